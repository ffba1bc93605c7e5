"""Reading: how two readers code one text, how far that carries, and how far positions lie apart.

To compare what many speakers say, one turns words into numbers: a *code* from 0 to 100 for where a
statement stands between two named ends, and a *salience* from 0 to 100 for how much it matters to
the speaker. That is content analysis. The numbers are judgements. So the page also says how to
measure whether two coders agree (per cent agreement, and Cohen's kappa, which takes off what mere
chance would give), how to move a code within the band that a fair reader could defend, and what two
rules of thumb of the spatial school make of codes: the weighted mean and the weighted median.

.. rubric:: What it takes for granted

* The two ends of an issue are fixed and mean the same to all coders.
* Steps are equal: from 20 to 30 is as far as from 70 to 80.
* Issues can be set side by side, point against point.
* In kappa, the two coders worked alone, and every disagreement weighs the same.
* In mean and median, a speaker's pull is its influence times its salience, and nobody walks out.

.. rubric:: What it leaves out

* **Whether anybody means it.** A code says what was stated, not what would be accepted.
* **Vetoes.** A weighted median has no place for an actor without whom nothing can be agreed.
* **Trades.** Issues are taken one by one; giving here for getting there is the bargaining page's.
* **Chance in kappa.** With few statements kappa jumps; no error bars are given here.

.. rubric:: A minimal example

Two coders sort five statements; they agree on four.

>>> from missile_question.models import reading
>>> one = ["no", "yes", "no", "maybe", "yes"]
>>> two = ["no", "yes", "no", "maybe", "no"]
>>> reading.agreement(one, two)
0.8
>>> round(reading.cohen_kappa(one, two), 4)
0.6875

.. rubric:: For programmers

* Closed forms on numbers, arrays and Altair parameters and expressions: `distance` (by operators,
  with `xp` for the absolute value), `read_code` (with `xp` for the larger of two) and `kappa`.
* `agreement`, `cohen_kappa`, `weighted_mean` and `weighted_median` take numbers or labels alone.
"""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from missile_question.models._operands import (
    POINTS,
    PROBABILITY,
    PROBABILITY_BELOW_1,
    Interval,
    larger,
    operands,
    plain,
)
from missile_question.models._validate import vector

_LEAN = Interval(-100.0, 100.0, unit="%")


# ---------------------------------------------------------------- positions


def read_code(code: Any, soft: Any, hard: Any, lean: Any, xp: Any = np) -> Any:
    r"""Code of a position as a reader who leans one way would give it.

    .. math:: x = c + \frac{\max(r, 0)}{100} (h - c) + \frac{\max(-r, 0)}{100} (s - c)

    Parameters
    ----------
    code : float, array_like or Altair expression
        Code c that the book gives, points from 0 to 100.
    soft, hard : float, array_like or Altair expression
        Ends s and h of the band of fair codes: nearest to and farthest from the other side.
    lean : float, array_like or Altair expression
        Reading r in percent: -100 takes the soft end, 0 the book's code, 100 the hard end.
    xp : module
        Namespace that has the maximum: ``numpy`` or ``altair.expr``.

    Returns
    -------
    float, ndarray or Altair expression
        Code x in points.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.

    References
    ----------
    .. [1] Krippendorff (2022), Content Analysis, on coding as a reader's act. Key:
       krippendorff2022.

    Examples
    --------
    A band from 10 to 60 around 30, on the side of 0: the hard end is 10, the soft end 60.

    >>> [read_code(30, 60, 10, lean) for lean in (-100, 0, 50, 100)]
    [60.0, 30.0, 20.0, 10.0]
    """
    code, soft, hard, lean = operands(
        xp, code=(code, POINTS), soft=(soft, POINTS), hard=(hard, POINTS), lean=(lean, _LEAN)
    )
    to_hard = larger(lean, 0, xp) * (hard - code)
    to_soft = larger(-lean, 0, xp) * (soft - code)
    return plain(code + to_hard / 100 + to_soft / 100)


def distance(code_a: Any, salience_a: Any, code_b: Any, salience_b: Any, xp: Any = np) -> Any:
    r"""Distance of two positions, weighted by how much both sides care.

    .. math:: d = |c_a - c_b| \, \frac{s_a + s_b}{200}

    Parameters
    ----------
    code_a, code_b : float, array_like or Altair expression
        Codes of the two sides, points from 0 to 100.
    salience_a, salience_b : float, array_like or Altair expression
        Saliences, points from 0 to 100; set both to 100 to leave salience out.
    xp : module
        Namespace that has the absolute value: ``numpy`` or ``altair.expr``.

    Returns
    -------
    float, ndarray or Altair expression
        Points from 0 to 100.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.

    References
    ----------
    .. [1] Bueno de Mesquita (2011), A new model for predicting policy choices: positions and
       saliences of stakeholders on one line. The mean of saliences as a weight is ours. Key:
       bdm2011.

    Examples
    --------
    >>> distance(0, 100, 90, 95)
    87.75
    """
    code_a, salience_a, code_b, salience_b = operands(
        xp,
        code_a=(code_a, POINTS),
        salience_a=(salience_a, POINTS),
        code_b=(code_b, POINTS),
        salience_b=(salience_b, POINTS),
    )
    return plain(xp.abs(code_a - code_b) * (salience_a + salience_b) / 200)


# ---------------------------------------------------------------- agreement of coders


