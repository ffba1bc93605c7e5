"""The tasks of chapter 3: when a threat holds somebody back, and what counts show of it.

Expected values come from the models and the tables, when they are first needed. What is typed in
here are the made-up cases that the tasks state, and nothing that a table or a model could change.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

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
from missile_question.evidence import deterrence as evidence
from missile_question.models import deterrence, forecasting

__all__ = ["CHEAPER", "COUNTED_SINCE", "CURVE_YEARS", "PAIRS", "SHIELD", "TASKS", "THREAT", "WATCH"]

CHAPTER = "03_deterrence"

#: deter-1: what an unanswered attack, the status quo and an answered attack are worth to a side.
THREAT = {"gain": 5.0, "status_quo": 2.0, "punishment": -10.0}
#: deter-4: first year of the counts of aircraft.
COUNTED_SINCE = 2008
#: deter-5: the years of the chart, and how many times more a dollar is assumed to buy in Iran.
CURVE_YEARS = tuple(range(2010, 2025, 2))
CHEAPER = 2.0
#: deter-6: reactions of the first side and of the second to each other; restraint is 1.
PAIRS = {
    "A": (0.6, 0.6),
    "B": (1.2, 0.6),
    "C": (1.5, 0.8),
    "D": (0.9, 0.9),
    "E": (2.0, 0.4),
    "F": (0.7, 1.5),
}
MOTIVE = 2.0
#: deter-7: the prize, the chances (per cent) that an answer is ordered and survives, and its pain.
SHIELD = {"gain": 10.0, "answer": 80.0, "survives": 60.0, "pain": 15.0}
#: deter-10: quiet years, chance of an attack in each if nothing deters, and the belief before.
WATCH = {"years": 12, "chance": 0.05, "prior": 0.5}


# ---------------------------------------------------------------- deter-1: a threshold


def _threshold() -> float:
    return float(deterrence.credibility_threshold(**THREAT))


_GAIN, _PEACE, _PAIN = THREAT["gain"], THREAT["status_quo"], THREAT["punishment"]

_DETER_1 = (
    slip("threshold-upside-down", "The fraction is upside down. The gain goes on top, the whole "
         "way from gain to pain below; a chance cannot be above 1.", lambda: 1.0 / _threshold()),
    slip("threshold-turned-round", "This is how likely it may be that no answer comes. The "
         "question asks how likely the answer must be.", lambda: 1.0 - _threshold()),
    slip("status-quo-forgotten", "Peace is not worth 0 to this attacker. It gains only what an "
         "attack adds to what it has.", lambda: _GAIN / (_GAIN - _PAIN)),
    slip("odds-for-chance", "This compares the gain with the loss: odds, not a chance. Divide by "
         "the whole way from gain to pain.", lambda: (_GAIN - _PEACE) / (_PEACE - _PAIN)),
    slip("pain-from-zero", "The bottom of the fraction is the whole way from an unanswered to an "
         "answered attack, not the distance of the pain from zero.",
         lambda: (_GAIN - _PEACE) / -_PAIN),
    slip("sign-lost", "An answered attack is worth less than nothing. Keep its minus sign: to "
         "subtract a negative number is to add.", lambda: (_GAIN - _PEACE) / (_GAIN + _PAIN)),
    slip("percent-for-chance", "This is in per cent. Give the chance as a number between 0 and 1.",
         lambda: 100.0 * _threshold()),
    slip("certainty-needed", "A threat need not be certain. Where the pain is larger than the "
         "gain, a smaller chance of it weighs as much.", lambda: 1.0),
    Misconception("no-chance", "A chance lies between 0 and 1.", lambda x: not 0.0 <= x <= 1.0),
)  # fmt: skip


_judge_1 = number_judge(
    _threshold,
    _DETER_1,
    wants="a number between 0 and 1",
    within=0.005,
    nudge="This is not the threshold. It is what the attack gains, divided by the whole way from "
    "an unanswered to an answered attack.",
)


# ---------------------------------------------------------------- deter-2: three choices

_DETER_2: dict[str, dict[str, tuple[str, str]]] = {
    "bigger arsenal": {
        "A": ("costly-for-credible", "You took costly for credible. How much an answer hurts the "
              "attacker does not say whether the defender would give it: that is the defender's "
              "own choice, and yielding still costs it less."),
        "B": ("", "Pain for the other side does not make a threat credible."),
        "C": ("threshold-for-belief", "The belief that would be enough has fallen. The belief that "
              "is deserved has not risen: the answer would still not be given."),
        "D": ("punishment-for-denial", "You took punishment for denial. The arsenal hurts an "
              "attacker; it does not stop the attack from succeeding."),
    },
    "interceptors": {
        "A": ("punishment-for-denial", "You took denial for punishment. The attacker pays nothing "
              "extra; it gets less of what it came for."),
        "B": ("", "Denial lowers the chance of success, punishment raises the price."),
        "C": ("defence-cannot-deter", "Defence can deter as well. Who expects to fail may not try, "
              "even if failing costs nothing extra."),
        "D": ("denial-and-punishment-alike", "A missile fired is spent, intercepted or not. What "
              "interceptors change is what it gains, not what it costs."),
    },
    "two rising lines": {
        "A": ("correlation-for-cause", "You took correlation for cause. Two lines that rise "
              "together fit this story, the opposite one, and a third cause of both."),
        "B": ("correlation-for-cause", "You took correlation for cause, in the other direction. "
              "Two lines that rise together do not say which pulls."),
        "C": ("no-correlation-no-link", "That two lines rise together shows no cause, and it rules "
              "none out either."),
        "D": ("", "Rising together does not say which side answers which."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- deter-3: a function

_HOLD, _YIELD, _WAR = range(3)
_ENDS = ("hold back", "yield", "war")


def _tree(attacker: Sequence[float], defender: Sequence[float]) -> deterrence.Decision:
    pairs = zip(_ENDS, attacker, defender, strict=True)
    peace, concession, war = (deterrence.Outcome(n, {"A": a, "D": d}) for n, a, d in pairs)
    answer = deterrence.Decision("answer?", "D", {"yield": concession, "answer": war})
    return deterrence.Decision("attack?", "A", {"hold back": peace, "attack": answer})


def _end(attacker: Sequence[float], defender: Sequence[float]) -> int:
    """Return where the threat game ends, 0 to 2, from the model."""
    return _ENDS.index(deterrence.backward_induction(_tree(attacker, defender)).outcome.name)


def _case(says: str, attacker: Sequence[float], defender: Sequence[float]) -> Case:
    return Case(says, (list(attacker), list(defender)), float(_end(attacker, defender)))


def _cases_3(seed: int | None = None) -> list[Case]:
    """Return the public cases, or cases drawn from a seed with the same traps."""
    if seed is None:
        return [
            _case("The answer would hurt, and is not given", [0, 4, -6], [0, -5, -6]),
            _case("The answer hurts, and is given", [0, 4, -6], [0, -6, -5]),
            _case("The answer is given, and is too weak", [0, 4, 1], [1, -6, -5]),
            _case("Peace is worth more than what attack could win", [5, 4, 3], [0, -5, -6]),
            _case("The attacker cannot bear peace", [-7, 4, -6], [0, -8, -5]),
            _case("A small prize, a heavy answer", [0, 1, -20], [0, -2, -1]),
        ]
    dice = random.Random(seed)
    wanted: list[Callable[[Sequence[float], Sequence[float]], bool]] = [
        *(partial(_ends_at, end) for end in (_HOLD, _YIELD, _WAR)),
        *(partial(_caught, wrong) for wrong in (_forward, _fearful, _spiteful, _best_sum, _reply)),
    ]
    cases = []
    for fits in wanted:
        pair = None
        while pair is None or not fits(*pair):
            pair = [dice.sample(range(-12, 13), 3) for _ in range(2)]
        cases.append(_case("Drawn at random", *pair))
    return cases


def _ends_at(end: int, attacker: Sequence[float], defender: Sequence[float]) -> bool:
    return _end(attacker, defender) == end


def _caught(
    wrong: Callable[[Sequence[float], Sequence[float]], int],
    attacker: Sequence[float],
    defender: Sequence[float],
) -> bool:
    """Whether a wrong function gives itself away on a case."""
    return wrong(attacker, defender) != _end(attacker, defender)


def _forward(attacker: Sequence[float], defender: Sequence[float]) -> int:
    """Move as if each looked only at the best that could follow."""
    if max(attacker[_YIELD], attacker[_WAR]) < attacker[_HOLD]:
        return _HOLD
    return _WAR if defender[_WAR] > defender[_YIELD] else _YIELD


def _fearful(attacker: Sequence[float], defender: Sequence[float]) -> int:
    """Move as if the defender always answered."""
    return _WAR if attacker[_WAR] > attacker[_HOLD] else _HOLD


def _spiteful(attacker: Sequence[float], defender: Sequence[float]) -> int:
    """Move as if the defender answered where that hurts the attacker."""
    reply = _WAR if attacker[_WAR] < attacker[_YIELD] else _YIELD
    return reply if attacker[reply] > attacker[_HOLD] else _HOLD


def _best_sum(attacker: Sequence[float], defender: Sequence[float]) -> int:
    sums = [a + d for a, d in zip(attacker, defender, strict=True)]
    return sums.index(max(sums))


def _reply(attacker: Sequence[float], defender: Sequence[float]) -> int:
    """Return the defender's choice, whatever the attacker does."""
    return _WAR if defender[_WAR] > defender[_YIELD] else _YIELD


