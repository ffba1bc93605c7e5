"""What a notebook cell shows: one bundle for the book's page, for terminals and for Jupyter."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Mapping
from numbers import Real
from typing import Any

from missile_question import live

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class Html:
    """HTML for the page, with its plain text for terminals."""

    def __init__(self, page: str, text: str) -> None:
        self.page, self.text = page, text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/html": self.page, "text/plain": self.text}


def with_widget(page: str, text: str, widget: Callable[[], Any]) -> dict[str, Any]:
    """Return a display bundle in which Jupyter finds a widget and the book's build finds HTML.

    Parameters
    ----------
    page, text : str
        HTML for the book, words for terminals.
    widget : callable
        Makes the ipywidget that Jupyter shows. Outside a kernel it has no view and is left out; in
        a page of the book it is only made if there is no HTML.
    """
    bundle = {"text/html": page, "text/plain": text}
    if page and live.in_page():
        return bundle
    own = widget()._repr_mimebundle_() or {}
    return {**bundle, **({WIDGET_VIEW: own[WIDGET_VIEW]} if WIDGET_VIEW in own else {})}


def table(
    frame: Any, caption: str, *, links: Mapping[str, str] | None = None, fold: bool = False
) -> Html:
    """Return a data frame as an accessible table: caption, header cells, room to scroll.

    Parameters
    ----------
    frame : pandas.DataFrame
        Shown as it is; its first column names the rows.
    caption : str
        What the table shows, in one sentence.
    links : mapping of str to str, optional
        Column -> column that holds its addresses; the latter is not shown.
    fold : bool
        Whether a long table waits behind its caption until the reader unfolds it.
    """
    links = dict(links or {})
    shown = [column for column in frame.columns if column not in links.values()]
    head = "".join(f'<th scope="col">{html.escape(str(column))}</th>' for column in shown)
    rows = []
    for record in frame.to_dict("records"):
        cells = []
        for position, column in enumerate(shown):
            text = html.escape(_cell(record[column]))
            address = record.get(links.get(column, ""), "")
            if address:
                text = f'<a href="{html.escape(str(address))}">{text}</a>'
            cells.append(f'<th scope="row">{text}</th>' if position == 0 else f"<td>{text}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    label = html.escape(caption)
    # A last column of sentences wants room; the reader scrolls sideways rather than down for ever.
    wordy = " wordy" if frame[shown[-1]].map(str).str.len().max() > 60 else ""
    page = (
        f'<div class="mq-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="table mq-table{wordy}"><caption>{label}</caption>'
        f"<thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
    if fold:
        page = f'<details class="mq-more"><summary>{label}</summary>{page}</details>'
    return Html(page, f"{caption}: {len(frame)} rows of {', '.join(map(str, shown))}")


def _cell(value: Any) -> str:
    """Return a cell's text: thousands separated, blanks for what is missing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Real):  # NumPy's numbers too
        return "" if math.isnan(value) else f"{value:,.0f}"
    return "" if str(value) in ("None", "<NA>", "NaT") else str(value)
