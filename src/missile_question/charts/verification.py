"""Charts of chapter 5: regimes in time, the pace of inspections, quotas, shares, and detection."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import altair as alt

from missile_question.charts import theme
from missile_question.charts.figure import (
    Figure,
    Source,
    calculated,
    named,
    params_of,
    spec_of,
)
from missile_question.evidence import verification as evidence
from missile_question.evidence.reach import as_rows

#: Panels of the timeline: subjects of the table -> heading, in the order drawn.
SUBJECTS: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("missiles",): "Missiles alone",
        ("several",): "Weapons and missiles in one text",
        ("nuclear",): "Nuclear material",
        ("chemical", "conventional"): "Chemical and conventional weapons",
    }
)
#: Short words for how the inspected state came to accept: beside the bars of the timeline.
SHORT_SETTINGS: Mapping[str, str] = MappingProxyType(
    {"reciprocal": "mutual", "defeated": "imposed", "willing": "offered"}
)
#: Headings that a phone has no room for.
SHORT_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "Weapons and missiles in one text": "Missiles among others",
        "Chemical and conventional weapons": "Chemical, conventional",
    }
)
FIRST_YEAR, LAST_YEAR = 1968, 2027
REGIMES = Source("Regimes table, this book", "regimes")
INSPECTIONS = Source("Inspections table, this book", "inspections")


def _capital(text: str) -> str:
    """Return a text with its first letter raised, the rest as it is."""
    return text[:1].upper() + text[1:]


def _list(words: list[str]) -> str:
    """Return words as an English list: ``a, b and c``."""
    return words[0] if len(words) < 2 else f"{', '.join(words[:-1])} and {words[-1]}"


def _layers(x: alt.X, y: alt.Y, *layers: Any, **properties: Any) -> Any:
    """Return layers that share two axes, written once."""
    shared = alt.SharedEncoding(x=x, y=y)  # type: ignore[arg-type]  # Altair takes channels too
    return alt.LayerChart(layer=list(layers), encoding=shared, **properties)


def _names(narrow: bool, wide_extent: int, narrow_extent: int) -> alt.Axis:
    """Return an axis of names with room of its own: a reader's font may be wider than ours."""
    extent = narrow_extent if narrow else wide_extent
    return alt.Axis(
        minExtent=extent, labelLimit=extent, labelPadding=8, ticks=False, domain=False, grid=False
    )


# ---------------------------------------------------------------- regimes in time


def _timeline_rows() -> dict[str, list[dict[str, Any]]]:
    """Return the stretches of time and the words beside them, by panel."""
    spans = evidence.regime_spans()
    panel = {subject: index for index, subjects in enumerate(SUBJECTS) for subject in subjects}
    contested = evidence.regimes().query("end_status == 'contested'")
    words = [
        {"words": row["words"], "short": SHORT_SETTINGS.get(row["setting"], row["setting"]), **row}
        for row in as_rows(evidence.cases())
    ] + [{**row, "words": "status contested", "short": "contested"} for row in as_rows(contested)]
    said = [
        {
            "name": row["short_name"],
            "panel": panel[row["subject"]],
            "from_year": evidence.year(row["start"]),
            "sort": "words",
            "words": row["words"],
            "short": row["short"],
        }
        for row in words
    ]
    bars = [
        {
            "name": row["name"],
            "panel": panel[row["subject"]],
            "from_year": round(row["from_year"], 2),
            "to_year": round(row["to_year"], 2),
            "sort": row["sort"],
        }
        for row in as_rows(spans)
    ]
    return {"spans": bars + said}


