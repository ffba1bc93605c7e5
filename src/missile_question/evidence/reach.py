"""Distances from Iran, published ranges, and the verdict on the claim that the systems reach."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType, SimpleNamespace
from typing import Any, cast

import pandas as pd

from missile_question import catalog
from missile_question.evidence._keys import one_of
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
        "outposts": "US bases and the Syrian outposts that US forces were leaving",
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
    if (base or site.status == "leaving") and site.region_core:
        sets.append("outposts")
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


def as_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table's rows as dictionaries of plain Python values."""
    return cast("list[dict[str, Any]]", table.to_dict("records"))


def records(table: pd.DataFrame, key: str) -> dict[str, dict[str, Any]]:
    """Return a table as dictionaries by its key column; of rows with one key the first."""
    return {row[key]: row for row in as_rows(table.drop_duplicates(key))}


def members(sites: str) -> pd.DataFrame:
    """Return the places of one site set.

    Raises
    ------
    ValueError
        If the set is unknown; the message lists the sets.
    """
    one_of("sites", sites, SITE_SETS)
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
    one_of("origin", origin, ORIGINS)
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


#: The five systems the article names, in its order.
NAMED = ("khorramshahr", "emad", "ghadr-1", "fattah-1", "dezful")
#: Which published number stands for a system: key -> words.
FIGURES: Mapping[str, str] = MappingProxyType(
    {"lowest": "the lowest published figure", "highest": "the highest published figure"}
)


@lru_cache(maxsize=1)
def _spread() -> pd.DataFrame:
    rows = []
    for system_id in NAMED:
        table = figures(system_id)
        drawn = catalog.estimates("missile_ranges", "range_km", system_id=system_id, ring=True)
        by = drawn.rows[["basis", "claimant_side"]]
        foreign = (by["basis"] == "assessed") & (by["claimant_side"] != "Iran")
        iran = table[table["claimant_side"] == "Iran"]["range_km"]
        rows.append(
            {
                "system_id": system_id,
                "name": table["system"].iloc[0],
                "lowest": drawn.lowest,
                "highest": drawn.highest,
                "iran": float(iran.max()) if len(iran) else float("nan"),
                "figures": len(table),
                "independent": bool(foreign.any()),
            }
        )
    return pd.DataFrame(rows)


def spread() -> pd.DataFrame:
    """Return, for each named system, the lowest and highest published figure and who stands behind.

    Returns
    -------
    pandas.DataFrame
        system_id, name, lowest, highest, iran (its own highest figure, NaN if it gave none; all in
        km), figures (how many numbers), independent (whether any does not go back to Iran).
    """
    return _spread().copy()


def most(inside: Any, total: Any) -> Any:
    """Return whether ``inside`` of ``total`` is more than half: "most" is not "half".

    Works on numbers, arrays and Altair expressions.
    """
    return inside * 2 > total


def verdict(
    figure: str, origin: str, cities: float, belief: float = 100, **_: Any
) -> list[dict[str, Any]]:
    """Test the claim that each named system reaches most US bases, and Israel.

    Parameters
    ----------
    figure : str
        Key of :data:`FIGURES`.
    origin : str
        Key of :data:`ORIGINS`.
    cities : float
        How many of Israel's three largest cities must lie inside: 0 (the claim about bases alone)
        to 3.
    belief : float
        Per cent of the published figure that the reader believes.

    Returns
    -------
    list of dict
        One row a system: name, range_km, bases_in, bases, cities_in, holds, in the article's order.
    """
    one_of("figure", figure, FIGURES)
    if not 0 <= cities <= 3:
        raise ValueError(f"cities must lie in [0, 3], got {cities!r}")
    bases, israel = members("core")[origin], members("israel")[origin]
    rows = []
    for system in spread().to_dict("records"):
        range_km = system[figure] * belief / 100
        bases_in = int(reach.inside(range_km, bases.to_numpy()).sum())
        cities_in = int(reach.inside(range_km, israel.to_numpy()).sum())
        rows.append(
            {
                "name": system["name"],
                "range_km": range_km,
                "bases_in": bases_in,
                "bases": len(bases),
                "cities_in": cities_in,
                "holds": bool(most(bases_in, len(bases)) and cities_in >= cities),
            }
        )
    return rows


