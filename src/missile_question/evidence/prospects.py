"""Questions about the future, where an outside view begins, and what a forecast would score.

Everything here is as of 11 February 2026. What happened later enters only as an argument, from the
last chapter: :func:`scoreboard` takes the outcomes. Scores, updates and pools are those of
:mod:`missile_question.models.forecasting`; this module joins them with the tables.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from missile_question import catalog
from missile_question.evidence import reading
from missile_question.evidence._keys import one_of
from missile_question.evidence.reach import as_rows, records
from missile_question.models import forecasting

__all__ = [
    "FORECASTERS",
    "PERCENTS",
    "READINGS",
    "RULES",
    "SCALE",
    "SCHEMES",
    "STANDARDS",
    "WORLDS",
    "best_report",
    "case_table",
    "chance",
    "check_answers",
    "check_outcomes",
    "classes",
    "coarsened",
    "compared_classes",
    "days_open",
    "dilution_record",
    "expected",
    "hedged",
    "insider",
    "loss_by_words",
    "numbers",
    "outside_view",
    "penalty",
    "points",
    "questions",
    "readings",
    "references",
    "rival_questions",
    "rivals",
    "round_records",
    "score_table",
    "scoreboard",
    "succession",
    "tilted",
    "tone",
    "updated",
    "vague",
    "words",
]

#: What a reader may answer, in per cent. 0 and 100 are left out: who is certain and wrong loses
#: without limit by the logarithmic score.
PERCENTS = range(1, 100)

#: Scoring rules: key -> words. The last is no proper rule, and is there to show why.
RULES: Mapping[str, str] = MappingProxyType(
    {
        "brier": "Brier score (0 to 1)",
        "original": "Brier score of 1950 (0 to 2)",
        "log": "logarithmic score",
        "linear": "plain distance (not proper)",
    }
)

#: Schemes of words, in the order of the table: key -> how a sentence names it.
SCHEMES: Mapping[str, str] = MappingProxyType(
    {
        "kent-1964": "an American intelligence officer in 1964",
        "icd-203": "American intelligence today",
        "ipcc-2007": "the climate panel in 2007",
        "medicine-1994": "British doctors' records in 1994",
    }
)

#: The common ladder of words: key -> words.
SCALE: Mapping[str, str] = MappingProxyType(
    {
        "almost_certain": "almost certain",
        "very_likely": "very likely",
        "likely": "likely, probable",
        "even": "about even",
        "unlikely": "unlikely",
        "very_unlikely": "very unlikely",
        "almost_never": "almost impossible",
    }
)

#: Days in the unit of a class that counts stretches of time.
_UNIT_DAYS: Mapping[str, float] = MappingProxyType({"month": 30.4375, "year": 365.25})


def _solid(table: pd.DataFrame) -> pd.Series[bool]:
    """Tell rows that are verified and not of low confidence; the others are drawn hollow."""
    return table["verified"] & (table["confidence"] != "low")


# ---------------------------------------------------------------- the questions


@lru_cache(maxsize=1)
def _questions() -> pd.DataFrame:
    table = catalog.load("forecast_questions")
    sources = catalog.load("sources")[["source_id", "publisher", "url"]]
    return table.merge(sources, on="source_id", how="left", validate="many_to_one")


def questions() -> pd.DataFrame:
    """Return the questions in the order of the table, with publisher and url of the document."""
    return _questions().copy()


def days_open(question: str) -> int:
    """Return the days from the opening day of a question to its last day.

    Raises
    ------
    ValueError
        If there is no such question.
    """
    table = records(_questions(), "question_id")
    one_of("question", question, table)
    row = table[question]
    return (date.fromisoformat(row["closes"]) - date.fromisoformat(row["opens"])).days


# ---------------------------------------------------------------- base rates


def chance(row: Mapping[str, Any], prudence: Any = 1.0, stretch: Any = 1.0) -> Any:
    r"""Return the forecast that follows from one reference class.

    A share of cases is made prudent by adding ``prudence`` successes and as many failures: with 1
    this is Laplace's rule of succession, with 0 the plain share. Of months and years the plain
    share counts, and the forecast is the chance of at least one in the window:

    .. math:: P = 1 - (1 - r)^k

    Parameters
    ----------
    row : mapping
        A row of :func:`classes`; its values may be Altair expressions.
    prudence : float or Altair expression
        Added successes, and added failures, in classes of cases and reports.
    stretch : float or Altair expression
        Length of the window as a multiple of the question's.

    Returns
    -------
    float or Altair expression
        Probability.
    """
    added = prudence * (1 - row["timed"])
    rate = (row["successes"] + added) / (row["cases"] + 2 * added)
    times = row["expected"] * (1 - row["timed"]) + row["timed"] * stretch * row["windows"]
    first = (row["given_successes"] + added) / (row["given_cases"] + 2 * added)
    counted = (first * row["has_given"] + (1 - row["has_given"])) * (1 - (1 - rate) ** times)
    return row["is_price"] * row["price"] + (1 - row["is_price"]) * counted


@lru_cache(maxsize=1)
def _classes() -> pd.DataFrame:
    table = catalog.load("base_rates")
    known = records(table, "base_rate_id")
    rows = []
    for row in as_rows(table):
        timed = row["unit"] in _UNIT_DAYS
        price = row["unit"] == "price"
        given = known.get(row["given_id"])
        ready = {
            **row,
            "timed": int(timed),
            "is_price": int(price),
            "has_given": int(given is not None),
            "price": float(row["price"]) if price else 0.0,
            # A price has no counts: these stand in where the formula multiplies them by nought.
            "successes": 0 if price else int(row["successes"]),
            "cases": 1 if price else int(row["cases"]),
            "expected": 0 if timed or price else int(row["expected"]),
            "given_successes": 0 if given is None else int(given["successes"]),
            "given_cases": 1 if given is None else int(given["cases"]),
            "windows": days_open(row["question_id"]) / _UNIT_DAYS[row["unit"]] if timed else 0.0,
        }
        rows.append({**ready, "forecast": chance(ready)})
    return pd.DataFrame(rows).assign(solid=_solid(table))


def classes(question: str | None = None) -> pd.DataFrame:
    """Return the reference classes with the forecast that follows from each.

    Parameters
    ----------
    question : str, optional
        Identifier of a question; all by default.

    Returns
    -------
    pandas.DataFrame
        The columns of ``base_rates``, made complete for :func:`chance`, and forecast
        (probability).

    Raises
    ------
    ValueError
        If there is no such question.
    """
    table = _classes()
    if question is not None:
        days_open(question)  # names the questions if this is none
        table = table[table["question_id"] == question]
    return table.reset_index(drop=True)


def succession(successes: int, cases: int) -> float:
    """Return Laplace's rule of succession: the share after one made-up yes and one made-up no."""
    return (successes + 1) / (cases + 2)


