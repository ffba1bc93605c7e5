"""What became known after the article: for the epilogue only.

Nothing here may be used by another chapter: every function reads tables of later knowledge, or
compares a model of chapters 2 to 9 with what was reported after 11 February 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from missile_question import catalog
from missile_question.evidence import defence as layers
from missile_question.evidence import deterrence, jcpoa, prospects, reach, verification
from missile_question.evidence._keys import one_of
from missile_question.evidence.reach import as_rows
from missile_question.models import bargaining, breakout, choose, defence, forecasting
from missile_question.models import deterrence as deterrence_model

#: The day from which days are counted, and the last day that our documents reach.
ARTICLE_DAY, LAST_DAY = "2026-02-11", "2026-07-02"
#: First day of the war and of the ceasefire.
WAR, CEASEFIRE = "2026-02-28", "2026-04-08"


def _with_source(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with publisher and address of each row's later document."""
    sources = catalog.load("sources_after_article", epilogue=True)
    columns = ["source_id", "publisher", "url"]
    return table.merge(sources[columns], on="source_id", how="left", validate="many_to_one")


# ---------------------------------------------------------------- the record


def days(when: str) -> int:
    """Return the days from the article's day to a date; a month counts from its first day.

    Parameters
    ----------
    when : str
        Year-month or full date.

    Raises
    ------
    ValueError
        If it is no such date, or lies before the article.

    Examples
    --------
    >>> days("2026-02-28")
    17
    """
    try:
        gone = (date.fromisoformat(f"{when}-01"[:10]) - date.fromisoformat(ARTICLE_DAY)).days
    except (TypeError, ValueError):
        raise ValueError(f"when must be a year-month or a full date, got {when!r}") from None
    if gone < 0:
        raise ValueError(f"when must not lie before {ARTICLE_DAY}, got {when!r}")
    return gone


def day_words(when: str) -> str:
    """Return a date as a reader would say it: ``day_words("2026-02-28")`` is ``"28 February"``."""
    months = (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    )  # fmt: skip
    parts = when.split("-")
    month = months[int(parts[1]) - 1]
    return month if len(parts) < 3 else f"{int(parts[2])} {month}"


#: Whose doings an event is about: key -> words, actors of the tables.
SIDES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "us": ("the United States", ("us-administration", "united-states")),
        "iran": ("Iran", ("iran", "iran-government", "iran-leader")),
        "israel": ("Israel", ("israel",)),
        "iaea": ("the IAEA", ("iaea",)),
        "others": ("others", ("oman", "qatar", "e3")),
    }
)


@lru_cache(maxsize=1)
def _events() -> pd.DataFrame:
    """Return :func:`events`, made once."""
    table: Any = catalog.load("timeline_after_article", epilogue=True)
    table["day"] = table["date"].map(days)
    table["subject"] = table["category"]
    table["documents"] = 1 + (table["second_source_id"].fillna("") != "").astype(int)
    for key, (_, actors) in SIDES.items():
        table[key] = table["actor_id"].isin(actors) | table["other_actor_id"].isin(actors)
    kept = ["event_id", "date", "day", "subject", "event", "documents", "confidence", *SIDES]
    frame: pd.DataFrame = table[kept].sort_values("day", kind="stable", ignore_index=True)
    return frame


def events() -> pd.DataFrame:
    """Return the events after the article with the day counted, and who is concerned.

    Returns
    -------
    pandas.DataFrame
        event_id, date, day (since the article), subject, event, documents (1 or 2), confidence,
        and a truth value for each key of :data:`SIDES`; in order of time.
    """
    return _events().copy()


def event_table() -> pd.DataFrame:
    """Return the events ready to be shown, with what each rests on.

    Returns
    -------
    pandas.DataFrame
        Date, Event, Rests on (two documents, two weak ones, one), Read in; url is the address of
        the first document.
    """
    table: Any = _with_source(catalog.load("timeline_after_article", epilogue=True))
    two = table["second_source_id"].fillna("") != ""
    rests = two.map({True: "two", False: "one"})
    rests = rests.where(~two | (table["confidence"] == "high"), "two, weak")
    return pd.DataFrame(
        {
            "Date": table["date"].map(day_words),
            "Event": table["event"],
            "Rests on": rests,
            "Read in": table["publisher"],
            "url": table["url"],
        }
    )


