"""Chapter 7's explorers: an issue added, many issues, who must say yes, who can wait."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from missile_question.charts import bargaining as charts
from missile_question.evidence import bargaining as evidence
from missile_question.explorers.controls import OWN, Choice, Option, Slider, Value
from missile_question.explorers.core import Explorer

#: Sliders of the signature explorer: name, label, ends and step, in points.
POINTS = (
    ("file_iran", "Nuclear file: worth to Iran", 1, 12, 1),
    ("file_us", "Nuclear file: worth to the US", 1, 12, 1),
    ("floor_iran", "Iran must get at least", 0, 12, 1),
    ("floor_us", "The US must get at least", 0, 12, 1),
    ("cost_iran", "Missile limits cost Iran", 1, 12, 1),
    ("worth_us", "Missile limits are worth to the US", 1, 12, 1),
    ("friction", "A wider table costs each side", 0, 4, 0.5),
)


@lru_cache(maxsize=1)
def add_issue() -> Explorer:
    """Return the chapter's signature explorer: does the zone grow or vanish with missiles."""
    start: dict[str, Any] = evidence.settings("apart")
    alone, both = evidence.add_issue_rows(**start)
    cases = [
        Option(key, label, sets=evidence.settings(key), note=note)
        for key, (label, note, _) in evidence.READINGS.items()
    ]
    rules = [
        Option("may", "may be traded or left", says="they may be traded or left"),
        Option("must", "are settled in full, or no deal", says="it is all or nothing"),
        Option(
            "redline", "are one side's condition, the other's red line", says="a red line stands"
        ),
    ]

    def model(reading: Value, rule: str, friction: float, **stakes: float) -> list[dict[str, Any]]:
        return evidence.add_issue_rows(rule, friction, **stakes)

    return Explorer(
        name="bargaining-add-issue",
        title=(
            f"A zone of {alone['high'] - alone['low']:.0%} of the nuclear terms becomes a gap of "
            f"{both['low'] - both['high']:.0%} when missiles cost Iran "
            f"{start['cost_iran']:.0f} points and are worth {start['worth_us']:.0f} to the US"
        ),
        subtitle=(
            "First: what both sides can gain; shaded, both gain. Grey: nuclear file alone. Green: "
            "with missiles. Dots: Nash's solution. Second: which nuclear terms both accept"
        ),
        alt=(
            "Plane of two gains and two bars. At the start the nuclear file alone offers terms "
            f"from {alone['low']:.0%} to {alone['high']:.0%} of the way to America's wishes; with "
            "missiles tied to it the two sides' limits cross, and a gap of "
            f"{both['low'] - both['high']:.0%} opens, so that no package lies where both gain."
        ),
        controls=(
            Choice(
                "reading",
                "Begin with",
                [*cases, Option(OWN, "your own numbers")],
                "apart",
            ),
            Choice("rule", "Missiles", rules, start["rule"]),
            *(
                Slider(name, label, low, high, step, start[name], "points")
                for name, label, low, high, step in POINTS
            ),
        ),
        model=model,
        draw=lambda narrow: charts.add_issue(narrow, start),
        words=(
            "{row.says} Of its way on the nuclear terms the US needs {row.low:.0%}, and Iran gives "
            "{row.high:.0%}; with missiles the US needs {row.low_with:.0%} and Iran gives "
            "{row.high_with:.0%}. Gains over no deal at Nash's point, Iran and US: "
            "{row.iran:,.1f} and {row.us:,.1f} alone, {row.iran_with:,.1f} and {row.us_with:,.1f} "
            "with missiles (0 and 0: no deal, or one with nothing to gain)."
        ),
        compare=(
            "name", "low", "high", "terms", "limits", "agreed", "iran", "us", "iran_with",
            "us_with", "low_with", "high_with", "says",
        ),
        sort="order",
        data=charts.add_issue_data(),
        sources=(charts.MODEL,),
    )  # fmt: skip


@lru_cache(maxsize=1)
def many_issues() -> Explorer:
    """Return the chance of a zone against the number of issues."""
    start: dict[str, Any] = {"parties": "2", "correlation": "0", "start": "-1", "issues": 4.0}
    first = evidence.many_issues_rows(**start)[0]
    far = evidence.many_issues_rows(**{**start, "start": "1"})[0]
    return Explorer(
        name="bargaining-many-issues",
        title=(
            f"Tied issues sink a deal that was close: from {first['one']:.0%} with one issue to "
            f"{first['all_or_nothing']:.0%} with four. Far from a deal they help, from "
            f"{far['one']:.0%} to {far['all_or_nothing']:.0%}"
        ),
        subtitle=(
            f"Share of {evidence.DRAWS:,} simulated negotiations with a package that everybody "
            f"accepts. Seed {evidence.SEED}; margin of error at most one point. Looked up from a "
            "grid"
        ),
        alt=(
            "Two lines over one to eight issues, for two parties close to a deal. If all issues "
            f"stand or fall together, the chance of a zone falls from {first['one']:.0%} with one "
            f"issue to {first['all_or_nothing']:.0%} with four; if each may be left, it rises to "
            f"{first['any_may_go']:.0%}."
        ),
        controls=(
            Choice(
                "start",
                "On one issue the parties are",
                [Option(f"{key:g}", words) for key, words in evidence.STARTS.items()],
                "-1",
            ),
            Choice(
                "parties",
                "Parties whose yes is needed",
                [Option(f"{key:g}", words) for key, words in evidence.PARTIES.items()],
                "2",
            ),
            Choice(
                "correlation",
                "On each issue they have",
                [Option(f"{key:g}", words) for key, words in evidence.OPPOSITION.items()],
                "0",
            ),
            Slider("issues", "Issues on the table", 1, evidence.ISSUES, 1, start["issues"], ""),
        ),
        model=evidence.many_issues_rows,
        draw=lambda narrow: charts.many_issues(narrow, start),
        words=(
            "With {issues:.0f} on the table, among {parties} parties with {correlation} that "
            "begin {start}: a zone in {row.all_or_nothing:.0%} of cases if it is all or nothing, "
            "in {row.any_may_go:.0%} if each issue may be left. With one issue: {row.one:.0%}."
        ),
        compare=("name", "chance", "one", "all_or_nothing", "any_may_go"),
        sort="order",
        data=charts.many_issues_data(),
        sources=(charts.MODEL,),
    )


