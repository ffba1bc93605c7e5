"""Write what grading found: tables, a page for each student, a page for the class, Gradescope."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from missile_question.grading import marks
from missile_question.grading.records import Graded, Limits
from missile_question.grading.reports import gradescope, pages, tables
from missile_question.grading.similarity import Pair

__all__ = ["write"]


def write(
    graded: Sequence[Graded],
    pairs: Sequence[Pair],
    out: Path,
    *,
    seed: int | str,
    isolation: str,
    limits: Limits,
) -> None:
    """Write all reports; the same input gives the same bytes.

    Parameters
    ----------
    graded : sequence of Graded
        In the order in which they are to be listed.
    pairs : sequence of Pair
        Answers that are alike.
    out : Path
        The folder; made if need be.
    seed : int or str
        Only its slow hash is written, so that two runs can be told apart.
    isolation : str
        What kept the submissions apart, the weakest if they differ.
    limits : Limits
        What each could use.
    """
    for folder in ("students", "gradescope"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    tables.save(out / "grades.csv", tables.grades(graded))
    tables.save(out / "tasks.csv", tables.tasks(graded))
    tables.save(out / "manual.csv", tables.manual(graded))
    tables.save(out / "similarity.csv", tables.alike(pairs))
    tables.save(out / "lms.csv", tables.gradebook(graded))
    by_student: dict[str, list[Graded]] = {}
    for each in graded:
        by_student.setdefault(each.student, []).append(each)
    for student, theirs in by_student.items():
        (out / "students" / f"{student}.html").write_text(pages.student(student, theirs), "utf-8")
        told = json.dumps(gradescope.results(theirs), indent=1, ensure_ascii=False)
        (out / "gradescope" / f"{student}.json").write_text(told + "\n", "utf-8")
    page = pages.for_class(graded, pairs, isolation=isolation, limits=limits)
    (out / "class.html").write_text(page, "utf-8")
    run = {
        "isolation": isolation,
        "limits": asdict(limits),
        "seed_mark": marks.seed_mark(seed),
        "submissions": len(graded),
        "with_trouble": sum(bool(each.trouble) for each in graded),
    }
    (out / "run.json").write_text(json.dumps(run, indent=1) + "\n", "utf-8")
