"""The capstone's explorers: the deal designer, whose weights, how sure of no deal."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from missile_question.charts import deal as charts
from missile_question.evidence import deal as evidence
from missile_question.evidence import reading
from missile_question.explorers.controls import OWN, Choice, Option, Slider
from missile_question.explorers.core import Explorer

_START = "jcpoa"


def _plans() -> list[Option]:
    """Return one menu entry a reference deal, which moves all dials of the deal."""
    return [
        Option(key, terms.name, says=terms.words, sets=terms.dials(), note=terms.why)
        for key, terms in evidence.DEALS.items()
    ] + [Option(OWN, "Your own deal", says="your deal")]


def _parties() -> list[Option]:
    """Return one menu entry a party."""
    words = {"us": "the United States", "e3": "the E3", "gulf": "the Gulf states"}
    return [
        Option(key, about[0], says=words.get(key, about[0]))
        for key, about in evidence.PARTIES.items()
    ]


def _deal_dials(start: dict[str, Any]) -> tuple[Choice | Slider, ...]:
    """Return the dials of a deal."""
    caps = {"none": "none"} | {c: f"{int(k):,} km" for c, k in evidence.CAPS.items() if c != "none"}
    levels = {key: f"{key} %" for key in evidence.LEVEL_POINTS} | {
        "0": "no enrichment, machines dismantled",
        "60": "60 %, no limit",
    }
    allies = {"none": "not a subject", "arms": "no more arms", "all": "no more support at all"}
    tests = {"free": "free", "ban": "banned"}
    return (
        Choice("level", "Enrichment allowed up to", _menu(levels), start["level"]),
        Slider(
            "stock_kg",
            "Stock, kg of uranium (9,900: no limit)",
            0,
            9900,
            100,
            start["stock_kg"],
            "kg",
        ),
        Slider("capacity", "Machines, thousand SWU", 1, 30, 1, start["capacity"], "a year"),
        Slider("access", "Places open to inspectors", 0, 100, 5, start["access"], "%"),
        Slider("sample", "Declared items verified", 0, 100, 5, start["sample"], "%"),
        Choice("cap", "Missile range cap", _menu(caps), start["cap"]),
        Slider("missiles", "Missiles allowed (3,000: no cut)", 0, 3000, 250, start["missiles"], ""),
        Choice("tests", "Flight tests", _menu(tests), start["tests"]),
        Choice("allies", "Iran's allied groups", _menu(allies), start["allies"]),
        Slider("relief", "Sanctions lifted", 0, 100, 5, start["relief"], "%"),
        Slider("years", "The limits last", 1, 30, 1, start["years"], "years"),
    )


def _menu(words: dict[str, str]) -> list[Option]:
    """Return menu entries that show their words."""
    return [Option(key, said) for key, said in words.items()]


@lru_cache(maxsize=1)
def designer() -> Explorer:
    """Return the chapter's signature explorer: all models of the book on one table."""
    terms = evidence.DEALS[_START].dials()
    held = {key: evidence.ASSUMPTIONS[key].start for key in charts.HELD}
    factors = dict.fromkeys(evidence.MISSILE_DIALS.values(), 1.0)
    start: dict[str, Any] = {"watch": "iran", "vetoes": 4.0, **terms, **held, **factors}
    rows = evidence.designed(**start)
    parties = [row for row in rows if row["kind"] == "party"]
    driver = next(row for row in rows if row["driver"])
    losers = [row["name"] for row in parties if row["low"] <= 0]
    controls = (
        Choice("plan", "Begin with", _plans(), _START),
        *_deal_dials(terms),
        Slider("vetoes", "Parties that can say no", 2, evidence.MOST_VETOES, 1, 4, ""),
        Choice("watch", "Whose tornado", _parties(), "iran"),
        Slider("war", "You believe: war without a deal", 0, evidence.MOST_WAR, 5, held["war"], "%"),
        Slider("cheat", "You believe: Iran would cheat", 0, 50, 5, held["cheat"], "%"),
        Slider("leave", "You believe: the US would leave", 0, 50, 5, held["leave"], "%"),
        Slider("m_iran", "Missiles weigh, for Iran", 0, 3, 0.25, 1, "times"),
        Slider("m_us", "Missiles weigh, for the US", 0, 3, 0.25, 1, "times"),
        Slider("m_israel", "Missiles weigh, for Israel", 0, 3, 0.25, 1, "times"),
    )
    return Explorer(
        name="deal-designer",
        title=(
            f"On today's codings the terms of 2015 would give every party something, between "
            f"{min(r['gain'] for r in parties):.0f} and {max(r['gain'] for r in parties):.0f} "
            f"points; one changed assumption suffices to turn {len(losers)} of them round"
        ),
        subtitle=(
            "Bar: gain against no deal, in each party's own points. Line: how far it moves if one "
            "assumption at a time goes to its end. Below: the tornado of one party, brown towards "
            "the low end of an assumption, green towards the high one"
        ),
        alt=(
            f"Four numbers, five bars and a tornado for the terms of 2015. Warning "
            f"{rows[0]['months']:.1f} months; a breach is found with {rows[0]['caught']:.0%}; all "
            f"listed places stay in range; deadlock {rows[0]['package']:.0%} to "
            f"{rows[0]['alone']:.0%}. Gains: "
            + ", ".join(f"{r['name']} {r['gain']:.0f} ({r['low']:.0f} to {r['high']:.0f})"
                        for r in parties)
            + f". Iran's gain depends most on: {driver['name'].lower()}."
        ),
        controls=controls,
        model=lambda plan, **values: evidence.designed(**values),
        draw=lambda narrow: charts.designer(narrow, start),
        words=(
            "With {plan}, {gains.count} of 5 parties gain against no deal. Gain: {gains.names}. "
            "Lose: {loses.names}. Warning {row.months:.1f} months (24 means two years or more). "
            "A breach is found with {row.caught:.0%} in a year. In range stay {row.bases} US "
            "bases, {row.israel} Israeli cities and {row.capitals} capitals. Deadlock: "
            "{row.package:.0%} as one package, {row.alone:.0%} subject by subject. For {watch} "
            "the result depends most on: {driver.names}."
        ),
        compare=(
            "name", "kind", "gain", "low", "high", "swing", "gains", "loses", "driver", "months",
            "caught", "bases", "israel", "capitals", "package", "alone",
        ),
        sort="order",
        data=charts.designer_data(),
        sources=charts.SOURCES,
    )  # fmt: skip


