"""Contracts of the five tables on the nuclear deal, read without the code under test."""

from __future__ import annotations

import csv
import itertools
from datetime import date
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
ARTICLE = "2026-02-11"
TABLES = [
    "enriched_stock",
    "breakout_estimates",
    "jcpoa_limits",
    "safeguards_parameters",
    "omission_evidence",
]
MONITORING_CUT = "2021-02-23"
ATTACKS = "2025-06-13"


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as plain text."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


STOCK = {row["stock_id"]: row for row in rows("enriched_stock")}
LIMITS = {row["limit_id"]: row for row in rows("jcpoa_limits")}
BREAKOUT = {row["estimate_id"]: row for row in rows("breakout_estimates")}
PARAMETERS = {row["parameter_id"]: row for row in rows("safeguards_parameters")}


def kg(stock_id: str) -> float:
    """Return an amount of the stock table."""
    return float(STOCK[stock_id]["kg"])


# ---- all five ----


@pytest.mark.parametrize("name", TABLES)
def test_unverified_rows_say_so(name: str) -> None:
    """A row that nobody has read in a text is never rated high, and its note says what is open."""
    for row in rows(name):
        if row["verified"] == "false":
            assert row["confidence"] != "high" and row["note"], row


@pytest.mark.parametrize(
    ("name", "unverified"),
    [
        ("enriched_stock", set()),
        ("breakout_estimates", {"dia-2025-05"}),
        ("jcpoa_limits", set()),
        ("safeguards_parameters", {"detection-medium", "sample-size", "defects"}),
        ("omission_evidence", {"silence"}),
    ],
)
def test_what_is_unverified(name: str, unverified: set[str]) -> None:
    """Exactly these rows were found in no text: a new one must be looked up first."""
    key = next(iter(rows(name)[0]))
    assert {row[key] for row in rows(name) if row["verified"] == "false"} == unverified


@pytest.mark.parametrize("name", TABLES)
def test_second_source_is_another_document(name: str) -> None:
    """A second source is a document of the ledger, and not the first one again."""
    known = {row["source_id"] for row in rows("sources")}
    for row in rows(name):
        assert row["second_source_id"] in known | {""}
        assert row["second_source_id"] != row["source_id"]


@pytest.mark.parametrize("name", TABLES)
def test_nothing_speaks_of_later_days(name: str) -> None:
    """No date of a statement lies after the article; only agreed ends may."""
    for row in rows(name):
        for column, value in row.items():
            if column.endswith(("_date", "_on")) and column != "end_date":
                assert value <= ARTICLE, (row, column)


# ---- the stock ----


def test_units_never_meet_in_the_series() -> None:
    """What may be joined into a line is uranium, in kilograms, with an amount."""
    for row in STOCK.values():
        if row["in_series"] == "true":
            assert row["basis"] == "kg_u" and row["kg"], row
            assert row["value_kind"] in {"reported", "derived"}, row


@pytest.mark.parametrize(
    ("gas", "metal"),
    [
        ("cap-uf6", "cap-u"),
        ("iaea-2019-08-total-uf6", "iaea-2019-08-total"),
        ("iaea-2020-09-total-uf6", "iaea-2020-09-total"),
        ("iaea-2021-02-total-uf6", "iaea-2021-02-total"),
        ("iaea-2021-05-u20-uf6", "iaea-2021-05-u20"),
        ("iaea-2025-05-u60-uf6", "iaea-2025-05-u60"),
    ],
)
def test_one_mass_on_two_bases(gas: str, metal: str) -> None:
    """Trap 7: a kilogram of UF6 holds 0.676 kg of uranium, in every published pair."""
    assert STOCK[gas]["basis"] == "kg_uf6" and STOCK[metal]["basis"] == "kg_u"
    assert kg(gas) * 0.676 == pytest.approx(kg(metal), rel=0.002)


def test_every_uf6_amount_has_a_test_or_is_older_than_the_deal() -> None:
    """No amount in UF6 stands alone, except those before the deal."""
    gas = {key for key, row in STOCK.items() if row["basis"] == "kg_uf6"}
    assert {key for key in gas if STOCK[key]["as_of_date"] < "2016"} == {
        "iaea-2015-07-u5-uf6", "predeal-2015-07-leu"
    }  # fmt: skip
    assert len(gas) == 8


