"""Issues tied and untied: the bargaining models on two issues, at two levels, and on the record."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from missile_question import catalog
from missile_question.evidence import reading
from missile_question.evidence._keys import one_of
from missile_question.evidence.reach import as_rows
from missile_question.models import bargaining as model
from missile_question.models import choose, larger, smaller

Keep = Callable[[str, Any], Any]

#: Two sides count as agreeing if they miss their floors by no more than this: rounding.
TINY = 1e-9

#: Says "no agreement" where a product of gains would stand.
NONE = -1.0


def _at_once(name: str, value: Any) -> Any:
    """Return the value: Python needs no name for what a formula uses twice."""
    return value


def _within(value: Any, xp: Any) -> Any:
    """Return the value, moved to the nearer end where it lies outside 0 to 1."""
    return larger(0.0, smaller(1.0, value, xp), xp)


# ---- the signature model: one issue, and another beside it ----

#: What may become of the added issue: key -> words.
RULES: Mapping[str, str] = MappingProxyType(
    {
        "may": "may be traded or left",
        "must": "must be settled in full, or there is no deal",
        "redline": "are one side's condition, the other's red line",
    }
)


def gains(terms: Any, missiles: Any, friction: Any, stakes: SimpleNamespace) -> tuple[Any, Any]:
    """Return what a package gives Iran and the United States above no deal.

    Parameters
    ----------
    terms : float or Altair expression
        Terms of the nuclear file, from 0 (all Iran's way) to 1 (all America's way).
    missiles : float or Altair expression
        How far missiles are limited, from 0 to 1.
    friction : float or Altair expression
        What a wider table costs each side, in points.
    stakes : types.SimpleNamespace
        ``file_iran`` and ``file_us`` (what the nuclear file is worth to each), ``cost_iran`` and
        ``worth_us`` (what missile limits cost and are worth), ``floor_iran`` and ``floor_us`` (what
        each must get), all in points.
    """
    iran = (
        stakes.file_iran * (1.0 - terms)
        - stakes.cost_iran * missiles
        - stakes.floor_iran
        - friction
    )
    us = stakes.file_us * terms + stakes.worth_us * missiles - stakes.floor_us - friction
    return iran, us


def ends(missiles: Any, friction: Any, stakes: SimpleNamespace) -> tuple[Any, Any]:
    """Return the lowest terms the United States accepts and the highest that Iran accepts.

    Parameters
    ----------
    missiles, friction, stakes
        As :func:`gains`.
    """
    least = (stakes.floor_us + friction - stakes.worth_us * missiles) / stakes.file_us
    most = 1.0 - (stakes.floor_iran + friction + stakes.cost_iran * missiles) / stakes.file_iran
    return least, most


def slope(stakes: SimpleNamespace) -> Any:
    """Return by how much the zone on the nuclear terms widens if missiles are limited in full.

    Parameters
    ----------
    stakes
        As :func:`gains`; friction comes on top.
    """
    return stakes.worth_us / stakes.file_us - stakes.cost_iran / stakes.file_iran


def _fair_terms(missiles: Any, friction: Any, stakes: SimpleNamespace, xp: Any) -> Any:
    """Return Nash's terms for given missile limits: the middle of the zone, within 0 to 1."""
    least, most = ends(missiles, friction, stakes)
    return _within(0.5 * (least + most), xp)


def _fair_limits(terms: Any, friction: Any, stakes: SimpleNamespace, xp: Any) -> Any:
    """Return Nash's missile limits for given terms: the middle of what both accept, 0 to 1."""
    iran, us = gains(terms, 0.0, friction, stakes)
    return _within(0.5 * (iran / stakes.cost_iran - us / stakes.worth_us), xp)


def _merit(both: tuple[Any, Any], name: str, xp: Any, keep: Keep) -> Any:
    """Return the product of the gains, or :data:`NONE` where some side gets too little."""
    iran, us = (keep(f"{name}_{i}", gain) for i, gain in enumerate(both))
    return keep(name, choose(smaller(iran, us, xp) >= -TINY, iran * us, NONE, xp))


