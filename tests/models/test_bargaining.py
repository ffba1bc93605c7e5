"""Bargaining: zones, solutions, veto players, two levels, linkage, by hand and by brute force."""

import itertools
import re
import sys
import tracemalloc

import altair as alt
import numpy as np
import pytest
import vl_convert
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from missile_question.models import bargaining as b

numbers = st.floats(-100, 100).map(lambda x: round(x, 6))
positive = st.floats(0.1, 50)
shares = st.floats(0, 1)
patience = st.floats(0, 0.999)
pairs = st.tuples(numbers, numbers)
SOLUTIONS = [b.nash_solution, b.kalai_smorodinsky_solution, b.egalitarian_solution]


def refuses(message: str):
    """Expect a ``ValueError`` whose message contains this text."""
    return pytest.raises(ValueError, match=re.escape(message))


def evaluate(expression, **datum):
    """Let Vega compute an expression: draw the number as text and read it from the picture."""
    chart = (
        alt.Chart(alt.Data(values=[datum]))
        .transform_calculate(result=str(expression))
        .mark_text()
        .encode(text=alt.Text("result:N"))
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    text = re.findall(r"<text[^>]*>([^<]+)</text>", svg)[0].replace("\u2212", "-")
    return {"true": True, "false": False}[text] if text in ("true", "false") else float(text)


# ---------------------------------------------------------------- one issue


def test_one_issue_by_hand():
    """Accepts 300 or more against 500 or less: a zone 200 wide, its middle 400."""
    assert b.zone_width(300, 500) == 200
    assert b.zone_exists(300, 500) is True
    assert b.split(300, 500) == 400
    assert b.split(300, 500, 0.75) == 450
    assert b.zone_width(500, 300) == -200
    assert b.zone_exists(500, 300) is False
    assert b.zone_exists(300, 300) is True
    assert b.split(300, 300) == 300
    np.testing.assert_array_equal(b.zone_exists([1, 2, 3], 2), [True, True, False])
    np.testing.assert_array_equal(b.split([[0], [1]], [1, 3]), [[0.5, 1.5], [1, 2]])


@given(numbers, numbers, shares)
def test_one_issue_is_consistent(least, most, share):
    """A zone exists where its width is not negative, and every split lies in it."""
    assert b.zone_exists(least, most) == (b.zone_width(least, most) >= 0)
    if least <= most:
        assert least - 1e-9 <= b.split(least, most, share) <= most + 1e-9
        assert b.split(least, most, 0) == least
        assert b.split(least, most, 1) == most


# ---------------------------------------------------------------- several issues


def test_linkage_makes_a_zone_by_hand():
    """Each issue alone hurts one party; traded, (3, -1) and (-1, 3) give both 2."""
    gains = np.array([[3.0, -1.0], [-1.0, 3.0]])
    for issue in range(2):
        alone = b.best_package(gains[:, [issue]], [0.5, 0.5])
        assert not alone.exists
        assert alone.surplus == pytest.approx(-0.5)
    both = b.best_package(gains, [0.5, 0.5])
    assert both.exists
    np.testing.assert_allclose(both.levels, [1, 1])
    np.testing.assert_allclose(both.utilities, [2, 2])
    assert both.surplus == pytest.approx(1.5)


def test_packages_at_the_edge():
    """Exactly enough is enough; no stakes at all is the status quo; units do not matter."""
    assert b.best_package([[1.0, 2.0], [1.0, 0.0]], [3.0, 1.0]).exists
    assert not b.best_package([[1.0, 2.0], [1.0, 0.0]], [3.001, 1.0]).exists
    assert b.best_package([[0.0]], [0.0]) == (True, [0.0], [0.0], 0.0)
    for unit in (1e-12, 1e12):
        found = b.best_package(np.array([[3, -1], [-1, 3]]) * unit, [0.5 * unit] * 2)
        assert found.surplus == pytest.approx(1.5 * unit)


def test_packages_without_scipy(monkeypatch):
    """Where SciPy is not installed, as in a browser at first, the message says what to install."""
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(ImportError, match=r"best_package needs SciPy .* %pip install scipy"):
        b.best_package([[1.0]], [0.0])


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(1, 3))
def test_packages_against_brute_force(seed, parties, issues):
    """No package on a fine grid beats the program's, nor any of its own neighbours."""
    rng = np.random.default_rng(seed)
    gains, floor = rng.normal(size=(parties, issues)), rng.normal(size=parties)
    found = b.best_package(gains, floor)
    assert np.all((found.levels >= 0) & (found.levels <= 1))
    np.testing.assert_allclose(found.utilities, gains @ found.levels)
    assert found.surplus == (found.utilities - floor).min()
    assert found.exists == (found.surplus >= -1e-8)
    grid = np.array(list(itertools.product(np.linspace(0, 1, 21), repeat=issues)))
    brute = (grid @ gains.T - floor).min(axis=1).max()
    step = np.abs(gains).sum(axis=1).max() / 40
    assert brute - 1e-7 <= found.surplus <= brute + step + 1e-7


