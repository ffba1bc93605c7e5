"""Deterrence: games, threats, bargaining, arms races, against published numbers and oracles."""

import io
import itertools
import re
import warnings

import altair as alt
import nashpy
import numpy as np
import pygambit
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from missile_question.models import deterrence as d

PD = np.array([[3.0, 0.0], [5.0, 1.0]])  # Axelrod (1984): T = 5, R = 3, P = 1, S = 0
CHICKEN = np.array([[3.0, 2.0], [4.0, 1.0]])
STAG = np.array([[4.0, 1.0], [3.0, 2.0]])
DEADLOCK = np.array([[2.0, 1.0], [4.0, 3.0]])
HARMONY = np.array([[4.0, 2.0], [3.0, 1.0]])

probabilities = st.floats(0, 1)
amounts = st.floats(0, 100)
small_games = st.lists(st.integers(0, 3), min_size=8, max_size=8).map(
    lambda v: (np.array(v[:4], float).reshape(2, 2), np.array(v[4:], float).reshape(2, 2))
)


def refuses(message: str):
    """Expect a ``ValueError`` whose message contains this text."""
    return pytest.raises(ValueError, match=re.escape(message))


def boxes(found):
    """List the rectangles of one game, without the empty slots."""
    table = np.stack([found.p_low, found.p_high, found.q_low, found.q_high], axis=-1)
    return table[: int(found.components)]


def gains(row, column, p, q):
    """Return what each player could gain by its best deviation from (p, q)."""
    x, y = np.array([p, 1 - p]), np.array([q, 1 - q])
    return max(row @ y) - x @ row @ y, max(x @ column) - x @ column @ y


def evaluate(expression):
    """Let Vega compute an expression of `datum`, as text read from the picture."""
    chart = (
        alt.Chart(alt.Data(values=[evaluate.datum]))
        .transform_calculate(result=str(expression))
        .mark_text()
        .encode(text=alt.Text("result:N"))
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)[0].replace("\u2212", "-")


# ---------------------------------------------------------------- 2x2 games


def test_textbook_games():
    """By hand: PD only (D, D); chicken two pure and, at q = (2-1)/(2-1+4-3), one half."""
    np.testing.assert_array_equal(boxes(d.equilibria(PD, PD.T)), [[0, 0, 0, 0]])
    np.testing.assert_array_equal(
        boxes(d.equilibria(CHICKEN, CHICKEN.T)), [[1, 1, 0, 0], [0, 0, 1, 1], [0.5] * 4]
    )
    pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    np.testing.assert_array_equal(boxes(d.equilibria(pennies, -pennies)), [[0.5] * 4])


def test_degenerate_games_by_hand():
    """All payoffs equal: everything. Column indifferent, row matching: an S of three segments."""
    flat = d.equilibria(np.zeros((2, 2)), np.ones((2, 2)))
    np.testing.assert_array_equal(boxes(flat), [[0, 1, 0, 1]])
    assert flat.degenerate
    s = d.equilibria(np.eye(2), np.zeros((2, 2)))
    np.testing.assert_array_equal(boxes(s), [[1, 1, 0.5, 1], [0, 0, 0, 0.5], [0, 1, 0.5, 0.5]])
    assert not d.equilibria(PD, PD.T).degenerate


def test_every_sign_pattern_is_solved_completely():
    """All 81 patterns of signs: a grid point is an equilibrium exactly if it lies in a box."""
    grid = np.linspace(0, 1, 5)
    most = 0
    for signs in itertools.product((-1.0, 0.0, 1.0), repeat=4):
        row = np.array([[signs[0], signs[1]], [0, 0]])
        column = np.array([[signs[2], 0], [signs[3], 0]])
        found = d.equilibria(row, column)
        most = max(most, int(found.components))
        assert found.components >= 1
        for p, q in itertools.product(grid, grid):
            member = any(a <= p <= b and e <= q <= f for a, b, e, f in boxes(found))
            assert member == (max(gains(row, column, p, q)) <= 0)
    assert most == 3


