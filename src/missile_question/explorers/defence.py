"""Chapter 4's explorers: layers and their bill, denominators, magazines, what a shield changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from missile_question.charts import defence as charts
from missile_question.evidence import defence as evidence
from missile_question.explorers.controls import OWN, Choice, Option, Slider, Value, presets
from missile_question.explorers.core import Explorer

#: Cases of the salvo explorer: key -> label, settings that differ from the start.
DEFENCES: Mapping[str, tuple[str, Mapping[str, float]]] = {
    "ideal": (
        "Three layers that never fail as a whole",
        {"layers": 3, "shots": 1, "kill": 80, "blind": 0, "shared": 0},
    ),
    "own": (
        "The same, each blind on one night in ten",
        {"layers": 3, "shots": 1, "kill": 80, "blind": 10, "shared": 0},
    ),
    "shared": (
        "The same, half of the reasons shared",
        {"layers": 3, "shots": 1, "kill": 80, "blind": 10, "shared": 50},
    ),
    "one": (
        "One layer, three shots at once",
        {"layers": 1, "shots": 3, "kill": 80, "blind": 0, "shared": 0},
    ),
    "modest": (
        "Three layers of modest interceptors",
        {"layers": 3, "shots": 2, "kill": 50, "blind": 5, "shared": 20},
    ),
}


@lru_cache(maxsize=1)
def salvo() -> Explorer:
    """Return the chapter's signature explorer: a salvo against layers, leakage and bill."""
    start: dict[str, Any] = {"case": "ideal", **evidence.SALVO_START}
    row = evidence.salvo_rows(**evidence.SALVO_START)[0]
    own, shared = (
        evidence.salvo_rows(**{**evidence.SALVO_START, **DEFENCES[key][1]})[0]
        for key in ("own", "shared")
    )
    cases = presets(DEFENCES)
    return Explorer(
        name="defence-salvo",
        title=(
            f"Of {start['missiles']} missiles three layers let {row['leakers']:.1f} through; with "
            f"one blind night in ten {own['leakers']:.1f}, and {shared['leakers']:.1f} if half of "
            "such nights come from one cause"
        ),
        subtitle=(
            "Bars: what is left of the salvo, on average; black ticks: if no layer fails as a "
            "whole. Below: what was fired. Stylised numbers, ours; none describes a real system."
        ),
        alt=(
            f"Bars that shrink from stage to stage. Of {start['missiles']} missiles "
            f"{row['leakers']:.1f} pass all three layers. The salvo costs {row['attack']:,.0f} "
            f"million dollars, the {row['fired']:.0f} interceptors {row['bill']:,.0f} million. "
            f"With one blind night in ten {own['leakers']:.1f} pass, with half of the causes "
            f"shared {shared['leakers']:.1f}."
        ),
        controls=(
            Choice("case", "Defence", [*cases, Option(OWN, "a defence of your own")], "ideal"),
            Slider("missiles", "Missiles in the salvo", 5, 300, 5, start["missiles"], ""),
            Slider("layers", "Layers", 1, evidence.MOST_LAYERS, 1, start["layers"], ""),
            Slider("shots", "Shots at each missile, per layer", 1, 4, 1, start["shots"], ""),
            Slider("kill", "Chance that one shot kills", 10, 95, 5, start["kill"], "%"),
            Slider("blind", "A layer is blind all night", 0, 50, 5, start["blind"], "%"),
            Slider("shared", "Of these, for a reason all layers share", 0, 100, 10,
                   start["shared"], "%"),
            Slider("interceptor", "One interceptor costs", 0.5, 30, 0.5, start["interceptor"],
                   "million $"),
            Slider("missile", "One missile costs", 0.1, 5, 0.1, start["missile"], "million $"),
        ),
        model=lambda case, **values: evidence.salvo_rows(**values),
        draw=lambda narrow: charts.salvo(narrow, start),
        words=(
            "Of {missiles:,.0f} missiles {row.leakers:,.1f} arrive on average, and "
            "{row.leakers_ideal:,.1f} if no layer fails as a whole. The chance of a night on which "
            "no layer works, and all arrive: {row.dark:.1%}. {row.fired:,.0f} interceptors are "
            "fired, for {row.bill:,.0f} million dollars: {row.ratio:,.1f} dollars for each dollar "
            "of the missiles."
        ),
        compare=(
            "name", "there", "share", "ideal", "missiles", "leakage", "leakers", "leakers_ideal",
            "fired", "bill", "attack", "ratio", "dark", "clean",
        ),
        sort="order",
        data=charts.salvo_data(),
        sources=(charts.MODEL,),
    )  # fmt: skip


