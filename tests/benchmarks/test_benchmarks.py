"""The benchmarks run, check what they compare, and show every row; no time is asserted."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from toolchain import targets

from benchmarks import __main__ as command
from benchmarks import detection, distances, games, pages, scores, table, timing, zones

ROOT = Path(__file__).resolve().parents[2]
TINY = command.TINY_EFFORT
BEGIN, END = table.BEGIN.format("table"), table.END.format("table")

PEERS = {
    "nashpy, support enumeration",
    "pygambit, enummixed",
    "pygambit, enummixed, games built before",
    "our general solver, same arrays",
    "scipy.stats.hypergeom, cell by cell",
    "scoringrules",
    "GeographicLib, one by one",
    "pyproj, one by one",
    "pyproj, one call",
    "pyproj, to points on it 1 km apart",
    "NumPy, all draws in one array",
    "Python loop, 50 draws, scaled",
}


# ---------------------------------------------------------------- the whole


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """Run everything once on tiny tasks: what was shown, the JSON, the table as renewed."""
    folder = tmp_path_factory.mktemp("tiny")
    out, copy = folder / "new" / "results.json", folder / "README.md"
    copy.write_text(command.README.read_text("utf-8"), "utf-8")
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as shown:
        patch.setattr(command, "README", copy)
        assert command.main(["--tiny", "--readme", "--out", str(out)]) == 0
    return shown.getvalue(), out.read_text("utf-8"), copy.read_text("utf-8")


def test_everything_runs_and_every_row_is_shown(tiny):
    """On tiny tasks: all peers in the table and in the JSON, which holds neither date nor path."""
    shown, text, _ = tiny
    stored = json.loads(text)
    assert {row["peer"] for row in stored["rows"]} == PEERS
    for row in stored["rows"]:
        assert row["peer"] in shown
        assert row["task"][1:] in shown
        assert row["checked"] in shown
        assert 0 < row["ratio_low"] <= row["ratio"] <= row["ratio_high"]
    assert [step["draws"] for step in stored["draws"]] == list(command.TINY.draws)
    assert {"machine", "effort", "rows", "draws"} == set(stored)
    assert set(stored["machine"]["versions"]) == set(table.PACKAGES)
    assert str(ROOT) not in text


def test_a_difference_is_told_and_nothing_is_stored(tmp_path, capsys, monkeypatch):
    """Where a peer finds another number there is no table, and the exit code says so."""
    monkeypatch.setattr(games, "by_nashpy", lambda row, _: [np.array([[0.3, 0.3]])] * len(row))
    out = tmp_path / "results.json"
    assert command.main(["--tiny", "--out", str(out)]) == 1
    assert "No table: the results differ. nashpy" in capsys.readouterr().err
    assert not out.exists()


def test_readme_has_the_whole_table_and_can_be_renewed(tiny):
    """Each task and peer stands in the committed table; a new one replaces it whole."""
    text = command.README.read_text("utf-8")
    shown = text.split(BEGIN)[1].split(END)[0]
    for peer in PEERS:
        assert peer.replace("50 draws", f"{command.FULL.loop_draws:,} draws") in shown
    for count in command.FULL.draws:
        assert f"{count:,}" in shown
    *_, renewed = tiny
    assert "Python loop, 50 draws, scaled" in renewed
    assert renewed.split(BEGIN)[0] == text.split(BEGIN)[0]
    assert renewed.split(END)[1] == text.split(END)[1]


MODELS, PAGES = ("-m", "benchmarks"), ("-m", "benchmarks", "--pages", "the browser")
GRADING = ("-m", "benchmarks", "--grading")
STUDENTS = ("-m", "benchmarks", "--students")


@pytest.mark.parametrize(
    ("part", "readme", "wanted"),
    [
        ("", "", ["test", MODELS, GRADING, STUDENTS, "bench", "built", PAGES]),
        ("grading", "1", ["test", (*GRADING, "--readme")]),
        ("models", "1", ["test", (*MODELS, "--readme")]),
        ("students", "", ["test", STUDENTS]),
        ("pages", "1", ["test", "bench", "built", (*PAGES, "--readme")]),
    ],
)
def test_make_bench(monkeypatch, part, readme, wanted):
    """The target brings what each part needs and runs it; README=1 stores."""
    ran = []
    monkeypatch.setattr(targets.environment, "ensure", lambda lock: ran.append(lock))
    monkeypatch.setattr(targets.chromium, "ensure", lambda: "the browser")
    monkeypatch.setattr(targets.pages, "build", lambda: ran.append("built"))
    monkeypatch.setattr(targets, "run", lambda *words, **_: ran.append(words[1:]))
    monkeypatch.setattr(targets.environment, "kernel_settings", dict)
    monkeypatch.setenv("README", readme)
    monkeypatch.setenv("PART", part)
    assert targets.main(["bench"]) == 0
    assert ran == wanted


def test_make_bench_refuses_another_part(monkeypatch, capsys):
    """A part that does not exist is named, with what there is."""
    monkeypatch.setenv("PART", "speed")
    monkeypatch.setattr(targets.environment, "ensure", lambda lock: None)
    assert targets.main(["bench"]) != 0
    assert (
        "PART must be models, grading, students or pages, got 'speed'." in capsys.readouterr().err
    )


def test_pages_are_listed_and_shown():
    """Every kind of measurement has its line; a chapter's cost is the difference of two builds."""
    shown = pages.lines(
        [pages.Audit("chapters/a.html", 91, 100, 99, 2.5)],
        [pages.Redraw("chapters/a.html", 3, 45, 4.2, 9.9)],
        [pages.Start("chapters/a.html", 6.1, 4.9, None)],
        [pages.Build("cold", 60.0), pages.Build("nothing changed", 5.0), pages.Build("one", 12.5)],
    )
    text = "\n".join(shown)
    for number in ("91", "99", "2.50 s", "4.2", "9.9", "6.1", "4.9", "7.5"):
        assert number in text


