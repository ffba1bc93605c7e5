"""Questions, classes, scores and scoreboard against the raw tables."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import pytest

from missile_question.evidence import prospects as evidence

DATA = Path(__file__).resolve().parents[2] / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as text."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_stored_spans_are_those_of_the_classes() -> None:
    """The two columns of base rates in the table follow from the classes, to two digits."""
    for row in rows("forecast_questions"):
        found = evidence.classes(row["question_id"])["forecast"]
        assert float(row["base_rate_low"]) == pytest.approx(found.min(), abs=0.00501)
        assert float(row["base_rate_high"]) == pytest.approx(found.max(), abs=0.00501)
        assert found.min() <= evidence.outside_view(row["question_id"]) <= found.max()
        assert found.between(0.01, 0.99).all(), "an outside view is never certain"


def test_the_stock_reports_are_counted_in_our_own_table() -> None:
    """The class on dilution repeats the count of falls in the series of the stock."""
    row = next(r for r in rows("base_rates") if r["base_rate_id"] == "stock-reports")
    assert evidence.dilution_record() == (int(row["successes"]), int(row["cases"]))


def test_rounds_in_order() -> None:
    """Fifteen rounds, eleven followed soon; a gap of 53 days or more counts as a no."""
    came = evidence.round_records()
    assert (sum(came), len(came)) == (11, 15)
    assert came[5] == 0, "the pause of 2021"


@pytest.mark.parametrize("rule", ["brier", "log"])
def test_score_table_is_the_model_at_every_answer(rule: str) -> None:
    """What the page looks up, written out by hand for all 99 answers."""
    table = evidence.score_table()
    assert table["percents"] == [1, 99]
    for index, percent in enumerate(range(1, 100)):
        p = percent / 100
        yes, no = ((1 - p) ** 2, p**2) if rule == "brier" else (-math.log(p), -math.log(1 - p))
        assert table[rule]["yes"][index] == pytest.approx(yes, abs=1e-11)
        assert table[rule]["no"][index] == pytest.approx(no, abs=1e-11)
        assert table[rule]["expected"][index] == pytest.approx(p * yes + (1 - p) * no, abs=1e-11)


def test_scoreboard_by_hand() -> None:
    """Two resolved questions, one open: three reference forecasters, then with a reader."""
    outcomes = {"next-round": 1, "npt-notice": 0, "nuclear-text": None}
    board = evidence.scoreboard(outcomes).set_index("name")
    assert board.loc["Always 50 %", "brier"] == pytest.approx(0.25)
    assert board.loc["Always 50 %", "log"] == pytest.approx(math.log(2))
    assert list(board["questions"]) == [2, 2, 2]
    said = evidence.references()["outside"][1]
    by_hand = ((1 - said["next-round"] / 100) ** 2 + (said["npt-notice"] / 100) ** 2) / 2
    assert board.loc["Outside view (base rates)", "brier"] == pytest.approx(by_hand)

    own = {"next-round": 90, "nuclear-text": 10}
    mine = evidence.scoreboard(outcomes, own)
    assert mine["name"].iloc[0] == "You" and list(mine["questions"]) == [1, 1, 1, 1]
    assert mine["brier"][0] == pytest.approx(0.01)
    assert mine["log"][0] == pytest.approx(-math.log(0.9))


def test_scoreboard_without_outcomes_is_empty_not_wrong() -> None:
    """Nothing resolved, nothing scored."""
    board = evidence.scoreboard({})
    assert board["brier"].isna().all() and (board["questions"] == 0).all()


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ({"peace": 1}, "outcomes must name next-round, .*got 'peace'"),
        ({"next-round": 2}, "must be 0, 1 or None, got 2"),
        ({"next-round": "yes"}, "must be 0, 1 or None, got 'yes'"),
    ],
)
def test_bad_outcomes_are_named(outcomes: dict[str, Any], words: str) -> None:
    """The error says what is wrong and what is allowed."""
    with pytest.raises(ValueError, match=words):
        evidence.scoreboard(outcomes)


@pytest.mark.parametrize("percent", [0, 100, 50.5, True, "70"])
def test_bad_answers_are_named(percent: Any) -> None:
    """Whole numbers from 1 to 99 and nothing else."""
    with pytest.raises(ValueError, match="whole number from 1 to 99"):
        evidence.scoreboard({}, {"next-round": percent})


def test_references_answer_every_question_in_whole_per_cents() -> None:
    """They can be scored by the same table as a reader."""
    ids = [row["question_id"] for row in rows("forecast_questions")]
    for _, said in evidence.references().values():
        assert list(said) == ids
        evidence.check_answers(said)


def test_tone_is_our_reading_of_the_article() -> None:
    """60 for nuclear steps forward, 40 for steps back, 20 for what Iran closed, 50 for the rest."""
    for row in rows("forecast_questions"):
        wanted = (
            {"progress": 0.6, "setback": 0.4}[row["yes_means"]]
            if row["claim_id"] == "C17"
            else 0.2
            if row["question_id"] in ("missile-agenda", "missile-clause")
            else 0.5
        )
        assert evidence.tone(row["question_id"]) == wanted


@pytest.mark.parametrize(
    ("probability", "scheme", "middle"),
    [
        (0.6, "icd-203", 0.675),
        (0.5, "icd-203", 0.5),
        (0.03, "icd-203", 0.03),
        (0.15, "kent-1964", 0.07),  # in a gap: nearer to 'almost certainly not' than to 20 %
        (0.7, "ipcc-2007", 0.78),
    ],
)
def test_words_are_heard_as_the_middle_of_their_range(
    probability: float, scheme: str, middle: float
) -> None:
    """Middles by hand, also in a gap of a scheme."""
    assert evidence.coarsened(probability, scheme) == pytest.approx(middle)


def test_speaking_in_words_never_helps() -> None:
    """A proper score charges for rounding, a little, and more for fewer words."""
    loss = {scheme: evidence.loss_by_words(scheme) for scheme in evidence.SCHEMES}
    assert all(0 < value < 0.02 for value in loss.values())
    assert loss["medicine-1994"] > loss["icd-203"]


def test_unknown_names_are_listed() -> None:
    """Errors name what is allowed."""
    with pytest.raises(ValueError, match="question must be one of next-round"):
        evidence.classes("peace")
    with pytest.raises(ValueError, match="scheme must be one of kent-1964"):
        evidence.coarsened(0.5, "astrology")
    with pytest.raises(ValueError, match="direction must be one of"):
        evidence.points("C17", "sideways")
    with pytest.raises(ValueError, match="world must be one of"):
        evidence.rivals(1, "utopia", "brier")
    with pytest.raises(ValueError, match="standard must be one of"):
        evidence.vague(50, "gold")


def test_points_cover_the_table() -> None:
    """The cards' pieces are those of the table of evidence."""
    for claim in ("C17", "C18"):
        total = sum(len(evidence.points(claim, d)) for d in ("supports", "weakens", "context"))
        assert total == sum(row["claim_id"] == claim for row in rows("claim_evidence"))


def test_numbers_of_the_prose() -> None:
    """Some of the sentences' numbers, from the raw tables."""
    n = evidence.numbers()
    assert n.questions == len(rows("forecast_questions"))
    assert n.nuclear + n.missile == n.questions
    assert n.cases == len(rows("base_rate_cases")) and n.classes == len(rows("base_rates"))
    likely = [r for r in rows("probability_words") if r["compared"] == "likely"]
    assert n.likely_low == min(int(r["low_pct"]) for r in likely)
    assert n.likely_high == max(int(r["high_pct"]) for r in likely)
    assert (n.seventy_yes, n.seventy_no) == ("0.09", "0.49")
    assert n.clause == "2" and n.class_us == "33"
    assert float(n.outside_optimist) < float(n.optimist_home)
    assert float(n.outside_pessimist) < float(n.pessimist_home)
