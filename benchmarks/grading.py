"""A class of generated submissions: graded by this grader, by nbgrader and by Otter, timed.

The peers live in an environment of their own (requirements/peers.txt), with the same NumPy, pandas
and kernel as the grader's. Times here are by the clock: a grader that starts processes and waits
for them pays for that.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from missile_question.checks import Task, tasks
from missile_question.grading import isolation

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "peers.txt"
PEERS = ROOT / "_build" / "benchmarks" / "peers"
CHAPTER = "02_reach"
SEED = 6
INSTALL = "`make bench PART=grading` installs them"

#: Points by student and task.
Points = dict[tuple[str, str], float]
Notebook = dict[str, Any]


@dataclass(frozen=True)
class Timed:
    """One grader on one class."""

    name: str
    #: By the clock, of each turn; none if it could not be run.
    seconds: tuple[float, ...]
    #: What was compared in this run, and passed; or why it was not run.
    said: str

    @property
    def median(self) -> float:
        """Median seconds for the class."""
        return statistics.median(self.seconds)


# ---------------------------------------------------------------- the class


def _notebook(kind: str) -> Notebook:
    path = ROOT / "exercises" / kind / f"{CHAPTER}.ipynb"
    return dict(json.loads(path.read_text("utf-8")))


def checked() -> list[Task]:
    """Return the tasks that a check gives points for."""
    return [task for task in tasks(CHAPTER) if task.points]


def classroom(count: int) -> dict[str, Notebook]:
    """Return submissions by student: each answer right, untouched, of a wrong kind or broken.

    What each student knows differs, from nothing to everything; the seed fixes all of it. None
    runs on and on: that would measure how long each grader waits before it gives up.
    """
    rng = random.Random(SEED)
    solved = {cell["id"]: cell["source"] for cell in _notebook("solutions")["cells"]}
    wrong = ["answer = -1.5", "answer = 'many'", "answer = nowhere", "answer = = 1", "answer = {}"]
    found = {}
    for number in range(count):
        made = _notebook("student")
        knows = number / max(1, count - 1)
        for cell in made["cells"]:
            if not cell["id"].endswith("-answer") or cell["id"] not in solved:
                continue
            draw = rng.random()
            if draw < knows:
                cell["source"] = solved[cell["id"]]
            elif rng.random() < 0.5 and cell["cell_type"] == "code":
                cell["source"] = rng.choice(wrong)
        found[f"student{number:03d}"] = made
    return found


def _write(path: Path, made: Notebook) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made), "utf-8")


def _run(words: Sequence[object], where: Path, **more: str) -> None:
    """Run a command of an environment; tell its last words if it fails."""
    # nbgrader starts `alembic` by its bare name: the environment's own folder comes first.
    path = os.pathsep.join([str(Path(str(words[0])).parent), os.environ.get("PATH", os.defpath)])
    fixed = {"PATH": path, "PYTHONPATH": "", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    done = subprocess.run(
        [str(word) for word in words],
        cwd=where,
        env=os.environ | fixed | more,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{words[1:4]} failed: {(done.stderr + done.stdout).strip()[-800:]}")


# ---------------------------------------------------------------- the graders


def ours(submitted: Path, jobs: int) -> Points:
    """Grade with `missile-question grade`, walls up, reports written; return the public points."""
    with tempfile.TemporaryDirectory() as out:
        command = "missile_question.command", "grade", submitted, "--seed", SEED, "--jobs", jobs
        _run(
            [sys.executable, "-m", *command, "--out", out],
            ROOT,
            PYTHONPATH=str(ROOT / "src"),
        )
        with (Path(out) / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
            most = {task.task_id for task in checked()}
            return {
                (row["student"], row["task_id"]): float(row["public_points"])
                for row in csv.DictReader(file)
                if row["task_id"] in most
            }


_GRADEBOOK = """
import json, sys, warnings
warnings.simplefilter("ignore")
from nbgrader.api import Gradebook
with Gradebook(sys.argv[1]) as book:
    json.dump([(handed.student.id, each.name, each.auto_score or 0.0)
               for handed in book.assignment_submissions(sys.argv[2])
               for notebook in handed.notebooks for each in notebook.grades],
              open(sys.argv[3], "w"))
