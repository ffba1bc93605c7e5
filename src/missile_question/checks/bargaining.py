"""The tasks of chapter 7: zones of agreement, issues tied and untied, and who has to say yes.

Expected values come from the models and the tables, when they are first needed. What is typed in
here are the made-up cases that the tasks state, and nothing that a table or a model could change.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from types import SimpleNamespace
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
    judge_letter,
    judge_parts,
    letters_wanted,
    number_judge,
    slip,
)
from missile_question.checks.plain import (
    as_mapping,
    describe,
    finite_numbers,
    is_unanswered,
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
from missile_question.evidence import bargaining as evidence
from missile_question.models import bargaining as model

__all__ = [
    "CEILING",
    "DISAGREEMENT",
    "FLOORS",
    "LARGEST",
    "MANY",
    "PACKAGES",
    "SHADOWS",
    "STAKES",
    "TASKS",
]

CHAPTER = "07_bargaining_and_linkage"

#: bargain-1: a ceiling in kg: what each side demands in public, its limit, and a store paid for.
CEILING = {"high_demand": 600.0, "least": 240.0, "low_demand": 60.0, "most": 400.0, "store": 300.0}
#: bargain-4: what each package gives the two sides, and what they have without one.
PACKAGES = {
    "A": (9.0, 9.0),
    "B": (18.0, 3.0),
    "C": (11.0, 7.0),
    "D": (7.0, 13.0),
    "E": (14.0, 6.0),
    "F": (4.0, 19.0),
}
DISAGREEMENT = (5.0, 1.0)
#: bargain-6: numbers of issues of the chart.
MANY = tuple(range(1, 9))
#: bargain-6 and bargain-10: two parties, and what each must get (close to a deal, far from one).
PARTIES = 2
FLOORS = {"close": -1.0, "far": 1.0}
#: bargain-7: points at stake in a made-up nuclear file with missiles beside it, and the friction.
STAKES = {
    "file_iran": 8.0,
    "file_us": 10.0,
    "floor_iran": 3.0,
    "floor_us": 7.0,
    "cost_iran": 2.0,
    "worth_us": 5.0,
}
FRICTION = 0.4
#: bargain-8: chances in per cent that a party outside acts against a deal, and without one.
SHADOWS = {
    "A": (30.0, 0.0),
    "B": (30.0, 30.0),
    "C": (10.0, 0.0),
    "D": (60.0, 55.0),
    "E": (40.0, 20.0),
    "F": (5.0, 40.0),
    "G": (50.0, 0.0),
}
#: bargain-9: largest gain or loss.
LARGEST = 10.0
#: bargain-10: chances that are to be passed.
HOPE, DOUBT = 0.10, 0.50


# ---------------------------------------------------------------- bargain-1: a zone

_HIGH, _LEAST = CEILING["high_demand"], CEILING["least"]
_LOW, _MOST = CEILING["low_demand"], CEILING["most"]


def _width() -> float:
    return float(model.zone_width(_LEAST, _MOST))


_DEMANDED = "An opening demand says where a side begins, not where it stops. The zone lies between "

_BARGAIN_1 = (
    slip("demand-for-reservation", f"{_DEMANDED}the two limits.", lambda: _HIGH - _LOW),
    slip("demand-for-reservation", f"{_DEMANDED}the two limits.", lambda: _LOW - _HIGH),
    slip("demand-for-reservation", f"{_DEMANDED}the limits; you took the demand of the North.",
         lambda: abs(_HIGH - _MOST)),
    slip("demand-for-reservation", f"{_DEMANDED}the limits; you took the demand of the South.",
         lambda: _LEAST - _LOW),
    slip("one-side-only", "This is how far the North can move from its own demand. A zone needs "
         "both sides.", lambda: _HIGH - _LEAST),
    slip("one-side-only", "This is how far the South can move from its own demand. A zone needs "
         "both sides.", lambda: _MOST - _LOW),
    slip("midpoint-of-demands", "This is the middle between the two demands. The question asks how "
         "wide the zone is, and demands do not bound it.", lambda: (_HIGH + _LOW) / 2.0),
    slip("point-for-width", "This is the middle of the zone. The question asks how wide it is.",
         lambda: float(model.split(_LEAST, _MOST))),
    slip("sunk-cost", "You counted the store that is paid for. The money is gone with a deal and "
         "without one, so it moves no limit.", lambda: _MOST - CEILING["store"]),
    slip("sign-turned-round", "The sign is the wrong way round: a minus sign means a gap, and here "
         "both can be content.", lambda: -_width()),
)  # fmt: skip

_judge_1 = number_judge(
    _width,
    _BARGAIN_1,
    wants="a number in kg",
    unit="kg",
    within=0.5,
    nudge="This is not the width. Which is the lowest ceiling that the one side accepts, and which "
    "the highest that the other accepts?",
)


# ---------------------------------------------------------------- bargain-2: three choices

_BARGAIN_2: dict[str, dict[str, tuple[str, str]]] = {
    "a ninth issue": {
        "A": ("more-issues-worse", "More issues are not always worse. Here the ninth may be left "
              "alone, and then all is as before."),
        "B": ("more-issues-better", "More issues are not always better. The ninth may please "
              "nobody, and then nothing is gained."),
        "C": ("", "What may be left out cannot close a zone."),
        "D": ("chances-multiplied", "That would be so if each issue had to be agreed. Here none "
              "has to be."),
    },
    "seventy and thirty": {
        "A": ("nash-for-socially-best", "Nash's solution is not the socially best point: it makes "
              "the product of the gains large, not the sum of the benefits."),
        "B": ("nash-for-equal-split", "Nash's solution is not the equal split. It starts from what "
              "each has without a deal, and from how much each wants what."),
        "C": ("nash-for-equilibrium", "You took the Nash solution for a Nash equilibrium. The "
              "solution is a referee's rule for sharing; it does not say how anybody moves."),
        "D": ("", "Who has more without a deal gets more in it."),
    },
    "five years of talks": {
        "A": ("sunk-cost", "Five years are a sunk cost. They are spent with a signature and "
              "without one, so they speak for neither."),
        "B": ("", "Only what lies ahead can still be chosen."),
        "C": ("sunk-cost", "The other side does not owe for your past. A sunk cost moves no limit, "
              "neither yours nor theirs."),
        "D": ("midpoint-of-demands", "The middle between two demands is worth nothing by itself: "
              "either side could move it by asking for more."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- bargain-3: a function

Levels = Sequence[float]


def _room(least: Levels, most: Levels) -> float:
    """Return the width of the zone once everybody on both sides has a say, from the model."""
    low, high = least[0], most[0]
    for i in range(1, max(len(least), len(most))):
        own, other = least[min(i, len(least) - 1)], most[min(i, len(most) - 1)]
        low, high = model.two_level_zone(low, high, own, other)
    return float(model.zone_width(low, high))


def _negotiators(least: Levels, most: Levels) -> float:
    return most[0] - least[0]


def _ratifiers(least: Levels, most: Levels) -> float:
    return most[-1] - least[-1]


def _one_side(least: Levels, most: Levels) -> float:
    return most[0] - max(least)


def _other_side(least: Levels, most: Levels) -> float:
    return min(most) - least[0]


def _mildest(least: Levels, most: Levels) -> float:
    return max(most) - min(least)


def _average(least: Levels, most: Levels) -> float:
    return sum(most) / len(most) - sum(least) / len(least)


def _no_gap(least: Levels, most: Levels) -> float:
    return max(0.0, _room(least, most))


def _backwards(least: Levels, most: Levels) -> float:
    return -_room(least, most)


def _case(says: str, least: Levels, most: Levels) -> Case:
    return Case(says, (list(least), list(most)), _room(least, most))


def _cases_3(seed: int | None = None) -> list[Case]:
    """Return the public cases, or cases drawn from a seed with the same traps."""
    if seed is None:
        return [
            _case("Nobody at home has a say", [20], [50]),
            _case("Both parliaments ask for more", [30, 40], [60, 50]),
            _case("Both parliaments are milder than the envoys", [30, 10], [60, 90]),
            _case("One parliament leaves no room", [30, 70], [60, 65]),
            _case("The harder one sits in the middle", [30, 45, 35], [80, 55, 70]),
            _case("Three against one", [10, 25, 15], [40]),
        ]
    dice = random.Random(seed)
    cases = []
    for wrong in (
        _negotiators,
        _ratifiers,
        _one_side,
        _other_side,
        _mildest,
        _average,
        _no_gap,
        _backwards,
    ):
        pair: tuple[list[int], list[int]] | None = None
        while pair is None or abs(wrong(*pair) - _room(*pair)) < 1.0:
            pair = (
                [dice.randint(0, 60) for _ in range(dice.randint(2, 4))],
                [dice.randint(40, 100) for _ in range(dice.randint(2, 4))],
            )
        cases.append(_case("Drawn at random", *pair))
    return cases


_BARGAIN_3 = (
    Misconception("win-set-of-one-level", "You looked at the table only: the first number of each "
                  "list. What is signed abroad must pass at home as well.", behaves(_negotiators)),
    Misconception("win-set-of-one-level", "You looked at the last number of each list only. Every "
                  "level has to say yes, the negotiator too.", behaves(_ratifiers)),
    Misconception("ratifiers-of-one-side", "Only one side has to ask at home here. Both do: take "
                  "the hardest of each list.",
                  lambda got: behaves(_one_side)(got) or behaves(_other_side)(got)),
    Misconception("mildest-for-hardest", "This takes the mildest of each side. A veto belongs to "
                  "the hardest: the highest of least, the lowest of most.", behaves(_mildest)),
    Misconception("average-of-levels", "This takes the average of each side. A parliament with a "
                  "veto is not outvoted: the hardest decides.", behaves(_average)),
    Misconception("gap-for-nothing", "The width is right where there is a zone. Where there is "
                  "none, say how large the gap is, with a minus sign.", behaves(_no_gap),
                  credit=2 / 3),
    Misconception("sign-turned-round", "The sign is the wrong way round: a minus sign should mean "
                  "a gap.", behaves(_backwards), credit=1 / 3),
)  # fmt: skip

_FUNCTION_3 = NumberFunction("zone_left(least, most)", _cases_3, _BARGAIN_3)


# ---------------------------------------------------------------- bargain-4: three referees


def _best(merit: Callable[[Any], Any], acceptable: bool = True) -> str:
    """Return the package with the largest merit, among those that both prefer to none or all."""
    values = np.asarray(list(PACKAGES.values()))
    fits = (values >= np.asarray(DISAGREEMENT)).all(axis=1) | (not acceptable)
    return list(PACKAGES)[int(np.where(fits, merit(values), -np.inf).argmax())]


@cache
def _picks() -> dict[str, str]:
    """Return what each rule picks, the referees' from the models."""
    letters = list(PACKAGES)
    points, floor = list(PACKAGES.values()), DISAGREEMENT
    return {
        "product": letters[model.nash_solution(points, floor)],
        "smallest": letters[model.egalitarian_solution(points, floor)],
        "sum": _best(lambda u: u.sum(axis=1)),
        "raw product": _best(lambda u: u.prod(axis=1), acceptable=False),
        "equal": _best(lambda u: -np.abs(u[:, 0] - u[:, 1])),
        "any sum": _best(lambda u: u.sum(axis=1), acceptable=False),
    }