def _payoff(attacker: Sequence[float], defender: Sequence[float]) -> float:
    return attacker[_end(attacker, defender)]


_DETER_3 = (
    Misconception("forward-induction", "You started at the beginning: the attacker looks at the "
                  "best that could follow. Start at the end: first find what the defender would "
                  "do, then let the attacker choose, who knows it.", behaves(_forward)),
    Misconception("costly-for-credible", "Here the answer always comes, or comes because it hurts "
                  "the attacker. The defender answers only if that is better for itself.",
                  lambda got: behaves(_fearful)(got) or behaves(_spiteful)(got)),
    Misconception("equilibrium-for-best", "This is the end with the largest sum for both. Each "
                  "side looks at its own numbers, and where that leads need not be best for both.",
                  behaves(_best_sum)),
    Misconception("highest-for-reached", "This is the end that the attacker likes best. The "
                  "defender moves as well.", behaves(lambda a, d: list(a).index(max(a)))),
    Misconception("payoff-for-end", "This is what the end is worth to the attacker. Return which "
                  "end it is: 0, 1 or 2.", behaves(_payoff), credit=1 / 3),
    Misconception("defender-only", "This is the defender's choice alone. The attacker moves first "
                  "and may hold back (0).", behaves(_reply),
                  credit=1 / 3),
)  # fmt: skip

