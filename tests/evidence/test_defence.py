"""The defence chapter's evidence against independent arithmetic on the raw tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from missile_question import catalog
from missile_question.evidence import defence as evidence

DATA = Path(__file__).resolve().parents[2] / "data"


def raw(name: str) -> dict[str, dict[str, str]]:
    """Read a table as plain text by its first column."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def test_layers_are_in_order_of_service() -> None:
    """Years never fall, the count rises by one, and only the SM-3's year is a bound."""
    table = evidence.layers()
    assert table["in_service_year"].is_monotonic_increasing
    assert table["count"].tolist() == list(range(1, 9))
    assert set(table[~table["exact"]]["layer_id"]) == {"aegis-sm-3"}
    assert set(table[~table["ballistic"]]["layer_id"]) == {"iron-dome", "iron-beam"}


def test_prices_are_divided_by_their_number() -> None:
    """The division is done again here from the raw file."""
    table = evidence.prices().set_index("cost_id")
    for key, row in raw("interceptor_costs").items():
        units = float(row["units"] or 1)
        assert table.loc[key, "each_low"] == pytest.approx(float(row["usd_low"]) / units)
        assert table.loc[key, "divided"] == bool(row["units"])
    assert table.loc["patriot-army-request-2026", "each_low"] == pytest.approx(4_222_767.86, abs=1)


def test_only_missiles_count_as_single() -> None:
    """Batteries, programmes, laser shots, interceptions and whole systems are other things."""
    table = evidence.prices()
    single = table[table["single"]]
    assert set(single["priced"]) == {"missile", "procurement"}
    assert "arrow-3-germany-2023" not in set(single["cost_id"])


def test_price_spread_is_that_of_the_rows() -> None:
    """Lowest and highest of one interceptor, computed again with plain Python."""
    table = raw("interceptor_costs")
    dome = [
        float(r["usd_low"])
        for r in table.values()
        if r["layer_id"] == "iron-dome" and r["priced"] == "missile"
    ]
    spread = evidence.price_spread().set_index("system")
    assert spread.loc["Iron Dome", "lowest"] == min(dome)
    assert spread.loc["Iron Dome", "highest"] == max(dome)
    assert spread.loc["Iron Dome", "statements"] == len(dome)
    assert "Arrow-3" not in spread.index and "Iron Beam" not in spread.index
    assert pd.isna(spread.loc["David's Sling and Arrow together", "highest"])


@pytest.mark.parametrize("shots", [1.0, 2.0, 3.5])
def test_exchange_is_price_times_shots_over_price(shots: float) -> None:
    """The ratio by hand; a floor has no upper end; nothing rests on sure ground."""
    table = evidence.exchange(shots)
    expected = table["each_low"] * shots / 1_000_000
    assert table["ratio_low"].to_numpy() == pytest.approx(expected.to_numpy())
    assert not table["sure"].any()
    assert not set(table["system"]) & {"Iron Dome", "Iron Beam", "Iranian ballistic missile"}
    floor = table[table["each_high"].isna()]
    assert len(floor) == 1 and floor["ratio_high"].isna().all()


def test_exchange_refuses_negative_shots() -> None:
    """The model's own check speaks."""
    with pytest.raises(ValueError, match="interceptors_per_missile"):
        evidence.exchange(-1)


def test_exchange_needs_the_price_of_a_missile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an attacker's price there is no ratio, and the error says so."""
    table = evidence.prices()
    monkeypatch.setattr(evidence, "prices", lambda: table[table["item"] == "interceptor"])
    with pytest.raises(ValueError, match="price of an attacking missile"):
        evidence.exchange()


def test_shares_by_hand() -> None:
    """Stated shares stay, counts are divided, complements are taken where something got through."""
    table = evidence.shares().set_index("interception_id")
    expected = {
        "april-2024-israel-all": (99, 99, "intercepted"),
        "april-2024-israel-cruise": (100 * 25 / 30, 100 * 25 / 30, "intercepted"),
        "april-2024-us-intercepted": (50, 50, "intercepted"),
        "april-2024-figaro": (100 - 700 / 110, 100 - 700 / 110, "kept out"),
        "october-2024-iran": (10, 10, "kept out"),
        "october-2024-wsj": (100 - 100 * 30 / 180, 100 - 100 * 30 / 180, "kept out"),
        "june-2025-israel-16": (80, 90, "intercepted"),
        "june-2025-israel-16-evaded": (90, 95, "kept out"),
        "june-2025-israel-31": (100 - 3100 / 550, 100 - 3100 / 550, "kept out"),
        "june-2025-isw": (90, 90, "intercepted"),
        "al-udeid-2025-qatar": (1800 / 19, 1800 / 19, "intercepted"),
        "iraq-2020-none": (0, 0, "intercepted"),
    }
    for key, (low, high, measure) in expected.items():
        row = table.loc[key]
        assert row["stopped_low"] == pytest.approx(low), key
        assert row["stopped_high"] == pytest.approx(high), key
        assert row["measure"] == measure, key