_VETO = (
    "veto-forgotten",
    "One side has more without a deal than this gives it. However good it is for both together, "
    "that side will not sign.",
)
_RAW = (
    "alternatives-forgotten",
    "This is what the rule picks if nobody has anything without a deal. Subtract first what each "
    "has without one.",
)
_EQUAL = (
    "nash-for-equal-split",
    "Here both get the same number of points. That is no rule of any of the three: they start from "
    "what each has without a deal.",
)
_SUM = (
    "nash-for-socially-best",
    "This is the socially best one, with the largest sum. The question asks for another rule.",
)
_NASH = (
    "nash-for-socially-best",
    "This is Nash's pick. Its product of gains is largest, and that is not the question here.",
)
_FLAT = (
    "equal-gains-for-product",
    "This serves best whoever gains least. The question asks for another rule.",
)
_REFEREES: Mapping[str, tuple[str, str, Mapping[str, tuple[str, str]]]] = {
    "largest product": (
        "product",
        "Nash's solution multiplies what each gains over having no deal.",
        {"sum": _SUM, "smallest": _FLAT, "raw product": _RAW, "equal": _EQUAL, "any sum": _VETO},
    ),
    "largest sum": (
        "sum",
        "The largest sum may leave one side with little.",
        {"product": _NASH, "smallest": _FLAT, "raw product": _RAW, "equal": _EQUAL,
         "any sum": _VETO},
    ),
    "largest smallest gain": (
        "smallest",
        "This one makes the smaller of the two gains large.",
        {"product": _NASH, "sum": _SUM, "raw product": _RAW, "equal": _EQUAL, "any sum": _VETO},
    ),
}  # fmt: skip


