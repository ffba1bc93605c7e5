"""Charts of the chapter on the nuclear deal: stock, clocks, breakout estimates, yardsticks."""

from __future__ import annotations

import functools
import json
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import replace
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
    named_by,
    spec_of,
)
from missile_question.evidence import jcpoa as evidence
from missile_question.evidence.jcpoa import date_words
from missile_question.evidence.reach import as_rows
from missile_question.evidence.verification import ARTICLE_DAY, count_word, year
from missile_question.models import breakout

__all__ = [
    "PICTURES",
    "clocks",
    "dial_data",
    "dials",
    "estimates",
    "main_clocks",
    "missile_rules",
    "omission",
    "quantities",
    "reason_data",
    "reasons",
    "rule_data",
    "stock",
    "yardsticks",
]

Side = Literal["left", "right", "center"]


def _rows(table: pd.DataFrame, *columns: str) -> list[dict[str, Any]]:
    """Return some columns as rows without missing numbers: a chart leaves them out by itself."""
    return [
        {key: value for key, value in row.items() if value == value}
        for row in as_rows(table[list(columns)])
    ]


def _lean(data: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return named data with three decimals at most: a third of a day on an axis of years."""
    return {
        name: [
            {key: round(value, 3) if type(value) is float else value for key, value in row.items()}
            for row in rows
        ]
        for name, rows in data.items()
    }


def _slim(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a spec whose layers state their axes and scales once: notebooks stay small.

    Layers share axes and scales, so the first layer's words hold for those that repeat them.
    """
    out = {key: value for key, value in spec.items() if key != "config"}  # the theme sets its own
    for key in ("vconcat", "hconcat"):
        if key in out:
            out[key] = [_slim(part) for part in out[key]]
    if "layer" in out:
        seen: list[Any] = []
        out["layer"] = [_without_repeats(layer, seen) for layer in out["layer"]]
    return out


def _both(draw: Callable[[bool], Any]) -> dict[str, Any]:
    """Return the two specs of a figure by name, without repeated words."""
    return {name: _slim(spec) for name, spec in both_widths(draw).items()}


def _without_repeats(layer: dict[str, Any], seen: list[Any]) -> dict[str, Any]:
    """Return a layer without the axes and scales of positions that an earlier layer has stated."""
    encoding = dict(layer.get("encoding", {}))
    for channel in ("x", "y", "color", "shape", "fillOpacity"):
        full = encoding.get(channel)
        if not isinstance(full, dict) or not {"axis", "scale", "legend"} & set(full):
            continue
        said = {key: full.get(key) for key in ("axis", "scale", "legend", "sort", "title")}
        if (channel, said) in seen:
            encoding[channel] = {
                key: value for key, value in full.items() if key not in ("axis", "scale", "legend")
            }
        else:
            seen.append((channel, said))
    return {**layer, "encoding": encoding}


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
        for row in _rows(table, "when", "uranium_kg", "run"):
            lines.append({**row, "level": level})
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
    # Filled while the agency verified, hollow once it estimated.
    cut = evidence.knowledge_periods()[1]["from"]
    dots = [
        alt.Chart(named("lines"))
        .transform_filter(f"datum.when {sign} {cut:.4f}")
        .mark_point(filled=filled, size=22, opacity=1, strokeWidth=1.3)
        .encode(
            x=x,
            y=y,
            color=paint,
            tooltip=alt.Tooltip("uranium_kg:Q", title="kg of uranium", format=",.1f"),
        )
        for sign, filled in (("<", True), (">=", False))
    ]
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
    layers = [bands, starts, heads, last, ceiling, ceiling_name, line, *dots, below, wrong]
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
            "Filled dot: verified; hollow: estimated; triangle: 'under the cap', no amount found; "
            "diamond: a rival figure"
        ),
        alt=(
            f"From 2017 to May 2019 the stock lay between {lowest:.1f} and {n.highest_under} kg of "
            f"uranium, under the cap of {n.cap} kg; for {n.no_amount} reports only that verdict "
            f"was found. It passed the cap on {date_words(n.crossing_day)} and reached "
            f"{n.last_total} kg on {date_words(n.last_day)}, {n.last_sixty} kg of it enriched up "
            f"to 60 %. The IAEA verified the amounts until {date_words(n.monitoring_cut)}, then "
            f"estimated them, and has seen nothing since {date_words(n.sight_lost)}. For November "
            "2021 two figures for 60 % "
            f"compete, {rival['series_kg']:.1f} and {rival['uranium_kg']:.1f} kg."
        ),
        data=_lean(_stock_data()),
        sources=[
            Source("IAEA reports as passed on by agencies and institutes", "enriched_stock"),
            Source("days on which monitoring ended", "jcpoa_limits"),
            Source("conversion of units", model="breakout"),
        ],
        **_both(_stock_chart),
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
            "2021, held its first significant quantity by "
            f"{date_words(str(first['as_of_date']))} and {n.last_quantities} of them on "
            f"{date_words(n.last_day)}, with one fall in February 2024. "
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
        **_both(_quantity_chart),
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


