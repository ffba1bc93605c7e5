"""The data catalogue: the only part of the book that reads ``data/``.

Every table is described in ``datapackage.json`` (Frictionless). :func:`load` returns a table with
the types declared there, so that a chapter never parses a file itself. Tables that hold later
knowledge than the article's day, 11 February 2026, open only on request, for the epilogue.

The same files serve an installed wheel, where they lie in ``missile_question/_data``, and a clone
of the repository, where they lie in ``data/``.
"""

from __future__ import annotations

import io
import json
import math
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

__all__ = [
    "AfterArticleError",
    "Estimates",
    "describe",
    "estimates",
    "folder",
    "load",
    "load_geo",
    "sources_of",
    "tables",
]

_SUFFIX = "_after_article"


class AfterArticleError(ValueError):
    """Raised when a table with later knowledge is opened outside the epilogue."""


@dataclass(frozen=True)
class Estimates:
    """What different voices say about one quantity: the list and its range.

    There is deliberately no mean: figures that repeat one another, or that answer different
    questions, do not become truer by being averaged.

    Attributes
    ----------
    rows : pandas.DataFrame
        Every statement that was asked for, those without a figure included, one row each.
    lowest, highest : float
        Ends of the range over all figures; NaN if there is none.
    unit : str
        Unit of both.
    """

    rows: pd.DataFrame = field(repr=False, compare=False)
    lowest: float
    highest: float
    unit: str


@cache
def folder() -> Traversable:
    """Return the data folder: the packaged one if present, else the repository's."""
    packaged = resources.files("missile_question").joinpath("_data")
    if packaged.joinpath("datapackage.json").is_file():
        return packaged
    repository = Path(__file__).resolve().parents[2] / "data"
    if (repository / "datapackage.json").is_file():
        return repository
    raise FileNotFoundError("the book's data are neither in the package nor in a data/ folder")


def _read(path: str) -> str:
    """Return the text of one file of the data folder."""
    target = folder()
    for part in path.split("/"):
        target = target.joinpath(part)
    return target.read_text(encoding="utf-8")


@cache
def _resources() -> dict[str, dict[str, Any]]:
    """Return the resources of the data package by name."""
    package = json.loads(_read("datapackage.json"))
    return {resource["name"]: resource for resource in package["resources"]}


def _is_table(resource: dict[str, Any]) -> bool:
    """Tell a table from a map."""
    return "schema" in resource


def _resource(name: str, *, table: bool) -> dict[str, Any]:
    """Return one resource, or raise a ValueError that lists what there is."""
    known = {key: value for key, value in _resources().items() if _is_table(value) is table}
    if name in known:
        return known[name]
    kind = "table" if table else "map"
    raise ValueError(f"unknown {kind} {name!r}; the {kind}s are: {', '.join(known)}")


def _allow(resource: dict[str, Any], *, epilogue: bool) -> None:
    """Refuse later knowledge unless the epilogue asks for it."""
    if resource["after_article"] and not epilogue:
        raise AfterArticleError(
            f"table {resource['name']!r} holds what became known after 11 February 2026; "
            "only the epilogue may load it, with epilogue=True"
        )


def _typed(column: pd.Series[Any], spec: dict[str, Any]) -> pd.Series[Any]:
    """Convert a column of strings to the type its schema declares."""
    if spec["type"] == "boolean":
        return column == "true"
    if spec["type"] in ("integer", "number"):
        numbers = pd.to_numeric(column.mask(column == "")).astype("float64")
        whole = spec["type"] == "integer" and spec.get("constraints", {}).get("required", False)
        return numbers.astype("int64") if whole else numbers
    return column


@cache
def _frame(name: str) -> pd.DataFrame:
    """Read and type one table; callers get copies of the result."""
    resource = _resource(name, table=True)
    raw = pd.read_csv(io.StringIO(_read(resource["path"])), dtype=str, keep_default_na=False)
    specs = resource["schema"]["fields"]
    return pd.DataFrame({spec["name"]: _typed(raw[spec["name"]], spec) for spec in specs})


def tables(*, epilogue: bool = False) -> list[str]:
    """List the tables of the catalogue.

    Parameters
    ----------
    epilogue : bool, optional
        Include the tables with later knowledge than 11 February 2026.

    Returns
    -------
    list of str
        Names that :func:`load` accepts.

    Examples
    --------
    >>> "missile_ranges" in tables(), "missile_ranges_after_article" in tables()
    (True, False)
    """
    return [
        name
        for name, resource in _resources().items()
        if _is_table(resource) and (epilogue or not resource["after_article"])
    ]


def load(table: str, *, epilogue: bool = False) -> pd.DataFrame:
    """Return one table with the types declared in its schema.

    Parameters
    ----------
    table : str
        Name of the table, see :func:`tables`.
    epilogue : bool, optional
        Must be True to open a table with later knowledge than 11 February 2026.

    Returns
    -------
    pandas.DataFrame
        A fresh copy: changing it changes nothing for the next caller. Blank numbers are NaN
        (columns that may be blank are float), blank texts are empty strings, dates stay strings
        because many are only a year or a month.

    Raises
    ------
    ValueError
        If there is no such table.
    AfterArticleError
        If the table is reserved for the epilogue (a kind of ValueError).

    Examples
    --------
    >>> load("systems").query("named_in_article")["name"].to_list()
    ['Khorramshahr', 'Emad', 'Ghadr-1', 'Fattah-1', 'Dezful']
    """
    _allow(_resource(table, table=True), epilogue=epilogue)
    return _frame(table).copy()


