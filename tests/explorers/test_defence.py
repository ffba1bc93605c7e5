"""The defence explorers against arithmetic done here and against the models' other routes."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable

import numpy as np
import pytest
from support.figures import assert_complete_at_start

from missile_question.charts import render
from missile_question.evidence import defence as evidence
from missile_question.explorers import defence as explore
from missile_question.explorers import registry
from missile_question.explorers.core import Explorer
from missile_question.models import defence, deterrence

EXPLORERS: list[Callable[[], Explorer]] = [
    explore.salvo,
    explore.which_denominator,
    explore.magazine,
    explore.shield_and_threat,
]


# ---------------------------------------------------------------- a salvo against layers


def by_nights(
    missiles: int, layers: int, shots: int, kill: float, blind: float, shared: float
) -> tuple[float, float, float]:
    """Return mean leakers, mean interceptors and the chance of no layer, night by night.

    Every pattern of blind and working layers is one kind of night; nothing is factored.
    """
    common = blind * shared
    own = (blind - common) / (1 - common)
    leakers = fired = dark = 0.0
    nights = [(common, (True,) * layers)] + [
        (
            (1 - common) * math.prod(own if b else 1 - own for b in pattern),
            pattern,
        )
        for pattern in itertools.product((True, False), repeat=layers)
    ]
    for chance, pattern in nights:
        coming = float(missiles)
        for layer_blind in pattern:
            fired += chance * shots * coming
            coming *= 1.0 if layer_blind else (1 - kill) ** shots
        leakers += chance * coming
        dark += chance * all(pattern)
    return leakers, fired, dark


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("shots", [1, 2, 4])
@pytest.mark.parametrize("blind", [0, 10, 50])
@pytest.mark.parametrize("shared", [0, 50, 100])
def test_salvo_is_the_mean_over_nights(layers: int, shots: int, blind: int, shared: int) -> None:
    """Closed forms agree with the sum over every pattern of blind layers."""
    for kill in (10, 80, 95):
        values = {"missiles": 60, "layers": layers, "shots": shots, "kill": kill}
        row = explore.salvo().rows(**values, blind=blind, shared=shared)[0]
        leakers, fired, dark = by_nights(60, layers, shots, kill / 100, blind / 100, shared / 100)
        assert row["leakers"] == pytest.approx(leakers)
        assert row["fired"] == pytest.approx(fired)
        assert row["dark"] == pytest.approx(dark)
        assert row["ratio"] == pytest.approx(fired * 3.5 / 60)


@pytest.mark.parametrize("shared", range(0, 101, 20))
def test_each_layer_is_blind_as_often_as_set(shared: int) -> None:
    """Sharing moves blindness together and leaves each layer's own chance as it was."""
    one = explore.salvo().rows(layers=1, kill=80, blind=20, shared=shared)[0]
    assert one["leakage"] == pytest.approx(0.2 + 0.8 * 0.2)
    assert one["dark"] == pytest.approx(0.2)


def test_salvo_agrees_with_the_exact_distribution() -> None:
    """Mean and no-leak chance are those of the model's distribution of leakers."""
    row = explore.salvo().rows(missiles=20, layers=3, shots=1, kill=70, blind=10, shared=0)[0]
    pmf = defence.leakers_pmf(20, [0.3] * 3, 0.1)
    assert row["leakers"] == pytest.approx(float(pmf @ np.arange(21)))
    whole = defence.leakers_pmf(20, [0.3] * 3)
    assert row["clean"] == pytest.approx(float(whole[0]))


def test_sharing_hurts_and_layers_help() -> None:
    """More sharing never lets fewer through; one more layer never more."""
    rows = [explore.salvo().rows(blind=10, shared=s)[0]["leakers"] for s in range(0, 101, 10)]
    assert rows == sorted(rows) and rows[-1] > 4 * rows[0]
    thin = [explore.salvo().rows(layers=k, blind=10)[0]["leakers"] for k in (1, 2, 3)]
    assert thin == sorted(thin, reverse=True)


def test_stages_that_are_not_there_are_marked() -> None:
    """Two layers: the last row is hidden and repeats the end, so that no number is invented."""
    rows = explore.salvo().rows(layers=2)
    assert [row["there"] for row in rows] == [True, True, True, False]
    assert rows[3]["share"] == rows[2]["share"]
    assert rows[0]["share"] == 1 and rows[0]["missiles"] == 100


