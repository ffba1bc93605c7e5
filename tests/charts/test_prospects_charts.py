"""Chapter 8's figures: valid, drawn, and with numbers that follow the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from support.figures import assert_compiles
from support.tables import change_row

from missile_question.charts import prospects as charts
from missile_question.charts.figure import Figure
from missile_question.evidence import prospects as evidence

FIGURES: list[Callable[[], Figure]] = [
    charts.words,
    charts.questions,
    charts.classes,
    charts.cases,
]
CACHED = (evidence._questions, evidence._classes)


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget what was computed from the tables, before and after."""
    for cached in CACHED:
        cached.cache_clear()
    yield
    for cached in CACHED:
        cached.cache_clear()


@pytest.mark.parametrize("variant", ["wide", "narrow"])
@pytest.mark.parametrize("draw", FIGURES)
def test_specs_compile_with_their_data(draw: Callable[[], Figure], variant: str) -> None:
    """The compiler turns the spec into marks, with every row of the data."""
    assert_compiles(draw(), variant)


@pytest.mark.parametrize("draw", FIGURES)
def test_a_phone_has_room(draw: Callable[[], Figure]) -> None:
    """The narrow drawing is no wider than a phone's column."""
    svg = draw().svg("narrow")
    width = float(svg.split('width="')[1].split('"')[0])
    assert width <= 345


def test_pictures_cover_the_four_tables() -> None:
    """Each of the chapter's tables has a picture that names it among its sources."""
    assert set(charts.PICTURES) == {
        "forecast_questions",
        "base_rates",
        "base_rate_cases",
        "probability_words",
    }
    for table, draw in charts.PICTURES.items():
        assert table in {source.table for source in draw().sources}


def test_words_follow_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another lower end of 'likely' changes title and alternative text."""
    assert "begins at 55 %" in charts.words().title
    change_row(monkeypatch, "probability_words", "word_id", "icd-203-likely", low_pct=51)
    figure = charts.words()
    assert "begins at 51 %" in figure.title and "51 to 80 %" in figure.alt


def test_questions_follow_the_counts(monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    """A calmer past since 2013 widens the widest span."""
    assert "from 8 to 53 %" in charts.questions().title
    change_row(monkeypatch, "base_rates", "base_rate_id", "strikes-since-2013", successes=1)
    for cached in CACHED:
        cached.cache_clear()
    assert "from 3 to 53 %" in charts.questions().title
    assert "51 points" in charts.classes().title or "50 points" in charts.classes().title


def test_cases_follow_the_counts(monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    """The title counts the yeses of the class on negotiations with the United States."""
    assert "Of 7 nuclear negotiations" in charts.cases().title
    assert charts.cases().title.endswith("1 had a text within five months")
    change_row(monkeypatch, "base_rates", "base_rate_id", "efforts-us", successes=4)
    for cached in CACHED:
        cached.cache_clear()
    assert charts.cases().title.endswith("4 had a text within five months")


def test_one_dot_for_each_case_of_a_class() -> None:
    """No class of cases loses a dot; the text that stands in two classes is drawn once."""
    rows = charts.cases().data["cases"]
    counted = evidence.classes()
    counted = counted[(counted["unit"] == "case") & ~counted["base_rate_id"].str.endswith("-all")]
    extra = evidence.classes().set_index("base_rate_id").loc["efforts-all", "cases"]
    assert len(rows) == int(counted["cases"].sum()) + int(extra)
    assert sum(row["happened"] for row in rows) > 0
