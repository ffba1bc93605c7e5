"""A class on paper: notebooks as students hand them in, and a pool that runs them in this process.

The pool here isolates nothing. It is for tests of what comes before and after a run.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from missile_question.checks import tasks
from missile_question.checks.core import Case, FunctionTask, run
from missile_question.checks.plain import plain
from missile_question.grading import submissions
from missile_question.grading.records import (
    Collected,
    Graded,
    Limits,
    Mark,
    Run,
    Stopped,
    Submission,
)

__all__ = [
    "ROOT",
    "SKELETONS",
    "SOLUTIONS",
    "FakePool",
    "edited",
    "exercises",
    "find",
    "graded",
    "put",
    "solution",
    "student",
    "written",
]

ROOT = Path(__file__).resolve().parents[2]
SKELETONS = ROOT / "exercises" / "student"
SOLUTIONS = ROOT / "exercises" / "solutions"


@cache
def exercises() -> dict[str, Any]:
    """Return the exercises as they are given out, by chapter."""
    return submissions.skeletons(SKELETONS)


@cache
def _read(path: Path) -> str:
    return path.read_text("utf-8")


def student(chapter: str = "02_reach") -> dict[str, Any]:
    """Return an untouched student notebook as JSON, new each time."""
    return json.loads(_read(SKELETONS / f"{chapter}.ipynb"))  # type: ignore[no-any-return]


def solution(chapter: str = "02_reach") -> dict[str, Any]:
    """Return the solution notebook as JSON, new each time."""
    return json.loads(_read(SOLUTIONS / f"{chapter}.ipynb"))  # type: ignore[no-any-return]


def edited(
    answers: Mapping[str, str | None] | None = None,
    *,
    base: dict[str, Any] | None = None,
    change: Callable[[list[dict[str, Any]]], Any] | None = None,
) -> dict[str, Any]:
    """Return a notebook with some cells replaced by id (None takes one out), then changed.

    ``base`` is the untouched notebook on reach by default; ``change`` may edit the list of cells.
    """
    made = copy.deepcopy(base if base is not None else student())
    for name, source in (answers or {}).items():
        (cell,) = (cell for cell in made["cells"] if cell["id"] == name)
        if source is None:
            made["cells"].remove(cell)
        else:
            cell["source"] = source
    if change is not None:
        change(made["cells"])
    return made


def written(made: Any) -> bytes:
    """Return a notebook as the bytes of a file."""
    return json.dumps(made, indent=1).encode("utf-8")


def put(folder: Path, files: Mapping[str, Any]) -> Path:
    """Write files into a folder: bytes as they are, notebooks as JSON. Return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else written(content))
    return folder


def find(folder: Path, files: Mapping[str, Any]) -> list[Submission]:
    """Return the submissions that are read from a folder with these files."""
    return list(submissions.find(put(folder, files), exercises()))


class FakePool:
    """Runs a submission's cells in this process, as the pool does in a process of their own."""

    ran: list[str]

    def __init__(self, jobs: int = 1, limits: Limits | None = None, isolate: bool = True) -> None:
        self.jobs, self.limits, self.isolate = jobs, limits, isolate
        self.ran = []

    def __enter__(self) -> FakePool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def run(self, submission: Submission, cases: Mapping[str, Sequence[tuple[Any, ...]]]) -> Run:
        """Run the cells one by one; an error ends its cell only."""
        self.ran.append(submission.student)
        space: dict[str, Any] = {"display": lambda *shown: None}
        collected, stopped = {}, []
        for cell in submission.cells:
            try:
                exec(compile(cell.source, cell.name, "exec"), space)
            except BaseException as error:
                line = getattr(error.__traceback__, "tb_lineno", None)
                stopped.append(Stopped(cell.name, line, f"{type(error).__name__}: {error}"))
            if cell.collects:
                answer = space.get("answer")
                outputs = None
                if cell.collects in cases and callable(answer):
                    calls = [Case("", args, 0.0) for args in cases[cell.collects]]
                    outputs = tuple(run(answer, calls))
                collected[cell.collects] = Collected(plain(answer), outputs)
        kind = "namespaces" if self.isolate else "none"
        return Run(collected, tuple(stopped), isolation=kind)


def graded(
    name: str = "anna",
    chapter: str = "02_reach",
    *,
    shares: Mapping[str, float] | None = None,
    trouble: str = "",
    notes: Iterable[str] = (),
) -> Graded:
    """Return a graded submission made by hand: the share of the points by task, else all."""
    if trouble:
        return Graded(name, chapter, f"{name}.ipynb", "0" * 64, trouble=trouble)
    marks = []
    for task in tasks(chapter):
        share = (shares or {}).get(task.task_id, 1.0)
        status = "right" if share == 1.0 else "partly" if share else "wrong"
        hidden = 26 if isinstance(task, FunctionTask) else 0
        marks.append(
            Mark(
                task_id=task.task_id,
                title=task.title,
                kind=task.kind,
                status=status,
                public_points=share * task.points,
                points=share * task.points,
                out_of=task.points,
                manual_points=task.manual_points,
                message="As it should be." if share == 1.0 else "Not yet.",
                misconception="" if share == 1.0 else "slip",
                hidden_right=round(share * hidden),
                hidden=hidden,
                answer="A text for a person to read." if task.manual_points else "",
            )
        )
    return Graded(name, chapter, f"{name}.ipynb", "0" * 64, tuple(marks), notes=tuple(notes),
                  isolation="namespaces")  # fmt: skip
