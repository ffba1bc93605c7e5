"""Read any answer: turn it into plain Python values, whatever it is, without ever raising.

A student's answer may be a number, ``"1,584 km"``, a NumPy scalar, a table, or an object whose own
methods fail. The judges see only what :func:`plain` makes of it: ``None`` (not answered), ``bool``,
``int``, ``float``, ``str``, ``list``, ``dict`` with ``str`` keys, :class:`Array`, :class:`Table` or
:class:`Odd`. Values of subclasses are rebuilt as their plain type, so that overloaded operators
never reach a comparison.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

__all__ = [
    "Array",
    "Odd",
    "Quantity",
    "Table",
    "as_mapping",
    "describe",
    "find_key",
    "finite_numbers",
    "is_unanswered",
    "near",
    "number",
    "plain",
]

_MOST_ITEMS = 10_000
_DEEPEST = 6
_PLACEHOLDERS = {"", "...", "…", "your answer", "todo"}
#: Kinds that are read one by one, besides lists and tuples.
_SERIES: tuple[type, ...] = (range, set, frozenset, KeysView, ValuesView, Iterator)

#: Units a student may write behind a number -> (name in words, how many km, or None).
_UNITS: dict[str, tuple[str, float | None]] = {
    "km": ("km", 1.0),
    "kms": ("km", 1.0),
    "kilometre": ("km", 1.0),
    "kilometres": ("km", 1.0),
    "kilometer": ("km", 1.0),
    "kilometers": ("km", 1.0),
    "m": ("metres", 0.001),
    "metres": ("metres", 0.001),
    "meters": ("metres", 0.001),
    "mi": ("miles", 1.609344),
    "mile": ("miles", 1.609344),
    "miles": ("miles", 1.609344),
    "nm": ("nautical miles", 1.852),
    "nmi": ("nautical miles", 1.852),
    "nautical miles": ("nautical miles", 1.852),
    "kg": ("kg", None),
    "kilograms": ("kg", None),
    "days": ("days", None),
    "weeks": ("weeks", None),
    "years": ("years", None),
    "°": ("degrees", None),
    "deg": ("degrees", None),
    "degrees": ("degrees", None),
    "%": ("per cent", None),
    "percent": ("per cent", None),
    "per cent": ("per cent", None),
}


@dataclass(frozen=True)
class Odd:
    """A value of a kind that no exercise asks for, in words."""

    what: str


class Array(list[Any]):
    """Values of a NumPy array or a pandas column, with its labels if it has any."""

    labels: list[str] | None = None


@dataclass(frozen=True)
class Table:
    """A table: names of the columns, and one mapping a row. A named index is a column."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]] = field(repr=False)


@dataclass(frozen=True)
class Quantity:
    """A number and the unit written with it, if any.

    Parameters
    ----------
    value : float
        As written.
    unit : str
        Name of the unit in words; empty if none was written.
    in_km : float or None
        The same length in km if the unit is one of length.
    """

    value: float
    unit: str = ""
    in_km: float | None = None


def plain(value: object) -> Any:
    """Return an answer as plain values; never raise.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    None, bool, int, float, str, list, dict, Array, Table or Odd
        None if it is a placeholder (``None``, ``...``, ``NotImplemented``).
    """
    try:
        return _plain(value, 0)
    except BaseException:  # an answer's own methods may raise anything at all
        return Odd(f"an object of type {_type_name(value)} that could not be read")


def _type_name(value: object) -> str:
    try:
        return str.__getitem__(type(value).__name__, slice(60))
    except BaseException:
        return "unknown"


