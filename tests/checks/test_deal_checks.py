"""The checks of chapter 9: wrong answers, and what is particular to its tasks."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from support.checks import ARGUMENT_WRONG, Rude

from missile_question.checks import check
from missile_question.checks import deal as chapter
from missile_question.evidence import deal as evidence
from missile_question.models import breakout, deal, verification

# ---------------------------------------------------------------- named misconceptions


def clauses():
    """Return wish, weight and outcome of the three clauses of deal-1."""
    us = evidence.parties()["us"]
    keys = ("enr", "rng", "san")
    columns = ([us[f"{c}_{k}"] for k in keys] for c in "cw")
    return (*map(np.array, columns), np.array([60.0, 0.0, 40.0]))


def package(make=lambda wish, outcome: 1 - (wish - outcome) / 100, total=None):
    """Return the points of deal-1, right or with one step wrong."""
    wish, weight, outcome = clauses()
    scored = weight * make(wish, outcome)
    return 100 * scored.sum() / (total or weight.sum())


def letters(right, **changed):
    """Return choices with some letters changed; an underscore stands for a blank."""
    return {**right, **{name.replace("_", " "): letter for name, letter in changed.items()}}


def sentences(**changed):
    """Return an answer to deal-2."""
    return letters({"the demand": "B", "the months": "D", "the improvement": "C"}, **changed)


def chances(**changed):
    """Return an answer to deal-3."""
    right = {"one visit": 0.35, "a year": 0.65625, "the wide deal": 0.578125}
    return letters(right, **changed)


def warning(factor=0.676):
    """Return the months of deal-4, from kg of gas times a factor."""
    terms = evidence.DEALS["narrow"]
    return [
        float(evidence.warning_months({**terms.dials(), "stock_kg": factor * kg}, 3.67))
        for kg in chapter.GAS_KG
    ]


def found(visits, open_=0.8):
    """Return the chance that visits find a site which is open all year or never."""
    return open_ * (1 - 0.5**visits)


def timely(months=None, make=lambda month: found(month // 3)):
    """Return the chart's data of deal-4."""
    rows = months or warning()
    return pd.DataFrame(
        {"gas_kg": chapter.GAS_KG, "months": rows, "found": [make(m) for m in rows]}
    )


def mediators():
    """Return Iran's gain from the mediators' draft at both ends of the slider."""
    return tuple(evidence.reference_gains(war)["mediators"]["iran"] for war in (0.0, 60.0))


def turn():
    """Return the part of the slider at which the gain of deal-5 is nil."""
    calm, most = mediators()
    return calm / (calm - most)


def keeping(needed=None, half=None, fifth=None):
    """Return the table of deal-6, right or with a column made from kept, unseen and none."""
    points = pd.DataFrame(chapter._points(), index=["u", "c", "d"]).T
    u, c, d = points["u"], points["c"], points["d"]
    how = needed or (lambda u, c, d: (c - u) / (c - d))
    return pd.DataFrame(
        {
            "needed": how(u, c, d),
            "half": half or ["yes", "yes", "yes", "yes", "no"],
            "fifth": fifth or ["yes", "no", "no", "no", "no"],
        },
        index=points.index,
    )


def signed(rule):
    """Return a function of deal-7 from a rule on kept, cheated, none, cheat, leave, caught."""
    return lambda points, chances: rule(*points, *chances)


def right_gain(u, k, d, c, e, p):
    """Return the expected gain of the model."""
    return deal.expected_gain(u, k, d, cheat=c, leave=e, caught=p)


def lists(rule=lambda of: min(of.values()) > 0, **changed):
    """Return an answer to deal-8 by a rule on the gains of three parties."""
    gains = evidence.school_gains()
    out = {view: [k for k, of in gains[view].items() if rule(of)] for view in chapter.VIEWS}
    out["in all four"] = sorted(set.intersection(*map(set, out.values())))
    return letters(out, **changed)