# ---------------------------------------------------------------- finite sets


def test_finite_sets_by_hand():
    """Gains (10, 1), (4, 4), (6, 3): products 10, 16, 18; smallest gains 1, 4, 3.

    Shares of the best gains (10, 4): smallest 0.25, 0.4, 0.6.
    """
    points = [(10, 1), (4, 4), (6, 3)]
    assert b.nash_solution(points, (0, 0)) == 2
    assert b.kalai_smorodinsky_solution(points, (0, 0)) == 2
    assert b.egalitarian_solution(points, (0, 0)) == 1
    # Best gains (10, 10); products 20, 16, 10: now Nash and Kalai-Smorodinsky part.
    points = [(10, 2), (4, 4), (1, 10)]
    assert b.nash_solution(points, (0, 0)) == 0
    assert b.kalai_smorodinsky_solution(points, (0, 0)) == 1
    assert b.egalitarian_solution(points, (0, 0)) == 1


def test_ties_and_parties_that_cannot_gain():
    """Of rows as good, the one with more in total, then the first; a stuck party is left out."""
    assert [s([(1, 0), (3, 0), (3, 0)], (0, 0)) for s in SOLUTIONS] == [1, 1, 1]
    assert [s([(0, 0), (-1, 9), (0, 0)], (0, 0)) for s in SOLUTIONS] == [0, 0, 0]
    assert b.kalai_smorodinsky_solution([(1, 0), (2, 0)], (0, 0)) == 1
    # Products tie at 6: the larger smallest gain decides, not the larger total.
    assert b.nash_solution([(1, 6), (2, 3), (6, 1)], (0, 0)) == 1


@given(st.lists(pairs, min_size=1, max_size=12), pairs)
def test_solutions_have_their_axioms(points, d):
    """Acceptable, not dominated, best by their own measure, and the same with names swapped."""
    table, d = np.array(points), np.array(d)
    gains = table - d
    acceptable = (gains >= 0).all(axis=1)
    assume(acceptable.any())
    ok = gains[acceptable]
    for solution in SOLUTIONS:
        row = solution(table, d)
        assert acceptable[row]
        assert not (ok > gains[row]).all(axis=1).any()
        # Who is called first does not matter, ties included.
        assert solution(table[:, ::-1], d[::-1]) == row
    assert gains[b.nash_solution(table, d)].prod() == ok.prod(axis=1).max()
    assert gains[b.egalitarian_solution(table, d)].min() == ok.min(axis=1).max()
    best = ok.max(axis=0)
    if (best > 0).all():
        row = b.kalai_smorodinsky_solution(table, d)
        assert (gains[row] / best).min() == (ok / best).min(axis=1).max()


