"""Bargaining: whether there is an agreement that all prefer to none, and who gets how much of it.

Two sides bargain over one number x, such as a ceiling on a stock in kilograms. One side wants it
high and accepts nothing below `least`; the other wants it low and accepts nothing above `most`,
both in the unit of x. These two limits are the sides' reservation values: what each can have
without an agreement makes them. What lies between is the zone of possible agreement, from `least`
to `most` (Raiffa 1982). If `least` is above `most` there is no zone, and no skill at the table
makes one: only other limits, or other issues, can.

Around this question the page puts five more. Which agreement in the zone would a fair referee pick
(Nash, Kalai and Smorodinsky, the egalitarian rule)? Which would two impatient bargainers reach
(Rubinstein)? What is left once parliaments, parties or allies have a veto (Putnam, Tsebelis)? Can
several issues together be agreed where each alone cannot (Sebenius)? And how often would that
happen by chance?

Where utilities are needed, u is what a party gets, d what it gets without agreement (its
disagreement utility), and b the best it could get; the number after each says whose it is. A
utility measures how much a party wants something, in a unit that its user chooses.

.. rubric:: What it takes for granted

* Each side is one actor that knows its own limit and takes whatever is at least as good as no
  agreement; what it is indifferent to counts as accepted.
* All know each other's limits and utilities (complete information): nobody can bluff.
* The solutions of Nash, Kalai and Smorodinsky and the egalitarian one are principles, not
  forecasts: they say what follows from stated ideas of a reasonable division, and agreements bind.
* In the game of alternating offers there is no last round, and each round of delay costs each side
  the same known share of what it gets.
* On several issues utilities add up: settling one issue makes no other worth more or less. An
  issue can be settled to any degree in `best_package`, fully or not at all in the simulations.
* A veto player prefers what is nearer to its own ideal, equally in all directions.
* The simulated gains are normally distributed, independent between issues and equally correlated
  between parties. That is chosen to be simple; no record of negotiations stands behind it.

.. rubric:: What it leaves out

* **Private information.** Talks fail although a zone exists when each side gains by overstating its
  limit (Fearon 1995). Here a zone is found by whoever calculates it.
* **Commitment.** Nobody asks whether an agreement will be kept once power shifts (see the
  model Deterrence), nor whether a breach would be seen (see the model Verification).
* **Moves that change the limits**: sanctions, threats, new centrifuges, a better alternative.
* **Who sets the agenda**, in what order issues come, and side payments from third parties.
* **Domestic politics that is more than a veto**: here ratifiers are known in advance (Iida 1993
  drops that), and no leader gains from the quarrel itself.
* **The numbers.** Reservation values are never observed. Whoever puts some in has judged them.

.. rubric:: A minimal example

Of a stock, one side wants to keep 200 kg at the least; the other lets it keep 500 kg at the most.
Then the first side's parliament refuses anything under 400 kg.

>>> from missile_question.models import bargaining
>>> bargaining.zone_width(200, 500), bargaining.split(200, 500)
(300.0, 350.0)
>>> bargaining.two_level_zone(200, 500, 400, 500)
(400.0, 500.0)
>>> bargaining.split(400, 500)
450.0

The zone shrinks from 300 kg to 100 kg, and the middle of it moves from 350 kg to 450 kg, the way of
the side with the demanding parliament: tied hands help it, as long as some zone is left.

.. rubric:: For programmers

* Closed forms on numbers, arrays and Altair parameters and expressions: `zone_width`,
  `zone_exists`, `split`, `frontier_slack`, `nash_linear`, `kalai_smorodinsky_linear`,
  `egalitarian_linear` and `rubinstein_shares`, by operators alone; `win_set` and `two_level_zone`,
  which take the namespace `xp` of their minimum and maximum, ``np`` or ``alt.expr``.
* Only numbers can be checked: an expression outside the allowed range raises nothing.
* `best_package` (a linear program), the solutions on finite sets, `in_win_set`,
  `single_undertaking_probability` and the simulations take numbers alone.
* The same seed gives the same simulation, whatever `chunk` is.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missile_question.models._operands import (
    NUMBER,
    POSITIVE,
    PROBABILITY,
    larger,
    operands,
    smaller,
)
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
        What each party gets, in the unit of `gains`.
    surplus : float
        Smallest utility above reservation, in the unit of `gains`; negative if no zone exists, then
        by how much.
    """

    exists: bool
    levels: FloatArray
    utilities: FloatArray
    surplus: float


