"""Gradebooks of Canvas and Moodle: filled as they were exported, so that they import again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from missile_question.grading.records import Graded, Mark
from missile_question.grading.reports import lms, tables

# As Canvas's help describes its export: a second row of possible points, own columns at the end.
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,02_reach (881),Current Score
"    Points Possible",,,,,10,(read only)
"Rahimi, Amina",4711,u1,arahimi,A,,81
"Cohen, Ben",4712,u2,bcohen,A,7,20
"Peña, José",4713,u3,jpena,A,,
"Cohen, Ben",4714,u4,bcohen2,B,,
"""
MOODLE = """\
First name;Last name;ID number;Email address;Course total (Real)
Amina;Rahimi;u1;amina@uni.example;-
José;Peña;u3;jp@uni.example;-
"""


def graded(student: str, points: float, chapter: str = "02_reach") -> Graded:
    mark = Mark("reach-1", "t", "number", "right", points, points, 2, 0, "")
    text = Mark("reach-10", "t", "argument", "right", 0, 0, 0, 4, "", manual=1.5, answer="x")
    return Graded(student, chapter, f"{student}.ipynb", "0", (mark, text))


def book(tmp_path: Path, text: str) -> lms.Gradebook:
    path = tmp_path / "book.csv"
    path.write_text(text, "utf-8-sig")
    return lms.read_gradebook(path)


def test_canvas_gets_its_own_rows_back(tmp_path: Path) -> None:
    """Found by number, login and name; the assignment's column is kept, others are left out."""
    class_ = [graded("rahimiamina_4711", 2), graded("bcohen2", 1), graded("José_Peña", 0.5)]
    rows, missing = lms.filled(book(tmp_path, CANVAS), class_)
    assert missing == ()
    tables.save(tmp_path / "out.csv", rows)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *body = csv.reader(file)
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "02_reach (881)"]
    assert [row[-1] for row in body] == ["6", "3.5", "7", "2", "2.5"], "7 stood there before"
    assert body[1][0] == "Rahimi, Amina"


def test_a_name_that_two_have_is_nobodys(tmp_path: Path) -> None:
    """Points never go to the wrong person: two rows of one name, or none, are told."""
    rows, missing = lms.filled(book(tmp_path, CANVAS), [graded("Ben Cohen", 2), graded("zoe", 1)])
    assert missing == ("Ben Cohen", "zoe")
    assert [row[-1] for row in rows[2:]] == ["", "7", "", ""]


def test_moodle_by_name_and_address(tmp_path: Path) -> None:
    """Semicolons; the number in a Moodle folder is not in its export, so the name counts."""
    class_ = [graded("Amina_Rahimi_815", 2, "03_deterrence"), graded("jp", 1)]
    made = book(tmp_path, MOODLE)
    assert made.platform == "Moodle"
    rows, missing = lms.filled(made, class_)
    assert missing == ()
    assert rows[0] == ["First name", "Last name", "ID number", "Email address", "02_reach",
                       "03_deterrence"]  # fmt: skip
    assert [row[4:] for row in rows[1:]] == [["", "3.5"], ["2.5", ""]]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"name,points\nanna,3\n", "must have the columns Student and ID"), (b"", "must have"),
     (b"Student,ID\n\xff\xfe,3\n", "cannot be read")],
)  # fmt: skip
def test_other_files_are_refused(tmp_path: Path, content: bytes, says: str) -> None:
    """A wrong file is named before a class is graded."""
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=says):
        lms.read_gradebook(path)
    with pytest.raises(ValueError, match="cannot be read"):
        lms.read_gradebook(tmp_path / "none.csv")
