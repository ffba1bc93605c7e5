"""The deal model: values that fall short, sums by weight, lotteries, weakest links."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import altair as alt
import numpy as np
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from missile_question.models import deal

points = st.floats(0, 100)
shares = st.floats(0, 1)


def vega(expressions, **params):
    """Let Vega compute expressions: draw the numbers as text and read them from the picture."""
    chart = alt.Chart(alt.Data(values=[{}]))
    for i, expression in enumerate(expressions):
        text = str(getattr(expression, "expr", expression))
        chart = chart.transform_calculate(**{f"r{i}": text})
    names = " + ' ' + ".join(f"datum.r{i}" for i in range(len(expressions)))
    chart = chart.transform_calculate(all=names).mark_text().encode(text="all:N")
    svg = vl_convert.vegalite_to_svg(chart.add_params(*params.values()).to_dict())
    text = svg.split("<text")[1].split(">")[1].split("<")[0].replace("\u2212", "-")
    return [float(number) for number in text.split()]


# ---------------------------------------------------------------- one issue


@pytest.mark.parametrize(
    ("outcome", "wanted", "direction", "value"),
    [
        (60, 80, 1, 0.8),  # 20 short of the wish
        (80, 80, 1, 1.0),
        (95, 80, 1, 1.0),  # more than asked for brings nothing
        (60, 20, -1, 0.6),  # the limited side: 40 more than it wanted
        (10, 20, -1, 1.0),
        (0, 100, 1, 0.0),
        (100, 0, -1, 0.0),
    ],
)
def test_value_falls_with_the_shortfall(outcome, wanted, direction, value):
    """By hand: a point short costs a hundredth, a point over nothing."""
    assert deal.issue_value(outcome, wanted, direction) == pytest.approx(value)


@given(points, points, st.sampled_from([-1, 1]))
def test_value_is_a_share_and_mirrors(outcome, wanted, direction):
    """Always in [0, 1]; turning the scale round and the direction with it changes nothing."""
    value = deal.issue_value(outcome, wanted, direction)
    assert 0 <= value <= 1
    mirrored = deal.issue_value(100 - outcome, 100 - wanted, -direction)
    assert mirrored == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((101, 50, 1), "outcome must lie in [0, 100]"),
        ((50, -1, 1), "wanted must lie in [0, 100]"),
        ((50, 50, 2), "direction must lie in [-1, 1]"),
        ((50, 50, 0.5), "direction must be a whole number"),
    ],
)
def test_value_refuses_what_is_off_the_scale(arguments, message):
    """The message names the argument and what is allowed."""
    with pytest.raises(ValueError) as caught:
        deal.issue_value(*arguments)
    assert message in str(caught.value)


# ---------------------------------------------------------------- packages


def test_packages_add_up_exactly():
    """Against fractions: (3 * 1/4 + 5 * 1/2 + 0 * 1) / 8 of 100."""
    exact = 100 * (3 * Fraction(1, 4) + 5 * Fraction(1, 2)) / 8
    assert deal.additive_value([0.25, 0.5, 1.0], [3, 5, 0]) == pytest.approx(float(exact))


@given(st.lists(st.tuples(shares, st.floats(0.01, 100)), min_size=1, max_size=8), st.floats(0.1, 9))
def test_package_lies_between_its_issues_and_ignores_the_unit_of_weights(issues, factor):
    """A weighted mean: between the least and the largest value, whatever unit weights are in."""
    values, weights = zip(*issues, strict=True)
    value = deal.additive_value(list(values), list(weights))
    assert 100 * min(values) - 1e-9 <= value <= 100 * max(values) + 1e-9
    scaled = deal.additive_value(list(values), [factor * weight for weight in weights])
    assert scaled == pytest.approx(value)


def test_arrays_are_valued_entry_by_entry():
    """A column of values gives a column of packages."""
    value = deal.additive_value([np.array([0.0, 1.0]), 0.5], [1, 3])
    assert value.tolist() == pytest.approx([37.5, 62.5])


@pytest.mark.parametrize(
    ("values", "weights", "message"),
    [
        ([], [], "of one length, at least 1"),
        ([0.5], [1, 2], "of one length"),
        ([0.5, 0.5], [0, 0], "must not all be 0"),
        ([1.5], [1], "values[0] must lie in [0, 1]"),
        ([0.5], [-1], "weights[0] must lie in [0, inf)"),
    ],
)
def test_packages_refuse_nonsense(values, weights, message):
    """Empty, of two lengths, without a care, off the scale."""
    with pytest.raises(ValueError) as caught:
        deal.additive_value(values, weights)
    assert message in str(caught.value)


def test_principle_takes_its_part_first():
    """All principle: any limit costs everything; none: only what is taken away."""
    assert deal.principle_and_loss(1.0, 0.0) == 100
    assert deal.principle_and_loss(0.0, 0.3) == pytest.approx(30)
    assert deal.principle_and_loss(0.5, 0.3) == pytest.approx(65)


# ---------------------------------------------------------------- against no deal


def test_no_deal_is_a_lottery_of_three():
    """60 % of 20, 30 % of 60 less 50, 10 % of 90: by hand 24."""
    assert deal.no_deal_value(20, 60, 90, 0.3, 0.1, 50) == pytest.approx(24)
    assert deal.no_deal_value(20, 60, 90, 0, 0, 50) == 20
    assert deal.no_deal_value(20, 60, 90, 1, 0, 50) == 10


def test_gain_is_the_mean_over_four_endings():
    """Kept, caught, not caught, left: their probabilities times what each is worth above none."""
    u, u_c, d, c, e, p = 70.0, 30.0, 40.0, 0.2, 0.3, 0.6
    endings = [(1 - c - e, u), (c * p, d), (c * (1 - p), u_c), (e, d)]
    assert sum(chance for chance, _ in endings) == pytest.approx(1)
    mean = sum(chance * (worth - d) for chance, worth in endings)
    assert deal.expected_gain(u, u_c, d, cheat=c, leave=e, caught=p) == pytest.approx(mean)


@given(points, points, points, shares, shares)
def test_a_certain_catch_makes_cheating_a_walk_out(u, u_c, d, c, e):
    """If every breach is found, cheating and leaving are worth the same: nothing."""
    c, e = c / 2, e / 2
    one = deal.expected_gain(u, u_c, d, cheat=c, leave=e, caught=1.0)
    other = deal.expected_gain(u, u_c, d, cheat=0.0, leave=c + e, caught=0.0)
    assert one == pytest.approx(other, abs=1e-9)


def test_probabilities_must_leave_room():
    """Two exclusive events cannot fill more than everything."""
    with pytest.raises(ValueError, match=r"war \+ pressure must lie in \[0, 1\], got 1.1"):
        deal.no_deal_value(0, 0, 0, 0.6, 0.5, 0)
    with pytest.raises(ValueError, match=r"cheat \+ leave must lie in \[0, 1\]"):
        deal.expected_gain(1, 1, 1, cheat=0.7, leave=0.4, caught=0.5)


def test_war_risk_costs_its_mean():
    """A tenth of a harm of 50 is 5."""
    assert deal.after_war_risk(60, 0.1, 50) == pytest.approx(55)


def test_the_weakest_link_decides():
    """The smallest of them; an array entry by entry; none at all is refused."""
    assert deal.weakest_link([0.9, 0.4, 1.0]) == 0.4
    assert deal.weakest_link([np.array([0.1, 0.9]), 0.5]).tolist() == [0.1, 0.5]
    with pytest.raises(ValueError, match="got none"):
        deal.weakest_link([])


def test_break_even_is_where_the_line_crosses():
    """A line through -10 at 0 and 30 at 1 crosses at a quarter; a flat one never."""
    assert deal.break_even(-10, 30) == pytest.approx(0.25)
    with pytest.raises(ValueError, match="must differ"):
        deal.break_even(5, 5)


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_break_even_gives_no_gain(low, high):
    """Put back into the line, it gives nought."""
    if abs(low - high) < 1e-3:
        return
    chance = deal.break_even(low, high)
    assert low + chance * (high - low) == pytest.approx(0, abs=1e-8)


# ---------------------------------------------------------------- one formula, three engines


def test_vega_computes_the_same():
    """Parameters instead of numbers: the page's numbers are Python's."""
    rng = random.Random(9)
    for _ in range(5):
        y, w, v = (rng.uniform(0, 100) for _ in range(3))
        r, q, c, e, p = (rng.uniform(0, 0.5) for _ in range(5))
        given_ = {"y": y, "w": w, "v": v, "r": r, "q": q, "c": c, "e": e, "p": p}
        params = {name: alt.param(name=name, value=value) for name, value in given_.items()}

        def all_of(x, xp):
            value = deal.issue_value(x["y"], x["w"], 1, xp)
            return [
                value,
                deal.issue_value(x["y"], x["w"], -1, xp),
                deal.additive_value([value, x["p"]], [x["w"], x["v"]]),
                deal.principle_and_loss(x["p"], x["r"]),
                deal.after_war_risk(x["y"], x["r"], x["v"]),
                deal.no_deal_value(x["y"], x["w"], x["v"], x["r"], x["q"], 40.0),
                deal.expected_gain(
                    x["y"], x["w"], x["v"], cheat=x["c"], leave=x["e"], caught=x["p"]
                ),
                deal.weakest_link([x["p"], x["r"], 0.3], xp),
                deal.break_even(x["y"], -x["w"] - 1),
            ]

        found = vega(all_of(params, alt.expr), **params)
        assert all(map(math.isclose, found, all_of(given_, np))), given_
