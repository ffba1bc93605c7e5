"""`missile-question grade`: a class in one command, resumed, repeated, refused, and told."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from support.grading import (
    SKELETONS,
    FakePool,
    edited,
    put,
    solution,
    student,
)

from missile_question import command
from missile_question.checks import tasks
from missile_question.grading import grade, isolation
from missile_question.grading.grade import grade_all
from missile_question.grading.records import Graded, Limits, Run, Submission

REACH = "02_reach"
POINTS = sum(task.points for task in tasks(REACH))
CLASS: dict[str, Any] = {
    "anna.ipynb": solution(),
    "ben.ipynb": student(),
    "carl.ipynb": b"no notebook",
    "dora/02_reach.ipynb": edited({"reach-1-answer": "answer = 1584"}),
    "dora/again.ipynb": student(),
}


class Reports:
    """Stands where the reports are written, and keeps what they were given."""

    def __init__(self) -> None:
        self.calls: list[tuple[list[Graded], Any, Path, dict[str, Any]]] = []

    def __call__(self, graded: Sequence[Graded], pairs: Any, out: Path, **more: Any) -> None:
        """Keep what is to be reported."""
        self.calls.append((list(graded), pairs, out, more))
        (out / "written").write_text(str(len(graded)))


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> Reports:
    """Keep what would be reported."""
    made = Reports()
    monkeypatch.setattr(grade, "_write_reports", made)
    return made


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[FakePool]:
    """Run submissions in this process; the list holds every pool that was opened."""
    made: list[FakePool] = []

    def open_pool(jobs: int, limits: Limits, isolate: bool, cluster: str | None) -> FakePool:
        made.append(FakePool(jobs, limits, isolate))
        return made[-1]

    monkeypatch.setattr(grade, "_open_pool", open_pool)
    monkeypatch.setattr(isolation, "available", lambda: "")
    return made


def graded(folder: Path, out: Path, **more: Any) -> list[Graded]:
    """Grade with the words that every call needs."""
    return grade_all(folder, **{"seed": "s", "jobs": 2, "out": out, "exercises": SKELETONS, **more})


def work(out: Path) -> dict[str, bytes]:
    """Return the files of finished work by name."""
    return {path.name: path.read_bytes() for path in (out / "work").iterdir()}


def test_a_class_is_graded(tmp_path: Path, reports: Reports, pools: list[FakePool]) -> None:
    """Right, open, broken and doubled: each has its place, in order, and its points."""
    folder = put(tmp_path / "class", CLASS)
    steps: list[tuple[int, int]] = []
    found = graded(folder, tmp_path / "out", progress=lambda done, of: steps.append((done, of)))
    assert [(g.student, g.chapter, g.points) for g in found] == [
        ("anna", REACH, POINTS), ("ben", REACH, 0.0), ("carl", "", 0), ("dora", REACH, 2.0),
        ("dora", REACH, 0),
    ]  # fmt: skip
    assert [bool(g.trouble) for g in found] == [False, False, True, False, True]
    assert steps[0] == (2, 5) and steps[-1] == (5, 5) and steps == sorted(steps)
    ((told, pairs, out, more),) = reports.calls
    assert told == found and pairs == [] and out == tmp_path / "out"
    assert more["seed"] == "s" and more["isolation"] == "namespaces"
    assert pools[0].jobs == 2 and len(pools[0].ran) == 3
    assert sorted(p.name for p in folder.iterdir()) == [
        "anna.ipynb", "ben.ipynb", "carl.ipynb", "dora"
    ]  # fmt: skip


def test_a_second_run_repeats_what_changed_only(
    tmp_path: Path, reports: Reports, pools: list[FakePool]
) -> None:
    """Same files and words: nothing runs. Another file, seed, limit or `--again`: that does."""
    folder, out = put(tmp_path / "class", CLASS), tmp_path / "out"
    first = graded(folder, out)
    files = work(out)
    assert len(files) == 3 and graded(folder, out) == first and len(pools) == 1
    put(folder, {"ben.ipynb": edited({"reach-1-answer": "answer = 1"})})
    second = graded(folder, out)
    assert pools[1].ran == ["ben"] and len(work(out)) == 4
    assert [g for g in second if g.student != "ben"] == [g for g in first if g.student != "ben"]
    for changed in ({"seed": "t"}, {"limits": Limits(cell_s=7)}, {"isolate": False}):
        graded(folder, out, **changed)
        assert len(pools[-1].ran) == 3, changed
    graded(folder, out, resume=False)
    assert len(pools[-1].ran) == 3 and files.items() <= work(out).items()


def test_a_changed_package_is_graded_anew(
    tmp_path: Path, reports: Reports, pools: list[FakePool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marks of other checks, tables or libraries are not taken over."""
    folder, out = put(tmp_path / "class", {"anna.ipynb": student()}), tmp_path / "out"
    graded(folder, out)
    monkeypatch.setattr(grade, "fingerprint_of_package", lambda: "another")
    graded(folder, out)
    assert [pool.ran for pool in pools] == [["anna"], ["anna"]]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"marks": [{}]}', b"\xff"])