def describe(table: str) -> dict[str, Any]:
    """Return title, description, licence, gaps and fields of a table.

    Parameters
    ----------
    table : str
        Name of the table. Descriptions are free to read also for the epilogue's tables.

    Returns
    -------
    dict
        A copy of the table's entry in the data package; the fields are under
        ``["schema"]["fields"]``, each with type, description and, for numbers, unit.

    Raises
    ------
    ValueError
        If there is no such table.
    """
    copy: dict[str, Any] = json.loads(json.dumps(_resource(table, table=True)))
    return copy


def load_geo(name: str) -> dict[str, Any]:
    """Return a map as a dictionary, ready for a chart.

    Parameters
    ----------
    name : {"basemap", "iran_outline"}
        ``basemap`` is TopoJSON (object ``countries``), ``iran_outline`` is GeoJSON.

    Returns
    -------
    dict
        The parsed file, new on every call.

    Raises
    ------
    ValueError
        If there is no such map.
    """
    document: dict[str, Any] = json.loads(_read(_resource(name, table=False)["path"]))
    return document


def sources_of(data: str | pd.DataFrame, *, epilogue: bool = False) -> pd.DataFrame:
    """Return the documents that a table, or a part of one, rests on.

    Parameters
    ----------
    data : str or pandas.DataFrame
        Name of a table, or any frame with a column whose name ends in ``source_id``.
    epilogue : bool, optional
        Must be True when a source is dated after 11 February 2026.

    Returns
    -------
    pandas.DataFrame
        Rows of the sources, in the order of first use, without repetition.

    Raises
    ------
    ValueError
        If the frame has no source column or names a source that does not exist.
    """
    frame = load(data, epilogue=epilogue) if isinstance(data, str) else data
    columns = [str(column) for column in frame.columns if str(column).endswith("source_id")]
    if not columns:
        raise ValueError("the frame has no column whose name ends in 'source_id'")
    cited = list(dict.fromkeys(frame[columns].to_numpy().ravel().tolist()))
    names = ["sources", "sources" + _SUFFIX] if epilogue else ["sources"]
    known = pd.concat([_frame(name) for name in names]).set_index("source_id", drop=False)
    wanted = [identifier for identifier in cited if identifier != ""]
    missing = [identifier for identifier in wanted if identifier not in known.index]
    if missing:
        raise ValueError(f"unknown source(s): {', '.join(map(str, missing))}")
    return known.loc[wanted].reset_index(drop=True)


def estimates(
    table: str, measure: str, *, epilogue: bool = False, **where: str | float | bool
) -> Estimates:
    """Return every statement about one quantity, and the range they span.

    Parameters
    ----------
    table : str
        Name of the table, see :func:`tables`.
    measure : str
        Quantity: a column of numbers, or the common stem of a pair such as ``range_km``, which
        stands for ``range_km_low`` and ``range_km_high``.
    epilogue : bool, optional
        Must be True to open a table with later knowledge than 11 February 2026.
    **where : str, float or bool
        Values that columns must have, such as ``system_id="ghadr-1", ring=True``.

    Returns
    -------
    Estimates
        The statements and the ends of their range, never a mean.

    Raises
    ------
    ValueError
        If the table, the quantity or a column does not exist, the quantity is no number, or no
        row has the values asked for.
    AfterArticleError
        If the table is reserved for the epilogue (a kind of ValueError).

    Examples
    --------
    >>> found = estimates("missile_ranges", "range_km", system_id="ghadr-1", ring=True)
    >>> found.lowest, found.highest, found.unit
    (1000.0, 2000.0, 'km')
    """
    rows = load(table, epilogue=epilogue)
    specs = {item["name"]: item for item in _resource(table, table=True)["schema"]["fields"]}
    columns = [
        c for c in (measure, f"{measure}_low", f"{measure}_high") if "unit" in specs.get(c, {})
    ]
    if not columns:
        stems = dict.fromkeys(
            re.sub(r"_(low|high)$", "", name) for name, spec in specs.items() if "unit" in spec
        )
        known = ", ".join(stems) or "none"
        raise ValueError(f"measure must be a quantity of {table} ({known}), got {measure!r}")
    for column, value in where.items():
        if column not in specs:
            raise ValueError(f"{table} has no column {column!r}; it has: {', '.join(specs)}")
        kept = rows[rows[column] == value]
        if kept.empty:
            known = ", ".join(map(str, dict.fromkeys(rows[column].tolist())))
            raise ValueError(f"no row of {table} has {column} = {value!r}; there are: {known}")
        rows = kept
    figures = rows[columns].to_numpy(dtype=float).ravel()
    figures = figures[~np.isnan(figures)]
    return Estimates(
        rows=rows.reset_index(drop=True),
        lowest=float(figures.min()) if figures.size else math.nan,
        highest=float(figures.max()) if figures.size else math.nan,
        unit=str(specs[columns[0]]["unit"]),
    )
