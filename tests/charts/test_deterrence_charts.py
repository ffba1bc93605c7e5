"""The deterrence chapter's figures: valid, complete, and as true as the tables."""

from __future__ import annotations

import re
from collections.abc import Callable

import altair as alt
import pandas as pd
import pytest
from support.figures import assert_draws, assert_roles_only, drawn_width, widths
from support.tables import change_table

from missile_question import catalog
from missile_question.charts import deterrence as charts
from missile_question.charts import theme
from missile_question.charts.figure import Figure, formula
from missile_question.evidence import deterrence as evidence
from missile_question.explorers import deterrence as explorers
from missile_question.explorers.controls import Slider
from missile_question.explorers.core import Explorer

FIGURES: list[Callable[[], Figure]] = [
    charts.spending, charts.burden, charts.revisions, charts.fleets, charts.stock,
]  # fmt: skip


@pytest.mark.parametrize("draw", FIGURES)
@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_specs_compile_and_draw(draw: Callable[[], Figure], variant: str) -> None:
    """Both variants compile to Vega and draw marks, without NaN."""
    assert_draws(draw(), variant, strokes=5)


@pytest.mark.parametrize("draw", FIGURES)
def test_narrow_fits_a_phone(draw: Callable[[], Figure]) -> None:
    """No part of the phone variant is wider than 330 px, and the drawing hardly is."""
    figure = draw()
    assert max(widths(figure.narrow)) <= 330 < max(widths(figure.wide))
    assert drawn_width(figure, "narrow") <= 345
    wide = drawn_width(figure, "wide")
    assert 640 < wide <= 790, wide


@pytest.mark.parametrize("draw", FIGURES)
def test_words_are_complete(draw: Callable[[], Figure]) -> None:
    """Title, subtitle and alternative text say something; the title holds a number."""
    figure = draw()
    assert re.search(r"\d", figure.title) and re.search(r"\d", figure.alt)
    assert len(figure.subtitle) > 20 and len(figure.alt.split()) > 30
    assert all(source.table in catalog.tables() for source in figure.sources)


def test_names_are_unique() -> None:
    """Names become anchors."""
    names = [draw().name for draw in FIGURES]
    assert len(names) == len(set(names))


def test_every_table_has_its_picture() -> None:
    """Each main table has one figure, which credits it."""
    assert set(charts.PICTURES) == {"military_expenditure", "air_power", "missile_inventory"}
    for table, draw in charts.PICTURES.items():
        assert table in {source.table for source in draw().sources}


def test_colours_are_roles() -> None:
    """Every hex colour in specs and data is a role of the theme."""
    for draw in FIGURES:
        assert_roles_only(draw())


def test_spending_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other ratios and shares make another title and another alternative text."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame["expenditure_id"] == "israel-2024", "ratio_current"] = 4.4
        frame.loc[frame["expenditure_id"] == "israel-2024", "share_of_gdp_pct"] = 9.9
        frame.loc[frame["expenditure_id"] == "iran-2021-release-2022", "revised_usd_bn"] = 3.3
        return frame

    change_table(monkeypatch, "military_expenditure", change)
    assert "4.4 to 6.8" in charts.spending().title and "4.4 to 6.8" in charts.spending().alt
    assert "Israel 9.9" in charts.burden().title and "9.9" in charts.burden().alt
    assert charts.revisions().title.endswith("3.3") and "3.3" in charts.revisions().alt


def test_fleets_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new extreme among firm counts changes the words; a doubtful one does not."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame["air_id"] == "iran-2013-agency", "aircraft_high"] = 333
        frame.loc[frame["air_id"] == "iran-2025-gfp", "aircraft_high"] = 444
        return frame

    change_table(monkeypatch, "air_power", change)
    assert "200 to 333" in charts.fleets().title and "200 to 333" in charts.fleets().alt


def test_stock_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verified total after the war turns the sentence; a new estimate moves the span."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        weak = frame["inventory_id"] == "alarabiya-2025-after"
        frame.loc[weak, "verified"] = True
        frame.loc[weak, "confidence"] = "medium"
        frame.loc[frame["inventory_id"] == "bbc-2025", "count_low"] = 1700
        return frame

    change_table(monkeypatch, "missile_inventory", change)
    figure = charts.stock()
    assert "1,700 to 3,000" in figure.title and "1 verified total exist" in figure.title
    assert "no verified total" not in figure.alt


