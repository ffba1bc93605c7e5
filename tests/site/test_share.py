"""A setting as a link, and deals kept by name: what a reader sends is what another one sees."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from support import built
from support.built import FigureRef, Visit

from missile_question.explorers import registry
from missile_question.explorers.controls import Choice, Slider
from missile_question.explorers.core import Explorer

NewVisit = Callable[..., Visit]
DESIGNER = "deal-designer"
#: Clipboard of a page: the browser's own asks the reader, who is not here.
CLIPBOARD = """navigator.clipboard || Object.defineProperty(navigator, "clipboard",
  { value: {}, configurable: true });
Object.defineProperty(navigator.clipboard, "writeText",
  { value: async (text) => { globalThis.copied = text; }, configurable: true });"""
NO_CLIPBOARD = """navigator.clipboard && Object.defineProperty(navigator.clipboard, "writeText",
  { value: async () => { throw new Error("refused"); }, configurable: true });"""
SETTLED = """async (id) => {
  const figure = missileQuestion.figures.get(id);
  await new Promise((done) => {
    const look = () => +figure.element.dataset.turn === figure.turn ? done() : setTimeout(look, 5);
    look();
  });
  return { values: figure.values, answer: figure.answer.textContent };
}"""


def designer() -> FigureRef:
    """Return the figure whose settings can be kept."""
    found = [f for f in built.figures() if f.payload["name"] == DESIGNER]
    assert found, "the deal designer is not in the book"
    return found[0]


def random_values(explorer: Explorer, rng: random.Random) -> dict[str, Any]:
    """Return settings that a reader can reach, by a walk."""
    values = explorer.resolve()
    for _ in range(12):
        control = rng.choice(list(explorer.controls))
        if isinstance(control, Slider):
            steps = round((control.high - control.low) / control.step)
            value: Any = float(f"{control.low + rng.randint(0, steps) * control.step:.12g}")
        else:
            value = rng.choice([o.value for o in control.options if o.shown(values)])
        values = explorer.settle(values, control.name, value)
    return values


def link(name: str, **values: Any) -> str:
    """Return a fragment as a page writes it."""
    return urlencode([("mq", name), *((k, f"{v:.12g}" if isinstance(v, float) else v)
                                      for k, v in values.items())])  # fmt: skip


def status(visit: Visit, figure: FigureRef) -> str:
    """Return what the page says below the controls of a figure."""
    return visit.page.locator(f"#{figure.anchor} .mq-share .mq-share-status").inner_text()


# ---- links -------------------------------------------------------------------------------------


def test_every_explorer_can_be_linked(
    new_visit: NewVisit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """Copied in one page and opened in another: the same values and the same sentence."""
    sender, reader = new_visit(), new_visit()
    sender.page.add_init_script(CLIPBOARD)
    sender.open(panels[0].page)  # a reader copies link after link; only the other side loads anew
    for panel in panels:
        with subtests.test(panel.anchor):
            _send_and_read(sender, reader, panel)


def _send_and_read(sender: Visit, reader: Visit, panel: FigureRef) -> None:
    explorer = registry()[panel.payload["name"]]()
    values = random_values(explorer, random.Random(explorer.name))
    sender.page.evaluate("globalThis.copied = null")
    sender.page.evaluate(
        """([id, values]) => { const f = missileQuestion.figures.get(id);
             f.values = values; f.refresh(); }""",
        [panel.anchor, values],
    )
    sent = sender.page.evaluate(SETTLED, panel.anchor)
    sender.page.locator(f"#{panel.anchor} .mq-share button").focus()
    sender.page.keyboard.press("Enter")
    sender.page.wait_for_function("globalThis.copied")
    address = sender.page.evaluate("copied")
    assert status(sender, panel).startswith("Link copied")
    assert sender.page.url == address, "the page's own address holds the setting too"
    assert dict(parse_qsl(urlsplit(address).fragment))["mq"] == explorer.name

    reader.page.goto("about:blank")  # else only the fragment changes, and nothing is loaded
    reader.open(f"{panel.page}#{urlsplit(address).fragment}")
    shown = reader.page.evaluate(SETTLED, panel.anchor)
    assert shown == sent and shown["values"] == values
    assert shown["answer"] == explorer.sentence(**values)
    assert "shows the setting from the link" in status(reader, panel)
    assert "left out" not in status(reader, panel)
    assert reader.page.locator(f"#{panel.anchor}").bounding_box()["y"] < 800  # type: ignore[index]
    assert reader.console == [] and reader.errors == []


@pytest.mark.parametrize(
    ("given", "left", "holds"),
    [
        ("relief=45&relief=90", 1, {"relief": 45}),
        ("relief=1000&years=7", 1, {"relief": 60, "years": 7}),
        ("relief=-5&years=7.5", 2, {"relief": 60, "years": 15}),
        ("relief=4e1&years=NaN&war=", 3, {"relief": 60, "years": 15, "war": 30}),
        ("relief=42&cap=500", 1, {"relief": 60, "cap": "500"}),
        ("cap=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&level=99&years=3", 2, {"years": 3}),
        ("siez=4&__proto__=1&constructor=2&years=4", 3, {"years": 4}),
        ("plan=wide&relief=90&cap=300", 1, {"plan": "own", "cap": "300", "relief": 90}),
    ],
)
def test_nonsense_in_a_link_is_left_out_and_said(
    visit: Visit, given: str, left: int, holds: dict[str, Any]
) -> None:
    """Unknown names, values out of range, off the steps or twice are left out, and it says so."""
    figure = designer()
    visit.open(f"{figure.page}#mq={DESIGNER}&{given}")
    values = visit.page.evaluate(SETTLED, figure.anchor)["values"]
    assert {key: values[key] for key in holds} == holds
    said = status(visit, figure)
    assert ("One part" if left == 1 else f"{left} parts") in said and "left out" in said
    assert visit.page.evaluate("({}).constructor === Object && !({}).years")
    assert visit.errors == [] and visit.console == []


def test_a_link_without_a_known_setting_says_so(visit: Visit) -> None:
    """Nothing of it fits: the chart stays at its start, and the page says that."""
    figure = designer()
    visit.open(f"{figure.page}#mq={DESIGNER}&nothing=1")
    values = visit.page.evaluate(SETTLED, figure.anchor)["values"]
    assert values == registry()[DESIGNER]().resolve()
    assert "holds no setting that this chart knows" in status(visit, figure)


def test_a_link_to_a_chart_of_another_page_says_so(visit: Visit) -> None:
    """A name that is not here changes nothing and is not repeated as markup."""
    page = designer().page
    visit.open(f"{page}#mq={quote('<b>x</b>')}&a=1")
    line = visit.page.locator(".mq-linked")
    assert "not on this page, so nothing was changed" in line.inner_text()
    assert line.get_attribute("role") == "status"


def test_ordinary_anchors_are_left_alone(visit: Visit) -> None:
    """A link to a heading or a figure is no setting."""
    figure = designer()
    visit.open(f"{figure.page}#{figure.anchor}")
    assert status(visit, figure) == ""
    assert visit.page.locator(".mq-linked").count() == 0


def test_a_link_pasted_into_an_open_page_is_followed(visit: Visit) -> None:
    """The fragment may change while the page is open."""
    figure = designer()
    visit.open(figure.page)
    visit.page.evaluate("(f) => { location.hash = f; }", link(DESIGNER, years=9.0))
    visit.page.wait_for_function(
        f"missileQuestion.figures.get('{figure.anchor}').values.years === 9"
    )


def test_without_a_clipboard_the_link_stands_in_a_field(visit: Visit) -> None:
    """The browser refuses to copy: a field with the link, selected and named, and a sentence."""
    figure = designer()
    visit.page.add_init_script(NO_CLIPBOARD)
    visit.open(figure.page)
    visit.page.locator(f"#{figure.anchor} .mq-share button").click()
    field = visit.page.get_by_label("Link to this setting").locator("visible=true")
    field.wait_for()
    assert f"#mq={DESIGNER}&" in field.input_value()
    assert "Copy the link from the field" in status(visit, figure)
    assert visit.page.evaluate("getSelection().toString() || document.activeElement.value")


# ---- deals by name -----------------------------------------------------------------------------


def keep(visit: Visit, figure: FigureRef, name: str) -> str:
    """Keep the present setting under a name by the keyboard; return what the page says."""
    section = visit.page.locator(f"#{figure.anchor} .mq-deals")
    field = section.get_by_label("Name this deal to keep it")
    field.focus()
    field.fill(name)
    said = section.locator(".mq-share-status")
    before = said.inner_text()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function(
        "([id, before]) => document.querySelector(`#${id} .mq-deals .mq-share-status`)"
        ".textContent !== before",
        arg=[figure.anchor, before],
    )
    return said.inner_text()


def turn(visit: Visit, figure: FigureRef, name: str, value: str) -> None:
    """Move one control as a reader does."""
    visit.page.evaluate(
        """([id, name, value]) => {
             const field = missileQuestion.figures.get(id).form.elements[name];
             field.value = value; field.dispatchEvent(new Event("input", { bubbles: true })); }""",
        [figure.anchor, name, value],
    )
    visit.page.evaluate(SETTLED, figure.anchor)


def test_deals_are_kept_and_compared(visit: Visit) -> None:
    """Two deals side by side, by name, with gains and the settings in which they differ."""
    figure = designer()
    visit.open(figure.page).wake(figure.anchor)
    assert keep(visit, figure, "First") == "Kept: First."
    turn(visit, figure, "plan", "wide")
    assert keep(visit, figure, "<i>Second</i>") == "Kept: <i>Second</i>."
    table = visit.page.locator(f"#{figure.anchor} .mq-deals table")
    heads = table.locator("thead th span").all_inner_texts()
    assert heads == ["First", "<i>Second</i>"]
    rows = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in table.locator("tbody tr").all()
    }
    explorer = registry()[DESIGNER]()
    first, second = explorer.rows()[0]["gain"], explorer.rows(plan="wide")[0]["gain"]
    assert rows["Iran: gain when kept"] == [f"{first:+.0f}", f"{second:.0f}"]
    assert rows["Missile range cap"] == ["none", "500 km"]
    assert "Enrichment allowed up to" not in rows, "what does not differ is left out"

    visit.page.reload(wait_until="load")
    visit.page.wait_for_function("document.documentElement.dataset.mq === 'ready'")
    assert table.locator("thead th span").all_inner_texts() == heads
    visit.page.get_by_role("button", name="Show <i>Second</i>").click()
    shown = visit.page.evaluate(SETTLED, figure.anchor)["values"]
    assert shown == explorer.resolve(plan="wide")
    visit.page.get_by_role("button", name="Remove First").click()
    assert table.locator("thead th span").all_inner_texts() == ["<i>Second</i>"]
    assert visit.page.evaluate("document.activeElement.id").endswith("deal-name")
    assert visit.console == [] and visit.errors == []


def test_five_deals_and_no_more(visit: Visit) -> None:
    """A sixth is refused in words; the same name replaces; a name is needed."""
    figure = designer()
    visit.open(figure.page).wake(figure.anchor)
    for number in range(1, 6):
        assert keep(visit, figure, f"Deal {number}") == f"Kept: Deal {number}."
    assert keep(visit, figure, "Deal 6") == "5 deals are kept already. Remove one first."
    assert keep(visit, figure, "Deal 2") == "Replaced: Deal 2."
    assert keep(visit, figure, "  ") == "Give the deal a name first."
    assert len(json.loads(visit.page.evaluate("localStorage.getItem('mq:deals')"))["deals"]) == 5


@pytest.mark.parametrize(
    "kept",
    [
        "no json",
        "[]",
        '{"deals": 5}',
        '{"deals": [null]}',
        '{"deals": [{"name": "", "values": {}}]}',
        '{"deals": [{"name": "x", "values": {"years": "many", "nonsense": 1}}]}',
    ],
)
def test_what_is_kept_but_not_ours_is_ignored(visit: Visit, kept: str) -> None:
    """Broken or foreign text in the store: no table, no error, and keeping works again."""
    figure = designer()
    visit.page.add_init_script(f"localStorage['mq:deals'] ??= {json.dumps(kept)}")
    visit.open(figure.page).wake(figure.anchor)
    assert visit.page.locator(f"#{figure.anchor} .mq-deals table").count() == 0
    assert keep(visit, figure, "Mine") == "Kept: Mine."
    assert visit.errors == []


@pytest.mark.parametrize(
    "trouble",
    [
        # Full from the start, full once it comes to the deal, blocked.
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }",
        "const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, text) {"
        " if (key === 'mq:deals') throw new DOMException('', 'QuotaExceededError');"
        " set.call(this, key, text); }",
        "Object.defineProperty(window, 'localStorage', { configurable: true, "
        "get() { throw new DOMException('', 'SecurityError'); } })",
    ],
    ids=["full", "full later", "blocked"],
)
def test_a_full_or_blocked_store_is_said_in_plain_words(visit: Visit, trouble: str) -> None:
    """The deal is there until the page is left, and the page says so."""
    figure = designer()
    visit.page.add_init_script(trouble)
    visit.open(figure.page).wake(figure.anchor)
    assert keep(visit, figure, "Mine") == (
        "Kept: Mine. Your browser's store is full or blocked: it is kept only until you leave "
        "this page."
    )
    assert visit.page.locator(f"#{figure.anchor} .mq-deals table").count() == 1
    assert visit.errors == []


def test_links_and_deals_fit_a_phone(phone: Visit) -> None:
    """No sideways scroll of the page with five deals; the table scrolls by itself."""
    figure = designer()
    phone.open(figure.page).wake(figure.anchor)
    for number in range(5):
        keep(phone, figure, f"A rather long name {number}")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    region = phone.page.get_by_role("region", name="Deals you keep, side by side")
    assert region.get_attribute("tabindex") == "0"


def test_controls_of_the_chart_are_all_in_the_link(visit: Visit) -> None:
    """Every control has its part, so that a link stays right if a start value changes later."""
    figure = designer()
    visit.page.add_init_script(CLIPBOARD)
    visit.open(figure.page)
    visit.page.locator(f"#{figure.anchor} .mq-share button").click()
    visit.page.wait_for_function("globalThis.copied")
    parts = dict(parse_qsl(urlsplit(visit.page.evaluate("copied")).fragment))
    names = [control.name for control in registry()[DESIGNER]().controls]
    assert list(parts) == ["mq", *names]
    assert all(isinstance(c, Choice | Slider) for c in registry()[DESIGNER]().controls)
