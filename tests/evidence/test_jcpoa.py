"""The nuclear deal's evidence against arithmetic done here and against the raw tables."""

from __future__ import annotations

import csv
import itertools
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.tables import change_row

from missile_question import catalog
from missile_question.evidence import jcpoa as evidence

#: Share of uranium in its hexafluoride from atomic masses: U 238.03, F 18.998.
URANIUM_IN_UF6 = 238.03 / (238.03 + 6 * 18.998)


def raw(table: str) -> Any:
    """Return a table as the catalogue has it, untyped."""
    return catalog.load(table)


def rows(table: str) -> list[dict[str, str]]:
    """Return a table as plain text, past the catalogue."""
    path = Path(__file__).resolve().parents[2] / "data" / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


# ---------------------------------------------------------------- masses


def test_the_cap_is_two_thirds_of_its_gas() -> None:
    """300 kg UF6 hold 202.8 kg of uranium, by the atomic masses, and the table says so as well."""
    assert evidence.cap().kg == pytest.approx(300 * URANIUM_IN_UF6, rel=1e-3)
    table = raw("enriched_stock")
    printed = table[(table["value_kind"] == "cap") & (table["basis"] == "kg_u")]["kg"]
    assert (printed.round(1) == round(evidence.cap().kg, 1)).all() and len(printed)


def test_uranium_is_never_mixed_with_its_gas() -> None:
    """An amount of gas is converted, one of unknown unit has no mass of uranium."""
    assert evidence.uranium_kg(12.5, "kg_u") == 12.5
    assert evidence.uranium_kg(604.4, "kg_uf6") == pytest.approx(604.4 * URANIUM_IN_UF6, rel=1e-3)
    assert np.isnan(evidence.uranium_kg(10_000, "unstated"))
    assert np.isnan(evidence.uranium_kg(np.nan, "kg_uf6"))
    with pytest.raises(ValueError, match=r"basis must be one of kg_u.*'lb'"):
        evidence.uranium_kg(1.0, "lb")


def test_gas_and_uranium_of_one_report_agree() -> None:
    """The 60 % of May 2025 was given in both units; the two say the same to the rounding."""
    table = evidence.stock().set_index("stock_id")
    gas = table.loc["iaea-2025-05-u60-uf6", "uranium_kg"]
    assert gas == pytest.approx(float(table.loc["iaea-2025-05-u60", "uranium_kg"]), abs=0.1)


# ---------------------------------------------------------------- stock


def test_every_statement_keeps_its_place_in_time() -> None:
    """No row is lost or invented, and each falls within the year that its date names."""
    table = evidence.stock()
    assert set(table["stock_id"]) == set(raw("enriched_stock")["stock_id"])
    assert (table["when"].astype(int) == table["as_of_date"].str[:4].astype(int)).all()
    assert table["publisher"].ne("").all() and table["publisher"].notna().all()


@pytest.mark.parametrize("level", list(evidence.LEVELS))
def test_series_are_the_rows_marked_for_them(level: str) -> None:
    """A series is what the table marks, in kilograms of uranium, one amount per report."""
    table = raw("enriched_stock")
    expected = table[table["in_series"] & (table["level"] == level)]
    mine = evidence.series(level)
    assert set(mine["stock_id"]) == set(expected["stock_id"])
    assert (mine["basis"] == "kg_u").all()
    assert mine["when"].is_monotonic_increasing and mine["when"].is_unique
    assert mine["uranium_kg"].notna().all()


def test_no_line_runs_through_a_report_without_an_amount() -> None:
    """Between November 2017 and early 2019, and within 20 % in 2022, the line breaks."""
    total = evidence.series("total").set_index("stock_id")["run"]
    for row in evidence.gap_reports().itertuples(index=False):
        if row.value_kind != "below_cap":
            continue
        before = evidence.series("total").query("when < @row.when")["run"]
        after = evidence.series("total").query("when > @row.when")["run"]
        assert not set(before) & set(after), row.stock_id
    assert total["iaea-2017-11-total"] != total["iaea-2019-02-total"]
    twenty = evidence.series("u20").set_index("stock_id")["run"]
    assert twenty["iaea-2022-05-u20"] != twenty["iaea-2023-02-u20"]
    assert twenty["iaea-2021-11-u20"] == twenty["iaea-2022-03-u20"]


