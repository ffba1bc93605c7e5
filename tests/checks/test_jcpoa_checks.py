"""The checks of chapter 6: wrong answers, and what is particular to its tasks."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from support.checks import ARGUMENT_WRONG, Rude

from missile_question import catalog
from missile_question.checks import check
from missile_question.checks import jcpoa as chapter
from missile_question.evidence import jcpoa as evidence
from missile_question.models import breakout, forecasting

TAILS = 0.003


# ---------------------------------------------------------------- named misconceptions


def gas():
    """Return the deal's cap in kg of UF6."""
    return float(catalog.load("jcpoa_limits").set_index("limit_id").loc["stock-uf6", "limit_low"])


def cap():
    """Return the deal's cap in kg of uranium."""
    return evidence.cap().kg


def letters(right, **changed):
    """Return choices with some letters changed; an underscore stands for a blank."""
    return {**right, **{name.replace("_", " "): letter for name, letter in changed.items()}}


def headlines(**changed):
    """Return an answer to jcpoa-2."""
    return letters({"two weeks": "C", "the stock": "B", "two answers": "D"}, **changed)


def words(**changed):
    """Return an answer to jcpoa-6."""
    return letters({"the verb": "D", "the vote": "B", "the silence": "C"}, **changed)


def days(**changed):
    """Return an answer to jcpoa-7."""
    right = dict(zip(chapter._JCPOA_7, ("request", "none", "ban", "none"), strict=True))
    keys = dict(zip(("march", "october", "e3", "iran"), right, strict=True))
    return {**right, **{keys[name]: word for name, word in changed.items()}}


def levels(u235=None, quantities=None):
    """Return the table of jcpoa-3, right or with a column made from kg, share and quantity."""
    kg = pd.Series(chapter._levels())
    share = pd.Series(dict(chapter.SHARES))
    size = pd.Series({"u2": 75.0, "u5": 75.0, "u20": 25.0, "u60": 25.0})
    make = {"u235": lambda m, x, q: m * x, "quantities": lambda m, x, q: m * x / q}
    make |= {k: v for k, v in (("u235", u235), ("quantities", quantities)) if v}
    return pd.DataFrame({name: how(kg, share, size) for name, how in make.items()})


def work(percent, goal=0.9):
    """Return the SWU for a kilogram, starting from a level in per cent."""
    return breakout.swu_per_product(goal, percent / 100, TAILS)


def curve(make, percents=chapter.LEVELS_PERCENT):
    """Return the chart's data of jcpoa-4 with a column done."""
    return pd.DataFrame({"level": list(percents), "done": [make(p) for p in percents]})


def done(percent):
    """Return the share of the work that a level holds."""
    return 1 - work(percent) / work(0.711)


def terms(**changed):
    """Return an answer to jcpoa-5."""
    right = {"access": 24, "all three ended": 15, "both plants": 4}
    return letters(right, **changed)


def capacity(product=25 / 0.9, stock=None, years=0.5):
    """Return the capacity of jcpoa-8, right or with one choice wrong."""
    held = breakout.KgU(cap() if stock is None else stock)
    return breakout.swu_needed(breakout.KgU(product), 0.9, held, 0.0367, TAILS) / years


def chance(odds):
    """Turn odds into a chance."""
    return odds / (1 + odds)


def right_chance(prior, ratios):
    """Return the chance by Bayes's rule."""
    return forecasting.bayes_update(prior, math.prod(ratios))


def only_last(prior, ratios):
    """Start again from the prior at every piece."""
    found = prior
    for ratio in ratios:
        found = right_chance(prior, [ratio])
    return found


def weights(verification=None, priority=None):
    """Return an answer to jcpoa-10."""
    return {
        "verification above one half": verification or {"opaque": 2, "silence": 0},
        "priority below one half": priority or {"irrelevant": 0},
    }


