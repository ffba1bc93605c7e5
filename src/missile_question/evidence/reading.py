"""Who wants what, what led to the article's day, and what speaks for and against its claims."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from missile_question import catalog
from missile_question.evidence.reach import as_rows

#: Names of actors where there is little room.
SHORT: Mapping[str, str] = MappingProxyType(
    {
        "china": "China",
        "e3": "E3",
        "european-union": "EU",
        "gulf-cooperation-council": "GCC",
        "gulf-mediators": "Mediators",
        "iaea": "IAEA",
        "iran": "Iran",
        "iran-government": "Iran, government",
        "iran-leader": "Iran, Leader",
        "iraq": "Iraq",
        "israel": "Israel",
        "libya": "Libya",
        "north-korea": "North Korea",
        "oman": "Oman",
        "qatar": "Qatar",
        "russia": "Russia",
        "saudi-arabia": "Saudi Arabia",
        "soviet-union": "Soviet Union",
        "un-security-council": "UN Council",
        "united-arab-emirates": "UAE",
        "united-states": "United States",
        "us-administration": "US",
    }
)

#: The claims of ``seeds/claims.csv`` in a few words.
CLAIMS: Mapping[str, str] = MappingProxyType(
    {
        "C01": "Missiles weigh on the talks",
        "C02": "Israel asks for limits on 11 February",
        "C03": "Israel sees a growing danger",
        "C04": "A narrow deal leaves the danger",
        "C05": "US: no weapons, no missiles",
        "C06": "Iran: closed to negotiation",
        "C07": "Missiles make up for a weak air force",
        "C08": "Iran: defensive, not nuclear",
        "C09": "Iran: any check, no excess",
        "C10": "A smaller table helps",
        "C11": "More subjects, more deadlock",
        "C12": "Earlier deals were nuclear",
        "C13": "Missiles are harder to verify",
        "C14": "The five reach Israel and most bases",
        "C15": "Missiles carry deterrence",
        "C16": "Israel spends on layered defence",
        "C17": "Nuclear-only talks may progress",
        "C18": "Missiles leave the future open",
    }
)

#: Kinds of event: key -> words.
CATEGORIES: Mapping[str, str] = MappingProxyType(
    {
        "missile": "Missiles",
        "nuclear": "Nuclear programme",
        "diplomacy": "Diplomacy",
        "sanctions": "Sanctions",
        "military": "Strikes and war",
        "domestic": "Inside Iran",
    }
)

DIRECTIONS = ("supports", "weakens", "context")


def _with_source(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with publisher and address of each row's document."""
    sources = catalog.load("sources")[["source_id", "publisher", "url"]]
    return table.merge(sources, on="source_id", how="left", validate="many_to_one")


def _solid(table: pd.DataFrame) -> pd.Series[bool]:
    """Tell rows that are verified and of high confidence; the others are drawn hollow."""
    return table["verified"] & (table["confidence"] == "high")


def _chosen(name: str, value: str | None, known: list[str]) -> None:
    """Raise a ValueError unless the value is None or known."""
    if value is not None and value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}, got {value!r}")


def issues() -> pd.DataFrame:
    """Return the issues with the two ends of each scale, in the order of the table."""
    return catalog.load("issues")


def positions(actor: str | None = None, issue: str | None = None) -> pd.DataFrame:
    """Return stated positions with names and documents.

    Parameters
    ----------
    actor, issue : str, optional
        Identifier to select by, for example ``"iran-leader"`` or ``"missile-range"``.

    Returns
    -------
    pandas.DataFrame
        The columns of ``positions`` plus name (of the actor), issue (its name), publisher, url
        and solid (verified and of high confidence).

    Raises
    ------
    ValueError
        If the actor or the issue has no row.
    """
    table = _with_source(catalog.load("positions"))
    _chosen("actor", actor, sorted(set(table["actor_id"])))
    _chosen("issue", issue, list(issues()["issue_id"]))
    if actor is not None:
        table = table[table["actor_id"] == actor]
    if issue is not None:
        table = table[table["issue_id"] == issue]
    names = catalog.load("actors").set_index("actor_id")["name"]
    labels = issues().set_index("issue_id")["name"]
    table = table.assign(
        name=table["actor_id"].map(names),
        issue=table["issue_id"].map(labels),
        solid=_solid(table),
    )
    return table.reset_index(drop=True)


def codes() -> pd.DataFrame:
    """Return the coded positions, ready to be drawn.

    Returns
    -------
    pandas.DataFrame
        The columns of ``position_codes`` plus short (the actor's short name), colour_role, issue
        (its name) and solid (the statement underneath is verified and of high confidence). Codes
        and saliences are points from 0 to 100.
    """
    table = catalog.load("position_codes")
    roles = catalog.load("actors").set_index("actor_id")["colour_role"]
    labels = issues().set_index("issue_id")["name"]
    return table.assign(
        short=table["actor_id"].map(dict(SHORT)),
        colour_role=table["actor_id"].map(roles),
        issue=table["issue_id"].map(labels),
        solid=_solid(table),
    )


