"""The tasks of chapter 5: samples, alarms, what hides, and inspection games.

Expected values come from the models and the tables, when they are first needed. What is typed in
here are the settings that a task names, never an answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise, product
from types import SimpleNamespace
from typing import Any

import numpy as np

from missile_question import catalog
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
    number,
    plain,
)
from missile_question.checks.tables import column_slip, judge_column, own_work, read_columns
from missile_question.evidence import verification as evidence
from missile_question.models import breakout, verification

__all__ = ["GAME", "LOOKS", "STORE", "STORES", "TASKS", "TEST", "YEAR"]

CHAPTER = "05_verification_limits"

#: The store of verify-1: items, falsified ones, and the chance wanted.
STORE = SimpleNamespace(items=150, falsified=3, goal=0.9)

#: The test of verify-3: the chance that it misses a violation.
TEST = SimpleNamespace(beta=0.1)

#: The stores of verify-4, and the share falsified in each.
STORES = SimpleNamespace(items=(100, 1000, 10000), share=0.05, goal=0.9)

#: What is watched in verify-5, and how many looks a year.
YEAR = SimpleNamespace(number=1, share=0.1, look=0.5)
LOOKS = (1, 2, 5, 10, 20, 50, 100)

#: The pay-offs of verify-8: what the state gains and loses, what the inspector saves and pays.
GAME: Mapping[str, float] = {"gain": 1, "penalty": 4, "averted_loss": 2, "cost": 0.5}
_TRIPLED = {**GAME, "penalty": 3 * GAME["penalty"]}


def _sorted_columns(
    answer: object, names: Sequence[str], wants: str
) -> dict[str, list[Any]] | Verdict:
    """Return the named columns of a table, sorted by the first, or what is wrong with its shape."""
    found = read_columns(plain(answer), names, wants)
    if isinstance(found, Verdict):
        return found
    keys = finite_numbers(found[names[0]])
    if keys is None:
        return Verdict(0.0, "type", f"The column {names[0]} should hold numbers.")
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return {name: [column[i] for i in order] for name, column in found.items()}


# ---------------------------------------------------------------- verify-1: a sample


def _smallest(items: int, falsified: int, goal: float) -> int:
    return int(verification.sample_size(items, falsified, 1.0 - goal))


@cache
def _put_back(items: int, falsified: int, goal: float) -> int:
    """Return the smallest sample if every item drawn were put back."""
    chance = verification.binomial_detection(items, falsified, np.arange(items + 1))
    return int(np.argmax(chance >= goal - 1e-9))


def _formula(items: int, falsified: int, goal: float) -> float:
    return float(verification.sample_size_approximation(items, falsified, 1.0 - goal))


def _store() -> tuple[int, int, float]:
    return STORE.items, STORE.falsified, STORE.goal


_EXACT = 1e-6

_VERIFY_1 = (
    slip("share-for-probability", "This verifies 90 % of the store. The share you look at is the "
         "chance only if a single item is falsified. Three are, and meeting one of them is enough.",
         lambda: STORE.goal * STORE.items, _EXACT),
    slip("with-replacement", "This is the sample if every item were put back before the next "
         "draw. Inspectors do not open the same container twice, so fewer suffice.",
         lambda: _put_back(*_store()), _EXACT),
    replace(
        slip("formula-for-exact", "This is the IAEA's formula, rounded up. It errs on the safe "
             "side. The exact law asks for a little less.",
             lambda: _formula(*_store()), _EXACT), credit=0.5),
    slip("detection-for-beta", "This sample finds a violation with 10 %, not with 90 %. The third "
         "number of sample_size is beta, the chance of missing it.",
         lambda: _smallest(STORE.items, STORE.falsified, 1.0 - STORE.goal), _EXACT),
    Misconception("more-than-there-are", "There are not so many items in the store.",
                  lambda got: got > STORE.items),
    Misconception("not-whole", "Items are verified whole. Give a whole number.",
                  lambda got: abs(got - round(got)) > 1e-9),
    Misconception("not-enough", "A sample of this size finds a violation with less than 90 %.",
                  lambda got: got < _smallest(*_store())),
    Misconception("not-the-smallest", "This sample does find a violation with at least 90 %, but "
                  "a smaller one does so too.", lambda got: got > _smallest(*_store())),
)  # fmt: skip


_judge_1 = number_judge(
    lambda: _smallest(*_store()),
    _VERIFY_1,
    wants="a whole number of items",
    within=0.01,
    tolerance="only if exact",
    nudge="This is not the smallest sample.",
)


# ---------------------------------------------------------------- verify-2: what a result shows

_VERIFY_2: dict[str, dict[str, tuple[str, str]]] = {
    "alarm": {
        "A": ("alarm-as-proof", "An alarm is not proof. Honest states raise mistaken alarms, and "
              "there are many honest states."),
        "B": ("detection-for-worth", "You turned the condition round. 90 % is the chance of an "
              "alarm if there is a violation. Asked is the chance of a violation if there is an "
              "alarm."),
        "C": ("", "An alarm raises the odds, and the base rate decides how far."),
        "D": ("alarm-as-nothing", "Most such alarms are mistaken, but the chance of a violation "
              "has still risen many times over. That is worth a second look."),
    },
    "clean year": {
        "A": ("clean-as-proof", "Finding nothing where one may look says little about where one "
              "may not."),
        "B": ("", "A clean result speaks for the places that were open to it."),
        "C": ("more-looks-help", "Visits to declared places never reach an undeclared one, "
              "however many they are. There is a ceiling, and it is the share open to view."),
        "D": ("silence-as-guilt", "A clean year never makes a violation more likely. A test that "
              "could only ever confirm the suspicion tests nothing."),
    },
    "two weeks": {
        "A": ("breakout-for-a-bomb", "Breakout counts enrichment alone. A weapon has to be built "
              "after it, and how long that takes is known much less well."),
        "B": ("capability-for-intent", "A breakout time says what could be done after a decision. "
              "It says nothing about whether anybody has decided."),
        "C": ("breakout-for-detection", "How soon inspectors notice depends on when they come and "
              "what they miss. It is another number; the two have to be compared."),
        "D": ("", "Breakout is a sum about uranium, work and capacity."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- verify-3: a function


def _worth(rate: float, alpha: float) -> float:
    return float(verification.positive_predictive_value(rate, alpha, TEST.beta))


def _case(says: str, rate: float, alpha: float) -> Case:
    return Case(says, (rate, alpha), _worth(rate, alpha))


def _cases_3(seed: int | None = None) -> list[Case]:
    """Return the public cases, or cases drawn from a seed with the same traps."""
    if seed is None:
        return [
            _case("One state in a hundred violates", 0.01, 0.05),
            _case("One state in ten violates", 0.1, 0.05),
            _case("Every other state violates", 0.5, 0.05),
            _case("No mistaken alarms: every alarm is right", 0.2, 0.0),
            _case("Many mistaken alarms", 0.05, 0.4),
            _case("All states violate: every alarm is right", 1.0, 0.3),
        ]
    dice = np.random.default_rng(seed)
    cases = [
        _case("Drawn at random", round(rate, 3), round(alpha, 3))
        for rate, alpha in dice.uniform([0.005, 0.01], [0.6, 0.5], (10, 2)).tolist()
    ]
    return [*cases, _case("No mistaken alarms", round(dice.uniform(0.01, 0.5), 3), 0.0)]


_behaves = partial(behaves, within=0.002)


def _alarms(rate: float, alpha: float) -> float:
    """Return the share of all states that raise an alarm."""
    return float(rate * (1 - TEST.beta) + (1 - rate) * alpha)


_VERIFY_3 = (
    Misconception("detection-for-worth", "You turned the condition round: this is the chance of "
                  "an alarm given a violation, P(A|B) for P(B|A). It does not even look at the "
                  "base rate.", _behaves(lambda r, a: 1 - TEST.beta)),
    Misconception("honest-silence-for-worth", "This is the chance of no alarm given honesty. "
                  "Asked is the chance of a violation given an alarm.",
                  _behaves(lambda r, a: 1 - a)),
    Misconception("base-rate-forgotten", "The base rate is forgotten: this holds only if every "
                  "other state violates.",
                  _behaves(lambda r, a: (1 - TEST.beta) / (1 - TEST.beta + a))),
    Misconception("joint-for-conditional", "This is the share of all states that violate and "
                  "raise an alarm. Divide it by the share that raise an alarm at all.",
                  _behaves(lambda r, a: r * (1 - TEST.beta))),
    Misconception("alarms-for-worth", "This is the share of all states that raise an alarm. Asked "
                  "is how many of these violate.", _behaves(_alarms)),
    Misconception("all-called-honest", "The honest states are 1 - base_rate of all, and only they "
                  "raise mistaken alarms. You count all states as honest.",
                  _behaves(lambda r, a: r * (1 - TEST.beta) / (r * (1 - TEST.beta) + a))),
    Misconception("miss-for-detection", "You took the chance of missing a violation for that of "
                  "finding it. It misses one in ten, so it finds nine in ten.",
                  _behaves(lambda r, a: r * TEST.beta / (r * TEST.beta + (1 - r) * a))),
    Misconception("mistaken-for-real", "This is the share of alarms that are mistaken.",
                  _behaves(lambda r, a: 1 - _worth(r, a)), credit=1 / 3),
    Misconception("percent-for-share", "This is a percentage. A share lies between 0 and 1.",
                  _behaves(lambda r, a: 100 * _worth(r, a)), credit=1 / 3),
)  # fmt: skip

_FUNCTION_3 = NumberFunction("worth_of_alarm(base_rate, alpha)", _cases_3, _VERIFY_3)


# ---------------------------------------------------------------- verify-4: a table

_WANTS_4 = "a table with one row a store and the columns items, falsified, sample and share"


def _plans(rule: Callable[[int, int, float], float]) -> list[float]:
    return [float(rule(n, round(STORES.share * n), STORES.goal)) for n in STORES.items]


def _sample_slip(
    name: str, says: str, rule: Callable[[int, int, float], float], credit: float = 0.0
) -> Misconception:
    return column_slip(name, says, lambda: _plans(rule), 0.01, credit)


_SAMPLES = (
    _sample_slip("share-for-probability", "These are 90 % of each store. The share you look at is "
                 "not the chance to find something, unless a single item is falsified.",
                 lambda n, d, p: p * n),
    _sample_slip("with-replacement", "These are the samples if every item were put back before the "
                 "next draw. Inspectors do not open a container twice.", _put_back),
    _sample_slip("formula-for-exact", "This is the IAEA's formula, rounded up. It is on the safe "
                 "side; asked are the exact samples.", _formula, credit=0.5),
    _sample_slip("detection-for-beta", "These samples find a violation with 10 %. The third number "
                 "of sample_size is beta, the chance of missing it.",
                 lambda n, d, p: _smallest(n, d, 1.0 - p)),
    _sample_slip("number-for-share", "You took the same number of falsified items in every store. "
                 "Here it is the same share of each.",
                 lambda n, d, p: _smallest(n, round(STORES.share * STORES.items[0]), p)),
    _sample_slip("in-proportion", "You let the sample grow with the store. Compute each one: the "
                 "sample depends on the share falsified, and hardly on the size of the store.",
                 lambda n, d, p: _plans(_smallest)[0] * n / STORES.items[0]),
)  # fmt: skip


def _wrong_stores(got: Sequence[float]) -> str:
    """Name the stores whose samples are wrong."""
    rows = zip(STORES.items, got, _plans(_smallest), strict=True)
    bad = [f"{n:,}" for n, a, b in rows if abs(a - b) > 0.01]
    return "the sample is not right for the store of " + " and of ".join(bad) + " items."


def _verified() -> list[float]:
    """Return the share of each store that is verified."""
    return [n / size for n, size in zip(_plans(_smallest), STORES.items, strict=True)]


_SHARES = (
    column_slip("percent-for-share", "These are percentages. A share lies between 0 and 1.",
                lambda: [100 * share for share in _verified()], 5e-4, credit=0.5),
    column_slip("probability-for-share", "This is the chance wanted. Asked is the share of the "
                "store that is verified.", lambda: [STORES.goal] * len(STORES.items), 5e-4),
    column_slip("falsified-for-verified", "This is the share falsified. Asked is the share that is "
                "verified.", lambda: [STORES.share] * len(STORES.items), 5e-4),
    column_slip("upside-down", "Turn the fraction round: the sample divided by the items.",
                lambda: [1 / share for share in _verified()], 5e-4),
)  # fmt: skip


def _judge_4(answer: object) -> Verdict:
    names = ("items", "falsified", "sample", "share")
    columns = _sorted_columns(answer, names, _WANTS_4)
    if isinstance(columns, Verdict):
        return columns
    wanted = {
        "items": [float(n) for n in STORES.items],
        "falsified": [float(round(STORES.share * n)) for n in STORES.items],
    }
    for name, column in wanted.items():
        if finite_numbers(columns[name]) != column:
            says = f"The column {name} should stay as prepared: {column[0]:,.0f} in the first row."
            return Verdict(0.0, "wrong", says, "other-stores")
    found = {
        "sample": judge_column(
            columns["sample"],
            expected=_plans(_smallest),
            within=0.01,
            right="Samples counted as right only if exact.",
            wants="a whole number in every row",
            misconceptions=_SAMPLES,
            nudge=_wrong_stores,
        ),
        "share": judge_column(
            columns["share"],
            expected=_verified(),
            within=5e-4,
            right="Shares counted as right to within 0.0005.",
            wants="a share between 0 and 1 in every row",
            misconceptions=_SHARES,
            nudge="Divide the right samples by the items of each store.",
        ),
    }
    return combine(found, {"sample": 2.0, "share": 1.0})


# ---------------------------------------------------------------- verify-5: a chart's data

_WANTS_5 = "a table with the columns looks, shows and hides"


def _found(looks: float, fixed: bool) -> float:
    chance = verification.annual_detection(YEAR.number, looks, YEAR.share, YEAR.look, fixed=fixed)
    return float(chance)


def _slips_5(fixed: bool) -> list[Misconception]:
    """Return the mistakes that a column of chances may show, in the order of trying."""

    def year(
        name: str, says: str, rule: Callable[[int], float], credit: float = 0.0
    ) -> Misconception:
        return column_slip(name, says, lambda: [rule(v) for v in LOOKS], 2e-3, credit)

    return [
        year("percent-for-share", "These are percentages. The chart wants chances between 0 and 1.",
             lambda v: 100 * _found(v, fixed), credit=0.5),
        year("hidden-for-open", "This column belongs to the other world. What stays in one place "
             "all year is either open to you or never (fixed=True); what moves gives each look a "
             "fresh chance.", lambda v: _found(v, not fixed)),
        year("share-forgotten", "The share open to view is forgotten: this holds if all of them "
             "stood in the open.", lambda v: float(1 - (1 - YEAR.look) ** v)),
        year("ceiling-for-chance", "This is the ceiling, which only endless looks would reach. A "
             "few looks find less.", lambda v: float(YEAR.share)),
        year("added-up", "You added up the chances of the looks. Looks can find the same thing "
             "twice, and no chance passes 1.", lambda v: float(YEAR.share * YEAR.look * v)),
        year("missed-for-found", "This is the chance that nothing is found.",
             lambda v: 1 - _found(v, fixed)),
        Misconception("", "One look more cannot find less, yet the chance falls.",
                      lambda got: any(b < a - 1e-9 for a, b in pairwise(got))),
    ]  # fmt: skip


def _judge_5(answer: object) -> Verdict:
    columns = _sorted_columns(answer, ("looks", "shows", "hides"), _WANTS_5)
    if isinstance(columns, Verdict):
        return columns
    if finite_numbers(columns["looks"]) != [float(v) for v in LOOKS]:
        says = f"The column looks should hold the {len(LOOKS)} numbers of looks."
        return Verdict(0.0, "wrong", says, "other-looks")
    found = {
        name: judge_column(
            columns[name],
            expected=[_found(v, fixed) for v in LOOKS],
            within=2e-3,
            right="Chances counted as right to within 0.002.",
            wants="a chance between 0 and 1 in every row",
            misconceptions=_slips_5(fixed),
            nudge="These are not the chances for the settings of this task.",
        )
        for name, fixed in (("shows", False), ("hides", True))
    }
    return own_work(found, "hides", cost=0.5)


# ---------------------------------------------------------------- verify-6: which kilogram

_WANTS_6 = 'a dictionary with two numbers, "times the ceiling" and "kg of uranium"'


@cache
def _kilograms() -> SimpleNamespace:
    """Return the figures of the task: the ceiling and the stock, and the quantity of U-235."""
    rows = catalog.load("enriched_stock").set_index("stock_id")["kg"]
    return SimpleNamespace(
        cap=breakout.KgUF6(float(rows["cap-uf6"])),
        stock=breakout.KgU(float(rows["iaea-2020-09-total"])),
        assay=0.60,
    )


def _times() -> float:
    figures = _kilograms()
    return float(figures.stock.kg / breakout.KgU.from_uf6(figures.cap).kg)


def _uranium() -> float:
    quantity = breakout.SIGNIFICANT_QUANTITY_HEU
    return float(breakout.KgU.from_u235(quantity, _kilograms().assay).kg)


_TIMES = (
    slip("kg-u-for-kg-uf6", "This sets kilograms of uranium against kilograms of UF6. The gas is "
         "heavier than the uranium in it: turn the ceiling into uranium first.",
         lambda: _kilograms().stock.kg / _kilograms().cap.kg, 0.005),
    slip("converted-the-wrong-way", "You turned the stock into uranium once more, but it is "
         "uranium already. It is the ceiling that is given in UF6.",
         lambda: breakout.URANIUM_IN_UF6 * _kilograms().stock.kg / _kilograms().cap.kg, 0.005),
    slip("upside-down", "Turn the fraction round: the stock divided by the ceiling.",
         lambda: 1 / _times(), 0.005),
    slip("excess-for-ratio", "This is how much the stock lies above the ceiling, in ceilings. "
         "Asked is how many times the ceiling it is.", lambda: _times() - 1, 0.005),
    slip("difference-for-ratio", "This is a difference in kilograms. Asked is a ratio.",
         lambda: _kilograms().stock.kg - breakout.KgU.from_uf6(_kilograms().cap).kg, 0.005),
    slip("percent-for-ratio", "This is a percentage. Asked is how many times.",
         lambda: 100 * _times(), 0.01),
)  # fmt: skip
_URANIUM = (
    slip("isotope-for-uranium", "These are the kilograms of the isotope U-235. Asked is the "
         "uranium that holds them, all isotopes together.",
         lambda: breakout.SIGNIFICANT_QUANTITY_HEU.kg, 0.005),
    slip("multiplied", "At 60 % the uranium must weigh more than the isotope in it. Divide by the "
         "share, do not multiply.",
         lambda: breakout.SIGNIFICANT_QUANTITY_HEU.kg * _kilograms().assay, 0.005),
    slip("kg-uf6-for-kg-u", "These are kilograms of UF6, the gas. Asked is the uranium in it.",
         lambda: _uranium() / breakout.URANIUM_IN_UF6, 0.01),
    slip("quantity-of-low-enriched", "This takes the quantity for uranium below 20 %. At 60 % the "
         "other one holds.",
         lambda: breakout.SIGNIFICANT_QUANTITY_LEU.kg / _kilograms().assay, 0.005),
    slip("weapon-grade-for-stock", "This is the uranium at 90 %. The store of this task holds "
         "uranium of 60 %.",
         lambda: breakout.SIGNIFICANT_QUANTITY_HEU.kg / breakout.WEAPON_GRADE_ASSAY, 0.005),
)  # fmt: skip


_PARTS_6 = {
    "times the ceiling": (1.0, number_judge(
        _times, _TIMES, wants="a number of times", relative=0.01,
        nudge="Bring both masses to kilograms of uranium, then divide.",
    )),
    "kg of uranium": (1.0, number_judge(
        _uranium, _URANIUM, wants="a number in kg", relative=0.01, unit="kg",
        nudge="Which mass of uranium of this enrichment holds the significant quantity?",
    )),
}  # fmt: skip


def _judge_6(answer: object) -> Verdict:
    return judge_parts(answer, _PARTS_6, _WANTS_6)


# ---------------------------------------------------------------- verify-7: seen, recognised, flown

_WANTS_7 = 'a dictionary with two numbers, "share of all flights" and "at least one"'


def _flights() -> verification.Observation:
    return evidence.LIMITS["flights"].observation


def _recognised() -> float:
    return _flights().share_observable * _flights().single_look


def _any_flight(chance: float) -> float:
    return float(verification.within(chance, _flights().number))


_ALL_FLIGHTS = (
    slip("share-of-detected-for-share-of-fired", "This is the share of the flights that were seen. "
         "One flight in ten is never seen: asked is the share of all that were fired.",
         lambda: _flights().single_look),
    slip("seen-for-recognised", "This is the share that is seen. Not all that is seen is "
         "recognised as forbidden.", lambda: _flights().share_observable),
    slip("added-up", "You added two shares that build on one another. Multiply them: a share of a "
         "share.", lambda: _flights().share_observable + _flights().single_look),
    slip("missed-for-found", "This is the share that is missed.", lambda: 1 - _recognised()),
    slip("count-for-share", "This is the number of flights to expect. Asked is a share.",
         lambda: _flights().number * _recognised()),
    slip("percent-for-share", "This is a percentage. A share lies between 0 and 1.",
         lambda: 100 * _recognised()),
)  # fmt: skip
_AT_LEAST_ONE = (
    slip("share-of-detected-for-share-of-fired", "This forgets that one flight in ten is never "
         "seen: it counts as if all four had been detected.",
         lambda: _any_flight(_flights().single_look), 0.0005),
    slip("seen-for-recognised", "This is the chance that at least one flight is seen. Seen is not "
         "yet recognised.", lambda: _any_flight(_flights().share_observable), 0.0005),
    slip("one-for-any", "This is the chance for one given flight. There are four, and one "
         "recognised is enough.", _recognised),
    slip("added-up", "You added up the chances of the flights. A chance is never above 1: ask "
         "first for the chance that all escape.",
         lambda: _flights().number * _recognised()),
    slip("all-for-any", "This is the chance that all four are recognised. One is enough.",
         lambda: _recognised() ** _flights().number),
    slip("missed-for-found", "This is the chance that none is recognised.",
         lambda: 1 - _any_flight(_recognised())),
    slip("percent-for-share", "This is a percentage. A chance lies between 0 and 1.",
         lambda: 100 * _any_flight(_recognised())),
    Misconception("rounded-too-far", "You are near. Give at least three decimals: the small "
                  "remainder is the chance that all escape.",
                  lambda got: abs(got - _any_flight(_recognised())) < 0.005, credit=0.5),
)  # fmt: skip


_PARTS_7 = {
    "share of all flights": (1.0, number_judge(
        _recognised, _ALL_FLIGHTS, wants="a share between 0 and 1", within=0.002,
        nudge="Nine in ten are seen, and eight in ten of these are recognised.",
    )),
    "at least one": (1.0, number_judge(
        lambda: _any_flight(_recognised()), _AT_LEAST_ONE, wants="a chance between 0 and 1",
        within=0.002, nudge="Ask first: with which chance does every one of the four escape?",
    )),
}  # fmt: skip


def _judge_7(answer: object) -> Verdict:
    return judge_parts(answer, _PARTS_7, _WANTS_7)


# ---------------------------------------------------------------- verify-8: stable and best

_CELLS = ("A", "B", "C", "D")  # row by row: inspect, stay away; violate, comply in each
_NONE = "E"
_WANTS_8 = (
    'a dictionary with two numbers ("violations", "violations, penalty tripled") and two letters '
    '("best together", "stable")'
)


@cache
def _stable() -> str:
    """Return the letter of the one cell in which nobody gains by a change alone, or E."""
    inspector, state = verification.inspection_payoffs(**GAME)
    found = [
        letter
        for letter, (i, j) in zip(_CELLS, product(range(2), range(2)), strict=True)
        if inspector[i, j] >= inspector[1 - i, j] and state[i, j] > state[i, 1 - j]
    ]
    return found[0] if len(found) == 1 else _NONE


@cache
def _best() -> str:
    """Return the letter of the cell with the largest sum of both sides' pay-offs."""
    inspector, state = verification.inspection_payoffs(**GAME)
    return _CELLS[int(np.argmax(inspector + state))]


