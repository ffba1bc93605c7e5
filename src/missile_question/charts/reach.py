"""Charts of chapter 2: the range map, the published figures, the distances."""

from __future__ import annotations

import json
from typing import Any, Literal

import altair as alt

from missile_question.charts import assets, theme
from missile_question.charts.figure import Figure, Source, formula, named, named_by, spec_of
from missile_question.evidence import reach as evidence
from missile_question.models import reach

#: What the chapter's maps and distances rest on.
SOURCES = (
    Source("published ranges", "missile_ranges"),
    Source("US sites", "us_sites"),
    Source("cities (GeoNames, CC BY 4.0)", "cities"),
    Source("outline and base map Natural Earth 1:50 million"),
    Source("distances GeographicLib on WGS84", model="reach"),
)

#: Country names on the map: label, latitude, longitude (placed by hand where there is room), and
#: whether a phone has room for it too.
MAP_LABELS = (
    ("Iran", 32.9, 54.6, True), ("Saudi Arabia", 22.2, 43.4, True), ("Turkey", 39.2, 33.0, True),
    ("Egypt", 27.0, 29.8, True), ("Iraq", 33.4, 43.4, False), ("Yemen", 15.4, 47.6, True),
    ("Oman", 19.6, 56.2, True), ("Pakistan", 28.2, 65.9, True), ("Israel", 31.6, 32.6, True),
    ("Turkmenistan", 39.6, 60.4, False), ("Sudan", 17.6, 31.6, False),
)  # fmt: skip


def map_layers(width: int, height: int, narrow: bool) -> tuple[list[alt.Chart], dict[str, Any]]:
    """Return sea, land, and names, and the projection that all map layers share."""
    # Azimuthal equidistant about Iran: a ring around Iran looks round, distances look fair.
    projection: dict[str, Any] = {
        "type": "azimuthalEquidistant",
        "rotate": [-48, -30, 0],
        "scale": min(width, height) / 0.74,
        "translate": [width / 2, height / 2],
        "clipExtent": [[-1, -1], [width + 1, height + 1]],  # land outside the frame costs bytes
    }
    base = named("basemap", format=alt.TopoDataFormat(feature="countries", type="topojson"))
    land = alt.Chart(base).mark_geoshape(
        fill=theme.colour("land"), stroke=theme.colour("border"), strokeWidth=0.6, clip=True
    )
    iran = (
        alt.Chart(base)
        .transform_filter("datum.properties.name == 'Iran'")
        .mark_geoshape(
            fill=theme.colour("iran"), fillOpacity=0.18, stroke=theme.colour("iran"), clip=True
        )
    )
    names = (
        alt.Chart(named("labels"))
        .transform_filter("datum.phone" if narrow else "true")
        .mark_text(color=theme.colour("muted"), fontSize=11, fontStyle="italic")
        .encode(longitude="lon:Q", latitude="lat:Q", text="label:N")
    )
    return [land, iran, names], projection


def label_rows() -> list[dict[str, Any]]:
    """Return the country names of the map as rows."""
    keys = ("label", "lat", "lon", "phone")
    return [dict(zip(keys, entry, strict=True)) for entry in MAP_LABELS]


def place_rows() -> list[dict[str, Any]]:
    """Return every place of a site set, with its distances, as rows for the page."""
    table = evidence.places()
    table = table[table["sets"].map(len) > 0]
    table["paint"] = table["kind"].map(theme.colour)
    columns = ["name", "paint", "sets", "lat", "lon", *evidence.ORIGINS]
    return evidence.as_rows(table[columns])


