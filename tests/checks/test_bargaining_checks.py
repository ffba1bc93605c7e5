"""The checks of chapter 7: wrong answers, and what is particular to its tasks."""

import math

import numpy as np
import pandas as pd
import pytest
from support.checks import ARGUMENT_WRONG, Liar, Rude, solutions, source

from missile_question.checks import bargaining as chapter
from missile_question.checks import check
from missile_question.checks.core import run
from missile_question.evidence import bargaining as evidence
from missile_question.models import bargaining as model

CHAPTER = "07_bargaining_and_linkage"
SOURCE = source(CHAPTER)


# ---------------------------------------------------------------- named misconceptions


def letters(ninth="C", seventy="D", years="B"):
    """Return the answer to bargain-2 with some letters changed."""
    return {"a ninth issue": ninth, "seventy and thirty": seventy, "five years of talks": years}


def negotiators(least, most):
    """Look at the table only."""
    return most[0] - least[0]


def right_width(least, most):
    """Return the width of the zone in which all agree."""
    return min(most) - max(least)


def average(least, most):
    """Let the levels vote."""
    return sum(most) / len(most) - sum(least) / len(least)


def referees(product="E", total="B", smallest="C"):
    """Return the answer to bargain-4 with some letters changed."""
    return {"largest product": product, "largest sum": total, "largest smallest gain": smallest}


METHODS = ["package", "condition", "separate", "untied"]


def counts(rows):
    """Return how many rows each method has."""
    return rows.groupby("method").size().reindex(METHODS, fill_value=0)


def firm():
    """Return the firm cases."""
    return evidence.cases().query("solid")


def full(rows, *outcomes):
    """Return the rows that ended so."""
    return rows[rows["outcome"].isin(outcomes or ["agreement"])]


def record(agreed=None, cases=None):
    """Return the table of bargain-5, right or with one column changed."""
    return pd.DataFrame(
        {
            "agreed": counts(full(firm())) if agreed is None else agreed,
            "cases": counts(firm()) if cases is None else cases,
        },
        index=METHODS,
    )


def holes():
    """Return the table of bargain-5 without the count of an empty group."""
    return record(agreed=full(firm()).groupby("method").size())


K = np.arange(1, 9)
ONE = float(model.single_undertaking_probability(1, 2, -1))
EVERY, SOME = ONE**K, 1 - (1 - ONE) ** K


def chart(every=None, some=None):
    """Return the chart's data, right or with one column changed."""
    right = {"issues": K, "every": EVERY, "some": SOME}
    changed = {"every": every, "some": some}
    return pd.DataFrame(right | {k: v for k, v in changed.items() if v is not None})


def second(width=0.085, dearest=2.68):
    """Return the answer to bargain-7 with some parts changed."""
    return {"width with missiles": width, "dearest limits": dearest}


def outside(alive="BCDF", width=None):
    """Return the answer to bargain-8 with some parts changed."""
    return {"alive": list(alive), "width in F": 10 + 2 * 20 * 35 / 95 if width is None else width}


def linked(makes=((-2, 6), (5, -3)), kills=((3, -6), (2, 9))):
    """Return the answer to bargain-9 with some parts changed."""
    parts = {"makes": makes, "kills": kills}
    return {part: {"A": list(a), "B": list(b)} for part, (a, b) in parts.items()}


def many(far=5, close=4, limit=0.25):
    """Return the answer to bargain-10 with some parts changed."""
    return {"far: above one in ten": far, "close: below one in two": close, "very many": limit}