@given(small_games)
def test_equilibria_have_no_profitable_deviation_and_survive_swapping(games):
    """Corners and centres of every box are equilibria; exchanging the players transposes them."""
    row, column = games
    found = boxes(d.equilibria(row, column))
    for a, b, e, f in found:
        for p, q in itertools.product((a, (a + b) / 2, b), (e, (e + f) / 2, f)):
            assert max(gains(row, column, p, q)) <= 1e-12
    swapped = boxes(d.equilibria(column.T, row.T))[:, [2, 3, 0, 1]]
    assert sorted(map(tuple, found.round(12))) == sorted(map(tuple, swapped.round(12)))


def test_nashpy_finds_the_same_on_300_random_games():
    """Support enumeration on nondegenerate games, all solved here in one call."""
    rng = np.random.default_rng(1)
    row, column = rng.normal(size=(2, 300, 2, 2))
    found = d.equilibria(row, column)
    assert not found.degenerate.any()
    assert set(found.components.tolist()) == {1, 3}
    for i in range(300):
        oracle = nashpy.Game(row[i], column[i]).support_enumeration()
        expected = sorted((x[0], y[0]) for x, y in oracle)
        count = found.components[i]
        np.testing.assert_array_equal(found.p_low[i], found.p_high[i])
        ours = sorted(zip(found.p_low[i, :count], found.q_low[i, :count], strict=True))
        np.testing.assert_allclose(ours, expected, atol=1e-9)
        assert np.isnan(found.q_high[i, count:]).all()


@given(small_games)
@settings(max_examples=40, deadline=None)
def test_nashpy_equilibria_of_degenerate_games_lie_in_a_box(games):
    """Whatever vertex enumeration or support enumeration finds is in one of the rectangles."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = list(nashpy.Game(*games).support_enumeration())
    found = boxes(d.equilibria(*games))
    for x, y in oracle:
        assert any(
            a - 1e-9 <= x[0] <= b + 1e-9 and e - 1e-9 <= y[0] <= f + 1e-9 for a, b, e, f in found
        )


@pytest.mark.parametrize("game", [PD, CHICKEN, STAG, DEADLOCK, HARMONY])
def test_pygambit_finds_the_same(game):
    """Gambit's exact enumeration of mixed equilibria."""
    solved = pygambit.nash.enummixed_solve(
        pygambit.StrategicGame.from_arrays(game, game.T), rational=False
    )
    expected = sorted(tuple(float(w["1"]) for w in e) for e in solved.equilibria)
    ours = sorted((a, e) for a, _, e, _ in boxes(d.equilibria(game, game.T)))
    np.testing.assert_allclose(ours, expected, atol=1e-12)


def test_dominance():
    """Strict in PD and harmony, none in chicken; weak where one pair ties; arrays and scalars."""
    assert d.dominant_actions(PD, PD.T) == (1, 1)
    assert d.dominant_actions(HARMONY, CHICKEN.T) == (0, -1)
    weak = np.array([[1.0, 1.0], [1.0, 0.0]])
    assert d.dominant_actions(weak, weak.T) == (-1, -1)
    assert d.dominant_actions(weak, 1 - weak.T, strict=False) == (0, 1)
    assert d.dominant_actions(np.ones((2, 2)), PD.T, strict=False) == (-1, 1)
    many = d.dominant_actions(np.stack([PD, STAG]), PD.T)
    np.testing.assert_array_equal(many, [[1, -1], [1, 1]])


def test_classification():
    """The five names, and other for ties, for mixed company and for orders without a name."""
    named = {
        "prisoner's dilemma": PD,
        "chicken": CHICKEN,
        "stag hunt": STAG,
        "deadlock": DEADLOCK,
        "harmony": HARMONY,
    }
    for name, game in named.items():
        assert d.classify(game, game.T) == name
        assert d.classify(game, 10 * game.T - 3) == name
    table = np.stack([*named.values()])
    assert d.classify(table, np.swapaxes(table, 1, 2)).tolist() == [*named]
    assert d.classify(PD, CHICKEN.T) == d.classify(np.eye(2), np.eye(2)) == "other"
    assert d.classify(-PD, -PD.T) == "other"


# ---------------------------------------------------------------- trees


