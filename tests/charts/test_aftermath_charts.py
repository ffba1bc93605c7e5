"""Chapter 10's figures: they compile in both widths and say what the tables say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from missile_question.charts import aftermath as charts
from missile_question.charts import render
from missile_question.charts.figure import Figure
from missile_question.evidence import aftermath as evidence

FIGURES = (charts.deaths, charts.documents, charts.questions, charts.ranges)


@pytest.mark.parametrize("make", FIGURES, ids=lambda f: f.__name__)
@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_figures_compile(make: Callable[[], Figure], variant: str) -> None:
    """Vega-Lite accepts each drawing; the phone's fits."""
    figure = make()
    render.compile_vega(figure.spec(variant))
    assert figure.sources and len(figure.alt.split()) >= 20
    if variant == "narrow":
        assert figure.narrow["width"] <= 330


def test_titles_carry_the_numbers() -> None:
    """Finding and description are computed."""
    n = evidence.numbers()
    assert n.iran_high in charts.deaths().title and n.iran_state in charts.deaths().alt
    assert str(n.june_high) in charts.documents().title
    assert n.outside_brier in charts.questions().title
    assert n.ceiling in charts.ranges().alt


def test_civilian_counts_are_hollow() -> None:
    """A count of civilians alone must not look like a count of all."""
    hollow = [row["label"] for row in charts.death_rows() if row["fill"] != row["paint"]]
    assert len(hollow) == 2 and all("civilians" in label for label in hollow)


def test_statements_keep_labels_of_their_own() -> None:
    """Two rows with one label would fall on one line."""
    labels = [row["label"] for row in charts.death_rows()]
    assert len(labels) == len(set(labels))


def test_every_subject_has_a_lane() -> None:
    """No event is lost between the lanes."""
    subjects = set(evidence.events()["subject"])
    assert subjects <= set(charts.LANES)
    assert max(int(row["place"]) for row in charts.event_rows()) < len(charts.LANES)
