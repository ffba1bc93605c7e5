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
from hypothesis import assume, given, settings
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


def test_nashpys_published_games():
    """Nashpy's text book, "Support enumeration": coordination; its read-me's first game.

    The book prints (1, 0), (1, 0); (0, 1), (0, 1) and (3/4, 1/4), (1/4, 3/4); the read-me
    (1, 0), (0, 1); (0, 1), (1, 0) and (1/2, 1/2), (1/2, 1/2).
    """
    coordination = d.equilibria([[3, 1], [0, 2]], [[2, 1], [0, 3]])
    np.testing.assert_array_equal(
        boxes(coordination), [[1, 1, 1, 1], [0, 0, 0, 0], [0.75, 0.75, 0.25, 0.25]]
    )
    first = d.equilibria([[1, 2], [3, 0]], [[0, 2], [3, 1]])
    np.testing.assert_array_equal(boxes(first), [[1, 1, 0, 0], [0, 0, 1, 1], [0.5] * 4])


# Rapoport and Guyer's 78 games as printed by Albrecht, Christianos and Schaefer (2024), section
# 11.2, with their numbers: payoffs of row and column, row by row.
RAPOPORT_GUYER = """
1 44332211 2 44331221 3 44322311 4 44321321 5 44311322 6 44233211 22 44332112 23 44331122
24 44322113 25 44321123 26 44233112 27 44223113 28 44312213 29 44311223 30 44213213 58 44231132
59 44221133 60 44211233 61 44133122 62 44123123 63 44122133 7 33422411 8 33421421 9 33411422
10 23421431 11 23411432 12 22411433 13 34422311 14 34421321 15 34412312 16 34411322 17 24421331
18 24411332 19 34431221 20 34432211 21 24431231 31 34221341 32 34211342 33 34122341 34 34112342
35 24321341 36 24311342 37 34231241 38 34132241 39 24331241 40 34412213 41 34411223 42 33412214
43 33411224 44 24411233 45 32412314 46 32411324 47 23411234 48 22411334 49 34432112 50 34431122
51 34422113 52 34421123 53 33422114 54 33421124 55 24431132 56 24421133 57 23421134 64 34211243
65 24311243 66 33244211 67 23344211 68 22344311 69 22433411 70 34214213 71 33214214 72 32214314
73 24413213 74 24314213 75 23413214 76 23314214 77 22413314 78 22314314
"""


def test_rapoport_and_guyers_78_games():
    """Rapoport and Guyer (1966): there are 78 strict ordinal games; numbers 12 and 66 are famous.

    All 576 pairs of orders are one of the 78 after exchange of rows, columns and players. In the
    21 without conflict the best for both is an equilibrium. Number 12 is the prisoner's dilemma, 66
    chicken, 61 the stag hunt; 9 is deadlock and 6 harmony, once action 0 is cooperation.
    """
    words = iter(RAPOPORT_GUYER.split())
    games = {
        int(number): np.array([int(c) for c in next(words)]).reshape(2, 2, 2) for number in words
    }

    def canonical(game):
        alike = [game, game[::-1], game[:, ::-1], game[::-1, ::-1]]
        alike += [other.swapaxes(0, 1)[..., ::-1] for other in alike]
        return min(tuple(other.ravel().tolist()) for other in alike)

    orders = [np.array(o).reshape(2, 2) for o in itertools.permutations((1, 2, 3, 4))]
    every = {canonical(np.stack(pair, axis=-1)) for pair in itertools.product(orders, repeat=2)}
    assert sorted(games) == list(range(1, 79))
    assert {canonical(game) for game in games.values()} == every
    table = np.stack([games[n] for n in range(1, 79)])
    row, column = table[..., 0].astype(float), table[..., 1].astype(float)
    found = d.equilibria(row, column)
    assert not found.degenerate.any()
    peaceful = [n for n in games if (games[n] == 4).all(axis=-1).any()]
    assert len(peaceful) == 21
    for n in peaceful:
        assert [1, 1, 1, 1] in boxes(d.equilibria(row[n - 1], column[n - 1])).tolist()
    for n in range(78):
        pure = {
            (float(1 - i), float(1 - j))
            for i, j in itertools.product((0, 1), repeat=2)
            if row[n, i, j] > row[n, 1 - i, j] and column[n, i, j] > column[n, i, 1 - j]
        }
        ours = zip(found.p_low[n], found.q_low[n], strict=True)
        assert {(p, q) for p, q in ours if p in (0, 1) and q in (0, 1)} == pure
    named = {6: "harmony", 9: "deadlock", 12: "prisoner's dilemma", 61: "stag hunt", 66: "chicken"}
    for n, name in named.items():
        turned = slice(None, None, -1 if n in (9, 12) else 1)
        assert d.classify(row[n - 1][turned, turned], column[n - 1][turned, turned]) == name


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
    """Whatever Nashpy's support enumeration finds is in one of the rectangles; it may miss some."""
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


