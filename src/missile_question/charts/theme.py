"""One visual language: colours with a fixed meaning, type sizes, and their dark counterparts.

A chart names colours by role (``colour("ink")``). Specs hold the light hex value; the page's style
sheet, written by :func:`dark_css`, repaints each value in dark mode. One SVG serves both themes,
whether it was drawn at build time or by the reader's browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

#: role -> (light, dark). Every light value is unique, because the style sheet finds a role by it.
ROLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ink": ("#1d2733", "#e8ecf0"),
        "muted": ("#4a5561", "#b3bdc7"),
        "rule": ("#c9d0d7", "#47515c"),
        "sea": ("#f3f6f8", "#161d25"),
        "land": ("#e7e4dc", "#2b333c"),
        "border": ("#b5b0a3", "#4d5762"),
        "paper": ("#fffffe", "#10161d"),
        # Actors: at least 13 apart in CIE L*a*b* for normal vision, protanopia, deuteranopia and
        # tritanopia, and 4.5:1 on paper and sea, so that they may be text (test_theme.py).
        "iran": ("#bb4e10", "#ea8855"),
        "israel": ("#385796", "#88bbf9"),
        "united-states": ("#5f45af", "#b18ccd"),
        "united-nations": ("#007b8c", "#69d0df"),
        "europe": ("#9d165f", "#f38dbb"),
        "research": ("#447436", "#9cd07b"),
        "press": ("#726552", "#c7b9a6"),
        "region": ("#704300", "#e5b249"),
    }
)


def colour(role: str) -> str:
    """Return the light hex value of a role, the one that specs hold.

    Parameters
    ----------
    role : str
        A key of :data:`ROLES`.

    Returns
    -------
    str
        Hex colour.

    Raises
    ------
    ValueError
        If the role is unknown; the message lists the roles.
    """
    if role not in ROLES:
        raise ValueError(f"role must be one of {', '.join(ROLES)}, got {role!r}")
    return ROLES[role][0]


def role_of(actor: str) -> str:
    """Return the colour role of an actor as the data tables spell it (``"United States"``)."""
    role = actor.lower().replace(" ", "-")
    return role if role in ROLES else "press"


def config(narrow: bool = False) -> dict[str, Any]:
    """Return the Vega-Lite config shared by all charts.

    Parameters
    ----------
    narrow : bool
        Whether the chart is the phone variant: a little tighter, never smaller type.
    """
    ink, muted, rule = colour("ink"), colour("muted"), colour("rule")
    size = 12
    return {
        "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
        "background": None,
        "aria": False,  # the container carries the name; hundreds of labels inside it are bytes
        "view": {"stroke": None},
        "mark": {"color": ink},  # Vega's own blue is no role, and would not follow the theme
        "axis": {
            "labelColor": ink,
            "labelFontSize": size,
            "labelLimit": 150 if narrow else 210,
            "titleColor": muted,
            "titleFontSize": size,
            "titleFontWeight": "normal",
            "gridColor": rule,
            "gridDash": [2, 3],
            "domainColor": rule,
            "tickColor": rule,
        },
        "text": {"fontSize": size, "color": ink},
        "header": {"labelColor": ink, "labelFontSize": size + 1, "titleColor": muted},
        "legend": {
            "labelColor": ink,
            "titleColor": muted,
            "labelFontSize": size,
            "titleFontSize": size,
            "symbolBaseFillColor": ink,
            "symbolBaseStrokeColor": ink,
            "columnPadding": 16,  # the reader's font may be wider than the one measured here
            "layout": {
                "top": {"direction": "vertical", "margin": 10} if narrow else {"margin": 24}
            },
        },
    }


def dark_css() -> str:
    """Return the roles as CSS variables, and the rules that repaint every role in dark mode."""
    light = "".join(f"--mq-{role}:{pair[0]};" for role, pair in ROLES.items())
    dark = "".join(f"--mq-{role}:{pair[1]};" for role, pair in ROLES.items())
    rules = [f":root{{{light}}}", f"html[data-theme=dark]{{{dark}}}"]
    for role, (hex_light, _) in ROLES.items():
        for paint in ("fill", "stroke"):
            rules.append(f'.mq-chart [{paint}="{hex_light}"]{{{paint}:var(--mq-{role})}}')
    # Paper keeps light charts on white when a dark-mode reader prints.
    rules.append(f"@media print{{html[data-theme=dark]{{{light}}}}}")
    return "\n".join(rules) + "\n"
