"""The exercise notebooks: built from one source, clean for students, right for teachers."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import build_exercises as build
import jsonschema
import nbformat
import pytest
from refresh_notebooks import execute

from missile_question.checks import tasks

SOURCES = sorted(build.FOLDER.glob(build.SOURCE))
NAMES = [source.stem for source in SOURCES]
SCHEMA = json.loads((Path(__file__).parent / "nbgrader_cell_v3.json").read_text(encoding="utf-8"))
KEYS = {"schema_version", "grade", "solution", "locked", "grade_id"}


def stored(name, kind):
    """Read a notebook as it lies in the repository."""
    return nbformat.read(build.FOLDER / kind / f"{name}.ipynb", as_version=4)


@cache
def untouched(name):
    """Run a student notebook as nobody has touched it."""
    book = stored(name, build.STUDENT)
    execute(book, build.FOLDER)
    return book


def graders(cells):
    """Return nbgrader's metadata by grade_id, with the cell."""
    found = [(cell.metadata["nbgrader"], cell) for cell in cells if "nbgrader" in cell.metadata]
    return {meta["grade_id"]: (meta, cell) for meta, cell in found}


def solution_lines(source):
    """Return the lines of the solution regions, and of the texts for teachers only."""
    text = source.read_text(encoding="utf-8")
    lines = [line for region in build.REGION.finditer(text) for line in region["body"].splitlines()]
    kept = [line.strip() for line in lines if not line.strip().startswith(build.STARTER)]
    starters = [line.strip() for line in lines if line.strip().startswith(build.STARTER)]
    shown = "\n".join(line.removeprefix(build.STARTER) for line in starters)
    return [line for line in kept if len(line) > 12 and line not in shown]


def test_there_is_a_source():
    """The glob finds the exercise sets, chapter 2 among them."""
    assert "02_reach" in NAMES


def test_check_mode_finds_a_stale_notebook(tmp_path, monkeypatch, capsys):
    """--check writes nothing, returns 1 for an outdated notebook, and 0 once it is written."""
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "02_reach.py").write_bytes((build.FOLDER / "02_reach.py").read_bytes())
    monkeypatch.setattr(build, "FOLDER", folder)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "execute", lambda notebook, where: None)
    assert build.main(["--check"]) == 1
    assert "run make exercises" in capsys.readouterr().err
    assert not (folder / "student").exists()
    assert build.main([]) == 0
    assert build.main(["--check"]) == 0
    with (folder / "student" / "02_reach.ipynb").open("a") as stream:
        stream.write(" ")
    assert build.main(["--check"]) == 1


@pytest.mark.parametrize("name", NAMES)
def test_student_notebooks_run_clean(name):
    """Untouched, the student notebook runs without an error, and no check calls it wrong."""
    book = stored(name, build.STUDENT)
    assert all(cell.outputs == [] for cell in book.cells if cell.cell_type == "code")
    book = untouched(name)
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert not [o for o in outputs if o.output_type in ("error", "stream")]
    checks = {t.task_id: graders(book.cells)[t.task_id][1] for t in tasks(name)}
    for task_id, cell in checks.items():
        (output,) = cell.outputs
        assert "not answered yet" in output["data"]["text/html"], task_id
        assert "not right" not in output["data"]["text/html"], task_id


@pytest.mark.parametrize("name", NAMES)
def test_student_notebooks_give_no_points_for_nothing(name):
    """An untouched notebook earns nothing, prepared columns included."""
    book = untouched(name)
    for task in tasks(name):
        (output,) = graders(book.cells)[task.task_id][1].outputs
        assert float(output["data"]["text/plain"]) == 0.0, task.task_id


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_student_notebooks_hold_no_solution(source):
    """No line of a solution region and no text for teachers is left in the student notebook."""
    text = "\n".join(cell.source for cell in stored(source.stem, build.STUDENT).cells)
    lines = solution_lines(source)
    assert len(lines) > 10
    assert not [line for line in lines if line in text]
    assert "SOLUTION" not in text
    assert "**Solution" not in text
    assert build.STARTER not in text


@pytest.mark.parametrize("name", NAMES)
def test_student_notebooks_have_one_place_to_answer(name):
    """Every answer cell tells the student where to write."""
    for grade_id, (meta, cell) in graders(stored(name, build.STUDENT).cells).items():
        if meta["solution"]:
            assert "# your answer" in cell.source, grade_id


@pytest.mark.parametrize("name", NAMES)
def test_solution_notebooks_pass_their_own_checks(name):
    """Every check in the stored solution notebook says right and gives all its points."""
    cells = graders(stored(name, build.SOLUTION).cells)
    for task in tasks(name):
        (output,) = cells[task.task_id][1].outputs
        assert float(output["data"]["text/plain"]) == task.points
        assert f"{task.task_id}: right" in output["data"]["text/html"]


@pytest.mark.parametrize("name", NAMES)
def test_solutions_explain_themselves(name):
    """Every task has a worked solution in the solution notebook."""
    texts = [c.source for c in stored(name, build.SOLUTION).cells if c.cell_type == "markdown"]
    assert sum(text.startswith("**Solution.**") for text in texts) == len(tasks(name))


