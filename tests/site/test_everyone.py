"""A chapter from end to end with the keyboard alone, and with letters twice as large."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from support import built
from support.built import Visit

CHAPTERS = [page for page in built.pages() if page.startswith("chapters/")] or ["index.html"]
#: Tab stops between one thing and the next that a reader may be asked to pass.
PATIENCE = 150
BIG = "document.documentElement.style.fontSize = '200%'"


def tab_to(page: Page, css: str) -> None:
    """Press Tab until the focus is on something that matches."""
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        if page.evaluate("(css) => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"{PATIENCE} steps of Tab do not reach {css}")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_with_the_keyboard_alone(visit: Visit, chapter: str) -> None:
    """Skip to the text, bet, open the evidence, move a slider, answer a question, go on."""
    visit.open(chapter)
    page, keys = visit.page, visit.page.keyboard
    keys.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_contain_text(re.compile("skip to main content", re.IGNORECASE))
    keys.press("Enter")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, article, #main-content') !== null")

    tab_to(page, ".mq-bet input[type=radio]")
    keys.press("Space")
    expect(page.locator(".mq-bet .mq-reveal").first).to_be_hidden()
    tab_to(page, ".mq-bet button")
    keys.press("Enter")
    expect(page.locator(".mq-bet .mq-reveal").first).to_be_visible()
    expect(page.locator(".mq-bet .mq-kept").first).to_contain_text("Your bet")

    tab_to(page, ".mq-controls input[type=range]")
    figure = page.locator("figure.mq-figure:has(:focus)")
    before = figure.locator("input:focus").get_attribute("aria-valuetext")
    start = figure.locator("input:focus").input_value()
    keys.press("End")
    if figure.locator("input:focus").input_value() == start:
        keys.press("Home")
    expect(figure.locator("input:focus")).not_to_have_attribute("aria-valuetext", before or "")
    expect(figure).to_have_attribute("data-shown", re.compile("wide|narrow"), timeout=20_000)

    tab_to(page, ".mq-quiz input[type=radio]")
    question = page.locator(".mq-quiz fieldset:has(:focus)")
    right = int(question.get_attribute("data-right") or 0)
    keys.press("Space")
    for _ in range(right):
        keys.press("ArrowDown")
    expect(question.locator(".mq-verdict")).to_contain_text("Right.")
    assert question.locator("details").get_attribute("open") is not None

    tab_to(page, "a.right-next, .prev-next-footer a[title^=next], .prev-next-area a:last-of-type")
    keys.press("Enter")
    page.wait_for_url(lambda url: chapter not in url)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_letters_twice_as_large(visit: Visit, chapter: str) -> None:
    """At 200 % letters nothing scrolls sideways, and no label or value of a control is cut off."""
    visit.open(chapter)
    visit.page.evaluate(BIG)
    for width in (1280, 640):
        visit.page.set_viewport_size({"width": width, "height": 800})
        wide, window = visit.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert wide <= window, width
        cut = visit.page.evaluate(
            """() => [...document.querySelectorAll(
                 ".mq-control label, .mq-control output, .mq-answer, .mq-claim, button, legend")]
               .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1
                 && getComputedStyle(e).overflowX !== "visible")
               .map((e) => e.outerHTML.slice(0, 80))"""
        )
        assert cut == []