def compared_classes(
    question: str, prudence: float = 1.0, stretch: float = 1.0
) -> list[dict[str, Any]]:
    """Return the classes of a question as an explorer compares them.

    Returns
    -------
    list of dict
        name, counts, forecast (per cent), and over all rows low, high and apart (per cent).
    """
    found = [
        {
            "name": row["label"],
            "order": order,
            "forecast": 100 * chance(row, prudence, stretch),
        }
        for order, row in enumerate(as_rows(classes(question)))
    ]
    low, high = min(r["forecast"] for r in found), max(r["forecast"] for r in found)
    return [{**row, "low": low, "high": high, "apart": high - low} for row in found]


def outside_view(question: str) -> float:
    """Return the forecast from the class that the table chose as the outside view."""
    chosen = records(_questions(), "question_id")
    days_open(question)
    return float(records(_classes(), "base_rate_id")[chosen[question]["base_rate_id"]]["forecast"])


def case_table() -> pd.DataFrame:
    """Return the cases with the label of their class and of its question."""
    table = catalog.load("base_rate_cases")
    label = {row["base_rate_id"]: row["label"] for row in as_rows(_classes())}
    asked = {row["base_rate_id"]: row["question_id"] for row in as_rows(_classes())}
    return table.assign(
        label=table["base_rate_id"].map(label),
        question_id=table["base_rate_id"].map(asked),
        solid=_solid(table),
    )


