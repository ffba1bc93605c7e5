"""The deterrence chapter's evidence against arithmetic on the raw tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from missile_question import catalog
from missile_question.evidence import deterrence as evidence

DATA = Path(__file__).resolve().parents[2] / "data"


def raw(path: str) -> list[dict[str, str]]:
    """Read a table as text, without the package."""
    with (DATA / path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_spending_is_the_series_of_the_table() -> None:
    """Every series row comes back, headlines do not, blanks are NaN."""
    table = evidence.spending()
    assert len(table) == sum(r["kind"] == "series" for r in raw("military_expenditure.csv"))
    emirates = evidence.spending("United Arab Emirates").set_index("year")["ratio_constant"]
    assert emirates[2014] > 0 and emirates.loc[2015:].isna().all()


@pytest.mark.parametrize("basis", evidence.BASES)
def test_ratio_is_the_tables_column(basis: str) -> None:
    """The ratio of each year is what the file says, and years without a figure are left out."""
    series = evidence.spending_ratio("Israel", basis)
    for row in raw("military_expenditure.csv"):
        if row["country"] == "Israel" and row["kind"] == "series":
            assert series[int(row["year"])] == float(row[f"ratio_{basis}"])
    assert len(evidence.spending_ratio("United Arab Emirates", basis)) == 5


def test_revisions_are_printed_over_revised() -> None:
    """Factors are recomputed; Iran's 2021 leads; a year without a figure then is not here."""
    table = evidence.revisions()
    expected = {
        (r["country"], int(r["year"])): float(r["current_usd_bn"]) / float(r["revised_usd_bn"])
        for r in raw("military_expenditure.csv")
        if r["current_usd_bn"] and r["revised_usd_bn"]
    }
    found = {(r.country, r.year): r.factor for r in table.itertuples(index=False)}
    assert found == pytest.approx(expected)
    assert (table.loc[0, "country"], table.loc[0, "year"]) == ("Iran", 2021)
    assert ("Iran", 2013) not in found


def test_with_ends_fills_and_marks() -> None:
    """Floors and ceilings are drawn at their one end; weak rows are doubtful."""
    table = pd.DataFrame(
        {
            "a": [1.0, 2.0, None, None],
            "b": [3.0, None, 4.0, None],
            "verified": [True, False, True, True],
            "confidence": ["high", "high", "low", "high"],
        }
    )
    out = evidence.with_ends(table, "a", "b")
    assert out["bound"].tolist() == ["", "floor", "ceiling"]
    assert out[["low", "high"]].to_numpy().tolist() == [[1, 3], [2, 2], [4, 4]]
    assert out["doubtful"].tolist() == [False, True, True]
    assert evidence.span(out) == (1, 4)
    assert evidence.firm(out)["low"].tolist() == [1]


def test_spans_of_irans_fleet_are_recounted() -> None:
    """On the books and able to fly, since 2008, firm rows only, counted again by hand."""
    for rule, found in (
        ("inventory", evidence.fleet_on_paper()),
        ("flyable", evidence.fleet_that_flies()),
    ):
        ends = [
            int(row[column])
            for row in raw("air_power.csv")
            for column in ("aircraft_low", "aircraft_high")
            if (row["country"], row["counting_rule"]) == ("Iran", rule)
            and row["as_of"] >= "2008"
            and row["confidence"] != "low"
            and row["verified"] == "true"
            and row[column]
        ]
        assert found == (min(ends), max(ends))


def test_rules_are_never_mixed() -> None:
    """A question for one rule brings counts by that rule alone, oldest first."""
    for rule in evidence.RULES:
        table = evidence.aircraft(rule=rule)
        assert set(table["counting_rule"]) <= {rule}
        assert table["as_of"].is_monotonic_increasing
    assert "no_figure" not in set(evidence.aircraft()["counting_rule"])


