"""Deterrence: when threats or patience hold an opponent back, and when war comes all the same.

Two sides face each other, and each would gain by pressing if the other held back. The page collects
the field's short answers to when they press: what a threat must promise, and how credibly, to hold
back a challenger (Snyder 1961; Zagare and Kilgour 2000); what follows if neither knows how resolved
the other is; why war happens though it costs both (Fearon 1995; Powell 2006); when cooperation
survives because the game is played again (Friedman 1971; Axelrod 1984); and whether an arms race
comes to rest (Richardson 1960).

All of them run on payoffs: numbers that say how much a player wants each outcome (utilities). They
are judgements that somebody has to make and defend, not measurements. Only their differences count,
so a player's zero and unit are free, except where the status quo is said to be 0 or the prize to
be 1. Probabilities lie in [0, 1]; a discount factor, in (0, 1), says what 1 in the next period is
worth today: near 1 for the patient.

A *2x2 game* is a pair of tables, the payoffs of the row player and of the column player. Both
tables have the row player's action down and the column player's across; action 0 is *cooperate*
(hold back) and action 1 is *defect* (press), which only `classify` needs.

.. rubric:: What it takes for granted

* Each side is one player with one set of payoffs, and does what pays most on average (expected
  utility): no factions, no habits, no panic.
* Rules and payoffs are known to both, and both know that they are; only the two games of unknown
  resolve let a player not know the other's type, and even there both know how likely each type is.
* Nobody errs: there are no accidents, false alarms or lost orders.
* In bargaining and war one good is at stake that can be divided at will; war is a lottery that one
  side wins with a known probability, once and for all, and costs something.
* Denial and punishment are independent, and punishment costs as much whether or not the challenger
  got what it wanted.
* In repeated games nobody knows a last round, what the other did is seen, and nothing else changes.
* Richardson's states react to each other's arms in fixed proportions; they do not choose.

.. rubric:: What it leaves out

* **Psychology and organisation.** Leaders misread signals, and armed forces run on routines.
* **Where the numbers come from.** A threshold of 60 % is as good as the utilities behind it, and
  those of an opponent are never observed.
* **How resolve is shown.** Costly signals, reputation and the paths of escalation (Schelling 1966)
  are not modelled; beliefs change only by whether a challenge comes.
* **More than two sides**: allies who are to be protected, and third parties who sell, mediate or
  join.
* **Threats that leave something to chance**: the risk that a crisis slips out of hand (Schelling
  1960) is no option here.
* **Deterrence is hard to see.** If nothing happens, the model cannot say whether the threat worked
  or nobody wanted to attack.

.. rubric:: A minimal example

A challenger gains 1 if the defender gives way, has 0 now, and would lose 3 if it were punished.

>>> from missile_question.models import deterrence
>>> deterrence.credibility_threshold(1, 0, -3)
0.25

It holds back as soon as it thinks that punishment follows in one case of four. Now a state that
would win a war today with 70 % expects to win only with 30 % from next year on; war destroys 40 %
of the prize, and a year's delay takes 5 % off its worth:

>>> round(deterrence.preventive_war_margin(0.7, 0.3, 0.4, 0.95), 3)
0.199
>>> round(deterrence.commitment_failure_margin(0.7, 0.3, 0.4, 0.95), 3)
-0.181

The first margin is positive: if the rival makes all the offers, the state attacks. The second is
negative: if the state can claim all that the rival would not fight for, peace is worth more to it.
Who makes the offers changes the answer.

.. rubric:: For programmers

* Closed forms on numbers, arrays and Altair parameters and expressions: `credibility_threshold`,
  `challenge_value`, `punishment_required`, `preventive_war_margin`, `preventive_war_threshold`,
  `commitment_failure_margin`, `grim_trigger_discount`, `arms_race_equilibrium` and
  `arms_race_stable`, by operators alone; `denial_required`, `bargaining_range`,
  `tit_for_tat_discount` and `unilateral_deterrence`, which take the namespace `xp`, ``np`` or
  ``alt.expr``.
* Only numbers can be checked: an expression outside the allowed range raises nothing.
* The 2x2 games, `backward_induction`, `arms_race_path` and `deterrence_game` take numbers alone.
  Tables of games have the shape (..., 2, 2): thousands are solved at once (`sweep_equilibria`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missile_question.models._operands import (
    NOT_NEGATIVE,
    NUMBER,
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
    finite,
    in_range,
    is_numeric,
    require_order,
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
    "UnilateralDeterrence",
    "arms_race_equilibrium",
    "arms_race_path",
    "arms_race_stable",
    "backward_induction",
    "bargaining_range",
    "challenge_value",
    "classify",
    "commitment_failure_margin",
    "credibility_threshold",
    "denial_required",
    "deterrence_game",
    "dominant_actions",
    "equilibria",
    "grim_trigger_discount",
    "preventive_war_margin",
    "preventive_war_threshold",
    "punishment_required",
    "sweep_equilibria",
    "tit_for_tat_discount",
    "unilateral_deterrence",
]

# Differences and products of payoffs up to this size stay finite.
_LARGEST_PAYOFF = 1e100

# A 2x2 game has at most this many components (all 81 sign patterns were counted in the tests).
_COMPONENTS = 3


# ---------------------------------------------------------------- 2x2 games


class Equilibria(NamedTuple):
    """All Nash equilibria of 2x2 games, as rectangles of mixed strategies.

    A mixed strategy is a probability of action 0: p for the row player, q for the column player.
    Each rectangle is a maximal set of interchangeable equilibria: every pair (p, q) with ``p_low <=
    p <= p_high`` and ``q_low <= q <= q_high`` is one, and there are no others. A single point has
    equal ends; a game has one to three rectangles, and slots not used hold NaN, last.

    Attributes
    ----------
    p_low : ndarray, shape (..., 3)
        Lower end of each rectangle: probability with which the row player takes action 0.
    p_high : ndarray, shape (..., 3)
        Upper end of the same.
    q_low : ndarray, shape (..., 3)
        Lower end for the column player.
    q_high : ndarray, shape (..., 3)
        Upper end for the column player.
    components : ndarray of int, shape (...)
        Number of rectangles.
    degenerate : ndarray of bool, shape (...)
        Whether some pure strategy has two best replies. Only then can there be a continuum of
        equilibria, or an even number of rectangles.
    """

    p_low: FloatArray
    p_high: FloatArray
    q_low: FloatArray
    q_high: FloatArray
    components: NDArray[np.int64]
    degenerate: NDArray[np.bool_]


def equilibria(row: ArrayLike, column: ArrayLike) -> Equilibria:
    """Find all Nash equilibria, pure and mixed, of 2x2 games, degenerate games included.

    In an equilibrium neither player gains by changing its own strategy alone. The row player takes
    action 0 with probability p, the column player with probability q. For every pair of supports
    (the actions that are used at all) the condition "no other action pays more" cuts an interval of
    p and an interval of q; together they are a rectangle of equilibria.

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
    The row player's advantage of action 0 over action 1 is linear in q, the column player's is
    linear in p. Rectangles that lie in another are dropped. A payoff difference counts as zero only
    when it is exactly zero in floating point.

    References
    ----------
    .. [1] Nash (1951), Non-cooperative games, the equilibrium. Key: nash1951.
    .. [2] Shoham and Leyton-Brown (2008), Multiagent Systems, chapter 3. Key: shoham2008.

    Examples
    --------
    Chicken, the game of two cars: two equilibria in which one gives way, and a third in which each
    holds back with probability 0.75.

    >>> found = equilibria([[3, 2], [4, -1]], [[3, 4], [2, -1]])
    >>> found.p_low.tolist(), found.q_low.tolist()
    ([1.0, 0.0, 0.75], [0.0, 1.0, 0.75])
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


