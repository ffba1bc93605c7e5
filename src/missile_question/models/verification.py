"""Verification: what an inspection finds, how soon, what an alarm is worth, and who gives way.

Two errors run through the module, named as inspectors name them:

- *alpha*, the probability of a false alarm (an alarm where nothing is wrong),
- *beta*, the probability of non-detection (no alarm where something is wrong).

Detection probability is ``1 - beta``. Items, sites, tests and launchers are counted; probabilities
lie in [0, 1]; payoffs are in any one unit. No number of any treaty or country is built in.

`binomial_detection`, `sample_size_approximation`, `within`, `expected_delay`, `timely_detection`,
`positive_predictive_value`, `confidence_after_clean`, `annual_detection` and
`inspection_equilibrium` are closed forms: the same source works on numbers, on arrays and on
Altair parameters and expressions. Those with a parameter `xp` take ``numpy`` by default and
``altair.expr`` when drawing. Expressions are not validated; numbers are.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, logsumexp, xlogy  # type: ignore[import-untyped, unused-ignore]
from scipy.stats import hypergeom  # type: ignore[import-untyped, unused-ignore]

from missile_question.models._validate import (
    FloatArray,
    FloatOrArray,
    in_range,
    integer,
    is_numeric,
    scalar,
    scalar_or_array,
)

__all__ = [
    "Equilibrium",
    "Observation",
    "annual_detection",
    "annual_detection_by_kind",
    "binomial_detection",
    "confidence_after_clean",
    "detection_probability",
    "dresher_first_period",
    "dresher_value",
    "expected_delay",
    "inspection_equilibrium",
    "inspection_payoffs",
    "positive_predictive_value",
    "sample_size",
    "sample_size_approximation",
    "timely_detection",
    "within",
]

# Bounds that keep the exact sums within memory; far beyond any inspection.
_MOST_ITEMS = 100_000
_MOST_PERIODS = 10_000

# A sample that misses its goal by less than this is not enlarged: the difference is rounding.
_ROUNDING = 1e-9


class Observation(NamedTuple):
    """How one kind of object can be observed in a year; see `annual_detection`.

    Attributes
    ----------
    number : float
        Objects that would each reveal the violation, whole, at least 0.
    visits : float
        Visits or looks at each object in a year, whole, at least 0.
    share_observable : float
        Share of the objects, or of the time, open to observation, in [0, 1].
    single_look : float
        Probability that one look at an object open to observation reveals it, in [0, 1].
    fixed : bool
        Whether the same objects stay hidden all year.
    """

    number: float
    visits: float
    share_observable: float
    single_look: float
    fixed: bool = False


class Equilibrium(NamedTuple):
    """Probabilities of inspecting and of violating in equilibrium."""

    inspect: Any
    violate: Any


# ---------------------------------------------------------------- samples of items


def detection_probability(
    items: ArrayLike, falsified: ArrayLike, sample: ArrayLike, item_detection: ArrayLike = 1.0
) -> FloatOrArray:
    """Probability that a random sample without replacement reveals a falsified item: exact.

    The number j of falsified items in the sample is hypergeometric. Each is recognised
    independently with probability p (`item_detection`), so that

        1 - beta = sum over j of  P(j) * (1 - (1 - p)^j).

    Parameters
    ----------
    items : array_like
        Items N in the stratum, whole, in [1, 100000].
    falsified : array_like
        Falsified items d, whole, in [0, N].
    sample : array_like
        Items verified n, whole, in [0, N].
    item_detection : array_like
        Probability p in [0, 1] that verifying a falsified item shows it. The shapes broadcast.

    Returns
    -------
    float or ndarray
        Detection probability in [0, 1].

    Raises
    ------
    ValueError
        If an argument is out of its range, not whole or not finite, or shapes do not broadcast.

    Notes
    -----
    J. L. Jaech and M. Russell, Algorithms to Calculate Sample Sizes for Inspection Sampling
    Plans, IAEA STR-261 (1991). Memory grows with the smaller of d and n times the entries.
    """
    whole = [
        np.asarray(integer("items", items, 1, _MOST_ITEMS)),
        np.asarray(integer("falsified", falsified, 0)),
        np.asarray(integer("sample", sample, 0)),
    ]
    p = np.asarray(_probability("item_detection", item_detection))
    population, d, n, p = np.broadcast_arrays(*whole, p)
    _not_more_than_items("falsified", d, population)
    _not_more_than_items("sample", n, population)
    return scalar_or_array(_detection(population, d, n, p))


def binomial_detection(items: Any, falsified: Any, sample: Any, item_detection: Any = 1.0) -> Any:
    """Probability of detection if items were drawn with replacement: ``1 - (1 - p d/N)^n``.

    Never above `detection_probability`, and close to it for a sample small against the stratum
    (drawing without replacement cannot waste a draw on an item already seen: W. Hoeffding,
    J. Am. Stat. Assoc. 58, 13-30, 1963, theorem 4).

    Parameters
    ----------
    items : float, array_like or Altair expression
        Items N, whole, at least 1.
    falsified, sample : float, array_like or Altair expression
        Falsified items d and items verified n, whole, in [0, N].
    item_detection : float, array_like or Altair expression
        Probability p in [0, 1] that verifying a falsified item shows it.

    Returns
    -------
    float, ndarray or Altair expression
        Approximate detection probability in [0, 1].

    Raises
    ------
    ValueError
        If a number is out of its range, not whole or not finite, or an array is combined with an
        expression.
    """
    population, d, n, p = _operands(
        items=(items, _count_from_one),
        falsified=(falsified, _count),
        sample=(sample, _count),
        item_detection=(item_detection, _probability),
    )
    _not_more_than_items("falsified", d, population)
    _not_more_than_items("sample", n, population)
    return 1.0 - (1.0 - p * d / population) ** n


def sample_size(
    items: ArrayLike, falsified: ArrayLike, beta: ArrayLike, item_detection: ArrayLike = 1.0
) -> Any:
    """Smallest sample whose exact non-detection probability is at most beta.

    Detection never falls with the sample size, so the search halves the interval [0, N] for all
    entries at once.

    Parameters
    ----------
    items : array_like
        Items N in the stratum, whole, in [1, 100000].
    falsified : array_like
        Falsified items d to be detected, whole, in [1, N].
    beta : array_like
        Non-detection probability allowed, in (0, 1].
    item_detection : array_like
        Probability p in [0, 1] that verifying a falsified item shows it. The shapes broadcast.

    Returns
    -------
    int or ndarray of int
        Sample size n; beta is met to within 1e-9.

    Raises
    ------
    ValueError
        If an argument is out of its range, not whole or not finite; if verifying all items would
        not do, that is if ``(1 - p)^d > beta``; or the shapes do not broadcast.
    """
    whole = [
        np.asarray(integer("items", items, 1, _MOST_ITEMS)),
        np.asarray(integer("falsified", falsified, 1)),
    ]
    goal = np.asarray(_non_detection_goal("beta", beta))
    p = np.asarray(_probability("item_detection", item_detection))
    population, d, goal, p = np.broadcast_arrays(*whole, goal, p)
    _not_more_than_items("falsified", d, population)
    least = (1.0 - p) ** d
    missed = least > goal + _ROUNDING
    if np.any(missed):
        first = tuple(np.argwhere(missed)[0])
        raise ValueError(
            "beta must be at least (1 - item_detection)**falsified, what verifying every item "
            f"leaves: got {float(goal[first])!r}, below {float(least[first]):.6g}"
        )
    low, high = np.zeros_like(population), population.copy()
    while np.any(low < high):
        middle = (low + high) // 2
        enough = _detection(population, d, middle, p) >= 1.0 - goal - _ROUNDING
        high = np.where(enough, middle, high)
        low = np.where(enough, low, np.minimum(middle + 1, high))
    return int(high) if high.ndim == 0 else high


def sample_size_approximation(items: Any, falsified: Any, beta: Any, *, xp: Any = np) -> Any:
    """Sample size by the formula of the IAEA, ``n = N (1 - beta^(1/d))``, rounded up.

    For items recognised with certainty the formula is on the safe side: never below
    `sample_size`, because each of the d factors (N - n - i) / (N - i) of the exact
    non-detection probability is at most (N - n) / N.

    Parameters
    ----------
    items : float, array_like or Altair expression
        Items N, whole, at least 1.
    falsified : float, array_like or Altair expression
        Falsified items d to be detected, whole, in [1, N].
    beta : float, array_like or Altair expression
        Non-detection probability allowed, in (0, 1].
    xp : module
        ``numpy`` or, for expressions, ``altair.expr``.

    Returns
    -------
    float, ndarray or Altair expression
        Whole number in [0, N], as a float; an excess below 1e-9 over a whole number is rounding
        and is dropped, so that all three engines agree.

    Raises
    ------
    ValueError
        As `binomial_detection`.

    Notes
    -----
    J. L. Jaech and M. Russell, Algorithms to Calculate Sample Sizes for Inspection Sampling
    Plans, IAEA STR-261 (1991).
    """
    population, d, goal = _operands(
        items=(items, _count_from_one),
        falsified=(falsified, _count_from_one),
        beta=(beta, _non_detection_goal),
    )
    _not_more_than_items("falsified", d, population)
    size = _plain(xp.ceil(population * (1.0 - goal ** (1.0 / d)) - _ROUNDING))
    return size + 0.0  # rounding up just below 0 gives -0.0


# ---------------------------------------------------------------- inspections over time


def within(probability: Any, inspections: Any) -> Any:
    """Probability of at least one event in k independent inspections: ``1 - (1 - p)^k``.

    With ``p = 1 - beta`` detection within k inspections; with ``p = alpha`` at least one false
    alarm among k inspections of a state that complies.

    Parameters
    ----------
    probability : float, array_like or Altair expression
        Probability p per inspection, in [0, 1].
    inspections : float, array_like or Altair expression
        Inspections k, whole, at least 0.

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1].

    Raises
    ------
    ValueError
        As `binomial_detection`.
    """
    p, k = _operands(probability=(probability, _probability), inspections=(inspections, _count))
    return 1.0 - (1.0 - p) ** k


def expected_delay(interval: Any, beta: Any, elapsed: Any = 0.5) -> Any:
    """Mean time from the start of a violation to its detection: ``T (1 / (1 - beta) - u)``.

    Inspections are T apart and miss independently with probability beta, so the number needed is
    geometric with mean 1 / (1 - beta). The violation starts when a share u of an interval has
    passed: 0 is the violator's best choice, just after an inspection; 0.5 is also the mean over a
    start at random.

    Parameters
    ----------
    interval : float, array_like or Altair expression
        Time T between inspections, greater than 0, in any unit.
    beta : float, array_like or Altair expression
        Non-detection probability per inspection, in [0, 1).
    elapsed : float, array_like or Altair expression
        Share u of the interval passed at the start, in [0, 1].

    Returns
    -------
    float, ndarray or Altair expression
        Time in the unit of `interval`.

    Raises
    ------
    ValueError
        As `binomial_detection`.
    """
    time, miss, share = _operands(
        interval=(interval, _positive), beta=(beta, _below_one), elapsed=(elapsed, _probability)
    )
    return time * (1.0 / (1.0 - miss) - share)


def timely_detection(interval: Any, beta: Any, time_limit: Any, *, xp: Any = np) -> Any:
    """Probability that a violation started at random is detected within a time limit.

    With L / T = m + f, m whole and f in [0, 1), at least m inspections fall into the limit L and
    one more with probability f: ``1 - beta^m (1 - f (1 - beta))``.

    Parameters
    ----------
    interval : float, array_like or Altair expression
        Time T between inspections, greater than 0.
    beta : float, array_like or Altair expression
        Non-detection probability per inspection, in [0, 1].
    time_limit : float, array_like or Altair expression
        Time L from the start within which detection is timely, at least 0, in the same unit.
    xp : module
        ``numpy`` or, for expressions, ``altair.expr``.

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1], continuous in the limit.

    Raises
    ------
    ValueError
        As `binomial_detection`.
    """
    time, miss, limit = _operands(
        interval=(interval, _positive),
        beta=(beta, _probability),
        time_limit=(time_limit, _not_negative),
    )
    ratio = limit / time
    sure = _plain(xp.floor(ratio))
    return 1.0 - miss**sure * (1.0 - (ratio - sure) * (1.0 - miss))


# ---------------------------------------------------------------- what an alarm is worth


def positive_predictive_value(base_rate: Any, alpha: Any, beta: Any) -> Any:
    """Probability of a violation after an alarm, by Bayes's theorem.

    ``r (1 - beta) / (r (1 - beta) + (1 - r) alpha)``

    Parameters
    ----------
    base_rate : float, array_like or Altair expression
        Probability r of a violation before the alarm, in (0, 1].
    alpha : float, array_like or Altair expression
        False alarm probability, in [0, 1].
    beta : float, array_like or Altair expression
        Non-detection probability, in [0, 1).

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1].

    Raises
    ------
    ValueError
        As `binomial_detection`.
    """
    r, false_alarm, miss = _operands(
        base_rate=(base_rate, _above_zero), alpha=(alpha, _probability), beta=(beta, _below_one)
    )
    hit = r * (1.0 - miss)
    return hit / (hit + (1.0 - r) * false_alarm)


def confidence_after_clean(base_rate: Any, alpha: Any, beta: Any, inspections: Any) -> Any:
    """Probability of compliance after k inspections without an alarm, by Bayes's theorem.

    ``(1 - r) / (1 - r + r (beta / (1 - alpha))^k)``, inspections independent of one another. With
    k = 1 it is the negative predictive value.

    Parameters
    ----------
    base_rate : float, array_like or Altair expression
        Probability r of a violation before the inspections, in [0, 1).
    alpha : float, array_like or Altair expression
        False alarm probability, in [0, 1).
    beta : float, array_like or Altair expression
        Non-detection probability, in [0, 1 - alpha]: otherwise an alarm would speak for
        compliance.
    inspections : float, array_like or Altair expression
        Inspections k, whole, at least 0.

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1].

    Raises
    ------
    ValueError
        As `binomial_detection`, or if alpha + beta exceeds 1.
    """
    r, false_alarm, miss, k = _operands(
        base_rate=(base_rate, _below_one),
        alpha=(alpha, _below_one),
        beta=(beta, _probability),
        inspections=(inspections, _count),
    )
    if is_numeric(false_alarm) and is_numeric(miss):
        worst = float(np.max(np.asarray(false_alarm + miss), initial=0.0))
        if worst > 1.0 + _ROUNDING:
            raise ValueError(f"alpha + beta must lie in [0, 1], got {worst!r}")
    return (1.0 - r) / (1.0 - r + r * (miss / (1.0 - false_alarm)) ** k)


# ---------------------------------------------------------------- what can be observed


def annual_detection(
    number: Any, visits: Any, share_observable: Any, single_look: Any, *, fixed: bool = False
) -> Any:
    """Probability that a year's observation reveals at least one of m objects.

    Each object is looked at v times a year; a look at an object open to observation reveals it
    with probability q; s is the share observable. All looks are independent.

    - ``fixed=False``: an object is open to each look anew with probability s, as what moves or
      happens at times: ``1 - (1 - s q)^(m v)``, which tends to 1 with the number of looks.
    - ``fixed=True``: an object is open all year with probability s and otherwise never, as what
      is declared or hidden: ``1 - (1 - s (1 - (1 - q)^v))^m``, which no number of visits lifts
      above ``1 - (1 - s)^m``.

    Parameters
    ----------
    number : float, array_like or Altair expression
        Objects m that would each reveal the violation (falsified items, sites, tests, launchers),
        whole, at least 0.
    visits : float, array_like or Altair expression
        Looks v at each object in a year, whole, at least 0.
    share_observable : float, array_like or Altair expression
        Share s, in [0, 1].
    single_look : float, array_like or Altair expression
        Probability q, in [0, 1].
    fixed : bool
        Which of the two cases holds.

    Returns
    -------
    float, ndarray or Altair expression
        Probability per year in [0, 1].

    Raises
    ------
    ValueError
        As `binomial_detection`.
    """
    m, v, s, q = _operands(
        number=(number, _count),
        visits=(visits, _count),
        share_observable=(share_observable, _probability),
        single_look=(single_look, _probability),
    )
    if fixed:
        return 1.0 - (1.0 - s * (1.0 - (1.0 - q) ** v)) ** m
    return 1.0 - (1.0 - s * q) ** (m * v)


def annual_detection_by_kind(kinds: Mapping[str, Observation]) -> dict[str, float]:
    """Compute detection per year for several kinds of object, from the caller's parameters.

    Parameters
    ----------
    kinds : mapping of str to Observation
        For example declared nuclear material items, fixed sites, flight tests, mobile launchers.

    Returns
    -------
    dict of str to float
        Probability per year, in the order given; see `annual_detection`.

    Raises
    ------
    ValueError
        As `annual_detection`, with the name of the kind before the parameter's.
    """
    found = {}
    for kind, observation in kinds.items():
        try:
            found[kind] = scalar(
                "detection", annual_detection(*observation[:4], fixed=observation.fixed)
            )
        except ValueError as error:
            raise ValueError(f"{kind}: {error}") from None
    return found


# ---------------------------------------------------------------- inspection games


def inspection_equilibrium(
    gain: Any,
    penalty: Any,
    averted_loss: Any,
    cost: Any,
    *,
    alpha: Any = 0.0,
    beta: Any = 0.0,
    burden: Any = 0.0,
    xp: Any = np,
) -> Equilibrium:
    """Equilibrium of the one-shot inspection game; `inspection_payoffs` states its payoffs.

    If inspections are worth their cost, ``(1 - beta) a > e``, and deter,
    ``D = (1 - beta) (g + b) - alpha h > g``, both sides mix: each makes the other indifferent.

        inspect = g / D        violate = (e + alpha h) / ((1 - beta) a + alpha h)

    If inspections do not deter, the inspectee violates for certain; if they are not worth their
    cost, the inspector never inspects and the inspectee violates for certain.

    Parameters
    ----------
    gain : float, array_like or Altair expression
        Inspectee's gain g from an undetected violation, greater than 0.
    penalty : float, array_like or Altair expression
        Inspectee's loss b from a detected violation, at least 0.
    averted_loss : float, array_like or Altair expression
        What detecting a violation saves the inspector, a, at least 0.
    cost : float, array_like or Altair expression
        Inspector's cost e of an inspection, greater than 0.
    alpha, beta : float, array_like or Altair expression
        False alarm and non-detection probability of an inspection, in [0, 1].
    burden : float, array_like or Altair expression
        Loss h of either side from a false alarm, at least 0.
    xp : module
        ``numpy`` or, for expressions, ``altair.expr``.

    Returns
    -------
    Equilibrium
        Probabilities of inspecting and of violating, each a float, ndarray or Altair expression.
        At a boundary, where equilibria form an interval, the one named above for the case "does
        not deter" or "not worth the cost".

    Raises
    ------
    ValueError
        As `binomial_detection`.

    Notes
    -----
    For the family of games: R. Avenhaus, B. von Stengel and S. Zamir, "Inspection games", in
    Handbook of Game Theory with Economic Applications, vol. 3 (2002), chapter 51; the payoffs are
    those stated here, and the solution follows from them. The inspectee's probability of violating
    depends on the inspector's payoffs, and the inspector's on the inspectee's.
    """
    g, b, a, e, false_alarm, miss, h = _operands(
        gain=(gain, _positive),
        penalty=(penalty, _not_negative),
        averted_loss=(averted_loss, _not_negative),
        cost=(cost, _positive),
        alpha=(alpha, _probability),
        beta=(beta, _probability),
        burden=(burden, _not_negative),
    )
    worth = (1.0 - miss) * a
    deters = (1.0 - miss) * (g + b) - false_alarm * h
    lost = false_alarm * h
    # The larger of the two in each denominator makes the fraction 1 exactly where it would pass 1.
    inspect = _choose(xp, worth > e, g / _larger(xp, deters, g), 0.0)
    violate = _choose(xp, deters > g, (e + lost) / (_larger(xp, worth, e) + lost), 1.0)
    return Equilibrium(inspect, violate)


def inspection_payoffs(
    gain: float,
    penalty: float,
    averted_loss: float,
    cost: float,
    *,
    alpha: float = 0.0,
    beta: float = 0.0,
    burden: float = 0.0,
) -> tuple[FloatArray, FloatArray]:
    """Payoffs of the one-shot inspection game that `inspection_equilibrium` solves.

    Compliance without an inspection gives both sides 0; an undetected violation costs the
    inspector a and gives the inspectee g; detection spares the inspector a and costs the inspectee
    b instead of the gain; an inspection costs the inspector e; a false alarm costs each side h.

    Parameters
    ----------
    gain, penalty, averted_loss, cost, alpha, beta, burden : float
        As `inspection_equilibrium`.

    Returns
    -------
    inspector, inspectee : ndarray, shape (2, 2)
        Rows: inspect, do not inspect. Columns: violate, comply.

    Raises
    ------
    ValueError
        If an argument is out of its range, not finite or not a single number.
    """
    g = _positive("gain", scalar("gain", gain))
    b = _not_negative("penalty", scalar("penalty", penalty))
    a = _not_negative("averted_loss", scalar("averted_loss", averted_loss))
    e = _positive("cost", scalar("cost", cost))
    false_alarm = _probability("alpha", scalar("alpha", alpha))
    miss = _probability("beta", scalar("beta", beta))
    lost = false_alarm * _not_negative("burden", scalar("burden", burden))
    inspector = np.array([[-miss * a - e, -lost - e], [-a, 0.0]])
    inspectee = np.array([[miss * g - (1.0 - miss) * b, -lost], [g, 0.0]])
    return inspector, inspectee


def dresher_value(periods: ArrayLike, inspections: ArrayLike, caught: ArrayLike = 1.0) -> Any:
    """Value to the inspector of k inspections in n periods against one violation at most.

    Zero-sum. In every period both choose at the same time: inspect or not, violate or not; the
    inspectee sees the inspections made. A violation in an inspected period ends the game with c
    (`caught`) for the inspector, one in another period with -1; lawful to the end gives 0. Hence

        v(n, k) = (c v(n-1, k) + v(n-1, k-1)) / (c + 1 + v(n-1, k) - v(n-1, k-1)),
        v(n, 0) = -1 for n > 0,   v(n, k) = 0 for k >= n,

    which is solved by

        v(n, k) = -binom(n-1, k) / sum over i = 0..k of binom(n, i) c^(k-i).

    Parameters
    ----------
    periods : array_like
        Periods n, whole, in [1, 10000].
    inspections : array_like
        Inspections k, whole, in [0, 10000].
    caught : array_like
        Inspector's payoff c from a violation caught, at least 0. The shapes broadcast.

    Returns
    -------
    float or ndarray
        Value in [-1, 0].

    Raises
    ------
    ValueError
        If an argument is out of its range, not whole or not finite, or shapes do not broadcast.

    Notes
    -----
    M. Dresher, A Sampling Inspection Problem in Arms Control Agreements: A Game-Theoretic
    Analysis, RAND RM-2972-ARPA (1962); R. Avenhaus, B. von Stengel and S. Zamir,
    "Inspection games", Handbook of Game Theory, vol. 3 (2002), chapter 51.
    """
    n, k, c = _dresher_arguments(periods, inspections, caught)
    return scalar_or_array(_dresher(n, k, c))


def dresher_first_period(
    periods: ArrayLike, inspections: ArrayLike, caught: ArrayLike = 1.0
) -> Equilibrium:
    """Optimal probabilities of inspecting and of violating in the first of n periods.

    With k = 0 the inspectee violates at once; with an inspection for every period the inspector
    inspects and nobody violates. In between both mix. The game left after a lawful first period
    is the same with n - 1 periods, so this describes the whole schedule.

    Parameters
    ----------
    periods, inspections, caught : array_like
        As `dresher_value`.

    Returns
    -------
    Equilibrium
        Probabilities, floats or arrays.

    Raises
    ------
    ValueError
        As `dresher_value`.
    """
    n, k, c = _dresher_arguments(periods, inspections, caught)
    mixed = (k > 0) & (k < n)
    # Where nobody mixes, any game with a proper denominator stands in and is not used.
    periods_left, left = np.where(mixed, n - 1, 1), np.where(mixed, k, 1)
    if_inspected, if_not = _dresher(periods_left, left - 1, c), _dresher(periods_left, left, c)
    total = c + 1.0 + if_not - if_inspected
    inspect = np.where(mixed, (1.0 + if_not) / total, np.where(k > 0, 1.0, 0.0))
    violate = np.where(mixed, (if_not - if_inspected) / total, np.where(k > 0, 0.0, 1.0))
    return Equilibrium(scalar_or_array(inspect), scalar_or_array(violate))


# ---------------------------------------------------------------- computation


def _detection(items: Any, falsified: Any, sample: Any, item_detection: Any) -> FloatArray:
    """Compute `detection_probability` for arrays of one shape."""
    most = int(np.max(np.minimum(falsified, sample), initial=0))
    j = np.arange(1, most + 1)
    chance = hypergeom.pmf(j, items[..., None], falsified[..., None], sample[..., None])
    # Summing what is detected, not what is missed, keeps small probabilities exact.
    recognised = 1.0 - (1.0 - item_detection[..., None]) ** j
    return np.asarray(np.minimum(np.sum(chance * recognised, axis=-1), 1.0))


def _dresher_arguments(periods: object, inspections: object, caught: object) -> Any:
    """Validate and broadcast the arguments of Dresher's game."""
    return np.broadcast_arrays(
        np.asarray(integer("periods", periods, 1, _MOST_PERIODS)),
        np.asarray(integer("inspections", inspections, 0, _MOST_PERIODS)),
        np.asarray(_not_negative("caught", caught)),
    )


