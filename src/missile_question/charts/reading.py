"""Charts of chapter 1: the position map, the time line, the evidence on the claims."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

import altair as alt

from missile_question.charts import theme
from missile_question.charts.figure import Figure, Source, formula, named, named_by, spec_of
from missile_question.evidence import reading as evidence
from missile_question.evidence.reach import as_rows
from missile_question.models import reading as model

Variant = Literal["wide", "narrow"]
VARIANTS: tuple[Variant, Variant] = ("wide", "narrow")
WIDTHS: Mapping[Variant, int] = MappingProxyType({"wide": 690, "narrow": 300})
#: Height of one line of labels, and of the heading above each band, in pixels.
LINE, HEADING = 22, 26
#: Width of a character of the 11-pixel labels: generous, as the reader's font may be wider.
CHARACTER = 6.4
#: Room for the names of actors beside an axis, in pixels, for the same reason.
ROOM = 112


def place(
    xs: Sequence[float],
    labels: Sequence[str],
    width: float,
    radius: float = 7,
    *,
    bands: Sequence[tuple[float, float]] = (),
    stems: bool = False,
) -> list[tuple[int, str]]:
    """Place labelled marks in lines, so that neither marks nor labels overlap.

    Parameters
    ----------
    xs : sequence of float
        Horizontal places of the marks, in pixels from 0 to ``width``.
    labels : sequence of str
        Text of each mark; empty for a mark without text.
    width : float
        Width of the drawing, in pixels.
    radius : float, optional
        Half the width of a mark, in pixels.
    bands : sequence of (float, float), optional
        Further room that each mark takes, from and to, in pixels.
    stems : bool, optional
        Whether a stem runs down from each mark: then no text lies across one.

    Returns
    -------
    list of (int, str)
        For each mark its line, counted from 0 at the top, and the side of its text: ``"left"``
        aligns the text from the mark to the right, ``"right"`` from the mark to the left.

    Raises
    ------
    ValueError
        If there are not as many labels as marks.
    """
    if len(xs) != len(labels):
        raise ValueError(f"labels must be as many as xs ({len(xs)}), got {len(labels)}")
    taken: list[list[tuple[float, float, float]]] = []  # per line: start, end, place of the mark
    out: dict[int, tuple[int, str]] = {}
    # Above stems the latest mark takes the top line and texts run to the left: then each stem
    # falls behind the end of every text below it.
    order = range(len(xs))
    for index in reversed(order) if stems else order:
        x = xs[index]
        length = len(labels[index]) * CHARACTER + 4 if labels[index] else 0.0
        left = (x - radius, x + radius + length, x)
        right = (x - radius - length, x + radius, x)
        fits_left, fits_right = left[1] <= width + radius, right[0] >= 0
        side = "right" if fits_right and (stems or not fits_left) else "left"
        span = right if side == "right" else left
        if bands:
            span = (min(span[0], bands[index][0]), max(span[1], bands[index][1]), x)
        line = next(
            (n for n in range(len(taken)) if _free(taken, n, span, stems=stems)), len(taken)
        )
        if line == len(taken):
            taken.append([])
        taken[line].append(span)
        out[index] = (line, side)
    return [out[index] for index in order]


def _free(
    taken: list[list[tuple[float, float, float]]],
    line: int,
    span: tuple[float, float, float],
    *,
    stems: bool,
) -> bool:
    """Tell whether a mark with its text fits into a line beside what is there."""
    start, end, x = span
    if any(start < b and end > a for a, b, _ in taken[line]):
        return False
    if not stems:
        return True
    above = [mark for row in taken[:line] for _, _, mark in row]
    below = [(a, b) for row in taken[line + 1 :] for a, b, _ in row]
    return not any(start < mark < end for mark in above) and not any(a < x < b for a, b in below)


def _radius(salience: float) -> float:
    """Return the radius of a mark in pixels: its area grows with salience."""
    return math.sqrt(_area(salience) / math.pi)


def _area(salience: float) -> float:
    """Return the area of a mark in square pixels, from 30 (salience 0) to 180 (100)."""
    return 30 + 1.5 * salience


def _frame_x(field: str, width: float) -> alt.X:
    """Return an x channel for places given in pixels."""
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)


def _frame_y(field: str, height: float) -> alt.Y:
    """Return a y channel for places given in pixels from the top."""
    return alt.Y(
        f"{field}:Q", scale=alt.Scale(domain=[0, height], range=[0, height], nice=False), axis=None
    )


# ---- the position map ----


def position_rows(variant: Variant) -> dict[str, list[dict[str, Any]]]:
    """Return the marks, bands and headings of the position map, placed for one width.

    Parameters
    ----------
    variant : {"wide", "narrow"}

    Returns
    -------
    dict of str to rows
        ``marks`` (one a coded position), ``heads`` (one an issue) and ``size`` (one row, height in
        pixels).
    """
    width = WIDTHS[variant]
    inner = width - 16
    marks, heads, top = [], [], 0.0
    rows = evidence.code_rows()
    for issue in evidence.issues().to_dict("records"):
        group = [row for row in rows if row["issue_id"] == issue["issue_id"]]
        xs = [8 + row["code"] / 100 * inner for row in group]
        bands = [
            (8 + row["code_low"] / 100 * inner, 8 + row["code_high"] / 100 * inner) for row in group
        ]
        spots = place(xs, [row["short"] for row in group], width, _radius(100), bands=bands)
        first = top + HEADING + (16 if variant == "wide" else 4)
        for row, x, band, (line, side) in zip(group, xs, bands, spots, strict=True):
            shift = _radius(row["salience"]) + 4
            marks.append(
                {
                    "x": round(x, 1), "y": first + line * LINE, "text": row["short"], "side": side,
                    "band_y": first + line * LINE + 9,
                    "tx": round(x + shift if side == "left" else x - shift, 1),
                    "x0": round(band[0], 1), "x1": round(band[1], 1),
                    "paint": theme.colour(row["colour_role"]), "area": _area(row["salience"]),
                    "solid": bool(row["solid"]), "issue": row["issue"], "code": row["code"],
                    "low": row["code_low"], "high": row["code_high"], "salience": row["salience"],
                    "why": row["code_rationale"],
                }
            )  # fmt: skip
        lines = 1 + max(line for line, _ in spots)
        bottom = first + lines * LINE - 4
        heads.append(
            {
                "issue": issue["name"], "y": top + 11, "ends_y": top + 27, "rule": bottom,
                "zero": f"0 = {issue['zero_means']}", "hundred": f"100 = {issue['hundred_means']}",
                "x": 0, "right": width, "mid": 8 + inner / 2,
            }
        )  # fmt: skip
        top = bottom + 8
    return {"marks": marks, "heads": heads, "size": [{"height": top}]}


def _position_spec(variant: Variant, height: float) -> dict[str, Any]:
    """Return the drawing of the position map."""
    width = WIDTHS[variant]
    marks, heads = (alt.Chart(named(f"{name}_{variant}")) for name in ("marks", "heads"))
    muted = theme.colour("muted")
    paint = alt.Stroke("paint:N", scale=None)
    band = marks.mark_rule(strokeWidth=2, opacity=0.45).encode(
        x=_frame_x("x0", width), x2="x1:Q", y=_frame_y("band_y", height), stroke=paint
    )
    dots = marks.mark_point(filled=True, opacity=1, strokeWidth=1.8, shape="circle").encode(
        x=_frame_x("x", width),
        y=_frame_y("y", height),
        size=alt.Size("area:Q", scale=None),
        stroke=paint,
        fill=alt.Fill("ink:N", scale=None),
        tooltip=[
            alt.Tooltip("text:N", title="Actor"),
            alt.Tooltip("issue:N", title="Issue"),
            alt.Tooltip("code:Q", title="Code (0 to 100)"),
            alt.Tooltip("low:Q", title="Band from"),
            alt.Tooltip("high:Q", title="Band to"),
            alt.Tooltip("salience:Q", title="Salience (0 to 100)"),
            alt.Tooltip("why:N", title="Why"),
        ],
    )
    # Hollow marks are filled with paper, not left open: the band must not show through.
    dots = dots.transform_calculate(ink=f"datum.solid ? datum.paint : '{theme.colour('paper')}'")

    def label(side: Literal["left", "right"]) -> Any:
        return (
            marks.transform_filter(f"datum.side == '{side}'")
            .mark_text(align=side, baseline="middle", fontSize=11)
            .encode(
                x=_frame_x("tx", width),
                y=_frame_y("y", height),
                text="text:N",
                color=alt.Color("paint:N", scale=None),
            )
        )

    title = heads.mark_text(align="left", fontSize=13, fontWeight="bold").encode(
        x=_frame_x("x", width), y=_frame_y("y", height), text="issue:N"
    )
    middle = heads.mark_rule(color=theme.colour("rule"), strokeWidth=1).encode(
        x=_frame_x("x", width), x2="right:Q", y=_frame_y("rule", height)
    )
    layers = [middle, band, dots, label("left"), label("right"), title]
    if variant == "wide":
        small = heads.mark_text(align="left", fontSize=11, color=muted).encode(
            x=_frame_x("x", width), y=_frame_y("ends_y", height), text="zero:N"
        )
        big = heads.mark_text(align="right", fontSize=11, color=muted).encode(
            x=_frame_x("right", width), y=_frame_y("ends_y", height), text="hundred:N"
        )
        layers += [small, big]
    else:
        scale = heads.mark_text(align="right", fontSize=11, color=muted, dx=-1).encode(
            x=_frame_x("right", width),
            y=_frame_y("y", height),
            text=alt.value("0 → 100"),
        )
        layers.append(scale)
    return spec_of(alt.layer(*layers).properties(width=width, height=height))


def _array(words: Sequence[str]) -> str:
    """Return the Vega text of a list of words, in the quotes that need no escape when stored."""
    return "[" + ",".join(f"'{word}'" for word in words) + "]"


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as one row of lists, which the drawing flattens: a fifth of the bytes."""
    return [{field: [row[field] for row in rows] for field in rows[0]}]