def test_pages_need_a_built_book(tmp_path):
    """Without chapters there is nothing to measure, and the message says what to do."""
    with pytest.raises(FileNotFoundError, match="run make book first"):
        pages.pages(tmp_path)


def test_pages_are_served_packed_as_a_host_would(tmp_path):
    """Text comes gzipped and whole; a missing file is a 404."""
    (tmp_path / "index.html").write_text("<p>words</p>" * 200, "utf-8")
    with pages.served(tmp_path) as address:
        with urllib.request.urlopen(address) as answer:
            body = answer.read()
            assert answer.headers["Content-Encoding"] == "gzip"
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}/none.html")
    assert gzip.decompress(body) == b"<p>words</p>" * 200 and len(body) < 200


# ---------------------------------------------------------------- what is checked


def test_wrong_equilibria_are_found(monkeypatch):
    """A sweep that moves one point fails against every peer's sets."""
    right = games.sweep_equilibria

    def wrong(row, column):
        found = right(row, column)
        return found._replace(p_low=found.p_low + 1e-6, p_high=found.p_high + 1e-6)

    monkeypatch.setattr(games, "sweep_equilibria", wrong)
    with pytest.raises(AssertionError, match="disagrees in 40 games, the first is 0"):
        games.rows(40, TINY)


def test_comparison_of_sets():
    """Missing, additional and moved points count as different; the order does not."""
    one, two = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[1.0, 1.0], [0.0, 1e-12]])
    assert games.same_points(one, two)
    assert not games.same_points(one, one[:1])
    assert not games.same_points(one[:1], one)
    assert not games.same_points(one, one + 1e-6)


def test_comparison_in_a_degenerate_game():
    """Column indifferent: an S of three segments. Points on it pass, points beside it do not."""
    found = games.equilibria(np.eye(2)[None], np.zeros((1, 2, 2)))
    pure = [[1.0, 1.0], [0.0, 0.0]]
    assert games.differing_from_nashpy(found, [np.array([*pure, [0.3, 0.5]])]) == []
    assert games.differing_from_nashpy(found, [np.array([*pure, [0.3, 0.6]])]) == [0]
    assert games.differing_from_nashpy(found, [np.array(pure[:1])]) == [0]
    extreme = np.array([*pure, [1.0, 0.5], [0.0, 0.5]])
    np.testing.assert_array_equal(games.corners(games.boxes(found, 0)), sorted(extreme.tolist()))
    assert games.differing_from_gambit(found, [extreme]) == []
    assert games.differing_from_gambit(found, [extreme[:3]]) == [0]


def test_games_hold_a_share_of_degenerate_ones():
    """About one in fifteen, from the whole payoffs; the seed fixes them."""
    row, column = games.draw_games(1000)
    share = games.sweep_equilibria(row, column).degenerate.mean()
    assert 0.04 < share < 0.1
    np.testing.assert_array_equal(row, games.draw_games(1000)[0])


@pytest.mark.parametrize("name", list(scores.SCORES))
def test_wrong_scores_are_found(monkeypatch, name):
    """A score off by 1e-9 fails."""
    ours, theirs = scores.SCORES[name]
    monkeypatch.setitem(scores.SCORES, name, (lambda p, o: ours(p, o) + 1e-9, theirs))
    with pytest.raises(AssertionError, match="Not equal"):
        scores.rows(10, TINY)


def test_wrong_detection_is_found(monkeypatch):
    """A table off by 1e-9 fails against SciPy, and where SciPy is off too, against counting."""
    right, peer = detection.detection_probability, detection.by_scipy
    monkeypatch.setattr(detection, "detection_probability", lambda *a: right(*a) + 1e-9)
    with pytest.raises(AssertionError, match="Not equal"):
        detection.rows((10,), 2, 2, 4, TINY)
    monkeypatch.setattr(detection, "by_scipy", lambda cells: peer(cells) + 1e-9)
    with pytest.raises(AssertionError, match="Not equal"):
        detection.rows((10,), 2, 2, 4, TINY)


def test_detection_by_hand():
    """2 of 4 falsified, 2 verified: 1/6 draws none, 4/6 one, 1/6 both; each missed with 0.2."""
    expected = 1 - (1 / 6 + 4 / 6 * 0.2 + 1 / 6 * 0.04)
    assert detection.exactly(4, 2, 2) == pytest.approx(expected, abs=1e-15)
    assert detection.by_scipy(detection.grid((4,), 2, 2))[0, 1, 1] == pytest.approx(expected)