_FUNCTION_3 = NumberFunction("ending(attacker, defender)", _cases_3, _DETER_3)


# ---------------------------------------------------------------- deter-4: a table

_RULES = ("inventory", "flyable")
_COLUMNS_4 = ("low", "high", "counts")
_WANTS_4 = "a table with the rows inventory and flyable, and the columns low, high and counts"


def _summary(rows: Any) -> dict[str, dict[str, float]]:
    """Return low, high and number of counts by rule, as the task wants them."""
    out = {}
    for rule in _RULES:
        own = rows[rows["counting_rule"] == rule]
        low, high = evidence.span(own)
        out[rule] = {"low": low, "high": high, "counts": float(len(own))}
    return out


@cache
def _fleet() -> dict[str, dict[str, float]]:
    return _summary(evidence.firm(evidence.aircraft("Iran", since=COUNTED_SINCE)))


@cache
def _wrong_fleets() -> list[tuple[str, str, dict[str, dict[str, float]]]]:
    """Return tables that named mistakes give: (name, words, rule -> column -> number)."""
    rows = evidence.aircraft("Iran", since=COUNTED_SINCE)
    firm = evidence.firm(rows)
    right = _fleet()
    means = {
        rule: {c: float(firm[firm["counting_rule"] == rule][c].mean()) for c in ("low", "high")}
        for rule in _RULES
    }
    low, high = evidence.span(firm)
    pooled = {"low": low, "high": high, "counts": float(len(firm))}
    return [
        ("books-for-flyable", "These are the aircraft on the books. A count on the books says what "
         "a state owns; keep only the rows whose counting_rule is flyable.",
         {"inventory": {}, "flyable": right["inventory"]}),
        ("flyable-for-books", "These are the aircraft able to fly. The two rules are swapped.",
         {"inventory": right["flyable"], "flyable": {}}),
        ("doubtful-counted", "Doubtful rows are in here. Start from firm, which leaves out what is "
         "unverified or of low confidence.", _summary(rows)),
        ("rules-pooled", "All counting rules are in one pot. What is owned and what can fly are "
         "different things: group by counting_rule.", dict.fromkeys(_RULES, pooled)),
        ("all-years-counted", "Older rows are in here. Before the war with Iraq the fleet was a "
         "different one: count since the year that the task names.",
         _summary(evidence.firm(evidence.aircraft("Iran")))),
        ("mean-of-disagreeing-sources", "This is the mean. Sources that disagree are not averaged: "
         "show the two ends.", means),
        ("ends-swapped", "Low and high are swapped.",
         {rule: {"low": row["high"], "high": row["low"]} for rule, row in right.items()}),
    ]  # fmt: skip


def _judge_4(answer: object) -> Verdict:
    rows = read_rows(
        plain(answer),
        {rule: rule for rule in _RULES},
        _COLUMNS_4,
        wants=_WANTS_4,
        each="counting rule",
        only=". Keep inventory and flyable only.",
        twice="There is more than one row for {}.",
    )
    if isinstance(rows, Verdict):
        return rows
    found = {
        name: judge_cells(
            {rule: rows[rule][name] for rule in _RULES},
            {rule: _fleet()[rule][name] for rule in _RULES},
            same=lambda got, wanted: abs(got - wanted) <= 0.5,
            right="Counts of aircraft are right to within 0.5.",
            mistakes=(
                (mistake, says, {rule: row[name] for rule, row in table.items() if name in row})
                for mistake, says, table in _wrong_fleets()
            ),
            joint=" and ",
            wants="a number in every row",
        )
        for name in _COLUMNS_4
    }
    return combine(found, {"low": 1.0, "high": 1.0, "counts": 2.0})


# ---------------------------------------------------------------- deter-5: a chart's data

_COLUMNS_5 = ("exchange", "cheaper")
_WANTS_5 = "a table with the columns year, exchange and cheaper"


@cache
def _ratios(country: str = "Israel", basis: str = "current") -> list[float]:
    """Return spending as a multiple of Iran's in the years of the chart."""
    series = evidence.spending_ratio(country, basis)
    return [float(series.get(year, math.nan)) for year in CURVE_YEARS]


def _scaled(factor: float, basis: str = "current") -> list[float]:
    return [factor * ratio for ratio in _ratios("Israel", basis)]


def _wanted_5(column: str) -> list[float]:
    return _scaled(1.0 / CHEAPER if column == "cheaper" else 1.0)


_INVERSE = "This is Iran's spending as a multiple of Israel's. Turn it round."

