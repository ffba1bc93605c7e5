"""Chapter 10's explorers: the record, its denominators, models run again, one outcome."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from missile_question.charts import aftermath as charts
from missile_question.charts.figure import Source
from missile_question.evidence import aftermath as evidence
from missile_question.evidence.reading import CATEGORIES
from missile_question.explorers.controls import Choice, Option, Slider, menu
from missile_question.explorers.core import Explorer


@lru_cache(maxsize=1)
def after_timeline() -> Explorer:
    """Return the record after the article, by whom it concerns and what it rests on."""
    start: dict[str, Any] = {"side": "all", "subject": "all", "rests": "all",
                             "until": float(charts.LAST)}  # fmt: skip
    n = evidence.numbers()
    sides = {"all": "everybody", **{key: words for key, (words, _) in evidence.SIDES.items()}}
    subjects = {
        "all": "everything",
        **{
            key: words[0].lower() + words[1:]
            for key, words in CATEGORIES.items()
            if key in charts.LANES
        },
    }
    return Explorer(
        name="after-timeline",
        title=(
            f"War came {n.war_after} days after the article, a memorandum without missiles after "
            f"{n.memo_after}; what followed {n.last_day} we do not know"
        ),
        subtitle=(
            "Filled: two documents. Hollow: one. The orange line is the day up to which you look. "
            "The table below has every event with its source."
        ),
        alt=(
            f"Time line of {n.events} events from 11 February to {n.last_day} in six lanes: "
            f"diplomacy, missiles, strikes and war, nuclear, sanctions, inside Iran. "
            f"{n.two_documents} rest on two documents, {n.one_document} on one. The war begins on "
            "28 February, the ceasefire on 8 April, the memorandum is of 17 June."
        ),
        controls=(
            Choice("side", "Whom it concerns", menu(sides), "all"),
            Choice("subject", "About", menu(subjects), "all"),
            Choice(
                "rests", "Resting on",
                [Option("all", "One document or two", says="any document"),
                 Option("two", "Two documents only", says="two documents")],
                "all",
            ),
            Slider("until", "Days since the article", 0, charts.LAST, 1, start["until"], "days"),
        ),
        model=record_rows,
        draw=lambda narrow: charts.record(narrow, start),
        words=(
            "Of {rows.count} events, {shown.count} are shown, {firm.count} of them with two "
            "documents. The last of them: {row.last}"
        ),
        compare=("name", "shown", "firm", "rank", "last"),
        sort="rank",
        data=charts.event_data(),
        sources=[charts.EVENTS],
    )  # fmt: skip


def record_rows(side: str, subject: str, rests: str, until: float) -> list[dict[str, Any]]:
    """Return every event and whether it is shown, the latest that is shown first."""
    rows = []
    for event in charts.event_rows():
        shown = (
            (side == "all" or side in event["who"].split())
            and subject in ("all", charts.LANES[int(event["place"])])
            and event["day"] <= until
            and (rests == "all" or event["two"] == 1)
        )
        order = event["order"]
        rows.append(
            {
                "name": event["name"], "shown": bool(shown),
                "firm": bool(shown) and event["two"] == 1,
                "rank": -1 - order if shown else 1 + order,
                "last": event["name"] if shown else "none",
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: int(row["rank"]))


@lru_cache(maxsize=1)
def which_denominator() -> Explorer:
    """Return the Emirates' tallies under three rules about what fell into the sea."""
    until = str(evidence.tallies()["until"].max())
    start: dict[str, Any] = {"weapon": "ballistic", "until": until, "believed": 100.0}
    days = sorted(set(evidence.tallies()["until"]))
    n = evidence.numbers()
    return Explorer(
        name="which-denominator",
        title=(
            f"{n.uae_shot} of {n.uae_detected} or {n.uae_shot} of "
            f"{n.uae_detected - n.uae_sea}: one tally gives {n.uae_missed} or {n.uae_out}"
        ),
        subtitle=(
            "Running totals of the Emirates' Ministry of Defence since 28 February 2026; nobody "
            "else has checked them. Only ballistic missiles are reported as fallen into the sea."
        ),
        alt=(
            f"Bars of the share of ballistic missiles stopped over the Emirates up to "
            f"{n.uae_until} under three rules about {n.uae_sea} that fell into the sea: "
            f"{n.uae_missed} if they count as not stopped, {n.uae_out} if they are left out, "
            f"{n.uae_stopped} if they count as stopped; and the same on earlier days."
        ),
        controls=(
            Choice("weapon", "What is counted", menu(evidence.WEAPONS), "ballistic"),
            Choice(
                "until", "Up to",
                [Option(day, evidence.day_words(day)) for day in days], until,
            ),
            Slider("believed", "Of the reported interceptions you believe", 50, 100, 1, 100, "%"),
        ),
        model=evidence.denominators,
        draw=lambda narrow: charts.denominators(narrow, start),
        words=(
            "Of {row.detected:,.0f} {weapon} detected up to {until}, {row.through:,.0f} were not "
            "shot down; {row.sea:,.0f} fell into the sea. Stopped: {row.value:.1%} if those count "
            "as not stopped; the rule moves the share by up to {row.spread:.1%}."
        ),
        compare=("name", "rule", "value", "spread", "through", "sea", "detected"),
        data=charts.tally_data(),
        sources=[charts.SHOTS],
    )  # fmt: skip


