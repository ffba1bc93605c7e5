"""Charts of chapter 10: the record after the article, what it rests on, and models run again.

Only the epilogue draws from tables of later knowledge.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from missile_question.charts import theme
from missile_question.charts.figure import (
    Figure,
    Source,
    calculated,
    named,
    on_steps,
    padded,
    params_of,
)
from missile_question.evidence import aftermath as evidence
from missile_question.evidence.reach import as_rows
from missile_question.evidence.reading import CATEGORIES

#: Room at the left and at the right of a drawing, in px.
_SIDES = (8, 18)

EVENTS = Source("Time line after the article, this book", "timeline_after_article")
DEAD = Source("The dead of the war of 2026, as reported, this book", "casualties_after_article")
SHOTS = Source("Statements on interceptions after the article, this book",
               "interceptions_after_article")  # fmt: skip
OUTCOMES = Source(
    "Outcomes of the forecast questions, this book", "forecast_outcomes_after_article"
)
RANGES = Source("Ranges after the article, this book", "missile_ranges_after_article")
MODELS = (
    Source("models: deterrence", model="deterrence"),
    Source("defence", model="defence"),
    Source("verification", model="verification"),
    Source("bargaining", model="bargaining"),
)

_SHARE = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
#: First days of the months in days after the article -> name.
_MONTHS = {18: "March", 49: "April", 79: "May", 110: "June", 140: "July"}


def _live(chart: Any, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return an explorer's spec with its parameters."""
    spec = padded(chart.add_params(*params.values()), _SIDES)
    spec.pop("config", None)  # the theme's takes its place when the chart is drawn
    return spec


def _beside(narrow: bool, left: Any, right: Any) -> Any:
    """Return two charts side by side, or one above the other on a phone."""
    if narrow:
        return alt.vconcat(left, right, spacing=26)
    return alt.hconcat(left, right, spacing=34)


# ---------------------------------------------------------------- the dead


_VOICES = {
    "Iran": "iran", "Israel": "israel", "United States": "united-states", "region": "region",
    "research": "research",
}  # fmt: skip
_SHORT_VOICES = {
    "HRANA, a monitoring group in the United States": "HRANA, civilians",
    "Iran, via agencies": "Iran, via agencies",
    "Iran's ambassador to the UN": "Iran's UN envoy",
    "Iranian Red Crescent": "Red Crescent",
    "Iranian state media": "state media",
    "Lebanon's Ministry of Health": "health ministry",
    "Iraqi police and health officials": "police, health",
    "United Arab Emirates (Ministry of Defence)": "its ministry",
    "United States (Central Command)": "its military",
    "Israel, via Reuters": "Israel, via Reuters",
}


def death_rows() -> list[dict[str, Any]]:
    """Return the statements about the dead: label, count, paint, whether it is a floor."""
    names = {"United Arab Emirates": "UAE", "United States": "US forces"}
    rows = []
    for row in as_rows(evidence.casualties()):
        country = names.get(row["country"], row["country"])
        who = _SHORT_VOICES.get(row["reported_by"], row["reported_by"])
        day = row["day_words"].replace("March", "Mar")
        paint = theme.colour(_VOICES[row["side"]])
        rows.append(
            {
                "label": f"{country}, {day}: {who}", "count": row["count"],
                "text": ("over " if row["at_least"] else "") + f"{row['count']:,}",
                "paint": paint,
                "fill": theme.colour("paper") if row["who"] == "civilians" else paint,
            }
        )  # fmt: skip
    return rows


def _deaths(narrow: bool) -> dict[str, Any]:
    """Return the counts as dots, one a statement."""
    top = max(row["count"] for row in death_rows())
    extent = 0 if narrow else 215
    axis = None if narrow else alt.Axis(
        minExtent=extent, labelLimit=extent, ticks=False, domain=False, grid=False
    )  # fmt: skip
    base = alt.Chart(named("deaths")).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=axis),
        x=alt.X(
            "count:Q",
            title="People killed, as counted so far",
            scale=alt.Scale(domain=[0, top * (1.3 if narrow else 1.18)], nice=False),
            axis=alt.Axis(values=[0, 500, 1000], format=",d"),
        ),
    )
    dots = base.mark_point(size=85, opacity=1, strokeWidth=2).encode(
        stroke=alt.Stroke("paint:N", scale=None), fill=alt.Fill("fill:N", scale=None)
    )
    text = base.mark_text(align="left", dx=9).encode(text="text:N")
    layers = [dots, text]
    if narrow:
        layers.append(
            base.mark_text(align="left", dy=-14, color=theme.colour("muted")).encode(
                x=alt.value(0), text="label:N"
            )
        )
    chart = alt.layer(*layers).properties(
        width=275 if narrow else 440, height={"step": 38 if narrow else 25}
    )
    return padded(chart, _SIDES)


