"""Reach: how far a range goes on the map, and what lies inside it.

A *range* is the number of kilometres that a source states for a missile. The page turns it into
geography: which places lie within that distance of a point or of a whole territory, which line on
the map encloses them, what share of a list of sites is covered, and by how many kilometres a range
is long enough or falls short.

Distances are measured along the earth's surface, by the shortest way (the *geodesic*), in km, on
the ellipsoid WGS84, which satellite navigation uses. They come from GeographicLib, that is from the
algorithms of Karney (2013), accurate to about 15 nanometres; all doubt in a result is doubt about
the range and the places put in.

Latitudes and longitudes are in degrees, azimuths in degrees clockwise from north. Points come as
(lat, lon); lines for the map as arrays with columns (lon, lat), the order of GeoJSON. An *outline*
is a territory: the exterior rings of its polygons, islands included, each an array with columns
(lon, lat). As in GeoJSON, an edge is straight in longitude and latitude.

.. rubric:: What it takes for granted

* The stated range is reached in every direction and from every place alike, and is a sharp limit:
  at 2,000 km a range of 2,000 km covers, at 2,001 km it does not.
* Range is distance on the ground from launch to target, on an ellipsoid; heights do not count.
* From a territory, launches are possible everywhere in it, up to the border: the distance to a
  territory is that to its nearest point.
* A site is one point, inside or outside.
* All sites count the same in a share.

.. rubric:: What it leaves out

* **What stands behind the number.** Sources differ about the same missile, and a range depends on
  the payload; a lighter one flies further. Which payload was meant is often not said.
* **The earth's rotation**, which lengthens a ballistic missile's range eastward and shortens it
  westward.
* **Whether anything arrives, and what it hits.** Reliability, accuracy, defences and the number of
  launchers decide what a range is worth. See `missile_question.models.defence`.
* **Where launchers really are.** They are not lined up along the border: lines around a territory
  show the most that is conceivable.
* **What a circle suggests.** A ring on a map looks like a threat, whatever the intentions
  (Monmonier 1991 on maps that argue).
* **Holes** of a territory's polygons, such as enclaves, are filled.

.. rubric:: A minimal example

From Tehran (35.7 N, 51.4 E) to Doha (25.3 N, 51.5 E), for a range of 1,000 km and one of 2,000 km:

>>> from missile_question.models import reach
>>> km = reach.distance_km(35.7, 51.4, 25.3, 51.5)
>>> round(km)
1153
>>> reach.inside(1000, km), reach.inside(2000, km)
(False, True)
>>> round(reach.margin_km(2000, km))
847

The shorter range does not get there from Tehran, the longer has 847 km to spare. Of four sites at
the distances given, the longer range covers three:

>>> reach.coverage([500, 1153, 1800, 2500], 2000)
0.75

.. rubric:: For programmers

* Closed forms on numbers, arrays and Altair parameters and expressions, by operators alone, so that
  none takes a namespace `xp`: `margin_km`, `inside` and `interpolate_grid`.
* Only numbers can be checked: an expression outside the allowed range raises nothing.
* All else takes numbers and arrays. A page draws lines for ranges in between by `interpolate_grid`
  on the lines of `ring_grid` and `territory_ring_grid`.
* GeographicLib's two problems of geodesy are in sections 3 (direct) and 4 (inverse) of Karney
  (2013). The distance to an outline of thousands of corners looks at few of them: see
  `nearest_point`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from geographiclib.geodesic import Geodesic
from numpy.typing import ArrayLike, NDArray

from missile_question.models._operands import NUMBER, PROBABILITY, Interval, operands
from missile_question.models._validate import (
    FloatArray,
    FloatOrArray,
    finite,
    in_range,
    integer,
    latitude,
    longitude,
    scalar,
    scalar_or_array,
    vector,
)

__all__ = [
    "centre",
    "coverage",
    "covered",
    "destination",
    "distance_km",
    "inside",
    "interpolate_grid",
    "margin_km",
    "nearest_point",
    "outline_from_geojson",
    "range_for_share",
    "ring",
    "ring_grid",
    "territory_distance_km",
    "territory_ring",
    "territory_ring_grid",
]

Outline = Sequence[FloatArray]

_EARTH: Any = Geodesic.WGS84
_FLATTENING: float = _EARTH.f
_SEMI_MAJOR_KM: float = _EARTH.a / 1000.0
_SEMI_MINOR_KM = _SEMI_MAJOR_KM * (1.0 - _FLATTENING)

# Every geodesic on WGS84 is the shortest path up to pi * b = 19,970 km. Beyond, a ring folds over
# itself near the antipode and means nothing on a map.
_LONGEST_RING_KM = 19_900.0

_KILOMETRES = Interval(0.0, np.inf, unit="km")
_RING_RANGE = Interval(0.0, _LONGEST_RING_KM, low_open=True, unit="km")

# Longest piece an outline is cut into, and an upper bound of the length of one degree.
_PIECE_KM = 5.0
_DEGREE_KM = 111.7

# Places compared with an outline at a time: bounds the memory, changes no result.
_CHUNK = 512

# Where the search for a territory's ring stops; how far its two searches may disagree and still
# count as one line; how many steps they may take.
_RING_TOLERANCE_KM = 1e-3
_STAR_TOLERANCE_KM = 0.1
_RING_STEPS = 300


# ---------------------------------------------------------------- points and rings around them


def distance_km(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> FloatOrArray:
    """Distance between two points along the earth's surface, by the shortest way.

    This is the inverse problem of geodesy. It has no closed formula; GeographicLib solves it by
    Newton's method.

    Parameters
    ----------
    lat1, lon1, lat2, lon2 : array_like
        Degrees; the shapes broadcast.

    Returns
    -------
    float or ndarray
        Distance in km, of the broadcast shape; a float if all four are scalars.

    Raises
    ------
    ValueError
        If a latitude lies outside [-90, 90] or a longitude outside [-360, 360], one is not
        finite, or the shapes do not broadcast.

    References
    ----------
    .. [1] Karney (2013), Algorithms for Geodesics, section 4. Key: karney2013.

    Examples
    --------
    >>> round(distance_km(40.6, -73.8, 51.6, -0.5), 3)
    5551.759
    """
    ends = np.broadcast_arrays(
        latitude("lat1", lat1),
        longitude("lon1", lon1),
        latitude("lat2", lat2),
        longitude("lon2", lon2),
    )
    return scalar_or_array(_exact_km(*ends))


def destination(
    lat: ArrayLike, lon: ArrayLike, azimuth_deg: ArrayLike, distance_km: ArrayLike
) -> tuple[FloatOrArray, FloatOrArray]:
    """Point reached from a place by going so far in a direction along a geodesic.

    This is the direct problem of geodesy; GeographicLib solves it by series in the flattening.

    Parameters
    ----------
    lat, lon : array_like
        Starting point in degrees.
    azimuth_deg : array_like
        Direction at the start in degrees clockwise from north, any finite number.
    distance_km : array_like
        Distance along the geodesic in km, at least 0. The four shapes broadcast.

    Returns
    -------
    lat : float or ndarray
        Latitude in degrees, of the broadcast shape.
    lon : float or ndarray
        Longitude in degrees, in [-180, 180], likewise.

    Raises
    ------
    ValueError
        If an argument is out of its range or not finite, or the shapes do not broadcast.

    References
    ----------
    .. [1] Karney (2013), Algorithms for Geodesics, section 3. Key: karney2013.

    Examples
    --------
    >>> lat, lon = destination(35.7, 51.4, 270.0, 1000.0)
    >>> round(lat, 2), round(lon, 2)
    (35.2, 40.4)
    """
    arguments = np.broadcast_arrays(
        latitude("lat", lat),
        longitude("lon", lon),
        finite("azimuth_deg", azimuth_deg),
        in_range("distance_km", distance_km, 0.0, np.inf, unit="km"),
    )
    ends = np.empty((*arguments[0].shape, 2))
    for index in np.ndindex(arguments[0].shape):
        phi, lam, azimuth, s = (float(a[index]) for a in arguments)
        end = _EARTH.Direct(phi, lam, azimuth, 1000.0 * s)
        ends[index] = end["lat2"], end["lon2"]
    return scalar_or_array(ends[..., 0]), scalar_or_array(ends[..., 1])


def ring(lat: float, lon: float, range_km: float, points: int = 72) -> FloatArray:
    """Draw the closed line of the points at a given distance from a point.

    Each point is the `destination` in one direction. On a flat map the line is no circle.

    Parameters
    ----------
    lat, lon : float
        Centre in degrees.
    range_km : float
        Distance in km, in (0, 19900].
    points : int
        Number of points, at least 3, at equal steps of azimuth from north, clockwise.

    Returns
    -------
    ndarray, shape (points + 1, 2)
        Columns longitude and latitude in degrees; the last row closes the line. Longitudes are
        continuous: a ring across the antimeridian runs past 180 instead of jumping, and a ring
        around a pole ends 360 degrees from where it began.

    Raises
    ------
    ValueError
        If an argument is out of its range or not finite.

    Examples
    --------
    >>> line = ring(35.7, 51.4, 1000.0)
    >>> line.shape
    (73, 2)
    """
    return _along(_lines(lat, lon, points), _RING_RANGE("range_km", scalar("range_km", range_km)))


def ring_grid(lat: float, lon: float, ranges_km: ArrayLike, points: int = 72) -> FloatArray:
    """Draw rings around one point for several distances: a grid for the page to interpolate in.

    Each is a `ring` with the same directions.

    Parameters
    ----------
    lat, lon : float
        Centre in degrees.
    ranges_km : array_like, shape (m,)
        Distances in km, each in (0, 19900].
    points : int
        Points per ring, at least 3.

    Returns
    -------
    ndarray, shape (points + 1, m, 2)
        ``grid[:, j]`` is ``ring(lat, lon, ranges_km[j], points)``; a row follows one azimuth.

    Raises
    ------
    ValueError
        If an argument is out of its range or not finite, or `ranges_km` is not one-dimensional
        or is empty.

    Notes
    -----
    On a 250 km grid from 250 to 4,000 km around Tehran, each point of a ring interpolated with
    `interpolate_grid` lies within 1 km of the distance asked for.

    Examples
    --------
    >>> ring_grid(35.7, 51.4, [250.0, 500.0]).shape
    (73, 2, 2)
    """
    lines = _lines(lat, lon, points)
    radii = _RING_RANGE("ranges_km", vector("ranges_km", ranges_km))
    return np.stack([_along(lines, radius) for radius in radii], axis=1)


# ---------------------------------------------------------------- territories


def outline_from_geojson(geojson: Mapping[str, Any]) -> list[FloatArray]:
    """Read the exterior rings of the polygons in a GeoJSON object; holes are left out.

    Parameters
    ----------
    geojson : mapping
        A Polygon, MultiPolygon, Feature or FeatureCollection, as ``json.load`` returns it.

    Returns
    -------
    list of ndarray, each of shape (n, 2)
        Closed rings, columns longitude and latitude in degrees; heights are dropped.

    Raises
    ------
    ValueError
        If the object is of another type, holds no polygon, or a ring has fewer than four
        positions, is not closed, or has a coordinate that is no longitude or latitude.

    References
    ----------
    .. [1] Butler et al. (2016), The GeoJSON Format, RFC 7946, section 3.1. Key: rfc7946.

    Examples
    --------
    >>> corners = [[0, 0], [1, 0], [1, 1], [0, 0]]
    >>> polygon = {"type": "Polygon", "coordinates": [corners]}
    >>> outline_from_geojson(polygon)[0].tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    """
    kind = geojson.get("type") if isinstance(geojson, Mapping) else None
    if kind == "FeatureCollection":
        rings = [r for part in _member(geojson, "features") for r in outline_from_geojson(part)]
    elif kind == "Feature":
        rings = outline_from_geojson(_member(geojson, "geometry"))
    elif kind == "MultiPolygon":
        rings = [_geojson_ring(polygon) for polygon in _member(geojson, "coordinates")]
    elif kind == "Polygon":
        rings = [_geojson_ring(_member(geojson, "coordinates"))]
    else:
        raise ValueError(
            "geojson must be a Polygon, MultiPolygon, Feature or FeatureCollection, "
            f"got {geojson if kind is None else kind!r}"
        )
    if not rings:
        raise ValueError(f"geojson must hold at least one polygon, got an empty {kind}")
    return rings


def nearest_point(
    lat: ArrayLike, lon: ArrayLike, outline: Outline
) -> tuple[FloatOrArray, FloatOrArray, FloatOrArray]:
    """Point of a territory nearest to each place, and its distance.

    The outline is cut into pieces of at most 5 km. A bound that always holds (the auxiliary sphere
    of reduced latitudes [1]_) rules out nearly all pieces; on those left the nearest point is found
    with Lambert's formula [2]_, whose error is of the order of the flattening squared; the distance
    to that point is then the exact geodesic.

    Parameters
    ----------
    lat, lon : array_like
        Places in degrees; the shapes broadcast.
    outline : sequence of ndarray, each of shape (n, 2)
        Exterior rings, columns longitude and latitude; closed if the last row is not the first.

    Returns
    -------
    lat, lon : float or ndarray
        The nearest point in degrees; the place itself if it lies inside.
    distance_km : float or ndarray
        Exact geodesic distance to that point in km; 0 inside. It exceeds the true minimum by
        less than 1 m within 15,000 km of the territory; nearer the antipode Lambert's formula
        fades, and the point found is near the nearest, no more.

    Raises
    ------
    ValueError
        If a coordinate is out of its range or not finite, the outline is empty, a ring has
        another shape or fewer than three corners, or a ring surrounds a pole.

    References
    ----------
    .. [1] Karney (2013), Algorithms for Geodesics, section 2, the auxiliary sphere.
       Key: karney2013.
    .. [2] Lambert (1942), The Distance between Two Widely Separated Points on the Surface of the
       Earth. Key: lambert1942.

    Examples
    --------
    >>> corners = [[50, 30], [52, 30], [52, 32], [50, 32]]
    >>> square = [np.array(corners)]
    >>> lat, lon, km = nearest_point(31.0, 49.0, square)
    >>> round(lon, 3), round(km, 1)
    (50.0, 95.5)
    """
    places = np.broadcast_arrays(latitude("lat", lat), longitude("lon", lon))
    found = _nearest(places[0].ravel(), places[1].ravel(), _border(outline))
    near_lat, near_lon, km = (scalar_or_array(a.reshape(places[0].shape)) for a in found)
    return near_lat, near_lon, km


def territory_distance_km(lat: ArrayLike, lon: ArrayLike, outline: Outline) -> FloatOrArray:
    r"""Distance from each place to the nearest point of a territory; see `nearest_point`.

    .. math:: D = \min_{b} s_b

    where :math:`s_b` is the geodesic distance to a point b of the territory.

    Parameters
    ----------
    lat, lon : array_like
        Places in degrees; the shapes broadcast.
    outline : sequence of ndarray, each of shape (n, 2)
        Exterior rings, columns longitude and latitude.

    Returns
    -------
    float or ndarray
        Distance in km, 0 inside.

    Raises
    ------
    ValueError
        As `nearest_point`.

    Examples
    --------
    >>> corners = [[50, 30], [52, 30], [52, 32], [50, 32]]
    >>> square = [np.array(corners)]
    >>> round(territory_distance_km(31.0, 49.0, square), 1)
    95.5
    """
    return nearest_point(lat, lon, outline)[2]


def centre(outline: Outline) -> tuple[float, float]:
    r"""Centre of a territory: the centroid of its area on the curved earth.

    The territory is carried to a sphere by the authalic latitude, which preserves areas [1]_; there
    the mean position vector of a polygon is an exact sum over its edges k, each with the angle
    :math:`\theta_k` it spans and the unit vector :math:`n_k` at right angles to its plane. The
    direction of the sum, carried back, is the centre.

    .. math:: c = \frac{1}{2} \sum_{k} \theta_k n_k

    Parameters
    ----------
    outline : sequence of ndarray, each of shape (n, 2)
        Exterior rings, columns longitude and latitude; the direction of a ring does not matter.

    Returns
    -------
    lat : float
        Latitude in degrees.
    lon : float
        Longitude in degrees, in [-180, 180].

    Raises
    ------
    ValueError
        As `nearest_point`.

    Notes
    -----
    The authalic latitude and its inverse follow Snyder [1]_. For Iran the result is within 0.1 km
    of the centroid in an equal-area projection made for the country, and 18 km from that in an
    equal-area cylinder of the world: a centre depends on its definition.

    References
    ----------
    .. [1] Snyder (1987), Map Projections: A Working Manual, equations 3-11, 3-12 and 3-18.
       Key: snyder1987.

    Examples
    --------
    >>> corners = [[50, 30], [52, 30], [52, 32], [50, 32]]
    >>> square = [np.array(corners)]
    >>> lat, lon = centre(square)
    >>> round(lat, 2), round(lon, 2)
    (31.0, 51.0)
    """
    total = np.zeros(3)
    for corners in _rings(outline):
        lon, lat = _cut(corners).T
        vectors = _unit_vectors(_authalic(lat), lon)
        start, end = vectors[:-1], vectors[1:]
        normal = np.cross(start, end)
        sine = np.linalg.norm(normal, axis=1)
        angle = np.arctan2(sine, np.sum(start * end, axis=1))
        # angle / sine tends to 1 for a vanishing edge, whose normal vanishes too.
        ratio = np.divide(angle, sine, out=np.ones_like(angle), where=sine > 0.0)
        moment = 0.5 * np.sum(normal * ratio[:, None], axis=0)
        # A clockwise ring gives the moment of its complement, which is the opposite vector.
        total += moment if moment @ vectors.sum(axis=0) >= 0.0 else -moment
    authalic = np.arctan2(total[2], np.hypot(total[0], total[1]))
    return float(_geographic(authalic)), float(np.degrees(np.arctan2(total[1], total[0])))


def territory_ring(outline: Outline, range_km: float, points: int = 72) -> FloatArray:
    """Draw the closed line around everything within a distance of a territory.

    Each point is found by steps along one azimuth from the `centre`, until `nearest_point` is as
    far away as asked.

    Parameters
    ----------
    outline : sequence of ndarray, each of shape (n, 2)
        Exterior rings, columns longitude and latitude.
    range_km : float
        Distance from the territory in km, greater than 0.
    points : int
        Number of points, at least 3, at equal steps of azimuth at `centre`, from north, clockwise.

    Returns
    -------
    ndarray, shape (points + 1, 2)
        Columns longitude and latitude in degrees, continuous as in `ring`; the last row closes
        the line. Each point lies within 1 m of the distance asked for.

    Raises
    ------
    ValueError
        If the region is not star-shaped about the territory's centre, so that one line with one
        point per azimuth cannot describe it; if it would reach further than 19,900 km from the
        centre; if an argument is out of its range or not finite.

    Notes
    -----
    Along each azimuth the ring is searched twice, from inside and from outside, by stepping
    forward by the distance still missing. Distance to a territory changes by at most 1 km per km,
    so neither search can step over a crossing: one finds the innermost, one the outermost. Where
    they agree, the crossing is the only one, and the region is star-shaped along that azimuth.

    Examples
    --------
    >>> corners = [[50, 30], [52, 30], [52, 32], [50, 32]]
    >>> square = [np.array(corners)]
    >>> territory_ring(square, 500.0).shape
    (73, 2)
    """
    radius = _RING_RANGE("range_km", scalar("range_km", range_km))
    return _territory_lines(outline, np.array([radius]), points)[:, 0]


def territory_ring_grid(outline: Outline, ranges_km: ArrayLike, points: int = 72) -> FloatArray:
    """Draw rings around one territory for several distances: a grid for the page to interpolate in.

    Each is a `territory_ring` with the same directions.

    Parameters
    ----------
    outline : sequence of ndarray, each of shape (n, 2)
        Exterior rings, columns longitude and latitude.
    ranges_km : array_like, shape (m,)
        Distances in km, each greater than 0.
    points : int
        Points per ring, at least 3.

    Returns
    -------
    ndarray, shape (points + 1, m, 2)
        ``grid[:, j]`` is ``territory_ring(outline, ranges_km[j], points)``; a row follows one
        azimuth.

    Raises
    ------
    ValueError
        As `territory_ring`, or if `ranges_km` is not one-dimensional or is empty.

    Notes
    -----
    Close to a territory its ring has dents where the nearest point jumps, and interpolates worse
    than a circle. For Iran on a 250 km grid, points of an interpolated line are off by up to 40 km
    below 500 km and 11 km below 1,000 km (both at a dent; half the points by less than 2 km), and
    by less than 4 km from 1,000 to 4,000 km. Near the territory take the grid's own lines.

    Examples
    --------
    >>> corners = [[50, 30], [52, 30], [52, 32], [50, 32]]
    >>> square = [np.array(corners)]
    >>> territory_ring_grid(square, [250.0, 500.0], points=12).shape
    (13, 2, 2)
    """
    radii = _RING_RANGE("ranges_km", vector("ranges_km", ranges_km))
    return _territory_lines(outline, radii, points)


# ---------------------------------------------------------------- margins and coverage


def margin_km(range_km: Any, distance_km: Any) -> Any:
    """How much of a range is left over at a distance; negative if it falls short.

    .. math:: m = R - s

    Parameters
    ----------
    range_km, distance_km : float, array_like or Altair expression
        Range R and distance s in km, at least 0; numbers and arrays broadcast.

    Returns
    -------
    float, ndarray or Altair expression
        Margin in km.

    Raises
    ------
    ValueError
        If a number is negative or not finite, or an array is combined with an expression.

    Examples
    --------
    >>> margin_km(2000.0, 1584.0)
    416.0
    """
    reach, distance = operands(
        range_km=(range_km, _KILOMETRES), distance_km=(distance_km, _KILOMETRES)
    )
    return reach - distance


def inside(range_km: Any, distance_km: Any) -> Any:
    r"""Whether a distance lies within a range; exactly at the range counts as inside.

    .. math:: R \ge s

    Parameters
    ----------
    range_km, distance_km : float, array_like or Altair expression
        Range R and distance s in km, at least 0; numbers and arrays broadcast.

    Returns
    -------
    bool, ndarray of bool or Altair expression
        True where ``range_km >= distance_km``.

    Raises
    ------
    ValueError
        As `margin_km`.

    Examples
    --------
    >>> inside(2000.0, 1584.0), inside(1500.0, 1584.0)
    (True, False)
    """
    reach, distance = operands(
        range_km=(range_km, _KILOMETRES), distance_km=(distance_km, _KILOMETRES)
    )
    return reach >= distance


def interpolate_grid(low: Any, high: Any, weight: Any) -> Any:
    r"""Value between two neighbours on a grid, in a straight line; exact at both ends.

    .. math:: x = (1 - w) \, a + w \, b

    Parameters
    ----------
    low, high : float, array_like or Altair expression
        Values a and b at the grid's lower and upper neighbour, such as two rings.
    weight : float, array_like or Altair expression
        Share w of the way from `low` (0) to `high` (1).

    Returns
    -------
    float, ndarray or Altair expression
        Value x.

    Raises
    ------
    ValueError
        If a number is not finite, `weight` lies outside [0, 1], or an array is combined with an
        expression.

    Examples
    --------
    >>> interpolate_grid(10.0, 20.0, 0.25)
    12.5
    """
    low, high, weight = operands(
        low=(low, NUMBER), high=(high, NUMBER), weight=(weight, PROBABILITY)
    )
    return (1.0 - weight) * low + weight * high


def coverage(distance_km: ArrayLike, range_km: ArrayLike) -> FloatOrArray:
    r"""Share of the sites that lie within a range; exactly at the range counts as inside.

    Of n sites, k have a distance of at most the range.

    .. math:: c = \frac{k}{n}

    Parameters
    ----------
    distance_km : array_like, shape (n,)
        Distances of the sites in km, at least 0, not empty.
    range_km : array_like
        Range or ranges in km, at least 0, of any shape.

    Returns
    -------
    float or ndarray
        Share in [0, 1], of the shape of `range_km`.

    Raises
    ------
    ValueError
        If an argument is out of its range or not finite, or `distance_km` is empty or not
        one-dimensional.

    Examples
    --------
    >>> sites = [500.0, 1500.0, 1800.0, 2500.0]
    >>> coverage(sites, [1000.0, 2000.0]).tolist()
    [0.25, 0.75]
    """
    distances = np.sort(_distances(distance_km))
    reach = np.asarray(_KILOMETRES("range_km", range_km))
    reached = np.searchsorted(distances, reach, side="right")
    return scalar_or_array(np.asarray(reached / distances.size))


def range_for_share(distance_km: ArrayLike, share: ArrayLike) -> FloatOrArray:
    r"""Smallest range that covers at least a share of the sites: the inverse of `coverage`.

    With the distances of the n sites in rising order, :math:`s_1` to :math:`s_n`, it is the
    distance of the k-th site:

    .. math:: k = \lceil q \, n \rceil

    .. math:: R = s_k

    Parameters
    ----------
    distance_km : array_like, shape (n,)
        Distances of the sites in km, at least 0, not empty.
    share : array_like
        Share or shares q in [0, 1], of any shape.

    Returns
    -------
    float or ndarray
        Range in km, of the shape of `share`; 0 for a share of 0.

    Raises
    ------
    ValueError
        If an argument is out of its range or not finite, or `distance_km` is empty or not
        one-dimensional.

    Examples
    --------
    >>> range_for_share([500.0, 1500.0, 1800.0, 2500.0], 0.5)
    1500.0
    """
    distances = np.sort(_distances(distance_km))
    # The shares are computed as `coverage` computes them, so that the two agree to the last bit.
    shares = np.arange(distances.size + 1) / distances.size
    needed = np.searchsorted(shares, np.asarray(in_range("share", share, 0.0, 1.0)), side="left")
    return scalar_or_array(np.asarray(np.concatenate([[0.0], distances])[needed]))


def covered(names: Sequence[str], distance_km: ArrayLike, range_km: float) -> tuple[str, ...]:
    """List the sites within a range by name, nearest first; ties keep the order given.

    Parameters
    ----------
    names : sequence of str, length n
        Names of the sites.
    distance_km : array_like, shape (n,)
        Distances of the sites in km, at least 0, not empty.
    range_km : float
        Range in km, at least 0; exactly at the range counts as inside.

    Returns
    -------
    tuple of str
        Names, possibly none.

    Raises
    ------
    ValueError
        If an argument is out of its range or not finite, or there are more or fewer names than
        distances.

    Examples
    --------
    >>> covered(["A", "B", "C"], [1500.0, 500.0, 1800.0], 1600.0)
    ('B', 'A')
    """
    distances = _distances(distance_km)
    reach = _KILOMETRES("range_km", scalar("range_km", range_km))
    labels = list(names)
    if len(labels) != distances.size:
        raise ValueError(
            f"names must have one entry per distance ({distances.size}), got {len(labels)}"
        )
    order = np.argsort(distances, kind="stable")
    return tuple(labels[i] for i in order.tolist() if distances[i] <= reach)


# ---------------------------------------------------------------- arguments


def _distances(value: object) -> FloatArray:
    """Validate the distances of the sites, shape (n,), n > 0."""
    return np.asarray(_KILOMETRES("distance_km", vector("distance_km", value)))


def _member(geojson: Mapping[str, Any], name: str) -> Any:
    """Return a member that a GeoJSON object of its type must have."""
    if name not in geojson:
        raise ValueError(f"geojson of type {geojson['type']} must have a member {name!r}")
    return geojson[name]


def _geojson_ring(polygon: Sequence[Any]) -> FloatArray:
    """Validate the exterior ring of a GeoJSON polygon's coordinates."""
    if len(polygon) == 0:
        raise ValueError("geojson must have an exterior ring in every polygon, got an empty one")
    exterior = np.asarray(finite("geojson coordinates", polygon[0]))
    if exterior.ndim != 2 or exterior.shape[0] < 4 or exterior.shape[1] not in (2, 3):
        raise ValueError(
            "geojson rings must have at least four positions of two or three numbers, "
            f"got shape {exterior.shape}"
        )
    if not np.array_equal(exterior[0], exterior[-1]):
        raise ValueError(
            "geojson rings must be closed, got a first position "
            f"{exterior[0].tolist()} and a last {exterior[-1].tolist()}"
        )
    longitude("geojson longitude", exterior[:, 0])
    latitude("geojson latitude", exterior[:, 1])
    return exterior[:, :2]