@given(st.integers(0, 2**32), positive, positive, st.sampled_from(SOLUTIONS))
def test_solutions_and_units(seed, scale_1, scale_2, solution):
    """Nash and Kalai-Smorodinsky do not care about units; a common unit matters to none."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 10, (8, 2))
    row = solution(points, (0, 0))
    assert solution(points * scale_1, (0, 0)) == row
    if solution is not b.egalitarian_solution:
        assert solution(points * [scale_1, scale_2], (0, 0)) == row
    assert solution(points[:, ::-1], (0, 0)) == row
    # Independence of irrelevant alternatives: dropping a row not chosen changes nothing (Nash,
    # egalitarian); Kalai-Smorodinsky gives it up.
    if solution is not b.kalai_smorodinsky_solution:
        other = (row + 1) % 8
        kept = np.delete(points, other, axis=0)
        np.testing.assert_array_equal(kept[solution(kept, (0, 0))], points[row])


def test_nashs_bill_and_jack():
    """Nash (1950), pp. 160-161: of all exchanges, gains of 12 and 5, the product of 60.

    Bill gives book, whip, ball and bat for pen, toy and knife: 20 - 8 for him, 9 - 4 for Jack. Nash
    allows lotteries too; his solution needs none, and so is among the 512 exchanges.
    """
    bills = {"book": (2, 4), "whip": (2, 2), "ball": (2, 1), "bat": (2, 2), "box": (4, 1)}
    jacks = {"pen": (10, 1), "toy": (4, 1), "knife": (6, 2), "hat": (2, 2)}
    goods = {**bills, **jacks}
    worth = np.array(
        [(-a, b) if g in bills else (a, -b) for g, (a, b) in goods.items()], dtype=float
    )
    traded = np.array(list(itertools.product((0, 1), repeat=len(goods))), dtype=float)
    gains = traded @ worth
    row = b.nash_solution(gains, (0, 0))
    assert gains[row].tolist() == [12, 5]
    moved = {good for good, yes in zip(goods, traded[row], strict=True) if yes}
    assert moved == {"book", "whip", "ball", "bat", "pen", "toy", "knife"}
    assert np.sum((gains == [12, 5]).all(axis=1)) == 1


def test_three_parties():
    """Any number: products 9, 8, 0; smallest shares of (5, 3, 5) 0.2, 0.4, 0; gains 1, 2, 0."""
    points = [(3, 3, 1), (2, 2, 2), (5, 0, 5)]
    assert [s(points, (0, 0, 0)) for s in SOLUTIONS] == [0, 1, 1]


# ---------------------------------------------------------------- linear frontier


def test_linear_frontier_by_hand():
    """A stake worth 10 to one and 5 to the other, (2, 1) without: slack 1 - 0.2 - 0.2 = 0.6.

    Nash and Kalai-Smorodinsky: 2 + 3 and 1 + 1.5. Equal gains: 0.6 * 50 / 15 = 2 each.
    """
    frontier = (10, 5, 2, 1)
    assert b.frontier_slack(*frontier) == pytest.approx(0.6)
    assert b.nash_linear(*frontier) == pytest.approx((5, 2.5))
    assert b.kalai_smorodinsky_linear(*frontier) == pytest.approx((5, 2.5))
    assert b.egalitarian_linear(*frontier) == pytest.approx((4, 3))
    assert b.nash_linear(*frontier, 1) == pytest.approx((8, 1))
    assert b.frontier_slack(1, 1, 0.8, 0.8) == pytest.approx(-0.6)


def test_a_frontier_that_only_just_touches():
    """1 - 0.9 - 0.1 is -2.8e-17 in floating point: a zone of one point, not none."""
    assert b.nash_linear(1, 1, 0.9, 0.1) == (0.9, 0.1)
    first, second = b.egalitarian_linear(1, 1, [0.9, 0.5], 0.1)
    np.testing.assert_allclose(first, [0.9, 0.7])
    np.testing.assert_allclose(second, [0.1, 0.3])


@settings(max_examples=60, deadline=None)
@given(positive, positive, shares, shares, st.floats(0.05, 0.95))
def test_linear_frontier_against_a_fine_grid(top_1, top_2, part_1, part_2, power):
    """On the frontier, and no point of a fine grid on it has a larger merit."""
    d_1, d_2 = part_1 * top_1 / 2, part_2 * top_2 / 2
    s = np.linspace(0, 1, 20_001)
    grid = np.stack([top_1 * s, top_2 * (1 - s)], axis=1)
    gains = np.clip(grid - [d_1, d_2], 0, None)
    found = np.array(b.nash_linear(top_1, top_2, d_1, d_2, power))
    assert found[0] / top_1 + found[1] / top_2 == pytest.approx(1)
    own = found - [d_1, d_2]
    merit = (gains[:, 0] ** power * gains[:, 1] ** (1 - power)).max()
    assert own[0] ** power * own[1] ** (1 - power) >= merit * (1 - 1e-9) - 1e-12
    finite = [(b.nash_linear, b.nash_solution), (b.egalitarian_linear, b.egalitarian_solution)]
    finite.append((b.kalai_smorodinsky_linear, b.kalai_smorodinsky_solution))
    for closed, searched in finite:
        u = closed(top_1, top_2, d_1, d_2)
        v = grid[searched(grid, (d_1, d_2))]
        # Where merits are flat (Nash), the grid's best may be some steps away.
        np.testing.assert_allclose(u, v, atol=max(top_1, top_2) * 1e-3)
    # A party whose opponent has a worse alternative gets no less.
    against_weaker = b.nash_linear(top_1, top_2, d_1, d_2 / 2, power)
    assert against_weaker[0] >= found[0] - 1e-12


# ---------------------------------------------------------------- alternating offers


def test_rubinstein_by_hand():
    """Rubinstein (1982), p. 108: (1 - d_2) / (1 - d_1 d_2), so 1 / (1 + d) for equal patience.

    An impatient responder gets nothing. By hand, d = 0.5 and 0.8: 0.2 / 0.6 = 1/3.
    """
    assert b.rubinstein_shares(0.9, 0.9) == pytest.approx((1 / 1.9, 0.9 / 1.9))
    assert b.rubinstein_shares(0.3, 0) == (1, 0)
    assert b.rubinstein_shares(0.5, 0.8) == pytest.approx((1 / 3, 2 / 3))
    assert b.rubinstein_shares(1, 0.4) == (1, 0)
    assert b.rubinstein_shares(0.4, 1) == (0, 1)


@given(patience, patience)
def test_rubinstein_leaves_no_profitable_deviation(d_1, d_2):
    """Each offer leaves the other indifferent to refusing; shares add up; patience pays."""
    x, y = b.rubinstein_shares(d_1, d_2)
    assert x + y == pytest.approx(1)
    assert 0 <= x <= 1
    other_offers = b.rubinstein_shares(d_2, d_1)[0]
    assert y == pytest.approx(d_2 * other_offers)
    assert b.rubinstein_shares((d_1 + 1) / 2, d_2)[0] >= x - 1e-12


@given(st.floats(0, 0.9), st.floats(0, 0.9))
def test_rubinstein_is_the_limit_of_finite_games(d_1, d_2):
    """Backward induction over 400 rounds, the last offer taking all."""
    share = 1.0
    for t in range(400):
        share = 1 - (d_1, d_2)[t % 2] * share
    # After an even number of steps the offer is party 1's.
    assert share == pytest.approx(b.rubinstein_shares(d_1, d_2)[0], abs=1e-9)


def test_short_rounds_approach_nash():
    """With d = exp(-r dt) the shares tend to r_2 / (r_1 + r_2), as in Binmore et al. (1986)."""
    x, _ = b.rubinstein_shares(np.exp(-0.1 * 1e-7), np.exp(-0.3 * 1e-7))
    assert x == pytest.approx(0.75, abs=1e-6)


# ---------------------------------------------------------------- veto players


def test_win_sets_by_hand():
    """Status quo 0, ideals 1 and 3: [0, 2] and [0, 6] share [0, 2]. Ideals -1 and 3: nothing."""
    assert b.win_set([1, 3], 0) == (0, 2)
    assert b.win_set([-1, 3], 0) == (0, 0)
    assert b.win_set([-1, -4], 0) == (-2, 0)
    low, high = b.win_set([[1, 2], [3, -5]], [0, 0])
    np.testing.assert_array_equal([low, high], [[0, 0], [2, 0]])


@given(st.lists(numbers, min_size=1, max_size=5), numbers, numbers, numbers)
def test_win_sets_by_definition(ideals, status_quo, x, extra):
    """In the interval exactly if all accept; it holds the status quo; vetoes never widen it."""
    low, high = b.win_set(ideals, status_quo)
    assert low <= status_quo <= high
    slack = min(abs(status_quo - i) - abs(x - i) for i in ideals)
    if abs(slack) > 1e-9:
        assert (low <= x <= high) == (slack > 0)
        assert bool(b.in_win_set([x], [[i] for i in ideals], [status_quo])) == (slack > 0)
    narrower = b.win_set([*ideals, extra], status_quo)
    assert low <= narrower[0] <= narrower[1] <= high
    absorbed = (min(ideals) + max(ideals)) / 2
    assert b.win_set([*ideals, absorbed], status_quo) == (low, high)


def test_two_dimensions_by_hand():
    """Circles about (1, 0) and (0, 1) through the origin meet in a lens up to (1, 1)."""
    ideals, here = [(1, 0), (0, 1)], (0, 0)
    points = [(0.5, 0.5), (1, 1), (0, 0), (1, 0), (1.1, 1.1)]
    assert b.in_win_set(points, ideals, here).tolist() == [True, True, True, False, False]
    assert b.in_win_set(points, ideals, here, quota=1).tolist() == [True, True, True, True, False]
    grid = np.stack(np.meshgrid(np.linspace(-1, 2, 31), np.linspace(-1, 2, 41)), axis=-1)
    assert b.in_win_set(grid, ideals, here).shape == (41, 31)


def test_area_of_the_lens():
    """Two unit circles whose centres are sqrt(2) apart share an area of pi / 2 - 1."""
    axis = (np.arange(1500) + 0.5) / 1500 * 1.4 - 0.2
    grid = np.stack(np.meshgrid(axis, axis), axis=-1)
    area = b.in_win_set(grid, [(1, 0), (0, 1)], (0, 0)).mean() * 1.4**2
    assert area == pytest.approx(np.pi / 2 - 1, abs=1e-3)


@given(st.lists(pairs, min_size=2, max_size=5), pairs, st.lists(pairs, min_size=1, max_size=20))
def test_more_players_or_a_higher_quota_never_widen_it(ideals, here, points):
    """The status quo always ties with itself; membership falls with players and quota."""
    assert b.in_win_set([here], ideals, here).all()
    inside = [b.in_win_set(points, ideals, here, quota=q) for q in range(1, len(ideals) + 1)]
    for loose, strict in itertools.pairwise(inside):
        assert np.all(loose | ~strict)
    assert np.array_equal(inside[-1], b.in_win_set(points, ideals, here))
    assert np.all(b.in_win_set(points, ideals[1:], here) | ~inside[-1])


# ---------------------------------------------------------------- two levels


def test_two_levels_by_hand():
    """Zone [2, 8]; a ratifier who wants 5 makes it [5, 8], its middle 6.5; one who wants 9, none.

    A ratifier softer than the negotiator changes nothing.
    """
    assert b.two_level_zone(2, 8, 2, 8) == (2, 8)
    assert b.two_level_zone(2, 8, 5, 8) == (5, 8)
    assert b.split(*b.two_level_zone(2, 8, 5, 8)) == 6.5
    assert not b.zone_exists(*b.two_level_zone(2, 8, 9, 8))
    assert b.two_level_zone(2, 8, -3, 30) == (2, 8)
    assert b.two_level_zone(2, 8, 0, 4) == (2, 4)
    assert b.split(*b.two_level_zone(2, 8, 3, 4)) == 3.5


@given(numbers, numbers, numbers, numbers, st.floats(0, 50))
def test_demanding_ratifiers_shrink_the_zone(least, most, home, abroad, demand):
    """Never wider than without ratifiers; more demand never widens it and moves its middle up."""
    zone = b.two_level_zone(least, most, home, abroad)
    harder = b.two_level_zone(least, most, home + demand, abroad)
    assert b.zone_width(*zone) <= b.zone_width(least, most) + 1e-9
    assert b.zone_width(*harder) <= b.zone_width(*zone)
    if b.zone_exists(*harder):
        assert b.split(*harder) >= b.split(*zone)


# ---------------------------------------------------------------- linkage


def test_one_independent_issue_matches_theory():
    """(1 - Phi(r))**n, within four standard errors, for both ways of linking."""
    for parties, r in itertools.product((2, 3, 5), (-0.5, 0.0, 0.5)):
        exact = stats.norm.sf(r) ** parties
        assert b.single_undertaking_probability(1, parties, r) == pytest.approx(exact)
        for linked in (False, True):
            found = b.zone_probability(1, parties, 0.0, r, linked=linked, draws=40_000)
            assert abs(found.probability - exact) < 4 * found.standard_error


def test_single_undertakings_match_theory():
    """With independent interests the gain on K issues has variance K."""
    found = b.zone_probability_by_issues(6, 3, reservation=1.0, linked=True, draws=40_000)
    exact = b.single_undertaking_probability(np.arange(1, 7), 3, 1.0)
    assert np.all(np.abs(found.probability - exact) < 4 * found.standard_error)
    assert type(b.single_undertaking_probability(2, 2, 0)) is float
    assert b.single_undertaking_probability(2, 2, 0) == 0.25


@pytest.mark.parametrize("rho", [-1.0, -0.6, 0.4, 1.0])
def test_correlated_pairs_match_the_bivariate_normal(rho):
    """At r = 0: 1/4 + arcsin(rho) / (2 pi), Sheppard's formula; 0 in pure conflict."""
    exact = 0.25 + np.arcsin(rho) / (2 * np.pi)
    found = b.zone_probability(1, 2, rho, 0.0, draws=40_000)
    assert abs(found.probability - exact) <= 4 * found.standard_error
    # With a reservation above 0, scipy's numerical integral.
    if abs(rho) < 1:
        exact = stats.multivariate_normal([0, 0], [[1, rho], [rho, 1]]).cdf([-0.7, -0.7])
        found = b.zone_probability(1, 2, rho, 0.7, draws=40_000, seed=1)
        assert abs(found.probability - exact) < 4 * found.standard_error


