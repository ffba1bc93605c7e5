"""Chapter 10's explorers: their answers against the tables, at the edges, and in words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from missile_question.charts import aftermath as charts
from missile_question.evidence import aftermath as evidence
from missile_question.explorers import aftermath as explorers
from missile_question.explorers.controls import Choice, Slider

BUILDERS = (
    explorers.after_timeline,
    explorers.which_denominator,
    explorers.which_model,
    explorers.one_outcome,
)
DATA = Path(__file__).resolve().parents[2] / "data" / "after_article"


@pytest.mark.parametrize("build", BUILDERS, ids=lambda b: b.__name__)
def test_edges_are_answered_in_words(build: object) -> None:
    """Every control at its ends gives a sentence without a hole."""
    explorer = build()  # type: ignore[operator]
    for control in explorer.controls:
        ends = (
            [control.low, control.high]
            if isinstance(control, Slider)
            else [option.value for option in control.options]
        )
        assert isinstance(control, Slider | Choice)
        for end in ends:
            sentence = explorer.sentence(**{control.name: end})
            assert "{" not in sentence and "nan" not in sentence


def test_the_record_filters_as_one_would_by_hand() -> None:
    """Missile events that concern Iran, with two documents, up to the first day of war."""
    with (DATA / "timeline.csv").open(newline="", encoding="utf-8") as file:
        raw = list(csv.DictReader(file))
    wanted = [
        row
        for row in raw
        if row["category"] == "missile"
        and {row["actor_id"], row["other_actor_id"]} & {"iran", "iran-government", "iran-leader"}
        and row["second_source_id"]
        and row["date"] <= "2026-02-28"
    ]
    found = explorers.after_timeline().rows(
        side="iran", subject="missile", rests="two", until=evidence.days("2026-02-28")
    )
    shown = [row for row in found if row["shown"]]
    assert wanted and len(shown) == len(wanted)
    assert found[0]["name"].endswith(wanted[-1]["event"])


def test_an_empty_record_says_none() -> None:
    """Where nothing fits, the last event is none, not a faded one."""
    sentence = explorers.after_timeline().sentence(side="iaea", until=0)
    assert "0 are shown" in sentence and sentence.endswith("none")


def test_events_of_a_lane_do_not_hide_each_other() -> None:
    """Two dots in one place would look like one."""
    places = [(row["day"], row["place"]) for row in charts.event_rows()]
    assert len(places) == len(set(places))


def test_drones_never_fall_into_the_sea() -> None:
    """No such report exists, so the rule changes nothing for drones."""
    row = explorers.which_denominator().rows(weapon="drone")[0]
    assert row["sea"] == 0 and row["spread"] == 0


@pytest.mark.parametrize("which", sorted(evidence.cases()))
def test_models_say_what_they_said_in_february(which: str) -> None:
    """At February's setting the reader's answer is February's."""
    case = evidence.cases()[which]
    row = explorers.which_model().rows(which=which, setting=round(case.february))[0]
    assert row["value"] == pytest.approx(row["then"], abs=0.01)
    assert case.note == explorers.which_model().note(which=which)


def test_which_model_names_both_settings() -> None:
    """The sentence tells the report, what it took, and February's setting."""
    sentence = explorers.which_model().sentence(which="layers", setting=50)
    assert "25%" in sentence and "at 72%" in sentence and "61%" in sentence


def test_equal_forecasters_teach_nothing() -> None:
    """If both said the same, the outcome cannot tell them apart."""
    row = explorers.one_outcome().rows(one=30, other=30, number=10)[0]
    assert row["after"] == pytest.approx(0.5) and row["ratio"] == pytest.approx(1)
