"""Check answers, and keep account of the session."""

from __future__ import annotations

import difflib
import html
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from missile_question.checks.core import Result, Task

__all__ = ["Progress", "check", "forget", "progress", "tasks"]

_SESSION: dict[str, Result] = {}


@cache
def _modules() -> tuple[str, ...]:
    """Return the names of this package's modules, those that begin with an underscore left out."""
    package = sys.modules[__package__]
    return tuple(i.name for i in pkgutil.iter_modules(package.__path__) if i.name[0] != "_")


@cache
def _set(name: str) -> tuple[Task, ...]:
    """Return the tasks of a module of this package; a set is a module that has ``TASKS``.

    It is imported here and not with the package: a set brings its chapter's models and tables, and
    nobody should wait for those of a chapter that was not asked for.
    """
    return tuple(getattr(importlib.import_module(f"{__package__}.{name}"), "TASKS", ()))


def _nearest(text: str) -> list[str]:
    """Return the names of modules, the one most like the id of a task or chapter first.

    The order saves imports and decides nothing: who looks on to the end finds what there is.
    """

    def alike(name: str) -> int:
        return difflib.SequenceMatcher(None, name, text).find_longest_match().size

    return sorted(_modules(), key=alike, reverse=True)


def _found(text: str, wanted: Callable[[Task], bool]) -> tuple[Task, ...]:
    """Return the tasks that are wanted of the first set that has any, the likeliest set first."""
    kept: Iterator[tuple[Task, ...]] = (
        tuple(filter(wanted, _set(name))) for name in _nearest(text)
    )
    return next(filter(None, kept), ())


@cache
def _all() -> tuple[Task, ...]:
    """Return the tasks of every set, in the book's order."""
    found: Iterable[Task] = (task for name in _modules() for task in _set(name))
    return tuple(sorted(found, key=lambda task: task.chapter))  # stable: a set keeps its own order


def tasks(chapter: str | None = None) -> tuple[Task, ...]:
    """Return the tasks of the book, or of one chapter.

    Parameters
    ----------
    chapter : str, optional
        Such as ``"02_reach"``.

    Returns
    -------
    tuple of Task

    Raises
    ------
    ValueError
        If there is no such chapter; the message lists the chapters.
    """
    if chapter is None:
        return _all()
    found = (
        _found(chapter, lambda task: task.chapter == chapter) if isinstance(chapter, str) else ()
    )
    if not found:
        known = ", ".join(dict.fromkeys(task.chapter for task in _all()))
        raise ValueError(f"chapter must be one of {known}, got {chapter!r}")
    return found


def _task(task_id: object) -> Task:
    got, guess = "got something that is not a text", ""
    if type(task_id) is str:  # no subclass: it might lie about being equal
        for task in _found(task_id, lambda task: task.task_id == task_id):
            return task
        close = difflib.get_close_matches(task_id, [task.task_id for task in _all()], 1)
        got, guess = f"got '{task_id}'", f"; did you mean '{close[0]}'?" if close else ""
    known = ", ".join(task.task_id for task in _all())
    raise ValueError(f"task_id must be one of {known}; {got}{guess}")


def check(task_id: str, answer: object = ...) -> Result:
    """Check an answer against the public cases, and say in words what was found.

    Parameters
    ----------
    task_id : str
        Such as ``"reach-1"``.
    answer : object
        Anything: a wrong answer, of whatever kind, is answered and never raises.

    Returns
    -------
    Result
        A float, the points earned, with ``message`` and ``status``.

    Raises
    ------
    ValueError
        If there is no such task; the message lists the tasks.

    Examples
    --------
    >>> check("reach-1", ...).status
    'unanswered'
    """
    result = _task(task_id).check(answer)
    _SESSION[result.task_id] = result
    return result


def forget() -> None:
    """Forget what was checked in this session."""
    _SESSION.clear()


class Progress:
    """The tasks of one or more chapters with the last result of each in this session."""

    def __init__(self, rows: list[tuple[Task, Result | None]]) -> None:
        self.rows = rows

    def _lines(self) -> list[tuple[str, str, str, str]]:
        lines = []
        for task, result in self.rows:
            # The words in front of the points: "right (2 of 2 points)" -> "right".
            said = result.headline.partition(" (")[0] if result is not None else "not checked yet"
            points = f"{float(result or 0.0):g} of {task.points}"
            if task.manual_points:
                points = f"a person gives up to {task.manual_points}"
            lines.append((task.task_id, task.title, said, points))
        return lines

    def _totals(self) -> list[tuple[str, str]]:
        chapters: dict[str, list[float]] = {}
        for task, result in self.rows:
            sums = chapters.setdefault(task.chapter, [0.0, 0.0, 0.0, 0.0])
            sums[0] += float(result or 0.0)
            sums[1] += task.points
            sums[2] += result is not None and result.status == "right"
            sums[3] += 1
        return [
            (name, f"{got:g} of {all_:g} automatic points, {done:g} of {count:g} tasks done")
            for name, (got, all_, done, count) in chapters.items()
        ]

    def __repr__(self) -> str:
        text = [f"{chapter}: {total}" for chapter, total in self._totals()]
        return "\n".join(text + [f"  {a}  {b}: {c}, {d}" for a, b, c, d in self._lines()])

    def _repr_html_(self) -> str:
        caption = "; ".join(f"{chapter}: {total}" for chapter, total in self._totals())
        head = "".join(
            f'<th scope="col" style="text-align:left">{name}</th>'
            for name in ("Task", "Title", "Result", "Points")
        )
        body = "".join(
            f'<tr><th scope="row" style="text-align:left">{html.escape(line[0])}</th>'
            + "".join(f'<td style="text-align:left">{html.escape(cell)}</td>' for cell in line[1:])
            + "</tr>"
            for line in self._lines()
        )
        return (
            f'<table><caption style="text-align:left">{html.escape(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def progress(chapter: str | None = None) -> Progress:
    """Summarise this session, chapter by chapter: what was checked last, and the points.

    Parameters
    ----------
    chapter : str, optional
        Only this chapter.

    Returns
    -------
    Progress
        Shown as a table.

    Raises
    ------
    ValueError
        If there is no such chapter.
    """
    return Progress([(task, _SESSION.get(task.task_id)) for task in tasks(chapter)])