def _rings(outline: Outline) -> list[FloatArray]:
    """Validate an outline; close its rings and make their longitudes continuous."""
    rings = [_ring_of_outline(i, corners) for i, corners in enumerate(outline)]
    if not rings:
        raise ValueError("outline must hold at least one ring, got none")
    return rings


def _ring_of_outline(i: int, corners: object) -> FloatArray:
    """Validate ring `i` of an outline; close it and make its longitudes continuous."""
    name = f"outline[{i}]"
    table = np.asarray(finite(name, corners))
    if table.ndim != 2 or table.shape[1] != 2:
        raise ValueError(f"{name} must have shape (n, 2), columns lon and lat, got {table.shape}")
    if len(np.unique(table, axis=0)) < 3:
        raise ValueError(
            f"{name} must have at least three corners, got {len(np.unique(table, axis=0))}"
        )
    lon = np.unwrap(longitude(f"{name} longitude", table[:, 0]), period=360.0)
    table = np.column_stack([lon, latitude(f"{name} latitude", table[:, 1])])
    closed = table if np.array_equal(table[0], table[-1]) else np.vstack([table, table[:1]])
    if abs(lon[-1] - lon[0]) > 180.0:
        raise ValueError(
            f"{name} must not surround a pole, got longitudes that turn once around the earth"
        )
    return closed