def sweep_equilibria(row: ArrayLike, column: ArrayLike) -> Equilibria:
    """Find what `equilibria` finds, number for number, many times faster for many 2x2 games.

    It sorts the games by the signs of four payoff differences, solves one game of each kind, and
    looks the others up.

    Parameters
    ----------
    row, column : array_like, shape (..., 2, 2)
        As `equilibria`.

    Returns
    -------
    Equilibria
        As `equilibria`.

    Raises
    ------
    ValueError
        As `equilibria`.

    Notes
    -----
    Which strategies are in equilibrium depends only on those signs; the payoffs only say at which
    probability a player is indifferent. There are 81 patterns of signs. A game in which such a
    probability rounds to 0 or 1 is left to `equilibria`.

    References
    ----------
    .. [1] Nash (1951), Non-cooperative games, the equilibrium. Key: nash1951.
    """
    first, second = _payoffs(row, column)
    second = np.swapaxes(second, -1, -2)
    by_q, by_p = _advantages(first), _advantages(second)
    ends, mixed, components, degenerate = _solved_patterns()
    signs = [np.sign(advantage).astype(np.int64) + 1 for advantage in (*by_q, *by_p)]
    pattern = ((signs[0] * 3 + signs[1]) * 3 + signs[2]) * 3 + signs[3]
    corner, found = np.zeros(pattern.shape, dtype=np.bool_), []
    for player, advantages in enumerate((by_p, by_q)):
        opposite, root = _indifference(*advantages)
        corner |= opposite & ((root == 0.0) | (root == 1.0))
        root = np.where(opposite, root, 0.0)[..., None]
        for end in (2 * player, 2 * player + 1):
            found.append(ends[pattern, end] + mixed[pattern, end] * root)
    counts = components[pattern]
    if np.any(corner):
        exact = equilibria(first[corner], np.swapaxes(second, -1, -2)[corner])
        counts = np.where(corner, 0, counts)
        counts[corner] = exact.components
        for slots, solved in zip(found, exact[:4], strict=True):
            slots[corner] = solved
    p_low, p_high, q_low, q_high = found
    return Equilibria(p_low, p_high, q_low, q_high, counts, degenerate[pattern])


