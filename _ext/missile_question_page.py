"""Sphinx glue: figures drawn at build time, mathematics as MathML, every asset local."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import latex2mathml.converter
import missile_question_live as live
import vl_convert
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from missile_question.charts import assets, render, theme
from missile_question.charts.figure import MARK, Figure, Source, replaced
from missile_question.explorers import registry
from missile_question.explorers.core import number

HERE = Path(__file__).parent
BOOK_ASSETS = HERE.parent / "book_assets"
DATA = HERE.parent / "data"
#: Python for the page, if tools/live has made it.
LIVE = HERE.parent / "_build" / "live"
#: Not ``_static``: Jupyter Book adds every script found there to every page.
FOLDER = "_assets"
#: What the button for live Python loads.
LIVE_ASSETS = ("live.css", "live.js", "live_worker.js")
#: Scripts of parts that few pages have, and the mark of such a page.
PART_SCRIPTS = {
    "forecasts.js": 'class="mq-forecasts"',
    "share.js": '<form class="mq-controls"',
}


# ---- local assets ------------------------------------------------------------------------------


def bundle(name: str) -> bytes:
    """Generate a script from a locked dependency and verify it against its recorded hash."""
    entry = json.loads((BOOK_ASSETS / "assets.json").read_text(encoding="utf-8"))[name]
    if entry["from"] != "vl_convert.javascript_bundle":
        raise ExtensionError(f"assets.json: {name} comes from an unknown place, {entry['from']}")
    data: bytes = vl_convert.javascript_bundle(**entry["arguments"]).encode()
    found = hashlib.sha256(data).hexdigest()
    if found != entry["sha256"]:
        raise ExtensionError(
            f"{name} has sha256 {found}, book_assets/assets.json says {entry['sha256']}. If the "
            "lock file moved vl-convert-python on purpose, record the new hash there."
        )
    return data


@lru_cache
def asset(name: str) -> tuple[str, bytes]:
    """Return an asset's file name, with its hash so that browsers may keep it, and its bytes."""
    stem, _, suffix = name.rpartition(".")
    if name == "vega.js":
        # As a plain script its top-level names would collide with those of others.
        data = b'(()=>{"use strict";' + bundle(name) + b"})();"
    elif name == "page.css":
        data = (theme.dark_css() + (BOOK_ASSETS / name).read_text(encoding="utf-8")).encode()
    elif stem.endswith(".data"):
        shared = stem.removesuffix(".data")
        text = json.dumps(assets.load(shared), separators=(",", ":"), sort_keys=True)
        data = f"missileQuestion.assets.{shared}={text};".encode()
    else:
        data = (BOOK_ASSETS / name).read_bytes()
    return f"{FOLDER}/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{suffix}", data


class Assets:
    """Hands out asset addresses while pages are written, and writes the files at the end."""

    def __init__(self) -> None:
        self.used: set[str] = {"page.css", "page.js"}

    def path(self, name: str) -> str:
        """Return an asset's address below the site's root."""
        self.used.add(name)
        return asset(name)[0]

    def write(self, app: Sphinx, error: Exception | None) -> None:
        """Write the assets that this build's pages name, and the tables for download."""
        if error or app.builder.format != "html":
            return
        folder = Path(app.outdir) / FOLDER
        folder.mkdir(exist_ok=True)
        # Pages that an incremental build did not touch may name others: write all known assets.
        keep = {"data"}
        for name in self.used | {
            "vega.js",
            *LIVE_ASSETS,
            *PART_SCRIPTS,
            *(f"{shared}.data.js" for shared in assets.NAMES),
        }:
            target, data = asset(name)
            (Path(app.outdir) / target).write_bytes(data)
            keep.add(Path(target).name)
        for old in folder.iterdir():
            if old.name not in keep:
                shutil.rmtree(old) if old.is_dir() else old.unlink()
        shutil.copytree(DATA, folder / "data", dirs_exist_ok=True)


def copy_live(app: Sphinx, error: Exception | None) -> None:
    """Serve Python for the page from the book itself, as `_live/`."""
    if error or app.builder.format != "html":
        return
    target = Path(app.outdir) / "_live"
    shutil.rmtree(target, ignore_errors=True)
    if (LIVE / "manifest.json").is_file():
        shutil.copytree(LIVE, target)


# ---- figures -----------------------------------------------------------------------------------


def answer_sources(vega: dict[str, Any], name: str) -> str:
    """Return the Vega data set behind the mark of this name; an explorer must have one."""
    stack = list(vega.get("marks", []))
    while stack:
        mark = stack.pop()
        # Altair numbers the names of views in a compound chart.
        if re.fullmatch(rf"{name}(_\d+)?_marks", mark.get("name", "")):
            return str(mark["from"]["data"])
        stack.extend(mark.get("marks", []))
    raise ExtensionError(f"no mark named {name!r} in the chart")


