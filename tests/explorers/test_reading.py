"""The explorers of chapter 1 against arithmetic done here, on the raw tables."""

from __future__ import annotations

import csv
import itertools
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from missile_question.charts import render
from missile_question.evidence import reading as evidence
from missile_question.explorers import reading as explore
from missile_question.explorers import registry
from missile_question.explorers.core import Explorer

ROOT = Path(__file__).resolve().parents[2]
EXPLORERS: list[Callable[[], Explorer]] = [
    explore.position_map,
    explore.second_coder,
    explore.who_speaks,
    explore.beginnings,
]


def raw(table: str) -> list[dict[str, str]]:
    """Read a table as plain text."""
    with (ROOT / "data" / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


CODES = {(row["actor_id"], row["issue_id"]): row for row in raw("position_codes")}
NUCLEAR = ("enrichment-level", "enriched-stock", "iaea-access")
MISSILES = ("missile-range", "missile-numbers")


def read(row: dict[str, str], lean: float) -> float:
    """Return a code at a lean, written out: up or down its band, away from or towards 50."""
    code, low, high = (float(row[name]) for name in ("code", "code_low", "code_high"))
    if code == 50:
        return code
    hard, soft = (high, low) if code > 50 else (low, high)
    return code + (hard - code) * lean / 100 if lean > 0 else code - (soft - code) * lean / 100


def apart(first: str, second: str, leans: tuple[float, float], salience: bool) -> dict[str, float]:
    """Return the distance of two actors on each issue that both have spoken on."""
    found = {}
    for issue in [row["issue_id"] for row in raw("issues")]:
        a, b = CODES.get((first, issue)), CODES.get((second, issue))
        if a is None or b is None:
            continue
        care = (float(a["salience"]) + float(b["salience"])) / 200 if salience else 1.0
        found[issue] = abs(read(a, leans[0]) - read(b, leans[1])) * care
    return found


# ---------------------------------------------------------------- the position map


@pytest.mark.parametrize("pair", list(evidence.PAIRS))
@pytest.mark.parametrize("weighting", ["salience", "plain"])
@pytest.mark.parametrize("leans", [(0, 0, 0), (-100, 75, 25), (100, -50, -100)])
def test_distances_by_hand(pair: str, weighting: str, leans: tuple[float, float, float]) -> None:
    """Every pair, both weightings, several readings, both rules: the raw table says the same."""
    _, first, second = evidence.PAIRS[pair]
    by_side = dict(zip(("us", "iran", "israel"), leans, strict=True))
    each = tuple(by_side.get(evidence.LEANS.get(actor, ""), 0.0) for actor in (first, second))
    want = apart(first, second, (each[0], each[1]), weighting == "salience")
    for rule, put in (("mean", lambda v: sum(v) / len(v)), ("hardest", max)):
        rows = explore.position_map().rows(pair=pair, weighting=weighting, rule=rule, **by_side)
        assert [row["gap"] for row in rows] == pytest.approx(list(want.values()))
        for name, issues in (("nuclear", NUCLEAR), ("missiles", MISSILES)):
            value = put([want[issue] for issue in issues if issue in want])
            assert all(row[name] == pytest.approx(value) for row in rows), (pair, rule, name)


def test_every_pair_shares_issues_of_both_files() -> None:
    """No pair is offered on which one of the two bars would be empty."""
    for _, first, second in evidence.PAIRS.values():
        shared = set(apart(first, second, (0, 0), salience=False))
        assert shared & set(NUCLEAR) and shared & set(MISSILES)


def test_readings_set_their_sliders() -> None:
    """A reading moves all three; moving one by hand shows the own entry."""
    explorer = explore.position_map()
    for key, (_, leans) in evidence.READINGS.items():
        values = explorer.settle(explorer.resolve(), "reading", key)
        assert {name: values[name] for name in leans} == leans
    assert explorer.settle(explorer.resolve(), "us", 50)["reading"] == "own"


def test_the_verdict_depends_on_reading_and_rule() -> None:
    """As coded, missiles are wider on average and the nuclear file on the hardest issue."""
    explorer = explore.position_map()
    assert "Farther apart: missiles." in explorer.sentence()
    assert "Farther apart: the nuclear file." in explorer.sentence(rule="hardest")
    assert "Farther apart: neither." in explorer.sentence(rule="hardest", weighting="plain")
    assert set(evidence.verdicts()["Farther apart"]) == {"missiles", "the nuclear file", "neither"}


def test_one_band_can_hold_words_and_deeds() -> None:
    """Iran on inspections: its soft end is what it says, its hard end what it did."""
    (row,) = [r for r in explore.position_map().rows(iran=-100) if r["name"] == "Inspections"]
    assert row["b"] == 60
    (row,) = [r for r in explore.position_map().rows(iran=100) if r["name"] == "Inspections"]
    assert row["b"] == 10


# ---------------------------------------------------------------- two coders


def thirds(code: float) -> str:
    """Return the third of the scale in words."""
    return "low" if code < 33.4 else "middle" if code < 66.7 else "high"


@pytest.mark.parametrize("shift", [0, 20, -35])
def test_kappa_by_hand(shift: int) -> None:
    """Codes shifted from the book's, clipped: agreement and kappa follow from a count."""
    statements = evidence.statements()
    yours = {row["key"]: float(min(100, max(0, row["ours"] + shift))) for row in statements}
    row = explore.second_coder().rows(**yours)[0]
    mine = [thirds(yours[s["key"]]) for s in statements]
    ours = [thirds(s["ours"]) for s in statements]
    same = sum(a == b for a, b in zip(mine, ours, strict=True)) / len(ours)
    tally, other = Counter(mine), Counter(ours)
    chance = sum(tally[k] * other[k] for k in tally) / len(ours) ** 2
    assert (row["agreement"], row["chance"]) == pytest.approx((same, chance))
    assert row["kappa"] == pytest.approx((same - chance) / (1 - chance))


def test_who_codes_nothing_agrees_by_chance() -> None:
    """All at 50: agreement is what chance gives, so kappa is 0; the book's own codes give 1."""
    explorer = explore.second_coder()
    blank = explorer.rows()[0]
    assert blank["agreement"] == blank["chance"] > 0 and blank["kappa"] == 0
    copied = {row["key"]: float(row["ours"]) for row in evidence.statements()}
    assert explorer.rows(**copied)[0]["kappa"] == 1
    assert "Cohen's kappa is 1.00." in explorer.sentence(**copied)


def test_statements_are_coded_in_every_third() -> None:
    """Kappa cannot be undefined: this book's codes use more than one third."""
    assert len({thirds(row["ours"]) for row in evidence.statements()}) == 3


@pytest.mark.parametrize("key", list(evidence.STATEMENTS))
def test_statements_are_those_of_the_tables(key: str) -> None:
    """Each statement is a coded row with its sentence and the two ends of its scale."""
    (row,) = [row for row in evidence.statements() if row["key"] == key]
    (code,) = [c for c in CODES.values() if c["code_id"] == evidence.STATEMENTS[key]]
    said = {p["position_id"]: p["position"] for p in raw("positions")}
    assert row["ours"] == int(code["code"]) and row["says"] == said[code["position_id"]]
    assert {row["soft"], row["hard"]} == {int(code["code_low"]), int(code["code_high"])}


def test_other_codes_are_refused() -> None:
    """A missing statement is named."""
    with pytest.raises(ValueError, match=r"codes must name us_range.*got us_range$"):
        evidence.coder_rows(us_range=3)


# ---------------------------------------------------------------- who speaks


def test_sentences_are_the_articles() -> None:
    """Seven paragraphs, numbered without gaps; nobody quotes more words than the sentence has."""
    seen: dict[int, list[int]] = {}
    for sentence in evidence.SENTENCES:
        seen.setdefault(sentence.paragraph, []).append(sentence.number)
        assert 0 <= sentence.quoted < sentence.words and sentence.voice in evidence.VOICES
    assert list(seen) == list(range(1, 8))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen.values())


