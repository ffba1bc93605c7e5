"""Grade a class: read, run each submission apart from all others, mark, report.

Every graded submission is kept as a file of its own in ``work/``, under a name made from all that
its marks depend on. So a run that was stopped goes on where it was, and a later run repeats only
what changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Protocol

import missile_question
from missile_question import catalog
from missile_question.grading import marks, similarity, submissions
from missile_question.grading.records import KINDS, Graded, Limits, Mark, Run, Stopped, Submission
from missile_question.grading.students import on_paper

__all__ = ["default_exercises", "fingerprint_of_package", "grade_all"]

#: Changes when the files in ``work/`` change their shape.
_SHAPE = 1
_SAID = 300


class Runs(Protocol):
    """What runs a submission: the pool of this machine, or one of a cluster."""

    def run(self, submission: Submission, cases: Mapping[str, Sequence[tuple[Any, ...]]]) -> Run:
        """Run a submission on the cases of its functions."""
        ...


# ---------------------------------------------------------------- what marks depend on


def _files(folder: Any, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield name and content of a folder's code and tables, in the order of the names."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            if entry.name not in ("__pycache__", "reports"):  # reports judge nothing
                yield from _files(entry, f"{name}/")
        elif entry.name.endswith((".py", ".csv", ".json", ".geojson")):
            yield name, entry.read_bytes()


@cache
def fingerprint_of_package() -> str:
    """Return a sum over all that judges an answer or helps to make one.

    Returns
    -------
    str
        SHA-256 in hex of the package's code, the book's tables, and the versions of Python,
        NumPy, pandas and SciPy.
    """
    found = hashlib.sha256()
    for folder in (resources.files(missile_question), catalog.folder()):
        for name, content in _files(folder):
            found.update(f"{name}\0{len(content)}\0".encode())
            found.update(content)
    versions = [metadata.version(name) for name in ("numpy", "pandas", "scipy")]
    found.update(repr([platform.python_version(), *versions]).encode())
    return found.hexdigest()


def _name(submission: Submission, seed: int | str, limits: Limits, isolate: bool) -> str:
    """Return the name of a submission's file in ``work/``: a sum of all its marks depend on."""
    depends = [
        _SHAPE,
        submission.chapter,
        [asdict(cell) for cell in submission.cells],
        marks.seed_mark(seed),
        asdict(limits),
        isolate,
        fingerprint_of_package(),
    ]
    text = json.dumps(depends, sort_keys=True)
    return f"{hashlib.sha256(text.encode('ascii')).hexdigest()[:40]}.json"


# ---------------------------------------------------------------- work that is done


def _stored(graded: Graded) -> bytes:
    """Return a graded submission as a file's content, without whose it is."""
    kept = {
        "marks": [asdict(mark) for mark in graded.marks],
        "stopped": [asdict(stopped) for stopped in graded.stopped],
        "isolation": graded.isolation,
    }
    return (json.dumps(kept, indent=1, sort_keys=True) + "\n").encode("ascii")


