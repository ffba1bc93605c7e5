"""Charts of chapter 4: the layers, the published prices, what was said to be intercepted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal

import altair as alt
import pandas as pd

from missile_question.charts import theme
from missile_question.charts.figure import (
    Figure,
    Source,
    both_widths,
    formula,
    named,
    on_steps,
    padded,
    params_of,
)
from missile_question.evidence import defence as evidence
from missile_question.evidence.reach import as_rows

#: Room at the left and at the right of a drawing, in px.
_SIDES = (8, 20)

#: The article's day as a year with its fraction: where the bars of the staircase end.
ARTICLE = 2026.11

#: What a system is meant for, in a few words for a phone.
THREATS: Mapping[str, str] = MappingProxyType(
    {
        "rockets_drones": "rockets, drones",
        "short_range_ballistic": "missiles of shorter range",
        "medium_range_ballistic": "missiles of Iran's ranges",
    }
)

#: What a price buys -> mark.
SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "missile": "circle",
        "procurement": "square",
        "programme": "triangle-up",
        "interception": "diamond",
        "energy": "cross",
        "battery": "stroke",
    }
)

#: Words of the key: a purchase is drawn per missile where the number bought is known.
PRICE_KEY: Mapping[str, str] = MappingProxyType(
    {
        "missile": "one missile",
        "procurement": "a purchase",
        "programme": "programme",
        "interception": "one interception",
        "energy": "laser: electricity",
        "battery": "a battery",
    }
)

#: Measure -> mark.
MEASURES: Mapping[str, str] = MappingProxyType({"intercepted": "circle", "kept out": "diamond"})


#: The reader's font may be wider than the one in which the drawing was measured (px).
SLACK: Mapping[str, int] = MappingProxyType({"left": 24, "right": 22, "top": 2, "bottom": 2})


def _painted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add each mark's fill: its own colour where it is sure, else the paper's."""
    paper = theme.colour("paper")
    return [
        {**row, "fill": row["paint"] if row.pop("sure") else paper} if "paint" in row else row
        for row in rows
    ]


#: Colours of a mark that may be hollow. A condition would also empty the symbols of the key.
PAINT: Mapping[str, Any] = MappingProxyType(
    {"stroke": alt.Stroke("paint:N", scale=None), "fill": alt.Fill("fill:N", scale=None)}
)


def _side(side: str) -> str:
    """Return the colour of a claimant's side."""
    return theme.colour(theme.role_of(side))


# ---- layers ------------------------------------------------------------------------------------


def layers() -> Figure:
    """Return the staircase of systems by the year in which each entered service."""
    table: Any = evidence.layers()
    table["paint"] = table["country"].map(_side)
    table["sure"] = table["ballistic"]
    table["end"] = ARTICLE
    year = table["in_service_year"].astype(str)
    table["when"] = year.where(table["exact"], "by " + year)
    table["what"] = table["role"].str.rstrip(".")
    table["short"] = table["heaviest_threat"].map(THREATS)
    meant, first, last = int(table["ballistic"].sum()), table.iloc[0], table.iloc[-1]
    early = int((table["in_service_year"] <= 2009).sum())

    def draw(narrow: bool) -> Any:
        base = alt.Chart(named("layers")).encode(
            y=alt.Y("name:N", sort=None, title=None, axis=None)
        )
        bar = base.mark_bar(height=9, strokeWidth=1.4).encode(
            x=alt.X(
                "in_service_year:Q",
                title="In service since",
                scale=alt.Scale(domain=[1996 if narrow else 1998, 2026.5], nice=False),
                axis=alt.Axis(format="d", values=[2000, 2005, 2010, 2015, 2020, 2025]),
            ),
            x2="end:Q",
            **PAINT,
        )
        when = base.mark_text(align="right", dx=-6).encode(x="in_service_year:Q", text="when:N")
        # Names stand at the left edge above the bars: the oldest bars leave no room beside them.
        x = alt.value(0)
        name = base.mark_text(align="left", dy=-15, fontWeight="bold").encode(
            x=x, text="name:N", color=alt.Color("paint:N", scale=None)
        )
        what = base.mark_text(
            align="right" if narrow else "left", dy=-15, color=theme.colour("muted")
        ).encode(
            x=alt.value(290) if narrow else alt.value(125), text="short:N" if narrow else "what:N"
        )
        return alt.layer(bar, when, name, what).properties(
            width=290 if narrow else 640, height={"step": 42}
        )

    data = as_rows(
        table[["name", "in_service_year", "end", "when", "what", "short", "paint", "sure"]]
    )
    return Figure(
        name="defence-layers",
        title=f"{early} of the {len(table)} systems were in service by 2009; {meant} of the "
        f"{len(table)} are meant for ballistic missiles",
        subtitle="First year in service to the article's day. Blue: Israel; violet: United States "
        "and partners. Hollow: not meant for ballistic missiles. 'by': first year unknown.",
        alt=f"Staircase of {len(table)} missile-defence systems by first year in service, from "
        f"{first['name']} in {first['in_service_year']} to {last['name']} in "
        f"{last['in_service_year']}: "
        + "; ".join(
            f"{row['name']} {row['when']}, {row['country']}, {row['short']}"
            for row in as_rows(table)
        )
        + ".",
        data={"layers": _painted(data)},
        sources=(Source("layers of missile defence", "defence_layers"),),
        **both_widths(draw),
    )


