"""The checks of chapter 8: wrong answers, and what is particular to its tasks."""

import math

import numpy as np
import pandas as pd
import pytest
from support.checks import ARGUMENT_WRONG, Rude

from missile_question import catalog
from missile_question.checks import check
from missile_question.checks import prospects as chapter
from missile_question.evidence import prospects as evidence
from missile_question.models import forecasting

# ---------------------------------------------------------------- named misconceptions

LETTERS = {"sentence": "C", "two analysts": "D", "fleet": "B", "likely": "C"}
REPORTS = np.array([1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99]) / 100
HEADS = np.array([0.9, 0.7, 0.2])
STRIKES = 3 / 28
WINDOW = 139 / 30.4375
RELIEF = 2 / 13
YEARS = 262 / 365.25
KENT, ICD, IPCC, MEDICINE = "kent-1964", "icd-203", "ipcc-2007", "medicine-1994"
CAME = [1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0]
TEN = CAME[:10]
BASE = [0.7] * 10
CONTRARY = [0.1 if yes else 0.9 for yes in TEN]


def letters(**changed):
    """Return the answer to prospect-2 with some letters changed."""
    return {**LETTERS, **{name.replace("_", " "): letter for name, letter in changed.items()}}


def at_least_once(rate, windows):
    """Return the chance of at least one success."""
    return 1 - (1 - rate) ** windows


def odds(probability):
    """Return the odds."""
    return probability / (1 - probability)


CALM, RECENT = at_least_once(3 / 157, WINDOW), at_least_once(STRIKES, WINDOW)
RATIO = odds(RECENT) / odds(CALM)


def expected(rule, belief=0.7):
    """Return a column of expected penalties, written out again."""
    yes, no = {
        "brier": ((REPORTS - 1) ** 2, REPORTS**2),
        "log": (-np.log(REPORTS), -np.log(1 - REPORTS)),
        "distance": (1 - REPORTS, REPORTS),
    }[rule]
    return belief * yes + (1 - belief) * no


def curves(**changed):
    """Return the chart's data of prospect-6, right or with some columns replaced."""
    right = {rule: expected(rule) for rule in ("brier", "log", "distance")}
    return pd.DataFrame({"report": REPORTS, **right, **changed})


def heads(average=None, pool=None, always=None):
    """Return the answer to prospect-7, with only what is given changed."""
    return {
        "average of the scores": np.mean(HEADS**2) if average is None else average,
        "score of the average": np.mean(HEADS) ** 2 if pool is None else pool,
        "always": "A" if always is None else always,
    }


def likely(**changed):
    """Return the answer to prospect-8 with some parts changed."""
    names = {"low": "65 %", "high": "85 %", "points": "points", "per_cent": "per cent"}
    right = {
        "65 %": [KENT, ICD, MEDICINE],
        "85 %": [KENT, IPCC, MEDICINE],
        "points": 14,
        "per cent": 100 * 14 / 66,
    }
    return {**right, **{names[name]: value for name, value in changed.items()}}


def said():
    """Return what the three forecasters of prospect-9 say."""
    before = [0, *CAME[:-1]]
    return {
        "average": [sum(CAME) / 15] * 15,
        "last step": [0.9 if yes else 0.5 for yes in before],
        "turned round": [0.5 if yes else 0.9 for yes in before],
    }


def split(rule):
    """Return a column of prospect-9 by a rule of forecasts and outcomes."""
    return {name: rule(np.array(p), np.array(CAME)) for name, p in said().items()}


def part(name, factor=1.0):
    """Return one of Murphy's parts for the three forecasters."""
    return split(lambda p, o: factor * getattr(forecasting.murphy_decomposition(p, o), name))


def table(**changed):
    """Return the table of prospect-9, right or with some columns replaced."""
    right = {
        "brier": part("score"),
        "calibration": part("reliability"),
        "resolution": part("resolution"),
    }
    return pd.DataFrame({**right, **changed})


def two(calibrated=None, clever=None):
    """Return the answer to prospect-10, right or with one half replaced."""
    return {
        "calibrated": BASE if calibrated is None else calibrated,
        "clever": CONTRARY if clever is None else clever,
    }