def dominant_actions(row: ArrayLike, column: ArrayLike, *, strict: bool = True) -> tuple[Any, Any]:
    """Dominant action of each player in 2x2 games: the one that pays more whatever the other does.

    For each player the two actions are compared, once for each action of the other.

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

    References
    ----------
    .. [1] Shoham and Leyton-Brown (2008), Multiagent Systems, chapter 3. Key: shoham2008.

    Examples
    --------
    In a prisoner's dilemma both defect, action 1; in chicken nothing is dominant:

    >>> dominant_actions([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    (1, 1)
    >>> dominant_actions([[3, 2], [4, -1]], [[3, 4], [2, -1]])
    (-1, -1)
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
    defection:

    * *prisoner's dilemma*: T > R > P > S,
    * *chicken*: T > R > S > P,
    * *stag hunt*: R > T > P > S,
    * *deadlock*: T > P > R > S.

    The names are Oye's (1985). *Harmony* is used here more widely, for every order with R highest
    and S > P: cooperation is dominant and its outcome the best. Bruns (2015) has a name for each of
    those orders.

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

    References
    ----------
    .. [1] Oye (1985), Explaining cooperation under anarchy, the section on payoff structure.
       Key: oye1985.
    .. [2] Jervis (1978), Cooperation under the security dilemma. Key: jervis1978.
    .. [3] Robinson and Goforth (2005), The Topology of the 2x2 Games. Key: robinson2005.
    .. [4] Bruns (2015), Names for games, names for all orders. Key: bruns2015.

    Examples
    --------
    >>> classify([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    "prisoner's dilemma"
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
    opposite, root = _indifference(at_one, at_zero)
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


def _indifference(at_one: FloatArray, at_zero: FloatArray) -> tuple[Any, Any]:
    """Whether the advantage changes sign between 0 and 1, and where; the rest have no meaning."""
    opposite = np.sign(at_zero) * np.sign(at_one) < 0.0
    return opposite, at_zero / np.where(opposite, at_zero - at_one, 1.0)


@cache
def _solved_patterns() -> tuple[FloatArray, FloatArray, NDArray[np.int64], NDArray[np.bool_]]:
    """Solve one game for each of the 81 patterns of signs of the four advantages.

    Returned are, for each pattern, the ends of its rectangles (4, 3) with 0 in place of a point of
    indifference, a table of 1 where such a point belongs and 0 elsewhere, the number of
    rectangles, and whether the pattern is degenerate.
    """
    signs = np.stack(np.meshgrid(*[[-1.0, 0.0, 1.0]] * 4, indexing="ij"), axis=-1).reshape(-1, 4)
    row, column = np.zeros((2, len(signs), 2, 2))
    row[:, 0, :], column[:, :, 0] = signs[:, :2], signs[:, 2:]
    found = equilibria(row, column)
    ends = np.stack(found[:4], axis=1)
    mixed = ends == 0.5  # with advantages of 1 and -1 a player is indifferent here, and only here
    return np.where(mixed, 0.0, ends), mixed.astype(float), found.components, found.degenerate


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
    """Solve a game in which the players move in turn and see all earlier moves.

    From the ends of the tree back to its start, each player takes the move that leads to its best
    outcome, given what will be chosen after it. The result is a subgame-perfect equilibrium:
    threats that nobody would carry out change nothing.

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

    References
    ----------
    .. [1] Shoham and Leyton-Brown (2008), Multiagent Systems, chapter 5. Key: shoham2008.

    Examples
    --------
    B threatens to fight if A presses; since that would hurt B more than to concede, A presses:

    >>> war = Outcome("war", {"A": -1, "B": -2})
    >>> gain = Outcome("A gains", {"A": 1, "B": -1})
    >>> peace = Outcome("peace", {"A": 0, "B": 0})
    >>> answer = Decision("answer?", "B", {"fight": war, "concede": gain})
    >>> game = Decision("press?", "A", {"press": answer, "wait": peace})
    >>> backward_induction(game).outcome.name
    'A gains'
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
    r"""Probability of being carried out from which a threat deters.

    The challenger gains G if the threat is not carried out, and has P left if it is. It compares
    the average of the two with the status quo S, and holds back from the probability t on:

    .. math:: t = \frac{G - S}{G - P}

    Parameters
    ----------
    gain, status_quo, punishment : float, array_like or Altair expression
        The challenger's utilities G, S and P, each of the whole situation; ``gain > punishment``.

    Returns
    -------
    float, ndarray or Altair expression
        Threshold t, not cut to [0, 1]: at most 0 if no threat is needed, above 1 if none is enough.

    Raises
    ------
    ValueError
        If a number is not finite, `gain` does not exceed `punishment`, or an array is combined
        with an expression.

    References
    ----------
    .. [1] Zagare and Kilgour (2000), Perfect Deterrence, chapter 3, credibility. Key: zagare2000.
    .. [2] Snyder (1961), Deterrence and Defense. Key: snyder1961.

    Examples
    --------
    The harsher the punishment, the less likely it needs to be:

    >>> credibility_threshold(1, 0, [-1, -3, -9]).tolist()
    [0.5, 0.25, 0.1]
    """
    gain, status_quo, punishment = operands(
        gain=(gain, NUMBER),
        status_quo=(status_quo, NUMBER),
        punishment=(punishment, NUMBER),
    )
    require_order("gain", gain, ">", "punishment", punishment)
    return (gain - status_quo) / (gain - punishment)


def challenge_value(gain: Any, denial: Any, retaliation: Any, punishment: Any) -> Any:
    """Return what a challenge is worth under denial and punishment, the status quo being 0.

    Denial lowers the chance of gaining the objective; punishment raises the cost whether or not it
    is gained (Snyder 1961). A challenge is deterred where its value V is at most 0.

    .. math:: V = (1 - d) G - r P

    Parameters
    ----------
    gain : float, array_like or Altair expression
        Utility G of the objective, at least 0.
    denial, retaliation : float, array_like or Altair expression
        Probabilities in [0, 1] that the objective is denied, d, and that punishment follows, r; the
        two are independent.
    punishment : float, array_like or Altair expression
        Cost P of being punished, at least 0, in the unit of `gain`.

    Returns
    -------
    float, ndarray or Altair expression
        Expected utility V, in the unit of `gain`.

    Raises
    ------
    ValueError
        If a number is out of range or not finite, or an array is combined with an expression.

    References
    ----------
    .. [1] Snyder (1961), Deterrence and Defense. Key: snyder1961.

    Examples
    --------
    A prize of 10, denied half the time; punishment costs 20 and follows in one case of four:

    >>> challenge_value(10, 0.5, 0.25, 20)
    0.0
    """
    gain, denial, retaliation, punishment = operands(
        gain=(gain, NOT_NEGATIVE),
        denial=(denial, PROBABILITY),
        retaliation=(retaliation, PROBABILITY),
        punishment=(punishment, NOT_NEGATIVE),
    )
    return (1.0 - denial) * gain - retaliation * punishment


