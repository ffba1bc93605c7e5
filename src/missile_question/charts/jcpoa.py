"""Charts of the chapter on the nuclear deal: stock, clocks, breakout estimates, yardsticks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

import altair as alt
import pandas as pd

from missile_question.charts import theme
from missile_question.charts.figure import Figure, Source, both_widths, named
from missile_question.evidence import jcpoa as evidence
from missile_question.evidence.reach import as_rows
from missile_question.evidence.verification import ARTICLE_DAY, year
from missile_question.models import breakout

__all__ = ["PICTURES", "clocks", "estimates", "quantities", "stock", "yardsticks"]

Side = Literal["left", "right", "center"]


def _day(when: str) -> str:
    """Return a full date as a reader writes it: ``_day("2025-06-13")`` is ``"13 June 2025"``."""
    day = date.fromisoformat(when)
    return f"{day.day} {day:%B %Y}"


def _rows(table: pd.DataFrame, *columns: str) -> list[dict[str, Any]]:
    """Return some columns as rows without missing numbers: a chart leaves them out by itself."""
    return [
        {key: value for key, value in row.items() if value == value}
        for row in as_rows(table[list(columns)])
    ]


def _years(first: float, last: float, narrow: bool, field: str = "when") -> alt.X:
    """Return the axis of decimal years; every layer needs it, or Vega would start at year 0."""
    span = last - first
    step = (3 if span > 8 else 1) if narrow else (2 if span > 12 else 1)
    ticks = [y for y in range(int(first) + 1, int(last) + 1) if (y - int(last)) % step == 0]
    return alt.X(
        f"{field}:Q",
        title=None,
        scale=alt.Scale(domain=[first, last], nice=False),
        axis=alt.Axis(values=ticks, format="d", grid=False),
    )


def _text(
    source: str, x: alt.X, y: Any, field: str, *, align: Side = "left", dx: int = 0, **mark: Any
) -> alt.Chart:
    """Return words at places of the data."""
    chart: alt.Chart = (
        alt.Chart(named(source))
        .mark_text(align=align, dx=dx, baseline=mark.pop("baseline", "middle"), **mark)
        .encode(x=x, y=y, text=f"{field}:N")
    )
    return chart


# ---------------------------------------------------------------- the stock over time

#: Level -> colour role and name.
_LINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "total": ("ink", "all levels"),
        "u5": ("region", "up to 5 %"),
        "u2": ("press", "up to 2 %"),
        "u20": ("europe", "up to 20 %"),
        "u60": ("iran", "up to 60 %"),
    }
)

_PERIODS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "full": ("verified by the IAEA", "verified"),
        "partial": ("estimated by the IAEA", "estimated"),
        "lost": ("not seen", "not seen"),
    }
)


def _stock_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the chart of the stock."""
    lines, ends = [], []
    for level, (_, words) in _LINES.items():
        table = evidence.series(level)
        for row in _rows(table, "when", "uranium_kg", "run", "as_of_date", "publisher"):
            lines.append({**row, "level": level, "words": words})
        # The two highest levels are named where they begin: there the plot is empty.
        place = table.iloc[0 if level in ("u20", "u60") else -1]
        ends.append(
            {
                "level": level,
                "words": words,
                "when": float(place["when"]),
                "uranium_kg": float(place["uranium_kg"]),
            }
        )
    cap = evidence.cap().kg
    gap = evidence.gap_reports()
    below = gap[gap["value_kind"] == "below_cap"].assign(uranium_kg=cap)
    rival = evidence.rivals()
    rival["words"] = [f"{kg:,.1f}" for kg in rival["uranium_kg"]]
    periods = [
        {"from": p["from"], "to": p["to"], "words": _PERIODS[p["key"]][0],
         "short": _PERIODS[p["key"]][1], "when": (p["from"] + p["to"]) / 2, "key": p["key"]}
        for p in evidence.knowledge_periods()
    ]  # fmt: skip
    return {
        "lines": lines,
        "ends": ends,
        "cap": [
            {
                "uranium_kg": cap,
                "when": 2016.2,
                "words": f"the deal's cap, {cap:.1f} kg",
                "short": f"cap: {cap:.1f} kg",
            }
        ],
        "below": _rows(below, "when", "uranium_kg", "report_date"),
        "rivals": _rows(rival, "when", "uranium_kg", "words", "note"),
        "periods": periods,
    }


