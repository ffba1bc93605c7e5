"""What runs in the student's kernel after the last cell: hand over the results of the session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from missile_question.checks import progress

#: Type of the output that carries the results; no front end shows it.
MIME = "application/vnd.missile-question.results+json"


def results(chapters: Iterable[str]) -> list[dict[str, Any]]:
    """Return the tasks of some chapters with what their checks last said.

    Parameters
    ----------
    chapters : iterable of str
        Such as ``["02_reach"]``.

    Returns
    -------
    list of dict
        In the order of the book, plain enough for JSON: ``task_id``, ``title``, ``status``
        (empty if the task was not checked), ``points``, ``out_of``, ``manual_points``, ``message``
        and ``misconception``.

    Raises
    ------
    ValueError
        If there is no such chapter.
    """
    rows = []
    for chapter in chapters:
        for task, result in progress(chapter).rows:
            rows.append(
                {
                    "task_id": task.task_id,
                    "title": task.title,
                    "status": result.status if result is not None else "",
                    "points": float(result) if result is not None else 0.0,
                    "out_of": task.points,
                    "manual_points": task.manual_points,
                    "message": result.message if result is not None else "",
                    "misconception": result.misconception if result is not None else "",
                }
            )
    return rows


def hand_over(*chapters: str) -> None:
    """Put the results into the output of the cell that calls this."""
    from IPython.display import display

    display({MIME: results(chapters)}, raw=True)  # type: ignore[no-untyped-call]