@given(st.lists(small_games, min_size=1, max_size=5))
def test_a_sweep_finds_what_the_solver_finds(games):
    """Number for number, empty slots included."""
    row, column = (np.stack(tables) for tables in zip(*games, strict=True))
    for swept, solved in zip(
        d.sweep_equilibria(row, column), d.equilibria(row, column), strict=True
    ):
        np.testing.assert_array_equal(swept, solved)


def test_a_sweep_leaves_rounded_corners_to_the_solver():
    """A point of indifference so near 1 that it rounds to 1 is no mixture."""
    row = np.stack([[[1e-30, 0.0], [0.0, 1.0]], CHICKEN])
    column = np.stack([[[1.0, 0.0], [0.0, 1.0]], CHICKEN.T])
    for swept, solved in zip(
        d.sweep_equilibria(row, column), d.equilibria(row, column), strict=True
    ):
        np.testing.assert_array_equal(swept, solved)
    with refuses("row must have shape (..., 2, 2), got (2,)"):
        d.sweep_equilibria([1, 2], CHICKEN)


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


def read_tree(text, players=("1", "2")):
    """Build a tree from nested lists: a name of a player and moves, or two payoffs."""
    if isinstance(text[0], str):
        moves = {move: read_tree(after, players) for move, after in text[1].items()}
        return d.Decision(f"{text[0]}?", text[0], moves)
    return d.Outcome(str(text), dict(zip(players, text, strict=True)))


def test_published_trees():
    """Shoham and Leyton-Brown (2008), figures 5.2 and 5.9; McKelvey and Palfrey (1992), figure 1.

    Figure 5.2 has the one subgame-perfect equilibrium (A, G), (C, F), although (B, H), (C, E) is an
    equilibrium too. In both centipede games the first player ends the game at once.
    """
    threat = ["1", {"G": [2, 10], "H": [1, 0]}]
    tree = [
        "1",
        {
            "A": ["2", {"C": [3, 8], "D": [8, 3]}],
            "B": ["2", {"E": [5, 5], "F": threat}],
        },
    ]
    solution = d.backward_induction(read_tree(tree))
    assert {c.at: c.move for c in solution.choices} == {
        (): "A",
        ("A",): "C",
        ("B",): "F",
        ("B", "F"): "G",
    }
    assert solution.unique
    assert solution.outcome.payoffs == {"1": 3, "2": 8}
    for ends in (
        [[1, 0], [0, 2], [3, 1], [2, 4], [4, 3], [3, 5]],
        [[0.4, 0.1], [0.2, 0.8], [1.6, 0.4], [0.8, 3.2], [6.4, 1.6]],
    ):
        tree = ends[-1]
        for stage in reversed(range(len(ends) - 1)):
            tree = ["12"[stage % 2], {"across": tree, "down": ends[stage]}]
        solution = d.backward_induction(read_tree(tree))
        assert solution.outcome.payoffs == {"1": ends[0][0], "2": ends[0][1]}
        assert {c.move for c in solution.choices} == {"down"}