WRONG = {
    "jcpoa-1": [
        (gas, "gas-for-uranium", "mass of the gas"),
        (lambda: gas() / 0.676, "divided-for-multiplied", "instead of dividing"),
        (lambda: gas() - cap(), "fluorine-for-uranium", "fluorine"),
        (lambda: cap() * 0.0367, "isotope-for-uranium", "U-235 alone"),
        (lambda: gas() * 0.0367, "isotope-for-uranium", "3.67 % of the gas"),
        (lambda: cap() * 0.676, "converted-twice", "twice"),
        (lambda: cap() / 1000, "tonnes", "tonnes"),
        (lambda: 9000, "more-than-the-gas", "more uranium in a gas"),
        (lambda: "202.8 km", "unit", "You wrote km"),
        (lambda: 150, "", "Which share"),
    ],
    "jcpoa-2": [
        (lambda: headlines(two_weeks="A"), "breakout-for-bomb", "time to a weapon"),
        (lambda: headlines(two_weeks="B"), "capability-for-intent", "an 'if'"),
        (lambda: headlines(two_weeks="D"), "weapon-time-for-breakout", "different things"),
        (lambda: headlines(the_stock="A"), "uncertainty-dropped", "how the number is known"),
        (lambda: headlines(the_stock="C"), "unseen-is-gone", "not the same as gone"),
        (lambda: headlines(the_stock="d"), "carried-forward", "without any measurement"),
        (lambda: headlines(two_answers="A"), "mean-of-disagreeing-sources", "not dice"),
        (lambda: headlines(two_answers="B"), "one-must-be-wrong", "Both can be right"),
        (lambda: headlines(two_answers="C"), "worst-case-as-estimate", "one end"),
    ],
    "jcpoa-3": [
        (lambda: levels(u235=lambda m, x, q: m), "uranium-for-isotope", "the isotope U-235"),
        (lambda: levels(u235=lambda m, x, q: 100 * m * x), "percent-for-share", "hundred times"),
        (lambda: levels(u235=lambda m, x, q: 0.676 * m * x), "gas-for-uranium", "for gas"),
        (lambda: levels(u235=lambda m, x, q: m / x), "divided-for-multiplied", "Multiply"),
        (lambda: levels(u235=lambda m, x, q: m * (1 - x)), "other-isotope", "U-238"),
        (lambda: levels(u235=lambda m, x, q: m * x / 0.9), "weapon-grade-for-isotope", "ISIS"),
        (lambda: levels(quantities=lambda m, x, q: m * x / 25), "one-quantity-for-all", "u2, u5"),
        (lambda: levels(quantities=lambda m, x, q: m * x / 75), "one-quantity-for-all", "u20, u60"),
        (lambda: levels(quantities=lambda m, x, q: m / q), "uranium-for-isotope", "U-235 alone"),
        (lambda: levels(quantities=lambda m, x, q: m / 25), "uranium-for-isotope", "U-235 alone"),
        (
            lambda: levels(quantities=lambda m, x, q: m * x / 22.5),
            "weapon-grade-for-isotope",
            "weapon-grade uranium",
        ),
        (
            lambda: levels(quantities=lambda m, x, q: m * x / q / 0.9),
            "weapon-grade-for-isotope",
            "weapon-grade uranium",
        ),
        (
            lambda: levels(quantities=lambda m, x, q: np.floor(m * x / q)),
            "quantities-as-bombs",
            "whole ones",
        ),
        (
            lambda: levels(quantities=lambda m, x, q: (m * x / q).round()),
            "quantities-as-bombs",
            "yardstick",
        ),
        (lambda: levels(quantities=lambda m, x, q: q / (m * x)), "upside-down", "turned over"),
        (
            lambda: levels(quantities=lambda m, x, q: 0.676 * m * x / q),
            "gas-for-uranium",
            "already",
        ),
    ],
    "jcpoa-4": [
        (lambda: curve(lambda p: p / 90), "linear-level", "60 % of the way"),
        (lambda: curve(lambda p: p / 100), "linear-level", "Compare work"),
        (lambda: curve(lambda p: (p - 0.711) / 89.289), "linear-level", "low levels"),
        (lambda: curve(lambda p: work(p) / work(0.711)), "left-for-done", "that is left"),
        (lambda: curve(lambda p: 100 * done(p)), "percent-for-share", "percentages"),
        (lambda: curve(lambda p: work(0.711) / work(p)), "upside-down", "turned over"),
        (
            lambda: curve(lambda p: work(0.711, p / 100) / work(0.711)),
            "kilogram-for-kilogram",
            "more than one kilogram",
        ),
        (lambda: curve(work), "work-for-share", "in SWU"),
        (lambda: curve(done, (1, 2, 3, 4)), "other-levels", "numbers of levels"),
        (lambda: curve(lambda p: 2.0), "", "between 0 and 1"),
        (lambda: curve(lambda p: 0.5), "", "the whole way"),
    ],
    "jcpoa-5": [
        (lambda: terms(access=14), "parallel-for-series", "one another"),
        (lambda: terms(access=63), "critics-count", "critics"),
        (lambda: terms(access=78), "critics-count", "critics"),
        (lambda: terms(access=30), "other-clock", "vote"),
        (lambda: terms(all_three_ended=40), "parallel-terms-added", "side by side"),
        (lambda: terms(all_three_ended=25), "parallel-terms-added", "two clocks"),
        (lambda: terms(all_three_ended=10), "first-for-last", "one of the three"),
        (lambda: terms(all_three_ended=40 / 3), "mean-of-terms", "end of none"),
        (lambda: terms(all_three_ended=2031), "year-for-duration", "the year in which"),
        (lambda: terms(both_plants=18), "parallel-terms-added", "below both"),
        (lambda: terms(both_plants=9), "mean-of-terms", "the mean"),
        (lambda: terms(both_plants=6), "fastest-alone", "faster plant alone"),
        (lambda: terms(both_plants=12), "slowest-decides", "slower plant"),
        (lambda: terms(both_plants=4.5), "half-of-mean", "equal plants"),
        (lambda: terms(both_plants=0.25), "pace-for-time", "in a week"),
        (lambda: terms(both_plants="4 days"), "unit", "You wrote days"),
    ],
    "jcpoa-6": [
        (lambda: words(the_verb="A"), "called-upon-for-ban", "not 'shall not'"),
        (lambda: words(the_verb="B"), "request-is-nothing", "not nothing"),
        (lambda: words(the_verb="C"), "resolution-for-deal", "no clause on missiles"),
        (lambda: words(the_vote="A"), "snapback-needs-a-vote", "without a vote"),
        (lambda: words(the_vote="C"), "veto-stops-snapback", "could not stop"),
        (lambda: words(the_vote="D"), "contested-as-settled", "one reading"),
        (lambda: words(the_silence="A"), "absence-as-reason", "out of an absence"),
        (lambda: words(the_silence="B"), "absence-as-silence", "not talked about"),
        (lambda: words(the_silence="D"), "absence-as-permission", "another text"),
    ],
    "jcpoa-7": [
        (lambda: days(march="ban"), "called-upon-for-ban", "made way for a request"),
        (lambda: days(march="none"), "request-is-nothing", "look at the verb"),
        (lambda: days(october="request"), "resolution-end-for-clause-end", "Transition Day"),
        (lambda: days(october="ban"), "snapback-before-its-day", "August 2025"),
        (lambda: days(e3="none"), "one-reading-for-all", "contested"),
        (lambda: days(e3="request"), "snapback-brings-the-request", "older resolutions"),
        (lambda: days(iran="Ban."), "one-reading-for-all", "who is asked"),
        (lambda: days(iran="request"), "resolution-end-for-clause-end", "two years earlier"),
    ],
    "jcpoa-8": [
        (lambda: capacity(years=1) * 0.5, "time-for-rate", "divide"),
        (lambda: capacity(years=1), "work-for-capacity", "the work itself"),
        (lambda: capacity(product=25), "weapon-grade-for-isotope", "as ISIS does"),
        (lambda: capacity(stock=300), "gas-for-uranium", "They are gas"),
        (lambda: capacity(stock=0), "stock-forgotten", "natural uranium alone"),
        (lambda: capacity() / 52.18, "week-for-year", "SWU a week"),
        (lambda: capacity() / 12, "month-for-year", "SWU a month"),
        (lambda: 5060, "", "26 weeks"),
    ],
    "jcpoa-9": [
        (lambda: lambda p, r: p / (1 - p) * math.prod(r), "odds-for-chance", "These are odds"),
        (lambda: lambda p, r: 100 * right_chance(p, r), "percent-for-share", "a percentage"),
        (lambda: lambda p, r: p * math.prod(r), "chance-for-odds", "it can pass 1"),
        (lambda: lambda p, r: min(1, p * math.prod(r)), "chance-for-odds", "cut it off"),
        (lambda: lambda p, r: chance(p * math.prod(r)), "chance-for-odds", "Make odds"),
        (lambda: lambda p, r: chance(math.prod(r)), "prior-forgotten", "plays no part"),
        (lambda: lambda p, r: chance(p / (1 - p) * sum(r)), "ratios-added", "multiply"),
        (
            lambda: lambda p, r: chance(p / (1 - p) * sum(r) / max(len(r), 1)),
            "ratios-averaged",
            "the mean of the ratios",
        ),
        (lambda: only_last, "last-piece-only", "last piece"),
        (lambda: lambda p, r: right_chance(p, r[:1]), "first-piece-only", "inside the loop"),
        (lambda: lambda p, r: right_chance(p, [1 / x for x in r]), "upside-down", "wrong way"),
        (lambda: lambda p, r: p * r, "error", "do not go together"),
        (lambda: lambda p: p, "error", "two arguments"),
        (lambda: lambda p, r: 0.5, "", "should be"),
    ],
    "jcpoa-10": [
        (lambda: weights({"silence": 0}), "not-enough", "45 %"),
        (lambda: weights({"opaque": 6, "silence": 0}), "weight-for-ratio", "between 0"),
        (lambda: weights({"opaque": -1}), "weight-for-ratio", "how much you trust"),
        (
            lambda: weights({"opaque": 2, "silence": 0, "promised": 0}),
            "too-many-changes",
            "two pieces",
        ),
        (lambda: weights({"texts": 2, "silence": 0}), "piece-without-bearing", "no evidence"),
        (lambda: weights({"opaque": 0, "silence": 0}), "wrong-direction", "the wrong way"),
        (lambda: weights(priority={"irrelevant": 2}), "wrong-direction", "irrelevant"),
        (lambda: weights(priority={"refused": 0}), "wrong-direction", "refused"),
        (lambda: weights(priority={"dispute": 2}), "not-enough", "54 %"),
        (
            lambda: weights(priority={"irrelevant": 0, "refused": 2}),
            "too-many-changes",
            "one piece",
        ),
        (lambda: weights(priority={"opaque": 2}), "piece-without-bearing", "opaque"),
    ],
    "jcpoa-11": ARGUMENT_WRONG,
}
# ---------------------------------------------------------------- partial credit and tolerance


