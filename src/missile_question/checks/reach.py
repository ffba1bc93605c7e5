"""The tasks of chapter 2: distances, published ranges, and what 'most' means.

Expected values come from the data and the models, when they are first needed. Nothing here is typed
in that the tables could change.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Any

import pandas as pd

from missile_question import catalog
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
    judge_parts,
    letters_wanted,
    number_judge,
    slip,
)
from missile_question.checks.plain import (
    as_mapping,
    describe,
    find_key,
    finite_numbers,
    is_unanswered,
    plain,
)
from missile_question.checks.tables import (
    column_slip,
    judge_cells,
    judge_column,
    own_work,
    read_columns,
    read_rows,
    read_set,
)
from missile_question.evidence import reach as evidence
from missile_question.models import reach

__all__ = ["CURVE_RANGES_KM", "TASKS"]

CHAPTER = "02_reach"

#: The ranges of the curve in reach-5.
CURVE_RANGES_KM = tuple(range(200, 1601, 200))

_KM_PER_DEGREE = 111.195
_KM_PER_MILE, _KM_PER_NAUTICAL_MILE = 1.609344, 1.852


# ---------------------------------------------------------------- what is expected


@cache
def _named() -> dict[str, str]:
    """Return the systems the article names: identifier -> name."""
    systems = catalog.load("systems")
    named = systems[systems["named_in_article"]]
    return dict(zip(named["system_id"], named["name"], strict=True))


@cache
def _figures() -> pd.DataFrame:
    """Return the drawable figures of the five systems."""
    table = evidence.figures()
    return table[table["named_in_article"]].reset_index(drop=True)


@cache
def _distances(sites: str, origin: str) -> tuple[float, ...]:
    """Return the sorted distances of a site set from an origin."""
    return tuple(sorted(evidence.members(sites)[origin].tolist()))


@cache
def _spread() -> dict[str, tuple[float, float, float]]:
    """Return low, high and number of independent origins by system."""
    table = _figures()
    own = table[table["basis"].isin(["declared", "assessed"])]
    sides = own.groupby("system_id")["claimant_side"].nunique()
    ends = table.groupby("system_id")["range_km"].agg(["min", "max"])
    return {
        key: (float(ends.loc[key, "min"]), float(ends.loc[key, "max"]), float(sides.get(key, 0)))  # type: ignore[arg-type]
        for key in _named()
    }


def _city(city: str, origin: str) -> float:
    table = evidence.places()
    return float(
        table.loc[(table["place_id"] == city) & (table["kind"] != "united-states"), origin].iloc[0]
    )


def _count(sites: str, origin: str, range_km: float) -> int:
    return sum(bool(reach.inside(range_km, d)) for d in _distances(sites, origin))


def _covering(origin: str, *, end: int = 1, half: bool = False) -> frozenset[str]:
    """Return the systems whose lowest (end=0) or highest (end=1) figure covers most bases."""
    total = len(_distances("core", origin))
    counts = {key: _count("core", origin, ends[end]) for key, ends in _spread().items()}
    return frozenset(
        k for k, n in counts.items() if evidence.most(n, total) or (half and n * 2 == total)
    )


# ---------------------------------------------------------------- reach-1: a distance


@cache
def _two_points() -> tuple[float, float, float, float]:
    cities = catalog.load("cities").set_index("city_id")
    numbers = cities.loc[["tehran", "tel-aviv"], ["lat", "lon"]].to_numpy(dtype=float).ravel()
    lat1, lon1, lat2, lon2 = numbers.tolist()
    return lat1, lon1, lat2, lon2


def _distance(*order: int) -> float:
    """Return the distance with the four numbers in another order."""
    points = _two_points()
    return float(reach.distance_km(*(points[i] for i in order or (0, 1, 2, 3))))


def _degrees() -> float:
    lat1, lon1, lat2, lon2 = _two_points()
    return math.hypot(lat2 - lat1, lon2 - lon1)


_REACH_1 = (
    slip("miles", "This is the distance in miles. Sources mix both units; the question asks km.",
          lambda: _distance() / _KM_PER_MILE, 0.006),
    slip("nautical-miles", "This is the distance in nautical miles. The question asks km.",
          lambda: _distance() / _KM_PER_NAUTICAL_MILE, 0.006),
    slip("metres", "This is the distance in metres. The question asks km.",
          lambda: _distance() * 1000.0, 0.01),
    slip("degrees-as-km", "This is the difference in degrees. A degree is an angle, not a length: "
          "let distance_km turn the four numbers into km.", _degrees, 0.01),
    slip("flat-earth", "This treats the map as flat: it counts every degree as about 111 km. That "
          "holds from south to north; from west to east degrees shrink towards the poles.",
          lambda: _degrees() * _KM_PER_DEGREE, 0.005),
    slip("swapped-lat-lon", "Latitude and longitude are swapped. Here latitude (how far north) "
          "comes first, then longitude (how far east).", lambda: _distance(1, 0, 3, 2), 0.002),
    slip("order-of-numbers", "The four numbers are in the wrong order. Give both numbers of the "
          "first place, then both of the second: lat, lon, lat, lon.",
          lambda: _distance(0, 2, 1, 3), 0.002),
    slip("nearest-for-tehran", "This is the distance from the nearest point of Iran. The question "
          "asks from Tehran.", lambda: _city("tel-aviv", "nearest")),
    slip("centre-for-tehran", "This is the distance from the centre of Iran. The question asks "
          "from Tehran.", lambda: _city("tel-aviv", "centre")),
    slip("other-city", "This is the distance to Haifa. The question asks for Tel Aviv.",
          lambda: _city("haifa", "tehran")),
    slip("other-city", "This is the distance to Jerusalem. The question asks for Tel Aviv.",
          lambda: _city("jerusalem", "tehran")),
    Misconception("no-distance", "A distance between two different places is more than zero. Look "
                  "at the order of the four numbers.", lambda got: got <= 0.0),
    Misconception("too-far", "No two places on earth are more than about 20,000 km apart. Look at "
                  "the unit.", lambda got: got > 20_100.0),
)  # fmt: skip


_judge_1 = number_judge(
    _distance,
    _REACH_1,
    wants="a number in km",
    relative=0.01,
    unit="km",
    nudge="This is not the distance. Are both places read from the table, and are the four "
    "numbers in the order lat, lon, lat, lon?",
)


# ---------------------------------------------------------------- reach-2: a choice with a reason

_REACH_2: dict[str, dict[str, tuple[str, str]]] = {
    "test flight": {
        "A": ("flown-as-range", "A distance flown is not a range. A flight ends where the tester "
              "wants it to end; a test inside a country cannot be longer than the country."),
        "B": ("", "A flight shows what was flown, with one load, on one day."),
        "C": ("mean-of-disagreeing-sources", "The middle between a distance flown and a declared "
              "range answers no question. Figures that disagree are not dice to be averaged."),
        "D": ("flight-proves-declared", "A shorter flight cannot prove a longer range."),
    },
    "three outlets": {
        "A": ("outlets-counted", "You counted outlets, not origins. All three pass on one "
              "announcement: ask who measured or claimed, not who printed."),
        "B": ("unconfirmed-is-false", "Unconfirmed does not mean false. That nobody else has "
              "measured it leaves the figure open."),
        "C": ("", "Three outlets that pass on one announcement are one source."),
        "D": ("habit-discount", "A discount by habit is a guess without a source. It may be too "
              "large or too small, and the table cannot tell."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- reach-3: a function


def _share(distances: Sequence[float], range_km: float) -> float:
    return float(reach.coverage(list(distances), range_km))


def _case(says: str, distances: Sequence[float], range_km: float) -> Case:
    return Case(says, (list(distances), range_km), _share(distances, range_km))


def _cases_3(seed: int | None = None) -> list[Case]:
    """Return the public cases, or cases drawn from a seed with the same traps."""
    if seed is None:
        return [
            _case("US bases from Tehran", _distances("core", "tehran"), 1000.0),
            _case("A place exactly at the range is inside", [500.0, 1000.0, 1500.0], 1000.0),
            _case("Nothing inside", [900.0, 950.0], 300.0),
            _case("Everything inside", [120.0, 80.0, 40.0], 2000.0),
            _case("One place", [700.0], 700.0),
        ]
    dice = random.Random(seed)
    cases = []
    for _ in range(6):
        distances = [float(dice.randrange(50, 3000)) for _ in range(dice.randrange(3, 30))]
        cases.append(_case("Drawn at random", distances, float(dice.randrange(100, 3000))))
        cases.append(_case("A place exactly at the range is inside", distances, distances[0]))
    cases.append(_case("Nothing inside", [800.0, 900.0], float(dice.randrange(100, 700))))
    return cases


_REACH_3 = (
    Misconception("strict-inequality", "A place exactly at the range counts as inside: use <= "
                  "(at most) where you have < (less than).",
                  behaves(lambda d, r: sum(x < r for x in d) / len(d)), credit=2 / 3),
    Misconception("percent-for-share", "This is a percentage. A share lies between 0 and 1.",
                  behaves(lambda d, r: 100.0 * _share(d, r)), credit=1 / 3),
    Misconception("count-for-share", "This is a number of places. Divide it by how many there are.",
                  behaves(lambda d, r: sum(x <= r for x in d))),
    Misconception("outside-for-inside", "This is the share outside. Turn the comparison round.",
                  behaves(lambda d, r: sum(x > r for x in d) / len(d))),
    Misconception("whole-division", "The share is cut down to 0 or 1. Divide with /, not with //, "
                  "and count the places one by one.",
                  behaves(lambda d, r: sum(x <= r for x in d) // len(d))),
    Misconception("mean-distance", "This compares the mean distance. A mean says nothing about how "
                  "many places lie inside.",
                  behaves(lambda d, r: float(sum(d) / len(d) <= r))),
)  # fmt: skip

_FUNCTION_3 = NumberFunction("share_covered(distances, range_km)", _cases_3, _REACH_3)


# ---------------------------------------------------------------- reach-4: a table

_WANTS_4 = "a table with one row a system and the columns low, high and origins"
_COLUMNS_4 = ("low", "high", "origins")


def _by_system(column: pd.Series[Any]) -> dict[str, float]:
    return {str(key): float(value) for key, value in column.items()}


@cache
def _wrong_columns() -> dict[str, list[tuple[str, str, dict[str, float]]]]:
    """Return columns that named mistakes give: column -> (name, words, system -> number)."""
    everything = catalog.load("missile_ranges")
    everything = everything[everything["system_id"].isin(_named())]
    ends = everything[["range_km_low", "range_km_high"]]
    table, spread = _figures(), _spread()
    means = _by_system(table.groupby("system_id")["range_km"].mean())
    by_system = everything.groupby("system_id")
    all_low = _by_system(ends.min(axis=1).groupby(everything["system_id"]).min())
    all_high = _by_system(ends.max(axis=1).groupby(everything["system_id"]).max())
    flown = (
        "flown-as-range",
        "Distances flown in a test, legal floors and slips are in here. Only rows that may be "
        "drawn as a ring are ranges: start from the table rows.",
    )
    mean = (
        "mean-of-disagreeing-sources",
        "This is the mean. Sources that disagree are not averaged: show the two ends.",
    )
    swapped = ("ends-swapped", "Low and high are swapped.")
    outlets = (
        "outlets-counted",
        "You counted outlets or rows, not origins. An outlet that repeats Iran's figure is still "
        "Iran. Keep the bases declared and assessed, then count the different sides.",
    )
    reported = (
        "reported-counted",
        "You counted sides that only passed a figure on (basis: reported). Keep the bases "
        "declared and assessed, then count the different sides.",
    )
    counts = [
        (outlets, table.groupby("system_id").size()),
        (outlets, table.groupby("system_id")["source_id"].nunique()),
        (outlets, table.groupby("system_id")["publisher"].nunique()),
        (outlets, table.groupby("system_id")["range_id"].nunique()),
        (outlets, table.groupby("system_id")["claimant"].nunique()),
        (outlets, by_system.size()),
        (outlets, by_system["source_id"].nunique()),
        (outlets, by_system["claimant"].nunique()),
        (reported, table.groupby("system_id")["claimant_side"].nunique()),
        (reported, by_system["claimant_side"].nunique()),
    ]
    return {
        "low": [
            (*flown, all_low),
            (*mean, means),
            (*swapped, {k: v[1] for k, v in spread.items()}),
        ],
        "high": [
            (*flown, all_high),
            (*mean, means),
            (*swapped, {k: v[0] for k, v in spread.items()}),
        ],
        "origins": [(*what, _by_system(column)) for what, column in counts],
    }


def _judge_4(answer: object) -> Verdict:
    rows = read_rows(
        plain(answer),
        _named(),
        _COLUMNS_4,
        wants=_WANTS_4,
        each="system",
        only=", which is not one of the five systems.",
    )
    if isinstance(rows, Verdict):
        return rows
    found = {
        name: judge_cells(
            {key: row[name] for key, row in rows.items()},
            {key: ends[_COLUMNS_4.index(name)] for key, ends in _spread().items()},
            same=lambda got, wanted: abs(got - wanted) <= 0.5,
            right="Figures counted as right to within 0.5.",
            mistakes=_wrong_columns()[name],
            names=_named(),
            unit="" if name == "origins" else "km",
        )
        for name in _COLUMNS_4
    }
    return own_work(found, "origins", cost=0.25)


# ---------------------------------------------------------------- reach-5: a chart's data

_WANTS_5 = "a table with the columns range_km, tehran and nearest"


def _curve(sites: str, origin: str) -> list[float]:
    return [_share(_distances(sites, origin), r) for r in CURVE_RANGES_KM]


def _slips_5(origin: str) -> list[Misconception]:
    """Return the mistakes that a column of shares may show, in the order of trying."""
    right, bases = partial(_curve, "core", origin), len(_distances("core", origin))
    other = "nearest" if origin == "tehran" else "tehran"
    return [
        column_slip("percent-for-share", "These are percentages. The chart wants shares between 0 "
                    "and 1.", lambda: [100.0 * v for v in right()], 0.005, credit=0.5),
        column_slip("count-for-share", "These are numbers of bases. Divide by how many there are.",
                    lambda: [bases * v for v in right()], 0.005),
        column_slip("wrong-origin", "This column is measured from the other origin.",
                    lambda: _curve("core", other), 0.005),
        column_slip("wrong-origin", "This column is measured from the centre of Iran.",
                    lambda: _curve("core", "centre"), 0.005),
        column_slip("vacated-counted", "The two bases that US forces left are counted here. Lists "
                    "of bases age fast: use the set core.",
                    lambda: _curve("printed", origin), 0.005),
        column_slip("other-set", "Ports and access sites from Turkey to Djibouti are counted here. "
                    "Use the set core.", lambda: _curve("wide", origin), 0.005),
        column_slip("outside-for-inside", "This is the share outside the ring.",
                    lambda: [1.0 - v for v in right()], 0.005),
        Misconception("", "A larger ring cannot cover fewer bases, yet the share falls.",
                      lambda got: any(b < a - 1e-9 for a, b in pairwise(got))),
    ]  # fmt: skip


def _judge_5(answer: object) -> Verdict:
    columns = read_columns(plain(answer), ("range_km", "tehran", "nearest"), _WANTS_5, even=False)
    if isinstance(columns, Verdict):
        return columns
    if finite_numbers(columns["range_km"], "km") != [float(r) for r in CURVE_RANGES_KM]:
        says = f"The column range_km should hold the {len(CURVE_RANGES_KM)} numbers of ranges."
        return Verdict(0.0, "wrong", says, "other-ranges")
    if len({len(column) for column in columns.values()}) > 1:
        return Verdict(0.0, "type", "The columns do not have the same number of rows.")
    found = {
        origin: judge_column(
            columns[origin],
            expected=_curve("core", origin),
            within=0.005,
            right="Shares counted as right to within 0.005.",
            wants="a share between 0 and 1 in every row",
            misconceptions=_slips_5(origin),
            nudge="These are not the shares of the 'core' bases from this origin.",
            unit="per cent",
        )
        for origin in ("tehran", "nearest")
    }
    return own_work(found, "nearest", cost=0.5)


# ---------------------------------------------------------------- reach-6: 'most'

_WANTS_6 = (
    'a dictionary with two lists of names ("from Tehran", "from the nearest point") and one number '
    '("bases inside Dezful\'s ring")'
)


def _judge_systems(origin: str) -> Callable[[Any], Verdict]:
    def judge(value: Any) -> Verdict:
        systems = ", ".join(_named().values())
        got = read_set(
            value,
            lambda name: find_key(name, _named()),
            wants="a list of names",
            stranger="{} is not one of the five systems: " + f"{systems}.",
            may_be_empty=True,
        )
        return got if isinstance(got, Verdict) else _judge_set(origin, got)

    return judge


def _judge_set(origin: str, got: frozenset[str]) -> Verdict:
    if got == _covering(origin):
        return Verdict(1.0, "right", "Most means more than half.")
    if got == _covering(origin, half=True):
        says = "'Most' is more than half. Exactly half is not most; count again."
        return Verdict(0.0, "wrong", says, "half-is-most")
    if origin == "nearest" and got == _covering("tehran"):
        says = "This is the list from Tehran. The nearest point of Iran is much closer."
        return Verdict(0.0, "wrong", says, "tehran-for-nearest")
    if got == _covering(origin, end=0):
        says = "This uses the lowest figure of each system. The question takes the highest."
        return Verdict(0.0, "wrong", says, "lowest-for-highest")
    missing, extra = _covering(origin) - got, got - _covering(origin)
    words = [
        f"{len(missing)} missing." if missing else "",
        f"{len(extra)} too many." if extra else "",
    ]
    says = "Compare each system's highest figure with the distances of the bases: "
    return Verdict(0.0, "wrong", says + " ".join(filter(None, words)))


def _dezful(sites: str = "core", origin: str = "tehran") -> float:
    """Return how many bases lie inside the ring of Dezful's highest figure."""
    return float(_count(sites, origin, _spread()["dezful"][1]))


