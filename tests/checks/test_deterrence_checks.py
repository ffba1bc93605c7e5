"""The checks of chapter 3: wrong answers, and what is particular to its tasks."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from support.checks import ARGUMENT_WRONG, Liar, Rude, source

from missile_question.checks import check
from missile_question.checks import deterrence as chapter
from missile_question.checks.core import run
from missile_question.evidence import deterrence as evidence
from missile_question.models import deterrence as model

SOURCE = source("03_deterrence")


# ---------------------------------------------------------------- named misconceptions


def letters(arsenal="B", interceptors="B", lines="D"):
    """Return the answer to deter-2 with some letters changed."""
    return {"bigger arsenal": arsenal, "interceptors": interceptors, "two rising lines": lines}


def forward(attacker, defender):
    """Attack if anything that could follow is better, and only then look at the defender."""
    if max(attacker[1:]) < attacker[0]:
        return 0
    return 2 if defender[2] > defender[1] else 1


def right_end(attacker, defender):
    """Return where the game ends."""
    reply = 2 if defender[2] > defender[1] else 1
    return reply if attacker[reply] > attacker[0] else 0


def socially_best(attacker, defender):
    """Return the end with the largest sum."""
    return max(range(3), key=lambda i: attacker[i] + defender[i])


def fleet(rows=None, **columns):
    """Return the table of deter-4 from some rows, with some columns replaced."""
    groups = (evidence.firm(counted()) if rows is None else rows).groupby("counting_rule")
    made = {"low": groups["low"].min(), "high": groups["high"].max(), "counts": groups.size()}
    made |= {name: make(groups) for name, make in columns.items()}
    return pd.DataFrame(made, index=["inventory", "flyable"])


def counted(since=2008):
    """Return all counts of Iran's aircraft since a year."""
    return evidence.aircraft("Iran", since=since)


def both(table, rule):
    """Return a table with the row of one rule twice."""
    return pd.DataFrame([table.loc[rule]] * 2, index=["inventory", "flyable"])


def pooled():
    """Return the table with all counting rules in one pot."""
    rows = evidence.firm(counted())
    return fleet(pd.concat([rows.assign(counting_rule=r) for r in ("inventory", "flyable")]))


def multiples(basis="current", country="Israel"):
    """Return spending as a multiple of Iran's in the years of the chart."""
    return evidence.spending_ratio(country, basis).loc[list(chapter.CURVE_YEARS)].to_numpy()


def chart(exchange=None, cheaper=None):
    """Return the chart's data, right or with one column changed."""
    return pd.DataFrame(
        {
            "year": chapter.CURVE_YEARS,
            "exchange": multiples() if exchange is None else exchange,
            "cheaper": multiples() / 2 if cheaper is None else cheaper,
        }
    )


def races(settle=("A", "B", "D", "E"), level=None):
    """Return the answer to deter-6 with some parts changed."""
    return {"settle": list(settle), "B ends at": rest() if level is None else level}


def rest(first=(1.2, 1, 2), second=(0.6, 1, 2)):
    """Return where the first side of a race ends."""
    return model.arms_race_equilibrium(*first, *second)[0]


def shield(denial=0.28, pain=10 / 0.48):
    """Return the answer to deter-7 with some parts changed."""
    return {"denial that deters": denial, "pain that deters": pain}


def threats(terrible=(4, 15, 5, 8), credible=(9, 6, 7, 3)):
    """Return the answer to deter-8 with some parts changed."""
    names = ("gain", "harm", "loss", "war")
    parts = {"terrible, not credible": terrible, "credible, not enough": credible}
    return {part: dict(zip(names, four, strict=True)) for part, four in parts.items()}


def games(trap=(8, 1, 10, 4), trust=(10, 1, 8, 4)):
    """Return the answer to deter-9 with some parts changed."""
    names = ("both restrain", "I alone restrain", "I alone arm", "both arm")
    parts = {"trap": trap, "trust": trust}
    return {part: dict(zip(names, four, strict=True)) for part, four in parts.items()}


def watch(quiet=0.95**12, after=1 / (1 + 0.95**12)):
    """Return the answer to deter-10 with some parts changed."""
    return {"quiet all the same": quiet, "threat works, after the quiet": after}


