"""Notebooks in the browser: each page's opens from the page, runs, keeps edits, and asks nobody."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, expect
from support import built
from support.built import Visit

CHAPTER = "chapters/02_reach.html"
LITE = built.HTML / "lite"
#: Python may take long to start where many tests run at once.
START_MS = 90_000
#: What the application weighs, unpacked: it is served file by file, as a reader needs them.
MOST_BYTES = 17_000_000
#: `MQ_LIVE=all` runs every notebook, which takes about 20 seconds each.
EVERY = os.environ.get("MQ_LIVE") == "all"
#: MyST that Jupyter would show raw.
RAW = re.compile(r"\{[a-z:]+\}`|^:::|^```\{", re.MULTILINE)

PANEL = "window.jupyterapp?.shell?.currentWidget"


def notebooks() -> list[str]:
    """Return every notebook of the application."""
    found = (LITE / "files").rglob("*.ipynb")
    return sorted(p.relative_to(LITE / "files").as_posix() for p in found)


def others() -> list[str]:
    """Return the notebooks that this run executes besides the chapter: at least an exercise."""
    chapter = CHAPTER.replace(".html", ".ipynb")
    found = [name for name in notebooks() if name != chapter]
    return found if EVERY else [name for name in found if name.startswith("exercises")][:1]


@pytest.fixture(scope="module", autouse=True)
def application(site: Path) -> Path:
    """Return the application's folder, or fail."""
    expect.set_options(timeout=20_000)  # Python shares the machine with other tests
    if not (LITE / "jupyter-lite.json").is_file() or not notebooks():
        pytest.fail("the book was built without notebooks: run `make book`", pytrace=False)
    return LITE


def ready(visit: Visit) -> Visit:
    """Wait until the notebook is open and its Python idle."""
    visit.page.wait_for_function(
        f"() => {PANEL}?.sessionContext?.session?.kernel?.status === 'idle'", timeout=START_MS
    )
    return visit


def run_all(visit: Visit) -> Visit:
    """Run every cell, as the menu does, and wait for the last."""
    visit.page.set_default_timeout(START_MS)
    visit.page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
    visit.page.set_default_timeout(15_000)
    return visit


def cells(visit: Visit) -> list[dict[str, Any]]:
    """Return the notebook's cells as it would save them."""
    found: list[dict[str, Any]] = visit.page.evaluate(
        f"() => {PANEL}.content.widgets.map((w) => w.model.toJSON())"
    )
    return found


def outputs(visit: Visit) -> list[dict[str, Any]]:
    """Return all outputs of all code cells."""
    code = [cell for cell in cells(visit) if cell["cell_type"] == "code"]
    return [output for cell in code for output in cell["outputs"]]


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[Visit]:
    """Return the chapter's notebook, opened from its page on a project site, not yet run."""
    context = browser.new_context(
        viewport=built.WIDE,
        color_scheme="light",
        accept_downloads=True,
        service_workers="block",
    )
    context.set_default_timeout(15_000)
    visit = Visit(context.new_page(), address + built.SUB_PATH).open(CHAPTER)
    visit.page.get_by_role("link", name="Open as a notebook").click()
    expect(visit.page.locator(".jp-Cell").first).to_be_visible(timeout=START_MS)
    yield visit
    context.close()


@pytest.fixture(scope="module")
def ran(opened: Visit) -> Visit:
    """Return the chapter's notebook after every cell has run."""
    return run_all(ready(opened))


# ---- files ------------------------------------------------------------------------------------


def test_every_page_made_from_a_notebook_leads_to_it(application: Path) -> None:
    """Chapters and exercises each have the link, and it leads to a file that is there."""
    linked = set()
    for page in built.pages():
        for link in built.soup(page).select(".mq-live-notebook a"):
            parts = urlsplit(urljoin(f"http://site/{page}", str(link["href"])))
            assert parts.path == "/lite/notebooks/index.html"
            linked.add(unquote(parts.query).removeprefix("path="))
    assert linked == set(notebooks())
    assert CHAPTER.replace(".html", ".ipynb") in linked