# ---------------------------------------------------------------- words of probability


def words() -> pd.DataFrame:
    """Return the schemes of words, with the words of the common ladder and publisher."""
    table = catalog.load("probability_words")
    sources = catalog.load("sources")[["source_id", "publisher", "url"]]
    table = table.merge(sources, on="source_id", how="left", validate="many_to_one")
    return table.assign(rung=table["compared"].map(dict(SCALE)), solid=_solid(table))


def coarsened(probability: float, scheme: str) -> float:
    """Return the middle of the range into which a scheme of words puts a probability.

    Parameters
    ----------
    probability : float
        From 0 to 1.
    scheme : str
        A key of :data:`SCHEMES`.

    Raises
    ------
    ValueError
        If there is no such scheme.
    """
    one_of("scheme", scheme, SCHEMES)
    table = words()
    ranges = [
        (row["low_pct"] / 100, row["high_pct"] / 100)
        for row in as_rows(table[table["scheme_id"] == scheme])
    ]
    # A probability in a gap between two ranges goes to the nearer one.
    low, high = min(ranges, key=lambda ends: max(ends[0] - probability, probability - ends[1]))
    return float((low + high) / 2)


def loss_by_words(scheme: str) -> float:
    """Return how much worse the outside view's expected Brier score is if it speaks in words."""
    losses = []
    for row in as_rows(_questions()):
        true = outside_view(row["question_id"])
        said = coarsened(true, scheme)
        losses.append(float(expected("brier", said, true) - expected("brier", true, true)))
    return math.fsum(losses) / len(losses)


# ---------------------------------------------------------------- scores


def penalty(rule: str, probability: Any, outcome: Any, xp: Any = np) -> Any:
    """Return the penalty of a forecast by one of the scoring rules.

    Parameters
    ----------
    rule : str
        A key of :data:`RULES`.
    probability, outcome : float or Altair expression
        Forecast, and what happened (0 or 1).
    xp : namespace
        Where ``log`` and ``abs`` come from: NumPy or ``alt.expr``.

    Raises
    ------
    ValueError
        If there is no such rule.
    """
    if rule == "brier":
        return forecasting.brier_score(probability, outcome)
    if rule == "original":
        return forecasting.brier_score(probability, outcome, "original")
    if rule == "log":
        return forecasting.log_score(probability, outcome, xp)
    if rule == "linear":
        return xp.abs(probability - outcome)
    raise ValueError(f"rule must be one of {', '.join(RULES)}, got {rule!r}")


def expected(rule: str, report: Any, belief: Any, xp: Any = np) -> Any:
    """Return the penalty that a forecaster expects: what is said, weighed by what is believed.

    Parameters
    ----------
    rule : str
        A key of :data:`RULES`.
    report, belief : float or Altair expression
        Probability that is said, and the one that is believed or true.
    """
    return belief * penalty(rule, report, 1, xp) + (1 - belief) * penalty(rule, report, 0, xp)


def best_report(rule: str, belief: float) -> float:
    """Return the report with the smallest expected penalty, in per cent from 1 to 99.

    Proper rules reward the belief itself. By the plain distance it pays to exaggerate; at exactly
    one half everything is the same, and we return the belief.
    """
    if rule != "linear" or belief == 50:
        return belief
    return float(PERCENTS[-1] if belief > 50 else PERCENTS[0])


def hedged(belief: float, report: float, rule: str) -> list[dict[str, Any]]:
    """Return what a report other than the belief costs on average.

    Parameters
    ----------
    belief, report : float
        Per cent.
    rule : str
        A key of :data:`RULES`.

    Returns
    -------
    list of dict
        One row: expected penalty, that of honesty, loss (the difference), best (per cent) and the
        penalty there.
    """
    best = best_report(rule, belief)
    at = {
        key: float(expected(rule, percent / 100, belief / 100))
        for key, percent in (("expected", report), ("honest", belief), ("least", best))
    }
    return [{"name": "Your report", "best": best, **at, "loss": at["expected"] - at["honest"]}]