WRONG = {
    "deter-1": [
        (lambda: 15 / 3, "threshold-upside-down", "upside down"),
        (lambda: 1 - 3 / 15, "threshold-turned-round", "no answer comes"),
        (lambda: 5 / 15, "status-quo-forgotten", "Peace is not worth 0"),
        (lambda: 3 / 12, "odds-for-chance", "odds, not a chance"),
        (lambda: 3 / 10, "pain-from-zero", "distance of the pain from zero"),
        (lambda: 3 / (5 - 10), "sign-lost", "minus sign"),
        (lambda: 20, "percent-for-chance", "in per cent"),
        (lambda: "20 %", "unit", "You wrote per cent"),
        (lambda: 1, "certainty-needed", "need not be certain"),
        (lambda: 1.7, "no-chance", "between 0 and 1"),
    ],
    "deter-2": [
        (lambda: letters(arsenal="A"), "costly-for-credible", "costly for credible"),
        (lambda: letters(arsenal="C"), "threshold-for-belief", "belief that is deserved"),
        (lambda: letters(arsenal="D"), "punishment-for-denial", "punishment for denial"),
        (lambda: letters(interceptors="A"), "punishment-for-denial", "denial for punishment"),
        (lambda: letters(interceptors="c"), "defence-cannot-deter", "can deter as well"),
        (lambda: letters(interceptors="D"), "denial-and-punishment-alike", "what it gains"),
        (lambda: letters(lines="A"), "correlation-for-cause", "correlation for cause"),
        (lambda: letters(lines="B"), "correlation-for-cause", "other direction"),
        (lambda: letters(lines="C"), "no-correlation-no-link", "rules none out"),
    ],
    "deter-3": [
        (lambda: forward, "forward-induction", "Start at the end"),
        (
            lambda: lambda a, d: 2 if a[2] > a[0] else 0,
            "costly-for-credible",
            "better for itself",
        ),
        (lambda: socially_best, "equilibrium-for-best", "largest sum"),
        (lambda: lambda a, d: a.index(max(a)), "highest-for-reached", "likes best"),
        (lambda: lambda a, d: a[right_end(a, d)], "payoff-for-end", "which end it is"),
        (lambda: lambda a, d: 2 if d[2] > d[1] else 1, "defender-only", "may hold back"),
        (lambda: lambda a, d: 0, "", "should be 1, got 0"),
        (lambda: lambda a, d: a > 0, "error", "TypeError"),
        (lambda: lambda a: 0, "error", "two arguments"),
        (lambda: lambda a, d: "war", "", "plain number"),
    ],
    "deter-4": [
        (lambda: both(fleet(), "inventory"), "books-for-flyable", "what a state owns"),
        (lambda: both(fleet(), "flyable"), "flyable-for-books", "able to fly"),
        (lambda: fleet(counted()), "doubtful-counted", "Doubtful rows"),
        (pooled, "rules-pooled", "in one pot"),
        (lambda: fleet(evidence.firm(counted(0))), "all-years-counted", "Older rows"),
        (
            lambda: fleet(low=lambda g: g["low"].mean()),
            "mean-of-disagreeing-sources",
            "not averaged",
        ),
        (
            lambda: fleet(low=lambda g: g["high"].max(), high=lambda g: g["low"].min()),
            "ends-swapped",
            "swapped",
        ),
    ],
    "deter-5": [
        (
            lambda: chart(cheaper=multiples()),
            "exchange-rate-for-purchasing-power",
            "at exchange rates",
        ),
        (lambda: chart(cheaper=2 * multiples()), "price-level-upside-down", "wrong way round"),
        (
            lambda: chart(cheaper=multiples("constant")),
            "constant-for-purchasing-power",
            "between two countries",
        ),
        (
            lambda: chart(cheaper=multiples("constant") / 2),
            "constant-for-current",
            "dollars of 2023",
        ),
        (
            lambda: chart(exchange=multiples("constant")),
            "constant-for-current",
            "dollars of 2023",
        ),
        (lambda: chart(exchange=multiples() / 2), "already-adjusted", "adjusted already"),
        (lambda: chart(exchange=1 / multiples()), "ratio-upside-down", "multiple of Israel's"),
        (
            lambda: chart(exchange=multiples(country="Saudi Arabia")),
            "other-country",
            "Saudi Arabia",
        ),
        (lambda: chart().assign(year=range(8)), "other-years", "numbers of years"),
    ],
    "deter-6": [
        (lambda: races("ABCDEF"), "runaway-missed", "runs away"),
        (lambda: races("ABCDE"), "one-side-only", "second side only"),
        (lambda: races("ABDEF"), "runaway-missed", "1 of these run away"),
        (lambda: races("CF"), "settle-and-runaway-swapped", "that run away"),
        (lambda: races("AD"), "each-below-one", "not yet a runaway"),
        (lambda: races("ABD"), "sum-for-product", "added the reactions"),
        (lambda: races("A"), "", "3 more"),
        (lambda: races(level=2), "nobody-answers", "The other has something"),
        (lambda: races(level=2 + 1.2 * 2), "one-round-only", "one answer"),
        (lambda: races(level=rest((0.6, 1, 2), (1.2, 1, 2))), "other-side", "the second side"),
        (lambda: races(level=2 / (1 - 1.2)), "reaction-to-itself", "own arms"),
        (lambda: races(level=-1), "negative-arms", "cannot be negative"),
    ],
    "deter-7": [
        (lambda: shield(denial=0.48), "punishment-for-denial", "This is punishment"),
        (lambda: shield(10 / 0.48, 0.28), "punishment-for-denial", "Denial is a chance"),
        (lambda: shield(pain=0.28), "denial-for-punishment", "nothing is denied"),
        (lambda: shield(denial=0.72), "denial-turned-round", "to succeed"),
        (lambda: shield(denial=0.1), "order-forgotten", "must be ordered"),
        (lambda: shield(denial=0), "survival-forgotten", "nothing left"),
        (lambda: shield(denial=28), "percent-for-chance", "in per cent"),
        (lambda: shield(pain=10), "certain-punishment", "only if it is certain"),
        (lambda: shield(pain=10 / 0.8), "survival-forgotten", "nothing left"),
        (lambda: shield(pain=4.8), "chance-multiplied", "Divide by the chance"),
        (lambda: shield(pain=15), "pain-as-it-is", "not enough"),
    ],
    "deter-8": [
        (lambda: threats(terrible=(4, 15, 8, 5)), "costly-for-credible", "would answer"),
        (lambda: threats(terrible=(4, 9, 5, 8)), "not-terrible", "below 3 times"),
        (lambda: threats(credible=(9, 6, 3, 7)), "not-carried-out", "not credible"),
        (lambda: threats(credible=(4, 15, 7, 3)), "credible-for-sufficient", "this threat deters"),
        (lambda: threats(terrible=(4, 15, 5, 5)), "tie", "the same"),
        (lambda: threats(credible=(6, 6, 7, 3)), "tie", "Avoid the tie"),
        (lambda: threats(terrible=(4, 99, 5, 8)), "", "from 1 to 20, got the number 99"),
    ],
    "deter-9": [
        (lambda: games(trap=(10, 4, 8, 1)), "equilibrium-for-best", "need not be best"),
        (lambda: games(trap=(10, 1, 8, 4)), "not-the-only-one", "not the only one"),
        (lambda: games(trap=(8, 4, 10, 1)), "chicken-for-dilemma", "chicken"),
        (lambda: games(trap=(4, 1, 10, 8)), "equilibrium-for-best", "no trap"),
        (lambda: games(trust=(8, 1, 10, 4)), "equilibrium-for-best", "no equilibrium"),
        (lambda: games(trust=(10, 8, 4, 1)), "no-fear-of-being-alone", "nobody needs trust"),
        (lambda: games(trust=(8, 4, 10, 1)), "chicken-for-dilemma", "chicken"),
        (lambda: games(trust=(8, 1, 4, 10)), "equilibrium-for-best", "Turn the two round"),
        (lambda: games(trap=(8, 1, 8, 4)), "tie", "different"),
    ],
    "deter-10": [
        (lambda: watch(quiet=0), "no-war-so-it-worked", "No war does not mean"),
        (lambda: watch(after=1), "no-war-so-it-worked", "leaves the same quiet years"),
        (lambda: watch(after=0.5), "quiet-says-nothing", "says something"),
        (lambda: watch(after=0.95**12), "inverse-chance", "turns it round"),
        (lambda: watch(quiet=0.4), "chances-added", "Multiply"),
        (lambda: watch(quiet=0.6), "chances-added", "Multiply"),
        (lambda: watch(quiet=1 - 0.95**12), "attack-for-quiet", "at least one attack"),
        (lambda: watch(quiet=0.95), "one-year-only", "There are more"),
        (lambda: watch(after=0.5 + 0.5 * 0.95**12), "joint-for-conditional", "both kinds"),
        (lambda: watch(after=1 - 1 / (1 + 0.95**12)), "other-hypothesis", "does nothing"),
        (lambda: watch(quiet=54.04), "percent-for-chance", "in per cent"),
    ],
    "deter-11": ARGUMENT_WRONG,
}


