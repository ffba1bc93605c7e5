"""Charts of the capstone: the designer, weights, the value of no deal, deals side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import altair as alt

from missile_question.charts import theme
from missile_question.charts.figure import (
    Figure,
    Source,
    both_widths,
    calculated,
    formula,
    named,
    params_of,
    spec_of,
)
from missile_question.evidence import deal as evidence
from missile_question.models import choose

__all__ = [
    "MODEL",
    "SOURCES",
    "comparison",
    "designer",
    "designer_data",
    "no_deal",
    "no_deal_data",
    "reach_of_caps",
    "weights",
    "weights_data",
    "zone",
]

MODEL = Source("value of deals", model="deal")
#: What every explorer of the chapter rests on.
SOURCES = (
    MODEL,
    Source("wishes and weights: codings by this book", "position_codes"),
    Source("detection", model="verification"),
    Source("months", model="breakout"),
    Source("deadlock", model="bargaining"),
    Source("distances", model="reach"),
    Source("2015", "jcpoa_limits"),
    Source("all probabilities and harms: assumed"),
)

#: Party -> colour role.
ROLES: Mapping[str, str] = MappingProxyType(
    {"iran": "iran", "us": "united-states", "israel": "israel", "e3": "europe", "gulf": "region"}
)
_EXTENT = 212  # room for names: a reader's font may be wider than ours
_PLAIN = alt.Axis(
    minExtent=_EXTENT, labelLimit=_EXTENT, labelPadding=8, ticks=False, domain=False, grid=False
)


def _axis(narrow: bool) -> alt.Axis | None:
    """Return the axis of names; a phone has them above the bars."""
    return None if narrow else _PLAIN


def _step(narrow: bool) -> dict[str, int]:
    """Return the height of a row."""
    return {"step": 36 if narrow else 23}


def _over(rows: Any, narrow: bool, y: alt.Y, field: str = "name") -> list[Any]:
    """Return, on a phone, the names above the bars."""
    if not narrow:
        return []
    return [rows.mark_text(align="left", dy=-13).encode(x=alt.value(0), y=y, text=f"{field}:N")]


def _signed(narrow: bool, field: str, title: str, domain: tuple[float, float]) -> alt.X:
    """Return the axis of points, the same in every panel."""
    return alt.X(
        f"{field}:Q",
        title=title,
        scale=alt.Scale(domain=list(domain), nice=False, clamp=True),
        axis=alt.Axis(format="+d", tickCount=4 if narrow else 7),
    )


def _painted(where: str) -> Any:
    """Return the colour of a gain and of a loss."""
    return alt.condition(
        where, alt.value(theme.colour("united-nations")), alt.value(theme.colour("iran"))
    )


# ---------------------------------------------------------------- the designer

#: Ends of the axis of gains; what lies beyond stands at the end, and its number says so.
_GAINS = (-35.0, 75.0)
DIALS = tuple(evidence.DEALS["jcpoa"].dials())
HELD = ("war", "cheat", "leave")


def designer_data() -> dict[str, list[dict[str, Any]]]:
    """Return the parties with what they ask for, and the line of no gain."""
    rows = [{**party, "order": order} for order, party in enumerate(evidence.parties().values())]
    return {"parties": _whole(rows), "zero": [{"gain": 0}]}


def _whole(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with whole numbers as such: they are shorter."""
    return [
        {
            key: int(value) if isinstance(value, float) and value.is_integer() else value
            for key, value in row.items()
        }
        for row in rows
    ]


