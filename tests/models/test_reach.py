"""Reach: distances, rings, territories, coverage, against published numbers and other programs."""

import itertools
import json
import re
import time
from pathlib import Path

import altair as alt
import numpy as np
import pyproj
import pytest
import shapely
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon

from missile_question.models import reach

GEOD = pyproj.Geod(ellps="WGS84")
TEHRAN = (35.7, 51.4)
TEL_AVIV = (32.1, 34.8)
IRAN = Path(__file__).parents[2] / "data" / "iran_outline.geojson"

# lat1, lon1, azimuth, lat2, lon2, s12 in metres: the 20 test cases of GeographicLib's own suite,
# geographiclib/test/test_geodesic.py, by C. F. F. Karney (MIT licence).
KARNEY = [
    (35.60777, -139.44815, 111.09874842956033, -11.17491, -69.95921, 8935244.56048183),
    (55.52454, 106.05087, 22.0200598809828, 77.03196, 197.18234, 4105086.171392441),
    (-21.97856, 142.59065, -32.44456876433189, 41.84138, 98.56635, 8394328.894657671),
    (-66.99028, 112.2363, 173.73491240878403, -12.70631, 285.90344, 11150344.231208025),
    (-17.42761, 173.34268, -159.03355766119293, -15.84784, 5.93557, 16076603.163118068),
    (32.84994, 48.28919, 150.492927788122, -56.28556, 202.29132, 16727068.943816446),
    (6.96833, 52.74123, 92.58158538631771, -7.39675, 206.17291, 17102477.249695837),
    (-50.56724, -16.30485, -105.43967990759016, -33.56571, -94.97412, 6455670.511866869),
    (-58.93002, -8.90775, 140.96539790250068, -8.91104, 133.13503, 11756066.021986462),
    (-68.82867, -74.28391, 93.77434776311487, -50.63005, -8.36685, 3956936.926063544),
    (-10.62672, -32.0898, -86.42671328674776, 5.883, -134.31681, 11470869.386456301),
    (-21.76221, 166.90563, 29.31942120693643, 48.72884, 213.97627, 9098627.398655491),
    (-19.79938, -174.47484, 71.16727578017154, -11.99349, -154.35109, 2319004.860116939),
    (-11.95887, -116.94513, 92.71261983045255, 4.57352, 7.16501, 13834722.580140138),
    (-87.85331, 85.66836, -65.12031304024275, 66.48646, 16.09921, 17286615.314714465),
    (1.74708, 128.32011, -101.58484363117385, -11.16617, 11.87109, 12942901.124134742),
    (-25.72959, -144.90758, -153.6474686931172, -57.70581, -269.17879, 9413446.745245311),
    (-41.22777, 122.32875, 14.285113402275739, -7.57291, 130.37946, 3812686.035106021),
    (11.01307, 138.25278, 79.43682622782374, 6.62726, 247.05981, 11911190.819018409),
    (-29.47124, 95.14681, -163.77913044168838, -27.46601, -69.15955, 13487015.838114548),
]

SQUARE = np.array([[50.0, 30.0], [60.0, 30.0], [60.0, 38.0], [50.0, 38.0], [50.0, 30.0]])
ISLAND = np.array([[48.0, 31.0], [48.5, 31.0], [48.25, 31.5]])  # not closed: that is allowed
LAND = [SQUARE, ISLAND]

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
kilometres = st.floats(0, 20_000)


def refuses(message: str):
    """Expect a ``ValueError`` whose message contains this text."""
    return pytest.raises(ValueError, match=re.escape(message))


def cut_outline(outline, spacing_km):
    """Cut an outline finely, for brute force: its points, columns lon and lat."""
    lines = []
    for corners in outline:
        closed = np.vstack([corners, corners[:1]])
        for a, b in itertools.pairwise(closed):
            count = int(np.ceil(np.hypot(*(b - a)) * 112 / spacing_km)) + 1
            lines.append(a + np.linspace(0, 1, count)[:, None] * (b - a))
    return np.vstack(lines)


def brute_force_km(lat, lon, points):
    """Smallest PROJ geodesic from a place to any of the points, in km."""
    count = len(points)
    return GEOD.inv([lon] * count, [lat] * count, points[:, 0], points[:, 1])[2].min() / 1000


def vega_text(expression):
    """Return the text of an Altair expression, made from parameters or from data alone."""
    return str(getattr(expression, "expr", expression))


def evaluate(expression, params=(), **datum):
    """Let Vega compute an expression: draw the number as text and read it from the picture."""
    chart = (
        alt.Chart(alt.Data(values=[datum]))
        .transform_calculate(result=vega_text(expression))
        .mark_text()
        .encode(text=alt.Text("result:N"))
        .add_params(*params)
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)[0].replace("\u2212", "-")