def _violate(game: Mapping[str, float]) -> float:
    return float(verification.inspection_equilibrium(**game).violate)


def _inspect(game: Mapping[str, float]) -> float:
    return float(verification.inspection_equilibrium(**game).inspect)


def _judge_best(value: Any) -> Verdict:
    other = ("other-cell", "Add the two pay-offs in every cell, then look for the largest sum.")
    said = dict.fromkeys(_CELLS, other)
    said["B"] = (
        "honesty-still-costs",
        "Nobody violates there, but the visit has to be paid for. One cell is better for both "
        "together.",
    )
    said[_NONE] = (
        "nash-for-socially-best",
        "You gave the answer for 'stable'. Best together asks only for the largest sum. A cell can "
        "have it without anybody wanting to stay there.",
    )
    said[_best()] = ("", "The largest sum is a matter of adding.")
    return judge_letter(value, said)


def _judge_stable(value: Any) -> Verdict:
    said = {
        "A": ("caught-would-comply", "The state is caught there and would do better to comply."),
        "B": ("visitor-would-stay-away", "The state complies, so the inspector would save the cost "
              "by staying away."),
        "C": ("inspector-would-come", "The state violates unseen, so the inspector would do better "
              "to come."),
        "D": ("socially-best-for-nash", "This is the best for both together, but nobody inspects, "
              "so the state gains by violating. Best is not the same as stable."),
        _NONE: ("other-cell", "One of the four is stable."),
    }  # fmt: skip
    said[_stable()] = ("", "From every cell one of the two wants to move.")
    return judge_letter(value, said)


