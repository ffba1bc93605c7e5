"""Charts of chapter 7: issues tied and untied, weights by actor, and the chapter's explorers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Any

import altair as alt

from missile_question.charts import figure, theme
from missile_question.charts.figure import (
    Figure,
    Source,
    named,
    on_steps,
    padded,
    params_of,
)
from missile_question.evidence import bargaining as evidence
from missile_question.evidence.reach import as_rows
from missile_question.models import choose

#: Room at the left and at the right of a drawing, in px.
_SIDES = (10, 22)

MODEL = Source("worked out here; all points are the reader's, none is measured", model="bargaining")


def formula(value: Any) -> str:
    """Return a model's expression, or a parameter's name, as Vega text."""
    return str(value.name) if isinstance(value, alt.Parameter) else figure.formula(value)


class _Kept:
    """Names for what formulas use again: each becomes a parameter of the chart."""

    def __init__(self) -> None:
        self.params: list[Any] = []

    def __call__(self, name: str, value: Any) -> Any:
        """Add the parameter and return it."""
        kept = alt.param(name=f"k_{name}", expr=formula(value))
        self.params.append(kept)
        return alt.param(name=kept.name)


def _shown(condition: str) -> Any:
    """Return an opacity of 1 where the condition holds, else 0."""
    return alt.condition(condition, alt.value(1), alt.value(0))


# ---- two issues ----

#: Ends of the plane of gains, points; what lies outside is cut off.
PLANE = (-6, 12)


def add_issue_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the signature explorer: the two bargains and their corners."""
    rows = [
        {"key": key, "name": name, "order": order}
        for order, (key, name) in enumerate(evidence.BARGAINS.items())
    ]
    corners = [
        {"order": order, "x": x, "y": y}
        for order, (x, y) in enumerate([(0, 0), (1, 0), (1, 1), (0, 1)])
    ]
    return {"bargains": rows, "corners": corners, "ends": corners[:2]}


