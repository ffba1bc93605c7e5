"""Operands of the closed forms: one mechanism for numbers, arrays and Altair expressions.

A closed form is written once and runs on three engines: floats, arrays, and Altair parameters and
expressions, which it only puts together and the page computes. `operands` validates what is a
number, by the check that each name comes with, and lets expressions through. `larger`, `smaller`
and `choose` say on all three what operators cannot, and `plain` keeps NumPy's scalars, which an
expression prints as ``np.float64(...)``, out of expressions and results.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from missile_question.models._validate import (
    FloatOrArray,
    in_range,
    integer,
    is_numeric,
    scalar_or_array,
)

#: Takes a parameter's name and value; returns the value, ready to compute with, or raises.
Check = Callable[[str, object], FloatOrArray]


@dataclass(frozen=True)
class Interval:
    """Interval that numbers must lie in: called with a name and a value, it is their check.

    Parameters
    ----------
    low, high : float
        Ends of the interval; an infinite end is never included.
    low_open, high_open : bool
        Whether the end itself is excluded; ends of whole numbers are always included.
    unit : str
        Unit for the message, such as ``"km"``.
    whole : bool
        Whether only whole numbers are allowed.
    """

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    whole: bool = False

    def __call__(self, name: str, value: object) -> FloatOrArray:
        """Return `value` if its numbers are allowed, whole ones as floats too.

        A negative power of an integer array fails, and a closed form may take one.

        Parameters
        ----------
        name : str
            Parameter name for the message.
        value : array_like
            Real numbers.

        Returns
        -------
        float or ndarray
            The numbers, of the shape of `value`.

        Raises
        ------
        ValueError
            If an entry is not finite, not in the interval or, where asked for, not whole.
        """
        if self.whole:
            numbers = np.asarray(integer(name, value, self.low, self.high), dtype=np.float64)
            return scalar_or_array(numbers)
        return in_range(
            name,
            value,
            self.low,
            self.high,
            low_open=self.low_open,
            high_open=self.high_open,
            unit=self.unit,
        )


NUMBER = Interval(-np.inf, np.inf)
NOT_NEGATIVE = Interval(0.0, np.inf)
POSITIVE = Interval(0.0, np.inf, low_open=True)
COUNT = Interval(0, np.inf, whole=True)
COUNT_FROM_1 = Interval(1, np.inf, whole=True)
#: Probabilities and shares, with both ends, without one of them, without both.
PROBABILITY = Interval(0.0, 1.0)
PROBABILITY_ABOVE_0 = Interval(0.0, 1.0, low_open=True)
PROBABILITY_BELOW_1 = Interval(0.0, 1.0, high_open=True)
PROBABILITY_INSIDE = Interval(0.0, 1.0, low_open=True, high_open=True)
#: A scale of positions or outcomes: 0 is one named end, 100 the other.
POINTS = Interval(0.0, 100.0, unit="points")


def operands(xp: Any = None, /, **values: tuple[Any, Check]) -> list[Any]:
    """Validate the operands of a closed form that are numbers; let expressions through.

    Parameters
    ----------
    xp : module, optional
        Namespace that the closed form will compute in, ``numpy`` or ``altair.expr``; without one
        it uses operators alone.
    **values : tuple of value and check
        Each operand under its parameter's name, with the check for its numbers.

    Returns
    -------
    list
        The operands in their order: floats, arrays and expressions.

    Raises
    ------
    ValueError
        If a number fails its check, an array is combined with an expression, or `xp` is not the
        namespace of an operand.
    """
    checked = [
        check(name, value) if is_numeric(value) else value
        for name, (value, check) in values.items()
    ]
    array = any(isinstance(operand, np.ndarray) for operand in checked)
    expression = not all(map(is_numeric, checked))
    if array and expression:
        raise ValueError(
            f"{', '.join(values)} must not mix an array with an expression: NumPy would apply the "
            "expression entry by entry; use numbers and expressions, or numbers and arrays"
        )
    if xp is np and expression:
        raise ValueError("xp must be alt.expr for an Altair expression, got numpy")
    if xp is not None and xp is not np and array:
        raise ValueError(f"xp must be numpy for an array, got {xp!r}")
    return checked


def plain(value: Any) -> Any:
    """Return a single NumPy value as Python's own, anything else as it is.

    Parameters
    ----------
    value : float, ndarray or Altair expression
        A closed form's result.

    Returns
    -------
    float, ndarray or Altair expression
        The same; a float for a NumPy scalar or an array without axes.
    """
    return value.item() if isinstance(value, np.generic | np.ndarray) and not value.ndim else value


def larger(one: Any, other: Any, xp: Any) -> Any:
    """Return the larger of two, entry by entry: NumPy's ``maximum`` is Vega's ``max``.

    Parameters
    ----------
    one, other : float, ndarray or Altair expression
        Validated operands.
    xp : module
        ``numpy`` or ``altair.expr``.

    Returns
    -------
    float, ndarray or Altair expression
        The larger.
    """
    return plain(np.maximum(one, other)) if xp is np else xp.max(one, other)


def smaller(one: Any, other: Any, xp: Any) -> Any:
    """Return the smaller of two, entry by entry: NumPy's ``minimum`` is Vega's ``min``.

    Parameters
    ----------
    one, other : float, ndarray or Altair expression
        Validated operands.
    xp : module
        ``numpy`` or ``altair.expr``.

    Returns
    -------
    float, ndarray or Altair expression
        The smaller.
    """
    return plain(np.minimum(one, other)) if xp is np else xp.min(one, other)


def choose(condition: Any, yes: Any, no: Any, xp: Any) -> Any:
    """Choose between two values, entry by entry: NumPy's ``where`` is Vega's ``if``.

    Parameters
    ----------
    condition : bool, ndarray of bool or Altair expression
        What decides.
    yes, no : float, ndarray or Altair expression
        The values where the condition holds and where it does not.
    xp : module
        ``numpy`` or ``altair.expr``.

    Returns
    -------
    float, ndarray or Altair expression
        The value chosen.
    """
    return plain(np.where(condition, yes, no)) if xp is np else xp.if_(condition, yes, no)
