"""The checks of chapter 4: wrong answers, and what is particular to its tasks."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from support.checks import ARGUMENT_WRONG, Liar, Rude, source

from missile_question.checks import check
from missile_question.checks import defence as chapter
from missile_question.checks.core import run
from missile_question.evidence import defence as evidence
from missile_question.models import defence as model

SOURCE = source("04_layered_defence")


# ---------------------------------------------------------------- named misconceptions


def letters(night="C", days="B", radar="C"):
    """Return the answer to defence-2 with some letters changed."""
    return {"one night": night, "twelve days": days, "one radar": radar}


NUMBERS = np.array([300, 120, 75, 60])
SHOT = np.array([231, 51, 51, 51])


def night(number=None, shot=None, kept=None):
    """Return the table of defence-3, right or with one column changed."""
    return pd.DataFrame(
        {
            "number": NUMBERS if number is None else number,
            "shot": 100 * SHOT / NUMBERS if shot is None else shot,
            "kept": 100 - 900 / NUMBERS if kept is None else kept,
        },
        index=["all", "fired", "came", "engaged"],
    )


def right(stops, blind):
    """Return what passes layers that are blind together at times."""
    return blind + (1 - blind) * independent(stops)


def independent(stops):
    """Return what passes layers that never fail together."""
    return math.prod(1 - s for s in stops)


def joined(wrong):
    """Return a function that joins layers wrongly and counts blind nights rightly."""
    return lambda stops, blind: blind + (1 - blind) * wrong(stops)


def course(resupply=0, stock=300, shots=2):
    """Return a stock over the salvos of defence-5."""
    return model.exhaustion(0.8, shots, stock, [40] * 8, resupply)


def curves(none=None, resupply=None):
    """Return the chart's data of defence-5, right or with one column changed."""
    return pd.DataFrame(
        {
            "salvo": range(1, 9),
            "none": course().leakers if none is None else none,
            "resupply": course(30).leakers if resupply is None else resupply,
        }
    )


CLEAN = 0.95 * 0.98**50


def three(average=3.45, worst=50, clean=CLEAN):
    """Return the answer to defence-6 with some parts changed."""
    return {"average": average, "blind night": worst, "nothing arrives": clean}


LOW, HIGH = 366 / 96, 945.9 / 224


def bill(lowest=LOW, highest=HIGH, engagement=2 * HIGH, kill=2 * HIGH / 0.91):
    """Return the answer to defence-7 with some parts changed."""
    return {"lowest": lowest, "highest": highest, "engagement": engagement, "kill": kill}


def shields(steady=(0, 0.1), brittle=(0.1, 0)):
    """Return the answer to defence-9 with some parts changed."""
    names = ("blind", "passes")
    parts = {"steady": steady, "brittle": brittle}
    return {part: dict(zip(names, pair, strict=True)) for part, pair in parts.items()}


def offer(bare=6, shielded=1.5, use="B", answer="A"):
    """Return the answer to defence-10 with some parts changed."""
    return {
        "limit, no shield": bare,
        "limit, with shield": shielded,
        "fears first use": use,
        "fears an answer": answer,
    }


