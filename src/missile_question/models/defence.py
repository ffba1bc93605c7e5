"""Defence: what a layered missile defence lets through, what it fires, and what that costs.

The model is the simplest one in the literature: D. A. Wilkening, "A Simple Model for Calculating
Ballistic Missile Defense Effectiveness", Science & Global Security 8(2), 183-215 (2000). Shots are
independent, all missiles are alike, and every probability is the caller's assumption: nothing here
says how well any system works.

Symbols: `p` is the single-shot kill probability, the chance that one interceptor destroys the
missile it is fired at; `n` the number of interceptors fired at each missile that reaches a layer;
`q` the common-mode failure probability, the chance that a whole layer fails for a whole salvo
(no track, no power, an unforeseen decoy). A *leaker* is a missile that gets through all layers;
*leakage* is the probability that a missile does.

`leak`, `kill_probability`, `leak_common_mode`, `layered_leak`, `expected_leakers`,
`no_leak_probability`, `shots_per_target`, `shoot_look_shoot`, `cost_exchange`,
`cost_per_interception`, `interceptors_needed`, `expected_leakers_from_stock` and `leakers_at_salvo`
are closed forms: the same source works on numbers, on arrays and on Altair parameters and
expressions. The last three need more than operators and take a namespace `xp`: ``np``, or
``alt.expr`` when drawing.
"""

import itertools
import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from missile_question.models._operands import (
    COUNT,
    COUNT_FROM_1,
    NOT_NEGATIVE,
    POSITIVE,
    PROBABILITY,
    Interval,
    larger,
    operands,
    plain,
    smaller,
)
from missile_question.models._validate import (
    FloatArray,
    FloatOrArray,
    integer,
    require_order,
    scalar,
    vector,
)

__all__ = [
    "Exhaustion",
    "InterceptionRates",
    "cost_exchange",
    "cost_per_interception",
    "exhaustion",
    "expected_leakers",
    "expected_leakers_from_stock",
    "interception_rates",
    "interceptors_needed",
    "kill_probability",
    "layered_interceptors",
    "layered_leak",
    "leak",
    "leak_common_mode",
    "leakers_at_salvo",
    "leakers_pmf",
    "no_leak_probability",
    "shoot_look_shoot",
    "shots_per_target",
]

# Formulae that divide by p or by log(1 - p) lose their digits nearer to 0 and 1 than this.
_LEAST_P = 0.001
_MOST_P = 0.999
_MOST_ASSURANCE = 0.9999
_LARGEST_SALVO = 10_000

# What the closed forms accept: a kill probability that is divided by, one whose logarithm is taken,
# a required probability of no leaker, a salvo that is divided by.
_DIVISOR = Interval(_LEAST_P, 1.0)
_INNER = Interval(_LEAST_P, _MOST_P)
_ASSURANCE = Interval(0.0, _MOST_ASSURANCE)
_SALVO = Interval(1, _LARGEST_SALVO, whole=True)

# A requirement that a whole number of interceptors meets exactly must not cost one more because
# the quotient of two logarithms came out at 2.0000000000000004.
_ROUNDING = 1e-9

# The common-mode mixture has 2 ** layers terms.
_MOST_LAYERS = 12


# ---------------------------------------------------------------- one layer, several layers


def leak(p: Any, n: Any) -> Any:
    """Leakage of one layer, (1 - p)^n: the chance that all n shots miss.

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability in [0, 1].
    n : int, array_like or Altair expression
        Interceptors per missile, a whole number, at least 0.

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1]; 1 where n is 0.

    Raises
    ------
    ValueError
        If a number is out of its range or not finite, or an array is combined with an expression.

    References
    ----------
    .. [1] Wilkening (2000), A Simple Model for Calculating Ballistic Missile Defense Effectiveness.
       Key: wilkening2000.

    Examples
    --------
    >>> round(leak(0.8, 2), 4)
    0.04
    """
    p, n = operands(p=(p, PROBABILITY), n=(n, COUNT))
    return (1.0 - p) ** n