def test_gains_have_the_correlation_asked_for():
    """Unit variance, the correlation between parties and none between issues, at both ends too."""
    for n, rho in [(2, -1.0), (4, -1 / 3), (4, 0.5), (3, 1.0), (50, -1 / 49)]:
        gains = b._draw_gains(np.random.default_rng(3), (60_000, 2, n), rho)[:, :, :2]
        expected = np.kron(np.eye(2), np.array([[1, rho], [rho, 1]]))
        np.testing.assert_allclose(np.cov(gains.reshape(-1, 4).T), expected, atol=0.025)


@pytest.mark.parametrize("linked", [False, True])
def test_zones_against_brute_force(linked):
    """Every combination of issues tried in plain Python."""
    gains = np.random.default_rng(5).normal(size=(60, 4, 3))
    found = b._zones(gains, 0.4, linked)
    for draw, row in zip(gains, found, strict=True):
        for k in range(1, 5):
            sizes = [k] if linked else range(1, k + 1)
            combos = [c for size in sizes for c in itertools.combinations(range(k), size)]
            assert row[k - 1] == any((draw[list(c)].sum(axis=0) >= 0.4).all() for c in combos)


def test_arithmetic_of_issues_and_parties():
    """Issues that may be combined help, parties and conflict hurt; linked issues can hurt."""
    free = b.zone_probability_by_issues(8, 3, draws=4000)
    assert np.all(np.diff(free.probability) >= 0)
    by_parties = [b.zone_probability(5, n, draws=4000).probability for n in range(2, 7)]
    assert np.all(np.diff(by_parties) < 0)
    by_rho = [b.zone_probability(3, 3, rho, draws=4000).probability for rho in (-0.5, 0, 0.5, 1)]
    assert np.all(np.diff(by_rho) > 0)
    assert b.zone_probability(8, 2, -1.0, draws=500).probability == 0
    linked = b.zone_probability_by_issues(8, 3, reservation=-1.0, linked=True, draws=4000)
    assert np.all(np.diff(linked.probability) < 0)
    assert np.all(free.probability >= b.zone_probability_by_issues(8, 3, linked=True).probability)