def _judge_referee(value: Any, part: str) -> Verdict:
    rule, says, wrong = _REFEREES[part]
    options = {_picks()[other]: words for other, words in wrong.items()}
    return judge_letter(value, options | {_picks()[rule]: ("", says)})


def _judge_4(answer: object) -> Verdict:
    parts = {part: (1.0, partial(_judge_referee, part=part)) for part in _REFEREES}
    return judge_parts(answer, parts, letters_wanted(parts))


# ---------------------------------------------------------------- bargain-5: a table

_METHODS = tuple(evidence.METHODS)
_COLUMNS_5 = ("agreed", "cases")
_WANTS_5 = "a table with one row a method and the columns agreed and cases"


def _tally(outcomes: Sequence[str], firm: bool = True) -> dict[str, float]:
    """Return how many cases of each method ended so, of the firm ones or of all."""
    table = evidence.cases()
    table = table[table["solid"] | (not firm)]
    chosen = table[table["outcome"].isin(list(outcomes))]
    return {method: float((chosen["method"] == method).sum()) for method in _METHODS}


_ENDINGS = tuple(evidence.OUTCOMES)


@cache
def _record() -> dict[str, dict[str, float]]:
    return {"agreed": _tally(["agreement"]), "cases": _tally(_ENDINGS)}


@cache
def _wrong_records(column: str) -> list[tuple[str, str, dict[str, float]]]:
    """Return the columns that named mistakes give: (name, words, method -> number)."""
    agreed, every = _record()["agreed"], _record()["cases"]
    unsure = (
        "unsure-counted",
        "Cases that are not firm are in here. Start from firm, which leaves them out.",
    )
    if column == "cases":
        return [
            (*unsure, _tally(_ENDINGS, firm=False)),
            ("agreed-for-all", "These are the cases that were agreed. Count all of the method, "
             "however they ended.", agreed),
        ]  # fmt: skip
    return [
        ("partial-for-full", "Partial agreements are in here. Count only what was agreed in full.",
         _tally(["agreement", "partial"])),
        (*unsure, _tally(["agreement"], firm=False)),
        ("all-for-agreed", "These are all the cases of the method, however they ended.", every),
        ("failures-for-agreed", "These are the cases that did not end in full agreement.",
         {method: every[method] - agreed[method] for method in _METHODS}),
        ("share-for-count", "This is a share. Give the count: these cases were chosen, so their "
         "share is no rate of success.",
         {method: agreed[method] / every[method] for method in _METHODS if every[method]}),
    ]  # fmt: skip