@lru_cache(maxsize=1)
def weights() -> Explorer:
    """Return the question of weights: one party's priorities, and which deals survive them."""
    names = reading.issues().set_index("issue_id")["name"]
    dials = {f"p_{short}": str(names[issue]) for issue, short in evidence.ISSUES.items()}
    table = evidence.parties()

    def of(party: str) -> dict[str, float]:
        return {f"p_{key}": table[party][f"w_{key}"] for key in evidence.KEYS}

    start: dict[str, Any] = {
        "party": "iran",
        "war": evidence.ASSUMPTIONS["war"].start,
        **of("iran"),
    }
    rows = evidence.weighed_deals(**start)
    kept = [row["name"] for row in rows if row["survives"]]
    missiles = {**start, "p_rng": 20.0, "p_num": 20.0}
    cheap = [row["name"] for row in evidence.weighed_deals(**missiles) if row["survives"]]
    parties = [Option(o.value, o.label, says=o.says, sets=of(o.value)) for o in _parties()]
    priorities = Choice(
        "begin",
        "Begin with the weights of",
        [*parties, Option(OWN, "Weights of your own", says="your own weights")],
        "iran",
    )
    return Explorer(
        name="deal-weights",
        title=(
            f"With Iran's weights as coded {len(kept)} of {len(rows)} packages suit all three; if "
            f"missiles counted a fifth as much for it, {len(cheap)} would"
        ),
        subtitle=(
            "Bars: the chosen party's gain at your weights; black tick: at the weights of the "
            "tables. Blue: Iran, the United States and Israel all gain. Orange: one of them loses"
        ),
        alt=(
            f"Ten bars. With the weights of the tables Iran gains between "
            f"{min(r['gain'] for r in rows):.0f} and {max(r['gain'] for r in rows):.0f} points. "
            f"Iran, the United States and Israel all gain from {len(kept)} packages: "
            f"{', '.join(kept)}."
        ),
        controls=(
            Choice("party", "Whose gain", _parties(), "iran"),
            priorities,
            Slider("war", "War without a deal", 0, evidence.MOST_WAR, 5, start["war"], "%"),
            *(Slider(key, words, 0, 100, 5, start[key], "") for key, words in dials.items()),
        ),
        model=lambda begin, **values: evidence.weighed_deals(**values),
        draw=lambda narrow: charts.weights(narrow, start),
        words=(
            "At a risk of war of {war:,.0f}% and with these weights for {party}, "
            "{survives.count} of {rows.count} packages suit Iran, the United States and Israel: "
            "{survives.names}."
        ),
        compare=("name", "gain", "before", "others", "survives"),
        sort="order",
        data=charts.weights_data(),
        sources=charts.SOURCES,
    )


