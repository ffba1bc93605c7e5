"""Explorers in Python: settings, words, numbers, and the panel that a kernel shows."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import altair as alt
import ipywidgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missile_question.charts.figure import Source, spec_of
from missile_question.explorers import registry
from missile_question.explorers.controls import OWN, Choice, Control, Option, Slider, Value
from missile_question.explorers.core import Explorer, fill, number

PLAN = Choice(
    "plan",
    "Plan",
    [
        Option(
            "small", "Small plan", says="the small plan", sets={"size": 2}, note="From a report."
        ),
        Option("large", "Large plan", sets={"size": 8}, when={"place": "sea"}),
        Option(OWN, "your own"),
    ],
    "small",
)
SIZE = Slider("size", "Size", 0, 10, 1, 2, "km")
PLACE = Choice("place", "Place", [Option("land", "Land"), Option("sea", "Sea")], "land")


def model(size: float, place: str, **_: Any) -> list[dict[str, Any]]:
    """Return two rows; the second is inside from size 5 on."""
    depth = 1 if place == "sea" else 0
    return [
        {"name": "A & B", "inside": True, "km": size},
        {"name": "C", "inside": size >= 5, "km": size + depth},
    ]


def draw(narrow: bool) -> dict[str, Any]:
    """Return a chart whose bar is as long as the size."""
    size = alt.param(name="size", value=2)
    chart = (
        alt.Chart(alt.Data(values=[{"a": 1}]))
        .transform_calculate(km="size")
        .mark_bar()
        .encode(x=alt.X("km:Q", scale=alt.Scale(domain=[0, 10])))
        .properties(name="answer")
        .add_params(size)
    )
    return spec_of(chart)


def make(**changes: Any) -> Explorer:
    """Return a small explorer."""
    given: dict[str, Any] = {
        "name": "toy",
        "title": "A toy explorer with a finding",
        "alt": "A bar whose length is the size that the reader sets, from none to ten km.",
        "controls": (PLAN, SIZE, PLACE),
        "model": model,
        "draw": draw,
        "words": "{plan}: {inside.count} of {rows.count} within {size:,.0f} km at {place}.",
        "compare": ("name", "inside", "km"),
        "sources": (Source("made up"),),
    }
    return Explorer(**{**given, **changes})


# ---- settings ----------------------------------------------------------------------------------


def test_resolve_starts_where_the_page_starts() -> None:
    """Nothing given, every control stands at its own value."""
    assert make().resolve() == {"plan": "small", "size": 2, "place": "land"}


def test_preset_moves_its_slider() -> None:
    """Choosing a plan sets the size; the model sees it."""
    assert make().resolve(place="sea")["size"] == 2
    assert make().settle(make().resolve(place="sea"), "plan", "large")["size"] == 8


def test_slider_leaves_the_preset() -> None:
    """Moving the slider off the plan's size shows the OWN entry, moving it onto it does not."""
    explorer = make()
    assert explorer.settle(explorer.resolve(), "size", 3)["plan"] == OWN
    assert explorer.settle(explorer.resolve(), "size", 2)["plan"] == "small"


def test_menu_that_no_longer_fits_moves_to_its_first_entry() -> None:
    """Back on land the large plan is not offered: the small one is chosen and applied."""
    explorer = make()
    at_sea = explorer.settle(explorer.resolve(place="sea"), "plan", "large")
    assert explorer.settle(at_sea, "place", "land") == {"plan": "small", "size": 2, "place": "land"}


