"""The tasks of chapter 6: units of a stock, breakout times, two resolutions, and a 'because'.

Expected values come from the data and the models, when they are first needed. Nothing here is typed
in that the tables could change.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

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
    first_shown,
    judge_argument,
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
from missile_question.checks.tables import judge_cells, read_columns, read_rows
from missile_question.evidence import jcpoa as evidence
from missile_question.evidence.verification import ARTICLE_DAY
from missile_question.models import breakout, forecasting

__all__ = ["LEVELS_PERCENT", "PLANTS_WEEKS", "REPORT", "SHARES", "TASKS"]

CHAPTER = "06_jcpoa_precedent"

#: The report of jcpoa-3, the first that lists four levels, and the nominal share of each level.
REPORT = "2021-05-31"
SHARES: Mapping[str, float] = {"u2": 0.02, **evidence.ASSAYS}

#: The levels of jcpoa-4, in percent of U-235.
LEVELS_PERCENT = (3.67, 5.0, 20.0, 60.0)

#: Weeks that either plant of jcpoa-5 takes alone: round numbers, no plant that exists.
PLANTS_WEEKS = (6.0, 12.0)

_GOAL = breakout.WEAPON_GRADE_ASSAY
_DEAL_LEVEL = 0.0367

Shows = Callable[[str, float], float]


@cache
def _limit(key: str, column: str = "limit_low") -> Any:
    """Return a cell of the table of limits."""
    table = catalog.load("jcpoa_limits").set_index("limit_id")
    return table.loc[key, column]


# ---------------------------------------------------------------- jcpoa-1: a unit


@cache
def _gas() -> float:
    return float(_limit("stock-uf6"))


@cache
def _cap() -> float:
    return float(evidence.cap().kg)


_JCPOA_1 = (
    slip("gas-for-uranium", "This is the mass of the gas. The fluorine in it weighs too: of each "
         "kilogram of UF6 only 0.676 kg are uranium.", _gas, 0.002),
    slip("divided-for-multiplied", "There cannot be more uranium in a gas than there is gas. "
         "Multiply by the share of uranium instead of dividing by it.",
         lambda: _gas() / breakout.URANIUM_IN_UF6),
    slip("fluorine-for-uranium", "This is the fluorine. The question asks for the rest.",
         lambda: _gas() - _cap(), 0.01),
    slip("isotope-for-uranium", "This is the U-235 alone. The question asks for all the uranium, "
         "both isotopes together.", lambda: _DEAL_LEVEL * _cap(), 0.02),
    slip("isotope-for-uranium", "This is 3.67 % of the gas. The question asks for all the uranium "
         "in it, both isotopes together.", lambda: _DEAL_LEVEL * _gas(), 0.02),
    slip("converted-twice", "You took the share of uranium twice. The table's figure is gas: "
         "convert it once.", lambda: breakout.URANIUM_IN_UF6 * _cap()),
    slip("tonnes", "This is in tonnes. The question asks for kg.", lambda: _cap() / 1000.0, 0.01),
    Misconception("more-than-the-gas", "There cannot be more uranium in a gas than there is gas.",
                  lambda got: got > _gas()),
)  # fmt: skip


_judge_1 = number_judge(
    _cap,
    _JCPOA_1,
    wants="a number in kg of uranium",
    relative=0.005,
    unit="kg",
    nudge="This is not the uranium in that gas. Which share of the gas's mass is uranium?",
)


# ---------------------------------------------------------------- jcpoa-2: three headlines

Options = Mapping[str, tuple[str, str]]

_JCPOA_2: dict[str, Options] = {
    "two weeks": {
        "A": ("breakout-for-bomb", "This takes breakout time for the time to a weapon. The two "
              "weeks end at the material. A weapon takes further work; the general himself named "
              "several more months for it."),
        "B": ("capability-for-intent", "A breakout time starts with an 'if'. It says what could "
              "be done after a decision. It does not say that anyone has decided."),
        "C": ("", "A breakout time ends at material for one weapon, and starts with a decision."),
        "D": ("weapon-time-for-breakout", "The months and the weeks count different things. That "
              "a weapon takes longer does not make the time to the material longer."),
    },
    "the stock": {
        "A": ("uncertainty-dropped", "This drops how the number is known. It is an estimate for "
              "one day in June 2025, partly verified, and inspectors have not seen it since."),
        "B": ("", "It says who estimated, for which day, and what has been seen since."),
        "C": ("unseen-is-gone", "Not seen is not the same as gone. No inspector has reported "
              "that the stock was destroyed, or that it was not."),
        "D": ("carried-forward", "This draws the line on into a time without any measurement. "
              "Nobody has published an amount for a day after June 2025."),
    },
    "two answers": {
        "A": ("mean-of-disagreeing-sources", "The mean is a figure that neither group stands "
              "behind. Estimates that differ in what they assume are not dice to be averaged."),
        "B": ("one-must-be-wrong", "Both can be right about what they ask. One calls its figure a "
              "worst case; they need not assume the same."),
        "C": ("worst-case-as-estimate", "'As short as' is one end, not the whole answer. A worst "
              "case printed alone hides that the other group read the same report otherwise."),
        "D": ("", "Both figures stand, each with what it assumes."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- jcpoa-3: a table

_WANTS_3 = "a table with one row a level and the columns u235 and quantities"
_COLUMNS_3 = ("u235", "quantities")


@cache
def _levels() -> dict[str, float]:
    """Return kg of uranium by level in the report of jcpoa-3."""
    table = evidence.stock()
    mine = table[
        (table["report_date"] == REPORT) & table["in_series"] & table["level"].isin(list(SHARES))
    ]
    kilograms = dict(zip(mine["level"], mine["uranium_kg"], strict=True))
    return {level: float(kilograms[level]) for level in SHARES}


def _u235(level: str, kg: float) -> float:
    return float(breakout.KgU235.from_u(breakout.KgU(kg), SHARES[level]).kg)


def _quantity(level: str, kg: float) -> float:
    return float(breakout.significant_quantities(breakout.KgU(kg), SHARES[level]))


_RIGHT_3: dict[str, Shows] = {"u235": _u235, "quantities": _quantity}
_SQ = breakout.SIGNIFICANT_QUANTITY_HEU.kg
_SQ_LOW = breakout.SIGNIFICANT_QUANTITY_LEU.kg

_UF6 = (
    "gas-for-uranium",
    "This takes the kilograms for gas. The report counts kilograms of uranium already.",
)
_ISOTOPE = (
    "uranium-for-isotope",
    "This counts all the uranium. A significant quantity counts the isotope U-235 alone.",
)
_WEAPON_GRADE = (
    "weapon-grade-for-isotope",
    "This takes the 25 kg for weapon-grade uranium, as ISIS does. The IAEA's 25 kg are kilograms "
    "of U-235.",
)

_WRONG_3: dict[str, tuple[tuple[str, str, Shows], ...]] = {
    "u235": (
        (*_ISOTOPE, lambda level, kg: kg),
        ("percent-for-share", "A hundred times too much: a level of 5 % is a share of 0.05.",
         lambda level, kg: 100.0 * _u235(level, kg)),
        (*_UF6, lambda level, kg: breakout.URANIUM_IN_UF6 * _u235(level, kg)),
        ("divided-for-multiplied", "There cannot be more U-235 than uranium. Multiply by the "
         "share.", lambda level, kg: kg / SHARES[level]),
        (*_WEAPON_GRADE, lambda level, kg: _u235(level, kg) / _GOAL),
        ("other-isotope", "This is U-238, the rest. Multiply by the share of U-235.",
         lambda level, kg: kg - _u235(level, kg)),
    ),
    "quantities": (
        ("one-quantity-for-all", "Below 20 % the IAEA's quantity is 75 kg of U-235, from 20 % on "
         "it is 25 kg. You used 25 for every level.", lambda level, kg: _u235(level, kg) / _SQ),
        ("one-quantity-for-all", "You used 75 kg for every level. From 20 % on it is 25 kg.",
         lambda level, kg: _u235(level, kg) / _SQ_LOW),
        (*_ISOTOPE, lambda level, kg: _quantity(level, kg) / SHARES[level]),
        (*_ISOTOPE, lambda level, kg: kg / _SQ),
        (*_WEAPON_GRADE, lambda level, kg: _quantity(level, kg) / _GOAL),
        (*_WEAPON_GRADE, lambda level, kg: _u235(level, kg) / _GOAL / _SQ),
        (*_UF6, lambda level, kg: breakout.URANIUM_IN_UF6 * _quantity(level, kg)),
        ("quantities-as-bombs", "You counted whole ones, as if they were weapons. A significant "
         "quantity is a yardstick: half of one is half of one.",
         lambda level, kg: math.floor(_quantity(level, kg))),
        ("quantities-as-bombs", "You rounded to whole ones, as if they were weapons. A significant "
         "quantity is a yardstick: half of one is half of one.",
         lambda level, kg: round(_quantity(level, kg))),
        ("upside-down", "This is turned over. How many quantities fit: U-235 divided by 25 or 75.",
         lambda level, kg: 1.0 / _quantity(level, kg)),
    ),
}  # fmt: skip


def _judge_3(answer: object) -> Verdict:
    rows = read_rows(
        plain(answer),
        {level: level for level in SHARES},
        _COLUMNS_3,
        wants=_WANTS_3,
        each="level",
        only=f", which is not one of {', '.join(SHARES)}.",
    )
    if isinstance(rows, Verdict):
        return rows

    def column(rule: Shows) -> dict[str, float]:
        return {level: rule(level, kg) for level, kg in _levels().items()}

    found = {
        name: judge_cells(
            {level: rows[level][name] for level in SHARES},
            column(_RIGHT_3[name]),
            same=lambda got, wanted: math.isclose(got, wanted, rel_tol=0.01, abs_tol=0.002),
            right="Numbers counted as right to within 1 %.",
            mistakes=((mistake, says, column(rule)) for mistake, says, rule in _WRONG_3[name]),
        )
        for name in _COLUMNS_3
    }
    return combine(found, dict.fromkeys(_COLUMNS_3, 1.0))


# ---------------------------------------------------------------- jcpoa-4: a chart's data

_WANTS_4 = "a table with the columns level, linear and done"


def _work(percent: float) -> float:
    """Return the work for a kilogram of 90 %, starting from a level; 0 means natural uranium."""
    feed = percent / 100.0 if percent else breakout.NATURAL_ASSAY
    return float(breakout.swu_per_product(_GOAL, feed, evidence.TAILS))


def _done(percent: float) -> float:
    return 1.0 - _work(percent) / _work(0.0)


def _per_kilogram(percent: float) -> float:
    made = breakout.swu_per_product(percent / 100.0, breakout.NATURAL_ASSAY, evidence.TAILS)
    return float(made) / _work(0.0)


_LINEAR = (
    "linear-level",
    "This takes the level for the distance covered: as if a stock at 60 % were 60 % of the way, "
    "or two thirds. Most of the work is spent at the low levels. Compare work, not percentages.",
)


def _close(got: Sequence[float], rule: Callable[[float], float]) -> bool:
    """Whether shares are those of a rule to within 0.005, or numbers above 1 to within 0.5 %."""
    pairs = zip(got, map(rule, LEVELS_PERCENT), strict=True)
    return all(abs(v - wanted) <= 0.005 * max(1.0, abs(wanted)) for v, wanted in pairs)


def _way_slip(
    name: str, says: str, rule: Callable[[float], float], credit: float = 0.0
) -> Misconception:
    return Misconception(name, says, lambda got: _close(got, rule), credit)


_JCPOA_4 = (
    _way_slip(*_LINEAR, lambda p: p / (100.0 * _GOAL)),
    _way_slip(*_LINEAR, lambda p: p / 100.0),
    _way_slip(*_LINEAR, lambda p: (p / 100.0 - breakout.NATURAL_ASSAY)
              / (_GOAL - breakout.NATURAL_ASSAY)),
    _way_slip("percent-for-share", "These are percentages. The chart wants shares between 0 and 1.",
              lambda p: 100.0 * _done(p), credit=0.5),
    _way_slip("left-for-done", "This is the share of the work that is left. Take it from 1.",
              lambda p: 1.0 - _done(p)),
    _way_slip("upside-down", "This is turned over: work from the bottom divided by work that is "
              "left.", lambda p: _work(0.0) / _work(p)),
    _way_slip("kilogram-for-kilogram", "This compares a kilogram of this level with a kilogram of "
              "90 %. But more than one kilogram of the lower level goes into one of 90 %, and each "
              "holds work.", _per_kilogram),
    _way_slip("work-for-share", "This is the work that is left, in SWU. Compare it with the whole.",
              _work),
    Misconception("", "A share of the work lies between 0 and 1.",
                  lambda got: any(not 0.0 <= v <= 1.0 for v in got)),
)  # fmt: skip


def _judge_done(column: list[Any]) -> Verdict:
    if all(map(is_unanswered, column)):
        return Verdict(0.0, "unanswered", "The column done is still open.")
    got = finite_numbers(column, "per cent")
    if got is None or len(got) != len(LEVELS_PERCENT):
        return Verdict(0.0, "type", "The column done needs one share between 0 and 1 for each row.")
    if _close(got, _done):
        return Verdict(1.0, "right", "Shares counted as right to within 0.005.")
    says = "These are not the shares of the work done. Is work(0.711) the whole way?"
    return first_shown(_JCPOA_4, got) or Verdict(0.0, "wrong", says)


def _judge_4(answer: object) -> Verdict:
    columns = read_columns(plain(answer), ("level", "done"), _WANTS_4, even=False)
    if isinstance(columns, Verdict):
        return columns
    if finite_numbers(columns["level"], "per cent") != list(LEVELS_PERCENT):
        says = f"The column level should hold the {len(LEVELS_PERCENT)} numbers of levels."
        return Verdict(0.0, "wrong", says, "other-levels")
    return _judge_done(columns["done"])


# ---------------------------------------------------------------- jcpoa-5: add, or side by side

_PARTS_5 = ("access", "all three ended", "both plants")
_WANTS_5 = 'a dictionary with three numbers: "access", "all three ended" and "both plants"'


@cache
def _years() -> tuple[float, ...]:
    """Return how many years the three clocks of jcpoa-5 run, shortest first."""
    table = evidence.clocks().set_index("limit_id")
    three = table.loc[["centrifuges-enriching", "enrichment-level", "stock-uf6"]]
    starts, ends = three["start_date"].str[:4].astype(int), three["end_date"].str[:4].astype(int)
    return tuple(sorted((ends - starts).astype(float).tolist()))


@cache
def _access_days() -> tuple[float, float]:
    """Return the days of the whole dispute over access, and of its first step."""
    first = re.search(r"\d+", str(_limit("access-clock", "limit_text")))
    return float(_limit("access-clock")), float(first[0]) if first else math.nan


@cache
def _together() -> float:
    """Return the weeks of both plants at once: one unit of work at the sum of their paces."""
    pace = sum(breakout.WEEKS_PER_YEAR / alone for alone in PLANTS_WEEKS)
    return float(breakout.weeks(1.0, pace))


_JCPOA_5: dict[str, tuple[Callable[[], float], str, tuple[Misconception, ...], str]] = {
    "access": (
        lambda: _access_days()[0],
        "a number of days",
        (
            slip("parallel-for-series", "This is the longest step alone. The steps follow one "
                 "another: the second begins when the first has failed.",
                 lambda: _access_days()[1]),
            slip("critics-count", "This is the count of critics, with the steps before and after. "
                 "The question asks for the three named steps.",
                 lambda: float(_limit("access-clock-critics"))),
            slip("critics-count", "This is the count of critics, with the steps before and after. "
                 "The question asks for the three named steps.",
                 lambda: float(_limit("access-clock-critics", "limit_high"))),
            slip("other-clock", "These are the days of the Security Council's vote, another "
                 "clock.", lambda: float(_limit("snapback-vote"))),
        ),
        "Does the second step wait for the first?",
    ),
    "all three ended": (
        lambda: _years()[-1],
        "a number of years",
        (
            slip("parallel-terms-added", "You added clocks that run side by side. All three start "
                 "on the same day, so the last one decides.", lambda: sum(_years())),
            slip("parallel-terms-added", "You added two clocks that run side by side. They start "
                 "on the same day, so the last one decides.", lambda: _years()[0] + _years()[-1]),
            slip("first-for-last", "By then one of the three has ended. The question asks when all "
                 "have.", lambda: _years()[0]),
            slip("mean-of-terms", "The mean of three clocks is the end of none.",
                 lambda: sum(_years()) / len(_years())),
            slip("year-for-duration", "This is the year in which it ends. The question asks how "
                 "many years after the start.",
                 lambda: float(str(_limit("stock-uf6", "end_date"))[:4]), 1e-6),
        ),
        "When has the last of the three ended?",
    ),
    "both plants": (
        _together,
        "a number of weeks",
        (
            slip("parallel-terms-added", "You added times that run side by side. Two plants at "
                 "once are faster than one, so the answer is below both.",
                 lambda: sum(PLANTS_WEEKS)),
            slip("mean-of-terms", "This is the mean. Two plants at once are faster than the faster "
                 "one alone.", lambda: sum(PLANTS_WEEKS) / len(PLANTS_WEEKS)),
            slip("fastest-alone", "This is the faster plant alone, as if the other stood still. "
                 "Add what both do in a week.", lambda: min(PLANTS_WEEKS)),
            slip("slowest-decides", "This is the slower plant alone. The work is shared, so nobody "
                 "waits for it.", lambda: max(PLANTS_WEEKS)),
            slip("half-of-mean", "Half of the mean would be right for two equal plants. Add what "
                 "each does in one week.", lambda: sum(PLANTS_WEEKS) / 4.0),
            slip("pace-for-time", "This is the share of the work that both do in a week. How many "
                 "weeks make a whole?", lambda: 1.0 / _together()),
        ),
        "Which share of the work does each plant do in one week?",
    ),
}  # fmt: skip


def _judge_term(part: str) -> Callable[[object], Verdict]:
    expected, wants, slips, nudge = _JCPOA_5[part]
    unit = wants.rpartition(" ")[2]
    return number_judge(expected, slips, wants=wants, nudge=nudge, relative=0.01, unit=unit)


def _judge_5(answer: object) -> Verdict:
    return judge_parts(answer, {part: (1.0, _judge_term(part)) for part in _PARTS_5}, _WANTS_5)


# ---------------------------------------------------------------- jcpoa-6: law in words

_JCPOA_6: dict[str, Options] = {
    "the verb": {
        "A": ("called-upon-for-ban", "'Is called upon' is not 'shall not'. The ban stood in "
              "resolution 1929 of 2010; resolution 2231 put a request in its place."),
        "B": ("request-is-nothing", "A request by the Council is weaker than an order, and it is "
              "not nothing: states cited it, and called tests a defiance of it."),
        "C": ("resolution-for-deal", "The sentence stands in annex B of the resolution. The deal "
              "itself has no clause on missiles."),
        "D": ("", "'Called upon' asks. 'Shall not' orders."),
    },
    "the vote": {
        "A": ("snapback-needs-a-vote", "It is the other way round. The older resolutions returned "
              "without a vote; a vote was needed to stop that."),
        "B": ("", "Without a vote to keep the relief, the older resolutions return."),
        "C": ("veto-stops-snapback", "A veto could not stop the return. It could only stop the "
              "vote that would have prevented it."),
        "D": ("contested-as-settled", "This reports one reading as if nobody denied it. Iran, "
              "Russia and China say that there was nothing to snap back."),
    },
    "the silence": {
        "A": ("absence-as-reason", "This reads a reason out of an absence. The missing clause fits "
              "this reason, and fits its three rivals just as well."),
        "B": ("absence-as-silence", "Not in the text does not mean not talked about. Both sides "
              "spoke about missiles in 2014, and fought over the Council's rules in July 2015."),
        "C": ("", "All four reasons predict the gap, so the gap cannot choose between them."),
        "D": ("absence-as-permission", "What the deal leaves out, another text may hold. The "
              "Council's resolution asked Iran to leave some missile work alone."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- jcpoa-7: which rule, on which day

_WORDS_7 = ("ban", "request", "none")
_WANTS_7 = 'a dictionary with "ban", "request" or "none" for each of the four lines'

_LIFTED = (
    "called-upon-for-ban",
    "Under the deal the ban of 2010 had made way for a request: Iran was 'called upon'.",
)
_CLAUSE_END = (
    "resolution-end-for-clause-end",
    "The resolution ran until 18 October 2025, but its missile clause ended two years earlier, on "
    "Transition Day.",
)
_OTHER_READING = (
    "one-reading-for-all",
    "This is the other side's reading. The status is contested: the answer depends on who is "
    "asked.",
)

#: Part -> day, reading, and what a wrong word shows.
_JCPOA_7: dict[str, tuple[str, str, Mapping[str, tuple[str, str]]]] = {
    "9 March 2016": ("2016-03-09", "e3_us", {
        "ban": _LIFTED,
        "none": ("request-is-nothing", "There was a rule, though a weak one: look at the verb."),
    }),
    "19 October 2023": ("2023-10-19", "e3_us", {
        "request": _CLAUSE_END,
        "ban": ("snapback-before-its-day", "Nobody says that the ban was back in 2023: snapback "
                "was started in August 2025."),
    }),
    "11 February 2026, E3 and US": (ARTICLE_DAY, "e3_us", {
        "none": _OTHER_READING,
        "request": ("snapback-brings-the-request", "Snapback, by this reading, brings back the "
                    "older resolutions. The request is not one of them."),
    }),
    "11 February 2026, Iran, Russia and China": (ARTICLE_DAY, "iran_russia_china", {
        "ban": _OTHER_READING,
        "request": _CLAUSE_END,
    }),
}  # fmt: skip


@cache
def _rule(day: str, reading: str) -> str:
    """Return the rule on Iran's own missile work on a day: "ban", "request" or "none"."""
    rules = evidence.rules_on(day, reading)
    own = [r["wording"] for r in rules if r["holds"] and r["name"].startswith("Iran ")]
    return str(own[0]) if own else "none"


