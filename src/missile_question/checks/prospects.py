"""The tasks of chapter 8: questions, base rates, updates, scores, calibration, words of odds.

Expected values come from the models and the tables, when they are first needed. What is typed in
here are the settings that a task names, never an answer. Every outcome that is used lies before
11 February 2026.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
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
    judge_argument,
    judge_letter,
    judge_parts,
    letters_wanted,
    number_judge,
    slip,
)
from missile_question.checks.plain import describe, find_key, finite_numbers, is_unanswered, plain
from missile_question.checks.tables import (
    column_slip,
    judge_cells,
    judge_column,
    own_work,
    read_columns,
    read_rows,
    read_set,
)
from missile_question.evidence import prospects as evidence
from missile_question.evidence.reach import records
from missile_question.models import forecasting

__all__ = ["ALONE", "CURVE", "LIMITS", "PANEL", "SPOKEN", "TASKS"]

CHAPTER = "08_prospects"

#: The forecast of prospect-1, and the round after which it is made.
ALONE = SimpleNamespace(said=0.85, case="round-2025-05-23")

#: The belief of prospect-6, and what is reported.
CURVE = SimpleNamespace(belief=0.7, reports=(1, *range(10, 100, 10), 99))

#: The forecasts of prospect-7, and the round after which they are made.
PANEL = SimpleNamespace(said=(0.9, 0.7, 0.2), case="round-2021-06-20")

#: The numbers that prospect-8 asks about, in per cent.
SPOKEN = (65, 85)

#: What prospect-10 asks: class of rounds, and the limits of the two forecasters.
LIMITS = SimpleNamespace(
    rounds="rounds-2021-2023", nearly_none=0.001, most=0.9, half=0.25, values=2
)

_SHARE = "a probability between 0 and 1"


@cache
def _outcome(case: str) -> int:
    """Return whether another round followed, 1 or 0."""
    return int(records(evidence.case_table(), "case_id")[case]["happened"])


# ---------------------------------------------------------------- prospect-1: one score


def _brier(said: float, came: int, convention: str = "half") -> float:
    return float(forecasting.brier_score(said, came, convention))


def _alone(convention: str = "half") -> float:
    return _brier(ALONE.said, _outcome(ALONE.case), convention)


_PROSPECT_1 = (
    slip("absolute-for-brier", "This is the plain distance. The Brier score is its square.",
         lambda: abs(ALONE.said - _outcome(ALONE.case))),
    replace(slip("other-convention", "This is the score of 1950, which adds the same term for "
                 "the opposite event and runs from 0 to 2. This book uses the half, from 0 to 1.",
                 lambda: _alone("original")), credit=0.5),
    slip("yes-for-no", "This would be the score if another round had followed in time.",
         lambda: _brier(ALONE.said, 1 - _outcome(ALONE.case))),
    slip("log-for-brier", "This is the logarithmic score. Asked is the Brier score.",
         lambda: float(forecasting.log_score(ALONE.said, _outcome(ALONE.case)))),
    slip("left-for-the-other", "This is what the analyst left for the other outcome. Square the "
         "distance between the forecast and what happened.",
         lambda: 1 - abs(ALONE.said - _outcome(ALONE.case))),
    slip("distance-from-half", "This is the squared distance from one half. The distance is taken "
         "from what happened.", lambda: (ALONE.said - 0.5) ** 2),
    slip("percent-squared", "You squared per cents. Write the forecast as a probability first.",
         lambda: (100 * ALONE.said - 100 * _outcome(ALONE.case)) ** 2),
    slip("percent-for-score", "This is the score times a hundred. Here it runs from 0 to 1.",
         lambda: 100 * _alone()),
    slip("minus-sign", "A square is never negative. In this book scores are penalties.",
         lambda: -_alone()),
)  # fmt: skip


_judge_1 = number_judge(
    _alone,
    _PROSPECT_1,
    wants="a number between 0 and 1",
    within=0.002,
    nudge="Take the forecast as a probability, subtract what happened (1 or 0), and square.",
)


# ---------------------------------------------------------------- prospect-2: what follows

_PROSPECT_2: dict[str, dict[str, tuple[str, str]]] = {
    "sentence": {
        "A": ("wording-fits-everything", "'Could well' and 'some' exclude nothing. There is no "
              "number, no last day and no rule."),
        "B": ("number-for-rule", "A number and a day are there, but nobody knows what counts as "
              "'clearly better'. Whoever settles it can settle it as he likes."),
        "C": ("", "Event, last day, judge and number: a stranger can settle and score it."),
        "D": ("no-last-day", "A range of per cents looks exact, but there is no last day, and "
              "'deal' is not explained. It can never be wrong."),
    },
    "two analysts": {
        "A": ("one-outcome-as-proof", "One outcome proves no skill: somebody who always says 80 % "
              "has many such days. Look at many questions."),
        "B": ("below-half-as-no", "30 % is not a 'no'. Of all events that are given 30 %, about "
              "three in ten should happen."),
        "C": ("scores-say-nothing", "One score says little, but many scores on the same questions "
              "do tell forecasters apart."),
        "D": ("", "A score is of one forecast. Skill is of many."),
    },
    "fleet": {
        "A": ("condition-turned-round", "You turned the condition round, P(A|B) for P(B|A). You "
              "know how often a fleet went before an attack. Asked is how often an attack "
              "followed a fleet."),
        "B": ("", "The fleets without an attack are the missing half of the count."),
        "C": ("counted-the-attacks", "Laplace's rule is right, but for the wrong list: three cases "
              "of attacks. The question needs a list of fleets."),
        "D": ("evidence-ignored", "That a threat may be sent in order not to be carried out makes "
              "it weak evidence. It is none only if fleets are as frequent where no attack "
              "follows."),
    },
    "likely": {
        "A": ("likely-as-one-number", "'Likely' is no number. Every scheme in the chapter gives "
              "the word a range."),
        "B": ("one-ladder-for-all", "The ranges of the four schemes differ, at both ends."),
        "C": ("", "A word with a ladder is a range. A word without one is a guess."),
        "D": ("word-as-nothing", "Too far: no scheme would allow 5 % for 'likely'. The word is "
              "wide and not empty."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- prospect-3: rates and windows

_WANTS_3 = 'a dictionary with two numbers, "a strike" and "oil relief"'


@cache
def _classes() -> dict[str, dict[str, Any]]:
    return dict(records(evidence.classes(), "base_rate_id"))


def _rate(name: str) -> float:
    row = _classes()[name]
    return float(row["successes"] / row["cases"])


def _within(rate: float, windows: float) -> float:
    """Return the chance of at least one success in a number of stretches of time."""
    return float(1.0 - (1.0 - rate) ** windows)


def _windows(name: str) -> float:
    return float(_classes()[name]["windows"])


def _forecast(name: str) -> float:
    return float(_classes()[name]["forecast"])


_STRIKES, _CALM, _MARKET = "strikes-since-october-2023", "strikes-since-2013", "market-strike"
_RELIEF, _EFFORTS = "relief-years", "relief-efforts"


def _window_slips(name: str, unit: str, window: str) -> tuple[Misconception, ...]:
    """Return the mistakes that both windows invite."""

    def laplace() -> float:
        row = _classes()[name]
        rate = evidence.succession(row["successes"], row["cases"])
        return _within(rate, _windows(name))

    return (
        slip("unit-for-window", f"This is the rate per {unit}. Asked is the chance within "
             f"{window}.", lambda: _rate(name)),
        slip("added-up", f"You multiplied the rate by the number of {unit}s. Chances of several "
             "stretches overlap: ask first for the chance that it happens in none.",
             lambda: _rate(name) * _windows(name)),
        slip("none-for-some", "This is the chance that it does not happen. Asked is that it does.",
             lambda: 1 - _forecast(name)),
        slip("laplace-for-time", f"This adds a made-up yes and no. The task takes the plain share "
             f"of {unit}s.", laplace),
        slip("odds-for-probability", "These are the odds. Asked is the probability.",
             lambda: _forecast(name) / (1 - _forecast(name))),
        slip("percent-for-probability", "This is in per cent. A probability lies between 0 and 1.",
             lambda: 100 * _forecast(name), 0.01),
    )  # fmt: skip


def _rounded(windows: Callable[[float], float]) -> float:
    return _within(_rate(_STRIKES), windows(_windows(_STRIKES)))


_ROUNDED = "You rounded the window to whole months. Take the number in the column windows as it is."
_STRIKE_SLIPS = (
    *_window_slips(_STRIKES, "month", "the four and a half months of the question"),
    slip("calm-for-recent", "This is the chance by the count from 2013. Asked is the count from "
         "October 2023.", lambda: _forecast(_CALM)),
    slip("price-for-count", "This is the price of a betting market, not a count.",
         lambda: float(_classes()[_MARKET]["price"])),
    replace(slip("window-rounded", _ROUNDED, lambda: _rounded(math.floor)), credit=0.5),
    replace(slip("window-rounded", _ROUNDED, lambda: _rounded(math.ceil)), credit=0.5),
    slip("days-for-months", "You used a rate per month as a rate per day. It belongs to a month: "
         "count the window in months.", lambda: _within(
             _rate(_STRIKES), evidence.days_open(_classes()[_STRIKES]["question_id"])), 1e-4),
)  # fmt: skip
_RELIEF_SLIPS = (
    *_window_slips(_RELIEF, "year", "a window shorter than a year"),
    slip("months-for-years", "You used a rate per year as a rate per month. It belongs to a year: "
         "count the window in years.", lambda: _within(_rate(_RELIEF), 12 * _windows(_RELIEF))),
    slip("efforts-for-years", "This is the share of negotiations, another class. Asked is the "
         "count of years.", lambda: _forecast(_EFFORTS)),
)  # fmt: skip


_NUDGE_3 = "In one stretch it does not happen with 1 - r. And in k stretches in a row?"
_PARTS_3 = {
    "a strike": (1.0, number_judge(
        lambda: _forecast(_STRIKES), _STRIKE_SLIPS, wants=_SHARE, within=0.003, nudge=_NUDGE_3,
    )),
    "oil relief": (1.0, number_judge(
        lambda: _forecast(_RELIEF), _RELIEF_SLIPS, wants=_SHARE, within=0.001, nudge=_NUDGE_3,
    )),
}  # fmt: skip


def _judge_3(answer: object) -> Verdict:
    return judge_parts(answer, _PARTS_3, _WANTS_3)


# ---------------------------------------------------------------- prospect-4: a function


def _updated(prior: float, ratios: Sequence[float]) -> float:
    return float(forecasting.bayes_update(prior, math.prod(ratios)))


def _case(says: str, prior: float, ratios: list[float]) -> Case:
    return Case(says, (prior, ratios), _updated(prior, ratios))


def _cases_4(seed: int | None = None) -> list[Case]:
    """Return the public cases, or cases drawn from a seed with the same traps."""
    if seed is None:
        return [
            _case("One piece, from an even start", 0.5, [4.0]),
            _case("One piece, from 40 %", 0.4, [2.0]),
            _case("The same piece, from 8 %", 0.08, [2.0]),
            _case("Two pieces that cancel", 0.4, [2.0, 0.5]),
            _case("Three pieces", 0.22, [3.0, 2.0, 0.25]),
            _case("News against", 0.9, [0.1]),
            _case("No news at all", 0.3, []),
            _case("A start at nought never moves", 0.0, [9.0]),
        ]
    dice = np.random.default_rng(seed)
    cases = []
    for pieces in (1, 1, 2, 2, 3, 3, 4, 0):
        prior = round(float(dice.uniform(0.03, 0.95)), 2)
        ratios = [round(float(10.0**power), 2) for power in dice.uniform(-0.9, 0.9, pieces)]
        cases.append(_case("Drawn at random", prior, ratios))
    return cases


_behaves = partial(behaves, within=0.002)


def _odds_after(prior: float, ratios: Sequence[float]) -> float:
    return float(forecasting.odds(prior)) * math.prod(ratios)


_PROSPECT_4 = (
    Misconception("odds-for-probability", "These are the odds after the news. Turn them back into "
                  "a probability: odds / (1 + odds).", _behaves(_odds_after), credit=1 / 3),
    Misconception("probability-for-odds", "You multiplied the probability. The ratios multiply "
                  "the odds, prior / (1 - prior).", _behaves(lambda p, r: p * math.prod(r))),
    Misconception("probability-for-odds", "You multiplied the probability and cut it off at 1. "
                  "The ratios multiply the odds, prior / (1 - prior), and nothing needs a cut.",
                  _behaves(lambda p, r: min(1.0, p * math.prod(r)))),
    Misconception("base-rate-neglected", "The prior is forgotten: this holds only for somebody "
                  "who starts at one half.",
                  _behaves(lambda p, r: math.prod(r) / (1 + math.prod(r)))),
    Misconception("prior-never-moves", "This is the prior. The news has not moved it.",
                  _behaves(lambda p, r: p)),
    Misconception("first-piece-only", "Only the first piece of news counts in your function.",
                  _behaves(lambda p, r: _updated(p, r[:1]))),
    Misconception("last-piece-only", "Only the last piece of news counts in your function.",
                  _behaves(lambda p, r: _updated(p, r[-1:]))),
    Misconception("ratio-upside-down", "You divided by the ratios. Above 1, a ratio speaks for "
                  "the event.", _behaves(lambda p, r: _updated(p, [1 / v for v in r]))),
    Misconception("ratios-added", "You added the ratios. Independent pieces are multiplied.",
                  _behaves(lambda p, r: _updated(p, [sum(r)] if r else []))),
    Misconception("ratios-averaged", "You averaged the ratios. Independent pieces are multiplied: "
                  "each one moves the odds again.",
                  _behaves(lambda p, r: _updated(p, [sum(r) / len(r)] if r else []))),
    Misconception("percent-for-probability", "This is in per cent. A probability lies between 0 "
                  "and 1.", _behaves(lambda p, r: 100 * _updated(p, r), within=0.2),
                  credit=1 / 3),
)  # fmt: skip

_FUNCTION_4 = NumberFunction("after_news(prior, ratios)", _cases_4, _PROSPECT_4)


# ---------------------------------------------------------------- prospect-5: how loud?


def _needed() -> float:
    """Return the ratio that lifts the calm view to the recent one."""
    return float(forecasting.odds(_forecast(_STRIKES)) / forecasting.odds(_forecast(_CALM)))


def _rounded_needed() -> float:
    calm, recent = (round(_forecast(name), 2) for name in (_CALM, _STRIKES))
    return float(forecasting.odds(recent) / forecasting.odds(calm))


_PROSPECT_5 = (
    slip("probability-for-odds", "This is the quotient of the two probabilities. The ratio "
         "multiplies odds: turn both into odds first.",
         lambda: _forecast(_STRIKES) / _forecast(_CALM), 0.01),
    slip("points-for-ratio", "This is the difference in percentage points. The same step in "
         "points needs another ratio from another start.",
         lambda: 100 * (_forecast(_STRIKES) - _forecast(_CALM)), 0.01),
    slip("difference-for-ratio", "This is the difference of the two probabilities. Asked is what "
         "the odds are multiplied by.", lambda: _forecast(_STRIKES) - _forecast(_CALM), 0.01),
    slip("percent-for-ratio", "This says by how many per cent the probability is larger. Asked is "
         "what the odds are multiplied by.",
         lambda: 100 * (_forecast(_STRIKES) / _forecast(_CALM) - 1), 0.01),
    slip("upside-down", "This ratio leads from the recent view down to the calm one. Turn it "
         "round.", lambda: 1 / _needed(), 0.01),
    slip("odds-for-ratio", "These are the odds at the end. They are the ratio only for somebody "
         "who starts at one half.",
         lambda: float(forecasting.odds(_forecast(_STRIKES))), 0.01),
    slip("excess-for-ratio", "This is the ratio less one. Asked is the whole factor.",
         lambda: _needed() - 1, 0.005),
    slip("logarithm-for-ratio", "This is the logarithm of the ratio.",
         lambda: math.log(_needed()), 0.0015),
    replace(slip("rounded-first", "You rounded the two forecasts before dividing. Take the "
                 "variables as they are.", _rounded_needed, 0.005), credit=0.5),
)  # fmt: skip


_judge_5 = number_judge(
    _needed,
    _PROSPECT_5,
    wants="a number without a unit",
    relative=0.01,
    nudge="Odds after are odds before times the ratio. Solve that for the ratio.",
)


# ---------------------------------------------------------------- prospect-6: a chart's data

_WANTS_6 = "a table with the columns report, brier, log and distance"


def _curve(
    rule: str, belief: float = CURVE.belief, share: float | None = None, factor: float = 1.0
) -> list[float]:
    """Return the expected penalty of every report, or with ``share`` another weight of yes."""
    weight = belief if share is None else share
    return [
        factor * float(evidence.expected(rule, percent / 100, weight)) for percent in CURVE.reports
    ]


def _of_reports(rule: Callable[[float], float]) -> list[float]:
    return [float(rule(percent / 100)) for percent in CURVE.reports]


def _slips_6(rule: str) -> list[Misconception]:
    """Return the mistakes that a column of expected penalties may show."""
    b = CURVE.belief

    def shown(
        name: str, says: str, value: Callable[[], Sequence[float]], credit: float = 0.0
    ) -> Misconception:
        return column_slip(name, says, value, 1e-3, credit)

    common = [
        shown("only-if-yes", "This is the penalty if the event happens. You believe in that with "
              "70 %; the other 30 % count too.", lambda: _curve(rule, 1.0)),
        shown("only-if-no", "This is the penalty if the event does not happen. Weigh both "
              "outcomes by your belief.", lambda: _curve(rule, 0.0)),
        shown("weights-swapped", "The weights are swapped: 'yes' has 70 %, 'no' has 30 %.",
              lambda: _curve(rule, 1.0 - b)),
        shown("weights-forgotten", "Both outcomes have the same weight here. Weigh them by your "
              "belief.", lambda: _curve(rule, 0.5)),
        shown("weights-forgotten", "You added the two penalties without weights. Weigh them by "
              "your belief.", lambda: _curve(rule, 0.5, factor=2.0)),
        shown("brier-again", "This is the column brier again. Here another rule is asked for.",
              lambda: _curve("brier")),
        shown("negative-penalty", "Scores are penalties here: turn the sign.",
              lambda: _curve(rule, factor=-1.0), 0.5),
        shown("other-column", "This column belongs to the other rule.",
              lambda: _curve("log" if rule == "linear" else "linear")),
    ]  # fmt: skip
    own = {
        "linear": [
            shown("belief-for-outcome", "This is the distance from your belief. A score compares "
                  "with what happens, and that is 1 or 0.",
                  lambda: _of_reports(lambda r: abs(r - b))),
        ],
        "log": [
            shown("score-of-the-average", "You took the logarithm of the average. Take the "
                  "average of the logarithms: one score for each outcome, weighed.",
                  lambda: _of_reports(lambda r: -math.log(b * r + (1 - b) * (1 - r)))),
            shown("other-logarithm", "This is the logarithm to base 10. The book takes the natural "
                  "one, as log_score does.", lambda: _curve(rule, factor=1 / math.log(10)), 0.5),
            shown("other-logarithm", "This is the logarithm to base 2. The book takes the natural "
                  "one, as log_score does.", lambda: _curve(rule, factor=1 / math.log(2)), 0.5),
        ],
    }  # fmt: skip
    return [*own[rule], *common]


def _judge_6(answer: object) -> Verdict:
    columns = read_columns(plain(answer), ("report", "brier", "log", "distance"), _WANTS_6)
    if isinstance(columns, Verdict):
        return columns
    reports = finite_numbers(columns["report"])
    if reports is None:
        return Verdict(0.0, "type", "The column report should hold numbers.")
    order = sorted(range(len(reports)), key=reports.__getitem__)
    wanted = [percent / 100 for percent in CURVE.reports]
    if len(reports) != len(wanted) or not all(
        math.isclose(reports[i], w) for i, w in zip(order, wanted, strict=True)
    ):
        says = f"The column report should stay as prepared, {len(wanted)} numbers from 0.01 to 0.99"
        return Verdict(0.0, "wrong", f"{says}.", "other-reports")
    rules = {"brier": "brier", "log": "log", "distance": "linear"}
    found = {
        name: judge_column(
            [columns[name][i] for i in order],
            expected=_curve(rule),
            within=1e-3,
            right="Penalties counted as right to within 0.001.",
            wants="a number in every row",
            misconceptions=_slips_6(rule) if name != "brier" else (),
            nudge="These are not the expected penalties: belief times the score for yes, plus the "
            "rest times the score for no.",
        )
        for name, rule in rules.items()
    }
    return own_work(found, "log", "distance", cost=0.5)


# ---------------------------------------------------------------- prospect-7: several heads

_WANTS_7 = (
    'a dictionary with two numbers, "average of the scores" and "score of the average", and one '
    'letter, "always"'
)


def _scores(convention: str = "half") -> list[float]:
    return [_brier(p, _outcome(PANEL.case), convention) for p in PANEL.said]


def _average_of_scores(convention: str = "half") -> float:
    return math.fsum(_scores(convention)) / len(PANEL.said)


def _mean() -> float:
    return float(forecasting.linear_pool(PANEL.said))


def _score_of_average(convention: str = "half") -> float:
    return _brier(_mean(), _outcome(PANEL.case), convention)


def _turned() -> int:
    return 1 - _outcome(PANEL.case)


_AVERAGE_OF_SCORES = (
    slip("score-of-average-for-average-of-scores", "You averaged the forecasts and scored the "
         "result. Here score each analyst first, then average.", _score_of_average),
    slip("absolute-for-brier", "This is the average distance. The Brier score squares each one.",
         lambda: abs(_mean() - _outcome(PANEL.case))),
    slip("sum-for-average", "This is the sum of the scores. Divide by the number of analysts.",
         lambda: math.fsum(_scores())),
    slip("yes-for-no", "This would hold if another round had followed in time.",
         lambda: math.fsum(_brier(p, _turned()) for p in PANEL.said) / len(PANEL.said)),
    replace(slip("other-convention", "This is the convention of 1950, twice as large. This book "
                 "uses the half.", lambda: _average_of_scores("original")), credit=0.5),
    slip("percent-for-score", "This is times a hundred, or squared per cents. Scores run from 0 "
         "to 1.", lambda: 100 * _average_of_scores()),
)  # fmt: skip
_SCORE_OF_AVERAGE = (
    slip("average-of-scores-for-score-of-average", "You scored each analyst and averaged the "
         "scores. Here average the forecasts first, then score that one number.",
         _average_of_scores),
    slip("absolute-for-brier", "This is the distance of the average from what happened. Square it.",
         lambda: abs(_mean() - _outcome(PANEL.case))),
    slip("yes-for-no", "This would hold if another round had followed in time.",
         lambda: _brier(_mean(), _turned())),
    slip("log-pool-for-average", "This is the score of the logarithmic pool. The average is the "
         "linear one.", lambda: _brier(
             float(forecasting.log_pool(PANEL.said)), _outcome(PANEL.case))),
    replace(slip("other-convention", "This is the convention of 1950, twice as large. This book "
                 "uses the half.", lambda: _score_of_average("original")), credit=0.5),
    slip("percent-for-score", "This is times a hundred, or squared per cents. Scores run from 0 "
         "to 1.", lambda: 100 * _score_of_average()),
)  # fmt: skip
_ALWAYS: Mapping[str, tuple[str, str]] = {
    "A": ("", "The average forecast never does worse than its members do on average."),
    "B": ("average-beats-best", "Your own numbers say no: one of the three did better than the "
          "average. Only nobody knew beforehand which one."),
    "C": ("average-of-scores-for-score-of-average", "The two are equal only if all say the same. "
          "A square punishes far misses more than in proportion."),
    "D": ("depends-on-outcome", "Try it with a yes: which of the two numbers is smaller then?"),
}  # fmt: skip


_PARTS_7: Mapping[str, tuple[float, Callable[[Any], Verdict]]] = {
    "average of the scores": (1.0, number_judge(
        _average_of_scores, _AVERAGE_OF_SCORES, wants="a number between 0 and 1", within=0.002,
        nudge="Three squared distances from what happened, and their average.",
    )),
    "score of the average": (1.0, number_judge(
        _score_of_average, _SCORE_OF_AVERAGE, wants="a number between 0 and 1", within=0.002,
        nudge="One average forecast, and one squared distance from what happened.",
    )),
    "always": (1.0, partial(judge_letter, options=_ALWAYS)),
}  # fmt: skip


def _judge_7(answer: object) -> Verdict:
    return judge_parts(answer, _PARTS_7, _WANTS_7)


# ---------------------------------------------------------------- prospect-8: likely

_WANTS_8 = (
    f'a dictionary with two lists of schemes, "{SPOKEN[0]} %" and "{SPOKEN[1]} %", and two '
    'numbers, "points" and "per cent"'
)


@cache
def _likely() -> dict[str, tuple[float, float]]:
    """Return the range of 'likely' in every scheme, in per cent."""
    table = evidence.words()
    rows = records(table[table["compared"] == "likely"], "scheme_id")
    return {key: (float(row["low_pct"]), float(row["high_pct"])) for key, row in rows.items()}


@cache
def _scheme_names() -> dict[str, str]:
    table = evidence.words()
    return {key: str(row["scheme"]) for key, row in records(
        table[table["compared"] == "likely"], "scheme_id").items()}  # fmt: skip


def _fitting(percent: float) -> frozenset[str]:
    return frozenset(key for key, (low, high) in _likely().items() if low <= percent <= high)


def _judge_schemes(value: Any, percent: float) -> Verdict:
    names = _scheme_names()
    got = read_set(
        value,
        lambda item: find_key(item, names),
        wants="a list of schemes",
        stranger=f"expected schemes, such as '{next(iter(names))}', got {{}}.",
    )
    if isinstance(got, Verdict):
        return got
    right = _fitting(percent)
    if got == right:
        return Verdict(1.0, "right", "Sets counted as right only if exact.")
    if got == frozenset(names):
        says = (
            "you let 'likely' mean the same in every scheme. In one of them the number lies "
            "outside the range."
        )
        return Verdict(0.0, "wrong", says, "one-ladder-for-all")
    if got == frozenset(names) - right:
        says = f"these are the schemes in which {percent:g} % is not called likely."
        return Verdict(0.0, "wrong", says, "outside-for-inside")
    middles = {key: (low + high) / 2 for key, (low, high) in _likely().items()}
    if len(got) == 1 and got == {min(middles, key=lambda key: abs(middles[key] - percent))}:
        says = (
            "this is the scheme whose middle is nearest. The word covers its whole range, and not "
            "one number."
        )
        return Verdict(0.0, "wrong", says, "likely-as-one-number")
    low_only = frozenset(key for key, (low, _) in _likely().items() if low <= percent)
    if got - right and got <= low_only:
        says = f"in one of these {percent:g} % lies above the range, where a stronger word begins."
        return Verdict(0.0, "wrong", says, "upper-end-forgotten")
    if got - right:
        says = f"in one of these {percent:g} % lies below the range, where a weaker word holds."
        return Verdict(0.0, "wrong", says, "lower-end-forgotten")
    says = "what you name is right, but a scheme is missing."
    return Verdict(0.0, "wrong", says, "not-all-of-them")


def _common() -> tuple[float, float]:
    """Return the range that 'likely' has in all schemes, in per cent."""
    return max(v[0] for v in _likely().values()), min(v[1] for v in _likely().values())


def _widest() -> tuple[float, float]:
    return min(v[0] for v in _likely().values()), max(v[1] for v in _likely().values())


def _points(ends: tuple[float, float]) -> float:
    return ends[1] - ends[0]


def _per_cent(ends: tuple[float, float]) -> float:
    return 100.0 * _points(ends) / ends[0]


_POINTS = (
    slip("per-cent-for-points", "This is the rise in per cent of where it began. Percentage points "
         "are a plain difference.", lambda: _per_cent(_common())),
    slip("any-scheme-for-all", "This goes from the lowest end to the highest end of any scheme. "
         "Asked is what all four share.", lambda: _points(_widest())),
    slip("end-for-width", "This is an end of the range. Asked is how wide it is.",
         lambda: _common()[0]),
    slip("end-for-width", "This is an end of the range. Asked is how wide it is.",
         lambda: _common()[1]),
    slip("share-for-points", "This is a difference of probabilities. In percentage points it is a "
         "hundred times as much.", lambda: _points(_common()) / 100),
)  # fmt: skip
_PER_CENT = (
    slip("points-for-per-cent", "This is the difference in percentage points. In per cent, set it "
         "against the number from which the forecast rose.", lambda: _points(_common())),
    slip("end-for-start", "You divided by the upper end. The forecast rose from the lower one.",
         lambda: 100 * _points(_common()) / _common()[1]),
    slip("ratio-for-per-cent", "This is the quotient of the two ends. Asked is by how many per "
         "cent the second is larger.", lambda: _common()[1] / _common()[0]),
    slip("ratio-for-per-cent", "This is the second end in per cent of the first. Asked is the "
         "rise alone.", lambda: 100 * _common()[1] / _common()[0]),
    slip("share-for-per-cent", "This is a share. In per cent it is a hundred times as much.",
         lambda: _per_cent(_common()) / 100),
    slip("any-scheme-for-all", "This goes from the lowest end to the highest end of any scheme. "
         "Asked is what all four share.", lambda: _per_cent(_widest())),
    slip("odds-for-probability", "This is the rise of the odds. Asked is that of the probability.",
         lambda: 100 * (float(forecasting.odds(_common()[1] / 100))
                        / float(forecasting.odds(_common()[0] / 100)) - 1)),
)  # fmt: skip


_PARTS_8: Mapping[str, tuple[float, Callable[[Any], Verdict]]] = {
    **{f"{p} %": (1.0, partial(_judge_schemes, percent=p)) for p in SPOKEN},
    "points": (1.0, number_judge(
        lambda: _points(_common()), _POINTS, wants="a number of percentage points", within=0.1,
        nudge="The highest of the lower ends, and the lowest of the upper ends.",
    )),
    "per cent": (1.0, number_judge(
        lambda: _per_cent(_common()), _PER_CENT, wants="a number in per cent", within=0.2,
        unit="per cent", nudge="By how much is the upper end larger, as a share of the lower one?",
    )),
}  # fmt: skip


def _judge_8(answer: object) -> Verdict:
    return judge_parts(answer, _PARTS_8, _WANTS_8)


# ---------------------------------------------------------------- prospect-9: a table

_SPEAKERS: Mapping[str, str] = {
    "average": "the average",
    "last step": "the last step",
    "turned round": "the last step, turned round",
}
_WANTS_9 = (
    "a table with one row a forecaster (average, last step, turned round) and the columns brier, "
    "calibration and resolution"
)


@cache
def _records() -> tuple[dict[str, list[float]], list[int]]:
    """Return what the three forecasters said, and what came."""
    came = evidence.round_records()
    before = [0, *came[:-1]]
    return {
        "average": [sum(came) / len(came)] * len(came),
        "last step": [0.9 if yes else 0.5 for yes in before],
        "turned round": [0.5 if yes else 0.9 for yes in before],
    }, came


def _by_speaker(rule: Callable[[Sequence[float], Sequence[int]], float]) -> dict[str, float]:
    said, came = _records()
    return {name: float(rule(p, came)) for name, p in said.items()}


def _part(name: str, factor: float = 1.0) -> dict[str, float]:
    """Return one part of the score for every forecaster."""
    return _by_speaker(
        lambda p, came: factor * getattr(forecasting.murphy_decomposition(p, came), name)
    )


def _bias(said: Sequence[float], came: Sequence[int]) -> float:
    """Return the squared gap of the overall averages."""
    return (math.fsum(said) / len(said) - math.fsum(came) / len(came)) ** 2


def _spread(said: Sequence[float], came: Sequence[int]) -> float:
    """Return the variance of what was said."""
    return float(np.var(said))


def _mistakes_9(column: str) -> list[tuple[str, str, dict[str, float]]]:
    """Return the mistakes that a part of the score invites, in the order of trying."""
    own, other, word = {
        "calibration": ("reliability", "resolution", "calibration"),
        "resolution": ("resolution", "reliability", "resolution"),
    }[column]
    spread = (
        "spread-for-resolution",
        "This is how far the forecasts lie apart. Resolution asks how far the outcomes of the "
        "groups lie apart.",
        _by_speaker(_spread),
    )
    bias = (
        "bias-for-calibration",
        "You compared the overall averages. Calibration is compared group by group: the errors of "
        "two groups do not cancel.",
        _by_speaker(_bias),
    )
    return [
        ("parts-swapped", f"This is the other part. Murphy's {word} is called {own} in the code.",
         _part(other)),
        ("score-for-part", "This is the whole Brier score. Asked is one part of it.",
         _part("score")),
        ("world-for-forecaster", "This is the uncertainty of the events. It is the same for every "
         "forecaster and no merit of anybody.", _part("uncertainty")),
        ("other-convention", "These parts are doubled. This book uses the half convention, from 0 "
         "to 1.", _part(own, 2.0)),
        ("unsquared", "This is the root. The parts are mean squares.",
         {name: math.sqrt(max(v, 0.0)) for name, v in _part(own).items()}),
        ("percent-for-share", "These are times a hundred. The score runs from 0 to 1.",
         _part(own, 100.0)),
        spread if column == "resolution" else bias,
    ]  # fmt: skip


def _judge_9(answer: object) -> Verdict:
    rows = read_rows(
        plain(answer),
        _SPEAKERS,
        ("brier", "calibration", "resolution"),
        wants=_WANTS_9,
        each="forecaster",
        only=", which is not one of the three forecasters.",
    )
    if isinstance(rows, Verdict):
        return rows
    sources = {"brier": "score", "calibration": "reliability", "resolution": "resolution"}
    found = {
        column: judge_cells(
            {name: row[column] for name, row in rows.items()},
            _part(source),
            same=lambda got, wanted: abs(got - wanted) <= 0.001 * (1 + 1e-9),
            right="Parts counted as right to within 0.001.",
            mistakes=_mistakes_9(column) if column != "brier" else (),
            names=_SPEAKERS,
        )
        for column, source in sources.items()
    }
    return own_work(found, "calibration", "resolution", cost=0.5)


# ---------------------------------------------------------------- prospect-10: a puzzle

_WANTS_10 = 'a dictionary with "calibrated" and "clever", each a list of ten probabilities'


@cache
def _ten() -> list[int]:
    """Return the outcomes of the rounds of the puzzle in the order of time."""
    table = evidence.case_table()
    table = table[table["base_rate_id"] == LIMITS.rounds].sort_values("date")
    return [int(value) for value in table["happened"]]


def _ten_forecasts(value: Any) -> list[float] | Verdict:
    """Return a list of forecasts, or what is wrong with it."""
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    wanted = len(_ten())
    if not isinstance(value, list):
        says = f"expected a list of {wanted} probabilities, got {describe(value)}."
        return Verdict(0.0, "type", says)
    if len(value) != wanted:
        return Verdict(0.0, "type", f"expected {wanted} forecasts, got {len(value)}.")
    found = finite_numbers(value)
    if found is None:
        says = "expected plain numbers between 0 and 1."
        return Verdict(0.0, "type", says)
    if min(found) < 0:
        return Verdict(0.0, "wrong", "a probability is never below 0.", "below-nought")
    if max(found) > 1:
        says = "one of these is above 1. Write 70 % as 0.7."
        return Verdict(0.0, "wrong", says, "percent-for-probability")
    return found


def _judge_calibrated(value: Any) -> Verdict:
    said = _ten_forecasts(value)
    if isinstance(said, Verdict):
        return said
    parts = forecasting.murphy_decomposition(said, _ten())
    if parts.reliability <= LIMITS.nearly_none and parts.resolution <= LIMITS.nearly_none:
        return Verdict(1.0, "right", "Right on average, and silent on every case.")
    if len(set(said)) == 1:
        if said[0] == 0.5:
            says = "one half is not how often it happened. Always 50 % is modest, not calibrated."
            return Verdict(0.0, "wrong", says, "half-for-base-rate")
        says = "the number is the same every time, but it is not how often it happened."
        return Verdict(0.0, "wrong", says, "not-the-base-rate")
    if parts.score <= LIMITS.nearly_none:
        says = (
            "this forecaster knows every outcome. That is calibrated, but it resolves everything; "
            "find one who knows nothing about the single case."
        )
        return Verdict(0.0, "wrong", says, "perfect-for-calibrated")
    if parts.resolution > LIMITS.nearly_none:
        says = (
            f"the resolution is {parts.resolution:.3f}: the groups that this forecaster tells "
            "apart came out differently."
        )
        return Verdict(0.0, "wrong", says, "still-resolves")
    says = (
        f"the error of calibration is {parts.reliability:.3f}: what was said is not what happened, "
        "group by group."
    )
    return Verdict(0.0, "wrong", says, "not-calibrated")


def _judge_clever(value: Any) -> Verdict:
    said = _ten_forecasts(value)
    if isinstance(said, Verdict):
        return said
    if len(set(said)) > LIMITS.values:
        says = (
            f"use at most {LIMITS.values} different numbers. If every forecast is different, "
            "resolution comes out high whatever was known."
        )
        return Verdict(0.0, "wrong", says, "too-many-numbers")
    if len(set(said)) == 1:
        says = "somebody who says the same every time tells nothing apart."
        return Verdict(0.0, "wrong", says, "no-resolution")
    parts = forecasting.murphy_decomposition(said, _ten())
    if parts.resolution < LIMITS.most * parts.uncertainty:
        says = (
            f"the resolution is {parts.resolution:.3f} of at most {parts.uncertainty:.3f}. One "
            "number should go to what happened and the other to what did not."
        )
        return Verdict(0.0, "wrong", says, "resolves-too-little")
    if parts.score <= LIMITS.half:
        says = (
            f"the resolution is there, but the score is {parts.score:.3f}, better than always "
            "50 %. Resolution does not see the direction. What would spoil the score and leave "
            "the groups as they are?"
        )
        return Verdict(0.0, "wrong", says, "clever-for-badly-calibrated")
    return Verdict(1.0, "right", "All cases told apart, and a bad score.")


_PARTS_10 = {"calibrated": (1.0, _judge_calibrated), "clever": (1.0, _judge_clever)}


def _judge_10(answer: object) -> Verdict:
    return judge_parts(answer, _PARTS_10, _WANTS_10)


# ---------------------------------------------------------------- the tasks

TASKS: tuple[Task, ...] = (
    Task(
        task_id="prospect-1",
        chapter=CHAPTER,
        title="One forecast, one score",
        kind="number",
        objective="Compute a Brier score, in a stated convention.",
        points=2,
        minutes=5,
        why="a published Brier score means nothing until its convention is known.",
        wants="a number between 0 and 1",
        judge=_judge_1,
    ),
    Task(
        task_id="prospect-2",
        chapter=CHAPTER,
        title="What can be settled, and what follows",
        kind="choice",
        objective="Tell a forecast from a phrase, and an outcome from a proof.",
        points=4,
        minutes=8,
        why="most quarrels about forecasts are about one of these four.",
        wants=letters_wanted(_PROSPECT_2),
        judge=choices(_PROSPECT_2),
    ),
    Task(
        task_id="prospect-3",
        chapter=CHAPTER,
        title="A rate needs a window",
        kind="numbers",
        objective="Turn a count of months or years into a chance by a last day.",
        points=2,
        minutes=8,
        why="a rate without its unit of time can be read as almost any forecast.",
        wants=_WANTS_3,
        judge=_judge_3,
    ),
    FunctionTask(
        task_id="prospect-4",
        chapter=CHAPTER,
        title="After the news",
        kind="function",
        objective="Update a probability by several pieces of news.",
        points=3,
        minutes=12,
        why="the order of the news cannot matter; if it does, the mind has added something.",
        wants=_FUNCTION_4.wants,
        judge=_FUNCTION_4.judge,
        cases=_FUNCTION_4.cases,
        judge_outputs=_FUNCTION_4.judge_outputs,
    ),
    Task(
        task_id="prospect-5",
        chapter=CHAPTER,
        title="How strong must the news be?",
        kind="number",
        objective="Measure a disagreement between two starting points in evidence.",
        points=2,
        minutes=8,
        why="the choice of a reference class can weigh more than any piece of news.",
        wants="a number without a unit",
        judge=_judge_5,
    ),
    Task(
        task_id="prospect-6",
        chapter=CHAPTER,
        title="Three judges",
        kind="chart data",
        objective="Show which scoring rules reward saying what one believes.",
        points=4,
        minutes=12,
        why="forecasters learn to say what their judge rewards.",
        wants=_WANTS_6,
        judge=_judge_6,
    ),
    Task(
        task_id="prospect-7",
        chapter=CHAPTER,
        title="Three heads",
        kind="numbers",
        objective="Tell the score of an average forecast from the average of scores.",
        points=3,
        minutes=10,
        why="an average profits from errors that cancel, and knows no single case better.",
        wants=_WANTS_7,
        judge=_judge_7,
    ),
    Task(
        task_id="prospect-8",
        chapter=CHAPTER,
        title="How likely is likely?",
        kind="sets",
        objective="Read a word as a range, and keep percentage points from per cent.",
        points=4,
        minutes=10,
        why="two careful readers of one word may be many points apart, and neither has misread.",
        wants=_WANTS_8,
        judge=_judge_8,
    ),
    Task(
        task_id="prospect-9",
        chapter=CHAPTER,
        title="Calibrated, clever, or neither",
        kind="table",
        objective="Split the scores of three forecasters into Murphy's parts.",
        points=4,
        minutes=12,
        why="two forecasters who tell the same cases apart can have very different scores.",
        wants=_WANTS_9,
        judge=_judge_9,
    ),
    Task(
        task_id="prospect-10",
        chapter=CHAPTER,
        title="Two forecasters to invent",
        kind="puzzle",
        objective="Pull calibration and resolution apart, in both directions.",
        points=4,
        minutes=12,
        why="neither part alone makes a forecaster worth listening to.",
        wants=_WANTS_10,
        judge=_judge_10,
    ),
    Task(
        task_id="prospect-11",
        chapter=CHAPTER,
        title="Your forecast on claim C17",
        kind="argument",
        objective="Turn 'may bring some progress' into a forecast that can be scored.",
        points=0,
        minutes=20,
        why="a number with a rule, a class and a doubt can be corrected; a phrase cannot.",
        wants=ARGUMENT_WANTS,
        judge=judge_argument,
        manual_points=4,
        rubric=(
            "Fixes one meaning of 'some progress', with a last day and a rule that a stranger "
            "could apply.",
            "Begins with a reference class, names its count, and says why this class and not "
            "another.",
            "Gives one probability as of 11 February 2026, and says how far news moved it and why.",
            "Puts the strongest case for a different number fairly, and claims no more than one "
            "outcome can show.",
        ),
    ),
)
