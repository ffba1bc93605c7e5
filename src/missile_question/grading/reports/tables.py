"""Tables for spreadsheets and learning platforms."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from missile_question.checks import tasks as tasks_of
from missile_question.grading.records import Graded
from missile_question.grading.similarity import Pair

__all__ = ["alike", "by_hand", "gradebook", "grades", "manual", "save", "tasks"]

Rows = list[list[object]]


def _safe(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    A text that begins with one of ``= + - @``, a tab or a line break gets an apostrophe in front
    (OWASP, CSV Injection).
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:g}"
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text[:1] in tuple("=+-@\t\r\n") else text


def save(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """Write rows as CSV in UTF-8, with the mark by which Excel knows the encoding.

    Parameters
    ----------
    path : Path
    rows : iterable of iterable
        The names of the columns first.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_safe(c) for c in row] for row in rows)
    path.write_text(text.getvalue(), "utf-8-sig", errors="replace")


def by_hand(graded: Graded) -> tuple[float, int, bool]:
    """Return points that a person gave, can give, and whether some are still to come."""
    given = [m for m in graded.marks if m.manual_points]
    open_ = any(m.manual is None and m.answer for m in given)
    return sum(m.manual or 0.0 for m in given), sum(m.manual_points for m in given), open_


_GRADES = "student chapter points out_of manual manual_out_of manual_open percent isolation path"
_TASKS = "student chapter task_id status points public_points out_of hidden_right hidden manual"
_SHEET = "student chapter task_id points comment out_of rubric text"


def grades(graded: Sequence[Graded]) -> Rows:
    """Return a row for every submission, those with trouble among them."""
    rows: Rows = [[*_GRADES.split(), "trouble", "notes"]]
    for each in graded:
        manual, possible, open_ = by_hand(each)
        whole = each.out_of + possible
        percent: object = round(100 * (each.points + manual) / whole, 2) if whole else ""
        row: list[object] = [each.student, each.chapter, each.points, each.out_of, manual]
        row += [possible, "yes" if open_ else "no", percent, each.isolation, each.path]
        rows.append([*row, each.trouble, " ".join(each.notes)])
    return rows


def tasks(graded: Sequence[Graded]) -> Rows:
    """Return a row for every student and task."""
    rows: Rows = [[*_TASKS.split(), "manual_out_of", "misconception", "message"]]
    for each in graded:
        for mark in each.marks:
            row: list[object] = [each.student, each.chapter, mark.task_id, mark.status]
            row += [mark.points, mark.public_points, mark.out_of, mark.hidden_right, mark.hidden]
            row += [mark.manual, mark.manual_points, mark.misconception, mark.message]
            rows.append(row)
    return rows


def manual(graded: Sequence[Graded]) -> Rows:
    """Return the sheet for the answers that a person grades: fill points, hand it in again."""
    rubrics = {task.task_id: task.rubric for task in tasks_of()}
    rows: Rows = [[*_SHEET.split()]]
    for each in graded:
        for mark in each.marks:
            if mark.manual_points and mark.answer:
                rubric = "; ".join(rubrics.get(mark.task_id, ()))
                row: list[object] = [each.student, each.chapter, mark.task_id, mark.manual, ""]
                rows.append([*row, mark.manual_points, rubric, mark.answer])
    return rows


def alike(pairs: Sequence[Pair]) -> Rows:
    """Return a row for every pair of answers that are alike: a reason to look, no verdict."""
    rows: Rows = [["chapter", "task_id", "first", "second", "share", "tokens"]]
    rows += [[p.chapter, p.task_id, p.first, p.second, round(p.score, 3), p.tokens] for p in pairs]
    return rows


def gradebook(graded: Sequence[Graded]) -> Rows:
    """Return a row for every student with a column for every chapter, for a platform's import.

    The first column is the student's key; map the others to assignments when importing.
    """
    chapters = sorted({each.chapter for each in graded if each.marks})
    points: dict[str, dict[str, float]] = {}
    for each in graded:
        mine = points.setdefault(each.student, {})
        if each.marks:
            mine[each.chapter] = each.points + by_hand(each)[0]
    rows: Rows = [["student", *chapters]]
    rows += [[student, *(mine.get(c) for c in chapters)] for student, mine in points.items()]
    return rows