_DEZFUL = (
    slip("percent-for-share", "This is a percentage. Give the number of bases.",
         lambda: 100.0 * _dezful() / len(_distances("core", "tehran"))),
    slip("share-for-count", "This is a share. Give the number of bases.",
         lambda: _dezful() / len(_distances("core", "tehran"))),
    slip("vacated-counted", "A base that US forces have left is counted here. Lists of bases age "
         "fast: use the set core.", lambda: _dezful("printed")),
    slip("nearest-for-tehran", "This is the number from the nearest point of Iran.",
         lambda: _dezful(origin="nearest")),
    slip("centre-for-tehran", "This is the number from the centre of Iran.",
         lambda: _dezful(origin="centre")),
    slip("outside-for-inside", "This is the number outside the ring.",
         lambda: len(_distances("core", "tehran")) - _dezful()),
)  # fmt: skip
_judge_dezful = number_judge(
    _dezful,
    _DEZFUL,
    wants="a whole number of bases",
    within=1e-6,
    tolerance="only if exact",
    nudge="Count the bases whose distance from Tehran is at most Dezful's highest figure.",
)


def _judge_6(answer: object) -> Verdict:
    parts = {
        "from Tehran": (1.0, _judge_systems("tehran")),
        "from the nearest point": (1.0, _judge_systems("nearest")),
        "bases inside Dezful's ring": (1.0, _judge_dezful),
    }
    return judge_parts(answer, parts, _WANTS_6)