def verdict_grid() -> pd.DataFrame:
    """Return the verdict by origin and figure: on the bases alone, with one city, with all three.

    Returns
    -------
    pandas.DataFrame
        origin, figure, cities, holding (how many of the five systems do what the claim says).
    """
    return pd.DataFrame(
        [
            {
                "origin": origin,
                "figure": figure,
                "cities": cities,
                "holding": sum(row["holds"] for row in verdict(figure, origin, cities)),
            }
            for origin in ORIGINS
            for figure in FIGURES
            for cities in (0, 1, 3)
        ]
    )


def coverage_curves() -> pd.DataFrame:
    """Return the share of US bases within a range, by origin, as the corners of a staircase.

    Returns
    -------
    pandas.DataFrame
        origin, range_km, share (0 to 1), name (the base reached at this range).
    """
    rows = []
    bases = members("core")
    for origin in ORIGINS:
        rows.append({"origin": origin, "range_km": 0.0, "share": 0.0, "name": ""})
        ordered = bases.sort_values(origin)
        shares = reach.coverage(bases[origin].to_numpy(), ordered[origin].to_numpy())
        rows += [
            {"origin": origin, "range_km": km, "share": round(float(share), 4), "name": name}
            for km, share, name in zip(ordered[origin], shares, ordered["name"], strict=True)
        ]
        rows.append({"origin": origin, "range_km": 2200.0, "share": 1.0, "name": ""})
    return pd.DataFrame(rows)


def statements() -> pd.DataFrame:
    """Return every statement about the named systems, ranges or not, with its source.

    Returns
    -------
    pandas.DataFrame
        The columns of ``missile_ranges`` plus system, publisher, title, date and url.
    """
    table = catalog.load("missile_ranges")
    table = table[table["system_id"].isin(NAMED)]
    systems = catalog.load("systems")[["system_id", "name"]].rename(columns={"name": "system"})
    sources = catalog.load("sources")[["source_id", "publisher", "title", "date", "url"]]
    out = table.merge(systems, on="system_id").merge(sources, on="source_id")
    out["order"] = out["system_id"].map(NAMED.index)
    return out.sort_values(["order", "date"], kind="stable", ignore_index=True)


def distances() -> pd.DataFrame:
    """Return the twelve bases and three Israeli cities with their distances, nearest to Iran first.

    Returns
    -------
    pandas.DataFrame
        Place, Country, then one column of whole kilometres per origin.
    """
    table = pd.concat([members("core"), members("israel")]).sort_values("nearest")
    table[list(ORIGINS)] = table[list(ORIGINS)].round(0).astype(int)
    columns = {
        "name": "Place", "country": "Country", "tehran": "From Tehran (km)",
        "centre": "From the centre (km)", "nearest": "From the nearest point (km)",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)


def by_list(range_km: float) -> pd.DataFrame:
    """Return how many sites lie inside a range under each list of sites and each origin.

    Parameters
    ----------
    range_km : float
        Range in km.

    Returns
    -------
    pandas.DataFrame
        List, Sites (how many it has), then "inside of all" per origin, in words.
    """
    rows = []
    for key in ("core", "printed", "outposts", "wide"):
        sites = members(key)
        row: dict[str, Any] = {"List": SITE_SETS[key], "Sites": len(sites)}
        for origin, words in ORIGINS.items():
            inside = int(reach.inside(range_km, sites[origin].to_numpy()).sum())
            verdict_word = "most" if most(inside, len(sites)) else "not most"
            row[f"Inside, from {words}"] = f"{inside} of {len(sites)}: {verdict_word}"
        rows.append(row)
    return pd.DataFrame(rows)


def newly_covered(system_id: str, origin: str) -> list[str]:
    """Return the cities that a system's highest published figure reaches and its lowest does not.

    Parameters
    ----------
    system_id : str
    origin : str
        Key of :data:`ORIGINS`.
    """
    row = records(spread(), "system_id")[system_id]
    cities = places()
    cities = cities[cities["status"] == "city"]
    gained = cities[(cities[origin] > row["lowest"]) & (cities[origin] <= row["highest"])]
    return [str(name) for name in gained.sort_values(origin)["name"]]