@pytest.fixture(scope="module")
def iran():
    """Return the outline of Iran that the book ships."""
    return reach.outline_from_geojson(json.loads(IRAN.read_text(encoding="utf-8")))


# ---------------------------------------------------------------- points


@pytest.mark.parametrize(("lat1", "lon1", "azimuth", "lat2", "lon2", "metres"), KARNEY)
def test_karneys_test_cases(lat1, lon1, azimuth, lat2, lon2, metres):
    """Karney's 20 published lines, inverse and direct, to 10 nanometres and 1e-12 degrees."""
    km = reach.distance_km(lat1, lon1, lat2, lon2)
    assert km == pytest.approx(metres / 1000, abs=1e-11)
    lat, lon = reach.destination(lat1, lon1, azimuth, metres / 1000)
    assert lat == pytest.approx(lat2, abs=1e-12)
    assert (lon - lon2 + 180) % 360 - 180 == pytest.approx(0, abs=1e-12)


def test_jfk_to_london():
    """From GeographicLib's documentation: JFK to LHR is 5551.759400 km."""
    km = reach.distance_km(40.6, -73.8, 51.6, -0.5)
    assert km == pytest.approx(5551.759400, abs=1e-6)


def test_flinders_peak_to_buninyong():
    """Vincenty's line, as Geoscience Australia gives it on GRS80: 54,972.271 m at 306 52 05.37."""
    start = -(37 + 57 / 60 + 3.72030 / 3600), 144 + 25 / 60 + 29.52440 / 3600
    end = -(37 + 39 / 60 + 10.15610 / 3600), 143 + 55 / 60 + 35.38390 / 3600
    assert reach.distance_km(*start, *end) == pytest.approx(54.972271, abs=1e-6)
    reached = reach.destination(*start, 306 + 52 / 60 + 5.37 / 3600, 54.972271)
    np.testing.assert_allclose(reached, end, atol=2e-8)


def test_wellington_to_salamanca():
    """From GeographicLib's documentation: Wellington to Salamanca, 19959.679267 km."""
    assert reach.distance_km(-41.32, 174.81, 40.96, -5.50) == pytest.approx(19959.679267, abs=1e-6)


def test_shapes_broadcast_and_scalars_stay_scalars():
    """A column of places against a row gives a table; four floats give a float."""
    table = reach.distance_km(np.array([[10.0], [20.0]]), 0.0, [1.0, 2.0, 3.0], 5)
    assert table.shape == (2, 3)
    assert type(reach.distance_km(0, 0, 1, 1)) is float
    assert table[1, 2] == reach.distance_km(20, 0, 3, 5)
    lat, lon = reach.destination(*TEHRAN, [0.0, 90.0], [[100.0], [200.0], [300.0]])
    assert lat.shape == lon.shape == (3, 2)
    assert all(type(x) is float for x in reach.destination(*TEHRAN, 45, 100))
    assert reach.distance_km([], [], [], []).shape == (0,)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_agrees_with_proj(lat1, lon1, lat2, lon2):
    """PROJ, a port in another language, gives the same distance to 0.1 mm, either way round."""
    km = reach.distance_km(lat1, lon1, lat2, lon2)
    assert km == pytest.approx(GEOD.inv(lon1, lat1, lon2, lat2)[2] / 1000, abs=1e-7)
    assert km == pytest.approx(reach.distance_km(lat2, lon2, lat1, lon1), abs=1e-9)


@given(latitudes, longitudes, st.floats(-360, 360), kilometres)
def test_destination_agrees_with_proj_and_lies_at_its_distance(lat, lon, azimuth, km):
    """PROJ reaches the same point; up to 19,900 km the way there is the shortest."""
    lat2, lon2 = reach.destination(lat, lon, azimuth, km)
    end = GEOD.fwd(lon, lat, azimuth, 1000 * km)
    assert reach.distance_km(lat2, lon2, end[1], end[0]) < 1e-7
    if km <= 19_900:
        assert reach.distance_km(lat, lon, lat2, lon2) == pytest.approx(km, abs=1e-6)


@given(latitudes, longitudes, latitudes, longitudes, latitudes, longitudes)
def test_distance_is_a_metric(lat1, lon1, lat2, lon2, lat3, lon3):
    """Zero from a point to itself, and no detour is shorter."""
    assert reach.distance_km(lat1, lon1, lat1, lon1) == 0
    direct = reach.distance_km(lat1, lon1, lat3, lon3)
    detour = reach.distance_km(lat1, lon1, lat2, lon2) + reach.distance_km(lat2, lon2, lat3, lon3)
    assert direct <= detour + 1e-9