def _stock_chart(narrow: bool) -> Any:
    """Return the amounts of each level on a scale of powers of ten."""
    x, start = (_years(2016.0, 2026.2, narrow, field) for field in ("when", "from"))
    y = alt.Y(
        "uranium_kg:Q",
        title="Kilograms of uranium",
        scale=alt.Scale(type="log", domain=[1, 30000], nice=False),
        axis=alt.Axis(values=[1, 10, 100, 1000, 10000], format=",.0f"),
    )
    paint = alt.Color(
        "level:N",
        legend=None,
        scale=alt.Scale(
            domain=list(_LINES), range=[theme.colour(role) for role, _ in _LINES.values()]
        ),
    )
    periods = alt.Chart(named("periods"))
    bands = periods.transform_filter("datum.key == 'partial'").mark_rect(
        fill=theme.colour("sea")
    ).encode(x=start, x2="to:Q")  # fmt: skip
    starts = (
        periods.transform_filter("datum.key != 'full'")
        .mark_rule(color=theme.colour("muted"), strokeDash=[2, 3])
        .encode(x=start)
    )
    # The last period is narrower than its words, which therefore stand upright.
    heads = (
        periods.transform_filter("datum.key != 'lost'")
        .mark_text(color=theme.colour("muted"), fontStyle="italic", baseline="top", dy=4)
        .encode(x=x, y=alt.value(0), text="short:N" if narrow else "words:N")
    )
    last = (
        periods.transform_filter("datum.key == 'lost'")
        .mark_text(color=theme.colour("muted"), fontStyle="italic", angle=270)
        .encode(x=x, y=alt.value(170), text="words:N")
    )
    ceiling = (
        alt.Chart(named("cap"))
        .mark_rule(color=theme.colour("united-nations"), strokeWidth=1.6)
        .encode(y=y)
    )
    ceiling_name = _text(
        "cap", x, y, "short" if narrow else "words", dy=-9, fontSize=12,
        color=theme.colour("united-nations"),
    )  # fmt: skip
    line = (
        alt.Chart(named("lines"))
        .mark_line(strokeWidth=1.8)
        .encode(x=x, y=y, color=paint, detail=["level:N", "run:Q"])
    )
    dots = (
        alt.Chart(named("lines"))
        .mark_point(filled=True, size=22, opacity=1)
        .encode(
            x=x,
            y=y,
            color=paint,
            tooltip=[
                alt.Tooltip("as_of_date:N", title="As of"),
                alt.Tooltip("words:N", title="Level"),
                alt.Tooltip("uranium_kg:Q", title="kg of uranium", format=",.1f"),
                alt.Tooltip("publisher:N", title="Read in"),
            ],
        )
    )
    below = (
        alt.Chart(named("below"))
        .mark_point(
            shape="triangle-down", size=46, filled=False, strokeWidth=1.4, yOffset=7,
            color=theme.colour("ink"),
        )
        .encode(x=x, y=y)
    )  # fmt: skip
    wrong = (
        alt.Chart(named("rivals"))
        .mark_point(
            shape="diamond", size=60, filled=False, strokeWidth=1.5, color=theme.colour("ink")
        )
        .encode(x=x, y=y, tooltip=[alt.Tooltip("note:N", title="Rival figure")])
    )
    wrong_name = _text("rivals", x, y, "words", dx=8, dy=9, color=theme.colour("muted"))

    def end_names(levels: list[str], dx: int, dy: int, align: Side) -> Any:
        return (
            alt.Chart(named("ends"))
            .transform_filter(alt.FieldOneOfPredicate("level", levels))
            .mark_text(align=align, dx=dx, dy=dy, fontWeight="bold")
            .encode(x=x, y=y, text="words:N", color=paint)
        )

    names = [
        end_names(["total"], -4, -12, "right"),
        end_names(["u20"], -7, 0, "right"),
        end_names(["u60", "u5"], 9, 0, "left"),
        # On a phone the second run of 20 % begins where this name would stand.
        end_names(["u2"], 8, -14 if narrow else 4, "left"),
    ]
    layers = [bands, starts, heads, last, ceiling, ceiling_name, line, dots, below, wrong]
    if not narrow:
        layers.append(wrong_name)
    return alt.layer(*layers, *names).properties(
        width=262 if narrow else 640, height=320 if narrow else 380
    )


