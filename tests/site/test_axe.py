"""Accessibility by rule: axe-core, every rule it has, on every page in every dress."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from support import built
from support.built import Visit

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js")


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core's source."""
    return AXE.read_text("utf-8")


def violations(visit: Visit, axe: str) -> list[str]:
    """Return what axe finds on the page as it stands, one line an element."""
    if not visit.page.evaluate("!!globalThis.axe"):
        visit.page.evaluate(axe)
    found: dict[str, Any] = visit.page.evaluate(
        """async () => {
          const done = await axe.run(document, { resultTypes: ["violations"] });
          return done.violations.map((v) => ({ id: v.id, help: v.help, impact: v.impact,
            nodes: v.nodes.map((n) => [n.target.join(" "), n.any.concat(n.all, n.none)
              .map((c) => c.message).join("; ").slice(0, 160)]) })); }"""
    )
    return [
        f"{v['id']} ({v['impact']}) at {target}: {why}"
        for v in json.loads(json.dumps(found))
        for target, why in v["nodes"]
    ]


#: Colours and widths. Contrast depends on the colours alone, sizes and scrolling on the width
#: alone: two dresses show axe every value of both; all four take twice as long to say the same.
DRESSES = {"light-1280": ("light", built.WIDE), "dark-360": ("dark", built.NARROW)}


@pytest.mark.parametrize("dress", DRESSES)
def test_axe_finds_nothing(
    new_visit: Callable[..., Visit], axe: str, path: str, dress: str
) -> None:
    """No violation of any WCAG or best-practice rule, before and after figures and folds open."""
    colours, viewport = DRESSES[dress]
    visit = new_visit(viewport=viewport, color_scheme=colours, reduced_motion="reduce").open(path)
    assert visit.page.evaluate("document.documentElement.dataset.theme") == colours
    opens = visit.page.evaluate("!!document.querySelector('details, .mq-figure')")
    assert violations(visit, axe) == []
    if not opens:
        return
    if visit.page.evaluate("!!globalThis.missileQuestion?.figures.size"):
        visit.wake()
    visit.page.evaluate(
        """() => { for (const d of document.querySelectorAll("details")) d.open = true;
             for (const b of document.querySelectorAll(".mq-bet")) {
               b.querySelector("input").click(); b.querySelector("button").click(); }
             for (const q of document.querySelectorAll(".mq-quiz fieldset"))
               q.querySelector("input").click(); }"""
    )
    assert violations(visit, axe) == [], "after everything was opened"


def test_axe_would_find_a_fault(visit: Visit, axe: str) -> None:
    """The instrument works: a nameless button and pale text are found."""
    visit.open("index.html")
    visit.page.evaluate(  # through the object model: the page's policy allows no style attribute
        """() => { const [button, pale] = ["button", "p"].map((t) => document.createElement(t));
             Object.assign(pale, { textContent: "pale" });
             Object.assign(pale.style, { color: "#bbb", background: "#fff" });
             document.querySelector("article").append(button, pale); }"""
    )
    found = " ".join(violations(visit, axe))
    assert "button-name" in found and "color-contrast" in found