def kill_probability(p: Any, n: Any) -> Any:
    """Chance that at least one of n independent shots kills, 1 - (1 - p)^n.

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability in [0, 1].
    n : int, array_like or Altair expression
        Interceptors per missile, a whole number, at least 0.

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1].

    Raises
    ------
    ValueError
        As `leak`.

    References
    ----------
    .. [1] Wilkening (2000), A Simple Model for Calculating Ballistic Missile Defense Effectiveness.
       Key: wilkening2000.

    Examples
    --------
    >>> round(kill_probability(0.8, 2), 4)
    0.96
    """
    return 1.0 - leak(p, n)


def leak_common_mode(p: Any, n: Any, q: Any) -> Any:
    """Leakage of one layer that may fail as a whole, q + (1 - q)(1 - p)^n.

    More shots do not push it below `q`. This is the chance for one missile; the missiles of a salvo
    share the failure and are not independent: for their number use `leakers_pmf`.

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability in [0, 1], given that the layer works.
    n : int, array_like or Altair expression
        Interceptors per missile, a whole number, at least 0.
    q : float, array_like or Altair expression
        Common-mode failure probability in [0, 1].

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1].

    Raises
    ------
    ValueError
        As `leak`.

    References
    ----------
    .. [1] Wilkening (2000), A Simple Model for Calculating Ballistic Missile Defense Effectiveness.
       Key: wilkening2000.

    Examples
    --------
    >>> round(leak_common_mode(0.8, 2, 0.1), 4)
    0.136
    """
    p, n, q = operands(p=(p, PROBABILITY), n=(n, COUNT), q=(q, PROBABILITY))
    return q + (1.0 - q) * (1.0 - p) ** n


def layered_leak(*leakages: Any) -> Any:
    """Leakage of independent layers passed one after the other: the product of theirs.

    Parameters
    ----------
    *leakages : float, array_like or Altair expression
        Leakage of each layer in [0, 1], one argument per layer, such as ``leak(p, n)``.

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1]; arrays broadcast.

    Raises
    ------
    ValueError
        If there is no layer, or as `leak`.

    Examples
    --------
    >>> round(layered_leak(leak(0.8, 1), leak(0.5, 2)), 4)
    0.05
    """
    if not leakages:
        raise ValueError("leakages must hold at least one layer, got none")
    layers = {f"leakages[{i}]": (value, PROBABILITY) for i, value in enumerate(leakages)}
    first, *rest = operands(**layers)
    return math.prod(rest, start=first)


# ---------------------------------------------------------------- a salvo


def expected_leakers(salvo: Any, leakage: Any) -> Any:
    """Mean number of leakers, salvo times leakage, also if the missiles share failures.

    Parameters
    ----------
    salvo : int, array_like or Altair expression
        Missiles M, a whole number, at least 0.
    leakage : float, array_like or Altair expression
        Probability in [0, 1] that a missile passes all layers.

    Returns
    -------
    float, ndarray or Altair expression
        Missiles in [0, M].

    Raises
    ------
    ValueError
        As `leak`.

    Examples
    --------
    >>> expected_leakers(20, 0.25)
    5.0
    """
    salvo, leakage = operands(salvo=(salvo, COUNT), leakage=(leakage, PROBABILITY))
    return salvo * leakage


