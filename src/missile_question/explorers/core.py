"""An explorer: a model, its controls and a chart, alive in the page and in a kernel.

The page moves Vega parameters, a kernel calls Python; both evaluate the formulas of
:mod:`missile_question.models`, and both put the answer into words with the same template.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from missile_question import live
from missile_question.charts.figure import Figure, Source, frame
from missile_question.display import with_widget
from missile_question.explorers.controls import OWN, Choice, Control, Slider, Value, describe

Row = dict[str, Any]


@dataclass(frozen=True)
class Explorer:
    """A model the reader can move.

    Parameters
    ----------
    name, title, alt, subtitle : str
        As in :class:`~missile_question.charts.figure.Figure`; they describe the starting state.
    controls : sequence of Slider or Choice
    model : callable
        ``model(**values) -> rows``: what Python says for these settings.
    draw : callable
        ``draw(narrow) -> spec``: Vega-Lite whose top-level parameters carry the controls' names,
        and whose mark named ``answer`` holds the model's rows.
    words : str
        Template of the answer. ``{name}`` and ``{name:,.0f}`` are controls, ``{f.count}``,
        ``{f.share:.0%}`` and ``{f.names}`` speak of the rows whose field ``f`` is true (``!f``:
        false; ``rows``: all), ``{row.f:.1f}`` of the first row.
    compare : sequence of str
        Fields of the rows on which page and Python must agree.
    sort : str
        Field by which the rows are sorted before they are put into words.
    data, assets, sources
        As in Figure.
    """

    name: str
    title: str
    alt: str
    controls: Sequence[Control]
    model: Callable[..., list[Row]]
    draw: Callable[[bool], dict[str, Any]]
    words: str
    compare: Sequence[str]
    sort: str = ""
    data: Mapping[str, list[Row]] = field(default_factory=dict)
    asset_names: Sequence[str] = ()
    sources: Sequence[Source] = ()
    subtitle: str = ""

    def __post_init__(self) -> None:
        names = [control.name for control in self.controls]
        if len(set(names)) < len(names):
            raise ValueError(f"controls of {self.name!r} must have names of their own, got {names}")
        for control in self.controls:
            control.checked(control.value)
            if isinstance(control, Slider):
                continue
            for option in control.options:
                for name, value in {**option.sets, **option.when}.items():
                    self.control(name).checked(value)
            values = [option.value for option in control.options]
            if any(option.sets for option in control.options) and OWN not in values:
                raise ValueError(
                    f"menu {control.name!r} of {self.name!r} sets other controls, so one of its "
                    f"options must be {OWN!r}; got {', '.join(values)}"
                )

    def control(self, name: str) -> Control:
        """Return a control by name; an unknown name raises a ValueError that lists them."""
        for control in self.controls:
            if control.name == name:
                return control
        known = ", ".join(c.name for c in self.controls)
        raise ValueError(f"control must be one of {known}, got {name!r}")

    def resolve(self, **given: Value) -> dict[str, Value]:
        """Complete the settings the reader gave, presets applied, as the page would.

        Parameters
        ----------
        **given
            Control name and value, applied in the order of the controls, each as if moved by hand.

        Returns
        -------
        dict
            A value for every control.

        Raises
        ------
        ValueError
            If a name or value is not one of the explorer's, or two of them contradict.
        """
        for name in given:
            self.control(name)
        values: dict[str, Value] = {c.name: c.value for c in self.controls}
        # Twice, because an entry may be offered only once a later control has moved.
        for control in (*self.controls, *self.controls):
            if control.name in given:
                values = self.settle(values, control.name, control.checked(given[control.name]))
        for name, value in given.items():
            if values[name] != value:
                raise ValueError(f"{name}={value!r} does not go with the other settings: {given}")
        return values

    def settle(self, values: Mapping[str, Value], moved: str, value: Value) -> dict[str, Value]:
        """Return all settings after the reader moved one control, as the page's script does.

        A menu that no longer fits moves to its first fitting entry and applies its preset; a
        slider that leaves a preset puts its menu on ``OWN``.
        """
        settled = {**values, moved: value}
        for control in self.controls:
            if not isinstance(control, Choice):
                continue
            option = control.option(settled[control.name])
            fits = option.shown(settled)
            if not fits and control.name != moved:
                option = next(o for o in control.options if o.shown(settled))
                settled[control.name] = option.value
            if control.name == moved or not fits:
                settled.update(option.sets)
            elif any(settled[name] != preset for name, preset in option.sets.items()):
                settled[control.name] = OWN
        return settled

    def rows(self, **given: Value) -> list[Row]:
        """Return the model's rows for these settings."""
        return self.model(**self.resolve(**given))

    def sentence(self, **given: Value) -> str:
        """Return the answer in words for these settings."""
        values = self.resolve(**given)
        said: dict[str, Value] = {}
        for control in self.controls:
            value = values[control.name]
            if isinstance(control, Choice):
                option = control.option(value)
                value = option.says or option.label
            said[control.name] = value
        return fill(self.words, said, self.model(**values))

    def note(self, **given: Value) -> str:
        """Return the notes of the chosen menu entries, one space between."""
        values = self.resolve(**given)
        notes = [c.option(values[c.name]).note for c in self.controls if isinstance(c, Choice)]
        return " ".join(note for note in notes if note)

    def figure(self) -> Figure:
        """Return the explorer as a figure with a control panel for the page."""
        return Figure(
            name=self.name,
            title=self.title,
            alt=self.alt,
            subtitle=self.subtitle,
            wide=self.draw(False),
            narrow=self.draw(True),
            data=self.data,
            assets=self.asset_names,
            sources=self.sources,
            panel={
                "controls": [describe(c) for c in self.controls],
                "words": self.words,
                "answer": self.sentence(),
                "note": self.note(),
                "values": self.resolve(),
                "compare": list(self.compare),
                "sort": self.sort,
            },
        )

    def widget(self) -> Any:
        """Return the explorer as ipywidgets: the same controls, the model run by Python."""
        from missile_question.explorers.live import panel

        return panel(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        page = "" if live.in_page() else self.figure().placeholder()
        return with_widget(page, self.sentence(), self.widget)

    def html(self, **given: Value) -> str:
        """Return drawing, answer and note for these settings, for a kernel's output."""
        values = self.resolve(**given)
        figure = self.figure()
        answer = f"<p aria-live='polite'>{html.escape(self.sentence(**given))}</p>"
        note = self.note(**given)
        return (
            frame(figure, figure.svg("wide", **values))
            + answer
            + (f"<p>{html.escape(note)}</p>" if note else "")
        )


def number(value: float, spec: str) -> str:
    """Format a number as the page does: ``,.0f`` or ``.0%``, halves away from zero.

    Python rounds halves of the binary value to even, JavaScript halves of the written number away
    from zero; a sentence must not depend on it. Zero has no sign.
    """
    match = re.fullmatch(r"(,?)\.(\d)([f%])", spec)
    if match is None:
        raise ValueError(f"spec must look like ',.0f' or '.1%', got {spec!r}")
    comma, digits, kind = match.groups()
    written = Decimal(repr(float(value * 100 if kind == "%" else value)))
    rounded = written.quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded) if rounded == 0 else rounded:{comma}f}"
    return text + ("%" if kind == "%" else "")


def plain(value: Any) -> str:
    """Write a value without a format as the page does: 1000 for 1000.0, true for True."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def fill(template: str, values: Mapping[str, Value], rows: Sequence[Row]) -> str:
    """Fill an answer template (see :class:`Explorer`) from settings and rows."""

    def group(name: str) -> list[Row]:
        if name == "rows":
            return list(rows)
        if name.startswith("!"):
            return [row for row in rows if not row[name[1:]]]
        return [row for row in rows if row[name]]

    def one(match: re.Match[str]) -> str:
        path, _, spec = match.group(1).partition(":")
        subject, _, aspect = path.partition(".")
        value: Any
        if not aspect:
            value = values[subject]
        elif subject == "row":
            value = rows[0][aspect]
        elif aspect == "count":
            value = len(group(subject))
        elif aspect == "share":
            value = len(group(subject)) / len(rows) if rows else 0.0
        else:
            value = ", ".join(str(row["name"]) for row in group(subject)) or "none"
        return number(value, spec) if spec else plain(value)

    return re.sub(r"\{([^{}]+)\}", one, template)