"""


class NbGrader:
    """A course of nbgrader's; its source is the solution notebook, converted before the clock."""

    def __init__(self, python: Path, folder: Path, submitted: Path) -> None:
        self.python, self.folder = python, folder
        folder.mkdir()
        (folder / "nbgrader_config.py").write_text('c.CourseDirectory.course_id = "book"\n')
        _write(folder / "source" / CHAPTER / f"{CHAPTER}.ipynb", _notebook("solutions"))
        _run([python, "-m", "nbgrader", "generate_assignment", CHAPTER], folder)
        for notebook in submitted.glob("*/*.ipynb"):
            target = folder / "submitted" / notebook.parent.name / CHAPTER / notebook.name
            target.parent.mkdir(parents=True)
            shutil.copy(notebook, target)

    def grade(self) -> None:
        """Run `nbgrader autograde` once for the class, anew each time."""
        _run([self.python, "-m", "nbgrader", "autograde", CHAPTER, "--force"], self.folder)

    def points(self) -> Points:
        """Read what it gave from its database."""
        target = self.folder / "points.json"
        words = "-c", _GRADEBOOK, f"sqlite:///{self.folder / 'gradebook.db'}", CHAPTER, target
        _run([self.python, *words], self.folder)
        most = {task.task_id for task in checked()}
        rows = json.loads(target.read_text("utf-8"))
        return {(student, name): points for student, name, points in rows if name in most}


_OTTER_TEST = """OK_FORMAT = False
from otter.test_files import test_case
name = "{name}"
points = {points}

@test_case(points={points})
def test_public_cases(answer):
    from missile_question.checks import check
    assert float(check("{name}", answer)) == {points}
"""
#: One process for the class, which spares Otter the start of Python for each submission.
_OTTER = """
import contextlib, io, json, pathlib, sys
from otter.api import grade_submission
found = []
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.ipynb")):
    with contextlib.redirect_stdout(io.StringIO()):
        results = grade_submission(str(path), sys.argv[1])
    found += [(path.stem, name, result.score) for name, result in results.results.items()]
json.dump(found, open(sys.argv[3], "w"))
"""


class Otter:
    """An autograder of Otter's: its tests call our checks, and a task is right or wrong."""

    def __init__(self, python: Path, folder: Path, submitted: Path) -> None:
        self.python, self.folder = python, folder
        names = {task.task_id for task in checked()}
        with zipfile.ZipFile(_made(folder) / "autograder.zip", "w") as archive:
            archive.writestr("otter_config.json", json.dumps({"print_summary": False}))
            for task in checked():
                text = _OTTER_TEST.format(name=task.task_id, points=task.points)
                archive.writestr(f"tests/{task.task_id}.py", text)
        for notebook in submitted.glob("*/*.ipynb"):
            made = json.loads(notebook.read_text("utf-8"))
            for cell in made["cells"]:
                if cell["id"] in names:  # where our check stands, Otter's students call Otter's
                    cell["source"] = f'grader.check("{cell["id"]}")'
            source = "import otter\ngrader = otter.Notebook()"
            first: Notebook = {"cell_type": "code", "id": "otter", "source": source}
            made["cells"].insert(
                0, first | {"metadata": {}, "outputs": [], "execution_count": None}
            )
            _write(folder / "submitted" / f"{notebook.parent.name}.ipynb", made)

    def grade(self) -> None:
        """Grade the class without Docker, as `otter run` does, in one process."""
        words = "-c", _OTTER, "autograder.zip", "submitted", "points.json"
        _run([self.python, *words], self.folder)

    def points(self) -> Points:
        """Read what it gave."""
        rows = json.loads((self.folder / "points.json").read_text("utf-8"))
        return {(student, name): points for student, name, points in rows}


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def floor(submitted: Path) -> float:
    """Return the processor seconds of the students' own code, in a Python that has all imports.

    Each submission's cells run in a fork, as plain code: no display, no check, no kernel.
    """
    total = 0.0
    _cells(_notebook("solutions"))  # once here: what it imports is there for every fork
    for notebook in sorted(submitted.glob("*/*.ipynb")):
        made = json.loads(notebook.read_text("utf-8"))
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.write(writing, repr(_cells(made)).encode("ascii"))
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as file:
            said = file.read()
        os.waitpid(child, 0)
        total += float(said)
    return total


def _cells(made: Notebook) -> float:
    """Run a notebook's cells as plain code; return their processor time."""
    names = {task.task_id for task in checked()}
    space: dict[str, Any] = {"display": lambda *shown: None}
    began = time.process_time()
    for cell in made["cells"]:
        if cell["cell_type"] == "code" and cell["id"] not in names:
            try:
                exec("".join(cell["source"]), space)
            except Exception:  # as in the notebook: the next cell runs
                continue
    return time.process_time() - began


# ---------------------------------------------------------------- the peers' environment


