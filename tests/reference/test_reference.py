"""The reference part: a page for each table and model, made from their own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import build_reference as build
import pandas as pd
import pytest
from missile_question_reference import ratings, table_html

from missile_question import catalog, models
from missile_question.charts import pictures
from missile_question.charts.figure import Figure

ROOT = Path(__file__).resolve().parents[2]


def test_pages_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """Every table and model has its page, and no page is left over."""
    assert build.main(["--check"]) == 0, capsys.readouterr().err


def test_check_names_a_stale_and_a_foreign_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing and a left-over page are named, written and removed; then all is well."""
    monkeypatch.setattr(build, "ROOT", tmp_path)
    old = tmp_path / "reference" / "data" / "old.md"
    old.parent.mkdir(parents=True)
    old.write_text("# Old\n", encoding="utf-8")
    assert build.main(["--check"]) == 1
    said = capsys.readouterr().err
    assert "reference/data/old.md is out of date" in said and "models/reach.md" in said
    assert old.is_file(), "--check must change nothing"
    assert build.main([]) == 0
    assert not old.exists()
    assert "data-table} missile_ranges" in (old.parent / "missile_ranges.md").read_text("utf-8")
    assert build.main(["--check"]) == 0


def test_every_model_has_a_title() -> None:
    """The list of models is that of the folder."""
    folder = ROOT / "src" / "missile_question" / "models"
    found = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert set(models.TITLES) == found


@pytest.mark.parametrize("name", catalog.tables())
def test_every_table_has_a_picture_that_names_it(name: str) -> None:
    """A main table's page shows a figure that credits the table."""
    figure = pictures.of(name)
    assert figure is not None
    assert name in {source.table for source in figure.sources}


def test_tables_of_the_epilogue_have_no_picture() -> None:
    """What became known later is not drawn before the last chapter."""
    assert set(pictures.registry()) == set(catalog.tables())


def test_two_pictures_of_one_table_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever draws a table that is drawn already is told so."""
    from missile_question.charts import catalogue, reach

    def draw() -> Figure:
        raise AssertionError("never drawn")

    pictures.registry.cache_clear()
    monkeypatch.setattr(reach, "PICTURES", {"cities": draw}, raising=False)
    assert "cities" in catalogue.PICTURES
    with pytest.raises(ValueError, match="two pictures of the table 'cities'"):
        pictures.registry()
    pictures.registry.cache_clear()


@pytest.mark.parametrize(
    ("confidence", "verified", "words"),
    [
        (["high", "low"], [True, True], "Confidence: 1 high, 1 low. Every one was seen in a text."),
        (["medium"], [False], "1 row could not be verified and is marked as such"),
        (["high"] * 3, [True, False, False], "2 rows could not be verified and are marked"),
    ],
)
def test_ratings_are_said_in_words(confidence: list[str], verified: list[bool], words: str) -> None:
    """The page counts what the rows say about themselves."""
    frame = pd.DataFrame({"confidence": confidence, "verified": verified})
    assert words in ratings(frame)


def test_tables_without_ratings_say_nothing() -> None:
    """The ledger of sources rates nothing."""
    assert ratings(pd.DataFrame({"source_id": ["a"]})) == ""


def test_a_table_scrolls_by_itself() -> None:
    """A wide table is a region that the keyboard can enter, with headers for rows and columns."""
    shown = table_html(("A", "B"), [("1", "2")], 'Rows of "x"')
    assert "tabindex='0' role='region' aria-label='Rows of &quot;x&quot;'" in shown
    assert "<th scope='col'>A</th>" in shown and "<th scope='row'>1</th><td>2</td>" in shown


@pytest.mark.parametrize("name", list(pictures.registry()))
def test_pictures_are_drawn_in_both_widths(name: str) -> None:
    """A picture is an SVG with words in it, not wider than a phone in its narrow variant."""
    figure: Any = pictures.of(name)
    for variant in ("wide", "narrow"):
        drawing = figure.svg(variant)
        assert drawing.count("<text") > 3