def _both(rows: Callable[[Variant], dict[str, list[dict[str, Any]]]]) -> dict[str, Any]:
    """Return the placed rows of both widths by name, and the two heights under ``heights``."""
    data: dict[str, list[dict[str, Any]]] = {}
    heights: dict[str, float] = {}
    for variant in VARIANTS:
        for name, values in rows(variant).items():
            if name == "size":
                heights[variant] = values[0]["height"]
            else:
                data[f"{name}_{variant}"] = values
    return {"data": data, "heights": heights}


def _joined(words: Sequence[str]) -> str:
    """Join words with commas and a final 'and'."""
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)


def position_map() -> Figure:
    """Return the position map: every coded actor on every issue, from 0 to 100."""
    gaps = evidence.gaps()
    top = gaps.iloc[0]
    widest = gaps[gaps["weighted"] == top["weighted"]]
    subject = _joined([f"{name[0].lower()}{name[1:]}" for name in widest["issue"]])
    where = f"{top['low']} ({top['low_code']}) and {top['high']} ({top['high_code']})"
    least = gaps.iloc[-1]
    codes = evidence.codes()
    hollow = int((~codes["solid"]).sum())
    drawn = _both(position_rows)
    return Figure(
        name="position-map",
        title=(
            f"Weighted by how much both sides care, the ends lie farthest apart on {subject}: "
            f"{top['weighted']:.0f} of 100 points"
        ),
        subtitle=(
            "Our coding, the reader's to change. Code from 0 to 100; area = salience; thin band = "
            f"codes a fair reader could give; {hollow} hollow marks rest on weaker sources"
        ),
        alt=(
            f"{len(codes)} coded positions of {codes['actor_id'].nunique()} actors on "
            f"{codes['issue_id'].nunique()} issues, in points from 0 to 100. Weighted by salience "
            f"the widest gap, {top['weighted']:.0f} points, is on {subject}, between {where}. The "
            f"narrowest, {least['weighted']:.0f} points, is on {least['issue'].lower()}, between "
            f"{least['low']} ({least['low_code']}) and {least['high']} ({least['high_code']}). "
            "The numbers are the authors' judgement."
        ),
        wide=_position_spec("wide", drawn["heights"]["wide"]),
        narrow=_position_spec("narrow", drawn["heights"]["narrow"]),
        data=drawn["data"],
        sources=[
            Source("our coding of stated positions", "position_codes"),
            Source("the scales", "issues"),
        ],
    )


# ---- the issues ----


def gap_rows() -> list[dict[str, Any]]:
    """Return one row an issue: the two ends and their distance."""
    return [
        {
            "issue": row["issue"], "low": row["low_code"], "high": row["high_code"],
            "low_name": row["low"], "high_name": row["high"],
            "low_paint": theme.colour(row["low_role"]),
            "high_paint": theme.colour(row["high_role"]),
            "weighted": round(row["weighted"], 1),
            "points": f"{row['weighted']:.0f}", "solid": row["solid"],
        }
        for row in as_rows(evidence.gaps())
    ]  # fmt: skip


