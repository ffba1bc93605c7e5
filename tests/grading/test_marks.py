"""Marks: the checks' own words and points, hidden cases from the seed, points from a person."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.checks import chapters, solutions, stubs, wrong_answers
from support.grading import graded

from missile_question.checks import Task, tasks
from missile_question.checks.core import Case, FunctionTask, Raised, run
from missile_question.checks.plain import Array, Odd, Table, plain
from missile_question.grading import marks
from missile_question.grading.records import (
    Collected,
    Graded,
    Mark,
    Run,
    Stopped,
    Submission,
)

SEED = "autumn, and nobody knows"
FUNCTIONS = [task for task in tasks() if isinstance(task, FunctionTask)]


def marked(answers: dict[str, Any], chapter: str, seed: int | str = SEED) -> dict[str, Mark]:
    """Return the marks of a run that collected these answers, by task."""
    cases = marks.cases(chapter, seed)
    collected = {}
    for name, answer in answers.items():
        outputs = None
        if name in cases and callable(answer):
            outputs = tuple(run(answer, [Case("", args, 0.0) for args in cases[name]]))
        collected[name] = Collected(plain(answer), outputs)
    return by_task(collected, chapter, seed)


def by_task(
    collected: dict[str, Collected], chapter: str, seed: int | str = SEED
) -> dict[str, Mark]:
    """Return the marks of what was collected, by task."""
    found = marks.mark(Submission("anna", chapter, "a.ipynb", ""), Run(collected), seed)
    return {each.task_id: each for each in found.marks}


# ---------------------------------------------------------------- cases


@pytest.mark.parametrize("task", FUNCTIONS, ids=lambda task: task.task_id)
def test_hidden_cases_follow_the_public_ones(task: FunctionTask) -> None:
    """Public first; at least 20 hidden, none twice, none public; the seed decides which."""
    public = [case.args for case in task.cases(None)]
    found = marks.cases(task.chapter, SEED)[task.task_id]
    assert found[: len(public)] == public
    hidden = [repr(args) for args in found[len(public) :]]
    assert len(hidden) >= 20 and len(set(hidden)) == len(hidden)
    assert not {repr(args) for args in public} & set(hidden)
    assert found == marks.cases(task.chapter, SEED)[task.task_id]
    assert found != marks.cases(task.chapter, SEED + "!")[task.task_id]


def test_only_functions_have_cases_and_no_case_tells_what_is_right() -> None:
    """What is sent to a student's process are arguments."""
    found = marks.cases("02_reach", 7)
    assert set(found) == {"reach-3"} and all(isinstance(args, tuple) for args in found["reach-3"])
    assert marks.cases("02_reach", "7") == found, "a number and its digits are one seed"


@pytest.mark.parametrize("seed", ["", "  ", None, 1.5, True])
def test_seed_must_be_a_number_or_a_text(seed: Any) -> None:
    """An empty seed would be everybody's."""
    with pytest.raises(ValueError, match="seed must be a number or a text, got"):
        marks.cases("02_reach", seed)


def test_the_mark_of_a_seed_tells_seeds_apart_and_not_the_seed() -> None:
    """The same in every process, another for another seed."""
    assert marks.seed_mark("a") != marks.seed_mark("b") and len(marks.seed_mark("a")) == 16
    code = "from missile_question.grading import marks; print(marks.seed_mark('a'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == marks.seed_mark("a")


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize("chapter", chapters())
def test_solutions_earn_all_and_stubs_nothing(chapter: str) -> None:
    """On public and hidden cases together, task by task, in the order of the chapter."""
    found = marked(solutions(chapter), chapter)
    assert list(found) == [task.task_id for task in tasks(chapter)]
    for task in tasks(chapter):
        mark = found[task.task_id]
        assert mark.points == mark.public_points == mark.out_of == task.points
        assert mark.status == "right" and mark.hidden_right == mark.hidden
        assert (mark.hidden >= 20) == isinstance(task, FunctionTask)
    for mark in marked(stubs(chapter), chapter).values():
        assert mark.points == mark.public_points == 0.0 and mark.status == "unanswered"