# ---------------------------------------------------------------- reach-7: an inverse

_SHARE_7 = 0.9


def _range_for(sites: str, origin: str) -> float:
    return float(reach.range_for_share(_distances(sites, origin), _SHARE_7))


def _interpolated() -> float:
    return float(pd.Series(_distances("core", "centre")).quantile(_SHARE_7))


def _ranked(step: int) -> float:
    """Return the distance of the base so many places from the one that answers the question."""
    ordered = _distances("core", "centre")
    place = ordered.index(_range_for("core", "centre")) + step
    return ordered[min(max(place, 0), len(ordered) - 1)]


_REACH_7 = (
    slip("interpolated-quantile", "A quantile draws a line between two bases. There is no base at "
          "that distance: at this range 90 % are not yet covered.", _interpolated, 0.0005),
    slip("tehran-for-centre", "This is the range from Tehran. The question asks from the centre "
          "of Iran.", lambda: _range_for("core", "tehran"), 0.0008),
    slip("nearest-for-centre", "This is the range from the nearest point. The question asks from "
          "the centre of Iran.", lambda: _range_for("core", "nearest"), 0.0008),
    slip("rounded-down", "This covers one base too few: rounding down the number of bases leaves "
          "less than 90 %.", lambda: _ranked(-1), 0.0008),
    slip("all-bases", "This covers every base. For 90 % a smaller range is enough.",
          lambda: _distances("core", "centre")[-1], 0.0008),
    slip("vacated-counted", "The two bases that US forces left are counted. Use the set core.",
          lambda: _range_for("printed", "centre"), 0.0008),
    slip("share-of-distance", "This is 90 % of the largest distance. The question is about 90 % "
          "of the bases.", lambda: _SHARE_7 * _distances("core", "centre")[-1], 0.0008),
    slip("miles", "This is the range in miles. The question asks km.",
          lambda: _range_for("core", "centre") / _KM_PER_MILE),
    Misconception("not-the-smallest", "This range does cover 90 %, but it is not the smallest that "
                  "does.", lambda got: _share(_distances("core", "centre"), max(got, 0.0))
                  >= _SHARE_7),
    Misconception("not-enough", "At this range fewer than 90 % of the bases are covered.",
                  lambda got: got < _range_for("core", "centre")),
)  # fmt: skip


