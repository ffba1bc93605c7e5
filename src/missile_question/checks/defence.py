"""The tasks of chapter 4: what is counted as stopped, what layers add, how long it lasts, who pays.

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

from missile_question.checks.core import (
    ARGUMENT_WANTS,
    Case,
    FunctionTask,
    Misconception,
    NumberFunction,
    Status,
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
from missile_question.evidence import defence as evidence
from missile_question.models import defence

__all__ = ["KILL", "MAGAZINE", "NIGHT", "NIGHTS", "OFFER", "PAIR", "STATEMENTS", "TASKS"]

CHAPTER = "04_layered_defence"

#: defence-3: one made-up night, in missiles and drones.
NIGHT: Mapping[str, int] = {
    "slow": 180,
    "ballistic": 120,
    "failed": 45,
    "let fall": 15,
    "shot": 51,
}
#: defence-5: a stock of interceptors and the salvos that it meets.
MAGAZINE = SimpleNamespace(stock=300, missiles=40, shots=2, kill=0.8, resupply=30, salvos=8)
#: defence-6: missiles of a salvo, share that passes on most nights, chance of a blind night.
NIGHTS = SimpleNamespace(missiles=50, passes=0.02, blind=0.05)
#: defence-7: interceptors at each missile, and the chance that one of them destroys it.
KILL = SimpleNamespace(system="Patriot PAC-3", shots=2, kill=0.7)
#: defence-9: missiles of a salvo, the mean share that passes, and what the two shields must do.
PAIR = SimpleNamespace(missiles=20, mean=0.1, within=0.005, steady=0.15, brittle=0.8)
#: defence-10: missiles held, harm of a hundred that arrive, chance of first use, share that the
#: shield stops.
OFFER: Mapping[str, float] = {"missiles": 1000, "harm": 4, "use": 30, "answer": 10, "stops": 75}


# ---------------------------------------------------------------- defence-1: of what is fired


@cache
def _of_fired() -> float:
    return 100.0 * float(evidence.rocket_rates().of_fired)


@cache
def _statements() -> Any:
    """Return the published statements by their key."""
    return evidence.shares().set_index("interception_id")


def _rockets(column: str) -> float:
    return float(_statements().loc["gaza-2012-11-embassy", column])


def _of_engaged() -> float:
    return float(_statements().loc["gaza-2012-11-officials", "share_low"])


_DEFENCE_1 = (
    slip("engaged-for-fired", "This is the share of the rockets that the defence fired at. Rockets "
         "bound for open ground were let through. The question asks for the share of all that "
         "were fired.", _of_engaged, 0.005),
    slip("not-stopped-for-stopped", "This is the share that was not shot down.",
         lambda: 100.0 - _of_fired(), 0.01),
    slip("share-for-percent", "This is a share of one. Give it in per cent.",
         lambda: _of_fired() / 100.0, 0.01),
    slip("fraction-upside-down", "The fraction is upside down. What was shot down goes on top, "
         "what was fired below.",
         lambda: _rockets("number_low") / _rockets("count_low"), 0.01),
    slip("odds-for-share", "You divided by the rockets that were not shot down. Below the line "
         "stand all that were fired.",
         lambda: 100.0 * _rockets("count_low")
         / (_rockets("number_low") - _rockets("count_low")), 0.01),
    slip("count-for-share", "This is a number of rockets. Divide it by the number fired.",
         lambda: _rockets("count_low")),
    slip("shares-multiplied", "You applied the second statement to the first. The embassy "
         "counted what was shot down already.", lambda: _of_fired() * _of_engaged() / 100, 0.01),
    Misconception("no-share", "A share lies between 0 and 100 per cent.",
                  lambda x: not 0.0 <= x <= 100.0),
)  # fmt: skip

_judge_1 = number_judge(
    _of_fired,
    _DEFENCE_1,
    wants="a number in per cent",
    within=0.5,
    unit="per cent",
    tolerance="to within half a percentage point",
    nudge="This is not the share. Divide what was shot down by what was fired.",
)


# ---------------------------------------------------------------- defence-2: three headlines

_DEFENCE_2: dict[str, dict[str, tuple[str, str]]] = {
    "one night": {
        "A": ("two-denominators-as-a-lie", "The two shares have different denominators. Two "
              "honest people can give both."),
        "B": ("mean-of-disagreeing-sources", "A mean of shares of different things is a share of "
              "nothing. First ask what each one counts."),
        "C": ("", "Each share counts something else, so both can be true."),
        "D": ("not-stopped-for-hit", "What is not shot down has not hit. The same officials said "
              "that the other half failed by themselves."),
    },
    "twelve days": {
        "A": ("kept-out-for-intercepted", "This counts what did not hit populated areas. What "
              "failed, or was let fall on open ground, is in it too, and was not intercepted."),
        "B": ("", "Kept from populated areas is not the same as shot down."),
        "C": ("any-leak-for-failure", "A share has to be read beside what was expected. That "
              "some got through does not make it nothing."),
        "D": ("claim-for-count", "That is a statement of one party on the last days, which no "
              "independent count supports. It is no count of the twelve days either."),
    },
    "one radar": {
        "A": ("independence-assumed", "You multiplied as if the two failed independently. The "
              "case states a common cause: without the radar both miss."),
        "B": ("layers-added", "Shares of layers are not added. The second layer meets only what "
              "the first has let through."),
        "C": ("", "A common cause puts the pair between one layer and two independent ones."),
        "D": ("dependence-as-ignorance", "Something can be said. Even if both always fail "
              "together, the pair does as well as one of them."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- defence-3: a table

_ROWS_3 = {
    "all": "everything fired",
    "fired": "ballistic missiles fired",
    "came": "ballistic missiles that came",
    "engaged": "ballistic missiles fired at",
}
_COLUMNS_3 = ("number", "shot", "kept")
_WANTS_3 = (
    "a table with the rows all, fired, came and engaged, and the columns number, shot and kept"
)


@cache
def _night() -> dict[str, dict[str, float]]:
    """Return the three columns of the night, from the chapter's model."""
    came = NIGHT["ballistic"] - NIGHT["failed"]
    fired_at = came - NIGHT["let fall"]
    found = evidence.night(
        slow=NIGHT["slow"],
        ballistic=NIGHT["ballistic"],
        failed=100 * NIGHT["failed"] / NIGHT["ballistic"],
        harmless=100 * NIGHT["let fall"] / came,
        skill=100 * NIGHT["shot"] / fired_at,
    )
    number = {
        "all": float(NIGHT["slow"] + NIGHT["ballistic"]),
        "fired": float(NIGHT["ballistic"]),
        "came": float(found.came),
        "engaged": float(found.engaged),
    }
    return {
        "number": number,
        "shot": {key: 100 * float(share) for key, share in found.shot.items()},
        "kept": {key: 100 * float(share) for key, share in found.kept.items()},
    }


