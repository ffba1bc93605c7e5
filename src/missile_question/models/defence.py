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
`cost_per_interception`, `interceptors_needed` and `expected_leakers_from_stock` are closed forms:
the same source works on numbers, on arrays and on Altair parameters and expressions. The last two
need more than operators and take a namespace `xp`: ``np``, or ``alt.expr`` when drawing.
"""

import itertools
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from missile_question.models._validate import (
    FloatArray,
    FloatOrArray,
    in_range,
    integer,
    is_numeric,
    scalar,
    scalar_or_array,
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

# A requirement that a whole number of interceptors meets exactly must not cost one more because
# the quotient of two logarithms came out at 2.0000000000000004.
_ROUNDING = 1e-9

# The common-mode mixture has 2 ** layers terms.
_MOST_LAYERS = 12


# ---------------------------------------------------------------- one layer, several layers


def leak(p: Any, n: Any) -> Any:
    """Leakage of one layer, (1 - p)^n: the chance that all n shots miss, Wilkening (2000).

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
    """
    p, n = _operands(p=(p, _probability), n=(n, _count))
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
    """
    p, n, q = _operands(p=(p, _probability), n=(n, _count), q=(q, _probability))
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
    """
    if not leakages:
        raise ValueError("leakages must hold at least one layer, got none")
    layers = {f"leakages[{i}]": (value, _probability) for i, value in enumerate(leakages)}
    first, *rest = _operands(**layers)
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
    """
    salvo, leakage = _operands(salvo=(salvo, _count), leakage=(leakage, _probability))
    return salvo * leakage


