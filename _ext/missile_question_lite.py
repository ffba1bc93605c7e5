"""Notebooks in the browser: a link on each page, and its notebook beside the application."""

from __future__ import annotations

import html
import json
import posixpath
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from missile_question.charts.figure import frame, replaced

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tools"))  # where the converter is, which needs no Sphinx
from lite import convert  # noqa: E402
from lite.convert import Credit, Page  # noqa: E402

#: The application, if tools/lite has made it; without it no page has a link.
LITE = HERE.parent / "_build" / "lite"
MANIFEST = HERE.parent / "_build" / "live" / "manifest.json"
FOLDER = "lite"
#: What the application loads to show a notebook with charts, as it travels; Python comes on top.
APPLICATION_MB = 3
#: All notebooks of a release are of one date: the same sources give the same bytes.
WHEN = "2026-02-11T00:00:00Z"


def offered() -> bool:
    """Whether this build has the application and the Python that it runs."""
    return (LITE / "jupyter-lite.json").is_file() and MANIFEST.is_file()


def is_notebook(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page is made from a notebook."""
    return str(env.doc2path(docname)).endswith(".ipynb")


def link(app: Sphinx, docname: str) -> str:
    """Return the link that opens a page's notebook, or nothing if there is none."""
    if not offered() or not is_notebook(app.env, docname):
        return ""
    way = posixpath.relpath(f"{FOLDER}/notebooks/index.html", posixpath.dirname(docname) or ".")
    address = html.escape(f"{way}?path={docname}.ipynb")
    return (
        f'<p class="mq-live-notebook"><a href="{address}">Open as a notebook</a> '
        '<span class="mq-live-hint">Jupyter in your browser: keeps what you write there, and '
        "gives it to you as a file.</span></p>"
    )


# ---- what the pages say --------------------------------------------------------------------------


def values_of(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return what the expressions in each page's text gave, in their order."""
    if not hasattr(env, "mq_values"):
        env.mq_values = {}  # type: ignore[attr-defined]
    found: dict[str, list[str]] = env.mq_values  # type: ignore[attr-defined]
    return found


def inside_cell(node: nodes.Node) -> bool:
    """Whether a node is part of a cell's output."""
    parent = node.parent
    while parent is not None:
        if str(parent.get("nb_element", "")).startswith("cell_code"):
            return True
        parent = parent.parent
    return False


def said(bundle: nodes.container) -> str:
    """Return the words of one evaluated expression."""
    for part in bundle.findall(nodes.container):
        if part.get("mime_type") == "text/plain":
            return str(part.astext())
    raise ExtensionError(f"an expression in the text is no words: {bundle.astext()!r}")


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the values of the page that was read."""
    if not is_notebook(app.env, app.env.docname):
        return
    values_of(app.env)[app.env.docname] = [
        said(node)
        for node in doctree.findall(nodes.container)
        if node.get("nb_element") == "mime_bundle" and not inside_cell(node)
    ]


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a page that will be read anew."""
    values_of(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Take over what another process read."""
    values_of(env).update({d: v for d, v in values_of(other).items() if d in docnames})


def author(entry: Any) -> str:
    """Return who is credited: one or two names, or the first of more."""
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [" ".join(map(str, (*p.rich_prelast_names, *p.rich_last_names))) for p in persons]
    if not names:
        return str(entry.fields.get("organization") or entry.fields.get("title", entry.key))
    return f"{names[0]} et al." if len(names) > 2 else " and ".join(names)


def credits_of(env: BuildEnvironment) -> dict[str, Credit]:
    """Return how each work of the bibliography is credited."""
    domain: Any = env.get_domain("cite")
    return {
        c.key: Credit(author(c.entry), c.entry.fields.get("year", "n.d."), c.citation_id)
        for c in domain.citations
    }


# ---- what is written -----------------------------------------------------------------------------


def drawn(text: str) -> str:
    """Return a stored output with its figures as drawings."""
    # Late: the page's own extension loads this one.
    from missile_question_page import figure_of

    def draw(payload: dict[str, Any]) -> str:
        figure = figure_of(payload)
        answer = html.escape(figure.panel.get("answer", ""))
        hint = f"<p>{answer}</p><p>Run this cell to move it.</p>" if figure.panel else ""
        return frame(figure, figure.svg("wide")) + hint

    return replaced(text, draw)


def converted(app: Sphinx, docname: str, credits_: dict[str, Credit]) -> str:
    """Return a page's notebook as the application gets it."""
    source = json.loads(Path(app.env.doc2path(docname)).read_text("utf-8"))
    page = Page(values_of(app.env).get(docname, []), credits_, "../" * docname.count("/"))
    try:
        made = convert.notebook(source, page, drawn)
    except convert.Unconverted as problem:
        raise ExtensionError(f"{docname} as a notebook for the browser: {problem}") from None
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def entry(path: str, kind: str, size: int | None = None, content: Any = None) -> dict[str, Any]:
    """Return how the application's list of files describes a file or folder."""
    return {
        "name": posixpath.basename(path),
        "path": path,
        "type": kind,
        "size": size,
        "content": content,
        "format": "json" if kind == "directory" else None,
        "mimetype": None,
        "writable": True,
        "created": WHEN,
        "last_modified": WHEN,
    }


def folders(sizes: dict[str, int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every folder of some files with its list."""
    parents = {""}
    for path in sizes:
        while path := posixpath.dirname(path):
            parents.add(path)
    for folder in sorted(parents):
        inner = [p for p in sorted(parents) if p and posixpath.dirname(p) == folder]
        files = [p for p in sorted(sizes) if posixpath.dirname(p) == folder]
        listed = [entry(p, "directory") for p in inner]
        listed += [entry(p, "notebook", sizes[p]) for p in files]
        yield folder, entry(folder, "directory", content=listed)


def listing(app: Sphinx, docnames: list[str]) -> str:
    """Return the start page's list of notebooks."""
    items = []
    for docname in docnames:
        title = html.escape(re.sub(r"\s+", " ", app.env.titles[docname].astext()))
        address = html.escape(f"notebooks/index.html?path={docname}.ipynb")
        items.append(f'        <li><a href="{address}">{title}</a></li>')
    return "\n".join(items)


def in_order(env: BuildEnvironment) -> list[str]:
    """Return the pages made from notebooks, in the book's order."""
    order = [env.config.root_doc]
    for docname in order:
        order += [d for d in env.toctree_includes.get(docname, []) if d not in order]
    return [d for d in order if d in env.found_docs and is_notebook(env, d)]


def write(app: Sphinx, error: Exception | None) -> None:
    """Put the application and the notebooks beside the pages."""
    if error or app.builder.format != "html":
        return
    target = Path(app.outdir) / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    if not offered():
        return
    shutil.copytree(LITE, target)
    credits_ = credits_of(app.env)
    docnames = in_order(app.env)
    sizes = {}
    for docname in docnames:
        path = target / "files" / f"{docname}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(converted(app, docname, credits_), "utf-8", newline="\n")
        sizes[f"{docname}.ipynb"] = path.stat().st_size
    for folder, content in folders(sizes):
        path = target / "api" / "contents" / folder / "all.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1), "utf-8")
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    python = sum(file["gzip"] for role, file in manifest["files"].items() if role != "widgets.js")
    start = target / "index.html"
    page = start.read_text("utf-8").replace("SIZE", f"{python / 1e6 + APPLICATION_MB:.0f} MB")
    start.write_text(page.replace("NOTEBOOKS", listing(app, docnames)), "utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
