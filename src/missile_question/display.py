"""What a notebook cell shows: one bundle for the book's page, for terminals and for Jupyter."""

from __future__ import annotations

from typing import Any

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class Html:
    """HTML for the page, with its plain text for terminals."""

    def __init__(self, page: str, text: str) -> None:
        self.page, self.text = page, text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/html": self.page, "text/plain": self.text}


def with_widget(page: str, text: str, widget: Any) -> dict[str, Any]:
    """Return a display bundle in which Jupyter finds a widget and the book's build finds HTML.

    Parameters
    ----------
    page, text : str
        HTML for the book, words for terminals.
    widget : ipywidgets.Widget
        What Jupyter shows. Outside a kernel it has no view and is left out.
    """
    bundle = {"text/html": page, "text/plain": text}
    own = widget._repr_mimebundle_() or {}
    return {**bundle, **({WIDGET_VIEW: own[WIDGET_VIEW]} if WIDGET_VIEW in own else {})}