def _gap_spec(variant: Variant) -> dict[str, Any]:
    """Return the drawing of the distances between the ends."""
    wide = variant == "wide"
    base = alt.Chart(named("gaps")).encode(
        y=alt.Y(
            "issue:N",
            sort=None,
            title=None,
            axis=alt.Axis(labels=wide, ticks=False, minExtent=175 if wide else 0),
        )
    )
    scale = alt.Scale(domain=[-4, 116], nice=False)
    x = alt.X(
        "low:Q",
        title="Code of the two ends (0 to 100)",
        scale=scale,
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    dash = alt.StrokeDash(
        "solid:N", legend=None, scale=alt.Scale(domain=[True, False], range=[[1, 0], [4, 3]])
    )
    line = base.mark_rule(strokeWidth=2, color=theme.colour("muted")).encode(
        x=x, x2="high:Q", strokeDash=dash
    )
    layers = [line]
    ends: tuple[tuple[str, Literal["left", "right"]], ...] = (("low", "left"), ("high", "right"))
    for end, align in ends:
        dots = base.mark_point(filled=True, size=90, opacity=1).encode(
            x=alt.X(f"{end}:Q", scale=scale), fill=alt.Fill(f"{end}_paint:N", scale=None)
        )
        words = base.mark_text(align=align, dy=-12, fontSize=11).encode(
            x=alt.X(f"{end}:Q", scale=scale),
            text=f"{end}_name:N",
            color=alt.Color(f"{end}_paint:N", scale=None),
        )
        layers += [dots, words]
    points = base.mark_text(align="right", fontSize=12, fontWeight="bold").encode(
        x=alt.datum(116), text="points:N"
    )
    layers.append(points)
    if not wide:
        layers.append(
            base.mark_text(align="left", fontSize=12, fontWeight="bold", dy=-28).encode(
                x=alt.datum(-4), text="issue:N"
            )
        )
    return spec_of(
        alt.layer(*layers).properties(
            width=500 if wide else 290, height={"step": 44 if wide else 60}
        )
    )


def issue_gaps() -> Figure:
    """Return how far the two ends lie apart, issue by issue, weighted by salience."""
    gaps = evidence.gaps()
    wide_apart = gaps[gaps["weighted"] >= 50]
    dashed = int((~gaps["solid"]).sum())
    pairs = "; ".join(
        f"{row['issue']}: {row['low']} {row['low_code']}, {row['high']} {row['high_code']}, "
        f"weighted {row['weighted']:.0f}"
        for row in as_rows(gaps)
    )
    return Figure(
        name="issue-gaps",
        title=(
            f"On {len(wide_apart)} of {len(gaps)} issues the ends lie 50 weighted points or more "
            "apart"
        ),
        subtitle=(
            "Bold: difference of the codes times mean salience, points from 0 to 100. Our coding. "
            f"Dashed: an end rests on a weaker source ({dashed})"
        ),
        alt=f"The two ends on each issue and their distance in points. {pairs}.",
        wide=_gap_spec("wide"),
        narrow=_gap_spec("narrow"),
        data={"gaps": gap_rows()},
        sources=[Source("issues and scales", "issues"), Source("our coding", "position_codes")],
    )


# ---- who has spoken ----


def _coverage_order() -> list[str]:
    """Return the actors by the number of issues they have spoken on, most first."""
    table = evidence.coverage()
    counts = table.groupby("short")["issue_id"].nunique()
    return sorted(counts.index, key=lambda name: (-int(counts[name]), name))


def _coverage_spec(variant: Variant) -> dict[str, Any]:
    """Return the grid of actors and issues."""
    wide = variant == "wide"
    order, actors = list(evidence.issues()["name"]), _coverage_order()
    roles = {row["short"]: row["colour_role"] for row in as_rows(evidence.coverage())}
    paints = _array([theme.colour(roles[name]) for name in actors])
    paper = theme.colour("paper")
    rows = (
        alt.Chart(named("coverage"))
        .transform_flatten(["actor", "subject", "statements", "newest", "solid"])
        .transform_calculate(
            short=f"{_array(actors)}[datum.actor]",
            issue=f"{_array(order)}[datum.subject]",
            paint=f"{paints}[datum.actor]",
            year="format(datum.newest % 100, '02d')",
        )
        .transform_calculate(
            ink=f"datum.solid ? datum.paint : '{paper}'",
            word=f"datum.solid ? '{paper}' : datum.paint",
        )
    )
    base = rows.encode(
        x=alt.X(
            "issue:N",
            sort=order,
            title=None,
            scale=alt.Scale(domain=order),
            axis=alt.Axis(
                orient="top", labelAngle=-40 if wide else -60, labelLimit=160, ticks=False,
                domain=False, labelAlign="left", minExtent=95 if wide else 125,
                labelExpr="replace(datum.value, ' and use', '')",
            ),
        ),
        y=alt.Y(
            "short:N", sort=actors, title=None,
            axis=alt.Axis(ticks=False, domain=False, grid=True, minExtent=ROOM),
        ),
    )  # fmt: skip
    dots = base.mark_point(filled=True, opacity=1, strokeWidth=1.8, size=260).encode(
        stroke=alt.Stroke("paint:N", scale=None),
        fill=alt.Fill("ink:N", scale=None),
        tooltip=[
            alt.Tooltip("short:N", title="Actor"),
            alt.Tooltip("issue:N", title="Issue"),
            alt.Tooltip("statements:Q", title="Statements"),
            alt.Tooltip("newest:Q", title="Newest, year", format="d"),
        ],
    )
    words = base.mark_text(fontSize=11, fontWeight="bold", baseline="middle").encode(
        text="year:N", color=alt.Color("word:N", scale=None)
    )
    step = {"step": 56 if wide else 25}
    return spec_of(alt.layer(dots, words).properties(width=step, height={"step": 30}))


def coverage_rows() -> list[dict[str, Any]]:
    """Return who has spoken on what as one row of lists: numbers of actor and issue, and facts."""
    actors, order = _coverage_order(), list(evidence.issues()["name"])
    rows = [
        {
            "actor": actors.index(row["short"]), "subject": order.index(row["issue"]),
            "statements": row["statements"], "newest": row["newest"], "solid": int(row["solid"]),
        }
        for row in as_rows(evidence.coverage())
    ]  # fmt: skip
    return _columns(rows)


def position_coverage() -> Figure:
    """Return who has a stated position on which issue, and from what year."""
    table = evidence.coverage()
    per_issue = table.groupby("issue")["actor_id"].nunique().sort_values(kind="stable")
    actors = table["actor_id"].nunique()
    fewest, most = str(per_issue.index[0]), str(per_issue.index[-1])
    cells = actors * len(evidence.issues())
    silent = cells - len(table)
    return Figure(
        name="position-coverage",
        title=(
            f"{int(per_issue.iloc[-1])} of {actors} actors have spoken on "
            f"{most.lower()}, only {int(per_issue.iloc[0])} on {fewest.lower()}"
        ),
        subtitle=(
            "Number in the mark: year of the newest statement (two digits). Empty: no statement "
            "found before the article. Hollow: only weaker sources"
        ),
        alt=(
            f"Grid of {actors} actors and {len(per_issue)} issues with "
            f"{int(table['statements'].sum())} statements. "
            f"In {silent} of {cells} places no statement was found. Most actors, "
            f"{int(per_issue.iloc[-1])}, have spoken on {most.lower()}; fewest, "
            f"{int(per_issue.iloc[0])}, on {fewest.lower()}."
        ),
        wide=_coverage_spec("wide"),
        narrow=_coverage_spec("narrow"),
        data={"coverage": coverage_rows()},
        sources=[Source("stated positions", "positions"), Source("actors", "actors")],
    )


# ---- the time line ----

FIRST_YEAR, LAST_YEAR = 1984.0, 2027.0


def timeline_rows(variant: Variant) -> dict[str, list[dict[str, Any]]]:
    """Return the events of the time line, its labels and headings, placed for one width.

    Parameters
    ----------
    variant : {"wide", "narrow"}

    Returns
    -------
    dict of str to rows
        ``events``, ``labels``, ``heads``, ``years`` (the axis) and ``size`` (height in pixels).
    """
    width = WIDTHS[variant]
    scale = width / (LAST_YEAR - FIRST_YEAR)
    table = evidence.events()
    marks, labels, heads, top = [], [], [], 0.0
    for key, words in evidence.CATEGORIES.items():
        group = as_rows(table[table["category"] == key])
        named_ = [row for row in group if row["label"]]
        xs = [(row["year"] - FIRST_YEAR) * scale for row in named_]
        texts = [f"{row['label']} {row['date'][:4]}" for row in named_]
        spots = place(xs, texts, width, 3, stems=True)
        lines = 1 + max((line for line, _ in spots), default=-1)
        strip = top + HEADING + lines * (LINE - 3)
        for row in group:
            marks.append(
                {
                    "x": round((row["year"] - FIRST_YEAR) * scale, 1), "y": strip, "y2": strip + 16,
                    "solid": row["solid"], "event": row["event"], "date": row["date"],
                }
            )  # fmt: skip
        for text, x, (line, side) in zip(texts, xs, spots, strict=True):
            labels.append(
                {
                    "x": round(x, 1), "y": top + HEADING + line * (LINE - 3), "y2": strip,
                    "tx": round(x + (4 if side == "left" else -4), 1), "text": text, "side": side,
                }
            )  # fmt: skip
        heads.append({"x": 0, "y": top + 9, "text": f"{words}, {len(group)} events", "right": width,
                      "base": strip + 16})  # fmt: skip
        top = strip + 30
    years = [
        {"x": round((year - FIRST_YEAR) * scale, 1), "y": 0, "y2": top - 8, "text": str(year),
         "ty": top + 6}
        for year in ((1985, 1995, 2005, 2015, 2025) if variant == "wide" else (1985, 2005, 2025))
    ]  # fmt: skip
    return {
        "events": marks, "labels": labels, "heads": heads, "years": years,
        "size": [{"height": top + 14}],
    }  # fmt: skip


def _timeline_spec(variant: Variant, height: float) -> dict[str, Any]:
    """Return the drawing of the time line."""
    width = WIDTHS[variant]
    marks, labels, heads, years = (
        alt.Chart(named(f"{name}_{variant}")) for name in ("events", "labels", "heads", "years")
    )
    ink, muted, rule = (theme.colour(role) for role in ("ink", "muted", "rule"))
    grid = years.mark_rule(color=rule, strokeDash=[2, 3]).encode(
        x=_frame_x("x", width), y=_frame_y("y", height), y2="y2:Q"
    )
    year = years.mark_text(color=muted, fontSize=12).encode(
        x=_frame_x("x", width), y=_frame_y("ty", height), text="text:N"
    )
    base = heads.mark_rule(color=rule).encode(
        x=_frame_x("x", width), x2="right:Q", y=_frame_y("base", height)
    )
    head = heads.mark_text(align="left", fontSize=13, fontWeight="bold").encode(
        x=_frame_x("x", width), y=_frame_y("y", height), text="text:N"
    )
    ticks = marks.mark_rule(color=ink, strokeWidth=1.8).encode(
        x=_frame_x("x", width),
        y=_frame_y("y", height),
        y2="y2:Q",
        opacity=alt.Opacity(
            "solid:N", legend=None, scale=alt.Scale(domain=[True, False], range=[0.75, 0.3])
        ),
        strokeDash=alt.StrokeDash(
            "solid:N", legend=None, scale=alt.Scale(domain=[True, False], range=[[1, 0], [3, 2]])
        ),
        tooltip=[alt.Tooltip("date:N", title="Date"), alt.Tooltip("event:N", title="Event")],
    )
    stems = labels.mark_rule(color=muted, strokeWidth=0.8).encode(
        x=_frame_x("x", width), y=_frame_y("y", height), y2="y2:Q"
    )

    def words(side: Literal["left", "right"]) -> Any:
        return (
            labels.transform_filter(f"datum.side == '{side}'")
            .mark_text(align=side, baseline="middle", fontSize=11)
            .encode(x=_frame_x("tx", width), y=_frame_y("y", height), text="text:N")
        )

    chart = alt.layer(grid, base, stems, ticks, words("left"), words("right"), head, year)
    return spec_of(chart.properties(width=width, height=height))


#: Months in words, for titles.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def timeline() -> Figure:
    """Return the time line of the events behind the article, in lanes by kind."""
    table = evidence.events()
    middle = evidence.middle_event(table)
    month = f"{MONTHS[int(middle[5:7]) - 1]} {middle[:4]}" if len(middle) > 4 else middle
    last = table[table["year"] >= evidence.year_of("2026-01-01")]
    counts = table["category"].value_counts()
    faint = int((~table["solid"]).sum())
    lanes = _joined(
        [f"{words.lower()} {int(counts.get(key, 0))}" for key, words in evidence.CATEGORIES.items()]
    )
    drawn = _both(timeline_rows)
    return Figure(
        name="timeline",
        title=(
            f"Half of the {len(table)} events since {table['date'].min()[:4]} fall after {month}, "
            f"{len(last)} of them in the last six weeks before the article"
        ),
        subtitle=(
            "One stroke = one event, by year. Density also shows where we looked. "
            f"Dashed and faint: rests on weaker sources ({faint})"
        ),
        alt=(
            f"Time line of {len(table)} events from {table['date'].min()[:4]} to 11 February 2026 "
            f"in six lanes: {lanes}. Half of them fall after {month}; {len(last)} fall in 2026."
        ),
        wide=_timeline_spec("wide", drawn["heights"]["wide"]),
        narrow=_timeline_spec("narrow", drawn["heights"]["narrow"]),
        data=drawn["data"],
        sources=[Source("events with their documents", "timeline")],
    )


# ---- evidence on the claims ----

#: Shapes of the pieces of evidence: kind -> shape.
KINDS: Mapping[str, str] = MappingProxyType(
    {"record": "square", "statement": "circle", "report": "triangle-up", "assessment": "diamond"}
)


def evidence_rows() -> list[dict[str, Any]]:
    """Return the pieces of evidence with their place: right supports, left weakens."""
    seen: dict[tuple[str, str], int] = {}
    out = []
    for row in as_rows(evidence.evidence_pieces()):
        if row["direction"] == "context":
            continue
        key = (row["claim_id"], row["direction"])
        seen[key] = seen.get(key, 0) + 1
        sign = 1 if row["direction"] == "supports" else -1
        out.append(
            {
                "claim": f"{row['claim_id']} {row['claim']}", "place": sign * seen[key],
                "kind": row["kind"], "solid": row["solid"], "statement": row["statement"],
                "publisher": row["publisher"], "direction": row["direction"],
            }
        )  # fmt: skip
    return out


def _evidence_spec(variant: Variant) -> dict[str, Any]:
    """Return the diverging strips of evidence."""
    wide = variant == "wide"
    rows = evidence_rows()
    reach = max(abs(row["place"]) for row in rows) + 0.6
    order = [f"{claim} {words}" for claim, words in evidence.CLAIMS.items()]
    ink = theme.colour("ink")
    names = alt.Axis(ticks=False, domain=False, labelLimit=290, minExtent=285, grid=True)
    base = alt.Chart(named("pieces")).encode(
        y=alt.Y(
            "claim:N", sort=order, title=None, scale=alt.Scale(domain=order),
            axis=names if wide else None,
        )
    )  # fmt: skip
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    sides = "← weaken or narrow | support →" if wide else "← weaken | support →"
    marks = base.mark_point(size=95, strokeWidth=1.7, opacity=1, filled=True).encode(
        x=alt.X(
            "place:Q",
            title=f"Pieces of evidence: {sides}",
            scale=scale,
            axis=alt.Axis(
                values=list(range(-int(reach), int(reach) + 1)), grid=False, format="d",
                labelExpr="abs(datum.value)",
            ),
        ),
        shape=alt.Shape(
            "kind:N",
            title="Kind of evidence",
            scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())),
            legend=alt.Legend(orient="top", columns=2 if not wide else 4, direction="horizontal"),
        ),
        stroke=alt.value(ink),
        fill=alt.Fill(
            "solid:N", legend=None,
            scale=alt.Scale(domain=[True, False], range=[ink, theme.colour("paper")]),
        ),
        tooltip=[
            alt.Tooltip("statement:N", title="Evidence"),
            alt.Tooltip("publisher:N", title="Read in"),
            alt.Tooltip("kind:N", title="Kind"),
        ],
    )  # fmt: skip
    zero = (
        alt.Chart(alt.InlineData(values=[{"x": 0}]))
        .mark_rule(color=theme.colour("muted" if wide else "rule"))
        .encode(x=alt.X("x:Q", scale=scale))
    )
    layers: list[Any] = [zero, marks]
    if not wide:
        layers.append(
            base.transform_aggregate(groupby=["claim"])
            .mark_text(align="left", fontSize=11.5, dy=-16)
            .encode(x=alt.value(0), text="claim:N")
        )
    return spec_of(
        alt.layer(*layers).properties(
            width=420 if wide else 296, height={"step": 26 if wide else 42}
        )
    )


