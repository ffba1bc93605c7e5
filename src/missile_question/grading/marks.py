"""Turn a run into marks: the only place where points are made, and never in a student's process.

What a run holds are answers as plain values. Each is judged here by the task's own judge, as in a
notebook; a function is also tried on hidden cases, which are drawn from the instructor's seed.
"""

from __future__ import annotations

import csv
import hashlib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from missile_question.checks import Result, Task, tasks
from missile_question.checks.core import Case, FunctionTask, Raised, Verdict, brief
from missile_question.checks.plain import Odd, describe, is_unanswered
from missile_question.grading.records import Collected, Graded, Mark, Run, Submission
from missile_question.grading.students import on_paper

__all__ = ["ByHand", "cases", "mark", "read_manual", "seed_mark", "with_manual"]

#: Hidden cases of a function, at least.
_LEAST_HIDDEN = 20
#: Draws from which they are taken, at most; each draw gives several.
_MOST_DRAWS = 50
#: Rounds that make a seed slow to guess: the book's code is public, and reports show some cases.
_ROUNDS = 600_000
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,16}\b")
#: Characters of a text that are kept for a person to read.
_LONGEST_TEXT = 20_000


# ---------------------------------------------------------------- cases


@cache
def _key(seed: int | str) -> bytes:
    """Return a key made from the class's seed, slowly."""
    if isinstance(seed, bool) or not isinstance(seed, int | str) or str(seed).strip() == "":
        raise ValueError(f"seed must be a number or a text, got {seed!r}")
    text = str(seed).strip().encode("utf-8", "surrogatepass")
    return hashlib.pbkdf2_hmac("sha256", text, b"missile-question: hidden cases", _ROUNDS)


def seed_mark(seed: int | str) -> str:
    """Return a short mark of a seed: two runs with the same mark had the same seed.

    Parameters
    ----------
    seed : int or str
        ``7`` and ``"7"`` are the same seed.

    Returns
    -------
    str
        Sixteen hex digits that do not give the seed away, unless it is easy to guess.

    Raises
    ------
    ValueError
        If ``seed`` is empty, or neither a number nor a text.
    """
    return hashlib.sha256(_key(seed) + b"mark").hexdigest()[:16]


def _draws(task_id: str, seed: int | str) -> list[int]:
    """Return the numbers that a task's hidden cases are drawn from.

    None tells another, nor the class's seed.
    """
    sums = (
        hashlib.sha256(_key(seed) + f"{task_id} {draw}".encode()).digest()
        for draw in range(_MOST_DRAWS)
    )
    return [int.from_bytes(each[:8], "big") for each in sums]


def _hidden(task: FunctionTask, seed: int | str) -> list[Case]:
    """Return hidden cases: none twice, none that is public."""
    seen = {repr(case.args) for case in task.cases(None)}
    found: list[Case] = []
    for number in _draws(task.task_id, seed):
        for case in task.cases(number):
            if repr(case.args) not in seen:
                seen.add(repr(case.args))
                found.append(case)
        if len(found) >= _LEAST_HIDDEN:
            break
    return found


@cache
def _both(task_id: str, chapter: str, seed: int | str) -> tuple[list[Case], list[Case]]:
    """Return the public and the hidden cases of a task; no cases if it asks for no function."""
    (task,) = (task for task in tasks(chapter) if task.task_id == task_id)
    if not isinstance(task, FunctionTask):
        return [], []
    return task.cases(None), _hidden(task, seed)


def cases(chapter: str, seed: int | str) -> dict[str, list[tuple[Any, ...]]]:
    """Return the arguments that a student's functions are tried on, and nothing of what is right.

    Parameters
    ----------
    chapter : str
        Such as ``"02_reach"``.
    seed : int or str
        The class's own; a long text that nobody guesses.

    Returns
    -------
    dict of str to list of tuple
        By task that asks for a function: the public cases, then at least 20 hidden ones.

    Raises
    ------
    ValueError
        If there is no such chapter, or the seed is empty.
    """
    _key(seed)
    both = {task.task_id: _both(task.task_id, chapter, seed) for task in tasks(chapter)}
    return {
        task_id: [case.args for case in (*public, *hidden)]
        for task_id, (public, hidden) in both.items()
        if public
    }


# ---------------------------------------------------------------- marks


