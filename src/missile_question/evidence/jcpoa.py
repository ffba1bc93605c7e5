"""Stock, clocks and yardsticks of the nuclear deal: the evidence of the chapter on the JCPOA.

Two traps are built in here so that no chapter falls into them. Masses are typed: a kilogram of
uranium, of its hexafluoride and of the isotope never meet in one column, and all conversions are
those of :mod:`missile_question.models.breakout`. And nothing is drawn through a gap: reports whose
amount nobody printed, and the time since the attacks of June 2025, stay empty.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from missile_question import catalog
from missile_question.evidence._keys import one_of
from missile_question.evidence.reach import as_rows, records
from missile_question.evidence.reading import points
from missile_question.evidence.verification import ARTICLE_DAY, count_word, year
from missile_question.models import breakout, forecasting

__all__ = [
    "ASSAYS",
    "CASES",
    "DIAL_LEVELS",
    "LAW_READINGS",
    "LEVELS",
    "NEVER",
    "QUANTITIES",
    "REASONS",
    "RULE_DAYS",
    "TAILS",
    "WEIGHINGS",
    "Piece",
    "a_year",
    "cap",
    "clocks",
    "date_words",
    "dial_weeks",
    "dials",
    "estimates",
    "gap_reports",
    "in_force",
    "knowledge_periods",
    "leanings",
    "missile_rules",
    "moment",
    "months",
    "multiples",
    "numbers",
    "piece_table",
    "pieces",
    "points",
    "quantities",
    "quantity_of",
    "rivals",
    "rules_on",
    "series",
    "stands",
    "stock",
    "updated",
    "uranium_kg",
    "ways_to_keep_or_drop",
    "weighed",
    "weighing",
    "why_left_out",
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


def date_words(when: str) -> str:
    """Return a full date as a reader writes it.

    Parameters
    ----------
    when : str
        Such as ``"2025-06-13"``.

    Examples
    --------
    >>> date_words("2025-06-13")
    '13 June 2025'
    """
    day = date.fromisoformat(when)
    return f"{day.day} {day:%B %Y}"


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
    one_of("level", level, LEVELS)
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
    one_of("level", level, ASSAYS)
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


# ---------------------------------------------------------------- the dials of the deal

#: What the arithmetic leaves in the waste: the share of U-235 that nobody bothers to take out.
TAILS = 0.003

#: Levels the reader may choose, in percent of U-235, as the reports count them.
DIAL_LEVELS: tuple[float, ...] = (3.67, 5.0, 20.0, 60.0)

#: Whose quantity -> name, and kilograms of uranium of 90 percent.
QUANTITIES: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "iaea": (
            "IAEA",
            float(
                breakout.KgU.from_u235(
                    breakout.SIGNIFICANT_QUANTITY_HEU, breakout.WEAPON_GRADE_ASSAY
                ).kg
            ),
        ),
        "isis": ("ISIS", float(breakout.ISIS_QUANTITY.kg)),
    }
)


def dial_weeks(
    product_kg: Any, stock_kg: Any, percent: Any, thousand_swu: Any, xp: Any = np
) -> Any:
    """Return the weeks to an amount of uranium of 90 percent, from the three dials.

    Parameters
    ----------
    product_kg : float or Altair expression
        Uranium of 90 percent that is asked for, in kg.
    stock_kg : float or Altair expression
        Enriched uranium at hand, in kg.
    percent : float or Altair expression
        Its level, in percent of U-235.
    thousand_swu : float or Altair expression
        Declared capacity in thousands of SWU a year.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    float or Altair expression
        Weeks.
    """
    swu = breakout.swu_needed(
        breakout.KgU(product_kg),
        breakout.WEAPON_GRADE_ASSAY,
        breakout.KgU(stock_kg),
        percent / 100.0,
        TAILS,
        xp,
    )
    return breakout.weeks(swu, thousand_swu * 1000.0)


def dials(stock_kg: float, level: str, capacity: float) -> list[dict[str, Any]]:
    """Return the weeks to one weapon's worth of material by both definitions.

    Parameters
    ----------
    stock_kg : float
        Enriched uranium at hand, in kg of uranium.
    level : str
        Its level in percent, one of :data:`DIAL_LEVELS` as text.
    capacity : float
        Declared capacity in thousands of SWU a year.

    Returns
    -------
    list of dict
        name (who defines), order, weeks, iaea and isis (weeks by either definition), months (by
        the IAEA's) and year (whether it takes twelve months or more).
    """
    weeks = {
        key: float(dial_weeks(kg, stock_kg, float(level), capacity))
        for key, (_, kg) in QUANTITIES.items()
    }
    return [
        {
            "name": QUANTITIES[key][0],
            "order": order,
            "weeks": weeks[key],
            **weeks,
            "months": months(weeks["iaea"]),
            "year": bool(a_year(weeks[key])),
        }
        for order, key in enumerate(QUANTITIES)
    ]


def months(weeks: Any) -> Any:
    """Return weeks as twelfths of a year."""
    return weeks * 12.0 / breakout.WEEKS_PER_YEAR


def a_year(weeks: Any) -> Any:
    """Return whether a time meets the yardstick of the deal's authors, twelve months."""
    return weeks >= breakout.WEEKS_PER_YEAR


# ---------------------------------------------------------------- the missile rules by day

#: Day for which a reader can ask -> why that day.
RULE_DAYS: Mapping[str, str] = MappingProxyType(
    {
        "2010-06-10": "10 June 2010, the day after resolution 1929",
        "2015-10-11": "11 October 2015, when the Emad was tested",
        "2016-03-09": "9 March 2016, under the deal",
        "2023-10-19": "19 October 2023, the day after Transition Day",
        "2025-09-29": "29 September 2025, after snapback",
        "2025-10-19": "19 October 2025, after the agreed end",
        ARTICLE_DAY: "11 February 2026, the article's day",
    }
)

#: Reading of the law -> how a sentence names it.
LAW_READINGS: Mapping[str, str] = MappingProxyType(
    {
        "e3_us": "France, Germany, the United Kingdom and the United States",
        "iran_russia_china": "Iran, Russia and China",
    }
)

#: Later than any day: a rule that did not come back.
NEVER = "9999-12-31"


def missile_rules() -> list[dict[str, Any]]:
    """Return the Security Council's rules on Iran's missiles with their days.

    Returns
    -------
    list of dict
        name, wording ("ban", "request" or "trade rule"), order, start and end (full dates), and
        under each key of :data:`LAW_READINGS` the day on which the rule came back, or
        :data:`NEVER`.
    """
    table = _load("regimes").set_index("regime_id")
    timeline = _load("timeline").set_index("event_id")
    early, ban, request = (
        table.loc[key] for key in ("unscr-1696-1803", "unscr-1929", "unscr-2231")
    )
    clause_end = str(request["missile_clause_end"])
    rows = [
        ("No missile supplies (1737)", "ban",
         str(timeline.loc["resolution-1737", "date"]), str(early["end"]), str(early["restored"])),
        ("Iran 'shall not' (1929)", "ban",
         str(ban["start"]), str(ban["end"]), str(ban["restored"])),
        ("Iran 'is called upon' (2231)", "request", str(request["start"]), clause_end, NEVER),
        ("Missile trade by permit (2231)", "trade rule", str(request["start"]), clause_end, NEVER),
    ]  # fmt: skip
    return [
        {
            "name": name, "wording": wording, "order": order, "start": start, "end": end,
            "e3_us": again, "iran_russia_china": NEVER,
        }
        for order, (name, wording, start, end, again) in enumerate(rows)
    ]  # fmt: skip


def in_force(day: Any, start: Any, end: Any, again: Any) -> Any:
    """Return whether a rule held on a day, all as ISO dates: text in its order of time."""
    return ((start <= day) & (day < end)) | (again <= day)


def rules_on(day: str, reading: str) -> list[dict[str, Any]]:
    """Return each missile rule and whether it held on a day by one reading.

    Parameters
    ----------
    day : str
        Key of :data:`RULE_DAYS`.
    reading : str
        Key of :data:`LAW_READINGS`.

    Returns
    -------
    list of dict
        name, order, wording, holds.
    """
    return [
        {
            "name": rule["name"],
            "order": rule["order"],
            "wording": rule["wording"],
            "holds": bool(in_force(day, rule["start"], rule["end"], rule[reading])),
        }
        for rule in missile_rules()
    ]


# ---------------------------------------------------------------- why missiles were left out

#: Proposed reason -> words. They do not exclude one another: each is judged for itself.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "verification": "Too hard to verify",
        "priority": "The bomb came first",
        "refusal": "Iran refused",
        "track": "The Security Council had it",
    }
)


