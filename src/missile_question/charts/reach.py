"""Charts of chapter 2: the range map, the published figures, the distances."""

from __future__ import annotations

from typing import Any

import altair as alt

from missile_question.charts import assets, theme
from missile_question.charts.figure import formula, spec_of
from missile_question.evidence import reach as evidence
from missile_question.models import reach

#: Country names on the map: label, latitude, longitude (placed by hand where there is room), and
#: whether a phone has room for it too.
MAP_LABELS = (
    ("Iran", 32.9, 54.6, True), ("Saudi Arabia", 22.2, 43.4, True), ("Turkey", 39.2, 33.0, True),
    ("Egypt", 27.0, 29.8, True), ("Iraq", 33.4, 43.4, False), ("Yemen", 15.4, 47.6, True),
    ("Oman", 19.6, 56.2, True), ("Pakistan", 28.2, 65.9, True), ("Israel", 31.6, 32.6, True),
    ("Turkmenistan", 39.6, 60.4, False), ("Sudan", 17.6, 31.6, False),
)  # fmt: skip
KIND_COLOURS = {kind: theme.colour(kind) for kind in ("united-states", "israel", "region")}


def _map_layers(width: int, height: int, narrow: bool) -> tuple[list[alt.Chart], dict[str, Any]]:
    """Return sea, land, and names, and the projection that all map layers share."""
    # Azimuthal equidistant about Iran: a ring around Iran looks round, distances look fair.
    projection: dict[str, Any] = {
        "type": "azimuthalEquidistant",
        "rotate": [-48, -30, 0],
        "scale": width / 0.74,
        "translate": [width / 2, height / 2],
        "clipExtent": [[-1, -1], [width + 1, height + 1]],  # land outside the frame costs bytes
    }
    base = alt.Data(name="basemap", format=alt.TopoDataFormat(feature="countries", type="topojson"))
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
        alt.Chart(alt.Data(name="labels"))
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
    columns = ["name", "kind", "status", "sets", "lat", "lon", *evidence.ORIGINS]
    rows: list[dict[str, Any]] = table[columns].to_dict("records")
    return rows


def reach_map(narrow: bool, defaults: dict[str, Any]) -> dict[str, Any]:
    """Return the range map beside the ladder of distances, driven by three parameters.

    Parameters
    ----------
    narrow : bool
        Phone variant: ladder below the map.
    defaults : dict
        Starting values of ``range_km``, ``origin`` and ``sites``.
    """
    width, height = (330, 330) if narrow else (440, 420)
    range_km, origin, sites = (
        alt.param(name=name, value=defaults[name]) for name in ("range_km", "origin", "sites")
    )
    layers, projection = _map_layers(width, height, narrow)

    places = (
        alt.Chart(alt.Data(name="places"))
        .transform_filter(alt.expr.indexof(alt.datum.sets, sites) >= 0)
        .transform_calculate(distance_km=formula(alt.datum[origin]))
        .transform_calculate(margin_km=formula(reach.margin_km(range_km, alt.datum.distance_km)))
        .transform_calculate(inside=formula(reach.inside(range_km, alt.datum.distance_km)))
    )
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(KIND_COLOURS), range=list(KIND_COLOURS.values())),
        legend=None,
    )
    filled = alt.FillOpacity(
        "inside:N", scale=alt.Scale(domain=[True, False], range=[1, 0]), legend=None
    )
    tooltip = [
        alt.Tooltip("name:N", title="Place"),
        alt.Tooltip("distance_km:Q", title="Distance (km)", format=",.0f"),
        alt.Tooltip("margin_km:Q", title="Range minus distance (km)", format="+,.0f"),
    ]
    dots = places.mark_point(size=48, strokeWidth=1.6, filled=True, opacity=1).encode(
        longitude="lon:Q", latitude="lat:Q", fill=colour.copy(), stroke=colour.copy(),
        fillOpacity=filled, tooltip=tooltip,
    )  # fmt: skip

    step = (range_km - assets.RING_FIRST_KM) / assets.RING_STEP_KM
    last = len(assets.RING_RANGES_KM) - 2
    slot = alt.expr.max(0, alt.expr.min(last, alt.expr.floor(step)))
    weight = step - alt.datum.slot
    ring = (
        alt.Chart(alt.Data(name="reach_rings"))
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
    chart_map = alt.layer(*layers, ring, dots).project(**projection)
    chart_map = chart_map.properties(width=width, height=height)
    chart_map = chart_map.properties(view=alt.ViewBackground(fill=theme.colour("sea")))

    order = alt.EncodingSortField("distance_km", op="min", order="ascending")
    x = alt.X(
        "distance_km:Q",
        title="Distance from the chosen origin (km)",
        scale=alt.Scale(domainMin=0, nice=True),
        axis=alt.Axis(tickCount=4, format=",.0f"),
    )
    # A phone has no room for names beside the ladder: they stand above its rungs.
    names_axis = None if narrow else alt.Axis(title=None)
    ladder_base = places.encode(y=alt.Y("name:N", sort=order, axis=names_axis))
    stems = ladder_base.mark_rule(strokeWidth=1, opacity=0.5).encode(
        x=x, x2=alt.datum(0), color=colour.copy()
    )
    above = ladder_base.mark_text(align="left", dy=-10, fontSize=12).encode(
        x=alt.value(2), text="name:N"
    )
    answer = ladder_base.mark_point(size=60, strokeWidth=1.6, filled=True, opacity=1).encode(
        x=x, fill=colour.copy(), stroke=colour.copy(), fillOpacity=filled, tooltip=tooltip
    ).properties(name="answer")  # fmt: skip
    limit_data = alt.Data(values=[{"what": "range"}])
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
    ladder = alt.layer(*rungs).properties(
        width=width - 8 if narrow else 190, height={"step": 30 if narrow else 21}
    )
    if narrow:
        chart = alt.vconcat(chart_map, ladder, spacing=44, bounds="flush")
    else:
        chart = alt.hconcat(chart_map, ladder, spacing=28)
    chart = chart.add_params(range_km, origin, sites)
    return spec_of(chart, narrow=narrow)
