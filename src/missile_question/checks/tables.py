"""Read tables, columns and sets in answers, and judge their cells.

Readers return what they read, or a :class:`~missile_question.checks.core.Verdict` that says what is
wrong with its shape; they take plain values and never raise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from missile_question.checks.core import (
    Misconception,
    Status,
    Verdict,
    combine,
    first_shown,
    listed,
)
from missile_question.checks.plain import (
    Table,
    as_mapping,
    describe,
    find_key,
    finite_numbers,
    is_unanswered,
    near,
)

__all__ = [
    "column_slip",
    "judge_cells",
    "judge_column",
    "own_work",
    "read_columns",
    "read_rows",
    "read_set",
]

# ---------------------------------------------------------------- a table by columns


def read_columns(
    value: Any, names: Sequence[str], wants: str, *, even: bool = True
) -> dict[str, list[Any]] | Verdict:
    """Return the named columns of a table, or what is wrong with its shape.

    Parameters
    ----------
    value : object
        Plain value; should be a table, or a dictionary of lists.
    names : sequence of str
        Columns needed, in small letters; others are passed over.
    wants : str
        "a table with the columns ...".
    even : bool
        Whether all columns must have the same number of rows.

    Returns
    -------
    dict of str to list, or Verdict
        The cells of each column in the order of the rows; "unanswered" or "type" if there are none.
    """
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    given = value
    if isinstance(value, Table):
        given = {name: [row[name] for row in value.rows] for name in value.columns}
    if not isinstance(given, dict) or not all(isinstance(v, list) for v in given.values()):
        return Verdict(0.0, "type", f"Expected {wants}, got {describe(value)}.")
    lower = {name.strip().casefold(): list(column) for name, column in given.items()}
    missing = [name for name in names if name not in lower]
    if missing:
        says = f"The column {' and '.join(missing)} is missing; got {describe(value)}."
        return Verdict(0.0, "type", says)
    found = {name: lower[name] for name in names}
    if even and len({len(column) for column in found.values()}) > 1:
        return Verdict(0.0, "type", "The columns do not have the same number of rows.")
    return found


def column_slip(
    name: str,
    says: str,
    value: Callable[[], Sequence[float]],
    within: float,
    credit: float = 0.0,
) -> Misconception:
    """Return a misconception shown by a column, which is computed when first needed.

    Parameters
    ----------
    name, says, credit
        As :class:`~missile_question.checks.core.Misconception`.
    value : callable
        Returns the column that the mistake gives, as long as the right one.
    within : float
        How near to it counts, for every number.
    """
    return Misconception(name, says, lambda got: near(got, value(), within), credit)


def judge_column(
    cells: Sequence[Any],
    *,
    expected: Sequence[float],
    within: float,
    right: str,
    wants: str,
    misconceptions: Iterable[Misconception] = (),
    nudge: str | Callable[[list[float]], str],
    unit: str = "",
) -> Verdict:
    """Judge a column of numbers as a whole.

    Parameters
    ----------
    cells : sequence
        Plain values.
    expected : sequence of float
        The right column.
    within : float
        Tolerance for every number.
    right, wants : str
        Said of a right column, tolerance included; and what every row should hold.
    misconceptions : iterable of Misconception
        Tried in order; ``shows`` gets the list of numbers, as :func:`column_slip` makes it.
    nudge : str, or callable that makes it from the numbers
        Said if none applies.
    unit : str
        Unit that a cell may carry, in words.
    """
    if all(map(is_unanswered, cells)):
        return Verdict(0.0, "unanswered", "")
    got = finite_numbers(cells, unit)
    if got is None:
        return Verdict(0.0, "type", f"expected {wants}.")
    if near(got, expected, within):
        return Verdict(1.0, "right", right)
    shown = first_shown(misconceptions, got)
    return shown or Verdict(0.0, "wrong", nudge if isinstance(nudge, str) else nudge(got))


# ---------------------------------------------------------------- a table by rows with names


def read_rows(
    value: Any,
    keys: Mapping[str, str],
    columns: Sequence[str],
    *,
    wants: str,
    each: str,
    only: str,
    twice: str = "{} has more than one row.",
) -> dict[str, dict[str, Any]] | Verdict:
    """Return the rows of a table by the key they name, or what is wrong with its shape.

    Parameters
    ----------
    value : object
        Plain value; should be a table, a list of dictionaries, or a dictionary of dictionaries.
    keys : mapping of str to str
        Every key that needs one row -> its name in words. A row is known by a text in any of its
        cells, as in :func:`~missile_question.checks.plain.find_key`.
    columns : sequence of str
        Columns needed, in small letters.
    wants : str
        "a table with one row a system and the columns ...".
    each : str
        What a row stands for ("system").
    only : str
        Behind "There is a row for 'x'" ("which is not one of the five systems").
    twice : str
        Said of the name of a key with several rows.

    Returns
    -------
    dict of str to dict, or Verdict
        Row by key, in the order of the answer; "unanswered" or "type" if there are none.
    """
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    if isinstance(value, Table):
        rows = [{k.strip().casefold(): v for k, v in row.items()} for row in value.rows]
    elif isinstance(value, list) and all(isinstance(v, dict) for v in value):
        rows = [as_mapping(v) or {} for v in value]
    elif isinstance(value, dict) and all(isinstance(v, dict) for v in value.values()):
        rows = [{each: k, **(as_mapping(v) or {})} for k, v in value.items()]
    else:
        return Verdict(0.0, "type", f"Expected {wants}, got {describe(value)}.")
    missing = [name for name in columns if any(name not in row for row in rows)]
    if missing:
        says = f"The column {' and '.join(missing)} is missing; got {describe(value)}."
        return Verdict(0.0, "type", says)
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = next((k for k in (find_key(v, keys) for v in row.values()) if k), None)
        if key is None:
            texts = (v.strip()[:40] for v in row.values() if isinstance(v, str))
            other = next(filter(None, texts), "a row without a name")
            return Verdict(0.0, "type", f"There is a row for '{other}'{only}")
        if key in found:
            says = f"{twice.format(keys[key])} Make one row a {each}."
            return Verdict(0.0, "type", says)
        found[key] = row
    lost = ", ".join(name for key, name in keys.items() if key not in found)
    return Verdict(0.0, "type", f"No row for {lost}.") if lost else found


def judge_cells(
    cells: Mapping[str, Any],
    expected: Mapping[str, float],
    *,
    same: Callable[[float, float], bool],
    right: str,
    mistakes: Iterable[tuple[str, str, Mapping[str, float]]] = (),
    names: Mapping[str, str] | None = None,
    joint: str = ", ",
    wants: str = "a number for {}",
    unit: str = "",
) -> Verdict:
    """Judge a column of numbers cell by cell; a mistake has to explain every wrong cell.

    Parameters
    ----------
    cells : mapping of str to object
        Key of a row -> plain value.
    expected : mapping of str to float
        The right numbers.
    same : callable
        ``same(got, wanted) -> bool``: whether a number counts as another.
    right : str
        Said of a right column, tolerance included.
    mistakes : iterable of (name, words, mapping of str to float)
        Tried in order: the name of a misconception, what is said, and the numbers it gives. One
        that gives the right numbers is passed over.
    names : mapping of str to str, optional
        Keys -> their names in words; the keys themselves if left out.
    joint : str
        Between two names.
    wants : str
        What a cell should be; ``{}`` stands for the name of its row.
    unit : str
        Unit that a cell may carry, in words.
    """
    if all(map(is_unanswered, cells.values())):
        return Verdict(0.0, "unanswered", "")
    called = names or {key: key for key in expected}
    got: dict[str, float] = {}
    for key, cell in cells.items():
        numbers = finite_numbers([cell], unit)
        if numbers is None:
            says = f"expected {wants.format(called[key])}, got {describe(cell)}."
            return Verdict(0.0, "type", says)
        (got[key],) = numbers
    wrong = [key for key in expected if not same(got[key], expected[key])]
    if not wrong:
        return Verdict(1.0, "right", right)
    there = joint.join(called[key] for key in wrong)
    for name, says, given in mistakes:
        fits = all(key in given and same(got[key], given[key]) for key in wrong)
        if fits and not all(same(v, expected[key]) for key, v in given.items()):
            return Verdict(0.0, "wrong", f"{says} Look at {there}.", name)
    return Verdict(0.0, "wrong", f"not right for {there}.")


def own_work(found: Mapping[str, Verdict], *own: str, cost: float) -> Verdict:
    """Join verdicts where the starter code gives some columns: they only cost when spoilt.

    Parameters
    ----------
    found : mapping of str to Verdict
        By column.
    *own : str
        The columns that the student makes; they alone earn points, and the same each.
    cost : float
        Share of the points that each spoilt column of the others takes away.
    """
    if all(found[name].status == "unanswered" for name in own):
        which = f"column {own[0]} is" if len(own) == 1 else f"columns {listed(own)} are"
        return Verdict(0.0, "unanswered", f"The {which} still open.")
    spoilt = sum(v.status != "right" for name, v in found.items() if name not in own)
    share = max(0.0, sum(found[name].share for name in own) / len(own) - cost * spoilt)
    joined = combine(found, dict.fromkeys(found, 1.0))
    status: Status = "wrong" if joined.status == "partly" and not share else joined.status
    return replace(joined, share=share, status=status)


# ---------------------------------------------------------------- a set of names


def read_set(
    value: Any,
    find: Callable[[Any], str | None],
    *,
    wants: str,
    stranger: str,
    blanks: bool = False,
    may_be_empty: bool = False,
) -> frozenset[str] | Verdict:
    """Return a set of keys, or what is wrong with its shape.

    Parameters
    ----------
    value : object
        Plain value; should be a list, or a text with commas between the names.
    find : callable
        Returns the key that an item means, or None.
    wants : str
        "a list of names".
    stranger : str
        Said of an item that means nothing; ``{}`` stands for its description.
    blanks : bool
        Whether blanks part the names in a text without commas.
    may_be_empty : bool
        Whether an empty list is an answer: the empty set.

    Returns
    -------
    frozenset of str, or Verdict
        "unanswered" or "type" if there is no set.
    """
    if is_unanswered(value) and not (may_be_empty and value == []):
        return Verdict(0.0, "unanswered", "")
    items = value
    if isinstance(value, str):
        items = value.split() if blanks and "," not in value else value.split(",")
    if not isinstance(items, list):
        return Verdict(0.0, "type", f"Expected {wants}, got {describe(value)}.")
    items = [item.strip() if isinstance(item, str) else item for item in items]
    keys = [find(item) for item in items]
    for item, key in zip(items, keys, strict=True):
        if key is None:
            return Verdict(0.0, "type", stranger.format(describe(item)))
    return frozenset(key for key in keys if key is not None)
