"""Reading offline: what was read, or all of it, is there when the server is gone."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import http.server
import json
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import missile_question_offline as offline
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support import built

CHAPTER = "chapters/02_reach.html"
OTHER = "reference/bibliography.html"
UNREAD = "exercises/student/02_reach.html"
#: The site below a path, as project pages are.
BASE = "/some/path/"
AT_WORK = "() => navigator.serviceWorker?.controller"
STORED = """async () => { const paths = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      paths.push(new URL(request.url).pathname);
  return paths; }"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """The folder below BASE and nothing elsewhere; answers as static hosts do."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        """Return the file behind an address."""
        inside = path[len(BASE) - 1 :] if path.startswith(BASE) else "/nothing/here"
        return super().translate_path(inside)

    def end_headers(self) -> None:
        """Let the browser keep files for a while, as project pages do."""
        self.send_header("Cache-Control", "max-age=2")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """One that forgets its readers at once."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *given: Any) -> None:
        self.lines: list[socket.socket] = []
        super().__init__(*given)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Note each connection: browsers keep them open."""
        self.lines.append(request)
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that the test has cut."""


@dataclass
class Host:
    """A web server that can be taken away, and come back with other files."""

    folder: Path
    port: int = 0
    server: Server | None = field(default=None, repr=False)

    def start(self) -> Host:
        """Serve the folder, on the same port as before."""
        handler = functools.partial(Handler, directory=str(self.folder))
        self.server = Server((built.HOST, self.port), handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def cut(self) -> None:
        """Take the network away: nobody listens any more."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            for line in self.server.lines:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
            self.server = None

    def address(self, path: str = "") -> str:
        """Return a page's address."""
        return f"http://{built.HOST}:{self.port}{BASE}{path}"


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    """Return a server of the built site."""
    host = Host(site).start()
    yield host
    host.cut()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser with empty stores, as one reader has it."""
    context = browser.new_context(viewport=built.WIDE, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def opened(context: BrowserContext, host: Host, path: str = "index.html") -> Page:
    """Open a page in a new tab and wait until the worker has it."""
    page = context.new_page()
    page.errors = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    page.goto(host.address(path))
    page.wait_for_function(AT_WORK)
    page.wait_for_function("() => !document.querySelector('.mq-offline').hidden")
    return page


def read_first(context: BrowserContext, host: Host, path: str) -> Page:
    """Open the first page of all, and wait until what it had loaded is stored."""
    page = opened(context, host, path)
    page.wait_for_function("() => document.querySelector('.mq-offline').dataset.read === 'true'")
    return page


def panel(page: Page) -> Any:
    """Open the offer to keep the book, with the keyboard."""
    page.locator(".mq-offline summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("group", name="What to keep").wait_for()
    return page.locator(".mq-offline")


def keep(page: Page, *, live: bool = False) -> None:
    """Keep the book, and Python in its pages too."""
    place = panel(page)
    if live:
        place.get_by_label("Python in the pages").check()
    place.get_by_role("button", name="Keep offline").click()
    expect(place.get_by_role("status")).to_contain_text("Kept offline", timeout=60_000)


# ---- the list --------------------------------------------------------------------------------


def listed() -> dict[str, Any]:
    """Return the site's list."""
    found: dict[str, Any] = json.loads((built.HTML / offline.LIST).read_text("utf-8"))
    return found


def test_list_is_true() -> None:
    """Every file has the size and hash that the list says; every page and asset is in it."""
    found = listed()
    for name, (digest, size) in found["files"].items():
        data = (built.HTML / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()[:32]) == (size, digest), name
    names = set(found["files"])
    assert set(built.pages(generated=True)) <= names
    assets = built.HTML / "_assets"
    assert {p.relative_to(built.HTML).as_posix() for p in assets.rglob("*") if p.is_file()} <= names
    assert "searchindex.js" in names
    assert not names & {offline.LIST, offline.WORKER}


def test_sizes_are_said_by_part() -> None:
    """The parts' sums are those of their files; a reader on a phone is told before loading."""
    found = listed()
    for part, sums in found["parts"].items():
        sizes = [s for name, (_, s) in found["files"].items() if offline.part_of(name) == part]
        assert (len(sizes), sum(sizes)) == (sums["files"], sums["bytes"])
        assert 0 < sums["gzip"] <= sums["bytes"]
    assert found["parts"]["book"]["gzip"] < 12_000_000


def test_pages_and_worker_carry_the_edition(path: str) -> None:
    """A page knows its edition, the one of list and worker."""
    edition = listed()["edition"]
    tags = built.soup(path).find_all("meta", attrs={"name": "edition"})
    assert [tag["content"] for tag in tags] == [edition]
    assert f'"{edition}"' in (built.HTML / offline.WORKER).read_text("utf-8")


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """Return a copy of the site, live Python left out, that a test may change."""
    target = tmp_path / "site"
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("_live", "lite"))
    offline.finish(target)
    return target


