"""Found and shown well elsewhere; and every page works wherever the site is put."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import missile_question_cards as cards
import missile_question_findable as findable
import missile_question_policy as policy
import pytest
from bs4 import Tag
from docutils import nodes
from sphinx.application import Sphinx
from support import built
from support.built import Visit

ADDRESS = "https://example.org/book/"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><path d="M0,0h300v200z"/></svg>'
)
FIGURE = f'<div class="mq-chart narrow" role="img">{SVG}</div>'


def content(page: str, name: str) -> str:
    """Return what a page's meta element of this name says."""
    key = "property" if name.startswith("og:") else "name"
    found = built.soup(page).find_all("meta", attrs={key: name})
    assert len(found) == 1, f"{page}: {len(found)} of {name}"
    return str(found[0]["content"])


# ---- what every page says ----------------------------------------------------------------------


def test_page_describes_itself(path: str) -> None:
    """A description that fits a list of results, a title and a kind for previews."""
    about = content(path, "description")
    assert 40 <= len(about) <= findable.LONGEST
    assert content(path, "og:description") == about
    title = built.soup(path).find("h1")
    assert title is not None
    assert content(path, "og:title") in title.get_text() or path in built.GENERATED
    assert content(path, "og:type") == ("website" if path == "index.html" else "article")
    assert not re.search(r"[<>{}`$]", about), about


def test_descriptions_of_chapters_differ() -> None:
    """No two chapters describe themselves alike."""
    found = [content(p, "description") for p in built.pages() if p.startswith("chapters/")]
    assert [text for text, times in Counter(found).items() if times > 1] == []


def test_search_page_is_not_listed() -> None:
    """Lists of results do not list a list of results."""
    assert content("search.html", "robots") == "noindex"


def test_ids_of_the_search_page_are_unique() -> None:
    """Its field and the dialog's have different ids."""
    ids = [str(tag["id"]) for tag in built.soup("search.html").find_all(id=True)]
    assert [one for one, times in Counter(ids).items() if times > 1] == []


def test_search_field_takes_the_focus(visit: Visit) -> None:
    """The search page opens with its own field focused, holding what was asked."""
    visit.open("search.html?q=deterrence")
    field = visit.page.locator("#search-page-input")
    assert field.input_value() == "deterrence"
    assert field.evaluate("(e) => e === document.activeElement")
    visit.page.locator("#search-results li a").first.wait_for()
    visit.open("index.html")
    visit.page.keyboard.press("Control+k")
    visit.page.keyboard.type("inspection")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/search.html?q=inspection*")
    visit.page.locator("#search-results li a").first.wait_for()
    assert visit.errors == [] and visit.console == []


@pytest.mark.parametrize("page", built.pages())
def test_headings_and_figures_have_permalinks(page: str) -> None:
    """Each heading of the text, and each figure, has a link to itself."""
    soup = built.soup(page)
    for heading in soup.select("article section[id] > :is(h1, h2, h3):first-child"):
        link = heading.find("a", class_="headerlink")
        assert isinstance(link, Tag), heading.get_text()
        assert soup.find(id=str(link["href"]).removeprefix("#")), link
    for figure in soup.select("figure.mq-figure:not(.mq-still)"):
        link = figure.find("a", class_="mq-link")
        assert isinstance(link, Tag) and link["href"] == f"#{figure['id']}"


def test_address_is_everywhere_or_nowhere() -> None:
    """With an address every page has its canonical link and preview; without one nothing has."""
    robots = (built.HTML / "robots.txt").read_text("utf-8")
    found = re.search(r"^Sitemap: (.*)sitemap\.xml$", robots, re.MULTILINE)
    if not found:
        assert not (built.HTML / "sitemap.xml").exists()
        for page in built.pages(generated=True):
            soup = built.soup(page)
            assert not soup.find("link", rel="canonical"), page
            assert not soup.find("meta", property=re.compile("og:(url|image)")), page
        return
    listed = [e.text for e in ET.parse(built.HTML / "sitemap.xml").iter() if e.text]
    for page in built.pages():
        link = built.soup(page).find("link", rel="canonical")
        assert isinstance(link, Tag)
        assert link["href"] == content(page, "og:url") == findable.place(found[1], page)
        assert link["href"] in listed
        image = content(page, "og:image").removeprefix(found[1])
        assert (built.HTML / image).is_file()