@pytest.mark.parametrize("case", explore.DEFENCES)
def test_defences_are_presets(case: str) -> None:
    """Each entry sets what it says; a moved slider leaves it."""
    explorer = explore.salvo()
    values = explorer.resolve(case=case)
    sets = explore.DEFENCES[case][1]
    assert {name: values[name] for name in sets} == sets
    assert explorer.settle(values, "kill", 35.0)["case"] == "own" or case == "own"


# ---------------------------------------------------------------- denominators


def test_night_is_interception_rates_on_whole_numbers() -> None:
    """Where all counts are whole, the shares are those of the model on counts."""
    found = evidence.night(slow=100, ballistic=200, failed=50, harmless=20, skill=75)
    rates = defence.interception_rates(60, fired=200, engaged=100, aimed=80)
    assert found.shot["fired"] == pytest.approx(rates.of_fired)
    assert found.shot["came"] == pytest.approx(rates.of_engaged)
    assert found.shot["engaged"] == pytest.approx(rates.of_aimed)
    assert found.shot["all"] == pytest.approx(160 / 300)
    assert (found.came, found.engaged, found.hits) == pytest.approx((100, 80, 20))
    assert list(found.kept.values()) == pytest.approx(
        [1 - 20 / 300, 1 - 20 / 200, 1 - 20 / 100, 1 - 20 / 80]
    )


def test_whatever_is_counted_the_same_missiles_hit() -> None:
    """The menus change the percentage and never the harm."""
    explorer = explore.which_denominator()
    rows = [
        explorer.rows(counted=counted, of=of)[0]
        for counted in evidence.COUNTED
        for of in evidence.OF
    ]
    assert len({row["hits"] for row in rows}) == 1
    assert len({round(row["said"], 9) for row in rows}) > 5
    for row in rows:
        assert row["least"] <= row["said"] <= row["best"]


def test_rows_keep_the_order_of_marks() -> None:
    """Shot down never exceeds kept from harm; both meet where all others are left out."""
    rng = random.Random(4)
    for _ in range(300):
        values = {
            "slow": rng.randrange(0, 401, 10), "ballistic": rng.randrange(10, 901, 10),
            "failed": rng.randrange(0, 91, 5), "harmless": rng.randrange(0, 91, 5),
            "skill": rng.randrange(0, 101),
        }  # fmt: skip
        rows = explore.which_denominator().rows(**values)
        for row in rows:
            assert -1e-12 <= row["shot"] <= row["kept"] + 1e-12 <= 1 + 1e-9
        assert rows[3]["shot"] == pytest.approx(rows[3]["kept"])


def test_sentence_says_what_was_chosen() -> None:
    """The two menus are named in the sentence."""
    said = explore.which_denominator().sentence(counted="shot", of="fired")
    assert said.startswith("39% were shot down, of the ballistic missiles fired.")


def test_presets_come_near_the_reports() -> None:
    """Each preset lies near the figures that its note names."""
    june = explore.which_denominator().rows(night="june")[0]
    assert 25 <= june["hits"] <= 36
    rockets = explore.which_denominator().rows(night="rockets")
    assert rockets[1]["shot"] == pytest.approx(302 / 846, abs=0.01)
    assert rockets[3]["shot"] == pytest.approx(0.9)
    assert 7 <= explore.which_denominator().rows(night="april")[0]["hits"] <= 9


# ---------------------------------------------------------------- magazines


@pytest.mark.parametrize("resupply", [0, 10, 50, 90, 200])
@pytest.mark.parametrize("stock", [0, 50, 450, 2000])
def test_magazine_is_the_recursion(stock: int, resupply: int) -> None:
    """The closed form fires and leaks as the model's step-by-step course does."""
    for missiles, shots in itertools.product((10, 50, 150), (1, 2, 4)):
        course = defence.exhaustion(0.7, shots, stock, [missiles] * 12, resupply)
        rows = explore.magazine().rows(
            missiles=missiles, shots=shots, kill=70, stock=stock, resupply=resupply
        )
        assert [row["fired"] for row in rows] == course.fired.tolist()
        assert [row["leakers"] for row in rows] == pytest.approx(course.leakers.tolist())
        assert rows[0]["total"] == pytest.approx(float(course.leakers.sum()))
        assert (rows[0]["first"], rows[0]["last"]) == pytest.approx(
            (course.leakers[0], course.leakers[-1])
        )