def test_derived_amounts_follow_from_their_arithmetic() -> None:
    """A derived number is the sum or difference that the row names."""
    derived = [row for row in STOCK.values() if row["value_kind"] == "derived"]
    assert {row["stock_id"] for row in derived} == {"iaea-2022-09-total", "iaea-2023-02-u20"}
    for row in derived:
        left, sign, right = row["derivation"].split()
        value = float(left) + (float(right) if sign == "+" else -float(right))
        assert value == pytest.approx(float(row["kg"]), abs=0.05)


@pytest.mark.parametrize("month", ["2021-05", "2021-09"])
def test_four_levels_make_the_gas(month: str) -> None:
    """The four levels add up to all UF6, and oxides and scrap make the difference to the total."""
    levels = sum(kg(f"iaea-{month}-{level}") for level in ("u2", "u5", "u20", "u60"))
    assert levels == pytest.approx(kg(f"iaea-{month}-total-uf6-form"), abs=0.11)
    assert kg(f"iaea-{month}-total") > kg(f"iaea-{month}-total-uf6-form")


@pytest.mark.parametrize(
    ("later", "earlier", "change"),
    [
        ("iaea-2019-11-total", "iaea-2020-03-total", -648.6),
        ("iaea-2021-02-total", "iaea-2020-11-total", 524.9),
        ("iaea-2021-05-total", "iaea-2021-02-total", 273.2),
        ("iaea-2021-09-total", "iaea-2021-05-total", -799.7),
        ("iaea-2022-03-total", "iaea-2021-11-total", 707.4),
        ("iaea-2022-11-total", "iaea-2022-09-total", -267.2),
        ("iaea-2023-09-total", "iaea-2023-05-total", -949.0),
        ("iaea-2024-02-total", "iaea-2023-11-total", 1038.7),
        ("iaea-2024-05-total", "iaea-2024-02-total", 675.8),
        ("iaea-2024-11-total", "iaea-2024-08-total", 852.6),
        ("iaea-2025-02-total", "iaea-2024-11-total", 1690.0),
        ("iaea-2025-05-total", "iaea-2025-02-total", 953.2),
        ("iaea-2025-09-total", "iaea-2025-05-total", 627.3),
        ("iaea-2022-05-u20", "iaea-2022-03-u20", 56.3),
        ("iaea-2023-05-u20", "iaea-2023-02-u20", 36.2),
        ("iaea-2022-03-u60", "iaea-2021-11-u60", 15.5),
        ("iaea-2022-05-u60", "iaea-2022-03-u60", 9.9),
        ("iaea-2022-09-u60", "iaea-2022-05-u60", 12.5),
        ("iaea-2022-11-u60", "iaea-2022-09-u60", 6.7),
        ("iaea-2023-05-u60", "iaea-2023-02-u60", 26.6),
        ("iaea-2023-11-u60", "iaea-2023-09-u60", 6.7),
        ("iaea-2024-02-u60", "iaea-2023-11-u60", -6.8),
        ("iaea-2024-05-u60", "iaea-2024-02-u60", 20.6),
        ("iaea-2024-08-u60", "iaea-2024-05-u60", 22.6),
        ("iaea-2024-11-u60", "iaea-2024-08-u60", 17.6),
        ("iaea-2025-02-u60", "iaea-2024-11-u60", 92.5),
        ("iaea-2025-09-u60", "iaea-2025-05-u60", 32.3),
    ],
)
def test_published_changes(later: str, earlier: str, change: float) -> None:
    """The reports' own differences, printed beside the amounts, tie the series together."""
    assert kg(later) - kg(earlier) == pytest.approx(change, abs=0.11)


def test_contested_points_keep_both_figures() -> None:
    """Nothing is averaged: the slip of November 2021 and the total of August 2022 stay."""
    assert (kg("iaea-2021-11-u60"), kg("digest-2021-11-u60")) == (17.7, 15.5)
    assert (kg("iaea-2022-09-total"), kg("ap-2022-09-total")) == (3940.9, 3621.3)
    assert kg("iaea-2022-03-u60") - kg("iaea-2021-11-u60") == pytest.approx(15.5)
    for rival in ("digest-2021-11-u60", "ap-2022-09-total"):
        assert STOCK[rival]["in_series"] == "false" and STOCK[rival]["confidence"] != "high"


def test_two_agencies_stand_behind_february_2024() -> None:
    """The blog that puts 128.3 kg here is later knowledge; the row has 121.5, twice."""
    row = STOCK["iaea-2024-02-u60"]
    assert (row["kg"], row["confidence"]) == ("121.5", "high")
    assert row["second_source_id"]
    assert kg("iaea-2023-11-u60") == 128.3


