"""Reading what a class hands in: whose it is, which exercise, which cells, and what is refused."""

from __future__ import annotations

import io
import json
import os
import random
import stat
import string
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.grading import (
    FakePool,
    edited,
    exercises,
    find,
    put,
    solution,
    student,
    written,
)

from missile_question.grading import submissions
from missile_question.grading.lexer import sets_name, tokens
from missile_question.grading.records import Submission
from missile_question.grading.students import bare_name, keys, on_paper, sent_by

REACH, DETER = "02_reach", "03_deterrence"
#: A hole in a task that a right answer fills.
DISTANCE = "answer = distance_km(35.7, 51.4, 32.1, 34.8)  # my own words\n"


def names(found: list[Submission]) -> list[tuple[str, str]]:
    """Return student and chapter of each submission that can be run."""
    return [(s.student, s.chapter) for s in found if not s.trouble]


def troubles(found: list[Submission]) -> dict[str, str]:
    """Return trouble by path."""
    return {s.path: s.trouble for s in found if s.trouble}


def one(found: list[Submission]) -> Submission:
    """Return the only submission."""
    (only,) = found
    return only


def zipped(files: dict[str, bytes], **more: Any) -> bytes:
    """Return an archive with some files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


# ---------------------------------------------------------------- whose it is


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        (["anna.ipynb", "ben.ipynb"], ["anna", "ben"]),
        (["doejane_4711_98_02_reach.ipynb"], ["doejane_4711"]),
        (["doejane_LATE_4711_98_whatever-2.ipynb"], ["doejane_4711"]),
        (["Jane Doe_815_assignsubmission_file_/02_reach.ipynb"], ["Jane_Doe_815"]),
        (["Jane Doe_815_assignsubmission_file_02_reach.ipynb"], ["Jane_Doe_815"]),
        (["submitted/anna/reach/02_reach.ipynb", "submitted/ben/reach/x.ipynb"], ["anna", "ben"]),
        (["anna/reach/02_reach.ipynb", "ben/reach/02_reach.ipynb"], ["anna", "ben"]),
        (["02-reach-anna/exercises/student/02_reach.ipynb"], ["anna"]),
        (["reach-submissions/reach-anna/notebooks/02_reach.ipynb"], ["anna"]),
        (["anna_02_reach.ipynb", "02_reach_ben.ipynb"], ["anna", "ben"]),
        (["02_reach/anna.ipynb", "02_reach/ben.ipynb"], ["anna", "ben"]),
        (["class 7b/anna/02_reach.ipynb", "class 7b/ben/02_reach.ipynb"], ["anna", "ben"]),
        (["course/anna.ipynb", "course/ben.ipynb"], ["anna", "ben"]),
        (["anna.ipynb.txt"], ["anna"]),
        (["ANNA.IPYNB"], ["ANNA"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_students_are_named_by_files_and_folders(
    tmp_path: Path, files: list[str], wanted: list[str]
) -> None:
    """The shapes in which Canvas, Moodle, nbgrader, GitHub Classroom and people deliver."""
    found = find(tmp_path / "class", dict.fromkeys(files, student()))
    assert sorted(names(found)) == sorted((name, REACH) for name in wanted)
    assert not troubles(found)


def test_folders_and_archives_mixed(tmp_path: Path) -> None:
    """A class's archive, an archive of a student, one in another, a folder and a file together."""
    reach, deter = written(student()), written(student(DETER))
    inner = zipped({"work/02_reach.ipynb": reach})
    found = find(
        tmp_path / "class",
        {
            "group.zip": zipped(
                {"anna/02_reach.ipynb": reach, "ben/02_reach.ipynb": reach, "carl.zip": inner}
            ),
            "dora.zip": zipped({"02_reach.ipynb": reach, "03_deterrence.ipynb": deter}),
            "emil/week 1/02_reach.ipynb": reach,
            "emil/week 2/03_deterrence.ipynb": deter,
            "fred.ipynb": reach,
            "roster.csv": b"name\n",
            "README.md": b"# Submissions\n",
            ".git/config": b"",
            "fred/.ipynb_checkpoints/02_reach-checkpoint.ipynb": reach,
            "__MACOSX/._fred.ipynb": b"\x00",
        },
    )
    assert names(found) == [
        ("anna", REACH), ("ben", REACH), ("carl", REACH), ("dora", REACH), ("dora", DETER),
        ("emil", REACH), ("emil", DETER), ("fred", REACH),
    ]  # fmt: skip
    assert troubles(found) == {"fred": "There is no notebook in it."}
    paths = {s.student: s.path for s in found}
    assert paths["carl"] == "group.zip/carl.zip/work/02_reach.ipynb"


