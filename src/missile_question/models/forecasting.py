"""Forecasting: how good probabilities turned out to be, and how evidence should change them.

A forecast says how likely an event is, as a probability p between 0 and 1; later the outcome o is
known, 1 if the event happened and 0 if not. One forecast proves little: whoever said 70 % may be
right whatever happens. Many together can be judged in two ways. Are they *calibrated*, so that of
all events given 70 % about 70 % happen? And do they *resolve*, that is, tell events that will
happen from those that will not? A score puts both into one number.

Scores here are penalties: smaller is better, and 0 is perfect. The Brier score comes in two
conventions that differ by a factor of 2 for an event that happens or not. ``"half"``, the default,
counts the event alone and runs from 0 to 1; ``"original"`` is Brier's own (1950), sums over the
event and its opposite, and runs from 0 to 2. A published score means nothing until its convention
is stated.

The page also says how to combine forecasters into one probability (*pooling*, with a weight w for
each), and how far a piece of evidence should move a belief (Bayes's rule).

.. rubric:: What it takes for granted

* The question can be settled: by a stated day everyone agrees whether the event happened.
* There are two outcomes. Amounts, dates and lists of more than two possibilities have other scores.
* The forecaster says what it believes. The Brier and the logarithmic score are proper: on average
  nobody does better by saying something else than the own probability.
* A miss and a false alarm of the same size count alike, and every question counts alike.
* In a pool, the weights are given; nothing here learns who deserves more of it.
* In Bayes's rule, the probabilities of the evidence are known. Several pieces may be multiplied
  only if each is independent of the others, given that the hypothesis is true and given that it is
  false.

.. rubric:: What it leaves out

* **Chance.** Wars and breakouts are rare, so records are short; no error bars are given here, and a
  bin with few forecasts says little.
* **What errors cost.** Missing a war may be far worse than a false alarm; a decision needs that,
  and a score does not know it.
* **Which questions were asked.** Scores compare forecasters only on the same questions: easy ones
  make anyone look good.
* **Where the prior comes from**: which earlier cases are like this one is a judgement.
* **Shared sources.** Forecasters who read the same reports err together, and ten copies of one
  report are one piece of evidence. Pools do not know who copied whom.
* **Forecasts that act.** A warning that is believed may prevent what it warns of, and then counts
  as an error.

.. rubric:: A minimal example

A forecaster gave three events 90 %, 60 % and 20 %; the first two happened.

>>> from missile_question.models import forecasting
>>> scores = forecasting.brier_score([0.9, 0.6, 0.2], [1, 1, 0])
>>> round(float(scores.mean()), 2)
0.07
>>> round(forecasting.skill_score(0.07, 0.25), 2)
0.72

Whoever says 50 % every time scores 0.25: this record avoids 72 % of that penalty. Then a report
arrives that is four times as likely if a programme exists as if it does not:

>>> round(forecasting.bayes_update(0.15, 4), 2)
0.41

A belief of 15 % rises to 41 %, still less likely than not. Whoever was at 50 % before ends at 80 %:
what evidence is worth depends on where one starts.

.. rubric:: For programmers

* Closed forms on numbers, arrays and Altair parameters and expressions: `brier_score`,
  `skill_score`, `linear_pool`, `log_pool`, `odds`, `likelihood_ratio` and `bayes_update`, by
  operators alone; `log_score`, which takes the namespace `xp` of its logarithm, ``np`` or
  ``alt.expr``.
* Only numbers can be checked: an expression outside the allowed range raises nothing.
* `calibration_table` and `murphy_decomposition` take numbers alone.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from missile_question.models._operands import (
    NOT_NEGATIVE,
    POSITIVE,
    PROBABILITY,
    PROBABILITY_ABOVE_0,
    PROBABILITY_BELOW_1,
    Interval,
    operands,
    plain,
)
from missile_question.models._validate import (
    FloatArray,
    in_range,
    integer,
    is_numeric,
    vector,
)

#: What a Brier score is multiplied by, starting from the squared error of the event alone.
_CONVENTIONS = {"half": 1.0, "original": 2.0}

_OUTCOME = Interval(0, 1, whole=True)
_RATIO = Interval(0.0, 1e300)


class CalibrationTable(NamedTuple):
    """Forecasts sorted into bins; one entry per bin that holds any.

    Attributes
    ----------
    low : ndarray
        Lower edge of the bin, which belongs to it.
    high : ndarray
        Upper edge of the bin, which belongs to the next bin; p = 1 belongs to the last.
    count : ndarray of int
        Number of forecasts in the bin.
    forecast : ndarray
        Mean forecast of the bin: what was said.
    frequency : ndarray
        Share of the bin's events that happened: what came.
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
        """Mean Brier score, that is reliability minus resolution plus uncertainty."""
        return self.reliability - self.resolution + self.uncertainty


