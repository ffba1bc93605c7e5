"""Regimes, inspections and what they dealt with: the evidence of the verification chapter.

The tables keep every figure in its own unit. The functions here compare only what shares a unit,
and say so: an inspection is a day's visit in one regime and weeks of work in another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from missile_question import catalog
from missile_question.evidence._keys import one_of
from missile_question.evidence.reach import as_rows, records
from missile_question.models import smaller, verification

__all__ = [
    "ARTICLE_DAY",
    "GOALS",
    "LIMITS",
    "PACE",
    "SETTINGS",
    "STORES",
    "VIEWS",
    "Limit",
    "View",
    "cases",
    "count_word",
    "delays",
    "dilemma",
    "drawn",
    "formula_gap",
    "game",
    "hiding",
    "inf_quota",
    "inf_totals",
    "iran_shares",
    "limit_table",
    "missile_regimes",
    "months",
    "numbers",
    "pace",
    "regime_spans",
    "regimes",
    "same_effort",
    "sample_plans",
    "statements",
    "view_table",
    "weighed",
    "worked",
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
    one_of("unit", unit, known)
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


def same_effort(single_look: float = 0.5, steps: int = 20) -> pd.DataFrame:
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


# ---------------------------------------------------------------- the inspector's dilemma

#: What the inspectors may face in the signature explorer: label, how a sentence names an item, the
#: settings in the sliders' units, and what to know. All numbers are assumptions, made to differ.
STORES: Mapping[str, tuple[str, str, Mapping[str, float], str]] = MappingProxyType(
    {
        "store": (
            "Small declared containers",
            "containers",
            {"items": 200, "falsified": 20, "sample": 30, "recognise": 95, "false_alarm": 2},
            "Assumed: each container holds so little that a bomb's worth takes twenty of them.",
        ),
        "bulk": (
            "Large declared containers",
            "containers",
            {"items": 200, "falsified": 1, "sample": 30, "recognise": 95, "false_alarm": 2},
            "Assumed: the same store, but one container holds a bomb's worth.",
        ),
        "bases": (
            "Declared missile bases",
            "bases",
            {"items": 50, "falsified": 2, "sample": 18, "recognise": 80, "false_alarm": 5},
            "Assumed, but for the 18 visits, the yearly quota of New START.",
        ),
        "launchers": (
            "Places where launchers may stand",
            "places",
            {"items": 1000, "falsified": 5, "sample": 50, "recognise": 30, "false_alarm": 10},
            "Assumed. No list exists: the 1,000 is itself a guess.",
        ),
    }
)


def drawn(
    items: Any, falsified: Any, sample: Any, recognise: Any, *, xp: Any = np
) -> dict[str, Any]:
    """Return the chance that a random sample shows a violation.

    Each falsified item is drawn and recognised with probability p n / N, and escapes on its own:
    the formula of the IAEA, which errs on the safe side (see :func:`formula_gap`).

    Parameters
    ----------
    items, falsified, sample : float or Altair expression
        Items N, at least 1, falsified ones d, and items verified n: whole. A sample larger than N
        counts as N.
    recognise : float or Altair expression
        Chance p to recognise a falsified item, in per cent.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    dict
        verified (items) and found (chance that the sample shows a violation, in [0, 1]).

    Raises
    ------
    ValueError
        If a number is out of its range.
    """
    verified = smaller(sample, items, xp)
    found = verification.within(recognise / 100 * verified / items, falsified)
    return {"verified": verified, "found": found}


def weighed(found: Any, false_alarm: Any, base_rate: Any) -> dict[str, Any]:
    """Return what the result of an inspection is worth.

    An alarm may also ring by mistake, whatever is there.

    Parameters
    ----------
    found : float or Altair expression
        Chance that the inspection shows a violation, in [0, 1].
    false_alarm, base_rate : float or Altair expression
        Chance of a mistaken alarm per inspection, and probability of a violation beforehand, in
        per cent, inside (0, 100).

    Returns
    -------
    dict
        before (belief in compliance), confidence (the same after a clean result) and worth (of an
        alarm: chance of a violation), in [0, 1]; alarms and real (of 1,000 such states: how many
        raise an alarm, and how many of these violate).

    Raises
    ------
    ValueError
        If a number is out of its range.
    """
    alpha, prior = false_alarm / 100, base_rate / 100
    miss = (1 - alpha) * (1 - found)
    real = 1000 * prior * (1 - miss)
    return {
        "before": 1 - prior,
        "confidence": verification.confidence_after_clean(prior, alpha, miss, 1),
        "worth": verification.positive_predictive_value(prior, alpha, miss),
        "alarms": real + 1000 * (1 - prior) * alpha,
        "real": real,
    }


def dilemma(
    items: Any,
    falsified: Any,
    sample: Any,
    recognise: Any,
    false_alarm: Any,
    base_rate: Any,
) -> dict[str, Any]:
    """Return what one inspection finds and what its result is worth, in numbers.

    Parameters
    ----------
    items, falsified, sample, recognise : float
        As :func:`drawn`.
    false_alarm, base_rate : float
        As :func:`weighed`.

    Returns
    -------
    dict
        What :func:`drawn` and :func:`weighed` return.

    Raises
    ------
    ValueError
        If a number is out of its range.
    """
    sampled = drawn(items, falsified, sample, recognise)
    return {**sampled, **weighed(sampled["found"], false_alarm, base_rate)}


def formula_gap() -> tuple[float, str]:
    """Return by how much the explorer's formula is too low at most, and where.

    Returns
    -------
    gap : float
        Exact detection probability minus the formula's, largest over a grid of the explorer's
        settings.
    where : str
        The setting, in words.
    """
    worst, where = 0.0, ""
    for items in (50, 100, 200, 500, 1000):
        sample = np.arange(0, min(items, 300) + 1, 5)[:, None]
        falsified = np.arange(1, 51)[None, :]
        for percent in (50, 100):
            exact = verification.detection_probability(items, falsified, sample, percent / 100)
            gap = exact - verification.within(percent / 100 * sample / items, falsified)
            if float(gap.max()) > worst:
                n, d = np.unravel_index(int(gap.argmax()), gap.shape)
                worst = float(gap.max())
                where = f"{sample[n, 0]} of {items} verified, {falsified[0, d]} falsified"
    return worst, where


def sample_plans(goal: float = 0.9) -> pd.DataFrame:
    """Return how many items have to be verified to notice a violation with a stated chance.

    Parameters
    ----------
    goal : float
        Detection probability, in [0, 1).

    Returns
    -------
    pandas.DataFrame
        falsified, and for each number of items N (100, 1,000, 10,000) the exact sample size.
    """
    falsified = (1, 2, 5, 10, 20, 50, 100)
    table = pd.DataFrame({"Falsified items": falsified})
    for items in (100, 1000, 10000):
        sizes = verification.sample_size(items, np.array(falsified), 1 - goal)
        table[f"of {items:,} items"] = np.asarray(sizes)
    return table


# ---------------------------------------------------------------- what shows itself, what hides


class Limit(NamedTuple):
    """One limit on missiles that could be checked.

    Attributes
    ----------
    label, words : str
        For a menu and for a sentence.
    observation : verification.Observation
        What can be observed in a year: assumptions of this book, in the model's units.
    precedent, shows, hides : str
        Where it was done; what a clean year would show and what it would not.
    """

    label: str
    words: str
    observation: verification.Observation
    precedent: str
    shows: str
    hides: str


#: What a verifiable limit could be. The observations are assumed, the precedents in ``regimes``.
LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "flights": Limit(
            "Flight tests",
            "forbidden flight tests",
            verification.Observation(4, 1, 0.9, 0.8),
            "Iraq's own flight records (resolution 687); telemetry under START I",
            "No new or longer-ranged type was flown in the open.",
            "Types tested before; engines run on the ground; rockets called space launchers.",
        ),
        "class": Limit(
            "Range class",
            "missiles of a forbidden range at declared bases",
            verification.Observation(2, 20, 0.9, 0.5, True),
            "INF (500 to 5,500 km); Iraq (150 km)",
            "Nothing of that class stands where inspectors may look.",
            "A lighter load flies farther; a store that was never declared.",
        ),
        "factory": Limit(
            "Declared production",
            "missiles that leave a declared factory above the agreed number",
            verification.Observation(3, 1, 0.9, 0.8),
            "INF: residents at one factory a side for thirteen years",
            "The declared line keeps to its number.",
            "A second line elsewhere; missiles in store before the count began.",
        ),
        "transfers": Limit(
            "Transfers",
            "forbidden shipments",
            verification.Observation(6, 1, 0.2, 0.5),
            "Cargo inspections under resolution 1929; export controls (MTCR)",
            "Frequent shipments by sea are likely to show.",
            "Drawings, skilled people, small parts; routes that nobody watches.",
        ),
        "exercise": Limit(
            "Mobile launchers in use",
            "launchers above the agreed number that must drive and train",
            verification.Observation(5, 20, 0.1, 0.3),
            "START I and New START counted mobile launchers, with their owner's data",
            "A large hidden force that trains would be noticed in time.",
            "How many there are: one sighting is not a count.",
        ),
        "tunnel": Limit(
            "Mobile launchers in hiding",
            "launchers kept in an undeclared place",
            verification.Observation(1, 20, 0.1, 0.5, True),
            "Nowhere: no regime has counted a force that its owner hides",
            "Hardly anything: the declared places are clean.",
            "All that is not declared.",
        ),
    }
)


def hiding(
    number: Any, visits: Any, share: Any, look: Any, *, xp: Any = np
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the chance of detection in a year for what shows itself and for what stays hidden.

    Parameters
    ----------
    number, visits : float or Altair expression
        Forbidden objects, and looks at each in a year: whole, at least 0.
    share, look : float or Altair expression
        Share open to observation, and chance that a look at an open object reveals it, in per cent.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression; the formulas need operators alone.

    Returns
    -------
    tuple of dict
        For what shows itself at times, and for what may hide all year: found (chance in a year)
        and ceiling (with looks without end), in [0, 1].

    Raises
    ------
    ValueError
        If a number is out of its range.
    """
    s, q = share / 100, look / 100
    found = [
        verification.annual_detection(number, visits, s, q, fixed=fixed) for fixed in (False, True)
    ]
    return (
        {"found": found[0], "ceiling": 1.0},
        {"found": found[1], "ceiling": verification.within(s, number)},
    )


