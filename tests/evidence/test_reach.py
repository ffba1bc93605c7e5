"""The reach chapter's evidence against independent computations and against the tables."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from missile_question import catalog
from missile_question.evidence import reach as evidence

GEOD = Geod(ellps="WGS84")


def geod_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance by PROJ, which shares no code with the package."""
    return float(GEOD.inv(lon1, lat1, lon2, lat2)[2]) / 1000


def test_distances_from_tehran_agree_with_proj() -> None:
    """Every place's distance from Tehran is PROJ's, to the tenth of a kilometre that is stored."""
    table = evidence.places()
    for row in table.itertuples(index=False):
        assert row.tehran == pytest.approx(
            geod_km(*evidence.TEHRAN, row.lat, row.lon), abs=0.051
        ), row.name


def test_nearest_distance_is_never_beaten_by_a_vertex_of_the_outline() -> None:
    """No corner of Iran's outline is nearer to a place than the distance we print."""
    corners = np.vstack(evidence.outline())
    for row in evidence.places().itertuples(index=False):
        _, _, metres = GEOD.inv(
            corners[:, 0],
            corners[:, 1],
            np.full(len(corners), row.lon),
            np.full(len(corners), row.lat),
        )
        assert row.nearest <= np.min(metres) / 1000 + 0.051, row.name


def test_published_reference_distances() -> None:
    """The facts file's own check: Tel Aviv is about 1,580 km from Tehran and 1,000 from Iran."""
    tel_aviv = evidence.places().set_index("place_id").loc["tel-aviv"]
    assert 1570 < tel_aviv["tehran"] < 1590
    assert 990 < tel_aviv["nearest"] < 1030


def test_site_sets_follow_the_table() -> None:
    """Sets are recomputed here from us_sites by their definitions, with plain pandas."""
    sites = catalog.load("us_sites")
    base = sites["status"].isin(["active", "host_base"])
    core = sites[base & sites["region_core"]]["name"]
    printed = sites[(base | (sites["status"] == "vacated")) & sites["region_core"]]["name"]
    wide = sites[(sites["status"] != "vacated") & (sites["subregion"] != "indian_ocean")]["name"]
    for key, expected in {"core": core, "printed": printed, "wide": wide}.items():
        assert set(evidence.members(key)["name"]) == set(expected), key
    assert set(evidence.members("israel")["name"]) == {"Tel Aviv", "Jerusalem", "Haifa"}
    assert {"Doha", "Riyadh", "Baghdad", "Amman"} <= set(evidence.members("capitals")["name"])


def test_vacated_bases_are_in_no_set_of_sites_in_use() -> None:
    """US forces had left Ain al-Asad and al-Tanf by the article's day."""
    for key in ("core", "wide"):
        assert not set(evidence.members(key)["name"]) & {"Ain al-Asad Air Base", "al-Tanf garrison"}


@pytest.mark.parametrize(
    ("figure", "origin", "cities"),
    list(itertools.product(evidence.FIGURES, evidence.ORIGINS, (1, 2, 3))),
)
def test_verdict_is_recomputed_from_the_tables(figure: str, origin: str, cities: int) -> None:
    """The verdict on C14 follows from the two tables by counting, done again without the model."""
    ranges = catalog.load("missile_ranges")
    ranges = ranges[ranges["ring"]]
    bases = evidence.members("core")[origin]
    israel = evidence.members("israel")[origin]
    for row, system_id in zip(
        evidence.verdict(figure, origin, cities), evidence.NAMED, strict=True
    ):
        mine = ranges[ranges["system_id"] == system_id]
        ends = pd.concat([mine["range_km_low"], mine["range_km_high"]]).dropna()
        km = ends.min() if figure == "lowest" else ends.max()
        inside, towns = int((bases <= km).sum()), int((israel <= km).sum())
        assert (row["range_km"], row["bases_in"], row["cities_in"]) == (km, inside, towns)
        assert row["holds"] == (inside > len(bases) / 2 and towns >= cities)