_judge_7 = number_judge(
    lambda: _range_for("core", "centre"),
    _REACH_7,
    wants="a number in km",
    within=1.0,
    unit="km",
    nudge="This is not the smallest range.",
)


# ---------------------------------------------------------------- reach-8: a puzzle

_WANTS_8 = (
    'a dictionary with "false" (an origin and one figure_id) and "true" (an origin and a list of '
    "five figure_ids)"
)


def _nearest_city(origin: str) -> float:
    return _distances("israel", origin)[0]


def _scene(value: Any, want: str) -> tuple[str, list[dict[str, Any]]] | Verdict:
    """Return the origin and the figures of half the puzzle, or what is wrong with its shape."""
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    shape = f"expected an origin and {want}"
    given = as_mapping(value)
    if given is not None:
        origin, chosen = given.get("origin"), given.get("figures", given.get("figure"))
    elif isinstance(value, list) and len(value) == 2:
        origin, chosen = value
    else:
        return Verdict(0.0, "type", f"{shape}, got {describe(value)}.")
    if is_unanswered(origin) or is_unanswered(chosen):
        return Verdict(0.0, "unanswered", f"{shape}; one of them is still open.")
    key = origin.strip().casefold() if isinstance(origin, str) else ""
    if key not in evidence.ORIGINS:
        says = f"the origin must be one of {', '.join(evidence.ORIGINS)}, got {describe(origin)}."
        return Verdict(0.0, "type", says)
    ids = chosen if isinstance(chosen, list) else [chosen]
    records: list[dict[Any, Any]] = _figures().to_dict("records")
    table = {row["figure_id"]: row for row in records}
    names = [name.strip() if isinstance(name, str) else name for name in ids]
    strangers = [name for name in names if not isinstance(name, str) or name not in table]
    return _not_a_figure(strangers[0]) if strangers else (key, [table[name] for name in names])


