"""What every page of the built book must do for every reader, seen in a real browser."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from bs4 import Tag
from playwright.sync_api import Locator, Page, Route
from support import built
from support.built import FigureRef, Visit

from missile_question import catalog, models
from missile_question.charts import theme
from missile_question.explorers import registry

NewVisit = Callable[..., Visit]
CONTROLS = ".mq-figure :is(select, input, button), .mq-bet :is(input, button), .mq-quiz input"


# ---- the network and the console ---------------------------------------------------------------


def test_page_asks_no_other_host_and_says_nothing(visit: Visit, path: str) -> None:
    """Opened, woken and moved, a page asks this host only, and the console stays empty."""
    visit.open(path)
    before = len(visit.requests)
    if visit.page.evaluate("!!globalThis.missileQuestion"):
        visit.wake()
        if visit.page.evaluate("missileQuestion.figures.size"):
            assert len(visit.requests) > before, "waking the figures loaded nothing"
        visit.page.locator(".theme-switch-button").first.click()
    assert visit.outside == []
    assert visit.failed == []
    assert visit.console == []
    assert visit.errors == []


def test_page_works_below_a_path(new_visit: NewVisit, address: str, path: str) -> None:
    """Hosted at /book/, a page finds all its parts: no address of it starts at the host's root."""
    visit = new_visit(address + built.SUB_PATH).open(path)
    if visit.page.evaluate("!!globalThis.missileQuestion"):
        visit.wake()
    assert visit.outside == []
    assert visit.failed == []
    assert visit.errors == []


def test_search_finds_a_word_of_the_book(visit: Visit) -> None:
    """The search page answers from its local index."""
    visit.open("search.html?q=missile")
    visit.page.locator("#search-results li a").first.wait_for()
    assert visit.outside == [] and visit.errors == []


def test_page_opens_from_a_disk(new_visit: NewVisit, site: Path, panels: list[FigureRef]) -> None:
    """Copied to a USB stick, a chapter still computes: no server is needed to move a control."""
    visit = new_visit(site.as_uri()).open(panels[0].page)
    visit.wake()
    shown = [visit.page.locator(f"#{p.anchor}").get_attribute("data-shown") for p in panels]
    assert set(shown) == {"wide"}
    assert visit.errors == [] and visit.console == []


@pytest.mark.parametrize("page", built.pages(generated=True))
def test_every_internal_address_resolves(page: str) -> None:
    """Links, anchors, images, scripts and style sheets of a page exist in the built site."""
    dead = []
    for tag in built.soup(page).find_all(True):
        for attribute in ("href", "src"):
            target = tag.get(attribute)
            if not isinstance(target, str) or not target.strip():
                continue
            parts = urlsplit(urljoin(f"http://book/{page}", target))
            if parts.netloc != "book" or parts.scheme not in ("http", "https"):
                continue
            file = built.HTML / unquote(parts.path).lstrip("/")
            if file.is_dir():
                file /= "index.html"
            if not file.is_file():
                dead.append(target)
            elif parts.fragment and file.suffix == ".html":
                name = file.relative_to(built.HTML).as_posix()
                if parts.fragment.startswith("mq="):  # a chart of that page, in some setting
                    shown = {f.payload["name"] for f in built.figures() if f.page == name}
                    if parse_qs(parts.fragment)["mq"][0] not in shown:
                        dead.append(target)
                elif not built.soup(name).find(id=unquote(parts.fragment)):
                    dead.append(target)
    assert dead == []


# ---- figures in the page's source --------------------------------------------------------------


def test_figures_are_described(drawing: FigureRef) -> None:
    """A figure has a title and an alternative text that states its content, not its type."""
    title = drawing.tag.select_one("figcaption strong")
    assert title is not None and len(title.get_text().split()) >= 4
    labels = {str(c["aria-label"]) for c in drawing.tag.select(".mq-chart")}
    assert len(labels) == 1, "both widths must tell the same"
    alt = labels.pop()
    assert len(alt.split()) >= 12, alt
    assert not re.match(r"(?i)(an? )?(image|chart|figure|graph|picture|svg)( of)?\b", alt), alt
    assert alt != title.get_text(), "the alternative text must say more than the title"


def test_alternative_texts_and_anchors_are_unique() -> None:
    """No two figures of the book share a text, a title or an anchor."""
    found = built.figures()
    for what, values in {
        "anchor": [f.anchor for f in found],
        "alt": [str(f.tag.select_one(".mq-chart")["aria-label"]) for f in found],  # type: ignore[index]
        "title": [f.tag.select_one("figcaption strong").get_text() for f in found],  # type: ignore[union-attr]
    }.items():
        assert [v for v, n in Counter(values).items() if n > 1] == [], what