def _judge_tally(rows: Mapping[str, Mapping[str, Any]], column: str) -> Verdict:
    cells = {method: rows[method][column] for method in _METHODS}
    right = _record()[column]
    lost = [m for m, cell in cells.items() if isinstance(cell, float) and math.isnan(cell)]
    filled = cells | dict.fromkeys(lost, 0.0)
    found = judge_cells(
        filled,
        right,
        same=lambda got, wanted: abs(got - wanted) <= 0.01,
        right="Counts of cases have to be exact.",
        mistakes=_wrong_records(column),
        names=evidence.METHODS,
        joint="; ",
    )
    if lost and found.status == "right":
        says = (
            "a count by groups leaves out a group that is empty, and the table then has a hole. "
            "No case is 0 cases: fill the hole."
        )
        return Verdict(0.5, "partly", says, "empty-group-lost")
    return found if not lost else Verdict(0.0, "wrong", "there are holes in this column.")


def _judge_5(answer: object) -> Verdict:
    rows = read_rows(
        plain(answer),
        evidence.METHODS,
        _COLUMNS_5,
        wants=_WANTS_5,
        each="method",
        only=", which is not one of the four methods.",
    )
    if isinstance(rows, Verdict):
        return rows
    found = {column: _judge_tally(rows, column) for column in _COLUMNS_5}
    return combine(found, {"agreed": 3.0, "cases": 1.0})


# ---------------------------------------------------------------- bargain-6: a chart's data

_COLUMNS_6 = ("every", "some")
_WANTS_6 = "a table with the columns issues, every and some"


def _alone() -> float:
    """Return the chance that both accept one issue."""
    return float(model.single_undertaking_probability(1, PARTIES, FLOORS["close"]))


def _of(rule: Callable[[float, int], float]) -> Callable[[], list[float]]:
    return lambda: [rule(_alone(), k) for k in MANY]


def _tied() -> list[float]:
    table = model.single_undertaking_probability(list(MANY), PARTIES, FLOORS["close"])
    return [float(p) for p in np.asarray(table)]


_RIGHT_6 = {"every": _of(lambda p, k: p**k), "some": _of(lambda p, k: 1.0 - (1.0 - p) ** k)}

_SINGLE = column_slip(
    "single-chance-taken",
    "This is the chance for a single issue in every row. With more issues it changes.",
    _of(lambda p, k: p),
    0.005,
)
_ADDED = (
    column_slip("chances-added", "You added the chances. The sum soon passes 1, and no chance is "
                "above 1.", _of(lambda p, k: k * p), 0.005),
    column_slip("chances-added", "You added the chances and stopped at 1. Two chances of one half "
                "do not make a certainty.", _of(lambda p, k: min(1.0, k * p)), 0.005),
)  # fmt: skip
_PACKAGE = column_slip(
    "tied-for-separate",
    "This is the package that is weighed as a whole, where a loss on one issue may be made good on "
    "another. Here each issue is judged by itself.",
    _tied,
    0.005,
)

_BARGAIN_6 = {
    "every": (
        _SINGLE,
        *_ADDED,
        column_slip("some-for-every", "This is the chance that at least one issue is agreed. Here "
                    "none may fail.", _RIGHT_6["some"], 0.005),
        column_slip("complement", "This is the chance that at least one fails. Take the rest.",
                    _of(lambda p, k: 1.0 - p**k), 0.005),
        column_slip("none-for-every", "This is the chance that every issue fails.",
                    _of(lambda p, k: (1.0 - p) ** k), 0.005),
        column_slip("chances-divided", "You divided by the number of issues. A second hurdle does "
                    "not halve the chance; it multiplies it by its own.",
                    _of(lambda p, k: p / k), 0.005),
        _PACKAGE,
    ),
    "some": (
        _SINGLE,
        *_ADDED,
        column_slip("every-for-some", "This is the chance that every issue is agreed. Here one is "
                    "enough.", _RIGHT_6["every"], 0.005),
        column_slip("complement", "This is the chance that every issue fails. Take the rest.",
                    _of(lambda p, k: (1.0 - p) ** k), 0.005),
        column_slip("complement", "This is the chance that at least one issue fails. One that "
                    "fails does no harm here.", _of(lambda p, k: 1.0 - p**k), 0.005),
        _PACKAGE,
    ),
}  # fmt: skip


def _judge_6(answer: object) -> Verdict:
    columns = read_columns(plain(answer), ("issues", *_COLUMNS_6), _WANTS_6)
    if isinstance(columns, Verdict):
        return columns
    if finite_numbers(columns["issues"]) != [float(k) for k in MANY]:
        says = f"The column issues should hold the numbers {MANY[0]} to {MANY[-1]}, in order."
        return Verdict(0.0, "wrong", says, "other-issues")
    found = {
        name: judge_column(
            columns[name],
            expected=_RIGHT_6[name](),
            within=0.005,
            right="Chances counted as right to within 0.005.",
            wants="a chance between 0 and 1 in every row",
            misconceptions=_BARGAIN_6[name],
            nudge="these are not the chances asked for. Write down the case of two issues by hand.",
        )
        for name in _COLUMNS_6
    }
    return combine(found, {"every": 1.0, "some": 1.0})


# ---------------------------------------------------------------- bargain-7: a second issue

_WANTS_7 = 'a dictionary with two numbers, "width with missiles" and "dearest limits"'