def crisis(threat):
    """A challenge, and an answer worth `threat` to the defender."""
    answer = d.Decision(
        "answer?",
        "defender",
        {
            "resist": d.Outcome("war", {"challenger": -2, "defender": threat}),
            "concede": d.Outcome("gain", {"challenger": 1, "defender": -1}),
        },
    )
    peace = d.Outcome("status quo", {"challenger": 0, "defender": 0})
    return d.Decision("challenge?", "challenger", {"hold": peace, "challenge": answer})


def test_an_incredible_threat_is_ignored_and_a_credible_one_deters():
    """The same tree with war worse, then better, for the defender than conceding."""
    solution = d.backward_induction(crisis(-3))
    assert [c.move for c in solution.path] == ["challenge", "concede"]
    assert solution.outcome.name == "gain"
    assert solution.unique
    assert solution.choices == solution.path
    assert solution.path[1].at == ("challenge",)
    deterred = d.backward_induction(crisis(0))
    assert (deterred.outcome.name, len(deterred.path), len(deterred.choices)) == (
        "status quo",
        1,
        2,
    )
    text = deterred.path[0].explain()
    assert text == "challenge?: challenger chooses hold (0) over challenge (-2)."


def test_ties_are_named():
    """An indifferent defender takes the first move, and the solution says it is not unique."""
    solution = d.backward_induction(crisis(-1))
    assert not solution.unique
    assert solution.choices[1].explain() == (
        "answer?: defender chooses resist (-1) over concede (-1); indifferent to concede."
    )
    alone = d.Decision("only?", "a", {"go": d.Outcome("end", {"a": 1})})
    assert d.backward_induction(alone).path[0].explain() == "only?: a chooses go (1)."
    assert d.backward_induction(d.Outcome("end", {})).path == ()


@pytest.mark.parametrize("seed", range(12))
def test_gambit_counts_backward_induction_among_its_equilibria(seed):
    """Random three-stage trees: the profile found is one of Gambit's pure equilibria."""
    rng = np.random.default_rng(seed)
    pay = rng.permutation(16).reshape(8, 2)
    lines = ['EFG 2 R "tree" { "a" "b" }']
    infosets = {0: itertools.count(1), 1: itertools.count(1)}

    def build(at):
        if len(at) == 3:
            a, b = (int(v) for v in pay[int(at, 2)])
            lines.append(f't "" {int(at, 2) + 1} "o{at}" {{ {a}, {b} }}')
            return d.Outcome(at, {"a": a, "b": b})
        mover = len(at) % 2
        number = next(infosets[mover])
        lines.append(f'p "" {mover + 1} {number} "i{mover}{number}" {{ "0" "1" }} 0')
        moves = {m: build(at + m) for m in "01"}
        return d.Decision(at or "start", "ab"[mover], moves)

    solution = d.backward_induction(build(""))
    game = pygambit.read_efg(io.StringIO("\n".join(lines)))
    end = tuple(float(v) for v in solution.outcome.payoffs.values())
    profiles = pygambit.nash.enumpure_solve(game).equilibria
    found = {tuple(float(v) for v in dict(e.payoffs).values()) for e in profiles}
    assert end in found
    # Independent: take maxima over the table of payoffs, last mover first.
    third = [max(pay[2 * i : 2 * i + 2].tolist(), key=lambda v: v[0]) for i in range(4)]
    second = [max(third[2 * i : 2 * i + 2], key=lambda v: v[1]) for i in range(2)]
    assert tuple(max(second, key=lambda v: v[0])) == end
    assert len(solution.choices) == 7


# ---------------------------------------------------------------- threats and denial


def test_threshold_by_hand():
    """Gain 10, status quo 0, punishment -30: 10/40; no threat needed, none enough."""
    assert d.credibility_threshold(10, 0, -30) == 0.25
    assert d.credibility_threshold(1, 2, 0) < 0
    assert d.credibility_threshold(2, 0, 1) > 1
    np.testing.assert_array_equal(d.credibility_threshold([1, 3], 0, [-1, -1]), [0.5, 0.75])


