"""Stock, clocks and yardsticks of the nuclear deal: the evidence of the chapter on the JCPOA.

Two traps are built in here so that no chapter falls into them. Masses are typed: a kilogram of
uranium, of its hexafluoride and of the isotope never meet in one column, and all conversions are
those of :mod:`missile_question.models.breakout`. And nothing is drawn through a gap: reports whose
amount nobody printed, and the time since the attacks of June 2025, stay empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from missile_question import catalog
from missile_question.evidence.reach import as_rows
from missile_question.evidence.verification import ARTICLE_DAY, year
from missile_question.models import breakout

__all__ = [
    "ASSAYS",
    "LEVELS",
    "cap",
    "clocks",
    "estimates",
    "gap_reports",
    "knowledge_periods",
    "levels_add_up",
    "milestones",
    "moment",
    "multiples",
    "numbers",
    "quantities",
    "quantity_of",
    "readings_of_termination_day",
    "rivals",
    "series",
    "stock",
    "uranium_kg",
    "yardsticks",
]

#: Part of the stock: key of the table -> words.
LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "total": "all levels together",
        "u2": "up to 2 %",
        "u5": "up to 5 %",
        "u20": "up to 20 %",
        "u60": "up to 60 %",
    }
)

#: Part of the stock -> share of U-235 with which it is counted: the nominal level, which is an
#: upper bound, because "up to 20 %" is what the reports say.
ASSAYS: Mapping[str, float] = MappingProxyType({"u5": 0.05, "u20": 0.20, "u60": 0.60})


def _load(table: str) -> Any:
    """Return a table; untyped, because pandas' types cannot know what a column holds."""
    return catalog.load(table)


def moment(when: str) -> float:
    """Return a partial date as the decimal year in the middle of what it can mean.

    Parameters
    ----------
    when : str
        Year, year-month or full date, as in the tables.

    Returns
    -------
    float
        Decimal year.

    Raises
    ------
    ValueError
        If the text is no such date.

    Examples
    --------
    >>> round(moment("2021-08"), 3)
    2021.623
    """
    return (year(when) + year(when, last=True)) / 2.0


# ---------------------------------------------------------------- the stock


def cap() -> breakout.KgU:
    """Return the deal's ceiling of 300 kg UF6 as uranium.

    Returns
    -------
    KgU
        202.8 kg of uranium.
    """
    table = _load("enriched_stock")
    row = table[(table["value_kind"] == "cap") & (table["basis"] == "kg_uf6")].iloc[0]
    return breakout.KgU.from_uf6(breakout.KgUF6(float(row["kg"])))


def uranium_kg(kg: float, basis: str) -> float:
    """Return an amount of the table in kilograms of uranium.

    Parameters
    ----------
    kg : float
        The amount in kg of what `basis` says.
    basis : {"kg_u", "kg_uf6", "unstated"}
        As in the table.

    Returns
    -------
    float
        kg of uranium; NaN where the source does not say what it counts.

    Raises
    ------
    ValueError
        If the basis is unknown.
    """
    if basis == "kg_u":
        return float(kg)
    if basis == "kg_uf6":
        return float(breakout.KgU.from_uf6(breakout.KgUF6(kg)).kg) if kg == kg else np.nan
    if basis == "unstated":
        return np.nan
    raise ValueError(f"basis must be one of kg_u, kg_uf6, unstated, got {basis!r}")


def stock() -> pd.DataFrame:
    """Return every statement about the stock, with its place in time and its mass of uranium.

    Returns
    -------
    pandas.DataFrame
        The columns of ``enriched_stock`` plus when (decimal year of as_of_date), uranium_kg (kg of
        uranium, NaN if none was given or the unit is not stated) and publisher.
    """
    table = _load("enriched_stock").merge(
        _load("sources")[["source_id", "publisher"]], on="source_id", how="left"
    )
    table["when"] = table["as_of_date"].map(moment)
    pairs = zip(table["kg"], table["basis"], strict=True)
    table["uranium_kg"] = [uranium_kg(kg, basis) for kg, basis in pairs]
    ordered: pd.DataFrame = table.sort_values(["when", "stock_id"], kind="stable")
    return ordered.reset_index(drop=True)


def gap_reports() -> pd.DataFrame:
    """Return the reports of which only a verdict on the cap is known, no amount.

    Returns
    -------
    pandas.DataFrame
        Rows of :func:`stock`.
    """
    table = stock()
    return table[table["value_kind"].isin(["below_cap", "above_cap"])].reset_index(drop=True)