#: Nights of the denominator explorer: key -> label, settings, note.
NIGHTS: Mapping[str, tuple[str, Mapping[str, float], str]] = {
    "april": (
        "A night like April 2024",
        evidence.NIGHT_START,
        "Round numbers near those of April 2024. That half failed is what US officials told a "
        "newspaper; what was bound for empty ground, and the skill, are ours, set so that "
        "about as many hit as were counted at two air bases.",
    ),
    "june": (
        "Twelve days like June 2025",
        {"slow": 0, "ballistic": 550, "failed": 0, "harmless": 10, "skill": 94},
        "Set by us so that the shares come near Israel's totals: 550 fired, 31 hits in "
        "populated areas, 80 to 90 per cent intercepted.",
    ),
    "rockets": (
        "Days like those of November 2012 (rockets)",
        {"slow": 0, "ballistic": 850, "failed": 0, "harmless": 60, "skill": 90},
        "Rockets, not ballistic missiles: set near 302 shot down of 846 fired, and 90 per "
        "cent of the attempts.",
    ),
}


@lru_cache(maxsize=1)
def which_denominator() -> Explorer:
    """Return the explorer of denominators: one attack, many percentages."""
    start: dict[str, Any] = {
        "night": "april", "counted": "kept", "of": "all", **evidence.NIGHT_START,
    }  # fmt: skip
    rows = {row["name"]: row for row in evidence.night_rows("kept", "all", **evidence.NIGHT_START)}
    everything, fired, _, judged = rows.values()
    nights = [
        Option(key, label, sets=dict(sets), note=note)
        for key, (label, sets, note) in NIGHTS.items()
    ]
    return Explorer(
        name="defence-denominator",
        title=(
            f"One attack, and all of it true: {everything['kept']:.0%}, {judged['shot']:.0%} or "
            f"{fired['shot']:.0%} 'stopped'"
        ),
        subtitle=(
            "Circles: shot down. Diamonds: did no harm to what is defended, shot down or not. "
            "Filled: your choice. Drones and cruise missiles are taken as all stopped."
        ),
        alt=(
            "Four rows with two marks each, by what the share is a share of. Shot down: "
            + "; ".join(f"{row['shot']:.0%} of {name.lower()}" for name, row in rows.items())
            + ". Kept from harm: "
            + "; ".join(f"{row['kept']:.0%}" for row in rows.values())
            + f". In each row the same {everything['hits']:.0f} missiles hit."
        ),
        controls=(
            Choice("night", "Attack", [*nights, Option(OWN, "an attack of your own")], "april"),
            Choice("counted", "Count what was",
                   [Option(key, label, says=said) for key, (label, said) in
                    evidence.COUNTED.items()], start["counted"]),
            Choice("of", "As a share of",
                   [Option(key, label, says=said) for key, (label, said) in evidence.OF.items()],
                   start["of"]),
            Slider("slow", "Drones and cruise missiles fired", 0, 400, 10, start["slow"], ""),
            Slider("ballistic", "Ballistic missiles fired", 10, 900, 10, start["ballistic"], ""),
            Slider("failed", "Of these, fail by themselves", 0, 90, 5, start["failed"], "%"),
            Slider("harmless", "Of the rest, bound for empty ground", 0, 90, 5, start["harmless"],
                   "%"),
            Slider("skill", "Of the others, shot down", 0, 100, 1, start["skill"], "%"),
        ),
        model=_night,
        draw=lambda narrow: charts.night(narrow, start),
        words=(
            "{row.said:.0%} were {counted}, {of}. The same attack can be told as {row.best:.0%} "
            "or as {row.least:.0%}. Missiles that hit what is defended, however it is told: "
            "{row.hits:,.0f}."
        ),
        compare=("name", "shot", "kept", "chosen", "said", "hits", "best", "least"),
        sort="order",
        data=charts.night_data(),
        sources=(charts.MODEL, charts.CLAIMS),
    )  # fmt: skip


def _night(night: Value, counted: str, of: str, **values: float) -> list[dict[str, Any]]:
    """Return the explorer's rows; the menu of attacks only sets the sliders."""
    return evidence.night_rows(counted, of, **values)


