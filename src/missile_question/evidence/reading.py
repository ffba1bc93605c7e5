"""Who wants what, what led to the article's day, and what speaks for and against its claims."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple

import pandas as pd

from missile_question import catalog
from missile_question.evidence._keys import one_of
from missile_question.evidence.reach import as_rows
from missile_question.models import reading as model

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


def _chosen(name: str, value: str | None, known: Iterable[str]) -> None:
    """Raise a ValueError unless the value is None or known."""
    if value is not None:
        one_of(name, value, known)


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
    return float(model.distance(code_a, salience_a, code_b, salience_b))


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
    _chosen("category", category, CATEGORIES)
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
    _chosen("claim", claim, CLAIMS)
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


# ---- the map that a reader can recode ----

#: Actors whose statements a reader may lean on: actor -> name of the control.
LEANS: Mapping[str, str] = MappingProxyType(
    {
        "us-administration": "us",
        "iran-government": "iran",
        "iran-leader": "iran",
        "israel": "israel",
    }
)

#: Which file an issue belongs to; what is not named here is neither.
FILES: Mapping[str, str] = MappingProxyType(
    {
        "enrichment-level": "nuclear",
        "enriched-stock": "nuclear",
        "iaea-access": "nuclear",
        "missile-range": "missiles",
        "missile-numbers": "missiles",
    }
)

#: Ways to read the statements: key -> words, lean on each side in percent (100: hardest word).
READINGS: Mapping[str, tuple[str, Mapping[str, float]]] = MappingProxyType(
    {
        "ours": ("as this book codes them", {"us": 0.0, "iran": 0.0, "israel": 0.0}),
        "iran": ("as an Iranian official might", {"us": 100.0, "iran": -100.0, "israel": 100.0}),
        "israel": ("as an Israeli official might", {"us": -50.0, "iran": 100.0, "israel": 0.0}),
        "us": ("as an American official might", {"us": -100.0, "iran": 100.0, "israel": 0.0}),
        "bids": ("as opening bids", {"us": -100.0, "iran": -100.0, "israel": -100.0}),
        "word": ("at their hardest word", {"us": 100.0, "iran": 100.0, "israel": 100.0}),
    }
)

#: Pairs of actors that share issues of both files: key -> words, the two actors.
PAIRS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "us-iran": (
            "the United States and Iran's government", "us-administration", "iran-government",
        ),
        "us-leader": (
            "the United States and Iran's Leader", "us-administration", "iran-leader",
        ),
        "israel-iran": ("Israel and Iran's government", "israel", "iran-government"),
        "us-israel": ("the United States and Israel", "us-administration", "israel"),
        "e3-iran": ("the E3 and Iran's government", "e3", "iran-government"),
        "mediators-iran": (
            "the mediators and Iran's government", "gulf-mediators", "iran-government",
        ),
        "russia-iran": ("Russia and Iran's government", "russia", "iran-government"),
    }
)  # fmt: skip

#: How issues of a file are put together, and how a distance is taken: key -> words.
RULES: Mapping[str, str] = MappingProxyType(
    {"mean": "on the average issue", "hardest": "on the hardest issue"}
)
WEIGHTINGS: Mapping[str, str] = MappingProxyType(
    {"salience": "weighted by salience", "plain": "distance alone"}
)

#: From this many points on, two positions count as far apart.
FAR = 50


def codings() -> pd.DataFrame:
    """Return the codes with the soft and the hard end of each band.

    The hard end lies away from the middle of the scale, the soft end towards it; a code of 50 has
    no harder side and stays.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`codes` plus soft, hard (points), lean (control that moves the actor's
        statements, or empty) and file (``"nuclear"``, ``"missiles"`` or ``"other"``).
    """
    table = codes()
    above, below = table["code"] > 50, table["code"] < 50
    return table.assign(
        hard=table["code"].mask(above, table["code_high"]).mask(below, table["code_low"]),
        soft=table["code"].mask(above, table["code_low"]).mask(below, table["code_high"]),
        lean=table["actor_id"].map(dict(LEANS)).fillna(""),
        file=table["issue_id"].map(dict(FILES)).fillna("other"),
    )


def pair_rows() -> list[dict[str, Any]]:
    """Return each pair on each issue that both have spoken on: codes, ends, saliences, leans."""
    table = codings().set_index(["actor_id", "issue_id"])
    out = []
    for pair, (_, first, second) in PAIRS.items():
        for order, issue in enumerate(as_rows(issues())):
            key = issue["issue_id"]
            if (first, key) not in table.index or (second, key) not in table.index:
                continue
            row: dict[str, Any] = {"pair": pair, "name": issue["name"], "order": order}
            for side, actor in (("a", first), ("b", second)):
                found = table.loc[(actor, key)]
                row["file"] = str(found["file"])
                row |= {
                    f"{side}_{field}": int(found[column])
                    for field, column in (
                        ("code", "code"), ("soft", "soft"), ("hard", "hard"),
                        ("salience", "salience"),
                    )
                }  # fmt: skip
                row |= {f"{side}_lean": str(found["lean"]), f"{side}_short": str(found["short"])}
            out.append(row)
    return out


def wider(nuclear: float, missiles: float) -> str:
    """Return which file stands farther apart, in words; less than half a point is no difference."""
    if missiles > nuclear + 0.5:
        return "missiles"
    return "the nuclear file" if nuclear > missiles + 0.5 else "neither"


def map_rows(
    pair: str, us: float, iran: float, israel: float, weighting: str, rule: str
) -> list[dict[str, Any]]:
    """Return how far two actors stand apart, issue by issue, as a reader codes them.

    Parameters
    ----------
    pair : str
        Key of :data:`PAIRS`.
    us, iran, israel : float
        Lean on each side's statements in percent: -100 soft end of the band, 100 hard end.
    weighting : str
        Key of :data:`WEIGHTINGS`.
    rule : str
        Key of :data:`RULES`.

    Returns
    -------
    list of dict
        name (issue), order, file, a, b (codes), gap (points), far, and in every row nuclear,
        missiles (points of the two files by the rule) and wider.

    Raises
    ------
    ValueError
        If a key is unknown or a lean lies outside -100 to 100.
    """
    one_of("pair", pair, PAIRS)
    one_of("weighting", weighting, WEIGHTINGS)
    one_of("rule", rule, RULES)
    leans = {"us": us, "iran": iran, "israel": israel, "": 0.0}
    out = []
    for row in pair_rows():
        if row["pair"] != pair:
            continue
        a, b = (
            model.read_code(
                row[f"{side}_code"], row[f"{side}_soft"], row[f"{side}_hard"],
                leans[row[f"{side}_lean"]],
            )
            for side in ("a", "b")
        )  # fmt: skip
        care_a, care_b = (
            row[f"{side}_salience"] if weighting == "salience" else 100.0 for side in ("a", "b")
        )
        gap = float(model.distance(a, care_a, b, care_b))
        out.append(
            {
                "name": row["name"], "order": row["order"], "file": row["file"],
                "a": float(a), "b": float(b), "gap": gap, "far": gap >= FAR - 1e-9,
            }
        )  # fmt: skip
    values = {}
    for file in ("nuclear", "missiles"):
        gaps_of = [row["gap"] for row in out if row["file"] == file]
        values[file] = max(gaps_of) if rule == "hardest" else sum(gaps_of) / len(gaps_of)
    return [{**row, **values, "wider": wider(**values)} for row in out]


def verdicts(pair: str = "us-iran") -> pd.DataFrame:
    """Return which file stands farther apart under every reading, weighting and rule.

    Returns
    -------
    pandas.DataFrame
        Read, Counted, Nuclear file, Missiles, Farther apart; points.
    """
    out = []
    for words, leans in READINGS.values():
        for weighting, by in WEIGHTINGS.items():
            for rule, on in RULES.items():
                row = map_rows(pair, **leans, weighting=weighting, rule=rule)[0]
                out.append(
                    {
                        "Read": words, "Counted": f"{by}, {on}",
                        "Nuclear file": f"{row['nuclear']:.1f}",
                        "Missiles": f"{row['missiles']:.1f}",
                        "Farther apart": row["wider"],
                    }
                )  # fmt: skip
    return pd.DataFrame(out)


def pair_distances(least: int = 3) -> pd.DataFrame:
    """Return the mean weighted distance of all pairs of actors that share enough issues.

    Parameters
    ----------
    least : int
        Issues that both must have spoken on.

    Returns
    -------
    pandas.DataFrame
        one, other (short names), issues (shared), distance (points); nearest pair first.
    """
    table = codes()
    by_actor = {str(key): group.set_index("issue_id") for key, group in table.groupby("short")}
    names = sorted(SHORT[actor] for actor in set(table["actor_id"]))
    out = []
    for position, one in enumerate(names):
        for other in names[position + 1 :]:
            a, b = by_actor[one], by_actor[other]
            shared = [issue for issue in a.index if issue in b.index]
            if len(shared) < least:
                continue
            apart = [
                float(
                    model.distance(
                        a.loc[i, "code"], a.loc[i, "salience"],
                        b.loc[i, "code"], b.loc[i, "salience"],
                    )
                )
                for i in shared
            ]  # fmt: skip
            out.append(
                {
                    "one": one, "other": other, "issues": len(shared),
                    "distance": sum(apart) / len(apart),
                }
            )  # fmt: skip
    return pd.DataFrame(out).sort_values(
        ["distance", "one", "other"], ignore_index=True, kind="stable"
    )


def pair_table(rows: int = 4) -> pd.DataFrame:
    """Return the nearest and the farthest pairs, ready to be shown."""
    table = pair_distances()
    table = pd.concat([table.head(rows), table.tail(rows)])
    return pd.DataFrame(
        {
            "Pair": table["one"] + " and " + table["other"],
            "Issues on which both have spoken": table["issues"].map(str),
            "Mean weighted distance (points)": table["distance"].map("{:.0f}".format),
        }
    )


#: Whose weight counts in a forecast from positions: words -> influence by actor; others have 1.
INFLUENCES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "every speaker counts the same": {},
        "the two at the table count five times": {"us-administration": 5.0, "iran-government": 5.0},
        "Washington and Israel count five times": {"us-administration": 5.0, "israel": 5.0},
    }
)


def forecast(issue: str, lean: float, influence: Mapping[str, float]) -> tuple[float, float]:
    """Return the weighted mean and median of the coded positions on an issue.

    Parameters
    ----------
    issue : str
        Identifier, for example ``"missile-range"``.
    lean : float
        Lean on all statements in percent, as in :func:`map_rows`.
    influence : mapping
        Influence by actor; an actor that is not named has 1. Pull is influence times salience.

    Returns
    -------
    tuple of float
        Mean and median, points.
    """
    _chosen("issue", issue, list(issues()["issue_id"]))
    table = codings()
    table = table[table["issue_id"] == issue]
    codes_ = [
        float(model.read_code(row["code"], row["soft"], row["hard"], lean))
        for row in as_rows(table)
    ]
    pull = [influence.get(row["actor_id"], 1.0) * row["salience"] for row in as_rows(table)]
    return model.weighted_mean(codes_, pull), model.weighted_median(codes_, pull)


def forecast_table() -> pd.DataFrame:
    """Return what the spatial rules make of two issues, by reading and influence, to be shown."""
    leans = {"as this book codes them": 0.0, "as opening bids": -100.0}
    names = issues().set_index("issue_id")["name"]
    out = []
    for issue in ("enrichment-level", "missile-range"):
        for who, influence in INFLUENCES.items():
            row = {"Issue": str(names[issue]), "Influence": who}
            for words, lean in leans.items():
                mean, median = forecast(issue, lean, influence)
                row[f"Median, {words}"] = f"{median:.0f}"
                row[f"Mean, {words}"] = f"{mean:.0f}"
            out.append(row)
    return pd.DataFrame(out)


# ---- two coders ----

#: Statements that a reader codes: key -> the coded position. Chosen to need judgement.
STATEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "us_range": "us-administration-missile-range",
        "israel_range": "israel-missile-range",
        "leader_range": "iran-leader-missile-range",
        "iran_access": "iran-government-iaea-access",
        "iran_stock": "iran-government-enriched-stock",
        "e3_range": "e3-missile-range",
        "gcc_range": "gulf-cooperation-council-missile-range",
        "mediators_numbers": "gulf-mediators-missile-numbers",
        "russia_stock": "russia-enriched-stock",
    }
)


def statements() -> list[dict[str, Any]]:
    """Return the statements to be coded.

    Returns
    -------
    list of dict
        key, name (actor and issue in a few words), says (the position), zero and hundred (the ends
        of the scale), ours, soft, hard (codes in points), order.
    """
    table = {row["code_id"]: row for row in as_rows(codings())}
    said = catalog.load("positions").set_index("position_id")["position"]
    scale = issues().set_index("issue_id")
    out = []
    for order, (key, code_id) in enumerate(STATEMENTS.items()):
        row = table[code_id]
        ends = scale.loc[row["issue_id"]]
        out.append(
            {
                "key": key, "order": order,
                "name": f"{row['short']}: {str(row['issue']).lower()}",
                "says": str(said[row["position_id"]]),
                "zero": str(ends["zero_means"]), "hundred": str(ends["hundred_means"]),
                "ours": int(row["code"]), "soft": int(row["soft"]), "hard": int(row["hard"]),
            }
        )  # fmt: skip
    return out


def statement_table() -> pd.DataFrame:
    """Return the statements with the ends of their scales, ready to be shown."""
    columns = {
        "name": "Who, on what",
        "says": "Statement",
        "zero": "0 means",
        "hundred": "100 means",
    }
    return pd.DataFrame(statements())[list(columns)].rename(columns=columns)


def third(code: Any) -> Any:
    """Return the third of the scale that a code lies in: 0, 1 or 2 (numbers and expressions)."""
    return (code >= 100 / 3) * 1 + (code >= 200 / 3) * 1


def coder_rows(**yours: float) -> list[dict[str, Any]]:
    """Return the reader's codes beside the book's, with their agreement.

    Parameters
    ----------
    **yours
        A code from 0 to 100 for each key of :data:`STATEMENTS`.

    Returns
    -------
    list of dict
        name, order, yours, ours, agree (same third), and in every row agreement, chance (both
        shares) and kappa.

    Raises
    ------
    ValueError
        If a statement has no code or a code no statement.
    """
    if set(yours) != set(STATEMENTS):
        raise ValueError(f"codes must name {', '.join(STATEMENTS)}, got {', '.join(yours)}")
    table = statements()
    mine = [int(third(yours[row["key"]])) for row in table]
    ours = [int(third(row["ours"])) for row in table]
    agreement = model.agreement(mine, ours)
    chance = sum(mine.count(k) * ours.count(k) for k in range(3)) / len(table) ** 2
    kappa = model.cohen_kappa(mine, ours)
    return [
        {
            "name": row["name"], "order": row["order"], "yours": float(yours[row["key"]]),
            "ours": row["ours"], "agree": a == b, "agreement": agreement, "chance": chance,
            "kappa": kappa,
        }
        for row, a, b in zip(table, mine, ours, strict=True)
    ]  # fmt: skip


def band_agreement() -> dict[str, tuple[float, float]]:
    """Return agreement and kappa of this book's coding with two fair coders, on all codes.

    The two take the soft and the hard end of each band.

    Returns
    -------
    dict
        ``"soft"``, ``"hard"`` (against this book) and ``"both"`` (against each other) -> share of
        agreement in thirds and kappa.
    """
    table = codings()
    sorted_ = {
        name: [int(third(value)) for value in table[name]] for name in ("code", "soft", "hard")
    }
    pairs = {"soft": ("code", "soft"), "hard": ("code", "hard"), "both": ("soft", "hard")}
    return {
        key: (
            model.agreement(sorted_[one], sorted_[two]),
            model.cohen_kappa(sorted_[one], sorted_[two]),
        )
        for key, (one, two) in pairs.items()
    }


# ---- who speaks in the article ----


class Sentence(NamedTuple):
    """One sentence of the article as we code it; its words are not in this project.

    Attributes
    ----------
    paragraph, number : int
        Place; the summary above the article repeats a sentence and is not counted.
    voice : str
        Key of :data:`VOICES`.
    words, quoted : int
        Words of the sentence, and those of them in quotation marks.
    person : bool
        Whether it names the person who speaks.
    """

    paragraph: int
    number: int
    voice: str
    words: int
    quoted: int = 0
    person: bool = False


#: The article's sentences, coded by us from the text that ``seeds/article.yml`` identifies.
SENTENCES: tuple[Sentence, ...] = (
    Sentence(1, 1, "article", 19),
    Sentence(1, 2, "israel", 47, person=True),
    Sentence(1, 3, "article", 17),
    Sentence(2, 1, "israel", 13),
    Sentence(2, 2, "israel", 28),
    Sentence(2, 3, "israel", 30, person=True),
    Sentence(2, 4, "us", 35, 7, person=True),
    Sentence(3, 1, "iran", 10),
    Sentence(3, 2, "iran", 22),
    Sentence(3, 3, "iran", 29),
    Sentence(3, 4, "iran", 32, 7, person=True),
    Sentence(4, 1, "iran", 12),
    Sentence(4, 2, "iran", 25, 2, person=True),
    Sentence(4, 3, "iran", 14, 10, person=True),
    Sentence(4, 4, "article", 21),
    Sentence(5, 1, "experts", 14),
    Sentence(5, 2, "article", 27),
    Sentence(5, 3, "article", 9),
    Sentence(6, 1, "article", 11),
    Sentence(6, 2, "article", 26),
    Sentence(6, 3, "article", 16),
    Sentence(6, 4, "article", 17),
    Sentence(7, 1, "article", 12),
    Sentence(7, 2, "article", 27),
)

#: Who may speak: key -> name, role of the colour, actors whose statements are on record.
VOICES: Mapping[str, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {
        "iran": ("Iran", "iran", ("iran-government", "iran-leader")),
        "israel": ("Israel", "israel", ("israel",)),
        "us": ("United States", "united-states", ("us-administration",)),
        "experts": ("Unnamed experts", "research", ()),
        "article": ("The article itself", "press", ()),
        "gulf": (
            "Gulf states, mediators", "region",
            (
                "gulf-cooperation-council", "gulf-mediators", "oman", "saudi-arabia",
                "united-arab-emirates",
            ),
        ),
        "europe": ("E3 and EU", "europe", ("e3", "european-union")),
        "powers": ("Russia, China", "muted", ("china", "russia")),
        "iaea": ("IAEA", "united-nations", ("iaea",)),
    }
)  # fmt: skip

#: Rules for counting who speaks: key -> words.
COUNTS: Mapping[str, str] = MappingProxyType(
    {
        "sentences": "sentences that report its view",
        "words": "words in these sentences",
        "quoted": "words in quotation marks",
        "persons": "sentences that name the speaker",
        "place": "sentences, early ones counting more",
    }
)


def _counted(sentence: Sentence, rule: str) -> float:
    """Return what a sentence counts by a rule; by place, one over its paragraph's number."""
    return {
        "sentences": 1.0,
        "words": float(sentence.words),
        "quoted": float(sentence.quoted),
        "persons": float(sentence.person),
        "place": 1 / sentence.paragraph,
    }[rule]


