"""Contracts of the tables about missile defence, read without the code under test."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
AS_OF = "2026-02-11"
RESOURCES = {
    item["name"]: item
    for item in json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
}
MAIN = ["defence_layers", "interceptor_costs", "interceptions"]
LATER = ["interceptor_costs_after_article", "interceptions_after_article"]
CLAIMS = ["interceptions", "interceptions_after_article"]
COSTS = ["interceptor_costs", "interceptor_costs_after_article"]


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as plain text."""
    with (DATA / RESOURCES[name]["path"]).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def by_id(name: str) -> dict[str, dict[str, str]]:
    """Return a table by its key."""
    (key,) = RESOURCES[name]["schema"]["primaryKey"]
    return {row[key]: row for row in rows(name)}


def ordered(row: dict[str, str], low: str, high: str) -> bool:
    """Return whether the ends of a band, where both are given, stand in order."""
    return not row[low] or not row[high] or float(row[low]) <= float(row[high])


@pytest.mark.parametrize("name", [*MAIN, *LATER])
def test_enumerations_are_explained(name: str) -> None:
    """Every value of an enumeration that needs a word has one in its column's description."""
    plain = {"confidence", "claimant_side", "verified"}
    for field in RESOURCES[name]["schema"]["fields"]:
        for value in field.get("constraints", {}).get("enum", []):
            assert field["name"] in plain or value in field["description"], (field["name"], value)


@pytest.mark.parametrize("name", [*MAIN, *LATER])
def test_unverified_and_weak_rows_say_why(name: str) -> None:
    """A row that was not seen in a text, or is weak, explains itself."""
    for row in rows(name):
        if row["verified"] == "false" or row["confidence"] == "low":
            assert len(row["note"].split()) >= 2, row
        if row["verified"] == "false":
            assert row["confidence"] != "high", row


@pytest.mark.parametrize("name", [*MAIN, *LATER])
def test_second_source_is_another_document(name: str) -> None:
    """A second source is not the first one again."""
    assert all(row["second_source_id"] != row["source_id"] for row in rows(name))


# ---- layers ----


def test_layers_and_years() -> None:
    """Eight systems with the years that the sources give."""
    years = {row["layer_id"]: row["in_service_year"] for row in rows("defence_layers")}
    assert years == {
        "arrow-2": "2000",
        "patriot-pac-3": "2001",
        "thaad": "2008",
        "aegis-sm-3": "2009",
        "iron-dome": "2011",
        "arrow-3": "2017",
        "davids-sling": "2017",
        "iron-beam": "2025",
    }


def test_a_latest_possible_year_is_not_rated_high() -> None:
    """A year for which a text merely has the system deployed is no first year."""
    for row in rows("defence_layers"):
        if row["in_service_basis"] == "in_service_by":
            assert row["confidence"] != "high" and row["note"], row


def test_iron_dome_and_iron_beam_are_not_for_ballistic_missiles() -> None:
    """The most common error in the press is not ours."""
    small = {
        r["layer_id"] for r in rows("defence_layers") if r["heaviest_threat"] == "rockets_drones"
    }
    assert small == {"iron-dome", "iron-beam"}


def test_no_engagement_data() -> None:
    """Policy level only: no column and no role gives an altitude, a speed or a range."""
    for field in RESOURCES["defence_layers"]["schema"]["fields"]:
        assert field.get("unit", "year") == "year"
    for row in rows("defence_layers"):
        assert " km" not in row["role"] + row["note"]


# ---- prices ----


@pytest.mark.parametrize("name", COSTS)
def test_prices_are_ordered(name: str) -> None:
    """The lower end is not above the upper."""
    assert all(ordered(row, "usd_low", "usd_high") for row in rows(name))


@pytest.mark.parametrize("name", COSTS)
def test_what_is_priced_keeps_its_order_of_magnitude(name: str) -> None:
    """A battery is never as cheap as a missile, nor a laser shot as dear: mixed units show here."""
    limits = {
        "missile": (3e4, 5e7),
        "interception": (1e3, 5e6),
        "energy": (1, 100),
        "battery": (4e7, 2e9),
        "procurement": (3e6, 1e10),
        "programme": (1e6, 1e8),
    }
    for row in rows(name):
        low, high = limits[row["priced"]]
        each = float(row["usd_low"]) / float(row["units"] or 1)
        assert low <= each <= high, row


@pytest.mark.parametrize("name", COSTS)
def test_a_price_has_a_system_or_says_what_it_is_of(name: str) -> None:
    """Without a system the variant says what is meant, and only then."""
    for row in rows(name):
        assert row["layer_id"] or row["variant"], row
        assert not (row["item"] == "attacking_missile" and row["layer_id"]), row


def test_every_system_has_a_price() -> None:
    """No system is drawn without a price, and the one attacking missile is of low confidence."""
    priced = {row["layer_id"] for row in rows("interceptor_costs")} - {""}
    assert priced == {row["layer_id"] for row in rows("defence_layers")}
    (attack,) = [r for r in rows("interceptor_costs") if r["item"] == "attacking_missile"]
    assert attack["confidence"] == "low"


def test_published_totals() -> None:
    """Three official purchases as the budget papers and the auditors give them."""
    known = by_id("interceptor_costs")
    for key, usd, units in (
        ("patriot-army-request-2026", 945_900_000, 224),
        ("patriot-act-2025", 366_000_000, 96),
        ("patriot-gao-2000", 6_900_000_000, 1_012),
    ):
        assert (float(known[key]["usd_low"]), int(known[key]["units"])) == (usd, units)


