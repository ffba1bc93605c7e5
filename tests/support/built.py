"""The built site as tests see it: pages and figures on disk, a server, visits by a browser."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import ConsoleMessage, Page, Request, Route

ROOT = Path(__file__).resolve().parents[2]
HTML = ROOT / "_build" / "html"
#: Pages that Sphinx adds; nobody writes them, yet readers use them.
GENERATED = ("search.html",)
HOST = "127.0.0.1"
#: The site must not know where it is hosted: project sites live below a path.
SUB_PATH = "/book"
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@functools.cache
def pages(generated: bool = False) -> list[str]:
    """Return the addresses of all pages below the site's root, the landing page first.

    Without a build there is still one, so that tests fail instead of vanishing.
    """
    found = sorted(
        path.relative_to(HTML).as_posix()
        for path in HTML.rglob("*.html")
        if not path.relative_to(HTML).parts[0].startswith(("_", "lite"))  # another program
    )
    wanted = [p for p in found if generated or p not in GENERATED]
    return sorted(wanted, key=lambda p: p != "index.html") or ["index.html"]


@functools.cache
def soup(page: str) -> BeautifulSoup:
    """Return a page's parsed source."""
    return BeautifulSoup((HTML / page).read_text("utf-8"), "html.parser")


@functools.cache
def element(page: str, anchor: str) -> Tag:
    """Return the element of a page's source that has an id."""
    found = soup(page).find(id=anchor)
    assert isinstance(found, Tag)
    return found


@dataclass(frozen=True)
class FigureRef:
    """One figure of the book: its page and its anchor."""

    page: str
    anchor: str

    @property
    def tag(self) -> Tag:
        """Its element in the page's source."""
        return element(self.page, self.anchor)

    @property
    def payload(self) -> dict[str, Any]:
        """What the page's script is given."""
        script = self.tag.find("script", type="application/json")
        assert script is not None, f"{self.anchor} carries no data"
        loaded: dict[str, Any] = json.loads(script.get_text())
        return loaded

    def __str__(self) -> str:
        return self.anchor


@functools.cache
def figures() -> list[FigureRef]:
    """Return every figure that can wake, of every page."""
    if not HTML.is_dir():
        return []
    return [
        FigureRef(page, str(tag.get("id", "")))
        for page in pages()
        for tag in soup(page).select("figure.mq-figure:not(.mq-still)")
    ]


@functools.cache
def stills() -> list[FigureRef]:
    """Return the pictures of the data pages, which are drawings only."""
    found = pages() if HTML.is_dir() else []
    return [
        FigureRef(page, str(tag.get("id", "")))
        for page in found
        for tag in soup(page).select("figure.mq-still")
    ]


def by_page(found: list[FigureRef]) -> dict[str, list[FigureRef]]:
    """Return figures by the page they stand on."""
    pages: dict[str, list[FigureRef]] = {}
    for figure in found:
        pages.setdefault(figure.page, []).append(figure)
    return pages


# ---- server ------------------------------------------------------------------------------------


class Handler(http.server.SimpleHTTPRequestHandler):
    """The site at / and again below SUB_PATH, without a word."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        """Return the file behind an address."""
        if path.startswith(f"{SUB_PATH}/"):
            path = path[len(SUB_PATH) :]
        return super().translate_path(path)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; give the address without a slash."""
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer((HOST, 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{HOST}:{server.server_address[1]}"
        server.shutdown()


# ---- visits ------------------------------------------------------------------------------------


@dataclass
class Visit:
    """A page in the browser, with a record of what it asked for and what it complained about."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.context.route("**/*", self._guard)
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "response",
            lambda r: self.failed.append(f"{r.status} {r.url}") if r.status >= 400 else None,
        )
        self.page.on("requestfailed", lambda r: self.failed.append(f"{r.failure} {r.url}"))

    def _guard(self, route: Route) -> None:
        if self._is_outside(route.request.url):
            route.abort()
        else:
            route.fallback()

    def _is_outside(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in ("data", "blob", "file") and not url.startswith(self.base)

    def _asked(self, request: Request) -> None:
        if request.url.startswith(("data:", "blob:")):
            return
        self.requests.append(request.url)
        if self._is_outside(request.url):
            self.outside.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        blocked = "Service Worker registration blocked by Playwright"  # as conftest.py wants it
        if message.type in ("error", "warning") and message.text != blocked:
            self.console.append(f"{message.type}: {message.text}")

    def open(self, path: str) -> Visit:
        """Go to a page and wait for its script."""
        self.page.goto(f"{self.base}/{path}", wait_until="load")
        if self.page.evaluate("!!document.querySelector('script[src*=\"/page.\"]')"):
            self.page.wait_for_function("() => document.documentElement.dataset.mq === 'ready'")
        return self

    def open_plain(self, path: str) -> Visit:
        """Go to a page whose scripts are off."""
        self.page.goto(f"{self.base}/{path}", wait_until="load")
        return self

    def wake(self, anchor: str = "") -> Visit:
        """Wake one figure or all of the page, as a reader's pointer would; wait until they live."""
        self.page.evaluate(WAKE, anchor)
        return self

    def theme(self, name: str) -> Visit:
        """Switch to "light" or "dark" as the reader does, with the theme's button."""
        for _ in range(4):
            if self.page.evaluate("document.documentElement.dataset.theme") == name:
                return self
            self.page.locator(".theme-switch-button").first.click()
        raise AssertionError(f"the theme button never came to {name}")

    def loaded_bytes(self) -> dict[str, tuple[int, int]]:
        """Return raw and gzipped size of every file the page asked for."""
        sizes = {}
        for url in dict.fromkeys(self.requests):
            path = unquote(urlsplit(url).path).removeprefix(SUB_PATH).lstrip("/")
            data = (HTML / path).read_bytes()
            sizes[path] = (len(data), len(gzip.compress(data, 6, mtime=0)))
        return sizes


WAKE = """async (anchor) => {
  for (const figure of missileQuestion.figures.values()) {
    if (anchor && figure.element.id !== anchor) continue;
    figure.element.dispatchEvent(new PointerEvent("pointerenter"));
    await new Promise((done) => {
      const shown = () => +figure.element.dataset.turn === figure.turn;
      const look = () => (shown() ? done() : setTimeout(look, 5));
      look();
    });
  }
}"""


def chromium_path() -> str:
    """Return the browser the environment or the machine offers, or say how to get one."""
    from toolchain import chromium

    found = os.environ.get(chromium.VARIABLE) or chromium.find()
    assert found, f"no Chromium found: install one, or say where it is in {chromium.VARIABLE}"
    return found