@lru_cache(maxsize=1)
def magazine() -> Explorer:
    """Return the explorer of exhaustion: how long a stock lasts."""
    start: dict[str, Any] = dict(evidence.MAGAZINE_START)
    rows = evidence.magazine_rows(**start)
    full = sum(row["full"] for row in rows)
    return Explorer(
        name="defence-magazine",
        title=(
            f"A stock of {start['stock']} meets {full} salvos as planned; of the "
            f"next one {rows[full]['leakers']:.0f} of {start['missiles']} missiles arrive instead "
            f"of {rows[0]['leakers']:.0f}"
        ),
        subtitle=(
            "Twelve equal salvos. Upper bars: share that arrives, with its number; orange: the "
            "stock did not allow all shots. Stylised numbers; nobody publishes stocks."
        ),
        alt=(
            f"Bars for twelve salvos. In the first {full} of them {rows[0]['leakers']:.0f} of "
            f"{start['missiles']} missiles arrive each time; then the stock of {start['stock']} "
            f"interceptors is gone and all {rows[-1]['leakers']:.0f} arrive."
        ),
        controls=(
            Slider("missiles", "Missiles in each salvo", 10, 150, 5, start["missiles"], ""),
            Slider("shots", "Shots at each missile", 1, 4, 1, start["shots"], ""),
            Slider("kill", "Chance that one shot kills", 10, 95, 5, start["kill"], "%"),
            Slider("stock", "Interceptors in store", 0, 2000, 50, start["stock"], ""),
            Slider("resupply", "Arriving after each salvo", 0, 200, 10, start["resupply"], ""),
        ),
        model=evidence.magazine_rows,
        draw=lambda narrow: charts.magazine(narrow, start),
        words=(
            "The stock meets {full.count} of {rows.count} salvos with all the shots that are "
            "planned. Of the first salvo {row.first:,.1f} missiles arrive, of the last "
            "{row.last:,.1f}, of all twelve {row.total:,.0f}."
        ),
        compare=("name", "left", "fired", "leakers", "full", "first", "last", "total"),
        sort="number",
        data=charts.magazine_data(),
        sources=(charts.MODEL,),
    )


@lru_cache(maxsize=1)
def shield_and_threat() -> Explorer:
    """Return the explorer that asks what a shield does to a strike, a limit and an arsenal."""
    start: dict[str, Any] = {"reading": "cover", **evidence.SHIELD_START}
    bare, best = (evidence.shield(**{**evidence.SHIELD_START, "stops": stops}) for stops in (0, 90))
    readings = presets(evidence.READINGS)
    return Explorer(
        name="defence-shield",
        title=(
            f"Read as cover, a shield that stops 90% turns a strike from {bare.strike:.0f} points "
            f"to {best.strike:.0f}, and a missile limit from {bare.limit:.0f} to {best.limit:.1f}"
        ).replace("-", "−"),
        subtitle=(
            "Solid: what a strike is worth to the shielded side; the dot is filled where it pays. "
            "Dashed green: what a limit that halves the missiles is worth. Beside it: the number "
            "of missiles at which a strike begins or ceases to pay. All numbers ours."
        ),
        alt=(
            "Lines over what the shield stops. In the starting case the worth of a strike rises "
            f"from {bare.strike:.0f} points without a shield to {best.strike:.0f} with one that "
            f"stops 90 %, the worth of a limit falls from {bare.limit:.0f} to {best.limit:.1f}, "
            f"and the missiles that would deter rise from {bare.border:,.0f} to "
            f"{best.border:,.0f}."
        ),
        controls=(
            Choice(
                "reading", "Reading", [*readings, Option(OWN, "a reading of your own")], "cover"
            ),
            Slider("stops", "The shield stops", 0, 95, 5, start["stops"], "%"),
            Slider("use", "The missiles are one day fired anyway", 0, 80, 5, start["use"], "%"),
            Slider("answer", "Share fired in answer to a strike", 0, 80, 5, start["answer"], "%"),
            Slider("gain", "A strike wins besides", -30, 30, 5, start["gain"], "points"),
            Slider("missiles", "Missiles held", 200, 4000, 100, start["missiles"], ""),
            Slider("harm", "Harm of a hundred that arrive", 1, 10, 1, start["harm"], "points"),
        ),
        model=evidence.shield_rows,
        draw=lambda narrow: charts.shield(narrow, start),
        words=(
            "With this shield a strike is worth {row.strike:,.1f} points, without it "
            "{row.bare:,.1f}: {row.moves}. A limit that halves the missiles is worth "
            "{row.limit:,.1f} points; after it a strike is worth {row.after:,.1f}. {row.says}"
        ),
        compare=("name", "leakage", "strike", "bare", "after", "limit", "pays", "moves", "says"),
        sources=(charts.GAME,),
    )
