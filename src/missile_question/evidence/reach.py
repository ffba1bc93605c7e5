"""Distances from Iran, published ranges, and the verdict on the claim that the systems reach."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import pandas as pd

from missile_question import catalog
from missile_question.models import reach

#: Where a distance is measured from: key -> words that complete "... of".
ORIGINS: Mapping[str, str] = MappingProxyType(
    {
        "tehran": "Tehran",
        "centre": "the geographic centre of Iran",
        "nearest": "the nearest point of Iran's territory",
    }
)

#: Which places are meant: key -> words that complete "15 of the ...".
SITE_SETS: Mapping[str, str] = MappingProxyType(
    {
        "core": "US bases in the Middle East",
        "printed": "US bases on lists that still print the two vacated ones",
        "wide": "US bases, ports and access sites from Turkey to Djibouti",
        "israel": "Israeli cities",
        "capitals": "capitals of the region",
    }
)

BASES = ("active", "host_base")
TEHRAN = (35.7, 51.4)


@lru_cache(maxsize=1)
def outline() -> list[Any]:
    """Return Iran's outline at Natural Earth 1:50 million, islands included."""
    return reach.outline_from_geojson(catalog.load_geo("iran_outline"))


def origin_point(origin: str) -> tuple[float, float]:
    """Return latitude and longitude of a point origin (``"tehran"`` or ``"centre"``)."""
    if origin == "tehran":
        return TEHRAN
    if origin == "centre":
        return reach.centre(outline())
    raise ValueError(f"origin must be 'tehran' or 'centre', got {origin!r}")


def _sets_of_site(site: Any) -> list[str]:
    """Return the site sets one row of ``us_sites`` belongs to."""
    sets = []
    base = site.status in BASES
    if base and site.region_core:
        sets.append("core")
    if (base or site.status == "vacated") and site.region_core:
        sets.append("printed")
    if site.status != "vacated" and site.subregion != "indian_ocean":
        sets.append("wide")
    return sets


def _sets_of_city(city: Any) -> list[str]:
    """Return the site sets one row of ``cities`` belongs to."""
    if city.role == "israel":
        return ["israel"]
    return ["capitals"] if city.role == "region" and "apital" in str(city.note) else []


@lru_cache(maxsize=1)
def _places() -> pd.DataFrame:
    sites, cities = catalog.load("us_sites"), catalog.load("cities")
    rows = [
        {"place_id": s.site_id, "name": s.name, "country": s.country, "lat": s.lat, "lon": s.lon,
         "status": s.status, "kind": "united-states", "sets": _sets_of_site(s)}
        for s in sites.itertuples(index=False)
    ] + [
        {"place_id": c.city_id, "name": c.name, "country": c.country, "lat": c.lat, "lon": c.lon,
         "status": "city", "kind": "israel" if c.role == "israel" else "region",
         "sets": _sets_of_city(c)}
        for c in cities.itertuples(index=False)
        if c.role != "iran_reference"
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    lat, lon = table["lat"].to_numpy(), table["lon"].to_numpy()
    for origin in ("tehran", "centre"):
        table[origin] = reach.distance_km(*origin_point(origin), lat, lon)
    table["nearest"] = reach.territory_distance_km(lat, lon, outline())
    # Coordinates are published to 0.1 degree (about 11 km): a tenth of a kilometre is plenty.
    table[list(ORIGINS)] = table[list(ORIGINS)].round(1)
    return table


def places() -> pd.DataFrame:
    """Return every published US site and city with its distance from each origin.

    Returns
    -------
    pandas.DataFrame
        Columns place_id, name, country, lat, lon (degrees), status, kind (colour role), sets (list
        of keys of :data:`SITE_SETS`), and one column of distances in km per key of
        :data:`ORIGINS`.
    """
    return _places().copy()


def members(sites: str) -> pd.DataFrame:
    """Return the places of one site set.

    Raises
    ------
    ValueError
        If the set is unknown; the message lists the sets.
    """
    if sites not in SITE_SETS:
        raise ValueError(f"sites must be one of {', '.join(SITE_SETS)}, got {sites!r}")
    table = places()
    return table[table["sets"].map(lambda s: sites in s)].reset_index(drop=True)


def answer(range_km: float, origin: str, sites: str, **_: Any) -> list[dict[str, Any]]:
    """Return the places of a set with distance, margin and whether they lie inside, nearest first.

    Parameters
    ----------
    range_km : float
        Range in km.
    origin, sites : str
        Keys of :data:`ORIGINS` and :data:`SITE_SETS`.

    Returns
    -------
    list of dict
        name, distance_km, margin_km (range minus distance), inside.
    """
    if origin not in ORIGINS:
        raise ValueError(f"origin must be one of {', '.join(ORIGINS)}, got {origin!r}")
    table = members(sites).sort_values([origin, "name"])
    return [
        {
            "name": name,
            "distance_km": distance,
            "margin_km": reach.margin_km(range_km, distance),
            "inside": bool(reach.inside(range_km, distance)),
        }
        for name, distance in zip(table["name"], table[origin].tolist(), strict=True)
    ]


def figures(system_id: str | None = None) -> pd.DataFrame:
    """Return every published figure that may be drawn as a ring, one row a number.

    A source that gives two numbers (1,000 to 1,600 km) yields two rows. Distances flown in one
    test, floors without a ceiling and reports without a number are in the table
    ``missile_ranges`` but are not ranges, so they are not here.

    Parameters
    ----------
    system_id : str, optional
        Only this system.

    Returns
    -------
    pandas.DataFrame
        The columns of ``missile_ranges`` plus figure_id, range_km, end ("low", "high" or ""),
        system (its name), publisher and date of the source.
    """
    table = catalog.load("missile_ranges")
    table = table[table["ring"]]
    if system_id is not None:
        table = table[table["system_id"] == system_id]
    rows = []
    for row in table.to_dict("records"):
        low, high = row["range_km_low"], row["range_km_high"]
        ends = {"low": low, "high": high} if pd.notna(low) and low != high else {"": high}
        for end, value in ends.items():
            figure_id = f"{row['range_id']}-{end}" if end else row["range_id"]
            rows.append({**row, "figure_id": figure_id, "range_km": float(value), "end": end})
    out = pd.DataFrame(rows).merge(
        catalog.load("systems")[["system_id", "name", "named_in_article"]].rename(
            columns={"name": "system"}
        ),
        on="system_id",
    )
    sources = catalog.load("sources")[["source_id", "publisher", "date"]]
    return out.merge(sources, on="source_id").sort_values(
        ["system", "range_km", "date"], kind="stable", ignore_index=True
    )
