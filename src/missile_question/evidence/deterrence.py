"""What the tables say about deterrence: spending, aircraft, missiles, by who counts and how."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from missile_question import catalog
from missile_question.evidence.reach import records

#: Day on which the war of June 2025 began, the break in every series of the missile stock.
WAR = "2025-06-13"

BASES = ("constant", "current")
RULES = ("delivered", "inventory", "combat_capable", "flyable", "all_military")
SCOPES = ("all_ballistic", "medium_range", "short_range", "launchers")
MOMENTS = ("before", "after")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return the value if it is allowed, else raise a ValueError that lists what is."""
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, got {value!r}")
    return value


def _expenditure(kind: str) -> pd.DataFrame:
    """Return the rows of one kind: the book's own series, or printed headlines."""
    table = catalog.load("military_expenditure")
    return table[table["kind"] == kind].reset_index(drop=True)


def spending(country: str | None = None) -> pd.DataFrame:
    """Return what was worked out from SIPRI's database, one row a country and year.

    Parameters
    ----------
    country : str, optional
        Only this country.

    Returns
    -------
    pandas.DataFrame
        Columns of ``military_expenditure``: share_of_gdp_pct (per cent), index_2010 (2010 = 100),
        ratio_constant and ratio_current (times Iran's spending), changes (per cent). Missing years
        are NaN, never zero.

    Raises
    ------
    ValueError
        If the country is not in the table; the message lists those that are.
    """
    table = _expenditure("series")
    if country is None:
        return table
    known = tuple(dict.fromkeys(table["country"]))
    _one_of("country", country, known)
    return table[table["country"] == country].reset_index(drop=True)


def spending_ratio(country: str, basis: str) -> pd.Series[float]:
    """Return a country's spending as a multiple of Iran's, by year.

    Parameters
    ----------
    country : str
    basis : {"constant", "current"}
        Dollars of 2023, or dollars at each year's exchange rates.

    Returns
    -------
    pandas.Series
        Times Iran's spending; the index is the year. Years without a figure are left out.

    Raises
    ------
    ValueError
        If country or basis is unknown.
    """
    column = f"ratio_{_one_of('basis', basis, BASES)}"
    series: pd.Series[float] = spending(country).set_index("year")[column].dropna()
    return series


def revisions() -> pd.DataFrame:
    """Return what SIPRI printed at the time beside what its release of 2025 has for the same year.

    Returns
    -------
    pandas.DataFrame
        country, year, release, printed and revised (billion current dollars), factor (printed
        divided by revised), source_id; the largest overstatement first. A year for which SIPRI had
        no figure at the time is not here.
    """
    table = _expenditure("headline").rename(
        columns={"current_usd_bn": "printed", "revised_usd_bn": "revised"}
    )
    table = table.dropna(subset=["printed", "revised"])
    table = table.assign(factor=table["printed"] / table["revised"])
    columns = ["country", "year", "release", "printed", "revised", "factor", "source_id"]
    return table.sort_values("factor", ascending=False, kind="stable", ignore_index=True)[columns]


def with_ends(table: pd.DataFrame, low: str, high: str) -> pd.DataFrame:
    """Return the rows that carry a number, with the ends a chart can draw.

    Parameters
    ----------
    table : pandas.DataFrame
    low, high : str
        Columns of the lower and upper end, either of which may be NaN.

    Returns
    -------
    pandas.DataFrame
        The rows with at least one end, plus low and high (both filled), bound ("floor" if only a
        lower end was given, "ceiling" if only an upper one, else "") and doubtful (True for rows
        that are unverified or of low confidence, to be drawn hollow).
    """
    out = table.dropna(subset=[low, high], how="all").reset_index(drop=True)
    out["bound"] = ""
    out.loc[out[high].isna(), "bound"] = "floor"
    out.loc[out[low].isna(), "bound"] = "ceiling"
    out["low"] = out[low].fillna(out[high])
    out["high"] = out[high].fillna(out[low])
    out["doubtful"] = ~out["verified"] | (out["confidence"] == "low")
    return out


def span(table: pd.DataFrame) -> tuple[float, float]:
    """Return the lowest and highest number among rows of :func:`with_ends`.

    Raises
    ------
    ValueError
        If there are no rows.
    """
    if table.empty:
        raise ValueError("table must have at least one row with a number, got none")
    return float(table["low"].min()), float(table["high"].max())


def aircraft(
    country: str | None = None, rule: str | None = None, since: int = 0, *, epilogue: bool = False
) -> pd.DataFrame:
    """Return the counts of aircraft that carry a number, oldest first.

    Parameters
    ----------
    country : str, optional
        Only this country.
    rule : str, optional
        Only this counting rule, one of :data:`RULES`. Counts by different rules are not comparable.
    since : int, optional
        First year.
    epilogue : bool, optional
        Add what was published after the article.

    Returns
    -------
    pandas.DataFrame
        Columns of ``air_power`` and of :func:`with_ends` (numbers of aircraft).

    Raises
    ------
    ValueError
        If the rule is unknown.
    """
    names = ["air_power", *(["air_power_after_article"] if epilogue else [])]
    table = pd.concat([catalog.load(name, epilogue=epilogue) for name in names])
    if country is not None:
        table = table[table["country"] == country]
    if rule is not None:
        table = table[table["counting_rule"] == _one_of("rule", rule, RULES)]
    table = table[table["as_of"].str[:4].astype(int) >= since]
    out = with_ends(table, "aircraft_low", "aircraft_high")
    return out.sort_values("as_of", kind="stable", ignore_index=True)


