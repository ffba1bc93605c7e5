"""Breakout: the arithmetic behind "weeks to one significant quantity", and its units.

*Breakout time* is how long a state that drops all limits would take to enrich the uranium for one
nuclear weapon. Newspapers print it in weeks. Behind it stand a mass balance and one function from
the textbooks of enrichment (Benedict, Pigford and Levi 1981), and some choices that the headline
rarely names: how much uranium, of which enrichment, from which stock, at which capacity. The page
makes the choices visible. It is policy arithmetic only: no machine, cascade or weapon is modelled.

An *assay* x is the share of U-235 in the uranium by mass, a fraction (0.60 for 60 %). *Feed* F goes
in, *product* P and *tails* W come out, all in kg of uranium, and F = P + W. The effort is counted
in separative work units (SWU), kilograms of separative work; a plant's capacity in SWU a year is
the user's, as a report states it.

Three kinds of kilogram meet here, and so masses are typed: `KgU` of uranium, `KgUF6` of uranium
hexafluoride, `KgU235` of the isotope. And there are two quantities of 25 kg: the International
Atomic Energy Agency (IAEA) counts 25 kg of U-235 in uranium of 20 % and more, its *significant
quantity*; the Institute for Science and International Security (ISIS) counts 25 kg of weapon-grade
uranium.

.. rubric:: What it takes for granted

* Enrichment is ideal: no streams of different assay are mixed, and nothing is lost.
* The capacity is there in full from the first day and stays so; nothing is rearranged or breaks
  down.
* The stock is one batch of one assay and can all be used. What it lacks is made up from natural
  uranium, of which there is enough, with the same capacity.
* One tails assay holds for both feeds throughout, and the user states it.
* Uranium is U-235 and the rest; 1 kg of UF6 holds 0.676 kg of uranium.
* What is asked for is the first quantity. A second one would start with less stock.

.. rubric:: What it leaves out

* **Everything but enrichment**: preparation before it, and conversion, a weapon and its delivery
  after it. How long those take is known much less well, and the weeks say nothing of it.
* **Intent.** A short time says what could be done, not what is planned; a long one does not prevent
  a decision.
* **Detection.** How soon inspectors would notice, and whether anyone acts in the time left, is the
  political question (see `missile_question.models.verification`).
* **Undeclared sites**, of which nobody knows the capacity ("sneak-out" instead of breakout).
* **Real plants** need time to change over, hold uranium inside, and do not reach the ideal.
  Published estimates allow for these differently.
* **What a significant quantity means.** For the IAEA it is the approximate amount from which a
  device cannot be excluded, losses included: a yardstick for safeguards and no design figure.

.. rubric:: A minimal example

No stock at all, a capacity of 5,000 SWU a year, and tails of 0.3 %:

>>> from missile_question.models import breakout
>>> stock = breakout.KgU(0)
>>> both = breakout.compare_conventions(stock, 0.05, 5000, 0.003)
>>> round(both.iaea.weeks, 1), round(both.isis.weeks, 1)
(55.9, 50.3)

The same plant takes 56 weeks by the IAEA's count and 50 by that of ISIS: six weeks of difference
without any difference in fact. With 500 kg of uranium of 5 % in store both times fall by about two
thirds, because most of the work on that uranium is done already:

>>> stock = breakout.KgU(500)
>>> both = breakout.compare_conventions(stock, 0.05, 5000, 0.003)
>>> round(both.iaea.weeks, 1), round(both.isis.weeks, 1)
(18.4, 14.5)

.. rubric:: For programmers

* Closed forms on numbers, arrays and Altair parameters and expressions, which a mass may hold too:
  `feed_per_product`, `tails_per_product` and `weeks`, by operators alone; `value_function`,
  `swu_per_product` and `swu_needed`, which take a namespace `xp`, ``np`` or ``alt.expr``.
* Only numbers can be checked: an expression outside the allowed range raises nothing.
* Masses of different kinds are different types: one in place of another raises ``TypeError``.
* `significant_quantities` takes numbers and arrays, `compare_conventions` single numbers.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike

from missile_question.models._operands import (
    PROBABILITY_ABOVE_0,
    PROBABILITY_INSIDE,
    Interval,
    operands,
    plain,
    smaller,
)
from missile_question.models._validate import (
    FloatOrArray,
    in_range,
    is_numeric,
    require_order,
    scalar,
    scalar_or_array,
)

__all__ = [
    "HEU_ASSAY",
    "ISIS_QUANTITY",
    "NATURAL_ASSAY",
    "SIGNIFICANT_QUANTITY_HEU",
    "SIGNIFICANT_QUANTITY_LEU",
    "URANIUM_IN_UF6",
    "WEAPON_GRADE_ASSAY",
    "WEEKS_PER_YEAR",
    "Breakout",
    "Conventions",
    "KgU",
    "KgU235",
    "KgUF6",
    "compare_conventions",
    "feed_per_product",
    "significant_quantities",
    "swu_needed",
    "swu_per_product",
    "tails_per_product",
    "value_function",
    "weeks",
]

#: Share of U-235 in natural uranium by mass, 0.711 %.
NATURAL_ASSAY = 0.00711

#: Highly enriched uranium begins at 20 % (IAEA Safeguards Glossary).
HEU_ASSAY = 0.20

#: What the ISIS convention calls weapon-grade, 90 %.
WEAPON_GRADE_ASSAY = 0.90

#: Kilograms of uranium per kilogram of UF6, 238 / 352. The JCPOA's 300 kg UF6 are 202.8 kg U.
URANIUM_IN_UF6 = 0.676

#: Weeks in a year of 365.25 days.
WEEKS_PER_YEAR = 365.25 / 7.0

_KILOGRAMS = Interval(0.0, np.inf, unit="kg")
_WORK = Interval(0.0, np.inf, unit="SWU")
_CAPACITY = Interval(0.0, np.inf, low_open=True, unit="SWU a year")


# ---------------------------------------------------------------- masses


@dataclass(frozen=True)
class _Mass:
    """Kilograms of one kind; different kinds neither equal nor replace each other."""

    kg: Any

    def __post_init__(self) -> None:
        if is_numeric(self.kg):
            object.__setattr__(self, "kg", _KILOGRAMS(type(self).__name__, self.kg))


@dataclass(frozen=True)
class KgU(_Mass):
    """Kilograms of uranium, all isotopes together.

    Parameters
    ----------
    kg : float, array_like or Altair expression
        Mass in kg, at least 0.

    Raises
    ------
    ValueError
        If a number is negative or not finite.
    """

    @classmethod
    def from_uf6(cls, uf6: "KgUF6") -> Self:
        r"""Return the uranium in a mass of UF6.

        .. math:: m_U = 0.676 \, m_{UF_6}

        Parameters
        ----------
        uf6 : KgUF6
            Mass of uranium hexafluoride.

        Returns
        -------
        KgU
            Mass of its uranium.

        Raises
        ------
        TypeError
            If `uf6` is another kind of mass or a bare number.

        References
        ----------
        .. [1] E3/EU+3 and Iran (2015), Joint Comprehensive Plan of Action, the limit of 300 kg of
           UF6. Key: jcpoa2015.

        Examples
        --------
        >>> round(KgU.from_uf6(KgUF6(300)).kg, 1)
        202.8
        """
        return cls(URANIUM_IN_UF6 * _mass("uf6", uf6, KgUF6))

    @classmethod
    def from_u235(cls, u235: "KgU235", assay: Any) -> Self:
        r"""Return the uranium that holds a mass of U-235: 25 kg in 60 % uranium are 41.7 kg U.

        .. math:: m_U = \frac{m_{235}}{x}

        Parameters
        ----------
        u235 : KgU235
            Mass of the isotope.
        assay : float, array_like or Altair expression
            Share x of U-235 in (0, 1].

        Returns
        -------
        KgU
            Mass of the uranium.

        Raises
        ------
        TypeError
            If `u235` is another kind of mass or a bare number.
        ValueError
            If `assay` is out of its range.

        References
        ----------
        .. [1] IAEA (2001), Safeguards Glossary, "significant quantity". Key: iaeaglossary2001.

        Examples
        --------
        >>> round(KgU.from_u235(KgU235(25), 0.60).kg, 1)
        41.7
        """
        mass, assay = operands(
            u235=(_mass("u235", u235, KgU235), _KILOGRAMS), assay=(assay, PROBABILITY_ABOVE_0)
        )
        return cls(mass / assay)


@dataclass(frozen=True)
class KgUF6(_Mass):
    """Kilograms of uranium hexafluoride, the form in which stocks are often reported.

    Parameters
    ----------
    kg : float, array_like or Altair expression
        Mass in kg, at least 0.

    Raises
    ------
    ValueError
        If a number is negative or not finite.
    """

    @classmethod
    def from_u(cls, u: KgU) -> Self:
        r"""Return the UF6 that holds a mass of uranium.

        .. math:: m_{UF_6} = \frac{m_U}{0.676}

        Parameters
        ----------
        u : KgU
            Mass of uranium.

        Returns
        -------
        KgUF6
            Mass of the hexafluoride.

        Raises
        ------
        TypeError
            If `u` is another kind of mass or a bare number.

        Examples
        --------
        >>> round(KgUF6.from_u(KgU(202.8)).kg, 1)
        300.0
        """
        return cls(_mass("u", u, KgU) / URANIUM_IN_UF6)


@dataclass(frozen=True)
class KgU235(_Mass):
    """Kilograms of the isotope U-235, the unit of the IAEA's significant quantities.

    Parameters
    ----------
    kg : float, array_like or Altair expression
        Mass in kg, at least 0.

    Raises
    ------
    ValueError
        If a number is negative or not finite.
    """

    @classmethod
    def from_u(cls, u: KgU, assay: Any) -> Self:
        r"""Return the U-235 in a mass of uranium.

        .. math:: m_{235} = x \, m_U

        Parameters
        ----------
        u : KgU
            Mass of uranium.
        assay : float, array_like or Altair expression
            Share x of U-235 in (0, 1].

        Returns
        -------
        KgU235
            Mass of the isotope.

        Raises
        ------
        TypeError
            If `u` is another kind of mass or a bare number.
        ValueError
            If `assay` is out of its range.

        Examples
        --------
        >>> round(KgU235.from_u(KgU(41.7), 0.60).kg, 1)
        25.0
        """
        mass, assay = operands(
            u=(_mass("u", u, KgU), _KILOGRAMS), assay=(assay, PROBABILITY_ABOVE_0)
        )
        return cls(mass * assay)


#: Significant quantity of the IAEA Safeguards Glossary for uranium of 20 % and more.
SIGNIFICANT_QUANTITY_HEU = KgU235(25.0)

#: Significant quantity of the IAEA Safeguards Glossary for uranium below 20 %.
SIGNIFICANT_QUANTITY_LEU = KgU235(75.0)

#: The ISIS convention's quantity of weapon-grade uranium, isotopes together.
ISIS_QUANTITY = KgU(25.0)


def significant_quantities(stock: KgU, assay: ArrayLike) -> FloatOrArray:
    r"""Count the IAEA's significant quantities in a stock as it stands, without enriching it.

    The quantity Q is 25 kg of U-235 from 20 % on and 75 kg below: the count jumps threefold at the
    line.

    .. math:: N = \frac{x \, m}{Q}

    Parameters
    ----------
    stock : KgU
        Mass m of uranium.
    assay : array_like
        Share x of U-235 in (0.00711, 1]: enriched uranium.

    Returns
    -------
    float or ndarray
        Number of significant quantities, at least 0.

    Raises
    ------
    TypeError
        If `stock` is another kind of mass or a bare number.
    ValueError
        If `assay` is out of its range.

    References
    ----------
    .. [1] IAEA (2001), Safeguards Glossary, "significant quantity". Key: iaeaglossary2001.

    Examples
    --------
    >>> round(significant_quantities(KgU(41.7), 0.60), 2)
    1.0
    >>> round(significant_quantities(KgU(300), 0.05), 2)
    0.2
    """
    share = np.asarray(in_range("assay", assay, NATURAL_ASSAY, 1.0, low_open=True))
    mass = _KILOGRAMS("stock", _mass("stock", stock, KgU))
    heu, leu = SIGNIFICANT_QUANTITY_HEU.kg, SIGNIFICANT_QUANTITY_LEU.kg
    return scalar_or_array(np.asarray(mass * share / np.where(share >= HEU_ASSAY, heu, leu)))


# ---------------------------------------------------------------- separative work


def value_function(assay: Any, xp: Any = np) -> Any:
    r"""Value of a kilogram of uranium: the function from which separative work is computed.

    .. math:: V(x) = (2 x - 1) \ln \frac{x}{1 - x}

    Parameters
    ----------
    assay : float, array_like or Altair expression
        Share x of U-235 in (0, 1).
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    float, ndarray or Altair expression
        SWU per kg, at least 0; 0 at one half and symmetric about it.

    Raises
    ------
    ValueError
        If a number is out of its range or not finite, or `xp` does not fit the argument.

    References
    ----------
    .. [1] Benedict, Pigford and Levi (1981), Nuclear Chemical Engineering. Key: benedict1981.

    Examples
    --------
    >>> round(value_function(0.90), 4)
    1.7578
    """
    (x,) = operands(xp, assay=(assay, PROBABILITY_INSIDE))
    return plain(_value(x, xp))


def feed_per_product(product_assay: Any, feed_assay: Any, tails_assay: Any) -> Any:
    r"""Feed per kilogram of product, from the mass balance of uranium and of U-235.

    .. math:: \frac{F}{P} = \frac{x_P - x_W}{x_F - x_W}

    Parameters
    ----------
    product_assay, feed_assay, tails_assay : float, array_like or Altair expression
        Shares of U-235, :math:`x_P` in the product, :math:`x_F` in the feed and :math:`x_W` in
        the tails; all in (0, 1), in falling order.

    Returns
    -------
    float, ndarray or Altair expression
        Kilograms of uranium fed per kilogram produced, above 1.

    Raises
    ------
    ValueError
        If a number is out of its range or not finite, the assays do not fall from product to
        feed to tails, or an array is combined with an expression.

    References
    ----------
    .. [1] Benedict, Pigford and Levi (1981), Nuclear Chemical Engineering. Key: benedict1981.

    Examples
    --------
    >>> round(feed_per_product(0.05, NATURAL_ASSAY, 0.002), 2)
    9.39
    """
    product, feed, tails = _assays(
        product_assay=product_assay, feed_assay=feed_assay, tails_assay=tails_assay
    )
    return _feed(product, feed, tails)


def tails_per_product(product_assay: Any, feed_assay: Any, tails_assay: Any) -> Any:
    r"""Mass of tails per kilogram of product.

    .. math:: \frac{W}{P} = \frac{F}{P} - 1

    Parameters
    ----------
    product_assay, feed_assay, tails_assay : float, array_like or Altair expression
        Shares of U-235, :math:`x_P` in the product, :math:`x_F` in the feed and :math:`x_W` in
        the tails; all in (0, 1), in falling order.

    Returns
    -------
    float, ndarray or Altair expression
        Kilograms of uranium left per kilogram produced, above 0.

    Raises
    ------
    ValueError
        As `feed_per_product`.

    References
    ----------
    .. [1] Benedict, Pigford and Levi (1981), Nuclear Chemical Engineering. Key: benedict1981.

    Examples
    --------
    >>> round(tails_per_product(0.05, NATURAL_ASSAY, 0.002), 2)
    8.39
    """
    return feed_per_product(product_assay, feed_assay, tails_assay) - 1.0


def swu_per_product(product_assay: Any, feed_assay: Any, tails_assay: Any, xp: Any = np) -> Any:
    r"""Separative work per kilogram of product.

    It is the value of what comes out, less the value of what goes in. The values per kilogram are
    those that `value_function` gives for the three assays, such as :math:`V_P = V(x_P)`.

    .. math:: \frac{S}{P} = V_P + \frac{W}{P} V_W - \frac{F}{P} V_F

    Parameters
    ----------
    product_assay, feed_assay, tails_assay : float, array_like or Altair expression
        Shares of U-235, :math:`x_P` in the product, :math:`x_F` in the feed and :math:`x_W` in
        the tails; all in (0, 1), in falling order.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    float, ndarray or Altair expression
        SWU per kg of uranium produced, above 0.

    Raises
    ------
    ValueError
        As `feed_per_product`, or if `xp` does not fit the arguments.

    References
    ----------
    .. [1] Benedict, Pigford and Levi (1981), Nuclear Chemical Engineering. Key: benedict1981.

    Examples
    --------
    >>> round(swu_per_product(0.05, NATURAL_ASSAY, 0.002), 2)
    8.85
    """
    product, feed, tails = _assays(
        xp, product_assay=product_assay, feed_assay=feed_assay, tails_assay=tails_assay
    )
    return plain(_work(product, feed, tails, xp))


def swu_needed(
    product: KgU,
    product_assay: Any,
    stock: KgU,
    stock_assay: Any,
    tails_assay: Any,
    xp: Any = np,
) -> Any:
    r"""Separative work for a product from a stock, and from natural uranium once that is used up.

    The stock of m kg suffices for A of the P kg of product. Each part takes the work s per kilogram
    that `swu_per_product` gives for its feed, the stock (E) or natural uranium (N):

    .. math:: A = \min \left( P, \; m \, \frac{x_E - x_W}{x_P - x_W} \right)

    .. math:: S = A \, s_E + (P - A) \, s_N

    Parameters
    ----------
    product : KgU
        Uranium to be produced, P.
    product_assay : float, array_like or Altair expression
        Its share of U-235 :math:`x_P` in (0, 1), above `stock_assay`.
    stock : KgU
        Enriched uranium at hand, m.
    stock_assay : float, array_like or Altair expression
        Its share of U-235 :math:`x_E`, above 0.00711.
    tails_assay : float, array_like or Altair expression
        Share of U-235 left in the tails, :math:`x_W`, above 0 and below 0.00711; one for both
        feeds.
    xp : namespace
        ``np``, or ``alt.expr`` if an argument is an expression.

    Returns
    -------
    float, ndarray or Altair expression
        SWU, at least 0.

    Raises
    ------
    TypeError
        If a mass is of another kind or a bare number.
    ValueError
        If a number is out of its range or not finite, the assays do not fall from product to
        stock to natural uranium to tails, an array is combined with an expression, or `xp` does
        not fit the arguments.

    References
    ----------
    .. [1] Benedict, Pigford and Levi (1981), Nuclear Chemical Engineering. Key: benedict1981.

    Examples
    --------
    From natural uranium alone:

    >>> round(swu_needed(KgU(25), 0.90, KgU(0), 0.05, 0.003))
    4823
    """
    mass, held, goal, start, _, tails = _stock_operands(
        xp, product, product_assay, stock, stock_assay, tails_assay
    )
    made = _from_stock(mass, held, goal, start, tails, xp)
    return plain(
        made * _work(goal, start, tails, xp) + (mass - made) * _work(goal, NATURAL_ASSAY, tails, xp)
    )


def weeks(swu: Any, swu_per_year: Any) -> Any:
    r"""Time in weeks that a constant capacity takes for an amount of separative work.

    .. math:: t = \frac{365.25}{7} \, \frac{S}{C}

    Parameters
    ----------
    swu : float, array_like or Altair expression
        Separative work S in SWU, at least 0.
    swu_per_year : float, array_like or Altair expression
        Capacity C in SWU a year, above 0, as a report states it.

    Returns
    -------
    float, ndarray or Altair expression
        Weeks, at least 0.

    Raises
    ------
    ValueError
        If a number is out of its range or not finite, or an array is combined with an expression.

    Examples
    --------
    >>> round(weeks(5000, 5000), 2)
    52.18
    """
    work, capacity = operands(swu=(swu, _WORK), swu_per_year=(swu_per_year, _CAPACITY))
    return WEEKS_PER_YEAR * work / capacity


# ---------------------------------------------------------------- two conventions


class Breakout(NamedTuple):
    """One convention's answer.

    Attributes
    ----------
    product : KgU
        Uranium that the convention asks for.
    from_stock : float
        Share in [0, 1] of it that the stock suffices for; the rest starts from natural uranium.
    swu : float
        Separative work.
    weeks : float
        Weeks at the stated capacity.
    """

    product: KgU
    from_stock: float
    swu: float
    weeks: float


class Conventions(NamedTuple):
    """The two conventions side by side.

    Attributes
    ----------
    iaea : Breakout
        25 kg of U-235 in uranium of the product's assay.
    isis : Breakout
        25 kg of uranium of the product's assay.
    """

    iaea: Breakout
    isis: Breakout


def compare_conventions(
    stock: KgU,
    stock_assay: float,
    swu_per_year: float,
    tails_assay: float,
    product_assay: float = WEAPON_GRADE_ASSAY,
) -> Conventions:
    r"""Compare the weeks to the first 25 kg in the IAEA's and in ISIS's meaning of them.

    Both times come from `swu_needed` and `weeks`; only the mass of the product differs, by the
    factor of its assay.

    .. math:: P_{IAEA} = \frac{25}{x_P}, \qquad P_{ISIS} = 25

    Parameters
    ----------
    stock : KgU
        Enriched uranium at hand.
    stock_assay : float
        Its share of U-235, above 0.00711.
    swu_per_year : float
        Capacity in SWU a year, above 0, as a report states it.
    tails_assay : float
        Share of U-235 left in the tails, above 0 and below 0.00711.
    product_assay : float
        Share of U-235 in the product, :math:`x_P`, in [0.2, 1) and above `stock_assay`.

    Returns
    -------
    Conventions
        Product, share from the stock, SWU and weeks, twice. At 90 % the IAEA's quantity is
        27.8 kg U: the same stock and capacity take at least a ninth longer than for ISIS's.

    Raises
    ------
    TypeError
        If `stock` is another kind of mass or a bare number.
    ValueError
        If an argument is out of its range or not a single number, or the assays do not fall from
        product to stock to natural uranium to tails.

    References
    ----------
    .. [1] IAEA (2001), Safeguards Glossary, "significant quantity". Key: iaeaglossary2001.
    .. [2] Albright and Burkhard (2020), Iranian Breakout Estimates and Enriched Uranium Stocks,
       first paragraph. Key: albright2020.

    Examples
    --------
    >>> both = compare_conventions(KgU(0), 0.05, 5000, 0.003)
    >>> round(both.iaea.weeks, 1), round(both.isis.weeks, 1)
    (55.9, 50.3)
    """
    goal = scalar("product_assay", product_assay)
    in_range("product_assay", goal, HEU_ASSAY, 1.0, high_open=True)
    start, tails = scalar("stock_assay", stock_assay), scalar("tails_assay", tails_assay)
    capacity = scalar("swu_per_year", swu_per_year)
    held = scalar("stock", _mass("stock", stock, KgU))

    def answer(product: KgU) -> Breakout:
        swu = swu_needed(product, goal, stock, start, tails)
        share = _from_stock(product.kg, held, goal, start, tails, np) / product.kg
        return Breakout(product, float(share), swu, weeks(swu, capacity))

    return Conventions(
        answer(KgU.from_u235(SIGNIFICANT_QUANTITY_HEU, goal)), answer(KgU(ISIS_QUANTITY.kg))
    )


# ---------------------------------------------------------------- formulae on checked arguments


def _value(x: Any, xp: Any) -> Any:
    """V(x) for a checked assay."""
    return (2.0 * x - 1.0) * xp.log(x / (1.0 - x))


def _feed(product: Any, feed: Any, tails: Any) -> Any:
    """F/P for checked assays."""
    return (product - tails) / (feed - tails)


def _work(product: Any, feed: Any, tails: Any, xp: Any) -> Any:
    """SWU per kg of product for checked assays; a constant assay's value is a plain number."""
    ratio = _feed(product, feed, tails)
    values = [plain(_value(x, np if is_numeric(x) else xp)) for x in (product, tails, feed)]
    return values[0] + (ratio - 1.0) * values[1] - ratio * values[2]


