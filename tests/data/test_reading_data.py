"""Contracts of the tables of chapters 1 and 10: positions, time line, evidence on the claims."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
AS_OF = "2026-02-11"
PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
PATHS = {item["name"]: item["path"] for item in PACKAGE["resources"] if "schema" in item}
MINE = ["issues", "positions", "position_codes", "timeline", "claim_evidence", "actors"]
LATER = ["timeline_after_article", "positions_after_article"]


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as plain text, without the code under test."""
    with (DATA / PATHS[name]).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def first_day(date: str) -> str:
    """Return the first day that a partial date can mean."""
    return date + {4: "-01-01", 7: "-01", 10: ""}[len(date)]


def claims() -> list[dict[str, str]]:
    """Read the article's claims."""
    with (ROOT / "seeds" / "claims.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


# ---- trust ----


@pytest.mark.parametrize("name", [*MINE, *LATER])
def test_what_is_unverified_is_not_rated_high(name: str) -> None:
    """No row claims high confidence without having been seen in a text; low rows say why."""
    for row in rows(name):
        if row["verified"] == "false":
            assert row["confidence"] != "high", row
            assert row["note"], row
        if row["confidence"] == "low":
            assert row["verified"] == "false", row


@pytest.mark.parametrize("name", [*MINE, *LATER])
def test_second_source_is_another_document(name: str) -> None:
    """The second document exists and is not the first one again."""
    ledger = "sources_after_article" if name in LATER else "sources"
    known = {row["source_id"] for row in rows(ledger)}
    for row in rows(name):
        second = row.get("second_source_id", "")
        assert second in known | {""}, row
        assert not second or second != row["source_id"], row


@pytest.mark.parametrize("name", ["positions", "timeline"])
def test_most_rows_have_two_documents(name: str) -> None:
    """Contested matters rest on more than one document wherever a second was found."""
    table = rows(name)
    assert sum(bool(row["second_source_id"]) for row in table) >= len(table) * 0.6


@pytest.mark.parametrize("name", ["positions", "timeline"])
def test_no_document_is_older_than_what_it_reports(name: str) -> None:
    """A report cannot precede its event, except one announced for a fixed day."""
    dates = {row["source_id"]: row["date"] for row in rows("sources")}
    for row in rows(name):
        told = dates[row["source_id"]]
        if told and row.get("event_id") != "new-start-ends":
            length = min(len(told), len(row["date"]))
            assert told[:length] >= row["date"][:length], row


# ---- issues, positions and codes ----


def test_every_issue_is_used() -> None:
    """Each issue has statements and codes, and its two ends differ."""
    spoken = {row["issue_id"] for row in rows("positions")}
    coded = {row["issue_id"] for row in rows("position_codes")}
    for row in rows("issues"):
        assert row["issue_id"] in spoken & coded
        assert row["zero_means"] != row["hundred_means"]


def test_no_verdict_and_no_number_hides_in_a_statement_table() -> None:
    """Statements carry no code, and evidence carries no verdict."""
    assert not {"code", "salience"} & set(rows("positions")[0])
    assert not [column for column in rows("claim_evidence")[0] if "verdict" in column]


def test_codes_are_whole_points_inside_their_bands() -> None:
    """0 <= low <= code <= high <= 100, and salience lies between 0 and 100."""
    for row in rows("position_codes"):
        low, code, high = (int(row[key]) for key in ("code_low", "code", "code_high"))
        assert 0 <= low <= code <= high <= 100, row
        assert 0 <= int(row["salience"]) <= 100, row


def test_a_code_rests_on_a_statement_of_the_same_actor_and_issue() -> None:
    """Actor, issue, document, confidence and verification are those of the statement."""
    spoken = {row["position_id"]: row for row in rows("positions")}
    for row in rows("position_codes"):
        base = spoken[row["position_id"]]
        for column in ("actor_id", "issue_id", "source_id", "confidence", "verified"):
            assert row[column] == base[column], (row["code_id"], column)
        assert row["code_id"] == f"{row['actor_id']}-{row['issue_id']}"


def test_codes_say_that_they_are_ours() -> None:
    """A reader of the metadata learns that the numbers are judgements he may change."""
    entry = next(item for item in PACKAGE["resources"] if item["name"] == "position_codes")
    assert "Our coding, the reader's to change" in entry["description"]


def test_the_agency_is_not_coded_on_missiles() -> None:
    """Outside its mandate the IAEA has no position; a blank is not a zero."""
    ids = {row["code_id"] for row in rows("position_codes")}
    assert "iaea-missile-range" not in ids and "iaea-missile-numbers" not in ids
    mandate = [row for row in rows("positions") if row["basis"] == "mandate"]
    assert [row["actor_id"] for row in mandate] == ["iaea"]


def test_absent_voices_are_heard() -> None:
    """Europe, the Gulf, Russia, China and the agency speak, not only the three parties."""
    spoken = {row["actor_id"] for row in rows("positions")}
    assert {
        "us-administration", "israel", "iran-government", "iran-leader", "e3", "european-union",
        "gulf-mediators", "gulf-cooperation-council", "saudi-arabia", "russia", "china", "iaea",
    } <= spoken  # fmt: skip


def test_disagreement_inside_one_side_is_kept() -> None:
    """Agenda and slogan in Washington, words and deeds in Tehran stand in separate rows."""
    table = rows("positions")
    us_range = [r for r in table if (r["actor_id"], r["issue_id"])
                == ("us-administration", "missile-range")]  # fmt: skip
    assert len({row["speaker"].split(",")[0] for row in us_range}) >= 3
    access = {r["basis"] for r in table if (r["actor_id"], r["issue_id"])
              == ("iran-government", "iaea-access")}  # fmt: skip
    assert {"stated", "practice"} <= access


def test_300_km_was_press_before_it_was_public() -> None:
    """Before the article unnamed officials named 300 km; the Prime Minister did four days later."""
    (before,) = [row for row in rows("positions") if "300" in row["position"]]
    assert (before["actor_id"], before["basis"]) == ("israel", "reported")
    assert before["confidence"] != "high"
    (later,) = [row for row in rows("positions_after_article") if "300" in row["position"]]
    assert (later["date"], later["basis"]) == ("2026-02-15", "stated")
    assert "exports" in later["note"]  # the MTCR puts no duty on Iran (README, trap 6)


def test_main_tables_do_not_speak_of_later_days() -> None:
    """No main row names a later month, or what came: hindsight belongs to the epilogue."""
    later = re.compile(r"(March|April|May|June|July) 2026|1[2-9] February|2\d February|Islamabad")
    for name in MINE:
        for row in rows(name):
            assert not later.search(" ".join(row.values())), row


def test_the_lifted_ceiling_is_marked_as_unverified() -> None:
    """One member of parliament in one relay is kept, and shown as what it is."""
    (row,) = [r for r in rows("positions") if r["position_id"] == "leader-range-lifted-2025"]
    assert (row["confidence"], row["verified"]) == ("low", "false")


# ---- the time line ----


@pytest.mark.parametrize("name", ["timeline", "timeline_after_article"])
def test_precision_is_that_of_the_date(name: str) -> None:
    """A day is a full date, a month has no day, a year stands alone; rows are in order."""
    length = {"year": 4, "month": 7, "day": 10}
    table = rows(name)
    for row in table:
        assert len(row["date"]) == length[row["date_precision"]], row
    days = [first_day(row["date"]) for row in table]
    assert days == sorted(days)


def test_nothing_after_the_article_is_in_the_main_time_line() -> None:
    """The last day of the time line is the article's, without the outcome of its evening."""
    last = [row for row in rows("timeline") if row["date"] == AS_OF]
    assert max(first_day(row["date"]) for row in rows("timeline")) == AS_OF
    assert not [row for row in last if "nothing is settled" in row["event"].lower()]


def test_later_events_are_later_or_known_later() -> None:
    """The epilogue's time line starts on the evening of the article's day."""
    table = rows("timeline_after_article")
    assert min(row["date"] for row in table) == AS_OF
    assert all(first_day(row["date"]) <= "2026-07-02" for row in table)


def test_each_kind_of_event_occurs() -> None:
    """Five kinds have several events, and the labelled ones have short labels."""
    counts = Counter(row["category"] for row in rows("timeline"))
    assert all(counts[key] >= 8 for key in ("missile", "nuclear", "diplomacy", "sanctions"))
    for row in rows("timeline"):
        assert len(row["label"].split()) <= 3, row


def test_events_are_unique() -> None:
    """No event stands twice: neither in one table nor in both."""
    texts = [row["event"] for name in ("timeline", "timeline_after_article") for row in rows(name)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("event", "date"),
    [
        ("isfahan-strike", "2024-04-19"),
        ("maximum-pressure", "2025-02-04"),
        ("stock-over-cap", "2019-07-01"),
        ("iaea-law", "2025-07-02"),
        ("letter-on-tests", "2016-03-28"),
        ("snapback", "2025-09-28"),
        ("jcpoa-concluded", "2015-07-14"),
        ("missile-clause-ends", "2023-10-18"),
    ],
)
def test_checked_dates(event: str, date: str) -> None:
    """Dates that other lists give differently, or that other tables lean on, stay put."""
    assert {row["event_id"]: row["date"] for row in rows("timeline")}[event] == date


def test_the_missile_clause_ran_eight_years() -> None:
    """Adoption Day 2015 to Transition Day 2023: eight years to the day, arms clause five."""
    dates = {row["event_id"]: row["date"] for row in rows("timeline")}
    assert dates["missile-clause-ends"] == dates["jcpoa-adoption-day"].replace("2015", "2023")
    assert dates["arms-clause-ends"] == dates["jcpoa-adoption-day"].replace("2015", "2020")
    assert dates["termination-day"] == dates["jcpoa-adoption-day"].replace("2015", "2025")


def test_snapback_took_thirty_days() -> None:
    """From the notice of 28 August to 28 September 2025, 00:00 GMT, lie 30 full days and a bit."""
    import datetime

    dates = {row["event_id"]: row["date"] for row in rows("timeline")}
    span = [datetime.date.fromisoformat(dates[key]) for key in ("snapback-notified", "snapback")]
    assert 30 <= (span[1] - span[0]).days <= 31


def test_the_cap_is_300_kg_of_hexafluoride() -> None:
    """202.8 kg of uranium are 300 kg of UF6 times 0.676 (README, trap 7)."""
    (row,) = [row for row in rows("timeline") if row["event_id"] == "stock-over-cap"]
    stock, cap = (float(n) for n in re.findall(r"\d+(?:\.\d)?(?= against| kg)", row["event"]))
    assert cap == pytest.approx(300 * 0.676) and stock > cap


# ---- evidence on the claims ----


def test_every_claim_has_evidence_on_both_sides() -> None:
    """C01 to C18, and nothing else, each have support and a piece that weakens or narrows."""
    known = {claim["claim_id"] for claim in claims()}
    found: dict[str, set[str]] = {}
    for row in rows("claim_evidence"):
        found.setdefault(row["claim_id"], set()).add(row["direction"])
    assert set(found) == known
    for claim, directions in found.items():
        assert {"supports", "weakens"} <= directions, claim


def test_evidence_identifiers_say_what_they_are() -> None:
    """Claim, direction and number, without gaps."""
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows("claim_evidence"):
        key = (row["claim_id"], row["direction"])
        seen[key] += 1
        assert row["evidence_id"] == f"{key[0].lower()}-{key[1]}-{seen[key]}"


def test_a_claim_does_not_rest_on_one_document() -> None:
    """Supporting and weakening pieces of a claim come from at least two documents."""
    for claim in claims():
        used = {
            row[column]
            for row in rows("claim_evidence")
            for column in ("source_id", "second_source_id")
            if row["claim_id"] == claim["claim_id"] and row[column]
        }
        assert len(used) >= 2, claim["claim_id"]


def test_declared_ranges_agree_with_the_table_of_ranges() -> None:
    """The span given as evidence on C14 is that of Iran's own figures for the named systems."""
    named = {row["system_id"] for row in rows("systems") if row["named_in_article"] == "true"}
    declared = [
        int(row["range_km_high"])
        for row in rows("missile_ranges")
        if row["system_id"] in named and row["basis"] == "declared" and row["range_km_high"]
    ]
    (text,) = [
        r["statement"] for r in rows("claim_evidence") if r["evidence_id"] == "c14-supports-1"
    ]
    found = [int(number.replace(",", "")) for number in re.findall(r"\d,\d{3}", text)]
    assert sorted(found) == [min(declared), max(declared)]


# ---- actors ----


def test_actors_are_grouped_soundly() -> None:
    """A part belongs to an actor that exists; states and branches have a country."""
    table = {row["actor_id"]: row for row in rows("actors")}
    for row in table.values():
        assert row["part_of"] in table.keys() | {""}
        assert bool(row["country"]) == (row["kind"] in {"state", "branch"}), row
        if row["kind"] == "branch":
            assert table[row["part_of"]]["country"] == row["country"]
            assert table[row["part_of"]]["colour_role"] == row["colour_role"]
