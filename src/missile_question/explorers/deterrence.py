"""Chapter 3's explorers: threats, crises, shields and arms races."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from missile_question.charts import deterrence as charts
from missile_question.evidence import deterrence as evidence
from missile_question.explorers.controls import OWN, Choice, Option, Slider, presets
from missile_question.explorers.core import Explorer


@lru_cache(maxsize=1)
def threat() -> Explorer:
    """Return the threat game with everything known: would a threat be carried out."""
    start: dict[str, Any] = {"gain": 4.0, "harm": 10.0, "loss": 5.0, "war": 6.0}
    rows = evidence.threat_rows(**start)
    return Explorer(
        name="deterrence-threat",
        title=(
            "A threat that would hurt the one who makes it more than yielding is not believed: "
            f"an answer that costs {start['harm']:.0f} does not stop an attack worth "
            f"{start['gain']:.0f}"
        ),
        subtitle="Thick: what each would choose. Dashed: a choice that the other's move prevents.",
        alt=(
            "Tree of a game. The attacker holds back or attacks; after an attack the defender "
            f"yields or answers. Yielding costs the defender {start['loss']:.0f}, answering "
            f"{start['war']:.0f}, so it would yield, and the attacker, who wins "
            f"{rows[1]['attacker']:.0f}, attacks."
        ),
        controls=(
            Slider("gain", "An unanswered attack wins the attacker", 1, 12, 1, 4, "points"),
            Slider("harm", "The answer costs the attacker", 1, 20, 1, 10, "points"),
            Slider("loss", "Yielding costs the defender", 0, 12, 1, 5, "points"),
            Slider("war", "Answering costs the defender", 0, 12, 1, 6, "points"),
        ),
        model=evidence.threat_rows,
        draw=lambda narrow: charts.threat(narrow, start),
        words=(
            "Play ends here: {reached.names}. {row.verdict} A doubted answer would have to be "
            "believed with {row.threshold:.0%} to deter; above 100%, no answer is enough."
        ),
        compare=("name", "attacker", "defender", "reached", "verdict", "threshold"),
        sort="order",
        data=charts.threat_data(),
        sources=(charts.GAMES,),
    )


#: Cases of the crisis game: key -> label, settings.
CASES: dict[str, tuple[str, dict[str, float]]] = {
    "doubt": (
        "A threat that few believe, a challenger who seldom means it",
        {"gain": 4, "war": 6, "loss": 5, "ruin": 5, "attacker": 20, "defender": 10},
    ),
    "tehran": (
        "Tehran's reading: the missiles hold an attacker back",
        {"gain": 4, "war": 6, "loss": 5, "ruin": 5, "attacker": 40, "defender": 55},
    ),
    "israel": (
        "Israel's reading: the missiles shelter an Iran that presses",
        {"gain": 4, "war": 2, "loss": 3, "ruin": 6, "attacker": 60, "defender": 30},
    ),
    "2025": (
        "An attacker to whom the answer looks bearable",
        {"gain": 8, "war": 3, "loss": 5, "ruin": 5, "attacker": 70, "defender": 65},
    ),
}


@lru_cache(maxsize=1)
def crisis() -> Explorer:
    """Return the chapter's signature explorer: a crisis in which resolve is private."""
    start: dict[str, Any] = {"case": "doubt", **CASES["doubt"][1]}
    rows = evidence.crisis_rows(**start)
    cases = presets(CASES)
    return Explorer(
        name="deterrence-crisis",
        title=(
            f"An answer believed with {rows[0]['needed']:.0%} would hold back everybody; believed "
            f"with {start['defender']:.0f}%, it leaves room for bluffs, and for war in "
            f"{rows[0]['war']:.0%} of cases"
        ),
        subtitle=(
            "Each side knows its own resolve and guesses the other's. The dot is the present "
            "guess; the shaded field says what follows. All numbers are ours, none is measured."
        ),
        alt=(
            "Map of four fields over two beliefs, and bars of four outcomes. With the starting "
            f"pay-offs a challenger holds back for good once it believes in the answer with "
            f"{rows[0]['needed']:.0%}; the dot stands at {start['defender']:.0f}%, in the field "
            f"where some bluff: in {rows[0]['chance']:.0%} of cases nobody challenges, in "
            f"{rows[0]['war']:.0%} there is war."
        ),
        controls=(
            Choice("case", "Case", [*cases, Option(OWN, "a case of your own")], "doubt"),
            Slider("attacker", "Chance that the challenger is resolved", 5, 95, 5, 20, "%"),
            Slider("defender", "Chance that the defender surely answers", 0, 95, 5, 10, "%"),
            Slider("gain", "An unanswered challenge wins", 1, 12, 1, 4, "points"),
            Slider("war", "War costs a resolved challenger", 1, 12, 1, 6, "points"),
            Slider("loss", "Yielding costs the defender", 1, 12, 1, 5, "points"),
            Slider("ruin", "War costs a wavering defender this much more", 1, 12, 1, 5, "points"),
        ),
        model=evidence.crisis_rows,
        draw=lambda narrow: charts.crisis(narrow, start),
        words="{row.says} Chance of war: {row.war:.0%}. Belief that holds back even a resolved "
        "challenger: {row.needed:.0%}.",
        compare=("name", "chance", "kind", "says", "needed", "war"),
        sort="order",
        data=charts.crisis_data(),
        sources=(charts.GAMES,),
    )


