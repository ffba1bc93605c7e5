"""Counts: binomial and hypergeometric probabilities, against SciPy and against exact fractions."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from missile_question.models import _counts

shares = st.floats(0, 1)
strata = st.integers(0, 300).flatmap(
    lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n))
)


def binomial(trials, success, failure=None, most=None):
    """Probabilities of one binomial distribution."""
    failure = 1 - success if failure is None else failure
    most = None if most is None else np.array([most])
    arguments = np.array([trials]), np.array([float(success)]), np.array([float(failure)]), most
    ((_, table),) = _counts.binomial(*arguments)
    return table[0]


def hypergeometric(items, marked, drawn):
    """Probabilities of one hypergeometric distribution: its counts, and theirs."""
    arguments = (np.array([count]) for count in (items, marked, drawn))
    ((_, counts, table),) = _counts.hypergeometric(*arguments)
    return counts[0], table[0]


def close(found, expected, rtol=1e-12):
    """Compare, relative to each number; below 1e-290 doubles have fewer digits."""
    np.testing.assert_allclose(found, expected, rtol=rtol, atol=1e-290)


# ---------------------------------------------------------------- exact fractions


@given(st.integers(0, 200), st.fractions(0, 1, max_denominator=2**20))
@example(200, Fraction(1))
@example(200, Fraction(0))
def test_binomial_is_exact(trials, share):
    """Each probability equals the fraction, computed in whole numbers, to 1e-12 of itself."""
    p = Fraction(float(share))
    exact = [comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(trials + 1)]
    close(binomial(trials, float(share)), [float(term) for term in exact])


@given(strata)
def test_hypergeometric_is_exact(stratum):
    """Each probability equals the share of samples, counted; counts left out have none."""
    items, marked, drawn = stratum
    counts, table = hypergeometric(*stratum)
    samples = comb(items, drawn)
    exact = [
        float(Fraction(comb(marked, j) * comb(items - marked, drawn - j), samples))
        for j in map(int, counts)
    ]
    close(table, exact)
    low, high = max(0, marked + drawn - items), min(marked, drawn)
    assert counts[0] == low
    assert counts[-1] >= high


@pytest.mark.parametrize(
    ("marked", "drawn"),
    [(1, 1), (1, 99_999), (3, 50_000), (50_000, 50_000), (33_333, 77_777), (99_999, 99_999)],
)
def test_hypergeometric_of_the_largest_stratum(marked, drawn):
    """Of 100,000 items: near the mode and far from it, counted in whole numbers."""
    items = 100_000
    counts, table = hypergeometric(items, marked, drawn)
    assert table.sum() == pytest.approx(1, abs=1e-12)
    assert len(table) < 10_000
    likely = np.flatnonzero(table > 1e-200)
    samples = comb(items, drawn)
    for i in {*likely[:: max(1, len(likely) // 4)].tolist(), int(likely[-1])}:
        j = int(counts[i])
        exact = Fraction(comb(marked, j) * comb(items - marked, drawn - j), samples)
        assert table[i] == pytest.approx(float(exact), rel=1e-12)


# ---------------------------------------------------------------- SciPy


@given(st.integers(0, 3000), shares)
@example(3000, 1e-12)
@example(3000, 5e-9)
@example(3000, 1 - 2**-53)
def test_binomial_is_scipys(trials, p):
    """SciPy's probabilities, for any p that SciPy can take, to 1e-12 of each."""
    if 0 < p < 1e-100:
        return  # SciPy's overflows
    found, expected = binomial(trials, p), stats.binom.pmf(np.arange(trials + 1), trials, p)
    seen = expected > 1e-200
    close(found[seen], expected[seen])
    assert np.all(found[~seen] <= 1e-199)


@given(st.integers(1, 60), st.data())
def test_hypergeometric_is_scipys(items, data):
    """SciPy's probabilities, whose own logarithms of factorials keep 1e-12 in small strata."""
    marked, drawn = data.draw(st.integers(0, items)), data.draw(st.integers(0, items))
    counts, table = hypergeometric(items, marked, drawn)
    close(table, stats.hypergeom.pmf(counts, items, marked, drawn))