def add_issue(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plane of gains with and without missiles, and the zone on the nuclear terms."""
    params, keep = params_of(defaults), _Kept()
    stakes = SimpleNamespace(**{name: params[name] for name in evidence.STAKES})
    friction, rule = params["friction"], params["rule"]
    out = evidence.add_issue(stakes, friction, rule, alt.expr, keep)
    keep("says", out.says)
    blue, grey = theme.colour("research"), theme.colour("muted")
    low, high = PLANE
    scale = alt.Scale(domain=[low, high], nice=False)
    axis = alt.Axis(values=[-6, -3, 0, 3, 6, 9, 12])
    x = alt.X("iran:Q", title="Iran's gain over no deal, points", scale=scale, axis=axis)
    y = alt.Y("us:Q", title="US gain over no deal, points", scale=scale, axis=axis)

    quadrant = (
        alt.Chart(alt.InlineData(values=[{"iran": 0, "us": 0, "x2": high, "y2": high}]))
        .mark_rect(color=theme.colour("land"), opacity=0.75)
        .encode(x=x, x2="x2:Q", y=y, y2="y2:Q")
    )

    def reached(terms: Any, missiles: Any, cost: Any, data: str) -> Any:
        iran, us = evidence.gains(terms, missiles, cost, stakes)
        return alt.Chart(named(data)).transform_calculate(iran=formula(iran), us=formula(us))

    alone = (
        reached(alt.datum.x, 0.0, 0.0, "ends")
        .mark_line(color=grey, strokeWidth=2.4, clip=True)
        .encode(x=x, y=y, order="order:Q")
    )
    tied = choose(rule == "must", 1.0, alt.datum.y, alt.expr)
    wide = (
        reached(alt.datum.x, tied, friction, "corners")
        .mark_line(
            interpolate="linear-closed", color=blue, fill=blue, fillOpacity=0.15, strokeWidth=2.4,
            clip=True,
        )
        .encode(
            x=x, y=y, order="order:Q",
            opacity=alt.condition("rule != 'redline'", alt.value(1), alt.value(0)),
        )
    )  # fmt: skip
    fields = {
        "low": "low", "high": "high", "terms": "terms", "limits": "missiles", "agreed": "agreed",
        "iran": "iran", "us": "us",
    }  # fmt: skip
    steps = alt.Chart(named("bargains")).transform_calculate(
        **{
            field: formula(
                choose(
                    alt.datum.key == "alone",
                    getattr(out, f"{name}_alone"),
                    getattr(out, f"{name}_with"),
                    alt.expr,
                )
            )
            for field, name in fields.items()
        },
        iran_with=formula(out.iran_with),
        us_with=formula(out.us_with),
        low_with=formula(out.low_with),
        high_with=formula(out.high_with),
        says="k_says",
        paint=f"datum.key == 'alone' ? '{grey}' : '{blue}'",
    )
    bare = alt.Chart()
    dots = (
        bare.mark_point(size=130, strokeWidth=2.2, clip=True)
        .encode(
            x=x, y=y,
            stroke=alt.Stroke("paint:N", scale=None),
            fill=alt.Fill("paint:N", scale=None),
            opacity=_shown("datum.agreed"),
        )
        .properties(name="answer")
    )  # fmt: skip
    notes = (
        alt.Chart(
            alt.InlineData(
                values=[
                    {"iran": high - 0.3, "us": high - 0.7, "text": "both gain"},
                ]
            )
        )
        .mark_text(align="right", color=grey)
        .encode(x=x, y=y, text="text:N")
    )
    side = 250 if narrow else 310
    plane = alt.layer(quadrant, alone, wide, notes, on_steps(steps, dots)).properties(
        width=side, height=side
    )

    row = alt.Y("order:O", axis=None)
    across = alt.Scale(domain=[-0.6, 1.2], nice=False)
    axis = alt.Axis(
        values=[0, 0.5, 1], grid=False,
        labelExpr="datum.value == 0 ? 'Iran\\'s way' : datum.value == 1 ? 'US way' : 'half'",
    )  # fmt: skip
    bar = alt.X("start:Q", title="Terms of the nuclear file", scale=across, axis=axis)
    spans = steps.transform_calculate(
        shut="datum.key == 'with' && rule == 'redline'",
        zone="datum.high >= datum.low - 1e-9",
        start="max(min(datum.low, datum.high), -0.6)",
        stop="min(max(datum.low, datum.high), 1.2)",
    ).transform_calculate(
        text="datum.name + (datum.shut ? ': red line' : datum.zone ? ': zone ' : ': gap ') + "
        "(datum.shut ? '' : format(abs(datum.high - datum.low), '.0%'))",
    )
    paint = alt.Color("paint:N", scale=None)
    zones = bare.mark_bar(height=15).encode(
        y=row, x=bar, x2="stop:Q", color=paint, opacity=_shown("datum.zone && !datum.shut")
    )
    gaps = bare.mark_rule(strokeWidth=2.5, strokeDash=[4, 4]).encode(
        y=row, x=bar, x2="stop:Q", color=paint, opacity=_shown("!datum.zone && !datum.shut")
    )
    words = bare.mark_text(align="left", dy=-20, fontSize=12, fontWeight="bold").encode(
        y=row, x=alt.value(2), text="text:N", color=paint
    )
    bars = on_steps(spans, zones, gaps, words).properties(
        width=side if narrow else 270, height={"step": 62}
    )
    join: Any = alt.vconcat if narrow else alt.hconcat
    chart = join(plane, bars, spacing=30)
    return padded(chart.add_params(*params.values(), *keep.params), _SIDES)


# ---- many issues ----


def many_issues_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the simulation: its grid, a row a number of issues."""
    return {"grid": evidence.issue_grid()}


def many_issues(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the chance of a zone against the number of issues, tied and free."""
    params = params_of(defaults)
    slot = evidence.issue_slot(params["parties"], params["correlation"], params["start"], alt.expr)
    keep = _Kept()
    place = keep("slot", slot)
    colours = {"tied": theme.colour("iran"), "free": theme.colour("research")}
    # Names of their own: a formula that overwrote the lists would find numbers the second time.
    long = (
        alt.Chart(named("grid"))
        .transform_calculate(
            # Written out: Altair 5.5, as in the browser and on Colab, cannot index by a parameter.
            both_tied=f"datum.tied[{place.name}]",
            both_free=f"datum.free[{place.name}]",
        )
        .transform_calculate(
            first_tied="datum.issues == 1 ? datum.both_tied : 0",
            first_free="datum.issues == 1 ? datum.both_free : 0",
        )
        .transform_joinaggregate(one_tied="max(first_tied)", one_free="max(first_free)")
        .transform_fold(["both_tied", "both_free"], as_=["way", "chance"])
        .transform_calculate(
            order="datum.way == 'both_tied' ? 0 : 1",
            name=f"datum.way == 'both_tied' ? '{evidence.LINES['tied']}' : "
            f"'{evidence.LINES['free']}'",
            one="datum.way == 'both_tied' ? datum.one_tied : datum.one_free",
            all_or_nothing="datum.both_tied",
            any_may_go="datum.both_free",
            paint=f"datum.way == 'both_tied' ? '{colours['tied']}' : '{colours['free']}'",
            text="format(datum.chance, '.0%')",
        )
    )
    x = alt.X(
        "issues:Q", title="Issues on the table", scale=alt.Scale(domain=[0.7, 8.6], nice=False),
        axis=alt.Axis(values=list(range(1, evidence.ISSUES + 1)), format="d", grid=False),
    )  # fmt: skip
    y = alt.Y(
        "chance:Q", title="Chance that a zone exists",
        scale=alt.Scale(domain=[-0.09, 1.32], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
    )  # fmt: skip
    paint = alt.Color("paint:N", scale=None)
    dash = alt.StrokeDash(
        "way:N", legend=None,
        scale=alt.Scale(domain=["both_tied", "both_free"], range=[[1, 0], [7, 4]]),
    )  # fmt: skip
    bare = alt.Chart()
    here = bare.transform_filter("datum.issues == issues")
    lines = bare.mark_line(strokeWidth=2.6).encode(
        x=x, y=y, color=paint, detail="way:N", strokeDash=dash
    )
    dots = (
        here.mark_point(size=120, filled=True, opacity=1)
        .encode(x=x, y=y, color=paint)
        .properties(name="answer")
    )
    # Free is never below tied, so the one's label stands above and the other's below.
    texts = [
        here.transform_filter(f"datum.order == {order}")
        .mark_text(dy=dy, fontWeight="bold")
        .encode(x=x, y=y, text="text:N", color=paint)
        for order, dy in ((0, 14), (1, -14))
    ]
    key = (
        bare.transform_filter("datum.issues == 1")
        .transform_calculate(
            at="1.27 - 0.1 * datum.order",
            stroke="(datum.order ? 'dashed: ' : 'solid: ') + datum.name",
        )
        .mark_text(align="left", dx=-5)
        .encode(x=x, y="at:Q", text="stroke:N", color=paint)
    )
    chart = on_steps(long, lines, dots, *texts, key).properties(
        width=246 if narrow else 580, height=250 if narrow else 280
    )
    return padded(chart.add_params(*params.values(), *keep.params), _SIDES)


# ---- who must say yes ----


def room_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the ratification line: its four rows."""
    rows = [
        {"key": key, "name": name, "order": order}
        for order, (key, name) in enumerate(evidence.TABLES_OF_POWER.items())
    ]
    return {"rooms": rows}


def room(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return four zones on one line of limits: table, home, and the party outside."""
    params, keep = params_of(defaults), _Kept()
    out = evidence.room(**params, xp=alt.expr)
    ends = {
        key: [keep(f"{key}_{end}", value) for end, value in zip(("low", "high"), pair, strict=True)]
        for key, pair in ((key, getattr(out, key)) for key in evidence.TABLES_OF_POWER)
    }

    def pick(end: int) -> str:
        last, *others = reversed(list(ends))
        found: Any = ends[last][end]
        for key in others:
            found = choose(alt.datum.key == key, ends[key][end], found, alt.expr)
        return formula(found)

    paints = {
        "table": theme.colour("muted"), "home": theme.colour("research"),
        "below": theme.colour("israel"), "above": theme.colour("israel"),
    }  # fmt: skip
    steps = (
        alt.Chart(named("rooms"))
        .transform_calculate(
            low=pick(0),
            high=pick(1),
            says=formula(out.says),
            **{f"{key}_width": formula(high - low) for key, (low, high) in ends.items()},
        )
        .transform_calculate(width="datum.high - datum.low", exists="datum.high >= datum.low")
        .transform_calculate(
            start="max(0, min(100, datum.exists ? datum.low : datum.high))",
            stop="max(0, min(100, datum.exists ? datum.high : datum.low))",
            paint="({"
            + ", ".join(f"{key}: '{value}'" for key, value in paints.items())
            + "})[datum.key]",
            text="datum.name + ': ' + (datum.exists ? format(datum.low, '.0f') + ' to ' + "
            "format(datum.high, '.0f') : 'none')",
        )
    )
    row = alt.Y("order:O", axis=None)
    x = alt.X(
        "start:Q", title="Limits on Iran: 0 none, 100 all that is demanded",
        scale=alt.Scale(domain=[0, 100], nice=False), axis=alt.Axis(tickCount=5, grid=False),
    )  # fmt: skip
    paint = alt.Color("paint:N", scale=None)
    bare = alt.Chart()
    zones = (
        bare.mark_bar(height=14)
        .encode(y=row, x=x, x2="stop:Q", color=paint, opacity=_shown("datum.exists"))
        .properties(name="answer")
    )
    gaps = bare.mark_rule(strokeWidth=2, strokeDash=[3, 4]).encode(
        y=row, x=x, x2="stop:Q", color=paint, opacity=_shown("!datum.exists")
    )
    words = bare.mark_text(align="left", dy=-18, fontSize=12).encode(
        y=row, x=alt.value(1), text="text:N", color=paint
    )
    line = (
        alt.Chart(alt.InlineData(values=[{"at": 0}]))
        .transform_calculate(line="line")
        .mark_rule(color=theme.colour("israel"), strokeWidth=1.5)
        .encode(x=alt.X("line:Q"))
    )
    chart = alt.layer(on_steps(steps, zones, gaps, words), line).properties(
        width=288 if narrow else 600, height={"step": 54}
    )
    return padded(chart.add_params(*params.values(), *keep.params), _SIDES)


# ---- patience ----


def patience_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the patience game: its two sides."""
    return {"sides": [{"name": "Iran", "order": 0}, {"name": "United States", "order": 1}]}


def patience(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return who gets how much of what there is to divide."""
    params = params_of(defaults)
    iran, us = evidence.patience(**params, xp=alt.expr)
    one, other = theme.colour("iran"), theme.colour("united-states")
    steps = (
        alt.Chart(named("sides"))
        .transform_calculate(iran_share=formula(iran), us_share=formula(us))
        .transform_calculate(
            share="datum.order ? datum.us_share : datum.iran_share",
            other="datum.order ? datum.iran_share : datum.us_share",
            paint=f"datum.order ? '{other}' : '{one}'",
        )
        .transform_calculate(text="datum.name + ' ' + format(datum.share, '.0%')")
    )
    row = alt.Y("order:O", axis=None)
    x = alt.X(
        "share:Q", title="Share of what there is to divide", scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
    )  # fmt: skip
    bare = alt.Chart()
    bars = (
        bare.mark_bar(height=18)
        .encode(y=row, x=x, color=alt.Color("paint:N", scale=None))
        .properties(name="answer")
    )
    words = bare.mark_text(align="left", dy=-19, fontSize=12, fontWeight="bold").encode(
        y=row, x=alt.value(1), text="text:N"
    )
    chart = on_steps(steps, bars, words).properties(
        width=270 if narrow else 580, height={"step": 54}
    )
    return padded(chart.add_params(*params.values()), _SIDES)


# ---- what the tables say ----


def case_rows() -> list[dict[str, Any]]:
    """Return the cases under the headings of their methods, one row each."""
    fills = {
        "agreement": theme.colour("research"),
        "partial": theme.colour("land"),
        "no_agreement": theme.colour("paper"),
    }
    out: list[dict[str, Any]] = []
    for method, words in evidence.METHODS.items():
        out.append({"order": len(out), "heading": words, "text": None})
        for row in as_rows(evidence.cases(method)):
            years = f"{row['start']}" if row["start"] == row["end"] else (
                f"{row['start']}–{row['end']}"
            )  # fmt: skip
            out.append(
                {
                    "order": len(out),
                    "text": f"{row['title']}, {years}: {evidence.OUTCOMES[row['outcome']]}",
                    "short": f"{row['title'].removesuffix(' with North Korea')}, {years}",
                    "fill": fills[row["outcome"]],
                    "weak": not row["solid"],
                }
            )
    return out


def _cases_spec(narrow: bool) -> dict[str, Any]:
    """Return the list of cases: a mark for the outcome and a line of words."""
    base = alt.Chart(named("rows")).encode(y=alt.Y("order:O", axis=None))
    rows = base.transform_filter("datum.text != null")
    marks = rows.mark_point(size=80, strokeWidth=1.8, opacity=1).encode(
        x=alt.value(12),
        stroke=alt.value(theme.colour("research")),
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.condition("datum.weak", alt.value("diamond"), alt.value("circle")),
    )
    words = rows.mark_text(align="left", fontSize=12).encode(
        x=alt.value(26), text="short:N" if narrow else "text:N"
    )
    headings = (
        base.transform_filter("datum.text == null")
        .mark_text(align="left", fontWeight="bold", fontSize=12, dy=3)
        .encode(x=alt.value(0), text="heading:N")
    )
    chart = alt.layer(marks, words, headings).properties(
        width=300 if narrow else 600, height={"step": 21}
    )
    return padded(chart, _SIDES)


def cases() -> Figure:
    """Return the cases of tied and untied issues with their outcomes."""
    n, rows = evidence.numbers(), case_rows()
    title = (
        f"Of {n.package_all} packages in our cases {n.package_yes} were agreed, of {n.apart_all} "
        f"narrow tables {n.apart_yes}, of {n.condition_all} conditions {n.condition_yes}: "
        "no rule wins"
    )
    return Figure(
        name="bargaining-cases",
        title=title,
        subtitle=f"{n.cases} negotiations chosen to differ, so that the counts are no success "
        "rates. Filled: agreed. Light: in part. Hollow: not agreed. Diamonds: weaker sources",
        alt=(
            f"List of {n.cases} cases under four headings. Packages: {n.package_yes} of "
            f"{n.package_all} agreed in full. One issue made the condition of another: "
            f"{n.condition_yes} of {n.condition_all}. Kept apart: {n.apart_yes} of {n.apart_all}. "
            f"Tied first and then untied: {n.untied_yes} of {n.untied_all}, the missile treaty of "
            "1987 among them."
        ),
        wide=_cases_spec(False),
        narrow=_cases_spec(True),
        data={"rows": rows},
        sources=[Source("Archives, institutes and press, one or two a case", "linkage_cases")],
    )


def weight_rows() -> list[dict[str, Any]]:
    """Return the missile issues' weight by actor, with labels."""
    return [
        {
            "order": order,
            "text": f"{row['short']} {row['ratio']:.2f}",
            "ratio": round(row["ratio"], 3),
            "low": round(row["low"], 3),
            "high": round(row["high"], 3),
            "paint": theme.colour(row["colour_role"]),
            "fill": theme.colour(row["colour_role"] if row["solid"] else "paper"),
        }
        for order, row in enumerate(as_rows(evidence.weights()))
    ]


def _weights_spec(narrow: bool) -> dict[str, Any]:
    """Return a dot a row for the weight of missiles, with a band for the choice of issues."""
    x = alt.X(
        "ratio:Q", title="Weight of the missile issues, nuclear issues = 1",
        scale=alt.Scale(domain=[0.4, 1.4], nice=False),
        axis=alt.Axis(values=[0.5, 0.75, 1, 1.25], format=".2f"),
    )  # fmt: skip
    base = alt.Chart(named("rows")).encode(y=alt.Y("order:O", axis=None))
    paint = alt.Stroke("paint:N", scale=None)
    even = (
        alt.Chart(alt.InlineData(values=[{"ratio": 1}]))
        .mark_rule(color=theme.colour("muted"), strokeDash=[4, 3])
        .encode(x=x)
    )
    bands = base.mark_rule(strokeWidth=5, opacity=0.3).encode(
        x=alt.X("low:Q"), x2="high:Q", stroke=paint
    )
    dots = base.mark_point(size=90, strokeWidth=2, opacity=1).encode(
        x=x, stroke=paint, fill=alt.Fill("fill:N", scale=None)
    )
    words = base.mark_text(align="left", dy=-15, fontSize=12).encode(x=alt.value(1), text="text:N")
    chart = alt.layer(even, bands, dots, words).properties(
        width=288 if narrow else 600, height={"step": 40}
    )
    return padded(chart, _SIDES)


def weights() -> Figure:
    """Return how much missiles weigh against the nuclear file for each actor."""
    n, rows = evidence.numbers(), weight_rows()
    return Figure(
        name="bargaining-weights",
        title=f"By our codings missiles weigh {n.iran_ratio} times the nuclear file for Iran's "
        f"government and {n.us_ratio} times for Washington: tying them narrows the zone",
        subtitle="Salience of missile range and numbers over salience of enrichment and stock. "
        "Dots: means. Bands: other choices of the pair. Hollow: rests on weaker statements",
        alt=(
            f"Dots on a line. Israel stands at {n.israel_ratio} and Iran's government at "
            f"{n.iran_ratio}: for both missiles weigh more than the nuclear file. Washington "
            f"stands at {n.us_ratio}. A step of missile limits changes the zone by {n.us_tie} "
            f"of that step with Washington's weights, by {n.israel_tie} with Israel's."
        ),
        wide=_weights_spec(False),
        narrow=_weights_spec(True),
        data={"rows": rows},
        sources=[Source("This book's codings of stated positions", "position_codes")],
    )


#: Which figure stands for a table on its data page.
PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType({"linkage_cases": cases})
