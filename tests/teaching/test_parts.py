"""Header, claim card, bet and quiz: plain HTML for the page, widgets for a kernel."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest
from bs4 import BeautifulSoup

from missile_question.teaching import Bet, ClaimCard, Question, Quiz, header
from missile_question.teaching.parts import claims

BET = Bet("b", "How <many>?", ["None", "Some & more"], "Some > none.")
QUIZ = Quiz(
    "q",
    [
        Question("One <or> two?", {"one": "Count <again>.", "two": "Yes."}, "two", "It is <two>."),
        Question("Left?", {"left": "Indeed.", "right": "Other side."}, "left", "Look."),
    ],
)


def page(part: Any) -> BeautifulSoup:
    """Return a part's HTML, parsed."""
    return BeautifulSoup(part._repr_mimebundle_()["text/html"], "html.parser")


def card(**changes: Any) -> ClaimCard:
    """Return a claim card."""
    given: dict[str, Any] = {
        "claim": "C14",
        "said_by": "The article & its sources",
        "supports": ["One <fact>", "Another"],
        "contradicts": ["A third"],
        "would_change_our_mind": "A flight test.",
        "verdict": "True in 2 of 12 readings.",
    }
    return ClaimCard(**{**given, **changes})


def test_header_lists_what_it_is_given() -> None:
    """Time, claims, prerequisites and objectives are all there, also in plain text."""
    part = header(minutes=40, objectives=["see < that"], prerequisites=["None"], claims=["C14"])
    text = page(part).get_text(" ")
    for word in ("40 minutes", "see < that", "None", "C14"):
        assert word in text
    assert "40 minutes" in part._repr_mimebundle_()["text/plain"]


def test_claims_are_read_from_the_seeds() -> None:
    """Eighteen claims, each with words, kind and paragraph."""
    assert len(claims()) == 18
    for about in claims().values():
        assert about["claim"] and about["kind"] and about["paragraph"]


def test_claim_card_quotes_the_claim_and_says_everything() -> None:
    """Words come from the seeds; every field appears, escaped."""
    soup = page(card())
    text = soup.get_text(" ")
    assert claims()["C14"]["claim"] in text
    for word in ("One <fact>", "Another", "A third", "A flight test.", "The article & its sources"):
        assert word in text
    assert soup.find(id="claim-c14")
    assert soup.section["aria-label"]  # type: ignore[index]
    assert card()._repr_mimebundle_()["text/plain"] == "C14: True in 2 of 12 readings."


def test_unknown_claim_is_refused() -> None:
    """The error lists the claims there are."""
    with pytest.raises(ValueError, match=r"C01, .*C18.*'C99'"):
        card(claim="C99")


def test_bet_reads_well_without_a_script() -> None:
    """Question, options and answer are in the page; the group has its legend."""
    soup = page(BET)
    assert soup.legend is not None and soup.legend.get_text() == "Place your bet. How <many>?"
    assert [label.get_text() for label in soup.find_all("label")] == ["None", "Some & more"]
    reveal = soup.find(class_="mq-reveal")
    assert reveal is not None and reveal.get_text() == "Some > none."
    assert len({i["name"] for i in soup.find_all("input")}) == 1


def test_bet_widget_answers_after_the_choice_only() -> None:
    """In a kernel the answer appears with the guess, and markup in it is text."""
    _, pick, said = BET.widget().children
    assert said.value == "" and pick.value is None
    pick.value = "Some & more"
    assert "Some &amp; more" in said.value and "Some &gt; none." in said.value


def test_question_must_contain_its_right_answer() -> None:
    """A typing error in the right option is found when the question is made."""
    with pytest.raises(ValueError, match="'three'"):
        Question("?", {"one": "", "two": ""}, "three", "")


def test_quiz_marks_the_right_option_and_explains() -> None:
    """Each field set knows its right input, says why each option, and folds the reasons."""
    sets = page(QUIZ).find_all("fieldset")
    assert [s["data-right"] for s in sets] == ["1", "0"]
    assert [i["data-says"] for i in sets[0].find_all("input")] == ["Count <again>.", "Yes."]
    assert "It is <two>." in sets[0].details.get_text()
    assert not sets[0].details.has_attr("open")
    assert len({s["id"] for s in sets}) == 2
    assert len({i["name"] for s in sets for i in s.find_all("input")}) == 2


def test_quiz_widget_says_why() -> None:
    """In a kernel a wrong choice is explained, the right one gets the reasons."""
    first = QUIZ.widget().children[0]
    pick = next(w for w in first.children if isinstance(w, ipywidgets.RadioButtons))
    said = first.children[-1]
    assert "One &lt;or&gt; two?" in first.children[0].value
    pick.value = "one"
    assert said.value == "<b>Not quite.</b> Count &lt;again&gt;."
    pick.value = "two"
    assert said.value == "<b>Right.</b> Yes. It is &lt;two&gt;."


@pytest.mark.parametrize("part", [BET, QUIZ], ids=["bet", "quiz"])
def test_parts_offer_html_and_text(part: Any) -> None:
    """The book finds HTML, a terminal finds words."""
    bundle = part._repr_mimebundle_()
    assert bundle["text/html"].startswith("<section") and bundle["text/plain"]
