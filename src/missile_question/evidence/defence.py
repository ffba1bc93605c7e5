"""Layers of missile defence, published prices, and what was said to be intercepted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pandas as pd

from missile_question import catalog
from missile_question.models import defence

#: What a price buys: key -> words that complete "the price of ...".
PRICED: Mapping[str, str] = MappingProxyType(
    {
        "missile": "one missile",
        "interception": "one interception",
        "energy": "electricity of a laser shot",
        "battery": "a battery",
        "procurement": "a purchase",
        "programme": "development and purchase",
    }
)

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
    meant = table["layer_id"].map(layer).fillna(True).astype(bool)
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
    if attack_id not in ATTACKS:
        raise ValueError(f"attack_id must be one of {', '.join(ATTACKS)}, got {attack_id!r}")
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


def emirates_tally(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the Emirates' running totals of 2026 under two rules.

    Parameters
    ----------
    claims : pandas.DataFrame
        The statements after the article, which only the epilogue may open and pass.

    Returns
    -------
    pandas.DataFrame
        until (last day covered), detected, intercepted, fell_at_sea (ballistic missiles since
        28 February), of_detected and without_sea (percent intercepted; the second leaves out what
        fell into the sea). The days are running totals: never add them.

    Raises
    ------
    ValueError
        If the frame holds no statement about the Emirates.
    """
    table: Any = claims
    table = table[(table["attack_id"] == "uae-2026") & (table["weapon"] == "ballistic")]
    if table.empty:
        raise ValueError("claims must hold statements of attack_id 'uae-2026', got none")
    wide = table.pivot_table(index="date_end", columns="outcome", values="count_low")
    rows = []
    for day, row in wide.iterrows():
        number = table[table["date_end"] == day]["number_low"].iloc[0]
        shot, sea = row["intercepted"], row["fell_at_sea"]
        rows.append(
            {
                "until": day,
                "detected": int(number),
                "intercepted": int(shot),
                "fell_at_sea": int(sea),
                "of_detected": _ratio_pct(shot, number),
                "without_sea": _ratio_pct(shot, number - sea),
            }
        )
    return pd.DataFrame(rows)


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


def _price_words(row: Any) -> str:
    if pd.isna(row.usd_high):
        return f"more than {usd(row.usd_low)}"
    low, high = usd(row.usd_low), usd(row.usd_high)
    return low if low == high else f"{low} to {high}"


def _with_source(table: Any) -> Any:
    """Return a table with the publisher and address of its first source, doubts in the note."""
    sources = _load("sources")[["source_id", "publisher", "url"]]
    table = table.merge(sources, on="source_id")
    table["note"] = table["note"].where(table["verified"], "Unverified. " + table["note"])
    return table


def price_table() -> pd.DataFrame:
    """Return every published price, ready to be shown.

    Returns
    -------
    pandas.DataFrame
        System, Price, What is priced, Each, Year, Who, Read in, What to know; url is the
        document's address.
    """
    table = _with_source(prices())
    table["price"] = [_price_words(row) for row in table.itertuples(index=False)]
    table["each"] = [
        usd(row.each_low) if row.divided else "" for row in table.itertuples(index=False)
    ]
    table["priced"] = table["priced"].map(PRICED)
    columns = {
        "system": "System", "price": "Price", "priced": "What is priced",
        "each": "Each (our division)", "price_year": "Year", "claimant": "Who",
        "publisher": "Read in", "note": "What to know", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)  # type: ignore[no-any-return]


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