def test_stock_before_the_war_is_recounted() -> None:
    """The span for early 2025 is that of firm whole-stock rows of that year before the war."""
    ends = [
        int(row[column])
        for row in raw("missile_inventory.csv")
        for column in ("count_low", "count_high")
        if (row["kind"], row["scope"], row["moment"]) == ("stock", "all_ballistic", "before")
        and row["as_of"] >= "2025"
        and row["confidence"] != "low"
        and row["verified"] == "true"
        and row[column]
    ]
    assert evidence.stock_before_war() == (min(ends), max(ends))


def test_no_verified_total_after_the_war() -> None:
    """Before the article nobody verifiable gave a total for the time after the war."""
    assert evidence.verified_totals_after_war() == 0
    later = evidence.missiles(scope="all_ballistic", moment="after", epilogue=True)
    assert len(evidence.firm(later)) == 2


def test_projections_are_asked_for_by_name() -> None:
    """The default brings stocks; forecasts come only on request."""
    assert set(evidence.missiles()["kind"]) == {"stock"}
    forecasts = evidence.missiles("projection")
    assert set(forecasts["kind"]) == {"projection"} and len(forecasts) == 3


def test_epilogue_is_opened_on_request_only() -> None:
    """Later counts stay out of the default."""
    assert not evidence.aircraft()["air_id"].str.contains("2026").any()
    assert evidence.aircraft(epilogue=True)["air_id"].str.contains("2026").any()
    assert len(evidence.missiles(epilogue=True)) > len(evidence.missiles())


def test_numbers_are_the_tables() -> None:
    """What the sentences print agrees with the file's cells."""
    n = evidence.numbers()
    cells = {r["expenditure_id"]: r for r in raw("military_expenditure.csv")}
    iran, israel = cells["iran-2024"], cells["israel-2024"]
    assert (n.iran_share, n.israel_share) == (iran["share_of_gdp_pct"], israel["share_of_gdp_pct"])
    assert n.israel_ratio == f"{israel['ratio_current']} to {israel['ratio_constant']}"
    assert (n.iran_change_constant, n.iran_change_current) == ("-10", "+7")
    revised = cells["iran-2021-release-2022"]
    assert (n.revised_printed, n.revised_now) == (
        revised["current_usd_bn"],
        revised["revised_usd_bn"],
    )
    assert n.revised_year == "2021" and n.year == "2024" and n.first_year == "2010"


@pytest.mark.parametrize(
    ("one", "other", "places", "text"),
    [(2.0, 1.0, 1, "1.0 to 2.0"), (3000, 3000, 0, "3,000"), (1.04, 1.01, 1, "1.0")],
)
def test_between(one: float, other: float, places: int, text: str) -> None:
    """Lower first; one number when both print alike."""
    assert evidence.between(one, other, places) == text


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: evidence.spending("Atlantis"), "country must be one of Iran, .*'Atlantis'"),
        (lambda: evidence.spending_ratio("Israel", "real"), "basis must be one of constant, cur"),
        (lambda: evidence.aircraft(rule="all"), "rule must be one of delivered, .*'all'"),
        (lambda: evidence.missiles("guess"), "kind must be one of stock, projection, got 'guess'"),
        (lambda: evidence.missiles(scope="x"), "scope must be one of all_ballistic"),
        (lambda: evidence.missiles(moment="now"), "moment must be one of before, after"),
        (lambda: evidence.span(evidence.aircraft("Atlantis")), "at least one row"),
    ],
)
def test_bad_input_is_named(call: object, words: str) -> None:
    """An error names the parameter, the value and what is allowed."""
    with pytest.raises(ValueError, match=words):
        call()  # type: ignore[operator]


def test_loading_twice_is_independent() -> None:
    """Nothing here changes the catalogue's tables."""
    before = catalog.load("air_power")
    mine = evidence.aircraft()
    mine["aircraft_low"] = 0
    pd.testing.assert_frame_equal(before, catalog.load("air_power"))


# ---- the chapter's games and tables ----


