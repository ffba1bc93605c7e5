"""What the reader sees is text, not the signs it was written with."""

from __future__ import annotations

import re

import pytest
from support import built

#: Signs of MyST and Python that a page shows only when something was written wrongly.
LEFT_OVER = re.compile(
    r"\]\(|\{[a-z:]+\}`|\*\*|\$\$|:::|```|<[a-z]+[ >]|\bnan\b|Traceback|\{[ng]\."
)


@pytest.mark.parametrize("page", [p for p in built.pages() if not p.startswith("reference/mod")])
def test_no_markup_is_left_over(page: str) -> None:
    """Outside code, formulas and the rows of tables no raw sign of markup shows."""
    article = built.soup(page).select_one("article")
    assert article is not None
    shown = [
        str(text)
        for text in article.find_all(string=True)
        if not text.find_parent(
            ["script", "style", "code", "pre", "math", "svg", "table", "textarea"]
        )
    ]
    text = " ".join(" ".join(shown).split())
    found = [text[max(0, m.start() - 40) : m.end() + 40] for m in LEFT_OVER.finditer(text)]
    assert not found
