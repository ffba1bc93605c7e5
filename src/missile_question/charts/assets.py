"""Map layers and grids that many figures share: stored once in the site, never in notebooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from missile_question import catalog
from missile_question.evidence import reach as evidence
from missile_question.models import reach

#: Ranges at which rings are computed; between them the page interpolates. What is drawn stays
#: within 3 km of the true line beyond 450 km (a pixel is about 8 km); what lies inside never
#: uses rings.
RING_STEP_KM = 100
RING_FIRST_KM = 200
RING_RANGES_KM = tuple(range(RING_FIRST_KM, 4000 + RING_STEP_KM, RING_STEP_KM))
RING_POINTS = 72


def reach_rings() -> list[dict[str, Any]]:
    """Return rings around each origin on the grid of ranges: one row a bearing.

    Returns
    -------
    list of dict
        origin, k (order along the ring), x and y: longitudes and latitudes in degrees, one a range.
    """
    rows = []
    for origin in evidence.ORIGINS:
        if origin == "nearest":
            grid = reach.territory_ring_grid(evidence.outline(), RING_RANGES_KM, RING_POINTS)
        else:
            grid = reach.ring_grid(*evidence.origin_point(origin), RING_RANGES_KM, RING_POINTS)
        rows += [
            {"origin": origin, "k": k, "x": line[:, 0].tolist(), "y": line[:, 1].tolist()}
            for k, line in enumerate(grid.round(2))
        ]
    return rows


_LOADERS: Mapping[str, Callable[[], Any]] = MappingProxyType(
    {"basemap": lambda: catalog.load_geo("basemap"), "reach_rings": reach_rings}
)
#: What :func:`load` knows.
NAMES = tuple(_LOADERS)


@lru_cache
def load(name: str) -> Any:
    """Return an asset by name.

    Raises
    ------
    ValueError
        If there is none of that name; the message lists them.
    """
    if name not in _LOADERS:
        raise ValueError(f"asset must be one of {', '.join(_LOADERS)}, got {name!r}")
    return _LOADERS[name]()
