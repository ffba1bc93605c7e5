"""Validators shared by the models: each returns its value, ready to compute with, or says why not.

A scalar comes back as a ``float``, anything else as a ``float64`` array of the same shape. A bad
value raises ``ValueError`` with the parameter's name, what is allowed and what was given; in an
array, the first offending entry and its index.
"""

import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

#: "A float for scalars, an array for arrays": NumPy's own stubs say Any here too, because a union
#: would ask every caller for a cast.
FloatOrArray = Any


def finite(name: str, value: object) -> FloatOrArray:
    """Return real, finite `value` as a float or a float array.

    Parameters
    ----------
    name : str
        Parameter name for the message.
    value : array_like
        Real numbers; booleans, text and missing values are refused.

    Returns
    -------
    float or ndarray
        The numbers, of the shape of `value`.

    Raises
    ------
    ValueError
        If `value` is not real or holds NaN or infinity.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be a number or a regular array, got {value!r}") from None
    # An empty list has no type of its own; whether emptiness is allowed is the model's business.
    if array.dtype.kind not in "iuf" and array.size:
        raise ValueError(f"{name} must be a real number or an array of them, got {value!r}")
    numbers = array.astype(np.float64)
    _require(name, numbers, np.isfinite(numbers), "be finite")
    return scalar_or_array(numbers)


def scalar(name: str, value: object) -> float:
    """Return finite `value` as a float if it is a single number.

    Parameters
    ----------
    name : str
        Parameter name for the message.
    value : array_like
        Real numbers.

    Returns
    -------
    float
        The number.

    Raises
    ------
    ValueError
        If `value` is an array with one or more axes, not real or not finite.
    """
    number = finite(name, value)
    if not isinstance(number, float):
        raise ValueError(f"{name} must be a single number, got an array of shape {number.shape}")
    return number


def vector(name: str, value: object) -> FloatArray:
    """Return finite `value` as a float array if it has one axis and at least one entry.

    Parameters
    ----------
    name : str
        Parameter name for the message.
    value : array_like
        Real numbers, shape (n,) with n > 0.

    Returns
    -------
    ndarray, shape (n,)
        The numbers.

    Raises
    ------
    ValueError
        If `value` is not one-dimensional, is empty, not real or not finite.
    """
    array = np.asarray(finite(name, value), dtype=np.float64)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(
            f"{name} must be one-dimensional and not empty, got an array of shape {array.shape}"
        )
    return array


def in_range(
    name: str,
    value: object,
    low: float,
    high: float,
    *,
    low_open: bool = False,
    high_open: bool = False,
    unit: str = "",
) -> FloatOrArray:
    """Return finite `value` if it lies between `low` and `high`.

    Parameters
    ----------
    name : str
        Parameter name for the message.
    value : array_like
        Real numbers.
    low, high : float
        Ends of the interval; an infinite end is never included.
    low_open, high_open : bool
        Whether the end itself is excluded.
    unit : str
        Unit for the message, such as ``"km"``.

    Returns
    -------
    float or ndarray
        The numbers, of the shape of `value`.

    Raises
    ------
    ValueError
        If an entry is not finite or lies outside the interval.
    """
    numbers = np.asarray(finite(name, value))
    above = numbers > low if low_open else numbers >= low
    below = numbers < high if high_open else numbers <= high
    left = "(" if low_open or low == -np.inf else "["
    right = ")" if high_open or high == np.inf else "]"
    interval = f"{left}{low:g}, {high:g}{right} {unit}".rstrip()
    _require(name, numbers, above & below, f"lie in {interval}")
    return scalar_or_array(numbers)


def integer(name: str, value: object, low: float = -np.inf, high: float = np.inf) -> Any:
    """Return `value` as an int (or int64 array) if whole and between `low` and `high`, inclusive.

    A whole float such as 72.0 is accepted: sliders and JSON deliver those.

    Parameters
    ----------
    name : str
        Parameter name for the message.
    value : array_like
        Real numbers.
    low, high : float
        Ends of the interval, both included.

    Returns
    -------
    int or ndarray
        The whole numbers, of the shape of `value`.

    Raises
    ------
    ValueError
        If an entry is not finite, not whole or outside the interval.
    """
    numbers = np.asarray(in_range(name, value, low, high))
    _require(name, numbers, numbers == np.floor(numbers), "be a whole number")
    whole = numbers.astype(np.int64)
    return int(whole) if whole.ndim == 0 else whole


def latitude(name: str, value: object) -> FloatOrArray:
    """Return `value` if it is a latitude in degrees, [-90, 90].

    Parameters
    ----------
    name : str
        Parameter name for the message.
    value : array_like
        Real numbers.

    Returns
    -------
    float or ndarray
        Degrees, of the shape of `value`.

    Raises
    ------
    ValueError
        If an entry is not finite or lies outside the interval.
    """
    return in_range(name, value, -90.0, 90.0, unit="degrees")


def longitude(name: str, value: object) -> FloatOrArray:
    """Return `value` if it is a longitude in degrees, [-360, 360].

    Wider than one turn, because a line drawn across the antimeridian runs past 180.

    Parameters
    ----------
    name : str
        Parameter name for the message.
    value : array_like
        Real numbers.

    Returns
    -------
    float or ndarray
        Degrees, of the shape of `value`.

    Raises
    ------
    ValueError
        If an entry is not finite or lies outside the interval.
    """
    return in_range(name, value, -360.0, 360.0, unit="degrees")


def is_numeric(value: object) -> bool:
    """Tell numbers, arrays and sequences (to validate) from expressions (to let through).

    Parameters
    ----------
    value : object
        What a caller passed for a number.

    Returns
    -------
    bool
        False for what is left to Altair. Text and None are not: validation refuses them.
    """
    return (
        value is None
        or isinstance(value, numbers.Number | Sequence)
        or hasattr(value, "__array__")  # arrays, NumPy scalars and pandas columns
    )


def require_order(name: str, value: Any, relation: str, other: str, limit: Any) -> None:
    """Raise ``ValueError`` unless two operands stand in an order; let expressions through.

    Parameters
    ----------
    name : str
        Parameter name of `value` for the message.
    value : float, ndarray or Altair expression
        Validated operand.
    relation : {"<=", ">=", ">"}
        How `value` must compare with `limit`.
    other : str
        Parameter name of `limit` for the message.
    limit : float, ndarray or Altair expression
        Validated operand; the shapes broadcast.

    Raises
    ------
    ValueError
        If both are numbers and an entry is not in that order.
    """
    if not (is_numeric(value) and is_numeric(limit)):
        return
    holds, rule = _ORDERS[relation]
    one, two = np.broadcast_arrays(value, limit)
    good = np.asarray(holds(one, two))
    if not np.all(good):
        index, where = _first(~good)
        found = f"{one[index].item()!r} and {two[index].item()!r}"
        raise ValueError(f"{name} must {rule} {other}, got {found}{where}")


_ORDERS: dict[str, tuple[np.ufunc, str]] = {
    "<=": (np.less_equal, "not exceed"),
    ">=": (np.greater_equal, "be at least"),
    ">": (np.greater, "be above"),
}


def scalar_or_array(array: FloatArray) -> FloatOrArray:
    """Return a zero-dimensional array as a float and any other array as it is.

    Parameters
    ----------
    array : ndarray
        Numbers of any shape.

    Returns
    -------
    float or ndarray
        The same numbers.
    """
    return float(array) if array.ndim == 0 else array


def _require(name: str, numbers: FloatArray, good: NDArray[np.bool_], rule: str) -> None:
    """Raise ``ValueError`` for the first entry of `numbers` that is not `good`."""
    if np.all(good):
        return
    index, where = _first(~np.asarray(good))
    raise ValueError(f"{name} must {rule}, got {float(numbers[index])!r}{where}")


def _first(bad: NDArray[np.bool_]) -> tuple[tuple[int, ...], str]:
    """Index of the first bad entry, and how a message names it."""
    index = tuple(int(i) for i in np.argwhere(bad)[0])
    return index, f" at index {index[0] if len(index) == 1 else index}" if index else ""