def limit_table() -> pd.DataFrame:
    """Return what each limit would show, and the chance that a violation shows in a year.

    Returns
    -------
    pandas.DataFrame
        Limit, Done before, Chance in a year (per cent, as text; of the assumed violation), A clean
        year shows, It does not show.
    """
    found = verification.annual_detection_by_kind(
        {key: limit.observation for key, limit in LIMITS.items()}
    )
    return pd.DataFrame(
        [
            {
                "Limit": limit.label,
                "Chance in a year (assumed case)": percent(found[key]),
                "Done before": limit.precedent,
                "A clean year shows": limit.shows,
                "It does not show": limit.hides,
            }
            for key, limit in LIMITS.items()
        ]
    )


def percent(share: float) -> str:
    """Return a share as whole per cent; close to the ends it says so rather than 0 or 100."""
    if 0.995 <= share < 1:
        return "over 99%"
    return "under 1%" if 0 < share < 0.005 else f"{share:.0%}"


# ---------------------------------------------------------------- in time

#: The IAEA's timeliness goals: key of a menu -> row of ``safeguards_parameters``, label.
GOALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "direct": ("timeliness-direct-use", "Highly enriched uranium, plutonium"),
        "spent": ("timeliness-irradiated", "Spent fuel"),
        "indirect": ("timeliness-indirect-use", "Low-enriched or natural uranium"),
    }
)


