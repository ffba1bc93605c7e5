"""Charts of chapter 1: valid, as wide as they may be, and true to the data in words."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from support.figures import drawn_width
from support.tables import change_table

from missile_question.charts import reading, render
from missile_question.charts.figure import Figure
from missile_question.evidence import reading as evidence

FIGURES = sorted(reading.PICTURES.items())
MINE = {"issues", "positions", "position_codes", "timeline", "claim_evidence", "actors"}


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[Any], Any]], None]:
    """Let a test change a table before a figure reads it."""
    return partial(change_table, monkeypatch)


def test_every_table_has_its_picture() -> None:
    """The six tables of this part, each with a figure that credits it."""
    assert set(reading.PICTURES) == MINE
    for table, make in FIGURES:
        assert table in {source.table for source in make().sources}


@pytest.mark.parametrize(("table", "make"), FIGURES)
def test_figures_compile_and_draw(table: str, make: Callable[[], Figure]) -> None:
    """Both variants compile to Vega and draw marks."""
    figure = make()
    for variant in ("wide", "narrow"):
        assert render.compile_vega(figure.spec(variant))["marks"], table
        drawing = figure.svg(variant)
        assert drawing.count("<path") + drawing.count("<line") > 20


@pytest.mark.parametrize(("table", "make"), FIGURES)
def test_narrow_fits_a_phone(table: str, make: Callable[[], Figure]) -> None:
    """The phone variant is drawn at most 360 px wide, its plot at most 330."""
    figure = make()
    drawn = drawn_width(figure, "narrow")
    assert drawn <= 360, (table, drawn)
    width = figure.narrow["width"]
    assert (width if isinstance(width, int) else width["step"] * 8) <= 330
    wide = drawn_width(figure, "wide")
    assert 560 <= wide <= 760, (table, wide)


@pytest.mark.parametrize(("table", "make"), FIGURES)
def test_data_are_by_name_and_plain(table: str, make: Callable[[], Figure]) -> None:
    """Specs name their data, and every row survives JSON."""
    figure = make()
    named = set(re.findall(r'"data": \{"name": "(\w+)"', json.dumps([figure.wide, figure.narrow])))
    assert named == set(figure.data), table
    assert json.loads(json.dumps(dict(figure.data))) == dict(figure.data)


@pytest.mark.parametrize(("table", "make"), FIGURES)
def test_names_are_unique_and_words_are_full(table: str, make: Callable[[], Figure]) -> None:
    """A title with a number in it, a subtitle, an alternative text that ends as a sentence."""
    figure = make()
    assert re.search(r"\d", figure.title) and re.search(r"\d", figure.alt), table
    assert figure.subtitle and figure.alt.endswith(".")
    assert len({f().name for _, f in FIGURES}) == len(FIGURES)


# ---- placing ----


def test_marks_and_labels_do_not_overlap() -> None:
    """In every line of the position map each mark with its text has room of its own."""
    for variant in reading.VARIANTS:
        marks = reading.position_rows(variant)["marks"]
        for line in {row["y"] for row in marks}:
            spans = []
            for row in (r for r in marks if r["y"] == line):
                length = len(row["text"]) * 5.6  # a little under what was planned for
                ends = (row["tx"], row["tx"] + (length if row["side"] == "left" else -length))
                spans.append((min(*ends, row["x"], row["x0"]), max(*ends, row["x"], row["x1"])))
            spans.sort()
            assert all(a[1] <= b[0] + 1 for a, b in itertools.pairwise(spans)), spans


def test_no_label_lies_across_a_stem() -> None:
    """Texts of the time line are clear of the stems that come down from the lines above."""
    for variant in reading.VARIANTS:
        labels = reading.timeline_rows(variant)["labels"]
        for one in labels:
            length = len(one["text"]) * 5.6
            ends = (one["tx"], one["tx"] + (length if one["side"] == "left" else -length))
            for other in labels:
                crosses = min(ends) < other["x"] < max(ends)
                assert not (crosses and other["y"] < one["y"] < other["y2"]), (one, other)


def test_place_by_hand() -> None:
    """Two marks apart share a line, two on one spot do not; a text stays in the frame."""
    assert reading.place([10, 200], ["a", "b"], 300) == [(0, "left"), (0, "left")]
    assert [line for line, _ in reading.place([10, 10], ["a", "b"], 300)] == [0, 1]
    assert reading.place([295], ["abc"], 300) == [(0, "right")]
    assert [n for n, _ in reading.place([10, 60], ["", ""], 300, bands=[(0, 70), (50, 90)])] == [
        0,
        1,
    ]
    assert reading.place([100, 110], ["first", "then"], 300, 3, stems=True)[1] == (0, "right")
    with pytest.raises(ValueError, match=r"labels must be as many as xs \(1\), got 2"):
        reading.place([1], ["a", "b"], 10)


# ---- words follow the data ----


def test_position_map_says_what_the_codes_say(changed: Any) -> None:
    """The widest gap moves into the title when a reader changes a code."""
    before = reading.position_map()
    assert f"{evidence.gaps()['weighted'].iloc[0]:.0f} of 100" in before.title
    changed("position_codes", lambda t: t.assign(
        code=t["code"].where(t["issue_id"] == "duration", 50),
        salience=t["salience"].where(t["issue_id"] != "duration", 100),
    ))  # fmt: skip
    after = reading.position_map()
    assert "duration: 80 of 100" in after.title
    assert "widest gap, 80 points, is on duration" in after.alt


def test_issue_gaps_count(changed: Any) -> None:
    """With all saliences at zero no issue is far apart."""
    assert re.match(r"On \d of 8 issues", reading.issue_gaps().title)
    changed("position_codes", lambda t: t.assign(salience=0))
    assert reading.issue_gaps().title.startswith("On 0 of 8 issues")


def test_coverage_counts(changed: Any) -> None:
    """Whoever removes an actor's statements finds one actor fewer in the title."""
    count = evidence.coverage()["actor_id"].nunique()
    assert f"of {count} actors" in reading.position_coverage().title
    changed("positions", lambda t: t[t["actor_id"] != "china"])
    assert f"of {count - 1} actors" in reading.position_coverage().title