def distance(code_a: float, salience_a: float, code_b: float, salience_b: float) -> float:
    """Return how far two positions lie apart, weighted by how much both sides care.

    Parameters
    ----------
    code_a, salience_a, code_b, salience_b : float
        Codes and saliences, points from 0 to 100.

    Returns
    -------
    float
        Difference of the codes times the mean salience, in points from 0 to 100.

    Raises
    ------
    ValueError
        If a value lies outside 0 to 100.
    """
    given = {"code_a": code_a, "salience_a": salience_a, "code_b": code_b, "salience_b": salience_b}
    for name, value in given.items():
        if not 0 <= value <= 100:
            raise ValueError(f"{name} must lie between 0 and 100, got {value!r}")
    return abs(code_a - code_b) * (salience_a + salience_b) / 200


def gaps(table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return, for each issue, the two actors at the ends and how far they lie apart.

    Several actors at one end: the one that cares most stands for it.

    Parameters
    ----------
    table : pandas.DataFrame, optional
        Codes as :func:`codes` returns them; a reader's own codes may be passed.

    Returns
    -------
    pandas.DataFrame
        issue_id, issue, low, high (short names), low_code, high_code, low_role, high_role, gap
        and weighted (both in points), actors (how many are coded), solid (both statements are
        verified and of high confidence); widest weighted gap first.
    """
    table = codes() if table is None else table
    rows = []
    for issue_id, group in table.groupby("issue_id", sort=False):
        ordered = group.sort_values(["code", "salience"], ascending=[True, False], kind="stable")
        low = ordered.iloc[0]
        high = group.sort_values(["code", "salience"], ascending=False, kind="stable").iloc[0]
        rows.append(
            {
                "issue_id": str(issue_id),
                "issue": str(low["issue"]),
                "low": str(low["short"]),
                "high": str(high["short"]),
                "low_code": int(low["code"]),
                "high_code": int(high["code"]),
                "low_role": str(low["colour_role"]),
                "high_role": str(high["colour_role"]),
                "gap": int(high["code"] - low["code"]),
                "weighted": distance(
                    float(low["code"]), float(low["salience"]),
                    float(high["code"]), float(high["salience"]),
                ),
                "actors": len(group),
                "solid": bool(low["solid"] and high["solid"]),
            }
        )  # fmt: skip
    return pd.DataFrame(rows).sort_values(
        ["weighted", "issue_id"], ascending=[False, True], ignore_index=True
    )


def coverage() -> pd.DataFrame:
    """Return who has spoken on what: one row an actor and issue with at least one statement.

    Returns
    -------
    pandas.DataFrame
        actor_id, short, colour_role, issue_id, issue, statements (how many), newest (year of the
        latest), solid (some statement is verified and of high confidence).
    """
    table = positions()
    table = table[table["basis"] != "mandate"]  # a founding text is not a statement on the issue
    roles = catalog.load("actors").set_index("actor_id")["colour_role"]
    grouped = table.groupby(["actor_id", "issue_id", "issue"], sort=False)
    out = grouped.agg(
        statements=("position_id", "size"),
        newest=("date", lambda dates: int(max(str(date)[:4] for date in dates))),
        solid=("solid", "any"),
    ).reset_index()
    return out.assign(
        short=out["actor_id"].map(dict(SHORT)), colour_role=out["actor_id"].map(roles)
    )


def year_of(date: str) -> float:
    """Return a date as a decimal year; a month counts as its middle, a year as its start.

    Parameters
    ----------
    date : str
        ``"1985"``, ``"2019-05"`` or ``"2026-02-11"``.

    Returns
    -------
    float
        Years, for example 2019.37.

    Raises
    ------
    ValueError
        If the text is not one of these forms.
    """
    parts = date.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        raise ValueError(f"date must be a year, year-month or day, got {date!r}")
    year = int(parts[0])
    if len(parts) == 1:
        return float(year)
    day = datetime.date.fromisoformat(date if len(parts) == 3 else f"{date}-15")
    start, end = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
    return year + (day - start).days / (end - start).days


def events(category: str | None = None) -> pd.DataFrame:
    """Return the events up to the article's day with documents and decimal years.

    Parameters
    ----------
    category : str, optional
        Key of :data:`CATEGORIES`.

    Returns
    -------
    pandas.DataFrame
        The columns of ``timeline`` plus year (decimal), publisher, url and solid.

    Raises
    ------
    ValueError
        If there is no such category.
    """
    _chosen("category", category, list(CATEGORIES))
    table = _with_source(catalog.load("timeline"))
    table = table.assign(year=table["date"].map(year_of), solid=_solid(table))
    if category is not None:
        table = table[table["category"] == category]
    return table.reset_index(drop=True)


def middle_event(table: pd.DataFrame) -> str:
    """Return the date by which half of the events had happened (the lower middle one)."""
    dates = table.sort_values("year", kind="stable")["date"].tolist()
    if not dates:
        raise ValueError("table must hold at least one event, got none")
    return str(dates[(len(dates) - 1) // 2])


def first_actors() -> pd.DataFrame:
    """Return how often each actor acts first in the time line, and how often it speaks.

    Returns
    -------
    pandas.DataFrame
        actor_id, short, name, colour_role, acts (events it begins), meets (events with or against
        it), speaks (rows of ``positions``); most acts first.
    """
    timeline, spoken = events(), positions()
    counts = {
        "acts": timeline["actor_id"].value_counts(),
        "meets": timeline["other_actor_id"].value_counts(),
        "speaks": spoken["actor_id"].value_counts(),
    }
    actors = catalog.load("actors")[["actor_id", "name", "colour_role"]]
    actors = actors.assign(short=actors["actor_id"].map(dict(SHORT)))
    for column, series in counts.items():
        actors[column] = actors["actor_id"].map(series).fillna(0).astype("int64")
    return actors.sort_values(
        ["acts", "meets", "speaks", "actor_id"],
        ascending=[False, False, False, True],
        ignore_index=True,
    )


def evidence_pieces(claim: str | None = None) -> pd.DataFrame:
    """Return the pieces of evidence on the claims, with documents.

    Parameters
    ----------
    claim : str, optional
        ``"C01"`` to ``"C18"``.

    Returns
    -------
    pandas.DataFrame
        The columns of ``claim_evidence`` plus claim (in a few words), publisher, url and solid.

    Raises
    ------
    ValueError
        If there is no such claim.
    """
    _chosen("claim", claim, list(CLAIMS))
    table = _with_source(catalog.load("claim_evidence"))
    table = table.assign(claim=table["claim_id"].map(dict(CLAIMS)), solid=_solid(table))
    if claim is not None:
        table = table[table["claim_id"] == claim]
    return table.reset_index(drop=True)


def balance() -> pd.DataFrame:
    """Return how many pieces of evidence point which way, claim by claim.

    Counting is not weighing: the pieces were sought on both sides of every claim.

    Returns
    -------
    pandas.DataFrame
        claim_id, claim, supports, weakens, context (numbers of pieces), in the order of claims.
    """
    table = evidence_pieces()
    counted = pd.crosstab(table["claim_id"], table["direction"])
    counted = counted.reindex(index=list(CLAIMS), columns=list(DIRECTIONS), fill_value=0)
    out = counted.rename_axis(columns=None).reset_index()
    out.insert(1, "claim", out["claim_id"].map(dict(CLAIMS)))
    return out


def claim_table(claim: str) -> pd.DataFrame:
    """Return the evidence on one claim, ready to be shown.

    Parameters
    ----------
    claim : str
        ``"C01"`` to ``"C18"``.

    Returns
    -------
    pandas.DataFrame
        Direction, Kind, Evidence, Read in, What to know; url is the document's address.
    """
    table = evidence_pieces(claim)
    table = table.assign(
        note=table["note"].where(table["verified"], "Unverified. " + table["note"])
    )
    columns = {
        "direction": "Direction", "kind": "Kind", "statement": "Evidence", "publisher": "Read in",
        "note": "What to know", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)


def position_table(issue: str) -> pd.DataFrame:
    """Return who said what on one issue, ready to be shown.

    Parameters
    ----------
    issue : str
        Identifier, for example ``"missile-range"``.

    Returns
    -------
    pandas.DataFrame
        Actor, Position, Who, Date, Read in, What to know; url is the document's address.
    """
    table = positions(issue=issue)
    table = table.assign(
        note=table["note"].where(table["verified"], "Unverified. " + table["note"])
    )
    columns = {
        "name": "Actor", "position": "Position", "speaker": "Who", "date": "Date",
        "publisher": "Read in", "note": "What to know", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)


def event_table(category: str | None = None) -> pd.DataFrame:
    """Return the events, ready to be shown.

    Parameters
    ----------
    category : str, optional
        Key of :data:`CATEGORIES`.

    Returns
    -------
    pandas.DataFrame
        Date, Kind, Event, Read in, What to know; url is the document's address.
    """
    table = events(category)
    table = table.assign(
        kind=table["category"].map(dict(CATEGORIES)),
        note=table["note"].where(table["verified"], "Unverified. " + table["note"]),
    )
    columns = {
        "date": "Date", "kind": "Kind", "event": "Event", "publisher": "Read in",
        "note": "What to know", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)


def code_rows(table: pd.DataFrame | None = None) -> list[dict[str, Any]]:
    """Return the coded positions as plain rows, in the order of issues and codes."""
    table = codes() if table is None else table
    order = list(issues()["issue_id"])
    rank = table["issue_id"].map(order.index)
    return as_rows(
        table.assign(rank=rank).sort_values(
            ["rank", "code", "salience"], ascending=[True, True, False], kind="stable"
        )
    )