@dataclass(frozen=True)
class Piece:
    """One piece of evidence on why the deal of 2015 has no missile clause.

    Parameters
    ----------
    key, short : str
        Name of its weight, and words for a chart.
    words : str
        What it says.
    who, date, url : str
        Document: publisher, date, address.
    ratios : mapping of str to float
        Reason -> how much likelier the piece is if the reason mattered than if not. Our judgement;
        a reason that is not named has 1.
    """

    key: str
    short: str
    words: str
    who: str
    date: str
    url: str
    ratios: Mapping[str, float]

    def ratio(self, reason: str) -> float:
        """Return the likelihood ratio for a reason."""
        return self.ratios.get(reason, 1.0)


@lru_cache(maxsize=1)
def pieces() -> tuple[Piece, ...]:
    """Return the pieces of evidence, earliest first, with our likelihood ratios.

    Returns
    -------
    tuple of Piece
        Rows of ``omission_evidence``. What the book itself did not find has no date or address:
        the documents in its row show what was read instead.
    """
    sources = records(_load("sources"), "source_id")
    found = []
    for row in as_rows(_load("omission_evidence")):
        source = {"date": "", "url": ""} if row["kind"] == "absence" else sources[row["source_id"]]
        ratios = {reason: row[f"ratio_{reason}"] for reason in REASONS}
        found.append(
            Piece(
                key=str(row["piece_id"]),
                short=str(row["label"]),
                words=str(row["statement"]),
                who=str(row["read_in"] or source["publisher"]),
                date=str(source["date"]),
                url=str(source["url"]),
                ratios=MappingProxyType(
                    {reason: float(ratio) for reason, ratio in ratios.items() if ratio == ratio}
                ),
            )
        )
    return tuple(found)