def voice_counts() -> list[dict[str, Any]]:
    """Return each voice with its count by every rule and its statements on record.

    Returns
    -------
    list of dict
        key, name, role, order, recorded (rows of ``positions`` up to the article's day, founding
        texts left out), and a count for each key of :data:`COUNTS`.
    """
    spoken = positions()
    spoken = spoken[spoken["basis"] != "mandate"]
    return [
        {
            "key": key, "name": name, "role": role, "order": order,
            "recorded": int(spoken["actor_id"].isin(actors).sum()),
            **{
                rule: sum(_counted(s, rule) for s in SENTENCES if s.voice == key)
                for rule in COUNTS
            },
        }
        for order, (key, (name, role, actors)) in enumerate(VOICES.items())
    ]  # fmt: skip


def voice_rows(rule: str, own: str) -> list[dict[str, Any]]:
    """Return each voice's share of the article under a counting rule.

    Parameters
    ----------
    rule : str
        Key of :data:`COUNTS`.
    own : {"without", "with"}
        Whether sentences in the article's own voice count.

    Returns
    -------
    list of dict
        name, order, amount, share (of the whole), recorded, most (largest share), absent (no
        amount although statements are on record).

    Raises
    ------
    ValueError
        If the rule or `own` is unknown.
    """
    one_of("rule", rule, COUNTS)
    one_of("own", own, ("without", "with"))
    rows = voice_counts()
    amounts = [row[rule] if own == "with" or row["key"] != "article" else 0.0 for row in rows]
    total = sum(amounts)
    return [
        {
            "name": row["name"], "order": row["order"], "amount": amount, "share": amount / total,
            "recorded": row["recorded"], "most": amount >= max(amounts) - 1e-9,
            "absent": amount == 0 and row["recorded"] > 0,
        }
        for row, amount in zip(rows, amounts, strict=True)
    ]  # fmt: skip


