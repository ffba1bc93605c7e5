"""Check answers, and keep account of the session."""

from __future__ import annotations

import difflib
import html
import importlib
import pkgutil
import sys
from functools import cache
from types import MappingProxyType

from missile_question.checks.core import Result, Task

__all__ = ["Progress", "check", "forget", "progress", "tasks"]

_SESSION: dict[str, Result] = {}


@cache
def _registry() -> MappingProxyType[str, Task]:
    """Return every task by its id, in the book's order.

    A set is a module of this package with ``TASKS``; it is found as soon as it lies there. A name
    that begins with an underscore is passed over. The sets are imported here and not with the
    package, so that a page without exercises does not wait for them.
    """
    package = sys.modules[__package__]
    names = [info.name for info in pkgutil.iter_modules(package.__path__) if info.name[0] != "_"]
    modules = [importlib.import_module(f"{__package__}.{name}") for name in names]
    found: list[Task] = [task for module in modules for task in getattr(module, "TASKS", ())]
    found.sort(key=lambda task: task.chapter)  # stable: a set keeps its own order
    return MappingProxyType({task.task_id: task for task in found})


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
    found = tuple(t for t in _registry().values() if chapter in (None, t.chapter))
    if not found:
        known = ", ".join(dict.fromkeys(t.chapter for t in _registry().values()))
        raise ValueError(f"chapter must be one of {known}, got {chapter!r}")
    return found


def _task(task_id: object) -> Task:
    if type(task_id) is str and task_id in _registry():
        return _registry()[task_id]
    got = f"got '{task_id}'" if type(task_id) is str else "got something that is not a text"
    close = difflib.get_close_matches(task_id, _registry(), 1) if type(task_id) is str else []
    guess = f"; did you mean '{close[0]}'?" if close else ""
    raise ValueError(f"task_id must be one of {', '.join(_registry())}; {got}{guess}")


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
