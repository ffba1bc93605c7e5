"""The evidence of chapter 1 against independent arithmetic on the raw tables."""

from __future__ import annotations

import csv
import datetime
import itertools
from collections import Counter
from pathlib import Path

import pytest

from missile_question import catalog
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
    shown = evidence.event_table()
    assert shown["url"].str.startswith("http").all()
    unseen = [row for row in rows("data/timeline.csv") if row["verified"] == "false"]
    assert shown["What to know"].str.startswith("Unverified.").sum() == len(unseen) > 0
    assert len(evidence.claim_table("C13")) == sum(
        row["claim_id"] == "C13" for row in rows("data/claim_evidence.csv")
    )
    assert set(evidence.event_table("sanctions")["Kind"]) == {"Sanctions"}


def test_chapter_one_does_not_read_the_later_tables() -> None:
    """No function of chapter 1 opens a table of the epilogue."""
    text = (ROOT / "src/missile_question/evidence/reading.py").read_text(encoding="utf-8")
    assert "after_article" not in text and "epilogue" not in text


# ---- what chapter 1 adds ----


def test_bands_have_a_soft_and_a_hard_end() -> None:
    """Both ends are the raw band's; the hard one lies farther from 50."""
    bands = {row["code_id"]: row for row in rows("data/position_codes.csv")}
    for row in evidence.codings().to_dict("records"):
        raw = bands[row["code_id"]]
        if row["code"] == 50:
            assert row["soft"] == row["hard"] == 50
            continue
        assert {row["soft"], row["hard"]} == {int(raw["code_low"]), int(raw["code_high"])}
        assert abs(row["hard"] - 50) >= abs(row["code"] - 50)


def test_pairs_by_hand() -> None:
    """Mean weighted distance over shared issues; the two voices of Tehran are nearest."""
    table = evidence.pair_distances()
    assert table["distance"].is_monotonic_increasing and (table["issues"] >= 3).all()
    raw = rows("data/position_codes.csv")
    e3 = {r["issue_id"]: r for r in raw if r["actor_id"] == "e3"}
    us = {r["issue_id"]: r for r in raw if r["actor_id"] == "us-administration"}
    apart = [
        abs(int(e3[i]["code"]) - int(us[i]["code"]))
        * (int(e3[i]["salience"]) + int(us[i]["salience"])) / 200
        for i in e3 if i in us
    ]  # fmt: skip
    found = table[(table["one"] == "E3") & (table["other"] == "US")].iloc[0]
    assert found["distance"] == pytest.approx(sum(apart) / len(apart))
    assert found["issues"] == len(apart)
    assert len(evidence.pair_table(2)) == 4


def test_readers_at_both_ends_agree_less_than_with_the_book() -> None:
    """Two fair coders may differ from each other more than each does from the book."""
    found = evidence.band_agreement()
    assert found["both"][0] < min(found["soft"][0], found["hard"][0])
    assert all(-1 <= kappa <= agreement <= 1 for agreement, kappa in found.values())


def test_forecasts_follow_influence() -> None:
    """Whoever has all the pull gets its position; mean and median lie between the ends."""
    only = {"iran-leader": 1e9}
    mean, median = evidence.forecast("missile-range", 0.0, only)
    assert mean == pytest.approx(0, abs=1e-4) and median == 0
    table = evidence.forecast_table()
    assert len(table) == 2 * len(evidence.INFLUENCES)
    with pytest.raises(ValueError, match="issue must be one of"):
        evidence.forecast("weather", 0.0, {})


def test_claims_are_sorted_by_kind() -> None:
    """All 18 stand in the list with paragraph and voice; the counts of kinds are theirs."""
    seeds = {row["claim_id"]: row for row in rows("seeds/claims.csv")}
    table = evidence.claim_list()
    assert sorted(table["Claim"]) == sorted(seeds) and set(evidence.SAID_BY) == set(seeds)
    for row in table.to_dict("records"):
        assert row["Kind"] == seeds[row["Claim"]]["kind"]
        assert row["Paragraph"] == seeds[row["Claim"]]["paragraph"]
    kinds = Counter(row["kind"] for row in seeds.values())
    assert evidence.kind_table()["Claims here"].map(int).to_list() == [
        kinds[kind] for kind in evidence.CLAIM_KINDS
    ]


def test_the_absent_are_on_record_before_the_article() -> None:
    """All without a word in the article are on record, nobody who speaks in it is among them."""
    everyone = set(evidence.absent()["name"])
    assert {"China", "Russia", "Oman"} <= everyone
    table = evidence.absent_table()
    assert set(table["Actor"]) < everyone and len(table) < len(evidence.absent())
    assert table["Date"].map(lambda date: date[:10]).max() <= "2026-02-11"
    assert not set(table["Actor"].str.split(":").str[0]) & {"Iran", "Israel", "United States"}


