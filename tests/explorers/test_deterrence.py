"""The deterrence explorers against arithmetic and against the models' other solvers."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from fractions import Fraction

import pytest
from support.figures import assert_complete_at_start

from missile_question.evidence import deterrence as evidence
from missile_question.explorers import deterrence as explorers
from missile_question.explorers.core import Explorer
from missile_question.models import deterrence as model

ALL = [explorers.threat, explorers.crisis, explorers.shield, explorers.race]


def solved(gain: float, harm: float, loss: float, war: float) -> str:
    """Solve the threat game by backward induction and return where it ends."""
    answer = model.Decision(
        "answer?",
        "defender",
        {
            "yield": model.Outcome("yields", {"attacker": gain, "defender": -loss}),
            "answer": model.Outcome("answers", {"attacker": gain - harm, "defender": -war}),
        },
    )
    peace = model.Outcome("holds back", {"attacker": 0, "defender": 0})
    game = model.Decision("attack?", "attacker", {"hold": peace, "attack": answer})
    return model.backward_induction(game).outcome.name


@pytest.mark.parametrize("loss", range(0, 13, 3))
@pytest.mark.parametrize("war", range(0, 13, 3))
def test_threat_ends_where_backward_induction_ends(loss: int, war: int) -> None:
    """Every setting ends where the general solver of game trees says; ties hold back and yield."""
    for gain, harm in itertools.product((1, 4, 8, 12), (1, 4, 8, 20)):
        rows = explorers.threat().rows(gain=gain, harm=harm, loss=loss, war=war)
        reached = [row["name"] for row in rows if row["reached"]]
        assert len(reached) == 1 and reached[0].endswith(solved(gain, harm, loss, war))


def test_threat_says_why() -> None:
    """The three verdicts: not credible, credible and enough, credible and too weak."""
    says = explorers.threat().sentence
    assert "is not credible" in says() and "the defender yields" in says()
    assert "strong enough" in says(loss=7) and "holds back" in says(loss=7)
    assert "too weak" in says(loss=7, harm=3) and "the defender answers" in says(loss=7, harm=3)
    assert explorers.threat().rows()[0]["threshold"] == pytest.approx(0.4)


def test_crisis_chances_are_those_of_the_types() -> None:
    """The four outcomes, summed over the four pairs of types by hand, and they make up 1."""
    rng = random.Random(3)
    kinds = set()
    for _ in range(300):
        gain, war, loss, ruin = (float(rng.randint(1, 12)) for _ in range(4))
        p, q = rng.randrange(5, 96, 5), rng.randrange(0, 96, 5)
        rows = evidence.crisis_rows(gain, war, loss, ruin, float(p), float(q))
        kind, hard, soft = rows[0]["kind"], Fraction(p, 100), Fraction(q, 100)
        kinds.add(kind)
        whole, part = (
            Fraction(int(gain), int(gain + war)),
            Fraction(int(gain), int(gain + war + evidence.SHAME)),
        )
        daring = Fraction(int(loss), int(loss + ruin))
        play: dict[str, tuple[Fraction | None, Fraction]] = {
            "deterrence": (None, Fraction(0)),
            "separating": (Fraction(0), Fraction(0)),
            "attack": (Fraction(1), Fraction(0)),
            "bluff": (
                hard * (1 - daring) / (daring * (1 - hard)),
                (part - soft) / (1 - soft),
            ),
        }
        bluff, call = play[kind]
        assert rows[0]["needed"] == pytest.approx(float(whole))
        if bluff is None:
            expected = [1.0, 0.0, 0.0, 0.0]
        else:
            resist = soft + (1 - soft) * call
            press = hard + (1 - hard) * bluff
            expected = [
                float(v)
                for v in (1 - press, press * (1 - resist), (1 - hard) * bluff * resist,
                          hard * resist)
            ]  # fmt: skip
        assert [row["chance"] for row in rows] == pytest.approx(expected, abs=1e-12)
        assert rows[0]["war"] == rows[3]["chance"]
    assert kinds == set(evidence.KINDS)


def test_crisis_borders_divide_the_kinds() -> None:
    """A step across each border changes the kind of equilibrium as the map shows."""
    soft, hard, daring = evidence.crisis_borders(4.0, 6.0, 5.0, 5.0)

    def kind(p: float, q: float) -> str:
        return str(evidence.crisis(4.0, 6.0, 5.0, 5.0, 100 * p, 100 * q).kind)

    step = 1e-6
    assert kind(0.2, hard + step) == "deterrence" and kind(0.2, hard - step) == "separating"
    assert kind(0.2, soft + step) == "separating" and kind(0.2, soft - step) == "bluff"
    assert kind(daring - step, 0.1) == "bluff" and kind(daring + step, 0.1) == "attack"


@pytest.mark.parametrize("case", explorers.CASES)
def test_crisis_cases_are_presets(case: str) -> None:
    """Each case sets what it says; a moved slider leaves it."""
    explorer = explorers.crisis()
    values = explorer.resolve(case=case)
    assert {name: values[name] for name in explorers.CASES[case][1]} == explorers.CASES[case][1]
    assert explorer.settle(values, "gain", 11.0)["case"] == "own"


def test_shield_is_deterred_where_punishment_required_says() -> None:
    """The verdict agrees with the least punishment that deters, a formula of its own."""
    rng = random.Random(5)
    for _ in range(300):
        gain, denial, harm = rng.randint(1, 20), rng.randrange(0, 96, 5), rng.randint(0, 40)
        answer, survives = rng.randrange(5, 101, 5), rng.randrange(5, 101, 5)
        row = explorers.shield().rows(
            gain=gain, denial=denial, answer=answer, survives=survives, harm=harm
        )[0]
        chance = answer * survives / 10_000
        least = model.punishment_required(gain, denial / 100, chance)
        if abs(harm - least) > 1e-9:
            assert row["deterred"] == (harm > least)
        assert row["chance"] == pytest.approx(chance)
        assert row["says"] in explorers.shield().sentence(
            gain=gain, denial=denial, answer=answer, survives=survives, harm=harm
        )


def test_shield_at_the_edges() -> None:
    """No answer and no denial: the attack is worth all it can win."""
    row = explorers.shield().rows(denial=0, answer=0, gain=20)[0]
    assert row["value"] == 20 and row["needed"] == 1 and not row["deterred"]


@pytest.mark.parametrize("one", evidence.REACTIONS)
@pytest.mark.parametrize("other", evidence.REACTIONS)
def test_race_is_the_model_on_a_grid(one: float, other: float) -> None:
    """The looked-up levels are the exact solution, to the grid's rounding."""
    x, y = model.arms_race_path(evidence.YEARS, (0, 0), (one, other), (1, 1), (2.0, 3.5))
    rows = explorers.race().rows(reaction=one, rival_reaction=other, motive=2.0, rival_motive=3.5)
    assert [row["level"] for row in rows] == pytest.approx([x, y], abs=0.01)
    assert rows[0]["settles"] == (one * other < 1)
    assert [row["other"] for row in rows] == [row["level"] for row in reversed(rows)]


def test_race_slots_are_the_pairs_in_order() -> None:
    """Every pair of slider positions finds its own place in the lists."""
    pairs = list(itertools.product(evidence.REACTIONS, repeat=2))
    assert [int(evidence.race_slot(*pair)) for pair in pairs] == list(range(len(pairs)))
    assert all(len(row["own"]) == len(pairs) for row in evidence.race_grid())


def test_race_without_reaction_ends_below_what_each_wants() -> None:
    """Nobody reacts: each nears its own wish, 2 and 2, from below."""
    rows = explorers.race().rows(reaction=0, rival_reaction=0)
    assert all(1.99 < row["level"] <= 2 for row in rows)


@pytest.mark.parametrize("build", ALL)
def test_starting_state_is_complete(build: Callable[[], Explorer]) -> None:
    """The starting state has an answer, a whole sentence and a text for those who cannot see."""
    assert_complete_at_start(build())
