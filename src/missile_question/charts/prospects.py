"""Charts of chapter 8: words and numbers, reference classes, updates, scores, rivals."""

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
    formula,
    named,
    named_by,
    on_steps,
    spec_of,
)
from missile_question.evidence import prospects as evidence
from missile_question.evidence.reach import as_rows
from missile_question.models import forecasting

__all__ = [
    "PICTURES",
    "cases",
    "class_data",
    "class_map",
    "classes",
    "hedge",
    "hedge_data",
    "questions",
    "rival_data",
    "rivals",
    "update",
    "update_data",
    "vague",
    "vague_data",
    "words",
]

PER_CENT = [0, 25, 50, 75, 100]


def _percent_axis(field: str, title: str, top: float = 100, **options: Any) -> alt.X:
    """Return an axis from 0 to 100 per cent; ``top`` beyond it leaves room for labels."""
    return alt.X(
        field,
        title=title,
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(values=PER_CENT, format=".0f", **options),
    )


def _names(field: str, narrow: bool, width: int, order: str = "order") -> alt.Y:
    """Return an axis of names: beside the marks, or left out on a phone, where they stand above."""
    return alt.Y(
        field,
        sort=alt.EncodingSortField(order, op="min"),
        title=None,
        axis=None
        if narrow
        else alt.Axis(ticks=False, domain=False, minExtent=width, labelLimit=width, labelPadding=6),
    )


def _names_above(base: Any, y: alt.Y, narrow: bool, dy: int, field: str = "name") -> list[Any]:
    """Return, on a phone, the layer of names above the marks, ``dy`` px from their middle."""
    if not narrow:
        return []
    return [base.mark_text(align="left", dy=dy).encode(x=alt.value(0), y=y, text=f"{field}:N")]


def _faceted(chart: Any, field: str, order: list[str], spacing: int, **header: Any) -> Any:
    """Return the chart once for each value of a field, one above the other under its heading."""
    heading = alt.Header(
        labelOrient="top", labelAnchor="start", labelAngle=0, labelFontWeight="bold", **header
    )
    row = alt.Row(field, sort=order, title=None, header=heading)
    return chart.facet(row=row, spacing=spacing).resolve_scale(y="independent")


def _answer_colour(where: str) -> Any:
    """Return the colour of the bars for which a condition holds, and of the others."""
    return alt.condition(
        where, alt.value(theme.colour("united-nations")), alt.value(theme.colour("press"))
    )


# ---------------------------------------------------------------- words of probability


def _word_chart(narrow: bool) -> Any:
    rungs = list(evidence.SCALE.values())
    base = alt.Chart(named("words"))
    y = alt.Y(
        "scheme:N",
        sort=alt.EncodingSortField("order", op="min"),
        title=None,
        axis=None if narrow else alt.Axis(ticks=False, domain=False, labelLimit=200, minExtent=190),
    )
    x = _percent_axis("low:Q", "Probability (%)", 100 if narrow else 118)
    bars = base.mark_bar(height=9, cornerRadius=2).encode(
        x=x,
        x2="high:Q",
        y=y,
        color=alt.Color(
            "key:N",
            legend=None,
            scale=alt.Scale(
                domain=list(evidence.SCHEMES),
                range=[
                    theme.colour(role) for role in ("united-states", "research", "europe", "press")
                ],
            ),
        ),
        fillOpacity=alt.condition("datum.solid", alt.value(1), alt.value(0.25)),
        tooltip=[
            alt.Tooltip("scheme:N", title="Scheme"),
            alt.Tooltip("word:N", title="Word"),
            alt.Tooltip("low:Q", title="from (%)"),
            alt.Tooltip("high:Q", title="to (%)"),
        ],
    )
    if narrow:  # a phone has no room beside the bars
        text = base.mark_text(align="left", dy=-11, fontSize=11).encode(
            x=alt.value(0), y=y, text="said:N"
        )
    else:
        text = base.mark_text(align="left", dx=5, fontSize=12).encode(
            x=alt.X("high:Q"), y=y, text="word:N"
        )
    chart = alt.layer(bars, text).properties(
        width=300 if narrow else 440, height={"step": 32 if narrow else 17}
    )
    return _faceted(chart, "rung:N", rungs, 16, labelPadding=0)