@given(st.floats(1, 100), st.floats(-50, 50), st.floats(-100, 0))
def test_at_the_threshold_the_challenger_is_indifferent(gain, status_quo, punishment):
    """The expected utility at p* is the status quo; a harsher punishment lowers p* in (0, inf)."""
    p = d.credibility_threshold(gain, status_quo, punishment)
    assert p * punishment + (1 - p) * gain == pytest.approx(status_quo, abs=1e-9)
    if gain > status_quo:
        assert d.credibility_threshold(gain, status_quo, punishment - 1) < p


@given(st.floats(1, 100), probabilities, st.floats(0.01, 1), amounts)
def test_requirements_make_a_challenge_worth_nothing(gain, denial, retaliation, punishment):
    """Both least requirements solve value = 0, and more of either never raises the value."""
    need = d.punishment_required(gain, denial, retaliation)
    assert d.challenge_value(gain, denial, retaliation, need) == pytest.approx(0, abs=1e-9)
    share = d.denial_required(gain, retaliation, punishment)
    assert 0 <= share <= 1
    value = d.challenge_value(gain, share, retaliation, punishment)
    assert value <= 1e-9
    assert share == 0 or value == pytest.approx(0, abs=1e-9)
    assert d.challenge_value(gain, 1, retaliation, punishment) <= value + 1e-9


# ---------------------------------------------------------------- bargaining and war


def test_bargaining_range_by_hand():
    """Fearon's [p - c_A, p + c_B], cut to the good; risk acceptance closes it: sqrt(0.5) > 0.3."""
    assert d.bargaining_range(0.5, 0.125, 0.25) == (0.375, 0.75)
    assert d.bargaining_range(0.1, 0.5, 0.95) == (0.0, 1.0)
    low, high = d.bargaining_range(0.5, 0, 0, 2, 2)
    assert (low, high) == pytest.approx((0.5**0.5, 1 - 0.5**0.5))
    assert low > high
    assert d.bargaining_range([0.2, 0.4], 0, 0)[0].tolist() == [0.2, 0.4]


@given(probabilities, amounts, amounts, st.floats(0.1, 1), st.floats(0.1, 1))
def test_without_risk_acceptance_there_is_always_a_range(win, cost_a, cost_b, risk_a, risk_b):
    """Fearon (1995): risk-neutral or risk-averse states have one; exchange of sides mirrors it."""
    low, high = d.bargaining_range(win, cost_a, cost_b, risk_a, risk_b)
    assert 0 <= low <= 1
    assert 0 <= high <= 1
    assert low <= high + 1e-12
    mirror = d.bargaining_range(1 - win, cost_b, cost_a, risk_b, risk_a)
    assert mirror == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_preventive_war_by_hand():
    """0.9 * (0.8 - 0.8 * 0.25) - 0.2 = 0.34; without a decline never: 0.9 * 0.16 < 0.2."""
    assert d.preventive_war_margin(0.8, 0.25, 0.1, 0.8) == pytest.approx(0.34)
    assert d.preventive_war_margin(0.8, 0.8, 0.1, 0.8) < 0
    assert d.preventive_war_threshold(0.8, 0.5, 0.75) == pytest.approx(0.4)


@given(probabilities, st.floats(0, 0.9), st.floats(0.1, 0.99))
def test_at_its_threshold_the_declining_state_is_indifferent(win, destruction, discount):
    """The margin is 0 at the threshold, which is never above the chance of winning now."""
    later = d.preventive_war_threshold(win, destruction, discount)
    assert later <= win + 1e-9
    if 0 <= later <= 1:
        margin = d.preventive_war_margin(win, later, destruction, discount)
        assert margin == pytest.approx(0, abs=1e-9)


# ---------------------------------------------------------------- repetition, arms races


def test_axelrods_numbers():
    """T, R, P, S = 5, 3, 1, 0 (Axelrod 1984): 2/4 for grim trigger, max(2/4, 2/3) for TFT."""
    assert d.grim_trigger_discount(5, 3, 1) == 0.5
    assert d.tit_for_tat_discount(5, 3, 1, 0) == 2 / 3
    np.testing.assert_array_equal(d.tit_for_tat_discount([5, 4], 3, 1, [0, 0]), [2 / 3, 1 / 3])


