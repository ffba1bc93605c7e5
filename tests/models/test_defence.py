"""Defence: leakage, salvos, interceptors, exhaustion, cost and rates, against other programs."""

import itertools
import re

import altair as alt
import numpy as np
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from missile_question.models import defence

probabilities = st.floats(0, 1)
divisors = st.floats(0.001, 1)
counts = st.integers(0, 12)
salvos = st.integers(1, 60)


def refuses(message: str):
    """Expect a ``ValueError`` whose message contains this text."""
    return pytest.raises(ValueError, match=re.escape(message))


def vega_text(expression):
    """Return the text of an Altair expression, made from parameters or from data alone."""
    return str(getattr(expression, "expr", expression))


def evaluate(expressions, params):
    """Let Vega compute expressions: draw the numbers as text and read them from the picture."""
    chart = alt.Chart(alt.Data(values=[{}]))
    for i, expression in enumerate(expressions):
        chart = chart.transform_calculate(**{f"r{i}": vega_text(expression)})
    names = [f"r{i}" for i in range(len(expressions))]
    chart = (
        chart.transform_calculate(all=" + ' ' + ".join(f"datum.{name}" for name in names))
        .mark_text()
        .encode(text=alt.Text("all:N"))
        .add_params(*params)
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    text = re.findall(r"<text[^>]*>([^<]+)</text>", svg)[0].replace("\u2212", "-")
    return [float(number) for number in text.split()]


# ---------------------------------------------------------------- one layer, several layers


def test_leakage_by_hand():
    """Two shots of 0.8: 0.2^2 = 0.04 leaks; with q = 0.1 it is 0.1 + 0.9 * 0.04 = 0.136."""
    assert defence.leak(0.8, 2) == pytest.approx(0.04)
    assert defence.kill_probability(0.8, 2) == pytest.approx(0.96)
    assert defence.leak_common_mode(0.8, 2, 0.1) == pytest.approx(0.136)
    assert defence.layered_leak(0.04, 0.5, 0.1) == pytest.approx(0.002)


def test_edges_of_leakage():
    """No shot stops nothing, a perfect one all, a useless one nothing; floats stay floats."""
    assert [defence.leak(p, 0) for p in (0, 0.5, 1)] == [1.0, 1.0, 1.0]
    assert defence.leak(1, 1) == 0.0
    assert defence.leak(0, 5) == 1.0
    assert type(defence.leak(np.float64(0.5), np.int64(2))) is float
    assert defence.leak_common_mode(1, 9, 0.25) == 0.25


def test_leakage_broadcasts():
    """Shapes broadcast as NumPy's do, for shots and for layers."""
    table = defence.leak([[0.5], [0.9]], [0, 1, 2])
    np.testing.assert_allclose(table, [[1, 0.5, 0.25], [1, 0.1, 0.01]])
    np.testing.assert_allclose(defence.layered_leak(table, 0.5), table / 2)


@given(probabilities, counts, probabilities)
def test_leakage_is_a_probability_that_shots_never_raise(p, n, q):
    """In [0, 1], complementary, falling in n, never below the common-mode floor."""
    leakage = defence.leak(p, n)
    assert 0 <= defence.leak(p, n + 1) <= leakage <= 1
    assert defence.kill_probability(p, n) == pytest.approx(1 - leakage)
    floor = defence.leak_common_mode(p, n, q)
    assert q - 1e-15 <= floor <= 1 + 1e-15
    assert floor >= leakage - 1e-15
    assert defence.leak_common_mode(p, n, 0.0) == leakage
    assert leakage == pytest.approx(stats.binom.pmf(0, n, round(p, 9)), abs=1e-7)


@given(st.lists(probabilities, min_size=1, max_size=5))
def test_order_of_layers_does_not_matter(leakages):
    """The product is symmetric, and no larger than the best layer's leakage."""
    through = defence.layered_leak(*leakages)
    assert through == pytest.approx(defence.layered_leak(*reversed(leakages)), abs=1e-15)
    assert 0 <= through <= min(leakages)


# ---------------------------------------------------------------- a salvo


def test_salvo_by_hand():
    """Ten missiles at a leakage of 0.04: 0.4 leak on average, none with 0.96^10 = 0.6648."""
    assert defence.expected_leakers(10, 0.04) == pytest.approx(0.4)
    assert defence.no_leak_probability(10, 0.04) == pytest.approx(0.6648326)
    assert defence.no_leak_probability(0, 1.0) == 1.0


@given(st.integers(0, 60), probabilities.map(lambda p: round(p, 9)))
def test_independent_missiles_are_binomial(salvo, leakage):
    """Distribution, mean and P(0) agree with SciPy's binomial and with one another."""
    pmf = defence.leakers_pmf(salvo, leakage)
    expected = stats.binom.pmf(np.arange(salvo + 1), salvo, leakage)
    np.testing.assert_allclose(pmf, expected, rtol=1e-10, atol=1e-300)
    mean = pmf @ np.arange(salvo + 1)
    assert mean == pytest.approx(defence.expected_leakers(salvo, leakage), abs=1e-9)
    assert pmf[0] == pytest.approx(defence.no_leak_probability(salvo, leakage), abs=1e-12)


def test_distribution_of_large_salvos_and_tiny_leakages():
    """Ten thousand missiles to ten digits, and no overflow at the smallest number there is."""
    expected = stats.binom.pmf(np.arange(10_001), 10_000, 0.3)
    np.testing.assert_allclose(defence.leakers_pmf(10_000, 0.3), expected, rtol=1e-9, atol=1e-300)
    assert defence.leakers_pmf(5, [1e-200, 1e-123]).tolist() == [1, pytest.approx(0), 0, 0, 0, 0]


@settings(deadline=None)
@given(
    st.integers(1, 25),
    st.lists(st.tuples(probabilities, probabilities), min_size=1, max_size=4),
)
def test_common_mode_keeps_the_mean_and_fattens_the_tail(salvo, layers):
    """The mean is that of independent missiles of the same leakage; the variance is no smaller."""
    leakages, failures = np.array(layers).T
    pmf = defence.leakers_pmf(salvo, leakages, failures)
    assert pmf.sum() == pytest.approx(1)
    assert np.all(pmf >= 0)
    marginal = min(float(np.prod(failures + (1 - failures) * leakages)), 1.0)
    k = np.arange(salvo + 1)
    mean = pmf @ k
    assert mean == pytest.approx(salvo * marginal, abs=1e-9)
    assert pmf @ k**2 - mean**2 >= salvo * marginal * (1 - marginal) - 1e-8


def test_common_mode_by_brute_force():
    """Three missiles, two layers: add up all 2^2 layer states times 2^3 missile outcomes."""
    leakages, failures = (0.2, 0.5), (0.1, 0.3)
    expected = np.zeros(4)
    for state in itertools.product((0, 1), repeat=2):
        weight, through = 1.0, 1.0
        for failed, q, leakage in zip(state, failures, leakages, strict=True):
            weight *= q if failed else 1 - q
            through *= 1.0 if failed else leakage
        for outcome in itertools.product((0, 1), repeat=3):
            expected[sum(outcome)] += weight * np.prod(
                [through if o else 1 - through for o in outcome]
            )
    np.testing.assert_allclose(defence.leakers_pmf(3, leakages, failures), expected, rtol=1e-12)
    one_for_both = defence.leakers_pmf(3, leakages, 0.1)
    np.testing.assert_allclose(one_for_both, defence.leakers_pmf(3, leakages, (0.1, 0.1)))


def test_common_mode_by_simulation():
    """A Monte Carlo with a fixed seed finds the chance of no leaker within four standard errors."""
    rng = np.random.default_rng(7)
    trials, salvo, p, n, q = 200_000, 8, 0.7, 2, 0.15
    fails = rng.random(trials) < q
    leakers = np.where(fails, salvo, rng.binomial(salvo, (1 - p) ** n, trials))
    found = np.mean(leakers == 0)
    exact = defence.leakers_pmf(salvo, defence.leak(p, n), q)[0]
    assert abs(found - exact) < 4 * np.sqrt(exact * (1 - exact) / trials)


# ---------------------------------------------------------------- interceptors


def test_interceptors_needed_by_hand():
    """Where the requirement is met exactly no further shot is bought.

    p = 0.5: one missile and P = 0.75 needs n = 2, since 1 - 0.5^2 = 0.75; P = 0.7501 needs 3. Two
    missiles and P = 0.5625 = 0.75^2 need 2 each. p = 0.9, one missile, P = 0.999: 3.
    """
    assert defence.interceptors_needed(0.5, 1, 0.75) == 2.0
    assert defence.interceptors_needed(0.5, 1, 0.7501) == 3.0
    assert defence.interceptors_needed(0.5, 2, 0.5625) == 2.0
    assert defence.interceptors_needed(0.9, 1, 0.999) == 3.0
    # 1 - 0.3^2 = 0.91 exactly, though the quotient of logarithms comes out at 2.0000000000000004.
    assert defence.interceptors_needed(0.7, 1, 0.91) == 2.0
    assert str(defence.interceptors_needed(0.5, 1, 0.0)) == "0.0"
    np.testing.assert_array_equal(
        defence.interceptors_needed(0.5, [1, 2], [[0.75], [0]]), [[2, 3], [0, 0]]
    )


@given(st.floats(0.05, 0.999), st.integers(1, 10_000), st.floats(0, 0.9999))
def test_interceptors_needed_against_a_search(p, salvo, no_leak):
    """The closed form gives the least n that meets the requirement, to within rounding."""
    n = int(defence.interceptors_needed(p, salvo, no_leak))
    assert defence.no_leak_probability(salvo, defence.leak(p, n)) >= no_leak - 1e-8
    if n > 0:
        assert defence.no_leak_probability(salvo, defence.leak(p, n - 1)) < no_leak + 1e-8


@given(st.floats(0.05, 0.999), st.integers(1, 5_000), st.floats(0, 0.99))
def test_more_is_needed_for_more(p, salvo, no_leak):
    """A larger salvo or a higher requirement never needs fewer, a better interceptor never more."""
    n = defence.interceptors_needed(p, salvo, no_leak)
    assert defence.interceptors_needed(p, 2 * salvo, no_leak) >= n
    assert defence.interceptors_needed(p, salvo, no_leak + 0.0099) >= n
    assert defence.interceptors_needed((p + 0.999) / 2, salvo, no_leak) <= n


@pytest.mark.parametrize(("targets", "warheads", "interceptors"), [(20, 20, 113), (20, 10, 73)])
def test_wilkening_s_barrages(targets, warheads, interceptors):
    """Wilkening's (1998, 2000) barrages at P(track) = 0.99, kill probability 0.7, for 80 %.

    As others quote them: 113 interceptors for 20 warheads, 73 for 10 among 10 decoys. He takes the
    shots per target as any number: n M solves P(0) = (0.99 (1 - 0.3^n))^W = 0.8. Each warhead must
    then be stopped with a chance of 0.8^(1/W), 0.978 for W = 10.
    """
    shots = np.array([np.floor(interceptors / targets), np.ceil(interceptors / targets)])
    reached = defence.no_leak_probability(warheads, defence.leak_common_mode(0.7, shots, 0.01))
    assert reached[0] < 0.8 < reached[1]
    exact = np.log(1 - 0.8 ** (1 / warheads) / 0.99) / np.log(0.3)
    assert round(exact * targets) == interceptors
    assert defence.no_leak_probability(10, 1 - 0.978) == pytest.approx(0.8, abs=1e-3)


def test_shoot_look_shoot_by_hand():
    """At p = 0.5 up to three shots take 1 + 0.5 + 0.25 = 1.75 on average."""
    assert defence.shoot_look_shoot(0.5, 3) == 1.75
    assert defence.shoot_look_shoot(1, 4) == 1.0
    assert defence.shoot_look_shoot(0.3, 0) == 0.0


@given(divisors, counts)
def test_shoot_look_shoot_against_its_sum(p, n):
    """The closed form is the sum of the chances that shot k is fired; never more than n or 1/p."""
    mean = defence.shoot_look_shoot(p, n)
    assert mean == pytest.approx(sum((1 - p) ** k for k in range(n)), abs=1e-9)
    assert mean <= min(n, 1 / p) + 1e-9


def test_layered_interceptors_by_hand():
    """Ten missiles: the first layer fires 10 * 2, half squared gets through, the second 2.5 * 1."""
    np.testing.assert_allclose(defence.layered_interceptors(10, [0.5, 0.9], [2, 1]), [20, 2.5])


@given(
    st.integers(0, 100),
    st.lists(st.tuples(probabilities, counts), min_size=1, max_size=5),
)
def test_layered_interceptors_against_a_loop(salvo, layers):
    """What reaches a layer is the salvo times the leakage of those before it."""
    p, n = zip(*layers, strict=True)
    expected, arriving = [], float(salvo)
    for kill, shots in layers:
        expected.append(arriving * shots)
        arriving *= defence.leak(kill, shots)
    np.testing.assert_allclose(defence.layered_interceptors(salvo, p, n), expected, atol=1e-12)


def test_stock_by_hand():
    """Three missiles, five shots at p = 0.5: two get 2, one gets 1: 0.25 + 0.25 + 0.5 = 1."""
    assert defence.shots_per_target(3, 6) == 2.0
    assert defence.expected_leakers_from_stock(0.5, 3, 5) == 1.0
    assert defence.expected_leakers_from_stock(0.5, 3, 0) == 3.0
    assert type(defence.expected_leakers_from_stock(0.5, 3, 5)) is float
    np.testing.assert_allclose(
        defence.expected_leakers_from_stock(0.5, 3, [0, 1, 3, 6]), [3, 2.5, 1.5, 0.75]
    )


@settings(deadline=None)
@given(probabilities, st.integers(1, 4), st.integers(0, 7))
def test_even_fire_is_best(p, salvo, stock):
    """No other split of the stock over the salvo leaks less, by trying all of them."""
    splits = (s for s in itertools.product(range(stock + 1), repeat=salvo) if sum(s) == stock)
    best = min(sum((1 - p) ** shots for shots in split) for split in splits)
    found = defence.expected_leakers_from_stock(p, salvo, stock)
    assert found == pytest.approx(best, abs=1e-12)


def test_exhaustion_by_hand():
    """Stock 50, two shots each at p = 0.5, three salvos of 20: 40 fired, then 10, then none.

    Leakers 20 * 0.25 = 5; ten missiles met once and ten not, 5 + 10 = 15; all 20.
    """
    run = defence.exhaustion(0.5, 2, 50, [20, 20, 20])
    assert run.fired.tolist() == [40, 10, 0]
    np.testing.assert_allclose(run.leakers, [5, 15, 20])
    assert run.stock.tolist() == [10, 0, 0]


def test_exhaustion_with_resupply_and_a_pause():
    """Ten arrive after each salvo, also after one of no missiles."""
    run = defence.exhaustion(1, 1, 5, [8, 0, 12], resupply=10)
    assert run.fired.tolist() == [5, 0, 12]
    np.testing.assert_allclose(run.leakers, [3, 0, 0])
    assert run.stock.tolist() == [0, 10, 8]


@settings(deadline=None)
@given(
    probabilities,
    st.integers(0, 4),
    st.integers(0, 200),
    st.lists(st.integers(0, 40), min_size=1, max_size=8),
    st.integers(0, 20),
)
def test_exhaustion_keeps_its_books(p, n, stock, sizes, resupply):
    """Fired and left add up to what there was; leakers lie in [0, M]; more stock never hurts."""
    run = defence.exhaustion(p, n, stock, sizes, resupply)
    supplied = stock + resupply * np.arange(len(sizes))
    np.testing.assert_array_equal(np.cumsum(run.fired) + run.stock, supplied)
    assert np.all(run.stock >= 0)
    assert np.all((run.leakers >= 0) & (run.leakers <= np.array(sizes) + 1e-12))
    richer = defence.exhaustion(p, n, stock + 7, sizes, resupply)
    assert np.all(richer.leakers <= run.leakers + 1e-9)


@given(probabilities, st.integers(0, 4), st.integers(0, 200), st.integers(1, 40))
def test_equal_salvos_in_closed_form(p, n, stock, salvo):
    """Salvo by salvo the closed form is what the recursion finds."""
    run = defence.exhaustion(p, n, stock, [salvo] * 6)
    closed = defence.leakers_at_salvo(p, n, stock, salvo, np.arange(1, 7))
    np.testing.assert_allclose(closed, run.leakers, rtol=1e-12, atol=1e-12)


# ---------------------------------------------------------------- cost


def test_cost_by_hand():
    """Two interceptors of 4 against a missile of 1: the defender spends 8 per 1 of the attacker's.

    At p = 0.5 two shots kill with 0.75, so a kill costs 8 / 0.75 = 10.67.
    """
    assert defence.cost_exchange(4, 1, 2) == 8.0
    assert defence.cost_exchange(1, 4, 2) == 0.5
    assert defence.cost_per_interception(4, 0.5, 2) == pytest.approx(32 / 3)


@given(st.floats(0.01, 1e9), divisors, st.integers(1, 12))
def test_looking_never_costs_more_per_kill(cost, p, n):
    """Cost per kill is c / p with one shot and never less with several fired at once."""
    one = defence.cost_per_interception(cost, p, 1)
    assert one == pytest.approx(cost / p, rel=1e-9)
    assert defence.cost_per_interception(cost, p, n) >= one * (1 - 1e-9)
    look = cost * defence.shoot_look_shoot(p, n) / defence.kill_probability(p, n)
    assert look == pytest.approx(cost / p, rel=1e-9)


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6), st.floats(0.1, 10))
def test_cost_exchange_is_homogeneous(defender, attacker, shots):
    """Only the ratio of prices counts, and turning the sides round inverts it."""
    ratio = defence.cost_exchange(defender, attacker, shots)
    assert defence.cost_exchange(7 * defender, 7 * attacker, shots) == pytest.approx(ratio)
    assert defence.cost_exchange(attacker, defender, 1 / shots) == pytest.approx(1 / ratio)