# ---- addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", ""),
        (" ", ""),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/book", ADDRESS),
        ("http://localhost:8000/a/b/", "http://localhost:8000/a/b/"),
    ],
)
def test_address_ends_with_a_slash(given: str, meant: str) -> None:
    """Pages are added to it as they stand."""
    assert findable.address(given) == meant


@pytest.mark.parametrize(
    "given", ["example.org", "ftp://a.b/", "https://a.b/?c", "https://a.b/#c", 'https://a.b/"']
)
def test_wrong_address_is_told(given: str) -> None:
    """What is no address stops the build with the variable's name and the value."""
    with pytest.raises(ValueError, match=f"{findable.VARIABLE} must be"):
        findable.address(given)


def test_descriptions_are_cut_at_a_word() -> None:
    """A long paragraph ends with whole words and a sign that it goes on."""
    text = findable.shortened("Who counts what, and why? " * 20)
    assert len(text) <= findable.LONGEST and text.endswith("…") and not text.endswith(" …")
    assert findable.shortened("Short.") == "Short."


# ---- a site with an address ------------------------------------------------------------------

PAGES = {
    "index.md": "# The book\n\nThe first paragraph says in more than eight words what it is.\n\n"
    "```{toctree}\nchapters/one\nchapters/two & three\n```\n",
    "chapters/one.md": '# One <b>"two"</b>\n\nShort.\n\n```{note}\nA note of more than eight words '
    "does not describe the chapter it stands in.\n```\n\nThis *paragraph* is long enough, and "
    f"says <what> the chapter argues.\n\n```{{raw}} html\n{FIGURE}\n```\n",
    "chapters/two & three.md": "# Two\n\nNothing.\n",
}


def test_description_takes_a_term_by_its_word() -> None:
    """A glossary term is HTML when pages are written: its word counts, its definition does not."""
    term = '<span class="mq-term"><a href="g.html#x">snapback</a><span>A definition.</span></span>'
    paragraph = nodes.paragraph()
    paragraph += [nodes.Text("The "), nodes.raw("", term, format="html"), nodes.Text(" clause")]
    assert findable.said(paragraph) == "The snapback clause"


