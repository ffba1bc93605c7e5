"""The Content-Security-Policy of the pages: it stops what is foreign, and nothing of the book."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import missile_question_policy as policy
import pytest
from bs4 import Tag
from support import built
from support.built import Visit

RECORD = """globalThis.stopped = [];
document.addEventListener("securitypolicyviolation", (event) =>
  stopped.push([event.effectiveDirective, event.blockedURI, event.sourceFile ?? ""].join(" ")));"""
#: The whole policy of a page by name; hashes aside.
EXPECTED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


def meta(page: str) -> Tag:
    """Return the element with a page's policy."""
    found = built.soup(page).find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert len(found) == 1, f"{page} has {len(found)} policies"
    assert isinstance(found[0], Tag)
    return found[0]


def parsed(text: str) -> dict[str, list[str]]:
    """Return a policy's directives with what each allows."""
    parts = [part.split() for part in text.split(";")]
    return {name: allowed for name, *allowed in parts}


def recorded(visit: Visit) -> Visit:
    """Return a visit that notes whatever the policy stops."""
    visit.page.add_init_script(RECORD)
    return visit


# ---- what is written ---------------------------------------------------------------------------


def test_policy_stands_before_everything_it_governs(path: str) -> None:
    """It follows the character set, and precedes every script, style and picture of the page."""
    element = meta(path)
    before = [tag.name for tag in element.find_all_previous()]
    assert set(before) <= {"html", "head", "meta"}


def test_policy_is_narrow(path: str) -> None:
    """No host, scheme or wildcard; no inline script or eval; styles only by hash in text pages."""
    page = built.soup(path)
    found = parsed(str(meta(path)["content"]))
    assert list(found) == list(EXPECTED)
    live = bool(page.select(".mq-live"))
    for name, allowed in found.items():
        plain = [a for a in allowed if not a.startswith("'sha256-")]
        wanted = EXPECTED[name].split()
        if name == "style-src" and (live or path == "search.html"):  # it parses the others
            wanted.append("'unsafe-inline'")
        elif name == "style-src" and "'unsafe-hashes'" in plain:
            wanted.append("'unsafe-hashes'")
            assert page.select("[style]"), "allowed, but no tag has a style"
        assert plain == wanted, name
    scripts = [
        policy.digest(tag.get_text())
        for tag in page.find_all("script", src=False, type=lambda kind: kind is None)
    ]
    hashes = {a for a in found["script-src"] if a.startswith("'sha256-")}
    assert hashes == set(scripts), "a hash for each script in the page, and none besides"


def test_documented() -> None:
    """CONTRIBUTING.md names every directive."""
    text = (built.ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.partition("## Security of the pages")[2].partition("\n## ")[0]
    assert [name for name in EXPECTED if f"`{name}" not in section] == []


PLAIN = "<html><head><meta charset='utf-8'>{}</head><body>{}</body></html>"


def test_secured_twice_is_the_same() -> None:
    """A page that an incremental build left alone keeps one policy; a changed script changes it."""
    once = policy.secured(PLAIN.format("<script>go()</script>", ""))
    assert policy.secured(once) == once
    changed = policy.secured(once.replace("go()", "stay()"))
    assert policy.digest("stay()") in changed and policy.digest("go()") not in changed


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("", True),
        (' type="module"', True),
        (" data-cfasync='false'", True),
        (' type="application/json"', False),
        (' src="a.js"', False),
        (' defer src="a.js"', False),
    ],
)
def test_scripts_are_told_from_data(kind: str, counts: bool) -> None:
    """Only code that stands in the page needs a hash."""
    page = PLAIN.format(f"<script{kind}>x = 1</script>", "")
    assert (policy.digest("x = 1") in policy.secured(page)) is counts