def test_parts_and_columns_earn_their_share():
    """One right part of several earns its share; the others are named."""
    result = check("jcpoa-2", {"two weeks": "C"})
    assert (result.status, result) == ("partly", 1.0)
    assert "not answered yet" in result.message
    assert check("jcpoa-3", levels(u235=lambda m, x, q: m)) == 2.0
    assert check("jcpoa-4", curve(lambda p: 100 * done(p))) == 1.5
    assert check("jcpoa-5", terms(access=14)) == 2.0
    assert check("jcpoa-7", days(e3="none")) == 3.0
    assert check("jcpoa-10", weights(priority={"texts": 0})) == 2.0
    odds = check("jcpoa-9", lambda p, r: p / (1 - p) * math.prod(r))
    assert odds.share == pytest.approx(1 / 3)


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize(
    ("task_id", "right", "share"), [("jcpoa-1", cap, 0.005), ("jcpoa-8", capacity, 0.01)]
)
def test_the_tolerance_ends_where_it_says(task_id, right, share, sign):
    """Just inside the stated tolerance is right, just outside is not."""
    assert check(task_id, right() * (1 + sign * share * 0.9999)).status == "right"
    assert check(task_id, right() * (1 + sign * share * 1.001)).status != "right"


@pytest.mark.parametrize(
    ("task_id", "answer"),
    [
        ("jcpoa-1", "202.8 kg"),
        ("jcpoa-1", np.float32(202.8)),
        ("jcpoa-1", pd.Series([202.8])),
        ("jcpoa-5", {"access": "24 days", "all three ended": "15 years", "both plants": "4 weeks"}),
        ("jcpoa-7", days(march="Request", october=" none.")),
        ("jcpoa-10", weights({"silence": 0, "promised": 0.0}, {"promised": 2})),
        ("jcpoa-10", weights({"silence": "0", "irrelevant": 0}, {"refused": 2})),
    ],
)
def test_an_answer_in_another_dress_is_understood(task_id, answer):
    """Units, NumPy, pandas, capitals, and other right answers to the puzzle are accepted."""
    assert check(task_id, answer).status == "right"