_ALWAYS = (
    Misconception("threat-is-enough", "Then the inspector would stay away, and violating would "
                  "pay again. Neither side can settle on a certain choice.", lambda x: x == 0.0),
    Misconception("no-deterrence", "With these pay-offs inspections deter: the penalty is far "
                  "above the gain.", lambda x: x == 1.0),
)  # fmt: skip
_OFTEN = (
    slip("inspect-for-violate", "This is how often the inspector inspects. Asked is how often the "
         "state violates.", lambda: _inspect(GAME)),
    slip("comply-for-violate", "This is how often the state complies.", lambda: 1 - _violate(GAME)),
    slip("percent-for-share", "This is a percentage. A share lies between 0 and 1.",
         lambda: 100 * _violate(GAME)),
    *_ALWAYS,
)  # fmt: skip
_OFTEN_TRIPLED = (
    slip("penalty-deters", "You divided by three. A state that mixes has been made indifferent by "
         "the inspector: the penalty changes how often he comes, not how often it violates.",
         lambda: _violate(GAME) / 3),
    slip("inspect-for-violate", "This is how often the inspector inspects with the larger penalty. "
         "Asked is how often the state violates.", lambda: _inspect(_TRIPLED)),
    slip("penalty-deters", "You tripled the share. A larger penalty does not invite violations.",
         lambda: 3 * _violate(GAME)),
    slip("comply-for-violate", "This is how often the state complies.",
         lambda: 1 - _violate(_TRIPLED)),
    slip("percent-for-share", "This is a percentage. A share lies between 0 and 1.",
         lambda: 100 * _violate(_TRIPLED)),
    *_ALWAYS,
    Misconception("penalty-deters", "The state does not violate less because the penalty is "
                  "larger: the inspector comes less often instead.",
                  lambda x: 0.0 < x < _violate(GAME)),
)  # fmt: skip