@pytest.mark.parametrize("kind", [build.STUDENT, build.SOLUTION])
@pytest.mark.parametrize("name", NAMES)
def test_notebooks_are_valid(name, kind):
    """Format 4.5, a known kernel, unique ids, no run-time metadata, no local path."""
    book = stored(name, kind)
    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    assert book.metadata["kernelspec"]["name"] == "python3"
    ids = [cell.id for cell in book.cells]
    assert len(set(ids)) == len(ids)
    assert all(set(cell.metadata) <= {"nbgrader", "tags"} for cell in book.cells)
    raw = (build.FOLDER / kind / f"{name}.ipynb").read_text(encoding="utf-8")
    assert str(build.ROOT) not in raw
    assert not re.search(r"/(home|tmp|Users|root|work)/", raw)


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_the_same_in_both_notebooks(name):
    """A cell keeps its id from student to solution notebook, so that a grader can match them."""
    student = [cell.id for cell in stored(name, build.STUDENT).cells]
    solution = [cell.id for cell in stored(name, build.SOLUTION).cells]
    assert student == [i for i in solution if i in set(student)]
    assert len(student) < len(solution)


@pytest.mark.parametrize("kind", [build.STUDENT, build.SOLUTION])
@pytest.mark.parametrize("name", NAMES)
def test_nbgrader_metadata_are_valid(name, kind):
    """Metadata fit nbgrader's schema; graded means points; a check is locked; ids are unique."""
    cells = [cell for cell in stored(name, kind).cells if "nbgrader" in cell.metadata]
    ids = [cell.metadata["nbgrader"]["grade_id"] for cell in cells]
    assert len(set(ids)) == len(ids)
    for cell in cells:
        meta = dict(cell.metadata["nbgrader"])
        jsonschema.validate(meta, SCHEMA)
        assert set(meta) >= KEYS
        assert ("points" in meta) == meta["grade"]
        assert cell.cell_type == "code"
        assert meta["locked"] is not meta["solution"]


@pytest.mark.parametrize("name", NAMES)
def test_points_agree_with_the_tasks(name):
    """Points in the notebook are those of the checks; a rubric's points go to a person."""
    cells = graders(stored(name, build.STUDENT).cells)
    for task in tasks(name):
        automatic, by_hand = cells[task.task_id][0], cells[f"{task.task_id}-answer"][0]
        assert automatic.get("points", 0) == task.points
        assert by_hand.get("points", 0) == task.manual_points
        assert by_hand["grade"] is bool(task.manual_points)
    assert len(cells) == 2 * len(tasks(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_page_reads_well(name):
    """One h1, an h2 per task in order, totals and objectives filled in, two hints a task."""
    texts = [c.source for c in stored(name, build.STUDENT).cells if c.cell_type == "markdown"]
    headings = re.findall(r"^(#+) (.*)$", "\n".join(texts), re.MULTILINE)
    assert [level for level, _ in headings].count("#") == 1
    assert headings[0][0] == "#"
    assert re.fullmatch(r"Exercises: [a-z][a-z ]+", headings[0][1])
    assert {level for level, _ in headings[1:]} == {"##"}
    named = [title for _, title in headings if re.match(r"[a-z]+-\d+: ", title)]
    assert named == [f"{task.task_id}: {task.title}" for task in tasks(name)]
    joined = "\n".join(texts)
    assert not re.search(r"\{\w+[ \w-]*\}", joined)
    for number in (
        sum(task.points for task in tasks(name)),
        sum(task.minutes for task in tasks(name)),
    ):
        assert str(number) in texts[0]
    assert all(task.objective in texts[0] for task in tasks(name))
    assert "make lab" in texts[0]
    assert joined.count("<details>") == joined.count("</details>") == 2 * len(tasks(name))
    tags = set(re.findall(r"</?([a-z]+)", joined))
    assert tags == {"details", "summary"}


@pytest.mark.parametrize(
    ("source", "student", "solution"),
    [
        ("x = 1\n### BEGIN SOLUTION\nanswer = x\n### END SOLUTION\n",
         "x = 1\nanswer = ...  # your answer\n",
         "x = 1\n### BEGIN SOLUTION\nanswer = x\n### END SOLUTION\n"),
        ("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n",
         "def f():\n    ...  # your answer\n",
         "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"),
        ("### BEGIN SOLUTION\n#: answer = {\n#:     'a': ...,\n#: }\nanswer = {'a': 1}\n"
         "### END SOLUTION\n",
         "answer = {\n    'a': ...,\n}\n",
         "### BEGIN SOLUTION\nanswer = {'a': 1}\n### END SOLUTION\n"),
    ],
)  # fmt: skip
def test_solution_regions(source, student, solution):
    """A region becomes a stub, an indented stub, or its starter code; a solution keeps the rest."""
    assert build.REGION.sub(build.starter, source) == student
    assert build.REGION.sub(build.solved, source) == solution


def test_the_notebooks_are_up_to_date():
    """Regenerating every notebook, kernel runs included, gives the stored bytes: `--check`."""
    command = [sys.executable, str(build.ROOT / "tools" / "build_exercises.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("unchanged") == 2 * len(NAMES)