def _timeline(narrow: bool) -> dict[str, Any]:
    """Return the timeline in one width: one panel for each group of subjects, one under another."""
    order = alt.EncodingSortField("from_year", op="min", order="ascending")
    x = alt.X(
        "from_year:Q",
        title=None,
        scale=alt.Scale(domain=[FIRST_YEAR, LAST_YEAR], nice=False),
        axis=alt.Axis(
            format="d",
            values=[1970, 1990, 2010] if narrow else [1970, 1980, 1990, 2000, 2010, 2020],
            ticks=False,
            domain=False,
        ),
    )
    # Names stand at a fixed width, so that the panels' axes fall under one another.
    y = alt.Y("name:N", sort=order, title=None, axis=_names(narrow, 165, 158))

    def bars(sort: str, height: int, colour: str, **extra: Any) -> Any:
        return (
            alt.Chart()
            .transform_filter(f"datum.sort == '{sort}'")
            .mark_bar(height=height, color=theme.colour(colour), **extra)
            .encode(x2="to_year:Q")
        )

    short = SHORT_HEADINGS if narrow else {}
    headings = [short.get(heading, heading) for heading in SUBJECTS.values()]
    hollow = {"filled": False, "strokeWidth": 1.4, "stroke": theme.colour("muted")}
    words = (
        alt.Chart()
        .transform_filter("datum.sort == 'words'")
        .mark_text(align="right", dx=-5, fontSize=11, color=theme.colour("muted"))
        .encode(text="short:N" if narrow else "words:N")
    )
    layers = _layers(
        x, y,
        bars("other", 5, "border"),
        bars("limit", 5, "muted"),
        bars("checks", 13, "ink"),
        bars("one_reading", 13, "paper", **hollow),
        words,
        data=named("spans"),
        width=166 if narrow else 540,
        height={"step": 21},
    )  # fmt: skip
    layers = layers.transform_calculate(heading=f"{json.dumps(headings)}[datum.panel]")
    panels = layers.facet(
        row=alt.Row(
            "heading:N",
            title=None,
            sort=alt.EncodingSortField("panel", op="min", order="ascending"),
            header=alt.Header(
                orient="top", labelOrient="top", labelAnchor="start", labelAngle=0,
                labelFontSize=13, labelFontWeight="bold", labelColor=theme.colour("ink"),
                labelPadding=3,
            ),
        ),
        spacing=8,
    ).resolve_scale(y="independent")  # fmt: skip
    return spec_of(panels)


def regime_timeline() -> Figure:
    """Return the regimes on a time axis, those that limited missiles with checks standing out."""
    found = evidence.numbers()
    cases = evidence.cases()
    by_setting = {
        str(setting): [str(name) for name in rows["short_name"]]
        for setting, rows in cases.groupby("setting", sort=False)
    }
    kinds = [
        f"{found.reciprocal} between rivals that inspect each other",
        f"{found.defeated} after a lost war",
        f"{found.willing} by a state that offered it",
    ]
    contested = [
        str(name) for name in evidence.regimes().query("end_status == 'contested'")["short_name"]
    ]
    listed = "; ".join(
        f"{evidence.SETTINGS[setting]}: {_list(names)}" for setting, names in by_setting.items()
    )
    return Figure(
        name="regime-timeline",
        title=(
            f"Inspectors checked missiles under {found.cases} of {found.regimes} regimes: "
            f"{_list(kinds)}"
        ),
        subtitle=(
            "Thick: missiles checked on the spot. Thin and strong: limit without such checks. "
            "Thin and faint: no limit on holding missiles. Hollow: in force by one reading only."
        ),
        alt=(
            f"Time lines of treaties, resolutions and statements, 1970 to the article's day, by "
            f"subject. Of {found.regimes} regimes with a rule on missiles, {found.cases} limited "
            f"them and had inspectors on the spot. {_capital(listed)}. Imposed by the Security "
            f"Council on a state that objects and checked: {found.unwilling} regime. "
            f"Whether they still apply is contested for {_list(contested)}."
        ),
        wide=_timeline(False),
        narrow=_timeline(True),
        data=_timeline_rows(),
        sources=[REGIMES],
    )


# ---------------------------------------------------------------- the pace of inspections


def _marks() -> alt.Shape:
    """Return the mark of a count and of a floor."""
    return alt.Shape(
        "floor:N",
        legend=None,
        scale=alt.Scale(domain=[False, True], range=["circle", "triangle-right"]),
    )