def moved(prior, ratios):
    """Return the probability after the news, by odds."""
    after = odds(prior) * math.prod(ratios)
    return after / (1 + after)


WRONG = {
    "prospect-1": [
        (lambda: 0.85, "absolute-for-brier", "Brier score is its square"),
        (lambda: 1.445, "other-convention", "score of 1950"),
        (lambda: 0.15**2, "yes-for-no", "if another round had followed"),
        (lambda: -math.log(0.15), "log-for-brier", "logarithmic score"),
        (lambda: 0.15, "left-for-the-other", "left for the other outcome"),
        (lambda: 0.35**2, "distance-from-half", "from one half"),
        (lambda: 85**2, "percent-squared", "as a probability first"),
        (lambda: 72.25, "percent-for-score", "times a hundred"),
        (lambda: -0.7225, "minus-sign", "never negative"),
        (lambda: "85 %", "unit", "You wrote per cent"),
        (lambda: 0.5, "", "to within 0.002"),
    ],
    "prospect-2": [
        (lambda: letters(sentence="A"), "wording-fits-everything", "exclude nothing"),
        (lambda: letters(sentence="b"), "number-for-rule", "clearly better"),
        (lambda: letters(sentence="D"), "no-last-day", "no last day"),
        (lambda: letters(two_analysts="A"), "one-outcome-as-proof", "proves no skill"),
        (lambda: letters(two_analysts="B"), "below-half-as-no", "not a 'no'"),
        (lambda: letters(two_analysts="C"), "scores-say-nothing", "many scores"),
        (lambda: letters(fleet="A"), "condition-turned-round", "P(A|B) for P(B|A)"),
        (lambda: letters(fleet="C"), "counted-the-attacks", "a list of fleets"),
        (lambda: letters(fleet="D"), "evidence-ignored", "weak evidence"),
        (lambda: letters(likely="A"), "likely-as-one-number", "no number"),
        (lambda: letters(likely="B"), "one-ladder-for-all", "at both ends"),
        (lambda: letters(likely="D"), "word-as-nothing", "not empty"),
    ],
    "prospect-3": [
        (lambda: {"a strike": STRIKES}, "unit-for-window", "rate per month"),
        (lambda: {"a strike": STRIKES * WINDOW}, "added-up", "number of months"),
        (lambda: {"a strike": 1 - RECENT}, "none-for-some", "does not happen"),
        (lambda: {"a strike": at_least_once(4 / 30, WINDOW)}, "laplace-for-time", "made-up yes"),
        (lambda: {"a strike": odds(RECENT)}, "odds-for-probability", "are the odds"),
        (lambda: {"a strike": 100 * RECENT}, "percent-for-probability", "in per cent"),
        (lambda: {"a strike": CALM}, "calm-for-recent", "from 2013"),
        (lambda: {"a strike": 0.53}, "price-for-count", "betting market"),
        (lambda: {"a strike": at_least_once(STRIKES, 4)}, "window-rounded", "whole months"),
        (lambda: {"a strike": at_least_once(STRIKES, 5)}, "window-rounded", "whole months"),
        (lambda: {"a strike": at_least_once(STRIKES, 139)}, "days-for-months", "rate per day"),
        (lambda: {"a strike": "40.4 %"}, "unit", "You wrote per cent"),
        (lambda: {"oil relief": RELIEF}, "unit-for-window", "rate per year"),
        (lambda: {"oil relief": RELIEF * YEARS}, "added-up", "number of years"),
        (lambda: {"oil relief": at_least_once(RELIEF, 12 * YEARS)}, "months-for-years", "per year"),
        (lambda: {"oil relief": 2 / 9}, "efforts-for-years", "negotiations"),
        (lambda: {"oil relief": 1 - at_least_once(RELIEF, YEARS)}, "none-for-some", "not happen"),
        (lambda: {"a strike": 0.7}, "", "k stretches in a row"),
    ],
    "prospect-4": [
        (lambda: lambda p, r: odds(p) * math.prod(r), "odds-for-probability", "odds / (1 + odds)"),
        (lambda: lambda p, r: p * math.prod(r), "probability-for-odds", "multiply the odds"),
        (lambda: lambda p, r: min(1, p * math.prod(r)), "probability-for-odds", "cut it off"),
        (
            lambda: lambda p, r: math.prod(r) / (1 + math.prod(r)),
            "base-rate-neglected",
            "prior is forgotten",
        ),
        (lambda: lambda p, r: p, "prior-never-moves", "has not moved"),
        (lambda: lambda p, r: moved(p, r[:1]), "first-piece-only", "Only the first"),
        (lambda: lambda p, r: moved(p, r[-1:]), "last-piece-only", "Only the last"),
        (lambda: lambda p, r: moved(p, [1 / v for v in r]), "ratio-upside-down", "You divided"),
        (lambda: lambda p, r: moved(p, [sum(r)] if r else []), "ratios-added", "You added"),
        (
            lambda: lambda p, r: moved(p, [sum(r) / len(r)] if r else []),
            "ratios-averaged",
            "You averaged",
        ),
        (lambda: lambda p, r: 100 * moved(p, r), "percent-for-probability", "in per cent"),
        (lambda: lambda p: p, "error", "two arguments"),
        (lambda: lambda p, r: p / 0, "error", "divided by zero"),
        (lambda: lambda p, r: 0.8, "", "One piece, from 40 %: after_news(0.4, [2]) should be"),
    ],
    "prospect-5": [
        (lambda: RECENT / CALM, "probability-for-odds", "two probabilities"),
        (lambda: 100 * (RECENT - CALM), "points-for-ratio", "percentage points"),
        (lambda: RECENT - CALM, "difference-for-ratio", "difference of the two"),
        (lambda: 100 * (RECENT / CALM - 1), "percent-for-ratio", "how many per cent"),
        (lambda: 1 / RATIO, "upside-down", "Turn it round"),
        (lambda: odds(RECENT), "odds-for-ratio", "odds at the end"),
        (lambda: RATIO - 1, "excess-for-ratio", "less one"),
        (lambda: math.log(RATIO), "logarithm-for-ratio", "logarithm"),
        (lambda: odds(0.40) / odds(0.08), "rounded-first", "rounded the two"),
        (lambda: 2, "", "to within 1 %"),
    ],
    "prospect-6": [
        (lambda: curves(distance=abs(REPORTS - 0.7)), "belief-for-outcome", "from your belief"),
        (lambda: curves(distance=1 - REPORTS), "only-if-yes", "if the event happens"),
        (lambda: curves(distance=REPORTS), "only-if-no", "does not happen"),
        (lambda: curves(distance=expected("distance", 0.3)), "weights-swapped", "are swapped"),
        (lambda: curves(distance=0.5), "weights-forgotten", "same weight"),
        (lambda: curves(distance=1.0), "weights-forgotten", "without weights"),
        (lambda: curves(distance=expected("brier")), "brier-again", "column brier again"),
        (lambda: curves(distance=expected("log")), "other-column", "the other rule"),
        (lambda: curves(log=-np.log(REPORTS)), "only-if-yes", "if the event happens"),
        (lambda: curves(log=-np.log(1 - REPORTS)), "only-if-no", "does not happen"),
        (lambda: curves(log=expected("log", 0.3)), "weights-swapped", "are swapped"),
        (lambda: curves(log=expected("log", 0.5)), "weights-forgotten", "same weight"),
        (lambda: curves(log=2 * expected("log", 0.5)), "weights-forgotten", "without weights"),
        (
            lambda: curves(log=-np.log(0.7 * REPORTS + 0.3 * (1 - REPORTS))),
            "score-of-the-average",
            "logarithm of the average",
        ),
        (lambda: curves(log=expected("log") / math.log(10)), "other-logarithm", "base 10"),
        (lambda: curves(log=expected("log") / math.log(2)), "other-logarithm", "base 2"),
        (lambda: curves(log=-expected("log")), "negative-penalty", "turn the sign"),
        (lambda: curves(report=100 * REPORTS), "other-reports", "as prepared"),
        (lambda: curves(log=7.0), "", "belief times the score for yes"),
    ],
    "prospect-7": [
        (
            lambda: heads(average=0.36),
            "score-of-average-for-average-of-scores",
            "score each analyst first",
        ),
        (lambda: heads(average=0.6), "absolute-for-brier", "average distance"),
        (lambda: heads(average=1.34), "sum-for-average", "sum of the scores"),
        (lambda: heads(average=np.mean((1 - HEADS) ** 2)), "yes-for-no", "had followed"),
        (lambda: heads(average=2 * np.mean(HEADS**2)), "other-convention", "1950"),
        (lambda: heads(average=100 * np.mean(HEADS**2)), "percent-for-score", "hundred"),
        (
            lambda: heads(pool=np.mean(HEADS**2)),
            "average-of-scores-for-score-of-average",
            "average the forecasts first",
        ),
        (lambda: heads(pool=0.6), "absolute-for-brier", "Square it"),
        (lambda: heads(pool=0.16), "yes-for-no", "had followed"),
        (lambda: heads(pool=forecasting.log_pool(HEADS) ** 2), "log-pool-for-average", "linear"),
        (lambda: heads(pool=0.72), "other-convention", "1950"),
        (lambda: heads(pool=36), "percent-for-score", "hundred"),
        (lambda: heads(always="B"), "average-beats-best", "say no"),
        (
            lambda: heads(always="C"),
            "average-of-scores-for-score-of-average",
            "only if all say the same",
        ),
        (lambda: heads(always="D"), "depends-on-outcome", "with a yes"),
    ],
    "prospect-8": [
        (lambda: likely(low=[KENT, ICD, IPCC, MEDICINE]), "one-ladder-for-all", "every scheme"),
        (lambda: likely(low=[IPCC]), "outside-for-inside", "not called"),
        (lambda: likely(low=[ICD]), "likely-as-one-number", "middle is nearest"),
        (lambda: likely(low=[KENT, MEDICINE]), "not-all-of-them", "a scheme is missing"),
        (lambda: likely(low=[KENT, IPCC]), "lower-end-forgotten", "lies below"),
        (lambda: likely(high=[KENT, ICD]), "upper-end-forgotten", "lies above"),
        (lambda: likely(points=100 * 14 / 66), "per-cent-for-points", "plain difference"),
        (lambda: likely(points=40), "any-scheme-for-all", "of any scheme"),
        (lambda: likely(points=66), "end-for-width", "how wide"),
        (lambda: likely(points=80), "end-for-width", "how wide"),
        (lambda: likely(points=0.14), "share-for-points", "a hundred times"),
        (lambda: likely(points="14 %"), "unit", "You wrote per cent"),
        (lambda: likely(per_cent=14), "points-for-per-cent", "in percentage points"),
        (lambda: likely(per_cent=17.5), "end-for-start", "by the upper end"),
        (lambda: likely(per_cent=80 / 66), "ratio-for-per-cent", "quotient"),
        (lambda: likely(per_cent=8000 / 66), "ratio-for-per-cent", "of the first"),
        (lambda: likely(per_cent=14 / 66), "share-for-per-cent", "a share"),
        (lambda: likely(per_cent=4000 / 55), "any-scheme-for-all", "of any scheme"),
        (
            lambda: likely(per_cent=100 * (odds(0.80) / odds(0.66) - 1)),
            "odds-for-probability",
            "rise of the odds",
        ),
    ],
    "prospect-9": [
        (
            lambda: table(calibration=part("resolution"), resolution=part("reliability")),
            "parts-swapped",
            "the other part",
        ),
        (lambda: table(calibration=part("score")), "score-for-part", "whole Brier"),
        (lambda: table(resolution=part("uncertainty")), "world-for-forecaster", "no merit"),
        (lambda: table(calibration=part("reliability", 2)), "other-convention", "doubled"),
        (
            lambda: table(calibration=split(lambda p, o: (p.mean() - o.mean()) ** 2)),
            "bias-for-calibration",
            "overall averages",
        ),
        (lambda: table(resolution=split(lambda p, o: p.var())), "spread-for-resolution", "apart"),
        (
            lambda: table(resolution={k: v**0.5 for k, v in part("resolution").items()}),
            "unsquared",
            "the root",
        ),
        (lambda: table(resolution=part("resolution", 100)), "percent-for-share", "a hundred"),
        (lambda: table(calibration=0.3), "", "not right for the average"),
    ],
    "prospect-10": [
        (lambda: two([0.5] * 10), "half-for-base-rate", "modest"),
        (lambda: two([0.6] * 10), "not-the-base-rate", "how often it happened"),
        (lambda: two(TEN), "perfect-for-calibrated", "knows every outcome"),
        (lambda: two([0.8] * 5 + [0.4] * 5), "still-resolves", "came out differently"),
        (lambda: two([0.9] * 9 + [0.1]), "still-resolves", "the resolution is"),
        (lambda: two([0.4, 0.6, 0.6, 0.6, 0.6, 0.4, 0.6, 0.6, 0.6, 0.4]), "still-resolves", "came"),
        (lambda: two([70] * 10), "percent-for-probability", "0.7"),
        (lambda: two(clever=[-0.7] * 10), "below-nought", "never below"),
        (lambda: two(clever=TEN), "clever-for-badly-calibrated", "direction"),
        (lambda: two(clever=BASE), "no-resolution", "nothing apart"),
        (lambda: two(clever=[i / 10 for i in range(10)]), "too-many-numbers", "at most 2"),
        (lambda: two(clever=[0.2, 0.8] * 5), "resolves-too-little", "of at most"),
    ],
    "prospect-11": ARGUMENT_WRONG,
}  # fmt: skip
# ---------------------------------------------------------------- partial credit and tolerance