def _not_a_figure(name: Any) -> Verdict:
    everything = catalog.load("missile_ranges").set_index("range_id")
    key = name.strip() if isinstance(name, str) else ""
    if key in everything.index:
        row = everything.loc[key]
        if row["system_id"] not in _named():
            says = f"'{key}' is a figure of another system than the five of the article."
            return Verdict(0.0, "wrong", says, "other-system")
        if row["basis"] == "flown":
            says = f"'{key}' is a distance flown in a test. A distance flown is not a range."
            return Verdict(0.0, "wrong", says, "flown-as-range")
        if row["basis"] == "floor":
            says = f"'{key}' is a floor for a legal finding (at least so much), not a range."
            return Verdict(0.0, "wrong", says, "floor-as-range")
    if key in set(evidence.figures()["figure_id"]):
        says = f"'{key}' is a figure of another system than the five of the article."
        return Verdict(0.0, "wrong", says, "other-system")
    says = f"expected a figure_id from the table, got {describe(name)}."
    return Verdict(0.0, "type", says)


def _judge_false(value: Any) -> Verdict:
    scene = _scene(value, "one figure_id")
    if isinstance(scene, Verdict):
        return scene
    origin, rows = scene
    if len(rows) != 1:
        return Verdict(0.0, "type", "expected one figure_id: one system that fails is enough.")
    row, nearest = rows[0], _nearest_city(origin)
    words = f"{row['system']} with {row['range_km']:,.0f} km, from {evidence.ORIGINS[origin]}"
    if not reach.inside(row["range_km"], nearest):
        return Verdict(1.0, "right", f"One system that falls short is enough ({words}).")
    slip = "nearest-point-forgotten" if origin == "nearest" else "still-reaches"
    says = f"{words}, still reaches an Israeli city."
    return Verdict(0.0, "wrong", says, slip)