@lru_cache(maxsize=1)
def who_must_say_yes() -> Explorer:
    """Return the two-level game with a party outside the room."""
    start: dict[str, Any] = dict(evidence.ROOM)
    rows = evidence.room_rows(**start)
    return Explorer(
        name="bargaining-room",
        title=(
            f"A zone of {rows[0]['width']:.0f} steps at the table is {rows[1]['width']:.0f} after "
            f"ratification, and none if a party outside acts with {start['act']:.0f}%"
        ),
        subtitle=(
            "Limits that all who must agree prefer to no deal. Vertical line: what the party "
            "outside could live with. Dashed: the gap where there is no zone. All numbers ours"
        ),
        alt=(
            "Four bars on a line of limits from 0 to 100. Negotiators would agree on "
            f"{rows[0]['low']:.0f} to {rows[0]['high']:.0f}, with ratifiers on "
            f"{rows[1]['low']:.0f} to {rows[1]['high']:.0f}. A party outside that acts with "
            f"{start['act']:.0f}% against deals below {start['line']:.0f} leaves no zone."
        ),
        controls=(
            Slider("iran", "Iran's negotiators accept limits up to", 0, 100, 5, start["iran"], ""),
            Slider("leader", "Iran's Leader accepts up to", 0, 100, 5, start["leader"], ""),
            Slider("us", "The administration accepts from", 0, 100, 5, start["us"], ""),
            Slider("congress", "Congress accepts from", 0, 100, 5, start["congress"], ""),
            Slider("line", "The party outside accepts from", 0, 100, 5, start["line"], ""),
            Slider("act", "It acts against a lesser deal with", 0, 80, 5, start["act"], "%"),
            Slider("anyway", "It acts if there is no deal with", 0, 80, 5, start["anyway"], "%"),
            Slider("harm", "Its acting costs each side", 0, 50, 5, start["harm"], "steps"),
        ),
        model=evidence.room_rows,
        draw=lambda narrow: charts.room(narrow, start),
        words=(
            "{row.says} Room at the table: {row.table_width:,.0f} steps. After ratification: "
            "{row.home_width:,.0f}. With the party outside: {row.below_width:,.0f} for deals that "
            "it opposes, {row.above_width:,.0f} for deals that it accepts. A minus sign is a gap."
        ),
        compare=(
            "name",
            "low",
            "high",
            "width",
            "exists",
            "says",
            "table_width",
            "home_width",
            "below_width",
            "above_width",
        ),
        sort="order",
        data=charts.room_data(),
        sources=(charts.MODEL,),
    )


@lru_cache(maxsize=1)
def patience() -> Explorer:
    """Return who gets how much when waiting costs."""
    start: dict[str, Any] = {"iran_loses": 20.0, "us_loses": 10.0, "first": "iran"}
    iran, us = evidence.patience_rows(**start)
    return Explorer(
        name="bargaining-patience",
        title=(
            f"Who can wait gets more: losing {start['iran_loses']:.0f}% a round against "
            f"{start['us_loses']:.0f}%, Iran gets {iran['share']:.0%} of what there is to divide"
        ),
        subtitle="Alternating offers without a last round; each round of delay costs each side.",
        alt=(
            f"Two bars. When a round of delay costs Iran {start['iran_loses']:.0f}% and the "
            f"United States {start['us_loses']:.0f}% and Iran offers first, Iran gets "
            f"{iran['share']:.0%} of the surplus and the United States {us['share']:.0%}."
        ),
        controls=(
            Slider("iran_loses", "A round of delay costs Iran", 1, 40, 1, start["iran_loses"], "%"),
            Slider(
                "us_loses",
                "A round of delay costs the United States",
                1,
                40,
                1,
                start["us_loses"],
                "%",
            ),
            Choice(
                "first",
                "First offer",
                [Option("iran", "Iran"), Option("us", "the United States")],
                "iran",
            ),
        ),
        model=evidence.patience_rows,
        draw=lambda narrow: charts.patience(narrow, start),
        words=(
            "With the first offer by {first}, Iran gets {row.share:.0%} and the United States "
            "{row.other:.0%} of what there is to divide."
        ),
        compare=("name", "share", "other"),
        sort="order",
        data=charts.patience_data(),
        sources=(charts.MODEL,),
    )