def kappa(observed: Any, expected: Any) -> Any:
    r"""Agreement beyond chance.

    .. math:: \kappa = \frac{p_o - p_e}{1 - p_e}

    Parameters
    ----------
    observed : float, array_like or Altair expression
        Share p_o of items that both coders put into the same category, [0, 1].
    expected : float, array_like or Altair expression
        Share p_e that coders with the same totals would put there by chance, [0, 1).

    Returns
    -------
    float, ndarray or Altair expression
        1 is full agreement, 0 what chance gives, below 0 worse than chance.

    Raises
    ------
    ValueError
        If a number is out of its range, or an array is combined with an expression.

    References
    ----------
    .. [1] Cohen (1960), A coefficient of agreement for nominal scales. Key: cohen1960.

    Examples
    --------
    Two readers of 50 proposals agree on 35, and would agree on 25 by chance:

    >>> round(kappa(0.7, 0.5), 3)
    0.4
    """
    observed, expected = operands(
        observed=(observed, PROBABILITY), expected=(expected, PROBABILITY_BELOW_1)
    )
    return plain((observed - expected) / (1 - expected))


def agreement(one: Sequence[Hashable], two: Sequence[Hashable]) -> float:
    """Share of items that two coders put into the same category.

    Parameters
    ----------
    one, two : sequence
        Category that each coder gave to each item, in the same order.

    Returns
    -------
    float
        Share from 0 to 1.

    Raises
    ------
    ValueError
        If there is no item, or not the same number of them.

    Examples
    --------
    >>> agreement("AABB", "AABA")
    0.75
    """
    _require_pairs(one, two)
    return sum(a == b for a, b in zip(one, two, strict=True)) / len(one)


def cohen_kappa(one: Sequence[Hashable], two: Sequence[Hashable]) -> float:
    r"""Cohen's kappa of two coders: agreement beyond chance.

    Chance is what their totals give: with shares :math:`a_k` and :math:`b_k` of category k,

    .. math:: p_e = \sum_k a_k b_k

    Parameters
    ----------
    one, two : sequence
        Category that each coder gave to each item, in the same order.

    Returns
    -------
    float
        Kappa, at most 1.

    Raises
    ------
    ValueError
        If there is no item, not the same number of them, or both coders used one and the same
        category throughout: then chance alone gives full agreement and kappa says nothing.

    References
    ----------
    .. [1] Cohen (1960), A coefficient of agreement for nominal scales. Key: cohen1960.

    Examples
    --------
    Yes and no on 50 proposals: both yes 20, both no 15, one yes 5, the other yes 10.

    >>> one = ["yes"] * 25 + ["no"] * 25
    >>> two = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    >>> round(cohen_kappa(one, two), 3)
    0.4
    """
    observed = agreement(one, two)
    first, second = list(one), list(two)
    expected = sum(first.count(k) * second.count(k) for k in set(first)) / len(first) ** 2
    if expected == 1:
        raise ValueError(
            "one and two must not both hold a single category: chance alone explains full agreement"
        )
    return float(kappa(observed, expected))


def _require_pairs(one: Sequence[Hashable], two: Sequence[Hashable]) -> None:
    """Raise a ValueError unless both coders coded the same items, at least one."""
    if not one or len(one) != len(two):
        raise ValueError(
            "one and two must hold a category for each item, the same number and at least one, "
            f"got {len(one)} and {len(two)}"
        )


# ---------------------------------------------------------------- forecasts from positions


def weighted_mean(codes: ArrayLike, weights: ArrayLike) -> float:
    r"""Compromise forecast: the mean of positions, each weighted by its speaker's pull.

    .. math:: m = \frac{\sum_i w_i x_i}{\sum_i w_i}

    Parameters
    ----------
    codes : array_like, shape (n,)
        Positions x, points from 0 to 100.
    weights : array_like, shape (n,)
        Pull w of each, at least 0 and not all 0: influence times salience.

    Returns
    -------
    float
        Points from 0 to 100.

    Raises
    ------
    ValueError
        If the shapes differ, a weight is negative or all are 0.

    Examples
    --------
    >>> weighted_mean([0, 50, 100], [2, 1, 1])
    37.5
    """
    x, w = _weighed(codes, weights)
    return float(x @ w / w.sum())


def weighted_median(codes: ArrayLike, weights: ArrayLike) -> float:
    r"""Forecast by pairwise votes: the position that no other beats in a weighted majority.

    On one line it is the lowest position with at least half of all pull at or below it.

    Parameters
    ----------
    codes : array_like, shape (n,)
        Positions x, points from 0 to 100.
    weights : array_like, shape (n,)
        Pull w of each, at least 0 and not all 0: influence times salience.

    Returns
    -------
    float
        One of the positions.

    Raises
    ------
    ValueError
        If the shapes differ, a weight is negative or all are 0.

    References
    ----------
    .. [1] Bueno de Mesquita (2011), A new model for predicting policy choices; Scholz, Calbert and
       Smith (2011) rebuild the older model, whose first forecast is this median. Key: scholz2011.

    Examples
    --------
    >>> weighted_median([0, 50, 100], [2, 1, 4])
    100.0
    """
    x, w = _weighed(codes, weights)
    order = np.argsort(x, kind="stable")
    pulled = np.cumsum(w[order])
    return float(x[order][int(np.searchsorted(pulled, pulled[-1] / 2))])


def _weighed(codes: ArrayLike, weights: ArrayLike) -> tuple[Any, Any]:
    """Return checked positions and weights."""
    x = np.asarray(POINTS("codes", vector("codes", codes)))
    w = vector("weights", weights)
    if x.shape != w.shape:
        raise ValueError(f"weights must be as many as codes ({x.size}), got {w.size}")
    if (w < 0).any() or not w.any():
        raise ValueError(f"weights must be at least 0 and not all 0, got {w.tolist()}")
    return x, w
