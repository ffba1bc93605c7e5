"""A figure carries what a page must say around it, and refuses to go without."""

from __future__ import annotations

import json
import re
from typing import Any

import altair as alt
import pytest

from missile_question.charts.figure import MARK, Figure, Source, formula, frame, spec_of, stored
from missile_question.models import reach

ALT = "A point at one and another at two; the second lies to the right of the first & above it."


def make(**changes: Any) -> Figure:
    """Return a small figure."""
    chart = alt.Chart(alt.Data(name="rows")).mark_point().encode(x="x:Q")
    given: dict[str, Any] = {
        "name": "two-points",
        "title": "Two points, one <right> of the other",
        "alt": ALT,
        "wide": spec_of(chart.properties(width=400)),
        "narrow": spec_of(chart.properties(width=200)),
        "data": {"rows": [{"x": 1}, {"x": 2}]},
        "sources": [Source("made </script> up", "us_sites")],
    }
    return Figure(**{**given, **changes})


@pytest.mark.parametrize("alt_text", ["", "Chart", "A chart of two points in the plane"])
def test_short_alternative_text_is_refused(alt_text: str) -> None:
    """Under twelve words no finding is stated; the error names the figure and quotes the text."""
    with pytest.raises(ValueError) as caught:
        make(alt=alt_text)
    for word in ("alt", "'two-points'", "12 words", repr(alt_text)):
        assert word in str(caught.value)


def test_figure_without_source_is_refused() -> None:
    """Every figure credits something."""
    with pytest.raises(ValueError, match=r"sources of figure 'two-points'"):
        make(sources=[])


def test_variants_are_drawn_at_their_own_width() -> None:
    """The phone variant is narrower, and both hold the data."""
    width = {
        v: float(re.findall(r'viewBox="0 0 ([\d.]+)', make().svg(v))[0]) for v in ("wide", "narrow")
    }
    assert width["narrow"] < width["wide"] - 150
    assert make().spec("narrow")["data"]["values"] == [{"x": 1}, {"x": 2}]


def test_placeholder_reads_by_itself_and_cannot_break_out() -> None:
    """The block in a notebook has title and text escaped, and no </script> in its data."""
    block = make().placeholder()
    assert block.startswith(f'<figure class="{MARK}">')
    assert "&lt;right&gt;" in block and "the first &amp; above" in block
    assert block.count("</script>") == 1
    assert stored(block) == [json.loads(json.dumps(make().payload()))]


def test_placeholder_is_deterministic() -> None:
    """The same figure stores the same bytes: notebooks are compared strictly."""
    assert make().placeholder() == make().placeholder()


def test_frame_escapes_what_it_wraps() -> None:
    """In a kernel's output, too, text is text."""
    out = frame(make(), "<svg></svg>")
    assert "made &lt;/script&gt; up" in out and "one &lt;right&gt; of" in out
    assert out.count("<svg>") == 1


def test_display_bundle_serves_page_and_terminal() -> None:
    """HTML for the book, the alternative text for terminals."""
    bundle = make()._repr_mimebundle_()
    assert bundle["text/plain"] == ALT
    assert MARK in bundle["text/html"]


def test_formula_writes_what_vega_reads() -> None:
    """A model on parameters becomes Vega text, also when a parameter stands at its head."""
    size = alt.param(name="size", value=1)
    assert formula(reach.margin_km(size, alt.datum.km)).replace(" ", "") in (
        "(size-datum.km)",
        "size-datum.km",
    )
    assert formula(size * 2).replace(" ", "") in ("(size*2)", "size*2")
    assert formula(alt.datum.km * 2)


def test_spec_is_plain_and_without_schema() -> None:
    """Specs are JSON that a notebook can hold, without addresses of other hosts."""
    text = json.dumps(make().wide)
    assert "http" not in text and "usermeta" not in text
