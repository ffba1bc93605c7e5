"""Verification: what an inspection finds, how soon, what an alarm is worth, and who gives way.

Two errors run through the module, named as inspectors name them:

- *alpha*, the probability of a false alarm (an alarm where nothing is wrong),
- *beta*, the probability of non-detection (no alarm where something is wrong).

Detection probability is ``1 - beta``. Items, sites, tests and launchers are counted; probabilities
lie in [0, 1]; payoffs are in any one unit. No number of any treaty or country is built in.

`binomial_detection`, `sample_size_approximation`, `within`, `expected_delay`, `timely_detection`,
`positive_predictive_value`, `confidence_after_clean`, `confidence_after_results`,
`annual_detection` and `inspection_equilibrium` are closed forms: the same source works on numbers,
on arrays and on Altair parameters and expressions. Those with a parameter `xp` take ``numpy`` by
default and ``altair.expr`` when drawing. Expressions are not validated; numbers are.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, logsumexp, xlogy  # type: ignore[import-untyped, unused-ignore]
from scipy.stats import hypergeom  # type: ignore[import-untyped, unused-ignore]

from missile_question.models._operands import (
    COUNT,
    COUNT_FROM_1,
    NOT_NEGATIVE,
    POSITIVE,
    PROBABILITY,
    PROBABILITY_ABOVE_0,
    PROBABILITY_BELOW_1,
    PROBABILITY_INSIDE,
    choose,
    larger,
    operands,
    plain,
    smaller,
)
from missile_question.models._validate import (
    FloatArray,
    FloatOrArray,
    integer,
    is_numeric,
    require_order,
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
    "confidence_after_results",
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

# exp of this is finite, and 1 plus it, or 1 plus its inverse, has lost the other addend.
_LARGEST_LOG_ODDS = 700.0

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
    Memory grows with the smaller of d and n times the entries.

    References
    ----------
    .. [1] Avenhaus and Canty (1996), Compliance Quantified, chapter on attributes sampling.
       Key: avenhauscanty1996.
    .. [2] Kim (n.d.), A Comparison of Sample Size Calculation Algorithms, the hypergeometric
       algorithm. Key: kimsamplesizes.

    Examples
    --------
    >>> round(detection_probability(10, 2, 3), 4)
    0.5333
    >>> round(detection_probability(10, 2, 3, item_detection=0.5), 4)
    0.2833
    """
    whole = [
        np.asarray(integer("items", items, 1, _MOST_ITEMS)),
        np.asarray(integer("falsified", falsified, 0)),
        np.asarray(integer("sample", sample, 0)),
    ]
    p = np.asarray(PROBABILITY("item_detection", item_detection))
    population, d, n, p = np.broadcast_arrays(*whole, p)
    require_order("falsified", d, "<=", "items", population)
    require_order("sample", n, "<=", "items", population)
    return scalar_or_array(_detection(population, d, n, p))


