"""`missile-question check`: what a class's CI runs, on right, open, wrong and broken notebooks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from missile_question import command
from missile_question.checks import tasks
from missile_question.grading import summary
from missile_question.grading.notebooks import Report, Row, Stopped, chapters_of, check_notebook

ROOT = Path(__file__).resolve().parents[2]
STUDENT = ROOT / "exercises" / "student" / "02_reach.ipynb"
SOLUTION = ROOT / "exercises" / "solutions" / "02_reach.ipynb"
POINTS = sum(task.points for task in tasks("02_reach"))


def notebook(path: Path, answers: dict[str, str]) -> Path:
    """Write the student notebook with some cells replaced by id."""
    made: Any = nbformat.read(STUDENT, as_version=4)  # type: ignore[no-untyped-call]
    for cell in made.cells:
        cell.source = answers.get(cell.id, cell.source)
    nbformat.write(made, path)  # type: ignore[no-untyped-call]
    return path


def small(path: Path, *cells: str) -> Path:
    """Write a notebook of a few code cells."""
    made: Any = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    made.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]  # type: ignore[no-untyped-call]
    nbformat.write(made, path)  # type: ignore[no-untyped-call]
    return path


def test_solution_is_complete(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The worked solution earns every point; the summary and the JSON say so."""
    page, data = tmp_path / "summary.md", tmp_path / "found.json"
    page.write_text("what others wrote\n", "utf-8")
    before = SOLUTION.read_bytes()
    words = ["check", str(SOLUTION), "--complete", "--summary", str(page), "--json", str(data)]
    assert command.main(words) == command.FINE
    assert SOLUTION.read_bytes() == before, "the student's file must not change"
    assert f"{POINTS} of {POINTS} points from the public checks" in capsys.readouterr().out
    text = page.read_text("utf-8")
    assert text.startswith("what others wrote\n") and text.count("✓ right") == 10
    (found,) = json.loads(data.read_text("utf-8"))
    assert sum(row["points"] for row in found["rows"]) == POINTS and not found["stopped"]


def test_untouched_notebook_is_open_and_not_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """What was handed out makes no red run, unless everything must be done."""
    report = check_notebook(STUDENT)
    assert report.points == 0 and report.out_of == POINTS and not report.stopped
    assert {row.status for row in report.rows} == {"unanswered"}
    assert report.sound and not report.finished


