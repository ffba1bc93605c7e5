"""Chapter 1's explorers: positions as a reader codes them, voices, and where a story begins."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from missile_question.charts import reading as charts
from missile_question.charts.figure import Source
from missile_question.evidence import reading as evidence
from missile_question.explorers.controls import OWN, Choice, Option, Slider, menu
from missile_question.explorers.core import Explorer


def _capital(words: str) -> str:
    """Return words with a capital at the start."""
    return words[0].upper() + words[1:]


#: What stands behind each reading of the statements, for the line below the controls.
NOTES: dict[str, str] = {
    "ours": "Zero on every slider: the codes of the table.",
    "iran": (
        "'They demand everything; we offered any check.' The other side at its hardest word, Iran "
        "at its most open."
    ),
    "israel": (
        "'Look at what Tehran does; Washington may settle for less.' Iran by its deeds, the United "
        "States half-way to its softest word."
    ),
    "us": (
        "'We ask for a subject, not for a figure.' The United States at its softest word, Iran by "
        "its deeds."
    ),
    "bids": "Every side will come down: each at the soft end of its band.",
    "word": "Everyone means the hardest thing said.",
}


@lru_cache(maxsize=1)
def position_map() -> Explorer:
    """Return the chapter's signature explorer: actors, issues and salience, recoded."""
    start: dict[str, Any] = {
        "pair": "us-iran", "reading": "ours", **evidence.READINGS["ours"][1],
        "weighting": "salience", "rule": "mean",
    }  # fmt: skip
    given = {key: value for key, value in start.items() if key != "reading"}
    row = evidence.map_rows(**given)[0]
    other = evidence.map_rows(**{**given, "rule": "hardest"})[0]
    readings = [
        Option(key, _capital(words), says=words, sets=dict(leans), note=NOTES[key])
        for key, (words, leans) in evidence.READINGS.items()
    ]
    return Explorer(
        name="reading-positions",
        title=(
            f"Washington and Tehran stand {row['missiles']:.0f} points apart on missiles and "
            f"{row['nuclear']:.0f} on the nuclear file, but on the hardest issue it is "
            f"{other['missiles']:.0f} and {other['nuclear']:.0f}"
        ),
        subtitle=(
            "Filled: your pair; rings: everyone else. Area: salience. Right: points apart, by "
            "your weighting. All codes are judgements, and yours to change"
        ),
        alt=(
            "Eight issues with marks from 0 to 100 for every actor, those of the United States and "
            "Iran's government joined by a line; below, two bars. On the average issue of each "
            f"file, weighted by salience, they are {row['nuclear']:.0f} points apart on the "
            f"nuclear file and {row['missiles']:.0f} on missiles."
        ),
        controls=(
            Choice(
                "pair",
                "Compare",
                menu({key: words for key, (words, _, _) in evidence.PAIRS.items()}),
                "us-iran",
            ),
            Choice(
                "reading",
                "Read the statements",
                [*readings, Option(OWN, "Your own reading", says="your own way")],
                "ours",
            ),
            Slider("us", "United States: softest to hardest word", -100, 100, 25, 0, "%"),
            Slider("iran", "Iran: softest to hardest word", -100, 100, 25, 0, "%"),
            Slider("israel", "Israel: softest to hardest word", -100, 100, 25, 0, "%"),
            Choice(
                "weighting",
                "Count",
                menu(evidence.WEIGHTINGS),
                "salience",
            ),
            Choice(
                "rule",
                "Judge a file",
                menu(evidence.RULES),
                "mean",
            ),
        ),
        model=lambda pair, us, iran, israel, weighting, rule, **_: evidence.map_rows(
            str(pair), us, iran, israel, str(weighting), str(rule)
        ),
        draw=lambda narrow: charts.recoded(narrow, start),
        words=(
            "Read {reading}, {pair} stand {row.nuclear:.1f} points apart on the nuclear file and "
            "{row.missiles:.1f} on missiles ({weighting}, {rule}). Farther apart: {row.wider}. "
            "50 points or more apart on: {far.names}."
        ),
        compare=("name", "file", "a", "b", "gap", "far", "nuclear", "missiles", "wider"),
        sort="order",
        data=charts.map_data(),
        sources=(
            Source("our coding of stated positions", "position_codes"),
            Source("the statements", "positions"),
            Source("the scales", "issues"),
            Source("reading and distance", model="reading"),
        ),
    )