def absent() -> pd.DataFrame:
    """Return the positions of those who do not speak in the article, founding texts left out."""
    silent = [actor for key in ("gulf", "europe", "powers", "iaea") for actor in VOICES[key][2]]
    table = positions()
    return table[table["actor_id"].isin(silent) & (table["basis"] != "mandate")]


def absent_table() -> pd.DataFrame:
    """Return what some who do not speak in the article had said by its day, ready to be shown.

    Those on missiles since 2024, those of February 2026, and the inspectors' demand for access.

    Returns
    -------
    pandas.DataFrame
        Actor, Issue, Position, Who, Date; url is the document's address.
    """
    silent = [actor for key in ("gulf", "europe", "powers", "iaea") for actor in VOICES[key][2]]
    table = absent()
    files = catalog.load("positions").set_index("position_id")["issue_id"].map(dict(FILES))
    on_missiles = table["position_id"].map(files) == "missiles"
    table = table[
        (on_missiles & (table["date"] >= "2024"))
        | (table["date"] >= "2026-02")
        | (table["position_id"] == "iaea-access-2025")
    ]
    table = table.assign(rank=table["actor_id"].map(silent.index)).sort_values(
        ["rank", "date"], ascending=[True, False], kind="stable"
    )
    columns = {
        "name": "Actor", "issue": "Issue", "position": "Position", "speaker": "Who",
        "date": "Date", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)