@pytest.mark.parametrize("page", built.pages())
def test_ids_are_unique(page: str) -> None:
    """No id occurs twice in a page, those inside drawings included; every reference is met."""
    tags = built.soup(page).find_all(id=True)
    assert [i for i, n in Counter(str(t["id"]) for t in tags).items() if n > 1] == []
    known = {str(t["id"]) for t in tags}
    text = (built.HTML / page).read_text("utf-8")
    drawings = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert set(re.findall(r"url\(#([^)]+)\)", drawings)) <= known


def test_figure_names_its_source(figure: FigureRef) -> None:
    """A figure's source line leads to the pages of its tables and models, to one at least."""
    line = figure.tag.select_one(".mq-source")
    assert line is not None and line.get_text().startswith("Source: ")
    links = [a for a in line.find_all("a") if "mq-link" not in a.get("class", [])]
    assert links, "no link in the source line"
    epilogue = figure.page.startswith("chapters/10_")  # only there later tables may be used
    known = {f"data/{name}.html" for name in catalog.tables(epilogue=epilogue)}
    known |= {f"models/{name}.html" for name in models.TITLES}
    for link in links:
        place = str(link["href"]).partition("reference/")[2]
        assert place in known, link


def test_reference_pages_lead_back() -> None:
    """The page of a table or model lists every figure that names it, and leads there."""
    for figure in built.figures():
        line = figure.tag.select_one(".mq-source")
        assert line is not None
        for link in line.find_all("a"):
            href = str(link["href"])
            if "reference/" not in href:
                continue
            page = "reference/" + href.partition("reference/")[2]
            back = [str(a["href"]) for a in built.soup(page).select("article a[href]")]
            assert any(b.endswith(f"{figure.page}#{figure.anchor}") for b in back), (page, figure)


def test_drawings_use_the_palette_only(drawing: FigureRef) -> None:
    """Every paint of a drawing is a role of the theme; others would not change in dark mode."""
    known = {pair[0] for pair in theme.ROLES.values()} | {"none", "transparent"}
    used: set[str] = set()
    for tag in drawing.tag.select(".mq-chart svg *"):
        used |= {str(tag[p]) for p in ("fill", "stroke") if tag.has_attr(p)}
    # Gradients of legends and clip paths are addresses inside the drawing.
    assert {u for u in used if not u.startswith("url(")} <= known


# ---- without JavaScript, on paper, in another light --------------------------------------------


def test_drawings_hold_words_and_numbers(drawing: FigureRef) -> None:
    """No drawn text is a programming accident: undefined, NaN, null, an object or nothing."""
    texts = [text.get_text() for text in drawing.tag.select(".mq-chart svg text")]
    assert texts
    accidents = [t for t in texts if re.search(r"undefined|NaN|null|\[object|Infinity", t)]
    assert not accidents