def test_gap_of_2018_is_a_gap() -> None:
    """No amount was found for the reports of 2018: their rows have the verdict and no number."""
    months = [f"iaea-2018-{month}-total" for month in ("02", "05", "08", "11")]
    for key in months:
        assert (STOCK[key]["kg"], STOCK[key]["value_kind"]) == ("", "below_cap")
    assert not [r for r in STOCK.values() if r["as_of_date"].startswith("2018") and r["kg"]]


def test_amount_is_blank_exactly_where_none_was_given() -> None:
    """Blank and a kind without an amount mean the same; blank is never zero."""
    for row in STOCK.values():
        none = row["value_kind"] in {"below_cap", "above_cap", "unknown"}
        assert (row["kg"] == "") == none, row
        assert row["kg"] == "" or float(row["kg"]) > 0


def test_knowledge_ends_in_two_steps() -> None:
    """Trap 8: estimates only after 23 February 2021, and no observation after 13 June 2025."""
    for row in STOCK.values():
        if row["as_of_date"] > ATTACKS or row["value_kind"] == "repeated":
            assert row["knowledge"] == "lost" and row["iaea_verified"] == "false", row
            assert row["in_series"] == "false", row
        elif row["as_of_date"] > MONITORING_CUT:
            assert row["knowledge"] == "partial" and row["iaea_verified"] == "false", row
        else:
            assert row["knowledge"] == "full", row
    last = max(r["as_of_date"] for r in STOCK.values() if r["in_series"] == "true")
    assert last == ATTACKS


def test_total_can_fall_while_sixty_rises() -> None:
    """Trap 8: the total fell four times between reports in which the 60 % rose."""
    total = {r["as_of_date"]: float(r["kg"]) for r in STOCK.values()
             if r["in_series"] == "true" and r["level"] == "total"}  # fmt: skip
    sixty = {r["as_of_date"]: float(r["kg"]) for r in STOCK.values()
             if r["in_series"] == "true" and r["level"] == "u60"}  # fmt: skip
    days = sorted(set(total) & set(sixty))
    found = [b for a, b in itertools.pairwise(days) if total[b] < total[a] and sixty[b] > sixty[a]]
    assert found == ["2021-08", "2022-10-22", "2023-08-19", "2024-08-17"]


def test_one_amount_a_report_and_level() -> None:
    """Within the series every report has one amount for each level, and reports follow in time."""
    keys = [(r["as_of_date"], r["level"]) for r in STOCK.values() if r["in_series"] == "true"]
    assert len(keys) == len(set(keys))
    for row in STOCK.values():
        assert row["as_of_date"][:7] <= row["report_date"][:7], row


# ---- the estimates ----


def test_bands_of_days_are_ordered() -> None:
    """The shortest time is not above the longest."""
    for row in BREAKOUT.values():
        ends = [float(row[end]) for end in ("days_low", "days_high") if row[end]]
        assert ends == sorted(ends), row
        assert (row["days_basis"] == "no_number") == (not ends), row


def test_plotted_estimates_are_comparable() -> None:
    """One chart holds one question: time to the material for one weapon, in days."""
    for row in BREAKOUT.values():
        plotted = row["plotted"] == "true"
        if row["definition"] in {"crude_60", "delay", "unknown"}:
            assert not plotted, row
        if plotted:
            assert row["days_low"] or row["days_high"], row


def test_definitions_belong_to_their_speakers() -> None:
    """ISIS counts 25 kg of weapon-grade uranium; officials do not name an amount."""
    for row in BREAKOUT.values():
        if row["speaker"] == "ISIS":
            assert row["definition"] in {"wgu_25kg", "crude_60"}, row
        if row["side"] == "United States":
            assert row["definition"] in {"one_weapon", "delay"}, row
            assert row["actor_id"] == "us-administration", row


def test_no_estimate_after_june_2025() -> None:
    """After the strikes there is no honest figure: a delay and an 'unknown', without days."""
    later = [row for row in BREAKOUT.values() if row["refers_to"] >= "2025-06"]
    assert {row["definition"] for row in later} == {"delay", "unknown"}
    assert all(not row["days_low"] and not row["days_high"] for row in later)


def test_vague_words_are_marked() -> None:
    """A band that we read into words is never rated high."""
    for row in BREAKOUT.values():
        if row["days_basis"] == "read":
            assert row["confidence"] != "high" and row["note"], row


