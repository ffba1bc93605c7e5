"""The lists gather what the chapters show; terms are linked and explain themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from bs4 import Tag
from playwright.sync_api import expect
from support import built
from support.built import Visit

CHAPTERS = [page for page in built.pages() if page.startswith("chapters/")]
CHAPTER = CHAPTERS[0] if CHAPTERS else "index.html"
TERM = ".mq-term"
NewVisit = Callable[..., Visit]


def linked(page: str) -> list[str]:
    """Return the anchors of the terms that a page links."""
    return [str(a["href"]).partition("#")[2] for a in built.soup(page).select(f"{TERM} > a[href]")]


def glossary() -> dict[str, Tag]:
    """Return the first name of each entry of the glossary by anchor."""
    names = built.soup("reference/glossary.html").select("dl.glossary > dt")
    return {str(name["id"]): name for name in names if not _alias(name)}


def _alias(name: Tag) -> bool:
    before = name.find_previous_sibling(["dt", "dd"])
    return isinstance(before, Tag) and before.name == "dt"


@pytest.mark.parametrize("page", CHAPTERS)
def test_chapter_links_its_terms_once(page: str) -> None:
    """A chapter links terms, each once, to an entry that exists, with its definition beside it."""
    found = linked(page)
    assert len(found) >= 5
    assert not [anchor for anchor, times in Counter(found).items() if times > 1]
    assert set(found) <= set(glossary())
    for term in built.soup(page).select(TERM):
        link, look = term.select_one("a"), term.select_one("[role=tooltip]")
        assert link is not None and look is not None
        assert link["aria-describedby"] == look["id"]
        definition = glossary()[str(link["href"]).partition("#")[2]].find_next("dd")
        assert definition is not None
        said = " ".join(definition.get_text().split())
        assert said in " ".join(look.get_text().split())


@pytest.mark.parametrize("page", CHAPTERS)
def test_terms_are_linked_where_they_first_stand(page: str) -> None:
    """No sentence before a linked term holds the same word unlinked."""
    article = built.soup(page).select_one("article")
    assert article is not None
    for term in article.select(TERM):
        word = re.compile(rf"(?<![\w-]){re.escape(term.a.get_text())}(?![\w-])")  # type: ignore[union-attr]
        for text in term.find_all_previous(string=word):
            prose = text.find_parent(["p", "li"])
            inside = text.find_parent(["a", "code", "math", "figure", "form", "table", "dl"])
            ours = text.find_parent(class_=re.compile("^(mq-|cell|output|tocitem)"))
            if prose is not None and article in text.parents and not inside and not ours:
                pytest.fail(f"{word.pattern} stands before its link: {prose.get_text()}")


def test_no_term_is_an_orphan() -> None:
    """Every entry of the glossary is used by a chapter, and the entries are in order."""
    used = {anchor for page in CHAPTERS for anchor in linked(page)}
    assert not set(glossary()) - used
    names = [name.get_text().strip("#").lower() for name in glossary().values()]
    assert names == sorted(names)


def test_a_term_shows_its_definition_and_lets_go(visit: Visit) -> None:
    """Pointing or focus shows the definition, the pointer may move onto it, Escape shuts it."""
    visit.open(CHAPTER)
    page = visit.page
    link, look = page.locator(f"{TERM} > a").first, page.locator(f"{TERM} > [role=tooltip]").first
    expect(look).to_be_hidden()
    link.hover()
    expect(look).to_be_visible()
    look.hover()
    expect(look).to_be_visible()
    page.keyboard.press("Escape")
    expect(look).to_be_hidden()
    page.mouse.move(2, 2)
    link.focus()
    expect(look).to_be_visible()
    page.keyboard.press("Escape")
    expect(look).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"glossary\.html#term"))


def test_a_finger_sees_first_and_follows_then(new_visit: NewVisit) -> None:
    """The first tap shows the definition on a phone, inside the screen; the second follows."""
    visit = new_visit(viewport=built.NARROW, has_touch=True)
    visit.open(CHAPTER)
    page = visit.page
    link, look = page.locator(f"{TERM} > a").first, page.locator(f"{TERM} > [role=tooltip]").first
    link.tap()
    expect(look).to_be_visible()
    box = look.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert box["y"] + box["height"] <= 740
    link.tap()
    page.wait_for_url(re.compile(r"glossary\.html#term"))


def test_every_claim_has_a_verdict() -> None:
    """The list holds the eighteen claims in order, each with every chapter's own verdict."""
    sections = built.soup("reference/claims.html").select("section.mq-card")
    assert [str(s["id"]) for s in sections] == [f"claim-c{n:02}" for n in range(1, 19)]
    for section in sections:
        links = [str(a["href"]) for a in section.select("dt > a")]
        wanted = [
            f"../{page}#{section['id']}"
            for page in CHAPTERS
            if built.soup(page).find(id=str(section["id"]))
        ]
        assert links == wanted and links
        for link, verdict in zip(links, section.select("dd"), strict=True):
            page, _, anchor = link.removeprefix("../").partition("#")
            card = built.soup(page).find(id=anchor)
            assert isinstance(card, Tag)
            assert verdict.get_text() == card.select_one(".mq-verdict-line dd").get_text()  # type: ignore[union-attr]


def test_every_figure_is_listed() -> None:
    """The list of figures names each figure of the chapters once, under its finding."""
    listed = {
        str(a["href"]).removeprefix("../"): a.get_text()
        for a in built.soup("reference/figures.html").select("article li > a")
    }
    drawn = [ref for ref in built.figures() if ref.page.startswith("chapters/")]
    titles = {
        f"{ref.page}#{ref.anchor}": ref.tag.select_one("figcaption strong").get_text()  # type: ignore[union-attr]
        for ref in drawn
    }
    assert listed == titles