@pytest.mark.parametrize("seed", range(12))
def test_gambit_counts_backward_induction_among_its_equilibria(seed):
    """Random three-stage trees: the payoffs found are those of one of Gambit's pure equilibria.

    Payoffs alone are compared there, and every payoff occurs once in a tree, so that they name the
    end; that it is the subgame-perfect one is what the maxima at the end of this test check.
    """
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
    """Fearon (1995), p. 387: [p - c_A, p + c_B], here cut to the good; numbers by hand.

    Risk acceptance closes it: sqrt(0.5) > 1 - sqrt(0.5).
    """
    assert d.bargaining_range(0.5, 0.125, 0.25) == (0.375, 0.75)
    assert d.bargaining_range(0.1, 0.5, 0.95) == (0.0, 1.0)
    low, high = d.bargaining_range(0.5, 0, 0, 2, 2)
    assert (low, high) == pytest.approx((0.5**0.5, 1 - 0.5**0.5))
    assert low > high
    assert d.bargaining_range([0.2, 0.4], 0, 0)[0].tolist() == [0.2, 0.4]


@given(probabilities, amounts, amounts, st.floats(0.1, 1), st.floats(0.1, 1))
def test_without_risk_acceptance_there_is_always_a_range(win, cost_a, cost_b, risk_a, risk_b):
    """Fearon (1995), p. 387: risk-neutral or risk-averse states have one; sides mirror it."""
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


@given(probabilities, probabilities, st.floats(0, 0.9), st.floats(0.1, 0.99))
def test_preventive_war_in_fearon_and_in_powell(now, later, destruction, discount):
    """Fearon (1995), pp. 405-406, at no cost of war; Powell (2006), p. 183, implies war here.

    Fearon's decliner attacks if discount * p2 - p1 > c * (1 - discount)**2, p1 and p2 being the
    rising state's chances and c a fixed cost. Powell's condition has ``destruction`` where the one
    here, in which the rising state makes the offers, has ``destruction * (1 - discount)``.
    """
    p1, p2 = 1 - now, 1 - later
    free = d.preventive_war_margin(now, later, 0, discount)
    assert free == pytest.approx(discount * p2 - p1, abs=1e-12)
    margin = d.preventive_war_margin(now, later, destruction, discount)
    shift = (1 - destruction) * (discount * p2 - p1)
    assert margin == pytest.approx(shift - destruction * (1 - discount), abs=1e-12)
    powell = d.commitment_failure_margin(now, later, destruction, discount)
    assert powell == pytest.approx(shift - destruction, abs=1e-12)
    assert margin == pytest.approx(powell + destruction * discount, abs=1e-12)
    if powell > 1e-12:
        assert margin > 0


def test_preventive_war_can_come_before_powells_condition():
    """Chances 0.7 and 0.3, 40 % destroyed: 0.219 < 0.4 (Powell), but 0.219 > 0.4 * 0.05 (here)."""
    shift = (1 - 0.4) * (0.95 * 0.7 - 0.3)
    assert shift == pytest.approx(0.219)
    assert d.preventive_war_margin(0.7, 0.3, 0.4, 0.95) == pytest.approx(shift - 0.4 * 0.05)
    assert d.commitment_failure_margin(0.7, 0.3, 0.4, 0.95) == pytest.approx(shift - 0.4)


def test_commitment_failure_by_hand():
    """Powell (2006), p. 183: 0.9 * (0.8 * 0.75 - 0.2) - 0.1 = 0.26; without a shift never.

    A complete shift, from 1 to 0, leaves (1 - d) * delta - d, and delta if nothing is destroyed.
    """
    assert d.commitment_failure_margin(0.8, 0.25, 0.1, 0.8) == pytest.approx(0.26)
    assert d.commitment_failure_margin(0.8, 0.8, 0.1, 0.8) < 0
    assert d.commitment_failure_margin(1, 0, 0.25, 0.5) == 0.75 * 0.5 - 0.25
    assert d.commitment_failure_margin(1, [0, 1], 0, 0.5).tolist() == [0.5, 0.0]