def test_damaged_work_is_done_again(
    tmp_path: Path, reports: Reports, pools: list[FakePool], damage: bytes
) -> None:
    """A file that a crash of the machine left behind is no result."""
    folder, out = put(tmp_path / "class", {"anna.ipynb": solution()}), tmp_path / "out"
    first = graded(folder, out)
    ((name, content),) = work(out).items()
    (out / "work" / name).write_bytes(damage)
    assert graded(folder, out) == first and work(out) == {name: content}


def test_one_submissions_trouble_stops_no_other(
    tmp_path: Path, reports: Reports, pools: list[FakePool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the grader, or of the machine, is one line and is tried again next time."""
    run = FakePool.run

    def faulty(self: FakePool, submission: Submission, cases: Mapping[str, Any]) -> Run:
        if submission.student == "ben":
            raise RuntimeError("no more\nprocesses")
        if submission.student == "dora":
            return Run(trouble="It could not be started.")
        return run(self, submission, cases)

    monkeypatch.setattr(FakePool, "run", faulty)
    folder, out = put(tmp_path / "class", CLASS), tmp_path / "out"
    found = {(g.student, g.path): g for g in graded(folder, out)}
    assert found["anna", "anna.ipynb"].points == POINTS
    said = found["ben", "ben.ipynb"].trouble
    assert said == "The grader could not grade this (RuntimeError: no more\\nprocesses)."
    assert found["dora", "dora/02_reach.ipynb"].trouble == "It could not be started."
    assert len(work(out)) == 1
    monkeypatch.setattr(FakePool, "run", run)
    assert [bool(g.trouble) for g in graded(folder, out)] == [False, False, True, False, True]
    assert sorted(pools[-1].ran) == ["ben", "dora"]


def test_a_run_that_is_stopped_goes_on(
    tmp_path: Path, reports: Reports, pools: list[FakePool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After Ctrl-C what is done is kept, nothing is half written, and the rest is done later."""
    folder = put(tmp_path / "class", {f"s{i:02}.ipynb": student() for i in range(12)})
    for i in range(12):  # alike, they would be one piece of work
        put(folder, {f"s{i:02}.ipynb": edited({"reach-1-answer": f"answer = {i}"})})
    out, count = tmp_path / "out", itertools.count()
    told_of, run = threading.Semaphore(0), FakePool.run

    def step(pool: FakePool, *words: Any) -> Any:
        told_of.acquire()  # none runs ahead of what has been told: Ctrl-C comes in the middle
        return run(pool, *words)

    def stop(done: int, of: int) -> None:
        if next(count) == 4:
            raise KeyboardInterrupt
        told_of.release()

    monkeypatch.setattr(FakePool, "run", step)
    with pytest.raises(KeyboardInterrupt):
        graded(folder, out, progress=stop, jobs=1)
    kept = work(out)
    told_of.release(100)
    assert 4 <= len(kept) < 12 and all(json.loads(content) for content in kept.values())
    assert not reports.calls
    found = graded(folder, out, jobs=1)
    assert len(found) == 12 and len(work(out)) == 12
    assert kept.items() <= work(out).items()
    assert set(pools[0].ran + pools[1].ran) == {g.student for g in found}
    # What was running when it was stopped, one job's worth, may have to be done again.
    assert len(pools[0].ran) + len(pools[1].ran) <= 12 + 1


def test_jobs_do_not_change_the_result(
    tmp_path: Path, reports: Reports, pools: list[FakePool]
) -> None:
    """One at a time or several: the same files, byte for byte."""
    folder = put(tmp_path / "class", CLASS)
    one, many = tmp_path / "one", tmp_path / "many"
    assert graded(folder, one, jobs=1) == graded(folder, many, jobs=4)
    assert work(one) == work(many)


def test_as_many_run_at_a_time_as_jobs(
    tmp_path: Path, reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two jobs: the second submission begins before the first has ended."""
    both = threading.Barrier(2, timeout=60)

    class Meeting(FakePool):
        def run(self, submission: Submission, cases: Mapping[str, Any]) -> Run:
            both.wait()
            return Run(isolation="namespaces")

    monkeypatch.setattr(grade, "_open_pool", lambda *_: Meeting())
    folder = put(tmp_path / "class", {"a.ipynb": student(), "b.ipynb": solution()})
    assert not [g.trouble for g in graded(folder, tmp_path / "out", jobs=2) if g.trouble]


def test_students_files_hold_no_seed(
    tmp_path: Path, reports: Reports, pools: list[FakePool]
) -> None:
    """The seed is in no file, and in nothing that is sent to a student's process."""
    seen: list[str] = []
    seed = "rosebud-4711"
    folder, out = put(tmp_path / "class", CLASS), tmp_path / "out"
    run: Callable[..., Run] = FakePool.run
    FakePool.run = lambda self, s, c: (seen.append(repr((s, c))), run(self, s, c))[1]  # type: ignore[method-assign]
    try:
        graded(folder, out, seed=seed)
    finally:
        FakePool.run = run  # type: ignore[method-assign]
    assert seen and not [text for text in seen if seed in text]
    assert not [name for name, content in work(out).items() if seed.encode() in content]


def test_points_of_a_person_are_merged(
    tmp_path: Path, reports: Reports, pools: list[FakePool]
) -> None:
    """The sheet changes marks, not the work that is kept."""
    folder, out = put(tmp_path / "class", CLASS), tmp_path / "out"
    graded(folder, out)
    before = work(out)
    sheet = tmp_path / "manual.csv"
    sheet.write_text("student,chapter,task_id,points\nanna,02_reach,reach-10,3\n")
    found = graded(folder, out, manual=sheet)
    assert [m.manual for m in found[0].marks if m.manual is not None] == [3.0]
    assert work(out) == before and len(pools) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"jobs": 0}, "jobs must be at least 1, got 0"),
        ({"seed": " "}, "seed must be a number or a text"),
        ({"exercises": Path("nowhere")}, "exercises must be a folder with student notebooks"),
        ({"manual": Path("nowhere.csv")}, "manual cannot be read"),
        ({"out": "class/out"}, "out must not lie inside the folder of submissions"),
        ({"out": "class"}, "out must not lie inside the folder of submissions"),
        ({"folder": "nowhere"}, "submissions must be a folder"),
    ],
)
def test_wrong_words_are_told(
    tmp_path: Path, more: dict[str, Any], words: str, reports: Reports, pools: list[FakePool]
) -> None:
    """Each argument that cannot be used is named, with its value; nothing has run."""
    put(tmp_path / "class", {"anna.ipynb": student()})
    folder = tmp_path / more.pop("folder", "class")
    out = tmp_path / more.pop("out", "out")
    with pytest.raises(ValueError, match=words):
        graded(folder, out, **more)
    assert not pools and not reports.calls


