"""The checks of chapter 5: wrong answers, and what is particular to its tasks."""

import math

import numpy as np
import pandas as pd
import pytest
from support.checks import ARGUMENT_WRONG, Rude

from missile_question import catalog
from missile_question.checks import check
from missile_question.checks import verification as chapter
from missile_question.evidence import verification as evidence
from missile_question.models import verification

# ---------------------------------------------------------------- named misconceptions

LETTERS = {"alarm": "C", "clean year": "B", "two weeks": "D"}
SIZES = np.array([100, 1000, 10000])
LOOKS = np.array([1, 2, 5, 10, 20, 50, 100])
FAILS = {"penalty": 10, "cost": 0.1, "averted": 2, "miss": 30, "harm": 8}
BLIND = {"penalty": 10, "cost": 0.1, "averted": 10, "miss": 95, "harm": 0}


def letters(**changed):
    """Return the answer to verify-2 with some letters changed."""
    return {**LETTERS, **{name.replace("_", " "): letter for name, letter in changed.items()}}


def plan(sample=None, share=None):
    """Return the table of verify-4, right or with one column replaced."""
    right = verification.sample_size(SIZES, SIZES // 20, 0.1)
    return pd.DataFrame(
        {
            "items": SIZES,
            "falsified": SIZES // 20,
            "sample": right if sample is None else sample,
            "share": right / SIZES if share is None else share,
        }
    )


def open_year(fixed):
    """Return one column of verify-5."""
    return verification.annual_detection(1, LOOKS, 0.1, 0.5, fixed=fixed)


def year(hides=None, shows=None):
    """Return the chart's data of verify-5, right or with one column replaced."""
    return pd.DataFrame(
        {
            "looks": LOOKS,
            "shows": open_year(False) if shows is None else shows,
            "hides": open_year(True) if hides is None else hides,
        }
    )


def kilograms(stock_id):
    """Return a mass of the table of stocks."""
    return catalog.load("enriched_stock").set_index("stock_id").loc[stock_id, "kg"]


def put_back(items, falsified):
    """Return the sample with replacement, by trying every size."""
    sizes = range(items + 1)
    chances = ((n, 1 - (1 - falsified / items) ** n) for n in sizes)
    return next(n for n, chance in chances if chance >= 0.9)


def game(**changed):
    """Return the answer to verify-8 with some parts changed."""
    right = {
        "violations": 0.25,
        "violations, penalty tripled": 0.25,
        "best together": "D",
        "stable": "E",
    }
    names = dict(zip(("often", "tripled", "best", "stable"), right, strict=True))
    return {**right, **{names[name]: value for name, value in changed.items()}}


def halves(fails, mended=None):
    """Return an answer to verify-9."""
    return {"fails": fails, "mended": mended}


STOCK, CAP, CAP_U = "iaea-2020-09-total", "cap-uf6", "cap-u"

WRONG = {
    "verify-1": [
        (lambda: 135, "share-for-probability", "90 % of the store"),
        (lambda: put_back(150, 3), "with-replacement", "put back"),
        (lambda: math.ceil(150 * (1 - 0.1 ** (1 / 3))), "formula-for-exact", "IAEA's formula"),
        (lambda: verification.sample_size(150, 3, 0.9), "detection-for-beta", "beta"),
        (lambda: 151, "more-than-there-are", "not so many"),
        (lambda: 80.4, "not-whole", "whole number"),
        (lambda: 79, "not-enough", "less than 90 %"),
        (lambda: 82, "not-the-smallest", "a smaller one"),
        (lambda: "53 %", "unit", "You wrote per cent"),
    ],
    "verify-2": [
        (lambda: letters(alarm="A"), "alarm-as-proof", "not proof"),
        (lambda: letters(alarm="b"), "detection-for-worth", "turned the condition round"),
        (lambda: letters(alarm="D"), "alarm-as-nothing", "second look"),
        (lambda: letters(clean_year="A"), "clean-as-proof", "where one may not"),
        (lambda: letters(clean_year="C"), "more-looks-help", "ceiling"),
        (lambda: letters(clean_year="D"), "silence-as-guilt", "never makes"),
        (lambda: letters(two_weeks="A"), "breakout-for-a-bomb", "has to be built"),
        (lambda: letters(two_weeks="B"), "capability-for-intent", "has decided"),
        (lambda: letters(two_weeks="C"), "breakout-for-detection", "another number"),
    ],
    "verify-3": [
        (lambda: lambda r, a: 0.9, "detection-for-worth", "P(A|B) for P(B|A)"),
        (lambda: lambda r, a: 1 - a, "honest-silence-for-worth", "given honesty"),
        (lambda: lambda r, a: 0.9 / (0.9 + a), "base-rate-forgotten", "base rate is forgotten"),
        (lambda: lambda r, a: r * 0.9, "joint-for-conditional", "Divide it"),
        (lambda: lambda r, a: r * 0.9 + (1 - r) * a, "alarms-for-worth", "of these violate"),
        (lambda: lambda r, a: r * 0.9 / (r * 0.9 + a), "all-called-honest", "1 - base_rate"),
        (
            lambda: lambda r, a: r * 0.1 / (r * 0.1 + (1 - r) * a),
            "miss-for-detection",
            "nine in ten",
        ),
        (
            lambda: lambda r, a: (1 - r) * a / (r * 0.9 + (1 - r) * a),
            "mistaken-for-real",
            "alarms that are mistaken",
        ),
        (
            lambda: lambda r, a: 100 * r * 0.9 / (r * 0.9 + (1 - r) * a),
            "percent-for-share",
            "a percentage",
        ),
        (lambda: lambda r: r, "error", "two arguments"),
        (lambda: lambda r, a: exit("bye"), "error", "ends the whole program"),
        (lambda: lambda r, a: 0.5, "", "One state in a hundred violates: worth_of_alarm(0.01"),
    ],
    "verify-4": [
        (lambda: plan(sample=0.9 * SIZES), "share-for-probability", "90 % of each store"),
        (
            lambda: plan(sample=[put_back(int(n), int(n) // 20) for n in SIZES]),
            "with-replacement",
            "put back",
        ),
        (
            lambda: plan(sample=verification.sample_size_approximation(SIZES, SIZES // 20, 0.1)),
            "formula-for-exact",
            "IAEA's formula",
        ),
        (
            lambda: plan(sample=verification.sample_size(SIZES, SIZES // 20, 0.9)),
            "detection-for-beta",
            "beta",
        ),
        (
            lambda: plan(sample=verification.sample_size(SIZES, 5, 0.1)),
            "number-for-share",
            "same number of falsified",
        ),
        (lambda: plan(sample=37 * SIZES / 100), "in-proportion", "grow with the store"),
        (lambda: plan(share=100 * plan()["share"]), "percent-for-share", "percentages"),
        (lambda: plan(share=0.9), "probability-for-share", "chance wanted"),
        (lambda: plan(share=0.05), "falsified-for-verified", "share falsified"),
        (lambda: plan(share=1 / plan()["share"]), "upside-down", "Turn the fraction round"),
        (lambda: plan().assign(falsified=5), "other-stores", "stay as prepared"),
        (lambda: plan(sample=[37, 44, 44]), "", "store of 10,000 items"),
    ],
    "verify-5": [
        (lambda: year(open_year(False)), "hidden-for-open", "the other world"),
        (lambda: year(100 * open_year(True)), "percent-for-share", "percentages"),
        (lambda: year(1 - 0.5**LOOKS), "share-forgotten", "stood in the open"),
        (lambda: year(0.1), "ceiling-for-chance", "the ceiling"),
        (lambda: year(0.05 * LOOKS), "added-up", "added up"),
        (lambda: year(1 - open_year(True)), "missed-for-found", "nothing is found"),
        (lambda: year(open_year(True)[::-1]), "", "cannot find less"),
        (lambda: year(shows=open_year(True)), "hidden-for-open", "the other world"),
        (lambda: year().assign(looks=range(7)), "other-looks", "numbers of looks"),
    ],
    "verify-6": [
        (
            lambda: {"times the ceiling": kilograms(STOCK) / kilograms(CAP)},
            "kg-u-for-kg-uf6",
            "kilograms of uranium against kilograms of UF6",
        ),
        (
            lambda: {"times the ceiling": 0.676 * kilograms(STOCK) / kilograms(CAP)},
            "converted-the-wrong-way",
            "uranium already",
        ),
        (
            lambda: {"times the ceiling": kilograms(CAP_U) / kilograms(STOCK)},
            "upside-down",
            "fraction round",
        ),
        (
            lambda: {"times the ceiling": kilograms(STOCK) / kilograms(CAP_U) - 1},
            "excess-for-ratio",
            "above the ceiling",
        ),
        (
            lambda: {"times the ceiling": kilograms(STOCK) - kilograms(CAP_U)},
            "difference-for-ratio",
            "a difference",
        ),
        (lambda: {"kg of uranium": 25}, "isotope-for-uranium", "isotope U-235"),
        (lambda: {"kg of uranium": "15 kg"}, "multiplied", "Divide by the share"),
        (lambda: {"kg of uranium": 25 / 0.6 / 0.676}, "kg-uf6-for-kg-u", "the gas"),
        (lambda: {"kg of uranium": 125}, "quantity-of-low-enriched", "below 20 %"),
        (lambda: {"kg of uranium": 25 / 0.9}, "weapon-grade-for-stock", "at 90 %"),
        (lambda: {"kg of uranium": "42 km"}, "unit", "You wrote km"),
    ],
    "verify-7": [
        (
            lambda: {"share of all flights": 0.8},
            "share-of-detected-for-share-of-fired",
            "share of all that were fired",
        ),
        (lambda: {"share of all flights": 0.9}, "seen-for-recognised", "is seen"),
        (lambda: {"share of all flights": 1.7}, "added-up", "Multiply"),
        (lambda: {"share of all flights": 72}, "percent-for-share", "a percentage"),
        (lambda: {"share of all flights": "72 %"}, "unit", "You wrote per cent"),
        (
            lambda: {"at least one": 1 - 0.2**4},
            "share-of-detected-for-share-of-fired",
            "never seen",
        ),
        (lambda: {"at least one": 1 - 0.1**4}, "seen-for-recognised", "not yet recognised"),
        (lambda: {"at least one": 0.72}, "one-for-any", "one given flight"),
        (lambda: {"at least one": 2.88}, "added-up", "never above 1"),
        (lambda: {"at least one": 0.72**4}, "all-for-any", "all four are"),
        (lambda: {"at least one": 0.28**4}, "missed-for-found", "none is recognised"),
        (lambda: {"at least one": 0.99}, "rounded-too-far", "three decimals"),
    ],
    "verify-8": [
        (lambda: game(best="E"), "nash-for-socially-best", "largest sum"),
        (lambda: game(best="B"), "honesty-still-costs", "has to be paid"),
        (lambda: game(best="A"), "other-cell", "Add the two"),
        (lambda: game(stable="D"), "socially-best-for-nash", "Best is not the same as stable"),
        (lambda: game(stable="A"), "caught-would-comply", "comply"),
        (lambda: game(stable="B"), "visitor-would-stay-away", "staying away"),
        (lambda: game(stable="C"), "inspector-would-come", "do better to come"),
        (lambda: game(tripled=0.25 / 3), "penalty-deters", "divided by three"),
        (lambda: game(tripled=0.1), "penalty-deters", "comes less often"),
        (lambda: game(tripled=1 / 13), "inspect-for-violate", "how often the inspector"),
        (lambda: game(often=0.2), "inspect-for-violate", "how often the inspector"),
        (lambda: game(often=0.75), "comply-for-violate", "complies"),
        (lambda: game(often=25), "percent-for-share", "percentage"),
        (lambda: game(often=0), "threat-is-enough", "stay away"),
        (lambda: game(often=1), "no-deterrence", "far above the gain"),
    ],
    "verify-9": [
        (lambda: halves({**FAILS, "penalty": 1}), "small-penalty", "at least 10"),
        (lambda: halves({**FAILS, "cost": 5}), "nobody-comes", "never comes"),
        (lambda: halves({**FAILS, "harm": 0}), "still-deters", "still deter"),
        (lambda: halves({**FAILS, "harm": 0, "cost": 1}), "cost-for-deterrence", "not certain"),
        (lambda: halves({**FAILS, "miss": 120}), "out-of-range", "from 0 to 100"),
        (lambda: halves({**FAILS, "cost": 0}), "out-of-range", "costs more than 0"),
        (lambda: halves(FAILS, FAILS), "nothing-changed", "nothing is changed"),
        (lambda: halves(FAILS, {**FAILS, "penalty": 99}), "penalty-again", "as it is"),
        (lambda: halves(FAILS, {**FAILS, "harm": 0, "miss": 5}), "two-changes", "one number"),
        (lambda: halves(FAILS, {**FAILS, "harm": 7}), "still-fails", "for certain"),
        (lambda: halves(FAILS, {**FAILS, "harm": 1}), "not-enough", "go further"),
        (lambda: halves({**FAILS, "harm": 0}, FAILS), "still-deters", "builds on 'fails'"),
    ],
    "verify-10": ARGUMENT_WRONG,
}
# ---------------------------------------------------------------- partial credit and tolerance


def test_partial_credit():
    """The formula earns half, spoilt prepared data cost half, each part earns its share."""
    assert check("verify-1", 81) == 1.0
    assert check("verify-4", plan(share=0.9)) == 2.0
    assert check("verify-4", plan(sample=SIZES)) == 1.0
    assert check("verify-5", year(shows=open_year(True))) == 1.5
    assert check("verify-5", year(hides=open_year(False))) == 0.0
    assert check("verify-8", game(best="E", stable="D")) == 2.0
    assert check("verify-9", halves(FAILS)) == 2.0
    assert check("verify-9", halves(FAILS, {**FAILS, "harm": 1})) == 3.0
    result = check("verify-2", {"alarm": "C"})
    assert (result.status, result) == ("partly", 1.0)
    assert "Right: “alarm”." in result.message


@pytest.mark.parametrize(
    ("part", "right", "within"),
    [
        ("times the ceiling", lambda: kilograms(STOCK) / (300 * 0.676), 0.01),
        ("kg of uranium", lambda: 25 / 0.6, 0.01),
    ],
)
@pytest.mark.parametrize("sign", [-1, 1])
def test_the_tolerance_ends_where_it_says(part, right, within, sign):
    """Just inside the stated tolerance is right, just outside is not; words give it."""
    inside = check("verify-6", {part: right() * (1 + sign * within * 0.999)})
    outside = check("verify-6", {part: right() * (1 + sign * within * 1.01)})
    assert (inside.share, outside.share) == (0.5, 0.0)
    assert "to within 1 %" in outside.message


@pytest.mark.parametrize("fails", [FAILS, BLIND, {**BLIND, "penalty": 50, "miss": 99}])
def test_the_puzzle_has_several_answers(fails):
    """Blind visits and hurtful visits both fail, and each is mended on its own road."""
    key = "harm" if fails["harm"] else "miss"
    assert check("verify-9", halves(fails, {**fails, key: 0})).status == "right"


def test_other_shapes_are_understood():
    """Texts with units, arrays, other orders, an index and a dictionary are read."""
    right = {"times the ceiling": "10.4", "kg of uranium": "about 41.7 kg"}
    assert check("verify-6", right).status == "right"
    assert check("verify-6", pd.Series(right)).status == "right"
    assert check("verify-1", np.array([80])).status == "right"
    shapes = [plan().set_index("items"), plan().to_dict("list"), plan()[::-1], plan()]
    assert [check("verify-4", shape).status for shape in shapes] == ["right"] * 4
    assert check("verify-5", year().set_index("looks")).status == "right"
    assert check("verify-9", halves({**BLIND, "miss": "95 %"}, {**BLIND, "miss": 0})).share == 1


#: Task, answer of a wrong kind or shape, and words of the message that explains it.
SHAPES = [
    ("verify-1", [1, 2], "Expected a whole number of items, got a list of 2."),
    ("verify-1", True, "got the truth value True"),
    ("verify-1", math.nan, "got NaN"),
    ("verify-2", ["C", "B", "D"], "Expected a dictionary"),
    ("verify-2", letters(alarm="Because"), "Expected one letter, A to D"),
    ("verify-3", 0.5, "Hand over the function itself: worth_of_alarm, no brackets."),
    ("verify-3", lambda r, a: "half", "should return a plain number, got the text 'half'"),
    ("verify-4", [1, 2], "Expected a table"),
    ("verify-4", pd.DataFrame({"items": [1]}), "column falsified and sample and share is"),
    ("verify-4", plan(sample="many"), "expected a whole number in every row"),
    ("verify-4", {**plan().to_dict("list"), "share": [1.0]}, "same number of rows"),
    ("verify-5", plan(), "is missing"),
    ("verify-5", year("no"), "expected a chance between 0 and 1 in every row"),
    ("verify-6", 10.4, "Expected a dictionary"),
    ("verify-8", game(often="seldom"), "Expected a share between 0 and 1"),
    ("verify-8", game(stable="F"), "Expected one letter, A to E"),
    ("verify-9", halves(3), "expected a dictionary of pay-offs"),
    ("verify-9", halves({"penalty": 10}), "a number for cost and averted and miss and harm"),
    ("verify-9", halves({**FAILS, "harm": "much"}), "harm should be a plain number"),
    ("verify-10", 5, "Expected a text"),
]


#: Hostile answers with the names of this set's parts and columns.
HOSTILE = {
    "rude in a dictionary": lambda: {"alarm": Rude(), "fails": Rude(), "violations": Rude()},
    "complex in parts": lambda: {
        "violations": 1j,
        "kg of uranium": np.array([1j]),
        "at least one": 1j,
    },
    "infinite": lambda: {"fails": dict.fromkeys(FAILS, math.inf), "times the ceiling": math.inf},
    "enormous": lambda: {"fails": dict.fromkeys(FAILS, 10**400), "kg of uranium": 10**400},
    "lists": lambda: {"fails": [10], "mended": [1], "alarm": ["C"], "items": [1], "looks": [1]},
}


# ---------------------------------------------------------------- what texts and solutions say


def test_the_settings_are_those_of_the_texts():
    """What the task texts say in words is what the checks compute with."""
    assert (chapter.STORE.items, chapter.STORE.falsified, chapter.STORE.goal) == (150, 3, 0.9)
    assert tuple(SIZES) == chapter.STORES.items
    assert tuple(LOOKS) == chapter.LOOKS
    assert evidence.LIMITS["flights"].observation[:4] == (4, 1, 0.9, 0.8)
    assert chapter.GAME == {"gain": 1, "penalty": 4, "averted_loss": 2, "cost": 0.5}
    assert (kilograms(CAP), round(kilograms(CAP_U), 1)) == (300, 202.8)


def test_the_prose_of_the_solutions_is_true():
    """What the solution texts say in words (over half, fifteen times, under a tenth) holds."""
    sample = verification.sample_size(150, 3, 0.1)
    assert 0.5 < sample / 150 < 0.6
    assert verification.sample_size_approximation(150, 3, 0.1) == sample + 1
    assert round(verification.positive_predictive_value(0.01, 0.05, 0.1), 2) == 0.15
    samples = plan()["sample"]
    assert 0 < samples.iloc[-1] - samples.iloc[0] < 10
    assert verification.sample_size(10000, 1, 0.1) == 9000
    hidden = dict(zip(LOOKS.tolist(), open_year(True), strict=True))
    assert 0.099 < hidden[10] <= hidden[100] < 0.1
    assert open_year(False)[0] == pytest.approx(hidden[1])
    assert open_year(False)[-1] > 0.99
    assert 10 < kilograms(STOCK) / kilograms(CAP_U) < 10.5
    assert 7 <= kilograms(STOCK) / kilograms(CAP) < 7.1
    assert 0.28**4 < 0.01
    for fails in (FAILS, BLIND):
        assert tuple(evidence.game(**fails)) == (1.0, 1.0)