@pytest.mark.parametrize("own", ["without", "with"])
@pytest.mark.parametrize("rule", list(evidence.COUNTS))
def test_shares_by_hand(rule: str, own: str) -> None:
    """Shares add up to 1 and follow from the sentences; the silent have statements on record."""
    rows = explore.who_speaks().rows(rule=rule, own=own)
    assert sum(row["share"] for row in rows) == pytest.approx(1)
    counts: Counter[str] = Counter()
    for s in evidence.SENTENCES:
        counts[s.voice] += {"sentences": 1, "words": s.words, "quoted": s.quoted,
                            "persons": int(s.person), "place": 1 / s.paragraph}[rule]  # fmt: skip
    if own == "without":
        counts["article"] = 0
    for (key, (name, _, _)), row in zip(evidence.VOICES.items(), rows, strict=True):
        assert row["name"] == name and row["amount"] == pytest.approx(counts[key])
    said = Counter(row["actor_id"] for row in raw("positions") if row["basis"] != "mandate")
    recorded = {name: sum(said[a] for a in actors) for name, _, actors in evidence.VOICES.values()}
    assert all(row["recorded"] == recorded[row["name"]] for row in rows)
    assert {row["name"] for row in rows if row["absent"]} >= {"E3 and EU", "Russia, China", "IAEA"}