@given(*[st.floats(0.1, 10)] * 3)
def test_discounts_by_summing_the_deviations(a, b, c):
    """At the critical factor, defecting or alternating earns just what cooperating does."""
    t, r, p, s = a + b + c, b + c, c, 0.0
    grim, tft = d.grim_trigger_discount(t, r, p), d.tit_for_tat_discount(t, r, p, s)
    assert 0 < grim < 1
    assert grim <= tft
    assert t + grim * p / (1 - grim) == pytest.approx(r / (1 - grim), rel=1e-9)
    if tft > grim:
        assert t + tft * s == pytest.approx(r + tft * r, rel=1e-9)


rates = st.floats(0.1, 2)


@given(rates, rates, rates, rates, st.floats(-2, 2), st.floats(-2, 2))
def test_arms_race(k, a, m, b, g, h):
    """Rest is rest; stable by the eigenvalues; the path solves its equation."""
    if abs(a * b - k * m) < 0.05:
        return
    x, y = d.arms_race_equilibrium(k, a, g, m, b, h)
    np.testing.assert_allclose([k * y - a * x + g, m * x - b * y + h], 0, atol=1e-8)
    assert d.arms_race_stable(k, a, m, b) == (np.linalg.eigvals([[-a, k], [m, -b]]).max() < 0)
    near = d.arms_race_path([1 - 1e-5, 1, 1 + 1e-5], (1, 2), (k, m), (a, b), (g, h))
    slopes = [(v[2] - v[0]) / 2e-5 for v in near]
    (x, y) = (v[1] for v in near)
    expected = [k * y - a * x + g, m * x - b * y + h]
    np.testing.assert_allclose(slopes, expected, rtol=1e-4, atol=1e-4)


def test_arms_race_by_hand():
    """By hand: k = l = 1, a = b = 2, g = h = 3 settle at 3; alone, decay is exact."""
    assert d.arms_race_equilibrium(1, 2, 3, 1, 2, 3) == (3, 3)
    x, y = d.arms_race_path([0, 50], (1, 2), (1, 1), (2, 2), (3, 3))
    np.testing.assert_allclose([x, y], [[1, 3], [2, 3]])
    assert d.arms_race_path(1, (0, 1), (0, 0), (1, 1), (0, 0)) == pytest.approx((0, np.exp(-1)))


# ---------------------------------------------------------------- unknown resolve


def test_deterrence_game_by_hand():
    """Gain 1, conflict -1, status quo 0: threshold 1/2. Only the hard type resists."""
    low, even, high = ([0.4, 0.5, 0.6], 1, 0, -1, 0, 1, -1), 0.5, True
    game = d.deterrence_game(*low)
    assert game.threshold.tolist() == [even] * 3
    assert game.deterred.tolist() == [False, high, high]
    assert game.conflict.tolist() == [0.4, 0, 0]
    both = d.deterrence_game(0.1, 1, 0, -1, 0, 2, 1)
    assert (both.resistance, both.deterred, both.soft_resists) == (1.0, True, True)
    none = d.deterrence_game(0.9, 1, 0, -1, 0, 0, -1)
    assert (none.resistance, none.challenge_value, none.conflict) == (0.0, 1.0, 0.0)


@given(probabilities, st.floats(0.5, 5), st.floats(-5, 5), st.floats(-5, 0))
def test_nobody_in_the_deterrence_game_wants_to_deviate(belief, gain, status_quo, conflict):
    """The challenger takes the better of its two values; deterrence is monotone in belief."""
    game = d.deterrence_game(belief, gain, status_quo, conflict, 0, 1, -1)
    assert 0 <= game.conflict <= 1
    if abs(game.challenge_value - status_quo) > 1e-9:
        assert game.deterred == (game.challenge_value < status_quo)
    assert d.deterrence_game(1, gain, status_quo, conflict, 0, 1, -1).deterred >= game.deterred


# ---------------------------------------------------------------- closed forms, three engines