def mark(submission: Submission, run: Run, seed: int | str) -> Graded:
    """Judge what a run collected; never raise for what a student made.

    Parameters
    ----------
    submission : Submission
    run : Run
    seed : int or str
        The one that the run's cases were drawn from.

    Returns
    -------
    Graded
        Without marks if there was trouble.
    """
    trouble = submission.trouble or run.trouble
    graded = Graded(
        submission.student,
        submission.chapter,
        submission.path,
        submission.digest,
        stopped=tuple(replace(each, error=_storable(each.error)) for each in run.stopped),
        notes=submission.notes,
        trouble=trouble,
        isolation=run.isolation,
    )
    if trouble:
        return graded
    marks = tuple(
        _marked(task, run.collected.get(task.task_id), seed) for task in tasks(submission.chapter)
    )
    return replace(graded, marks=marks)


def _marked(task: Task, collected: Collected | None, seed: int | str) -> Mark:
    value = collected.value if collected is not None else None
    if isinstance(task, FunctionTask) and collected is not None:
        if collected.outputs is not None:
            return _function_marked(task, collected.outputs, seed)
        if value == Odd("a function"):
            said = "The function was handed over, but trying it ended without results."
            return _made(task, _judged(task, lambda: Verdict(0.0, "wrong", said)), points=0.0)
    result = task.check(value)
    text = value if task.manual_points and isinstance(value, str) else ""
    return _made(task, result, points=float(result), answer=text)


def _made(task: Task, result: Result, **more: Any) -> Mark:
    status = more.pop("status", result.status)
    message = more.pop("message", result.message)
    answer = more.pop("answer", "")[:_LONGEST_TEXT]
    return Mark(
        task_id=task.task_id,
        title=task.title,
        kind=task.kind,
        status=status,
        public_points=float(result),
        out_of=task.points,
        manual_points=task.manual_points,
        message=_storable(message),
        answer=_storable(answer),
        **({"misconception": result.misconception} | more),
    )


def _storable(text: str) -> str:
    """Return a text that every file can hold and every run repeats.

    Lone surrogates are not UTF-8, and places in memory differ from run to run.
    """
    return _ADDRESS.sub("0x...", text.encode("utf-8", "replace").decode("utf-8"))


def _judged(task: FunctionTask, judge: Callable[[], Verdict]) -> Result:
    """Return what the task makes of a verdict; a judge that stops is a wrong type, as in check."""
    return replace(task, judge=lambda answer: judge()).check(None)


def _function_marked(task: FunctionTask, outputs: Sequence[Any], seed: int | str) -> Mark:
    """Mark a function by its outputs on the public and the hidden cases.

    Points are the share that the public cases earn, times the share of hidden cases that are
    right. A mistake with a name and a credit of its own is charged once: where the hidden cases
    show the same one, the share of the public cases stands.
    """
    public, hidden = _both(task.task_id, task.chapter, seed)
    if len(outputs) != len(public) + len(hidden):
        said = "The function's results could not be read."
        return _made(task, _judged(task, lambda: Verdict(0.0, "type", said)), points=0.0)
    shown, rest = list(outputs[: len(public)]), list(outputs[len(public) :])
    result = _judged(task, lambda: _public(task, public, shown))
    ones = [
        _judged(task, lambda case=case, out=out: task.judge_outputs([case], [out]))  # type: ignore[misc]
        for case, out in zip(hidden, rest, strict=True)
    ]
    right = sum(one.share >= 1.0 for one in ones)
    share = right / len(hidden) if hidden else 1.0
    if 0.0 < result.share < 1.0 and result.misconception:
        whole = _judged(task, lambda: task.judge_outputs(hidden, rest))
        if whole.misconception == result.misconception:
            share = 1.0
    points = round(float(result) * share, 6)
    status: str = result.status
    if status == "right" and right < len(hidden):
        status = "partly" if points else "wrong"
    message = result.message
    if result.status != "unanswered":
        message = _told(task, result, hidden, rest, [one.share >= 1.0 for one in ones])
    return _made(
        task,
        result,
        points=points,
        status=status,
        message=message,
        hidden_right=right,
        hidden=len(hidden),
    )


