"""The tasks of chapter 2: distances, published ranges, and what 'most' means.

Expected values come from the data and the models, when they are first needed. Nothing here is typed
in that the tables could change.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pandas as pd

from missile_question import catalog
from missile_question.checks.core import (
    Case,
    FunctionTask,
    Misconception,
    Status,
    Task,
    Verdict,
    combine,
    judge_function,
    judge_letter,
    judge_number,
    judge_numbers_of_function,
    judge_parts,
    judge_text,
)
from missile_question.checks.core import slip as _slip
from missile_question.checks.plain import (
    Table,
    as_mapping,
    describe,
    is_unanswered,
    number,
    plain,
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


# ---------------------------------------------------------------- small tools


def _key(name: object) -> str | None:
    """Return the identifier of one of the five systems, given its identifier or name."""
    if not isinstance(name, str):
        return None
    wanted = name.strip().casefold().replace("_", "-").replace(" ", "-")
    return next((k for k, v in _named().items() if wanted in (k, v.casefold())), None)


def _own_work(found: Mapping[str, Verdict], own: str, cost: float) -> Verdict:
    """Join verdicts where the starter code gives all parts but one: they only cost when spoilt."""
    if found[own].status == "unanswered":
        return Verdict(0.0, "unanswered", f"The column {own} is still open.")
    spoilt = sum(v.status != "right" for name, v in found.items() if name != own)
    share = max(0.0, found[own].share - cost * spoilt)
    joined = combine(found, dict.fromkeys(found, 1.0))
    status: Status = "wrong" if joined.status == "partly" and not share else joined.status
    return replace(joined, share=share, status=status)


def _names(keys: Iterable[str]) -> str:
    return ", ".join(_named()[key] for key in _named() if key in set(keys)) or "none"


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
    _slip("miles", "This is the distance in miles. Sources mix both units; the question asks km.",
          lambda: _distance() / _KM_PER_MILE, 0.006),
    _slip("nautical-miles", "This is the distance in nautical miles. The question asks km.",
          lambda: _distance() / _KM_PER_NAUTICAL_MILE, 0.006),
    _slip("metres", "This is the distance in metres. The question asks km.",
          lambda: _distance() * 1000.0, 0.01),
    _slip("degrees-as-km", "This is the difference in degrees. A degree is an angle, not a length: "
          "let distance_km turn the four numbers into km.", _degrees, 0.01),
    _slip("flat-earth", "This treats the map as flat: it counts every degree as about 111 km. That "
          "holds from south to north; from west to east degrees shrink towards the poles.",
          lambda: _degrees() * _KM_PER_DEGREE, 0.005),
    _slip("swapped-lat-lon", "Latitude and longitude are swapped. Here latitude (how far north) "
          "comes first, then longitude (how far east).", lambda: _distance(1, 0, 3, 2), 0.002),
    _slip("order-of-numbers", "The four numbers are in the wrong order. Give both numbers of the "
          "first place, then both of the second: lat, lon, lat, lon.",
          lambda: _distance(0, 2, 1, 3), 0.002),
    _slip("nearest-for-tehran", "This is the distance from the nearest point of Iran. The question "
          "asks from Tehran.", lambda: _city("tel-aviv", "nearest")),
    _slip("centre-for-tehran", "This is the distance from the centre of Iran. The question asks "
          "from Tehran.", lambda: _city("tel-aviv", "centre")),
    _slip("other-city", "This is the distance to Haifa. The question asks for Tel Aviv.",
          lambda: _city("haifa", "tehran")),
    _slip("other-city", "This is the distance to Jerusalem. The question asks for Tel Aviv.",
          lambda: _city("jerusalem", "tehran")),
    Misconception("no-distance", "A distance between two different places is more than zero. Look "
                  "at the order of the four numbers.", lambda got: got <= 0.0),
    Misconception("too-far", "No two places on earth are more than about 20,000 km apart. Look at "
                  "the unit.", lambda got: got > 20_100.0),
)  # fmt: skip


def _judge_1(answer: object) -> Verdict:
    expected = _distance()
    return judge_number(
        answer,
        expected=expected,
        within=0.01 * expected,
        tolerance="to within 1 %",
        wants="a number in km",
        unit="km",
        misconceptions=_REACH_1,
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


def _choice(part: str) -> Callable[[Any], Verdict]:
    return lambda value: judge_letter(value, _REACH_2[part])


_WANTS_2 = 'a dictionary with one letter each for "test flight" and "three outlets"'


def _judge_2(answer: object) -> Verdict:
    return judge_parts(answer, {part: (1.0, _choice(part)) for part in _REACH_2}, _WANTS_2)


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


def _behaves(like: Callable[[Sequence[float], float], float]) -> Callable[[Any], bool]:
    """Return a test whether outputs are those of a wrong function, on every case."""

    def shows(numbers: Sequence[tuple[Case, float]]) -> bool:
        return all(abs(got - like(*case.args)) <= 0.01 for case, got in numbers)

    return shows


_REACH_3 = (
    Misconception("strict-inequality", "A place exactly at the range counts as inside: use <= "
                  "(at most) where you have < (less than).",
                  _behaves(lambda d, r: sum(x < r for x in d) / len(d)), credit=2 / 3),
    Misconception("percent-for-share", "This is a percentage. A share lies between 0 and 1.",
                  _behaves(lambda d, r: 100.0 * _share(d, r)), credit=1 / 3),
    Misconception("count-for-share", "This is a number of places. Divide it by how many there are.",
                  _behaves(lambda d, r: sum(x <= r for x in d))),
    Misconception("outside-for-inside", "This is the share outside. Turn the comparison round.",
                  _behaves(lambda d, r: sum(x > r for x in d) / len(d))),
    Misconception("whole-division", "The share is cut down to 0 or 1. Divide with /, not with //, "
                  "and count the places one by one.",
                  _behaves(lambda d, r: sum(x <= r for x in d) // len(d))),
    Misconception("mean-distance", "This compares the mean distance. A mean says nothing about how "
                  "many places lie inside.",
                  _behaves(lambda d, r: float(sum(d) / len(d) <= r))),
)  # fmt: skip

_WANTS_3 = "a function share_covered(distances, range_km)"


def _judge_outputs_3(cases: Sequence[Case], outputs: Sequence[Any]) -> Verdict:
    return judge_numbers_of_function(
        cases, outputs, name="share_covered", within=0.001, misconceptions=_REACH_3
    )


def _judge_3(answer: object) -> Verdict:
    return judge_function(
        answer,
        name="share_covered",
        wants=_WANTS_3,
        cases=_cases_3(),
        judge_outputs=_judge_outputs_3,
    )


# ---------------------------------------------------------------- reach-4: a table

_WANTS_4 = "a table with one row a system and the columns low, high and origins"
_COLUMNS_4 = ("low", "high", "origins")


def _rows_by_system(value: Any) -> dict[str, dict[str, Any]] | str:
    """Return the rows of a table by system, or say what is wrong with its shape."""
    if isinstance(value, Table):
        rows = [{k.strip().casefold(): v for k, v in row.items()} for row in value.rows]
    elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        rows = [as_mapping(v) or {} for v in value]
    elif isinstance(value, dict) and all(isinstance(v, dict) for v in value.values()):
        rows = [{"system": k, **(as_mapping(v) or {})} for k, v in value.items()]
    else:
        return f"Expected {_WANTS_4}, got {describe(value)}."
    missing = [name for name in _COLUMNS_4 if any(name not in row for row in rows)]
    if missing:
        return f"The column {' and '.join(missing)} is missing; got {describe(value)}."
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = next((k for k in (_key(v) for v in row.values()) if k), None)
        if key is None:
            other = next(
                (v for v in row.values() if isinstance(v, str) and v), "a row without a name"
            )
            return f"There is a row for '{other[:40]}', which is not one of the five systems."
        if key in found:
            return f"{_named()[key]} has more than one row. Make one row a system."
        found[key] = row
    lost = [key for key in _named() if key not in found]
    return f"No row for {_names(lost)}." if lost else found


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


def _judge_column(name: str, rows: dict[str, dict[str, Any]]) -> Verdict:
    cells = {key: row[name] for key, row in rows.items()}
    if all(map(is_unanswered, cells.values())):
        return Verdict(0.0, "unanswered", "")
    numbers: dict[str, float] = {}
    for key, cell in cells.items():
        quantity = number(cell)
        if quantity is None or not math.isfinite(quantity.value):
            says = f"expected a number for {_named()[key]}, got {describe(cell)}."
            return Verdict(0.0, "type", says)
        numbers[key] = quantity.value
    wanted = {key: ends[_COLUMNS_4.index(name)] for key, ends in _spread().items()}
    wrong = [key for key in wanted if abs(numbers[key] - wanted[key]) > 0.5]
    if not wrong:
        return Verdict(1.0, "right", "Figures counted as right to within 0.5.")
    for slip, says, column in _wrong_columns()[name]:
        if all(abs(numbers[k] - column.get(k, math.nan)) <= 0.5 for k in wrong) and (
            any(abs(column.get(k, math.nan) - wanted[k]) > 0.5 for k in wanted)
        ):
            return Verdict(0.0, "wrong", f"{says} Look at {_names(wrong)}.", slip)
    return Verdict(0.0, "wrong", f"not right for {_names(wrong)}.")


def _judge_4(answer: object) -> Verdict:
    value = plain(answer)
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    rows = _rows_by_system(value)
    if isinstance(rows, str):
        return Verdict(0.0, "type", rows)
    found = {name: _judge_column(name, rows) for name in _COLUMNS_4}
    return _own_work(found, "origins", cost=0.25)


# ---------------------------------------------------------------- reach-5: a chart's data

_WANTS_5 = "a table with the columns range_km, tehran and nearest"


def _curve(sites: str, origin: str) -> list[float]:
    return [_share(_distances(sites, origin), r) for r in CURVE_RANGES_KM]


_REACH_5: tuple[tuple[str, str, float, Callable[[str, int], float]], ...] = (
    ("percent-for-share", "These are percentages. The chart wants shares between 0 and 1.", 0.5,
     lambda origin, i: 100.0 * _curve("core", origin)[i]),
    ("count-for-share", "These are numbers of bases. Divide by how many there are.", 0.0,
     lambda origin, i: _curve("core", origin)[i] * len(_distances("core", origin))),
    ("wrong-origin", "This column is measured from the other origin.", 0.0,
     lambda origin, i: _curve("core", "nearest" if origin == "tehran" else "tehran")[i]),
    ("wrong-origin", "This column is measured from the centre of Iran.", 0.0,
     lambda origin, i: _curve("core", "centre")[i]),
    ("vacated-counted", "The two bases that US forces left are counted here. Lists of bases age "
     "fast: use the set core.", 0.0, lambda origin, i: _curve("printed", origin)[i]),
    ("other-set", "Ports and access sites from Turkey to Djibouti are counted here. Use the set "
     "core.", 0.0, lambda origin, i: _curve("wide", origin)[i]),
    ("outside-for-inside", "This is the share outside the ring.", 0.0,
     lambda origin, i: 1.0 - _curve("core", origin)[i]),
)  # fmt: skip


def _judge_curve(origin: str, column: list[Any]) -> Verdict:
    if all(map(is_unanswered, column)):
        return Verdict(0.0, "unanswered", "")
    quantities = [number(cell) for cell in column]
    got = [q.value for q in quantities if q is not None and math.isfinite(q.value)]
    if len(got) < len(column):
        return Verdict(0.0, "type", "expected a share between 0 and 1 in every row.")

    def same(other: Callable[[str, int], float]) -> bool:
        return all(abs(v - other(origin, i)) <= 0.005 for i, v in enumerate(got))

    if same(lambda key, i: _curve("core", key)[i]):
        return Verdict(1.0, "right", "Shares counted as right to within 0.005.")
    for name, says, credit, other in _REACH_5:
        if same(other):
            return Verdict(credit, "partly" if credit else "wrong", says, name)
    falls = any(b < a - 1e-9 for a, b in pairwise(got))
    if falls:
        return Verdict(0.0, "wrong", "A larger ring cannot cover fewer bases, yet the share falls.")
    return Verdict(0.0, "wrong", "These are not the shares of the 'core' bases from this origin.")


def _judge_5(answer: object) -> Verdict:
    value = plain(answer)
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    if isinstance(value, dict) and all(isinstance(v, list) for v in value.values()):
        columns = {k.strip().casefold(): list(v) for k, v in value.items()}
    elif isinstance(value, Table):
        columns = {k.strip().casefold(): [row[k] for row in value.rows] for k in value.columns}
    else:
        return Verdict(0.0, "type", f"Expected {_WANTS_5}, got {describe(value)}.")
    missing = [name for name in ("range_km", "tehran", "nearest") if name not in columns]
    if missing:
        says = f"The column {' and '.join(missing)} is missing; got {describe(value)}."
        return Verdict(0.0, "type", says)
    ranges = [q.value if (q := number(v)) else math.nan for v in columns["range_km"]]
    if ranges != [float(r) for r in CURVE_RANGES_KM]:
        says = f"The column range_km should hold the {len(CURVE_RANGES_KM)} numbers of ranges."
        return Verdict(0.0, "wrong", says, "other-ranges")
    if any(len(columns[name]) != len(ranges) for name in ("tehran", "nearest")):
        return Verdict(0.0, "type", "The columns do not have the same number of rows.")
    found = {name: _judge_curve(name, columns[name]) for name in ("tehran", "nearest")}
    return _own_work(found, "nearest", cost=0.5)


# ---------------------------------------------------------------- reach-6: 'most'

_WANTS_6 = (
    'a dictionary with two lists of names ("from Tehran", "from the nearest point") and one number '
    '("bases inside Dezful\'s ring")'
)


def _judge_systems(origin: str) -> Callable[[Any], Verdict]:
    def judge(value: Any) -> Verdict:
        if value is None or (is_unanswered(value) and value != []):
            return Verdict(0.0, "unanswered", "")
        if isinstance(value, str):
            value = value.split(",")
        if not isinstance(value, list):
            return Verdict(0.0, "type", f"Expected a list of names, got {describe(value)}.")
        unknown = [describe(name) for name in value if _key(name) is None]
        if unknown:
            says = f"{unknown[0]} is not one of the five systems: {', '.join(_named().values())}."
            return Verdict(0.0, "type", says)
        return _judge_set(origin, frozenset(filter(None, map(_key, value))))

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


def _judge_dezful(value: Any) -> Verdict:
    figure = _spread()["dezful"][1]
    total = len(_distances("core", "tehran"))
    expected = _count("core", "tehran", figure)

    def count(sites: str, origin: str) -> Callable[[], float]:
        return lambda: float(_count(sites, origin, figure))

    return judge_number(
        value,
        expected=expected,
        within=1e-6,
        tolerance="only if exact",
        wants="a whole number of bases",
        misconceptions=(
            _slip("percent-for-share", "This is a percentage. Give the number of bases.",
                  lambda: 100.0 * expected / total),
            _slip("share-for-count", "This is a share. Give the number of bases.",
                  lambda: expected / total),
            _slip("vacated-counted", "A base that US forces have left is counted here. Lists of "
                  "bases age fast: use the set core.", count("printed", "tehran")),
            _slip("nearest-for-tehran", "This is the number from the nearest point of Iran.",
                  count("core", "nearest")),
            _slip("centre-for-tehran", "This is the number from the centre of Iran.",
                  count("core", "centre")),
            _slip("outside-for-inside", "This is the number outside the ring.",
                  lambda: float(total - expected)),
        ),
        nudge="Count the bases whose distance from Tehran is at most Dezful's highest figure.",
    )  # fmt: skip


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
    _slip("interpolated-quantile", "A quantile draws a line between two bases. There is no base at "
          "that distance: at this range 90 % are not yet covered.", _interpolated, 0.0005),
    _slip("tehran-for-centre", "This is the range from Tehran. The question asks from the centre "
          "of Iran.", lambda: _range_for("core", "tehran"), 0.0008),
    _slip("nearest-for-centre", "This is the range from the nearest point. The question asks from "
          "the centre of Iran.", lambda: _range_for("core", "nearest"), 0.0008),
    _slip("rounded-down", "This covers one base too few: rounding down the number of bases leaves "
          "less than 90 %.", lambda: _ranked(-1), 0.0008),
    _slip("all-bases", "This covers every base. For 90 % a smaller range is enough.",
          lambda: _distances("core", "centre")[-1], 0.0008),
    _slip("vacated-counted", "The two bases that US forces left are counted. Use the set core.",
          lambda: _range_for("printed", "centre"), 0.0008),
    _slip("share-of-distance", "This is 90 % of the largest distance. The question is about 90 % "
          "of the bases.", lambda: _SHARE_7 * _distances("core", "centre")[-1], 0.0008),
    _slip("miles", "This is the range in miles. The question asks km.",
          lambda: _range_for("core", "centre") / _KM_PER_MILE),
)  # fmt: skip


def _judge_7(answer: object) -> Verdict:
    expected = _range_for("core", "centre")
    distances = _distances("core", "centre")
    too_large = Misconception(
        "not-the-smallest",
        "This range does cover 90 %, but it is not the smallest that does.",
        lambda got: _share(distances, max(got, 0.0)) >= _SHARE_7,
    )
    too_small = Misconception(
        "not-enough",
        "At this range fewer than 90 % of the bases are covered.",
        lambda got: got < expected,
    )
    return judge_number(
        answer,
        expected=expected,
        within=1.0,
        tolerance="to within 1 km",
        wants="a number in km",
        unit="km",
        misconceptions=(*_REACH_7, too_large, too_small),
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


def _judge_flip(name: str, slips: Sequence[Misconception], nudge: str) -> Callable[[Any], Verdict]:
    def judge(value: Any) -> Verdict:
        expected = _flip(name)
        distance = _weakest() + (-expected if name == "too high by" else expected)
        everywhere = (
            _slip("minus-sign", "The size is right. Give it without the minus sign: how many km.",
                  lambda: -expected, 0.01),
            _slip("percent-for-km", "This is a percentage of the range. Give km.",
                  lambda: 100.0 * expected / _weakest(), 0.01),
            _slip("range-for-margin", "This is a range or a distance. Give the difference of the "
                  "two: how far the ring is from the flip.",
                  lambda: distance),
            _slip("miles", "This is in miles. Give km.", lambda: expected / _KM_PER_MILE, 0.01),
        )  # fmt: skip
        return judge_number(
            value,
            expected=expected,
            within=1.0,
            tolerance="to within 1 km",
            wants="a number in km",
            unit="km",
            misconceptions=(*slips, *everywhere),
            nudge=nudge,
        )

    return judge


_HIGH_SLIPS = (
    _slip("tel-aviv-for-israel", "This is the gap to Tel Aviv. 'Reaches Israel' here means at "
          "least one of the three cities: take the nearest.",
          lambda: _city_margin("tel-aviv"), 0.02),
    _slip("not-the-nearest-city", "This is the gap to Jerusalem. Another city of the three is "
          "nearer.", lambda: _city_margin("jerusalem"), 0.02),
    _slip("tehran-for-nearest", "This is measured from Tehran. The claim is only true from the "
          "nearest point, so measure there.",
          lambda: abs(_weakest() - _nearest_city("tehran")), 0.01),
)  # fmt: skip
_LOW_SLIPS = (
    _slip("half-is-most", "This is how far the ring can shrink before it loses a base. Half is not "
          "most: the ring has to grow.",
          lambda: _weakest() - _around_half(-1),
          0.01),
    _slip("all-for-most", "This would cover every base. For most, one more than half is enough.",
          lambda: _distances("core", "tehran")[-1] - _weakest(), 0.005),
    _slip("one-too-many", "This covers one base more than needed.",
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


# ---------------------------------------------------------------- reach-10: an argument

_WORDS_10 = (80, 220)
_WANTS_10 = f"a text of {_WORDS_10[0]} to {_WORDS_10[1]} words"


def _judge_10(answer: object) -> Verdict:
    least, most = _WORDS_10
    return judge_text(answer, least=least, most=most, wants=_WANTS_10)


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
        wants=_WANTS_2,
        judge=_judge_2,
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
        wants=_WANTS_3,
        judge=_judge_3,
        cases=_cases_3,
        judge_outputs=_judge_outputs_3,
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
        wants=_WANTS_10,
        judge=_judge_10,
        manual_points=4,
        rubric=(
            "States a verdict on each half of the claim: Israel, and most US bases.",
            "Says from which origin and with whose figure, and what 'most' and 'reach' mean.",
            "Tells declared, assessed and reported figures apart, and names a single-voice figure.",
            "Puts the strongest objection fairly, and says what would change the verdict.",
        ),
    ),
)