def test_wrong_stopped_and_endless_cells_are_told_one_by_one(tmp_path: Path) -> None:
    """Each fault is named with its cell; the other tasks are checked all the same."""
    path = notebook(
        tmp_path / "mine.ipynb",
        {
            "reach-1-answer": "answer = 1_000",
            "reach-2-answer": "first = 1\nanswer = nope",
            "reach-7-answer": "import time\nwhile True:\n    time.sleep(0.1)",
        },
    )
    report = check_notebook(path, seconds=25)
    rows = {row.task_id: row for row in report.rows}
    assert rows["reach-1"].status == "wrong" and len(rows["reach-1"].message.split()) > 5
    assert rows["reach-2"].status in ("", "type", "wrong")
    said = [str(stopped) for stopped in report.stopped]
    assert any("line 2 stopped: NameError: name 'nope' is not defined" in line for line in said)
    assert any("took longer than 25 s" in line for line in said)
    assert not report.sound
    assert "reach-10" in rows, "tasks after the faults are there"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["import os\nos._exit(3)", 'check("reach-1", 5)'], "Python died in code cell 1"),
        (["print(1)"], "No cell checks a task of the book."),
        (['check("no-such-task", 5)'], "No cell checks a task of the book."),
        (
            [
                "from missile_question.checks import check",
                "import sys\nsys.modules['missile_question.grading'] = None",
                'check("reach-1", 5)',
            ],
            "could not be read from the notebook's Python",
        ),
    ],
    ids=["dead", "no-check", "no-such-task", "no-package"],
)
def test_notebooks_that_cannot_be_checked_say_why(
    tmp_path: Path, cells: list[str], words: str
) -> None:
    """One sentence, no traceback, and never a point."""
    report = check_notebook(small(tmp_path / "a.ipynb", *cells))
    assert words in report.trouble
    assert report.points == 0 and not report.sound


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "not a Jupyter notebook"),
        (b"", "not a Jupyter notebook"),
        (b"[1, 2]", "not a Jupyter notebook"),
        (b'{"cells": 5, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "not a Jupyter"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (None, "no such file"),
    ],
    ids=["text", "empty", "list", "no-cells", "bytes", "missing"],
)
def test_files_that_are_no_notebooks_say_so(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    """A broken file is one line of the report and does not stop the others."""
    path = tmp_path / "broken.ipynb"
    if content is not None:
        path.write_bytes(content)
    assert words in check_notebook(path).trouble
    assert command.main(["check", str(path)]) == command.WRONG


def test_a_folder_is_no_notebook(tmp_path: Path) -> None:
    """A folder by a notebook's name is told like any file that cannot be read."""
    assert "cannot be read" in check_notebook(tmp_path).trouble


def test_chapters_are_found_by_their_checks() -> None:
    """Several sets in one notebook come in the order of the book."""
    cells = ["check('verify-1', x)", '  check( "reach-2" , y)', "# check('deter-1', 3)"]
    assert chapters_of(cells) == ["02_reach", "03_deterrence", "05_verification_limits"]
    assert chapters_of(["recheck('reach-1', 2)", "text"]) == []


def test_words_of_students_stay_in_their_cells() -> None:
    """Neither a message nor a file's name can break the table, link, mention or run a script."""
    evil = "a | b\n# c `d` <script>x</script> [e](http://f) @g ![h](i) **j** <!-- "
    row = Row("reach-1", evil, "wrong", 0.0, 2, 0, evil, "")
    page = summary.markdown([Report(evil, (row,), (Stopped(1, None, evil),))])
    assert "<script" not in page and "<!--" not in page
    assert not re.search(r"(?<!\\)[`@]|(?<!\\)\]\(|(?<!\\)!\[", page)
    (line,) = [line for line in page.splitlines() if line.startswith("| **reach")]
    assert len(re.findall(r"(?<!\\)\|", line)) == 5


@pytest.mark.parametrize("text", ["0", "-1", "soon", "nan", "inf"])
def test_seconds_must_be_a_time(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong option is told with its value."""
    with pytest.raises(SystemExit) as stopped:
        command.main(["check", "a.ipynb", f"--seconds={text}"])
    assert stopped.value.code == command.USAGE
    assert "must be a number above 0" in capsys.readouterr().err
    with pytest.raises(ValueError, match="seconds must be above 0, got 0"):
        check_notebook(Path("a.ipynb"), seconds=0)


def test_missing_extra_is_told() -> None:
    """Without nbformat the command says what to install, in one line."""
    code = "import sys; sys.modules['nbformat'] = None\n"
    code += "from missile_question import command; sys.exit(command.main(['check', 'a.ipynb']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == command.USAGE
    assert done.stderr.strip().endswith('pip install "missile-question[grading]"')


def test_classroom_folder_works(tmp_path: Path) -> None:
    """The folder for a class holds what its workflow runs; its commands pass on fresh notebooks."""
    import build_classroom

    target = tmp_path / "class"
    build_classroom.build(target)
    wanted = (target / "requirements.txt").read_text("utf-8").split()
    assert (target / wanted[0].removesuffix("[grading]")).is_file()
    pins = (target / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.+-]+( ; .+)?", pin) for pin in pins)
    assert {"nbclient", "nbval", "pytest", "pandas"} <= {pin.partition("==")[0] for pin in pins}
    handed_out = sorted(path.name for path in (target / "notebooks").iterdir())
    assert handed_out == sorted(p.name for p in STUDENT.parent.glob("*.ipynb"))
    runs = (target / ".github" / "workflows" / "check.yml").read_text("utf-8")
    assert "pytest --nbval-lax --nbval-current-env notebooks" in runs
    assert 'missile-question check notebooks/*.ipynb --summary "$GITHUB_STEP_SUMMARY"' in runs
    one = str(target / "notebooks" / "02_reach.ipynb")
    lax = [sys.executable, "-m", "pytest", "-q", "--nbval-lax", "--nbval-current-env", one]
    check = [sys.executable, "-m", "missile_question.command", "check", one]
    for words in ([*lax, "-p", "no:cacheprovider"], check):
        done = subprocess.run(
            words, cwd=target, env=os.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