def no_leak_probability(salvo: Any, leakage: Any) -> Any:
    """Chance that none of M independent missiles leaks, P(0) = (1 - leakage)^M.

    With ``leakage = leak(p, n)`` this is (1 - (1 - p)^n)^M.

    Parameters
    ----------
    salvo : int, array_like or Altair expression
        Missiles M, a whole number, at least 0.
    leakage : float, array_like or Altair expression
        Probability in [0, 1] that a missile passes all layers, independently of the others.

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1].

    Raises
    ------
    ValueError
        As `leak`.

    References
    ----------
    .. [1] Wilkening (2000), A Simple Model for Calculating Ballistic Missile Defense Effectiveness.
       Key: wilkening2000.

    Examples
    --------
    >>> round(no_leak_probability(10, 0.04), 4)
    0.6648
    """
    salvo, leakage = operands(salvo=(salvo, COUNT), leakage=(leakage, PROBABILITY))
    return (1.0 - leakage) ** salvo


def leakers_pmf(salvo: int, leakages: ArrayLike, common_mode: ArrayLike = 0.0) -> FloatArray:
    """Exact distribution of the number of leakers in a salvo.

    Independent missiles make it binomial. If whole layers may fail, it is the mixture of the
    binomials of all 2^L combinations of working and failed layers, since all missiles of the
    salvo meet the same combination: the mean is that of `expected_leakers`, the tail is fatter.

    Parameters
    ----------
    salvo : int
        Missiles M, a whole number in [0, 10000].
    leakages : array_like, shape () or (L,)
        Leakage in [0, 1] of each of L working layers, at most 12 of them.
    common_mode : array_like, shape () or (L,)
        Probability in [0, 1] that the layer fails for the whole salvo; one number holds for each
        layer on its own.

    Returns
    -------
    ndarray, shape (M + 1,)
        Probability of 0, 1, ..., M leakers.

    Raises
    ------
    ValueError
        If an argument is out of its range or not finite, or the shapes do not match.

    Examples
    --------
    >>> leakers_pmf(2, 0.5).round(4).tolist()
    [0.25, 0.5, 0.25]
    >>> leakers_pmf(2, 0.5, common_mode=0.2).round(4).tolist()
    [0.2, 0.4, 0.4]
    """
    missiles = _one_count("salvo", salvo, 0, _LARGEST_SALVO)
    layers = vector("leakages", np.atleast_1d(PROBABILITY("leakages", leakages)))
    if layers.size > _MOST_LAYERS:
        raise ValueError(f"leakages must hold at most {_MOST_LAYERS} layers, got {layers.size}")
    failure = np.asarray(PROBABILITY("common_mode", common_mode))
    if failure.shape not in ((), layers.shape):
        raise ValueError(
            f"common_mode must be one number or one per layer ({layers.size}), "
            f"got an array of shape {failure.shape}"
        )
    failure = np.broadcast_to(failure, layers.shape)
    pmf = np.zeros(missiles + 1)
    for states in itertools.product((False, True), repeat=layers.size):
        failed = np.array(states)
        weight = np.prod(np.where(failed, failure, 1.0 - failure))
        if weight > 0.0:
            leakage = float(np.prod(np.where(failed, 1.0, layers)))
            pmf += weight * _binomial(missiles, leakage)
    return pmf


def _binomial(trials: int, p: float) -> FloatArray:
    """Binomial probabilities of 0, ..., trials successes, without overflow for any p in [0, 1].

    SciPy's ``binom.pmf`` raises ``OverflowError`` for p near the smallest positive number, which
    a product of small leakages can reach.
    """
    k = np.arange(trials + 1)
    log_ways = (
        special.gammaln(trials + 1) - special.gammaln(k + 1) - special.gammaln(trials - k + 1)
    )
    return np.asarray(np.exp(log_ways + special.xlogy(k, p) + special.xlog1py(trials - k, -p)))


# ---------------------------------------------------------------- interceptors


