"""Reading: codes, distances, agreement and forecasts, by hand and against other programs."""

import random
import re

import altair as alt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missile_question.models import reading as r

points = st.floats(0, 100)
labels = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=40)


def refuses(message: str):
    """Expect a ``ValueError`` whose message contains this text."""
    return pytest.raises(ValueError, match=re.escape(message))


# ---------------------------------------------------------------- positions


@given(points, points, points)
def test_a_reading_runs_from_the_soft_to_the_hard_end(code, soft, hard):
    """At -100 the soft end, at 0 the code, at 100 the hard end; half-way half the distance."""
    found = [r.read_code(code, soft, hard, lean) for lean in (-100, -50, 0, 50, 100)]
    want = [soft, (code + soft) / 2, code, (code + hard) / 2, hard]
    assert found == pytest.approx(want, abs=1e-9)


def test_readings_of_arrays_and_expressions():
    """The same closed form takes arrays, and builds Vega text."""
    assert r.read_code(np.array([30, 95]), 60, 10, -100).tolist() == [60, 60]
    text = str(r.read_code(alt.datum.c, alt.datum.s, alt.datum.h, alt.datum.r, alt.expr))
    assert text.count("max(") == 2 and "datum.s" in text


@given(points, points, points, points)
def test_distance_is_symmetric_and_bounded(a, sa, b, sb):
    """Order does not matter; full salience gives the plain difference of the codes."""
    found = r.distance(a, sa, b, sb)
    assert found == pytest.approx(r.distance(b, sb, a, sa))
    assert 0 <= found <= abs(a - b) + 1e-9
    assert r.distance(a, 100, b, 100) == pytest.approx(abs(a - b))


@pytest.mark.parametrize("bad", [-1, 101, float("nan")])
def test_points_lie_between_0_and_100(bad):
    """Codes, ends and saliences are refused outside the scale, leans outside -100 to 100."""
    with refuses("code_a must"):
        r.distance(bad, 1, 1, 1)
    with refuses("salience_b must"):
        r.distance(1, 1, 1, bad)
    with refuses("soft must"):
        r.read_code(1, bad, 1, 0)
    with refuses("lean must"):
        r.read_code(1, 1, 1, bad - 200 if bad == -1 else bad)


# ---------------------------------------------------------------- agreement


def test_kappa_of_scikit_learns_example():
    """The example in the documentation of sklearn.metrics.cohen_kappa_score gives 0.6875."""
    one = ["negative", "positive", "negative", "neutral", "positive"]
    two = ["negative", "positive", "negative", "neutral", "negative"]
    assert r.cohen_kappa(one, two) == pytest.approx(0.6875)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [([[20, 5], [10, 15]], 0.4), ([[45, 15], [25, 15]], 0.130), ([[25, 35], [5, 35]], 0.259)],
)
def test_kappa_of_published_tables(table, kappa):
    """The textbook's 50 proposals, and two tables with one agreement (0.6) and two kappas."""
    one = [i for i in (0, 1) for j in (0, 1) for _ in range(table[i][j])]
    two = [j for i in (0, 1) for j in (0, 1) for _ in range(table[i][j])]
    assert r.cohen_kappa(one, two) == pytest.approx(kappa, abs=5e-4)


def test_agreement_is_not_kappa():
    """Eight of ten alike, and kappa below zero: both coders say 'no' nearly always."""
    one, two = ["no"] * 9 + ["yes"], ["yes"] + ["no"] * 9
    assert r.agreement(one, two) == pytest.approx(0.8)
    assert r.cohen_kappa(one, two) == pytest.approx(-1 / 9)


@given(labels)
def test_kappa_is_symmetric_and_at_most_one(pairs):
    """Swapping the coders changes nothing; full agreement with two categories in use is 1."""
    one, two = map(list, zip(*pairs, strict=True))
    if len(set(one)) == 1 and set(one) == set(two):
        with refuses("chance alone explains"):
            r.cohen_kappa(one, two)
        return
    assert r.cohen_kappa(one, two) == pytest.approx(r.cohen_kappa(two, one))
    assert r.cohen_kappa(one, two) <= 1
    if len(set(one)) > 1:
        assert r.cohen_kappa(one, one) == pytest.approx(1)


def test_chance_gives_no_kappa():
    """Coders who draw lots agree on a third of three categories, with a kappa near 0."""
    rng = random.Random(11)
    one, two = ([rng.randrange(3) for _ in range(30_000)] for _ in range(2))
    assert r.agreement(one, two) == pytest.approx(1 / 3, abs=0.01)
    assert r.cohen_kappa(one, two) == pytest.approx(0, abs=0.015)


def test_other_items_are_refused():
    """No items, unequal numbers of them, or certain chance: the error says what was given."""
    with refuses("got 0 and 0"):
        r.agreement([], [])
    with refuses("got 2 and 1"):
        r.cohen_kappa([1, 2], [1])
    with refuses("expected must"):
        r.kappa(1, 1)


# ---------------------------------------------------------------- forecasts


@given(st.lists(st.tuples(points, st.integers(0, 5)), min_size=1, max_size=12))
def test_median_beats_every_rival_in_a_weighted_vote(stakes):
    """Against any other position at least half of all pull prefers the median or is indifferent."""
    x, w = zip(*stakes, strict=True)
    if not any(w):
        with refuses("not all 0"):
            r.weighted_median(x, w)
        return
    middle = r.weighted_median(x, w)
    assert middle in x
    for rival in x:
        against = sum(pull for at, pull in stakes if abs(at - rival) < abs(at - middle))
        assert against <= sum(w) / 2
    assert min(x) - 1e-9 <= r.weighted_mean(x, w) <= max(x) + 1e-9


def test_mean_and_median_by_hand():
    """Pulls 1, 1, 2 at 0, 50, 100: mean 62.5; half of all pull is reached at 50."""
    assert r.weighted_mean([0, 50, 100], [1, 1, 2]) == pytest.approx(62.5)
    assert r.weighted_median([0, 50, 100], [1, 1, 2]) == 50
    assert r.weighted_median([100, 0, 50], [2, 1, 1]) == 50


def test_other_stakes_are_refused():
    """Shapes that differ, negative pull, codes off the scale."""
    with refuses("as many as codes (2), got 1"):
        r.weighted_mean([1, 2], [1])
    with refuses("at least 0"):
        r.weighted_mean([1, 2], [1, -1])
    with refuses("codes must"):
        r.weighted_median([1, 200], [1, 1])
