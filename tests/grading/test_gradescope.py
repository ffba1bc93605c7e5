"""The zips for Gradescope: each is unpacked and run as in a container, on what students hand in."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import build_gradescope
import pytest
from support.grading import SKELETONS, edited, put, solution, student

from missile_question.checks import tasks
from missile_question.grading import autograder, isolation, pool
from missile_question.grading.records import Graded, Submission

REACH = "02_reach"
TASKS = [task for task in tasks(REACH) if task.points]
POINTS = sum(task.points for task in TASKS)
SEED = "a seed of the tests"
#: "Autograder Specifications", gradescope-autograders.readthedocs.io/en/latest/specs.
TOP = {"score", "output", "output_format", "visibility", "stdout_visibility", "extra_data", "tests"}
TEST = {"name", "score", "max_score", "status", "output", "output_format", "visibility"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
VISIBLE = {"hidden", "after_due_date", "after_published", "visible"}


@pytest.fixture(scope="module")
def zips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the zips by exercise set."""
    return {p.stem: p for p in build_gradescope.build(tmp_path_factory.mktemp("zips"), SEED)}


@pytest.fixture(scope="module")
def home(zips: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder as Gradescope makes /autograder, with what setup.sh would have installed.

    The wheel is the zip's own; what it needs is taken from this environment, not from an index.
    """
    home = tmp_path_factory.mktemp("autograder")
    with zipfile.ZipFile(zips[REACH]) as archive:
        archive.extractall(home / "source")
    venv.create(home / "venv", with_pip=False)
    (site,) = (home / "venv").glob("lib/*/site-packages")
    (wheel,) = (home / "source").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(site)
    # A .pth in one of those folders (our editable package) is not read.
    installed = [folder for folder in sys.path if Path(folder).name == "site-packages"]
    (site / "dependencies.pth").write_text("\n".join(installed), "utf-8")
    return home


@pytest.fixture
def run(home: Path) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return a function that hands in files, runs the zip's run_autograder, and reads results."""

    def run(files: Mapping[str, Any]) -> dict[str, Any]:
        for name in ("submission", "results"):
            shutil.rmtree(home / name, ignore_errors=True)
            (home / name).mkdir()
        put(home / "submission", files)
        done = subprocess.run(
            ["bash", str(home / "source" / "run_autograder")],
            cwd=home,
            env={"PATH": os.environ["PATH"], "AUTOGRADER": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        found = json.loads((home / "results" / "results.json").read_text("utf-8"))
        fits_gradescope(found)
        assert SEED not in json.dumps(found) + done.stdout
        return found  # type: ignore[no-any-return]

    return run


def fits_gradescope(found: dict[str, Any]) -> None:
    """Compare a results.json with what Gradescope documents."""
    assert set(found) == TOP
    assert found["stdout_visibility"] == "hidden"
    assert found["visibility"] in VISIBLE and found["output_format"] in FORMATS
    assert found["score"] == pytest.approx(sum(test["score"] for test in found["tests"]))
    assert [test["name"] for test in found["tests"]] == [f"{t.task_id}: {t.title}" for t in TASKS]
    assert [test["max_score"] for test in found["tests"]] == [task.points for task in TASKS]
    for test in found["tests"]:
        assert set(test) == TEST
        assert 0 <= test["score"] <= test["max_score"] and test["output"]
        assert test["status"] in {"passed", "failed"} and test["output_format"] in FORMATS
        assert test["visibility"] == "after_due_date"


# ---------------------------------------------------------------- what is in a zip


def test_a_zip_for_each_set_with_what_gradescope_asks_for(zips: dict[str, Path]) -> None:
    """Scripts at the root that may be run, everything by hash, and no solution in it."""
    assert list(zips) == sorted({task.chapter for task in tasks()})
    for chapter, path in zips.items():
        archive = zipfile.ZipFile(path)
        for script in ("setup.sh", "run_autograder"):
            info = archive.getinfo(script)
            assert stat.S_IMODE(info.external_attr >> 16) == 0o755
            content = archive.read(script)
            assert content.startswith(b"#!/usr/bin/env bash\n") and b"\r" not in content
            subprocess.run(["bash", "-n"], input=content, check=True)
        config = json.loads(archive.read("config.json"))
        assert config == {"chapter": chapter, "seed": SEED, "visibility": "after_due_date"}
        assert b"--hash=sha256:" in archive.read("requirements.txt")
        notebooks = {n for n in archive.namelist() if n.endswith(".ipynb")}
        assert notebooks == {f"exercises/{p.name}" for p in SKELETONS.glob("*.ipynb")}
        assert (
            archive.read(f"exercises/{chapter}.ipynb")
            == (SKELETONS / f"{chapter}.ipynb").read_bytes()
        )
        assert len([name for name in archive.namelist() if name.endswith(".whl")]) == 1


def test_the_seed_stays_the_same_until_it_is_changed(tmp_path: Path) -> None:
    """Without a seed of the instructor's a random one is made, once; the same makes the same."""
    assert build_gradescope.kept_seed(tmp_path) == build_gradescope.kept_seed(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    assert build_gradescope.kept_seed(other) != build_gradescope.kept_seed(tmp_path)
    content = {"a": b"#!x", "b": b"y"}
    for name in ("one.zip", "two.zip"):
        build_gradescope.pack(tmp_path / name, content)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


# ---------------------------------------------------------------- in the container


@pytest.mark.grading
def test_a_right_submission_has_all_points(run: Callable[..., dict[str, Any]]) -> None:
    """Whatever the file is called; hidden cases count, and the output says how it ran."""
    found = run({"my answers.ipynb": solution()})
    assert found["score"] == POINTS
    assert all(test["status"] == "passed" for test in found["tests"])
    assert any("hidden cases agree" in test["output"] for test in found["tests"])
    assert found["output"].startswith("Graded: my answers.ipynb.\nThe notebook ran")
    assert found["extra_data"] == {"isolation": isolation.KIND, "exercise": REACH}
    assert "sees neither seed nor answers" in found["output"]


@pytest.mark.grading
def test_an_untouched_submission_has_none(run: Callable[..., dict[str, Any]]) -> None:
    """Every task is listed as not answered."""
    found = run({"02_reach.ipynb": student()})
    assert found["score"] == 0
    assert {test["status"] for test in found["tests"]} == {"failed"}


@pytest.mark.grading
def test_a_submission_that_breaks_off_keeps_its_other_points(
    run: Callable[..., dict[str, Any]],
) -> None:
    """An error, an exit and a wrong answer cost their own tasks only."""
    wrong = {
        "reach-1-answer": "answer = nope",
        "reach-2-answer": "import os\nos._exit(3)",
    }
    found = run({"02_reach.ipynb": edited(wrong, base=solution())})
    first, second, *rest = found["tests"]
    assert first["score"] == second["score"] == 0
    assert found["score"] == POINTS - first["max_score"] - second["max_score"]
    assert all(test["status"] == "passed" for test in rest)
    assert "reach-1-answer stopped: NameError" in found["output"]


@pytest.mark.grading
@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"02_reach.ipynb": b"{"}, "02_reach.ipynb: The file is not a Jupyter notebook"),
        ({}, "There is no notebook; hand in 02_reach.ipynb."),
        ({"a.ipynb": student("03_deterrence")}, "a.ipynb belongs to the exercises 03_deterrence"),
        ({"essay.pdf": b"%PDF"}, "This is no notebook"),
    ],
    ids=["broken", "nothing", "another-set", "pdf"],
)
def test_what_cannot_be_graded_says_why(
    run: Callable[..., dict[str, Any]], files: dict[str, Any], words: str
) -> None:
    """No points for any task, the reason in words, and the run ends as it should."""
    found = run(files)
    assert found["score"] == 0 and words in found["output"]
    assert all("could not be graded" in test["output"] for test in found["tests"])


