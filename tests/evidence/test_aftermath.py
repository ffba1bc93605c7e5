"""What chapter 10 says, against the raw tables and independent arithmetic."""

from __future__ import annotations

import csv
import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from missile_question.evidence import aftermath

DATA = Path(__file__).resolve().parents[2] / "data" / "after_article"


def rows(name: str) -> list[dict[str, str]]:
    """Read a later table as plain text."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_days_are_counted_from_the_article() -> None:
    """The war began on day 17; a month counts from its first day; the past has no day."""
    assert aftermath.days("2026-02-28") == (date(2026, 2, 28) - date(2026, 2, 11)).days == 17
    assert aftermath.days("2026-04") == aftermath.days("2026-04-01")
    with pytest.raises(ValueError, match="not lie before"):
        aftermath.days("2026-02-10")
    with pytest.raises(ValueError, match="full date"):
        aftermath.days("spring")


@pytest.mark.parametrize(("when", "words"), [("2026-07-02", "2 July"), ("2026-04", "April")])
def test_days_in_words(when: str, words: str) -> None:
    """No leading zero, and a month stays a month."""
    assert aftermath.day_words(when) == words


def test_every_event_is_there_and_counts_its_documents() -> None:
    """One row an event; two documents exactly where the table names a second one."""
    table = aftermath.events().set_index("event_id")
    raw = rows("timeline")
    assert set(table.index) == {row["event_id"] for row in raw}
    for row in raw:
        assert table.loc[row["event_id"], "documents"] == 1 + bool(row["second_source_id"])
    assert [words.split(",")[0] for words in aftermath.event_table()["Rests on"]] == [
        "two" if row["second_source_id"] else "one" for row in raw
    ]


def test_an_event_concerns_who_acts_and_who_is_acted_on() -> None:
    """The second round concerns Washington and Tehran, and not Israel."""
    row: Any = aftermath.events().set_index("event_id").loc["geneva-second-round"]
    assert row["us"] and row["iran"] and not row["israel"]


def test_documents_by_month_lose_nothing() -> None:
    """The stacked counts add up to the events."""
    assert aftermath.documents_by_month()["count"].sum() == len(rows("timeline"))


def test_no_statement_about_the_dead_is_merged() -> None:
    """Every statement with a number stays a row of its own."""
    raw = rows("casualties")
    assert len(aftermath.casualties()) == sum(
        1 for row in raw if row["count_low"] and row["who"] != "one_place"
    )


def test_the_last_tally_by_hand() -> None:
    """262 detected, 241 shot down, 19 in the sea: three shares."""
    found = {
        row["rule"]: row["value"]
        for row in aftermath.denominators("2026-03-11", "ballistic", 100.0)
    }
    assert found["missed"] == pytest.approx(241 / 262)
    assert found["out"] == pytest.approx(241 / (262 - 19))
    assert found["stopped"] == pytest.approx((241 + 19) / 262)


def test_together_is_the_sum_of_the_kinds() -> None:
    """All weapons together on 11 March: 262 + 1,475 + 8 detected."""
    table = aftermath.tallies().set_index(["until", "weapon"])
    row: Any = table.loc[("2026-03-11", "all")]
    assert (row["detected"], row["intercepted"], row["sea"]) == (
        262 + 1475 + 8,
        241 + 1385 + 8,
        19,
    )


def test_believing_half_halves_what_is_shot_down() -> None:
    """Doubt applies to interceptions, not to what fell into the sea."""
    found = {r["rule"]: r for r in aftermath.denominators("2026-03-11", "ballistic", 50.0)}
    assert found["missed"]["value"] == pytest.approx(120.5 / 262)
    assert found["stopped"]["value"] == pytest.approx((120.5 + 19) / 262)
    assert found["missed"]["through"] == pytest.approx(262 - 120.5)


def test_an_unknown_tally_is_refused() -> None:
    """A day without a full tally raises an error that names it."""
    with pytest.raises(ValueError, match="2026-03-03"):
        aftermath.denominators("2026-03-03", "ballistic", 100.0)


@pytest.mark.parametrize("case", sorted(aftermath.cases()))
def test_what_it_would_have_taken_is_what_it_takes(case: str) -> None:
    """At the setting that a model needed, its own formula gives what was reported."""
    reported = aftermath.cases()[case].reported
    assert aftermath.said(case, aftermath.needed(case)) == pytest.approx(reported, abs=1e-12)


@pytest.mark.parametrize(
    ("case", "setting", "value"),
    [
        ("answer", 28, 0.9 - 1.5 * 0.72),
        ("answer", 40, 0.0),
        ("window", 50, 0.8 * (0.7 - 0.9 * 0.5) - 0.1),
        ("layers", 60, 0.16),
        ("fire", 50, 1 / 16),
        ("access", 50, 0.5 * (1 - 0.1**12)),
        ("table", 100, 0.6),
    ],
)
def test_the_models_by_hand(case: str, setting: float, value: float) -> None:
    """Each model's answer is a line of school algebra."""
    assert aftermath.said(case, setting) == pytest.approx(value, abs=1e-12)


