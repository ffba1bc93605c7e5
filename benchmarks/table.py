"""The results as text that fits a terminal, and as JSON."""

from __future__ import annotations

import itertools
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.timing import Row
from benchmarks.zones import Growth

PACKAGES = (
    "numpy",
    "scipy",
    "nashpy",
    "pygambit",
    "scoringrules",
    "geographiclib",
    "pyproj",
)

#: Between these lines of benchmarks/README.md stands the last table of a kind.
BEGIN, END = "<!-- {} -->\n", "<!-- end of {} -->\n"


def seconds(value: float) -> str:
    """Write a time in a unit that suits it, with three digits."""
    for size, unit in ((1.0, "s"), (1e-3, "ms")):
        if value >= size:
            return f"{three_digits(value / size)} {unit}"
    return f"{three_digits(value / 1e-6)} µs"


def three_digits(value: float) -> str:
    """Write a positive number with three digits and no power of ten."""
    if value >= 1000.0:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:#.3g}".rstrip(".")


def heading() -> str:
    """Name the columns."""
    return (
        f"{'':<44}{'time':>9}{'ratio':>9}  {'least to most':<17}  checked in this run\n"
        "time: on the processor; ratio: the peer's divided by ours, above 1 ours is faster"
    )


def comparison(rows: Sequence[Row]) -> str:
    """Write rows as one block per task: our time, then each peer's."""
    lines = []
    for task, group in itertools.groupby(rows, key=lambda row: row.task):
        lines.append(f"\n{task[0].upper()}{task[1:]}")
        for number, row in enumerate(group):
            if number == 0:
                lines.append(f"  {'ours':<42}{seconds(row.ours_s):>9}")
            spread = f"{three_digits(row.ratio_low)} to {three_digits(row.ratio_high)}"
            lines.append(
                f"  {row.peer:<42}{seconds(row.peer_s):>9}{three_digits(row.ratio):>9}"
                f"  {spread:<17}  {row.checked}"
            )
    return "\n".join(lines)


def growth(steps: Sequence[Growth]) -> str:
    """Write how time and memory grow with the number of draws."""
    lines = [
        "\nThe same, by number of draws",
        f"  {'draws':>10}  {'ours':>9}  {'times first':>11}  {'if linear':>9}  {'peak memory':>11}"
        f"  {'one array':>10}  {'peak memory':>11}",
    ]
    for step in steps:
        lines.append(
            f"  {step.draws:>10,}  {seconds(step.ours_s):>9}  {step.ours_growth:>11.2f}"
            f"  {step.draws_growth:>9.2f}  {step.ours_peak_mb:>8.2f} MB"
            f"  {seconds(step.one_shot_s):>10}  {step.one_shot_peak_mb:>8.1f} MB"
        )
    return "\n".join(lines)


def processor() -> str:
    """Name the processor, as well as the system tells."""
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        text = ""
    name = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return name[1].strip() if name else platform.processor() or platform.machine()


def machine() -> dict[str, Any]:
    """Say what the results were measured on and with; no date, no names."""
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "not installed"
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": versions,
    }


def about(facts: dict[str, Any]) -> str:
    """Write the machine and the versions in two lines."""
    packages = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
    return (
        f"{facts['system']}, {facts['processor']}, {facts['cores']} cores; "
        f"Python {facts['python']}\n{packages}"
    )


def as_json(
    facts: dict[str, Any], effort: dict[str, Any], rows: Sequence[Row], steps: Sequence[Growth]
) -> dict[str, Any]:
    """Gather everything that was measured."""
    return {
        "machine": facts,
        "effort": effort,
        "rows": [asdict(row) for row in rows],
        "draws": [asdict(step) for step in steps],
    }


def with_table(readme: str, table: str, kind: str = "table") -> str:
    """Put a table in the place of the one of its kind in benchmarks/README.md."""
    begin, end = BEGIN.format(kind), END.format(kind)
    before, rest = readme.split(begin)
    return f"{before}{begin}\n```text\n{table}\n```\n\n{end}{rest.split(end)[1]}"