# ---------------------------------------------------------------- rates from counts


def test_three_denominators_by_hand():
    """Of 200 fired 180 are engaged, 60 aimed at defended areas; 54 intercepted: 27, 30 and 90 %."""
    rates = defence.interception_rates(54, 200, engaged=180, aimed=60)
    assert rates == (0.27, 0.3, 0.9)
    some_stray = defence.interception_rates(54, 200, aimed=60, intercepted_aimed=48)
    assert some_stray == (0.27, None, 0.8)
    assert defence.interception_rates(0, 5) == (0.0, None, None)


def test_rates_of_several_episodes():
    """Arrays go through entry by entry."""
    rates = defence.interception_rates([5, 0], [10, 4], [8, 2], [5, 1])
    np.testing.assert_allclose(rates, [[0.5, 0], [0.625, 0], [1, 0]])


@given(st.integers(1, 500), st.data())
def test_rates_are_shares_in_the_expected_order(fired, data):
    """A smaller denominator never gives a smaller rate; all lie in [0, 1]."""
    engaged = data.draw(st.integers(1, fired))
    aimed = data.draw(st.integers(1, fired))
    hits = data.draw(st.integers(0, min(engaged, aimed)))
    rates = defence.interception_rates(hits, fired, engaged, aimed)
    assert 0 <= rates.of_fired <= min(rates.of_engaged, rates.of_aimed)
    assert max(rates.of_engaged, rates.of_aimed) <= 1


