"""The nuclear deal's explorers against arithmetic done here."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest
from support.figures import assert_registered_and_drawn

from missile_question.evidence import jcpoa as evidence
from missile_question.explorers import jcpoa as explore
from missile_question.explorers.core import Explorer

EXPLORERS: list[Callable[[], Explorer]] = [
    explore.deal_dials,
    explore.missile_rules,
    explore.why_left_out,
]
TAILS, NATURAL = 0.003, 0.00711


def value(share: float) -> float:
    """Return the textbook value of a kilogram."""
    return (2 * share - 1) * math.log(share / (1 - share))


def work(goal: float, feed: float) -> float:
    """Return SWU per kilogram from the two mass balances, written out."""
    fed = (goal - TAILS) / (feed - TAILS)
    return value(goal) + (fed - 1) * value(TAILS) - fed * value(feed)


def by_hand(kg: float, stock: float, level: float, thousand: float) -> float:
    """Return the weeks to kg of 90 percent."""
    possible = stock * (level - TAILS) / (0.9 - TAILS)
    made = min(kg, possible)
    swu = made * work(0.9, level) + (kg - made) * work(0.9, NATURAL)
    return swu / (1000 * thousand) * 365.25 / 7


# ---------------------------------------------------------------- the dials


@pytest.mark.parametrize("level", ["3.67", "5", "20", "60"])
@pytest.mark.parametrize("stock", [0.0, 40.0, 200.0, 9000.0])
@pytest.mark.parametrize("capacity", [1.0, 5.0, 190.0])
def test_dials_follow_the_mass_balance(level: str, stock: float, capacity: float) -> None:
    """Both definitions agree with the balance done by hand, at every corner of the dials."""
    rows = explore.deal_dials().rows(level=level, stock_kg=stock, capacity=capacity)
    iaea = by_hand(25 / 0.9, stock, float(level) / 100, capacity)
    isis = by_hand(25.0, stock, float(level) / 100, capacity)
    assert [row["name"] for row in rows] == ["IAEA", "ISIS"]
    assert [row["weeks"] for row in rows] == pytest.approx([iaea, isis])
    assert all(row["iaea"] == pytest.approx(iaea) for row in rows)
    assert rows[0]["months"] == pytest.approx(iaea * 7 / 365.25 * 12)
    assert [row["year"] for row in rows] == [iaea >= 365.25 / 7, isis >= 365.25 / 7]


def test_twice_the_capacity_is_half_the_wait() -> None:
    """Machines divide the time and do nothing else."""
    once, twice = (explore.deal_dials().rows(capacity=c)[0]["weeks"] for c in (5, 10))
    assert once == pytest.approx(2 * twice)


def test_more_than_enough_stock_does_not_shorten_the_first_wait() -> None:
    """At 60 % a stock of 50 kg does what 440 kg do."""
    few, many = (evidence.dials(kg, "60", 5.0)[0]["weeks"] for kg in (50.0, 440.0))
    assert few == pytest.approx(many)
    assert evidence.dials(30.0, "60", 5.0)[0]["weeks"] > many


def test_plans_set_the_dials_that_they_name() -> None:
    """Each plan moves all three dials to the evidence's case; moving one shows the own entry."""
    explorer = explore.deal_dials()
    for key, setting in evidence.CASES.items():
        values = explorer.settle(explorer.resolve(), "plan", key)
        assert (values["stock_kg"], values["level"], values["capacity"]) == setting
    moved = explorer.settle(explorer.resolve(), "capacity", 7)
    assert moved["plan"] == "own"


def test_dials_say_both_definitions() -> None:
    """The sentence names settings, both waits, and who sees a year."""
    said = explore.deal_dials().sentence(stock_kg=0, capacity=5)
    assert "0 kg of uranium at 3.67 %" in said and "55.9 weeks as the IAEA" in said
    assert said.endswith("A year or more by: IAEA.")


# ---------------------------------------------------------------- the missile rules

BANS = ["No missile supplies (1737)", "Iran 'shall not' (1929)"]
SOFT = ["Iran 'is called upon' (2231)", "Missile trade by permit (2231)"]