def _judge_rule(part: str) -> Callable[[Any], Verdict]:
    day, reading, slips = _JCPOA_7[part]

    def judge(value: Any) -> Verdict:
        if is_unanswered(value):
            return Verdict(0.0, "unanswered", "")
        word = value.strip().casefold().rstrip(".") if isinstance(value, str) else ""
        if word not in _WORDS_7:
            says = f'expected "ban", "request" or "none", got {describe(value)}.'
            return Verdict(0.0, "type", says)
        if word == _rule(day, reading):
            return Verdict(1.0, "right", "Each rule has a first and a last day, and a reader.")
        name, says = slips[word]
        return Verdict(0.0, "wrong", says, name)

    return judge


def _judge_7(answer: object) -> Verdict:
    return judge_parts(answer, {part: (1.0, _judge_rule(part)) for part in _JCPOA_7}, _WANTS_7)


# ---------------------------------------------------------------- jcpoa-8: an inverse

_YEARS_8 = 0.5


@cache
def _swu(product_kg: float, stock_kg: float) -> float:
    """Return the work to an amount of uranium of 90 % with a stock of the deal's level."""
    product, stock = breakout.KgU(product_kg), breakout.KgU(stock_kg)
    return float(breakout.swu_needed(product, _GOAL, stock, _DEAL_LEVEL, evidence.TAILS))