def _of_each(ballistic: float, slow: float = 0.0) -> dict[str, float]:
    """Return a number of ballistic missiles as per cent of each denominator.

    Drones and cruise missiles (``slow``) count where everything fired is the denominator.
    """
    return {
        key: 100 * (ballistic + (slow if key == "all" else 0.0)) / number
        for key, number in _night()["number"].items()
    }


@cache
def _wrong_nights() -> dict[str, list[tuple[str, str, dict[str, float]]]]:
    """Return what named mistakes give, by column: (name, words, row -> number)."""
    right = _night()
    number, shot, kept = (right[name] for name in _COLUMNS_3)
    slow, failed, fallen, down = (NIGHT[k] for k in ("slow", "failed", "let fall", "shot"))
    hits = number["engaged"] - down
    return {
        "number": [
            ("failed-forgotten", "What failed by itself never came.",
             {"came": number["fired"], "engaged": number["fired"] - fallen}),
            ("let-fall-forgotten", "What is let fall on empty ground came, but nobody fired at it.",
             {"came": number["engaged"], "engaged": number["came"]}),
            ("drones-forgotten", "Everything fired includes drones and cruise missiles.",
             {"all": number["fired"]}),
            ("shot-for-engaged", "These were shot down. The defence fired at more than it hit.",
             {"engaged": float(down)}),
        ],
        "shot": [
            ("engaged-for-fired", "You took the share of what was fired at for every row. Below "
             "the line stands the number of the row.", dict.fromkeys(shot, shot["engaged"])),
            ("kept-out-for-intercepted", "This is what did no harm. What failed, or was let fall, "
             "did no harm either, but nobody shot it down.", kept),
            ("let-fall-as-shot", "You counted what was let fall as shot down.",
             _of_each(down + fallen, slow)),
            ("failed-as-shot", "You counted what failed by itself as shot down.",
             _of_each(down + failed, slow)),
            ("drones-forgotten", "The drones and cruise missiles that were shot down are missing.",
             {"all": _of_each(down)["all"]}),
            ("drones-everywhere", "Only ballistic missiles belong in the last three rows.",
             {key: v for key, v in _of_each(down + slow).items() if key != "all"}),
            ("not-stopped-for-stopped", "This is the share that got through.", _of_each(hits)),
            ("share-for-percent", "These are shares of one. Give them in per cent.",
             {key: v / 100 for key, v in shot.items()}),
        ],
        "kept": [
            ("intercepted-for-kept-out", "This is what was shot down. More than that did no harm.",
             shot),
            ("not-stopped-for-stopped", "This is the share that did harm.", _of_each(hits)),
            ("let-fall-as-harm", "What was let fall on empty ground harmed nothing that is "
             "defended.", {key: 100 - v for key, v in _of_each(hits + fallen).items()}),
            ("share-for-percent", "These are shares of one. Give them in per cent.",
             {key: v / 100 for key, v in kept.items()}),
        ],
    }  # fmt: skip


def _judge_3(answer: object) -> Verdict:
    rows = read_rows(
        plain(answer),
        _ROWS_3,
        _COLUMNS_3,
        wants=_WANTS_3,
        each="denominator",
        only=". Keep all, fired, came and engaged only.",
        twice="There is more than one row for {}.",
    )
    if isinstance(rows, Verdict):
        return rows
    found = {
        name: judge_cells(
            {key: rows[key][name] for key in _ROWS_3},
            _night()[name],
            same=lambda got, wanted: abs(got - wanted) <= 0.5 * (1 + 1e-9),
            right="Numbers and percentages counted as right to within 0.5.",
            mistakes=_wrong_nights()[name],
            wants="a number for {}",
            unit="" if name == "number" else "per cent",
        )
        for name in _COLUMNS_3
    }
    return combine(found, {"number": 1.0, "shot": 2.0, "kept": 1.0})


# ---------------------------------------------------------------- defence-4: a function


def _product(stops: Sequence[float]) -> float:
    """Return the share that passes layers which fail independently."""
    return float(defence.layered_leak(*(1.0 - s for s in stops)))


def _passes(stops: Sequence[float], blind: float) -> float:
    """Return the share that passes layers which are blind together at times, from the model."""
    return float(defence.leak_common_mode(1.0 - _product(stops), 1, blind))


def _case(says: str, stops: Sequence[float], blind: float) -> Case:
    return Case(says, (list(stops), blind), _passes(stops, blind))


