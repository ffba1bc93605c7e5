"""Forecasting: scores, calibration, pooling, updating, by hand and against other programs."""

import re

import altair as alt
import numpy as np
import pytest
import scoringrules
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from missile_question.models import forecasting as f

probabilities = st.floats(0, 1)
inner = st.floats(0.001, 0.999)
outcomes = st.integers(0, 1)
records = st.lists(st.tuples(probabilities, outcomes), min_size=1, max_size=40)
weights = st.floats(0.01, 10)


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
    return float(text)


# ---------------------------------------------------------------- scores


def test_brier_scores_by_hand():
    """Said 0.7: 0.3**2 = 0.09 if it happens, 0.7**2 = 0.49 if not; the original counts twice."""
    assert f.brier_score(0.7, 1) == pytest.approx(0.09)
    assert f.brier_score(0.7, 0) == pytest.approx(0.49)
    assert f.brier_score(0.7, 0, "original") == pytest.approx(0.98)
    assert f.brier_score(0.5, [0, 1]).tolist() == [0.25, 0.25]
    assert type(f.brier_score(np.float64(0.5), 1)) is float


def test_ten_forecasts_by_hand():
    """Squared errors .49 .01 .04 .36 .04 0 0 0 0 .01 sum to 0.95: original mean 0.19."""
    said = [0.7, 0.9, 0.8, 0.4, 0.2, 0, 0, 0, 0, 0.1]
    happened = [0, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert f.brier_score(said, happened, "original").mean() == pytest.approx(0.19)
    assert f.brier_score(said, happened).mean() == pytest.approx(0.095)


def test_scikit_learns_published_scores():
    """Scikit-learn's user guide and reference print 0.055 (Brier) and 0.21616... (log loss).

    Scoringrules' reference prints 0.64 for a forecast of 0.2 of what happened.
    """
    assert f.brier_score([0.1, 0.9, 0.8, 0.4], [0, 1, 1, 0]).mean() == pytest.approx(0.055)
    spam, given = [1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65]
    assert f.log_score(given, spam).mean() == pytest.approx(0.21616, abs=5e-6)
    assert f.brier_score(0.2, 1) == pytest.approx(0.64)


def test_log_scores_by_hand():
    """One bit is log 2 nats; a perfect forecast scores plain 0; certain and wrong, infinity."""
    assert f.log_score(0.5, 1) == pytest.approx(np.log(2))
    assert f.log_score(0.25, 0) == pytest.approx(np.log(4 / 3))
    assert str(f.log_score(1.0, 1)) == "0.0"
    assert f.log_score(1, 0) == f.log_score(0, 1) == np.inf
    assert type(f.log_score(0.3, 1)) is float
    assert f.log_score([[0.1], [0.2]], [0, 1, 1]).shape == (2, 3)


@given(probabilities, outcomes)
def test_scores_against_other_programs(p, o):
    """Scoringrules gives the same Brier score; scipy's Bernoulli likelihood the log score."""
    assert f.brier_score(p, o) == pytest.approx(scoringrules.brier_score(o, p))
    assert f.brier_score(p, o, "original") == pytest.approx((p - o) ** 2 + (o - p) ** 2)
    assert f.log_score(p, o) == pytest.approx(-stats.bernoulli.logpmf(o, p), rel=1e-6, abs=1e-12)


@given(inner, probabilities, st.sampled_from(["half", "original"]))
def test_both_scores_are_proper(belief, said, convention):
    """Whatever one believes, no other number has a smaller expected score."""

    def expected(score, p):
        return belief * score(p, 1) + (1 - belief) * score(p, 0)

    def brier(p, o):
        return f.brier_score(p, o, convention)

    for score in (brier, f.log_score):
        assert expected(score, belief) <= expected(score, said) + 1e-12
    # How much hedging costs is known: the Brier score loses (said - belief)**2.
    loss = expected(f.brier_score, said) - expected(f.brier_score, belief)
    assert loss == pytest.approx((said - belief) ** 2, abs=1e-12)


@given(probabilities, outcomes)
def test_scores_do_not_depend_on_the_events_name(p, o):
    """Forecasting the complement of the complement changes nothing."""
    assert f.brier_score(1 - p, 1 - o) == pytest.approx(f.brier_score(p, o))
    if (
        1e-6 < p < 1 - 1e-6
    ):  # nearer to certainty, 1 - p has lost the digits that the logarithm needs
        assert f.log_score(1 - p, 1 - o) == pytest.approx(f.log_score(p, o), abs=1e-9)


def test_skill():
    """Half the reference's score is a skill of 0.5; more than the reference is negative."""
    assert f.skill_score(0.1, 0.2) == 0.5
    np.testing.assert_allclose(f.skill_score([0, 0.2, 0.4], 0.2), [1, 0, -1])


# ---------------------------------------------------------------- calibration


def test_calibration_by_hand():
    """0.3 belongs to [0.3, 0.4) and 1 to the last bin; empty bins are left out."""
    table = f.calibration_table([0.3, 0.35, 0.9, 1.0, 0.0], [0, 1, 1, 1, 0])
    np.testing.assert_array_equal(table.low, [0.0, 0.3, 0.9])
    np.testing.assert_array_equal(table.high, [0.1, 0.4, 1.0])
    np.testing.assert_array_equal(table.count, [1, 2, 2])
    np.testing.assert_allclose(table.forecast, [0, 0.325, 0.95])
    np.testing.assert_allclose(table.frequency, [0, 0.5, 1])


def test_scikit_learns_published_calibration_curve():
    """Scikit-learn's reference, `calibration_curve`: 0, 0.5, 1 against 0.2, 0.525, 0.85."""
    said = [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1.0]
    table = f.calibration_table(said, [0, 0, 0, 0, 1, 1, 1, 1, 1], bins=3)
    np.testing.assert_allclose(table.frequency, [0, 0.5, 1])
    np.testing.assert_allclose(table.forecast, [0.2, 0.525, 0.85])


@given(records, st.one_of(st.integers(1, 20), st.just([0, 0.2, 0.25, 1])))
def test_calibration_loses_nobody(record, bins):
    """Counts add up, means are the overall means, every mean lies in its bin."""
    p, o = map(np.array, zip(*record, strict=True))
    table = f.calibration_table(p, o, bins)
    assert table.count.sum() == len(p)
    assert (table.count > 0).all()
    assert table.count @ table.forecast == pytest.approx(p.sum())
    assert table.count @ table.frequency == pytest.approx(o.sum())
    assert (table.low <= table.forecast + 1e-12).all()
    assert (table.forecast <= table.high + 1e-12).all()
    for low, high, count in zip(table.low, table.high, table.count, strict=True):
        assert count == np.sum((low <= p) & ((p < high) | ((high == 1) & (p == 1))))


def test_murphy_by_hand():
    """Said 0.2 four times (1 happened) and 0.8 four times (3 did).

    Reliability 0.05**2 = 0.0025, resolution 0.25**2 = 0.0625, uncertainty 0.25: score 0.19.
    """
    parts = f.murphy_decomposition([0.2] * 4 + [0.8] * 4, [0, 0, 0, 1, 1, 1, 1, 0])
    assert parts == pytest.approx((0.0025, 0.0625, 0.25))
    assert parts.score == pytest.approx(0.19)


def test_murphy_of_the_base_rate_is_uncertainty():
    """Always saying the base rate: no reliability error, no resolution."""
    assert f.murphy_decomposition([0.25] * 4, [1, 0, 0, 0]) == (0, 0, 0.1875)


@given(records)
def test_murphy_adds_up(record):
    """The parts give the mean Brier score; each lies in its range."""
    p, o = map(np.array, zip(*record, strict=True))
    parts = f.murphy_decomposition(p, o)
    assert parts.score == pytest.approx(f.brier_score(p, o).mean(), abs=1e-12)
    assert 0 <= parts.reliability <= 1
    assert 0 <= parts.resolution <= parts.uncertainty + 1e-12 <= 0.25 + 1e-12


# ---------------------------------------------------------------- pooling


def test_pools_by_hand():
    """0.5 and 0.9: mean 0.7. Odds 1 and 9, geometric mean 3: 0.75. Weights 3 to 1: 0.6."""
    assert f.linear_pool([0.5, 0.9]) == pytest.approx(0.7)
    assert f.log_pool([0.5, 0.9]) == pytest.approx(0.75)
    assert f.linear_pool([0.5, 0.9], [3, 1]) == pytest.approx(0.6)
    assert f.log_pool([0.5, 0.9], [0, 2]) == pytest.approx(0.9)
    assert f.log_pool([0, 0.9], [0, 2]) == pytest.approx(0.9)


def test_pools_of_arrays():
    """The first axis holds the forecasters; 0 and 1 decide a logarithmic pool."""
    panel = np.array([[0.1, 0.0, 0.5], [0.9, 0.4, 1.0]])
    np.testing.assert_allclose(f.linear_pool(panel), [0.5, 0.2, 0.75])
    np.testing.assert_allclose(f.log_pool(panel), [0.5, 0.0, 1.0])


@given(st.lists(st.tuples(inner, weights), min_size=1, max_size=6), st.floats(0.01, 100))
def test_pools_agree_with_unanimity_and_stay_within_the_panel(panel, ratio):
    """Between smallest and largest; order does not matter; the log pool is externally Bayesian."""
    p, w = zip(*panel, strict=True)
    for pool in (f.linear_pool, f.log_pool):
        pooled = pool(p, w)
        assert min(p) - 1e-12 <= pooled <= max(p) + 1e-12
        assert pooled == pytest.approx(pool(p[::-1], w[::-1]))
        assert pool([1 - x for x in p], w) == pytest.approx(1 - pooled)
        assert pool([p[0]] * len(p), w) == pytest.approx(p[0])
    assert f.linear_pool(p, w) == pytest.approx(np.average(p, weights=w))
    log_odds = np.average(np.log(np.divide(p, np.subtract(1, p))), weights=w)
    assert f.log_pool(p, w) == pytest.approx(1 / (1 + np.exp(-log_odds)))
    updated = [f.bayes_update(x, ratio) for x in p]
    assert f.log_pool(updated, w) == pytest.approx(f.bayes_update(f.log_pool(p, w), ratio))


@given(st.lists(st.tuples(probabilities, weights), min_size=1, max_size=6), outcomes)
def test_the_linear_pool_beats_the_average_forecaster(panel, o):
    """The Brier score is convex: the crowd scores no worse than its members on average."""
    p, w = map(np.array, zip(*panel, strict=True))
    members = np.average(f.brier_score(p, o), weights=w)
    assert f.brier_score(f.linear_pool(p, w), o) <= members + 1e-12


# ---------------------------------------------------------------- updating


def test_updating_by_hand():
    """A 1 % base rate and a test right 90 % of the time: 0.009 / (0.009 + 0.099) = 1/12."""
    ratio = f.likelihood_ratio(0.9, 0.1)
    assert ratio == pytest.approx(9)
    assert f.bayes_update(0.01, ratio) == pytest.approx(1 / 12)
    assert f.odds(0.75) == pytest.approx(3)
    np.testing.assert_allclose(f.bayes_update([0, 0.5, 1], 4), [0, 0.8, 1])
    assert f.bayes_update(0.3, 0) == 0


def test_kahnemans_cab():
    """Kahneman (2011), chapter 16: 15 % of cabs are blue, a witness right in 80 %; blue in 41 %."""
    assert f.bayes_update(0.15, f.likelihood_ratio(0.8, 0.2)) == pytest.approx(0.41, abs=0.005)


@given(inner, st.floats(0, 1), st.floats(0.001, 1))
def test_updating_is_bayess_rule(prior, if_true, if_false):
    """As from joint probabilities; odds multiply; more support never lowers the posterior."""
    ratio = f.likelihood_ratio(if_true, if_false)
    posterior = f.bayes_update(prior, ratio)
    joint = prior * if_true
    assert posterior == pytest.approx(joint / (joint + (1 - prior) * if_false))
    assert 0 <= posterior <= 1
    assert f.odds(min(posterior, 0.999999)) <= f.odds(prior) * ratio * (1 + 1e-9) + 1e-12
    assert f.bayes_update(prior, ratio + 1) >= posterior
    twice = f.bayes_update(f.bayes_update(prior, ratio), 2.0)
    assert twice == pytest.approx(f.bayes_update(prior, 2 * ratio))


# ---------------------------------------------------------------- one formula, three engines


@settings(max_examples=15, deadline=None)
@given(inner, inner, outcomes, weights)
def test_vega_computes_what_python_computes(p, q, o, w):
    """Each closed form on floats, arrays and Altair expressions."""
    d = alt.datum
    cases = [
        (lambda a, b, c, e: f.brier_score(a, c), {}),
        (lambda a, b, c, e: f.brier_score(a, c, "original"), {}),
        (lambda a, b, c, e, xp=np: f.log_score(a, c, xp), {"xp": alt.expr}),
        (lambda a, b, c, e: f.skill_score(a, b), {}),
        (lambda a, b, c, e: f.linear_pool([a, b, 0.5], [1, e, 2.5]), {}),
        (lambda a, b, c, e: f.log_pool([a, b, 0.5], [1, e, 2.5]), {}),
        (lambda a, b, c, e: f.odds(a), {}),
        (lambda a, b, c, e: f.likelihood_ratio(a, b), {}),
        (lambda a, b, c, e: f.bayes_update(a, e), {}),
    ]
    for case, extra in cases:
        number = case(p, q, o, w)
        assert type(number) is float
        drawn = evaluate(case(d.p, d.q, d.o, d.w, **extra), p=p, q=q, o=o, w=w)
        assert drawn == pytest.approx(number, rel=1e-9, abs=1e-9)
    for case, _ in cases[:4] + cases[6:]:
        table = case(np.array([[p], [q]]), np.array([q, p, q]), np.float64(o), np.array([w] * 3))
        assert table.ravel()[0] == case(p, q, o, w)


def test_a_parameter_as_weight():
    """A slider for one forecaster's weight makes an expression, in both pools."""
    w = alt.param(name="w", value=1)
    for pool in (f.linear_pool, f.log_pool):
        assert "w" in pool([0.2, 0.7], [1, w]).expr


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: f.brier_score(1.1, 1), "forecast must lie in [0, 1], got 1.1"),
        (lambda: f.brier_score(np.nan, 1), "forecast must be finite, got nan"),
        (lambda: f.brier_score(0.5, 2), "outcome must lie in [0, 1], got 2.0"),
        (lambda: f.brier_score(0.5, [0, 0.5]), "outcome must be a whole number, got 0.5 at"),
        (lambda: f.brier_score(0.5, None), "outcome must be a real number"),
        (lambda: f.brier_score(0.5, 1, "old"), "must be one of ['half', 'original'], got 'old'"),
        (lambda: f.brier_score([0.5], alt.datum.o), "forecast, outcome must not mix an array"),
        (lambda: f.log_score(-0.1, 1), "forecast must lie in [0, 1], got -0.1"),
        (lambda: f.log_score(alt.datum.p, [1], alt.expr), "forecast, outcome must not mix"),
        (lambda: f.skill_score(-1, 1), "score must lie in [0, inf), got -1.0"),
        (lambda: f.skill_score(1, 0), "reference must lie in (0, inf), got 0.0"),
        (lambda: f.skill_score([1], alt.datum.r), "score, reference must not mix"),
        (lambda: f.calibration_table([], []), "forecast must be one-dimensional and not empty"),
        (lambda: f.calibration_table([0.1, 0.2], [1]), "one entry per forecast (2), got 1"),
        (lambda: f.calibration_table([0.1], [0.4]), "outcome must be a whole number"),
        (lambda: f.calibration_table([0.1], [1], 0), "bins must lie in [1, 1000], got 0.0"),
        (lambda: f.calibration_table([0.1], [1], 2.5), "bins must be a whole number, got 2.5"),
        (lambda: f.calibration_table([0.1], [1], [0, 0.5]), "bins must be edges that rise"),
        (lambda: f.calibration_table([0.1], [1], [0.1, 1]), "bins must be edges that rise"),
        (lambda: f.calibration_table([0.1], [1], [0, 0.5, 0.5, 1]), "bins must be edges that"),
        (lambda: f.murphy_decomposition([2], [1]), "forecast must lie in [0, 1], got 2.0 at"),
        (lambda: f.murphy_decomposition([0.2], [1, 0]), "one entry per forecast (1), got 2"),
        (lambda: f.linear_pool([]), "forecasts must hold at least one forecaster, got none"),
        (lambda: f.linear_pool([0.1, 1.2]), "forecasts[1] must lie in [0, 1], got 1.2"),
        (lambda: f.linear_pool([0.1], [1, 2]), "one entry per forecaster (1), got 2"),
        (lambda: f.linear_pool([0.1], [0]), "weights must not all be 0"),
        (lambda: f.linear_pool([0.1], [-1]), "weights[0] must lie in [0, 1e+06], got -1.0"),
        (lambda: f.linear_pool([0.1], [[1]]), "weights[0] must be a single number, got shape (1,)"),
        (lambda: f.linear_pool([[0.1], alt.datum.p]), "forecasts[0], forecasts[1], weights[0]"),
        (lambda: f.log_pool([0, 1]), "forecasts must not hold both 0 and 1"),
        (lambda: f.log_pool([[0.5, 0], [0.5, 1]]), "forecasts must not hold both 0 and 1"),
        (lambda: f.odds(1), "probability must lie in [0, 1), got 1.0"),
        (lambda: f.likelihood_ratio(2, 1), "if_true must lie in [0, 1], got 2.0"),
        (lambda: f.likelihood_ratio(1, 0), "if_false must lie in (0, 1], got 0.0"),
        (lambda: f.bayes_update(0.5, -1), "ratio must lie in [0, 1e+300], got -1.0"),
        (lambda: f.bayes_update("x", 1), "prior must be a real number"),
        (lambda: f.bayes_update([0.5, 1], 0), "ratio must not be 0 where prior is 1"),
        (lambda: f.bayes_update([0.5], alt.datum.r), "prior, ratio must not mix an array"),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    """The message names the parameter, what is allowed and what was given."""
    with refuses(message):
        call()
