"""A figure as the reader meets it: finding, drawing, alternative text, sources."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import altair as alt
from altair import Data, ParameterExpression, datum
from altair.expr.core import ConstExpression

from missile_question import live
from missile_question.charts import assets, render, theme
from missile_question.charts.compact import columns, difference, patched, rows_of
from missile_question.display import with_widget

#: Marks our block in a notebook's output; the Sphinx extension replaces it by the drawn figure.
MARK = "mq-figure"
_PLACEHOLDER = re.compile(
    rf'<figure class="{MARK}">.*?<script type="application/json">(.*?)</script></figure>', re.DOTALL
)


@dataclass(frozen=True)
class Source:
    """Where a figure's numbers come from: a table of the catalogue or a model, in words.

    Parameters
    ----------
    text : str
        What is credited.
    table : str, optional
        Table of the catalogue; the page links to it.
    model : str, optional
        Module of :mod:`missile_question.models`; the page links to it.
    """

    text: str
    table: str = ""
    model: str = ""


@dataclass(frozen=True)
class Figure:
    """One chart in two widths with everything a page must say around it.

    Parameters
    ----------
    name : str
        Unique in the book; becomes the anchor ``fig-<name>``.
    title : str
        The finding.
    alt : str
        What a reader who cannot see the chart must know: the finding with its numbers.
    wide, narrow : mapping
        Vega-Lite specs, for columns from 560 px and for phones. Data by name only.
    data : mapping of str to rows
        Named data sources stored with the figure.
    assets : sequence of str
        Map layers and grids that many figures share (:mod:`missile_question.charts.assets`).
    sources : sequence of Source
    subtitle : str
        Units and definitions, one line.
    panel : mapping
        What an explorer adds: controls, answer, state. Empty for a plain chart.
    """

    name: str
    title: str
    alt: str
    wide: Mapping[str, Any]
    narrow: Mapping[str, Any]
    data: Mapping[str, render.Rows] = field(default_factory=dict)
    assets: Sequence[str] = ()
    sources: Sequence[Source] = ()
    subtitle: str = ""
    panel: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.alt.split()) < 12:
            raise ValueError(
                f"alt of figure {self.name!r} must state the finding in at least 12 words, "
                f"got {self.alt!r}"
            )
        if not self.sources:
            raise ValueError(f"sources of figure {self.name!r} must name at least one source")

    def themed(self, variant: str = "wide") -> dict[str, Any]:
        """Return the Vega-Lite spec of one variant in the book's theme, data still by name."""
        narrow = variant == "narrow"
        return {**(self.narrow if narrow else self.wide), "config": theme.config(narrow)}

    def spec(self, variant: str = "wide", **values: Any) -> dict[str, Any]:
        """Return the complete Vega-Lite spec of one variant, its data and parameters filled in."""
        shared = {name: assets.load(name) for name in self.assets}
        full = render.with_values(self.themed(variant), values)
        return render.with_data(full, {**self.data, **shared})

    def svg(self, variant: str = "wide", **values: Any) -> str:
        """Draw one variant as an SVG element."""
        return render.svg(self.spec(variant, **values), f"{self.name}-{variant}")

    def payload(self) -> dict[str, Any]:
        """Return what the page needs, as plain JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "subtitle": self.subtitle,
            "alt": self.alt,
            "wide": self.wide,
            "narrow": self.narrow,
            "data": self.data,
            "assets": list(self.assets),
            "sources": [{k: v for k, v in asdict(s).items() if v} for s in self.sources],
            "panel": self.panel,
        }

    def placeholder(self) -> str:
        """Return the block stored in notebooks: readable by itself, drawn by the book's build."""
        kept = {
            **self.payload(),
            "narrow": difference(self.wide, self.narrow),
            "data": {name: columns(rows) for name, rows in self.data.items()},
        }
        data = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        data = data.replace("</", "<\\/")  # a script element must not end early
        return (
            f'<figure class="{MARK}"><figcaption>{html.escape(self.title)}</figcaption>'
            f"<p>{html.escape(self.alt)}</p>"
            f'<script type="application/json">{data}</script></figure>'
        )

    def widget(self) -> Any:
        """Return the figure as an ipywidget, for Jupyter: a drawing with its caption."""
        import ipywidgets

        if live.in_page():
            return live.drawing(self)
        return ipywidgets.HTML(frame(self, self.svg("wide")))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        page = "" if live.in_page() else self.placeholder()
        return with_widget(page, self.alt, self.widget)


