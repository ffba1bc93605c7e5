"""Regimes, inspections and what they dealt with: the evidence of the verification chapter.

The tables keep every figure in its own unit. The functions here compare only what shares a unit,
and say so: an inspection is a day's visit in one regime and weeks of work in another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from missile_question import catalog
from missile_question.evidence.reach import as_rows, records
from missile_question.models import verification

__all__ = [
    "ARTICLE_DAY",
    "PACE",
    "SETTINGS",
    "cases",
    "count_word",
    "inf_quota",
    "inf_totals",
    "iran_shares",
    "missile_regimes",
    "months",
    "numbers",
    "pace",
    "regime_spans",
    "regimes",
    "same_effort",
    "statements",
    "year",
]

#: The day as of which the book argues.
ARTICLE_DAY = "2026-02-11"

#: How a state came to accept inspectors: key of the table -> words for a case.
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "reciprocal": "each side inspects the other",
        "defeated": "imposed after a lost war",
        "willing": "offered by the state itself",
        "sanctioned": "imposed on a state that objects",
        "negotiated": "agreed in talks",
        "standing": "open to all states",
        "voluntary": "one state's own word",
    }
)

_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


def count_word(count: int) -> str:
    """Return a count as a word up to twelve, else as digits: ``count_word(3)`` is ``"three"``."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else f"{count:,}"


# ---------------------------------------------------------------- dates


def year(when: str, *, last: bool = False) -> float:
    """Return a partial date as a decimal year: its first moment, or its last.

    Parameters
    ----------
    when : str
        Year, year-month or full date, as in the tables.
    last : bool
        Whether the end of the year, month or day is meant.

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
    >>> round(year("1988-07"), 2), year("2019", last=True)
    (1988.5, 2020.0)
    """
    try:
        parts = [int(part) for part in when.split("-")]
        if len(parts) > 3:
            raise ValueError
        first = date(*[*parts, 1, 1][:3])
        if not last:
            moment = first
        elif len(parts) == 1:
            moment = date(parts[0] + 1, 1, 1)
        elif len(parts) == 2:
            moment = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        else:
            moment = date.fromordinal(first.toordinal() + 1)
    except (TypeError, ValueError):
        raise ValueError(
            f"when must be a year, a year-month or a full date, got {when!r}"
        ) from None
    start = date(moment.year, 1, 1).toordinal()
    length = date(moment.year + 1, 1, 1).toordinal() - start
    return moment.year + (moment.toordinal() - start) / length


def months(start: str, end: str) -> float:
    """Return the length of a period in months, its first and last day included.

    Raises
    ------
    ValueError
        If the period ends before it begins, or a date cannot be read.
    """
    length = 12 * (year(end, last=True) - year(start))
    if length <= 0:
        raise ValueError(f"end must not lie before start ({start}), got {end!r}")
    return length


# ---------------------------------------------------------------- regimes


def regimes() -> pd.DataFrame:
    """Return the table of regimes, with what the chapter asks of each.

    Returns
    -------
    pandas.DataFrame
        The columns of ``regimes``, plus limited (may missiles be held only within a limit?) and
        checked (were they, and did inspectors look on the spot?).
    """
    table = catalog.load("regimes")
    table["limited"] = table["missile_rule"] == "possession"
    table["checked"] = table["limited"] & table["onsite_missile_checks"]
    return table


def missile_regimes() -> pd.DataFrame:
    """Return the regimes with any rule on missiles, once each.

    An inspectorate carries out another row's rule and is not counted again.
    """
    table = regimes()
    kept = table["covers_missiles"] & (table["kind"] != "inspectorate")
    return table[kept].reset_index(drop=True)


def cases() -> pd.DataFrame:
    """Return the regimes that limited missiles and were checked on the spot.

    Returns
    -------
    pandas.DataFrame
        Rows of :func:`missile_regimes`, oldest first, plus words (the setting, in words).
    """
    table = missile_regimes()
    table = table[table["checked"]].sort_values("start", kind="stable", ignore_index=True)
    table["words"] = table["setting"].map(dict(SETTINGS))
    return table


def _span(row: Mapping[str, Any], start: str, end: str, sort: str) -> dict[str, Any]:
    return {
        "regime_id": row["regime_id"],
        "name": row["short_name"],
        "subject": row["subject"],
        # A bare year of the first checks must not draw them before the rule itself.
        "from_year": round(max(year(start), year(row["start"])), 3),
        "to_year": round(min(year(end, last=True), year(ARTICLE_DAY, last=True)), 3),
        "sort": sort,
    }