def leanings() -> pd.DataFrame:
    """Return how far each piece speaks for or against each reason, by our judgement.

    Returns
    -------
    pandas.DataFrame
        piece_id, place (order of the pieces), label, date (of what was said; blank for an
        absence), verified, reason (key of :data:`REASONS`), ratio (1 where the piece does not bear
        on the reason), lean ("for", "against" or "no"); one row a piece and reason.
    """
    rows = []
    for place, row in enumerate(as_rows(_load("omission_evidence"))):
        for reason in REASONS:
            found = float(row[f"ratio_{reason}"])
            ratio = found if found == found else 1.0
            rows.append(
                {
                    **{key: row[key] for key in ("piece_id", "label", "date", "verified")},
                    "place": place,
                    "reason": reason,
                    "ratio": ratio,
                    "lean": "for" if ratio > 1 else "against" if ratio < 1 else "no",
                }
            )
    return pd.DataFrame(rows)


#: Weights by which a reader may begin -> words and the weights that differ from 1.
WEIGHINGS: Mapping[str, tuple[str, Mapping[str, float]]] = MappingProxyType(
    {
        "ours": ("every piece as this book reads it", {}),
        "article": (
            "the best case for the article's reason",
            {"opaque": 2.0, "silence": 0.0, "promised": 0.0},
        ),
        "first": (
            "in the spirit of Thielmann, the bomb first",
            {"irrelevant": 2.0, "promised": 0.0},
        ),
        "critics": (
            "in the spirit of the deal's critics",
            {"irrelevant": 0.5, "promised": 2.0, "refused": 2.0},
        ),
        "documents": (
            "documents only, no statements",
            {"irrelevant": 0.0, "promised": 0.0, "refused": 0.0, "dispute": 0.0, "silence": 0.0},
        ),
        "halves": (
            "every piece at half weight, because the pieces overlap",
            dict.fromkeys(
                ("texts", "irrelevant", "promised", "opaque", "refused", "dispute", "silence"), 0.5
            ),
        ),
        "nothing": (
            "no evidence at all",
            dict.fromkeys(
                ("texts", "irrelevant", "promised", "opaque", "refused", "dispute", "silence"), 0.0
            ),
        ),
    }
)


def weighing(name: str) -> dict[str, float]:
    """Return the weight of every piece in a named weighing.

    Parameters
    ----------
    name : str
        Key of :data:`WEIGHINGS`.

    Returns
    -------
    dict
        Piece's key and weight.

    Raises
    ------
    ValueError
        If there is no such weighing.
    """
    one_of("name", name, WEIGHINGS)
    return {piece.key: WEIGHINGS[name][1].get(piece.key, 1.0) for piece in pieces()}


def weighed(ratio: Any, weight: Any) -> Any:
    """Return a likelihood ratio at a weight: 0 ignores the piece, 1 takes it, 2 counts it twice."""
    return ratio**weight