def reach_map(narrow: bool, defaults: dict[str, Any], *, ladder: bool = True) -> dict[str, Any]:
    """Return the range map, beside the ladder of distances, driven by three parameters.

    Parameters
    ----------
    narrow : bool
        Phone variant: ladder below the map.
    defaults : dict
        Starting values of ``range_km``, ``origin`` and ``sites``.
    ladder : bool
        Whether to show the distances beside the map.
    """
    width, height = (330, 330) if narrow else (440, 420) if ladder else (720, 460)
    range_km, origin, sites = (
        alt.param(name=name, value=defaults[name]) for name in ("range_km", "origin", "sites")
    )
    layers, projection = map_layers(width, height, narrow)

    places = (
        alt.Chart(named("places"))
        .transform_filter(alt.expr.indexof(alt.datum.sets, sites) >= 0)
        .transform_calculate(distance_km=formula(named_by(origin)))
        .transform_calculate(margin_km=formula(reach.margin_km(range_km, alt.datum.distance_km)))
        .transform_calculate(inside=formula(reach.inside(range_km, alt.datum.distance_km)))
    )
    filled = alt.FillOpacity(
        "inside:O", scale=alt.Scale(domain=[True, False], range=[1, 0]), legend=None
    )
    paint = {"stroke": alt.Stroke("paint:N", scale=None), "fill": alt.Fill("paint:N", scale=None)}
    tooltip = [
        alt.Tooltip("name:N", title="Place"),
        alt.Tooltip("distance_km:Q", title="Distance (km)", format=",.0f"),
        alt.Tooltip("margin_km:Q", title="Range minus distance (km)", format="+,.0f"),
    ]
    dots = places.mark_point(size=48, strokeWidth=1.6, filled=True, opacity=1).encode(
        longitude="lon:Q", latitude="lat:Q", fillOpacity=filled, tooltip=tooltip, **paint
    )  # fmt: skip

    step = (range_km - assets.RING_FIRST_KM) / assets.RING_STEP_KM
    last = len(assets.RING_RANGES_KM) - 2
    slot = alt.expr.max(0, alt.expr.min(last, alt.expr.floor(step)))
    weight = step - alt.datum.slot
    ring = (
        alt.Chart(named("reach_rings"))
        .transform_filter(alt.datum.origin == origin)
        .transform_calculate(slot=formula(slot))
        .transform_calculate(
            lon=formula(
                reach.interpolate_grid(
                    alt.datum.x[alt.datum.slot], alt.datum.x[alt.datum.slot + 1], weight
                )
            ),
            lat=formula(
                reach.interpolate_grid(
                    alt.datum.y[alt.datum.slot], alt.datum.y[alt.datum.slot + 1], weight
                )
            ),
        )
        .mark_line(color=theme.colour("iran"), strokeWidth=2, clip=True)
        .encode(longitude="lon:Q", latitude="lat:Q", order="k:Q")
    )
    if not ladder:
        dots = dots.properties(name="answer")
    chart_map = alt.layer(*layers, ring, dots).project(**projection)
    chart_map = chart_map.properties(width=width, height=height)
    chart_map = chart_map.properties(view=alt.ViewBackground(fill=theme.colour("sea")))

    if not ladder:
        return spec_of(chart_map.add_params(range_km, origin, sites))

    order = alt.EncodingSortField("distance_km", op="min", order="ascending")
    x = alt.X(
        "distance_km:Q",
        title="Distance from the chosen origin (km)",
        scale=alt.Scale(domainMin=0, nice=True),
        axis=alt.Axis(tickCount=4, format=",.0f"),
    )
    # A phone has no room for names beside the ladder: they stand above its rungs.
    names_axis = None if narrow else alt.Axis(title=None)
    rung = alt.Chart().encode(y=alt.Y("name:N", sort=order, axis=names_axis))
    stems = rung.mark_rule(strokeWidth=1, opacity=0.5).encode(
        x=x, x2=alt.datum(0), stroke=paint["stroke"]
    )
    above = rung.mark_text(align="left", dy=-10, fontSize=12).encode(x=alt.value(2), text="name:N")
    answer = (
        rung.mark_point(size=60, strokeWidth=1.6, filled=True, opacity=1)
        .encode(x=x, fillOpacity=filled, **paint)
        .properties(name="answer")
    )
    limit_data = alt.InlineData(values=[{"what": "range"}])
    limit = (
        alt.Chart(limit_data)
        .transform_calculate(limit_km=range_km.name)
        .transform_calculate(text=formula(alt.expr.format(alt.datum.limit_km, ",.0f") + " km"))
    )
    rule = limit.mark_rule(color=theme.colour("iran"), strokeWidth=2).encode(
        x=alt.X("limit_km:Q", scale=alt.Scale(domainMin=0))
    )
    rule_text = limit.mark_text(
        color=theme.colour("iran"), dy=-8, fontWeight="bold", baseline="bottom"
    ).encode(x="limit_km:Q", y=alt.value(0), text="text:N")
    rungs = [stems, rule, rule_text, answer, *([above] if narrow else [])]
    chart_ladder = alt.LayerChart(
        layer=rungs,
        data=named("places"),
        transform=places.transform,
        width=width - 8 if narrow else 190,
        height={"step": 30 if narrow else 21},
    )
    if narrow:
        chart: Any = alt.vconcat(chart_map, chart_ladder, spacing=44, bounds="flush")
    else:
        chart = alt.hconcat(chart_map, chart_ladder, spacing=28)
    chart = chart.add_params(range_km, origin, sites)
    return spec_of(chart)