@pytest.fixture(scope="module")
def site_with_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build a small book with the extension and an address."""
    source = tmp_path_factory.mktemp("book")
    for name, text in PAGES.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text, "utf-8")
    settings = {
        "extensions": "myst_parser,missile_question_findable",
        "html_theme": "basic",
        "html_baseurl": ADDRESS.rstrip("/"),
    }
    app = Sphinx(
        source,
        None,
        source / "out",
        source / "trees",
        "html",
        confoverrides=settings,
        status=None,
        warning=None,
    )
    app.build()
    assert app.statuscode == 0
    yield source / "out"


def test_sitemap_lists_the_pages(site_with_address: Path) -> None:
    """Every page but search, by its canonical address, in valid XML; robots.txt says where."""
    tree = ET.parse(site_with_address / "sitemap.xml")
    found = [element.text for element in tree.iter() if element.tag.endswith("}loc")]
    assert found == [
        f"{ADDRESS}chapters/one.html",
        f"{ADDRESS}chapters/two%20%26%20three.html",
        ADDRESS,
    ]
    robots = (site_with_address / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {ADDRESS}sitemap.xml" in robots


def test_pages_name_their_address(site_with_address: Path) -> None:
    """Canonical link, preview and card of a page; markup in titles and texts is escaped."""
    text = (site_with_address / "chapters" / "one.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}chapters/one.html" />' in text
    assert f'property="og:url" content="{ADDRESS}chapters/one.html"' in text
    assert f'property="og:image" content="{ADDRESS}_cards/chapters-one.png"' in text
    assert 'name="twitter:card" content="summary_large_image"' in text
    assert "This paragraph is long enough, and says" in text.partition("<body")[0]
    assert (site_with_address / "_cards" / "chapters-one.png").is_file()
    first = (site_with_address / "index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}" />' in first
    search = (site_with_address / "search.html").read_text("utf-8")
    assert "canonical" not in search and 'content="noindex"' in search


def test_address_taken_back_leaves_nothing(tmp_path: Path) -> None:
    """Built again without an address, the site has no sitemap of the old one."""
    (tmp_path / "index.html").write_text("x")
    findable.publish(tmp_path, ADDRESS)
    assert (tmp_path / "sitemap.xml").is_file()
    findable.publish(tmp_path, "")
    assert not (tmp_path / "sitemap.xml").exists()
    assert "Sitemap" not in (tmp_path / "robots.txt").read_text("utf-8")


# ---- cards -----------------------------------------------------------------------------------


def test_card_is_a_small_picture_always_the_same() -> None:
    """1200 by 630 pixels with a palette, a few ten thousand bytes, the same bytes each time."""
    page = next((p for p in built.pages() if cards.first_figure(_text(p))), "index.html")
    first = cards.card("Reach: who is inside the ring?", "The Missile Question", _text(page))
    assert first == cards.card(
        "Reach: who is inside the ring?", "The Missile Question", _text(page)
    )
    parts = dict(cards.chunks(first))
    assert struct.unpack(">IIBB", parts[b"IHDR"][:10]) == (cards.WIDTH, cards.HEIGHT, 8, 3)
    assert len(first) < 60_000


def _text(page: str) -> str:
    return (built.HTML / page).read_text("utf-8")


@pytest.mark.parametrize("title", ["A", "Deterrence: what are the missiles for? " * 3, "<&>"])
def test_card_takes_any_title(title: str) -> None:
    """Short, long and with signs that mean something in SVG; with a figure and without."""
    for body in ("", FIGURE):
        assert cards.card(title, "The book", body).startswith(cards.SIGNATURE)


@pytest.mark.parametrize("way", range(5))
def test_every_filter_of_png_is_undone(way: int) -> None:
    """All five ways in which a PNG's rows may be written give the same picture."""
    import zlib

    import numpy as np

    rng = np.random.default_rng(3)
    image = rng.integers(0, 256, (4, 6, 4)).astype(np.int64)
    rows = []
    above = np.zeros((6, 4), np.int64)
    for row in image:
        left = np.vstack([np.zeros((1, 4), np.int64), row[:-1]])
        corner = np.vstack([np.zeros((1, 4), np.int64), above[:-1]])
        guess = [0 * row, left, above, (left + above) // 2, cards.paeth(left, above, corner)][way]
        rows.append(bytes([way]) + ((row - guess) % 256).astype(np.uint8).tobytes())
        above = row
    header = struct.pack(">IIBBBBB", 6, 4, 8, 6, 0, 0, 0)
    png = cards.SIGNATURE + b"".join(
        [
            cards.chunk(b"IHDR", header),
            cards.chunk(b"IDAT", zlib.compress(b"".join(rows))),
            cards.chunk(b"IEND", b""),
        ]
    )
    assert (cards.pixels(png) == image).all()


# ---- anywhere --------------------------------------------------------------------------------


def test_no_address_starts_at_the_hosts_root(path: str) -> None:
    """Hosted below any path: no link, script, form or style of a page begins with a slash."""
    found = [
        value
        for tag in built.soup(path).find_all(True)
        for name in ("href", "src", "action", "data-worker", "data-files")
        if isinstance(value := tag.get(name), str) and value.startswith("/")
    ]
    assert found == []


def test_search_works_below_a_path(new_visit: Callable[..., Visit], address: str) -> None:
    """At /book/ too, search finds, and its results lead below the path."""
    visit = new_visit(address + built.SUB_PATH).open("search.html?q=deterrence")
    link = visit.page.locator("#search-results li a").first
    link.wait_for()
    link.click()
    visit.page.wait_for_load_state()
    assert urlpath(visit.page.url).startswith(f"{built.SUB_PATH}/")
    # Summaries that were still being fetched when the reader went on are no failure.
    assert [f for f in visit.failed if "net::ERR_ABORTED" not in f] == [] and visit.errors == []


def urlpath(url: str) -> str:
    """Return an address without its host."""
    return re.sub(r"^https?://[^/]+", "", url)


def test_pages_of_the_policy_are_the_pages_of_the_tests() -> None:
    """What gets tags, policy and edition is what readers can open."""
    found = [path.relative_to(built.HTML).as_posix() for path in policy.pages(built.HTML)]
    assert set(found) == {p for p in built.pages(generated=True) if "lite/" not in p}