def regime_spans() -> pd.DataFrame:
    """Return the stretches of time of every regime, ready to be drawn.

    Returns
    -------
    pandas.DataFrame
        regime_id, name, subject, from_year, to_year (decimal years), sort: ``checks`` (missiles
        checked on the spot), ``limit`` (missiles limited, no such checks), ``other`` (in force,
        without a limit on holding missiles), ``one_reading`` (in force by one reading only).
        Inspectorates are left out: their work is the ``checks`` of the rule they carried out.
    """
    rows: list[dict[str, Any]] = []
    table = regimes()
    for row in as_rows(table[table["kind"] != "inspectorate"]):
        end = row["end"] or ARTICLE_DAY
        rows.append(_span(row, row["start"], end, "limit" if row["limited"] else "other"))
        if row["checked"]:
            rows.append(_span(row, row["checks_start"], row["checks_end"], "checks"))
        if row["end_status"] == "contested":
            rows.append(_span(row, row["restored"] or end, ARTICLE_DAY, "one_reading"))
    return pd.DataFrame(rows)


# ---------------------------------------------------------------- inspections


def statements(unit: str) -> pd.DataFrame:
    """Return every statement in one unit, with its regime and its source.

    Parameters
    ----------
    unit : str
        Unit as in the table. There is no way to ask for several: they do not compare.

    Returns
    -------
    pandas.DataFrame
        The columns of ``inspections`` plus regime (short name), publisher, title, date and url.

    Raises
    ------
    ValueError
        If no row has that unit; the message lists the units.
    """
    table = catalog.load("inspections")
    known = sorted(set(table["unit"]))
    if unit not in known:
        raise ValueError(f"unit must be one of {', '.join(known)}, got {unit!r}")
    names = catalog.load("regimes")[["regime_id", "short_name"]]
    names = names.rename(columns={"short_name": "regime"})
    sources = catalog.load("sources")[["source_id", "publisher", "title", "date", "url"]]
    table = table[table["unit"] == unit].merge(names, on="regime_id").merge(sources, on="source_id")
    return table.sort_values(["regime_id", "period_start"], kind="stable", ignore_index=True)


def _figures() -> dict[str, dict[str, Any]]:
    """Return the rows of ``inspections`` by their id."""
    return records(catalog.load("inspections"), "inspection_id")


def _value(row: Mapping[str, Any]) -> float:
    """Return a row's one figure; a floor or a ceiling stands for itself."""
    return float(row["value_high"] if np.isnan(row["value_low"]) else row["value_low"])


#: The counts that :func:`pace` compares: label, short label, and the rows that add up to it.
PACE: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("Iraq (UN), winter 2002-03", "Iraq 2002-03", ("iraq-unmovic-january",)),
    ("Iraq (UN), to March 2003", "Iraq to March 2003", ("iraq-unmovic-total",)),
    ("Iraq (UN), residents, 1997", "Iraq 1997, resident", ("iraq-unscom-1997-resident",)),
    ("Iraq (UN), visitors, 1997", "Iraq 1997, visiting", ("iraq-unscom-1997-visiting",)),
    ("CFE, 30 states, 1992-96", "CFE 1992-96", ("cfe-1996-inspections",)),
    ("Iran (IAEA), 2024", "Iran 2024", ("iran-2024-inspections",)),
    ("Iran (IAEA), 2019", "Iran 2019", ("iran-2019-inspections",)),
    ("OPCW, 86 states, 1997-2013", "OPCW 1997-2013", ("cwc-2013-inspections",)),
    ("INF, both sides, 1988-2001", "INF 1988-2001", ("inf-us-2001", "inf-others-2001")),
    ("New START, first year", "New START 2011", ("new-start-2011-us", "new-start-2011-russia")),
    ("New START, to 2020", "New START to 2020", ("new-start-total",)),
    ("Iran (IAEA), late 2025", "Iran, late 2025", ("iran-2025-inspections",)),
)