# ---------------------------------------------------------------- the command


def told(tmp_path: Path, *words: str) -> list[str]:
    """Return a call of the command."""
    fixed = ["--seed", "s", "--jobs", "1", "--exercises", str(SKELETONS)]
    return ["grade", str(tmp_path / "class"), "--out", str(tmp_path / "out"), *fixed, *words]


def test_the_command_grades_and_tells_troubles(
    tmp_path: Path, reports: Reports, pools: list[FakePool], capsys: pytest.CaptureFixture[str]
) -> None:
    """One line of summary, one for each trouble, exit code 1; 0 when all is well."""
    put(tmp_path / "class", CLASS)
    assert command.main(told(tmp_path, "--cell-seconds", "9", "--memory-mb", "500")) == (
        command.WRONG
    )
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0].startswith("3 of 5 submissions of 4 students graded. The reports are in ")
    assert len(lines) == 3 and lines[1].startswith("  carl.ipynb: The file is not a Jupyter")
    assert said.err == "", "no bar where nobody watches"
    limits = pools[0].limits
    assert limits is not None and (limits.cell_s, limits.memory_mb) == (9.0, 500)
    assert pools[0].isolate and reports.calls[0][3]["isolation"] == "namespaces"
    (tmp_path / "class" / "carl.ipynb").unlink()
    (tmp_path / "class" / "dora" / "again.ipynb").unlink()
    assert command.main(told(tmp_path)) == command.FINE


