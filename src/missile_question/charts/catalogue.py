"""Pictures of the tables that belong to the whole book: places, missiles, countries, documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import altair as alt
import pandas as pd

from missile_question import catalog
from missile_question.charts import reach, theme
from missile_question.charts.figure import Figure, Source, both_widths, named
from missile_question.evidence.reach import as_rows

#: What happened to a site -> words of the key; filled marks are in use.
SITE_STATUS: Mapping[str, str] = MappingProxyType(
    {
        "active": "in use",
        "host_base": "host's base, in use",
        "access": "access by agreement",
        "port": "port of call",
        "leaving": "being left",
        "vacated": "left",
    }
)
#: Role of a city -> words of the key, colour role.
CITY_ROLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "iran_reference": ("origin in Iran", "iran"),
        "israel": ("Israel", "israel"),
        "region": ("the region", "region"),
        "comparison": ("for comparison", "press"),
    }
)
#: Sort of document -> words.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "official": "governments",
        "un": "United Nations and IAEA",
        "research": "research",
        "press": "press",
        "dataset": "data sets",
    }
)


def _load(table: str) -> Any:
    """Return a table; untyped, because pandas' types cannot know what a column holds."""
    return catalog.load(table)


# ---- maps --------------------------------------------------------------------------------------


def _map(narrow: bool, dots: Any) -> Any:
    """Return dots on the base map, whose names stand where the map of chapter 2 has them."""
    width, height = (320, 320) if narrow else (680, 460)
    layers, projection = reach.map_layers(width, height, narrow)
    return (
        alt.layer(*layers, dots)
        .project(**projection)
        .properties(width=width, height=height, view=alt.ViewBackground(fill=theme.colour("sea")))
    )


def _key(field: str, words: list[str], colours: list[str], narrow: bool) -> alt.Color:
    return alt.Color(
        f"{field}:N",
        scale=alt.Scale(domain=words, range=colours),
        legend=alt.Legend(title=None, orient="top", columns=2 if narrow else len(words)),
    )


def sites() -> Figure:
    """Return the map of US sites by status."""
    table = _load("us_sites")
    table["said"] = table["status"].map(SITE_STATUS)
    table["used"] = table["status"].isin(["active", "host_base"])
    used, gone = int(table["used"].sum()), table["status"].isin(["leaving", "vacated"])
    words = [word for key, word in SITE_STATUS.items() if (table["status"] == key).any()]

    def draw(narrow: bool) -> Any:
        dots = (
            alt.Chart(named("sites"))
            .mark_point(size=60, strokeWidth=1.6, filled=False, opacity=1)
            .encode(
                longitude="lon:Q",
                latitude="lat:Q",
                shape=alt.Shape(
                    "said:N",
                    scale=alt.Scale(
                        domain=words,
                        range=["circle", "square", "diamond", "triangle-up", "cross", "stroke"][
                            : len(words)
                        ],
                    ),
                    legend=alt.Legend(title=None, orient="top", columns=2 if narrow else 3),
                ),
                fill=alt.condition(
                    "datum.used",
                    alt.value(theme.colour("united-states")),
                    alt.value(theme.colour("paper")),
                ),
                stroke=alt.value(theme.colour("united-states")),
            )
        )
        return _map(narrow, dots)

    return Figure(
        name="table-us-sites",
        title=f"Of {len(table)} published US sites, {used} were bases in use and {gone.sum()} left "
        "or being left on the article's day",
        subtitle="Places at 0.1 degree, as press maps print them. Filled: in use as a base. "
        f"{(~table['verified']).sum()} unverified: see the rows.",
        alt=f"Map of {len(table)} US sites from the eastern Mediterranean to the Arabian Sea. "
        f"{used} are bases in use, most of them around the Gulf; {gone.sum()}, all in Iraq and "
        "Syria, had been left or were being left; the others are ports and access sites.",
        data={
            "sites": as_rows(table[["name", "lat", "lon", "said", "used"]]),
            "labels": reach.label_rows(),
        },
        assets=("basemap",),
        sources=(Source("US sites", "us_sites"), Source("base map Natural Earth 1:50 million")),
        **both_widths(draw),
    )


