"""The wheel: what a browser, Colab or the grader gets, without the repository."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built by the locked hatchling."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_wheel_holds_the_package_and_its_tables_only(wheel: Path) -> None:
    """Every table ships; no test, chapter or tool does."""
    names = set(zipfile.ZipFile(wheel).namelist())
    tables = {path.relative_to(ROOT / "data").as_posix() for path in ROOT.glob("data/**/*.csv")}
    assert tables
    assert {f"missile_question/_data/{table}" for table in tables} <= names
    info = {name for name in names if ".dist-info/" in name}
    assert all(name.startswith("missile_question/") for name in names - info)
    assert not [name for name in names if "test" in Path(name).name and name.endswith(".py")]
    assert {Path(name).name for name in info} >= {"LICENSE", "LICENSE-text", "METADATA"}


def test_wheel_is_pure(wheel: Path) -> None:
    """The same file serves every system, and the browser."""
    assert wheel.name.endswith("-py3-none-any.whl")


def test_wheel_is_reproducible(wheel: Path, tmp_path: Path) -> None:
    """The same sources give the same bytes, so that its hash can stand in a lock."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (again,) = tmp_path.glob("*.whl")
    assert again.read_bytes() == wheel.read_bytes()


@pytest.mark.slow
def test_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    """Away from the repository, a fresh environment imports the package and loads a table."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    scripts = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    python = home / scripts
    (site,) = (
        home.glob("Lib/site-packages")
        if sys.platform == "win32"
        else home.glob("lib/*/site-packages")
    )
    zipfile.ZipFile(wheel).extractall(site)
    # The locked dependencies as they are; a .pth within that folder (our editable one) is not read.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    code = (
        "import missile_question, missile_question.catalog as catalog\n"
        "print(missile_question.__file__)\n"
        "print(len(catalog.load('missile_ranges')))\n"
    )
    done = subprocess.run(
        [python, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    where, rows = done.stdout.split("\n")[:2]
    assert Path(where).is_relative_to(home)
    assert int(rows) > 0