def test_the_command_refuses_where_nothing_isolates(
    tmp_path: Path,
    reports: Reports,
    pools: list[FakePool],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It says why, and what --unsafe means; with that word it runs, and the report says so."""
    monkeypatch.setattr(isolation, "available", lambda: "this system forbids namespaces.")
    put(tmp_path / "class", {"anna.ipynb": student()})
    assert command.main(told(tmp_path)) == command.USAGE
    said = capsys.readouterr().err
    assert (
        "this system forbids namespaces." in said
        and "--unsafe" in said
        and "Nothing was run" in said
    )
    assert not pools and not (tmp_path / "out").exists()
    assert command.main(told(tmp_path, "--unsafe")) == command.FINE
    assert not pools[0].isolate and reports.calls[0][3]["isolation"] == "none"


def test_the_command_shows_how_far_it_is(
    tmp_path: Path,
    reports: Reports,
    pools: list[FakePool],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At a terminal a bar counts submissions, on stderr."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    put(tmp_path / "class", {"anna.ipynb": student(), "ben.ipynb": solution()})
    assert command.main(told(tmp_path)) == command.FINE
    said = capsys.readouterr()
    assert "/2" in said.err and "submissions" in said.err and "%|" not in said.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--jobs", "0"], "must be a whole number, at least 1, got '0'"),
        (["--jobs", "many"], "got 'many'"),
        (["--seed", " "], "must be a number or a text, got nothing"),
        (["--cell-seconds", "-1"], "must be a number above 0, got '-1'"),
        (["--memory-mb", "1.5"], "got '1.5'"),
    ],
)
def test_wrong_options_are_told(
    tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and the value."""
    with pytest.raises(SystemExit) as stopped:
        command.main(told(tmp_path, *words))
    assert stopped.value.code == command.USAGE and said in capsys.readouterr().err


def test_errors_and_interruption_are_one_line(
    tmp_path: Path,
    reports: Reports,
    pools: list[FakePool],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A folder that is none, and Ctrl-C: exit code 2, no traceback."""
    assert command.main(told(tmp_path)) == command.USAGE
    assert "grade: submissions must be a folder, got" in capsys.readouterr().err

    put(tmp_path / "class", {"anna.ipynb": student()})
    (tmp_path / "out").write_text("a file")
    assert command.main(told(tmp_path)) == command.USAGE
    assert capsys.readouterr().err.startswith("missile-question grade: [Errno")
    (tmp_path / "out").unlink()

    def interrupted(*_: Any, **__: Any) -> Iterator[Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr(grade, "_graded", interrupted)
    assert command.main(told(tmp_path)) == command.USAGE
    assert capsys.readouterr().err.strip().endswith("the same command goes on where it was")


def test_every_file_of_the_reports_is_repeated(tmp_path: Path, pools: list[FakePool]) -> None:
    """The real reports, twice into new folders and once resumed: the same bytes everywhere."""
    folder = put(tmp_path / "class", CLASS)

    def files(out: Path) -> dict[str, bytes]:
        found = (path for path in sorted(out.rglob("*")) if path.is_file())
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}

    graded(folder, tmp_path / "one", seed="rosebud-4711")
    graded(folder, tmp_path / "other", seed="rosebud-4711", jobs=1)
    first = files(tmp_path / "one")
    assert files(tmp_path / "other") == first
    graded(folder, tmp_path / "one", seed="rosebud-4711")
    assert files(tmp_path / "one") == first and len(pools) == 2
    assert not [name for name, content in first.items() if b"rosebud-4711" in content]
    for name in ("grades.csv", "class.html", "students/anna.html", "manual.csv"):
        assert name in first


@pytest.mark.grading
def test_the_real_pool_gives_what_the_checks_give(tmp_path: Path, reports: Reports) -> None:
    """Solution, stub, and a class's usual faults through real processes, isolated where it can."""
    isolate = not isolation.available()
    function = "def f(d, r):\n    return sum(x <= r for x in d) / len(d)"
    made = edited(
        {
            "reach-1-answer": "answer = 1584",
            "reach-2-answer": "answer = (",
            "reach-3-answer": f"{function}\nanswer = f",
            "reach-5-answer": "import os\nos._exit(3)",
            "reach-7-answer": "while True:\n    pass",
        },
        base=solution(),
    )
    folder = put(tmp_path / "class", {"anna.ipynb": solution(), "ben.ipynb": student(),
                                      "carl.ipynb": made})  # fmt: skip
    found = graded(folder, tmp_path / "out", isolate=isolate, limits=Limits(cell_s=5))
    anna, ben, carl = found
    assert anna.points == anna.out_of == POINTS and not anna.stopped and not anna.trouble
    assert ben.points == 0.0 and {mark.status for mark in ben.marks} == {"unanswered"}
    lost = {mark.task_id for mark in carl.marks if mark.points < mark.out_of}
    assert lost == {"reach-2", "reach-5", "reach-7"}
    assert {each.cell for each in carl.stopped} == {f"{name}-answer" for name in lost}
    assert anna.isolation == ("namespaces" if isolate else "none")


def test_the_platforms_gradebook_comes_back(
    tmp_path: Path, reports: Reports, pools: list[FakePool], capsys: pytest.CaptureFixture[str]
) -> None:
    """Points stand in the platform's own rows; who is not in it is told; a wrong file stops all."""
    put(tmp_path / "class", {"anna.ipynb": solution(), "zoe.ipynb": student()})
    book = tmp_path / "book.csv"
    book.write_text("Student,ID,SIS Login ID\nPoints Possible,,\nA,1,anna\n", "utf-8")
    assert command.main([*told(tmp_path), "--gradebook", str(book)]) == command.FINE
    out = (tmp_path / "out" / "gradebook.csv").read_text("utf-8-sig").splitlines()
    assert out == ["Student,ID,SIS Login ID,02_reach", "Points Possible,,,30", "A,1,anna,26"]
    assert "Not found in the gradebook, or more than once: zoe." in capsys.readouterr().out
    book.write_text("who,what\n", "utf-8")
    assert command.main([*told(tmp_path), "--gradebook", str(book)]) == command.USAGE
    assert "gradebook must have the columns" in capsys.readouterr().err
    assert len(pools) == 1, "nothing was run"