def _judge_true(value: Any) -> Verdict:
    scene = _scene(value, "a list of five figure_ids")
    if isinstance(scene, Verdict):
        return scene
    origin, rows = scene
    systems = [row["system"] for row in rows]
    twice = [name for name in systems if systems.count(name) > 1]
    if twice:
        says = f"{twice[0]} is there twice. Choose one figure a system."
        return Verdict(0.0, "wrong", says, "two-figures-of-one-system")
    lost = [name for name in _named().values() if name not in systems]
    if lost:
        says = f"'All five' needs five: no figure for {', '.join(lost)}."
        return Verdict(0.0, "wrong", says, "all-needs-all")
    short = [row for row in rows if not reach.inside(row["range_km"], _nearest_city(origin))]
    if not short:
        return Verdict(1.0, "right", "All means every one of them.")
    name = short[0]["system"]
    best = _spread()[short[0]["system_id"]][1]
    if not reach.inside(best, _nearest_city(origin)):
        says = (
            f"from {evidence.ORIGINS[origin]} no published figure brings {name} to Israel. "
            "Change the origin."
        )
        return Verdict(0.0, "wrong", says, "origin-cannot-work")
    says = f"{name} falls short with that figure. One short system makes 'all five' false."
    return Verdict(0.0, "wrong", says, "one-falls-short")