class Estimate(NamedTuple):
    """A probability found by simulation, with its margin of error.

    Attributes
    ----------
    probability : float or ndarray
        Share of the draws, [0, 1].
    standard_error : float or ndarray
        Binomial standard error of that share, ``sqrt(p * (1 - p) / draws)``; the true value is
        rarely more than two of them away. It is 0 if all draws agree: then the probability differs
        from 0 or 1 by less than about 3 / draws (95 %).
    draws : int
        Number of draws, that is of simulated negotiations.
    """

    probability: FloatOrArray
    standard_error: FloatOrArray
    draws: int


# ---------------------------------------------------------------- one issue


def zone_width(least: Any, most: Any) -> Any:
    """Width of the zone of possible agreement on one issue; negative if there is none.

    .. math:: w = M - L

    Parameters
    ----------
    least, most : float, array_like or Altair expression
        Lowest outcome L that one side accepts, and highest outcome M that the other accepts, in the
        same unit.

    Returns
    -------
    float, ndarray or Altair expression
        Width w, in that unit; if negative, the gap between the sides.

    Raises
    ------
    ValueError
        If a number is not finite, or an array is combined with an expression.

    References
    ----------
    .. [1] Raiffa (1982), The Art and Science of Negotiation, the zone of possible agreement.
       Key: raiffa1982.

    Examples
    --------
    One side wants at least 5 years of restraint, the other offers at most 3:

    >>> zone_width(5, 3)
    -2.0
    """
    low, high = operands(least=(least, NUMBER), most=(most, NUMBER))
    return high - low


def zone_exists(least: Any, most: Any) -> Any:
    r"""Whether a zone of possible agreement exists; a single acceptable outcome is one.

    .. math:: M \ge L

    Parameters
    ----------
    least, most : float, array_like or Altair expression
        As `zone_width`: L and M.

    Returns
    -------
    bool, ndarray of bool or Altair expression
        True where the inequality holds.

    Raises
    ------
    ValueError
        As `zone_width`.

    References
    ----------
    .. [1] Raiffa (1982), The Art and Science of Negotiation, the zone of possible agreement.
       Key: raiffa1982.

    Examples
    --------
    >>> zone_exists(200, 500), zone_exists(600, 500)
    (True, False)
    """
    low, high = operands(least=(least, NUMBER), most=(most, NUMBER))
    return high >= low


def split(least: Any, most: Any, share: Any = 0.5) -> Any:
    """Outcome at a given share of the way through the zone.

    .. math:: x = (1 - s) L + s M

    Parameters
    ----------
    least, most : float, array_like or Altair expression
        Ends L and M of the zone, as `zone_width`; for numbers, ``least <= most``.
    share : float, array_like or Altair expression
        Part s of the zone that goes to the side that wants the outcome high, [0, 1]. One half is
        the Nash solution of two sides whose utilities are linear in the outcome.

    Returns
    -------
    float, ndarray or Altair expression
        Outcome x, in the unit of the ends; an expression means nothing where no zone exists.

    Raises
    ------
    ValueError
        If a number is out of its range, no zone exists, or an array is combined with an
        expression.

    References
    ----------
    .. [1] Raiffa (1982), The Art and Science of Negotiation, the zone of possible agreement.
       Key: raiffa1982.
    .. [2] Nash (1950), The bargaining problem. Key: nash1950.

    Examples
    --------
    The middle of the zone, and three quarters of the way:

    >>> split(200, 500), split(200, 500, 0.75)
    (350.0, 425.0)
    """
    low, high, part = operands(
        least=(least, NUMBER), most=(most, NUMBER), share=(share, PROBABILITY)
    )
    if is_numeric(low) and is_numeric(high):
        _require_zone("most - least", high - low)
    return (1.0 - part) * low + part * high


# ---------------------------------------------------------------- several issues


