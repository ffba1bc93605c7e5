"""Chapter 5's explorers: what an inspection finds, what hides from it, how soon, and who adapts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from missile_question.charts import verification as charts
from missile_question.charts.figure import Source
from missile_question.evidence import verification as evidence
from missile_question.explorers.controls import OWN, Choice, Option, Slider, menu
from missile_question.explorers.core import Explorer, number

_FIRST = "store"


@lru_cache(maxsize=1)
def inspectors_dilemma() -> Explorer:
    """Return the chapter's signature explorer: a sample, its chance, and what a result is worth."""
    start: dict[str, Any] = {**evidence.STORES[_FIRST][2], "base_rate": 10}
    here, hidden = (evidence.dilemma(**{**start, **evidence.STORES[k][2]})
                    for k in (_FIRST, "launchers"))  # fmt: skip
    controls = (
        Choice(
            "case",
            "What is inspected",
            [
                Option(key, label, says=says, sets=sets, note=note)
                for key, (label, says, sets, note) in evidence.STORES.items()
            ]
            + [Option(OWN, "A case of your own", says="items")],
            _FIRST,
        ),
        Slider("items", "Items in all", 50, 1000, 10, start["items"], ""),
        Slider("falsified", "Of these falsified", 1, 50, 1, start["falsified"], ""),
        Slider("sample", "Items verified", 0, charts.MOST_SAMPLE, 1, start["sample"], ""),
        Slider("recognise", "Chance to recognise one", 5, 100, 5, start["recognise"], "%"),
        Slider("false_alarm", "Mistaken alarms", 1, 20, 1, start["false_alarm"], "%"),
        Slider("base_rate", "Your belief that it violates", 1, 90, 1, start["base_rate"], "%"),
    )
    return Explorer(
        name="inspectors-dilemma",
        title=(
            f"Thirty of 200 small containers give a chance of {here['found']:.0%} to find a "
            f"violation; fifty of 1,000 places where launchers may stand, {hidden['found']:.0%}"
        ),
        subtitle=(
            "Move the sliders. The orange dot is your sample, the orange ticks your belief before "
            "the inspection. Closed formula, a little on the safe side."
        ),
        alt=(
            f"Curve of the chance that a sample finds a violation, by items verified, and three "
            f"bars. With {start['sample']} of {start['items']} containers verified and "
            f"{start['falsified']} falsified, the sample finds the violation with "
            f"{here['found']:.0%}; a clean result means compliance with {here['confidence']:.1%}, "
            f"an alarm means a violation with {here['worth']:.0%}."
        ),
        controls=controls,
        model=dilemma_rows,
        draw=lambda narrow: charts.dilemma(narrow, {"case": _FIRST, **start}),
        words=(
            "{row.verified:,.0f} of {items:,.0f} {case} verified, {falsified:,.0f} falsified: the "
            "sample finds the violation with {row.found:.0%}. After a clean result you may believe "
            "with {row.confidence:.1%} that the state complies; before, with {row.before:.0%}. Of "
            "1,000 such states {row.alarms:,.0f} would raise an alarm, {row.real:,.0f} of them "
            "rightly: an alarm means a violation with {row.worth:.0%}."
        ),
        compare=(
            "name", "value", "verified", "found", "before", "confidence", "worth", "alarms", "real",
        ),
        data=charts.dilemma_data(),
        sources=[charts.MODEL, charts.INSPECTIONS],
    )  # fmt: skip


def dilemma_rows(case: str, **values: Any) -> list[dict[str, Any]]:
    """Return the signature explorer's three bars, each with all answers."""
    found = evidence.dilemma(**values)
    return [{"name": name, "value": found[key], **found} for name, key, _ in charts.DILEMMA_ROWS]


_MODES = {
    "moving": "shows itself at times",
    "fixed": "is either open or in hiding all year",
}


