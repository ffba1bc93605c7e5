"""The capstone's explorers against arithmetic done here."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from support.figures import assert_registered_and_drawn

from missile_question import catalog
from missile_question.evidence import deal as evidence
from missile_question.evidence import jcpoa
from missile_question.explorers import deal as explore
from missile_question.explorers.controls import Choice, Slider
from missile_question.explorers.core import Explorer

EXPLORERS: list[Callable[[], Explorer]] = [explore.designer, explore.weights, explore.no_deal]
#: The share of places that a cap puts out of range, counted by hand from the distances of ch. 2.
OUTSIDE = {
    "iran": {"none": 0, "2000": 0, "1000": 3 / 28, "500": 12 / 28, "300": 12 / 28},
    "us": {"none": 0, "2000": 0, "1000": 0, "500": 2 / 12, "300": 2 / 12},
    "israel": {"none": 0, "2000": 0, "1000": 1 / 3, "500": 1, "300": 1},
}
LEVELS = {"60": 0, "20": 25, "3.67": 60, "1.5": 75, "0": 100}


def codes(actor: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return wishes and weights of an actor straight from the table."""
    table = catalog.load("position_codes")
    rows = table[table["actor_id"] == actor].set_index("issue_id")
    wanted = dict.fromkeys(evidence.ISSUES, 0.0 if actor == "iran-government" else 100.0)
    weight = dict.fromkeys(evidence.ISSUES, 0.0)
    for issue, row in rows.iterrows():
        wanted[str(issue)], weight[str(issue)] = float(row["code"]), float(row["salience"])
    return wanted, weight


def by_hand(actor: str, party: str, harm: float, **t: Any) -> float:
    """Compute a party's gain in another way: no model of the book, one page of arithmetic."""
    wanted, weight = codes(actor)
    sign = -1 if party == "iran" else 1
    us, _ = codes("us-administration")
    level = (
        100.0 if t["level"] == "0" else (LEVELS[t["level"]] + 100 * (1 - t["capacity"] / 30)) / 2
    )
    touched = t["missiles"] < 3000 or t["tests"] == "ban"
    cut = 0.75 * (1 - t["missiles"] / 3000) + (0.25 if t["tests"] == "ban" else 0)
    part = 0.5 if party == "iran" else 0.0
    outside = OUTSIDE[party][t["cap"]]
    here = {
        "enrichment-level": level,
        "enriched-stock": 100 * (1 - t["stock_kg"] / 9900),
        "iaea-access": t["access"],
        "missile-range": 100 * (part + (1 - part) * outside) if t["cap"] != "none" else 0,
        "missile-numbers": 100 * (part + (1 - part) * cut) if touched else 0,
        "armed-allies": {"none": 0, "arms": 60, "all": 100}[t["allies"]],
        "sanctions-relief": 100 - t["relief"],
        "duration": level * t["years"] / 30,
    }
    none = dict.fromkeys(here, 0.0) | {"iaea-access": 10, "sanctions-relief": 100}
    broken = none | {k: here[k] for k in ("iaea-access", "sanctions-relief")}
    issues = ("enrichment-level", "enriched-stock", "missile-range", "missile-numbers")
    forced = none | dict.fromkeys(issues, 40.0)

    def worth(outcome: dict[str, float]) -> float:
        short = {k: max(0.0, sign * (wanted[k] - outcome[k])) for k in outcome}
        return sum(weight[k] * (100 - short[k]) for k in outcome) / sum(weight.values())

    war, residual, give, cheat, leave = (
        t["war"] / 100,
        0.25,
        0.1,
        t["cheat"] / 100,
        t["leave"] / 100,
    )
    alternative = (1 - war - give) * worth(none) + war * (worth(forced) - harm) + give * worth(us)
    looks = 1 - 0.5**4
    kinds = []
    if t["level"] != "60" or t["stock_kg"] < 9900:
        sampled = 2 * t["sample"]
        kinds.append(1 - (1 - 0.95 * sampled / 200) ** 20)
        kinds.append(t["access"] / 100 * looks)
    if t["cap"] != "none" or t["missiles"] < 3000:
        kinds.append(1 - (1 - t["access"] / 300 * looks) ** 3)
    if t["tests"] == "ban":
        kinds.append(1 - (1 - 0.9 * 0.8) ** 4)
    caught = min(kinds, default=1.0)
    kept = worth(here) - war * residual * harm
    secret = worth(broken) - war * residual * harm
    return (1 - cheat - leave) * (kept - alternative) + cheat * (1 - caught) * (
        secret - alternative
    )


