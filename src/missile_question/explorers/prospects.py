"""Chapter 8's explorers: reference classes, updating, scores, rivals, a vague claim."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from missile_question.charts import prospects as charts
from missile_question.charts.figure import Source
from missile_question.evidence import prospects as evidence
from missile_question.evidence.reach import as_rows
from missile_question.explorers.controls import OWN, Choice, Option, Slider, Value, menu
from missile_question.explorers.core import Explorer

MODEL = Source("scores and Bayes's rule", model="forecasting")
CLASSES = Source("reference classes", "base_rates")
QUESTIONS = Source("questions", "forecast_questions")

#: Cases with which a reader may begin to update: key -> (label, note, prior, ratio A, ratio B).
CASES: dict[str, tuple[str, str, float, float, float]] = {
    "strike": (
        "A strike, 40 % at first",
        "A: a fleet is on its way. B: both sides call the talks good. Prior: the months since "
        "October 2023. The ratios are ours.",
        40.0,
        2.0,
        0.5,
    ),
    "calm": (
        "A strike, 8 % at first",
        "A and B as before. Prior: the months since January 2013. Only the start differs.",
        8.0,
        2.0,
        0.5,
    ),
    "text": (
        "A nuclear text",
        "A: Iran offers to dilute. B: 'no enrichment' against 'no end to enrichment'. Prior: all "
        "negotiations since 2003. The ratios are ours.",
        31.0,
        1.8,
        0.4,
    ),
    "same": (
        "One report, read twice",
        "A and B are two newspapers with one source, so B is no second piece: set it to 1.",
        31.0,
        3.0,
        3.0,
    ),
}


@lru_cache(maxsize=1)
def reference_classes() -> Explorer:
    """Return the reference classes of a question side by side."""
    start: dict[str, Any] = {"question": "strike-on-iran", "prudence": 1.0, "stretch": 100.0}
    rows = evidence.compared_classes(start["question"])
    options = [
        Option(row["question_id"], row["label"], note=row["note"])
        for row in as_rows(evidence.questions())
    ]
    return Explorer(
        name="prospects-classes-compared",
        title=(
            f"Two counts and a market, three forecasts: a strike by 30 June comes out at "
            f"{rows[0]['low']:.0f} or at {rows[0]['high']:.0f} %"
        ),
        subtitle="Forecast that follows from each class, with its yeses among the cases",
        alt=(
            "Bars for the reference classes of one question. For a strike on Iran by 30 June: "
            + "; ".join(f"{row['name']} {row['forecast']:.0f} %" for row in rows)
            + "."
        ),
        controls=(
            Choice("question", "Question", options, start["question"]),
            Slider("prudence", "Prudence, for cases: made-up yeses, and noes", 0, 3, 0.5, 1.0, ""),
            Slider(
                "stretch",
                "Window, for months and years: against the question's",
                50,
                300,
                10,
                100.0,
                "%",
            ),
        ),
        model=lambda question, prudence, stretch: evidence.compared_classes(
            str(question), prudence, stretch / 100
        ),
        draw=lambda narrow: charts.class_map(narrow, start),
        words=(
            "{question}: the classes run from {row.low:,.1f} to {row.high:,.1f} %, "
            "{row.apart:,.1f} points apart."
        ),
        compare=("name", "forecast", "low", "high", "apart"),
        sort="order",
        data=charts.class_data(),
        sources=(CLASSES, QUESTIONS),
    )


@lru_cache(maxsize=1)
def update() -> Explorer:
    """Return an update by two pieces of evidence, in either order."""
    prior, first, second = CASES["strike"][2:]
    start: dict[str, Any] = {"prior": prior, "first": first, "second": second, "order_of": "ab"}
    rows = evidence.updated(prior, first, second, "ab")
    options = [
        Option(
            key,
            label,
            note=note,
            sets={"prior": prior, "first": first, "second": second},
        )
        for key, (label, note, prior, first, second) in CASES.items()
    ]

    def model(
        prior: float, first: float, second: float, order_of: Value, **_: Any
    ) -> list[dict[str, Any]]:
        return evidence.updated(prior, first, second, str(order_of))

    return Explorer(
        name="prospects-update",
        title=(
            f"A fleet doubles the odds, friendly words halve them: from {prior:.0f} % back to "
            f"{rows[-1]['final']:.0f} %, in either order"
        ),
        subtitle="Above each bar the probability, below it the odds",
        alt=(
            f"Three bars. Before the evidence {rows[0]['probability']:.0f} %, after the first "
            f"piece {rows[1]['probability']:.0f} %, after both {rows[2]['probability']:.0f} %. "
            "Changing the order moves the middle bar only."
        ),
        controls=(
            Choice("case", "Begin with", [*options, Option(OWN, "your own")], "strike"),
            Slider("prior", "Before the evidence", 1, 99, 1, prior, "%"),
            Slider("first", "Likelihood ratio of A", 0.1, 10, 0.1, first, ""),
            Slider("second", "Likelihood ratio of B", 0.1, 10, 0.1, second, ""),
            Choice(
                "order_of",
                "Which comes first",
                [Option("ab", "A, then B"), Option("ba", "B, then A")],
                "ab",
            ),
        ),
        model=model,
        draw=lambda narrow: charts.update(narrow, start),
        words=(
            "From {prior:,.0f} %, by ratios of {first:,.1f} and {second:,.1f} ({order_of}): it "
            "ends at {row.final:,.1f} %."
        ),
        compare=("name", "probability", "odds", "final"),
        sort="order",
        data=charts.update_data(),
        sources=(MODEL, CLASSES, Source("ratios: the reader's, or this book's judgement")),
    )


@lru_cache(maxsize=1)
def hedging() -> Explorer:
    """Return what it costs, on average, to say something else than one believes."""
    start: dict[str, Any] = {"belief": 70.0, "report": 50.0, "rule": "brier"}
    (row,) = evidence.hedged(**start)
    return Explorer(
        name="prospects-hedge",
        title=(
            f"Whoever believes 70 % and says 50 % expects a Brier score of {row['expected']:.2f} "
            f"instead of {row['honest']:.2f}"
        ),
        subtitle=(
            "The curve: expected penalty for everything that you might say, given what you believe"
        ),
        alt=(
            f"A curve shaped like a bowl with its lowest point at 70 %, what is believed, where "
            f"the expected Brier score is {row['honest']:.2f}. At 50 %, what is said, it is "
            f"{row['expected']:.2f}."
        ),
        controls=(
            Slider("belief", "What you believe", 1, 99, 1, 70, "%"),
            Slider("report", "What you say", 1, 99, 1, 50, "%"),
            Choice(
                "rule",
                "Scoring rule",
                menu(evidence.RULES),
                "brier",
            ),
        ),
        model=lambda belief, report, rule: evidence.hedged(belief, report, str(rule)),
        draw=lambda narrow: charts.hedge(narrow, start),
        words=(
            "By the {rule}: you believe {belief:,.0f} % and say {report:,.0f} %. Expected penalty "
            "{row.expected:,.3f}, with honesty {row.honest:,.3f}. The smallest, {row.least:,.3f}, "
            "is at {row.best:,.0f} %."
        ),
        compare=("name", "expected", "honest", "loss", "best", "least"),
        data=charts.hedge_data(),
        sources=(MODEL,),
    )


@lru_cache(maxsize=1)
def rivals() -> Explorer:
    """Return optimist, pessimist and outside view, run on the same ten questions."""
    start: dict[str, Any] = {"strength": 4.0, "world": "outside", "rule": "brier"}
    rows = {row["name"]: row for row in evidence.rivals(**start)}
    outside, optimist, pessimist = (
        rows[evidence.FORECASTERS[key][0]] for key in ("outside", "optimist", "pessimist")
    )
    return Explorer(
        name="prospects-rivals",
        title=(
            f"Stories alone score {optimist['score']:.2f} and {pessimist['score']:.2f} where base "
            f"rates score {outside['score']:.2f}, if the base rates are right"
        ),
        subtitle=(
            "Mean over the ten questions of the penalty to be expected; dashed: 50 % every time"
        ),
        alt=(
            f"Bars for {len(rows)} forecasters. "
            + "; ".join(f"{name} {row['score']:.3f}" for name, row in rows.items())
            + "."
        ),
        controls=(
            Choice(
                "world",
                "Suppose",
                menu({key: words for key, (words, _) in evidence.WORLDS.items()}),
                "outside",
            ),
            Slider("strength", "How far a story moves the odds: times", 1, 9, 0.5, 4.0, ""),
            Choice(
                "rule",
                "Scoring rule",
                menu({key: evidence.RULES[key] for key in ("brier", "log")}),
                "brier",
            ),
        ),
        model=lambda strength, world, rule: evidence.rivals(strength, str(world), str(rule)),
        draw=lambda narrow: charts.rivals(narrow, start),
        words=(
            "Suppose {world}, and stories multiply odds by {strength:,.1f}. By the {rule} the "
            "outside view expects {row.score:,.3f}. Better than 50 % every time: {better.names}."
        ),
        compare=("name", "score", "better"),
        sort="order",
        data=charts.rival_data(),
        sources=(MODEL, QUESTIONS, CLASSES),
    )


@lru_cache(maxsize=1)
def some_progress() -> Explorer:
    """Return what one number for a vague claim scores under each reading of it."""
    start: dict[str, Any] = {"said": 60.0, "standard": "chosen"}
    rows = evidence.vague(**start)
    best = min(rows, key=lambda row: row["score"])
    worst = max(rows, key=lambda row: row["score"])
    return Explorer(
        name="prospects-some-progress",
        title=(
            f"One forecast of 60 %, {len(rows)} meanings: an expected Brier score of "
            f"{best['score']:.2f} if 'some progress' is {best['name']}, {worst['score']:.2f} if it "
            f"is {worst['name']}"
        ),
        subtitle="On the right the chance of each meaning by the outside view; dashed: always 50 %",
        alt=(
            "Bars for the readings of 'some progress'. "
            + "; ".join(f"{r['name']}: chance {r['rate']:.0f} %, {r['score']:.2f}" for r in rows)
            + "."
        ),
        controls=(
            Slider("said", "You read 'may bring some progress' as", 1, 99, 1, 60, "%"),
            Choice(
                "standard",
                "Chances by",
                menu(evidence.STANDARDS),
                "chosen",
            ),
        ),
        model=lambda said, standard: evidence.vague(said, str(standard)),
        draw=lambda narrow: charts.vague(narrow, start),
        words=(
            "Said as {said:,.0f} %, with chances by {standard}: better than 50 % every time under "
            "{better.count} of {rows.count} readings: {better.names}. Worse or equal: "
            "{!better.names}."
        ),
        compare=("name", "rate", "score", "better"),
        sort="order",
        data=charts.vague_data(),
        sources=(MODEL, QUESTIONS, CLASSES),
    )
