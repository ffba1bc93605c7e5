"""Item statistics of classical test theory."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["difficulty", "discrimination", "tenths"]

#: Below this many students a correlation says nothing.
_FEWEST = 10


def difficulty(shares: Sequence[float]) -> float:
    """Return the mean share of a task's points, 0 (nobody) to 1 (everybody).

    Parameters
    ----------
    shares : sequence of float
        Of each student, 0 to 1; not empty.
    """
    return math.fsum(shares) / len(shares)


def discrimination(points: Sequence[float], sums: Sequence[float]) -> float | None:
    """Return the corrected item-total correlation of a task.

    Pearson's correlation of a task's points with the sum of all other tasks, so that the task is
    not compared with itself.

    Parameters
    ----------
    points, sums : sequence of float, shape (students,)
        The task's points, and those of all tasks, this one among them.

    Returns
    -------
    float or None
        -1 to 1; None with fewer than ten students, or where one of the two never differs.
    """
    if len(points) < _FEWEST:
        return None
    rest = [total - own for own, total in zip(points, sums, strict=True)]
    one, two = difficulty(points), difficulty(rest)
    both = math.fsum((a - one) * (b - two) for a, b in zip(points, rest, strict=True))
    spread = math.fsum((a - one) ** 2 for a in points) * math.fsum((b - two) ** 2 for b in rest)
    return both / math.sqrt(spread) if spread > 1e-18 else None


def tenths(shares: Sequence[float]) -> list[int]:
    """Return how many shares lie in each tenth; the last tenth has 1 in it.

    Parameters
    ----------
    shares : sequence of float
        0 to 1.

    Returns
    -------
    list of int, length 10
    """
    counts = [0] * 10
    for share in shares:
        counts[min(9, int(10 * share + 1e-9))] += 1
    return counts