def stock() -> Figure:
    """Return the chart of the stock over time, with the cap and what the IAEA could see.

    Returns
    -------
    Figure
        Picture of the table ``enriched_stock``.
    """
    n = evidence.numbers()
    rival = as_rows(evidence.rivals().query("level == 'u60'"))[0]
    lowest = evidence.series("total")["uranium_kg"].min()
    return Figure(
        name="jcpoa-stock",
        title=(
            f"Under the deal's cap until July 2019, about {n.last_times} times the cap when "
            f"inspectors lost sight of it in June 2025"
        ),
        subtitle=(
            "Enriched uranium in kg of uranium; each line of the scale is ten times the one below. "
            "Triangle: 'under the cap', no amount found. Hollow diamond: a rival figure"
        ),
        alt=(
            f"From 2017 to May 2019 the stock lay between {lowest:.1f} and {n.highest_under} kg of "
            f"uranium, under the cap of {n.cap} kg; for {n.no_amount} reports only that verdict "
            f"was found. It passed the cap on {_day(n.crossing_day)} and reached {n.last_total} kg "
            f"on {_day(n.last_day)}, {n.last_sixty} kg of it enriched up to 60 %. The IAEA "
            f"verified the amounts until {_day(n.monitoring_cut)}, then estimated them, and has "
            f"seen nothing since {_day(n.sight_lost)}. For November 2021 two figures for 60 % "
            f"compete, {rival['series_kg']:.1f} and {rival['uranium_kg']:.1f} kg."
        ),
        data=_stock_data(),
        sources=[
            Source("IAEA reports as passed on by agencies and institutes", "enriched_stock"),
            Source("days on which monitoring ended", "jcpoa_limits"),
            Source("conversion of units", model="breakout"),
        ],
        **both_widths(_stock_chart),
    )


# ---------------------------------------------------------------- significant quantities


def _quantity_chart(narrow: bool) -> Any:
    """Return the number of significant quantities in the uranium of 60 percent."""
    x = _years(2021.0, 2026.2, narrow)
    y = alt.Y(
        "quantities:Q",
        title="Significant quantities",
        scale=alt.Scale(domain=[0, 12], nice=False),
        axis=alt.Axis(values=[0, 2, 4, 6, 8, 10, 12], format="d"),
    )
    red = theme.colour("iran")
    base = alt.Chart(named("quantities")).encode(x=x, y=y)
    one = (
        alt.Chart(named("one"))
        .mark_rule(color=theme.colour("united-nations"), strokeDash=[4, 3])
        .encode(y=y)
    )
    one_name = _text(
        "one", x, y, "words", align="right", dx=-5, dy=9, color=theme.colour("united-nations")
    )
    end = alt.Chart(named("lost"))
    rule = end.mark_rule(color=theme.colour("muted"), strokeDash=[2, 3]).encode(x=x)
    rule_name = end.mark_text(
        color=theme.colour("muted"), fontStyle="italic", align="right", dx=-5, baseline="top"
    ).encode(x=x, y=alt.value(2), text="words:N")
    names = _text("labels", x, y, "words", align="right", dx=-8, color=red, fontWeight="bold")
    return alt.layer(
        one, one_name, rule, rule_name, base.mark_line(color=red, strokeWidth=1.8),
        base.mark_point(color=red, filled=True, size=30, opacity=1), names,
    ).properties(width=262 if narrow else 640, height=260)  # fmt: skip