def test_other_shapes_of_the_same_table_are_understood():
    """jcpoa-3 and jcpoa-4 read an index or a column, a dictionary, and any order of rows."""
    right = levels()
    named = right.rename_axis("level")
    shapes = [
        named,
        named.reset_index(),
        right.sample(frac=1, random_state=1),
        right.T.to_dict(),
        named.reset_index().to_dict("records"),
        right.round(3),
    ]
    assert [check("jcpoa-3", shape).status for shape in shapes] == ["right"] * len(shapes)
    shapes = [curve(done), curve(done).set_index("level"), curve(done).to_dict("list")]
    assert [check("jcpoa-4", shape).status for shape in shapes] == ["right"] * len(shapes)


#: Task, answer of a wrong kind or shape, and words of the message that explains it.
SHAPES = [
    ("jcpoa-1", [1, 2], "Expected a number in kg of uranium, got a list of 2."),
    ("jcpoa-1", True, "the truth value True"),
    ("jcpoa-1", math.nan, "got NaN"),
    ("jcpoa-2", "C", "Expected a dictionary"),
    ("jcpoa-2", {"two weeks": "E"}, "Expected one letter, A to D"),
    ("jcpoa-3", [1, 2], "Expected a table with one row a level"),
    ("jcpoa-3", pd.DataFrame({"u235": [1]}), "column quantities is missing"),
    ("jcpoa-3", levels().drop("u5"), "No row for u5"),
    ("jcpoa-3", levels().rename({"u5": "u90"}), "a row for 'u90'"),
    ("jcpoa-3", pd.concat([levels(), levels()]), "more than one row"),
    ("jcpoa-3", levels(u235=lambda m, x, q: "much"), "expected a number for u2"),
    ("jcpoa-4", 0.6, "Expected a table with the columns"),
    ("jcpoa-4", pd.DataFrame({"level": [1]}), "column done is missing"),
    ("jcpoa-4", curve(lambda p: "most"), "one share between 0 and 1 for each row"),
    ("jcpoa-7", {"9 March 2016": "allowed"}, 'expected "ban", "request" or "none"'),
    ("jcpoa-8", "many", "Expected a number in SWU a year"),
    ("jcpoa-9", 0.5, "Hand over the function itself: chance_after, no brackets."),
    ("jcpoa-9", lambda p, r: "half", "should return a plain number"),
    ("jcpoa-10", weights({"memoir": 2}), "is not one of the pieces"),
    ("jcpoa-10", weights({"opaque": "twice"}), "should be a number"),
    ("jcpoa-10", weights(["opaque"]), "expected two pieces with a weight"),
    ("jcpoa-11", 5, "Expected a text"),
]