def binomial_detection(items: Any, falsified: Any, sample: Any, item_detection: Any = 1.0) -> Any:
    """Probability of detection if items were drawn with replacement: ``1 - (1 - p d/N)^n``.

    Never above `detection_probability`, and close to it for a sample small against the stratum
    (drawing without replacement cannot waste a draw on an item already seen [1]_).

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

    References
    ----------
    .. [1] Hoeffding (1963), Probability Inequalities for Sums of Bounded Random Variables, theorem
       4. Key: hoeffding1963.

    Examples
    --------
    >>> round(binomial_detection(10, 2, 3), 4)
    0.488
    """
    population, d, n, p = operands(
        items=(items, COUNT_FROM_1),
        falsified=(falsified, COUNT),
        sample=(sample, COUNT),
        item_detection=(item_detection, PROBABILITY),
    )
    require_order("falsified", d, "<=", "items", population)
    require_order("sample", n, "<=", "items", population)
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

    References
    ----------
    .. [1] Avenhaus and Canty (1996), Compliance Quantified, chapter on attributes sampling.
       Key: avenhauscanty1996.

    Examples
    --------
    >>> sample_size(100, 1, 0.05)
    95
    >>> sample_size(100, 10, 0.05)
    25
    """
    whole = [
        np.asarray(integer("items", items, 1, _MOST_ITEMS)),
        np.asarray(integer("falsified", falsified, 1)),
    ]
    goal = np.asarray(PROBABILITY_ABOVE_0("beta", beta))
    p = np.asarray(PROBABILITY("item_detection", item_detection))
    population, d, goal, p = np.broadcast_arrays(*whole, goal, p)
    require_order("falsified", d, "<=", "items", population)
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
        As `binomial_detection`, or if `xp` does not fit the arguments.

    References
    ----------
    .. [1] Kim (n.d.), A Comparison of Sample Size Calculation Algorithms, the formula of the IAEA.
       Key: kimsamplesizes.
    .. [2] Journal of Nuclear Materials Management 44 (3), abstract: the exact size is at
       most three below it. Key: jnmm44samples.

    Examples
    --------
    >>> sample_size_approximation(100, 10, 0.05), sample_size(100, 10, 0.05)
    (26.0, 25)
    """
    population, d, goal = operands(
        xp,
        items=(items, COUNT_FROM_1),
        falsified=(falsified, COUNT_FROM_1),
        beta=(beta, PROBABILITY_ABOVE_0),
    )
    require_order("falsified", d, "<=", "items", population)
    size = plain(xp.ceil(population * (1.0 - goal ** (1.0 / d)) - _ROUNDING))
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

    Examples
    --------
    >>> round(within(0.3, 5), 4)
    0.8319
    """
    p, k = operands(probability=(probability, PROBABILITY), inspections=(inspections, COUNT))
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

    Examples
    --------
    Monthly inspections that miss half the time:

    >>> expected_delay(1, 0.5)
    1.5
    """
    time, miss, share = operands(
        interval=(interval, POSITIVE),
        beta=(beta, PROBABILITY_BELOW_1),
        elapsed=(elapsed, PROBABILITY),
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
        As `binomial_detection`, or if `xp` does not fit the arguments.

    Examples
    --------
    Monthly inspections that miss half the time, and a limit of three months:

    >>> timely_detection(1, 0.5, 3)
    0.875
    """
    time, miss, limit = operands(
        xp,
        interval=(interval, POSITIVE),
        beta=(beta, PROBABILITY),
        time_limit=(time_limit, NOT_NEGATIVE),
    )
    ratio = limit / time
    sure = plain(xp.floor(ratio))
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

    References
    ----------
    .. [1] Gigerenzer and Hoffrage (1995), How to Improve Bayesian Reasoning Without Instruction,
       the mammography problem. Key: gigerenzer1995.

    Examples
    --------
    >>> round(positive_predictive_value(0.01, 0.096, 0.2), 3)
    0.078
    """
    r, false_alarm, miss = operands(
        base_rate=(base_rate, PROBABILITY_ABOVE_0),
        alpha=(alpha, PROBABILITY),
        beta=(beta, PROBABILITY_BELOW_1),
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

    Examples
    --------
    >>> round(confidence_after_clean(0.5, 0.05, 0.3, 2), 3)
    0.909
    """
    r, false_alarm, miss, k = operands(
        base_rate=(base_rate, PROBABILITY_BELOW_1),
        alpha=(alpha, PROBABILITY_BELOW_1),
        beta=(beta, PROBABILITY),
        inspections=(inspections, COUNT),
    )
    _require_informative(false_alarm, miss)
    return (1.0 - r) / (1.0 - r + r * (miss / (1.0 - false_alarm)) ** k)


def confidence_after_results(
    base_rate: Any, alpha: Any, beta: Any, clean: Any, alarms: Any, *, xp: Any = np
) -> Any:
    """Probability of compliance after clean inspections and alarms, by Bayes's theorem.

    The odds of a violation, ``r / (1 - r)`` before, are multiplied by ``beta / (1 - alpha)`` for
    each clean result and by ``(1 - beta) / alpha`` for each alarm. Inspections are independent of
    one another and a violation lasts through all of them, so the order of the results does not
    matter. Without alarms it is `confidence_after_clean`, and 1 minus it, for a single alarm,
    `positive_predictive_value`.

    Parameters
    ----------
    base_rate : float, array_like or Altair expression
        Probability r of a violation before the inspections, in (0, 1).
    alpha : float, array_like or Altair expression
        False alarm probability, in (0, 1): at 0 one alarm would be proof.
    beta : float, array_like or Altair expression
        Non-detection probability, in (0, 1 - alpha]: at 0 one clean result would be proof; above
        1 - alpha an alarm would speak for compliance.
    clean, alarms : float, array_like or Altair expression
        Inspections without and with an alarm, whole, at least 0.
    xp : module
        ``numpy`` or, for expressions, ``altair.expr``.

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1].

    Raises
    ------
    ValueError
        As `binomial_detection`, or if alpha + beta exceeds 1, or `xp` does not fit.

    Examples
    --------
    One alarm among four inspections, and a second one:

    >>> round(confidence_after_results(0.1, 0.05, 0.5, 3, 1), 3)
    0.861
    >>> round(confidence_after_results(0.1, 0.05, 0.5, 3, 2), 3)
    0.382
    """
    r, false_alarm, miss, without, with_alarm = operands(
        xp,
        base_rate=(base_rate, PROBABILITY_INSIDE),
        alpha=(alpha, PROBABILITY_INSIDE),
        beta=(beta, PROBABILITY_INSIDE),
        clean=(clean, COUNT),
        alarms=(alarms, COUNT),
    )
    _require_informative(false_alarm, miss)
    log_odds = (
        _constant(r / (1.0 - r), xp)
        + without * _constant(miss / (1.0 - false_alarm), xp)
        + with_alarm * _constant((1.0 - miss) / false_alarm, xp)
    )
    # Beyond this the probability is 0 or 1 to the last digit, and the exponential would overflow.
    bounded = larger(smaller(log_odds, _LARGEST_LOG_ODDS, xp), -_LARGEST_LOG_ODDS, xp)
    return plain(1.0 / (1.0 + xp.exp(bounded)))


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

    Examples
    --------
    >>> round(annual_detection(3, 12, 0.5, 0.1), 3)
    0.842
    >>> round(annual_detection(3, 12, 0.5, 0.1, fixed=True), 3)
    0.736
    """
    m, v, s, q = operands(
        number=(number, COUNT),
        visits=(visits, COUNT),
        share_observable=(share_observable, PROBABILITY),
        single_look=(single_look, PROBABILITY),
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

    Examples
    --------
    >>> found = annual_detection_by_kind({"sites": Observation(3, 12, 0.5, 0.1)})
    >>> round(found["sites"], 3)
    0.842
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
        As `binomial_detection`, or if `xp` does not fit the arguments.

    Notes
    -----
    The reference surveys the family of games; the payoffs are those stated here, and the solution
    follows from them. The inspectee's probability of violating depends on the inspector's payoffs,
    and the inspector's on the inspectee's.

    References
    ----------
    .. [1] Avenhaus, von Stengel and Zamir (2002), Inspection Games. Key: avenhaus2002.

    Examples
    --------
    >>> inspection_equilibrium(gain=1, penalty=4, averted_loss=2, cost=0.5)
    Equilibrium(inspect=0.2, violate=0.25)
    """
    g, b, a, e, false_alarm, miss, h = operands(
        xp,
        gain=(gain, POSITIVE),
        penalty=(penalty, NOT_NEGATIVE),
        averted_loss=(averted_loss, NOT_NEGATIVE),
        cost=(cost, POSITIVE),
        alpha=(alpha, PROBABILITY),
        beta=(beta, PROBABILITY),
        burden=(burden, NOT_NEGATIVE),
    )
    worth = (1.0 - miss) * a
    deters = (1.0 - miss) * (g + b) - false_alarm * h
    lost = false_alarm * h
    # The larger of the two in each denominator makes the fraction 1 exactly where it would pass 1.
    inspect = choose(worth > e, g / larger(deters, g, xp), 0.0, xp)
    violate = choose(deters > g, (e + lost) / (larger(worth, e, xp) + lost), 1.0, xp)
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
    """Tabulate the payoffs of the one-shot game that `inspection_equilibrium` solves.

    Compliance without an inspection gives both sides 0; an undetected violation costs the
    inspector a and gives the inspectee g; detection spares the inspector a and costs the inspectee
    b instead of the gain; an inspection costs the inspector e; a false alarm costs each side h.

    Parameters
    ----------
    gain, penalty, averted_loss, cost, alpha, beta, burden : float
        As `inspection_equilibrium`.

    Returns
    -------
    inspector : ndarray, shape (2, 2)
        The inspector's. Rows: inspect, do not inspect. Columns: violate, comply.
    inspectee : ndarray, shape (2, 2)
        The inspectee's, likewise.

    Raises
    ------
    ValueError
        If an argument is out of its range, not finite or not a single number.

    References
    ----------
    .. [1] Avenhaus, von Stengel and Zamir (2002), Inspection Games. Key: avenhaus2002.

    Examples
    --------
    >>> inspector, inspectee = inspection_payoffs(1, 4, 2, 0.5)
    >>> inspectee.tolist()
    [[-4.0, 0.0], [1.0, 0.0]]
    """
    g = POSITIVE("gain", scalar("gain", gain))
    b = NOT_NEGATIVE("penalty", scalar("penalty", penalty))
    a = NOT_NEGATIVE("averted_loss", scalar("averted_loss", averted_loss))
    e = POSITIVE("cost", scalar("cost", cost))
    false_alarm = PROBABILITY("alpha", scalar("alpha", alpha))
    miss = PROBABILITY("beta", scalar("beta", beta))
    lost = false_alarm * NOT_NEGATIVE("burden", scalar("burden", burden))
    inspector = np.array([[-miss * a - e, -lost - e], [-a, 0.0]])
    inspectee = np.array([[miss * g - (1.0 - miss) * b, 0.0 - lost], [g, 0.0]])
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

    References
    ----------
    .. [1] Von Stengel (2016), Recursive Inspection Games, on the game of Dresher (1962).
       Key: vonstengel2016.
    .. [2] Avenhaus, von Stengel and Zamir (2002), Inspection Games. Key: avenhaus2002.

    Examples
    --------
    >>> round(dresher_value(4, 2), 4)  # -3 / 11
    -0.2727
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

    References
    ----------
    .. [1] Von Stengel (2016), Recursive Inspection Games. Key: vonstengel2016.

    Examples
    --------
    >>> inspect, violate = dresher_first_period(2, 1)
    >>> round(inspect, 4), round(violate, 4)
    (0.3333, 0.3333)
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


def _require_informative(false_alarm: Any, miss: Any) -> None:
    """Raise ``ValueError`` if an alarm would speak for compliance; let expressions through."""
    if is_numeric(false_alarm) and is_numeric(miss):
        worst = float(np.max(np.asarray(false_alarm + miss), initial=0.0))
        if worst > 1.0 + _ROUNDING:
            raise ValueError(f"alpha + beta must lie in [0, 1], got {worst!r}")


def _constant(factor: Any, xp: Any) -> Any:
    """Logarithm of a factor of the odds; a number's is a plain number in Vega too."""
    return plain(np.log(factor)) if is_numeric(factor) else xp.log(factor)


def _dresher_arguments(periods: object, inspections: object, caught: object) -> Any:
    """Validate and broadcast the arguments of Dresher's game."""
    return np.broadcast_arrays(
        np.asarray(integer("periods", periods, 1, _MOST_PERIODS)),
        np.asarray(integer("inspections", inspections, 0, _MOST_PERIODS)),
        np.asarray(NOT_NEGATIVE("caught", caught)),
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


# ---------------------------------------------------------------- arguments