#: Ways to deter: key -> label, settings.
SHIELDS: dict[str, tuple[str, dict[str, float]]] = {
    "missiles": ("Missiles, hardly any air defence", {"denial": 10, "answer": 80, "survives": 90}),
    "struck": ("The same, half of them lost to a first blow", {"denial": 10, "answer": 80,
                                                              "survives": 50}),
    "layers": ("Air defence in layers, an answer in doubt", {"denial": 70, "answer": 30,
                                                            "survives": 90}),
    "both": ("Some of each", {"denial": 40, "answer": 50, "survives": 80}),
}  # fmt: skip


@lru_cache(maxsize=1)
def shield() -> Explorer:
    """Return denial against punishment: what a weak air force leaves open."""
    start: dict[str, Any] = {"way": "missiles", **SHIELDS["missiles"][1], "gain": 10.0,
                             "harm": 15.0}  # fmt: skip
    row = evidence.shield_rows(**start)[0]
    lost = evidence.shield_rows(**{**start, **SHIELDS["struck"][1]})[0]
    ways = presets(SHIELDS)
    return Explorer(
        name="deterrence-shield",
        title=(
            f"Punishment deters without defence if it follows with {row['chance']:.0%}, but not if "
            f"a first blow brings that down to {lost['chance']:.0%}"
        ),
        subtitle="In the shaded area an attack does not pay. Filled: deterred. All numbers ours.",
        alt=(
            "Plane of two chances: that an attack is denied, and that punishment follows. Above a "
            f"falling line it does not pay. The starting point, denial {row['denial']:.0%} and "
            f"punishment {row['chance']:.0%}, lies above it; with half the missiles lost, "
            f"punishment falls to {lost['chance']:.0%} and the point lies below."
        ),
        controls=(
            Choice("way", "Way to deter", [*ways, Option(OWN, "a mix of your own")], "missiles"),
            Slider("denial", "Chance that the attack fails (denial)", 0, 95, 5, 10, "%"),
            Slider("answer", "Chance that an answer is ordered", 0, 100, 5, 80, "%"),
            Slider("survives", "Means of answering that survive a first blow", 0, 100, 5, 90, "%"),
            Slider("gain", "A successful attack wins", 1, 20, 1, 10, "points"),
            Slider("harm", "Punishment costs", 0, 40, 1, 15, "points"),
        ),
        model=evidence.shield_rows,
        draw=lambda narrow: charts.shield(narrow, start),
        words=(
            "The attack is {row.says}: it is worth {row.value:,.1f} points to the attacker. "
            "Punishment follows with {row.chance:.0%}; next to it, denial of {row.needed:.0%} "
            "would deter."
        ),
        compare=("name", "denial", "chance", "value", "deterred", "needed", "says"),
        sources=(charts.GAMES,),
    )


@lru_cache(maxsize=1)
def race() -> Explorer:
    """Return the security dilemma as an arms race: when buying safety costs safety."""
    start: dict[str, Any] = {
        "reaction": 0.6, "rival_reaction": 0.6, "motive": 2.0, "rival_motive": 2.0,
    }  # fmt: skip
    rows = evidence.race_rows(**start)
    fast = evidence.race_rows(**{**start, "rival_reaction": 1.2, "reaction": 1.2})
    return Explorer(
        name="deterrence-race",
        title=(
            f"Two sides that would each stop at {rows[0]['alone']:.0f} end at "
            f"{rows[0]['level']:.1f} if each answers 60% of what the other has, and at "
            f"{fast[0]['level']:.0f} and rising if each answers 120%"
        ),
        subtitle="Arms of two sides over ten years, from nothing. Nobody wants to be ahead.",
        alt=(
            "Two lines over ten years. With reactions of 0.6 on both sides they flatten at "
            f"{rows[0]['level']:.1f}, more than twice the {rows[0]['alone']:.0f} that each wants "
            f"for itself; with reactions of 1.2 they climb to {fast[0]['level']:.0f} and go on."
        ),
        controls=(
            Slider("reaction", "Iran answers its rivals' arms by", 0, 1.2, 0.3, 0.6, "per unit"),
            Slider("rival_reaction", "Rivals answer Iran's by", 0, 1.2, 0.3, 0.6, "per unit"),
            Slider("motive", "Iran wants for itself", 0, 5, 0.5, 2, "units"),
            Slider("rival_motive", "Rivals want for themselves", 0, 5, 0.5, 2, "units"),
        ),
        model=evidence.race_rows,
        draw=lambda narrow: charts.race(narrow, start),
        words=(
            "{row.says} After ten years Iran stands at {row.level:,.1f} and its rivals at "
            "{row.other:,.1f}. For itself Iran wanted {row.alone:.1f}."
        ),
        compare=("name", "level", "other", "alone", "settles", "says"),
        sort="order",
        data=charts.race_data(),
        sources=(charts.GAMES,),
    )