def release(folder: Path, path: str, before: str, after: str) -> str:
    """Change a page of a site, finish the site as a build does, and return its edition."""
    page = folder / path
    text = page.read_text("utf-8")
    assert before in text
    page.write_text(text.replace(before, after), "utf-8", newline="\n")
    return str(offline.finish(folder)["edition"])


def test_same_files_are_the_same_edition(copy: Path) -> None:
    """Finished twice, nothing changes; a changed word makes another edition, and back again."""
    first = offline.finish(copy)
    assert offline.finish(copy) == first
    other = release(copy, OTHER, "</article>", "<!-- x --></article>")
    assert other != first["edition"]
    assert release(copy, OTHER, "<!-- x --></article>", "</article>") == first["edition"]


def test_parts_are_told_by_folder(tmp_path: Path) -> None:
    """Live Python and notebooks are parts of their own; the theme's unused files are none."""
    files = {
        "index.html": '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="">'
        '<link href="_static/a.css?v=1"><script src="_static/a.js"></script>',
        "_static/a.css": "@import url(b.css); p { background: url('i/c.svg') }",
        "_static/b.css": "",
        "_static/i/c.svg": "<svg/>",
        "_static/a.js": "",
        "_static/unused.js": "",
        "_live/manifest.json": '{"files": {"core": {"path": "1/core.wasm", "gzip": 3}}}',
        "_live/1/core.wasm": "12345",
        "lite/index.html": "notebooks",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    found = offline.finish(tmp_path)
    assert set(found["files"]) == set(files) - {"_static/unused.js"}
    assert {part: sums["files"] for part, sums in found["parts"].items()} == {
        "book": 5,
        "lite": 1,
        "live": 2,
    }
    assert (tmp_path / "lite/index.html").read_text("utf-8") == "notebooks"


# ---- before anything is asked ------------------------------------------------------------------


def test_registered_after_the_page(context: BrowserContext, host: Host) -> None:
    """The worker comes when the page is at rest: text and charts never wait for it."""
    page = context.new_page()
    page.add_init_script(
        """globalThis.when = 0;
           const { register } = ServiceWorkerContainer.prototype;
           ServiceWorkerContainer.prototype.register = function (...given) {
             when = performance.now(); return register.apply(this, given); };"""
    )
    page.goto(host.address(CHAPTER))
    page.wait_for_function("() => when > 0")
    when, load = page.evaluate(
        "[when, performance.getEntriesByType('navigation')[0].loadEventStart]"
    )
    assert when >= load > 0


@pytest.mark.parametrize(
    "lacking",
    [
        "delete Navigator.prototype.serviceWorker",
        "delete globalThis.caches",
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error('no'))",
        "Object.defineProperty(globalThis, 'isSecureContext', { value: false })",
    ],
    ids=["no worker", "no store", "refused", "plain http"],
)
def test_no_offer_where_it_cannot_be_kept(
    context: BrowserContext, host: Host, lacking: str
) -> None:
    """Without the means there is no offer, no error, and the page works as ever."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(lacking)
    page.goto(host.address(CHAPTER))
    page.wait_for_function("() => document.documentElement.dataset.mq === 'ready'")
    page.wait_for_timeout(300)
    assert page.locator(".mq-offline").is_hidden()
    page.evaluate(built.WAKE, "fig-reach-map")
    assert errors == []


# ---- what was read -----------------------------------------------------------------------------


def test_what_was_read_is_there_when_the_server_is_gone(
    context: BrowserContext, host: Host
) -> None:
    """Two pages that were read open without a server, charts move; a third says why it cannot."""
    page = read_first(context, host, CHAPTER)
    page.evaluate(built.WAKE, "fig-reach-map")
    page.goto(host.address(OTHER))
    page.wait_for_function(f"async () => (await ({STORED})()).includes('{BASE}{OTHER}')")
    host.cut()

    page.goto(host.address(CHAPTER))
    assert page.locator("h1").inner_text().startswith("Reach")
    page.evaluate(built.WAKE, "fig-reach-map")
    assert page.locator("#fig-reach-map").get_attribute("data-shown") == "wide"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.mq-figure')).borderTopWidth")
        == "1px"
    )
    page.goto(host.address(OTHER))
    assert page.locator("h1").is_visible()

    answer = page.goto(host.address(UNREAD))
    assert answer is not None and answer.status == 503
    assert page.locator("h1").inner_text() == "This page is not kept offline"
    assert "Keep this book offline" in page.locator("p").inner_text()
    assert page.errors == []  # type: ignore[attr-defined]


def test_slow_network_shows_what_is_stored(context: BrowserContext, host: Host) -> None:
    """A page that was read opens after a few seconds though the server never answers."""
    page = read_first(context, host, OTHER)
    page.wait_for_function(f"async () => (await ({STORED})()).includes('{BASE}{OTHER}')")
    gate = threading.Event()
    assert host.server is not None
    # Connections are taken, but nobody speaks.
    host.server.finish_request = lambda *_: gate.wait(30)  # type: ignore[method-assign,assignment]
    page.evaluate("globalThis.old = 1")
    page.reload(wait_until="commit")
    expect(page.locator("h1")).to_be_visible(timeout=15_000)
    assert page.evaluate("globalThis.old") is None
    gate.set()


# ---- all of it ---------------------------------------------------------------------------------


def test_kept_book_is_whole_without_a_server(context: BrowserContext, host: Host) -> None:
    """Size first, then all of it: every page, its charts, search and live Python with no server."""
    page = read_first(context, host, "index.html")
    place = panel(page)
    parts = listed()["parts"]
    size = parts["book"]["gzip"] / 1e6
    expect(place).to_contain_text(f"{size:.1f} MB" if size < 9.95 else f"{size:.0f} MB")
    start = place.get_by_role("button", name="Keep offline")
    alone = start.inner_text()
    place.get_by_label("Python in the pages").check()
    assert start.inner_text() != alone
    start.click()
    expect(place.get_by_role("status")).to_contain_text("Kept offline", timeout=90_000)
    expect(place.get_by_role("status")).to_contain_text("Python in the pages")
    expect(place.locator("summary")).to_have_text("Kept offline")
    assert page.locator(".mq-offline progress").is_hidden()
    host.cut()

    for path in built.pages():
        answer = page.goto(host.address(path))
        assert answer is not None and answer.status == 200, path
        assert answer.from_service_worker
    page.goto(host.address("search.html?q=deterrence"))
    page.locator("#search-results li p.context").first.wait_for()

    page.goto(host.address(CHAPTER))
    expect(page.locator(".mq-offline summary")).to_have_text("Kept offline")
    page.get_by_role("button", name="Run and edit this page").click()
    page.wait_for_function(
        """() => { const page = missileQuestion.live?.page;
             return page?.opened && page.ready && !page.current && !page.queue.length; }""",
        timeout=90_000,
    )
    expect(page.locator(".mq-live-status")).to_contain_text("cells ran without an error")
    page.locator(".mq-live-widget").first.get_by_role("slider").first.press("ArrowRight")
    assert page.locator(".mq-live-error").count() == 0
    assert page.errors == []  # type: ignore[attr-defined]


def test_removed_is_removed(context: BrowserContext, copy: Path) -> None:
    """Remove empties the store, says so, and gives the offer back."""
    host = Host(copy).start()
    page = read_first(context, host, OTHER)
    keep(page)
    assert len(page.evaluate(STORED)) > len(built.pages())
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".mq-offline").get_by_role("status")).to_contain_text("Removed")
    assert page.evaluate(STORED) == [BASE + offline.LIST]
    expect(page.get_by_role("button", name="Keep offline")).to_be_focused()
    expect(page.locator(".mq-offline summary")).to_have_text("Keep this book offline")
    host.cut()


# ---- bad days ----------------------------------------------------------------------------------


def test_full_store_is_told_and_changes_nothing(context: BrowserContext, copy: Path) -> None:
    """No room: one sentence, nothing added, the site works; with room again, it is kept."""
    host = Host(copy).start()
    page = read_first(context, host, OTHER)
    place = panel(page)
    before = sorted(page.evaluate(STORED))
    page.evaluate(
        """() => { const { put } = Cache.prototype; let left = 20;
             globalThis.room = () => (Cache.prototype.put = put);
             Cache.prototype.put = function (...given) {
               if (left-- > 0) return put.apply(this, given);
               return Promise.reject(new DOMException("full", "QuotaExceededError")); }; }"""
    )
    place.get_by_role("button", name="Keep offline").click()
    expect(place.get_by_role("status")).to_contain_text("no room for that", timeout=30_000)
    assert sorted(page.evaluate(STORED)) == before
    page.evaluate("void room()")
    place.get_by_role("button", name="Keep offline").click()
    expect(place.get_by_role("status")).to_contain_text("Kept offline", timeout=60_000)
    host.cut()


def test_little_room_is_told_before_loading(context: BrowserContext, copy: Path) -> None:
    """Where the browser says how much room there is, nothing is loaded in vain."""
    host = Host(copy).start()
    page = read_first(context, host, OTHER)
    page.evaluate(
        "() => { StorageManager.prototype.estimate = async () => ({ quota: 5e5, usage: 4e5 }); }"
    )
    place = panel(page)
    before = len(page.evaluate(STORED))
    place.get_by_role("button", name="Keep offline").click()
    expect(place.get_by_role("status")).to_contain_text("no room for that")
    assert len(page.evaluate(STORED)) == before
    host.cut()


def test_lost_connection_is_told_and_continued(context: BrowserContext, copy: Path) -> None:
    """Half-way without a network: one sentence; the second press fetches only the rest."""
    host = Host(copy).start()
    page = read_first(context, host, OTHER)
    place = panel(page)
    page.evaluate(
        """() => { const { fetch } = globalThis; let left = 30;
             globalThis.online = () => (globalThis.fetch = fetch);
             globalThis.fetch = (...given) =>
               left-- > 0 ? fetch(...given) : Promise.reject(new TypeError("cut")); }"""
    )
    place.get_by_role("button", name="Keep offline").click()
    expect(place.get_by_role("status")).to_contain_text("Not everything arrived", timeout=30_000)
    half = len(page.evaluate(STORED))
    assert half > 25
    page.evaluate(
        "() => { online(); const { fetch } = globalThis; globalThis.asked = 0;"
        " globalThis.fetch = (...given) => { asked++; return fetch(...given); }; }"
    )
    place.get_by_role("button", name="Keep offline").click()
    expect(place.get_by_role("status")).to_contain_text("Kept offline", timeout=60_000)
    files = json.loads((copy / offline.LIST).read_text("utf-8"))["files"]
    assert page.evaluate("asked") <= len(files) - half + 5
    host.cut()


@pytest.mark.parametrize("harm", ["cut", "changed"])
def test_damaged_file_is_never_stored(context: BrowserContext, copy: Path, harm: str) -> None:
    """A file that came short or other than it should is told, and stays out of the store."""
    name = UNREAD
    data = (copy / name).read_bytes()
    (copy / name).write_bytes(data[: len(data) // 2] if harm == "cut" else data[:-2] + b"x\n")
    host = Host(copy).start()
    page = read_first(context, host, OTHER)
    place = panel(page)
    place.get_by_role("button", name="Keep offline").click()
    expect(place.get_by_role("status")).to_contain_text("a file was damaged", timeout=60_000)
    assert BASE + name not in page.evaluate(STORED)
    host.cut()


def test_list_that_does_not_load_is_told(context: BrowserContext, host: Host) -> None:
    """The panel says so, and works when it is opened again."""
    page = read_first(context, host, OTHER)
    page.evaluate(
        "() => { const { fetch } = globalThis;"
        " globalThis.online = () => (globalThis.fetch = fetch);"
        " globalThis.fetch = () => Promise.reject(new TypeError('cut')); }"
    )
    page.locator(".mq-offline summary").click()
    expect(page.locator(".mq-offline")).to_contain_text("did not load")
    page.evaluate("void online()")
    page.locator(".mq-offline summary").click()
    page.locator(".mq-offline summary").click()
    expect(page.get_by_role("button", name="Keep offline")).to_be_visible()


# ---- a new edition -----------------------------------------------------------------------------


def editions(page: Page) -> list[str]:
    """Return the editions that the browser stores."""
    names = page.evaluate("caches.keys()")
    return [name.rpartition(":")[2] for name in names if name.startswith("missile-question:")]


def test_new_release_replaces_the_kept_one(context: BrowserContext, copy: Path) -> None:
    """An open tab is told plainly; after it reloads, only the new edition is stored, whole."""
    host = Host(copy).start()
    page = read_first(context, host, OTHER)
    keep(page)
    first = editions(page)
    # Another stylesheet too: pages of one edition must never be dressed by the other.
    style = next((copy / "_assets").glob("page.*.css"))
    newer = style.with_name("page.0123456789.css")
    newer.write_text(style.read_text("utf-8") + "h1 { letter-spacing: 3px !important }", "utf-8")
    style.unlink()
    for path in copy.rglob("*.html"):
        path.write_text(path.read_text("utf-8").replace(style.name, newer.name), "utf-8")
    edition = release(copy, OTHER, "</h1>", " (second edition)</h1>")

    page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
    note = page.locator(".mq-newer")
    expect(note).to_contain_text("A newer edition of this book is here", timeout=60_000)
    assert "second edition" not in page.locator("h1").inner_text(), "nothing changes under the eye"
    note.get_by_role("button", name="Reload").click()
    expect(page.locator("h1")).to_contain_text("second edition")
    page.wait_for_function("async () => (await caches.keys()).length === 1")
    assert editions(page) == [edition] != first
    expect(page.locator(".mq-newer")).to_have_count(0)
    host.cut()
    for path in built.pages():
        answer = page.goto(host.address(path))
        assert answer is not None and answer.status == 200, path
        assert page.locator(f"link[href$='{newer.name}']").count() == 1
        assert (
            page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") == "3px"
        )
    expect(page.locator(".mq-offline summary")).to_have_text("Kept offline")


def test_reader_who_comes_back_is_not_bothered(context: BrowserContext, copy: Path) -> None:
    """A page opened from the new release shows no note, and lets the new worker in by itself."""
    host = Host(copy).start()
    page = read_first(context, host, OTHER)
    page.goto("about:blank")
    edition = release(copy, OTHER, "</h1>", " (second edition)</h1>")
    page.wait_for_timeout(2500)  # the pages' time in the browser's own cache
    page.goto(host.address(OTHER))
    expect(page.locator("h1")).to_contain_text("second edition")
    page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
    page.wait_for_function(
        "async (name) => { const all = await caches.keys();"
        " return all.length === 1 && all[0].endsWith(name); }",
        arg=edition,
        timeout=30_000,
    )
    assert page.locator(".mq-newer").count() == 0
    host.cut()


def test_release_that_cannot_be_loaded_leaves_the_old_one_whole(
    context: BrowserContext, copy: Path
) -> None:
    """A new edition half published: the kept one stays, complete and unmixed."""
    host = Host(copy).start()
    page = read_first(context, host, OTHER)
    keep(page)
    first = editions(page)
    release(copy, OTHER, "</h1>", " (second edition)</h1>")
    (copy / UNREAD).unlink()
    page.evaluate(
        """async () => { const found = await navigator.serviceWorker.getRegistration();
             const ended = new Promise((done) => found.addEventListener("updatefound", () =>
               found.installing.addEventListener("statechange", ({ target }) =>
                 target.state === "redundant" && done())));
             await found.update().catch(() => {});
             await ended; }"""
    )
    assert page.locator(".mq-newer").count() == 0
    host.cut()
    for path in (OTHER, UNREAD, "index.html"):
        answer = page.goto(host.address(path))
        assert answer is not None and answer.status == 200, path
    assert "second edition" not in page.locator("h1").inner_text()
    assert first[0] in editions(page)
    page.goto(host.address(OTHER))
    assert "second edition" not in page.locator("h1").inner_text()


def test_other_books_of_the_host_are_left_alone(context: BrowserContext, host: Host) -> None:
    """Stores of other sites on the same host are neither read nor removed."""
    page = read_first(context, host, OTHER)
    page.evaluate("Promise.all(['missile-question:/other/:1', 'mine'].map((n) => caches.open(n)))")
    keep(page)
    page.get_by_role("button", name="Remove").click()
    names = page.evaluate("caches.keys()")
    assert {"missile-question:/other/:1", "mine"} <= set(names)


# ---- everyone ----------------------------------------------------------------------------------


def test_keyboard_and_phone(browser: Browser, copy: Path) -> None:
    """Kept and removed by keyboard alone at 360 px; targets are large, nothing is too wide."""
    host = Host(copy).start()
    context = browser.new_context(viewport=built.NARROW, has_touch=True)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    page = read_first(context, host, OTHER)
    place = panel(page)
    for button in place.get_by_role("button").all():
        if button.is_visible():
            box = button.bounding_box()
            assert box is not None and box["height"] >= 40
    page.keyboard.press("Tab")
    expect(place.get_by_role("button", name="Keep offline")).to_be_focused()
    page.keyboard.press("Enter")
    expect(place.get_by_role("status")).to_contain_text("Kept offline", timeout=60_000)
    expect(place.get_by_role("button", name="Remove")).to_be_focused()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    page.keyboard.press("Enter")
    expect(place.get_by_role("status")).to_contain_text("Removed")
    context.close()
    host.cut()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_in_panel_and_note(
    new_visit: Callable[..., Any], host: Host, colours: str
) -> None:
    """The open panel and the note of a newer edition break no rule in either theme."""
    from importlib import resources

    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    visit = new_visit(
        host.address().rstrip("/"),
        color_scheme=colours,
        service_workers="allow",
        reduced_motion="reduce",
    )
    visit.open(OTHER)
    visit.page.wait_for_function("() => !document.querySelector('.mq-offline').hidden")
    panel(visit.page)
    visit.page.evaluate(
        """() => { const note = Object.assign(document.createElement("div"), {
               className: "mq-newer",
               innerHTML: "A newer edition is here. <button>Reload</button>" });
             note.setAttribute("role", "status"); document.body.append(note); }"""
    )
    visit.page.evaluate(axe)
    found = visit.page.evaluate(
        """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
             .flatMap((v) => v.nodes.map((n) => `${v.id} at ${n.target.join(" ")}: ` +
               n.any.concat(n.all, n.none).map((c) => c.message).join("; ").slice(0, 160)))"""
    )
    assert found == []