def claim_balance() -> Figure:
    """Return the evidence for and against each claim as diverging strips."""
    counts = evidence.balance()
    pieces = evidence.evidence_pieces()
    more = counts[counts["weakens"] > counts["supports"]]
    hollow = int((~pieces[pieces["direction"] != "context"]["solid"]).sum())
    for_, against = int(counts["supports"].sum()), int(counts["weakens"].sum())
    both = int(((counts["supports"] > 0) & (counts["weakens"] > 0)).sum())
    which = "all" if both == len(counts) else f"{both} of the"
    worst = counts.iloc[int((counts["weakens"] - counts["supports"]).to_numpy().argmax())]
    return Figure(
        name="claim-balance",
        title=(
            f"Evidence on both sides of {which} {len(counts)} claims: {for_} pieces support, "
            f"{against} weaken or narrow them"
        ),
        subtitle=(
            "One mark = one piece of evidence; counting is not weighing. "
            f"Hollow: weaker source ({hollow})"
        ),
        alt=(
            f"Diverging strips for {len(counts)} claims. {for_} pieces of evidence support and "
            f"{against} weaken or narrow them. On {len(more)} claims more pieces weaken than "
            f"support; the farthest is {worst['claim_id']}, {worst['claim'].lower()}, with "
            f"{int(worst['supports'])} for and {int(worst['weakens'])} against."
        ),
        wide=_evidence_spec("wide"),
        narrow=_evidence_spec("narrow"),
        data={"pieces": evidence_rows()},
        sources=[Source("evidence with its documents", "claim_evidence")],
    )


