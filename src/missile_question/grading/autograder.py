"""Grade the one submission in a Gradescope container: what ``run_autograder`` of the zip starts.

Gradescope runs every submission in a container of its own, and throws it away afterwards. Where
that container lets us, the notebook runs behind walls of our own as well. Where it does not, it
runs as a user without rights if we are root there, as on Gradescope. The results say which.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from missile_question.checks import tasks
from missile_question.grading import isolation, marks, submissions
from missile_question.grading.pool import Pool
from missile_question.grading.records import Graded, Limits, Submission
from missile_question.grading.reports import gradescope

__all__ = ["chosen", "grade", "main", "results"]

#: A container has half a processor unless the instructor asks for more, and ten minutes.
LIMITS = Limits(cell_s=60.0, wall_s=300.0, memory_mb=1000)
_WALLS = {
    "namespaces": "The notebook ran in a process without network that sees neither seed nor "
    "answers.",
    "user": "The notebook ran in Gradescope's container as a user without rights.",
    "none": "The notebook ran in Gradescope's container without further walls.",
}
#: What each leaves open, for the instructor.
_OPEN = {
    "user": "It can use the network and read what everybody may read in the container: not the "
    "seed, nor the answers, unless setup.sh was changed.",
    "none": "A student who tries can read the seed and the answers, and forge points.",
}
#: Notes on whose a file is: here all are one student's.
_WHOSE = re.compile("names a student|taken for a class|^The name, as it was handed in")


def chosen(found: Sequence[Submission], chapter: str) -> Submission:
    """Return what is graded of all that was handed in.

    Parameters
    ----------
    found : sequence of Submission
        As :func:`missile_question.grading.submissions.find` yields them. All are one student's.
    chapter : str
        The exercise of this assignment, such as ``"02_reach"``.

    Returns
    -------
    Submission
        The notebook of the exercise: the one that is named as we named it, else the last by its
        path. If there is none, a submission whose trouble says what is there instead.
    """
    ours = [
        replace(each, notes=tuple(note for note in each.notes if not _WHOSE.search(note)))
        for each in found
        if each.chapter == chapter and not each.trouble
    ]
    if ours:
        best = max(ours, key=lambda each: (Path(each.path).stem == chapter, each.path))
        others = [each.path for each in ours if each is not best]
        if not others:
            return best
        note = f"Graded is {best.path}, and not {', '.join(others)}."
        return replace(best, notes=(*best.notes, note))
    said = [f"{each.path}: {each.trouble}" for each in found if each.trouble]
    said += [
        f"{each.path} belongs to the exercises {each.chapter}; this assignment is {chapter}."
        for each in found
        if not each.trouble
    ]
    trouble = " ".join(said) or f"There is no notebook; hand in {chapter}.ipynb."
    return Submission("student", chapter, "", "", trouble=trouble)


def grade(folder: Path, exercises: Path, chapter: str, seed: int | str, *, isolate: bool) -> Graded:
    """Grade what one student handed in.

    Parameters
    ----------
    folder : Path
        With the files that were handed in.
    exercises : Path
        With the notebooks as they were given out.
    chapter : str
        The exercise of this assignment.
    seed : int or str
        The hidden cases are drawn from it.
    isolate : bool
        Keep the notebook's process from the grader.

    Returns
    -------
    Graded

    Raises
    ------
    ValueError
        If there is no such chapter or folder, or the seed is empty.
    """
    skeletons = submissions.skeletons(exercises)
    if chapter not in skeletons:
        raise ValueError(f"chapter must be one of {', '.join(skeletons)}, got {chapter!r}")
    submission = chosen(list(submissions.find(folder, skeletons)), chapter)
    if submission.trouble:
        return Graded("student", chapter, submission.path, "", trouble=submission.trouble)
    cases = marks.cases(chapter, seed)
    with Pool(1, LIMITS, isolate) as runs:
        return marks.mark(submission, runs.run(submission, cases), seed)


def results(graded: Graded, visibility: str) -> dict[str, Any]:
    """Return the content of ``results.json``.

    Parameters
    ----------
    graded : Graded
    visibility : {"visible", "after_due_date", "after_published", "hidden"}
        Who sees the single tasks, and when. Their messages may quote a hidden case.

    Returns
    -------
    dict
        As in "Autograder Specifications", gradescope-autograders.readthedocs.io/en/latest/specs.
        A submission that cannot be graded has every task with no points.

    Raises
    ------
    ValueError
        If Gradescope knows no such visibility.
    """
    known = ("visible", "after_due_date", "after_published", "hidden")
    if visibility not in known:
        raise ValueError(f"visibility must be one of {', '.join(known)}, got {visibility!r}")
    told = gradescope.results([graded])
    told["tests"] = told["tests"] or [
        {
            "name": f"{task.task_id}: {task.title}",
            "score": 0.0,
            "max_score": task.points,
            "status": "failed",
            "output": "The submission could not be graded; the reason stands above.",
            "output_format": "text",
        }
        for task in tasks(graded.chapter)
        if task.points
    ]
    for test in told["tests"]:
        test["visibility"] = visibility
    walls = _WALLS[graded.isolation]
    read = f"Graded: {graded.path}." if graded.path and not graded.trouble else ""
    told["output"] = "\n".join(
        part for part in (read, told["output"], "" if graded.trouble else walls) if part
    )
    told["stdout_visibility"] = "hidden"
    told["extra_data"] = {"isolation": graded.isolation, "exercise": graded.chapter}
    return told


def _config(path: Path) -> Mapping[str, str]:
    config = json.loads(path.read_text("utf-8"))
    return {name: str(config[name]) for name in ("chapter", "seed", "visibility")}


def main(words: Sequence[str] | None = None) -> int:
    """Grade ``submission/`` of a folder and write its ``results/results.json``.

    Parameters
    ----------
    words : sequence of str, optional
        The folder; by default what this process was started with, else ``/autograder``.

    Returns
    -------
    int
        0. Whatever a student hands in is graded; only a fault of the grader or of its zip ends in
        an error, and then there are no results: Gradescope says so, and nobody is given 0 points.
    """
    given = list(sys.argv[1:] if words is None else words)
    home = Path(given[0] if given else "/autograder")
    source = home / "source"
    config = _config(source / "config.json")
    why = isolation.available()
    if why:  # what is printed is shown to instructors only
        kind = isolation.without_walls()
        print(f"{why} {_WALLS[kind]} {_OPEN[kind]}")
    graded = grade(
        home / "submission",
        source / "exercises",
        config["chapter"],
        config["seed"],
        isolate=not why,
    )
    told = json.dumps(results(graded, config["visibility"]), indent=1, ensure_ascii=False)
    (home / "results").mkdir(exist_ok=True)
    (home / "results" / "results.json").write_text(f"{told}\n", "utf-8")
    print(f"{graded.points:g} of {graded.out_of} points. {graded.trouble}".strip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
