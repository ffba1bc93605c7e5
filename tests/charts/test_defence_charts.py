"""The defence chapter's figures say what the data say, and fit a phone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from support.figures import assert_roles_only, drawn_width
from support.tables import change_row

from missile_question import catalog
from missile_question.charts import defence as charts
from missile_question.charts import render, theme
from missile_question.evidence import defence as evidence
from missile_question.explorers import defence as explore
from missile_question.explorers.core import Explorer

TABLES = sorted(charts.PICTURES)
VARIANTS = ("wide", "narrow")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_specs_compile(table: str, variant: str) -> None:
    """Vega-Lite accepts both variants, data filled in."""
    compiled = render.compile_vega(charts.PICTURES[table]().spec(variant))
    assert compiled["marks"]


@pytest.mark.parametrize("table", TABLES)
def test_figures_fit(table: str) -> None:
    """A phone shows the narrow drawing whole; the wide one fits the column."""
    figure = charts.PICTURES[table]()
    assert figure.narrow["width"] <= 330
    assert drawn_width(figure, "narrow") <= 330
    assert drawn_width(figure, "wide") <= 720


@pytest.mark.parametrize("table", TABLES)
def test_pictures_credit_their_table(table: str) -> None:
    """The page of a table links back to it; every picture is a main table of the catalogue."""
    assert table in {source.table for source in charts.PICTURES[table]().sources}
    assert table in catalog.tables()


@pytest.mark.parametrize("table", TABLES)
def test_only_roles_are_painted(table: str) -> None:
    """No colour outside the theme, so that dark mode can repaint all of them."""
    assert_roles_only(charts.PICTURES[table]())


@pytest.mark.parametrize("table", TABLES)
def test_names_are_unique_in_the_chapter(table: str) -> None:
    """Anchors of the page."""
    names = [draw().name for draw in charts.PICTURES.values()]
    assert names.count(charts.PICTURES[table]().name) == 1


def test_every_price_is_a_mark() -> None:
    """Each statement of the table is drawn; low confidence is hollow."""
    marks = [row for row in charts.prices().data["prices"] if "low" in row]
    table = catalog.load("interceptor_costs").set_index("cost_id")
    assert {row["id"] for row in marks} == set(table.index)
    hollow = {row["id"] for row in marks if row["fill"] == theme.colour("paper")}
    assert hollow == set(table[(table["confidence"] == "low") | ~table["verified"]].index)


def test_every_share_is_a_mark() -> None:
    """Each statement that comes to a share is drawn, under the name of its attack."""
    figure = charts.interceptions()
    marks = [row for row in figure.data["claims"] if "low" in row]
    assert len(marks) == (evidence.shares()["measure"] != "").sum()
    heads = [row["head"] for row in figure.data["claims"] if "head" in row]
    assert heads == [words for words in evidence.ATTACKS.values() if words in heads]
    lines = [row["line"] for row in figure.data["claims"]]
    assert lines == list(range(len(lines)))


def test_labels_name_the_denominator() -> None:
    """The famous figure is labelled as a share of everything, the lowest as one of ballistic."""
    labels = {
        row["label"]: row["words"] for row in charts.interceptions().data["claims"] if "low" in row
    }
    assert labels["Israel: all projectiles fired"] == "99 %"
    assert labels["United States: ballistic missiles fired"]
    assert labels["Israel: rockets on course for populated areas"] == "97 %"
    assert labels["Le Figaro: ballistic missiles, not on the ground"] == "94 % (all but 7 of 110)"
    assert labels["Israel: drones, not on the ground"] == "100 % (all of 1,000)"
    assert all(len(row.get("short", "")) <= 52 for row in charts.interceptions().data["claims"])


def test_layers_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that enters service later leaves the count of the title."""
    before = charts.layers()
    assert before.title.startswith("4 of the 8 systems") and "6 of the 8" in before.title
    change_row(monkeypatch, "defence_layers", "layer_id", "thaad", in_service_year=2012)
    after = charts.layers()
    assert after.title.startswith("3 of the 8 systems")
    assert "THAAD 2012" in after.alt


def test_prices_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cheaper interceptor changes title and alternative text."""
    assert "from $40,000 to $27.9 million: 698 to one" in charts.prices().title
    change_row(
        monkeypatch,
        "interceptor_costs",
        "cost_id",
        "iron-dome-ap-2012",
        usd_low=30_000.0,
        usd_high=30_000.0,
    )
    figure = charts.prices()
    assert "from $30,000 to $27.9 million: 930 to one" in figure.title
    assert "Iron Dome $30,000 to $100,000" in figure.alt


def test_shares_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another share changes title and alternative text."""
    assert "from 50 to 99 %" in charts.interceptions().title
    change_row(
        monkeypatch,
        "interceptions",
        "interception_id",
        "april-2024-us-intercepted",
        share_low_pct=40.0,
        share_high_pct=40.0,
    )
    figure = charts.interceptions()
    assert "from 40 to 99 %" in figure.title
    assert "about 40 % of the ballistic missiles" in figure.alt


# ---------------------------------------------------------------- the chapter's explorers

BUILDERS = [
    explore.salvo,
    explore.which_denominator,
    explore.magazine,
    explore.shield_and_threat,
]


@pytest.mark.parametrize("build", BUILDERS)
def test_explorers_use_only_roles(build: Callable[[], Explorer]) -> None:
    """Dark mode can repaint every colour of an explorer."""
    assert_roles_only(build().figure())


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_explorers_have_one_answer_mark(build: Callable[[], Explorer], variant: str) -> None:
    """The page reads its rows from exactly one mark in each width."""
    figure = build().figure()
    spec = json.dumps(figure.narrow if variant == "narrow" else figure.wide)
    controls = [control.name for control in build().controls]  # one of them may be called so
    marks = re.findall(r'"name": "answer(?:_\d+)?"', spec)  # Altair numbers marks in a concat
    assert len(marks) - controls.count("answer") == 1


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_explorers_fit(build: Callable[[], Explorer], variant: str) -> None:
    """A phone shows the narrow drawing whole; the wide one fits the column."""
    assert drawn_width(build().figure(), variant) <= (330 if variant == "narrow" else 720)


def test_hidden_stages_are_hidden_by_opacity() -> None:
    """A layer that does not exist leaves no bar, and no layer of the drawing goes empty."""
    svg = explore.salvo().figure().svg("wide", layers=1)
    assert svg.count('opacity="0"') >= 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"use": 10, "answer": 40, "gain": 20}, "missiles that deter"),
        ({"use": 40, "answer": 10, "gain": -10}, "missiles that provoke"),
        ({"use": 40, "answer": 10, "gain": 10}, "no number deters"),
        ({"use": 10, "answer": 40, "gain": -10}, "any number: no strike"),
    ],
)
def test_border_says_what_it_is(values: dict[str, float], words: str) -> None:
    """The picture of the border names its own meaning."""
    assert words in explore.shield_and_threat().figure().svg("wide", **values)


def test_prices_keep_their_words() -> None:
    """The wide drawing says who gave each price and when."""
    assert "$3.5 million (Israel, 2024)" in charts.prices().svg("wide")
