"""Sphinx glue of the reference part: a page for each table and model, made from their own words.

``{data-table} name`` writes what data/datapackage.json and the rows say: meaning, picture,
provenance, dictionary, sources, uses, rows. ``{data-tables}`` and ``{model-list}`` list them all. A
model's page is its docstrings, by Sphinx's own autodoc; here only their references become links to
the bibliography.
"""

from __future__ import annotations

import html
import importlib
import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from missile_question import catalog, models
from missile_question.charts import pictures
from missile_question.charts.figure import MARK, Figure, stored

DATA = Path(__file__).parents[1] / "data"
#: Where downloads lie below the site's root.
DOWNLOADS = "_assets/data"
DATA_PAGES, MODEL_PAGES = "reference/data", "reference/models"
#: Pages that list what other pages show, and the kinds of things that pages show.
LISTS = ("reference/claims", "reference/figures")
KEPT = ("figures", "cards")
#: Columns that the page shows in its own way, not as text.
RATINGS = ("confidence", "verified")


class Uses(nodes.General, nodes.Element):  # type: ignore[misc]
    """Stands where the figures of the book that use a table or model will be listed."""


# ---- words about rows --------------------------------------------------------------------------


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 row" or "12 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ratings(frame: pd.DataFrame) -> str:
    """Say how many rows carry which confidence, and how many are unverified."""
    if "confidence" not in frame:
        return ""
    parts = [
        f"{int(count)} {level}"
        for level in ("high", "medium", "low")
        if (count := (frame["confidence"] == level).sum())
    ]
    unseen = int((~frame["verified"]).sum())
    if not unseen:
        rest = "Every one was seen in a text."
    elif unseen == 1:
        rest = "1 row could not be verified and is marked as such wherever it appears."
    else:
        rest = f"{unseen} rows could not be verified and are marked as such wherever they appear."
    return f"Confidence: {', '.join(parts)}. {rest}"


def cell(value: Any, column: str, documents: dict[str, Any]) -> str:
    """Return one value as HTML: sources as links, blanks as such, numbers as written."""
    if column.endswith("source_id") and value in documents:
        document = documents[value]
        title = html.escape(f"{document['publisher']} {document['date']}".strip())
        return f'<a href="{html.escape(document["url"])}">{title}</a>'
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.12g}"
    return html.escape(str(value))