# ---- prices ------------------------------------------------------------------------------------


def _price_rows() -> list[dict[str, Any]]:
    """Return one row for each published price, cheapest system first, statements under it."""
    table: Any = evidence.prices()
    # A sale or a battery has no price per missile: it is drawn at its total.
    table["low"] = table["each_low"]
    table["high"] = table["each_high"].fillna(table["each_low"])
    table["floor"] = table["usd_high"].isna()
    attack = table["item"] == "attacking_missile"
    table["paint"] = table["country"].where(~attack, "Iran").replace("", "Israel").map(_side)
    table["key"] = table["priced"].map(PRICE_KEY)
    order = table[table["item"] == "interceptor"].groupby("system")["low"].median().sort_values()
    ranks = {"Iranian ballistic missile": -1} | {name: i for i, name in enumerate(order.index)}
    table["rank"] = table["system"].map(ranks)
    table = table.sort_values(["rank", "low", "price_year"], kind="stable", ignore_index=True)
    rows = []
    for row in table.itertuples(index=False):
        amount = evidence.usd(row.low)
        if row.high != row.low:
            amount = f"{amount} to {evidence.usd(row.high)}"
        elif row.floor:
            amount = f"more than {amount}"
        who = str(row.claimant).split(" (")[0]
        each = " each" if row.divided else ""
        rows.append(
            {
                "id": row.cost_id,
                "system": row.system,
                "low": float(row.low),
                "high": float(row.high),
                "key": row.key,
                "paint": row.paint,
                "sure": bool(row.sure),
                "words": f"{amount}{each}",
                "who": f"{who}, {row.price_year}",
                "left": bool(row.low >= 2e6 or row.low != row.high),
            }
        )
    return rows


def _grouped(rows: list[dict[str, Any]], field: str) -> list[dict[str, Any]]:
    """Return the rows with one line for the name of each group above its members."""
    out: list[dict[str, Any]] = []
    for row in rows:
        if not any(r.get("head") == row[field] for r in out):
            out.append({"line": len(out), "head": row[field], "ink": row.get("group_paint", "")})
        out.append({**row, "line": len(out)})
    return out


