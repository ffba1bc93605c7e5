"""Turn a notebook of the book into one that any Jupyter shows: no MyST, values and credits told.

Jupyter knows Markdown and formulas. What MyST adds (``{eval}`n.x` ``, ``{cite:t}`key` ``, blocks
with a name) is replaced by what the book's page says there. Code and nbgrader's metadata stay.
Standard library only.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

KERNEL = {"display_name": "Python (in the browser)", "language": "python", "name": "python"}

#: Code in a line, which stays, or a role in front of some.
ROLE = re.compile(r"(?<!`)(?:\{([\w:.-]+)\})?(`+)(?!`)(.+?)(?<!`)\2(?!`)", re.DOTALL)
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}|:{3,})(?:\{([\w:.-]+)\})?\s*(.*)$")
OPTION = re.compile(r"^:[\w-]+:.*$")
#: A label before a block, a comment, a cell's end: seen by MyST only.
UNSEEN = re.compile(r"^(\([\w.:-]+\)=|%.*|\+\+\+.*)$")
#: Pages that are no notebooks exist in the book only, under the name that they have there.
PAGE_LINK = re.compile(r"(\]\((?!\w+:)[^()\s]+?)\.md(#[^()\s]*)?\)")

TITLED = (
    *("attention", "caution", "danger", "error", "hint", "important"),
    *("note", "seealso", "tip", "warning"),
)


class Unconverted(Exception):
    """The notebook says something that the converter does not know; the message says what."""


@dataclass(frozen=True)
class Credit:
    """How a source is credited: "Author (year)", and where the bibliography has it."""

    author: str
    year: str
    anchor: str = ""


@dataclass
class Page:
    """What the book's page says where the notebook has MyST.

    Parameters
    ----------
    values : iterable of str
        What each ``{eval}`` gave, in the order of the text.
    credits : mapping of str to Credit
        By key of the bibliography.
    root : str
        The way from the notebook to the book's root, such as ``"../"``.
    bibliography : str
        Address of the bibliography's page, from the root.
    """

    values: Iterable[str] = ()
    credits: Mapping[str, Credit] = field(default_factory=dict)
    root: str = ""
    bibliography: str = "reference/bibliography.html"

    def __post_init__(self) -> None:
        self.left = iter(list(self.values))

    def value(self, name: str) -> str:
        """Return the next value."""
        try:
            return next(self.left)
        except StopIteration:
            raise Unconverted(f"no value is known for {{eval}}`{name}`") from None

    def credit(self, key: str, inside: bool) -> str:
        """Return one source as a link: "Author (year)", or "Author, year" inside brackets."""
        try:
            credit = self.credits[key]
        except KeyError:
            raise Unconverted(f"the bibliography has no {key}") from None
        said = f"{credit.author}, {credit.year}" if inside else f"{credit.author} ({credit.year})"
        anchor = f"#{credit.anchor}" if credit.anchor else ""
        return f"[{said}]({self.root}{self.bibliography}{anchor})"

    def role(self, name: str, body: str) -> str:
        """Return what a role says, as plain Markdown."""
        if name == "eval":
            return self.value(body)
        if name.startswith("cite"):
            inside = name not in ("cite:t", "cite:ct", "cite:author")
            said = "; ".join(self.credit(key.strip(), inside) for key in body.split(","))
            return f"({said})" if inside else said
        if name == "math":
            return f"${body}$"
        title, _, target = body.rpartition(" <") if body.endswith(">") else (body, "", "")
        if name == "doc" and target:
            return f"[{title}]({target.removesuffix('>').removesuffix('.md')}.html)"
        return title


def text(source: str, page: Page) -> str:
    """Return a text cell in plain Markdown."""
    return "\n".join(blocks(source.split("\n"), page))


def blocks(lines: list[str], page: Page) -> Iterator[str]:
    """Yield the lines of a text with its named blocks and its roles replaced."""
    plain: list[str] = []
    rest = iter(lines)
    for line in rest:
        fence = FENCE.match(line)
        if not fence:
            if not UNSEEN.match(line):
                plain.append(line)
            continue
        yield from inline(plain, page)
        plain = []
        body = list(until(rest, fence[1]))
        if fence[2]:
            yield from named(fence[2], fence[3].strip(), body, page)
        elif fence[1][0] == ":":
            yield from blocks(body, page)
        else:
            yield from [line, *body, fence[1]]
    yield from inline(plain, page)


def until(lines: Iterator[str], fence: str) -> Iterator[str]:
    """Yield lines until a fence closes."""
    for line in lines:
        if re.fullmatch(rf" {{0,3}}{fence[0]}{{{len(fence)},}}\s*", line):
            return
        yield line


def inline(lines: list[str], page: Page) -> Iterator[str]:
    """Yield lines with their roles replaced; code in them stays as it is."""
    if not lines:
        return
    said = ROLE.sub(
        lambda m: page.role(m[1], " ".join(m[3].split())) if m[1] else m[0], "\n".join(lines)
    )
    yield from PAGE_LINK.sub(r"\1.html\2)", said).split("\n")


def named(name: str, argument: str, body: list[str], page: Page) -> Iterator[str]:
    """Yield what stands for a named block: formulas and code as such, all else as a quotation."""
    while body and (OPTION.match(body[0]) or not body[0].strip()):
        body = body[1:]
    if name == "math":
        yield from ["$$", *([argument] if argument else []), *body, "$$"]
    elif name in ("code", "code-block", "code-cell"):
        yield from [f"```{argument}", *body, "```"]
    elif name in ("figure", "image"):
        yield f"![{' '.join(body)}]({argument})"
    else:
        title = argument or (name.capitalize() if name in TITLED else "")
        heading = [f"**{title}**", ""] if title else []
        for line in [*inline(heading, page), *blocks(body, page)]:
            yield f"> {line}".rstrip()


def notebook(
    source: Mapping[str, Any], page: Page, drawn: Callable[[str], str] = lambda html: html
) -> dict[str, Any]:
    """Return a notebook for the browser; the given one stays as it is.

    Parameters
    ----------
    source : mapping
        A notebook of the book, format 4.
    page : Page
    drawn : callable
        Returns stored HTML with its figures drawn.
    """
    made = copy.deepcopy(dict(source))
    made["metadata"] = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in made["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = text("".join(cell["source"]), page)
        elif cell["cell_type"] == "code":
            # The book's own pages vouch for what is stored; else Jupyter would hide the drawings.
            cell["metadata"]["trusted"] = True
            for output in cell["outputs"]:
                data = output.get("data", {})
                if "text/html" in data:
                    data["text/html"] = drawn("".join(data["text/html"]))
    left = list(page.left)
    if left:
        raise Unconverted(f"{len(left)} values of the page have no place in the notebook")
    return made