@given(st.floats(-80, 80), longitudes, st.floats(1, 19_900), st.integers(3, 40))
def test_ring_lies_at_its_range_and_closes(lat, lon, km, points):
    """Every vertex is at the range, the line closes, and longitudes never jump."""
    line = reach.ring(lat, lon, km, points)
    assert line.shape == (points + 1, 2)
    found = GEOD.inv([lon] * (points + 1), [lat] * (points + 1), line[:, 0], line[:, 1])[2]
    np.testing.assert_allclose(found / 1000, km, atol=1e-6)
    assert np.all(np.abs(np.diff(line[:, 0])) <= 180 + 1e-9)
    assert (line[-1, 0] - line[0, 0]) % 360 % 360 == pytest.approx(0, abs=1e-9) or (
        (line[0, 0] - line[-1, 0]) % 360 == pytest.approx(0, abs=1e-9)
    )
    assert line[-1, 1] == line[0, 1]


def test_ring_across_the_antimeridian_runs_past_180():
    """Around Fiji longitudes go beyond 180 and come back, without a jump."""
    line = reach.ring(-18, 178, 1000)
    assert line[:, 0].max() > 180
    assert np.abs(np.diff(line[:, 0])).max() < 2
    np.testing.assert_array_equal(line[0], line[-1])


def test_ring_around_a_pole_turns_once():
    """A ring around the pole ends 360 degrees from where it began, as the docstring says."""
    line = reach.ring(80, 10, 3000)
    assert abs(line[-1, 0] - line[0, 0]) == pytest.approx(360)


def test_ring_grid_holds_the_rings():
    """Column j of the grid is ring j; the first azimuth is north."""
    grid = reach.ring_grid(*TEHRAN, [500, 1000, 2000], points=8)
    assert grid.shape == (9, 3, 2)
    np.testing.assert_array_equal(grid[:, 1], reach.ring(*TEHRAN, 1000, points=8))
    np.testing.assert_allclose(grid[0, :, 0], TEHRAN[1])


def test_interpolated_rings_are_within_one_km():
    """On a 250 km grid around Tehran, 250 to 4,000 km, the slider's ring is less than 1 km off."""
    ranges = np.arange(250, 4001, 250)
    grid = reach.ring_grid(*TEHRAN, ranges)
    worst = 0.0
    for km in np.arange(250, 4000, 25):
        j = int(km // 250) - 1
        line = reach.interpolate_grid(grid[:, j], grid[:, j + 1], km / 250 - km // 250)
        off = np.abs(reach.distance_km(*TEHRAN, line[:, 1], line[:, 0]) - km)
        worst = max(worst, float(off.max()))
    assert worst < 1.0


# ---------------------------------------------------------------- territories


def polygon(*rings):
    """Return a GeoJSON Polygon of these rings, closed."""
    closed = [np.vstack([r, r[:1]]).tolist() for r in rings]
    return {"type": "Polygon", "coordinates": closed}


def test_outline_from_geojson_takes_all_four_types():
    """Polygon, MultiPolygon, Feature and FeatureCollection; holes and heights are dropped."""
    hole = SQUARE[:-1] * 0.01 + 50
    plain = polygon(SQUARE[:-1], hole)
    multi = {
        "type": "MultiPolygon",
        "coordinates": [plain["coordinates"], polygon(ISLAND)["coordinates"]],
    }
    feature = {"type": "Feature", "properties": {}, "geometry": multi}
    collection = {"type": "FeatureCollection", "features": [feature, feature]}
    counts = [len(reach.outline_from_geojson(g)) for g in (plain, multi, feature, collection)]
    assert counts == [1, 2, 2, 4]
    np.testing.assert_array_equal(reach.outline_from_geojson(plain)[0], SQUARE)
    high = {"type": "Polygon", "coordinates": [[[*p, 7.0] for p in SQUARE.tolist()]]}
    np.testing.assert_array_equal(reach.outline_from_geojson(high)[0], SQUARE)


@pytest.mark.parametrize(
    ("geojson", "message"),
    [
        ({"type": "Point"}, "FeatureCollection, got 'Point'"),
        ({}, "FeatureCollection, got {}"),
        ([], "FeatureCollection, got []"),
        ({"type": "Feature", "geometry": None}, "FeatureCollection, got None"),
        ({"type": "Feature"}, "geojson of type Feature must have a member 'geometry'"),
        ({"type": "FeatureCollection", "features": []}, "at least one polygon, got an empty"),
        ({"type": "Polygon", "coordinates": []}, "exterior ring in every polygon"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, "got shape (3, 2)"),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [2, 0], [3, 0]]]},
            "must be closed, got a first position [0.0, 0.0] and a last [3.0, 0.0]",
        ),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 91], [2, 0], [0, 0]]]},
            "geojson latitude must lie in [-90, 90] degrees, got 91.0 at index 1",
        ),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, None], [2, 0], [0, 0]]]},
            "geojson coordinates must be a real number",
        ),
    ],
)
def test_outline_from_geojson_refuses(geojson, message):
    """Every malformed object is named, with what was found instead."""
    with refuses(message):
        reach.outline_from_geojson(geojson)


