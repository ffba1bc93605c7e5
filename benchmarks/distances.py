"""Geodesics: distances between points, and distances to a territory.

The book computes geodesics with GeographicLib, which is plain Python and small enough for the
page; PROJ, behind pyproj, is the same method in C.
"""

from __future__ import annotations

import itertools
from importlib.util import find_spec
from typing import Any

import numpy as np
from geographiclib.geodesic import Geodesic
from numpy.typing import NDArray

from benchmarks.timing import Call, Effort, Row, compare
from missile_question.evidence.reach import outline
from missile_question.models.reach import distance_km, territory_distance_km

Floats = NDArray[np.float64]

#: Both carry out Karney's algorithms; 1 mm leaves room for rounding only.
TOLERANCE_KM = 1e-6

#: How close together the peer puts points on the outline, and by how much the distance to the
#: nearest of them may exceed the distance to the line: spacing squared over 8 times the distance,
#: and the metre that `territory_distance_km` allows itself.
SPACING_KM = 1.0
NEAREST_KM = 100.0
OUTLINE_TOLERANCE_KM = 0.003


def pyproj_geod() -> Any:
    """Return pyproj's WGS84, or None where pyproj is not installed."""
    if find_spec("pyproj") is None:
        return None
    from pyproj import Geod

    return Geod(ellps="WGS84")


def draw_places(count: int, seed: int) -> tuple[Floats, Floats]:
    """Draw latitudes and longitudes around Iran, some thousand kilometres each way."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0.0, 65.0, count), rng.uniform(10.0, 95.0, count)


def by_geographiclib(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Ask GeographicLib for one distance after another, as its manual shows."""
    ends = zip(lat1.tolist(), lon1.tolist(), lat2.tolist(), lon2.tolist(), strict=True)
    return np.array([Geodesic.WGS84.Inverse(*four)["s12"] / 1000.0 for four in ends])


def by_pyproj(geod: Any, lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Ask pyproj for one distance after another."""
    ends = zip(lon1.tolist(), lat1.tolist(), lon2.tolist(), lat2.tolist(), strict=True)
    return np.array([geod.inv(*four)[2] / 1000.0 for four in ends])


def by_pyproj_array(geod: Any, lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Ask pyproj for all distances in one call."""
    return np.asarray(geod.inv(lon1, lat1, lon2, lat2)[2]) / 1000.0


def outline_points(spacing_km: float = SPACING_KM) -> tuple[Floats, Floats]:
    """Put points on Iran's outline, no further apart than the spacing: (lat, lon)."""
    pieces = []
    for ring in outline():
        for start, end in itertools.pairwise(ring):
            steps = int(np.ceil(111.7 * np.hypot(*(end - start)) / spacing_km))
            part = np.linspace(0.0, 1.0, max(steps, 1), endpoint=False)[:, None]
            pieces.append(start + part * (end - start))
    lon, lat = np.concatenate(pieces).T
    return lat, lon


def nearest_by_pyproj(geod: Any, lat: Floats, lon: Floats, border: tuple[Floats, Floats]) -> Floats:
    """Measure the distance of each place to every point of the outline; keep the least."""
    nearest = np.empty(lat.shape)
    for i in range(len(lat)):
        here = np.full_like(border[0], lat[i]), np.full_like(border[0], lon[i])
        nearest[i] = by_pyproj_array(geod, *here, *border).min()
    return nearest


def rows(pairs: int, places: int, effort: Effort) -> list[Row]:
    """Measure distances between points and, where pyproj is, to Iran's outline."""
    geod = pyproj_geod()
    ends = *draw_places(pairs, 4), *draw_places(pairs, 5)
    competitors: dict[str, Call] = {
        "ours": lambda: distance_km(*ends),
        "GeographicLib, one by one": lambda: by_geographiclib(*ends),
    }
    if geod is not None:
        competitors["pyproj, one by one"] = lambda: by_pyproj(geod, *ends)
        competitors["pyproj, one call"] = lambda: by_pyproj_array(geod, *ends)
    samples = compare(competitors, effort)
    table = []
    for peer in [name for name in competitors if name != "ours"]:
        np.testing.assert_allclose(
            samples.results["ours"], samples.results[peer], rtol=0.0, atol=TOLERANCE_KM
        )
        table.append(samples.row(f"{pairs:,} distances", "ours", peer, "equal to 1 mm"))
    return table if geod is None else [*table, _territory_row(geod, places, effort)]


def _territory_row(geod: Any, places: int, effort: Effort) -> Row:
    """Measure the distances of places outside Iran to its outline."""
    lat, lon = draw_places(4 * places, 6)
    outside = np.flatnonzero(territory_distance_km(lat, lon, outline()) > NEAREST_KM)[:places]
    lat, lon, border = lat[outside], lon[outside], outline_points()
    peer = f"pyproj, to points on it {SPACING_KM:g} km apart"
    samples = compare(
        {
            "ours": lambda: territory_distance_km(lat, lon, outline()),
            peer: lambda: nearest_by_pyproj(geod, lat, lon, border),
        },
        effort,
    )
    np.testing.assert_allclose(
        samples.results["ours"], samples.results[peer], rtol=0.0, atol=OUTLINE_TOLERANCE_KM
    )
    task = f"distances of {len(lat):,} places to the nearest point of Iran's outline"
    return samples.row(task, "ours", peer, f"equal to {1000 * OUTLINE_TOLERANCE_KM:g} m")