def test_partial_credit():
    """The other convention earns half, spoilt prepared data cost half, parts earn their share."""
    assert check("prospect-1", 1.445) == 1.0
    assert check("prospect-3", {"a strike": RECENT}) == 1.0
    assert check("prospect-3", {"a strike": at_least_once(STRIKES, 4)}) == 0.5
    assert check("prospect-4", lambda p, r: odds(p) * math.prod(r)) == 1.0
    assert check("prospect-5", odds(0.40) / odds(0.08)) == 1.0
    assert check("prospect-6", curves(log=...)) == 2.0
    assert check("prospect-6", curves(brier=0.5)) == 2.0
    assert check("prospect-6", curves(log=-expected("log"))) == 3.0
    assert check("prospect-7", heads(average=0.36)) == 2.0
    assert check("prospect-8", likely(points=21, per_cent=14)) == 2.0
    assert check("prospect-9", table(resolution=0.9)) == 2.0
    assert check("prospect-9", table(brier=0.5)) == 2.0
    assert check("prospect-10", {"clever": CONTRARY}) == 2.0
    result = check("prospect-2", {"fleet": "B"})
    assert (result.status, result) == ("partly", 1.0)
    assert "Right: “fleet”." in result.message


@pytest.mark.parametrize(
    ("task_id", "part", "right", "within", "words"),
    [
        ("prospect-1", "", 0.7225, 0.002, "to within 0.002"),
        ("prospect-3", "a strike", RECENT, 0.003, "to within 0.003"),
        ("prospect-3", "oil relief", at_least_once(RELIEF, YEARS), 0.001, "to within 0.001"),
        ("prospect-5", "", RATIO, 0.01 * RATIO, "to within 1 %"),
        ("prospect-7", "score of the average", 0.36, 0.002, "to within 0.002"),
        ("prospect-8", "points", 14, 0.1, "to within 0.1"),
        ("prospect-8", "per cent", 1400 / 66, 0.2, "to within 0.2 per cent"),
    ],
)
@pytest.mark.parametrize("sign", [-1, 1])
def test_the_tolerance_ends_where_it_says(task_id, part, right, within, words, sign):
    """Just inside the stated tolerance is right, just outside is not; words give it."""
    inside, outside = (
        check(task_id, {part: value} if part else value)
        for value in (right + sign * within * 0.999, right + sign * within * 1.02)
    )
    assert inside.share > outside.share == 0.0
    assert words in outside.message


