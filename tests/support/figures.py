"""What tests of several chapters ask of a figure and of an explorer."""

from __future__ import annotations

import re
from typing import Any

from missile_question.charts import render, theme
from missile_question.charts.figure import Figure
from missile_question.explorers import registry
from missile_question.explorers.core import Explorer

__all__ = [
    "assert_compiles",
    "assert_complete_at_start",
    "assert_draws",
    "assert_registered_and_drawn",
    "assert_roles_only",
    "assert_words",
    "drawn_width",
    "marks_of",
    "widths",
]


def widths(node: Any) -> list[float]:
    """Return every fixed width in a spec."""
    if isinstance(node, dict):
        own = [node["width"]] if isinstance(node.get("width"), int | float) else []
        return own + [w for value in node.values() for w in widths(value)]
    return [w for value in node for w in widths(value)] if isinstance(node, list) else []


def drawn_width(figure: Figure, variant: str) -> float:
    """Return the width of a drawing in px."""
    return float(re.findall(r'viewBox="0 0 ([\d.]+)', figure.svg(variant))[0])


def marks_of(group: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all marks of a compiled chart, nested ones too."""
    found: list[dict[str, Any]] = []
    for mark in group.get("marks", []):
        found += [mark, *marks_of(mark)]
    return found


def assert_compiles(figure: Figure, variant: str) -> None:
    """The compiler turns the spec, which Altair has checked, into Vega with marks and all data."""
    compiled = render.compile_vega(figure.spec(variant))
    assert compiled["marks"]
    drawn = {source["name"] for source in compiled["data"] if source.get("values")}
    assert set(figure.data) <= drawn, set(figure.data) - drawn


def assert_draws(figure: Figure, variant: str, strokes: int) -> None:
    """The spec compiles, and its drawing has more than some strokes and no NaN."""
    assert render.compile_vega(figure.spec(variant))["marks"]
    drawing = figure.svg(variant)
    assert "NaN" not in drawing
    assert "undefined" not in drawing
    assert drawing.count("<path") + drawing.count("<line") > strokes


def assert_roles_only(figure: Figure) -> None:
    """Every hex colour in specs and data is a role of the theme: dark mode can repaint it."""
    text = str([figure.wide, figure.narrow, dict(figure.data)])
    used = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}", text)}
    known = {light for light, _ in theme.ROLES.values()}
    assert used <= known, (figure.name, used - known)


def assert_words(figure: Figure, tables: set[str]) -> None:
    """Title, subtitle and alternative text say something; the sources are among some tables."""
    assert figure.title
    assert figure.subtitle
    assert len(figure.alt.split()) >= 25
    assert figure.alt.endswith(".")
    words = figure.title + figure.subtitle + figure.alt
    assert not re.search(r"nan|\bNone\b|\{|\}", words), words
    assert {source.table for source in figure.sources} <= tables | {""}


def assert_complete_at_start(explorer: Explorer) -> None:
    """The starting state has an answer, a whole sentence and a text for those who cannot see."""
    assert explorer.rows()
    assert explorer.sentence().endswith(".")
    assert not any(mark in explorer.sentence() for mark in "{}")
    assert len(explorer.alt.split()) >= 12


def assert_registered_and_drawn(explorer: Explorer) -> None:
    """It is in the registry; both widths compile with all data and marks of an answer."""
    assert registry()[explorer.name]().title == explorer.title
    for variant in ("wide", "narrow"):
        compiled = render.compile_vega(explorer.figure().spec(variant))
        assert {source["name"] for source in compiled["data"]} >= set(explorer.data)
        assert any(mark.get("name", "").startswith("answer") for mark in marks_of(compiled))