@given(st.floats(25, 43), st.floats(44, 66))
def test_inside_agrees_with_shapely_and_is_at_zero(lat, lon):
    """Distance is 0 exactly where shapely finds the place in a polygon (edges aside)."""
    shape = MultiPolygon([Polygon(SQUARE), Polygon(ISLAND)])
    if shape.boundary.distance(Point(lon, lat)) > 1e-9:
        near_lat, near_lon, km = reach.nearest_point(lat, lon, LAND)
        assert (km == 0) == shape.contains(Point(lon, lat))
        if km == 0:
            assert (near_lat, near_lon) == (lat, lon)


@settings(max_examples=60, deadline=None)
@given(st.floats(-60, 80), st.floats(-90, 170))
def test_nearest_point_against_brute_force(lat, lon):
    """PROJ on an outline cut every 200 m finds no point nearer by 1 m, nor much further ones."""
    near_lat, near_lon, km = reach.nearest_point(lat, lon, LAND)
    if km > 0:
        brute = brute_force_km(lat, lon, FINE)
        assert brute - 0.11 < km < brute + 0.001
        assert reach.distance_km(lat, lon, near_lat, near_lon) == pytest.approx(km, abs=1e-9)
    corners = np.vstack(LAND)
    assert km <= reach.distance_km(lat, lon, corners[:, 1], corners[:, 0]).min() + 0.001


FINE = cut_outline(LAND, 0.2)


@pytest.mark.parametrize("km", [0.001, 0.1, 1.0, 10.0])
def test_nearest_point_close_to_an_edge(km):
    """A place due west of a meridian edge: the foot is on the edge, at the distance put in."""
    lat, lon = reach.destination(34.0, 50.0, 270, km)
    near_lat, near_lon, found = reach.nearest_point(lat, lon, [SQUARE])
    assert found == pytest.approx(km, abs=1e-6)
    assert near_lon == pytest.approx(50.0, abs=1e-9)
    assert near_lat == pytest.approx(34.0, abs=1e-3)


def test_a_place_on_a_corner_is_at_zero():
    """The border belongs to the territory: a corner is at distance 0."""
    assert reach.territory_distance_km(30.0, 50.0, LAND) == pytest.approx(0, abs=1e-6)
    assert reach.territory_distance_km(38.0, 60.0, LAND) == pytest.approx(0, abs=1e-6)


def test_territory_distance_broadcasts_in_chunks():
    """More places than fit one chunk, as a table, give what each gives alone."""
    lat, lon = np.meshgrid(np.linspace(20, 45, 30), np.linspace(40, 70, 20))
    table = reach.territory_distance_km(lat, lon, LAND)
    assert table.shape == lat.shape
    assert table.min() == 0
    for index in [(0, 0), (5, 7), (19, 29)]:
        assert table[index] == reach.territory_distance_km(lat[index], lon[index], LAND)
    assert type(reach.territory_distance_km(0, 0, LAND)) is float


def test_all_places_may_lie_inside():
    """Nothing to search for is no error."""
    np.testing.assert_array_equal(reach.territory_distance_km([34, 35], [55, 56], LAND), [0, 0])


def test_a_territory_across_the_antimeridian_is_one_piece():
    """The same square shifted to 180 degrees gives the same distances, written either way."""
    lat, lon = np.array([34.0, 34.0, 20.0]), np.array([40.0, 55.0, 75.0])
    expected = reach.territory_distance_km(lat, lon, [SQUARE])
    moved = SQUARE + np.array([125.0, 0.0])
    wrapped = np.column_stack([(moved[:, 0] + 180) % 360 - 180, moved[:, 1]])
    for outline in ([moved], [wrapped]):
        found = reach.territory_distance_km(lat, (lon + 125 + 180) % 360 - 180, outline)
        np.testing.assert_allclose(found, expected, atol=1e-6)