def test_the_rule_decides_who_speaks_most() -> None:
    """By sentences Iran, by place Israel; with its own voice the article itself."""
    explorer = explore.who_speaks()
    assert "goes to Iran." in explorer.sentence()
    assert "goes to Israel." in explorer.sentence(rule="place")
    assert "goes to The article itself." in explorer.sentence(own="with")
    assert evidence.voice_rows("quoted", "without")[1]["share"] == 0


# ---------------------------------------------------------------- where the story begins


@pytest.mark.parametrize(
    ("start", "kind"), [*itertools.product(evidence.BEGINNINGS, evidence.KINDS_OF_EVENT)]
)
def test_beginnings_by_hand(start: str, kind: str) -> None:
    """Events on or after the day, counted from the raw table by who acts first."""
    table = raw("timeline")
    (first,) = [r for r in table if r["event_id"] == evidence.BEGINNINGS[start][0]]
    where = table.index(first)
    inside = [
        evidence.group_of(row["actor_id"])
        for place, row in enumerate(table)
        if (evidence.year_of(row["date"]), place) >= (evidence.year_of(first["date"]), where)
        and kind in ("all", row["category"])
    ]
    rows = explore.beginnings().rows(start=start, kind=kind)
    assert [row["count"] for row in rows] == [inside.count(key) for key in evidence.GROUPS]
    assert all(row["total"] == len(inside) for row in rows)
    assert sum(row["share"] for row in rows) == pytest.approx(1 if inside else 0)


def test_a_window_without_events_says_none() -> None:
    """No sanctions in the last week: nobody acts first, and no share is undefined."""
    explorer = explore.beginnings()
    assert evidence.window_rows("week", "sanctions")[0]["total"] == 0
    assert "most often: none." in explorer.sentence(start="week", kind="sanctions")


def test_beginnings_are_in_order_and_named_truly() -> None:
    """Later entries begin later, and each label's year is that of its event."""
    ranks = list(evidence.beginnings().values())
    assert ranks == sorted(ranks)
    dates = {row["event_id"]: row["date"] for row in raw("timeline")}
    for event, words in evidence.BEGINNINGS.values():
        assert dates[event][:4] in words or event == "rubio-list"


# ---------------------------------------------------------------- all four


@pytest.mark.parametrize("make", EXPLORERS)
def test_explorers_are_registered_and_draw(make: Callable[[], Explorer]) -> None:
    """Each is in the registry, compiles in both widths, and carries its answer."""
    explorer = make()
    assert registry()[explorer.name] is make
    figure = explorer.figure()
    for variant in ("wide", "narrow"):
        spec: Any = figure.spec(variant)
        assert '"answer"' in json.dumps(spec)
        assert render.compile_vega(spec)["marks"]
    assert set(explorer.compare) <= set(explorer.rows()[0])


@pytest.mark.parametrize("make", EXPLORERS)
def test_titles_speak_of_the_numbers(make: Callable[[], Explorer]) -> None:
    """The title states a finding with figures, and the alternative text ends as a sentence."""
    explorer = make()
    assert any(char.isdigit() for char in explorer.title)
    assert explorer.alt.endswith(".") and len(explorer.alt.split()) > 20


def test_the_map_is_small_enough_for_a_notebook() -> None:
    """The largest drawing of the chapter leaves room for the rest of its 150 kB."""
    sizes = [len(json.dumps(make().figure().payload())) for make in EXPLORERS]
    assert max(sizes) < 40_000 and sum(sizes) < 80_000