@pytest.mark.parametrize("chapter", ["02_reach", "03_deterrence"])
def test_a_mistake_gets_the_words_and_points_of_the_check(chapter: str) -> None:
    """Every stored mistake: what the student's own check says, and never more points."""
    by_id = {task.task_id: task for task in tasks(chapter)}
    for mistake in wrong_answers(chapter):
        result = by_id[mistake.task_id].check(mistake.make())
        mark = marked({mistake.task_id: mistake.make()}, chapter)[mistake.task_id]
        assert mark.public_points == float(result) and mark.misconception == result.misconception
        assert mark.points <= mark.public_points and mark.points < max(1, mark.out_of)
        assert mark.status == result.status and mark.message.startswith(result.message)


def test_a_function_right_on_public_cases_only() -> None:
    """Points are the public share times the share of hidden cases; the first failure is shown."""
    (task,) = (t for t in FUNCTIONS if t.task_id == "reach-3")
    known = {repr(case.args): case.expected for case in task.cases(None)}

    def learnt(distances: list[float], range_km: float) -> float:
        return known.get(repr((distances, range_km)), 1.0)

    mark = marked({"reach-3": learnt}, "02_reach")["reach-3"]
    assert mark.public_points == 3.0 and mark.status == "partly"
    assert 0 < mark.hidden_right < mark.hidden
    assert mark.points == pytest.approx(3.0 * mark.hidden_right / mark.hidden, abs=1e-6)
    assert f"Hidden cases: {mark.hidden_right} of {mark.hidden} agree." in mark.message
    assert "The first that does not: share_covered([" in mark.message
    assert mark.message.endswith(", got 1.") and "should be 0" in mark.message
    assert "Why it matters" not in mark.message


def test_a_function_that_stops_on_hidden_cases() -> None:
    """The error is shown in one line; nothing of the answer is run here."""

    def shy(distances: list[float], range_km: float) -> float:
        if len(distances) == 7:
            raise KeyError("a\nb")
        return sum(d <= range_km for d in distances) / len(distances)

    for number in range(20):
        mark = marked({"reach-3": shy}, "02_reach", number)["reach-3"]
        if mark.hidden_right < mark.hidden:
            break
    assert "it stopped with KeyError: 'a\\nb'" in mark.message.replace("\\\\n", "\\n")
    assert "\n" not in mark.message


def test_a_named_mistake_is_charged_once() -> None:
    """`<` for `<=` earns its credit, also where hidden cases show the same mistake again."""
    strict: Callable[..., float] = lambda d, r: sum(x < r for x in d) / len(d)  # noqa: E731
    mark = marked({"reach-3": strict}, "02_reach")["reach-3"]
    assert mark.misconception == "strict-inequality" and mark.hidden_right < mark.hidden
    assert mark.points == mark.public_points == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("collected", "status", "words"),
    [
        (Collected(Odd("a function"), ()), "type", "could not be read"),
        (Collected(Odd("a function"), (1.0,) * 500), "type", "could not be read"),
        (Collected(Odd("a function"), None), "wrong", "ended without results"),
        (Collected(3.0, None), "type", "Hand over the function itself"),
        (None, "unanswered", ""),
    ],
)
def test_outputs_that_do_not_fit(collected: Collected | None, status: str, words: str) -> None:
    """Too few, too many, none: no points, and a sentence."""
    found = {} if collected is None else {"reach-3": collected}
    mark = by_task(found, "02_reach")["reach-3"]
    assert mark.points == 0.0 and mark.status == status and words in mark.message


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.builds(Odd, st.text()) | st.builds(Raised, st.text(), st.text()) | st.binary(),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(), inner, max_size=4)
    | st.lists(inner, max_size=4).map(Array)
    | st.builds(Table, st.lists(st.text(), max_size=3).map(tuple),
                st.lists(st.dictionaries(st.text(), inner, max_size=3), max_size=3)),
    max_leaves=12,
)  # fmt: skip


@given(st.sampled_from(tasks()), VALUES, st.none() | st.lists(VALUES, max_size=40).map(tuple))
def test_no_value_makes_marks_raise(
    task: Task, value: Any, outputs: tuple[Any, ...] | None
) -> None:
    """Whatever a process sends back: a mark between nothing and all, that UTF-8 can hold."""
    mark = by_task({task.task_id: Collected(value, outputs)}, task.chapter)[task.task_id]
    assert 0.0 <= mark.points <= task.points and mark.status
    (mark.message + mark.answer).encode("utf-8")


def test_outputs_of_any_kind_are_judged() -> None:
    """As many outputs as cases, none of them a number: no points and no exception."""
    for task in FUNCTIONS:
        count = len(marks.cases(task.chapter, SEED)[task.task_id])
        for value in (None, "x", Odd("?"), [1], Raised("E", ""), float("nan"), 10**400, True, {}):
            found = {task.task_id: Collected(Odd("a function"), (value,) * count)}
            mark = by_task(found, task.chapter)[task.task_id]
            assert mark.points == 0.0 and mark.status in ("type", "wrong", "unanswered")