def _capacity() -> float:
    return _swu(evidence.QUANTITIES["iaea"][1], _cap()) / _YEARS_8


_JCPOA_8 = (
    slip("time-for-rate", "You multiplied by the time. Less time needs more work a year: divide.",
         lambda: _capacity() * _YEARS_8**2, 0.004),
    slip("work-for-capacity", "This is the work itself, in SWU. The same work in half a year needs "
         "another pace: how many SWU a year?", lambda: _capacity() * _YEARS_8, 0.004),
    slip("weapon-grade-for-isotope", "This asks for 25 kg of weapon-grade uranium, as ISIS does. "
         "The IAEA's 25 kg are U-235, in 27.8 kg of uranium.",
         lambda: _swu(evidence.QUANTITIES["isis"][1], _cap()) / _YEARS_8, 0.004),
    slip("gas-for-uranium", "You took the 300 kg for uranium. They are gas: convert the stock "
         "first.", lambda: _swu(evidence.QUANTITIES["iaea"][1], _gas()) / _YEARS_8, 0.004),
    slip("stock-forgotten", "This starts from natural uranium alone. The permitted stock saves "
         "part of the work.", lambda: _swu(evidence.QUANTITIES["iaea"][1], 0.0) / _YEARS_8, 0.004),
    slip("week-for-year", "This is SWU a week. Capacity is counted in SWU a year.",
         lambda: _capacity() / breakout.WEEKS_PER_YEAR, 0.01),
    slip("month-for-year", "This is SWU a month. Capacity is counted in SWU a year.",
         lambda: _capacity() / 12.0, 0.01),
)  # fmt: skip