#: Marks of the chart of published figures: what kind of number it is.
SHAPES = {
    "a range": "circle",
    "at least (a floor)": "triangle-right",
    "flown once": "cross",
}
#: Figures that carry their story beside the dot.
STORIES = {
    "khorramshahr-us-officials-2017": "unnamed officials, one outlet",
    "khorramshahr-flown-2017": "a failed test",
    "emad-un-panel-2015": "UN panel's floor",
    "ghadr-1-aca-2014-low": "low end of a span",
    "dezful-e3-2019": "export line",
}


def figure_rows() -> list[dict[str, Any]]:
    """Return every published statement about the five systems that carries a number of its own.

    Several sources with the same number stand above one another (``slot``).
    """
    named = evidence.spread().set_index("system_id")["name"]
    rows = []
    for row in evidence.figures().to_dict("records"):
        if row["system_id"] in named.index:
            rows.append({**row, "kind": "a range"})
    statements = evidence.statements()
    for row in statements[statements["basis"].isin(["floor", "flown"])].to_dict("records"):
        kind = "flown once" if row["basis"] == "flown" else "at least (a floor)"
        rows.append(
            {**row, "figure_id": row["range_id"], "range_km": row["range_km_low"], "kind": kind}
        )
    seen: dict[tuple[str, float], int] = {}
    out = []
    for row in sorted(rows, key=lambda r: (r["system_id"], r["range_km"], r["date"])):
        place = (row["system_id"], row["range_km"])
        seen[place] = seen.get(place, -1) + 1
        out.append(
            {
                "system": str(named[row["system_id"]]),
                "range_km": float(row["range_km"]),
                "side": row["claimant_side"],
                "kind": row["kind"],
                "claimant": row["claimant"],
                "year": str(row["date"])[:4],
                "slot": seen[place],
                **({"story": STORIES[row["figure_id"]]} if row["figure_id"] in STORIES else {}),
            }
        )
    return out


