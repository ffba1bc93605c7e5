"""The graders' benchmark on a tiny class; no time is asserted, and no peer need be installed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as command
from benchmarks import grading, table
from missile_question.checks import tasks
from missile_question.grading import isolation

BEGIN, END = table.BEGIN.format("grading"), table.END.format("grading")
PEERS = ("nbgrader autograde", "otter run")


@pytest.mark.grading
def test_without_peers_the_table_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two submissions: ours and the floor are measured, each peer's line says how to have it."""
    copy = tmp_path / "README.md"
    copy.write_text(command.README.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(command, "README", copy)
    none = str(tmp_path / "none")
    words = ["--grading", "--tiny", "--readme", "--peers", none, "--out", str(tmp_path / "x.json")]
    assert command.main(words) == 0
    shown = capsys.readouterr().out
    for name in PEERS:
        (line,) = [line for line in shown.splitlines() if line.strip().startswith(name)]
        assert line.endswith(f"not installed: {grading.INSTALL}")
    stored = json.loads((tmp_path / "grading.json").read_text("utf-8"))
    assert stored["floor_s"] > 0
    timed = {each["name"]: each["seconds"] for each in stored["graders"]}
    assert [len(seconds) for seconds in timed.values()] == [1, 1, 0, 0]
    assert "ours, --jobs 2" in copy.read_text("utf-8").split(BEGIN)[1].split(END)[0]


def test_make_bench_installs_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full run has the peers; one with them there, in the locked versions, installs nothing."""
    asked: list[Path] = []
    monkeypatch.setattr(grading, "install", asked.append)
    monkeypatch.setattr(grading, "measure", lambda *_: (1.0, []))
    words = ["--grading", "--peers", str(tmp_path), "--out", str(tmp_path / "x.json")]
    assert command.main(words) == 0
    assert asked == [tmp_path]
    python = grading.peers_python(tmp_path)
    python.parent.mkdir()
    python.touch()
    (tmp_path / "lock.sha256").write_text("of another lock", "ascii")
    assert not grading.installed(tmp_path)
    (tmp_path / "lock.sha256").write_text(grading._lock(), "ascii")
    assert command.main(words) == 0
    assert asked == [tmp_path]


def test_no_walls_no_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is compared is the grader as it is meant to run."""
    monkeypatch.setattr(isolation, "available", lambda: "No walls here.")
    out = tmp_path / "x.json"
    assert command.main(["--grading", "--tiny", "--out", str(out)]) == 1
    assert "only be measured with its walls up. No walls here." in capsys.readouterr().err
    assert not (tmp_path / "grading.json").exists()


def test_different_points_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One point more, one less or one missing, and there is no table."""
    own = {("anna", "reach-1"): 2.0, ("anna", "reach-2"): 1.0}
    grading.same("peer", dict(own), own)
    grading.same("otter", {("anna", "reach-1"): 2.0, ("anna", "reach-2"): 0.0}, grading.whole(own))
    for theirs in ({**own, ("anna", "reach-1"): 1.0}, {("anna", "reach-1"): 2.0}):
        with pytest.raises(AssertionError, match="peer differs in 1 points"):
            grading.same("peer", theirs, own)
    with pytest.raises(AssertionError, match="another number of tasks"):
        grading.same("peer", {**own, ("ben", "reach-1"): 0.0}, own)
    monkeypatch.setattr(grading, "measure", lambda *_: grading.same("peer", {}, own))
    assert command.main(["--grading", "--tiny", "--out", str(tmp_path / "x.json")]) == 1
    assert "No table: the points differ. peer" in capsys.readouterr().err


def answers(made: dict[str, Any]) -> Iterator[str]:
    """Yield the code of the answer cells."""
    for cell in made["cells"]:
        if cell["id"].endswith("-answer"):
            yield "".join(cell["source"])


def test_the_class_is_mixed_and_always_the_same() -> None:
    """From nothing to everything, with cells that stop between; whole but for its answers."""
    made = grading.classroom(60)
    assert len(made) == 60 and made == grading.classroom(60)
    solved = set(answers(grading._notebook("solutions")))
    known = [sum(code in solved for code in answers(each)) for each in made.values()]
    assert known[0] == 0 and known[-1] == len(tasks(grading.CHAPTER))
    assert len(set(known)) > 5
    every = [code for each in made.values() for code in answers(each)]
    assert any("nowhere" in code for code in every) and any("= = 1" in code for code in every)
    ids = [[cell["id"] for cell in each["cells"]] for each in made.values()]
    assert all(each == ids[0] for each in ids)


def test_the_table_compares_with_the_faster_peer() -> None:
    """60 submissions in 30 s are 120 a minute, and 10 times a peer that takes 300 s."""
    own = grading.Timed("ours, --jobs 1", (20.0, 30.0, 40.0), "fine")
    peers = [grading.Timed("one", (300.0,), "same"), grading.Timed("two", (600.0,), "same")]
    text = grading.lines(60, 6.0, [own, *peers])
    row = next(line for line in text if "ours" in line)
    assert row.split()[3:7] == ["30.0", "s", "120.0", "10.00"]
    assert next(line for line in text if line.startswith("  two")).split()[4] == "0.50"
    assert text[-1].split()[:4] == ["floor", "6.0", "s", "600.0"]
    alone = grading.lines(60, 6.0, [own, replace(peers[0], seconds=(), said="not there")])
    assert alone[-2].split() == ["one", "not", "there"]
