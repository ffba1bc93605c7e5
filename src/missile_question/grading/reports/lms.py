"""Fill a learning platform's own gradebook, so that it can be imported again without editing.

Canvas (Grades, Export) and Moodle (Grades, Export, Plain text file) both write one row per student
and import what has the same columns. Which row is whose is found by the platform's number, the
login, the address or the name, as they stand in the names of downloaded submissions.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from missile_question.grading.records import Graded
from missile_question.grading.reports.tables import by_hand

__all__ = ["Gradebook", "filled", "read_gradebook"]

#: Columns that say whose a row is, as Canvas and Moodle name them in English.
_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Section")
_MOODLE = ("First name", "Last name", "Surname", "Username", "ID number", "Institution",
           "Department", "Email address")  # fmt: skip
#: Of these, what tells one student from another.
_TELLING = {"ID", "SIS User ID", "SIS Login ID", "Username", "ID number", "Email address"}


@dataclass(frozen=True)
class Gradebook:
    """A platform's export.

    Parameters
    ----------
    platform : str
        ``"Canvas"`` or ``"Moodle"``.
    columns : tuple of str
        Those that say whose a row is, and those that were there for our exercises.
    rows : tuple of dict of str to str
        In the order of the file; Canvas's row of possible points among them.
    """

    platform: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def read_gradebook(path: Path) -> Gradebook:
    """Read a gradebook that Canvas or Moodle exported.

    Parameters
    ----------
    path : Path
        CSV in UTF-8, separated by commas, semicolons or tabs.

    Returns
    -------
    Gradebook

    Raises
    ------
    ValueError
        If the file cannot be read, or has the columns of neither.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"gradebook: {str(path)!r} cannot be read ({error})") from error
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    rows = list(csv.DictReader(io.StringIO(text), delimiter=mark))
    names = [name.strip() for name in (rows[0] if rows else first.split(mark)) if name]
    canvas = {"Student", "ID"} <= set(names)
    if not canvas and not _TELLING & set(names):
        wanted = "Student and ID (Canvas), or Username, ID number or Email address (Moodle)"
        raise ValueError(f"gradebook must have the columns {wanted}, got {names[:8]}")
    own = [name for name in names if name in (_CANVAS if canvas else _MOODLE)]
    own += [name for name in names if re.match(r"\d\d_[a-z_]+", name)]
    clean = [{(k or "").strip(): (v or "") for k, v in row.items() if k} for row in rows]
    return Gradebook("Canvas" if canvas else "Moodle", tuple(own), tuple(clean))


def _plain(text: str) -> str:
    """Return a name without accents, case, spaces and marks."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in apart if c.isalnum())


def _known_by(row: dict[str, str]) -> tuple[set[str], set[str]]:
    """Return what is this student's alone, and names that others may share."""
    alone = {_plain(row.get(name, "")) for name in _TELLING}
    alone |= {_plain(row.get(n, "").partition("@")[0]) for n in ("Email address", "SIS Login ID")}
    last, _, first = row.get("Student", "").partition(",")
    given, family = row.get("First name", ""), row.get("Last name", row.get("Surname", ""))
    names = {_plain(a + b) for a, b in ((last, first), (first, last), (given, family),
                                        (family, given))}  # fmt: skip
    return alone - {""}, names - {""}


def _rows_of(student: str, known: Sequence[tuple[set[str], set[str]]]) -> list[int]:
    """Return the rows that a student's key fits best."""
    name, _, number = student.rpartition("_")
    tries = [(0, {_plain(student)}), (1, {_plain(student)})]
    if number.isdigit():  # the platform's own, behind the name
        tries = [(0, {number}), *tries, (0, {_plain(name)}), (1, {_plain(name)})]
    for kind, words in tries:
        found = [i for i, names in enumerate(known) if words & names[kind]]
        if found:
            return found
    return []


def filled(
    gradebook: Gradebook, graded: Sequence[Graded]
) -> tuple[list[list[object]], tuple[str, ...]]:
    """Return the gradebook with a column of points for every exercise.

    Parameters
    ----------
    gradebook : Gradebook
    graded : sequence of Graded

    Returns
    -------
    rows : list of list
        The names of the columns first. A column that begins with the exercise's name, as the
        platform writes it, is filled; else one is added. Who handed in nothing keeps what was
        there. In Canvas's row of possible points stand those of the checks and of a person.
    not_found : tuple of str
        Students who fit no row, or more than one.
    """
    chapters = sorted({each.chapter for each in graded if each.marks})
    column = {c: next((n for n in gradebook.columns if n.startswith(c)), c) for c in chapters}
    columns = [*gradebook.columns, *(n for n in column.values() if n not in gradebook.columns)]
    rows = [{name: row.get(name, "") for name in columns} for row in gradebook.rows]
    known = [_known_by(row) for row in gradebook.rows]
    not_found: list[str] = []
    possible: dict[str, int] = {}
    for each in graded:
        if not each.marks:
            continue
        points, most, _ = by_hand(each)
        possible[column[each.chapter]] = each.out_of + most
        place = _rows_of(each.student, known)
        if len(place) == 1:
            rows[place[0]][column[each.chapter]] = f"{each.points + points:g}"
        else:
            not_found.append(each.student)
    for row in rows:
        if row.get("Student", "").strip() == "Points Possible":
            row.update({name: str(most) for name, most in possible.items()})
    table: list[list[object]] = [list(columns)]
    table += [[row[name] for name in columns] for row in rows]
    return table, tuple(dict.fromkeys(not_found))