def _cases_4(seed: int | None = None) -> list[Case]:
    """Return the public cases, or cases drawn from a seed with the same traps."""
    if seed is None:
        return [
            _case("One layer, never blind", [0.8], 0.0),
            _case("Two layers that stop nine in ten", [0.9, 0.9], 0.0),
            _case("Three unequal layers", [0.5, 0.8, 0.6], 0.0),
            _case("Blind together on one night in ten", [0.8, 0.8, 0.8], 0.1),
            _case("A layer that stops nothing", [0.0, 0.7], 0.05),
            _case("Perfect on every night but the blind ones", [1.0, 1.0], 0.1),
        ]
    dice = random.Random(seed)
    cases = [
        _case(
            "Drawn at random",
            [round(dice.uniform(0.3, 0.95), 2) for _ in range(layers)],
            round(dice.uniform(0.03, 0.3), 2),
        )
        for layers in (1, 2, 2, 3, 3, 4)
    ]
    stops = [round(dice.uniform(0.3, 0.95), 2) for _ in range(3)]
    return [*cases, _case("Never blind", stops, 0.0)]


_like = partial(behaves, within=0.002)


def _either(wrong: Callable[[Sequence[float]], float]) -> Callable[[Any], bool]:
    """Return a test for a wrong way to join layers, blind nights counted rightly or not at all."""
    whole = _like(lambda stops, blind: blind + (1.0 - blind) * wrong(stops))
    return lambda got: whole(got) or _like(lambda stops, blind: wrong(stops))(got)


def _added(stops: Sequence[float]) -> float:
    return 1.0 - sum(stops)


_DEFENCE_4 = (
    Misconception("success-multiplied", "You multiplied what the layers stop. A missile arrives "
                  "only if it passes every layer: multiply what they let through.",
                  lambda got: _either(math.prod)(got)
                  or _either(lambda stops: 1.0 - math.prod(stops))(got)),
    Misconception("layers-added", "You added what the layers stop. The second layer meets only "
                  "what the first has let through, so the shares let through are multiplied.",
                  lambda got: _either(_added)(got)
                  or _either(lambda stops: max(0.0, _added(stops)))(got)),
    Misconception("mean-of-layers", "You took the mean of the layers. A second layer cannot make "
                  "the first one worse.",
                  _either(lambda stops: 1.0 - sum(stops) / len(stops))),
    Misconception("best-layer-only", "You counted the best layer alone. The others stop some of "
                  "what it lets through.", _either(lambda stops: 1.0 - max(stops))),
    Misconception("independence-assumed", "You took the layers as independent on every night. "
                  "There is a common cause: on a blind night all of them let everything through.",
                  _like(lambda stops, blind: _product(stops))),
    Misconception("independence-assumed", "You gave each layer blind nights of its own. The "
                  "blind nights are the same for all: take them out of the product.",
                  _like(lambda stops, blind: math.prod(
                      blind + (1.0 - blind) * (1.0 - s) for s in stops))),
    Misconception("blind-night-forgotten", "You left out what arrives on the blind nights: all "
                  "of it.", _like(lambda stops, blind: (1.0 - blind) * _product(stops))),
    Misconception("nights-counted-twice", "You added blind nights to all nights. The product "
                  "holds only on the other nights, a share of 1 - blind.",
                  _like(lambda stops, blind: blind + _product(stops))),
    Misconception("success-for-leak", "This is the share that is stopped. Return the share that "
                  "passes.", _like(lambda stops, blind: 1.0 - _passes(stops, blind)),
                  credit=1 / 3),
    Misconception("percent-for-share", "This is in per cent. A share lies between 0 and 1.",
                  _like(lambda stops, blind: 100.0 * _passes(stops, blind)), credit=1 / 3),
)  # fmt: skip

_FUNCTION_4 = NumberFunction("leakage(stops, blind)", _cases_4, _DEFENCE_4)


# ---------------------------------------------------------------- defence-5: a chart's data

_COLUMNS_5 = ("none", "resupply")
_WANTS_5 = "a table with the columns salvo, none and resupply"


@cache
def _course(resupply: int = 0, stock: int | None = None, shots: int | None = None) -> Any:
    """Return the stock over the salvos, from the model."""
    return defence.exhaustion(
        MAGAZINE.kill,
        MAGAZINE.shots if shots is None else shots,
        MAGAZINE.stock if stock is None else stock,
        [MAGAZINE.missiles] * MAGAZINE.salvos,
        resupply,
    )


def _arriving(name: str, **changes: int) -> list[float]:
    """Return the leakers of each salvo, in the column of a name."""
    return [float(v) for v in _course(_resupply(name), **changes).leakers]


def _resupply(name: str) -> int:
    return int(MAGAZINE.resupply) if name == "resupply" else 0


def _even(name: str) -> list[float]:
    """Return the leakers if the stock were rationed, the same for every salvo."""
    share = MAGAZINE.stock // MAGAZINE.salvos + _resupply(name)
    leakers = defence.expected_leakers_from_stock(MAGAZINE.kill, MAGAZINE.missiles, share)
    return [float(leakers)] * int(MAGAZINE.salvos)


def _constant(value: float) -> list[float]:
    return [value] * int(MAGAZINE.salvos)


def _slips_5(name: str) -> tuple[Misconception, ...]:
    made = partial(column_slip, within=0.05)

    def arriving() -> list[float]:
        return _arriving(name)

    return (
        made("percentage-lasts", "You let the first night's percentage last. It holds as long as "
             "the interceptors do.", lambda: _constant(arriving()[0])),
        made("average-for-each", "You put the average of all salvos in every row. The average "
             "hides the day on which the stock is empty.",
             lambda: _constant(sum(arriving()) / MAGAZINE.salvos)),
        made("stock-rationed", "You shared the stock out over all salvos beforehand. The rule is "
             "to fire two at each missile as long as there are any.", lambda: _even(name)),
        made("fired-for-leakers", "These are the interceptors fired. The task asks for missiles "
             "that arrive.", lambda: [float(v) for v in _course(_resupply(name)).fired]),
        made("stock-for-leakers", "These are the interceptors left. The task asks for missiles "
             "that arrive.", lambda: [float(v) for v in _course(_resupply(name)).stock]),
        made("stopped-for-leakers", "These missiles are stopped. The task asks for those that "
             "arrive.", lambda: [MAGAZINE.missiles - v for v in arriving()]),
        made("share-for-number", "These are shares of the salvo. The task asks for a number of "
             "missiles.", lambda: [v / MAGAZINE.missiles for v in arriving()]),
        made("one-shot-each", "This fires one interceptor at each missile. The rule is two.",
             lambda: _arriving(name, shots=1)),
    )  # fmt: skip