def documents_by_month() -> pd.DataFrame:
    """Return how many events of each month rest on two documents of weight, on two, or on one.

    Returns
    -------
    pandas.DataFrame
        month (``"2026-02"``), kind ("two, at least one dependable", "two weak ones" or "one") and
        count; months without an event are left out.
    """
    table: Any = events()
    table["month"] = table["date"].str[:7]
    two = table["documents"] == 2
    table["kind"] = "one"
    table.loc[two, "kind"] = "two weak"
    table.loc[two & (table["confidence"] == "high"), "kind"] = "two"
    counted: pd.DataFrame = table.groupby(["month", "kind"]).size().reset_index(name="count")
    return counted


# ---------------------------------------------------------------- the dead


def casualties() -> pd.DataFrame:
    """Return the statements about a whole country's dead that carry a number, by country and day.

    Returns
    -------
    pandas.DataFrame
        The columns of the table, plus day_words; nothing is added up.
    """
    table: Any = catalog.load("casualties_after_article", epilogue=True)
    table = table[table["count_low"].notna() & (table["who"] != "one_place")].reset_index(drop=True)
    table["count"] = table["count_low"].astype(int)
    table["day_words"] = table["as_of"].map(day_words)
    frame: pd.DataFrame = table
    return frame


# ---------------------------------------------------------------- which denominator


#: What may be counted: key -> words.
WEAPONS: Mapping[str, str] = MappingProxyType(
    {
        "ballistic": "ballistic missiles",
        "drone": "drones",
        "cruise": "cruise missiles",
        "all": "missiles and drones together",
    }
)
#: What may be made of those that fell into the sea: key -> words.
SEA_RULES: Mapping[str, str] = MappingProxyType(
    {
        "missed": "counted as not stopped",
        "out": "left out of the count",
        "stopped": "counted as stopped",
    }
)


@lru_cache(maxsize=1)
def _tallies() -> pd.DataFrame:
    """Return :func:`tallies`, made once."""
    table: Any = catalog.load("interceptions_after_article", epilogue=True)
    table = table[table["attack_id"] == "uae-2026"]
    wide = table.pivot_table(
        index=["date_end", "weapon"], columns="outcome", values="count_low", fill_value=0
    )
    number = table.groupby(["date_end", "weapon"])["number_low"].first()
    out = wide.assign(detected=number)[["detected", "intercepted", "fell_at_sea"]].reset_index()
    full = out.groupby("date_end")["weapon"].transform("nunique") == 3
    out = out[full]
    together = out.groupby("date_end")[["detected", "intercepted", "fell_at_sea"]].sum()
    out = pd.concat([out, together.reset_index().assign(weapon="all")])
    out = out.rename(columns={"date_end": "until", "fell_at_sea": "sea"})
    numbers = ["detected", "intercepted", "sea"]
    out[numbers] = out[numbers].astype(int)
    frame: pd.DataFrame = out.sort_values(["until", "weapon"], ignore_index=True)
    return frame


def tallies() -> pd.DataFrame:
    """Return the Emirates' running totals on days that give all three kinds of weapon.

    Returns
    -------
    pandas.DataFrame
        until, weapon (a key of :data:`WEAPONS`), detected, intercepted, sea (fallen into it; only
        ballistic missiles are reported so). Totals since 28 February: never add the days.
    """
    return _tallies().copy()


def stopped_share(
    rule: Any, intercepted: Any, detected: Any, sea: Any, believed: Any, xp: Any = np
) -> Any:
    """Return the share stopped, by what is made of those that fell into the sea.

    Parameters
    ----------
    rule : str or Altair expression
        Key of :data:`SEA_RULES`.
    intercepted, detected, sea : float or Altair expression
        Counts.
    believed : float or Altair expression
        Per cent of the reported interceptions that the reader believes.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    float or Altair expression
        Share in [0, 1].
    """
    hits = intercepted * (believed / 100)
    return choose(
        rule == "missed",
        hits / detected,
        choose(rule == "out", hits / (detected - sea), (hits + sea) / detected, xp),
        xp,
    )