def test_february_settings_come_from_the_chapters() -> None:
    """Chapter 3's shield follows with 72 per cent; two layers fit June 2025's middle of 85."""
    cases = aftermath.cases()
    assert cases["answer"].february == pytest.approx(28)
    assert (1 - cases["layers"].february / 100) ** 2 == pytest.approx(0.15)
    assert cases["fire"].reported == pytest.approx(0.14)
    with pytest.raises(ValueError, match="which must be one of"):
        aftermath.rerun("tea-leaves", 50)


def test_two_forecasters_by_hand() -> None:
    """60 against 20 per cent on what happened: odds of three to one, twice over nine to one."""
    once = aftermath.two_forecasters(60, 20, 50, 1, True)
    assert (once["one"], once["other"]) == (pytest.approx(0.16), pytest.approx(0.64))
    assert once["after"] == pytest.approx(0.75)
    assert aftermath.two_forecasters(60, 20, 50, 2, True)["after"] == pytest.approx(0.9)
    against = aftermath.two_forecasters(60, 20, 50, 1, False)
    assert against["ratio"] == pytest.approx(0.5)


def test_outcomes_are_decided_or_open() -> None:
    """Yes is 1, no is 0, open is None; every question of chapter 8 has a line."""
    raw = {row["question_id"]: row["outcome"] for row in rows("forecast_outcomes")}
    assert aftermath.outcomes() == {
        key: {"yes": 1, "no": 0, "open": None}[value] for key, value in raw.items()
    }
    asked = DATA.parent / "forecast_questions.csv"
    with asked.open(newline="", encoding="utf-8") as file:
        assert {row["question_id"] for row in csv.DictReader(file)} == set(raw)


def test_scores_turn_with_the_doubtful_outcome() -> None:
    """The outside view's mean score, by hand, and with the memorandum not counted as a text."""
    table = aftermath.outside_view()
    by_hand = sum((row.said - row.outcome) ** 2 for row in table.itertuples()) / len(table)
    assert aftermath.scores()["outside"] == pytest.approx(by_hand)
    assert aftermath.scores()["half"] == pytest.approx(0.25)
    said = float(table.set_index("question_id").loc["nuclear-text", "said"])
    change = (said**2 - (1 - said) ** 2) / len(table)
    assert aftermath.scores(nuclear_text=0)["outside"] == pytest.approx(by_hand + change)


def test_the_stock_counts_in_weapons_worth() -> None:
    """440.9 kg at 60 per cent hold 264.5 kg of U-235: over ten times 25 kg."""
    assert aftermath.weapons_worth(1.0) == pytest.approx(440.9 * 0.6 / 25)
    assert aftermath.weapons_worth(0.0) == 0


def test_numbers_follow_the_tables() -> None:
    """Sentences print what the raw rows say."""
    n = aftermath.numbers()
    use = {row["use_id"]: row for row in rows("interceptor_use")}["patriot-16-days-payne"]
    assert n.patriot_empty == f"{1000 / (int(use['fired_low']) / 16):.0f}"
    assert n.war_days == (date(2026, 4, 8) - date(2026, 2, 28)).days
    assert math.isclose(float(n.fire_needed.strip("%")), 100 * (1 - 0.14**0.25), abs_tol=0.5)
    dead = {row["casualty_id"]: row["count_low"] for row in rows("casualties")}
    assert n.iran_high == f"{int(dead['iran-03-06-un-ambassador']):,}"
    assert n.june_high < n.june_events < n.events


def test_tables_are_ready_to_be_shown() -> None:
    """Each shown table has a row a statement and no empty first column."""
    for table, size in (
        (aftermath.model_table(), len(aftermath.cases())),
        (aftermath.outcome_table(), len(rows("forecast_outcomes"))),
        (aftermath.score_table(), 3),
    ):
        assert len(table) == size
        assert (table.iloc[:, 0].astype(str).str.len() > 0).all()