@pytest.mark.parametrize("draw", [charts.fleets, charts.stock])
def test_weak_rows_are_hollow(draw: Callable[[], Figure]) -> None:
    """Unverified and low-confidence counts are filled with paper, the others with their colour."""
    rows = [row for row in draw().data["rows"] if row["text"]]
    hollow = [row for row in rows if row["fill"] == theme.colour("paper")]
    assert hollow and len(hollow) < len(rows)
    assert all(row["fill"] == row["paint"] for row in rows if row not in hollow)
    assert "Hollow" in draw().subtitle
    frames = {
        charts.fleets: evidence.aircraft(since=charts.FLEETS_SINCE),
        charts.stock: evidence.missiles(),
    }
    assert len(hollow) == int(frames[draw]["doubtful"].sum())


def test_every_count_is_drawn() -> None:
    """No count is lost between table and list; forecasts off the scale are told in words."""
    drawn = [row for row in charts.fleet_rows() if row["text"]]
    recent = evidence.aircraft(since=charts.FLEETS_SINCE)
    assert len(drawn) == len(recent) + len(evidence.aircraft(rule="delivered"))
    listed = [row for row in charts.stock_rows() if row["text"]]
    forecasts = evidence.missiles("projection")
    beyond = forecasts[forecasts["high"] > charts.STOCK_TOP]
    assert len(listed) == len(evidence.missiles()) + len(forecasts) - len(beyond)
    assert all(f"{high:,.0f}" in charts.stock().subtitle for high in beyond["high"])
    assert all(row["high"] <= charts.STOCK_TOP for row in listed)


def test_marks_tell_bounds_from_counts() -> None:
    """Floors point right, ceilings left, forecasts are diamonds."""
    shapes = {row["short"]: row["shape"] for row in charts.stock_rows() if row["text"]}
    assert shapes["2022 US Central Command: over 3,000"] == "triangle-right"
    assert shapes["2026 Israel, official: 1,800 to 2,000"] == "diamond"
    fleet = {row["short"]: row["shape"] for row in charts.fleet_rows() if row["text"]}
    assert fleet["2014 Iran Times: at most 300"] == "triangle-left"
    assert fleet["2010 BBC News: 300"] == "circle"


def test_labels_keep_apart() -> None:
    """Labels at the lines' ends keep their order and their distance."""
    placed = charts._apart([2.0, 1.9, 8.0], 0.7)
    assert placed == pytest.approx([2.6, 1.9, 8.0])


# ---- the explorers' charts ----

EXPLORERS = [explorers.threat, explorers.crisis, explorers.shield, explorers.race]


@pytest.mark.parametrize("build", EXPLORERS)
@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_explorers_draw_at_both_ends(build: Callable[[], Explorer], variant: str) -> None:
    """Every slider at its lowest and at its highest: a drawing without NaN."""
    explorer = build()
    sliders = [c for c in explorer.controls if isinstance(c, Slider)]
    figure = explorer.figure()
    for end in ("low", "high"):
        values = explorer.resolve(**{c.name: getattr(c, end) for c in sliders})
        drawing = figure.svg(variant, **values)
        assert "NaN" not in drawing and "undefined" not in drawing


@pytest.mark.parametrize("build", EXPLORERS)
def test_explorers_fit_a_phone(build: Callable[[], Explorer]) -> None:
    """The phone variant is no wider than the page's column."""
    drawing = build().figure().svg("narrow")
    assert float(re.findall(r'viewBox="0 0 ([\d.]+)', drawing)[0]) <= 345


def test_lists_say_each_label_once() -> None:
    """A row keeps a short label only where it differs, and whole numbers are whole."""
    rows = charts.fleets().data["rows"]
    assert all(row.get("short") != row["text"] for row in rows if row["text"])
    assert not any(isinstance(v, float) and v.is_integer() for row in rows for v in row.values())


def test_crisis_formulas_are_the_models() -> None:
    """The parts that the crisis chart names once stand for the model's own formulas."""
    spec = charts.crisis(False, explorers.crisis().resolve())
    parts = {p["name"]: p["expr"] for p in spec["params"] if "expr" in p}
    text = parts["fought"]
    for name in ("firm", "faint", "daring"):
        text = re.sub(rf"\b{name}\b", parts[name], text)
    names = ("gain", "war", "loss", "ruin", "attacker", "defender")
    params = {name: alt.param(name=name, value=1) for name in names}
    assert text == formula(evidence.crisis(**params, xp=alt.expr).conflict)
