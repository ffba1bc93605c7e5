"""Breakout arithmetic: units, mass balance, separative work, two conventions."""

import re

import altair as alt
import numpy as np
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from missile_question.models import breakout
from missile_question.models.breakout import KgU, KgU235, KgUF6

NATURAL = breakout.NATURAL_ASSAY
masses = st.floats(0, 1e6)
shares = st.floats(0.001, 0.999)
tails_assays = st.floats(0.001, 0.005)
stock_assays = st.floats(0.0075, 0.85)


def refuses(message: str, kind=ValueError):
    """Expect an error whose message contains this text."""
    return pytest.raises(kind, match=re.escape(message))


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


# ---------------------------------------------------------------- masses


def test_the_jcpoa_limit_in_both_units():
    """The JCPOA's 300 kg of UF6 are 202.8 kg U (2015, Annex I, and the IAEA's reports)."""
    assert KgU.from_uf6(KgUF6(300)).kg == pytest.approx(202.8)
    assert KgUF6.from_u(KgU(202.8)).kg == pytest.approx(300)


def test_the_factor_is_the_ratio_of_atomic_masses():
    """Uranium 238.03 and six fluorines of 18.998 make 352.02: 0.676 to three digits."""
    assert round(238.03 / (238.03 + 6 * 18.998), 3) == breakout.URANIUM_IN_UF6


def test_one_significant_quantity_at_60_percent():
    """25 kg of U-235 are 25 / 0.60 = 41.7 kg U at 60 %, the press's 42 kg."""
    u = KgU.from_u235(breakout.SIGNIFICANT_QUANTITY_HEU, 0.60)
    assert u.kg == pytest.approx(41.667, abs=5e-4)
    assert breakout.significant_quantities(u, 0.60) == pytest.approx(1)


@given(masses, st.floats(1e-6, 1))
def test_conversions_return(kg, assay):
    """There and back is where one began, and no part is heavier than the whole."""
    assert KgU.from_uf6(KgUF6.from_u(KgU(kg))).kg == pytest.approx(kg)
    isotope = KgU235.from_u(KgU(kg), assay)
    assert isotope.kg <= kg <= KgUF6.from_u(KgU(kg)).kg
    assert KgU.from_u235(isotope, assay).kg == pytest.approx(kg)


def test_masses_do_not_mix():
    """Equal numbers of different kinds differ, do not add up and are no argument for each other."""
    assert KgU(25) != KgU235(25)
    assert KgU(25) == KgU(25.0)
    with pytest.raises(TypeError):
        KgU(1) + KgUF6(1)
    with pytest.raises(AttributeError):
        KgU(1).kg = 2
    with refuses("uf6 must be a KgUF6, got KgU(kg=300.0)", TypeError):
        KgU.from_uf6(KgU(300))
    with refuses("u235 must be a KgU235, got 25", TypeError):
        KgU.from_u235(25, 0.6)
    with refuses("u must be a KgU, got KgUF6(kg=1.0)", TypeError):
        KgUF6.from_u(KgUF6(1))
    with refuses("u must be a KgU, got KgU235(kg=1.0)", TypeError):
        KgU235.from_u(KgU235(1), 0.5)
    with refuses("stock must be a KgU, got KgUF6(kg=300.0)", TypeError):
        breakout.significant_quantities(KgUF6(300), 0.6)
    with refuses("stock must be a KgU, got KgUF6(kg=300.0)", TypeError):
        breakout.compare_conventions(KgUF6(300), 0.05, 5000, 0.003)
    with refuses("product must be a KgU, got KgU235(kg=25.0)", TypeError):
        breakout.swu_needed(KgU235(25), 0.9, KgU(0), 0.05, 0.003)


def test_significant_quantities_at_the_line():
    """75 kg of U-235 are one quantity below 20 % and three from there on."""
    assert breakout.significant_quantities(
        KgU.from_u235(KgU235(75), 0.1999), 0.1999
    ) == pytest.approx(1)
    assert breakout.significant_quantities(KgU.from_u235(KgU235(75), 0.20), 0.20) == pytest.approx(
        3
    )
    found = breakout.significant_quantities(KgU([375, 1500]), [0.2, 0.05])
    np.testing.assert_allclose(found, [3, 1])