def add_issue(
    stakes: SimpleNamespace, friction: Any, rule: Any, xp: Any = np, keep: Keep = _at_once
) -> SimpleNamespace:
    """Solve the bargain on the nuclear file alone, and with missiles beside it.

    With missiles the possible agreements form a parallelogram. Nash's solution lies on one of its
    four sides, and on each side it is the middle of what both accept.

    Parameters
    ----------
    stakes, friction
        As :func:`gains`; floats or Altair parameters.
    rule : str or Altair parameter
        Key of :data:`RULES`.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    keep : callable
        ``keep(name, value)`` names what is used again and returns what to use in its place.

    Returns
    -------
    types.SimpleNamespace
        For the nuclear file alone and with missiles: terms, missiles, low and high (of the zone on
        the nuclear terms), agreed, iran and us (gains at Nash's point, 0 without a deal), each with
        ``_alone`` or ``_with``; and says.
    """

    def side(name: str, terms: Any, missiles: Any) -> tuple[Any, Any, Any]:
        terms, missiles = keep(f"{name}_terms", terms), keep(f"{name}_limits", missiles)
        return terms, missiles, _merit(gains(terms, missiles, friction, stakes), name, xp, keep)

    alone_terms = keep("alone_terms", _fair_terms(0.0, 0.0, stakes, xp))
    alone = _merit(gains(alone_terms, 0.0, 0.0, stakes), "alone", xp, keep)
    full = side("full", _fair_terms(1.0, friction, stakes, xp), 1.0)
    others = [
        side("none", _fair_terms(0.0, friction, stakes, xp), 0.0),
        side("soft", 0.0, _fair_limits(0.0, friction, stakes, xp)),
        side("hard", 1.0, _fair_limits(1.0, friction, stakes, xp)),
    ]
    terms, missiles, best = full
    if_none = choose(slope(stakes) > 0, 1.0, 0.0, xp)
    for number, (other_terms, other_missiles, merit) in enumerate(others):
        better = keep(f"better_{number}", (rule == "may") & (merit > best))
        terms = keep(f"terms_{number}", choose(better, other_terms, terms, xp))
        missiles = keep(f"limits_{number}", choose(better, other_missiles, missiles, xp))
        best = keep(f"best_{number}", choose(better, merit, best, xp))
    none = (rule == "may") & (best <= NONE)
    limits = keep("with_limits", choose(none, if_none, missiles, xp))
    terms = keep("with_terms", choose(none, _fair_terms(limits, friction, stakes, xp), terms, xp))
    agreed_alone = keep("agreed_alone", alone > NONE)
    agreed = keep("agreed", (rule != "redline") & (best > NONE))
    out = SimpleNamespace(
        terms_alone=alone_terms, missiles_alone=0.0, agreed_alone=agreed_alone,
        terms_with=terms, missiles_with=limits, agreed_with=agreed,
    )  # fmt: skip
    for name, missiles, cost in (("alone", 0.0, 0.0), ("with", limits, friction)):
        least, most = ends(missiles, cost, stakes)
        setattr(out, f"low_{name}", keep(f"low_{name}", larger(least, 0.0, xp)))
        setattr(out, f"high_{name}", keep(f"high_{name}", most))
        both = gains(getattr(out, f"terms_{name}"), missiles, cost, stakes)
        settled = getattr(out, f"agreed_{name}")
        for party, gain in zip(("iran", "us"), both, strict=True):
            worth = keep(f"{party}_{name}", choose(settled, gain, 0.0, xp))
            setattr(out, f"{party}_{name}", worth)
    out.says = _verdict(out, xp, keep)
    return out


#: What adding the issue does: key -> words.
VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "neither": "No zone, with missiles or without.",
        "opens": "Missiles open a zone that the nuclear file alone does not have.",
        "kills": "The zone vanishes once missiles are added.",
        "both": "Adding missiles leaves both sides better off.",
        "worse": "Adding missiles leaves both sides worse off, but there is still a zone.",
        "us": "A zone either way: with missiles the United States gains more, Iran less.",
        "same": "Adding missiles changes nothing.",
    }
)


def _verdict(out: SimpleNamespace, xp: Any, keep: Keep) -> Any:
    """Say what adding missiles did."""
    words = VERDICTS
    iran = keep("iran_more", out.iran_with - out.iran_alone)
    us = keep("us_more", out.us_with - out.us_alone)
    small = 1e-6
    up = keep("up", (iran >= -small) & (us >= -small))
    down = keep("down", (iran <= small) & (us <= small))
    shared = choose(
        up & down, words["same"],
        choose(
            up, words["both"],
            choose(down, words["worse"], words["us"], xp), xp,
        ), xp,
    )  # fmt: skip
    alone, both = out.agreed_alone, out.agreed_with
    lost = choose(alone, words["kills"], words["neither"], xp)
    found = choose(alone, shared, words["opens"], xp)
    return choose(both, found, lost, xp)