WRONG = {
    "bargain-1": [
        (lambda: 600 - 60, "demand-for-reservation", "not where it stops"),
        (lambda: 60 - 600, "demand-for-reservation", "not where it stops"),
        (lambda: 600 - 400, "demand-for-reservation", "demand of the North"),
        (lambda: 240 - 60, "demand-for-reservation", "demand of the South"),
        (lambda: 600 - 240, "one-side-only", "needs both sides"),
        (lambda: 400 - 60, "one-side-only", "needs both sides"),
        (lambda: 330, "midpoint-of-demands", "middle between the two demands"),
        (lambda: 320, "point-for-width", "middle of the zone"),
        (lambda: "100 kg", "sunk-cost", "store that is paid for"),
        (lambda: -160, "sign-turned-round", "wrong way round"),
        (lambda: "160 km", "unit", "You wrote km"),
        (lambda: 77, "", "Counted as right to within 0.5 kg"),
    ],
    "bargain-2": [
        (lambda: letters(ninth="A"), "more-issues-worse", "not always worse"),
        (lambda: letters(ninth="B"), "more-issues-better", "not always better"),
        (lambda: letters(ninth="D"), "chances-multiplied", "none has to be"),
        (lambda: letters(seventy="A"), "nash-for-socially-best", "not the socially best"),
        (lambda: letters(seventy="b"), "nash-for-equal-split", "not the equal split"),
        (lambda: letters(seventy="C"), "nash-for-equilibrium", "Nash equilibrium"),
        (lambda: letters(years="A"), "sunk-cost", "speak for neither"),
        (lambda: letters(years="C"), "sunk-cost", "moves no limit"),
        (lambda: letters(years="D"), "midpoint-of-demands", "asking for more"),
    ],
    "bargain-3": [
        (lambda: negotiators, "win-set-of-one-level", "at the table only"),
        (lambda: lambda a, b: b[-1] - a[-1], "win-set-of-one-level", "the last number"),
        (lambda: lambda a, b: b[0] - max(a), "ratifiers-of-one-side", "Both do"),
        (lambda: lambda a, b: min(b) - a[0], "ratifiers-of-one-side", "Both do"),
        (lambda: lambda a, b: max(b) - min(a), "mildest-for-hardest", "A veto belongs"),
        (lambda: average, "average-of-levels", "not outvoted"),
        (lambda: lambda a, b: max(0, right_width(a, b)), "gap-for-nothing", "minus sign"),
        (lambda: lambda a, b: -right_width(a, b), "sign-turned-round", "wrong way round"),
        (lambda: lambda a, b: 0, "", "should be 30, got 0"),
        (lambda: lambda a, b: b - a, "error", "TypeError"),
        (lambda: lambda a: 0, "error", "two arguments"),
    ],
    "bargain-4": [
        (lambda: referees(product="B"), "nash-for-socially-best", "the socially best one"),
        (lambda: referees(product="A"), "nash-for-equal-split", "same number of points"),
        (lambda: referees(product="C"), "equal-gains-for-product", "whoever gains least"),
        (lambda: referees(product="D"), "alternatives-forgotten", "Subtract first"),
        (lambda: referees(product="F"), "veto-forgotten", "will not sign"),
        (lambda: referees(total="E"), "nash-for-socially-best", "Nash's pick"),
        (lambda: referees(total="F"), "veto-forgotten", "good it is for both together"),
        (lambda: referees(total="c"), "equal-gains-for-product", "whoever gains least"),
        (lambda: referees(smallest="A"), "nash-for-equal-split", "same number of points"),
        (lambda: referees(smallest="B"), "nash-for-socially-best", "the socially best one"),
        (lambda: referees(smallest="E"), "nash-for-socially-best", "Nash's pick"),
    ],
    "bargain-5": [
        (
            lambda: record(agreed=counts(full(firm(), "agreement", "partial"))),
            "partial-for-full",
            "Partial agreements",
        ),
        (
            lambda: record(agreed=counts(full(evidence.cases()))),
            "unsure-counted",
            "not firm",
        ),
        (lambda: record(cases=counts(evidence.cases())), "unsure-counted", "Start from firm"),
        (lambda: record(agreed=counts(firm())), "all-for-agreed", "however they ended"),
        (lambda: record(cases=counts(full(firm()))), "agreed-for-all", "Count all"),
        (
            lambda: record(agreed=counts(firm()) - counts(full(firm()))),
            "failures-for-agreed",
            "did not end",
        ),
        (
            lambda: record(agreed=counts(full(firm())) / counts(firm())),
            "share-for-count",
            "no rate of success",
        ),
        (holes, "empty-group-lost", "0 cases"),
    ],
    "bargain-6": [
        (lambda: chart(every=ONE), "single-chance-taken", "for a single issue"),
        (lambda: chart(every=ONE * K), "chances-added", "above 1"),
        (lambda: chart(some=np.minimum(1, ONE * K)), "chances-added", "stopped at 1"),
        (lambda: chart(every=SOME), "some-for-every", "none may fail"),
        (lambda: chart(some=EVERY), "every-for-some", "one is enough"),
        (lambda: chart(every=1 - EVERY), "complement", "at least one fails"),
        (lambda: chart(some=1 - EVERY), "complement", "does no harm"),
        (lambda: chart(some=1 - SOME), "complement", "Take the rest"),
        (lambda: chart(every=1 - SOME), "none-for-every", "every issue fails"),
        (lambda: chart(every=ONE / K), "chances-divided", "second hurdle"),
        (
            lambda: chart(every=model.single_undertaking_probability(K, 2, -1)),
            "tied-for-separate",
            "weighed as a whole",
        ),
        (lambda: chart().assign(issues=range(8)), "other-issues", "1 to 8"),
    ],
    "bargain-7": [
        (lambda: second(width=-0.075), "without-the-trade", "nuclear file alone"),
        (lambda: second(width=0.175), "friction-forgotten", "time and trust"),
        (lambda: second(width=-0.165), "friction-without-trade", "what the missiles bring"),
        (lambda: second(width=0.335), "receiver-only", "wants to be paid"),
        (lambda: second(width=-0.415), "giver-only", "America pays"),
        (lambda: second(width=0.16), "change-for-width", "by how much"),
        (lambda: second(width=-0.085), "sign-turned-round", "wrong way round"),
        (lambda: second(width=8.5), "per-cent-for-part", "in per cent"),
        (lambda: second(dearest=5), "absolute-for-relative", "points with points"),
        (lambda: second(dearest=4), "absolute-for-relative", "two weights equal"),
        (lambda: second(dearest=3.4), "friction-forgotten", "friction is missing"),
        (lambda: second(dearest=2), "as-it-is", "at that price"),
        (lambda: second(dearest=0.68), "extra-for-total", "the cost itself"),
        (lambda: second(dearest=0.335), "wrong-unit", "into Iran's points"),
        (lambda: second(dearest=3.35), "other-sides-points", "America's points"),
        (lambda: second(dearest=-1), "negative-cost", "a gift"),
    ],
    "bargain-8": [
        (lambda: outside("ABCDEFG"), "no-seat-no-veto", "it can act"),
        (lambda: outside("AEG"), "alive-and-dead-swapped", "no such deal"),
        (lambda: outside("CF"), "no-deal-taken-for-safe", "having no deal for safe"),
        (lambda: outside("BF"), "any-danger-kills", "eat up the whole zone"),
        (lambda: outside("BCDEF"), "lost-gain-forgotten", "wipes out"),
        (lambda: outside("ABCDEF"), "one-end-only", "Both who sign"),
        (lambda: outside("BCDG"), "", "in 1 of these"),
        (lambda: outside("BCD"), "", "1 more"),
        (lambda: outside(width=10), "no-seat-no-veto", "zone at home"),
        (
            lambda: outside(width=10 - 2 * 20 * 35 / 95),
            "danger-without-deal-closes",
            "the other way",
        ),
        (lambda: outside(width=10 + 20 * 35 / 95), "one-end-only", "one end only"),
        (lambda: outside(width=30 + 40 * 35 / 95), "win-set-of-one-level", "Congress"),
        (lambda: outside(width=10 - 40 * 5 / 95), "no-deal-taken-for-safe", "for safe"),
    ],
    "bargain-9": [
        (lambda: linked(makes=((2, 6), (5, -3))), "agreed-without-linkage", "the first is"),
        (lambda: linked(makes=((2, 6), (5, 3))), "agreed-without-linkage", "both issues are"),
        (lambda: linked(makes=((-2, -6), (9, 9))), "nothing-to-trade", "the same side"),
        (lambda: linked(makes=((-2, 9), (2, -3))), "sum-for-each-side", "will not sign"),
        (lambda: linked(makes=((-6, 2), (3, -5))), "more-issues-better", "together they lose"),
        (lambda: linked(makes=((-2, 2), (5, -3))), "tie", "Avoid a gain of 0"),
        (lambda: linked(makes=((-20, 30), (5, -3))), "out-of-range", "between -10 and 10"),
        (lambda: linked(kills=((-3, 5), (2, 9))), "nothing-to-kill", "not agreed alone"),
        (lambda: linked(kills=((7, -6), (2, 9))), "loss-for-veto", "not yet a veto"),
        (lambda: linked(kills=((7, 6), (2, 9))), "more-issues-worse", "let the second hurt"),
        (
            lambda: linked(kills=((3, -6), (2, 4))),
            "socially-bad-issue",
            "the two win nothing",
        ),
    ],
    "bargain-10": [
        (lambda: many(far=4), "just-before", "One more"),
        (lambda: many(far=1), "more-issues-worse", "a tie helps"),
        (lambda: many(far=9), "more-than-needed", "passed earlier"),
        (lambda: many(far=4.4), "no-count", "a whole number"),
        (lambda: many(close=3), "just-before", "One more"),
        (lambda: many(close=1), "more-issues-better", "a tie does harm"),
        (lambda: many(close=5), "far-for-close", "far apart"),
        (lambda: many(limit=1), "more-issues-better", "certain"),
        (lambda: many(limit=0), "more-issues-worse", "impossible"),
        (lambda: many(limit=0.5), "one-party-only", "Both have to"),
        (lambda: many(limit=25), "per-cent-for-chance", "in per cent"),
        (lambda: many(limit=0.34), "not-yet-many", "It still moves"),
    ],
    "bargain-11": ARGUMENT_WRONG,
}