# ---- where the story begins ----

#: Days on which a story may begin: key -> event of the time line, words.
BEGINNINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "scuds": ("scud-libya-syria", "the first Scuds, 1985"),
        "jcpoa": ("jcpoa-concluded", "the JCPOA, July 2015"),
        "exit": ("us-leaves-jcpoa", "the American exit, May 2018"),
        "sixty": ("sixty-per-cent", "enrichment to 60 per cent, April 2021"),
        "april": ("first-attack-on-israel", "Iran's attack on Israel, April 2024"),
        "war": ("twelve-days", "Israel's attack on Iran, June 2025"),
        "snapback": ("snapback-notified", "the start of snapback, August 2025"),
        "points": ("witkoff-four-points", "the American demands, January 2026"),
        "week": ("rubio-list", "the week before the article"),
    }
)

#: Groups of actors that act first: key -> name, role of the colour, actors.
GROUPS: Mapping[str, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {
        "iran": ("Iran", "iran", ("iran", "iran-government", "iran-leader")),
        "us": ("United States", "united-states", ("united-states", "us-administration")),
        "israel": ("Israel", "israel", ("israel",)),
        "un": ("IAEA and UN Council", "united-nations", ("iaea", "un-security-council")),
        "europe": ("Europe", "europe", ("e3", "european-union")),
        "others": ("Others", "press", ()),
    }
)