def random_setting(explorer: Explorer, rng: random.Random) -> dict[str, Any]:
    """Return random values for all controls, the preset menu on OWN."""
    values: dict[str, Any] = {}
    for control in explorer.controls:
        if isinstance(control, Slider):
            steps = math.floor((control.high - control.low) / control.step + 1e-9)
            values[control.name] = control.low + rng.randint(0, steps) * control.step
        elif isinstance(control, Choice):
            values[control.name] = rng.choice([o.value for o in control.options])
    return values


def test_store_of_the_sample_is_that_of_chapter_5() -> None:
    """The arithmetic above takes 200 containers, 20 of them emptied, recognised with 95 %."""
    from missile_question.evidence import verification

    setting = verification.STORES["store"][2]
    assert {k: setting[k] for k in ("items", "falsified", "recognise")} == {
        "items": 200, "falsified": 20, "recognise": 95,
    }  # fmt: skip
    assert verification.LIMITS["flights"].observation[:4] == (4, 1, 0.9, 0.8)


def test_designer_gains_are_those_done_by_hand() -> None:
    """At 60 random settings, three parties: another way of writing gives the same points."""
    explorer, rng = explore.designer(), random.Random(11)
    actors = {"iran": ("iran-government", 60), "us": ("us-administration", 20),
              "israel": ("israel", 30)}  # fmt: skip
    for _ in range(60):
        values = random_setting(explorer, rng) | {"m_iran": 1.0, "m_us": 1.0, "m_israel": 1.0}
        values.pop("plan")
        found = {row["name"]: row["gain"] for row in evidence.designed(**values)}
        for party, (actor, harm) in actors.items():
            expected = by_hand(actor, party, harm, **values)
            assert found[evidence.PARTIES[party][0]] == pytest.approx(expected, abs=1e-9), values


def test_designer_consequences_are_those_of_the_models() -> None:
    """Months as chapter 6 has them, two years at most; counts inside the cap; deadlock by hand."""
    rows = explore.designer().rows()
    weeks = jcpoa.dials(200.0, "3.67", 5.0)[0]["weeks"]
    assert rows[0]["months"] == pytest.approx(weeks * 12 * 7 / 365.25)
    assert explore.designer().rows(level="0")[0]["months"] == 24
    far = explore.designer().rows(cap="500")[0]
    assert (far["bases"], far["israel"], far["capitals"]) == (10, 0, 6)

    def phi(z: float) -> float:
        return 0.5 * math.erfc(-z / math.sqrt(2))

    # Four subjects (level, stock, access, relief), four vetoes, a loss of one deviation accepted.
    assert rows[0]["package"] == pytest.approx(1 - phi(1 / math.sqrt(4)) ** 4, abs=1e-4)
    assert rows[0]["alone"] == pytest.approx(1 - phi(1.0) ** 16, abs=1e-4)


