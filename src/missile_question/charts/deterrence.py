"""Charts of chapter 3: spending against Iran's, burdens, revisions, aircraft, missiles."""

from __future__ import annotations

import itertools
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
    formula,
    named,
    on_steps,
    padded,
    params_of,
)
from missile_question.evidence import deterrence as evidence
from missile_question.evidence.reach import as_rows
from missile_question.models import choose
from missile_question.models import deterrence as model

#: Room at the left and at the right of a drawing, in px.
_SIDES = (10, 22)

SIPRI = (
    "SIPRI Military Expenditure Database, release of 2025; ratios, shares and index by this book"
)

#: Short forms of those who count, for labels beside the marks.
SHORT: Mapping[str, str] = MappingProxyType(
    {
        "International Institute for Strategic Studies": "IISS",
        "Foundation for Defense of Democracies": "FDD",
        "United Press International": "UPI",
        "Jane's Defence Weekly": "Jane's",
        "Arms Control Association": "ACA",
        "Flight International": "Flight",
        "Senior Israeli officer": "Israel, an officer",
        "Unnamed sources": "unnamed sources",
        "Unnamed experts": "unnamed experts",
        "Analysts": "analysts in the WSJ",
        "Walla": "press in Israel",
        "Gen. Kenneth McKenzie": "US Central Command",
        "Estimates collected by the BBC": "span in the BBC",
        "Press": "press agency",
    }
)

#: Headings of the list of aircraft: country and rule -> words.
FLEETS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("Iran", "delivered"): "Iran: US aircraft delivered by 1979",
        ("Iran", "inventory"): "Iran: combat aircraft on the books",
        ("Iran", "flyable"): "Iran: combat aircraft able to fly",
        ("Iran", "all_military"): "Iran: everything military that flies",
        ("Israel", "inventory"): "Israel: combat aircraft on the books",
        ("Israel", "all_military"): "Israel: everything military that flies",
        ("Saudi Arabia", "combat_capable"): "Saudi Arabia: combat-capable aircraft",
        ("Saudi Arabia", "inventory"): "Saudi Arabia: combat aircraft on the books",
        ("Saudi Arabia", "all_military"): "Saudi Arabia: everything military that flies",
        ("United Arab Emirates", "inventory"): "UAE: combat aircraft on the books",
        ("United Arab Emirates", "all_military"): "UAE: everything military that flies",
    }
)
FLEETS_SINCE = 2008

#: Which marks the lists use: the bound of a row -> shape.
SHAPES = {"": "circle", "floor": "triangle-right", "ceiling": "triangle-left"}


def role_of_country(country: str) -> str:
    """Return the colour role of a country: its own if it has one, else the region's."""
    role = theme.role_of(country)
    return "region" if role == "press" else role


def _short(who: str) -> str:
    """Return who counts without the relay, in its short form; of a state also the office."""
    name, _, rest = who.partition(" (")
    if name in {"Iran", "Israel"}:
        return f"{name}, {rest.rstrip(')').split(', ')[0]}"
    name = name.split(", ")[0]
    return SHORT.get(name, name)


# ---- lines over the years ----


def _lines(
    narrow: bool, field: str, title: str, top: float, dashed: bool, height: int
) -> dict[str, Any]:
    """Return lines over the years with a label at each line's end."""
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[2010, 2024], nice=False),
        axis=alt.Axis(values=[2010, 2015, 2020, 2024], format="d", grid=False),
    )
    y = alt.Y(f"{field}:Q", title=title, scale=alt.Scale(domain=[0, top], nice=False))
    base = alt.Chart(named("lines")).encode(
        x=x, y=y, color=alt.Color("paint:N", scale=None), detail="line:N"
    )
    dash = (
        alt.StrokeDash(
            "basis:N",
            legend=None,
            scale=alt.Scale(domain=list(evidence.BASES), range=[[1, 0], [5, 4]]),
        )
        if dashed
        else alt.Undefined
    )
    line = base.mark_line(strokeWidth=2.4).encode(strokeDash=dash)
    ends = base.transform_filter("datum.end").mark_point(filled=True, size=38, opacity=1)
    labels = (
        alt.Chart(named("labels"))
        .mark_text(align="left", dx=7, fontSize=12, lineBreak="\n")
        .encode(
            x=x,
            y=alt.Y("at:Q"),
            text="short:N" if narrow else "text:N",
            color=alt.Color("paint:N", scale=None),
        )
    )
    chart = alt.layer(line, ends, labels).properties(width=188 if narrow else 540, height=height)
    return padded(chart, _SIDES)


def _apart(values: list[float], gap: float) -> list[float]:
    """Return label positions near the values, in the same order, at least ``gap`` apart."""
    order = sorted(range(len(values)), key=values.__getitem__)
    placed = list(values)
    for below, above in itertools.pairwise(order):
        placed[above] = max(placed[above], placed[below] + gap)
    return placed