def test_a_wrong_number_without_a_name_gets_a_nudge():
    """A wrong number that shows no known mistake is nudged and told the tolerance."""
    result = check("deter-1", 0.61)
    assert (result.status, result.misconception) == ("wrong", "")
    assert "to within 0.005" in result.message


# ---------------------------------------------------------------- the cases of the function


def test_drawn_cases_have_the_same_traps():
    """Cases from a seed hold every end, repeat for the seed, and catch each wrong function."""
    cases = chapter._cases_3(7)
    assert cases == chapter._cases_3(7)
    assert cases != chapter._cases_3(8)
    assert {case.expected for case in cases} == {0.0, 1.0, 2.0}
    wrong = [forward, socially_best, lambda a, d: 2 if d[2] > d[1] else 1]
    for seed in range(20):
        drawn = chapter._cases_3(seed)
        assert chapter._FUNCTION_3.judge_outputs(drawn, run(right_end, drawn)).status == "right"
        assert all(
            chapter._FUNCTION_3.judge_outputs(drawn, run(f, drawn)).share < 1.0 for f in wrong
        )


def test_the_failing_case_is_shown():
    """A wrong function is told which call went wrong, what was expected, and how many agree."""
    says = check("deter-3", forward).message
    assert "The answer hurts, and is given: ending([0, 4, -6], [0, -6, -5]) should be 0" in says
    assert "of 6 cases agree" in says