def test_a_deal_about_nothing_changes_nothing_but_the_risk_of_war() -> None:
    """No limit and no relief: nobody's points move, no deadlock, nothing to be found."""
    nothing: dict[str, Any] = {
        "level": "60", "stock_kg": 9900, "capacity": 30, "access": 10, "sample": 0, "cap": "none",
        "missiles": 3000, "tests": "free", "allies": "none", "relief": 0, "years": 30, "war": 0,
    }  # fmt: skip
    rows = explore.designer().rows(plan="own", **nothing)
    assert rows[0]["caught"] == 1 and rows[0]["package"] == 0 and rows[0]["alone"] == 0
    # Drift is the same as the deal; only the hope that Iran gives way makes the two differ.
    gains = {row["name"]: row["gain"] for row in rows if row["kind"] == "party"}
    assert gains["Iran"] > 0 > gains["United States"]


def test_tornado_moves_one_assumption_at_a_time() -> None:
    """Both ends of the bar for war are the designer's gain with the slider put there."""
    explorer = explore.designer()
    rows = {row["name"]: row for row in explorer.rows()}
    bar = rows[evidence.ASSUMPTIONS["war"].label]
    low = explorer.rows(war=10)[0]["gain"]
    high = explorer.rows(war=60)[0]["gain"]
    assert (bar["low"], bar["high"]) == (pytest.approx(low), pytest.approx(high))
    assert bar["swing"] == pytest.approx(abs(high - low)) and bar["driver"]
    assert rows["Iran"]["low"] <= min(low, high) <= max(low, high) <= rows["Iran"]["high"]
    cheat = rows[evidence.ASSUMPTIONS["cheat"].label]
    assert cheat["low"] == pytest.approx(explorer.rows(cheat=5)[0]["gain"])


def test_tornado_follows_the_party_watched() -> None:
    """Another party, other bars; the parties' own rows stay."""
    iran, israel = (explore.designer().rows(watch=key) for key in ("iran", "israel"))
    assert iran[:5] == israel[:5]
    assert [r["swing"] for r in iran[5:]] != [r["swing"] for r in israel[5:]]
    assert sum(row["driver"] for row in israel) == 1


def test_presets_set_every_dial_of_the_deal() -> None:
    """Each entry of the menu moves all dials; moving one shows the own entry."""
    explorer = explore.designer()
    for key, terms in evidence.DEALS.items():
        values = explorer.settle(explorer.resolve(), "plan", key)
        assert {name: values[name] for name in terms.dials()} == terms.dials()
    assert explorer.settle(explorer.resolve(), "relief", 65)["plan"] == "own"


def test_missile_weight_turns_on_missile_limits_only() -> None:
    """With no missile clause in the deal Iran gains from caring more; with one it loses."""
    explorer = explore.designer()
    wide = evidence.DEALS["wide"].dials()
    assert (
        explorer.rows(plan="wide", m_iran=3, **wide)[0]["gain"]
        < explorer.rows(plan="wide", **wide)[0]["gain"]
    )


def test_weights_keep_the_reference_at_the_tables_weights() -> None:
    """At the start the bars stand on their ticks, for every party."""
    explorer = explore.weights()
    for party in evidence.PARTIES:
        values = explorer.settle(
            explorer.settle(explorer.resolve(), "party", party), "begin", party
        )
        for row in explorer.rows(**values):
            assert row["gain"] == pytest.approx(row["before"], abs=1e-6)


def test_weights_on_one_issue_count_that_issue_alone() -> None:
    """Iran caring for sanctions alone gains in the order of the relief."""
    only = {f"p_{key}": 100.0 if key == "san" else 0.0 for key in evidence.KEYS}
    found = {r["name"]: r["gain"] for r in evidence.weighed_deals("iran", 30, **only)}
    by_relief: dict[float, list[float]] = {}
    for terms in evidence.DEALS.values():
        # Deals that are checked alike and lift alike are worth alike to such an Iran.
        by_relief.setdefault(terms.relief, []).append(found[terms.name])
    means = [sum(by_relief[relief]) / len(by_relief[relief]) for relief in sorted(by_relief)]
    assert means[0] < means[2] < means[-1] and found["Maximum pressure"] == min(found.values())