def test_arguments_keep_their_text() -> None:
    """A person reads it: all of it, up to a length; anything else is no text."""
    text = solutions("02_reach")["reach-10"]
    mark = marked({"reach-10": text}, "02_reach")["reach-10"]
    assert mark.answer == text and mark.manual is None and mark.manual_points == 4
    assert mark.out_of == 0 and mark.points == 0.0
    assert marked({"reach-10": 5}, "02_reach")["reach-10"].answer == ""
    assert marked({"reach-10": "\ud800 x"}, "02_reach")["reach-10"].answer == "? x"
    assert len(marked({"reach-10": "x " * 10**6}, "02_reach")["reach-10"].answer) == 20_000


def test_trouble_gives_no_marks_and_places_in_memory_are_hidden() -> None:
    """A trouble of either side is kept; what differs between runs is not."""
    submission = Submission("anna", "02_reach", "a.ipynb", "")
    troubled = Run(trouble="It could not be started.")
    assert marks.mark(submission, troubled, 1).trouble == "It could not be started."
    assert not marks.mark(submission, troubled, 1).marks
    stopped = Run(stopped=(Stopped("extra-1", 2, "E: <f at 0x7f00deadbeef> \ud800"),))
    assert marks.mark(submission, stopped, 1).stopped[0].error == "E: <f at 0x...> ?"


# ---------------------------------------------------------------- points from a person


def sheet(path: Path, text: str) -> Path:
    """Write a sheet."""
    path.write_text(text, "utf-8-sig")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "student,chapter,task_id,points,comment\nanna,02_reach,reach-10,2.5,Clear.\n"
        "ben,02_reach,reach-10,,\n",
        "student;chapter;rubric;task_id;points;comment\r\n'anna;02_reach;a, b;reach-10;2,5;Clear.",
    ],
)
def test_a_filled_sheet_is_merged(tmp_path: Path, text: str) -> None:
    """Commas or semicolons, as spreadsheets write them; an empty row is left for later."""
    by_hand = marks.read_manual(sheet(tmp_path / "manual.csv", text))
    assert set(by_hand) == {("anna", "02_reach", "reach-10")}
    found = marks.with_manual(graded("anna"), by_hand)
    (mark,) = (each for each in found.marks if each.manual is not None)
    assert mark.task_id == "reach-10" and mark.manual == 2.5
    assert mark.message.endswith("Comment: Clear.")
    assert marks.with_manual(graded("ben"), by_hand) == graded("ben")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("anna,02_reach,reach-10,5\n", "line 2: points must be a number from 0 to 4, got '5'"),
        ("anna,02_reach,reach-10,-1\n", "points must be"),
        ("anna,02_reach,reach-10,nan\n", "points must be"),
        ("anna,02_reach,reach-10,good\n", "got 'good'"),
        ("anna,02_reach,reach-1,1\n", "'reach-1' of '02_reach' is no task for a person"),
        ("anna,,reach-10,1\n", "is no task for a person"),
        ("anna,02_reach,reach-10,1\nanna,02_reach,reach-10,2\n", "line 3: 'anna' has points"),
    ],
)
def test_a_wrong_sheet_is_told(tmp_path: Path, rows: str, words: str) -> None:
    """The message names the line and the value."""
    path = sheet(tmp_path / "manual.csv", f"student,chapter,task_id,points\n{rows}")
    with pytest.raises(ValueError, match=words):
        marks.read_manual(path)


def test_a_sheet_that_is_none(tmp_path: Path) -> None:
    """Missing file, wrong columns, wrong encoding."""
    with pytest.raises(ValueError, match="manual cannot be read"):
        marks.read_manual(tmp_path / "nowhere.csv")
    with pytest.raises(ValueError, match=r"manual must have the columns .* task_id"):
        marks.read_manual(sheet(tmp_path / "a.csv", "student,chapter\n"))
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match="in UTF-8"):
        marks.read_manual(tmp_path / "b.csv")


def test_graded_adds_up() -> None:
    """Points and what they are out of are sums over the marks."""
    found: Graded = dataclasses.replace(graded(shares={"reach-1": 0.5}))
    assert found.points == found.out_of - 1.0