# ---------------------------------------------------------------- closed forms


def test_closed_forms_make_these_vega_expressions():
    """From Altair parameters the same source makes the text that the page evaluates."""
    p, n = alt.param(name="p", value=0.5), alt.param(name="n", value=2)
    made = {
        "pow((1.0 - p),n)": defence.leak(p, n),
        "(1.0 - pow((1.0 - p),n))": defence.kill_probability(p, n),
        "(3.0 * p)": defence.expected_leakers(np.int64(3), p),
        "(p * pow((1.0 - p),2.0))": defence.layered_leak(p, defence.leak(p, 2)),
    }
    for text, expression in made.items():
        assert vega_text(expression) == text


@settings(max_examples=12, deadline=None)
@given(
    st.floats(0.05, 0.999),
    st.integers(1, 8),
    probabilities,
    salvos,
    st.floats(0, 0.99),
    st.integers(0, 150),
)
def test_vega_computes_what_python_and_numpy_compute(p, n, q, salvo, no_leak, stock):
    """Every closed form on Altair parameters, evaluated by Vega, equals floats and arrays."""
    values = {"p": p, "n": n, "q": q, "M": salvo, "P": no_leak, "S": stock}
    params = {name: alt.param(name=name, value=value) for name, value in values.items()}
    forms = [
        lambda v, xp: defence.leak(v["p"], v["n"]),
        lambda v, xp: defence.kill_probability(v["p"], v["n"]),
        lambda v, xp: defence.leak_common_mode(v["p"], v["n"], v["q"]),
        lambda v, xp: defence.layered_leak(defence.leak(v["p"], v["n"]), v["q"]),
        lambda v, xp: defence.expected_leakers(v["M"], v["q"]),
        lambda v, xp: defence.no_leak_probability(v["M"], v["q"]),
        lambda v, xp: defence.interceptors_needed(v["p"], v["M"], v["P"], xp),
        lambda v, xp: defence.shoot_look_shoot(v["p"], v["n"]),
        lambda v, xp: defence.expected_leakers_from_stock(v["p"], v["M"], v["S"], xp),
        lambda v, xp: defence.leakers_at_salvo(v["p"], v["n"], v["S"], v["M"], 2, xp),
        lambda v, xp: defence.shots_per_target(v["M"], v["S"]),
        lambda v, xp: defence.cost_exchange(v["S"], v["M"], v["n"]),
        lambda v, xp: defence.cost_per_interception(v["S"], v["p"], v["n"]),
    ]
    by_vega = evaluate([form(params, alt.expr) for form in forms], params.values())
    by_python = [form(values, np) for form in forms]
    assert {type(number) for number in by_python} == {float}
    assert by_vega == pytest.approx(by_python, abs=1e-9, rel=1e-9)
    arrays = {name: np.array([value, value]) for name, value in values.items()}
    for form, number in zip(forms, by_python, strict=True):
        np.testing.assert_allclose(form(arrays, np), [number, number], rtol=1e-12, atol=1e-15)