def cities() -> Figure:
    """Return the map of the cities that distances are measured to and from."""
    table = _load("cities")
    known = {key: value for key, value in CITY_ROLE.items() if (table["role"] == key).any()}
    table["said"] = table["role"].map({key: words for key, (words, _) in known.items()})
    counts = table["said"].value_counts()

    def draw(narrow: bool) -> Any:
        dots = (
            alt.Chart(named("cities"))
            .mark_point(size=34, filled=True, opacity=1)
            .encode(
                longitude="lon:Q",
                latitude="lat:Q",
                color=_key(
                    "said",
                    [words for words, _ in known.values()],
                    [theme.colour(role) for _, role in known.values()],
                    narrow,
                ),
            )
        )
        return _map(narrow, dots)

    parts = ", ".join(f"{counts[words]} {words}" for words, _ in known.values())
    return Figure(
        name="table-cities",
        title=f"{len(table)} cities: {counts[CITY_ROLE['iran_reference'][0]]} to measure from, the "
        "others to measure to",
        subtitle="Places at 0.1 degree. Cities outside the map's frame are not drawn.",
        alt=f"Map of {len(table)} cities around Iran by what the book uses them for: {parts}. "
        "Those of the region and of Israel lie to the west and south of Iran.",
        data={"cities": as_rows(table[["lat", "lon", "said"]]), "labels": reach.label_rows()},
        assets=("basemap",),
        sources=(Source("cities (GeoNames, CC BY 4.0)", "cities"),),
        **both_widths(draw),
    )


# ---- missiles ----------------------------------------------------------------------------------


def systems() -> Figure:
    """Return the published spread of each missile's range, named or not."""
    table = _load("systems")
    said = _load("missile_ranges")
    rows: list[dict[str, Any]] = []
    for system in table.itertuples(index=False):
        if not (said["ring"] & (said["system_id"] == system.system_id)).any():
            continue
        found = catalog.estimates(
            "missile_ranges", "range_km", system_id=str(system.system_id), ring=True
        )
        rows.append(
            {
                "name": system.name,
                "low": found.lowest,
                "high": found.highest,
                "named": bool(system.named_in_article),
                "statements": len(found.rows),
            }
        )
    rows.sort(key=lambda row: (-row["high"], -row["low"]))
    wide = max(rows, key=lambda row: row["high"] - row["low"])
    chosen = sum(row["named"] for row in rows)

    def draw(narrow: bool) -> Any:
        base = alt.Chart(named("systems")).encode(
            y=alt.Y("name:N", sort=None, title=None),
            x=alt.X(
                "low:Q",
                title="Published range (km)",
                scale=alt.Scale(domain=[0, 6400 if narrow else 4600]),
                axis=alt.Axis(
                    values=[0, 2000, 4000] if narrow else [0, 1000, 2000, 3000, 4000], format=",.0f"
                ),
            ),
            opacity=alt.value(1),
            color=alt.condition(
                "datum.named",
                alt.value(theme.colour("iran")),
                alt.value(theme.colour("muted")),
            ),
        )
        bar = base.mark_bar(height=6, cornerRadius=3).encode(x2="high:Q")
        ends = alt.layer(
            base.mark_point(filled=True, size=60),
            base.mark_point(filled=True, size=60).encode(x="high:Q"),
        )
        words = base.mark_text(align="left", dx=9).encode(x="high:Q", text="words:N")
        return alt.layer(bar, ends, words).properties(
            width=190 if narrow else 520, height={"step": 26}
        )

    for row in rows:
        low, high = f"{row['low']:,.0f}", f"{row['high']:,.0f}"
        row["words"] = high if low == high else f"{low} to {high}"
    return Figure(
        name="table-systems",
        title=f"Published ranges run from {min(r['low'] for r in rows):,.0f} to "
        f"{max(r['high'] for r in rows):,.0f} km; they differ most for the {wide['name']}",
        subtitle=f"Lowest to highest published figure. Orange: the {chosen} systems that the "
        "article names.",
        alt="Horizontal bars from the lowest to the highest published range of "
        f"{len(rows)} entries. The {wide['name']} has the widest bar, {wide['low']:,.0f} to "
        f"{wide['high']:,.0f} km.",
        data={"systems": rows},
        sources=(Source("missile systems", "systems"), Source("ranges", "missile_ranges")),
        **both_widths(draw),
    )