# ---------------------------------------------------------------- the cases of the function


def test_drawn_cases_have_the_same_traps():
    """Cases from a seed hold a gap now and then, repeat, and catch each wrong function."""
    cases = chapter._cases_3(7)
    assert cases == chapter._cases_3(7)
    assert cases != chapter._cases_3(8)
    wrong = [row[0]() for row in WRONG["bargain-3"] if row[1] != "error"]
    for seed in range(20):
        drawn = chapter._cases_3(seed)
        assert any(case.expected < 0 for case in drawn)
        judge = chapter._FUNCTION_3.judge_outputs
        assert judge(drawn, run(right_width, drawn)).status == "right"
        assert all(judge(drawn, run(f, drawn)).share < 1.0 for f in wrong)


def test_the_failing_case_is_shown():
    """A wrong function is told which call went wrong, what was expected, and how many agree."""
    says = check("bargain-3", negotiators).message
    assert "Both parliaments ask for more: zone_left([30, 40], [60, 50]) should be 10" in says
    assert "of 6 cases agree" in says


# ---------------------------------------------------------------- tolerance, parts, shapes


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_tolerance_ends_where_it_says(sign):
    """Just inside the stated tolerance is right, just outside is not."""
    assert check("bargain-1", 160 + sign * 0.49).status == "right"
    assert check("bargain-1", 160 + sign * 0.51).status != "right"
    assert check("bargain-6", chart(every=EVERY + sign * 0.0049)).status == "right"
    assert check("bargain-6", chart(every=EVERY + sign * 0.0051)).status != "right"
    assert check("bargain-7", second(0.085 + sign * 0.0019, 2.68 - sign * 0.019)) == 3.0
    assert check("bargain-7", second(0.085 + sign * 0.0021, 2.68 - sign * 0.021)) == 0.0


