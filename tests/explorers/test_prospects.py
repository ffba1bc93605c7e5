"""Chapter 8's explorers against arithmetic done here."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.figures import assert_registered_and_drawn

from missile_question.evidence import prospects as evidence
from missile_question.explorers import prospects as explore
from missile_question.explorers.core import Explorer

DATA = Path(__file__).resolve().parents[2] / "data"
EXPLORERS: list[Callable[[], Explorer]] = [
    explore.reference_classes,
    explore.update,
    explore.hedging,
    explore.rivals,
    explore.some_progress,
]


def table(name: str) -> dict[str, dict[str, str]]:
    """Read a table as text by its first column."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        key = (reader.fieldnames or [""])[0]
        return {row[key]: row for row in reader}


def days(question: str) -> int:
    """Return the days a question is open, from the raw table."""
    row = table("forecast_questions")[question]
    return (date.fromisoformat(row["closes"]) - date.fromisoformat(row["opens"])).days


# ---------------------------------------------------------------- reference classes


@pytest.mark.parametrize("stretch", [50.0, 100.0, 300.0])
def test_months_give_the_chance_of_at_least_one(stretch: float) -> None:
    """Three of 28 months over 139 days, and the same three of 157, by hand."""
    rows = explore.reference_classes().rows(question="strike-on-iran", stretch=stretch)
    months = days("strike-on-iran") * stretch / 100 / 30.4375
    assert rows[0]["forecast"] == pytest.approx(100 * (1 - (25 / 28) ** months))
    assert rows[1]["forecast"] == pytest.approx(100 * (1 - (154 / 157) ** months))
    assert rows[2]["forecast"] == pytest.approx(53)
    assert rows[0]["apart"] == pytest.approx(
        max(r["forecast"] for r in rows) - min(r["forecast"] for r in rows)
    )


@pytest.mark.parametrize("prudence", [0.0, 0.5, 1.0, 3.0])
def test_cases_follow_the_rule_of_succession(prudence: float) -> None:
    """One of 7, 3 of 11 and 0 of 8, each with made-up yeses and noes."""
    rows = explore.reference_classes().rows(question="nuclear-text", prudence=prudence)
    expected = [
        100 * (yes + prudence) / (all_ + 2 * prudence) for yes, all_ in ((1, 7), (3, 11), (0, 8))
    ]
    assert [row["forecast"] for row in rows] == pytest.approx(expected)


def test_a_clause_needs_a_text_first() -> None:
    """The chance of a clause is multiplied by the chance of a text, in both classes."""
    rows = explore.reference_classes().rows(question="missile-clause")
    assert [r["forecast"] for r in rows] == pytest.approx(
        [100 * 2 / 9 * 1 / 9, 100 * 4 / 13 * 1 / 9]
    )


def test_two_reports_are_two_chances() -> None:
    """Nought of two becomes one in four, twice: 7 in 16."""
    (row,) = explore.reference_classes().rows(question="stock-verified")
    assert row["forecast"] == pytest.approx(100 * (1 - (3 / 4) ** 2))
    assert explore.reference_classes().rows(question="stock-verified", prudence=0)[0][
        "forecast"
    ] == pytest.approx(0)


def test_every_question_is_offered() -> None:
    """The menu has the questions of the table, in its order, and the sentence names them."""
    explorer = explore.reference_classes()
    menu = explorer.control("question")
    assert [o.value for o in menu.options] == list(table("forecast_questions"))  # type: ignore[union-attr]
    assert explorer.sentence(question="npt-notice").startswith("Iran gives notice")


# ---------------------------------------------------------------- update


@pytest.mark.parametrize("prior", [1.0, 8.0, 50.0, 99.0])
@pytest.mark.parametrize(("first", "second"), [(2.0, 0.5), (0.1, 10.0), (3.0, 3.0)])
def test_order_does_not_matter(prior: float, first: float, second: float) -> None:
    """By counts: of 1000 worlds those that show both pieces, whichever is looked at first."""
    ends = []
    for order in ("ab", "ba"):
        rows = explore.update().rows(prior=prior, first=first, second=second, order_of=order)
        yes, no = prior * first * second, 100 - prior
        assert rows[2]["probability"] == pytest.approx(100 * yes / (yes + no))
        assert rows[0]["probability"] == pytest.approx(prior)
        assert all(row["final"] == rows[2]["probability"] for row in rows)
        ends.append((rows[2]["probability"], rows[1]["probability"]))
    assert ends[0][0] == pytest.approx(ends[1][0])
    assert (ends[0][1] == pytest.approx(ends[1][1])) == (first == second)


def test_cases_of_the_menu_set_the_sliders() -> None:
    """Each case moves prior and ratios; moving one shows the own entry."""
    explorer = explore.update()
    for key, (_, _, prior, first, second) in explore.CASES.items():
        values = explorer.settle(explorer.resolve(), "case", key)
        assert (values["prior"], values["first"], values["second"]) == (prior, first, second)
    assert explorer.settle(explorer.resolve(), "prior", 12)["case"] == "own"


def test_priors_of_the_cases_are_those_of_the_classes() -> None:
    """Typed settings of the menu agree with the tables to the per cent."""
    rates = {r["base_rate_id"]: r["forecast"] for r in evidence.classes().to_dict("records")}
    wanted = {
        "strike": "strikes-since-october-2023",
        "calm": "strikes-since-2013",
        "text": "efforts-all",
    }
    for case, rate in wanted.items():
        assert explore.CASES[case][2] == round(100 * rates[rate])


def test_an_unknown_order_is_named() -> None:
    """The error says what is allowed."""
    with pytest.raises(ValueError, match="order must be 'ab' or 'ba', got 'ca'"):
        evidence.updated(50, 1, 1, "ca")