def _published_spec(narrow: bool) -> dict[str, Any]:
    """Return the dot plot of published figures for the five named systems."""
    names = evidence.spread()["name"].tolist()
    sides = ["Iran", "United States", "Europe", "United Nations", "research", "press"]
    step = 7
    placed = alt.Chart(named("figures")).encode(
        x=alt.X(
            "range_km:Q",
            title="Published figure (km)",
            scale=alt.Scale(domain=[0, 4200]),
            axis=alt.Axis(values=[0, 1000, 2000, 3000, 4000], format=",.0f"),
        ),
        y=alt.Y("system:N", sort=names, title=None),
        yOffset=alt.YOffset("offset:Q", scale=alt.Scale(domain=[0, 46], range=[46, 0])),
    )
    dots = placed.mark_point(size=70, filled=True, opacity=1, strokeWidth=1.5).encode(
        color=alt.Color(
            "side:N",
            title="Who says it",
            scale=alt.Scale(
                domain=sides, range=[theme.colour(theme.role_of(side)) for side in sides]
            ),
            legend=alt.Legend(orient="top", columns=2 if narrow else 6, symbolType="circle"),
        ),
        shape=alt.Shape(
            "kind:N",
            title="What kind of number",
            scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())),
            legend=alt.Legend(orient="top", columns=2 if narrow else 3),
        ),
        tooltip=[
            alt.Tooltip("claimant:N", title="Who"),
            alt.Tooltip("year:N", title="Year"),
            alt.Tooltip("range_km:Q", title="Kilometres", format=",.0f"),
            alt.Tooltip("kind:N", title="Kind"),
        ],
    )

    def story(where: str, align: Literal["left", "right"], dx: int) -> Any:
        return (
            placed.transform_filter(where)
            .mark_text(
                align=align, dx=dx, fontSize=11, fontStyle="italic", color=theme.colour("muted")
            )
            .encode(text="story:N")
        )

    stories = [
        story("datum.story && datum.range_km >= 700", "right", -9),
        story("datum.story && datum.range_km < 700", "left", 9),
    ]
    chart = (
        alt.layer(dots, *([] if narrow else stories))
        .transform_calculate(offset=f"20 + datum.slot * {step}")
        .properties(width=250 if narrow else 620, height={"step": 52})
    )
    return spec_of(chart)


#: Direct labels of the staircases: origin -> words, short words, where they stand, which side.
STAIRS = {
    "nearest": ("from the nearest point of Iran", "nearest", 285, 0.78, "left"),
    "centre": ("from the centre of Iran", "centre", 735, 0.3, "right"),
    "tehran": ("from Tehran", "Tehran", 1190, 0.68, "left"),
}


def _coverage_spec(narrow: bool) -> dict[str, Any]:
    """Return the staircases: share of US bases within a range, by origin."""
    scale_x = alt.Scale(domain=[0, 2200], nice=False)
    line = (
        alt.Chart(named("curves"))
        .mark_line(interpolate="step-after", strokeWidth=2.4)
        .encode(
            x=alt.X(
                "range_km:Q", title="Range (km)", scale=scale_x,
                axis=alt.Axis(tickCount=5, format=",.0f"),
            ),
            y=alt.Y(
                "share:Q", title="Share of 12 US bases inside",
                scale=alt.Scale(domain=[0, 1.03], nice=False),
                axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
            ),
            strokeDash=alt.StrokeDash(
                "origin:N", legend=None,
                scale=alt.Scale(domain=list(STAIRS), range=[[1, 0], [6, 3], [2, 3]]),
            ),
            color=alt.value(theme.colour("united-states")),
            detail="origin:N",
        )
    )  # fmt: skip
    half = (
        alt.Chart(alt.InlineData(values=[{"share": 0.5}]))
        .mark_rule(color=theme.colour("ink"), strokeDash=[1, 3])
        .encode(y="share:Q")
    )

    def note(side: Literal["left", "right"]) -> Any:
        return (
            alt.Chart(named("notes"))
            .transform_filter(f"datum.side == '{side}'")
            .mark_text(align=side, fontSize=12, color=theme.colour("united-states"))
            .encode(
                x=alt.X("range_km:Q", scale=scale_x),
                y="share:Q",
                text="short:N" if narrow else "label:N",
            )
        )

    systems = alt.Chart(named("systems"))
    ticks = systems.mark_rule(color=theme.colour("iran"), strokeWidth=1).encode(
        x=alt.X("range_km:Q", scale=scale_x)
    )
    names = systems.mark_text(
        angle=270, align="left", baseline="bottom", dy=-3, fontSize=11, color=theme.colour("iran")
    ).encode(x=alt.X("range_km:Q", scale=scale_x), y=alt.value(296), text="names:N")
    chart = alt.layer(half, ticks, names, line, note("left"), note("right")).properties(
        width=270 if narrow else 620, height=300
    )
    return spec_of(chart)