def test_parts_earn_their_share():
    """A part that is right earns its share, and the message keeps right and wrong apart."""
    result = check("bargain-2", {"a ninth issue": "C"})
    assert (result.status, result) == ("partly", 1.0)
    assert "Right: “a ninth issue”." in result.message
    assert check("bargain-5", record(cases=counts(full(firm())))) == 3.0
    assert check("bargain-5", holes()) == 2.5
    assert check("bargain-5", holes() * [math.nan, 1]) == 1.0
    assert check("bargain-8", outside("BCD")) == 1.0
    assert check("bargain-9", linked(kills=((3, -6), (2, 4)))) == 3.0
    assert check("bargain-10", many(limit=1)) == 2.0


@pytest.mark.parametrize("seed", range(5))
def test_every_right_answer_to_the_puzzle_is_right(seed):
    """Any numbers that do what the puzzle asks are accepted, whatever the book's own are."""
    dice = np.random.default_rng(seed)
    for _ in range(20):
        give, grant = dice.integers(1, 10, 2)
        makes = ((-give, dice.integers(give + 1, 11)), (dice.integers(grant + 1, 11), -grant))
        loss = dice.integers(2, 10)
        kills = ((dice.integers(1, loss), -loss), (dice.integers(1, 11), 10))
        assert check("bargain-9", linked(makes, kills)).status == "right"
        assert check("bargain-9", linked([p[::-1] for p in makes], kills[::-1])).status == "right"