def denominators(until: str, weapon: str, believed: float, **_: Any) -> list[dict[str, Any]]:
    """Return the share stopped under each rule about the sea, for one day and weapon.

    Raises
    ------
    ValueError
        If there is no tally of that day and weapon.
    """
    table = _tallies()
    found = table[(table["until"] == until) & (table["weapon"] == weapon)]
    if found.empty:
        raise ValueError(f"until and weapon must name a tally, got {until!r} and {weapon!r}")
    tally = as_rows(found)[0]
    shares = {
        rule: float(
            stopped_share(rule, tally["intercepted"], tally["detected"], tally["sea"], believed)
        )
        for rule in SEA_RULES
    }
    spread = shares["stopped"] - shares["missed"]
    through = tally["detected"] - tally["intercepted"] * (believed / 100)
    return [
        {"name": SEA_RULES[rule], "rule": rule, "value": share, "spread": spread,
         "through": through, "sea": tally["sea"], "detected": tally["detected"]}
        for rule, share in shares.items()
    ]  # fmt: skip


# ---------------------------------------------------------------- which model would have said so


class Case(NamedTuple):
    """A model of an earlier chapter, one of its assumptions, and what was reported later.

    Attributes
    ----------
    label, says : str
        In the menu and in a sentence.
    chapter : int
    assumption : str
        What the slider means for this model.
    answer : str
        What the model's answer means.
    february : float
        The earlier chapter's setting, in per cent.
    reported : float
        What was reported later, on the scale of the answer.
    later : str
        The same in words.
    note : str
        What the reader must know.
    """

    label: str
    says: str
    chapter: int
    assumption: str
    answer: str
    february: float
    reported: float
    later: str
    note: str


#: Chapter 3, shield explorer, preset "missiles": prize and harm in points, chance of denial.
_SHIELD = {"gain": 10.0, "denial": 0.1, "harm": 15.0}
#: Days from the first day of war to that of the count "86 per cent fewer launches".
FALL_DAYS = 4
#: Gap between the two sides' limits in the table's model, in points of a hundred: ours.
GAP = 40.0


def _fall() -> float:
    """Return the share of first-day launches that was left on the fifth day, as reported."""
    (row,) = [e for e in as_rows(events()) if e["event_id"] == "launches-fall"]
    return 1.0 - float(row["event"].split(" per cent")[0].rsplit(" ", 1)[1]) / 100


def _last_tally() -> dict[str, Any]:
    """Return the last tally of ballistic missiles over the Emirates."""
    table = _tallies()
    return as_rows(table[table["weapon"] == "ballistic"])[-1]


def _june_layer() -> float:
    """Return the chance per layer that fits June 2025 if two equal layers stood there, in percent.

    The middle of the army's 80 to 90 per cent is taken.
    """
    table: Any = layers.shares().set_index("interception_id").loc["june-2025-israel-16"]
    through = 1.0 - (float(table["share_low"]) + float(table["share_high"])) / 200
    return float(100.0 * (1.0 - through**0.5))


