"""What a live student needs: measured on a small part, and told when it cannot be."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import students


def fake(folder: Path, *, rss: int = 200_000, ended: bool = False) -> Path:
    """Make a /proc with one process, 7, whose name holds a bracket."""
    process = folder / "7"
    process.mkdir()
    memory = "" if ended else f"VmHWM:\t  {rss + 50_000} kB\nVmRSS:\t  {rss} kB\n"
    (process / "status").write_text(f"Name:\tx\n{memory}", "utf-8")
    ticks = os.sysconf("SC_CLK_TCK")
    fields = ["S", *["0"] * 10, str(3 * ticks), str(ticks), "0"]
    (process / "stat").write_text(f"7 (a) b) {' '.join(fields)}\n", "utf-8")
    return folder


def test_memory_and_time_are_the_systems(tmp_path: Path) -> None:
    """Kilobytes of 1024 become megabytes of a million; user and system time add up."""
    used = students.usage(7, "x", fake(tmp_path))
    assert used == students.Usage("x", 204.8, 256.0, 4.0)


def test_what_cannot_be_measured_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No /proc, a process that has ended, and no JupyterLab end in words, not in a table."""
    with pytest.raises(RuntimeError, match="as on Linux"):
        students.usage(7, "x", tmp_path)
    with pytest.raises(RuntimeError, match=r"process 7 \(x\) has ended"):
        students.usage(7, "x", fake(tmp_path, ended=True))
    monkeypatch.setattr(students.sys, "executable", "/bin/false")
    assert command.main(["--students", "--tiny", "--out", str(tmp_path / "results.json")]) == 1
    assert "No table: JupyterLab did not start" in capsys.readouterr().err
    assert not (tmp_path / "students.json").exists()


def test_a_cell_that_fails_is_named() -> None:
    """A chapter that stops half-way must not pass for a cheap one."""
    with students.kernel() as (_, run), pytest.raises(RuntimeError, match="a cell failed: oh no"):
        run("raise ValueError('oh no')")


@pytest.mark.slow
def test_one_chapter_is_measured_and_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Server, kernel, chapter and sliders are measured; a chapter takes more than nothing."""
    assert command.main(["--students", "--tiny", "--out", str(tmp_path / "results.json")]) == 0
    shown = capsys.readouterr().out
    found = json.loads((tmp_path / "students.json").read_text("utf-8"))
    (chapter,) = found["chapters"]
    assert chapter["name"] == "01_reading_the_article" and chapter["name"] in shown
    assert chapter["rss_mb"] > found["idle"]["rss_mb"] > 0
    assert chapter["cpu_s"] > found["idle"]["cpu_s"] > 0
    assert found["server"]["rss_mb"] > 0 and found["moves"]["count"] > 0