# ---------------------------------------------------------------- geodesics


def _exact_km(lat1: FloatArray, lon1: FloatArray, lat2: FloatArray, lon2: FloatArray) -> FloatArray:
    """Exact geodesic distances in km between points given as arrays of one shape."""
    km = np.empty(lat1.shape)
    for index in np.ndindex(lat1.shape):
        a, b, c, d = float(lat1[index]), float(lon1[index]), float(lat2[index]), float(lon2[index])
        km[index] = _EARTH.Inverse(a, b, c, d, Geodesic.DISTANCE)["s12"] / 1000.0
    return km


def _lines(lat: float, lon: float, points: int) -> list[Any]:
    """Geodesics leaving one point at equal steps of azimuth, clockwise from north."""
    count = integer("points", scalar("points", points), 3)
    phi = latitude("lat", scalar("lat", lat))
    lam = longitude("lon", scalar("lon", lon))
    return [_EARTH.Line(phi, lam, azimuth) for azimuth in np.arange(count) * (360.0 / count)]


def _position(line: Any, km: float) -> tuple[float, float]:
    """Return (lon, lat) at a distance along a geodesic, the longitude not wrapped."""
    wanted = Geodesic.LATITUDE | Geodesic.LONGITUDE | Geodesic.LONG_UNROLL
    end = line.Position(1000.0 * float(km), wanted)
    return end["lon2"], end["lat2"]