def test_an_edge_across_the_equator_is_cut_finely():
    """Pieces stay within 5 km where an edge crosses the equator and is longest there."""
    wedge = np.array([[0.0, -60.0], [100.0, 60.0], [0.0, 60.0]])
    line = reach._cut(np.vstack([wedge, wedge[:1]]))
    step = reach.distance_km(line[:-1, 1], line[:-1, 0], line[1:, 1], line[1:, 0])
    assert step.max() <= 5.0


@pytest.mark.parametrize(
    ("outline", "message"),
    [
        ([], "outline must hold at least one ring, got none"),
        ([SQUARE, SQUARE[:, :1]], "outline[1] must have shape (n, 2), columns lon and lat, got"),
        ([SQUARE[:2]], "outline[0] must have at least three corners, got 2"),
        ([SQUARE * np.nan], "outline[0] must be finite, got nan at index (0, 0)"),
        ([SQUARE[:, ::-1] * 2], "outline[0] latitude must lie in [-90, 90] degrees, got 100.0"),
        ([np.array([[0, 80], [120, 80], [240, 80]])], "outline[0] must not surround a pole"),
    ],
)
def test_a_bad_outline_is_refused(outline, message):
    """Each fault of an outline is named, with the ring it is in."""
    for call in (
        lambda: reach.nearest_point(0, 0, outline),
        lambda: reach.centre(outline),
        lambda: reach.territory_ring(outline, 100),
    ):
        with refuses(message):
            call()


def planar_centroid(outline, projection):
    """Centroid that shapely finds in a projection of PROJ, as (lat, lon)."""
    there = pyproj.Transformer.from_crs("EPSG:4326", projection, always_xy=True)
    shape = MultiPolygon([Polygon(cut_outline([r], 5.0)) for r in outline])
    middle = shapely.transform(shape, there.transform, interleaved=False).centroid
    lon, lat = there.transform(middle.x, middle.y, direction="INVERSE")
    return lat, lon


