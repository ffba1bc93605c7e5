"""Results in the shape that Gradescope reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from missile_question.grading.records import Graded

__all__ = ["results"]


def results(graded: Sequence[Graded]) -> dict[str, Any]:
    """Return the content of ``results.json`` for one student.

    Parameters
    ----------
    graded : sequence of Graded
        The student's submissions.

    Returns
    -------
    dict
        As in "Autograder Specifications", gradescope-autograders.readthedocs.io/en/latest/specs.
        Points that only a person gives are no test.
    """
    tests = [
        {
            "name": f"{mark.task_id}: {mark.title}",
            "score": mark.points,
            "max_score": mark.out_of,
            "status": "passed" if mark.status == "right" else "failed",
            "output": mark.message,
            "output_format": "text",
            "visibility": "visible",
        }
        for each in graded
        for mark in each.marks
        if mark.out_of
    ]
    said = [s for each in graded for s in (each.trouble, *each.notes) if s]
    said += [f"{s.cell} stopped: {s.error}" for each in graded for s in each.stopped]
    return {
        "score": sum(each.points for each in graded),
        "output": "\n".join(said),
        "output_format": "text",
        "visibility": "visible",
        "tests": tests,
    }
