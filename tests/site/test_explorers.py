"""One formula, two engines: what a page's explorers show is what Python says."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from support import built
from support.built import FigureRef, Visit

from missile_question.explorers import registry
from missile_question.explorers.controls import Choice, Slider, Value
from missile_question.explorers.core import Explorer, number

SETTINGS = 30
SEED = 20260211

#: Sets controls as a reader does, one input event each, and returns what the page then shows.
PLAY = """async ([id, moves, fields]) => {
  const figure = missileQuestion.figures.get(id);
  for (const [name, value] of moves) {
    const field = figure.form.elements[name];
    field.value = value;
    if (field.value !== String(value)) throw new Error(`${name} cannot be set to ${value}`);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  await new Promise((done) => {
    const look = () => +figure.element.dataset.turn === figure.turn ? done() : setTimeout(look, 2);
    look();
  });
  const shown = figure.element.querySelector(`.mq-chart.${figure.variant}`);
  return {
    values: figure.values,
    rows: fields.length ? await figure.read(fields) : [],
    sentence: figure.answer.textContent,
    note: figure.note.textContent,
    offered: Object.fromEntries([...figure.form.elements].filter((e) => e.options)
      .map((e) => [e.name, [...e.options].map((o) => o.value)])),
    shown: Object.fromEntries([...figure.form.elements].filter((e) => e.name)
      .map((e) => [e.name, e.value])),
    svg: shown.querySelector("svg").outerHTML.replace(/clip\\d+/g, ""),
  };
}"""

#: Lets the page settle the moves of several walks and returns the settings after each move.
WALK = """([id, walks]) => { const { panel } = missileQuestion.figures.get(id);
  const { settle } = missileQuestion;
  return walks.map((moves) => { let v = panel.values;
    return moves.map(([n, x]) => v = settle(panel.controls, v, n, x)); }); }"""


def explorer_of(figure: FigureRef) -> Explorer:
    """Return the explorer behind a figure of the page."""
    return registry()[figure.payload["name"]]()


def play(visit: Visit, figure: FigureRef, moves: list[tuple[str, Value]]) -> dict[str, Any]:
    """Carry out moves in the page and return what it shows."""
    fields = list(explorer_of(figure).compare)
    said = [[name, written(value)] for name, value in moves]
    shown: dict[str, Any] = visit.page.evaluate(PLAY, [figure.anchor, said, fields])
    return shown


def written(value: Value) -> str:
    """Write a value as the browser's fields do."""
    return value if isinstance(value, str) else f"{value:.12g}"


def steps(slider: Slider) -> list[float]:
    """Return every value that a slider's thumb can stand on."""
    count = math.floor((slider.high - slider.low) / slider.step + 1e-9)
    return [float(f"{slider.low + i * slider.step:.12g}") for i in range(count + 1)]


def random_move(
    explorer: Explorer, values: dict[str, Value], rng: random.Random
) -> tuple[str, Value]:
    """Return a move that the page offers at these settings."""
    control = rng.choice(list(explorer.controls))
    if isinstance(control, Choice):
        return control.name, rng.choice([o.value for o in control.options if o.shown(values)])
    return control.name, rng.choice(steps(control))


def lean(panel: dict[str, Any]) -> dict[str, Any]:
    """Leave out of menus what is empty or says no more than the label."""
    for control in panel["controls"]:
        for option in control.get("options", []):
            for key in [
                k for k, v in option.items() if not v or (k == "says" and v == option["label"])
            ]:
                del option[key]
    return panel


def test_registry_and_pages_agree() -> None:
    """Every figure with controls is a registered explorer, and every explorer is in the book."""
    shown = {f.payload["name"] for f in built.figures() if f.payload["panel"]}
    assert shown == set(registry())


def test_pages_carry_the_explorers_as_they_are(
    subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """Controls, words and starting sentence in the page are those of the package: not stale."""
    for panel in panels:
        with subtests.test(panel.anchor):
            figure = explorer_of(panel).figure()
            expected = lean(json.loads(json.dumps(figure.panel)))
            given = lean(panel.payload["panel"])
            assert {k: expected[k] for k in given} == given
            answer = panel.tag.select_one(".mq-answer")
            assert answer is not None and answer.get_text() == explorer_of(panel).sentence()


@pytest.mark.parametrize("viewport", [built.WIDE, built.NARROW], ids=["wide", "narrow"])
def test_every_control_changes_the_chart(
    new_visit: Callable[..., Visit],
    subtests: pytest.Subtests,
    panels: list[FigureRef],
    viewport: dict[str, int],
) -> None:
    """No dead control: from some state, moving it alone changes the drawing."""
    visit = new_visit(viewport=viewport).open(panels[0].page)
    for panel in panels:
        with subtests.test(panel.anchor):
            visit.wake(panel.anchor)
            assert dead_controls(visit, panel) == set()


def dead_controls(visit: Visit, panel: FigureRef) -> set[str]:
    """Return the controls that change the drawing from none of many states."""
    explorer = explorer_of(panel)
    rng = random.Random(f"{SEED} {explorer.name}")
    dead = {control.name for control in explorer.controls}
    values = explorer.resolve()
    drawn = play(visit, panel, [])["svg"]
    for _ in range(80):
        for name in sorted(dead):
            control = explorer.control(name)
            offered: list[Value] = (
                [o.value for o in control.options if o.shown(values)]
                if isinstance(control, Choice)
                else [control.low, control.high]
            )
            value = rng.choice(offered)
            values = explorer.settle(values, name, value)
            before, drawn = drawn, play(visit, panel, [(name, value)])["svg"]
            if drawn != before:
                dead.discard(name)
        if not dead:
            break
        move = random_move(explorer, values, rng)  # not from here: try another state
        values = explorer.settle(values, *move)
        drawn = play(visit, panel, [move])["svg"]
    return dead


@pytest.mark.parametrize("viewport", [built.WIDE, built.NARROW], ids=["wide", "narrow"])
def test_page_and_python_agree(
    new_visit: Callable[..., Visit],
    subtests: pytest.Subtests,
    panels: list[FigureRef],
    viewport: dict[str, int],
) -> None:
    """At random settings, page and Python have the same rows (1e-9), sentence, note and menus."""
    visit = new_visit(viewport=viewport).open(panels[0].page)
    for panel in panels:
        with subtests.test(panel.anchor):
            visit.wake(panel.anchor)
            compare(visit, panel, random.Random(f"{SEED} {panel.anchor} {viewport['width']}"))


def compare(visit: Visit, panel: FigureRef, rng: random.Random) -> None:
    """Play random settings in page and Python and compare all that both show."""
    explorer = explorer_of(panel)
    values = explorer.resolve()
    seen = set()
    for _ in range(SETTINGS):
        moves = []
        for _ in range(rng.randint(1, 4)):
            move = random_move(explorer, values, rng)
            values = explorer.settle(values, *move)
            moves.append(move)
        shown = play(visit, panel, moves)
        assert shown["values"] == values, moves
        for name, value in values.items():
            assert shown["shown"][name] == written(value), (name, moves)
        for control in explorer.controls:
            if isinstance(control, Choice):
                offered = [o.value for o in control.options if o.shown(values)]
                assert shown["offered"][control.name] == offered, moves
        expected = explorer.rows(**values)
        assert len(shown["rows"]) == len(expected), values
        for position, (here, there) in enumerate(zip(shown["rows"], expected, strict=True)):
            for field in explorer.compare:
                assert same(here[field], there[field]), (values, position, field, here, there)
        assert shown["sentence"] == explorer.sentence(**values), values
        assert shown["note"] == explorer.note(**values), values
        seen.add(shown["sentence"])
    assert len(seen) > SETTINGS / 4, "the settings hardly differed"


def same(page: Any, python: Any) -> bool:
    """Whether the page's value is Python's: numbers to 1e-9, all else exactly."""
    if isinstance(page, bool) or isinstance(python, bool | str) or page is None:
        return type(page) is type(python) and bool(page == python)
    return math.isclose(page, python, rel_tol=1e-9, abs_tol=1e-9)


def test_both_settle_alike(
    visit: Visit, subtests: pytest.Subtests, panels: list[FigureRef]
) -> None:
    """The page's settle() and Explorer.settle come to the same settings over long random walks."""
    visit.open(panels[0].page)
    for panel in panels:
        explorer = explorer_of(panel)
        rng = random.Random(SEED)
        walks = []
        for _ in range(20):
            values = explorer.resolve()
            moves, states = [], []
            for _ in range(25):
                move = random_move(explorer, values, rng)
                values = explorer.settle(values, *move)
                moves.append(move)
                states.append(values)
            walks.append((moves, states))
        with subtests.test(panel.anchor):
            played = [moves for moves, _ in walks]
            found = visit.page.evaluate(WALK, [panel.anchor, played])
            assert found == [states for _, states in walks]
            left = f"missileQuestion.figures.get('{panel.anchor}').panel.values"
            unchanged = visit.page.evaluate(left) == explorer.resolve()
            assert unchanged, "settle() must not change what it is given"


def test_numbers_are_written_alike(visit: Visit) -> None:
    """Page and Python write ties, negatives, zeros and large numbers the same way."""
    rng = random.Random(SEED)
    values: list[float] = [
        *(0.5, 1.5, 2.5, -0.5, -1.5, 0.125, 0.375, 1.005, 2.675, 1.115, 0.285, 0.145, 8.345),
        *(0.0, -0.0, -0.4, -0.004, 0.045, 0.005, -0.005, 999.5, 999.95, -999.5, 1e6, 123456789.125),
        *(0.1 + 0.2, 1 / 3, 2 / 3, 1e15, 1e-9, -1e-9, 0.285, 0.575, 0.07, 0.14, 0.29, 0.55, 1.0),
        *(round(rng.uniform(-5000, 5000), rng.randint(0, 6)) for _ in range(300)),
        *(rng.randint(-4000, 4000) / 8 for _ in range(100)),
        *(k / n for n in (12, 13, 15, 40) for k in range(n + 1)),
    ]
    specs = [",.0f", ".0f", ",.1f", ".2f", ",.3f", ".0%", ".1%", ".2%"]
    visit.open("index.html")
    found = visit.page.evaluate(
        "([values, specs]) => values.map((v) => specs.map((s) => missileQuestion.number(v, s)))",
        [values, specs],
    )
    wrong = [
        (value, spec, here, number(value, spec))
        for value, line in zip(values, found, strict=True)
        for spec, here in zip(specs, line, strict=True)
        if here != number(value, spec)
    ]
    assert wrong == []


def test_templates_are_filled_alike(visit: Visit) -> None:
    """Every form of the template language gives the same words in page and Python."""
    from missile_question.explorers.core import fill

    rows = [
        {"name": "Alpha", "inside": True, "km": 1234.5, "far": False},
        {"name": "Beta", "inside": False, "km": 0.25, "far": False},
        {"name": "Gamma", "inside": True, "km": -2.5, "far": False},
    ]
    values: dict[str, Value] = {"n": 3.0, "p": 0.125, "who": "the Dezful", "whole": 1000.0}
    template = (
        "{n} {p} {who} {whole} {whole:,.0f} {p:.0%} {inside.count} {!inside.count} {rows.count} "
        "{inside.share:.1%} {inside.names} {!inside.names} {far.names} {row.km:,.0f} {row.name} "
        "{row.inside} {far.share:.0%}"
    )
    visit.open("index.html")
    for some in (rows, rows[1:]):
        page = visit.page.evaluate("(a) => missileQuestion.fill(...a)", [template, values, some])
        assert page == fill(template, values, some)
