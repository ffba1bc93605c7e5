"""Bad days: whatever is missing or broken, the text and the drawings stay, and a sentence says so.

What goes wrong with live Python's files is in test_live.py, with the kept book in test_offline.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from support import built
from support.built import Visit

CHAPTER = "chapters/02_reach.html"
NOTE = ".mq-scriptless"
WORKING = """() => { const page = missileQuestion.live?.page;
  return page?.opened && page.ready && !page.current && !page.queue.length; }"""


def readable(page: Page, answers: bool = True) -> None:
    """Text, drawings and reasons can be read; answers of bets too where no script hides them."""
    assert page.locator("article section > p:not([class])").first.is_visible()
    for figure in page.locator("figure.mq-figure").all():
        assert figure.locator(".mq-chart:visible svg").count() == 1
    for reveal in page.locator(".mq-reveal").all() if answers else []:
        expect(reveal).to_be_visible(timeout=8_000)
    for reasons in page.locator(".mq-quiz details").all():
        reasons.locator("summary").click()
        assert reasons.locator("p").first.is_visible()


@pytest.fixture
def live_site() -> None:
    """Fail where the book was built without live Python."""
    if not built.soup(CHAPTER).select(".mq-live"):
        pytest.fail("the book was built without live Python: run `make book`", pytrace=False)


# ---- scripts ----------------------------------------------------------------------------------


def test_scripts_off(new_visit: Callable[..., Visit], path: str) -> None:
    """Without JavaScript every page says at once what is missing, and all of it can be read."""
    visit = new_visit(java_script_enabled=False).open_plain(path)
    if path in built.GENERATED:
        return  # the search page says it itself
    expect(visit.page.locator(NOTE)).to_be_visible()
    assert visit.page.locator(".mq-offline").is_hidden()
    readable(visit.page)


def blocked(name: str) -> Callable[[Page], None]:
    """Return what keeps scripts of this name from a page, as a filter does."""
    return lambda page: page.context.route(f"**/{name}", lambda route: route.abort())


def without(name: str) -> Callable[[Page], None]:
    """Return what makes a browser too old for the page's script."""
    return lambda page: page.add_init_script(f"delete globalThis.{name}")


def older_syntax(page: Page) -> None:
    """Let the page's script fail as in a browser that cannot read its syntax."""

    def unreadable(route: Route) -> None:
        route.fulfill(body="(() => { ?? })()", content_type="text/javascript")

    page.context.route("**/page.*.js", unreadable)


@pytest.mark.parametrize(
    "harm",
    [blocked("*.js"), blocked("page.*.js"), without("ResizeObserver"), older_syntax],
    ids=["all blocked", "ours blocked", "old browser", "old syntax"],
)
def test_scripts_that_never_run(
    new_visit: Callable[..., Visit], harm: Callable[[Page], None]
) -> None:
    """After a while the page says so; answers of bets show, drawings stand, no dead controls."""
    visit = new_visit(reduced_motion="no-preference")
    harm(visit.page)
    visit.open_plain(CHAPTER)
    note = visit.page.locator(NOTE)
    assert not note.is_visible(), "scripts get time to come"
    expect(note).to_be_visible(timeout=8_000)
    assert "this browser is too old" in note.inner_text()
    readable(visit.page)
    assert (
        visit.page.locator(".mq-controls:visible").evaluate_all(
            "(all) => all.filter((e) => getComputedStyle(e).visibility !== 'hidden').length"
        )
        == 0
    )


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_scripts_that_run_say_nothing(new_visit: Callable[..., Visit], motion: str) -> None:
    """On a good day the sentence is never seen, also not for a moment, and takes no room."""
    visit = new_visit(reduced_motion=motion)
    held: list[Route] = []
    visit.page.context.route("**/page.*.js", lambda route: held.append(route))
    visit.page.goto(f"{visit.base}/{CHAPTER}", wait_until="commit")
    visit.page.wait_for_function("() => document.querySelector('article p')")
    assert not visit.page.locator(NOTE).is_visible()
    top = visit.page.evaluate("document.querySelector('h1').getBoundingClientRect().top")
    held[0].continue_()
    visit.page.wait_for_function("() => document.documentElement.dataset.mq === 'ready'")
    assert not visit.page.locator(NOTE).is_visible()
    assert top == visit.page.evaluate("document.querySelector('h1').getBoundingClientRect().top")


