"""The forecast book in the page: scored as Python scores, kept, moved, cleared, by keyboard."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from support import built
from support.built import Visit

from missile_question.evidence import prospects
from missile_question.teaching import ForecastBook

PAGES = [page for page in built.pages() if built.soup(page).select(".mq-forecasts")]
IDS = list(prospects.questions()["question_id"])
SEED = 20260211
SETTINGS = 30
#: Puts answers into the fields as a reader does.
FILL = """(answers) => {
  for (const [name, value] of Object.entries(answers)) {
    const field = document.querySelector(`#forecast-${name}-field`);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""
#: Puts another book in the place of the page's, alive.
SWAP = """(page) => {
  document.querySelector(".mq-forecasts").outerHTML = page;
  missileQuestion.wake(document.querySelector(".mq-forecasts").parentElement);
}"""
BOARD = """() => [...document.querySelectorAll(".mq-forecasts tbody tr")].map((row) =>
  [row.querySelector("th").textContent,
   ...[...row.querySelectorAll("td")].map((cell) => Number(cell.dataset.value))])"""


def collecting() -> str:
    """Return the page that collects."""
    return next(p for p in sorted(PAGES) if not built.soup(p).select(".mq-forecasts table"))


def random_answers(seed: int) -> dict[str, int]:
    """Return some answers of a reader."""
    rng = random.Random(seed)
    chosen = rng.sample(IDS, rng.randint(1, len(IDS)))
    return {name: rng.randint(1, 99) for name in chosen}


def test_the_script_is_loaded_only_where_it_is_needed() -> None:
    """Pages without the part do not name its script; those with it name it once."""
    assert PAGES
    for page in built.pages():
        named = [
            tag for tag in built.soup(page).find_all("script", src=True)
            if "/forecasts." in str(tag["src"])
        ]  # fmt: skip
        assert len(named) == (page in PAGES)


def test_expected_score_is_pythons(visit: Visit) -> None:
    """What the collecting page expects for a reader's answers equals the model, to 1e-9."""
    visit.open(collecting())
    shown = visit.page.locator(".mq-forecasts-sum")
    for seed in range(SETTINGS):
        answers = random_answers(SEED + seed)
        visit.page.evaluate(FILL, dict.fromkeys(IDS, "") | answers)
        value = float(str(shown.get_attribute("data-value")))
        mean = sum(
            float(prospects.expected("brier", p / 100, p / 100)) for p in answers.values()
        ) / len(answers)
        assert value == pytest.approx(mean, abs=1e-9)
        assert shown.text_content() == ForecastBook().sentence(answers)


def test_scoreboard_is_pythons(visit: Visit) -> None:
    """With any outcomes and answers the page's table equals scoreboard(), to 1e-9.

    The outcomes are put into the collecting page, so that this needs no knowledge of later days.
    """
    visit.open(collecting())
    for seed in range(SETTINGS):
        rng = random.Random(SEED - seed)
        outcomes = {name: rng.choice([0, 1, None]) for name in IDS}
        answers = random_answers(SEED * 2 + seed)
        visit.page.evaluate(SWAP, ForecastBook(outcomes=outcomes).page())
        visit.page.evaluate(FILL, dict.fromkeys(IDS, "") | answers)
        shown = visit.page.evaluate(BOARD)
        expected = prospects.scoreboard(outcomes, answers)
        assert [row[0] for row in shown] == list(expected["name"])
        for row, wanted in zip(shown, expected.to_dict("records"), strict=True):
            assert row[3] == wanted["questions"]
            for value, column in zip(row[1:3], ("brier", "log"), strict=True):
                if wanted["questions"]:
                    assert value == pytest.approx(wanted[column], abs=1e-9)


def kept(visit: Visit) -> Any:
    """Return what the browser keeps."""
    return json.loads(visit.page.evaluate("localStorage.getItem('mq:forecasts')"))


def test_answers_are_kept_and_wrong_ones_are_not(visit: Visit) -> None:
    """After a reload they are there; 0, 100 and halves are refused in words."""
    visit.open(collecting())
    visit.page.evaluate(FILL, {IDS[0]: 70, IDS[1]: 5})
    visit.page.evaluate(FILL, {IDS[2]: 100})
    wrong = visit.page.locator(f"#forecast-{IDS[2]}-field")
    assert wrong.get_attribute("aria-invalid") == "true"
    assert "from 1 to 99" in str(visit.page.locator(f"#forecast-{IDS[2]} output").text_content())
    visit.page.reload()
    assert visit.page.locator(f"#forecast-{IDS[0]}-field").input_value() == "70"
    assert visit.page.locator(f"#forecast-{IDS[2]}-field").input_value() == ""
    assert kept(visit) == {
        "version": 1, "asOf": "2026-02-11", "forecasts": {IDS[0]: 70, IDS[1]: 5},
    }  # fmt: skip


def test_text_moves_forecasts_and_clear_can_be_undone(visit: Visit) -> None:
    """Export, clear, import; nonsense and wrong entries change nothing they should not."""
    visit.open(collecting())
    visit.page.evaluate(FILL, {IDS[0]: 70, IDS[1]: 5})
    tools = visit.page.locator(".mq-forecasts-tools")
    tools.locator("summary").click()
    tools.get_by_role("button", name="Clear all").click()
    assert kept(visit)["forecasts"] == {}
    tools.get_by_role("button", name="Use this text").click()
    assert kept(visit)["forecasts"] == {IDS[0]: 70, IDS[1]: 5}
    tools.locator("textarea").fill("peace in our time")
    tools.get_by_role("button", name="Use this text").click()
    assert "Nothing was changed" in str(tools.locator("[role=status]").text_content())
    assert kept(visit)["forecasts"] == {IDS[0]: 70, IDS[1]: 5}
    text = {"version": 1, "forecasts": {IDS[3]: 33, "peace": 50, IDS[4]: 400}}
    tools.locator("textarea").fill(json.dumps(text))
    tools.get_by_role("button", name="Use this text").click()
    assert kept(visit)["forecasts"] == {IDS[3]: 33}


def test_keyboard_alone_is_enough(visit: Visit) -> None:
    """A reader tabs to a field, types, and tabs on; the slider is no second stop."""
    visit.open(collecting())
    visit.page.locator(f"#forecast-{IDS[0]}-field").focus()
    visit.page.keyboard.type("64")
    assert kept(visit)["forecasts"] == {IDS[0]: 64}
    assert visit.page.locator(f"#forecast-{IDS[0]} input[type=range]").input_value() == "64"
    for _ in range(3):
        visit.page.keyboard.press("Tab")
    focused = visit.page.evaluate("document.activeElement.id")
    assert focused == f"forecast-{IDS[1]}-field"


def test_the_slider_sets_the_number(visit: Visit) -> None:
    """The pointer's way to the same answer."""
    visit.open(collecting())
    slider = visit.page.locator(f"#forecast-{IDS[0]} input[type=range]")
    slider.fill("81")
    assert visit.page.locator(f"#forecast-{IDS[0]}-field").input_value() == "81"
    assert kept(visit)["forecasts"] == {IDS[0]: 81}


def test_nothing_leaves_the_page(visit: Visit) -> None:
    """Answering, copying and clearing ask nobody for anything, and complain of nothing."""
    visit.open(collecting())
    visit.page.wait_for_load_state("networkidle")  # what the page itself fetches when it is idle
    before = list(visit.requests)
    visit.page.evaluate(FILL, dict.fromkeys(IDS, 50))
    tools = visit.page.locator(".mq-forecasts-tools")
    tools.locator("summary").click()
    tools.get_by_role("button", name="Clear all").click()
    assert visit.requests == before and not visit.outside
    assert not visit.errors and not visit.console


def test_works_where_storage_is_blocked(visit: Visit) -> None:
    """Without storage the page still computes."""
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })"
    )
    visit.open(collecting())
    visit.page.evaluate(FILL, {IDS[0]: 70})
    assert "1 of 10 answered" in str(visit.page.locator(".mq-forecasts-sum").text_content())