_judge_8 = number_judge(
    _capacity,
    _JCPOA_8,
    wants="a number in SWU a year",
    relative=0.01,
    unit="SWU a year",
    nudge="Put your number into the chapter's dials: do they show 26 weeks for the IAEA?",
)


# ---------------------------------------------------------------- jcpoa-9: a function


def _after(prior: float, ratios: Sequence[float]) -> float:
    return float(forecasting.bayes_update(prior, math.prod(ratios)))


def _odds(prior: float) -> float:
    return prior / (1.0 - prior)


def _to_chance(odds: float) -> float:
    return odds / (1.0 + odds)


def _case(says: str, prior: float, ratios: Sequence[float]) -> Case:
    return Case(says, (prior, list(ratios)), _after(prior, ratios))


@cache
def _ratios(reason: str) -> tuple[float, ...]:
    return tuple(piece.ratio(reason) for piece in evidence.pieces())


def _cases_9(seed: int | None = None) -> list[Case]:
    """Return the public cases, or cases drawn from a seed with the same traps."""
    if seed is None:
        return [
            _case("Verification, by the book's seven ratios", 0.5, _ratios("verification")),
            _case("Refusal, by the book's seven ratios", 0.5, _ratios("refusal")),
            _case("A ratio of 1 is no evidence", 0.3, [1.0]),
            _case("A prior other than one half", 0.2, [4.0]),
            _case("Two pieces that cancel", 0.7, [2.0, 0.5]),
            _case("No evidence leaves the prior", 0.6, []),
        ]
    dice = random.Random(seed)
    cases = []
    for _ in range(8):
        ratios = [round(dice.uniform(0.2, 6.0), 1) for _ in range(dice.randrange(1, 8))]
        cases.append(_case("Drawn at random", round(dice.uniform(0.05, 0.95), 2), ratios))
    cases.append(_case("No evidence leaves the prior", round(dice.uniform(0.1, 0.9), 2), []))
    return cases


