"""The tasks of chapter 3: when a threat holds somebody back, and what counts show of it.

Expected values come from the models and the tables, when they are first needed. What is typed in
here are the made-up cases that the tasks state, and nothing that a table or a model could change.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from missile_question.checks.core import (
    Case,
    FunctionTask,
    Misconception,
    Task,
    Verdict,
    combine,
    judge_function,
    judge_letter,
    judge_number,
    judge_numbers_of_function,
    judge_parts,
    judge_text,
    slip,
)
from missile_question.checks.plain import (
    Table,
    as_mapping,
    describe,
    is_unanswered,
    number,
    plain,
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


# ---------------------------------------------------------------- small tools


def _columns(value: Any, names: Sequence[str], wants: str) -> dict[str, list[Any]] | Verdict:
    """Return the columns of a table by name, or say what is wrong with its shape."""
    if isinstance(value, dict) and all(isinstance(v, list) for v in value.values()):
        found = {k.strip().casefold(): list(v) for k, v in value.items()}
    elif isinstance(value, Table):
        found = {k.strip().casefold(): [row[k] for row in value.rows] for k in value.columns}
    else:
        return Verdict(0.0, "type", f"Expected {wants}, got {describe(value)}.")
    missing = [name for name in names if name not in found]
    if missing:
        says = f"The column {' and '.join(missing)} is missing; got {describe(value)}."
        return Verdict(0.0, "type", says)
    if len({len(found[name]) for name in names}) > 1:
        return Verdict(0.0, "type", "The columns do not have the same number of rows.")
    return found


def _finite(cells: Iterable[Any]) -> list[float] | None:
    """Return the cells as finite numbers, or None if one is not."""
    quantities = [number(cell) for cell in cells]
    values = [q.value for q in quantities if q is not None and math.isfinite(q.value)]
    return values if len(values) == len(quantities) else None


def _near(got: Sequence[float], wanted: Sequence[float], within: float) -> bool:
    return len(got) == len(wanted) and all(
        abs(a - b) <= within * (1 + 1e-9) for a, b in zip(got, wanted, strict=True)
    )


# ---------------------------------------------------------------- deter-1: a threshold


def _threshold() -> float:
    return float(deterrence.credibility_threshold(**THREAT))


_GAIN, _PEACE, _PAIN = THREAT["gain"], THREAT["status_quo"], THREAT["punishment"]

_DETER_1 = (
    slip("threshold-upside-down", "The fraction is upside down. The gain goes on top, the whole "
         "way from gain to pain below; a chance cannot be above 1.", lambda: 1.0 / _threshold()),
    slip("threshold-turned-round", "This is how likely it may be that *no* answer comes. The "
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


def _judge_1(answer: object) -> Verdict:
    return judge_number(
        answer,
        expected=_threshold(),
        within=0.005,
        tolerance="to within 0.005",
        wants="a number between 0 and 1",
        misconceptions=_DETER_1,
        nudge="This is not the threshold. It is what the attack gains, divided by the whole way "
        "from an unanswered to an answered attack.",
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

_WANTS_2 = (
    'a dictionary with one letter each for "bigger arsenal", "interceptors" and "two rising lines"'
)


def _letter(part: str) -> Callable[[Any], Verdict]:
    return lambda value: judge_letter(value, _DETER_2[part])


def _judge_2(answer: object) -> Verdict:
    return judge_parts(answer, {part: (1.0, _letter(part)) for part in _DETER_2}, _WANTS_2)


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


def _behaves(like: Callable[[Sequence[float], Sequence[float]], float]) -> Callable[[Any], bool]:
    """Return a test whether outputs are those of a wrong function, on every case."""

    def shows(numbers: Sequence[tuple[Case, float]]) -> bool:
        return all(abs(got - like(*case.args)) <= 0.01 for case, got in numbers)

    return shows


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
                  "do, then let the attacker choose, who knows it.", _behaves(_forward)),
    Misconception("costly-for-credible", "Here the answer always comes, or comes because it hurts "
                  "the attacker. The defender answers only if that is better for itself.",
                  lambda got: _behaves(_fearful)(got) or _behaves(_spiteful)(got)),
    Misconception("equilibrium-for-best", "This is the end with the largest sum for both. Each "
                  "side looks at its own numbers, and where that leads need not be best for both.",
                  _behaves(_best_sum)),
    Misconception("highest-for-reached", "This is the end that the attacker likes best. The "
                  "defender moves as well.", _behaves(lambda a, d: list(a).index(max(a)))),
    Misconception("payoff-for-end", "This is what the end is worth to the attacker. Return which "
                  "end it is: 0, 1 or 2.", _behaves(_payoff), credit=1 / 3),
    Misconception("defender-only", "This is the defender's choice alone. The attacker moves first "
                  "and may hold back (0).", _behaves(_reply),
                  credit=1 / 3),
)  # fmt: skip

_WANTS_3 = "a function ending(attacker, defender)"


def _judge_outputs_3(cases: Sequence[Case], outputs: Sequence[Any]) -> Verdict:
    return judge_numbers_of_function(
        cases, outputs, name="ending", within=0.001, misconceptions=_DETER_3
    )


def _judge_3(answer: object) -> Verdict:
    return judge_function(
        answer,
        name="ending",
        wants=_WANTS_3,
        cases=_cases_3(),
        judge_outputs=_judge_outputs_3,
    )


# ---------------------------------------------------------------- deter-4: a table

_RULES = {"inventory": "on the books", "flyable": "able to fly"}
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


def _rows_by_rule(value: Any) -> dict[str, dict[str, Any]] | str:
    """Return the rows of a table by counting rule, or say what is wrong with its shape."""
    if isinstance(value, Table):
        rows = [{k.strip().casefold(): v for k, v in row.items()} for row in value.rows]
    elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        rows = [as_mapping(v) or {} for v in value]
    elif isinstance(value, dict) and all(isinstance(v, dict) for v in value.values()):
        rows = [{"rule": k, **(as_mapping(v) or {})} for k, v in value.items()]
    else:
        return f"Expected {_WANTS_4}, got {describe(value)}."
    missing = [name for name in _COLUMNS_4 if any(name not in row for row in rows)]
    if missing:
        return f"The column {' and '.join(missing)} is missing; got {describe(value)}."
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        texts = [v.strip().casefold() for v in row.values() if isinstance(v, str)]
        rule = next((t for t in texts if t in _RULES), None)
        if rule is None:
            name = next((t[:40] for t in texts if t), "a row without a name")
            return f"There is a row for '{name}'. Keep inventory and flyable only."
        if rule in found:
            return f"There is more than one row for {rule}. Make one row a counting rule."
        found[rule] = row
    lost = [rule for rule in _RULES if rule not in found]
    return f"No row for {' and '.join(lost)}." if lost else found


def _judge_cells(name: str, rows: Mapping[str, Mapping[str, Any]]) -> Verdict:
    cells = {rule: rows[rule][name] for rule in _RULES}
    if all(map(is_unanswered, cells.values())):
        return Verdict(0.0, "unanswered", "")
    got = _finite(cells.values())
    if got is None:
        odd = next(cell for cell in cells.values() if _finite([cell]) is None)
        return Verdict(0.0, "type", f"expected a number in every row, got {describe(odd)}.")
    right = [_fleet()[rule][name] for rule in _RULES]
    if _near(got, right, 0.5):
        return Verdict(1.0, "right", "Counts of aircraft are right to within 0.5.")
    wrong = [i for i, (a, b) in enumerate(zip(got, right, strict=True)) if abs(a - b) > 0.5]
    rules = list(_RULES)
    words = " and ".join(rules[i] for i in wrong)
    for slip_name, says, table in _wrong_fleets():
        other = [table[rule].get(name, math.nan) for rule in rules]
        if all(abs(got[i] - other[i]) <= 0.5 for i in wrong):
            return Verdict(0.0, "wrong", f"{says} Look at {words}.", slip_name)
    return Verdict(0.0, "wrong", f"not right for {words}.")


def _judge_4(answer: object) -> Verdict:
    value = plain(answer)
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    rows = _rows_by_rule(value)
    if isinstance(rows, str):
        return Verdict(0.0, "type", rows)
    found = {name: _judge_cells(name, rows) for name in _COLUMNS_4}
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


_DETER_5: tuple[tuple[str, str, str, Callable[[], list[float]]], ...] = (
    ("cheaper", "exchange-rate-for-purchasing-power", "This is still at exchange rates. They say "
     "what money fetches at a bank, not what it buys at home: adjust it.", _ratios),
    ("cheaper", "price-level-upside-down", "The factor is the wrong way round. Where a dollar buys "
     "more, Iran's spending counts for more, and Israel's multiple of it falls.",
     lambda: _scaled(CHEAPER)),
    ("cheaper", "constant-for-purchasing-power", "These are dollars of 2023. They take out "
     "inflation from year to year, not the difference in prices between two countries.",
     lambda: _ratios(basis="constant")),
    ("cheaper", "constant-for-current", "This adjusts dollars of 2023. Adjust the column exchange, "
     "which is in dollars of the year.", lambda: _scaled(1.0 / CHEAPER, "constant")),
    ("exchange", "constant-for-current", "These are dollars of 2023. The task asks for dollars at "
     "each year's exchange rates.", lambda: _ratios(basis="constant")),
    ("exchange", "already-adjusted", "This is adjusted already. Leave the column exchange as the "
     "table gives it.", lambda: _scaled(1.0 / CHEAPER)),
    ("exchange", "ratio-upside-down", "This is Iran's spending as a multiple of Israel's. Turn it "
     "round.", lambda: [1.0 / ratio for ratio in _ratios()]),
    ("cheaper", "ratio-upside-down", "This is Iran's spending as a multiple of Israel's. Turn it "
     "round.", lambda: [CHEAPER / ratio for ratio in _ratios()]),
    ("exchange", "other-country", "This is Saudi Arabia. The task asks for Israel.",
     lambda: _ratios("Saudi Arabia")),
)  # fmt: skip


def _judge_line(column: str, cells: list[Any]) -> Verdict:
    if all(map(is_unanswered, cells)):
        return Verdict(0.0, "unanswered", "")
    got = _finite(cells)
    if got is None:
        return Verdict(0.0, "type", "expected a number in every row.")
    if _near(got, _wanted_5(column), 0.05):
        return Verdict(1.0, "right", "Multiples counted as right to within 0.05.")
    for where, name, says, other in _DETER_5:
        if where == column and _near(got, other(), 0.05):
            return Verdict(0.0, "wrong", says, name)
    return Verdict(0.0, "wrong", "these are not Israel's multiples for the years of the chart.")


def _judge_5(answer: object) -> Verdict:
    value = plain(answer)
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    columns = _columns(value, ("year", *_COLUMNS_5), _WANTS_5)
    if isinstance(columns, Verdict):
        return columns
    if _finite(columns["year"]) != [float(year) for year in CURVE_YEARS]:
        says = f"The column year should hold the {len(CURVE_YEARS)} numbers of years."
        return Verdict(0.0, "wrong", says, "other-years")
    found = {name: _judge_line(name, columns[name]) for name in _COLUMNS_5}
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


def _judge_settle(value: Any) -> Verdict:
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    if isinstance(value, str):
        value = value.split(",") if "," in value else value.split()
    if not isinstance(value, list):
        return Verdict(0.0, "type", f"Expected a list of letters, got {describe(value)}.")
    letters = [v.strip().upper() if isinstance(v, str) else v for v in value]
    strange = [v for v in letters if not isinstance(v, str) or v not in PAIRS]
    if strange:
        says = f"Expected letters from A to F, got {describe(strange[0])}."
        return Verdict(0.0, "type", says)
    got, right = frozenset(letters), _those(_settles)
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


def _judge_level(value: Any) -> Verdict:
    own, other = PAIRS["B"]
    return judge_number(
        value,
        expected=_rest(own, other),
        within=0.05,
        tolerance="to within 0.05",
        wants="a number of units of arms",
        misconceptions=(
            slip("nobody-answers", "This is what the side wants if the other has nothing. The "
                 "other has something.", lambda: MOTIVE),
            slip("one-round-only", "This counts one answer. Each answer calls for another one: "
                 "ask where both stand still.", lambda: MOTIVE + own * MOTIVE),
            slip("other-side", "This is where the second side ends. The task asks for the first.",
                 lambda: _rest(other, own)),
            slip("reaction-to-itself", "This lets the first side answer its own arms. It answers "
                 "the other side's.", lambda: MOTIVE / (1.0 - own)),
            slip("reaction-to-itself", "This lets the second side answer its own arms. It answers "
                 "the other side's.", lambda: MOTIVE / (1.0 - other)),
            slip("sum-of-both", "This is the sum of both sides.",
                 lambda: _rest(own, other) + _rest(other, own)),
            slip("motive-alone-amplified", "The other side's motive is missing: it starts an echo "
                 "of its own.", lambda: MOTIVE / (1.0 - own * other)),
            Misconception("negative-arms", "Arms cannot be negative. Look at the signs.",
                          lambda x: x < 0.0),
        ),
        nudge="At rest the first side has its motive plus its reaction times what the second has, "
        "and the other way round. Solve the two equations, or let the function do it.",
    )  # fmt: skip


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


def _judge_denial(value: Any) -> Verdict:
    return judge_number(
        value,
        expected=_denial(_follows()),
        within=0.005,
        tolerance="to within 0.005",
        wants="a chance between 0 and 1",
        misconceptions=(
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
        ),
        nudge="Find the chance that punishment follows, then the denial at which the attack is "
        "worth nothing.",
    )  # fmt: skip


def _judge_pain(value: Any) -> Verdict:
    return judge_number(
        value,
        expected=_pain(_follows()),
        within=0.05,
        tolerance="to within 0.05",
        wants="a number of points",
        misconceptions=(
            slip("denial-for-punishment", "This is the denial that would deter. Here nothing is "
                 "denied: how much must the answer cost?", lambda: _denial(_follows())),
            slip("certain-punishment", "Pain equal to the gain is enough only if it is certain.",
                 lambda: SHIELD["gain"]),
            slip("survival-forgotten", "This counts every answer that is ordered. Some have "
                 "nothing left to be carried out with.", lambda: _pain(SHIELD["answer"] / 100)),
            slip("order-forgotten", "This counts all that survives as used. The answer must be "
                 "ordered as well.", lambda: _pain(SHIELD["survives"] / 100)),
            slip("chance-multiplied", "The less likely the answer, the *more* it has to cost. "
                 "Divide by the chance.", lambda: SHIELD["gain"] * _follows()),
            slip("pain-as-it-is", "This is what the answer costs now. It is not enough.",
                 lambda: SHIELD["pain"]),
        ),
        nudge="Without denial the attack wins the prize. What must the answer cost, given how "
        "likely it is, to outweigh that?",
    )  # fmt: skip


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
    got = _finite(cells)
    if got is None or any(not low <= v <= high for v in got):
        pairs = zip(names, cells, strict=True)
        name, cell = next(
            (n, c) for n, c in pairs if not (v := _finite([c])) or not low <= v[0] <= high
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


def _judge_quiet(value: Any) -> Verdict:
    years, chance = WATCH["years"], WATCH["chance"]
    return judge_number(
        value,
        expected=_quiet(),
        within=0.005,
        tolerance="to within 0.005",
        wants="a chance between 0 and 1",
        misconceptions=(
            slip("chances-added", "You added the chances of the years. Multiply the chances of "
                 "quiet, year by year.", lambda: 1.0 - years * chance),
            slip("chances-added", "You added the chances of an attack. Multiply the chances of "
                 "quiet, year by year.", lambda: years * chance),
            slip("attack-for-quiet", "This is the chance of at least one attack. The question asks "
                 "for none.", lambda: 1.0 - _quiet()),
            slip("one-year-only", "This is the chance of one quiet year. There are more.",
                 lambda: 1.0 - chance),
            slip("attack-every-year", "This is the chance of an attack in every single year.",
                 lambda: chance**years, 0.01),
            slip("percent-for-chance", "This is in per cent. Give a number between 0 and 1.",
                 lambda: 100.0 * _quiet()),
            Misconception("no-war-so-it-worked", "No war does not mean that deterrence worked. "
                          "Even with nothing to hold it back, this rival mostly does not attack.",
                          lambda x: abs(x) <= 1e-4),
        ),
        nudge="In one year the quiet has a chance of 1 minus that of an attack. All the years must "
        "be quiet.",
    )  # fmt: skip


def _judge_after(value: Any) -> Verdict:
    prior = WATCH["prior"]
    return judge_number(
        value,
        expected=_after(),
        within=0.005,
        tolerance="to within 0.005",
        wants="a chance between 0 and 1",
        misconceptions=(
            slip("no-war-so-it-worked", "No war does not mean that deterrence worked. A rival who "
                 "never meant to attack leaves the same quiet years.", lambda: 1.0),
            slip("quiet-says-nothing", "The quiet is a little likelier if the threat works, so it "
                 "says something, though not much.", lambda: prior),
            slip("inverse-chance", "This is the chance of quiet if the threat does nothing. The "
                 "question turns it round: how likely is it that the threat works, given the "
                 "quiet?", _quiet),
            slip("attack-for-quiet", "This is the chance of at least one attack if nothing deters, "
                 "not the chance that the threat works.", lambda: 1.0 - _quiet()),
            slip("other-hypothesis", "This is the chance that the threat does *nothing*. The "
                 "question asks for the rest.", lambda: 1.0 - _after()),
            slip("joint-for-conditional", "This counts both kinds of quiet together. Which part of "
                 "it comes from worlds in which the threat works?",
                 lambda: prior + (1.0 - prior) * _quiet()),
            slip("percent-for-chance", "This is in per cent. Give a number between 0 and 1.",
                 lambda: 100.0 * _after()),
        ),
        nudge="Count worlds: in half of them the threat works and all are quiet; in the other half "
        "only some are. Among the quiet ones, which share has a threat that works?",
    )  # fmt: skip


def _judge_10(answer: object) -> Verdict:
    parts = {
        "quiet all the same": (1.0, _judge_quiet),
        "threat works, after the quiet": (2.0, _judge_after),
    }
    return judge_parts(answer, parts, _WANTS_10)


# ---------------------------------------------------------------- deter-11: an argument

_WORDS_11 = (80, 220)
_WANTS_11 = f"a text of {_WORDS_11[0]} to {_WORDS_11[1]} words"


def _judge_11(answer: object) -> Verdict:
    return judge_text(answer, least=_WORDS_11[0], most=_WORDS_11[1], wants=_WANTS_11)


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
        wants=_WANTS_2,
        judge=_judge_2,
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
        wants=_WANTS_3,
        judge=_judge_3,
        cases=_cases_3,
        judge_outputs=_judge_outputs_3,
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
        wants=_WANTS_11,
        judge=_judge_11,
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
