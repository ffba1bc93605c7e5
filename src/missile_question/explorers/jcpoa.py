"""Chapter 6's explorers: the deal's dials, the missile rules by day, the reasons for a gap."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from missile_question.charts import jcpoa as charts
from missile_question.charts.figure import Source
from missile_question.evidence import jcpoa as evidence
from missile_question.evidence.verification import ARTICLE_DAY
from missile_question.explorers.controls import OWN, Choice, Option, Slider, Value
from missile_question.explorers.core import Explorer

#: Settings of the dials by which a reader may begin: label, note, key of the evidence's cases.
PLANS: tuple[tuple[str, str, str], ...] = (
    (
        "deal",
        "The deal's limits, from 2016",
        "Stock: the ceiling of 202.8 kg, rounded to ten. Machines: 5,060 of the older type at one "
        "SWU a year each, the equation that Iran's Leader used in July 2014.",
    ),
    (
        "machines",
        "The deal's machines, no stock at all",
        "",
    ),
    (
        "before",
        "Before the deal, about 2015",
        "Almost 12,000 kg of the gas are about 8,110 kg of uranium; our tables do not say "
        "at which level, so we take 3.67 %. About 10,000 machines were at work.",
    ),
    (
        "june",
        "The 60 % stock of June 2025, the deal's machines",
        "Only the part at 60 %, rounded to ten, and on purpose no more machines than the deal "
        "allowed. No inspector has seen that stock since.",
    ),
    (
        "need",
        "The deal's stock, the capacity named as Iran's need",
        "Iran's Leader said in July 2014 that the country would one day need 190,000 SWU. He named "
        "power stations as the purpose.",
    ),
    (
        "doubt",
        "The deal's stock, 6,500 machines (a doubter's case)",
        "The number that a former deputy head of the IAEA had before him in March 2015.",
    ),
)


@lru_cache(maxsize=1)
def deal_dials() -> Explorer:
    """Return the chapter's signature explorer: level, stock and machines against time."""
    stock_kg, level, capacity = evidence.CASES["deal"]
    start: dict[str, Any] = {"level": level, "stock_kg": stock_kg, "capacity": capacity}
    plans = [
        Option(
            key,
            label,
            sets=dict(zip(("stock_kg", "level", "capacity"), evidence.CASES[key], strict=True)),
            note=note,
        )
        for key, label, note in PLANS
    ]
    row = evidence.dials(**start)[0]
    june = evidence.dials(*evidence.CASES["june"])[0]
    return Explorer(
        name="jcpoa-dials",
        title=(
            f"The same machines need {row['iaea']:.0f} weeks from the stock that the deal allowed, "
            f"{june['iaea']:.1f} from the 60 % stock of June 2025"
        ),
        subtitle=(
            "Ideal arithmetic for material, not a weapon. Below: how the wait falls as the stock "
            "grows, at your capacity, for four levels; the dot is your setting (the IAEA's count)"
        ),
        alt=(
            f"Two bars and four falling curves. Under the deal's limits one significant quantity "
            f"takes {row['iaea']:.0f} weeks as the IAEA counts it and {row['isis']:.0f} weeks as "
            "ISIS does. The curves fall as the stock grows and then run flat, the one of 60 % "
            "lowest, the one of 3.67 % highest."
        ),
        controls=(
            Choice("plan", "Begin with", [*plans, Option(OWN, "your own setting")], "deal"),
            Choice(
                "level",
                "Level of the stock",
                [Option(f"{value:g}", f"{value:g} %") for value in evidence.DIAL_LEVELS],
                level,
            ),
            Slider("stock_kg", "Stock, in kg of uranium", 0, 9000, 10, stock_kg, "kg"),
            Slider("capacity", "Capacity, in thousand SWU a year", 1, 190, 0.5, capacity, ""),
        ),
        model=lambda level, stock_kg, capacity, **_: evidence.dials(stock_kg, str(level), capacity),
        draw=lambda narrow: charts.dials(narrow, start),
        words=(
            "With {stock_kg:,.0f} kg of uranium at {level} and {capacity:,.1f} thousand SWU a "
            "year, one significant quantity takes {row.iaea:,.1f} weeks as the IAEA counts it "
            "({row.months:,.1f} months) and {row.isis:,.1f} weeks as ISIS counts it. A year or "
            "more by: {year.names}."
        ),
        compare=("name", "weeks", "iaea", "isis", "months", "year"),
        sort="order",
        data=charts.dial_data(),
        sources=(
            Source("arithmetic of enrichment", model="breakout"),
            Source("limits", "jcpoa_limits"),
            Source("stock", "enriched_stock"),
            Source("significant quantity", "safeguards_parameters"),
            Source("capacity: the reader's, or as Reuters reported it on 8 July 2014"),
        ),
    )