def quantities() -> Figure:
    """Return the chart of the IAEA's significant quantities in the uranium of 60 percent.

    Returns
    -------
    Figure
        A picture of ``enriched_stock`` in the units of ``safeguards_parameters``.
    """
    n, table = evidence.numbers(), evidence.quantities("u60")
    first = table[table["quantities"] >= 1.0].iloc[0]
    last = _rows(table.tail(1), "when", "quantities")[0]
    return Figure(
        name="jcpoa-quantities",
        title=(
            f"From none to {n.last_quantities} significant quantities in four years: what the 60 % "
            "uranium held"
        ),
        subtitle=(
            f"Stock enriched up to 60 %, in the IAEA's significant quantities "
            f"({breakout.SIGNIFICANT_QUANTITY_HEU.kg:.0f} kg of U-235); an upper bound"
        ),
        alt=(
            f"The uranium enriched up to 60 % began at {table['uranium_kg'].iloc[0]:.1f} kg in May "
            f"2021, held its first significant quantity by {_day(str(first['as_of_date']))} and "
            f"{n.last_quantities} of them on {_day(n.last_day)}, with one fall in February 2024. "
            f"One is {n.quantity_sixty} kg of such uranium. It would still have to be enriched "
            "and made into a weapon."
        ),
        data={
            "quantities": _rows(table, "when", "quantities", "uranium_kg", "as_of_date"),
            "one": [
                {
                    "quantities": 1.0,
                    "when": year(n.sight_lost),
                    "words": f"one: {n.quantity_sixty} kg of 60 %",
                }
            ],
            "labels": [{**last, "words": f"{n.last_sixty} kg"}],
            "lost": [{"when": year(n.sight_lost), "words": "no access after this day"}],
        },
        sources=[
            Source("stock", "enriched_stock"),
            Source("significant quantity", "safeguards_parameters"),
            Source("conversion", model="breakout"),
        ],
        **both_widths(_quantity_chart),
    )


# ---------------------------------------------------------------- the clocks

#: Clause -> words for a chart; numbers are added from the table.
_CLAUSES: Mapping[str, str] = MappingProxyType(
    {
        "arms-transfers": "Arms trade under Council control",
        "missile-activity": "Request on missile work",
        "missile-transfers": "Missile trade under Council control",
        "advanced-manufacture": "Advanced machines: none built",
        "advanced-testing": "Advanced machines: none in groups",
        "dispute-ladder": "Steps before snapback",
        "procurement-channel": "Nuclear trade under Council control",
        "snapback-vote": "Snapback",
        "centrifuges-enriching": "Machines enriching at Natanz",
        "centrifuges-installed": "Machines at all sites",
        "research-machines": "Machine types in research",
        "access-clock": "Access dispute, longest wait",
        "centrifuges-fordow": "Machines left at Fordow",
        "designated-inspectors": "Inspectors accepted",
        "enrichment-level": "Level of enrichment",
        "enrichment-sites": "Sites with enrichment",
        "fordow-material": "Nuclear material at Fordow",
        "heavy-water": "Heavy water",
        "heavy-water-reactors": "New heavy-water reactors",
        "stock-uf6": "Stock of enriched uranium",
        "rotors-surveillance": "Surveillance of rotors",
        "ore-concentrate": "Monitoring of uranium ore",
    }
)
#: Units as a label shortens them; "" where the clause already says what is counted.
_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "IR-1 machines": "", "percent U-235": " %", "kg UF6": " kg UF6", "tonnes": " t",
        "days": " days", "types": "", "sites": "", "machines": "", "inspectors": "",
        "facilities": "", "kg U": "",
    }
)  # fmt: skip
#: Permissions that begin at the end of the clock: their number is what is then allowed.
_PERMISSIONS = ("advanced-testing", "advanced-manufacture")


def _clause(row: Mapping[str, Any]) -> str:
    """Return a clause with its limit: ``"Heavy water: 130 t"``."""
    words = _CLAUSES.get(row["limit_id"], str(row["provision"]))
    low, high = row["limit_low"], row["limit_high"]
    if low != low or row["limit_id"] in _PERMISSIONS:
        return words
    figure = f"{low:,.4g}" if low < 1000 else f"{low:,.0f}"
    if high == high and high != low:
        figure += f" to {high:,.0f}"
    return f"{words}: {figure}{_UNITS.get(row['unit'], ' ' + row['unit'])}"