def _believed(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return each assumption in each world: the reader's, its start, or one of its ends."""
    out = {}
    for place, (key, assumption) in enumerate(evidence.ASSUMPTIONS.items()):
        present = params.get(key, assumption.start)
        out[f"b_{key}"] = alt.expr.if_(
            alt.datum.world == 2 * place + 1,
            assumption.low,
            alt.expr.if_(alt.datum.world == 2 * place + 2, assumption.high, present),
        )
    return out


def _belief() -> dict[str, Any]:
    """Return the assumptions as fields of a row."""
    return {key: alt.datum[f"b_{key}"] for key in evidence.ASSUMPTIONS}


def _gains(params: Mapping[str, Any]) -> Any:
    """Return the parties in all worlds with their gains, step by step."""
    terms = {key: params[key] for key in DIALS}
    xp = alt.expr
    rows = (
        alt.Chart(named("parties"))
        .transform_calculate(world=f"sequence({evidence.WORLDS})")
        .transform_flatten(["world"])
    )
    seen, touched = evidence.common_outcomes(terms, xp), evidence.limited(terms, xp)
    factor = alt.datum.b_missile
    for party, dial in evidence.MISSILE_DIALS.items():
        factor = factor * choose(alt.datum.key == party, params[dial], 1.0, xp)
    outside = evidence.picked(
        terms["cap"], {cap: alt.datum[f"l_{cap}"] for cap in evidence.CAPS}, xp
    )
    rows = calculated(rows, _believed(params))
    rows = calculated(
        rows,
        {
            **{f"y_{key}": value for key, value in seen.items()},
            **{f"t_{key}": touched[key] for key in evidence.MISSILES},
            "outside": outside,
            "factor": factor,
            "found": evidence.detections(terms, alt.datum.b_look, xp)["weakest"],
            **{
                f"q_{key}": value
                for key, value in evidence.wishes(
                    lambda field: alt.datum[field], alt.datum.b_demands, xp
                ).items()
            },
        },
    )
    principle, direction = alt.datum.b_principle, alt.datum.s
    rows = calculated(
        rows,
        {
            "y_rng": evidence.missile_outcome(
                alt.datum.outside, alt.datum.t_rng, principle, direction, xp
            ),
            "y_num": evidence.missile_outcome(
                alt.datum.y_cut, alt.datum.t_num, principle, direction, xp
            ),
            **{
                f"x_{key}": alt.datum[f"w_{key}"]
                * (alt.datum.factor if key in evidence.MISSILES else 1.0)
                for key in evidence.KEYS
            },
        },
    )
    outcomes = {key: alt.datum[f"y_{key}"] for key in evidence.KEYS}
    wanted = {key: alt.datum[f"q_{key}"] for key in evidence.KEYS}
    weighing = {key: alt.datum[f"x_{key}"] for key in evidence.KEYS}
    states = evidence.futures(outcomes, alt.datum.b_force, evidence.surrender())
    rows = calculated(
        rows,
        {
            f"p_{name}": evidence.valued(state, wanted, weighing, direction, xp)
            for name, state in states.items()
        },
    )
    points = {name: alt.datum[f"p_{name}"] for name in states}
    return calculated(
        rows,
        {
            "gain": evidence.gained(
                points, _belief(), alt.datum.harm * alt.datum.b_harm, alt.datum.found
            )
        },
    )


def _designed(params: Mapping[str, Any]) -> Any:
    """Return the designer's rows: a row a party, then a row an assumption for the one watched."""
    labels = json.dumps([assumption.label for assumption in evidence.ASSUMPTIONS.values()])
    grid = evidence.deadlock_grid()
    terms = {key: params[key] for key in DIALS}
    touched = evidence.limited(terms, alt.expr)
    subjects = formula(sum(touched.values()))
    percent = alt.expr.toNumber(terms["level"])
    covered = {
        name: evidence.picked(
            terms["cap"], {cap: evidence.inside(cap)[group] for cap in evidence.CAPS}, alt.expr
        )
        for name, group in (("bases", "core"), ("israel", "israel"), ("capitals", "capitals"))
    }
    rows = (
        _gains(params)
        .transform_calculate(
            own="datum.world == 0 ? datum.gain : null",
            seen="datum.world == 0 ? datum.found : null",
            n=subjects,
        )
        .transform_joinaggregate(caught="max(seen)")
        .transform_joinaggregate(
            least="min(gain)", most="max(gain)", here="max(own)", groupby=["key"]
        )
        .transform_window(
            window=[alt.WindowFieldDef(op="lead", field="gain", param=1, **{"as": "next"})],
            sort=[alt.SortField("world")],
            groupby=["key"],
        )
        .transform_filter(
            f"datum.world == 0 || (datum.world % 2 == 1 && datum.key == {params['watch'].name})"
        )
        .transform_calculate(
            kind="datum.world == 0 ? 'party' : 'assumption'",
            name=f"datum.world == 0 ? datum.name : {labels}[(datum.world - 1) / 2]",
            order=f"datum.world == 0 ? datum.order : {len(evidence.PARTIES)} + "
            "(datum.world - 1) / 2",
            low="datum.world == 0 ? datum.least : datum.gain",
            high="datum.world == 0 ? datum.most : datum.next",
            swing="datum.world == 0 ? 0 : abs(datum.gain - datum.next)",
        )
        .transform_joinaggregate(widest="max(swing)")
        .transform_calculate(
            gain="datum.here",
            driver="datum.kind == 'assumption' && datum.swing >= datum.widest - 1e-9",
        )
    )
    return calculated(
        rows,
        {
            "gains": f"datum.kind == 'party' && {formula(evidence.better(alt.datum.gain))}",
            "loses": f"datum.kind == 'party' && !({formula(evidence.better(alt.datum.gain))})",
            "months": evidence.warning_months(terms, percent, alt.expr),
            **covered,
            **{
                kind: f"datum.n == 0 ? 0 : {json.dumps(table)}"
                f"[{params['vetoes'].name} - 2][datum.n - 1]"
                for kind, table in grid.items()
            },
        },
    )


def _tiles(narrow: bool) -> Any:
    """Return the four consequences that no weight touches: a number and a line of words each."""
    listed = sum(evidence.inside("none").values())
    rows = (
        alt.Chart()
        .transform_filter("datum.order < 4")
        .transform_calculate(
            big="datum.order == 0 ? (datum.months >= 24 ? '24+' : format(datum.months, '.1f')) : "
            "datum.order == 1 ? format(datum.caught, '.0%') : "
            f"datum.order == 2 ? (datum.bases + datum.israel + datum.capitals) + ' of {listed}' : "
            "format(datum.package, '.0%') + ' to ' + format(datum.alone, '.0%')",
            small="['months of warning', 'chance to find a breach', "
            "'listed places in range', 'risk of deadlock'][datum.order]",
            column="datum.order % 2",
            line="floor(datum.order / 2)",
        )
    )
    x = alt.X("column:Q", axis=None, scale=alt.Scale(domain=[-0.02, 1.95], nice=False))
    y = alt.Y("line:Q", axis=None, scale=alt.Scale(domain=[1.6, -0.5]))
    big = rows.mark_text(align="left", fontSize=19, fontWeight="bold", dy=-2).encode(
        x=x, y=y, text="big:N"
    )
    small = rows.mark_text(align="left", fontSize=12, dy=15, color=theme.colour("muted")).encode(
        x=x, y=y, text="small:N"
    )
    # All rows of the answer, unseen: the page reads them here.
    answer = (
        alt.Chart()
        .mark_point(opacity=0, size=1, color=theme.colour("ink"))
        .encode(x=alt.value(0), y=alt.value(0))
        .properties(name="answer")
    )
    return alt.LayerChart(
        layer=[big, small, answer],
        width=300 if narrow else 428,
        height=104,
    )


def _gain_panel(narrow: bool) -> Any:
    """Return each party's gain as a bar, and how far one assumption at a time may move it."""
    y = alt.Y("name:N", sort=alt.EncodingSortField("order", op="min"), title=None,
              axis=_axis(narrow))  # fmt: skip
    x = _signed(narrow, "gain", "Gain against no deal (points)", _GAINS)
    rows = alt.Chart().transform_filter("datum.kind == 'party'")
    bars = rows.mark_bar(height=13).encode(x=x, y=y, color=_painted("datum.gains"))
    span = rows.mark_rule(strokeWidth=2.2, color=theme.colour("ink")).encode(
        x="low:Q", x2="high:Q", y=y
    )
    ends = [
        rows.mark_tick(thickness=2, height=9, color=theme.colour("ink")).encode(x=f"{end}:Q", y=y)
        for end in ("low", "high")
    ]
    said = (
        rows.transform_calculate(
            said="format(datum.gain, '+.0f') + ' (' + format(datum.low, '+.0f') + ' to ' + "
            "format(datum.high, '+.0f') + ')'"
        )
        .mark_text(align="right", dy=-13 if narrow else 0)
        .encode(x=alt.value(300 if narrow else 428), y=y, text="said:N")
    )
    zero = alt.Chart(named("zero")).mark_rule(color=theme.colour("muted")).encode(x="gain:Q")
    return alt.LayerChart(
        layer=[bars, span, *ends, said, zero, *_over(rows, narrow, y)],
        width=300 if narrow else 428,
        height=_step(narrow),
    )


def _tornado(narrow: bool) -> Any:
    """Return the tornado: the watched party's gain at both ends of every assumption."""
    y = alt.Y("name:N", sort=alt.EncodingSortField("swing", op="max", order="descending"),
              title=None, axis=_axis(narrow))  # fmt: skip
    rows = alt.Chart().transform_filter("datum.kind == 'assumption'")
    x = _signed(narrow, "low", "Chosen party's gain if one assumption moves", _GAINS)
    sides = [
        rows.mark_bar(height=12).encode(
            x=x if end == "low" else "high:Q",
            x2="gain:Q",
            y=y,
            color=alt.value(theme.colour(role)),
        )
        for end, role in (("low", "press"), ("high", "research"))
    ]
    here = rows.mark_tick(thickness=2, height=18, color=theme.colour("ink")).encode(x="gain:Q", y=y)
    zero = alt.Chart(named("zero")).mark_rule(color=theme.colour("muted")).encode(x="gain:Q")
    return alt.LayerChart(
        layer=[*sides, here, zero, *_over(rows, narrow, y)],
        width=300 if narrow else 428,
        height=_step(narrow),
    )


def designer(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return the deal designer: consequences, gains, and the tornado.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    start : mapping
        Starting values of all controls.

    Returns
    -------
    dict
        Vega-Lite spec.
    """
    params = params_of(start, (*DIALS, "watch", "vetoes", *HELD, *evidence.MISSILE_DIALS.values()))
    rows = _designed(params)
    chart = alt.VConcatChart(
        vconcat=[_tiles(narrow), _gain_panel(narrow), _tornado(narrow)],
        data=rows.data,
        transform=rows.transform,
        spacing=26,
    )
    return spec_of(chart.add_params(*params.values()))


# ---------------------------------------------------------------- whose weights?


def weights_data() -> dict[str, list[dict[str, Any]]]:
    """Return every reference deal with its outcomes and what each party gains, and the wishes."""
    deals = []
    belief = evidence.start_beliefs()
    for order, (key, terms) in enumerate(evidence.DEALS.items()):
        seen = evidence.common_outcomes(terms.dials())
        caught = float(evidence.detections(terms.dials(), belief["look"])["weakest"])
        row = {"name": terms.name, "order": order, "caught": caught}
        row |= {f"y_{issue}": float(seen[issue]) for issue in evidence.KEYS if issue in seen}
        for party, about in evidence.parties().items():
            own = evidence.outcomes_for(terms.dials(), about, belief["principle"])
            row |= {f"{issue}_{party}": float(own[issue]) for issue in evidence.MISSILES}
            row[f"g_{party}"] = evidence.reference_gains(0.0)[key][party]
            row[f"h_{party}"] = evidence.reference_gains(evidence.MOST_WAR)[key][party]
        deals.append(row)
    wishes = [
        {"party": party, "s": about["s"], "harm": about["harm"]}
        | {f"c_{issue}": about[f"c_{issue}"] for issue in evidence.KEYS}
        for party, about in evidence.parties().items()
    ]
    return {"deals": _whole(deals), "wishes": _whole(wishes), "zero": [{"gain": 0}]}


def weights(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reference deals by one party's gain, and which of them survive.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    start : mapping
        Starting values of ``party``, ``war`` and a weight for each issue.

    Returns
    -------
    dict
        Vega-Lite spec.
    """
    dials = {key: f"p_{key}" for key in evidence.KEYS}
    params = params_of(start, ("party", "war", *dials.values()))
    belief = {**evidence.start_beliefs(), "war": params["war"]}
    outcomes = {key: alt.datum[f"y_{key}"] for key in evidence.KEYS}
    wanted = {key: alt.datum[f"c_{key}"] for key in evidence.KEYS}
    weighing = {key: evidence.own_weight(params[dial]) for key, dial in dials.items()}
    states = evidence.futures(outcomes, belief["force"], evidence.surrender())
    fields = [name for name in weights_data()["wishes"][0] if name != "party"]
    about = alt.LookupData(data=named("wishes"), key="party", fields=fields)

    def own(fields: Mapping[str, Any]) -> Any:
        return evidence.picked(params["party"], fields, alt.expr)

    gains = {
        party: evidence.between_wars(
            alt.datum[f"g_{party}"], alt.datum[f"h_{party}"], params["war"]
        )
        for party in evidence.PARTIES
    }
    seen = {
        issue: {party: alt.datum[f"{issue}_{party}"] for party in evidence.PARTIES}
        for issue in evidence.MISSILES
    }
    rows = (
        alt.Chart(named("deals"))
        .transform_calculate(party=params["party"].name)
        .transform_lookup(lookup="party", from_=about)
    )
    rows = calculated(
        rows,
        {
            **{f"y_{issue}": own(fields) for issue, fields in seen.items()},
            "before": own(gains),
            "others": evidence.least_of(gains, params["party"], alt.expr),
        },
    )
    rows = calculated(
        rows,
        {
            f"p_{name}": evidence.valued(state, wanted, weighing, alt.datum.s, alt.expr)
            for name, state in states.items()
        },
    )
    points = {name: alt.datum[f"p_{name}"] for name in states}
    rows = calculated(
        rows, {"gain": evidence.gained(points, belief, alt.datum.harm, alt.datum.caught)}
    )
    rows = rows.transform_calculate(
        survives=f"({formula(evidence.better(alt.datum.gain))}) && "
        f"({formula(evidence.better(alt.datum.others))})"
    ).transform_calculate(
        said="format(datum.gain, '+.0f') + (datum.survives ? '  all three gain' : "
        "datum.gain > 0 ? '  another loses' : '  it loses')"
    )
    y = alt.Y("name:N", sort=alt.EncodingSortField("order", op="min"), title=None,
              axis=_axis(narrow))  # fmt: skip
    x = _signed(narrow, "gain", "Chosen party's gain (points)", (-30.0, 60.0))
    plain = alt.Chart()
    bars = (
        plain.mark_bar(height=13)
        .encode(x=x, y=y, color=_painted("datum.survives"))
        .properties(name="answer")
    )
    before = plain.mark_tick(thickness=2.4, height=18, color=theme.colour("ink")).encode(
        x="before:Q", y=y
    )
    said = plain.mark_text(align="right", dy=-13 if narrow else 0).encode(
        x=alt.value(300 if narrow else 428), y=y, text="said:N"
    )
    zero = alt.Chart(named("zero")).mark_rule(color=theme.colour("muted")).encode(x="gain:Q")
    chart = alt.LayerChart(
        layer=[bars, before, said, zero, *_over(plain, narrow, y)],
        data=rows.data,
        transform=rows.transform,
        width=300 if narrow else 428,
        height=_step(narrow),
    )
    return spec_of(chart.add_params(*params.values()))


# ---------------------------------------------------------------- how sure of no deal?


def no_deal_data() -> dict[str, list[dict[str, Any]]]:
    """Return the parties with the points of every reference deal, and what they ask for."""
    belief, rows = evidence.start_beliefs(), []
    for order, (party, about) in enumerate(evidence.parties().items()):
        row = {key: value for key, value in about.items() if key[:2] not in ("m_", "h_", "l_")}
        row |= {"order": order, "paint": theme.colour(ROLES[party])}
        for key, terms in evidence.DEALS.items():
            points = evidence.points_for(terms.dials(), about, belief, evidence.weights_of(about))
            row |= {f"v_{key}": float(points["kept"]), f"u_{key}": float(points["cheated"])}
        row |= {"drift": float(points["drift"]), "give_way": float(points["give_way"])}
        rows.append(row)
    return {"parties": _whole(rows), "zero": [{"gain": 0}]}


HARMS = ("k_iran", "k_us", "k_israel")


def no_deal(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return each party's gain from a deal along the risk of war without one.

    Parameters
    ----------
    narrow : bool
        Phone variant: the bars below the lines.
    start : mapping
        Starting values of ``plan``, ``war``, ``force``, ``pressure`` and the three harms.

    Returns
    -------
    dict
        Vega-Lite spec.
    """
    params = params_of(start, ("plan", "war", "force", "pressure", *HARMS))
    xp = alt.expr
    harm: Any = alt.datum.harm
    for dial in HARMS:
        harm = choose(alt.datum.key == dial.removeprefix("k_"), params[dial], harm, xp)
    wanted = {key: alt.datum[f"c_{key}"] for key in evidence.KEYS}
    weighing = {key: alt.datum[f"w_{key}"] for key in evidence.KEYS}
    taken = evidence.futures(evidence.NO_DEAL, params["force"], evidence.surrender())["force"]
    deals = {
        kind: evidence.picked(
            params["plan"], {key: alt.datum[f"{kind}_{key}"] for key in evidence.DEALS}, xp
        )
        for kind in ("v", "u")
    }
    found = {
        key: float(evidence.detections(terms.dials(), 0.5)["weakest"])
        for key, terms in evidence.DEALS.items()
    }
    rows = calculated(
        alt.Chart(named("parties")),
        {
            "kept": deals["v"],
            "cheated": deals["u"],
            "caught": evidence.picked(params["plan"], found, xp),
            "force_": evidence.valued(taken, wanted, weighing, alt.datum.s, xp),
            "hurt": harm,
        },
    )
    points = {
        "kept": alt.datum.kept,
        "cheated": alt.datum.cheated,
        "drift": alt.datum.drift,
        "force": alt.datum.force_,
        "give_way": alt.datum.give_way,
    }
    belief = {
        **evidence.start_beliefs(),
        **{key: params[key] for key in ("war", "force", "pressure")},
    }
    pivot = evidence.pivoted(points, belief, alt.datum.hurt, alt.datum.caught, xp)
    even = evidence.turning(alt.datum.calm, alt.datum.most, xp)
    rows = calculated(rows, {key: pivot[key] for key in ("gain", "calm", "most")})
    rows = calculated(
        rows,
        {
            "even": even,
            "gains": evidence.better(alt.datum.gain),
            "loses": f"!({formula(evidence.better(alt.datum.gain))})",
            "first": "0",
            "last": f"{evidence.MOST_WAR:g}",
            "here": params["war"].name,
            "said": "format(datum.gain, '+.0f') + (datum.even < 0 ? '' : "
            "'  (turns at ' + format(datum.even, '.0f') + '%)')",
        },
    )
    paint = alt.Color("paint:N", scale=None)
    plain = alt.Chart()
    x = alt.X(
        "first:Q",
        title="Risk of war without a deal (%)",
        scale=alt.Scale(domain=[0, evidence.MOST_WAR], nice=False),
    )
    y = alt.Y(
        "calm:Q",
        title="Gain against no deal (points)",
        scale=alt.Scale(domain=[-30, 50], nice=False, clamp=True),
        axis=alt.Axis(format="+d", tickCount=7),
    )
    lines = plain.mark_rule(strokeWidth=2.4).encode(x=x, x2="last:Q", y=y, y2="most:Q", color=paint)
    dots = plain.mark_point(filled=True, size=80, opacity=1).encode(
        x="here:Q", y="gain:Q", color=paint
    )
    zero = alt.Chart(named("zero")).mark_rule(color=theme.colour("ink")).encode(y="gain:Q")
    curve = alt.LayerChart(layer=[lines, dots, zero], width=262 if narrow else 300, height=240)
    row = alt.Y("name:N", sort=alt.EncodingSortField("order", op="min"), title=None, axis=None)
    across = _signed(True, "gain", "At your setting (points)", (-30.0, 50.0))
    bars = plain.mark_bar(height=13).encode(x=across, y=row, color=paint).properties(name="answer")
    names = plain.mark_text(align="left", dy=-16, fontWeight="bold").encode(
        x=alt.value(0), y=row, text="name:N", color=paint
    )
    said = plain.mark_text(align="right", dy=-16).encode(
        x=alt.value(262 if narrow else 250), y=row, text="said:N"
    )
    base = alt.Chart(named("zero")).mark_rule(color=theme.colour("ink")).encode(x="gain:Q")
    beside = alt.LayerChart(
        layer=[bars, names, said, base], width=262 if narrow else 250, height={"step": 46}
    )
    parts = {"data": rows.data, "transform": rows.transform, "spacing": 34}
    chart = (
        alt.VConcatChart(vconcat=[curve, beside], **parts)
        if narrow
        else alt.HConcatChart(hconcat=[curve, beside], **parts)
    )
    return spec_of(chart.add_params(*params.values()))


# ---------------------------------------------------------------- figures


def comparison() -> Figure:
    """Return what every party gains from every reference deal, at the start settings."""
    gains = evidence.reference_gains()
    names = {party: about[0] for party, about in evidence.PARTIES.items()}
    rows = [
        {"deal": evidence.DEALS[key].name, "order": order}
        | {names[party]: round(value, 1) for party, value in by_party.items()}
        for order, (key, by_party) in enumerate(gains.items())
    ]
    all_gain = [evidence.DEALS[key].name for key, found in gains.items() if min(found.values()) > 0]
    refused = [key for key, found in gains.items() if found["iran"] <= 0]
    only_iran = [key for key in refused if min(v for p, v in gains[key].items() if p != "iran") > 0]

    def draw(narrow: bool) -> Any:
        short = {"United States": "US", "Gulf states": "Gulf"}
        order: list[Any] = list(names.values())
        x = alt.X(
            "party:N",
            sort=order,
            title=None,
            axis=alt.Axis(
                orient="top", labelAngle=0, ticks=False, domain=False,
                labelExpr=f"{json.dumps(short)}[datum.value] || datum.value",
            ),
        )  # fmt: skip
        y = alt.Y(
            "deal:N", sort=alt.EncodingSortField("order", op="min"), title=None,
            axis=_axis(narrow),
        )  # fmt: skip
        base = alt.Chart(named("gains")).transform_fold(order, as_=["party", "gain"])
        text = base.transform_calculate(said="format(datum.gain, '+.0f')").mark_text(
            fontWeight="bold", fontSize=13, dy=8 if narrow else 0
        )
        said = text.encode(
            x=x, y=y, text="said:N", color=_painted("datum.gain > 0")
        )  # fmt: skip
        return alt.layer(
            said,
            *_over(base.transform_filter(f"datum.party == '{order[0]}'"), narrow, y, "deal"),
        ).properties(width=300 if narrow else 420, height={"step": 42 if narrow else 25})

    return Figure(
        name="deal-comparison",
        title=(
            f"At this book's start settings {len(all_gain)} of {len(gains)} packages leave nobody "
            f"worse off; Iran loses from {len(refused)}, and {len(only_iran)} of these please all "
            "the others"
        ),
        subtitle=(
            "Gain against no deal, in points; each party in its own points, which must not be "
            "added up. Orange: worse than no deal. Small numbers may turn round: see the tornado"
        ),
        alt=(
            f"Table of {len(gains)} packages and five parties. All five gain from: "
            f"{', '.join(all_gain)}. Iran gains {gains['jcpoa']['iran']:.0f} points from the terms "
            f"of 2015 and loses {-gains['us']['iran']:.0f} from the US terms; the United States "
            f"loses {-gains['iran']['us']:.0f} from Iran's terms and gains "
            f"{gains['jcpoa']['us']:.0f} from those of 2015."
        ),
        data={"gains": _whole(rows)},
        sources=[*SOURCES],
        **both_widths(draw),
    )


def zone() -> Figure:
    """Return the share of packages that suit all, by the risk of war and by reading."""
    table = evidence.zone()
    three = table[table["circle"] == "three"]
    start = three[three["reading"] == "start"].set_index("war")["share"]
    count = len(evidence.combinations()["cap"])
    steps: list[Any] = [str(war) for war in evidence.WAR_STEPS]
    rows = [
        {"reading": about.label, "order": order}
        | {
            str(int(war)): round(float(share), 4)
            for war, share in three[three["reading"] == key][["war", "share"]].to_numpy()
        }
        for order, (key, about) in enumerate(evidence.READINGS.items())
    ]

    def draw(narrow: bool) -> Any:
        x = alt.X(
            "war:N", sort=steps, title="Risk of war without a deal (%)",
            axis=alt.Axis(labelAngle=0, ticks=False, domain=False),
        )  # fmt: skip
        y = alt.Y(
            "reading:N", sort=alt.EncodingSortField("order", op="min"), title=None,
            axis=_axis(narrow),
        )  # fmt: skip
        base = alt.Chart(named("shares")).transform_fold(steps, as_=["war", "share"])
        cells = base.mark_rect(
            height=22, yOffset=8 if narrow else 0, fill=theme.colour("united-nations")
        ).encode(
            x=x, y=y,
            fillOpacity=alt.FillOpacity(
                "share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0.0, 0.55])
            ),
        )  # fmt: skip
        said = (
            base.transform_calculate(said="format(datum.share, '.0%')")
            .mark_text(dy=8 if narrow else 0, fontSize=12)
            .encode(x=x, y=y, text="said:N")
        )
        return alt.layer(
            cells, said, *_over(base.transform_filter("datum.war == '0'"), narrow, y, "reading")
        ).properties(width=300 if narrow else 420, height={"step": 46 if narrow else 28})

    weights_ = three[(three["reading"] == "iran") & (three["war"] == 30)]["share"].iloc[0]
    return Figure(
        name="deal-zone",
        title=(
            f"What you believe about no deal counts: of {count:,} packages, {start[0]:.0%} suit "
            f"Iran, the United States and Israel if war is ruled out, {start[30]:.0%} at a risk of "
            "30%"
        ),
        subtitle=(
            f"Share of {count:,} combinations of the dials from which all three gain; computed "
            "when the book is built. A share of combinations is no probability of a deal"
        ),
        alt=(
            f"Table of shares by risk of war from 0 to 60% for {len(evidence.READINGS)} readings. "
            f"With the start settings the share rises from {start[0]:.0%} to {start[60]:.0%}. If "
            f"missiles weigh double for Iran it is {weights_:.0%} instead of {start[30]:.0%} at a "
            "risk of 30%."
        ),
        data={"shares": rows},
        sources=[*SOURCES],
        **both_widths(draw),
    )


def reach_of_caps() -> Figure:
    """Return how many listed places each range cap leaves inside, by whose they are."""
    groups = {"core": "US bases", "israel": "Israeli cities", "capitals": "Capitals"}
    totals = evidence.inside("none")
    rows = [
        {
            "cap": "No cap" if cap == "none" else f"{int(km):,} km",
            "order": order,
            "group": groups[group],
            "place": place,
            "inside": count,
            "said": f"{count} of {totals[group]}",
            "share": round(count / totals[group], 4),
        }
        for order, (cap, km) in enumerate(evidence.CAPS.items())
        for place, (group, count) in enumerate(evidence.inside(cap).items())
    ]
    far = evidence.inside("500")

    def draw(narrow: bool) -> Any:
        x = alt.X(
            "group:N", sort=alt.EncodingSortField("place", op="min"), title=None,
            axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
        )  # fmt: skip
        y = alt.Y(
            "cap:N", sort=alt.EncodingSortField("order", op="min"), title=None,
            axis=alt.Axis(minExtent=62, labelPadding=8, ticks=False, domain=False),
        )  # fmt: skip
        base = alt.Chart(named("caps"))
        cells = base.mark_rect(height=24, fill=theme.colour("iran")).encode(
            x=x, y=y,
            fillOpacity=alt.FillOpacity(
                "share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0.0, 0.4])
            ),
        )  # fmt: skip
        words = base.mark_text(fontSize=13).encode(x=x, y=y, text="said:N")
        return alt.layer(cells, words).properties(width=225 if narrow else 480, height={"step": 30})

    return Figure(
        name="deal-caps",
        title=(
            f"A cap of 500 km puts every Israeli city out of range and leaves {far['core']} of "
            f"{totals['core']} US bases inside: a range limit does not protect all alike"
        ),
        subtitle=(
            "Listed places within each cap, measured from the nearest point of Iran's territory; "
            "chapter 2 has other origins"
        ),
        alt=(
            "Table of five range caps and three groups of places. Without a cap and at 2,000 km "
            f"all lie inside. At 1,000 km {evidence.inside('1000')['israel']} of "
            f"{totals['israel']} Israeli cities do, at 500 km none; US bases inside fall from "
            f"{totals['core']} to {far['core']} only."
        ),
        data={"caps": rows},
        sources=[
            Source("distances", model="reach"),
            Source("US bases", "us_sites"),
            Source("cities", "cities"),
        ],
        **both_widths(draw),
    )


#: No table has its picture here: the chapter's data are those of others.
PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType({})
