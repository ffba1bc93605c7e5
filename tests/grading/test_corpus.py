"""A class of cheats, vandals and unlucky people, graded in one run: who earns what, and what broke.

Every submission of the corpus goes through the real command, with processes kept apart. Points are
compared task by task with what :mod:`grading.corpus` says each has earned.
"""

from __future__ import annotations

import contextlib
import csv
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from grading.corpus import CORPUS, Entry, Scene
from grading.corpus.entry import filled
from support.grading import SKELETONS, put

from missile_question.checks import tasks
from missile_question.checks.core import FunctionTask
from missile_question.grading import grade
from missile_question.grading.records import Graded, Limits

pytestmark = pytest.mark.grading

#: Small, so that what never ends does not take long.
LIMITS = Limits(cell_s=3, wall_s=25, cpu_s=20, memory_mb=1000, disk_mb=20, file_mb=10, processes=64)
SEED = "corpus"
TOKEN = "k3Yt0kEn-of-the-grader"


@dataclass
class Class:
    """The class graded, and what it was graded beside."""

    graded: list[Graded]
    out: Path
    scene: Scene
    knocked: list[str]

    def of(self, entry: Entry) -> list[Graded]:
        """Return the lines of one entry of the corpus."""
        starts = (f"{entry.name}.", f"{entry.name}/")
        return [each for each in self.graded if each.path.startswith(starts)]


def _filled(made: Any, scene: Scene) -> Any:
    """Return a notebook with the scene's names filled in; bytes as they are."""
    if isinstance(made, bytes):
        return made
    for cell in made.get("cells", ()):
        if not isinstance(cell["source"], list):
            cell["source"] = filled(cell["source"], scene)
    return made


def _public_cases() -> dict[Any, float]:
    """Return the public cases of the function on reach as arguments -> result."""
    (task,) = (t for t in tasks("02_reach") if t.task_id == "reach-3")
    assert isinstance(task, FunctionTask)
    return {(tuple(case.args[0]), case.args[1]): case.expected for case in task.cases()}


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """Grade the whole corpus at once, two submissions at a time."""
    base = tmp_path_factory.mktemp("corpus")
    secret = base / "secret" / "seed.txt"
    secret.parent.mkdir()
    secret.write_text(TOKEN, "utf-8")
    (base / "empty").mkdir()
    name = f"missile-question-{os.getpid()}"
    known = _public_cases()
    with (
        pytest.MonkeyPatch.context() as patch,
        socket.create_server(("127.0.0.1", 0)) as port,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        patch.setenv("GRADER_TOKEN", TOKEN)
        abstract.bind(f"\0{name}")
        abstract.listen()
        scene = Scene(
            str(secret), TOKEN, str(base / "empty"), str(port.getsockname()[1]), name,
            str(os.getpid()), str(Path("/proc/self/ns/pid").readlink()), str(len(known)),
            repr(known),
        )  # fmt: skip
        folder = base / "class"
        for entry in CORPUS:
            put(folder, {n: _filled(made, scene) for n, made in entry.make().items()})
            if entry.prepare is not None:
                entry.prepare(folder, scene)
        done = grade.grade_all(
            folder, seed=SEED, jobs=2, out=base / "out", limits=LIMITS, isolate=True,
            exercises=SKELETONS,
        )  # fmt: skip
        knocked = []
        for each, listener in (("port", port), ("socket", abstract)):
            listener.setblocking(False)
            try:
                listener.accept()
            except BlockingIOError:
                continue
            knocked.append(each)
        yield Class(done, base / "out", scene, knocked)


def test_the_corpus_is_as_large_as_promised() -> None:
    """At least 40, each by a name of its own."""
    assert len({entry.name for entry in CORPUS}) == len(CORPUS) >= 40


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry.name)
def test_each_earns_what_it_has_earned(entry: Entry, class_: Class) -> None:
    """No point that was not earned, none lost that was; and a sentence on what was odd."""
    lines = class_.of(entry)
    assert lines, "every submission has a line in the report"
    graded = [each for each in lines if not each.trouble]
    if not entry.earns:
        assert not graded, [(each.path, each.points) for each in graded]
    else:
        assert len(graded) == 1, [(each.path, each.trouble) for each in lines]
        found = {mark.task_id: mark.points for mark in graded[0].marks}
        assert found == dict(entry.earns), graded[0].stopped
        if entry.told:
            (text,) = (m.answer for m in graded[0].marks if m.task_id == "reach-10")
            assert entry.told in text
    said = "\n".join(
        [
            *(each.trouble for each in lines),
            *(note for each in lines for note in each.notes),
            *(f"{s.cell}: {s.error}" for each in lines for s in each.stopped),
        ]
    )
    for words in entry.says:
        assert words in said, said


def test_nothing_outside_was_touched(class_: Class) -> None:
    """The grader's file, an empty folder, its ports: as they were, and this process is alive."""
    scene = class_.scene
    assert Path(scene.secret).read_text("utf-8") == TOKEN
    assert not list(Path(scene.folder).iterdir())
    assert not class_.knocked


def test_nothing_runs_on(class_: Class) -> None:
    """Programs that submissions began and hid are gone; they carry this process's number."""
    mark = f"1000.{class_.scene.pid}".encode()
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            assert mark not in (place / "cmdline").read_bytes()


def test_the_reports_have_a_line_for_each(class_: Class) -> None:
    """One table: every file of every student, with points or with trouble, and pages for them."""
    with (class_.out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["path"] for row in rows] == [each.path for each in class_.graded]
    assert all(float(row["points"]) > 0 or row["trouble"] or row["chapter"] for row in rows)
    assert {row["isolation"] for row in rows if not row["trouble"]} == {"namespaces"}
    pages = "".join(p.read_text("utf-8") for p in class_.out.rglob("*.html"))
    assert pages and "<script>alert" not in pages, "students' words are text, not markup"
