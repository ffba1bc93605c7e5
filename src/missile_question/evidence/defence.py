"""Layers of missile defence, published prices, and what was said to be intercepted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from missile_question import catalog
from missile_question.evidence._keys import one_of
from missile_question.models import choose, defence, deterrence, larger, smaller

#: Attacks in the order of time, rockets for comparison last: key -> words.
ATTACKS: Mapping[str, str] = MappingProxyType(
    {
        "ain-al-asad-2020": "Iraq, January 2020",
        "israel-2024-04": "Israel, April 2024",
        "israel-2024-10": "Israel, October 2024",
        "israel-2025-06": "Israel, June 2025",
        "al-udeid-2025": "Al Udeid in Qatar, June 2025",
        "gaza-2012-11": "Rockets from Gaza, November 2012",
        "gaza-2022-08": "Rockets from Gaza, August 2022",
    }
)

WEAPONS: Mapping[str, str] = MappingProxyType(
    {
        "all": "all projectiles",
        "ballistic": "ballistic missiles",
        "cruise": "cruise missiles",
        "missiles": "missiles of any kind",
        "drone": "drones",
        "rocket": "rockets",
    }
)

#: Share of what: key -> words that follow the weapon.
DENOMINATORS: Mapping[str, str] = MappingProxyType(
    {
        "fired": "fired",
        "detected": "detected",
        "engaged": "that the defence fired at",
        "aimed": "on course for populated areas",
        "not_stated": "(of what is not said)",
    }
)

#: Outcomes whose complement says what did not get through; a failure or a fall into the sea does
#: not tell whether the defence worked, so it has no such complement.
GOT_THROUGH: Mapping[str, str] = MappingProxyType(
    {
        "evaded": "not past the defence",
        "landed": "not on the ground",
        "hit_built_up": "not in populated areas",
        "hit_base": "not on one base",
        "claimed_hit": "not on target",
    }
)


def _load(table: str) -> Any:
    """Return a table; untyped, because pandas' types cannot know what a column holds."""
    return catalog.load(table)


def _sure(table: Any) -> Any:
    """Return whether a row may be drawn as a full mark: verified and not of low confidence."""
    return table["verified"] & (table["confidence"] != "low")


# ---------------------------------------------------------------- layers


def layers() -> pd.DataFrame:
    """Return the systems in the order in which they entered service.

    Returns
    -------
    pandas.DataFrame
        The columns of ``defence_layers`` plus exact (whether the year is known, not only a latest
        possible year), ballistic (whether it is meant for ballistic missiles at all) and count
        (systems in service from that row's year on, this row and those above it).
    """
    table = _load("defence_layers").sort_values(
        ["in_service_year", "name"], kind="stable", ignore_index=True
    )
    table["exact"] = table["in_service_basis"] != "in_service_by"
    table["ballistic"] = table["heaviest_threat"] != "rockets_drones"
    table["count"] = range(1, len(table) + 1)
    frame: pd.DataFrame = table
    return frame


# ---------------------------------------------------------------- prices


def prices() -> pd.DataFrame:
    """Return every published price, and what it comes to for one missile or interception.

    Returns
    -------
    pandas.DataFrame
        The columns of ``interceptor_costs`` plus system (name of the system, or of the group or
        missile that the source names), country (its operator, "" if none is given), each_low and
        each_high (US$; the price divided by ``units`` where a price covers several), divided
        (whether that is our division), single (whether each_low is the price of one interceptor
        or attacking missile) and sure (verified and not of low confidence).
    """
    table = _load("interceptor_costs")
    names = _load("defence_layers")[["layer_id", "name", "country"]]
    table = table.merge(names, on="layer_id", how="left")
    table["system"] = table["name"].fillna(table["variant"])
    table["country"] = table["country"].fillna("")
    units = table["units"].fillna(1.0)
    table["each_low"] = table["usd_low"] / units
    table["each_high"] = table["usd_high"] / units
    table["divided"] = table["units"].notna()
    bought = (table["priced"] == "procurement") & table["divided"]
    table["single"] = (table["priced"] == "missile") | bought
    table["sure"] = _sure(table)
    frame: pd.DataFrame = table.drop(columns="name")
    return frame


def price_spread() -> pd.DataFrame:
    """Return the spread of published prices of one interceptor, by system.

    Batteries, programmes, laser shots and interceptions are left out: they are other things.

    Returns
    -------
    pandas.DataFrame
        system, lowest, highest (US$ each; NaN where a source gives only a floor), statements,
        ratio (highest divided by lowest), dearest first.
    """
    table: Any = prices()
    table = table[table["single"] & (table["item"] == "interceptor")]
    spread = (
        table.groupby("system")
        .agg(
            lowest=("each_low", "min"),
            highest=("each_high", "max"),
            statements=("cost_id", "size"),
        )
        .reset_index()
    )
    spread["ratio"] = spread["highest"] / spread["lowest"]
    frame: pd.DataFrame = spread.sort_values(
        ["highest", "system"], ascending=[False, True], ignore_index=True
    )
    return frame