def prices() -> Figure:
    """Return every published price on a logarithmic axis, by system and by what is priced."""
    rows = _price_rows()
    lines = [
        {key: value for key, value in line.items() if key not in ("system", "group_paint")}
        for line in _grouped([{**row, "group_paint": row["paint"]} for row in rows], "system")
    ]
    spread, n = evidence.price_spread(), evidence.numbers()
    low = min(rows, key=lambda r: r["low"])
    high = max(rows, key=lambda r: r["high"])

    def draw(narrow: bool) -> Any:
        base = alt.Chart(named("prices")).encode(
            y=alt.Y("line:O", axis=None, scale=alt.Scale(paddingInner=0.2))
        )
        marks = base.transform_filter("isValid(datum.low)").transform_calculate(
            full="datum.words + ' (' + datum.who + ')'"
        )
        x = alt.X(
            "low:Q",
            title="US dollars of the day (log scale)",
            scale=alt.Scale(type="log", domain=[1, 1e10], nice=False),
            axis=alt.Axis(
                values=[1, 1e3, 1e6, 1e9]
                if narrow
                else [1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9],
                labelExpr="datum.value >= 1e9 ? '$' + datum.value / 1e9 + ' bn' : "
                "datum.value >= 1e6 ? '$' + datum.value / 1e6 + ' m' : "
                "'$' + format(datum.value, ',.0f')",
            ),
        )
        span = marks.mark_bar(height=4).encode(
            x=x, x2="high:Q", color=alt.Color("paint:N", scale=None)
        )
        shape = alt.Shape(
            "key:N",
            title="The price of",
            scale=alt.Scale(domain=list(PRICE_KEY.values()), range=list(SHAPES.values())),
            legend=alt.Legend(
                orient="top",
                columns=2 if narrow else 6,
                symbolFillColor=theme.colour("ink"),
                symbolStrokeColor=theme.colour("ink"),
            ),
        )
        points = [
            marks.mark_point(size=62, strokeWidth=1.6, opacity=1).encode(
                x=end, shape=shape, **PAINT
            )
            for end in (x, alt.X("high:Q"))
        ]

        def words(side: Literal["left", "right"], where: str) -> Any:
            return (
                marks.transform_filter(where)
                .mark_text(align=side, dx=9 if side == "left" else -9, fontSize=11)
                .encode(
                    x="high:Q" if side == "left" else "low:Q",
                    text="words:N" if narrow else "full:N",
                )
            )

        heads = (
            base.transform_filter("isValid(datum.head)")
            .mark_text(align="left", fontWeight="bold")
            .encode(x=alt.value(0), text="head:N", color=alt.Color("ink:N", scale=None))
        )
        return alt.layer(
            span, *points, words("left", "!datum.left"), words("right", "datum.left"), heads
        ).properties(width=285 if narrow else 640, height={"step": 17})

    return Figure(
        name="defence-prices",
        title=f"Published prices of one interceptor run from {n.cheapest} to {n.dearest}: "
        f"{n.price_factor} to one, before asking what is priced",
        subtitle="One mark is one published price; purchases of a known number are divided by it "
        "('each'). Blue: Israel; violet: United States; orange: Iran. Hollow: low confidence. "
        "Read in the press, not in budget books.",
        alt=f"Dot plot of {len(rows)} published prices on a logarithmic scale, from "
        f"{evidence.usd(low['low'])} ({low['system']}, {low['key']}) to "
        f"{evidence.usd(high['high'])} ({high['system']}, {high['key']}). One interceptor: "
        + "; ".join(
            f"{row['system']} {evidence.usd(row['lowest'])}"
            + (
                ""
                if row["highest"] == row["lowest"]
                else " or more"
                if pd.isna(row["highest"])
                else f" to {evidence.usd(row['highest'])}"
            )
            for row in as_rows(spread)
        )
        + ".",
        data={"prices": _painted(lines)},
        sources=(
            Source("published prices, each with its document", "interceptor_costs"),
            Source("layers", "defence_layers"),
        ),
        **both_widths(draw),
    )


# ---- interceptions -----------------------------------------------------------------------------


def _claim_label(row: Any) -> str:
    """Return who says it and what it is a share of; a newspaper stands for itself."""
    party, _, relay = str(row.reported_by).partition(" (")
    who = relay.rstrip(")").split(",")[0].removeprefix("The ") if party == "Press" else party
    who = who.replace("Institute for the Study of War", "ISW")
    if row.measure == "kept out":
        what = f"{evidence.WEAPONS[row.weapon]}, {evidence.GOT_THROUGH[row.outcome]}"
    elif row.denominator == "not_stated":
        what = f"{evidence.WEAPONS[row.weapon]}, of what not said"
    else:
        what = row.of_what
    one_day = row.attack_id == "israel-2025-06" and not row.cumulative
    return f"{who}: {what}" + (f" ({int(row.date[8:])} June)" if one_day else "")