def punishment_required(gain: Any, denial: Any, retaliation: Any) -> Any:
    r"""Least punishment that deters, given how likely denial and retaliation are.

    It is the P at which `challenge_value` is 0.

    .. math:: P = \frac{(1 - d) G}{r}

    Parameters
    ----------
    gain : float, array_like or Altair expression
        Utility G of the objective, at least 0.
    denial : float, array_like or Altair expression
        Probability d in [0, 1] that the objective is denied.
    retaliation : float, array_like or Altair expression
        Probability r in (0, 1] that punishment follows.

    Returns
    -------
    float, ndarray or Altair expression
        Punishment P, in the unit of `gain`.

    Raises
    ------
    ValueError
        As `challenge_value`.

    References
    ----------
    .. [1] Snyder (1961), Deterrence and Defense. Key: snyder1961.

    Examples
    --------
    >>> punishment_required(gain=10, denial=0.5, retaliation=0.25)
    20.0
    """
    gain, denial, retaliation = operands(
        gain=(gain, NOT_NEGATIVE),
        denial=(denial, PROBABILITY),
        retaliation=(retaliation, PROBABILITY_ABOVE_0),
    )
    return (1.0 - denial) * gain / retaliation


def denial_required(gain: Any, retaliation: Any, punishment: Any, xp: Any = np) -> Any:
    r"""Least probability of denial that deters, given the threat of punishment.

    It is the d at which `challenge_value` is 0, or 0 if punishment alone deters.

    .. math:: d = \max \left( 0, \, 1 - \frac{r P}{G} \right)

    Parameters
    ----------
    gain : float, array_like or Altair expression
        Utility G of the objective, above 0.
    retaliation : float, array_like or Altair expression
        Probability r in [0, 1] that punishment follows.
    punishment : float, array_like or Altair expression
        Cost P of being punished, at least 0, in the unit of `gain`.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    float, ndarray or Altair expression
        Probability d in [0, 1]; 0 where punishment alone deters.

    Raises
    ------
    ValueError
        As `challenge_value`.

    References
    ----------
    .. [1] Snyder (1961), Deterrence and Defense. Key: snyder1961.

    Examples
    --------
    A defender who never retaliates must be sure to deny; a threat of 20 that is carried out in one
    case of four halves that:

    >>> denial_required(10, 0, 20), denial_required(10, 0.25, 20)
    (1.0, 0.5)
    """
    gain, retaliation, punishment = operands(
        xp,
        gain=(gain, POSITIVE),
        retaliation=(retaliation, PROBABILITY),
        punishment=(punishment, NOT_NEGATIVE),
    )
    return larger(0.0, 1.0 - retaliation * punishment / gain, xp)


# ---------------------------------------------------------------- bargaining and war


def bargaining_range(
    win: Any, cost_a: Any, cost_b: Any, risk_a: Any = 1.0, risk_b: Any = 1.0, xp: Any = np
) -> tuple[Any, Any]:
    r"""Range of divisions of a good that both sides prefer to war, after Fearon (1995).

    A gets the share x of a good, B the rest. War gives all of it to A with probability p, else to
    B, and costs each side c. For states that are indifferent to risk, both prefer to war every x
    with

    .. math:: p - c_A \le x \le p + c_B

    cut to [0, 1]. With utilities :math:`x^{a}` for A and :math:`(1 - x)^{b}` for B, which stand for
    their taste for risk, the ends are

    .. math:: x_{low} = \max (0, \, p - c_A)^{1 / a}

    .. math:: x_{high} = 1 - \max (0, \, 1 - p - c_B)^{1 / b}

    Parameters
    ----------
    win : float, array_like or Altair expression
        Probability p in [0, 1] that A wins.
    cost_a, cost_b : float, array_like or Altair expression
        Costs c of war to each side, at least 0, in the utility of the whole good, which is 1.
    risk_a, risk_b : float, array_like or Altair expression
        Exponents a and b of the utilities, above 0: below 1 risk-averse, 1 neutral, above 1
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

    References
    ----------
    .. [1] Fearon (1995), Rationalist explanations for war, pp. 386-388; the range is on p. 387.
       Key: fearon1995.

    Examples
    --------
    Even odds, and war costs A an eighth and B a quarter of the good. Since war costs, some
    divisions are always better for both; if the costs vanish, so does the range:

    >>> bargaining_range(0.5, 0.125, 0.25), bargaining_range(0.5, 0, 0)
    ((0.375, 0.75), (0.5, 0.5))
    """
    win, cost_a, cost_b, risk_a, risk_b = operands(
        xp,
        win=(win, PROBABILITY),
        cost_a=(cost_a, NOT_NEGATIVE),
        cost_b=(cost_b, NOT_NEGATIVE),
        risk_a=(risk_a, POSITIVE),
        risk_b=(risk_b, POSITIVE),
    )
    low = xp.pow(larger(0.0, win - cost_a, xp), 1.0 / risk_a)
    high = 1.0 - xp.pow(larger(0.0, 1.0 - win - cost_b, xp), 1.0 / risk_b)
    if xp is np:
        return plain(low), plain(high)
    return low, high