def test_handlers_become_words_or_stop_the_build() -> None:
    """The theme's two handlers are replaced; an unknown one fails the build, not the reader."""
    page = PLAIN.format("", '<button onclick="window.print()">Print</button>')
    assert 'data-press="print"' in policy.secured(page)
    for tag in ("<b onclick='go()'>", '<img alt="a > b" onerror="go()">', "<p\n onfocus='go()'>"):
        with pytest.raises(ValueError, match="would block"):
            policy.secured(PLAIN.format("", tag))
    told = PLAIN.format(
        "", "<pre>&lt;b onclick='go()'&gt;</pre><script>'<b onclick=\"x\">'</script>"
    )
    assert policy.secured(told)


def test_styles_of_stored_outputs_are_hashed() -> None:
    """Style attributes and sheets are allowed one by one; only live Python needs them all."""
    body = '<td style="text-align:left">1</td><style>td { top: 0 }</style>'
    text = policy.directives(PLAIN.format("", body))["style-src"]
    assert policy.digest("text-align:left") in text and policy.digest("td { top: 0 }") in text
    assert "unsafe-inline" not in text
    live = policy.directives(PLAIN.format("", body + '<section class="mq-live">'))["style-src"]
    assert live == "'self' 'unsafe-inline'", "with a hash beside it, it would mean nothing"


