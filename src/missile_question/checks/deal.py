"""The tasks of chapter 9: what a package is worth, who accepts it, and whether it keeps itself.

Expected values come from the codings, the terms and the models, when they are first needed. Nothing
here is typed in that the tables could change. Every party's acceptance is judged by one rule: its
gain against what it expects without a deal is above nil.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

import numpy as np

from missile_question.checks.core import (
    ARGUMENT_WANTS,
    Case,
    FunctionTask,
    Misconception,
    NumberFunction,
    Task,
    Verdict,
    behaves,
    choices,
    combine,
    judge_argument,
    judge_parts,
    letters_wanted,
    number_judge,
    slip,
)
from missile_question.checks.plain import (
    as_mapping,
    describe,
    find_key,
    finite_numbers,
    is_unanswered,
    number,
    plain,
)
from missile_question.checks.tables import (
    column_slip,
    judge_cells,
    judge_column,
    read_columns,
    read_rows,
    read_set,
)
from missile_question.evidence import deal as evidence
from missile_question.models import breakout, deal, verification

__all__ = [
    "EVERY_MONTHS",
    "GAS_KG",
    "KEEPING",
    "LEAST_LOOK",
    "OPEN",
    "OUTCOMES",
    "SEEN",
    "TASKS",
    "VIEWS",
    "YEAR",
]

CHAPTER = "09_design_a_deal"

#: The made-up package of deal-1, in points: a level, a range cap, and relief.
OUTCOMES: Mapping[str, float] = {"enr": 60.0, "rng": 0.0, "san": 40.0}

#: Visits in a year, share of places open and chance that a look reveals, in deal-3.
YEAR = 4
OPEN, SEEN = 0.7, 0.5

#: Stock caps of deal-4 in kg of UF6, months between two visits, share of places open.
GAS_KG = (100.0, 300.0, 500.0, 1000.0)
EVERY_MONTHS = 3.0
_OPEN_4 = evidence.DEALS["narrow"].access / 100.0

#: The deals of deal-6, and the poor look that it tries.
KEEPING = ("iran", "step", "jcpoa", "narrow", "mediators")
LEAST_LOOK = 0.2

#: Views of no deal in deal-8, keys of the evidence's schools.
VIEWS = ("start", "pressure", "diplomat", "strike")

_THREE = evidence.CIRCLES["three"][0]
_PARTIES = {key: about[0] for key, about in evidence.PARTIES.items()}
_DEALS = {key: terms.name for key, terms in evidence.DEALS.items()}

Options = Mapping[str, tuple[str, str]]


# ---------------------------------------------------------------- deal-1: a package in points


@cache
def _wishes() -> tuple[tuple[float, float, float], ...]:
    """Return wish, weight and outcome on the three issues for the United States."""
    us = evidence.parties()["us"]
    return tuple((us[f"c_{key}"], us[f"w_{key}"], y) for key, y in OUTCOMES.items())


def _met(wish: float, outcome: float) -> float:
    return float(deal.issue_value(outcome, wish, 1))


def _package() -> float:
    return float(
        deal.additive_value([_met(w, y) for w, _, y in _wishes()], [g for _, g, _ in _wishes()])
    )


def _weighed() -> float:
    return sum(g * _met(w, y) for w, g, y in _wishes())


_JUDGE_1 = number_judge(
    _package,
    (
        slip("weights-not-summed", "You added weight times value and stopped there. The weights do "
             "not add up to 1: divide by their sum.", _weighed),
        slip("weights-not-summed", "You divided by 100, as if the weights added up to 100. Divide "
             "by their own sum.", lambda: _weighed() / 100.0),
        slip("weights-not-summed", "You divided by the number of issues. Divide by the sum of the "
             "weights.", lambda: _weighed() / len(OUTCOMES)),
        slip("weights-forgotten", "This is the plain mean of the three values. The party does not "
             "care about all three alike.",
             lambda: 100.0 * sum(_met(w, y) for w, _, y in _wishes()) / len(OUTCOMES)),
        slip("outcome-for-value", "You weighed the outcomes themselves. A value says how much of "
             "the wish is met: first take what falls short of it.",
             lambda: sum(g * y for _, g, y in _wishes()) / sum(g for _, g, _ in _wishes())),
        slip("shortfall-for-value", "This is what falls short of the wishes. The value is the "
             "rest.", lambda: 100.0 - _package()),
        slip("share-of-wish", "You divided outcome by wish. In this model the shortfall counts in "
             "points of the whole scale of 100.",
             lambda: 100.0 * sum(g * y / w for w, g, y in _wishes())
             / sum(g for _, g, _ in _wishes())),
        slip("share-for-points", "This is a share. The question asks for points from 0 to 100.",
             lambda: _package() / 100.0),
        Misconception("", "A package is worth between 0 and 100 points.",
                      lambda got: not 0.0 <= got <= 100.0),
    ),
    wants="a number of points from 0 to 100",
    nudge="Take the three values first, each between 0 and 1, then weigh them.",
    within=0.1,
    unit="points",
)  # fmt: skip


# ---------------------------------------------------------------- deal-2: three sentences

_DEAL_2: dict[str, Options] = {
    "the demand": {
        "A": ("demand-for-reservation", "This takes what is asked for in public for the point at "
              "which the party walks away. A demand is an opening. The walk-away value is what the "
              "party expects without a deal."),
        "B": ("", "The alternative sets the least that a party must be offered."),
        "C": ("split-the-difference", "The middle between two demands moves when somebody shouts "
              "louder. It says nothing about what either side can do without a deal."),
        "D": ("anything-for-acceptance", "Whoever negotiates still has an alternative, and leaves "
              "when an offer is worse than that."),
    },
    "the months": {
        "A": ("breakout-for-bomb", "This takes the time to the material for the time to a weapon. "
              "A weapon takes further work, on which estimates differ."),
        "B": ("capability-for-intent", "The months begin with an 'if'. They say what could be done "
              "after a decision, and nothing about a plan."),
        "C": ("warning-for-detection", "The months run whether anybody looks or not. Whether a "
              "breach is seen in time is another number, the chance that it is found."),
        "D": ("", "The months begin with a decision and end at the material."),
    },
    "the improvement": {
        "A": ("pareto-for-equal", "To make somebody better off and nobody worse off is one thing, "
              "to do so evenly is another. The first asks nothing about evenness."),
        "B": ("pareto-for-fair", "Efficient is not fair. The step harms nobody; whether it is fair "
              "is a question that the word leaves open."),
        "C": ("", "Each party compares the two packages by itself, and none is worse off."),
        "D": ("improvement-for-best", "One step up is not the top. Another package may be better "
              "still for everybody."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- deal-3: found in a year

_PARTS_3 = ("one visit", "a year", "the wide deal")
_WANTS_3 = 'a dictionary with three numbers: "one visit", "a year" and "the wide deal"'


@cache
def _kinds() -> dict[str, float]:
    """Return the chance that a breach of the wide deal is found in a year, by kind."""
    look = evidence.ASSUMPTIONS["look"].start
    found = evidence.detections(evidence.DEALS["wide"].dials(), look)
    return {kind: float(chance) for kind, chance in found.items()}


def _each_kind() -> list[float]:
    return [chance for kind, chance in _kinds().items() if kind != "weakest"]


def _in_visits(visits: float, open_: float = OPEN, look: float = SEEN) -> float:
    """Return the chance that visits find what is at a place which is open all year, or never."""
    return float(verification.annual_detection(1, visits, open_, look, fixed=True))


def _one_visit() -> float:
    return OPEN * SEEN


_PERCENT = "This is a percentage. The question asks for a chance between 0 and 1."

_DEAL_3: dict[str, tuple[Callable[[], float], tuple[Misconception, ...], str]] = {
    "one visit": (
        _one_visit,
        (
            slip("one-of-two-steps", "The place must be open, and the look must reveal. You took "
                 "one of the two.", lambda: OPEN),
            slip("one-of-two-steps", "The place must be open, and the look must reveal. You took "
                 "one of the two.", lambda: SEEN),
            slip("chances-added", "Both must happen, so the chances multiply. A sum can pass 1.",
                 lambda: OPEN + SEEN),
            slip("mean-of-chances", "The mean of the two is the chance of neither. Both must "
                 "happen: multiply.", lambda: (OPEN + SEEN) / 2.0),
            slip("year-for-visit", "This is the chance in a year. The question asks for one visit.",
                 lambda: _in_visits(YEAR)),
            slip("missed-for-found", "This is the chance that the visit misses it.",
                 lambda: 1.0 - _one_visit()),
            slip("percent-for-share", _PERCENT, lambda: 100.0 * _one_visit()),
        ),
        "What must happen on that day for the visit to find it?",
    ),
    "a year": (
        lambda: _in_visits(YEAR),
        (
            slip("one-visit-for-year", "This is the chance of one visit. There are four in the "
                 "year.", _one_visit),
            slip("visits-added", "You added four chances, so the sum passes 1. Find the chance "
                 "that all four looks miss it.", lambda: YEAR * _one_visit()),
            slip("place-drawn-anew", "This lets the place be open on one visit and closed on the "
                 "next. Here it is open all year or never: only the looks are repeated.",
                 lambda: 1.0 - (1.0 - _one_visit()) ** YEAR),
            slip("always-open", "This is right for a place that is open. Three places in ten are "
                 "not, however often one comes.", lambda: _in_visits(YEAR, open_=1.0)),
            slip("missed-for-found", "This is the chance that the year misses it.",
                 lambda: 1.0 - _in_visits(YEAR)),
            slip("percent-for-share", _PERCENT, lambda: 100.0 * _in_visits(YEAR)),
        ),
        "First suppose that the place is open: what is the chance that four looks all miss it?",
    ),
    "the wide deal": (
        lambda: _kinds()["weakest"],
        (
            slip("mean-for-weakest", "This is the mean of the four kinds. Whoever breaks a deal "
                 "does not choose the kind by drawing lots.",
                 lambda: sum(_each_kind()) / len(_each_kind())),
            slip("nuclear-part-for-all", "This is the weakest of the nuclear kinds. The wide deal "
                 "limits missiles too.", lambda: _kinds()["site"]),
            slip("all-at-once", "This is the chance that all four kinds are found, if all four "
                 "were tried. One breach is enough for the cheat.",
                 lambda: math.prod(_each_kind())),
            slip("strongest-for-weakest", "This is the kind that is found most surely. Who wants "
                 "to break a deal unseen does not choose that one.", lambda: max(_each_kind())),
            slip("any-of-all", "This is the chance that one at least is found if all four are "
                 "tried. A cheat need try only one.",
                 lambda: 1.0 - math.prod(1.0 - chance for chance in _each_kind())),
            slip("percent-for-share", _PERCENT, lambda: 100.0 * _kinds()["weakest"]),
        ),
        "Where would you break this deal if you did not want to be found?",
    ),
}  # fmt: skip


def _judge_chance(part: str) -> Callable[[object], Verdict]:
    expected, slips, nudge = _DEAL_3[part]
    return number_judge(
        expected, slips, wants="a chance between 0 and 1", nudge=nudge, within=0.003
    )


def _judge_3(answer: object) -> Verdict:
    return judge_parts(answer, {part: (1.0, _judge_chance(part)) for part in _PARTS_3}, _WANTS_3)


# ---------------------------------------------------------------- deal-4: found in time

_WANTS_4 = "a table with the columns gas_kg, months and found"


def _months(stock_kg: float) -> float:
    """Return the months of warning of the narrow deal with another stock, in kg of uranium."""
    terms = evidence.DEALS["narrow"]
    return float(
        evidence.warning_months({**terms.dials(), "stock_kg": stock_kg}, float(terms.level))
    )


def _of_gas(factor: float) -> list[float]:
    return [_months(factor * kg) for kg in GAS_KG]


@cache
def _right_months() -> tuple[float, ...]:
    return tuple(_of_gas(breakout.URANIUM_IN_UF6))


def _found(visits: float) -> float:
    return _in_visits(visits, _OPEN_4)


def _before(months: Sequence[float]) -> list[float]:
    """Return the chance that the visits before the material is complete find the breach."""
    return [_found(math.floor(month / EVERY_MONTHS)) for month in months]


def _open_anew(visits: float) -> float:
    return float(1.0 - (1.0 - _found(1)) ** visits)


def _visits() -> list[int]:
    return [math.floor(month / EVERY_MONTHS) for month in _right_months()]


_MONTHS_4 = (
    column_slip("gas-for-uranium", "This takes the kilograms of gas for kilograms of uranium. The "
                "dial counts uranium: of each kilogram of UF6 only 0.676 kg are.",
                lambda: _of_gas(1.0), 0.02),
    column_slip("divided-for-multiplied", "There cannot be more uranium in a gas than there is "
                "gas. Multiply by 0.676.", lambda: _of_gas(1.0 / breakout.URANIUM_IN_UF6), 0.02),
    column_slip("isotope-for-uranium", "You took the U-235 alone. The dial counts all the "
                "uranium.", lambda: _of_gas(breakout.URANIUM_IN_UF6 * 0.0367), 0.02),
    column_slip("weeks-for-months", "These are weeks. The column wants months.",
                lambda: [m * breakout.WEEKS_PER_YEAR / 12.0 for m in _right_months()], 0.2),
)  # fmt: skip

_FOUND_4 = (
    column_slip("year-for-in-time", "This counts all visits of a year. A visit after the material "
                "is complete comes too late: count those before.",
                lambda: [_found(YEAR)] * len(GAS_KG), 0.004),
    column_slip("one-visit-for-all", "This is the chance of one visit. Where there is time for "
                "more, count them all.", lambda: [_found(1)] * len(GAS_KG), 0.004),
    column_slip("late-visit-counted", "You rounded the number of visits up. The last of these "
                "comes after the material is complete: round down.",
                lambda: [_found(math.ceil(m / EVERY_MONTHS)) for m in _right_months()], 0.004),
    column_slip("late-visit-counted", "You rounded the number of visits. Some that you count come "
                "after the material is complete: round down.",
                lambda: [_found(round(m / EVERY_MONTHS)) for m in _right_months()], 0.004),
    column_slip("part-of-a-visit", "There is no third of a visit. Take whole ones only.",
                lambda: [_OPEN_4 * (1.0 - (1.0 - SEEN) ** (m / EVERY_MONTHS))
                         for m in _right_months()], 0.004),
    column_slip("place-drawn-anew", "This lets the place be open on one visit and closed on the "
                "next. Here it is open all year or never.",
                lambda: [_open_anew(n) for n in _visits()], 0.004),
    column_slip("always-open", "This forgets that one place in five is closed to inspectors.",
                lambda: [_found(n) / _OPEN_4 for n in _visits()], 0.004),
    column_slip("missed-for-found", "This is the chance that the breach is missed.",
                lambda: [1.0 - _found(n) for n in _visits()], 0.004),
    column_slip("visits-for-chance", "This is the number of visits. What is the chance that they "
                "find it?", lambda: list(map(float, _visits())), 0.004),
    column_slip("percent-for-share", "These are percentages. A chance lies between 0 and 1.",
                lambda: [100.0 * v for v in _before(_right_months())], 0.4, credit=0.5),
)  # fmt: skip


def _judge_4(answer: object) -> Verdict:
    columns = read_columns(plain(answer), ("gas_kg", "months", "found"), _WANTS_4, even=False)
    if isinstance(columns, Verdict):
        return columns
    if finite_numbers(columns["gas_kg"], "kg") != list(GAS_KG):
        says = f"The column gas_kg should hold the {len(GAS_KG)} stock caps, in their order."
        return Verdict(0.0, "wrong", says, "other-stocks")
    months = judge_column(
        columns["months"],
        expected=_right_months(),
        within=0.05,
        right="Months counted as right to within 0.05.",
        wants="a number of months for each row",
        misconceptions=_MONTHS_4,
        nudge="not the months of warning. Turn gas into uranium, then call months().",
    )
    # The chances may follow from the one mistake in the months that has been named already.
    follows = months.misconception == "gas-for-uranium"
    found = judge_column(
        columns["found"],
        expected=_before(_of_gas(1.0) if follows else _right_months()),
        within=0.005,
        right="Chances counted as right to within 0.005.",
        wants="a chance between 0 and 1 for each row",
        misconceptions=_FOUND_4,
        nudge="not the chance of being found in time. How many whole visits come before the "
        "material is complete?",
    )
    both = {"months": months, "found": found}
    return combine(both, dict.fromkeys(both, 1.0))


# ---------------------------------------------------------------- deal-5: a belief that turns


def _ends() -> tuple[float, float]:
    """Return Iran's gain from the mediators' draft without risk of war, and at the highest."""
    return (
        evidence.reference_gains(0.0)["mediators"]["iran"],
        evidence.reference_gains(evidence.MOST_WAR)["mediators"]["iran"],
    )


def _turn() -> float:
    """Return the share of the slider at which the gain passes through nil."""
    return float(deal.break_even(*_ends()))


_JUDGE_5 = number_judge(
    lambda: evidence.MOST_WAR * _turn(),
    (
        slip("share-of-slider", "This is how far along the slider the gain turns, in per cent of "
             "the slider. The slider ends at 60 % risk, not at 100 %.", lambda: 100.0 * _turn()),
        slip("share-of-slider", "This is how far along the slider the gain turns, from 0 to 1. "
             "Which risk of war is that?", _turn),
        slip("share-for-percent", "This is a chance between 0 and 1. The question asks for per "
             "cent.", lambda: evidence.MOST_WAR * _turn() / 100.0),
        slip("upside-down", "You measured from the other end. At which risk, counted from 0?",
             lambda: evidence.MOST_WAR * (1.0 - _turn())),
        slip("middle-for-break-even", "This is the middle of the slider. The two gains at its ends "
             "are not equally far from nil.", lambda: evidence.MOST_WAR / 2.0),
        slip("signs-lost", "You lost a sign: the two gains lie on both sides of nil, so the "
             "distance between them is their sizes added up.",
             lambda: evidence.MOST_WAR * abs(_ends()[0] / (abs(_ends()[0]) - abs(_ends()[1])))),
        Misconception("outside-the-slider", "At 0 % the gain is below nil, at 60 % above. It turns "
                      "in between.", lambda got: not 0.0 <= got <= evidence.MOST_WAR),
    ),
    wants="a risk of war in per cent",
    nudge="Put your risk into the straight line between the two gains: is the gain nil there?",
    within=0.3,
    unit="per cent",
)  # fmt: skip


# ---------------------------------------------------------------- deal-6: does it keep itself?

_WANTS_6 = "a table with one row a deal and the columns needed, half and fifth"
_COLUMNS_6 = ("needed", "half", "fifth")
_YES = {"yes": "yes", "no": "no"}


@cache
def _points() -> dict[str, tuple[float, float, float]]:
    """Return, by deal, the limited side's points if it keeps it, breaks it unseen, or has none."""
    belief = evidence.start_beliefs()
    iran = evidence.parties()["iran"]
    war = belief["war"] / 100.0
    left = war * belief["residual"] / 100.0
    out = {}
    for key in KEEPING:
        at = evidence.points_for(
            evidence.DEALS[key].dials(), iran, belief, evidence.weights_of(iran)
        )
        none = deal.no_deal_value(
            at["drift"], at["force"], at["give_way"], war, belief["pressure"] / 100.0, iran["harm"]
        )
        out[key] = (
            float(deal.after_war_risk(at["kept"], left, iran["harm"])),
            float(deal.after_war_risk(at["cheated"], left, iran["harm"])),
            float(none),
        )
    return out