def preventive_war_margin(win_now: Any, win_later: Any, destruction: Any, discount: Any) -> Any:
    r"""Gain of a declining state from war now over the best peace, if its rival makes the offers.

    A prize of 1 per period is at stake; war decides for ever who gets it and destroys the share d
    of it. After this period the declining state's chance of winning falls from w to v, once. Its
    rival, who makes every offer, then concedes no more than war would. The best peace gives the
    declining state all of this period and its later war value, so it prefers war now if the margin
    M is positive (averages per period):

    .. math:: M = (1 - d)(w - \delta v) - (1 - \delta)

    So play the states in Fearon (1995). Whether war must come whoever makes the offers is another
    question, which `commitment_failure_margin` answers after Powell (2006).

    Parameters
    ----------
    win_now, win_later : float, array_like or Altair expression
        Probabilities w and v in [0, 1] that the declining state wins a war now, and from next
        period on.
    destruction : float, array_like or Altair expression
        Share d of the prize that war destroys, in [0, 1).
    discount : float, array_like or Altair expression
        Discount factor :math:`\delta` per period, in (0, 1).

    Returns
    -------
    float, ndarray or Altair expression
        Margin M, in shares of the prize: war is preferred where positive.

    Raises
    ------
    ValueError
        If a number is out of range or not finite, or an array is combined with an expression.

    Notes
    -----
    It matters who makes the offers. This margin exceeds `commitment_failure_margin` by

    .. math:: \delta d

    which is what peace saves from next period on. Here the rival keeps it; there the declining
    state may ask for it, which is the best that peace can offer. So war is preferred here wherever
    it is there, and elsewhere too; where war destroys nothing the two agree.

    In Fearon (1995) war has a fixed cost c instead of destroying a share. With P and Q the rising
    state's chances now and later, the declining state fights there if

    .. math:: \delta Q - P > c (1 - \delta)^2

    and where war costs nothing this is the condition here.

    References
    ----------
    .. [1] Fearon (1995), Rationalist explanations for war, pp. 405-406. Key: fearon1995.
    .. [2] Powell (2006), War as a commitment problem, pp. 181-183. Key: powell2006.

    Examples
    --------
    From 80 % to 25 %, with a tenth destroyed; without a decline the margin would be negative:

    >>> round(preventive_war_margin(0.8, 0.25, 0.1, 0.8), 3)
    0.34
    >>> round(preventive_war_margin(0.8, 0.8, 0.1, 0.8), 3)
    -0.056
    """
    win_now, win_later, destruction, discount = operands(
        win_now=(win_now, PROBABILITY),
        win_later=(win_later, PROBABILITY),
        destruction=(destruction, PROBABILITY_BELOW_1),
        discount=(discount, PROBABILITY_INSIDE),
    )
    return (1.0 - destruction) * (win_now - discount * win_later) - (1.0 - discount)


def preventive_war_threshold(win_now: Any, destruction: Any, discount: Any) -> Any:
    r"""Later chance of winning below which a declining state prefers war now.

    It is the v at which `preventive_war_margin` is 0, so the rival makes the offers here too.

    .. math:: v = \frac{1}{\delta} \left( w - \frac{1 - \delta}{1 - d} \right)

    Parameters
    ----------
    win_now : float, array_like or Altair expression
        Probability w in [0, 1] that the declining state wins a war now.
    destruction : float, array_like or Altair expression
        Share d of the prize that war destroys, in [0, 1).
    discount : float, array_like or Altair expression
        Discount factor :math:`\delta` per period, in (0, 1).

    Returns
    -------
    float, ndarray or Altair expression
        Threshold v, never above `win_now`; at most 0 where no decline is enough.

    Raises
    ------
    ValueError
        As `preventive_war_margin`.

    References
    ----------
    .. [1] Fearon (1995), Rationalist explanations for war, pp. 405-406. Key: fearon1995.
    .. [2] Powell (2006), War as a commitment problem, pp. 181-183. Key: powell2006.

    Examples
    --------
    A state that wins with 80 % now attacks if it expects less than 40 % later:

    >>> round(preventive_war_threshold(0.8, 0.5, 0.75), 3)
    0.4
    """
    win_now, destruction, discount = operands(
        win_now=(win_now, PROBABILITY),
        destruction=(destruction, PROBABILITY_BELOW_1),
        discount=(discount, PROBABILITY_INSIDE),
    )
    return (win_now - (1.0 - discount) / (1.0 - destruction)) / discount


def commitment_failure_margin(win_now: Any, win_later: Any, destruction: Any, discount: Any) -> Any:
    r"""By how much a shift of power makes war certain, whoever makes the offers (Powell 2006).

    A prize of 1 per period is at stake; war decides for ever who gets it and destroys the share d
    of it. After this period the declining state's chance of winning falls from w to v, once. The
    best that any peace can give the declining state is everything but what the rival could later
    take by war. If even that is worth less than war now, no bargain holds: the rival cannot commit
    itself to leave more. War comes if the margin K is positive (averages per period):

    .. math:: K = (1 - d) (\delta (1 - v) - (1 - w)) - d

    Powell writes p for the rising state's chance now, 1 - w, and p + D for its chance later, 1 - v.
    His condition is then

    .. math:: (1 - d) (\delta (p + D) - p) > d

    If the margin is not positive, some peace satisfies both, but whether they reach it depends on
    who makes the offers: `preventive_war_margin` says what happens if the rival makes them all.

    Parameters
    ----------
    win_now, win_later : float, array_like or Altair expression
        Probabilities w and v in [0, 1] that the declining state wins a war now, and from next
        period on.
    destruction : float, array_like or Altair expression
        Share d of the prize that war destroys, in [0, 1).
    discount : float, array_like or Altair expression
        Discount factor :math:`\delta` per period, in (0, 1).

    Returns
    -------
    float, ndarray or Altair expression
        Margin K, in shares of the prize: no peace satisfies both where positive.

    Raises
    ------
    ValueError
        If a number is out of range or not finite, or an array is combined with an expression.

    Notes
    -----
    It matters who makes the offers. This margin is smaller than `preventive_war_margin` by

    .. math:: \delta d

    which is what peace saves from next period on: here it may all go to the declining state, there
    it all goes to its rival. Where war destroys nothing there is nothing to save, and the two
    agree.

    References
    ----------
    .. [1] Powell (2006), War as a commitment problem, pp. 181-183; the condition is on p. 183.
       Key: powell2006.
    .. [2] Fearon (1995), Rationalist explanations for war, pp. 405-406: the rival makes the offers.
       Key: fearon1995.

    Examples
    --------
    A fall from 70 % to 30 % with two fifths destroyed: war if the rival makes the offers, and yet a
    peace exists that both prefer. With a tenth destroyed there is none:

    >>> round(preventive_war_margin(0.7, 0.3, 0.4, 0.95), 3)
    0.199
    >>> round(commitment_failure_margin(0.7, 0.3, 0.4, 0.95), 3)
    -0.181
    >>> round(commitment_failure_margin(0.7, 0.3, 0.1, 0.95), 4)
    0.2285
    """
    win_now, win_later, destruction, discount = operands(
        win_now=(win_now, PROBABILITY),
        win_later=(win_later, PROBABILITY),
        destruction=(destruction, PROBABILITY_BELOW_1),
        discount=(discount, PROBABILITY_INSIDE),
    )
    rising_now, rising_later = 1.0 - win_now, 1.0 - win_later
    return (1.0 - destruction) * (discount * rising_later - rising_now) - destruction