@lru_cache(maxsize=1)
def cases() -> Mapping[str, Case]:
    """Return the models that the reader may run again, by key."""
    tally = _last_tally()
    through = 1.0 - tally["intercepted"] / tally["detected"]
    return MappingProxyType(
        {
            "answer": Case(
                "Deterrence by punishment (chapter 3)", "deterrence by punishment", 3,
                "chance that the attackers saw of being spared Iran's answer",
                "worth of an attack, as a share of the prize",
                100.0 * (1.0 - 0.8 * 0.9), 0.0, "an attack, so a worth above 0%",
                "Prize 10, harm 15, a tenth chance that the attack fails: chapter 3's first "
                "setting. What the attackers thought is not on record.",
            ),
            "window": Case(
                "War for fear of later (chapter 3)", "war for fear of later", 3,
                "chance of success that the attackers expected if they waited",
                "worth of war now over the best peace, as a share of the prize",
                100.0 * deterrence.WINDOW["win_later"], 0.0, "an attack, so a worth above 0%",
                "Chance of success now 70%, a fifth destroyed, and the other side names the terms: "
                "chapter 3's planner. If terms can be bargained over, the same numbers say wait.",
            ),
            "layers": Case(
                "Two layers of defence (chapter 4)", "two layers of defence", 4,
                "chance that one layer stops a missile", "share that gets through",
                _june_layer(), through,
                f"{through:.1%} of ballistic missiles over the Emirates not stopped",
                "February's setting fits Israel's count of June 2025. The later number is another "
                "country's, and a party's own count.",
            ),
            "fire": Case(
                "Launches that thin out (chapter 4)", "launches that thin out", 4,
                "share of launchers silenced each day",
                "fire on the fifth day, as a share of the first",
                0.0, _fall(), f"{_fall():.0%} left, by the US military's count",
                "Chapter 4's salvos are all of one size: nothing is silenced. Held back, buried "
                "and destroyed look alike in this number.",
            ),
            "access": Case(
                "What inspectors may see (chapter 5)", "what inspectors may see", 5,
                "share of the stock's places open to inspectors",
                "chance to notice in a year that material has gone",
                0.0, 0.0, "nothing verified at the struck sites, so 0%",
                "Monthly visits that recognise it with 90%; what is closed stays closed all year.",
            ),
            "table": Case(
                "A price for no agreement (chapter 7)", "a price for no agreement", 7,
                "price of no agreement for both sides together, in per cent of what is at stake",
                "width of the zone of agreement",
                0.0, 0.0, "a memorandum, so a width of at least 0%",
                f"The two sides' limits lie {GAP:.0f} points apart if no agreement costs nothing: "
                "our number. Leaving missiles out would narrow the gap, a blockade raises the "
                "price; the memorandum does not tell which it was.",
            ),
        }
    )  # fmt: skip


def said(case: Any, setting: Any, xp: Any = np) -> Any:
    """Return what the model of a case says at a setting of its assumption.

    Parameters
    ----------
    case : str or Altair expression
        Key of :func:`cases`.
    setting : float or Altair expression
        The assumption, in per cent.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    float or Altair expression
        A share, or a worth as a share of the prize.
    """
    part = setting / 100
    gain = _SHIELD["gain"]
    window = {**deterrence.WINDOW, "win_later": part}
    answers = {
        "answer": deterrence_model.challenge_value(
            gain, _SHIELD["denial"], 1.0 - part, _SHIELD["harm"]
        ) / gain,
        "window": deterrence_model.preventive_war_margin(**window),
        "layers": defence.leak(part, 2),
        "fire": defence.leak(part, FALL_DAYS),
        "access": verification.hiding(1, 12, setting, 90, xp=xp)[1]["found"],
        "table": bargaining.zone_width(GAP / 100 - part, 0.0),
    }  # fmt: skip
    *others, last = answers.items()
    chosen = last[1]
    for key, answer in reversed(others):
        chosen = choose(case == key, answer, chosen, xp)
    return chosen


def needed(case: str) -> float:
    """Return the setting at which a model says what was reported, in per cent.

    Each is the inverse of the model's own formula; where the report is a threshold (an attack, a
    memorandum), the setting at which the answer passes it.
    """
    about = cases()[case]
    if case == "answer":
        least = deterrence_model.punishment_required(_SHIELD["gain"], _SHIELD["denial"], 1.0)
        return 100.0 * (1.0 - float(least) / _SHIELD["harm"])
    if case == "window":
        rest = {key: value for key, value in deterrence.WINDOW.items() if key != "win_later"}
        return 100.0 * float(deterrence_model.preventive_war_threshold(**rest))
    if case == "layers":
        return float(100.0 * (1.0 - about.reported**0.5))
    if case == "fire":
        return float(100.0 * (1.0 - about.reported ** (1.0 / FALL_DAYS)))
    return GAP if case == "table" else 0.0


def rerun(which: str, setting: float, **_: Any) -> list[dict[str, Any]]:
    """Return what a model says at the reader's setting, in February's, and what it would take.

    Raises
    ------
    ValueError
        If there is no such case.
    """
    one_of("which", which, cases())
    about = cases()[which]
    return [
        {
            "name": about.says, "value": float(said(which, setting)), "reported": about.reported,
            "february": about.february, "then": float(said(which, about.february)),
            "needed": needed(which),
            "turn": TURNS.get(which, "at"), "later": about.later, "assumption": about.assumption,
            "answer": about.answer,
        }
    ]  # fmt: skip