# ---------------------------------------------------------------- separative work


def test_value_function_by_hand():
    """V(0.5) = 0, V(0.9) = 0.8 ln 9 = 1.758, V(0.00711) = 0.98578 ln(0.99289 / 0.00711) = 4.869."""
    assert breakout.value_function(0.5) == 0
    assert breakout.value_function(0.9) == pytest.approx(0.8 * np.log(9))
    assert breakout.value_function(NATURAL) == pytest.approx(4.869, abs=5e-4)
    assert type(breakout.value_function(0.9)) is float


@given(shares)
def test_value_function_is_symmetric_and_convex(x):
    """V(x) = V(1 - x) >= 0, and its second derivative is 1 / (x (1 - x))^2, as theory demands."""
    value = breakout.value_function(x)
    assert value >= 0
    assert value == pytest.approx(breakout.value_function(1 - x), abs=1e-12, rel=1e-9)
    h = 1e-3 * min(x, 1 - x)
    bend = breakout.value_function(x + h) - 2 * value + breakout.value_function(x - h)
    assert bend / h**2 == pytest.approx(1 / (x * (1 - x)) ** 2, rel=1e-3)


@pytest.mark.parametrize(
    ("tails", "swu", "feed"),
    [(0.0030, 4.3, 7.8), (0.0025, 4.8, 7.0)],
)
def test_power_reactor_fuel(tails, swu, feed):
    """World Nuclear Association, "Uranium Enrichment": 1 kg U at 3.5 %, SWU and natural feed."""
    assert breakout.swu_per_product(0.035, NATURAL, tails) == pytest.approx(swu, abs=0.05)
    assert breakout.feed_per_product(0.035, NATURAL, tails) == pytest.approx(feed, abs=0.05)


def test_the_iaea_bulletin_s_kilogram():
    """IAEA Bulletin 19 (1), 1977: 1 kg U at 3 %, tails 0.2 %: 5.479 kg of feed and 4.306 SWU."""
    assert breakout.feed_per_product(0.03, NATURAL, 0.002) == pytest.approx(5.479, abs=5e-4)
    assert breakout.swu_per_product(0.03, NATURAL, 0.002) == pytest.approx(4.306, abs=1.5e-3)


@pytest.mark.parametrize(("tails", "swu", "feed"), [(0.0025, 7.9, 10.4), (0.0020, 8.9, 9.4)])
def test_world_nuclear_association_at_five_percent(tails, swu, feed):
    """World Nuclear Association, "Uranium Enrichment": 1 kg U at 5 %; its feed to a per cent."""
    assert breakout.swu_per_product(0.05, NATURAL, tails) == pytest.approx(swu, abs=0.05)
    assert breakout.feed_per_product(0.05, NATURAL, tails) == pytest.approx(feed, rel=0.011)


def test_urenco_s_reactor():
    """URENCO, "Separative Work": 25 t at 3.75 % from about 210 t and about 120 t of work."""
    assert 25 * breakout.feed_per_product(0.0375, NATURAL, 0.003) == pytest.approx(210, rel=0.01)
    assert 25 * breakout.swu_per_product(0.0375, NATURAL, 0.003) == pytest.approx(120, rel=0.02)