def test_the_exercise_is_known_by_its_cells(tmp_path: Path) -> None:
    """A file's name says nothing about the exercise; two exercises in one notebook are two."""
    both = student()
    both["cells"] += student(DETER)["cells"]
    found = find(tmp_path, {"anna/02_reach.ipynb": student(DETER), "ben/all of it.ipynb": both})
    assert names(found) == [("anna", DETER), ("ben", REACH), ("ben", DETER)]
    for each in found[1:]:
        assert {name.partition("-")[0] for name in each.answers} <= {"reach", "deter"}
        assert len({name.partition("-")[0] for name in each.answers}) == 1
        assert not [cell for cell in each.cells if cell.name.startswith("extra")]


def test_an_exercise_twice_is_decided_by_the_stated_rule(tmp_path: Path) -> None:
    """The file with the exercise's name counts, else the last; the other has its line."""
    better = edited({"reach-1-answer": DISTANCE})
    found = find(
        tmp_path,
        {
            "anna/02_reach.ipynb": student(),
            "anna/zz.ipynb": better,
            "ben/draft.ipynb": student(),
            "ben/final.ipynb": better,
            "emil/one.ipynb": student(),
            "emil/two.ipynb": student(),
            "carl/02_reach.ipynb": student(),
            "carl/copy/02_reach-Copy1.ipynb": student(),
            "dora.ipynb": student(),
            "dora (1).ipynb": better,
        },
    )
    kept = {s.student: s.path for s in found if not s.trouble}
    assert kept["anna"] == "anna/02_reach.ipynb" and kept["carl"] == "carl/02_reach.ipynb"
    assert kept["dora"] == "dora.ipynb"
    assert kept["ben"] == "ben/final.ipynb", "a draft and a final are one student's"
    # In emil's folder two files by names of their own hold one exercise: taken for two students.
    assert kept["one"] == "emil/one.ipynb" and kept["two"] == "emil/two.ipynb"
    (emil,) = (s for s in found if s.student == "one")
    assert emil.notes == ("emil holds one exercise more than once and was taken for a class.",)
    said = troubles(found)
    assert said["anna/zz.ipynb"].startswith("Not graded: what counts is anna/02_reach.ipynb.")
    assert said["carl/copy/02_reach-Copy1.ipynb"].startswith("It is the same file as carl/")
    assert "last by the alphabet" in said["dora (1).ipynb"]


def test_names_of_students_are_safe_and_unique(tmp_path: Path) -> None:
    """Line breaks, marks of direction, formulas, devices: a clean key, the original in a note."""
    odd = ["a\nb", "\u202egnp.anna", "=cmd|x", "CON", "x" * 240, "..anna", "anna", "An na", "Anna"]
    # In an archive, because no system's disk takes all of these names.
    files = {f"{name}.ipynb": written(student()) for name in odd}
    found = find(tmp_path, {"class.zip": zipped(files)})
    assert len({s.student.casefold() for s in found}) == len(odd)
    for each in found:
        assert each.student.isprintable() and len(each.student) <= 70
        assert not set(each.student) & set("/\\=+|\n\u202e\"'<>:*?") and each.student[0] not in ".-"
        assert each.student.partition("-")[0].upper() != "CON" or "-" in each.student
        assert "\n" not in each.path and "\u202e" not in each.path
    notes = [note for each in found for note in each.notes]
    assert any(r"'a\nb'" in note for note in notes)
    assert any(r"\u202e" in note for note in notes)