#: Kinds of event that a reader may look at: key -> words.
KINDS_OF_EVENT: Mapping[str, str] = MappingProxyType({"all": "all kinds", **CATEGORIES})


def group_of(actor: str) -> str:
    """Return the group that an actor belongs to."""
    return next((key for key, (_, _, actors) in GROUPS.items() if actor in actors), "others")


def ordered_events() -> list[dict[str, Any]]:
    """Return the events in order of date: rank (from 1), year, category, group, event and date."""
    table = events().sort_values("year", kind="stable")
    actors = table["actor_id"].fillna("").map(str)
    return [
        {
            "rank": rank, "year": float(row["year"]), "category": str(row["category"]),
            "group": group_of(actor), "event_id": str(row["event_id"]), "date": str(row["date"]),
        }
        for rank, (row, actor) in enumerate(zip(as_rows(table), actors, strict=True), 1)
    ]  # fmt: skip


def beginnings() -> dict[str, int]:
    """Return the rank of the event with which each story begins."""
    ranks = {row["event_id"]: row["rank"] for row in ordered_events()}
    return {key: ranks[event] for key, (event, _) in BEGINNINGS.items()}


def window_rows(start: str, kind: str) -> list[dict[str, Any]]:
    """Return who acts first how often, from a beginning to the article's day.

    Parameters
    ----------
    start : str
        Key of :data:`BEGINNINGS`.
    kind : str
        Key of :data:`KINDS_OF_EVENT`.

    Returns
    -------
    list of dict
        name (of the group), order, count, share (of all counted; 0 if none), total, most (largest
        count above 0).

    Raises
    ------
    ValueError
        If a key is unknown.
    """
    one_of("start", start, BEGINNINGS)
    one_of("kind", kind, KINDS_OF_EVENT)
    first = beginnings()[start]
    inside = [
        row["group"] for row in ordered_events()
        if row["rank"] >= first and kind in ("all", row["category"])
    ]  # fmt: skip
    counts = [inside.count(key) for key in GROUPS]
    return [
        {
            "name": name, "order": order, "count": count,
            "share": count / len(inside) if inside else 0.0, "total": len(inside),
            "most": count > 0 and count == max(counts),
        }
        for order, ((name, _, _), count) in enumerate(zip(GROUPS.values(), counts, strict=True))
    ]  # fmt: skip


