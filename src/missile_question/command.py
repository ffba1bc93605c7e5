"""The command ``missile-question``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from missile_question.grading import summary
from missile_question.grading.notebooks import Report, check_notebook
from missile_question.grading.records import Graded, Limits

#: Exit codes: as asked; an answer, a cell or a submission is wrong; the words of the call are.
FINE, WRONG, USAGE = 0, 1, 2

#: Packages that a command may lack -> what to install.
_EXTRAS = {
    "nbclient": "grading",
    "nbformat": "grading",
    "tqdm": "grading",
    "distributed": "grading,cluster",
}


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number above 0, got {text!r}")
    return value


def _count(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number, at least 1, got {text!r}")
    return value


def _seed(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("must be a number or a text, got nothing")
    return text


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
    _add_grade(commands)
    return made


def _add_grade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    limits = Limits()
    grade = commands.add_parser(
        "grade",
        help="grade a class and write the reports",
        description="Grade what a class handed in and write marks, pages and tables. Each "
        "submission runs in a process of its own, without network, and sees neither the seed nor "
        "what is right. What an earlier run into the same folder has graded is taken over. "
        "Exit code 0 if every submission was graded, 1 if one has trouble: it has its line.",
    )
    grade.add_argument(
        "submissions",
        type=Path,
        metavar="SUBMISSIONS",
        help="folder with notebooks, archives (.zip) and folders of students, in any mixture",
    )
    grade.add_argument(
        "--seed",
        type=_seed,
        required=True,
        help="number or text that the hidden cases are drawn from; choose one that nobody "
        "guesses, and keep it from the students",
    )
    grade.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where the reports go"
    )
    grade.add_argument(
        "--jobs",
        type=_count,
        default=os.cpu_count() or 1,
        metavar="N",
        help="submissions that run at a time (default: %(default)s, the processors here)",
    )
    grade.add_argument(
        "--exercises",
        type=Path,
        metavar="DIR",
        help="the notebooks as they were given out (default: exercises/student of the clone)",
    )
    grade.add_argument(
        "--manual",
        type=Path,
        metavar="FILE",
        help="the sheet manual.csv of an earlier run, with the points that a person gave",
    )
    grade.add_argument(
        "--gradebook",
        type=Path,
        metavar="FILE",
        help="a gradebook that Canvas or Moodle exported; it comes back with points in it",
    )
    grade.add_argument(
        "--again", action="store_true", help="grade everything anew, whatever is there already"
    )
    grade.add_argument(
        "--unsafe",
        action="store_true",
        help="run students' code as you, with your files and your network; only for code that "
        "you trust, or inside a container that you can lose",
    )
    grade.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="run the submissions on the workers of a Dask scheduler, such as tcp://10.0.0.5:8786",
    )
    for name, default, says in (
        ("cell-seconds", limits.cell_s, "one cell may take"),
        ("wall-seconds", limits.wall_s, "all cells together may take by the clock"),
        ("cpu-seconds", limits.cpu_s, "all cells together may take of a processor"),
    ):
        grade.add_argument(
            f"--{name}", type=_seconds, default=default, help=f"what {says} (default: %(default)g)"
        )
    grade.add_argument(
        "--memory-mb",
        type=_count,
        default=limits.memory_mb,
        help="megabytes that one submission may use (default: %(default)s)",
    )


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


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None] | None]:
    """Show how far the work is, if somebody is at the terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(unit=" submissions", leave=False, dynamic_ncols=True) as bar:

        def show(done: int, of: int) -> None:
            if bar.total != of:
                bar.reset(of)
            bar.update(done - bar.n)

        yield show


def _refusal(given: argparse.Namespace) -> str:
    """Say why nothing can be graded apart from this machine, or nothing if it can."""
    if given.unsafe or given.cluster:  # a cluster's workers are asked where they are
        return ""
    from missile_question.grading import isolation

    reason = isolation.available()
    if not reason:
        return ""
    return (
        f"missile-question grade: submissions cannot be kept apart from this machine: {reason}\n"
        "Nothing was run. With --unsafe students' code runs as you: it can read and change your "
        "files, use your network, and see what is right. Use it only for code that you trust, or "
        "inside a container that you can lose."
    )


def _grade(given: argparse.Namespace) -> int:
    from missile_question.grading.grade import grade_all
    from missile_question.grading.reports import lms, tables

    if refusal := _refusal(given):
        print(refusal, file=sys.stderr)
        return USAGE
    limits = Limits(
        cell_s=given.cell_seconds,
        wall_s=given.wall_seconds,
        cpu_s=given.cpu_seconds,
        memory_mb=given.memory_mb,
    )
    try:
        book = lms.read_gradebook(given.gradebook) if given.gradebook else None
        with _bar() as progress:
            graded = grade_all(
                given.submissions,
                seed=given.seed,
                jobs=given.jobs,
                out=given.out,
                limits=limits,
                isolate=not given.unsafe,
                exercises=given.exercises,
                cluster=given.cluster,
                resume=not given.again,
                manual=given.manual,
                progress=progress,
            )
        if book is not None:
            rows, missing = lms.filled(book, graded)
            tables.save(given.out / "gradebook.csv", rows)
            if missing:
                print(f"Not found in the gradebook, or more than once: {', '.join(missing)}.")
    except (ValueError, OSError) as error:  # a wrong word, no room on the disk, no Unix
        print(f"missile-question grade: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        said = "stopped; the same command goes on where it was"
        print(f"missile-question grade: {said}", file=sys.stderr)
        return USAGE
    return _told(graded, given.out)


def _told(graded: Sequence[Graded], out: Path) -> int:
    """Print what came of a class; return the exit code."""
    troubled = [each for each in graded if each.trouble]
    students = len({each.student for each in graded})
    print(f"{len(graded) - len(troubled)} of {len(graded)} submissions of {students} students "
          f"graded. The reports are in {out}.")  # fmt: skip
    for each in troubled:
        print(f"  {each.path or each.student}: {each.trouble}")
    return WRONG if troubled else FINE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``missile-question``; by default those of this process.

    Returns
    -------
    int
        0 as asked, 1 an answer, a cell or a submission is wrong, 2 the call is.
    """
    given = parser().parse_args(arguments)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that has no check marks
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # else kernels print a warning
    try:
        return _check(given) if given.command == "check" else _grade(given)
    except ModuleNotFoundError as error:
        if error.name not in _EXTRAS:
            raise
        way = f'pip install "missile-question[{_EXTRAS[error.name]}]"'
        print(f"missile-question {given.command} needs {error.name}: {way}", file=sys.stderr)
        return USAGE


if __name__ == "__main__":
    sys.exit(main())
