"""Contracts of the forecast tables: no hindsight, no vagueness, honest counts."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
AS_OF = "2026-02-11"
UNITS = {"case", "report", "month", "year", "price"}


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as text."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def first_day(when: str) -> str:
    """Return the first day that a partial date can mean."""
    return when + {4: "-01-01", 7: "-01", 10: ""}[len(when)]


def test_questions_open_on_the_articles_day_and_close_before_the_book() -> None:
    """Ten questions, three last days by rule, all before 15 November 2026."""
    table = rows("forecast_questions")
    assert 8 <= len(table) <= 10
    assert {row["opens"] for row in table} == {AS_OF}
    assert {row["closes"] for row in table} == {"2026-03-31", "2026-06-30", "2026-10-31"}
    assert max(row["closes"] for row in table) < "2026-11-15"


def test_questions_bear_on_both_claims_and_go_both_ways() -> None:
    """Nuclear and missile questions, progress and setbacks, likely and unlikely events."""
    table = rows("forecast_questions")
    assert {row["claim_id"] for row in table} == {"C17", "C18"}
    assert {row["yes_means"] for row in table} == {"progress", "setback"}
    assert min(float(row["base_rate_high"]) for row in table) < 0.1
    assert max(float(row["base_rate_low"]) for row in table) > 0.8


def test_every_question_can_be_settled() -> None:
    """Criteria name the last day, the fine print says what does not count."""
    for row in rows("forecast_questions"):
        last = date.fromisoformat(row["closes"])
        assert f"{last.day} {last:%B %Y}" in row["resolves_yes"], row["question_id"]
        assert re.search(r"not count|must reach", row["fine_print"]), row["question_id"]
        assert row["question"].endswith("?")
        assert float(row["base_rate_low"]) <= float(row["base_rate_high"])


def test_no_document_is_later_than_the_day() -> None:
    """Sources of all four tables are dated up to the day on which the questions open."""
    sources = {row["source_id"]: row["date"] for row in rows("sources")}
    for name in ("forecast_questions", "base_rates", "base_rate_cases", "probability_words"):
        for row in rows(name):
            for column in ("source_id", "second_source_id"):
                when = sources[row[column]] if row[column] else ""
                assert not when or first_day(when) <= AS_OF, (name, row)


def test_nothing_counted_lies_after_the_day() -> None:
    """Classes end, and cases happen, before or on the article's day."""
    for row in rows("base_rates"):
        assert first_day(row["start"]) <= first_day(row["end"])
        last = (row["price"] and row["start"]) or row["end"]
        assert first_day(last) <= AS_OF, row
    assert all(first_day(row["date"]) <= AS_OF for row in rows("base_rate_cases"))


@pytest.mark.parametrize("row", rows("base_rates"), ids=lambda row: row["base_rate_id"])
def test_counts_agree_with_the_cases(row: dict[str, str]) -> None:
    """Yeses are listed one by one, and so are the noes of classes of cases."""
    found = [c for c in rows("base_rate_cases") if c["base_rate_id"] == row["base_rate_id"]]
    assert row["unit"] in UNITS
    if row["unit"] == "price":
        assert row["price"] and not row["successes"] and not row["cases"] and not found
        return
    yes = sum(case["happened"] == "true" for case in found)
    assert yes == int(row["successes"]) <= int(row["cases"])
    if row["unit"] == "case":
        assert len(found) == int(row["cases"])
    assert bool(row["expected"]) == (row["unit"] in {"case", "report"})


def test_stretches_of_time_have_the_length_they_say() -> None:
    """Months and years from start to end are as many as the class counts."""
    for row in rows("base_rates"):
        if row["unit"] == "year":
            assert int(row["end"]) - int(row["start"]) + 1 == int(row["cases"]), row
        if row["unit"] == "month":
            (y0, m0), (y1, m1) = (map(int, row[k].split("-")) for k in ("start", "end"))
            assert 12 * (y1 - y0) + m1 - m0 + 1 == int(row["cases"]), row


def test_rounds_count_as_followed_within_53_days() -> None:
    """The days between two rounds, where the text names them, decide the yes."""
    for row in rows("base_rate_cases"):
        days = re.search(r"(\d+) days later", row["case"])
        if days:
            assert (row["happened"] == "true") == (int(days[1]) <= 53), row


def test_an_outside_view_exists_and_serves_its_own_question() -> None:
    """The class that a question names belongs to it."""
    owner = {row["base_rate_id"]: row["question_id"] for row in rows("base_rates")}
    for row in rows("forecast_questions"):
        assert owner[row["base_rate_id"]] == row["question_id"]
    assert set(owner.values()) == {row["question_id"] for row in rows("forecast_questions")}


def test_absences_are_marked() -> None:
    """A case whose note calls it an absence is not marked as verified."""
    marked = [row for row in rows("base_rate_cases") if row["note"] == "An absence."]
    assert marked and all(row["verified"] == "false" for row in marked)
    unread = [row for row in rows("base_rate_cases") if "not read" in row["note"]]
    assert unread and all(row["verified"] == "false" for row in unread)


def test_words_climb_the_ladder() -> None:
    """In each scheme the ranges fall from rung to rung; schemes disagree about 'likely'."""
    order = (
        "almost_certain", "very_likely", "likely", "even", "unlikely", "very_unlikely",
        "almost_never",
    )  # fmt: skip
    schemes: dict[str, list[dict[str, str]]] = {}
    for row in rows("probability_words"):
        assert 0 <= int(row["low_pct"]) < int(row["high_pct"]) <= 100
        schemes.setdefault(row["scheme_id"], []).append(row)
    for found in schemes.values():
        assert [r["compared"] for r in found] == [
            o for o in order if o in {r["compared"] for r in found}
        ]
        lows = [int(r["low_pct"]) for r in found]
        assert lows == sorted(lows, reverse=True)
    likely = {
        (r["low_pct"], r["high_pct"])
        for r in rows("probability_words")
        if r["compared"] == "likely"
    }
    assert len(likely) == len(schemes) == 4
