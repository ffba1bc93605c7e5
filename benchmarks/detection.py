"""Tables of detection probabilities: one call on a grid against SciPy cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom  # type: ignore[import-untyped, unused-ignore]

from benchmarks.timing import Effort, Row, compare
from missile_question.models.verification import detection_probability

Floats = NDArray[np.float64]
Grid = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

ITEM_DETECTION = 0.8
TOLERANCE = 1e-12


def grid(items: Sequence[int], falsified: int, sample: int) -> Grid:
    """Return items, falsified (1 to ...) and sample (1 to ...), as three arrays of one shape."""
    axes = np.asarray(items), np.arange(1, falsified + 1), np.arange(1, sample + 1)
    population, d, n = np.meshgrid(*axes, indexing="ij")
    return population, d, n


def by_scipy(cells: Grid) -> Floats:
    """Sum the hypergeometric probabilities of each cell in a call of its own."""
    table = np.empty(cells[0].shape)
    for index in np.ndindex(table.shape):
        items, falsified, sample = (int(axis[index]) for axis in cells)
        j = np.arange(1, min(falsified, sample) + 1)
        chance = hypergeom.pmf(j, items, falsified, sample)
        table[index] = np.sum(chance * (1.0 - (1.0 - ITEM_DETECTION) ** j))
    return table


def exactly(items: int, falsified: int, sample: int) -> float:
    """Compute one cell in whole numbers, rounded once, at the end."""
    miss = 1 - Fraction(ITEM_DETECTION)
    undetected = sum(
        comb(falsified, j) * comb(items - falsified, sample - j) * miss**j
        for j in range(min(falsified, sample) + 1)
    )
    return float(1 - undetected / comb(items, sample))


def rows(
    items: Sequence[int], falsified: int, sample: int, exact_cells: int, effort: Effort
) -> list[Row]:
    """Measure one grid; check all cells against SciPy and some against whole numbers."""
    cells = grid(items, falsified, sample)
    peer = "scipy.stats.hypergeom, cell by cell"
    samples = compare(
        {
            "ours": lambda: detection_probability(*cells, ITEM_DETECTION),
            peer: lambda: by_scipy(cells),
        },
        effort,
    )
    ours = samples.results["ours"]
    np.testing.assert_allclose(ours, samples.results[peer], rtol=0.0, atol=TOLERANCE)
    some = np.random.default_rng(2).choice(ours.size, min(exact_cells, ours.size), replace=False)
    exact = [exactly(*(int(axis.flat[i]) for axis in cells)) for i in some]
    np.testing.assert_allclose(ours.flat[some], exact, rtol=0.0, atol=TOLERANCE)
    return [
        samples.row(
            f"detection table, {ours.size:,} cells (items x falsified x sample)",
            "ours",
            peer,
            f"equal to {TOLERANCE:g}; {len(some)} to exact fractions",
        )
    ]