_DETER_5 = {
    "exchange": (
        column_slip("constant-for-current", "These are dollars of 2023. The task asks for dollars "
                    "at each year's exchange rates.", lambda: _ratios(basis="constant"), 0.05),
        column_slip("already-adjusted", "This is adjusted already. Leave the column exchange as "
                    "the table gives it.", lambda: _scaled(1.0 / CHEAPER), 0.05),
        column_slip("ratio-upside-down", _INVERSE,
                    lambda: [1.0 / ratio for ratio in _ratios()], 0.05),
        column_slip("other-country", "This is Saudi Arabia. The task asks for Israel.",
                    lambda: _ratios("Saudi Arabia"), 0.05),
    ),
    "cheaper": (
        column_slip("exchange-rate-for-purchasing-power", "This is still at exchange rates. They "
                    "say what money fetches at a bank, not what it buys at home: adjust it.",
                    _ratios, 0.05),
        column_slip("price-level-upside-down", "The factor is the wrong way round. Where a dollar "
                    "buys more, Iran's spending counts for more, and Israel's multiple of it "
                    "falls.", lambda: _scaled(CHEAPER), 0.05),
        column_slip("constant-for-purchasing-power", "These are dollars of 2023. They take out "
                    "inflation from year to year, not the difference in prices between two "
                    "countries.", lambda: _ratios(basis="constant"), 0.05),
        column_slip("constant-for-current", "This adjusts dollars of 2023. Adjust the column "
                    "exchange, which is in dollars of the year.",
                    lambda: _scaled(1.0 / CHEAPER, "constant"), 0.05),
        column_slip("ratio-upside-down", _INVERSE,
                    lambda: [CHEAPER / ratio for ratio in _ratios()], 0.05),
    ),
}  # fmt: skip


def _judge_5(answer: object) -> Verdict:
    columns = read_columns(plain(answer), ("year", *_COLUMNS_5), _WANTS_5)
    if isinstance(columns, Verdict):
        return columns
    if finite_numbers(columns["year"]) != [float(year) for year in CURVE_YEARS]:
        says = f"The column year should hold the {len(CURVE_YEARS)} numbers of years."
        return Verdict(0.0, "wrong", says, "other-years")
    found = {
        name: judge_column(
            columns[name],
            expected=_wanted_5(name),
            within=0.05,
            right="Multiples counted as right to within 0.05.",
            wants="a number in every row",
            misconceptions=_DETER_5[name],
            nudge="these are not Israel's multiples for the years of the chart.",
        )
        for name in _COLUMNS_5
    }
    return combine(found, {"exchange": 1.0, "cheaper": 2.0})


# ---------------------------------------------------------------- deter-6: races

_WANTS_6 = 'a dictionary with a list of letters ("settle") and a number ("B ends at")'


def _settles(one: float, other: float) -> bool:
    return bool(deterrence.arms_race_stable(one, 1.0, other, 1.0))


def _those(rule: Callable[[float, float], bool]) -> frozenset[str]:
    return frozenset(name for name, pair in PAIRS.items() if rule(*pair))


_SETS_6: tuple[tuple[str, str, Callable[[float, float], bool]], ...] = (
    ("runaway-missed", "All six cannot settle. Where each step calls forth a larger one, the race "
     "runs away, though nobody is greedy: multiply the two reactions.", lambda k, m: True),
    ("settle-and-runaway-swapped", "These are the races that run away.",
     lambda k, m: not _settles(k, m)),
    ("each-below-one", "One reaction above 1 is not yet a runaway. The echo goes through both "
     "sides, so their product counts.", lambda k, m: k < 1.0 and m < 1.0),
    ("sum-for-product", "You added the reactions or took their mean. An echo that passes through "
     "both sides is multiplied.", lambda k, m: k + m < 2.0),
    ("one-side-only", "You looked at the first side only. The race is between two.",
     lambda k, m: k < 1.0),
    ("one-side-only", "You looked at the second side only. The race is between two.",
     lambda k, m: m < 1.0),
    ("either-below-one", "One calm side does not always slow the other down. Multiply the two "
     "reactions.", lambda k, m: k < 1.0 or m < 1.0),
)  # fmt: skip


def _letter(name: Any) -> str | None:
    letter = name.upper() if isinstance(name, str) else ""
    return letter if letter in PAIRS else None


def _judge_settle(value: Any) -> Verdict:
    got = read_set(
        value,
        _letter,
        wants="a list of letters",
        stranger="Expected letters from A to F, got {}.",
        blanks=True,
    )
    if isinstance(got, Verdict):
        return got
    right = _those(_settles)
    if got == right:
        return Verdict(1.0, "right", "What counts is the product of the two reactions.")
    for name, says, rule in _SETS_6:
        if got == _those(rule):
            return Verdict(0.0, "wrong", says, name)
    missed = got - right
    if missed:
        says = f"{len(missed)} of these run away: there the echo grows with every round."
        return Verdict(0.0, "wrong", says, "runaway-missed")
    return Verdict(0.0, "wrong", f"These settle, but {len(right - got)} more do as well.")


def _rest(own: float, other: float) -> float:
    """Return where a side's arms come to rest, given its own reaction and the other's."""
    level = deterrence.arms_race_equilibrium(own, 1.0, MOTIVE, other, 1.0, MOTIVE)[0]
    return float(level)


_OWN, _OTHER = PAIRS["B"]