def _zone(missiles: float = 1.0, friction: float = FRICTION, **changed: float) -> float:
    """Return the width of the zone on the nuclear terms."""
    ends = evidence.ends(missiles, friction, SimpleNamespace(**STAKES | changed))
    return float(model.zone_width(*ends))


def _dearest(friction: float = FRICTION, **changed: float) -> float:
    """Return the cost of missile limits at which the zone closes: the width is linear in it."""
    free = _zone(friction=friction, **changed, cost_iran=0.0)
    return free / (free - _zone(friction=friction, **changed, cost_iran=1.0))


_WIDTH = (
    slip("without-the-trade", "This is the nuclear file alone. Missile limits move both ends.",
         lambda: _zone(0.0, 0.0)),
    slip("friction-forgotten", "The friction is missing. A wider table costs each side time and "
         "trust.", lambda: _zone(friction=0.0)),
    slip("friction-without-trade", "This counts the friction of the wider table and not what the "
         "missiles bring.", lambda: _zone(0.0)),
    slip("receiver-only", "You moved America's end only. Iran wants to be paid for its limits.",
         lambda: _zone(cost_iran=0.0)),
    slip("giver-only", "You moved Iran's end only. America pays for limits, with softer nuclear "
         "terms.", lambda: _zone(worth_us=0.0)),
    slip("change-for-width", "This is by how much the zone grows. The question asks how wide it "
         "is then.", lambda: _zone() - _zone(0.0, 0.0)),
    slip("sign-turned-round", "The sign is the wrong way round: a minus sign means a gap.",
         lambda: -_zone()),
    slip("per-cent-for-part", "This is in per cent of the line. Give it as a part of the line, "
         "which runs from 0 to 1.", lambda: 100.0 * _zone()),
)  # fmt: skip
_judge_width = number_judge(
    _zone,
    _WIDTH,
    wants="a part of the line, as a number",
    within=0.002,
    nudge="Find both ends with missiles limited in full, then subtract the lower from the upper.",
)


_FILE_I, _FILE_U, _WORTH = STAKES["file_iran"], STAKES["file_us"], STAKES["worth_us"]

_DEAREST = (
    slip("absolute-for-relative", "You compared points with points. What counts is what missiles "
         "weigh beside the nuclear file, for each side by itself.", lambda: _WORTH),
    slip("absolute-for-relative", "This makes the two weights equal, so that the zone stays as it "
         "was without friction. It was a gap: more than that is needed.",
         lambda: _WORTH * _FILE_I / _FILE_U),
    slip("friction-forgotten", "The friction is missing. It eats a part of what there is to share.",
         lambda: _dearest(friction=0.0)),
    slip("as-it-is", "This is what the limits cost now. There is still a zone at that price.",
         lambda: STAKES["cost_iran"]),
    slip("extra-for-total", "This is by how much the cost may still rise. Give the cost itself.",
         lambda: _dearest() - STAKES["cost_iran"]),
    slip("wrong-unit", "This is a part of the nuclear line. Turn it into Iran's points.",
         lambda: _zone(cost_iran=0.0)),
    slip("other-sides-points", "This is in America's points. Iran bears the cost: its end moves "
         "by the cost divided by what the file is worth to Iran.",
         lambda: _FILE_U * _zone(cost_iran=0.0)),
    Misconception("negative-cost", "A cost below 0 would be a gift. Look at the signs.",
                  lambda x: x < 0.0),
)  # fmt: skip
_judge_dearest = number_judge(
    _dearest,
    _DEAREST,
    wants="a number of points",
    within=0.02,
    nudge="Find the width if limits cost Iran nothing. Each point of cost takes one part of it "
    "away: 1 divided by what the file is worth to Iran.",
)


def _judge_7(answer: object) -> Verdict:
    parts = {
        "width with missiles": (1.0, _judge_width),
        "dearest limits": (2.0, _judge_dearest),
    }
    return judge_parts(answer, parts, _WANTS_7)


# ---------------------------------------------------------------- bargain-8: outside the room

_WANTS_8 = 'a dictionary with a list of letters ("alive") and a number ("width in F")'


def _below(act: float, anyway: float) -> float:
    """Return the width of the zone of deals that the party outside opposes."""
    room = evidence.room(**{**evidence.ROOM, "act": act, "anyway": anyway})
    return float(model.zone_width(*room.below))


@cache
def _at_home() -> float:
    return float(model.zone_width(*evidence.room(**evidence.ROOM).home))


def _moved(act: float, anyway: float) -> float:
    """Return by how much each end moves inwards."""
    harm = evidence.ROOM["harm"]
    return harm * (act - anyway) / (100.0 - act)


def _those(rule: Callable[[float, float], bool]) -> frozenset[str]:
    return frozenset(name for name, pair in SHADOWS.items() if rule(*pair))


def _survives(act: float, anyway: float) -> bool:
    return _below(act, anyway) >= 0.0