def test_price_disagreement_is_kept() -> None:
    """One speech, two units; one speaker, two prices of a laser shot: separate rows."""
    known = by_id("interceptor_costs")
    ynet, other = known["iron-dome-yaalon-ynet-2014"], known["iron-dome-yaalon-wt-2014"]
    assert ynet["usd_low"] == other["usd_low"] and ynet["priced"] != other["priced"]
    shots = {r["usd_low"] for r in rows("interceptor_costs") if r["priced"] == "energy"}
    assert shots == {"2", "3.5", "4"}


# ---- interceptions ----


@pytest.mark.parametrize("name", CLAIMS)
def test_claims_are_ordered_and_possible(name: str) -> None:
    """Ends in order; no more had an outcome than there were; dates in order."""
    for row in rows(name):
        for low, high in (
            ("number_low", "number_high"),
            ("count_low", "count_high"),
            ("share_low_pct", "share_high_pct"),
        ):
            assert ordered(row, low, high), row
        if row["count_low"] and row["number_high"]:
            assert int(row["count_low"]) <= int(row["number_high"]), row
        assert not row["date_end"] or row["date"] < row["date_end"], row


@pytest.mark.parametrize("name", CLAIMS)
def test_a_statement_gives_a_share_or_a_count(name: str) -> None:
    """Shares are the source's own: none stands beside counts. Without either, the note tells."""
    for row in rows(name):
        counted = row["count_low"] or row["count_high"]
        shared = row["share_low_pct"] or row["share_high_pct"]
        assert not (counted and shared), row
        assert counted or shared or row["note"], row


def test_main_claims_are_not_later_than_the_article() -> None:
    """Attacks end before the article's day; later ones stand in the other table."""
    assert all((row["date_end"] or row["date"]) <= AS_OF for row in rows("interceptions"))
    assert all(row["date"] > AS_OF for row in rows("interceptions_after_article"))


def test_reports_are_not_older_than_their_attack() -> None:
    """No document reports an attack that was still to come."""
    for name, ledger in zip(CLAIMS, ("sources", "sources_after_article"), strict=True):
        dates = {row["source_id"]: row["date"] for row in rows(ledger)}
        for row in rows(name):
            told = dates[row["source_id"]]
            assert not told or told >= row["date"][: len(told)], row


def test_ninety_nine_per_cent_is_of_everything() -> None:
    """Trap: the 99 % of April 2024 counts drones, cruise and ballistic missiles together."""
    (row,) = [r for r in rows("interceptions") if r["share_high_pct"] == "99"]
    assert (row["weapon"], row["outcome"], row["attack_id"]) == (
        "all",
        "intercepted",
        "israel-2024-04",
    )
    ballistic = [
        r["share_high_pct"]
        for r in rows("interceptions")
        if r["attack_id"] == "israel-2024-04"
        and (r["weapon"], r["outcome"]) == ("ballistic", "intercepted")
    ]
    assert ballistic == ["50"]


def test_three_denominators_are_there() -> None:
    """Of those fired, of those engaged, of those on course for populated areas."""
    assert {"fired", "engaged", "aimed"} <= {r["denominator"] for r in rows("interceptions")}


def test_no_share_of_october_2024_from_the_defenders() -> None:
    """Israel and the United States said 'the majority' and gave no percentage."""
    for row in rows("interceptions"):
        if row["attack_id"] == "israel-2024-10" and row["outcome"] == "intercepted":
            assert not row["share_low_pct"] and not row["share_high_pct"] and not row["count_low"]


def test_what_did_not_hit_is_not_called_intercepted() -> None:
    """Trap: the 31 of 550 that struck populated areas are an outcome of their own."""
    row = by_id("interceptions")["june-2025-israel-31"]
    assert (row["outcome"], row["count_low"], row["number_low"]) == ("hit_built_up", "31", "550")


def test_attacks_are_those_of_missile_use() -> None:
    """The five attacks are linked by day and target; the rest is marked as comparison."""
    known = {(row["date"], row["target_country"]) for row in rows("missile_use")}
    first: dict[str, tuple[str, str]] = {}
    for row in rows("interceptions"):
        day = (row["date"], row["target_country"])
        first[row["attack_id"]] = min(first.get(row["attack_id"], day), day)
    iranian = {key: day for key, day in first.items() if not key.startswith("gaza")}
    assert len(iranian) == 5 and set(iranian.values()) <= known


def test_disagreement_about_attacks_is_kept() -> None:
    """Three counts of one base, three numbers fired at Al Udeid."""
    table = rows("interceptions")
    base = {r["count_low"] for r in table if r["attack_id"] == "israel-2024-10" and r["count_low"]}
    fired = {r["number_low"] for r in table if r["attack_id"] == "al-udeid-2025"} - {""}
    assert base == {"9", "20", "30"}
    assert fired == {"14", "18", "19"}


def test_emirates_totals_are_running_and_add_up() -> None:
    """Intercepted, fallen into the sea and landed make up what was detected; totals only grow."""
    days: dict[str, dict[str, int]] = {}
    for row in rows("interceptions_after_article"):
        if row["attack_id"] == "uae-2026":
            assert row["cumulative"] == "true", row
            if row["weapon"] == "ballistic":
                day = days.setdefault(row["date_end"], {"number": int(row["number_low"])})
                day[row["outcome"]] = int(row["count_low"])
    for day in days.values():
        parts = day["intercepted"] + day["fell_at_sea"] + day.get("landed", 0)
        assert parts == day["number"], day
    totals = [days[day]["number"] for day in sorted(days)]
    assert len(totals) == 8 and totals == sorted(totals)