# ---- actors ----


def actor_rows() -> list[dict[str, Any]]:
    """Return how often each actor acts first, is met, and speaks: actors that occur at all."""
    table = evidence.first_actors()
    table = table[table[["acts", "meets", "speaks"]].sum(axis=1) > 0]
    return [
        {**row, "paint": theme.colour(row["colour_role"])}
        for row in as_rows(table[["short", "acts", "meets", "speaks", "colour_role"]])
    ]


def _actor_spec(variant: Variant) -> dict[str, Any]:
    """Return the bars of events an actor begins, with the number of its statements."""
    wide = variant == "wide"
    rows = actor_rows()
    order = [row["short"] for row in rows]
    top = max(row["acts"] for row in rows)
    base = alt.Chart(named("actors")).encode(
        y=alt.Y(
            "short:N",
            sort=order,
            title=None,
            axis=alt.Axis(ticks=False, domain=False, minExtent=ROOM),
        )
    )
    x = alt.X(
        "acts:Q",
        title="Events in which the actor acts first (number)" if wide else "Events begun (number)",
        scale=alt.Scale(domain=[0, top * (1.5 if wide else 2.1)], nice=False),
        axis=alt.Axis(values=list(range(0, top + 1, 5)), grid=False, format="d"),
    )
    bars = base.mark_bar(height=13).encode(x=x, color=alt.Color("paint:N", scale=None))
    words = (
        base.transform_calculate(
            words="datum.acts + ' first, ' + datum.speaks + ' statement' "
            "+ (datum.speaks == 1 ? '' : 's')"
        )
        .mark_text(align="left", dx=5, fontSize=11)
        .encode(x=alt.X("acts:Q"), text="words:N", color=alt.Color("paint:N", scale=None))
    )
    return spec_of(
        alt.layer(bars, words).properties(width=500 if wide else 205, height={"step": 22})
    )


def actor_roles() -> Figure:
    """Return how often each actor acts first in the time line, and how many statements it has."""
    table, total = evidence.first_actors(), len(evidence.events())
    acts, speaks = (
        {
            str(role): int(count)
            for role, count in table.groupby("colour_role")[column].sum().items()
        }
        for column in ("acts", "speaks")
    )
    iran, us, israel = acts["iran"], acts["united-states"], acts["israel"]
    return Figure(
        name="actor-roles",
        title=(
            f"Iran acts first in {iran} of {total} events, the United States in {us}, "
            f"Israel in {israel}"
        ),
        subtitle=(
            "Events of the time line by the actor that begins them, with the number of stated "
            "positions. Who begins is a judgement; Iran and the United States count with branches"
        ),
        alt=(
            f"Bars for {len(actor_rows())} actors. Iran with its branches acts first in {iran} of "
            f"{total} events and has {speaks['iran']} stated positions, the "
            f"United States in {us} with {speaks['united-states']}, Israel in "
            f"{israel} with {speaks['israel']}."
        ),
        wide=_actor_spec("wide"),
        narrow=_actor_spec("narrow"),
        data={"actors": actor_rows()},
        sources=[
            Source("actors", "actors"),
            Source("events", "timeline"),
            Source("stated positions", "positions"),
        ],
    )


# ---- explorers: the map that a reader can recode ----

#: Width of the plot in pixels: wide, narrow.
_MAP_WIDTH = {False: 470, True: 262}

#: The reader's controls that lean on statements; a side without one stays as coded.
_LEANS = ("us", "iran", "israel")


def _lean_number(lean: str) -> int:
    """Return a control's place in ``_LEANS``, or their number for none."""
    return _LEANS.index(lean) if lean else len(_LEANS)


def _map_actors() -> dict[str, str]:
    """Return the coded actors with their colours, in the order in which they first occur."""
    return {row["short"]: theme.colour(row["colour_role"]) for row in as_rows(evidence.codings())}