def deaths() -> Figure:
    """Return what each side counted of the dead, statement by statement."""
    n = evidence.numbers()
    return Figure(
        name="aftermath-deaths",
        title=(
            f"Counts for Iran stop in the war's second week, at {n.iran_low} civilians or "
            f"{n.iran_high} dead by who counts; for its end we found no count at all"
        ),
        subtitle=(
            "Each dot is one statement by one side, coloured by who speaks. Hollow: civilians "
            "alone. Running counts: never add them."
        ),
        alt=(
            f"Dots of the dead as counted up to the middle of March 2026. For Iran, from "
            f"{n.iran_low} civilians by a monitoring group to {n.iran_high} dead by its "
            f"ambassador, with {n.iran_state} by its state media four days later. Lebanon "
            f"{n.lebanon}, Iraq {n.iraq_dead}, Israel {n.israel_low} to {n.israel_high}, American "
            f"soldiers {n.us_dead}, the Emirates {n.uae_dead}."
        ),
        wide=_deaths(False),
        narrow=_deaths(True),
        data={"deaths": death_rows()},
        sources=[DEAD],
    )


# ---------------------------------------------------------------- what the record rests on


_KINDS = {
    "two": ("two documents, one of weight", "ink"),
    "two weak": ("two weak documents", "press"),
    "one": ("one document", "rule"),
}


def _documents(narrow: bool) -> dict[str, Any]:
    """Return the events of each month by what they rest on."""
    kinds = [words for words, _ in _KINDS.values()]
    bars = (
        alt.Chart(named("documents"))
        .mark_bar(stroke=theme.colour("paper"), strokeWidth=1)
        .encode(
            x=alt.X("month:N", title="2026", sort=None, axis=alt.Axis(labelAngle=0, ticks=False)),
            y=alt.Y("count:Q", title="Events in our time line", axis=alt.Axis(tickMinStep=5)),
            order="order:Q",
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(
                    domain=kinds, range=[theme.colour(role) for _, role in _KINDS.values()]
                ),
                legend=alt.Legend(orient="top", labelLimit=260, columns=1),
            ),
        )
    )
    return padded(bars.properties(width=250 if narrow else 520, height=210), _SIDES)


def documents() -> Figure:
    """Return how much each month's account rests on."""
    n = evidence.numbers()
    months = {"02": "Feb", "03": "March", "04": "April", "05": "May", "06": "June", "07": "July"}
    order = list(_KINDS)
    rows = [
        {
            "month": months[row["month"][5:]], "kind": _KINDS[row["kind"]][0],
            "count": row["count"], "order": order.index(row["kind"]),
        }
        for row in as_rows(evidence.documents_by_month())
    ]  # fmt: skip
    return Figure(
        name="aftermath-documents",
        title=(
            f"The record thins: of {n.june_events} events from June on, {n.june_high} rest on a "
            f"dependable text; after {n.last_day} we have nothing"
        ),
        subtitle="Events of our time line by month. Weight is our judgement, row by row.",
        alt=(
            f"Stacked bars of {n.events} events by month from February to July, by what they "
            f"rest on. In February nearly all have two documents, at least one of weight. From "
            f"June on there are {n.june_events} events; {n.june_high} rest on a dependable text "
            "and the others on digests or on a single one."
        ),
        wide=_documents(False),
        narrow=_documents(True),
        data={"documents": rows},
        sources=[EVENTS],
    )


# ---------------------------------------------------------------- the questions


