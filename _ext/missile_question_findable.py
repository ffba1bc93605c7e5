"""Found and shown well elsewhere: descriptions, previews, canonical addresses, sitemap, robots.

Descriptions and titles need no address and are always there. What must name the site's own address
(canonical links, sitemap, pictures for previews) needs ``SITE_URL=https://... make book``, or
``html: baseurl`` in _config.yml. Without it none is written, since a wrong address is worse.
"""

from __future__ import annotations

import html
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import missile_question_cards as cards
import missile_question_policy as policy
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

VARIABLE = "SITE_URL"
BOOK = "The Missile Question"
ABOUT = (
    "Deterrence, verification and the JCPOA precedent in US-Iran diplomacy: a book whose claims "
    "are tested, one by one, with models you can move."
)
#: Letters of a description that search engines show.
LONGEST = 160
#: Words that make a paragraph a description.
FEWEST = 8
CARDS = "_cards"
#: Pages with a picture of their own; all others show the book's.
WITH_CARD = re.compile(r"index|chapters/.*")
#: Pages that are of no use in a list of results.
UNLISTED = ("search", "genindex")


# ---- the address ------------------------------------------------------------------------------


def address(text: str) -> str:
    """Return a site's address with its final slash; nothing for nothing.

    Raises
    ------
    ValueError
        If it is no web address, or has parts that pages cannot be added to.
    """
    text = text.strip()
    if not text:
        return ""
    parts = urlsplit(text)
    plain = parts.scheme in ("http", "https") and parts.netloc and not parts.query
    if not plain or parts.fragment or re.search(r"[\s\"'<>]", text):
        raise ValueError(
            f"{VARIABLE} must be the site's address, as https://example.org/book/, got {text!r}"
        )
    return text if text.endswith("/") else f"{text}/"


def take_address(app: Sphinx, config: Config) -> None:
    """Let the environment say where the site will stand."""
    try:
        config.html_baseurl = address(os.environ.get(VARIABLE) or config.html_baseurl or "")
    except ValueError as error:
        raise ExtensionError(str(error)) from None


def place(base: str, page: str) -> str:
    """Return a page's own address; the first page's is the site's."""
    return base + ("" if page == "index.html" else quote(page))


# ---- what a page says of itself ----------------------------------------------------------------


def description(doctree: nodes.document | None) -> str:
    """Return the first paragraph that says something, cut at a word; else what the book is."""
    for paragraph in doctree.findall(nodes.paragraph) if doctree else []:
        text = " ".join(said(paragraph).split())
        inside = any(isinstance(node, nodes.table | nodes.Admonition) for node in above(paragraph))
        if len(text.split()) >= FEWEST and not inside:
            return shortened(text)
    return shortened(ABOUT)


def said(paragraph: nodes.paragraph) -> str:
    """Return a paragraph's words; of a glossary term, which is HTML by now, the linked word."""
    words = []
    for node in paragraph.findall(lambda node: isinstance(node, nodes.Text | nodes.raw)):
        if isinstance(node, nodes.raw):
            link = re.search(r"<a\b[^>]*>(.*?)</a>", node.astext(), re.DOTALL)
            words.append(plain(link[1]) if link else "")
        elif not isinstance(node.parent, nodes.raw):
            words.append(node.astext())
    return "".join(words)


def above(node: nodes.Node) -> list[nodes.Node]:
    """Return the nodes that a node stands in."""
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def shortened(text: str) -> str:
    """Return a text that fits, cut after a word."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def plain(title: str) -> str:
    """Return a title without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", title)).split())


def tags(page: str, title: str, about: str, base: str, picture: str | None) -> str:
    """Return a page's tags for search engines and previews.

    Parameters
    ----------
    page : str
        Its path below the root.
    title, about : str
        What it is called, and what it says.
    base : str
        The site's address, or nothing.
    picture : str or None
        The path of its card below the root.
    """
    kind = "website" if page == "index.html" else "article"
    found = [("name", "description", about)]
    if page.removesuffix(".html") in UNLISTED:
        found.append(("name", "robots", "noindex"))
    found += [
        ("property", "og:title", title),
        ("property", "og:type", kind),
        ("property", "og:site_name", BOOK),
        ("property", "og:description", about),
        ("property", "og:locale", "en_GB"),
        ("name", "twitter:card", "summary_large_image" if base and picture else "summary"),
    ]
    if base:
        found.append(("property", "og:url", place(base, page)))
    if base and picture:
        found += [
            ("property", "og:image", base + picture),
            ("property", "og:image:width", str(cards.WIDTH)),
            ("property", "og:image:height", str(cards.HEIGHT)),
            ("property", "og:image:alt", f"{title}, with the first figure of the page"),
        ]
    return "".join(
        f'\n    <meta {key}="{name}" content="{html.escape(content)}">'
        for key, name, content in found
    )


def describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give a page its tags, and draw its card where there is an address to find it at."""
    if app.builder.format != "html":
        return
    base = app.config.html_baseurl
    page = f"{pagename}.html"
    title = plain(context.get("title") or BOOK)
    own = pagename if WITH_CARD.fullmatch(pagename) else "index"
    picture = f"{CARDS}/{own.replace('/', '-')}.png"
    if base:
        context["pageurl"] = None if pagename in UNLISTED else place(base, page)
        if own == pagename:
            target = Path(app.outdir) / picture
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(cards.card(title, BOOK, context.get("body", "")))
    about = description(doctree)
    context["metatags"] = context.get("metatags", "") + tags(page, title, about, base, picture)


# ---- files for search engines ------------------------------------------------------------------


def sitemap(base: str, names: list[str]) -> str:
    """Return the list of a site's pages in the form that search engines read."""
    lines = "".join(f"  <url><loc>{html.escape(place(base, name))}</loc></url>\n" for name in names)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )


def robots(base: str) -> str:
    """Return what robots may read: all of it."""
    where = f"Sitemap: {base}sitemap.xml\n" if base else ""
    return f"User-agent: *\nAllow: /\n{where}"


def publish(folder: Path, base: str) -> None:
    """Write sitemap and robots.txt of a built site; remove what an earlier address left."""
    names = [path.relative_to(folder).as_posix() for path in policy.pages(folder)]
    listed = [name for name in names if name.removesuffix(".html") not in UNLISTED]
    (folder / "robots.txt").write_text(robots(base), "utf-8", newline="\n")
    target = folder / "sitemap.xml"
    target.unlink(missing_ok=True)
    if base:
        target.write_text(sitemap(base, listed), "utf-8", newline="\n")


def finish(app: Sphinx, error: Exception | None) -> None:
    """Write the files that stand beside the pages."""
    if error is None and app.builder.format == "html":
        publish(Path(app.outdir), app.config.html_baseurl)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension; it reads the page's finished body."""
    app.connect("config-inited", take_address)
    app.connect("html-page-context", describe, priority=950)
    app.connect("build-finished", finish, priority=850)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