def _claim_value(row: Any) -> str:
    """Return the share, with the counts where it is a division of counts."""
    said = evidence.percent(row.stopped_low, row.stopped_high)
    if row.stated:
        return said
    number = row.number_high if pd.isna(row.number_low) else row.number_low
    if row.measure == "kept out":
        return f"{said} (all but {row.count_low:,.0f} of {number:,.0f})".replace("but 0 of", "of")
    return f"{said} ({row.count_low:,.0f} of {number:,.0f})"


def _claim_rows() -> list[dict[str, Any]]:
    """Return one row for each statement that comes to a share, attack by attack."""
    rows = []
    for key in evidence.ATTACKS:
        table: Any = evidence.attack(key)
        for row in table.itertuples(index=False):
            rows.append(
                {
                    "attack": row.attack,
                    "low": float(row.stopped_low),
                    "high": float(row.stopped_high),
                    "measure": row.measure,
                    "paint": _side(row.claimant_side),
                    "sure": bool(row.sure),
                    "label": (label := _claim_label(row)),
                    # A phone has room for some 48 letters.
                    "short": label.replace(" missiles", "") if len(label) > 48 else label,
                    "words": _claim_value(row),
                }
            )
    return rows


def interceptions() -> Figure:
    """Return the shares claimed for each attack, each with what it is a share of."""
    rows = _claim_rows()
    lines = _grouped(rows, "attack")
    april: Any = evidence.intercepted_spread().set_index("attack_id").loc["israel-2024-04"]
    n = evidence.numbers()

    def draw(narrow: bool) -> Any:
        step = 32 if narrow else 19
        base = alt.Chart(named("claims")).encode(y=alt.Y("line:O", axis=None))
        marks = base.transform_filter("isValid(datum.low)")
        x = alt.X(
            "low:Q",
            title="Share said to be stopped (%)",
            scale=alt.Scale(domain=[0, 100], nice=False),
            axis=alt.Axis(values=[0, 25, 50, 75, 100]),
        )
        span = marks.mark_bar(height=4).encode(
            x=x, x2="high:Q", color=alt.Color("paint:N", scale=None)
        )
        shape = alt.Shape(
            "measure:N",
            scale=alt.Scale(domain=list(MEASURES), range=list(MEASURES.values())),
            legend=None,
        )
        points = [
            marks.mark_point(size=66, strokeWidth=1.6, opacity=1).encode(
                x=end, shape=shape, **PAINT
            )
            for end in (x, alt.X("high:Q"))
        ]
        value = marks.mark_text(align="left", dx=9).encode(x="high:Q", text="words:N")
        edge = 0 if narrow else -350
        label = marks.mark_text(
            align="left" if narrow else "right",
            dy=-15 if narrow else 0,
            fontSize=11 if narrow else 12,
        ).encode(x=alt.value(0 if narrow else -14), text="short:N" if narrow else "label:N")
        heads = (
            base.transform_filter("isValid(datum.head)")
            .mark_text(align="left", fontWeight="bold", dy=2)
            .encode(x=alt.value(edge), text="head:N")
        )
        return alt.layer(span, *points, value, label, heads).properties(
            width=140 if narrow else 190,
            height={"step": step},
            padding=dict(SLACK),
        )

    return Figure(
        name="defence-interceptions",
        title=f"One night in April 2024, shares from {april['lowest']:.0f} to "
        f"{april['highest']:.0f} %: the figure follows from what is counted",
        subtitle="Circles: said to be intercepted. Diamonds: did not get through, shot down or "
        "not, of those fired where the source says so. Hollow: unverified or low confidence.",
        alt="Dot plot of shares that were said to be stopped, by attack and by what they are a "
        f"share of. April 2024: {n.april_all} of all projectiles, {n.april_cruise} of the cruise "
        f"missiles, about {n.april_ballistic} of the ballistic missiles fired. Rockets from Gaza "
        f"in November 2012: {n.fired} of those fired, {n.engaged} of those that the defence fired "
        "at. "
        + " ".join(
            f"{r['attack']}: intercepted {evidence.percent(r['lowest'], r['highest'])}."
            for r in as_rows(evidence.intercepted_spread())
        ),
        data={"claims": _painted(lines)},
        sources=(Source("statements about attacks, each with its document", "interceptions"),),
        **both_widths(draw),
    )