@pytest.mark.parametrize("reverse", [False, True])
def test_centre_agrees_with_an_equal_area_projection(reverse):
    """Shapely's centroid in Lambert's azimuthal equal-area projection is within 5 km."""
    outline = [r[::-1] for r in LAND] if reverse else LAND
    lat, lon = reach.centre(outline)
    other = planar_centroid(LAND, f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84")
    assert reach.distance_km(lat, lon, *other) < 5.0


def test_centre_of_a_symmetric_territory():
    """A square across the equator and the antimeridian has its centre there."""
    square = np.array([[178.0, -3.0], [182.0, -3.0], [182.0, 3.0], [178.0, 3.0]])
    lat, lon = reach.centre([square])
    assert lat == pytest.approx(0, abs=1e-12)
    assert abs(lon) == pytest.approx(180)


def test_authalic_latitude_against_proj():
    """PROJ's equal-area cylinder has y proportional to the sine of the authalic latitude."""
    project = pyproj.Proj("+proj=cea +ellps=WGS84")
    lat = np.linspace(-90, 90, 37)
    y = np.array([project(0, phi)[1] for phi in lat])
    authalic = reach._authalic(lat)
    np.testing.assert_allclose(np.sin(authalic), y / y[-1], atol=1e-12)
    back = [reach._geographic(x) for x in authalic]
    np.testing.assert_allclose(back, lat, atol=2e-8)


def test_territory_ring_lies_at_its_range():
    """Every vertex is at the range from the territory, by brute force too; the line closes."""
    line = reach.territory_ring(LAND, 1500, points=24)
    assert line.shape == (25, 2)
    np.testing.assert_array_equal(line[0], line[-1])
    found = reach.territory_distance_km(line[:, 1], line[:, 0], LAND)
    np.testing.assert_allclose(found, 1500, atol=0.002)
    for lon, lat in line[::6]:
        assert brute_force_km(lat, lon, FINE) == pytest.approx(1500, abs=0.01)


def test_territory_ring_contains_every_ring_around_a_point_of_it():
    """What is within range of a corner is within range of the territory."""
    line = Polygon(reach.territory_ring(LAND, 1000, points=360))
    for lon, lat in np.vstack(LAND):
        assert Polygon(reach.ring(lat, lon, 995, points=360)).within(line)


def test_territory_ring_grid_holds_the_rings():
    """Column j of the grid is ring j."""
    grid = reach.territory_ring_grid(LAND, [500, 1500], points=6)
    assert grid.shape == (7, 2, 2)
    np.testing.assert_allclose(grid[:, 0], reach.territory_ring(LAND, 500, points=6), atol=1e-9)


def test_a_region_that_is_not_star_shaped_is_refused():
    """An island 1,000 km off gives 100 km a second piece: the error names range and azimuth."""
    far = np.array([[64.0, 34.0], [65.0, 34.0], [65.0, 35.0], [64.0, 35.0]])
    small = np.array([[50.0, 33.0], [53.0, 33.0], [53.0, 36.0], [50.0, 36.0]])
    with refuses("outline must give a region star-shaped about its centre, but at range_km 100"):
        reach.territory_ring([small, far], 100)
    assert reach.territory_ring([small, far], 2000).shape == (73, 2)


def test_a_search_that_runs_out_of_steps_is_refused(monkeypatch):
    """A line that could not be found to 1 m is never drawn."""
    monkeypatch.setattr(reach, "_RING_STEPS", 1)
    with refuses("star-shaped"):
        reach.territory_ring(LAND, 1000, points=12)


def test_a_ring_that_cannot_be_is_refused():
    """Too long for the globe, or too short to reach the centre of a scattered territory."""
    with refuses("km for a ring about this territory's centre, got [19500.0]"):
        reach.territory_ring(LAND, 19_500)
    apart = [SQUARE, SQUARE + np.array([40.0, 0.0])]
    with refuses("for a ring about this territory's centre, got [100.0]"):
        reach.territory_ring(apart, 100)


# ---------------------------------------------------------------- Iran


def test_tehran_to_tel_aviv():
    """At 0.1 degree, Tehran is 1,584 km from Tel Aviv."""
    assert reach.distance_km(*TEHRAN, *TEL_AVIV) == pytest.approx(1584.3, abs=0.1)


def test_nearest_iranian_territory_to_tel_aviv(iran):
    """Iran's territory begins about 1,000 km from Tel Aviv, in the province of Ilam.

    The outline is drawn at 1:50 million: tolerance 25 km, and 30 km for the place.
    """
    lat, lon, km = reach.nearest_point(*TEL_AVIV, iran)
    assert km == pytest.approx(1000, abs=25)
    assert reach.distance_km(lat, lon, 33.9, 45.5) < 30
    assert reach.territory_distance_km(*TEHRAN, iran) == 0


def test_centre_of_iran(iran):
    """Shapely finds the same centre in two equal-area projections, within 5 km."""
    lat, lon = reach.centre(iran)
    for projection in (
        f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84",
        "+proj=aea +lat_1=28 +lat_2=37 +lon_0=54 +ellps=WGS84",
    ):
        assert reach.distance_km(lat, lon, *planar_centroid(iran, projection)) < 5.0


def test_iran_against_brute_force(iran):
    """The capitals the chapter speaks of: nearest territory within 1 m of brute force at 100 m."""
    points = cut_outline(iran, 0.1)
    for lat, lon in [TEL_AVIV, (24.7, 46.7), (38.0, 23.7), (28.6, 77.2), (25.3, 51.5)]:
        km = reach.territory_distance_km(lat, lon, iran)
        assert (
            brute_force_km(lat, lon, points) - 0.06 < km < brute_force_km(lat, lon, points) + 1e-3
        )


def test_iran_is_fast(iran):
    """Eighty places against Iran's outline take far less than 2 s."""
    rng = np.random.default_rng(0)
    start = time.process_time()
    reach.territory_distance_km(rng.uniform(-10, 60, 80), rng.uniform(0, 100, 80), iran)
    assert time.process_time() - start < 2.0


def test_rings_around_iran(iran):
    """Iran's regions are star-shaped at 250 to 4,000 km, and each vertex is at its range."""
    ranges = np.array([250.0, 500.0, 1000.0, 2000.0, 3000.0, 4000.0])
    grid = reach.territory_ring_grid(iran, ranges)
    found = reach.territory_distance_km(grid[..., 1], grid[..., 0], iran)
    np.testing.assert_allclose(found, np.broadcast_to(ranges, found.shape), atol=0.002)


@pytest.mark.parametrize(
    ("low", "tolerance"),
    [(250, 40), (500, 11), (750, 11), (1000, 4), (1250, 4), (2000, 4), (3750, 4)],
)
def test_interpolated_rings_around_iran(iran, low, tolerance):
    """On a 250 km grid lines between two rings are as far off as the docstring says, no more."""
    below, above = np.moveaxis(reach.territory_ring_grid(iran, [low, low + 250]), 1, 0)
    for weight in (0.25, 0.5, 0.75):
        line = reach.interpolate_grid(below, above, weight)
        off = np.abs(reach.territory_distance_km(line[:, 1], line[:, 0], iran) - low - 250 * weight)
        assert off.max() < tolerance
        assert np.median(off) < 2


# ---------------------------------------------------------------- closed forms


def test_margin_on_numbers_and_arrays():
    """Range minus distance, with NumPy's broadcasting; floats stay floats."""
    assert reach.margin_km(2000, 1584.5) == 415.5
    assert type(reach.margin_km(np.float64(3), 1)) is float
    np.testing.assert_array_equal(reach.margin_km([[1], [2]], [1, 3]), [[0, -2], [1, -1]])


def test_exactly_at_the_range_counts_as_inside():
    """The rule is >=."""
    assert reach.inside(1000, 1000) is True
    assert reach.inside(1000, 1000.001) is False
    np.testing.assert_array_equal(reach.inside(2, [1, 2, 3]), [True, True, False])


def test_interpolation_is_exact_at_both_ends():
    """Weight 0 gives the lower neighbour and 1 the upper, to the last bit."""
    low, high = np.array([0.1, 0.7]), np.array([0.3, 1e9])
    np.testing.assert_array_equal(reach.interpolate_grid(low, high, 0), low)
    np.testing.assert_array_equal(reach.interpolate_grid(low, high, 1), high)
    assert reach.interpolate_grid(-10, 10, 0.75) == 5.0


def test_closed_forms_make_these_vega_expressions():
    """From Altair parameters and data the same source makes the text that the page evaluates."""
    km, w = alt.param(name="km", value=1500), alt.param(name="w", value=0.25)
    made = {
        "(km - datum.d)": reach.margin_km(km, alt.datum.d),
        "(2000.0 - datum.d)": reach.margin_km(np.float64(2000), alt.datum.d),
        "(km - 3.5)": reach.margin_km(km, np.float64(3.5)),
        "(km >= datum.d)": reach.inside(km, alt.datum.d),
        "(((1.0 - w) * datum.low) + (w * datum.high))": reach.interpolate_grid(
            alt.datum.low, alt.datum.high, w
        ),
    }
    for text, expression in made.items():
        assert vega_text(expression) == text


@settings(max_examples=15, deadline=None)
@given(kilometres, kilometres, st.floats(0, 1))
def test_vega_computes_what_python_computes(km, d, weight):
    """Margin, membership and interpolation, evaluated by Vega, equal Python's numbers."""
    slider, w = alt.param(name="km", value=km), alt.param(name="w", value=weight)
    margin = evaluate(reach.margin_km(slider, alt.datum.d), [slider], d=d)
    assert float(margin) == pytest.approx(reach.margin_km(km, d), abs=1e-9)
    member = evaluate(reach.inside(slider, alt.datum.d), [slider], d=d)
    assert member == str(reach.inside(km, d)).lower()
    between = evaluate(reach.interpolate_grid(alt.datum.a, alt.datum.b, w), [w], a=km, b=d)
    assert float(between) == pytest.approx(reach.interpolate_grid(km, d, weight), abs=1e-9)


def test_an_array_does_not_mix_with_an_expression():
    """NumPy would make an object array in silence; the error says so."""
    for call in (
        lambda: reach.margin_km([1, 2], alt.datum.d),
        lambda: reach.inside(alt.param(name="km"), np.array([1.0])),
        lambda: reach.interpolate_grid([1, 2], [2, 3], alt.param(name="w")),
    ):
        with refuses("must not mix an array with an expression"):
            call()


# ---------------------------------------------------------------- coverage

many = st.lists(kilometres, min_size=1, max_size=40)


@given(many, st.lists(kilometres, min_size=2, max_size=10))
def test_coverage_is_a_share_and_never_falls(distances, ranges):
    """Coverage lies in [0, 1], grows with range, and equals the mean of `inside`."""
    ranges = np.sort(ranges)
    share = reach.coverage(distances, ranges)
    assert share.shape == ranges.shape
    assert np.all((share >= 0) & (share <= 1))
    assert np.all(np.diff(share) >= 0)
    expected = reach.inside(ranges[:, None], distances).mean(axis=1)
    np.testing.assert_allclose(share, expected, rtol=1e-15)
    assert reach.coverage(distances, max(distances)) == 1.0


@given(many, st.floats(0, 1))
def test_range_for_share_inverts_coverage(distances, share):
    """The range found covers at least the share, and no smaller distance does."""
    km = reach.range_for_share(distances, share)
    assert type(km) is float
    assert reach.coverage(distances, km) >= share
    if km > 0:
        assert reach.coverage(distances, np.nextafter(km, 0)) < share


def test_range_for_share_at_every_step():
    """For 100 sites each k/100 needs the k-th, though 100 * 0.07 exceeds 7 in floating point."""
    distances = np.arange(1.0, 101.0)
    np.testing.assert_array_equal(
        reach.range_for_share(distances, np.arange(101) / 100), np.arange(101.0)
    )


def test_coverage_by_hand():
    """Four sites: two within 1,000 km (one of them at it), all within 3,000."""
    distances = [500, 1000, 1500, 3000]
    assert reach.coverage(distances, 1000) == 0.5
    np.testing.assert_array_equal(
        reach.coverage(distances, [[0, 500], [999, 4000]]), [[0, 0.25], [0.25, 1]]
    )
    assert reach.range_for_share(distances, 0.6) == 1500
    assert reach.range_for_share(distances, 0) == 0


def test_covered_names_the_nearest_first():
    """Nearest first, ties in the order given, exactly at the range inside."""
    names = ["Far", "Near", "Tie", "Edge"]
    assert reach.covered(names, [900, 100, 100, 500], 500) == ("Near", "Tie", "Edge")
    assert reach.covered(names, [900, 100, 100, 500], 50) == ()


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: reach.distance_km(95, 0, 0, 0), "lat1 must lie in [-90, 90] degrees, got 95.0"),
        (lambda: reach.distance_km(0, 400, 0, 0), "lon1 must lie in [-360, 360] degrees"),
        (lambda: reach.distance_km(0, 0, [0, -91], 0), "lat2 must lie in [-90, 90] degrees, got"),
        (lambda: reach.distance_km(0, 0, 0, np.nan), "lon2 must be finite, got nan"),
        (lambda: reach.distance_km([0, 1], [0, 1, 2], 0, 0), "shape mismatch"),
        (lambda: reach.destination(91, 0, 0, 1), "lat must lie in"),
        (lambda: reach.destination(0, 361, 0, 1), "lon must lie in"),
        (lambda: reach.destination(0, 0, np.inf, 1), "azimuth_deg must be finite, got inf"),
        (lambda: reach.destination(0, 0, 0, -1), "distance_km must lie in [0, inf) km, got -1.0"),
        (lambda: reach.ring(0, 0, 0), "range_km must lie in (0, 19900] km, got 0.0"),
        (lambda: reach.ring(0, 0, 19901), "range_km must lie in (0, 19900] km, got 19901.0"),
        (lambda: reach.ring([0, 1], 0, 100), "lat must be a single number, got an array"),
        (lambda: reach.ring(0, 0, [100]), "range_km must be a single number, got an array"),
        (lambda: reach.ring(0, 0, 100, 2), "points must lie in [3, inf), got 2.0"),
        (lambda: reach.ring(0, 0, 100, 7.5), "points must be a whole number, got 7.5"),
        (lambda: reach.ring_grid(0, 0, []), "ranges_km must be one-dimensional and not empty"),
        (lambda: reach.ring_grid(0, 0, [1, 0]), "ranges_km must lie in (0, 19900] km, got 0.0 at"),
        (lambda: reach.nearest_point(91, 0, LAND), "lat must lie in [-90, 90] degrees, got 91.0"),
        (lambda: reach.territory_distance_km(0, np.nan, LAND), "lon must be finite, got nan"),
        (lambda: reach.territory_ring(LAND, -5), "range_km must lie in (0, 19900] km, got -5.0"),
        (lambda: reach.territory_ring_grid(LAND, 5), "ranges_km must be one-dimensional"),
        (lambda: reach.territory_ring(LAND, 500, 1), "points must lie in [3, inf), got 1.0"),
        (lambda: reach.margin_km(-1, 0), "range_km must lie in [0, inf) km, got -1.0"),
        (lambda: reach.margin_km(alt.datum.r, np.nan), "distance_km must be finite, got nan"),
        (lambda: reach.margin_km(None, 1), "range_km must be a real number"),
        (lambda: reach.inside(1, [0, -2]), "distance_km must lie in [0, inf) km, got -2.0 at"),
        (lambda: reach.inside("far", 2), "range_km must be a real number"),
        (lambda: reach.interpolate_grid(0, 1, 1.5), "weight must lie in [0, 1], got 1.5"),
        (lambda: reach.interpolate_grid(0, np.nan, 1), "high must be finite, got nan"),
        (lambda: reach.coverage([], 1), "distance_km must be one-dimensional and not empty"),
        (lambda: reach.coverage([1, -1], 1), "distance_km must lie in [0, inf) km, got -1.0 at"),
        (lambda: reach.coverage([1], -1), "range_km must lie in [0, inf) km, got -1.0"),
        (lambda: reach.range_for_share([1], 1.1), "share must lie in [0, 1], got 1.1"),
        (lambda: reach.covered(["a"], [1, 2], 3), "names must have one entry per distance (2)"),
        (lambda: reach.covered(["a"], [1], [3]), "range_km must be a single number"),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    """The message names the parameter, what is allowed and what was given."""
    with refuses(message):
        call()