def test_nothing_is_in_a_series_after_sight_was_lost() -> None:
    """No amount is joined to the line after the attacks of June 2025: repeats are no news."""
    lost = next(p for p in evidence.knowledge_periods() if p["key"] == "lost")
    for level in evidence.LEVELS:
        assert (evidence.series(level)["when"] <= lost["from"] + 0.01).all(), level
    repeats = raw("enriched_stock").query("value_kind == 'repeated'")
    assert len(repeats) and not repeats["in_series"].any()


def test_rivals_contradict_the_series_and_say_so() -> None:
    """Two amounts rival the series; each stands beside another one of the same report."""
    table = evidence.rivals().set_index("stock_id")
    assert set(table.index) == {"digest-2021-11-u60", "ap-2022-09-total"}
    november = table.loc["digest-2021-11-u60"]
    assert (november["uranium_kg"], november["series_kg"]) == (15.5, 17.7)
    # The rise to 33.2 was given as "by 15.5": that is 33.2 less 17.7, hence the slip.
    assert 33.2 - november["series_kg"] == pytest.approx(november["uranium_kg"], abs=0.01)
    assert (table["uranium_kg"] != table["series_kg"]).all()
    assert table["note"].str.len().gt(20).all()


def test_multiples_are_totals_over_the_cap() -> None:
    """Recomputed with plain numbers; the last is 9,874.9 over 202.8."""
    table = evidence.multiples()
    assert table["times"].to_numpy() == pytest.approx(table["uranium_kg"].to_numpy() / 202.8)
    assert table["times"].iloc[-1] == pytest.approx(9874.9 / 202.8)


def test_verdicts_and_amounts_agree() -> None:
    """While reports said 'under the cap' every amount lay under it, later none did."""
    table, gap = evidence.multiples(), evidence.gap_reports()
    crossing = float(gap[gap["value_kind"] == "above_cap"]["when"].iloc[0])
    assert (table[table["when"] < crossing]["times"] <= 1).all()
    assert (table[table["when"] > crossing]["times"] > 1).all()
    assert (gap[gap["value_kind"] == "below_cap"]["when"] < crossing).all()
    assert gap["uranium_kg"].isna().all()


def test_levels_sum_to_the_published_sum() -> None:
    """Where all four levels were printed, they add up to what the report gives for the gas."""
    table, reports = evidence.stock(), 0
    for _, report in table[table["basis"] == "kg_u"].groupby("report_date"):
        levels = report[report["level"].isin(["u2", "u5", "u20", "u60"]) & report["in_series"]]
        gas = report[(report["level"] == "total") & (report["forms"] == "uf6")]["uranium_kg"]
        whole = report[(report["level"] == "total") & report["in_series"]]["uranium_kg"]
        if len(levels) == 4 and len(gas) and len(whole):
            assert levels["uranium_kg"].sum() == pytest.approx(gas.iloc[0], abs=0.11)
            assert whole.iloc[0] > gas.iloc[0]
            reports += 1
    assert reports >= 2


def test_unknown_levels_are_refused() -> None:
    """The message names the parameter, what was given and what is allowed."""
    with pytest.raises(ValueError, match=r"level must be one of total, u2.*'x'"):
        evidence.series("x")
    with pytest.raises(ValueError, match=r"level must be one of u5, u20, u60, got 'u2'"):
        evidence.quantities("u2")


def test_periods_of_knowledge_join_without_a_gap() -> None:
    """From Implementation Day to the article's day, with the two breaks of 2021 and 2025."""
    periods = evidence.knowledge_periods()
    assert [p["key"] for p in periods] == ["full", "partial", "lost"]
    assert [p["start"] for p in periods] == ["2016-01-16", "2021-02-23", "2025-06-13"]
    assert periods[-1]["end"] == "2026-02-11"
    assert all(a["to"] == b["from"] for a, b in itertools.pairwise(periods))
    assert all(p["from"] < p["to"] for p in periods)


def test_the_flag_of_the_agency_follows_the_periods() -> None:
    """No amount counts as verified by the IAEA once the extra monitoring had been stopped."""
    cut = next(p for p in evidence.knowledge_periods() if p["key"] == "partial")["from"]
    table = evidence.stock()
    assert not table[(table["when"] > cut)]["iaea_verified"].any()
    reported = table["in_series"] & (table["when"] < cut - 0.1)
    assert table[reported]["iaea_verified"].all()


