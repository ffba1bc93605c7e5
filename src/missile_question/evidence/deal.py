"""Deals and parties for the capstone: what is sourced, what is assumed, what follows.

Sourced: what each party asks for, how much it talks of it, and how firmly that is coded (the table
``position_codes``, a band for each code); distances (``us_sites``, ``cities``); the limits of 2015
(``jcpoa_limits``). Assumed by this book, and for the reader to change: how a dial becomes a point
on a scale, what war would cost whom, and every probability. Chances of detection, months and
reach are those of the models of chapters 2, 5 and 6; nothing is computed a second time here.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from missile_question.evidence import jcpoa, reach, reading
from missile_question.evidence import verification as inspected
from missile_question.evidence._keys import one_of
from missile_question.models import bargaining, choose, deal, larger, smaller, verification
from missile_question.models import reach as distance

#: Issue of the tables -> key in formulas and rows.
ISSUES: Mapping[str, str] = MappingProxyType(
    {
        "enrichment-level": "enr",
        "enriched-stock": "stk",
        "iaea-access": "acc",
        "missile-range": "rng",
        "missile-numbers": "num",
        "armed-allies": "ali",
        "sanctions-relief": "san",
        "duration": "dur",
    }
)
KEYS = tuple(ISSUES.values())
MISSILES = ("rng", "num")

#: Party -> name, rows of ``position_codes`` it speaks through (first found), harm of a war in
#: points (assumed), which way it pulls.
PARTIES: Mapping[str, tuple[str, tuple[str, ...], float, int]] = MappingProxyType(
    {
        "iran": ("Iran", ("iran-government",), 60.0, -1),
        "us": ("United States", ("us-administration",), 20.0, 1),
        "israel": ("Israel", ("israel",), 30.0, 1),
        "e3": ("E3", ("e3",), 15.0, 1),
        "gulf": (
            "Gulf states",
            ("gulf-mediators", "gulf-cooperation-council", "united-arab-emirates"),
            40.0,
            1,
        ),
    }
)

#: Who has to gain -> parties, words.
CIRCLES: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "two": (("iran", "us"), "Iran and the United States"),
        "three": (("iran", "us", "israel"), "these two and Israel"),
        "five": (tuple(PARTIES), "all five parties"),
    }
)

#: Range caps of the menu: key -> km; "none" has no end.
CAPS: Mapping[str, float] = MappingProxyType(
    {"none": np.inf, "2000": 2000.0, "1000": 1000.0, "500": 500.0, "300": 300.0}
)
#: Level in percent -> points on the scale of enrichment (assumed; 0 and 100 are the scale's ends).
LEVEL_POINTS: Mapping[str, float] = MappingProxyType(
    {"60": 0.0, "20": 25.0, "3.67": 60.0, "1.5": 75.0, "0": 100.0}
)
#: What happens to support for allied groups -> points.
ALLY_POINTS: Mapping[str, float] = MappingProxyType({"none": 0.0, "arms": 60.0, "all": 100.0})
#: Ends of the dials: at these nothing is limited.
MOST_MISSILES, MOST_STOCK, MOST_CAPACITY, MOST_YEARS = 3000.0, 9900.0, 30.0, 30.0
#: Part of the scale of numbers and use that a ban on flight tests takes (assumed).
BAN_SHARE = 0.25
#: Months from which more warning is counted as no more: two years.
MOST_MONTHS = 24.0
#: What no deal leaves on each scale: no limit, the inspections of 2025, all sanctions.
NO_DEAL: Mapping[str, float] = MappingProxyType(
    {"enr": 0.0, "stk": 0.0, "acc": 10.0, "rng": 0.0, "num": 0.0, "ali": 0.0, "san": 100.0,
     "dur": 0.0}
)  # fmt: skip
#: What each party can live with losing on one subject, in standard deviations (assumed): less
#: than nothing, because no deal is worse still.
RESERVATION = -1.0
MOST_VETOES = 6


@dataclass(frozen=True)
class Terms:
    """A deal as the dials hold it.

    Parameters
    ----------
    name, words, why : str
        For a menu and for a sentence; where the settings come from.
    level, stock_kg, capacity : str, float, float
        Percent of U-235 allowed, kg of uranium, thousands of SWU a year.
    access, sample : float
        Per cent of places open to inspectors; of declared items verified in a year.
    cap, missiles, tests : str, float, str
        Longest range in km, missiles allowed, "free" or "ban".
    allies : str
        "none", "arms" or "all".
    relief, years : float
        Per cent of sanctions lifted; years that the limits last.
    """

    name: str
    words: str
    why: str
    level: str
    stock_kg: float
    capacity: float
    access: float
    sample: float
    cap: str
    missiles: float
    tests: str
    allies: str
    relief: float
    years: float

    def dials(self) -> dict[str, Any]:
        """Return the settings without the words."""
        return {key: value for key, value in vars(self).items() if key not in _WORDS}


_WORDS = ("name", "words", "why")

#: Deals to begin with and to compare with: key -> terms.
DEALS: Mapping[str, Terms] = MappingProxyType(
    {
        "jcpoa": Terms(
            "JCPOA, 2015", "the deal of 2015",
            "Level, stock, machines and years are rows of our table of limits (202.8 kg and 5,060 "
            "machines, rounded). Access, sample and relief are our reading: the Additional "
            "Protocol, and nuclear sanctions only.",
            "3.67", 200, 5, 70, 30, "none", 3000, "free", "none", 60, 15,
        ),
        "iran": Terms(
            "Iran's terms, February 2026", "Iran's terms",
            "Its stated positions: enrichment stays and its level can be discussed, the stock is "
            "diluted at home (6,900 kg: its coded 30 points), no missiles, all sanctions off. The "
            "figures are our translation.",
            "20", 6900, 25, 30, 20, "none", 3000, "free", "none", 95, 5,
        ),
        "us": Terms(
            "US terms, up to February 2026", "the US terms",
            "Its stated positions: no enrichment, the stock dealt with, missiles cut in number and "
            "range, allies covered. No figure was given for range: we take 500 km.",
            "0", 0, 1, 90, 60, "500", 750, "free", "all", 30, 30,
        ),
        "israel": Terms(
            "Israel's terms, February 2026", "Israel's terms",
            "Its stated positions: dismantling, everything leaves, a range of 300 km (unnamed "
            "officials). It has no row on sanctions: we take the relief of the US terms.",
            "0", 0, 1, 95, 60, "300", 250, "ban", "all", 30, 30,
        ),
        "mediators": Terms(
            "Mediators' draft, February 2026", "the mediators' draft",
            "As reported: zero for three years, then under 1.5 %; the highly enriched stock "
            "leaves; a pledge on using missiles, for which the test ban stands here. Relief and "
            "access are ours.",
            "1.5", 1000, 1, 70, 30, "none", 3000, "ban", "arms", 60, 20,
        ),
        "narrow": Terms(
            "A narrow deal", "a narrow deal",
            "Nuclear limits for relief, nothing else. All figures are ours.",
            "3.67", 300, 5, 80, 40, "none", 3000, "free", "none", 60, 20,
        ),
        "wide": Terms(
            "A wide deal", "a wide deal",
            "The narrow one with missiles and allies, for nearly all relief. All figures are ours.",
            "3.67", 300, 5, 80, 40, "500", 1500, "ban", "arms", 90, 20,
        ),
        "pressure": Terms(
            "Maximum pressure", "the deal of maximum pressure",
            "The US terms, with hardly any relief before they are met.",
            "0", 0, 1, 90, 60, "500", 750, "ban", "all", 10, 30,
        ),
        "step": Terms(
            "Step for step, first step", "a first step",
            "A little for a little, for a short time. All figures are ours.",
            "3.67", 3000, 15, 50, 30, "none", 3000, "free", "none", 25, 3,
        ),
        "grand": Terms(
            "Grand bargain", "a grand bargain",
            "Everything at once: deep limits, Iran's missiles capped, all sanctions off.",
            "1.5", 0, 2, 95, 60, "1000", 1500, "ban", "all", 100, 30,
        ),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Assumption:
    """One thing that nobody can look up: where it starts, and how far it might be off.

    Parameters
    ----------
    label, why : str
        Its name with both ends, for the tornado; why it starts where it starts.
    start, low, high : float
        Start value and the two ends tried.
    """

    label: str
    why: str
    start: float
    low: float
    high: float


#: What the result rests on: key -> assumption. Those of ``BELIEFS`` are in per cent.
ASSUMPTIONS: Mapping[str, Assumption] = MappingProxyType(
    {
        "war": Assumption(
            "War without a deal: 10 or 60%",
            "Nobody can count it. June 2025 shows that it is not nil.",
            30, 10, 60,
        ),
        "force": Assumption(
            "Force achieves: 10 or 80%",
            "What a war would take away of programme and missiles. By November 2025 inspectors had "
            "seen none of the bombed plants, so nobody outside can tell.",
            40, 10, 80,
        ),
        "pressure": Assumption(
            "Iran gives way anyway: 0 or 40%",
            "The hope of those who advise to wait. It has not happened between 2018 and the "
            "article's day.",
            10, 0, 40,
        ),
        "residual": Assumption(
            "War risk a deal leaves: 0 or 60%",
            "As a share of the risk without one. A deal may calm, or may not.",
            25, 0, 60,
        ),
        "cheat": Assumption(
            "Iran cheats: 5 or 50%",
            "The base rate of chapter 5, which no model delivers.",
            20, 5, 50,
        ),
        "leave": Assumption(
            "US leaves: 5 or 50%",
            "One deal, one exit: 2018. One case is no rate.",
            30, 5, 50,
        ),
        "harm": Assumption(
            "Harm of war: half or half more",
            "Points, ours: Iran 60, Gulf states 40, Israel 30, United States 20, E3 15.",
            1.0, 0.5, 1.5,
        ),
        "demands": Assumption(
            "True demands: modest or hard end",
            "The coding band of each stated position: what is said need not be what is wanted.",
            0.0, -1.0, 1.0,
        ),
        "missile": Assumption(
            "Weight of missiles: half or double",
            "How often a party speaks of an issue is no measure of what it would give for it.",
            1.0, 0.5, 2.0,
        ),
        "principle": Assumption(
            "Principle: none or all of it",
            "The part of a missile limit that hurts Iran because others set it.",
            0.5, 0.0, 1.0,
        ),
        "look": Assumption(
            "A look reveals: 20 or 80%",
            "The chance that one visit to the right place shows what is there.",
            0.5, 0.2, 0.8,
        ),
    }
)  # fmt: skip
#: Highest risk of war of the sliders: with the highest chance of giving way it makes 100 per cent.
MOST_WAR = 60.0
#: Assumptions that the reader's sliders hold, in per cent.
BELIEFS = ("war", "force", "pressure", "residual", "cheat", "leave")
WORLDS = 2 * len(ASSUMPTIONS) + 1


def start_beliefs() -> dict[str, float]:
    """Return the start value of every assumption."""
    return {key: float(assumption.start) for key, assumption in ASSUMPTIONS.items()}


# ---------------------------------------------------------------- who wants what


@lru_cache(maxsize=1)
def _parties() -> dict[str, dict[str, Any]]:
    coded = reading.codes().set_index(["actor_id", "issue_id"])
    out: dict[str, dict[str, Any]] = {}
    for key, (name, speakers, harm, direction) in PARTIES.items():
        party: dict[str, Any] = {"key": key, "name": name, "harm": harm, "s": direction}
        for issue, short in ISSUES.items():
            spoken = [speaker for speaker in speakers if (speaker, issue) in coded.index]
            if spoken:
                row: Any = coded.loc[(spoken[0], issue)]
                low, high = float(row["code_low"]), float(row["code_high"])
                code, weight = float(row["code"]), float(row["salience"])
            else:  # No statement found: the wish of its side, and no weight.
                code = low = high = 100.0 if direction > 0 else 0.0
                weight = 0.0
            party[f"c_{short}"], party[f"w_{short}"] = code, weight
            # Modest is the end of the band nearer to the other side.
            party[f"m_{short}"], party[f"h_{short}"] = (low, high) if direction > 0 else (high, low)
        party |= {f"l_{cap}": share for cap, share in _shares_outside(key).items()}
        out[key] = party
    return out


def parties() -> dict[str, dict[str, Any]]:
    """Return the parties with what they ask for, how much they speak of it, and what war costs.

    Returns
    -------
    dict of str to dict
        key, name, harm (points), s (1 wants limits, -1 does not); for each issue of :data:`KEYS`
        fields that begin with c (code), m and h (modest and hard end of its band) and w
        (salience); for each key of :data:`CAPS` one that begins with l (share of the places it
        cares for that the cap puts out of range).
    """
    return {key: dict(party) for key, party in _parties().items()}


#: Whose places a range cap is judged by: party -> site sets of chapter 2, or countries of capitals.
GULF = ("Kuwait", "Bahrain", "Qatar", "United Arab Emirates", "Saudi Arabia", "Oman")


@lru_cache(maxsize=1)
def _places() -> pd.DataFrame:
    """Return all listed places: US bases, Israeli cities and the region's capitals."""
    sets = [reach.members(name).assign(group=name) for name in ("core", "israel", "capitals")]
    return pd.concat(sets, ignore_index=True)