def _questions(narrow: bool) -> dict[str, Any]:
    """Return base rates as bands, and what happened at the end of the scale."""
    y = alt.Y(
        "label:N", sort=None, title=None,
        axis=None if narrow else alt.Axis(
            minExtent=215, labelLimit=215, ticks=False, domain=False, grid=False
        ),
    )  # fmt: skip
    scale = alt.Scale(domain=[-0.02, 1.02], nice=False)
    x = alt.X("low:Q", title="Probability that it happens", scale=scale, axis=_SHARE)
    base = alt.Chart(named("questions"))
    bands = base.mark_rule(strokeWidth=7, strokeCap="round", color=theme.colour("muted")).encode(
        x=x, x2="high:Q", y=y
    )
    came = base.mark_point(
        size=120, strokeWidth=2.2, opacity=1, stroke=theme.colour("iran")
    ).encode(x="outcome:Q", y=y, fill=alt.Fill("fill:N", scale=None))
    used = base.mark_tick(thickness=3, size=16, color=theme.colour("ink")).encode(x="said:Q", y=y)
    layers = [bands, used, came]
    if narrow:
        layers.append(
            base.mark_text(align="left", dy=-16).encode(x=alt.value(0), y=y, text="label:N")
        )
    chart = alt.layer(*layers).properties(
        width=275 if narrow else 430, height={"step": 44 if narrow else 34}
    )
    return padded(chart, _SIDES)


def questions() -> Figure:
    """Return the base rates of February beside what happened."""
    n = evidence.numbers()
    rows = [
        {
            "label": row["label"], "low": row["low"], "said": row["said"],
            "high": max(row["high"], row["low"] + 0.004), "outcome": row["outcome"],
            "fill": theme.colour("iran" if row["outcome"] else "paper"),
        }
        for row in as_rows(evidence.outside_view())
    ]  # fmt: skip
    return Figure(
        name="aftermath-questions",
        title=(
            f"On {n.decided} decided questions base rates score {n.outside_brier}, 50% every time "
            f"{n.half_brier}; turn one doubtful outcome round, and base rates score "
            f"{n.outside_turned}"
        ),
        subtitle=(
            "Grey: base rates as of 11 February, lowest to highest; tick: the one that chapter 8 "
            "uses. Orange: what happened, filled yes, hollow no. Brier score, 0 is perfect."
        ),
        alt=(
            f"Bands of base rates for {n.decided} questions and dots at 0 or 100 per cent for what "
            f"happened. A strike on Iran had base rates from {n.strike_low} to {n.strike_high} and "
            f"came. Chapter 8's outside view scores {n.outside_brier} on average, "
            f"and 50 per cent every time {n.half_brier}."
        ),
        wide=_questions(False),
        narrow=_questions(True),
        data={"questions": rows},
        sources=[OUTCOMES, Source("Forecast questions, this book", "forecast_questions")],
    )


# ---------------------------------------------------------------- ranges


def range_rows() -> list[dict[str, Any]]:
    """Return the ceilings and the distance to Diego Garcia."""
    n = evidence.numbers()
    number = {key: float(getattr(n, key).replace(",", "")) for key in (
        "ceiling", "crs", "diego_nearest", "diego_low", "diego_high"
    )}  # fmt: skip
    return [
        {"label": "Ceiling, as Iran declares it", "low": 0.0,
         "km": number["ceiling"], "text": f"{n.ceiling} km", "paint": theme.colour("iran")},
        {"label": "Arsenal, by US researchers", "low": 0.0,
         "km": number["crs"], "text": f"up to {n.crs} km", "paint": theme.colour("united-states")},
        {"label": "Iran to Diego Garcia, nearest points", "low": 0.0,
         "km": number["diego_nearest"], "text": f"{n.diego_nearest} km",
         "paint": theme.colour("rule")},
        {"label": "Distance in reports of 20 March", "low": number["diego_low"],
         "km": number["diego_high"], "text": f"{n.diego_low} to {n.diego_high} km",
         "paint": theme.colour("press")},
    ]  # fmt: skip


def _ranges(narrow: bool) -> dict[str, Any]:
    """Return the bars, their labels above them."""
    base = alt.Chart(named("ranges")).encode(
        y=alt.Y("label:N", sort=None, axis=None),
    )
    bars = base.mark_bar(height=15).encode(
        x=alt.X(
            "low:Q", title="Kilometres", scale=alt.Scale(domain=[0, 4300], nice=False),
            axis=alt.Axis(values=[0, 1000, 2000, 3000, 4000], format=",d"),
        ),
        x2="km:Q",
        color=alt.Color("paint:N", scale=None),
    )  # fmt: skip
    words = (
        base.transform_calculate(said="datum.label + ': ' + datum.text")
        .mark_text(align="left", dy=-18)
        .encode(x=alt.value(0), text="said:N")
    )
    return padded(
        alt.layer(bars, words).properties(width=285 if narrow else 560, height={"step": 48}), _SIDES
    )