_LEVEL = (
    slip("nobody-answers", "This is what the side wants if the other has nothing. The "
         "other has something.", lambda: MOTIVE),
    slip("one-round-only", "This counts one answer. Each answer calls for another one: "
         "ask where both stand still.", lambda: MOTIVE + _OWN * MOTIVE),
    slip("other-side", "This is where the second side ends. The task asks for the first.",
         lambda: _rest(_OTHER, _OWN)),
    slip("reaction-to-itself", "This lets the first side answer its own arms. It answers "
         "the other side's.", lambda: MOTIVE / (1.0 - _OWN)),
    slip("reaction-to-itself", "This lets the second side answer its own arms. It answers "
         "the other side's.", lambda: MOTIVE / (1.0 - _OTHER)),
    slip("sum-of-both", "This is the sum of both sides.",
         lambda: _rest(_OWN, _OTHER) + _rest(_OTHER, _OWN)),
    slip("motive-alone-amplified", "The other side's motive is missing: it starts an echo "
         "of its own.", lambda: MOTIVE / (1.0 - _OWN * _OTHER)),
    Misconception("negative-arms", "Arms cannot be negative. Look at the signs.",
                  lambda x: x < 0.0),
)  # fmt: skip
_judge_level = number_judge(
    lambda: _rest(_OWN, _OTHER),
    _LEVEL,
    wants="a number of units of arms",
    within=0.05,
    nudge="At rest the first side has its motive plus its reaction times what the second has, "
    "and the other way round. Solve the two equations, or let the function do it.",
)


def _judge_6(answer: object) -> Verdict:
    parts = {"settle": (2.0, _judge_settle), "B ends at": (1.0, _judge_level)}
    return judge_parts(answer, parts, _WANTS_6)


# ---------------------------------------------------------------- deter-7: deny or punish

_WANTS_7 = 'a dictionary with two numbers, "denial that deters" and "pain that deters"'


def _follows() -> float:
    return float(evidence.punished(SHIELD["answer"], SHIELD["survives"]))


def _denial(chance: float) -> float:
    return float(deterrence.denial_required(SHIELD["gain"], chance, SHIELD["pain"]))


def _pain(chance: float) -> float:
    return float(deterrence.punishment_required(SHIELD["gain"], 0.0, chance))


_DENIAL = (
    slip("punishment-for-denial", "This is punishment: how likely the answer is. Denial is "
         "the chance that the attack fails.", _follows),
    slip("punishment-for-denial", "This is the pain that would deter. Denial is a chance "
         "between 0 and 1.", lambda: _pain(_follows())),
    slip("denial-turned-round", "This is how likely the attack may be to succeed. Denial "
         "is the rest.", lambda: 1.0 - _denial(_follows())),
    slip("survival-forgotten", "This counts every answer that is ordered. Some have "
         "nothing left to be carried out with.", lambda: _denial(SHIELD["answer"] / 100)),
    slip("order-forgotten", "This counts all that survives as used. The answer must be "
         "ordered as well.", lambda: _denial(SHIELD["survives"] / 100)),
    slip("punishment-ignored", "This is what would be needed without any punishment.",
         lambda: _denial(0.0)),
    slip("percent-for-chance", "This is in per cent. Give a number between 0 and 1.",
         lambda: 100.0 * _denial(_follows())),
)  # fmt: skip
_judge_denial = number_judge(
    lambda: _denial(_follows()),
    _DENIAL,
    wants="a chance between 0 and 1",
    within=0.005,
    nudge="Find the chance that punishment follows, then the denial at which the attack is "
    "worth nothing.",
)


_PUNISHMENT = (
    slip("denial-for-punishment", "This is the denial that would deter. Here nothing is "
         "denied: how much must the answer cost?", lambda: _denial(_follows())),
    slip("certain-punishment", "Pain equal to the gain is enough only if it is certain.",
         lambda: SHIELD["gain"]),
    slip("survival-forgotten", "This counts every answer that is ordered. Some have "
         "nothing left to be carried out with.", lambda: _pain(SHIELD["answer"] / 100)),
    slip("order-forgotten", "This counts all that survives as used. The answer must be "
         "ordered as well.", lambda: _pain(SHIELD["survives"] / 100)),
    slip("chance-multiplied", "The less likely the answer, the more it has to cost. "
         "Divide by the chance.", lambda: SHIELD["gain"] * _follows()),
    slip("pain-as-it-is", "This is what the answer costs now. It is not enough.",
         lambda: SHIELD["pain"]),
)  # fmt: skip
_judge_pain = number_judge(
    lambda: _pain(_follows()),
    _PUNISHMENT,
    wants="a number of points",
    within=0.05,
    nudge="Without denial the attack wins the prize. What must the answer cost, given how "
    "likely it is, to outweigh that?",
)


def _judge_7(answer: object) -> Verdict:
    parts = {
        "denial that deters": (1.0, _judge_denial),
        "pain that deters": (1.0, _judge_pain),
    }
    return judge_parts(answer, parts, _WANTS_7)


# ---------------------------------------------------------------- deter-8: two threats that fail

_NAMES_8 = ("gain", "harm", "loss", "war")
_LARGEST = 20.0
_WANTS_8 = (
    'a dictionary with "terrible, not credible" and "credible, not enough", each with four numbers '
    "(gain, harm, loss, war)"
)