def peers_python(folder: Path = PEERS) -> Path:
    """Return the Python of the peers' environment, whether it is there or not."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _lock() -> str:
    return hashlib.sha256(LOCK.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def installed(folder: Path = PEERS) -> bool:
    """Say whether the peers are there, in the versions that the lock names."""
    state = folder / "lock.sha256"
    return peers_python(folder).exists() and state.is_file() and state.read_text("ascii") == _lock()


def install(folder: Path = PEERS) -> None:
    """Make the peers' environment, by hash and from wheels only."""
    count = LOCK.read_text("utf-8").count("==")
    print(f"Installing {count} locked packages of the other graders (requirements/peers.txt); "
          "the first time this takes minutes", flush=True)  # fmt: skip
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    words = "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", LOCK
    _run([peers_python(folder), "-m", "pip", "install", "--quiet", *words], ROOT)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.check_output([peers_python(folder), "-c", where], text=True).strip()
    Path(site, "missile_question.pth").write_text(f"{ROOT / 'src'}\n", "utf-8")
    (folder / "lock.sha256").write_text(_lock(), "ascii")


# ---------------------------------------------------------------- measuring


def _clock(call: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def same(name: str, theirs: Points, own: Points) -> None:
    """Fail unless a peer's points are ours, and there are as many."""
    differing = {key: (theirs.get(key), own[key]) for key in own if theirs.get(key) != own[key]}
    if differing or len(theirs) != len(own):
        first = next(iter(differing.items()), "another number of tasks")
        raise AssertionError(f"{name} differs in {len(differing)} points, the first is {first}")


def whole(points: Points) -> Points:
    """Return points where a task counts in full or not at all."""
    most: Mapping[str, int] = {task.task_id: task.points for task in checked()}
    return {(s, t): float(most[t]) if p == most[t] else 0.0 for (s, t), p in points.items()}


def measure(count: int, turns: int, peers: Path = PEERS) -> tuple[float, list[Timed]]:
    """Grade one class with every grader; return the floor in seconds, and the graders' times.

    Parameters
    ----------
    count : int
        Submissions.
    turns : int
        How often each grader grades the class; in turns, each beginning with another one.
    peers : Path
        The peers' environment. If it is not there they are named and not run.
    """
    if why := isolation.available():
        raise RuntimeError(f"This grader can only be measured with its walls up. {why}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for student, made in classroom(count).items():
            _write(folder / "class" / student / f"{CHAPTER}.ipynb", made)
        submitted = folder / "class"
        calls: dict[str, Callable[[], Any]] = {
            f"ours, --jobs {jobs}": lambda jobs=jobs: ours(submitted, jobs)  # type: ignore[misc]
            for jobs in (1, 2)
        }
        others: dict[str, NbGrader | Otter] = {}
        if installed(peers):
            python = peers_python(peers)
            others["nbgrader autograde"] = NbGrader(python, folder / "course", submitted)
            others["otter run"] = Otter(python, folder / "otter", submitted)
            calls |= {name: other.grade for name, other in others.items()}
        seconds: dict[str, list[float]] = {name: [] for name in calls}
        results: dict[str, Any] = {}
        names = list(calls)
        for turn in range(turns):
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                took, results[name] = _clock(calls[name])
                seconds[name].append(took)
        own = results["ours, --jobs 1"]
        same("ours with two jobs", results["ours, --jobs 2"], own)
        said = {"ours, --jobs 1": "walls up, reports written", "ours, --jobs 2": "same points"}
        if others:
            same("nbgrader", others["nbgrader autograde"].points(), own)
            same("otter", others["otter run"].points(), whole(own))
            said["nbgrader autograde"] = "same public points, task by task"
            said["otter run"] = "same tasks right"
        timed = [Timed(name, tuple(seconds[name]), said[name]) for name in calls]
        if not others:
            timed += [
                Timed(name, (), f"not installed: {INSTALL}")
                for name in ("nbgrader autograde", "otter run")
            ]
        return floor(submitted), timed


def lines(count: int, seconds: float, timed: Sequence[Timed]) -> list[str]:
    """Return the table: submissions per minute, and how many times the faster peer's."""
    peers = [each for each in timed if each.seconds and not each.name.startswith("ours")]
    best = min((each.median for each in peers), default=0.0)
    shown = [
        f"{count} submissions of the exercises {CHAPTER}, by the clock",
        f"  {'':<24}{'whole class':>12}{'per minute':>12}{'x faster peer':>15}  checked here",
    ]
    for each in timed:
        if not each.seconds:
            shown.append(f"  {each.name:<24}{'':>39}  {each.said}")
            continue
        ratio = f"{best / each.median:.2f}" if best else ""
        shown.append(
            f"  {each.name:<24}{each.median:>10.1f} s{60 * count / each.median:>12.1f}{ratio:>15}"
            f"  {each.said}"
        )
    shown.append(
        f"  {'floor':<24}{seconds:>10.1f} s{60 * count / seconds:>12.1f}{'':>15}"
        "  the students' own code, processor time"
    )
    return shown