# ---------------------------------------------------------------- hedging


def by_hand(rule: str, said: float, thought: float) -> float:
    """Return the expected penalty, written out for each rule."""
    p, q = said / 100, thought / 100
    if rule == "log":
        return -q * math.log(p) - (1 - q) * math.log(1 - p)
    if rule == "linear":
        return q * (1 - p) + (1 - q) * p
    return (2 if rule == "original" else 1) * (q * (1 - p) ** 2 + (1 - q) * p**2)


@pytest.mark.parametrize("rule", list(evidence.RULES))
@pytest.mark.parametrize("belief", [1.0, 30.0, 50.0, 70.0, 99.0])
def test_proper_rules_reward_honesty(rule: str, belief: float) -> None:
    """Over all reports the smallest penalty is at the belief, except by the plain distance."""
    penalties = {}
    for report in range(1, 100):
        (row,) = explore.hedging().rows(belief=belief, report=report, rule=rule)
        assert row["expected"] == pytest.approx(by_hand(rule, report, belief))
        assert row["honest"] == pytest.approx(by_hand(rule, belief, belief))
        assert row["loss"] == pytest.approx(row["expected"] - row["honest"])
        penalties[report] = row["expected"]
        least, best = row["least"], row["best"]
    assert least == pytest.approx(min(penalties.values()))
    if rule == "linear" and belief != 50:
        assert best == (99 if belief > 50 else 1)
    else:
        assert best == belief


def test_the_bet_is_answered_by_the_explorer() -> None:
    """A belief of 70 % hedged to 50 % costs 0.25 instead of 0.21."""
    (row,) = explore.hedging().rows()
    assert (row["expected"], row["honest"]) == pytest.approx((0.25, 0.21))


def test_an_unknown_rule_is_named() -> None:
    """The error lists the rules."""
    with pytest.raises(ValueError, match="rule must be one of brier, original, log, linear"):
        evidence.penalty("spherical", 0.5, 1)


# ---------------------------------------------------------------- rivals


def moved(probability: float, ratio: float) -> float:
    """Return a probability after its odds were multiplied."""
    return probability * ratio / (probability * ratio + 1 - probability)


@pytest.mark.parametrize("rule", ["brier", "log"])
@pytest.mark.parametrize("world", list(evidence.WORLDS))
@pytest.mark.parametrize("strength", [1.0, 4.0, 9.0])
def test_rivals_are_scored_against_the_tilted_world(strength: float, world: str, rule: str) -> None:
    """Means over the ten questions, from the raw columns of the table."""
    rows = {r["name"]: r for r in explore.rivals().rows(strength=strength, world=world, rule=rule)}
    tilt = {"outside": 1.0, "optimist": 4.0, "pessimist": 0.25}[world]
    sums = dict.fromkeys(("outside", "optimist", "pessimist", "half"), 0.0)
    for question, row in table("forecast_questions").items():
        base = round(evidence.outside_view(question), 4)
        sign = 1 if row["yes_means"] == "progress" else -1
        true = moved(base, tilt**sign)
        said = {
            "outside": base,
            "optimist": moved(0.5, strength**sign),
            "pessimist": moved(0.5, strength**-sign),
            "half": 0.5,
        }
        for key, p in said.items():
            sums[key] += by_hand(rule, 100 * p, 100 * true) / 10
    for key, total in sums.items():
        assert rows[evidence.FORECASTERS[key][0]]["score"] == pytest.approx(total)
    half = rows["Always 50 %"]["score"]
    assert all(row["better"] == (row["score"] < half) for row in rows.values())


@pytest.mark.parametrize(
    ("world", "best"),
    [("outside", "outside"), ("optimist", "outside-up"), ("pessimist", "outside-down")],
)
def test_who_counts_first_and_hears_the_true_story_wins(world: str, best: str) -> None:
    """With a story as strong as the world's tilt the best rival is the matching one."""
    rows = explore.rivals().rows(world=world, strength=4.0)
    assert min(rows, key=lambda row: row["score"])["name"] == evidence.FORECASTERS[best][0]


# ---------------------------------------------------------------- some progress


@pytest.mark.parametrize("standard", list(evidence.STANDARDS))
@pytest.mark.parametrize("said", [1.0, 60.0, 99.0])
def test_readings_are_scored_one_by_one(said: float, standard: str) -> None:
    """Five single readings from the classes, and two products of them."""
    rows = explore.some_progress().rows(said=said, standard=standard)
    pick = {"low": min, "high": max}
    chances = []
    for question in list(evidence.READINGS)[:5]:
        found = [r["forecast"] for r in evidence.compared_classes(question)]
        chance = (
            pick[standard](found) if standard in pick else 100 * evidence.outside_view(question)
        )
        chances.append(chance / 100)
    chances += [1 - math.prod(1 - c for c in chances), math.prod(chances)]
    for row, chance in zip(rows, chances, strict=True):
        assert row["rate"] == pytest.approx(100 * chance)
        assert row["score"] == pytest.approx(by_hand("brier", said, 100 * chance))
        assert row["better"] == (row["score"] < 0.25)


def test_some_progress_says_who_beats_the_coin() -> None:
    """The sentence counts and names; saying 50 % beats nothing under no reading."""
    said = explore.some_progress().sentence(said=50)
    assert "under 0 of 7 readings: none." in said


# ---------------------------------------------------------------- all


@pytest.mark.parametrize("build", EXPLORERS)
def test_explorers_are_registered_and_draw(build: Callable[[], Explorer]) -> None:
    """Each is in the registry under its own name, and both widths compile with all their data."""
    explorer = build()
    assert_registered_and_drawn(explorer)
    assert all(row[field] is not None for row in explorer.rows() for field in explorer.compare)