def test_columns_have_a_tolerance():
    """Rounded to three decimals, chart data and table are right."""
    assert check("prospect-6", curves().round(3)).status == "right"
    assert check("prospect-9", table().round(3)).status == "right"


@pytest.mark.parametrize("low", [0.0, 0.1, 0.3])
@pytest.mark.parametrize("high", [0.85, 1.0])
def test_the_puzzle_has_several_answers(low, high):
    """Whoever is sure and wrong every time tells all cases apart."""
    clever = [low if yes else high for yes in TEN]
    assert check("prospect-10", two([0.68] * 10, clever)).status == "right"


def test_nine_tenths_of_the_resolution_need_every_case():
    """One case on the wrong side loses more than a tenth: the limit of the task means what it says.

    That holds for these ten outcomes, and the largest possible resolution is the uncertainty.
    """
    uncertainty = forecasting.murphy_decomposition(BASE, TEN).uncertainty
    for place in range(10):
        said = list(CONTRARY)
        said[place] = 1 - said[place]
        parts = forecasting.murphy_decomposition(np.round(said, 6), TEN)
        assert parts.resolution < 0.9 * uncertainty
    assert forecasting.murphy_decomposition(CONTRARY, TEN).resolution == pytest.approx(uncertainty)


def test_other_shapes_are_understood():
    """Names in words, texts with commas, arrays, other orders and dictionaries are read."""
    assert check("prospect-1", np.array([0.7225])).status == "right"
    named = likely(low=["Kent, CIA, 1964", "US intelligence (ICD 203)", "MEDICINE 1994"])
    assert check("prospect-8", named).status == "right"
    assert check("prospect-8", likely(high=f"{KENT}, {IPCC}, {MEDICINE}")).status == "right"
    assert check("prospect-8", likely(per_cent="21.2 %")).status == "right"
    assert check("prospect-6", curves()[::-1]).status == "right"
    assert check("prospect-6", curves().to_dict("list")).status == "right"
    shapes = [table()[::-1], table().to_dict("index"), table().reset_index(names="who")]
    assert [check("prospect-9", shape).status for shape in shapes] == ["right"] * 3
    assert check("prospect-10", two(np.array(BASE), pd.Series(CONTRARY))).status == "right"
    assert check("prospect-4", lambda p, r: np.float64(moved(p, r))).status == "right"