# ---------------------------------------------------------------- quantities and yardsticks


def test_quantities_by_hand() -> None:
    """440.9 kg at 60 % hold 264.5 kg of the isotope: 10.6 times 25 kg."""
    table = evidence.quantities("u60")
    assert table["quantities"].to_numpy() == pytest.approx(
        table["uranium_kg"].to_numpy() * 0.6 / 25
    )
    assert table["quantities"].iloc[-1] == pytest.approx(440.9 * 0.6 / 25)


def test_low_enrichment_counts_against_75_kilograms() -> None:
    """Below 20 % the IAEA's quantity is 75 kg of the isotope."""
    table = evidence.quantities("u5")
    assert table["quantities"].to_numpy() == pytest.approx(
        table["uranium_kg"].to_numpy() * 0.05 / 75
    )


def test_one_quantity_at_a_level() -> None:
    """25 kg of isotope are 41.7 kg at 60 % and 27.8 kg at 90 %."""
    assert evidence.quantity_of(0.6).kg == pytest.approx(25 / 0.6)
    assert evidence.quantity_of(0.9).kg == pytest.approx(25 / 0.9)
    for wrong in (0.1, 1.2):
        with pytest.raises(ValueError, match=rf"assay must lie in \[0.2, 1\], got {wrong}"):
            evidence.quantity_of(wrong)


def test_the_press_rule_is_the_iaea_quantity_rounded() -> None:
    """42 kg at 60 % is 41.7 kg; ISIS's 25 kg hold 22.5 kg of the isotope."""
    table = evidence.yardsticks().set_index("parameter_id")
    assert table.loc["press-42-kg", "kg"] == round(evidence.quantity_of(0.6).kg)
    assert evidence.numbers().isis_u235 == f"{25 * 0.9:.1f}"


def test_yardsticks_follow_the_table() -> None:
    """Every significant quantity of the table is there, in kilograms, with its own label."""
    table = evidence.yardsticks().set_index("parameter_id")
    parameters = raw("safeguards_parameters").set_index("parameter_id")
    assert {key for key in parameters.index if key.startswith("sq-")} <= set(table.index)
    for key, row in table.iterrows():
        factor = 1000 if "tonnes" in str(parameters.loc[key, "unit"]) else 1
        assert row["kg"] == parameters.loc[key, "value_low"] * factor
        assert row["label"].endswith(row["counts"])
    assert table["kg"].is_monotonic_increasing


# ---------------------------------------------------------------- clocks


def test_clocks_are_counted_by_plain_dates() -> None:
    """Days left are recomputed with the standard library; Natanz ended 26 days before."""
    table = evidence.clocks().set_index("limit_id")
    today = date(2026, 2, 11)
    for key, row in table.iterrows():
        left = (date.fromisoformat(str(row["end_date"])) - today).days
        assert row["days_left"] == left, key
        assert bool(row["run_out"]) == (left <= 0), key
    assert table.loc["centrifuges-enriching", "days_left"] == -26
    assert table["to"].is_monotonic_increasing


def test_clocks_leave_out_what_is_no_clause() -> None:
    """Milestones, one side's readings, clauses without an end and the stock's twin stay out."""
    table = raw("jcpoa_limits").set_index("limit_id")
    mine = set(evidence.clocks()["limit_id"])
    assert "stock-uf6" in mine and "stock-u" not in mine
    assert not mine & set(table[table["topic"] == "milestone"].index)
    assert not mine & set(table[table["position"] != "agreed_text"].index)
    assert not mine & set(table[table["end_date"] == ""].index)


def test_clocks_move_with_the_day() -> None:
    """On Implementation Day none had run out, a day before and on its end the cap differs."""
    assert not evidence.clocks("2016-01-16")["run_out"].any()
    for day, over in (("2026-01-15", False), ("2026-01-16", True)):
        table = evidence.clocks(day).set_index("limit_id")
        assert bool(table.loc["centrifuges-enriching", "run_out"]) is over
    assert evidence.clocks("2041-01-16")["run_out"].all()


@pytest.mark.parametrize("day", ["2026", "2026-02", "2026-02-31", "yesterday."])
def test_days_must_be_full_dates(day: str) -> None:
    """A partial or impossible date is refused by name."""
    with pytest.raises(ValueError, match=f"day must be a full date.*{day}"):
        evidence.clocks(day)