@given(probabilities, probabilities, st.floats(0, 0.9), st.floats(0.1, 0.99))
def test_commitment_fails_where_the_best_peace_is_worse_than_war(now, later, destruction, discount):
    """Powell (2006), pp. 182-183: the rising state's claim and the other's war exceed the prize.

    Summed over 4,000 periods, the rising state can claim what war gives it from the second period
    on; the declining state's war now is worth more than all the rest just where the margin, an
    average per period, is positive.
    """
    periods = discount ** np.arange(4000)
    war_now = (1 - destruction) * now * periods.sum()
    claim = (1 - destruction) * (1 - later) * periods[1:].sum()
    excess = (war_now + claim - periods.sum()) * (1 - discount)
    margin = d.commitment_failure_margin(now, later, destruction, discount)
    assert margin == pytest.approx(excess, abs=1e-9)


@given(probabilities, probabilities, st.floats(0, 0.8), st.floats(0.1, 0.98))
def test_what_makes_a_commitment_fail(now, later, destruction, discount):
    """A larger fall, patience and cheap war make it worse; without a fall there is a peace."""
    margin = d.commitment_failure_margin(now, later, destruction, discount)
    assert d.commitment_failure_margin(now, later / 2, destruction, discount) >= margin - 1e-12
    assert d.commitment_failure_margin(now, later, destruction, discount + 0.01) >= margin - 1e-12
    assert d.commitment_failure_margin(now, now, destruction, discount) <= 1e-12
    if margin >= 0:
        assert d.commitment_failure_margin(now, later, destruction + 0.1, discount) < margin


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
    """Axelrod (1984), p. 59, for T, R, P, S = 5, 3, 1, 0: tit for tat is stable from w = 2/3 on.

    Below, says the same page, it pays to defect on alternate moves, and below 1/2 to defect always,
    which is also where grim trigger (p. 16, "permanent retaliation") gives way. Tit for tat alone
    could still be exploited by turns at w = 0.6.
    """
    assert d.grim_trigger_discount(5, 3, 1) == 1 / 2
    assert d.tit_for_tat_discount(5, 3, 1, 0) == 2 / 3
    for w, always, alternating in ((0.45, True, True), (0.6, False, True), (0.7, False, False)):
        cooperate = 3 / (1 - w)
        assert (5 + w * 1 / (1 - w) > cooperate) == always
        assert ((5 + w * 0) / (1 - w * w) > cooperate) == alternating
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


# ---------------------------------------------------------------- both sides' resolve unknown

PAYOFFS = {
    "gain": 1,
    "status_quo": 0.5,
    "conflict": 0,
    "retreat": -1,
    "spared": 1,
    "concede": 0,
    "soft_conflict": -1,
}  # thresholds: T_h = 0.5 / 1, T_s = 0.5 / 2, r = 1 / 2


@pytest.mark.parametrize(
    ("p", "q", "kind", "behaviour", "outcomes"),
    [
        (0.5, 0.6, "deterrence", (0, 0, 0), (1, 0, 0, 0)),
        (0.5, 0.5, "deterrence", (0, 0, 0), (1, 0, 0, 0)),
        (0.4, 0.3, "separating", (1, 0, 0), (0.6, 0.4 * 0.7, 0, 0.4 * 0.3)),
        (0.25, 0.1, "bluff", (1, 1 / 3, 1 / 6), (0.5, 0.5 * 0.75, 0.25 * 0.25, 0.25 * 0.25)),
        (0.6, 0.1, "attack", (1, 1, 0), (0, 0.9, 0.4 * 0.1, 0.6 * 0.1)),
        (0.5, 0.1, "attack", (1, 1, 0), (0, 0.9, 0.5 * 0.1, 0.5 * 0.1)),
    ],
)
def test_unilateral_deterrence_by_hand(p, q, kind, behaviour, outcomes):
    """One game of each kind; in the bluff 0.25 * 0.5 / (0.5 * 0.75) and (0.25 - 0.1) / 0.9."""
    found = d.unilateral_deterrence(p, q, **PAYOFFS)
    assert found.kind == kind
    np.testing.assert_allclose(found[1:4], behaviour, atol=1e-15)
    np.testing.assert_allclose(found[6:], outcomes, atol=1e-15)