def _along(lines: Sequence[Any], km: float | FloatArray) -> FloatArray:
    """Draw the closed line through points at distance `km` (one, or one per geodesic)."""
    radii = np.broadcast_to(km, len(lines))
    line = np.array([_position(g, s) for g, s in zip(lines, radii, strict=True)])
    closed = np.vstack([line, line[:1]])
    closed[:, 0] = np.unwrap(closed[:, 0], period=360.0)
    return closed


def _reduced(lat: FloatArray) -> FloatArray:
    """Reduced latitude in radians: tan(beta) = (1 - f) tan(phi), Karney (2013), equation 6."""
    phi = np.radians(lat)
    return np.arctan2((1.0 - _FLATTENING) * np.sin(phi), np.cos(phi))


def _unit_vectors(latitude_rad: FloatArray, lon: FloatArray) -> FloatArray:
    """Return unit vectors (n, 3) for latitudes in radians and longitudes in degrees."""
    lam = np.radians(lon)
    cos = np.cos(latitude_rad)
    return np.stack([cos * np.cos(lam), cos * np.sin(lam), np.sin(latitude_rad)], axis=-1)


def _lambert_km(
    lat1: FloatArray, lon1: FloatArray, lat2: FloatArray, lon2: FloatArray
) -> FloatArray:
    """Lambert's formula for long lines: geodesic distance to first order in the flattening."""
    beta1, beta2 = _reduced(lat1), _reduced(lat2)
    mean, half = (beta1 + beta2) / 2.0, (beta2 - beta1) / 2.0
    half_lon = np.radians(lon2 - lon1) / 2.0
    haversine = np.sin(half) ** 2 + np.cos(beta1) * np.cos(beta2) * np.sin(half_lon) ** 2
    haversine = np.clip(haversine, 0.0, 1.0)
    angle = 2.0 * np.arcsin(np.sqrt(haversine))
    # Both quotients stay bounded where their denominators vanish: at the place itself (the first
    # factor is 0 there) and at its antipode (where the formula is of no use anyway).
    tiny = np.finfo(np.float64).tiny
    x = (np.sin(mean) * np.cos(half)) ** 2 / np.maximum(1.0 - haversine, tiny)
    y = (np.cos(mean) * np.sin(half)) ** 2 / np.maximum(haversine, tiny)
    bend = (angle - np.sin(angle)) * x + (angle + np.sin(angle)) * y
    km: FloatArray = _SEMI_MAJOR_KM * (angle - _FLATTENING / 2.0 * bend)
    return km


