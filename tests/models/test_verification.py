"""Verification: samples, inspections, alarms and games, against hand work and other programs."""

import itertools
import re
from fractions import Fraction
from math import comb

import altair as alt
import nashpy
import numpy as np
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import binom, geom

from missile_question.models import verification as v

shares = st.floats(0, 1)
inner = st.floats(0.01, 0.99)
counts = st.integers(0, 40)
amounts = st.floats(0.01, 50)


def refuses(message: str):
    """Expect a ``ValueError`` whose message contains this text."""
    return pytest.raises(ValueError, match=re.escape(message))


def vega(expression, **values):
    """Let Vega compute an expression of parameters: draw the number, read it from the picture."""
    chart = (
        alt.Chart(alt.Data(values=[{}]))
        .transform_calculate(result=str(getattr(expression, "expr", expression)))
        .mark_text()
        .encode(text=alt.Text("result:N"))
        .add_params(*(alt.param(name=name, value=value) for name, value in values.items()))
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    return float(re.findall(r"<text[^>]*>([^<]+)</text>", svg)[0].replace("\u2212", "-"))


def exact_detection(items, falsified, sample, p=Fraction(1)):
    """Detection probability in fractions: count the samples."""
    missed = sum(
        Fraction(comb(falsified, j) * comb(items - falsified, sample - j), comb(items, sample))
        * (1 - p) ** j
        for j in range(min(falsified, sample) + 1)
        if sample - j <= items - falsified
    )
    return 1 - missed


strata = st.integers(1, 60).flatmap(
    lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n))
)


# ---------------------------------------------------------------- samples


def test_sample_by_hand():
    """Ten items, two false, three verified: 1 - (8/10)(7/9)(6/8) = 8/15; half seen: see below.

    P(one in the sample) = 2 * 3 * 7 / 90 = 7/15, P(both) = 1/15: 7/30 + (3/4) / 15 = 17/60.
    """
    assert v.detection_probability(10, 2, 3) == pytest.approx(8 / 15, rel=1e-12)
    assert v.detection_probability(10, 2, 3, 0.5) == pytest.approx(17 / 60, rel=1e-12)
    assert type(v.detection_probability(10, 2, 3)) is float


@given(strata, st.fractions(0, 1, max_denominator=50))
def test_detection_is_the_count_of_samples(stratum, p):
    """Fractions give the same number, which is a probability, and 0 or 1 where certain."""
    found = v.detection_probability(*stratum, float(p))
    assert found == pytest.approx(float(exact_detection(*stratum, p)), rel=1e-9, abs=1e-15)
    assert 0 <= found <= 1


@given(strata)
def test_falsified_and_verified_items_change_places(stratum):
    """Which of the two sets is drawn first does not matter."""
    items, d, n = stratum
    assert v.detection_probability(items, d, n) == pytest.approx(
        v.detection_probability(items, n, d), abs=1e-12
    )


@given(strata, shares)
def test_the_binomial_never_promises_too_much(stratum, p):
    """Without replacement finds at least as much; the binomial agrees with scipy."""
    items, d, n = stratum
    with_replacement = v.binomial_detection(items, d, n, p)
    assert with_replacement <= v.detection_probability(*stratum, p) + 1e-12
    assert with_replacement == pytest.approx(binom.sf(0, n, p * d / items), abs=1e-12)


def test_detection_grows_with_everything_but_the_stratum():
    """Monotone in falsified items, sample and recognition; falling in the number of items."""
    n = np.arange(31)
    assert np.all(np.diff(v.detection_probability(30, n[:, None], n, 0.6), axis=0) >= -1e-12)
    assert np.all(np.diff(v.detection_probability(30, n[:, None], n, 0.6), axis=1) >= -1e-12)
    assert np.all(np.diff(v.detection_probability(30, 5, 9, np.linspace(0, 1, 20))) > 0)
    assert np.all(np.diff(v.detection_probability(np.arange(20, 60), 5, 9)) < 0)
    assert v.detection_probability([], 1, 1).shape == (0,)