def goal_months(key: str) -> float:
    """Return a timeliness goal in months.

    Parameters
    ----------
    key : str
        Key of :data:`GOALS`.

    Raises
    ------
    ValueError
        If there is no such goal.
    """
    one_of("key", key, GOALS)
    row = records(catalog.load("safeguards_parameters"), "parameter_id")[GOALS[key][0]]
    return float(row["value_low"])


def delays(interval: Any, miss: Any, limit: Any, *, xp: Any = np) -> dict[str, Any]:
    """Return whether regular inspections notice a lasting violation in time.

    Parameters
    ----------
    interval, limit : float or Altair expression
        Months between inspections, above 0, and months within which discovery is in time.
    miss : float or Altair expression
        Chance that an inspection misses the violation, in per cent, below 100.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    dict
        timely (chance in [0, 1], start at random); usual and worst (mean months to discovery for a
        start at random and right after an inspection).

    Raises
    ------
    ValueError
        If a number is out of its range.
    """
    beta = miss / 100
    return {
        "timely": verification.timely_detection(interval, beta, limit, xp=xp),
        "usual": verification.expected_delay(interval, beta),
        "worst": verification.expected_delay(interval, beta, 0.0),
    }


# ---------------------------------------------------------------- who gives way


def game(
    penalty: Any, cost: Any, averted: Any, miss: Any, harm: Any, *, xp: Any = np
) -> verification.Equilibrium:
    """Return the equilibrium of the inspection game in units of the gain from cheating.

    Parameters
    ----------
    penalty, averted, harm : float or Altair expression
        What being caught costs the inspected state, what catching it saves the inspector, and what
        a visit costs both sides if nothing is wrong (a false alarm, a secret seen), at least 0. In
        the model's payoffs only the product of false alarm and burden counts: it is given here.
    cost : float or Altair expression
        What a visit costs the inspector, above 0.
    miss : float or Altair expression
        Chance that a visit misses a violation, in per cent.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    Equilibrium
        Probabilities of inspecting and of violating.

    Raises
    ------
    ValueError
        If a number is out of its range.
    """
    return verification.inspection_equilibrium(
        1.0, penalty, averted, cost, alpha=1.0, beta=miss / 100, burden=harm, xp=xp
    )