def table_html(head: Iterable[str], body: Iterable[Iterable[str]], label: str) -> str:
    """Return a table that scrolls sideways by itself; the first cell of a row is its header."""
    heads = "".join(f"<th scope='col'>{name}</th>" for name in head)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<th scope='row'>{value}</th>" if place == 0 else f"<td>{value}</td>"
            for place, value in enumerate(line)
        )
        + "</tr>"
        for line in body
    )
    return (
        f"<div class='mq-scroll' tabindex='0' role='region' aria-label='{html.escape(label)}'>"
        f"<table class='table mq-table'><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def anchor(table: str) -> str:
    """Return the anchor of a table's picture."""
    return f"picture-{table.replace('_', '-')}"


def still(figure: Figure, table: str) -> str:
    """Return a figure as a picture: drawn at build time in both widths, without script."""
    drawings = "".join(
        f'<div class="mq-chart {variant}" role="img" aria-label="{html.escape(figure.alt)}">'
        f"{figure.svg(variant)}</div>"
        for variant in ("wide", "narrow")
    )
    subtitle = f"<span>{html.escape(figure.subtitle)}</span>" if figure.subtitle else ""
    return (
        f'<figure class="{MARK} mq-still" id="{anchor(table)}"><figcaption>'
        f"<strong>{html.escape(figure.title)}</strong>{subtitle}</figcaption>{drawings}</figure>"
    )


# ---- directives --------------------------------------------------------------------------------


class Page(SphinxDirective):
    """What the directives of this file share."""

    @property
    def root(self) -> str:
        """Return the way from this page to the site's root."""
        return "../" * self.env.docname.count("/")

    def section(self, title: str, *content: nodes.Node | str) -> nodes.section:
        """Return a section; strings are raw HTML, empty ones are left out."""
        ident = nodes.make_id(title)
        section = nodes.section(ids=[ident], names=[ident])
        section += nodes.title("", title)
        section += [raw(part) if isinstance(part, str) else part for part in content if part]
        return section


def raw(text: str) -> nodes.raw:
    """Return HTML as a node."""
    return nodes.raw("", text, format="html")


class DataTable(Page):
    """``{data-table} name``: everything a reader may ask about one table."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the page's body."""
        name = self.arguments[0]
        self.env.note_dependency(str(DATA / "datapackage.json"))
        about = catalog.describe(name)
        self.env.note_dependency(str(DATA / about["path"]))
        frame = catalog.load(name, epilogue=True)
        later = bool(about["after_article"])
        drawn = pictures.of(name)
        out: list[nodes.Node] = [
            nodes.paragraph("", about["description"]),
            raw(self.facts(name, about, frame)),
        ]
        if drawn:
            out.append(raw(still(drawn, name)))
            note(self.env, anchor(name), drawn.title, drawn.payload()["sources"])
        out.append(self.section("How far to trust it", *self.trust(about, frame)))
        out.append(self.section("What the columns mean", self.dictionary(about)))
        if any(column.endswith("source_id") for column in frame.columns) and name[:7] != "sources":
            out.append(self.section("Where the rows come from", self.sources(frame, later)))
        out.append(self.section("Figures that use it", Uses(table=name)))
        if not later:
            out.append(self.section("All rows", self.rows(about, frame)))
        return out

    def facts(self, name: str, about: dict[str, Any], frame: pd.DataFrame) -> str:
        """Return rows, date, licence and downloads."""
        licence = "; ".join(
            f'<a href="{html.escape(item["path"])}">{html.escape(item.get("title", item["name"]))}'
            "</a>"
            for item in about["licenses"]
        )
        later = (
            "<p><strong>Later knowledge.</strong> These rows became known after 11 February 2026. "
            "Only the last chapter opens them; they are not shown here.</p>"
            if about["after_article"]
            else ""
        )
        return (
            f"{later}<p>{counted(len(frame), 'row')}, as of {about['as_of']}. Licence: {licence}. "
            f'Download: <a href="{self.root}{DOWNLOADS}/{about["path"]}" download>'
            f'{name}.csv</a>, <a href="{self.root}{DOWNLOADS}/datapackage.json" download>'
            "the description of all tables</a> (Frictionless).</p>"
        )

    def trust(self, about: dict[str, Any], frame: pd.DataFrame) -> Iterator[nodes.Node | str]:
        """Yield how the rows are rated, and what is missing."""
        rated = ratings(frame)
        if rated:
            yield nodes.paragraph("", rated)
        gaps = about["known_gaps"]
        if gaps:
            yield (
                "<p>Known gaps:</p><ul>"
                + "".join(f"<li>{html.escape(gap)}</li>" for gap in gaps)
                + "</ul>"
            )
        elif not rated:
            yield nodes.paragraph("", "No gaps are known.")

    def dictionary(self, about: dict[str, Any]) -> str:
        """Return the columns with type, unit, meaning, allowed values and where a key leads."""
        schema = about["schema"]
        leads = {
            key["fields"][0]: key["reference"]["resource"] for key in schema.get("foreignKeys", [])
        }
        lines = []
        for spec in schema["fields"]:
            name = spec["name"]
            kind = html.escape(", ".join(filter(None, (spec["type"], spec.get("unit")))))
            target = leads.get(name)
            if target:
                kind += f', key of <a href="{target}.html"><code>{target}</code></a>'
            allowed = spec.get("constraints", {}).get("enum")
            extra = f" Allowed: {', '.join(allowed)}." if allowed else ""
            lines.append((f"<code>{name}</code>", kind, html.escape(spec["description"] + extra)))
        return table_html(("Column", "Type, unit", "Meaning"), lines, "Dictionary")

    def sources(self, frame: pd.DataFrame, later: bool) -> str:
        """Return the documents, those that carry most rows first."""
        columns = [c for c in frame.columns if str(c).endswith("source_id")]
        counts = frame[columns].melt()["value"].value_counts()
        documents = catalog.sources_of(frame, epilogue=later)
        documents = documents.assign(n=documents["source_id"].map(counts))
        documents = documents.sort_values(["n", "publisher"], ascending=[False, True])
        lines = [
            (
                f'<a href="{html.escape(row.url)}">{html.escape(row.title)}</a>',
                html.escape(row.publisher),
                row.date or "undated",
                str(row.n),
                html.escape(row.note),
            )
            for row in documents.itertuples(index=False)
        ]
        return table_html(("Document", "Publisher", "Date", "Rows", "Note"), lines, "Sources")

    def rows(self, about: dict[str, Any], frame: pd.DataFrame) -> str:
        """Return the whole table, folded."""
        names = [spec["name"] for spec in about["schema"]["fields"]]
        documents = catalog.load("sources").set_index("source_id").to_dict("index")
        # In the ledger itself the identifier is a name, not a reference.
        known = {} if about["name"] == "sources" else documents
        lines = (
            [cell(value, name, known) for name, value in zip(names, row, strict=True)]
            for row in frame[names].astype(object).itertuples(index=False)
        )
        heads = [f"<code>{name}</code>" for name in names]
        shown = table_html(heads, lines, f"Rows of {about['title']}")
        return (
            f'<details class="mq-more"><summary>{counted(len(frame), "row")}, '
            f"{counted(len(names), 'column')}</summary>{shown}</details>"
        )


class DataTables(Page):
    """``{data-tables}``: the list of all tables, the epilogue's apart."""

    def run(self) -> list[nodes.Node]:
        """Return two lists."""
        self.env.note_dependency(str(DATA / "datapackage.json"))
        main = catalog.tables()
        later = [name for name in catalog.tables(epilogue=True) if name not in main]
        return [
            raw(self.lines(main, "Tables as of the article's day")),
            self.section(
                "What became known later",
                nodes.paragraph(
                    "",
                    "The book argues as of 11 February 2026. What became known afterwards lies in "
                    "tables of its own, which only the last chapter opens.",
                ),
                self.lines(later, "Tables with later knowledge"),
            ),
        ]

    def lines(self, names: list[str], label: str) -> str:
        """Return tables with title, rows and ratings."""
        lines = []
        for name in names:
            about, frame = catalog.describe(name), catalog.load(name, epilogue=True)
            rated = ["", "", "", ""]
            if "confidence" in frame:
                rated = [
                    str(int((frame["confidence"] == c).sum())) for c in ("high", "medium", "low")
                ]
                rated.append(str(int((~frame["verified"]).sum())))
            title = f'<a href="data/{name}.html">{html.escape(about["title"])}</a>'
            lines.append((title, str(len(frame)), *rated))
        heads = ("Table", "Rows", "High", "Medium", "Low", "Unverified")
        return table_html(heads, lines, label)


class ModelList(Page):
    """``{model-list}``: the models with the first sentence of each."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        items = []
        for name in models.TITLES:
            said = inspect.getdoc(importlib.import_module(f"missile_question.models.{name}")) or ""
            first = said.split("\n\n")[0].replace("\n", " ")
            _, _, rest = first.partition(": ")
            items.append(
                f'<dt><a href="models/{name}.html">{html.escape(models.TITLES[name])}</a></dt>'
                f"<dd>{html.escape(rest[:1].upper() + rest[1:])}</dd>"
            )
        return [raw(f"<dl class='mq-list'>{''.join(items)}</dl>")]


class ModelUses(Page):
    """``{model-uses} name``: the figures of the book that rest on a model."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        return [Uses(model=self.arguments[0])]


# ---- uses --------------------------------------------------------------------------------------


def kept(env: BuildEnvironment, kind: str) -> dict[str, list[dict[str, Any]]]:
    """Return what each page shows of a kind ("figures", "cards"), as far as pages were read."""
    if not hasattr(env, "mq_kept"):
        env.mq_kept = {}  # type: ignore[attr-defined]
    found: dict[str, list[dict[str, Any]]] = env.mq_kept.setdefault(kind, {})  # type: ignore[attr-defined]
    return found


def note(env: BuildEnvironment, ident: str, title: str, sources: list[dict[str, str]]) -> None:
    """Remember that the page being read shows a figure."""
    kept(env, "figures").setdefault(env.docname, []).append(
        {"anchor": ident, "title": title, "sources": sources}
    )


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Note the figures of a page that was read, with their sources."""
    for node in doctree.findall(nodes.raw):
        for payload in stored(node.astext()):
            note(app.env, f"fig-{payload['name']}", payload["title"], payload["sources"])


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a page that will be read anew."""
    for kind in KEPT:
        kept(env, kind).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Take over what another process read."""
    for kind in KEPT:
        kept(env, kind).update({d: f for d, f in kept(other, kind).items() if d in docnames})


def renew(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the pages that list others again: any page may have gained or lost a figure."""
    folders = (DATA_PAGES + "/", MODEL_PAGES + "/")
    return [d for d in env.found_docs if d.startswith(folders) or d in LISTS]


def list_uses(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each placeholder by links to the figures that use the table or model."""
    for node in list(doctree.findall(Uses)):
        kind = "table" if node.get("table") else "model"
        links = []
        for page, figures in sorted(kept(app.env, "figures").items()):
            for figure in figures if page != docname else []:
                if any(source.get(kind) == node[kind] for source in figure["sources"]):
                    uri = app.builder.get_relative_uri(docname, page)
                    links.append(
                        f'<li><a href="{uri}#{figure["anchor"]}">{html.escape(figure["title"])}'
                        "</a></li>"
                    )
        text = (
            f"<ul>{''.join(links)}</ul>"
            if links
            else "<p>So far only the one above.</p>"
            if kind == "table"
            else "<p>None so far.</p>"
        )
        node.replace_self(raw(text))


# ---- models ------------------------------------------------------------------------------------


def cite(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Turn the numbered references of a docstring into a list with links to the bibliography.

    Footnotes would clash: each function counts its own from 1.
    """
    text = "\n".join(lines)
    text = re.sub(r"\s*\[\d+\]_", "", text)
    text = re.sub(r"^\.\. \[\d+\] ", "*  ", text, flags=re.MULTILINE)
    text = re.sub(r"\s*\bKey:\s+([a-z0-9]+)\.", r" :cite:p:`\1`", text)
    lines[:] = text.split("\n")


def skip(app: Sphinx, what: str, name: str, obj: Any, given: bool, options: Any) -> bool | None:
    """Leave out fields of named tuples: their class's docstring explains them."""
    return True if type(obj).__name__ in ("_tuplegetter", "member_descriptor") else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.add_node(Uses)
    app.add_directive("data-table", DataTable)
    app.add_directive("data-tables", DataTables)
    app.add_directive("model-list", ModelList)
    app.add_directive("model-uses", ModelUses)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", renew)
    app.connect("doctree-resolved", list_uses)
    app.connect("autodoc-skip-member", skip)
    app.connect("autodoc-process-docstring", cite, priority=100)  # before the sections are parsed
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