def ranges() -> Figure:
    """Return the declared ceiling beside the distance of March 2026."""
    n = evidence.numbers()
    return Figure(
        name="aftermath-ranges",
        title=(
            "The launch towards Diego Garcia aimed nearly twice as far as Iran's declared ceiling; "
            "nothing arrived, and Iran denies it"
        ),
        subtitle="A distance aimed at is no range: what flew, how far and by whom is disputed.",
        alt=(
            f"Bars of distances. Iran declares a ceiling of {n.ceiling} kilometres; American "
            f"researchers put the arsenal before the war at up to {n.crs}. From the nearest point "
            f"of Iran to Diego Garcia it is about {n.diego_nearest}; reports of March 2026 speak "
            f"of {n.diego_low} to {n.diego_high}."
        ),
        wide=_ranges(False),
        narrow=_ranges(True),
        data={"ranges": range_rows()},
        sources=[RANGES, Source("US sites, this book", "us_sites")],
    )


# ---------------------------------------------------------------- explorer: the record


#: Lanes of the time line: subjects of the table, from the top.
LANES = ("diplomacy", "missile", "military", "nuclear", "sanctions", "domestic")
LAST = evidence.days(evidence.LAST_DAY)


def event_rows() -> list[dict[str, Any]]:
    """Return the events with their place: lane, and a step down where days crowd."""
    rows, taken = [], {lane: [-99] * 4 for lane in LANES}
    for order, row in enumerate(as_rows(evidence.events())):
        lane = row["subject"]
        free = [slot for slot in range(4) if row["day"] - taken[lane][slot] >= 4]
        slot = free[0] if free else 0
        taken[lane][slot] = row["day"]
        rows.append(
            {
                "name": f"{evidence.day_words(row['date'])}: {row['event']}",
                "order": order, "day": row["day"],
                "place": round(LANES.index(lane) + 0.15 * slot, 2),
                "two": int(row["documents"] == 2),
                "who": " ".join(side for side in evidence.SIDES if row[side]),
            }
        )  # fmt: skip
    return rows


def event_data() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the explorer of the record."""
    words = dict(CATEGORIES)
    lanes = [{"place": i - 0.36, "words": words[lane]} for i, lane in enumerate(LANES)]
    rows = [{k: v for k, v in row.items() if k != "order"} for row in event_rows()]
    return {"events": rows, "lanes": lanes}


def record(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return the events on a time axis; those that are not asked for fade.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    start : mapping
        Starting values of the controls of ``after_timeline``.
    """
    params = params_of(start)
    lanes_of = json.dumps(list(LANES))
    shown = (
        "(side == 'all' || indexof(split(datum.who, ' '), side) >= 0)"
        f" && (subject == 'all' || floor(datum.place) == indexof({lanes_of}, subject))"
        " && datum.day <= until && (rests == 'all' || datum.two == 1)"
    )
    labels = json.dumps({str(day): name for day, name in _MONTHS.items()})
    x = alt.X(
        "day:Q",
        title="2026",
        scale=alt.Scale(domain=[-2, LAST + 4], nice=False),
        axis=alt.Axis(values=list(_MONTHS), labelExpr=f"{labels}[datum.value]", labelAlign="left"),
    )
    y = alt.Y(
        "place:Q", axis=None, scale=alt.Scale(domain=[-0.6, len(LANES) - 0.1], reverse=True),
    )  # fmt: skip
    rows = (
        alt.Chart(named("events"))
        .transform_window(order="row_number()")
        .transform_calculate(shown=shown)
        .transform_calculate(
            rank="datum.shown ? -datum.order : datum.order",
            last="datum.shown ? datum.name : 'none'",
            firm="datum.shown && datum.two == 1",
            fill=f"datum.two == 1 ? '{theme.colour('ink')}' : '{theme.colour('paper')}'",
        )
    )
    dots = (
        rows.mark_point(size=70, strokeWidth=1.8, stroke=theme.colour("ink"))
        .encode(
            x=x, y=y,
            fill=alt.Fill("fill:N", scale=None),
            opacity=alt.condition("datum.shown", alt.value(1.0), alt.value(0.13)),
            tooltip=alt.Tooltip("name:N", title="Event"),
        )
        .properties(name="answer")
    )  # fmt: skip
    lanes = (
        alt.Chart(named("lanes"))
        .mark_text(align="left", color=theme.colour("muted"), fontWeight="bold")
        .encode(x=alt.value(0), y=y, text="words:N")
    )
    now = (
        alt.Chart(alt.InlineData(values=[{"one": 1}]))
        .transform_calculate(day="until")
        .mark_rule(color=theme.colour("iran"), strokeWidth=2)
        .encode(x=x)
    )
    chart = alt.layer(now, lanes, dots)
    return _live(chart.properties(width=300 if narrow else 620, height=390), params)