# ---------------------------------------------------------------- rival views, run


class View(NamedTuple):
    """One position in the dispute, as assumptions of the model.

    Attributes
    ----------
    who, holds : str
        Whose view it is, and what it takes for granted, in words.
    base_rate, alpha : float
        Probability of a violation beforehand; chance of a mistaken alarm in a year, both in (0, 1).
    observation : verification.Observation
        What shows a violation in a year.
    """

    who: str
    holds: str
    base_rate: float
    alpha: float
    observation: verification.Observation


#: The numbers are ours: each translates a position that is held in words.
VIEWS: Sequence[View] = (
    View(
        "Verifiers (UNIDIR study, Thielmann)",
        "A new long-range type must be flown, and flights are seen",
        0.3,
        0.02,
        LIMITS["flights"].observation,
    ),
    View(
        "Sceptics (UN panel of 2014, worst-case planners)",
        "What matters is kept in an undeclared place",
        0.7,
        0.1,
        LIMITS["tunnel"].observation,
    ),
    View(
        "The sceptics' missiles, the verifiers' trust",
        "Hidden launchers, but a state thought likely to comply",
        0.3,
        0.02,
        LIMITS["tunnel"].observation,
    ),
    View(
        "The verifiers' missiles, the sceptics' trust",
        "Flight tests, by a state thought likely to cheat",
        0.7,
        0.1,
        LIMITS["flights"].observation,
    ),
)


def judged(view: View) -> dict[str, float]:
    """Return what a year's watch tells a holder of this view.

    Returns
    -------
    dict
        found (chance that a violation shows), before and clean (belief in compliance, at first and
        after a year without an alarm), worth (of an alarm), all in [0, 1].
    """
    *kind, fixed = view.observation
    found = float(verification.annual_detection(*kind, fixed=fixed))
    told = weighed(found, 100 * view.alpha, 100 * view.base_rate)
    return {"found": found, "clean": told["confidence"], **told}


def view_table() -> pd.DataFrame:
    """Return the rival views and what the same model makes of each.

    Returns
    -------
    pandas.DataFrame
        View, Takes for granted, and in per cent, as text: Chance in a year, Belief in compliance
        before, after a clean year, Worth of an alarm.
    """
    rows = []
    for view in VIEWS:
        found = judged(view)
        rows.append(
            {
                "View": view.who,
                "Chance in a year": percent(found["found"]),
                "Belief in compliance before": percent(found["before"]),
                "After a clean year": percent(found["clean"]),
                "Worth of an alarm": percent(found["worth"]),
                "Takes for granted": view.holds,
            }
        )
    return pd.DataFrame(rows)


def _store(key: str, base_rate: float = 10) -> dict[str, Any]:
    """Return the dilemma at a preset of the signature explorer."""
    return dilemma(**STORES[key][2], base_rate=base_rate)