WRONG = {
    "defence-1": [
        (lambda: 90, "engaged-for-fired", "that the defence fired at"),
        (lambda: 100 - 100 * 302 / 846, "not-stopped-for-stopped", "not shot down"),
        (lambda: 302 / 846, "share-for-percent", "in per cent"),
        (lambda: 846 / 302, "fraction-upside-down", "upside down"),
        (lambda: 100 * 302 / 544, "odds-for-share", "all that were fired"),
        (lambda: 302, "count-for-share", "a number of rockets"),
        (lambda: 0.9 * 100 * 302 / 846, "shares-multiplied", "shot down already"),
        (lambda: 846, "no-share", "between 0 and 100"),
        (lambda: "36 km", "unit", "You wrote km"),
    ],
    "defence-2": [
        (lambda: letters(night="A"), "two-denominators-as-a-lie", "different denominators"),
        (lambda: letters(night="B"), "mean-of-disagreeing-sources", "a share of nothing"),
        (lambda: letters(night="D"), "not-stopped-for-hit", "failed by themselves"),
        (lambda: letters(days="A"), "kept-out-for-intercepted", "was not intercepted"),
        (lambda: letters(days="c"), "any-leak-for-failure", "beside what was expected"),
        (lambda: letters(days="D"), "claim-for-count", "one party"),
        (lambda: letters(radar="A"), "independence-assumed", "common cause"),
        (lambda: letters(radar="B"), "layers-added", "not added"),
        (lambda: letters(radar="D"), "dependence-as-ignorance", "Something can be said"),
    ],
    "defence-3": [
        (lambda: night(shot=85), "engaged-for-fired", "for every row"),
        (lambda: night(shot=100 - 900 / NUMBERS), "kept-out-for-intercepted", "nobody shot"),
        (
            lambda: night(shot=100 * (SHOT + np.array([15, 15, 15, 0])) / NUMBERS),
            "let-fall-as-shot",
            "let fall as shot down",
        ),
        (
            lambda: night(shot=100 * (SHOT + np.array([45, 45, 0, 0])) / NUMBERS),
            "failed-as-shot",
            "failed by itself as shot down",
        ),
        (lambda: night(shot=[17, 42.5, 68, 85]), "drones-forgotten", "are missing"),
        (
            lambda: night(shot=100 * 231 / NUMBERS),
            "drones-everywhere",
            "Only ballistic missiles",
        ),
        (lambda: night(shot=900 / NUMBERS), "not-stopped-for-stopped", "got through"),
        (lambda: night(shot=SHOT / NUMBERS), "share-for-percent", "shares of one"),
        (lambda: night(number=[300, 120, 120, 105]), "failed-forgotten", "never came"),
        (lambda: night(number=[300, 120, 60, 60]), "let-fall-forgotten", "nobody fired at it"),
        (lambda: night(number=[120, 120, 75, 60]), "drones-forgotten", "includes drones"),
        (lambda: night(number=[300, 120, 75, 51]), "shot-for-engaged", "more than it hit"),
        (lambda: night(kept=100 * SHOT / NUMBERS), "intercepted-for-kept-out", "More than that"),
        (lambda: night(kept=900 / NUMBERS), "not-stopped-for-stopped", "did harm"),
        (
            lambda: night(kept=100 - 100 * np.array([24, 24, 24, 9]) / NUMBERS),
            "let-fall-as-harm",
            "harmed nothing",
        ),
    ],
    "defence-4": [
        (lambda: lambda s, b: independent(s), "independence-assumed", "on every night"),
        (
            lambda: lambda s, b: math.prod(b + (1 - b) * (1 - x) for x in s),
            "independence-assumed",
            "the same for all",
        ),
        (lambda: joined(math.prod), "success-multiplied", "what they let through"),
        (lambda: lambda s, b: math.prod(s), "success-multiplied", "multiplied what the layers"),
        (lambda: joined(lambda s: 1 - sum(s)), "layers-added", "added what the layers stop"),
        (lambda: lambda s, b: max(0, 1 - sum(s)), "layers-added", "are multiplied"),
        (lambda: joined(lambda s: 1 - sum(s) / len(s)), "mean-of-layers", "the mean"),
        (lambda: joined(lambda s: 1 - max(s)), "best-layer-only", "best layer alone"),
        (lambda: lambda s, b: (1 - b) * independent(s), "blind-night-forgotten", "all of it"),
        (lambda: lambda s, b: b + independent(s), "nights-counted-twice", "all nights"),
        (lambda: lambda s, b: 1 - right(s, b), "success-for-leak", "that is stopped"),
        (lambda: lambda s, b: 100 * right(s, b), "percent-for-share", "in per cent"),
        (lambda: lambda s, b: 0.5, "", "should be 0.2, got 0.5"),
        (lambda: lambda s, b: s * b, "error", "TypeError"),
        (lambda: lambda s: 0.2, "error", "two arguments"),
        (lambda: lambda s, b: "few", "", "plain number"),
    ],
    "defence-5": [
        (lambda: curves(none=1.6), "percentage-lasts", "as long as the interceptors do"),
        (
            lambda: curves(none=course().leakers.mean()),
            "average-for-each",
            "the day on which the stock is empty",
        ),
        (
            lambda: curves(none=model.expected_leakers_from_stock(0.8, 40, 37)),
            "stock-rationed",
            "shared the stock out",
        ),
        (lambda: curves(none=course().fired), "fired-for-leakers", "interceptors fired"),
        (lambda: curves(none=course().stock), "stock-for-leakers", "interceptors left"),
        (lambda: curves(none=40 - course().leakers), "stopped-for-leakers", "are stopped"),
        (lambda: curves(none=course().leakers / 40), "share-for-number", "shares of the salvo"),
        (lambda: curves(none=course(shots=1).leakers), "one-shot-each", "The rule is two"),
        (
            lambda: curves(none=course(30).leakers),
            "resupply-in-the-wrong-column",
            "nothing is delivered",
        ),
        (
            lambda: curves(resupply=course().leakers),
            "resupply-forgotten",
            "without new interceptors",
        ),
        (
            lambda: curves(resupply=course(stock=330).leakers),
            "resupply-once",
            "one delivery",
        ),
        (
            lambda: curves(resupply=course(stock=300 + 7 * 30).leakers),
            "resupply-at-once",
            "cannot be fired tonight",
        ),
        (lambda: curves(resupply=1.6), "percentage-lasts", "first night's percentage"),
        (lambda: curves().assign(salvo=range(8)), "other-salvos", "from 1 to 8"),
    ],
    "defence-6": [
        (lambda: three(average=1), "independence-assumed", "are left out"),
        (lambda: three(average=50), "worst-for-average", "Most nights are not blind"),
        (lambda: three(average=2.5), "usual-nights-forgotten", "blind nights alone"),
        (lambda: three(average=3.5), "nights-counted-twice", "95 % of all"),
        (lambda: three(average=0.069), "share-for-number", "asks for missiles"),
        (lambda: three(average=25.5), "mean-of-two", "equally frequent"),
        (lambda: three(worst=3.45), "average-for-worst", "No night looks like it"),
        (lambda: three(worst=1), "average-for-worst", "asks for a blind one"),
        (lambda: three(worst=2.5), "expected-loss-for-worst", "it comes whole"),
        (lambda: three(worst=0), "rare-for-never", "Rare is not never"),
        (lambda: three(worst=51), "more-than-fired", "No more can arrive"),
        (lambda: three(clean=0.931**50), "independence-assumed", "split the nights"),
        (lambda: three(clean=0.98**50), "blind-night-forgotten", "for certain"),
        (lambda: three(clean=0.95), "not-blind-for-clean", "not blind"),
        (lambda: three(clean=0.98), "one-missile-for-all", "for one missile"),
        (lambda: three(clean=1 - CLEAN), "some-for-none", "at least one"),
        (lambda: three(clean=100 * CLEAN), "percent-for-chance", "in per cent"),
        (lambda: three(clean=0), "average-for-certain", "nights with several"),
    ],
    "defence-7": [
        (lambda: bill(highest=6900 / 1012), "average-for-marginal", "paid already"),
        (lambda: bill(highest=400), "battery-for-interceptor", "without any interceptor"),
        (lambda: bill(highest=945.9), "purchase-for-one", "whole purchase"),
        (lambda: bill(highest=4), "list-price-for-marginal", "round figure"),
        (lambda: bill(lowest=4), "list-price-for-marginal", "divide each"),
        (lambda: bill(lowest=366), "purchase-for-one", "whole purchase"),
        (lambda: bill(lowest=HIGH, highest=LOW), "ends-swapped", "the highest price"),
        (lambda: bill(lowest=LOW * 1e6), "dollars-for-millions", "in dollars"),
        (lambda: bill(engagement=HIGH), "one-interceptor-for-engagement", "Two are fired"),
        (lambda: bill(engagement=2 * LOW), "lowest-for-highest", "highest price here"),
        (lambda: bill(engagement=8), "list-price-for-marginal", "round figure"),
        (lambda: bill(engagement=1.3 * HIGH), "only-misses-refired", "both are fired at once"),
        (lambda: bill(engagement=2 * HIGH / 0.91), "kill-for-engagement", "succeeds or not"),
        (lambda: bill(engagement=2 * 6900 / 1012), "average-for-marginal", "paid already"),
        (lambda: bill(kill=2 * HIGH), "engagement-for-kill", "Some fail"),
        (lambda: bill(kill=HIGH), "one-interceptor-for-engagement", "one interceptor"),
        (lambda: bill(kill=2 * HIGH / 0.7), "one-shot-for-two", "either"),
        (lambda: bill(kill=HIGH / 0.7), "only-misses-refired", "one is fired at a time"),
        (lambda: bill(kill=2 * HIGH / 0.49), "success-multiplied", "both hit"),
        (lambda: bill(kill=2 * HIGH * 0.91), "multiplied-for-divided", "Divide"),
    ],
    "defence-8": [
        (lambda: list("ABCDEF"), "independence-assumed", "Three of them multiply"),
        (lambda: list("BEF"), "needed-and-not-needed-swapped", "asks for the others"),
        (lambda: list("ABCD"), "independence-assumed", "a fifth of a fifth"),
        (lambda: list("ACDE"), "independence-assumed", "all arrive together"),
        (lambda: list("ACDF"), "independence-assumed", "a reason that the third shares"),
        (lambda: list("AC"), "dependence-voids-all", "means add up"),
        (lambda: list("AD"), "dependence-voids-all", "has passed the first"),
        (lambda: list("CD"), "dependence-voids-all", "shares nothing"),
    ],
    "defence-9": [
        (lambda: shields(brittle=(0, 0.1)), "independence-assumed", "one by one"),
        (lambda: shields(steady=(0.1, 0)), "common-cause-for-chance", "the brittle shield"),
        (lambda: shields(brittle=(0.1, 0.1)), "blind-night-forgotten", "belongs in the average"),
        (lambda: shields(steady=(0, 0.2)), "other-average", "20.0 % arrive here, not 10 %"),
        (lambda: shields(steady=(0.05, 0.05 / 0.95)), "half-way", "fewer blind nights"),
        (lambda: shields(brittle=(0.08, 0.02 / 0.92)), "half-way", "on other nights"),
        (lambda: shields(brittle=(10, 0)), "percent-for-chance", "between 0 and 1"),
    ],
    "defence-10": [
        (lambda: offer(shielded=6), "shield-forgotten", "without the shield"),
        (lambda: offer(shielded=4.5), "stops-for-leakage", "share that is stopped"),
        (lambda: offer(bare=1.5), "shield-too-early", "no shield yet"),
        (lambda: offer(bare=12), "whole-for-half", "removes half"),
        (lambda: offer(bare=2), "answer-for-use", "Nobody strikes here"),
        (lambda: offer(bare=20), "certain-for-likely", "as certain"),
        (lambda: offer(shielded=3), "whole-for-half", "removes half"),
        (lambda: offer(use="A"), "shield-always-emboldens", "less to fear from waiting"),
        (lambda: offer(answer="B"), "shield-always-calms", "more tempting"),
        (lambda: offer(use="C"), "shield-changes-nothing", "its worth changes"),
        (lambda: offer(answer="C"), "shield-changes-nothing", "the worth of a strike changes"),
    ],
    "defence-11": ARGUMENT_WRONG,
}