def _numbers(value: Any, names: Sequence[str], low: float, high: float) -> list[float] | Verdict:
    """Return named numbers in the order of the names, or what is wrong with them."""
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    given = as_mapping(value)
    if given is None and isinstance(value, list) and len(value) == len(names):
        given = {name.casefold(): v for name, v in zip(names, value, strict=True)}
    if given is None:
        shape = f"expected {len(names)} numbers ({', '.join(names)})"
        return Verdict(0.0, "type", f"{shape}, got {describe(value)}.")
    cells = [given.get(name.casefold()) for name in names]
    if any(map(is_unanswered, cells)):
        open_ = [name for name, cell in zip(names, cells, strict=True) if is_unanswered(cell)]
        return Verdict(0.0, "type", f"{', '.join(open_)}: still open.")
    got = finite_numbers(cells)
    if got is None or any(not low <= v <= high for v in got):
        pairs = zip(names, cells, strict=True)
        name, cell = next(
            (n, c) for n, c in pairs if not (v := finite_numbers([c])) or not low <= v[0] <= high
        )
        says = f"{name} must be a number from {low:g} to {high:g}, got {describe(cell)}."
        return Verdict(0.0, "type", says)
    return got


def _threat(value: Any) -> tuple[dict[str, float], Any] | Verdict:
    got = _numbers(value, _NAMES_8, 1.0, _LARGEST)
    if isinstance(got, Verdict):
        return got
    named = dict(zip(_NAMES_8, got, strict=True))
    if named["loss"] == named["war"]:
        says = "yielding and answering cost the defender the same, so it may do either. Choose."
        return Verdict(0.0, "wrong", says, "tie")
    game = evidence.threat(**named)
    if game.answered and named["gain"] == named["harm"]:
        says = "the answered attack is worth exactly as much as peace. Avoid the tie."
        return Verdict(0.0, "wrong", says, "tie")
    return named, game


_TIMES = 3.0


def _judge_terrible(value: Any) -> Verdict:
    found = _threat(value)
    if isinstance(found, Verdict):
        return found
    named, game = found
    if game.answered:
        says = (
            "here the defender would answer: war costs it less than yielding. What the answer "
            "costs the attacker does not decide that; what it costs the defender does."
        )
        return Verdict(0.0, "wrong", says, "costly-for-credible")
    if named["harm"] < _TIMES * named["gain"]:
        says = f"the attack comes, but the answer is not terrible: harm is below {_TIMES:g} times "
        return Verdict(0.5, "partly", says + "the gain.", "not-terrible")
    return Verdict(1.0, "right", "A terrible threat that would not be carried out deters nobody.")


def _judge_weak(value: Any) -> Verdict:
    found = _threat(value)
    if isinstance(found, Verdict):
        return found
    _, game = found
    if not game.answered:
        says = (
            "this threat is not credible: yielding costs the defender less than war. First make "
            "it answer."
        )
        return Verdict(0.0, "wrong", says, "not-carried-out")
    if not game.attacked:
        says = (
            "this threat deters: it is credible and it outweighs the gain. Credible is not the "
            "same as enough; which number decides whether it is enough?"
        )
        return Verdict(0.0, "wrong", says, "credible-for-sufficient")
    return Verdict(1.0, "right", "A threat can be meant, carried out, and still have failed.")


def _judge_8(answer: object) -> Verdict:
    parts = {
        "terrible, not credible": (1.0, _judge_terrible),
        "credible, not enough": (1.0, _judge_weak),
    }
    return judge_parts(answer, parts, _WANTS_8)


# ---------------------------------------------------------------- deter-9: equilibrium, not best

_NAMES_9 = ("both restrain", "I alone restrain", "I alone arm", "both arm")
_WANTS_9 = 'a dictionary with "trap" and "trust", each with four numbers'


def _game(value: Any) -> tuple[list[float], frozenset[str]] | Verdict:
    """Return the payoffs, and in which of the two ends where both do the same nobody moves."""
    got = _numbers(value, _NAMES_9, 0.0, _LARGEST)
    if isinstance(got, Verdict):
        return got
    if len(set(got)) < len(got):
        says = "two of the four numbers are equal. Make them different, so that nobody is torn."
        return Verdict(0.0, "wrong", says, "tie")
    reward, sucker, temptation, both = got
    row = [[reward, sucker], [temptation, both]]
    column = [[reward, temptation], [sucker, both]]
    found = deterrence.equilibria(row, column)
    corners = zip(found.p_low, found.p_high, found.q_low, found.q_high, strict=True)
    pure = {(p, q) for p, p2, q, q2 in corners if p == p2 and q == q2 and {p, q} <= {0.0, 1.0}}
    ends = {(1.0, 1.0): "restrain", (0.0, 0.0): "arm"}
    same = frozenset(ends[corner] for corner in pure if corner in ends)
    return got, same


