"""Defence: what a layered missile defence lets through, what it fires, and what that costs.

A salvo of M missiles meets one layer of defence after another. At each missile that reaches it a
layer fires n interceptors, each of which destroys the missile with the *single-shot kill
probability* p. A missile that gets through all layers is a *leaker*; *leakage* is the probability
that a missile does. The module is the simplest model in the literature (Wilkening 2000).

Around it the page asks what a defender has to decide. How many interceptors does it take until
probably nothing leaks? What if a whole layer fails at once, for want of a track, of power, or
because of an unforeseen decoy (the *common-mode failure probability* q)? How long does a stock last
over several salvos? Which side spends more per shot? And what does a reported "interception rate"
count?

Missiles and interceptors are counted in whole numbers; probabilities lie in [0, 1]; money is in one
currency of one year. Every probability is the user's assumption: nothing here says how well any
system works.

.. rubric:: What it takes for granted

* Shots are independent: whether one interceptor misses says nothing about the next. Only a
  common-mode failure, where it is asked for, breaks this, and then for a whole layer and salvo.
* All missiles are alike, and all interceptors of a layer are. None is a decoy.
* Each missile reaching a layer is seen, and the layer has time and launchers for all n shots.
* Layers are independent of one another, and a later one meets only what the earlier ones leaked.
* Doctrine is fixed: n shots at each missile, whatever it aims at. Where a stock is short it is
  spread as evenly as whole shots allow.
* Costs are those of what is fired.

.. rubric:: What it leaves out

* **Where p comes from.** Tests are few, staged and mostly secret, and war records are disputed, as
  the Patriot's of 1991 was (Postol 1992).
* **The attacker's answer**: decoys, manoeuvres, mixed salvos, strikes on the radars, or simply more
  missiles. An attacker aims at whatever is weakest; here it only counts.
* **Geography.** Which layer covers which place, and how fast a salvo arrives, is not modelled.
* **What is defended.** A missile that will hit nothing is let fall, and a leaker on a city is not
  one on sand. The damage that is prevented is in no ratio here.
* **Fixed costs**: radars, batteries, crews and years of development.
* **Politics**: whether a defence calms its owner or invites an arms race is no question of leakage.

.. rubric:: A minimal example

Two interceptors at each missile, each hitting with 80 %, and a salvo of 20:

>>> from missile_question.models import defence
>>> leakage = defence.leak(0.8, 2)
>>> round(leakage, 2)
0.04
>>> round(defence.expected_leakers(20, leakage), 1)
0.8
>>> round(defence.no_leak_probability(20, leakage), 2)
0.44

Of each missile 4 % gets through. That is less than one missile of the salvo on average, and yet it
is more likely than not (56 %) that at least one arrives. If one salvo in ten meets a layer that has
failed as a whole, the leakage more than triples, and no number of further shots would mend that:

>>> round(defence.leak_common_mode(0.8, 2, 0.1), 3)
0.136

.. rubric:: For programmers

* Closed forms on numbers, arrays and Altair parameters and expressions, by operators alone: `leak`,
  `kill_probability`, `leak_common_mode`, `layered_leak`, `expected_leakers`, `no_leak_probability`,
  `shots_per_target`, `shoot_look_shoot`, `cost_exchange` and `cost_per_interception`. With a
  namespace `xp`, ``np`` or ``alt.expr``: `interceptors_needed`, `expected_leakers_from_stock` and
  `leakers_at_salvo`.
* Only numbers can be checked: an expression outside the allowed range raises nothing.
* `leakers_pmf`, `layered_interceptors`, `exhaustion` and `interception_rates` take numbers alone.
"""