def test_other_shapes_of_the_same_answer_are_understood():
    """Tables by index, column or record, names in words, texts of letters are all read."""
    right = record()
    shapes = [
        right.rename_axis("method").reset_index(),
        right.iloc[::-1],
        right.rename(str.upper, axis=1),
        right.T.to_dict(),
        right.rename_axis("method").reset_index().to_dict("records"),
        right.rename(evidence.METHODS),
    ]
    assert [check("bargain-5", shape).status for shape in shapes] == ["right"] * len(shapes)
    shapes = [chart().set_index("issues"), chart().to_dict("list")]
    assert [check("bargain-6", shape).status for shape in shapes] == ["right"] * len(shapes)
    for shape in ("B, C, D, F", "b c d f", {"B", "C", "D", "F"}):
        assert check("bargain-8", outside() | {"alive": shape}).status == "right"
    arrays = {part: pd.DataFrame(of).to_dict("series") for part, of in linked().items()}
    assert check("bargain-9", arrays).status == "right"
    assert check("bargain-1", "160 kg").status == "right"
    assert check("bargain-4", pd.Series(referees())).status == "right"


#: Task, answer of a wrong kind or shape, and words of the message that explains it.
SHAPES = [
    ("bargain-1", [1, 2, 3], "Expected a number in kg, got a list of 3."),
    ("bargain-1", math.nan, "got NaN"),
    ("bargain-2", {"a ninth issue": "F"}, "Expected one letter, A to D, got the text 'F'."),
    ("bargain-2", "B", "Expected a dictionary"),
    ("bargain-3", 1, "Hand over the function itself: zone_left, no brackets."),
    ("bargain-3", lambda a, b: "wide", "should return a plain number"),
    ("bargain-4", {"largest sum": 1}, "Expected one letter, A to F, got the number 1."),
    ("bargain-4", "E", "Expected a dictionary"),
    ("bargain-5", pd.DataFrame({"cases": [1]}), "column agreed is missing"),
    ("bargain-5", record().rename({"untied": "mixed"}), "row for 'mixed', which is not one"),
    ("bargain-5", record().drop("untied"), "No row for Tied first"),
    ("bargain-5", pd.concat([record(), record()]), "more than one row"),
    ("bargain-5", record(agreed="many"), "got the text 'many'"),
    ("bargain-5", [1, 2], "Expected a table"),
    ("bargain-6", pd.DataFrame({"x": [1]}), "is missing"),
    ("bargain-6", {"issues": [1], "every": [1, 2], "some": [1]}, "same number of rows"),
    ("bargain-6", chart(every="x"), "a chance between 0 and 1 in every row"),
    ("bargain-6", chart(every=0.9), "by hand"),
    ("bargain-7", {"dearest limits": "much"}, "Expected a number of points"),
    ("bargain-7", 3, "Expected a dictionary"),
    ("bargain-8", {"alive": ["H"]}, "letters from A to G, got the text 'H'"),
    ("bargain-8", {"alive": 3}, "Expected a list of letters"),
    ("bargain-9", {"makes": 3}, "two numbers each for A and B, got the number 3"),
    ("bargain-9", {"makes": {"A": [1, 2]}}, "two numbers for B, got nothing yet"),
    ("bargain-9", {"makes": {"A": [1, "x"], "B": [1, 2]}}, "two numbers for A, got a list of 2"),
    ("bargain-10", {"very many": "few"}, "Expected a chance between 0 and 1"),
    ("bargain-11", 5, "Expected a text"),
]


