"""Live Python in the page: it runs every cell, follows the reader, and says what goes wrong."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from support import built
from support.built import Visit

from missile_question.explorers import registry

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = "chapters/02_reach.html"
MANIFEST = built.HTML / "_live" / "manifest.json"
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js")
#: Live Python may take long to start where many tests run at once.
START_MS = 90_000
#: All that a click may load, gzipped.
AFTER_CLICK = 24_000_000
#: `MQ_LIVE=all` starts Python on every page that offers it, which takes about 15 seconds a page.
EVERY = os.environ.get("MQ_LIVE") == "all"


def live_pages() -> list[str]:
    """Return every page with the button; without a build the chapter, so that tests fail."""
    found = [p for p in built.pages() if built.HTML.is_dir() and built.soup(p).select(".mq-live")]
    return found or [CHAPTER]


def some_pages() -> list[str]:
    """Return the pages on which every test run starts Python: a chapter is in `live` already."""
    others = [p for p in live_pages() if p != CHAPTER]
    return others if EVERY else [p for p in others if p.startswith("exercises/")][:1]


@pytest.fixture(scope="module", autouse=True)
def bundle(site: Any) -> dict[str, Any]:
    """Return what the build says about live Python's files, or fail."""
    if not MANIFEST.is_file() or not built.soup(CHAPTER).select(".mq-live"):
        pytest.fail("the book was built without live Python: run `make book`", pytrace=False)
    expect.set_options(timeout=20_000)  # Python shares the machine with other tests
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text("utf-8"))
    return manifest


def start(visit: Visit) -> Visit:
    """Press the button and wait until every cell has run."""
    visit.page.get_by_role("button", name="Run and edit this page").click()
    return settled(visit)


def settled(visit: Visit) -> Visit:
    """Wait until Python has nothing more to do, or the page has said why not."""
    visit.page.wait_for_function(
        """() => { const page = missileQuestion.live?.page; if (!page) return false;
             return page.problem?.isConnected ||
               (page.opened && page.ready && !page.current && !page.queue.length); }""",
        timeout=START_MS,
    )
    return visit


@pytest.fixture(scope="module")
def live(browser: Browser, address: str) -> Iterator[Visit]:
    """Return the chapter with live Python, started once for the tests that change little."""
    context = browser.new_context(
        viewport=built.WIDE,
        color_scheme="light",
        reduced_motion="reduce",
        service_workers="block",
    )
    context.set_default_timeout(15_000)
    yield start(Visit(context.new_page(), address).open(CHAPTER))
    context.close()


def cell(visit: Visit, number: int) -> Locator:
    """Return the cell of this number, its code unfolded."""
    code = visit.page.get_by_label(f"Code of cell {number}", exact=True)
    place = visit.page.locator("div.cell", has=code)
    place.evaluate("(e) => e.querySelectorAll('details').forEach((d) => (d.open = true))")
    return place


def run(visit: Visit, number: int, code: str) -> Locator:
    """Type code into a cell, run it with the keyboard, and return the cell when it has ended."""
    place = cell(visit, number)
    place.locator("textarea").fill(code)
    place.locator("textarea").press("Shift+Enter")
    settled(visit)
    return place


#: A cell that makes nothing which others need.
FREE = 5


# ---- start ------------------------------------------------------------------------------------


def test_button_says_what_it_loads(visit: Visit, bundle: dict[str, Any]) -> None:
    """The size before the click is the size of the files, and it keeps the budget."""
    visit.open(CHAPTER)
    size = sum(file["gzip"] for file in bundle["files"].values())
    assert size <= AFTER_CLICK, f"{size:,} bytes"
    expect(visit.page.locator(".mq-live-start")).to_contain_text(f"{size / 1e6:.0f} MB")
    assert not [url for url in visit.requests if re.search(r"_live/|/live\.\w+\.js", url)]