def test_less_than_is_not_a_band() -> None:
    """'Less than two weeks' has no lower end: the shared reading of 7 to 14 days is corrected."""
    assert (BREAKOUT["milley-2023"]["days_low"], BREAKOUT["milley-2023"]["days_high"]) == ("", "14")
    for key in ("isis-2024-11", "isis-2025-02", "dia-2025-05"):
        assert (BREAKOUT[key]["days_low"], BREAKOUT[key]["days_high"]) == ("", "7")


# ---- the limits ----


def test_ends_are_start_plus_duration() -> None:
    """Every computed end lies whole years, or a half, after its start."""
    starts = {"adoption_day": "2015-10-18", "implementation_day": "2016-01-16"}
    computed = 0
    for row in LIMITS.values():
        if row["clock_start"] != "no_clock":
            assert row["start_date"] == starts[row["clock_start"]], row
        if row["end_basis"] == "computed":
            computed += 1
            start, months = date.fromisoformat(row["start_date"]), float(row["duration_years"]) * 12
            month = start.month - 1 + int(months)
            end = date(start.year + month // 12, month % 12 + 1, start.day)
            assert row["end_date"] == end.isoformat(), row
        else:
            assert not row["end_date"], row
    assert computed >= 20


def test_machines_add_up() -> None:
    """Natanz and Fordow make the total, down from more on both sites."""
    sites = [
        float(LIMITS[key]["limit_low"]) for key in ("centrifuges-enriching", "centrifuges-fordow")
    ]
    assert sum(sites) == float(LIMITS["centrifuges-installed"]["limit_low"]) == 6104
    before = [
        float(LIMITS[k]["before_low"]) for k in ("centrifuges-enriching", "centrifuges-fordow")
    ]
    assert sum(before) == float(LIMITS["centrifuges-installed"]["before_low"])


def test_one_stock_limit_in_two_units() -> None:
    """300 kg of UF6 are 202.8 kg of uranium."""
    gas, metal = (float(LIMITS[key]["limit_low"]) for key in ("stock-uf6", "stock-u"))
    assert gas * 0.676 == pytest.approx(metal)


@pytest.mark.parametrize("prefix", ["before", "limit"])
def test_bands_of_limits_are_ordered(prefix: str) -> None:
    """Numbers have a unit, and the lower is not above the upper."""
    for row in LIMITS.values():
        ends = [float(row[f"{prefix}_{end}"]) for end in ("low", "high") if row[f"{prefix}_{end}"]]
        assert ends == sorted(ends), row
        assert not ends or row["unit"], row


def test_ban_or_request() -> None:
    """Trap 9: resolution 2231 asked; and the JCPOA itself has no limit on missiles."""
    assert LIMITS["missile-activity"]["legal_force"] == "called_upon"
    assert LIMITS["missile-activity"]["regime_id"] == "unscr-2231"
    assert LIMITS["missile-transfers"]["legal_force"] == "binding"
    assert LIMITS["missiles-in-jcpoa"]["legal_force"] == "no_clause"


def test_termination_day_is_left_to_the_parties() -> None:
    """The agreed day and two readings stand side by side, each with its own document."""
    keys = ("termination-day", "termination-day-e3", "termination-day-iran")
    assert all(LIMITS[key]["contested"] == "true" for key in keys)
    assert LIMITS["termination-day"]["end_date"] == "2025-10-18"
    assert {LIMITS[key]["position"] for key in keys} == {
        "agreed_text", "e3_us", "iran_russia_china"
    }  # fmt: skip
    assert len({LIMITS[key]["source_id"] for key in keys}) == 3
    for row in LIMITS.values():
        if row["regime_id"] == "unscr-2231":
            assert row["contested"] == "true", row


def test_passed_limits_have_a_document_and_lie_inside_the_clock() -> None:
    """A limit was passed after the clock began, and somebody reported it."""
    passed = [row for row in LIMITS.values() if row["passed_on"]]
    assert len(passed) >= 9
    for row in LIMITS.values():
        assert bool(row["passed_on"]) == bool(row["passed_source_id"]), row
        assert not row["passed_on"] or row["start_date"] < row["passed_on"], row


# ---- the yardsticks ----


def test_significant_quantities() -> None:
    """The IAEA's table: eight, eight, 25, 75 kg, and ten and twenty tonnes."""
    found = {
        row["parameter_id"]: (float(row["value_low"]), row["unit"])
        for row in PARAMETERS.values()
        if row["parameter"] == "significant_quantity"
    }
    assert found == {
        "sq-plutonium": (8, "kg Pu"),
        "sq-u233": (8, "kg U-233"),
        "sq-heu": (25, "kg U-235"),
        "sq-leu": (75, "kg U-235"),
        "sq-natural-uranium": (10, "tonnes U"),
        "sq-depleted-uranium": (20, "tonnes U"),
        "sq-thorium": (20, "tonnes Th"),
    }


def test_the_two_25_are_not_one_unit() -> None:
    """Trap 7: the isotope for the IAEA, the uranium around it for ISIS."""
    iaea, isis = PARAMETERS["sq-heu"], PARAMETERS["isis-25-kg"]
    assert iaea["value_low"] == isis["value_low"] == "25"
    assert iaea["unit"] != isis["unit"] and iaea["used_by"] != isis["used_by"]


def test_values_are_ordered_and_have_units() -> None:
    """Values have a unit; a parameter without a value has a formula."""
    for row in PARAMETERS.values():
        ends = [float(row[end]) for end in ("value_low", "value_high") if row[end]]
        assert ends == sorted(ends), row
        assert row["unit"] if ends else row["formula"], row


# ---- why missiles were left out ----


PIECES = rows("omission_evidence")
RATIOS = [f"ratio_{reason}" for reason in ("verification", "priority", "refusal", "track")]


def test_pieces_are_in_order_and_older_than_their_documents() -> None:
    """Earliest first; no document precedes what it tells; all are older than the article."""
    days = [row["date"] for row in PIECES if row["date"]]
    assert days == sorted(days) and days[-1] < ARTICLE
    printed = {row["source_id"]: row["date"] for row in rows("sources")}
    for row in PIECES:
        if row["date"]:
            for column in ("source_id", "second_source_id"):
                assert not row[column] or row["date"] <= printed[row[column]], row


def test_an_absence_is_no_finding() -> None:
    """What we did not find has no day, no speaker, no confidence, and says whose search it was."""
    for row in PIECES:
        absent = row["kind"] == "absence"
        assert absent == (not row["date"]) == (row["confidence"] == "low"), row
        if absent:
            assert not row["actor_id"] and row["read_in"] == "This book"
            assert "Absence of a find" in row["statement"]


def test_ratios_are_sane_and_each_piece_bears_on_something() -> None:
    """A ratio lies within a tenth and ten; a ratio of 1 is left blank; no row has none."""
    for row in PIECES:
        given = [float(row[column]) for column in RATIOS if row[column]]
        assert given and all(0.1 <= ratio <= 10 and ratio != 1 for ratio in given), row
    for column in RATIOS:
        assert any(row[column] and float(row[column]) > 1 for row in PIECES), column


def test_one_witness_on_one_day_is_said_to_be_one() -> None:
    """The two sentences of the US negotiator share day and speaker, and the note says that."""
    one, two = (row for row in PIECES if row["actor_id"] == "us-administration")
    assert one["date"] == two["date"] == "2014-02-04"
    assert "one witness" in two["note"]


def test_named_statements_have_their_speaker() -> None:
    """A statement of a party names the party; experts and both sides together name nobody."""
    for row in PIECES:
        assert bool(row["actor_id"]) == (row["kind"] in {"statement", "text"}), row


def test_the_secretariat_s_note_is_dated_like_snapback() -> None:
    """The secretariat acted on the day on which snapback ran its course, and Russia objected."""
    events = {row["event_id"]: row for row in rows("timeline")}
    note = events["secretariat-note"]
    assert note["date"] == events["snapback"]["date"] and note["regime_id"] == "unscr-1929"
    assert note["second_source_id"] == "nour-2025-russian-letter" and "Russia" in note["note"]


# ---- later knowledge ----


def test_later_table_adds_nothing_new() -> None:
    """After the article: no new amount; the parts make the known total; one error kept apart."""
    later = {row["stock_id"]: row for row in rows("after_article/enriched_stock")}
    parts = [float(later[f"iaea-2026-02-june-{p}"]["kg"]) for p in ("uf6-form", "other-forms")]
    assert sum(parts) == pytest.approx(kg("iaea-2025-09-total"))
    assert later["iaea-2026-02-total"]["kg"] == ""
    assert later["blog-2024-02-u60"]["kg"] == STOCK["iaea-2023-11-u60"]["kg"]
    assert all(row["in_series"] == "false" for row in later.values())