def _needed(kept: float, cheated: float, none: float) -> float:
    """Return the chance of being found at which breaking a deal is worth what keeping it is."""
    return float(deal.break_even(cheated - kept, none - kept))


def _holds(look: float) -> dict[str, str]:
    found = {
        key: float(evidence.detections(evidence.DEALS[key].dials(), look)["weakest"])
        for key in KEEPING
    }
    return {key: "yes" if found[key] >= _needed(*_points()[key]) else "no" for key in KEEPING}


def _worth_signing(look: float) -> dict[str, str]:
    belief = {**evidence.start_beliefs(), "look": look}
    gains = {k: evidence.gain(evidence.DEALS[k].dials(), "iran", belief) for k in KEEPING}
    return {key: "yes" if evidence.better(found) else "no" for key, found in gains.items()}


_NEEDED_6: tuple[tuple[str, str, Callable[[float, float, float], float]], ...] = (
    ("no-deal-forgotten", "You divided by the points of an unseen breach. What is lost on being "
     "found is the step down from there to no deal.", lambda u, c, d: (c - u) / c),
    ("temptation-over-gain", "You divided by what keeping brings. What is lost on being found is "
     "the step from an unseen breach to no deal.", lambda u, c, d: (c - u) / (u - d)),
    ("chance-to-get-away", "This is the highest chance of getting away with it. Take it from 1.",
     lambda u, c, d: 1.0 - _needed(u, c, d)),
    ("temptation-for-chance", "These are points: what an unseen breach brings more. Divide them by "
     "what is lost on being found.", lambda u, c, d: c - u),
    ("percent-for-share", "These are percentages. We ask for a chance as a share.",
     lambda u, c, d: 100.0 * _needed(u, c, d)),
    ("cut-at-certainty", "You cut it off at 1. A result above 1 is a finding: keeping is worth "
     "less than no deal, so that no inspection can be sure enough.",
     lambda u, c, d: min(1.0, _needed(u, c, d))),
    ("upside-down", "This is turned over. What a breach brings goes above the line.",
     lambda u, c, d: 1.0 / _needed(u, c, d)),
)  # fmt: skip


