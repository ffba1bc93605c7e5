"""The button that starts live Python, on every page made from a notebook."""

from __future__ import annotations

import hashlib
import html
import json
import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

import missile_question_lite as lite
from docutils import nodes
from sphinx.application import Sphinx

from missile_question.charts import assets

HERE = Path(__file__).parent
#: What the build of live Python says about its files; without it no page has a button.
MANIFEST = HERE.parent / "_build" / "live" / "manifest.json"
#: Where the pages find a copy of it, below the site's root.
SERVED = "_live/manifest.json"


def megabytes(manifest: dict[str, Any]) -> float:
    """Return how much a click loads, as it travels."""
    size: int = sum(file["gzip"] for file in manifest["files"].values())
    return size / 1e6


def name_cells(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give each code cell of a page its anchor, and note what live Python must know of it."""
    app.mq_cells = getattr(app, "mq_cells", {})  # type: ignore[attr-defined]
    path = Path(app.env.doc2path(docname))
    if app.builder.format != "html" or path.suffix != ".ipynb":
        return
    cells = json.loads(path.read_text("utf-8"))["cells"]
    shown = set()
    for node in doctree.findall(nodes.container):
        if node.get("nb_element") != "cell_code":
            continue
        cell = cells[node["cell_index"]]
        node["ids"] = [anchor(cell)]
        if any(child.get("nb_element") == "cell_code_source" for child in containers(node)):
            shown.add(cell["id"])
    app.mq_cells[docname] = (
        [  # type: ignore[attr-defined]
            # The page has the source of most cells already.
            {"id": anchor(cell)} | ({} if cell["id"] in shown else {"source": source(cell)})
            for cell in cells
            if cell["cell_type"] == "code" and source(cell).strip()
        ],
        version([source(cell) for cell in cells if cell["cell_type"] == "code"]),
    )


def containers(node: nodes.Node) -> list[nodes.container]:
    """Return the containers in a node."""
    return list(node.findall(nodes.container))


def anchor(cell: dict[str, Any]) -> str:
    """Return a cell's name in the page."""
    return f"cell-{cell['id']}"


def source(cell: dict[str, Any]) -> str:
    """Return a cell's code."""
    return "".join(cell["source"])


def version(sources: list[str]) -> str:
    """Return a name for this state of a page's code: a reader's edits belong to it."""
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()[:10]


def button(app: Sphinx, docname: str, address: Callable[[str], str]) -> str:
    """Return the button with what its script needs, or nothing if there is no live Python.

    Parameters
    ----------
    app : Sphinx
    docname : str
    address : callable
        Gives an asset's address below the site's root.
    """
    known = getattr(app, "mq_cells", {}).get(docname)
    if known is None or not MANIFEST.is_file():
        return ""
    cells, edition = known
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    size = f"{megabytes(manifest):.0f} MB"
    plan = {
        "script": address("live.js"),
        "worker": address("live_worker.js"),
        "vega": address("vega.js"),
        "assets": {name: address(f"{name}.data.js") for name in assets.NAMES},
        "manifest": SERVED,
        "edits": f"edits:{docname}:{edition}",
        "cells": cells,
    }
    data = json.dumps(plan, separators=(",", ":"), sort_keys=True).replace("</", "<\\/")
    style = posixpath.relpath(address("live.css"), posixpath.dirname(docname) or ".")
    return (
        f'<link rel="stylesheet" href="{html.escape(style)}">'
        '<section class="mq-live" aria-label="Live Python">'
        '<p class="mq-live-start"><button type="button">Run and edit this page</button> '
        f"<span>Loads Python into this page: {size} once, then your browser keeps it.</span></p>"
        f"{lite.link(app, docname)}"
        '<p class="mq-live-status" role="status"></p>'
        f'<script type="application/json">{data}</script></section>'
    )


def with_button(app: Sphinx, docname: str, body: str, address: Callable[[str], str]) -> str:
    """Return a page's body with the button below its title."""
    title, end, rest = body.partition("</h1>")
    # How many tasks are right: page.js writes it, after the checks that this browser has seen.
    tally = '<p class="mq-tally" role="status"></p>' if "data-task=" in rest else ""
    return f"{title}{end}{button(app, docname, address)}{tally}{rest}" if end else body