_PARTS_8 = {
    "violations": (1.0, number_judge(
        lambda: _violate(GAME), _OFTEN, wants="a share between 0 and 1", within=0.005,
        nudge="The state's share follows from the inspector's pay-offs: cost over what is saved.",
    )),
    "violations, penalty tripled": (1.0, number_judge(
        lambda: _violate(_TRIPLED), _OFTEN_TRIPLED, wants="a share between 0 and 1", within=0.005,
        nudge="Solve the game again with the penalty three times as large.",
    )),
    "best together": (1.0, _judge_best),
    "stable": (1.0, _judge_stable),
}  # fmt: skip


def _judge_8(answer: object) -> Verdict:
    return judge_parts(answer, _PARTS_8, _WANTS_8)


# ---------------------------------------------------------------- verify-9: a puzzle

_PAYOFFS = ("penalty", "cost", "averted", "miss", "harm")
_LEAST_PENALTY, _MOST_VIOLATIONS = 10.0, 0.2
_WANTS_9 = (
    'a dictionary with "fails" and "mended", each a dictionary with penalty, cost, averted, miss '
    "and harm"
)


def _game(value: Any) -> dict[str, float] | Verdict:
    """Return the five numbers of one half of the puzzle, or what is wrong with them."""
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    given = as_mapping(value)
    if given is None:
        return Verdict(0.0, "type", f"expected a dictionary of pay-offs, got {describe(value)}.")
    missing = [name for name in _PAYOFFS if is_unanswered(given.get(name))]
    if missing:
        return Verdict(0.0, "type", f"a number for {' and '.join(missing)} is missing.")
    cells = {name: number(given[name]) for name in _PAYOFFS}
    found: dict[str, float] = {}
    for name, quantity in cells.items():
        percent = name == "miss" and quantity is not None and quantity.unit == "per cent"
        if quantity is None or not math.isfinite(quantity.value) or (quantity.unit and not percent):
            says = f"{name} should be a plain number, got {describe(given[name])}."
            return Verdict(0.0, "type", says)
        found[name] = quantity.value
    if min(found.values()) < 0 or found["cost"] == 0 or max(found.values()) > 1e6:
        says = "no pay-off lies below 0 or above a million, and a visit costs more than 0."
        return Verdict(0.0, "wrong", says, "out-of-range")
    if found["miss"] > 100:
        says = "miss is a chance in per cent, from 0 to 100."
        return Verdict(0.0, "wrong", says, "out-of-range")
    return found


