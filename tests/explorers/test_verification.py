"""Chapter 5's explorers against independent arithmetic, at the edges, and in words."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest

from missile_question import catalog
from missile_question.evidence import verification as evidence
from missile_question.explorers import verification as explorers
from missile_question.explorers.controls import OWN, Choice, Slider
from missile_question.explorers.core import Explorer

BUILDERS = (
    explorers.inspectors_dilemma,
    explorers.hide_or_show,
    explorers.in_time,
    explorers.who_gives_way,
)


def dilemma(**given: float) -> dict[str, Any]:
    """Return the first row of the signature explorer for a case of the reader's own."""
    return explorers.inspectors_dilemma().rows(case=OWN, **given)[0]


def counted(items: int, falsified: int, sample: int, percent: int, alpha: int, base: int) -> Any:
    """Count a thousand states by hand, with exact fractions."""
    escape = (1 - Fraction(percent, 100) * min(sample, items) / items) ** falsified
    cheats, honest = Fraction(10 * base), Fraction(1000 - 10 * base)
    quiet_cheats = cheats * escape * Fraction(100 - alpha, 100)
    quiet_honest = honest * Fraction(100 - alpha, 100)
    real, false = cheats - quiet_cheats, honest - quiet_honest
    return {
        "found": 1 - escape,
        "confidence": quiet_honest / (quiet_honest + quiet_cheats),
        "worth": real / (real + false),
        "alarms": real + false,
        "real": real,
    }


@pytest.mark.parametrize(
    "setting",
    [
        (200, 20, 30, 95, 2, 10),
        (200, 1, 30, 95, 2, 10),
        (1000, 5, 300, 30, 10, 70),
        (50, 50, 0, 5, 20, 1),
        (50, 1, 300, 100, 1, 90),
    ],
)
def test_the_dilemma_counts_a_thousand_states(setting: tuple[int, ...]) -> None:
    """Every answer is a ratio of counted states."""
    names = ("items", "falsified", "sample", "recognise", "false_alarm", "base_rate")
    row = dilemma(**dict(zip(names, setting, strict=True)))
    for key, value in counted(*setting).items():
        assert row[key] == pytest.approx(float(value), rel=1e-12, abs=1e-12)


def test_an_inspection_that_looks_at_nothing_teaches_nothing() -> None:
    """With no item verified, silence and alarm leave the belief where it was."""
    row = dilemma(sample=0, base_rate=30, false_alarm=5)
    assert row["found"] == 0
    assert row["confidence"] == pytest.approx(row["before"]) == pytest.approx(0.7)
    assert row["worth"] == pytest.approx(0.3)


def test_verifying_everything_for_certain_is_proof() -> None:
    """A sample larger than the store counts as the store."""
    row = dilemma(items=50, sample=300, recognise=100)
    assert row["verified"] == 50
    assert row["found"] == row["confidence"] == 1


def test_mistaken_alarms_spoil_alarms_only() -> None:
    """Alpha is not in the belief after a clean result."""
    few, many = dilemma(false_alarm=1), dilemma(false_alarm=20)
    assert few["confidence"] == pytest.approx(many["confidence"])
    assert few["worth"] > many["worth"]


def test_the_formula_is_on_the_safe_side() -> None:
    """Against exact binomial coefficients: never too high, and as far below as the page says."""
    gap, where = evidence.formula_gap()
    exact = 1 - Fraction(math.comb(63, 5), math.comb(100, 5))
    formula = 1 - (1 - Fraction(5, 100)) ** 37
    assert gap == pytest.approx(float(exact - formula))
    assert where == "5 of 100 verified, 37 falsified"
    for items, falsified, sample in ((50, 3, 20), (200, 20, 30), (100, 50, 10)):
        exact = 1 - Fraction(math.comb(items - falsified, sample), math.comb(items, sample))
        found = evidence.drawn(items, falsified, sample, 100)["found"]
        assert 0 <= float(exact) - found <= gap


def test_more_looks_do_not_find_what_hides() -> None:
    """The ceiling is the share open to observation, for one object."""
    explorer = explorers.hide_or_show()
    few, many = (explorer.rows(limit=OWN, visits=v, share=10, number=1)[1] for v in (5, 20))
    assert few["value"] == pytest.approx(0.1 * (1 - 0.5**5))
    assert few["value"] < many["value"] < many["ceiling"] == pytest.approx(0.1)
    moving = explorer.rows(limit=OWN, visits=60, share=10, number=1)[0]
    assert moving["value"] == pytest.approx(1 - 0.95**60)
    assert moving["ceiling"] == 1