# ---- the chapter's explorers -------------------------------------------------------------------

MODEL = Source("model of layered defence; settings: the reader's", model="defence")
CLAIMS = Source("statements about attacks", "interceptions")
GAME = Source("model of deterrence; settings: the reader's", model="deterrence")


def _names(extent: int) -> alt.Axis:
    """Return an axis of names with room of its own, so that two panels stand under each other."""
    return alt.Axis(
        minExtent=extent, labelLimit=extent, labelPadding=6, ticks=False, domain=False, grid=False
    )


#: Shared by all layers that stand on steps of their own.
_BARE = alt.Chart()


def _seen(where: str, full: float = 1.0) -> Any:
    """Return an opacity that hides what does not apply: a filter could leave a layer empty."""
    return alt.condition(where, alt.value(full), alt.value(0))


def salvo_data() -> dict[str, list[dict[str, Any]]]:
    """Return the stages that a salvo passes."""
    return {"stages": [{"name": name, "order": i} for i, name in enumerate(evidence.STAGES)]}


def salvo(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is left of a salvo after each layer, and both sides' bills."""
    params = params_of(defaults)
    found = evidence.salvo(**{name: p for name, p in params.items() if name != "case"})
    passed, layers = alt.datum.passed, params["layers"]
    # What the formulas repeat is worked out once.
    parts = {"common": formula(found.common), "each": formula(found.each)}
    parts["each"] = parts["each"].replace(parts["common"], "common")

    def lean(expression: Any) -> str:
        text = formula(expression)
        for name, part in parts.items():
            text = text.replace(part, name)
        return text

    shared = [alt.param(name=name, expr=part) for name, part in parts.items()]
    steps = (
        alt.Chart(named("stages"))
        .transform_calculate(
            there=formula(alt.datum.order <= layers),
            passed=formula(alt.expr.min(alt.datum.order, layers)),
        )
        .transform_calculate(
            share=lean(found.through(passed)),
            ideal=lean(found.ideal(passed)),
            **{
                name: lean(getattr(found, name))
                for name in (
                    "leakage", "leakers", "leakers_ideal", "fired", "bill", "attack", "ratio",
                    "dark", "clean",
                )
            },
        )
        .transform_calculate(
            missiles=formula(params["missiles"] * alt.datum.share),
        )
        .transform_calculate(
            label="format(datum.missiles, datum.order ? ',.1f' : ',.0f')",
        )
    )  # fmt: skip
    room, width = (122, 150) if narrow else (150, 470)
    y = alt.Y("name:N", sort=alt.EncodingSortField("order", op="min"), title=None,
              axis=_names(room))  # fmt: skip
    x = alt.X(
        "share:Q",
        title="Share of the salvo" if narrow else "Share of the salvo still on its way",
        scale=alt.Scale(domain=[0, 1.2], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.5, 1]),
    )
    bars = (
        _BARE.mark_bar(height=16, color=theme.colour("iran"))
        .encode(x=x, y=y, opacity=_seen("datum.there"))
        .properties(name="answer")
    )
    ideal = _BARE.mark_tick(thickness=3, size=24, color=theme.colour("ink")).encode(
        x="ideal:Q", y=y, opacity=_seen("datum.there")
    )
    label = _BARE.mark_text(align="left", dx=7).encode(
        x="share:Q", y=y, text="label:N", opacity=_seen("datum.there")
    )
    funnel = on_steps(steps, bars, ideal, label).properties(width=width, height={"step": 30})
    sides = [
        {"side": "the missiles", "paint": theme.colour("iran")},
        {"side": "the interceptors", "paint": theme.colour("israel")},
    ]
    money = (
        alt.Chart(alt.InlineData(values=sides))
        .transform_calculate(
            amount=lean(alt.expr.if_(alt.datum.side == "the missiles", found.attack, found.bill))
        )
        .transform_calculate(label="format(datum.amount, ',.0f')", room="datum.amount * 1.3")
    )
    cost = alt.X("amount:Q", title="Bill (million dollars)", scale=alt.Scale(domainMin=0),
                 axis=alt.Axis(tickCount=3))  # fmt: skip
    side = alt.Y("side:N", sort=None, title=None, axis=_names(room))
    paint = alt.Color("paint:N", scale=None)
    bill = on_steps(
        money,
        _BARE.mark_bar(height=14).encode(x=cost, y=side, color=paint),
        _BARE.mark_point(opacity=0).encode(x="room:Q", y=side),  # room for the labels
        _BARE.mark_text(align="left", dx=6).encode(x="amount:Q", y=side, text="label:N"),
    ).properties(width=width, height={"step": 26})
    chart = alt.vconcat(funnel, bill, spacing=14).add_params(*params.values(), *shared)
    return padded(chart, _SIDES)