def _from_stock(product: Any, stock: Any, goal: Any, start: Any, tails: Any, xp: Any) -> Any:
    """Product in kg U that the stock suffices for, at most all of it."""
    possible = stock / _feed(goal, start, tails)
    return smaller(product, possible, xp)


# ---------------------------------------------------------------- arguments


def _mass(name: str, mass: object, kind: type[_Mass]) -> Any:
    """Return the kilograms of a mass of this kind; refuse any other."""
    if not isinstance(mass, kind):
        raise TypeError(f"{name} must be a {kind.__name__}, got {mass!r}")
    return mass.kg


def _assays(xp: Any = None, /, **values: Any) -> list[Any]:
    """Validate assays given from the highest to the lowest."""
    assays = operands(xp, **{name: (value, PROBABILITY_INSIDE) for name, value in values.items()})
    _require_falling(list(values), assays)
    return assays


def _require_falling(names: Sequence[str], assays: Sequence[Any]) -> None:
    """Raise ``ValueError`` where an assay is not above the next; expressions are let through."""
    for (name, high), (other, low) in itertools.pairwise(zip(names, assays, strict=True)):
        require_order(name, high, ">", other, low)


def _stock_operands(
    xp: Any, product: KgU, product_assay: Any, stock: KgU, stock_assay: Any, tails_assay: Any
) -> list[Any]:
    """Validate masses of product and stock, and assays of product, stock, nature and tails."""
    checked = operands(
        xp,
        product=(_mass("product", product, KgU), _KILOGRAMS),
        stock=(_mass("stock", stock, KgU), _KILOGRAMS),
        product_assay=(product_assay, PROBABILITY_INSIDE),
        stock_assay=(stock_assay, PROBABILITY_INSIDE),
        NATURAL_ASSAY=(NATURAL_ASSAY, PROBABILITY_INSIDE),
        tails_assay=(tails_assay, PROBABILITY_INSIDE),
    )
    names = ["product_assay", "stock_assay", "NATURAL_ASSAY", "tails_assay"]
    _require_falling(names, checked[2:])
    return checked
