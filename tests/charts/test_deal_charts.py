"""The capstone's figures: complete, drawn in both widths, and small."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from missile_question.charts import deal as charts
from missile_question.charts.figure import Figure
from missile_question.evidence import deal as evidence

FIGURES: list[Callable[[], Figure]] = [charts.comparison, charts.zone, charts.reach_of_caps]


@pytest.mark.parametrize("build", FIGURES)
def test_figures_state_a_finding_and_draw(build: Callable[[], Figure]) -> None:
    """Title and alt text hold numbers; both widths draw; the payload stays below 12 kB."""
    figure = build()
    assert re.search(r"\d", figure.title) and re.search(r"\d", figure.alt)
    assert all(figure.svg(variant).startswith("<svg") for variant in ("wide", "narrow"))
    assert len(json.dumps(figure.payload())) < 12_000


def test_comparison_shows_every_deal_and_party() -> None:
    """One number for each of them, the gains of the evidence, rounded."""
    rows = charts.comparison().data["gains"]
    gains = evidence.reference_gains()
    assert [row["deal"] for row in rows] == [terms.name for terms in evidence.DEALS.values()]
    for row, found in zip(rows, gains.values(), strict=True):
        for party, value in found.items():
            assert row[evidence.PARTIES[party][0]] == pytest.approx(value, abs=0.051)


def test_zone_shows_the_three() -> None:
    """The shares of the circle that the title names, for every reading and risk."""
    rows = charts.zone().data["shares"]
    assert len(rows) == len(evidence.READINGS)
    three = evidence.zone().query("circle == 'three'")
    for row, (_, part) in zip(rows, three.groupby("reading", sort=False), strict=True):
        shown = [row[str(war)] for war in evidence.WAR_STEPS]
        assert shown == pytest.approx(list(part["share"]), abs=1e-4)


def test_caps_add_up() -> None:
    """No cap and 2,000 km leave all inside; the title's count is that of 500 km."""
    rows = charts.reach_of_caps().data["caps"]
    for row in rows:
        if row["cap"] in ("No cap", "2,000 km"):
            assert row["share"] == 1
    far = [row for row in rows if row["cap"] == "500 km"]
    assert [row["inside"] for row in far] == list(evidence.inside("500").values())


def test_both_widths_of_an_explorer_hold_the_same_steps() -> None:
    """What is computed does not depend on the width: only the drawing does."""
    from missile_question.explorers import deal as explore

    for build in (explore.designer, explore.weights, explore.no_deal):
        wide, narrow = (build().draw(narrow)["transform"] for narrow in (False, True))
        assert wide == narrow