def exchange(interceptors_per_missile: float = 2.0) -> pd.DataFrame:
    """Return the cost-exchange ratio of each published interceptor price.

    The only published price of an Iranian ballistic missile is a press figure of low confidence,
    so the ratio shows an order of magnitude and nothing finer. Interceptors that are not meant for
    ballistic missiles are left out.

    Parameters
    ----------
    interceptors_per_missile : float
        Interceptors fired at each missile, above 0: an assumption, published for no attack.

    Returns
    -------
    pandas.DataFrame
        system, claimant, price_year, each_low, each_high (price of an interceptor), missile_usd,
        ratio_low, ratio_high (defender's dollars per attacker's dollar; NaN where only a floor is
        published), sure (False throughout, because the missile's price is not), dearest first.

    Raises
    ------
    ValueError
        If the number of interceptors is negative or not finite, or there is no price of an
        attacking missile.
    """
    table: Any = prices()
    attack = table[table["item"] == "attacking_missile"]
    if attack.empty:
        raise ValueError("interceptor_costs must hold the price of an attacking missile, got none")
    missile = attack.iloc[0]
    layer: Any = layers().set_index("layer_id")["ballistic"]
    meant = table["layer_id"].map(layer).ne(False)
    table = table[table["single"] & (table["item"] == "interceptor") & meant].copy()
    table["missile_usd"] = float(missile["each_low"])
    for end in ("low", "high"):
        price = table[f"each_{end}"]
        table[f"ratio_{end}"] = price.map(
            lambda usd_each: defence.cost_exchange(
                usd_each, float(missile["each_low"]), interceptors_per_missile
            ),
            na_action="ignore",
        )
    table["sure"] = table["sure"] & bool(missile["sure"])
    columns = [
        "system", "claimant", "price_year", "each_low", "each_high", "missile_usd", "ratio_low",
        "ratio_high", "sure",
    ]  # fmt: skip
    frame: pd.DataFrame = table.sort_values(
        ["ratio_low", "system"], ascending=[False, True], ignore_index=True
    )[columns]
    return frame


# ---------------------------------------------------------------- interceptions


def _ratio_pct(count: Any, number: Any) -> float:
    """Return a count as a percentage of a number, NaN where one of them is not known."""
    if pd.isna(count) or pd.isna(number):
        return float("nan")
    return 100.0 * float(defence.interception_rates(int(count), int(number)).of_fired)


def _share(row: Any) -> tuple[float, float]:
    """Return the share of one statement in percent: its own, or count over number."""
    low, high = row.share_low_pct, row.share_high_pct
    if pd.isna(low) and pd.isna(high):
        # A floor stands for itself: "more than 20 of more than 400" is drawn as 20 of 400.
        fewest, most = row.number_low, row.number_high
        fewest, most = (most if pd.isna(fewest) else fewest), (fewest if pd.isna(most) else most)
        least, largest = row.count_low, row.count_high
        largest = least if pd.isna(largest) else largest
        return _ratio_pct(least, most), _ratio_pct(largest, fewest)
    return (high if pd.isna(low) else low), (low if pd.isna(high) else high)


def shares() -> pd.DataFrame:
    """Return every statement about an attack with its share in percent, stated or computed.

    Returns
    -------
    pandas.DataFrame
        The columns of ``interceptions`` plus attack (words), share_low and share_high (percent of
        the denominator that had the outcome; NaN where the source gives no number), stated
        (whether the source gives the share itself), stopped_low and stopped_high (percent that
        was intercepted, or, for outcomes of :data:`GOT_THROUGH`, that did not get through),
        measure ("intercepted", "kept out" or ""), of_what (the denominator in words) and sure.
    """
    table = _load("interceptions")
    found = [_share(row) for row in table.itertuples(index=False)]
    table["share_low"] = [low for low, _ in found]
    table["share_high"] = [high for _, high in found]
    table["stated"] = table["share_low_pct"].notna() | table["share_high_pct"].notna()
    shot, through = table["outcome"] == "intercepted", table["outcome"].isin(list(GOT_THROUGH))
    table["stopped_low"] = table["share_low"].where(
        shot, (100 - table["share_high"]).where(through)
    )
    table["stopped_high"] = table["share_high"].where(
        shot, (100 - table["share_low"]).where(through)
    )
    known = table["stopped_low"].notna()
    table["measure"] = ""
    table.loc[shot & known, "measure"] = "intercepted"
    table.loc[through & known, "measure"] = "kept out"
    table["attack"] = table["attack_id"].map(ATTACKS)
    words = table["weapon"].map(WEAPONS) + " " + table["denominator"].map(DENOMINATORS)
    table["of_what"] = words
    table["sure"] = _sure(table)
    frame: pd.DataFrame = table
    return frame


def attack(attack_id: str) -> pd.DataFrame:
    """Return the statements about one attack that come to a share, lowest first.

    Parameters
    ----------
    attack_id : str
        Key of :data:`ATTACKS`.

    Returns
    -------
    pandas.DataFrame
        Rows of :func:`shares` with a measure.

    Raises
    ------
    ValueError
        If the attack is unknown; the message lists the attacks.
    """
    one_of("attack_id", attack_id, ATTACKS)
    table: Any = shares()
    table = table[(table["attack_id"] == attack_id) & (table["measure"] != "")]
    frame: pd.DataFrame = table.sort_values(
        ["stopped_low", "interception_id"], kind="stable", ignore_index=True
    )
    return frame