@pytest.mark.parametrize(
    ("day", "e3_us", "iran_russia_china"),
    [
        ("2010-06-10", BANS, BANS),
        ("2015-10-11", BANS, BANS),
        ("2016-03-09", SOFT, SOFT),
        ("2023-10-19", [], []),
        ("2025-09-29", BANS, []),
        ("2025-10-19", BANS, []),
        ("2026-02-11", BANS, []),
    ],
)
def test_rules_by_day_and_reading(day: str, e3_us: list[str], iran_russia_china: list[str]) -> None:
    """The two readings part on 28 September 2025 and not before."""
    explorer = explore.missile_rules()
    for reading, expected in (("e3_us", e3_us), ("iran_russia_china", iran_russia_china)):
        rows = explorer.rows(day=day, reading=reading)
        assert [row["name"] for row in rows if row["holds"]] == expected


def test_every_day_is_offered_and_said() -> None:
    """The test above knows every day of the menu; with no rule in force the sentence says none."""
    assert len(evidence.RULE_DAYS) == 7
    said = explore.missile_rules().sentence(reading="iran_russia_china")
    assert "0 of 4 rules in force. In force: none." in said


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2009-12-31", False), ("2010-01-01", True), ("2014-12-31", True), ("2015-01-01", False),
     ("2019-12-31", False), ("2020-01-01", True)],
)  # fmt: skip
def test_in_force_counts_the_first_day_and_not_the_last(day: str, holds: bool) -> None:
    """A rule holds from its first day, not on the day on which it ends, and again once restored."""
    assert evidence.in_force(day, "2010-01-01", "2015-01-01", "2020-01-01") is holds


# ---------------------------------------------------------------- the reasons


def test_reasons_multiply_odds() -> None:
    """From even odds a factor of 18 is 18 in 19, and so on, by hand."""
    rows = explore.why_left_out().rows()
    factors = [
        2.0 * 0.8 * 0.7 * 0.8 * 0.9 * 0.4, 6.0 * 0.5 * 0.6 * 0.8, 1.5 * 6.0 * 2.0, 4.0 * 3.0
    ]  # fmt: skip
    assert [row["factor"] for row in rows] == pytest.approx(factors)
    assert [row["posterior"] for row in rows] == pytest.approx([100 * f / (1 + f) for f in factors])
    assert [row["likely"] for row in rows] == [False, True, True, True]


def test_no_evidence_leaves_every_reason_where_it_was() -> None:
    """All weights at nought: each reason keeps its probability, and a tie is not likely."""
    explorer = explore.why_left_out()
    nothing = explorer.settle(explorer.resolve(), "weighing", "nothing")
    for prior in (5.0, 50.0, 95.0):
        rows = explorer.rows(**{**nothing, "prior": prior})
        assert [row["posterior"] for row in rows] == pytest.approx([prior] * 4)
        assert {row["likely"] for row in rows} == {prior > 50}


def test_half_weight_is_the_root_of_the_factor() -> None:
    """A piece at half weight counts by the square root of its ratio."""
    explorer = explore.why_left_out()
    whole = explorer.rows()
    halves = explorer.rows(**explorer.settle(explorer.resolve(), "weighing", "halves"))
    for one, half in zip(whole, halves, strict=True):
        assert half["factor"] == pytest.approx(math.sqrt(one["factor"]))


def test_selections_are_counted_by_brute_force() -> None:
    """The number of selections in which verification stands, from our ratios written out."""
    ratios = [1.0, 0.8, 0.7, 2.0, 0.8, 0.9, 0.4]
    held = sum(
        math.prod(r for r, kept in zip(ratios, choice, strict=True) if kept) > 1 + 1e-9
        for choice in itertools.product((0, 1), repeat=7)
    )
    assert evidence.ways_to_keep_or_drop("verification") == (held, 128)
    with pytest.raises(ValueError, match=r"reason must be one of verification.*'luck'"):
        evidence.ways_to_keep_or_drop("luck")


def test_weights_must_name_the_pieces() -> None:
    """A missing or unknown weight is refused by name; so is an unknown weighing."""
    with pytest.raises(ValueError, match=r"weights must name texts.*\['texts'\]"):
        evidence.why_left_out(50.0, texts=1.0)
    with pytest.raises(ValueError, match=r"name must be one of ours.*'yours'"):
        evidence.weighing("yours")


def test_moving_one_weight_makes_the_weighing_the_readers_own() -> None:
    """The menu says so, and the sentence with it."""
    assert "Weighing your own weights" in explore.why_left_out().sentence(
        weighing="own", opaque=2.0
    )


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("build", EXPLORERS)
def test_explorers_are_registered_and_draw(build: Callable[[], Explorer]) -> None:
    """Each is in the registry under its own name, and both widths compile with all their data."""
    assert_registered_and_drawn(build())