#: The stakes of the signature model, in the order of its sliders.
STAKES = ("file_iran", "file_us", "floor_iran", "floor_us", "cost_iran", "worth_us")

#: The two bargains that are compared: suffix of :func:`add_issue` -> words.
BARGAINS: Mapping[str, str] = MappingProxyType(
    {"alone": "nuclear file alone", "with": "with missiles"}
)


def add_issue_rows(rule: str, friction: float, **stakes: float) -> list[dict[str, Any]]:
    """Return the two bargains: zone on the nuclear terms, Nash's point, what each side gains.

    Parameters
    ----------
    rule : str
        Key of :data:`RULES`.
    friction : float
        Cost of a wider table to each side, points.
    **stakes : float
        :data:`STAKES`, points.

    Raises
    ------
    ValueError
        If the rule is unknown.
    """
    one_of("rule", rule, RULES)
    out = add_issue(SimpleNamespace(**stakes), friction, rule)
    return [
        {
            "name": name,
            "order": order,
            "low": getattr(out, f"low_{key}"),
            "high": getattr(out, f"high_{key}"),
            "terms": getattr(out, f"terms_{key}"),
            "limits": getattr(out, f"missiles_{key}"),
            "agreed": bool(getattr(out, f"agreed_{key}")),
            "iran": getattr(out, f"iran_{key}"),
            "us": getattr(out, f"us_{key}"),
            "iran_with": out.iran_with,
            "us_with": out.us_with,
            "low_with": out.low_with,
            "high_with": out.high_with,
            "says": out.says,
        }
        for order, (key, name) in enumerate(BARGAINS.items())
    ]


#: Readings a reader may begin with: key -> label, note, settings. The numbers are ours.
READINGS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = MappingProxyType(
    {
        "apart": (
            "Separate tables: missiles cost Iran more than they bring",
            "As Tehran argues: a zone on the nuclear file, and a second issue that costs "
            "Iran more than it is worth to Washington.",
            {"file_iran": 10, "file_us": 10, "floor_iran": 3, "floor_us": 4, "cost_iran": 6,
             "worth_us": 3, "friction": 0.5, "rule": "must"},
        ),
        "grand": (
            "Grand bargain: each side sells what it values less",
            "No zone on the nuclear file; missile limits are worth much to Washington, and Iran "
            "would rather have relief and safety.",
            {"file_iran": 10, "file_us": 10, "floor_iran": 5, "floor_us": 7, "cost_iran": 2,
             "worth_us": 6, "friction": 0.5, "rule": "may"},
        ),
        "pressure": (
            "Pressure first: no deal becomes worth little to Iran",
            "As those who want pressure first argue: Iran's floor falls to nothing.",
            {"file_iran": 10, "file_us": 10, "floor_iran": 0, "floor_us": 8, "cost_iran": 7,
             "worth_us": 9, "friction": 0.5, "rule": "must"},
        ),
        "hardens": (
            "Pressure hardens: the same, and missiles become dearer",
            "The rival assumption: who has just been attacked needs its deterrent more.",
            {"file_iran": 10, "file_us": 10, "floor_iran": 0, "floor_us": 8, "cost_iran": 12,
             "worth_us": 9, "friction": 0.5, "rule": "must"},
        ),
        "israel": (
            "Israel's weights: a narrow deal hardly beats none",
            "Missiles weigh as much as the nuclear file. As Israel argues, the answer is to lower "
            "Iran's floor, not to sign for less: try it.",
            {"file_iran": 10, "file_us": 10, "floor_iran": 2, "floor_us": 9, "cost_iran": 8,
             "worth_us": 10, "friction": 0.5, "rule": "must"},
        ),
        "pledge": (
            "The mediators: a pledge on use, not on possession",
            "A milder object: it costs Iran little and is worth something to others.",
            {"file_iran": 10, "file_us": 10, "floor_iran": 4, "floor_us": 5, "cost_iran": 2,
             "worth_us": 5, "friction": 0.5, "rule": "may"},
        ),
        "words": (
            "The words of the week: a condition meets a red line",
            "As both sides spoke in public. Whether they meant it is what nobody outside knows.",
            {"file_iran": 10, "file_us": 10, "floor_iran": 3, "floor_us": 4, "cost_iran": 6,
             "worth_us": 3, "friction": 0.5, "rule": "redline"},
        ),
    }
)  # fmt: skip


