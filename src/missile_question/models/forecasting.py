"""Forecasting: scores, calibration, pooling and updating of probabilities.

Scores are penalties: smaller is better, 0 is perfect. The Brier score comes in two conventions
that differ by a factor of 2 for an event that happens or not. ``"original"`` is Brier's own (G. W.
Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78,
1-3, 1950): squared errors summed over both categories, 0 to 2. ``"half"`` counts the event alone,
0 to 1; it is the default here. A score means nothing until its convention is stated.

Symbols: p a forecast probability, o the outcome (1 if the event happened, 0 if not), w a weight.
`brier_score`, `log_score`, `skill_score`, `bayes_update`, `linear_pool` and `log_pool` are closed
forms: they take floats, arrays, or Altair parameters and expressions (`log_score` is given the
namespace of its logarithm, ``np`` or ``alt.expr``). Only numbers can be checked.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from missile_question.models._validate import (
    FloatArray,
    in_range,
    integer,
    is_numeric,
    scalar_or_array,
    vector,
)

#: What a Brier score is multiplied by, starting from the squared error of the event alone.
_CONVENTIONS = {"half": 1.0, "original": 2.0}


class CalibrationTable(NamedTuple):
    """Forecasts sorted into bins; one entry per bin that holds any.

    Attributes
    ----------
    low, high : ndarray
        Edges of the bin; ``low <= p < high``, and p = 1 belongs to the last bin.
    count : ndarray of int
        Forecasts in the bin.
    forecast : ndarray
        Mean forecast of the bin.
    frequency : ndarray
        Share of the bin's events that happened.
    """

    low: FloatArray
    high: FloatArray
    count: Any
    forecast: FloatArray
    frequency: FloatArray


class MurphyDecomposition(NamedTuple):
    """Parts of a mean Brier score, convention ``"half"``.

    Attributes
    ----------
    reliability : float
        Mean squared gap between forecast and frequency, at least 0; 0 is calibrated.
    resolution : float
        Mean squared gap between a group's frequency and the base rate; larger is better.
    uncertainty : float
        Base rate times its complement, at most 1/4: the events' own, no forecaster's.
    """

    reliability: float
    resolution: float
    uncertainty: float

    @property
    def score(self) -> float:
        """Mean Brier score, ``reliability - resolution + uncertainty``."""
        return self.reliability - self.resolution + self.uncertainty


# ---------------------------------------------------------------- scores


def brier_score(forecast: Any, outcome: Any, convention: str = "half") -> Any:
    """Brier score of a probability, ``(p - o)**2`` or twice that.

    Parameters
    ----------
    forecast : float, array_like or Altair expression
        Probability p of the event, [0, 1].
    outcome : float, array_like or Altair expression
        1 if the event happened, 0 if not.
    convention : {"half", "original"}
        Whether the score runs to 1 (the event alone) or to 2 (both categories, Brier 1950).

    Returns
    -------
    float, ndarray or Altair expression
        Score of each forecast, [0, 1] or [0, 2].

    Raises
    ------
    ValueError
        If a number is out of its range, the convention is unknown, or an array is combined with
        an expression.
    """
    if convention not in _CONVENTIONS:
        raise ValueError(f"convention must be one of {list(_CONVENTIONS)}, got {convention!r}")
    p, o = _operands(forecast=_probability("forecast", forecast), outcome=_outcome(outcome))
    error = p - o
    return _CONVENTIONS[convention] * (error * error)


def log_score(forecast: Any, outcome: Any, xp: Any = np) -> Any:
    """Logarithmic score in nats: minus the log of the probability given to what happened.

    The rule is Good's (I. J. Good, "Rational decisions", Journal of the Royal Statistical
    Society B 14, 1952) with its sign turned, so that it is a penalty like the Brier score.

    Parameters
    ----------
    forecast : float, array_like or Altair expression
        Probability p of the event, [0, 1].
    outcome : float, array_like or Altair expression
        1 if the event happened, 0 if not.
    xp : namespace
        Where `log` comes from: NumPy, or ``alt.expr`` for expressions.

    Returns
    -------
    float, ndarray or Altair expression
        ``-log(p)`` if the event happened, ``-log(1 - p)`` if not, in [0, inf]: a forecast that
        was certain and wrong scores infinity.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.
    """
    p, o = _operands(forecast=_probability("forecast", forecast), outcome=_outcome(outcome))
    given = o * p + (1.0 - o) * (1.0 - p)
    with np.errstate(divide="ignore"):
        # From 0, not by a minus sign: a perfect forecast scores 0, not -0.
        score = 0.0 - xp.log(given)
    return float(score) if isinstance(score, np.floating) else score


def skill_score(score: Any, reference: Any) -> Any:
    """Skill of a mean score against that of a reference forecast, ``1 - score / reference``.

    Parameters
    ----------
    score : float, array_like or Altair expression
        Mean score, at least 0, in any convention.
    reference : float, array_like or Altair expression
        Mean score of the reference (such as the base rate) in the same convention, above 0.

    Returns
    -------
    float, ndarray or Altair expression
        Skill, at most 1: 1 is perfect, 0 no better than the reference, negative worse.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.
    """
    if is_numeric(score):
        score = in_range("score", score, 0.0, np.inf)
    if is_numeric(reference):
        reference = in_range("reference", reference, 0.0, np.inf, low_open=True)
    achieved, base = _operands(score=score, reference=reference)
    return 1.0 - achieved / base


# ---------------------------------------------------------------- calibration


def calibration_table(
    forecast: ArrayLike, outcome: ArrayLike, bins: int | ArrayLike = 10
) -> CalibrationTable:
    """Sort forecasts into bins and compare what was said with what happened.

    Parameters
    ----------
    forecast : array_like, shape (n,)
        Probabilities, [0, 1], not empty.
    outcome : array_like, shape (n,)
        1 for each event that happened, 0 for each that did not.
    bins : int or array_like
        Number of bins of equal width (1 to 1000), or edges that rise from 0 to 1.

    Returns
    -------
    CalibrationTable
        Edges, counts, mean forecasts and frequencies of the bins that are not empty.

    Raises
    ------
    ValueError
        If an argument is out of its range, the lengths differ, or the edges do not rise from
        0 to 1.
    """
    p, o = _pairs(forecast, outcome)
    edges = _edges(bins)
    # The last edge is left out of the search, so that p = 1 falls into the last bin.
    place = np.searchsorted(edges[:-1], p, side="right") - 1
    occupied, group = np.unique(place, return_inverse=True)
    count = np.bincount(group)
    return CalibrationTable(
        low=edges[occupied],
        high=edges[occupied + 1],
        count=count,
        forecast=np.bincount(group, weights=p) / count,
        frequency=np.bincount(group, weights=o) / count,
    )


def murphy_decomposition(forecast: ArrayLike, outcome: ArrayLike) -> MurphyDecomposition:
    """Split a mean Brier score into reliability, resolution and uncertainty.

    A. H. Murphy, "A new vector partition of the probability score", Journal of Applied
    Meteorology 12, 595-600 (1973). Forecasts are grouped by their exact values, so the parts add
    up to the score exactly. They inform only where values repeat: if all forecasts differ, each
    frequency is 0 or 1, and resolution equals uncertainty whatever the forecaster knew.

    Parameters
    ----------
    forecast : array_like, shape (n,)
        Probabilities, [0, 1], not empty.
    outcome : array_like, shape (n,)
        1 for each event that happened, 0 for each that did not.

    Returns
    -------
    MurphyDecomposition
        The parts, for the convention ``"half"``; twice as large in the original one.

    Raises
    ------
    ValueError
        If an argument is out of its range or the lengths differ.
    """
    p, o = _pairs(forecast, outcome)
    values, group = np.unique(p, return_inverse=True)
    count = np.bincount(group)
    frequency = np.bincount(group, weights=o) / count
    base_rate = float(o.mean())
    share = count / p.size
    return MurphyDecomposition(
        reliability=float(share @ (values - frequency) ** 2),
        resolution=float(share @ (frequency - base_rate) ** 2),
        uncertainty=base_rate * (1.0 - base_rate),
    )


# ---------------------------------------------------------------- pooling


def linear_pool(forecasts: Iterable[Any], weights: Iterable[Any] | None = None) -> Any:
    """Weighted arithmetic mean of several forecasters' probabilities.

    M. Stone, "The opinion pool", Annals of Mathematical Statistics 32 (1961).

    Parameters
    ----------
    forecasts : sequence of float, array_like or Altair expression
        One entry per forecaster (an array's first axis), probabilities in [0, 1].
    weights : sequence of float or Altair expression, optional
        One weight per forecaster, [0, 1e6], not all 0; divided by their sum. Equal if omitted.

    Returns
    -------
    float, ndarray or Altair expression
        Pooled probability; never outside the forecasters' own range.

    Raises
    ------
    ValueError
        If a number is out of its range, nobody forecasts, the counts differ, all weights are 0,
        or an array is combined with an expression.
    """
    probabilities, shares, total = _panel(forecasts, weights)
    return sum(w * p for w, p in zip(shares, probabilities, strict=True)) / total


def log_pool(forecasts: Iterable[Any], weights: Iterable[Any] | None = None) -> Any:
    """Weighted geometric mean of several forecasters' odds, as a probability.

    The pool is externally Bayesian: updating each forecast by the same evidence and then pooling
    gives what pooling first and updating then gives (C. Genest and J. V. Zidek, "Combining
    probability distributions", Statistical Science 1, 1986). One forecaster of positive weight
    who says 0 (or 1) decides the pool.

    Parameters
    ----------
    forecasts : sequence of float, array_like or Altair expression
        One entry per forecaster (an array's first axis), probabilities in [0, 1].
    weights : sequence of float or Altair expression, optional
        One weight per forecaster, [0, 1e6], not all 0; divided by their sum. Equal if omitted.

    Returns
    -------
    float, ndarray or Altair expression
        ``yes / (yes + no)``, with ``yes`` the product of p**w and ``no`` that of (1 - p)**w.

    Raises
    ------
    ValueError
        As `linear_pool`; also if one forecaster of positive weight says 0 and another 1, for
        which the pool is not defined.
    """
    probabilities, shares, total = _panel(forecasts, weights)
    yes: Any = 1.0
    no: Any = 1.0
    for w, p in zip(shares, probabilities, strict=True):
        yes = yes * p ** (w / total)
        no = no * (1.0 - p) ** (w / total)
    whole = yes + no
    if is_numeric(whole) and np.any(np.asarray(whole) == 0.0):
        raise ValueError(
            "forecasts must not hold both 0 and 1 with positive weights: their logarithmic pool is "
            "not defined"
        )
    return yes / whole


# ---------------------------------------------------------------- updating


def odds(probability: Any) -> Any:
    """Odds in favour, ``p / (1 - p)``.

    Parameters
    ----------
    probability : float, array_like or Altair expression
        Probability, [0, 1).

    Returns
    -------
    float, ndarray or Altair expression
        Odds, at least 0.

    Raises
    ------
    ValueError
        If a number lies outside [0, 1) or is not finite.
    """
    if is_numeric(probability):
        probability = in_range("probability", probability, 0.0, 1.0, high_open=True)
    return probability / (1.0 - probability)


def likelihood_ratio(if_true: Any, if_false: Any) -> Any:
    """How much likelier the evidence is if the hypothesis is true than if it is false.

    Parameters
    ----------
    if_true : float, array_like or Altair expression
        Probability of the evidence given the hypothesis, [0, 1].
    if_false : float, array_like or Altair expression
        Probability of the evidence given its negation, (0, 1].

    Returns
    -------
    float, ndarray or Altair expression
        Ratio, at least 0; 1 is no evidence either way.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.
    """
    if is_numeric(if_false):
        if_false = in_range("if_false", if_false, 0.0, 1.0, low_open=True)
    true, false = _operands(if_true=_probability("if_true", if_true), if_false=if_false)
    return true / false


def bayes_update(prior: Any, ratio: Any) -> Any:
    """Posterior probability by the odds form of Bayes's rule: posterior odds = prior odds x ratio.

    Parameters
    ----------
    prior : float, array_like or Altair expression
        Probability of the hypothesis before the evidence, [0, 1].
    ratio : float, array_like or Altair expression
        Likelihood ratio of the evidence, [0, 1e300]; see `likelihood_ratio`.

    Returns
    -------
    float, ndarray or Altair expression
        Probability of the hypothesis after the evidence. A prior of 0 or 1 never moves.

    Raises
    ------
    ValueError
        If a number is out of its range, evidence of ratio 0 contradicts a prior of 1, or an array
        is combined with an expression.
    """
    if is_numeric(ratio):
        ratio = in_range("ratio", ratio, 0.0, 1e300)
    p, factor = _operands(prior=_probability("prior", prior), ratio=ratio)
    support = p * factor
    whole = (1.0 - p) + support
    if is_numeric(whole) and np.any(np.asarray(whole) == 0.0):
        raise ValueError("ratio must not be 0 where prior is 1: the evidence was held impossible")
    return support / whole


# ---------------------------------------------------------------- arguments


def _operands(**values: Any) -> list[Any]:
    """Refuse arrays next to expressions, where NumPy would make an object array in silence."""
    operands = list(values.values())
    if any(isinstance(o, np.ndarray) for o in operands) and not all(map(is_numeric, operands)):
        raise ValueError(
            f"{', '.join(values)} must not mix an array with an expression: NumPy would apply the "
            "expression entry by entry; use numbers and expressions, or numbers and arrays"
        )
    return operands


def _probability(name: str, value: Any) -> Any:
    """Validate probabilities; let expressions through."""
    return in_range(name, value, 0.0, 1.0) if is_numeric(value) else value


def _outcome(value: Any) -> Any:
    """Validate outcomes, 0 or 1; let expressions through."""
    if not is_numeric(value):
        return value
    return scalar_or_array(np.asarray(integer("outcome", value, 0, 1), dtype=np.float64))


def _pairs(forecast: ArrayLike, outcome: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Validate forecasts with their outcomes, both of shape (n,)."""
    p = np.asarray(in_range("forecast", vector("forecast", forecast), 0.0, 1.0))
    o = np.asarray(_outcome(vector("outcome", outcome)))
    if p.shape != o.shape:
        raise ValueError(
            f"outcome must have one entry per forecast ({p.size}), got {o.size} entries"
        )
    return p, o


def _edges(bins: int | ArrayLike) -> FloatArray:
    """Return the edges of the bins, shape (m + 1,)."""
    if np.ndim(bins) == 0:
        m = integer("bins", bins, 1, 1000)
        # Whole numbers divided, not steps added: 3/10 is then the same float as a forecast of 0.3.
        return np.asarray(np.arange(m + 1) / m, dtype=np.float64)
    edges = vector("bins", bins)
    if edges[0] != 0.0 or edges[-1] != 1.0 or np.any(np.diff(edges) <= 0.0):
        raise ValueError(f"bins must be edges that rise from 0 to 1, got {edges.tolist()}")
    return edges


def _panel(
    forecasts: Iterable[Any], weights: Iterable[Any] | None
) -> tuple[list[Any], list[Any], Any]:
    """Validate a panel: its probabilities, its weights and their sum."""
    probabilities = [_probability(f"forecasts[{i}]", p) for i, p in enumerate(forecasts)]
    if not probabilities:
        raise ValueError("forecasts must hold at least one forecaster, got none")
    shares: list[Any] = [1.0] * len(probabilities)
    if weights is not None:
        shares = [
            _weight(f"weights[{i}]", w) if is_numeric(w) else w for i, w in enumerate(weights)
        ]
    if len(shares) != len(probabilities):
        raise ValueError(
            f"weights must have one entry per forecaster ({len(probabilities)}), got {len(shares)}"
        )
    total = sum(shares)
    if is_numeric(total) and total == 0.0:
        raise ValueError("weights must not all be 0")
    named = {f"forecasts[{i}]": p for i, p in enumerate(probabilities)}
    _operands(**named, **{f"weights[{i}]": w for i, w in enumerate(shares)})
    return probabilities, shares, total


def _weight(name: str, value: Any) -> float:
    """Validate one forecaster's weight."""
    if np.ndim(value) != 0:
        raise ValueError(f"{name} must be a single number, got shape {np.shape(value)}")
    return float(in_range(name, value, 0.0, 1e6))