def words() -> Figure:
    """Return the ranges that four schemes give to words of probability."""
    table = evidence.words()
    order = {key: place for place, key in enumerate(evidence.SCHEMES)}
    rows = [
        {
            "key": row["scheme_id"],
            "scheme": row["scheme"],
            "word": row["word"],
            "said": f"{row['word']} ({row['scheme'].split(',')[0].split(' (')[0]})",
            "rung": row["rung"],
            "low": int(row["low_pct"]),
            "high": int(row["high_pct"]),
            "order": order[row["scheme_id"]],
            "solid": bool(row["solid"]),
        }
        for row in as_rows(table)
    ]
    likely = [row for row in rows if row["rung"] == evidence.SCALE["likely"]]
    low = min(likely, key=lambda row: row["low"])
    high = max(likely, key=lambda row: row["low"])
    span = max(row["high"] for row in likely)
    return Figure(
        name="prospects-words",
        title=(
            f"'Likely' begins at {low['low']} % for one authority and at {high['low']} % for "
            f"another; together their ranges run from {low['low']} to {span} %"
        ),
        subtitle="Ranges that four published schemes give to words of probability, in per cent",
        alt=(
            f"Bars for {len({r['key'] for r in rows})} schemes and "
            f"{len({r['rung'] for r in rows})} rungs from almost certain to almost impossible. "
            f"For likely or probable the ranges are: "
            + "; ".join(f"{r['scheme']} {r['low']} to {r['high']} %" for r in likely)
            + "."
        ),
        data={"words": rows},
        sources=(Source("words and their ranges", "probability_words"),),
        **both_widths(_word_chart),
    )


# ---------------------------------------------------------------- the questions


def _question_chart(narrow: bool) -> Any:
    base = alt.Chart(named("questions"))
    y = _names("label:N", narrow, 300)
    x = _percent_axis(
        "low:Q", "Forecast that follows from a reference class (%)", 100, grid=not narrow
    )
    bars = base.mark_bar(height=8, cornerRadius=4, color=theme.colour("rule")).encode(
        x=x, x2="high:Q", y=y
    )
    tooltip = [
        alt.Tooltip("label:N", title="Question"),
        alt.Tooltip("low:Q", title="lowest class (%)", format=".0f"),
        alt.Tooltip("chosen:Q", title="chosen class (%)", format=".0f"),
        alt.Tooltip("high:Q", title="highest class (%)", format=".0f"),
        alt.Tooltip("classes:Q", title="classes"),
    ]
    dots = base.mark_point(
        filled=True, size=90, opacity=1, color=theme.colour("united-nations")
    ).encode(x="chosen:Q", y=y, tooltip=tooltip)
    layers = [bars, dots, *_names_above(base, y, narrow, -14, "label")]
    return alt.layer(*layers).properties(
        width=310 if narrow else 390, height={"step": 40 if narrow else 26}
    )


def questions() -> Figure:
    """Return each question's span of reference classes, and the class that we chose."""
    rows = []
    for order, row in enumerate(as_rows(evidence.questions())):
        found = 100 * evidence.classes(row["question_id"])["forecast"]
        rows.append(
            {
                "label": row["label"],
                "order": order,
                "low": round(float(found.min()), 2),
                "high": round(float(found.max()), 2),
                "chosen": round(100 * evidence.outside_view(row["question_id"]), 2),
                "classes": len(found),
            }
        )
    wide = max(rows, key=lambda row: row["high"] - row["low"])
    return Figure(
        name="prospects-questions",
        title=(
            f"The outside view is no single number: for '{wide['label']}' it runs from "
            f"{wide['low']:.0f} to {wide['high']:.0f} %"
        ),
        subtitle="Grey: from the lowest to the highest class; dot: the class our comparisons use",
        alt=(
            f"{len(rows)} bars between 0 and 100 per cent, one for each question. "
            + "; ".join(
                f"{r['label']}: {r['low']:.0f} to {r['high']:.0f}, dot at {r['chosen']:.0f}"
                for r in rows
            )
            + "."
        ),
        data={"questions": rows},
        sources=(
            Source("questions", "forecast_questions"),
            Source("reference classes", "base_rates"),
        ),
        **both_widths(_question_chart),
    )