def test_settle_leaves_its_argument_alone() -> None:
    """The settings given are not changed in place."""
    start = make().resolve()
    make().settle(start, "size", 9)
    assert start == make().resolve()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"size": 11}, ["size", "[0, 10]", "km", "11"]),
        ({"size": -0.1}, ["size", "-0.1"]),
        ({"size": float("nan")}, ["size", "nan"]),
        ({"size": "2"}, ["size", "'2'"]),
        ({"size": None}, ["size", "None"]),
        ({"plan": "huge"}, ["plan", "small, large, own", "'huge'"]),
        ({"siez": 3}, ["plan, size, place", "'siez'"]),
        ({"plan": "small", "size": 3}, ["plan='small'"]),
    ],
)
def test_errors_say_what_was_given_and_what_is_allowed(
    given: dict[str, Any], said: list[str]
) -> None:
    """A wrong setting is refused with the control's name, the value, and what would do."""
    with pytest.raises(ValueError) as caught:
        make().resolve(**given)
    for word in said:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("controls", "said"),
    [
        ((SIZE, SIZE), "names of their own"),
        ((Slider("size", "Size", 0, 10, 1, 12, "km"),), "[0, 10]"),
        ((Choice("plan", "Plan", [Option("a", "A")], "b"),), "'b'"),
        ((Choice("plan", "Plan", [Option("a", "A", sets={"size": 3})], "a"), SIZE), "'own'"),
        ((Choice("plan", "Plan", [Option("a", "A", sets={"siez": 3})], "a"), SIZE), "'siez'"),
        ((Choice("plan", "Plan", [Option("a", "A", sets={"size": 33})], "a"), SIZE), "33"),
        ((Choice("plan", "Plan", [Option("a", "A", when={"place": "air"})], "a"), PLACE), "'air'"),
    ],
)
def test_explorer_refuses_controls_that_contradict(
    controls: tuple[Control, ...], said: str
) -> None:
    """Mistakes in the making of an explorer show when it is made, not when a reader moves it."""
    with pytest.raises(ValueError) as caught:
        make(controls=controls)
    assert said in str(caught.value)


# ---- words -------------------------------------------------------------------------------------


def test_sentence_speaks_of_the_settings_given() -> None:
    """Menus are named by what they say, numbers formatted, rows counted."""
    assert make().sentence() == "the small plan: 1 of 2 within 2 km at Land."
    assert make().sentence(size=6, place="sea", plan=OWN) == "your own: 2 of 2 within 6 km at Sea."


def test_note_follows_the_menu() -> None:
    """The note of the chosen entry, and nothing where there is none."""
    assert make().note() == "From a report."
    assert make().note(plan=OWN) == ""


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (0.5, ".0f", "1"),
        (1.5, ".0f", "2"),
        (2.5, ".0f", "3"),
        (-2.5, ".0f", "-3"),
        (1.005, ".2f", "1.01"),
        (2.675, ".2f", "2.68"),
        (1234567.5, ",.0f", "1,234,568"),
        (1234.5, ".0f", "1235"),
        (0.125, ".0%", "13%"),
        (0.285, ".0%", "28%"),  # 0.285 * 100 is 28.499999999999996, in the page too
        (-0.4, ".0f", "0"),
        (-0.0, ".1f", "0.0"),
        (999.5, ",.0f", "1,000"),
        (12, ",.1f", "12.0"),
    ],
)
def test_number_rounds_halves_away_from_zero(value: float, spec: str, text: str) -> None:
    """As JavaScript does, so that a sentence does not depend on who writes it."""
    assert number(value, spec) == text


@pytest.mark.parametrize("spec", ["", "f", ",.0", ".0g", "+.1f", ".10f"])
def test_number_refuses_other_formats(spec: str) -> None:
    """A format the page does not know is refused here too."""
    with pytest.raises(ValueError, match="spec must look like"):
        number(1.0, spec)


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_number_is_never_off_by_more_than_half_a_digit(value: float, digits: int) -> None:
    """Whatever the value, what is written is a nearest one."""
    text = number(value, f",.{digits}f").replace(",", "")
    assert abs(float(text) - value) <= 0.5000001 * 10**-digits + abs(value) * 1e-15


def test_fill_knows_every_form() -> None:
    """Counts, shares, names, negations, first rows, plain values."""
    rows = model(3.0, "land")
    said = fill("{inside.names}; {!inside.names}; {rows.share:.0%}; {row.km:.1f}; {n} {row.inside}",
                {"n": 3.0}, rows)  # fmt: skip
    assert said == "A & B; C; 100%; 3.0; 3 true"
    assert fill("{inside.names} {inside.share:.0%}", {}, []) == "none 0%"


# ---- the kernel's panel ------------------------------------------------------------------------


def parts(box: Any) -> tuple[ipywidgets.Button, ipywidgets.HTML]:
    """Return the panel's button and its drawing."""
    button = next(w for w in box.children if isinstance(w, ipywidgets.Button))
    drawing = next(w for w in box.children if isinstance(w, ipywidgets.HTML))
    return button, drawing