_behaves = partial(behaves, within=0.001)

_JCPOA_9 = (
    Misconception("odds-for-chance", "These are odds. Turn them back at the end: chance = odds / "
                  "(1 + odds).", _behaves(lambda p, r: _odds(p) * math.prod(r)), credit=1 / 3),
    Misconception("percent-for-share", "This is a percentage. A chance lies between 0 and 1.",
                  _behaves(lambda p, r: 100.0 * _after(p, r)), credit=1 / 3),
    Misconception("chance-for-odds", "You multiplied the chance by the ratios, so it can pass 1. "
                  "Ratios multiply odds: odds = prior / (1 - prior).",
                  _behaves(lambda p, r: p * math.prod(r))),
    Misconception("chance-for-odds", "You multiplied the chance by the ratios and cut it off at 1. "
                  "Ratios multiply odds: odds = prior / (1 - prior).",
                  _behaves(lambda p, r: min(1.0, p * math.prod(r)))),
    Misconception("chance-for-odds", "You turned a chance back as if it were odds. Make odds of "
                  "the prior first: odds = prior / (1 - prior).",
                  _behaves(lambda p, r: _to_chance(p * math.prod(r)))),
    Misconception("prior-forgotten", "The prior plays no part here. Begin with its odds.",
                  _behaves(lambda p, r: _to_chance(math.prod(r)))),
    Misconception("ratios-added", "You added the ratios. Pieces that are independent multiply.",
                  _behaves(lambda p, r: _to_chance(_odds(p) * sum(r)))),
    Misconception("ratios-averaged", "You took the mean of the ratios. Each piece moves the odds "
                  "that the one before has left: multiply.",
                  _behaves(lambda p, r: _to_chance(_odds(p) * sum(r) / max(len(r), 1)))),
    Misconception("last-piece-only", "Only the last piece counts here. Keep the chance from step "
                  "to step instead of starting again from the prior.",
                  _behaves(lambda p, r: _after(p, r[-1:]))),
    Misconception("first-piece-only", "Only the first piece counts here. Does a return stand "
                  "inside the loop?", _behaves(lambda p, r: _after(p, r[:1]))),
    Misconception("upside-down", "The evidence works the wrong way round: a ratio above 1 must "
                  "raise the chance.", _behaves(lambda p, r: _after(p, [1.0 / x for x in r]))),
)  # fmt: skip