@lru_cache(maxsize=1)
def second_coder() -> Explorer:
    """Return the test of agreement: the reader codes nine statements, the page computes kappa."""
    statements = evidence.statements()
    blank: dict[str, Any] = {"show": "no", **dict.fromkeys(evidence.STATEMENTS, 50.0)}
    soft, hard = (
        evidence.coder_rows(**{row["key"]: float(row[end]) for row in statements})[0]
        for end in ("soft", "hard")
    )
    ends = {
        "soft": "The soft end of every band",
        "hard": "The hard end of every band",
    }
    coders = [
        Option(
            key, words, sets={row["key"]: float(row[key]) for row in statements}
        )
        for key, words in ends.items()
    ]  # fmt: skip
    empty = Option(
        "blank", "Nothing coded yet: all at 50", sets=dict.fromkeys(evidence.STATEMENTS, 50.0)
    )
    return Explorer(
        name="reading-coder",
        title=(
            f"Two fair coders at opposite ends agree with this book on {soft['agreement']:.0%} and "
            f"{hard['agreement']:.0%} of the statements"
        ),
        subtitle=(
            "Dot: your code. Ring: this book's, if you show it. Dashed: the thirds of the scale "
            "in which two codes count as agreeing"
        ),
        alt=(
            f"A strip from 0 to 100 for each of {len(statements)} statements with the reader's "
            f"code, all at 50 to begin with. A coder at the soft end of every band reaches a kappa "
            f"of {soft['kappa']:.2f} with this book, one at the hard end {hard['kappa']:.2f}."
        ),
        controls=(
            Choice("coder", "Start from", [empty, *coders, Option(OWN, "Your own codes")], "blank"),
            *(Slider(row["key"], row["name"], 0, 100, 5, 50, "points") for row in statements),
            Choice(
                "show",
                "This book's codes",
                [Option("no", "Hidden"), Option("yes", "Shown")],
                "no",
            ),
        ),
        model=lambda coder, show, **yours: evidence.coder_rows(**yours),
        draw=lambda narrow: charts.coders(narrow, blank),
        words=(
            "You and this book put {agree.count} of {rows.count} statements into the same third: "
            "{row.agreement:.0%} agreement. Chance alone would give {row.chance:.0%}. Cohen's "
            "kappa is {row.kappa:.2f}."
        ),
        compare=("name", "yours", "ours", "agree", "agreement", "chance", "kappa"),
        sort="order",
        data=charts.coder_data(),
        sources=(
            Source("the statements", "positions"),
            Source("our codes", "position_codes"),
            Source("kappa", model="reading"),
        ),
    )


@lru_cache(maxsize=1)
def who_speaks() -> Explorer:
    """Return the voices of the article under different counting rules."""
    start: dict[str, Any] = {"rule": "sentences", "own": "without"}
    rows = {row["name"]: row for row in evidence.voice_rows("sentences", "without")}
    quoted = {row["name"]: row for row in evidence.voice_rows("quoted", "without")}
    placed = {row["name"]: row for row in evidence.voice_rows("place", "without")}
    return Explorer(
        name="reading-voices",
        title=(
            f"Iran has {rows['Iran']['share']:.0%} of the attributed sentences, Israel has "
            f"{placed['Israel']['share']:.0%} if early ones count more and "
            f"{quoted['Israel']['share']:.0%} of the words in quotation marks"
        ),
        subtitle=(
            "Shares of the article by voice. Bars of no length: not heard in the article, though "
            "their statements were on record by its day"
        ),
        alt=(
            f"Bars for nine voices. By sentences Iran has {rows['Iran']['share']:.0%}, Israel "
            f"{rows['Israel']['share']:.0%} and the United States "
            f"{rows['United States']['share']:.0%}. Gulf states, Europeans, Russia, China and the "
            "IAEA have 0%."
        ),
        controls=(
            Choice(
                "rule",
                "Count",
                menu(evidence.COUNTS),
                "sentences",
            ),
            Choice(
                "own",
                "The article's own voice",
                [Option("without", "Left out"), Option("with", "Counted")],
                "without",
            ),
        ),
        model=lambda rule, own: evidence.voice_rows(str(rule), str(own)),
        draw=lambda narrow: charts.voices(narrow, start),
        words=(
            "Counting {rule}: the largest share goes to {most.names}. Iran has {row.share:.0%}. "
            "Not heard, though on record: {absent.names}."
        ),
        compare=("name", "amount", "share", "recorded", "most", "absent"),
        sort="order",
        data=charts.voice_data(),
        sources=(
            Source("our count of the article's sentences (its text is not in this book)"),
            Source("statements on record", "positions"),
        ),
    )


@lru_cache(maxsize=1)
def beginnings() -> Explorer:
    """Return the time line with a movable beginning: who then acts first, and how often."""
    start: dict[str, Any] = {"start": "jcpoa", "kind": "all"}
    long = {row["name"]: row for row in evidence.window_rows("jcpoa", "all")}
    short = {row["name"]: row for row in evidence.window_rows("points", "all")}
    iran, america = "Iran", "United States"
    return Explorer(
        name="reading-beginnings",
        title=(
            f"Begin the story in 2015 and Iran acts first most often, {long[iran]['count']} times "
            f"to {long[america]['count']}; begin in January 2026 and it is Washington, "
            f"{short[america]['count']} to {short[iran]['count']}"
        ),
        subtitle=(
            "One stroke = one event of our time line, in order of date, by who acts first. Faded: "
            "before the beginning, or of another kind. Right: how many count"
        ),
        alt=(
            f"Six rows of strokes for {len(evidence.ordered_events())} events from 1985 to 11 "
            f"February 2026. From July 2015 on Iran acts first in {long[iran]['count']}, the "
            f"United States in {long[america]['count']} and Israel in {long['Israel']['count']} of "
            f"{long[iran]['total']} events."
        ),
        controls=(
            Choice(
                "start",
                "The story begins with",
                menu({key: words for key, (_, words) in evidence.BEGINNINGS.items()}),
                "jcpoa",
            ),
            Choice(
                "kind",
                "Look at",
                [
                    Option(key, _capital(words), says=words[0].lower() + words[1:])
                    for key, words in evidence.KINDS_OF_EVENT.items()
                ],
                "all",
            ),
        ),
        model=lambda start, kind: evidence.window_rows(str(start), str(kind)),
        draw=lambda narrow: charts.windows(narrow, start),
        words=(
            "From {start} on, {row.total} events count ({kind}). Acts first most often: "
            "{most.names}. Iran acts first in {row.count} of them, or {row.share:.0%}."
        ),
        compare=("name", "count", "share", "total", "most"),
        sort="order",
        data=charts.window_data(),
        sources=(Source("events with their documents", "timeline"),),
    )