# ---------------------------------------------------------------- scores


def brier_score(forecast: Any, outcome: Any, convention: str = "half") -> Any:
    r"""Brier score of a probability: the squared distance from what happened.

    .. math:: B = c \, (p - o)^2

    with c = 1 in the convention ``"half"`` and c = 2 in ``"original"``.

    Parameters
    ----------
    forecast : float, array_like or Altair expression
        Probability p of the event, [0, 1].
    outcome : float, array_like or Altair expression
        Outcome o: 1 if the event happened, 0 if not.
    convention : {"half", "original"}
        Whether the score runs to 1 (the event alone) or to 2 (both categories, Brier 1950).

    Returns
    -------
    float, ndarray or Altair expression
        Score B of each forecast, [0, 1] or [0, 2].

    Raises
    ------
    ValueError
        If a number is out of its range, the convention is unknown, or an array is combined with
        an expression.

    References
    ----------
    .. [1] Brier (1950), Verification of forecasts, the score of convention "original". Key:
       brier1950.
    .. [2] Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation.
       Key: gneiting2007.

    Examples
    --------
    A probability of 75 % for what happened, in both conventions; for what did not, the score is
    nine times as bad:

    >>> brier_score(0.75, 1), brier_score(0.75, 1, "original")
    (0.0625, 0.125)
    >>> brier_score(0.75, 0)
    0.5625
    """
    if convention not in _CONVENTIONS:
        raise ValueError(f"convention must be one of {list(_CONVENTIONS)}, got {convention!r}")
    p, o = operands(forecast=(forecast, PROBABILITY), outcome=(outcome, _OUTCOME))
    error = p - o
    return _CONVENTIONS[convention] * (error * error)


def log_score(forecast: Any, outcome: Any, xp: Any = np) -> Any:
    r"""Logarithmic score: it punishes certainty that was wrong without limit.

    It is minus the natural logarithm of the probability that was given to what happened. The rule
    is Good's (1952) with its sign turned, so that it is a penalty like the Brier score.

    .. math:: L = - \ln \left( o p + (1 - o) (1 - p) \right)

    Parameters
    ----------
    forecast : float, array_like or Altair expression
        Probability p of the event, [0, 1].
    outcome : float, array_like or Altair expression
        Outcome o: 1 if the event happened, 0 if not.
    xp : namespace
        Where `log` comes from: NumPy, or ``alt.expr`` for expressions.

    Returns
    -------
    float, ndarray or Altair expression
        Score L of each forecast in nats, in [0, inf]: a forecast that was certain and wrong scores
        infinity.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.

    References
    ----------
    .. [1] Good (1952), Rational decisions. Key: good1952.
    .. [2] Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation.
       Key: gneiting2007.

    Examples
    --------
    The event did not happen; one forecaster had said 50 %, one 99 %, one was sure of it:

    >>> log_score([0.5, 0.99, 1], 0).round(2).tolist()
    [0.69, 4.61, inf]
    """
    p, o = operands(xp, forecast=(forecast, PROBABILITY), outcome=(outcome, _OUTCOME))
    given = o * p + (1.0 - o) * (1.0 - p)
    with np.errstate(divide="ignore"):
        # From 0, not by a minus sign: a perfect forecast scores 0, not -0.
        score = 0.0 - xp.log(given)
    return plain(score)