steps = st.floats(0.05, 3)
resolve = st.tuples(st.floats(0.02, 0.98), st.floats(0, 0.98), *[steps] * 5)


def unilateral(game):
    """Payoffs in the order that the game demands, from the steps between them."""
    p, q, a, b, c, e, f = game
    orders = {"gain": a, "status_quo": 0, "conflict": -b, "retreat": -b - c}
    return (p, q), orders | {"spared": e, "concede": 0, "soft_conflict": -f}


@given(resolve)
def test_unilateral_deterrence_leaves_no_type_a_better_reply(game):
    """Best replies of all three types that choose, beliefs by Bayes, outcomes that sum to 1."""
    (p, q), u = unilateral(game)
    g = d.unilateral_deterrence(p, q, **u)
    x = g.resistance
    assert x == pytest.approx(q + (1 - q) * g.soft_resists)
    for challenges, fate in ((g.hard_challenges, "conflict"), (g.soft_challenges, "retreat")):
        better = x * u[fate] + (1 - x) * u["gain"] - u["status_quo"]
        assert 0 <= challenges <= 1
        assert challenges * better >= -1e-9
        assert (1 - challenges) * better <= 1e-9
    resisting = g.belief * u["soft_conflict"] + (1 - g.belief) * u["spared"] - u["concede"]
    assert g.soft_resists * resisting >= -1e-9
    assert (1 - g.soft_resists) * resisting <= 1e-9
    challenge = p * g.hard_challenges + (1 - p) * g.soft_challenges
    if challenge > 0:
        assert g.belief == pytest.approx(p * g.hard_challenges / challenge)
    np.testing.assert_allclose(sum(g[6:]), 1)
    assert min(g[6:]) >= -1e-12


@settings(max_examples=50, deadline=None)
@given(resolve)
def test_unilateral_deterrence_has_no_other_equilibria(game):
    """Nashpy's equilibria of the normal form: the one found, or nobody challenges.

    Not at the borders between two kinds, where both are equilibria. The challenger's four plans
    (hard, soft: hold back or challenge) stand against the soft defender's two; the moves that
    follow from being hard or soft are made for it.
    """
    (p, q), u = unilateral(game)
    daring = u["spared"] / (u["spared"] - u["soft_conflict"])
    holds = [u["gain"] / (u["gain"] - u[fate]) for fate in ("conflict", "retreat")]
    assume(min(abs(p - daring), *(abs(q - hold) for hold in holds)) > 1e-3)
    g = d.unilateral_deterrence(p, q, **u)
    row, column = np.zeros((4, 2)), np.zeros((4, 2))
    plans = list(itertools.product((0, 1), repeat=2))
    for i, (hard, soft) in enumerate(plans):
        for j, x in enumerate((q, 1.0)):
            hard_value = x * u["conflict"] + (1 - x) * u["gain"]
            soft_value = x * u["retreat"] + (1 - x) * u["gain"]
            row[i, j] = p * (hard_value if hard else u["status_quo"]) + (1 - p) * (
                soft_value if soft else u["status_quo"]
            )
            against = u["soft_conflict"], u["spared"]
            column[i, j] = (j == 1) * (p * hard * against[0] + (1 - p) * soft * against[1])
    seen = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # nashpy's word for a degenerate game
        for plan, reply in nashpy.Game(row, column).vertex_enumeration():
            regret = (
                max(row @ reply) - plan @ row @ reply,
                max(plan @ column) - plan @ column @ reply,
            )
            if max(regret) > 1e-10:  # its tolerance lets near-equilibria through
                continue
            hard, soft = np.array(plans).T @ plan
            seen.append([hard, soft, *([reply[1]] if hard + soft > 1e-9 else [np.nan])])
    ours = [g.hard_challenges, g.soft_challenges, g.soft_resists]
    if g.kind == "deterrence":
        ours[2] = np.nan  # not called upon
    close = [np.allclose(one, ours, atol=1e-6, equal_nan=True) for one in seen]
    assert any(close)
    for one, same in zip(seen, close, strict=True):
        assert same or one[0] + one[1] < 1e-9