_DEFENCE_5 = {
    "none": (
        *_slips_5("none"),
        column_slip("resupply-in-the-wrong-column", "Here nothing is delivered between salvos.",
                    lambda: _arriving("resupply"), 0.05),
    ),
    "resupply": (
        column_slip("resupply-forgotten", "This is the column without new interceptors.",
                    lambda: _arriving("none"), 0.05),
        column_slip("resupply-once", "You added one delivery to the stock. One comes after each "
                    "salvo.",
                    lambda: _arriving("none", stock=MAGAZINE.stock + MAGAZINE.resupply), 0.05),
        column_slip("resupply-at-once", "You put all deliveries into the stock at the start. What "
                    "comes next week cannot be fired tonight.",
                    lambda: _arriving(
                        "none", stock=MAGAZINE.stock + MAGAZINE.resupply * (MAGAZINE.salvos - 1)),
                    0.05),
        *_slips_5("resupply"),
    ),
}  # fmt: skip


def _judge_5(answer: object) -> Verdict:
    columns = read_columns(plain(answer), ("salvo", *_COLUMNS_5), _WANTS_5)
    if isinstance(columns, Verdict):
        return columns
    if finite_numbers(columns["salvo"]) != [float(t + 1) for t in range(MAGAZINE.salvos)]:
        says = f"The column salvo should hold the whole numbers from 1 to {MAGAZINE.salvos}."
        return Verdict(0.0, "wrong", says, "other-salvos")
    found = {
        name: judge_column(
            columns[name],
            expected=_arriving(name),
            within=0.05,
            right="Missiles that arrive counted as right to within 0.05.",
            wants="a number in every row",
            misconceptions=_DEFENCE_5[name],
            nudge="these are not the missiles that arrive. Follow the stock from salvo to salvo.",
        )
        for name in _COLUMNS_5
    }
    return combine(found, {"none": 1.0, "resupply": 2.0})


# ---------------------------------------------------------------- defence-6: mean, worst, none

_WANTS_6 = 'a dictionary with three numbers, "average", "blind night" and "nothing arrives"'


def _mean_leakage() -> float:
    return float(defence.leak_common_mode(1.0 - NIGHTS.passes, 1, NIGHTS.blind))


def _average() -> float:
    return float(defence.expected_leakers(NIGHTS.missiles, _mean_leakage()))


def _usual() -> float:
    """Return the mean number that arrives on a night that is not blind."""
    return float(defence.expected_leakers(NIGHTS.missiles, NIGHTS.passes))


def _blind_night() -> float:
    """Return what arrives on a blind night: what layers leak that stop nothing."""
    return float(defence.expected_leakers(NIGHTS.missiles, defence.leak(0.0, 1)))


def _clean() -> float:
    """Return the chance that nothing arrives: the first entry of the exact distribution."""
    return float(defence.leakers_pmf(NIGHTS.missiles, NIGHTS.passes, NIGHTS.blind)[0])


_AVERAGE = (
    slip("independence-assumed", "This is the average of the usual nights, on which each missile "
         "passes by itself. The blind nights, with their common cause, are left out.", _usual),
    slip("worst-for-average", "This is what arrives on a blind night. Most nights are not blind.",
         _blind_night),
    slip("usual-nights-forgotten", "This counts the blind nights alone. On the others something "
         "arrives too.", lambda: NIGHTS.blind * NIGHTS.missiles),
    slip("nights-counted-twice", "You counted the usual nights as if every night were one. They "
         f"are {100 * (1 - NIGHTS.blind):g} % of all.",
         lambda: NIGHTS.blind * NIGHTS.missiles + _usual()),
    slip("share-for-number", "This is the share that arrives. The question asks for missiles.",
         _mean_leakage),
    slip("mean-of-two", "You took the mean of two numbers as if both kinds of night were equally "
         "frequent.", lambda: (_usual() + _blind_night()) / 2),
)  # fmt: skip
_judge_average = number_judge(
    _average,
    _AVERAGE,
    wants="a number of missiles",
    within=0.02,
    nudge="Weigh the two kinds of night: the share of nights times what arrives on them, summed.",
)

_WORST = (
    slip("average-for-worst", "This is the average over all nights. No night looks like it.",
         _average),
    slip("average-for-worst", "This is the average of the usual nights. The question asks for a "
         "blind one.", _usual),
    slip("expected-loss-for-worst", "You multiplied by how rare the night is. When it comes, it "
         "comes whole.", lambda: NIGHTS.blind * NIGHTS.missiles),
    Misconception("rare-for-never", "Rare is not never.", lambda x: x == 0.0),
    Misconception("more-than-fired", "No more can arrive than are fired.",
                  lambda x: x > NIGHTS.missiles),
)  # fmt: skip
_judge_worst = number_judge(
    _blind_night,
    _WORST,
    wants="a number of missiles",
    within=0.5,
    nudge="On a blind night the layers stop nothing.",
)