def score_table() -> dict[str, Any]:
    """Return the scores of every answer a reader may give, for a page that only looks them up.

    Returns
    -------
    dict
        ``percents``; and for each of brier and log ``no`` and ``yes`` (penalty if the event did
        not, or did, happen) and ``expected`` (what a forecaster who believes the answer expects),
        one number per percent.
    """
    table: dict[str, Any] = {"percents": [PERCENTS[0], PERCENTS[-1]]}
    for rule in ("brier", "log"):
        table[rule] = {
            "no": [_score(rule, percent, 0) for percent in PERCENTS],
            "yes": [_score(rule, percent, 1) for percent in PERCENTS],
            "expected": [
                round(float(expected(rule, percent / 100, percent / 100)), 12)
                for percent in PERCENTS
            ],
        }
    return table


def _score(rule: str, percent: float, outcome: int) -> float:
    """Return the penalty of an answer in per cent, rounded as the page holds it."""
    return round(float(penalty(rule, percent / 100, outcome)), 12)


# ---------------------------------------------------------------- updating


def tilted(ratio: Any, sign: Any) -> Any:
    """Return a likelihood ratio, turned round where a yes would be a setback (sign -1)."""
    return ratio**sign


def insider(start: Any, ratio: Any, lean: Any) -> Any:
    """Return a probability after one piece of inside evidence (lean 0: none)."""
    return forecasting.bayes_update(start, tilted(ratio, lean))


def updated(prior: float, first: float, second: float, order: str) -> list[dict[str, Any]]:
    """Return a probability before and after two pieces of evidence.

    Parameters
    ----------
    prior : float
        Per cent.
    first, second : float
        Likelihood ratios of the pieces A and B.
    order : {"ab", "ba"}
        Which piece comes first.

    Returns
    -------
    list of dict
        Three rows: name, order, probability (per cent) and odds; and in each the last probability.
    """
    if order not in ("ab", "ba"):
        raise ValueError(f"order must be 'ab' or 'ba', got {order!r}")
    one, names = (first, ("A", "B")) if order == "ab" else (second, ("B", "A"))
    ratios = (1.0, one, first * second)
    steps = ("Before", f"After {names[0]}", f"After {names[1]} too")
    found = [
        {
            "name": name,
            "order": place,
            "probability": 100 * forecasting.bayes_update(prior / 100, ratio),
            "odds": forecasting.odds(prior / 100) * ratio,
        }
        for place, (name, ratio) in enumerate(zip(steps, ratios, strict=True))
    ]
    return [{**row, "final": found[-1]["probability"]} for row in found]


# ---------------------------------------------------------------- rivals

#: How a forecaster begins, and whether a story leans it: key -> (words, start, lean).
FORECASTERS: Mapping[str, tuple[str, str, int]] = MappingProxyType(
    {
        "outside": ("Outside view", "base", 0),
        "outside-up": ("Outside view plus optimism", "base", 1),
        "outside-down": ("Outside view plus pessimism", "base", -1),
        "optimist": ("Optimist by story alone", "half", 1),
        "pessimist": ("Pessimist by story alone", "half", -1),
        "half": ("Always 50 %", "half", 0),
        "tone": ("The article's tone (our reading)", "tone", 0),
    }
)

#: Whose story is right: key -> (words, factor on the odds of whatever is progress).
WORLDS: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "outside": ("the outside view is right", 1.0),
        "optimist": ("the optimist is right: odds of progress four times higher", 4.0),
        "pessimist": ("the pessimist is right: odds of progress four times lower", 0.25),
    }
)