def air_force_in_words() -> pd.DataFrame:
    """Return who says, without a number, that Iran's air force is weak, and what follows from it.

    Returns
    -------
    pandas.DataFrame
        as_of, counted_by, counted_by_side, counted (the statement in our words), publisher and url.
    """
    table = catalog.load("air_power")
    table = table[(table["counting_rule"] == "no_figure") & (table["country"] == "Iran")]
    sources = catalog.load("sources")[["source_id", "publisher", "url"]]
    columns = ["as_of", "counted_by", "counted_by_side", "counted", "publisher", "url"]
    return table.merge(sources, on="source_id").sort_values("as_of", ignore_index=True)[columns]


def missiles(
    kind: str = "stock",
    scope: str | None = None,
    moment: str | None = None,
    *,
    epilogue: bool = False,
) -> pd.DataFrame:
    """Return the estimates of the missile stock that carry a number, oldest first.

    Parameters
    ----------
    kind : {"stock", "projection"}
        What was said to exist, or what could come. A projection is not an observation.
    scope : str, optional
        One of :data:`SCOPES`. Estimates of different scope are not comparable.
    moment : {"before", "after"}, optional
        Before or after the war of June 2025.
    epilogue : bool, optional
        Add what was published after the article, also about earlier days.

    Returns
    -------
    pandas.DataFrame
        Columns of ``missile_inventory`` and of :func:`with_ends` (missiles, or launchers).

    Raises
    ------
    ValueError
        If kind, scope or moment is unknown.
    """
    _one_of("kind", kind, ("stock", "projection"))
    names = ["missile_inventory", *(["missile_inventory_after_article"] if epilogue else [])]
    table = pd.concat([catalog.load(name, epilogue=epilogue) for name in names])
    table = table[table["kind"] == kind]
    if scope is not None:
        table = table[table["scope"] == _one_of("scope", scope, SCOPES)]
    if moment is not None:
        table = table[table["moment"] == _one_of("moment", moment, MOMENTS)]
    out = with_ends(table, "count_low", "count_high")
    return out.sort_values("as_of", kind="stable", ignore_index=True)


def firm(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of :func:`with_ends` that are verified and not of low confidence."""
    return table[~table["doubtful"]].reset_index(drop=True)


def last_year() -> int:
    """Return the last year for which Iran's spending is known."""
    return int(spending("Iran").dropna(subset=["ratio_constant"])["year"].max())


def fleet_on_paper(since: int = 2008) -> tuple[float, float]:
    """Return the span of firm counts of Iran's combat aircraft on the books, from a year on."""
    return span(firm(aircraft("Iran", "inventory", since)))


def fleet_that_flies(since: int = 2008) -> tuple[float, float]:
    """Return the span of firm counts of Iran's combat aircraft that can fly, from a year on."""
    return span(firm(aircraft("Iran", "flyable", since)))


def stock_before_war(year: str = WAR[:4]) -> tuple[float, float]:
    """Return the span of firm estimates of the whole stock for the months before the war."""
    table = firm(missiles(scope="all_ballistic", moment="before"))
    return span(table[table["as_of"] >= year])


def verified_totals_after_war() -> int:
    """Return how many firm estimates of the whole stock exist for the time after the war."""
    return len(firm(missiles(scope="all_ballistic", moment="after")))


def numbers() -> SimpleNamespace:
    """Return the numbers the chapter's sentences use, as text.

    Returns
    -------
    types.SimpleNamespace
        Attributes named after what they hold; shares and changes in per cent, aircraft and missiles
        as counts, ratios as multiples of Iran's spending in constant and current dollars.
    """
    table = spending()
    year = last_year()
    last = records(table[table["year"] == year], "country")
    first = records(table[table["year"] == table["year"].min()], "country")
    revised = records(revisions(), "country")["Iran"]

    def ratios(rows: dict[str, dict[str, float]], country: str) -> str:
        constant, current = (rows[country][f"ratio_{basis}"] for basis in BASES)
        return between(constant, current)

    return SimpleNamespace(
        year=str(year),
        first_year=str(int(table["year"].min())),
        iran_share=f"{last['Iran']['share_of_gdp_pct']:.1f}",
        israel_share=f"{last['Israel']['share_of_gdp_pct']:.1f}",
        saudi_share=f"{last['Saudi Arabia']['share_of_gdp_pct']:.1f}",
        iran_change_constant=f"{last['Iran']['change_constant_pct']:+.0f}",
        iran_change_current=f"{last['Iran']['change_current_pct']:+.0f}",
        israel_ratio=ratios(last, "Israel"),
        israel_ratio_first=ratios(first, "Israel"),
        saudi_ratio=ratios(last, "Saudi Arabia"),
        revised_printed=f"{revised['printed']:.1f}",
        revised_now=f"{revised['revised']:.1f}",
        revised_year=str(revised["year"]),
        iran_inventory=between(*fleet_on_paper(), places=0),
        iran_flyable=between(*fleet_that_flies(), places=0),
        stock_before=between(*stock_before_war(), places=0),
        verified_after=str(verified_totals_after_war()),
    )


def between(one: float, other: float, places: int = 1) -> str:
    """Return two numbers in words, "low to high"; one number if both print alike."""
    low, high = (f"{value:,.{places}f}" for value in sorted((one, other)))
    return low if low == high else f"{low} to {high}"