def map_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the position map, each as one row of lists.

    Returns
    -------
    dict of str to rows
        ``everyone`` (one entry a code) and ``pairs`` (one entry a pair and issue). Actors, issues
        and leans are numbers, which the drawing turns into words.
    """
    table = as_rows(evidence.issues())
    order = {row["issue_id"]: n for n, row in enumerate(table)}
    actor = {short: n for n, short in enumerate(_map_actors())}
    pair = {key: n for n, key in enumerate(evidence.PAIRS)}
    everyone = [
        {
            "actor": actor[row["short"]], "order": order[row["issue_id"]], "code": row["code"],
            "soft": row["soft"], "hard": row["hard"], "salience": row["salience"],
            "lean": _lean_number(row["lean"]),
        }
        for row in as_rows(evidence.codings())
    ]  # fmt: skip
    pairs = [
        {
            "pair": pair[row["pair"]],
            "order": row["order"],
            **{
                f"{side}_{field}": row[f"{side}_{field}"]
                for side in ("a", "b")
                for field in ("code", "soft", "hard", "salience")
            },
            **{f"{side}_actor": actor[row[f"{side}_short"]] for side in ("a", "b")},
            **{f"{side}_lean": _lean_number(row[f"{side}_lean"]) for side in ("a", "b")},
        }
        for row in evidence.pair_rows()
    ]
    return {"everyone": _columns(everyone), "pairs": _columns(pairs)}


def _object(values: Mapping[str, Any]) -> str:
    """Return the Vega text of an object: numbers, or the names of controls, by key."""
    return "{" + ",".join(f"{key}:{value}" for key, value in values.items()) + "}"


def _read(prefix: str) -> str:
    """Return the Vega text of a code as the reader leans: fields with this prefix."""
    code, soft, hard, lean = (alt.datum[f"{prefix}{f}"] for f in ("code", "soft", "hard", "r"))
    return formula(model.read_code(code, soft, hard, lean, alt.expr))


def _answering(spec: dict[str, Any], *path: int) -> dict[str, Any]:
    """Return a spec whose layer at this path is named answer: Altair drops names within layers."""
    spec.pop("config")  # the theme sets its own
    layer = spec
    for position in path:
        layer = layer["layer"][position]
    layer["name"] = "answer"
    return spec


def _pairs() -> Any:
    """Return the chosen pair's rows with all that the map says about them."""
    table = as_rows(evidence.issues())
    labels = _array([row["name"] for row in table])
    files = _array([evidence.FILES.get(row["issue_id"], "other") for row in table])
    names, paints = _array(list(_map_actors())), _array(list(_map_actors().values()))
    leans = f"[{', '.join(_LEANS)}, 0]"
    gap = model.distance(
        alt.datum.a_at, alt.datum.a_care, alt.datum.b_at, alt.datum.b_care, alt.expr
    )
    return (
        alt.Chart(named("pairs"))
        .transform_flatten(list(map_data()["pairs"][0]))
        .transform_filter(f"datum.pair == indexof({_array(list(evidence.PAIRS))}, pair)")
        .transform_calculate(
            name=f"{labels}[datum.order]",
            file=f"{files}[datum.order]",
            **{
                f"{side}_{field}": text
                for side in ("a", "b")
                for field, text in (
                    ("who", f"{names}[datum.{side}_actor]"),
                    ("paint", f"{paints}[datum.{side}_actor]"),
                    ("r", f"{leans}[datum.{side}_lean]"),
                    ("care", f"weighting == 'salience' ? datum.{side}_salience : 100"),
                )
            },
        )
        .transform_calculate(a_at=_read("a_"), b_at=_read("b_"))
        .transform_calculate(a="datum.a_at", b="datum.b_at", gap=formula(gap))
        .transform_calculate(
            far=f"datum.gap >= {evidence.FAR} - 1e-9",
            n="datum.file == 'nuclear' ? 1 : 0",
            m="datum.file == 'missiles' ? 1 : 0",
        )
        .transform_calculate(gap_n="datum.n * datum.gap", gap_m="datum.m * datum.gap")
        .transform_joinaggregate(
            sum_n="sum(gap_n)", sum_m="sum(gap_m)", max_n="max(gap_n)", max_m="max(gap_m)",
            all_n="sum(n)", all_m="sum(m)",
        )
        .transform_calculate(
            nuclear="rule == 'hardest' ? datum.max_n : datum.sum_n / datum.all_n",
            missiles="rule == 'hardest' ? datum.max_m : datum.sum_m / datum.all_m",
        )
        .transform_calculate(
            wider=(
                "datum.missiles > datum.nuclear + 0.5 ? 'missiles' : "
                "datum.nuclear > datum.missiles + 0.5 ? 'the nuclear file' : 'neither'"
            )
        )
    )  # fmt: skip


