"""Contracts of the tables of regimes and inspections."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
AS_OF = "2026-02-11"
IDS = {
    "npt-safeguards", "additional-protocol", "jpoa", "jcpoa", "unscr-687", "unscom-unmovic",
    "unscr-1929", "unscr-2231", "unscr-1696-1803", "inf", "start-1", "new-start", "mtcr", "hcoc",
    "cwc", "cfe", "libya-2003", "iran-declared-ceiling",
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as plain text, without the code under test."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def by_id(name: str, key: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table by their id."""
    return {row[key]: row for row in rows(name)}


REGIMES = by_id("regimes", "regime_id")
FIGURES = by_id("inspections", "inspection_id")


def value(identifier: str) -> int:
    """Return the one figure of a row that has both ends alike."""
    row = FIGURES[identifier]
    assert row["value_low"] == row["value_high"], row
    return int(row["value_low"])


def first_day(date: str) -> str:
    """Return the first day that a partial date can mean."""
    return date + {4: "-01-01", 7: "-01", 10: ""}[len(date)]


# ---- regimes ----


def test_the_regimes_that_other_tables_refer_to() -> None:
    """The identifiers are agreed with other chapters: none goes, none is renamed."""
    assert set(REGIMES) >= IDS


def test_ban_and_request_differ() -> None:
    """Resolution 1929 bans and binds, resolution 2231 asks: trap 9 of the facts."""
    ban, request = REGIMES["unscr-1929"], REGIMES["unscr-2231"]
    assert (ban["wording"], ban["legal_force"]) == ("ban", "binding_chapter_vii")
    assert (request["wording"], request["legal_force"]) == ("request", "hortatory")
    asked = {row["regime_id"] for row in REGIMES.values() if row["wording"] == "request"}
    assert asked == {"unscr-2231"}


def test_an_export_threshold_is_no_limit_on_possession() -> None:
    """The MTCR's 300 km and 500 kg bind its partners' exports only: trap 6 of the facts."""
    row = REGIMES["mtcr"]
    assert (row["threshold_km_low"], row["threshold_kg"]) == ("300", "500")
    assert row["legal_force"] == "export_control" and row["wording"] == "export_rule"
    assert row["missile_rule"] == "transfers" and row["onsite_missile_checks"] == "false"
    assert "no obligation on Iran" in row["note"]


def test_the_nuclear_deal_has_no_missile_rule() -> None:
    """Missiles were never in the JCPOA: trap 9 of the facts."""
    for name in ("jcpoa", "jpoa", "npt-safeguards", "additional-protocol"):
        assert REGIMES[name]["missile_rule"] == "no_rule"
        assert REGIMES[name]["covers_missiles"] == "false"


@pytest.mark.parametrize("row", REGIMES.values(), ids=lambda row: row["regime_id"])
def test_a_regime_agrees_with_itself(row: dict[str, str]) -> None:
    """Dates are in order, ends of bands too, and the columns on missiles say one thing."""
    assert (row["covers_missiles"] == "true") == (row["missile_rule"] != "no_rule")
    if row["onsite_missile_checks"] == "true":
        assert row["missile_rule"] == "possession" and row["checks_start"] and row["checks_end"]
        assert first_day(row["checks_start"]) <= first_day(row["checks_end"])
        assert first_day(row["checks_end"])[:7] <= first_day(row["end"])[:7]
    else:
        assert not row["checks_start"] and not row["checks_end"]
    dates = [row[c] for c in ("start", "missile_clause_end", "end", "restored") if row[c]]
    if row["missile_clause_end"]:
        assert first_day(row["start"]) < row["missile_clause_end"] < row["end"]
    else:
        assert [first_day(d) for d in dates] == sorted(first_day(d) for d in dates)
    assert all(first_day(date) <= AS_OF for date in dates)
    for low, high in (("parties_low", "parties_high"), ("threshold_km_low", "threshold_km_high")):
        if row[high]:
            assert int(row[low]) <= int(row[high])


@pytest.mark.parametrize("row", REGIMES.values(), ids=lambda row: row["regime_id"])
def test_both_readings_stand_where_the_parties_disagree(row: dict[str, str]) -> None:
    """Contested and suspended regimes have two views with a document each; others have none."""
    views = [row[c] for c in row if c.startswith("view_")]
    assert len(views) == 4
    if row["end_status"] in {"contested", "suspended"}:
        assert all(views), row
        assert row["end"]
    else:
        assert not any(views), row
    assert bool(row["end"]) == (row["end_status"] != "in_force")
    assert not row["restored"] or row["end_status"] == "contested"