def tone(question: str) -> float:
    """Return our translation of the article's words into a probability.

    "May bring some progress" becomes 60 % for steps forward on the nuclear file and 40 % for steps
    back; "open" becomes 50 %; and what it reports as closed by Iran, the missiles, becomes 20 %.
    """
    row = records(_questions(), "question_id")[question]
    if row["claim_id"] == "C17":
        return 0.6 if row["yes_means"] == "progress" else 0.4
    return 0.2 if question.startswith("missile") else 0.5


@lru_cache(maxsize=1)
def _rival_questions() -> tuple[dict[str, Any], ...]:
    rows = []
    for row in as_rows(_questions()):
        question = row["question_id"]
        rows.append(
            {
                "question": question,
                # Rounded, because the page holds the same numbers.
                "base": round(outside_view(question), 4),
                "half": 0.5,
                "tone": tone(question),
                "sign": 1 if row["yes_means"] == "progress" else -1,
            }
        )
    return tuple(rows)


def rival_questions() -> list[dict[str, Any]]:
    """Return for every question where rivals start, and whether a yes is progress (sign 1)."""
    return [dict(row) for row in _rival_questions()]


def rivals(strength: float, world: str, rule: str) -> list[dict[str, Any]]:
    """Return the mean penalty that each rival expects in a world.

    Parameters
    ----------
    strength : float
        Factor by which a story multiplies the odds of progress.
    world : str
        A key of :data:`WORLDS`.
    rule : str
        ``"brier"`` or ``"log"``.

    Returns
    -------
    list of dict
        name, order, score, and whether it beats 50 % every time (better); best first is not
        ensured, the order is that of :data:`FORECASTERS`.
    """
    one_of("world", world, WORLDS)
    found: dict[str, list[float]] = {}
    for row in _rival_questions():
        true = insider(row["base"], WORLDS[world][1], row["sign"])
        for key, (_, start, lean) in FORECASTERS.items():
            said = insider(row[start], strength, lean * row["sign"])
            found.setdefault(key, []).append(float(expected(rule, said, true)))
    score = {key: math.fsum(values) / len(values) for key, values in found.items()}
    return [
        {
            "name": FORECASTERS[key][0],
            "order": order,
            "score": score[key],
            "better": score[key] < score["half"],
        }
        for order, key in enumerate(FORECASTERS)
    ]


# ---------------------------------------------------------------- 'some progress'

#: What 'some progress' might mean: key -> words. The last two combine the five questions.
READINGS: Mapping[str, str] = MappingProxyType(
    {
        "next-round": "another round",
        "nuclear-text": "a written text",
        "stock-verified": "inspectors see the stock",
        "stock-moved": "60 % diluted or shipped",
        "oil-relief": "oil sanctions eased",
        "any": "at least one of these",
        "all": "all of these",
    }
)

#: Which end of a question's reference classes counts: key -> words.
STANDARDS: Mapping[str, str] = MappingProxyType(
    {
        "low": "the lowest class",
        "chosen": "the class of the outside view",
        "high": "the highest class",
    }
)


@lru_cache(maxsize=1)
def readings() -> tuple[dict[str, Any], ...]:
    """Return the readings of 'some progress' with their chances by each standard, in per cent.

    'At least one' and 'all' multiply, as if the five were independent. They are not: a text makes
    the other steps likelier. So the first is too high and the second too low.
    """
    single = [key for key in READINGS if key not in ("any", "all")]
    by: dict[str, dict[str, float]] = {}
    for key in single:
        found = classes(key)["forecast"]
        by[key] = {"low": found.min(), "chosen": outside_view(key), "high": found.max()}
    by["any"] = {s: 1 - math.prod(1 - by[k][s] for k in single) for s in STANDARDS}
    by["all"] = {s: math.prod(by[k][s] for k in single) for s in STANDARDS}
    return tuple(
        {"key": key, "name": name, "order": order} | {s: float(100 * by[key][s]) for s in STANDARDS}
        for order, (key, name) in enumerate(READINGS.items())
    )