def test_notebooks_are_plain_and_valid(application: Path) -> None:
    """No MyST is left in any text cell, a dialog asks for no kernel, figures are drawn."""
    for name in notebooks():
        notebook = json.loads((application / "files" / name).read_text("utf-8"))
        nbformat.validate(notebook)  # type: ignore[no-untyped-call]
        assert notebook["metadata"]["kernelspec"]["name"] == "python"
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                assert not RAW.search("".join(cell["source"])), (name, cell["source"])
        outputs = json.dumps(notebook).replace('\\"', '"')
        for figure in re.findall(r"<figure.*?</figure>", outputs):
            assert "<svg" in figure and "<script" not in figure


def test_python_is_there_once(application: Path) -> None:
    """The application has no copy of Python or of a package, and names no other host's files."""
    names = [path.name for path in application.rglob("*") if path.is_file()]
    assert not [n for n in names if n.endswith((".whl", ".wasm", ".map", ".zip"))]
    ours = application / "files"
    program = [p for p in application.rglob("*") if p.is_file() and not p.is_relative_to(ours)]
    assert sum(p.stat().st_size for p in program) < MOST_BYTES
    settings = json.loads((application / "jupyter-lite.json").read_text("utf-8"))
    kernel = settings["jupyter-config-data"]["litePluginSettings"]
    (kernel,) = kernel.values()
    assert kernel["pyodideUrl"] == "./python.js"
    assert kernel["disablePyPIFallback"] is True and kernel["pipliteUrls"] == []


# ---- the chapter, before it runs --------------------------------------------------------------


def test_text_is_readable(opened: Visit) -> None:
    """Values and credits stand in the sentences; the title is the book's; nothing asks."""
    notebook = opened.page.locator(".jp-Notebook")
    expect(notebook).to_contain_text("declared range of 1,000 km")
    expect(notebook).to_contain_text("The verdict, computed")
    text = notebook.inner_text()
    assert "{eval}" not in text and "{cite" not in text
    expect(opened.page.get_by_role("link", name="Karney, 2013")).to_be_visible()
    assert opened.page.locator("mjx-container").count() > 5
    assert opened.page.locator(".jp-Dialog").count() == 0
    assert opened.page.locator("html").get_attribute("lang") == "en"


def test_stored_drawings_show(opened: Visit) -> None:
    """Every figure is there before Python is: a drawing with its title and source."""
    drawings = opened.page.locator(".jp-OutputArea-output .mq-frame [role=img] > svg")
    assert drawings.count() == 4
    expect(drawings.first).to_be_visible()


def test_links_lead_back_to_the_book(opened: Visit) -> None:
    """A credit opens the bibliography beside the notebook; the way back leads to the page."""
    with opened.page.context.expect_page() as found:
        opened.page.get_by_role("link", name="Karney, 2013").click()
    assert found.value.url.startswith(f"{opened.base}/reference/bibliography.html#")
    found.value.close()
    back = opened.page.get_by_role("link", name="Back to the book")
    assert back.evaluate("(a) => a.href") == f"{opened.base}/{CHAPTER}"


# ---- and when it runs -------------------------------------------------------------------------