def sayings(**changed):
    """Return an answer to deal-9."""
    right = {"Iran, wide deal": "C", "Israel, narrow deal": "A", "United States, 2015 terms": "D"}
    keys = dict(zip(("iran", "israel", "us"), right, strict=True))
    return {**right, **{keys[name]: letter for name, letter in changed.items()}}


def packages(cap=None, coding=None):
    """Return an answer to deal-10."""
    return {
        "the cap stays": {"missiles": 3000, "tests": "free"} if cap is None else cap,
        "every coding": {"allies": "none", "relief": 80} if coding is None else coding,
    }


WRONG = {
    "deal-1": [
        (lambda: package(total=100), "weights-not-summed", "do not add up to 1"),
        (lambda: package(total=1e4), "weights-not-summed", "divided by 100"),
        (lambda: package(total=300), "weights-not-summed", "the number of issues"),
        (lambda: 100 * np.mean([0.65, 0.25, 0.55]), "weights-forgotten", "plain mean"),
        (lambda: package(lambda w, y: y / 100), "outcome-for-value", "outcomes themselves"),
        (lambda: 100 - package(), "shortfall-for-value", "falls short"),
        (lambda: package(lambda w, y: y / w), "share-of-wish", "whole scale"),
        (lambda: package() / 100, "share-for-points", "points from 0 to 100"),
        (lambda: 240, "", "between 0 and 100 points"),
        (lambda: 70, "", "three values first"),
        (lambda: "51 km", "unit", "You wrote km"),
    ],
    "deal-2": [
        (lambda: sentences(the_demand="A"), "demand-for-reservation", "opening"),
        (lambda: sentences(the_demand="C"), "split-the-difference", "shouts louder"),
        (lambda: sentences(the_demand="D"), "anything-for-acceptance", "an alternative"),
        (lambda: sentences(the_months="A"), "breakout-for-bomb", "to a weapon"),
        (lambda: sentences(the_months="B"), "capability-for-intent", "an 'if'"),
        (lambda: sentences(the_months="c"), "warning-for-detection", "anybody looks"),
        (lambda: sentences(the_improvement="A"), "pareto-for-equal", "evenly"),
        (lambda: sentences(the_improvement="B"), "pareto-for-fair", "not fair"),
        (lambda: sentences(the_improvement="D"), "improvement-for-best", "not the top"),
    ],
    "deal-3": [
        (lambda: chances(one_visit=0.7), "one-of-two-steps", "one of the two"),
        (lambda: chances(one_visit=0.5), "one-of-two-steps", "one of the two"),
        (lambda: chances(one_visit=1.2), "chances-added", "multiply"),
        (lambda: chances(one_visit=0.6), "mean-of-chances", "neither"),
        (lambda: chances(one_visit=0.65625), "year-for-visit", "one visit"),
        (lambda: chances(one_visit=0.65), "missed-for-found", "misses it"),
        (lambda: chances(one_visit=35), "percent-for-share", "a percentage"),
        (lambda: chances(a_year=0.35), "one-visit-for-year", "four in the year"),
        (lambda: chances(a_year=1.4), "visits-added", "passes 1"),
        (lambda: chances(a_year=1 - 0.65**4), "place-drawn-anew", "all year or never"),
        (lambda: chances(a_year=1 - 0.5**4), "always-open", "Three places in ten"),
        (lambda: chances(a_year=0.34375), "missed-for-found", "the year misses it"),
        (lambda: chances(a_year=65.625), "percent-for-share", "a percentage"),
        (lambda: chances(the_wide_deal=0.8305), "mean-for-weakest", "drawing lots"),
        (lambda: chances(the_wide_deal=0.75), "nuclear-part-for-all", "missiles too"),
        (
            lambda: chances(the_wide_deal=math.prod(chapter._each_kind())),
            "all-at-once",
            "One breach is enough",
        ),
        (lambda: chances(the_wide_deal=0.9999), "strongest-for-weakest", "most surely"),
        (lambda: chances(the_wide_deal=57.8), "percent-for-share", "a percentage"),
        (lambda: chances(the_wide_deal=0.1), "", "Where would you break"),
    ],
    "deal-4": [
        (lambda: timely(warning(1.0)), "gas-for-uranium", "for kilograms of uranium"),
        (lambda: timely(warning(1 / 0.676)), "divided-for-multiplied", "Multiply by 0.676"),
        (lambda: timely(warning(0.676 * 0.0367)), "isotope-for-uranium", "U-235 alone"),
        (
            lambda: timely().assign(months=[m * 52.18 / 12 for m in warning()]),
            "weeks-for-months",
            "weeks",
        ),
        (lambda: timely(make=lambda m: found(4)), "year-for-in-time", "too late"),
        (lambda: timely(make=lambda m: found(1)), "one-visit-for-all", "chance of one visit"),
        (lambda: timely(make=lambda m: found(-(-m // 3))), "late-visit-counted", "up"),
        (lambda: timely(make=lambda m: found(round(m / 3))), "late-visit-counted", "round down"),
        (lambda: timely(make=lambda m: found(m / 3)), "part-of-a-visit", "whole ones"),
        (lambda: timely(make=lambda m: 1 - 0.6 ** (m // 3)), "place-drawn-anew", "or never"),
        (lambda: timely(make=lambda m: found(m // 3, 1)), "always-open", "one place in five"),
        (lambda: timely(make=lambda m: 1 - found(m // 3)), "missed-for-found", "is missed"),
        (lambda: timely(make=lambda m: m // 3), "visits-for-chance", "number of visits"),
        (lambda: timely(make=lambda m: 100 * found(m // 3)), "percent-for-share", "percentages"),
        (lambda: timely().assign(gas_kg=[1, 2, 3, 4]), "other-stocks", "stock caps"),
        (lambda: timely([6.0] * 4), "", "Turn gas into uranium"),
        (lambda: timely(make=lambda m: 0.1), "", "whole visits"),
    ],
    "deal-5": [
        (lambda: 100 * turn(), "share-of-slider", "not at 100 %"),
        (turn, "share-of-slider", "Which risk of war"),
        (lambda: 0.6 * turn(), "share-for-percent", "per cent"),
        (lambda: 60 * (1 - turn()), "upside-down", "other end"),
        (lambda: 30, "middle-for-break-even", "the middle"),
        (
            lambda: 60 * mediators()[0] / (mediators()[0] + mediators()[1]),
            "signs-lost",
            "lost a sign",
        ),
        (lambda: -12, "outside-the-slider", "in between"),
        (lambda: 45, "", "straight line"),
    ],
    "deal-6": [
        (lambda: keeping(lambda u, c, d: (c - u) / c), "no-deal-forgotten", "step down"),
        (lambda: keeping(lambda u, c, d: (c - u) / (u - d)), "temptation-over-gain", "keeping"),
        (lambda: keeping(lambda u, c, d: (u - d) / (c - d)), "chance-to-get-away", "from 1"),
        (lambda: keeping(lambda u, c, d: c - u), "temptation-for-chance", "points"),
        (lambda: keeping(lambda u, c, d: 100 * (c - u) / (c - d)), "percent-for-share", "share"),
        (
            lambda: keeping(lambda u, c, d: ((c - u) / (c - d)).clip(upper=1)),
            "cut-at-certainty",
            "is a finding",
        ),
        (lambda: keeping(lambda u, c, d: (c - d) / (c - u)), "upside-down", "turned over"),
        (lambda: keeping(fifth=["yes"] * 5), "signed-for-kept", "worth signing"),
        (lambda: keeping(half=["yes"] * 5), "more-than-certain", "does not exist"),
        (lambda: keeping(half=["no"] * 4 + ["yes"]), "upside-down", "turned round"),
        (lambda: keeping(half=["yes"] * 3 + ["no"] * 2), "", "not right for A narrow deal"),
    ],
    "deal-7": [
        (
            lambda: signed(lambda u, k, d, c, e, p: u - d),
            "kept-for-signed",
            "kept for certain",
        ),
        (
            lambda: signed(lambda u, k, d, c, e, p: right_gain(u, k, d, c, e, p) + d),
            "no-deal-not-subtracted",
            "subtract it",
        ),
        (
            lambda: signed(lambda u, k, d, c, e, p: (1 - c - e) * u + c * (1 - p) * k - d),
            "nothing-for-no-deal",
            "points of its own",
        ),
        (
            lambda: signed(lambda u, k, d, c, e, p: (1 - c - e) * (u - d) + c * p * (k - d)),
            "found-for-unseen",
            "1 minus caught",
        ),
        (
            lambda: signed(lambda u, k, d, c, e, p: (1 - c) * (u - d) + c * (1 - p) * (k - d)),
            "walk-out-forgotten",
            "nobody ever leaves",
        ),
        (
            lambda: signed(lambda u, k, d, c, e, p: (1 - c - e) * (u - d)),
            "breach-always-found",
            "always found",
        ),
        (
            lambda: signed(lambda u, k, d, c, e, p: (1 - c - e) * (u - d) + c * (k - d)),
            "breach-never-found",
            "never found",
        ),
        (
            lambda: signed(
                lambda u, k, d, c, e, p: (1 - c) * (1 - e) * (u - d) + c * (1 - p) * (k - d)
            ),
            "chances-multiplied",
            "exclude each other",
        ),
        (
            lambda: signed(
                lambda u, k, d, c, e, p: (1 - c - e) * (u - d) + (c + e) * (1 - p) * (k - d)
            ),
            "walk-out-unseen",
            "Everybody sees",
        ),
        (
            lambda: signed(lambda *six: -right_gain(*six)),
            "upside-down",
            "speak for the deal",
        ),
        (lambda: lambda points, chances: points - chances, "error", "do not go together"),
        (lambda: lambda points: 1.0, "error", "two arguments"),
        (lambda: lambda points, chances: 0.5, "", "should be"),
    ],
    "deal-8": [
        (lambda: lists(lambda of: sum(of.values()) > 0), "sum-for-each", "add up"),
        (
            lambda: lists(lambda of: sum(v > 0 for v in of.values()) >= 2),
            "majority-for-all",
            "can say no",
        ),
        (lambda: lists(lambda of: min(of["us"], of["israel"]) > 0), "one-side-asked", "for Iran"),
        (lambda: lists(lambda of: of["iran"] > 0), "one-side-asked", "only Iran"),
        (
            lambda: lists(lambda of: all(round(v) > 0 for v in of.values())),
            "gain-rounded-away",
            "rounds to 0",
        ),
        (
            lambda: lists(start=["jcpoa", "step"]),
            "equal-for-accepted",
            "about the same size",
        ),
        (lambda: lists(lambda of: min(of.values()) <= 0), "turned-round", "somebody refuses"),
        (
            lambda: lists(
                in_all_four=["grand", "jcpoa", "mediators", "narrow", "step", "us", "wide"]
            ),
            "some-for-every",
            "under every one",
        ),
        (
            lambda: lists(in_all_four=["mediators", "narrow", "wide"]),
            "one-view-for-all",
            "'pressure' alone",
        ),
        (lambda: lists(start=["narrow", "us"]), "", "2 missing, 1 too many"),
    ],
    "deal-9": [
        (lambda: sayings(iran="A"), "sum-for-each", "no common unit"),
        (lambda: sayings(iran="B"), "demand-for-reservation", "less than it asks for"),
        (lambda: sayings(iran="D"), "equal-for-accepted", "cannot be compared"),
        (lambda: sayings(israel="B"), "coding-for-truth", "cannot prove"),
        (lambda: sayings(israel="C"), "points-compared", "but the word"),
        (lambda: sayings(israel="D"), "objection-refutes", "not a refutation"),
        (lambda: sayings(us="A"), "beliefs-for-terms", "terms are the same"),
        (lambda: sayings(us="B"), "beliefs-for-weights", "weights are the same"),
        (lambda: sayings(us="C"), "beliefs-for-compliance", "chance of a breach"),
    ],
    "deal-10": [
        (lambda: packages({"relief": 100}), "sum-for-each", "each must gain by itself"),
        (lambda: packages({"cap": "none"}), "clause-dropped", "has to stay"),
        (
            lambda: packages({"missiles": 3000, "tests": "free", "allies": "none"}),
            "too-many-changes",
            "two dials",
        ),
        (lambda: packages({"relief": 90}), "no-change", "nothing is changed"),
        (lambda: packages({"relief": 120}), "beyond-the-dial", "from 0 to 100"),
        (lambda: packages(coding={"tests": "free"}), "one-coding-for-all", "gain of Iran"),
        (lambda: packages(coding={"relief": 90}), "one-coding-for-all", "another coding"),
        (lambda: packages(coding={"years": 15}), "sum-for-each", "less than a point below nil"),
        (lambda: packages(coding={"relief": 0, "level": 60}), "sum-for-each", "Iran ends at"),
    ],
    "deal-11": ARGUMENT_WRONG,
}


# ---------------------------------------------------------------- partial credit and tolerance


def test_parts_and_columns_earn_their_share():
    """One right part of several earns its share; the others are named."""
    result = check("deal-2", {"the demand": "B"})
    assert (result.status, result) == ("partly", 1.0)
    assert "not answered yet" in result.message
    assert check("deal-3", chances(a_year=0.35)) == 2.0
    assert check("deal-4", timely(make=lambda m: 100 * found(m // 3))) == 3.0
    assert check("deal-6", keeping(lambda u, c, d: c - u)) == 2.0
    assert check("deal-6", keeping(fifth=["yes"] * 5)) == 3.0
    assert check("deal-8", lists(start=["us"])) == 4.0
    assert check("deal-10", packages({"relief": 100})) == 2.0
    worth = check("deal-7", signed(lambda *six: right_gain(*six) + six[2]))
    assert worth.share == pytest.approx(1 / 3)


def test_a_mistake_in_the_months_costs_once():
    """Chances that follow from gas taken for uranium are right; from other months they are not."""
    result = check("deal-4", timely(warning(1.0)))
    assert (result, result.misconception) == (2.0, "gas-for-uranium")
    assert check("deal-4", timely([0.0] * 4)) == 0.0


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize(
    ("task_id", "right", "within"), [("deal-1", package, 0.1), ("deal-5", lambda: 60 * turn(), 0.3)]
)
def test_the_tolerance_ends_where_it_says(task_id, right, within, sign):
    """Just inside the stated tolerance is right, just outside is not."""
    assert check(task_id, right() + sign * within * 0.9999).status == "right"
    assert check(task_id, right() + sign * within * 1.001).status != "right"


@pytest.mark.parametrize(
    ("task_id", "answer"),
    [
        ("deal-1", np.float32(51)),
        ("deal-1", pd.Series([51.0])),
        ("deal-5", "32.6 %"),
        ("deal-6", keeping(half=[True, True, True, True, False])),
        ("deal-6", keeping(fifth=["Yes", "No", " no", "NO", "no"])),
        ("deal-8", lists(start="jcpoa, A narrow deal, Step")),
        ("deal-8", lists(in_all_four={"A narrow deal"})),
        ("deal-10", packages({"stock_kg": "5000", "access": 60})),
        ("deal-10", packages({"level": 20, "stock kg": 5000, "cap": 500})),
        ("deal-10", packages(coding={"level": 3.67, "relief": "100"})),
    ],
)
def test_an_answer_in_another_dress_is_understood(task_id, answer):
    """NumPy, pandas, truth values, names, numbers for menus and other packages are accepted."""
    result = check(task_id, answer)
    assert result.status == "right", result


def test_other_shapes_of_the_same_table_are_understood():
    """deal-4 and deal-6 read an index or a column, a dictionary, and any order of deals."""
    right = keeping()
    named = right.rename_axis("deal")
    shapes = [
        named.reset_index(),
        right.sample(frac=1, random_state=1),
        right.T.to_dict(),
        named.reset_index().to_dict("records"),
        right.rename({key: evidence.DEALS[key].name for key in right.index}),
        right.round(3),
    ]
    assert [check("deal-6", shape).status for shape in shapes] == ["right"] * len(shapes)
    shapes = [timely(), timely().set_index("gas_kg"), timely().to_dict("list")]
    assert [check("deal-4", shape).status for shape in shapes] == ["right"] * len(shapes)


#: Task, answer of a wrong kind or shape, and words of the message that explains it.
SHAPES = [
    ("deal-1", [1, 2], "Expected a number of points from 0 to 100, got a list of 2."),
    ("deal-1", math.nan, "got NaN"),
    ("deal-2", "B", "Expected a dictionary"),
    ("deal-2", {"the demand": "E"}, "Expected one letter, A to D"),
    ("deal-3", 0.35, "Expected a dictionary with three numbers"),
    ("deal-3", chances(a_year="often"), "Expected a chance between 0 and 1"),
    ("deal-4", 0.6, "Expected a table with the columns"),
    ("deal-4", timely().drop(columns="found"), "column found is missing"),
    ("deal-4", timely(make=lambda m: "soon"), "expected a chance between 0 and 1"),
    ("deal-5", "often", "Expected a risk of war in per cent"),
    ("deal-6", [1, 2], "Expected a table with one row a deal"),
    ("deal-6", keeping().drop("step"), "No row for Step for step"),
    ("deal-6", keeping().rename({"step": "grand bargain"}), "a row for 'grand bargain'"),
    ("deal-6", keeping(half=["maybe"] * 5), 'expected "yes" or "no"'),
    ("deal-7", 0.5, "Hand over the function itself: gain, no brackets."),
    ("deal-7", lambda points, chances: "much", "should return a plain number"),
    ("deal-8", ["jcpoa"], "Expected a dictionary with a list of deals"),
    ("deal-8", lists(start=["salt"]), "is not one of the deals"),
    ("deal-8", lists(start=3), "list of deals"),
    ("deal-9", {"Iran, wide deal": 2}, "Expected one letter, A to D"),
    ("deal-10", packages({"oil": 2}), "is not one of the dials"),
    ("deal-10", packages({"tests": "some"}), "tests is one of free, ban"),
    ("deal-10", packages({"relief": "all"}), "should be a number"),
    ("deal-10", packages(["relief"]), "expected dials with a setting"),
    ("deal-11", 5, "Expected a text"),
]


#: Hostile answers with the names of this set's parts and columns.
HOSTILE = {
    "rude in a dictionary": lambda: {
        "the demand": Rude(),
        "one visit": Rude(),
        "start": [Rude()],
        "in all four": Rude(),
        "iran, wide deal": Rude(),
        "the cap stays": {"relief": Rude(), "tests": Rude()},
        "found": [Rude()],
    },
    "odd rows": lambda: [{"deal": 3, "needed": {}, "half": []}],
    "odd columns": lambda: {"gas_kg": ["a"], "months": [{}], "found": [{}]},
    "huge dials": lambda: {"the cap stays": {"relief": 10**400, "level": 10**400}},
    "dials of nan": lambda: {"every coding": {"years": math.nan, "cap": math.nan}},
    "many": lambda: {"start": [["jcpoa"]] * 3, "the demand": {}, "every coding": {"x": 1}},
}


# ---------------------------------------------------------------- what texts and solutions say


def test_the_premises_in_the_prose_are_those_of_the_tables():
    """Numbers that the notebook states for its tasks are what tables and models hold."""
    wish, weight, _ = clauses()
    assert [wish.tolist(), weight.tolist()] == [[95, 75, 85], [90, 60, 75]]
    assert list(chapter.OUTCOMES.values()) == [60, 0, 40]
    assert (chapter.OPEN, chapter.SEEN, chapter.YEAR) == (0.7, 0.5, 4)
    assert chapter.GAS_KG == (100, 300, 500, 1000)
    assert (chapter.EVERY_MONTHS, chapter._OPEN_4) == (3, 0.8)
    assert evidence.ASSUMPTIONS["look"].start == 0.5
    assert (chapter.LEAST_LOOK, evidence.ASSUMPTIONS["look"].low) == (0.2, 0.2)
    assert breakout.URANIUM_IN_UF6 == 0.676
    assert evidence.MOST_WAR == 60
    assert (len(evidence.DEALS), len(evidence.ASSUMPTIONS)) == (10, 11)
    months = evidence.warning_months(evidence.DEALS["jcpoa"].dials(), 3.67)
    assert round(float(months), 1) == 10.6
    gains = evidence.reference_gains()
    points = [round(gains["wide"][party]) for party in ("iran", "us", "israel")]
    assert points == [-4, 15, 33]
    assert [key for key, gain in gains["wide"].items() if gain <= 0] == ["iran"]
    assert [round(gains["narrow"][party]) for party in ("israel", "iran")] == [13, 6]
    schools = evidence.school_gains()
    assert [round(schools[view]["jcpoa"]["us"]) for view in ("start", "pressure")] == [9, -1]
    start, pressure = (evidence.SCHOOLS[view][1] for view in ("start", "pressure"))
    rises = {key for key in start if pressure[key] > start[key]}
    assert (rises, pressure["war"] < start["war"]) == ({"force", "pressure"}, True)
    assert evidence.DEALS["wide"].cap == "500"


def test_the_prose_of_the_first_solutions_is_true():
    """What the solutions of deal-1 to deal-5 say in words holds."""
    assert package() == pytest.approx(51)
    assert verification.annual_detection(1, 4, 0.7, 0.5, fixed=True) == pytest.approx(0.65625)
    assert round(1 - 0.65**4, 2) == 0.82
    narrow = evidence.detections(evidence.DEALS["narrow"].dials(), 0.5)["weakest"]
    kinds = chapter._kinds()
    assert kinds["weakest"] == kinds["launchers"] < float(narrow) == 0.75
    right, gas = warning(), warning(1.0)
    assert [round(right[1], 1), round(right[3], 1)] == [10.6, 5.3]
    assert [m // 3 for m in right] == [4, 3, 3, 1]
    assert 1.5 < max(a - b for a, b in zip(right, gas, strict=True)) < 2
    ends = [evidence.reference_gains(war)["mediators"] for war in (0.0, 30.0, 35.0, 60.0)]
    assert 32 < 60 * turn() < 33
    assert ends[1]["iran"] < 0 < ends[2]["iran"]
    for party in ("us", "israel"):
        assert ends[0][party] > ends[3][party] > 0


def test_the_prose_of_deals_6_and_8_is_true():
    """Which deals keep themselves, and which suit all under four views or a fifth."""
    needed = {key: chapter._needed(*points) for key, points in chapter._points().items()}
    assert needed["iran"] < 0.01
    assert round(needed["narrow"], 2) == 0.65
    assert needed["mediators"] > 1
    assert list(chapter._holds(0.5).values()) == ["yes"] * 4 + ["no"]
    assert list(chapter._holds(0.2).values()) == ["yes"] + ["no"] * 4
    assert set(chapter._worth_signing(0.2).values()) == {"yes"}
    kept = {key: points[0] - points[2] for key, points in chapter._points().items()}
    assert sorted(kept, key=kept.get) == sorted(needed, key=needed.get, reverse=True)
    right = lists()
    assert [len(deals) for deals in right.values()] == [3, 3, 4, 6, 1]
    assert right["in all four"] == ["narrow"]
    gains = evidence.school_gains()
    assert round(gains["pressure"]["wide"]["iran"], 2) == 0.01
    calm = gains["calm"]
    assert not [key for key, of in calm.items() if min(of.values()) > 0]
    assert calm["narrow"]["iran"] < 0


#: Settings of each dial that the puzzle's prose calls tried.
GRID = {
    "level": list(evidence.LEVEL_POINTS),
    "stock_kg": [0, 200, 1000, 3000, 5000, 9900],
    "capacity": [0, 1, 5, 10, 20, 30],
    "access": [10, 30, 50, 60, 70, 80, 100],
    "sample": [0, 30, 100],
    "cap": list(evidence.CAPS),
    "missiles": [0, 1000, 2000, 2500, 3000],
    "tests": ["free", "ban"],
    "allies": list(evidence.ALLY_POINTS),
    "relief": [0, 30, 60, 80, 90, 100],
    "years": [0, 5, 10, 20, 30],
}


def test_the_puzzle_needs_two_dials_and_has_several_answers():
    """One dial rescues either package only near its loose end; several pairs do, less loosely."""
    assert set(GRID) == set(evidence.DEALS["wide"].dials())

    def passes(part, changed):
        gains = chapter._tried(part, changed)
        tried = slice(None) if chapter._DEAL_10[part][2] else slice(1)
        return all(min(found[tried]) > 1e-6 for found in gains.values())

    singles = [(dial, value) for dial, values in GRID.items() for value in values]
    caps = [pair for pair in singles if pair[0] != "cap"]
    alone = [pair for pair in caps if passes("the cap stays", dict([pair]))]
    assert alone == [("capacity", 30), ("access", 10), ("access", 30)]
    gain = {open_: chapter._tried("the cap stays", {"access": open_})["iran"] for open_ in (38, 40)}
    assert gain[38][0] > 0 > gain[40][0]
    little = {**evidence.DEALS["wide"].dials(), "access": 30.0}
    assert 0.24 < evidence.detections(little, 0.5)["weakest"] < 0.26
    assert [p for p in singles if passes("every coding", dict([p]))] == [
        ("level", "60"),
        ("stock_kg", 9900),
        ("capacity", 30),
        ("access", 10),
        ("access", 30),
    ]
    tried = [chapter._tried("every coding", dict([pair])) for pair in singles]
    assert sum(all(found[0] > 0 for found in gains.values()) for gains in tried) > 10
    looser = [
        {"capacity": 20.0, "access": 50.0},
        {"missiles": 3000.0, "tests": "free"},
        {"level": "20", "access": 50.0},
    ]
    assert all(passes("the cap stays", changed) for changed in looser)
    assert all(chapter._tried("the cap stays", c)["israel"][0] > 24 for c in looser)
    for part, changed in packages().items():
        terms = {**evidence.DEALS[chapter._DEAL_10[part][0]].dials(), **changed}
        peace = {**evidence.start_beliefs(), "war": 0.0}
        assert evidence.gain(terms, "iran", peace) < 0


def test_the_codings_of_the_puzzle_are_the_start_and_nine_readings():
    """The judge tries what the notebook's helper tries: three demands by three weights."""
    tried = chapter._codings()
    pairs = list(zip(tried["demands"], tried["missile"], strict=True))
    assert pairs[0] == (0, 1)
    assert pairs[1:] == list(itertools.product([-1, 0, 1], [0.5, 1, 2]))


def test_the_example_of_the_argument_is_true():
    """Its two longest bars and the beliefs at which a party walks away are those of the model."""
    narrow, start = evidence.DEALS["narrow"].dials(), evidence.start_beliefs()

    def gain(party, **belief):
        return float(evidence.gain(narrow, party, {**start, **belief}))

    assert gain("iran", war=10.5) < 0 < gain("iran", war=11.0)
    assert gain("us", pressure=37.0) < 0 < gain("us", pressure=36.0)
    gains = evidence.reference_gains()["narrow"]
    assert min(gains.values()) > 0
    assert min(gains, key=gains.get) == "iran"
    rows = evidence.designed(watch="iran", vetoes=4, war=30, cheat=20, leave=30, **narrow)
    bars = sorted((r for r in rows if r["kind"] == "assumption"), key=lambda r: -r["swing"])
    assert [bar["name"].split(":")[0] for bar in bars[:2]] == [
        "War without a deal",
        "Iran gives way anyway",
    ]