def test_a_wrong_number_without_a_name_gets_a_nudge():
    """A wrong number that shows no known mistake is nudged and told the tolerance."""
    result = check("defence-1", 50)
    assert (result.status, result.misconception) == ("wrong", "")
    assert "to within half a percentage point" in result.message


# ---------------------------------------------------------------- the cases of the function


@pytest.mark.parametrize("seed", range(20))
def test_drawn_cases_catch_every_wrong_way_to_join_layers(seed):
    """Adding, multiplying successes, the mean, the best layer and independence all fail."""
    cases = chapter._cases_4(seed)
    assert chapter._FUNCTION_4.judge_outputs(cases, run(right, cases)).status == "right"
    wrong = {
        "success-multiplied": joined(math.prod),
        "layers-added": joined(lambda stops: 1 - sum(stops)),
        "mean-of-layers": joined(lambda stops: 1 - sum(stops) / len(stops)),
        "best-layer-only": joined(lambda stops: 1 - max(stops)),
        "independence-assumed": lambda stops, blind: independent(stops),
    }
    for name, function in wrong.items():
        found = chapter._FUNCTION_4.judge_outputs(cases, run(function, cases))
        assert (found.misconception, found.share) == (name, 0.0)


def test_the_failing_case_is_shown():
    """A wrong function is told which call went wrong, what was expected, and how many agree."""
    says = check("defence-4", lambda stops, blind: independent(stops)).message
    assert "Blind together on one night in ten: leakage([0.8, 0.8, 0.8], 0.1) should be" in says
    assert "(3 of 6 cases agree.)" in says