def test_survival_needs_all_three() -> None:
    """A deal survives if the chosen party gains and so does the least content of the others."""
    even = {f"p_{key}": 50.0 for key in evidence.KEYS}
    for war in (0.0, 25.0, 60.0):
        reference = evidence.reference_gains(war)
        for party in ("iran", "israel", "gulf"):
            rows = evidence.weighed_deals(party, war, **even)
            for row, found in zip(rows, reference.values(), strict=True):
                others = min(found[m] for m in ("iran", "us", "israel") if m != party)
                assert row["others"] == pytest.approx(others)
                assert row["before"] == pytest.approx(found[party])
                assert row["survives"] == (row["gain"] > 1e-6 and row["others"] > 1e-6)


def test_no_deal_lines_are_straight() -> None:
    """Half way between no war and most war lies half the gain, whoever it is."""
    explorer = explore.no_deal()
    low, middle, high = (explorer.rows(war=war) for war in (0, 30, 60))
    for a, b, c in zip(low, middle, high, strict=True):
        assert b["gain"] == pytest.approx((a["gain"] + c["gain"]) / 2)
        assert (b["calm"], b["most"]) == (pytest.approx(a["gain"]), pytest.approx(c["gain"]))


def test_no_deal_agrees_with_the_designer() -> None:
    """Both show the same gain for the same deal at the start beliefs."""
    designed = [r["gain"] for r in explore.designer().rows() if r["kind"] == "party"]
    assert [r["gain"] for r in explore.no_deal().rows()] == pytest.approx(designed)


def test_turning_point_is_where_the_gain_is_nil() -> None:
    """Set the risk of war there, and Iran's gain is nought; without a turn it says -1."""
    rows = explore.no_deal().rows()
    even = rows[0]["even"]
    assert 0 < even < 60
    there = evidence.without_deal(
        plan="jcpoa", war=even, force=40, pressure=10, k_iran=60, k_us=20, k_israel=30
    )
    assert there[0]["gain"] == pytest.approx(0, abs=1e-9)
    assert rows[1]["even"] == -1 and rows[1]["gain"] > 0


def test_nobody_who_thinks_war_cheap_needs_a_deal() -> None:
    """An Israel to which war costs nothing and force brings all gains less than before."""
    explorer = explore.no_deal()
    before = explorer.rows()[2]["gain"]
    after = explorer.rows(school="own", war=60, force=100, k_israel=0)[2]
    assert after["gain"] < 0 < before and after["loses"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: evidence.gain(evidence.DEALS["us"].dials(), "france"),
            "party must be one of iran",
        ),
        (lambda: evidence.inside("750"), "cap must be one of none"),
        (
            lambda: evidence.deadlock(evidence.DEALS["us"].dials(), 7),
            r"vetoes must lie in \[2, 6\]",
        ),
        (
            lambda: evidence.without_deal(plan="x", war=0, force=0, pressure=0),
            "plan must be one of",
        ),
    ],
)
def test_errors_name_what_is_wrong(call: Callable[[], Any], message: str) -> None:
    """An unknown party, cap, number of vetoes or deal is refused by name."""
    with pytest.raises(ValueError, match=message):
        call()


def test_sentences_say_what_was_found() -> None:
    """Who gains, who loses, the main driver; all of it without the drawing."""
    said = explore.designer().sentence(plan="wide", **evidence.DEALS["wide"].dials())
    assert said.startswith("With a wide deal, 4 of 5 parties gain") and "Lose: Iran." in said
    assert "0 Israeli cities" in said and "depends most on: " in said
    assert "3 of 10 packages suit Iran, the United" in explore.weights().sentence()
    assert "5 of 5 gain from the deal of 2015" in explore.no_deal().sentence()


@pytest.mark.parametrize("build", EXPLORERS)
def test_explorers_are_registered_and_draw(build: Callable[[], Explorer]) -> None:
    """Each is in the registry under its own name, and both widths compile with all their data."""
    assert_registered_and_drawn(build())