#: Hostile answers with the names of this set's parts and columns.
HOSTILE = {
    "rude parts of several tasks": lambda: {
        "alive": Rude(),
        "makes": Rude(),
        "largest sum": [Rude()],
    },
    "liars": lambda: {"alive": [Liar(1)], "makes": {"A": [Liar(1)] * 2}, "very many": Liar(9)},
    "nan table": lambda: record() * math.nan,
    "texts": lambda: {"makes": "yes", "alive": "all of them", "largest sum": "much"},
    "infinite": lambda: {"width in F": math.inf, "dearest limits": -math.inf},
    "infinite gains": lambda: linked(((math.inf, -math.inf), (1, 1)), ((1e308, 1e308), (1, 1))),
}


# ---------------------------------------------------------------- the text keeps to the tasks


def test_the_text_states_the_numbers_that_the_checks_use():
    """What the notebook tells the student is what the judges compute with."""
    text = SOURCE.read_text(encoding="utf-8").replace("\n# ", " ")
    said = chapter.CEILING
    assert f"North demands {said['high_demand']:g} kg. It would in the end accept " in text
    assert f"accept {said['least']:g} kg, because" in text
    assert f"store that holds {said['store']:g} kg" in text
    assert f"South demands {said['low_demand']:g} kg. It would in the end accept " in text
    assert f"accept {said['most']:g} kg, because" in text
    for name, place in (("North", 0), ("South", 1)):
        column = ", ".join(f"{pair[place]:g}" for pair in chapter.PACKAGES.values())
        assert f'"{name}": [{column}]' in text
    north, south = chapter.DISAGREEMENT
    assert f"Without a deal the North has {north:g} and the South has {south:g}" in text
    assert f"range({chapter.MANY[0]}, {chapter.MANY[-1] + 1})" in text
    assert f"of 1, two who are *close* have {chapter.FLOORS['close']:g}." in text
    for name, number in chapter.STAKES.items():
        assert f'"{name}": {number:g},' in text
    assert f"friction of {chapter.FRICTION:g} points" in text
    for name, place in (("act", 0), ("anyway", 1)):
        column = ", ".join(f"{pair[place]:g}" for pair in chapter.SHADOWS.values())
        assert f'"{name}": [{column}]' in text
    room = evidence.room(**evidence.ROOM)
    assert "terms between {:g} and {:g} would pass at home".format(*room.home) in text
    assert f"costs each side {evidence.ROOM['harm']:g} steps" in text
    assert f"opposes all terms below {evidence.ROOM['line']:g}" in text
    assert f"numbers from {-chapter.LARGEST:g} to {chapter.LARGEST:g}" in text


def test_the_prose_of_the_solutions_is_true():
    """What the solution texts say in numbers and words holds."""
    gains = {k: (a - 5, b - 1) for k, (a, b) in chapter.PACKAGES.items()}
    assert [math.prod(gains[k]) for k in "ABCDE"] == [32, 26, 36, 24, 45]
    assert gains["F"][0] < 0
    agreed = record()["agreed"]
    assert agreed["condition"] == 0
    assert min(agreed.drop("condition")) > 0
    assert 0 < agreed["separate"] < record()["cases"]["separate"]
    right = solutions(CHAPTER)
    assert right["bargain-7"]["width with missiles"] == pytest.approx(0.085)
    assert right["bargain-7"]["dearest limits"] == pytest.approx(2.68)
    costs = [reading[2]["cost_iran"] for reading in evidence.READINGS.values()]
    assert min(costs) < 2.68 < 2 * 2.68 < max(costs)
    assert right["bargain-8"]["alive"] == list("BCDF")
    assert right["bargain-10"] == many()
    assert EVERY[0] == pytest.approx(SOME[0])
    assert round(ONE, 1) == 0.7
    assert round(1 / model.single_undertaking_probability(1, 2, 1)) == 40
    assert model.single_undertaking_probability(10**8, 2, 1) == pytest.approx(0.25, abs=1e-3)