def _labels(rows: list[dict[str, Any]], field: str, gap: float) -> list[dict[str, Any]]:
    """Return one label for the end of each line: text, short, colour and where it stands."""
    ends = [row for row in rows if row["end"]]
    last = max(row["year"] for row in ends)
    # A line that stops early has its label above its end, clear of the lines that go on.
    at = _apart([row[field] + gap * (row["year"] < last) for row in ends], gap)
    return [
        {
            "year": row["year"],
            "at": round(place, 2),
            "text": row["label"],
            "short": row["short"],
            "paint": row["paint"],
        }
        for row, place in zip(ends, at, strict=True)
    ]


def _marked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the last point of each line."""
    last = {row["line"]: row["year"] for row in rows}
    return [{**row, "end": row["year"] == last[row["line"]]} for row in rows]


def ratio_rows() -> list[dict[str, Any]]:
    """Return Israel's and Saudi Arabia's spending as multiples of Iran's, both yardsticks."""
    rows = []
    for country in ("Israel", "Saudi Arabia"):
        for basis in evidence.BASES:
            series = evidence.spending_ratio(country, basis)
            rows += [
                {
                    "line": f"{country} {basis}",
                    "basis": basis,
                    "year": year,
                    "ratio": ratio,
                    "label": f"{country} {ratio:.1f} ({basis})",
                    "short": f"{country.split()[0]} {ratio:.1f}",
                    "paint": theme.colour(role_of_country(country)),
                }
                for year, ratio in zip(series.index.tolist(), series.tolist(), strict=True)
            ]
    return _marked(rows)


def spending() -> Figure:
    """Return spending as a multiple of Iran's, in constant and in current dollars."""
    rows, n = ratio_rows(), evidence.numbers()
    top = max(row["ratio"] for row in rows) * 1.06
    title = (
        f"Israel spent {n.israel_ratio} times as much as Iran in {n.year}, and "
        f"{n.israel_ratio_first} times in {n.first_year}: it depends on the kind of dollar"
    )
    return Figure(
        name="deterrence-spending",
        title=title,
        subtitle="Military expenditure as a multiple of Iran's. Solid: constant dollars of 2023. "
        "Dashed: current dollars, which follow Iran's exchange rate.",
        alt=(
            f"Lines from {n.first_year} to {n.year}. Israel's spending went from "
            f"{n.israel_ratio_first} times Iran's to {n.israel_ratio} times, depending on whether "
            f"current or constant dollars are used; Saudi Arabia ends at {n.saudi_ratio} times. "
            f"Iran's own spending in {n.year} changed by {n.iran_change_constant} per cent in "
            f"constant dollars and by {n.iran_change_current} per cent in current dollars."
        ),
        wide=_lines(False, "ratio", "Times Iran's spending", top, True, 330),
        narrow=_lines(True, "ratio", "Times Iran's spending", top, True, 300),
        data={"lines": _trimmed(rows, "ratio", "basis"), "labels": _labels(rows, "ratio", 1.2)},
        sources=[Source(SIPRI, table="military_expenditure")],
    )


def _trimmed(rows: list[dict[str, Any]], *fields: str) -> list[dict[str, Any]]:
    """Return the rows with only what the lines need."""
    return [{key: row[key] for key in ("line", "year", "paint", "end", *fields)} for row in rows]


def burden_rows() -> list[dict[str, Any]]:
    """Return military expenditure as a share of GDP by country and year."""
    table = evidence.spending().dropna(subset=["share_of_gdp_pct"])
    short = {"United States": "US", "United Arab Emirates": "UAE", "Saudi Arabia": "Saudi A."}
    rows = [
        {
            "line": row["country"],
            "year": int(row["year"]),
            "share": float(row["share_of_gdp_pct"]),
            "label": f"{row['country']} {row['share_of_gdp_pct']:.1f}",
            "short": f"{short.get(row['country'], row['country'])} {row['share_of_gdp_pct']:.1f}",
            "paint": theme.colour(role_of_country(row["country"])),
        }
        for row in as_rows(table)
    ]
    return _marked(rows)


def burden() -> Figure:
    """Return military expenditure as a share of GDP."""
    rows, n = burden_rows(), evidence.numbers()
    peak = max(rows, key=lambda row: float(row["share"]))
    title = (
        f"Iran spent {n.iran_share} per cent of its GDP on its forces in {n.year}, "
        f"Israel {n.israel_share} and Saudi Arabia {n.saudi_share}"
    )
    top = peak["share"] * 1.08
    return Figure(
        name="deterrence-burden",
        title=title,
        subtitle="Military expenditure, per cent of GDP. The share needs no exchange rate. "
        "No figure for the United Arab Emirates after 2014.",
        alt=(
            f"Lines from {n.first_year} to {n.year}. Iran ends at {n.iran_share} per cent of GDP, "
            f"Israel at {n.israel_share} after a steep rise, Saudi Arabia at {n.saudi_share}. The "
            f"highest share, {peak['share']:.1f} per cent, is {peak['line']}'s in {peak['year']}."
        ),
        wide=_lines(False, "share", "Per cent of GDP", top, False, 330),
        narrow=_lines(True, "share", "Per cent of GDP", top, False, 300),
        data={"lines": _trimmed(rows, "share"), "labels": _labels(rows, "share", 0.72)},
        sources=[Source(SIPRI, table="military_expenditure")],
    )