def said_so(which: str) -> bool:
    """Return whether a model said in February what was reported, to two points of a hundred."""
    row = rerun(which, cases()[which].february)[0]
    if which in TURNS:  # a threshold: an attack or a text came
        return bool(row["then"] >= row["reported"])
    return bool(abs(row["then"] - row["reported"]) <= 0.02)


#: Where the answer need only pass a threshold, on which side of the setting it does.
TURNS: Mapping[str, str] = MappingProxyType({"answer": "above", "window": "below", "table": "from"})


def model_table() -> pd.DataFrame:
    """Return each model's February setting and answer, the report, and what it would have taken."""
    rows = []
    for key, case in cases().items():
        row = rerun(key, case.february)[0]
        rows.append(
            {
                "Model": case.label,
                "The assumption": case.assumption,
                "In February": f"{case.february:.0f}%",
                "It then said": f"{row['then']:.0%}",
                "Reported later": case.later,
                "It would have taken": f"{row['turn']} {row['needed']:.0f}%",
            }
        )
    return pd.DataFrame(rows)


# ---------------------------------------------------------------- what one outcome proves


def two_forecasters(
    one: Any, other: Any, belief: Any, number: Any, happened: Any, xp: Any = np
) -> dict[str, Any]:
    """Return how two forecasters score on alike questions, and what to believe of them afterwards.

    Parameters
    ----------
    one, other : float or Altair expression
        What each said, in per cent.
    belief : float or Altair expression
        Belief beforehand that the first is the better of the two, in per cent.
    number : float or Altair expression
        Independent questions of that kind, all with the same answers and the same outcome.
    happened : bool or Altair expression
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    dict
        one, other (Brier scores, 0 is perfect), ratio (likelihood ratio for the first) and after
        (belief afterwards).
    """
    outcome = choose(happened, 1.0, 0.0, xp)
    first, second = one / 100, other / 100
    given = [outcome * p + (1.0 - outcome) * (1.0 - p) for p in (first, second)]
    ratio = (given[0] / given[1]) ** number
    return {
        "one": (first - outcome) * (first - outcome),
        "other": (second - outcome) * (second - outcome),
        "ratio": ratio,
        "after": forecasting.bayes_update(belief / 100, ratio),
    }


# ---------------------------------------------------------------- the questions


def outcomes() -> dict[str, int | None]:
    """Return the outcome of each forecast question: 1, 0, or None where it is open."""
    table = catalog.load("forecast_outcomes_after_article", epilogue=True)
    return {
        str(row["question_id"]): {"yes": 1, "no": 0}.get(str(row["outcome"]))
        for row in as_rows(table)
    }


def outcome_table() -> pd.DataFrame:
    """Return the questions with their outcomes and reasons, ready to be shown."""
    table: Any = _with_source(catalog.load("forecast_outcomes_after_article", epilogue=True))
    asked = catalog.load("forecast_questions").set_index("question_id")
    notes = table["note"].fillna("")
    return pd.DataFrame(
        {
            "Question": table["question_id"].map(asked["label"]),
            "Claim": table["question_id"].map(asked["claim_id"]),
            "Outcome": table["outcome"],
            "Decided": table["decided_on"].fillna("").map(lambda d: day_words(d) if d else ""),
            "How the rules apply": (table["how"] + " " + notes).str.strip(),
            "Read in": table["publisher"],
            "url": table["url"],
        }
    )


