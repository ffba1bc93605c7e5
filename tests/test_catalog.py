"""The catalogue: typed tables, closed epilogue, helpful errors."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pandas as pd
import pytest

from missile_question import catalog

ROOT = Path(__file__).resolve().parents[1]
#: Told by the folder a table lies in, not by the flag that the catalogue reads.
PATHS = {
    item["name"]: item["path"]
    for item in json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))["resources"]
    if item["path"].endswith(".csv")
}
LATER = [name for name, path in PATHS.items() if path.startswith("after_article/")]
MAIN = [name for name in PATHS if name not in LATER]


def test_tables_are_listed_without_the_epilogue() -> None:
    """Later knowledge is not even listed unless asked for."""
    assert catalog.tables() == MAIN
    assert catalog.tables(epilogue=True) == MAIN + LATER


@pytest.mark.parametrize("name", MAIN)
def test_load_gives_the_types_of_the_schema(name: str) -> None:
    """Booleans are bool, numbers float or int, texts never missing."""
    frame = catalog.load(name)
    assert len(frame) > 0
    for field in catalog.describe(name)["schema"]["fields"]:
        column = frame[field["name"]]
        if field["type"] == "boolean":
            assert column.dtype == bool
        elif field["type"] in ("integer", "number"):
            assert pd.api.types.is_numeric_dtype(column)
        else:
            assert not column.isna().any()
            assert all(isinstance(value, str) for value in column)


def test_blank_numbers_are_missing_and_blank_texts_empty() -> None:
    """A blank range is NaN, never zero; a blank variant is an empty string."""
    ranges = catalog.load("missile_ranges").set_index("range_id")
    assert math.isnan(ranges.loc["emad-iran-2015", "range_km_high"])
    assert ranges.loc["emad-un-panel-2015", "range_km_low"] == 1000.0
    assert ranges.loc["emad-iran-2015", "variant"] == ""


def test_missile_use_loads_with_blank_counts() -> None:
    """A row that names a missile without a count has NaN, and a count names no missile."""
    uses = catalog.load("missile_use").set_index("use_id")
    assert math.isnan(uses.loc["israel-2024-10-fattah-iran", "ballistic_high"])
    assert uses.loc["al-udeid-2025-us", "ballistic_high"] == 14.0
    assert uses.loc["al-udeid-2025-us", "system_id"] == ""
    assert not uses.loc["israel-2024-10-fattah-iran", "verified"]


def test_booleans_are_read_from_words() -> None:
    """'true' and 'false' in the file become True and False."""
    ranges = catalog.load("missile_ranges").set_index("range_id")
    assert not ranges.loc["khorramshahr-flown-2017", "ring"]
    assert ranges.loc["khorramshahr-iran-2017", "ring"]


def test_required_integers_are_integers() -> None:
    """A number that is never blank keeps its integer type."""
    assert catalog.load("cities")["geonames_id"].dtype == "int64"


def test_partial_dates_stay_text() -> None:
    """'2017' is not turned into the first of January."""
    dates = catalog.load("sources").set_index("source_id")["date"]
    assert dates["csis-2017-khorramshahr-january-test"] == "2017"


def test_every_call_returns_its_own_copy() -> None:
    """Spoiling one frame leaves the next caller's frame whole."""
    first = catalog.load("systems")
    first.loc[:, "name"] = "spoilt"
    del first["class"]
    second = catalog.load("systems")
    assert "class" in second.columns
    assert "spoilt" not in set(second["name"])


@pytest.mark.parametrize("call", [catalog.load, catalog.describe])
def test_unknown_table_is_named_and_the_known_are_listed(call: object) -> None:
    """The error says what was asked for and what there is."""
    with pytest.raises(ValueError, match=r"'rockets'.*missile_ranges"):
        call("rockets")  # type: ignore[operator]


def test_maps_are_not_tables_and_tables_not_maps() -> None:
    """Each kind has its own door."""
    with pytest.raises(ValueError, match="unknown table 'basemap'"):
        catalog.load("basemap")
    with pytest.raises(ValueError, match=r"unknown map 'cities'.*basemap, iran_outline"):
        catalog.load_geo("cities")


@pytest.mark.parametrize("name", LATER)
def test_later_tables_open_for_the_epilogue_only(name: str) -> None:
    """Without epilogue=True a chapter cannot look past 11 February 2026."""
    with pytest.raises(catalog.AfterArticleError, match="epilogue=True") as caught:
        catalog.load(name)
    assert isinstance(caught.value, ValueError)
    assert len(catalog.load(name, epilogue=True)) > 0


def test_describe_returns_a_copy() -> None:
    """Changing a description does not change the catalogue."""
    catalog.describe("cities")["title"] = "spoilt"
    assert catalog.describe("cities")["title"] == "Cities"