def intercepted_spread() -> pd.DataFrame:
    """Return, for each attack, the lowest and highest share said to be shot down.

    Returns
    -------
    pandas.DataFrame
        attack_id, attack, lowest, highest (percent), statements; attacks without a share are left
        out, in the order of :data:`ATTACKS`.
    """
    rows = []
    for key, words in ATTACKS.items():
        table = attack(key)
        table = table[table["measure"] == "intercepted"]
        if len(table):
            rows.append(
                {
                    "attack_id": key,
                    "attack": words,
                    "lowest": float(table["stopped_low"].min()),
                    "highest": float(table["stopped_high"].max()),
                    "statements": len(table),
                }
            )
    return pd.DataFrame(rows)


def rocket_rates() -> defence.InterceptionRates:
    """Return one count over two denominators: rockets shot down in November 2012.

    The embassy gave rockets fired and shot down; the same article gives the share of attempts,
    from which the number of attempts is inferred (rounded to whole rockets).

    Returns
    -------
    InterceptionRates
        Of those fired, and of those that the defence fired at.
    """
    table: Any = shares().set_index("interception_id")
    counted = table.loc["gaza-2012-11-embassy"]
    tried = table.loc["gaza-2012-11-officials"]
    hits = int(counted["count_low"])
    attempts = round(100 * hits / float(tried["share_low"]))
    return defence.interception_rates(hits, int(counted["number_low"]), engaged=attempts)


# ---------------------------------------------------------------- words


def usd(amount: Any) -> str:
    """Return an amount in US dollars as a reader would say it.

    Examples
    --------
    >>> usd(945_900_000 / 224), usd(3.5), usd(62_000)
    ('$4.2 million', '$3.5', '$62,000')
    """
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if amount >= size:
            return f"${round(amount / size, 1):g}{word}"
    return f"${amount:,.0f}" if amount >= 10 else f"${amount:.3g}"


def percent(low: Any, high: Any) -> str:
    """Return a share as a reader would say it; whole per cents."""
    first, last = f"{low:.0f}", f"{high:.0f}"
    return f"{first} %" if first == last else f"{first} to {last} %"


def _with_source(table: Any) -> Any:
    """Return a table with the publisher and address of its first source, doubts in the note."""
    sources = _load("sources")[["source_id", "publisher", "url"]]
    table = table.merge(sources, on="source_id")
    table["note"] = table["note"].where(table["verified"], "Unverified. " + table["note"])
    return table


def _claim_words(row: Any) -> str:
    """Return what a statement says in numbers."""
    parts = []
    if not pd.isna(row.count_low):
        parts.append(f"{row.count_low:,.0f}" + (" or more" if pd.isna(row.count_high) else ""))
    if not pd.isna(row.share_low):
        share = percent(row.share_low, row.share_high)
        parts.append(share if row.stated else f"({share}, our division)")
    return " ".join(parts) or "no figure"


def claim_table() -> pd.DataFrame:
    """Return every statement about what was stopped, ready to be shown.

    Returns
    -------
    pandas.DataFrame
        Attack, Who, Of what, Outcome, Figure, Read in, What to know; url is the document's
        address.
    """
    table = _with_source(shares())
    table["figure"] = [_claim_words(row) for row in table.itertuples(index=False)]
    table["outcome"] = table["outcome"].str.replace("_", " ", regex=False)
    columns = {
        "attack": "Attack", "reported_by": "Who", "of_what": "Of what", "outcome": "Outcome",
        "figure": "Figure", "publisher": "Read in", "note": "What to know", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)  # type: ignore[no-any-return]


def numbers() -> SimpleNamespace:
    """Return the numbers that the chapter's sentences use, as words.

    Returns
    -------
    types.SimpleNamespace
        systems, first_year, last_year, not_ballistic; cheapest, dearest (price of one interceptor),
        dearest_system, price_factor; april_all, april_cruise, april_ballistic, april_hits; fired,
        engaged (rockets of November 2012); exchange_low, exchange_high (two interceptors each).
    """
    stairs, spread = layers(), price_spread()
    table: Any = shares().set_index("interception_id")
    rates = rocket_rates()
    ratios = exchange()[["ratio_low", "ratio_high"]]
    top = spread.iloc[0]

    def said(key: str) -> str:
        return percent(table.loc[key, "share_low"], table.loc[key, "share_high"])

    return SimpleNamespace(
        systems=str(len(stairs)),
        first_year=str(stairs["in_service_year"].min()),
        last_year=str(stairs["in_service_year"].max()),
        not_ballistic=str(int((~stairs["ballistic"]).sum())),
        cheapest=usd(spread["lowest"].min()),
        dearest=usd(top["highest"]),
        dearest_system=str(top["system"]),
        price_factor=f"{top['highest'] / spread['lowest'].min():,.0f}",
        april_all=said("april-2024-israel-all"),
        april_cruise=said("april-2024-israel-cruise"),
        april_ballistic=said("april-2024-us-intercepted"),
        april_hits=f"{table.loc['april-2024-us-hits', 'count_low']:.0f}",
        fired=percent(100 * float(rates.of_fired), 100 * float(rates.of_fired)),
        engaged=percent(100 * float(rates.of_engaged or 0), 100 * float(rates.of_engaged or 0)),
        exchange_low=f"{ratios.min().min():.0f}",
        exchange_high=f"{ratios.max().max():.0f}",
    )