def interceptors_needed(p: Any, salvo: Any, no_leak: Any, xp: Any = np) -> Any:
    """Find the interceptors per missile for a required chance that nothing leaks.

    Solves (1 - (1 - p)^n)^M >= P for the smallest whole n:
    n = ceil(ln(1 - P^(1/M)) / ln(1 - p)). The salvo as a whole takes n M interceptors.

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability in [0.001, 0.999].
    salvo : int, array_like or Altair expression
        Missiles M, a whole number in [1, 10000].
    no_leak : float, array_like or Altair expression
        Required probability P of no leaker in [0, 0.9999].
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    float, ndarray or Altair expression
        Whole number n, at least 0. A requirement met to within rounding (1e-9 of a shot) counts
        as met.

    Raises
    ------
    ValueError
        As `leak`, or if `xp` does not fit the arguments.

    References
    ----------
    .. [1] Wilkening (2000), A Simple Model for Calculating Ballistic Missile Defense Effectiveness.
       Key: wilkening2000.

    Examples
    --------
    >>> interceptors_needed(0.7, 20, 0.8)
    4.0
    """
    p, salvo, no_leak = operands(
        xp, p=(p, _INNER), salvo=(salvo, _SALVO), no_leak=(no_leak, _ASSURANCE)
    )
    exact = xp.log(1.0 - no_leak ** (1.0 / salvo)) / xp.log(1.0 - p)
    return plain(xp.abs(xp.ceil(exact - _ROUNDING)))  # abs: -0.0 is no number of interceptors


def shoot_look_shoot(p: Any, n: Any) -> Any:
    """Mean interceptors per missile if each shot waits for the last one's result.

    The defender fires one at a time, stops at the first kill, and fires at most n: the mean is
    1 + (1 - p) + ... + (1 - p)^(n-1) = (1 - (1 - p)^n) / p, against n if all are fired at once.
    The leakage is the same, (1 - p)^n. Kill assessment is taken as perfect and time as sufficient.

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability in [0.001, 1].
    n : int, array_like or Altair expression
        Most interceptors per missile, a whole number, at least 0.

    Returns
    -------
    float, ndarray or Altair expression
        Interceptors in [0, n].

    Raises
    ------
    ValueError
        As `leak`.

    Examples
    --------
    >>> shoot_look_shoot(0.5, 3)
    1.75
    """
    p, n = operands(p=(p, _DIVISOR), n=(n, COUNT))
    return (1.0 - (1.0 - p) ** n) / p


def layered_interceptors(salvo: int, p: ArrayLike, n: ArrayLike) -> FloatArray:
    """Mean interceptors fired by each layer, which meets only what the layers before it leaked.

    Layer i fires n_i at each of M (1 - p_1)^n_1 ... (1 - p_{i-1})^n_{i-1} missiles on average.

    Parameters
    ----------
    salvo : int
        Missiles M, a whole number, at least 0.
    p : array_like, shape (L,)
        Single-shot kill probability in [0, 1] of each layer, in the order met.
    n : array_like, shape (L,)
        Interceptors per missile of each layer, whole numbers, at least 0.

    Returns
    -------
    ndarray, shape (L,)
        Mean number of interceptors fired by each layer.

    Raises
    ------
    ValueError
        If an argument is out of its range or not finite, or the lengths differ.

    Examples
    --------
    >>> layered_interceptors(10, [0.5, 0.8], [2, 1]).tolist()
    [20.0, 2.5]
    """
    missiles = _one_count("salvo", salvo)
    kill = vector("p", PROBABILITY("p", p))
    shots = vector("n", COUNT("n", n))
    if kill.size != shots.size:
        raise ValueError(
            f"p and n must have one entry per layer, got {kill.size} and {shots.size} entries"
        )
    arriving = np.cumprod(np.concatenate([[1.0], (1.0 - kill) ** shots]))[:-1]
    return np.asarray(missiles * arriving * shots)


def shots_per_target(salvo: Any, stock: Any) -> Any:
    """Mean number of interceptors that a stock allows per missile of one salvo, S / M.

    Parameters
    ----------
    salvo : int, array_like or Altair expression
        Missiles M, a whole number in [1, 10000].
    stock : int, array_like or Altair expression
        Interceptors S, a whole number, at least 0.

    Returns
    -------
    float, ndarray or Altair expression
        Interceptors per missile, not whole in general.

    Raises
    ------
    ValueError
        As `leak`.

    Examples
    --------
    >>> shots_per_target(20, 50)
    2.5
    """
    salvo, stock = operands(salvo=(salvo, _SALVO), stock=(stock, COUNT))
    return stock / salvo