def _clock_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the chart of clocks."""
    table = evidence.clocks()
    today = year(ARTICLE_DAY)
    rows = []
    for place, row in enumerate(as_rows(table)):
        rows.append(
            {
                "clause": _clause(row), "place": place, "from": row["from"], "to": row["to"],
                "ran": min(row["to"], today), "today": today, "when": row["to"],
                "regime": row["regime_id"],
                # A short bar has its end beside it, where there is room for the year alone.
                "ends": str(row["end_date"])[: 7 if row["to"] - row["from"] > _SHORT_BAR else 4]
                + (" ?" if row["contested"] else ""),
                "run_out": bool(row["run_out"]), "words": str(row["end_date"]),
            }
        )  # fmt: skip
    passed = [
        {"clause": _clause(row), "place": place, "when": row["passed"], "day": row["passed_on"]}
        for place, row in enumerate(as_rows(table))
        if row["passed"] == row["passed"]
    ]
    return {
        "clocks": rows,
        "passed": passed,
        "today": [{"when": today, "words": "the article's day", "place": 0}],
    }


#: Years that a bar must span to hold a date.
_SHORT_BAR = 6
#: Where a clock's end is written: inside its bar if it ran out, behind it if it still ran, or if
#: the bar is too short for a date.
_INSIDE = f"datum.run_out && datum.to - datum.from > {_SHORT_BAR}"
_ENDS: tuple[tuple[str, Side, int, str], ...] = (
    (_INSIDE, "right", -4, "paper"),
    (f"!({_INSIDE})", "left", 5, "muted"),
)


def _clock_chart(narrow: bool) -> Any:
    """Return a bar for each clause: what had run by the article's day, and what was left."""
    scale = alt.Scale(domain=[2015.0, 2044.5], nice=False)
    axis = alt.Axis(values=[2016, 2021, 2026, 2031, 2036, 2041], format="d")
    x = alt.X("when:Q", title=None, scale=scale, axis=axis)
    order = alt.EncodingSortField("place", op="min", order="ascending")
    y = alt.Y(
        "clause:N",
        sort=order,
        title=None,
        axis=None if narrow else alt.Axis(minExtent=246, labelLimit=270, ticks=False, domain=False),
    )
    paint = alt.Color(
        "regime:N",
        legend=None,
        scale=alt.Scale(
            domain=["jcpoa", "unscr-2231"],
            range=[theme.colour("muted"), theme.colour("united-nations")],
        ),
    )
    base = alt.Chart(named("clocks"))
    size = 13 if narrow else 14
    # Hollow is what still had to run: the frame first, then what had run on top of it.
    whole = base.mark_bar(height=size, filled=False, strokeWidth=1.2).encode(
        x=alt.X("from:Q", title=None, scale=scale, axis=axis), x2="to:Q", y=y, color=paint
    )
    ran = base.mark_bar(height=size).encode(x="from:Q", x2="ran:Q", y=y, color=paint)
    ends = [
        base.transform_filter(where)
        .mark_text(align=align, dx=dx, fontSize=11, color=theme.colour(role))
        .encode(x=x, y=y, text="ends:N")
        for where, align, dx, role in _ENDS
    ]
    passed = (
        alt.Chart(named("passed"))
        .mark_point(
            shape="diamond", size=54, filled=True, opacity=1, color=theme.colour("iran"),
            stroke=theme.colour("paper"), strokeWidth=1,
        )
        .encode(x=x, y=alt.Y("clause:N", sort=order, title=None),
                tooltip=[alt.Tooltip("day:N", title="First reported as passed or stopped")])
    )  # fmt: skip
    today = alt.Chart(named("today"))
    # On a phone the clauses' names stand where a rule would run: a tick on each bar instead.
    rule = (
        base.mark_tick(thickness=2, height=size + 6, color=theme.colour("ink")).encode(
            x=alt.X("today:Q", title=None, scale=scale, axis=axis), y=y
        )
        if narrow
        else today.mark_rule(color=theme.colour("ink"), strokeWidth=1.6).encode(x=x)
    )
    rule_name = today.mark_text(baseline="bottom", dy=-6, fontWeight="bold").encode(
        x=x, y=alt.value(0), text="words:N"
    )
    layers = [whole, ran, rule, rule_name, passed, *ends]
    if narrow:
        layers.append(
            base.mark_text(align="left", dy=-16, fontSize=12).encode(
                x=alt.value(0), y=y, text="clause:N"
            )
        )
    return alt.layer(*layers).properties(
        width=300 if narrow else 430, height={"step": 37 if narrow else 21}
    )


