"""What a submission of the corpus is, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from textwrap import dedent
from typing import Any

from support.grading import edited, solution, student

__all__ = [
    "FULL",
    "GUARD",
    "Cells",
    "Entry",
    "Scene",
    "added",
    "expected",
    "filled",
    "solved",
    "stubbed",
]

Cells = list[dict[str, Any]]

#: Points of the exercise on reach. The tenth task is a text that a person reads.
FULL: Mapping[str, float] = {
    "reach-1": 2, "reach-2": 2, "reach-3": 3, "reach-4": 4, "reach-5": 3,
    "reach-6": 3, "reach-7": 2, "reach-8": 4, "reach-9": 3, "reach-10": 0,
}  # fmt: skip

#: In front of what would harm this machine if nothing kept it apart: a hole costs a test only.
GUARD = """
import os
if os.path.exists("/proc/self"):
    assert os.readlink("/proc/self/ns/pid") != "@namespace@", "nothing keeps this apart"
"""


@dataclass(frozen=True)
class Scene:
    """What lies outside of a submission's walls, and must stay as it is.

    Parameters
    ----------
    secret : str
        Path of a file that nobody may read or change.
    token : str
        What stands in it, in the environment and in the memory of the grader's process.
    folder : str
        A folder that must stay empty.
    port : str
        Where the grader's process listens on 127.0.0.1; nobody may knock.
    name : str
        Abstract name of a Unix socket on which it listens, too.
    pid : str
        Number of the grader's process.
    namespace : str
        Its namespace of processes.
    public : str
        How many public cases the third task's function has.
    known : str
        What it returns for them, as Python writes a dictionary.
    """

    secret: str
    token: str
    folder: str
    port: str
    name: str
    pid: str
    namespace: str
    public: str
    known: str


@dataclass(frozen=True)
class Entry:
    """A submission.

    Parameters
    ----------
    name : str
        Its id, and the student's name.
    tries : str
        What it tries, or what went wrong with it, in one line.
    make : callable
        Returns the files that are handed in, by path: bytes, or a notebook as JSON.
    earns : mapping of str to float
        Points of every task; empty if nothing can be graded.
    says : tuple of str
        Each stands in the notes, in the trouble, or in what is said of the cells that stopped.
    told : str
        Stands in the answer to the tenth task: the attack's own report.
    prepare : callable or None
        Does to the folder of submissions what files alone cannot.
    """

    name: str
    tries: str
    make: Callable[[], Mapping[str, Any]]
    earns: Mapping[str, float]
    says: tuple[str, ...] = ()
    told: str = ""
    prepare: Callable[[Any, Scene], None] | None = None


def expected(*lost: str, **parts: float) -> dict[str, float]:
    """Return all points but those of some tasks; ``reach_3=1.5`` for a part of a task's points."""
    unknown = set(lost) - set(FULL)
    assert not unknown, unknown
    named = {name.replace("_", "-"): points for name, points in parts.items()}
    return {**FULL, **dict.fromkeys(lost, 0.0), **named}


def filled(text: str, scene: Scene) -> str:
    """Return a text with the scene's ``@names@`` filled in."""
    for field in fields(scene):
        text = text.replace(f"@{field.name}@", getattr(scene, field.name))
    return text


def added(cells: Cells, source: str, before: str = "") -> None:
    """Add a code cell in front of another, or of all."""
    place = next((i for i, cell in enumerate(cells) if cell["id"] == before), 0)
    number = sum(cell["id"].startswith("own-") for cell in cells)
    cells.insert(
        place,
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"own-{number}",
            "metadata": {},
            "outputs": [],
            "source": dedent(source).strip("\n"),
        },
    )


def _made(base: dict[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    """Return a notebook with answers replaced by task; "top" is a cell in front of all."""
    tidy = {task: dedent(code).strip("\n") for task, code in codes.items()}
    top = tidy.pop("top", "")
    made = edited({f"{task}-answer": code for task, code in tidy.items()}, base=base)
    if top:
        added(made["cells"], top)
    return made


def solved(
    name: str,
    tries: str,
    codes: Mapping[str, str],
    *lost: str,
    says: tuple[str, ...] = (),
    told: str = "",
    change: Callable[[Cells], Any] | None = None,
    **parts: float,
) -> Entry:
    """Return a submission that is right but for some tasks, which are lost or changed only."""

    def make() -> dict[str, Any]:
        made = _made(solution(), codes)
        if change is not None:
            change(made["cells"])
        return {f"{name}.ipynb": made}

    return Entry(name, tries, make, expected(*lost, **parts), says, told)


def stubbed(
    name: str,
    tries: str,
    codes: Mapping[str, str],
    *,
    says: tuple[str, ...] = (),
    told: str = "",
    change: Callable[[Cells], Any] | None = None,
    **parts: float,
) -> Entry:
    """Return a submission without any honest answer, which earns nothing but ``parts``."""

    def make() -> dict[str, Any]:
        made = _made(student(), codes)
        if change is not None:
            change(made["cells"])
        return {f"{name}.ipynb": made}

    return Entry(name, tries, make, expected(*FULL, **parts), says, told)