@lru_cache(maxsize=1)
def missile_rules() -> Explorer:
    """Return the calendar of missile rules: what held on which day, by whose reading."""
    start: dict[str, Any] = {"day": ARTICLE_DAY, "reading": "e3_us"}
    held = {
        reading: sum(row["holds"] for row in evidence.rules_on(ARTICLE_DAY, reading))
        for reading in evidence.LAW_READINGS
    }
    words = {key: f"{said[0].upper()}{said[1:]}" for key, said in evidence.LAW_READINGS.items()}
    days = [Option(key, label) for key, label in evidence.RULE_DAYS.items()]
    return Explorer(
        name="jcpoa-missile-rules",
        title=(
            f"On the article's day {held['e3_us']} Council rules on Iran's missiles are in force "
            f"by one reading, {held['iran_russia_china'] or 'none'} by the other"
        ),
        subtitle=(
            "Ban: Iran or other states must not. Request: Iran is called upon. Trade rule: others "
            "need a permit. The deal itself has no line here, because it has no missile clause"
        ),
        alt=(
            "Bars from 2006 to 2026 for four rules. Two bans of 2006 and 2010 end in January 2016 "
            "and, by the reading of the three Europeans and the United States, begin again on 28 "
            "September 2025. The request and the trade rule of resolution 2231 run from January "
            "2016 to October 2023."
        ),
        controls=(
            Choice("day", "Day", days, start["day"]),
            Choice(
                "reading",
                "By the reading of",
                [Option(key, label) for key, label in words.items()],
                start["reading"],
            ),
        ),
        model=lambda day, reading: evidence.rules_on(str(day), str(reading)),
        draw=lambda narrow: charts.missile_rules(narrow, start),
        words=(
            "{day}, by the reading of {reading}: {holds.count} of {rows.count} rules in force. In "
            "force: {holds.names}."
        ),
        compare=("name", "wording", "holds"),
        sort="order",
        data=charts.rule_data(),
        sources=(
            Source("resolutions and what each side says of them", "regimes"),
            Source("days", "timeline"),
        ),
    )


@lru_cache(maxsize=1)
def why_left_out() -> Explorer:
    """Return the weighing of four reasons why the deal has no missile clause."""
    pieces = evidence.pieces()
    start: dict[str, Any] = {"prior": 50.0, **evidence.weighing("ours")}
    weighings = [
        Option(
            key,
            words[0].upper() + words[1:],
            says=words,
            sets={name: float(weight) for name, weight in evidence.weighing(key).items()},
        )
        for key, (words, _) in evidence.WEIGHINGS.items()
    ]
    rows = dict(zip(evidence.REASONS, evidence.why_left_out(**start), strict=True))

    def model(prior: float, weighing: Value, **weights: float) -> list[dict[str, Any]]:
        return evidence.why_left_out(prior, **weights)

    said = ", ".join(f"{row['name'].lower()} {row['posterior']:.0f} %" for row in rows.values())
    return Explorer(
        name="jcpoa-reasons",
        title=(
            f"By this book's factors 'Iran refused' ends at {rows['refusal']['posterior']:.0f} % "
            f"and 'too hard to verify' at {rows['verification']['posterior']:.0f} %, both from 50"
        ),
        subtitle=(
            "Each reason is judged for itself; several may be true. Below: the factor by which a "
            "piece multiplies a reason's odds, at your weight; a dot leaves them alone"
        ),
        alt=(
            f"Four bars above a table of factors. Starting from 50 %, the reasons end at: {said}. "
            "The largest factors are 6, for 'the bomb came first' from the words 'almost "
            "irrelevant', and 6, for 'Iran refused' from a report of May 2014."
        ),
        controls=(
            Choice(
                "weighing",
                "Weigh",
                [*weighings, Option(OWN, "Your own weights", says="your own weights")],
                "ours",
            ),
            Slider("prior", "Before the evidence", 5, 95, 5, start["prior"], "%"),
            *(
                Slider(piece.key, f"Weight: {piece.short}", 0, 2, 0.5, start[piece.key], "")
                for piece in pieces
            ),
        ),
        model=model,
        draw=lambda narrow: charts.reasons(narrow, start),
        words=(
            "Weighing {weighing}, from {prior:,.0f} %: the article's reason, verification, has its "
            "odds multiplied by {row.factor:,.2f} and ends at {row.posterior:,.0f} %. More likely "
            "than not: {likely.names}."
        ),
        compare=("name", "factor", "posterior", "likely"),
        sort="order",
        data=charts.reason_data(),
        sources=(
            Source("Bayes's rule", model="forecasting"),
            Source("pieces of evidence: the table of pieces; factors: this book's judgement"),
        ),
    )