@lru_cache(maxsize=1)
def which_model() -> Explorer:
    """Return the models of earlier chapters, and what each would have needed to say what came."""
    start: dict[str, Any] = {"which": "answer", "setting": 28.0}
    n = evidence.numbers()
    cases = [
        Option(key, case.label, says=case.says, note=case.note)
        for key, case in evidence.cases().items()
    ]
    return Explorer(
        name="which-model",
        title=(
            f"Chapter 3's first setting said no attack; had the attackers expected to be spared "
            f"the answer with {n.spared_needed} instead of {n.spared_february}, it would have "
            "said the opposite"
        ),
        subtitle=(
            "Orange: your setting. Diamond: February's. Dashed: what was reported. Thin upright: "
            "what it would have taken. All settings are ours."
        ),
        alt=(
            "Curve of a model's answer along one assumption. For deterrence by punishment the "
            f"worth of an attack rises with the chance of being spared the answer and passes zero "
            f"at {n.spared_needed}; February's setting stood at {n.spared_february}, below it, and "
            "said that an attack does not pay. The attack came."
        ),
        controls=(
            Choice("which", "Model", cases, "answer"),
            Slider("setting", "The assumption", 0, 100, 1, start["setting"], "%"),
        ),
        model=evidence.rerun,
        draw=lambda narrow: charts.models(narrow, start),
        words=(
            "Assumption: {row.assumption}, {setting:.0f}%. The model's answer: {row.answer}, "
            "{row.value:.0%}. Reported later: {row.later}. It would have said so {row.turn} "
            "{row.needed:.0f}%; with February's {row.february:.0f}% it said {row.then:.0%}."
        ),
        compare=(
            "name", "value", "reported", "february", "then", "needed", "turn", "later",
            "assumption", "answer",
        ),
        data=charts.case_data(),
        sources=[*charts.MODELS, charts.EVENTS],
    )  # fmt: skip


@lru_cache(maxsize=1)
def one_outcome() -> Explorer:
    """Return what an outcome says about two forecasters, and what it does not."""
    start: dict[str, Any] = {"one": 60.0, "other": 20.0, "belief": 50.0, "number": 1.0,
                             "outcome": "yes"}  # fmt: skip
    here = forecaster_rows(**start)[0]
    return Explorer(
        name="one-outcome",
        title=(
            f"One war proves little: who said 60% is now the better forecaster with "
            f"{here['after']:.0%}, if the two were equally likely before"
        ),
        subtitle=(
            "Brier score: 0 is perfect, 1 the worst. Orange tick: your belief before. The "
            "questions are taken to be independent, and those on Iran were not."
        ),
        alt=(
            f"Three bars. Who said 60 per cent scores {here['one']:.2f} when the event comes, "
            f"one who said 20 per cent {here['other']:.2f}. Belief that the first is the "
            f"better rises from 50 to {here['after']:.0%}; after ten such questions it would be "
            "above 99.9%."
        ),
        controls=(
            Slider("one", "Ada said", 5, 95, 5, 60, "%"),
            Slider("other", "Ben said", 5, 95, 5, 20, "%"),
            Slider("belief", "You believed that Ada is the better", 5, 95, 5, 50, "%"),
            Slider("number", "Questions that went like this", 1, 10, 1, 1, ""),
            Choice(
                "outcome", "What they asked about",
                [Option("yes", "happened"), Option("no", "did not happen")], "yes",
            ),
        ),
        model=forecaster_rows,
        draw=lambda narrow: charts.forecasters(narrow, start),
        words=(
            "It {outcome}: Ada scores {row.one:.2f}, Ben {row.other:.2f}. Your belief that Ada is "
            "the better forecaster goes from {row.before:.0%} to {row.after:.0%}; the outcome was "
            "{row.ratio:,.1f} times as likely by Ada's word as by Ben's."
        ),
        compare=("name", "value", "one", "other", "after", "before", "ratio"),
        data=charts.forecaster_data(),
        sources=[Source("model: forecasting", model="forecasting")],
    )  # fmt: skip


def forecaster_rows(
    one: float, other: float, belief: float, number: float, outcome: str
) -> list[dict[str, Any]]:
    """Return the two scores and the belief afterwards, each row with all answers."""
    found = evidence.two_forecasters(one, other, belief, number, outcome == "yes")
    found = {key: float(value) for key, value in found.items()}
    return [
        {"name": name, "value": found[key], **found, "before": belief / 100}
        for name, key, _ in charts.FORECASTERS
    ]
