"""The capstone's evidence: parties from the tables, deals from the record, the search."""

from __future__ import annotations

import numpy as np
import pytest

from missile_question import catalog
from missile_question.evidence import deal as evidence
from missile_question.evidence import reach, verification


def test_parties_carry_the_codes_of_the_tables() -> None:
    """Wish, weight and band of the first speaker that has a row; no row, no weight."""
    table = catalog.load("position_codes").set_index(["actor_id", "issue_id"])
    for key, (_, speakers, _, direction) in evidence.PARTIES.items():
        party = evidence.parties()[key]
        for issue, short in evidence.ISSUES.items():
            rows = [(s, issue) for s in speakers if (s, issue) in table.index]
            if not rows:
                assert party[f"w_{short}"] == 0
                continue
            row = table.loc[rows[0]]
            assert party[f"c_{short}"] == row["code"] and party[f"w_{short}"] == row["salience"]
            band = (row["code_low"], row["code_high"])
            assert (party[f"m_{short}"], party[f"h_{short}"]) == band[::direction]


def test_only_missing_rows_are_without_weight() -> None:
    """The gaps that the chapter names: Israel on sanctions and duration, two more."""
    gaps = {
        (key, short)
        for key, party in evidence.parties().items()
        for short in evidence.KEYS
        if party[f"w_{short}"] == 0
    }
    assert gaps == {("israel", "san"), ("israel", "dur"), ("e3", "dur"), ("gulf", "acc")}


def test_the_deal_of_2015_has_the_limits_of_the_table() -> None:
    """Level, stock, machines and years are rows of jcpoa_limits, to the dial's step."""
    limits = catalog.load("jcpoa_limits").set_index("limit_id")
    terms = evidence.DEALS["jcpoa"]
    assert float(terms.level) == limits.loc["enrichment-level", "limit_high"]
    assert terms.stock_kg == round(limits.loc["stock-u", "limit_high"], -2)
    assert terms.capacity == round(limits.loc["centrifuges-enriching", "limit_high"] / 1000)
    assert terms.years == limits.loc["stock-u", "duration_years"]
    assert terms.cap == "none" and terms.missiles == evidence.MOST_MISSILES


def test_a_cap_puts_out_of_range_what_lies_beyond() -> None:
    """Counted from chapter 2's distances; more is out of range the lower the cap."""
    caps = list(evidence.CAPS)
    for key, sites in (("us", "core"), ("israel", "israel")):
        km = reach.members(sites)["nearest"]
        party = evidence.parties()[key]
        for cap in caps[1:]:
            assert party[f"l_{cap}"] == pytest.approx((km > float(cap)).mean(), abs=1e-6)
    gulf = evidence.parties()["gulf"]
    assert [gulf[f"l_{cap}"] for cap in caps] == sorted(gulf[f"l_{cap}"] for cap in caps)
    assert len(evidence._cared_for("gulf")) == 6


def test_no_deal_leaves_the_two_ends() -> None:
    """Without a deal nothing is limited and all sanctions stay."""
    assert evidence.NO_DEAL["san"] == 100
    assert sum(evidence.NO_DEAL[k] for k in ("enr", "stk", "rng", "num", "ali", "dur")) == 0


def test_missile_limits_hurt_in_principle() -> None:
    """Iran's own 2,000 km put nothing out of range and cost it half the issue all the same."""
    terms = {**evidence.DEALS["narrow"].dials(), "cap": "2000"}
    iran = evidence.outcomes_for(terms, evidence.parties()["iran"], 0.5)
    us = evidence.outcomes_for(terms, evidence.parties()["us"], 0.5)
    assert iran["rng"] == 50 and us["rng"] == 0


def test_worlds_change_one_assumption_each() -> None:
    """The first world is the reader's; each other one differs in a single assumption."""
    start = evidence.start_beliefs()
    tried = evidence.worlds(start)
    for index in range(evidence.WORLDS):
        changed = [key for key in start if tried[key][index] != start[key]]
        assert len(changed) == (index > 0)


def test_every_assumption_starts_between_its_ends_and_says_why() -> None:
    """The start lies inside; the reason is a sentence; the label names both ends or a range."""
    for assumption in evidence.ASSUMPTIONS.values():
        assert assumption.low <= assumption.start <= assumption.high
        assert assumption.why.endswith(".") and ":" in assumption.label


def test_deadlock_grows_with_subjects_and_vetoes() -> None:
    """For a party that can bear a little loss, each subject and each veto makes it harder."""
    grid = evidence.deadlock_grid()
    for kind in ("package", "alone"):
        table = np.asarray(grid[kind])
        assert (np.diff(table, axis=0) > 0).all() and (np.diff(table, axis=1) > 0).all()
    assert (np.asarray(grid["alone"]) >= np.asarray(grid["package"]) - 1e-9).all()


def test_search_agrees_with_the_single_deal() -> None:
    """The gains of the search, computed for thousands at once, are those of one at a time."""
    terms, points = evidence.combinations(), evidence.searched("start")
    belief = evidence.start_beliefs()
    for index in range(0, len(terms["cap"]), 997):
        one = {key: values[index].item() for key, values in terms.items()}
        for party in evidence.PARTIES:
            here = {name: values[index] for name, values in points[party].items()}
            harm = evidence.PARTIES[party][2]
            caught = points["caught"][index]
            assert evidence.gained(here, belief, harm, caught) == pytest.approx(
                evidence.gain(one, party)
            )


def test_zone_grows_with_the_fear_of_war_and_shrinks_with_the_circle() -> None:
    """At the start settings; and a larger circle never accepts more."""
    table = evidence.zone()
    start = table[table["reading"] == "start"].pivot(index="circle", columns="war", values="share")
    assert (start.diff(axis=1).iloc[:, 1:] > 0).all().all()
    assert (start.loc["five"] <= start.loc["three"]).all()
    assert (start.loc["three"] <= start.loc["two"]).all()
    assert len(evidence.combinations()["cap"]) >= 2000


def test_detection_is_the_weakest_of_what_is_limited() -> None:
    """A wide deal is no easier to check than its missiles; an unlimited kind counts as 1."""
    found = evidence.detections(evidence.DEALS["wide"].dials(), 0.5)
    assert found["weakest"] == min(found["store"], found["site"], found["launchers"])
    narrow = evidence.detections(evidence.DEALS["narrow"].dials(), 0.5)
    assert narrow["launchers"] == narrow["tests"] == 1
    assert narrow["weakest"] > found["weakest"]


def test_claims_name_the_dials() -> None:
    """All 18 claims, each with a dial or a reason why none."""
    table = evidence.claim_dials()
    assert list(table["Claim"]) == [f"C{i:02d}" for i in range(1, 19)]
    assert (table["In the designer"].str.len() > 15).all()


def test_numbers_are_text() -> None:
    """Sentences print them as they are."""
    assert all(isinstance(value, str) and value for value in vars(evidence.numbers()).values())
    assert verification.ARTICLE_DAY == "2026-02-11"
