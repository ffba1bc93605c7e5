"""The nuclear deal's charts: valid, drawn, and with numbers that follow the data."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from support.figures import assert_compiles, assert_roles_only, assert_words, drawn_width, widths
from support.tables import change_row

from missile_question.charts import jcpoa as charts
from missile_question.charts.figure import Figure
from missile_question.evidence import jcpoa as evidence

FIGURES: list[Callable[[], Figure]] = [
    charts.stock,
    charts.quantities,
    charts.clocks,
    charts.estimates,
    charts.yardsticks,
    charts.omission,
]
ids = [draw.__name__ for draw in FIGURES]
TABLES = {
    "enriched_stock",
    "breakout_estimates",
    "jcpoa_limits",
    "safeguards_parameters",
    "omission_evidence",
}


@pytest.mark.parametrize("variant", ["wide", "narrow"])
@pytest.mark.parametrize("draw", FIGURES, ids=ids)
def test_specs_are_valid_and_compile(draw: Callable[[], Figure], variant: str) -> None:
    """The compiler turns the spec, which Altair has checked, into Vega with marks and all data."""
    assert_compiles(draw(), variant)


@pytest.mark.parametrize("draw", FIGURES, ids=ids)
def test_drawings_fit_the_column_and_the_phone(draw: Callable[[], Figure]) -> None:
    """The wide drawing fits a column of text, the narrow one a phone."""
    assert drawn_width(draw(), "wide") <= 740
    assert drawn_width(draw(), "narrow") <= 350


@pytest.mark.parametrize("draw", FIGURES, ids=ids)
def test_narrow_specs_are_narrow(draw: Callable[[], Figure]) -> None:
    """No part of the phone variant is wider than a phone."""
    assert max(widths(draw().narrow)) <= 330


@pytest.mark.parametrize("draw", FIGURES, ids=ids)
def test_words_are_there(draw: Callable[[], Figure]) -> None:
    """Title, subtitle and alternative text state something, with numbers in figures or words."""
    assert_words(draw(), TABLES)


@pytest.mark.parametrize("draw", FIGURES, ids=ids)
def test_figures_are_plain_files_of_data(draw: Callable[[], Figure]) -> None:
    """No empty cell is written out as a number that is none."""
    for rows in draw().data.values():
        assert rows
        assert all(value == value for row in rows for value in row.values())


@pytest.mark.parametrize("draw", FIGURES, ids=ids)
def test_colours_are_the_theme_s(draw: Callable[[], Figure]) -> None:
    """No colour is written into a spec but those that dark mode knows how to turn."""
    assert_roles_only(draw())


def test_every_table_has_its_picture() -> None:
    """Each of the chapter's tables has a figure that names it as its source."""
    assert set(charts.PICTURES) == TABLES
    for table, draw in charts.PICTURES.items():
        assert table in {source.table for source in draw().sources}, table


# ---------------------------------------------------------------- the stock


def test_stock_draws_what_the_evidence_has() -> None:
    """Every amount of every series is drawn, in uranium, and both rivals beside them."""
    data = charts.stock().data
    assert len(data["lines"]) == sum(len(evidence.series(level)) for level in evidence.LEVELS)
    assert {row["words"] for row in data["rivals"]} == {"15.5", "3,621.3"}
    assert len(data["below"]) == int(evidence.numbers().no_amount)
    assert [row["key"] for row in data["periods"]] == ["full", "partial", "lost"]
    # Each level has one name, at an amount of its own line.
    points = {(row["level"], row["when"], row["uranium_kg"]) for row in data["lines"]}
    assert {(r["level"], r["when"], r["uranium_kg"]) for r in data["ends"]} <= points
    assert len(data["ends"]) == len(evidence.LEVELS)


def test_stock_line_stays_broken_in_the_spec() -> None:
    """The line is grouped by run: without it the gap of 2018 would be bridged."""
    for variant in ("wide", "narrow"):
        lines = [
            layer
            for layer in charts.stock().spec(variant)["layer"]
            if layer["mark"].get("type") == "line"
        ]
        assert [d["field"] for d in lines[0]["encoding"]["detail"]] == ["level", "run"]


