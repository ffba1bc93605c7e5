r"""Deal: what a package is worth to a party, against what it expects without one.

A deal settles several issues at once: a level of enrichment, a stock, a range of missiles, relief
from sanctions. On each issue its outcome is a number y from 0 to 100, as the codings of this book
have it: 0 is what suits the limited side best (no limit at all), 100 what the most demanding of
the others ask for. A party wants a certain point on each of these scales, and values an outcome
by how far it falls short. The values of all issues, weighted by how much the party cares, add up
(Keeney and Raiffa 1993). That is the simplest form there is, and on purpose: everything in it can
be seen and moved.

A deal is then held against its alternative. Without one there are three futures: nothing changes,
force is used, or the pressed side gives way. And a deal may not last: it may be broken in secret
and found out or not, and the other side may leave it. What is left is a *gain*: what the party
expects from signing, less what it expects from not signing, in points from -100 to 100.

.. rubric:: What it takes for granted

* Preferences on one issue do not depend on the outcome of another: the values add up.
* A step on a scale is worth the same wherever it is taken, until the wish is met; more than what
  was asked for brings nothing and costs nothing.
* Weights say what the whole scale of an issue is worth to a party, from its worst to its best end
  ("swing"). Whoever puts in how much a party *talks* of an issue has made an assumption.
* Points are also used as utilities, averaged over chances: half a chance of 60 is worth 30. Nobody
  is cautious and nobody gambles.
* Points are no common currency: 10 for one party and 10 for another are not the same.
* All parties hold the same beliefs about the three futures, cheating and leaving.
* A breach that is found, and a walk-out, end in no deal; nothing is kept of what was gained. A
  breach that is not found leaves what the cheat got and none of the limits.
* Whoever cheats does so where the deal is weakest.

.. rubric:: What it leaves out

* **Probabilities nobody can count**: of war, of cheating, of giving way. They are the user's.
* **Time.** What comes first and what comes later is worth the same; nobody is impatient (see
  the model Bargaining).
* **Honour, grief and fear**, and whatever people hold to be beyond price.
* **Bargaining.** A deal that all gain from need not be found or signed.
* **Others**, at the table or not, who are not among the parties.

.. rubric:: A minimal example

On two issues a party wants 80 and 100, and cares twice as much about the first. A deal brings 60
and 50, no deal 0 and 0:

>>> from missile_question.models import deal
>>> wanted, weights = [80, 100], [2, 1]
>>> signed = deal.additive_value([deal.issue_value(y, w, 1) for y, w in zip([60, 50], wanted)],
...                              weights)
>>> none = deal.additive_value([deal.issue_value(y, w, 1) for y, w in zip([0, 0], wanted)], weights)
>>> round(signed, 1), round(none, 1)
(70.0, 13.3)

If the other side would cheat in one case of five, and would be caught in half of these:

>>> round(deal.expected_gain(signed, none, none, cheat=0.2, leave=0.0, caught=0.5), 1)
45.3

.. rubric:: For programmers

* Closed forms on numbers, arrays and Altair parameters and expressions, by operators alone:
  `additive_value`, `after_war_risk`, `no_deal_value`, `expected_gain`, `principle_and_loss` and
  `break_even`. With a namespace `xp`, ``np`` or ``alt.expr``: `issue_value` and `weakest_link`.
* Only numbers can be checked: an expression outside the allowed range raises nothing.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from missile_question.models._operands import (
    NOT_NEGATIVE,
    NUMBER,
    POINTS,
    PROBABILITY,
    Interval,
    larger,
    operands,
    plain,
    smaller,
)
from missile_question.models._validate import is_numeric

__all__ = [
    "additive_value",
    "after_war_risk",
    "break_even",
    "expected_gain",
    "issue_value",
    "no_deal_value",
    "principle_and_loss",
    "weakest_link",
]

#: Which way a party pulls: 1 towards 100, -1 towards 0.
_DIRECTION = Interval(-1.0, 1.0, whole=True)


def issue_value(outcome: Any, wanted: Any, direction: Any, xp: Any = np) -> Any:
    r"""Value of an outcome on one issue: 1 where a wish is met, less by what falls short of it.

    .. math:: v = 1 - \frac{\max (0, \; s \, (w - y))}{100}

    Parameters
    ----------
    outcome : float, array_like or Altair expression
        Outcome y on the issue's scale, [0, 100].
    wanted : float, array_like or Altair expression
        The point w that the party asks for, [0, 100].
    direction : float, array_like or Altair expression
        Which way the party pulls, s: 1 if outcomes above its wish do not hurt it (it wants limits),
        -1 if outcomes below do not.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    float, ndarray or Altair expression
        Value in [0, 1].

    Raises
    ------
    ValueError
        If a number is out of its range, an array is combined with an expression, or `xp` does not
        fit the arguments.

    References
    ----------
    .. [1] Keeney and Raiffa (1993), Decisions with Multiple Objectives, on value functions of one
       attribute. Key: keeney1993.

    Examples
    --------
    One side wants 80 and gets 60; the other wants 20 at most and gets 60:

    >>> round(issue_value(60, 80, 1), 2), round(issue_value(60, 20, -1), 2)
    (0.8, 0.6)
    """
    y, w, s = operands(
        xp, outcome=(outcome, POINTS), wanted=(wanted, POINTS), direction=(direction, _DIRECTION)
    )
    return plain(1.0 - larger(s * (w - y), 0.0, xp) / 100.0)


def additive_value(values: Sequence[Any], weights: Sequence[Any]) -> Any:
    r"""Value of a package: the values of its issues, added up by weight.

    .. math:: V = 100 \, \frac{\sum_{k} w_k v_k}{\sum_{k} w_k}

    Parameters
    ----------
    values : sequence of float, array_like or Altair expression
        Value :math:`v_k` of each issue, [0, 1].
    weights : sequence of float, array_like or Altair expression
        Weight :math:`w_k` of each issue, at least 0 and not all 0; their unit cancels out.

    Returns
    -------
    float, ndarray or Altair expression
        Points, [0, 100].

    Raises
    ------
    ValueError
        If there is no issue, the two differ in length, all weights are 0, a number is out of its
        range, or an array is combined with an expression.

    References
    ----------
    .. [1] Keeney and Raiffa (1993), Decisions with Multiple Objectives, section 6.5, The Additive
       Utility Function. Key: keeney1993.
    .. [2] Raiffa (1982), The Art and Science of Negotiation, on scoring packages. Key: raiffa1982.

    Examples
    --------
    >>> additive_value([1.0, 0.5], [3, 1])
    87.5
    """
    if len(values) != len(weights) or not values:
        raise ValueError(
            f"values and weights must be of one length, at least 1, got {len(values)} and "
            f"{len(weights)}"
        )
    count = len(values)
    named = {f"values[{k}]": (value, PROBABILITY) for k, value in enumerate(values)}
    named |= {f"weights[{k}]": (weight, NOT_NEGATIVE) for k, weight in enumerate(weights)}
    checked = operands(**named)
    total, scored = 0.0, 0.0
    for value, weight in zip(checked[:count], checked[count:], strict=True):
        total, scored = total + weight, scored + weight * value
    if is_numeric(total) and not np.all(np.asarray(total) > 0.0):
        raise ValueError("weights must not all be 0: a party must care about something")
    return plain(100.0 * scored / total)


def principle_and_loss(principle: Any, lost: Any) -> Any:
    r"""Outcome on an issue of which a part hurts in principle, whatever the size of the loss.

    .. math:: y = 100 \, \left( a + (1 - a) \, l \right)

    Parameters
    ----------
    principle : float, array_like or Altair expression
        Part a of the whole scale that being limited by others takes by itself, [0, 1].
    lost : float, array_like or Altair expression
        Share l of what the party has that the limit takes away, [0, 1].

    Returns
    -------
    float, ndarray or Altair expression
        Points, [0, 100].

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.

    Examples
    --------
    Half for the principle, and a limit that takes a fifth of what there is:

    >>> round(principle_and_loss(0.5, 0.2), 1)
    60.0
    """
    a, share = operands(principle=(principle, PROBABILITY), lost=(lost, PROBABILITY))
    return plain(100.0 * (a + (1.0 - a) * share))


def after_war_risk(value: Any, risk: Any, harm: Any) -> Any:
    r"""Value of a package that leaves some risk of war.

    .. math:: U = V - r H

    Parameters
    ----------
    value : float, array_like or Altair expression
        Points V of the package in peace, [0, 100].
    risk : float, array_like or Altair expression
        Probability r of war that remains, [0, 1].
    harm : float, array_like or Altair expression
        What a war costs the party, H, in points, at least 0.

    Returns
    -------
    float, ndarray or Altair expression
        Points, at most 100; may be negative.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.

    Examples
    --------
    >>> after_war_risk(60, 0.1, 50)
    55.0
    """
    v, r, h = operands(
        value=(value, POINTS), risk=(risk, PROBABILITY), harm=(harm, NOT_NEGATIVE)
    )  # fmt: skip
    return plain(v - r * h)


def no_deal_value(drift: Any, force: Any, give_way: Any, war: Any, pressure: Any, harm: Any) -> Any:
    r"""Value of no deal: nothing changes, force is used, or the pressed side gives way.

    .. math:: D = (1 - r - q) \, V_0 + r \, (V_F - H) + q \, V_G

    A costly lottery is the usual picture of war in bargaining theory [1]_; the third branch is what
    those who advise to wait hope for.

    Parameters
    ----------
    drift, force, give_way : float, array_like or Altair expression
        Points of the three futures, :math:`V_0`, :math:`V_F` (before the cost of war) and
        :math:`V_G`, [0, 100].
    war, pressure : float, array_like or Altair expression
        Probabilities r of force and q of giving way, [0, 1], together at most 1.
    harm : float, array_like or Altair expression
        What a war costs the party, H, in points, at least 0.

    Returns
    -------
    float, ndarray or Altair expression
        Points; may be negative.

    Raises
    ------
    ValueError
        If a number is out of its range, `war` and `pressure` together exceed 1, or an array is
        combined with an expression.

    References
    ----------
    .. [1] Fearon (1995), Rationalist explanations for war. Key: fearon1995.

    Examples
    --------
    A party that would get 20 from drift, 60 less a harm of 50 from war, 90 from patience:

    >>> round(no_deal_value(20, 60, 90, war=0.3, pressure=0.1, harm=50), 1)
    24.0
    """
    v_0, v_f, v_g, r, q, h = operands(
        drift=(drift, POINTS),
        force=(force, POINTS),
        give_way=(give_way, POINTS),
        war=(war, PROBABILITY),
        pressure=(pressure, PROBABILITY),
        harm=(harm, NOT_NEGATIVE),
    )
    _together("war", r, "pressure", q)
    return plain((1.0 - r - q) * v_0 + r * (v_f - h) + q * v_g)


def expected_gain(
    kept: Any, cheated: Any, no_deal: Any, *, cheat: Any, leave: Any, caught: Any
) -> Any:
    r"""Gain from signing a deal that may be broken, against no deal.

    With the probability c the limited side cheats, with e the other side leaves. A cheat who is
    caught, and a walk-out, lead to no deal; a cheat who is not caught to :math:`U_C`.

    .. math:: G = (1 - c - e) \, (U - D) + c \, (1 - P) \, (U_C - D)

    Parameters
    ----------
    kept, cheated : float, array_like or Altair expression
        Points U if the deal is kept, and :math:`U_C` if it is broken and nobody finds out.
    no_deal : float, array_like or Altair expression
        Points D of no deal, see `no_deal_value`.
    cheat, leave : float, array_like or Altair expression
        Probabilities c and e, [0, 1], together at most 1.
    caught : float, array_like or Altair expression
        Probability P that a breach is found, [0, 1], as the model Verification gives it.

    Returns
    -------
    float, ndarray or Altair expression
        Gain in points; above 0 the party is better off with the deal.

    Raises
    ------
    ValueError
        If a number is out of its range, `cheat` and `leave` together exceed 1, or an array is
        combined with an expression.

    Examples
    --------
    Kept for certain, the deal is worth 30 more than none. One chance in five that it is broken,
    seen half the time, makes it 23 for a party to whom a secret breach is worth 10 less than none:

    >>> expected_gain(70, 30, 40, cheat=0.0, leave=0.0, caught=0.5)
    30.0
    >>> round(expected_gain(70, 30, 40, cheat=0.2, leave=0.0, caught=0.5), 1)
    23.0
    """
    u, u_c, d, c, e, p = operands(
        kept=(kept, NUMBER),
        cheated=(cheated, NUMBER),
        no_deal=(no_deal, NUMBER),
        cheat=(cheat, PROBABILITY),
        leave=(leave, PROBABILITY),
        caught=(caught, PROBABILITY),
    )
    _together("cheat", c, "leave", e)
    return plain((1.0 - c - e) * (u - d) + c * (1.0 - p) * (u_c - d))


def weakest_link(detections: Sequence[Any], xp: Any = np) -> Any:
    r"""Probability that a breach is found if it is tried where it is hardest to see.

    .. math:: P = \min_{k} P_k

    Parameters
    ----------
    detections : sequence of float, array_like or Altair expression
        Probability :math:`P_k` for each kind of breach, [0, 1]; 1 for what the deal does not limit.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    float, ndarray or Altair expression
        Probability P in [0, 1].

    Raises
    ------
    ValueError
        If there is none, a number is out of its range, an array is combined with an expression, or
        `xp` does not fit the arguments.

    Examples
    --------
    >>> weakest_link([0.9, 0.4, 1.0])
    0.4
    """
    named = {f"detections[{k}]": (value, PROBABILITY) for k, value in enumerate(detections)}
    if not named:
        raise ValueError("detections must hold at least one kind of breach, got none")
    first, *others = operands(xp, **named)
    for other in others:
        first = smaller(first, other, xp)
    return first


def break_even(at_zero: Any, at_one: Any) -> Any:
    r"""Probability at which a gain that is linear in it passes through 0.

    .. math:: r^{*} = \frac{G(0)}{G(0) - G(1)}

    Parameters
    ----------
    at_zero, at_one : float, array_like or Altair expression
        Gain if the probability is 0 and if it is 1.

    Returns
    -------
    float, ndarray or Altair expression
        The probability; outside [0, 1] if the gain never changes its sign. Meaningless if the two
        gains are equal, which numbers refuse.

    Raises
    ------
    ValueError
        If a number is not finite, the two are equal, or an array is combined with an expression.

    Examples
    --------
    >>> break_even(-10, 30)
    0.25
    """
    low, high = operands(at_zero=(at_zero, NUMBER), at_one=(at_one, NUMBER))
    if is_numeric(low) and is_numeric(high) and np.any(np.asarray(low) == np.asarray(high)):
        raise ValueError(
            f"at_zero and at_one must differ, got {at_zero!r} and {at_one!r}: the gain does not "
            "depend on the probability"
        )
    return plain(low / (low - high))


def _together(one: str, first: Any, other: str, second: Any) -> None:
    """Raise ``ValueError`` if two probabilities exceed 1 together; let expressions through."""
    if is_numeric(first) and is_numeric(second):
        most = float(np.max(np.asarray(first) + np.asarray(second), initial=0.0))
        if most > 1.0 + 1e-12:
            raise ValueError(f"{one} + {other} must lie in [0, 1], got {most!r}")