def recoded(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the position map for one pair: their codes on every issue, above the two files.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``pair``, ``us``, ``iran``, ``israel``, ``weighting``, ``rule``.

    Returns
    -------
    dict
        Vega-Lite spec driven by these parameters.
    """
    names = ("pair", "us", "iran", "israel", "weighting", "rule")
    params = [alt.param(name=name, value=defaults[name]) for name in names]
    pairs, width, step = _pairs(), _MAP_WIDTH[narrow], 62 if narrow else 42
    labels = [str(name) for name in evidence.issues()["name"]]
    files = {"nuclear": "Nuclear file, by your rule", "missiles": "Missiles, by your rule"}
    lines = [*labels, *files.values()]
    scale = alt.Scale(domain=[-4, 124 if narrow else 114], nice=False)
    rows = alt.Scale(domain=[-0.65, len(lines) - 0.5], nice=False)
    axis = alt.Axis(
        values=list(range(len(lines))), labelExpr=f"{_array(lines)}[datum.value]",
        labelLimit=220, minExtent=178, grid=False, ticks=False, domain=False,
    )  # fmt: skip

    # Layers share axes and scales: the first layer states them, and the notebook stays small.
    def y(field: str = "order", **more: Any) -> alt.Y:
        return alt.Y(f"{field}:Q", title=None, **(more if more or not narrow else {"axis": None}))

    title = "Points from 0 to 100" + ("" if narrow else ": codes above, distances below")

    def x(field: str, **more: Any) -> alt.X:
        return alt.X(f"{field}:Q", title=title, **more)

    first_x = x("x", scale=scale, axis=alt.Axis(values=[0, 25, 50, 75, 100], grid=True))
    first_y = y(scale=rows, sort="descending", axis=None if narrow else axis)

    def size(field: str) -> alt.Size:
        return alt.Size(
            f"{field}:Q", scale=alt.Scale(domain=[0, 100], range=[30, 220]), legend=None
        )

    names_, paints = _array(list(_map_actors())), _array(list(_map_actors().values()))
    others = (
        alt.Chart(named("everyone"))
        .transform_flatten(list(map_data()["everyone"][0]))
        .transform_calculate(
            who=f"{names_}[datum.actor]",
            paint=f"{paints}[datum.actor]",
            r=f"[{', '.join(_LEANS)}, 0][datum.lean]",
        )
        .transform_calculate(x=_read(""))
        .mark_point(filled=False, strokeWidth=1.2, opacity=0.55)
        .encode(
            x=first_x, y=first_y, size=size("salience"), stroke=alt.Stroke("paint:N", scale=None),
            tooltip=[
                alt.Tooltip("who:N", title="Actor"),
                alt.Tooltip("x:Q", title="Code as read", format=".0f"),
                alt.Tooltip("salience:Q", title="Salience"),
            ],
        )
    )  # fmt: skip
    plain = alt.Chart()
    layers: list[Any] = [
        plain.mark_rule(strokeWidth=3, opacity=0.6, color=theme.colour("muted")).encode(
            x=x("a"), x2="b:Q", y=y()
        )
    ]
    for side in ("a", "b"):
        paint = alt.Color(f"{side}_paint:N", scale=None)
        dots = plain.mark_point(filled=True, opacity=1).encode(
            x=x(side), y=y(), size=size(f"{side}_salience"), color=paint
        )
        layers.append(dots)
        # One name above, one below, each towards the middle: near codes keep theirs apart.
        dy = -13 if side == "a" else 16
        ends: tuple[tuple[Literal["left", "right"], str, int], ...] = (
            ("left", f"datum.{side} < 50", -6), ("right", f"datum.{side} >= 50", 6),
        )  # fmt: skip
        layers += [
            plain.mark_text(align=align, dx=dx, dy=dy, fontSize=11).encode(
                x=x(side), y=y(), color=paint,
                text=alt.condition(test, f"{side}_who:N", alt.value("")),
            )
            for align, test, dx in ends
        ]  # fmt: skip
    strong = alt.condition(
        "datum.far", alt.value(theme.colour("ink")), alt.value(theme.colour("muted"))
    )
    layers.append(
        plain.transform_calculate(said="format(datum.gap, '.0f')")
        .mark_text(align="right", fontSize=12.5, fontWeight="bold")
        .encode(x=alt.value(width), y=y(), text="said:N", color=strong)
    )
    both = (
        plain.transform_window(place="row_number()")
        .transform_filter("datum.place == 1")
        .transform_fold(list(files), as_=["key", "value"])
        .transform_calculate(
            at=f"datum.key == 'nuclear' ? {len(labels)} : {len(labels) + 1}", zero="0",
            points="format(datum.value, '.1f')",
        )
    )  # fmt: skip
    layers += [
        both.mark_bar(height=13).encode(
            x=x("zero"), x2="value:Q", y=y("at"),
            color=alt.condition(
                "datum.key == 'nuclear'",
                alt.value(theme.colour("united-nations")), alt.value(theme.colour("research")),
            ),
        ),
        both.mark_text(align="left", dx=5, fontWeight="bold").encode(
            x=x("value"), y=y("at"), text="points:N"
        ),
    ]  # fmt: skip
    drawn = alt.LayerChart(layer=layers, data=pairs.data, transform=pairs.transform)
    every = [others, drawn]
    if narrow:
        at = [{"name": name, "order": n} for n, name in enumerate(lines)]
        every.append(
            alt.Chart(alt.InlineData(values=at))
            .mark_text(align="left", fontWeight="bold", dy=-29)
            .encode(x=alt.value(0), y=y(), text="name:N")
        )
    chart = alt.LayerChart(layer=every, width=width, height=len(lines) * step)
    return _answering(spec_of(chart.resolve_scale(size="independent").add_params(*params)), 1, 1)


# ---- explorers: two coders ----


def coder_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the two coders: the statements with this book's codes."""
    return {
        "statements": [
            {field: row[field] for field in ("key", "name", "order", "ours")}
            for row in evidence.statements()
        ],
        "bounds": [{"x": 100 / 3}, {"x": 200 / 3}],
    }


def coders(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reader's codes as dots, this book's as rings if they are shown.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``show`` and of a code for each statement.

    Returns
    -------
    dict
        Vega-Lite spec driven by these parameters.
    """
    keys = list(evidence.STATEMENTS)
    params = [alt.param(name=name, value=defaults[name]) for name in ("show", *keys)]
    width = 280 if narrow else 400
    counts = [sum(evidence.third(row["ours"]) == k for row in evidence.statements())
              for k in range(3)]  # fmt: skip
    chance = " + ".join(f"datum.n{k} * {count}" for k, count in enumerate(counts))
    rows = (
        alt.Chart(named("statements"))
        .transform_calculate(yours=f"{_object({key: key for key in keys})}[datum.key]")
        .transform_calculate(
            mine=formula(evidence.third(alt.datum.yours)),
            theirs=formula(evidence.third(alt.datum.ours)),
        )
        .transform_calculate(
            agree="datum.mine == datum.theirs",
            same="datum.mine == datum.theirs ? 1 : 0",
            **{f"is{k}": f"datum.mine == {k} ? 1 : 0" for k in range(3)},
        )
        .transform_joinaggregate(
            agreement="mean(same)", total="count()", n0="sum(is0)", n1="sum(is1)", n2="sum(is2)"
        )
        .transform_calculate(chance=f"({chance}) / (datum.total * datum.total)")
        .transform_calculate(kappa=formula(model.kappa(alt.datum.agreement, alt.datum.chance)))
    )
    scale = alt.Scale(domain=[-3, 103], nice=False)
    x = alt.X(
        "yours:Q", title="Code (0 to 100)", scale=scale, axis=alt.Axis(values=[0, 25, 50, 75, 100])
    )
    y = alt.Y(
        "name:N",
        sort=alt.EncodingSortField("order", op="min"),
        title=None,
        axis=None
        if narrow
        else alt.Axis(ticks=False, domain=False, grid=True, minExtent=215, labelLimit=240),
    )
    plain = alt.Chart()
    shown = "show == 'yes'"
    hidden = alt.value(0)
    link = plain.mark_rule(color=theme.colour("muted"), strokeWidth=1.5).encode(
        x=x, x2="ours:Q", y=y, opacity=alt.condition(shown, alt.value(0.8), hidden)
    )
    ours = plain.mark_point(size=150, strokeWidth=2.2, filled=False).encode(
        x=alt.X("ours:Q", scale=scale), y=y, stroke=alt.value(theme.colour("research")),
        opacity=alt.condition(shown, alt.value(1), hidden),
    )  # fmt: skip
    yours = (
        plain.mark_point(size=85, filled=True, opacity=1)
        .encode(
            x=x, y=y,
            color=alt.condition(
                f"{shown} && !datum.agree",
                alt.value(theme.colour("iran")), alt.value(theme.colour("ink")),
            ),
        )
    )  # fmt: skip
    bounds = (
        alt.Chart(named("bounds"))
        .mark_rule(color=theme.colour("muted"), strokeDash=[4, 3])
        .encode(x=alt.X("x:Q", scale=scale))
    )
    layers: list[Any] = [link, ours, yours]
    if narrow:
        layers.append(
            plain.mark_text(align="left", dy=-15).encode(x=alt.value(0), y=y, text="name:N")
        )
    drawn = alt.LayerChart(layer=layers, data=rows.data, transform=rows.transform)
    chart = alt.LayerChart(
        layer=[bounds, drawn], width=width, height={"step": 40 if narrow else 28}
    )
    return _answering(spec_of(chart.add_params(*params)), 1, 2)


# ---- explorers: who speaks ----


def voice_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the voices: counts by every rule, and statements on record."""
    return {
        "voices": [
            {**{k: v for k, v in row.items() if k != "role"}, "paint": theme.colour(row["role"])}
            for row in evidence.voice_counts()
        ]
    }


def voices(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the bars of shares by voice.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``rule`` and ``own``.

    Returns
    -------
    dict
        Vega-Lite spec driven by these parameters.
    """
    rule, own = (alt.param(name=name, value=defaults[name]) for name in ("rule", "own"))
    rows = (
        alt.Chart(named("voices"))
        .transform_calculate(
            amount=f"{own.name} == 'with' || datum.key != 'article' ? {formula(named_by(rule))} : 0"
        )
        .transform_joinaggregate(total="sum(amount)", top="max(amount)")
        .transform_calculate(
            share="datum.amount / datum.total",
            most="datum.amount >= datum.top - 1e-9",
            absent="datum.amount == 0 && datum.recorded > 0",
        )
        .transform_calculate(
            said="datum.amount > 0 ? format(datum.share, '.0%') : datum.recorded > 0 ? "
            "'no word here, ' + datum.recorded + ' statements on record' : 'not counted'"
        )
    )
    x = alt.X(
        "share:Q",
        title="Share of the article by your rule (%)",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%"),
    )
    y = alt.Y(
        "name:N",
        sort=alt.EncodingSortField("order", op="min"),
        title=None,
        axis=None if narrow else alt.Axis(ticks=False, domain=False, minExtent=150),
    )
    paint = alt.Color("paint:N", scale=None)
    plain = alt.Chart()
    layers: list[Any] = [
        plain.mark_bar(height=15).encode(x=x, y=y, color=paint).properties(name="answer"),
        plain.mark_text(align="left", dx=5, fontWeight="bold").encode(
            x=x, y=y, text="said:N", color=paint
        ),
    ]
    if narrow:
        layers.append(
            plain.mark_text(align="left", dy=-15).encode(x=alt.value(0), y=y, text="name:N")
        )
    chart = alt.LayerChart(
        layer=layers, data=rows.data, transform=rows.transform,
        width=280 if narrow else 440, height={"step": 38 if narrow else 25},
    )  # fmt: skip
    return _answering(spec_of(chart.add_params(rule, own)), 0)


# ---- explorers: where the story begins ----


def window_data() -> dict[str, list[dict[str, Any]]]:
    """Return the named data of the beginnings: the events in order, and the groups."""
    order = {key: n for n, key in enumerate(evidence.GROUPS)}
    first: dict[str, int] = {}
    rows = evidence.ordered_events()
    for row in rows:
        first.setdefault(str(int(row["year"])), row["rank"])
    ticks = [
        {"rank": first[year], "year": year, "always": year in ("1985", "2015", "2026")}
        for year in ("1985", "2006", "2015", "2018", "2021", "2024", "2026")
    ]
    kinds = list(evidence.CATEGORIES)
    return {
        # One letter an event, in order of date: the drawing takes the texts apart.
        "events": [
            {
                "kinds": "".join(str(kinds.index(row["category"])) for row in rows),
                "orders": "".join(str(order[row["group"]]) for row in rows),
            }
        ],
        "groups": [
            {"name": name, "order": order[key], "paint": theme.colour(role)}
            for key, (name, role, _) in evidence.GROUPS.items()
        ],
        "years": ticks,
    }


def windows(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the events in order by who acts first, with those before the beginning faded.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``start`` and ``kind``.

    Returns
    -------
    dict
        Vega-Lite spec driven by these parameters.
    """
    start, kind = (alt.param(name=name, value=defaults[name]) for name in ("start", "kind"))
    width = 270 if narrow else 460
    groups, last = len(evidence.GROUPS), len(evidence.ordered_events())
    ranks = _object(evidence.beginnings())
    kinds = _array(list(evidence.CATEGORIES))
    inside = (
        f"datum.rank >= {ranks}[{start.name}] && "
        f"({kind.name} == 'all' || {kinds}[datum.kind] == {kind.name})"
    )
    scale = alt.Scale(domain=[0, last * (1.16 if narrow else 1.12)], nice=False)
    rows = alt.Scale(domain=[-0.6, groups - 0.4], nice=False)
    labels = _array([name for name, _, _ in evidence.GROUPS.values()])
    axis = alt.Axis(
        values=list(range(groups)), labelExpr=f"{labels}[datum.value]", labelLimit=200,
        minExtent=140, grid=False, ticks=False, domain=False,
    )  # fmt: skip
    y = alt.Y("order:Q", scale=rows, sort="descending", title=None, axis=None if narrow else axis)
    events = (
        alt.Chart(named("events"))
        .transform_calculate(kind="split(datum.kinds, '')", order="split(datum.orders, '')")
        .transform_flatten(["kind", "order"])
        .transform_window(rank="row_number()")
        .transform_calculate(order="toNumber(datum.order)", kind="toNumber(datum.kind)")
        .transform_calculate(inside=inside)
    )
    groups_ = named("groups")
    painted = events.transform_lookup(
        lookup="order", from_=alt.LookupData(data=groups_, key="order", fields=["paint"])
    )
    strokes = painted.mark_tick(thickness=2.2, height=16).encode(
        x=alt.X("rank:Q", scale=scale, axis=None), y=y,
        color=alt.Color("paint:N", scale=None),
        opacity=alt.condition("datum.inside", alt.value(1), alt.value(0.18)),
    )  # fmt: skip
    begin = (
        alt.Chart(alt.InlineData(values=[{}]))
        .transform_calculate(rank=f"{ranks}[{start.name}] - 0.5")
        .mark_rule(color=theme.colour("ink"), strokeDash=[4, 3])
        .encode(x=alt.X("rank:Q", scale=scale))
    )
    counted = (
        events.transform_calculate(one="datum.inside ? 1 : 0")
        .transform_aggregate(count="sum(one)", groupby=["order"])
        .transform_joinaggregate(total="sum(count)", top="max(count)")
        .transform_lookup(
            lookup="order",
            from_=alt.LookupData(data=groups_, key="order", fields=["name", "paint"]),
        )
        .transform_calculate(
            share="datum.total > 0 ? datum.count / datum.total : 0",
            most="datum.count > 0 && datum.count == datum.top",
        )
    )
    answer = (
        counted.mark_text(align="right", fontSize=13, fontWeight="bold")
        .encode(x=alt.value(width), y=y, text="count:Q", color=alt.Color("paint:N", scale=None))
        .properties(name="answer")
    )
    layers: list[Any] = [strokes, begin, answer]
    if narrow:
        layers.append(
            alt.Chart(groups_)
            .mark_text(align="left", dy=-16)
            .encode(x=alt.value(0), y=y, text="name:N")
        )
    years = (
        alt.Chart(named("years"))
        .transform_filter("datum.always" if narrow else "true")
        .mark_text(align="left", baseline="top", fontSize=11, color=theme.colour("muted"))
        .encode(
            x=alt.X("rank:Q", scale=scale), y=alt.value(groups * (40 if narrow else 32) + 4),
            text="year:N",
        )
    )  # fmt: skip
    chart = alt.layer(*layers, years).properties(
        width=width, height=groups * (40 if narrow else 32)
    )
    return spec_of(chart.add_params(start, kind))


#: Table -> the figure on its page.
PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType(
    {
        "issues": issue_gaps,
        "positions": position_coverage,
        "position_codes": position_map,
        "timeline": timeline,
        "claim_evidence": claim_balance,
        "actors": actor_roles,
    }
)