def _pace(narrow: bool) -> dict[str, Any]:
    """Return the dots of the pace in one width."""
    rows = evidence.pace()
    top = float(rows["per_month"].max())
    y = alt.Y(
        "short:N" if narrow else "label:N",
        sort=alt.EncodingSortField("per_month", op="max", order="descending"),
        title=None,
        axis=_names(narrow, 205, 142),
    )
    x = alt.X(
        "per_month:Q",
        title="Inspections a month" + ("" if narrow else ", as each regime counts them"),
        scale=alt.Scale(domain=[0, top * (1.45 if narrow else 1.2)], nice=False),
        axis=alt.Axis(values=[0, 100, 200] if narrow else [0, 50, 100, 150, 200]),
    )
    colour = alt.Color(
        "missiles:N",
        legend=None,
        scale=alt.Scale(
            domain=[True, False], range=[theme.colour("ink"), theme.colour("united-nations")]
        ),
    )
    base = alt.Chart(named("pace"))
    stems = base.mark_rule(strokeWidth=1.5, opacity=0.5).encode(
        x=x, x2=alt.datum(0), y=y, color=colour
    )
    dots = base.mark_point(size=75, filled=True, opacity=1, strokeWidth=1.6).encode(
        x=x, y=y, stroke=colour.copy(), shape=_marks(),
        fill=alt.Fill("paint:N", scale=None),
        tooltip=[
            alt.Tooltip("label:N", title="Regime"),
            alt.Tooltip("inspections:Q", title="Inspections", format=","),
            alt.Tooltip("months:Q", title="Months", format=".1f"),
        ],
    )  # fmt: skip
    text = base.mark_text(align="left", dx=9).encode(x=x, y=y, text="text:N")
    chart = alt.layer(stems, dots, text)
    return spec_of(chart.properties(width=180 if narrow else 480, height={"step": 26}))


def _pace_rows() -> list[dict[str, Any]]:
    """Return the rates with their paint and words."""
    rows = as_rows(evidence.pace())
    for row in rows:
        solid = theme.colour("ink" if row["missiles"] else "united-nations")
        row["paint"] = solid if row["verified"] else theme.colour("paper")
        rate = f"{row['per_month']:.0f}" if row["per_month"] >= 10 else f"{row['per_month']:.1f}"
        row["text"] = f"over {rate}" if row["floor"] else rate
        del row["regime_id"]
    return rows


def inspection_pace() -> Figure:
    """Return inspections a month under each regime: one unit, and still not one thing."""
    found = evidence.numbers()
    rows = evidence.pace()
    unsure = [str(label) for label in rows[~rows["verified"]]["label"]]
    return Figure(
        name="inspection-pace",
        title=(
            f"The INF treaty ran on {found.inf_pace} inspections a month, safeguards in Iran on "
            f"{found.iran_pace}, the UN in Iraq on {found.iraq_pace}"
        ),
        subtitle=(
            "Teal: inspectors without a mandate for missiles. Triangle: 'more than'. "
            "Hollow: figure not verified. An inspection may last hours or weeks."
        ),
        alt=(
            f"Dots of inspections a month. UN inspectors in Iraq in the winter of 2002 to 2003 "
            f"made {found.iraq_pace}, the IAEA in Iran {found.iran_pace} in 2024 and "
            f"{found.iran_late_pace} between June and November 2025, both sides of the INF treaty "
            f"{found.inf_pace}. Each regime counts in its own way. "
            + (f"Not verified: {_list(unsure)}." if unsure else "")
        ),
        wide=_pace(False),
        narrow=_pace(True),
        data={"pace": _pace_rows()},
        sources=[INSPECTIONS],
    )


# ---------------------------------------------------------------- the INF quota


