"""Run a notebook from its first cell to its last, and collect what its checks said."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from missile_question.checks import tasks
from missile_question.grading.inside import MIME

__all__ = ["Report", "Row", "Stopped", "chapters_of", "check_notebook"]

#: Names a task wherever a cell checks it, commented out or not.
_CHECK = re.compile(r"""\bcheck\(\s*["']([^"']{1,60})["']""")
_LINE = re.compile(r"In\[\d+\]\S*?, line (\d+)|Cell In\[\d+\], line (\d+)")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Row:
    """What the check of one task said.

    Parameters
    ----------
    task_id, title, message, misconception : str
        As in :class:`missile_question.checks.core.Result`.
    status : str
        "right", "partly", "wrong", "unanswered", "type", or empty if the task was not checked.
    points : float
        Points earned from the check.
    out_of, manual_points : int
        Points that the check and a person can give.
    """

    task_id: str
    title: str
    status: str
    points: float
    out_of: int
    manual_points: int
    message: str
    misconception: str


@dataclass(frozen=True)
class Stopped:
    """A cell that stopped with an error.

    Parameters
    ----------
    cell : int
        Its number among the code cells, from 1.
    line : int or None
        The line in the cell, from 1, where it is known.
    error : str
        Kind and message.
    """

    cell: int
    line: int | None
    error: str

    def __str__(self) -> str:
        where = f", line {self.line}" if self.line else ""
        return f"Code cell {self.cell}{where} stopped: {self.error}"


@dataclass(frozen=True)
class Report:
    """What came of one notebook.

    Parameters
    ----------
    name : str
        The notebook, as it was named.
    rows : tuple of Row
        Every task of its chapters.
    stopped : tuple of Stopped
        Cells that ended with an error.
    trouble : str
        Why nothing could be run, or empty.
    """

    name: str
    rows: tuple[Row, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    trouble: str = ""

    @property
    def points(self) -> float:
        """Points earned from the checks."""
        return sum(row.points for row in self.rows)

    @property
    def out_of(self) -> int:
        """Points that the checks can give."""
        return sum(row.out_of for row in self.rows)

    @property
    def finished(self) -> bool:
        """Whether every task is done: right, or an argument left to a person."""
        return self.sound and all(row.status == "right" for row in self.rows)

    @property
    def sound(self) -> bool:
        """Whether all cells ran and no answer that was given is wrong."""
        open_ = ("right", "unanswered", "")
        return not (self.trouble or self.stopped) and all(r.status in open_ for r in self.rows)


def chapters_of(sources: Sequence[str]) -> list[str]:
    """Return the chapters whose tasks some cells check, in the order of the book.

    Parameters
    ----------
    sources : sequence of str
        The code cells.

    Returns
    -------
    list of str
        Such as ``["02_reach"]``; empty if no cell checks a task of the book.
    """
    named = {name for source in sources for name in _CHECK.findall(source)}
    return list(dict.fromkeys(t.chapter for t in tasks() if t.task_id in named))


def check_notebook(path: Path, *, seconds: float = 60.0) -> Report:
    """Run a notebook in a fresh kernel and report what its checks said.

    The notebook's own file is not changed. A cell that stops does not stop the others.

    Parameters
    ----------
    path : Path
        The notebook; cells run in its folder.
    seconds : float
        What one cell may take, above 0; then it is interrupted.

    Returns
    -------
    Report
        Also for a file that is no notebook: then ``trouble`` says why.

    Raises
    ------
    ValueError
        If ``seconds`` is not above 0.
    """
    if not seconds > 0:
        raise ValueError(f"seconds must be above 0, got {seconds!r}")
    import nbformat

    name = path.as_posix()
    try:
        notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    except FileNotFoundError:
        return Report(name, trouble="There is no such file.")
    except UnicodeDecodeError:
        return Report(name, trouble="The file is not text in UTF-8.")
    except OSError as error:
        return Report(name, trouble=f"The file cannot be read: {error.strerror or error}.")
    except Exception as error:  # whatever a damaged file makes nbformat raise
        said = str(error).strip().partition("\n")[0][:200]
        return Report(name, trouble=f"The file is not a Jupyter notebook: {said or type(error)}.")
    chapters = chapters_of(sources)
    if not chapters:
        return Report(name, trouble="No cell checks a task of the book.")
    return _run(notebook, path, chapters, seconds)


def _run(notebook: Any, path: Path, chapters: list[str], seconds: float) -> Report:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import DeadKernelError

    last = "from missile_question.grading import inside as _inside\n"
    last += f"_inside.hand_over({', '.join(map(repr, chapters))})"
    notebook.cells.append(nbformat.v4.new_code_cell(last))  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=seconds,
        allow_errors=True,
        interrupt_on_timeout=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    code = [(i, cell) for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    name = path.as_posix()
    stopped: list[Stopped] = []
    with client.setup_kernel():
        for number, (index, cell) in enumerate(code, 1):
            begun = time.monotonic()
            try:
                client.execute_cell(cell, index)
            except DeadKernelError:
                trouble = f"Python died in code cell {number}, so no check could be read."
                return Report(name, stopped=tuple(stopped), trouble=trouble)
            error = _stopped(number, cell)
            if time.monotonic() - begun > seconds:  # interrupted, whatever came of that
                error = Stopped(number, None, f"it took longer than {seconds:g} s")
            stopped += [error] if error else []
    *_, (_, final) = code
    rows = [Row(**row) for out in final.outputs for row in out.get("data", {}).get(MIME, ())]
    if not rows:
        said = stopped[-1].error if stopped else "it said nothing"
        trouble = f"The results could not be read from the notebook's Python: {said}."
        return Report(name, stopped=tuple(stopped[:-1]), trouble=trouble)
    return Report(name, tuple(rows), tuple(stopped))


def _stopped(number: int, cell: Any) -> Stopped | None:
    """Return the error that a cell ended with, if it did."""
    for out in cell.outputs:
        if out.output_type != "error":
            continue
        text = _COLOUR.sub("", "\n".join(out.traceback))
        lines = [int(a or b) for a, b in _LINE.findall(text)]
        said = f"{out.ename}: {out.evalue}".strip().rstrip(":")
        return Stopped(number, lines[0] if lines else None, said[:300])
    return None