def _plain(value: object, depth: int) -> Any:
    if value is None or value is ... or value is NotImplemented:
        return None
    if value is pd.NA or value is pd.NaT:
        return math.nan
    kind = type(value)
    if kind in (Array, Table, Odd):  # plain already: a part of an answer is judged on its own
        return value
    if depth > _DEEPEST:
        return Odd("something nested too deeply")
    if issubclass(kind, np.generic | np.ndarray | pd.Series | pd.Index | pd.DataFrame):
        return _from_arrays(value, depth)
    if issubclass(kind, bool | int | float | complex | str | bytes | Decimal | Fraction):
        return _scalar(value, kind)
    if issubclass(kind, dict):
        return _entries(value, depth)
    if issubclass(kind, list):
        return _items(list.__iter__(value), depth)  # type: ignore[arg-type]
    if issubclass(kind, tuple):
        return _items(tuple.__iter__(value), depth)  # type: ignore[arg-type]
    if issubclass(kind, _SERIES):
        return _items(value, depth)  # type: ignore[arg-type]
    if callable(value):
        return Odd("a function")
    if hasattr(kind, "__float__"):
        return float.__add__(float(value), 0.0)  # type: ignore[arg-type]
    return Odd(f"an object of type {_type_name(value)}")


def _scalar(value: Any, kind: type) -> Any:
    """Rebuild a scalar as the plain type it derives from."""
    if kind is bool:
        return value
    if issubclass(kind, int):
        return int.__add__(value, 0)
    if issubclass(kind, float):
        return float.__add__(value, 0.0)
    if issubclass(kind, str):
        return str.__getitem__(value, slice(None))
    if issubclass(kind, complex):
        return Odd("a complex number")
    if issubclass(kind, bytes):
        return Odd("bytes")
    return float(value)


def _items(values: Iterable[Any], depth: int) -> list[Any]:
    return [_plain(v, depth + 1) for v in itertools.islice(values, _MOST_ITEMS)]


def _entries(value: Any, depth: int) -> dict[str, Any]:
    items = itertools.islice(dict.items(value), _MOST_ITEMS)
    return {_key(k): _plain(v, depth + 1) for k, v in items}


def _key(value: object) -> str:
    """Return a key or a label as text."""
    found = _plain(value, _DEEPEST)
    return found if isinstance(found, str) else describe(found).removeprefix("the number ")


def _from_arrays(value: Any, depth: int) -> Any:
    if isinstance(value, np.generic):
        item = value.item()
        return float(value) if isinstance(item, np.generic) else _plain(item, depth + 1)
    if isinstance(value, pd.DataFrame):
        return _table(value, depth)
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return _plain(value.item(), depth + 1)
    if isinstance(value, np.ndarray) and value.size > _MOST_ITEMS:
        return Odd(f"an array of shape {value.shape}")
    found = Array(_items(value[:_MOST_ITEMS].tolist(), depth))
    if isinstance(value, pd.Series):
        found.labels = [_key(label) for label in value.index[:_MOST_ITEMS].tolist()]
    return found


def _table(value: pd.DataFrame, depth: int) -> Table:
    frame = value.head(_MOST_ITEMS)
    named = not isinstance(frame.index, pd.RangeIndex) or frame.index.name is not None
    columns = [_key(name) for name in frame.columns.tolist()]
    cells = [frame.iloc[:, i].tolist() for i in range(len(columns))]
    if named:
        levels = range(frame.index.nlevels)
        columns = [_key(frame.index.names[i] or f"index {i}") for i in levels] + columns
        cells = [frame.index.get_level_values(i).tolist() for i in levels] + cells
    rows = [
        {name: _plain(cell, depth + 1) for name, cell in zip(columns, row, strict=True)}
        for row in zip(*cells, strict=True)
    ]
    return Table(tuple(columns), rows)


def is_unanswered(value: Any) -> bool:
    """Whether a plain value is a placeholder: nothing, empty, or made of placeholders only.

    Parameters
    ----------
    value : object
        What :func:`plain` returned.
    """
    if value is None:
        return True
    if isinstance(value, str):
        return value.strip().casefold() in _PLACEHOLDERS
    if isinstance(value, list):
        return all(map(is_unanswered, value))
    if isinstance(value, dict):
        return all(map(is_unanswered, value.values()))
    if isinstance(value, Table):
        return not value.rows or not value.columns
    return False