def worked() -> SimpleNamespace:
    """Return the model's numbers that the chapter's sentences print, as text."""
    gap, where = formula_gap()
    figures = {key: _value(row) for key, row in _figures().items()}
    stores = {key: _store(key) for key in STORES}
    goals = {key: goal_months(key) for key in GOALS}
    sceptic, crossed = judged(VIEWS[1]), judged(VIEWS[3])
    many = dilemma(**{**STORES["launchers"][2], "falsified": 50}, base_rate=10)
    rare = {
        rate: verification.positive_predictive_value(rate, 0.05, 0.1) for rate in (0.01, 0.1, 0.5)
    }
    mild, harsh = game(2, 0.25, 2, 30, 0), game(6, 0.25, 2, 30, 0)
    intrusive = game(2, 0.25, 2, 30, 1.5)
    quotas = inf_quota()["quota"]
    limits = records(catalog.load("regimes"), "regime_id")
    held = _figures()["iraq-samoud-held-unmovic"]
    parameters = records(catalog.load("safeguards_parameters"), "parameter_id")
    significant = float(parameters["sq-heu"]["value_low"])
    return SimpleNamespace(
        need_1=str(verification.sample_size(100, 1, 0.1)),
        need_5=str(verification.sample_size(100, 5, 0.1)),
        need_10=str(verification.sample_size(100, 10, 0.1)),
        need_10_of_10000=f"{verification.sample_size(10000, 10, 0.1):,}",
        need_100_of_10000=f"{verification.sample_size(10000, 100, 0.1):,}",
        need_10_of_1000=f"{verification.sample_size(1000, 10, 0.1):,}",
        need_100_of_1000=f"{verification.sample_size(1000, 100, 0.1):,}",
        gap=f"{100 * gap:.0f}",
        gap_where=where,
        found_store=percent(stores["store"]["found"]),
        found_bulk=percent(stores["bulk"]["found"]),
        found_bases=percent(stores["bases"]["found"]),
        found_fifty=percent(many["found"]),
        found_launchers=percent(stores["launchers"]["found"]),
        clean_store=f"{stores['store']['confidence']:.1%}",
        clean_launchers=f"{stores['launchers']['confidence']:.1%}",
        worth_store=percent(stores["store"]["worth"]),
        worth_launchers=percent(stores["launchers"]["worth"]),
        alarms_launchers=f"{stores['launchers']['alarms']:.0f}",
        real_launchers=f"{stores['launchers']['real']:.0f}",
        worth_rare=percent(rare[0.01]),
        worth_tenth=percent(rare[0.1]),
        worth_half=percent(rare[0.5]),
        goal_direct=f"{goals['direct']:.0f}",
        goal_spent=f"{goals['spent']:.0f}",
        goal_indirect=f"{goals['indirect']:.0f}",
        clean_sceptic=percent(sceptic["clean"]),
        before_sceptic=percent(sceptic["before"]),
        clean_crossed=percent(crossed["clean"]),
        quota_most=str(int(quotas.max())),
        quota_least=str(int(quotas.min())),
        ceiling=percent(hiding(1, 20, 10, 50)[1]["ceiling"]),
        violate_mild=percent(mild.violate),
        violate_harsh=percent(harsh.violate),
        inspect_mild=percent(mild.inspect),
        inspect_harsh=percent(harsh.inspect),
        violate_intrusive=percent(intrusive.violate),
        inspect_intrusive=percent(intrusive.inspect),
        iraq_limit=f"{limits['unscr-687']['threshold_km_low']:,.0f}",
        inf_low=f"{limits['inf']['threshold_km_low']:,.0f}",
        inf_high=f"{limits['inf']['threshold_km_high']:,.0f}",
        own_ceiling=f"{limits['iran-declared-ceiling']['threshold_km_low']:,.0f}",
        mtcr_km=f"{limits['mtcr']['threshold_km_low']:,.0f}",
        mtcr_kg=f"{limits['mtcr']['threshold_kg']:,.0f}",
        samoud_flights=f"{figures['iraq-samoud-flights']:.0f}",
        samoud_over=f"{figures['iraq-samoud-flights-over']:.0f}",
        samoud_longest=f"{figures['iraq-samoud-longest']:.0f}",
        samoud_declared=f"{figures['iraq-samoud-held-iraq']:.0f}",
        samoud_press=f"{figures['iraq-samoud-held-upi']:.0f}",
        samoud_un=f"{held['value_low']:.0f} to {held['value_high']:.0f}",
        scud_b_low=f"{figures['libya-scud-b-janes']:.0f}",
        scud_b_high=f"{figures['libya-scud-b-2011']:.0f}",
        notices=f"{figures['new-start-notices-2021']:,.0f}",
        libya_scud_c=count_word(int(figures["libya-scud-c"])).capitalize(),
        launchers_soviet=f"{figures['inf-launchers-soviet']:.0f}",
        inspections_2024=f"{figures['iran-2024-inspections']:.0f}",
        inspections_late=f"{figures['iran-2025-inspections']:.0f}",
        bombed=count_word(int(figures["iran-2025-bombed"])),
        bombed_seen=count_word(int(figures["iran-2025-bombed-visited"])).replace("no", "none"),
        significant=f"{significant:.0f}",
        portions=count_word(math.ceil(significant / 2.5)),
        goal_high=f"{parameters['detection-high']['value_low']:.0f}",
        goal_low=f"{parameters['detection-low']['value_low']:.0f}",
        new_start_quota=f"{figures['new-start-quota']:.0f}",
    )
