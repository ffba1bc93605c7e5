"""Contracts of the tables on spending, aircraft and missiles."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES: dict[str, dict[str, Any]] = {item["name"]: item for item in PACKAGE["resources"]}
COUNTRIES = {
    "Iran", "Israel", "Saudi Arabia", "Turkey", "United Arab Emirates", "United States",
}  # fmt: skip
YEARS = range(2010, 2025)
AIR = ["air_power", "air_power_after_article"]
STOCK = ["missile_inventory", "missile_inventory_after_article"]
AS_OF = "2026-02-11"


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as plain text, without the code under test."""
    with (DATA / RESOURCES[name]["path"]).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def by_key(name: str) -> dict[str, dict[str, str]]:
    """Return a table's rows by their identifier."""
    (key,) = RESOURCES[name]["schema"]["primaryKey"]
    return {row[key]: row for row in rows(name)}


def kind(wanted: str) -> list[dict[str, str]]:
    """Return the spending rows of one kind."""
    return [row for row in rows("military_expenditure") if row["kind"] == wanted]


def series(country: str) -> dict[int, dict[str, str]]:
    """Return one country's series by year."""
    return {int(row["year"]): row for row in kind("series") if row["country"] == country}


# ---- spending ----


def test_series_covers_every_country_and_year_once() -> None:
    """Six countries, fifteen years, no gap and no double."""
    found = [(row["country"], int(row["year"])) for row in kind("series")]
    assert len(found) == len(set(found))
    assert set(found) == {(country, year) for country in COUNTRIES for year in YEARS}


def test_missing_is_blank_and_not_zero() -> None:
    """SIPRI has no figure for the Emirates after 2014; nothing in the table is zero spending."""
    numbers = ("share_of_gdp_pct", "index_2010", "ratio_constant", "ratio_current")
    for row in kind("series"):
        missing = row["country"] == "United Arab Emirates" and int(row["year"]) > 2014
        for column in numbers:
            assert (row[column] == "") == missing, row
            assert missing or float(row[column]) > 0, row
        assert not missing or "not zero" in row["note"]


def test_iran_is_the_yardstick() -> None:
    """Iran is 1.0 times itself by both kinds of dollar, and every index starts at 100."""
    assert {(r["ratio_constant"], r["ratio_current"]) for r in series("Iran").values()} == {
        ("1.0", "1.0")
    }
    assert {series(country)[2010]["index_2010"] for country in COUNTRIES} == {"100"}


def test_constant_and_current_dollars_part_ways() -> None:
    """The trap of the facts: Iran's spending in 2024 fell in real terms and rose in dollars."""
    iran = series("Iran")[2024]
    assert (iran["change_constant_pct"], iran["change_current_pct"]) == ("-10", "7")


def test_published_headlines() -> None:
    """The figures of SIPRI's fact sheet of April 2025 stand as the press printed them."""
    found = by_key("military_expenditure")
    expected = {
        "iran-2024-release-2025": ("7.9", "-10", ""),
        "israel-2024-release-2025": ("46.5", "65", "8.8"),
        "saudi-arabia-2024-release-2025": ("80.3", "", "7.3"),
        "united-states-2024-release-2025": ("997", "", "3.4"),
    }
    for key, (dollars, change, share) in expected.items():
        row = found[key]
        assert (row["current_usd_bn"], row["change_constant_pct"]) == (dollars, change)
        assert row["share_of_gdp_pct"] == share
        assert row["second_source_id"], "a headline of the latest release has two documents"


@pytest.mark.parametrize(
    ("country", "key"),
    [
        ("Israel", "israel-2024-release-2025"),
        ("Saudi Arabia", "saudi-arabia-2024-release-2025"),
        ("United States", "united-states-2024-release-2025"),
    ],
)
def test_series_agrees_with_the_headlines(country: str, key: str) -> None:
    """Ratios, changes and shares of the series follow from the independently printed figures."""
    found, own = by_key("military_expenditure"), series(country)[2024]
    iran = float(found["iran-2024-release-2025"]["current_usd_bn"])
    ratio = float(found[key]["current_usd_bn"]) / iran
    assert float(own["ratio_current"]) == pytest.approx(ratio, rel=0.01)
    assert own["share_of_gdp_pct"] == found[key]["share_of_gdp_pct"]
    change = found[key]["change_constant_pct"]
    assert change in {"", own["change_constant_pct"]}


def test_index_ratio_and_change_are_one_series() -> None:
    """The three derived columns fit together within their rounding."""
    iran = series("Iran")
    for country in COUNTRIES:
        own = {year: row for year, row in series(country).items() if row["index_2010"]}
        for year, row in own.items():
            index = float(row["index_2010"])
            start = float(own[2010]["ratio_constant"])
            ratio = start * index / float(iran[year]["index_2010"])
            slack = ratio * (0.06 / start + 0.6 / index + 0.6 / float(iran[year]["index_2010"]))
            assert float(row["ratio_constant"]) == pytest.approx(ratio, abs=slack + 0.06), row
            if year > 2010:
                change = (index / float(own[year - 1]["index_2010"]) - 1) * 100
                assert float(row["change_constant_pct"]) == pytest.approx(change, abs=2.0), row