# ---- kinds of claim ----

#: Kinds of claim: kind -> what it says, what could show it true or false.
CLAIM_KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "descriptive": (
            "what happened, or who said what",
            "records, transcripts, two independent reports of one event",
        ),
        "perception": (
            "how an actor sees the world",
            "what it says and does over time; not whether it is right",
        ),
        "evaluative": (
            "what would be good, bad or dangerous",
            "no measurement alone: facts plus a standard that is named",
        ),
        "causal": (
            "that one thing brings about another",
            "a mechanism, cases where the cause is absent, rival reasons ruled out",
        ),
        "empirical": (
            "how large, how many, how far",
            "measurement, with its unit, its day and its error",
        ),
        "forecast": (
            "what will, or may, be",
            "nothing yet: a question with a date, a probability, and then a score",
        ),
    }
)

#: Who says it, claim by claim: how the article attributes it.
SAID_BY: Mapping[str, str] = MappingProxyType(
    {
        "C01": "The article itself",
        "C02": "Reuters, as the article cites it; then the article itself",
        "C03": "Israel; officials without a name",
        "C04": "Israel's Prime Minister, paraphrased before he spoke",
        "C05": "The US President on Fox Business; the article itself",
        "C06": "Iran, paraphrased; Ali Shamkhani, quoted by state media",
        "C07": "Iranian officials without a name",
        "C08": "Tehran, paraphrased",
        "C09": "Iran's President Masoud Pezeshkian, quoted",
        "C10": "The article itself",
        "C11": "Experts without a name; then the article itself",
        "C12": "The article itself",
        "C13": "The article itself",
        "C14": "The article itself",
        "C15": "The article itself",
        "C16": "The article itself",
        "C17": "The article itself",
        "C18": "The article itself",
    }
)


def _claims() -> Mapping[str, Mapping[str, str]]:
    """Return the article's claims by id."""
    # Here and not above: the parts of a page bring the drawing library, three seconds of import
    # for six sets of exercises that draw nothing.
    from missile_question.teaching.parts import claims

    return claims()