def test_failures_and_bare_counts_are_no_share_stopped() -> None:
    """Failures say nothing about the defence, and nine hits of an unknown number give no share."""
    table = evidence.shares().set_index("interception_id")
    for key in ("iraq-2020-failed", "april-2024-us-failed", "april-2024-us-hits"):
        assert pd.isna(table.loc[key, "stopped_low"]) and table.loc[key, "measure"] == ""
    assert table.loc["iraq-2020-failed", "share_low"] == 25


def test_every_share_lies_between_nought_and_a_hundred() -> None:
    """And the ends stand in order."""
    table = evidence.shares().dropna(subset=["stopped_low"])
    assert table["stopped_low"].between(0, 100).all()
    assert (table["stopped_low"] <= table["stopped_high"]).all()


def test_one_night_three_shares() -> None:
    """The finding of the chapter: from half to nearly all, by what is counted."""
    april = evidence.intercepted_spread().set_index("attack_id").loc["israel-2024-04"]
    assert (april["lowest"], april["highest"], april["statements"]) == (50, 99, 3)
    assert "israel-2024-10" not in set(evidence.intercepted_spread()["attack_id"])


def test_attacks_have_words() -> None:
    """Every attack of the table is known by name, and an unknown one is refused."""
    assert set(catalog.load("interceptions")["attack_id"]) == set(evidence.ATTACKS)
    with pytest.raises(ValueError, match="attack_id must be one of ain-al-asad-2020"):
        evidence.attack("yemen")


def test_rockets_have_two_rates() -> None:
    """302 of 846 fired, 302 of 336 tried (302 / 0.9 rounded)."""
    rates = evidence.rocket_rates()
    assert rates.of_fired == pytest.approx(302 / 846)
    assert rates.of_engaged == pytest.approx(302 / 336)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (2, "$2"),
        (3.5, "$3.5"),
        (62_000, "$62,000"),
        (945_900_000 / 224, "$4.2 million"),
        (3.5e9, "$3.5 billion"),
    ],
)
def test_dollars_in_words(amount: float, words: str) -> None:
    """As a reader would say it."""
    assert evidence.usd(amount) == words


def test_percent_in_words() -> None:
    """One number or a band."""
    assert evidence.percent(99, 99) == "99 %"
    assert evidence.percent(80, 90) == "80 to 90 %"


def test_the_shown_table_holds_every_row() -> None:
    """No statement is lost, each has its document's address, doubts are spelled out."""
    shown = evidence.claim_table()
    assert len(shown) == len(catalog.load("interceptions"))
    assert shown["url"].str.startswith("http").all()
    doubted = (~catalog.load("interceptions")["verified"]).sum()
    assert shown["What to know"].str.startswith("Unverified.").sum() == doubted


def test_shown_figures() -> None:
    """Ranges, floors, divisions and silence are told apart."""
    figures = set(evidence.claim_table()["Figure"])
    assert {"no figure", "9 or more", "99 %", "25 (83 %, our division)"} <= figures


def test_sentences_agree_with_the_tables() -> None:
    """What the chapter's sentences print."""
    n = evidence.numbers()
    assert (n.systems, n.not_ballistic, n.first_year, n.last_year) == ("8", "2", "2000", "2025")
    assert (n.april_all, n.april_cruise, n.april_ballistic) == ("99 %", "83 %", "50 %")
    assert (n.april_hits, n.fired, n.engaged) == ("9", "36 %", "90 %")
    assert (n.cheapest, n.dearest, n.dearest_system) == (
        "$40,000",
        "$27.9 million",
        "Aegis with SM-3",
    )
    assert n.price_factor == f"{27_900_000 / 40_000:,.0f}"
    assert (n.exchange_low, n.exchange_high) == ("2", "56")


# ---------------------------------------------------------------- rival views, run


def test_independence_table_by_hand() -> None:
    """Four readings of the same three layers, written out: 0.8, 2.2, 6.3, 10.7 of 100."""
    table = evidence.independence_table()
    own = (0.1 - 0.05) / 0.95
    half = 0.05 + 0.95 * (own + (1 - own) * 0.2) ** 3
    expected = [0.2**3, 0.28**3, half, 0.1 + 0.9 * 0.2**3]
    assert table["Arrive, of 100"].tolist() == [f"{100 * share:.1f}" for share in expected]
    assert table["Nights on which no layer works"].tolist() == ["none", "0.1%", "5%", "10%"]
    fourth = [0.2**3 - 0.2**4, 0.28**3 - 0.28**4]
    assert table["A fourth layer saves, of 100"].tolist()[:2] == [f"{100 * s:.1f}" for s in fourth]