def _judge_fails(value: Any) -> Verdict:
    game = _game(value)
    if isinstance(game, Verdict):
        return game
    if game["penalty"] < _LEAST_PENALTY:
        says = (
            f"the penalty must be at least {_LEAST_PENALTY:g}. That a light penalty does not deter "
            "is no puzzle; find what defeats a heavy one."
        )
        return Verdict(0.0, "wrong", says, "small-penalty")
    solved = evidence.game(**game)
    if solved.inspect == 0:
        says = (
            "here the inspector never comes, because a visit costs as much as it saves, or more. "
            "That is no inspection. Find one that takes place and still fails."
        )
        return Verdict(0.0, "wrong", says, "nobody-comes")
    if solved.violate < 1:
        often = f"{solved.violate:.0%} of the time" if solved.violate >= 0.005 else "hardly ever"
        if game["cost"] > 0.25 * game["averted"]:
            says = (
                f"the state violates {often}. A dear visit makes violations more frequent, but not "
                "certain. Which number decides whether being honest pays at all?"
            )
            return Verdict(0.0, "wrong", says, "cost-for-deterrence")
        says = (
            f"the state violates {often}: the visits still deter. Make the catch rare, or make the "
            "visit hurt the honest."
        )
        return Verdict(0.0, "wrong", says, "still-deters")
    return Verdict(1.0, "right", "Inspected every time, and it violates every time.")


