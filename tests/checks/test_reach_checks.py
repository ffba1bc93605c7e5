"""The checks of chapter 2: right answers, stubs, named misconceptions, and answers from hell."""

import copy
import math
import pickle
import re
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from build_exercises import SOLUTION, STUDENT, notebook

from missile_question.checks import check, progress, session, tasks
from missile_question.checks import reach as chapter
from missile_question.checks.core import judge_number
from missile_question.evidence import reach as evidence
from missile_question.models import reach

SOURCE = Path(__file__).resolve().parents[2] / "exercises" / "02_reach.py"
IDS = [task.task_id for task in tasks("02_reach")]
AUTOMATIC = [task.task_id for task in tasks("02_reach") if task.points]


def answers(kind):
    """Run the cells of a notebook in this process; return the answer to each task."""
    space, found = {"display": lambda *shown: None}, {}
    for cell in notebook(SOURCE, kind).cells:
        if cell.cell_type == "code":
            exec(cell.source, space)
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if name.endswith("-answer"):
                found[name.removesuffix("-answer")] = space["answer"]
    return found


@pytest.fixture(scope="module")
def solutions():
    """Return the answers of the solution notebook."""
    return answers(SOLUTION)


@pytest.fixture(scope="module")
def stubs():
    """Return what the student notebook holds before anybody has touched it."""
    return answers(STUDENT)


@pytest.fixture(autouse=True)
def fresh_session():
    """Start every test with an empty session."""
    session.forget()


# ---------------------------------------------------------------- right, and not answered


@pytest.mark.parametrize("task", tasks("02_reach"), ids=IDS)
def test_the_solution_scores_full(task, solutions):
    """The book's own answer passes, earns all points, and says public checks, never all tests."""
    result = check(task.task_id, solutions[task.task_id])
    assert (result.status, result.share, result) == ("right", 1.0, task.points), result
    assert result.message.startswith("Public checks passed.")
    assert f"Why it matters: {task.why}" in result.message
    assert "all tests" not in str(result).casefold()


@pytest.mark.parametrize("task_id", IDS)
def test_the_stub_is_not_answered_yet(task_id, stubs):
    """The untouched starter code earns nothing and is told so, not that it is wrong."""
    result = check(task_id, stubs[task_id])
    assert (result.status, result) == ("unanswered", 0.0), result
    assert "not answered yet" in str(result)


@pytest.mark.parametrize("task_id", IDS)
@pytest.mark.parametrize(
    "nothing", [..., None, NotImplemented, "", " ... ", [], {}, (), [...], {"x": None}]
)
def test_nothing_is_not_answered_yet(task_id, nothing):
    """Every way to hand in nothing counts as not answered, for every task."""
    assert check(task_id, nothing).status == "unanswered"


def test_a_function_that_returns_nothing_is_told_about_return():
    """Printing instead of returning, the commonest first mistake, is named."""
    result = check("reach-3", lambda distances, range_km: print(end=""))
    assert result.status == "unanswered"
    assert "write return instead of print" in result.message


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
        (lambda: flips(high=abs(top() - places("Tel Aviv", "nearest"))), "tel-aviv-for", "Tel Av"),
        (lambda: flips(high=top() - places("Jerusalem", "nearest")), "not-the-nearest", "nearer"),
        (lambda: flips(high=places("Haifa", "tehran") - top()), "tehran-for-nearest", "Tehran"),
        (lambda: flips(high=places("Haifa", "nearest") - top()), "minus-sign", "minus sign"),
        (lambda: flips(low=(outside(0) - top()) / top() * 100), "percent-for-km", "percentage"),
        (lambda: flips(low=outside(0)), "range-for-margin", "difference of the two"),
        (lambda: flips(low=top() - outside(-1)), "half-is-most", "Half is not most"),
        (lambda: flips(low=outside(1) - top()), "one-too-many", "one base more"),
        (lambda: flips(low=(outside(0) - top()) / 1.609344), "miles", "in miles"),
    ],
    "reach-10": [
        (lambda: "It is true.", "too-short", "write at least"),
        (lambda: "word and other things said here " * 60, "too-long", "at most"),
        (lambda: "the claim is true " * 30, "repetition", "again and again"),
    ],
}
CASES = [(task_id, *case) for task_id, cases in WRONG.items() for case in cases]


