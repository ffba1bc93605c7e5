"""Contracts of the tables of later knowledge that chapter 10 added."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as plain text, without the code under test."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_question_is_decided_by_its_own_last_day() -> None:
    """Yes by the last day, no on the last day, open without a day; nothing is decided unseen."""
    closes = {row["question_id"]: row["closes"] for row in rows("forecast_questions")}
    for row in rows("after_article/forecast_outcomes"):
        last = closes.pop(row["question_id"])
        if row["outcome"] == "open":
            assert not row["decided_on"] and last > "2026-07-02", row
        elif row["outcome"] == "no":
            assert row["decided_on"] == last <= "2026-07-02", row
        else:
            assert "2026-02-11" < row["decided_on"] <= last, row
    assert not closes


def test_counts_of_the_dead_are_attributed_and_dated() -> None:
    """Low is at most high, every row names who counted, and no row claims the end of the war."""
    for row in rows("after_article/casualties"):
        assert row["reported_by"] and row["as_of"]
        if row["count_low"]:
            assert int(row["count_low"]) <= int(row["count_high"])
            assert row["as_of"] < "2026-04-08"
        else:
            assert row["note"]


def test_sides_that_disagree_are_both_kept() -> None:
    """For Iran a state voice, an envoy and a monitoring group stand beside each other."""
    sides = {r["side"] for r in rows("after_article/casualties") if r["country"] == "Iran"}
    assert sides == {"Iran", "research"}
    counts = [r["count_low"] for r in rows("after_article/casualties") if r["country"] == "Iran"]
    assert len(set(counts)) >= 4


def test_estimates_of_interceptors_are_marked_as_weak() -> None:
    """One digest stands behind all of them."""
    for row in rows("after_article/interceptor_use"):
        assert row["confidence"] == "low" and row["note"]


def test_single_documents_are_not_rated_high_from_june_on() -> None:
    """Where the record is thin, one document is high only if an agency printed a report."""
    for row in rows("after_article/timeline"):
        if row["date"] >= "2026-06-01" and not row["second_source_id"]:
            assert row["confidence"] != "high" or row["source_id"].startswith("afp-"), row


def test_the_account_ends_where_it_says() -> None:
    """The last event is of 2 July 2026, and its note says that it is the last."""
    last = rows("after_article/timeline")[-1]
    assert last["date"] == "2026-07-02" and "last event" in last["note"]
    assert all("last event" not in row["note"] for row in rows("after_article/timeline")[:-1])