def pace() -> pd.DataFrame:
    """Return inspections a month under each regime, as each counts its own.

    Months, not years: two of the periods are shorter than half a year.

    Returns
    -------
    pandas.DataFrame
        label, short, regime_id, inspections, months, per_month, floor (was "more than" said?),
        verified, missiles (did the inspectors look at missiles?), in the order of :data:`PACE`.

    Raises
    ------
    ValueError
        If rows that are added do not share unit, kind and period, or are no inspections.
    """
    figures = _figures()
    checked = records(catalog.load("regimes"), "regime_id")
    rows = []
    for label, short, identifiers in PACE:
        parts = [figures[identifier] for identifier in identifiers]
        first = parts[0]
        for part in parts:
            if (part["unit"], part["kind"]) != ("inspections", "done"):
                raise ValueError(
                    f"unit and kind of {part['inspection_id']} must be inspections done, "
                    f"got {part['unit']} {part['kind']}"
                )
            if (part["period_start"], part["period_end"]) != (
                first["period_start"],
                first["period_end"],
            ):
                raise ValueError(
                    f"period of {part['inspection_id']} must be that of {first['inspection_id']}, "
                    f"got {part['period_start']} to {part['period_end']}"
                )
        total = sum(_value(part) for part in parts)
        length = months(first["period_start"], first["period_end"])
        rows.append(
            {
                "label": label,
                "short": short,
                "regime_id": first["regime_id"],
                "inspections": int(total),
                "months": round(length, 1),
                "per_month": round(total / length, 1),
                "floor": any(np.isnan(part["value_high"]) for part in parts),
                "verified": all(bool(part["verified"]) for part in parts),
                "missiles": bool(checked[first["regime_id"]]["onsite_missile_checks"]),
            }
        )
    return pd.DataFrame(rows)


# ---------------------------------------------------------------- the INF quota


def inf_quota() -> pd.DataFrame:
    """Return the short-notice inspections allowed to each side, by treaty year.

    Returns
    -------
    pandas.DataFrame
        treaty_year (1 to 13, beginning 1 June), starts (calendar year), quota (inspections a year
        and side), cumulative (since the beginning).
    """
    table = catalog.load("inspections")
    steps = table[(table["regime_id"] == "inf") & (table["unit"] == "inspections_per_year")]
    rows = [
        {"starts": int(start), "quota": int(step["value_low"])}
        for step in as_rows(steps)
        for start in range(int(year(step["period_start"])), int(year(step["period_end"])))
    ]
    out = pd.DataFrame(rows).sort_values("starts", ignore_index=True)
    out.insert(0, "treaty_year", np.arange(1, len(out) + 1))
    out["cumulative"] = out["quota"].cumsum()
    return out


def inf_totals() -> pd.DataFrame:
    """Return what the INF allowed and what was done in its thirteen years of inspection.

    Returns
    -------
    pandas.DataFrame
        label, short, inspections, sort (``right``, ``done`` or ``doubtful``).
    """
    figures = _figures()
    american, others = _value(figures["inf-us-2001"]), _value(figures["inf-others-2001"])
    entries = [
        ("surprise, allowed to each side", "allowed a side",
         _value(figures["inf-quota-total"]), "right"),
        ("all, by the others", "made by others", others, "done"),
        ("all, by the US", "made by the US", american, "done"),
        ("all, by both", "made by both", american + others, "done"),
        ("in print, perhaps a slip", "in print, a slip?",
         _value(figures["inf-both-acronym"]), "doubtful"),
    ]  # fmt: skip
    return pd.DataFrame(
        [
            {"label": label, "short": short, "inspections": int(value), "sort": sort}
            for label, short, value, sort in entries
        ]
    )


# ---------------------------------------------------------------- Iran's share


def iran_shares() -> pd.DataFrame:
    """Return Iran's share of the IAEA's work in 2024, by what is counted and against what.

    Returns
    -------
    pandas.DataFrame
        key, label, short, of (``35 states``, ``world`` or ``claim``), part, whole, percent. The
        world's row is a ceiling: the whole is "more than" its figure.
    """
    figures = {key: _value(row) for key, row in _figures().items()}
    inspections, designs = figures["iran-2024-inspections"], figures["iran-2024-verifications"]
    # No access under the protocol was left in 2024, so inspections and design checks are all
    # of Iran's share in the activities that the IAEA counts for the world.
    activities = inspections + designs + figures["iran-2021-accesses"]
    entries = [
        ("inspections", "inspections, of 35 states", "inspections",
         inspections, figures["csa35-2024-inspections"], "35 states"),
        ("person_days", "person-days, of 35 states", "person-days",
         figures["iran-2024-person-days"], figures["csa35-2024-person-days"], "35 states"),
        ("verifications", "design checks, of 35 states", "design checks",
         designs, figures["csa35-2024-verifications"], "35 states"),
        ("activities", "all checks, of the world", "worldwide",
         activities, figures["world-2024-activities"], "world"),
    ]  # fmt: skip
    rows = [
        {"key": key, "label": label, "short": short, "of": of, "part": int(part),
         "whole": int(whole), "percent": round(100 * part / whole, 1)}
        for key, label, short, part, whole, of in entries
    ]  # fmt: skip
    claim = figures["iran-2024-share-claim"]
    rows.insert(
        0,
        {"key": "claim", "label": "headline: all resources", "short": "headline",
         "of": "claim", "part": 0, "whole": 0, "percent": claim},
    )  # fmt: skip
    return pd.DataFrame(rows)