@lru_cache(maxsize=1)
def no_deal() -> Explorer:
    """Return the value of no deal: war, force, giving way, and what each would cost or bring."""
    beliefs = {key: float(value) for key, value in evidence.SCHOOLS["start"][1].items()}
    harms = {dial: evidence.PARTIES[dial.removeprefix("k_")][2] for dial in charts.HARMS}
    start: dict[str, Any] = {"plan": _START, **beliefs, **harms}
    rows = evidence.without_deal(**start)
    iran, others = rows[0], rows[1:]
    schools = [
        Option(key, label, sets={name: float(value) for name, value in sets.items()}, note=note)
        for key, (label, sets, note) in evidence.SCHOOLS.items()
    ]
    plans = [Option(key, t.name, says=t.words) for key, t in evidence.DEALS.items()]
    return Explorer(
        name="deal-no-deal",
        title=(
            f"Below a risk of war of {iran['even']:.0f}% Iran has no reason to return to the terms "
            f"of 2015; at 60% it would gain {iran['most']:.0f} points from them"
        ),
        subtitle=(
            "Each line is one party's gain as the risk of war without a deal grows; the dots are "
            "your setting. Above nil the deal beats no deal. All beliefs are assumptions"
        ),
        alt=(
            f"Five lines from a risk of war of 0 to 60%. Iran's gain from the terms of 2015 rises "
            f"from {iran['calm']:.0f} to {iran['most']:.0f} points and turns at "
            f"{iran['even']:.0f}%. "
            + ", ".join(f"{row['name']}: {row['calm']:.0f} to {row['most']:.0f}" for row in others)
            + "."
        ),
        controls=(
            Choice("school", "No deal, as seen by",
                   [*schools, Option(OWN, "Your own view")], "start"),
            Choice("plan", "The deal on the table", plans, _START),
            Slider("war", "War without a deal", 0, evidence.MOST_WAR, 5, start["war"], "%"),
            Slider("force", "Force would take away", 0, 100, 5, start["force"], "%"),
            Slider("pressure", "Iran gives way under pressure", 0, 40, 5, start["pressure"], "%"),
            Slider("k_iran", "War costs Iran", 0, 100, 5, start["k_iran"], "points"),
            Slider("k_us", "War costs the US", 0, 100, 5, start["k_us"], "points"),
            Slider("k_israel", "War costs Israel", 0, 100, 5, start["k_israel"], "points"),
        ),
        model=lambda school, **values: evidence.without_deal(**values),
        draw=lambda narrow: charts.no_deal(narrow, start),
        words=(
            "At a risk of war of {war:,.0f}%, {gains.count} of {rows.count} gain from {plan}. "
            "Gain: {gains.names}. Lose: {loses.names}. Iran's gain is {row.gain:.1f} points; "
            "without any risk of war it would be {row.calm:.1f}."
        ),
        compare=("name", "gain", "calm", "most", "even", "gains", "loses"),
        sort="order",
        data=charts.no_deal_data(),
        sources=charts.SOURCES,
    )  # fmt: skip