# ---------------------------------------------------------------- nearest point of a territory


class _Border(NamedTuple):
    """An outline made ready for many questions: m pieces of at most 5 km."""

    rings: list[FloatArray]  # closed, columns lon and lat
    start: FloatArray  # (m, 2), lon and lat where a piece begins
    step: FloatArray  # (m, 2), lon and lat from its beginning to its end
    middle: FloatArray  # (m, 3), its midpoint on the auxiliary sphere


def _cut(corners: FloatArray) -> FloatArray:
    """Points along a closed ring, corners included, at most 5 km apart."""
    step = np.diff(corners, axis=0)
    lower = np.minimum(np.abs(corners[:-1, 1]), np.abs(corners[1:, 1]))
    # An edge across the equator is longest there.
    lower = np.where(corners[:-1, 1] * corners[1:, 1] < 0.0, 0.0, lower)
    length = _DEGREE_KM * np.hypot(step[:, 1], step[:, 0] * np.cos(np.radians(lower)))
    # intp, the type of an index: 32 bits in the browser, where int64 repeats are refused.
    pieces = np.maximum(np.ceil(length / _PIECE_KM).astype(np.intp), 1)
    edge = np.repeat(np.arange(len(step)), pieces)
    first = np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = (np.arange(edge.size) - first) / pieces[edge]
    return np.vstack([corners[edge] + share[:, None] * step[edge], corners[-1:]])