# ---------------------------------------------------------------- classes and their cases


def _class_chart(narrow: bool) -> Any:
    base = alt.Chart(named("classes"))
    y = _names("label:N", narrow, 262)
    x = _percent_axis("forecast:Q", "Forecast (%)", 118, grid=not narrow)
    dots = base.mark_point(size=80, strokeWidth=1.8, filled=True, opacity=1).encode(
        x=x,
        y=y,
        stroke=alt.value(theme.colour("united-nations")),
        fill=alt.value(theme.colour("united-nations")),
        fillOpacity=alt.condition("datum.solid", alt.value(1), alt.value(0)),
        tooltip=[
            alt.Tooltip("label:N", title="Class"),
            alt.Tooltip("forecast:Q", title="forecast (%)", format=".1f"),
        ],
    )
    text = base.mark_text(align="left", dx=8).encode(x="forecast:Q", y=y, text="said:N")
    layers = [dots, text, *_names_above(base, y, narrow, -12, "label")]
    return _faceted(
        alt.layer(*layers).properties(
            width=300 if narrow else 380, height={"step": 34 if narrow else 20}
        ),
        "question:N",
        list(evidence.questions()["label"]),
        10,
        labelPadding=10 if narrow else 4,
        labelFontSize=11 if narrow else 13,
        labelLimit=300 if narrow else 330,
    )


def _counts(row: Mapping[str, Any]) -> str:
    """Return a class's counts as a chart prints them."""
    return "price" if row["is_price"] else f"{row['successes']} of {row['cases']}"


def classes() -> Figure:
    """Return all reference classes with their counts and forecasts."""
    label = {row["question_id"]: row["label"] for row in as_rows(evidence.questions())}
    rows = [
        {
            "question": label[row["question_id"]],
            "label": row["label"],
            "order": order,
            "forecast": round(100 * row["forecast"], 2),
            "said": f"{100 * row['forecast']:.0f} % ({_counts(row)})",
            "solid": bool(row["solid"]),
        }
        for order, row in enumerate(as_rows(evidence.classes()))
    ]
    gaps = {q: evidence.compared_classes(q)[0]["apart"] for q in label}
    apart = max(gaps, key=lambda question: gaps[question])
    found = 100 * evidence.classes(apart)["forecast"]
    return Figure(
        name="prospects-classes",
        title=(
            f"{len(rows)} reference classes for {len(label)} questions; the widest gap, "
            f"{found.max() - found.min():.0f} points, is for '{label[apart]}'"
        ),
        subtitle=(
            "In brackets the yeses among the cases; hollow: weak or not wholly verified. Classes "
            "of months: the chance of at least one in the window"
        ),
        alt=(
            f"{len(rows)} dots between 0 and 100 per cent in {len(label)} groups. "
            + "; ".join(f"{r['question']}, {r['label']}: {r['said']}" for r in rows[:6])
            + "; and so on."
        ),
        data={"classes": rows},
        sources=(Source("reference classes", "base_rates"),),
        **both_widths(_class_chart),
    )


def _case_chart(narrow: bool) -> Any:
    base = alt.Chart(named("cases"))
    y = _names("label:N", narrow, 310)
    x = alt.X("place:O", axis=None)
    dots = base.mark_point(size=70, strokeWidth=1.8, opacity=1).encode(
        x=x,
        y=y,
        stroke=alt.value(theme.colour("united-nations")),
        fill=alt.value(theme.colour("united-nations")),
        fillOpacity=alt.condition("datum.happened", alt.value(1), alt.value(0)),
        tooltip=[
            alt.Tooltip("date:N", title="When"),
        ],
    )
    layers = [dots, *_names_above(base, y, narrow, -15, "label")]
    return alt.layer(*layers).properties(
        width=310 if narrow else 340, height={"step": 38 if narrow else 24}
    )


