"""Sphinx glue of the instructors' part: plans, steps, tasks, bets and mistakes, worked out here.

``{minute-plan}``, ``{show}``, ``{chapter-bet}``, ``{chapter-needs}``, ``{task-list}``,
``{written-tasks}`` and ``{mistakes}`` take what they say from the chapters, the explorers and the
checks, and `` {number}`module.function.name` `` quotes what a chapter prints. What does not exist,
or does not add up, stops the build.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from missile_question.checks import tasks
from missile_question.teaching import instructors

ROOT = Path(__file__).parents[1]


def ended(title: str) -> str:
    """Return a title that ends like a sentence."""
    return title if title.endswith(("?", "!")) else f"{title}."


class Setting(nodes.General, nodes.Inline, nodes.Element):  # type: ignore[misc]
    """Stands where a page in a browser links to a chart of its chapter, already set."""


def link_settings(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Link each setting where a browser can follow; elsewhere leave it out."""
    for node in list(doctree.findall(Setting)):
        link = ""
        if app.builder.name == "html":
            uri = app.builder.get_relative_uri(docname, f"chapters/{node['chapter']}")
            link = f' <a href="{html.escape(uri)}#{html.escape(node["fragment"])}">Show it</a>'
        node.replace_self(nodes.raw("", link, format="html"))


