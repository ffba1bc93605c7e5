"""Deterrence: games of two players, threats, war and bargaining, the security dilemma.

Sources: G. H. Snyder, *Deterrence and Defense* (1961), for deterrence by punishment and by denial;
L. F. Richardson, *Arms and Insecurity* (1960), for the arms race; R. Jervis, "Cooperation under the
security dilemma" (1978), and K. A. Oye, "Explaining cooperation under anarchy" (1985), for the
orderings of the 2x2 games; R. Axelrod, *The Evolution of Cooperation* (1984), and J. W. Friedman,
"A non-cooperative equilibrium for supergames" (1971), for repeated games; J. D. Fearon,
"Rationalist explanations for war" (1995), and R. Powell, "War as a commitment problem" (2006), for
bargaining and war.

Conventions: a 2x2 game is a pair of arrays of shape (..., 2, 2), the payoffs of the row player and
of the column player, first axis of the two the row player's action; action 0 is *cooperate*
(hold back) and action 1 *defect* (press), which only the classification needs. Payoffs are
utilities: an input that somebody has to judge, not a measurement.

The closed forms, from `credibility_threshold` to `arms_race_stable`, work on numbers, on arrays and
on Altair parameters and expressions; those with an argument `xp` need ``xp=alt.expr`` for the last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missile_question.models._validate import (
    FloatArray,
    FloatOrArray,
    finite,
    in_range,
    is_numeric,
    scalar,
    scalar_or_array,
)

__all__ = [
    "Choice",
    "Decision",
    "DeterrenceOutcome",
    "Equilibria",
    "Outcome",
    "Solution",
    "arms_race_equilibrium",
    "arms_race_path",
    "arms_race_stable",
    "backward_induction",
    "bargaining_range",
    "challenge_value",
    "classify",
    "credibility_threshold",
    "denial_required",
    "deterrence_game",
    "dominant_actions",
    "equilibria",
    "grim_trigger_discount",
    "preventive_war_margin",
    "preventive_war_threshold",
    "punishment_required",
    "tit_for_tat_discount",
]

# Differences and products of payoffs up to this size stay finite.
_LARGEST_PAYOFF = 1e100

# A 2x2 game has at most this many components (all 81 sign patterns were counted in the tests).
_COMPONENTS = 3


# ---------------------------------------------------------------- 2x2 games


class Equilibria(NamedTuple):
    """All Nash equilibria of 2x2 games, as rectangles of mixed strategies.

    Each rectangle is a maximal set of interchangeable equilibria: every pair (p, q) with
    ``p_low <= p <= p_high`` and ``q_low <= q <= q_high`` is one, and there are no others. A single
    point has equal ends; a game has one to three rectangles, and slots not used hold NaN, last.
    """

    #: Probabilities with which the row player takes action 0: ends of each rectangle, (..., 3).
    p_low: FloatArray
    p_high: FloatArray
    #: The same for the column player.
    q_low: FloatArray
    q_high: FloatArray
    #: Number of rectangles, shape (...).
    components: NDArray[np.int64]
    #: Whether some pure strategy has two best replies, shape (...). Only then can there be a
    #: continuum of equilibria, or an even number of rectangles.
    degenerate: NDArray[np.bool_]


def equilibria(row: ArrayLike, column: ArrayLike) -> Equilibria:
    """Find all Nash equilibria, pure and mixed, of 2x2 games, degenerate games included.

    Parameters
    ----------
    row, column : array_like, shape (..., 2, 2)
        Payoffs in [-1e100, 1e100] of the row and of the column player; the shapes broadcast.

    Returns
    -------
    Equilibria
        Every equilibrium, as rectangles of probabilities of action 0: for each row player's
        support ({0}, {1}, both), then each column player's.

    Raises
    ------
    ValueError
        If a payoff is out of range or not finite, or the last two axes are not (2, 2).

    Notes
    -----
    Row's advantage of action 0 over action 1 is linear in q, column's is linear in p. For every
    pair of supports the conditions "no other action pays more" cut an interval of p and an interval
    of q; rectangles that lie in another are dropped. A payoff difference counts as zero only when
    it is exactly zero in floating point.
    """
    first, second = _payoffs(row, column)
    # Row's advantage of action 0 if column takes action 0 or 1; and the other way round.
    by_q = np.stack(np.broadcast_arrays(*_advantages(first)))
    by_p = np.stack(np.broadcast_arrays(*_advantages(np.swapaxes(second, -1, -2))))
    best_q, best_p = _reply_intervals(*by_q), _reply_intervals(*by_p)
    own = np.array([[1.0, 1.0], [0.0, 0.0], [0.0, 1.0]])
    boxes = []
    for i in range(3):
        for j in range(3):
            p_low = np.maximum(best_p[j][0], own[i, 0])
            p_high = np.minimum(best_p[j][1], own[i, 1])
            q_low = np.maximum(best_q[i][0], own[j, 0])
            q_high = np.minimum(best_q[i][1], own[j, 1])
            empty = ~((p_low <= p_high) & (q_low <= q_high))
            box = np.stack(np.broadcast_arrays(p_low, p_high, q_low, q_high), axis=-1)
            boxes.append(np.where(empty[..., None], np.nan, box))
    found = _maximal(np.stack(boxes, axis=-2))
    components = np.sum(~np.isnan(found[..., 0]), axis=-1)
    degenerate = np.any(by_q == 0.0, axis=0) | np.any(by_p == 0.0, axis=0)
    p_low, p_high, q_low, q_high = np.moveaxis(found, -1, 0)
    return Equilibria(p_low, p_high, q_low, q_high, components, degenerate)


def dominant_actions(row: ArrayLike, column: ArrayLike, *, strict: bool = True) -> tuple[Any, Any]:
    """Dominant action of each player in 2x2 games.

    Parameters
    ----------
    row, column : array_like, shape (..., 2, 2)
        Payoffs in [-1e100, 1e100]; the shapes broadcast.
    strict : bool
        Whether the action must pay more whatever the other does (strict dominance), or never less
        and at least once more (weak dominance, which strict dominance implies).

    Returns
    -------
    row_action, column_action : int or ndarray of int
        0 or 1, or -1 where no action is dominant.

    Raises
    ------
    ValueError
        As `equilibria`.
    """
    first, second = _payoffs(row, column)
    actions = []
    for own in (first, np.swapaxes(second, -1, -2)):
        one, other = _advantages(own)
        if strict:
            zero_wins, one_wins = (one > 0) & (other > 0), (one < 0) & (other < 0)
        else:
            zero_wins = (one >= 0) & (other >= 0) & ((one > 0) | (other > 0))
            one_wins = (one <= 0) & (other <= 0) & ((one < 0) | (other < 0))
        action = np.where(zero_wins, 0, np.where(one_wins, 1, -1))
        actions.append(int(action) if action.ndim == 0 else action)
    return actions[0], actions[1]


def classify(row: ArrayLike, column: ArrayLike) -> Any:
    """Name 2x2 games by the order of each player's payoffs, action 0 being cooperation.

    With R for mutual cooperation, T for defecting alone, S for cooperating alone and P for mutual
    defection: *prisoner's dilemma* T > R > P > S, *chicken* T > R > S > P, *stag hunt*
    R > T > P > S (Jervis 1978), *deadlock* T > P > R > S (Oye 1985). *Harmony* is used here for
    every order with R highest and S > P: cooperation is dominant and its outcome the best.

    Parameters
    ----------
    row, column : array_like, shape (..., 2, 2)
        Payoffs in [-1e100, 1e100]; the shapes broadcast.

    Returns
    -------
    str or ndarray of str
        One of "prisoner's dilemma", "chicken", "stag hunt", "deadlock", "harmony", or "other":
        an order without a name here, two payoffs of one player equal, or players whose orders
        differ. Actions are not relabelled in search of a name.

    Raises
    ------
    ValueError
        As `equilibria`.
    """
    first, second = _payoffs(row, column)
    second = np.swapaxes(second, -1, -2)
    games = [(_order(first) == k) & (_order(second) == k) for k in range(len(_ORDERS))]
    names = np.select(games, list(_ORDERS), default="other")
    return str(names) if names.ndim == 0 else names


# Each player's order of payoffs, best first; R, S, T, P are 0, 1, 2, 3 (own action, then other's).
_ORDERS: dict[str, tuple[tuple[int, ...], ...]] = {
    "prisoner's dilemma": ((2, 0, 3, 1),),
    "chicken": ((2, 0, 1, 3),),
    "stag hunt": ((0, 2, 3, 1),),
    "deadlock": ((2, 3, 0, 1),),
    "harmony": ((0, 2, 1, 3), (0, 1, 2, 3), (0, 1, 3, 2)),
}


def _order(own: FloatArray) -> NDArray[np.int64]:
    """Index in `_ORDERS` of one player's payoffs, (..., own action, other's action); -1 if none."""
    flat = own.reshape((*own.shape[:-2], 4))
    found = np.full(own.shape[:-2], -1, dtype=np.int64)
    for k, orders in enumerate(_ORDERS.values()):
        for order in orders:
            found[np.all(np.diff(flat[..., list(order)], axis=-1) < 0.0, axis=-1)] = k
    return found


def _payoffs(row: ArrayLike, column: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Validate the payoffs of 2x2 games and give both the same shape."""
    tables = []
    for name, value in (("row", row), ("column", column)):
        table = np.asarray(in_range(name, value, -_LARGEST_PAYOFF, _LARGEST_PAYOFF))
        if table.shape[-2:] != (2, 2):
            raise ValueError(f"{name} must have shape (..., 2, 2), got {table.shape}")
        tables.append(table)
    first, second = np.broadcast_arrays(*tables)
    return first, second