def _cared_for(party: str) -> pd.DataFrame:
    """Return the places by which a party judges a range cap."""
    table = _places()
    if party == "us":
        return table[table["group"] == "core"]
    if party == "israel":
        return table[table["group"] == "israel"]
    if party == "gulf":
        return table[(table["group"] == "capitals") & table["country"].isin(GULF)]
    return table


def _shares_outside(party: str) -> dict[str, float]:
    """Return, for each cap, the share of a party's places that it puts out of range."""
    km = _cared_for(party)["nearest"].to_numpy()
    return {
        cap: 0.0 if np.isinf(limit) else 1.0 - float(distance.coverage(km, limit))
        for cap, limit in CAPS.items()
    }


@lru_cache(maxsize=1)
def _inside() -> dict[str, dict[str, int]]:
    table = _places()
    return {
        cap: {
            str(group): int(distance.inside(limit, rows["nearest"].to_numpy()).sum())
            if not np.isinf(limit)
            else len(rows)
            for group, rows in table.groupby("group", sort=False)
        }
        for cap, limit in CAPS.items()
    }


def inside(cap: str) -> dict[str, int]:
    """Return how many US bases (core), Israeli cities and capitals a range cap leaves in range.

    Measured from the nearest point of Iran's territory, the hardest reading for the neighbours.

    Parameters
    ----------
    cap : str
        Key of :data:`CAPS`.
    """
    one_of("cap", cap, CAPS)
    return dict(_inside()[cap])