def best_package(gains: ArrayLike, reservations: ArrayLike) -> Package:
    r"""Find whether some package over several issues satisfies every party.

    Utilities add up over the issues, and the status quo is worth 0. Settling issue k to the degree
    :math:`x_k` gives party i

    .. math:: u_i = \sum_{k} g_{ik} x_k, \quad 0 \le x_k \le 1

    The package is chosen by a linear program: it makes the smallest utility above reservation as
    large as possible, so it also says by how much a zone exists or fails.

    .. math:: t = \max_{x} \min_{i} \, (u_i - r_i)

    Parameters
    ----------
    gains : array_like, shape (parties, issues)
        What each party gains (or loses, if negative) when an issue is settled in full: g, one row
        per party i, one column per issue k.
    reservations : array_like, shape (parties,)
        Utility r that each party gets without this agreement.

    Returns
    -------
    Package
        Existence, levels x, utilities u and the smallest surplus t.

    Raises
    ------
    ValueError
        If an argument is not finite, or the shapes do not fit.
    ImportError
        If SciPy, which only this function needs, is not installed.

    References
    ----------
    .. [1] Sebenius (1983), Negotiation arithmetic. Key: sebenius1983.
    .. [2] Raiffa (1982), The Art and Science of Negotiation, the zone of possible agreement.
       Key: raiffa1982.

    Examples
    --------
    The first issue alone hurts party 1, the second alone hurts party 2. Together both gain:

    >>> both = best_package([[-1, 3], [3, -1]], [0, 0])
    >>> both.exists, both.surplus
    (True, 2.0)
    >>> best_package([[-1], [3]], [0.5, 0.5]).exists
    False
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
    try:
        # Imported here alone: a reader's browser loads 19 MB for it, which no other model needs.
        from scipy.optimize import linprog  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise ImportError(
            "best_package needs SciPy for its linear program: install it with %pip install scipy"
        ) from None
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
    r"""Nash's solution on a list of possible agreements: the largest product of gains.

    A gain is what a party gets above its disagreement utility. Agreements that give some party less
    than that are left out.

    .. math:: \max_{u} \prod_{i} (u_i - d_i)

    Parameters
    ----------
    points : array_like, shape (n, parties)
        Feasible utilities u, one agreement per row.
    disagreement : array_like, shape (parties,)
        Utilities d without agreement.

    Returns
    -------
    int
        Row of the solution, counted from 0. Ties: larger smallest gain, then larger total gain,
        then the first row.

    Raises
    ------
    ValueError
        If an argument is not finite, the shapes do not fit, or no row is acceptable to all.

    References
    ----------
    .. [1] Nash (1950), The bargaining problem; an example is on pp. 160-161. Key: nash1950.

    Examples
    --------
    Products of 8 * 1, 5 * 3 and 3 * 4; the second row wins:

    >>> nash_solution([[8, 1], [5, 3], [3, 4]], [0, 0])
    1
    """
    return _solve(points, disagreement, lambda gains: gains.prod(axis=1))


def kalai_smorodinsky_solution(points: ArrayLike, disagreement: ArrayLike) -> int:
    r"""Kalai and Smorodinsky's solution on a list: most equal shares of the best possible gains.

    Each party's gain is taken as a share of the most that any acceptable agreement would let it
    gain. On a list, shares are rarely exactly equal; the row with the largest smallest share is
    taken. A party that no acceptable row lets gain has no share to compare.

    .. math:: \max_{u} \min_{i} \frac{u_i - d_i}{b_i - d_i}

    Parameters
    ----------
    points, disagreement : array_like
        As `nash_solution`: u and d. The best :math:`b_i` is taken from the acceptable rows.

    Returns
    -------
    int
        Row of the solution, counted from 0. Ties: larger smallest gain, then larger total gain,
        then the first.

    Raises
    ------
    ValueError
        As `nash_solution`.

    References
    ----------
    .. [1] Kalai and Smorodinsky (1975), Other solutions to Nash's bargaining problem.
       Key: kalai1975.

    Examples
    --------
    Party 1 could gain 8 at best, party 2 could gain 4. In the second row they get 5 of 8 and 3 of
    4:

    >>> kalai_smorodinsky_solution([[8, 1], [5, 3], [3, 4]], [0, 0])
    1
    """

    def smallest_share(gains: FloatArray) -> FloatArray:
        best = gains.max(axis=0)
        can_gain = best > 0.0
        shares = gains[:, can_gain] / best[can_gain]
        # The initial value is for the case that nobody can gain, where all rows tie.
        return np.asarray(shares.min(axis=1, initial=1.0))

    return _solve(points, disagreement, smallest_share)


def egalitarian_solution(points: ArrayLike, disagreement: ArrayLike) -> int:
    r"""Egalitarian solution on a list: the agreement that serves best whoever gains least.

    Unlike the other two it compares utilities between parties, so their units must be comparable.

    .. math:: \max_{u} \min_{i} \, (u_i - d_i)

    Parameters
    ----------
    points, disagreement : array_like
        As `nash_solution`: u and d.

    Returns
    -------
    int
        Row of the solution, counted from 0. Ties: larger total gain, then the first row.

    Raises
    ------
    ValueError
        As `nash_solution`.

    References
    ----------
    .. [1] Kalai (1977), Proportional solutions to bargaining situations. Key: kalai1977.

    Examples
    --------
    The smallest gains are 1, 2 and 3; Nash's solution would be the second row (6 * 2):

    >>> egalitarian_solution([[8, 1], [6, 2], [3, 3]], [0, 0])
    2
    """
    return _solve(points, disagreement, lambda gains: gains.min(axis=1))


# ---------------------------------------------------------------- solutions, linear frontier


def frontier_slack(best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any) -> Any:
    r"""Part of a linear frontier that both parties prefer to disagreement.

    A frontier is the set of agreements where neither can gain unless the other loses. Here it is
    the straight line from (b1, 0) to (0, b2), as when a fixed stake is divided.

    .. math:: s = 1 - \frac{d_1}{b_1} - \frac{d_2}{b_2}

    Parameters
    ----------
    best_1, best_2 : float, array_like or Altair expression
        Utility b of each party if it gets everything, above 0.
    disagreement_1, disagreement_2 : float, array_like or Altair expression
        Utility d of each party without agreement.

    Returns
    -------
    float, ndarray or Altair expression
        Slack s; negative if no zone exists.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.

    References
    ----------
    .. [1] Nash (1950), The bargaining problem. Key: nash1950.

    Examples
    --------
    Without agreement the parties hold a quarter and a half of what they could get at best:

    >>> frontier_slack(10, 20, 2.5, 10)
    0.25
    """
    top_1, top_2, d_1, d_2 = _frontier(best_1, best_2, disagreement_1, disagreement_2)
    return 1.0 - d_1 / top_1 - d_2 / top_2


def nash_linear(
    best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any, power: Any = 0.5
) -> tuple[Any, Any]:
    r"""Nash solution on a linear frontier, with unequal bargaining power if wanted.

    On the line from (b1, 0) to (0, b2) it maximises the product of the gains, each raised to its
    party's power,

    .. math:: (u_1 - d_1)^{a} \, (u_2 - d_2)^{1 - a}

    so that each party gets its disagreement utility and its part of the slack s of
    `frontier_slack`:

    .. math:: u_1 = d_1 + a b_1 s

    .. math:: u_2 = d_2 + (1 - a) b_2 s

    Parameters
    ----------
    best_1, best_2, disagreement_1, disagreement_2 : float, array_like or Altair expression
        As `frontier_slack`: b and d; for numbers, the slack must not be negative.
    power : float, array_like or Altair expression
        Bargaining power a of party 1, [0, 1]; one half is Nash's symmetric solution, and on this
        frontier Kalai and Smorodinsky's too.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        Utilities u of party 1 and of party 2.

    Raises
    ------
    ValueError
        If a number is out of its range, no zone exists, or an array is combined with an
        expression.

    References
    ----------
    .. [1] Nash (1950), The bargaining problem. Key: nash1950.
    .. [2] Binmore and others (1986), The Nash bargaining solution, on unequal power.
       Key: binmore1986.

    Examples
    --------
    A better alternative pays even if it is not used: with 4 instead of 0 party 1 gets 7, not 5.

    >>> nash_linear(10, 10, 0, 0), nash_linear(10, 10, 4, 0)
    ((5.0, 5.0), (7.0, 3.0))
    """
    top_1, top_2, d_1, d_2 = _frontier(best_1, best_2, disagreement_1, disagreement_2)
    slack = _slack(top_1, top_2, d_1, d_2)
    slack, power = operands(slack=(slack, NUMBER), power=(power, PROBABILITY))
    return d_1 + power * top_1 * slack, d_2 + (1.0 - power) * top_2 * slack


def kalai_smorodinsky_linear(
    best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any
) -> tuple[Any, Any]:
    r"""Kalai-Smorodinsky solution on a linear frontier.

    Each party could at best gain b times the slack s of `frontier_slack`, and gets the same share
    of that, one half. This is also Nash's symmetric solution: the two differ only where the
    frontier bends.

    .. math:: u_i = d_i + \frac{1}{2} b_i s, \quad i = 1, 2

    Parameters
    ----------
    best_1, best_2, disagreement_1, disagreement_2 : float, array_like or Altair expression
        As `nash_linear`: b and d.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        Utilities u of party 1 and of party 2.

    Raises
    ------
    ValueError
        As `nash_linear`.

    References
    ----------
    .. [1] Kalai and Smorodinsky (1975), Other solutions to Nash's bargaining problem.
       Key: kalai1975.
    """
    return nash_linear(best_1, best_2, disagreement_1, disagreement_2)


def egalitarian_linear(
    best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any
) -> tuple[Any, Any]:
    r"""Egalitarian solution on a linear frontier: both gain the same over disagreement.

    With the slack s of `frontier_slack`:

    .. math:: u_i = d_i + s \, \frac{b_1 b_2}{b_1 + b_2}, \quad i = 1, 2

    Parameters
    ----------
    best_1, best_2, disagreement_1, disagreement_2 : float, array_like or Altair expression
        As `nash_linear`: b and d; the units of the two utilities must be comparable.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        Utilities u of party 1 and of party 2.

    Raises
    ------
    ValueError
        As `nash_linear`.

    References
    ----------
    .. [1] Kalai (1977), Proportional solutions to bargaining situations. Key: kalai1977.

    Examples
    --------
    Party 2 values the whole stake three times as much. The egalitarian rule gives both the same
    gain; Nash's would give each half of the stake, that is 2 and 6:

    >>> egalitarian_linear(4, 12, 0, 0)
    (3.0, 3.0)
    """
    top_1, top_2, d_1, d_2 = _frontier(best_1, best_2, disagreement_1, disagreement_2)
    gain = _slack(top_1, top_2, d_1, d_2) * top_1 * top_2 / (top_1 + top_2)
    return d_1 + gain, d_2 + gain


# ---------------------------------------------------------------- alternating offers


def rubinstein_shares(patience_1: Any, patience_2: Any) -> tuple[Any, Any]:
    r"""Shares of a surplus of 1 when two sides make offers in turn; party 1 offers first.

    Each may refuse and offer in the next round, without a last one. Delay costs: what is worth 1
    now is worth only :math:`\delta` a round later. In the only subgame-perfect equilibrium the
    first offer is accepted at once, and the more patient side gets more.

    .. math:: x_1 = \frac{1 - \delta_2}{1 - \delta_1 \delta_2}

    .. math:: x_2 = \frac{\delta_2 (1 - \delta_1)}{1 - \delta_1 \delta_2}

    Parameters
    ----------
    patience_1, patience_2 : float, array_like or Altair expression
        Discount factors :math:`\delta` of the two parties per round, [0, 1], not both 1: what 1 a
        round later is worth today.

    Returns
    -------
    tuple of float, ndarray or Altair expression
        Shares x of party 1 and of party 2; they sum to 1.

    Raises
    ------
    ValueError
        If a number is out of its range, both are 1 (any division is then an equilibrium), or an
        array is combined with an expression.

    References
    ----------
    .. [1] Rubinstein (1982), Perfect equilibrium in a bargaining model, conclusion 2, p. 108.
       Key: rubinstein1982.

    Examples
    --------
    The first side loses a half by waiting, the second a fifth:

    >>> [round(share, 3) for share in rubinstein_shares(0.5, 0.8)]
    [0.333, 0.667]
    """
    d_1, d_2 = operands(patience_1=(patience_1, PROBABILITY), patience_2=(patience_2, PROBABILITY))
    # 1 - d_1 * d_2, written so that nothing cancels near 1.
    whole = (1.0 - d_1) + d_1 * (1.0 - d_2)
    if is_numeric(whole) and np.any(np.asarray(whole) == 0.0):
        raise ValueError("patience_1 and patience_2 must not both be 1: the shares are undefined")
    return (1.0 - d_2) / whole, d_2 * (1.0 - d_1) / whole


# ---------------------------------------------------------------- veto players


def win_set(ideals: Sequence[Any], status_quo: Any, xp: Any = np) -> tuple[Any, Any]:
    r"""Outcomes on one dimension that every veto player accepts instead of the status quo.

    A player with the ideal point i accepts what is no further from i than the status quo q is, that
    is the interval between q and 2i - q. The win set is what all these intervals share. It always
    holds q, and nothing else if q lies between two ideals.

    .. math:: \min (q, \, 2 i_{max} - q) \le x

    .. math:: x \le \max (q, \, 2 i_{min} - q)

    Parameters
    ----------
    ideals : sequence of float, array_like or Altair expression
        Ideal points i, one entry per veto player (an array's first axis); the smallest and the
        largest decide.
    status_quo : float, array_like or Altair expression
        What holds if they do not agree: q.
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

    References
    ----------
    .. [1] Tsebelis (2002), Veto Players. Key: tsebelis2002.

    Examples
    --------
    Two players want 3 and 4 instead of 1: anything from 1 to 5 will do. A third who wants 0 blocks
    all:

    >>> win_set([3, 4], 1), win_set([3, 4, 0], 1)
    ((1.0, 5.0), (1.0, 1.0))
    """
    named = {f"ideals[{i}]": (ideal, NUMBER) for i, ideal in enumerate(ideals)}
    if not named:
        raise ValueError("ideals must hold at least one veto player, got none")
    *players, here = operands(xp, **named, status_quo=(status_quo, NUMBER))
    lowest, highest = players[0], players[0]
    for player in players[1:]:
        lowest, highest = smaller(lowest, player, xp), larger(highest, player, xp)
    # The extreme players alone decide; the others are absorbed.
    return smaller(here, 2.0 * highest - here, xp), larger(here, 2.0 * lowest - here, xp)


def in_win_set(
    points: ArrayLike, ideals: ArrayLike, status_quo: ArrayLike, quota: int | None = None
) -> NDArray[np.bool_]:
    r"""Whether points in two (or more) dimensions beat or tie the status quo for enough players.

    Each player prefers what is nearer to its ideal point in a straight line (Euclidean distance),
    and accepts a tie: point x suits a player with the ideal i, instead of the status quo q, if

    .. math:: \sum_{k} (x_k - i_k)^2 \le \sum_{k} (q_k - i_k)^2

    Parameters
    ----------
    points : array_like, shape (..., dimensions)
        Possible outcomes x.
    ideals : array_like, shape (players, dimensions)
        Ideal points i.
    status_quo : array_like, shape (dimensions,)
        What holds if they do not agree: q.
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

    References
    ----------
    .. [1] Tsebelis (2002), Veto Players. Key: tsebelis2002.

    Examples
    --------
    Three players, the status quo in the origin. The point (1, 1) suits the first two, not the
    third:

    >>> ideals = [[2, 0], [0, 2], [-1, -1]]
    >>> bool(in_win_set([1, 1], ideals, [0, 0]))
    False
    >>> bool(in_win_set([1, 1], ideals, [0, 0], quota=2))
    True
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
    r"""Zone of possible agreement once each side has to ratify at home.

    This is Putnam's (1988) two-level game on one issue: an agreement needs both negotiators and
    both ratifiers, so the more demanding of each pair sets its side's end. A demanding ratifier
    shrinks the zone and moves its middle its own way, until nothing is left.

    .. math:: \max (L, L_R) \le x \le \min (M, M_R)

    Parameters
    ----------
    least, ratifier_least : float, array_like or Altair expression
        Lowest outcome that the negotiator (L) and the ratifier (:math:`L_R`) of one side accept.
    most, ratifier_most : float, array_like or Altair expression
        Highest outcome that the negotiator (M) and the ratifier (:math:`M_R`) of the other side
        accept.
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

    References
    ----------
    .. [1] Putnam (1988), Diplomacy and domestic politics. Key: putnam1988.
    .. [2] Iida (1993), When and how do domestic constraints matter?, for unknown ratifiers.
       Key: iida1993.

    Examples
    --------
    The other side's parliament allows 350 at the most, the own one demands 400 at the least:

    >>> zone_exists(*two_level_zone(200, 500, 400, 350))
    False
    """
    low, high, home, abroad = operands(
        xp,
        least=(least, NUMBER),
        most=(most, NUMBER),
        ratifier_least=(ratifier_least, NUMBER),
        ratifier_most=(ratifier_most, NUMBER),
    )
    return larger(low, home, xp), smaller(high, abroad, xp)


# ---------------------------------------------------------------- linkage


def single_undertaking_probability(
    issues: ArrayLike, parties: ArrayLike, reservation: ArrayLike
) -> FloatOrArray:
    r"""Exact probability that all issues together satisfy all parties, interests independent.

    Each party's gain on each issue is an independent standard normal number. Its gain on all K
    issues is then normal with variance K, and all n parties get what they ask for with the
    probability

    .. math:: P = \left( 1 - \Phi \left( \frac{r}{\sqrt{K}} \right) \right)^{n}

    where :math:`\Phi` is the distribution function of the standard normal. With one issue this is
    the probability that a zone exists at all.

    Parameters
    ----------
    issues, parties : array_like
        Whole numbers K and n, at least 1.
    reservation : array_like
        Gain r that each party asks for, in standard deviations of its gain on one issue.

    Returns
    -------
    float or ndarray
        Probability P, [0, 1].

    Raises
    ------
    ValueError
        If an argument is out of its range.

    References
    ----------
    .. [1] Sebenius (1983), Negotiation arithmetic. Key: sebenius1983.

    Examples
    --------
    Two parties that ask for one standard deviation, on one issue and on nine that stand or fall
    together:

    >>> single_undertaking_probability([1, 9], 2, 1).round(3).tolist()
    [0.025, 0.136]
    """
    k = np.asarray(integer("issues", issues, 1))
    n = np.asarray(integer("parties", parties, 1))
    r = np.asarray(finite("reservation", reservation))
    return scalar_or_array(np.asarray(_upper_tail(r / np.sqrt(k)) ** n, dtype=np.float64))


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
    r"""Simulate how often a zone exists on so many issues among so many parties.

    How issues and parties that are added or taken away change the zone is the question of Sebenius
    (1983), who has no such model; this one is ours. Each draw is one negotiation. Each party's gain
    z from settling an issue is standard normal, independent between issues; any two parties' gains
    on the same issue have the given correlation. A zone exists if some choice S of issues, at least
    one, each settled in full, gives every party i at least its reservation value:

    .. math:: \sum_{k \in S} z_{ik} \ge r, \quad i = 1, \ldots, n

    If `linked`, only the choice of all issues counts. With free choice more issues can only help in
    this model; if all stand or fall together they may lose a zone.

    Parameters
    ----------
    issues : int
        Issues on the table, 1 to 12.
    parties : int
        Parties whose consent is needed, n, 2 to 100.
    correlation : float
        Correlation of two parties' gains on an issue, [-1 / (parties - 1), 1]; negative is
        conflict, positive is common interest. The lower end is the least that is possible.
    reservation : float
        Gain r each party asks for, in standard deviations of its gain on one issue.
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

    References
    ----------
    .. [1] Sebenius (1983), Negotiation arithmetic. Key: sebenius1983.

    Examples
    --------
    Two parties whose interests have nothing to do with each other, on one issue and on four:

    >>> round(zone_probability(1, 2).probability, 2)
    0.02
    >>> round(zone_probability(4, 2).probability, 2)
    0.28
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

    References
    ----------
    .. [1] Sebenius (1983), Negotiation arithmetic. Key: sebenius1983.

    Examples
    --------
    Two parties, and 1, 2, 3 or 4 issues; with free choice each further issue can only help:

    >>> zone_probability_by_issues(4, 2).probability.round(2).tolist()
    [0.02, 0.09, 0.18, 0.28]
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


# ---------------------------------------------------------------- probabilities


def _upper_tail(z: Any) -> Any:
    """Probability that a standard normal number exceeds each z."""
    return 0.5 * np.vectorize(math.erfc, otypes=[np.float64])(z / math.sqrt(2.0))


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


def _require_zone(name: str, width: Any) -> None:
    """Raise ``ValueError`` if an entry of a zone's width is negative."""
    narrowest = float(np.min(width, initial=np.inf))
    if narrowest < 0.0:
        raise ValueError(
            f"{name} must be at least 0, got {narrowest!r}: there is no zone of agreement"
        )


def _frontier(best_1: Any, best_2: Any, disagreement_1: Any, disagreement_2: Any) -> list[Any]:
    """Validate a linear frontier and the disagreement point."""
    return operands(
        best_1=(best_1, POSITIVE),
        best_2=(best_2, POSITIVE),
        disagreement_1=(disagreement_1, NUMBER),
        disagreement_2=(disagreement_2, NUMBER),
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
