"""The verification chapter's evidence against plain arithmetic on the tables."""

from __future__ import annotations

import csv
import datetime
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.tables import change_row

from missile_question.evidence import verification as evidence

DATA = Path(__file__).resolve().parents[2] / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as plain text, without the code under test."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


FIGURES = {row["inspection_id"]: row for row in rows("inspections")}


def number(identifier: str) -> int:
    """Return a row's figure."""
    return int(FIGURES[identifier]["value_low"])


# ---- dates ----


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2019", (2019, 1, 1), (2020, 1, 1)),
        ("2020-02", (2020, 2, 1), (2020, 3, 1)),
        ("2020-12", (2020, 12, 1), (2021, 1, 1)),
        ("2020-12-31", (2020, 12, 31), (2021, 1, 1)),
        ("2016-02-28", (2016, 2, 28), (2016, 2, 29)),
    ],
)
def test_partial_dates_have_two_ends(
    when: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    """The first moment is the day's, the last the next day's, month's or year's."""
    for end, (y, m, d) in ((False, first), (True, last)):
        days = datetime.date(y, m, d) - datetime.date(y, 1, 1)
        length = datetime.date(y + 1, 1, 1) - datetime.date(y, 1, 1)
        assert evidence.year(when, last=end) == pytest.approx(y + days / length)


@pytest.mark.parametrize("when", ["", "soon", "2020-13", "2020-02-30", "2020-01-01-01"])
def test_other_texts_are_no_dates(when: str) -> None:
    """The error names the parameter and quotes the text."""
    with pytest.raises(ValueError, match="when must be a year"):
        evidence.year(when)


def test_months_count_both_ends() -> None:
    """A year is twelve months, a month about one; a period backwards is refused."""
    assert evidence.months("2024", "2024") == pytest.approx(12)
    assert evidence.months("1988-07", "2001-05") == pytest.approx(155, abs=0.05)
    with pytest.raises(ValueError, match=r"end must not lie before start .*2020"):
        evidence.months("2020", "2019")


# ---- regimes ----


def test_cases_follow_the_table() -> None:
    """Limited and checked, recounted here by the columns of the file."""
    expected = {
        row["regime_id"]
        for row in rows("regimes")
        if row["missile_rule"] == "possession"
        and row["onsite_missile_checks"] == "true"
        and row["kind"] != "inspectorate"
    }
    found = evidence.cases()
    assert set(found["regime_id"]) == expected
    assert list(found["start"]) == sorted(found["start"])
    assert set(found["words"]) <= set(evidence.SETTINGS.values())


def test_iraq_is_counted_once() -> None:
    """The inspectorate is no regime of its own, though it is a row."""
    covered = [row for row in rows("regimes") if row["covers_missiles"] == "true"]
    assert len(evidence.missile_regimes()) == len(covered) - 1
    assert "unscom-unmovic" not in set(evidence.regime_spans()["regime_id"])


def test_spans_lie_in_time_and_within_their_rule() -> None:
    """No bar runs backwards, past the article, or before the rule it belongs to."""
    spans = evidence.regime_spans()
    assert (spans["from_year"] < spans["to_year"]).all()
    assert spans["to_year"].max() <= evidence.year(evidence.ARTICLE_DAY, last=True) + 0.001
    starts = {row["regime_id"]: evidence.year(row["start"]) for row in rows("regimes")}
    assert all(
        span.from_year >= starts[span.regime_id] - 0.001 for span in spans.itertuples(index=False)
    )
    contested = {row["regime_id"] for row in rows("regimes") if row["end_status"] == "contested"}
    assert set(spans[spans["sort"] == "one_reading"]["regime_id"]) == contested
    assert set(spans[spans["sort"] == "checks"]["regime_id"]) == set(evidence.cases()["regime_id"])


# ---- inspections ----


def test_statements_hold_one_unit() -> None:
    """Whatever the unit asked for, nothing else comes back."""
    for unit in {row["unit"] for row in FIGURES.values()}:
        found = evidence.statements(unit)
        assert set(found["unit"]) == {unit}
        assert len(found) == sum(row["unit"] == unit for row in FIGURES.values())


def test_an_unknown_unit_is_refused() -> None:
    """The error lists the units."""
    with pytest.raises(
        ValueError, match=r"unit must be one of .*person_days.*got 'days and nights'"
    ):
        evidence.statements("days and nights")


def test_pace_is_count_over_months() -> None:
    """Recomputed from the file for a sum, a floor and an unverified figure."""
    found = evidence.pace().set_index("short")
    inf = number("inf-us-2001") + number("inf-others-2001")
    assert found.loc["INF 1988-2001", "inspections"] == inf
    assert found.loc["INF 1988-2001", "per_month"] == pytest.approx(inf / 155, abs=0.06)
    assert found.loc["Iran 2024", "per_month"] == pytest.approx(
        number("iran-2024-inspections") / 12, abs=0.06
    )
    assert bool(found.loc["Iran 2019", "floor"]) and not bool(found.loc["Iran 2024", "floor"])
    assert not bool(found.loc["New START to 2020", "verified"])
    assert bool(found.loc["INF 1988-2001", "missiles"])
    assert not bool(found.loc["Iran 2024", "missiles"])


def test_pace_refuses_mixed_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure in person-days cannot slip among the inspections."""
    change_row(
        monkeypatch, "inspections", "inspection_id", "iran-2024-inspections", unit="person_days"
    )
    with pytest.raises(ValueError, match=r"iran-2024-inspections must be inspections done"):
        evidence.pace()


def test_pace_refuses_to_add_two_periods(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sides are added only over the same period."""
    change_row(monkeypatch, "inspections", "inspection_id", "inf-others-2001", period_end="1996-05")
    with pytest.raises(ValueError, match=r"period of inf-others-2001"):
        evidence.pace()


def test_inf_quota_by_year() -> None:
    """Thirteen years, never rising, 185 at the end, as the treaty's own total says."""
    quota = evidence.inf_quota()
    assert list(quota["treaty_year"]) == list(range(1, 14))
    assert list(quota["starts"]) == list(range(1988, 2001))
    assert (np.diff(quota["quota"]) <= 0).all()
    assert quota["cumulative"].iloc[-1] == number("inf-quota-total")


def test_inf_totals() -> None:
    """Both sides are the sum; the printed total is the sum with the American count once more."""
    found = evidence.inf_totals().set_index("sort")["inspections"]
    done = list(found["done"])
    assert done[2] == done[0] + done[1]
    assert found["doubtful"] == done[2] + number("inf-us-2001")


def test_shares_are_part_of_whole() -> None:
    """Every percentage from its two numbers; the world's is far below the 35 states'."""
    found = evidence.iran_shares().set_index("key")
    for key in ("inspections", "person_days", "verifications", "activities"):
        row = found.loc[key]
        assert row["percent"] == pytest.approx(100 * row["part"] / row["whole"], abs=0.051)
    assert found.loc["person_days", "percent"] == 66.5
    assert found.loc["activities", "percent"] < found.loc["person_days", "percent"] / 2
    assert found.loc["claim", "percent"] == number("iran-2024-share-claim")


# ---- model ----


def test_same_effort_against_arithmetic() -> None:
    """Twenty looks at an object open a tenth of the time, by the formula written out."""
    found = evidence.same_effort()
    at = found[np.isclose(found["share"], 0.1)].set_index(["visits", "hidden"])["detection"]
    assert at[20, "at times"] == pytest.approx(1 - 0.95**20, abs=1e-4)
    assert at[10, "at times"] == pytest.approx(1 - 0.95**10, abs=1e-4)
    assert at[20, "all year"] == pytest.approx(0.1 * (1 - 0.5**20), abs=1e-4)


def test_visits_do_not_lift_what_is_hidden_all_year() -> None:
    """More looks help against what shows itself, never beyond the share that is declared."""
    found = evidence.same_effort(single_look=0.9)
    hidden = found[found["hidden"] == "all year"]
    assert (hidden["detection"] <= hidden["share"] + 1e-9).all()
    wide = found[found["hidden"] == "at times"].pivot_table(
        index="share", columns="visits", values="detection"
    )
    assert (wide[20] >= wide[10]).all()


@pytest.mark.parametrize(
    ("arguments", "word"), [({"single_look": 1.5}, "single_look"), ({"steps": 0}, "steps")]
)
def test_same_effort_refuses(arguments: dict[str, Any], word: str) -> None:
    """The error names the parameter."""
    with pytest.raises(ValueError, match=word):
        evidence.same_effort(**arguments)


# ---- words ----


def test_numbers_follow_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed cell changes the sentence's number."""
    before = evidence.numbers()
    assert (before.cases, before.reciprocal, before.defeated, before.willing) == (
        "five", "three", "one", "one",
    )  # fmt: skip
    assert before.unwilling == "no" and before.inf_both == "851"
    change_row(monkeypatch, "regimes", "regime_id", "libya-2003", onsite_missile_checks=False)
    after = evidence.numbers()
    assert (after.cases, after.willing) == ("four", "no")


def test_count_words() -> None:
    """Words to twelve, digits beyond."""
    assert [evidence.count_word(n) for n in (0, 1, 12, 13, 1391)] == [
        "no", "one", "twelve", "13", "1,391",
    ]  # fmt: skip


# ---- the model's numbers ----


def test_sample_plans_are_exact() -> None:
    """The smallest sample whose miss, by binomial coefficients, is at most a tenth."""
    table = evidence.sample_plans(0.9).set_index("Falsified items")
    for items in (100, 1000):
        for falsified in (1, 5, 10):
            total = math.comb(items, falsified)
            expected = next(
                n for n in range(items + 1) if 10 * math.comb(items - n, falsified) <= total
            )
            assert table.loc[falsified, f"of {items:,} items"] == expected


def test_limits_are_documented() -> None:
    """Each limit has a precedent and both columns of words; the chances are the model's."""
    table = evidence.limit_table()
    assert list(table["Limit"]) == [limit.label for limit in evidence.LIMITS.values()]
    assert (table.map(len) > 1).all(axis=None)
    flights = evidence.LIMITS["flights"].observation
    assert evidence.percent(1 - (1 - 0.9 * 0.8) ** flights.number) == table.iloc[0, 1]


def test_crossing_the_views_moves_the_object_not_the_trust() -> None:
    """Watched flights bring both to one belief, hidden launchers move neither far."""
    clean = [evidence.judged(view) for view in evidence.VIEWS]
    assert abs(clean[0]["clean"] - clean[3]["clean"]) < 0.02
    for hidden in (clean[1], clean[2]):
        assert 0 < hidden["clean"] - hidden["before"] < 0.03
    table = evidence.view_table()
    assert list(table["After a clean year"]) == [evidence.percent(v["clean"]) for v in clean]


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0%"), (0.004, "under 1%"), (0.5, "50%"), (0.9951, "over 99%"), (1, "100%")],
)
def test_near_certainty_is_not_called_certainty(share: float, said: str) -> None:
    """Only 0 and 1 are written as such."""
    assert evidence.percent(share) == said