def _judge_mended(value: Any, failing: Any) -> Verdict:
    game = _game(value)
    if isinstance(game, Verdict):
        return game
    before = _game(failing)
    if isinstance(before, Verdict) or _judge_fails(failing).status != "right":
        says = "this half builds on 'fails'. Put that right first."
        return Verdict(0.0, "wrong", says)
    changed = [name for name in _PAYOFFS if not math.isclose(game[name], before[name])]
    if not changed:
        return Verdict(0.0, "wrong", "nothing is changed.", "nothing-changed")
    if len(changed) > 1:
        says = f"you changed {' and '.join(changed)}. Change one number."
        return Verdict(0.0, "wrong", says, "two-changes")
    often = evidence.game(**game).violate
    if changed == ["penalty"]:
        says = "leave the penalty as it is. Find what lets a given penalty work."
        return Verdict(0.0, "wrong", says, "penalty-again")
    if often == 1:
        says = f"with another {changed[0]} the state still violates for certain."
        return Verdict(0.0, "wrong", says, "still-fails")
    if often > _MOST_VIOLATIONS + 1e-9:
        says = (
            f"better: violations fall to {often:.0%}. They should be at most "
            f"{_MOST_VIOLATIONS:.0%}: go further, or choose a cheaper visit in 'fails'."
        )
        return Verdict(0.5, "partly", says, "not-enough")
    return Verdict(1.0, "right", "Same penalty, another result.")


