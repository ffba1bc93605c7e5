"""Forecast scores on arrays: ours, which refuse bad input, against scoringrules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import scoringrules  # type: ignore[import-untyped, unused-ignore]

from benchmarks.timing import Effort, Row, compare
from missile_question.models.forecasting import brier_score, log_score

TOLERANCE = 1e-12

Score = Callable[[Any, Any], Any]
SCORES: dict[str, tuple[Score, Score]] = {
    "Brier score": (brier_score, scoringrules.brier_score),
    "log score": (log_score, scoringrules.log_score),
}


def rows(count: int, effort: Effort) -> list[Row]:
    """Measure both scores on random forecasts; every value must be equal."""
    rng = np.random.default_rng(3)
    forecast = rng.uniform(0.001, 0.999, count)
    outcome = (rng.uniform(size=count) < forecast).astype(float)
    table = []
    for name, (ours, theirs) in SCORES.items():
        samples = compare(
            {
                "ours": partial(ours, forecast, outcome),
                "scoringrules": partial(theirs, outcome, forecast),
            },
            effort,
        )
        np.testing.assert_allclose(
            samples.results["ours"], samples.results["scoringrules"], rtol=0.0, atol=TOLERANCE
        )
        task = f"{name} of {count:,} forecasts"
        table.append(samples.row(task, "ours", "scoringrules", f"equal to {TOLERANCE:g}"))
    return table
