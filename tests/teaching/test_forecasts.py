"""The forecast book: readable without a script, lean data for it, a widget for a kernel."""

from __future__ import annotations

import json
from typing import Any

import ipywidgets
import pytest
from bs4 import BeautifulSoup

from missile_question.evidence import prospects
from missile_question.teaching import ForecastBook

IDS = list(prospects.questions()["question_id"])


def soup(book: ForecastBook) -> BeautifulSoup:
    """Return the part's HTML, parsed."""
    return BeautifulSoup(book._repr_mimebundle_()["text/html"], "html.parser")


def test_every_question_has_a_labelled_field_rules_and_classes() -> None:
    """Label, number field, criteria, fine print and all reference classes."""
    page = soup(ForecastBook())
    assert [item["id"] for item in page.select("ol > li")] == [f"forecast-{i}" for i in IDS]
    for row in prospects.questions().to_dict("records"):
        item = page.select_one(f"#forecast-{row['question_id']}")
        assert item is not None
        field = item.select_one("input[type=number]")
        label = item.select_one("label")
        assert field is not None and label is not None and label["for"] == field["id"]
        text = item.get_text(" ")
        for part in (row["question"], row["resolves_yes"], row["fine_print"]):
            assert part in text
        for name in prospects.classes(row["question_id"])["label"]:
            assert name in text


def test_collecting_shows_no_outcome_and_no_table() -> None:
    """Chapter 8 gives nothing away."""
    page = soup(ForecastBook())
    assert not page.select(".mq-outcome") and not page.select("table")
    assert ForecastBook().payload()["outcomes"] is None


def test_scoring_shows_outcomes_and_reference_scores() -> None:
    """Yes, no and open; the table stands in the page before any script runs."""
    page = soup(ForecastBook(outcomes={"next-round": 1, "npt-notice": 0}))
    words = [tag.get_text() for tag in page.select(".mq-outcome")]
    assert words == ["Yes", *["Open"] * (len(IDS) - 2), "No"]
    rows = [[c.get_text() for c in tr.select("th, td")] for tr in page.select("tbody tr")]
    assert rows[0] == ["Always 50 %", "0.250", "0.693", "2"]
    assert len(rows) == len(prospects.references())


def test_nothing_resolved_is_a_dash() -> None:
    """A table without outcomes invents no zero."""
    rows = soup(ForecastBook(outcomes={})).select("tbody tr")
    assert all([c.get_text() for c in tr.select("td")] == ["–", "–", "0"] for tr in rows)


def test_the_script_gets_the_models_scores() -> None:
    """The payload in the page is the table of scores, the references and the outcomes."""
    script = soup(ForecastBook(outcomes={"next-round": 1})).select_one("script")
    assert script is not None
    data = json.loads(script.get_text())
    assert data["scores"] == json.loads(json.dumps(prospects.score_table()))
    assert data["outcomes"] == dict.fromkeys(IDS) | {"next-round": 1}
    assert [r["said"] for r in data["references"]] == [
        dict(said) for _, said in prospects.references().values()
    ]


@pytest.mark.parametrize("outcomes", [{"peace": 1}, {"next-round": 7}])
def test_bad_outcomes_are_refused_at_once(outcomes: dict[str, Any]) -> None:
    """A chapter cannot be built with an outcome of a question that does not exist."""
    with pytest.raises(ValueError, match="outcomes"):
        ForecastBook(outcomes=outcomes)


def test_sentences() -> None:
    """None, some, scored, and none of them resolved."""
    assert ForecastBook().sentence({}).startswith("No forecast yet, of 10.")
    assert "expect a mean Brier score of 0.21" in ForecastBook().sentence({"next-round": 70})
    scored = ForecastBook(outcomes={"next-round": 1}).sentence({"next-round": 70})
    assert "on 1 question: 0.090" in scored and "Always 50 %: 0.250" in scored
    assert "None of your questions" in ForecastBook(outcomes={}).sentence({"next-round": 70})


def test_widget_scores_in_python() -> None:
    """In a kernel a field's change is answered by the same sentence."""
    box = ForecastBook().widget()
    fields = [w for w in box.children if isinstance(w, ipywidgets.BoundedIntText)]
    assert len(fields) == len(IDS)
    fields[0].value = 70
    assert "1 of 10 answered" in box.children[-1].value
