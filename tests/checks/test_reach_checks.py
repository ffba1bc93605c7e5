"""The checks of chapter 2: wrong answers, and what is particular to its tasks."""

import math

import pandas as pd
import pytest
from support.checks import ARGUMENT_WRONG, Rude

from missile_question.checks import check
from missile_question.checks import reach as chapter
from missile_question.evidence import reach as evidence
from missile_question.models import reach

# ---------------------------------------------------------------- named misconceptions


def places(name, origin):
    """Return the distance of a city from an origin."""
    table = evidence.places().query("kind != 'united-states'").set_index("name")
    return float(table.loc[name, origin])


def five():
    """Return the drawable figures of the five systems."""
    return evidence.figures().query("named_in_article")


def km():
    """Return the distance of the first task."""
    return reach.distance_km(*chapter._two_points())


def spread(**columns):
    """Return the right table of reach-4 with some columns replaced by functions of the group."""
    groups = five().groupby("system")
    own = five()[five()["basis"].isin(["declared", "assessed"])].groupby("system")
    right = {
        "low": groups["range_km"].min(),
        "high": groups["range_km"].max(),
        "origins": own["claimant_side"].nunique(),
    }
    return pd.DataFrame({**right, **{k: make(groups) for k, make in columns.items()}})


def every_row(column, how):
    """Return an end of the spread over all rows, ranges or not."""
    from missile_question import catalog

    merged = catalog.load("missile_ranges").merge(catalog.load("systems"), on="system_id")
    ends = merged[merged["named_in_article"]].groupby("name")[["range_km_low", "range_km_high"]]
    return getattr(getattr(ends, how)(), how)(axis=1).rename_axis("system").rename(column)


def curve(sites="core", scale=1.0, tehran="tehran", nearest="nearest"):
    """Return the chart's data, right or with one choice wrong."""
    bases, ranges = evidence.members(sites), list(chapter.CURVE_RANGES_KM)
    return pd.DataFrame(
        {
            "range_km": ranges,
            "tehran": scale * reach.coverage(bases[tehran], ranges),
            "nearest": scale * reach.coverage(bases[nearest], ranges),
        }
    )


def covering(origin, figure="max", least=0.5, half=False):
    """Return the systems that cover most bases."""
    bases, ends = evidence.members("core"), five().groupby("system")["range_km"].agg(figure)
    shares = {name: (bases[origin] <= end).mean() for name, end in ends.items()}
    return [name for name, s in shares.items() if (s >= least if half else s > least)]


def sets(**changed):
    """Return the answer to reach-6 with some parts changed."""
    right = {
        "from Tehran": covering("tehran"),
        "from the nearest point": covering("nearest"),
        "bases inside Dezful's ring": inside("core", "tehran"),
    }
    names = dict(zip(("tehran", "nearest", "dezful"), right, strict=True))
    return {**right, **{names[key]: value for key, value in changed.items()}}


def inside(sites, origin):
    """Return how many places lie inside Dezful's ring."""
    top = five().query("system_id == 'dezful'")["range_km"].max()
    return int((evidence.members(sites)[origin] <= top).sum())


def needed(sites, origin):
    """Return the range that covers 90 %."""
    return reach.range_for_share(evidence.members(sites)[origin], 0.9)


def best():
    """Return the figure_ids of the highest figures."""
    return five().sort_values("range_km").groupby("system")["figure_id"].last().to_dict()


def scene(kind, origin, chosen):
    """Return one half of the puzzle."""
    return {kind: {"origin": origin, "figure" if kind == "false" else "figures": chosen}}


def flips(high=None, low=None):
    """Return an answer to reach-9."""
    return {"too high by": high, "too low by": low}