def vague(said: float, standard: str) -> list[dict[str, Any]]:
    """Return what one number scores under each reading of 'some progress'.

    Parameters
    ----------
    said : float
        Per cent that a reader takes the article to mean.
    standard : str
        A key of :data:`STANDARDS`.

    Returns
    -------
    list of dict
        name, order, rate (per cent), score (expected Brier score) and whether it beats 50 %.
    """
    one_of("standard", standard, STANDARDS)
    rows = []
    for row in readings():
        score = float(expected("brier", said / 100, row[standard] / 100))
        rows.append(
            {"name": row["name"], "order": row["order"], "rate": row[standard], "score": score}
            | {"better": score < 0.25}
        )
    return rows


# ---------------------------------------------------------------- reference forecasters


@lru_cache(maxsize=1)
def _references() -> Mapping[str, tuple[str, Mapping[str, int]]]:
    ids = list(_questions()["question_id"])
    base = {q: min(max(round(100 * outside_view(q)), PERCENTS[0]), PERCENTS[-1]) for q in ids}
    return MappingProxyType(
        {
            "half": ("Always 50 %", MappingProxyType(dict.fromkeys(ids, 50))),
            "outside": ("Outside view (base rates)", MappingProxyType(base)),
            "tone": (
                "The article's tone (our reading)",
                MappingProxyType({q: round(100 * tone(q)) for q in ids}),
            ),
        }
    )


def references() -> Mapping[str, tuple[str, Mapping[str, int]]]:
    """Return the reference forecasters: key -> (name, per cent by question)."""
    return _references()


def scoreboard(
    outcomes: Mapping[str, int | None],
    own: Mapping[str, int] | None = None,
    own_name: str = "You",
) -> pd.DataFrame:
    """Return the mean scores of the reference forecasters and, if given, of a reader.

    All are scored on the same questions: those that are resolved and, if ``own`` is given, that
    the reader answered.

    Parameters
    ----------
    outcomes : mapping
        Question -> 1 (yes), 0 (no) or None (open, unknown).
    own : mapping, optional
        Question -> per cent, whole numbers from 1 to 99.
    own_name : str
        How the reader is called.

    Returns
    -------
    pandas.DataFrame
        name, brier (convention ``"half"``), log (nats) and questions (how many were scored); NaN
        where none is.

    Raises
    ------
    ValueError
        If a question is unknown, an outcome is not 0, 1 or None, or an answer is no whole per cent
        from 1 to 99.
    """
    check_outcomes(outcomes)
    if own is not None:
        check_answers(own)
    scored = [
        q
        for q in _questions()["question_id"]
        if outcomes.get(q) is not None and (own is None or q in own)
    ]
    people = [*([(own_name, own)] if own is not None else []), *_references().values()]
    rows = []
    for name, said in people:
        means = {
            rule: math.fsum(_score(rule, said[q], int(outcomes[q] or 0)) for q in scored)
            / len(scored)
            if scored
            else math.nan
            for rule in ("brier", "log")
        }
        rows.append({"name": name, **means, "questions": len(scored)})
    return pd.DataFrame(rows)


def check_outcomes(outcomes: Mapping[str, Any]) -> None:
    """Raise a ValueError unless outcomes name questions and are 0, 1 or None."""
    known = list(_questions()["question_id"])
    for question, outcome in outcomes.items():
        if question not in known:
            raise ValueError(f"outcomes must name {', '.join(known)}, got {question!r}")
        if outcome is not None and outcome not in (0, 1):
            raise ValueError(f"outcomes[{question!r}] must be 0, 1 or None, got {outcome!r}")


def check_answers(answers: Mapping[str, Any]) -> None:
    """Raise a ValueError unless answers name questions and are whole per cents from 1 to 99."""
    known = list(_questions()["question_id"])
    for question, percent in answers.items():
        if question not in known:
            raise ValueError(f"forecasts must name {', '.join(known)}, got {question!r}")
        whole = isinstance(percent, int) and not isinstance(percent, bool)
        if not whole or percent not in PERCENTS:
            raise ValueError(
                f"forecasts[{question!r}] must be a whole number from 1 to 99, got {percent!r}"
            )