@pytest.mark.parametrize(
    "names", [["theme", "bootstrap", "sphinx"], ["offline"]], ids=["theme's", "offline's"]
)
def test_other_scripts_are_not_needed(visit: Visit, names: list[str]) -> None:
    """Without the theme's scripts, or the one for reading offline, charts still follow."""
    for name in names:
        blocked(f"*{name}*.js*")(visit.page)
    visit.open(CHAPTER).wake("fig-reach-map")
    assert visit.page.locator("#fig-reach-map").get_attribute("data-shown") == "wide"
    assert not visit.page.locator(NOTE).is_visible()


# ---- storage ----------------------------------------------------------------------------------

FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError"); };"""


def test_full_storage_costs_only_memory(visit: Visit) -> None:
    """Bets, questions and the theme work where the browser can store nothing more."""
    page = next(p for p in built.pages() if built.soup(p).select(".mq-bet"))
    visit.page.add_init_script(FULL)
    visit.open(page)
    bet = visit.page.locator(".mq-bet").first
    bet.locator("input").first.check()
    bet.get_by_role("button").first.click()
    expect(bet.locator(".mq-reveal")).to_be_visible()
    for quiz in visit.page.locator(".mq-quiz").all()[:1]:
        quiz.locator("input").first.check()
        expect(quiz.locator(".mq-verdict").first).not_to_be_empty()
    visit.wake()
    assert visit.errors == []


def test_edits_that_cannot_be_kept_are_told(visit: Visit, live_site: None) -> None:
    """Storage full or blocked before the page came: the first edit brings the sentence."""
    visit.page.add_init_script(FULL)
    visit.open(CHAPTER)
    visit.page.get_by_role("button", name="Run and edit this page").click()
    visit.page.wait_for_function(WORKING, timeout=90_000)
    place = visit.page.locator("div.cell:has(textarea)").last
    place.evaluate("(e) => e.querySelectorAll('details').forEach((d) => (d.open = true))")
    place.locator("textarea").fill("1 + 1")
    status = visit.page.locator(".mq-live-status")
    expect(status).to_contain_text("Your edits cannot be kept")
    assert visit.errors == []


def kept_page(browser: Browser, address: str) -> Page:
    """Return a page of a browser whose worker answers for it."""
    context = browser.new_context(viewport=built.WIDE)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{address}/{CHAPTER}")
    page.wait_for_function("() => navigator.serviceWorker?.controller")
    return page


def test_store_cleared_behind_the_worker(browser: Browser, address: str) -> None:
    """A browser that cleared the store but not the worker: pages come from the network."""
    page = kept_page(browser, address)
    page.evaluate(
        "async () => { for (const name of await caches.keys()) await caches.delete(name); }"
    )
    for _ in range(2):
        answer = page.reload()
        assert answer is not None and answer.status == 200
        page.wait_for_function("() => document.documentElement.dataset.mq === 'ready'")
        page.evaluate(built.WAKE, "fig-reach-map")
    page.context.close()


def test_store_refused_to_the_worker(browser: Browser, address: str) -> None:
    """A worker that may not use the store, as in some private windows, never stands in the way."""
    page = kept_page(browser, address)
    worker = page.context.service_workers[0]
    worker.evaluate(
        """() => { const no = () => Promise.reject(new DOMException("no", "SecurityError"));
             CacheStorage.prototype.open = no;
             Cache.prototype.match = no;
             Cache.prototype.put = no; }"""
    )
    answer = page.goto(f"{address}/index.html")
    assert answer is not None and answer.status == 200
    page.wait_for_function("() => document.documentElement.dataset.mq === 'ready'")
    page.evaluate(built.WAKE, "")
    page.context.close()


# ---- live Python ------------------------------------------------------------------------------


