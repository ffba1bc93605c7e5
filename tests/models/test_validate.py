"""The shared validators: what they let through, and what each says about bad input."""

import re

import altair as alt
import numpy as np
import pytest

from missile_question.models import _operands as o
from missile_question.models import _validate as v


def refuses(message: str):
    """Expect a ``ValueError`` with exactly this message."""
    return pytest.raises(ValueError, match=f"^{re.escape(message)}$")


@pytest.mark.parametrize("value", [3, 3.0, np.float64(3), np.int32(3), np.array(3.0)])
def test_scalars_come_back_as_floats(value):
    """Python and NumPy scalars, and arrays without axes, become one float."""
    for result in (v.finite("x", value), v.in_range("x", value, 0, 5), v.scalar("x", value)):
        assert type(result) is float
        assert result == 3.0


@pytest.mark.parametrize("value", [[1, 2], (1.0, 2.0), np.array([1, 2], dtype=np.uint8)])
def test_arrays_come_back_as_float_arrays_of_the_same_shape(value):
    """Lists, tuples and arrays become float64 arrays; the values stay."""
    result = v.finite("x", value)
    assert result.dtype == np.float64
    np.testing.assert_array_equal(result, [1.0, 2.0])
    np.testing.assert_array_equal(v.vector("x", value), [1.0, 2.0])


def test_an_empty_array_passes_finite_but_is_no_vector():
    """Emptiness is the model's business, except where a vector is asked for."""
    assert v.finite("x", []).shape == (0,)
    with refuses("x must be one-dimensional and not empty, got an array of shape (0,)"):
        v.vector("x", [])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (np.nan, "x must be finite, got nan"),
        (-np.inf, "x must be finite, got -inf"),
        ([0.0, 1.0, np.nan, np.inf], "x must be finite, got nan at index 2"),
        ([[0.0, 1.0], [np.inf, 2.0]], "x must be finite, got inf at index (1, 0)"),
        ("3", "x must be a real number or an array of them, got '3'"),
        (None, "x must be a real number or an array of them, got None"),
        (True, "x must be a real number or an array of them, got True"),
        (1j, "x must be a real number or an array of them, got 1j"),
        ([1, [2, 3]], "x must be a number or a regular array, got [1, [2, 3]]"),
    ],
)
def test_finite_refuses(value, message):
    """NaN, infinity, text, booleans, None and ragged lists never pass silently."""
    with refuses(message):
        v.finite("x", value)


def test_scalar_refuses_an_array():
    """Where one number is meant, an array is an error and its shape is named."""
    with refuses("lat must be a single number, got an array of shape (2,)"):
        v.scalar("lat", [1.0, 2.0])


def test_vector_refuses_other_shapes():
    """Where a list of numbers is meant, a number or a table is an error."""
    with refuses("d must be one-dimensional and not empty, got an array of shape ()"):
        v.vector("d", 1.0)
    with refuses("d must be one-dimensional and not empty, got an array of shape (1, 2)"):
        v.vector("d", [[1.0, 2.0]])


def test_in_range_includes_its_ends_unless_told():
    """Closed ends belong to the interval, open ones do not."""
    assert v.in_range("p", 0, 0, 1) == 0.0
    assert v.in_range("p", 1, 0, 1) == 1.0
    with refuses("p must lie in (0, 1], got 0.0"):
        v.in_range("p", 0, 0, 1, low_open=True)
    with refuses("p must lie in [0, 1), got 1.0"):
        v.in_range("p", 1, 0, 1, high_open=True)
    with refuses("p must lie in [0, inf) km, got -1.0 at index 1"):
        v.in_range("p", [1, -1], 0, np.inf, unit="km")
    with refuses("p must lie in (-inf, 2], got 3.0"):
        v.in_range("p", 3, -np.inf, 2)


def test_integer():
    """Whole numbers pass, as int or int64; a fraction or an end overstepped does not."""
    assert v.integer("n", 72.0, 3) == 72
    assert type(v.integer("n", np.int64(5))) is int
    counts = v.integer("n", [1, 2.0])
    assert counts.dtype == np.int64
    with refuses("n must be a whole number, got 2.5 at index 1"):
        v.integer("n", [1, 2.5])
    with refuses("n must lie in [3, inf), got 2.0"):
        v.integer("n", 2, 3)


def test_latitude_and_longitude():
    """Poles and a full turn are allowed, more is not."""
    assert v.latitude("lat", -90) == -90.0
    assert v.longitude("lon", 360) == 360.0
    with refuses("latitude must lie in [-90, 90] degrees, got 95.0"):
        v.latitude("latitude", 95)
    with refuses("lon must lie in [-360, 360] degrees, got 361.0 at index 1"):
        v.longitude("lon", [0, 361])


# ---------------------------------------------------------------- orders


@pytest.mark.parametrize(
    ("value", "relation", "limit", "message"),
    [
        (6, "<=", 5, "a must not exceed b, got 6 and 5"),
        (1.0, ">", 1.0, "a must be above b, got 1.0 and 1.0"),
        (0.5, ">=", 1, "a must be at least b, got 0.5 and 1"),
        (np.array([1, 6]), "<=", 5, "a must not exceed b, got 6 and 5 at index 1"),
        (np.array([[2.0, 0.0]]), ">", 1.0, "a must be above b, got 0.0 and 1.0 at index (0, 1)"),
    ],
)
def test_require_order_refuses(value, relation, limit, message):
    """Both names, both numbers and, in an array, the first place stand in the message."""
    with refuses(message):
        v.require_order("a", value, relation, "b", limit)