def test_timeline_counts(changed: Any) -> None:
    """Number of events, middle and the year 2026 follow the table."""
    table = evidence.events()
    figure = reading.timeline()
    assert f"Half of the {len(table)} events" in figure.title
    assert f"{(table['date'] >= '2026').sum()} of them" in figure.title
    changed("timeline", lambda t: t[t["category"] == "sanctions"])
    after = reading.timeline()
    count = int((table["category"] == "sanctions").sum())
    assert f"Half of the {count} events" in after.title and "missiles 0" in after.alt


def test_claim_balance_counts(changed: Any) -> None:
    """Totals in the title are sums of the table; hollow marks are counted."""
    table = evidence.evidence_pieces()
    for_, against = ((table["direction"] == d).sum() for d in ("supports", "weakens"))
    figure = reading.claim_balance()
    assert f"{for_} pieces support, {against} weaken" in figure.title
    assert len(reading.evidence_rows()) == for_ + against
    changed("claim_evidence", lambda t: t[t["evidence_id"] != "c05-weakens-1"])
    after = reading.claim_balance()
    assert "17 of the 18 claims" in after.title and f"{against - 1} weaken" in after.title


def test_actor_roles_count(changed: Any) -> None:
    """Iran's events are those of the state and its branches together."""
    table = evidence.events()
    iran = int(table["actor_id"].isin(["iran", "iran-government", "iran-leader"]).sum())
    assert reading.actor_roles().title.startswith(f"Iran acts first in {iran} of {len(table)}")
    changed("timeline", lambda t: t.assign(actor_id="israel"))
    assert reading.actor_roles().title.startswith("Iran acts first in 0 of")


def test_weak_rows_are_hollow() -> None:
    """Marks on weaker sources are not solid in the data that the charts draw."""
    marks = reading.position_rows("wide")["marks"]
    assert sum(not row["solid"] for row in marks) == int((~evidence.codes()["solid"]).sum()) > 0
    pieces = reading.evidence_rows()
    assert any(not row["solid"] for row in pieces)
    assert any(not row["solid"] for row in reading.timeline_rows("narrow")["events"])


# ---- the drawings of the explorers ----


def test_named_data_of_the_explorers_are_plain() -> None:
    """Rows survive JSON."""
    for make in (reading.map_data, reading.coder_data, reading.voice_data, reading.window_data):
        assert json.loads(json.dumps(make())) == make()


def test_map_data_are_the_codes() -> None:
    """Lists of one length each; the pairs' numbers lead back to actor, issue and code."""
    (everyone,), (pairs,) = reading.map_data()["everyone"], reading.map_data()["pairs"]
    for lists in (everyone, pairs):
        assert len({len(values) for values in lists.values()}) == 1
    known = {
        (actor, order): (code, soft, hard, salience, lean)
        for actor, order, code, soft, hard, salience, lean in zip(*everyone.values(), strict=True)
    }
    assert len(known) == len(evidence.codes())
    for n, order in enumerate(pairs["order"]):
        for side in ("a", "b"):
            row = tuple(
                pairs[f"{side}_{f}"][n] for f in ("code", "soft", "hard", "salience", "lean")
            )
            assert known[pairs[f"{side}_actor"][n], order] == row


@pytest.mark.parametrize("narrow", [False, True])
def test_explorer_specs_fit(narrow: bool) -> None:
    """The phone variants are at most 330 wide."""
    from missile_question.explorers import reading as explore

    for make in (
        explore.position_map, explore.second_coder, explore.who_speaks, explore.beginnings,
    ):  # fmt: skip
        drawing = make().figure().svg("narrow" if narrow else "wide")
        width = float(re.findall(r'viewBox="0 0 ([\d.]+)', drawing)[0])
        assert width <= (360 if narrow else 760), (make.__name__, width)