# ---- the chapter's explorers: what each says, on numbers and on Altair expressions ----

#: Most layers of the salvo explorer, salvos of the magazine's, and the limit in the last one.
MOST_LAYERS = 3
SALVOS = 12
CUT = 0.5


def salvo(
    missiles: Any,
    layers: Any,
    shots: Any,
    kill: Any,
    blind: Any,
    shared: Any,
    interceptor: Any,
    missile: Any,
) -> SimpleNamespace:
    """Return what a salvo against equal layers comes to.

    A layer may be blind for a whole salvo: for a reason of its own, or for one that all layers
    share. A blind layer fires all the same, in vain.

    Parameters
    ----------
    missiles : int or Altair expression
        Missiles of the salvo, at least 1.
    layers, shots : int or Altair expression
        Layers, and interceptors that each fires at each missile that reaches it, at least 1.
    kill : float or Altair expression
        Chance that one interceptor kills, in per cent, at least 10.
    blind, shared : float or Altair expression
        Chance that a layer is blind, in per cent, at most 50; and the share of it, in per cent,
        that is due to reasons which blind all layers at once.
    interceptor, missile : float or Altair expression
        Price of one interceptor and of one attacking missile, in one currency.

    Returns
    -------
    types.SimpleNamespace
        each (leakage of a layer, its own blindness included), common (chance that all are blind
        for one reason), leakage (share of the salvo that arrives, mean), through (function of a
        number of layers: share that has passed them), ideal (the same, no layer blind), leakers,
        leakers_ideal, fired (interceptors), bill, attack (money), ratio (bill over attack), dark
        (chance that no layer works), clean (chance that nothing arrives if all work).

    Raises
    ------
    ValueError
        If a number is out of its range.
    """
    p, common = kill / 100, blind / 100 * (shared / 100)
    own = (blind / 100 - common) / (1 - common)
    each = defence.leak_common_mode(p, shots, own)

    def through(passed: Any) -> Any:
        return defence.leak_common_mode(1 - each, passed, common)

    def ideal(passed: Any) -> Any:
        return defence.leak(p, shots * passed)

    per_missile = shots * (
        common * layers + (1 - common) * defence.shoot_look_shoot(1 - each, layers)
    )
    fired = missiles * per_missile
    return SimpleNamespace(
        each=each,
        common=common,
        leakage=through(layers),
        through=through,
        ideal=ideal,
        leakers=defence.expected_leakers(missiles, through(layers)),
        leakers_ideal=defence.expected_leakers(missiles, ideal(layers)),
        fired=fired,
        bill=fired * interceptor,
        attack=missiles * missile,
        ratio=defence.cost_exchange(interceptor, missile, per_missile),
        dark=defence.leak_common_mode(1 - own, layers, common),
        clean=defence.no_leak_probability(missiles, ideal(layers)),
    )


#: What the salvo has passed -> words.
STAGES = ("fired", "past the first layer", "past the second", "past the third")


def salvo_rows(**values: Any) -> list[dict[str, Any]]:
    """Return the salvo stage by stage, each row with all answers."""
    found = salvo(**values)
    layers, missiles = values["layers"], values["missiles"]
    told = {
        name: float(getattr(found, name))
        for name in (
            "leakage", "leakers", "leakers_ideal", "fired", "bill", "attack", "ratio", "dark",
            "clean",
        )
    }  # fmt: skip
    return [
        {
            "name": name,
            "order": order,
            "there": order <= layers,
            "share": float(found.through(min(order, layers))),
            "ideal": float(found.ideal(min(order, layers))),
            "missiles": float(missiles * found.through(min(order, layers))),
            **told,
        }
        for order, name in enumerate(STAGES)
    ]


#: Ways to count the same night: key -> label, and how a sentence says it.
COUNTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "shot": ("Shot down", "shot down"),
        "kept": ("Did no harm to what is defended", "kept from what is defended"),
    }
)
OF: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "all": ("Everything fired, drones too", "of everything fired"),
        "fired": ("Ballistic missiles fired", "of the ballistic missiles fired"),
        "came": ("Ballistic missiles that came", "of the ballistic missiles that came"),
        "engaged": ("Those judged dangerous", "of the ballistic missiles judged dangerous"),
    }
)


