"""The theme's small scripts, joined: fewer requests, the same scripts in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import missile_question_bundles as bundles
import pytest
from support import built
from support.built import Visit

TAGS = "".join(
    f'<script src="../{name}?v=1"></script>\n'
    for names in (
        bundles.BUNDLES["theme"][:3],
        bundles.BUNDLES["copy"],
        bundles.BUNDLES["theme"][3:],
    )
    for name in names
)
TARGETS = {"theme": "_assets/theme.0.js", "copy": "_assets/copy.0.js"}


def test_parts_become_their_bundles() -> None:
    """A page loads each bundle once, and no part of one; joined twice, nothing changes."""
    page = bundles.joined(f"<head>{TAGS}<script src='x.js'></script></head>", TARGETS)
    assert re.findall(r'src=["\']([^"\']+)', page) == [
        "../_assets/theme.0.js",
        "../_assets/copy.0.js",
        "x.js",
    ]
    assert bundles.joined(page, TARGETS) == page


def test_page_without_all_parts_keeps_what_it_has() -> None:
    """A page without code has no copy button, and gets no script for one."""
    some = "".join(line for line in TAGS.splitlines(True) if "clipboard" not in line)
    page = bundles.joined(some, TARGETS)
    assert "copybutton.js" in page and "copy.0.js" not in page and "theme.0.js" in page


def test_bundles_are_written_from_their_parts(tmp_path: Path) -> None:
    """All parts in order; where one is missing, as with another theme, pages stay as they are."""
    (tmp_path / "index.html").write_text(TAGS.replace("../", ""))
    bundles.finish(tmp_path)
    assert "_static/doctools.js" in (tmp_path / "index.html").read_text()
    for names in bundles.BUNDLES.values():
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(f"// {name}")
    bundles.finish(tmp_path)
    text = (tmp_path / "index.html").read_text()
    assert "_static" not in text
    theme = next((tmp_path / "_assets").glob("theme.*.js"))
    assert theme.name in text
    assert re.findall(r"// (\S+)", theme.read_text()) == list(bundles.BUNDLES["theme"])


@pytest.mark.parametrize("page", built.pages(generated=True))
def test_no_page_loads_a_part(page: str) -> None:
    """Every page of the book loads the bundles."""
    found = [str(tag["src"]) for tag in built.soup(page).find_all("script", src=True)]
    parts = [name for names in bundles.BUNDLES.values() for name in names]
    assert not [src for src in found if any(name in src for name in parts)]
    assert len([src for src in found if "_assets/theme." in src]) == 1


def test_copy_button_works(visit: Visit) -> None:
    """A stored cell's code is copied by its button, from the bundle."""
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = next(p for p in built.pages() if built.soup(p).select("div.cell_input pre"))
    visit.open(page)
    visit.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    button = visit.page.locator("div.cell_input button.copybtn").first
    button.focus()
    button.press("Enter")
    expected = visit.page.locator("div.cell_input pre").first.inner_text().strip()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == expected
    assert visit.errors == [] and visit.console == []
