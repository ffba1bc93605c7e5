"""Write the student and the solution notebooks from exercises/NN_topic.py: `make exercises`.

A source is a py:percent file with nbgrader metadata. In it:

- `### BEGIN SOLUTION` ... `### END SOLUTION` encloses what students must find. Lines in it that
  begin with `#:` are the starter code that they see instead; without any, they see one stub line.
- A Markdown cell tagged `solution-only` is left out of the student notebook.
- `{objectives}`, `{points}`, `{manual}`, `{minutes}`, `{file}`, `{about reach-1}` and
  `{rubric reach-1}` are filled in from the tasks in missile_question.checks.

The same source gives the same bytes. `--check` writes nothing and fails if one is out of date.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from refresh_notebooks import KERNEL, execute, tidy

from missile_question.checks import Task, tasks

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "exercises"
SOURCE = "[0-9][0-9]_*.py"
BEGIN, END, STARTER = "### BEGIN SOLUTION", "### END SOLUTION", "#:"
REGION = re.compile(
    rf"^(?P<indent>[ ]*){BEGIN}\n(?P<body>.*?)^[ ]*{END}$", re.MULTILINE | re.DOTALL
)
STUDENT, SOLUTION = "student", "solutions"


def starter(region: re.Match[str]) -> str:
    """Return what students see in place of one solution region."""
    indent, lines = region["indent"], region["body"].splitlines()
    shown = [
        line.strip().removeprefix(STARTER) for line in lines if line.strip().startswith(STARTER)
    ]
    if shown:
        return "\n".join(f"{indent}{line.removeprefix(' ')}".rstrip() for line in shown)
    name = "answer = " if any(line.startswith("answer =") for line in lines) else ""
    return f"{indent}{name}...  # your answer"


def solved(region: re.Match[str]) -> str:
    """Return a solution region without the starter code."""
    lines = region["body"].splitlines()
    kept = [line for line in lines if not line.strip().startswith(STARTER)]
    return "\n".join([region["indent"] + BEGIN, *kept, region["indent"] + END])


def fill(text: str, chapter: str) -> str:
    """Fill in what the text says about the chapter's tasks."""
    by_id = {task.task_id: task for task in tasks(chapter)}
    for name, value in summary(chapter, list(by_id.values())).items():
        text = text.replace(f"{{{name}}}", value)
    text = re.sub(r"\{about ([\w-]+)\}", lambda m: about(by_id[m[1]]), text)
    return re.sub(
        r"\{rubric ([\w-]+)\}", lambda m: "\n".join(f"- {r}" for r in by_id[m[1]].rubric), text
    )


def summary(chapter: str, chosen: list[Task]) -> dict[str, str]:
    """Return the totals and the objectives of a chapter's tasks."""
    return {
        "points": str(sum(task.points for task in chosen)),
        "manual": str(sum(task.manual_points for task in chosen)),
        "minutes": str(sum(task.minutes for task in chosen)),
        "objectives": "\n".join(f"- {task.objective}" for task in chosen),
        "file": f"{chapter}.ipynb",
    }


def about(task: Task) -> str:
    """Return the line under a task's heading."""
    unit = "point" if task.points == 1 else "points"
    worth = f"{task.points} {unit}" if task.points else f"{task.manual_points} points from a person"
    objective = task.objective[0].lower() + task.objective[1:]
    return f"**You learn to:** {objective} *{worth}, about {task.minutes} minutes.*"


def cell_id(number: int, cell: Any) -> str:
    """Return a stable id: the grade_id, or the cell's place in the source."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{number:02d}"))


def notebook(source: Path, kind: str) -> Any:
    """Return one notebook of an exercise set, without outputs."""
    parsed = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    cells = []
    for number, cell in enumerate(parsed.cells):
        secret = "solution-only" in cell.metadata.get("tags", [])
        if secret and kind == STUDENT:
            continue
        cell.id = cell_id(number, cell)
        kept = {key: cell.metadata[key] for key in ("nbgrader", "tags") if key in cell.metadata}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type == "markdown":
            cell.source = fill(cell.source, source.stem)
        else:
            cell.source = REGION.sub(starter if kind == STUDENT else solved, cell.source)
        cells.append(cell)
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def written(source: Path, kind: str) -> bytes:
    """Return the bytes of one notebook; a solution is run, so that its outputs are stored."""
    result = notebook(source, kind)
    if kind == SOLUTION:
        execute(result, FOLDER)
    tidy(result)
    if kind == STUDENT:
        for cell in result.cells:
            if cell.cell_type == "code":
                cell.execution_count = None  # nobody has run it yet
    nbformat.validate(result)
    return (nbformat.writes(result).rstrip("\n") + "\n").encode("utf-8")


def targets() -> Iterator[tuple[Path, str, Path]]:
    """Yield source, kind and target of every notebook."""
    for source in sorted(FOLDER.glob(SOURCE)):
        for kind in (STUDENT, SOLUTION):
            yield source, kind, FOLDER / kind / f"{source.stem}.ipynb"


def main(arguments: list[str]) -> int:
    """Write the notebooks, or with `--check` compare; return 1 if one is out of date."""
    parser = argparse.ArgumentParser(description="Write the exercise notebooks.")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    check_only = parser.parse_args(arguments).check
    stale = False
    for source, kind, target in targets():
        new = written(source, kind)
        same = target.is_file() and target.read_bytes() == new
        name = target.relative_to(ROOT).as_posix()
        if same:
            print(f"unchanged    {name}")
        elif check_only:
            stale = True
            print(f"OUT OF DATE  {name}: run make exercises", file=sys.stderr)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(new)
            print(f"written      {name}")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