def _quota(narrow: bool) -> dict[str, Any]:
    """Return the quota by treaty year, beside what was done, in one width."""
    quota = evidence.inf_quota()
    years = (
        alt.Chart(named("quota"))
        .mark_bar(color=theme.colour("ink"))
        .encode(
            x=alt.X(
                "starts:O",
                title="Treaty year beginning in June",
                axis=alt.Axis(
                    labelAngle=0, ticks=False,
                    values=[int(quota["starts"].min()), 1991, 1996, int(quota["starts"].max())],
                ),
                scale=alt.Scale(paddingInner=0.15),
            ),
            y=alt.Y(
                "quota:Q",
                title="Surprise inspections a year, each side",
                axis=alt.Axis(values=[0, 5, 10, 15, 20]),
            ),
        )
    )  # fmt: skip
    steps = (
        alt.Chart(named("steps"))
        .mark_text(dy=-8, fontWeight="bold")
        .encode(x="starts:O", y="quota:Q", text="quota:Q")
    )
    left = alt.layer(years, steps).properties(width=268 if narrow else 240, height=210)
    # A phone has no room for names beside the bars: they stand above them.
    names = None if narrow else _names(narrow, 178, 0)
    y = alt.Y("label:N", sort=None, title=None, axis=names)
    top = int(evidence.inf_totals()["inspections"].max())
    x = alt.X(
        "inspections:Q",
        title="Inspections in all thirteen years",
        scale=alt.Scale(domain=[0, top * (1.35 if narrow else 1.25)], nice=False),
        axis=alt.Axis(values=[0, 500, 1000], format=",d"),
    )
    base = alt.Chart(named("totals")).encode(y=y, x=x)
    bars = base.mark_bar(height=16, strokeWidth=1.5).encode(
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("stroke:N", scale=None),
        strokeDash=alt.StrokeDash("dash:N", scale=None),
    )
    text = base.mark_text(align="left", dx=6).encode(text=alt.Text("inspections:Q", format=","))
    above = base.mark_text(align="left", dy=-16).encode(x=alt.value(2), text="label:N")
    right = alt.layer(bars, text, *([above] if narrow else [])).properties(
        width=268 if narrow else 190, height={"step": 42}
    )
    chart = alt.vconcat(left, right, spacing=24) if narrow else alt.hconcat(left, right, spacing=24)
    return spec_of(chart)


def inf_quota() -> Figure:
    """Return the INF's shrinking quota beside the inspections that were made."""
    found = evidence.numbers()
    quota = evidence.inf_quota()
    steps = quota.drop_duplicates("quota")
    paint: dict[str, dict[str, Any]] = {
        "right": {"fill": theme.colour("ink"), "stroke": theme.colour("ink"), "dash": [1, 0]},
        "done": {"fill": theme.colour("muted"), "stroke": theme.colour("muted"), "dash": [1, 0]},
        "doubtful": {
            "fill": theme.colour("paper"),
            "stroke": theme.colour("muted"),
            "dash": [4, 3],
        },
    }
    totals = [{**row, **paint[row["sort"]]} for row in as_rows(evidence.inf_totals())]
    return Figure(
        name="inf-quota",
        title=(
            f"The INF allowed each side {found.inf_quota} surprise inspections in "
            f"{found.inf_years} years, fewer every few years; counting every kind, both sides made "
            f"{found.inf_both}"
        ),
        subtitle=(
            "First the yearly right, then totals to 2001; the other kinds are baseline, "
            "elimination and close-out inspections. Hollow: a printed total we doubt."
        ),
        alt=(
            f"Bars by treaty year: each side might make {_list([str(q) for q in steps['quota']])} "
            f"surprise inspections a year, in {evidence.count_word(len(steps))} steps from 1988 to "
            f"2001, {found.inf_quota} in all. The United States made {found.inf_us} inspections of "
            f"all kinds, the other side {found.inf_others}, together {found.inf_both}. A printed "
            f"total of {found.inf_slip} seems to count the American ones twice."
        ),
        wide=_quota(False),
        narrow=_quota(True),
        data={"quota": as_rows(quota), "steps": as_rows(steps), "totals": totals},
        sources=[INSPECTIONS],
    )


# ---------------------------------------------------------------- Iran's share