def uses() -> Figure:
    """Return the rival counts of ballistic missiles in each attack."""
    table = _load("missile_use")
    table = table[table["ballistic_low"].notna() | table["ballistic_high"].notna()]
    table["side"] = table["reported_by"].str.split(" (", regex=False).str[0]
    month = pd.to_datetime(table["date"]).dt.strftime("%b %Y")
    table["attack"] = month + ", " + table["target_country"]
    table["low"] = table["ballistic_low"].fillna(table["ballistic_high"])
    table["high"] = table["ballistic_high"].fillna(table["ballistic_low"])
    spans = table.groupby("attack").agg(low=("low", "min"), high=("high", "max"))
    spans["ratio"] = spans["high"] / spans["low"]
    first, last = table["date"].min()[:4], table["date"].max()[:4]
    worst = spans.sort_values("ratio").iloc[-1]
    roles = {side: theme.role_of(side) for side in dict.fromkeys(table["side"])}
    roles = {side: "research" if "Institute" in side else role for side, role in roles.items()}
    roles = {side: "region" if side in ("Iraq", "Qatar") else role for side, role in roles.items()}
    table["paint"] = table["side"].map(roles).map(theme.colour)
    table["label"] = table["side"].replace("Institute for the Study of War", "ISW")

    def draw(narrow: bool) -> Any:
        base = alt.Chart(named("uses")).encode(
            y=alt.Y("attack:N", title=None, sort=None, axis=alt.Axis(labelLimit=120)),
            yOffset=alt.YOffset("slot:O"),
            x=alt.X(
                "low:Q",
                title="Ballistic missiles reported (log scale)",
                scale=alt.Scale(type="log", domain=[8, 6000 if narrow else 1600]),
                axis=alt.Axis(values=[10, 100, 500] if narrow else [10, 20, 50, 100, 200, 500]),
            ),
            color=alt.Color("paint:N", scale=None),
        )
        span = base.mark_bar(height=3).encode(x2="high:Q")
        dots = base.mark_point(size=60, strokeWidth=2, opacity=1).encode(
            x="high:Q",
            fill=alt.condition(
                "datum.sure", alt.Fill("paint:N", scale=None), alt.value(theme.colour("paper"))
            ),
        )
        words = base.mark_text(align="left", dx=9, fontSize=11).encode(x="high:Q", text="words:N")
        return alt.layer(span, dots, words).properties(
            width=215 if narrow else 560, height={"step": 17, "for": "offset"}
        )

    table["slot"] = table.groupby("attack").cumcount()
    table["sure"] = table["verified"] & (table["confidence"] != "low")
    only_floor = table["ballistic_high"].isna()
    table["words"] = table["label"] + only_floor.map({True: " (at least)", False: ""})
    return Figure(
        name="table-missile-use",
        title=f"No attack has one count: for {worst.name} the reports run from "
        f"{worst['low']:,.0f} to {worst['high']:,.0f}",
        subtitle="Ballistic missiles fired, by who reported it; a bar is a range that one source "
        "gave. Hollow: low confidence.",
        alt="Dot plot of the number of ballistic missiles reported for "
        f"{len(spans)} attacks between {first} and {last}, on a logarithmic scale. "
        + " ".join(f"{a}: {r.low:,.0f} to {r.high:,.0f}." for a, r in spans.iterrows()),
        data={"uses": as_rows(table[["attack", "slot", "low", "high", "paint", "words", "sure"]])},
        sources=(Source("reported uses, each with its document", "missile_use"),),
        **both_widths(draw),
    )


# ---- countries, documents ----------------------------------------------------------------------