def settings(key: str) -> dict[str, Any]:
    """Return the settings of one of :data:`READINGS`, as numbers.

    Raises
    ------
    ValueError
        If there is no such reading.
    """
    one_of("key", key, READINGS)
    return {
        name: value if isinstance(value, str) else float(value)
        for name, value in READINGS[key][2].items()
    }


def readings_table() -> pd.DataFrame:
    """Return each reading run through the signature model, ready to be shown."""
    out = []
    for key, (label, _, _) in READINGS.items():
        alone, both = add_issue_rows(**settings(key))
        out.append(
            {
                "Reading": label,
                "Nuclear file alone": _points(alone),
                "With missiles": _points(both),
                "Verdict of the model": both["says"],
            }
        )
    return pd.DataFrame(out)


def _points(row: Mapping[str, Any]) -> str:
    """Write what both sides gain at Nash's point, or that there is no zone."""
    if not row["agreed"]:
        return "no zone"
    return f"Iran +{row['iran']:.1f}, US +{row['us']:.1f}"


# ---- many issues ----

#: Settings of the simulation, each with its words.
PARTIES: Mapping[int, str] = MappingProxyType({2: "two", 3: "three", 5: "five"})
OPPOSITION: Mapping[float, str] = MappingProxyType(
    {-0.25: "opposed interests", 0.0: "unrelated interests", 0.5: "shared interests"}
)
STARTS: Mapping[int, str] = MappingProxyType(
    {-1: "close to a deal", 0: "on the edge", 1: "far from a deal"}
)
ISSUES, DRAWS, SEED = 8, 10_000, 20260211


@lru_cache(maxsize=1)
def issue_grid() -> list[dict[str, Any]]:
    """Return the simulated chance of a zone, one row a number of issues.

    Returns
    -------
    list of dict
        issues, and two lists over all settings of :func:`issue_slot`: tied (all stand or fall
        together) and free (each may be taken or left); shares of the draws, three decimals.
    """
    tied: list[list[float]] = []
    free: list[list[float]] = []
    for parties, correlation, start in itertools.product(PARTIES, OPPOSITION, STARTS):
        for linked, out in ((True, tied), (False, free)):
            found = model.zone_probability_by_issues(
                ISSUES, parties, correlation, float(start), linked=linked, draws=DRAWS, seed=SEED
            )
            out.append([round(float(p), 3) for p in np.asarray(found.probability)])
    return [
        {"issues": k + 1, "tied": [p[k] for p in tied], "free": [p[k] for p in free]}
        for k in range(ISSUES)
    ]


def issue_slot(parties: Any, correlation: Any, start: Any, xp: Any = np) -> Any:
    """Return the place of a setting in the grid's lists.

    Parameters
    ----------
    parties, correlation, start : str or Altair parameter
        Keys of :data:`PARTIES`, :data:`OPPOSITION` and :data:`STARTS`, as a menu writes them.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """

    def place(value: Any, known: Sequence[float]) -> Any:
        found: Any = float(len(known) - 1)
        for number in reversed(range(len(known) - 1)):
            found = choose(value == f"{known[number]:g}", float(number), found, xp)
        return found

    first = place(parties, list(PARTIES)) * float(len(OPPOSITION))
    return (first + place(correlation, list(OPPOSITION))) * float(len(STARTS)) + place(
        start, list(STARTS)
    )


def many_issues_rows(
    parties: str, correlation: str, start: str, issues: float
) -> list[dict[str, Any]]:
    """Return the chance of a zone on so many issues, tied and free.

    Parameters
    ----------
    parties, correlation, start : str
        Keys of :data:`PARTIES`, :data:`OPPOSITION` and :data:`STARTS`.
    issues : float
        Number of issues, 1 to :data:`ISSUES`.
    """
    slot = int(issue_slot(parties, correlation, start))
    grid = issue_grid()
    here, first = grid[int(issues) - 1], grid[0]
    return [
        {
            "name": name,
            "order": order,
            "chance": here[key][slot],
            "one": first[key][slot],
            "all_or_nothing": here["tied"][slot],
            "any_may_go": here["free"][slot],
        }
        for order, (key, name) in enumerate(LINES.items())
    ]


#: The two ways to take several issues: field of the grid -> words.
LINES: Mapping[str, str] = MappingProxyType({"tied": "all or nothing", "free": "each may be left"})


