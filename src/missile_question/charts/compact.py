"""Store a figure in little room: nearly equal specs as one and a difference, rows as columns.

The phone's drawing of a figure is the wide one with other sizes, other places and a layer less. A
notebook keeps the wide spec and the difference. JSON merge patches (RFC 7396) can say neither
``null`` nor one item of a list, and JSON Patch (RFC 6902) writes a long path for every number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

Change = dict[str, Any]


def difference(base: Any, other: Any) -> Change:
    """Return what turns one JSON tree into another, for :func:`patched`.

    Parameters
    ----------
    base, other : JSON values
        Objects, lists, texts, numbers, truth values, None.

    Returns
    -------
    dict
        ``{}`` where both are equal; ``{"=": other}`` where nothing is shared. For objects ``"~"``
        holds the changes by key, ``">"`` what a new key makes of the value of one that goes
        (``hconcat`` becomes ``vconcat``), ``"-"`` the keys that go. For lists ``"@"`` holds the
        changes by position, or, where the length differs, ``"*"`` the item each comes from and
        its change (``None`` for an item that is new).
    """
    if isinstance(base, dict) and isinstance(other, dict):
        return _object(base, other)
    if isinstance(base, list) and isinstance(other, list):
        return _list(base, other)
    # A truth value equals a number in Python, and not in JSON.
    return {} if type(base) is type(other) and base == other else {"=": other}


def patched(base: Any, change: Change) -> Any:
    """Return the tree that a difference describes; ``base`` stays as it is.

    Parameters
    ----------
    base : JSON value
        What :func:`difference` was given first.
    change : dict
        What it returned.

    Raises
    ------
    ValueError
        If the difference was not made for this tree.
    """
    if not change:
        return base
    if "=" in change:
        return change["="]
    try:
        if "@" in change:
            return [patched(value, change["@"].get(str(i), {})) for i, value in enumerate(base)]
        if "*" in change:
            return [patched(None if i is None else base[i], sub) for i, sub in change["*"]]
        new = {key: patched(base.get(key), sub) for key, sub in change.get("~", {}).items()}
        moved = {key: patched(base[old], sub) for key, (old, sub) in change.get(">", {}).items()}
        kept = {key: value for key, value in base.items() if key not in change.get("-", ())}
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError(f"change must be made for this base, got {change!r}") from error
    return {**kept, **new, **moved}


def columns(rows: Any) -> Any:
    """Return rows of equal fields with the names of the fields said once.

    Parameters
    ----------
    rows : JSON value
        A list of objects; whatever else it is, or rows of unequal fields, is returned as it is.

    Returns
    -------
    JSON value
        ``{"fields": names, "values": [[...], ...]}``, see :func:`rows_of`.
    """
    alike = isinstance(rows, list) and len(rows) > 1 and all(isinstance(r, dict) for r in rows)
    if not alike or any(row.keys() != rows[0].keys() for row in rows):
        return rows
    fields = sorted(rows[0])
    return {"fields": fields, "values": [[row[name] for name in fields] for row in rows]}


def rows_of(stored: Any) -> Any:
    """Return the rows that :func:`columns` stored."""
    if not isinstance(stored, dict) or stored.keys() != {"fields", "values"}:
        return stored
    return [dict(zip(stored["fields"], values, strict=True)) for values in stored["values"]]


def _object(base: dict[str, Any], other: dict[str, Any]) -> Change:
    gone = [key for key in base if key not in other]
    same = {k: difference(base[k], value) for k, value in other.items() if k in base}
    change: Change = {"~": {k: sub for k, sub in same.items() if sub}, ">": {}, "-": gone}
    for key in [key for key in other if key not in base]:
        old, sub = _shortest(((old, base[old]) for old in gone), other[key])
        if old is None:
            change["~"][key] = sub
        else:
            change[">"][key] = [old, sub]
    return {mark: value for mark, value in change.items() if value}


def _list(base: list[Any], other: list[Any]) -> Change:
    if len(base) == len(other):
        found = {str(i): difference(*pair) for i, pair in enumerate(zip(base, other, strict=True))}
        found = {place: sub for place, sub in found.items() if sub}
        return {"@": found} if found else {}
    items = {"*": [list(_shortest(enumerate(base), value)) for value in other]}
    return min(items, {"=": other}, key=lambda change: len(json.dumps(change)))


def _shortest(candidates: Iterable[tuple[Any, Any]], value: Any) -> tuple[Any, Change]:
    """Return the candidate's key from which a value differs least, and how; None if from none."""
    best: tuple[Any, Change] = (None, {"=": value})
    for key, base in candidates:
        sub = difference(base, value)
        if "=" not in sub and len(json.dumps(sub)) < len(json.dumps(best[1])):
            best = (key, sub)
    return best