import itertools
import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missile_question.models._counts import binomial
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
    """Leakage of one layer: the chance that all shots at a missile miss.

    .. math:: L = (1 - p)^n

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability p in [0, 1].
    n : int, array_like or Altair expression
        Interceptors per missile n, a whole number, at least 0.

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
    """Chance that at least one of several independent shots kills.

    .. math:: K = 1 - (1 - p)^n

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability p in [0, 1].
    n : int, array_like or Altair expression
        Interceptors per missile n, a whole number, at least 0.

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
    """Leakage of one layer that may fail as a whole.

    .. math:: L = q + (1 - q) (1 - p)^n

    More shots do not push it below q. This is the chance for one missile; the missiles of a salvo
    share the failure and are not independent: for their number use `leakers_pmf`.

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability p in [0, 1], given that the layer works.
    n : int, array_like or Altair expression
        Interceptors per missile n, a whole number, at least 0.
    q : float, array_like or Altair expression
        Common-mode failure probability q in [0, 1].

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
    r"""Leakage of independent layers passed one after the other.

    .. math:: L = \prod_{i} L_i

    Parameters
    ----------
    *leakages : float, array_like or Altair expression
        Leakage L of each layer i in [0, 1], one argument per layer, such as ``leak(p, n)``.

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
    """Mean number of leakers of a salvo; it holds also if the missiles share failures.

    .. math:: E = M L

    Parameters
    ----------
    salvo : int, array_like or Altair expression
        Missiles M, a whole number, at least 0.
    leakage : float, array_like or Altair expression
        Probability L in [0, 1] that a missile passes all layers.

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
    r"""Chance that no missile of a salvo leaks, the missiles being independent.

    .. math:: P_0 = (1 - L)^M

    With the leakage of one layer, ``leak(p, n)``, it is

    .. math:: P_0 = \left( 1 - (1 - p)^n \right)^M

    Parameters
    ----------
    salvo : int, array_like or Altair expression
        Missiles M, a whole number, at least 0.
    leakage : float, array_like or Altair expression
        Probability L in [0, 1] that a missile passes all layers, independently of the others.

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
    r"""Exact distribution of the number of leakers in a salvo.

    Independent missiles make it binomial. If whole layers may fail, it is the mixture of the
    binomials of all combinations of working and failed layers, since all missiles of the salvo meet
    the same combination c, which has the probability :math:`\pi_c` and the leakage :math:`L_c`:

    .. math:: P_k = \sum_{c} \pi_c \binom{M}{k} L_c^k (1 - L_c)^{M - k}

    The mean is that of `expected_leakers`, the tail is fatter.

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
    failed = np.array(list(itertools.product((False, True), repeat=layers.size)))
    weight = np.prod(np.where(failed, failure, 1.0 - failure), axis=1)
    possible = weight > 0.0
    weight = weight[possible]
    leakage = np.prod(np.where(failed[possible], 1.0, layers), axis=1)
    pmf = np.zeros(missiles + 1)
    for rows, chance in binomial(np.full(weight.shape, missiles), leakage, 1.0 - leakage):
        pmf += weight[rows] @ chance
    return pmf


# ---------------------------------------------------------------- interceptors


def interceptors_needed(p: Any, salvo: Any, no_leak: Any, xp: Any = np) -> Any:
    r"""Find the interceptors per missile for a required chance that nothing leaks.

    It is the smallest whole n with

    .. math:: \left( 1 - (1 - p)^n \right)^M \ge P

    .. math:: n = \left\lceil \frac{\ln \left( 1 - P^{1 / M} \right)}{\ln (1 - p)} \right\rceil

    The salvo as a whole takes n M interceptors.

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability p in [0.001, 0.999].
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
    r"""Mean interceptors per missile if each shot waits for the last one's result.

    The defender fires one at a time, stops at the first kill, and fires at most n. All fired at
    once would be n; the leakage is the same. Kill assessment is taken as perfect and time as
    sufficient.

    .. math:: E = \sum_{i = 0}^{n - 1} (1 - p)^i = \frac{1 - (1 - p)^n}{p}

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability p in [0.001, 1].
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
    r"""Mean interceptors fired by each layer, which meets only what the layers before it leaked.

    .. math:: E_i = M n_i \prod_{j < i} (1 - p_j)^{n_j}

    Parameters
    ----------
    salvo : int
        Missiles M, a whole number, at least 0.
    p : array_like, shape (L,)
        Single-shot kill probability p in [0, 1] of each layer, in the order met.
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
    r"""Mean number of interceptors that a stock allows per missile of one salvo.

    .. math:: \frac{S}{M}

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
    r"""Mean number of leakers if a stock is fired at one salvo as evenly as whole shots allow.

    Each missile gets k shots, and r of the missiles get one more. No other split does better,
    because leakage falls more slowly with each further shot.

    .. math:: k = \left\lfloor \frac{S}{M} \right\rfloor, \qquad r = S - k M

    .. math:: E = (1 - p)^k (M - r p)

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability p in [0, 1].
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
    r"""Follow a stock of interceptors over a series of salvos, one after the other.

    At salvo t the defender fires what doctrine asks for or what is left, whichever is less, spread
    as `expected_leakers_from_stock` does. After each salvo R interceptors arrive. Once the stock is
    gone, everything leaks; chance plays no part in how much is fired.

    .. math:: F_t = \min (S_t, n M_t)

    .. math:: S_{t + 1} = S_t - F_t + R

    Parameters
    ----------
    p : float
        Single-shot kill probability p in [0, 1].
    n : int
        Interceptors n that doctrine assigns to each missile, a whole number, at least 0.
    stock : int
        Interceptors S at the start, a whole number, at least 0.
    salvos : array_like, shape (T,)
        Missiles M in each salvo, whole numbers in [0, 10000].
    resupply : int
        Interceptors R that arrive after each salvo, a whole number, at least 0.

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
    r"""Mean number of leakers of one of a series of equal salvos: `exhaustion` without resupply.

    Before salvo t the defender has :math:`S_t` interceptors left; of them it fires :math:`F_t`, as
    `expected_leakers_from_stock` does.

    .. math:: S_t = \max \left( 0, \; S - (t - 1) n M \right)

    .. math:: F_t = \min (S_t, n M)

    Parameters
    ----------
    p : float, array_like or Altair expression
        Single-shot kill probability p in [0, 1].
    n : int, array_like or Altair expression
        Interceptors n that doctrine assigns to each missile, a whole number, at least 0.
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
    r"""Cost-exchange ratio: what the defender spends per unit that the attacker spends.

    Above 1 the defender pays more. Only what is fired is counted: no radars, batteries or crews,
    and not the damage that an interception prevents.

    .. math:: X = \frac{c \, m}{a}

    Parameters
    ----------
    interceptor_cost : float, array_like or Altair expression
        Cost c of one interceptor, at least 0, in any currency.
    missile_cost : float, array_like or Altair expression
        Cost a of one attacking missile, above 0, in the same currency and year.
    interceptors_per_missile : float, array_like or Altair expression
        Interceptors m fired per attacking missile, at least 0; a mean need not be whole.

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
    r"""Mean spending on interceptors per missile killed if several are fired at each at once.

    .. math:: \frac{c \, n}{1 - (1 - p)^n}

    It is at least c / p, which is what shoot-look-shoot takes.

    Parameters
    ----------
    interceptor_cost : float, array_like or Altair expression
        Cost c of one interceptor, at least 0, in any currency.
    p : float, array_like or Altair expression
        Single-shot kill probability p in [0.001, 1].
    n : int, array_like or Altair expression
        Interceptors per missile n, a whole number, at least 1.

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

    Missiles intercepted are divided by those fired, by those engaged, and by those that came down
    on a defended area; the three can differ by tens of percentage points.

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
