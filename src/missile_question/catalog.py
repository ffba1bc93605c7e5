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
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pandas as pd

__all__ = [
    "AfterArticleError",
    "Estimates",
    "describe",
    "estimates",
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
    """What different voices say about the range of one missile.

    There is deliberately no mean: figures that repeat one another, or that answer different
    questions, do not become truer by being averaged.

    Attributes
    ----------
    system_id, name : str
        The missile.
    rows : pandas.DataFrame
        Every statement in the catalogue, one row each.
    lowest_km, highest_km : float
        Ends of the spread over the statements that may be drawn as a ring; NaN if there is none.
    independent : bool
        True if someone other than Iran assessed the range with a figure.
    """

    system_id: str
    name: str
    rows: pd.DataFrame = field(repr=False, compare=False)
    lowest_km: float
    highest_km: float
    independent: bool


@cache
def _folder() -> Traversable:
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
    target = _folder()
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
    >>> tables()
    ['sources', 'systems', 'missile_ranges', 'us_sites', 'cities']
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


def estimates(system: str) -> Estimates:
    """Return every statement about one missile's range, and how far they spread.

    Parameters
    ----------
    system : str
        Identifier (``"ghadr-1"``) or name (``"Ghadr-1"``) of the missile.

    Returns
    -------
    Estimates
        The statements and the ends of their spread, never a mean. The spread counts the
        statements that may be drawn as a ring; distances flown, floors and evident slips stay
        in the rows but do not widen it.

    Raises
    ------
    ValueError
        If the missile is not in the catalogue.

    Examples
    --------
    >>> found = estimates("Ghadr-1")
    >>> found.lowest_km, found.highest_km
    (1000.0, 2000.0)
    """
    systems = _frame("systems")
    match = systems[(systems["system_id"] == system) | (systems["name"] == system)]
    if match.empty:
        raise ValueError(f"unknown system {system!r}; known: {', '.join(systems['system_id'])}")
    identifier, name = str(match["system_id"].iloc[0]), str(match["name"].iloc[0])
    ranges = load("missile_ranges")
    rows = ranges[ranges["system_id"] == identifier].reset_index(drop=True)
    drawn = rows[rows["ring"]]
    ends = drawn[["range_km_low", "range_km_high"]].to_numpy(dtype=float).ravel()
    figures = [float(value) for value in ends if not math.isnan(value)]
    foreign = rows[(rows["basis"] == "assessed") & (rows["claimant_side"] != "Iran") & rows["ring"]]
    return Estimates(
        system_id=identifier,
        name=name,
        rows=rows,
        lowest_km=min(figures, default=math.nan),
        highest_km=max(figures, default=math.nan),
        independent=not foreign.empty,
    )
