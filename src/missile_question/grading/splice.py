"""Put a student's cells into the exercise as we gave it out.

Only the answer cells, and the cells that the student added or changed, are the student's; all
others are ours, so that a damaged notebook still runs. Where ids were lost, repeated or shuffled,
what can be told from the neighbours is taken, and a note says how.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from missile_question.checks.core import listed
from missile_question.grading.lexer import sets_name
from missile_question.grading.records import Cell

__all__ = ["Handed", "Skeleton", "Spliced", "named_tasks", "splice"]

#: Names a task wherever a cell checks it, commented out or not.
_CHECK = re.compile(r"""\bcheck\(\s*["']([^"'\n]{1,60})["']""")
#: A cell that does nothing but check.
_ONLY_CHECK = re.compile(r"""\s*check\(\s*["']([^"'\n]{1,60})["']\s*,\s*answer\s*\)\s*;?\s*""")
_CHECK_LINE = re.compile(
    r"""^check\([ \t]*["']([^"'\n]{1,60})["'][ \t]*,[ \t]*answer[ \t]*\)[^\n]*$\n?""", re.MULTILINE
)
_PROGRESS = re.compile(r"\s*progress\([^()]*\)\s*")
_DEFINES = re.compile(r"^def (\w+)", re.MULTILINE)
_COMMENT = re.compile(r"#(.*)$", re.MULTILINE)
#: Lines that fetch packages. Nothing can be fetched where a submission runs, only waited for.
_INSTALL = re.compile(
    r"^([ \t]*)[!%]{1,2}[ \t]*"
    r"(?:(?:\S{0,99}?python\S{0,9}|\{sys\.executable\})[ \t]+-m[ \t]+)?"
    r"(?:pip3?|conda|mamba|uv)[ \t].*$",
    re.MULTILINE,
)
_ANSWER = "-answer"


class Handed(NamedTuple):
    """A cell as it was handed in.

    ``ids`` are the names that it may go by, the surest first: nbgrader's, then the notebook's.
    """

    code: bool
    ids: tuple[str, ...]
    source: str


class _Slot(NamedTuple):
    """A code cell of the exercise as we gave it out; ``role``: "ours", "answer", "check"."""

    name: str
    role: str
    task_id: str
    source: str


@dataclass(frozen=True)
class Skeleton:
    """An exercise as we gave it out.

    Parameters
    ----------
    chapter : str
        Such as ``"02_reach"``.
    slots : tuple
        Its code cells in order.
    texts : frozenset of str
        Tasks that ask for a text.
    """

    chapter: str
    slots: tuple[_Slot, ...]
    texts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, chapter: str, notebook: Any, texts: Iterable[str] = ()) -> Skeleton:
        """Read the exercise from its notebook.

        Parameters
        ----------
        chapter : str
        notebook : nbformat.NotebookNode
            Version 4.
        texts : iterable of str
            Tasks that ask for a text.
        """
        slots = []
        for cell in notebook.cells:
            if cell.cell_type != "code" or _PROGRESS.fullmatch(cell.source):
                continue
            name = str(cell.metadata.get("nbgrader", {}).get("grade_id", cell.id))
            task_id, checks = name.removesuffix(_ANSWER), _ONLY_CHECK.fullmatch(cell.source)
            role = "answer" if task_id != name else "check" if checks else "ours"
            slots.append(_Slot(name, role, "" if role == "ours" else task_id, cell.source))
        return cls(chapter, tuple(slots), frozenset(texts))

    @property
    def task_ids(self) -> tuple[str, ...]:
        """Tasks that have a cell for the answer, in order."""
        return tuple(slot.task_id for slot in self.slots if slot.role == "answer")


@dataclass
class Spliced:
    """What comes of it: the cells in the order in which they run, the answers' code, notes."""

    cells: list[Cell] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def named_tasks(cells: Iterable[Handed]) -> set[str]:
    """Return the names of tasks that cells go by or check, known or not.

    Parameters
    ----------
    cells : iterable of Handed
    """
    found = {name.removesuffix(_ANSWER) for cell in cells for name in cell.ids}
    return found | {name for cell in cells if cell.code for name in _CHECK.findall(cell.source)}


def _stripped(source: str) -> str:
    """Return code without blanks at the ends of lines, and without empty lines at either end."""
    return "\n".join(line.rstrip() for line in source.strip().split("\n"))


def _same(one: str, other: str) -> bool:
    return _stripped(one) == _stripped(other)


def _assigns(source: str) -> bool:
    return sets_name(source, "answer")


def _parted(cell: Handed) -> list[Handed]:
    """Return a cell, or its parts if several tasks' cells were merged into it."""
    checks = list(_CHECK_LINE.finditer(cell.source)) if cell.code else []
    if len({check[1] for check in checks}) < 2:
        return [cell]
    parts, low = [], 0
    for check in [*checks, None]:
        high = check.start() if check else len(cell.source)
        # Line breaks in front, so that the lines of a part count as in the whole.
        lead = "\n" * cell.source.count("\n", 0, low)
        named = [f"{check[1]}{_ANSWER}"] if check else []
        if cell.source[low:high].strip():
            ids = (*(() if low else cell.ids), *named)
            parts.append(Handed(True, ids, lead + cell.source[low:high]))
        if check:
            parts.append(Handed(True, (), check[0]))
            low = check.end()
    return parts


def splice(
    skeleton: Skeleton, handed: Sequence[Handed], others: Iterable[Skeleton] = ()
) -> Spliced:
    """Put a student's cells into an exercise.

    Of each task the answer is read where its check stood, and ``answer`` is emptied before the
    task's own cell, so that no task inherits the answer of another.

    Parameters
    ----------
    skeleton : Skeleton
    handed : sequence of Handed
        The student's cells in their order.
    others : iterable of Skeleton
        Other exercises; their cells are left out.

    Returns
    -------
    Spliced
    """
    return _Splicer(skeleton, handed, others).spliced()


class _Splicer:
    """One notebook on its way into the exercise."""

    def __init__(
        self, skeleton: Skeleton, handed: Sequence[Handed], others: Iterable[Skeleton]
    ) -> None:
        self.skeleton = skeleton
        slots = [slot for other in others for slot in other.slots]
        #: Names and sources of cells that belong to other exercises only.
        self.other_names = frozenset(slot.name for slot in slots if slot.task_id)
        own = {_stripped(slot.source) for slot in skeleton.slots}
        self.other_sources = frozenset(_stripped(slot.source) for slot in slots) - own
        self.handed = [part for cell in handed for part in _parted(cell)]
        self.slots = {slot.name: slot for slot in skeleton.slots}
        self.order = {slot.name: place for place, slot in enumerate(skeleton.slots)}
        self.out = Spliced()
        self.extras = 0
        #: Name of a slot -> the places in ``handed`` of the cells that go by it.
        self.placed: dict[str, list[int]] = {}
        self.free: list[int] = []
        self.foreign: list[str] = []

    def spliced(self) -> Spliced:
        self._place()
        self._from_markdown()
        self._set_aside()
        self._find_lost()
        self._note_order()
        self._emit()
        return self.out

    # ------------------------------------------------------------ which cell is which

    def _place(self) -> None:
        for place, cell in enumerate(self.handed):
            if not cell.code or _PROGRESS.fullmatch(cell.source):
                continue
            if self._other_exercise(cell):
                continue
            name = next((name for name in cell.ids if name in self.slots), "")
            if not name and (checks := _ONLY_CHECK.fullmatch(cell.source)):
                name = checks[1] if checks[1] in self.slots else ""
            name = name or self._ours_by_source(cell.source)
            if name:
                self.placed.setdefault(name, []).append(place)
            else:
                self.free.append(place)

    def _other_exercise(self, cell: Handed) -> bool:
        known = any(name in self.slots and self.slots[name].task_id for name in cell.ids)
        other = _stripped(cell.source) in self.other_sources
        return not known and (other or not self.other_names.isdisjoint(cell.ids))

    def _ours_by_source(self, source: str) -> str:
        """Return the cell of ours that a cell without an id still is, or nothing."""
        return next(
            (s.name for s in self.skeleton.slots if s.role == "ours" and _same(s.source, source)),
            "",
        )

    def _bracket(self, name: str) -> tuple[int, int]:
        """Return the places of the nearest known cells before and behind a lost one."""
        known = [slot.name for slot in self.skeleton.slots if slot.name in self.placed]
        before = [n for n in known if self.order[n] < self.order[name]]
        behind = [n for n in known if self.order[n] > self.order[name]]
        low = self.placed[before[-1]][-1] if before else -1
        return low, self.placed[behind[0]][0] if behind else len(self.handed)

    def _find_lost(self) -> None:
        """Find the cells of answers whose id was lost, by what they say or by the neighbours."""
        lost = [
            slot for slot in self.skeleton.slots
            if slot.role == "answer" and slot.name not in self.placed
        ]  # fmt: skip
        groups: dict[tuple[int, int], list[_Slot]] = {}
        for slot in lost:
            groups.setdefault(self._bracket(slot.name), []).append(slot)
        for slot in lost:
            named = [p for p in self.free if slot.task_id in self._names(p)]
            self._found(slot, named, "names the task")
        for (low, high), slots in groups.items():
            for slot in slots:
                wanted = set(_DEFINES.findall(slot.source))
                inside = [p for p in self.free if low < p < high]
                own = [p for p in inside if wanted & set(_DEFINES.findall(self.handed[p].source))]
                self._found(slot, own, "defines its function")
            open_ = [slot for slot in slots if slot.name not in self.placed]
            sets = [p for p in self.free if low < p < high and _assigns(self.handed[p].source)]
            # Several tasks between the same neighbours: only as many cells tell which is which.
            if len(open_) == 1 or len(open_) == len(sets):
                for slot, place in zip(open_, sets, strict=False):
                    self._found(slot, [place], "sets answer at its place")

    def _names(self, place: int) -> set[str]:
        """Return the tasks that a cell sets an answer for by its own word."""
        source = self.handed[place].source
        if not _assigns(source):
            return set()
        words = " ".join(_COMMENT.findall(source))
        return {*_CHECK.findall(source), *re.findall(r"[a-z]+-\d+", words)}

    def _found(self, slot: _Slot, places: list[int], how: str) -> None:
        if not places or slot.name in self.placed:
            return
        self.free.remove(places[0])
        self.placed[slot.name] = [places[0]]
        self._note(f"The cell of {slot.task_id} had lost its id; taken is the one that {how}.")

    def _from_markdown(self) -> None:
        """Take an answer from a cell that was turned into text."""
        for place, cell in enumerate(self.handed):
            name = next((n for n in cell.ids if n in self.slots), "")
            slot = self.slots.get(name)
            if cell.code or slot is None or slot.role != "answer" or name in self.placed:
                continue
            text, source = cell.source.strip(), ""
            if _assigns(text):
                source = text
            elif slot.task_id in self.skeleton.texts and text:
                source = f"answer = {text!r}"
            if source:
                self.handed = [*self.handed]
                self.handed[place] = Handed(True, cell.ids, source)
                self.placed[name] = [place]
                self._note(f"The cell of {slot.task_id} was text, not code; its text was taken.")

    def _note_order(self) -> None:
        firsts = [places[0] for _, places in sorted(self.placed.items(), key=self._by_order)]
        if firsts != sorted(firsts):
            self._note("The cells were in another order; they ran in the order of the exercise.")

    def _by_order(self, item: tuple[str, list[int]]) -> int:
        return self.order[item[0]]

    # ------------------------------------------------------------ in which order they run

    def _note(self, text: str) -> None:
        if text not in self.out.notes:
            self.out.notes.append(text)

    def _add(self, source: str) -> None:
        """Add a cell of the student's own."""
        self.extras += 1
        self.out.cells.append(Cell(f"extra-{self.extras}", self._fit(source)))

    def _fit(self, source: str) -> str:
        fitted = _INSTALL.sub(r"\1pass", source)
        if fitted != source:
            self._note("Lines that install packages were left out: the grader is offline.")
        return fitted

    def _anchored(self) -> Mapping[str, list[int]]:
        """Return the student's own cells by the cell of the exercise that they follow."""
        by_place = {p: name for name, places in self.placed.items() for p in places}
        anchored: dict[str, list[int]] = {}
        last = ""
        for place in range(len(self.handed)):
            last = by_place.get(place, last)
            if place in self.free:
                anchored.setdefault(last, []).append(place)
        return anchored

    def _emit(self) -> None:
        anchored = self._anchored()
        changed: list[str] = []
        for place in anchored.get("", ()):
            self._add(self.handed[place].source)
        for slot in self.skeleton.slots:
            sources = [self.handed[p].source for p in self.placed.get(slot.name, ())]
            differ = [source for source in sources if not self._ours(source, slot)]
            if slot.role == "answer":
                self._answer(slot, sources, differ)
            else:
                changed += [slot.name] if differ else []
                self._other(slot, differ)
            for place in anchored.get(slot.name, ()):
                self._add(self.handed[place].source)
        if changed:
            self._note(f"Changed cells of the exercise ran behind ours: {listed(changed)}.")
        missing = [t for t in self.skeleton.task_ids if t not in self.out.answers]
        if missing:
            old = " Is it an older version of the exercise?" if self.foreign else ""
            self._note(f"There is no cell with an answer to {listed(missing)}.{old}")

    def _ours(self, source: str, slot: _Slot) -> bool:
        """Whether a cell is still as we gave it out."""
        only = _ONLY_CHECK.fullmatch(source) if slot.role == "check" else None
        return _same(source, slot.source) or (only is not None and only[1] == slot.task_id)

    def _set_aside(self) -> None:
        """Leave out answers to tasks that this version of the exercise does not have."""
        topics = {task_id.rpartition("-")[0] for task_id in self.skeleton.task_ids}
        for place in list(self.free):
            cell = self.handed[place]
            names = [n.removesuffix(_ANSWER) for n in cell.ids if n.endswith(_ANSWER)]
            names += [m[1]] if (m := _ONLY_CHECK.fullmatch(cell.source)) else []
            unknown = [name for name in names if name.rpartition("-")[0] in topics]
            if unknown:
                self.free.remove(place)
                self.foreign += unknown
        if self.foreign:
            gone = listed(dict.fromkeys(self.foreign))
            self._note(f"Left out, because this version of the exercise does not have it: {gone}.")

    def _answer(self, slot: _Slot, sources: list[str], differ: list[str]) -> None:
        """Emit the answer cell of a task; its copies run one after the other, as in Jupyter."""
        if not sources:
            return
        parts = differ or sources[:1]
        if len(sources) > 1:
            self._note(
                f"{slot.task_id} has {len(sources)} cells; the last that sets answer counts."
            )
        self._empty(slot.task_id)
        first, *rest = parts
        self.out.cells.append(Cell(slot.name, self._fit(first)))
        for part in rest:
            self._add(part)
        self.out.answers[slot.task_id] = "\n".join(parts)

    def _other(self, slot: _Slot, differ: list[str]) -> None:
        """Emit a cell of ours and what the student made of it; read the answer at a check."""
        if slot.role == "ours":
            self.out.cells.append(Cell(slot.name, slot.source))
        sets = [source for source in differ if _assigns(source)]
        if sets and slot.task_id and slot.task_id not in self.out.answers:
            self._empty(slot.task_id)
            self.out.answers[slot.task_id] = sets[0]
        for source in differ:
            self._add(source)
            if not sets and slot.task_id and _checks_other(source, slot.task_id):
                self._note(
                    f"{slot.task_id} was checked with something else; only answer is graded."
                )
        if slot.task_id in self.out.answers:
            self.out.cells.append(Cell(slot.name, "pass", collects=slot.task_id))

    def _empty(self, task_id: str) -> None:
        self.out.cells.append(Cell(f"{task_id}-before", "answer = ..."))


def _checks_other(source: str, task_id: str) -> bool:
    """Whether a cell gives the check something other than ``answer``."""
    given = re.search(rf"""\bcheck\(\s*["']{re.escape(task_id)}["']\s*,\s*([^)\s]*)""", source)
    return given is not None and given[1] != "answer"