# ---------------------------------------------------------------- the claims, numbers


def points(claim: str, direction: str) -> list[str]:
    """Return the pieces of evidence on a claim as :func:`reading.points` does."""
    return reading.points(claim, direction)


def dilution_record() -> tuple[int, int]:
    """Return in how many reports the stock of 60 per cent had fallen, and how many there are."""
    table = catalog.load("enriched_stock")
    series = table[(table["level"] == "u60") & table["in_series"] & table["kg"].notna()]
    change = series.sort_values("report_date")["kg"].diff().dropna()
    return int((change < 0).sum()), len(change)


def round_records() -> list[int]:
    """Return, for every round of the table in the order of time, whether another soon followed."""
    table = case_table()
    table = table[(table["question_id"] == "next-round")]
    table = table[table["base_rate_id"].str.startswith("rounds")].sort_values("date")
    return [int(value) for value in table["happened"]]


def _percent(probability: float) -> str:
    return f"{100 * probability:.0f}"


@lru_cache(maxsize=1)
def numbers() -> SimpleNamespace:
    """Return the numbers of the chapter's sentences, as strings ready to print."""
    table = _questions()
    rates = records(_classes(), "base_rate_id")
    by_claim = table.groupby("claim_id").size()
    span = {q: classes(q)["forecast"] for q in table["question_id"]}
    widest = max(span, key=lambda q: float(span[q].max() - span[q].min()))
    ladder = words()
    likely = ladder[ladder["compared"] == "likely"]
    starts = {row["scheme_id"]: row for row in as_rows(likely)}
    unlikely = ladder[ladder["compared"] == "unlikely"]
    fell, reports = dilution_record()
    rounds = round_records()
    strike = rates["strikes-since-october-2023"]
    calm = rates["strikes-since-2013"]
    market = rates["market-strike"]["forecast"]
    ahead = forecasting.bayes_update(outside_view("strike-on-iran"), 2.0 * 0.5)
    world = {w: {r["name"]: r["score"] for r in rivals(4, w, "brier")} for w in WORLDS}
    outside, optimist, pessimist = (
        FORECASTERS[key][0] for key in ("outside", "optimist", "pessimist")
    )
    some = {row["key"]: row for row in readings()}
    sixty = {row["name"]: row for row in vague(60, "chosen")}
    pool = [0.2, market]
    return SimpleNamespace(
        questions=len(table),
        nuclear=int(by_claim["C17"]),
        missile=int(by_claim["C18"]),
        classes=len(rates),
        cases=len(case_table()),
        # words
        likely_low=int(likely["low_pct"].min()),
        likely_high=int(likely["high_pct"].max()),
        likely_ipcc=int(starts["ipcc-2007"]["low_pct"]),
        likely_icd=int(starts["icd-203"]["low_pct"]),
        likely_icd_high=int(starts["icd-203"]["high_pct"]),
        unlikely_low=int(unlikely["low_pct"].min()),
        unlikely_high=int(unlikely["high_pct"].max()),
        schemes=ladder["scheme_id"].nunique(),
        # base rates
        strike_recent=_percent(strike["forecast"]),
        strike_calm=_percent(calm["forecast"]),
        strike_market=_percent(market),
        strike_count=int(strike["successes"]),
        strike_months=int(strike["cases"]),
        calm_months=int(calm["cases"]),
        strike_days=days_open("strike-on-iran"),
        strike_windows=f"{strike['windows']:.1f}",
        text_us=_percent(rates["efforts-us"]["forecast"]),
        text_all=_percent(rates["efforts-all"]["forecast"]),
        text_deadlines=_percent(rates["deadlines"]["forecast"]),
        deadlines=int(rates["deadlines"]["cases"]),
        efforts=int(rates["efforts-us"]["cases"]),
        one_dot=f"{100 * (succession(2, 7) - succession(1, 7)):.0f}",
        clause=_percent(rates["missiles-in-texts-us"]["forecast"]),
        clause_high=_percent(rates["missiles-in-texts-all"]["forecast"]),
        texts=int(rates["missiles-in-texts-us"]["cases"]),
        clause_given=_percent(succession(0, int(rates["missiles-in-texts-us"]["cases"]))),
        round_low=_percent(float(span["next-round"].min())),
        round_high=_percent(float(span["next-round"].max())),
        gap_days=(date(2026, 3, 31) - date(2026, 2, 6)).days,
        rounds=len(rounds),
        rounds_followed=sum(rounds),
        stock_seen=_percent(outside_view("stock-verified")),
        reports_two=int(rates["reports-since-june"]["cases"]),
        notice_low=_percent(float(span["npt-notice"].min())),
        notice_high=_percent(float(span["npt-notice"].max())),
        designations=_percent(outside_view("new-designations")),
        relief=_percent(outside_view("oil-relief")),
        moved=_percent(outside_view("stock-moved")),
        fell=fell,
        reports=reports,
        widest=records(table, "question_id")[widest]["label"],
        widest_apart=_percent(float(span[widest].max() - span[widest].min())),
        # updating
        cancel=_percent(ahead),
        # From whole per cents, as the explorer has them.
        doubled=_percent(forecasting.bayes_update(round(outside_view("strike-on-iran"), 2), 2.0)),
        doubled_calm=_percent(forecasting.bayes_update(round(calm["forecast"], 2), 2.0)),
        # scores
        seventy_yes=f"{penalty('brier', 0.7, 1):.2f}",
        seventy_no=f"{penalty('brier', 0.7, 0):.2f}",
        seventy_expected=f"{expected('brier', 0.7, 0.7):.2f}",
        seventy_hedged=f"{expected('brier', 0.5, 0.7):.2f}",
        seventy_bold=f"{expected('brier', 0.95, 0.7):.2f}",
        ninety_nine=f"{penalty('log', 0.99, 0):.1f}",
        half_log=f"{penalty('log', 0.5, 0):.2f}",
        # pools
        pool_linear=_percent(forecasting.linear_pool(pool)),
        pool_log=_percent(forecasting.log_pool(pool)),
        # rivals
        outside_home=f"{world['outside'][outside]:.3f}",
        optimist_away=f"{world['outside'][optimist]:.3f}",
        pessimist_away=f"{world['outside'][pessimist]:.3f}",
        outside_optimist=f"{world['optimist'][outside]:.3f}",
        optimist_home=f"{world['optimist'][optimist]:.3f}",
        outside_pessimist=f"{world['pessimist'][outside]:.3f}",
        pessimist_home=f"{world['pessimist'][pessimist]:.3f}",
        # 'some progress'
        some_any=f"{some['any']['chosen']:.0f}",
        some_all=f"{some['all']['chosen']:.1f}",
        some_any_low=f"{some['any']['low']:.0f}",
        some_any_floor=f"{max(some[k]['chosen'] for k in list(READINGS)[:5]):.0f}",
        some_all_roof=f"{min(some[k]['chosen'] for k in list(READINGS)[:5]):.0f}",
        some_best=min(sixty.values(), key=lambda r: r["score"])["name"],
        some_best_score=f"{min(r['score'] for r in sixty.values()):.2f}",
        some_worst=max(sixty.values(), key=lambda r: r["score"])["name"],
        some_worst_score=f"{max(r['score'] for r in sixty.values()):.2f}",
        some_better=sum(r["better"] for r in sixty.values()),
        readings=len(READINGS),
        # rivals: words, whose class
        loss_icd=f"{loss_by_words('icd-203'):.4f}",
        loss_kent=f"{loss_by_words('kent-1964'):.4f}",
        loss_medicine=f"{loss_by_words('medicine-1994'):.4f}",
        class_iran=_percent(succession(1, 1)),
        class_israel=_percent(succession(0, int(rates["deadlines"]["cases"]))),
        class_us=_percent(succession(2, int(rates["efforts-us"]["cases"]))),
        in_the_end=2,
    )
