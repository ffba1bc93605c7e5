"""Probabilities of counts: binomial and hypergeometric, for the models that need them.

Neighbouring terms of these distributions have a short ratio. The terms are built from their
largest, which is set to 1, outward to both sides, so that none overflows, and divided by their sum.
No logarithm of a factorial takes part: its rounding errors would grow with the factorial. Terms
agree with exact fractions to 1e-12 of themselves, down to where they underflow to 0.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from missile_question.models._validate import FloatArray

# Most numbers that one table holds, whatever is asked for: about 2 MB, which fits a cache.
_MOST_NUMBERS = 2**18

# Hoeffding (1963): a count of n draws differs from its mean by h or more with a probability of at
# most exp(-2 h^2 / n). From h = sqrt(400 n) on that is exp(-800), below the smallest double.
_NOTHING = 400.0


def binomial(
    trials: Any, success: Any, failure: Any, most: Any = None
) -> Iterator[tuple[slice, FloatArray]]:
    """Yield the probabilities of 0, 1, ... successes, on condition that there are at most so many.

    Parameters
    ----------
    trials : ndarray of int, shape (m,)
        Independent trials, at least 0.
    success, failure : ndarray, shape (m,)
        Probabilities of either result of a trial; both are asked for because subtracting one from
        1 would lose the other where it is tiny.
    most : ndarray of int, shape (m,), optional
        Most successes considered, in [0, trials]; all of them without it.

    Yields
    ------
    rows : slice
        Entries whose probabilities these are.
    table : ndarray, shape (rows, largest most + 1)
        Their probabilities, 0 beyond the entry's own `most`.
    """
    last = trials if most is None else most
    mode = np.minimum(np.floor((trials + 1.0) * success / (success + failure)), last)
    k = np.arange(int(np.max(last, initial=0)), dtype=np.float64)
    for rows in _blocks(len(mode), len(k) + 1):
        n, top = trials[rows, None], last[rows, None]
        rise = np.where(k < top, (n - k) * success[rows, None], 0.0)
        fall = np.where(k < top, (k + 1.0) * failure[rows, None], 1.0)
        yield rows, _outward(rise, fall, k >= mode[rows, None])


def hypergeometric(
    items: Any, marked: Any, drawn: Any
) -> Iterator[tuple[slice, FloatArray, FloatArray]]:
    """Yield the probabilities of so many marked items in a sample drawn without replacement.

    Parameters
    ----------
    items : ndarray of int, shape (m,)
        Items, at least 0.
    marked, drawn : ndarray of int, shape (m,)
        Items marked and items drawn, in [0, items].

    Yields
    ------
    rows : slice
        Entries whose probabilities these are.
    counts : ndarray, shape (rows, w)
        Numbers of marked items in the sample. Left out are those whose probability is 0 or below
        the smallest double.
    table : ndarray, shape (rows, w)
        Their probabilities; 0 for a number that cannot be.
    """
    total, d, n = (np.asarray(count, dtype=np.float64) for count in (items, marked, drawn))
    rest = total - d - n
    low, high = np.maximum(-rest, 0.0), np.minimum(d, n)
    mode = np.floor((d + 1.0) * (n + 1.0) / (total + 2.0))
    # Drawn, marked and what is left of either: any of the four can be taken as the sample.
    reach = np.ceil(np.sqrt(_NOTHING * (high - low))) + 2.0
    low, high = np.maximum(low, mode - reach), np.minimum(high, mode + reach)
    k = np.arange(int(np.max(high - low, initial=0.0)) + 1, dtype=np.float64)
    for rows in _blocks(len(mode), len(k)):
        counts = low[rows, None] + k
        j = counts[:, :-1]
        # Beyond the end of a shorter row both factors are negative; its terms are 0 by then.
        rise = np.maximum(d[rows, None] - j, 0.0) * np.maximum(n[rows, None] - j, 0.0)
        fall = (j + 1.0) * (rest[rows, None] + j + 1.0)
        yield rows, counts, _outward(rise, fall, j >= mode[rows, None])


def _outward(rise: FloatArray, fall: FloatArray, above: Any) -> FloatArray:
    """Build terms from the ratio rise / fall of each to the one before it, and let them sum to 1.

    Parameters
    ----------
    rise, fall : ndarray, shape (m, w - 1)
        Numerators, which may be 0 from the mode on, and denominators, which may be 0 before it.
    above : ndarray of bool, shape (m, w - 1)
        Whether the step starts at the mode or beyond it.

    Returns
    -------
    ndarray, shape (m, w)
        Terms.
    """
    step = np.where(above, rise, fall) / np.where(above, fall, rise)
    terms = np.ones((step.shape[0], step.shape[1] + 1))
    np.cumprod(np.where(above, step, 1.0), axis=1, out=terms[:, 1:])
    terms[:, :-1] *= np.cumprod(np.where(above, 1.0, step)[:, ::-1], axis=1)[:, ::-1]
    terms /= terms.sum(axis=1, keepdims=True)
    return terms


def _blocks(rows: int, width: int) -> Iterator[slice]:
    """Cut rows into blocks whose tables have at most `_MOST_NUMBERS` numbers, or a single row."""
    size = max(1, _MOST_NUMBERS // width)
    for first in range(0, rows, size):
        yield slice(first, first + size)