def test_seed_and_chunk():
    """Same seed, same numbers, whatever the chunk; another seed, others; the error is binomial."""
    runs = [b.zone_probability(4, 3, 0.2, chunk=c, draws=1001) for c in (1, 7, 1000, 10**6)]
    assert all(run == runs[0] for run in runs)
    assert b.zone_probability(4, 3, 0.2, draws=1001, seed=9) != runs[0]
    p, error, draws = runs[0]
    assert type(p) is float
    assert draws == 1001
    assert error == pytest.approx(np.sqrt(p * (1 - p) / 1001))
    last = b.zone_probability_by_issues(4, 3, 0.2, draws=1001)
    assert last.probability.shape == (4,)
    assert last.probability[-1] == p


def test_memory_is_bounded_by_the_chunk_and_at_all():
    """Ten times the draws need no more memory; a chunk too large for it is cut."""
    peaks = []
    for draws, chunk in ((1000, 100), (10_000, 100), (20_000, 10**6)):
        tracemalloc.start()
        b.zone_probability(10 if chunk == 100 else 12, 2, draws=draws, chunk=chunk)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[0] < 3e6
    assert peaks[1] < 1.2 * peaks[0]
    assert peaks[2] < 300e6


# ---------------------------------------------------------------- one formula, three engines