_FUNCTION_9 = NumberFunction("chance_after(prior, ratios)", _cases_9, _JCPOA_9)


# ---------------------------------------------------------------- jcpoa-10: a puzzle

_WANTS_10 = (
    'a dictionary with "verification above one half" (two pieces and their weights) and '
    '"priority below one half" (one piece and its weight)'
)
_MOST_WEIGHT = 2.0

#: Part -> reason, number of pieces to change, and whether it should end above one half.
_JCPOA_10: dict[str, tuple[str, int, bool]] = {
    "verification above one half": ("verification", 2, True),
    "priority below one half": ("priority", 1, False),
}


def _chance(reason: str, changed: Mapping[str, float]) -> float:
    """Return the percent for a reason with some weights changed."""
    rows = evidence.why_left_out(50.0, **{**evidence.weighing("ours"), **changed})
    return float(rows[list(evidence.REASONS).index(reason)]["posterior"])


def _weights(value: Any, how_many: int) -> dict[str, float] | Verdict:
    """Return the changed weights, or what is wrong with their shape."""
    count = f"{'one piece' if how_many == 1 else 'two pieces'}"
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    given = as_mapping(value)
    if given is None:
        says = f"expected {count} with a weight, such as {{name: 1}}, got {describe(value)}."
        return Verdict(0.0, "type", says)
    known = {piece.key for piece in evidence.pieces()}
    found: dict[str, float] = {}
    for name, cell in given.items():
        quantity = number(cell)
        if name not in known:
            says = f"'{name[:40]}' is not one of the pieces: {', '.join(sorted(known))}."
            return Verdict(0.0, "type", says)
        if quantity is None or quantity.unit or not math.isfinite(quantity.value):
            says = f"the weight of {name} should be a number, got {describe(cell)}."
            return Verdict(0.0, "type", says)
        found[name] = quantity.value
    outside = [name for name, weight in found.items() if not 0.0 <= weight <= _MOST_WEIGHT]
    if outside:
        says = (
            f"a weight lies between 0 (ignore) and 2 (count twice); {outside[0]} does not. The "
            "ratio says how strong a piece is, the weight only how much you trust it."
        )
        return Verdict(0.0, "wrong", says, "weight-for-ratio")
    if len(found) > how_many:
        says = f"this changes more than {count}. The puzzle is to do it with few."
        return Verdict(0.0, "wrong", says, "too-many-changes")
    return found