def figure_of(payload: dict[str, Any]) -> Figure:
    """Rebuild the figure from what the notebook stored; menus left out what was empty."""
    for control in payload["panel"].get("controls", []):
        for option in control.get("options", []):
            blank: dict[str, Any] = {"says": option["label"], "sets": {}, "when": {}, "note": ""}
            option.update({key: option.get(key, value) for key, value in blank.items()})
    fields = {k: v for k, v in payload.items() if k != "sources"}
    return Figure(**fields, sources=[Source(**s) for s in payload["sources"]])


def page_payload(figure: Figure, files: Assets) -> dict[str, Any]:
    """Return what the page's script needs: compiled charts, shared files by address, controls."""
    compiled = {v: render.compile_vega(figure.themed(v)) for v in ("wide", "narrow")}
    payload: dict[str, Any] = {
        "name": figure.name,
        "bundle": files.path("vega.js"),
        "assets": {name: files.path(f"{name}.data.js") for name in figure.assets},
        "data": figure.data,
        "panel": figure.panel,
        **compiled,
    }
    if figure.panel:
        source = {v: answer_sources(compiled[v], "answer") for v in compiled}
        payload["answer"] = {"source": source, "sort": figure.panel["sort"]}
    return payload


def controls_html(figure: Figure) -> str:
    """Return the control panel: a plain form, hidden until the script can move it."""
    if not figure.panel:
        return ""
    rows = []
    values = figure.panel["values"]
    for control in figure.panel["controls"]:
        ident = f"{figure.name}-{control['name']}"
        label = html.escape(control["label"])
        if control["kind"] == "choice":
            options = "".join(
                f'<option value="{html.escape(o["value"])}"'
                f"{' selected' if o['value'] == values[control['name']] else ''}>"
                f"{html.escape(o['label'])}</option>"
                for o in control["options"]
                if all(values.get(k) == v for k, v in o["when"].items())
            )
            field = f'<select id="{ident}" name="{control["name"]}">{options}</select>'
        else:
            spec = ",.0f" if control["step"] >= 1 else ",.2f"
            value = values[control["name"]]
            said = html.escape(f"{number(value, spec)} {control['unit']}".strip())
            field = (
                f'<span class="mq-slide"><input type="range" id="{ident}" name="{control["name"]}" '
                f'min="{control["low"]:.12g}" max="{control["high"]:.12g}" '
                f'step="{control["step"]:.12g}" value="{value:.12g}" aria-valuetext="{said}">'
                # The slider speaks for itself: without "off" a reader would hear each value twice.
                f'<output for="{ident}" aria-live="off">{said}</output></span>'
            )
        rows.append(
            f'<div class="mq-control {control["kind"]}"><label for="{ident}">{label}</label>'
            f"{field}</div>"
        )
    noted = any(o["note"] for c in figure.panel["controls"] for o in c.get("options", []))
    unused = "" if noted else " hidden"
    note = html.escape(figure.panel["note"])
    return (
        f'<form class="mq-controls" aria-label="Controls: {html.escape(figure.title)}" '
        'autocomplete="off" hidden>'
        f"{''.join(rows)}"
        f'<button type="reset">Reset</button><p class="mq-note"{unused}>{note}</p></form>'
    )


def source_html(source: Source, root: str) -> str:
    """Return a source as a link to the page of its table or model."""
    text = html.escape(source.text)
    page = f"data/{source.table}" if source.table else f"models/{source.model}"
    return f'<a href="{root}reference/{page}.html">{text}</a>' if page != "models/" else text


def figure_html(payload: dict[str, Any], files: Assets, root: str) -> str:
    """Return the finished figure: title, controls, two drawings, answer, sources."""
    figure = figure_of(payload)
    panel = figure.panel
    drawings = "".join(
        f'<div class="mq-chart {variant}" role="img" aria-label="{html.escape(figure.alt)}">'
        f"{figure.svg(variant)}</div>"
        for variant in ("wide", "narrow")
    )
    answer = (
        f'<p class="mq-answer" role="status" aria-live="polite">{html.escape(panel["answer"])}</p>'
        if panel.get("words")
        else ""
    )
    sources = "; ".join(source_html(s, root) for s in figure.sources)
    data = json.dumps(page_payload(figure, files), separators=(",", ":")).replace("</", "<\\/")
    subtitle = f"<span>{html.escape(figure.subtitle)}</span>" if figure.subtitle else ""
    return (
        f'<figure class="{MARK}" id="fig-{figure.name}"><figcaption>'
        f"<strong>{html.escape(figure.title)}</strong>{subtitle}</figcaption>"
        f"{controls_html(figure)}{drawings}{answer}"
        f'<p class="mq-source">Source: {sources}. '
        f'<a class="mq-link" href="#fig-{figure.name}" aria-label="Link to this figure">#</a></p>'
        f'<script type="application/json">{data}</script></figure>'
    )


def draw_figures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the notebook's stored figure blocks by finished figures."""
    if app.builder.format != "html":
        return
    files: Assets = app.mq_assets  # type: ignore[attr-defined]
    root = "../" * docname.count("/")
    for node in list(doctree.findall(nodes.raw)):
        if f'<figure class="{MARK}">' in node.astext():
            drawn = replaced(node.astext(), lambda payload: figure_html(payload, files, root))
            node.replace_self(nodes.raw("", drawn, format="html"))