def claim_list() -> pd.DataFrame:
    """Return the article's claims sorted by kind, ready to be shown.

    Returns
    -------
    pandas.DataFrame
        Claim, Says, Kind, Paragraph, Who says it.
    """
    order = list(CLAIM_KINDS)
    rows = sorted(_claims().values(), key=lambda row: (order.index(row["kind"]), row["claim_id"]))
    return pd.DataFrame(
        {
            "Claim": [row["claim_id"] for row in rows],
            "In a few words": [CLAIMS[row["claim_id"]] for row in rows],
            "Kind": [row["kind"] for row in rows],
            "Paragraph": [row["paragraph"] for row in rows],
            "Who says it": [SAID_BY[row["claim_id"]] for row in rows],
        }
    )


def kind_table() -> pd.DataFrame:
    """Return the six kinds of claim with what could show them, ready to be shown."""
    counts = pd.Series([row["kind"] for row in _claims().values()]).value_counts()
    return pd.DataFrame(
        {
            "Kind": [kind.capitalize() for kind in CLAIM_KINDS],
            "Claims here": [str(int(counts.get(kind, 0))) for kind in CLAIM_KINDS],
            "It says": [says for says, _ in CLAIM_KINDS.values()],
            "What could show it": [shows for _, shows in CLAIM_KINDS.values()],
        }
    )


def last_weeks(since: str = "2026-01-15") -> pd.DataFrame:
    """Return the events from a day on with both documents, ready to be shown.

    Returns
    -------
    pandas.DataFrame
        Date, Event, Read in, Second document, What to know; url is the first document's address.
    """
    table = events()
    table = table[table["date"] >= since]
    publishers = catalog.load("sources").set_index("source_id")["publisher"]
    return pd.DataFrame(
        {
            "Date": table["date"],
            "Event": table["event"],
            "Read in": table["publisher"],
            "Second document": table["second_source_id"].map(publishers).fillna("none found"),
            "What to know": table["note"],
            "url": table["url"],
        }
    )


def pointing(claim: str, direction: str) -> list[dict[str, Any]]:
    """Return the pieces of evidence on a claim that point one way.

    Parameters
    ----------
    claim : str
        ``"C01"`` to ``"C18"``.
    direction : str
        One of :data:`DIRECTIONS`.

    Returns
    -------
    list of dict
        Rows of :func:`evidence_pieces`.

    Raises
    ------
    ValueError
        If there is no such claim or direction.
    """
    one_of("direction", direction, DIRECTIONS)
    table = evidence_pieces(claim)
    return as_rows(table[table["direction"] == direction])


def points(claim: str, direction: str) -> list[str]:
    """Return the pieces of evidence on a claim, as sentences for its card.

    Parameters
    ----------
    claim, direction : str
        As :func:`pointing`, which also says what is refused.

    Returns
    -------
    list of str
        Unverified pieces say so.
    """
    return [
        str(row["statement"]) if row["verified"] else f"Unverified: {row['statement']}"
        for row in pointing(claim, direction)
    ]


def _balance() -> dict[str, str]:
    """Return the counts of the pieces of evidence on the claims, as text."""
    counts = balance()
    both = (counts["supports"] > 0) & (counts["weakens"] > 0)
    return {
        "pieces_for": str(int(counts["supports"].sum())),
        "pieces_against": str(int(counts["weakens"].sum())),
        "both_sides": "all" if both.all() else str(int(both.sum())),
    }


def _forecasts() -> dict[str, str]:
    """Return the span of the forecasts on missile range, as text."""
    medians = [forecast("missile-range", 0.0, who)[1] for who in INFLUENCES.values()]
    bids = [forecast("missile-range", -100.0, who)[1] for who in INFLUENCES.values()]
    table = codes()
    middle = table[(table["issue_id"] == "missile-range") & (table["code"] == medians[0])]
    names = catalog.load("actors").set_index("actor_id")["name"]
    return {
        "median_actor": " and the ".join(str(names[actor]) for actor in middle["actor_id"]),
        "median_low": f"{min(medians):.0f}", "median_high": f"{max(medians):.0f}",
        "median_equal": f"{medians[0]:.0f}",
        "median_shift": f"{max(abs(a - b) for a, b in zip(medians, bids, strict=True)):.0f}",
    }  # fmt: skip