@given(st.lists(st.text(min_size=1, max_size=40), max_size=8, unique=True))
def test_keys_of_any_names(given_names: list[str]) -> None:
    """Any names at all give keys that are safe, differ, and do not depend on the order."""
    found = keys(given_names)
    assert len({key.casefold() for key in found.values()}) == len(given_names)
    assert found == keys(given_names[::-1])
    for key in found.values():
        key.encode("utf-8")
        assert key and key.isprintable() and not set(key) & set("/\\\0 =+\"'<>|:*?")
        assert key[0] not in ".-@_"


def test_names_fall_apart_as_stated() -> None:
    """Parts of names: what platforms write in front, what names the exercise, what cannot show."""
    assert sent_by("anna.ipynb") is None
    assert bare_name("outreach-anna", [REACH]) == "outreach-anna"
    assert bare_name("02_REACH (2)", [REACH]) == "" == bare_name("submissions", [REACH])
    assert on_paper("\ud800\x00a") == "\\ud800\\x00a"
    assert on_paper("a" * 200, 10) == "a" * 10 + "..."


# ---------------------------------------------------------------- files that cannot be read


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"hello", "no valid JSON"),
        (b"[1, 2]", "holds no cells"),
        (b'{"cells": 5}', "holds no cells"),
        (b'{"cells": [5, null, {"cell_type": "code", "source": 7}]}', "No cell belongs"),
        (b'{"cells": []}', "No cell belongs"),
        ('{"cells": "äöü"}'.encode("latin-1"), "not text in UTF-8"),
        ("\ufeff{}".encode("utf-16"), "not text in UTF-8"),
        (b"[" * 200_000, "no valid JSON"),
        (b'{"nbformat": ' + b"9" * 5000 + b"}", "JSON"),
    ],
    ids=["empty", "blank", "text", "list", "number", "odd-cells", "no-cells", "latin-1", "utf-16",
         "deep", "huge-number"],
)  # fmt: skip
def test_broken_notebooks_are_a_line_each(tmp_path: Path, content: bytes, words: str) -> None:
    """Whatever the file is, the others are read and it has one sentence."""
    found = find(tmp_path, {"anna.ipynb": content, "ben.ipynb": student()})
    assert names(found) == [("ben", REACH)]
    assert words in troubles(found)["anna.ipynb"]
    assert "\n" not in troubles(found)["anna.ipynb"]


def test_notebooks_of_other_kinds_are_read(tmp_path: Path) -> None:
    """Format 3, a byte order mark, Windows line breaks, no ids, and Colab's own ids."""
    code = [cell for cell in student()["cells"] if cell["cell_type"] == "code"]
    cells = [
        {"cell_type": "code", "input": cell["source"], "metadata": cell["metadata"]}
        for cell in code
    ]
    old = {"nbformat": 3, "worksheets": [{"cells": cells}]}
    marked = b"\xef\xbb\xbf" + written(edited({"reach-1-answer": "x = 1\r\nanswer = x"}))
    colab = edited()
    for cell in colab["cells"]:
        cell["metadata"] = {"id": cell.pop("id"), "outputId": "1", "colab": {"height": 3}}
    found = find(tmp_path, {"third.ipynb": old, "bom.ipynb": marked, "colab.ipynb": colab})
    assert len(names(found)) == 3 and not troubles(found)
    by_name = {s.student: s for s in found}
    assert by_name["bom"].answers["reach-1"] == "x = 1\nanswer = x"
    assert all(len(s.answers) == 10 and not s.notes for s in found)