class ExplorerDirective(SphinxDirective):
    """``{explorer} name``: an explorer on a page that is no notebook."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the explorer's block, which is drawn like those of the notebooks."""
        known = registry()
        name = self.arguments[0]
        if name not in known:
            raise self.error(f"explorer must be one of {', '.join(known)}, got {name!r}")
        return [nodes.raw("", known[name]().figure().placeholder(), format="html")]


# ---- mathematics -------------------------------------------------------------------------------


#: Characters of TeX from which a formula may not fit a phone.
LONG_FORMULA = 30


def visit_math(self: Any, node: nodes.math) -> None:
    """Write inline mathematics as MathML, which browsers and screen readers know by themselves."""
    self.body.append(latex2mathml.converter.convert(node.astext()))
    raise nodes.SkipNode


def visit_displaymath(self: Any, node: nodes.math_block) -> None:
    """Write a displayed equation as MathML, with its number if it has one."""
    # One that may be wider than a phone scrolls, and the keyboard must be able to scroll it.
    reach = {"tabindex": "0"} if len(node.astext()) > LONG_FORMULA else {}
    self.body.append(self.starttag(node, "div", CLASS="mq-math", **reach))
    self.body.append(latex2mathml.converter.convert(node.astext().strip(), display="block"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({node["number"]})</span>')
    self.body.append("</div>\n")
    raise nodes.SkipNode


# ---- the rest of the page ----------------------------------------------------------------------


def page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give templates the asset addresses; drop scripts that no page of this book uses."""
    context["mq_asset"] = app.mq_assets.path  # type: ignore[attr-defined]
    body = context.get("body", "")
    for given, wanted in ROLES:
        body = body.replace(given, wanted)
    for key in ("script_files", "css_files"):
        context[key] = [f for f in context.get(key, []) if not unused(f, body)]
    body += part_scripts(body, pagename, app.mq_assets.path)  # type: ignore[attr-defined]
    context["body"] = live.with_button(app, pagename, body, app.mq_assets.path)  # type: ignore[attr-defined]


def part_scripts(body: str, pagename: str, address: Callable[[str], str]) -> str:
    """Return the script elements of the parts that a page has; they run after the page's own."""
    root = "../" * pagename.count("/")
    return "".join(
        f'<script defer src="{root}{address(name)}"></script>'
        for name, mark in PART_SCRIPTS.items()
        if mark in body
    )


#: What other tools write that assistive technology stumbles over, and what it should be.
ROLES = (
    (' role="doc-biblioentry"', ""),  # deprecated, and not allowed where docutils puts it
    ('<div role="list" class="citation-list">', '<div class="citation-list">'),  # it is none
    ("<th></th>", "<td></td>"),  # the corner of a data frame heads nothing
)
#: Files of the theme's companions that serve features this book does not use.
UNUSED_FILES = (
    *(
        "design-tabs.js",
        "sphinx-thebe.js",
        "sphinx-thebe.css",
        "togglebutton.js",
        "togglebutton.css",
    ),
)
#: Files that only some pages need, and the mark of such a page.
NEEDED_FOR = {
    "clipboard.": 'class="highlight',
    "copybutton.": 'class="highlight',
    "mystnb.": 'class="cell',
    "pygments.": 'class="highlight',
    "sphinx-design.": 'class="sd-',
}
#: Scripts in the page that do the same, or would load a widget manager from another host.
UNUSED_BODIES = ("THEBE_JS_URL", "toggleHint", "toggleOpenOnPrint", "togglebuttonSelector")


def unused(file: Any, body: str) -> bool:
    """Whether a script or style sheet that an extension registered has no use in this page."""
    name = Path(str(getattr(file, "filename", file) or "").split("?")[0]).name
    attributes = getattr(file, "attributes", {})
    inline = attributes.get("body") or ""
    return (
        name in UNUSED_FILES
        or any(name.startswith(stem) and mark not in body for stem, mark in NEEDED_FOR.items())
        or any(word in inline for word in UNUSED_BODIES)
        or attributes.get("type") == "application/vnd.jupyter.widget-state+json"
    )


def drop_thebe(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Remove the configuration blocks that sphinx-thebe puts into every page with code."""
    for node in list(doctree.findall(nodes.raw)):
        if "thebe" in node.astext() or "kernelName =" in node.astext():
            node.parent.remove(node)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.mq_assets = Assets()  # type: ignore[attr-defined]
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    app.add_directive("explorer", ExplorerDirective)
    app.connect("doctree-resolved", draw_figures)
    app.connect("doctree-resolved", live.name_cells)
    app.connect("doctree-resolved", drop_thebe, priority=900)
    app.connect("html-page-context", page_context, priority=900)
    app.connect("build-finished", app.mq_assets.write)  # type: ignore[attr-defined]
    app.connect("build-finished", copy_live)
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # quiet kernels
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