def _known(path: Path, submission: Submission) -> Graded | None:
    """Return what an earlier run made of a submission, or None if there is nothing to be read."""
    try:
        kept = json.loads(path.read_bytes())
        return Graded(
            submission.student,
            submission.chapter,
            submission.path,
            submission.digest,
            marks=tuple(Mark(**mark) for mark in kept["marks"]),
            stopped=tuple(Stopped(**stopped) for stopped in kept["stopped"]),
            notes=submission.notes,
            isolation=kept["isolation"],
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _keep(path: Path, content: bytes) -> None:
    """Write a file in one step: it is there as a whole, or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


# ---------------------------------------------------------------- one after another


def default_exercises() -> Path:
    """Return the folder with the exercises as they are given out, in a clone of the repository.

    Raises
    ------
    ValueError
        If the package is not run from a clone: an installed one does not hold the notebooks.
    """
    folder = Path(__file__).resolve().parents[3] / "exercises" / "student"
    if not folder.is_dir():
        raise ValueError("exercises: say with --exercises where the notebooks are that were given "
                         "out; the installed package does not hold them")  # fmt: skip
    return folder


def _not_graded(submission: Submission, trouble: str) -> Graded:
    return Graded(
        submission.student,
        submission.chapter,
        submission.path,
        submission.digest,
        notes=submission.notes,
        trouble=trouble,
    )


def _grade(
    submission: Submission, runs: Runs, seed: int | str, cases: Mapping[str, Any], path: Path
) -> Graded:
    """Run and mark a submission; whatever goes wrong with it is its trouble and stops no other."""
    try:
        graded = marks.mark(submission, runs.run(submission, cases), seed)
        if not graded.trouble:  # trouble may be the machine's, and gone next time
            _keep(path, _stored(graded))
    except Exception as error:
        said = on_paper(f"{type(error).__name__}: {error}", _SAID)
        return _not_graded(submission, f"The grader could not grade this ({said}).")
    return graded


def _solutions(exercises: Path) -> Path:
    return exercises.resolve().parent / "solutions"


def _everybodys(skeletons: Mapping[str, Any], exercises: Path) -> dict[str, list[str]]:
    """Return by task the code that any answer may hold: as given out, and as solved."""
    notebooks = list(skeletons.values())
    with suppress(ValueError):
        notebooks += submissions.skeletons(_solutions(exercises)).values()
    found: dict[str, list[str]] = {}
    for notebook in notebooks:
        for cell in notebook.cells:
            name = str(cell.metadata.get("nbgrader", {}).get("grade_id", cell.id))
            if cell.cell_type == "code" and name.endswith("-answer"):
                found.setdefault(name.removesuffix("-answer"), []).append(cell.source)
    return found


def _open_pool(
    jobs: int, limits: Limits, isolate: bool, cluster: str | None
) -> AbstractContextManager[Runs]:
    """Return what runs the submissions."""
    if cluster is not None:
        from missile_question.grading.cluster import Cluster

        return Cluster(cluster, limits=limits, isolate=isolate)
    from missile_question.grading.pool import Pool

    return Pool(jobs, limits, isolate)


def _write_reports(graded: Sequence[Graded], *more: Any, **named: Any) -> None:
    from missile_question.grading import reports

    reports.write(graded, *more, **named)


def grade_all(
    folder: Path,
    *,
    seed: int | str,
    jobs: int,
    out: Path,
    limits: Limits | None = None,
    isolate: bool = True,
    exercises: Path | None = None,
    cluster: str | None = None,
    resume: bool = True,
    manual: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Graded]:
    """Grade a folder of submissions and write the reports.

    Parameters
    ----------
    folder : Path
        As in :func:`missile_question.grading.submissions.find`.
    seed : int or str
        Hidden cases are drawn from it. Keep it from the students.
    jobs : int
        Submissions that run at a time, at least 1. On a cluster its workers decide.
    out : Path
        Where the reports go; made if need be, and not inside ``folder``.
    limits : Limits, optional
        What one submission may use.
    isolate : bool
        Keep students' processes from the machine; without it they run with your rights.
    exercises : Path, optional
        Folder with the exercises as they were given out; by default that of the repository.
    cluster : str, optional
        Address of a Dask scheduler; without one this machine does the work.
    resume : bool
        Take over what an earlier run into the same ``out`` has graded.
    manual : Path, optional
        Filled sheet with the points that a person gave.
    progress : callable, optional
        Told after every submission how many are done, and of how many.

    Returns
    -------
    list of Graded
        In the order of student, chapter and path, those with trouble among them.

    Raises
    ------
    ValueError
        If an argument cannot be used; the message names it.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, got {jobs!r}")
    if out.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"out must not lie inside the folder of submissions, got {str(out)!r}")
    limits = limits or Limits()
    exercises = exercises if exercises is not None else default_exercises()
    by_hand = marks.read_manual(manual) if manual is not None else {}
    skeletons = submissions.skeletons(exercises)
    found = list(submissions.find(folder, skeletons))
    work = out / "work"
    work.mkdir(parents=True, exist_ok=True)
    done: dict[int, Graded] = {}
    open_: dict[int, Path] = {}
    for number, submission in enumerate(found):
        path = work / _name(submission, seed, limits, isolate)
        known = _known(path, submission) if resume and not submission.trouble else None
        if submission.trouble:
            done[number] = _not_graded(submission, submission.trouble)
        elif known is not None:
            done[number] = known
        else:
            open_[number] = path
    tell = progress or (lambda done, of: None)
    tell(len(done), len(found))
    if open_:
        with _open_pool(min(jobs, len(open_)), limits, isolate, cluster) as runs:
            for number, each in _graded(found, open_, runs, seed, jobs):
                done[number] = each
                tell(len(done), len(found))
    graded = [marks.with_manual(done[number], by_hand) for number in range(len(found))]
    alike = similarity.pairs(found, _everybodys(skeletons, exercises))
    kinds = {each.isolation for each in graded if each.marks}
    isolation = min(kinds, key=list(KINDS).index, default="none")  # the weakest
    _write_reports(graded, alike, out, seed=seed, isolation=isolation, limits=limits)
    return graded


def _graded(
    found: Sequence[Submission],
    open_: Mapping[int, Path],
    runs: Runs,
    seed: int | str,
    jobs: int,
) -> Iterator[tuple[int, Graded]]:
    """Grade what is open, some at a time; yield each as it is done."""
    chapters = {found[number].chapter for number in open_}
    cases = {chapter: marks.cases(chapter, seed) for chapter in sorted(chapters)}
    threads = ThreadPoolExecutor(getattr(runs, "width", jobs))
    waiting: dict[Future[Graded], int] = {
        threads.submit(_grade, found[n], runs, seed, cases[found[n].chapter], path): n
        for n, path in open_.items()
    }
    try:
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:  # after Ctrl-C nothing is begun, and what runs ends with the pool
        threads.shutdown(wait=False, cancel_futures=True)