def _shares(narrow: bool) -> dict[str, Any]:
    """Return the bars of Iran's share in one width."""
    y = alt.Y(
        "short:N" if narrow else "label:N",
        sort=None,
        title=None,
        axis=_names(narrow, 200, 110),
    )
    x = alt.X(
        "percent:Q",
        title="Iran's share in 2024 (per cent)",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    base = alt.Chart(named("shares")).encode(y=y, x=x)
    bars = base.mark_bar(height=17, strokeWidth=1.5).encode(
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("stroke:N", scale=None),
    )
    text = base.mark_text(align="left", dx=6).encode(text="brief:N" if narrow else "text:N")
    chart = alt.layer(bars, text)
    return spec_of(chart.properties(width=205 if narrow else 470, height={"step": 34}))


def _share_rows() -> list[dict[str, Any]]:
    """Return the shares with their paint and words."""
    colours = {"35 states": "united-nations", "world": "ink", "claim": "iran"}
    rows = as_rows(evidence.iran_shares())
    for row in rows:
        colour = theme.colour(colours[row["of"]])
        number = f"{row['percent']:g}%"
        row["stroke"] = colour
        row["fill"] = theme.colour("paper") if row["of"] == "claim" else colour
        ratio = f"{row['part']:,} of {row['whole']:,}"
        row["brief"] = f"under {number}" if row["of"] == "world" else number
        row["text"] = {
            "claim": f"{number}, as claimed",
            "35 states": f"{number}: {ratio}",
            "world": f"at most {number}: {row['part']:,} of over {row['whole']:,}",
        }[row["of"]]
    return rows


def iaea_share() -> Figure:
    """Return Iran's share of the IAEA's work: the same numerator, two denominators."""
    found = evidence.numbers()
    return Figure(
        name="iaea-share",
        title=(
            f"The '{found.iran_claim}% of the IAEA's resources' are {found.iran_person_days}% of "
            f"the person-days in 35 states, and at most {found.iran_world}% of checks worldwide"
        ),
        subtitle=(
            "2024; Iran's Atomic Energy Organization and the IAEA. Teal: of 35 states without the "
            "Additional Protocol. Hollow: a claim that its own figures do not bear out."
        ),
        alt=(
            f"Bars of Iran's share of inspection work in 2024. The headline claims "
            f"{found.iran_claim} per cent of the IAEA's resources. The figures below it give "
            f"{found.iran_inspections} per cent of inspections and {found.iran_person_days} per "
            f"cent of person-days in 35 states without the Additional Protocol, but at most "
            f"{found.iran_world} per cent of all verification activities in the world."
        ),
        wide=_shares(False),
        narrow=_shares(True),
        data={"shares": _share_rows()},
        sources=[INSPECTIONS],
    )


# ---------------------------------------------------------------- the same effort


def _effort(narrow: bool) -> dict[str, Any]:
    """Return the curves of detection in one width."""
    percent = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    x = alt.X(
        "share:Q",
        title="Share open to observation",
        axis=percent,
        scale=alt.Scale(domain=[0, 1], nice=False),
    )
    y = alt.Y(
        "detection:Q",
        title="Chance of detection in a year",
        axis=percent,
        scale=alt.Scale(domain=[0, 1.02], nice=False),
    )
    quotas = evidence.inf_quota()["quota"]
    most, least = int(quotas.max()), int(quotas.min())
    lines = (
        alt.Chart(named("effort"))
        .mark_line(strokeWidth=2.2)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "hidden:N",
                legend=None,
                scale=alt.Scale(
                    domain=["at times", "all year"],
                    range=[theme.colour("ink"), theme.colour("united-nations")],
                ),
            ),
            strokeDash=alt.StrokeDash(
                "visits:O",
                legend=None,
                scale=alt.Scale(domain=[most, least], range=[[1, 0], [6, 3]]),
            ),
        )
    )

    note = (
        alt.Chart(named("notes"))
        .mark_text(align="left", fontSize=12)
        .encode(
            x=x,
            y=y,
            text="short:N" if narrow else "words:N",
            color=alt.Color("paint:N", scale=None),
        )
    )
    rule = (
        alt.Chart(named("tenth"))
        .mark_rule(strokeDash=[2, 3], color=theme.colour("muted"))
        .encode(x="share:Q")
    )
    # Two scales of colour stand side by side: one by kind of hiding, one given with the words.
    chart = alt.layer(rule, lines, note).resolve_scale(color="independent")
    return spec_of(chart.properties(width=265 if narrow else 600, height=270))


