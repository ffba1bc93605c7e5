"""The page on scale: its numbers are those that were measured, and its sums are right."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "instructors" / "scale.md").read_text("utf-8")
FOUND: dict[str, Any] = json.loads((ROOT / "benchmarks" / "students.json").read_text("utf-8"))
SERVER, CHAPTERS, MOVES = FOUND["server"], FOUND["chapters"], FOUND["moves"]

STUDENTS, CORES = 300, 48
SERVER_MB = round(SERVER["peak_mb"])
KERNEL_MB = round(max(chapter["peak_mb"] for chapter in CHAPTERS))
CHAPTER_S = max(chapter["cpu_s"] for chapter in CHAPTERS)
OPEN_MB = SERVER_MB + KERNEL_MB
RUSH_S = STUDENTS * (SERVER["cpu_s"] + CHAPTER_S)
MOVE_S = f"{MOVES['median_s']:.2f}"

SAYS = [
    f"page opened once | {SERVER_MB} MB | {SERVER['cpu_s']:.1f} s |",
    f"run nothing | {FOUND['idle']['peak_mb']:.0f} MB | {FOUND['idle']['cpu_s']:.1f} s |",
    f"largest of the ten | {KERNEL_MB} MB | {CHAPTER_S:.1f} s |",
    f"all ten chapters | {FOUND['in_one']['peak_mb']:.0f} MB | {FOUND['in_one']['cpu_s']:.1f} s |",
    f"median of {MOVES['count']} | | {MOVE_S} s |",
    f"the slowest | | {MOVES['most_s']:.1f} s |",
    f"{SERVER_MB} + {KERNEL_MB} = {OPEN_MB} MB",
    f"{SERVER_MB} + 3 × {KERNEL_MB} = {SERVER_MB + 3 * KERNEL_MB} MB",
    f"{STUDENTS} × {OPEN_MB} MB | {STUDENTS * OPEN_MB / 1000:.0f} GB |",
    f"{STUDENTS} × 512 MB | {STUDENTS * 0.512:.0f} GB |",
    f"{STUDENTS} × ({SERVER['cpu_s']:.1f} + {CHAPTER_S:.1f}) s | {RUSH_S:,.0f} s |",
    f"{RUSH_S:,.0f} / {CORES} | {RUSH_S / CORES:.0f} s |",
    f"{STUDENTS} × {MOVE_S} / 10 | {STUDENTS * float(MOVE_S) / 10:.1f} cores |",
    f"({FOUND['machine']['processor']}), Python {FOUND['machine']['python']}",
]


@pytest.mark.parametrize("says", SAYS)
def test_the_page_says_what_was_measured(says: str) -> None:
    """Each number and each sum follows from ``benchmarks/students.json``."""
    assert says in PAGE


def test_the_limits_fit_the_measures() -> None:
    """One open chapter fits what is set aside, three fit the limit, and six machines hold all."""
    (values,) = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
    memory = values["singleuser"]["memory"]
    assert memory == {"guarantee": "512M", "limit": "1G"}
    assert FOUND["in_one"]["peak_mb"] + SERVER_MB < 512
    assert SERVER_MB + 3 * KERNEL_MB < 1000
    assert STUDENTS * 0.512 < 0.81 * 6 * 32


def test_every_chapter_was_measured() -> None:
    """A chapter that is new makes the stored numbers old."""
    named = [chapter["name"] for chapter in CHAPTERS]
    assert named == [path.stem for path in sorted((ROOT / "chapters").glob("*.ipynb"))]


def test_binder_names_what_there_is() -> None:
    """What repo2docker reads: a Python that the package allows, a lock that exists, a script."""
    folder = ROOT / "binder"
    assert (folder / "runtime.txt").read_text("utf-8").strip() == "python-3.12"
    (line,) = (folder / "requirements.txt").read_text("utf-8").splitlines()
    assert (folder / line.removeprefix("-r ")).resolve() == ROOT / "requirements" / "book.txt"
    script = (folder / "postBuild").read_bytes()
    assert script.startswith(b"#!/bin/bash\n") and b"\r" not in script