def clocks() -> Figure:
    """Return the chart of the deal's clocks on the agreed timetable.

    Returns
    -------
    Figure
        Picture of the table ``jcpoa_limits``.
    """
    n, table = evidence.numbers(), evidence.clocks()
    passed = table[table["passed"].notna()]
    next_end = str(table[~table["run_out"]]["end_date"].iloc[0])
    disputed = int(table["contested"].sum())
    return Figure(
        name="jcpoa-clocks",
        title=(
            f"On paper {n.clocks_out} of {n.clocks} clocks had run out by the article's day, the "
            f"cap on machines {n.natanz_days} days before"
        ),
        subtitle=(
            "Agreed periods, in years. Grey: the deal; teal: resolution 2231; hollow: still to "
            "run; diamond: limit first reported as passed or no longer applied; ?: disputed"
        ),
        alt=(
            f"Of {n.clocks} clauses with a clock, {n.clocks_out} had reached their agreed end by "
            f"{_day(ARTICLE_DAY)}, among them the cap on centrifuges at Natanz on "
            f"{_day(n.natanz_end)}. The next end on {_day(next_end)}, the last in {n.last_clock}. "
            f"{len(passed)} of them had been reported as passed or no longer applied long before. "
            f"{disputed} are disputed: Iran, Russia and China say that resolution 2231 ended "
            "on 18 October 2025, the E3 and the United States that the older resolutions "
            "had come back before."
        ),
        data=_clock_data(),
        sources=[Source("text of the deal, fact sheets, resolution 2231", "jcpoa_limits")],
        **both_widths(_clock_chart),
    )


# ---------------------------------------------------------------- breakout estimates

_VOICES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "us": ("US officials: enough for one weapon", "united-states"),
        "isis": ("ISIS: 25 kg of weapon-grade uranium", "research"),
        "other": ("Arms Control Association", "press"),
    }
)
_SHAPES: Mapping[str, str] = MappingProxyType(
    {"about": "circle", "from to": "circle", "at least": "triangle-up", "at most": "triangle-down"}
)


def _voice(row: Mapping[str, Any]) -> str:
    """Return which voice an estimate belongs to."""
    if row["side"] == "United States":
        return "us"
    return "isis" if row["definition"] == "wgu_25kg" else "other"