def skill_score(score: Any, reference: Any) -> Any:
    r"""Share of a reference forecast's mean penalty that a forecaster avoids.

    .. math:: S = 1 - \frac{B}{B_{ref}}

    Parameters
    ----------
    score : float, array_like or Altair expression
        Mean score B, at least 0, in any convention.
    reference : float, array_like or Altair expression
        Mean score :math:`B_{ref}` of the reference (such as the base rate) in the same convention,
        above 0.

    Returns
    -------
    float, ndarray or Altair expression
        Skill S, at most 1: 1 is perfect, 0 no better than the reference, negative worse.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.

    References
    ----------
    .. [1] Sanders (1963), On subjective probability forecasting, where it is a percentage.
       Key: sanders1963.

    Examples
    --------
    >>> skill_score(0.125, 0.25), skill_score(0.5, 0.25)
    (0.5, -1.0)
    """
    achieved, base = operands(score=(score, NOT_NEGATIVE), reference=(reference, POSITIVE))
    return 1.0 - achieved / base


# ---------------------------------------------------------------- calibration


def calibration_table(
    forecast: ArrayLike, outcome: ArrayLike, bins: int | ArrayLike = 10
) -> CalibrationTable:
    """Sort forecasts into bins and compare what was said with what happened.

    In each bin the mean forecast stands beside the share of its events that happened; a calibrated
    forecaster's are about equal.

    Parameters
    ----------
    forecast : array_like, shape (n,)
        Probabilities p, [0, 1], not empty.
    outcome : array_like, shape (n,)
        Outcomes o: 1 for each event that happened, 0 for each that did not.
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

    References
    ----------
    .. [1] Sanders (1963), On subjective probability forecasting. Key: sanders1963.
    .. [2] Murphy (1973), A new vector partition of the probability score. Key: murphy1973.

    Examples
    --------
    Of four events given 75 % three happened, of two given 25 % one:

    >>> said = [0.75, 0.75, 0.75, 0.75, 0.25, 0.25]
    >>> came = [1, 1, 1, 0, 1, 0]
    >>> table = calibration_table(said, came, bins=2)
    >>> table.forecast.tolist(), table.frequency.tolist()
    ([0.25, 0.75], [0.5, 0.75])
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
    r"""Split a mean Brier score into reliability, resolution and uncertainty.

    Forecasts are grouped by their exact values: group j holds :math:`n_j` of the N forecasts, all
    with the probability :math:`p_j`; of its events the share :math:`f_j` happened, and of all
    events the share f, the base rate. Then the mean Brier score is B = REL - RES + UNC, exactly,
    with

    .. math:: REL = \frac{1}{N} \sum_{j} n_j (p_j - f_j)^2

    .. math:: RES = \frac{1}{N} \sum_{j} n_j (f_j - f)^2

    .. math:: UNC = f (1 - f)

    The parts inform only where values repeat: if all forecasts differ, each frequency is 0 or 1,
    and resolution equals uncertainty whatever the forecaster knew.

    Parameters
    ----------
    forecast : array_like, shape (n,)
        Probabilities p, [0, 1], not empty.
    outcome : array_like, shape (n,)
        Outcomes o: 1 for each event that happened, 0 for each that did not.

    Returns
    -------
    MurphyDecomposition
        The parts, for the convention ``"half"``; twice as large in the original one.

    Raises
    ------
    ValueError
        If an argument is out of its range or the lengths differ.

    References
    ----------
    .. [1] Murphy (1973), A new vector partition of the probability score. Key: murphy1973.

    Examples
    --------
    Of four events given 75 % half happened, and of four given 25 % none:

    >>> said = [0.75] * 4 + [0.25] * 4
    >>> parts = murphy_decomposition(said, [1, 1, 0, 0, 0, 0, 0, 0])
    >>> parts.reliability, parts.resolution, parts.uncertainty
    (0.0625, 0.0625, 0.1875)
    >>> parts.score
    0.1875
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
    r"""Weighted average of several forecasters' probabilities.

    .. math:: P = \frac{ \sum_{i} w_i p_i }{ \sum_{i} w_i }

    Parameters
    ----------
    forecasts : sequence of float, array_like or Altair expression
        Probabilities p in [0, 1], one entry per forecaster i (an array's first axis).
    weights : sequence of float or Altair expression, optional
        Weights w, one per forecaster, [0, 1e6], not all 0; divided by their sum. Equal if omitted.

    Returns
    -------
    float, ndarray or Altair expression
        Pooled probability P; never outside the forecasters' own range.

    Raises
    ------
    ValueError
        If a number is out of its range, nobody forecasts, the counts differ, all weights are 0,
        or an array is combined with an expression.

    References
    ----------
    .. [1] Stone (1961), The opinion pool. Key: stone1961.
    .. [2] Genest and Zidek (1986), Combining probability distributions. Key: genest1986.

    Examples
    --------
    >>> linear_pool([0.25, 0.75]), linear_pool([0.25, 0.75], [3, 1])
    (0.5, 0.375)
    """
    probabilities, shares, total = _panel(forecasts, weights)
    return sum(w * p for w, p in zip(shares, probabilities, strict=True)) / total