def night(slow: Any, ballistic: Any, failed: Any, harmless: Any, skill: Any) -> SimpleNamespace:
    """Return one stylised attack, counted in every way.

    Drones and cruise missiles are all stopped. Of the ballistic missiles some fail by themselves;
    of the rest some will fall on empty ground and are let through; the defence fires at the others.

    Parameters
    ----------
    slow, ballistic : float or Altair expression
        Drones and cruise missiles fired, at least 0; ballistic missiles fired, above 0.
    failed, harmless, skill : float or Altair expression
        In per cent: of the ballistic missiles, those that fail by themselves, below 100; of those
        that come, those bound for empty ground, below 100; of the others, those shot down.

    Returns
    -------
    types.SimpleNamespace
        shot and kept (dict by key of :data:`OF`: share shot down, and share that did no harm to
        what is defended), came, engaged, hits (mean numbers).
    """
    came = ballistic * (1 - failed / 100)
    engaged = came * (1 - harmless / 100)
    down = engaged * (skill / 100)
    hits = engaged - down
    of = {"all": slow + ballistic, "fired": ballistic, "came": came, "engaged": engaged}
    stopped = {"all": slow + down, "fired": down, "came": down, "engaged": down}
    return SimpleNamespace(
        shot={key: stopped[key] / number for key, number in of.items()},
        kept={key: 1 - hits / number for key, number in of.items()},
        came=came,
        engaged=engaged,
        hits=hits,
    )


def night_rows(counted: str, of: str, **values: Any) -> list[dict[str, Any]]:
    """Return the four denominators, each with both counts and with what was chosen."""
    found = night(**values)
    said = getattr(found, counted)[of]
    return [
        {
            "name": label,
            "order": order,
            "shot": found.shot[key],
            "kept": found.kept[key],
            "chosen": key == of,
            "said": said,
            "hits": found.hits,
            "best": found.kept["all"],
            "least": found.shot["fired"],
        }
        for order, (key, (label, _)) in enumerate(OF.items())
    ]


def magazine(
    number: Any, missiles: Any, shots: Any, kill: Any, stock: Any, resupply: Any, xp: Any = np
) -> SimpleNamespace:
    """Return one of a series of equal salvos against one stock with resupply.

    Before salvo t the stock is S - (t - 1)(n M - R), but never less than what has just arrived:
    the closed form of :func:`missile_question.models.defence.exhaustion` for equal salvos. (Where
    more arrives than a salvo takes, the stock is a floor; what is fired is exact.)

    Parameters
    ----------
    number, missiles, shots : int or Altair expression
        Which salvo, t; missiles M in each; interceptors n at each missile; at least 1.
    kill : float or Altair expression
        Chance that one interceptor kills, in per cent.
    stock, resupply : int or Altair expression
        Interceptors S before the first salvo, and R arriving after each.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    types.SimpleNamespace
        left (interceptors before the salvo), fired, leakers (mean), full (whether the stock allows
        all shots).
    """
    wanted = shots * missiles
    arrived = choose(number > 1, resupply, 0.0, xp)
    left = larger(stock - (number - 1) * (wanted - resupply), arrived, xp)
    fired = smaller(left, wanted, xp)
    return SimpleNamespace(
        left=left,
        fired=fired,
        leakers=defence.expected_leakers_from_stock(kill / 100, missiles, fired, xp),
        full=left >= wanted,
    )


def magazine_rows(
    missiles: float, shots: float, kill: float, stock: float, resupply: float
) -> list[dict[str, Any]]:
    """Return the salvos in order, each row with the first, the last and the sum of leakers."""
    found = [magazine(t, missiles, shots, kill, stock, resupply) for t in range(1, SALVOS + 1)]
    total = sum(float(one.leakers) for one in found)
    return [
        {
            "name": str(t),
            "number": t,
            "left": float(one.left),
            "fired": float(one.fired),
            "leakers": float(one.leakers),
            "full": bool(one.full),
            "first": float(found[0].leakers),
            "last": float(found[-1].leakers),
            "total": total,
        }
        for t, one in enumerate(found, 1)
    ]


#: What a better shield does to the wish to strike -> words.
MOVES: Mapping[str, str] = MappingProxyType(
    {
        "up": "the shield makes a strike more tempting",
        "down": "the shield makes a strike less tempting",
        "same": "the shield changes nothing about a strike",
    }
)

#: How the number of missiles bears on a strike -> words before and after the number.
BEARINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "least": ("It takes ", " missiles to deter a strike."),
        "most": ("More than ", " missiles would provoke a strike."),
        "any": ("A strike does not pay, however many missiles there are.", ""),
        "none": ("No number of missiles would deter a strike.", ""),
    }
)