@pytest.mark.grading
def test_without_walls_it_grades_and_says_so(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Gradescope's container seldom lets us put up walls of our own: same points, other words."""
    monkeypatch.setattr(isolation, "available", lambda: "No walls here.")
    monkeypatch.setattr(pool.isolation, "enter", lambda apart: pytest.fail("walls after all"))
    (tmp_path / "source").symlink_to(home / "source")
    put(tmp_path / "submission", {"02_reach.ipynb": solution()})
    assert autograder.main([str(tmp_path)]) == 0
    found = json.loads((tmp_path / "results" / "results.json").read_text("utf-8"))
    fits_gradescope(found)
    assert found["score"] == POINTS
    assert found["extra_data"]["isolation"] == isolation.without_walls()
    assert "ran in Gradescope's container" in found["output"]
    assert "No walls here." in capsys.readouterr().out  # what only the instructor sees


# ---------------------------------------------------------------- what is chosen


def handed(*files: tuple[str, str, str]) -> list[Submission]:
    return [Submission("s", chapter, path, "", trouble=trouble) for path, chapter, trouble in files]


def test_one_notebook_is_graded_and_the_others_are_named() -> None:
    """All files are one student's: the one with our name counts, else the last by its path."""
    several = handed(("a.ipynb", REACH, ""), ("02_reach.ipynb", REACH, ""), ("x", "", "Broken."))
    best = autograder.chosen(several, REACH)
    assert best.path == "02_reach.ipynb" and "and not a.ipynb" in best.notes[-1]
    two = handed(("b.ipynb", REACH, ""), ("a.ipynb", REACH, ""))
    assert autograder.chosen(two, REACH).path == "b.ipynb"
    assert autograder.chosen(handed(("a.ipynb", REACH, "")), REACH).notes == ()


def test_wrong_settings_are_errors_and_give_nobody_0_points(tmp_path: Path, home: Path) -> None:
    """A fault of the zip ends without results, so that Gradescope shows it to the instructor."""
    with pytest.raises(ValueError, match=r"visibility must be one of visible, .*, got 'always'"):
        autograder.results(Graded("s", REACH, "a", ""), "always")
    with pytest.raises(ValueError, match=r"chapter must be one of 01_.*, got 'reach'"):
        autograder.grade(tmp_path, SKELETONS, "reach", "s", isolate=True)
    with pytest.raises(FileNotFoundError):
        autograder.main([str(tmp_path)])
    assert not (tmp_path / "results").exists()