def test_sample_sizes_by_hand():
    """One false item among 100: n/100 >= 0.95, so 95. All false: one item. beta = 1: none.

    Two of 100 at beta 1/4: formula 100 (1 - 1/2) = 50; exact (100-n)(99-n) <= 9900/4 gives 50
    (50 * 49 = 2450), not 49 (51 * 50 = 2550).
    """
    np.testing.assert_array_equal(
        v.sample_size([100, 100, 100, 100], [1, 100, 3, 2], [0.05, 0.05, 1, 0.25]), [95, 1, 0, 50]
    )
    assert v.sample_size_approximation(100, [1, 2], [0.05, 0.25]).tolist() == [95, 50]
    assert type(v.sample_size(100, 1, 0.05)) is int
    assert str(v.sample_size_approximation(100, 3, 1.0)) == "0.0"
    assert type(v.sample_size_approximation(100, 3, 0.1)) is float


@given(st.integers(1, 60), st.data())
def test_the_formula_is_on_the_safe_side(items, data):
    """Exact n meets beta, n - 1 does not, and the formula gives at least n, at most N."""
    d, beta = data.draw(st.integers(1, items)), data.draw(inner)
    n = v.sample_size(items, d, beta)
    assert exact_detection(items, d, n) >= 1 - beta - 1e-8
    assert n == 0 or exact_detection(items, d, n - 1) < 1 - beta
    assert n <= v.sample_size_approximation(items, d, beta) <= items


def test_search_on_arrays_is_the_search_on_each():
    """A table of strata gives what brute force over all n gives."""
    d, beta = np.array([[1], [3], [8]]), np.array([0.5, 0.35, 0.2])
    table = v.sample_size(25, d, beta, 0.9)
    for (i, j), n in np.ndenumerate(table):
        detected = v.detection_probability(25, d[i, 0], np.arange(26), 0.9)
        assert n == np.argmax(detected >= 1 - beta[j])
    assert table.shape == (3, 3)


