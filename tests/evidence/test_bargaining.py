"""What chapter 7 takes from the tables, against the raw files and arithmetic of its own."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from missile_question import catalog
from missile_question.evidence import bargaining as evidence

DATA = Path(__file__).parents[2] / "data"


def raw(name: str) -> list[dict[str, str]]:
    """Read a table as text, without the code under test."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_cases_are_those_of_the_file() -> None:
    """Every case is there once, oldest first, and the tally counts them all."""
    rows = raw("linkage_cases")
    table = evidence.cases()
    assert sorted(table["case_id"]) == sorted(row["case_id"] for row in rows)
    assert table["start"].is_monotonic_increasing and (table["start"] <= table["end"]).all()
    counted = Counter((row["method"], row["outcome"]) for row in rows)
    tally = evidence.tally()
    assert tally.to_numpy().sum() == len(rows) == 14
    for (method, outcome), count in counted.items():
        assert tally.loc[method, outcome] == count


def test_cases_hold_both_readings_and_both_fates() -> None:
    """No case is told for one side only, and success and failure occur tied and untied."""
    table = evidence.cases()
    assert (table["wide_reading"].str.len() > 20).all()
    assert (table["narrow_reading"].str.len() > 20).all()
    tally = evidence.tally()
    for method in ("package", "separate"):
        assert tally.loc[method, "agreement"] and tally.loc[method, "no_agreement"]


def test_unknown_method_is_refused() -> None:
    """The error names what is allowed."""
    with pytest.raises(ValueError, match="package, condition, separate, untied"):
        evidence.cases("bundle")


def test_weights_are_quotients_of_mean_saliences() -> None:
    """Recomputed from the file by hand for three actors."""
    codes = {(r["actor_id"], r["issue_id"]): float(r["salience"]) for r in raw("position_codes")}
    for actor in ("us-administration", "iran-government", "israel"):
        missiles = [codes[actor, issue] for issue in evidence.MISSILES]
        nuclear = [codes[actor, issue] for issue in evidence.NUCLEAR]
        assert evidence.ratio(actor) == pytest.approx(sum(missiles) / sum(nuclear))
    table = evidence.weights()
    assert (table["low"] <= table["ratio"] + 1e-9).all()
    assert (table["ratio"] <= table["high"] + 1e-9).all()
    with pytest.raises(ValueError, match="actor must be one of"):
        evidence.ratio("atlantis")


def test_numbers_follow_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case more changes the counts that sentences print."""
    before = evidence.numbers()
    load = catalog.load

    def more(name: str, **options: bool) -> object:
        table = load(name, **options)
        return table.iloc[:-1] if name == "linkage_cases" else table

    monkeypatch.setattr(catalog, "load", more)
    after = evidence.numbers()
    assert int(after.cases) == int(before.cases) - 1
    assert all(isinstance(value, str) and value for value in vars(before).values())


def test_readings_table_runs_every_reading() -> None:
    """Each reading has a row, and the rivals do not all end alike."""
    table = evidence.readings_table()
    assert len(table) == len(evidence.READINGS)
    assert table["Verdict of the model"].nunique() >= 4


def test_pieces_carry_their_publisher() -> None:
    """Claim evidence is shown with its source; a wrong direction is refused."""
    found = evidence.pieces("C10", "supports")
    assert len(found) == sum(
        row["claim_id"] == "C10" and row["direction"] == "supports" for row in raw("claim_evidence")
    )
    assert all(re.search(r"\([^()]+\)$", text) for text in found)
    with pytest.raises(ValueError, match="supports, weakens, context"):
        evidence.pieces("C10", "for")


def test_unknown_settings_are_refused() -> None:
    """Rule and reading are checked, and the message lists them."""
    with pytest.raises(ValueError, match="may, must, redline"):
        evidence.add_issue_rows("perhaps", 0.0)
    with pytest.raises(ValueError, match="apart, grand"):
        evidence.settings("peace")