def updated(prior: Any, factor: Any) -> Any:
    """Return the probability in percent that a reason mattered, after evidence of this factor."""
    return 100.0 * forecasting.bayes_update(prior / 100.0, factor)


def stands(posterior: Any) -> Any:
    """Return whether a probability in percent is above one half; a tie is not."""
    return posterior > 50.0 + 1e-9


def why_left_out(prior: float, **weights: float) -> list[dict[str, Any]]:
    """Return how far the evidence carries each reason, each judged for itself.

    Parameters
    ----------
    prior : float
        Probability, in percent, that a reason mattered, before the evidence; one for all.
    **weights
        Weight of each piece, by its key.

    Returns
    -------
    list of dict
        name (of the reason), order, factor (all pieces together), posterior (percent), likely
        (above one half).

    Raises
    ------
    ValueError
        If a piece has no weight or a weight no piece.
    """
    known = pieces()
    if set(weights) != {piece.key for piece in known}:
        raise ValueError(
            f"weights must name {', '.join(piece.key for piece in known)}, got {list(weights)}"
        )
    rows = []
    for order, (reason, words) in enumerate(REASONS.items()):
        factor = 1.0
        for piece in known:
            factor = factor * weighed(piece.ratio(reason), weights[piece.key])
        posterior = float(updated(prior, factor))
        rows.append(
            {
                "name": words, "order": order, "factor": float(factor), "posterior": posterior,
                "likely": bool(stands(posterior)),
            }
        )  # fmt: skip
    return rows


def ways_to_keep_or_drop(reason: str, prior: float = 50.0) -> tuple[int, int]:
    """Return in how many selections of the pieces a reason ends above one half, and of how many.

    Parameters
    ----------
    reason : str
        Key of :data:`REASONS`.
    prior : float
        Percent before the evidence.

    Returns
    -------
    tuple of int
        Selections in which the reason stands, and all selections.

    Raises
    ------
    ValueError
        If the reason is unknown.
    """
    one_of("reason", reason, REASONS)
    keys = [piece.key for piece in pieces()]
    place = list(REASONS).index(reason)
    selections = list(itertools.product((0.0, 1.0), repeat=len(keys)))
    held = sum(
        why_left_out(prior, **dict(zip(keys, kept, strict=True)))[place]["likely"]
        for kept in selections
    )
    return held, len(selections)


def piece_table() -> pd.DataFrame:
    """Return the pieces of evidence with our factors, ready to be shown.

    Returns
    -------
    pandas.DataFrame
        Piece, one column a reason (factor as text, blank for 1), Read in, What it says; url.
    """
    return pd.DataFrame(
        [
            {
                "Piece": piece.short,
                **{
                    words: "" if piece.ratio(reason) == 1.0 else f"{piece.ratio(reason):g}"
                    for reason, words in REASONS.items()
                },
                "Read in": f"{piece.who}, {piece.date}".rstrip(", "),
                "What it says": piece.words,
                "url": piece.url,
            }
            for piece in pieces()
        ]
    )


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
        natanz_said=date_words(str(natanz["end_date"])),
        crossing_said=date_words(str(crossing["as_of_date"])),
        cut_said=date_words(str(spans["partial"]["start"])),
        lost_said=date_words(str(spans["lost"]["start"])),
        **_limits(),
        **_times(),
        **_reasons(),
    )


def _limits() -> dict[str, str]:
    """Return the limits, clocks and checks that sentences name."""
    limits = _load("jcpoa_limits").set_index("limit_id")
    checks = _load("inspections").set_index("inspection_id")["value_low"]

    def low(key: str) -> str:
        value = float(limits.loc[key, "limit_low"])
        return f"{value:,.0f}" if value >= 1000 else f"{value:g}"

    return {
        "natanz": low("centrifuges-enriching"),
        "fordow": low("centrifuges-fordow"),
        "all_machines": low("centrifuges-installed"),
        "before_machines": f"{float(limits.loc['centrifuges-installed', 'before_low']):,.0f}",
        "level": low("enrichment-level"),
        "gas": low("stock-uf6"),
        "before_gas": f"{float(limits.loc['stock-uf6', 'before_low']):,.0f}",
        "heavy_water": low("heavy-water"),
        "access_days": low("access-clock"),
        "critics_low": low("access-clock-critics"),
        "critics_high": f"{float(limits.loc['access-clock-critics', 'limit_high']):g}",
        "snapback_days": low("snapback-vote"),
        "seals": f"{checks['iran-2018-seals']:,.0f}",
        "field_days": f"{checks['iran-2017-days']:,.0f}",
        "accesses_2019": f"{checks['iran-2019-accesses']:.0f}",
        "bombed": f"{checks['iran-2025-bombed']:.0f}",
        "stock_end": str(limits.loc["stock-uf6", "end_date"])[:4],
    }