def test_pieces_name_their_publisher() -> None:
    """Each piece of a claim comes back once, with its publisher; a wrong direction is refused."""
    rows = [r for r in raw("claim_evidence.csv") if r["claim_id"] == "C07"]
    for direction in ("supports", "weakens"):
        texts = evidence.pieces("C07", direction)
        wanted = [r["statement"] for r in rows if r["direction"] == direction]
        assert [text.split(" (")[0] for text in texts] == [text.split(" (")[0] for text in wanted]
        assert all(text.endswith(".)") for text in texts)
    with pytest.raises(ValueError, match="direction must be one of"):
        evidence.pieces("C07", "for")


def test_spending_table_is_the_tables_numbers() -> None:
    """Ratios and shares are those of the file, for the years asked for."""
    table = evidence.spending_table((2024,)).set_index("Spending")["2024"]
    own = {
        r["country"]: r for r in raw("military_expenditure.csv")
        if r["kind"] == "series" and r["year"] == "2024"
    }  # fmt: skip
    assert table["Iran: per cent of GDP"] == f"{float(own['Iran']['share_of_gdp_pct']):.1f}"
    ratio = float(own["Israel"]["ratio_constant"])
    assert table["Israel: times Iran's, dollars of 2023"] == f"{ratio:.1f}"


def test_overkill_turns_a_believed_threat_into_an_empty_one() -> None:
    """Answering costs 4 a unit, yielding 5: only the first size would be used; 4 / 5, 4 / 10."""
    table = evidence.overkill_table()
    assert table["Would the defender answer?"].tolist() == ["yes", "no", "no"]
    assert table["Belief that would deter"].tolist()[:2] == ["80%", "40%"]
    assert table["Outcome"].tolist()[0] == "the attacker holds back"


def test_home_front_moves_both_tests() -> None:
    """An audience makes the answer credible; unrest raises the belief needed from 4/10 to 6/10."""
    table = evidence.home_table()
    assert table["Would the defender answer?"].tolist() == ["no", "yes", "no", "yes"]
    assert table["Belief that deters"].tolist() == ["40%", "40%", "60%", "60%"]


def test_window_needs_a_larger_fall_if_terms_can_be_negotiated() -> None:
    """Fearon's and Powell's conditions by hand: 0.8(w - 0.9v) > 0.1; 0.8(0.9(1-v) - 0.3) > 0.2."""
    table = evidence.window_table()
    for row, later in zip(table.to_dict("records"), (0.7, 0.6, 0.5, 0.3), strict=True):
        alone = 0.8 * (0.7 - 0.9 * later) - 0.1 > 0
        whatever = 0.8 * (0.9 * (1 - later) - 0.3) - 0.2 > 0
        assert row["If the other side sets the terms"] == ("strike" if alone else "wait")
        assert row["If terms can be negotiated"] == ("strike" if whatever else "wait")


@pytest.mark.parametrize("gain", [1.0, 4.0, 12.0])
def test_prospects_lower_or_raise_the_threshold(gain: float) -> None:
    """A content attacker is easier to deter, one that counts the prize as its own harder."""
    plain = gain / (gain + 6.0)
    content = evidence.felt_threshold(gain, gain + 6.0, 2.0, 0.0)
    robbed = evidence.felt_threshold(gain, gain + 6.0, 2.0, 100.0)
    assert content < plain < robbed
    by_hand = gain**0.88 / (gain**0.88 + 2 * 6.0**0.88)
    assert content == pytest.approx(by_hand)
    assert robbed == pytest.approx(plain**0.88)
    assert len(evidence.feeling_table()) == 4


def test_games_are_the_numbers_of_the_models() -> None:
    """The sentences' numbers, worked out again."""
    g = evidence.games()
    assert (g.threshold, g.threshold_double) == ("40%", "20%")
    assert (g.whole, g.half, g.enough) == ("72%", "40%", "67%")
    assert float(g.race) == pytest.approx(2 / 0.4 * (1 - 2.718281828 ** (-0.4 * 10)), abs=0.06)
    assert g.window_later == f"{(0.7 - 0.1 / 0.8) / 0.9:.0%}"