def expected_leakers_from_stock(p: Any, salvo: Any, stock: Any, xp: Any = np) -> Any:
    """Mean number of leakers if a stock is fired at one salvo as evenly as whole shots allow.

    Each of M missiles gets k = floor(S / M) shots and r = S - k M of them one more, so
    (1 - p)^k (M - r p) leak on average. No other split does better, because (1 - p)^k is convex.

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability in [0, 1].
    salvo : int, array_like or Altair expression
        Missiles M, a whole number in [1, 10000].
    stock : int, array_like or Altair expression
        Interceptors S, a whole number, at least 0.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    float, ndarray or Altair expression
        Missiles in [0, M].

    Raises
    ------
    ValueError
        As `leak`, or if `xp` does not fit the arguments.

    Examples
    --------
    >>> expected_leakers_from_stock(0.5, 3, 5)
    1.0
    """
    p, salvo, stock = operands(xp, p=(p, PROBABILITY), salvo=(salvo, _SALVO), stock=(stock, COUNT))
    each = xp.floor(stock / salvo)
    once_more = stock - each * salvo
    return plain((1.0 - p) ** each * (salvo - once_more * p))


class Exhaustion(NamedTuple):
    """A stock over T salvos: one entry per salvo.

    Attributes
    ----------
    fired : ndarray of int, shape (T,)
        Interceptors fired at the salvo.
    leakers : ndarray, shape (T,)
        Expected leakers of the salvo.
    stock : ndarray of int, shape (T,)
        Interceptors left after the salvo.
    """

    fired: NDArray[np.int64]
    leakers: FloatArray
    stock: NDArray[np.int64]


def exhaustion(p: float, n: int, stock: int, salvos: ArrayLike, resupply: int = 0) -> Exhaustion:
    """Follow a stock of interceptors over a series of salvos: a deterministic recursion.

    At salvo t the defender fires min(stock, n M_t), spread as `expected_leakers_from_stock` does;
    after each salvo `resupply` interceptors arrive. Once the stock is gone everything leaks.

    Parameters
    ----------
    p : float
        Single-shot kill probability in [0, 1].
    n : int
        Interceptors that doctrine assigns to each missile, a whole number, at least 0.
    stock : int
        Interceptors at the start, a whole number, at least 0.
    salvos : array_like, shape (T,)
        Missiles in each salvo, whole numbers in [0, 10000].
    resupply : int
        Interceptors that arrive after each salvo, a whole number, at least 0.

    Returns
    -------
    Exhaustion
        Fired, expected leakers and stock left (before resupply), each of shape (T,).

    Raises
    ------
    ValueError
        If an argument is out of its range or not finite.

    Examples
    --------
    >>> course = exhaustion(0.5, 2, stock=50, salvos=[20, 20, 20])
    >>> course.fired.tolist(), course.leakers.tolist()
    ([40, 10, 0], [5.0, 15.0, 20.0])
    """
    kill = scalar("p", PROBABILITY("p", p))
    doctrine = _one_count("n", n)
    left = _one_count("stock", stock)
    arriving = _one_count("resupply", resupply)
    sizes = vector("salvos", integer("salvos", salvos, 0, _LARGEST_SALVO)).astype(np.int64)
    fired = np.zeros_like(sizes)
    leakers = np.zeros(sizes.shape)
    after = np.zeros_like(sizes)
    for t, missiles in enumerate(sizes.tolist()):
        fired[t] = min(left, doctrine * missiles)
        if missiles:
            leakers[t] = expected_leakers_from_stock(kill, missiles, int(fired[t]))
        after[t] = left - fired[t]
        left = int(after[t]) + arriving
    return Exhaustion(fired, leakers, after)