def night_data() -> dict[str, list[dict[str, Any]]]:
    """Return the denominators."""
    return {
        "of": [
            {"name": label, "key": key, "order": i}
            for i, (key, (label, _)) in enumerate(evidence.OF.items())
        ]
    }


def night(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return one attack's shares, by what they are shares of."""
    params = params_of(defaults)
    found = evidence.night(
        **{name: params[name] for name in ("slow", "ballistic", "failed", "harmless", "skill")}
    )

    def of(shares: Mapping[str, Any], key: Any) -> Any:
        first, *rest = reversed(list(shares.items()))
        value = first[1]
        for name, share in rest:
            value = alt.expr.if_(key == name, share, value)
        return value

    key, counted = alt.datum.key, params["counted"]
    steps = (
        alt.Chart(named("of"))
        .transform_calculate(
            shot=formula(of(found.shot, key)),
            kept=formula(of(found.kept, key)),
            chosen=formula(key == params["of"]),
            hits=formula(found.hits),
            best=formula(found.kept["all"]),
            least=formula(found.shot["fired"]),
        )
        .transform_calculate(
            shot_fill=f"datum.chosen && {counted.name} == 'shot' ? '{theme.colour('israel')}' : "
            f"'{theme.colour('paper')}'",
            kept_fill=f"datum.chosen && {counted.name} == 'kept' ? '{theme.colour('israel')}' : "
            f"'{theme.colour('paper')}'",
            shot_label="format(datum.shot, '.0%')",
            kept_label="format(datum.kept, '.0%')",
            pick=f"datum.chosen ? ({counted.name} == 'shot' ? datum.shot : datum.kept) : -1",
        )
        .transform_joinaggregate(said="max(pick)")
    )
    order = alt.EncodingSortField("order", op="min")
    axis = None if narrow else _names(190)
    y = alt.Y("name:N", sort=order, title=None, axis=axis)
    scale = alt.Scale(domain=[-0.16, 1.16], nice=False)
    x = alt.X("shot:Q", title="Share counted as stopped", scale=scale,
              axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]))  # fmt: skip
    rule = _BARE.mark_rule(strokeWidth=3, color=theme.colour("rule")).encode(x=x, x2="kept:Q", y=y)
    layers = [rule]
    for what, shape in (("kept", "diamond"), ("shot", "circle")):
        point = _BARE.mark_point(
            shape=shape, size=110, strokeWidth=2, opacity=1, stroke=theme.colour("israel")
        ).encode(x=f"{what}:Q", y=y, fill=alt.Fill(f"{what}_fill:N", scale=None))
        layers.append(point.properties(name="answer") if what == "shot" else point)
        layers.append(
            _BARE.mark_text(
                align="left" if what == "kept" else "right", dx=10 if what == "kept" else -10
            ).encode(x=f"{what}:Q", y=y, text=f"{what}_label:N")
        )
    if narrow:
        layers.append(
            _BARE.mark_text(align="left", dy=-17).encode(x=alt.value(0), y=y, text="name:N")
        )
    chart = on_steps(steps, *layers).properties(
        width=285 if narrow else 430, height={"step": 50 if narrow else 36}
    )
    return padded(chart.add_params(*params.values()), _SIDES)


def magazine_data() -> dict[str, list[dict[str, Any]]]:
    """Return the salvos by number."""
    return {"salvos": [{"number": t, "name": str(t)} for t in range(1, evidence.SALVOS + 1)]}


