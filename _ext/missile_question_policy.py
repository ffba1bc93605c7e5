"""The pages' Content-Security-Policy: what a page may load and run, written into the page itself.

Static hosts let nobody set headers, so the policy is a ``meta`` element, before any script. It is
computed from the page as it was written: the scripts that stand in the page are allowed by their
hash, and no other. Every directive is here with its reason; CONTRIBUTING.md repeats them.

Notebooks under ``/lite/`` are another program with a policy of its own.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

#: Folders of the site whose pages are not the book's.
APART = ("lite",)
#: This site; opened from a disk, files beside the page.
HERE = "'self'"
#: Pages with this can start Python.
LIVE = 'class="mq-live"'
#: What marks the search page.
SEARCH = 'id="search-results"'

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
#: A tag as far as its attributes; quoted values may hold anything.
TAG = re.compile(
    r"<[a-z][^\s>/]*(?:\s+[^\s=>]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?)*", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"\s(on[a-z]+|style)=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
META = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')
CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)

#: What the theme writes into buttons, and the word by which layout.html knows the same.
PRESSES = {"toggleFullScreen()": "full-screen", "window.print()": "print"}


def digest(text: str) -> str:
    """Return the source expression of an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def runs(attributes: str) -> bool:
    """Whether a script element holds code of its own, not data and not an address."""
    if re.search(r"\bsrc\s*=", attributes):
        return False
    kind = re.search(r"\btype\s*=\s*[\"']?([^\"'\s>]+)", attributes)
    return kind is None or kind[1] in ("module", "text/javascript", "application/javascript")


def inline_scripts(page: str) -> list[str]:
    """Return the code of every script that stands in a page."""
    return [code for attributes, code in SCRIPT.findall(page) if runs(attributes) and code.strip()]


def attributes(page: str) -> Iterator[tuple[str, str]]:
    """Yield the event handlers and styles in a page's tags, as name and value."""
    bare = STYLE.sub("", SCRIPT.sub("", page))
    for tag in TAG.findall(bare):
        for name, double, single in ATTRIBUTE.findall(tag):
            yield name.lower(), html.unescape(double or single)


def unique(hashes: list[str]) -> list[str]:
    """Return hashes in a fixed order, each once."""
    return sorted(set(hashes))


def directives(page: str) -> dict[str, str]:
    """Return the policy of a page: each directive with what it allows.

    Parameters
    ----------
    page : str
        The page as it is served, inline handlers already replaced.
    """
    scripts = unique([digest(code) for code in inline_scripts(page)])
    return {
        # Whatever is not named below: frames, plug-ins, media, fonts, manifests of apps.
        "default-src": "'none'",
        # The book's scripts, and the few lines in the page that set the theme before it is painted.
        # No eval: charts are drawn by Vega's interpreter. No WebAssembly: Python runs in a worker,
        # which does not inherit this policy.
        "script-src": " ".join([HERE, *scripts]),
        **styles(page),
        # Pictures; icons in style sheets and what a cell of Python draws are data.
        "img-src": f"{HERE} data:",
        # The search page reads pages for its summaries; live Python and reading offline, lists.
        "connect-src": HERE,
        # Live Python's workers, and the one that keeps the book for offline reading.
        "worker-src": HERE,
        # The search field.
        "form-action": HERE,
        # Nothing may change where the page's relative addresses lead.
        "base-uri": "'none'",
    }


def styles(page: str) -> dict[str, str]:
    """Return what a page allows to style it."""
    if LIVE in page:
        # ipywidgets writes its style sheets into the page, and tables that the reader's own Python
        # shows carry styles: nobody knows their hashes.
        return {"style-src": f"{HERE} 'unsafe-inline'"}
    if SEARCH in page:
        # It parses other pages to quote their words. What styles their tables is parsed with them
        # and never shown; without this each would be reported.
        return {"style-src": f"{HERE} 'unsafe-inline'"}
    sheets = unique([digest(text) for text in STYLE.findall(page)])
    inline = unique([digest(value) for name, value in attributes(page) if name == "style"])
    # Tables of the stored outputs, by hash.
    allowed = [*sheets, *(["'unsafe-hashes'", *inline] if inline else [])]
    return {"style-src": " ".join([HERE, *allowed])}


def without_handlers(page: str) -> str:
    """Replace the theme's inline handlers by words that a script in layout.html acts on."""
    for code, word in PRESSES.items():
        page = page.replace(f' onclick="{code}"', f' data-press="{word}"')
    return page


def secured(page: str) -> str:
    """Return a page with its policy; one that it had before is replaced.

    Raises
    ------
    ValueError
        If a tag holds an event handler, which the policy would silently block, or if the page
        names no character set, after which the policy stands.
    """
    page = without_handlers(META.sub("", page, count=1))
    handlers = [f'{name}="{value}"' for name, value in attributes(page) if name != "style"]
    if handlers:
        raise ValueError(f"the pages' policy would block {handlers[0]}: use a listener instead")
    place = CHARSET.search(page)
    if place is None:
        raise ValueError("the page has no <meta charset>, after which its policy would stand")
    text = "; ".join(f"{name} {allowed}" for name, allowed in directives(page).items())
    meta = f'\n    <meta http-equiv="Content-Security-Policy" content="{text}">'
    return page[: place.end()] + meta + page[place.end() :]


def pages(folder: Path) -> list[Path]:
    """Return the book's own pages of a built site."""
    return sorted(
        path
        for path in folder.rglob("*.html")
        if not path.relative_to(folder).parts[0].startswith("_")
        and path.relative_to(folder).parts[0] not in APART
    )


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Change a page on disk, if there is anything to change."""
    before = path.read_text("utf-8")
    try:
        after = change(before)
    except ValueError as error:
        raise ExtensionError(f"{path.name}: {error}") from None
    if after != before:
        path.write_text(after, "utf-8", newline="\n")


def secure(app: Sphinx, error: Exception | None) -> None:
    """Write the policy into every page of the built site."""
    if error or app.builder.format != "html":
        return
    for path in pages(Path(app.outdir)):
        rewrite(path, secured)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension; pages are final when it acts, but for their edition."""
    app.connect("build-finished", secure, priority=800)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