# ---------------------------------------------------------------- tolerance, parts, shapes


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_tolerance_ends_where_it_says(sign):
    """Just inside the stated tolerance is right, just outside is not."""
    assert check("deter-1", 0.2 + sign * 0.0049).status == "right"
    assert check("deter-1", 0.2 + sign * 0.0051).status != "right"
    assert check("deter-5", chart(cheaper=multiples() / 2 + sign * 0.049)).status == "right"
    assert check("deter-5", chart(cheaper=multiples() / 2 + sign * 0.051)).status != "right"


def test_parts_earn_their_share():
    """A part that is right earns its share, and the message keeps right and wrong apart."""
    result = check("deter-2", {"bigger arsenal": "B"})
    assert (result.status, result) == ("partly", 1.0)
    assert "Right: “bigger arsenal”." in result.message
    assert check("deter-4", fleet(counts=lambda g: 0 * g.size())) == 2.0
    assert check("deter-6", races("AB")) == 1.0
    assert check("deter-8", threats(terrible=(4, 9, 5, 8))) == 3.0
    assert check("deter-10", watch(quiet=0.95)) == 2.0


@pytest.mark.parametrize("seed", range(5))
def test_every_right_answer_to_a_puzzle_is_right(seed):
    """Any four numbers that do what a puzzle asks are accepted, whatever the book's own are."""
    dice = np.random.default_rng(seed)
    for _ in range(20):
        low, middle, high, top = np.sort(dice.choice(21, 4, replace=False)).tolist()
        trap, trust = (high, low, top, middle), (top, low, high, middle)
        assert check("deter-9", games(trap, trust)).status == "right"
        weak, strong = dice.integers(1, 7), dice.integers(2, 21)
        terrible = (weak, 3 * weak, strong - 1, strong)
        assert check("deter-8", threats(terrible, (strong, strong - 1, 9, 8))).status == "right"


