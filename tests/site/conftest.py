"""The built site in a real browser: one server and one browser for all tests, one page for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from support import built
from support.built import Visit

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-sync", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give tests that ask for them every page of the built book and the figures on it."""
    if "path" in metafunc.fixturenames:
        metafunc.parametrize("path", built.pages(generated=True))
    if "figure" in metafunc.fixturenames:
        metafunc.parametrize("figure", built.figures() or [None], ids=str)
    if "drawing" in metafunc.fixturenames:
        metafunc.parametrize("drawing", built.figures() + built.stills() or [None], ids=str)
    # A page with many figures takes most of a second to open: these tests open it once for all.
    for name, found in {
        "figures": built.figures(),
        "drawings": built.figures() + built.stills(),
        "panels": [f for f in built.figures() if f.payload["panel"]],
    }.items():
        if name in metafunc.fixturenames:
            pages = built.by_page(found)
            metafunc.parametrize(name, list(pages.values()) or [[]], ids=list(pages) or ["none"])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, so that `-m "not site"` leaves it out."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.site)


@pytest.fixture(scope="session", autouse=True)
def site() -> Path:
    """Return the built site, or fail."""
    if not (built.HTML / "index.html").is_file():
        pytest.fail("the book is not built: run `make book`, then the tests again", pytrace=False)
    if not any(f.payload["panel"] for f in built.figures()):
        pytest.fail("the built book has no explorer: the tests would prove nothing", pytrace=False)
    return built.HTML


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the server's address."""
    with built.served(site) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one browser for the whole session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=built.chromium_path(), args=list(ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture
def new_visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Return a function that makes a fresh, recorded page; it takes a context's options."""
    contexts = []

    def make(base: str = address, **options: Any) -> Visit:
        options.setdefault("viewport", built.WIDE)
        options.setdefault("color_scheme", "light")
        # Every request reaches the test; test_offline.py has the worker that keeps pages.
        options.setdefault("service_workers", "block")
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Visit(context.new_page(), base)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visit(new_visit: Callable[..., Visit]) -> Visit:
    """Return a fresh page on a desktop."""
    return new_visit()


@pytest.fixture
def phone(new_visit: Callable[..., Visit]) -> Visit:
    """Return a fresh page, 360 px wide."""
    return new_visit(viewport=built.NARROW)
