"""The zip for a USB stick: whole, the same bytes each time, and its server as strict as ours."""

from __future__ import annotations

import ast
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from toolchain import serve, stick


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small site."""
    folder = tmp_path / "html"
    for name in ("index.html", "chapters/a.html", "_live/1/core.wasm", ".buildinfo"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}\n")
    return folder


def test_zip_is_whole(site: Path, tmp_path: Path) -> None:
    """One folder with the site, a start script for each system, a text to read and the licences."""
    target = tmp_path / "book.zip"
    count = stick.write(site, target)
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        shell = archive.getinfo(f"{stick.NAME}/start.sh")
        assert shell.external_attr >> 16 & 0o111, "start.sh may be run"
        assert b"\r\n" in archive.read(f"{stick.NAME}/start.bat")
        assert b"\r\n" in archive.read(f"{stick.NAME}/READ ME FIRST.txt")
        assert archive.testzip() is None
    assert count == len(names) == len(set(names))
    inside = {name.removeprefix(f"{stick.NAME}/") for name in names}
    scripts = {"start.py", "start.sh", "start.bat", "READ ME FIRST.txt"}
    pages = {"site/index.html", "site/chapters/a.html", "site/_live/1/core.wasm"}
    assert inside == scripts | {"LICENSE", "LICENSE-text"} | pages
    assert not list(tmp_path.glob("*.part"))


def test_same_site_same_bytes(site: Path, tmp_path: Path) -> None:
    """Dates and the order of files on a disk do not matter."""
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    stick.write(site, first)
    copy = tmp_path / "copy"
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file():
            (copy / path.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / path.relative_to(site))
    stick.write(copy, second)
    assert first.read_bytes() == second.read_bytes()


def test_types_are_those_of_make_serve() -> None:
    """The stick's server stands alone, yet says the same types, to this machine only."""
    start = runpy.run_path(str(stick.SCRIPTS / "start.py"))
    ours, theirs = serve.Handler.extensions_map, start["Handler"].extensions_map
    assert {k: theirs[k] for k in ours} == ours
    assert start["HOST"] == serve.HOST == "127.0.0.1"


def test_start_scripts_need_nothing_else() -> None:
    """start.py is the standard library only, in words that Python 3.7 reads; start.sh is POSIX."""
    tree = ast.parse((stick.SCRIPTS / "start.py").read_text("utf-8"), feature_version=(3, 7))
    names = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    names |= {str(n.module) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= set(sys.stdlib_module_names)
    shell = shutil.which("sh")
    if shell:
        assert not subprocess.run([shell, "-n", stick.SCRIPTS / "start.sh"], check=False).returncode


def test_text_names_what_is_there() -> None:
    """READ ME FIRST names the three scripts and the page to open without Python."""
    text = (stick.SCRIPTS / "READ ME FIRST.txt").read_text("utf-8")
    assert set(re.findall(r"start\.\w+", text)) == {"start.bat", "start.sh", "start.py"}
    assert "site/index.html" in text