def outside_view() -> pd.DataFrame:
    """Return the base rates of the forecasting chapter on the questions that are decided.

    Returns
    -------
    pandas.DataFrame
        question_id, label, claim, outcome (0 or 1), low and high (lowest and highest base rate),
        said (the one that chapter 8's outside view uses) and brier (its score); undecided
        questions are left out.
    """
    known = outcomes()
    _, outside = prospects.references()["outside"]
    rows = []
    for row in as_rows(catalog.load("forecast_questions")):
        outcome = known.get(row["question_id"])
        if outcome is None:
            continue
        chance = float(outside[row["question_id"]]) / 100
        rows.append(
            {
                "question_id": row["question_id"], "label": row["label"], "claim": row["claim_id"],
                "outcome": outcome, "low": float(row["base_rate_low"]),
                "high": float(row["base_rate_high"]), "said": chance,
                "brier": float(forecasting.brier_score(chance, outcome)),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def scores(**other: int | None) -> dict[str, float]:
    """Return the mean Brier scores of the three references: half, outside, tone.

    Parameters
    ----------
    **other
        Question (its hyphens as underscores) and another outcome than ours.
    """
    known = {**outcomes(), **{key.replace("_", "-"): value for key, value in other.items()}}
    table = prospects.scoreboard(known)
    by_name = {str(row["name"]): float(row["brier"]) for row in as_rows(table)}
    return {key: by_name[name] for key, (name, _) in prospects.references().items()}


def score_table() -> pd.DataFrame:
    """Return the references' scores under our outcomes and under the doubtful one turned round."""
    ours, turned = scores(), scores(nuclear_text=0)
    return pd.DataFrame(
        [
            {
                "Who": name,
                "Brier score, as decided": f"{ours[key]:.2f}",
                "If the memorandum is no nuclear text": f"{turned[key]:.2f}",
            }
            for key, (name, _) in prospects.references().items()
        ]
    )


# ---------------------------------------------------------------- the stock without inspectors


def last_stock() -> float:
    """Return the last amount of uranium enriched to 60 per cent that anybody knew, in kg U."""
    table: Any = jcpoa.quantities()
    return float(table["uranium_kg"].iloc[-1])


def weapons_worth(share: float) -> float:
    """Return how many of the IAEA's significant quantities a share of the 60 per cent stock holds.

    Parameters
    ----------
    share : float
        Part of the last stock known that is still there, in [0, 1].
    """
    known = last_stock()
    return float(breakout.significant_quantities(breakout.KgU(known * share), 0.60))


def inventory() -> pd.DataFrame:
    """Return the later estimates of Iran's missiles that carry a number, in order of time."""
    table: Any = catalog.load("missile_inventory_after_article", epilogue=True)
    table = table[table["count_low"].notna() & (table["scope"] != "launchers")]
    frame: pd.DataFrame = table.sort_values("as_of", kind="stable", ignore_index=True)
    return frame


# ---------------------------------------------------------------- words


def numbers() -> SimpleNamespace:
    """Return the numbers that the chapter's sentences print, as text, so that they cannot drift."""
    table: Any = events()
    total, one = len(table), int((table["documents"] == 1).sum())
    weak = int((table["confidence"] != "high").sum())
    tally = _last_tally()
    shares = {rule: r["value"] for rule, r in zip(
        SEA_RULES, denominators(tally["until"], "ballistic", 100.0), strict=True
    )}  # fmt: skip
    every = {r["rule"]: r["value"] for r in denominators(tally["until"], "all", 100.0)}
    use: Any = catalog.load("interceptor_use_after_article", epilogue=True).set_index("use_id")
    patriot = use.loc["patriot-16-days-payne"]
    span = (date.fromisoformat(patriot["date_end"]) - date.fromisoformat(patriot["date"])).days + 1
    rate = float(patriot["fired_low"]) / span
    dead: Any = casualties().set_index("casualty_id")["count"]
    strikes: Any = catalog.load("casualties_after_article", epilogue=True).set_index("casualty_id")
    demand: Any = catalog.load("positions_after_article", epilogue=True).set_index("position_id")
    stock: Any = inventory().set_index("inventory_id")["count_low"]
    place = as_rows(reach.places().query("place_id == 'diego-garcia'"))[0]
    ranges: Any = catalog.load("missile_ranges_after_article", epilogue=True).set_index("range_id")
    known = outcomes()
    decided: Any = outside_view()
    ours, turned = scores(), scores(nuclear_text=0)
    strike: Any = decided.set_index("question_id").loc["strike-on-iran"]
    counted = {key: sum(1 for v in known.values() if v == key) for key in (1, 0, None)}
    return SimpleNamespace(
        last_day=f"{day_words(LAST_DAY)} 2026",
        war_after=days(WAR),
        war_days=days(CEASEFIRE) - days(WAR),
        talks_to_war=days(WAR) - days("2026-02-26"),
        memo_after=days("2026-06-17"),
        events=total,
        one_document=verification.count_word(one),
        weak=weak,
        two_documents=total - one,
        june_events=int((table["date"] >= "2026-06-01").sum()),
        june_high=int(((table["date"] >= "2026-06-01") & (table["confidence"] == "high")).sum()),
        iran_low=f"{min(dead['iran-03-04-hrana'], dead['iran-03-05-hrana']):,}",
        iran_high=f"{dead['iran-03-06-un-ambassador']:,}",
        iran_state=f"{dead['iran-03-10-state-media']:,}",
        iran_civilians=f"{dead['iran-03-05-hrana']:,}",
        israel_low=int(dead["israel-03-12"]),
        israel_high=int(dead["israel-03-09"]),
        lebanon=int(dead["lebanon-03-12"]),
        us_dead=int(dead["us-03-13"]),
        uae_dead=int(dead["uae-03-11"]),
        minab=int(strikes.loc["minab-school", "count_low"]),
        beit_shemesh=verification.count_word(int(strikes.loc["beit-shemesh", "count_low"])),
        demand="".join(filter(str.isdigit, demand.loc["israel-range-after", "position"])),
        iraq_dead=int(dead["iraq-03-12"]),
        uae_until=day_words(tally["until"]),
        uae_detected=tally["detected"],
        uae_shot=tally["intercepted"],
        uae_sea=tally["sea"],
        uae_missed=f"{shares['missed']:.1%}",
        uae_out=f"{shares['out']:.1%}",
        uae_stopped=f"{shares['stopped']:.1%}",
        uae_all=f"{every['missed']:.1%}",
        israel_claim="92%",
        fall=f"{1 - _fall():.0%}",
        fall_left=f"{_fall():.0%}",
        fire_needed=f"{needed('fire'):.0f}%",
        half_needed=f"{100 * (1 - 0.5 ** (1 / 30)):.1f}%",
        layer_february=f"{cases()['layers'].february:.0f}%",
        layer_needed=f"{needed('layers'):.0f}%",
        layer_then=f"{defence.leak(cases()['layers'].february / 100, 2):.0%}",
        layer_later=f"{cases()['layers'].reported:.1%}",
        spared_february=f"{cases()['answer'].february:.0f}%",
        spared_needed=f"{needed('answer'):.0f}%",
        window_february=f"{cases()['window'].february:.0f}%",
        window_needed=f"{needed('window'):.0f}%",
        gap=f"{GAP:.0f}",
        models_right=verification.count_word(sum(said_so(key) for key in cases())),
        patriots=f"{int(patriot['fired_low'])}",
        patriot_days=span,
        patriot_rate=f"{rate:.0f}",
        patriot_stock=f"{int(patriot['stock_low']):,}",
        patriot_empty=f"{float(patriot['stock_low']) / rate:.0f}",
        stock_before=f"{int(stock['idf-2026-before-june']):,}",
        stock_after=f"{int(stock['idf-2026-after-june']):,}",
        stock_february=f"{int(stock['idf-2026-february']):,}",
        stock_later=f"{int(stock['thinktanksmonitor-2026']):,}",
        rebuilt=f"{int(stock['idf-2026-february'] - stock['idf-2026-after-june']):,}",
        ceiling=f"{int(ranges.loc['arsenal-araghchi-2026']['range_km_high']):,}",
        crs=f"{int(ranges.loc['arsenal-crs-2026']['range_km_high']):,}",
        diego_low=f"{int(ranges.loc['khorramshahr-diego-garcia-2026']['range_km_low']):,}",
        diego_high=f"{int(ranges.loc['khorramshahr-diego-garcia-2026']['range_km_high']):,}",
        diego_nearest=f"{round(place['nearest'], -1):,.0f}",
        last_stock=f"{float(jcpoa.quantities().iloc[-1]['uranium_kg']):.1f}",
        last_worth=f"{weapons_worth(1.0):.1f}",
        half_worth=f"{weapons_worth(0.5):.1f}",
        questions=verification.count_word(len(known)),
        yes=verification.count_word(counted[1]),
        no=verification.count_word(counted[0]),
        open=verification.count_word(counted[None]),
        decided=verification.count_word(len(decided)),
        outside_brier=f"{ours['outside']:.2f}",
        half_brier=f"{ours['half']:.2f}",
        tone_brier=f"{ours['tone']:.2f}",
        outside_turned=f"{turned['outside']:.2f}",
        tone_turned=f"{turned['tone']:.2f}",
        strike_said=f"{strike['said']:.0%}",
        strike_low=f"{strike['low']:.0%}",
        strike_high=f"{strike['high']:.0%}",
    )
