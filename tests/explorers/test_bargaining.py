"""The bargaining explorers against a linear program, a fine grid and games solved by hand."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from support.figures import assert_complete_at_start

from missile_question.evidence import bargaining as evidence
from missile_question.explorers import bargaining as explorers
from missile_question.explorers.core import Explorer
from missile_question.models import bargaining as model

ALL = [
    explorers.add_issue, explorers.many_issues, explorers.who_must_say_yes, explorers.patience,
]  # fmt: skip


def drawn(rng: random.Random) -> dict[str, float]:
    """Draw settings of the signature explorer's sliders."""
    low = {"floor_iran": 0, "floor_us": 0}
    stakes = {name: float(rng.randint(low.get(name, 1), 12)) for name in evidence.STAKES}
    return {**stakes, "friction": rng.randrange(0, 9) / 2}


def package(s: dict[str, float], rule: str) -> model.Package:
    """Solve the wide bargain as a linear program: terms and missile limits as two issues."""
    stakes = SimpleNamespace(**s)
    gains = [[-stakes.file_iran, -stakes.cost_iran], [stakes.file_us, stakes.worth_us]]
    floors = [
        stakes.floor_iran + stakes.friction - stakes.file_iran,
        stakes.floor_us + stakes.friction,
    ]
    if rule == "must":  # missiles in full: their gain is certain
        floors = [floors[0] + stakes.cost_iran, floors[1] - stakes.worth_us]
        gains = [[gains[0][0]], [gains[1][0]]]
    return model.best_package(gains, floors)


@pytest.mark.parametrize("rule", ["may", "must"])
def test_a_zone_exists_where_the_linear_program_finds_one(rule: str) -> None:
    """Zone or no zone agrees with the general solver for any number of issues and parties."""
    rng, seen = random.Random(7), set()
    for _ in range(300):
        s = drawn(rng)
        alone, wide = explorers.add_issue().rows(rule=rule, **s)
        found = package(s, rule)
        if abs(found.surplus) > 1e-6:
            assert wide["agreed"] == found.exists, s
        seen.add((alone["agreed"], wide["agreed"]))
    assert len(seen) == 4


@pytest.mark.parametrize("rule", ["may", "must"])
def test_the_point_is_nashs_on_a_fine_grid(rule: str) -> None:
    """No package of a fine grid has a larger product, and one comes near it."""
    rng = random.Random(11)
    side = np.linspace(0, 1, 81)
    for _ in range(60):
        s = drawn(rng)
        wide = explorers.add_issue().rows(rule=rule, **s)[1]
        stakes = SimpleNamespace(**s)
        terms, limits = np.meshgrid(side, side if rule == "may" else [1.0])
        iran = (
            stakes.file_iran * (1 - terms) - stakes.cost_iran * limits
            - stakes.floor_iran - s["friction"]
        )  # fmt: skip
        us = (
            stakes.file_us * terms + stakes.worth_us * limits - stakes.floor_us - s["friction"]
        )  # fmt: skip
        fits = (iran >= 0) & (us >= 0)
        if not fits.any():
            continue
        points = np.column_stack([iran[fits], us[fits]])
        best = points[model.nash_solution(points, [0, 0])]
        assert wide["agreed"]
        assert wide["iran"] * wide["us"] >= best.prod() - 1e-9
        assert math.sqrt(wide["iran"] * wide["us"]) <= math.sqrt(best.prod()) + 0.35


def test_the_slope_says_which_way_the_zone_goes() -> None:
    """Tied and inside the scale, the zone widens by the difference of relative weights."""
    s = {"file_iran": 12.0, "file_us": 12.0, "floor_iran": 1.0, "floor_us": 6.0,
         "cost_iran": 2.0, "worth_us": 5.0, "friction": 0.0}  # fmt: skip
    alone, wide = explorers.add_issue().rows(rule="must", **s)
    grown = (wide["high"] - wide["low"]) - (alone["high"] - alone["low"])
    assert grown == pytest.approx(5 / 12 - 2 / 12)
    assert grown == pytest.approx(evidence.slope(SimpleNamespace(**s)))


def test_a_free_issue_without_friction_never_hurts_the_zone() -> None:
    """What may be left cannot kill: the nuclear file alone stays possible."""
    rng = random.Random(13)
    for _ in range(200):
        alone, wide = explorers.add_issue().rows(rule="may", **{**drawn(rng), "friction": 0.0})
        assert wide["agreed"] >= alone["agreed"]
        assert wide["iran"] * wide["us"] >= alone["iran"] * alone["us"] - 1e-9


def test_a_red_line_leaves_nothing() -> None:
    """A condition against a taboo: no deal, whatever the numbers."""
    rng = random.Random(17)
    for _ in range(50):
        wide = explorers.add_issue().rows(rule="redline", **drawn(rng))[1]
        assert not wide["agreed"] and wide["iran"] == wide["us"] == 0


@pytest.mark.parametrize(
    ("key", "says"),
    [("apart", "kills"), ("grand", "opens"), ("pressure", "both"), ("hardens", "kills"),
     ("israel", "neither"), ("pledge", "both"), ("words", "kills")],
)  # fmt: skip
def test_readings_end_as_the_chapter_tells(key: str, says: str) -> None:
    """Each reading is a preset and ends in the verdict that the text gives it."""
    explorer = explorers.add_issue()
    values = explorer.resolve(reading=key)
    assert {k: values[k] for k in evidence.settings(key)} == evidence.settings(key)
    assert explorer.sentence(reading=key).startswith(evidence.VERDICTS[says])
    assert explorer.settle(values, "floor_us", 11.0)["reading"] == "own"


