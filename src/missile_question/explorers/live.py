"""The explorer in a kernel: ipywidgets that call the model in Python."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets

from missile_question import live
from missile_question.explorers.controls import Choice, Control, Value

if TYPE_CHECKING:
    from missile_question.explorers.core import Explorer


def panel(explorer: Explorer) -> ipywidgets.VBox:
    """Return controls above a drawing that follows them.

    Parameters
    ----------
    explorer : Explorer

    Returns
    -------
    ipywidgets.VBox
        Its ``controls`` attribute maps names to widgets, for tests and for instructors.
    """
    values = explorer.resolve()
    widgets = {c.name: _widget(c, values) for c in explorer.controls}
    place = _in_page if live.in_page() else _in_notebook if live.in_notebook() else _in_kernel
    drawing, draw = place(explorer)
    reset = ipywidgets.Button(description="Reset", tooltip="Back to the starting values")
    busy = False

    def show(settled: dict[str, Value]) -> None:
        nonlocal busy
        busy = True  # our own updates of the widgets must not call back
        try:
            for control in explorer.controls:
                widget = widgets[control.name]
                if isinstance(control, Choice):
                    widget.options = _entries(control, settled)
                widget.value = settled[control.name]
        finally:
            busy = False
        draw(settled)

    def moved(change: dict[str, Any], name: str) -> None:
        if busy:
            return
        show(explorer.settle({n: w.value for n, w in widgets.items()}, name, change["new"]))

    for name, widget in widgets.items():
        widget.observe(lambda change, name=name: moved(change, name), names="value")
    reset.on_click(lambda _: show(explorer.resolve()))
    box = ipywidgets.VBox([*widgets.values(), reset, drawing])
    box.controls = widgets
    return box


def _in_kernel(explorer: Explorer) -> tuple[Any, Callable[[dict[str, Value]], None]]:
    """Return a drawing made in this process, and what draws it anew for other settings."""
    drawing = ipywidgets.HTML(explorer.html())

    def draw(settled: dict[str, Value]) -> None:
        drawing.value = explorer.html(**settled)

    return drawing, draw


def _in_notebook(explorer: Explorer) -> tuple[Any, Callable[[dict[str, Value]], None]]:
    """Return a drawing by the browser's notebook: it gets the chart's specification anew."""
    figure = explorer.figure()
    chart, words = ipywidgets.Output(), ipywidgets.HTML()

    def draw(settled: dict[str, Value]) -> None:
        shown = live.specification(figure, settled)
        chart.outputs = ({"output_type": "display_data", "data": shown, "metadata": {}},)
        said = [explorer.sentence(**settled), explorer.note(**settled)]
        words.value = "".join(f"<p>{html.escape(text)}</p>" for text in said if text)

    draw(explorer.resolve())
    above, below = (ipywidgets.HTML(text) for text in live.caption(figure))
    return ipywidgets.VBox([above, chart, words, below]), draw


def _in_page(explorer: Explorer) -> tuple[Any, Callable[[dict[str, Value]], None]]:
    """Return a drawing made by the page: it gets the settings, and the model's answer in words."""
    drawing = live.drawing(explorer.figure(), explorer.resolve())

    def draw(settled: dict[str, Value]) -> None:
        with drawing.hold_sync():  # one message
            drawing.values = settled
            drawing.answer = explorer.sentence(**settled)
            drawing.note = explorer.note(**settled)

    draw(explorer.resolve())
    return drawing, draw


def _entries(control: Choice, values: dict[str, Value]) -> list[tuple[str, str]]:
    return [(o.label, o.value) for o in control.options if o.shown(values)]


def _widget(control: Control, values: dict[str, Value]) -> Any:
    layout = ipywidgets.Layout(width="min(100%, 42em)")
    style = {"description_width": "12em"}
    if isinstance(control, Choice):
        return ipywidgets.Dropdown(
            options=_entries(control, values),
            value=values[control.name],
            description=control.label,
            layout=layout,
            style=style,
        )
    return ipywidgets.FloatSlider(
        min=control.low,
        max=control.high,
        step=control.step,
        value=values[control.name],
        description=f"{control.label} ({control.unit})",
        readout_format=",.0f" if control.step >= 1 else ".2f",
        continuous_update=live.in_page(),  # there a move takes milliseconds
        layout=layout,
        style=style,
    )