def worker_begins(code: str) -> Callable[[Page], None]:
    """Return what puts code before the worker's own."""

    def changed(route: Route) -> None:
        body = route.fetch().text()
        route.fulfill(body=f"{code}\n{body}", content_type="text/javascript")

    return lambda page: page.context.route("**/live_worker.*.js", changed)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (blocked("live_worker.*.js"), "block web workers"),
        (worker_begins("?? this is no script"), "block web workers"),
        (worker_begins("delete globalThis.DecompressionStream;"), "Python did not start"),
        (worker_begins("delete globalThis.WebAssembly;"), "Python"),
        (
            worker_begins(
                "WebAssembly.instantiateStreaming = () =>"
                " Promise.reject(new RangeError('WebAssembly.instantiate(): Out of memory'));"
            ),
            "perhaps for lack of memory",
        ),
    ],
    ids=["worker blocked", "worker too new", "cannot unpack", "no WebAssembly inside", "memory"],
)
def test_python_that_cannot_start(
    visit: Visit, live_site: None, harm: Callable[[Page], None], says: str
) -> None:
    """One sentence, the button comes back, and the page is as it was."""
    harm(visit.page)
    visit.open(CHAPTER)
    button = visit.page.get_by_role("button", name="Run and edit this page")
    button.click()
    panel = visit.page.locator(".mq-live")
    expect(panel.get_by_role("alert")).to_contain_text(says, timeout=60_000)
    expect(panel).to_contain_text("work without it")
    expect(button).to_be_visible()
    visit.wake("fig-reach-map")
    readable(visit.page, answers=False)
    assert [error for error in visit.errors if "WebAssembly" not in error] == []


@pytest.fixture(scope="module")
def isolated(browser: Browser, address: str) -> Any:
    """Return the chapter with live Python on a host that isolates it, as some do by headers."""
    context = browser.new_context(viewport=built.WIDE, service_workers="block")
    context.set_default_timeout(15_000)
    headers = {
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
    }

    def alone(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, **headers})

    context.route("**/*.html", alone)
    context.route("**/live_worker.*.js", alone)
    page = context.new_page()
    page.goto(f"{address}/{CHAPTER}")
    if not page.locator(".mq-live").count():
        pytest.fail("the book was built without live Python: run `make book`", pytrace=False)
    page.get_by_role("button", name="Run and edit this page").click()
    page.wait_for_function(WORKING, timeout=90_000)
    yield page
    context.close()


def test_endless_loop_is_interrupted_where_the_host_allows(isolated: Page) -> None:
    """Stop ends the cell alone: its line is marked, and what Python knew is still known."""
    assert isolated.evaluate("crossOriginIsolated")
    place = isolated.locator("div.cell:has(textarea)").last
    place.evaluate("(e) => e.querySelectorAll('details').forEach((d) => (d.open = true))")
    place.locator("textarea").fill("known = 'still here'\nwhile True:\n    pass")
    place.get_by_role("button", name="Run").click()
    place.get_by_role("button", name="Stop").click()
    expect(place.locator(".mq-live-error")).to_contain_text("KeyboardInterrupt", timeout=20_000)
    place.locator("textarea").fill("known")
    place.get_by_role("button", name="Run").click()
    expect(place.locator(".mq-live-output")).to_contain_text("still here")


def test_python_that_dies_is_told_and_restarted(isolated: Page) -> None:
    """A worker that ends while a cell runs: one sentence, edits kept, and a restart works."""
    place = isolated.locator("div.cell:has(textarea)").last
    place.locator("textarea").fill(
        "import js\njs.setTimeout(js.eval('() => { throw Error() }'), 1)"
    )
    isolated.evaluate("missileQuestion.live.page.hear({ say: 'crashed', detail: 'a test' })")
    panel = isolated.locator(".mq-live")
    expect(panel.get_by_role("alert")).to_contain_text("Python has stopped: restart it")
    assert "setTimeout" in place.locator("textarea").input_value()
    panel.get_by_role("button", name="Restart Python").click()
    expect(panel.locator(".mq-live-status")).to_have_text(
        "Python is new: no cell has run yet.", timeout=90_000
    )
    place.locator("textarea").fill("1 + 1")
    place.get_by_role("button", name="Run").click()
    expect(place.locator(".mq-live-output")).to_contain_text("2")