# ---------------------------------------------------------------- explorer: denominators


_RULES = {"missed": "united-nations", "out": "muted", "stopped": "ink"}


def tally_data() -> dict[str, list[dict[str, Any]]]:
    """Return the tallies of the Emirates, and the rules about the sea."""
    rules = [
        {"rule": rule, "name": words, "paint": theme.colour(_RULES[rule])}
        for rule, words in evidence.SEA_RULES.items()
    ]
    rows = [{**row, "date": int(row["until"][-2:])} for row in as_rows(evidence.tallies())]
    return {"tallies": rows, "rules": rules}


def denominators(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return the share stopped under three rules, and its course over the days.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    start : mapping
        Starting values of the controls of ``which_denominator``.
    """
    params = params_of(start)
    believed = params["believed"]
    rules = tally_data()["rules"]
    picked = (
        alt.Chart(named("tallies"))
        .transform_filter("datum.weapon == weapon")
        .transform_calculate(rule=json.dumps(list(evidence.SEA_RULES)))
        .transform_flatten(["rule"])
    )
    counts = (alt.datum.intercepted, alt.datum.detected, alt.datum.sea)
    shares = calculated(
        picked,
        {
            "value": evidence.stopped_share(alt.datum.rule, *counts, believed, xp=alt.expr),
            "through": alt.datum.detected - alt.datum.intercepted * (believed / 100),
            "most": evidence.stopped_share("stopped", *counts, believed),
            "least": evidence.stopped_share("missed", *counts, believed),
        },
    ).transform_calculate(
        spread="datum.most - datum.least",
        name=f"{json.dumps({r['rule']: r['name'] for r in rules})}[datum.rule]",
        paint=f"{json.dumps({r['rule']: r['paint'] for r in rules})}[datum.rule]",
        strong="datum.until == until",
    )
    x = alt.X("value:Q", title="Share stopped", scale=alt.Scale(domain=[0, 1]), axis=_SHARE)
    y = alt.Y("name:N", sort=[r["name"] for r in rules], axis=None)
    today = alt.Chart().transform_filter("datum.until == until")
    bars = (
        alt.Chart()
        .mark_bar(height=14)
        .encode(x=x, y=y, color=alt.Color("paint:N", scale=None))
        .properties(name="answer")
    )
    words = (
        alt.Chart()
        .transform_calculate(said="datum.name + ': ' + format(datum.value, '.1%')")
        .mark_text(align="left", dy=-18)
        .encode(x=alt.value(2), y=y, text="said:N")
    )
    width = 275 if narrow else 300
    left = on_steps(today, bars, words, width=width, height={"step": 56})
    across = alt.X(
        "date:Q", title="Up to this day of March", scale=alt.Scale(domain=[1, 12]),
        axis=alt.Axis(values=[2, 4, 6, 8, 10], format="d"),
    )  # fmt: skip
    up = alt.Y(
        "value:Q", title="Share stopped", scale=alt.Scale(domain=[0, 1.03], nice=False), axis=_SHARE
    )
    colour = alt.Color(
        "rule:N", legend=None,
        scale=alt.Scale(domain=list(_RULES), range=[theme.colour(r) for r in _RULES.values()]),
    )  # fmt: skip
    lines = alt.Chart().mark_line(strokeWidth=2).encode(x=across, y=up, color=colour)
    marks = (
        alt.Chart()
        .mark_point(size=60, filled=True)
        .encode(
            x=across, y=up, color=colour,
            opacity=alt.condition("datum.strong", alt.value(1.0), alt.value(0.25)),
        )
    )  # fmt: skip
    right = alt.layer(lines, marks).properties(width=width, height=170)
    both = _beside(narrow, left, right)
    both.data, both.transform = shares.data, shares.transform  # calculated once for both
    return _live(both, params)


# ---------------------------------------------------------------- explorer: models again


def case_data() -> dict[str, list[dict[str, Any]]]:
    """Return the models that may be run again, with what they said and what it would have taken."""
    rows = []
    for key, case in evidence.cases().items():
        row = evidence.rerun(key, case.february)[0]
        kept = (
            "name",
            "reported",
            "february",
            "then",
            "needed",
            "turn",
            "later",
            "assumption",
            "answer",
        )
        rows.append({"key": key, **{name: row[name] for name in kept}})
    return {"cases": rows}


def models(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model's answer along its assumption, with February's and the reader's setting.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    start : mapping
        Starting values of the controls of ``which_model``.
    """
    params = params_of(start)
    case = params["which"]
    x = alt.X(
        "at:Q", title="The assumption, in per cent",
        scale=alt.Scale(domain=[0, 100], nice=False), axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )  # fmt: skip
    y = alt.Y(
        "value:Q", title="What the model says",
        scale=alt.Scale(domain=[-0.7, 1.03], nice=False),
        axis=alt.Axis(format=".0%", values=[-0.5, 0, 0.5, 1]),
    )  # fmt: skip
    curve = (
        calculated(
            alt.Chart(alt.sequence(0, 100.5, 1, as_="at")),
            {"value": evidence.said(case, alt.datum.at, alt.expr)},
        )
        .mark_line(color=theme.colour("ink"), strokeWidth=2.4)
        .encode(x=x, y=y)
    )
    about = alt.Chart(named("cases")).transform_filter("datum.key == which")
    report = about.mark_rule(
        strokeDash=[5, 4], strokeWidth=2, color=theme.colour("united-nations")
    ).encode(y=alt.Y("reported:Q"))
    took = about.mark_rule(strokeWidth=1.2, color=theme.colour("muted")).encode(x="needed:Q")
    then = about.mark_point(
        shape="diamond", size=120, opacity=1, strokeWidth=2, fill=theme.colour("paper"),
        stroke=theme.colour("ink"),
    ).encode(x="february:Q", y="then:Q")  # fmt: skip
    here = (
        calculated(
            about,
            {"at": params["setting"] + 0,
             "value": evidence.said(case, params["setting"], alt.expr)},
        )
        .mark_point(size=120, filled=True, opacity=1, color=theme.colour("iran"))
        .encode(x=x, y=y)
        .properties(name="answer")
    )  # fmt: skip
    chart = alt.layer(report, took, curve, then, here)
    return _live(chart.properties(width=270 if narrow else 560, height=270), params)


# ---------------------------------------------------------------- explorer: two forecasters


FORECASTERS = (
    ("Ada's Brier score", "one", "united-nations"),
    ("Ben's Brier score", "other", "muted"),
    ("Belief that Ada is the better", "after", "ink"),
)


def forecaster_data() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the explorer of two forecasters."""
    return {
        "scores": [
            {"name": name, "key": key, "paint": theme.colour(role)}
            for name, key, role in FORECASTERS
        ]
    }


def forecasters(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return two scores and the belief afterwards, with the belief before as a tick.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    start : mapping
        Starting values of the controls of ``one_outcome``.
    """
    params = params_of(start)
    happened = params["outcome"] == "yes"
    found = evidence.two_forecasters(
        params["one"], params["other"], params["belief"], params["number"], happened, xp=alt.expr
    )
    picked = _chain([key for _, key, _ in FORECASTERS])
    rows = calculated(
        alt.Chart(named("scores")), {**found, "before": params["belief"] / 100}
    ).transform_calculate(value=picked)
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 1], nice=False),
              axis=alt.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1], format=".1f"))  # fmt: skip
    y = alt.Y("name:N", sort=None, axis=None)
    bars = (
        alt.Chart()
        .mark_bar(height=15)
        .encode(x=x, y=y, color=alt.Color("paint:N", scale=None))
        .properties(name="answer")
    )
    words = (
        alt.Chart()
        .transform_calculate(
            said="datum.name + ': ' + format(datum.value, datum.key == 'after' ? '.0%' : '.2f')"
        )
        .mark_text(align="left", dy=-19)
        .encode(x=alt.value(2), y=y, text="said:N")
    )
    ticks = (
        alt.Chart()
        .mark_tick(thickness=3, size=24, color=theme.colour("iran"))
        .encode(
            x="before:Q", y=y,
            opacity=alt.condition("datum.key == 'after'", alt.value(1.0), alt.value(0.0)),
        )
    )  # fmt: skip
    chart = on_steps(rows, bars, words, ticks, width=285 if narrow else 560, height={"step": 58})
    return _live(chart, params)


def _chain(keys: Sequence[str]) -> str:
    """Return each row's own answer by its key; every field is named, so that Vega sees changes."""
    *others, last = keys
    return "".join(f"datum.key == '{k}' ? datum['{k}'] : " for k in others) + f"datum['{last}']"