def cases() -> Figure:
    """Return the single cases of the classes that count events: filled for a yes, hollow for no."""
    units = {row["base_rate_id"]: row for row in as_rows(evidence.classes())}
    table = evidence.case_table()
    table = table[[units[i]["unit"] == "case" for i in table["base_rate_id"]]]
    # One class appears twice with the same texts: once is enough.
    table = table[table["base_rate_id"] != "missiles-in-texts-all"]
    table = table.sort_values(["base_rate_id", "date"])
    order = {key: place for place, key in enumerate(units)}
    rows = []
    for key, group in table.groupby("base_rate_id"):
        said = f"{units[key]['label']}: {_counts(units[key])}"
        if key == "relief-efforts":
            said = f"The same, oil relief: {_counts(units[key])}"
        rows += [
            {
                "label": said,
                "order": order[key],
                "place": place,
                "date": row["date"],
                "happened": bool(row["happened"]),
            }
            for place, row in enumerate(as_rows(group))
        ]
    done = units["efforts-us"]
    return Figure(
        name="prospects-cases",
        title=(
            f"Of {done['cases']} nuclear negotiations with the United States at the table since "
            f"2009, {done['successes']} had a text within five months"
        ),
        subtitle="One dot, one case, the oldest on the left; filled: yes, hollow: no",
        alt=(
            "Rows of filled and hollow dots, one row for each class of cases. "
            + "; ".join(dict.fromkeys(row["label"] for row in rows))
            + "."
        ),
        data={"cases": rows},
        sources=(Source("cases", "base_rate_cases"), Source("classes", "base_rates")),
        **both_widths(_case_chart),
    )


# ---------------------------------------------------------------- explorer: reference classes


def class_data() -> dict[str, list[dict[str, Any]]]:
    """Return the reference classes as the explorer computes with them."""
    keys = (
        "timed", "is_price", "has_given", "price", "successes", "cases", "expected",
        "given_successes", "given_cases", "windows",
    )  # fmt: skip
    rows = []
    for question in evidence.questions()["question_id"]:
        for order, row in enumerate(as_rows(evidence.classes(question))):
            said = {"question": question, "name": row["label"], "order": order}
            rows.append({**said, "counts": _counts(row), **{key: row[key] for key in keys}})
    return {"classes": rows}