def numbers() -> SimpleNamespace:
    """Return the numbers that the chapter's sentences print, as text, so that they cannot drift."""
    ours = {
        (weighting, rule): map_rows(
            "us-iran", **READINGS["ours"][1], weighting=weighting, rule=rule
        )[0]
        for weighting in WEIGHTINGS
        for rule in RULES
    }
    bids = map_rows("us-iran", **READINGS["bids"][1], weighting="plain", rule="hardest")[0]
    word = map_rows("us-iran", **READINGS["word"][1], weighting="plain", rule="hardest")[0]
    views = {
        key: map_rows("us-iran", **READINGS[key][1], weighting="salience", rule="mean")
        for key in ("ours", "iran", "israel", "us")
    }
    access = {
        key: next(row for row in rows if row["name"] == "Inspections")
        for key, rows in views.items()
    }
    said = verdicts()["Farther apart"].value_counts()
    pairs = pair_distances()
    near, far = pairs.iloc[0], pairs.iloc[-1]
    agreed = band_agreement()
    voices = {row["key"]: row for row in voice_counts()}
    kinds = pd.Series([row["kind"] for row in _claims().values()]).value_counts()
    sentences = len(SENTENCES)
    later = last_weeks()
    month = events()
    month = month[month["date"] >= "2026-01-15"]
    blank = coder_rows(**dict.fromkeys(STATEMENTS, 50.0))[0]
    windows = {key: window_rows(key, "all") for key in BEGINNINGS}

    def both(row: Mapping[str, Any]) -> dict[str, str]:
        return {"nuclear": f"{row['nuclear']:.0f}", "missiles": f"{row['missiles']:.0f}"}

    return SimpleNamespace(
        claims=str(len(CLAIMS)),
        kinds={kind: str(int(count)) for kind, count in kinds.items()},
        causal=str(int(kinds["causal"])),
        descriptive=str(int(kinds["descriptive"])),
        forecasts=str(int(kinds["forecast"])),
        own_claims=str(sum(words == "The article itself" for words in SAID_BY.values())),
        causal_own=str(
            sum(
                row["kind"] == "causal" and SAID_BY[claim] == "The article itself"
                for claim, row in _claims().items()
            )
        ),
        sentences=str(sentences),
        own_sentences=str(int(voices["article"]["sentences"])),
        own_share=f"{100 * voices['article']['sentences'] / sentences:.0f}",
        iran_sentences=str(int(voices["iran"]["sentences"])),
        israel_sentences=str(int(voices["israel"]["sentences"])),
        us_sentences=str(int(voices["us"]["sentences"])),
        iran_quoted=str(int(voices["iran"]["quoted"])),
        us_quoted=str(int(voices["us"]["quoted"])),
        israel_quoted=str(int(voices["israel"]["quoted"])),
        all_quoted=str(sum(s.quoted for s in SENTENCES)),
        absent_recorded=str(len(absent())),
        absent_shown=str(len(absent_table())),
        recorded=str(sum(row["recorded"] for row in voices.values())),
        positions=str(len(positions())),
        codes=str(len(codes())),
        actors=str(codes()["actor_id"].nunique()),
        issues=str(len(issues())),
        solid_share=f"{100 * codes()['solid'].mean():.0f}",
        **{f"mean_{key}": value for key, value in both(ours["salience", "mean"]).items()},
        **{f"hard_{key}": value for key, value in both(ours["salience", "hardest"]).items()},
        **{f"plain_{key}": value for key, value in both(ours["plain", "hardest"]).items()},
        **{f"bids_{key}": value for key, value in both(bids).items()},
        **{f"word_{key}": value for key, value in both(word).items()},
        **{
            f"{view}_{key}": value
            for view, rows in views.items()
            if view != "ours"
            for key, value in both(rows[0]).items()
        },
        access_ours=f"{access['ours']['b']:.0f}",
        access_iran=f"{access['iran']['b']:.0f}",
        access_israel=f"{access['israel']['b']:.0f}",
        ways=str(int(said.sum())),
        ways_missiles=str(int(said.get("missiles", 0))),
        ways_nuclear=str(int(said.get("the nuclear file", 0))),
        ways_neither=str(int(said.get("neither", 0))),
        nearest=f"{near['one']} and {near['other']}",
        nearest_points=f"{near['distance']:.0f}",
        farthest=f"{far['one']} and {far['other']}",
        farthest_points=f"{far['distance']:.0f}",
        soft_agreement=f"{100 * agreed['soft'][0]:.0f}",
        soft_kappa=f"{agreed['soft'][1]:.2f}",
        hard_agreement=f"{100 * agreed['hard'][0]:.0f}",
        hard_kappa=f"{agreed['hard'][1]:.2f}",
        both_agreement=f"{100 * agreed['both'][0]:.0f}",
        both_kappa=f"{agreed['both'][1]:.2f}",
        blank_agreement=f"{100 * blank['agreement']:.0f}",
        **_forecasts(),
        **_balance(),
        events=str(len(events())),
        weeks_events=str(len(later)),
        weeks_single=str(int((later["Second document"] == "none found").sum())),
        weeks_solid=str(int(month["solid"].sum())),
        **{
            f"{start}_{row['name'].split()[0].lower()}": str(row["count"])
            for start, rows in windows.items()
            for row in rows
        },
        **{f"{start}_total": str(rows[0]["total"]) for start, rows in windows.items()},
    )
