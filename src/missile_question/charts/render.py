"""Draw a chart where the reader is: an SVG by vl-convert, at build time or in a local kernel."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

#: The Vega-Lite grammar that Altair writes and vl-convert compiles.
VEGA_LITE = "6.4"

Rows = list[dict[str, Any]]


def with_data(spec: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a Vega or Vega-Lite spec whose named data sources hold their values.

    Parameters
    ----------
    spec : mapping
        Vega-Lite (``{"data": {"name": ...}}`` anywhere) or Vega (``{"data": [{"name": ...}]}``).
    data : mapping of str to values
        Rows, or GeoJSON/TopoJSON, by source name. Sources that the spec does not name are ignored.
    """
    full = copy.deepcopy(dict(spec))

    def fill(node: Any) -> None:
        if isinstance(node, dict):
            source = node.get("data")
            if isinstance(source, dict) and source.get("name") in data and "values" not in source:
                source["values"] = data[source["name"]]
            for value in node.values():
                fill(value)
        elif isinstance(node, list):
            for value in node:
                fill(value)

    for source in full["data"] if isinstance(full.get("data"), list) else []:
        if source.get("name") in data and "values" not in source and "source" not in source:
            source["values"] = data[source["name"]]
    fill(full)
    return full


def with_values(spec: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a Vega-Lite spec whose top-level parameters start at ``values``."""
    full = copy.deepcopy(dict(spec))
    for param in full.get("params", []):
        if param.get("name") in values:
            param["value"] = values[param["name"]]
    return full


def compile_vega(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Compile Vega-Lite to Vega, so that the page needs no compiler."""
    import vl_convert

    compiled: dict[str, Any] = vl_convert.vegalite_to_vega(dict(spec), vl_version=VEGA_LITE)
    return compiled


def _rounded(tag: re.Match[str]) -> str:
    """Cut the coordinates in a tag to a tenth of a pixel; numbers that are text stay whole."""
    short = re.sub(r"(-?\d+\.\d)\d+", r"\1", tag[0])
    return re.sub(r"(?<=\d)\.0(?=[^\d])", "", short)


def svg(spec: Mapping[str, Any], prefix: str) -> str:
    """Draw a complete Vega-Lite spec as an SVG element fit to stand inside a page.

    Parameters
    ----------
    spec : mapping
        Vega-Lite with all its data.
    prefix : str
        Unique in the page: clip paths of several drawings must not share their ids.

    Returns
    -------
    str
        An ``<svg>`` element that scales with its container, hidden from assistive technology
        (the container carries the name), coordinates rounded to a tenth of a pixel.
    """
    import vl_convert

    text: str = vl_convert.vegalite_to_svg(dict(spec), vl_version=VEGA_LITE)
    text = text[text.index("<svg") :]
    text = re.sub(r"<rect [^>]*class=\"background\"[^>]*/>", "", text, count=1)
    text = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", text)
    text = re.sub(r"<[^>]+>", _rounded, text)
    numbers: dict[str, int] = {}  # vl-convert counts on from drawing to drawing; bytes must not

    def renamed(match: re.Match[str]) -> str:
        return f"{match[1]}{prefix}-{numbers.setdefault(match[2], len(numbers))}"

    text = re.sub(r'( id="|url\(#|href="#)([^")]+)', renamed, text)
    return re.sub(
        r"<svg [^>]*?viewBox=\"([^\"]*)\"[^>]*>",
        r'<svg xmlns="http://www.w3.org/2000/svg" viewBox="\1" aria-hidden="true" '
        r'focusable="false">',
        text,
        count=1,
    )