# ---------------------------------------------------------------- repeated games


def grim_trigger_discount(temptation: Any, reward: Any, punishment: Any) -> Any:
    r"""Discount factor from which grim trigger sustains cooperation.

    Grim trigger: cooperate until the other defects once, then defect for ever.

    .. math:: \delta = \frac{T - R}{T - P}

    Parameters
    ----------
    temptation, reward, punishment : float, array_like or Altair expression
        Payoffs T > R > P of a prisoner's dilemma or of a game alike in these three.

    Returns
    -------
    float, ndarray or Altair expression
        Critical discount factor :math:`\delta`, in (0, 1).

    Raises
    ------
    ValueError
        If a number is not finite, the order does not hold, or an array is combined with an
        expression.

    References
    ----------
    .. [1] Friedman (1971), A non-cooperative equilibrium for supergames, section IV.
       Key: friedman1971.
    .. [2] Axelrod (1984), The Evolution of Cooperation, pp. 15-16, "permanent retaliation".
       Key: axelrod1984.

    Examples
    --------
    Axelrod's payoffs: cooperation holds if the next round counts at least half as much as this one.

    >>> grim_trigger_discount(temptation=5, reward=3, punishment=1)
    0.5
    """
    temptation, reward, punishment = operands(
        temptation=(temptation, NUMBER),
        reward=(reward, NUMBER),
        punishment=(punishment, NUMBER),
    )
    require_order("temptation", temptation, ">", "reward", reward)
    require_order("reward", reward, ">", "punishment", punishment)
    return (temptation - reward) / (temptation - punishment)


def tit_for_tat_discount(
    temptation: Any, reward: Any, punishment: Any, sucker: Any, xp: Any = np
) -> Any:
    r"""Discount factor from which tit for tat is an equilibrium with itself (Axelrod 1984).

    Tit for tat: cooperate first, then do what the other did last. Neither defecting for ever (first
    term) nor alternating defection and cooperation (second term) may pay more.

    .. math:: \delta = \max \left( \frac{T - R}{T - P}, \, \frac{T - R}{R - S} \right)

    Parameters
    ----------
    temptation, reward, punishment, sucker : float, array_like or Altair expression
        Payoffs T > R > P > S of a prisoner's dilemma.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    float, ndarray or Altair expression
        Critical discount factor :math:`\delta`; at least 1, that is none in (0, 1), where
        2R <= T + S.

    Raises
    ------
    ValueError
        If a number is not finite, the order does not hold, or an array is combined with an
        expression, or `xp` does not fit.

    References
    ----------
    .. [1] Axelrod (1984), The Evolution of Cooperation, proposition 2, pp. 59 and 207.
       Key: axelrod1984.

    Examples
    --------
    With Axelrod's payoffs, two thirds: more than grim trigger needs, since tit for tat forgives.

    >>> round(tit_for_tat_discount(5, 3, 1, 0), 3)
    0.667
    """
    temptation, reward, punishment, sucker = operands(
        xp,
        temptation=(temptation, NUMBER),
        reward=(reward, NUMBER),
        punishment=(punishment, NUMBER),
        sucker=(sucker, NUMBER),
    )
    require_order("temptation", temptation, ">", "reward", reward)
    require_order("reward", reward, ">", "punishment", punishment)
    require_order("punishment", punishment, ">", "sucker", sucker)
    against_defection = (temptation - reward) / (temptation - punishment)
    return larger(against_defection, (temptation - reward) / (reward - sucker), xp)


# ---------------------------------------------------------------- security dilemma


def arms_race_equilibrium(
    reaction_x: Any,
    fatigue_x: Any,
    grievance_x: Any,
    reaction_y: Any,
    fatigue_y: Any,
    grievance_y: Any,
) -> tuple[Any, Any]:
    r"""Point at which Richardson's (1960) arms race stands still.

    The arms x and y of two states change with the other's arms (reactions k, l), with their own
    burden (fatigues a, b) and with a constant motive (grievances g, h):

    .. math:: \frac{dx}{dt} = k y - a x + g

    .. math:: \frac{dy}{dt} = l x - b y + h

    Both stand still at

    .. math:: x = \frac{k h + b g}{a b - k l}

    .. math:: y = \frac{l g + a h}{a b - k l}

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

    References
    ----------
    .. [1] Richardson (1960), Arms and Insecurity. Key: richardson1960.

    Examples
    --------
    Two states alike, who restrain themselves twice as strongly as they react:

    >>> arms_race_equilibrium(1, 2, 3, 1, 2, 3)
    (3.0, 3.0)
    """
    k, a, g, m, b, h = operands(
        reaction_x=(reaction_x, NOT_NEGATIVE),
        fatigue_x=(fatigue_x, POSITIVE),
        grievance_x=(grievance_x, NUMBER),
        reaction_y=(reaction_y, NOT_NEGATIVE),
        fatigue_y=(fatigue_y, POSITIVE),
        grievance_y=(grievance_y, NUMBER),
    )
    margin = a * b - k * m
    if is_numeric(margin) and np.any(np.asarray(margin) == 0.0):
        raise ValueError(
            "fatigue_x * fatigue_y must differ from reaction_x * reaction_y, "
            "got a product that equals it: there is no single equilibrium"
        )
    return (k * h + b * g) / margin, (m * g + a * h) / margin