def same_effort() -> Figure:
    """Return what the INF's quotas would find, by how open the forbidden object is."""
    found = evidence.numbers()
    rows = evidence.same_effort()
    most, least = int(rows["visits"].max()), int(rows["visits"].min())
    notes = [
        {"share": 0.28, "detection": 0.72, "paint": theme.colour("ink"),
         "words": "must show itself at times", "short": "open at times"},
        {"share": 0.52, "detection": 0.42, "paint": theme.colour("united-nations"),
         "words": "declared and open, or hidden all year", "short": "or hidden all year"},
    ]  # fmt: skip
    return Figure(
        name="same-effort",
        title=(
            f"With {most} looks a year, a missile that must show itself a tenth of the time is "
            f"found in {found.found_open} of years, one that can stay hidden in "
            f"{found.found_hidden}"
        ),
        subtitle=(
            "Model, not measurement: one forbidden object, as many looks as the INF quota of "
            f"{most} (solid) or {least} (dashed) a year; a look at an open object shows it in half "
            "of the cases (assumed)."
        ),
        alt=(
            f"Curves of the yearly chance of detection against the share open to observation. With "
            f"{most} looks a year, an object open to view a tenth of the time is found with "
            f"{found.found_open}; one that belongs to the tenth that is declared, or else stays "
            f"hidden all year, with {found.found_hidden}, however many looks are made."
        ),
        wide=_effort(False),
        narrow=_effort(True),
        data={"effort": as_rows(rows), "notes": notes, "tenth": [{"share": 0.1}]},
        sources=[
            INSPECTIONS,
            Source("model of annual detection: missile_question.models.verification"),
        ],
    )


# ---------------------------------------------------------------- the explorers

MODEL = Source("model: verification", model="verification")
_SHARE = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])


def _width(narrow: bool) -> int:
    """Return the width of one panel of an explorer."""
    return 265 if narrow else 330


def _curve(narrow: bool, x: str, along: str, last: float, y: str, over: str, *layers: Any) -> Any:
    """Return the panel of a share along a setting: both fields, their titles, the layers."""
    return _layers(
        alt.X(
            f"{x}:Q",
            title=along,
            scale=alt.Scale(domain=[0, last], nice=False),
            axis=alt.Axis(values=[last * part // 5 for part in range(6)]),
        ),
        alt.Y(
            f"{y}:Q", title=over, scale=alt.Scale(domain=[0, 1.03], nice=False), axis=_SHARE
        ),
        *layers,
        width=_width(narrow),
        height=220,
    )  # fmt: skip


def _bars(
    narrow: bool,
    rows: Any,
    *more: Any,
    x: alt.X | None = None,
    form: str = ".0%",
    unit: str = "",
    opacity: Any = alt.Undefined,
) -> Any:
    """Return the answer's bars, their words above; what they share is calculated once."""
    share = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 1], nice=False), axis=_SHARE)
    bars = (
        alt.Chart()
        .mark_bar(height=14)
        .encode(color=alt.Color("paint:N", scale=None), opacity=opacity)
        .properties(name="answer")
    )
    words = (
        alt.Chart()
        .transform_calculate(said=f"datum.name + ': ' + format(datum.value, '{form}') + '{unit}'")
        .mark_text(align="left", dy=-20, fontSize=12)
        .encode(x=alt.value(2), text="said:N")
    )
    return _layers(
        x or share, alt.Y("name:N", sort=None, axis=None), bars, words, *more,
        data=rows.data, transform=rows.transform, width=_width(narrow), height={"step": 60},
    )  # fmt: skip