# ---------------------------------------------------------------- tolerance, parts, shapes


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_tolerance_ends_where_it_says(sign):
    """Just inside the stated tolerance is right, just outside is not."""
    share = 100 * 302 / 846
    assert check("defence-1", share + sign * 0.49).status == "right"
    assert check("defence-1", share + sign * 0.51).status != "right"
    assert check("defence-3", night(shot=100 * SHOT / NUMBERS + sign * 0.49)).status == "right"
    assert check("defence-3", night(shot=100 * SHOT / NUMBERS + sign * 0.51)).status != "right"
    assert check("defence-5", curves(none=course().leakers + sign * 0.049)).status == "right"
    assert check("defence-5", curves(none=course().leakers + sign * 0.051)).status != "right"
    assert check("defence-7", bill(kill=2 * HIGH / 0.91 * (1 + sign * 0.0099))).status == "right"
    assert check("defence-7", bill(kill=2 * HIGH / 0.91 * (1 + sign * 0.0101))).status != "right"


def test_parts_earn_their_share():
    """A part that is right earns its share, and the message keeps right and wrong apart."""
    result = check("defence-2", {"one radar": "C"})
    assert (result.status, result) == ("partly", 1.0)
    assert "Right: “one radar”." in result.message
    assert check("defence-3", night(shot=0)) == 2.0
    assert check("defence-4", lambda s, b: 1 - right(s, b)) == 1.0
    assert check("defence-5", curves(resupply=0)) == 1.0
    assert check("defence-6", three(clean=0.9)) == 2.0
    assert check("defence-7", bill(kill=1)) == 3.0
    assert [check("defence-8", list(some)) for some in ("AC", "D", "ABCDE", "BE")] == [2, 1, 1, 0]
    assert check("defence-9", shields(steady=(0.05, 0.05 / 0.95))) == 3.0
    assert check("defence-10", offer(bare=1)) == 3.0