@pytest.mark.parametrize("beta", [0.05, 0.1, 0.2, 0.5, 0.8])
def test_the_formula_is_at_most_three_above_the_exact_size(beta):
    """J. Nuclear Materials Management 44 (3): the exact size lies in {n - 3, ..., n}.

    The abstract says so of the IAEA's n in all cases relevant to safeguards; here for every stratum
    of up to 120 items, and for some larger ones.
    """
    items = np.concatenate([np.arange(1, 121), [200, 500, 1000]])
    items, falsified = np.meshgrid(items, np.arange(1, 1001), indexing="ij")
    possible = falsified <= np.minimum(items, np.where(items > 120, items // 10, items))
    items, falsified = items[possible], falsified[possible]
    formula = v.sample_size_approximation(items, falsified, beta)
    excess = formula - v.sample_size(items, falsified, beta)
    assert set(excess.tolist()) <= {0, 1, 2, 3}


# ---------------------------------------------------------------- time


@given(shares, st.integers(0, 50))
def test_within_is_the_geometric_distribution(p, k):
    """Scipy's distribution of the first success."""
    assert v.within(p, k) == pytest.approx(
        geom.cdf(k, p) if 0 < p < 1 else float(p > 0 and k > 0), abs=1e-12
    )


def test_delay_by_hand():
    """Monthly, half missed: two inspections on average, the first half a month off: 1.5."""
    assert v.expected_delay(1, 0.5) == 1.5
    assert v.expected_delay(1, 0.5, 0) == 2
    assert v.expected_delay(12, 0) == 6


def test_delay_and_timeliness_against_simulation():
    """100,000 violations at random moments, each met by inspections until one succeeds."""
    rng = np.random.default_rng(1)
    start = rng.uniform(0, 2, 100_000)
    delay = 2 * rng.geometric(0.7, start.size) - start
    assert v.expected_delay(2, 0.3) == pytest.approx(delay.mean(), abs=0.03)
    for limit in (0.5, 2, 3.1, 7):
        assert v.timely_detection(2, 0.3, limit) == pytest.approx((delay <= limit).mean(), abs=0.01)


@given(amounts, shares, st.floats(0, 100))
def test_timeliness_is_a_probability_that_never_falls(interval, beta, limit):
    """In [0, 1], monotone in the limit, and 1 - beta^m at a whole number of intervals."""
    found = v.timely_detection(interval, beta, limit)
    assert -1e-12 <= found <= 1
    assert v.timely_detection(interval, beta, limit + 0.1) >= found - 1e-12
    assert v.timely_detection(4, beta, 12) == v.within(1 - beta, 3) or beta > 0
    assert type(found) is float


# ---------------------------------------------------------------- alarms


def test_alarms_by_hand():
    """Of 1,000 cases 10 violate, 9 alarm; of 990 that comply 99 alarm: 9 of 108 alarms are real.

    Clean: 1 of 10 violators, 891 of 990 others: 891/892 comply.
    """
    assert v.positive_predictive_value(0.01, 0.1, 0.1) == pytest.approx(9 / 108, rel=1e-12)
    assert v.confidence_after_clean(0.01, 0.1, 0.1, 1) == pytest.approx(891 / 892, rel=1e-12)


@given(inner, st.floats(0, 0.5), st.floats(0.001, 0.5), st.integers(0, 30))
def test_clean_inspections_update_one_by_one(rate, alpha, beta, k):
    """Bayes in k steps gives Bayes at once; confidence never falls; 1 - rate to begin with."""
    violating, complying = Fraction(rate), 1 - Fraction(rate)
    for _ in range(k):
        violating, complying = violating * Fraction(beta), complying * (1 - Fraction(alpha))
    expected = float(complying / (violating + complying))
    found = v.confidence_after_clean(rate, alpha, beta, k)
    assert found == pytest.approx(expected, rel=1e-9)
    assert found <= v.confidence_after_clean(rate, alpha, beta, k + 1) + 1e-12 <= 1 + 1e-9
    assert v.confidence_after_clean(rate, alpha, beta, 0) == pytest.approx(1 - rate)


@given(inner, shares, st.floats(0, 0.99))
def test_an_alarm_is_worth_less_the_more_false_alarms(rate, alpha, beta):
    """In [0, 1], 1 without false alarms, the base rate where alarms say nothing."""
    assert 0 <= v.positive_predictive_value(rate, alpha, beta) <= 1
    assert v.positive_predictive_value(rate, 0, beta) == 1
    assert v.positive_predictive_value(rate, 1 - beta, beta) == pytest.approx(rate)
    values = v.positive_predictive_value(rate, np.linspace(0, 1, 9), beta)
    assert np.all(np.diff(values) < 0)


# ---------------------------------------------------------------- observation


def test_observation_by_hand_and_by_kind():
    """Two objects, three looks: anew 1 - (1 - 1/4)^6; fixed 1 - (1 - (1 - 1/8) / 2)^2."""
    kinds = {
        "mobile": v.Observation(2, 3, 0.5, 0.5),
        "sites": v.Observation(2, 3, 0.5, 0.5, fixed=True),
    }
    found = v.annual_detection_by_kind(kinds)
    assert list(found) == ["mobile", "sites"]
    assert found["mobile"] == pytest.approx(1 - 0.75**6)
    assert found["sites"] == pytest.approx(1 - 0.5625**2)
    with refuses("tests: single_look must lie in [0, 1], got 1.5"):
        v.annual_detection_by_kind({"tests": v.Observation(1, 1, 1, 1.5)})
    with refuses("tests: detection must be a single number"):
        v.annual_detection_by_kind({"tests": v.Observation([1, 2], 1, 1, 0.5)})


@given(st.integers(0, 20), st.integers(0, 20), shares, shares)
def test_what_stays_hidden_stays_hidden(m, visits, s, q):
    """Fixed hiding helps the hider; visits do not lift it above 1 - (1 - s)^m."""
    fixed = v.annual_detection(m, visits, s, q, fixed=True)
    anew = v.annual_detection(m, visits, s, q)
    assert 0 <= fixed <= anew + 1e-12 <= 1 + 1e-9
    assert fixed <= v.within(s, m) + 1e-12
    assert v.annual_detection(m, visits, 1, q, fixed=True) == pytest.approx(
        v.annual_detection(m, visits, 1, q), abs=1e-12
    )
    assert v.annual_detection(m, visits + 1, s, q) >= anew - 1e-12


# ---------------------------------------------------------------- the one-shot game


def test_inspection_game_by_hand():
    """Gain 1, penalty 4, loss averted 2, cost 1/2: inspect 1/(1+4), violate (1/2)/2."""
    assert v.inspection_equilibrium(1, 4, 2, 0.5) == pytest.approx((0.2, 0.25))
    assert all(type(x) is float for x in v.inspection_equilibrium(1, 4, 2, 0.5))


@given(amounts, st.floats(0, 50), st.floats(0, 50), amounts, shares, shares, st.floats(0, 20))
def test_nobody_gains_by_deviating(g, b, a, e, alpha, beta, h):
    """In every case, boundaries included, both play a best reply."""
    errors = {"alpha": alpha, "beta": beta, "burden": h}
    inspect, violate = v.inspection_equilibrium(g, b, a, e, **errors)
    assert 0 <= inspect <= 1
    assert 0 <= violate <= 1
    x, y = np.array([inspect, 1 - inspect]), np.array([violate, 1 - violate])
    inspector, inspectee = v.inspection_payoffs(g, b, a, e, **errors)
    assert x @ inspector @ y >= (inspector @ y).max() - 1e-9
    assert x @ inspectee @ y >= (x @ inspectee).max() - 1e-9


@pytest.mark.parametrize(
    "game",
    [(1, 4, 2, 0.5, 0.1, 0.2, 0.3), (1, 4, 2, 3, 0, 0, 0), (5, 0.1, 9, 1, 0.2, 0.4, 1)],
)
def test_nashpy_finds_the_same_equilibrium_and_no_other(game):
    """Mixed; not worth the cost; does not deter."""
    *payoffs, alpha, beta, burden = game
    errors = {"alpha": alpha, "beta": beta, "burden": burden}
    found = list(nashpy.Game(*v.inspection_payoffs(*payoffs, **errors)).support_enumeration())
    assert len(found) == 1
    expected = v.inspection_equilibrium(*payoffs, **errors)
    np.testing.assert_allclose([found[0][0][0], found[0][1][0]], expected, atol=1e-12)


def test_each_side_answers_to_the_others_payoffs():
    """A higher penalty lowers inspections and leaves violations as they are; arrays broadcast."""
    inspect, violate = v.inspection_equilibrium(1, [2, 4, 8], 2, 0.5, beta=0.1)
    assert np.all(np.diff(inspect) < 0)
    assert np.ptp(violate) == 0


# ---------------------------------------------------------------- Dresher's game


def recursion(n, k, c):
    """Value by backward induction, in fractions: a 2 x 2 game in each period."""
    if k >= n:
        return Fraction(0)
    if k == 0:
        return Fraction(-1)
    after, saved = recursion(n - 1, k - 1, c), recursion(n - 1, k, c)
    return (c * saved + after) / (c + 1 + saved - after)


def plans(n, k):
    """List the inspectee's reduced strategies: violate now, or go on, depending on what is seen.

    A plan is a function from an inspector's schedule to the period of violation, or None.
    """
    if n == 0:
        return [lambda schedule: None]
    found = [lambda schedule: 0]
    not_inspected = plans(n - 1, k)
    inspected = plans(n - 1, k - 1) if k > 0 else [None]
    for yes, no in itertools.product(inspected, not_inspected):

        def plan(schedule, yes=yes, no=no):
            later = (yes if schedule[0] else no)(schedule[1:])
            return None if later is None else later + 1

        found.append(plan)
    return found


def normal_form_value(n, k, c):
    """Value of the whole game as one matrix game, solved by linear programming."""
    schedules = [s for s in itertools.product([0, 1], repeat=n) if sum(s) <= k]
    strategies = plans(n, k)
    payoff = np.zeros((len(schedules), len(strategies)))
    for (i, schedule), (j, plan) in itertools.product(enumerate(schedules), enumerate(strategies)):
        period = plan(schedule)
        if period is not None:
            payoff[i, j] = c if schedule[period] else -1
    rows = len(schedules)
    solution = linprog(
        np.append(np.zeros(rows), -1),
        A_ub=np.column_stack([-payoff.T, np.ones(len(strategies))]),
        b_ub=np.zeros(len(strategies)),
        A_eq=[np.append(np.ones(rows), 0)],
        b_eq=[1],
        bounds=[(0, 1)] * rows + [(None, None)],
    )
    return -solution.fun


@pytest.mark.parametrize("c", [0, 1, 2.5])
@pytest.mark.parametrize(("n", "k"), [(n, k) for n in range(1, 5) for k in range(n + 1)])
def test_dresher_against_the_whole_matrix_game(n, k, c):
    """Linear programming on all schedules and plans, without any recursion."""
    assert v.dresher_value(n, k, c) == pytest.approx(normal_form_value(n, k, c), abs=1e-8)


def test_dresher_by_hand():
    """v(2,1): [[1, -1], [-1, 0]] has value -1/3; v(3,1) = -2/4; v(3,2) = -1/7; v(4,2) = -3/11."""
    found = v.dresher_value([2, 3, 3, 4], [1, 1, 2, 2])
    np.testing.assert_allclose(found, [-1 / 3, -1 / 2, -1 / 7, -3 / 11], rtol=1e-12)
    assert type(v.dresher_value(2, 1)) is float
    assert v.dresher_value(2000, 30) < v.dresher_value(2000, 31) < 0
    np.testing.assert_array_equal(v.dresher_value(3, [0, 3, 9], [[0], [1]]), [[-1, 0, 0]] * 2)


@given(st.integers(1, 9), st.integers(0, 9), st.fractions(0, 4, max_denominator=8))
def test_binomial_sums_solve_the_recursion(n, k, c):
    """Closed form and recursion in fractions; never below -1 nor above 0; grows with k."""
    found = v.dresher_value(n, k, float(c))
    assert found == pytest.approx(float(recursion(n, k, c)), abs=1e-12)
    assert -1 - 1e-12 <= found <= 0
    assert v.dresher_value(n, k + 1, float(c)) >= found - 1e-12
    assert v.dresher_value(n + 1, k, float(c)) <= found + 1e-12


@given(st.integers(1, 12), st.integers(0, 12), st.floats(0, 4))
def test_first_period_is_optimal(n, k, c):
    """Each side's probability secures the value in the first period's game."""
    inspect, violate = v.dresher_first_period(n, k, c)
    value = v.dresher_value(n, k, c)
    if 0 < k < n:
        after, saved = v.dresher_value(n - 1, [k - 1, k], c)
        game = np.array([[c, after], [-1, saved]])
        secured = np.array([inspect, 1 - inspect]) @ game
        conceded = game @ np.array([violate, 1 - violate])
        np.testing.assert_allclose([*secured, *conceded], value, atol=1e-9)
        assert 0 <= inspect <= 1
        assert 0 <= violate <= 1
    else:
        assert (inspect, violate) == ((0, 1) if k == 0 else (1, 0))


def test_first_period_on_arrays():
    """Shapes broadcast, all three cases at once."""
    inspect, violate = v.dresher_first_period([2, 2, 2], [0, 1, 2])
    np.testing.assert_allclose(inspect, [0, 1 / 3, 1])
    np.testing.assert_allclose(violate, [1, 1 / 3, 0])


def test_the_mammography_problem():
    """Eddy's problem as Gigerenzer and Hoffrage (1995) put it: 1 %, 80 %, 9.6 % make 7.8 %."""
    assert v.positive_predictive_value(0.01, 0.096, 0.2) == pytest.approx(0.078, abs=5e-4)


# ---------------------------------------------------------------- mixed results


def test_clean_results_alone_and_one_alarm_alone():
    """Without alarms it is `confidence_after_clean`; one alarm leaves 1 minus the PPV."""
    clean = v.confidence_after_results(0.3, 0.05, 0.4, 4, 0)
    assert clean == pytest.approx(v.confidence_after_clean(0.3, 0.05, 0.4, 4))
    alarm = v.confidence_after_results(0.3, 0.05, 0.4, 0, 1)
    assert alarm == pytest.approx(1 - v.positive_predictive_value(0.3, 0.05, 0.4))
    assert v.confidence_after_results(0.3, 0.05, 0.4, 0, 0) == pytest.approx(0.7)


def test_three_clean_results_and_an_alarm_by_hand():
    """Odds 1/9 times (0.5/0.95)^3 times 0.5/0.05: 0.16200, so 1 / 1.16200 = 0.8606."""
    assert v.confidence_after_results(0.1, 0.05, 0.5, 3, 1) == pytest.approx(0.8606, abs=5e-5)


@given(inner, inner, inner, st.lists(st.booleans(), max_size=8))
def test_the_order_of_results_does_not_matter(rate, alpha, beta, alarms):
    """One result after another, in the order of the list, gives what the two counts give."""
    beta *= 1 - alpha
    belief = rate
    for alarm in alarms:
        if_violated, if_lawful = (1 - beta, alpha) if alarm else (beta, 1 - alpha)
        hit = belief * if_violated
        belief = hit / (hit + (1 - belief) * if_lawful)
    found = v.confidence_after_results(rate, alpha, beta, alarms.count(False), sum(alarms))
    assert found == pytest.approx(1 - belief, rel=1e-6, abs=1e-12)
    more = v.confidence_after_results(rate, alpha, beta, alarms.count(False), sum(alarms) + 1)
    assert 0 <= more <= found + 1e-12 <= 1 + 1e-12


def test_many_results_neither_overflow_nor_leave_the_interval():
    """A million of one kind is certainty, without a warning; equal evidence cancels."""
    results = v.confidence_after_results(0.5, 0.25, 0.25, [10**6, 0, 10**6], [0, 10**6, 10**6])
    np.testing.assert_allclose(results, [1, 0, 0.5], atol=1e-15)


# ---------------------------------------------------------------- one formula, three engines

FORMS = {
    "binomial": (lambda x, xp: v.binomial_detection(40, 3, 12, x), 0.6),
    "size": (lambda x, xp: v.sample_size_approximation(100, x, 0.1, xp=xp), 7),
    "size of beta": (lambda x, xp: v.sample_size_approximation(100, 2, x, xp=xp), 0.25),
    "within": (lambda x, xp: v.within(0.3, x), 5),
    "delay": (lambda x, xp: v.expected_delay(30, x), 0.2),
    "timely": (lambda x, xp: v.timely_detection(30, 0.2, x, xp=xp), 75.0),
    "ppv": (lambda x, xp: v.positive_predictive_value(x, 0.05, 0.1), 0.02),
    "clean": (lambda x, xp: v.confidence_after_clean(0.5, 0.05, x, 4), 0.4),
    "results": (lambda x, xp: v.confidence_after_results(0.3, 0.05, x, 4, 1, xp=xp), 0.4),
    "clean results": (lambda x, xp: v.confidence_after_results(0.3, 0.05, 0.4, x, 1, xp=xp), 40),
    "rate": (lambda x, xp: v.confidence_after_results(x, 0.05, 0.4, 2, 3, xp=xp), 0.2),
    "anew": (lambda x, xp: v.annual_detection(3, x, 0.4, 0.3), 6),
    "fixed": (lambda x, xp: v.annual_detection(3, x, 0.4, 0.3, fixed=True), 6),
    "inspect": (lambda x, xp: v.inspection_equilibrium(1, x, 2, 0.5, alpha=0.1, xp=xp)[0], 3),
    "no deterrent": (lambda x, xp: v.inspection_equilibrium(x, 0, 2, 0.5, beta=0.4, xp=xp)[1], 3),
    "too dear": (lambda x, xp: v.inspection_equilibrium(1, 3, 2, x, xp=xp)[0], 2.5),
    "violate": (lambda x, xp: v.inspection_equilibrium(1, 3, 2, x, xp=xp)[1], 0.7),
}


@pytest.mark.parametrize("name", FORMS)
def test_numbers_arrays_and_vega_agree(name):
    """A number, each entry of an array and Vega's evaluation are one and the same."""
    form, value = FORMS[name]
    number = form(value, np)
    assert isinstance(number, float)
    np.testing.assert_allclose(
        form(np.full((2, 3), value), np), np.full((2, 3), number), rtol=1e-15
    )
    assert vega(form(alt.param(name="x", value=value), alt.expr), x=value) == pytest.approx(
        number, abs=1e-9
    )


@settings(max_examples=10, deadline=None)
@given(inner, inner, st.integers(0, 9))
def test_vega_with_several_parameters(alpha, beta, k):
    """Expressions that meet in every operand."""
    a, b, x = (alt.param(name=name) for name in "abx")
    assert vega(v.positive_predictive_value(a, a, b), a=alpha, b=beta) == pytest.approx(
        v.positive_predictive_value(alpha, alpha, beta), abs=1e-9
    )
    expression = v.annual_detection(x, x, a, b, fixed=True)
    assert vega(expression, a=alpha, b=beta, x=k) == pytest.approx(
        v.annual_detection(k, k, alpha, beta, fixed=True), abs=1e-9
    )
    v.confidence_after_clean(0.5, a, 0.9, 3)  # alpha + beta cannot be checked, and is not
    v.binomial_detection(x, 10**6, 3)  # nor a count against an expression


def test_an_array_does_not_mix_with_an_expression():
    """NumPy would make an object array in silence; the error says so."""
    with refuses("probability, inspections must not mix an array with an expression"):
        v.within([0.1, 0.2], alt.param(name="k"))


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: v.detection_probability(0, 0, 0), "items must lie in [1, 100000], got 0.0"),
        (lambda: v.detection_probability(9, -1, 0), "falsified must lie in [0, inf), got -1.0"),
        (
            lambda: v.detection_probability(9, 10, 0),
            "falsified must not exceed items, got 10 and 9",
        ),
        (
            lambda: v.detection_probability(9, 1, [1, 12]),
            "sample must not exceed items, got 12 and 9",
        ),
        (lambda: v.detection_probability(9, 1, 1.5), "sample must be a whole number, got 1.5"),
        (lambda: v.detection_probability(9, 1, 1, 2), "item_detection must lie in [0, 1], got 2"),
        (lambda: v.detection_probability([9, 9], [1, 1, 1], 1), "shape mismatch"),
        (lambda: v.binomial_detection(0, 0, 0), "items must lie in [1, inf), got 0.0"),
        (
            lambda: v.sample_size_approximation(alt.param(name="x", value=9), 1, 0.5),
            "xp must be alt.expr for an Altair expression, got numpy",
        ),
        (
            lambda: v.confidence_after_results(0.5, 0.6, 0.5, 1, 1),
            "alpha + beta must lie in [0, 1], got 1.1",
        ),
        (
            lambda: v.confidence_after_results(0.5, 0, 0.5, 1, 1),
            "alpha must lie in (0, 1), got 0.0",
        ),
        (lambda: v.confidence_after_results(1, 0.1, 0.5, 1, 1), "base_rate must lie in (0, 1)"),
        (lambda: v.confidence_after_results(0.5, 0.1, 0.5, 1, -1), "alarms must lie in [0, inf)"),
        (lambda: v.binomial_detection(5, 6, 0), "falsified must not exceed items, got 6.0 and 5.0"),
        (lambda: v.binomial_detection(5, 1, 6), "sample must not exceed items, got 6.0 and 5.0"),
        (lambda: v.sample_size(9, 0, 0.1), "falsified must lie in [1, inf), got 0.0"),
        (lambda: v.sample_size(9, 10, 0.1), "falsified must not exceed items, got 10 and 9"),
        (lambda: v.sample_size(9, 1, 0), "beta must lie in (0, 1], got 0.0"),
        (
            lambda: v.sample_size(9, 2, [0.3, 0.2], 0.5),
            "beta must be at least (1 - item_detection)**falsified, what verifying every item "
            "leaves: got 0.2, below 0.25",
        ),
        (lambda: v.sample_size_approximation(9, 0, 0.1), "falsified must lie in [1, inf)"),
        (lambda: v.sample_size_approximation(9, 1, np.nan), "beta must be finite, got nan"),
        (
            lambda: v.sample_size_approximation(9, 11, 0.5),
            "falsified must not exceed items, got 11.0 and 9.0",
        ),
        (lambda: v.within(1.1, 2), "probability must lie in [0, 1], got 1.1"),
        (lambda: v.within(0.1, -2), "inspections must lie in [0, inf), got -2.0"),
        (lambda: v.within(None, 2), "probability must be a real number"),
        (lambda: v.expected_delay(0, 0.1), "interval must lie in (0, inf), got 0.0"),
        (lambda: v.expected_delay(1, 1), "beta must lie in [0, 1), got 1.0"),
        (lambda: v.expected_delay(1, 0, 2), "elapsed must lie in [0, 1], got 2.0"),
        (lambda: v.timely_detection(1, 0.1, -1), "time_limit must lie in [0, inf), got -1.0"),
        (lambda: v.positive_predictive_value(0, 0, 0), "base_rate must lie in (0, 1], got 0.0"),
        (lambda: v.positive_predictive_value(1, 2, 0), "alpha must lie in [0, 1], got 2.0"),
        (lambda: v.positive_predictive_value(1, 0, 1), "beta must lie in [0, 1), got 1.0"),
        (lambda: v.confidence_after_clean(1, 0, 0, 1), "base_rate must lie in [0, 1), got 1.0"),
        (lambda: v.confidence_after_clean(0, 1, 0, 1), "alpha must lie in [0, 1), got 1.0"),
        (lambda: v.confidence_after_clean(0, 0, 0, 0.5), "inspections must be a whole number"),
        (
            lambda: v.confidence_after_clean(0.1, 0.5, [0.2, 0.75], 1),
            "alpha + beta must lie in [0, 1], got 1.25",
        ),
        (lambda: v.annual_detection(-1, 1, 1, 1), "number must lie in [0, inf), got -1.0"),
        (lambda: v.annual_detection(1, 1.5, 1, 1), "visits must be a whole number, got 1.5"),
        (lambda: v.annual_detection(1, 1, 2, 1), "share_observable must lie in [0, 1], got 2.0"),
        (lambda: v.inspection_equilibrium(0, 1, 1, 1), "gain must lie in (0, inf), got 0.0"),
        (lambda: v.inspection_equilibrium(1, -1, 1, 1), "penalty must lie in [0, inf), got -1.0"),
        (lambda: v.inspection_equilibrium(1, 1, -1, 1), "averted_loss must lie in [0, inf)"),
        (lambda: v.inspection_equilibrium(1, 1, 1, 0), "cost must lie in (0, inf), got 0.0"),
        (lambda: v.inspection_equilibrium(1, 1, 1, 1, burden=-1), "burden must lie in [0, inf)"),
        (lambda: v.inspection_payoffs(1, 1, 1, [1]), "cost must be a single number"),
        (lambda: v.inspection_payoffs(1, 1, 1, 1, beta=3), "beta must lie in [0, 1], got 3.0"),
        (lambda: v.dresher_value(0, 0), "periods must lie in [1, 10000], got 0.0"),
        (lambda: v.dresher_value(2, -1), "inspections must lie in [0, 10000], got -1.0"),
        (lambda: v.dresher_first_period(2, 1, -1), "caught must lie in [0, inf), got -1.0"),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    """The message names the parameter, what is allowed and what was given."""
    with refuses(message):
        call()
