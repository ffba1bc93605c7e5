"""Charts of chapter 5: regimes in time, the pace of inspections, quotas, shares, and detection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import altair as alt

from missile_question.charts import theme
from missile_question.charts.figure import Figure, Source, named, spec_of
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
FIRST_YEAR, LAST_YEAR = 1968, 2027
REGIMES = Source("Regimes table, this book", "regimes")
INSPECTIONS = Source("Inspections table, this book", "inspections")


def _capital(text: str) -> str:
    """Return a text with its first letter raised, the rest as it is."""
    return text[:1].upper() + text[1:]


def _list(words: list[str]) -> str:
    """Return words as an English list: ``a, b and c``."""
    return words[0] if len(words) < 2 else f"{', '.join(words[:-1])} and {words[-1]}"


def _names(narrow: bool, wide_extent: int, narrow_extent: int) -> alt.Axis:
    """Return an axis of names with room of its own: a reader's font may be wider than ours."""
    extent = narrow_extent if narrow else wide_extent
    return alt.Axis(
        minExtent=extent, labelLimit=extent, labelPadding=8, ticks=False, domain=False, grid=False
    )


# ---------------------------------------------------------------- regimes in time


def _timeline_rows() -> dict[str, list[dict[str, Any]]]:
    """Return the stretches of time and the words beside them."""
    spans = evidence.regime_spans()
    cases = evidence.cases()
    words = [
        {
            "name": row["short_name"],
            "subject": row["subject"],
            "from_year": evidence.year(row["start"]),
            "words": row["words"],
            "short": SHORT_SETTINGS.get(row["setting"], row["setting"]),
        }
        for row in as_rows(cases)
    ]
    for row in as_rows(evidence.regimes().query("end_status == 'contested'")):
        words.append(
            {
                "name": row["short_name"],
                "subject": row["subject"],
                "from_year": evidence.year(row["start"]),
                "words": "status contested",
                "short": "contested",
            }
        )
    return {"spans": as_rows(spans), "words": words}


def _timeline_panel(subjects: tuple[str, ...], narrow: bool, last: bool) -> Any:
    """Return the bars of one subject."""
    chosen = " || ".join(f"datum.subject == '{subject}'" for subject in subjects)
    order = alt.EncodingSortField("from_year", op="min", order="ascending")
    x = alt.X(
        "from_year:Q",
        title=None,
        scale=alt.Scale(domain=[FIRST_YEAR, LAST_YEAR], nice=False),
        axis=alt.Axis(
            format="d",
            values=[1970, 1990, 2010] if narrow else [1970, 1980, 1990, 2000, 2010, 2020],
            labels=last,
            ticks=last,
            domain=False,
        ),
    )
    # Names stand at a fixed width, so that the panels' axes fall under one another.
    y = alt.Y("name:N", sort=order, title=None, axis=_names(narrow, 165, 158))

    def bars(sort: str, height: int, colour: str, **extra: Any) -> Any:
        return (
            alt.Chart(named("spans"))
            .transform_filter(f"({chosen}) && datum.sort == '{sort}'")
            .mark_bar(height=height, color=theme.colour(colour), **extra)
            .encode(x=x, x2="to_year:Q", y=y)
        )

    hollow = {"filled": False, "strokeWidth": 1.4, "stroke": theme.colour("muted")}
    words = (
        alt.Chart(named("words"))
        .transform_filter(chosen)
        .mark_text(align="right", dx=-5, fontSize=11, color=theme.colour("muted"))
        .encode(x=x, y=y, text="short:N" if narrow else "words:N")
    )
    layers = [
        bars("other", 5, "border"),
        bars("limit", 5, "muted"),
        bars("checks", 13, "ink"),
        bars("one_reading", 13, "paper", **hollow),
        words,
    ]
    return alt.layer(*layers).properties(width=166 if narrow else 540, height={"step": 21})


def _timeline(narrow: bool) -> dict[str, Any]:
    """Return the timeline in one width."""
    last = list(SUBJECTS)[-1]
    panels = [
        _timeline_panel(subjects, narrow, subjects == last).properties(
            title=alt.TitleParams(
                heading,
                anchor="start",
                fontSize=13,
                fontWeight="bold",
                color=theme.colour("ink"),
                offset=3,
            )
        )
        for subjects, heading in SUBJECTS.items()
    ]
    return spec_of(alt.vconcat(*panels, spacing=8))


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
            strokeDash=alt.StrokeDash("dash:N", scale=None),
            detail="visits:N",
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
    effort = [{**row, "dash": [1, 0] if row["visits"] == most else [6, 3]} for row in as_rows(rows)]
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
        data={"effort": effort, "notes": notes, "tenth": [{"share": 0.1}]},
        sources=[
            INSPECTIONS,
            Source("model of annual detection: missile_question.models.verification"),
        ],
    )


PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType(
    {"regimes": regime_timeline, "inspections": inspection_pace}
)