# ---- who must say yes ----

#: Who stands where: key of the row -> words.
TABLES_OF_POWER: Mapping[str, str] = MappingProxyType(
    {
        "table": "at the table",
        "home": "ratified at home",
        "below": "opposed by the party outside",
        "above": "accepted by the party outside",
    }
)


def room(
    iran: Any,
    leader: Any,
    us: Any,
    congress: Any,
    line: Any,
    act: Any,
    anyway: Any,
    harm: Any,
    xp: Any = np,
) -> SimpleNamespace:
    """Return the zone at the table, once ratified, and with a party outside the room.

    Parameters
    ----------
    iran, leader : float or Altair expression
        Toughest limits that Iran's negotiators and its Leader accept, 0 to 100.
    us, congress : float or Altair expression
        Mildest limits that the administration and Congress accept, 0 to 100.
    line : float or Altair expression
        Mildest limits with which the party outside can live.
    act, anyway : float or Altair expression
        Chance in per cent, below 100, that it acts against a deal below its line, and that it acts
        if there is no deal.
    harm : float or Altair expression
        What its acting costs whoever has to say yes, in steps of the same scale.

    Returns
    -------
    types.SimpleNamespace
        Pairs table, home, below, above (ends of the zone), and says.
    """  # fmt: skip
    table = (us, iran)
    home = model.two_level_zone(us, iran, congress, leader, xp)
    low, high = home
    risk, danger = act / 100.0, anyway / 100.0
    shift = harm * (risk - danger) / (1.0 - risk)
    spared = harm * danger
    below = (low + shift, smaller(high - shift, line, xp))
    above = (larger(low - spared, line, xp), high + spared)
    out = SimpleNamespace(table=table, home=home, below=below, above=above)
    out.says = _who_decides(out, line, xp)
    return out


#: What the party outside does to a deal: key -> words.
SHADOWS: Mapping[str, str] = MappingProxyType(
    {
        "home": "No deal passes at home, and the party outside does not change that.",
        "makes": "No deal passed at home; fear of what happens without one makes a deal possible.",
        "kills": "A deal would pass at home. The party outside kills it without a seat.",
        "bends": "Only deals that the party outside accepts are left.",
        "lives": "Deals that it opposes survive, at a risk; it accepts none that would pass.",
        "both": "Deals survive on both sides of its line.",
    }
)


def _who_decides(out: SimpleNamespace, line: Any, xp: Any) -> Any:
    """Say what the party outside did to the ratified zone."""
    home, below, above = (
        model.zone_exists(*getattr(out, name)) for name in ("home", "below", "above")
    )
    words = SHADOWS
    passed = choose(
        above, choose(below, words["both"], words["bends"], xp),
        choose(below, words["lives"], words["kills"], xp), xp,
    )  # fmt: skip
    failed = choose(above | below, words["makes"], words["home"], xp)
    return choose(home, passed, failed, xp)


def room_rows(**given: float) -> list[dict[str, Any]]:
    """Return the four zones of :func:`room`, in the order of :data:`TABLES_OF_POWER`."""
    out = room(**given)
    widths = {
        f"{key}_width": float(model.zone_width(*getattr(out, key))) for key in TABLES_OF_POWER
    }
    rows = []
    for order, (key, name) in enumerate(TABLES_OF_POWER.items()):
        low, high = getattr(out, key)
        rows.append(
            {
                "name": name,
                "order": order,
                "low": float(low),
                "high": float(high),
                "width": float(model.zone_width(low, high)),
                "exists": bool(model.zone_exists(low, high)),
                "says": out.says,
                **widths,
            }
        )
    return rows


# ---- patience ----


def patience(iran_loses: Any, us_loses: Any, first: Any, xp: Any = np) -> tuple[Any, Any]:
    """Return Iran's and the United States' shares of a surplus when both lose by waiting.

    Parameters
    ----------
    iran_loses, us_loses : float or Altair expression
        What a round of delay costs each side, per cent of what it would get; not both 0.
    first : str or Altair parameter
        Who makes the first offer: ``"iran"`` or ``"us"``.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """
    iran, us = 1.0 - iran_loses / 100.0, 1.0 - us_loses / 100.0
    begins, _ = model.rubinstein_shares(iran, us)
    _, answers = model.rubinstein_shares(us, iran)
    share = choose(first == "iran", begins, answers, xp)
    return share, 1.0 - share