def countries() -> Figure:
    """Return how many US sites and cities each country has in the tables."""
    sites_, cities_ = (_load(name)["country"] for name in ("us_sites", "cities"))
    table: Any = pd.DataFrame({"sites": sites_.value_counts(), "cities": cities_.value_counts()})
    table = table.fillna(0).astype(int).rename_axis("country").reset_index()
    hosts = table[table["sites"] > 0].sort_values(["sites", "country"], ascending=[False, True])
    listed = len(_load("countries"))
    first = hosts.iloc[0]
    top = hosts[hosts["sites"] == first["sites"]]["country"].tolist()

    def draw(narrow: bool) -> Any:
        base = alt.Chart(named("hosts")).encode(
            y=alt.Y("country:N", sort=None, title=None),
            x=alt.X(
                "sites:Q", title="US sites in the table", axis=alt.Axis(tickMinStep=1, format="d")
            ),
        )
        bars = base.mark_bar(color=theme.colour("united-states"), height=14)
        words = base.mark_text(align="left", dx=5).encode(text="sites:Q")
        return alt.layer(bars, words).properties(width=150 if narrow else 480, height={"step": 24})

    return Figure(
        name="table-countries",
        title=f"{listed} countries are named in the tables; {len(hosts)} of them hold the US sites",
        subtitle="US sites in the table us_sites, by country or territory, whatever their status.",
        alt=f"Bars of the number of published US sites in {len(hosts)} countries and territories. "
        f"{' and '.join(top)} {'has' if len(top) == 1 else 'have'} most, {first['sites']}.",
        data={"hosts": as_rows(hosts[["country", "sites"]])},
        sources=(Source("countries", "countries"), Source("US sites", "us_sites")),
        **both_widths(draw),
    )


def documents() -> Figure:
    """Return the documents of the main tables by kind and year."""
    table = _load("sources")
    undated = int((table["date"] == "").sum())
    dated = table[table["date"] != ""].copy()
    dated["year"] = dated["date"].str[:4].astype(int)
    counts = table["kind"].value_counts()
    order = [kind for kind in KINDS if kind in counts]
    first = str(counts.index[0])
    dated["kind"] = dated["kind"].map(KINDS)
    grid = dated.groupby(["kind", "year"]).size().rename("n").reset_index()
    totals = [{"kind": KINDS[k], "words": f"{KINDS[k]}: {counts[k]}"} for k in order]
    words = {row["kind"]: row["words"] for row in totals}
    grid["words"] = grid["kind"].map(words)

    def draw(narrow: bool) -> Any:
        return (
            alt.Chart(named("documents"))
            .mark_circle(color=theme.colour("research"), opacity=1)
            .encode(
                x=alt.X(
                    "year:Q",
                    title="Year of publication",
                    scale=alt.Scale(zero=False),
                    axis=alt.Axis(format="d", tickCount=6),
                ),
                y=alt.Y("words:N", sort=[words[KINDS[k]] for k in order], title=None),
                size=alt.Size(
                    "n:Q",
                    title="Documents",
                    scale=alt.Scale(range=[12, 500]),
                    legend=alt.Legend(
                        orient="top", values=[1, 10, 50], symbolFillColor=theme.colour("research")
                    ),
                ),
            )
            .properties(width=150 if narrow else 500, height={"step": 44})
        )

    return Figure(
        name="table-sources",
        title=f"The tables rest on {len(table)} documents; {counts[first]} of them are from "
        f"the {KINDS[first]}"
        if first == "press"
        else f"The tables rest on {len(table)} documents; the largest group is {KINDS[first]}",
        subtitle=f"Area: documents in a year. {undated} undated documents are counted at the left "
        "but not drawn.",
        alt=f"Bubbles of {len(table)} documents by kind and year: "
        + ", ".join(f"{counts[k]} {KINDS[k]}" for k in order)
        + f". They date from {dated['year'].min()} to {dated['year'].max()}.",
        data={"documents": as_rows(grid[["year", "n", "words"]])},
        sources=(Source("sources", "sources"),),
        **both_widths(draw),
    )


#: Table -> the picture on its page.
PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType(
    {
        "sources": documents,
        "systems": systems,
        "missile_ranges": reach.published_figures,
        "missile_use": uses,
        "us_sites": sites,
        "cities": cities,
        "countries": countries,
    }
)