def test_stock_words_follow_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another last amount changes the title and the alternative text."""
    last = evidence.series("total").iloc[-1]["stock_id"]
    change_row(monkeypatch, "enriched_stock", "stock_id", last, kg=4056.0)
    figure = charts.stock()
    assert "about 20 times the cap" in figure.title
    assert "4,056.0 kg" in figure.alt and "9,874.9" not in figure.alt


def test_quantities_words_follow_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another last amount of 60 % changes title, label and text."""
    last = evidence.series("u60").iloc[-1]["stock_id"]
    change_row(monkeypatch, "enriched_stock", "stock_id", last, kg=300.0)
    figure = charts.quantities()
    assert "7.2 significant quantities" in figure.title
    assert figure.data["labels"][0]["words"] == "300.0 kg"
    assert "one: 41.7 kg" in figure.data["one"][0]["words"]


# ---------------------------------------------------------------- the clocks


def test_clocks_draw_every_clause_once() -> None:
    """Each clause has one bar; what had run never passes the article's day."""
    data, table = charts.clocks().data, evidence.clocks()
    assert len({row["clause"] for row in data["clocks"]}) == len(data["clocks"]) == len(table)
    today = data["today"][0]["when"]
    assert all(row["from"] < row["ran"] <= today for row in data["clocks"])
    assert sum(row["run_out"] for row in data["clocks"]) == int(evidence.numbers().clocks_out)
    assert len(data["passed"]) == int(table["passed"].notna().sum())
    disputed = [row for row in data["clocks"] if row["ends"].endswith("?")]
    assert len(disputed) == int(table["contested"].sum())


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_clock_numbers_survive_the_drawing(variant: str) -> None:
    """The renderer shortens long decimals; the enrichment level must keep its second one."""
    drawn = charts.clocks().svg(variant)
    assert "Level of enrichment: 3.67 %" in drawn
    assert "Machines enriching at Natanz: 5,060" in drawn


def test_clock_words_follow_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that runs longer is no longer counted as run out."""
    before = evidence.numbers()
    change_row(monkeypatch, "jcpoa_limits", "limit_id", "research-machines", end_date="2030-01-16")
    figure = charts.clocks()
    assert f"{int(before.clocks_out) - 1} of {before.clocks} clocks" in figure.title
    assert "16 January 2030" in figure.alt


# ---------------------------------------------------------------- the estimates


def test_estimates_stop_when_sight_was_lost() -> None:
    """No mark lies after June 2025, and the rule stands there."""
    data = charts.estimates().data
    lost = data["lost"][0]["when"]
    assert lost == pytest.approx(2025.4466, abs=1e-3)
    assert all(row["when"] < lost for row in data["points"])


def test_estimates_keep_the_definitions_apart() -> None:
    """Each voice has its colour and name; ISIS's amount is never under the officials' name."""
    data, table = charts.estimates().data, evidence.estimates()
    assert {row["voice"] for row in data["points"]} == {row["voice"] for row in data["names"]}
    isis = [row for row in data["points"] if row["voice"] == "isis"]
    assert len(isis) == int((table["definition"] == "wgu_25kg").sum())
    assert sum(not row["firm"] for row in data["points"]) == int((~table["firm"]).sum())
    assert all("high" in row for row in data["points"] if row["bound"] == "from to")


def test_estimate_words_follow_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another last estimate changes the title."""
    change_row(
        monkeypatch, "breakout_estimates", "estimate_id", "isis-2025-05", days_low=4, days_high=6
    )
    assert "to 4 to 6 days" in charts.estimates().title


# ---------------------------------------------------------------- the yardsticks


