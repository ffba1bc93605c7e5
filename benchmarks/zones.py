"""Zones of agreement by simulation: time and memory against the number of draws."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.timing import Call, Effort, Row, compare, peak_bytes
from missile_question.models.bargaining import zone_probability

ISSUES, PARTIES = 4, 3
CORRELATION, RESERVATION, SEED = -0.25, 1.0, 7


@dataclass(frozen=True)
class Growth:
    """Cost of one number of draws."""

    draws: int
    ours_s: float
    #: Times relative to the fewest draws; linear growth is the ratio of the draws.
    ours_growth: float
    draws_growth: float
    ours_peak_mb: float
    one_shot_s: float
    one_shot_peak_mb: float


def ours(draws: int) -> float:
    """Run the book's simulation."""
    found = zone_probability(
        ISSUES, PARTIES, CORRELATION, RESERVATION, draws=draws, seed=SEED
    ).probability
    return float(found)


def _gains(draws: int) -> NDArray[np.float64]:
    """Draw all gains at once (draws, issues, parties), from the book's random numbers."""
    z = np.random.default_rng(SEED).standard_normal((draws, ISSUES, PARTIES))
    mean = z.mean(axis=-1, keepdims=True)
    common = 1.0 + (PARTIES - 1) * CORRELATION
    return np.asarray(np.sqrt(1.0 - CORRELATION) * (z - mean) + np.sqrt(common) * mean)


def one_shot(draws: int) -> float:
    """Hold every draw and every package in one array: the plain way in NumPy."""
    packages = np.array(list(itertools.product((0.0, 1.0), repeat=ISSUES))[1:])
    totals = packages @ _gains(draws)
    agreed = np.all(totals >= RESERVATION, axis=2)
    return float(np.mean(np.any(agreed, axis=1)))


def loop(draws: int) -> float:
    """Go through draws, packages and parties one by one: the plain way in Python."""
    packages = list(itertools.product((0, 1), repeat=ISSUES))[1:]
    agreements = 0
    for table in _gains(draws).tolist():
        agreements += any(
            all(
                sum(issue[party] for issue, chosen in zip(table, package, strict=True) if chosen)
                >= RESERVATION
                for party in range(PARTIES)
            )
            for package in packages
        )
    return agreements / draws


def rows(draws: Sequence[int], loop_draws: int, effort: Effort) -> tuple[list[Row], list[Growth]]:
    """Measure every number of draws; the peers must find the same share, draw for draw."""
    most = max(draws)
    competitors: dict[str, Call] = {}
    for count in draws:
        competitors[f"ours {count}"] = partial(ours, count)
        competitors[f"one shot {count}"] = partial(one_shot, count)
    competitors["loop"] = partial(loop, loop_draws)
    samples = compare(competitors, effort)
    for count in draws:
        _require_equal(samples.results[f"ours {count}"], samples.results[f"one shot {count}"])
    _require_equal(ours(loop_draws), samples.results["loop"])
    first = f"ours {draws[0]}"
    growth = [
        Growth(
            count,
            samples.median(f"ours {count}"),
            samples.row("", first, f"ours {count}", "").ratio,
            count / draws[0],
            peak_bytes(partial(ours, count)) / 1e6,
            samples.median(f"one shot {count}"),
            peak_bytes(partial(one_shot, count)) / 1e6,
        )
        for count in draws
    ]
    task = f"{most:,} draws of a zone of agreement, {ISSUES} issues, {PARTIES} parties"
    same = "same share of the same draws"
    numpy_row = samples.row(task, f"ours {most}", f"one shot {most}", same)
    loop_row = samples.row(
        task, f"ours {most}", "loop", "same share of the same draws", most / loop_draws
    )
    return [
        replace(numpy_row, peer="NumPy, all draws in one array"),
        replace(loop_row, peer=f"Python loop, {loop_draws:,} draws, scaled"),
    ], growth


def _require_equal(one: float, other: float) -> None:
    """Raise ``AssertionError`` unless two shares of the same draws are the same."""
    if one != other:
        raise AssertionError(f"the shares differ: {one!r} and {other!r}")