def test_the_edges_of_hiding() -> None:
    """Nothing open or no look: never found. All open: both cases agree."""
    explorer = explorers.hide_or_show()
    for given in ({"share": 0}, {"visits": 0}):
        assert [row["value"] for row in explorer.rows(limit=OWN, **given)] == [0, 0]
    moving, fixed = explorer.rows(limit=OWN, share=100, number=3)
    assert moving["value"] == pytest.approx(fixed["value"])


@pytest.mark.parametrize("key", evidence.LIMITS)
def test_a_limit_sets_the_explorer_to_the_tables_number(key: str) -> None:
    """The menu and the table of limits rest on the same observation."""
    row = explorers.hide_or_show().rows(**{"limit": key, **explorers._observed(key)})[0]
    table = evidence.limit_table().set_index("Limit")
    expected = table.loc[evidence.LIMITS[key].label, "Chance in a year (assumed case)"]
    assert evidence.percent(row["chosen"]) == expected


def test_delays_by_hand() -> None:
    """Monthly visits that miss half: one and a half months, or two; a month, 50 %."""
    row = explorers.in_time().rows(interval=1, miss=50)[0]
    assert (row["usual"], row["worst"], row["timely"]) == (1.5, 2.0, 0.5)
    row = explorers.in_time().rows(interval=2, miss=50, limit=3, goal="spent")[0]
    assert row["timely"] == pytest.approx(1 - 0.5 * (1 - 0.5 * 0.5))


def test_goals_are_the_tables() -> None:
    """The menu moves the slider to the goal in ``safeguards_parameters``."""
    table = catalog.load("safeguards_parameters").set_index("parameter_id")
    explorer = explorers.in_time()
    for key, (row, _) in evidence.GOALS.items():
        settled = explorer.settle(explorer.resolve(), "goal", key)
        assert settled["limit"] == table.loc[row, "value_low"]


def test_the_penalty_moves_the_inspector() -> None:
    """In the mixed equilibrium: 1 / (0.7 (1 + b)) and 0.25 / 1.4, whatever the penalty."""
    explorer = explorers.who_gives_way()
    for penalty in (2, 6, 10):
        inspect, violate = (row["value"] for row in explorer.rows(penalty=penalty))
        assert inspect == pytest.approx(1 / (0.7 * (1 + penalty)))
        assert violate == pytest.approx(0.25 / 1.4)


def test_where_deterrence_ends() -> None:
    """Without a penalty, or with too much harm, violation is certain; too dear, no inspection."""
    explorer = explorers.who_gives_way()
    assert explorer.rows(penalty=0)[1]["value"] == 1
    assert explorer.rows(harm=1.5)[1]["value"] == 1
    assert [row["value"] for row in explorer.rows(cost=3)] == [0, 1]


@pytest.mark.parametrize("build", BUILDERS, ids=lambda b: b.__name__)
def test_the_ends_of_every_slider(build: Any) -> None:
    """Every end of every slider has finite answers and a sentence; shares stay shares."""
    explorer: Explorer = build()
    free: dict[str, Any] = {
        control.name: OWN
        for control in explorer.controls
        if isinstance(control, Choice) and OWN in [option.value for option in control.options]
    }
    for control in explorer.controls:
        if not isinstance(control, Slider):
            continue
        for value in (control.low, control.high):
            given = {**free, control.name: value}
            rows = explorer.rows(**given)
            assert all(math.isfinite(row["value"]) for row in rows)
            if build is not explorers.in_time:
                assert all(0 <= row["value"] <= 1 for row in rows)
            assert "nan" not in explorer.sentence(**given)


def test_the_words_of_the_starts() -> None:
    """What a reader meets first."""
    said = explorers.inspectors_dilemma().sentence()
    assert said.startswith("30 of 200 containers verified, 20 falsified")
    assert "with 95%" in said and "113 would raise an alarm, 95 of them rightly" in said
    said = explorers.hide_or_show().sentence()
    assert said.startswith("For launchers kept in an undeclared place")
    assert "a violation is found with 10%" in said and "64%" in said
    assert "with 90%" in explorers.in_time().sentence()
    assert "violates 18% of the time" in explorers.who_gives_way().sentence()


def test_titles_state_the_numbers_of_the_model() -> None:
    """The finding of each title, counted here."""
    small = 1 - (1 - 0.95 * 30 / 200) ** 20
    assert f"{small:.0%}" in explorers.inspectors_dilemma().title
    assert f"{1 - (1 - 0.1 * 0.5) ** 20:.0%}" in explorers.hide_or_show().title
    assert "yearly ones with 7%" in explorers.in_time().title
    assert f"{1 / (0.7 * 7):.0%}" in explorers.who_gives_way().title