@pytest.mark.parametrize("viewport", [built.WIDE, built.NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("page", sorted({f.page for f in built.figures()}) or ["index.html"])
def test_figures_stand_without_javascript(
    new_visit: NewVisit, page: str, viewport: dict[str, int]
) -> None:
    """With scripts off, drawings, answers and explanations are there, and dead controls are not."""
    visit = new_visit(java_script_enabled=False, viewport=viewport).open_plain(page)
    for figure in visit.page.locator("figure.mq-figure").all():
        assert figure.locator(".mq-chart:visible").count() == 1
        box = figure.locator(".mq-chart:visible svg").bounding_box()
        assert box is not None and box["width"] > 250 and box["height"] > 100
        assert figure.locator(".mq-chart:visible svg text").count() > 2
        assert figure.locator(".mq-controls:visible").count() == 0
        assert figure.locator("figcaption:visible").count() == 1
    for reveal in visit.page.locator(".mq-reveal").all():
        assert reveal.is_visible()
    for verdict in visit.page.locator(".mq-quiz details").all():
        verdict.locator("summary").click()
        assert verdict.locator("p").is_visible()


def test_paper_shows_drawings_and_hides_controls(
    visit: Visit, subtests: pytest.Subtests, figures: list[FigureRef]
) -> None:
    """Printed, also from dark mode, a figure is a drawing in light colours without controls."""
    visit.page.emulate_media(color_scheme="dark")
    visit.open(figures[0].page)
    assert visit.page.evaluate("document.documentElement.dataset.theme") == "dark"
    visit.page.emulate_media(media="print", color_scheme="dark")
    assert visit.page.locator(".mq-reveal:visible").count() == (
        visit.page.locator(".mq-reveal").count()
    )
    for figure in figures:
        with subtests.test(figure.anchor):
            element = visit.page.locator(f"#{figure.anchor}")
            assert element.locator(".mq-chart:visible").count() == 1
            assert element.locator(".mq-chart.wide svg").is_visible()
            assert element.locator(".mq-controls:visible").count() == 0
            paints = visit.page.evaluate(COMPUTED_PAINTS, figure.anchor)
            assert paints
            dark = {p["now"] for p in paints} - {p["given"] for p in paints}
            assert dark == set(), "dark colours on paper"


def test_paper_shows_what_the_reader_moved(
    phone: Visit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """Printed from a phone, the moved drawing appears, not the untouched one of other width."""
    phone.open(panels[0].page).wake()
    phone.page.emulate_media(media="print")
    for panel in panels:
        with subtests.test(panel.anchor):
            element = phone.page.locator(f"#{panel.anchor}")
            assert element.locator(".mq-chart:visible").count() == 1
            assert element.locator(".mq-chart.narrow").is_visible()


# ---- size and colour of what is drawn ----------------------------------------------------------


def test_page_does_not_scroll_sideways(visit: Visit, path: str) -> None:
    """No page is wider than its window from 320 to 1280 px, before and after its figures wake."""
    visit.open(path)
    for state in ("static", "live"):
        for width in (320, 360, 768, 1280):
            visit.page.set_viewport_size({"width": width, "height": 700})
            wide, window = visit.page.evaluate(
                "[document.scrollingElement.scrollWidth, innerWidth]"
            )
            assert wide <= window, (state, width, visit.page.evaluate(WIDEST))
        if not visit.page.evaluate("!!globalThis.missileQuestion?.figures.size"):
            break
        visit.wake()


@pytest.mark.parametrize("viewport", [built.WIDE, built.NARROW], ids=["wide", "narrow"])
def test_drawn_text_is_inside_and_large_enough(
    new_visit: NewVisit,
    subtests: pytest.Subtests,
    drawings: list[FigureRef],
    viewport: dict[str, int],
) -> None:
    """No text of a drawing leaves its figure's frame; on a phone none is below 9 CSS pixels."""
    smallest = 9 if viewport is built.NARROW else 0
    visit = new_visit(viewport=viewport).open(drawings[0].page)
    for drawing in drawings:
        with subtests.test(drawing.anchor):
            for state in ("static", "live"):
                assert visit.page.evaluate(TEXT_OUTSIDE, drawing.anchor) == [], state
                sizes = visit.page.evaluate(TEXT_SIZES, drawing.anchor)
                assert sizes, state
                assert min(size for size, _ in sizes) >= smallest, (state, min(sizes))
                visit.wake(drawing.anchor)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_drawn_text_contrasts_with_what_is_behind_it(
    visit: Visit, subtests: pytest.Subtests, drawings: list[FigureRef], colours: str
) -> None:
    """Every text of a drawing has 4.5:1 against the pixels behind it, static and live."""
    visit.open(drawings[0].page).theme(colours)
    for drawing in drawings:
        with subtests.test(drawing.anchor):
            for state in ("static", "live"):
                assert _pale_texts(visit.page, drawing.anchor) == [], state
                visit.wake(drawing.anchor)


def test_theme_repaints_static_and_live_drawings(
    visit: Visit, subtests: pytest.Subtests, figures: list[FigureRef]
) -> None:
    """The theme switch changes each colour of a drawing to its dark partner, at once."""
    partner = {_rgb(light): _rgb(dark) for light, dark in theme.ROLES.values()}
    visit.open(figures[0].page)
    for state in ("static", "live"):
        for name in ("light", "dark"):
            visit.theme(name)
            for figure in figures:
                with subtests.test(figure.anchor, state=state, theme=name):
                    paints = visit.page.evaluate(COMPUTED_PAINTS, figure.anchor)
                    assert len(paints) > 5
                    for paint in paints:
                        given = paint["given"]
                        assert paint["now"] == (partner[given] if name == "dark" else given), paint
        visit.wake()


# ---- structure ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", built.pages())
def test_headings_descend_in_order(page: str) -> None:
    """A page has one h1, first in its article, and no level is skipped on the way down."""
    soup = built.soup(page)
    assert len(soup.find_all("h1")) == 1
    article = soup.find("article")
    assert isinstance(article, Tag)
    levels = [int(h.name[1]) for h in article.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels)), levels


def test_mathematics_is_mathml(visit: Visit) -> None:
    """Formulas are MathML of some size; no page shows raw TeX or carries MathJax."""
    formulas = 0
    for page in built.pages():
        soup = copy.copy(built.soup(page))
        formulas += len(soup.find_all("math"))
        for tag in soup.select("article pre, article code, article script, article svg"):
            tag.extract()
        article = soup.find("article")
        assert isinstance(article, Tag)
        assert (
            re.findall(
                r"\$[^$\n]*[\\^_{][^$\n]*\$|\\\(|\\\[|\\(?:frac|le|sum)\b", article.get_text()
            )
            == []
        )
        assert not soup.find("script", src=re.compile("(?i)mathjax|katex"))
    assert formulas, "the book has no formula: the test proves nothing"
    page = next(p for p in built.pages() if built.soup(p).find("math"))
    box = visit.open(page).page.locator("math").first.bounding_box()
    assert box is not None and box["width"] > 3 and box["height"] > 8


# ---- controls ----------------------------------------------------------------------------------


def test_controls_are_labelled(
    visit: Visit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """Every control has a visible label, and a slider tells its value with its unit."""
    visit.open(panels[0].page)
    for panel in panels:
        form = visit.page.locator(f"#{panel.anchor} form")
        assert form.is_visible()
        for control in panel.payload["panel"]["controls"]:
            with subtests.test(panel.anchor, control=control["name"]):
                field = form.locator(f"[name='{control['name']}']")
                assert field.evaluate("e => e.labels[0].innerText") == control["label"]
                assert field.evaluate("e => e.labels[0].getBoundingClientRect().height") > 8
                if control["kind"] == "slider":
                    said = field.get_attribute("aria-valuetext") or ""
                    assert said.endswith(control["unit"]) and re.search(r"\d", said)
                    output = form.locator(f"output[for='{field.get_attribute('id')}']")
                    assert output.inner_text() == said
                box = field.bounding_box()
                assert box and box["height"] >= 24, "too small for a finger (WCAG 2.5.8)"


@pytest.mark.parametrize("page", sorted({f.page for f in built.figures()}) or ["index.html"])
def test_keyboard_reaches_every_control(visit: Visit, page: str) -> None:
    """Tab alone comes to every control of a page, and each shows that it has the focus."""
    visit.open(page)
    wanted = visit.page.evaluate(
        """(css) => [...document.querySelectorAll(css)].map((e, i) => (e.dataset.stop = i,
             e.type === "radio" ? `radio:${e.name}` : `stop:${i}`))""",
        CONTROLS,
    )
    reached, unseen = set(), []
    for _ in range(600):
        visit.page.keyboard.press("Tab")
        stop = visit.page.evaluate(
            """() => { const e = document.activeElement;
                 const seen = ["", "::after"].some((part) => { const s = getComputedStyle(e, part);
                   return s.outlineStyle !== "none" && s.outlineWidth !== "0px"
                     || s.boxShadow !== "none"; });
                 return [e === document.body, e.type === "radio" ? `radio:${e.name}`
                   : `stop:${e.dataset.stop}`, seen, e.outerHTML.slice(0, 90)]; }"""
        )
        if stop[0]:
            break
        reached.add(stop[1])
        if not stop[2]:
            unseen.append(stop[3])
    assert set(wanted) <= reached
    assert unseen == []


def test_arrow_key_moves_a_slider_and_the_answer(
    visit: Visit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """With the keyboard alone sliders change their values, and one at least the spoken answer."""
    visit.open(panels[0].page)
    for panel in panels:
        controls = panel.payload["panel"]["controls"]
        sliders = [control for control in controls if control["kind"] == "slider"]
        if sliders:
            with subtests.test(panel.anchor):
                answer = visit.page.locator(f"#{panel.anchor} .mq-answer")
                assert answer.get_attribute("aria-live") == "polite"
                begun = answer.inner_text()
                said = [said for slider in sliders for said in _use_the_keys(visit, panel, slider)]
                assert {name for _, name in said if name}, "the drawing has no name"
                assert {text for text, _ in said} - {begun}, "no slider changes the answer"
                # As long as the answer is that of the start, the name is the alternative text.
                assert [pair for pair in said if pair[0] not in (begun, pair[1])] == []


def _use_the_keys(
    visit: Visit, panel: FigureRef, slider: dict[str, Any]
) -> list[tuple[str, str | None]]:
    """Step and jump with the keys; return answer and drawing's name after each jump."""
    figure = visit.page.locator(f"#{panel.anchor}")
    field = figure.locator(f"[name='{slider['name']}']")
    field.focus()
    start = float(field.input_value())
    key, sign = ("ArrowRight", 1) if start < slider["high"] else ("ArrowLeft", -1)
    visit.page.keyboard.press(key)
    assert float(field.input_value()) == pytest.approx(start + sign * slider["step"])
    said = []
    for key in ("End", "Home"):
        visit.page.keyboard.press(key)
        settled(visit, panel)
        name = figure.locator(".mq-chart.wide").get_attribute("aria-label")
        said.append((figure.locator(".mq-answer").inner_text(), name))
    return said


def test_reset_restores_the_start(
    visit: Visit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """After every control was moved, Reset brings back values, notes, words and label."""
    visit.open(panels[0].page)
    for panel in panels:
        with subtests.test(panel.anchor):
            visit.wake(panel.anchor)
            start = visit.page.evaluate(STATE, panel.anchor)
            for control in panel.payload["panel"]["controls"]:
                visit.page.evaluate(MOVE_AWAY, [panel.anchor, control["name"]])
            settled(visit, panel)
            moved = visit.page.evaluate(STATE, panel.anchor)
            assert moved[0] != start[0] and moved[1] != start[1] and moved[5] != start[5]
            visit.page.locator(f"#{panel.anchor} button[type=reset]").click()
            settled(visit, panel)
            again = visit.page.evaluate(STATE, panel.anchor)
            assert again[:5] == start[:5]
            # Vega numbers its clip paths anew and may store marks in another order; no more.
            pieces = [sorted(re.sub(r"clip\d+", "", s[5]).split("><")) for s in (start, again)]
            assert pieces[0] == pieces[1]


def test_settings_follow_the_page_from_wide_to_narrow(
    visit: Visit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """When a phone is turned, the drawing of the other width shows the reader's settings too."""
    visit.open(panels[0].page).wake()
    answers = {}
    for panel in panels:
        control = panel.payload["panel"]["controls"][0]
        visit.page.evaluate(MOVE_AWAY, [panel.anchor, control["name"]])
        settled(visit, panel)
        answers[panel] = visit.page.locator(f"#{panel.anchor} .mq-answer").inner_text()
    rows = {}
    for viewport, shown in ((built.NARROW, "narrow"), (built.WIDE, "wide")):
        visit.page.set_viewport_size(viewport)  # type: ignore[arg-type]
        for panel in panels:
            with subtests.test(panel.anchor, shown=shown):
                visit.page.wait_for_function(TURNED, arg=[panel.anchor, shown])
                settled(visit, panel)
                figure = visit.page.locator(f"#{panel.anchor}")
                assert figure.locator(".mq-answer").inner_text() == answers[panel]
                assert figure.locator(f".mq-chart.{shown} svg").is_visible()
                found = visit.page.evaluate(READ, [panel.anchor, panel.payload["panel"]["compare"]])
                assert rows.setdefault(panel, found) == found


def test_controls_do_not_push_the_page_down(visit: Visit, panels: list[FigureRef]) -> None:
    """Room for controls is there before the script: nothing jumps when it comes."""
    tops = "(ids) => ids.map((i) => document.querySelector(`#${i} .mq-source`).offsetTop)"
    anchors = [panel.anchor for panel in panels]
    visit.page.route(re.compile(r"/page\.[0-9a-f]+\.js$"), lambda route: route.abort())
    visit.page.goto(f"{visit.base}/{panels[0].page}")
    hidden = visit.page.locator(".mq-figure form:visible")
    assert hidden.count() == 0, "controls that nothing moves must not show"
    before = visit.page.evaluate(tops, anchors)
    visit.page.unroute_all()
    visit.open(panels[0].page)
    after = visit.page.evaluate(tops, anchors)
    moved = {i: b - a for i, a, b in zip(anchors, before, after, strict=True) if abs(b - a) >= 2}
    assert moved == {}


def test_reduced_motion_is_respected(
    new_visit: NewVisit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """For readers who asked for less motion nothing on the page animates or glides."""
    visit = new_visit(reduced_motion="reduce").open(panels[0].page).wake()
    moving = visit.page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => { const s = getComputedStyle(e);
             return parseFloat(s.transitionDuration) > 0.01 || s.scrollBehavior === "smooth"; })
             .map((e) => e.tagName + "." + e.className)"""
    )
    assert moving == []
    for panel in panels:
        with subtests.test(panel.anchor):
            control = panel.payload["panel"]["controls"][0]
            visit.page.evaluate(MOVE_AWAY, [panel.anchor, control["name"]])
            assert visit.page.evaluate("document.getAnimations().length") == 0


def test_failed_download_is_told_and_mended(
    visit: Visit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """If the chart library does not come, the page says so, keeps the drawing, and tries again."""
    visit.open(panels[0].page)
    refuse = re.compile(r"/vega\.[0-9a-f]+\.js$")
    visit.page.route(refuse, lambda route: route.abort())
    visit.wake()
    for panel in panels:
        with subtests.test(panel.anchor, library="refused"):
            figure = visit.page.locator(f"#{panel.anchor}")
            answer = figure.locator(".mq-answer").inner_text()
            assert answer.startswith("This chart could not be loaded.")
            assert figure.locator(".mq-chart.wide svg text").count() > 2
            assert figure.locator(".mq-chart.wide").get_attribute("data-live") is None
    assert visit.errors == [], "the failure must be handled, not thrown"
    visit.page.unroute(refuse)
    for panel in panels:
        with subtests.test(panel.anchor, library="there"):
            control = panel.payload["panel"]["controls"][-1]
            visit.page.evaluate(MOVE_AWAY, [panel.anchor, control["name"]])
            settled(visit, panel)
            figure = visit.page.locator(f"#{panel.anchor}")
            assert figure.locator(".mq-chart.wide").get_attribute("data-live") == "true"
            answer = figure.locator(".mq-answer").inner_text()
            assert not answer.startswith("This chart could not be loaded.")


def test_slow_answers_never_overtake_the_newest(
    visit: Visit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """While the library still loads the reader moves on: the last setting is what is shown."""
    held: list[Route] = []
    visit.page.route(re.compile(r"/vega\.[0-9a-f]+\.js$"), lambda route: held.append(route))
    visit.open(panels[0].page)
    last = {panel: panel.payload["panel"]["controls"][-1]["name"] for panel in panels}
    for panel in panels:
        for _ in range(4):
            visit.page.evaluate(MOVE_AWAY, [panel.anchor, last[panel]])
    visit.page.wait_for_timeout(100)
    assert len(held) == 1, "the library is asked for once"
    held[0].fallback()
    for panel in panels:
        with subtests.test(panel.anchor):
            settled(visit, panel)
            values = visit.page.evaluate(f"missileQuestion.figures.get('{panel.anchor}').values")
            figure = visit.page.locator(f"#{panel.anchor}")
            field = figure.locator(f"[name='{last[panel]}']")
            assert str(values[last[panel]]) == field.input_value()
            explorer = registry()[panel.payload["name"]]()
            assert figure.locator(".mq-answer").inner_text() == explorer.sentence(**values)


# ---- bets and self-checks ----------------------------------------------------------------------

BET_PAGES = [p for p in built.pages() if built.HTML.is_dir() and built.soup(p).select(".mq-bet")]
QUIZ_PAGES = [p for p in built.pages() if built.HTML.is_dir() and built.soup(p).select(".mq-quiz")]
BLOCK_STORAGE = """Object.defineProperty(window, "localStorage", {
  configurable: true, get() { throw new DOMException("denied", "SecurityError"); } });"""


@pytest.fixture
def furniture(site: Path, request: pytest.FixtureRequest) -> str:
    """Return a page with a bet and a quiz made by the package in the book's own dress.

    Chapters come and go; what bets and quizzes do is tested on this page in any case.
    """
    from missile_question.teaching import Bet, Question, Quiz

    bet = Bet("test-bet", "How many?", ["None", "A <few>", "All"], "All of them, as it happens.")
    quiz = Quiz(
        "test-quiz",
        [
            Question("One?", {"yes": "Because.", "no": "You forgot <this>."}, "yes", "So it is."),
            Question("Two?", {"left": "Wrong side.", "right": "Indeed."}, "right", "Look again."),
        ],
    )
    source = (site / "index.html").read_text("utf-8")
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    page = site / f"_furniture{worker}.html"
    page.write_text(source.replace("</h1>", f"</h1>{bet.page()}{quiz.page()}", 1), "utf-8")
    request.addfinalizer(page.unlink)
    return page.name


def test_furniture_page_is_clean(visit: Visit, furniture: str) -> None:
    """The page that the next tests use loads without complaint."""
    visit.open(furniture)
    assert visit.errors == [] and visit.console == []


def _bet_steps(visit: Visit, path: str, keeps: bool) -> None:
    visit.open(path)
    for bet in visit.page.locator(".mq-bet").all():
        reveal = bet.locator(".mq-reveal")
        assert not reveal.is_visible(), "the answer must wait for the bet"
        bet.locator("button").click()
        assert bet.locator(".mq-kept").inner_text() == "Choose one answer first."
        assert not reveal.is_visible()
        choice = bet.locator("label").nth(1)
        said = choice.inner_text().strip()
        choice.click()
        assert not reveal.is_visible(), "choosing is not committing"
        bet.locator("button").click()
        assert reveal.is_visible() and reveal.inner_text().strip()
        assert said in bet.locator(".mq-kept").inner_text()
    visit.open(path)
    for bet in visit.page.locator(".mq-bet").all():
        assert bet.locator(".mq-reveal").is_visible() is keeps
        assert bet.locator("input").nth(1).is_checked() is keeps
    assert visit.errors == []


def test_bet_hides_its_answer_until_committed_and_is_kept(visit: Visit, furniture: str) -> None:
    """A bet opens its answer only when placed, and the browser remembers it."""
    _bet_steps(visit, furniture, keeps=True)


def test_bet_works_where_storage_is_blocked(visit: Visit, furniture: str) -> None:
    """With localStorage refused, bet, quiz and theme button work; only memory is lost."""
    visit.page.add_init_script(BLOCK_STORAGE)
    _bet_steps(visit, furniture, keeps=False)
    visit.theme("dark")
    assert visit.errors == []


@pytest.mark.parametrize("page", BET_PAGES)
def test_bets_of_chapters_work(visit: Visit, page: str) -> None:
    """The same holds for every bet of the book."""
    _bet_steps(visit, page, keeps=True)


def _quiz_steps(visit: Visit, path: str) -> None:
    visit.open(path)
    counts = [_answer(quiz) for quiz in visit.page.locator(".mq-quiz").all()]
    visit.open(path)
    for quiz, count in zip(visit.page.locator(".mq-quiz").all(), counts, strict=True):
        assert quiz.locator(".mq-progress").inner_text() == f"{count} of {count} answered rightly"
    assert visit.errors == [] and visit.console == []


def _answer(quiz: Locator) -> int:
    """Answer every question of a quiz wrongly, then rightly; return how many there are."""
    questions = quiz.locator("fieldset").all()
    progress = quiz.locator(".mq-progress")
    assert progress.inner_text() == f"0 of {len(questions)} answered rightly"
    for done, question in enumerate(questions, 1):
        right = int(question.get_attribute("data-right") or -1)
        wrong = 1 if right == 0 else 0
        inputs, details = question.locator("input"), question.locator("details")
        verdict = question.locator(".mq-verdict")
        assert verdict.get_attribute("role") == "status"
        inputs.nth(wrong).check()
        why = inputs.nth(wrong).get_attribute("data-says") or ""
        assert len(why.split()) >= 2, "a wrong choice must be told why"
        assert verdict.inner_text() == f"Not quite. {why}"
        assert details.get_attribute("open") is None
        inputs.nth(right).check()
        assert verdict.inner_text().startswith("Right.")
        assert details.get_attribute("open") is not None
        assert details.locator("p").is_visible()
        assert progress.inner_text() == f"{done} of {len(questions)} answered rightly"
    return len(questions)


def test_quiz_explains_marks_and_counts(visit: Visit, furniture: str) -> None:
    """A wrong choice says why, the right one opens the reasons, progress counts and is kept."""
    _quiz_steps(visit, furniture)


@pytest.mark.parametrize("page", QUIZ_PAGES)
def test_quizzes_of_chapters_work(visit: Visit, page: str) -> None:
    """The same holds for every quiz of the book."""
    _quiz_steps(visit, page)


# ---- helpers -----------------------------------------------------------------------------------


def settled(visit: Visit, ref: FigureRef) -> None:
    """Wait until a figure shows its newest settings."""
    visit.page.wait_for_function(
        """(id) => { const figure = missileQuestion.figures.get(id);
                     return +figure.element.dataset.turn === figure.turn; }""",
        arg=ref.anchor,
    )


def _rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


def _pale_texts(page: Page, anchor: str) -> list[Any]:
    """Return texts of the visible drawing below 4.5:1 against the pixels really behind them."""
    chart = page.locator(f"#{anchor} .mq-chart:visible")
    page.evaluate(HIDE_TEXTS)
    picture = chart.screenshot(animations="disabled")
    page.evaluate("document.adoptedStyleSheets = []")
    import base64

    pale = page.evaluate(PALE_TEXTS, [anchor, base64.b64encode(picture).decode()])
    found: list[Any] = json.loads(json.dumps(pale))
    return found


HIDE_TEXTS = """() => { const sheet = new CSSStyleSheet(); // the page's policy allows no <style>
  sheet.replaceSync(".mq-chart svg text { visibility: hidden !important; }");
  document.adoptedStyleSheets = [sheet]; }"""
STATE = """(id) => { const f = document.getElementById(id);
  return [[...f.querySelectorAll("select, input")].map((e) => [e.name, e.value]),
    f.querySelector(".mq-answer").textContent, f.querySelector(".mq-note").textContent,
    f.querySelector(".mq-chart.wide").getAttribute("aria-label"),
    [...f.querySelectorAll("output")].map((e) => e.textContent),
    f.querySelector(".mq-chart.wide svg").outerHTML]; }"""
TURNED = "([id, shown]) => document.getElementById(id).dataset.shown === shown"
READ = "([id, fields]) => missileQuestion.figures.get(id).read(fields)"
MOVE_AWAY = """([id, name]) => {
  const field = document.getElementById(id).querySelector(`[name="${name}"]`);
  if (field.type === "range") field.value = +field.value > +field.min ? field.min : field.max;
  else field.selectedIndex = (field.selectedIndex + 1) % field.options.length;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
COMPUTED_PAINTS = """(id) => {
  const shown = [...document.getElementById(id).querySelectorAll(".mq-chart")]
    .find((c) => getComputedStyle(c).display !== "none");
  const probe = document.createElement("i");
  document.body.append(probe);
  const plain = (c) => { probe.style.color = c; return getComputedStyle(probe).color; };
  const found = [];
  for (const e of shown.querySelectorAll("svg *"))
    for (const p of ["fill", "stroke"]) {
      const given = e.getAttribute(p);
      if (!given?.startsWith("#")) continue;
      found.push({ given: plain(given), now: getComputedStyle(e)[p], p });
    }
  probe.remove();
  return found;
}"""
TEXT_SIZES = """(id) => [...document.getElementById(id).querySelectorAll(".mq-chart svg text")]
  .filter((t) => t.getClientRects().length && t.textContent.trim()).map((t) => {
    const m = t.getScreenCTM();
    return [parseFloat(getComputedStyle(t).fontSize) * Math.hypot(m.a, m.b), t.textContent]; })"""
TEXT_OUTSIDE = """(id) => [...document.getElementById(id).querySelectorAll(".mq-chart svg text")]
  .filter((t) => t.getClientRects().length && t.textContent.trim())
  .filter((t) => { const b = t.getBoundingClientRect();
    const s = t.ownerSVGElement.getBoundingClientRect();
    const f = t.closest("figure").getBoundingClientRect(); // its padding is room for other fonts
    return b.left < f.left || b.right > f.right
      || b.top < s.top - 4 || b.bottom > s.bottom + 4; })
  .map((t) => t.textContent)"""
WIDEST = """[...document.querySelectorAll("body *")].filter((e) =>
  e.getBoundingClientRect().right > innerWidth + 1).slice(0, 6)
  .map((e) => e.outerHTML.slice(0, 90))"""
PALE_TEXTS = """async ([id, png]) => {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const linear = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const chart = [...document.getElementById(id).querySelectorAll(".mq-chart")]
    .find((c) => getComputedStyle(c).display !== "none");
  const frame = chart.getBoundingClientRect();
  const pale = [];
  for (const text of chart.querySelectorAll("svg text")) {
    if (!text.textContent.trim()) continue;
    const b = text.getBoundingClientRect();
    const style = getComputedStyle(text);
    const ink = style.fill.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const alpha = style.opacity * style.fillOpacity;
    if (!alpha) continue;
    const x = Math.max(0, Math.round(b.left - frame.left));
    const y = Math.max(0, Math.round(b.top - frame.top));
    const w = Math.min(picture.width - x, Math.max(1, Math.round(b.width)));
    const h = Math.min(picture.height - y, Math.max(1, Math.round(b.height)));
    if (w < 1 || h < 1) { pale.push(["outside", text.textContent]); continue; }
    const pixels = pen.getImageData(x, y, w, h).data;
    const counts = new Map();
    for (let i = 0; i < pixels.length; i += 4) {
      const key = [pixels[i], pixels[i + 1], pixels[i + 2]].join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    // Grounds are colours that fill a quarter of the box; a thin line through it is not one.
    for (const [key, count] of counts) {
      if (count < (w * h) / 4) continue;
      const ground = key.split(",").map(Number);
      const mixed = ink.map((c, i) => c * alpha + ground[i] * (1 - alpha));
      const [low, high] = [light(mixed), light(ground)].sort((p, q) => p - q);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 4.5) pale.push([ratio.toFixed(2), text.textContent, key, style.fill]);
    }
  }
  return pale;
}"""