def test_ends_are_start_plus_duration_where_computed() -> None:
    """A computed end is the start moved by whole months, recomputed without the package."""
    table = evidence.clocks()
    for row in table[table["end_basis"] == "computed"].itertuples(index=False):
        start = date.fromisoformat(str(row.start_date))
        months = start.year * 12 + start.month - 1 + round(float(row.duration_years) * 12)
        assert row.end_date == f"{months // 12}-{months % 12 + 1:02d}-{start.day:02d}", row.limit_id


def test_milestones_in_order() -> None:
    """Adoption, Implementation, Transition and Termination Day; only the last is contested."""
    table = catalog.load("jcpoa_limits")
    table = table[(table["topic"] == "milestone") & (table["position"] == "agreed_text")]
    # A named day stands in start_date; one that a clock leads to, in end_date.
    days = table["end_date"].where(table["end_date"] != "", table["start_date"])
    table = table.assign(day=days).sort_values("day")
    assert list(table["day"]) == ["2015-10-18", "2016-01-16", "2023-10-18", "2025-10-18"]
    assert list(table["contested"]) == [False, False, False, True]


def test_both_readings_of_termination_day_are_there() -> None:
    """Each side has its own words, day and document."""
    table = catalog.load("jcpoa_limits")
    table = table[table["position"].isin(["e3_us", "iran_russia_china"])]
    assert set(table["position"]) == {"e3_us", "iran_russia_china"}
    assert table["limit_text"].str.len().gt(10).all() and table["source_id"].is_unique


# ---------------------------------------------------------------- estimates


def test_estimates_keep_the_published_ends() -> None:
    """The point is the shortest time said; the kind of number follows the two ends."""
    for row in evidence.estimates(everything=True).itertuples(index=False):
        low, high = row.days_low, row.days_high
        if low == low:
            assert row.days == low
            assert row.bound == (
                "at least" if high != high else "about" if low == high else "from to"
            )
        else:
            assert row.bound == "at most" and (row.days == high or high != high)


def test_the_chart_has_one_question() -> None:
    """Only estimates of one weapon's material are plotted, none of them after June 2025."""
    table = evidence.estimates()
    assert len(table) < len(evidence.estimates(everything=True))
    assert set(table["definition"]) <= {"one_weapon", "wgu_25kg"}
    assert table["days"].notna().all()
    lost = evidence.knowledge_periods()[-1]["from"]
    assert (table["when"] < lost).all()
    assert (raw("breakout_estimates")["said_on"] <= "2026-02-11").all()


def test_firm_means_verified_and_in_the_speaker_s_numbers() -> None:
    """What we read into words, or could not verify, is never firm."""
    table = evidence.estimates()
    assert not table[~table["verified"]]["firm"].any()
    assert not table[table["days_basis"] == "read"]["firm"].any()
    assert not table.set_index("estimate_id").loc["dia-2025-05", "firm"]
    assert table["firm"].mean() > 0.8


# ---------------------------------------------------------------- dates and sentences


@pytest.mark.parametrize(
    ("when", "expected"),
    [("2021", 2021.5), ("2021-01", 2021 + 15.5 / 365), ("2024-12-31", 2024 + 365 / 366)],
)
def test_moments_are_the_middle_of_what_a_date_means(when: str, expected: float) -> None:
    """A month stands in its middle, a year in July, a day within itself."""
    assert evidence.moment(when) == pytest.approx(expected, abs=1.6 / 365)


@pytest.mark.parametrize("when", ["", "2021-13", "spring 2021"])
def test_bad_dates_are_refused(when: str) -> None:
    """What is no date raises."""
    with pytest.raises(ValueError):
        evidence.moment(when)


def test_numbers_for_sentences_are_text_and_follow_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The chapter's numbers are strings, and another amount in the table changes them."""
    before = evidence.numbers()
    assert all(isinstance(value, str) and value for value in vars(before).values())
    assert (before.cap, before.last_times, before.last_quantities) == ("202.8", "49", "10.6")
    last = evidence.series("total").iloc[-1]["stock_id"]
    change_row(monkeypatch, "enriched_stock", "stock_id", last, kg=2028.0)
    after = evidence.numbers()
    assert (after.last_total, after.last_times) == ("2,028.0", "10")
    assert after.last_sixty == before.last_sixty


# ---------------------------------------------------------------- for the chapter's explorers