def _word(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return find_key(value, _YES)


def _judge_words(cells: Mapping[str, Any], look: float) -> Verdict:
    """Judge a column of yes and no: whether the chance of being found is enough."""
    if all(map(is_unanswered, cells.values())):
        return Verdict(0.0, "unanswered", "")
    got = {key: _word(cell) for key, cell in cells.items()}
    for key, word in got.items():
        if word is None:
            says = f'expected "yes" or "no" for {_DEALS[key]}, got {describe(cells[key])}.'
            return Verdict(0.0, "type", says)
    right = _holds(look)
    wrong = [key for key in KEEPING if got[key] != right[key]]
    if not wrong:
        return Verdict(1.0, "right", "Signing and keeping are two decisions.")
    there = ", ".join(_DEALS[key] for key in wrong)
    if len(wrong) == len(KEEPING):
        says = "all turned round. A deal keeps itself if the chance of being found is large enough."
        return Verdict(0.0, "wrong", says, "upside-down")
    if got == _worth_signing(look):
        says = (
            "this says from which deals the limited side gains. To be worth signing is one thing, "
            "to be worth keeping once signed another: compare the chance of being found with the "
            f"one needed. Look at {there}."
        )
        return Verdict(0.0, "wrong", says, "signed-for-kept")
    if all(got[key] == "yes" and _needed(*_points()[key]) > 1.0 for key in wrong):
        says = f"a chance above 1 does not exist, so it cannot be reached. Look at {there}."
        return Verdict(0.0, "wrong", says, "more-than-certain")
    return Verdict(0.0, "wrong", f"not right for {there}. Compare with the chance needed.")


def _judge_6(answer: object) -> Verdict:
    rows = read_rows(
        plain(answer),
        {key: _DEALS[key] for key in KEEPING},
        _COLUMNS_6,
        wants=_WANTS_6,
        each="deal",
        only=f", which is not one of {', '.join(KEEPING)}.",
    )
    if isinstance(rows, Verdict):
        return rows
    cells = {name: {key: rows[key][name] for key in KEEPING} for name in _COLUMNS_6}
    points = _points()
    found = {
        "needed": judge_cells(
            cells["needed"],
            {key: _needed(*points[key]) for key in KEEPING},
            same=lambda got, wanted: abs(got - wanted) <= max(0.01, 0.01 * abs(wanted)),
            right="Chances counted as right to within 0.01.",
            mistakes=[
                (name, says, {key: rule(*points[key]) for key in KEEPING})
                for name, says, rule in _NEEDED_6
            ],
            names={key: _DEALS[key] for key in KEEPING},
        ),
        "half": _judge_words(cells["half"], evidence.ASSUMPTIONS["look"].start),
        "fifth": _judge_words(cells["fifth"], LEAST_LOOK),
    }
    return combine(found, {"needed": 2.0, "half": 1.0, "fifth": 1.0})


# ---------------------------------------------------------------- deal-7: a function

Three = Sequence[float]


def _gain(points: Three, chances: Three) -> float:
    kept, cheated, none = points
    cheat, leave, caught = chances
    return float(deal.expected_gain(kept, cheated, none, cheat=cheat, leave=leave, caught=caught))


def _case(says: str, points: Three, chances: Three) -> Case:
    return Case(says, (list(points), list(chances)), _gain(points, chances))


def _cases_7(seed: int | None = None) -> list[Case]:
    """Return the public cases, or cases drawn from a seed with the same traps."""
    if seed is None:
        return [
            _case("Nobody breaks it and nobody leaves", [70, 30, 40], [0.0, 0.0, 0.5]),
            _case("A breach that may be found", [70, 30, 40], [0.2, 0.0, 0.5]),
            _case("The other side may leave", [70, 30, 40], [0.0, 0.3, 0.5]),
            _case("Both at once", [70, 30, 40], [0.2, 0.3, 0.75]),
            _case("The side that may break it", [67, 86, 57], [0.2, 0.3, 0.75]),
            _case("Every breach is found", [60, 90, 50], [0.4, 0.1, 1.0]),
            _case("No deal is better", [40, 85, 55], [0.1, 0.2, 0.6]),
        ]
    dice = random.Random(seed)

    def draw(cheat: float, leave: float) -> Case:
        points = [float(dice.randrange(10, 96)) for _ in range(3)]
        return _case("Drawn at random", points, [cheat, leave, round(dice.uniform(0.1, 0.9), 2)])

    def chance() -> float:
        return round(dice.uniform(0.1, 0.45), 2)

    return [
        draw(0.0, 0.0),
        draw(chance(), 0.0),
        draw(0.0, chance()),
        *(draw(chance(), chance()) for _ in range(6)),
    ]


def _like(
    rule: Callable[[float, float, float, float, float, float], float],
) -> Callable[..., float]:
    return lambda points, chances: rule(*points, *chances)


_shows = partial(behaves, within=0.01)

_DEAL_7 = (
    Misconception("kept-for-signed", "This is the gain if the deal is kept for certain. Whoever "
                  "signs does not know that it will be: weigh the ways in which it may end.",
                  _shows(_like(lambda u, k, d, c, e, p: u - d))),
    Misconception("no-deal-not-subtracted", "This is what the deal is worth. A gain is held "
                  "against no deal: subtract it.",
                  _shows(_like(lambda u, k, d, c, e, p: _gain((u, k, d), (c, e, p)) + d)),
                  credit=1 / 3),
    Misconception("nothing-for-no-deal", "A breach that is found, and a walk-out, are worth 0 "
                  "here. What follows them is no deal, and that has points of its own.",
                  _shows(_like(lambda u, k, d, c, e, p:
                               (1 - c - e) * u + c * (1 - p) * k - d))),
    Misconception("found-for-unseen", "The breach that pays is the one that is not found: its "
                  "chance is 1 minus caught.",
                  _shows(_like(lambda u, k, d, c, e, p:
                               (1 - c - e) * (u - d) + c * p * (k - d)))),
    Misconception("walk-out-forgotten", "Here nobody ever leaves. Take the chance of leaving away "
                  "from the chance that the deal is kept.",
                  _shows(_like(lambda u, k, d, c, e, p:
                               (1 - c) * (u - d) + c * (1 - p) * (k - d)))),
    Misconception("breach-always-found", "Here a breach is always found. With the chance 1 minus "
                  "caught it is not, and then it has points of its own.",
                  _shows(_like(lambda u, k, d, c, e, p: (1 - c - e) * (u - d)))),
    Misconception("breach-never-found", "Here a breach is never found. Weigh it with 1 minus "
                  "caught.",
                  _shows(_like(lambda u, k, d, c, e, p:
                               (1 - c - e) * (u - d) + c * (k - d)))),
    Misconception("chances-multiplied", "You multiplied the chances of no breach and no walk-out. "
                  "In this model the two exclude each other: what is left is 1 - cheat - leave.",
                  _shows(_like(lambda u, k, d, c, e, p:
                               (1 - c) * (1 - e) * (u - d) + c * (1 - p) * (k - d)))),
    Misconception("walk-out-unseen", "You weighed the walk-out with the chance that it is not "
                  "found. Everybody sees a walk-out; only a breach can be hidden.",
                  _shows(_like(lambda u, k, d, c, e, p:
                               (1 - c - e) * (u - d) + (c + e) * (1 - p) * (k - d)))),
    Misconception("upside-down", "This is no deal less the deal. A gain above 0 must speak for the "
                  "deal.", _shows(_like(lambda u, k, d, c, e, p: -_gain((u, k, d), (c, e, p))))),
)  # fmt: skip

_FUNCTION_7 = NumberFunction("gain(points, chances)", _cases_7, _DEAL_7, within=0.01)


# ---------------------------------------------------------------- deal-8: who accepts?

_ALL_VIEWS = "in all four"
_PARTS_8 = (*VIEWS, _ALL_VIEWS)
_WANTS_8 = (
    'a dictionary with a list of deals each for "start", "pressure", "diplomat", "strike" and '
    '"in all four"'
)
_LIST_8 = "a list of deals, such as ['jcpoa', 'wide']"


@cache
def _gains() -> dict[str, dict[str, dict[str, float]]]:
    """Return the gains of three parties by view of no deal, and deal."""
    found = evidence.school_gains()
    return {view: found[view] for view in VIEWS}


Rule = Callable[[Mapping[str, float]], bool]


def _accepted(view: str, rule: Rule) -> frozenset[str]:
    return frozenset(key for key, of in _gains()[view].items() if rule(of))


def _everybody(of: Mapping[str, float]) -> bool:
    return all(bool(evidence.better(of[party])) for party in _THREE)


def _in_all(rule: Rule) -> frozenset[str]:
    return frozenset.intersection(*(_accepted(view, rule) for view in VIEWS))


_SUM = (
    "sum-for-each",
    "you counted deals whose gains add up to more than nil. Points of different parties have no "
    "common unit, and nobody signs with another's gain: each must gain by itself.",
)
_RULES_8: tuple[tuple[str, str, Rule], ...] = (
    (*_SUM, lambda of: sum(of.values()) > 0.0),
    ("majority-for-all", "two of three are enough here. A deal needs each of them: who loses from "
     "it can say no.", lambda of: sum(v > 0.0 for v in of.values()) >= 2),
    ("one-side-asked", "here only the United States and Israel are asked. The same rule holds for "
     "Iran.", lambda of: of["us"] > 0.0 and of["israel"] > 0.0),
    ("one-side-asked", "here only Iran is asked. The same rule holds for the others.",
     lambda of: of["iran"] > 0.0),
    ("gain-rounded-away", "a gain that rounds to 0 is still above 0. Compare the numbers "
     "themselves.", lambda of: all(round(v) > 0 for v in of.values())),
    ("equal-for-accepted", "you asked for gains of about the same size. To accept, each party asks "
     "only for more than no deal.",
     lambda of: _everybody(of) and max(of.values()) - min(of.values()) < 5.0),
    ("turned-round", "these are the deals that somebody refuses. The question asks for the "
     "others.", lambda of: not _everybody(of)),
)  # fmt: skip


def _judge_list(part: str) -> Callable[[Any], Verdict]:
    def judge(value: Any) -> Verdict:
        got = read_set(
            value,
            lambda item: find_key(item, _DEALS),
            wants=_LIST_8,
            stranger=f"{{}} is not one of the deals: {', '.join(_DEALS)}.",
            may_be_empty=True,
        )
        if isinstance(got, Verdict):
            return got
        every = part == _ALL_VIEWS
        right = _in_all(_everybody) if every else _accepted(part, _everybody)
        if got == right:
            return Verdict(1.0, "right", "Each party was asked by the same rule.")
        if every:
            union = frozenset.union(*(_accepted(view, _everybody) for view in VIEWS))
            if got == union:
                says = "these suit all parties under some view. Which do so under every one?"
                return Verdict(0.0, "wrong", says, "some-for-every")
            for view in VIEWS:
                if got == _accepted(view, _everybody):
                    says = f"these suit all parties under the view '{view}' alone."
                    return Verdict(0.0, "wrong", says, "one-view-for-all")
        for name, says, rule in _RULES_8:
            if got == (_in_all(rule) if every else _accepted(part, rule)):
                return Verdict(0.0, "wrong", says, name)
        missing, over = len(right - got), len(got - right)
        says = f"{missing} missing, {over} too many."
        return Verdict(0.0, "wrong", says)

    return judge


def _judge_8(answer: object) -> Verdict:
    given = plain(answer)
    # Nothing but empty lists is not an answer yet; an empty list among others is one.
    if is_unanswered(given):
        return Verdict(0.0, "unanswered", "")
    return judge_parts(given, {part: (1.0, _judge_list(part)) for part in _PARTS_8}, _WANTS_8)


# ---------------------------------------------------------------- deal-9: what each would say

_DEAL_9: dict[str, Options] = {
    "Iran, wide deal": {
        "A": ("sum-for-each", "What others gain does not pay Iran. Nobody signs with another's "
              "points, which have no common unit with its own."),
        "B": ("demand-for-reservation", "A party may sign less than it asks for. What counts is "
              "whether the package is worth more than no deal, as it sees that."),
        "C": ("", "The package is held against what Iran expects without it, by its own weights."),
        "D": ("equal-for-accepted", "In this model no party looks at another's gain. And the "
              "points of two parties cannot be compared."),
    },
    "Israel, narrow deal": {
        "A": ("", "Codings and beliefs are ours. Who holds others may refuse and be consistent."),
        "B": ("coding-for-truth", "The gain follows from our codings and beliefs. It cannot prove "
              "that a government misreads its own interest."),
        "C": ("points-compared", "Thirteen points of one party and six of another have nothing in "
              "common but the word."),
        "D": ("objection-refutes", "A government that disagrees may weigh something that we did "
              "not code, or expect more without a deal. That is a reason to look, not a "
              "refutation."),
    },
    "United States, 2015 terms": {
        "A": ("beliefs-for-terms", "The terms are the same in both rows. Read what the rows "
              "change."),
        "B": ("beliefs-for-weights", "The weights are the same in both rows. Read what the rows "
              "change."),
        "C": ("beliefs-for-compliance", "The chance of a breach is the same in both rows. Read "
              "what the rows change."),
        "D": ("", "The rows differ in the view of no deal alone."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- deal-10: a puzzle

_WANTS_10 = (
    'a dictionary with "the cap stays" and "every coding", each a dictionary of at most two dials '
    "and their settings"
)
_MOST_CHANGES = 2

#: Part -> deal to begin with, dials that must stay, whether all codings are tried.
_DEAL_10: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "the cap stays": ("wide", ("cap",), False),
    "every coding": ("mediators", (), True),
}

#: Dials with a menu, and the ends of the others.
_MENUS: Mapping[str, tuple[str, ...]] = {
    "level": tuple(evidence.LEVEL_POINTS),
    "cap": tuple(evidence.CAPS),
    "tests": ("free", "ban"),
    "allies": tuple(evidence.ALLY_POINTS),
}
_ENDS: Mapping[str, float] = {
    "stock_kg": evidence.MOST_STOCK,
    "capacity": evidence.MOST_CAPACITY,
    "access": 100.0,
    "sample": 100.0,
    "missiles": evidence.MOST_MISSILES,
    "relief": 100.0,
    "years": evidence.MOST_YEARS,
}


@cache
def _codings() -> dict[str, Any]:
    """Return the start beliefs, then each coding: three readings of demands by three weights."""
    start = evidence.start_beliefs()
    pairs = [(start["demands"], start["missile"])]
    demands, missile = evidence.ASSUMPTIONS["demands"], evidence.ASSUMPTIONS["missile"]
    pairs += [
        (d, m)
        for d in (demands.low, demands.start, demands.high)
        for m in (missile.low, missile.start, missile.high)
    ]
    belief: dict[str, Any] = {key: np.full(len(pairs), value) for key, value in start.items()}
    belief["demands"] = np.array([d for d, _ in pairs])
    belief["missile"] = np.array([m for _, m in pairs])
    return belief


def _setting(dial: str, cell: Any) -> Any:
    """Return a dial's setting, or a verdict on what is wrong with it."""
    if dial in _MENUS:
        text = f"{cell:g}" if isinstance(cell, int | float) and abs(cell) < 1e6 else cell
        found = find_key(text, {key: key for key in _MENUS[dial]})
        if found is None:
            says = f"{dial} is one of {', '.join(_MENUS[dial])}, got {describe(cell)}."
            return Verdict(0.0, "type", says)
        return found
    quantity = number(cell)
    if quantity is None or quantity.unit or not math.isfinite(quantity.value):
        says = f"the setting of {dial} should be a number, got {describe(cell)}."
        return Verdict(0.0, "type", says)
    if not 0.0 <= quantity.value <= _ENDS[dial]:
        says = f"{dial} runs from 0 to {_ENDS[dial]:g}."
        return Verdict(0.0, "wrong", says, "beyond-the-dial")
    return quantity.value


def _changes(value: Any, part: str) -> dict[str, Any] | Verdict:
    """Return the dials that an answer changes, or what is wrong with it."""
    base, fixed, _ = _DEAL_10[part]
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    given = as_mapping(value)
    if given is None:
        says = f"expected dials with a setting, such as {{name: 1}}, got {describe(value)}."
        return Verdict(0.0, "type", says)
    before = evidence.DEALS[base].dials()
    found: dict[str, Any] = {}
    for name, cell in given.items():
        dial = name.replace(" ", "_")
        if dial not in before:
            says = f"'{name[:40]}' is not one of the dials: {', '.join(before)}."
            return Verdict(0.0, "type", says)
        setting = _setting(dial, cell)
        if isinstance(setting, Verdict):
            return setting
        if setting != before[dial]:
            found[dial] = setting
    if any(dial in found for dial in fixed):
        says = "the range cap has to stay at 500 km here. What else can be given for it?"
        return Verdict(0.0, "wrong", says, "clause-dropped")
    if len(found) > _MOST_CHANGES:
        says = "this changes more than two dials. The puzzle is to do it with few."
        return Verdict(0.0, "wrong", says, "too-many-changes")
    return found


def _tried(part: str, changed: Mapping[str, Any]) -> dict[str, list[float]]:
    """Return every party's gain at the start, then in each coding."""
    terms = {**evidence.DEALS[_DEAL_10[part][0]].dials(), **changed}
    return {
        party: [float(v) for v in evidence.gain(terms, party, _codings())] for party in _PARTIES
    }


def _judge_package(part: str) -> Callable[[Any], Verdict]:
    everywhere = _DEAL_10[part][2]

    def judge(value: Any) -> Verdict:
        changed = _changes(value, part)
        if isinstance(changed, Verdict):
            return changed
        gains = _tried(part, changed)
        start = {party: found[0] for party, found in gains.items()}
        least = {party: min(found) for party, found in gains.items()} if everywhere else start
        if all(map(evidence.better, least.values())):
            return Verdict(1.0, "right", "Every party gains, each by its own points.")
        loser = min(least, key=lambda party: least[party])
        name = _PARTIES[loser]
        if all(map(evidence.better, start.values())):
            says = (
                f"at the codes as they stand all five gain. In another coding the gain of {name} "
                f"falls to {evidence.points_said(least[loser])}."
            )
            return Verdict(0.0, "wrong", says, "one-coding-for-all")
        if not changed:
            says = f"nothing is changed yet, and {name} does not gain."
            return Verdict(0.0, "wrong", says, "no-change")
        worst = min(start, key=lambda party: start[party])
        said = evidence.points_said(start[worst])
        said = "less than a point below nil" if said == "0" else said
        lost = [party for party in start if not evidence.better(start[party])]
        others = "the other four gain" if len(lost) == 1 else f"{len(lost)} of five do not gain"
        says = (
            f"at the start settings {others}, and {_PARTIES[worst]} ends at {said}. What others "
            "gain does not make up for it: each must gain by itself."
        )
        return Verdict(0.0, "wrong", says, _SUM[0])

    return judge


def _judge_10(answer: object) -> Verdict:
    parts = {part: (1.0, _judge_package(part)) for part in _DEAL_10}
    return judge_parts(answer, parts, _WANTS_10)


# ---------------------------------------------------------------- the tasks

TASKS: tuple[Task, ...] = (
    Task(
        task_id="deal-1",
        chapter=CHAPTER,
        title="Three clauses, one number",
        kind="number",
        objective="Value a package by what each clause leaves unmet, and by weights.",
        points=2,
        minutes=6,
        why="weights are relative; whoever forgets their sum compares numbers that mean nothing.",
        wants="a number of points from 0 to 100",
        judge=_JUDGE_1,
    ),
    Task(
        task_id="deal-2",
        chapter=CHAPTER,
        title="Three sentences from the talks",
        kind="choice",
        objective="Tell demand from walk-away value, material from weapon, better from fair.",
        points=3,
        minutes=8,
        why="talks are reported in these words, and each of them is often taken for its neighbour.",
        wants=letters_wanted(_DEAL_2),
        judge=choices(_DEAL_2),
    ),
    Task(
        task_id="deal-3",
        chapter=CHAPTER,
        title="One visit, a year, a whole deal",
        kind="numbers",
        objective="Go from one visit's chance of detection to a year's, and to a deal's weakest.",
        points=3,
        minutes=8,
        why="a deal is as well watched as its least watched clause.",
        wants=_WANTS_3,
        judge=_judge_3,
    ),
    Task(
        task_id="deal-4",
        chapter=CHAPTER,
        title="Found, but in time?",
        kind="chart data",
        objective="Join months of warning and rhythm of visits to a chance of timely detection.",
        points=4,
        minutes=12,
        why="a breach that is found after the material is complete is found too late.",
        wants=_WANTS_4,
        judge=_judge_4,
    ),
    Task(
        task_id="deal-5",
        chapter=CHAPTER,
        title="The belief at which a party changes its mind",
        kind="number",
        objective="Find the belief at which a gain changes its sign while the terms stay.",
        points=2,
        minutes=6,
        why="a quarrel about a deal is often a quarrel about what comes without one.",
        wants="a risk of war in per cent",
        judge=_JUDGE_5,
    ),
    Task(
        task_id="deal-6",
        chapter=CHAPTER,
        title="Worth signing, worth keeping",
        kind="table",
        objective="Compute how sure detection must be for keeping a deal to pay.",
        points=4,
        minutes=12,
        why="inspection can make a deal worth keeping only if it is worth having.",
        wants=_WANTS_6,
        judge=_judge_6,
    ),
    FunctionTask(
        task_id="deal-7",
        chapter=CHAPTER,
        title="What a signature brings",
        kind="function",
        objective="Write down the expected gain of a deal that may be broken or left.",
        points=3,
        minutes=12,
        why="a deal on paper and a deal that lasts are two prizes, with a chance between them.",
        wants=_FUNCTION_7.wants,
        judge=_FUNCTION_7.judge,
        cases=_FUNCTION_7.cases,
        judge_outputs=_FUNCTION_7.judge_outputs,
    ),
    Task(
        task_id="deal-8",
        chapter=CHAPTER,
        title="Who signs what, under four beliefs",
        kind="sets",
        objective="Find the packages that each party accepts, and those that outlast a belief.",
        points=5,
        minutes=12,
        why="a package that suits everybody under one belief only rests on that belief.",
        wants=_WANTS_8,
        judge=_judge_8,
    ),
    Task(
        task_id="deal-9",
        chapter=CHAPTER,
        title="What would they say?",
        kind="choice",
        objective="Put a model's gain into words that the party itself could own.",
        points=3,
        minutes=8,
        why="a number about a party that it would not recognise is a number about the model.",
        wants=letters_wanted(_DEAL_9),
        judge=choices(_DEAL_9),
    ),
    Task(
        task_id="deal-10",
        chapter=CHAPTER,
        title="Two dials for five signatures",
        kind="puzzle",
        objective="Design a package from which every party gains, and one that outlasts codings.",
        points=4,
        minutes=15,
        why="few changes show what a package can be paid with, and by whom.",
        wants=_WANTS_10,
        judge=_judge_10,
    ),
    Task(
        task_id="deal-11",
        chapter=CHAPTER,
        title="Defend a package before the one that gains least",
        kind="argument",
        objective="Argue for a package with its assumptions and its strongest objection open.",
        points=0,
        minutes=25,
        why="a package that cannot be defended before its loser will not be signed.",
        wants=ARGUMENT_WANTS,
        judge=judge_argument,
        manual_points=5,
        rubric=(
            "Names the package so that a reader can set it: a preset and every dial that differs.",
            "Names the two assumptions on which the result hangs most, found with the tornado.",
            "Judges every party named by the same rule, its gain against no deal, and says at "
            "which belief one of them would walk away.",
            "Puts the strongest objection of the party that gains least in words that it would "
            "accept.",
            "Says what the model leaves out that could change the answer.",
        ),
    ),
)