def test_dollar_levels_stay_with_sipri() -> None:
    """The series has no dollar level, headlines are few, and the licence sends readers to SIPRI."""
    assert not any(row["current_usd_bn"] or row["revised_usd_bn"] for row in kind("series"))
    assert len(kind("headline")) <= 20
    (licence,) = RESOURCES["military_expenditure"]["licenses"]
    assert "SIPRI" in licence["title"] and not licence["name"].startswith("CC")


def test_publisher_is_sipri_not_the_mirror() -> None:
    """The copy on GitHub is named in the note only."""
    with (DATA / "sources.csv").open(newline="", encoding="utf-8") as file:
        source = {row["source_id"]: row for row in csv.DictReader(file)}["sipri-2025-milex"]
    assert "SIPRI" in source["publisher"] and source["url"].startswith("https://www.sipri.org")
    assert "GitHub" in source["note"]


def test_releases_disagree_about_iran() -> None:
    """SIPRI's later exchange rate cut Iran's 2021 to less than a quarter; Israel's year stayed."""
    found = by_key("military_expenditure")
    for key, least, most in (
        ("iran-2021-release-2022", 4, 5),
        ("iran-2019-release-2020", 2, 3),
        ("israel-2021-release-2022", 0.98, 1.02),
    ):
        row = found[key]
        assert least < float(row["current_usd_bn"]) / float(row["revised_usd_bn"]) < most
    shares = found["iran-2019-release-2020"], found["iran-2019"]
    one, other = (float(row["share_of_gdp_pct"]) for row in shares)
    assert abs(one - other) < 0.2, "the share of GDP hardly moved while the dollars did"


def test_revised_figures_belong_to_older_releases() -> None:
    """Only a headline of an older release is set against the release of 2025."""
    for row in kind("headline"):
        assert bool(row["revised_usd_bn"]) == (row["release"] != "2025"), row
        assert int(row["release"]) > int(row["year"]), row


# ---- aircraft ----


def ends(row: dict[str, str], low: str, high: str) -> list[int]:
    """Return the ends of a band that are given."""
    return [int(row[column]) for column in (low, high) if row[column]]


@pytest.mark.parametrize("name", AIR)
def test_counts_of_aircraft_are_ordered(name: str) -> None:
    """Lower ends are not above upper ends; a statement in words has no number."""
    for row in rows(name):
        found = ends(row, "aircraft_low", "aircraft_high")
        assert found == sorted(found), row
        assert bool(found) == (row["counting_rule"] != "no_figure"), row


@pytest.mark.parametrize("name", [*AIR, *STOCK])
def test_our_arithmetic_is_shown(name: str) -> None:
    """A number worked out here has a note that says how."""
    for row in rows(name):
        assert row["our_arithmetic"] in {"true", "false"}
        if row["our_arithmetic"] == "true":
            assert len(row["note"]) > 30, row


def test_sums_and_shares_hold() -> None:
    """The numbers marked as ours follow from what the notes say was printed."""
    found = by_key("air_power")
    for key, part in (("iran-2023-fliegerweb", "Sum of"), ("iran-2025-mosaique", "Sum of")):
        sentence = found[key]["note"].split(part)[1].split(", from")[0].split(". ")[0]
        counts = [int(n) for n in re.findall(r"(?:^|[ ,])(\d+) (?=[FMSJ])", sentence)]
        assert sum(counts) == int(found[key]["aircraft_low"]), key
    nominal = int(found["iran-2010-bbc"]["aircraft_low"])
    assert int(found["iran-2010-cordesman"]["aircraft_low"]) == nominal * 40 // 100
    assert int(found["iran-2010-cordesman"]["aircraft_high"]) == nominal * 60 // 100
    assert int(found["iran-2008-agency-flyable"]["aircraft_high"]) == 280 * 80 // 100
    assert 79 + 177 + 32 + 16 + 141 + 28 == 473
    assert "473" in found["iran-1979-janes"]["note"]


def test_the_weak_index_site_is_marked() -> None:
    """Counts of Global Firepower are low, and never the only counts of Iran and Israel."""
    for row in rows("air_power"):
        if "Global Firepower" in row["counted_by"]:
            assert row["confidence"] == "low", row
    for country in ("Iran", "Israel", "Saudi Arabia"):
        others = [
            row
            for row in rows("air_power")
            if row["country"] == country and row["confidence"] != "low" and row["aircraft_high"]
        ]
        assert len(others) >= 2, country