def _dresher(n: Any, k: Any, c: Any) -> FloatArray:
    """Sum the solution in logarithms, which neither overflow nor lose digits."""
    k = np.minimum(k, n)  # more inspections than periods are no use
    i = np.arange(int(np.max(k, initial=0)) + 1)
    rest = np.maximum(k[..., None] - i, 0)
    terms = _log_binomial(n[..., None], i) + xlogy(rest, c[..., None])
    total = logsumexp(np.where(i <= k[..., None], terms, -np.inf), axis=-1)
    return np.asarray(0.0 - np.exp(_log_binomial(n - 1, k) - total))


def _log_binomial(n: Any, k: Any) -> Any:
    """Logarithm of a binomial coefficient; minus infinity for k > n."""
    return gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)


def _choose(xp: Any, condition: Any, yes: Any, no: Any) -> Any:
    """Choose between two values, in NumPy or in Vega."""
    if xp is np:
        return scalar_or_array(np.where(condition, yes, no))
    return xp.if_(condition, yes, no)


def _plain(value: Any) -> Any:
    """Turn a NumPy scalar into a float, which an expression can print."""
    return float(value) if isinstance(value, np.float64) else value


def _larger(xp: Any, a: Any, b: Any) -> Any:
    """Larger of two values, in NumPy or in Vega."""
    return np.maximum(a, b) if xp is np else xp.max(a, b)