def coverage_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the staircases: curves, direct labels, published figures."""
    curves = evidence.coverage_curves()
    notes = [
        {"label": label, "short": short, "range_km": km, "share": share, "side": side}
        for label, short, km, share, side in STAIRS.values()
    ]
    spread = evidence.spread()
    systems = [
        {"range_km": km, "names": ", ".join(spread[spread["lowest"] == km]["name"])}
        for km in sorted(set(spread["lowest"].tolist()))
    ]
    columns = ["origin", "range_km", "share"]
    return {"curves": evidence.as_rows(curves[columns]), "notes": notes, "systems": systems}


def tested_rows() -> list[dict[str, Any]]:
    """Return the US bases (``base`` 1) and Israeli cities (0) with their distances."""
    return [
        {"base": base, **{origin: place[origin] for origin in evidence.ORIGINS}}
        for sites, base in (("core", 1), ("israel", 0))
        for place in evidence.members(sites).to_dict("records")
    ]


def _system_arrays() -> dict[str, str]:
    """Return the named systems as Vega arrays, which unfold every place into five pairs."""
    systems = evidence.spread()
    arrays = {
        "name": systems["name"].tolist(),
        "order": list(range(len(systems))),
        "lowest": systems["lowest"].tolist(),
        "highest": systems["highest"].tolist(),
    }
    return {field: json.dumps(values) for field, values in arrays.items()}


def verdict(narrow: bool, defaults: dict[str, Any]) -> dict[str, Any]:
    """Return the test of the claim: bases and cities inside, for each named system."""
    figure, belief, origin, cities = (
        alt.param(name=name, value=defaults[name])
        for name in ("figure", "belief", "origin", "cities")
    )
    of = "/" if narrow else " of "
    steps = (
        alt.Chart(named("tested"))
        .transform_calculate(**_system_arrays())
        .transform_flatten(["name", "order", "lowest", "highest"])
        .transform_calculate(range_km=formula(named_by(figure) * belief / 100))
        .transform_calculate(distance_km=formula(named_by(origin)))
        .transform_calculate(
            inside=formula(reach.inside(alt.datum.range_km, alt.datum.distance_km))
        )
        .transform_calculate(base_in="datum.inside && datum.base ? 1 : 0")
        .transform_calculate(city_in="datum.inside && !datum.base ? 1 : 0")
        .transform_aggregate(
            bases_in="sum(base_in)", bases="sum(base)", cities_in="sum(city_in)",
            groupby=["name", "order", "range_km"],
        )
        .transform_calculate(most=formula(evidence.most(alt.datum.bases_in, alt.datum.bases)))
        .transform_calculate(holds=f"datum.most && datum.cities_in >= {cities.name}")
        .transform_calculate(
            text=f"datum.bases_in + '{of}' + datum.bases",
            town=f"datum.cities_in + '{of}3'",
            said="datum.holds ? 'holds' : 'fails'",
            label="datum.name + ', ' + format(datum.range_km, ',.0f') + ' km'",
        )
    )  # fmt: skip
    # The parts share one data set and one chain of steps: both stand on the whole, once.
    tested = alt.Chart()
    order = alt.EncodingSortField("order", op="min", order="ascending")
    step = 46 if narrow else 34

    def panel(field: str, text: str, title: str, top: int, role: str, width: int) -> Any:
        base = tested.encode(y=alt.Y("label:N", sort=order, title=None, axis=None))
        bars = base.mark_bar(height=12, color=theme.colour(role)).encode(
            x=alt.X(
                f"{field}:Q", title=title, scale=alt.Scale(domain=[0, top * 1.45], nice=False),
                axis=alt.Axis(values=[0, top / 2, top] if top > 3 else [0, top], grid=False),
            )
        )  # fmt: skip
        words = base.mark_text(align="left", dx=6, fontSize=12).encode(x=f"{field}:Q", text=text)
        layers = [bars.properties(name="answer") if field == "bases_in" else bars, words]
        if narrow and field == "bases_in":
            layers.append(
                base.mark_text(align="left", dy=-15).encode(x=alt.value(1), text="label:N")
            )
        return alt.layer(*layers).properties(width=width, height={"step": step})

    names = (
        tested.mark_text(align="right", fontSize=12)
        .encode(y=alt.Y("label:N", sort=order, axis=None), text="label:N", x=alt.value(148))
        .properties(width=150, height={"step": step})
    )
    bases, towns = (
        ("US bases", "Cities") if narrow else ("US bases inside", "Israeli cities inside")
    )
    left = panel("bases_in", "text:N", bases, 12, "united-states", 140 if narrow else 250)
    right = panel("cities_in", "town:N", towns, 3, "israel", 72 if narrow else 140)
    said = (
        tested.mark_text(align="left", fontSize=13, fontWeight="bold")
        .encode(
            y=alt.Y("label:N", sort=order, axis=None),
            x=alt.value(4),
            text="said:N",
            color=alt.Color(
                "holds:N",
                legend=None,
                scale=alt.Scale(
                    domain=[True, False], range=[theme.colour("research"), theme.colour("iran")]
                ),
            ),
        )
        .properties(width=48, height={"step": step})
    )
    parts = [left, right, said] if narrow else [names, left, right, said]
    chart = alt.HConcatChart(
        hconcat=parts,
        data=named("tested"),
        transform=steps.transform,
        spacing=10,
        bounds="flush" if narrow else "full",
    )
    chart = chart.add_params(figure, belief, origin, cities)
    return spec_of(chart)


def published_figures() -> Figure:
    """Return the chart of every published figure for the five systems."""
    table = evidence.spread()
    own_word = table[~table["independent"]]["name"].tolist()
    wide = table.assign(gap=table["highest"] - table["lowest"]).sort_values("gap").iloc[-1]
    return Figure(
        name="reach-figures",
        title=(
            f"For {' and '.join(own_word)} every published range goes back to Iran; for the "
            f"{wide['name']} the figures differ by {wide['gap']:,.0f} km"
        ),
        subtitle="One mark is one published number. Marks on top of each other repeat a number.",
        alt=(
            "Dot plot of published figures for five missile systems. "
            + " ".join(
                f"{r['name']}: {r['figures']} figures from {r['lowest']:,.0f} to "
                f"{r['highest']:,.0f} km."
                if r["lowest"] < r["highest"]
                else f"{r['name']}: {r['figures']} figures, all {r['lowest']:,.0f} km."
                for r in table.to_dict("records")
            )
        ),
        wide=_published_spec(False),
        narrow=_published_spec(True),
        data={"figures": figure_rows()},
        sources=(Source("published ranges, each row with its document", "missile_ranges"),),
    )


def coverage() -> Figure:
    """Return the chart of the share of US bases covered as a function of range."""
    bases = evidence.members("core")
    half = {o: reach.range_for_share(bases[o].to_numpy(), 0.51) for o in evidence.ORIGINS}
    return Figure(
        name="reach-coverage",
        title=(
            f"Most US bases lie within {half['nearest']:,.0f} km of Iran's nearest point, but it "
            f"takes {half['tehran']:,.0f} km from Tehran"
        ),
        subtitle="Staircases: share of 12 US bases inside. Upright lines: lowest published ranges.",
        alt=(
            "Three rising staircases of the share of 12 US bases within a range. More than half "
            f"are inside from {half['nearest']:,.0f} km measured from the nearest point of Iran, "
            f"{half['centre']:,.0f} km from the centre and {half['tehran']:,.0f} km from Tehran. "
            "Dezful's 1,000 km line cuts the Tehran staircase at exactly half."
        ),
        wide=_coverage_spec(False),
        narrow=_coverage_spec(True),
        data=coverage_data(),
        sources=SOURCES,
    )