# ---------------------------------------------------------------- from dials to scales


def picked(value: Any, table: Mapping[str, Any], xp: Any = np) -> Any:
    """Return the entry of a small table for a menu's value, in Python or in the page."""
    *others, last = table
    out: Any = table[last]
    for key in reversed(others):
        out = choose(value == key, table[key], out, xp)
    return out


def limited(terms: Mapping[str, Any], xp: Any = np) -> dict[str, Any]:
    """Return 1 for each subject that a deal touches and 0 for the others.

    Parameters
    ----------
    terms : mapping
        Dials, as :meth:`Terms.dials` returns them; values or Altair parameters.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    dict
        Keys of :data:`KEYS` without duration.
    """

    def one(condition: Any) -> Any:
        return choose(condition, 1.0, 0.0, xp)

    return {
        "enr": one(terms["level"] != "60"),
        "stk": one(terms["stock_kg"] < MOST_STOCK),
        "acc": one(terms["access"] > NO_DEAL["acc"]),
        "rng": one(terms["cap"] != "none"),
        # Either of the two limits numbers and use.
        "num": larger(one(terms["missiles"] < MOST_MISSILES), one(terms["tests"] == "ban"), xp),
        "ali": one(terms["allies"] != "none"),
        "san": one(terms["relief"] > 0.0),
    }


def common_outcomes(terms: Mapping[str, Any], xp: Any = np) -> dict[str, Any]:
    """Return where a deal stands on the scales on which all parties see the same.

    Parameters
    ----------
    terms, xp
        As :func:`limited`.

    Returns
    -------
    dict
        enr, stk, acc, ali, san and dur in points from 0 (no limit) to 100, and cut: the share of
        the scale of numbers and use that the deal takes, from 0 to 1.
    """
    machines = 1.0 - terms["capacity"] / MOST_CAPACITY
    level = picked(terms["level"], LEVEL_POINTS, xp)
    enriching = choose(terms["level"] == "0", 100.0, (level + 100.0 * machines) / 2.0, xp)
    ban = choose(terms["tests"] == "ban", BAN_SHARE, 0.0, xp)
    return {
        "enr": enriching,
        "stk": 100.0 * (1.0 - terms["stock_kg"] / MOST_STOCK),
        "acc": terms["access"] * 1.0,
        "cut": (1.0 - BAN_SHARE) * (1.0 - terms["missiles"] / MOST_MISSILES) + ban,
        "ali": picked(terms["allies"], ALLY_POINTS, xp),
        "san": 100.0 - terms["relief"],
        # What has been said of duration was said of enrichment.
        "dur": enriching * terms["years"] / MOST_YEARS,
    }


def missile_outcome(share: Any, touched: Any, principle: Any, direction: Any, xp: Any = np) -> Any:
    """Return the outcome of a missile limit as a party sees it, in points.

    Those who want limits see what the limit takes away; Iran sees the principle too.

    Parameters
    ----------
    share : float or expression
        Share taken away: of the places in range, or of numbers and use.
    touched : float or expression
        1 if the deal limits the subject at all, else 0.
    principle : float or expression
        Part that hurts whatever the share, see :func:`deal.principle_and_loss`.
    direction : float or expression
        1 for a party that wants limits, -1 for Iran.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """
    part = choose(direction < 0, principle, 0.0, xp)
    return touched * deal.principle_and_loss(part, share)


def detections(terms: Mapping[str, Any], look: Any, xp: Any = np) -> dict[str, Any]:
    """Return the chance that a breach is found within a year, by kind; 1 for what is not limited.

    A fifth of a declared store emptied; one undeclared site; three launchers kept back; two
    forbidden flight tests. A launcher's place is a third as likely to be open as a building.

    Parameters
    ----------
    terms, xp
        As :func:`limited`.
    look : float or expression
        Chance that one look at the right place reveals what is there, in [0, 1].

    Returns
    -------
    dict
        store, site, launchers, tests and weakest, in [0, 1].
    """
    touched = limited(terms, xp)
    store = {key: inspected.STORES["store"][2][key] for key in ("items", "falsified", "recognise")}
    looked_at = store["items"] * terms["sample"] / 100.0
    open_ = terms["access"] / 100.0
    found = {
        "store": inspected.drawn(sample=looked_at, **store, xp=xp)["found"],
        "site": verification.annual_detection(1, 4, open_, look, fixed=True),
        "launchers": verification.annual_detection(3, 4, open_ / 3.0, look, fixed=True),
        "tests": verification.annual_detection(*inspected.LIMITS["flights"].observation[:4]),
    }
    nuclear = larger(touched["enr"], touched["stk"], xp)
    missiles = larger(touched["rng"], choose(terms["missiles"] < MOST_MISSILES, 1.0, 0.0, xp), xp)
    covered = {
        "store": nuclear,
        "site": nuclear,
        "launchers": missiles,
        "tests": choose(terms["tests"] == "ban", 1.0, 0.0, xp),
    }
    by_kind = {kind: choose(covered[kind] > 0.5, found[kind], 1.0, xp) for kind in found}
    return {**by_kind, "weakest": deal.weakest_link(list(by_kind.values()), xp)}


def warning_months(terms: Mapping[str, Any], percent: Any, xp: Any = np) -> Any:
    """Return the months to one significant quantity under a deal, two years at most.

    Parameters
    ----------
    terms, xp
        As :func:`limited`.
    percent : float or expression
        The level as a number; without enrichment there are no machines, and two years are said.
    """
    weeks = jcpoa.dial_weeks(
        jcpoa.QUANTITIES["iaea"][1], terms["stock_kg"], larger(percent, 1.5, xp),
        terms["capacity"], xp,
    )  # fmt: skip
    return choose(
        terms["level"] == "0", MOST_MONTHS, smaller(jcpoa.months(weeks), MOST_MONTHS, xp), xp
    )


@lru_cache(maxsize=1)
def deadlock_grid() -> dict[str, list[list[float]]]:
    """Return the risk of deadlock by parties with a veto (from 2) and subjects (from 1).

    Returns
    -------
    dict
        package (all subjects in one vote) and alone (each must be agreed by itself); a row for
        each number of vetoes, a column for each number of subjects.
    """
    subjects = np.arange(1, len(KEYS))
    vetoes = np.arange(2, MOST_VETOES + 1)[:, None]
    package = 1.0 - bargaining.single_undertaking_probability(subjects, vetoes, RESERVATION)
    single = bargaining.single_undertaking_probability(1, vetoes, RESERVATION)
    alone = 1.0 - single**subjects
    return {"package": np.round(package, 4).tolist(), "alone": np.round(alone, 4).tolist()}