def _border(outline: Outline) -> _Border:
    """Validate an outline and cut it into pieces."""
    rings = _rings(outline)
    lines = [_cut(corners) for corners in rings]
    start = np.vstack([line[:-1] for line in lines])
    step = np.vstack([np.diff(line, axis=0) for line in lines])
    lon, lat = (start + step / 2.0).T
    return _Border(rings, start, step, _unit_vectors(_reduced(lat), lon))


def _contains(rings: Sequence[FloatArray], lat: FloatArray, lon: FloatArray) -> NDArray[np.bool_]:
    """Whether each place, shape (k,), lies in a ring: odd number of edges to its east."""
    found = np.zeros(lat.shape, dtype=np.bool_)
    for corners in rings:
        middle = (corners[:, 0].min() + corners[:, 0].max()) / 2.0
        x = (lon - middle + 180.0) % 360.0 + middle - 180.0
        x1, y1 = corners[:-1].T
        x2, y2 = corners[1:].T
        spans = (y1 > lat[:, None]) != (y2 > lat[:, None])
        rise = np.where(y2 == y1, 1.0, y2 - y1)  # a level edge spans nothing
        crossing = x1 + (x2 - x1) * (lat[:, None] - y1) / rise
        found |= np.sum(spans & (x[:, None] < crossing), axis=1) % 2 == 1
    return found