def test_the_second_half_of_the_bargain_is_never_in_the_deal() -> None:
    """The missile rules are the Council's: four of them, each with an order of its own days."""
    rules = evidence.missile_rules()
    assert [rule["wording"] for rule in rules] == ["ban", "ban", "request", "trade rule"]
    for rule in rules:
        assert rule["start"] < rule["end"] < rule["e3_us"]
        assert rule["iran_russia_china"] == evidence.NEVER
    assert [rule["e3_us"] for rule in rules] == ["2025-09-28"] * 2 + [evidence.NEVER] * 2


def test_rules_follow_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another day of return changes who is in force."""
    assert not evidence.rules_on("2025-09-27", "e3_us")[1]["holds"]
    change_row(monkeypatch, "regimes", "regime_id", "unscr-1929", restored="2025-09-27")
    assert evidence.rules_on("2025-09-27", "e3_us")[1]["holds"]


def test_every_piece_has_a_document_or_is_our_own() -> None:
    """Each piece names who says it and where, is dated before the article, and has sane ratios."""
    pieces = evidence.pieces()
    assert len({piece.key for piece in pieces}) == len(pieces)
    for piece in pieces:
        assert (piece.url.startswith("http") and piece.date < "2026-02-11") or (
            piece.who == "This book" and not piece.url
        )
        assert set(piece.ratios) <= set(evidence.REASONS)
        assert all(0.1 <= ratio <= 10 for ratio in piece.ratios.values())
    table = evidence.piece_table()
    assert len(table) == len(pieces) and (table["What it says"].str.len() > 40).all()


def test_pieces_are_the_rows_of_the_table() -> None:
    """Words, ratios and documents are those of the raw table, in its order; blanks are 1."""
    table = rows("omission_evidence")
    documents = {row["source_id"]: row for row in rows("sources")}
    pieces = evidence.pieces()
    assert [piece.key for piece in pieces] == [row["piece_id"] for row in table]
    for piece, row in zip(pieces, table, strict=True):
        assert (piece.short, piece.words) == (row["label"], row["statement"])
        for reason in evidence.REASONS:
            assert piece.ratio(reason) == float(row[f"ratio_{reason}"] or 1)
        if row["kind"] != "absence":
            document = documents[row["source_id"]]
            assert (piece.date, piece.url) == (document["date"], document["url"])
            assert piece.who == (row["read_in"] or document["publisher"])


def test_leanings_multiply_to_our_factors() -> None:
    """The picture's ratios are those that the weighing multiplies."""
    table = evidence.leanings()
    assert len(table) == len(evidence.pieces()) * len(evidence.REASONS)
    product = table.groupby("reason")["ratio"].prod()
    weighed = evidence.why_left_out(50.0, **evidence.weighing("ours"))
    for reason, row in zip(evidence.REASONS, weighed, strict=True):
        assert product[reason] == pytest.approx(row["factor"])
    assert set(table[table["ratio"] == 1.0]["lean"]) == {"no"}
    assert (table[table["lean"] == "for"]["ratio"] > 1).all()


def test_the_leaders_figures_stand_in_the_time_line() -> None:
    """The capacity named as Iran's need, which the dials use, has its dated row."""
    (event,) = [row for row in rows("timeline") if row["event_id"] == "leader-swu"]
    assert f"{evidence.CASES['need'][2] * 1000:,.0f}" in event["event"]
    assert event["source_id"] == "reuters-2014-leader-swu"


def test_points_are_the_cards_evidence() -> None:
    """A card gets the pieces of its claim and direction; unverified ones would say so."""
    assert any("INF" in words for words in evidence.points("C13", "weakens"))
    assert evidence.points("C13", "supports")[0].startswith("UN experts, 2014")
    with pytest.raises(ValueError, match=r"direction must be one of supports.*'for'"):
        evidence.points("C13", "for")


def test_numbers_of_the_dials() -> None:
    """What the sentences print, from arithmetic that does not use the model's functions."""
    n = evidence.numbers()
    assert (n.deal_iaea, n.deal_isis, n.machines_iaea) == ("46", "41", "56")
    assert (n.june_days, n.need_iaea) == ("8", "1.2")
    assert int(n.year_capacity.replace(",", "")) == pytest.approx(5000 * 46.2115 / 52.1786, abs=1)
    assert (n.held, n.ways, n.verification_ours) == ("28", "128", "24")