# ---- lists: one row a count ----


def _list_spec(
    narrow: bool, title: str, domain: list[float], step: int, *, above: bool = False
) -> dict[str, Any]:
    """Return a list of counts under headings: a mark or a band a row, its label beside or above."""
    y = alt.Y("order:O", axis=None, sort="ascending")
    x = alt.X(
        "low:Q",
        title=title,
        scale=alt.Scale(domain=domain, nice=False),
        axis=alt.Axis(tickCount=4 if narrow else 7, format=",.0f"),
    )
    base = alt.Chart(named("rows")).encode(y=y)
    counts = base.transform_filter("datum.text != null")
    paint = alt.Stroke("paint:N", scale=None)
    bands = (
        counts.transform_filter("datum.low < datum.high")
        .mark_rule(strokeWidth=6, opacity=0.35)
        .encode(x=x, x2="high:Q", stroke=paint)
    )

    def dots(end: str) -> Any:
        return counts.mark_point(size=64, strokeWidth=1.8, opacity=1).encode(
            x=f"{end}:Q",
            shape=alt.Shape("shape:N", scale=None),
            stroke=paint,
            fill=alt.Fill("fill:N", scale=None),
        )

    def labels(align: Literal["left", "right"]) -> Any:
        at = "high" if align == "left" else "low"
        return (
            counts.transform_filter(f"datum.align == '{align}'")
            .mark_text(align=align, dx=9 if align == "left" else -9, fontSize=12)
            .encode(
                x=f"{at}:Q",
                text=_brief(narrow),
            )
        )

    headings = (
        base.transform_filter("datum.text == null")
        .mark_text(align="left", fontWeight="bold", fontSize=12, dy=3)
        .encode(x=alt.value(0), text="heading:N")
    )
    over = counts.mark_text(align="left", dy=-12, fontSize=12).encode(
        x=alt.value(0), text=_brief(True)
    )
    words = [over] if above else [labels("left"), labels("right")]
    layers = [bands, dots("low"), dots("high"), *words, headings]
    chart = alt.layer(*layers).properties(width=300 if narrow else 640, height={"step": step})
    return padded(chart, _SIDES)


def _brief(narrow: bool) -> Any:
    """Return a list's label: in the narrow variant the short one, where a row has one."""
    return alt.value(alt.ExprRef("datum.short || datum.text")) if narrow else "text:N"