#: Task, answer of a wrong kind or shape, and words of the message that explains it.
SHAPES = [
    ("prospect-1", [1, 2], "Expected a number between 0 and 1, got a list of 2."),
    ("prospect-1", math.nan, "got NaN"),
    ("prospect-2", ["C", "D", "B", "C"], "Expected a dictionary"),
    ("prospect-2", letters(fleet="Because"), "Expected one letter, A to D"),
    ("prospect-3", 0.4, "Expected a dictionary"),
    ("prospect-3", {"a strike": "likely"}, "Expected a probability between 0 and 1"),
    ("prospect-4", 0.5, "Hand over the function itself: after_news, no brackets."),
    ("prospect-4", lambda p, r: "half", "should return a plain number, got the text 'half'"),
    ("prospect-5", True, "got the truth value True"),
    ("prospect-6", [1, 2], "Expected a table"),
    ("prospect-6", curves().drop(columns="log"), "The column log is missing"),
    ("prospect-6", curves(report="x"), "report should hold numbers"),
    ("prospect-6", curves(log="no"), "expected a number in every row"),
    ("prospect-6", curves().head(3), "as prepared"),
    ("prospect-7", heads(average="big"), "Expected a number between 0 and 1"),
    ("prospect-7", heads(always="E"), "Expected one letter, A to D"),
    ("prospect-8", likely(low=["CIA"]), "expected schemes"),
    ("prospect-8", likely(low=3), "Expected a list of schemes"),
    ("prospect-9", [1, 2], "Expected a table"),
    ("prospect-9", table().head(2), "No row for"),
    ("prospect-9", table(calibration="good"), "expected a number for the average"),
    ("prospect-10", two(0.7), "expected a list of 10 probabilities"),
    ("prospect-10", two([0.7] * 9), "expected 10 forecasts, got 9"),
    ("prospect-10", two(clever=["low"] * 10), "plain numbers"),
    ("prospect-11", 5, "Expected a text"),
]