def _range(grid: pd.DataFrame, origin: str) -> str:
    """Return how many systems pass from an origin once Israel counts: fewest to most, in words."""
    counts = grid[(grid["origin"] == origin) & (grid["cities"] > 0)]["holding"]
    return (
        f"{counts.min()}" if counts.min() == counts.max() else f"{counts.min()} to {counts.max()}"
    )


def numbers() -> SimpleNamespace:
    """Return the numbers that the chapter's sentences print, as text, so that they cannot drift."""
    table = records(places(), "place_id")
    km = {
        f"{place.replace('-', '_')}_{origin}": f"{table[place][origin]:,.0f}"
        for place in ("tel-aviv", "jerusalem", "haifa", "al-udeid")
        for origin in ORIGINS
    }
    bases, israel = members("core"), members("israel")
    by_system = records(spread(), "system_id")
    grid = verdict_grid()
    dezful = by_system["dezful"]["highest"]
    named = statements()
    numbered = named[named["ring"]]
    border = answer(dezful, "nearest", "israel")
    tehran_inside = reach.inside(dezful, bases["tehran"].to_numpy()).sum()
    ghadr = figures("ghadr-1")["range_km"]
    majority = {o: reach.range_for_share(bases[o].to_numpy(), 0.51) for o in ORIGINS}
    # Half the diagonal of a cell of 0.1 degree: how far a published coordinate may be off.
    blur = reach.distance_km(32.1, 34.8, 32.15, 34.85)
    farthest = float(israel["nearest"].max())
    centre_lat, centre_lon = origin_point("centre")
    return SimpleNamespace(
        **km,
        bases=str(len(bases)),
        printed=str(len(members("printed"))),
        wide=str(len(members("wide"))),
        dezful=f"{dezful:,.0f}",
        dezful_tehran=str(tehran_inside),
        dezful_share=f"{tehran_inside / len(bases):.0%}",
        nearest_base=f"{bases['nearest'].min():,.0f}",
        all_bases_nearest=f"{bases['nearest'].max():,.0f}",
        all_bases_tehran=f"{bases['tehran'].max():,.0f}",
        most_tehran=f"{majority['tehran']:,.0f}",
        most_nearest=f"{majority['nearest']:,.0f}",
        spare_tehran=f"{100 * (majority['tehran'] / dezful - 1):.0f}",
        israel_inside=str(sum(row["inside"] for row in border)),
        israel_names=" and ".join(row["name"] for row in border if row["inside"]),
        short_by=f"{farthest - dezful:.0f}",
        short_percent=f"{100 * (farthest / dezful - 1):.1f}",
        blur=f"{blur:.0f}",
        origin_gap=f"{table['tel-aviv']['tehran'] - table['tel-aviv']['nearest']:,.0f}",
        centre=f"{centre_lat:.1f} degrees north, {centre_lon:.1f} east",
        statements=str(len(named)),
        ring_figures=str(len(numbered)),
        from_iran=str(int((numbered["claimant_side"] == "Iran").sum())),
        emad_low=f"{by_system['emad']['lowest']:,.0f}",
        ghadr_low=f"{by_system['ghadr-1']['lowest']:,.0f}",
        ghadr_high=f"{by_system['ghadr-1']['highest']:,.0f}",
        fattah=f"{by_system['fattah-1']['highest']:,.0f}",
        khorramshahr_low=f"{by_system['khorramshahr']['lowest']:,.0f}",
        khorramshahr_high=f"{by_system['khorramshahr']['highest']:,.0f}",
        independent=str(sum(row["independent"] for row in by_system.values())),
        tehran_pass=_range(grid, "tehran"),
        centre_pass=_range(grid, "centre"),
        haifa_spare=f"{dezful - float(israel['nearest'].min()):.0f}",
        ghadr_reaching=f"{sum(ghadr >= israel['tehran'].max())} of {len(ghadr)}",
        ghadr_next=f"{ghadr[ghadr > ghadr.min()].min():,.0f}",
        outposts=str(len(members("outposts"))),
        outposts_tehran=str(
            int(reach.inside(dezful, members("outposts")["tehran"].to_numpy()).sum())
        ),
        longest_flown=f"{named[named['basis'] == 'flown']['range_km_low'].max():,.0f}",
        gained=str(len(newly_covered("khorramshahr", "nearest"))),
        gained_names=", ".join(newly_covered("khorramshahr", "nearest")),
    )