def shield(
    stops: Any, missiles: Any, harm: Any, use: Any, answer: Any, gain: Any, xp: Any = np
) -> SimpleNamespace:
    """Return what a shield does to the wish to strike, to limit, and to arm.

    The shielded side may live with the other's missiles, strike at them, or pay for a limit. The
    harm of what arrives is the deterrence model's punishment, scaled by the leakage.

    Parameters
    ----------
    stops : float or Altair expression
        Share of the missiles that the shield stops, in per cent, below 100.
    missiles : float or Altair expression
        Missiles that their owner holds, above 0.
    harm : float or Altair expression
        Harm of a hundred missiles that arrive, in points, above 0.
    use, answer : float or Altair expression
        In per cent: chance that they are one day fired without a strike, and share that survives a
        strike and is fired in answer.
    gain : float or Altair expression
        What a strike wins besides, in points; below 0, what it costs besides.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    types.SimpleNamespace
        strike, bare (worth of a strike to the shielded side, with and without the shield), after
        (its worth once a limit has halved the missiles), limit (worth of that limit, if there is
        no strike), pays (whether the strike does), border (missiles at which it begins or ceases
        to pay, if there is such a number), bearing (key of :data:`BEARINGS`), moves (words of
        :data:`MOVES`), says (the bearing in words).
    """
    leakage = 1 - stops / 100
    w, s = use / 100, answer / 100
    each = harm / 100
    won, lost = larger(gain, 0.0, xp), larger(-gain, 0.0, xp)

    def strike(pain: Any) -> Any:
        # It wins its own gain and takes away the fear of use; what survives comes back.
        return deterrence.challenge_value(won + w * pain, 0.0, 1.0, s * pain + lost)

    whole = missiles * each
    strikes = strike(whole * leakage)
    apart = larger(xp.abs(answer - use) / 100, 0.01, xp)
    exact = deterrence.punishment_required(xp.abs(gain), 0.0, apart) / (each * leakage)
    bearing = choose(
        answer > use,
        choose(gain > 0, "least", "any", xp),
        choose(gain > 0, "none", choose(use > answer, "most", "any", xp), xp),
        xp,
    )
    border = choose(bearing == "most", xp.floor(exact + 1e-9), xp.ceil(exact - 1e-9), xp)
    return SimpleNamespace(
        leakage=leakage,
        strike=strikes,
        bare=strike(whole),
        after=strike(whole * leakage * (1 - CUT)),
        limit=CUT * w * whole * leakage,
        pays=strikes > 0,
        border=border,
        bearing=bearing,
        moves=choose(
            answer > use,
            MOVES["up"],
            choose(use > answer, MOVES["down"], MOVES["same"], xp),
            xp,
        ),
    )


def shield_says(found: SimpleNamespace) -> str:
    """Return in words how the number of missiles bears on a strike (numbers, not expressions)."""
    before, after = BEARINGS[found.bearing]
    return f"{before}{found.border:,.0f}{after}" if after else before


def shield_rows(**values: Any) -> list[dict[str, Any]]:
    """Return the one row of the shield explorer."""
    found = shield(**{name: value for name, value in values.items() if name != "reading"})
    return [
        {
            "name": "strike",
            "leakage": float(found.leakage),
            "strike": float(found.strike),
            "bare": float(found.bare),
            "after": float(found.after),
            "limit": float(found.limit),
            "pays": bool(found.pays),
            "moves": found.moves,
            "says": shield_says(found),
        }
    ]


# ---- rival views, run --------------------------------------------------------------------------

#: Settings from which the explorers of the chapter start.
SALVO_START: Mapping[str, float] = MappingProxyType(
    {
        "missiles": 100, "layers": 3, "shots": 1, "kill": 80, "blind": 0, "shared": 0,
        "interceptor": 3.5, "missile": 1,
    }
)  # fmt: skip
NIGHT_START: Mapping[str, float] = MappingProxyType(
    {"slow": 200, "ballistic": 120, "failed": 50, "harmless": 10, "skill": 86}
)
MAGAZINE_START: Mapping[str, float] = MappingProxyType(
    {"missiles": 50, "shots": 2, "kill": 80, "stock": 500, "resupply": 0}
)
SHIELD_START: Mapping[str, float] = MappingProxyType(
    {"stops": 50, "missiles": 2000, "harm": 5, "use": 10, "answer": 40, "gain": 20}
)

#: Rival readings of independence: words -> chance that a layer is blind, share that is common.
INDEPENDENCE: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "Layers never fail as a whole": (0, 0),
        "They fail, each for its own reasons": (10, 0),
        "Half of the reasons are shared": (10, 50),
        "All reasons are shared": (10, 100),
    }
)

#: Rival readings of the shield: key -> whose, settings that differ from the start.
READINGS: Mapping[str, tuple[str, Mapping[str, float]]] = MappingProxyType(
    {
        "cover": (
            "Cover for a strike (ABM critics; Tehran)",
            {"use": 10, "answer": 40, "gain": 20},
        ),
        "calm": (
            "Relief from fear (shield advocates; Israel)",
            {"use": 40, "answer": 10, "gain": -10},
        ),
        "neither": (
            "Fear and answer weigh alike",
            {"use": 20, "answer": 20, "gain": 5},
        ),
    }
)


def _salvo(**changes: float) -> SimpleNamespace:
    """Return the salvo explorer's answer at its start, with changes."""
    return salvo(**{**SALVO_START, **changes})


def independence_table() -> pd.DataFrame:
    """Return four readings of independence, run through the same three layers.

    Returns
    -------
    pandas.DataFrame
        Reading, and as text: Arrive of 100, No layer works, A fourth layer saves (missiles of
        100).
    """
    rows = []
    for words, (blind, shared) in INDEPENDENCE.items():
        three, four = (_salvo(blind=blind, shared=shared, layers=k) for k in (3, 4))
        rows.append(
            {
                "Reading": words,
                "Arrive, of 100": f"{three.leakers:.1f}",
                "Nights on which no layer works": _share_words(three.dark),
                "A fourth layer saves, of 100": f"{three.leakers - four.leakers:.1f}",
            }
        )
    return pd.DataFrame(rows)