def _judge_trap(value: Any) -> Verdict:
    found = _game(value)
    if isinstance(found, Verdict):
        return found
    (reward, _, _, both), same = found
    if same == {"restrain"}:
        says = (
            "here both restrain, which is best for both, and nobody wants to leave it. An "
            "equilibrium need not be best: make arming alone tempting."
        )
        return Verdict(0.0, "wrong", says, "equilibrium-for-best")
    if same == {"restrain", "arm"}:
        says = (
            "both arming is an equilibrium here, but not the only one: if the other restrains, "
            "it pays to restrain. Arming alone must pay more than that."
        )
        return Verdict(0.5, "partly", says, "not-the-only-one")
    if not same:
        says = (
            "this is chicken: in equilibrium one arms and the other gives way. Both arming must "
            "be better than to be the only one who restrains."
        )
        return Verdict(0.0, "wrong", says, "chicken-for-dilemma")
    if both > reward:
        says = (
            "both arm, and that is better for both than restraint. Then there is no trap: nobody "
            "would wish to be elsewhere."
        )
        return Verdict(0.0, "wrong", says, "equilibrium-for-best")
    return Verdict(1.0, "right", "Each does what is best for it, and both end where neither wants.")


def _judge_trust(value: Any) -> Verdict:
    found = _game(value)
    if isinstance(found, Verdict):
        return found
    (reward, _, _, both), same = found
    if same == {"restrain", "arm"} and reward > both:
        return Verdict(1.0, "right", "With two equilibria, what each expects of the other decides.")
    if same == {"restrain", "arm"}:
        says = "there are two equilibria, but both arming is the better one. Turn the two round."
        return Verdict(0.5, "partly", says, "equilibrium-for-best")
    if same == {"arm"}:
        says = (
            "here to restrain is no equilibrium: who arms alone gains by it. For trust, arming "
            "alone must pay less than restraint together."
        )
        return Verdict(0.0, "wrong", says, "equilibrium-for-best")
    if same == {"restrain"}:
        says = (
            "here nobody needs trust: to restrain pays whatever the other does. Make it bad to be "
            "the only one who restrains."
        )
        return Verdict(0.0, "wrong", says, "no-fear-of-being-alone")
    says = "this is chicken: one arms and the other gives way. Here both should do the same."
    return Verdict(0.0, "wrong", says, "chicken-for-dilemma")


def _judge_9(answer: object) -> Verdict:
    parts = {"trap": (1.0, _judge_trap), "trust": (1.0, _judge_trust)}
    return judge_parts(answer, parts, _WANTS_9)


# ---------------------------------------------------------------- deter-10: quiet years

_WANTS_10 = (
    'a dictionary with two numbers between 0 and 1, "quiet all the same" and "threat works, after '
    'the quiet"'
)


def _quiet() -> float:
    """Return the chance of no attack in all the years if nothing deters."""
    return float((1.0 - WATCH["chance"]) ** WATCH["years"])


def _updated(ratio: float) -> float:
    return float(forecasting.bayes_update(WATCH["prior"], ratio))


def _after() -> float:
    """Return the belief that the threat works, after the quiet years."""
    return _updated(float(forecasting.likelihood_ratio(1.0, _quiet())))


_YEARS, _CHANCE, _PRIOR = WATCH["years"], WATCH["chance"], WATCH["prior"]

_QUIET = (
    slip("chances-added", "You added the chances of the years. Multiply the chances of "
         "quiet, year by year.", lambda: 1.0 - _YEARS * _CHANCE),
    slip("chances-added", "You added the chances of an attack. Multiply the chances of "
         "quiet, year by year.", lambda: _YEARS * _CHANCE),
    slip("attack-for-quiet", "This is the chance of at least one attack. The question asks "
         "for none.", lambda: 1.0 - _quiet()),
    slip("one-year-only", "This is the chance of one quiet year. There are more.",
         lambda: 1.0 - _CHANCE),
    slip("attack-every-year", "This is the chance of an attack in every single year.",
         lambda: _CHANCE**_YEARS, 0.01),
    slip("percent-for-chance", "This is in per cent. Give a number between 0 and 1.",
         lambda: 100.0 * _quiet()),
    Misconception("no-war-so-it-worked", "No war does not mean that deterrence worked. "
                  "Even with nothing to hold it back, this rival mostly does not attack.",
                  lambda x: abs(x) <= 1e-4),
)  # fmt: skip
_judge_quiet = number_judge(
    _quiet,
    _QUIET,
    wants="a chance between 0 and 1",
    within=0.005,
    nudge="In one year the quiet has a chance of 1 minus that of an attack. All the years must "
    "be quiet.",
)


_AFTER = (
    slip("no-war-so-it-worked", "No war does not mean that deterrence worked. A rival who "
         "never meant to attack leaves the same quiet years.", lambda: 1.0),
    slip("quiet-says-nothing", "The quiet is a little likelier if the threat works, so it "
         "says something, though not much.", lambda: _PRIOR),
    slip("inverse-chance", "This is the chance of quiet if the threat does nothing. The "
         "question turns it round: how likely is it that the threat works, given the "
         "quiet?", _quiet),
    slip("attack-for-quiet", "This is the chance of at least one attack if nothing deters, "
         "not the chance that the threat works.", lambda: 1.0 - _quiet()),
    slip("other-hypothesis", "This is the chance that the threat does nothing. The "
         "question asks for the rest.", lambda: 1.0 - _after()),
    slip("joint-for-conditional", "This counts both kinds of quiet together. Which part of "
         "it comes from worlds in which the threat works?",
         lambda: _PRIOR + (1.0 - _PRIOR) * _quiet()),
    slip("percent-for-chance", "This is in per cent. Give a number between 0 and 1.",
         lambda: 100.0 * _after()),
)  # fmt: skip
_judge_after = number_judge(
    _after,
    _AFTER,
    wants="a chance between 0 and 1",
    within=0.005,
    nudge="Count worlds: in half of them the threat works and all are quiet; in the other half "
    "only some are. Among the quiet ones, which share has a threat that works?",
)