def outside(step):
    """Return the distance of a base around the one that turns half into most."""
    ordered = evidence.members("core")["tehran"].sort_values().tolist()
    return ordered[len(ordered) // 2 + step]


def top():
    """Return the figure of the system with the least range."""
    return five().groupby("system")["range_km"].max().min()


WRONG = {
    "reach-1": [
        (lambda: km() / 1.609344, "miles", "distance in miles"),
        (lambda: km() / 1.852, "nautical-miles", "nautical miles"),
        (lambda: km() * 1000, "metres", "in metres"),
        (lambda: math.hypot(35.7 - 32.1, 51.4 - 34.8), "degrees-as-km", "A degree is an angle"),
        (
            lambda: math.hypot(35.7 - 32.1, 51.4 - 34.8) * 111,
            "flat-earth",
            "treats the map as flat",
        ),
        (lambda: reach.distance_km(51.4, 35.7, 34.8, 32.1), "swapped-lat-lon", "are swapped"),
        (lambda: reach.distance_km(35.7, 32.1, 51.4, 34.8), "order-of-numbers", "wrong order"),
        (lambda: places("Tel Aviv", "nearest"), "nearest-for-tehran", "nearest point of Iran"),
        (lambda: places("Tel Aviv", "centre"), "centre-for-tehran", "centre of Iran"),
        (lambda: places("Haifa", "tehran"), "other-city", "Haifa"),
        (lambda: places("Jerusalem", "tehran"), "other-city", "Jerusalem"),
        (lambda: "984 miles", "unit", "You wrote miles"),
        (lambda: -km(), "no-distance", "more than zero"),
        (lambda: 10**400, "", "too large to be stored"),
    ],
    "reach-2": [
        (lambda: {"test flight": "A", "three outlets": "C"}, "flown-as-range", "not a range"),
        (
            lambda: {"test flight": "C", "three outlets": "C"},
            "mean-of-disagreeing-sources",
            "not dice",
        ),
        (lambda: {"test flight": "D", "three outlets": "C"}, "flight-proves-declared", "cannot"),
        (
            lambda: {"test flight": "B", "three outlets": "A"},
            "outlets-counted",
            "counted outlets, not origins",
        ),
        (
            lambda: {"test flight": "B", "three outlets": "b"},
            "unconfirmed-is-false",
            "does not mean false",
        ),
        (lambda: {"test flight": "B", "three outlets": "D"}, "habit-discount", "by habit"),
    ],
    "reach-3": [
        (
            lambda: lambda d, r: sum(x < r for x in d) / len(d),
            "strict-inequality",
            "use <= (at most)",
        ),
        (
            lambda: lambda d, r: 100 * sum(x <= r for x in d) / len(d),
            "percent-for-share",
            "a percentage",
        ),
        (lambda: lambda d, r: sum(x <= r for x in d), "count-for-share", "Divide it by"),
        (lambda: lambda d, r: sum(x > r for x in d) / len(d), "outside-for-inside", "outside"),
        (lambda: lambda d, r: sum(x <= r for x in d) // len(d), "whole-division", "not with //"),
        (lambda: lambda d, r: float(max(d) <= r), "whole-division", "one by one"),
        (lambda: lambda d, r: float(sum(d) / len(d) <= r), "mean-distance", "A mean says nothing"),
        (lambda: lambda d, r: d <= r, "error", "TypeError"),
        (lambda: lambda d, r: undefined, "error", "check the spelling"),  # noqa: F821
        (lambda: lambda d, r: exit("bye"), "error", "ends the whole program"),
        (lambda: lambda d: 0.5, "error", "two arguments"),
    ],
    "reach-4": [
        (lambda: spread(origins=lambda g: g["source_id"].nunique()), "outlets-counted", "outlets"),
        (lambda: spread(origins=lambda g: g.size()), "outlets-counted", "not origins"),
        (
            lambda: spread(origins=lambda g: g["claimant_side"].nunique()),
            "reported-counted",
            "only passed a figure on",
        ),
        (lambda: spread(low=lambda g: g["range_km"].mean()), "mean-of-disagreeing-sources", "mean"),
        (lambda: spread(low=lambda g: every_row("low", "min")), "flown-as-range", "flown in a"),
        (
            lambda: spread(low=lambda g: g["range_km"].max(), high=lambda g: g["range_km"].min()),
            "ends-swapped",
            "swapped",
        ),
    ],
    "reach-5": [
        (lambda: curve(scale=100), "percent-for-share", "percentages"),
        (lambda: curve(scale=len(evidence.members("core"))), "count-for-share", "numbers of bases"),
        (lambda: curve(nearest="tehran"), "wrong-origin", "the other origin"),
        (lambda: curve(tehran="nearest", nearest="tehran"), "wrong-origin", "the other origin"),
        (lambda: curve(nearest="centre"), "wrong-origin", "the centre of Iran"),
        (lambda: curve("printed"), "vacated-counted", "age fast"),
        (lambda: curve("wide"), "other-set", "Ports and access sites"),
        (lambda: curve().assign(range_km=range(8)), "other-ranges", "numbers of ranges"),
    ],
    "reach-6": [
        (
            lambda: sets(tehran=covering("tehran", half=True)),
            "half-is-most",
            "'Most' is more than half",
        ),
        (
            lambda: sets(nearest=covering("tehran")),
            "tehran-for-nearest",
            "This is the list from Tehran",
        ),
        (
            lambda: sets(tehran=covering("tehran", figure="min")),
            "lowest-for-highest",
            "lowest figure",
        ),
        (lambda: sets(dezful=inside("printed", "tehran")), "vacated-counted", "have left"),
        (
            lambda: sets(dezful=inside("core", "tehran") / len(evidence.members("core"))),
            "share-for-count",
            "This is a share",
        ),
        (lambda: sets(dezful="50 %"), "unit", "You wrote per cent"),
        (lambda: sets(dezful=inside("core", "nearest")), "nearest-for-tehran", "nearest point"),
    ],
    "reach-7": [
        (
            lambda: evidence.members("core")["centre"].quantile(0.9),
            "interpolated-quantile",
            "between two bases",
        ),
        (lambda: needed("core", "tehran"), "tehran-for-centre", "range from Tehran"),
        (lambda: needed("core", "nearest"), "nearest-for-centre", "from the nearest point"),
        (lambda: needed("printed", "centre"), "vacated-counted", "forces left"),
        (lambda: evidence.members("core")["centre"].max(), "all-bases", "covers every base"),
        (
            lambda: evidence.members("core")["centre"].sort_values().iloc[-3],
            "rounded-down",
            "one base too few",
        ),
        (lambda: 0.9 * evidence.members("core")["centre"].max(), "share-of-distance", "90 % of"),
        (lambda: needed("core", "centre") + 30, "not-the-smallest", "not the smallest"),
        (lambda: 700, "not-enough", "fewer than 90 %"),
    ],
    "reach-8": [
        (
            lambda: scene("false", "nearest", best()["Dezful"]),
            "nearest-point-forgotten",
            "still reaches an Israeli city",
        ),
        (lambda: scene("false", "tehran", best()["Emad"]), "still-reaches", "still reaches"),
        (lambda: scene("false", "tehran", "qadr-h-flown-2016"), "flown-as-range", "not a range"),
        (lambda: scene("false", "tehran", "emad-un-panel-2015"), "floor-as-range", "a floor"),
        (lambda: scene("false", "tehran", "sejjil-iran-2009"), "other-system", "another system"),
        (
            lambda: scene("true", "tehran", list(best().values())),
            "origin-cannot-work",
            "Change the origin",
        ),
        (lambda: scene("true", "nearest", list(best().values())[1:]), "all-needs-all", "five"),
        (
            lambda: scene("true", "nearest", [*best().values(), best()["Emad"]]),
            "two-figures-of-one-system",
            "there twice",
        ),
    ],
    "reach-9": [
        (
            lambda: flips(high=abs(top() - places("Tel Aviv", "nearest"))),
            "tel-aviv-for-israel",
            "Tel Av",
        ),
        (
            lambda: flips(high=top() - places("Jerusalem", "nearest")),
            "not-the-nearest-city",
            "nearer",
        ),
        (lambda: flips(high=places("Haifa", "tehran") - top()), "tehran-for-nearest", "Tehran"),
        (lambda: flips(high=places("Haifa", "nearest") - top()), "minus-sign", "minus sign"),
        (lambda: flips(low=(outside(0) - top()) / top() * 100), "percent-for-km", "percentage"),
        (lambda: flips(low=outside(0)), "range-for-margin", "difference of the two"),
        (lambda: flips(low=top() - outside(-1)), "half-is-most", "Half is not most"),
        (lambda: flips(low=outside(1) - top()), "one-too-many", "one base more"),
        (lambda: flips(low=(outside(0) - top()) / 1.609344), "miles", "in miles"),
    ],
    "reach-10": ARGUMENT_WRONG,
}


def test_a_wrong_number_without_a_name_gets_a_nudge():
    """A wrong number that shows no known mistake is nudged and told the tolerance."""
    result = check("reach-1", 1234.5)
    assert (result.status, result.misconception) == ("wrong", "")
    assert "to within 1 %" in result.message


# ---------------------------------------------------------------- partial credit and tolerance


def test_prepared_columns_earn_nothing_by_themselves():
    """What the starter code gives earns no points, and costs some when it is spoilt."""
    rows = five().groupby("system").size()
    assert check("reach-4", spread(origins=lambda g: rows)) == 0.0
    assert check("reach-4", spread(low=lambda g: g["range_km"].mean())) == 3.0
    assert check("reach-5", curve(nearest="centre")) == 0.0
    assert check("reach-5", curve(tehran="centre")) == 1.5


def test_parts_earn_their_share():
    """Half of a two-part answer earns half, and the message keeps right and wrong apart."""
    result = check("reach-2", {"test flight": "B"})
    assert (result.status, result, result.share) == ("partly", 1.0, 0.5)
    assert "Right: “test flight”." in result.message
    assert "“three outlets”: not answered yet." in result.message


def test_a_mistake_about_the_edge_keeps_most_points():
    """< for <= shows the idea: two thirds; a percentage: one third; a count: nothing."""
    shares = [check("reach-3", WRONG["reach-3"][i][0]()).share for i in range(3)]
    assert shares == pytest.approx([2 / 3, 1 / 3, 0.0], abs=1e-6)


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize(
    ("task_id", "expected", "within"),
    [
        ("reach-1", km, lambda: 0.01 * km()),
        ("reach-7", lambda: needed("core", "centre"), lambda: 1.0),
    ],
)
def test_the_tolerance_ends_where_it_says(task_id, expected, within, sign):
    """Just inside the stated tolerance is right, just outside is not."""
    assert check(task_id, expected() + sign * within() * 0.9999).status == "right"
    assert check(task_id, expected() + sign * within()).status == "right"
    assert check(task_id, expected() + sign * within() * 1.001).status != "right"


def test_other_shapes_of_the_same_table_are_understood():
    """reach-4 and reach-5 read an index or a column, a dictionary, identifiers and any order."""
    right = spread()
    shapes = [
        right.reset_index(),
        right.sample(frac=1, random_state=1),
        right[["origins", "high", "low"]].rename(str.upper, axis=1),
        right.T.to_dict(),
        right.reset_index().to_dict("records"),
        right.rename(str.casefold),
    ]
    assert [check("reach-4", shape).status for shape in shapes] == ["right"] * len(shapes)
    shapes = [curve().set_index("range_km"), curve().to_dict("list")]
    assert [check("reach-5", shape).status for shape in shapes] == ["right"] * len(shapes)


#: Task, answer of a wrong kind or shape, and words of the message that explains it.
SHAPES = [
    ("reach-3", 0.5, "Hand over the function itself: share_covered, no brackets."),
    ("reach-3", lambda d, r: "half", "should return a plain number, got the text 'half'"),
    ("reach-3", lambda d, r: math.nan, "should return a plain number"),
    ("reach-4", pd.DataFrame({"low": [1]}), "column high and origins is missing"),
    ("reach-4", [1, 2], "Expected a table"),
    ("reach-5", pd.DataFrame({"x": [1]}), "is missing"),
    ("reach-6", {"from Tehran": ["Scud"]}, "is not one of the five systems"),
    ("reach-6", ["Emad"], "Expected a dictionary"),
    ("reach-8", {"false": {"origin": "Moscow", "figure": "x"}}, "origin must be one of"),
    ("reach-8", {"false": {"origin": "tehran", "figure": 3}}, "expected a figure_id"),
    ("reach-10", 5, "Expected a text"),
]


def test_a_table_with_a_lost_or_a_strange_row_is_explained():
    """Rows of other systems, twice-given and missing rows are named."""
    right = spread()
    assert "No row for Emad" in check("reach-4", right.drop("Emad")).message
    assert "'Sejjil'" in check("reach-4", right.rename({"Emad": "Sejjil"})).message
    assert "more than one row" in check("reach-4", pd.concat([right, right])).message


#: Hostile answers with the names of this set's parts and columns.
HOSTILE = {
    "rude in a dictionary": lambda: {"test flight": Rude(), "false": Rude(), "from Tehran": Rude()},
    "many": lambda: {"test flight": ["B"] * 3, "from Tehran": {"a": 1}, "too high by": {}},
    "texts": lambda: {"test flight": "Because", "true": "yes", "from Tehran": "all of them"},
}


def test_the_prose_of_the_solutions_is_true():
    """What the solution texts say in words (four of five, half, Fattah-1 short) holds."""
    bases = evidence.members("core")
    assert len(covering("tehran")) == 4
    assert "Dezful" not in covering("tehran")
    assert len(covering("nearest")) == 5
    assert inside("core", "tehran") * 2 == len(bases)
    ends = five().groupby("system")["range_km"].max()
    short = ends[ends < evidence.members("israel")["tehran"].min()]
    assert set(short.index) == {"Dezful", "Fattah-1"}
    own = five()[five()["basis"].isin(["declared", "assessed"])]
    sides = own.groupby("system")["claimant_side"].agg(set)
    assert sides["Dezful"] == sides["Fattah-1"] == {"Iran"}
    assert 0 < top() - evidence.members("israel")["nearest"].min() < 0.1 * top()
    assert 0 < outside(0) - top() < 0.1 * top()
    assert evidence.members("israel")["nearest"].max() > top()