def test_bill_table_reads_each_price_twice() -> None:
    """Arrow: 7 dollars for one, and worth firing against more than 2 x 3.5 m / (1 - 0.2^2)."""
    table = evidence.bill_table().set_index("Interceptor")
    arrow = table.loc["Arrow, version not said"]
    assert arrow["Defender's dollars per attacker's"] == "7"
    assert arrow["Pays if a hit does more than (at 80% a shot)"] == "$7.3 million"
    assert arrow["Pays if a hit does more than (at 50% a shot)"] == "$9.3 million"
    together = table.loc["David's Sling and Arrow together"]
    assert set(together.str.startswith("more than")) == {True}
    assert set(table.index) == set(evidence.exchange()["system"])


def test_bill_table_follows_its_arguments() -> None:
    """One shot costs half of two, and a sure shot pays at its own price."""
    arrow = evidence.bill_table(1.0, (0.5, 1.0)).set_index("Interceptor")
    row = arrow.loc["Arrow, version not said"]
    assert row["Defender's dollars per attacker's"] == "3.5"
    assert row["Pays if a hit does more than (at 100% a shot)"] == "$3.5 million"


def test_reading_table_by_hand() -> None:
    """G + (u - r) H L and u H L / 2 with H = 100 points, and the borders."""
    table = evidence.reading_table().set_index("Reading")
    cover, calm, neither = (table.iloc[i] for i in range(3))
    assert cover["A strike is worth"] == "−10.0 → 5.0 → 17.0"
    assert cover["A limit is worth"] == "5.0 → 2.5 → 0.5"
    assert cover["What the number of missiles does"] == "deters from 1,334 → 2,667 → 13,334 on"
    assert calm["A strike is worth"] == "20.0 → 5.0 → −7.0"
    assert calm["What the number of missiles does"].startswith("provokes above 666")
    assert len(set(neither["A strike is worth"].split(" → "))) == 1


def test_every_reading_fits_the_explorer() -> None:
    """The readings differ in what they assume and agree in the missiles and the harm."""
    for _, changes in evidence.READINGS.values():
        assert set(changes) == {"use", "answer", "gain"}


@pytest.mark.parametrize(
    ("share", "words"), [(0, "none"), (0.001, "0.1%"), (0.05, "5%"), (0.104, "10%")]
)
def test_small_shares_keep_a_digit(share: float, words: str) -> None:
    """A night in a thousand does not print as none."""
    assert evidence._share_words(share) == words


def test_games_agree_with_raw_counts() -> None:
    """The numbers of the sentences, from the raw files and by hand."""
    g = evidence.games()
    rows = raw("interceptions")
    assert g.claims == str(len(rows)) and g.prices == str(len(raw("interceptor_costs")))
    assert (g.october_first, g.october_second, g.october_third) == ("9", "20", "30")
    assert (g.udeid_us, g.udeid_qatar, g.udeid_press) == ("13 of 14", "18 of 19", "17 of 18")
    assert (g.june_hits, g.june_fired, g.june_kept) == ("31", "550", "94 %")
    assert g.april_most == "97 %" and g.short_iraq == "4 of 16"
    assert (g.june_16, g.june_90, g.june_65) == ("80 to 90 %", "90 %", "65 %")
    israeli = [r for r in raw("defence_layers").values() if r["country"] == "Israel"]
    assert g.israeli == str(len(israeli))
    assert g.israeli_ballistic == str(sum("ballistic" in r["heaviest_threat"] for r in israeli))


def test_games_agree_with_school_algebra() -> None:
    """Leakers, assurance, interceptors and salvos, done again without the model."""
    g = evidence.games()
    assert (g.free, g.own, g.common) == ("0.8", "2.2", "10.7")
    assert g.some == f"{1 - (1 - 0.2**3) ** 100:.0%}"
    assert g.fired_at_once == "300" and g.fired_layers == f"{100 * (1 + 0.2 + 0.04):.0f}"
    for shots, p, sure in ((g.shots_90, 0.8, 0.9), (g.shots_weak, 0.5, 0.9)):
        n = int(shots)
        assert (1 - (1 - p) ** n) ** 100 >= sure > (1 - (1 - p) ** (n - 1)) ** 100
    assert (g.full, g.halved, g.full_slow) == ("5", "10", "9")
    assert (g.arrow, g.arrow_ratio, g.arrow_pays) == ("$3.5 million", "7", "$7.3 million")


def test_one_limit_two_meanings() -> None:
    """Halving the missiles makes a strike more tempting in one reading, less in the other."""
    g = evidence.games()
    assert (g.strike_half, g.after_cover) == ("5", "12.5")
    assert (g.calm_half, g.after_calm) == ("5", "minus 2.5")