# ---------------------------------------------------------------- the same effort, hidden or not


def same_effort(single_look: float = 0.5, steps: int = 50) -> pd.DataFrame:
    """Return what the INF's highest and lowest quota would find, by how open the objects are.

    One forbidden object, looked at as often as the quota allows in a year. Either it is open to
    view part of the time (it has to move, train or be tested), or it is among the part of all
    such objects that is declared, and hidden for good if it is not.

    Parameters
    ----------
    single_look : float
        Probability that one look at an open object recognises it, in [0, 1]. An assumption.
    steps : int
        Steps along the share, at least 1.

    Returns
    -------
    pandas.DataFrame
        visits (looks a year), hidden (``at times`` or ``all year``), share (0 to 1), detection
        (probability per year).

    Raises
    ------
    ValueError
        If an argument is out of its range.
    """
    if steps < 1:
        raise ValueError(f"steps must be at least 1, got {steps!r}")
    quota = inf_quota()["quota"]
    share = np.linspace(0.0, 1.0, steps + 1)
    parts = []
    for visits in sorted({int(quota.max()), int(quota.min())}, reverse=True):
        for hidden, fixed in (("at times", False), ("all year", True)):
            found = verification.annual_detection(1, visits, share, single_look, fixed=fixed)
            parts.append(
                pd.DataFrame(
                    {"visits": visits, "hidden": hidden, "share": share.round(4),
                     "detection": np.round(found, 4)}
                )
            )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def numbers() -> SimpleNamespace:
    """Return the numbers that the chapter's sentences print, as text, so that they cannot drift."""
    table, found, rates = missile_regimes(), cases(), pace().set_index("short")["per_month"]
    by_setting = found["setting"].value_counts()
    totals = inf_totals().set_index("short")["inspections"]
    shares = iran_shares().set_index("key")["percent"]
    figures = {key: _value(row) for key, row in _figures().items()}
    effort = same_effort()
    tenth = effort[np.isclose(effort["share"], 0.1)]
    found_at = {(row["visits"], row["hidden"]): row["detection"] for row in as_rows(tenth)}
    most = max(visits for visits, _ in found_at)
    return SimpleNamespace(
        regimes=count_word(len(table)),
        cases=count_word(len(found)),
        reciprocal=count_word(int(by_setting.get("reciprocal", 0))),
        defeated=count_word(int(by_setting.get("defeated", 0))),
        willing=count_word(int(by_setting.get("willing", 0))),
        unwilling=count_word(int(by_setting.get("sanctioned", 0))),
        missiles_destroyed=f"{figures['inf-missiles-both']:,.0f}",
        inf_years=str(len(inf_quota())),
        inf_quota=f"{totals['allowed a side']:,}",
        inf_us=f"{totals['made by the US']:,}",
        inf_others=f"{totals['made by others']:,}",
        inf_both=f"{totals['made by both']:,}",
        inf_slip=f"{totals['in print, a slip?']:,}",
        inf_pace=f"{rates['INF 1988-2001']:.1f}",
        iran_pace=f"{rates['Iran 2024']:.0f}",
        iran_late_pace=f"{rates['Iran, late 2025']:.0f}",
        iraq_pace=f"{rates['Iraq 2002-03']:.0f}",
        iran_person_days=f"{shares['person_days']:.1f}",
        iran_inspections=f"{shares['inspections']:.1f}",
        iran_world=f"{shares['activities']:.0f}",
        iran_claim=f"{shares['claim']:.0f}",
        iraq_accounted=f"{figures['iraq-unscom-accounted']:.0f}",
        iraq_imported=f"{figures['iraq-unscom-imported']:.0f}",
        samoud_destroyed=f"{figures['iraq-samoud-destroyed']:.0f}",
        found_open=f"{found_at[most, 'at times']:.0%}",
        found_hidden=f"{found_at[most, 'all year']:.0%}",
    )