def _share_words(share: float) -> str:
    """Return a small share in per cent, with a digit where a whole number would hide it."""
    if share == 0:
        return "none"
    return f"{share:.0%}" if share >= 0.0095 else f"{share:.1%}"


def bill_table(interceptors: float = 2.0, kills: tuple[float, float] = (0.5, 0.8)) -> pd.DataFrame:
    """Return what each interceptor's published prices say in two ways of keeping the books.

    Parameters
    ----------
    interceptors : float
        Interceptors at each missile, a whole number.
    kills : tuple of float
        Two single-shot kill probabilities in (0, 1].

    Returns
    -------
    pandas.DataFrame
        Interceptor, Published price, Defender's dollars per attacker's dollar, and for each kill
        probability the damage (US$) that one missile must threaten so that shooting pays.
    """
    table: Any = exchange(interceptors)
    rows = []
    for system in dict.fromkeys(table["system"]):
        group = table[table["system"] == system]
        low = float(group["each_low"].min())
        floor = bool(group["each_high"].isna().any())
        high = low if floor else float(group["each_high"].max())
        ratios = [
            defence.cost_exchange(usd_each, float(group["missile_usd"].iloc[0]), interceptors)
            for usd_each in (low, high)
        ]
        row = {
            "Interceptor": system,
            "Published price": _band([low, high], usd, floor=floor),
            "Defender's dollars per attacker's": _band(ratios, _ratio_words, floor=floor),
        }
        for kill in kills:
            pays = [
                defence.cost_per_interception(price, kill, interceptors) for price in (low, high)
            ]
            row[f"Pays if a hit does more than (at {kill:.0%} a shot)"] = _band(
                pays, usd, floor=floor
            )
        rows.append(row)
    return pd.DataFrame(rows)


def _ratio_words(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}".removesuffix(".0")


def _band(ends: list[float], words: Any, *, floor: bool) -> str:
    """Return two numbers in words, one if they print alike, "more than" for a floor."""
    low, high = (words(end) for end in ends)
    if floor:
        return f"more than {low}"
    return low if low == high else f"{low} to {high}"


#: How the number of missiles bears on a strike, in a table.
NUMBER_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "least": "deters from {} on",
        "most": "provokes above {}",
        "any": "any number: no strike",
        "none": "no number deters",
    }
)


def reading_table(stops: tuple[float, float, float] = (0, 50, 90)) -> pd.DataFrame:
    """Return rival readings of the shield, run through one model.

    Parameters
    ----------
    stops : tuple of float
        Shares of the missiles that the shield stops, in per cent.

    Returns
    -------
    pandas.DataFrame
        Reading, and for each shield: what a strike is worth and what a limit is worth (points),
        and how the number of missiles bears on a strike, as text.
    """
    rows = []
    for words, changes in READINGS.values():
        found = [shield(**{**SHIELD_START, **changes, "stops": stop}) for stop in stops]
        rows.append(
            {
                "Reading": words,
                "A strike is worth": " → ".join(
                    f"{one.strike:.1f}".replace("-", "−") for one in found
                ),
                "A limit is worth": " → ".join(f"{one.limit:.1f}" for one in found),
                "What the number of missiles does": NUMBER_WORDS[found[0].bearing].format(
                    " → ".join(f"{one.border:,.0f}" for one in found)
                ),
            }
        )
    return pd.DataFrame(rows)