_CLEAN = (
    slip("independence-assumed", "You put the mean leakage into the formula for independent "
         "missiles. The missiles of a blind night share its cause: split the nights first.",
         lambda: float(defence.no_leak_probability(NIGHTS.missiles, _mean_leakage())), 0.02),
    slip("blind-night-forgotten", "This holds on nights that are not blind. On a blind night "
         "something arrives for certain.",
         lambda: float(defence.no_leak_probability(NIGHTS.missiles, NIGHTS.passes)), 0.01),
    slip("not-blind-for-clean", "This is the chance that the night is not blind. Something may "
         "arrive all the same.", lambda: 1.0 - NIGHTS.blind),
    slip("one-missile-for-all", "This is for one missile. All of them must be stopped.",
         lambda: 1.0 - NIGHTS.passes),
    slip("one-missile-for-all", "This is for one missile. All of them must be stopped.",
         lambda: 1.0 - _mean_leakage()),
    slip("some-for-none", "This is the chance that at least one arrives.",
         lambda: 1.0 - _clean(), 0.005),
    slip("percent-for-chance", "This is in per cent. Give a number between 0 and 1.",
         lambda: 100.0 * _clean(), 0.01),
    Misconception("average-for-certain", "You took the average for what happens every night. If "
                  "one arrives on average, there are nights with none and nights with several.",
                  lambda x: abs(x) <= 1e-4),
)  # fmt: skip
_judge_clean = number_judge(
    _clean,
    _CLEAN,
    wants="a chance between 0 and 1",
    within=0.005,
    nudge="Two things are needed: the night is not blind, and then every single missile is "
    "stopped.",
)


def _judge_6(answer: object) -> Verdict:
    parts = {
        "average": (1.0, _judge_average),
        "blind night": (1.0, _judge_worst),
        "nothing arrives": (2.0, _judge_clean),
    }
    return judge_parts(answer, parts, _WANTS_6)


# ---------------------------------------------------------------- defence-7: who pays

_WANTS_7 = (
    'a dictionary with four numbers in millions of dollars, "lowest", "highest", "engagement" and '
    '"kill"'
)
_MILLION = 1e6


@cache
def _prices() -> Any:
    """Return the published prices of the task's system."""
    table: Any = evidence.prices()
    return table[table["system"] == KILL.system].set_index("cost_id")


@cache
def _one_more(end: str) -> float:
    """Return the lowest or the highest price of one more interceptor, in millions."""
    each: Any = _prices()
    each = each.loc[each["single"], "each_low"]
    return float((each.min() if end == "lowest" else each.max()) / _MILLION)


def _priced(cost_id: str, column: str = "each_low") -> float:
    return float(_prices().loc[cost_id, column]) / _MILLION


def _engagement() -> float:
    """Return what it costs to fire at one missile, in millions: the ratio to a missile of 1."""
    return float(defence.cost_exchange(_one_more("highest"), 1.0, KILL.shots))


def _per_kill() -> float:
    return float(defence.cost_per_interception(_one_more("highest"), KILL.kill, KILL.shots))


_AVERAGE_COST = (
    "This divides development and purchase by the missiles. Development is paid already: it is in "
    "the average, not in the cost of one more."
)
_BATTERY = "This is the price of a battery, without any interceptor."
_ROUND = (
    "This is the round figure of most reports. The purchases show what was asked or granted for "
    "one more: divide each by its units."
)


def _undivided() -> list[float]:
    rows: Any = _prices()
    return [float(v) / _MILLION for v in rows.loc[rows["units"].notna(), "usd_low"]]


_WHOLE = Misconception(
    "purchase-for-one", "This is a whole purchase. Divide it by the interceptors that it buys.",
    lambda x: any(math.isclose(x, v, rel_tol=0.003) for v in _undivided()),
)  # fmt: skip
_DOLLARS = "This is in dollars. Give millions of dollars."


def _judge_price(end: str) -> Callable[[object], Verdict]:
    other = "highest" if end == "lowest" else "lowest"
    return number_judge(
        lambda: _one_more(end),
        (
            slip("average-for-marginal", _AVERAGE_COST, lambda: _priced("patriot-gao-2000")),
            slip("battery-for-interceptor", _BATTERY,
                 lambda: _priced("patriot-nolabels-battery-2025")),
            slip("list-price-for-marginal", _ROUND,
                 lambda: _priced("patriot-nolabels-missile-2025")),
            _WHOLE,
            slip("ends-swapped", f"This is the {other} price.", lambda: _one_more(other)),
            slip("dollars-for-millions", _DOLLARS, lambda: _MILLION * _one_more(end)),
        ),
        wants="a number of millions of dollars",
        relative=0.01,
        nudge="Keep the rows that price one more interceptor, and divide where one price covers "
        "several.",
    )  # fmt: skip


_judge_engagement = number_judge(
    _engagement,
    (
        slip("one-interceptor-for-engagement", "This is the price of one interceptor. Two are "
             "fired at each missile, whether the first hits or not.",
             lambda: _one_more("highest")),
        slip("average-for-marginal", _AVERAGE_COST,
             lambda: KILL.shots * _priced("patriot-gao-2000")),
        slip("list-price-for-marginal", _ROUND,
             lambda: KILL.shots * _priced("patriot-nolabels-missile-2025")),
        slip("lowest-for-highest", "Take the highest price here.",
             lambda: KILL.shots * _one_more("lowest")),
        slip("only-misses-refired", "This fires the second one only if the first has missed. Here "
             "both are fired at once.",
             lambda: _one_more("highest") * float(
                 defence.shoot_look_shoot(KILL.kill, KILL.shots))),
        slip("kill-for-engagement", "This is the cost of a missile destroyed. An engagement is "
             "paid for whether it succeeds or not.", _per_kill),
        slip("dollars-for-millions", _DOLLARS, lambda: _MILLION * _engagement()),
    ),
    wants="a number of millions of dollars",
    relative=0.01,
    nudge="It is the highest price of one more, times what is fired at each missile.",
)  # fmt: skip