_SETS_8: tuple[tuple[str, str, Callable[[float, float], bool]], ...] = (
    ("no-seat-no-veto", "All seven cannot survive. A party without a seat has no vote, but it can "
     "act, and those in the room count that in.", lambda act, anyway: True),
    ("alive-and-dead-swapped", "These are the ones in which no such deal is left.",
     lambda act, anyway: not _survives(act, anyway)),
    ("no-deal-taken-for-safe", "You took having no deal for safe. If the party would act in that "
     "case too, a deal is compared with that.", lambda act, anyway: _survives(act, 0.0)),
    ("any-danger-kills", "A deal that draws more danger than none can still be worth it. The "
     "danger has to eat up the whole zone.", lambda act, anyway: act <= anyway),
    ("lost-gain-forgotten", "Its acting does harm and also wipes out what the deal brings: divide "
     "by the chance that the deal survives.",
     lambda act, anyway: _at_home() >= 2.0 * evidence.ROOM["harm"] * (act - anyway) / 100.0),
    ("one-end-only", "You moved one end only. Both who sign bear the danger.",
     lambda act, anyway: _at_home() >= _moved(act, anyway)),
)  # fmt: skip


def _letter(name: Any) -> str | None:
    letter = name.upper() if isinstance(name, str) else ""
    return letter if letter in SHADOWS else None


def _judge_alive(value: Any) -> Verdict:
    got = read_set(
        value,
        _letter,
        wants="a list of letters",
        stranger="Expected letters from A to G, got {}.",
        blanks=True,
    )
    if isinstance(got, Verdict):
        return got
    right = _those(_survives)
    if got == right:
        return Verdict(1.0, "right", "What counts is the danger with a deal less that without one.")
    for name, says, rule in _SETS_8:
        if got == _those(rule):
            return Verdict(0.0, "wrong", says, name)
    missed = got - right
    if missed:
        says = f"in {len(missed)} of these no such deal is left: the gap shows as a minus sign."
        return Verdict(0.0, "wrong", says)
    return Verdict(0.0, "wrong", f"these survive, but {len(right - got)} more do as well.")


_WIDTH_F = (
    slip("no-seat-no-veto", "This is the zone at home, without the party outside. Its danger "
         "moves both ends.", _at_home),
    slip("danger-without-deal-closes", "The ends move the other way here. A danger that a deal "
         "takes away makes a deal worth more.",
         lambda: _at_home() + 2.0 * _moved(*SHADOWS["F"])),
    slip("one-end-only", "You moved one end only. Both who sign are spared the danger.",
         lambda: _at_home() - _moved(*SHADOWS["F"])),
    slip("win-set-of-one-level", "This starts from the zone at the table. Congress and the Leader "
         "have to say yes as well.",
         lambda: float(model.zone_width(*evidence.room(**evidence.ROOM).table))
         - 2.0 * _moved(*SHADOWS["F"])),
    slip("no-deal-taken-for-safe", "This takes having no deal for safe.",
         lambda: _below(SHADOWS["F"][0], 0.0)),
)  # fmt: skip
_judge_width_f = number_judge(
    lambda: _below(*SHADOWS["F"]),
    _WIDTH_F,
    wants="a number of steps",
    within=0.1,
    nudge="Let room() find the two ends for F, and subtract the lower from the upper.",
)


def _judge_8(answer: object) -> Verdict:
    parts = {"alive": (2.0, _judge_alive), "width in F": (1.0, _judge_width_f)}
    return judge_parts(answer, parts, _WANTS_8)


# ---------------------------------------------------------------- bargain-9: makes, and kills

_SIDES = ("A", "B")
_WANTS_9 = 'a dictionary with "makes" and "kills", each with two numbers for A and two for B'


def _gains(value: Any) -> list[list[float]] | Verdict:
    """Return what each side gains from each issue, or what is wrong with the numbers."""
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    given = as_mapping(value)
    if given is None:
        says = f"expected two numbers each for A and B, got {describe(value)}."
        return Verdict(0.0, "type", says)
    table = []
    for side in _SIDES:
        pair = given.get(side.casefold())
        numbers = finite_numbers(pair) if isinstance(pair, list) and len(pair) == 2 else None
        if numbers is None:
            says = f"expected a list of two numbers for {side}, got {describe(pair)}."
            return Verdict(0.0, "type", says)
        if any(abs(x) > LARGEST for x in numbers):
            says = f"the numbers for {side} must lie between {-LARGEST:g} and {LARGEST:g}."
            return Verdict(0.0, "wrong", says, "out-of-range")
        table.append(numbers)
    if any(x == 0.0 for row in table for x in [*row, sum(row)]):
        says = "somebody neither gains nor loses, so it may say yes or no. Avoid a gain of 0."
        return Verdict(0.0, "wrong", says, "tie")
    return table


def _agreed(table: Sequence[Sequence[float]], issues: Sequence[int]) -> bool:
    """Whether both prefer these issues, settled in full, to nothing."""
    totals = [[sum(row[k] for k in issues) for row in table]]
    try:
        model.nash_solution(totals, [0.0, 0.0])
    except ValueError:
        return False
    return True