@pytest.mark.parametrize(
    ("tails", "of_25_kg_u", "of_25_kg_u235"),
    [(0.0020, 5684, 6315), (0.0025, 5201, 5779), (0.0030, 4823, 5359)],
)
def test_first_quantity_from_natural_uranium(tails, of_25_kg_u, of_25_kg_u235):
    """About five thousand SWU for 25 kg of 90 % uranium from natural; tails decide the rest.

    By hand at 0.3 %: F/P = 0.897 / 0.00411 = 218.25, W/P = 217.25; V = 1.7578 (product), 5.7713
    (tails), 4.8689 (feed); 1.7578 + 217.25 * 5.7713 - 218.25 * 4.8689 = 192.9 SWU per kg U, times
    25 kg U = 4,823, and times 25 / 0.9 = 27.8 kg U = 5,359 for 25 kg of U-235.
    """
    each = breakout.swu_per_product(0.9, NATURAL, tails)
    assert 25 * each == pytest.approx(of_25_kg_u, abs=1)
    assert KgU.from_u235(KgU235(25), 0.9).kg * each == pytest.approx(of_25_kg_u235, abs=1)


@given(st.floats(0.3, 0.99), st.floats(0.01, 0.25), tails_assays)
def test_mass_balance_against_linear_algebra(product, feed, tails):
    """Uranium and U-235 both balance: the 2 by 2 system solved by NumPy."""
    expected = np.linalg.solve([[1, -1], [feed, -tails]], [1, product])
    found = (
        breakout.feed_per_product(product, feed, tails),
        breakout.tails_per_product(product, feed, tails),
    )
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@given(st.floats(0.3, 0.99), st.floats(0.01, 0.25), tails_assays)
def test_separative_work_adds_up(product, between, tails):
    """Enriching in two steps at one tails assay takes the work of one: value is conserved."""
    first = breakout.swu_per_product(between, NATURAL, tails)
    second = breakout.swu_per_product(product, between, tails)
    steps = second + breakout.feed_per_product(product, between, tails) * first
    assert steps == pytest.approx(breakout.swu_per_product(product, NATURAL, tails), rel=1e-9)


@given(st.floats(0.3, 0.98), st.floats(0.01, 0.25), tails_assays)
def test_separative_work_is_monotone(product, feed, tails):
    """More for a higher product, less for a higher feed or higher tails; always above 0."""
    swu = breakout.swu_per_product(product, feed, tails)
    assert swu > 0
    assert breakout.swu_per_product(product + 0.01, feed, tails) > swu
    assert breakout.swu_per_product(product, feed + 0.01, tails) < swu
    assert breakout.swu_per_product(product, feed, tails + 0.001) < swu


@given(st.floats(0.1, 100), masses, stock_assays, tails_assays)
def test_a_stock_saves_work_and_a_large_one_does_it_all(product, stock, assay, tails):
    """Between the work from natural uranium and that from the stock alone; never rising in it."""
    swu = breakout.swu_needed(KgU(product), 0.9, KgU(stock), assay, tails)
    natural = product * breakout.swu_per_product(0.9, NATURAL, tails)
    stock_alone = product * breakout.swu_per_product(0.9, assay, tails)
    assert stock_alone * (1 - 1e-9) <= swu <= natural * (1 + 1e-9)
    more = breakout.swu_needed(KgU(product), 0.9, KgU(2 * stock + 1), assay, tails)
    assert more <= swu * (1 + 1e-9)
    if stock >= product * breakout.feed_per_product(0.9, assay, tails):
        assert swu == pytest.approx(stock_alone)
    assert breakout.swu_needed(KgU(product), 0.9, KgU(0), assay, tails) == pytest.approx(natural)


def test_weeks_by_hand():
    """A year's work takes 365.25 / 7 = 52.18 weeks."""
    assert breakout.weeks(5000, 5000) == pytest.approx(52.18, abs=0.005)
    assert breakout.weeks(0, 1) == 0


# ---------------------------------------------------------------- two conventions


def test_the_conventions_side_by_side():
    """From a stock large enough the IAEA's quantity takes 1 / 0.9 of the time of ISIS's."""
    iaea, isis = breakout.compare_conventions(KgU(5000), 0.05, 5000, 0.003)
    assert iaea.product.kg == pytest.approx(27.78, abs=0.005)
    assert isis.product == breakout.ISIS_QUANTITY
    assert (iaea.from_stock, isis.from_stock) == (1.0, 1.0)
    assert iaea.weeks == pytest.approx(isis.weeks / 0.9)
    each = breakout.swu_per_product(0.9, 0.05, 0.003)
    assert isis.swu == pytest.approx(25 * each)
    assert isis.weeks == pytest.approx(365.25 / 7 * 25 * each / 5000)