def reachable_tables(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let the keyboard scroll a wide table on a phone, and give the place a name."""
    if page.startswith("instructors/") and "body" in context:
        numbers = itertools.count(1)
        context["body"] = re.sub(
            '<div class="pst-scrollable-table-container">',
            lambda found: (
                f"{found[0][:-1]} tabindex='0' role='region' aria-label='Table {next(numbers)}'>"
            ),
            context["body"],
        )


class Part(SphinxDirective):
    """What the directives of this file share."""

    required_arguments = 0
    has_content = True

    def made(self, make: Callable[..., Any], *given: Any) -> Any:
        """Call a function of the package; its ValueError becomes an error of this page."""
        try:
            return make(*given)
        except ValueError as error:
            raise self.error(str(error)) from error

    def inline(self, text: str) -> list[nodes.Node]:
        """Return the nodes of a line of Markdown."""
        found, messages = self.state.inline_text(text, self.lineno)
        return [*found, *messages]

    def paragraph(self, text: str) -> nodes.paragraph:
        """Return a line of Markdown as a paragraph."""
        return nodes.paragraph("", "", *self.inline(text))

    def table(
        self, heads: Sequence[str], widths: Sequence[int], body: Iterable[Sequence[Any]], kind: str
    ) -> nodes.table:
        """Return a table; a cell is Markdown or a node."""
        group = nodes.tgroup(cols=len(heads))
        group += [nodes.colspec(colwidth=width) for width in widths]
        group += nodes.thead("", self.row([nodes.paragraph("", head) for head in heads]))
        group += nodes.tbody("", *[self.row(cells) for cells in body])
        return nodes.table("", group, classes=["mq-plan", kind])

    def row(self, cells: Iterable[Any]) -> nodes.row:
        """Return a row of a table."""
        made = [cell if isinstance(cell, nodes.Node) else self.paragraph(cell) for cell in cells]
        return nodes.row("", *[nodes.entry("", cell) for cell in made])

    @staticmethod
    def folded(summary: str, *content: nodes.Node) -> list[nodes.Node]:
        """Return content behind a line that opens it; on paper it is open."""
        return [
            nodes.raw("", f"<details class='mq-fold'><summary>{summary}</summary>", format="html"),
            *content,
            nodes.raw("", "</details>", format="html"),
        ]


class MinutePlan(Part):
    """``{minute-plan}``: parts of a class; the clock runs by itself, and the sums are checked."""

    def run(self) -> list[nodes.Node]:
        """Return the plan as a table."""
        clock, body = 0, []
        for part in self.made(instructors.minute_plan, list(self.content)):
            until = clock + part.minutes
            short = f"{part.short} min" if part.short else "leave out"
            body.append((f"{clock}–{until}", f"**{ended(part.title)}** {part.text}", short))
            clock = until
        heads = ("Clock", "What happens", f"In {instructors.SHORT}")
        return [self.table(heads, (12, 74, 14), body, "mq-minutes")]


class Show(Part):
    """``{show} explorer``: what to move, and what the page then says, asked of the explorer."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the steps as a numbered list."""
        steps = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        for step in self.made(instructors.show, self.arguments[0], list(self.content)):
            head = nodes.paragraph("", "", nodes.strong("", f"{step.moves}."))
            head += Setting(chapter=self.env.docname.rpartition("/")[2], fragment=step.setting)
            item = nodes.list_item("", head)
            said = nodes.paragraph("", step.answer)
            item += nodes.block_quote("", said, classes=["mq-page-says"])
            if step.point:
                item += self.paragraph(step.point)
            steps += item
        return [steps]


class ChapterBet(Part):
    """``{chapter-bet} chapter name``: a chapter's bet with its answer, from its stored output."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Return question, options and answer."""
        chapter, name = self.arguments
        path = ROOT / "chapters" / f"{chapter}.ipynb"
        self.env.note_dependency(str(path))
        for page in outputs(path):
            found = BeautifulSoup(page, "html.parser").select_one(f"#bet-{name}")
            if found is not None:
                return self.bet(found)
        raise self.error(f"{path.name} has no bet {name!r}")

    def bet(self, found: Any) -> list[nodes.Node]:
        """Return a bet as a quotation, and its answer behind a line that opens it."""
        question = found.select_one("legend").get_text().removeprefix("Place your bet. ")
        options = [label.get_text(" ", strip=True) for label in found.select("label")]
        answer = found.select_one(".mq-reveal").get_text(" ", strip=True)
        asked = nodes.paragraph("", "", nodes.strong("", question), nodes.Text(" "))
        asked += nodes.Text(" · ".join(options))
        quote = nodes.block_quote("", asked, classes=["mq-page-says"])
        return [quote, *self.folded("What the page answers", nodes.paragraph("", answer))]


class ChapterNeeds(Part):
    """``{chapter-needs}``: what each chapter itself says it needs, how long it takes, its tasks."""

    def run(self) -> list[nodes.Node]:
        """Return a table of the chapters."""
        body = []
        for path in sorted((ROOT / "chapters").glob("*.ipynb")):
            self.env.note_dependency(str(path))
            facts = next(filter(None, (facts_of(page) for page in outputs(path))))
            minutes, needs = facts
            of = [one for one in tasks() if one.chapter == path.stem]
            work = str(sum(one.minutes for one in of)) if of else "none"
            number, _, topic = path.stem.partition("_")
            name = f"[{int(number)} {topic.replace('_', ' ')}](../chapters/{path.name})"
            body.append((name, minutes.removesuffix(" minutes"), nodes.paragraph("", needs), work))
        heads = ("Chapter", "Reading", "It says you need", "Tasks")
        return [self.table(heads, (22, 10, 58, 10), body, "mq-needs")]


def outputs(path: Path) -> Iterable[str]:
    """Yield the stored HTML of a notebook's cells."""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            yield "".join(output.get("data", {}).get("text/html", []))


def facts_of(page: str) -> tuple[str, str] | None:
    """Return reading time and needs from a chapter's header, or None if this is none."""
    facts = BeautifulSoup(page, "html.parser").select_one("dl.mq-facts")
    if facts is None:
        return None
    minutes, _claims, needs = facts.select("dd")[:3]
    return minutes.get_text(), " ".join(item.get_text() for item in needs.select("li"))


class TaskList(Part):
    """``{task-list} chapter``: what students can do afterwards, task by task, from the checks."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the tasks as a table with sums."""
        of = self.made(tasks, self.arguments[0])
        body = []
        for one in of:
            points = f"{one.manual_points}, by you" if one.manual_points else f"{one.points}"
            words = nodes.paragraph("", "", nodes.strong("", ended(one.title)))
            words += nodes.Text(f" {one.objective}")
            body.append((nodes.paragraph("", one.task_id), words, f"{one.minutes}", points))
        total = (
            f"{len(of)} tasks, about {sum(one.minutes for one in of)} minutes: "
            f"{sum(one.points for one in of)} points from the checks, "
            f"{sum(one.manual_points for one in of)} from you."
        )
        heads = ("Task", "Afterwards students can", "Min", "Points")
        table = self.table(heads, (16, 60, 10, 14), body, "mq-tasks")
        return [table, nodes.paragraph("", total)]


class WrittenTasks(Part):
    """``{written-tasks}``: every task that a person grades, with the lines of its rubric."""

    def run(self) -> list[nodes.Node]:
        """Return a definition list."""
        items = nodes.definition_list()
        for one in (one for one in tasks() if one.rubric):
            lines = nodes.bullet_list()
            lines += [nodes.list_item("", nodes.paragraph("", line)) for line in one.rubric]
            term = nodes.term("", f"{one.task_id}: {one.title}")
            items += nodes.definition_list_item("", term, nodes.definition("", lines))
        return [items]


class Mistakes(Part):
    """``{mistakes} chapter``: the checks' named mistakes.

    A line of the body, ``task name | what to do about it``, picks one to talk about. All of the
    chapter follow, folded.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the chosen mistakes, then all."""
        chosen = nodes.definition_list()
        for line in filter(str.strip, self.content):
            where, _, advice = (part.strip() for part in line.partition("|"))
            task_id, _, name = where.partition(" ")
            known = self.made(instructors.misconceptions, task_id)
            if name not in known:
                raise self.error(f"{task_id} knows {', '.join(known)}; not {name!r}")
            term = nodes.term("", name.replace("-", " ").capitalize(), nodes.Text(f" ({task_id})"))
            said = nodes.paragraph("", "", nodes.emphasis("", f"The check says: {known[name]}"))
            meaning = nodes.definition("", said, self.paragraph(advice))
            chosen += nodes.definition_list_item("", term, meaning)
        return [chosen, *self.all(self.arguments[0])]

    def all(self, chapter: str) -> list[nodes.Node]:
        """Return every named mistake of a chapter, folded."""
        content: list[nodes.Node] = []
        count = 0
        for one in self.made(tasks, chapter):
            known = instructors.misconceptions(one.task_id)
            known = {n: says for n, says in known.items() if n not in instructors.SHAPE}
            if not known:
                continue
            count += len(known)
            content.append(nodes.paragraph("", "", nodes.strong("", f"{one.task_id}: {one.title}")))
            items = nodes.bullet_list()
            for name, says in known.items():
                words = nodes.paragraph("", "", nodes.strong("", name.replace("-", " ")))
                words += nodes.Text(f": {says}" if says else "")
                items += nodes.list_item("", words)
            content.append(items)
        return self.folded(f"All {count} mistakes that the checks of this chapter know", *content)


class Number(SphinxRole):
    """`` {number}`module.function.name` ``: a number as the chapter prints it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as text."""
        try:
            return [nodes.Text(instructors.quoted(self.text))], []
        except ValueError as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [nodes.problematic(self.rawtext, self.rawtext)], [message]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.add_node(Setting)
    app.connect("html-page-context", reachable_tables)
    app.connect("doctree-resolved", link_settings)
    app.add_directive("minute-plan", MinutePlan)
    app.add_directive("show", Show)
    app.add_directive("chapter-bet", ChapterBet)
    app.add_directive("chapter-needs", ChapterNeeds)
    app.add_directive("task-list", TaskList)
    app.add_directive("written-tasks", WrittenTasks)
    app.add_directive("mistakes", Mistakes)
    app.add_role("number", Number())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
