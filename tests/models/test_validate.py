"""The shared validators: what they let through, and what each says about bad input."""

import re

import numpy as np
import pytest

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