def patience_rows(iran_loses: float, us_loses: float, first: str) -> list[dict[str, Any]]:
    """Return who gets how much, see :func:`patience`."""
    iran, us = patience(iran_loses, us_loses, first)
    return [
        {"name": "Iran", "order": 0, "share": float(iran), "other": float(us)},
        {"name": "United States", "order": 1, "share": float(us), "other": float(iran)},
    ]


# ---- what the tables say ----

#: Ways to join issues: key -> words, in the order of the chart.
METHODS: Mapping[str, str] = MappingProxyType(
    {
        "package": "All in one package",
        "condition": "One made the condition of another",
        "separate": "Kept apart",
        "untied": "Tied first, then untied",
    }
)
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {"agreement": "agreed", "partial": "agreed in part", "no_agreement": "no agreement"}
)


def cases(method: str | None = None) -> pd.DataFrame:
    """Return the cases of tied and untied issues with their documents, oldest first.

    Parameters
    ----------
    method : str, optional
        Key of :data:`METHODS`.

    Raises
    ------
    ValueError
        If there is no such method.
    """
    if method is not None:
        one_of("method", method, METHODS)
    sources = catalog.load("sources")[["source_id", "publisher", "url"]]
    table = catalog.load("linkage_cases").merge(sources, on="source_id", validate="many_to_one")
    table = table.assign(solid=table["verified"] & (table["confidence"] == "high"))
    if method is not None:
        table = table[table["method"] == method]
    return table.sort_values(["start", "end", "case_id"], kind="stable", ignore_index=True)


def tally() -> pd.DataFrame:
    """Return how many cases of each method ended how; no success rate, see the table's gaps."""
    counted = pd.crosstab(cases()["method"], cases()["outcome"])
    return counted.reindex(index=list(METHODS), columns=list(OUTCOMES), fill_value=0)


def case_table() -> pd.DataFrame:
    """Return the cases with both readings, ready to be shown."""
    table = cases()
    columns = {
        "title": "Case", "wide_reading": "A friend of the wide table",
        "narrow_reading": "A friend of the narrow table", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)


#: The issues whose saliences are compared.
NUCLEAR, MISSILES = ("enrichment-level", "enriched-stock"), ("missile-range", "missile-numbers")


def weights() -> pd.DataFrame:
    """Return how much the missile issues weigh against the nuclear ones, by our codings.

    Returns
    -------
    pandas.DataFrame
        actor_id, short, colour_role, low, high (smallest and largest quotient of a missile
        salience and a nuclear one), ratio (quotient of the means), solid; only actors coded on
        both kinds, heaviest first.
    """
    rows = []
    for actor, group in reading.codes().groupby("actor_id", sort=False):
        both = [
            group[group["issue_id"].isin(issues)]["salience"].tolist()
            for issues in (MISSILES, NUCLEAR)
        ]
        if not all(both):
            continue
        quotients = [m / n for m in both[0] for n in both[1]]
        first = group.iloc[0]
        rows.append(
            {
                "actor_id": str(actor),
                "short": str(first["short"]),
                "colour_role": str(first["colour_role"]),
                "low": min(quotients),
                "high": max(quotients),
                "ratio": float(np.mean(both[0]) / np.mean(both[1])),
                "solid": bool(group[group["issue_id"].isin([*MISSILES, *NUCLEAR])]["solid"].all()),
            }
        )
    return pd.DataFrame(rows).sort_values(
        ["ratio", "actor_id"], ascending=[False, True], ignore_index=True
    )


def ratio(actor: str) -> float:
    """Return how many times the nuclear issues' weight the missile issues have for an actor.

    Raises
    ------
    ValueError
        If the actor is not coded on both.
    """
    found = {row["actor_id"]: row["ratio"] for row in as_rows(weights())}
    one_of("actor", actor, found)
    return float(found[actor])


def pieces(claim: str, direction: str) -> list[str]:
    """Return a claim's evidence that points one way, each piece with its publisher.

    Parameters
    ----------
    claim, direction : str
        As :func:`reading.pointing`.
    """
    return [
        f"{row['statement']} ({row['publisher']}{'' if row['solid'] else '; not firm'})"
        for row in reading.pointing(claim, direction)
    ]


def _stakes(key: str) -> SimpleNamespace:
    """Return the stakes of one of :data:`READINGS`."""
    return SimpleNamespace(**{k: float(v) for k, v in settings(key).items() if k in STAKES})