#: The clauses that the chapter shows; the page of the table shows them all.
_MAIN_CLAUSES = (
    "arms-transfers", "missile-activity", "missile-transfers", "advanced-manufacture",
    "snapback-vote", "centrifuges-enriching", "centrifuges-fordow", "enrichment-level",
    "stock-uf6", "heavy-water", "rotors-surveillance", "ore-concentrate",
)  # fmt: skip


def _clock_data(main: bool = False) -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the chart of clocks, of all clauses or of the main ones."""
    table = evidence.clocks()
    if main:
        table = table[table["limit_id"].isin(_MAIN_CLAUSES)]
    today = year(ARTICLE_DAY)
    rows = []
    for place, row in enumerate(as_rows(table)):
        rows.append(
            {
                "clause": _clause(row), "place": place, "from": row["from"], "to": row["to"],
                "ran": min(row["to"], today),
                "regime": row["regime_id"],
                # A short bar has its end beside it, where there is room for the year alone.
                "ends": str(row["end_date"])[: 7 if row["to"] - row["from"] > _SHORT_BAR else 4]
                + (" ?" if row["contested"] else ""),
                "run_out": bool(row["run_out"]),
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
    ending = alt.X("to:Q", title=None, scale=scale, axis=axis)
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
        .encode(x=ending, y=y, text="ends:N")
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
            x=alt.datum(round(year(ARTICLE_DAY), 3)), y=y
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


def main_clocks() -> Figure:
    """Return the chart of the clocks that matter most, for the chapter.

    Returns
    -------
    Figure
    """
    whole = clocks()
    return replace(
        whole,
        name="jcpoa-main-clocks",
        subtitle=f"{whole.subtitle}. The {len(_MAIN_CLAUSES)} that matter most are drawn",
        data=_lean(_clock_data(main=True)),
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
            f"{date_words(ARTICLE_DAY)}, among them the cap on centrifuges at Natanz on "
            f"{date_words(n.natanz_end)}. The next end on {date_words(next_end)}, the last in "
            f"{n.last_clock}. "
            f"{len(passed)} of them had been reported as passed or no longer applied long before. "
            f"{disputed} are disputed: Iran, Russia and China say that resolution 2231 ended "
            "on 18 October 2025, the E3 and the United States that the older resolutions "
            "had come back before."
        ),
        data=_lean(_clock_data()),
        sources=[Source("text of the deal, fact sheets, resolution 2231", "jcpoa_limits")],
        **_both(_clock_chart),
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


#: Half the distance, in years, at which marks of one month stand side by side.
_BESIDE = 0.06


def _estimate_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the chart of estimates."""
    points = []
    for row in as_rows(evidence.estimates()):
        voice = _voice(row)
        point = {
            # Several voices gave the same number in one month: they stand side by side.
            "when": row["when"] + (-_BESIDE if voice == "us" else _BESIDE), "days": row["days"],
            "bound": row["bound"], "voice": voice, "firm": bool(row["firm"]),
        }  # fmt: skip
        if row["bound"] == "from to":
            point["high"] = row["days_high"]
        points.append(point)
    partial, lost = evidence.knowledge_periods()[1:]
    return {
        "points": points,
        "lost": [{"from": partial["from"], "when": lost["from"], "words": "none since"}],
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
    )
    marks = encoded.mark_point(size=50, strokeWidth=1.6, filled=True, opacity=1)
    lost = alt.Chart(named("lost"))
    rule = lost.mark_rule(color=theme.colour("muted"), strokeDash=[2, 3]).encode(x=x)
    rule_name = lost.mark_text(
        color=theme.colour("muted"), fontStyle="italic", align="right", dx=-5, baseline="top"
    ).encode(x=x, y=alt.value(2), text="words:N")
    names = _text(
        "names", x, y, "short" if narrow else "words", fontWeight="bold", baseline="middle"
    ).encode(color=paint)
    start = _years(2009.5, 2026.6, narrow, "from")
    ground = lost.mark_rect(fill=theme.colour("sea")).encode(x=start, x2="when:Q")
    ranges = bands.encode(x=x, y=y, y2="high:Q", color=paint)
    return alt.layer(ground, ranges, rule, rule_name, marks, names).properties(
        width=238 if narrow else 620, height=320
    )


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
            "'as short as'; down: less than; bar: a band; hollow: words read by us, or unverified; "
            "shaded: the stock was an estimate"
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
        data=_lean({
            **_estimate_data(),
            "names": [
                {"voice": key, "words": words, "short": short[key], "when": places[key][0],
                 "days": places[key][1]}
                for key, (words, _) in _VOICES.items()
            ],
        }),
        sources=[Source("officials and institutes, as reported", "breakout_estimates")],
        **_both(_estimate_chart),
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
        **_both(_yardstick_chart),
    )