def _judge_makes(value: Any) -> Verdict:
    table = _gains(value)
    if isinstance(table, Verdict):
        return table
    alone = [_agreed(table, [k]) for k in (0, 1)]
    if any(alone):
        which = "both issues are" if all(alone) else f"the {'second' if alone[1] else 'first'} is"
        says = f"{which} agreed alone, so there is nothing for linkage to make. Let each hurt one."
        return Verdict(0.0, "wrong", says, "agreed-without-linkage")
    if _agreed(table, [0, 1]):
        return Verdict(1.0, "right", "Each sells what it values less and buys what it values more.")
    if any(max(row) < 0.0 for row in table):
        says = (
            "both issues hurt the same side, so it has nothing to be paid with. Let the first hurt "
            "one side and the second the other."
        )
        return Verdict(0.0, "wrong", says, "nothing-to-trade")
    if sum(map(sum, table)) > 0.0:
        says = (
            "the four numbers add up to a gain, but one side loses by the package and will not "
            "sign. Each side has to gain, not only both together."
        )
        return Verdict(0.0, "wrong", says, "sum-for-each-side")
    says = "together they lose. What each grants must be worth more to the other than it costs."
    return Verdict(0.0, "wrong", says, "more-issues-better")


def _judge_kills(value: Any) -> Verdict:
    table = _gains(value)
    if isinstance(table, Verdict):
        return table
    if not _agreed(table, [0]):
        says = "the first issue is not agreed alone, so there is nothing to kill."
        return Verdict(0.0, "wrong", says, "nothing-to-kill")
    if _agreed(table, [0, 1]):
        hurt = any(row[1] < 0.0 for row in table)
        says = (
            "the second issue hurts one side, but the package still leaves it a gain. A smaller "
            "gain is not yet a veto."
            if hurt
            else "both like both issues. More issues are not always worse: let the second hurt."
        )
        return Verdict(0.0, "wrong", says, "loss-for-veto" if hurt else "more-issues-worse")
    if sum(row[1] for row in table) <= 0.0:
        says = (
            "the tie kills, but together the two win nothing by the second issue. Find one that "
            "wins more for one side than it costs the other, and kills all the same."
        )
        return Verdict(0.5, "partly", says, "socially-bad-issue")
    return Verdict(1.0, "right", "What is better for both together may still be vetoed by one.")


def _judge_9(answer: object) -> Verdict:
    parts = {"makes": (1.0, _judge_makes), "kills": (1.0, _judge_kills)}
    return judge_parts(answer, parts, _WANTS_9)


# ---------------------------------------------------------------- bargain-10: how many

_WANTS_10 = (
    'a dictionary with three numbers, "far: above one in ten", "close: below one in two" and '
    '"very many"'
)


def _chance(issues: int, floor: str) -> float:
    """Return the chance that both accept so many issues, taken as a whole."""
    return float(model.single_undertaking_probability(issues, PARTIES, FLOORS[floor]))


def _first(passes: Callable[[int], bool]) -> float:
    """Return the smallest number of issues that passes, or infinity."""
    return float(next(filter(passes, range(1, 1000)), math.inf))


@cache
def _far() -> float:
    return _first(lambda k: _chance(k, "far") > HOPE)


@cache
def _near() -> float:
    return _first(lambda k: _chance(k, "close") < DOUBT)


def _limit(parties: int = PARTIES) -> float:
    """Return the chance with very many issues: what each asks for no longer matters."""
    return float(model.single_undertaking_probability(1, parties, 0.0))


def _judge_first(
    first: Callable[[], float], *own: Misconception, nudge: str
) -> Callable[[object], Verdict]:
    """Return a judge of the smallest number of issues that passes a mark, with slips of its own."""
    slips = (
        slip("just-before", "One more is needed: at this number the mark is not passed.",
             lambda: first() - 1.0),
        *own,  # before the rest: one of them may be too many as well, and its words say why
        Misconception("more-than-needed", "The mark is passed earlier: take the smallest number.",
                      lambda x: x > first()),
        Misconception("no-count", "Count issues: a whole number, 1 or more.",
                      lambda x: x < 1.0 or x != round(x)),
    )  # fmt: skip
    return number_judge(
        first,
        slips,
        wants="a whole number of issues",
        within=1e-6,
        tolerance="if it is exact",
        nudge=nudge,
    )


_judge_far = _judge_first(
    _far,
    slip("more-issues-worse", "With a single issue they have the smallest chance of all. For two "
         "who are far apart a tie helps.", lambda: 1.0),
    nudge="Try 1, 2, 3, ... issues with a reservation of 1, until the chance is above 0.1.",
)  # fmt: skip
_judge_near = _judge_first(
    _near,
    slip("far-for-close", "This is the number for the two who are far apart.", _far),
    slip("more-issues-better", "With a single issue they have the best chance of all. For two who "
         "are close a tie does harm.", lambda: 1.0),
    nudge="Try 1, 2, 3, ... issues with a reservation of -1, until the chance is below 0.5.",
)  # fmt: skip
_judge_many = number_judge(
    _limit,
    (
        slip("more-issues-better", "More issues do not make a deal certain if they are tied. "
             "Try a thousand.", lambda: 1.0),
        Misconception("more-issues-worse", "More issues do not make a deal impossible, even if "
                      "they are tied. Try a thousand.", lambda x: abs(x) <= 0.005),
        slip("one-party-only", "This is the chance that one party gains. Both have to.",
             lambda: _limit(1)),
        slip("per-cent-for-chance", "This is in per cent. Give a number between 0 and 1.",
             lambda: 100.0 * _limit()),
        Misconception("not-yet-many", "This is the chance with fewer issues. It still moves: take "
                      "many more.", lambda x: _chance(1, "far") - 0.005 <= x <= _chance(1, "close")
                      + 0.005),
    ),
    wants="a chance between 0 and 1",
    within=0.005,
    nudge="With very many issues, what a party must get is small beside its ups and downs.",
)  # fmt: skip