@pytest.mark.parametrize("blind", [0.095, 0.097, 0.1, 0.103])
def test_every_right_answer_to_the_puzzle_is_right(blind):
    """Any two shields that do what is asked are accepted, whatever the book's own are."""
    passes = max(0.0, (0.1 - blind) / (1 - blind))
    assert check("defence-9", shields(brittle=(blind, passes))).status == "right"
    assert check("defence-9", shields(steady=(0.005, 0.095 / 0.995))).status == "right"


def test_other_shapes_of_the_same_answer_are_understood():
    """Tables by index, column or record, texts of letters, and pairs of numbers are all read."""
    table = night()
    shapes = [
        table.rename_axis("denominator").reset_index(),
        table.iloc[::-1],
        table.rename(str.upper, axis=1),
        table.T.to_dict(),
        table.reset_index().to_dict("records"),
    ]
    assert [check("defence-3", shape).status for shape in shapes] == ["right"] * len(shapes)
    shapes = [curves().set_index("salvo"), curves().to_dict("list")]
    assert [check("defence-5", shape).status for shape in shapes] == ["right"] * len(shapes)
    for shape in ("A, C, D", "a c d", {"A", "C", "D"}, ("D", "C", "A")):
        assert check("defence-8", shape).status == "right"
    assert check("defence-9", {"steady": [0, 0.1], "brittle": (0.1, 0)}).status == "right"
    assert check("defence-1", "35.7 %").status == "right"
    assert check("defence-1", Fraction(30200, 846)).status == "right"


#: Task, answer of a wrong kind or shape, and words of the message that explains it.
SHAPES = [
    ("defence-1", [35, 36, 37], "Expected a number in per cent, got a list of 3."),
    ("defence-1", math.nan, "got NaN"),
    ("defence-2", {"one radar": "F"}, "Expected one letter, A to D, got the text 'F'."),
    ("defence-2", "C", "Expected a dictionary"),
    ("defence-3", pd.DataFrame({"number": [1]}), "column shot and kept is missing"),
    ("defence-3", night().rename({"came": "arrived"}), "row for 'arrived'"),
    ("defence-3", night().drop("came"), "No row for ballistic missiles that came"),
    ("defence-3", pd.concat([night(), night()]), "more than one row for everything fired"),
    ("defence-3", 77, "Expected a table"),
    ("defence-3", night(number=["many", 1, 2, 3]), "got the text 'many'"),
    ("defence-4", 0.2, "Hand over the function itself: leakage, no brackets."),
    ("defence-5", pd.DataFrame({"salvo": [1]}), "is missing"),
    ("defence-5", {"salvo": [1], "none": [1, 2], "resupply": [1]}, "same number of rows"),
    ("defence-5", 3, "Expected a table"),
    ("defence-5", curves(none="x"), "a number in every row"),
    ("defence-5", curves(none=7.0), "Follow the stock"),
    ("defence-6", {"average": "a few"}, "Expected a number of missiles"),
    ("defence-7", {"kill": [1, 2]}, "millions of dollars"),
    ("defence-8", ["G"], "letters from A to F, got the text 'G'"),
    ("defence-8", 3, "Expected a list of letters"),
    ("defence-9", {"steady": 3}, "expected two numbers (blind, passes)"),
    ("defence-9", {"steady": {"blind": 0}}, "passes: still open"),
    ("defence-9", shields(steady=(0, "some")), "passes must be a number from 0 to 1"),
    ("defence-9", shields(steady=(-1, 0.1)), "blind must be a number from 0 to 1"),
    ("defence-10", offer(use="D"), "Expected one letter, A to C"),
    ("defence-11", 5, "Expected a text"),
]