#: Settings of the dials that sentences name: stock in kg, level in percent, thousand SWU a year.
CASES: Mapping[str, tuple[float, str, float]] = MappingProxyType(
    {
        "deal": (200.0, "3.67", 5.0),
        "machines": (0.0, "3.67", 5.0),
        "before": (8110.0, "3.67", 10.0),
        "june": (440.0, "60", 5.0),
        "need": (200.0, "3.67", 190.0),
        "doubt": (200.0, "3.67", 6.5),
    }
)


def _times() -> dict[str, str]:
    """Return the weeks of the cases as sentences name them."""
    said = {}
    for name, setting in CASES.items():
        row = dials(*setting)[0]
        said[f"{name}_iaea"] = f"{row['iaea']:.0f}" if row["iaea"] >= 3 else f"{row['iaea']:.1f}"
        said[f"{name}_isis"] = f"{row['isis']:.0f}" if row["isis"] >= 3 else f"{row['isis']:.1f}"
        said[f"{name}_days"] = f"{7.0 * row['isis']:.0f}"
    stock_kg, level, capacity = CASES["june"]
    days = 7.0 * dials(stock_kg, level, capacity)[0]["isis"]
    final = _final_estimate()
    ends = sorted(capacity * days / final[end] for end in ("days_low", "days_high"))
    said["fits_low"], said["fits_high"] = (f"{end:.0f}" for end in ends)
    low, high = (_with_tails(tails, *CASES["deal"]) for tails in (TAILS + 0.001, TAILS - 0.001))
    said["tails_low"], said["tails_high"] = f"{low:.0f}", f"{high:.0f}"
    deal = dials(*CASES["deal"])[0]
    enough = (
        CASES["deal"][2] * deal["iaea"] / breakout.WEEKS_PER_YEAR
    )  # weeks fall as capacity grows
    said["year_capacity"] = f"{1000.0 * enough:,.0f}"
    said["year_share"] = f"{100.0 * enough / CASES['deal'][2]:.0f}"
    said["deal_months"] = f"{deal['months']:.1f}"
    said["from_stock"] = _share_from_stock("deal")
    said["isis_shorter"] = f"{100 * (1 - breakout.WEAPON_GRADE_ASSAY):.0f}"
    return said


def _share_from_stock(case: str) -> str:
    """Return the percent of the IAEA's quantity that a case's stock suffices for, as text."""
    stock_kg, level, capacity = CASES[case]
    both = breakout.compare_conventions(
        breakout.KgU(stock_kg), float(level) / 100.0, capacity * 1000.0, TAILS
    )
    return f"{100.0 * both.iaea.from_stock:.0f}"


def _final_estimate() -> Any:
    """Return the last published estimate that is firm."""
    table = estimates()
    return table[table["firm"]].iloc[-1]


def _with_tails(tails: float, stock_kg: float, level: str, capacity: float) -> float:
    """Return the IAEA's weeks if another share is left in the waste."""
    both = breakout.compare_conventions(
        breakout.KgU(stock_kg), float(level) / 100.0, capacity * 1000.0, tails
    )
    return both.iaea.weeks


def _reasons() -> dict[str, str]:
    """Return how the reasons stand under the named weighings, as sentences say it."""
    said = {}
    for name in WEIGHINGS:
        for reason, row in zip(REASONS, why_left_out(50.0, **weighing(name)), strict=True):
            said[f"{reason}_{name}"] = f"{row['posterior']:.0f}"
    held, ways = ways_to_keep_or_drop("verification")
    others = {f"held_{name}": str(ways_to_keep_or_drop(name)[0]) for name in ("refusal", "track")}
    ours = why_left_out(50.0, **weighing("ours"))[0]["factor"]
    return {
        **said,
        **others,
        "held": str(held),
        "ways": str(ways),
        "verification_factor": f"{ours:.2f}",
        "pieces": count_word(len(pieces())),
    }


def _isis_u235() -> breakout.KgU235:
    """Return the isotope in the 25 kg of weapon-grade uranium that ISIS counts."""
    return breakout.KgU235.from_u(breakout.ISIS_QUANTITY, breakout.WEAPON_GRADE_ASSAY)