def test_panel_reruns_the_model() -> None:
    """Moving a widget changes drawing and words, and calls the model with the new settings."""
    seen: list[float] = []

    def spying(size: float, **others: Any) -> list[dict[str, Any]]:
        seen.append(size)
        return model(size, **others)

    box = make(model=spying).widget()
    _, drawing = parts(box)
    before = drawing.value
    assert "1 of 2 within 2 km" in before
    seen.clear()
    box.controls["size"].value = 7
    assert 7 in seen
    assert "your own: 2 of 2 within 7 km" in drawing.value
    bars = [value[value.index("<svg") :] for value in (before, drawing.value)]
    assert bars[0] != bars[1], "the drawing must move too"


def test_panel_follows_presets_and_offers_what_fits() -> None:
    """A preset moves the slider; a menu lists only entries that go with the others."""
    box = make().widget()
    entries = lambda: [value for _, value in box.controls["plan"].options]  # noqa: E731
    assert entries() == ["small", OWN]
    box.controls["place"].value = "sea"
    assert entries() == ["small", "large", OWN]
    box.controls["plan"].value = "large"
    assert box.controls["size"].value == 8
    box.controls["size"].value = 5
    assert box.controls["plan"].value == OWN
    box.controls["plan"].value = "large"
    box.controls["place"].value = "land"
    assert (box.controls["plan"].value, box.controls["size"].value) == ("small", 2)


def test_panel_reset_brings_back_the_start() -> None:
    """The button restores widgets, drawing and words."""
    box = make().widget()
    button, drawing = parts(box)
    start = drawing.value
    box.controls["size"].value = 9
    box.controls["place"].value = "sea"
    assert drawing.value != start
    button.click()
    assert {n: w.value for n, w in box.controls.items()} == make().resolve()
    assert drawing.value == start


def test_panel_writes_html_safely() -> None:
    """Names that look like markup are text in the kernel's output."""
    box = make(words="{inside.names} <b>").widget()
    assert "A &amp; B &lt;b&gt;" in parts(box)[1].value


# ---- the book's own explorers ------------------------------------------------------------------


def walk(explorer: Explorer, rng: random.Random, length: int) -> list[dict[str, Value]]:
    """Return the settings along a random walk that a reader could take."""
    values, states = explorer.resolve(), []
    for _ in range(length):
        control = rng.choice(list(explorer.controls))
        value: Value
        if isinstance(control, Choice):
            value = rng.choice([o.value for o in control.options if o.shown(values)])
        else:
            count = round((control.high - control.low) / control.step)
            value = control.low + control.step * rng.randint(0, count)
        values = explorer.settle(values, control.name, value)
        states.append(values)
    return states


BUILDERS = registry()


@pytest.mark.parametrize("build", BUILDERS.values(), ids=BUILDERS.keys())
def test_every_state_a_reader_can_reach_is_consistent(build: Callable[[], Explorer]) -> None:
    """What settle() comes to, resolve() accepts, every menu shows, and the words can tell."""
    explorer = build()
    for values in walk(explorer, random.Random(1), 150):
        assert explorer.resolve(**values) == values
        for control in explorer.controls:
            if isinstance(control, Choice):
                assert control.option(values[control.name]).shown(values)
        rows = explorer.rows(**values)
        assert all(field in row for row in rows for field in explorer.compare)
        assert "{" not in explorer.sentence(**values)


@pytest.mark.parametrize("build", BUILDERS.values(), ids=BUILDERS.keys())
def test_presets_stand_on_the_steps_of_their_sliders(build: Callable[[], Explorer]) -> None:
    """A browser's slider cannot stand between its steps: a preset there would be shown wrongly."""
    explorer = build()
    for control in explorer.controls:
        options = control.options if isinstance(control, Choice) else []
        for name, value in [item for o in options for item in o.sets.items()]:
            target = explorer.control(name)
            if isinstance(target, Slider):
                steps = (float(value) - target.low) / target.step
                assert steps == pytest.approx(round(steps), abs=1e-9), (control.name, value)


def test_registry_names_explorers_by_their_own_name() -> None:
    """The key is the explorer's name; a second call gives the same."""
    assert {name: build().name for name, build in BUILDERS.items()} == {n: n for n in BUILDERS}
    assert list(registry()) == list(BUILDERS)
    assert BUILDERS
