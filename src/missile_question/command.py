"""The command ``missile-question``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from missile_question.grading import summary
from missile_question.grading.notebooks import Report, check_notebook

#: Exit codes: as asked; an answer or a cell is wrong; the words of the call are.
FINE, WRONG, USAGE = 0, 1, 2


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number above 0, got {text!r}")
    return value


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="missile-question", description="Work with the exercises of The Missile Question."
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="run notebooks and say what their checks found",
        description="Run notebooks from first to last cell and say what their checks found. "
        "The files are not changed. Exit code 0 if all cells ran and no given answer is wrong, "
        "else 1. The notebooks run as you, with your rights: check only what you trust.",
    )
    check.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    check.add_argument(
        "--seconds",
        type=_seconds,
        default=60.0,
        help="what one cell may take before it is interrupted (default: %(default)g)",
    )
    check.add_argument(
        "--complete", action="store_true", help="count open tasks as wrong: exit code 1"
    )
    check.add_argument(
        "--summary",
        type=Path,
        metavar="FILE",
        help="append a table in Markdown to FILE, as GitHub wants it in $GITHUB_STEP_SUMMARY",
    )
    check.add_argument("--json", type=Path, metavar="FILE", help="write the results to FILE")
    return made


def _check(given: argparse.Namespace) -> int:
    reports: list[Report] = []
    for path in given.notebooks:
        reports.append(check_notebook(path, seconds=given.seconds))
        print(summary.plain(reports[-1:]), flush=True)
    if given.summary:
        with given.summary.open("a", encoding="utf-8") as file:
            file.write(summary.markdown(reports))
    if given.json:
        found = [dataclasses.asdict(report) for report in reports]
        given.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    good = all(report.finished if given.complete else report.sound for report in reports)
    return FINE if good else WRONG


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``missile-question``; by default those of this process.

    Returns
    -------
    int
        0 as asked, 1 an answer or cell is wrong, 2 the call is.
    """
    given = parser().parse_args(arguments)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that has no check marks
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # else kernels print a warning
    try:
        return _check(given)
    except ModuleNotFoundError as error:
        if error.name not in ("nbclient", "nbformat"):
            raise
        way = 'pip install "missile-question[grading]"'
        print(f"missile-question check needs {error.name}: {way}", file=sys.stderr)
        return USAGE


if __name__ == "__main__":
    sys.exit(main())