def test_an_array_does_not_mix_with_an_expression():
    """NumPy would make an object array in silence; the error names the parameters."""
    with refuses("p, n must not mix an array with an expression"):
        defence.leak([0.1, 0.2], alt.param(name="n"))
    with refuses("leakages[0], leakages[1] must not mix an array with an expression"):
        defence.layered_leak(alt.datum.a, np.array([0.5]))


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: defence.leak(1.2, 1), "p must lie in [0, 1], got 1.2"),
        (lambda: defence.leak(np.nan, 1), "p must be finite, got nan"),
        (lambda: defence.leak(None, 1), "p must be a real number"),
        (lambda: defence.leak("0.5", 1), "p must be a real number"),
        (lambda: defence.leak(0.5, -1), "n must lie in [0, inf), got -1.0"),
        (lambda: defence.leak(0.5, [1, 1.5]), "n must be a whole number, got 1.5 at index 1"),
        (lambda: defence.kill_probability(-0.1, 1), "p must lie in [0, 1], got -0.1"),
        (lambda: defence.leak_common_mode(0.5, 1, 2), "q must lie in [0, 1], got 2.0"),
        (lambda: defence.layered_leak(), "leakages must hold at least one layer, got none"),
        (lambda: defence.layered_leak(0.1, 7), "leakages[1] must lie in [0, 1], got 7.0"),
        (lambda: defence.layered_leak([0.1, 0.2], [0.1] * 3), "operands could not be broadcast"),
        (lambda: defence.expected_leakers(-1, 0.5), "salvo must lie in [0, inf), got -1.0"),
        (lambda: defence.expected_leakers(1, 1.5), "leakage must lie in [0, 1], got 1.5"),
        (lambda: defence.no_leak_probability(2.5, 0), "salvo must be a whole number, got 2.5"),
        (lambda: defence.leakers_pmf([3], 0.1), "salvo must be a single number, got an array"),
        (lambda: defence.leakers_pmf(10_001, 0.1), "salvo must lie in [0, 10000], got 10001.0"),
        (lambda: defence.leakers_pmf(3, 1.1), "leakages must lie in [0, 1], got 1.1"),
        (lambda: defence.leakers_pmf(3, []), "leakages must be one-dimensional and not empty"),
        (
            lambda: defence.leakers_pmf(3, [0.1] * 13),
            "leakages must hold at most 12 layers, got 13",
        ),
        (lambda: defence.leakers_pmf(3, 0.1, -1), "common_mode must lie in [0, 1], got -1.0"),
        (
            lambda: defence.leakers_pmf(3, [0.1, 0.2], [0.1]),
            "common_mode must be one number or one per layer (2), got an array of shape (1,)",
        ),
        (lambda: defence.interceptors_needed(0, 1, 0.5), "p must lie in [0.001, 0.999], got 0.0"),
        (lambda: defence.interceptors_needed(1, 1, 0.5), "p must lie in [0.001, 0.999], got 1.0"),
        (lambda: defence.interceptors_needed(0.5, 0, 0.5), "salvo must lie in [1, 10000], got 0.0"),
        (
            lambda: defence.interceptors_needed(0.5, 1, 1),
            "no_leak must lie in [0, 0.9999], got 1.0",
        ),
        (lambda: defence.shoot_look_shoot(0, 1), "p must lie in [0.001, 1], got 0.0"),
        (lambda: defence.layered_interceptors(-1, [0.5], [1]), "salvo must lie in [0, inf)"),
        (lambda: defence.layered_interceptors(1, 0.5, [1]), "p must be one-dimensional"),
        (
            lambda: defence.layered_interceptors(1, [0.5], [1, 2]),
            "p and n must have one entry per layer, got 1 and 2 entries",
        ),
        (lambda: defence.shots_per_target(0, 1), "salvo must lie in [1, 10000], got 0.0"),
        (lambda: defence.shots_per_target(1, -1), "stock must lie in [0, inf), got -1.0"),
        (lambda: defence.leakers_at_salvo(0.5, 2, 9, 3, 0), "number must lie in [1, inf), got 0.0"),
        (
            lambda: defence.interceptors_needed(alt.param(name="p", value=0.5), 5, 0.5),
            "xp must be alt.expr for an Altair expression, got numpy",
        ),
        (
            lambda: defence.interceptors_needed([0.5], 5, 0.5, alt.expr),
            "xp must be numpy for an array, got",
        ),
        (lambda: defence.expected_leakers_from_stock(0.5, 0, 1), "salvo must lie in [1, 10000]"),
        (lambda: defence.expected_leakers_from_stock(0.5, 1, -1), "stock must lie in [0, inf)"),
        (lambda: defence.exhaustion([0.5], 1, 1, [1]), "p must be a single number"),
        (lambda: defence.exhaustion(0.5, 1.5, 1, [1]), "n must be a whole number, got 1.5"),
        (lambda: defence.exhaustion(0.5, 1, -1, [1]), "stock must lie in [0, inf), got -1.0"),
        (lambda: defence.exhaustion(0.5, 1, 1, []), "salvos must be one-dimensional and not empty"),
        (lambda: defence.exhaustion(0.5, 1, 1, [1, -2]), "salvos must lie in [0, 10000], got -2.0"),
        (lambda: defence.exhaustion(0.5, 1, 1, [1], -1), "resupply must lie in [0, inf), got -1.0"),
        (
            lambda: defence.cost_exchange(-1, 1, 1),
            "interceptor_cost must lie in [0, inf), got -1.0",
        ),
        (lambda: defence.cost_exchange(1, 0, 1), "missile_cost must lie in (0, inf), got 0.0"),
        (lambda: defence.cost_exchange(1, 1, -1), "interceptors_per_missile must lie in [0, inf)"),
        (lambda: defence.cost_per_interception(1, 0.5, 0), "n must lie in [1, inf), got 0.0"),
        (lambda: defence.interception_rates(-1, 5), "intercepted must lie in [0, inf), got -1.0"),
        (lambda: defence.interception_rates(0, 0), "fired must lie in [1, inf), got 0.0"),
        (
            lambda: defence.interception_rates(6, 5),
            "intercepted must not exceed fired, got 6 and 5",
        ),
        (
            lambda: defence.interception_rates([1, 6], [5, 5]),
            "intercepted must not exceed fired, got 6 and 5 at index 1",
        ),
        (
            lambda: defence.interception_rates([[1, 6]], 5),
            "intercepted must not exceed fired, got 6 and 5 at index (0, 1)",
        ),
        (lambda: defence.interception_rates(1, 5, 0), "engaged must lie in [1, inf), got 0.0"),
        (lambda: defence.interception_rates(1, 5, 6), "engaged must not exceed fired, got 6 and 5"),
        (
            lambda: defence.interception_rates(4, 5, 3),
            "intercepted must not exceed engaged, got 4 and 3",
        ),
        (
            lambda: defence.interception_rates(1, 5, aimed=6),
            "aimed must not exceed fired, got 6 and 5",
        ),
        (
            lambda: defence.interception_rates(4, 5, aimed=3),
            "intercepted must not exceed aimed, got 4 and 3",
        ),
        (
            lambda: defence.interception_rates(2, 5, aimed=3, intercepted_aimed=3),
            "intercepted_aimed must not exceed intercepted, got 3 and 2",
        ),
        (
            lambda: defence.interception_rates(4, 5, aimed=2, intercepted_aimed=3),
            "intercepted_aimed must not exceed aimed, got 3 and 2",
        ),
        (
            lambda: defence.interception_rates(4, 5, aimed=4, intercepted_aimed=1),
            "intercepted - intercepted_aimed must not exceed fired - aimed, got 3 and 1",
        ),
        (
            lambda: defence.interception_rates(1, 5, intercepted_aimed=1),
            "intercepted_aimed must come with aimed, got aimed=None",
        ),
        (lambda: defence.interception_rates([1, 2], [5, 5, 5]), "shape mismatch"),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    """The message names the parameter, what is allowed and what was given."""
    with refuses(message):
        call()