def _figure_words(low: Any, high: Any) -> str:
    """Return a published figure as a reader would say it; NaN stands for an open end."""
    if pd.isna(low) and pd.isna(high):
        return "none given"
    if pd.isna(high):
        return f"at least {low:,.0f}"
    if pd.isna(low):
        return f"up to {high:,.0f}"
    return f"{high:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def statement_table() -> pd.DataFrame:
    """Return every statement about the named systems, ready to be shown.

    Returns
    -------
    pandas.DataFrame
        System, km, Kind, Who, Date, Read in, What to know; url is the document's address.
    """
    table = statements()
    ends = zip(table["range_km_low"], table["range_km_high"], strict=True)
    table["km"] = [_figure_words(low, high) for low, high in ends]
    table["basis"] = table["basis"].replace({"no_figure": "no figure"})
    table["note"] = table["note"].where(table["verified"], "Unverified. " + table["note"])
    columns = {
        "system": "System", "km": "km", "basis": "Kind", "claimant": "Who", "date": "Date",
        "publisher": "Read in", "note": "What to know", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)


def grid_table() -> pd.DataFrame:
    """Return the verdict under each reading as a table: one row an origin and figure."""
    grid = verdict_grid()
    table = grid.pivot_table(index=["origin", "figure"], columns="cities", values="holding")
    table = table.reindex([(o, f) for o in ORIGINS for f in FIGURES]).reset_index()
    return pd.DataFrame(
        {
            "Measured from": table["origin"].map(ORIGINS),
            "Figure": table["figure"].map(FIGURES),
            "Most bases": table[0],
            "Most bases and one Israeli city": table[1],
            "Most bases and all three cities": table[3],
        }
    )


def published() -> SimpleNamespace:
    """Return every published figure as words, by its id: ``published().emad_reuters_2015``."""
    table = catalog.load("missile_ranges")
    ends = zip(table["range_km_low"], table["range_km_high"], strict=True)
    words = [_figure_words(low, high) for low, high in ends]
    names = table["range_id"].str.replace("-", "_", regex=False)
    return SimpleNamespace(**dict(zip(names, words, strict=True)))


def matrix(figure: str = "lowest") -> pd.DataFrame:
    """Return which named system covers which place, and from where it has to be measured.

    Parameters
    ----------
    figure : str
        Key of :data:`FIGURES`.

    Returns
    -------
    pandas.DataFrame
        Place, then one column a system: the origins from which the place lies inside, in words.
    """
    one_of("figure", figure, FIGURES)
    places_ = pd.concat([members("core"), members("israel")]).sort_values("nearest")
    short = {"nearest": "nearest point", "tehran": "Tehran", "centre": "centre"}
    out = []
    for place in as_rows(places_):
        row = {"Place": place["name"]}
        for system in as_rows(spread()):
            km = system[figure]
            inside = [w for o, w in short.items() if reach.inside(km, place[o])]
            words = {0: "none", len(short): "all three"}
            row[f"{system['name']}, {km:,.0f} km"] = words.get(len(inside), ", ".join(inside))
        out.append(row)
    return pd.DataFrame(out)


def uses() -> pd.DataFrame:
    """Return the reported uses of Iranian ballistic missiles before the article, ready to be shown.

    Returns
    -------
    pandas.DataFrame
        Date, Target, Ballistic missiles, Who reports it, Read in, What to know; url is
        the document's address.
    """
    table = catalog.load("missile_use").merge(
        catalog.load("sources")[["source_id", "publisher", "url"]], on="source_id"
    )
    ends = zip(table["ballistic_low"], table["ballistic_high"], strict=True)
    table["missiles"] = [_figure_words(low, high) for low, high in ends]
    table["note"] = table["note"].where(table["verified"], "Unverified. " + table["note"])
    columns = {
        "date": "Date", "target": "Target", "missiles": "Ballistic missiles",
        "reported_by": "Who reports it", "publisher": "Read in", "note": "What to know",
        "url": "url",
    }  # fmt: skip
    return table.sort_values("date", kind="stable")[list(columns)].rename(columns=columns)