def test_every_task_has_stored_mistakes():
    """No task goes without at least three wrong answers in the table above."""
    assert {name: len(cases) >= 3 for name, cases in WRONG.items()} == dict.fromkeys(IDS, True)


@pytest.mark.parametrize(
    ("task_id", "make", "name", "words"), CASES, ids=[f"{c[0]}-{c[2] or c[3]}" for c in CASES]
)
def test_a_mistake_is_met_by_its_name(task_id, make, name, words):
    """A wrong answer with a known mistake gets that mistake's message, and not full points."""
    result = check(task_id, make())
    assert result.status in ("wrong", "partly", "type")
    assert name in result.misconception
    assert words in result.message
    assert result.share < 1.0
    assert "Why it matters" not in result.message


@pytest.mark.parametrize(("task_id", "make"), [(c[0], c[1]) for c in CASES if c[0] == "reach-1"])
def test_a_wrong_distance_does_not_give_the_number_away(task_id, make):
    """No message about a wrong distance holds the right one."""
    said = re.sub(r"\D", "", check(task_id, make()).message)
    assert str(round(km())) not in said
    assert str(int(km())) not in said


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


@pytest.mark.parametrize(
    "make",
    [
        lambda x: f"{x:.0f} km",
        lambda x: f"{x:,.1f} km",
        lambda x: f"about {x:.0f} kilometres.",
        lambda x: f"{x:.1f}".replace(".", ",") + " km",
        np.float32,
        np.float64,
        lambda x: np.int64(round(x)),
        lambda x: np.array(x),
        lambda x: np.array([x]),
        lambda x: pd.Series([x], index=["a"]),
        lambda x: Decimal(f"{x:.3f}"),
        lambda x: Fraction(round(x)),
    ],
)
def test_a_number_in_another_dress_is_understood(make):
    """Units, thousands separators, NumPy, pandas, Decimal and Fraction are read as the number."""
    assert check("reach-1", make(km())).status == "right"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([1, 2, 3], "Expected a number in km, got a list of 3."),
        (True, "got the truth value True"),
        ("far", "got the text 'far'"),
        (math.nan, "got NaN"),
        (math.inf, "got infinity"),
        (pd.NA, "got NaN"),
        (1j, "got a complex number"),
        (pd.DataFrame({"a": [1, 2]}), "got a table of 2 rows"),
        (np.arange(3), "got an array of 3"),
        (len, "got a function"),
        (object(), "got an object of type object"),
    ],
)
def test_the_wrong_kind_of_answer_is_named(answer, words):
    """A wrong type or shape is said plainly, in words and not as a traceback."""
    result = check("reach-1", answer)
    assert (result.status, result) == ("type", 0.0)
    assert words in result.message


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


@pytest.mark.parametrize(
    ("task_id", "answer", "words"),
    [
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
    ],
)
def test_shapes_are_explained(task_id, answer, words):
    """Each task says what it expected and what it got."""
    assert words in check(task_id, answer).message


def test_a_table_with_a_lost_or_a_strange_row_is_explained():
    """Rows of other systems, twice-given and missing rows are named."""
    right = spread()
    assert "No row for Emad" in check("reach-4", right.drop("Emad")).message
    assert "'Sejjil'" in check("reach-4", right.rename({"Emad": "Sejjil"})).message
    assert "more than one row" in check("reach-4", pd.concat([right, right])).message


# ---------------------------------------------------------------- answers from hell


class Rude:
    """An object whose every method fails, each in its own way."""

    def _no(self, *args, **kwargs):
        raise SystemExit("no")

    __eq__ = __float__ = __iter__ = __repr__ = __str__ = __len__ = __hash__ = __bool__ = _no
    __getitem__ = __array__ = __int__ = __index__ = __copy__ = __deepcopy__ = _no

    def __getattribute__(self, name):
        raise KeyboardInterrupt(name)


class Fussy:
    """An object that a table can hold, but nobody can read."""

    def _no(self, *args):
        raise RuntimeError("no")

    __eq__ = __float__ = __iter__ = __repr__ = __str__ = __hash__ = __bool__ = _no