def test_nothing_stands_from_memory() -> None:
    """The bands that were only remembered are gone; IISS is quoted where a text was seen."""
    capable = [row for row in rows("air_power") if row["counting_rule"] == "combat_capable"]
    assert [(r["air_id"], r["aircraft_low"]) for r in capable] == [
        ("saudi-arabia-2017-iiss", "313")
    ]
    for name in (*AIR, *STOCK):
        assert not any("memory" in row["note"] for row in rows(name))


def test_rivals_stay_apart() -> None:
    """At least five different counts of Iran's aircraft on the books stand side by side."""
    found = {
        (row["aircraft_low"], row["aircraft_high"])
        for row in rows("air_power")
        if row["country"] == "Iran" and row["counting_rule"] == "inventory"
    }
    assert len(found) >= 5


def test_the_rule_makes_the_number() -> None:
    """One index: all aircraft are more than twice the fighters. One story: half may not fly."""
    found = by_key("air_power")
    everything = int(found["iran-2024-gfp-all"]["aircraft_low"])
    assert everything > 2 * int(found["iran-2025-gfp"]["aircraft_low"])
    paper, flies = found["iran-2010-bbc"], found["iran-2010-cordesman"]
    assert paper["source_id"] == flies["source_id"]
    assert int(flies["aircraft_high"]) < int(paper["aircraft_low"])


# ---- missiles ----


@pytest.mark.parametrize("name", STOCK)
def test_estimates_are_ordered_and_typed(name: str) -> None:
    """Ends are ordered; words have no number; who is a party follows from the side."""
    for row in rows(name):
        found = ends(row, "count_low", "count_high")
        assert found == sorted(found), row
        assert bool(found) == (row["kind"] != "no_figure"), row
        assert (row["party"] == "true") == (row["side"] in {"Iran", "Israel", "United States"})


@pytest.mark.parametrize("name", STOCK)
def test_moment_fits_the_date(name: str) -> None:
    """What is dated before the war is 'before', what is dated after it is 'after'."""
    for row in rows(name):
        if row["as_of"] <= "2025-06-13" and row["as_of"] != "2025":
            assert row["moment"] == "before", row
        if row["as_of"] >= "2025-06-24":
            assert row["moment"] == "after", row


def test_main_table_stops_at_the_article() -> None:
    """No estimate in the main table speaks of a day after the article."""
    for row in rows("missile_inventory"):
        assert row["as_of"] <= AS_OF, row


def test_forecasts_are_not_stocks() -> None:
    """What Iran could have is a projection, in both tables."""
    kinds = {row["inventory_id"]: row["kind"] for name in STOCK for row in rows(name)}
    for key in (
        "winep-2016-projection",
        "netanyahu-2025-projection",
        "israel-2026-projection",
        "idf-2026-projection",
    ):
        assert kinds[key] == "projection"
    assert sum(value == "projection" for value in kinds.values()) == 4


def test_launchers_are_not_missiles() -> None:
    """The launchers are three times the 120 that were said to be a third."""
    launchers = [row for row in rows("missile_inventory") if row["scope"] == "launchers"]
    assert [row["count_low"] for row in launchers] == [str(3 * 120)]


def test_unfound_reports_are_unverified() -> None:
    """Rows on a report seen only in a relay without a name, or on none, are unverified and low."""
    for name in STOCK:
        for row in rows(name):
            weak = row["source_id"] in {"tv9-2025-arsenal", "thinktanksmonitor-2026-gap"}
            assert (row["verified"] == "false") == weak, row
            if weak:
                assert row["confidence"] == "low"


def test_known_published_numbers() -> None:
    """ACA's 1,000 of 2015, CENTCOM's floor of 2022 with two documents, WSJ's medium-range 2,000."""
    found = by_key("missile_inventory")
    assert found["aca-2015"]["count_low"] == "1000"
    central = found["centcom-2022"]
    assert (central["count_low"], central["count_high"]) == ("3000", "")
    assert central["second_source_id"]
    assert (found["wsj-2026"]["scope"], found["wsj-2026"]["count_low"]) == ("medium_range", "2000")


def test_israels_own_numbers_disagree() -> None:
    """For June 2025 an officer said 2,000 before the article and the army 3,000 after it."""
    officer = by_key("missile_inventory")["kan-2026"]
    later = by_key("missile_inventory_after_article")
    army = later["idf-2026-before-june"]
    assert officer["side"] == army["side"] == "Israel"
    assert int(army["count_low"]) - int(officer["count_high"]) == 1000
    assert int(later["idf-2026-after-june"]["count_low"]) * 2 == int(army["count_low"])
    forecast = by_key("missile_inventory")["israel-2026-projection"]
    assert int(later["idf-2026-february"]["count_low"]) > int(forecast["count_high"])