def test_empty_magazine_stops_nothing() -> None:
    """No stock and no resupply: everything arrives from the first salvo on."""
    rows = explore.magazine().rows(stock=0)
    assert all(row["leakers"] == 50 and not row["full"] for row in rows)


# ---------------------------------------------------------------- shield and threat


def test_shield_by_hand() -> None:
    """Worth of strike and limit, written out."""
    rng = random.Random(8)
    for _ in range(300):
        stops, use, answer = (rng.randrange(0, top, 5) for top in (96, 81, 81))
        gain, missiles, harm = rng.randrange(-30, 31, 5), rng.randrange(200, 4001, 100), 7
        row = explore.shield_and_threat().rows(
            stops=stops, use=use, answer=answer, gain=gain, missiles=missiles, harm=harm
        )[0]
        pain = missiles * harm / 100 * (1 - stops / 100)
        assert row["strike"] == pytest.approx(gain + (use - answer) / 100 * pain)
        assert row["limit"] == pytest.approx(use / 100 * pain / 2)
        assert row["after"] == pytest.approx(gain + (use - answer) / 100 * pain / 2)
        assert row["pays"] == (row["strike"] > 0)


def test_the_sign_of_the_shield_is_answer_less_fear() -> None:
    """More answer than fear: tempting. More fear than answer: calming. Equal: neither."""
    row = explore.shield_and_threat().rows
    assert row(use=10, answer=40)[0]["moves"] == evidence.MOVES["up"]
    assert row(use=40, answer=10)[0]["moves"] == evidence.MOVES["down"]
    assert row(use=25, answer=25)[0]["moves"] == evidence.MOVES["same"]
    bare, half = (row(use=25, answer=25, stops=stops)[0]["strike"] for stops in (0, 50))
    assert bare == half


@pytest.mark.parametrize(
    ("use", "answer", "gain", "bearing"),
    [
        (10, 40, 20, "least"), (40, 10, -10, "most"), (40, 10, 10, "none"), (10, 40, -10, "any"),
        (25, 25, 5, "none"), (25, 25, -5, "any"), (40, 10, 0, "most"), (10, 40, 0, "any"),
    ],
)  # fmt: skip
def test_border_is_where_a_strike_begins_to_pay(
    use: int, answer: int, gain: int, bearing: str
) -> None:
    """On one side of the border a strike pays, on the other it does not."""
    values = {"stops": 50, "harm": 5, "use": use, "answer": answer, "gain": gain}
    found = evidence.shield(**values, missiles=1000)
    assert found.bearing == bearing
    few, many = (evidence.shield(**values, missiles=m).pays for m in (1, 10**7))
    assert (few, many) == {"least": (True, False), "most": (gain == 0, True),
                           "any": (False, False), "none": (True, True)}[bearing]  # fmt: skip
    if bearing == "least":
        assert not evidence.shield(**values, missiles=found.border).pays
        assert evidence.shield(**values, missiles=found.border - 1).pays
    if bearing == "most" and found.border:
        assert not evidence.shield(**values, missiles=found.border).pays
        assert evidence.shield(**values, missiles=found.border + 1).pays


def test_shield_is_the_deterrence_model() -> None:
    """In the reading of cover the border is the punishment that deters, scaled by the leakage."""
    found = evidence.shield(stops=60, missiles=1000, harm=5, use=0, answer=40, gain=20)
    needed = deterrence.punishment_required(20, 0, 0.4)
    assert found.border == math.ceil(needed / (0.05 * 0.4) - 1e-9)


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("build", EXPLORERS)
def test_starting_state_is_complete(build: Callable[[], Explorer]) -> None:
    """An answer, a whole sentence, a text for those who cannot see, numbers that agree."""
    explorer = build()
    assert_complete_at_start(explorer)
    assert registry()[explorer.name] is build


@pytest.mark.parametrize("build", EXPLORERS)
@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_both_widths_compile_and_fit(build: Callable[[], Explorer], variant: str) -> None:
    """Vega-Lite takes the drawing; a phone shows the narrow one whole."""
    figure = build().figure()
    assert render.compile_vega(figure.spec(variant))["marks"]
    width = float(figure.svg(variant).split('viewBox="0 0 ')[1].split()[0])
    assert width <= (350 if variant == "narrow" else 730)