def test_every_verdict_can_be_reached() -> None:
    """No sentence of the explorer is dead."""
    rng = random.Random(19)
    said = {
        explorers.add_issue().rows(rule=rng.choice(["may", "must"]), **drawn(rng))[0]["says"]
        for _ in range(4000)
    }
    said.add(evidence.add_issue_rows("may", 0.0, file_iran=10, file_us=10, floor_iran=3,
                                     floor_us=3, cost_iran=12, worth_us=1)[0]["says"])  # fmt: skip
    assert said == set(evidence.VERDICTS.values())


@pytest.mark.parametrize("parties", evidence.PARTIES)
@pytest.mark.parametrize("start", evidence.STARTS)
def test_tied_issues_agree_with_the_exact_formula(parties: int, start: int) -> None:
    """Without correlation the simulated chance is the exact one, within four standard errors."""
    for issues in range(1, evidence.ISSUES + 1):
        row = explorers.many_issues().rows(
            parties=str(parties), correlation="0", start=str(start), issues=issues
        )[0]
        exact = float(model.single_undertaking_probability(issues, parties, start))
        error = math.sqrt(exact * (1 - exact) / evidence.DRAWS)
        assert row["all_or_nothing"] == pytest.approx(exact, abs=4 * error + 0.0005)


def test_free_issues_never_hurt_and_zero_sums_never_help() -> None:
    """With free choice the chance only rises; five parties whose gains sum to 0 find nothing."""
    for setting in itertools.product(evidence.PARTIES, evidence.OPPOSITION, evidence.STARTS):
        slot = int(evidence.issue_slot(*(f"{value:g}" for value in setting)))
        free = [row["free"][slot] for row in evidence.issue_grid()]
        assert free == sorted(free)
        assert free[0] == evidence.issue_grid()[0]["tied"][slot]
        if setting == (5, -0.25, 1):
            assert max(free) == 0


def test_slots_are_the_settings_in_order() -> None:
    """Every combination of the menus finds its own place."""
    names = [
        [f"{value:g}" for value in known]
        for known in (evidence.PARTIES, evidence.OPPOSITION, evidence.STARTS)
    ]
    slots = [int(evidence.issue_slot(*setting)) for setting in itertools.product(*names)]
    assert slots == list(range(27))


def accepted(x: float, above: bool, s: dict[str, float]) -> bool:
    """Tell by expected gains whether all four would take the deal x rather than none."""
    risk = 0.0 if above else s["act"] / 100
    danger = s["anyway"] / 100
    gains = [s["iran"] - x, s["leader"] - x, x - s["us"], x - s["congress"]]
    return all((1 - risk) * g - risk * s["harm"] >= -danger * s["harm"] - 1e-9 for g in gains)


def test_room_is_what_all_four_would_accept() -> None:
    """On a grid of deals the zones are those that every chooser prefers to no deal."""
    rng, said = random.Random(23), set()
    for _ in range(400):
        s = {c.name: float(rng.randrange(int(c.low), int(c.high) + 1, 5))  # type: ignore[union-attr]
             for c in explorers.who_must_say_yes().controls}  # fmt: skip
        rows = explorers.who_must_say_yes().rows(**s)
        said.add(rows[0]["says"])
        for row, above in ((rows[2], False), (rows[3], True)):
            for x in np.arange(-30, 131, 0.5):
                on_side = x >= s["line"] if above else x <= s["line"]
                inside = row["low"] - 1e-9 <= x <= row["high"] + 1e-9
                assert inside == (on_side and accepted(float(x), above, s)), (s, x)
    assert said == set(evidence.SHADOWS.values())


def test_room_without_a_party_outside_is_putnams() -> None:
    """If nobody acts, the zones on both sides of the line are the ratified one cut in two."""
    rows = explorers.who_must_say_yes().rows(act=0, anyway=0, line=45)
    assert (rows[1]["low"], rows[1]["high"]) == (40, 50)
    assert (rows[2]["low"], rows[2]["high"], rows[3]["low"], rows[3]["high"]) == (40, 45, 45, 50)


@pytest.mark.parametrize("first", ["iran", "us"])
def test_patience_is_the_limit_of_long_games(first: str) -> None:
    """Backward induction over 2,000 rounds gives the shares."""
    for iran_loses, us_loses in ((20, 10), (1, 40), (5, 5), (40, 1)):
        keep = {"iran": 1 - iran_loses / 100, "us": 1 - us_loses / 100}
        offer = 1.0  # the last to offer takes everything
        turn = ["iran", "us"]
        for left in range(2000):  # from the last round back to the first
            mover = turn[(left + (first == "us")) % 2]
            other = "us" if mover == "iran" else "iran"
            offer = 1 - keep[other] * offer
        mover_share = {mover: offer, other: 1 - offer}
        rows = explorers.patience().rows(iran_loses=iran_loses, us_loses=us_loses, first=mover)
        assert rows[0]["share"] == pytest.approx(mover_share["iran"], abs=1e-6)
        assert rows[0]["share"] + rows[1]["share"] == pytest.approx(1)


def test_starting_states_are_those_of_titles_and_texts() -> None:
    """The controls begin at the reading and the room that titles, texts and numbers speak of."""
    values = explorers.add_issue().resolve()
    assert values.pop("reading") == "apart"
    assert values == evidence.settings("apart")
    assert explorers.who_must_say_yes().resolve() == dict(evidence.ROOM)
    n, rows = evidence.numbers(), explorers.add_issue().rows()
    assert f"{100 * (rows[1]['low'] - rows[1]['high']):.0f}" == n.gap


@pytest.mark.parametrize("build", ALL)
def test_starting_state_is_complete(build: Callable[[], Explorer]) -> None:
    """The starting state has an answer, a whole sentence and a text for those who cannot see."""
    assert_complete_at_start(build())