def _listing(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a list's rows for the page: whole numbers, and no short label that says the same."""
    return [
        {
            key: int(value) if isinstance(value, float) and value.is_integer() else value
            for key, value in row.items()
            if key != "short" or value != row["text"]
        }
        for row in rows
    ]


def _heading(order: int, words: str) -> dict[str, Any]:
    """Return a heading's row."""
    return {"order": order, "heading": words, "text": None}


def _count(
    order: int, row: dict[str, Any], role: str, label: str, extra: str, middle: float, shape: str
) -> dict[str, Any]:
    """Return a count's row; labels of marks in the right half stand to their left."""
    paint = theme.colour(role)
    about = evidence.between(row["low"], row["high"], places=0)
    number = {"": "", "floor": "over ", "ceiling": "at most "}[row["bound"]] + about
    return {
        "order": order,
        "text": f"{label}: {number}{extra}",
        "short": f"{label}: {number}",
        "low": row["low"],
        "high": row["high"],
        "shape": shape or SHAPES[row["bound"]],
        "paint": paint,
        "fill": theme.colour("paper") if row["doubtful"] else paint,
        "align": "left" if row["high"] <= middle else "right",
    }


def _listed(
    groups: list[tuple[str, pd.DataFrame]], row_of: Callable[[int, dict[str, Any]], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return headings and rows of all groups that have rows, numbered from the top."""
    out: list[dict[str, Any]] = []
    for words, table in groups:
        if table.empty:
            continue
        out.append(_heading(len(out), words))
        for row in as_rows(table):
            out.append(row_of(len(out), row))
    return out


def fleet_rows() -> list[dict[str, Any]]:
    """Return the counts of aircraft under their headings, country by country and rule by rule."""

    def row_of(order: int, row: dict[str, Any]) -> dict[str, Any]:
        label = f"{row['as_of'][:4]} {_short(row['counted_by'])}"
        extra = " (our arithmetic)" if row["our_arithmetic"] else ""
        role = role_of_country(row["country"])
        return _count(order, row, role, label, extra, 480, "")

    groups = [
        (words, evidence.aircraft(country, rule, 0 if rule == "delivered" else FLEETS_SINCE))
        for (country, rule), words in FLEETS.items()
    ]
    return _listed(groups, row_of)


def fleets() -> Figure:
    """Return who counts how many aircraft, by what rule."""
    rows = fleet_rows()
    paper = evidence.between(*evidence.fleet_on_paper(FLEETS_SINCE), places=0)
    flies = evidence.between(*evidence.fleet_that_flies(FLEETS_SINCE), places=0)
    israel = evidence.span(
        evidence.firm(evidence.aircraft("Israel", "inventory", since=FLEETS_SINCE))
    )
    doubtful = sum(row.get("fill") == theme.colour("paper") for row in rows)
    top = max(row["high"] for row in rows if row["text"]) * 1.05
    return Figure(
        name="deterrence-fleets",
        title=f"Sources give Iran {paper} combat aircraft on the books, but {flies} that can fly: "
        "ask for the counting rule",
        subtitle=f"Aircraft, by country and counting rule, since {FLEETS_SINCE}. Triangles are "
        "bounds. Hollow: low confidence or unverified.",
        alt=(
            f"List of counts under headings. Sources since {FLEETS_SINCE} put Iran's combat "
            f"aircraft at {paper} on the books and at {flies} able to fly; Israel's are put at "
            f"{evidence.between(*israel, places=0)} on the books. Counts of everything that "
            f"flies are far higher. {doubtful} counts are drawn hollow because they are weak. "
            "No count says how old or how good the aircraft are."
        ),
        wide=_list_spec(False, "Aircraft", [0, top], 19),
        narrow=_list_spec(True, "Aircraft", [0, top], 19),
        data={"rows": _listing(rows)},
        sources=[Source("Press, agencies and institutes, one row each", table="air_power")],
    )


def stock_rows() -> list[dict[str, Any]]:
    """Return the estimates of the missile stock under their headings, before and after the war."""

    def row_of(order: int, row: dict[str, Any]) -> dict[str, Any]:
        label = f"{row['as_of'][:4]} {_short(row['estimated_by'])}"
        label += ", medium range only" if row["scope"] == "medium_range" else ""
        extra = " (our arithmetic)" if row["our_arithmetic"] else ""
        shape = "diamond" if row["kind"] == "projection" else ""
        return _count(order, row, theme.role_of(row["side"]), label, extra, 1800, shape)

    def of(moment: str) -> pd.DataFrame:
        table = evidence.missiles(moment=moment)
        return table[table["scope"] != "launchers"]

    projections = evidence.missiles("projection")
    drawn = projections[projections["high"] <= STOCK_TOP]
    groups = [
        ("Stock before the war of June 2025", of("before")),
        ("Stock after the war", of("after")),
        ("Forecasts, no observations", drawn),
        ("Launchers before the war", evidence.missiles(scope="launchers")),
    ]
    return _listed(groups, row_of)


#: Upper end of the missile scale; forecasts beyond it are told in words.
STOCK_TOP = 3300


def stock() -> Figure:
    """Return who says how many missiles Iran has, before and after the war of June 2025."""
    before = evidence.between(*evidence.stock_before_war(), places=0)
    totals = evidence.verified_totals_after_war()
    after = (
        "for the time since then there is no verified total"
        if totals == 0
        else f"for the time since then {totals} verified total{'s' if totals > 1 else ''} exist"
    )
    beyond = evidence.missiles("projection")
    beyond = beyond[beyond["high"] > STOCK_TOP]
    told = "; ".join(
        f"{row['high']:,.0f} forecast by {row['side']} in {row['as_of'][:4]}"
        for row in as_rows(beyond)
    )
    off_scale = f" Off the scale: {told}." if told else ""
    rows, later = stock_rows(), evidence.missiles(moment="after")
    parties = sum(
        row.get("paint") in {theme.colour(role) for role in ("iran", "israel", "united-states")}
        for row in rows
    )
    return Figure(
        name="deterrence-missile-stock",
        title=f"Before the war of June 2025 Iran was said to have {before} missiles; {after}",
        subtitle="Missiles, by who says so and when; Israel and the United States are parties. "
        "Triangles are floors, diamonds forecasts. Hollow: unverified or low confidence."
        + off_scale,
        alt=(
            f"List of estimates. For early 2025 they run from {before} ballistic missiles of all "
            f"ranges; {after}. Of the numbers drawn, {parties} come from Israel or the United "
            f"States, parties to the conflict. Of {len(later)} figures after the war, "
            f"{int((later['scope'] == 'medium_range').sum())} count medium range only and "
            f"{int(later['doubtful'].sum())} are unverified or weak.{off_scale}"
        ),
        wide=_list_spec(False, "Ballistic missiles (or launchers)", [0, STOCK_TOP], 22),
        narrow=_list_spec(
            True, "Ballistic missiles (or launchers)", [0, STOCK_TOP], 34, above=True
        ),
        data={"rows": _listing(rows)},
        sources=[Source("Governments, institutes and press, one row each", "missile_inventory")],
    )


# ---- revisions ----


def _revisions_spec(narrow: bool, top: float) -> dict[str, Any]:
    """Return pairs of marks: printed at the time, and in the release of 2025."""
    scale = alt.Scale(domain=[0, top], nice=False)
    base = alt.Chart(named("revisions")).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        stroke=alt.Stroke("paint:N", scale=None),
    )
    x = alt.X("printed:Q", title="Billion current US dollars", scale=scale)
    join = base.mark_rule(strokeWidth=5, opacity=0.3).encode(x=x, x2="revised:Q")
    then = base.mark_point(size=70, strokeWidth=1.8, opacity=1).encode(
        x=x, fill=alt.value(theme.colour("paper"))
    )
    now = base.mark_point(size=70, strokeWidth=1.8, opacity=1).encode(
        x=alt.X("revised:Q", scale=scale), fill=alt.Fill("paint:N", scale=None)
    )
    texts = (
        alt.Chart(named("revisions"))
        .mark_text(align="left", dx=10, fontSize=12)
        .encode(
            y=alt.Y("label:N", sort=None),
            x=alt.X("right:Q", scale=scale),
            text="text:N",
        )
    )
    chart = alt.layer(join, then, now, texts).properties(
        width=205 if narrow else 580, height={"step": 30}
    )
    return padded(chart, _SIDES)


def revision_rows() -> list[dict[str, Any]]:
    """Return printed and revised spending of Iran and Israel, billion current dollars."""
    table = evidence.revisions()
    return [
        {
            "label": f"{row['country']} {row['year']}",
            "printed": row["printed"],
            "revised": row["revised"],
            "right": max(row["printed"], row["revised"]),
            "text": f"{row['printed']:.1f} → {row['revised']:.1f}",
            "paint": theme.colour(role_of_country(row["country"])),
        }
        for row in as_rows(table[table["country"].isin(["Iran", "Israel"])])
    ]


def revisions() -> Figure:
    """Return how much SIPRI's later release differs from what it printed at the time."""
    rows, n = revision_rows(), evidence.numbers()
    top = max(row["right"] for row in rows) * 1.3
    kept = [row for row in rows if row["label"].startswith("Israel")]
    worst = max(abs(row["printed"] / row["revised"] - 1) for row in kept)
    return Figure(
        name="deterrence-revisions",
        title=f"SIPRI printed {n.revised_printed} billion dollars for Iran in {n.revised_year}; "
        f"its release of 2025 has {n.revised_now}",
        subtitle="Military expenditure. Ring: as printed at the time. Disc: release of 2025. "
        "Iran's large changes come from the exchange rate.",
        alt=(
            f"Pairs of marks. For Iran in {n.revised_year} the figure went from "
            f"{n.revised_printed} billion dollars as printed at the time to {n.revised_now} in the "
            f"release of 2025, because another exchange rate was taken. Israel's figures moved by "
            f"at most {worst:.0%}."
        ),
        wide=_revisions_spec(False, top),
        narrow=_revisions_spec(True, top),
        data={"revisions": rows},
        sources=[
            Source(
                "SIPRI, releases of 2018 to 2025, in part through the press", "military_expenditure"
            )
        ],
    )


# ---- the chapter's explorers ----

GAMES = Source(
    "worked out here; the pay-offs are the reader's, not measurements", model="deterrence"
)

#: Where the parts of the threat game stand: key -> x, y.
NODES = {"start": (0.0, 2.0), "hold": (1.0, 3.0), "struck": (1.0, 1.35), "yield": (2.0, 2.0),
         "answer": (2.0, 0.5)}  # fmt: skip


def _text_of(condition: Any, yes: Any, no: Any) -> str:
    """Return a choice between two values as Vega text."""
    return formula(choose(condition, yes, no, alt.expr))


def threat_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the threat game: its moves, its ends, who decides where."""
    moves = [("start", "hold", "hold back"), ("start", "struck", "attack"),
             ("struck", "yield", "yield"), ("struck", "answer", "answer")]  # fmt: skip
    ends = [
        {"key": key, "name": row["name"], "order": row["order"], "x": NODES[key][0],
         "y": NODES[key][1]}
        for key, row in zip(
            ("hold", "yield", "answer"), evidence.threat_rows(4, 10, 6, 5), strict=True
        )
    ]  # fmt: skip
    edges, words = [], []
    for start, end, word in moves:
        (x, y), (x2, y2) = NODES[start], NODES[end]
        edges.append({"key": end, "x": x, "y": y, "x2": x2, "y2": y2})
        words.append({"word": word, "x": (x + x2) / 2, "y": (y + y2) / 2, "up": y2 > y})
    who = [
        {"text": "Attacker", "x": NODES["start"][0], "y": NODES["start"][1]},
        {"text": "Defender", "x": NODES["struck"][0], "y": NODES["struck"][1]},
    ]
    return {"ends": ends, "moves": edges, "words": words, "who": who}


def threat(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tree of the threat game; the moves that would be chosen are drawn thick."""
    params = params_of(defaults)
    game = evidence.threat(**params, xp=alt.expr)
    width = 300 if narrow else 620
    x_scale = alt.Scale(domain=[-0.62 if narrow else -0.3, 3.2], nice=False)
    y_scale = alt.Scale(domain=[0.0, 3.5], nice=False)

    key = alt.datum.key
    chosen = choose(
        key == "hold", ~game.attacked,
        choose(
            key == "struck", game.attacked,
            choose(key == "answer", game.answered, ~game.answered, alt.expr), alt.expr,
        ),
        alt.expr,
    )  # fmt: skip
    on_path = (key == "hold") | game.attacked
    moves = (
        alt.Chart(named("moves"))
        .transform_calculate(chosen=formula(chosen))
        .transform_calculate(
            look=f"datum.chosen ? ({formula(on_path)} ? 'played' : 'meant') : 'not'",
            thick="datum.chosen ? 5 : 1.5",
        )
    )
    kinds = ["played", "meant", "not"]
    lines = moves.mark_rule().encode(
        x2="x2:Q", y2="y2:Q",
        strokeWidth=alt.StrokeWidth("thick:Q", scale=None),
        strokeDash=alt.StrokeDash(
            "look:N", legend=None, scale=alt.Scale(domain=kinds, range=[[1, 0], [6, 4], [1, 0]])
        ),
        color=alt.Color(
            "look:N", legend=None,
            scale=alt.Scale(
                domain=kinds,
                range=[theme.colour("research"), theme.colour("research"), theme.colour("rule")],
            ),
        ),
    )  # fmt: skip

    def word(where: str, dx: int, dy: int) -> Any:
        return (
            alt.Chart(named("words"))
            .transform_filter(where)
            .mark_text(fontSize=12, dy=dy, dx=dx, color=theme.colour("muted"))
            .encode(text="word:N")
        )

    who = alt.Chart(named("who"))
    dots = who.mark_point(size=90, filled=True, opacity=1, color=theme.colour("ink"))
    names = who.mark_text(align="right", dy=12, dx=-9, fontSize=12, fontWeight="bold").encode(
        text="text:N"
    )
    one, two = ("A", "D") if narrow else ("attacker", "defender")
    signed = "(datum.{0} ? format(datum.{0}, '+.0f') : '0')"
    ends = (
        alt.Chart(named("ends"))
        .transform_calculate(
            attacker=_text_of(
                key == "hold", 0.0,
                choose(key == "yield", params["gain"], game.answered_worth, alt.expr),
            ),
            defender=_text_of(
                key == "hold", 0.0,
                choose(key == "yield", -params["loss"], -params["war"], alt.expr),
            ),
            reached=_text_of(
                key == "hold", ~game.attacked,
                game.attacked
                & choose(key == "yield", ~game.answered, game.answered, alt.expr),
            ),
            verdict=formula(game.verdict),
            threshold=formula(game.threshold),
        )
        .transform_calculate(
            pays=f"'{one} ' + {signed.format('attacker')} + ', {two} ' + "
            f"{signed.format('defender')}",
            title="{hold: 'peace', yield: 'attacker wins', answer: 'war'}[datum.key]",
        )
    )  # fmt: skip
    bare = alt.Chart()
    marks = (
        bare.mark_point(size=110, strokeWidth=2, opacity=1, stroke=theme.colour("research"))
        .encode(
            fill=alt.Fill(
                "reached:N", legend=None,
                scale=alt.Scale(
                    domain=[True, False],
                    range=[theme.colour("research"), theme.colour("paper")],
                ),
            ),
        )
        .properties(name="answer")
    )  # fmt: skip
    said = bare.mark_text(align="left", dx=11, dy=-7, fontSize=12, fontWeight="bold").encode(
        text="title:N"
    )
    pays = bare.mark_text(align="left", dx=11, dy=9, fontSize=12).encode(text="pays:N")
    layers = [lines, word("datum.up", -16, -14), word("!datum.up", 20, -10), dots, names,
              on_steps(ends, marks, said, pays)]  # fmt: skip
    chart = alt.layer(*layers).properties(width=width, height=260)
    chart = chart.encode(
        x=alt.X("x:Q", scale=x_scale, axis=None), y=alt.Y("y:Q", scale=y_scale, axis=None)
    )
    return padded(chart.add_params(*params.values()), _SIDES)


#: The regions of the crisis game's map: kind -> short words.
REGIONS = {
    "deterrence": "peace",
    "separating": "resolved only",
    "bluff": "bluff",
    "attack": "all press",
}


def crisis_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the crisis game: outcomes and regions."""
    outcomes = [
        {"outcome": outcome, "name": name, "order": order}
        for order, (outcome, name) in enumerate(evidence.OUTCOMES.items())
    ]
    regions = [{"region": kind, "short": short} for kind, short in REGIONS.items()]
    return {"outcomes": outcomes, "regions": regions}


def crisis(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the map of the crisis game's equilibria, and the chances of its four outcomes."""
    params = params_of(defaults)
    numbers = {name: p for name, p in params.items() if name != "case"}
    game = evidence.crisis(**numbers, xp=alt.expr)
    payoffs = {name: numbers[name] for name in ("gain", "war", "loss", "ruin")}
    soft, hard, daring = evidence.crisis_borders(**payoffs)
    # What the formulas repeat is worked out once: three borders, kind of equilibrium, war.
    borders = {"firm": formula(hard), "faint": formula(soft), "daring": formula(daring)}

    def lean(expression: Any) -> str:  # the same formula, its repeated parts by name
        text = formula(expression)
        for name, part in borders.items():
            text = text.replace(part, name)
        return text

    shared = [alt.param(name=name, expr=part) for name, part in borders.items()]
    kind = alt.param(name="kind", expr=lean(game.kind))
    fought = alt.param(name="fought", expr=lean(game.conflict))
    soft, hard, daring = (alt.param(name=name) for name in ("faint", "firm", "daring"))
    which = alt.datum.region
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], grid=False)
    regions = (
        alt.Chart(named("regions"))
        .transform_calculate(
            left=_text_of(which == "deterrence", hard,
                          choose(which == "separating", soft, 0.0, alt.expr)),
            right=_text_of(which == "deterrence", 1.0,
                           choose(which == "separating", hard, soft, alt.expr)),
            bottom=_text_of(which == "attack", daring, 0.0),
            top=_text_of(which == "bluff", daring, 1.0),
        )
        .transform_calculate(
            here=formula(which == kind),
            mx="(datum.left + datum.right) / 2",
            my="(datum.bottom + datum.top) / 2",
            room="datum.right - datum.left > 0.19 && datum.top - datum.bottom > 0.08",
        )
    )  # fmt: skip
    x = alt.X("left:Q", title="Chance that the defender surely answers", scale=scale, axis=axis)
    y = alt.Y("bottom:Q", title="Chance that the challenger is resolved", scale=scale, axis=axis)
    bare = alt.Chart()
    boxes = bare.mark_rect(stroke=theme.colour("muted"), strokeWidth=1).encode(
        x=x, x2="right:Q", y=y, y2="top:Q",
        fill=alt.Fill(
            "here:N", legend=None,
            scale=alt.Scale(
                domain=[True, False], range=[theme.colour("land"), theme.colour("paper")]
            ),
        ),
    )  # fmt: skip
    names = (
        bare.transform_filter("datum.room")
        .mark_text(fontSize=12, color=theme.colour("ink"), lineBreak=" ")
        .encode(x="mx:Q", y="my:Q", text="short:N")
    )
    dot = (
        alt.Chart(alt.InlineData(values=[{"at": 0}]))
        .transform_calculate(
            qx=formula(numbers["defender"] / 100), py=formula(numbers["attacker"] / 100)
        )
        .mark_point(size=130, filled=True, opacity=1, color=theme.colour("iran"))
        .encode(x="qx:Q", y="py:Q")
    )
    side = 250 if narrow else 300
    chart_map = alt.layer(on_steps(regions, boxes, names), dot).properties(width=side, height=side)

    key = alt.datum.outcome
    chance: Any = fought
    for outcome in ("retreat", "concession", "status_quo"):
        chance = choose(key == outcome, getattr(game, outcome), chance, alt.expr)
    steps = (
        alt.Chart(named("outcomes"))
        .transform_calculate(chance=lean(chance), kind=kind.name, war=fought.name, needed=hard.name)
        .transform_calculate(
            says=f"({json.dumps(evidence.KINDS)})[datum.kind]",
            label="format(datum.chance, '.0%')",
        )
    )
    order = alt.EncodingSortField("order", op="min", order="ascending")
    bars = (
        bare.mark_bar(height=16, color=theme.colour("iran"))
        .encode(
            x=alt.X(
                "chance:Q", title="Chance of each outcome", scale=alt.Scale(domain=[0, 1.18]),
                axis=alt.Axis(format=".0%", values=[0, 0.5, 1], grid=False),
            )
        )
        .properties(name="answer")
    )  # fmt: skip
    words = bare.mark_text(align="left", dx=5, fontSize=12).encode(x="chance:Q", text="label:N")
    above = bare.mark_text(align="left", dy=-18, fontSize=12).encode(x=alt.value(1), text="name:N")
    chart_bars = on_steps(steps, bars, words, above).properties(
        width=side if narrow else 230, height={"step": 62 if not narrow else 48}
    )
    chart_bars = chart_bars.encode(y=alt.Y("name:N", sort=order, axis=None))
    join: Any = alt.vconcat if narrow else alt.hconcat
    chart = join(chart_map, chart_bars, spacing=26)
    return padded(chart.add_params(*params.values(), *shared, kind, fought), _SIDES)


def shield(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plane of denial and punishment with the line from which an attack is deterred."""
    params = params_of(defaults)
    gain, harm = params["gain"], params["harm"]
    chance = evidence.punished(params["answer"], params["survives"])
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    x = alt.X("needed:Q", title="Denial: chance that the attack fails", scale=scale, axis=axis)
    y = alt.Y("chance:Q", title="Punishment: chance that it follows", scale=scale, axis=axis)
    border = alt.Chart(alt.sequence(0, 1.0001, 0.0125, as_="chance")).transform_calculate(
        needed=formula(model.denial_required(gain, alt.datum.chance, harm, alt.expr))
    )
    bare = alt.Chart()
    area = bare.mark_area(
        orient="horizontal", color=theme.colour("research"), opacity=0.18, line=False
    ).encode(x=x, x2=alt.datum(1), y=y)
    line = bare.mark_line(color=theme.colour("research"), strokeWidth=2.4).encode(
        x=x, y=y, order="chance:Q"
    )
    dot = (
        alt.Chart(alt.InlineData(values=[{"name": "attack"}]))
        .transform_calculate(denial=formula(params["denial"] / 100), chance=formula(chance))
        .transform_calculate(
            value=formula(model.challenge_value(gain, params["denial"] / 100, chance, harm)),
            needed=formula(model.denial_required(gain, chance, harm, alt.expr)),
        )
        .transform_calculate(deterred="datum.value <= 0")
        .transform_calculate(says="datum.deterred ? 'deterred' : 'not deterred'")
    )
    point = (
        bare.mark_point(size=150, strokeWidth=2.4, opacity=1, stroke=theme.colour("iran"))
        .encode(
            x="denial:Q", y="chance:Q",
            fill=alt.Fill(
                "deterred:N", legend=None,
                scale=alt.Scale(
                    domain=[True, False], range=[theme.colour("iran"), theme.colour("paper")]
                ),
            ),
        )
        .properties(name="answer")
    )  # fmt: skip

    def said(side: Literal["left", "right"]) -> Any:
        near = "<=" if side == "left" else ">"
        return (
            bare.transform_filter(f"datum.denial {near} 0.6")
            .mark_text(align=side, dx=13 if side == "left" else -13, dy=-13, fontWeight="bold")
            .encode(x="denial:Q", y="chance:Q",
                    text="says:N")
        )  # fmt: skip

    chart = alt.layer(
        on_steps(border, area, line), on_steps(dot, point, said("left"), said("right"))
    ).properties(width=248 if narrow else 560, height=250 if narrow else 300)
    return padded(chart.add_params(*params.values()), _SIDES)


#: Upper end of the arms race's scale; beyond it the words go on.
RACE_TOP = 30


def race_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the arms race: the grid, and the two sides."""
    return {"race": evidence.race_grid()}


def race(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return both sides' arms over the years."""
    params = params_of(defaults)
    one, other = params["reaction"], params["rival_reaction"]
    motive, rival_motive = params["motive"], params["rival_motive"]
    settles = model.arms_race_stable(one, 1.0, other, 1.0)

    def level(own: Any, cross: Any, mine: Any, theirs: Any) -> str:
        slot = evidence.race_slot(own, cross, alt.expr)
        return formula(
            evidence.race_level(alt.datum.own[slot], alt.datum.cross[slot], mine, theirs)
        )

    both = (
        alt.Chart(named("race"))
        .transform_calculate(
            iran=level(one, other, motive, rival_motive),
            rivals=level(other, one, rival_motive, motive),
        )
        .transform_fold(["iran", "rivals"], as_=["side", "level"])
        .transform_calculate(
            name="datum.side == 'iran' ? 'Iran' : 'its rivals'",
            order="datum.side == 'iran' ? 0 : 1",
            other="datum.side == 'iran' ? datum.rivals : datum.iran",
            alone=f"datum.side == 'iran' ? {motive.name} : {rival_motive.name}",
            settles=formula(settles),
            says=formula(evidence.race_says(settles, alt.expr)),
            paint=f"datum.side == 'iran' ? '{theme.colour('iran')}' : '{theme.colour('region')}'",
        )
    )
    x = alt.X(
        "year:Q", title="Years", scale=alt.Scale(domain=[0, evidence.YEARS], nice=False),
        axis=alt.Axis(tickCount=5, format="d", grid=False),
    )  # fmt: skip
    scale = alt.Scale(domain=[0, RACE_TOP], nice=False)
    y = alt.Y("level:Q", title="Arms (no unit)", scale=scale)
    paint = alt.Color("paint:N", scale=None)
    dash = alt.StrokeDash(
        "side:N", legend=None, scale=alt.Scale(domain=["iran", "rivals"], range=[[1, 0], [7, 4]])
    )
    bare = alt.Chart()
    lines = bare.mark_line(strokeWidth=3, clip=True).encode(
        x=x, y=y, color=paint, detail="side:N", strokeDash=dash
    )
    last = bare.transform_filter(f"datum.year == {evidence.YEARS}")
    ends = (
        last.mark_point(size=50, filled=True, opacity=1, clip=True)
        .encode(x=x, y=y, color=paint)
        .properties(name="answer")
    )
    labels = (
        last.transform_calculate(
            mine=f"min(datum.level, {RACE_TOP})",
            theirs=f"min(datum.other, {RACE_TOP})",
            side_up="datum.level > datum.other || (datum.level == datum.other && !datum.order) "
            "? 1 : -1",
        )
        .transform_calculate(
            at="datum.mine + datum.side_up * max(0, 1.1 - abs(datum.mine - datum.theirs) / 2)"
        )
        .transform_calculate(text="datum.name + ' ' + format(datum.level, ',.1f')")
        .mark_text(align="left", dx=8, fontSize=12)
        .encode(x=x, y="at:Q", text="text:N", color=paint)
    )
    chart = on_steps(both, lines, ends, labels).properties(
        width=200 if narrow else 500, height=230 if narrow else 260
    )
    return padded(chart.add_params(*params.values()), _SIDES)


#: Which figure stands for a table on its data page.
PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType(
    {
        "military_expenditure": spending,
        "air_power": fleets,
        "missile_inventory": stock,
    }
)