def class_map(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the classes of one question as bars, driven by question, prudence and window.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``question``, ``prudence`` and ``stretch``.
    """
    question, prudence, stretch = (
        alt.param(name=name, value=defaults[name]) for name in ("question", "prudence", "stretch")
    )
    row = {
        key: alt.datum[key]
        for key in (
            "timed", "is_price", "has_given", "price", "successes", "cases", "expected",
            "given_successes", "given_cases", "windows",
        )
    }  # fmt: skip
    found = (
        alt.Chart(named("classes"))
        .transform_filter(alt.datum.question == question)
        .transform_calculate(forecast=formula(100 * evidence.chance(row, prudence, stretch / 100)))
        .transform_joinaggregate(low="min(forecast)", high="max(forecast)")
        .transform_calculate(
            apart="datum.high - datum.low",
            said="format(datum.forecast, '.0f') + ' %  (' + datum.counts + ')'",
        )
    )
    plain = alt.Chart()
    y = _names("name:N", narrow, 262)
    x = _percent_axis("forecast:Q", "Forecast (%)", 132 if narrow else 118, grid=not narrow)
    bars = plain.mark_bar(height=16, color=theme.colour("united-nations")).encode(x=x, y=y)
    text = plain.mark_text(align="left", dx=5, fontWeight="bold").encode(
        x="forecast:Q", y=y, text="said:N"
    )
    layers = [bars.properties(name="answer"), text, *_names_above(plain, y, narrow, -16)]
    chart = on_steps(found, *layers, width=310 if narrow else 400, height=140)
    return spec_of(chart.add_params(question, prudence, stretch))


# ---------------------------------------------------------------- explorer: update


def update_data() -> dict[str, list[dict[str, Any]]]:
    """Return the three moments of an update."""
    return {"steps": [{"order": place} for place in range(3)]}


def update(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return a probability before, between and after two pieces of evidence.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``prior``, ``first``, ``second`` and ``order_of``.
    """
    prior, first, second, order_of = (
        alt.param(name=name, value=defaults[name])
        for name in ("prior", "first", "second", "order_of")
    )
    one = alt.expr.if_(order_of == "ab", first, second)
    place = alt.datum.order
    ratio = alt.expr.if_(place == 0, 1, alt.expr.if_(place == 1, one, first * second))
    letters = alt.expr.if_(order_of == "ab", "A", "B"), alt.expr.if_(order_of == "ab", "B", "A")
    chart = (
        alt.Chart(named("steps"))
        .transform_calculate(ratio=formula(ratio))
        .transform_calculate(
            probability=formula(100 * forecasting.bayes_update(prior / 100, alt.datum.ratio)),
            odds=formula(forecasting.odds(prior / 100) * alt.datum.ratio),
            final=formula(100 * forecasting.bayes_update(prior / 100, first * second)),
            name=(
                f"datum.order == 0 ? 'Before' : datum.order == 1 ? 'After ' + {letters[0]!s} : "
                f"'After ' + {letters[1]!s} + ' too'"
            ),
        )
        .transform_calculate(
            said="format(datum.probability, '.0f') + ' %'",
            odd=(
                "datum.odds >= 1 ? format(datum.odds, '.2~f') + ' to 1' : "
                "'1 to ' + format(1 / datum.odds, '.2~f')"
            ),
        )
    )
    plain = alt.Chart()
    x = alt.X(
        "name:N",
        sort=alt.EncodingSortField("order", op="min"),
        title=None,
        axis=alt.Axis(labelAngle=0, ticks=False, labelPadding=8, labelLimit=120),
    )
    y = alt.Y(
        "probability:Q",
        title="Probability (%)",
        scale=alt.Scale(domain=[0, 112], nice=False),
        axis=alt.Axis(values=PER_CENT, format=".0f"),
    )
    bars = plain.mark_bar(width=46, color=theme.colour("united-nations")).encode(x=x, y=y)
    said = plain.mark_text(dy=-20, fontWeight="bold", fontSize=14).encode(x=x, y=y, text="said:N")
    odd = plain.mark_text(dy=-7, color=theme.colour("muted")).encode(x=x, y=y, text="odd:N")
    layered = on_steps(
        chart, bars.properties(name="answer"), said, odd, width=270 if narrow else 420, height=230
    )
    return spec_of(layered.add_params(prior, first, second, order_of))


# ---------------------------------------------------------------- explorer: does hedging pay?


def hedge_data() -> dict[str, list[dict[str, Any]]]:
    """Return one row for the reader's report; the curve is a sequence."""
    return {"report": [{"name": "Your report"}]}


def _expected_by(rule: Any, report: Any, belief: Any) -> Any:
    """Return the expected penalty by the rule that a parameter names."""
    *others, last = evidence.RULES
    value = evidence.expected(last, report, belief, alt.expr)
    for key in reversed(others):
        value = alt.expr.if_(rule == key, evidence.expected(key, report, belief, alt.expr), value)
    return value


def hedge(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the expected penalty as a curve over what is said, with belief and report marked.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``belief``, ``report`` and ``rule``.
    """
    belief, report, rule = (
        alt.param(name=name, value=defaults[name]) for name in ("belief", "report", "rule")
    )
    said = alt.datum.said
    x = _percent_axis("said:Q", "What you say (%)")
    y = alt.Y(
        "penalty:Q",
        title="Expected penalty",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(tickCount=5, format=".2~f"),
    )
    curve = (
        alt.Chart(alt.sequence(1, 100, 1, as_="said"))
        .transform_calculate(penalty=formula(_expected_by(rule, said / 100, belief / 100)))
        .mark_line(color=theme.colour("press"), strokeWidth=2)
        .encode(x=x, y=y)
    )
    bold = alt.expr.if_(belief > 50, 99, alt.expr.if_(belief < 50, 1, belief))
    best = alt.expr.if_(rule == "linear", bold, belief)
    answered = (
        alt.Chart(named("report"))
        .transform_calculate(best=formula(best))
        .transform_calculate(
            expected=formula(_expected_by(rule, report / 100, belief / 100)),
            honest=formula(_expected_by(rule, belief / 100, belief / 100)),
            least=formula(_expected_by(rule, alt.datum.best / 100, belief / 100)),
        )
        .transform_calculate(
            loss="datum.expected - datum.honest",
            said=report.name,
            thought=belief.name,
        )
    )
    plain = alt.Chart()
    dot = plain.mark_point(filled=True, size=130, opacity=1, color=theme.colour("iran")).encode(
        x="said:Q", y="expected:Q"
    )
    honest = plain.mark_point(
        filled=False, size=170, strokeWidth=2.2, opacity=1, color=theme.colour("united-nations")
    ).encode(x="thought:Q", y="honest:Q")
    dot_name = plain.mark_text(
        baseline="bottom", dy=-11, fontWeight="bold", color=theme.colour("iran")
    ).encode(x="said:Q", y="expected:Q", text=alt.value("you say"))
    honest_name = plain.mark_text(
        baseline="top", dy=12, fontWeight="bold", color=theme.colour("united-nations")
    ).encode(x="thought:Q", y="honest:Q", text=alt.value("you believe"))
    # The marks of the report share one data set and one chain of steps.
    marks = on_steps(answered, honest, dot.properties(name="answer"), honest_name, dot_name)
    chart = alt.LayerChart(layer=[curve, marks], width=268 if narrow else 460, height=250)
    return spec_of(chart.add_params(belief, report, rule))


# ---------------------------------------------------------------- explorer: rivals


def _scored(
    steps: alt.Chart, line: Any, more: Any, *, x: alt.X, y: alt.Y, shown: str, narrow: bool
) -> Any:
    """Return bars of scores with their numbers, between the line to beat and some marks more.

    Parameters
    ----------
    steps : altair.Chart
        Data and transforms; a row has its ``name`` and its score as ``text``.
    line, more : altair.Chart
        The lowest marks, and those above bars and numbers.
    x, y : altair.X, altair.Y
        Axes of the scores and of the names.
    shown : str
        Test for the bars in full colour, as Vega reads it.
    narrow : bool
        Phone variant.
    """
    plain = alt.Chart()
    bars = plain.mark_bar(height=15).encode(x=x, y=y, color=_answer_colour(shown))
    text = plain.mark_text(align="left", dx=5, fontWeight="bold").encode(
        x="score:Q", y=y, text="text:N"
    )
    layers = [line, bars.properties(name="answer"), text, more]
    layers += _names_above(plain, y, narrow, -15)
    return on_steps(
        steps, *layers, width=268 if narrow else 400, height={"step": 38 if narrow else 26}
    )


def rival_data() -> dict[str, list[dict[str, Any]]]:
    """Return where rivals start on every question; the page combines them with the rivals."""
    return {
        "rivals": [
            {k: v for k, v in r.items() if k != "question"} for r in evidence.rival_questions()
        ]
    }


def rivals(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the mean expected penalty of each rival in the reader's world.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``strength``, ``world`` and ``rule``.
    """
    strength, world, rule = (
        alt.param(name=name, value=defaults[name]) for name in ("strength", "world", "rule")
    )
    factors = json.dumps({key: factor for key, (_, factor) in evidence.WORLDS.items()})
    names, starts, leans = (
        json.dumps(list(column)) for column in zip(*evidence.FORECASTERS.values(), strict=True)
    )
    half = list(evidence.FORECASTERS).index("half")
    row = alt.datum
    one = {
        key: formula(evidence.expected(key, row.said, row.true, alt.expr))
        for key in ("brier", "log")
    }
    steps = (
        alt.Chart(named("rivals"))
        .transform_calculate(
            order=f"sequence({len(evidence.FORECASTERS)})", factor=f"{factors}[{world.name}]"
        )
        .transform_flatten(["order"])
        .transform_calculate(
            name=f"{names}[datum.order]",
            begins=f"{starts}[datum.order]",
            lean=f"{leans}[datum.order] * datum.sign",
        )
        .transform_calculate(
            start="datum.begins == 'base' ? datum.base : "
            "datum.begins == 'half' ? datum.half : datum.tone"
        )
        .transform_calculate(
            said=formula(evidence.insider(row.start, strength, row.lean)),
            true=formula(evidence.insider(row.base, row.factor, row.sign)),
        )
        .transform_calculate(one=f"{rule.name} == 'brier' ? ({one['brier']}) : ({one['log']})")
        .transform_aggregate(score="mean(one)", groupby=["name", "order"])
        .transform_calculate(coin=f"datum.order == {half} ? datum.score : 0")
        .transform_joinaggregate(middle="max(coin)", least="min(score)")
        .transform_calculate(
            better="datum.score < datum.middle",
            best="datum.score <= datum.least",
            text="format(datum.score, '.3f')",
            room="1.2 * datum.score",
        )
    )
    plain = alt.Chart()
    y = _names("name:N", narrow, 232)
    x = alt.X(
        "score:Q",
        title="Mean expected penalty (smaller is better)",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(tickCount=5, format=".2~f", grid=not narrow),
    )
    rule_mark = plain.mark_rule(color=theme.colour("ink"), strokeDash=[3, 3]).encode(x="middle:Q")
    # Nobody sees it: the axis is long enough for the longest bar and its number.
    room = plain.mark_point(opacity=0).encode(x="room:Q", y=y)
    chart = _scored(steps, rule_mark, room, x=x, y=y, shown="datum.best", narrow=narrow)
    return spec_of(chart.add_params(strength, world, rule))


# ---------------------------------------------------------------- explorer: 'some progress'


def vague_data() -> dict[str, list[dict[str, Any]]]:
    """Return the readings of 'some progress' with their chances."""
    return {"readings": [dict(row) for row in evidence.readings()]}


def vague(narrow: bool, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the expected score of one number under each reading of 'some progress'.

    Parameters
    ----------
    narrow : bool
        Phone variant.
    defaults : mapping
        Starting values of ``said`` and ``standard``.
    """
    said, standard = (alt.param(name=name, value=defaults[name]) for name in ("said", "standard"))
    steps = (
        alt.Chart(named("readings"))
        .transform_calculate(rate=formula(named_by(standard)))
        .transform_calculate(
            score=formula(evidence.expected("brier", said / 100, alt.datum.rate / 100))
        )
        .transform_calculate(
            better="datum.score < 0.25",
            text="format(datum.score, '.2f')",
            chance="format(datum.rate, datum.rate < 10 ? '.1f' : '.0f') + ' %'",
        )
    )
    y = _names("name:N", narrow, 172)
    x = alt.X(
        "score:Q",
        title="Expected Brier score (smaller is better)",
        scale=alt.Scale(domain=[0, 1.08], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f", grid=not narrow),
    )
    chances = (
        alt.Chart()
        .mark_text(align="right", color=theme.colour("muted"))
        .encode(x=alt.value(268 if narrow else 400), y=y, text="chance:N")
    )
    rule = (
        alt.Chart(alt.InlineData(values=[{"score": 0.25}]))
        .mark_rule(color=theme.colour("ink"), strokeDash=[3, 3])
        .encode(x="score:Q")
    )
    chart = _scored(steps, rule, chances, x=x, y=y, shown="datum.better", narrow=narrow)
    return spec_of(chart.add_params(said, standard))


#: Table -> the figure that stands for it on its page.
PICTURES: Mapping[str, Callable[[], Figure]] = MappingProxyType(
    {
        "forecast_questions": questions,
        "base_rates": classes,
        "base_rate_cases": cases,
        "probability_words": words,
    }
)