def describe(value: Any) -> str:
    """Say in a few words what a plain value is.

    Parameters
    ----------
    value : object
        What :func:`plain` returned.
    """
    if value is None:
        return "nothing yet"
    if isinstance(value, bool):
        return f"the truth value {value}"
    if isinstance(value, int):
        return f"the number {value}" if abs(value) < 10**15 else "a number with too many digits"
    if isinstance(value, float):
        return f"the number {value:.10g}"
    if isinstance(value, str):
        return f"the text '{value}'" if len(value) <= 40 else f"a text of {len(value)} characters"
    if isinstance(value, Array):
        return f"an array of {len(value)}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return f"a dictionary with {len(value)} entries" if len(value) != 1 else (
            "a dictionary with one entry"
        )  # fmt: skip
    if isinstance(value, Table):
        shown = ", ".join(value.columns[:6]) + (", ..." if len(value.columns) > 6 else "")
        return f"a table of {len(value.rows)} rows with the columns {shown}"
    return value.what if isinstance(value, Odd) else "something else"


def number(value: Any) -> Quantity | None:
    """Return the number a plain value stands for, or None if it stands for none.

    Numbers, texts such as ``"1,584 km"``, and arrays of one element count as numbers; truth values
    do not.

    Parameters
    ----------
    value : object
        What :func:`plain` returned.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        try:
            return Quantity(float(value))
        except OverflowError:
            return Quantity(math.inf if value > 0 else -math.inf)
    if isinstance(value, float):
        return Quantity(value)
    if isinstance(value, Array) and len(value) == 1:
        return number(value[0])
    return _number_in_text(value) if isinstance(value, str) else None


def _number_in_text(text: str) -> Quantity | None:
    match = re.fullmatch(
        r"\s*(?:about|ca\.?|[≈~])?\s*"
        r"([+\-\u2212]?\d[\d\s.,'_\u2019]*?)\s*([a-z°%][a-z°% ]*)?\.?\s*",
        text[:80].casefold(),
    )
    unit = (match.group(2) or "").strip() if match else ""
    if match is None or (unit and unit not in _UNITS):
        return None
    digits = re.sub(r"[\s'_\u2019]", "", match.group(1)).replace("\u2212", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", digits):
        digits = digits.replace(",", "")
    elif "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    name, km = _UNITS[unit] if unit else ("", None)
    return Quantity(value, name, None if km is None else value * km)


def as_mapping(value: Any) -> dict[str, Any] | None:
    """Return a dictionary, or a labelled column, as a mapping; None if it is neither.

    Parameters
    ----------
    value : object
        What :func:`plain` returned.
    """
    if isinstance(value, dict):
        return {" ".join(k.replace("_", " ").split()).casefold(): v for k, v in value.items()}
    if isinstance(value, Array) and value.labels is not None:
        return as_mapping(dict(zip(value.labels, value, strict=True)))
    return None


def finite_numbers(cells: Iterable[Any], unit: str = "") -> list[float] | None:
    """Return cells as finite numbers, or None if one of them is none.

    Parameters
    ----------
    cells : iterable
        Plain values.
    unit : str
        Name of the one unit that may be written behind a number, in words (``"km"``,
        ``"per cent"``). A number with another unit is none.
    """
    found = [number(cell) for cell in cells]
    values = [
        q.value for q in found if q is not None and q.unit in ("", unit) and math.isfinite(q.value)
    ]
    return values if len(values) == len(found) else None


def near(got: Sequence[float], wanted: Sequence[float], within: float) -> bool:
    """Whether two columns have the same length and no two numbers differ by more than ``within``.

    Parameters
    ----------
    got, wanted : sequence of float
        Finite numbers; a NaN in ``wanted`` is near to nothing.
    within : float
        In the unit of the numbers; the edge itself counts as near, to the last bit.
    """
    return len(got) == len(wanted) and all(
        abs(a - b) <= within * (1 + 1e-9) for a, b in zip(got, wanted, strict=True)
    )


def find_key(text: Any, names: Mapping[str, str]) -> str | None:
    """Return the key that a text means, by the key itself or its name; None if it means none.

    Capitals do not count, and a blank or an underscore is as good as a hyphen.

    Parameters
    ----------
    text : object
        Plain value.
    names : mapping of str to str
        Keys with their names in words.
    """
    if not isinstance(text, str):
        return None
    wanted = _spelling(text)
    return next((k for k, v in names.items() if wanted in (_spelling(k), _spelling(v))), None)


def _spelling(text: str) -> str:
    return text.strip().casefold().replace("_", "-").replace(" ", "-")