def test_every_cell_runs(ran: Visit) -> None:
    """No error, no warning, and a chart wherever the page has one."""
    shown = outputs(ran)
    assert not [o for o in shown if o["output_type"] == "error" or o.get("name") == "stderr"]
    code = [cell for cell in cells(ran) if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    expect(ran.page.locator(".jp-RenderedVegaCommon5, .vega-embed").first).to_be_attached()
    assert ran.page.locator(".vega-embed svg.marks").count() == 4


def explorer(visit: Visit) -> Locator:
    """Return the first cell with sliders."""
    return visit.page.locator(".jp-CodeCell", has=visit.page.locator(".widget-slider")).first


def test_slider_redraws(ran: Visit) -> None:
    """A slider moved by keyboard runs Python again: another drawing, another sentence."""
    place = explorer(ran)
    drawing = place.locator("svg.marks")
    before, words = drawing.inner_html(), place.inner_text()
    place.locator(".noUi-handle").first.click()
    ran.page.keyboard.press("ArrowRight")
    expect(place.locator(".widget-readout").first).to_have_text("1,010")
    ran.page.wait_for_function(
        "([cell, before]) => (cell.querySelector('svg.marks')?.innerHTML ?? before) !== before",
        arg=[place.element_handle(), before],
    )
    expect(place).to_contain_text("1,010 km")
    assert place.inner_text() != words


def test_no_package_comes_from_elsewhere(ran: Visit) -> None:
    """`%pip` is refused in a sentence, and a reader's own Altair chart needs no other host."""
    say = "execute('notebook:insert-cell-below')"
    ran.page.evaluate(f"() => jupyterapp.commands.{say}")
    for code, marks in (("%pip install requests", 0), (OWN_CHART, 1)):
        cell = ran.page.locator(".jp-CodeCell.jp-mod-active")
        ran.page.evaluate(
            f"(code) => {PANEL}.content.activeCell.model.sharedModel.setSource(code)", code
        )
        ran.page.evaluate("() => jupyterapp.commands.execute('notebook:run-cell')")
        expect(cell.locator("svg.marks")).to_have_count(marks)
        if not marks:
            expect(cell.locator(".jp-OutputArea")).to_contain_text("installs none")
    ran.page.evaluate("() => jupyterapp.commands.execute('notebook:delete-cell')")


OWN_CHART = """import altair
altair.Chart(altair.Data(values=[{"a": 1}])).mark_point().encode(x="a:Q")"""


def test_edits_are_kept_and_downloaded(ran: Visit, tmp_path: Path) -> None:
    """What was typed is there after a reload, and in the file that the menu gives."""
    edit = "# mine\n6 * 7"
    ran.page.evaluate(
        f"(code) => {PANEL}.content.widgets.at(-1).model.sharedModel.setSource(code)", edit
    )
    ran.page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    ran.page.reload()
    expect(ran.page.locator(".jp-Cell").first).to_be_visible(timeout=START_MS)
    ready(ran)
    assert cells(ran)[-1]["source"] == edit
    ran.page.get_by_role("menuitem", name="File", exact=True).click()
    with ran.page.expect_download() as found:
        ran.page.locator(".lm-Menu-item[data-command='docmanager:download']").click()
    assert found.value.suggested_filename == "02_reach.ipynb"
    found.value.save_as(tmp_path / "mine.ipynb")
    notebook = json.loads((tmp_path / "mine.ipynb").read_text("utf-8"))
    nbformat.validate(notebook)  # type: ignore[no-untyped-call]
    assert "".join(notebook["cells"][-1]["source"]) == edit
    expect(explorer_left(ran)).to_contain_text("Run this cell to see it again.", timeout=20_000)


def explorer_left(visit: Visit) -> Locator:
    """Return what a reload leaves of the explorer, which lived in Python."""
    return visit.page.locator(".jp-CodeCell", has_text="explore.reach_map").first


def test_nobody_else_was_asked(ran: Visit) -> None:
    """From the page to the last cell every request went to this site, and all were answered."""
    assert ran.outside == []
    assert [f for f in ran.failed if "net::ERR_ABORTED" not in f] == []
    assert ran.errors == []
    assert not [line for line in ran.console if line.startswith("error")]
    assert any("/_live/" in url and url.endswith("packages.zip") for url in ran.requests)


# ---- the rest ---------------------------------------------------------------------------------


def test_start_page_lists_every_notebook(visit: Visit) -> None:
    """`/lite/` names what there is, says what it loads, and leads back."""
    visit.open_plain("lite/")
    expect(visit.page).to_have_title("The Missile Question: notebooks in the browser")
    addresses = visit.page.locator("li a").evaluate_all("(all) => all.map((a) => a.search)")
    assert sorted(unquote(a).removeprefix("?path=") for a in addresses) == notebooks()
    expect(visit.page.locator("main")).to_contain_text(" MB")
    visit.page.get_by_role("link", name="Back to the book").click()
    expect(visit.page).to_have_url(f"{visit.base}/index.html")
    assert visit.errors == [] and visit.failed == []


@pytest.mark.parametrize("name", others())
def test_every_notebook_runs(new_visit: Callable[..., Visit], name: str) -> None:
    """Each cell of every chapter and exercise runs; an exercise may say that it waits for work."""
    visit = new_visit()
    visit.page.goto(f"{visit.base}/lite/notebooks/index.html?path={name}")
    run_all(ready(visit))
    found = [o for o in outputs(visit) if o["output_type"] == "error" or o.get("name") == "stderr"]
    assert found == []
    assert visit.outside == [] and visit.errors == []