#: Hostile answers with the names of this set's parts and columns.
HOSTILE = {
    "rude parts of several tasks": lambda: {
        "steady": Rude(),
        "average": Rude(),
        "one radar": [Rude()],
        "lowest": Rude(),
    },
    "liars": lambda: {"steady": [Liar(1)] * 2, "kill": Liar(1), "average": Liar(1)},
    "nan table": lambda: night() * math.nan,
    "nan curves": lambda: curves() * math.nan,
    "texts": lambda: {"steady": "yes", "limit, no shield": "much", "nothing arrives": "never"},
    "infinite": lambda: {"nothing arrives": math.inf, "highest": -math.inf},
}


# ---------------------------------------------------------------- the text keeps to the tasks


def test_the_text_states_the_numbers_that_the_checks_use():
    """What the notebook tells the student is what the judges compute with."""
    text = " ".join(SOURCE.read_text(encoding="utf-8").replace("\n# ", " ").split())
    night_, stock, nights = chapter.NIGHT, chapter.MAGAZINE, chapter.NIGHTS
    kill, pair, deal = chapter.KILL, chapter.PAIR, chapter.OFFER
    for said in (
        f"{night_['slow']} drones and cruise missiles are fired",
        f"{night_['ballistic']} ballistic missiles are fired. {night_['failed']} of them fail",
        f"{night_['let fall']} are bound for empty ground",
        f"shoots down {night_['shot']}.",
        f"defender has {stock.stock} interceptors. It meets {stock.salvos} salvos of "
        f"{stock.missiles} missiles",
        f"with a chance of {stock.kill:g}.",
        f"if {stock.resupply} interceptors are delivered",
        f"meets {nights.missiles} missiles. On {100 * nights.blind:g} nights in 100",
        f"with a chance of {100 * nights.passes:g} per cent",
        f"with a chance of {kill.kill:g} (our assumption)",
        f"**{pair.mean:.0%}".replace("%", " %") + " of the missiles** through",
        f"at most {100 * pair.steady:g} %",
        f"at least {100 * pair.brittle:g} %",
        f"Each night brings {pair.missiles} missiles.",
        f"holds {deal['missiles']:,} missiles, and a hundred that arrive do {deal['harm']} points",
        f"with a chance of {deal['use']} per cent",
        f"back {deal['answer']} per cent",
        f"stops {deal['stops']} per cent",
        *(f"- {letter}: {words}" for letter, words in chapter.STATEMENTS.items()),
    ):
        assert said in text, said


def test_the_text_quotes_the_published_statements():
    """Headlines and ratios in the tasks are those of the tables."""
    text = SOURCE.read_text(encoding="utf-8")
    said = evidence.shares().set_index("interception_id")
    june = said.loc["june-2025-israel-31"]
    assert f"{june['count_low']:.0f} of some {june['number_low']:.0f} missiles" in text
    assert f'"{june["stopped_low"]:.0f} % intercepted"' in text
    assert said.loc["april-2024-israel-all", "share_low"] == 99
    assert said.loc["april-2024-us-intercepted", "share_low"] == 50
    assert said.loc["april-2024-us-hits", "count_low"] == 9
    rates = evidence.rocket_rates()
    assert rates.of_engaged / rates.of_fired == pytest.approx(2.5, abs=0.05)
    assert check("defence-1", 100 * rates.of_fired).status == "right"


@pytest.mark.parametrize(("use", "answer", "moves"), [(30, 10, "down"), (10, 30, "up")])
def test_the_letters_on_strikes_are_what_the_model_says(use, answer, moves):
    """Who fears first use is calmed by the shield, who fears an answer is not."""
    found = evidence.shield(75, 1000, 4, use, answer, 0.0)
    assert found.moves == evidence.MOVES[moves]
    part = "fears first use" if use > answer else "fears an answer"
    letter = {"up": "A", "down": "B"}[moves]
    assert chapter._FEARS[part][letter][0] == ""


def test_the_statements_that_hold_are_computed():
    """Bounds and means hold however much the layers share; products do not."""
    assert chapter._hold() == frozenset("ACD")
    assert set(chapter._FREE) == chapter._hold()
    assert set(chapter._NEEDS) == set(chapter.STATEMENTS) - chapter._hold()