# ---------------------------------------------------------------- why missiles were left out

#: Reason -> head of its column, in two lines.
_HEADS: Mapping[str, str] = MappingProxyType(
    {
        "verification": "Too hard\nto verify",
        "priority": "The bomb\ncame first",
        "refusal": "Iran\nrefused",
        "track": "The Council\nhad it",
    }
)

#: Lean of a piece -> colour role.
_LEANS: Mapping[str, str] = MappingProxyType({"for": "united-nations", "against": "iran"})

#: Length of a doubling, in widths of a column: a factor of 6 still leaves room for its number.
_DOUBLING = 0.12


def _omission_data(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the chart of the pieces: bars run from their column's middle."""
    columns = {reason: place + 0.5 for place, reason in enumerate(evidence.REASONS)}
    cells = []
    for row in as_rows(table):
        middle = columns[row["reason"]]
        cells.append(
            {
                **{key: row[key] for key in ("place", "lean", "verified")},
                "middle": middle,
                "end": middle + _DOUBLING * math.log2(row["ratio"]),
                "said": f"{row['ratio']:g}",
            }
        )
    pieces = [
        {
            "place": row["place"],
            "label": row["label"],
            "day": date_words(row["date"])
            if len(row["date"]) == 10
            else row["date"] or "an absence",
        }
        for row in as_rows(table.drop_duplicates("piece_id"))
    ]
    heads = [{"middle": columns[reason], "words": words} for reason, words in _HEADS.items()]
    return {"cells": cells, "pieces": pieces, "heads": heads}


def _omission_chart(narrow: bool) -> Any:
    """Return one row a piece and one column a reason, with bars to the side it speaks for."""
    first = 0.0 if narrow else -1.7  # on a wide page the names stand left of the columns
    x = alt.X("middle:Q", title=None, axis=None, scale=alt.Scale(domain=[first, 4], nice=False))
    end = alt.X("end:Q", title=None, axis=None, scale=alt.Scale(domain=[first, 4], nice=False))
    y = alt.Y("place:O", title=None, axis=None)
    paint = alt.Color(
        "lean:N",
        legend=None,
        scale=alt.Scale(
            domain=list(_LEANS), range=[theme.colour(role) for role in _LEANS.values()]
        ),
    )
    low = 8 if narrow else 0
    heads = (
        alt.Chart(named("heads"))
        .mark_text(lineBreak="\n", baseline="bottom", lineHeight=14, dy=-20, fontWeight="bold")
        .encode(x=x, y=alt.value(0), text="words:N")
    )
    cells = alt.Chart(named("cells"))
    middles = cells.mark_tick(
        color=theme.colour("muted"), thickness=1, height=19, yOffset=low, opacity=0.7
    ).encode(x=x, y=y)
    bars = [
        cells.transform_filter(f"datum.lean != 'no' && datum.verified === {json.dumps(verified)}")
        .mark_bar(height=11, yOffset=low, fillOpacity=opacity, strokeWidth=1.3)
        .encode(x=x, x2="end:Q", y=y, color=paint, stroke=paint)
        for verified, opacity in ((True, 1.0), (False, 0.0))
    ]
    sides: tuple[tuple[str, Side, int], ...] = (("for", "left", 4), ("against", "right", -4))
    numbers = [
        cells.transform_filter(f"datum.lean == '{lean}'")
        .mark_text(align=align, dx=dx, dy=low, fontWeight="bold")
        .encode(x=end, y=y, text="said:N", color=paint)
        for lean, align, dx in sides
    ]
    pieces = alt.Chart(named("pieces"))
    if narrow:
        names = [
            pieces.mark_text(align="left", dy=-9, fontWeight="bold").encode(
                x=alt.value(0), y=y, text="label:N"
            ),
            pieces.mark_text(align="right", dy=-9, color=theme.colour("muted")).encode(
                x=alt.value(290), y=y, text="day:N"
            ),
        ]
    else:
        names = [
            pieces.mark_text(align="left", dy=-7, fontWeight="bold").encode(
                x=alt.value(0), y=y, text="label:N"
            ),
            pieces.mark_text(align="left", dy=8, color=theme.colour("muted")).encode(
                x=alt.value(0), y=y, text="day:N"
            ),
        ]
    return alt.layer(middles, heads, *bars, *numbers, *names).properties(
        width=290 if narrow else 640, height={"step": 46 if narrow else 40}
    )


def _number(count: int) -> str:
    """Return a count as a word that can stand alone: ``_number(0)`` is ``"none"``."""
    return count_word(count) if count else "none"


def omission() -> Figure:
    """Return the pieces of evidence on why missiles were left out, by what they speak for.

    Returns
    -------
    Figure
        Picture of the table ``omission_evidence``.
    """
    table = evidence.leanings()
    count = {
        lean: {
            reason: int(((table["lean"] == lean) & (table["reason"] == reason)).sum())
            for reason in evidence.REASONS
        }
        for lean in ("for", "against")
    }
    most = max(count["for"].values())
    leaders = [
        f"'{evidence.REASONS[reason]}'" for reason, found in count["for"].items() if found == most
    ]
    known = count_word(int(table["piece_id"].nunique()))
    article = evidence.REASONS["verification"]
    for_it, against_it = (count[lean]["verification"] for lean in ("for", "against"))
    each = "; ".join(
        f"'{words}' {_number(count['for'][reason])} for, "
        f"{_number(count['against'][reason])} against"
        for reason, words in evidence.REASONS.items()
    )
    strong = table.sort_values("ratio", ascending=False, kind="stable")
    strong = strong[strong["ratio"] == strong["ratio"].max()]
    strongest = " and ".join(
        f"'{evidence.REASONS[row['reason']]}' from the piece {row['label']}"
        for row in as_rows(strong)
    )
    return Figure(
        name="jcpoa-omission",
        title=(
            f"By our reading {_number(for_it)} of {known} pieces "
            f"{'speaks' if for_it == 1 else 'speak'} for '{article[0].lower() + article[1:]}' and "
            f"{_number(against_it)} against; {_number(most)}, the most, for "
            f"{' and '.join(leaders)}"
        ),
        subtitle=(
            "How many times likelier a piece is if the reason mattered than if not: our "
            "judgement, on a scale of doublings. Right, teal: for; left, brown: against; no bar: "
            "no bearing; hollow: unverified"
        ),
        alt=(
            f"A table of {known} pieces of evidence on why the deal of 2015 has no clause on "
            f"missiles, earliest first, against four reasons. Pieces for and against each, by "
            f"this book's judgement: {each}. The largest factor, {strong['ratio'].iloc[0]:g}, is "
            f"that for {strongest}."
        ),
        data=_lean(_omission_data(table)),
        sources=[
            Source("documents and, for the factors, this book's judgement", "omission_evidence")
        ],
        **_both(_omission_chart),
    )


# ---------------------------------------------------------------- the explorers' charts

#: Ticks of a scale of waiting times: weeks and words.
_WAITS: Mapping[float, str] = MappingProxyType(
    {
        1.0 / 7.0: "a day",
        1.0: "a week",
        breakout.WEEKS_PER_YEAR / 12.0: "a month",
        breakout.WEEKS_PER_YEAR / 2.0: "half a year",
        5.0 * breakout.WEEKS_PER_YEAR: "five years",
    }
)


def dial_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the deal's dials: who defines, levels, the year's mark.

    Returns
    -------
    dict of str to rows
    """
    return {
        "quantities": [
            {"name": name, "order": order, "kg": kg, "key": key}
            for order, (key, (name, kg)) in enumerate(evidence.QUANTITIES.items())
        ],
        "levels": [{"percent": level, "words": f"{level:g} %"} for level in evidence.DIAL_LEVELS],
        "year": [{"weeks": breakout.WEEKS_PER_YEAR, "words": "a year"}],
    }


def _dialled(source: Any, product: Any, stock_kg: Any, percent: Any, capacity: Any) -> Any:
    """Add to a chart the weeks to an amount, by the evidence's own function."""
    weeks = evidence.dial_weeks(product, stock_kg, percent, capacity, alt.expr)
    return source.transform_calculate(weeks=formula(weeks))


def dials(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the deal's dials: weeks by two definitions, above the curve that explains them.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``level``, ``stock_kg`` and ``capacity``.

    Returns
    -------
    dict
        Vega-Lite spec driven by these three parameters.
    """
    level, stock_kg, capacity = (
        alt.param(name=name, value=defaults[name]) for name in ("level", "stock_kg", "capacity")
    )
    percent = alt.expr.toNumber(level)
    width = 262 if narrow else 600
    paint = alt.Color(
        "key:N",
        legend=None,
        scale=alt.Scale(
            domain=list(evidence.QUANTITIES),
            range=[theme.colour("united-nations"), theme.colour("research")],
        ),
    )
    answered = (
        _dialled(alt.Chart(named("quantities")), alt.datum.kg, stock_kg, percent, capacity)
        # The IAEA's quantity is the larger one, so its time is the longer one.
        .transform_joinaggregate(iaea="max(weeks)", isis="min(weeks)")
        .transform_calculate(
            months=formula(evidence.months(alt.datum.iaea)),
            year=formula(evidence.a_year(alt.datum.weeks)),
            said="format(datum.weeks, datum.weeks < 10 ? ',.1f' : ',.0f') + ' weeks'",
        )
    )
    y = alt.Y(
        "name:N",
        sort=alt.EncodingSortField("order", op="min"),
        title=None,
        axis=alt.Axis(ticks=False, domain=False, minExtent=40, labelPadding=6),
    )
    x = alt.X(
        "weeks:Q",
        title="Weeks to the material for one weapon",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(format=",.0f", tickCount=5),
    )
    # The marks of a part share one data set and one chain of steps, which stand on the part.
    plain = alt.Chart()
    bars = plain.mark_bar(height=16).encode(x=x, y=y, color=paint).properties(name="answer")
    # Inside a long bar, beside a short one: a bar is never longer than the axis.
    sides: tuple[tuple[str, Side, int, Any], ...] = (
        ("datum.weeks >= 26", "right", -5, alt.value(theme.colour("paper"))),
        ("datum.weeks < 26", "left", 5, paint),
    )
    words = [
        # Not a filter: a part without rows has no extent, and Vega says so in the console.
        plain.mark_text(align=align, dx=dx, fontWeight="bold").encode(
            x=x, y=y, text=alt.condition(where, "said:N", alt.value("")), color=colour
        )
        for where, align, dx, colour in sides
    ]
    year = alt.Chart(named("year"))
    rule = year.mark_rule(color=theme.colour("ink"), strokeDash=[4, 3]).encode(x="weeks:Q")
    rule_name = year.mark_text(baseline="bottom", dy=-3).encode(
        x="weeks:Q", y=alt.value(0), text="words:N"
    )
    top = _part(answered, [bars, *words, rule, rule_name], width, 62)

    stocks = alt.X(
        "kg:Q",
        title="Stock of that level (kg of uranium)",
        scale=alt.Scale(type="sqrt", domain=[0, 9000], nice=False),
        axis=alt.Axis(
            values=[0, 200, 1000, 3000, *([] if narrow else [6000]), 9000],
            format=",.0f",
            grid=False,
        ),
    )
    waits = json.dumps({f"{weeks:.3f}": words for weeks, words in _WAITS.items()})
    times = alt.Y(
        "weeks:Q",
        title=None,
        scale=alt.Scale(type="log", domain=[0.02, 400], nice=False),
        axis=alt.Axis(
            values=[*_WAITS, breakout.WEEKS_PER_YEAR],
            labelExpr=f"{waits}[format(datum.value, '.3f')] || 'a year'",
            minExtent=62,
        ),
    )
    # Evenly spaced on the axis of roots; the last point is the reader's own stock.
    points, step = 221, 0.43
    curves = (
        alt.Chart(named("levels"))
        .transform_calculate(i=f"sequence({points + 1})")
        .transform_flatten(["i"])
        .transform_calculate(kg=f"datum.i < {points} ? pow({step} * datum.i, 2) : {stock_kg.name}")
    )
    product = evidence.QUANTITIES["iaea"][1]
    curves = _dialled(curves, product, alt.datum.kg, alt.datum.percent, capacity)
    chosen = f"datum.percent == toNumber({level.name})"
    lines = [
        plain.transform_filter(where)
        .mark_line(color=theme.colour(role), strokeWidth=thick)
        .encode(x=stocks, y=times, detail="percent:Q")
        for where, role, thick in (
            (f"!({chosen})", "muted", 1.0),
            (chosen, "united-nations", 2.6),
        )
    ]
    # The two lowest levels end side by side: their names stand a little apart.
    names = (
        plain.transform_filter(f"datum.i == {points - 1}")
        .transform_calculate(
            weeks="datum.weeks * (datum.percent < 5 ? 1.3 : datum.percent == 5 ? 0.75 : 1)"
        )
        .mark_text(align="left", dx=5)
        .encode(x=stocks, y=times, text="words:N")
    )
    here = plain.transform_filter(f"datum.i == {points} && {chosen}")
    dot = here.mark_point(
        filled=True, size=90, opacity=1, color=theme.colour("united-nations"),
        stroke=theme.colour("paper"),
    ).encode(x=stocks, y=times)  # fmt: skip
    low = _part(curves, [*lines, names, dot], width, 210 if narrow else 230)
    chart = alt.vconcat(top, low, spacing=26).resolve_scale(color="independent", x="independent")
    return _slim(spec_of(chart.add_params(level, stock_kg, capacity)))


def _part(steps: Any, layers: list[Any], width: int, height: Any) -> Any:
    """Return layers over one data set and one chain of steps, kept once."""
    return alt.LayerChart(
        layer=layers, data=steps.data, transform=steps.transform, width=width, height=height
    )


def rule_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the chart of missile rules.

    Returns
    -------
    dict of str to rows
    """
    far = year(ARTICLE_DAY, last=True) + 0.7
    rules = []
    for rule in evidence.missile_rules():
        spans = {
            key: [[year(rule["start"]), year(rule["end"])]]
            + ([[year(rule[key]), far]] if rule[key] != evidence.NEVER else [])
            for key in evidence.LAW_READINGS
        }
        rules.append({**rule, **{f"spans_{key}": value for key, value in spans.items()}})
    return {"rules": rules}


#: Wording of a rule -> colour role.
_WORDINGS: Mapping[str, str] = MappingProxyType(
    {"ban": "iran", "request": "united-nations", "trade rule": "press"}
)


def missile_rules(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Security Council's missile rules as bars, with the chosen day.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``day`` and ``reading``.

    Returns
    -------
    dict
        Vega-Lite spec driven by these two parameters.
    """
    day, reading = (alt.param(name=name, value=defaults[name]) for name in ("day", "reading"))
    x = _years(2006.0, 2026.9, narrow)
    y = alt.Y(
        "name:N",
        sort=alt.EncodingSortField("order", op="min"),
        title=None,
        axis=None if narrow else alt.Axis(ticks=False, domain=False, minExtent=200, labelPadding=6),
    )
    paint = alt.Color(
        "wording:N",
        scale=alt.Scale(
            domain=list(_WORDINGS), range=[theme.colour(role) for role in _WORDINGS.values()]
        ),
        legend=alt.Legend(title=None, orient="top", columns=3, symbolType="square"),
    )
    rules = alt.Chart(named("rules")).transform_calculate(
        holds=formula(evidence.in_force(day, alt.datum.start, alt.datum.end, named_by(reading)))
    )
    bars = (
        rules.transform_calculate(span=f"datum['spans_' + {reading.name}]")
        .transform_flatten(["span"])
        .transform_calculate(when="datum.span[0]", until="datum.span[1]")
        .mark_bar(height=15)
        .encode(x=x, x2="until:Q", y=y, color=paint)
    )
    # On a phone words stand where a rule would run: a tick on each row instead.
    ticks = json.dumps({known: round(year(known), 3) for known in evidence.RULE_DAYS})
    chosen = rules.transform_calculate(when=f"{ticks}[{day.name}]")
    rule = chosen.mark_tick(thickness=2.4, opacity=1, height=23 if narrow else 32).encode(
        x=x, y=y, color=alt.value(theme.colour("ink"))
    )
    placed = rules.transform_calculate(said="datum.holds ? 'in force' : 'not in force'")
    answer = (
        placed.mark_text(align="left", dx=4, dy=-15 if narrow else 0)
        .encode(x=alt.value(186 if narrow else 400), y=y, text="said:N")
        .properties(name="answer")
    )
    layers: list[Any] = [bars, rule, answer]
    if narrow:
        layers.append(
            placed.mark_text(align="left", dy=-15, fontWeight="bold").encode(
                x=alt.value(0), y=y, text="name:N"
            )
        )
    chart = alt.layer(*layers).properties(
        width=278 if narrow else 390, height={"step": 44 if narrow else 32}
    )
    return _slim(spec_of(chart.add_params(day, reading)))


def reason_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the weighing: one row a reason, with its factor for each piece.

    Returns
    -------
    dict of str to rows
    """
    return {
        "reasons": [
            {
                "name": words,
                "order": order,
                **{f"r_{piece.key}": piece.ratio(reason) for piece in evidence.pieces()},
            }
            for order, (reason, words) in enumerate(evidence.REASONS.items())
        ],
        "half": [{"posterior": 50.0}],
    }


def reasons(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the weighing of the reasons: probabilities above the factors behind them.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``prior`` and of every piece's weight.

    Returns
    -------
    dict
        Vega-Lite spec driven by these parameters.
    """
    prior = alt.param(name="prior", value=defaults["prior"])
    weights = {
        piece.key: alt.param(name=piece.key, value=defaults[piece.key])
        for piece in evidence.pieces()
    }
    short = {piece.key: piece.short for piece in evidence.pieces()}
    at_weight = {
        key: evidence.weighed(alt.datum[f"r_{key}"], weight) for key, weight in weights.items()
    }
    factor = functools.reduce(operator.mul, at_weight.values())
    # The parts share one data set and one chain of steps.
    steps = (
        alt.Chart(named("reasons"))
        .transform_calculate(
            factor=formula(factor),
            **{f"f_{key}": formula(value) for key, value in at_weight.items()},
        )
        .transform_calculate(posterior=formula(evidence.updated(prior, alt.datum.factor)))
        .transform_calculate(
            likely=formula(evidence.stands(alt.datum.posterior)),
            said="format(datum.posterior, ',.0f') + ' %'",
        )
    )
    order = alt.EncodingSortField("order", op="min")
    width = 290 if narrow else 420
    y = alt.Y(
        "name:N",
        sort=order,
        title=None,
        axis=None if narrow else alt.Axis(ticks=False, domain=False, minExtent=180, labelPadding=6),
    )
    x = alt.X(
        "posterior:Q",
        title="Probability that the reason mattered (%)",
        scale=alt.Scale(domain=[0, 112 if narrow else 108], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100], format=".0f", grid=not narrow),
    )
    paint = alt.Color(
        "likely:N",
        legend=None,
        scale=alt.Scale(
            domain=[True, False], range=[theme.colour("united-nations"), theme.colour("press")]
        ),
    )
    plain = alt.Chart()
    bars = plain.mark_bar(height=14).encode(x=x, y=y, color=paint).properties(name="answer")
    words = plain.mark_text(align="left", dx=5, fontWeight="bold").encode(x=x, y=y, text="said:N")
    half = (
        alt.Chart(named("half"))
        .mark_rule(color=theme.colour("ink"), strokeDash=[3, 3])
        .encode(x="posterior:Q")
    )
    layers = [bars, words, half]
    if narrow:
        layers.append(
            plain.mark_text(align="left", dy=-15).encode(x=alt.value(0), y=y, text="name:N")
        )
    top = alt.LayerChart(layer=layers, width=width, height={"step": 38 if narrow else 27})

    heads = ["Verify", "Priority", "Refusal", "Council"]
    cells = (
        alt.Chart()
        .transform_fold([f"f_{key}" for key in weights], as_=["piece", "effect"])
        .transform_calculate(
            row=f"{json.dumps({f'f_{key}': words for key, words in short.items()})}[datum.piece]",
            place=f"indexof({json.dumps([f'f_{key}' for key in weights])}, datum.piece)",
            column=f"{json.dumps(heads)}[datum.order]",
            said=(
                "abs(datum.effect - 1) < 1e-9 ? '·' : "
                "'× ' + format(datum.effect, datum.effect < 1 ? '.2f' : '.1f')"
            ),
            lean="datum.effect > 1.0001 ? 'for' : datum.effect < 0.9999 ? 'against' : 'no'",
        )
    )
    columns = alt.X(
        "column:N", sort=heads, title=None,
        axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
    )  # fmt: skip
    rows = alt.Y(
        "row:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=None if narrow else alt.Axis(ticks=False, domain=False, minExtent=180, labelLimit=190),
    )
    lean = alt.Color(
        "lean:N",
        legend=None,
        scale=alt.Scale(
            domain=["for", "against", "no"],
            range=[theme.colour(role) for role in ("united-nations", "iran", "muted")],
        ),
    )
    factors = plain.mark_text(fontSize=13, dy=7 if narrow else 0).encode(
        x=columns, y=rows, text="said:N", color=lean
    )
    parts = [factors]
    if narrow:
        parts.append(
            plain.transform_filter("datum.order == 0")
            .mark_text(align="left", dy=-9)
            .encode(x=alt.value(0), y=rows, text="row:N")
        )
    low = alt.LayerChart(
        layer=parts, transform=cells.transform, width=width, height={"step": 40 if narrow else 25}
    )
    chart = alt.VConcatChart(
        vconcat=[top, low],
        data=steps.data,
        transform=steps.transform,
        spacing=84 if narrow else 22,
        bounds="flush" if narrow else "full",
    ).resolve_scale(color="independent")
    return _slim(spec_of(chart.add_params(prior, *weights.values())))


#: Table -> the figure that stands for it on its page.
PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType(
    {
        "enriched_stock": stock,
        "breakout_estimates": estimates,
        "jcpoa_limits": clocks,
        "safeguards_parameters": yardsticks,
        "omission_evidence": omission,
    }
)