#: Hostile answers with the names of this set's parts and columns.
HOSTILE = {
    "rude in a dictionary": lambda: {"fleet": Rude(), "always": Rude(), "65 %": Rude()},
    "complex in parts": lambda: {"a strike": 1j, "points": np.array([1j]), "clever": [1j] * 10},
    "infinite": lambda: {"clever": [math.inf] * 10, "per cent": math.inf, "always": math.inf},
    "enormous": lambda: {"calibrated": [10**400] * 10, "oil relief": 10**400, "points": 10**400},
    "lists": lambda: {"report": [1], "brier": [1], "log": [1], "distance": [1], "85 %": [[]]},
}


# ---------------------------------------------------------------- what texts and solutions say


def test_the_settings_are_those_of_the_texts():
    """What the task texts say in words is what the checks compute with."""
    cases = evidence.case_table().set_index("case_id")
    alone, panel = cases.loc[chapter.ALONE.case], cases.loc[chapter.PANEL.case]
    assert (alone["date"], bool(alone["happened"])) == ("2025-05-23", False)
    assert (panel["date"], bool(panel["happened"])) == ("2021-06-20", False)
    assert "15 June" in alone["case"]
    assert "162 days" in panel["case"]
    assert chapter.ALONE.said == 0.85
    assert chapter.PANEL.said == tuple(HEADS)
    assert (chapter.CURVE.belief, [p / 100 for p in chapter.CURVE.reports]) == (0.7, list(REPORTS))
    assert evidence.round_records() == CAME
    assert chapter.SPOKEN == (65, 85)
    assert (chapter.LIMITS.nearly_none, chapter.LIMITS.most) == (0.001, 0.9)
    assert (chapter.LIMITS.half, chapter.LIMITS.values) == (0.25, 2)