def test_unilateral_deterrence_on_arrays():
    """Shapes broadcast, payoffs included, and each entry is the game that it is alone."""
    p, q = np.array([0.25, 0.6]), np.array([[0.6], [0.3], [0.1]])
    found = d.unilateral_deterrence(p, q, **(PAYOFFS | {"retreat": [-1, -2]}))
    assert found.kind.tolist() == [
        ["deterrence", "deterrence"],
        ["separating", "separating"],
        ["bluff", "attack"],
    ]
    alone = d.unilateral_deterrence(0.6, 0.1, **(PAYOFFS | {"retreat": -2}))
    for entry, whole in zip(alone, found, strict=True):
        assert whole.shape == (3, 2)
        assert whole[2, 1] == entry


@pytest.mark.parametrize(("p", "q"), [(0.5, 0.6), (0.4, 0.3), (0.25, 0.1), (0.6, 0.1)])
def test_unilateral_deterrence_names_its_kind_in_vega(p, q):
    """The page writes the same word."""
    evaluate.datum = {"p": p, "q": q}
    drawn = d.unilateral_deterrence(alt.datum.p, alt.datum.q, **PAYOFFS, xp=alt.expr)
    assert evaluate(drawn.kind) == d.unilateral_deterrence(p, q, **PAYOFFS).kind


def test_conflict_is_likeliest_just_short_of_deterrence():
    """With every challenge from the hard, conflict grows with the defender's resolve, to T_h."""
    conflict = d.unilateral_deterrence(0.4, np.linspace(0, 0.9, 91), **PAYOFFS).conflict
    assert conflict[-1] == 0
    assert conflict.max() == pytest.approx(0.4 * 0.49)


# ---------------------------------------------------------------- closed forms, three engines


# Function, values of its arguments, whether it takes xp.
def numbers_of_the_game(**arguments):
    """All of the game's results but its name."""
    return tuple(d.unilateral_deterrence(**arguments)[1:])


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
    (
        d.commitment_failure_margin,
        {"win_now": 0.7, "win_later": 0.4, "destruction": 0.1, "discount": 0.8},
        False,
    ),
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
    *(
        (numbers_of_the_game, PAYOFFS | {"challenger_hard": p, "defender_hard": q}, True)
        for p, q in ((0.5, 0.6), (0.4, 0.3), (0.25, 0.1), (0.6, 0.1))
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
        (lambda: d.commitment_failure_margin(2, 0, 0, 0.5), "win_now must lie in [0, 1], got 2.0"),
        (lambda: d.commitment_failure_margin(1, -1, 0, 0.5), "win_later must lie in [0, 1], got"),
        (lambda: d.commitment_failure_margin(1, 0, 1, 0.5), "destruction must lie in [0, 1), got"),
        (lambda: d.commitment_failure_margin(1, 0, 0, 0), "discount must lie in (0, 1), got 0.0"),
        (lambda: d.commitment_failure_margin(1, np.nan, 0, 0.5), "win_later must be finite, got"),
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
        (
            lambda: d.unilateral_deterrence(0, 0.5, **PAYOFFS),
            "challenger_hard must lie in (0, 1), got 0.0",
        ),
        (
            lambda: d.unilateral_deterrence(0.5, 1, **PAYOFFS),
            "defender_hard must lie in [0, 1), got 1.0",
        ),
        *(
            (
                lambda name=name, bad=bad: d.unilateral_deterrence(
                    0.5, 0.5, **(PAYOFFS | {name: bad})
                ),
                message,
            )
            for name, bad, message in [
                ("gain", 0.5, "gain must be above status_quo, got 0.5 and 0.5"),
                ("status_quo", 0, "status_quo must be above conflict, got 0.0 and 0.0"),
                ("retreat", 0, "conflict must be above retreat, got 0.0 and 0.0"),
                ("spared", 0, "spared must be above concede, got 0.0 and 0.0"),
                ("soft_conflict", 0, "concede must be above soft_conflict, got 0.0 and 0.0"),
            ]
        ),
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