def test_notebooks_of_another_program_are_left_alone(tmp_path: Path) -> None:
    """Pages under lite/ and the build's own folders are not touched."""
    for name in ("index.html", "lite/index.html", "lite/lab/index.html", "_static/macros.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert policy.pages(tmp_path) == [tmp_path / "index.html"]


# ---- what a browser does with it ---------------------------------------------------------------


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nothing_of_the_book_is_stopped(
    new_visit: Callable[..., Visit], path: str, colours: str
) -> None:
    """Opened, woken, moved and unfolded in either theme, no page meets its own policy."""
    visit = recorded(new_visit(color_scheme=colours)).open(path)
    if visit.page.evaluate("!!globalThis.missileQuestion?.figures.size"):
        visit.wake()
    visit.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    visit.theme("dark" if colours == "light" else "light")
    assert visit.page.evaluate("stopped") == []
    assert visit.console == [] and visit.errors == []


def test_search_is_not_stopped(visit: Visit) -> None:
    """Results with their summaries, which the page reads from other pages."""
    recorded(visit).open("search.html?q=deterrence")
    visit.page.locator("#search-results li p.context").first.wait_for()
    assert visit.page.evaluate("stopped") == [] and visit.console == []


def test_buttons_of_the_theme_work(visit: Visit) -> None:
    """Full screen and print, whose code the policy would not let stand in the button."""
    recorded(visit).open("index.html")
    visit.page.evaluate(
        "() => { globalThis.pressed = [];"
        " globalThis.print = () => pressed.push('print');"
        " globalThis.toggleFullScreen = () => pressed.push('full'); }"
    )
    visit.page.locator("[data-press]").evaluate_all("(all) => all.forEach((b) => b.click())")
    assert "full" in visit.page.evaluate("pressed")
    assert visit.page.evaluate("stopped") == []


ATTACKS = {
    "inline script": (
        "script-src-elem inline",
        """() => { const s = document.createElement("script");
             s.textContent = "globalThis.owned = 1"; document.head.append(s); }""",
    ),
    "handler": (
        "script-src-attr inline",
        """() => { document.body.insertAdjacentHTML("beforeend",
             '<img alt="" src="data:," onerror="globalThis.owned = 1">'); }""",
    ),
    "eval": ("script-src eval", "() => { try { eval('globalThis.owned = 1'); } catch {} }"),
    "Function": (
        "script-src eval",
        "() => { try { new Function('globalThis.owned = 1')(); } catch {} }",
    ),
    "address with a script": (
        "script-src-elem inline",
        """() => { const a = document.createElement("a");
             a.href = "javascript:globalThis.owned = 1"; document.body.append(a); a.click(); }""",
    ),
    "foreign script": (
        "script-src-elem https://elsewhere.example/",
        """() => { const s = document.createElement("script");
             s.src = "https://elsewhere.example/a.js"; document.head.append(s); }""",
    ),
    "foreign picture": (
        "img-src https://elsewhere.example/",
        "() => { new Image().src = 'https://elsewhere.example/a.png'; }",
    ),
    "foreign request": (
        "connect-src https://elsewhere.example/",
        "() => fetch('https://elsewhere.example/').catch(() => {})",
    ),
    "frame": (
        "frame-src https://elsewhere.example",
        """() => { const f = document.createElement("iframe");
             f.src = "https://elsewhere.example/"; document.body.append(f); }""",
    ),
    "base": (
        "base-uri https://elsewhere.example/",
        """() => { const b = document.createElement("base");
             b.href = "https://elsewhere.example/"; document.head.prepend(b); }""",
    ),
    "form": (
        "form-action https://elsewhere.example/",
        """() => { const f = document.createElement("form");
             f.action = "https://elsewhere.example/"; document.body.append(f); f.submit(); }""",
    ),
    "worker from text": (
        "worker-src blob",
        """() => { const text = new Blob(["postMessage(1)"], { type: "text/javascript" });
             try { new Worker(URL.createObjectURL(text)); } catch {} }""",
    ),
    "WebAssembly": (
        "script-src wasm-eval",
        """() => { try {
             new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); } catch {} }""",
    ),
}


def stopped_after(visit: Visit) -> list[str]:
    """Return what was stopped once the first thing was."""
    before = visit.page.url
    # Through the page's own timer: what Playwright runs itself may be exempt.
    visit.page.evaluate("() => void setTimeout(globalThis.attack, 0)")
    visit.page.wait_for_function("() => stopped.length > 0")
    assert visit.page.url == before
    found: list[str] = json.loads(json.dumps(visit.page.evaluate("stopped")))
    return found


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("page", ["reference/data.html", "chapters/02_reach.html"])
def test_what_is_foreign_is_stopped(visit: Visit, page: str, name: str) -> None:
    """An injected script, eval, a request to another host: none runs, each is noticed."""
    expected, code = ATTACKS[name]
    visit.page.add_init_script(f"globalThis.attack = {code};")
    recorded(visit).open(page)
    found = stopped_after(visit)
    assert any(one.startswith(expected) for one in found), found
    assert visit.page.evaluate("globalThis.owned") is None


def test_injected_style_is_stopped_in_text_pages(visit: Visit) -> None:
    """A page without live Python takes no style sheet that it was not written with."""
    recorded(visit).open("reference/data.html")
    visit.page.evaluate(
        """() => { const s = document.createElement("style");
             s.textContent = "body { display: none }"; document.head.append(s); }"""
    )
    assert visit.page.evaluate("getComputedStyle(document.body).display") != "none"
    assert visit.page.evaluate("stopped")[0].startswith("style-src-elem inline")


def test_page_with_live_python_stays_strict(visit: Visit) -> None:
    """Python, its widgets and charts run in the page; eval and WebAssembly in the page do not."""
    chapter = "chapters/02_reach.html"
    if not built.soup(chapter).select(".mq-live"):
        pytest.fail("the book was built without live Python: run `make book`", pytrace=False)
    for name in ("eval", "WebAssembly"):
        visit.page.add_init_script(f"globalThis['{name}-attack'] = {ATTACKS[name][1]};")
    recorded(visit).open(chapter)
    visit.page.get_by_role("button", name="Run and edit this page").click()
    visit.page.wait_for_function(
        """() => { const page = missileQuestion.live?.page;
             return page?.opened && page.ready && !page.current && !page.queue.length; }""",
        timeout=90_000,
    )
    slider = visit.page.locator(".mq-live-widget").first.get_by_role("slider").first
    slider.press("ArrowRight")
    visit.page.wait_for_timeout(300)
    assert visit.page.locator(".mq-live-error").count() == 0
    assert visit.page.evaluate("stopped") == []
    assert visit.console == [] and visit.errors == []
    for name in ("eval", "WebAssembly"):
        visit.page.evaluate("(name) => void setTimeout(globalThis[`${name}-attack`], 0)", name)
        visit.page.wait_for_function("() => stopped.length > 0")
        assert visit.page.evaluate("stopped")[0].startswith(ATTACKS[name][0])
        visit.page.evaluate("stopped.length = 0")
    assert visit.page.evaluate("globalThis.owned") is None