def _judge_weights(part: str) -> Callable[[Any], Verdict]:
    reason, how_many, above = _JCPOA_10[part]

    def judge(value: Any) -> Verdict:
        changed = _weights(value, how_many)
        if isinstance(changed, Verdict):
            return changed
        chance = _chance(reason, changed)
        if (chance > 50.0 + 1e-9) if above else (chance < 50.0 - 1e-9):
            return Verdict(1.0, "right", "A verdict that few weights can turn is not firm.")
        words = evidence.REASONS[reason]
        ratios = {p.key: p.ratio(reason) for p in evidence.pieces() if p.key in changed}
        idle = [name for name, ratio in ratios.items() if ratio == 1.0]
        if idle:
            says = (
                f"{idle[0]} has a ratio of 1 for '{words}': it is no evidence on this reason, "
                "whatever its weight."
            )
            return Verdict(0.0, "wrong", says, "piece-without-bearing")
        against = [
            n for n, ratio in ratios.items() if (changed[n] > 1.0) is ((ratio < 1.0) is above)
        ]
        against = [n for n in against if changed[n] != 1.0]
        if against:
            says = (
                f"the change of {against[0]} works the wrong way. A ratio below 1 speaks against "
                "the reason: more weight on it lowers the chance. Above 1 it is the reverse."
            )
            return Verdict(0.0, "wrong", says, "wrong-direction")
        says = f"with this '{words}' ends at {chance:.0f} %. Which piece moves it most?"
        if abs(chance - 50.0) <= 1e-9:
            says = "exactly one half is neither above nor below."
        return Verdict(0.0, "wrong", says, "not-enough")

    return judge


def _judge_10(answer: object) -> Verdict:
    parts = {part: (1.0, _judge_weights(part)) for part in _JCPOA_10}
    return judge_parts(answer, parts, _WANTS_10)


# ---------------------------------------------------------------- the tasks