def test_the_return_of_the_resolutions_is_contested() -> None:
    """What the E3 call restored, Iran, Russia and China call ended: both are told."""
    for name in ("unscr-1929", "unscr-1696-1803"):
        row = REGIMES[name]
        assert (row["end"], row["restored"]) == ("2016-01-16", "2025-09-28")
        assert "Iran" in row["view_ended"] and "Russia" in row["view_ended"]
        assert "France" in row["view_in_force"]
    assert REGIMES["unscr-2231"]["end"] == "2025-10-18"
    assert REGIMES["unscr-2231"]["missile_clause_end"] == "2023-10-18"


def test_missiles_have_been_verified_but_never_against_the_owners_will() -> None:
    """Trap 11 of the facts: reciprocal, defeated or willing, and none imposed on an objector."""
    checked = {
        row["regime_id"]: row["setting"]
        for row in REGIMES.values()
        if row["onsite_missile_checks"] == "true"
    }
    assert {"inf", "unscr-687", "libya-2003"} <= set(checked)
    assert set(checked.values()) == {"reciprocal", "defeated", "willing"}


def test_iraq_is_one_case_in_two_rows() -> None:
    """The inspectorate shares the resolution's limit, so that nobody counts Iraq twice."""
    demand, body = REGIMES["unscr-687"], REGIMES["unscom-unmovic"]
    assert body["kind"] == "inspectorate"
    assert demand["threshold_km_low"] == body["threshold_km_low"] == "150"
    assert demand["checks_end"] == body["checks_end"]
    assert sum(row["kind"] == "inspectorate" for row in REGIMES.values()) == 1


def test_known_thresholds() -> None:
    """The limits that the chapter quotes."""
    ends = ("threshold_km_low", "threshold_km_high")
    assert [REGIMES["inf"][end] for end in ends] == ["500", "5500"]
    assert REGIMES["iran-declared-ceiling"]["threshold_km_low"] == "2000"
    assert REGIMES["unscr-1929"]["threshold_km_low"] == ""  # it names a purpose, not a range


# ---- inspections ----


@pytest.mark.parametrize("row", FIGURES.values(), ids=lambda row: row["inspection_id"])
def test_a_figure_is_ordered_and_dated(row: dict[str, str]) -> None:
    """Every row has a figure, ends in order, a period in order that ends by the article's day."""
    ends = [int(row[end]) for end in ("value_low", "value_high") if row[end]]
    assert ends and ends == sorted(ends)
    assert first_day(row["period_start"]) <= first_day(row["period_end"]) <= AS_OF
    assert row["regime_id"] in REGIMES


def test_every_enum_value_is_used_and_explained() -> None:
    """No unit or kind is declared without a row, and each is explained where it is declared."""
    package: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = [item for item in package["resources"] if item["name"] == "inspections"]
    for field in resource["schema"]["fields"]:
        if field["name"] in {"unit", "kind"}:
            allowed = field["constraints"]["enum"]
            assert set(allowed) == {row[field["name"]] for row in FIGURES.values()}
            assert all(f"{entry} =" in field["description"] for entry in allowed)


def test_only_percentages_are_shares() -> None:
    """A share is per cent of something named in the scope; nothing else is in per cent."""
    for row in FIGURES.values():
        assert (row["unit"] == "percent") == (row["kind"] == "share"), row
        if row["kind"] == "share":
            assert int(row["value_high"]) <= 100 and "of" in row["scope"]


def test_inf_quota_adds_up() -> None:
    """Three steps over thirteen years make 185 a side, and later steps are smaller."""
    steps = [FIGURES[f"inf-quota-{number}"] for number in (1, 2, 3)]
    spans = [int(s["period_end"][:4]) - int(s["period_start"][:4]) for s in steps]
    quotas = [int(step["value_low"]) for step in steps]
    assert spans == [3, 5, 5] and quotas == sorted(quotas, reverse=True)
    assert sum(a * b for a, b in zip(spans, quotas, strict=True)) == value("inf-quota-total") == 185