def leakers_at_salvo(p: Any, n: Any, stock: Any, salvo: Any, number: Any, xp: Any = np) -> Any:
    """Mean number of leakers of the t-th of equal salvos: `exhaustion` without resupply, closed.

    Before it the defender has max(0, S - (t - 1) n M) interceptors left and fires at most n M.

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability in [0, 1].
    n : int, array_like or Altair expression
        Interceptors that doctrine assigns to each missile, a whole number, at least 0.
    stock : int, array_like or Altair expression
        Interceptors S at the start, a whole number, at least 0.
    salvo : int, array_like or Altair expression
        Missiles M in each salvo, a whole number in [1, 10000].
    number : int, array_like or Altair expression
        Which salvo, t, a whole number, at least 1.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    float, ndarray or Altair expression
        Missiles in [0, M].

    Raises
    ------
    ValueError
        As `leak`, or if `xp` does not fit the arguments.

    Examples
    --------
    >>> leakers_at_salvo(0.5, 2, stock=50, salvo=20, number=2)
    15.0
    """
    p, n, stock, salvo, number = operands(
        xp,
        p=(p, PROBABILITY),
        n=(n, COUNT),
        stock=(stock, COUNT),
        salvo=(salvo, _SALVO),
        number=(number, COUNT_FROM_1),
    )
    wanted = n * salvo
    left = larger(0.0, stock - (number - 1.0) * wanted, xp)
    return expected_leakers_from_stock(p, salvo, smaller(left, wanted, xp), xp)


# ---------------------------------------------------------------- cost


def cost_exchange(interceptor_cost: Any, missile_cost: Any, interceptors_per_missile: Any) -> Any:
    """Cost-exchange ratio: what the defender spends per unit that the attacker spends.

    Above 1 the defender pays more. Only what is fired is counted: no radars, batteries or crews,
    and not the damage that an interception prevents.

    Parameters
    ----------
    interceptor_cost : float, array_like or Altair expression
        Cost of one interceptor, at least 0, in any currency.
    missile_cost : float, array_like or Altair expression
        Cost of one attacking missile, above 0, in the same currency and year.
    interceptors_per_missile : float, array_like or Altair expression
        Interceptors fired per attacking missile, at least 0; a mean need not be whole.

    Returns
    -------
    float, ndarray or Altair expression
        Defender's spending divided by attacker's spending.

    Raises
    ------
    ValueError
        As `leak`.

    Examples
    --------
    Two interceptors of 4 for a missile of 1: the defender spends 8 for each 1 of the attacker's.

    >>> cost_exchange(4, 1, 2)
    8.0
    """
    interceptor_cost, missile_cost, per_missile = operands(
        interceptor_cost=(interceptor_cost, NOT_NEGATIVE),
        missile_cost=(missile_cost, POSITIVE),
        interceptors_per_missile=(interceptors_per_missile, NOT_NEGATIVE),
    )
    return interceptor_cost * per_missile / missile_cost


def cost_per_interception(interceptor_cost: Any, p: Any, n: Any) -> Any:
    """Mean spending on interceptors per missile killed if n are fired at each.

    c n / (1 - (1 - p)^n), at least the c / p that shoot-look-shoot takes.

    Parameters
    ----------
    interceptor_cost : float, array_like or Altair expression
        Cost c of one interceptor, at least 0, in any currency.
    p : float, array_like or Altair expression
        Single-shot kill probability in [0.001, 1].
    n : int, array_like or Altair expression
        Interceptors per missile, a whole number, at least 1.

    Returns
    -------
    float, ndarray or Altair expression
        Cost in the currency of `interceptor_cost`.

    Raises
    ------
    ValueError
        As `leak`.

    Examples
    --------
    >>> round(cost_per_interception(4, 0.8, 2), 4)
    8.3333
    """
    cost, p, n = operands(
        interceptor_cost=(interceptor_cost, NOT_NEGATIVE),
        p=(p, _DIVISOR),
        n=(n, COUNT_FROM_1),
    )
    return cost * n / (1.0 - (1.0 - p) ** n)


