"""Bargaining: zones of possible agreement, solutions, veto players, two levels, linkage.

On one issue the outcome x is a number, such as a limit or an amount. One side wants it high and
accepts nothing below `least`; the other wants it low and accepts nothing above `most`. The zone of
possible agreement is [least, most]; it is empty if `least` exceeds `most` (H. Raiffa, *The Art and
Science of Negotiation*, 1982). Accepting what one is indifferent to counts as accepting.

Closed forms take floats, arrays, or Altair parameters and expressions, through operators or the
namespace `xp` (``np`` or ``alt.expr``) where a maximum is needed. Only numbers can be checked.
Programs (`best_package`), finite sets and simulations take numbers alone. Simulated probabilities
follow from the assumptions stated with them, not from any record of negotiations.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog  # type: ignore[import-untyped, unused-ignore]
from scipy.special import ndtr  # type: ignore[import-untyped, unused-ignore]

from missile_question.models._validate import (
    FloatArray,
    FloatOrArray,
    finite,
    in_range,
    integer,
    is_numeric,
    scalar,
    scalar_or_array,
    vector,
)

#: A package is accepted if it misses a reservation value by at most this share of the stakes:
#: the accuracy of the linear program.
_TOLERANCE = 1e-9

#: Most issues of a simulation: it looks at each of their 2**issues - 1 combinations.
_MOST_ISSUES = 12

#: Most numbers a simulation holds at once, whatever chunk is asked for.
_MOST_NUMBERS = 2**24

#: A frontier's slack this far below 0 is rounding: the zone is a single point.
_ROUNDING = 1e-12


class Package(NamedTuple):
    """The package that is best for the party it serves worst.

    Attributes
    ----------
    exists : bool
        Whether some package gives every party at least its reservation value.
    levels : ndarray, shape (issues,)
        How far each issue is settled, [0, 1]; one of possibly many best packages.
    utilities : ndarray, shape (parties,)
        What each party gets.
    surplus : float
        Smallest utility above reservation; negative if no zone exists, then by how much.
    """

    exists: bool
    levels: FloatArray
    utilities: FloatArray
    surplus: float


class Estimate(NamedTuple):
    """Simulated probability.

    Attributes
    ----------
    probability : float or ndarray
        Share of the draws, [0, 1].
    standard_error : float or ndarray
        Binomial standard error, ``sqrt(p * (1 - p) / draws)``. It is 0 if all draws agree: then
        the probability differs from 0 or 1 by less than about 3 / draws (95 %).
    draws : int
        Number of draws.
    """

    probability: FloatOrArray
    standard_error: FloatOrArray
    draws: int


# ---------------------------------------------------------------- one issue


def zone_width(least: Any, most: Any) -> Any:
    """Width of the zone of possible agreement on one issue; negative if there is none.

    Parameters
    ----------
    least, most : float, array_like or Altair expression
        Lowest outcome one side accepts and highest outcome the other accepts, in the same unit.

    Returns
    -------
    float, ndarray or Altair expression
        ``most - least``, in that unit; if negative, the gap between the sides.

    Raises
    ------
    ValueError
        If a number is not finite, or an array is combined with an expression.
    """
    low, high = _operands(least=_number("least", least), most=_number("most", most))
    return high - low


def zone_exists(least: Any, most: Any) -> Any:
    """Whether a zone of possible agreement exists; a single acceptable outcome is one.

    Parameters
    ----------
    least, most : float, array_like or Altair expression
        As `zone_width`.

    Returns
    -------
    bool, ndarray of bool or Altair expression
        True where ``most >= least``.

    Raises
    ------
    ValueError
        As `zone_width`.
    """
    low, high = _operands(least=_number("least", least), most=_number("most", most))
    return high >= low


def split(least: Any, most: Any, share: Any = 0.5) -> Any:
    """Outcome at a given share of the way through the zone.

    Parameters
    ----------
    least, most : float, array_like or Altair expression
        Ends of the zone, as `zone_width`; for numbers, ``least <= most``.
    share : float, array_like or Altair expression
        Part of the zone that goes to the side that wants the outcome high, [0, 1]. One half is the
        Nash solution of two sides whose utilities are linear in the outcome.

    Returns
    -------
    float, ndarray or Altair expression
        ``(1 - share) * least + share * most``; an expression means nothing where no zone exists.

    Raises
    ------
    ValueError
        If a number is out of its range, no zone exists, or an array is combined with an
        expression.
    """
    share = in_range("share", share, 0.0, 1.0) if is_numeric(share) else share
    low, high, part = _operands(
        least=_number("least", least), most=_number("most", most), share=share
    )
    if is_numeric(low) and is_numeric(high):
        _require_zone("most - least", high - low)
    return (1.0 - part) * low + part * high


# ---------------------------------------------------------------- several issues


def best_package(gains: ArrayLike, reservations: ArrayLike) -> Package:
    """Find whether some package over several issues satisfies every party.

    Utilities are additive: settling issue k to the degree x_k in [0, 1] gives party i the utility
    ``sum over k of gains[i, k] * x_k``, with 0 for the status quo. The linear program maximises the
    smallest utility above reservation, so it also answers by how much a zone exists or fails.

    Parameters
    ----------
    gains : array_like, shape (parties, issues)
        What each party gains (or loses, if negative) when an issue is settled in full.
    reservations : array_like, shape (parties,)
        Utility each party gets without this agreement.

    Returns
    -------
    Package
        Existence, levels, utilities and the smallest surplus.

    Raises
    ------
    ValueError
        If an argument is not finite, or the shapes do not fit.
    """
    table = np.asarray(finite("gains", gains))
    if table.ndim != 2 or table.size == 0:
        raise ValueError(
            f"gains must have shape (parties, issues) and not be empty, got shape {table.shape}"
        )
    floor = vector("reservations", reservations)
    if floor.size != len(table):
        raise ValueError(
            f"reservations must have one entry per party ({len(table)}), got {floor.size}"
        )
    stakes = float(max(np.abs(table).max(), np.abs(floor).max()))
    scale = stakes or 1.0  # in units of the largest stake the solver's tolerances fit
    parties, issues = table.shape
    # Unknowns: the levels and the surplus t. Each party: t - gains @ x <= -reservation.
    found = linprog(
        c=np.append(np.zeros(issues), -1.0),
        A_ub=np.hstack([-table / scale, np.ones((parties, 1))]),
        b_ub=-floor / scale,
        bounds=[(0.0, 1.0)] * issues + [(None, None)],
        method="highs",
    )
    levels = np.clip(np.asarray(found.x[:issues], dtype=np.float64), 0.0, 1.0)
    utilities = np.asarray(table @ levels, dtype=np.float64)
    surplus = float((utilities - floor).min())
    return Package(surplus >= -_TOLERANCE * scale, levels, utilities, surplus)


# ---------------------------------------------------------------- solutions, finite sets


def nash_solution(points: ArrayLike, disagreement: ArrayLike) -> int:
    """Nash's solution on a finite set: the largest product of gains over disagreement.

    J. F. Nash, "The bargaining problem", Econometrica 18, 155-162 (1950).

    Parameters
    ----------
    points : array_like, shape (n, parties)
        Feasible utilities, one agreement per row.
    disagreement : array_like, shape (parties,)
        Utilities without agreement.

    Returns
    -------
    int
        Row of the solution among those that give nobody less than disagreement. Ties: larger
        smallest gain, then larger total gain, then the first row.

    Raises
    ------
    ValueError
        If an argument is not finite, the shapes do not fit, or no row is acceptable to all.
    """
    return _solve(points, disagreement, lambda gains: gains.prod(axis=1))


def kalai_smorodinsky_solution(points: ArrayLike, disagreement: ArrayLike) -> int:
    """Kalai and Smorodinsky's solution on a finite set: equal shares of the best possible gains.

    E. Kalai and M. Smorodinsky, "Other solutions to Nash's bargaining problem", Econometrica 43,
    513-518 (1975). On a finite set exact equality is rarely feasible; the row with the largest
    smallest share is taken. A party that no acceptable row lets gain has no share to compare.

    Parameters
    ----------
    points, disagreement : array_like
        As `nash_solution`.

    Returns
    -------
    int
        Row of the solution. Ties: larger smallest gain, then larger total gain, then the first.

    Raises
    ------
    ValueError
        As `nash_solution`.
    """

    def smallest_share(gains: FloatArray) -> FloatArray:
        best = gains.max(axis=0)
        can_gain = best > 0.0
        shares = gains[:, can_gain] / best[can_gain]
        # The initial value is for the case that nobody can gain, where all rows tie.
        return np.asarray(shares.min(axis=1, initial=1.0))

    return _solve(points, disagreement, smallest_share)


def egalitarian_solution(points: ArrayLike, disagreement: ArrayLike) -> int:
    """Egalitarian solution on a finite set: the largest smallest gain over disagreement.

    E. Kalai, "Proportional solutions to bargaining situations", Econometrica 45 (1977). Unlike the
    other two it compares utilities between parties, so units must be comparable.

    Parameters
    ----------
    points, disagreement : array_like
        As `nash_solution`.

    Returns
    -------
    int
        Row of the solution. Ties: larger total gain, then the first row.

    Raises
    ------
    ValueError
        As `nash_solution`.
    """
    return _solve(points, disagreement, lambda gains: gains.min(axis=1))


# ---------------------------------------------------------------- solutions, linear frontier


def frontier_slack(best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any) -> Any:
    """Part of a linear frontier that both parties prefer to disagreement.

    The frontier is the line from (best_1, 0) to (0, best_2), as when a fixed stake is divided.

    Parameters
    ----------
    best_1, best_2 : float, array_like or Altair expression
        Utility of each party if it gets everything, above 0.
    disagreement_1, disagreement_2 : float, array_like or Altair expression
        Utility of each party without agreement.

    Returns
    -------
    float, ndarray or Altair expression
        ``1 - disagreement_1 / best_1 - disagreement_2 / best_2``; negative if no zone exists.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.
    """
    top_1, top_2, d_1, d_2 = _frontier(best_1, best_2, disagreement_1, disagreement_2)
    return 1.0 - d_1 / top_1 - d_2 / top_2


def nash_linear(
    best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any, power: Any = 0.5
) -> tuple[Any, Any]:
    """Nash solution on a linear frontier, with unequal bargaining power if wanted.

    Maximises ``(u_1 - d_1)**power * (u_2 - d_2)**(1 - power)`` on the line from (best_1, 0) to
    (0, best_2): each party gets its disagreement utility and its share of the slack.

    Parameters
    ----------
    best_1, best_2, disagreement_1, disagreement_2 : float, array_like or Altair expression
        As `frontier_slack`; for numbers, the slack must not be negative.
    power : float, array_like or Altair expression
        Bargaining power of party 1, [0, 1]; one half is Nash's symmetric solution, and on this
        frontier Kalai and Smorodinsky's too.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        Utilities of party 1 and of party 2.

    Raises
    ------
    ValueError
        If a number is out of its range, no zone exists, or an array is combined with an
        expression.
    """
    power = in_range("power", power, 0.0, 1.0) if is_numeric(power) else power
    top_1, top_2, d_1, d_2 = _frontier(best_1, best_2, disagreement_1, disagreement_2)
    slack = _slack(top_1, top_2, d_1, d_2)
    _operands(slack=slack, power=power)
    return d_1 + power * top_1 * slack, d_2 + (1.0 - power) * top_2 * slack


def kalai_smorodinsky_linear(
    best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any
) -> tuple[Any, Any]:
    """Kalai-Smorodinsky solution on a linear frontier.

    Each party could gain its `best` times the slack; both get the same share of that, one half. It
    is Nash's symmetric solution: the two differ only where the frontier bends.

    Parameters
    ----------
    best_1, best_2, disagreement_1, disagreement_2 : float, array_like or Altair expression
        As `nash_linear`.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        Utilities of party 1 and of party 2.

    Raises
    ------
    ValueError
        As `nash_linear`.
    """
    return nash_linear(best_1, best_2, disagreement_1, disagreement_2)


def egalitarian_linear(
    best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any
) -> tuple[Any, Any]:
    """Egalitarian solution on a linear frontier: both gain the same over disagreement.

    Parameters
    ----------
    best_1, best_2, disagreement_1, disagreement_2 : float, array_like or Altair expression
        As `nash_linear`; the units of the two utilities must be comparable.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        Utilities of party 1 and of party 2.

    Raises
    ------
    ValueError
        As `nash_linear`.
    """
    top_1, top_2, d_1, d_2 = _frontier(best_1, best_2, disagreement_1, disagreement_2)
    gain = _slack(top_1, top_2, d_1, d_2) * top_1 * top_2 / (top_1 + top_2)
    return d_1 + gain, d_2 + gain


# ---------------------------------------------------------------- alternating offers


def rubinstein_shares(patience_1: Any, patience_2: Any) -> tuple[Any, Any]:
    """Equilibrium shares of a surplus of 1 under alternating offers; party 1 offers first.

    A. Rubinstein, "Perfect equilibrium in a bargaining model", Econometrica 50, 97-109 (1982).

    Parameters
    ----------
    patience_1, patience_2 : float, array_like or Altair expression
        Discount factors per round, [0, 1], not both 1: what 1 a round later is worth today.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        ``(1 - d_2) / (1 - d_1 * d_2)`` for party 1 and ``d_2 * (1 - d_1) / (1 - d_1 * d_2)`` for
        party 2, agreed in the first round.

    Raises
    ------
    ValueError
        If a number is out of its range, both are 1 (any division is then an equilibrium), or an
        array is combined with an expression.
    """
    if is_numeric(patience_1):
        patience_1 = in_range("patience_1", patience_1, 0.0, 1.0)
    if is_numeric(patience_2):
        patience_2 = in_range("patience_2", patience_2, 0.0, 1.0)
    d_1, d_2 = _operands(patience_1=patience_1, patience_2=patience_2)
    # 1 - d_1 * d_2, written so that nothing cancels near 1.
    whole = (1.0 - d_1) + d_1 * (1.0 - d_2)
    if is_numeric(whole) and np.any(np.asarray(whole) == 0.0):
        raise ValueError("patience_1 and patience_2 must not both be 1: the shares are undefined")
    return (1.0 - d_2) / whole, d_2 * (1.0 - d_1) / whole


# ---------------------------------------------------------------- veto players


def win_set(ideals: Sequence[Any], status_quo: Any, xp: Any = np) -> tuple[Any, Any]:
    """Outcomes on one dimension that every veto player accepts instead of the status quo.

    A player with ideal point i accepts what is no further from i than the status quo s, that is the
    interval between s and ``2 * i - s``; the win set is what all the intervals share (G. Tsebelis,
    *Veto Players*, 2002). It always holds s, and nothing else if s lies between two ideals.

    Parameters
    ----------
    ideals : sequence of float, array_like or Altair expression
        One entry per veto player (an array's first axis).
    status_quo : float, array_like or Altair expression
        What holds if they do not agree.
    xp : namespace
        Where minimum and maximum come from: NumPy, or ``alt.expr`` for expressions.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        Lower and upper end of the win set.

    Raises
    ------
    ValueError
        If a number is not finite, there is no player, or an array is combined with an expression.
    """
    players = [_number(f"ideals[{i}]", ideal) for i, ideal in enumerate(ideals)]
    if not players:
        raise ValueError("ideals must hold at least one veto player, got none")
    here = _number("status_quo", status_quo)
    _operands(**{f"ideals[{i}]": p for i, p in enumerate(players)}, status_quo=here)
    least, greatest = _extremes(xp)
    lowest, highest = players[0], players[0]
    for player in players[1:]:
        lowest, highest = least(lowest, player), greatest(highest, player)
    # The extreme players alone decide; the others are absorbed.
    return least(here, 2.0 * highest - here), greatest(here, 2.0 * lowest - here)


def in_win_set(
    points: ArrayLike, ideals: ArrayLike, status_quo: ArrayLike, quota: int | None = None
) -> NDArray[np.bool_]:
    """Whether points in two (or more) dimensions beat or tie the status quo for enough players.

    Each player prefers what is nearer to its ideal point (Euclidean distance) and accepts a tie.

    Parameters
    ----------
    points : array_like, shape (..., dimensions)
        Possible outcomes.
    ideals : array_like, shape (players, dimensions)
        Ideal points.
    status_quo : array_like, shape (dimensions,)
        What holds if they do not agree.
    quota : int, optional
        Players that have to accept, 1 to all; all if omitted, so that each has a veto.

    Returns
    -------
    ndarray of bool, shape (...)
        True where at least `quota` players accept.

    Raises
    ------
    ValueError
        If an argument is out of its range or the shapes do not fit.
    """
    here = vector("status_quo", status_quo)
    players = np.asarray(finite("ideals", ideals))
    if players.ndim != 2 or len(players) == 0 or players.shape[1] != here.size:
        raise ValueError(
            f"ideals must have shape (players, {here.size}) and not be empty, got {players.shape}"
        )
    places = np.asarray(finite("points", points))
    if places.ndim == 0 or places.shape[-1] != here.size:
        raise ValueError(f"points must have shape (..., {here.size}), got {places.shape}")
    needed = len(players) if quota is None else integer("quota", quota, 1, len(players))
    accepting = np.zeros(places.shape[:-1], dtype=np.int64)
    for player in players:
        # The status quo's own distance comes from the same sum, so it ties with itself exactly.
        accepting += ((places - player) ** 2).sum(axis=-1) <= ((here - player) ** 2).sum(axis=-1)
    return np.asarray(accepting >= needed)


# ---------------------------------------------------------------- two levels


def two_level_zone(
    least: Any, most: Any, ratifier_least: Any, ratifier_most: Any, xp: Any = np
) -> tuple[Any, Any]:
    """Zone of possible agreement once each side has to ratify at home.

    R. D. Putnam, "Diplomacy and domestic politics: the logic of two-level games", International
    Organization 42, 427-460 (1988), on one issue: an agreement needs both negotiators and both
    ratifiers, so the more demanding of each pair sets its side's end. A demanding ratifier shrinks
    the zone and moves its middle its own way, until nothing is left.

    Parameters
    ----------
    least, ratifier_least : float, array_like or Altair expression
        Lowest outcome that the negotiator and the ratifier of one side accept.
    most, ratifier_most : float, array_like or Altair expression
        Highest outcome that the negotiator and the ratifier of the other side accept.
    xp : namespace
        Where minimum and maximum come from: NumPy, or ``alt.expr`` for expressions.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        Ends of the zone, for `zone_width`, `zone_exists` and `split`.

    Raises
    ------
    ValueError
        If a number is not finite, or an array is combined with an expression.
    """
    low, high, home, abroad = _operands(
        least=_number("least", least),
        most=_number("most", most),
        ratifier_least=_number("ratifier_least", ratifier_least),
        ratifier_most=_number("ratifier_most", ratifier_most),
    )
    smaller, larger = _extremes(xp)
    return larger(low, home), smaller(high, abroad)


# ---------------------------------------------------------------- linkage


def single_undertaking_probability(
    issues: ArrayLike, parties: ArrayLike, reservation: ArrayLike
) -> FloatOrArray:
    """Exact probability that all issues together satisfy all parties, interests independent.

    Each party's gain on each issue is an independent standard normal number, so its gain on all K
    issues is normal with variance K, and the probability is ``(1 - Phi(r / sqrt(K)))**parties``.
    With one issue this is the probability that a zone exists at all.

    Parameters
    ----------
    issues, parties : array_like
        Whole numbers, at least 1.
    reservation : array_like
        Gain r that each party asks for, in standard deviations of its gain on one issue.

    Returns
    -------
    float or ndarray
        Probability, [0, 1].

    Raises
    ------
    ValueError
        If an argument is out of its range.
    """
    k = np.asarray(integer("issues", issues, 1))
    n = np.asarray(integer("parties", parties, 1))
    r = np.asarray(finite("reservation", reservation))
    return scalar_or_array(np.asarray(ndtr(-r / np.sqrt(k)) ** n, dtype=np.float64))


def zone_probability(
    issues: int,
    parties: int,
    correlation: float = 0.0,
    reservation: float = 1.0,
    *,
    linked: bool = False,
    draws: int = 10_000,
    seed: int = 0,
    chunk: int = 1000,
) -> Estimate:
    """Simulate how often a zone exists on so many issues among so many parties.

    Negotiation arithmetic: J. K. Sebenius, "Negotiation arithmetic: adding and subtracting issues
    and parties", International Organization 37, 281-316 (1983). The model is ours: each party's
    gain from settling an issue is standard normal, independent between issues; any two parties'
    gains on the same issue have the given correlation. A zone exists if settling some issues
    (at least one, each in full) gives every party at least its reservation value; if `linked`, if
    settling all of them does. With linkage by choice more
    issues can only help in this model; a single undertaking may lose a zone.

    Parameters
    ----------
    issues : int
        Issues on the table, 1 to 12.
    parties : int
        Parties whose consent is needed, 2 to 100.
    correlation : float
        Correlation of two parties' gains on an issue, [-1 / (parties - 1), 1]; negative is
        conflict, positive is common interest. The lower end is the least that is possible.
    reservation : float
        Gain each party asks for, in standard deviations of its gain on one issue.
    linked : bool
        Whether all issues stand or fall together.
    draws : int
        Simulated negotiations, 1 to 10,000,000.
    seed : int
        Seed of NumPy's `default_rng`, at least 0.
    chunk : int
        Most draws held at once, 1 to 1,000,000; memory is about
        ``chunk * (10 * 2**issues + 24 * issues * parties)`` bytes, and fewer draws are held where
        that would exceed some 200 MB. The result does not depend on it.

    Returns
    -------
    Estimate
        Probability, its standard error and the number of draws.

    Raises
    ------
    ValueError
        If an argument is out of its range.
    """
    by_issues = zone_probability_by_issues(
        issues,
        parties,
        correlation,
        reservation,
        linked=linked,
        draws=draws,
        seed=seed,
        chunk=chunk,
    )
    return Estimate(
        float(by_issues.probability[-1]), float(by_issues.standard_error[-1]), by_issues.draws
    )


def zone_probability_by_issues(
    issues: int,
    parties: int,
    correlation: float = 0.0,
    reservation: float = 1.0,
    *,
    linked: bool = False,
    draws: int = 10_000,
    seed: int = 0,
    chunk: int = 1000,
) -> Estimate:
    """Simulate how often a zone exists as issues are added one by one.

    As `zone_probability`, for the first 1, 2, ... issues of the same simulated negotiations, so
    that differences between neighbours are not blurred by different draws.

    Parameters
    ----------
    issues, parties, correlation, reservation, linked, draws, seed, chunk
        As `zone_probability`.

    Returns
    -------
    Estimate
        Probabilities and standard errors, arrays of shape (issues,), and the number of draws.

    Raises
    ------
    ValueError
        As `zone_probability`.
    """
    k = integer("issues", scalar("issues", issues), 1, _MOST_ISSUES)
    n = integer("parties", scalar("parties", parties), 2, 100)
    rho = in_range("correlation", scalar("correlation", correlation), -1.0 / (n - 1), 1.0)
    floor = scalar("reservation", reservation)
    total = integer("draws", scalar("draws", draws), 1, 10_000_000)
    wanted = integer("chunk", scalar("chunk", chunk), 1, 1_000_000)
    size = min(wanted, _MOST_NUMBERS // (2**k + 3 * k * n))
    rng = np.random.default_rng(integer("seed", scalar("seed", seed), 0, 2**53))
    found = np.zeros(k, dtype=np.int64)
    for first in range(0, total, size):
        gains = _draw_gains(rng, (min(size, total - first), k, n), rho)
        found += _zones(gains, floor, linked).sum(axis=0)
    p = found / total
    return Estimate(p, np.sqrt(p * (1.0 - p) / total), total)


# ---------------------------------------------------------------- simulation


def _draw_gains(rng: np.random.Generator, shape: tuple[int, int, int], rho: float) -> FloatArray:
    """Draw standard normal gains (draws, issues, parties), equally correlated between parties.

    Deviations from the mean over parties and the mean itself are scaled by the roots of the two
    eigenvalues of the correlation matrix, 1 - rho and 1 + (parties - 1) rho. Unlike a Cholesky
    factor this works at both ends, where the matrix is singular.
    """
    z = rng.standard_normal(shape)
    mean = z.mean(axis=-1, keepdims=True)
    common = max(1.0 + (shape[-1] - 1) * rho, 0.0)  # -1 / (n - 1) may round to just below
    return np.asarray(np.sqrt(1.0 - rho) * (z - mean) + np.sqrt(common) * mean)


def _zones(gains: FloatArray, floor: float, linked: bool) -> NDArray[np.bool_]:
    """Whether each draw has a zone on its first 1, 2, ... issues: shape (draws, issues)."""
    if linked:
        return np.asarray((gains.cumsum(axis=1) >= floor).all(axis=2))
    draws, issues, parties = gains.shape
    # Combination c settles issue k if bit k of c is set: those of the first k issues come first.
    agreed = np.ones((draws, 2**issues), dtype=np.bool_)
    totals = np.zeros((draws, 2**issues))
    for party in range(parties):
        for k in range(issues):
            totals[:, 2**k : 2 ** (k + 1)] = totals[:, : 2**k] + gains[:, k, party, None]
        agreed &= totals >= floor
    agreed[:, 0] = False  # settling nothing is no agreement
    return np.stack([agreed[:, : 2 ** (k + 1)].any(axis=1) for k in range(issues)], axis=1)


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


def _number(name: str, value: Any) -> Any:
    """Validate finite numbers; let expressions through."""
    return finite(name, value) if is_numeric(value) else value


def _require_zone(name: str, width: Any) -> None:
    """Raise ``ValueError`` if an entry of a zone's width is negative."""
    narrowest = float(np.min(width, initial=np.inf))
    if narrowest < 0.0:
        raise ValueError(
            f"{name} must be at least 0, got {narrowest!r}: there is no zone of agreement"
        )


def _extremes(xp: Any) -> tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]:
    """Minimum and maximum of two operands, from NumPy or from ``alt.expr``."""
    if xp is not np:
        return xp.min, xp.max

    def smaller(a: Any, b: Any) -> Any:
        return scalar_or_array(np.asarray(np.minimum(a, b)))

    def larger(a: Any, b: Any) -> Any:
        return scalar_or_array(np.asarray(np.maximum(a, b)))

    return smaller, larger