def test_inf_totals_add_up() -> None:
    """846 and 1,846 missiles are 2,692; the printed 1,391 counts the American inspections twice."""
    assert value("inf-missiles-us") + value("inf-missiles-soviet") == value("inf-missiles-both")
    assert value("inf-missiles-both") == 2692
    both = value("inf-us-2001") + value("inf-others-2001")
    assert both == 851
    assert value("inf-both-acronym") == both + value("inf-us-2001")
    assert FIGURES["inf-both-acronym"]["confidence"] == "low"
    assert value("inf-us-1996") < value("inf-us-2001")
    assert int(FIGURES["inf-both-1998"]["value_low"]) < both
    for side in ("us", "soviet"):
        parts = value(f"inf-missiles-{side}") + value(f"inf-launchers-{side}")
        assert parts < value(f"inf-items-{side}")


def test_new_start_stays_within_its_quota() -> None:
    """Ten and eight make eighteen; the unverified total fits nine years and a bit of two sides."""
    quota = value("new-start-quota")
    assert value("new-start-quota-one") + value("new-start-quota-two") == quota == 18
    assert value("new-start-2011-us") == value("new-start-2011-russia") == quota
    assert 9 * 2 * quota <= value("new-start-total") <= 10 * 2 * quota


def test_the_seventy_per_cent_are_of_another_whole() -> None:
    """Two thirds of the person-days in 35 states: not 70 per cent, and not of the world."""
    share = 100 * value("iran-2024-person-days") / value("csa35-2024-person-days")
    assert round(share, 1) == 66.5
    claim = FIGURES["iran-2024-share-claim"]
    assert claim["confidence"] == "low" and int(claim["value_low"]) > share
    world = int(FIGURES["world-2024-activities"]["value_low"])
    done = value("iran-2024-inspections") + value("iran-2024-verifications")
    assert done / world < 0.25
    for part in ("inspections", "verifications", "person-days"):
        assert value(f"iran-2024-{part}") < value(f"csa35-2024-{part}")
        assert FIGURES[f"csa35-2024-{part}"]["inspected_country"] == ""


def test_calendar_days_and_person_days_stay_apart() -> None:
    """3,000 days in the field and 1,103 person-days are of one country and two units."""
    field, person = FIGURES["iran-2017-days"], FIGURES["iran-2019-person-days"]
    assert (field["unit"], person["unit"]) == ("calendar_days_per_year", "person_days")
    assert int(field["value_low"]) > int(person["value_low"])


def test_iraq_accounting() -> None:
    """817 of 819, and the inspectors' own count of what they destroyed beside a rival one."""
    assert value("iraq-unscom-imported") - value("iraq-unscom-accounted") == 2
    assert value("iraq-unscom-destroyed") != value("iraq-unscom-destroyed-pda")
    assert value("iraq-samoud-flights-over") < value("iraq-samoud-flights")
    assert value("iraq-samoud-longest") > int(REGIMES["unscr-687"]["threshold_km_low"])
    held = {
        (row["value_low"], row["value_high"])
        for row in FIGURES.values()
        if row["inspection_id"].startswith("iraq-samoud-held-")
    }
    assert len(held) == 4, "rival counts of the Al Samoud 2 stay separate rows"


def test_zero_is_a_fact_and_not_a_gap() -> None:
    """Zeros stand only where inspectors were kept out or did not come."""
    zeros = {name for name, row in FIGURES.items() if row["value_low"] == row["value_high"] == "0"}
    assert zeros == {"iran-2021-accesses", "new-start-after-2020", "iran-2025-bombed-visited"}


def test_what_nobody_read_is_marked() -> None:
    """Figures from memory are unverified, of low confidence, and their note says why."""
    unread = {name for name, row in FIGURES.items() if row["verified"] == "false"}
    assert unread == {
        "new-start-total", "iraq-unmovic-total", "iraq-unmovic-total-sites",
        "iraq-samoud-destroyed-final",
    }  # fmt: skip
    for name in unread:
        assert FIGURES[name]["confidence"] == "low"
        assert FIGURES[name]["note"].startswith("Unverified:")


def test_floors_say_so() -> None:
    """A row with one end only tells the reader that it is a floor or a ceiling."""
    for row in FIGURES.values():
        if not row["value_high"]:
            assert "ore than" in row["note"], row
        if not row["value_low"]:
            assert "p to" in row["note"], row


def test_cfe_counts_grow() -> None:
    """Later counts of what was taken out are not smaller than earlier ones."""
    counts = [int(FIGURES[f"cfe-{y}-items"]["value_low"]) for y in (1995, 1996, 2006)]
    assert counts == sorted(counts)