def arms_race_stable(reaction_x: Any, fatigue_x: Any, reaction_y: Any, fatigue_y: Any) -> Any:
    """Whether Richardson's arms race settles: restraint must exceed reaction.

    .. math:: a b > k l

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

    References
    ----------
    .. [1] Richardson (1960), Arms and Insecurity. Key: richardson1960.

    Examples
    --------
    >>> arms_race_stable(1, 2, 1, 2), arms_race_stable(2, 1, 2, 1)
    (True, False)
    """
    k, a, m, b = operands(
        reaction_x=(reaction_x, NOT_NEGATIVE),
        fatigue_x=(fatigue_x, POSITIVE),
        reaction_y=(reaction_y, NOT_NEGATIVE),
        fatigue_y=(fatigue_y, POSITIVE),
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

    It solves the two equations of `arms_race_equilibrium` from a given start, by the exponential of
    their matrix, without steps.

    Parameters
    ----------
    time : array_like
        Times since the start, at least 0.
    start, reaction, fatigue, grievance : tuple of float
        For x and y: starting levels, reactions k and l (at least 0), fatigues a and b (above 0) and
        grievances g and h.

    Returns
    -------
    x, y : float or ndarray
        Levels, of the shape of `time`; they may turn negative, or overflow to infinity in a race
        without limit.

    Raises
    ------
    ValueError
        If an argument is out of range or not finite, or `arms_race_equilibrium` has none.

    References
    ----------
    .. [1] Richardson (1960), Arms and Insecurity. Key: richardson1960.

    Examples
    --------
    Two states alike start without arms and come near 3, where they rest:

    >>> path = arms_race_path([0, 1, 10], (0, 0), (1, 1), (2, 2), (3, 3))
    >>> path[0].round(2).tolist()
    [0.0, 1.9, 3.0]
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
    """What happens in `deterrence_game`; each entry has the broadcast shape of its arguments.

    Attributes
    ----------
    hard_resists : bool or ndarray of bool
        Whether the hard defender resists a challenge.
    soft_resists : bool or ndarray of bool
        Whether the soft defender resists a challenge.
    resistance : float or ndarray
        Probability, to the challenger, that a challenge meets resistance.
    challenge_value : float or ndarray
        The challenger's expected utility of a challenge.
    threshold : float or ndarray
        Probability of resistance from which the challenger holds back, `credibility_threshold`.
    deterred : bool or ndarray of bool
        Whether the challenger holds back (also when indifferent).
    conflict : float or ndarray
        Probability of conflict: 0 if deterred, else the probability of resistance.
    """

    hard_resists: Any
    soft_resists: Any
    resistance: Any
    challenge_value: Any
    threshold: Any
    deterred: Any
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
    equilibrium follows from the end: a type resists if conflict is worth more to it than conceding,
    and the challenger challenges if that pays more than the status quo. Whoever is indifferent
    concedes or holds back. With r the probability of resistance, a challenge is worth

    .. math:: V = r C + (1 - r) G

    and r is 1 if both types resist, the belief h if only the hard one does, and 0 if neither does.
    The challenger's own type, hard or soft, is what it thinks `conflict` is worth.

    Parameters
    ----------
    belief_hard : array_like
        Probability h in [0, 1] that the defender is hard.
    gain, status_quo, conflict : array_like
        The challenger's utilities of a conceded challenge, G, of holding back and of a resisted
        challenge, C; ``gain > conflict``.
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

    References
    ----------
    .. [1] Zagare and Kilgour (2000), Perfect Deterrence, chapter 5, where both have two types.
       Key: zagare2000.

    Examples
    --------
    The challenger holds back if the defender is hard with at least 50 %; below, it runs the risk:

    >>> game = deterrence_game([0.25, 0.75], 1, 0, -1, 0, 1, -1)
    >>> game.deterred.tolist(), game.conflict.tolist()
    ([False, True], [0.25, 0.0])
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
    require_order("gain", win, ">", "conflict", fight)
    require_order("hard_conflict", hard, ">=", "soft_conflict", soft)
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


class UnilateralDeterrence(NamedTuple):
    """Equilibrium of `unilateral_deterrence`; each entry has the broadcast shape of its arguments.

    Attributes
    ----------
    kind : str, ndarray of str or Altair expression
        "deterrence", "separating", "bluff" or "attack".
    hard_challenges : float, ndarray or Altair expression
        Probability that the hard challenger challenges.
    soft_challenges : float, ndarray or Altair expression
        Probability that the soft challenger challenges.
    soft_resists : float, ndarray or Altair expression
        Probability that the soft defender resists a challenge; the hard one always does.
    resistance : float, ndarray or Altair expression
        Probability, to the challenger, that a challenge meets resistance.
    belief : float, ndarray or Altair expression
        The defender's probability, after a challenge, that the challenger is hard.
    status_quo : float, ndarray or Altair expression
        Probability that nobody challenges. This and the next three sum to 1.
    concession : float, ndarray or Altair expression
        Probability that a challenge is conceded.
    retreat : float, ndarray or Altair expression
        Probability that a challenge is resisted and taken back.
    conflict : float, ndarray or Altair expression
        Probability that a challenge is resisted and fought out.
    """

    kind: Any
    hard_challenges: Any
    soft_challenges: Any
    soft_resists: Any
    resistance: Any
    belief: Any
    status_quo: Any
    concession: Any
    retreat: Any
    conflict: Any


def unilateral_deterrence(
    challenger_hard: Any,
    defender_hard: Any,
    *,
    gain: Any,
    status_quo: Any,
    conflict: Any,
    retreat: Any,
    spared: Any,
    concede: Any,
    soft_conflict: Any,
    xp: Any = np,
) -> UnilateralDeterrence:
    r"""Solve a deterrence game in which neither side knows the other's resolve.

    The challenger holds back or challenges; the defender concedes or resists; a challenger who
    meets resistance retreats or fights. Each is hard or soft, which it alone knows: a hard
    challenger fights and a soft one retreats; a hard defender would rather fight than concede, a
    soft one concede than fight.

    Two probabilities of resistance hold back a hard and a soft challenger, the second smaller:

    .. math:: T_h = \frac{G - S}{G - C}

    .. math:: T_s = \frac{G - S}{G - B}

    Up to a certain belief that the challenger is hard, a soft defender dares to resist:

    .. math:: r = \frac{E - L}{E - W}

    With p and q the probabilities that challenger and defender are hard, the equilibrium is one of
    four:

    * *deterrence*, :math:`q \ge T_h`: nobody challenges;
    * *separating*, :math:`T_s \le q < T_h`: the hard challenge and the soft hold back, so that a
      challenge reveals a hard challenger and the soft defender concedes;
    * *bluff*, :math:`q < T_s` and :math:`p < r`: the hard challenge, and the soft do so sometimes;
    * *attack*, :math:`q < T_s` and :math:`p \ge r`: all challenge, and the soft defender concedes.

    In a bluff the soft challenge with the probability x, which makes the defender's belief r, and
    the soft defender resists with the probability y, which makes the soft challenger indifferent:

    .. math:: x = \frac{p (1 - r)}{r (1 - p)}

    .. math:: y = \frac{T_s - q}{1 - q}

    Parameters
    ----------
    challenger_hard, defender_hard : float, array_like or Altair expression
        Probabilities p, in (0, 1), and q, in [0, 1), that each is hard.
    gain, status_quo, conflict, retreat : float, array_like or Altair expression
        The challenger's utilities of a conceded challenge, G, of holding back, S, of conflict if it
        is hard, C, and of a challenge that it takes back, B: ``gain > status_quo > conflict >
        retreat``.
    spared, concede, soft_conflict : float, array_like or Altair expression
        The defender's utilities of the challenger's retreat, E, of conceding, L, and of conflict if
        it is soft, W: ``spared > concede > soft_conflict``.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    UnilateralDeterrence
        Which equilibrium it is, how each type behaves, and the probabilities of the outcomes.

    Raises
    ------
    ValueError
        If a number is out of range or not finite, one of the orders does not hold, an array is
        combined with an expression, or `xp` does not fit.

    Notes
    -----
    The equilibria are perfect Bayesian, and were derived here from the rules above. At the borders
    between two kinds both are equilibria, and the one named above is given. Nobody being
    challenged, "deterrence" gives the belief 1: only a hard challenger could gain from a challenge.
    There is one more equilibrium everywhere: nobody challenges, because the soft defender
    would resist, believing that who challenges is probably soft. It is left out because the type
    that loses less by meeting resistance is the hard one. What the defender's conflict is worth to
    a hard one, and to the challenger's soft one, decides nothing beyond who is which.

    References
    ----------
    .. [1] Zagare and Kilgour (2000), Perfect Deterrence, chapter 5, "Unilateral deterrence".
       Key: zagare2000.

    Examples
    --------
    One challenger in four is hard, one defender in ten. A soft challenger bluffs in one case of
    three, and conflict comes in 6 cases of 100:

    >>> game = unilateral_deterrence(
    ...     0.25, 0.1, gain=1, status_quo=0.5, conflict=0, retreat=-1,
    ...     spared=1, concede=0, soft_conflict=-1)
    >>> game.kind, round(game.soft_challenges, 3)
    ('bluff', 0.333)
    >>> round(game.conflict, 4)
    0.0625
    """
    p, q, win, peace, fight, back, relief, lost, war = operands(
        xp,
        challenger_hard=(challenger_hard, PROBABILITY_INSIDE),
        defender_hard=(defender_hard, PROBABILITY_BELOW_1),
        gain=(gain, NUMBER),
        status_quo=(status_quo, NUMBER),
        conflict=(conflict, NUMBER),
        retreat=(retreat, NUMBER),
        spared=(spared, NUMBER),
        concede=(concede, NUMBER),
        soft_conflict=(soft_conflict, NUMBER),
    )
    require_order("gain", win, ">", "status_quo", peace)
    require_order("status_quo", peace, ">", "conflict", fight)
    require_order("conflict", fight, ">", "retreat", back)
    require_order("spared", relief, ">", "concede", lost)
    require_order("concede", lost, ">", "soft_conflict", war)
    if xp is np:
        arrays = np.broadcast_arrays(p, q, win, peace, fight, back, relief, lost, war)
        p, q, win, peace, fight, back, relief, lost, war = map(plain, arrays)
    hold_hard, hold_soft = (win - peace) / (win - fight), (win - peace) / (win - back)
    daring = (relief - lost) / (relief - war)

    def by_kind(deterrence: Any, separating: Any, bluff: Any, attack: Any) -> Any:
        low = choose(p < daring, bluff, attack, xp)
        return choose(q >= hold_hard, deterrence, choose(q >= hold_soft, separating, low, xp), xp)

    hard_challenges = by_kind(0.0, 1.0, 1.0, 1.0)
    # Not above 1 where p is next to r; the larger of two keeps a probability where none is asked.
    bluffing = smaller(p * (1.0 - daring) / (daring * (1.0 - p)), 1.0, xp)
    soft_challenges = by_kind(0.0, 0.0, bluffing, 1.0)
    soft_resists = by_kind(0.0, 0.0, larger((hold_soft - q) / (1.0 - q), 0.0, xp), 0.0)
    resistance = q + (1.0 - q) * soft_resists
    challenge = p * hard_challenges + (1.0 - p) * soft_challenges
    return UnilateralDeterrence(
        by_kind("deterrence", "separating", "bluff", "attack"),
        hard_challenges,
        soft_challenges,
        soft_resists,
        resistance,
        by_kind(1.0, 1.0, daring, p),
        1.0 - challenge,
        challenge * (1.0 - resistance),
        (1.0 - p) * soft_challenges * resistance,
        p * hard_challenges * resistance,
    )