def test_yardsticks_carry_their_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every bar names what its kilograms are; another amount changes title, bar and text."""
    rows = charts.yardsticks().data["yardsticks"]
    assert all(re.search(r"(kg|tonnes) (U|U-233|U-235|Pu|Th)$", row["label"]) for row in rows)
    change_row(
        monkeypatch, "safeguards_parameters", "parameter_id", "sq-heu", value_low=20.0,
        value_high=20.0,
    )  # fmt: skip
    figure = charts.yardsticks()
    assert "The same 20 kilograms" in figure.title
    assert "20 kg U-235" in figure.alt


# ---------------------------------------------------------------- for the chapter's explorers


def test_slim_specs_draw_the_same() -> None:
    """A spec that states each axis once draws what the full spec draws."""
    full = {
        "config": {},
        "layer": [
            {"mark": "point", "encoding": {"x": {"field": "a", "axis": {"values": [1]}}}},
            {"mark": "rule", "encoding": {"x": {"field": "a", "axis": {"values": [1]}}}},
            {"mark": "text", "encoding": {"x": {"field": "a", "axis": {"values": [2]}}}},
        ],
    }
    slim = charts._slim({"vconcat": [full]})["vconcat"][0]
    assert "config" not in slim
    said = [layer["encoding"]["x"].get("axis") for layer in slim["layer"]]
    assert said == [{"values": [1]}, None, {"values": [2]}]


def test_main_clocks_are_some_of_the_clocks() -> None:
    """The chapter's chart shows twelve of the clauses, as the full chart has them."""
    main, whole = charts.main_clocks(), charts.clocks()
    bars = {row["clause"]: row["to"] for row in whole.data["clocks"]}
    assert len(main.data["clocks"]) == 12
    assert all(bars[row["clause"]] == row["to"] for row in main.data["clocks"])
    assert main.name != whole.name


def test_verified_and_estimated_amounts_are_drawn_differently() -> None:
    """Dots are filled up to the day on which monitoring was cut, hollow from then on."""
    for variant in ("wide", "narrow"):
        dots = [
            layer
            for layer in charts.stock().spec(variant)["layer"]
            if layer["mark"].get("type") == "point" and layer["mark"].get("size") == 22
        ]
        assert [dot["mark"]["filled"] for dot in dots] == [True, False]
        assert "< 2021.14" in dots[0]["transform"][0]["filter"]


def test_reasons_carry_every_ratio() -> None:
    """The chart's rows hold the evidence's ratios, so that page and Python multiply the same."""
    rows = charts.reason_data()["reasons"]
    for reason, row in zip(evidence.REASONS, rows, strict=True):
        for piece in evidence.pieces():
            assert row[f"r_{piece.key}"] == piece.ratio(reason)


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_omission_bars_stay_in_their_column(variant: str) -> None:
    """A bar runs to the side that its piece leans to, in its column; the unverified is hollow."""
    figure = charts.omission()
    for cell in figure.data["cells"]:
        gap = cell["end"] - cell["middle"]
        assert abs(gap) < 0.5
        assert (gap > 0, gap < 0) == (cell["lean"] == "for", cell["lean"] == "against")
    bars = [layer for layer in figure.spec(variant)["layer"] if layer["mark"]["type"] == "bar"]
    assert [bar["mark"]["fillOpacity"] for bar in bars] == [1.0, 0.0]
    assert all("datum.lean != 'no'" in bar["transform"][0]["filter"] for bar in bars)
    hollow = {cell["place"] for cell in figure.data["cells"] if not cell["verified"]}
    assert [figure.data["pieces"][place]["day"] for place in hollow] == ["an absence"]


def test_omission_words_follow_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another judgement of one piece changes the counts of the title and the largest factor."""
    assert "one of seven pieces speaks for 'too hard to verify' and five" in charts.omission().title
    change_row(
        monkeypatch, "omission_evidence", "piece_id", "silence",
        ratio_verification=9.0, ratio_track=2.0,
    )  # fmt: skip
    figure = charts.omission()
    assert "two of seven pieces speak for 'too hard to verify' and four" in figure.title
    assert "'Iran refused' and 'The Security Council had it'" in figure.title
    assert "The largest factor, 9" in figure.alt