def numbers() -> SimpleNamespace:
    """Return the numbers the chapter's sentences use, as text."""
    apart, grand = (add_issue_rows(**settings(key)) for key in ("apart", "grand"))
    tied = issue_grid()

    def chance(field: str, issues: int, parties: int, correlation: float, start: int) -> str:
        slot = int(issue_slot(f"{parties:g}", f"{correlation:g}", f"{start:g}"))
        return f"{100 * tied[issues - 1][field][slot]:.0f}"

    counted = tally()
    us, iran, israel = (ratio(name) for name in ("us-administration", "iran-government", "israel"))
    shares = patience(10.0, 10.0, "iran")[0], patience(20.0, 10.0, "iran")[0]
    home = room(**ROOM)
    feared = room(**{**ROOM, "anyway": 50.0})
    alone, friction = _stakes("apart"), settings("apart")["friction"]
    return SimpleNamespace(
        width=f"{100 * (apart[0]['high'] - apart[0]['low']):.0f}",
        gap=f"{100 * (apart[1]['low'] - apart[1]['high']):.0f}",
        shift=f"{100 * slope(alone):+.0f}".replace("-", "\u2212"),
        grand_shift=f"{100 * slope(_stakes('grand')):+.0f}",
        friction=f"{100 * friction * (1 / alone.file_iran + 1 / alone.file_us):.0f}",
        grand_gap=f"{100 * (grand[0]['low'] - grand[0]['high']):.0f}",
        grand_width=f"{100 * (grand[1]['high'] - grand[1]['low']):.0f}",
        grand_iran=f"{grand[1]['iran']:.1f}",
        grand_us=f"{grand[1]['us']:.1f}",
        us_ratio=f"{us:.2f}",
        iran_ratio=f"{iran:.2f}",
        israel_ratio=f"{israel:.2f}",
        us_tie=f"{us - iran:+.2f}".replace("-", "\u2212"),
        israel_tie=f"{israel - iran:+.2f}".replace("-", "\u2212"),
        close_one=chance("tied", 1, 2, 0.0, -1),
        close_six=chance("tied", 6, 2, 0.0, -1),
        far_one=chance("tied", 1, 2, 0.0, 1),
        far_six=chance("tied", 6, 2, 0.0, 1),
        free_far=chance("free", 6, 2, 0.0, 1),
        free_close=chance("free", 6, 2, 0.0, -1),
        five_close=chance("tied", 6, 5, 0.0, -1),
        five_one=chance("tied", 1, 5, 0.0, -1),
        draws=f"{DRAWS:,}",
        cases=str(len(cases())),
        package_yes=str(counted.loc["package", "agreement"]),
        package_all=str(counted.loc["package"].sum()),
        apart_yes=str(counted.loc["separate", "agreement"]),
        apart_all=str(counted.loc["separate"].sum()),
        condition_yes=str(counted.loc["condition", "agreement"]) or "0",
        condition_all=str(counted.loc["condition"].sum()),
        untied_yes=str(counted.loc["untied", "agreement"]),
        untied_all=str(counted.loc["untied"].sum()),
        share_even=f"{100 * shares[0]:.0f}",
        share_hurt=f"{100 * shares[1]:.0f}",
        kill_act=f"{ROOM['act']:.0f}",
        kill_low=f"{home.below[0]:.0f}",
        kill_high=f"{home.below[1]:.0f}",
        home_low=f"{home.home[0]:.0f}",
        home_high=f"{home.home[1]:.0f}",
        fear_low=f"{feared.below[0]:.0f}",
        fear_high=f"{feared.below[1]:.0f}",
        slack_low=f"{100 * ends(0.0, 0.0, alone)[0]:.0f}",
        slack_high=f"{100 * ends(0.0, 0.0, alone)[1]:.0f}",
        pledge=f"{100 * slope(_stakes('pledge')):.0f}",
        home_width=f"{home.home[1] - home.home[0]:.0f}",
        table_width=f"{home.table[1] - home.table[0]:.0f}",
    )


#: The starting state of the room: limits from 0 (Iran unlimited) to 100 (all that is demanded).
ROOM: Mapping[str, float] = MappingProxyType(
    {"iran": 60.0, "leader": 50.0, "us": 30.0, "congress": 40.0, "line": 70.0, "act": 30.0,
     "anyway": 0.0, "harm": 20.0}
)  # fmt: skip
