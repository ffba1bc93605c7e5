"""The verification chapter's charts: valid, drawn, and with numbers that follow the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.figures import assert_compiles, assert_roles_only, assert_words, drawn_width, widths
from support.tables import change_row

from missile_question.charts import theme
from missile_question.charts import verification as charts
from missile_question.charts.figure import Figure

FIGURES: list[Callable[[], Figure]] = [
    charts.regime_timeline,
    charts.inspection_pace,
    charts.inf_quota,
    charts.iaea_share,
    charts.same_effort,
]
ids = [draw.__name__ for draw in FIGURES]


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
    assert_words(draw(), {"regimes", "inspections"})


@pytest.mark.parametrize("draw", FIGURES, ids=ids)
def test_only_colours_of_the_theme(draw: Callable[[], Figure]) -> None:
    """Every colour is a role's, so that dark mode can repaint it."""
    assert_roles_only(draw())


def test_pictures_name_their_table() -> None:
    """Each table's picture credits that table, under a name of its own."""
    names = []
    for table, draw in charts.PICTURES.items():
        figure = draw()
        assert table in {source.table for source in figure.sources}
        names.append(figure.name)
    assert set(charts.PICTURES) == {"regimes", "inspections"}
    assert len(set(names)) == len(names)


def test_the_timeline_counts_its_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Title and alternative text follow the table."""
    before = charts.regime_timeline()
    assert "five of eleven" in before.title
    change_row(monkeypatch, "regimes", "regime_id", "libya-2003", onsite_missile_checks=False)
    after = charts.regime_timeline()
    assert "four of eleven" in after.title and "four" in after.alt
    assert "Libya" in before.alt and "Libya" not in after.alt


def test_the_timeline_shows_contested_stretches() -> None:
    """What applies by one reading only is drawn hollow, and listed in the alternative text."""
    figure = charts.regime_timeline()
    hollow = {row["name"] for row in figure.data["spans"] if row["sort"] == "one_reading"}
    assert "Resolution 1929" in hollow
    assert all(name in figure.alt for name in hollow)


def test_unverified_counts_are_hollow(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unverified count has the paper's colour inside, and the alternative text names it."""
    figure = charts.inspection_pace()
    paper = theme.colour("paper")
    for row in figure.data["pace"]:
        assert (row["paint"] == paper) == (not row["verified"])
        assert (row["label"] in figure.alt) == (not row["verified"])
    for identifier in ("new-start-total", "iraq-unmovic-total"):
        change_row(monkeypatch, "inspections", "inspection_id", identifier, verified=True)
    assert "Not verified" not in charts.inspection_pace().alt


def test_the_pace_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the inspections, twice the rate in the title."""
    change_row(
        monkeypatch, "inspections", "inspection_id", "iran-2024-inspections",
        value_low=986.0, value_high=986.0,
    )  # fmt: skip
    figure = charts.inspection_pace()
    assert "82" in figure.title and "82 in 2024" in figure.alt


def test_the_doubtful_total_is_hollow() -> None:
    """The printed 1,391 is shown, dashed and empty, beside the sum."""
    totals = {row["sort"]: row for row in charts.inf_quota().data["totals"]}
    assert totals["doubtful"]["fill"] == theme.colour("paper")
    assert totals["done"]["fill"] != theme.colour("paper")
    figure = charts.inf_quota()
    assert "185" in figure.title and "851" in figure.title and "1,391" in figure.alt


def test_the_claim_is_hollow_and_the_shares_are_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The headline's 70 stands empty; the person-days' share follows the table."""
    rows = {row["key"]: row for row in charts.iaea_share().data["shares"]}
    assert rows["claim"]["fill"] == theme.colour("paper")
    assert "66.5%" in charts.iaea_share().title
    change_row(
        monkeypatch, "inspections", "inspection_id", "csa35-2024-person-days",
        value_low=2520.0, value_high=2520.0,
    )  # fmt: skip
    assert "50.0%" in charts.iaea_share().title


def test_the_model_says_that_it_is_one() -> None:
    """The model's figure states its assumption and credits the model."""
    figure = charts.same_effort()
    assert "Model, not measurement" in figure.subtitle and "assumed" in figure.subtitle
    assert any("model" in source.text for source in figure.sources)
    assert "64%" in figure.title and "10%" in figure.title


# ---- the drawings of the explorers ----

STARTS: dict[str, tuple[Callable[..., dict[str, Any]], dict[str, Any]]] = {
    "dilemma": (
        charts.dilemma,
        {
            "case": "store", "items": 200, "falsified": 20, "sample": 30,
            "recognise": 95, "false_alarm": 2, "base_rate": 10,
        },
    ),
    "hiding": (
        charts.hiding,
        {"limit": "tunnel", "mode": "fixed", "number": 1, "visits": 20, "share": 10, "look": 50},
    ),
    "delays": (charts.delays, {"goal": "direct", "limit": 1, "interval": 1, "miss": 10}),
    "game": (charts.game, {"penalty": 2, "cost": 0.25, "averted": 2, "miss": 30, "harm": 0}),
}  # fmt: skip


@pytest.mark.parametrize("name", STARTS)
def test_explorers_are_driven_by_their_parameters(name: str) -> None:
    """Each control is a parameter that starts where it should; nothing else is."""
    draw, start = STARTS[name]
    for narrow in (False, True):
        spec = draw(narrow, start)
        assert {param["name"]: param["value"] for param in spec["params"]} == start
        assert max(widths(spec)) <= (330 if not narrow else 265)


@pytest.mark.parametrize("name", STARTS)
def test_phones_get_the_panels_one_above_the_other(name: str) -> None:
    """Side by side where there is room."""
    draw, start = STARTS[name]
    assert "hconcat" in draw(False, start) and "vconcat" in draw(True, start)


@pytest.mark.parametrize(
    "rows", [charts.DILEMMA_ROWS, charts.HIDING_ROWS, charts.DELAY_ROWS, charts.GAME_ROWS]
)
def test_every_answer_is_named_in_its_formula(rows: tuple[tuple[str, str, str], ...]) -> None:
    """Vega follows fields that a formula names: a looked-up name would leave a bar standing."""
    chain = charts._picked(rows)
    assert all(f"datum['{key}']" in chain for _, key, _ in rows)
    assert "datum[datum" not in chain


def test_headings_of_the_timeline_fit_a_phone() -> None:
    """Every heading of a panel, long or short, is drawn in full."""
    svg = {variant: charts.regime_timeline().svg(variant) for variant in ("wide", "narrow")}
    for text in svg.values():
        places = [text.index(name) for name in ("MTCR", "Libya", "NPT safeguards", "CWC")]
        assert places == sorted(places), "the panels must stand in the order of SUBJECTS"
    for heading in charts.SUBJECTS.values():
        assert heading in svg["wide"]
        short = charts.SHORT_HEADINGS.get(heading, heading)
        assert short in svg["narrow"] and len(short) <= 23