def _nearest(
    lat: FloatArray, lon: FloatArray, border: _Border
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Nearest points of a territory to places of shape (k,): latitudes, longitudes, km."""
    near_lat, near_lon, km = lat.astype(np.float64), lon.astype(np.float64), np.zeros(lat.shape)
    for first in range(0, lat.size, _CHUNK):
        chunk = slice(first, first + _CHUNK)
        outside = first + np.flatnonzero(~_contains(border.rings, lat[chunk], lon[chunk]))
        if outside.size:
            on_border = _nearest_on_border(lat[outside], lon[outside], border)
            near_lon[outside], near_lat[outside] = on_border.T
            km[outside] = _exact_km(lat[outside], lon[outside], *on_border.T[::-1])
    return near_lat, near_lon, km


def _nearest_on_border(lat: FloatArray, lon: FloatArray, border: _Border) -> FloatArray:
    """Nearest points of the border, shape (k, 2) with columns lon and lat, to k places."""
    place, piece = _candidates(_unit_vectors(_reduced(lat), lon), border.middle)
    start, step = border.start[piece], border.step[piece]
    lat, lon = lat[place], lon[place]

    def squared(share: float | FloatArray) -> FloatArray:
        at = start + np.reshape(share, (-1, 1)) * step
        return _lambert_km(lat, lon, at[:, 1], at[:, 0]) ** 2

    # Over a few km a squared distance is a parabola in the position along the piece.
    at_start, at_middle, at_end = squared(0.0), squared(0.5), squared(1.0)
    bend = at_start - 2.0 * at_middle + at_end
    slope = at_end - at_start
    curved = bend > 0.0
    lowest = 0.5 - slope / np.where(curved, 4.0 * bend, 1.0)
    share = np.where(curved, np.clip(lowest, 0.0, 1.0), np.where(slope > 0.0, 0.0, 1.0))
    best = np.lexsort((squared(share), place))
    best = best[np.unique(place[best], return_index=True)[1]]
    nearest: FloatArray = start[best] + share[best, None] * step[best]
    return nearest


def _candidates(
    places: FloatArray, middles: FloatArray
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs (place, piece) that can hold a nearest point, from unit vectors of both.

    With angle s between two points on the auxiliary sphere of reduced latitudes, the geodesic lies
    between b s and a s, since the metric of the ellipsoid does; and the middle of a piece is
    within half a piece of all its points.
    """
    angle = np.arccos(np.clip(places @ middles.T, -1.0, 1.0))
    limit = (_SEMI_MAJOR_KM * angle.min(axis=1) + _PIECE_KM / 2.0) / _SEMI_MINOR_KM
    place, piece = np.nonzero(angle <= limit[:, None])
    return place, piece


# ---------------------------------------------------------------- rings around a territory


def _territory_lines(outline: Outline, ranges_km: FloatArray, points: int) -> FloatArray:
    """Rings around a territory, shape (points + 1, m, 2), for validated ranges of shape (m,)."""
    lat, lon = centre(outline)
    lines = _lines(lat, lon, points)
    border = _border(outline)
    to_territory = float(_nearest(np.array([lat]), np.array([lon]), border)[2][0])
    here = _unit_vectors(_reduced(np.array([lat])), np.array([lon]))
    angles = np.arccos(np.clip(here @ border.middle.T, -1.0, 1.0))
    furthest = float(_SEMI_MAJOR_KM * angles.max() + _PIECE_KM / 2.0)
    if to_territory >= ranges_km.min() or ranges_km.max() + furthest > _LONGEST_RING_KM:
        raise ValueError(
            f"range_km must lie in ({to_territory:g}, {_LONGEST_RING_KM - furthest:g}] km for a "
            f"ring about this territory's centre, got {ranges_km.tolist()}"
        )
    rings = []
    for range_km in ranges_km:
        # By the triangle inequality every crossing lies between these two distances.
        inner = _crossings(lines, border, range_km, range_km - to_territory)
        outer = _crossings(lines, border, range_km, range_km + furthest)
        _require_one_crossing(inner, outer, range_km)
        rings.append(_along(lines, outer))
    return np.stack(rings, axis=1)


def _crossings(
    lines: Sequence[Any], border: _Border, range_km: float, start_km: float
) -> FloatArray:
    """Find the first distance along each geodesic, from `start_km`, at which the range is met."""
    along = np.full(len(lines), start_km)
    searching = np.arange(len(lines))
    for _ in range(_RING_STEPS):
        lon, lat = np.array([_position(lines[i], along[i]) for i in searching.tolist()]).T
        missing = range_km - _nearest(lat, lon, border)[2]
        far = np.abs(missing) > _RING_TOLERANCE_KM
        searching, missing = searching[far], missing[far]
        if not searching.size:
            break
        along[searching] += missing
    return along


def _require_one_crossing(inner: FloatArray, outer: FloatArray, range_km: float) -> None:
    """Raise ``ValueError`` where the innermost and the outermost crossing differ."""
    gap = np.abs(outer - inner)
    worst = int(np.argmax(gap))
    if gap[worst] > _STAR_TOLERANCE_KM:
        raise ValueError(
            f"outline must give a region star-shaped about its centre, but at range_km "
            f"{range_km:g} the line at azimuth {360.0 * worst / len(gap):g} degrees crosses its "
            f"edge at {inner[worst]:.1f} and at {outer[worst]:.1f} km"
        )


# ---------------------------------------------------------------- authalic latitude


def _authalic(lat: FloatArray) -> FloatArray:
    """Authalic latitude in radians of a latitude in degrees, Snyder (1987), 3-11 and 3-12."""
    return np.asarray(np.arcsin(np.clip(_area(np.sin(np.radians(lat))) / _area(1.0), -1.0, 1.0)))


def _area(sine: float | FloatArray) -> Any:
    """Snyder's q, equation 3-12: the area between the equator and a latitude, up to a factor."""
    square = _FLATTENING * (2.0 - _FLATTENING)
    e = np.sqrt(square)
    return (1.0 - square) * (sine / (1.0 - square * sine**2) + np.arctanh(e * sine) / e)


def _geographic(authalic: float) -> float:
    """Latitude in degrees of an authalic latitude in radians, Snyder (1987), 3-18."""
    e2 = _FLATTENING * (2.0 - _FLATTENING)
    e4, e6 = e2**2, e2**3
    latitude_rad = (
        authalic
        + (e2 / 3.0 + 31.0 * e4 / 180.0 + 517.0 * e6 / 5040.0) * np.sin(2.0 * authalic)
        + (23.0 * e4 / 360.0 + 251.0 * e6 / 3780.0) * np.sin(4.0 * authalic)
        + 761.0 * e6 / 45360.0 * np.sin(6.0 * authalic)
    )
    return float(np.degrees(latitude_rad))
