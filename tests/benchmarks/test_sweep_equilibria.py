"""The sweep over many 2x2 games: number for number what the general solver finds."""

from __future__ import annotations

import itertools
import re
import warnings

import nashpy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from missile_question.models.deterrence import equilibria, sweep_equilibria

whole = st.integers(-2, 2).map(float)
wild = st.one_of(whole, st.floats(-1e100, 1e100), st.sampled_from([1e-300, 5e-324, 1e-17, 1e100]))


def batches(payoffs):
    """Rows and columns of a few games."""
    shapes = st.tuples(st.integers(0, 4), st.just(2), st.just(2))
    return shapes.flatmap(lambda s: st.tuples(*[arrays(float, s, elements=payoffs)] * 2))


def assert_same(row, column):
    """Compare both functions in every number, shape and type."""
    found, expected = sweep_equilibria(row, column), equilibria(row, column)
    for name, one, other in zip(found._fields, found, expected, strict=True):
        np.testing.assert_array_equal(one, other, err_msg=name)
        assert np.shape(one) == np.shape(other), name
        assert np.asarray(one).dtype == np.asarray(other).dtype, name


def test_every_pattern_of_signs_with_unequal_stakes():
    """All 81 patterns, with advantages of different sizes, so that indifference is not at 1/2."""
    signs = np.array(list(itertools.product((-1.0, 0.0, 1.0), repeat=4)))
    row, column = np.zeros((2, 81, 2, 2))
    row[:, 0, :] = signs[:, :2] * [1.0, 3.0]
    column[:, :, 0] = signs[:, 2:] * [5.0, 2.0]
    assert_same(row, column)


@given(batches(whole))
def test_degenerate_games_are_the_same(games):
    """Small whole payoffs, of which most games are degenerate; also no game at all."""
    assert_same(*games)


@given(batches(wild))
def test_games_with_wild_payoffs_are_the_same(games):
    """Payoffs from the smallest number to the largest allowed, where indifference may round."""
    assert_same(*games)


def test_indifference_that_rounds_to_a_corner():
    """At 1e-17 from certainty the probability rounds to 1: the general solver decides."""
    row = np.array([[[1.0, 0.0], [0.0, 1e17]], [[2.0, 0.0], [0.0, 1.0]]])
    column = np.swapaxes(row, 1, 2)
    assert (equilibria(row, column).q_low[0] == 1.0).any()
    assert_same(row, column)
    assert_same(row[0], column[0])


def test_one_game_and_games_against_one():
    """A single game has no leading axis; the shapes broadcast."""
    game = np.array([[3.0, 0.0], [5.0, 1.0]])
    assert_same(game, game.T)
    assert_same(np.arange(24.0).reshape(3, 2, 2, 2) % 5, game)


def test_ten_thousand_games_are_the_same():
    """Normal payoffs: one or three equilibria each, unused slots are NaN, nothing degenerate."""
    row, column = np.random.default_rng(0).standard_normal((2, 10_000, 2, 2))
    assert_same(row, column)
    found = sweep_equilibria(row, column)
    assert set(found.components.tolist()) == {1, 3}
    assert not found.degenerate.any()
    np.testing.assert_array_equal(np.isnan(found.p_low).sum(axis=1), 3 - found.components)


def test_nashpy_finds_the_same():
    """Support enumeration of 200 games that are not degenerate."""
    row, column = np.random.default_rng(1).standard_normal((2, 200, 2, 2))
    found = sweep_equilibria(row, column)
    for i, count in enumerate(found.components):
        oracle = nashpy.Game(row[i], column[i]).support_enumeration()
        ours = sorted(zip(found.p_high[i, :count], found.q_high[i, :count], strict=True))
        np.testing.assert_allclose(ours, sorted((x[0], y[0]) for x, y in oracle), atol=1e-9)


@given(batches(whole))
def test_nashpy_finds_no_more_in_degenerate_games(games):
    """Whatever nashpy lists of a degenerate game lies in one of the rectangles."""
    found = sweep_equilibria(*games)
    for i, count in enumerate(found.components):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            oracle = list(nashpy.Game(games[0][i], games[1][i]).support_enumeration())
        for x, y in oracle:
            assert any(
                found.p_low[i, k] - 1e-9 <= x[0] <= found.p_high[i, k] + 1e-9
                and found.q_low[i, k] - 1e-9 <= y[0] <= found.q_high[i, k] + 1e-9
                for k in range(count)
            )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ([[1.0, 2.0]], "row must have shape (..., 2, 2), got (1, 2)"),
        ([[1.0, np.nan], [0.0, 0.0]], "row must be finite"),
        ([[1.0, 1e101], [0.0, 0.0]], "row must lie in [-1e+100, 1e+100]"),
    ],
)
def test_bad_payoffs_are_refused(row, message):
    """The messages are those of the general solver."""
    for solve in (sweep_equilibria, equilibria):
        with pytest.raises(ValueError, match=re.escape(message)):
            solve(row, np.eye(2))


def test_results_are_the_callers_own():
    """Writing into a result does not reach the next one through the table of patterns."""
    game = np.eye(2)
    for array in sweep_equilibria([game], [game]):
        array[...] = 0
    assert_same([game], [game])