# Function, values of its arguments, whether it takes xp.
FORMS = [
    (d.credibility_threshold, {"gain": 10, "status_quo": 1.5, "punishment": -30}, False),
    (
        d.challenge_value,
        {"gain": 7, "denial": 0.3, "retaliation": 0.6, "punishment": 2},
        False,
    ),
    (d.punishment_required, {"gain": 7, "denial": 0.3, "retaliation": 0.6}, False),
    (d.denial_required, {"gain": 7, "retaliation": 0.6, "punishment": 2}, True),
    (
        d.bargaining_range,
        {"win": 0.6, "cost_a": 0.1, "cost_b": 0.2, "risk_a": 0.5, "risk_b": 2},
        True,
    ),
    (
        d.preventive_war_margin,
        {"win_now": 0.7, "win_later": 0.4, "destruction": 0.1, "discount": 0.8},
        False,
    ),
    (d.preventive_war_threshold, {"win_now": 0.7, "destruction": 0.1, "discount": 0.8}, False),
    (d.grim_trigger_discount, {"temptation": 5, "reward": 3, "punishment": 1}, False),
    (
        d.tit_for_tat_discount,
        {"temptation": 5, "reward": 3, "punishment": 1, "sucker": 0},
        True,
    ),
    (
        d.arms_race_equilibrium,
        {
            "reaction_x": 1,
            "fatigue_x": 2,
            "grievance_x": 3,
            "reaction_y": 0.5,
            "fatigue_y": 1.5,
            "grievance_y": 1,
        },
        False,
    ),
    (
        d.arms_race_stable,
        {"reaction_x": 1, "fatigue_x": 2, "reaction_y": 0.5, "fatigue_y": 1.5},
        False,
    ),
]


@pytest.mark.parametrize(
    ("form", "values", "takes_xp"), FORMS, ids=lambda v: getattr(v, "__name__", "")
)
def test_one_formula_three_engines(form, values, takes_xp):
    """Floats, arrays and Vega give the same numbers; arrays do not mix with expressions."""
    plain = np.atleast_1d(form(**values)).astype(float)
    arrays = np.atleast_2d(np.asarray(form(**{k: np.full(2, v) for k, v in values.items()})))
    np.testing.assert_allclose(arrays.astype(float), np.stack([plain, plain], axis=1), rtol=1e-15)
    names = {k: alt.datum[k] for k in values}
    drawn = form(**names, **({"xp": alt.expr} if takes_xp else {}))
    evaluate.datum = values
    texts = [evaluate(e) for e in (drawn if isinstance(drawn, tuple) else (drawn,))]
    numbers = [{"true": 1.0, "false": 0.0}.get(t) for t in texts]
    numbers = [float(t) if n is None else n for n, t in zip(numbers, texts, strict=True)]
    np.testing.assert_allclose(numbers, plain, rtol=1e-12)
    first = next(iter(values))
    with refuses("must not mix an array with an expression"):
        form(**(names | {first: [values[first]]}))
    if takes_xp:
        with refuses("xp must be alt.expr for an Altair expression, got numpy"):
            form(**names)
        with refuses("xp must be numpy for an array, got"):
            form(**{k: [v] for k, v in values.items()}, xp=alt.expr)


# ---------------------------------------------------------------- bad input