def test_maps_load_anew_each_time() -> None:
    """The maps are what they say, and a caller may change his copy."""
    base = catalog.load_geo("basemap")
    assert base["type"] == "Topology"
    base.clear()
    assert catalog.load_geo("basemap")["type"] == "Topology"
    assert catalog.load_geo("iran_outline")["features"][0]["properties"]["name"] == "Iran"


def test_sources_of_a_table_come_in_order_of_use() -> None:
    """The first row's source comes first, nothing is repeated, coordinates count."""
    sites = catalog.load("us_sites")
    found = catalog.sources_of("us_sites")["source_id"].to_list()
    assert found[:2] == [sites.loc[0, "source_id"], sites.loc[0, "coord_source_id"]]
    assert len(found) == len(set(found))
    assert set(found) == set(sites["source_id"]) | set(sites["coord_source_id"])


def test_sources_of_a_part_of_a_table() -> None:
    """A filtered frame yields only its own sources."""
    ranges = catalog.load("missile_ranges")
    dezful = ranges[ranges["system_id"] == "dezful"]
    assert set(catalog.sources_of(dezful)["source_id"]) == set(dezful["source_id"])


def test_sources_of_later_rows_need_the_epilogue() -> None:
    """A frame with later rows cannot be cited in a chapter by accident."""
    later = catalog.load("missile_ranges_after_article", epilogue=True)
    with pytest.raises(ValueError, match="unknown source"):
        catalog.sources_of(later)
    assert len(catalog.sources_of(later, epilogue=True)) == later["source_id"].nunique()


def test_sources_of_a_frame_without_sources() -> None:
    """A frame that cites nothing is an error, not an empty answer."""
    with pytest.raises(ValueError, match="source_id"):
        catalog.sources_of(pd.DataFrame({"x": [1]}))


@pytest.mark.parametrize(
    ("system", "low", "high"),
    [
        ("khorramshahr", 2000, 4000),
        ("emad", 1700, 2000),
        ("ghadr-1", 1000, 2000),
        ("fattah-1", 1400, 1400),
        ("dezful", 1000, 1000),
    ],
)
def test_estimates_of_the_named_systems(system: str, low: float, high: float) -> None:
    """The range is that of the drawable statements; there is no mean to be tempted by."""
    found = catalog.estimates("missile_ranges", "range_km", system_id=system, ring=True)
    assert (found.lowest, found.highest, found.unit) == (low, high, "km")
    assert not hasattr(found, "mean")


def test_estimates_keep_every_statement() -> None:
    """Distances flown widen the range only if they are asked for."""
    every = catalog.estimates("missile_ranges", "range_km", system_id="khorramshahr")
    drawn = catalog.estimates("missile_ranges", "range_km", system_id="khorramshahr", ring=True)
    assert len(every.rows) > len(drawn.rows)
    assert every.lowest == 965 < drawn.lowest


def test_estimates_without_a_figure_are_nan() -> None:
    """Statements without a number have no range, but they are listed."""
    found = catalog.estimates("missile_ranges", "range_km", basis="no_figure")
    assert len(found.rows) and math.isnan(found.lowest) and math.isnan(found.highest)


def test_estimates_of_one_column() -> None:
    """A quantity may be a column of its own."""
    found = catalog.estimates("us_sites", "lat", country="Bahrain")
    assert (found.lowest, found.highest) == (25.9, 26.2)


@pytest.mark.parametrize(
    ("arguments", "where", "message"),
    [
        (("missile_rages", "range_km"), {}, r"unknown table 'missile_rages'"),
        (("missile_ranges", "range"), {}, r"measure must be .*\(range_km\), got 'range'"),
        (("missile_ranges", "note"), {}, r"measure must be .*got 'note'"),
        (
            ("missile_ranges", "range_km"),
            {"missile": "x"},
            r"no column 'missile'; it has: range_id",
        ),
        (("missile_ranges", "range_km"), {"system_id": "Minuteman"}, r"'Minuteman'.*ghadr-1"),
    ],
)
def test_estimates_say_what_they_do_not_find(
    arguments: tuple[str, str], where: dict[str, str], message: str
) -> None:
    """A wrong table, quantity, column or value is named, with what there is."""
    with pytest.raises(ValueError, match=message):
        catalog.estimates(*arguments, **where)


def test_estimates_keep_the_epilogue_shut() -> None:
    """Later knowledge opens for the epilogue only."""
    with pytest.raises(catalog.AfterArticleError):
        catalog.estimates("missile_ranges_after_article", "range_km")


def test_packaged_data_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed wheel reads its own _data, not a stray folder."""
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    monkeypatch.setattr(catalog.resources, "files", lambda _name: tmp_path)
    catalog.folder.cache_clear()
    try:
        assert catalog.folder() == tmp_path / "_data"
    finally:
        catalog.folder.cache_clear()


def test_missing_data_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With neither folder the error says so in words."""
    monkeypatch.setattr(catalog.resources, "files", lambda _name: tmp_path)
    monkeypatch.setattr(catalog, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    catalog.folder.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match="neither"):
            catalog.folder()
    finally:
        catalog.folder.cache_clear()