def magazine(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return what arrives of each salvo, and the stock before it."""
    params = params_of(defaults)
    found = evidence.magazine(alt.datum.number, **params, xp=alt.expr)
    steps = (
        alt.Chart(named("salvos"))
        .transform_calculate(
            left=formula(found.left),
            fired=formula(found.fired),
            leakers=formula(found.leakers),
            full=formula(found.full),
        )
        .transform_joinaggregate(total="sum(leakers)")
        .transform_window(first="first_value(leakers)", last="last_value(leakers)",
                          frame=[None, None])
        .transform_calculate(
            share=f"datum.leakers / {params['missiles'].name}",
            label="format(datum.leakers, ',.0f')",
        )
    )  # fmt: skip
    width = 240 if narrow else 560
    quiet = alt.Axis(labels=False, ticks=False)
    told = alt.Axis(labelAngle=0, ticks=False)

    def x(axis: alt.Axis, title: str | None) -> alt.X:
        return alt.X("number:O", title=title, axis=axis, scale=alt.Scale(paddingInner=0.2))

    share = alt.Y(
        "share:Q", title="Arrives", scale=alt.Scale(domain=[0, 1.12], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.5, 1], minExtent=42),
    )  # fmt: skip
    paint = alt.Color(
        "full:N", legend=None,
        scale=alt.Scale(domain=[True, False], range=[theme.colour("press"), theme.colour("iran")]),
    )  # fmt: skip
    bars = _BARE.mark_bar().encode(x=x(quiet, None), y=share, color=paint).properties(name="answer")
    text = _BARE.mark_text(dy=-8, fontSize=11).encode(x=x(quiet, None), y=share, text="label:N")
    top = on_steps(steps, bars, text).properties(width=width, height=140)
    stock = (
        _BARE.mark_bar(color=theme.colour("israel"))
        .encode(
            x=x(told, "Salvo"),
            y=alt.Y("left:Q", title="Stock before",
                    axis=alt.Axis(tickCount=3, minExtent=42, format="~s")),
        )
    )  # fmt: skip
    below = on_steps(steps, stock).properties(width=width, height=80)
    return padded(alt.vconcat(top, below, spacing=10).add_params(*params.values()), _SIDES)


#: Upper end of the scale of missiles; a border beyond it is not drawn.
MOST_MISSILES = 15_000

#: Above the picture of the border: how the number of missiles bears on a strike.
BORDERS: Mapping[str, str] = MappingProxyType(
    {
        "least": "missiles that deter",
        "most": "missiles that provoke",
        "any": "any number: no strike",
        "none": "no number deters",
    }
)


def shield(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a strike and a limit are worth, by what the shield stops, and the border."""
    params = params_of(defaults)
    moved = {name: p for name, p in params.items() if name != "reading"}
    here = evidence.shield(**moved, xp=alt.expr)
    along = evidence.shield(**{**moved, "stops": alt.datum.s}, xp=alt.expr)
    befores = json.dumps({key: before for key, (before, _) in evidence.BEARINGS.items()})
    afters = json.dumps({key: after for key, (_, after) in evidence.BEARINGS.items()})
    now = (
        alt.Chart(alt.InlineData(values=[{"name": "strike"}]))
        .transform_calculate(
            s=params["stops"].name,
            leakage=formula(here.leakage),
            strike=formula(here.strike),
            bare=formula(here.bare),
            after=formula(here.after),
            limit=formula(here.limit),
            moves=formula(here.moves),
            bearing=formula(here.bearing),
        )
        .transform_calculate(pays="datum.strike > 0", border=formula(here.border))
        .transform_calculate(
            says=f"({befores})[datum.bearing] + (({afters})[datum.bearing] ? "
            f"format(datum.border, ',.0f') + ({afters})[datum.bearing] : '')"
        )
    )
    course = alt.Chart(alt.sequence(0, 95.1, 2.5, as_="s")).transform_calculate(
        strike=formula(along.strike), limit=formula(along.limit)
    )
    width = 205 if narrow else 258
    x = alt.X(
        "s:Q", title="The shield stops", scale=alt.Scale(domain=[0, 95], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 95], labelExpr="datum.value + '%'", grid=False),
    )  # fmt: skip
    points = alt.Y(
        "strike:Q", title="Worth to the shielded side (points)", axis=alt.Axis(tickCount=5)
    )
    sword, deal = theme.colour("israel"), theme.colour("research")
    zero = alt.Chart(alt.InlineData(values=[{"y": 0}])).mark_rule(
        color=theme.colour("muted"), strokeDash=[3, 3]
    ).encode(y="y:Q")  # fmt: skip
    lines = on_steps(
        course,
        _BARE.mark_line(color=sword, strokeWidth=2.6).encode(x=x, y=points),
        _BARE.mark_line(color=deal, strokeWidth=2.6, strokeDash=[7, 4]).encode(x=x, y="limit:Q"),
    )

    def named_line(field: str, other: str, words: str, paint: str, above: bool) -> Any:
        sign = ">=" if above else "<"
        return _BARE.mark_text(
            align="left", dx=6, dy=-7 if above else 7, text=words, color=paint
        ).encode(x=x, y=f"{field}:Q", opacity=_seen(f"datum.{field} {sign} datum.{other}"))

    ends = on_steps(
        course.transform_filter("datum.s == 95"),
        *(named_line("strike", "limit", "strike", sword, above) for above in (True, False)),
        *(named_line("limit", "strike", "limit", deal, above) for above in (True, False)),
    )
    dots = on_steps(
        now,
        _BARE.mark_point(size=120, filled=True, opacity=1, color=deal).encode(x=x, y="limit:Q"),
        _BARE.mark_point(size=130, strokeWidth=2.4, opacity=1, stroke=sword)
        .encode(
            x=x, y=points,
            fill=alt.Fill(
                "pays:N", legend=None,
                scale=alt.Scale(domain=[True, False], range=[sword, theme.colour("paper")]),
            ),
        )
        .properties(name="answer"),
    )  # fmt: skip
    worth = alt.layer(zero, lines, dots, ends).properties(width=width, height=210)
    borders = (
        alt.Chart(alt.sequence(0, 95.1, 2.5, as_="s"))
        .transform_calculate(border=formula(along.border), bearing=formula(along.bearing))
        .transform_calculate(
            drawn="datum.bearing == 'least' || datum.bearing == 'most'",
            at=f"min(datum.border, {MOST_MISSILES})",
        )
    )
    count = alt.Y(
        "at:Q", title=None, scale=alt.Scale(domain=[0, MOST_MISSILES], nice=False),
        axis=alt.Axis(values=[0, 5000, 10000, 15000], format=",d"),
    )  # fmt: skip
    border = on_steps(
        borders,
        _BARE.mark_line(color=theme.colour("iran"), strokeWidth=2.6).encode(
            x=x, y=count, opacity=_seen("datum.drawn")
        ),
    )
    held = (
        alt.Chart(alt.InlineData(values=[{"s": 0}]))
        .transform_calculate(
            at=params["missiles"].name, words="'held'", bearing=formula(here.bearing)
        )
        .transform_calculate(told=f"({json.dumps(dict(BORDERS))})[datum.bearing]")
    )  # fmt: skip
    have = on_steps(
        held,
        _BARE.mark_rule(color=theme.colour("muted"), strokeDash=[3, 3]).encode(y=count),
        _BARE.mark_text(align="left", dx=4, dy=-8, color=theme.colour("muted")).encode(
            x=x, y=count, text="words:N"
        ),
        _BARE.mark_text(align="left", dx=6, fontWeight="bold", color=theme.colour("iran")).encode(
            x=alt.value(0), y=alt.value(10), text="told:N"
        ),
    )
    number = alt.layer(have, border).properties(width=width, height=210 if not narrow else 150)
    join: Any = alt.vconcat if narrow else alt.hconcat
    return padded(join(worth, number, spacing=18).add_params(*params.values()), _SIDES)


#: Table -> the picture on its page.
PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType(
    {
        "defence_layers": layers,
        "interceptor_costs": prices,
        "interceptions": interceptions,
    }
)