_judge_kill = number_judge(
    _per_kill,
    (
        slip("engagement-for-kill", "This is what an engagement costs. Some fail, and are paid "
             "for as well.", _engagement),
        slip("one-interceptor-for-engagement", "This is the price of one interceptor.",
             lambda: _one_more("highest")),
        slip("one-shot-for-two", "You divided by the chance of one shot. An engagement succeeds "
             "if either of the two hits.", lambda: _engagement() / KILL.kill),
        slip("only-misses-refired", "This is the cost if one is fired at a time. Here both are "
             "fired at once.", lambda: _one_more("highest") / KILL.kill),
        slip("success-multiplied", "You multiplied the two chances. That is the chance that "
             "both hit, and one hit is enough.", lambda: _engagement() / KILL.kill**2),
        slip("chances-added", "You added the two chances. Together they would be above 1.",
             lambda: _engagement() / (KILL.shots * KILL.kill)),
        slip("multiplied-for-divided", "The less often an engagement succeeds, the more a "
             "success costs. Divide.", lambda: _engagement() * float(
                 defence.kill_probability(KILL.kill, KILL.shots))),
        slip("dollars-for-millions", _DOLLARS, lambda: _MILLION * _per_kill()),
    ),
    wants="a number of millions of dollars",
    relative=0.01,
    nudge="Divide what an engagement costs by the chance that it succeeds.",
)  # fmt: skip


def _judge_7(answer: object) -> Verdict:
    parts = {
        "lowest": (1.0, _judge_price("lowest")),
        "highest": (1.0, _judge_price("highest")),
        "engagement": (1.0, _judge_engagement),
        "kill": (1.0, _judge_kill),
    }
    return judge_parts(answer, parts, _WANTS_7)


# ---------------------------------------------------------------- defence-8: what needs it

#: Statements about two layers that each let 20 of 100 through, by letter.
STATEMENTS: Mapping[str, str] = {
    "A": "Of 100 missiles that meet the first layer alone, 20 pass on average.",
    "B": "Of 100 missiles, 4 pass both layers on average.",
    "C": "Of 100 missiles, no more than 20 pass both layers on average.",
    "D": "If a missile passes both layers with a chance of 10 %, 5 of 50 arrive on average.",
    "E": "If a missile passes both layers with a chance of 10 %, the chance that none of 50 "
    "arrives is 0.9 to the power of 50.",
    "F": "A third layer of the same kind lets through a fifth of what has passed both.",
}
_WANTS_8 = "a list of letters from A to F"
_SHARES_8 = (0.0, 50.0, 100.0)  # per cent of the reasons for failing that the layers share


@cache
def _hold() -> frozenset[str]:
    """Return the statements that hold however many reasons for failing the layers share."""
    kept = set(STATEMENTS)
    for shared in _SHARES_8:
        found = evidence.salvo(
            missiles=100, layers=2, shots=1, kill=100, blind=20, shared=shared,
            interceptor=1, missile=1,
        )  # fmt: skip
        one, two, three = (float(found.through(k)) for k in (1, 2, 3))
        pmf = defence.leakers_pmf(50, float(found.each) ** 2, float(found.common))
        mean = sum(k * float(chance) for k, chance in enumerate(pmf))
        true = {
            "A": math.isclose(one, 0.2),
            "B": math.isclose(two, 0.04),
            "C": two <= 0.2 + 1e-9,
            "D": math.isclose(mean, float(defence.expected_leakers(50, two))),
            "E": math.isclose(float(pmf[0]), float(defence.no_leak_probability(50, two))),
            "F": math.isclose(three, 0.2 * two),
        }
        kept &= {letter for letter, holds in true.items() if holds}
    return frozenset(kept)


def _letter(name: Any) -> str | None:
    letter = name.strip().upper() if isinstance(name, str) else ""
    return letter if letter in STATEMENTS else None


#: What is said of a statement that needs independence, and of one that does not.
_NEEDS = {
    "B": "a fifth of a fifth is a product, and a product needs layers that fail independently.",
    "E": "a power is a product over the missiles. On a blind night they all arrive together.",
    "F": "what has passed two layers may have passed for a reason that the third shares.",
}
_FREE = {
    "A": "one layer alone shares nothing with another.",
    "C": "what passes both has passed the first, whatever the reasons are.",
    "D": "means add up, whether the missiles share a cause or not.",
}


def _judge_8(answer: object) -> Verdict:
    got = read_set(
        plain(answer),
        _letter,
        wants=_WANTS_8,
        stranger="Expected letters from A to F, got {}.",
        blanks=True,
    )
    if isinstance(got, Verdict):
        return got
    right, every = _hold(), frozenset(STATEMENTS)
    if got == right:
        return Verdict(1.0, "right", "What is multiplied needs independence; what is added or "
                       "bounded does not.")  # fmt: skip
    if got == every:
        says = "Three of them multiply. That needs layers, or missiles, which fail independently."
        return Verdict(0.0, "wrong", says, "independence-assumed")
    if got == every - right:
        says = "You have chosen those that do need independence. The task asks for the others."
        return Verdict(0.0, "wrong", says, "needed-and-not-needed-swapped")
    added, missed = sorted(got - right), sorted(right - got)
    share = max(0.0, 1.0 - (len(added) + len(missed)) / len(right))
    status: Status = "partly" if share else "wrong"
    if added:
        says = f"{added[0]} needs independence: {_NEEDS[added[0]]}"
        return Verdict(share, status, says, "independence-assumed")
    says = f"{missed[-1]} holds all the same: {_FREE[missed[-1]]}"
    return Verdict(share, status, says, "dependence-voids-all")


# ---------------------------------------------------------------- defence-9: a puzzle

_NAMES_9 = ("blind", "passes")
_WANTS_9 = 'a dictionary with "steady" and "brittle", each with two numbers (blind, passes)'