# ---------------------------------------------------------------- rates from counts


class InterceptionRates(NamedTuple):
    """One count of interceptions over three denominators; None where the denominator is unknown.

    Attributes
    ----------
    of_fired : float or ndarray
        Intercepted per missile fired.
    of_engaged : float, ndarray or None
        Intercepted per missile detected or engaged.
    of_aimed : float, ndarray or None
        Intercepted among those aimed at defended areas, per missile so aimed.
    """

    of_fired: FloatOrArray
    of_engaged: FloatOrArray | None
    of_aimed: FloatOrArray | None


def interception_rates(
    intercepted: ArrayLike,
    fired: ArrayLike,
    engaged: ArrayLike | None = None,
    aimed: ArrayLike | None = None,
    intercepted_aimed: ArrayLike | None = None,
) -> InterceptionRates:
    """Share intercepted, under each of three denominators that reports use without saying so.

    Parameters
    ----------
    intercepted : array_like
        Missiles intercepted, whole numbers, at least 0.
    fired : array_like
        Missiles fired, duds included, at least 1.
    engaged : array_like, optional
        Missiles detected, or engaged, as the source counts; at least 1, at most `fired`.
    aimed : array_like, optional
        Missiles whose course led to a defended area; at least 1, at most `fired`.
    intercepted_aimed : array_like, optional
        Those of the intercepted that were aimed at a defended area; without it all of them count
        as such. Needs `aimed`.

    Returns
    -------
    InterceptionRates
        Shares in [0, 1], of the broadcast shape.

    Raises
    ------
    ValueError
        If a count is out of its range or not whole, or counts contradict each other: more
        intercepted than fired, engaged or aimed; more engaged or aimed than fired; more
        intercepted outside the defended areas than were fired there.

    Examples
    --------
    >>> interception_rates(54, fired=200, engaged=180, aimed=60)
    InterceptionRates(of_fired=0.27, of_engaged=0.3, of_aimed=0.9)
    """
    hits, all_fired = integer("intercepted", intercepted, 0), integer("fired", fired, 1)
    require_order("intercepted", hits, "<=", "fired", all_fired)
    of_engaged = of_aimed = None
    if engaged is not None:
        seen = integer("engaged", engaged, 1)
        require_order("engaged", seen, "<=", "fired", all_fired)
        require_order("intercepted", hits, "<=", "engaged", seen)
        of_engaged = hits / seen
    if aimed is not None:
        threats = integer("aimed", aimed, 1)
        require_order("aimed", threats, "<=", "fired", all_fired)
        if intercepted_aimed is None:
            require_order("intercepted", hits, "<=", "aimed", threats)
            of_aimed = hits / threats
        else:
            stopped = integer("intercepted_aimed", intercepted_aimed, 0)
            require_order("intercepted_aimed", stopped, "<=", "intercepted", hits)
            require_order("intercepted_aimed", stopped, "<=", "aimed", threats)
            stray_hits, strays = hits - stopped, all_fired - threats
            require_order(
                "intercepted - intercepted_aimed", stray_hits, "<=", "fired - aimed", strays
            )
            of_aimed = stopped / threats
    elif intercepted_aimed is not None:
        raise ValueError("intercepted_aimed must come with aimed, got aimed=None")
    return InterceptionRates(hits / all_fired, of_engaged, of_aimed)


# ---------------------------------------------------------------- arguments


def _one_count(name: str, value: object, low: float = 0, high: float = np.inf) -> int:
    """Validate a single whole number."""
    return int(integer(name, scalar(name, value), low, high))