TASKS: tuple[Task, ...] = (
    Task(
        task_id="jcpoa-1",
        chapter=CHAPTER,
        title="Three hundred kilograms of what?",
        kind="number",
        objective="Convert a stock from kilograms of gas to kilograms of uranium.",
        points=2,
        minutes=5,
        why="the deal counts gas and the inspectors count uranium; whoever mixes them is off by "
        "a third.",
        wants="a number in kg of uranium",
        judge=_judge_1,
    ),
    Task(
        task_id="jcpoa-2",
        chapter=CHAPTER,
        title="Three headlines",
        kind="choice",
        objective="Say what a breakout time and a stock figure claim, and how well they are known.",
        points=3,
        minutes=8,
        why="the number in a headline is seldom wrong; what it counts is often left out.",
        wants=letters_wanted(_JCPOA_2),
        judge=choices(_JCPOA_2),
    ),
    Task(
        task_id="jcpoa-3",
        chapter=CHAPTER,
        title="One stock, four levels",
        kind="table",
        objective="Count U-235 and significant quantities in a stock, level by level.",
        points=4,
        minutes=12,
        why="the same 25 or 75 kilograms mean nothing until one says kilograms of what.",
        wants=_WANTS_3,
        judge=_judge_3,
    ),
    Task(
        task_id="jcpoa-4",
        chapter=CHAPTER,
        title="How much of the way is done?",
        kind="chart data",
        objective="Show why the level of a stock is a poor measure of the work left.",
        points=3,
        minutes=10,
        why="limits on the level weigh more than they look, because the first per cents cost most.",
        wants=_WANTS_4,
        judge=_judge_4,
    ),
    Task(
        task_id="jcpoa-5",
        chapter=CHAPTER,
        title="One after another, or side by side?",
        kind="numbers",
        objective="Tell terms that follow one another from terms that run in parallel.",
        points=3,
        minutes=8,
        why="a timetable misread by adding, or by not adding, is wrong by years.",
        wants=_WANTS_5,
        judge=_judge_5,
    ),
    Task(
        task_id="jcpoa-6",
        chapter=CHAPTER,
        title="A verb, a vote and a silence",
        kind="choice",
        objective="Read a request, snapback and a missing clause for what they say.",
        points=3,
        minutes=8,
        why="the quarrel of autumn 2025 is about these words, not about missiles alone.",
        wants=letters_wanted(_JCPOA_6),
        judge=choices(_JCPOA_6),
    ),
    Task(
        task_id="jcpoa-7",
        chapter=CHAPTER,
        title="Which rule, on which day, by whose reading?",
        kind="readings",
        objective="Find the missile rule in force on a day, and name the reading behind it.",
        points=4,
        minutes=10,
        why="where the law is contested, 'in force' is half a sentence.",
        wants=_WANTS_7,
        judge=_judge_7,
    ),
    Task(
        task_id="jcpoa-8",
        chapter=CHAPTER,
        title="A cap for half a year",
        kind="number",
        objective="Invert the breakout arithmetic: from a wished-for time to a capacity.",
        points=2,
        minutes=10,
        why="negotiators begin with the time they want and ask what it would take.",
        wants="a number in SWU a year",
        judge=_judge_8,
    ),
    FunctionTask(
        task_id="jcpoa-9",
        chapter=CHAPTER,
        title="Weighing reasons",
        kind="function",
        objective="Update a chance by several pieces of evidence, with Bayes's rule.",
        points=3,
        minutes=12,
        why="a rule written down makes everybody's judgements open to the same attack.",
        wants=_FUNCTION_9.wants,
        judge=_FUNCTION_9.judge,
        cases=_FUNCTION_9.cases,
        judge_outputs=_FUNCTION_9.judge_outputs,
    ),
    Task(
        task_id="jcpoa-10",
        chapter=CHAPTER,
        title="How few weights turn a verdict?",
        kind="puzzle",
        objective="Find the smallest change of judgement that turns a verdict.",
        points=4,
        minutes=12,
        why="a verdict is as firm as the number of judgements that must change to turn it.",
        wants=_WANTS_10,
        judge=_judge_10,
    ),
    Task(
        task_id="jcpoa-11",
        chapter=CHAPTER,
        title="Your verdict on claim C13",
        kind="argument",
        objective="Argue about a 'because' without reading it out of an absence.",
        points=0,
        minutes=20,
        why="a cause is the hardest thing to claim, and the easiest to print.",
        wants=ARGUMENT_WANTS,
        judge=judge_argument,
        manual_points=4,
        rubric=(
            "Keeps two claims apart: that missiles are hard to verify, and that this is one reason "
            "why they were left out.",
            "Names evidence that one reason predicts better than its rivals, with its date and "
            "speaker.",
            "Does not read the reason out of the missing clause, and says what was not searched "
            "or found.",
            "Puts the strongest objection fairly, and says what would change the verdict.",
        ),
    ),
)