def test_an_unknown_goal_is_refused() -> None:
    """The error lists the goals."""
    with pytest.raises(ValueError, match="key must be one of direct, spent, indirect, got 'soon'"):
        evidence.goal_months("soon")


def test_the_sentences_follow_the_tables() -> None:
    """Numbers of the cases, read here from the file."""
    found = evidence.worked()
    assert found.samoud_flights == FIGURES["iraq-samoud-flights"]["value_low"]
    assert found.samoud_over == FIGURES["iraq-samoud-flights-over"]["value_low"]
    assert found.samoud_un == "120 to 130"
    assert (found.bombed, found.bombed_seen) == ("seven", "none")
    assert (found.inf_low, found.inf_high, found.iraq_limit) == ("500", "5,500", "150")
    assert found.notices == "22,000" and found.launchers_soviet == "825"
    assert (found.significant, found.portions) == ("25", "ten")


def test_the_sentences_follow_the_model() -> None:
    """The classic base-rate sums, by hand."""
    found = evidence.worked()
    assert (found.need_1, found.need_5, found.need_10) == ("90", "37", "20")
    assert found.worth_rare == f"{0.9 / (0.9 + 99 * 0.05):.0%}"
    assert found.worth_half == f"{0.9 / 0.95:.0%}"
    assert found.found_fifty == f"{1 - (1 - 0.3 * 0.05) ** 50:.0%}"
    assert found.violate_mild == found.violate_harsh == f"{0.25 / 1.4:.0%}"