def _judge_10(answer: object) -> Verdict:
    parts = {
        "quiet all the same": (1.0, _judge_quiet),
        "threat works, after the quiet": (2.0, _judge_after),
    }
    return judge_parts(answer, parts, _WANTS_10)


# ---------------------------------------------------------------- the tasks

TASKS: tuple[Task, ...] = (
    Task(
        task_id="deter-1",
        chapter=CHAPTER,
        title="How firmly must a threat be believed?",
        kind="number",
        objective="Find the belief from which a threat holds an attacker back.",
        points=2,
        minutes=5,
        why="a threat need not be certain; how likely it must look depends on gain and pain.",
        wants="a number between 0 and 1",
        judge=_judge_1,
    ),
    Task(
        task_id="deter-2",
        chapter=CHAPTER,
        title="Three short cases",
        kind="choice",
        objective="Tell costly from credible, denial from punishment, and together from because.",
        points=3,
        minutes=8,
        why="most quarrels about deterrence use one of these three pairs as if it were one word.",
        wants=letters_wanted(_DETER_2),
        judge=choices(_DETER_2),
    ),
    FunctionTask(
        task_id="deter-3",
        chapter=CHAPTER,
        title="Solve the crisis from its end",
        kind="function",
        objective="Solve a game in two moves by backward induction.",
        points=3,
        minutes=12,
        why="a threat counts at the first move only if it would be carried out at the last.",
        wants=_FUNCTION_3.wants,
        judge=_FUNCTION_3.judge,
        cases=_FUNCTION_3.cases,
        judge_outputs=_FUNCTION_3.judge_outputs,
    ),
    Task(
        task_id="deter-4",
        chapter=CHAPTER,
        title="On the books, and able to fly",
        kind="table",
        objective="Keep counts by different rules apart, and leave doubtful ones out.",
        points=4,
        minutes=12,
        why="'how many aircraft' has no answer before somebody says what is counted.",
        wants=_WANTS_4,
        judge=_judge_4,
    ),
    Task(
        task_id="deter-5",
        chapter=CHAPTER,
        title="What a dollar buys",
        kind="chart data",
        objective="Build a chart's data, and show how an assumption about prices moves it.",
        points=3,
        minutes=10,
        why="a comparison of budgets is also an opinion on prices, and seldom says so.",
        wants=_WANTS_5,
        judge=_judge_5,
    ),
    Task(
        task_id="deter-6",
        chapter=CHAPTER,
        title="Which races settle?",
        kind="sets",
        objective="Tell an arms race that settles from one that runs away.",
        points=3,
        minutes=10,
        why="two sides that want only safety can run away from each other without end.",
        wants=_WANTS_6,
        judge=_judge_6,
    ),
    Task(
        task_id="deter-7",
        chapter=CHAPTER,
        title="Deny or punish",
        kind="numbers",
        objective="Say how much denial or punishment is needed when the means may not survive.",
        points=2,
        minutes=8,
        why="what survives a first blow is worth as much as what was there before it.",
        wants=_WANTS_7,
        judge=_judge_7,
    ),
    Task(
        task_id="deter-8",
        chapter=CHAPTER,
        title="Two threats that fail",
        kind="puzzle",
        objective="Find pay-offs at which a threat fails, once for each of two reasons.",
        points=4,
        minutes=12,
        why="a threat can fail because it is not believed, or because it does not weigh enough.",
        wants=_WANTS_8,
        judge=_judge_8,
    ),
    Task(
        task_id="deter-9",
        chapter=CHAPTER,
        title="A trap, and a matter of trust",
        kind="puzzle",
        objective="Tell what is stable from what is best for both.",
        points=4,
        minutes=12,
        why="whether two sides need proof or only trust depends on whether arming alone tempts.",
        wants=_WANTS_9,
        judge=_judge_9,
    ),
    Task(
        task_id="deter-10",
        chapter=CHAPTER,
        title="Twelve quiet years",
        kind="puzzle",
        objective="Say how much an absence of war shows about a threat.",
        points=3,
        minutes=12,
        why="an attack called off and one never planned leave the same record.",
        wants=_WANTS_10,
        judge=_judge_10,
    ),
    Task(
        task_id="deter-11",
        chapter=CHAPTER,
        title="Your verdict on claim C15",
        kind="argument",
        objective="Argue about deterrence so that each side would recognise itself.",
        points=0,
        minutes=20,
        why="a verdict that says what would change it can be corrected by events.",
        wants=ARGUMENT_WANTS,
        judge=judge_argument,
        manual_points=4,
        rubric=(
            "Gives a verdict, and says what 'deter' would have to mean for it.",
            "Tells denial from punishment, or costly from credible, and uses the difference.",
            "Says what an attack, and what an absence of attacks, does and does not show.",
            "Puts the view of another side as that side would, and says what would change the "
            "verdict.",
        ),
    ),
)
