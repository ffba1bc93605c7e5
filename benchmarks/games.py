"""All Nash equilibria of many 2x2 games: a sweep over arrays against solvers of one game."""

from __future__ import annotations

import warnings
from typing import Any

import nashpy  # type: ignore[import-untyped, unused-ignore]
import numpy as np
import pygambit  # type: ignore[import-untyped, unused-ignore]
from numpy.typing import NDArray

from benchmarks.timing import Effort, Row, compare
from missile_question.models.deterrence import Equilibria, equilibria, sweep_equilibria

Floats = NDArray[np.float64]

#: Two probabilities closer than this are the same equilibrium.
TOLERANCE = 1e-9

#: One game in ten has small whole payoffs, of which two in three are degenerate.
WHOLE_SHARE = 0.1


def draw_games(count: int, seed: int = 1) -> tuple[Floats, Floats]:
    """Draw games with normal payoffs, and a share with whole payoffs from 0 to 3."""
    rng = np.random.default_rng(seed)
    row, column = rng.standard_normal((2, count, 2, 2))
    whole = round(WHOLE_SHARE * count)
    row[:whole], column[:whole] = rng.integers(0, 4, (2, whole, 2, 2))
    return row, column


def by_nashpy(row: Floats, column: Floats) -> list[Floats]:
    """Solve by support enumeration: for each game an array of pairs (p, q)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every degenerate game
        return [
            np.array([(x[0], y[0]) for x, y in nashpy.Game(a, b).support_enumeration()])
            for a, b in zip(row, column, strict=True)
        ]


def gambit_games(row: Floats, column: Floats) -> list[Any]:
    """Build Gambit's games, payoffs as exact decimals."""
    return [pygambit.StrategicGame.from_arrays(a, b) for a, b in zip(row, column, strict=True)]


def by_gambit(games: list[Any]) -> list[Any]:
    """Solve by `enummixed` in floating point: all extreme equilibria of each game."""
    return [pygambit.nash.enummixed_solve(game, rational=False).equilibria for game in games]


def gambit_points(profiles: Any) -> Floats:
    """Read the pairs (p, q) from Gambit's profiles of one game; its first strategies are "1"."""
    return np.array([[float(player["1"]) for player in profile] for profile in profiles])


def boxes(found: Equilibria, game: int) -> Floats:
    """Rectangles of one game, columns p_low, p_high, q_low, q_high."""
    ends = found.p_low, found.p_high, found.q_low, found.q_high
    return np.stack([end[game] for end in ends], axis=1)[: found.components[game]]


def corners(rectangles: Floats) -> Floats:
    """Corners of the rectangles, each once: the extreme equilibria."""
    return np.unique(
        np.concatenate([rectangles[:, [p, q]] for p in (0, 1) for q in (2, 3)]), axis=0
    )


def covers(points: Floats, others: Floats) -> bool:
    """Whether every one of the others is among the points."""
    gaps = np.abs(points[None, :, :] - others[:, None, :]).max(axis=2)
    return bool((gaps.min(axis=1) <= TOLERANCE).all())


def same_points(one: Floats, other: Floats) -> bool:
    """Whether two sets hold the same points."""
    return len(one) == len(other) and covers(one, other) and covers(other, one)


def inside(rectangles: Floats, points: Floats) -> bool:
    """Whether every point lies in some rectangle."""
    low, high = rectangles[None, :, 0::2], rectangles[None, :, 1::2]
    place = points[:, None, :]
    within = (place >= low - TOLERANCE) & (place <= high + TOLERANCE)
    return bool(np.all(np.any(np.all(within, axis=2), axis=1)))


def differing_from_nashpy(found: Equilibria, peers: list[Floats]) -> list[int]:
    """Games in which nashpy disagrees.

    A game that is not degenerate must give the same set. In a degenerate one nashpy lists some
    points of each continuum: all of them must lie in our rectangles, and all our pure equilibria
    must be among them.
    """
    wrong = []
    for game, points in enumerate(peers):
        rectangles = boxes(found, game)
        ours = corners(rectangles)
        if found.degenerate[game]:
            pure = ours[np.isin(ours, (0.0, 1.0)).all(axis=1)]
            good = inside(rectangles, points) and covers(points, pure)
        else:
            good = same_points(ours, points)
        if not good:
            wrong.append(game)
    return wrong


def differing_from_gambit(found: Equilibria, peers: list[Floats]) -> list[int]:
    """Games in which Gambit's extreme equilibria are not the corners of our rectangles."""
    return [
        game
        for game, points in enumerate(peers)
        if not same_points(corners(boxes(found, game)), points)
    ]


def rows(count: int, effort: Effort) -> list[Row]:
    """Measure the sweep against nashpy, pygambit and our own general solver."""
    row, column = draw_games(count)
    built = gambit_games(row, column)
    ours = "ours"
    nash, gambit = "nashpy, support enumeration", "pygambit, enummixed"
    solving, general = "pygambit, enummixed, games built before", "our general solver, same arrays"
    samples = compare(
        {
            ours: lambda: sweep_equilibria(row, column),
            nash: lambda: by_nashpy(row, column),
            gambit: lambda: by_gambit(gambit_games(row, column)),
            solving: lambda: by_gambit(built),
            general: lambda: equilibria(row, column),
        },
        effort,
    )
    found = samples.results[ours]
    for name in (gambit, solving):
        points = [gambit_points(profiles) for profiles in samples.results[name]]
        _require_none(name, differing_from_gambit(found, points))
    _require_none(nash, differing_from_nashpy(found, samples.results[nash]))
    for one, other in zip(found, samples.results[general], strict=True):
        np.testing.assert_array_equal(one, other)
    degenerate = int(found.degenerate.sum())
    task = f"all equilibria of {count:,} 2x2 games, {degenerate:,} of them degenerate"
    same = {
        nash: "same sets; if degenerate, inside ours",
        gambit: "same sets of extreme points",
        solving: "same sets of extreme points",
        general: "every number equal",
    }
    return [samples.row(task, ours, peer, checked) for peer, checked in same.items()]


def _require_none(peer: str, wrong: list[int]) -> None:
    """Raise ``AssertionError`` if a peer found other equilibria in some game."""
    if wrong:
        raise AssertionError(f"{peer} disagrees in {len(wrong)} games, the first is {wrong[0]}")