def test_require_order_lets_through():
    """Numbers in order pass, equal ones where the order allows, and expressions always."""
    v.require_order("a", 5, "<=", "b", 5)
    v.require_order("a", np.array([2.0, 3.0]), ">", "b", 1.0)
    v.require_order("a", 1.0, ">=", "b", np.array([1.0, 0.0]))
    v.require_order("a", alt.param(value=1), ">", "b", 2.0)
    v.require_order("a", 1.0, ">", "b", alt.param(value=2))


# ---------------------------------------------------------------- operands of the closed forms


class Table:
    """An array by another name, as a pandas column is."""

    def __array__(self, dtype=None, copy=None):
        return np.array([1, 2])


@pytest.mark.parametrize(
    ("check", "good", "bad", "message"),
    [
        (o.NUMBER, -3, np.inf, "x must be finite, got inf"),
        (o.NOT_NEGATIVE, 0, -1, "x must lie in [0, inf), got -1.0"),
        (o.POSITIVE, 1, 0, "x must lie in (0, inf), got 0.0"),
        (o.COUNT, 0, -1, "x must lie in [0, inf), got -1.0"),
        (o.COUNT, 4, 2.5, "x must be a whole number, got 2.5"),
        (o.COUNT_FROM_1, 1, 0, "x must lie in [1, inf), got 0.0"),
        (o.PROBABILITY, 1, 1.5, "x must lie in [0, 1], got 1.5"),
        (o.PROBABILITY_ABOVE_0, 1, 0, "x must lie in (0, 1], got 0.0"),
        (o.PROBABILITY_BELOW_1, 0, 1, "x must lie in [0, 1), got 1.0"),
        (o.PROBABILITY_INSIDE, 0.5, 1, "x must lie in (0, 1), got 1.0"),
        (o.Interval(0, 9, unit="km"), 9, 10, "x must lie in [0, 9] km, got 10.0"),
    ],
)
def test_an_interval_checks_what_it_is_given(check, good, bad, message):
    """Numbers inside come back as floats, whole ones too; outside, the message says the range."""
    assert check("x", good) == good
    assert type(check("x", good)) is float
    assert check("x", [good]).dtype == np.float64
    with refuses(message):
        check("x", bad)


def test_operands_come_back_in_order_ready_to_compute():
    """Numbers become floats or float arrays, each by its own check; expressions pass untouched."""
    slider = alt.param(value=1)
    number, whole, expression = o.operands(
        p=(np.float32(0.5), o.PROBABILITY), n=(3, o.COUNT), s=(slider, o.COUNT)
    )
    assert (type(number), type(whole), expression) == (float, float, slider)
    (array,) = o.operands(x=(Table(), o.NUMBER))
    assert array.dtype == np.float64
    assert o.operands() == []


def test_operands_name_the_number_that_fails():
    """The first number that fails its check is named; None and text are no expressions."""
    with refuses("n must be a whole number, got 0.5"):
        o.operands(p=(alt.param(value=1), o.PROBABILITY), n=(0.5, o.COUNT), m=(-1, o.COUNT))
    with refuses("p must be a real number or an array of them, got None"):
        o.operands(p=(None, o.PROBABILITY))
    with refuses("p must be a real number or an array of them, got '0.5'"):
        o.operands(p=("0.5", o.PROBABILITY))


def test_operands_refuse_an_array_next_to_an_expression():
    """NumPy would compute an object array entry by entry, in silence."""
    mixed = {"p": ([0.5], o.PROBABILITY), "n": (alt.param(value=1), o.COUNT)}
    for namespace in ((), (np,), (alt.expr,)):
        with pytest.raises(ValueError, match=r"^p, n must not mix an array with an expression"):
            o.operands(*namespace, **mixed)


def test_operands_refuse_a_namespace_of_another_engine():
    """NumPy cannot compute an expression, nor Vega an array; numbers suit both."""
    assert o.operands(np, x=(1, o.NUMBER)) == o.operands(alt.expr, x=(1, o.NUMBER)) == [1.0]
    with refuses("xp must be alt.expr for an Altair expression, got numpy"):
        o.operands(np, x=(alt.param(value=1), o.NUMBER))
    with pytest.raises(ValueError, match=r"^xp must be numpy for an array, got "):
        o.operands(alt.expr, x=([1, 2], o.NUMBER))


@pytest.mark.parametrize("value", [np.float64(2.0), np.array(2.0), 2.0])
def test_plain_gives_pythons_own_numbers(value):
    """NumPy's scalars would print as np.float64(2.0) in an expression."""
    assert repr(o.plain(value)) == "2.0"


def test_plain_leaves_the_rest():
    """Arrays with axes and expressions stay what they are."""
    array, slider = np.array([1.0]), alt.param(value=1)
    assert o.plain(array) is array
    assert o.plain(slider) is slider


def test_larger_smaller_and_choose_on_three_engines():
    """The same three words for floats, arrays and Vega."""
    assert (o.larger(1.0, 2.0, np), o.smaller(1.0, 2.0, np)) == (2.0, 1.0)
    assert (o.choose(True, 1.0, 2.0, np), o.choose(False, "a", "b", np)) == (1.0, "b")
    np.testing.assert_array_equal(o.larger(np.array([1.0, 3.0]), 2.0, np), [2.0, 3.0])
    np.testing.assert_array_equal(o.smaller(np.array([1.0, 3.0]), 2.0, np), [1.0, 2.0])
    np.testing.assert_array_equal(o.choose(np.array([True, False]), 1.0, 2.0, np), [1.0, 2.0])
    slider = alt.param(name="s", value=1)
    assert str(o.larger(slider, 2.0, alt.expr)) == "max(s,2.0)"
    assert str(o.smaller(slider, 2.0, alt.expr)) == "min(s,2.0)"
    assert str(o.choose(slider > 0, 1.0, 2.0, alt.expr)) == "if((s > 0),1.0,2.0)"