def _judge_9(answer: object) -> Verdict:
    given = as_mapping(plain(answer)) or {}
    parts = {
        "fails": (1.0, _judge_fails),
        "mended": (1.0, lambda value: _judge_mended(value, given.get("fails"))),
    }
    return judge_parts(answer, parts, _WANTS_9)


# ---------------------------------------------------------------- the tasks

TASKS: tuple[Task, ...] = (
    Task(
        task_id="verify-1",
        chapter=CHAPTER,
        title="How many must you open?",
        kind="number",
        objective="Find the smallest sample for a stated chance of detection.",
        points=2,
        minutes=6,
        why="an inspector's time is short, and the chance wanted is not the share to look at.",
        wants="a whole number of items",
        judge=_judge_1,
    ),
    Task(
        task_id="verify-2",
        chapter=CHAPTER,
        title="What a result shows",
        kind="choice",
        objective="Say what an alarm, a clean year and a breakout time do and do not show.",
        points=3,
        minutes=8,
        why="each of the three is quoted as proof of something that it does not measure.",
        wants=letters_wanted(_VERIFY_2),
        judge=choices(_VERIFY_2),
    ),
    FunctionTask(
        task_id="verify-3",
        chapter=CHAPTER,
        title="The worth of an alarm",
        kind="function",
        objective="Turn a base rate and two errors into the worth of an alarm.",
        points=3,
        minutes=12,
        why="two honest readers with different base rates may see one alarm and disagree.",
        wants=_FUNCTION_3.wants,
        judge=_FUNCTION_3.judge,
        cases=_FUNCTION_3.cases,
        judge_outputs=_FUNCTION_3.judge_outputs,
    ),
    Task(
        task_id="verify-4",
        chapter=CHAPTER,
        title="Larger stores",
        kind="table",
        objective="Show how a sample grows with the store.",
        points=3,
        minutes=10,
        why="large declared stores can be checked with few looks, if the cheat touches many items.",
        wants=_WANTS_4,
        judge=_judge_4,
    ),
    Task(
        task_id="verify-5",
        chapter=CHAPTER,
        title="More looks",
        kind="chart data",
        objective="Build the two curves of what shows itself and what hides.",
        points=3,
        minutes=10,
        why="effort lifts one curve to certainty and leaves the other under a ceiling.",
        wants=_WANTS_5,
        judge=_judge_5,
    ),
    Task(
        task_id="verify-6",
        chapter=CHAPTER,
        title="Which kilogram?",
        kind="numbers",
        objective="Keep kilograms of UF6, of uranium and of U-235 apart.",
        points=2,
        minutes=8,
        why="newspapers have set a stock in one unit against a ceiling in the other.",
        wants=_WANTS_6,
        judge=_judge_6,
    ),
    Task(
        task_id="verify-7",
        chapter=CHAPTER,
        title="Seen, recognised, flown",
        kind="numbers",
        objective="Tell a share of what was seen from a share of what was there.",
        points=2,
        minutes=8,
        why="those who report see only what was detected; the rest is in nobody's statistics.",
        wants=_WANTS_7,
        judge=_judge_7,
    ),
    Task(
        task_id="verify-8",
        chapter=CHAPTER,
        title="Stable is not best",
        kind="game",
        objective="Solve an inspection game, and tell what is stable from what is best for both.",
        points=4,
        minutes=15,
        why="a bad result can be stable though both sides would prefer another.",
        wants=_WANTS_8,
        judge=_judge_8,
    ),
    Task(
        task_id="verify-9",
        chapter=CHAPTER,
        title="Inspected, and still it fails",
        kind="puzzle",
        objective="Find the pay-offs at which a heavy penalty does not deter, and mend them.",
        points=4,
        minutes=15,
        why="a threat works through the chance to be caught and through what honesty costs.",
        wants=_WANTS_9,
        judge=_judge_9,
    ),
    Task(
        task_id="verify-10",
        chapter=CHAPTER,
        title="Your verdict on claim C13",
        kind="argument",
        objective="Argue how far 'harder to verify' carries, so that an opponent can answer.",
        points=0,
        minutes=20,
        why="a verdict that names its object and its kind of limit can be tested and corrected.",
        wants=ARGUMENT_WANTS,
        judge=judge_argument,
        manual_points=4,
        rubric=(
            "States a verdict on 'much harder', and keeps 'harder' apart from 'impossible'.",
            "Says for which kind of limit it holds: tests, types, numbers, or hidden launchers.",
            "Uses a result of the chapter or of these exercises correctly, with its assumption.",
            "Puts the strongest objection fairly, and says what would change the verdict.",
        ),
    ),
)