def _beside(narrow: bool, left: Any, right: Any, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return two charts side by side, or one above the other on a phone."""
    chart: Any = (
        alt.vconcat(left, right, spacing=30) if narrow else alt.hconcat(left, right, spacing=34)
    )
    spec = spec_of(chart.add_params(*params.values()))
    del spec["config"]  # the theme's takes its place when the chart is drawn
    return spec


def _painted(field: str, rows: Sequence[tuple[str, str, str]]) -> alt.Color:
    """Return the colour of a curve by its key; its name stands with its bar."""
    return alt.Color(
        f"{field}:N",
        legend=None,
        scale=alt.Scale(
            domain=[key for _, key, _ in rows], range=[theme.colour(role) for *_, role in rows]
        ),
    )


def _line(start: float, stop: float, step: float, field: str, values: Mapping[str, Any]) -> Any:
    """Return points along a setting, both ends included, with what is calculated for each."""
    source = alt.sequence(start, stop + step / 2, step, as_=field)
    return calculated(alt.Chart(source), values)


def _picked(rows: Sequence[tuple[str, str, str]]) -> str:
    """Return each row's own answer, by its key.

    Every field is named: Vega recalculates a formula only when a field that it names has changed.
    """
    *others, last = [key for _, key, _ in rows]
    chain = "".join(f"datum.key == '{key}' ? datum['{key}'] : " for key in others)
    return f"{chain}datum['{last}']"


def _marker(chart: Any) -> Any:
    """Return the dot that marks the reader's own setting on a curve."""
    return chart.mark_point(
        size=110, filled=True, opacity=1, color=theme.colour("iran"), stroke=theme.colour("paper")
    )


DILEMMA_ROWS = (
    ("The sample finds the violation", "found", "ink"),
    ("After a clean result: complies", "confidence", "united-nations"),
    ("After an alarm: violates", "worth", "united-nations"),
)
#: Largest sample of the signature explorer.
MOST_SAMPLE = 300


def _paints(rows: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Return the rows of an answer: name, key and paint."""
    return [{"name": name, "key": key, "paint": theme.colour(role)} for name, key, role in rows]


def dilemma_data() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the signature explorer: its three answers."""
    return {"answers": _paints(DILEMMA_ROWS)}


def dilemma(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return detection by sample size, and what the inspection's result is worth.

    Parameters
    ----------
    narrow : bool
        Phone variant: the bars below the curve.
    start : mapping
        Starting values of the controls of ``inspectors_dilemma``.
    """
    params = params_of(start)
    setting = {name: params[name] for name in ("items", "falsified", "sample", "recognise")}
    along = evidence.drawn(**{**setting, "sample": alt.datum.draw}, xp=alt.expr)
    here = evidence.drawn(**setting, xp=alt.expr)
    told = evidence.weighed(alt.datum.found, params["false_alarm"], params["base_rate"])
    curve = (
        _line(0, MOST_SAMPLE, 5, "draw", {"found": along["found"]})
        .transform_filter(alt.datum.draw <= params["items"])
        .mark_line(color=theme.colour("ink"), strokeWidth=2.2)
    )
    spot = calculated(
        alt.Chart(named("answers")).transform_filter("datum.key == 'found'"),
        {"draw": here["verified"], "found": here["found"]},
    )
    left = _curve(
        narrow, "draw", "Items verified", MOST_SAMPLE,
        "found", "Chance that the sample finds it", curve, _marker(spot),
    )  # fmt: skip
    rows = calculated(alt.Chart(named("answers")), {**here, **told}).transform_calculate(
        value=_picked(DILEMMA_ROWS),
        prior="datum.key == 'worth' ? 1 - datum.before : datum.before",
    )
    ticks = (
        alt.Chart()
        .transform_filter("datum.key != 'found'")
        .mark_tick(thickness=3, size=24, color=theme.colour("iran"))
        .encode(x="prior:Q")
    )
    return _beside(narrow, left, _bars(narrow, rows, ticks), params)


HIDING_ROWS = (
    ("Shows itself at times", "moving", "ink"),
    ("Open, or in hiding all year", "fixed", "united-nations"),
)
#: Most looks a year in the explorer of hiding.
MOST_VISITS = 60


def hiding_data() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the explorer of hiding: its two kinds."""
    return {"kinds": _paints(HIDING_ROWS)}


def hiding(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return detection by looks a year, for what shows itself and for what hides all year.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    start : mapping
        Starting values of the controls of ``hide_or_show``.
    """
    params = params_of(start)
    number, visits, share, look = (params[n] for n in ("number", "visits", "share", "look"))

    along = evidence.hiding(number, alt.datum.looked, share, look, xp=alt.expr)
    here = evidence.hiding(number, visits, share, look, xp=alt.expr)
    opacity = alt.condition(f"datum.key == {params['mode'].name}", alt.value(1.0), alt.value(0.35))
    curves = (
        _line(
            0, MOST_VISITS, 1, "looked",
            {key: found["found"] for (_, key, _), found in zip(HIDING_ROWS, along, strict=True)},
        )
        .transform_fold([key for _, key, _ in HIDING_ROWS], as_=["key", "value"])
        .mark_line(strokeWidth=2.4)
        .encode(color=_painted("key", HIDING_ROWS), opacity=opacity)
    )  # fmt: skip
    rows = calculated(
        alt.Chart(named("kinds")),
        {
            **{key: found["found"] for (_, key, _), found in zip(HIDING_ROWS, here, strict=True)},
            "most": here[1]["ceiling"] + 0,
            "ceiling": alt.expr.if_(
                alt.datum.key == "moving", here[0]["ceiling"], here[1]["ceiling"]
            ),
            "chosen": alt.expr.if_(params["mode"] == "moving", alt.datum.moving, alt.datum.fixed),
            "applies": alt.datum.key == params["mode"],
            "looked": visits + 0,
        },
    ).transform_calculate(value=_picked(HIDING_ROWS))
    tops = (
        rows.transform_filter("datum.key == 'fixed'")
        .mark_rule(strokeDash=[3, 3], color=theme.colour("united-nations"))
        .encode(y="ceiling:Q")
    )
    left = _curve(
        narrow, "looked", "Looks at each object in a year", MOST_VISITS,
        "value", "Chance of detection in a year", curves, _marker(rows),
    )  # fmt: skip
    return _beside(narrow, alt.layer(tops, left), _bars(narrow, rows, opacity=opacity), params)


DELAY_ROWS = (
    ("If it starts at any moment", "usual", "ink"),
    ("If it starts right after a visit", "worst", "ink"),
)
#: Longest interval, in months, in the explorer of delays.
MOST_MONTHS = 25


def delay_data() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the explorer of delays: its two starts."""
    return {"starts": _paints(DELAY_ROWS)}


def delays(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return the chance of timely detection by interval, and the mean delays.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    start : mapping
        Starting values of the controls of ``in_time``.
    """
    params = params_of(start)
    interval, miss, limit = (params[name] for name in ("interval", "miss", "limit"))
    along = evidence.delays(alt.datum.every, miss, limit, xp=alt.expr)
    here = evidence.delays(interval, miss, limit, xp=alt.expr)
    curve = _line(0.5, MOST_MONTHS, 0.5, "every", {"timely": along["timely"]}).mark_line(
        color=theme.colour("ink"), strokeWidth=2.2
    )
    rows = calculated(alt.Chart(named("starts")), {**here, "every": interval + 0})
    rows = rows.transform_calculate(value=_picked(DELAY_ROWS))
    left = _curve(
        narrow, "every", "Months between inspections", MOST_MONTHS,
        "timely", "Chance to notice it in time", curve, _marker(rows),
    )  # fmt: skip
    x = alt.X(
        "value:Q",
        title="Mean months until it is noticed",
        scale=alt.Scale(domainMin=0, nice=True),
        axis=alt.Axis(tickCount=4),
    )
    bars = _bars(narrow, rows, x=x, form=".1f", unit=" months")
    return _beside(narrow, left, bars, params)


GAME_ROWS = (
    ("The inspector inspects", "inspect", "united-nations"),
    ("The inspected state violates", "violate", "ink"),
)
#: Largest penalty of the game, in units of the gain.
MOST_PENALTY = 10


def game_data() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the inspection game: its two players."""
    return {"players": _paints(GAME_ROWS)}


def game(narrow: bool, start: Mapping[str, Any]) -> dict[str, Any]:
    """Return how often each side inspects or violates in equilibrium, by the penalty.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    start : mapping
        Starting values of the controls of ``who_gives_way``.
    """
    params = params_of(start)
    others = [params[name] for name in ("cost", "averted", "miss", "harm")]
    along = evidence.game(alt.datum.threat, *others, xp=alt.expr)
    here = evidence.game(params["penalty"], *others, xp=alt.expr)
    curves = (
        _line(0, MOST_PENALTY, 0.1, "threat", along._asdict())
        .transform_fold([key for _, key, _ in GAME_ROWS], as_=["key", "value"])
        .mark_line(strokeWidth=2.4)
        .encode(color=_painted("key", GAME_ROWS))
    )
    rows = calculated(
        alt.Chart(named("players")), {**here._asdict(), "threat": params["penalty"] + 0}
    ).transform_calculate(value=_picked(GAME_ROWS))
    left = _curve(
        narrow, "threat", "Penalty if caught (gain from cheating = 1)", MOST_PENALTY,
        "value", "How often, in equilibrium", curves, _marker(rows),
    )  # fmt: skip
    return _beside(narrow, left, _bars(narrow, rows), params)


PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType(
    {"regimes": regime_timeline, "inspections": inspection_pace}
)