def _frontier(best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any) -> list[Any]:
    """Validate a linear frontier and the disagreement point."""
    if is_numeric(best_1):
        best_1 = in_range("best_1", best_1, 0.0, np.inf, low_open=True)
    if is_numeric(best_2):
        best_2 = in_range("best_2", best_2, 0.0, np.inf, low_open=True)
    return _operands(
        best_1=best_1,
        best_2=best_2,
        disagreement_1=_number("disagreement_1", disagreement_1),
        disagreement_2=_number("disagreement_2", disagreement_2),
    )


def _slack(top_1: Any, top_2: Any, d_1: Any, d_2: Any) -> Any:
    """Slack of a validated frontier; numbers must leave some."""
    slack = 1.0 - d_1 / top_1 - d_2 / top_2
    if not is_numeric(slack):
        return slack
    touching = np.where(np.abs(slack) < _ROUNDING, 0.0, slack)
    _require_zone("1 - disagreement_1 / best_1 - disagreement_2 / best_2", touching)
    return scalar_or_array(touching)


def _solve(
    points: ArrayLike, disagreement: ArrayLike, merit: Callable[[FloatArray], FloatArray]
) -> int:
    """Return the acceptable row of the largest merit; ties by smallest, then by total gain."""
    d = vector("disagreement", disagreement)
    table = np.asarray(finite("points", points))
    if table.ndim != 2 or len(table) == 0 or table.shape[1] != d.size:
        raise ValueError(
            f"points must have shape (n, {d.size}) and not be empty, got {table.shape}"
        )
    gains = table - d
    rows = np.flatnonzero((gains >= 0.0).all(axis=1))
    if rows.size == 0:
        raise ValueError(
            f"points must hold one that gives every party at least {d.tolist()}: there is no zone "
            "of agreement"
        )
    gains = gains[rows]
    # Sorted by the last key first; the row number, negated, keeps the first of equal rows.
    order = np.lexsort((-rows, gains.sum(axis=1), gains.min(axis=1), merit(gains)))
    return int(rows[order[-1]])