def tree(payoffs, player="a"):
    """A decision between an ordinary end and one with these payoffs."""
    ends = {"x": d.Outcome("X", {"a": 1, "b": 2}), "y": d.Outcome("Y", payoffs)}
    return d.Decision("D", player, ends)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: d.equilibria([1, 2], PD), "row must have shape (..., 2, 2), got (2,)"),
        (lambda: d.equilibria(PD, PD * np.nan), "column must be finite, got nan at index (0, 0)"),
        (lambda: d.classify(PD * 1e101, PD), "row must lie in [-1e+100, 1e+100], got 3e+101 at"),
        (lambda: d.dominant_actions(PD, "x"), "column must be a real number"),
        (lambda: d.backward_induction(tree({"a": 1})), "payoffs of 'Y' must name the players"),
        (lambda: d.backward_induction(tree({"a": np.nan, "b": 1})), "payoff of a in 'Y' must be"),
        (
            lambda: d.backward_induction(tree({"a": 1, "b": 1}, "c")),
            "player of 'D' must be one of ['a', 'b'], got 'c'",
        ),
        (lambda: d.backward_induction(d.Decision("D", "a", {})), "moves of 'D' must hold at least"),
        (
            lambda: d.credibility_threshold(1, 0, 1),
            "gain must be above punishment, got 1.0 and 1.0",
        ),
        (lambda: d.credibility_threshold([2, 1], 0, 1), "got 1.0 and 1.0 at index 1"),
        (lambda: d.credibility_threshold([[1]], 0, 1), "at index (0, 0)"),
        (lambda: d.credibility_threshold(1, np.nan, 0), "status_quo must be finite, got nan"),
        (lambda: d.challenge_value(-1, 0, 0, 0), "gain must lie in [0, inf), got -1.0"),
        (lambda: d.challenge_value(1, 2, 0, 0), "denial must lie in [0, 1], got 2.0"),
        (lambda: d.challenge_value(1, 0, 0, -1), "punishment must lie in [0, inf), got -1.0"),
        (lambda: d.punishment_required(1, 0, 0), "retaliation must lie in (0, 1], got 0.0"),
        (lambda: d.denial_required(0, 0, 0), "gain must lie in (0, inf), got 0.0"),
        (lambda: d.bargaining_range(1.1, 0, 0), "win must lie in [0, 1], got 1.1"),
        (lambda: d.bargaining_range(1, -1, 0), "cost_a must lie in [0, inf), got -1.0"),
        (lambda: d.bargaining_range(1, 0, None), "cost_b must be a real number"),
        (lambda: d.bargaining_range(1, 0, 0, 0), "risk_a must lie in (0, inf), got 0.0"),
        (lambda: d.bargaining_range(1, 0, 0, 1, 0), "risk_b must lie in (0, inf), got 0.0"),
        (lambda: d.preventive_war_margin(2, 0, 0, 0.5), "win_now must lie in [0, 1], got 2.0"),
        (lambda: d.preventive_war_margin(1, 2, 0, 0.5), "win_later must lie in [0, 1], got 2.0"),
        (lambda: d.preventive_war_threshold(1, 1, 0.5), "destruction must lie in [0, 1), got 1.0"),
        (lambda: d.preventive_war_threshold(1, 0, 1), "discount must lie in (0, 1), got 1.0"),
        (lambda: d.grim_trigger_discount(3, 3, 1), "temptation must be above reward, got 3.0 and"),
        (lambda: d.grim_trigger_discount(5, 1, 1), "reward must be above punishment, got 1.0 and"),
        (lambda: d.tit_for_tat_discount(3, 3, 1, 0), "temptation must be above reward"),
        (lambda: d.tit_for_tat_discount(5, 3, 3, 0), "reward must be above punishment"),
        (lambda: d.tit_for_tat_discount(5, 3, 1, 2), "punishment must be above sucker"),
        (lambda: d.arms_race_equilibrium(1, 1, 0, 1, 1, 0), "must differ from reaction_x * react"),
        (lambda: d.arms_race_stable(-1, 1, 1, 1), "reaction_x must lie in [0, inf), got -1.0"),
        (lambda: d.arms_race_stable(1, 0, 1, 1), "fatigue_x must lie in (0, inf), got 0.0"),
        (lambda: d.arms_race_stable(1, 1, -1, 1), "reaction_y must lie in [0, inf), got -1.0"),
        (lambda: d.arms_race_stable(1, 1, 1, 0), "fatigue_y must lie in (0, inf), got 0.0"),
        (
            lambda: d.arms_race_path(-1, (0, 0), (0, 0), (1, 1), (0, 0)),
            "time must lie in [0, inf), got -1.0",
        ),
        (
            lambda: d.arms_race_path(1, (0, np.nan), (0, 0), (1, 1), (0, 0)),
            "start_y must be finite",
        ),
        (lambda: d.deterrence_game(2, 1, 0, -1, 0, 1, -1), "belief_hard must lie in [0, 1]"),
        (lambda: d.deterrence_game(1, 1, 0, 1, 0, 1, -1), "gain must be above conflict"),
        (
            lambda: d.deterrence_game(1, 1, 0, -1, 0, [1, -2], -1),
            "hard_conflict must be at least soft_conflict, got -2.0 and -1.0 at index 1",
        ),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    """The message names the parameter, what is allowed and what was given."""
    with refuses(message):
        call()