def test_last_weeks_name_both_documents() -> None:
    """Events from the chosen day on, each with its second document or the words 'none found'."""
    table = evidence.last_weeks("2026-02-01")
    raw = [row for row in rows("data/timeline.csv") if row["date"] >= "2026-02-01"]
    assert len(table) == len(raw)
    single = sum(not row["second_source_id"] for row in raw)
    assert (table["Second document"] == "none found").sum() == single


def test_points_are_those_of_the_claim() -> None:
    """A card's sentences are the table's; an unknown direction is refused."""
    raw = rows("data/claim_evidence.csv")
    want = [r["statement"] for r in raw if (r["claim_id"], r["direction"]) == ("C06", "weakens")]
    assert evidence.points("C06", "weakens") == want
    with pytest.raises(ValueError, match="direction must be one of"):
        evidence.points("C06", "against")


def test_numbers_in_prose_follow_the_tables() -> None:
    """Printed numbers against counts made here."""
    n = evidence.numbers()
    assert n.sentences == str(len(evidence.SENTENCES))
    assert int(n.ways) == len(evidence.READINGS) * 4
    assert int(n.ways) == int(n.ways_missiles) + int(n.ways_nuclear) + int(n.ways_neither)
    assert n.codes == str(len(rows("data/position_codes.csv")))
    assert int(n.all_quoted) == int(n.iran_quoted) + int(n.us_quoted) + int(n.israel_quoted)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: evidence.map_rows("a", 0, 0, 0, "plain", "mean"), "pair"),
        (lambda: evidence.map_rows("us-iran", 0, 0, 0, "heavy", "mean"), "weighting"),
        (lambda: evidence.map_rows("us-iran", 0, 0, 0, "plain", "best"), "rule"),
        (lambda: evidence.map_rows("us-iran", 101, 0, 0, "plain", "mean"), "lean"),
        (lambda: evidence.voice_rows("letters", "with"), "rule"),
        (lambda: evidence.voice_rows("words", "maybe"), "own"),
        (lambda: evidence.window_rows("noon", "all"), "start"),
        (lambda: evidence.window_rows("week", "sport"), "kind"),
    ],
)
def test_unknown_settings_are_refused(call: object, name: str) -> None:
    """The error names the parameter."""
    assert callable(call)
    with pytest.raises(ValueError, match=f"{name} must"):
        call()


def test_the_official_readings_say_what_the_chapter_says() -> None:
    """Iran's reading sets missiles apart; Israel's and Washington's see two files alike."""
    found = {}
    for key in ("iran", "israel", "us"):
        leans = evidence.READINGS[key][1]
        row = evidence.map_rows("us-iran", **leans, weighting="salience", rule="mean")[0]
        found[key] = row["missiles"] - row["nuclear"]
    assert found["iran"] > 20 and abs(found["israel"]) < 2 and abs(found["us"]) < 2


def test_who_acts_first_turns_with_the_beginning() -> None:
    """Iran most often from 2015 on, Washington from January 2026 on, level from April 2024 on."""
    count = {
        start: {row["name"]: row["count"] for row in evidence.window_rows(start, "all")}
        for start in ("jcpoa", "april", "points")
    }
    assert count["jcpoa"]["Iran"] > count["jcpoa"]["United States"]
    assert count["april"]["Iran"] == count["april"]["United States"]
    assert count["points"]["Iran"] < count["points"]["United States"]


def test_one_pair_does_not_turn() -> None:
    """Between Israel and Iran's government missiles are wider at every setting, but for one tie."""
    table = [row for row in evidence.pair_rows() if row["pair"] == "israel-iran"]
    files = evidence.issues().set_index("name")["issue_id"].map(dict(evidence.FILES))
    ties = []
    for iran, israel, care in itertools.product(range(-100, 101, 25), range(-100, 101, 25), (0, 1)):
        gaps: dict[str, list[float]] = {"nuclear": [], "missiles": []}
        for row in table:
            a, b = (
                row[f"{side}_code"]
                + max(lean, 0) / 100 * (row[f"{side}_hard"] - row[f"{side}_code"])
                + max(-lean, 0) / 100 * (row[f"{side}_soft"] - row[f"{side}_code"])
                for side, lean in (("a", israel), ("b", iran))
            )
            weight = (row["a_salience"] + row["b_salience"]) / 200 if care else 1
            if files[row["name"]] in gaps:
                gaps[files[row["name"]]].append(abs(a - b) * weight)
        for rule in (max, lambda values: sum(values) / len(values)):
            verdict = evidence.wider(*(rule(gaps[file]) for file in ("nuclear", "missiles")))
            assert verdict != "the nuclear file"
            if verdict == "neither":
                ties.append((iran, israel, care, rule))
    assert ties == [(100, -100, 0, max)]
