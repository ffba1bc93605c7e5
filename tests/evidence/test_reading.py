"""The evidence of chapter 1 against independent arithmetic on the raw tables."""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from missile_question import catalog
from missile_question.evidence import aftermath
from missile_question.evidence import reading as evidence

ROOT = Path(__file__).resolve().parents[2]


def rows(path: str) -> list[dict[str, str]]:
    """Read a file as plain text."""
    with (ROOT / path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_actor_has_a_short_name() -> None:
    """Short names cover the table of actors and nothing else, without doubles."""
    assert set(evidence.SHORT) == {row["actor_id"] for row in rows("data/actors.csv")}
    assert len(set(evidence.SHORT.values())) == len(evidence.SHORT)


def test_the_claims_in_few_words_are_the_seeds() -> None:
    """C01 to C18, in order, none longer than a chart can hold."""
    assert list(evidence.CLAIMS) == [row["claim_id"] for row in rows("seeds/claims.csv")]
    assert max(map(len, evidence.CLAIMS.values())) <= 40


def test_categories_are_those_of_the_schema() -> None:
    """Every kind of event has words."""
    fields = catalog.describe("timeline")["schema"]["fields"]
    (category,) = [field for field in fields if field["name"] == "category"]
    assert set(evidence.CATEGORIES) == set(category["constraints"]["enum"])


def test_positions_are_selected() -> None:
    """By actor, by issue, by both; every row knows its document."""
    raw = rows("data/positions.csv")
    assert len(evidence.positions()) == len(raw)
    want = [r for r in raw if r["actor_id"] == "iran-leader" and r["issue_id"] == "missile-range"]
    found = evidence.positions("iran-leader", "missile-range")
    assert sorted(found["position_id"]) == sorted(row["position_id"] for row in want)
    assert evidence.positions()["publisher"].notna().all()


@pytest.mark.parametrize(
    ("call", "name", "value"),
    [
        (evidence.positions, "actor", "atlantis"),
        (lambda value: evidence.positions(issue=value), "issue", "weather"),
        (evidence.events, "category", "sport"),
        (evidence.evidence_pieces, "claim", "C19"),
    ],
)
def test_unknown_selections_are_refused(call: object, name: str, value: str) -> None:
    """The error names the parameter, the value and what is allowed."""
    assert callable(call)
    with pytest.raises(ValueError, match=rf"{name} must be one of .*got '{value}'"):
        call(value)


def test_solid_means_verified_and_high() -> None:
    """Hollow marks are exactly the rows that are not both."""
    raw = {row["position_id"]: row for row in rows("data/positions.csv")}
    for row in evidence.positions().itertuples(index=False):
        base = raw[str(row.position_id)]
        assert row.solid == (base["verified"] == "true" and base["confidence"] == "high")


def test_distance_by_hand() -> None:
    """A gap of 90 with saliences 100 and 95 weighs 87.75 points; order does not matter."""
    assert evidence.distance(0, 100, 90, 95) == pytest.approx(87.75)
    assert evidence.distance(90, 95, 0, 100) == pytest.approx(87.75)
    assert evidence.distance(40, 0, 80, 0) == 0


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("bad", [-1, 101, float("nan")])
def test_distance_refuses_other_points(place: int, bad: float) -> None:
    """Codes and saliences lie between 0 and 100."""
    given = [10.0, 20.0, 30.0, 40.0]
    given[place] = bad
    with pytest.raises(ValueError, match=r"must lie between 0 and 100, got"):
        evidence.distance(*given)


def test_gaps_by_hand() -> None:
    """Ends, gap and weight of every issue follow from the raw table; the widest comes first."""
    raw = rows("data/position_codes.csv")
    found = evidence.gaps()
    assert found["weighted"].is_monotonic_decreasing
    for row in found.to_dict("records"):
        group = [r for r in raw if r["issue_id"] == row["issue_id"]]
        codes = [int(r["code"]) for r in group]
        low = max(int(r["salience"]) for r in group if int(r["code"]) == min(codes))
        high = max(int(r["salience"]) for r in group if int(r["code"]) == max(codes))
        assert (row["low_code"], row["high_code"]) == (min(codes), max(codes))
        assert row["gap"] == max(codes) - min(codes)
        assert row["weighted"] == pytest.approx(row["gap"] * (low + high) / 2 / 100)
        assert row["actors"] == len(group)


def test_gaps_follow_a_readers_own_codes() -> None:
    """Whoever sets every code to 50 has no gaps left."""
    mine = evidence.codes().assign(code=50)
    assert (evidence.gaps(mine)["weighted"] == 0).all()


def test_coverage_by_hand() -> None:
    """One row an actor and issue; a founding text is no statement."""
    raw = [row for row in rows("data/positions.csv") if row["basis"] != "mandate"]
    counts = Counter((row["actor_id"], row["issue_id"]) for row in raw)
    found = evidence.coverage()
    assert {(r.actor_id, r.issue_id): r.statements for r in found.itertuples(index=False)} == counts
    newest = max(r["date"][:4] for r in raw if (r["actor_id"], r["issue_id"])
                 == ("e3", "missile-range"))  # fmt: skip
    row = found[(found["actor_id"] == "e3") & (found["issue_id"] == "missile-range")]
    assert row["newest"].to_list() == [int(newest)]


@pytest.mark.parametrize("date", ["2024-02-29", "2025-12-31", "2026-01-01", "1985-07-02"])
def test_decimal_years(date: str) -> None:
    """Days since New Year over the days of the year."""
    day = datetime.date.fromisoformat(date)
    start, end = datetime.date(day.year, 1, 1), datetime.date(day.year + 1, 1, 1)
    want = day.year + (day - start).days / (end - start).days
    assert evidence.year_of(date) == pytest.approx(want)


def test_partial_dates_have_a_place() -> None:
    """A year stands at its start, a month at its middle."""
    assert evidence.year_of("1985") == 1985
    assert (
        evidence.year_of("2019-05-01") < evidence.year_of("2019-05") < evidence.year_of("2019-06")
    )


@pytest.mark.parametrize("bad", ["", "May 2019", "2019-05-08-01", "2019/05"])
def test_other_dates_are_refused(bad: str) -> None:
    """The error quotes what was given."""
    with pytest.raises(ValueError, match=r"date must be a year, year-month or day"):
        evidence.year_of(bad)


def test_events_and_their_middle() -> None:
    """Half of the events, counted by hand, lie at or before the middle one."""
    table = evidence.events()
    raw = rows("data/timeline.csv")
    assert len(table) == len(raw)
    middle = evidence.year_of(evidence.middle_event(table))
    before = sum(evidence.year_of(row["date"]) < middle for row in raw)
    after = sum(evidence.year_of(row["date"]) > middle for row in raw)
    assert before <= len(raw) / 2 and after <= len(raw) / 2
    with pytest.raises(ValueError, match="at least one event"):
        evidence.middle_event(table.head(0))


def test_first_actors_by_hand() -> None:
    """Events begun, events met and statements add up to the rows of the tables."""
    table = evidence.first_actors().set_index("actor_id")
    timeline, spoken = rows("data/timeline.csv"), rows("data/positions.csv")
    for column, field, raw in (
        ("acts", "actor_id", timeline),
        ("meets", "other_actor_id", timeline),
        ("speaks", "actor_id", spoken),
    ):
        counts = Counter(row[field] for row in raw if row[field])
        assert table[column].to_dict() == {actor: counts[actor] for actor in table.index}


def test_balance_by_hand() -> None:
    """Counts by claim and direction are those of the raw table."""
    counts = Counter((row["claim_id"], row["direction"]) for row in rows("data/claim_evidence.csv"))
    found = evidence.balance()
    assert found["claim_id"].to_list() == list(evidence.CLAIMS)
    for row in found.to_dict("records"):
        for direction in evidence.DIRECTIONS:
            assert row[direction] == counts[row["claim_id"], direction]


def test_shown_tables_say_what_is_unverified() -> None:
    """Tables for readers have documents to follow, and name what nobody has seen."""
    shown = pd.concat([evidence.position_table("missile-range"), evidence.event_table()])
    assert shown["url"].str.startswith("http").all()
    raw = [*rows("data/positions.csv"), *rows("data/timeline.csv")]
    unseen = [
        row for row in raw
        if row["verified"] == "false" and row.get("issue_id", "missile-range") == "missile-range"
    ]  # fmt: skip
    assert shown["What to know"].str.startswith("Unverified.").sum() == len(unseen) > 0
    assert len(evidence.claim_table("C13")) == sum(
        row["claim_id"] == "C13" for row in rows("data/claim_evidence.csv")
    )
    assert set(evidence.event_table("sanctions")["Kind"]) == {"Sanctions"}


def test_the_epilogue_reads_the_later_tables() -> None:
    """Every later event and position is shown with a document from after the article."""
    assert len(aftermath.later_events()) == len(rows("data/after_article/timeline.csv"))
    positions = aftermath.later_positions()
    assert len(positions) == len(rows("data/after_article/positions.csv"))
    assert positions[["Actor", "Issue", "Read in", "url"]].notna().all(axis=None)
    missiles = aftermath.missile_clause_events()
    assert set(missiles["Kind"]) == {"Missiles"} and missiles["Date"].is_monotonic_increasing


def test_chapter_one_does_not_read_the_later_tables() -> None:
    """No function of chapter 1 opens a table of the epilogue."""
    text = (ROOT / "src/missile_question/evidence/reading.py").read_text(encoding="utf-8")
    assert "after_article" not in text and "epilogue" not in text