def test_other_shapes_of_the_same_answer_are_understood():
    """Tables by index, column or record, texts of letters, and lists of four are all read."""
    right = fleet()
    shapes = [
        right.rename_axis("rule").reset_index(),
        right.iloc[::-1],
        right.rename(str.upper, axis=1),
        right.T.to_dict(),
        right.reset_index().to_dict("records"),
    ]
    assert [check("deter-4", shape).status for shape in shapes] == ["right"] * len(shapes)
    shapes = [chart().set_index("year"), chart().to_dict("list")]
    assert [check("deter-5", shape).status for shape in shapes] == ["right"] * len(shapes)
    for shape in ("A, B, D, E", "a b d e", {"A", "B", "D", "E"}):
        assert check("deter-6", {"settle": shape, "B ends at": rest()}).status == "right"
    lists = {"trap": [8, 1, 10, 4], "trust": (10, 1, 8, 4)}
    assert check("deter-9", lists).status == "right"
    assert check("deter-1", Fraction(1, 5)).status == "right"


#: Task, answer of a wrong kind or shape, and words of the message that explains it.
SHAPES = [
    ("deter-1", [0.1, 0.2, 0.3], "Expected a number between 0 and 1, got a list of 3."),
    ("deter-1", math.nan, "got NaN"),
    ("deter-2", {"interceptors": "F"}, "Expected one letter, A to D, got the text 'F'."),
    ("deter-2", "B", "Expected a dictionary"),
    ("deter-3", 1, "Hand over the function itself: ending, no brackets."),
    ("deter-4", pd.DataFrame({"low": [1]}), "column high and counts is missing"),
    ("deter-4", fleet().rename({"flyable": "delivered"}), "row for 'delivered'"),
    ("deter-4", fleet().drop("flyable"), "No row for flyable"),
    ("deter-4", pd.concat([fleet(), fleet()]), "more than one row for inventory"),
    ("deter-4", [1, 2], "Expected a table"),
    ("deter-4", fleet().assign(low=["many", 1]), "got the text 'many'"),
    ("deter-5", pd.DataFrame({"x": [1]}), "is missing"),
    ("deter-5", {"year": [2010], "exchange": [1, 2], "cheaper": [1]}, "same number of rows"),
    ("deter-5", 3, "Expected a table"),
    ("deter-5", chart(cheaper="x"), "a number in every row"),
    ("deter-5", chart(cheaper=7.0), "these are not Israel's multiples"),
    ("deter-6", {"settle": ["G"]}, "letters from A to F, got the text 'G'"),
    ("deter-6", {"settle": 3}, "Expected a list of letters"),
    ("deter-8", {"credible, not enough": 3}, "expected 4 numbers (gain, harm, loss, war)"),
    ("deter-8", {"credible, not enough": {"gain": 3}}, "harm, loss, war: still open"),
    ("deter-9", {"trap": {"both arm": "a lot"}}, "still open"),
    ("deter-9", games(trap=(8, 1, 10, "four")), "both arm must be a number from 0 to 20"),
    ("deter-11", 5, "Expected a text"),
]


#: Hostile answers with the names of this set's parts and columns.
HOSTILE = {
    "rude parts of several tasks": lambda: {
        "settle": Rude(),
        "trap": Rude(),
        "interceptors": [Rude()],
    },
    "liars": lambda: {"settle": [Liar(1)], "trap": [Liar(1)] * 4, "pain that deters": Liar(1)},
    "nan table": lambda: fleet() * math.nan,
    "texts": lambda: {"trap": "yes", "settle": "all of them", "gain": "much"},
    "infinite": lambda: {"B ends at": math.inf, "quiet all the same": -math.inf},
}


# ---------------------------------------------------------------- the text keeps to the tasks


def test_the_text_states_the_numbers_that_the_checks_use():
    """What the notebook tells the student is what the judges compute with."""
    text = SOURCE.read_text(encoding="utf-8")
    for name, pair in chapter.PAIRS.items():
        assert f"# | {name} | {pair[0]:.1f} | {pair[1]:.1f} |" in text
    shown = chapter.THREAT
    assert f"Peace is worth {shown['status_quo']:g} points" in text
    assert f"nobody answers is worth {shown['gain']:g}." in text
    assert f"answered is worth {shown['punishment']:g}." in text
    assert f"a chance of {chapter.SHIELD['answer']:g} per cent" in text
    assert f"a chance of {chapter.SHIELD['survives']:g} per cent" in text
    assert f"a chance of {100 * chapter.WATCH['chance']:g} per cent" in text
    first, *_, last = chapter.CURVE_YEARS
    step = chapter.CURVE_YEARS[1] - first
    assert f"range({first}, {last + 1}, {step})" in text