@lru_cache(maxsize=1)
def hide_or_show() -> Explorer:
    """Return the explorer that asks whether inspecting more often helps."""
    first = "tunnel"
    start = {"limit": first, **_observed(first)}
    moving, fixed = hiding_rows(**start)
    return Explorer(
        name="hide-or-show",
        title=(
            f"With {start['visits']:.0f} looks a year, a launcher that shows itself a tenth of the "
            f"time is found in {moving['value']:.0%} of years; one that can stay hidden all year, "
            f"in {fixed['value']:.0%}"
        ),
        subtitle=(
            "Model, not measurement: all settings are assumptions. Dashed: the most that looks "
            "without end would find of what may be hidden all year."
        ),
        alt=(
            f"Two curves of the yearly chance of detection by looks a year. For an object that "
            f"shows itself a tenth of the time the chance rises towards certainty and is "
            f"{moving['value']:.0%} at {start['visits']:.0f} looks. For one that can hide all year "
            f"it stays at {fixed['value']:.0%}, however many looks are made."
        ),
        controls=(
            Choice(
                "limit",
                "What is limited",
                [
                    Option(
                        key, limit.label, says=limit.words, sets=_observed(key),
                        note="All four numbers are assumed.",
                    )
                    for key, limit in evidence.LIMITS.items()
                ]
                + [Option(OWN, "A case of your own", says="a case of your own")],
                first,
            ),
            Choice(
                "mode",
                "The forbidden object",
                menu(_MODES),
                start["mode"],
            ),
            Slider("number", "Forbidden objects", 1, 20, 1, start["number"], ""),
            Slider("visits", "Looks a year at each", 0, charts.MOST_VISITS, 1, start["visits"], ""),
            Slider("share", "Open to observation", 0, 100, 1, start["share"], "%"),
            Slider("look", "A look recognises it", 5, 100, 5, start["look"], "%"),
        ),
        model=hiding_rows,
        draw=lambda narrow: charts.hiding(narrow, start),
        words=(
            "For {limit}: if the object {mode}, a violation is found with {row.chosen:.0%} "
            "(looks a year: {visits:,.0f}). If it shows itself at times, {row.moving:.0%}; if it "
            "can hide all year, {row.fixed:.0%}, and never more than {row.most:.0%}."
        ),
        compare=("name", "value", "ceiling", "applies"),
        data=charts.hiding_data(),
        sources=[charts.MODEL, charts.REGIMES],
    )  # fmt: skip


def _observed(key: str) -> dict[str, Any]:
    """Return the settings of the explorer of hiding for one limit."""
    seen = evidence.LIMITS[key].observation
    return {
        "mode": "fixed" if seen.fixed else "moving",
        "number": float(seen.number),
        "visits": float(seen.visits),
        "share": float(round(100 * seen.share_observable)),
        "look": float(round(100 * seen.single_look)),
    }


def hiding_rows(mode: str, limit: str = OWN, **values: Any) -> list[dict[str, Any]]:
    """Return the two cases of hiding, with the one that the reader chose."""
    pair = evidence.hiding(**values)
    moving, fixed = pair
    told = {
        "moving": moving["found"],
        "fixed": fixed["found"],
        "most": fixed["ceiling"],
        "chosen": (moving if mode == "moving" else fixed)["found"],
    }
    return [
        {"name": name, "value": found["found"], "ceiling": found["ceiling"],
         "applies": kind == mode, **told}
        for (name, kind, _), found in zip(charts.HIDING_ROWS, pair, strict=True)
    ]  # fmt: skip