def _shield(value: Any) -> tuple[list[float], float] | Verdict:
    """Return the two numbers of a shield, and the chance that nothing arrives.

    A shield whose mean is not the one asked for is a verdict.
    """
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    given = as_mapping(value)
    if given is None and isinstance(value, list) and len(value) == len(_NAMES_9):
        given = dict(zip(_NAMES_9, value, strict=True))
    if given is None:
        return Verdict(0.0, "type", f"expected two numbers (blind, passes), got {describe(value)}.")
    cells = [given.get(name) for name in _NAMES_9]
    still = [name for name, cell in zip(_NAMES_9, cells, strict=True) if is_unanswered(cell)]
    if still:
        return Verdict(0.0, "type", f"{' and '.join(still)}: still open.")
    got = finite_numbers(cells)
    if got is not None and any(1.0 < v <= 100.0 for v in got) and min(got) >= 0.0:
        says = "these are per cent. Give chances between 0 and 1."
        return Verdict(0.0, "wrong", says, "percent-for-chance")
    if got is None or not all(0.0 <= v <= 1.0 for v in got):
        numbers = (finite_numbers([cell]) for cell in cells)
        name, cell = next(
            (n, c)
            for n, c, v in zip(_NAMES_9, cells, numbers, strict=True)
            if v is None or not 0.0 <= v[0] <= 1.0
        )
        says = f"{name} must be a number from 0 to 1, got {describe(cell)}."
        return Verdict(0.0, "type", says)
    blind, passes = got
    mean = float(defence.leak_common_mode(1.0 - passes, 1, blind))
    if abs(mean - PAIR.mean) > PAIR.within * (1 + 1e-9):
        says = (
            f"on average over all nights {100 * mean:.1f} % arrive here, not {100 * PAIR.mean:g} %."
        )
        if blind and abs(passes - PAIR.mean) <= PAIR.within:
            says += " On a blind night everything arrives: that belongs in the average."
            return Verdict(0.0, "wrong", says, "blind-night-forgotten")
        return Verdict(0.0, "wrong", says, "other-average")
    return got, float(defence.leakers_pmf(PAIR.missiles, passes, blind)[0])


def _judge_shield(value: Any, *, steady: bool) -> Verdict:
    found = _shield(value)
    if isinstance(found, Verdict):
        return found
    _, clean = found
    if steady and clean <= PAIR.steady:
        return Verdict(1.0, "right", "The average is the same, and so is nothing else.")
    if not steady and clean >= PAIR.brittle:
        return Verdict(1.0, "right", "The average is the same, and so is nothing else.")
    shown = f"the average is right, but nothing arrives on {100 * clean:.0f} % of the nights."
    if steady and clean >= PAIR.brittle:
        says = f"{shown} This is the brittle shield."
        return Verdict(0.0, "wrong", says, "common-cause-for-chance")
    if not steady and clean <= PAIR.steady:
        says = f"{shown} This is the steady shield: the missiles pass one by one, by chance."
        return Verdict(0.0, "wrong", says, "independence-assumed")
    asked = f"at most {100 * PAIR.steady:g} %" if steady else f"at least {100 * PAIR.brittle:g} %"
    move = "blind nights" if steady else "missiles that pass on other nights"
    says = f"{shown} It should be {asked}: leave fewer {move}."
    return Verdict(0.5, "partly", says, "half-way")


def _judge_9(answer: object) -> Verdict:
    parts = {
        "steady": (1.0, partial(_judge_shield, steady=True)),
        "brittle": (1.0, partial(_judge_shield, steady=False)),
    }
    return judge_parts(answer, parts, _WANTS_9)


# ---------------------------------------------------------------- defence-10: the offer

_WANTS_10 = (
    'a dictionary with two numbers, "limit, no shield" and "limit, with shield", and a letter '
    'each for "fears first use" and "fears an answer"'
)


def _offer(stops: float) -> Any:
    return evidence.shield(
        stops=stops,
        missiles=OFFER["missiles"],
        harm=OFFER["harm"],
        use=OFFER["use"],
        answer=OFFER["answer"],
        gain=0.0,
    )


@cache
def _limit(stops: float) -> float:
    """Return what a limit that halves the missiles is worth, from the chapter's model."""
    return float(_offer(stops).limit)


def _scale(name: str) -> float:
    """Return how a mistaken limit's worth is to the right one: without a chance, or another."""
    return 100.0 / OFFER["use"] if name == "certain" else OFFER["answer"] / OFFER["use"]


def _judge_limit(shielded: bool) -> Callable[[object], Verdict]:
    stops = OFFER["stops"] if shielded else 0.0
    behind = (
        slip("shield-forgotten", "This is the worth of the limit without the shield. Behind it "
             "only a part of the missiles would arrive.", lambda: _limit(0.0)),
        slip("stops-for-leakage", "You multiplied by the share that is stopped. What counts is "
             "the share that would arrive.", lambda: _limit(0.0) - _limit(OFFER["stops"])),
    )  # fmt: skip
    bare = (
        slip("shield-too-early", "There is no shield yet in this part.",
             lambda: _limit(OFFER["stops"])),
    )  # fmt: skip
    return number_judge(
        lambda: _limit(stops),
        (
            *(behind if shielded else bare),
            slip("whole-for-half", "This is the worth of removing all missiles. The limit "
                 "removes half.", lambda: _limit(stops) / evidence.CUT),
            slip("answer-for-use", "You took the share that is fired in answer to a strike. "
                 "Nobody strikes here; what the limit lowers is the danger of first use.",
                 lambda: _scale("answer") * _limit(stops)),
            slip("certain-for-likely", "You took the use of the missiles as certain.",
                 lambda: _scale("certain") * _limit(stops)),
        ),
        wants="a number of points",
        within=0.05,
        nudge="It is half of: the chance of first use, times the harm of all missiles, times the "
        "share that would arrive.",
    )  # fmt: skip