def test_large_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit is told with its size, in a folder and in an archive."""
    monkeypatch.setattr(submissions, "_MOST_BYTES", 200_000)
    big = edited({"reach-1-answer": "answer = 1 #" + "x" * 200_000})
    files = {"a.ipynb": big, "b.zip": zipped({"02_reach.ipynb": written(big)})}
    said = troubles(find(tmp_path, files))
    assert len(said) == 2 and all("0 MB" in text for text in said.values())


def test_other_work_is_told(tmp_path: Path) -> None:
    """A text instead of a notebook has its line, so that nobody is lost."""
    files = {"anna.docx": b"x", "ben/answers.pdf": b"x", "carl/.keep": b"", "notes.ods": b"x"}
    said = troubles(find(tmp_path, files))
    assert said == {
        "anna.docx": "This is no notebook (.ipynb) and no archive (.zip).",
        "ben": "There is no notebook in it. There is answers.pdf.",
        "carl": "There is no notebook in it.",
    }


def test_links_are_not_followed_out(tmp_path: Path) -> None:
    """A link to a file outside, to a folder and to itself is a line; one inside is read."""
    secret = put(tmp_path / "outside", {"02_reach.ipynb": solution()})
    folder = put(tmp_path / "class", {"anna.ipynb": student()})
    (folder / "ben.ipynb").symlink_to(secret / "02_reach.ipynb")
    (folder / "carl").symlink_to(secret)
    (folder / "dora.ipynb").symlink_to(folder / "anna.ipynb")
    (folder / "emil.ipynb").symlink_to("emil.ipynb")
    (folder / "loop").symlink_to(folder)
    if hasattr(os, "mkfifo"):  # whoever opens one without care waits for ever
        os.mkfifo(folder / "fred.ipynb")
    found = find(folder, {})
    assert names(found) == [("anna", REACH), ("dora", REACH)]
    said = troubles(found)
    assert set(said) - {"fred.ipynb"} == {"ben.ipynb", "carl", "emil.ipynb", "loop"}
    assert "link to something outside" in said["ben.ipynb"]


def test_archives_cannot_reach_out_or_swell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names that point out, links, passwords, lies about the size, and bombs are lines."""
    monkeypatch.setattr(submissions, "_MOST_ENTRIES", 50)
    monkeypatch.setattr(submissions, "_MOST_UNPACKED", 5_000_000)
    nb = written(student())
    link = zipfile.ZipInfo("02_reach.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    linked = io.BytesIO()
    with zipfile.ZipFile(linked, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    locked = bytearray(zipped({"02_reach.ipynb": nb}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    lying = bytearray(zipped({"02_reach.ipynb": b" " * 4_000_000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = lying.index(mark) + at
        lying[start : start + 4] = (10).to_bytes(4, "little")
    bzipped = io.BytesIO()
    with zipfile.ZipFile(bzipped, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("02_reach.ipynb", nb)
    third = zipped({"c.zip": zipped({"02_reach.ipynb": nb})})
    folder = tmp_path / "in" / "class"
    found = find(
        folder,
        {
            "slip.zip": zipped({"../../evil.ipynb": nb}),
            "root.zip": zipped({"/evil.ipynb": nb, "C:\\evil.ipynb": nb}),
            "link.zip": linked.getvalue(),
            "locked.zip": bytes(locked),
            "lying.zip": bytes(lying),
            "bzip.zip": bzipped.getvalue(),
            "bomb.zip": zipped({"02_reach.ipynb": b" " * 60_000_000}),
            "many.zip": zipped({f"{i}.ipynb": b"" for i in range(60)}),
            "swell.zip": zipped({f"{i}/02_reach.ipynb": b" " * 2_000_000 for i in range(5)}),
            "third.zip": zipped({"b.zip": third}),
            "cut.zip": zipped({"02_reach.ipynb": nb})[:-40],
            "no.zip": b"PK but no archive",
            "none.zip": zipped({}),
            "fine.zip": zipped({"02_reach.ipynb": nb}),
        },
    )
    assert names(found) == [("fine", REACH)]
    said = troubles(found)
    starts: dict[str, str] = {}
    for path, text in said.items():
        starts[path.partition(".zip")[0]] = starts.get(path.partition(".zip")[0], "") + text
    for name, words in {
        "slip": "points out", "root": "points out", "link": "a link", "locked": "password",
        "lying": "cannot be unpacked", "bzip": "packed in a way", "bomb": "60 MB",
        "many": "lists too much", "swell": "too much to read", "third": "archive in an archive",
        "cut": "cannot be read", "no": "cannot be read", "none": "no notebook",
    }.items():  # fmt: skip
        assert words in starts[name], (name, starts[name])
    assert sum(each.path.startswith("root.zip") for each in found) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["in"], "nothing is unpacked to disk"
    assert [p.name for p in (tmp_path / "in").iterdir()] == ["class"]


def test_names_in_archives_without_the_mark_of_utf_8(tmp_path: Path) -> None:
    """Many programs write UTF-8 names and do not say so; backslashes part folders, too."""
    made = bytearray(zipped({"José\\02_reach.ipynb": written(student()), "x/02_reach.ipynb":
                             written(student())}))  # fmt: skip
    for mark, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        made[made.index(mark) + at] &= 0xF7
    found = find(tmp_path, {"class.zip": bytes(made)})
    assert names(found) == [("José", REACH), ("x", REACH)]


def test_folder_and_exercises_must_be_there(tmp_path: Path) -> None:
    """A wrong folder is told with its value."""
    with pytest.raises(ValueError, match="submissions must be a folder, got"):
        list(submissions.find(tmp_path / "nowhere", exercises()))
    with pytest.raises(ValueError, match="exercises must be a folder with student notebooks"):
        submissions.skeletons(tmp_path)
    (tmp_path / "02_reach.ipynb").write_text("x")
    with pytest.raises(ValueError, match=r"exercises: 02_reach.ipynb cannot be read"):
        submissions.skeletons(tmp_path)


def test_the_order_of_the_disk_does_not_matter(tmp_path: Path) -> None:
    """The same files written in another order give the same submissions."""
    files = {f"{name}/{chapter}.ipynb": student(chapter)
             for name in string.ascii_lowercase[:6] for chapter in (REACH, DETER)}  # fmt: skip
    turned = list(files.items())
    random.Random(1).shuffle(turned)
    assert find(tmp_path / "a", files) == find(tmp_path / "b", dict(turned))


# ---------------------------------------------------------------- cells


def answers_of(found: Submission) -> dict[str, Any]:
    """Run a submission's cells; return what is collected by task."""
    return {name: each.value for name, each in FakePool().run(found, {}).collected.items()}


def spliced(tmp_path: Path, made: dict[str, Any]) -> Submission:
    """Return the submission that a notebook gives."""
    return one(find(tmp_path, {"anna.ipynb": made}))


def test_an_untouched_notebook_runs_as_it_was_given_out(tmp_path: Path) -> None:
    """Ours are all cells but the answers; no check and no summary runs; every task is read."""
    found = spliced(tmp_path, student())
    assert not found.notes and not found.trouble
    assert [c.collects for c in found.cells if c.collects] == [f"reach-{i}" for i in range(1, 11)]
    assert not [c for c in found.cells if "check(" in c.source or "progress(" in c.source]
    assert len({cell.name for cell in found.cells}) == len(found.cells)


def test_an_answer_is_not_inherited(tmp_path: Path) -> None:
    """A cell that stops, or that is gone, leaves its task open and not with the last answer."""
    made = edited(
        {"reach-1-answer": "answer = 1500", "reach-2-answer": "answer = (", "reach-4-answer": None}
    )
    found = spliced(tmp_path, made)
    values = answers_of(found)
    assert values["reach-1"] == 1500 and values["reach-2"] is None and "reach-4" not in values
    assert [n for n in found.notes if "no cell with an answer to reach-4" in n]


def test_cells_that_were_added_run_in_their_place(tmp_path: Path) -> None:
    """A helper before an answer, one behind it, one at the top: all run, in that order."""

    def add(cells: list[dict[str, Any]]) -> None:
        def cell(source: str) -> dict[str, Any]:
            return {"cell_type": "code", "id": f"x{len(cells)}", "metadata": {}, "source": source}

        at = [c["id"] for c in cells].index("reach-1-answer")
        cells.insert(at + 1, cell("answer = half * 2 + late"))
        cells.insert(at + 1, cell("late = 1"))
        cells.insert(at, cell("half = top / 2"))
        cells.insert(0, cell("!pip install missile-question\ntop = 1000"))

    found = spliced(tmp_path, edited(change=add))
    assert answers_of(found)["reach-1"] == 1001
    assert found.cells[0].source == "pass\ntop = 1000"
    assert any("install packages" in note for note in found.notes)


def test_changed_cells_of_ours_run_behind_ours(tmp_path: Path) -> None:
    """An import added to our first cell is there; our names survive its loss."""
    made = edited({"cell-02": "import math as m", "reach-1-answer": "answer = m.floor(1.5)"})
    found = spliced(tmp_path, made)
    values = answers_of(found)
    assert values["reach-1"] == 1 and "Changed cells of the exercise ran behind ours: cell-02." in (
        found.notes
    )
    assert [c.name for c in found.cells[:2]] == ["cell-02", "extra-1"]


def test_a_check_that_was_written_over_cannot_print_points(tmp_path: Path) -> None:
    """The answer is read where our check stood, whatever stands there now."""
    made = edited({"reach-1": "print('✓ right (2 of 2 points)')", "reach-2": "answer = {'a': 1}"})
    found = spliced(tmp_path, made)
    values = answers_of(found)
    assert values["reach-1"] is None and values["reach-2"] == {"a": 1}
    made = edited({"reach-1-answer": "mine = 3", "reach-1": 'check("reach-1", mine)'})
    found = spliced(tmp_path, made)
    assert answers_of(found)["reach-1"] is None
    assert any("checked with something else" in note for note in found.notes)


def test_repeated_ids(tmp_path: Path) -> None:
    """Copies that differ from ours run in order, as in Jupyter; a cell cut in two stays whole."""

    def copy(*sources: str) -> Any:
        def change(cells: list[dict[str, Any]]) -> None:
            (cell,) = (c for c in cells if c["id"] == "reach-1-answer")
            at = cells.index(cell)
            copies = [cell | {"id": f"{cell['id']}{i}", "source": s} for i, s in enumerate(sources)]
            cells[at : at + 1] = copies

        return change

    (cell,) = (c for c in student()["cells"] if c["id"] == "reach-1-answer")
    stub = "".join(cell["source"])
    for sources, wanted in (
        ((stub, "answer = 7", "answer = 8"), 8),
        (("answer = 7", "late = 1"), 7),
        (("answer = 7", stub), 7),
        (("", "answer = 9"), 9),
        (("part = 4", "answer = part + 1"), 5),
        ((stub, stub), None),
    ):
        found = spliced(tmp_path, edited(change=copy(*sources)))
        assert answers_of(found)["reach-1"] == wanted, sources
        assert any("reach-1 has" in note for note in found.notes)


def no_ids(cells: list[dict[str, Any]], *names: str) -> None:
    """Take ids and metadata off cells: all, or some by id."""
    for number, cell in enumerate(cells):
        if not names or cell["id"] in names:
            cell["id"], cell["metadata"] = f"lost{number}", {}


@pytest.mark.parametrize(
    ("answers", "lost", "how"),
    [
        ({"reach-1-answer": "answer = 5"}, ("reach-1-answer",), "sets answer"),
        ({"reach-1-answer": "answer = 5"}, ("reach-1-answer", "reach-1"), "sets answer"),
        ({"reach-1-answer": "answer = 5"}, (), "sets answer"),
        ({"reach-1-answer": "answer = 5  # reach-1"}, ("reach-1-answer",), "names the task"),
    ],
)
def test_lost_ids_are_found_again(
    tmp_path: Path, answers: dict[str, str], lost: tuple[str, ...], how: str
) -> None:
    """By the neighbours, or by the task's name in a comment; a note says so."""
    found = spliced(tmp_path, edited(answers, change=lambda cells: no_ids(cells, *lost)))
    assert answers_of(found)["reach-1"] == 5
    assert found.answers["reach-1"] == answers["reach-1-answer"]
    assert any(f"reach-1 had lost its id; taken is the one that {how}" in n for n in found.notes)
    assert len([c for c in found.cells if c.collects]) == 10


def test_a_function_that_moved_is_found_by_its_name(tmp_path: Path) -> None:
    """Two tasks side by side lost their cells: the function says which is which."""

    def change(cells: list[dict[str, Any]]) -> None:
        no_ids(cells, "reach-2-answer", "reach-2", "reach-3-answer")

    stub = "def share_covered(distances, range_km):\n    return 0.5\nanswer = share_covered"
    made = edited({"reach-2-answer": "x = 1", "reach-3-answer": stub}, change=change)
    found = spliced(tmp_path, made)
    assert found.answers["reach-3"] == stub
    assert any("reach-3 had lost its id" in n and "defines its function" in n for n in found.notes)


def test_one_cell_with_everything_in_it_is_parted(tmp_path: Path) -> None:
    """Cells merged into one over several checks are cut behind each check; lines stay known."""
    whole = (
        "answer = 5\ncheck('reach-1', answer)\n"
        "answer = {'test flight': 'B'}\ncheck('reach-2', answer)\n"
    )
    names = ("reach-1", "reach-2-answer", "reach-2")

    def change(cells: list[dict[str, Any]]) -> None:
        cells[:] = [cell for cell in cells if cell["id"] not in names]

    found = spliced(tmp_path, edited({"reach-1-answer": whole}, change=change))
    values = answers_of(found)
    assert values["reach-1"] == 5 and values["reach-2"] == {"test flight": "B"}
    (second,) = (cell for cell in found.cells if cell.name == "reach-2-answer")
    assert second.source.splitlines().index("answer = {'test flight': 'B'}") == 2


def test_shuffled_cells_run_in_our_order(tmp_path: Path) -> None:
    """Any order gives the answers of the right order, with a note."""
    made = edited({f"reach-{i}-answer": f"answer = {i}" for i in range(1, 11)})
    random.Random(3).shuffle(made["cells"])
    found = spliced(tmp_path, made)
    assert answers_of(found) == {f"reach-{i}": i for i in range(1, 11)}
    assert any("in another order" in note for note in found.notes)


def test_an_answer_in_a_text_cell_is_taken(tmp_path: Path) -> None:
    """Code or an argument in a cell that was turned into text counts, with a note."""

    def change(cells: list[dict[str, Any]]) -> None:
        for cell in cells:
            if cell["id"] in ("reach-1-answer", "reach-2-answer", "reach-10-answer"):
                cell["cell_type"] = "markdown"

    texts = {"reach-1-answer": "answer = 3", "reach-2-answer": "I think B.",
             "reach-10-answer": "It's \"so\"\nbecause."}  # fmt: skip
    found = spliced(tmp_path, edited(texts, change=change))
    values = answers_of(found)
    assert values["reach-1"] == 3 and values["reach-10"] == texts["reach-10-answer"]
    assert "reach-2" not in values
    assert sum("was text, not code" in note for note in found.notes) == 2


def test_an_older_version_is_graded_as_far_as_it_goes(tmp_path: Path) -> None:
    """Tasks that we do not have any more are left out, and those that it lacks are open."""

    def change(cells: list[dict[str, Any]]) -> None:
        for cell in cells:
            nbgrader = cell["metadata"].get("nbgrader", {})
            if nbgrader.get("grade_id", "").startswith("reach-10"):
                for place in (cell, nbgrader):
                    for key in ("id", "grade_id"):
                        if key in place:
                            place[key] = place[key].replace("reach-10", "reach-77")

    made = edited({"reach-1-answer": "answer = 5"}, change=change)
    found = spliced(tmp_path, made)
    assert answers_of(found)["reach-1"] == 5
    said = " ".join(found.notes)
    assert "does not have it: reach-77." in said
    assert "no cell with an answer to reach-10. Is it an older version" in said


@settings(max_examples=60)
@given(st.data())
def test_any_damage_is_read(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Cells dropped, doubled, emptied, stripped of ids, turned to text: never an exception."""
    made = solution()
    cells = made["cells"]
    for _ in range(data.draw(st.integers(0, 12))):
        at = data.draw(st.integers(0, len(cells) - 1))
        do = data.draw(st.sampled_from(["drop", "double", "empty", "strip", "text", "odd", "move"]))
        if do == "drop" and len(cells) > 30:
            del cells[at]
        elif do == "double":
            cells.insert(at, json.loads(json.dumps(cells[at])))
        elif do == "empty":
            cells[at]["source"] = data.draw(st.text(max_size=20))
        elif do == "strip":
            cells[at] = {k: v for k, v in cells[at].items() if k in ("cell_type", "source")}
        elif do == "text":
            cells[at]["cell_type"] = "markdown"
        elif do == "odd":
            cells[at]["metadata"] = data.draw(st.sampled_from([None, [], {"nbgrader": 3}, "x"]))
        else:
            cells.insert(0, cells.pop(at))
    (found,) = find(tmp_path_factory.mktemp("damage"), {"anna.ipynb": made})
    assert not found.trouble
    assert len({cell.name for cell in found.cells}) == len(found.cells)
    collected = [cell.collects for cell in found.cells if cell.collects]
    assert collected == [f"reach-{i}" for i in range(1, 11) if f"reach-{i}" in found.answers]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("answer = 3", True),
        ("x, answer = 1, 2", True),
        ("answer: int = 3", True),
        ("if x: answer = 3", True),
        ("answer += 1", True),
        ("def answer(): pass", True),
        ("import numpy as answer", True),
        ("print(answer := 3)", True),
        ("%%time\nanswer = 3", True),
        ("answer =", True),
        ("answer", False),
        ("answer == 3", False),
        ("f(answer=3)", False),
        ("my.answer = 3", False),
        ("# answer = 3", False),
        ("'answer = 3'", False),
        ('"""\nanswer = 3\n"""', False),
        ("final_answer = 3", False),
        ("аnswer = 3", False),  # the first letter is Cyrillic
    ],
)
def test_whether_code_sets_answer(source: str, wanted: bool) -> None:
    """Told without running or parsing it, so also for code that is no Python."""
    assert sets_name(source, "answer") is wanted


@given(st.text(max_size=300))
def test_any_text_gives_tokens(source: str) -> None:
    """The tokens of any text, Python or not, come in the order of its lines."""
    lines = [token.line for token in tokens(source)]
    assert lines == sorted(lines)


def test_tokens_are_cut_in_the_time_of_a_reading() -> None:
    """Texts that make a careless pattern run for hours are cut at once."""
    for text in (
        "'" * 50_000,
        '"""' + '\\"' * 50_000,
        "(" * 100_000,
        "1_" * 50_000,
        "\\\n" * 50_000,
    ):
        assert tokens(text) is not None