def log_pool(forecasts: Iterable[Any], weights: Iterable[Any] | None = None) -> Any:
    r"""Weighted geometric mean of several forecasters' odds, as a probability.

    With weights that are first divided by their sum, so that they add up to 1:

    .. math:: \frac{P}{1 - P} = \prod_{i} \left( \frac{p_i}{1 - p_i} \right)^{w_i}

    The pool is externally Bayesian: updating each forecast by the same evidence and then pooling
    gives what pooling first and updating then gives (Genest and Zidek 1986). One forecaster of
    positive weight who says 0 (or 1) decides the pool.

    Parameters
    ----------
    forecasts : sequence of float, array_like or Altair expression
        Probabilities p in [0, 1], one entry per forecaster i (an array's first axis).
    weights : sequence of float or Altair expression, optional
        Weights w, one per forecaster, [0, 1e6], not all 0; divided by their sum. Equal if omitted.

    Returns
    -------
    float, ndarray or Altair expression
        Pooled probability P.

    Raises
    ------
    ValueError
        As `linear_pool`; also if one forecaster of positive weight says 0 and another 1, for
        which the pool is not defined.

    References
    ----------
    .. [1] Genest and Zidek (1986), Combining probability distributions. Key: genest1986.

    Examples
    --------
    One says 50 %, one 99 %. The sure one moves this pool further than it moves the average, 74.5 %:

    >>> round(log_pool([0.5, 0.99]), 3)
    0.909
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
    r"""Odds in favour of an event: how many times likelier it is to happen than not.

    .. math:: O = \frac{p}{1 - p}

    Parameters
    ----------
    probability : float, array_like or Altair expression
        Probability p, [0, 1).

    Returns
    -------
    float, ndarray or Altair expression
        Odds O, at least 0.

    Raises
    ------
    ValueError
        If a number lies outside [0, 1) or is not finite.

    References
    ----------
    .. [1] Kahneman (2011), Thinking, Fast and Slow, chapter 16, the cab problem.
       Key: kahneman2011.

    Examples
    --------
    >>> odds(0.75), odds(0.5)
    (3.0, 1.0)
    """
    (probability,) = operands(probability=(probability, PROBABILITY_BELOW_1))
    return probability / (1.0 - probability)


def likelihood_ratio(if_true: Any, if_false: Any) -> Any:
    r"""How much likelier the evidence is if the hypothesis is true than if it is false.

    .. math:: R = \frac{t}{f}

    Parameters
    ----------
    if_true : float, array_like or Altair expression
        Probability t of the evidence given the hypothesis, [0, 1].
    if_false : float, array_like or Altair expression
        Probability f of the evidence given its negation, (0, 1].

    Returns
    -------
    float, ndarray or Altair expression
        Ratio R, at least 0; 1 is no evidence either way.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.

    References
    ----------
    .. [1] Kahneman (2011), Thinking, Fast and Slow, chapter 16, the cab problem.
       Key: kahneman2011.

    Examples
    --------
    A sign that a programme would show half the time, and that one time in eight appears without
    one:

    >>> likelihood_ratio(0.5, 0.125)
    4.0
    """
    true, false = operands(if_true=(if_true, PROBABILITY), if_false=(if_false, PROBABILITY_ABOVE_0))
    return true / false


def bayes_update(prior: Any, ratio: Any) -> Any:
    r"""Probability of a hypothesis after the evidence, by Bayes's rule.

    In odds the rule is short: posterior odds are prior odds times the likelihood ratio.

    .. math:: \frac{P}{1 - P} = R \, \frac{p}{1 - p}

    Parameters
    ----------
    prior : float, array_like or Altair expression
        Probability p of the hypothesis before the evidence, [0, 1].
    ratio : float, array_like or Altair expression
        Likelihood ratio R of the evidence, [0, 1e300]; see `likelihood_ratio`.

    Returns
    -------
    float, ndarray or Altair expression
        Probability P of the hypothesis after the evidence. A prior of 0 or 1 never moves.

    Raises
    ------
    ValueError
        If a number is out of its range, evidence of ratio 0 contradicts a prior of 1, or an array
        is combined with an expression.

    References
    ----------
    .. [1] Kahneman (2011), Thinking, Fast and Slow, chapter 16, the cab problem.
       Key: kahneman2011.

    Examples
    --------
    The cab problem: 15 % of the cabs are blue, and a witness who is right 80 % of the time says
    "blue":

    >>> round(bayes_update(0.15, likelihood_ratio(0.8, 0.2)), 2)
    0.41
    """
    p, factor = operands(prior=(prior, PROBABILITY), ratio=(ratio, _RATIO))
    support = p * factor
    whole = (1.0 - p) + support
    if is_numeric(whole) and np.any(np.asarray(whole) == 0.0):
        raise ValueError("ratio must not be 0 where prior is 1: the evidence was held impossible")
    return support / whole


# ---------------------------------------------------------------- arguments


def _pairs(forecast: ArrayLike, outcome: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Validate forecasts with their outcomes, both of shape (n,)."""
    p = np.asarray(in_range("forecast", vector("forecast", forecast), 0.0, 1.0))
    o = np.asarray(_OUTCOME("outcome", vector("outcome", outcome)))
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
    panel = {f"forecasts[{i}]": (p, PROBABILITY) for i, p in enumerate(forecasts)}
    if not panel:
        raise ValueError("forecasts must hold at least one forecaster, got none")
    given = [1.0] * len(panel) if weights is None else list(weights)
    if len(given) != len(panel):
        raise ValueError(
            f"weights must have one entry per forecaster ({len(panel)}), got {len(given)}"
        )
    checked = operands(**panel, **{f"weights[{i}]": (w, _weight) for i, w in enumerate(given)})
    probabilities, shares = checked[: len(panel)], checked[len(panel) :]
    total = sum(shares)
    if is_numeric(total) and total == 0.0:
        raise ValueError("weights must not all be 0")
    return probabilities, shares, total


def _weight(name: str, value: Any) -> float:
    """Validate one forecaster's weight."""
    if np.ndim(value) != 0:
        raise ValueError(f"{name} must be a single number, got shape {np.shape(value)}")
    return float(in_range(name, value, 0.0, 1e6))