def deadlock(terms: Mapping[str, Any], vetoes: float) -> tuple[float, float, int]:
    """Return the risk of deadlock as one package and issue by issue, and the subjects.

    Parameters
    ----------
    terms : mapping
        As :func:`limited`, values only.
    vetoes : float
        Parties that can say no, 2 to 6.
    """
    if not 2 <= vetoes <= MOST_VETOES:
        raise ValueError(f"vetoes must lie in [2, {MOST_VETOES}], got {vetoes!r}")
    subjects = int(sum(limited(terms).values()))
    if not subjects:
        return 0.0, 0.0, 0
    grid = deadlock_grid()
    row, column = int(vetoes) - 2, subjects - 1
    return grid["package"][row][column], grid["alone"][row][column], subjects


# ---------------------------------------------------------------- gains


def wishes(party: Any, demands: Any, xp: Any = np) -> dict[str, Any]:
    """Return what a party asks for on each issue: its code, or an end of the coding band.

    Parameters
    ----------
    party : callable
        ``party(field) -> value``, as of :func:`parties`.
    demands : float or expression
        -1 modest, 0 as coded, 1 hard.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """
    return {
        key: choose(
            demands < 0,
            party(f"m_{key}"),
            choose(demands > 0, party(f"h_{key}"), party(f"c_{key}"), xp),
            xp,
        )
        for key in KEYS
    }


def valued(
    outcomes: Mapping[str, Any],
    wanted: Mapping[str, Any],
    weights: Mapping[str, Any],
    direction: Any,
    xp: Any = np,
) -> Any:
    """Return the points of a package for a party; see :func:`deal.additive_value`."""
    return deal.additive_value(
        [deal.issue_value(outcomes[key], wanted[key], direction, xp) for key in KEYS],
        [weights[key] for key in KEYS],
    )


def futures(
    outcomes: Mapping[str, Any], force: Any, given: Mapping[str, float]
) -> dict[str, dict[str, Any]]:
    """Return the outcomes of a deal that is kept, broken in secret, and of the futures without one.

    Parameters
    ----------
    outcomes : mapping
        Points of the deal on each issue of :data:`KEYS`.
    force : float or expression
        Share of programme and missiles that force would take away, in per cent.
    given : mapping
        Where Iran would stand if it gave way: the codes of the United States.
    """
    none = dict(NO_DEAL)
    taken = dict.fromkeys(("enr", "stk", "rng", "num"), force * 1.0)
    return {
        "kept": dict(outcomes),
        "cheated": {**none, "acc": outcomes["acc"], "san": outcomes["san"]},
        "drift": none,
        "force": {**none, **taken},
        "give_way": dict(given),
    }


def surrender() -> dict[str, float]:
    """Return where Iran would stand if it gave way: what the United States asks for."""
    us = _parties()["us"]
    return {key: us[f"c_{key}"] for key in KEYS}


def gained(points: Mapping[str, Any], belief: Mapping[str, Any], harm: Any, caught: Any) -> Any:
    """Return a party's gain from the points of all futures.

    Parameters
    ----------
    points : mapping
        Points of the futures that :func:`futures` names.
    belief : mapping
        war, pressure, residual, cheat and leave, in per cent.
    harm : float or expression
        What a war costs the party, in points.
    caught : float or expression
        Chance that a breach is found.

    Returns
    -------
    float or expression
        Points; above 0 the deal beats no deal.
    """
    war = belief["war"] / 100.0
    left = war * (belief["residual"] / 100.0)
    without = deal.no_deal_value(
        points["drift"], points["force"], points["give_way"], war, belief["pressure"] / 100.0, harm
    )
    return deal.expected_gain(
        deal.after_war_risk(points["kept"], left, harm),
        deal.after_war_risk(points["cheated"], left, harm),
        without,
        cheat=belief["cheat"] / 100.0,
        leave=belief["leave"] / 100.0,
        caught=caught,
    )


def outcomes_for(
    terms: Mapping[str, Any], party: Mapping[str, Any], principle: Any
) -> dict[str, Any]:
    """Return where a deal stands on every issue as a party sees it, in points."""
    seen, touched = common_outcomes(terms), limited(terms)
    outside = picked(terms["cap"], {cap: party[f"l_{cap}"] for cap in CAPS})
    out = {key: seen[key] for key in KEYS if key in seen}
    out["rng"] = missile_outcome(outside, touched["rng"], principle, party["s"])
    out["num"] = missile_outcome(seen["cut"], touched["num"], principle, party["s"])
    return out


def weights_of(party: Mapping[str, Any], missile: Any = 1.0) -> dict[str, Any]:
    """Return a party's weights, those of missiles multiplied."""
    return {key: party[f"w_{key}"] * (missile if key in MISSILES else 1.0) for key in KEYS}