def test_half_is_not_most() -> None:
    """The Dezful covers exactly half of the bases from Tehran and therefore fails."""
    row = evidence.verdict("lowest", "tehran", 1)[evidence.NAMED.index("dezful")]
    assert row["bases_in"] * 2 == row["bases"]
    assert not evidence.most(row["bases_in"], row["bases"])
    assert evidence.most(7, 12) and not evidence.most(6, 12)


def test_believing_less_never_helps_and_more_never_hurts() -> None:
    """Counts are monotone in the share of the figure that the reader believes."""
    for origin in evidence.ORIGINS:
        counts = [
            [r["bases_in"] + r["cities_in"] for r in evidence.verdict("lowest", origin, 1, belief)]
            for belief in range(50, 121, 5)
        ]
        assert all((np.diff(column) >= 0).all() for column in np.array(counts).T)


def test_figures_leave_out_what_is_no_range() -> None:
    """Floors, flown distances and slips are statements, never rings."""
    table = evidence.figures()
    assert not set(table["basis"]) & {"floor", "flown", "no_figure"}
    assert {"floor", "flown", "no_figure"} <= set(evidence.statements()["basis"])


def test_disagreement_survives() -> None:
    """The Khorramshahr keeps both 2,000 and 4,000 km; nothing is averaged."""
    row = evidence.spread().set_index("system_id").loc["khorramshahr"]
    assert (row["lowest"], row["highest"]) == (2000, 4000)
    assert pd.isna(evidence.spread().set_index("system_id").loc["emad", "iran"])


def test_independent_origin_is_missing_for_two_systems() -> None:
    """For the Fattah-1 and the Dezful every figure goes back to Iran."""
    table = evidence.spread().set_index("system_id")
    assert set(table[~table["independent"]].index) == {"fattah-1", "dezful"}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: evidence.answer(1000, "mars", "core"), "origin must be one of tehran"),
        (lambda: evidence.answer(1000, "tehran", "moons"), "sites must be one of core"),
        (lambda: evidence.verdict("mean", "tehran", 1), "figure must be one of lowest"),
        (lambda: evidence.verdict("lowest", "tehran", 4), r"cities must lie in \[0, 3\], got 4"),
        (lambda: evidence.origin_point("nearest"), "origin must be 'tehran' or 'centre'"),
    ],
)
def test_bad_input_is_named(call: object, words: str) -> None:
    """An error names the parameter, the value and what is allowed."""
    with pytest.raises(ValueError, match=words):
        call()  # type: ignore[operator]


def test_sentences_agree_with_the_grid() -> None:
    """What the chapter's sentences print is what the grid and the tables hold."""
    n, grid = evidence.numbers(), evidence.verdict_grid()
    tehran = grid[(grid["origin"] == "tehran") & (grid["cities"] > 0)]["holding"]
    assert n.tehran_pass == f"{tehran.min()} to {tehran.max()}"
    assert n.bases == str(len(evidence.members("core")))
    inside = [r["name"] for r in evidence.answer(1000, "tehran", "core") if r["inside"]]
    assert n.dezful_tehran == str(len(inside))


def test_title_of_the_verdict_holds() -> None:
    """All five pass with Israel in the test only from the nearest point, not with all cities."""
    grid = evidence.verdict_grid()
    full = grid[(grid["holding"] == len(evidence.NAMED)) & (grid["cities"] > 0)]
    assert set(full["origin"]) == {"nearest"} and set(full["cities"]) == {1}


def test_whoever_reaches_israel_covers_most_bases() -> None:
    """The chapter says so: the tie decides only the claim about bases alone."""
    for figure, origin in itertools.product(evidence.FIGURES, evidence.ORIGINS):
        for row in evidence.verdict(figure, origin, 1):
            assert row["cities_in"] == 0 or evidence.most(row["bases_in"], row["bases"])


def test_list_matters_only_from_tehran() -> None:
    """From the nearest point the Dezful has most on every list; from Tehran the list decides."""
    table = evidence.by_list(1000).set_index("List")
    nearest = table[f"Inside, from {evidence.ORIGINS['nearest']}"]
    tehran = table[f"Inside, from {evidence.ORIGINS['tehran']}"]
    assert not any("not most" in cell for cell in nearest)
    assert "not most" in tehran[evidence.SITE_SETS["core"]]
    assert "not most" not in tehran[evidence.SITE_SETS["outposts"]]
