"""Answers as JSON: written in the student's process, read in the grader's, which trusts nothing.

Both ends know the plain values of :mod:`missile_question.checks.plain`. The student's process must
not import that package, since it holds expected answers; so :func:`encode` goes by the names of the
types, and only :func:`decode` imports them.
"""

from __future__ import annotations

import json
from typing import Any

__all__ = ["decode", "dumps", "encode"]

#: A larger integer is as good as this one to every judge: "a number with too many digits".
_MOST_BITS = 4000
_DEEPEST = 12
#: Bound here, since a student's code may replace what ``json`` holds.
_WRITE = json.JSONEncoder(separators=(",", ":")).encode


def encode(value: Any) -> Any:
    """Return a plain value as what JSON can hold, nothing lost.

    Parameters
    ----------
    value : object
        What :func:`missile_question.checks.plain.plain` returned.

    Returns
    -------
    object
        Numbers, texts, truth values and null as they are, all else as a list with a tag in front.

    Raises
    ------
    TypeError
        If it is no plain value.
    """
    kind = type(value).__name__
    if value is None or isinstance(value, bool | str | float):
        return value
    if isinstance(value, int):
        large = value.bit_length() > _MOST_BITS
        size = 1 << _MOST_BITS if large else -value if value < 0 else value
        return ["int", hex(-size if value < 0 else size)]
    if kind == "Array":
        return ["array", [encode(v) for v in value], value.labels]
    if isinstance(value, list):
        return ["list", [encode(v) for v in value]]
    if isinstance(value, dict):
        return ["dict", [[key, encode(v)] for key, v in value.items()]]
    if kind == "Table":
        rows = [[[name, encode(v)] for name, v in row.items()] for row in value.rows]
        return ["table", list(value.columns), rows]
    if kind == "Odd":
        return ["odd", value.what]
    if kind == "Raised":
        return ["raised", value.kind, value.message]
    raise TypeError(f"value must be a plain value, got {kind}")


def dumps(value: Any) -> bytes:
    """Return a plain value as JSON.

    Parameters
    ----------
    value : object
        As :func:`encode` takes it.
    """
    return _WRITE(encode(value)).encode("ascii")


def decode(found: Any) -> Any:
    """Return the plain value that JSON stands for; never raise.

    Parameters
    ----------
    found : object
        What ``json.loads`` made of bytes that a student's process may have written.

    Returns
    -------
    object
        A plain value, or a :class:`missile_question.checks.core.Raised`; an
        :class:`missile_question.checks.plain.Odd` for what :func:`encode` would not have written.
    """
    from missile_question.checks.plain import Odd

    try:
        return _decode(found, 0)
    except (TypeError, ValueError, IndexError, RecursionError):
        return Odd("something that could not be read")


def _text(found: Any) -> str:
    if type(found) is not str:
        raise TypeError("no text")
    return found


def _decode(found: Any, depth: int) -> Any:
    from missile_question.checks.core import Raised
    from missile_question.checks.plain import Array, Odd, Table

    if depth > _DEEPEST:
        raise ValueError("too deep")
    if found is None or type(found) in (bool, str, float):
        return found
    if type(found) is not list:  # a bare integer is never written
        raise TypeError("no tag")
    tag, *rest = found
    if tag == "int":
        size = int(_text(rest[0]), 16)
        if size.bit_length() > _MOST_BITS + 1:
            raise ValueError("too long")
        return size
    if tag == "list":
        return [_decode(v, depth + 1) for v in rest[0]]
    if tag == "array":
        made = Array(_decode(v, depth + 1) for v in rest[0])
        made.labels = None if rest[1] is None else [_text(label) for label in rest[1]]
        if made.labels is not None and len(made.labels) != len(made):
            raise ValueError("labels do not fit")
        return made
    if tag == "dict":
        return {_text(key): _decode(v, depth + 1) for key, v in rest[0]}
    if tag == "table":
        columns = tuple(_text(name) for name in rest[0])
        rows = [{_text(name): _decode(v, depth + 1) for name, v in row} for row in rest[1]]
        if any(set(row) != set(columns) for row in rows):
            raise ValueError("cells do not fit")
        return Table(columns, rows)
    if tag == "odd":
        return Odd(_text(rest[0])[:200])
    if tag == "raised":
        return Raised(_text(rest[0])[:100], _text(rest[1])[:300])
    raise ValueError("unknown tag")