@pytest.mark.parametrize("peer", ["one_shot", "loop"])
def test_wrong_shares_are_found(monkeypatch, peer):
    """One draw more or less fails."""
    right = getattr(zones, peer)
    monkeypatch.setattr(zones, peer, lambda draws: right(draws) + 1 / draws)
    with pytest.raises(AssertionError, match="the shares differ"):
        zones.rows((200,), 50, TINY)


def test_shares_are_worth_comparing():
    """The share is neither 0 nor 1."""
    assert 0.01 < zones.ours(2000) < 0.9


def test_wrong_distances_are_found(monkeypatch):
    """A distance off by 1 m fails, and so does one to the outline off by 10 m."""
    right = distances.distance_km
    monkeypatch.setattr(distances, "distance_km", lambda *a: right(*a) + 0.001)
    with pytest.raises(AssertionError, match="Not equal"):
        distances.rows(3, 2, TINY)
    monkeypatch.setattr(distances, "distance_km", right)
    nearest = distances.territory_distance_km
    monkeypatch.setattr(distances, "territory_distance_km", lambda *a: nearest(*a) + 0.01)
    with pytest.raises(AssertionError, match="Not equal"):
        distances.rows(3, 2, TINY)


def test_without_pyproj_geographiclib_remains(monkeypatch):
    """The row that needs only the book's own packages is still measured."""
    monkeypatch.setattr(distances, "find_spec", lambda _: None)
    assert [row.peer for row in distances.rows(3, 2, TINY)] == ["GeographicLib, one by one"]


def test_points_on_the_outline_are_close_together():
    """No two neighbours on a ring are further apart than the spacing that the tolerance assumes."""
    lat, lon = distances.outline_points()
    steps = distances.distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:])
    rings = len(distances.outline())
    assert np.sum(steps > distances.SPACING_KM) < rings  # only from one ring to the next
    spread = distances.SPACING_KM**2 / (8 * distances.NEAREST_KM) + 0.001
    assert spread < distances.OUTLINE_TOLERANCE_KM


# ---------------------------------------------------------------- measuring


def test_ratios_are_taken_round_by_round():
    """A slow round of both cancels; a peer that did a tenth of the task counts ten times."""
    samples = timing.Samples({"a": [1.0, 4.0, 2.0], "b": [2.0, 8.0, 5.0]}, {})
    row = samples.row("task", "a", "b", "equal", 10.0)
    assert (row.ratio, row.ratio_low, row.ratio_high) == (20.0, 20.0, 25.0)
    assert (row.ours_s, row.peer_s) == (2.0, 50.0)


def test_competitors_take_turns():
    """One warm-up and one trial each; then every round begins with another one."""
    calls = []
    names = "abc"
    found = timing.compare(
        {name: lambda name=name: calls.append(name) for name in names}, timing.Effort(3, 0.0)
    )
    assert "".join(calls) == "aabbcc" + "abc" + "bca" + "cab"
    assert {name: len(found.seconds[name]) for name in names} == dict.fromkeys(names, 3)


def test_fast_functions_are_called_often():
    """A sample lasts about as long as asked, however fast the function."""
    calls = []
    timing.compare({"fast": lambda: calls.append(1)}, timing.Effort(1, 0.01))
    assert len(calls) > 100


def test_peak_memory_sees_arrays():
    """NumPy's memory is counted, also what is freed before the end."""
    assert 8e6 <= timing.peak_bytes(lambda: np.ones(1_000_000).sum()) < 9e6


# ---------------------------------------------------------------- writing


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.345, "12.3 s"), (0.0512, "51.2 ms"), (3.2e-5, "32.0 µs"), (1234.0, "1,230 s")],
)
def test_times_are_readable(value, text):
    """Three digits and a unit."""
    assert table.seconds(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(3671.0, "3,670"), (123.4, "123"), (6.2, "6.20"), (0.0151, "0.0151")]
)
def test_ratios_are_readable(value, text):
    """Three digits, no power of ten."""
    assert table.three_digits(value) == text


def test_a_block_per_task():
    """Our time stands once above the peers of a task."""
    row = timing.Row("one task", "peer", 1.0, 2.0, 2.0, 1.5, 2.5, "equal")
    lines = table.comparison([row, replace(row, peer="other")]).splitlines()
    assert lines[1] == "One task"
    assert [line.split()[0] for line in lines[2:]] == ["ours", "peer", "other"]


def test_other_systems_name_their_processor(monkeypatch):
    """Where there is no /proc, the platform module answers; a missing package is said to be so."""

    def nothing(*_, **__):
        raise OSError

    monkeypatch.setattr(Path, "read_text", nothing)
    monkeypatch.setattr(table, "PACKAGES", ("no-such-package",))
    facts = table.machine()
    assert facts["processor"]
    assert facts["versions"] == {"no-such-package": "not installed"}
    assert "no-such-package not installed" in table.about(facts)