#: Hostile answers with the names of this set's parts and columns.
HOSTILE = {
    "rude in a dictionary": lambda: {
        "two weeks": Rude(),
        "the verb": Rude(),
        "access": Rude(),
        "9 March 2016": Rude(),
        "priority below one half": {"irrelevant": Rude()},
        "done": [Rude()],
    },
    "odd rows": lambda: [{"level": 3, "u235": {}, "quantities": []}],
    "odd columns": lambda: {"level": ["a"], "done": [{}]},
    "twin levels": lambda: pd.DataFrame([[1, 2]], columns=["u235", "u235"]),
    "many": lambda: {"two weeks": ["C"] * 3, "access": {}, "priority below one half": {"x": 1}},
}


# ---------------------------------------------------------------- what texts and solutions say


def test_the_premises_in_the_prose_are_those_of_the_tables():
    """Numbers that the notebook states for its tasks are what tables and models hold."""
    assert breakout.URANIUM_IN_UF6 == 0.676
    assert gas() == 300.0
    assert chapter._access_days() == (14 + 7 + 3, 14)
    assert chapter._years() == (10, 15, 15)
    assert chapter.PLANTS_WEEKS == (6, 12)
    assert chapter._together() == pytest.approx(4)
    assert list(chapter.SHARES.values()) == [0.02, 0.05, 0.20, 0.60]
    assert evidence.TAILS == TAILS
    last = evidence.series("u60").iloc[-1]
    assert (last["as_of_date"], last["uranium_kg"]) == ("2025-06-13", 440.9)
    said = catalog.load("breakout_estimates").set_index("estimate_id")
    assert said.loc["milley-2023", "wording"] == "less than two weeks"
    assert "several more months" in said.loc["milley-2023", "note"]
    assert said.loc["isis-2021-09", "wording"] == "as short as one month"
    assert said.loc["aca-2021-09", "wording"] == "about two months"
    both = evidence.rules_on("2023-10-19", "e3_us"), evidence.rules_on("2016-03-09", "e3_us")
    other = [evidence.rules_on(day, "iran_russia_china") for day in ("2023-10-19", "2016-03-09")]
    assert list(both) == other


def test_the_prose_of_the_solutions_is_true():
    """What the solution texts say in words (nine tenths, no single change, one piece) holds."""
    assert 0.6 < done(3.67) < 2 / 3
    assert 0.89 < done(20) < 0.91
    assert 0.95 < done(60) < 1
    isotope = levels()["u235"]
    assert isotope.idxmax() == "u5"
    assert isotope["u5"] > isotope.sum() / 2
    assert capacity(product=25) < 0.9 * capacity() * 1.0001
    keys = [piece.key for piece in evidence.pieces()]
    ends = (0.0, 2.0)
    assert not [k for k in keys for w in ends if chapter._chance("verification", {k: w}) > 50]
    rescued = [
        pair
        for pair in itertools.combinations(keys, 2)
        for pick in itertools.product(ends, ends)
        if chapter._chance("verification", dict(zip(pair, pick, strict=True))) > 50
    ]
    assert rescued
    assert all("silence" in pair for pair in rescued)
    assert chapter._chance("priority", {}) > 50 > chapter._chance("priority", {"irrelevant": 0})