def stored(text: str) -> list[dict[str, Any]]:
    """Return the payloads of all placeholders in an output, see :meth:`Figure.placeholder`."""
    return [_whole(found) for found in _PLACEHOLDER.findall(text)]


def replaced(text: str, draw: Callable[[dict[str, Any]], str]) -> str:
    """Return an output with each placeholder replaced by what ``draw`` makes of its payload."""
    return _PLACEHOLDER.sub(lambda match: draw(_whole(match.group(1))), text)


def _whole(text: str) -> dict[str, Any]:
    """Read a stored payload: the narrow spec is kept as a difference, rows as columns."""
    payload: dict[str, Any] = json.loads(text)
    return {
        **payload,
        "narrow": patched(payload["wide"], payload["narrow"]),
        "data": {name: rows_of(kept) for name, kept in payload["data"].items()},
    }


def frame(figure: Figure, drawing: str) -> str:
    """Wrap a drawing in its title and source line, for a kernel's output."""
    sources = " · ".join(html.escape(s.text) for s in figure.sources)
    style = (
        "<style>.mq-frame{font:15px/1.45 system-ui,sans-serif;max-width:760px;color:#1d2733;"
        "background:#fff;padding:.6rem}.mq-frame svg{width:100%;height:auto}"
        ".mq-frame small{color:#56616d}</style>"
    )
    subtitle = (
        f"<div><small>{html.escape(figure.subtitle)}</small></div>" if figure.subtitle else ""
    )
    return (
        f'{style}<div class="mq-frame"><div><b>{html.escape(figure.title)}</b></div>{subtitle}'
        f'<div role="img" aria-label="{html.escape(figure.alt, quote=True)}">{drawing}</div>'
        f"<small>Source: {sources}</small></div>"
    )


def named(name: str, **options: Any) -> Any:
    """Return a data source by name: its values are stored once, beside the chart."""
    source: Any = Data  # Altair leaves its constructor untyped
    return source(name=name, **options)


def spec_of(chart: Any) -> dict[str, Any]:
    """Return an Altair chart as a deterministic spec; the theme is added when it is drawn."""
    full: dict[str, Any] = chart.to_dict()
    for key in ("$schema", "usermeta"):
        full.pop(key, None)
    full["autosize"] = {"type": "pad", "contains": "padding"}
    return full


def both_widths(draw: Callable[[bool], Any]) -> dict[str, Any]:
    """Return the two specs of a figure by name; ``draw(True)`` draws the narrow one."""
    return {"wide": spec_of(draw(False)), "narrow": spec_of(draw(True))}


def named_by(parameter: Any) -> Any:
    """Return the field of a row whose name a parameter holds (Altair 5 writes it wrong)."""
    return datum[ConstExpression(parameter.name)]


def formula(expression: Any) -> str:
    """Return a model's expression as Vega text, for ``transform_calculate``.

    Altair's expressions with a parameter at their head do not print themselves.
    """
    if isinstance(expression, ParameterExpression):
        return str(expression.expr)
    return str(expression)


def params_of(start: Mapping[str, Any], names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return one Vega parameter for each control, by name.

    Parameters
    ----------
    start : mapping
        Starting values by the controls' names.
    names : iterable of str, optional
        The controls that the drawing uses, in its order; all of them without it.
    """
    return {name: alt.param(name=name, value=start[name]) for name in names or start}


def calculated(chart: Any, values: Mapping[str, Any]) -> Any:
    """Return the chart with one calculated field for each of a model's expressions."""
    return chart.transform_calculate(**{name: formula(value) for name, value in values.items()})


def on_steps(steps: Any, *layers: Any, **properties: Any) -> Any:
    """Return layers that stand on one data set and one chain of steps, written once.

    Parameters
    ----------
    steps : altair.Chart
        Chart whose data and transforms are taken.
    *layers : altair.Chart
        Marks without data of their own, the lowest first.
    **properties
        Of the whole: width, height.
    """
    return alt.LayerChart(
        layer=list(layers), data=steps.data, transform=steps.transform, **properties
    )


def padded(chart: Any, sides: tuple[int, int]) -> dict[str, Any]:
    """Return a chart's spec with room at the sides: the reader's font may be wider than ours.

    Parameters
    ----------
    chart : altair.Chart
    sides : tuple of int
        Room at the left and at the right, in px.
    """
    left, right = sides
    return spec_of(chart.properties(padding={"left": left, "right": right, "top": 5, "bottom": 5}))