def points_for(
    terms: Mapping[str, Any],
    party: Mapping[str, Any],
    belief: Mapping[str, Any],
    weights: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the points of all futures for one party; arrays of beliefs give arrays."""
    wanted = wishes(party.__getitem__, belief["demands"])
    states = futures(outcomes_for(terms, party, belief["principle"]), belief["force"], surrender())
    return {name: valued(state, wanted, weights, party["s"]) for name, state in states.items()}


def gain(
    terms: Mapping[str, Any],
    party: str,
    belief: Mapping[str, Any] | None = None,
    weights: Mapping[str, float] | None = None,
    missile: float = 1.0,
) -> Any:
    """Return what a deal gives a party against no deal, in points.

    Parameters
    ----------
    terms : mapping
        Dials, see :meth:`Terms.dials`.
    party : str
        Key of :data:`PARTIES`.
    belief : mapping, optional
        All of :data:`ASSUMPTIONS`, numbers or arrays of one length; their start values by default.
    weights : mapping, optional
        A weight for each of :data:`KEYS`; the salience of the tables by default.
    missile : float
        Factor of the weights of missile issues, if `weights` is omitted.

    Returns
    -------
    float or ndarray

    Raises
    ------
    ValueError
        If there is no such party.
    """
    one_of("party", party, PARTIES)
    belief = start_beliefs() if belief is None else belief
    about = _parties()[party]
    if weights is None:
        weights = weights_of(about, missile * belief["missile"])
    points = points_for(terms, about, belief, weights)
    caught = detections(terms, belief["look"])["weakest"]
    return gained(points, belief, about["harm"] * belief["harm"], caught)


def worlds(belief: Mapping[str, float]) -> dict[str, Any]:
    """Return each belief as it is, then with one assumption at a time at its low and high end.

    Parameters
    ----------
    belief : mapping
        All of :data:`ASSUMPTIONS`.

    Returns
    -------
    dict of str to ndarray, shape (WORLDS,)
        Entry 0 as given; entries 2 i + 1 and 2 i + 2 with assumption i at its ends.
    """
    out = {key: np.full(WORLDS, float(belief[key])) for key in ASSUMPTIONS}
    for place, (key, assumption) in enumerate(ASSUMPTIONS.items()):
        out[key][2 * place + 1], out[key][2 * place + 2] = assumption.low, assumption.high
    return out


#: Which slider multiplies the weight of missiles for whom.
MISSILE_DIALS: Mapping[str, str] = MappingProxyType(
    {"iran": "m_iran", "us": "m_us", "israel": "m_israel"}
)


def designed(
    *, watch: str, vetoes: float, war: float, cheat: float, leave: float, **given: Any
) -> list[dict[str, Any]]:
    """Return what the designer shows: a row a party, then a row an assumption for one of them.

    Parameters
    ----------
    watch : str
        Party whose assumptions are tried, key of :data:`PARTIES`.
    vetoes : float
        Parties that can say no.
    war, cheat, leave : float
        Beliefs, in per cent.
    **given
        The dials of a deal, and m_iran, m_us and m_israel: factors of the weight of missiles.

    Returns
    -------
    list of dict
        name, order, kind ("party" or "assumption"), gain, low and high (over all assumptions moved
        one at a time; of an assumption, the gain at its two ends), swing, gains, loses and driver,
        and on every row months, caught, bases, israel, capitals, package and alone.
    """
    one_of("watch", watch, PARTIES)
    terms = {key: given[key] for key in DEALS["jcpoa"].dials()}
    belief = {**start_beliefs(), "war": war, "cheat": cheat, "leave": leave}
    factors = {party: float(given.get(dial, 1.0)) for party, dial in MISSILE_DIALS.items()}
    tried = worlds(belief)
    gains = {
        party: [float(g) for g in gain(terms, party, tried, missile=factors.get(party, 1.0))]
        for party in PARTIES
    }
    package, alone, _ = deadlock(terms, vetoes)
    covered = inside(str(terms["cap"]))
    shared = {
        "months": float(warning_months(terms, float(terms["level"]))),
        "caught": float(detections(terms, belief["look"])["weakest"]),
        "bases": covered["core"],
        "israel": covered["israel"],
        "capitals": covered["capitals"],
        "package": package,
        "alone": alone,
    }
    rows: list[dict[str, Any]] = [
        {
            "name": PARTIES[party][0],
            "order": order,
            "kind": "party",
            "gain": found[0],
            "low": min(found),
            "high": max(found),
            "swing": 0.0,
        }
        for order, (party, found) in enumerate(gains.items())
    ]
    for order, assumption in enumerate(ASSUMPTIONS.values()):
        at_low, at_high = gains[watch][2 * order + 1], gains[watch][2 * order + 2]
        rows.append(
            {
                "name": assumption.label,
                "order": len(PARTIES) + order,
                "kind": "assumption",
                "gain": gains[watch][0],
                "low": at_low,
                "high": at_high,
                "swing": abs(at_high - at_low),
            }
        )
    widest = max(row["swing"] for row in rows)
    for row in rows:
        party_row = row["kind"] == "party"
        row |= {
            "gains": bool(party_row and better(row["gain"])),
            "loses": bool(party_row and not better(row["gain"])),
            "driver": bool(not party_row and row["swing"] >= widest - 1e-9),
            **shared,
        }
    return rows


#: A gain must exceed this to count: what is smaller is rounding.
LEAST_GAIN = 1e-6


def better(gain_: Any) -> Any:
    """Return whether a gain counts as one."""
    return gain_ > LEAST_GAIN


# ---------------------------------------------------------------- whose weights?


@lru_cache(maxsize=8)
def reference_gains(war: float = ASSUMPTIONS["war"].start) -> dict[str, dict[str, float]]:
    """Return the gain of every party from every reference deal at the start settings.

    Parameters
    ----------
    war : float
        Risk of war without a deal, in per cent.
    """
    belief = {**start_beliefs(), "war": float(war)}
    return {
        key: {party: float(gain(terms.dials(), party, belief)) for party in PARTIES}
        for key, terms in DEALS.items()
    }


def own_weight(slider: Any) -> Any:
    """Return the weight that a slider stands for; a trace is left, so that not all can be 0."""
    return slider + 1e-9


def weighed_deals(party: str, war: float, **weights: float) -> list[dict[str, Any]]:
    """Return which reference deals survive if one party weighs the issues as the reader says.

    Parameters
    ----------
    party : str
        Whose weights, key of :data:`PARTIES`.
    war : float
        Risk of war without a deal, in per cent.
    **weights : float
        p_enr and so on: a weight from 0 to 100 for each of :data:`KEYS`.

    Returns
    -------
    list of dict
        name, order, gain (the party's), before (at the tables' weights), others (the smallest gain
        of Iran, the United States and Israel, the party left out), survives.
    """
    own = {key: own_weight(float(weights[f"p_{key}"])) for key in KEYS}
    calm, most = reference_gains(0.0), reference_gains(MOST_WAR)
    belief = {**start_beliefs(), "war": float(war)}
    rows = []
    for order, (key, terms) in enumerate(DEALS.items()):
        found = float(gain(terms.dials(), party, belief, weights=own))
        at_war = {p: between_wars(calm[key][p], most[key][p], float(war)) for p in PARTIES}
        others = float(least_of(at_war, party))
        rows.append(
            {
                "name": terms.name,
                "order": order,
                "gain": found,
                "before": float(at_war[party]),
                "others": others,
                "survives": bool(better(found) and better(others)),
            }
        )
    return rows


def between_wars(calm: Any, most: Any, war: Any) -> Any:
    """Return a gain at a risk of war from its two ends: it is a straight line.

    Parameters
    ----------
    calm, most : float or expression
        Gain without war, and at :data:`MOST_WAR`.
    war : float or expression
        Risk of war, in per cent.
    """
    return distance.interpolate_grid(calm, most, war / MOST_WAR)


def least_of(gains: Mapping[str, Any], party: Any, xp: Any = np) -> Any:
    """Return the smallest gain among the three who have to agree, the party left out.

    Parameters
    ----------
    gains : mapping
        Gain of each party, a number or expression.
    party : str or Altair parameter
        Key of :data:`PARTIES`.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """
    found: Any = MUCH
    for member in CIRCLES["three"][0]:
        found = smaller(found, choose(party == member, MUCH, gains[member], xp), xp)
    return found


#: More than any gain.
MUCH = 1e6


# ---------------------------------------------------------------- how sure of no deal?

#: Schools of thought -> label, beliefs, whom we read for it. The translation is ours.
SCHOOLS: Mapping[str, tuple[str, dict[str, float], str]] = MappingProxyType(
    {
        "start": (
            "This book's start", {"war": 30, "force": 40, "pressure": 10},
            "Chosen between the others.",
        ),
        "pressure": (
            "Maximum pressure: time is on our side", {"war": 15, "force": 60, "pressure": 35},
            "After Pompeo (2018): sanctions and a credible threat bring Iran to give way. The "
            "figures are our translation.",
        ),
        "diplomat": (
            "Diplomacy first: no deal drifts to war", {"war": 50, "force": 15, "pressure": 5},
            "After Leverett (2006) on war, sanctions and incremental steps: none of them works. "
            "The figures are our translation.",
        ),
        "strike": (
            "Force works", {"war": 60, "force": 80, "pressure": 10},
            "The hope that strikes achieve what talks do not. The figures are ours.",
        ),
        "calm": (
            "Nothing will happen", {"war": 5, "force": 30, "pressure": 5},
            "Drift: no war, no surrender. The figures are ours.",
        ),
    }
)  # fmt: skip


def without_deal(
    *, plan: str, war: float, force: float, pressure: float, **harms: float
) -> list[dict[str, Any]]:
    """Return each party's gain from a reference deal as the value of no deal moves.

    Parameters
    ----------
    plan : str
        Key of :data:`DEALS`.
    war, force, pressure : float
        Beliefs about no deal, in per cent.
    **harms : float
        k_iran, k_us, k_israel: what war costs them, in points.

    Returns
    -------
    list of dict
        name, order, gain, calm (the gain if war is out of the question), certain (if it is
        certain), even (risk of war at which the gain is nil, in per cent; -1 if it has no such
        risk between 0 and 100), gains, loses.
    """
    one_of("plan", plan, DEALS)
    belief = {**start_beliefs(), "war": war, "force": force, "pressure": pressure}
    rows = []
    for order, (key, about) in enumerate(_parties().items()):
        harm = float(harms.get(f"k_{key}", about["harm"]))
        terms = DEALS[plan].dials()
        points = points_for(terms, about, belief, weights_of(about))
        caught = float(detections(terms, belief["look"])["weakest"])
        rows.append({"name": about["name"], "order": order}
                    | pivoted(points, belief, harm, caught, np))  # fmt: skip
    return [{**row, "gains": bool(row["gains"]), "loses": bool(row["loses"])} for row in rows]


def pivoted(
    points: Mapping[str, Any], belief: Mapping[str, Any], harm: Any, caught: Any, xp: Any = np
) -> dict[str, Any]:
    """Return a gain at the reader's risk of war, without war, at most war, and where it turns.

    The gain is a straight line in the risk of war, so that its two ends give the whole of it.

    Parameters
    ----------
    points, belief, harm, caught
        As :func:`gained`.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """
    here = gained(points, belief, harm, caught)
    calm = gained(points, {**belief, "war": 0.0}, harm, caught)
    most = gained(points, {**belief, "war": MOST_WAR}, harm, caught)
    return {
        "gain": here,
        "calm": calm,
        "most": most,
        "even": turning(calm, most, xp),
        "gains": better(here),
        "loses": here <= LEAST_GAIN,
    }


def turning(calm: Any, most: Any, xp: Any = np) -> Any:
    """Return the risk of war at which a gain turns, in per cent; -1 if it does not turn.

    Parameters
    ----------
    calm, most : float or expression
        Gain without war, and at the highest risk of the sliders.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """
    apart = larger(calm - most, most - calm, xp) > LEAST_GAIN
    # Where the line is flat any other end will do: the answer is not used.
    share = deal.break_even(calm, choose(apart, most, calm + 1.0, xp))
    between = choose(apart, share, -1.0, xp)
    return choose((between >= 0.0), choose(between <= 1.0, MOST_WAR * between, -1.0, xp), -1.0, xp)


# ---------------------------------------------------------------- is there any deal?

#: Settings of every dial that the search tries.
SEARCH: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {
        "nuclear": (("60", 9900.0, 30.0), ("20", 3000.0, 15.0), ("3.67", 300.0, 5.0),
                    ("1.5", 0.0, 2.0), ("0", 0.0, 1.0)),
        "inspection": ((30.0, 20.0), (70.0, 30.0), (95.0, 60.0)),
        "cap": ("none", "1000", "500"),
        "missiles": (3000.0, 1500.0, 500.0),
        "tests": ("free", "ban"),
        "allies": ("none", "arms"),
        "relief": (0.0, 30.0, 60.0, 100.0),
        "years": (5.0, 15.0, 30.0),
    }
)  # fmt: skip


class Reading(NamedTuple):
    """One way to see the parties and no deal, for the search.

    Attributes
    ----------
    label : str
        For a chart.
    iran, others : float
        Factors of the weight of missiles.
    dread : float
        Israel's weight on sanctions, of which the tables have no row.
    beliefs : mapping
        Assumptions that differ from the start.
    """

    label: str
    iran: float = 1.0
    others: float = 1.0
    dread: float = 0.0
    beliefs: Mapping[str, float] = MappingProxyType({})


#: Readings that the search tries.
READINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "start": Reading("This book's start"),
        "iran": Reading("Missiles weigh double for Iran", iran=2.0),
        "hard": Reading("All want the hard end", beliefs={"demands": 1.0}),
        "force": Reading("Force would achieve 80%", beliefs={"force": 80.0}),
        "pressure": Reading("Iran gives way with 40%", beliefs={"pressure": 40.0}),
        "relief": Reading("Israel fears relief, force 80%", dread=90.0, beliefs={"force": 80.0}),
    }
)
WAR_STEPS = (0, 10, 20, 30, 40, 50, 60)


@lru_cache(maxsize=1)
def combinations() -> dict[str, Any]:
    """Return every combination that the search tries, as arrays of dials.

    Returns
    -------
    dict of str to ndarray
        The dials of a deal, one entry a combination.
    """
    found = list(itertools.product(*SEARCH.values()))
    columns: dict[str, list[Any]] = {key: [] for key in DEALS["jcpoa"].dials()}
    for nuclear, inspection, cap, missiles, tests, allies, relief, years in found:
        values = (*nuclear, *inspection, cap, missiles, tests, allies, relief, years)
        for key, value in zip(columns, values, strict=True):
            columns[key].append(value)
    return {key: np.asarray(values) for key, values in columns.items()}


def searched(key: str) -> dict[str, Any]:
    """Return the points of all combinations for all parties by one reading.

    Parameters
    ----------
    key : str
        Key of :data:`READINGS`.

    Returns
    -------
    dict
        caught (chance that a breach is found), and for each party its points by future.
    """
    reading_ = READINGS[key]
    terms, belief = combinations(), {**start_beliefs(), **reading_.beliefs}
    size = len(terms["level"])
    out: dict[str, Any] = {"caught": detections(terms, belief["look"])["weakest"]}
    for party, about in _parties().items():
        weights = weights_of(about, reading_.iran if party == "iran" else reading_.others)
        if party == "israel" and reading_.dread:
            weights["san"] = reading_.dread
        points = points_for(terms, about, belief, weights)
        out[party] = {name: np.broadcast_to(value, (size,)) for name, value in points.items()}
    return out


def acceptable(points: Mapping[str, Any], war: float, circle: str, key: str = "start") -> Any:
    """Return which combinations every party of a circle gains from.

    Parameters
    ----------
    points : mapping
        What :func:`searched` returns.
    war : float
        Risk of war without a deal, in per cent.
    circle : str
        Key of :data:`CIRCLES`.
    key : str
        Key of :data:`READINGS`, the one that the points come from.

    Returns
    -------
    ndarray of bool
    """
    belief = {**start_beliefs(), **READINGS[key].beliefs, "war": war}
    good = [
        better(gained(points[party], belief, PARTIES[party][2], points["caught"]))
        for party in CIRCLES[circle][0]
    ]
    return np.logical_and.reduce(good)


def capped(terms: Mapping[str, Any]) -> Any:
    """Return which deals limit range or number of missiles."""
    return (terms["cap"] != "none") | (terms["missiles"] < MOST_MISSILES)


@lru_cache(maxsize=1)
def zone() -> pd.DataFrame:
    """Return, of all combinations, the share that all of a circle gain from.

    Returns
    -------
    pandas.DataFrame
        reading, circle, war (per cent), share (of all combinations), missile (share of those that
        cap missiles, of all that do), without (the same of those that do not).
    """
    caps = capped(combinations())
    rows = []
    for key in READINGS:
        points = searched(key)
        for circle in CIRCLES:
            for war in WAR_STEPS:
                good = acceptable(points, war, circle, key)
                rows.append(
                    {
                        "reading": key,
                        "circle": circle,
                        "war": war,
                        "share": float(good.mean()),
                        "missile": float(good[caps].mean()),
                        "without": float(good[~caps].mean()),
                    }
                )
    return pd.DataFrame(rows)


# ---------------------------------------------------------------- tables and numbers of the text

#: Claim of the article -> what in the designer bears on it.
CLAIM_DIALS: Mapping[str, str] = MappingProxyType(
    {
        "C01": "Range cap, missiles allowed: set both to their ends and see who changes sides.",
        "C02": "Preset 'Israel's terms': the demand as stated.",
        "C03": "Range cap and the count of places in range.",
        "C04": "Compare the narrow with the wide deal in the rows of Israel and the Gulf states.",
        "C05": "Preset 'US terms'; chance to find a breach: how it would be enforced.",
        "C06": "Missiles weigh, for Iran: from 0 to 3 times.",
        "C07": "The principle in the tornado, and the harm of war: no dial for air power.",
        "C08": "The principle: what a limit costs because others set it.",
        "C09": "Places open to inspectors, declared items verified.",
        "C10": "Deadlock with few subjects against many, at your number of vetoes.",
        "C11": "Deadlock, as one package and subject by subject.",
        "C12": "Preset 'JCPOA, 2015': four subjects, none of them missiles.",
        "C13": "Chance to find a breach, with and without a limit on numbers.",
        "C14": "Range cap and the count of places in range.",
        "C15": "Harm of war and the risk of war without a deal.",
        "C16": "None: defence is in chapter 4. It would change what war costs Israel.",
        "C17": "Preset 'A narrow deal': do all gain, and for which beliefs about no deal?",
        "C18": "The narrow deal's row of places in range: all of them stay inside.",
    }
)


def claim_dials() -> pd.DataFrame:
    """Return all claims of the article with the dial that bears on each.

    Returns
    -------
    pandas.DataFrame
        Claim, In few words, Chapter, In the designer.
    """
    from missile_question.teaching.parts import claims

    return pd.DataFrame(
        [
            {
                "Claim": key,
                "In few words": reading.CLAIMS[key],
                "Chapters": ", ".join(
                    str(int(taught[:2])) for taught in about["taught_in"].split(";")
                ),
                "In the designer": CLAIM_DIALS[key],
            }
            for key, about in claims().items()
        ]
    )


def assumption_table() -> pd.DataFrame:
    """Return what is assumed, where it starts, and why.

    Returns
    -------
    pandas.DataFrame
        Assumption (with the two ends that the tornado tries), Start, Why.
    """

    def said(key: str, value: float) -> str:
        if key in BELIEFS:
            return f"{value:.0f}%"
        if key in ("principle", "look"):
            return f"{value:.0%}"
        return "as coded" if key == "demands" else f"{value:.0f} times"

    return pd.DataFrame(
        [
            {"Assumption": about.label, "Start": said(key, about.start), "Why": about.why}
            for key, about in ASSUMPTIONS.items()
        ]
    )


def wish_table() -> pd.DataFrame:
    """Return what each party asks for and how much it speaks of it.

    Returns
    -------
    pandas.DataFrame
        Issue, then a column a party: code and salience, or "no statement found".
    """
    names = reading.issues().set_index("issue_id")["name"]
    rows = []
    for issue, short in ISSUES.items():
        row: dict[str, Any] = {"Issue": str(names[issue])}
        for about in _parties().values():
            row[about["name"]] = (
                f"{about[f'c_{short}']:.0f} (weight {about[f'w_{short}']:.0f})"
                if about[f"w_{short}"]
                else "no statement found"
            )
        rows.append(row)
    return pd.DataFrame(rows)


def deal_table(vetoes: float = 4) -> pd.DataFrame:
    """Return the reference deals with what no weight touches.

    Parameters
    ----------
    vetoes : float
        Parties that can say no.

    Returns
    -------
    pandas.DataFrame
        Deal, Months of warning, A breach is found, Places in range, Deadlock, Where the settings
        come from.
    """
    total = sum(inside("none").values())
    rows = []
    for terms in DEALS.values():
        dials = terms.dials()
        months = float(warning_months(dials, float(terms.level)))
        package, alone, subjects = deadlock(dials, vetoes)
        rows.append(
            {
                "Deal": terms.name,
                "Months of warning": "24 or more" if months >= MOST_MONTHS else f"{months:.1f}",
                "A breach is found": f"{float(detections(dials, 0.5)['weakest']):.0%}",
                "Places in range": f"{sum(inside(terms.cap).values())} of {total}",
                "Deadlock": f"{package:.0%} to {alone:.0%} ({subjects} subjects)",
                "Where the settings come from": terms.why,
            }
        )
    return pd.DataFrame(rows)


def points_said(value: float) -> str:
    """Return points as a reader sees them: with a sign, and 0 without one."""
    rounded = round(value)
    return f"{rounded:+d}".replace("-", "\N{MINUS SIGN}") if rounded else "0"


def school_gains() -> dict[str, dict[str, dict[str, float]]]:
    """Return the gains of Iran, the United States and Israel: by beliefs of a school, by deal."""
    out: dict[str, dict[str, dict[str, float]]] = {}
    for school, (_, beliefs, _) in SCHOOLS.items():
        belief = {**start_beliefs(), **{k: float(v) for k, v in beliefs.items()}}
        out[school] = {
            key: {p: float(gain(terms.dials(), p, belief)) for p in CIRCLES["three"][0]}
            for key, terms in DEALS.items()
        }
    return out


def school_table() -> pd.DataFrame:
    """Return the deals that the schools ask for, under the beliefs of each.

    Returns
    -------
    pandas.DataFrame
        No deal as seen by, then a column a deal: gains of Iran, the United States and Israel.
    """
    wanted = ("pressure", "grand", "step", "narrow")
    found = school_gains()
    return pd.DataFrame(
        [
            {"No deal as seen by": SCHOOLS[school][0]}
            | {
                DEALS[key].name: " / ".join(points_said(g) for g in deals[key].values())
                for key in wanted
            }
            for school, deals in found.items()
        ]
    )


@lru_cache(maxsize=1)
def briefs() -> dict[str, tuple[int, int]]:
    """Return, for each of the three briefs, how many combinations fit it and how many suit all.

    Returns
    -------
    dict of str to tuple
        hawk, dove and inspector -> combinations that fit the brief, and of these the ones from
        which Iran, the United States and Israel all gain at the start settings.
    """
    terms, points = combinations(), searched("start")
    good = acceptable(points, ASSUMPTIONS["war"].start, "three")
    strict = np.isin(terms["level"], ("0", "1.5")) & (terms["cap"] == "500")
    months = warning_months(terms, terms["level"].astype(float))
    fits = {
        "hawk": strict & (terms["missiles"] <= 1500) & (terms["years"] >= 15),
        "dove": ~capped(terms) & (terms["relief"] >= 60) & (terms["level"] != "0"),
        "inspector": (points["caught"] >= 0.6) & (months >= 12) & capped(terms),
    }
    return {key: (int(fit.sum()), int((fit & good).sum())) for key, fit in fits.items()}


def numbers() -> SimpleNamespace:
    """Return the numbers that the chapter's sentences print, as text, so that they cannot drift."""
    gains = reference_gains()
    rows = designed(watch="iran", vetoes=4, war=30, cheat=20, leave=30, **DEALS["jcpoa"].dials())
    party = {row["name"]: row for row in rows if row["kind"] == "party"}
    bars = sorted((r for r in rows if r["kind"] == "assumption"), key=lambda r: -r["swing"])
    share = {
        (row["reading"], row["war"]): row["share"]
        for row in reach.as_rows(zone().query("circle == 'three'"))
    }
    turns = {key: without_deal(plan=key, war=30, force=40, pressure=10)[0]["even"] for key in DEALS}
    fit = briefs()
    found = {key: detections(terms.dials(), 0.5) for key, terms in DEALS.items()}
    stuck = {key: deadlock(terms.dials(), 4) for key, terms in DEALS.items()}
    schools = school_gains()
    far, near = inside("500"), inside("1000")
    totals = inside("none")
    dread = gain(
        DEALS["jcpoa"].dials(),
        "israel",
        {**start_beliefs(), "war": 60.0, "force": 80.0},
        {**weights_of(_parties()["israel"]), "san": 90.0},
    )
    cheap = _parties()["israel"] | {"harm": 0.0}
    hawkish = {**start_beliefs(), "war": 60.0, "force": 100.0}
    points = points_for(DEALS["jcpoa"].dials(), cheap, hawkish, weights_of(cheap))

    wide = DEALS["wide"].dials()
    careless = {f"p_{key}": weights_of(_parties()["iran"], 0.0)[key] for key in KEYS}
    kept_free = [row["name"] for row in weighed_deals("iran", 30, **careless) if row["survives"]]
    afraid = {f"p_{key}": weights_of(_parties()["israel"])[key] for key in KEYS} | {"p_san": 100.0}
    israel_afraid = weighed_deals("israel", 30, **afraid)
    gulf = designed(watch="gulf", vetoes=4, war=30, cheat=20, leave=30, **DEALS["jcpoa"].dials())

    def signed(value: float) -> str:
        return points_said(value)

    return SimpleNamespace(
        deals=str(len(DEALS)),
        parties=str(len(PARTIES)),
        assumptions=inspected.count_word(len(ASSUMPTIONS)),
        combos=f"{len(combinations()['cap']):,}",
        iran=f"{gains['jcpoa']['iran']:.0f}",
        iran_low=f"{party['Iran']['low']:.0f}",
        iran_high=f"{party['Iran']['high']:.0f}",
        us=f"{gains['jcpoa']['us']:.0f}",
        us_low=signed(party["United States"]["low"]),
        israel=f"{gains['jcpoa']['israel']:.0f}",
        israel_dread=signed(float(dread)),
        israel_free=signed(float(gained(points, hawkish, 0.0, found["jcpoa"]["weakest"]))),
        swing_first=f"{bars[0]['swing']:.0f}",
        swing_second=f"{bars[1]['swing']:.0f}",
        swing_missile=f"{next(r for r in bars if 'missiles' in r['name'])['swing']:.0f}",
        swing_leave=f"{next(r for r in bars if r['name'].startswith('US leaves'))['swing']:.0f}",
        driver=bars[0]["name"].split(":")[0].lower(),
        second=bars[1]["name"].split(":")[0],
        all_gain=inspected.count_word(
            sum(min(by_party.values()) > 0 for by_party in gains.values())
        ),
        iran_loses=inspected.count_word(sum(g["iran"] <= 0 for g in gains.values())),
        iran_wide=signed(gains["wide"]["iran"]),
        iran_us=signed(gains["us"]["iran"]),
        iran_mediators=signed(gains["mediators"]["iran"]),
        us_iran=signed(gains["iran"]["us"]),
        turn_jcpoa=f"{turns['jcpoa']:.0f}",
        turn_wide=f"{turns['wide']:.0f}",
        turn_mediators=f"{turns['mediators']:.0f}",
        turn_grand=f"{turns['grand']:.0f}" if turns["grand"] >= 0 else "none",
        zone_0=f"{share['start', 0]:.0%}",
        zone_30=f"{share['start', 30]:.0%}",
        zone_60=f"{share['start', 60]:.0%}",
        zone_iran=f"{share['iran', 30]:.0%}",
        zone_hard=f"{share['hard', 30]:.0%}",
        zone_pressure=f"{share['pressure', 60]:.0%}",
        zone_force=f"{share['force', 30]:.0%}",
        hawk_fits=f"{fit['hawk'][0]:,}",
        hawk_good=f"{fit['hawk'][1]:,}",
        dove_fits=f"{fit['dove'][0]:,}",
        dove_good=f"{fit['dove'][1]:,}",
        inspector_fits=f"{fit['inspector'][0]:,}",
        inspector_good=f"{fit['inspector'][1]:,}",
        found_narrow=f"{float(found['narrow']['weakest']):.0%}",
        found_wide=f"{float(found['wide']['weakest']):.0%}",
        stuck_narrow=f"{stuck['narrow'][0]:.0%} to {stuck['narrow'][1]:.0%}",
        stuck_wide=f"{stuck['wide'][0]:.0%} to {stuck['wide'][1]:.0%}",
        subjects_narrow=inspected.count_word(stuck["narrow"][2]),
        subjects_wide=inspected.count_word(stuck["wide"][2]),
        bases_500=str(far["core"]),
        bases=str(totals["core"]),
        israel_1000=inspected.count_word(near["israel"]),
        israel_cities=inspected.count_word(totals["israel"]),
        capitals=str(totals["capitals"]),
        places=str(sum(totals.values())),
        months=f"{rows[0]['months']:.1f}",
        israel_100=signed(israel_afraid[0]["gain"]),
        israel_100_kept=inspected.count_word(sum(row["survives"] for row in israel_afraid)),
        iran_careless=inspected.count_word(len(kept_free)),
        iran_careless_grand=signed(float(gain(DEALS["grand"].dials(), "iran", missile=0.0))),
        iran_wide_2000=signed(float(gain({**wide, "cap": "2000"}, "iran"))),
        iran_wide_none=signed(float(gain({**wide, "cap": "none"}, "iran"))),
        israel_three=signed(float(gain(DEALS["narrow"].dials(), "israel", missile=3.0))),
        israel_narrow=signed(gains["narrow"]["israel"]),
        never=inspected.count_word(
            sum(turns[key] < 0 for key, g in gains.items() if g["iran"] <= 0)
        ),
        step_found=f"{float(found['step']['weakest']):.0%}",
        gulf_driver=next(row["name"] for row in gulf if row["driver"]).split(":")[0],
        leave_iran=signed(
            float(gain(DEALS["jcpoa"].dials(), "iran", {**start_beliefs(), "leave": 50.0}))
        ),
        pressure_us=signed(schools["pressure"]["jcpoa"]["us"]),
        pressure_iran=signed(schools["pressure"]["pressure"]["iran"]),
        diplomat_grand=signed(schools["diplomat"]["grand"]["iran"]),
        pressure_grand=signed(schools["pressure"]["grand"]["iran"]),
        calm_step=signed(schools["calm"]["step"]["iran"]),
        strike_step=signed(schools["strike"]["step"]["us"]),
        strike_step_israel=signed(schools["strike"]["step"]["israel"]),
    )