@lru_cache(maxsize=1)
def in_time() -> Explorer:
    """Return the explorer that asks whether a violation is noticed in time."""
    start: dict[str, Any] = {
        "goal": "direct", "limit": evidence.goal_months("direct"), "interval": 1.0, "miss": 10.0,
    }  # fmt: skip
    here = evidence.delays(start["interval"], start["miss"], start["limit"])
    yearly = evidence.delays(12.0, start["miss"], start["limit"])
    return Explorer(
        name="in-time",
        title=(
            f"Monthly visits notice a theft of direct-use material within a month with "
            f"{here['timely']:.0%}, yearly ones with {number(yearly['timely'], '.0%')}"
        ),
        subtitle="Goals of the IAEA. The violation lasts until found; visits err independently.",
        alt=(
            f"Curve of the chance to notice a violation in time, by months between inspections, "
            f"falling from {here['timely']:.0%} with monthly visits to "
            f"{number(yearly['timely'], '.0%')} with "
            f"yearly ones; and bars of the mean delay, {here['usual']:.1f} months, or "
            f"{here['worst']:.1f} if it starts right after a visit."
        ),
        controls=(
            Choice(
                "goal",
                "In time means",
                [
                    Option(key, f"{label}: {evidence.goal_months(key):.0f} months".replace(
                        ": 1 months", ": 1 month"), says=label.lower(),
                        sets={"limit": evidence.goal_months(key)})
                    for key, (_, label) in evidence.GOALS.items()
                ]
                + [Option(OWN, "A goal of your own", says="a goal of your own")],
                start["goal"],
            ),
            Slider("limit", "In time", 0.5, 25, 0.5, start["limit"], "months"),
            Slider("interval", "Between inspections", 0.5, charts.MOST_MONTHS, 0.5,
                   start["interval"], "months"),
            Slider("miss", "An inspection misses it", 0, 95, 5, start["miss"], "%"),
        ),
        model=delay_rows,
        draw=lambda narrow: charts.delays(narrow, start),
        words=(
            "For {goal}: with a visit every {interval:,.1f} months a violation is noticed within "
            "{limit:,.1f} months with {row.timely:.0%}. On average it lasts {row.usual:,.1f} "
            "months, and {row.worst:,.1f} if it starts right after a visit."
        ),
        compare=("name", "value", "timely", "usual", "worst"),
        data=charts.delay_data(),
        sources=[
            charts.MODEL,
            Source("timeliness goals of the IAEA", "safeguards_parameters"),
        ],
    )  # fmt: skip


def delay_rows(goal: str, **values: Any) -> list[dict[str, Any]]:
    """Return the two mean delays, each with all answers."""
    found = evidence.delays(**values)
    return [{"name": name, "value": found[key], **found} for name, key, _ in charts.DELAY_ROWS]


@lru_cache(maxsize=1)
def who_gives_way() -> Explorer:
    """Return the inspection game: the reader changes the payoffs, both sides adapt."""
    start = {"penalty": 2.0, "cost": 0.25, "averted": 2.0, "miss": 30.0, "harm": 0.0}
    here, harsh = evidence.game(**start), evidence.game(**{**start, "penalty": 6.0})
    return Explorer(
        name="who-gives-way",
        title=(
            f"A threefold penalty leaves violations at {harsh.violate:.0%} and lets the inspector "
            f"rest: visits fall from {here.inspect:.0%} to {harsh.inspect:.0%}"
        ),
        subtitle="Inspection game in equilibrium; payoffs in units of the gain from cheating.",
        alt=(
            f"Curves of how often the inspector inspects and the inspected state violates, by the "
            f"penalty. With a penalty of twice the gain the inspector inspects {here.inspect:.0%} "
            f"of the time and the state violates {here.violate:.0%}; with six times the gain, "
            f"{harsh.inspect:.0%} and still {harsh.violate:.0%}."
        ),
        controls=_game_sliders(start),
        model=game_rows,
        draw=lambda narrow: charts.game(narrow, start),
        words=(
            "With a penalty of {penalty:.1f} the inspector inspects {row.inspect:.0%} of the time "
            "and the state violates {row.violate:.0%} of the time."
        ),
        compare=("name", "value"),
        data=charts.game_data(),
        sources=[charts.MODEL],
    )


def _game_sliders(start: Mapping[str, float]) -> tuple[Slider, ...]:
    """Return the sliders of the game."""
    return (
        Slider("penalty", "Penalty if caught", 0, charts.MOST_PENALTY, 0.5, start["penalty"], ""),
        Slider("cost", "Cost of a visit to the inspector", 0.25, 3, 0.25, start["cost"], ""),
        Slider("averted", "Worth of catching it", 0, 10, 0.5, start["averted"], ""),
        Slider("miss", "A visit misses a violation", 0, 90, 5, start["miss"], "%"),
        Slider("harm", "Harm of a visit if nothing is wrong", 0, 3, 0.25, start["harm"], ""),
    )


def game_rows(**values: Any) -> list[dict[str, Any]]:
    """Return how often each side acts, each row with both answers."""
    found = evidence.game(**values)._asdict()
    return [{"name": name, "value": found[key], **found} for name, key, _ in charts.GAME_ROWS]