def series(level: str = "total") -> pd.DataFrame:
    """Return the amounts of one level that may be joined into a line, earliest first.

    Parameters
    ----------
    level : str
        Key of :data:`LEVELS`.

    Returns
    -------
    pandas.DataFrame
        Rows of :func:`stock` plus run: a number that changes where reports without an amount for
        this level lie between two amounts. A line may be drawn within a run, never across.

    Raises
    ------
    ValueError
        If the level is unknown; the message lists the levels.
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, got {level!r}")
    table = stock()
    joined = table[table["in_series"]]
    mine = joined[joined["level"] == level].reset_index(drop=True)
    reports = set(joined[joined["level"] == "total"]["when"])
    reports |= set(table[table["value_kind"] == "below_cap"]["when"])
    missing = np.array(sorted(reports - set(mine["when"])))
    mine["run"] = [int((missing < when).sum()) for when in mine["when"]]
    return mine


def rivals() -> pd.DataFrame:
    """Return the amounts that contradict the series, beside what they contradict.

    Returns
    -------
    pandas.DataFrame
        stock_id, level, when (decimal year), uranium_kg of the rival, series_kg (what the series
        has for the same report), series_id, confidence, note; kg of uranium.
    """
    table = stock()
    plain = table["basis"].eq("kg_u") & table["value_kind"].isin(["reported", "derived"])
    # A row that counts one chemical form only, and says so, answers another question.
    other = plain & ~table["in_series"] & table["forms"].eq("unstated")
    out = []
    for row in as_rows(table[other]):
        mine = series(row["level"])
        nearest = mine.iloc[(mine["when"] - row["when"]).abs().argmin()]
        out.append(
            {
                "stock_id": row["stock_id"],
                "level": row["level"],
                "when": float(nearest["when"]),
                "uranium_kg": row["uranium_kg"],
                "series_kg": float(nearest["uranium_kg"]),
                "series_id": str(nearest["stock_id"]),
                "confidence": row["confidence"],
                "note": row["note"],
            }
        )
    return pd.DataFrame(out)


def multiples() -> pd.DataFrame:
    """Return the totals as multiples of the deal's ceiling.

    Returns
    -------
    pandas.DataFrame
        stock_id, as_of_date, when (decimal year), uranium_kg, times (1 = at the ceiling).
    """
    table = series("total")
    table["times"] = table["uranium_kg"] / cap().kg
    return table[["stock_id", "as_of_date", "when", "uranium_kg", "times"]]


def levels_add_up() -> pd.DataFrame:
    """Return, for reports with all four levels, their sum beside the published sum.

    Returns
    -------
    pandas.DataFrame
        report_date, levels_kg (sum of the four levels), uf6_kg (what the report gives for all
        UF6), total_kg (all chemical forms); kg of uranium.
    """
    table = stock()
    out = []
    for when, report in table[table["basis"] == "kg_u"].groupby("report_date"):
        levels = report[report["level"].isin(["u2", "u5", "u20", "u60"]) & report["in_series"]]
        whole = report[(report["level"] == "total") & (report["forms"] == "uf6")]
        total = report[(report["level"] == "total") & report["in_series"]]
        if len(levels) == 4 and len(whole) and len(total):
            out.append(
                {
                    "report_date": when,
                    "levels_kg": float(levels["uranium_kg"].sum()),
                    "uf6_kg": float(whole["uranium_kg"].iloc[0]),
                    "total_kg": float(total["uranium_kg"].iloc[0]),
                }
            )
    return pd.DataFrame(out)


def knowledge_periods() -> list[dict[str, Any]]:
    """Return what the IAEA could see, and from when to when, up to the article's day.

    Returns
    -------
    list of dict
        key ("full", "partial", "lost"), start and end (dates as text), from and to (decimal
        years). The first period starts with the deal; the next two start when Iran stopped the
        extra monitoring and with the attacks, both read from the tables.
    """
    limits = _load("jcpoa_limits").set_index("limit_id")
    table = _load("enriched_stock")
    seen = table[(table["knowledge"] != "lost") & (table["level"] == "total")]
    dates = [
        str(limits.loc["implementation-day", "start_date"]),
        str(limits.loc["additional-protocol", "passed_on"]),
        str(seen["as_of_date"].max()),
        ARTICLE_DAY,
    ]
    return [
        {"key": key, "start": start, "end": end, "from": year(start), "to": year(end)}
        for key, start, end in zip(("full", "partial", "lost"), dates[:-1], dates[1:], strict=True)
    ]


# ---------------------------------------------------------------- significant quantities


def quantities(level: str = "u60") -> pd.DataFrame:
    """Return how many of the IAEA's significant quantities a part of the stock holds.

    Counted as it stands, without enriching it, at the nominal level: an upper bound.

    Parameters
    ----------
    level : str
        Key of :data:`ASSAYS`.

    Returns
    -------
    pandas.DataFrame
        stock_id, as_of_date, when (decimal year), uranium_kg, quantities (number).

    Raises
    ------
    ValueError
        If the level has no nominal assay; the message lists those that have.
    """
    if level not in ASSAYS:
        raise ValueError(f"level must be one of {', '.join(ASSAYS)}, got {level!r}")
    table = series(level)
    mass = breakout.KgU(table["uranium_kg"].to_numpy(dtype=float))
    table["quantities"] = breakout.significant_quantities(mass, ASSAYS[level])
    return table[["stock_id", "as_of_date", "when", "uranium_kg", "quantities"]]


def quantity_of(assay: float) -> breakout.KgU:
    """Return the uranium of a given level that holds one significant quantity.

    Parameters
    ----------
    assay : float
        Share of U-235, from 0.2 on.

    Returns
    -------
    KgU
        Mass of uranium: 41.7 kg at 0.6.

    Raises
    ------
    ValueError
        If the share is below 0.2, where another quantity counts, or above 1.
    """
    if not breakout.HEU_ASSAY <= assay <= 1.0:
        raise ValueError(f"assay must lie in [{breakout.HEU_ASSAY}, 1], got {assay!r}")
    return breakout.KgU.from_u235(breakout.SIGNIFICANT_QUANTITY_HEU, assay)


#: Yardstick -> words for a chart; the numbers come from the table.
_YARDSTICK_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "sq-plutonium": "Plutonium",
        "sq-u233": "Uranium-233",
        "isis-25-kg": "Uranium of 90 %",
        "sq-heu": "Uranium of 20 % and more",
        "press-42-kg": "Uranium of 60 %",
        "sq-leu": "Uranium below 20 %",
        "sq-natural-uranium": "Natural uranium",
        "sq-depleted-uranium": "Depleted uranium",
        "sq-thorium": "Thorium",
    }
)


def yardsticks() -> pd.DataFrame:
    """Return the amounts that stand for "one weapon's worth", by who counts with them.

    Returns
    -------
    pandas.DataFrame
        parameter_id, material, kg (kg of what counts says), counts (the substance counted, such as
        "U-235"), label (amount and unit as the source has them), used_by, verified; lightest first.
    """
    table = _load("safeguards_parameters").set_index("parameter_id", drop=False)
    rows = []
    for key, words in _YARDSTICK_WORDS.items():
        row = table.loc[key]
        unit, counts = str(row["unit"]).split(" ", 1)
        rows.append(
            {
                "parameter_id": key,
                "material": words,
                "kg": float(row["value_low"]) * (1000.0 if unit == "tonnes" else 1.0),
                "counts": counts,
                "label": f"{row['value_low']:,.0f} {row['unit']}",
                "used_by": str(row["used_by"]),
                "verified": bool(row["verified"]),
            }
        )
    return pd.DataFrame(rows).sort_values("kg", kind="stable", ignore_index=True)


# ---------------------------------------------------------------- the clocks


def clocks(day: str = ARTICLE_DAY) -> pd.DataFrame:
    """Return the clauses with a clock, and where each clock stood on a day.

    Only what was agreed: whether it was kept is in passed_on, whether it was disputed in contested.

    Parameters
    ----------
    day : str
        Full date.

    Returns
    -------
    pandas.DataFrame
        The columns of ``jcpoa_limits`` plus from and to (decimal years), passed (decimal year or
        NaN), run_out (whether the agreed end had come), days_left (negative once it had come);
        earliest end first. Milestones, yardsticks and one side's readings are left out.

    Raises
    ------
    ValueError
        If `day` is no full date.
    """
    try:
        today = pd.Timestamp(day) if len(day) == 10 else None
    except ValueError:
        today = None
    if today is None:
        raise ValueError(f"day must be a full date such as {ARTICLE_DAY}, got {day!r}")
    table = _load("jcpoa_limits")
    table = table[
        (table["end_date"] != "")
        & (table["position"] == "agreed_text")
        & ~table["topic"].isin(["milestone", "yardstick"])
        & (table["limit_id"] != "stock-u")  # the twin of stock-uf6 in another unit: one clause
    ].copy()
    table["from"] = table["start_date"].map(year)
    table["to"] = table["end_date"].map(year)
    table["passed"] = [moment(when) if when else np.nan for when in table["passed_on"]]
    table["days_left"] = [(pd.Timestamp(end) - today).days for end in table["end_date"]]
    table["run_out"] = table["days_left"] <= 0
    ordered: pd.DataFrame = table.sort_values(["to", "from", "limit_id"], kind="stable")
    return ordered.reset_index(drop=True)


def milestones() -> pd.DataFrame:
    """Return the four named days of the deal.

    Returns
    -------
    pandas.DataFrame
        limit_id, provision, day (full date), when (decimal year), contested.
    """
    table = _load("jcpoa_limits")
    table = table[(table["topic"] == "milestone") & (table["position"] == "agreed_text")].copy()
    # A named day stands in start_date; one that a clock leads to, in end_date.
    table["day"] = table["end_date"].where(table["end_date"] != "", table["start_date"])
    table["when"] = table["day"].map(year)
    columns = ["limit_id", "provision", "day", "when", "contested"]
    ordered: pd.DataFrame = table.sort_values("when")[columns]
    return ordered.reset_index(drop=True)


def readings_of_termination_day() -> pd.DataFrame:
    """Return what each side says became of Termination Day.

    Returns
    -------
    pandas.DataFrame
        position, day (full date), words, publisher, url.
    """
    table = _load("jcpoa_limits")
    table = table[table["position"].isin(["e3_us", "iran_russia_china"])].merge(
        _load("sources")[["source_id", "publisher", "url"]], on="source_id"
    )
    table = table.rename(columns={"start_date": "day", "limit_text": "words"})
    out: pd.DataFrame = table[["position", "day", "words", "publisher", "url"]]
    return out


# ---------------------------------------------------------------- breakout estimates


def _bound(low: float, high: float) -> str:
    """Return what kind of number a pair of ends is."""
    if low != low:
        return "at most"
    if high != high:
        return "at least"
    return "about" if low == high else "from to"


def estimates(*, everything: bool = False) -> pd.DataFrame:
    """Return the published estimates of breakout time, oldest first.

    Parameters
    ----------
    everything : bool
        Also those that may not stand in one chart: other definitions, delays, "unknown".

    Returns
    -------
    pandas.DataFrame
        The columns of ``breakout_estimates`` plus when (decimal year of refers_to), bound ("about",
        "from to", "at least", "at most"), days (the shortest time said, or the longest where only
        that was said; a point to draw, not a mean) and firm (whether words were not turned into
        numbers by us and the row is verified).
    """
    table = _load("breakout_estimates")
    table["when"] = table["refers_to"].map(moment)
    ends = zip(table["days_low"], table["days_high"], strict=True)
    table["bound"] = [_bound(low, high) for low, high in ends]
    table["days"] = table["days_low"].fillna(table["days_high"])
    table["firm"] = (
        table["verified"] & (table["days_basis"] != "read") & (table["confidence"] != "low")
    )
    if not everything:
        table = table[table["plotted"]]
    ordered: pd.DataFrame = table.sort_values(["when", "said_on"], kind="stable")
    return ordered.reset_index(drop=True)


# ---------------------------------------------------------------- for sentences


def numbers() -> SimpleNamespace:
    """Return the numbers that the chapter's sentences print, as text, so that they cannot drift."""
    totals, sixty = multiples(), quantities("u60")
    last, under = totals.iloc[-1], totals[totals["times"] <= 1.0]
    table = clocks()
    natanz = as_rows(table[table["limit_id"] == "centrifuges-enriching"])[0]
    gap = gap_reports()
    crossing = gap[gap["value_kind"] == "above_cap"].iloc[0]
    spans = {row["key"]: row for row in knowledge_periods()}
    plotted = estimates()
    final = plotted[plotted["firm"]].iloc[-1]
    return SimpleNamespace(
        cap=f"{cap().kg:.1f}",
        last_total=f"{last['uranium_kg']:,.1f}",
        last_times=f"{last['times']:.0f}",
        last_day=str(last["as_of_date"]),
        highest_under=f"{under['uranium_kg'].max():,.1f}",
        crossing_day=str(crossing["as_of_date"]),
        no_amount=str(int((gap["value_kind"] == "below_cap").sum())),
        last_sixty=f"{sixty['uranium_kg'].iloc[-1]:,.1f}",
        last_quantities=f"{sixty['quantities'].iloc[-1]:.1f}",
        quantity_sixty=f"{quantity_of(ASSAYS['u60']).kg:.1f}",
        quantity_ninety=f"{quantity_of(breakout.WEAPON_GRADE_ASSAY).kg:.1f}",
        isis_u235=f"{_isis_u235().kg:.1f}",
        monitoring_cut=str(spans["partial"]["start"]),
        sight_lost=str(spans["lost"]["start"]),
        clocks=str(len(table)),
        clocks_out=str(int(table["run_out"].sum())),
        natanz_end=str(natanz["end_date"]),
        natanz_days=str(-natanz["days_left"]),
        last_clock=str(table["end_date"].iloc[-1])[:4],
        estimates=str(len(plotted)),
        last_estimate=f"{final['days_low']:.0f} to {final['days_high']:.0f}",
    )


def _isis_u235() -> breakout.KgU235:
    """Return the isotope in the 25 kg of weapon-grade uranium that ISIS counts."""
    return breakout.KgU235.from_u(breakout.ISIS_QUANTITY, breakout.WEAPON_GRADE_ASSAY)