_FEARS: dict[str, dict[str, tuple[str, str]]] = {
    "fears first use": {
        "A": ("shield-always-emboldens", "Behind the shield this side has less to fear from "
              "waiting. A strike takes away a danger that the shield has made smaller already."),
        "B": ("", "Whether a shield calms depends on what its owner fears."),
        "C": ("shield-changes-nothing", "A strike would remove the fear of first use, and the "
              "shield shrinks that fear. So its worth changes."),
    },
    "fears an answer": {
        "A": ("", "Whether a shield emboldens depends on what its owner fears."),
        "B": ("shield-always-calms", "What holds this side back is the answer, and the shield "
              "makes the answer smaller. That makes a strike more tempting."),
        "C": ("shield-changes-nothing", "The shield shrinks the answer that holds this side back. "
              "So the worth of a strike changes."),
    },
}  # fmt: skip


def _judge_10(answer: object) -> Verdict:
    parts: dict[str, tuple[float, Callable[[Any], Verdict]]] = {
        "limit, no shield": (1.0, _judge_limit(False)),
        "limit, with shield": (1.0, _judge_limit(True)),
        **{part: (1.0, partial(judge_letter, options=of)) for part, of in _FEARS.items()},
    }
    return judge_parts(answer, parts, _WANTS_10)


# ---------------------------------------------------------------- the tasks

TASKS: tuple[Task, ...] = (
    Task(
        task_id="defence-1",
        chapter=CHAPTER,
        title="Of those fired",
        kind="number",
        objective="Compute a share of what was fired from published counts.",
        points=2,
        minutes=4,
        why="the same days were told with a share two and a half times as high, and both are true.",
        wants="a number in per cent",
        judge=_judge_1,
    ),
    Task(
        task_id="defence-2",
        chapter=CHAPTER,
        title="Three headlines",
        kind="choice",
        objective="Say what a reported share of interceptions does and does not tell.",
        points=3,
        minutes=8,
        why="most quarrels about how well a defence worked are quarrels about what was counted.",
        wants=letters_wanted(_DEFENCE_2),
        judge=choices(_DEFENCE_2),
    ),
    Task(
        task_id="defence-3",
        chapter=CHAPTER,
        title="One night, four denominators",
        kind="table",
        objective="Tell one night with four denominators, as shot down and as kept out.",
        points=4,
        minutes=12,
        why="the missiles that hit are the same in every row; only the sentence changes.",
        wants=_WANTS_3,
        judge=_judge_3,
    ),
    FunctionTask(
        task_id="defence-4",
        chapter=CHAPTER,
        title="Layers, and the night when they fail together",
        kind="function",
        objective="Compute what passes several layers, with and without a common cause.",
        points=3,
        minutes=12,
        why="no number of layers brings the leakage below the chance of a shared blind night.",
        wants=_FUNCTION_4.wants,
        judge=_FUNCTION_4.judge,
        cases=_FUNCTION_4.cases,
        judge_outputs=_FUNCTION_4.judge_outputs,
    ),
    Task(
        task_id="defence-5",
        chapter=CHAPTER,
        title="How long a stock lasts",
        kind="chart data",
        objective="Build a chart's data that shows a stock running out.",
        points=3,
        minutes=10,
        why="a percentage gives no warning of the day on which the stock is empty.",
        wants=_WANTS_5,
        judge=_judge_5,
    ),
    Task(
        task_id="defence-6",
        chapter=CHAPTER,
        title="On average, at worst, and not at all",
        kind="numbers",
        objective="Tell an average from a bad night, and from the chance that nothing arrives.",
        points=4,
        minutes=12,
        why="which of the three matters depends on what a single missile can do.",
        wants=_WANTS_6,
        judge=_judge_6,
    ),
    Task(
        task_id="defence-7",
        chapter=CHAPTER,
        title="What does one more cost?",
        kind="numbers",
        objective="Tell the price of one more interceptor from other prices, and count a kill.",
        points=4,
        minutes=12,
        why="a cost ratio is as good as the prices in it, and four different things are priced.",
        wants=_WANTS_7,
        judge=_judge_7,
    ),
    Task(
        task_id="defence-8",
        chapter=CHAPTER,
        title="What still holds if layers fail together?",
        kind="sets",
        objective="Tell which statements about layers need independence.",
        points=3,
        minutes=10,
        why="independence is an assumption about causes, and reports seldom say that they make it.",
        wants=_WANTS_8,
        judge=_judge_8,
    ),
    Task(
        task_id="defence-9",
        chapter=CHAPTER,
        title="Two shields, one percentage",
        kind="puzzle",
        objective="Find two defences with the same average and different nights.",
        points=4,
        minutes=12,
        why="a record of good nights cannot tell a good shield from one that has not failed yet.",
        wants=_WANTS_9,
        judge=_judge_9,
    ),
    Task(
        task_id="defence-10",
        chapter=CHAPTER,
        title="What a shield does to the offer",
        kind="numbers and choice",
        objective="Say what a shield does to the worth of a limit and to the wish to strike.",
        points=4,
        minutes=10,
        why="two sides with opposite fears read the same clause of a treaty in opposite ways.",
        wants=_WANTS_10,
        judge=_judge_10,
    ),
    Task(
        task_id="defence-11",
        chapter=CHAPTER,
        title="Your note on 'ninety-nine per cent'",
        kind="argument",
        objective="Explain a share of interceptions so that each side would recognise itself.",
        points=0,
        minutes=20,
        why="a reader who asks 'of what?' cannot be misled by a true number.",
        wants=ARGUMENT_WANTS,
        judge=judge_argument,
        manual_points=4,
        rubric=(
            "Says what the number counts, and gives another count of the same night.",
            "Keeps shot down, failed, let fall and hit apart.",
            "Names one thing that no such share tells: a common cause, the stock, or the bill.",
            "Puts a defender's and an attacker's view as each would, and says what would change "
            "the verdict.",
        ),
    ),
)