def test_large_strata_are_scipys():
    """Random strata of up to 100,000 items: as near as SciPy's are to the exact ones, 1e-8."""
    rng = np.random.default_rng(5)
    for _ in range(10):
        items = int(rng.integers(1000, 100_001))
        marked, drawn = (int(rng.integers(1, share * items)) for share in rng.uniform(0.01, 1, 2))
        counts, table = hypergeometric(items, marked, drawn)
        expected = stats.hypergeom.pmf(counts, items, marked, drawn)
        seen = expected > 1e-200
        close(table[seen], expected[seen], rtol=1e-8)


# ---------------------------------------------------------------- properties


@given(st.integers(0, 10_000), shares)
def test_binomial_sums_to_1(trials, p):
    """All probabilities lie in [0, 1] and sum to 1; failures are successes counted backwards."""
    found = binomial(trials, p)
    assert np.all((found >= 0) & (found <= 1))
    assert found.sum() == pytest.approx(1, abs=1e-13)
    close(found[::-1], binomial(trials, 1 - p, p), rtol=1e-11)


@given(st.integers(0, 100_000), st.data())
def test_hypergeometric_sums_to_1(items, data):
    """Sum to 1 with the right mean; marked and drawn items change places, to the last bit."""
    marked, drawn = data.draw(st.integers(0, items)), data.draw(st.integers(0, items))
    counts, table = hypergeometric(items, marked, drawn)
    assert np.all((table >= 0) & (table <= 1))
    assert table.sum() == pytest.approx(1, abs=1e-13)
    assert table @ counts == pytest.approx(marked * drawn / max(items, 1), rel=1e-11)
    np.testing.assert_array_equal(hypergeometric(items, drawn, marked), (counts, table))


@pytest.mark.parametrize("p", [0.0, 5e-324, 1e-308, 1e-20, 1.0])
def test_probabilities_at_the_ends(p):
    """Certain failure, certain success and a success that is next to impossible."""
    table = binomial(1000, p)
    assert table[1000 if p == 1 else 0] == pytest.approx(1, abs=1e-15)
    assert table[1] == pytest.approx(0.0 if p == 1 else 1000 * p, rel=1e-12)
    rare = binomial(1000, 1 - p, p)
    np.testing.assert_array_equal(rare[::-1], table)


def test_at_most_so_many_successes():
    """On condition of at most two: the first three terms, divided by their sum."""
    every = stats.binom.pmf(np.arange(4), 9, 0.7)
    np.testing.assert_allclose(binomial(9, 0.7, most=2), every[:3] / every[:3].sum(), rtol=1e-12)
    assert binomial(9, 1.0, most=2).tolist() == [0, 0, 1]
    assert binomial(0, 0.3).tolist() == [1]


def test_blocks_change_nothing(monkeypatch):
    """Entries of all sizes in one call, in blocks or not, give what each gives alone."""
    rng = np.random.default_rng(6)
    items = rng.integers(1, 200, 50)
    marked, drawn = (rng.integers(0, items + 1) for _ in range(2))
    p, most = rng.uniform(size=50), rng.integers(0, items + 1)
    p[:2] = 0, 1
    for numbers in (2**18, 1000, 1):
        monkeypatch.setattr(_counts, "_MOST_NUMBERS", numbers)
        seen = 0
        for rows, counts, table in _counts.hypergeometric(items, marked, drawn):
            assert table.size <= max(numbers, table.shape[1])
            for i, j, chance in zip(range(50)[rows], counts, table, strict=True):
                _, alone = hypergeometric(items[i], marked[i], drawn[i])
                np.testing.assert_allclose(chance[: len(alone)], alone, rtol=1e-14)
                assert not chance[len(alone) :].any()
                assert j[0] == max(0, marked[i] + drawn[i] - items[i])
                seen += 1
        for rows, table in _counts.binomial(items, p, 1 - p, most):
            for i, chance in zip(range(50)[rows], table, strict=True):
                alone = binomial(items[i], p[i], most=most[i])
                np.testing.assert_allclose(chance[: len(alone)], alone, rtol=1e-14)
                assert not chance[len(alone) :].any()
                seen += 1
        assert seen == 100


def test_no_entries():
    """Empty arrays have no probabilities."""
    none = np.array([], dtype=int)
    assert list(_counts.hypergeometric(none, none, none)) == []
    assert list(_counts.binomial(none, none, none)) == []