# ---------------------------------------------------------------- arguments


def _probability(name: str, value: object) -> FloatOrArray:
    """Validate a probability or share, [0, 1]."""
    return in_range(name, value, 0.0, 1.0)


def _below_one(name: str, value: object) -> FloatOrArray:
    """Validate a probability that must leave something, [0, 1)."""
    return in_range(name, value, 0.0, 1.0, high_open=True)


def _above_zero(name: str, value: object) -> FloatOrArray:
    """Validate a probability that must not vanish, (0, 1]."""
    return in_range(name, value, 0.0, 1.0, low_open=True)


_non_detection_goal = _above_zero


def _not_negative(name: str, value: object) -> FloatOrArray:
    """Validate an amount, at least 0."""
    return in_range(name, value, 0.0, np.inf)


def _positive(name: str, value: object) -> FloatOrArray:
    """Validate an amount greater than 0."""
    return in_range(name, value, 0.0, np.inf, low_open=True)


def _count(name: str, value: object) -> FloatOrArray:
    """Validate whole numbers of at least 0; as floats, which closed forms compute with."""
    return scalar_or_array(np.asarray(integer(name, value, 0), dtype=np.float64))


def _count_from_one(name: str, value: object) -> FloatOrArray:
    """Validate whole numbers of at least 1; as floats, which closed forms compute with."""
    return scalar_or_array(np.asarray(integer(name, value, 1), dtype=np.float64))


def _not_more_than_items(name: str, value: Any, items: Any) -> None:
    """Refuse more falsified or verified items than there are; let expressions through."""
    if not (is_numeric(value) and is_numeric(items)):
        return
    parts, wholes = np.broadcast_arrays(value, items)
    excess = parts > wholes
    if np.any(excess):
        first = tuple(np.argwhere(excess)[0])
        raise ValueError(
            f"{name} must not exceed items ({wholes[first]:g}), got {float(parts[first])!r}"
        )


def _operands(**values: tuple[Any, Callable[[str, object], Any]]) -> list[Any]:
    """Validate the operands of a closed form that are numbers; let expressions through."""
    operands = [
        check(name, value) if is_numeric(value) else value
        for name, (value, check) in values.items()
    ]
    if any(isinstance(o, np.ndarray) for o in operands) and not all(map(is_numeric, operands)):
        raise ValueError(
            f"{', '.join(values)} must not mix an array with an expression: NumPy would apply the "
            "expression entry by entry; use numbers and expressions, or numbers and arrays"
        )
    return operands