class RudeFloat(float):
    """A float that fails when it is compared or converted."""

    def _no(self, *args):
        raise RuntimeError("no")

    __eq__ = __lt__ = __float__ = __sub__ = __rsub__ = __abs__ = __repr__ = __round__ = _no
    __hash__ = float.__hash__


class Liar(float):
    """A float that claims to equal everything."""

    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = float.__hash__


class RudeDict(dict):
    """A dictionary that cannot be read the usual way."""

    def _no(self, *args):
        raise RuntimeError("no")

    __getitem__ = __iter__ = items = get = _no


class RudeError(Exception):
    """An error that cannot be printed."""

    def __str__(self):
        raise RuntimeError("no")


def boxed(value):
    """Return an array that holds an object nobody has looked at."""
    box = np.empty(1, dtype=object)
    box[0] = value
    return box


def rude_function(*args):
    """Fail in a way that fails again."""
    raise RudeError


def deep():
    """Return a list in a list, a thousand times, and one that holds itself."""
    nested = []
    for _ in range(1000):
        nested = [nested]
    nested.append(nested)
    return nested


def endless():
    """Yield numbers for ever."""
    while True:
        yield 1


HOSTILE = {
    "rude": Rude,
    "rude in a list": lambda: [Rude(), Rude()],
    "rude in a dictionary": lambda: {"test flight": Rude(), "false": Rude(), "from Tehran": Rude()},
    "rude key": lambda: {Fraction(1, 2): 1, ("a",): 2, None: 3},
    "rude float": lambda: RudeFloat(1.0),
    "rude dictionary": lambda: RudeDict({"test flight": "A"}),
    "rude table": lambda: pd.DataFrame({"low": boxed(Fussy()), "high": [1], "origins": [2]}),
    "rude function": lambda: rude_function,
    "table with levels": lambda: pd.DataFrame(
        [[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")])
    ),
    "table with twin columns": lambda: pd.DataFrame([[1, 2]], columns=["low", "low"]),
    "empty table": pd.DataFrame,
    "deep": deep,
    "endless": endless,
    "huge": lambda: 10**5000,
    "long": lambda: "9" * 10**6,
    "nul": lambda: "\x00</div><script>",
    "big array": lambda: np.zeros(10**6),
    "objects": lambda: boxed(Rude()),
    "dates": lambda: pd.Timestamp("2026-02-11"),
    "not a time": lambda: pd.NaT,
    "complex array": lambda: np.array([1j]),
    "class": lambda: Rude,
    "module": lambda: np,
    "bytes": lambda: b"1584",
    "recursion": lambda: lambda *a: (lambda f: f(f))(lambda f: f(f)),
    "many": lambda: {"test flight": ["B"] * 3, "from Tehran": {"a": 1}, "too high by": {}},
    "texts": lambda: {"test flight": "Because", "true": "yes", "from Tehran": "all of them"},
}


@pytest.mark.parametrize("task_id", IDS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_answers_never_raise(task_id, kind):
    """Whatever is handed in, check answers in words, gives no points, and can be shown."""
    result = check(task_id, HOSTILE[kind]())
    assert result.status in ("wrong", "type", "unanswered", "partly")
    assert float(result) == 0.0
    assert result.message
    assert str(result)
    shown = result._repr_html_()
    assert "<script" not in shown


def test_a_liar_is_not_believed():
    """A number that claims to equal everything is judged by its value."""
    assert check("reach-1", Liar(3.0)).status == "wrong"
    assert check("reach-1", Liar(km())).status == "right"


def test_a_function_cannot_change_the_cases():
    """Emptying the list that a function was given spoils nothing for the next call."""

    def thief(distances, range_km):
        share = sum(d <= range_km for d in distances) / len(distances)
        distances.clear()
        return share

    assert check("reach-3", thief).status == "right"
    assert check("reach-3", thief).status == "right"


def test_warnings_of_a_function_stay_off_stderr(capsys):
    """A warning in a right function must not reach stderr, where nbgrader would score it zero."""

    def noisy(distances, range_km):
        np.array([1.0]) / np.array([0.0])
        return np.mean(np.asarray(distances) <= range_km)

    assert check("reach-3", noisy).status == "right"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("task_id", IDS)
def test_a_check_takes_less_than_a_second(task_id, solutions):
    """Right or hostile, an answer comes back within a second once the tables are read."""
    check(task_id, solutions[task_id])
    for answer in (solutions[task_id], HOSTILE["big array"](), HOSTILE["deep"]()):
        start = time.perf_counter()
        check(task_id, answer)
        assert time.perf_counter() - start < 1.0


# ---------------------------------------------------------------- results, session, registry


def test_a_result_is_points_for_nbgrader_and_words_for_people():
    """As a float and as a kernel's plain text a result is points; str and HTML are words."""
    from IPython.lib.pretty import pretty

    result = check("reach-3", WRONG["reach-3"][0][0]())
    assert isinstance(result, float)
    assert float(pretty(result)) == 2.0
    assert 0.0 <= float(pretty(result)) <= result.out_of
    assert str(result).startswith("reach-3: partly right (2 of 3 points).")
    shown = result._repr_html_()
    assert 'role="status"' in shown
    assert "partly right" in shown
    assert not re.search(r"(?<!current)color:(?!inherit)|background:(?!transparent)", shown)


def test_a_result_survives_copying_and_pickling():
    """A grader can send results between processes without losing the words."""
    result = check("reach-1", 1.0)
    for twin in (copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
        assert (twin, twin.message, twin.status, twin.out_of, twin.share) == (
            (result, result.message, result.status, result.out_of, result.share)
        )


@pytest.mark.parametrize("name", ["reach-99", "Reach-1 ", 1, None, Rude])
def test_an_unknown_task_lists_the_tasks(name):
    """A misspelt task is the caller's mistake: a ValueError that lists the ids."""
    with pytest.raises(ValueError, match=r"reach-1, reach-2, .*reach-10.*; got"):
        check(name, 1)


def test_progress_tells_the_last_result_of_every_task(solutions):
    """The session's summary counts points and tasks, in text and in an accessible table."""
    check("reach-1", 5)
    check("reach-1", solutions["reach-1"])
    check("reach-2", {"test flight": "B"})
    seen = progress("02_reach")
    total = sum(task.points for task in tasks("02_reach"))
    assert f"02_reach: 3 of {total} automatic points, 1 of {len(IDS)} tasks done" in str(seen)
    assert "not checked yet" in str(seen)
    shown = seen._repr_html_()
    assert shown.count('scope="row"') == len(IDS)
    assert "<caption" in shown
    with pytest.raises(ValueError, match="02_reach"):
        progress("99_nothing")


def test_every_task_is_complete():
    """Ids are unique, every task has objective, minutes and a why, and points or a rubric."""
    assert len(set(IDS)) == len(IDS) >= 8
    for task in tasks():
        assert task.objective.endswith(".")
        assert task.why.endswith(".")
        assert 0 < task.minutes <= 30
        assert task.points or task.manual_points
        assert len(task.rubric) == task.manual_points


@pytest.mark.parametrize("seed", range(5))
def test_drawn_cases_are_like_the_public_ones(seed):
    """A grader's seed draws other cases: reproducible, passed by the solution, failed by <."""
    task = next(t for t in tasks() if t.task_id == "reach-3")
    from missile_question.checks.core import run

    cases = task.cases(seed)
    assert cases == task.cases(seed)
    assert cases != task.cases(seed + 1)
    right = run(lambda d, r: sum(x <= r for x in d) / len(d), cases)
    wrong = run(lambda d, r: sum(x < r for x in d) / len(d), cases)
    assert task.judge_outputs(cases, right).status == "right"
    assert task.judge_outputs(cases, wrong).misconception == "strict-inequality"


def test_the_tolerance_is_inclusive_to_the_last_bit():
    """judge_number takes |answer - expected| <= within, without rounding tricks."""

    def status(answer):
        return judge_number(
            answer, expected=10.0, within=0.5, tolerance="", wants="a number", nudge="no"
        ).status

    assert [status(x) for x in (9.5, 10.5, 9.499999, 10.500001)] == (
        ["right", "right", "wrong", "wrong"]
    )


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
