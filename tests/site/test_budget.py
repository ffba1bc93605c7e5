"""Bytes: on a slow network the text comes at once, and charts do not wait for libraries."""

from __future__ import annotations

import re

import pytest
from support import built
from support.built import Visit

#: Gzipped bytes that a page may ask for before the reader does anything.
TEXT_PAGE, CHAPTER = 250_000, 400_000
#: What waking the first chart may add: the chart library, map layers, grids.
AWAKE = 420_000
REQUESTS = 20


def ledger(sizes: dict[str, tuple[int, int]]) -> str:
    """Return sizes as lines, the largest first."""
    lines = sorted(sizes.items(), key=lambda item: -item[1][1])
    return "\n".join(f"{packed:>9,} gzip {raw:>9,} raw  {path}" for path, (raw, packed) in lines)


@pytest.mark.parametrize("page", built.pages())
def test_page_is_light(visit: Visit, page: str) -> None:
    """A page keeps its budget before the first action, and loads no chart library unasked."""
    visit.open(page)
    visit.page.wait_for_load_state("networkidle")
    before = visit.loaded_bytes()
    figures = built.soup(page).select(".mq-figure:not(.mq-still)")
    budget = CHAPTER if figures else TEXT_PAGE
    total = sum(packed for _, packed in before.values())
    assert total <= budget, f"{total:,} bytes\n{ledger(before)}"
    assert len(before) <= REQUESTS, ledger(before)
    assert not [path for path in before if re.search(r"/(vega|.*\.data)\.", path)]
    if not figures:
        return
    visit.wake()
    after = visit.loaded_bytes()
    added = {path: size for path, size in after.items() if path not in before}
    assert any("/vega." in path for path in added)
    assert sum(packed for _, packed in added.values()) <= AWAKE, ledger(added)


def test_second_page_costs_little(visit: Visit) -> None:
    """Shared files are stored by the browser: a second page adds hardly more than its own text."""
    kinds = {page: len(built.soup(page).select("div.cell")) > 0 for page in built.pages()}
    for cells in (False, True):
        alike = [page for page, has_cells in kinds.items() if has_cells is cells]
        assert len(alike) >= 2, "no second page of this kind: the test proves nothing"
        visit.open(alike[0])
        first = set(visit.loaded_bytes())
        visit.requests.clear()
        visit.open(alike[1])
        new = {path for path in visit.loaded_bytes() if path not in first}
        assert new <= {alike[1]}, new
        visit.requests.clear()


def test_shared_files_carry_their_hash() -> None:
    """Browsers may keep our own files for ever: a name changes with its bytes."""
    names = [p.name for p in (built.HTML / "_assets").iterdir() if p.is_file()]
    assert names
    assert [n for n in names if not re.search(r"\.[0-9a-f]{10}\.(js|css)$", n)] == []
