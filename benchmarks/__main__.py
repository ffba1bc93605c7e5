"""Measure everything, print the table, store it: `make bench` or `python -m benchmarks`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import detection, distances, games, grading, pages, scores, students, table, zones
from benchmarks.timing import CLOCK_NAME, Effort, Row

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "_build" / "benchmarks" / "results.json"
README = ROOT / "benchmarks" / "README.md"
STUDENTS = ROOT / "benchmarks" / "students.json"


@dataclass(frozen=True)
class Sizes:
    """How large the tasks are."""

    games: int
    items: tuple[int, ...]
    falsified: int
    sample: int
    exact_cells: int
    draws: tuple[int, ...]
    loop_draws: int
    forecasts: tuple[int, ...]
    pairs: int
    places: int
    submissions: int
    turns: int


FULL = Sizes(
    games=10_000,
    items=tuple(range(50, 501, 50)),
    falsified=20,
    sample=30,
    exact_cells=500,
    draws=(100_000, 300_000, 1_000_000),
    loop_draws=5_000,
    forecasts=(1_000_000, 100),
    pairs=2_000,
    places=200,
    submissions=60,
    turns=2,
)
#: Only to see that everything runs.
TINY = Sizes(
    games=40,
    items=(10, 20),
    falsified=3,
    sample=4,
    exact_cells=5,
    draws=(200, 600),
    loop_draws=50,
    forecasts=(50,),
    pairs=5,
    places=2,
    submissions=2,
    turns=1,
)
FULL_EFFORT = Effort(rounds=5, sample_seconds=0.2)
TINY_EFFORT = Effort(rounds=1, sample_seconds=0.0)


def measure(
    sizes: Sizes, effort: Effort, show: Callable[[str], None]
) -> tuple[list[Row], list[zones.Growth]]:
    """Measure all tasks; show each block of the table as soon as it is there."""
    sections: list[Callable[[], list[Row]]] = [
        lambda: games.rows(sizes.games, effort),
        lambda: detection.rows(
            sizes.items, sizes.falsified, sizes.sample, sizes.exact_cells, effort
        ),
        lambda: [row for count in sizes.forecasts for row in scores.rows(count, effort)],
        lambda: distances.rows(sizes.pairs, sizes.places, effort),
    ]
    rows = []
    for section in sections:
        found = section()
        show(table.comparison(found))
        rows += found
    drawn, steps = zones.rows(sizes.draws, sizes.loop_draws, effort)
    show(table.comparison(drawn))
    show(table.growth(steps))
    return rows + drawn, steps


def book(chromium: str, out: Path, readme: bool, shown: list[str]) -> int:
    """Measure the built pages, print and store what was found."""
    found = pages.run(chromium, times=3)
    text = "\n".join(
        pages.lines(
            **{name: found[name] for name in ("audits", "redraws", "starts")}, built=found["builds"]
        )
    )
    print(text)
    out.parent.mkdir(parents=True, exist_ok=True)
    plain = {name: [asdict(row) for row in rows] for name, rows in found.items()}
    out.write_text(json.dumps(plain, indent=1) + "\n", "utf-8")
    print(f"\nStored in {out}")
    if readme:
        old = README.read_text("utf-8")
        new = table.with_table(old, "\n".join([*shown, text]), "pages")
        README.write_text(new, "utf-8", newline="\n")
    return 0


def graders(sizes: Sizes, out: Path, readme: bool, shown: list[str], peers: Path) -> int:
    """Measure the graders, print and store what was found; 1 if their points differ."""
    try:
        floor, timed = grading.measure(sizes.submissions, sizes.turns, peers)
    except AssertionError as error:
        print(f"No table: the points differ. {error}", file=sys.stderr)
        return 1
    except RuntimeError as error:
        print(f"No table: {error}", file=sys.stderr)
        return 1
    text = "\n".join(grading.lines(sizes.submissions, floor, timed))
    print(text)
    out.parent.mkdir(parents=True, exist_ok=True)
    plain = {"floor_s": floor, "graders": [asdict(each) for each in timed]}
    out.write_text(json.dumps(plain, indent=1) + "\n", "utf-8")
    print(f"\nStored in {out}")
    if readme:
        old = README.read_text("utf-8")
        new = table.with_table(old, "\n".join([*shown, text]), "grading")
        README.write_text(new, "utf-8", newline="\n")
    return 0


def live_students(tiny: bool, out: Path, readme: bool, shown: list[str], facts: Any) -> int:
    """Measure what a live student uses, print and store it; 1 if a part is missing."""
    notebooks = sorted(students.CHAPTERS.glob("[0-9]*.ipynb"))
    try:
        found = students.measure(notebooks[:1] if tiny else notebooks, 1 if tiny else 99)
    except RuntimeError as error:
        print(f"No table: {error}", file=sys.stderr)
        return 1
    text = "\n".join(students.lines(found))
    print(text)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(students.stored(found, facts), indent=1) + "\n", "utf-8")
    print(f"\nStored in {out}")
    if readme:
        old = README.read_text("utf-8")
        new = table.with_table(old, "\n".join([*shown, text]), "students")
        README.write_text(new, "utf-8", newline="\n")
        STUDENTS.write_bytes(out.read_bytes())  # the page on scale takes its numbers from there
    return 0


def main(words: list[str]) -> int:
    """Carry out the command line; 1 if a peer finds other numbers than we do."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--tiny", action="store_true", help="tiny tasks: does everything run?")
    parser.add_argument("--pages", metavar="CHROMIUM", help="measure the built pages instead")
    parser.add_argument("--grading", action="store_true", help="measure the graders instead")
    parser.add_argument("--students", action="store_true", help="measure a live student instead")
    parser.add_argument(
        "--peers", type=Path, default=grading.PEERS, help="the environment of the other graders"
    )
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the JSON goes")
    given = parser.parse_args(words)
    sizes, effort = (TINY, TINY_EFFORT) if given.tiny else (FULL, FULL_EFFORT)
    shown: list[str] = []

    def show(text: str) -> None:
        shown.append(text)
        print(text, flush=True)

    facts = table.machine()
    show(table.about(facts) + "\n")
    if given.pages:
        return book(given.pages, given.out.with_name("pages.json"), given.readme, shown)
    if given.grading:
        if not given.tiny and not grading.installed(given.peers):
            grading.install(given.peers)
        return graders(sizes, given.out.with_name("grading.json"), given.readme, shown, given.peers)
    if given.students:
        out = given.out.with_name("students.json")
        return live_students(given.tiny, out, given.readme, shown, facts)
    show(table.heading())
    try:
        rows, steps = measure(sizes, effort, show)
    except AssertionError as error:
        print(f"No table: the results differ. {error}", file=sys.stderr)
        return 1
    effort_made = {**asdict(effort), "clock": CLOCK_NAME}
    stored = table.as_json(facts, effort_made, rows, steps)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"\nStored in {given.out}")
    if given.readme:
        text = README.read_text("utf-8")
        README.write_text(table.with_table(text, "\n".join(shown)), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