def test_every_cell_of_the_chapter_runs(live: Visit) -> None:
    """From first to last, without an error, asking nobody else for anything."""
    states = live.page.evaluate("missileQuestion.live.page.cells.map((c) => c.place.dataset.state)")
    assert states and set(states) == {"good"}
    expect(live.page.locator(".mq-live-status")).to_have_text(
        f"{len(states)} cells ran without an error."
    )
    assert live.page.locator(".mq-live-error").count() == 0
    said = [line for line in live.console if "WARN Channel" not in line]  # Vega-Lite's advice
    assert (live.outside, live.failed, live.errors, said) == ([], [], [], [])


def test_live_tables_are_those_of_the_build(live: Visit) -> None:
    """Python in the page shows the same tables, cards and printed text as the book's build."""
    pairs = live.page.evaluate(
        """missileQuestion.live.page.cells.map((c) => [c.stored, c.output].map((place) =>
             place.querySelector(".mq-figure")
               ? "" : place.textContent.replace(/\\s+/g, " ").trim()))"""
    )
    for number, (stored, shown) in enumerate(pairs, 1):
        if stored and not stored.startswith("Place your bet"):
            same = re.sub(r"\d+ of \d+ answered rightly", "", shown)
            assert same == re.sub(r"\d+ of \d+ answered rightly", "", stored), f"cell {number}"


@pytest.mark.parametrize("other", some_pages())
def test_other_pages_run(new_visit: Callable[..., Visit], other: str) -> None:
    """An exercise runs too, unanswered, and its checks answer in HTML."""
    visit = start(new_visit().open(other))
    states = visit.page.evaluate(
        "missileQuestion.live.page.cells.map((c) => c.place.dataset.state)"
    )
    said = visit.page.locator(".mq-live-error").all_inner_texts()
    assert states and set(states) == {"good"}, said
    if other.startswith("exercises/"):
        assert visit.page.locator(".mq-live-output .text_html").count() > 0
        a_right_answer_counts(visit, other)
    assert (visit.outside, visit.errors) == ([], [])


