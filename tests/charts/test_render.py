"""Drawing: data and settings come in by name, SVG comes out fit for a page."""

from __future__ import annotations

import copy
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from missile_question.charts import render

SPEC: dict[str, Any] = {
    "params": [{"name": "limit", "value": 3}],
    "data": {"name": "rows"},
    "transform": [{"filter": "datum.x <= limit"}],
    "mark": {"type": "point", "clip": True, "color": "#1d2733"},
    "encoding": {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative"},
    },
}
ROWS = [{"x": i, "y": i / 3} for i in range(6)]


def full(**values: Any) -> dict[str, Any]:
    """Return the spec with its rows and settings."""
    return render.with_data(render.with_values(SPEC, values), {"rows": ROWS})


def test_with_data_fills_by_name_at_any_depth() -> None:
    """Sources are filled wherever they are named; what has values or another name is left."""
    nested = {
        "layer": [
            {"data": {"name": "rows"}},
            {"data": {"name": "rows", "values": [1]}},
            {"data": {"name": "other"}},
            {"transform": [{"lookup": "x", "from": {"data": {"name": "rows"}}}]},
        ]
    }
    filled = render.with_data(nested, {"rows": ROWS})["layer"]
    assert filled[0]["data"]["values"] == ROWS
    assert filled[1]["data"]["values"] == [1]
    assert "values" not in filled[2]["data"]
    assert filled[3]["transform"][0]["from"]["data"]["values"] == ROWS


def test_with_data_fills_compiled_vega() -> None:
    """In Vega data is a list; derived sources keep deriving."""
    vega = {"data": [{"name": "rows"}, {"name": "derived", "source": "rows"}]}
    filled = render.with_data(vega, {"rows": ROWS, "derived": []})["data"]
    assert filled == [{"name": "rows", "values": ROWS}, {"name": "derived", "source": "rows"}]


def test_nothing_given_is_changed() -> None:
    """Specs are shared between variants: none is filled in place."""
    before = copy.deepcopy(SPEC)
    full(limit=1)
    assert before == SPEC


def test_values_move_the_drawing() -> None:
    """A parameter's value decides which points are drawn."""
    marks = [len(re.findall("<path", render.svg(full(limit=n), "a"))) for n in (0, 5)]
    assert marks[1] - marks[0] == 5


def test_svg_is_well_formed_and_scales() -> None:
    """The element parses, has a viewBox instead of a size, and is hidden from screen readers."""
    root = ElementTree.fromstring(render.svg(full(), "a"))
    assert root.tag.endswith("svg")
    assert {"viewBox", "aria-hidden", "focusable"} == set(root.attrib)
    assert root.attrib["aria-hidden"] == "true"


def test_svg_has_no_names_of_its_own_and_no_ground() -> None:
    """The container names it and the page paints the ground; numbers have one decimal."""
    text = render.svg(full(), "a")
    assert not re.search(r"\srole=|aria-(?!hidden)", text)
    assert 'class="background" ' not in text or "fill=" not in text.split("background")[1][:60]
    assert not re.search(r"\d\.\d\d", text)


def test_svg_ids_carry_the_prefix() -> None:
    """Clip paths of two drawings in one page do not share ids, and references keep their target."""
    text = render.svg(full(), "left")
    ids = set(re.findall(r'id="([^"]+)"', text))
    assert ids and all(i.startswith("left-") for i in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= ids
    assert not ids & set(re.findall(r'id="([^"]+)"', render.svg(full(), "right")))


def test_drawing_is_deterministic() -> None:
    """The same spec gives the same bytes: pages do not change without a cause."""
    assert render.svg(full(), "a") == render.svg(full(), "a")


def test_compiled_chart_needs_no_compiler() -> None:
    """compile_vega gives Vega that keeps the parameter as a signal and the source by name."""
    vega = render.compile_vega(SPEC)
    assert "limit" in {signal["name"] for signal in vega["signals"]}
    assert "rows" in {source["name"] for source in vega["data"]}
    assert "encoding" not in vega


def test_wrong_spec_is_an_error() -> None:
    """A chart that cannot be drawn stops the build instead of leaving a hole."""
    with pytest.raises(ValueError):
        render.svg({"mark": "no-such-mark"}, "a")


def test_only_coordinates_are_rounded() -> None:
    """A number that is drawn as text keeps its digits: 8.0 is not 8, and 0.25 is not 0.2."""
    spec = {
        "data": {"values": [{"x": 1 / 3, "t": "8.0"}, {"x": 2 / 3, "t": "0.25"}]},
        "mark": "text",
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "text": {"field": "t"}},
    }
    drawing = render.svg(spec, "digits")
    assert ">8.0<" in drawing and ">0.25<" in drawing
    assert not re.search(r"=\"[^\"]*\d\.\d\d", drawing), "coordinates have one digit at most"