def _judge_8(answer: object) -> Verdict:
    return judge_parts(answer, {"false": (1.0, _judge_false), "true": (1.0, _judge_true)}, _WANTS_8)


# ---------------------------------------------------------------- reach-9: how wrong must it be?

_WANTS_9 = 'a dictionary with two numbers in km, "too high by" and "too low by"'


def _weakest() -> float:
    """Return the highest figure of the system with the least of them."""
    return min(ends[1] for ends in _spread().values())


def _flip(name: str) -> float:
    """Return by how many km the ring must be wrong before one half of the verdict flips."""
    if name == "too high by":
        return float(reach.margin_km(_weakest(), _nearest_city("nearest")))
    return _around_half(0) - _weakest()


def _around_half(step: int) -> float:
    """Return how far the base is that turns half into most, or one some steps away from it."""
    ordered = _distances("core", "tehran")
    return ordered[len(ordered) // 2 + step]


def _city_margin(city: str, origin: str = "nearest") -> float:
    return abs(_weakest() - _city(city, origin))


def _judge_flip(
    name: str, slips: Iterable[Misconception], nudge: str
) -> Callable[[object], Verdict]:
    sign = -1.0 if name == "too high by" else 1.0
    everywhere = (
        slip("minus-sign", "The size is right. Give it without the minus sign: how many km.",
             lambda: -_flip(name), 0.01),
        slip("percent-for-km", "This is a percentage of the range. Give km.",
             lambda: 100.0 * _flip(name) / _weakest(), 0.01),
        slip("range-for-margin", "This is a range or a distance. Give the difference of the two: "
             "how far the ring is from the flip.", lambda: _weakest() + sign * _flip(name)),
        slip("miles", "This is in miles. Give km.", lambda: _flip(name) / _KM_PER_MILE, 0.01),
    )  # fmt: skip
    return number_judge(
        lambda: _flip(name),
        (*slips, *everywhere),
        wants="a number in km",
        within=1.0,
        unit="km",
        nudge=nudge,
    )


_HIGH_SLIPS = (
    slip("tel-aviv-for-israel", "This is the gap to Tel Aviv. 'Reaches Israel' here means at "
          "least one of the three cities: take the nearest.",
          lambda: _city_margin("tel-aviv"), 0.02),
    slip("not-the-nearest-city", "This is the gap to Jerusalem. Another city of the three is "
          "nearer.", lambda: _city_margin("jerusalem"), 0.02),
    slip("tehran-for-nearest", "This is measured from Tehran. The claim is only true from the "
          "nearest point, so measure there.",
          lambda: abs(_weakest() - _nearest_city("tehran")), 0.01),
)  # fmt: skip
_LOW_SLIPS = (
    slip("half-is-most", "This is how far the ring can shrink before it loses a base. Half is not "
          "most: the ring has to grow.",
          lambda: _weakest() - _around_half(-1),
          0.01),
    slip("all-for-most", "This would cover every base. For most, one more than half is enough.",
          lambda: _distances("core", "tehran")[-1] - _weakest(), 0.005),
    slip("one-too-many", "This covers one base more than needed.",
          lambda: _around_half(1) - _weakest(),
          0.01),
)  # fmt: skip


def _judge_9(answer: object) -> Verdict:
    high = _judge_flip(
        "too high by",
        _HIGH_SLIPS,
        "Take Dezful's figure minus the distance of the nearest Israeli city from the nearest "
        "point of Iran.",
    )
    low = _judge_flip(
        "too low by",
        _LOW_SLIPS,
        "Sort the bases by distance from Tehran and find the first base that turns half into most.",
    )
    parts = {"too high by": (1.0, high), "too low by": (1.0, low)}
    return judge_parts(answer, parts, _WANTS_9)


# ---------------------------------------------------------------- the tasks

TASKS: tuple[Task, ...] = (
    Task(
        task_id="reach-1",
        chapter=CHAPTER,
        title="From Tehran to Tel Aviv",
        kind="number",
        objective="Measure a distance on the globe, in the right unit.",
        points=2,
        minutes=5,
        why="whoever says that something 'reaches' compares two lengths; this is one of them.",
        wants="a number in km",
        judge=_judge_1,
    ),
    Task(
        task_id="reach-2",
        chapter=CHAPTER,
        title="What a test flight and three headlines show",
        kind="choice",
        objective="Tell a distance flown from a range, and a repetition from a confirmation.",
        points=2,
        minutes=6,
        why="most figures in the news are one announcement, seen many times.",
        wants=letters_wanted(_REACH_2),
        judge=choices(_REACH_2),
    ),
    FunctionTask(
        task_id="reach-3",
        chapter=CHAPTER,
        title="The share inside a ring",
        kind="function",
        objective="Turn the words 'covers most bases' into a computation.",
        points=3,
        minutes=10,
        why="a function states a definition so exactly that others can disagree with it.",
        wants=_FUNCTION_3.wants,
        judge=_FUNCTION_3.judge,
        cases=_FUNCTION_3.cases,
        judge_outputs=_FUNCTION_3.judge_outputs,
    ),
    Task(
        task_id="reach-4",
        chapter=CHAPTER,
        title="Who says how far",
        kind="table",
        objective="Show how far published figures disagree, and how many voices stand behind them.",
        points=4,
        minutes=12,
        why="a narrow spread can mean agreement, or a single voice; only the origins tell.",
        wants=_WANTS_4,
        judge=_judge_4,
    ),
    Task(
        task_id="reach-5",
        chapter=CHAPTER,
        title="The data behind a chart",
        kind="chart data",
        objective="Build the table that a coverage curve is drawn from.",
        points=3,
        minutes=10,
        why="the gap between the two curves is the effect of a choice that no headline states.",
        wants=_WANTS_5,
        judge=_judge_5,
    ),
    Task(
        task_id="reach-6",
        chapter=CHAPTER,
        title="Which of the five cover most bases?",
        kind="sets",
        objective="Test the word 'most' in claim C14, from two origins.",
        points=3,
        minutes=10,
        why="the same figure gives half from one origin and all from another.",
        wants=_WANTS_6,
        judge=_judge_6,
    ),
    Task(
        task_id="reach-7",
        chapter=CHAPTER,
        title="Nine bases in ten",
        kind="number",
        objective="Invert a question: from a share to the range it needs.",
        points=2,
        minutes=8,
        why="asking what would be needed is often clearer than asking whether something suffices.",
        wants="a number in km",
        judge=_judge_7,
    ),
    Task(
        task_id="reach-8",
        chapter=CHAPTER,
        title="Make it false, make it true",
        kind="puzzle",
        objective="Find the assumptions on which 'all five reach Israel' stands or falls.",
        points=4,
        minutes=12,
        why="when published figures give both verdicts, the assumptions are the argument.",
        wants=_WANTS_8,
        judge=_judge_8,
    ),
    Task(
        task_id="reach-9",
        chapter=CHAPTER,
        title="How wrong must a ring be?",
        kind="puzzle",
        objective="Measure how close a verdict is to flipping.",
        points=3,
        minutes=10,
        why="coordinates to a tenth of a degree are themselves uncertain by several kilometres.",
        wants=_WANTS_9,
        judge=_judge_9,
    ),
    Task(
        task_id="reach-10",
        chapter=CHAPTER,
        title="Your verdict on claim C14",
        kind="argument",
        objective="Argue for a verdict so that an opponent knows what to attack.",
        points=0,
        minutes=20,
        why="a verdict that names its origin, its figure and its definition can be corrected.",
        wants=ARGUMENT_WANTS,
        judge=judge_argument,
        manual_points=4,
        rubric=(
            "States a verdict on each half of the claim: Israel, and most US bases.",
            "Says from which origin and with whose figure, and what 'most' and 'reach' mean.",
            "Tells declared, assessed and reported figures apart, and names a single-voice figure.",
            "Puts the strongest objection fairly, and says what would change the verdict.",
        ),
    ),
)
