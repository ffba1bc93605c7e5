"""The bargaining chapter's figures: valid, complete, and as true as the tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.figures import assert_draws, drawn_width, widths

from missile_question import catalog
from missile_question.charts import bargaining as charts
from missile_question.charts.figure import Figure
from missile_question.explorers import bargaining as explorers

FIGURES: list[Callable[[], Figure]] = [
    charts.cases,
    charts.weights,
    lambda: explorers.add_issue().figure(),
    lambda: explorers.many_issues().figure(),
    lambda: explorers.who_must_say_yes().figure(),
    lambda: explorers.patience().figure(),
]


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_specs_compile_and_draw(draw: Callable[[], Figure], variant: str) -> None:
    """Both variants compile to Vega and draw marks, without NaN."""
    assert_draws(draw(), variant, strokes=4)


@pytest.mark.parametrize("draw", FIGURES)
def test_narrow_fits_a_phone(draw: Callable[[], Figure]) -> None:
    """No part of the phone variant is wider than 330 px, and the drawing hardly is."""
    figure = draw()
    assert max(widths(figure.narrow)) <= 330
    assert drawn_width(figure, "narrow") <= 345
    wide = drawn_width(figure, "wide")
    assert 600 < wide <= 790, wide


def test_titles_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that fails after all changes the title; a new salience moves the weights."""
    load = catalog.load

    def other(name: str, **options: bool) -> Any:
        table = load(name, **options).copy()
        if name == "linkage_cases":
            table["outcome"] = "no_agreement"
        if name == "position_codes":
            table.loc[table["actor_id"] == "us-administration", "salience"] = 50
        return table

    before = charts.cases().title, charts.weights().title
    monkeypatch.setattr(catalog, "load", other)
    after = charts.cases().title, charts.weights().title
    assert before[0] != after[0] and before[1] != after[1]
    assert "1.00 times for Washington" in after[1]


def test_outcomes_are_drawn_apart() -> None:
    """Agreed, partly agreed and not agreed have three fills, under four headings."""
    rows = charts.case_rows()
    assert len({row["fill"] for row in rows if row["text"]}) == 3
    assert sum(row["text"] is None for row in rows) == 4


def test_pictures_name_their_table() -> None:
    """The data page's picture credits the table it stands for."""
    for table, draw in charts.PICTURES.items():
        assert table in {source.table for source in draw().sources}