def games() -> SimpleNamespace:
    """Return the model's numbers that the chapter's sentences print, as text."""
    free, own = _salvo(), _salvo(blind=10)
    half, common = _salvo(blind=10, shared=50), _salvo(blind=10, shared=100)
    one_two = _salvo(layers=1, shots=3)
    dozen = night(**NIGHT_START)
    stock = magazine_rows(**MAGAZINE_START)
    slow = magazine_rows(**{**MAGAZINE_START, "resupply": 50})
    start = shield(**SHIELD_START)
    best = shield(**{**SHIELD_START, "stops": 90})
    none = shield(**{**SHIELD_START, "stops": 0})
    calm = {
        stop: shield(**{**SHIELD_START, **READINGS["calm"][1], "stops": stop})
        for stop in (0, 50, 90)
    }
    ratios: Any = exchange(2.0).set_index("system")
    arrow = ratios.loc["Arrow, version not said"]
    pays = defence.cost_per_interception(float(arrow.each_low), 0.8, 2)
    said: Any = shares().set_index("interception_id")
    april_kept = 100 - _ratio_pct(
        said.loc["april-2024-us-hits", "count_low"], said.loc["april-2024-israel-all", "number_low"]
    )
    systems = layers()
    israeli = systems[systems["country"] == "Israel"]
    halved = magazine_rows(**{**MAGAZINE_START, "missiles": MAGAZINE_START["missiles"] * CUT})
    return SimpleNamespace(
        nine_tenths=f"{0.9:.0%}",
        free=f"{free.leakers:.1f}",
        own=f"{own.leakers:.1f}",
        half=f"{half.leakers:.1f}",
        common=f"{common.leakers:.1f}",
        clean=f"{free.clean:.0%}",
        some=f"{1 - free.clean:.0%}",
        fired_layers=f"{free.fired:.0f}",
        fired_at_once=f"{one_two.fired:.0f}",
        ratio=f"{free.ratio:.1f}",
        bill=f"{free.bill:,.0f}",
        shots_90=f"{defence.interceptors_needed(0.8, 100, 0.9):.0f}",
        shots_99=f"{defence.interceptors_needed(0.8, 100, 0.99):.0f}",
        shots_weak=f"{defence.interceptors_needed(0.5, 100, 0.9):.0f}",
        two_shots=f"{defence.kill_probability(0.8, 2):.0%}",
        three_shots=f"{defence.kill_probability(0.8, 3):.1%}",
        night_all=f"{dozen.kept['all']:.0%}",
        night_shot_all=f"{dozen.shot['all']:.0%}",
        night_fired=f"{dozen.shot['fired']:.0%}",
        night_came=f"{dozen.shot['came']:.0%}",
        night_engaged=f"{dozen.shot['engaged']:.0%}",
        night_hits=f"{dozen.hits:.0f}",
        full=str(sum(row["full"] for row in stock)),
        first=f"{stock[0]['leakers']:.0f}",
        last=f"{stock[-1]['leakers']:.0f}",
        full_slow=str(sum(row["full"] for row in slow)),
        last_slow=f"{slow[-1]['leakers']:.0f}",
        strike_none=f"{none.strike:.0f}".replace("-", "minus "),
        strike_half=f"{start.strike:.0f}".replace("-", "minus "),
        strike_best=f"{best.strike:.0f}".replace("-", "minus "),
        after_cover=f"{start.after:.1f}",
        calm_half=f"{calm[50].strike:.0f}",
        after_calm=f"{calm[50].after:.1f}".replace("-", "minus "),
        limit_none=f"{none.limit:.0f}",
        limit_half=f"{start.limit:.1f}",
        limit_best=f"{best.limit:.1f}",
        needed_none=f"{none.border:,.0f}",
        needed_half=f"{start.border:,.0f}",
        needed_best=f"{best.border:,.0f}",
        held=f"{SHIELD_START['missiles']:,.0f}",
        calm_none=f"{calm[0].strike:.0f}",
        calm_best=f"{calm[90].strike:.0f}".replace("-", "minus "),
        provoke_none=f"{calm[0].border:,.0f}",
        provoke_best=f"{calm[90].border:,.0f}",
        arrow=usd(float(arrow.each_low)),
        arrow_ratio=_ratio_words(float(arrow.ratio_low)),
        arrow_pays=usd(pays),
        june_90=said_share(said, "june-2025-nbc-18"),
        june_65=said_share(said, "june-2025-nbc-19"),
        june_16=said_share(said, "june-2025-israel-16"),
        june_hits=f"{said.loc['june-2025-israel-31', 'count_low']:.0f}",
        june_fired=f"{said.loc['june-2025-israel-31', 'number_low']:.0f}",
        june_kept=f"{said.loc['june-2025-israel-31', 'stopped_low']:.0f} %",
        june_landed=f"{said.loc['june-2025-telegraph-42', 'count_low']:.0f}",
        june_past=said_share(said, "june-2025-telegraph-19"),
        **{name: f"{said.loc[key, 'count_low']:.0f}" for name, key in OCTOBER.items()},
        figaro=f"{said.loc['april-2024-figaro', 'count_low']:.0f}",
        iran_april=said_share(said, "april-2024-iran"),
        iran_october=f"{said.loc['october-2024-iran', 'share_low']:.0f} %",
        **{name: _count_of(said.loc[key]) for name, key in UDEID.items()},
        claims=str(len(said)),
        attacks=str(said["attack_id"].nunique()),
        shares=str(int((said["measure"] == "intercepted").sum())),
        unsure=str(int((~said["sure"]).sum())),
        prices=str(len(prices())),
        israeli=str(len(israeli)),
        israeli_ballistic=str(int(israeli["ballistic"].sum())),
        halved=str(sum(row["full"] for row in halved)),
        april_most=percent(april_kept, april_kept),
        short_iraq=_count_of(said.loc["iraq-2020-failed"]),
        failed_2022=said_share(said, "gaza-2022-08-short"),
    )


#: Three counts of one base, and three of one evening: name in a sentence -> row.
OCTOBER: Mapping[str, str] = MappingProxyType(
    {
        "october_first": "october-2024-nyt",
        "october_second": "october-2024-wapo",
        "october_third": "october-2024-wsj",
    }
)
UDEID: Mapping[str, str] = MappingProxyType(
    {
        "udeid_us": "al-udeid-2025-us",
        "udeid_qatar": "al-udeid-2025-qatar",
        "udeid_press": "al-udeid-2025-wsj",
    }
)


def said_share(table: Any, key: str) -> str:
    """Return the share that one statement gives, in words; ``table`` is indexed by statement."""
    return percent(table.loc[key, "share_low"], table.loc[key, "share_high"])


def _count_of(row: Any) -> str:
    """Return "13 of 14" for a statement with a count and a number."""
    return f"{row['count_low']:.0f} of {row['number_low']:.0f}"