def a_right_answer_counts(visit: Visit, path: str) -> None:
    """Give the first task its solution: the page counts it, and still does when opened again."""
    stem = Path(path).stem
    cells = json.loads((ROOT / f"exercises/solutions/{stem}.ipynb").read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    ids = [cell["id"] for cell in code]
    tally = visit.page.locator(".mq-tally")
    of = visit.page.locator("[data-task]").evaluate_all(
        "(all) => { const of = new Map(all.map((e) => [e.dataset.task, +e.dataset.of]));"
        " return [of.size, [...of.values()].reduce((a, b) => a + b)]; }"
    )
    expect(tally).to_have_text(f"0 of {of[0]} tasks right, 0 of {of[1]} points")
    first = next(name for name in ids if name.endswith("-answer"))
    answer, check = ids.index(first), ids.index(first.removesuffix("-answer"))
    run(visit, answer + 1, "".join(code[answer]["source"]))
    run(visit, check + 1, "".join(code[check]["source"]))
    points = code[check]["metadata"]["nbgrader"]["points"]
    wanted = f"1 of {of[0]} tasks right, {points} of {of[1]} points"
    expect(tally).to_have_text(wanted)
    visit.page.reload()
    expect(tally).to_have_text(wanted)


# ---- cells ------------------------------------------------------------------------------------


def test_edited_cell_shows_its_result(live: Visit) -> None:
    """What the reader writes is what runs; reset brings back code and output of the book."""
    place = cell(live, FREE)
    before = place.locator("textarea").input_value()
    run(live, FREE, "print('six', end=' ')\nprint('times seven')\n6 * 7")
    expect(place.locator(".mq-live-output")).to_have_text("six times seven\n42")
    place.get_by_role("button", name="Reset").click()
    assert place.locator("textarea").input_value() == before
    expect(place.locator(".cell_output").first).to_be_visible()
    expect(place.locator(".mq-live-output")).to_be_hidden()


def test_error_marks_its_line(live: Visit) -> None:
    """An error names line and reason in one sentence, and the line is marked in the editor."""
    place = run(live, FREE, "a = 1\nb = 2\nreach.margin_km('far', 3)\nc = 3")
    error = place.locator(".mq-live-error")
    expect(error).to_contain_text(f"Line 3 of cell {FREE}: ValueError: range_km must be")
    assert len(error.inner_text().splitlines()) < 14
    mark = place.locator(".mq-live-mark").bounding_box()
    sheet = place.locator(".mq-live-sheet").bounding_box()
    assert mark and sheet
    middle = (mark["y"] + mark["height"] / 2 - sheet["y"]) / sheet["height"]
    assert 2 / 4 < middle < 3 / 4, "the third of four lines"
    place = run(live, FREE, "x = 1\ny = (2\n")
    expect(error).to_contain_text(re.compile(r"Line 2 of cell \d+: SyntaxError"))
    place = run(live, FREE, "def f():\n    return missing\n\nf()")
    expect(error).to_contain_text("Line 2 of cell")  # and, below it, where it was called
    expect(error).to_contain_text(f"cell {FREE}, line 4")
    expect(error).to_contain_text("run all cells")
    place.get_by_role("button", name="Reset").click()


def test_all_kinds_of_output(live: Visit) -> None:
    """Text, warnings, HTML, pictures, updates, Altair charts: each is shown as itself."""
    place = run(
        live,
        FREE,
        "import sys, pandas as pd, altair as alt\n"
        "from IPython.display import HTML, SVG, clear_output, display\n"
        "print('gone'); clear_output()\n"
        "print('to stderr', file=sys.stderr)\n"
        "handle = display('first', display_id=True); handle.update('second')\n"
        'display(SVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\'))\n'
        "display(pd.DataFrame({'km': [1.0, 2.0]}))\n"
        "alt.Chart(pd.DataFrame({'x': [1, 2]}), title='Two bars').mark_bar().encode(x='x:O')",
    )
    shown = place.locator(".mq-live-output")
    expect(shown).not_to_contain_text("gone")
    expect(shown.locator(".stderr")).to_have_text("to stderr\n")
    expect(shown).to_contain_text("second")
    expect(shown).not_to_contain_text("first")
    expect(shown.locator("img")).to_have_count(1)
    expect(shown.locator("table.dataframe")).to_have_count(1)
    expect(shown.get_by_role("img", name="Two bars").locator("svg")).to_be_visible()
    place.get_by_role("button", name="Reset").click()


def test_keyboard_enters_and_leaves_an_editor(live: Visit) -> None:
    """Tab indents; Escape, then Tab, goes on to the next control; the page says so."""
    text = cell(live, FREE).locator("textarea")
    text.fill("if True:")
    text.press("End")
    text.press("Enter")
    text.press("Tab")
    assert text.input_value() == "if True:\n        "
    text.press("Shift+Tab")
    assert text.input_value() == "if True:\n    "
    text.press("Escape")
    text.press("Tab")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert live.page.evaluate(focused) == f"Run cell {FREE}"
    described = text.get_attribute("aria-describedby")
    expect(live.page.locator(f"#{described}")).to_contain_text("Esc, then Tab")
    cell(live, FREE).get_by_role("button", name="Reset").click()


# ---- widgets ----------------------------------------------------------------------------------


def test_explorer_is_run_by_python(live: Visit) -> None:
    """A real ipywidgets slider: Python answers each move in words, and the chart follows."""
    explorer = registry()["reach-map"]()
    shown = live.page.locator(".mq-live-widget", has_text="Where you measure from").first
    handle = shown.get_by_role("slider", name="Range (km)")
    chart = shown.locator(".mq-chart:visible svg")
    before = chart.inner_html()
    handle.focus()
    handle.press("ArrowRight")
    expect(shown.locator(".mq-answer")).to_have_text(explorer.sentence(range_km=1010))
    live.page.wait_for_timeout(50)
    assert chart.inner_html() != before
    shown.locator("select").last.select_option(index=1)
    expect(shown.locator(".mq-answer")).not_to_have_text(explorer.sentence(range_km=1010))
    shown.get_by_role("button", name="Reset").click()
    expect(shown.locator(".mq-answer")).to_have_text(explorer.sentence())


def test_interact_redraws_a_chart(live: Visit) -> None:
    """`interact` with a function that returns an Altair chart works as in Jupyter."""
    place = run(
        live,
        FREE,
        "import pandas as pd, altair as alt\nfrom ipywidgets import interact\n"
        "@interact(n=(1, 9))\n"
        "def bars(n=3):\n"
        "    print('n is', n)\n"
        "    return alt.Chart(pd.DataFrame({'x': range(n)})).mark_bar().encode(x='x:O')",
    )
    shown = place.locator(".mq-live-output")
    expect(shown).to_contain_text("n is 3")
    expect(shown.locator("svg .mark-rect path")).to_have_count(3)
    shown.get_by_role("slider", name="n").press("ArrowRight")
    expect(shown).to_contain_text("n is 4")
    expect(shown).not_to_contain_text("n is 3")
    expect(shown.locator("svg .mark-rect path")).to_have_count(4)
    place.get_by_role("button", name="Reset").click()


# ---- accessibility ----------------------------------------------------------------------------


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("viewport", [built.WIDE, built.NARROW], ids=["1280", "360"])
def test_axe_finds_nothing_live(live: Visit, colours: str, viewport: dict[str, int]) -> None:
    """No violation of any rule with editors, widgets and an error in the page; nothing too wide."""
    live.page.set_viewport_size(viewport)  # type: ignore[arg-type]
    live.page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
    live.page.wait_for_function(
        "(name) => document.documentElement.dataset.theme === name", arg=colours
    )
    run(live, FREE, "print('seen')\nmissing")
    live.page.evaluate(
        "document.querySelectorAll('div.cell details').forEach((d) => (d.open = true))"
    )
    live.page.wait_for_timeout(100)
    if not live.page.evaluate("!!globalThis.axe"):
        live.page.evaluate(AXE.read_text("utf-8"))
    found = live.page.evaluate(
        """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
             .flatMap((v) => v.nodes.map((n) => `${v.id} at ${n.target.join(" ")}: ` +
               n.any.concat(n.all, n.none).map((c) => c.message).join("; ").slice(0, 160)))"""
    )
    wide = live.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    cell(live, FREE).get_by_role("button", name="Reset").click()
    live.page.set_viewport_size(built.WIDE)  # type: ignore[arg-type]
    live.page.emulate_media(color_scheme="light")
    assert found == []
    assert wide <= 0


# ---- edits, endless loops, restart ------------------------------------------------------------


def test_endless_loop_restart_and_reload(live: Visit) -> None:
    """An endless loop can be ended by a restart; after it, and after a reload, edits are there."""
    run(live, FREE, "kept = 'a value'")
    place = cell(live, FREE)
    place.locator("textarea").fill("while True: pass")
    place.get_by_role("button", name="Run").click()
    place.get_by_role("button", name="Stop").click()
    question = place.get_by_role("alert")
    expect(question).to_contain_text("Your edits stay")
    question.get_by_role("button", name="Restart Python").click()
    expect(live.page.locator(".mq-live-status")).to_have_text(
        "Python is new: no cell has run yet.", timeout=START_MS
    )
    place = run(live, FREE, "kept")
    expect(place.locator(".mq-live-error")).to_contain_text("NameError")
    run(live, FREE, "print('my edit')")

    live.open(CHAPTER)
    offer = live.page.locator(".mq-live-offer")
    expect(offer).to_contain_text("Your edits from")
    assert live.page.locator("textarea").count() == 0, "nothing is loaded before the reader asks"
    offer.get_by_role("button", name="Bring back").click()
    settled(live)
    assert cell(live, FREE).locator("textarea").input_value() == "print('my edit')"
    expect(cell(live, FREE).locator(".mq-live-output")).to_have_text("my edit\n")
    live.page.get_by_role("button", name="Reset the page").click()
    live.open(CHAPTER)
    assert live.page.locator(".mq-live-offer").count() == 0


def test_edits_can_be_discarded_and_belong_to_a_state_of_the_page(visit: Visit) -> None:
    """Discard removes them; edits of an older state of the chapter are not offered."""
    visit.open(CHAPTER)
    key = "'mq:' + JSON.parse(document.querySelector('.mq-live script').textContent).edits"
    value = '{"when": 1770800000000, "cells": {"cell-none": "1"}}'
    visit.page.evaluate(f"localStorage.setItem({key} + 'older', '{value}')")
    visit.open(CHAPTER)
    assert visit.page.locator(".mq-live-offer").count() == 0
    visit.page.evaluate(f"localStorage.setItem({key}, '{value}')")
    visit.open(CHAPTER)
    visit.page.get_by_role("button", name="Discard").click()
    expect(visit.page.locator(".mq-live-status")).to_have_text("Your edits are discarded.")
    assert visit.page.evaluate(f"localStorage.getItem({key})") is None


# ---- bad days ---------------------------------------------------------------------------------


def abort(route: Route) -> None:
    """Answer nothing."""
    route.abort()


def cut(route: Route) -> None:
    """Answer with half of the file."""
    body = route.fetch().body()
    route.fulfill(body=body[: len(body) // 2])


def changed(route: Route) -> None:
    """Answer with a file that differs in one byte."""
    body = bytearray(route.fetch().body())
    body[len(body) // 2] ^= 1
    route.fulfill(body=bytes(body))


def refuses(name: str) -> Callable[[Page], None]:
    """Return what takes a feature away from a page before its scripts run."""
    return lambda page: page.add_init_script(f"delete globalThis.{name}")


def blocked_worker(page: Page) -> None:
    """Let every worker fail, as a rule of the site would."""
    page.add_init_script("globalThis.Worker = class { constructor() { throw new Error('no'); } }")


def answers(pattern: str, how: Callable[[Route], None]) -> Callable[[Page], None]:
    """Return what answers requests for a file in this way."""
    return lambda page: page.context.route(pattern, how)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (answers("**/_live/manifest.json", abort), "The list of files that Python needs"),
        (answers("**/book*.zip", abort), "book.zip) did not load"),
        (answers("**/book*.zip", cut), "book.zip) arrived incomplete"),
        (answers("**/book*.zip", changed), "book.zip) is not the one"),
        (answers("**/pyodide.asm.wasm", cut), "pyodide.asm.wasm) arrived incomplete"),
        (answers("**/pyodide-lock.json", changed), "pyodide-lock.json) is not the one"),
        (answers("**/live.*.js", abort), "This part of the page could not be loaded"),
        (refuses("WebAssembly"), "This browser has no WebAssembly"),
        (blocked_worker, "block web workers"),
    ],
    ids=["manifest", "missing", "cut", "changed", "core", "lock", "script", "wasm", "worker"],
)
def test_bad_days_are_told_in_words(visit: Visit, harm: Callable[[Page], None], says: str) -> None:
    """One sentence says what is wrong and what to do; button, text and charts stay usable."""
    harm(visit.page)
    visit.open(CHAPTER)
    button = visit.page.get_by_role("button", name="Run and edit this page")
    button.click()
    panel = visit.page.locator(".mq-live")
    expect(panel).to_contain_text(says, timeout=30_000)
    expect(panel).to_contain_text("work without it")
    expect(button).to_be_visible()
    assert visit.page.locator("textarea, .mq-live progress").count() == 0
    visit.wake("fig-reach-map")
    assert visit.errors == []


def test_full_storage_is_told(live: Visit) -> None:
    """A reader whose browser keeps nothing is told before the edit is lost."""
    live.open(CHAPTER)
    live.page.evaluate(
        """() => { Storage.prototype.setItem = () => {
             throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    start(live)
    cell(live, FREE).locator("textarea").fill("1 + 1")
    expect(live.page.locator(".mq-live-status")).to_contain_text("Your edits cannot be kept")
