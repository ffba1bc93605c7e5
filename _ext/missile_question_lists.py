"""Sphinx glue of the lists: claims with their verdicts, figures, and the glossary's links.

``{claim-list}`` and ``{figure-list}`` gather what the chapters show, so that no list is kept by
hand. A chapter links each term of the glossary where it first uses it, with the definition beside
the link for those who only want a look.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from missile_question_reference import kept, raw
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from missile_question.teaching.parts import claims

GLOSSARY = "reference/glossary"
CHAPTERS = "chapters/"
#: Places in which a word is no use of a term: names of things, code, and what is a link already.
CLOSED = (
    *(nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.raw, nodes.caption),
    *(nodes.math, nodes.math_block, addnodes.pending_xref, nodes.field_list),
)


class Listed(nodes.General, nodes.Element):  # type: ignore[misc]
    """Stands where a list will be, once all pages have been read."""


class ClaimList(SphinxDirective):
    """``{claim-list}``: every claim of the article with what each chapter finds."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        return [Listed(kind="claims")]


class FigureList(SphinxDirective):
    """``{figure-list}``: every figure of the chapters, under its finding."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        return [Listed(kind="figures")]


# ---- claims and figures ------------------------------------------------------------------------


def collect_cards(app: Sphinx, doctree: nodes.document) -> None:
    """Note the claim cards of a page that was read, with their verdicts."""
    for node in doctree.findall(nodes.raw):
        text = node.astext()
        if 'class="mq-card"' not in text:
            continue
        for card in BeautifulSoup(text, "html.parser").select("section.mq-card"):
            verdict = card.select_one(".mq-verdict-line dd")
            if verdict is not None:
                kept(app.env, "cards").setdefault(app.env.docname, []).append(
                    {"anchor": card["id"], "verdict": verdict.get_text()}
                )


def ordered(app: Sphinx) -> list[str]:
    """Return the chapters in the order of the book."""
    return sorted(name for name in app.env.found_docs if name.startswith(CHAPTERS))


def chapter_link(app: Sphinx, here: str, chapter: str, anchor: str = "") -> str:
    """Return a link to a chapter, named by its number and the first words of its title."""
    number = re.search(r"/(\d+)_", chapter)
    title = app.env.titles[chapter].astext().partition(":")[0]
    uri = app.builder.get_relative_uri(here, chapter) + (f"#{anchor}" if anchor else "")
    return f'<a href="{uri}">{int(number[1]) if number else ""} {html.escape(title)}</a>'


def claim_list(app: Sphinx, here: str) -> str:
    """Return the claims in the article's order, each with the verdict of every chapter."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for chapter in ordered(app):
        for card in kept(app.env, "cards").get(chapter, []):
            found.setdefault(card["anchor"], []).append((chapter, card))
    items = []
    for ident, about in claims().items():
        anchor = f"claim-{ident.lower()}"
        verdicts = "".join(
            f"<dt>{chapter_link(app, here, chapter, anchor)}</dt>"
            f"<dd>{html.escape(card['verdict'])}</dd>"
            for chapter, card in found.get(anchor, [])
        )
        items.append(
            f'<section class="mq-card" id="{anchor}" aria-label="Claim {ident}"><header>'
            f"<b>Claim {ident}</b> <span>paragraph {about['paragraph']} of the article</span> "
            f"<span>{about['kind']} claim</span></header>"
            f'<p class="mq-claim">{html.escape(about["claim"])}</p><dl>{verdicts}</dl></section>'
        )
    return "".join(items)


def figure_list(app: Sphinx, here: str) -> str:
    """Return the figures by chapter, each under its finding."""
    parts = []
    for chapter in ordered(app):
        links = "".join(
            f'<li><a href="{app.builder.get_relative_uri(here, chapter)}#{figure["anchor"]}">'
            f"{html.escape(figure['title'])}</a></li>"
            for figure in kept(app.env, "figures").get(chapter, [])
        )
        if links:
            parts.append(f"<h2>{chapter_link(app, here, chapter)}</h2><ul>{links}</ul>")
    return "".join(parts)


def fill_lists(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the lists."""
    makers = {"claims": claim_list, "figures": figure_list}
    for node in list(doctree.findall(Listed)):
        node.replace_self(raw(makers[node["kind"]](app, docname)))


# ---- glossary ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def terms(env: BuildEnvironment) -> dict[str, tuple[str, str, str]]:
    """Return anchor, name and definition of each term of the glossary, by its words in small."""
    found: dict[str, tuple[str, str, str]] = {}
    for item in env.get_doctree(GLOSSARY).findall(nodes.definition_list_item):
        names = [node for node in item if isinstance(node, nodes.term)]
        said = next(node for node in item if isinstance(node, nodes.definition)).astext()
        for name in names:
            entry = (names[0]["ids"][0], names[0].astext(), said.replace("\n", " "))
            found[name.astext().lower()] = entry
    return found


def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of these words, the longest first, capital or not, one or many."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest))})s?(?![\w-])", re.IGNORECASE)


def open_texts(doctree: nodes.document) -> Iterator[nodes.Text]:
    """Yield the texts of a page in which a word may become a link."""
    for text in list(doctree.findall(nodes.Text)):
        node: Any = text.parent
        while node is not None and not isinstance(node, CLOSED):
            node = node.parent
        if node is None:
            yield text


def link_terms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Link each term where a chapter first uses it."""
    if not docname.startswith(CHAPTERS) or app.builder.format != "html":
        return
    if GLOSSARY not in app.env.found_docs:
        return
    known, seen = terms(app.env), set[str]()
    glossary, finds = app.builder.get_relative_uri(docname, GLOSSARY), pattern(tuple(known))
    numbers = itertools.count(1)
    for text in open_texts(doctree):
        pieces: list[nodes.Node] = []
        end = 0
        for match in finds.finditer(text):
            anchor, name, said = known[match[1].lower()]
            if anchor in seen:
                continue
            seen.add(anchor)
            pieces += [nodes.Text(text[end : match.start()])]
            pieces += [raw(term_html(match[0], name, said, f"{glossary}#{anchor}", next(numbers)))]
            end = match.end()
        if pieces:
            text.parent.replace(text, [*pieces, nodes.Text(text[end:])])


def term_html(word: str, name: str, said: str, uri: str, number: int) -> str:
    """Return a linked term with its definition, which shows while it is pointed at or focused."""
    ident = f"term-look-{number}"
    return (
        f'<span class="mq-term"><a href="{html.escape(uri)}" aria-describedby="{ident}">'
        f'{html.escape(word)}</a><span role="tooltip" id="{ident}"><b>{html.escape(name)}.</b> '
        f"{html.escape(said)}</span></span>"
    )


def renew_chapters(
    app: Sphinx, env: BuildEnvironment, added: Any, changed: Any, removed: Any
) -> Any:
    """Write the chapters again when the glossary has changed."""
    terms.cache_clear()
    if GLOSSARY in {*added, *changed}:
        return [name for name in env.found_docs if name.startswith(CHAPTERS)]
    return []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.add_node(Listed)
    app.add_directive("claim-list", ClaimList)
    app.add_directive("figure-list", FigureList)
    app.connect("doctree-read", collect_cards)
    app.connect("env-get-outdated", renew_chapters)
    app.connect("doctree-resolved", fill_lists)
    app.connect("doctree-resolved", link_terms, priority=800)  # after all other text is in place
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