def test_a_small_stock_covers_a_share():
    """The JCPOA's 202.8 kg U at 3.67 %: 202.8 * 0.0337 / 0.897 = 7.62 kg of 25, that is 30.5 %."""
    iaea, isis = breakout.compare_conventions(KgU(202.8), 0.0367, 5000, 0.003)
    assert isis.from_stock == pytest.approx(0.305, abs=5e-4)
    assert iaea.from_stock == pytest.approx(0.9 * isis.from_stock)
    assert iaea.weeks > isis.weeks / 0.9
    natural = breakout.swu_per_product(0.9, NATURAL, 0.003)
    stock = breakout.swu_per_product(0.9, 0.0367, 0.003)
    made = 202.8 * 0.0337 / 0.897
    assert isis.swu == pytest.approx(made * stock + (25 - made) * natural)


@given(masses, stock_assays, st.floats(1, 1e6), tails_assays)
def test_isis_is_never_slower(stock, assay, capacity, tails):
    """25 kg of uranium come before 25 kg of U-235; twice the capacity takes half the time."""
    iaea, isis = breakout.compare_conventions(KgU(stock), assay, capacity, tails)
    assert 0 <= iaea.from_stock <= isis.from_stock <= 1
    assert 0 < isis.weeks <= iaea.weeks
    twice = breakout.compare_conventions(KgU(stock), assay, 2 * capacity, tails)
    assert twice.isis.weeks == pytest.approx(isis.weeks / 2)


# ---------------------------------------------------------------- closed forms


@settings(max_examples=10, deadline=None)
@given(st.floats(0.86, 0.95), stock_assays, tails_assays, st.floats(0, 3000), st.floats(100, 1e5))
def test_vega_computes_what_python_and_numpy_compute(product, feed, tails, stock, capacity):
    """Every closed form on Altair parameters, evaluated by Vega, equals floats and arrays."""
    values = {"xp": product, "xf": feed, "xw": tails, "s": stock, "c": capacity}
    params = {name: alt.param(name=name, value=value) for name, value in values.items()}
    forms = [
        lambda v, xp: breakout.value_function(v["xf"], xp),
        lambda v, xp: breakout.feed_per_product(v["xp"], v["xf"], v["xw"]),
        lambda v, xp: breakout.tails_per_product(v["xp"], v["xf"], v["xw"]),
        lambda v, xp: breakout.swu_per_product(v["xp"], v["xf"], v["xw"], xp),
        lambda v, xp: breakout.swu_per_product(0.9, v["xf"], 0.003, xp),
        lambda v, xp: breakout.swu_needed(KgU(25), v["xp"], KgU(v["s"]), v["xf"], v["xw"], xp),
        lambda v, xp: breakout.weeks(v["s"], v["c"]),
        lambda v, xp: KgU.from_uf6(KgUF6(v["s"])).kg,
        lambda v, xp: KgUF6.from_u(KgU(v["s"])).kg,
        lambda v, xp: KgU235.from_u(KgU(v["s"]), v["xf"]).kg,
        lambda v, xp: KgU.from_u235(KgU235(25), v["xf"]).kg,
    ]
    by_vega = evaluate([form(params, alt.expr) for form in forms], params.values())
    by_python = [form(values, np) for form in forms]
    assert {type(number) for number in by_python} == {float}
    assert by_vega == pytest.approx(by_python, abs=1e-9, rel=1e-9)
    arrays = {name: np.array([value, value]) for name, value in values.items()}
    for form, number in zip(forms, by_python, strict=True):
        np.testing.assert_allclose(form(arrays, np), [number, number], rtol=1e-9)