def _public(task: FunctionTask, public: list[Case], outputs: list[Any]) -> Verdict:
    """Return the verdict on the public cases, as the task's own judge gives it in a notebook."""
    if all(map(is_unanswered, outputs)):
        name = _name(task)
        says = f"{name} returns nothing. If you print the result, write return instead of print."
        return Verdict(0.0, "unanswered", says)
    return task.judge_outputs(public, outputs)


def _told(
    task: FunctionTask, result: Result, hidden: list[Case], outputs: list[Any], right: list[bool]
) -> str:
    """Return the message on the public cases with that on the hidden ones."""
    agree = sum(right)
    if agree == len(hidden):
        return f"{result.message} All {agree} hidden cases agree."
    count = f"Hidden cases: {agree} of {len(hidden)} agree."
    if result.status != "right":
        return f"{result.message} {count}"
    case, output = next((c, o) for c, o, fine in zip(hidden, outputs, right, strict=True)
                        if not fine)  # fmt: skip
    call = f"{_name(task)}({', '.join(map(brief, case.args))})"
    if isinstance(output, Raised):
        got = f"it stopped with {on_paper(output.kind, 40)}: {on_paper(output.message)}"
    else:
        got = f"got {on_paper(describe(output).removeprefix('the number '))}"
    why = f"Why it matters: {task.why}"
    says = result.message.replace(why, "").strip()
    return f"{says} {count} The first that does not: {call} should be {case.expected:.4g}, {got}."


def _name(task: FunctionTask) -> str:
    """Return the name of the function that a task asks for: "a function ending(a, b)"."""
    return task.wants.partition("(")[0].rpartition(" ")[2]


# ---------------------------------------------------------------- points from a person


class ByHand(NamedTuple):
    """What a person gave for one answer."""

    points: float
    comment: str = ""


_COLUMNS = ("student", "chapter", "task_id", "points")


def read_manual(path: Path) -> dict[tuple[str, str, str], ByHand]:
    """Read the filled sheet for the answers that a person grades.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with the columns student, chapter, task_id, points and, if wanted, comment;
        parted by commas or semicolons. Rows without points are passed over.

    Returns
    -------
    dict
        By student, chapter and task.

    Raises
    ------
    ValueError
        If the file cannot be read, a column is missing, or a row names no task for a person, has
        points that the task cannot give, or stands twice. The message names the line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise ValueError(f"manual cannot be read: {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"manual must be a CSV file in UTF-8, got {path.name}") from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(
        text.splitlines(keepends=True), delimiter=";" if head.count(";") > head.count(",") else ","
    )
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise ValueError(f"manual must have the columns {', '.join(_COLUMNS)}; {missing[0]} is not "
                         f"in {path.name}")  # fmt: skip
    most = {(t.chapter, t.task_id): t.manual_points for t in tasks() if t.manual_points}
    found: dict[tuple[str, str, str], ByHand] = {}
    for row in rows:
        given = (row["points"] or "").strip()
        if not given:
            continue
        student, chapter, task_id = ((row[name] or "").strip() for name in _COLUMNS[:3])
        where = f"{path.name}, line {rows.line_num}"
        if (chapter, task_id) not in most:
            raise ValueError(f"{where}: {task_id!r} of {chapter!r} is no task for a person")
        # A spreadsheet may write a comma into a number, and an apostrophe before a text.
        who = (student.removeprefix("'"), chapter, task_id)
        if who in found:
            raise ValueError(f"{where}: {student!r} has points for {task_id} already")
        found[who] = ByHand(
            _points(given, most[chapter, task_id], where), (row.get("comment") or "").strip()
        )
    return found


def _points(text: str, most: int, where: str) -> float:
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        points = math.nan
    if not 0.0 <= points <= most:
        raise ValueError(f"{where}: points must be a number from 0 to {most}, got {text!r}")
    return points


def with_manual(graded: Graded, by_hand: Mapping[tuple[str, str, str], ByHand]) -> Graded:
    """Return marks with the points that a person gave; the comment goes into the message.

    Parameters
    ----------
    graded : Graded
    by_hand : mapping
        As :func:`read_manual` returns it.
    """
    marks = []
    for each in graded.marks:
        given = by_hand.get((graded.student, graded.chapter, each.task_id))
        if given is not None and each.manual_points:
            said = f"{each.message} Comment: {given.comment}" if given.comment else each.message
            each = replace(each, manual=given.points, message=said)
        marks.append(each)
    return replace(graded, marks=tuple(marks))