def _estimate_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the chart of estimates."""
    points = []
    for row in as_rows(evidence.estimates()):
        voice = _voice(row)
        point = {
            "when": row["when"], "days": row["days"], "bound": row["bound"], "voice": voice,
            "speaker": row["speaker"], "wording": row["wording"], "firm": bool(row["firm"]),
        }  # fmt: skip
        if row["bound"] == "from to":
            point["high"] = row["days_high"]
        points.append(point)
    lost = evidence.knowledge_periods()[-1]
    return {
        "points": points,
        "lost": [{"when": lost["from"], "words": "none since"}],
    }


def _estimate_chart(narrow: bool) -> Any:
    """Return the estimates as marks with their bands, on a scale of days."""
    x = _years(2009.5, 2026.6, narrow)
    # The reader's font may be wider than the one measured here: minExtent keeps the title clear.
    y = alt.Y(
        "days:Q",
        title="Time to enough material for one weapon",
        scale=alt.Scale(type="log", domain=[1.5, 620], nice=False),
        axis=alt.Axis(
            minExtent=66,
            values=[2, 7, 30, 90, 365],
            labelExpr="{'2': '2 days', '7': 'a week', '30': 'a month', '90': '3 months', "
            "'365': 'a year'}[datum.value]",
        ),
    )
    voices = alt.Scale(
        domain=list(_VOICES), range=[theme.colour(role) for _, role in _VOICES.values()]
    )
    paint = alt.Color("voice:N", legend=None, scale=voices)
    base = alt.Chart(named("points"))
    bands = base.transform_filter("isValid(datum.high)").mark_rule(strokeWidth=3, opacity=0.45)
    encoded = base.encode(
        x=x,
        y=y,
        color=paint,
        stroke=alt.Stroke("voice:N", legend=None, scale=voices),
        fillOpacity=alt.FillOpacity(
            "firm:N", legend=None, scale=alt.Scale(domain=[True, False], range=[1, 0])
        ),
        shape=alt.Shape(
            "bound:N",
            legend=None,
            scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())),
        ),
        tooltip=[
            alt.Tooltip("speaker:N", title="Who"),
            alt.Tooltip("wording:N", title="In the speaker's words"),
            alt.Tooltip("bound:N", title="Kind of number"),
            alt.Tooltip("days:Q", title="Days", format=".0f"),
        ],
    )
    # Several voices gave the same number in one month: they stand side by side.
    marks = [
        encoded.transform_filter(where).mark_point(
            size=50, strokeWidth=1.6, filled=True, opacity=1, xOffset=shift
        )
        for where, shift in (("datum.voice == 'us'", -3), ("datum.voice != 'us'", 3))
    ]
    lost = alt.Chart(named("lost"))
    rule = lost.mark_rule(color=theme.colour("muted"), strokeDash=[2, 3]).encode(x=x)
    rule_name = lost.mark_text(
        color=theme.colour("muted"), fontStyle="italic", align="right", dx=-5, baseline="top"
    ).encode(x=x, y=alt.value(2), text="words:N")
    names = _text(
        "names", x, y, "short" if narrow else "words", fontWeight="bold", baseline="middle"
    ).encode(color=paint)
    return alt.layer(
        bands.encode(x=x, y=y, y2="high:Q", color=paint), rule, rule_name, *marks, names
    ).properties(width=238 if narrow else 620, height=320)


def estimates() -> Figure:
    """Return the chart of published breakout estimates, by who says what of which definition.

    Returns
    -------
    Figure
        Picture of the table ``breakout_estimates``.
    """
    n, table = evidence.numbers(), evidence.estimates()
    said = {row["estimate_id"]: row for row in as_rows(evidence.estimates(everything=True))}
    soft = int((~table["firm"]).sum())
    places = {"us": (2009.8, 15.0), "isis": (2009.8, 10.0), "other": (2009.8, 6.7)}
    short = {"us": "US officials", "isis": "ISIS", "other": "Arms Control Assoc."}
    return Figure(
        name="jcpoa-breakout",
        title=(
            f"From a year to {n.last_estimate} days: the published breakout time between the deal "
            "and June 2025, and none since"
        ),
        subtitle=(
            "Material only, not a weapon; scale of equal ratios. Circle: a figure; up: at least or "
            "'as short as'; down: less than; bar: a band; hollow: words read by us, or unverified"
        ),
        alt=(
            f"{n.estimates} published estimates. US officials gave "
            f"{said['us-2015-before']['wording']} before the deal, which was designed for "
            f"{said['us-2015-design']['wording']}. ISIS had {said['isis-2020-02']['wording']} in "
            f"February 2020 and {said['isis-2023-02']['wording']} in February 2023, when a US "
            f"official said {said['kahl-2023']['wording']}; the last estimate, of May 2025, is "
            f"{n.last_estimate} days. The two count different amounts, yet stay close. {soft} "
            f"marks are hollow. Left out: ISIS's '{said['isis-2022-11']['wording']}' of November "
            "2022, which answers another question."
        ),
        data={
            **_estimate_data(),
            "names": [
                {"voice": key, "words": words, "short": short[key], "when": places[key][0],
                 "days": places[key][1]}
                for key, (words, _) in _VOICES.items()
            ],
        },
        sources=[Source("officials and institutes, as reported", "breakout_estimates")],
        **both_widths(_estimate_chart),
    )  # fmt: skip


# ---------------------------------------------------------------- yardsticks

_USERS: Mapping[str, str] = MappingProxyType(
    {"IAEA": "united-nations", "ISIS": "research", "press": "press"}
)


def _yardstick_chart(narrow: bool) -> Any:
    """Return the amounts as bars on a scale of powers of ten, each with its unit."""
    width = 300 if narrow else 440
    order = alt.EncodingSortField("place", op="min", order="ascending")
    y = alt.Y(
        "row:N",
        sort=order,
        title=None,
        axis=None if narrow else alt.Axis(minExtent=190, ticks=False, domain=False, labelLimit=240),
    )
    x = alt.X(
        "kg:Q",
        title="Kilograms of what the label names",
        scale=alt.Scale(type="log", domain=[1, 3e6 if narrow else 5e5], nice=False),
        axis=alt.Axis(values=[1, 10, 100, 1000, 10000], format=",.0f"),
    )
    paint = alt.Color(
        "used_by:N",
        legend=None,
        scale=alt.Scale(
            domain=list(_USERS), range=[theme.colour(role) for role in _USERS.values()]
        ),
    )
    base = alt.Chart(named("yardsticks")).encode(y=y)
    bars = base.mark_bar(height=12).encode(x=x, x2=alt.datum(1), color=paint)
    labels = base.mark_text(align="left", dx=6).encode(x=x, text="label:N", color=paint)
    layers = [bars, labels]
    if narrow:
        layers.append(base.mark_text(align="left", dy=-15).encode(x=alt.value(0), text="row:N"))
    return alt.layer(*layers).properties(width=width, height={"step": 38 if narrow else 26})


def yardsticks() -> Figure:
    """Return the table of significant quantities as a picture, with the units beside the bars.

    Returns
    -------
    Figure
        Picture of the table ``safeguards_parameters``.
    """
    n, table = evidence.numbers(), evidence.yardsticks()
    table["place"] = range(len(table))
    table["row"] = [
        material if user == "IAEA" else f"{material} ({user})"
        for material, user in zip(table["material"], table["used_by"], strict=True)
    ]
    by_id = {row["parameter_id"]: row for row in as_rows(table)}
    heu, isis, press = by_id["sq-heu"], by_id["isis-25-kg"], by_id["press-42-kg"]
    return Figure(
        name="jcpoa-yardsticks",
        title=(
            f"The same {heu['kg']:.0f} kilograms twice: of isotope for the IAEA, of uranium for "
            f"ISIS, which holds {n.isis_u235} kg of it"
        ),
        subtitle=(
            "Amount that stands for one explosive device, in kg (scale of powers of ten). Teal: "
            "the IAEA's significant quantities; green: ISIS; brown: the press"
        ),
        alt=(
            "The IAEA's significant quantity is "
            + ", ".join(
                f"{row['label']} for {row['material'][0].lower() + row['material'][1:]}"
                for row in as_rows(table[table["used_by"] == "IAEA"])
            )
            + f". ISIS counts {isis['label']} of 90 %, which holds {n.isis_u235} kg of U-235. The "
            f"press rule of {press['kg']:.0f} kg at 60 % is the IAEA's "
            f"quantity, {n.quantity_sixty} kg, rounded."
        ),
        data={"yardsticks": _rows(table, "row", "place", "kg", "label", "used_by")},
        sources=[
            Source("IAEA glossary through course pages, ISIS, agencies", "safeguards_parameters"),
            Source("conversions", model="breakout"),
        ],
        **both_widths(_yardstick_chart),
    )


#: Table -> the figure that stands for it on its page.
PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType(
    {
        "enriched_stock": stock,
        "breakout_estimates": estimates,
        "jcpoa_limits": clocks,
        "safeguards_parameters": yardsticks,
    }
)
