"""Verification: what an inspection finds, how soon, what an alarm is worth, and who gives way.

Inspectors can err in two ways. A *false alarm* is an alarm where nothing is wrong; its probability
is called alpha. *Non-detection* is a violation without an alarm; its probability is called beta, so
that 1 - beta is the probability of detection.

On these two the page builds five questions. How many of N items have to be verified, so that d
falsified ones among them are found with a stated probability (attributes sampling, on which
safeguards rest)? How long does a violation last if inspections come at intervals? What should one
believe after an alarm, or after years without one (Bayes's theorem)? What do a year's visits see of
things that are hidden or move about? And how often should one inspect, if it is costly and the
other side adapts (inspection games)?

Items, sites, tests, launchers and inspections are counted, in whole numbers. Probabilities lie in
[0, 1]; times are in one unit of the user's choice, such as months; payoffs in one unit of utility.
No number of any treaty or country is built in.

.. rubric:: What it takes for granted

* Samples are random: whoever falsifies items cannot foresee which of them will be verified.
* All items of a stratum are alike, and verifying a falsified one shows it with the same probability
  p, independently of the others. In sampling, a sound item never looks false.
* Inspections come at equal intervals and err independently, each with the same alpha and beta.
* A violation lasts until it is found, and each later inspection has the same chance to find it.
* Before the evidence there is a base rate: a probability of a violation that all start from.
* In the games both sides know all payoffs and error probabilities and choose the best reply. In the
  one-shot game they choose at the same time. In Dresher's game at most one violation is planned,
  the inspectee sees past inspections, and an inspection in the period of a violation catches it.

.. rubric:: What it leaves out

* **The undeclared.** Samples are drawn from a list. What a state never put on a list has no N, and
  nobody knows the beta of searching for it.
* **What happens after detection.** An alarm is followed by questions, then by a decision on
  compliance, which is political. The games assume that the penalty follows.
* **Dependence.** One cover story, one blocked road or one faulty instrument spoils many inspections
  at once; then many clean results are worth hardly more than one.
* **Choice of what to inspect.** Intelligence directs inspectors; here they draw at random. And
  whoever hides things learns where they do not look.
* **The base rate.** Nobody can count how often states in this position violate. Different people
  start from different ones, which is why the page lets the user set it.
* **Costs other than effort**: intrusion, secrets, and the quarrels that inspections cause.

.. rubric:: A minimal example

In a store of 100 items 10 may be falsified, and the inspectorate wants to notice with 95 %:

>>> from missile_question.models import verification
>>> verification.sample_size(100, 10, 0.05)
25

A quarter of the store suffices, since one falsified item in the sample is enough. Now one state in
a hundred violates, violations raise an alarm in nine cases of ten, and one inspection in twenty of
those that comply is a false alarm:

>>> real = verification.positive_predictive_value(0.01, 0.05, 0.1)
>>> round(real, 2)
0.15

Of a hundred alarms 15 are real: where violations are rare, most alarms are false, though the test
is good.

.. rubric:: For programmers

* Closed forms on numbers, arrays and Altair parameters and expressions, by operators alone:
  `binomial_detection`, `within`, `expected_delay`, `positive_predictive_value`,
  `confidence_after_clean` and `annual_detection`. With a namespace `xp`, ``np`` or ``alt.expr``:
  `sample_size_approximation`, `timely_detection`, `confidence_after_results` and
  `inspection_equilibrium`.
* Only numbers can be checked: an expression outside the allowed range raises nothing.
* `detection_probability`, `sample_size`, `dresher_value` and `dresher_first_period` take numbers
  and arrays, `inspection_payoffs` and `annual_detection_by_kind` single numbers.
* Hypergeometric and binomial terms are built from their ratios outward from the largest, without
  logarithms of factorials; detection probabilities agree with exact fractions to 1e-12.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from missile_question.models._counts import binomial, hypergeometric
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
    """Probabilities of inspecting and of violating in equilibrium.

    Attributes
    ----------
    inspect : float, ndarray or Altair expression
        Probability that the inspector inspects, in [0, 1].
    violate : float, ndarray or Altair expression
        Probability that the inspectee violates, in [0, 1].
    """

    inspect: Any
    violate: Any


# ---------------------------------------------------------------- samples of items


def detection_probability(
    items: ArrayLike, falsified: ArrayLike, sample: ArrayLike, item_detection: ArrayLike = 1.0
) -> FloatOrArray:
    r"""Probability that a random sample without replacement reveals a falsified item: exact.

    The number j of falsified items in the sample follows the hypergeometric distribution. Each of
    them is recognised independently with probability p; one is enough.

    .. math:: P_j = \frac{\binom{d}{j} \binom{N - d}{n - j}}{\binom{N}{n}}

    .. math:: 1 - \beta = \sum_{j = 1}^{n} P_j \left( 1 - (1 - p)^j \right)

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
    >>> round(detection_probability(10, 2, 3, 0.5), 4)
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
    r"""Probability of detection if each item drawn were put back: the binomial approximation.

    .. math:: 1 - \beta = 1 - \left( 1 - \frac{p d}{N} \right)^n

    Never above `detection_probability`, and close to it for a sample that is small against the
    stratum: drawing without replacement cannot waste a draw on an item already seen [1]_.

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
    """Smallest sample whose exact probability of non-detection is at most beta.

    There is no formula for it. Detection never falls with the sample size, so the search halves the
    interval from 0 to N until one size is left, for all entries at once.

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
    r"""Sample size by the formula of the IAEA, rounded up to a whole item.

    .. math:: n = \left\lceil N \left( 1 - \beta^{1 / d} \right) \right\rceil

    For items recognised with certainty the formula is on the safe side, never below `sample_size`:
    each of the d factors (N - n - i) / (N - i) of the exact non-detection probability is at most (N
    - n) / N.

    Parameters
    ----------
    items : float, array_like or Altair expression
        Items N, whole, at least 1.
    falsified : float, array_like or Altair expression
        Falsified items d to be detected, whole, in [1, N].
    beta : float, array_like or Altair expression
        Non-detection probability allowed, in (0, 1].
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

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
    One item more than the exact size:

    >>> sample_size_approximation(100, 10, 0.05)
    26.0
    >>> sample_size(100, 10, 0.05)
    25
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
    """Probability of at least one event in several independent inspections.

    .. math:: P = 1 - (1 - p)^k

    With p = 1 - beta it is detection within k inspections; with p = alpha, at least one false alarm
    among k inspections of a state that complies.

    Parameters
    ----------
    probability : float, array_like or Altair expression
        Probability p of the event per inspection, in [0, 1].
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
    Inspections that find a violation in three cases of ten, five times:

    >>> round(within(0.3, 5), 4)
    0.8319
    """
    p, k = operands(probability=(probability, PROBABILITY), inspections=(inspections, COUNT))
    return 1.0 - (1.0 - p) ** k


def expected_delay(interval: Any, beta: Any, elapsed: Any = 0.5) -> Any:
    r"""Mean time from the start of a violation to its detection.

    .. math:: E = T \left( \frac{1}{1 - \beta} - u \right)

    Each inspection misses independently, so the number needed is geometric with mean 1 / (1 -
    beta). The violation starts when a share u of an interval has passed: 0 is the violator's best
    choice, just after an inspection; 0.5 is also the mean over a start at random.

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
    r"""Probability that a violation started at a random moment is detected within a time limit.

    The limit holds m whole intervals and a fraction f of one: L / T = m + f. At least m inspections
    fall into it, and one more with probability f.

    .. math:: P = 1 - \beta^m \left( 1 - f (1 - \beta) \right)

    Parameters
    ----------
    interval : float, array_like or Altair expression
        Time T between inspections, greater than 0.
    beta : float, array_like or Altair expression
        Non-detection probability per inspection, in [0, 1].
    time_limit : float, array_like or Altair expression
        Time L from the start within which detection is timely, at least 0, in the same unit.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

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
    r"""Probability that there is a violation, given an alarm, by Bayes's theorem.

    .. math:: V = \frac{r (1 - \beta)}{r (1 - \beta) + (1 - r) \alpha}

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
    One in a hundred violates, two violations in ten are missed, and of those that
    comply 9.6 % raise an alarm:

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
    r"""Probability of compliance after so many inspections without an alarm, by Bayes's theorem.

    Inspections are independent of one another. After one inspection it is the negative predictive
    value.

    .. math:: C = \frac{1 - r}{1 - r + r \left( \frac{\beta}{1 - \alpha} \right)^k}

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
    From even odds, two inspections that miss three violations in ten:

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
    r"""Probability of compliance after clean inspections and alarms, by Bayes's theorem.

    The odds of a violation, r / (1 - r) before, are multiplied by one factor for each of the k
    clean results and by another for each of the a alarms; C is the probability of compliance.

    .. math:: \frac{1 - C}{C} = \frac{r}{1 - r} \left( \frac{\beta}{1 - \alpha} \right)^k
        \left( \frac{1 - \beta}{\alpha} \right)^a

    Inspections are independent of one another and a violation lasts through all of them, so the
    order of the results does not matter. Without alarms it is `confidence_after_clean`, and 1 minus
    it, for a single alarm, `positive_predictive_value`.

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
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

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
    r"""Probability that a year's observation reveals at least one of several objects.

    Each of m objects is looked at v times a year; a look at an object open to observation reveals
    it with probability q; s is the share observable. All looks are independent. There are two
    cases.

    What moves or happens at times is open to each look anew with probability s (``fixed=False``).
    With the number of looks the probability tends to 1:

    .. math:: P = 1 - (1 - s q)^{m v}

    What is declared or hidden is open all year with probability s and otherwise never
    (``fixed=True``). No number of visits lifts the probability above :math:`1 - (1 - s)^m`:

    .. math:: P = 1 - \left( 1 - s \left( 1 - (1 - q)^v \right) \right)^m

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
    Three objects, monthly looks, half of them in the open, one look in ten succeeds:

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

    Each kind is one call of `annual_detection`; nothing is added up over the kinds.

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
    >>> sites = Observation(3, 12, 0.5, 0.1)
    >>> found = annual_detection_by_kind({"sites": sites})
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
    r"""Equilibrium of the one-shot inspection game, in which both sides choose at the same time.

    `inspection_payoffs` states the payoffs. If inspections are worth their cost, (1 - beta) a > e,
    and deter, D > g, both sides mix, and each makes the other indifferent:

    .. math:: D = (1 - \beta) (g + b) - \alpha h

    .. math:: s = \frac{g}{D}, \qquad w = \frac{e + \alpha h}{(1 - \beta) a + \alpha h}

    where s is the probability of inspecting and w that of violating. If inspections do not deter,
    the inspectee violates for certain, and the inspector inspects if that is worth the cost; if it
    is not, the inspector never inspects and the inspectee violates for certain.

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
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

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
    A gain of 1, a penalty of 4, a loss averted of 2 and a cost of 0.5: one inspection in five
    keeps violations down to one case in four.

    >>> inspection_equilibrium(1, 4, 2, 0.5)
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

    Compliance without an inspection gives both sides 0; an undetected violation costs the inspector
    a and gives the inspectee g; detection spares the inspector a and costs the inspectee b instead
    of the gain; an inspection costs the inspector e; a false alarm costs each side h. Each entry is
    a mean over detection and non-detection, or over alarm and no alarm.

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
    r"""Value to the inspector of a number of inspections against at most one violation.

    Dresher's game is zero-sum and lasts n periods, with k inspections to spend. In every period
    both sides choose at the same time, to inspect or not and to violate or not; the inspectee sees
    the inspections made. A violation in an inspected period ends the game with c for the inspector,
    one in another period with -1; lawful to the end gives 0. The value v of the game solves

    .. math:: v_{n,k} = \frac{c \, v_{n-1,k} + v_{n-1,k-1}}{c + 1 + v_{n-1,k} - v_{n-1,k-1}}

    with -1 where no inspection is left, and 0 where there is one for every period. The solution is

    .. math:: v_{n,k} = - \frac{\binom{n - 1}{k}}{\sum_{i=0}^{k} \binom{n}{i} c^{k-i}}

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
    r"""Optimal probabilities of inspecting and of violating in the first period of Dresher's game.

    With v as in `dresher_value`, both sides mix if there are some inspections, but not one for
    every period; s is the probability of inspecting, w that of violating:

    .. math:: D = c + 1 + v_{n-1,k} - v_{n-1,k-1}

    .. math:: s = \frac{1 + v_{n-1,k}}{D}, \qquad w = \frac{v_{n-1,k} - v_{n-1,k-1}}{D}

    Without inspections the inspectee violates at once; with one for every period the inspector
    inspects and nobody violates. The game left after a lawful first period is the same with n - 1
    periods, so this describes the whole schedule.

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
    found = np.zeros(np.shape(items))
    detected, p = found.reshape(-1), np.ravel(item_detection)
    with np.errstate(divide="ignore"):
        log_missed = np.log1p(-p)  # minus infinity for p = 1
    strata = (np.ravel(count) for count in (items, falsified, sample))
    for rows, j, chance in hypergeometric(*strata):
        # Summing what is detected, not what is missed, keeps small probabilities exact.
        recognised = -np.expm1(np.maximum(j, 1.0) * log_missed[rows, None])
        detected[rows] = np.sum(chance * recognised, axis=1, where=j > 0.0)
    return np.minimum(found, 1.0)


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
    """Compute `dresher_value` for arrays of one shape.

    The terms of the sum stand to one another as the probabilities of i successes in n trials with
    the odds 1 to c, and binom(n - 1, k) is (n - k) / n of the last of them, binom(n, k).
    """
    k = np.minimum(k, n)  # more inspections than periods are no use
    value = np.zeros(n.shape)
    last = value.reshape(-1)
    success, failure = np.ravel(1.0 / (1.0 + c)), np.ravel(c / (1.0 + c))
    top = np.ravel(k)
    for rows, chance in binomial(np.ravel(n), success, failure, top):
        last[rows] = np.take_along_axis(chance, top[rows, None], axis=1)[:, 0]
    return np.asarray(0.0 - (n - k) / n * value)