def _judge_10(answer: object) -> Verdict:
    parts = {
        "far: above one in ten": (1.0, _judge_far),
        "close: below one in two": (1.0, _judge_near),
        "very many": (1.0, _judge_many),
    }
    return judge_parts(answer, parts, _WANTS_10)


# ---------------------------------------------------------------- the tasks

TASKS: tuple[Task, ...] = (
    Task(
        task_id="bargain-1",
        chapter=CHAPTER,
        title="Behind the opening demands",
        kind="number",
        objective="Find a zone of agreement from limits, and not from demands or past costs.",
        points=2,
        minutes=5,
        why="demands are heard and limits are not, so a gap in the news need not be a gap.",
        wants="a number in kg",
        judge=_judge_1,
    ),
    Task(
        task_id="bargain-2",
        chapter=CHAPTER,
        title="Three short cases",
        kind="choice",
        objective="Say what an optional issue, a referee's rule and a past cost change.",
        points=3,
        minutes=8,
        why="each of the three is a reason that is often given at a table and seldom examined.",
        wants=letters_wanted(_BARGAIN_2),
        judge=choices(_BARGAIN_2),
    ),
    FunctionTask(
        task_id="bargain-3",
        chapter=CHAPTER,
        title="At the table and at home",
        kind="function",
        objective="Find what is left of a zone when several on each side have to say yes.",
        points=3,
        minutes=12,
        why="a signature is worth as much as the hardest of those who have to confirm it.",
        wants=_FUNCTION_3.wants,
        judge=_FUNCTION_3.judge,
        cases=_FUNCTION_3.cases,
        judge_outputs=_FUNCTION_3.judge_outputs,
    ),
    Task(
        task_id="bargain-4",
        chapter=CHAPTER,
        title="Three referees",
        kind="choice",
        objective="Tell Nash's solution from the largest sum and from the most even gains.",
        points=3,
        minutes=10,
        why="'fair' has several exact meanings, and they do not pick the same deal.",
        wants=letters_wanted(_REFEREES),
        judge=_judge_4,
    ),
    Task(
        task_id="bargain-5",
        chapter=CHAPTER,
        title="What the record shows",
        kind="table",
        objective="Count cases by a rule, keep empty groups, and leave unsure ones out.",
        points=4,
        minutes=12,
        why="a list of chosen cases shows what can happen, and not how often it does.",
        wants=_WANTS_5,
        judge=_judge_5,
    ),
    Task(
        task_id="bargain-6",
        chapter=CHAPTER,
        title="More issues, three curves",
        kind="chart data",
        objective="Tell the chance that every issue is agreed from the chance that some issue is.",
        points=4,
        minutes=12,
        why="'more issues' means opposite things if all must be settled and if any may be.",
        wants=_WANTS_6,
        judge=_judge_6,
    ),
    Task(
        task_id="bargain-7",
        chapter=CHAPTER,
        title="Does a second issue pay?",
        kind="numbers",
        objective="Find how a second issue moves a zone, and the price at which it stops to help.",
        points=3,
        minutes=12,
        why="linkage turns on what an issue weighs beside the other one, for each side by itself.",
        wants=_WANTS_7,
        judge=_judge_7,
    ),
    Task(
        task_id="bargain-8",
        chapter=CHAPTER,
        title="A party that is not in the room",
        kind="sets",
        objective="Say when a party without a seat kills a deal, and when it makes one likelier.",
        points=3,
        minutes=12,
        why="the same threat can close a zone or open it; it depends on when it is due.",
        wants=_WANTS_8,
        judge=_judge_8,
    ),
    Task(
        task_id="bargain-9",
        chapter=CHAPTER,
        title="Make one, kill one",
        kind="puzzle",
        objective="Find pay-offs at which linkage makes a deal, and others at which it kills one.",
        points=4,
        minutes=12,
        why="neither 'keep it narrow' nor 'put it all on the table' fits all pay-offs.",
        wants=_WANTS_9,
        judge=_judge_9,
    ),
    Task(
        task_id="bargain-10",
        chapter=CHAPTER,
        title="How many are many?",
        kind="puzzle",
        objective="Show that a tie helps those far from a deal and harms those close to one.",
        points=3,
        minutes=10,
        why="whether a longer list helps depends on where the two stand without it.",
        wants=_WANTS_10,
        judge=_judge_10,
    ),
    Task(
        task_id="bargain-11",
        chapter=CHAPTER,
        title="Your verdict on claim C10",
        kind="argument",
        objective="Argue about an agenda so that each side would recognise itself.",
        points=0,
        minutes=20,
        why="a verdict that names its conditions tells the reader what to look for.",
        wants=ARGUMENT_WANTS,
        judge=judge_argument,
        manual_points=4,
        rubric=(
            "Gives a verdict on 'more likely', and says compared with what.",
            "Names a condition under which a wider table helps and one under which it kills.",
            "Says who has to agree at home or can act from outside, and what that changes.",
            "Puts the view of another side as that side would, and says what would change the "
            "verdict.",
        ),
    ),
)