CLOSED = [
    lambda v, xp: b.zone_width(v.p, v.q),
    lambda v, xp: b.zone_exists(v.p, v.q),
    lambda v, xp: b.split(v.p, v.p + v.x, v.s),
    lambda v, xp: b.frontier_slack(v.x, v.y, v.p, v.q),
    lambda v, xp: b.nash_linear(v.x, v.y, -v.s, -v.x, v.s)[0],
    lambda v, xp: b.nash_linear(v.x, v.y, -v.s, -v.x, v.s)[1],
    lambda v, xp: b.kalai_smorodinsky_linear(v.x, v.y, -v.s, -v.x)[0],
    lambda v, xp: b.egalitarian_linear(v.x, v.y, -v.s, -v.x)[1],
    lambda v, xp: b.rubinstein_shares(0.9 * v.s, 0.5)[0],
    lambda v, xp: b.rubinstein_shares(0.9 * v.s, v.s * 0.5)[1],
    lambda v, xp: b.win_set([v.p, v.q, 1.5], v.s, xp)[0],
    lambda v, xp: b.win_set([v.p, v.q], v.s, xp)[1],
    lambda v, xp: b.two_level_zone(v.p, v.x, v.q, v.y, xp)[0],
    lambda v, xp: b.two_level_zone(v.p, v.x, v.q, v.y, xp)[1],
]