def no_leak_probability(salvo: Any, leakage: Any) -> Any:
    """Chance that none of M independent missiles leaks, P(0) = (1 - leakage)^M, Wilkening (2000).

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
    """
    salvo, leakage = _operands(salvo=(salvo, _count), leakage=(leakage, _probability))
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
    """
    missiles = _one_count("salvo", salvo, 0, _LARGEST_SALVO)
    layers = vector("leakages", np.atleast_1d(_probability("leakages", leakages)))
    if layers.size > _MOST_LAYERS:
        raise ValueError(f"leakages must hold at most {_MOST_LAYERS} layers, got {layers.size}")
    failure = np.asarray(_probability("common_mode", common_mode))
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
    """Interceptors per missile for a required chance that nothing leaks, Wilkening (2000).

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
        As `leak`.
    """
    p, salvo, no_leak = _operands(
        p=(p, _inner_probability), salvo=(salvo, _salvo), no_leak=(no_leak, _assurance)
    )
    exact = xp.log(1.0 - no_leak ** (1.0 / salvo)) / xp.log(1.0 - p)
    return _plain(xp.abs(xp.ceil(exact - _ROUNDING)))  # abs: -0.0 is no number of interceptors


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
    """
    p, n = _operands(p=(p, _divisor_probability), n=(n, _count))
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
    """
    missiles = _one_count("salvo", salvo)
    kill = vector("p", _probability("p", p))
    shots = vector("n", _count("n", n))
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
    """
    salvo, stock = _operands(salvo=(salvo, _salvo), stock=(stock, _count))
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
        As `leak`.
    """
    p, salvo, stock = _operands(p=(p, _probability), salvo=(salvo, _salvo), stock=(stock, _count))
    each = xp.floor(stock / salvo)
    once_more = stock - each * salvo
    return _plain((1.0 - p) ** each * (salvo - once_more * p))


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
    """
    kill = scalar("p", _probability("p", p))
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
    """
    interceptor_cost, missile_cost, per_missile = _operands(
        interceptor_cost=(interceptor_cost, _amount),
        missile_cost=(missile_cost, _positive_amount),
        interceptors_per_missile=(interceptors_per_missile, _amount),
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
    """
    cost, p, n = _operands(
        interceptor_cost=(interceptor_cost, _amount),
        p=(p, _divisor_probability),
        n=(n, _positive_count),
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
    """
    hits, all_fired = integer("intercepted", intercepted, 0), integer("fired", fired, 1)
    _at_most("intercepted", hits, "fired", all_fired)
    of_engaged = of_aimed = None
    if engaged is not None:
        seen = integer("engaged", engaged, 1)
        _at_most("engaged", seen, "fired", all_fired)
        _at_most("intercepted", hits, "engaged", seen)
        of_engaged = hits / seen
    if aimed is not None:
        threats = integer("aimed", aimed, 1)
        _at_most("aimed", threats, "fired", all_fired)
        if intercepted_aimed is None:
            _at_most("intercepted", hits, "aimed", threats)
            of_aimed = hits / threats
        else:
            stopped = integer("intercepted_aimed", intercepted_aimed, 0)
            _at_most("intercepted_aimed", stopped, "intercepted", hits)
            _at_most("intercepted_aimed", stopped, "aimed", threats)
            stray_hits, strays = hits - stopped, all_fired - threats
            _at_most("intercepted - intercepted_aimed", stray_hits, "fired - aimed", strays)
            of_aimed = stopped / threats
    elif intercepted_aimed is not None:
        raise ValueError("intercepted_aimed must come with aimed, got aimed=None")
    return InterceptionRates(hits / all_fired, of_engaged, of_aimed)


# ---------------------------------------------------------------- arguments


def _at_most(name: str, value: Any, other: str, limit: Any) -> None:
    """Raise ``ValueError`` for the first count that exceeds its limit."""
    counts, limits = np.broadcast_arrays(value, limit)
    if np.all(counts <= limits):
        return
    index = tuple(int(i) for i in np.argwhere(counts > limits)[0])
    where = f" at index {index[0] if len(index) == 1 else index}" if index else ""
    raise ValueError(
        f"{name} must not exceed {other}, got {int(counts[index])} and {int(limits[index])}{where}"
    )


def _probability(name: str, value: object) -> FloatOrArray:
    """Validate a probability."""
    return in_range(name, value, 0.0, 1.0)


def _divisor_probability(name: str, value: object) -> FloatOrArray:
    """Validate a kill probability that stands in a denominator."""
    return in_range(name, value, _LEAST_P, 1.0)


def _inner_probability(name: str, value: object) -> FloatOrArray:
    """Validate a kill probability whose logarithms are taken."""
    return in_range(name, value, _LEAST_P, _MOST_P)


def _assurance(name: str, value: object) -> FloatOrArray:
    """Validate a required probability of no leaker."""
    return in_range(name, value, 0.0, _MOST_ASSURANCE)


def _amount(name: str, value: object) -> FloatOrArray:
    """Validate an amount of money or a mean number."""
    return in_range(name, value, 0.0, np.inf)


def _positive_amount(name: str, value: object) -> FloatOrArray:
    """Validate an amount that stands in a denominator."""
    return in_range(name, value, 0.0, np.inf, low_open=True)


def _count(name: str, value: object) -> FloatOrArray:
    """Validate whole numbers from 0, as floats: a negative power of an integer array fails."""
    return scalar_or_array(np.asarray(integer(name, value, 0), dtype=np.float64))


def _positive_count(name: str, value: object) -> FloatOrArray:
    """Validate whole numbers from 1."""
    return scalar_or_array(np.asarray(integer(name, value, 1), dtype=np.float64))


def _salvo(name: str, value: object) -> FloatOrArray:
    """Validate the size of a salvo that is divided by."""
    return scalar_or_array(np.asarray(integer(name, value, 1, _LARGEST_SALVO), dtype=np.float64))


def _one_count(name: str, value: object, low: float = 0, high: float = np.inf) -> int:
    """Validate a single whole number."""
    return int(integer(name, scalar(name, value), low, high))


def _operands(**values: tuple[Any, Callable[[str, object], FloatOrArray]]) -> list[Any]:
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


def _plain(value: Any) -> Any:
    """Return a NumPy scalar as a float, anything else as it is."""
    return float(value) if isinstance(value, np.generic) else value