def test_no_outcome_is_later_than_the_article():
    """The set knows nothing that was not known on 11 February 2026."""
    assert evidence.case_table()["date"].astype(str).max() <= "2026-02-11"
    assert set(evidence.questions()["opens"]) == {"2026-02-11"}
    rates = catalog.load("base_rates")
    assert rates.loc[rates["unit"].ne("price"), "end"].max() <= "2026-02-11"


def test_the_prose_of_the_solutions_is_true():
    """What the solution texts say in words (nearly three times, a little above 7, ...) holds."""
    assert 2.8 < 0.7225 / 0.25 < 3
    assert CAME[10:] == [1, 1, 1, 1, 0]  # of the four rounds before, all had been followed
    assert (round(100 * RECENT), round(100 * STRIKES * WINDOW)) == (40, 49)
    assert 100 * at_least_once(RELIEF, YEARS) == pytest.approx(11, abs=0.5)
    assert 3.5 < RECENT / STRIKES < 4.5
    assert [round(100 * moved(p, [2])) for p in (0.4, 0.08)] == [57, 15]
    assert 7 < RATIO < 7.5
    assert 2.8 < math.log2(RATIO) < 3
    assert RECENT / CALM < 5
    columns = curves()
    best = {rule: REPORTS[columns[rule].argmin()] for rule in ("brier", "log", "distance")}
    assert best == {"brier": 0.7, "log": 0.7, "distance": 0.99}
    costs = columns.set_index("report")
    assert costs.loc[0.5, "brier"] == pytest.approx(0.25)
    assert costs.loc[0.7, "brier"] == pytest.approx(0.21)
    assert costs.loc[0.99, "brier"] == pytest.approx(0.294, abs=0.001)
    assert costs.loc[0.99, "log"] == pytest.approx(1.39, abs=0.005)
    assert 1.9 < costs.loc[0.99, "log"] / costs.loc[0.5, "log"] < 2.1
    ends = evidence.words().query("compared == 'likely'")
    assert (ends["low_pct"].max(), ends["high_pct"].min()) == (66, 80)
    assert (ends["low_pct"].min(), ends["high_pct"].max()) == (55, 95)
    assert pytest.approx(0.21, abs=0.005) == 14 / 66
    assert 1.45 < (1400 / 66) / 14 < 1.55
    parts = table()
    assert parts.loc["last step", "resolution"] == parts.loc["turned round", "resolution"]
    assert parts["brier"].idxmin() == "turned round"
    assert parts.loc["average", ["calibration", "resolution"]].tolist() == [0, 0]
    assert said()["turned round"].count(0.9) == 4
    assert sum(TEN) == 7
    iran = catalog.load("base_rates").set_index("base_rate_id")
    us, wide, days = (iran.loc[k] for k in ("efforts-us", "efforts-all", "deadlines"))
    assert [(r["successes"], r["cases"]) for r in (us, wide, days)] == [(1, 7), (3, 11), (0, 8)]
