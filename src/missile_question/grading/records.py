"""What the steps of grading a class hand to each other: plain, frozen, picklable.

``submissions`` reads files into :class:`Submission`; ``pool`` runs one, isolated, and returns a
:class:`Run`, which holds answers and no points; ``marks`` judges a run in the parent and returns a
:class:`Graded`; ``reports`` writes those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["KINDS", "Cell", "Collected", "Graded", "Limits", "Mark", "Run", "Stopped", "Submission"]

#: Weakest first: what a run says of itself, and what it means.
KINDS = {
    "none": "The submissions were not kept apart from this machine (--unsafe).",
    "user": "Each submission ran as a user without rights, who could read what everybody may read "
    "on this machine, and use its network (--unsafe).",
    "namespaces": "Every submission ran in namespaces of its own: no network, no files of this "
    "machine.",
}


@dataclass(frozen=True)
class Cell:
    """A code cell as the grader runs it.

    Parameters
    ----------
    name : str
        Id in the exercise as we gave it out (``"reach-1-answer"``), or ``"extra-3"`` for the third
        cell that the student added.
    source : str
        For answers and added cells the student's own, for all others ours.
    collects : str
        Id of the task whose ``answer`` is read after this cell has run; empty for none.
    """

    name: str
    source: str
    collects: str = ""


@dataclass(frozen=True)
class Submission:
    """One exercise of one student, spliced into the exercise as we gave it out.

    Parameters
    ----------
    student : str
        Name or number, from the file's or folder's name; safe as a file name.
    chapter : str
        Such as ``"02_reach"``; empty if nothing could be read.
    path : str
        The file, relative to the folder of submissions (``"class.zip/anna/02_reach.ipynb"``).
    digest : str
        SHA-256 of the file, in hex.
    cells : tuple of Cell
        In the order in which they run.
    answers : dict of str to str
        Task id -> the student's code of the answer cell; missing where there is no such cell.
    notes : tuple of str
        What was odd and how it was taken, a sentence each.
    trouble : str
        Why nothing of it can be run, in one sentence, or empty.
    """

    student: str
    chapter: str
    path: str
    digest: str
    cells: tuple[Cell, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Parameters
    ----------
    cell_s, wall_s, cpu_s : float
        Seconds: of one cell, of all together by the clock, and of processor time.
    memory_mb, disk_mb, file_mb : int
        Megabytes (10^6 bytes): of all its processes together, of all it writes, of one file.
    processes : int
        Processes and threads at a time.
    output_kb : int
        Kilobytes of printed output that are kept; the rest is read and dropped.
    answer_kb : int
        Kilobytes of one answer as JSON; a larger one counts as unreadable.
    """

    cell_s: float = 30.0
    wall_s: float = 180.0
    cpu_s: float = 120.0
    memory_mb: int = 2000
    disk_mb: int = 100
    file_mb: int = 50
    processes: int = 64
    output_kb: int = 64
    answer_kb: int = 2000


@dataclass(frozen=True)
class Collected:
    """What was read from the student's process for one task.

    Parameters
    ----------
    value : object
        ``answer`` as a plain value (:mod:`missile_question.checks.plain`).
    outputs : tuple or None
        For a task that asks for a function, what it returned for each of the cases it was sent, as
        plain values or :class:`missile_question.checks.core.Raised`; None if ``answer`` is no
        function.
    """

    value: Any
    outputs: tuple[Any, ...] | None = None


@dataclass(frozen=True)
class Stopped:
    """A cell that ended with an error, or was ended.

    Parameters
    ----------
    cell : str
        Its :attr:`Cell.name`.
    line : int or None
        The line in the cell, from 1, where it is known.
    error : str
        Kind and message, or which limit it broke, in words.
    """

    cell: str
    line: int | None
    error: str


@dataclass(frozen=True)
class Run:
    """What came of running a submission: answers, no points.

    Parameters
    ----------
    collected : dict of str to Collected
        By task id.
    stopped : tuple of Stopped
        In the order of the cells.
    isolation : str
        What kept it apart: ``"namespaces"``, ``"user"`` (a user of its own, with the machine's
        files and network) or ``"none"``.
    trouble : str
        Why nothing could be run, in one sentence, or empty.
    """

    collected: dict[str, Collected] = field(default_factory=dict)
    stopped: tuple[Stopped, ...] = ()
    isolation: str = "none"
    trouble: str = ""


@dataclass(frozen=True)
class Mark:
    """What one task earned.

    Parameters
    ----------
    task_id, title, kind, message, misconception : str
        As in :class:`missile_question.checks.core.Task` and ``Result``.
    status : str
        "right", "partly", "wrong", "unanswered", "type".
    public_points : float
        What the check that the student can run gives.
    points : float
        What counts: public and hidden cases together.
    out_of, manual_points : int
        Points that the checks and a person can give.
    manual : float or None
        Points that a person gave, None if none did yet.
    hidden_right, hidden : int
        Hidden cases that were right, and how many were tried.
    answer : str
        The student's text, if the task is an argument for a person to read; else empty.
    """

    task_id: str
    title: str
    kind: str
    status: str
    public_points: float
    points: float
    out_of: int
    manual_points: int
    message: str
    misconception: str = ""
    manual: float | None = None
    hidden_right: int = 0
    hidden: int = 0
    answer: str = ""


@dataclass(frozen=True)
class Graded:
    """One exercise of one student, graded.

    Parameters
    ----------
    student, chapter, path, digest : str
        As in :class:`Submission`.
    marks : tuple of Mark
        Every task of the chapter, in its order; empty if there was trouble.
    stopped : tuple of Stopped
        Cells that ended with an error, or were ended.
    notes : tuple of str
        What was odd and how it was taken.
    trouble : str
        Why it could not be graded, in one sentence, or empty.
    isolation : str
        As in :class:`Run`.
    """

    student: str
    chapter: str
    path: str
    digest: str
    marks: tuple[Mark, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    notes: tuple[str, ...] = ()
    trouble: str = ""
    isolation: str = "none"

    @property
    def points(self) -> float:
        """Points earned from the checks."""
        return sum(mark.points for mark in self.marks)

    @property
    def out_of(self) -> int:
        """Points that the checks can give."""
        return sum(mark.out_of for mark in self.marks)
