"""nbgrader and this grader on the same notebooks: every task has the same public points.

The real `nbgrader generate_assignment` and `nbgrader autograde` run on the solution notebooks; both
graders read the same folder of submissions. nbgrader knows no hidden cases, so that what our public
checks give is what must be equal.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import sysconfig
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.checks import wrong_answers
from support.grading import SKELETONS, edited, put, solution, student

from missile_question.checks import tasks
from missile_question.grading import grade
from missile_question.grading.grade import grade_all

pytestmark = [pytest.mark.grading, pytest.mark.slow]

CHAPTERS = ("02_reach", "05_verification_limits")
#: One assignment of nbgrader's with both sets: it starts once and not twice.
ASSIGNMENT = "both"
TASKS = [task for chapter in CHAPTERS for task in tasks(chapter)]
CHECKED = [task for task in TASKS if task.points]

Points = dict[tuple[str, str], float]


def nbgrader(course: Path, *words: str) -> None:
    """Run a command of nbgrader's in a course's folder."""
    # It starts `alembic` by its bare name: not found where no shell has activated this Python.
    scripts = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=course,
        env={**os.environ, "PATH": scripts},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def literal(value: Any) -> str | None:
    """Return an answer as code, if it can be written as what it is."""
    try:
        return f"answer = {value!r}" if ast.literal_eval(repr(value)) == value else None
    except (ValueError, SyntaxError):
        return None


def mistakes(chapter: str, which: int) -> dict[str, str]:
    """Return for each task one of its stored wrong answers, as code of its answer cell."""
    found: dict[str, list[str]] = {}
    for wrong in wrong_answers(chapter):
        code = literal(wrong.make())
        if code is not None:
            found.setdefault(f"{wrong.task_id}-answer", []).append(code)
    return {cell: codes[which % len(codes)] for cell, codes in found.items()}


def broken(chapter: str) -> dict[str, str | None]:
    """Return answers that stop, cannot be compiled, are missing, of a wrong kind, or print much."""
    codes = [
        "answer = nowhere",
        "answer = = 1",
        None,
        "answer = 'many'",
        "answer = object()",
        "print('2.0')\nraise SystemExit",
        "answer = lambda *any: 1 / 0",
        "print('all right')\nanswer",
    ]
    cells = [f"{task.task_id}-answer" for task in tasks(chapter)]
    return dict(zip(cells, codes, strict=False))


def half(released: dict[str, Any], chapter: str) -> dict[str, Any]:
    """Return nbgrader's own release with every second task solved, the others left alone."""
    solved = {cell["id"]: cell["source"] for cell in solution(chapter)["cells"]}
    cells = [f"{task.task_id}-answer" for task in tasks(chapter)]
    return edited({cell: solved[cell] for cell in cells[::2]}, base=released)


def submissions(released: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return what a class hands in, by path."""
    found = {}
    for chapter in CHAPTERS:
        solved = solution(chapter)
        by_student = {
            "anna-solved": solved,
            "ben-untouched": student(chapter),
            "carl-half": half(released[chapter], chapter),
            "dora-mistaken": edited(mistakes(chapter, 0), base=student(chapter)),
            "emil-mistaken": edited(mistakes(chapter, 1), base=solved),
            "fred-broken": edited(broken(chapter), base=solved),
        }
        for name, notebook in by_student.items():
            found[f"{name}/{ASSIGNMENT}/{chapter}.ipynb"] = notebook
    return found


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course of nbgrader's with the solutions as its source, handed in and graded."""
    course = tmp_path_factory.mktemp("course")
    (course / "nbgrader_config.py").write_text('c.CourseDirectory.course_id = "book"\n', "utf-8")
    put(course / "source" / ASSIGNMENT, {f"{name}.ipynb": solution(name) for name in CHAPTERS})
    nbgrader(course, "generate_assignment", ASSIGNMENT)
    released = {
        name: json.loads((course / "release" / ASSIGNMENT / f"{name}.ipynb").read_text("utf-8"))
        for name in CHAPTERS
    }
    put(course / "submitted", submissions(released))
    nbgrader(course, "autograde", ASSIGNMENT)
    return course


@pytest.fixture(scope="module")
def theirs(course: Path) -> Points:
    """Return nbgrader's points by student and task."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what nbgrader does with SQLAlchemy is its own affair
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
            return {
                (handed.student.id, each.name): each.auto_score
                for handed in book.assignment_submissions(ASSIGNMENT)
                for notebook in handed.notebooks
                for each in notebook.grades
                if not each.name.endswith("-answer")  # an untouched argument has 0 from nbgrader
            }


@pytest.fixture(scope="module")
def ours(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Points:
    """Return our public points by student and task, from the same folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grade, "_write_reports", lambda *_, **__: None)
        graded = grade_all(
            course / "submitted",
            seed="s",
            jobs=2,
            out=tmp_path_factory.mktemp("ours"),
            exercises=SKELETONS,
        )
    assert not [each.trouble for each in graded if each.trouble]
    return {(g.student, m.task_id): m.public_points for g in graded for m in g.marks if m.out_of}


def test_nbgrader_gives_out_our_cells_without_the_solutions(course: Path) -> None:
    """`generate_assignment` accepts the source: same cells, same points, no solution left."""
    for chapter in CHAPTERS:
        text = (course / "release" / ASSIGNMENT / f"{chapter}.ipynb").read_text("utf-8")
        cells = {cell["id"]: cell for cell in json.loads(text)["cells"]}
        assert "SOLUTION" not in text
        for task in tasks(chapter):
            name = task.task_id if task.points else f"{task.task_id}-answer"
            assert cells[name]["metadata"]["nbgrader"]["points"] == task.points + task.manual_points


def test_public_points_are_the_same(theirs: Points, ours: Points) -> None:
    """Six students, two sets: what the checks give is what nbgrader gives, task by task."""
    assert len(theirs) == 6 * len(CHECKED)
    differing = {key: (points, ours[key]) for key, points in theirs.items() if ours[key] != points}
    assert not differing
    assert set(ours) == set(theirs)


def test_the_submissions_are_worth_comparing(theirs: Points) -> None:
    """There are all points, none, half of the tasks, and parts of a task's points."""
    most = {task.task_id: task.points for task in CHECKED}
    by_student: dict[str, list[float]] = {}
    for (name, task), points in theirs.items():
        by_student.setdefault(name, []).append(points / most[task])
    assert set(by_student["anna-solved"]) == {1.0}
    assert set(by_student["ben-untouched"]) == {0.0}
    assert set(by_student["carl-half"]) == {0.0, 1.0}
    assert any(0 < share < 1 for share in by_student["dora-mistaken"])
    assert {0.0, 1.0} <= set(by_student["fred-broken"])