def _advantages(own: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Advantage of a player's action 0 over 1 if the other takes action 0, and if action 1."""
    return own[..., 0, 0] - own[..., 1, 0], own[..., 0, 1] - own[..., 1, 1]


def _reply_intervals(at_one: FloatArray, at_zero: FloatArray) -> list[tuple[Any, Any]]:
    """Intervals of the other's probability of action 0 where action 0, 1 or either is a best reply.

    The advantage of action 0 is linear, `at_zero` at probability 0 and `at_one` at probability 1.
    An interval is empty where its lower end exceeds its upper.
    """
    opposite = np.sign(at_zero) * np.sign(at_one) < 0.0
    root = at_zero / np.where(opposite, at_zero - at_one, 1.0)
    found = []
    for lower, upper in ((at_zero, at_one), (-at_zero, -at_one)):
        low = np.where(
            lower >= 0.0, 0.0, np.where(opposite, root, np.where(upper == 0.0, 1.0, 2.0))
        )
        high = np.where(
            upper >= 0.0, 1.0, np.where(opposite, root, np.where(lower == 0.0, 0.0, -1))
        )
        found.append((low, high))
    (low, high), (other_low, other_high) = found
    return [*found, (np.maximum(low, other_low), np.minimum(high, other_high))]


def _maximal(boxes: FloatArray) -> FloatArray:
    """Keep the boxes, shape (..., n, 4), that lie in no other, once each: shape (..., 3, 4)."""
    n = boxes.shape[-2]
    one, other = boxes[..., :, None, :], boxes[..., None, :, :]
    inside = np.all((one >= other)[..., 0::2] & (one <= other)[..., 1::2], axis=-1)
    same = np.all(one == other, axis=-1)
    earlier = np.arange(n)[None, :] < np.arange(n)[:, None]
    drop = np.any(inside & (~same | earlier), axis=-1) | np.isnan(boxes[..., 0])
    rank = np.argsort(drop, axis=-1, kind="stable")[..., :_COMPONENTS]
    kept = np.where(drop[..., None], np.nan, boxes)
    return np.take_along_axis(kept, rank[..., None], axis=-2)


# ---------------------------------------------------------------- extensive-form games


@dataclass(frozen=True)
class Outcome:
    """An end of a game tree.

    Parameters
    ----------
    name : str
        What happens, such as "war".
    payoffs : mapping of str to float
        Utility of each player; every outcome of a tree names the same players.
    """

    name: str
    payoffs: Mapping[str, float]


@dataclass(frozen=True)
class Decision:
    """A point in a game tree where one player, who knows all earlier moves, chooses.

    Parameters
    ----------
    name : str
        The question, such as "answer the attack?".
    player : str
        Who chooses.
    moves : mapping of str to Decision or Outcome
        Where each move leads, in the order of listing.
    """

    name: str
    player: str
    moves: Mapping[str, "Decision | Outcome"]


@dataclass(frozen=True)
class Choice:
    """What a player chooses at one decision, on the path of play or off it, and why.

    Parameters
    ----------
    at : tuple of str
        Moves that lead from the start of the game to this decision.
    name, player : str
        Name of the decision and player who takes it.
    move : str
        Move chosen.
    values : dict of str to float
        What each move is worth to the player, given everybody's later choices.
    tied : tuple of str
        Other moves worth exactly as much.
    """

    at: tuple[str, ...]
    name: str
    player: str
    move: str
    values: dict[str, float]
    tied: tuple[str, ...]

    def explain(self) -> str:
        """Return the choice as a sentence.

        Returns
        -------
        str
            Player, move, and the value of every move.
        """
        others = [f"{m} ({v:g})" for m, v in self.values.items() if m != self.move]
        sentence = f"{self.name}: {self.player} chooses {self.move} ({self.values[self.move]:g})"
        if others:
            sentence += f" over {', '.join(others)}"
        if self.tied:
            sentence += f"; indifferent to {', '.join(self.tied)}"
        return sentence + "."


@dataclass(frozen=True)
class Solution:
    """A subgame-perfect equilibrium found by backward induction.

    Parameters
    ----------
    path : tuple of Choice
        The choices on the path of play, from the start.
    outcome : Outcome
        Where the path ends.
    choices : tuple of Choice
        The choice at every decision, each before those that follow it.
    """

    path: tuple[Choice, ...]
    outcome: Outcome
    choices: tuple[Choice, ...]

    @property
    def unique(self) -> bool:
        """Whether nobody was indifferent, so that the equilibrium is the only one."""
        return not any(choice.tied for choice in self.choices)


def backward_induction(tree: Decision | Outcome) -> Solution:
    """Solve a finite game of perfect information from its ends.

    Parameters
    ----------
    tree : Decision or Outcome
        The start of the game.

    Returns
    -------
    Solution
        Path, outcome and the choice at every decision. An indifferent player takes the first of
        the best moves listed; `Choice.tied` names the others and `Solution.unique` is then False,
        because another way to break the tie may lead elsewhere.

    Raises
    ------
    ValueError
        If a decision has no moves or its player no payoff, two outcomes name different players,
        or a payoff is not a finite number.
    """
    players: list[frozenset[str]] = []
    return _solve(tree, (), players)


def _solve(
    node: Decision | Outcome, at: tuple[str, ...], players: list[frozenset[str]]
) -> Solution:
    """Solve the subtree reached by the moves `at`; `players` remembers those of the first end."""
    if isinstance(node, Outcome):
        for player, payoff in node.payoffs.items():
            scalar(f"payoff of {player} in {node.name!r}", payoff)
        here = frozenset(node.payoffs)
        if players and here != players[0]:
            raise ValueError(
                f"payoffs of {node.name!r} must name the players {sorted(players[0])}, "
                f"got {sorted(here)}"
            )
        players.append(here)
        return Solution((), node, ())
    if not node.moves:
        raise ValueError(f"moves of {node.name!r} must hold at least one move, got none")
    later = {move: _solve(end, (*at, move), players) for move, end in node.moves.items()}
    if node.player not in players[0]:
        raise ValueError(
            f"player of {node.name!r} must be one of {sorted(players[0])}, got {node.player!r}"
        )
    values = {move: float(s.outcome.payoffs[node.player]) for move, s in later.items()}
    best = [move for move, value in values.items() if value == max(values.values())]
    choice = Choice(at, node.name, node.player, best[0], values, tuple(best[1:]))
    rest = tuple(c for solution in later.values() for c in solution.choices)
    chosen = later[best[0]]
    return Solution((choice, *chosen.path), chosen.outcome, (choice, *rest))


# ---------------------------------------------------------------- threats


def credibility_threshold(gain: Any, status_quo: Any, punishment: Any) -> Any:
    """Probability of being carried out from which a threat deters.

    A challenger who expects `gain` if the threat is not carried out and `punishment` if it is, each
    as a total utility, holds back if ``p * punishment + (1 - p) * gain <= status_quo``, that is
    from ``p* = (gain - status_quo) / (gain - punishment)`` on.

    Parameters
    ----------
    gain, status_quo, punishment : float, array_like or Altair expression
        The challenger's utilities, ``gain > punishment``.

    Returns
    -------
    float, ndarray or Altair expression
        The p* of the formula, not cut to [0, 1]:
        at most 0 if no threat is needed, above 1 if none is enough.

    Raises
    ------
    ValueError
        If a number is not finite, `gain` does not exceed `punishment`, or an array is combined
        with an expression.
    """
    gain, status_quo, punishment = _operands(
        gain=gain, status_quo=status_quo, punishment=punishment
    )
    _require_above("gain", gain, "punishment", punishment)
    return (gain - status_quo) / (gain - punishment)


def challenge_value(gain: Any, denial: Any, retaliation: Any, punishment: Any) -> Any:
    """Return what a challenge is worth under denial and punishment, the status quo being 0.

    Denial lowers the chance of gaining the objective; punishment raises the cost whether or not it
    is gained (Snyder 1961): ``(1 - denial) * gain - retaliation * punishment``. A challenge is
    deterred where this is at most 0. Denial and punishment are taken as independent.

    Parameters
    ----------
    gain : float, array_like or Altair expression
        Utility of the objective, at least 0.
    denial, retaliation : float, array_like or Altair expression
        Probabilities in [0, 1] that the objective is denied, and that punishment follows.
    punishment : float, array_like or Altair expression
        Cost of being punished, at least 0, in the unit of `gain`.

    Returns
    -------
    float, ndarray or Altair expression
        Expected utility, in the unit of `gain`.

    Raises
    ------
    ValueError
        If a number is out of range or not finite, or an array is combined with an expression.
    """
    gain, denial, retaliation, punishment = _operands(
        _LIMITS, gain=gain, denial=denial, retaliation=retaliation, punishment=punishment
    )
    return (1.0 - denial) * gain - retaliation * punishment


def punishment_required(gain: Any, denial: Any, retaliation: Any) -> Any:
    """Least punishment that deters, ``(1 - denial) * gain / retaliation``.

    Parameters
    ----------
    gain : float, array_like or Altair expression
        Utility of the objective, at least 0.
    denial : float, array_like or Altair expression
        Probability in [0, 1] that the objective is denied.
    retaliation : float, array_like or Altair expression
        Probability in (0, 1] that punishment follows.

    Returns
    -------
    float, ndarray or Altair expression
        The punishment at which `challenge_value` is 0, in the unit of `gain`.

    Raises
    ------
    ValueError
        As `challenge_value`.
    """
    gain, denial, retaliation = _operands(
        _LIMITS | {"retaliation": _POSITIVE_PROBABILITY},
        gain=gain,
        denial=denial,
        retaliation=retaliation,
    )
    return (1.0 - denial) * gain / retaliation


def denial_required(gain: Any, retaliation: Any, punishment: Any, xp: Any = np) -> Any:
    """Least probability of denial that deters, ``max(0, 1 - retaliation * punishment / gain)``.

    Parameters
    ----------
    gain : float, array_like or Altair expression
        Utility of the objective, above 0.
    retaliation : float, array_like or Altair expression
        Probability in [0, 1] that punishment follows.
    punishment : float, array_like or Altair expression
        Cost of being punished, at least 0, in the unit of `gain`.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    float, ndarray or Altair expression
        Probability in [0, 1]; 0 where punishment alone deters.

    Raises
    ------
    ValueError
        As `challenge_value`.
    """
    gain, retaliation, punishment = _operands(
        _LIMITS | {"gain": _POSITIVE}, gain=gain, retaliation=retaliation, punishment=punishment
    )
    _require_namespace(xp, (gain, retaliation, punishment))
    return _larger(0.0, 1.0 - retaliation * punishment / gain, xp)


# ---------------------------------------------------------------- bargaining and war


def bargaining_range(
    win: Any, cost_a: Any, cost_b: Any, risk_a: Any = 1.0, risk_b: Any = 1.0, xp: Any = np
) -> tuple[Any, Any]:
    """Range of divisions of a good that both sides prefer to war, after Fearon (1995).

    A gets share x of a good, B the rest. War gives all of it to A with probability `win`, else to
    B, and costs each side. With utilities ``x ** risk_a`` and ``(1 - x) ** risk_b``, A accepts
    from ``max(0, win - cost_a) ** (1 / risk_a)`` on and B up to
    ``1 - max(0, 1 - win - cost_b) ** (1 / risk_b)``; for risk-neutral states that is
    [win - cost_a, win + cost_b], cut to [0, 1].

    Parameters
    ----------
    win : float, array_like or Altair expression
        Probability in [0, 1] that A wins.
    cost_a, cost_b : float, array_like or Altair expression
        Costs of war, at least 0, in the utility of the whole good, which is 1.
    risk_a, risk_b : float, array_like or Altair expression
        Exponents of the power utilities, above 0: below 1 risk-averse, 1 neutral, above 1
        risk-acceptant.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    low, high : float, ndarray or Altair expression
        Ends of A's share, each in [0, 1]. Where ``low > high`` no division satisfies both, which
        takes a risk-acceptant side.

    Raises
    ------
    ValueError
        If a number is out of range or not finite, or an array is combined with an expression.
    """
    win, cost_a, cost_b, risk_a, risk_b = _operands(
        _LIMITS, win=win, cost_a=cost_a, cost_b=cost_b, risk_a=risk_a, risk_b=risk_b
    )
    _require_namespace(xp, (win, cost_a, cost_b, risk_a, risk_b))
    low = xp.pow(_larger(0.0, win - cost_a, xp), 1.0 / risk_a)
    high = 1.0 - xp.pow(_larger(0.0, 1.0 - win - cost_b, xp), 1.0 / risk_b)
    if xp is np:
        return scalar_or_array(np.asarray(low)), scalar_or_array(np.asarray(high))
    return low, high


def preventive_war_margin(win_now: Any, win_later: Any, destruction: Any, discount: Any) -> Any:
    """How much more a declining state gets from war now than from any peace it can be offered.

    A prize of 1 per period; war decides for ever who gets it and destroys a share of it. After
    this period the declining state's chance in war falls from `win_now` to `win_later`, once, and
    its rival, who makes the offers, then concedes no more than war would. The best peace gives it
    all of this period and its later war value, so it prefers war now if
    ``(1 - destruction) * (win_now - discount * win_later) > 1 - discount`` (per-period averages).
    A stationary one-shift case of the commitment problem in Powell (2006), derived here.

    Parameters
    ----------
    win_now, win_later : float, array_like or Altair expression
        Probabilities in [0, 1] that the declining state wins a war now, and from next period on.
    destruction : float, array_like or Altair expression
        Share of the prize that war destroys, in [0, 1).
    discount : float, array_like or Altair expression
        Discount factor per period, in (0, 1).

    Returns
    -------
    float, ndarray or Altair expression
        Left side minus right side: war is preferred where positive.

    Raises
    ------
    ValueError
        If a number is out of range or not finite, or an array is combined with an expression.
    """
    win_now, win_later, destruction, discount = _operands(
        _LIMITS,
        win_now=win_now,
        win_later=win_later,
        destruction=destruction,
        discount=discount,
    )
    return (1.0 - destruction) * (win_now - discount * win_later) - (1.0 - discount)


def preventive_war_threshold(win_now: Any, destruction: Any, discount: Any) -> Any:
    """Later chance of winning below which a declining state prefers war now.

    Solves `preventive_war_margin` for 0:
    ``(win_now - (1 - discount) / (1 - destruction)) / discount``.

    Parameters
    ----------
    win_now : float, array_like or Altair expression
        Probability in [0, 1] that the declining state wins a war now.
    destruction : float, array_like or Altair expression
        Share of the prize that war destroys, in [0, 1).
    discount : float, array_like or Altair expression
        Discount factor per period, in (0, 1).

    Returns
    -------
    float, ndarray or Altair expression
        The threshold, never above `win_now`; at most 0 where no decline is enough.

    Raises
    ------
    ValueError
        As `preventive_war_margin`.
    """
    win_now, destruction, discount = _operands(
        _LIMITS, win_now=win_now, destruction=destruction, discount=discount
    )
    return (win_now - (1.0 - discount) / (1.0 - destruction)) / discount


# ---------------------------------------------------------------- repeated games


def grim_trigger_discount(temptation: Any, reward: Any, punishment: Any) -> Any:
    """Discount factor from which grim trigger sustains cooperation, ``(T - R) / (T - P)``.

    Friedman (1971): cooperate until the other defects once, then defect for ever.

    Parameters
    ----------
    temptation, reward, punishment : float, array_like or Altair expression
        Payoffs T > R > P of a prisoner's dilemma or of a game alike in these three.

    Returns
    -------
    float, ndarray or Altair expression
        Critical discount factor, in (0, 1).

    Raises
    ------
    ValueError
        If a number is not finite, the order does not hold, or an array is combined with an
        expression.
    """
    temptation, reward, punishment = _operands(
        temptation=temptation, reward=reward, punishment=punishment
    )
    _require_above("temptation", temptation, "reward", reward)
    _require_above("reward", reward, "punishment", punishment)
    return (temptation - reward) / (temptation - punishment)


def tit_for_tat_discount(
    temptation: Any, reward: Any, punishment: Any, sucker: Any, xp: Any = np
) -> Any:
    """Discount factor from which tit for tat is an equilibrium with itself (Axelrod 1984).

    ``max((T - R) / (T - P), (T - R) / (R - S))``: neither defecting for ever nor alternating
    defection and cooperation pays more.

    Parameters
    ----------
    temptation, reward, punishment, sucker : float, array_like or Altair expression
        Payoffs T > R > P > S of a prisoner's dilemma.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    float, ndarray or Altair expression
        Critical discount factor; at least 1, that is none in (0, 1), where 2R <= T + S.

    Raises
    ------
    ValueError
        If a number is not finite, the order does not hold, or an array is combined with an
        expression, or `xp` does not fit.
    """
    temptation, reward, punishment, sucker = _operands(
        temptation=temptation, reward=reward, punishment=punishment, sucker=sucker
    )
    _require_above("temptation", temptation, "reward", reward)
    _require_above("reward", reward, "punishment", punishment)
    _require_above("punishment", punishment, "sucker", sucker)
    _require_namespace(xp, (temptation, reward, punishment, sucker))
    against_defection = (temptation - reward) / (temptation - punishment)
    return _larger(against_defection, (temptation - reward) / (reward - sucker), xp)


# ---------------------------------------------------------------- security dilemma


def arms_race_equilibrium(
    reaction_x: Any,
    fatigue_x: Any,
    grievance_x: Any,
    reaction_y: Any,
    fatigue_y: Any,
    grievance_y: Any,
) -> tuple[Any, Any]:
    """Rest point at which Richardson's (1960) arms race stands still.

    ``dx/dt = k y - a x + g`` and ``dy/dt = l x - b y + h``, with reactions k, l, fatigues a, b and
    grievances g, h: ``x = (k h + b g) / (a b - k l)``, ``y = (l g + a h) / (a b - k l)``.

    Parameters
    ----------
    reaction_x, fatigue_x, grievance_x : float, array_like or Altair expression
        The k, a and g of x: how it answers the other's arms, per unit of time, at least 0; how its
        own burden restrains it, per unit of time, above 0; its constant motive, goodwill if
        negative.
    reaction_y, fatigue_y, grievance_y : float, array_like or Altair expression
        The l, b and h of y, likewise.

    Returns
    -------
    x, y : float, ndarray or Altair expression
        The equilibrium, approached only where `arms_race_stable`. A negative level is no level of
        arms: it says that the linear model has left its ground.

    Raises
    ------
    ValueError
        If a number is out of range or not finite, ``a b = k l`` (no single equilibrium), or an
        array is combined with an expression.
    """
    k, a, g, m, b, h = _operands(
        _LIMITS,
        reaction_x=reaction_x,
        fatigue_x=fatigue_x,
        grievance_x=grievance_x,
        reaction_y=reaction_y,
        fatigue_y=fatigue_y,
        grievance_y=grievance_y,
    )
    margin = a * b - k * m
    if is_numeric(margin) and np.any(np.asarray(margin) == 0.0):
        raise ValueError(
            "fatigue_x * fatigue_y must differ from reaction_x * reaction_y, "
            "got a product that equals it: there is no single equilibrium"
        )
    return (k * h + b * g) / margin, (m * g + a * h) / margin


def arms_race_stable(reaction_x: Any, fatigue_x: Any, reaction_y: Any, fatigue_y: Any) -> Any:
    """Whether Richardson's arms race settles: restraint exceeds reaction, ``a b > k l``.

    Parameters
    ----------
    reaction_x, fatigue_x : float, array_like or Altair expression
        The k of x, at least 0, and its a, above 0.
    reaction_y, fatigue_y : float, array_like or Altair expression
        The l of y, at least 0, and its b, above 0.

    Returns
    -------
    bool, ndarray of bool or Altair expression
        True where every start leads to the equilibrium.

    Raises
    ------
    ValueError
        If a number is out of range or not finite, or an array is combined with an expression.
    """
    k, a, m, b = _operands(
        _LIMITS,
        reaction_x=reaction_x,
        fatigue_x=fatigue_x,
        reaction_y=reaction_y,
        fatigue_y=fatigue_y,
    )
    return a * b > k * m


def arms_race_path(
    time: ArrayLike,
    start: tuple[float, float],
    reaction: tuple[float, float],
    fatigue: tuple[float, float],
    grievance: tuple[float, float],
) -> tuple[FloatOrArray, FloatOrArray]:
    """Course over time of Richardson's (1960) arms race: the exact solution.

    Parameters
    ----------
    time : array_like
        Times since the start, at least 0.
    start, reaction, fatigue, grievance : tuple of float
        For x and y: starting levels, reactions (at least 0), fatigues (above 0) and grievances.

    Returns
    -------
    x, y : float or ndarray
        Levels, of the shape of `time`; they may turn negative, or overflow to infinity in a race
        without limit.

    Raises
    ------
    ValueError
        If an argument is out of range or not finite, or `arms_race_equilibrium` has none.
    """
    at = np.asarray(in_range("time", time, 0.0, np.inf))
    x0, y0 = (scalar(f"start_{s}", v) for s, v in zip("xy", start, strict=True))
    k, m = (scalar(f"reaction_{s}", v) for s, v in zip("xy", reaction, strict=True))
    a, b = (scalar(f"fatigue_{s}", v) for s, v in zip("xy", fatigue, strict=True))
    g, h = (scalar(f"grievance_{s}", v) for s, v in zip("xy", grievance, strict=True))
    x, y = arms_race_equilibrium(k, a, g, m, b, h)
    dx, dy = x0 - x, y0 - y
    # exp(tM) = even * I + odd * (M - mean * I), as for any 2x2 matrix with real eigenvalues
    # mean + split and mean - split.
    mean, half = -(a + b) / 2.0, (b - a) / 2.0
    split = float(np.sqrt(half**2 + k * m))
    with np.errstate(over="ignore"):
        fast, slow = np.exp((mean + split) * at), np.exp((mean - split) * at)
        even = (fast + slow) / 2.0
        odd = fast * (-np.expm1(-2.0 * split * at) / (2.0 * split) if split else at)
        along_x = x + even * dx + odd * (half * dx + k * dy)
        along_y = y + even * dy + odd * (m * dx - half * dy)
    return scalar_or_array(np.asarray(along_x)), scalar_or_array(np.asarray(along_y))


# ---------------------------------------------------------------- unknown resolve


class DeterrenceOutcome(NamedTuple):
    """What happens in `deterrence_game`; each entry has the broadcast shape of its arguments."""

    #: Whether the hard and the soft defender resist a challenge.
    hard_resists: Any
    soft_resists: Any
    #: Probability, to the challenger, that a challenge meets resistance.
    resistance: Any
    #: The challenger's expected utility of a challenge.
    challenge_value: Any
    #: Probability of resistance from which the challenger holds back, `credibility_threshold`.
    threshold: Any
    #: Whether the challenger holds back (also when indifferent).
    deterred: Any
    #: Probability of conflict: 0 if deterred, else the probability of resistance.
    conflict: Any


def deterrence_game(
    belief_hard: ArrayLike,
    gain: ArrayLike,
    status_quo: ArrayLike,
    conflict: ArrayLike,
    concede: ArrayLike,
    hard_conflict: ArrayLike,
    soft_conflict: ArrayLike,
) -> DeterrenceOutcome:
    """Solve a deterrence game in which the challenger does not know the defender's resolve.

    Nature makes the defender hard or soft; the challenger, who knows only the probability, holds
    back or challenges; the defender, who knows its type, resists or concedes. The perfect Bayesian
    equilibrium follows from the end: a type resists if conflict is worth more to it than
    conceding, and the challenger challenges if that pays more than the status quo. Whoever is
    indifferent concedes or holds back. The challenger's own type, hard or soft, is what it thinks
    `conflict` is worth.

    Parameters
    ----------
    belief_hard : array_like
        Probability in [0, 1] that the defender is hard.
    gain, status_quo, conflict : array_like
        The challenger's utilities of a conceded challenge, of holding back and of a resisted
        challenge; ``gain > conflict``.
    concede, hard_conflict, soft_conflict : array_like
        The defender's utilities of conceding and, for each type, of resisting;
        ``hard_conflict >= soft_conflict``. All shapes broadcast.

    Returns
    -------
    DeterrenceOutcome
        Equilibrium behaviour and the probability of conflict.

    Raises
    ------
    ValueError
        If an argument is out of range or not finite, one of the orders does not hold, or the
        shapes do not broadcast.
    """
    belief, win, peace, fight, yield_, hard, soft = np.broadcast_arrays(
        in_range("belief_hard", belief_hard, 0.0, 1.0),
        finite("gain", gain),
        finite("status_quo", status_quo),
        finite("conflict", conflict),
        finite("concede", concede),
        finite("hard_conflict", hard_conflict),
        finite("soft_conflict", soft_conflict),
    )
    _require_above("gain", win, "conflict", fight)
    _require_above("hard_conflict", hard, "soft_conflict", soft, strict=False)
    hard_resists, soft_resists = hard > yield_, soft > yield_
    # Certainty is set, not summed: 0.1 + 0.9 would do, but belief + (1 - belief) need not be 1.
    resistance = np.where(soft_resists, 1.0, np.where(hard_resists, belief, 0.0))
    value = resistance * fight + (1.0 - resistance) * win
    threshold = (win - peace) / (win - fight)
    deterred = resistance >= threshold
    found = (
        hard_resists,
        soft_resists,
        resistance,
        value,
        threshold,
        deterred,
        np.where(deterred, 0.0, resistance),
    )
    return DeterrenceOutcome(*(a.item() if a.ndim == 0 else a for a in map(np.asarray, found)))


# ---------------------------------------------------------------- operands of the closed forms


class _Limits(NamedTuple):
    """Interval that a number must lie in."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False


_ANY = _Limits(-np.inf, np.inf)
_PROBABILITY = _Limits(0.0, 1.0)
_POSITIVE_PROBABILITY = _Limits(0.0, 1.0, low_open=True)
_NOT_NEGATIVE = _Limits(0.0, np.inf)
_POSITIVE = _Limits(0.0, np.inf, low_open=True)
_LIMITS = {
    "gain": _NOT_NEGATIVE,
    "denial": _PROBABILITY,
    "retaliation": _PROBABILITY,
    "punishment": _NOT_NEGATIVE,
    "win": _PROBABILITY,
    "cost_a": _NOT_NEGATIVE,
    "cost_b": _NOT_NEGATIVE,
    "risk_a": _POSITIVE,
    "risk_b": _POSITIVE,
    "win_now": _PROBABILITY,
    "win_later": _PROBABILITY,
    "destruction": _Limits(0.0, 1.0, high_open=True),
    "discount": _Limits(0.0, 1.0, low_open=True, high_open=True),
    "reaction_x": _NOT_NEGATIVE,
    "reaction_y": _NOT_NEGATIVE,
    "fatigue_x": _POSITIVE,
    "fatigue_y": _POSITIVE,
}


def _operands(limits: Mapping[str, _Limits] | None = None, /, **values: Any) -> list[Any]:
    """Validate the operands of a closed form that are numbers; let expressions through."""
    limits = limits or {}
    operands = [
        _checked(name, value, limits.get(name, _ANY)) if is_numeric(value) else value
        for name, value in values.items()
    ]
    if any(isinstance(o, np.ndarray) for o in operands) and not all(map(is_numeric, operands)):
        raise ValueError(
            f"{', '.join(values)} must not mix an array with an expression: NumPy would apply the "
            "expression entry by entry; use numbers and expressions, or numbers and arrays"
        )
    return operands


def _checked(name: str, value: object, limits: _Limits) -> FloatOrArray:
    """Return a number or an array if it is finite and within its limits."""
    return in_range(
        name,
        value,
        limits.low,
        limits.high,
        low_open=limits.low_open,
        high_open=limits.high_open,
    )


def _require_above(
    name: str, value: Any, other_name: str, other: Any, *, strict: bool = True
) -> None:
    """Raise ``ValueError`` unless `value` exceeds `other`, if both are numbers."""
    if not (is_numeric(value) and is_numeric(other)):
        return
    one, two = np.broadcast_arrays(value, other)
    bad = np.argwhere(one <= two if strict else one < two)
    if len(bad):  # one row, without columns, for two single numbers
        index = tuple(bad[0].tolist())
        where = f" at index {index[0] if len(index) == 1 else index}" if index else ""
        rule = "be above" if strict else "be at least"
        raise ValueError(
            f"{name} must {rule} {other_name}, got {float(one[index])!r} and "
            f"{float(two[index])!r}{where}"
        )


def _larger(one: Any, other: Any, xp: Any) -> Any:
    """Larger of two, entry by entry: NumPy says ``maximum`` for what Vega calls ``max``."""
    return scalar_or_array(np.asarray(np.maximum(one, other))) if xp is np else xp.max(one, other)


def _require_namespace(xp: Any, operands: Sequence[Any]) -> None:
    """Raise ``ValueError`` for expressions with NumPy or arrays with another namespace."""
    if xp is np and not all(map(is_numeric, operands)):
        raise ValueError("xp must be alt.expr for an Altair expression, got numpy")
    if xp is not np and any(isinstance(o, np.ndarray) for o in operands):
        raise ValueError(f"xp must be numpy for an array, got {xp!r}")