class Values:
    """Operands as attributes, as ``alt.datum`` has them."""

    def __init__(self, **values):
        self.__dict__.update(values)


@settings(max_examples=10, deadline=None)
@given(numbers, numbers, positive, positive, shares)
def test_vega_computes_what_python_computes(p, q, x, y, s):
    """Each closed form on floats, arrays and Altair expressions."""
    values = {"p": p, "q": q, "x": x, "y": y, "s": s}
    arrays = Values(**{name: np.array([[v], [v]]) for name, v in values.items()})
    for closed in CLOSED:
        number = closed(Values(**values), np)
        assert type(number) in (float, bool)
        drawn = evaluate(closed(alt.datum, alt.expr), **values)
        assert drawn == pytest.approx(number, rel=1e-9, abs=1e-9)
        table = closed(arrays, np)
        assert table.shape == (2, 1)
        assert table[1, 0] == pytest.approx(number, rel=1e-12, abs=1e-12)


# ---------------------------------------------------------------- bad input

D = alt.datum


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: b.zone_width(np.nan, 1), "least must be finite, got nan"),
        (lambda: b.zone_width([1], D.m), "least, most must not mix an array with an expression"),
        (lambda: b.zone_exists(1, None), "most must be a real number"),
        (lambda: b.zone_exists(D.l, [1]), "least, most must not mix"),
        (lambda: b.split(2, 1), "most - least must be at least 0, got -1.0: there is no zone"),
        (lambda: b.split([1, 5], [3, 3]), "most - least must be at least 0, got -2.0"),
        (lambda: b.split(1, 2, 1.5), "share must lie in [0, 1], got 1.5"),
        (lambda: b.split([1], 2, D.s), "least, most, share must not mix"),
        (lambda: b.best_package([1, 2], [1]), "gains must have shape (parties, issues)"),
        (lambda: b.best_package([[]], [1]), "not be empty, got shape (1, 0)"),
        (lambda: b.best_package([[np.inf]], [1]), "gains must be finite, got inf at index (0, 0)"),
        (lambda: b.best_package([[1]], [1, 2]), "one entry per party (1), got 2"),
        (lambda: b.best_package([[1]], 1), "reservations must be one-dimensional"),
        (lambda: b.nash_solution([(1, 2)], 0), "disagreement must be one-dimensional"),
        (lambda: b.nash_solution([1, 2], (0, 0)), "points must have shape (n, 2)"),
        (lambda: b.nash_solution([(1, 2, 3)], (0, 0)), "and not be empty, got (1, 3)"),
        (lambda: b.nash_solution(np.empty((0, 2)), (0, 0)), "and not be empty, got (0, 2)"),
        (lambda: b.nash_solution([(1, np.nan)], (0, 0)), "points must be finite, got nan"),
        (lambda: b.egalitarian_solution([(1, 2)], (2, 1)), "at least [2.0, 1.0]: there is no zone"),
        (lambda: b.kalai_smorodinsky_solution([(1, 2)], (2, 1)), "points must hold one that"),
        (lambda: b.frontier_slack(0, 1, 0, 0), "best_1 must lie in (0, inf), got 0.0"),
        (lambda: b.frontier_slack(1, -1, 0, 0), "best_2 must lie in (0, inf), got -1.0"),
        (lambda: b.frontier_slack(1, 1, np.inf, 0), "disagreement_1 must be finite, got inf"),
        (lambda: b.frontier_slack([1], 1, 0, D.d), "best_1, best_2, disagreement_1, disagr"),
        (lambda: b.nash_linear(1, 1, 0.8, 0.8), "disagreement_2 / best_2 must be at least 0, got"),
        (lambda: b.nash_linear(1, 1, 0, 0, 2), "power must lie in [0, 1], got 2.0"),
        (lambda: b.nash_linear([1, 2], 1, 0, 0, D.p), "slack, power must not mix"),
        (lambda: b.nash_linear(D.a, 1, 0, 0, [0.5]), "slack, power must not mix"),
        (lambda: b.egalitarian_linear(1, 1, [0, 2], 0), "there is no zone of agreement"),
        (lambda: b.rubinstein_shares(1, 1), "patience_1 and patience_2 must not both be 1"),
        (lambda: b.rubinstein_shares([0.5, 1], 1), "must not both be 1"),
        (lambda: b.rubinstein_shares(1.1, 0), "patience_1 must lie in [0, 1], got 1.1"),
        (lambda: b.rubinstein_shares(0, -0.1), "patience_2 must lie in [0, 1], got -0.1"),
        (lambda: b.rubinstein_shares([0], D.d), "patience_1, patience_2 must not mix"),
        (lambda: b.win_set([], 0), "ideals must hold at least one veto player, got none"),
        (lambda: b.win_set([0, np.nan], 0), "ideals[1] must be finite, got nan"),
        (lambda: b.win_set([0], "x"), "status_quo must be a real number"),
        (lambda: b.win_set([[0]], D.s, alt.expr), "ideals[0], status_quo must not mix"),
        (lambda: b.in_win_set([0, 0], [1, 1], [0, 0]), "ideals must have shape (players, 2)"),
        (lambda: b.in_win_set([0, 0], np.empty((0, 2)), [0, 0]), "not be empty, got (0, 2)"),
        (lambda: b.in_win_set([0, 0], [[1, 1, 1]], [0, 0]), "not be empty, got (1, 3)"),
        (lambda: b.in_win_set([0, 0, 0], [[1, 1]], [0, 0]), "points must have shape (..., 2)"),
        (lambda: b.in_win_set(0, [[1]], [0]), "points must have shape (..., 1), got ()"),
        (lambda: b.in_win_set([0], [[1]], [0], 2), "quota must lie in [1, 1], got 2.0"),
        (lambda: b.two_level_zone(0, 1, np.nan, 1), "ratifier_least must be finite, got nan"),
        (lambda: b.two_level_zone(0, [1], 0, D.r, alt.expr), "must not mix an array"),
        (lambda: b.single_undertaking_probability(0, 2, 0), "issues must lie in [1, inf), got 0"),
        (lambda: b.single_undertaking_probability(1, 1.5, 0), "parties must be a whole number"),
        (lambda: b.single_undertaking_probability(1, 2, np.nan), "reservation must be finite"),
        (lambda: b.zone_probability(13, 2), "issues must lie in [1, 12], got 13.0"),
        (lambda: b.zone_probability([1, 2], 2), "issues must be a single number"),
        (lambda: b.zone_probability(1, 1), "parties must lie in [2, 100], got 1.0"),
        (lambda: b.zone_probability(1, 3, -0.6), "correlation must lie in [-0.5, 1], got -0.6"),
        (lambda: b.zone_probability(1, 2, 0, np.inf), "reservation must be finite, got inf"),
        (lambda: b.zone_probability(1, 2, draws=0), "draws must lie in [1, 1e+07], got 0.0"),
        (lambda: b.zone_probability(1, 2, seed=-1), "seed must lie in [0, "),
        (lambda: b.zone_probability(1, 2, chunk=0), "chunk must lie in [1, 1e+06], got 0.0"),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    """The message names the parameter, what is allowed and what was given."""
    with refuses(message):
        call()