def test_an_array_does_not_mix_with_an_expression():
    """NumPy would make an object array in silence; the error names the parameters."""
    with refuses("swu, swu_per_year must not mix an array with an expression"):
        breakout.weeks([1, 2], alt.param(name="c"))


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: KgU(-1), "KgU must lie in [0, inf) kg, got -1.0"),
        (lambda: KgUF6(np.nan), "KgUF6 must be finite, got nan"),
        (lambda: KgU235(None), "KgU235 must be a real number"),
        (lambda: KgU("300"), "KgU must be a real number"),
        (lambda: KgU.from_u235(KgU235(25), 60), "assay must lie in (0, 1], got 60.0"),
        (lambda: KgU235.from_u(KgU(25), 0), "assay must lie in (0, 1], got 0.0"),
        (
            lambda: breakout.significant_quantities(KgU(1), 0.00711),
            "assay must lie in (0.00711, 1], got 0.00711",
        ),
        (
            lambda: breakout.significant_quantities(KgU(alt.param(name="s")), 0.6),
            "stock must be a real number",
        ),
        (lambda: breakout.value_function(1), "assay must lie in (0, 1), got 1.0"),
        (lambda: breakout.value_function([0.5, 0]), "assay must lie in (0, 1), got 0.0 at index 1"),
        (
            lambda: breakout.feed_per_product(90, NATURAL, 0.003),
            "product_assay must lie in (0, 1), got 90.0",
        ),
        (
            lambda: breakout.feed_per_product(0.05, 0.05, 0.003),
            "product_assay must be above feed_assay, got 0.05 and 0.05",
        ),
        (
            lambda: breakout.tails_per_product(0.9, [0.05, 0.002], 0.003),
            "feed_assay must be above tails_assay, got 0.002 and 0.003",
        ),
        (
            lambda: breakout.swu_per_product(0.9, NATURAL, np.nan),
            "tails_assay must be finite, got nan",
        ),
        (
            lambda: breakout.swu_per_product(alt.param(name="x"), 0.002, 0.003, alt.expr),
            "feed_assay must be above tails_assay, got 0.002 and 0.003",
        ),
        (
            lambda: breakout.swu_needed(KgU(25), 0.9, KgU(1), 0.95, 0.003),
            "product_assay must be above stock_assay, got 0.9 and 0.95",
        ),
        (
            lambda: breakout.swu_needed(KgU(25), 0.9, KgU(1), 0.005, 0.003),
            "stock_assay must be above NATURAL_ASSAY, got 0.005 and 0.00711",
        ),
        (
            lambda: breakout.swu_needed(KgU(25), 0.9, KgU(1), 0.05, 0.01),
            "NATURAL_ASSAY must be above tails_assay, got 0.00711 and 0.01",
        ),
        (
            lambda: breakout.swu_per_product(alt.param(name="x", value=0.05), 0.01, 0.003),
            "xp must be alt.expr for an Altair expression, got numpy",
        ),
        (
            lambda: breakout.swu_needed(KgU([1]), 0.9, KgU(0), 0.05, 0.003, alt.expr),
            "xp must be numpy for an array, got",
        ),
        (lambda: breakout.weeks(-1, 5), "swu must lie in [0, inf) SWU, got -1.0"),
        (lambda: breakout.weeks(1, 0), "swu_per_year must lie in (0, inf) SWU a year, got 0.0"),
        (
            lambda: breakout.compare_conventions(KgU(1), 0.05, 5000, 0.003, 0.19),
            "product_assay must lie in [0.2, 1), got 0.19",
        ),
        (
            lambda: breakout.compare_conventions(KgU(1), [0.05], 5000, 0.003),
            "stock_assay must be a single number",
        ),
        (
            lambda: breakout.compare_conventions(KgU([1]), 0.05, 5000, 0.003),
            "stock must be a single number",
        ),
        (
            lambda: breakout.compare_conventions(KgU(1), 0.05, 0, 0.003),
            "swu_per_year must lie in (0, inf) SWU a year, got 0.0",
        ),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    """The message names the parameter, what is allowed and what was given."""
    with refuses(message):
        call()
