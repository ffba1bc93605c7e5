"""The bundle that `make book` has built: whole, small, verified, and it runs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest
from live import bundle, fetch, recipe
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LIVE = ROOT / "_build" / "live"
#: Bytes that a reader may have to fetch after the click.
BUDGET = 24_000_000
#: What packages ask for and a page does without.
LEFT_OUT = {
    "jedi",  # completion by types; without it IPython completes by what is there
    "prompt-toolkit",  # a terminal
    "jupyterlab-widgets",  # JupyterLab's half of the widgets
    "tzdata",  # time zones come from pytz
    "scipy",  # 19 MB for one function, which says so
}
BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix"}

pytestmark = [
    pytest.mark.site,
    pytest.mark.skipif(not (LIVE / "manifest.json").is_file(), reason="built with LIVE=0"),
]


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """Return what the page reads."""
    return dict(json.loads((LIVE / "manifest.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def packages(manifest: dict[str, Any]) -> zipfile.ZipFile:
    """Return the archive of packages."""
    data = (LIVE / manifest["files"]["packages.zip"]["path"]).read_bytes()
    return zipfile.ZipFile(io.BytesIO(data))


def test_whole_and_within_the_budget(manifest: dict[str, Any]) -> None:
    """Every file is what the manifest says, there is no other, and together they are small."""
    assert bundle.sound(LIVE / "manifest.json")
    assert set(manifest["files"]) == set(recipe.ROLES)
    assert manifest["version"] == bundle.version(manifest["files"])
    told = {entry["path"] for entry in manifest["files"].values()} | {"manifest.json"}
    found = {p.relative_to(LIVE).as_posix() for p in LIVE.rglob("*") if p.is_file()}
    assert found == told
    assert sum(entry["gzip"] for entry in manifest["files"].values()) <= BUDGET


def test_the_site_serves_the_same(manifest: dict[str, Any]) -> None:
    """What the pages load is what was built."""
    served = ROOT / "_build" / "html" / "_live"
    assert json.loads((served / "manifest.json").read_text("utf-8")) == manifest
    assert bundle.sound(served / "manifest.json")


def test_compiled_code_is_pyodides_own(manifest: dict[str, Any], packages: zipfile.ZipFile) -> None:
    """Pyodide itself and every compiled module are, byte for byte, those with the official hash."""
    compiled = {name for name in packages.namelist() if name.endswith((".so", ".wasm"))}
    plan, official = recipe.read(), set()
    for told in plan.compiled.values():
        wheel = bundle.cache() / "files" / told["file"]
        if not wheel.is_file():
            pytest.skip("the cache was removed since the build")
        assert fetch.sha256(wheel) == told["sha256"]
        with zipfile.ZipFile(wheel) as opened:
            for name in compiled & set(opened.namelist()):
                assert packages.read(name) == opened.read(name), name
                official.add(name)
    assert compiled == official
    core = bundle.npm([], plan, "pyodide")
    for role in recipe.CORE:
        assert (LIVE / manifest["files"][role]["path"]).read_bytes() == core[role]


def test_nothing_useless_is_sent(packages: zipfile.ZipFile) -> None:
    """No tests, stubs, sources or headers; licences and names are there."""
    names = packages.namelist()
    useless = (".py", ".pyi", ".h", ".c", ".pyx", ".a", "RECORD")
    assert not [name for name in names if name.endswith(useless) or "/tests/" in name]
    for name in [name for name in names if name.endswith(".dist-info/METADATA")]:
        folder = name.rpartition("/")[0]
        assert any(other.startswith(folder) and "LICEN" in other.upper() for other in names), name


def test_every_dependency_is_there_or_left_out_on_purpose(packages: zipfile.ZipFile) -> None:
    """What the packages and the book ask for, in the versions they ask for."""
    texts = [packages.read(n).decode() for n in packages.namelist() if n.endswith("/METADATA")]
    told = [Parser().parsestr(text) for text in texts]
    have = {canonicalize_name(entry["Name"]): entry["Version"] for entry in told}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [line for entry in told for line in entry.get_all("Requires-Dist", [])]
    environment = {
        **BROWSER,
        "python_version": "3.12",
        "python_full_version": "3.12.7",
        "extra": "",
    }
    missing = set()
    for line in [*wanted, *project["dependencies"]]:
        need = Requirement(line)
        if need.marker and not need.marker.evaluate(environment):
            continue
        version = have.get(canonicalize_name(need.name))
        if version is None:
            missing.add(canonicalize_name(need.name))
        else:
            assert need.specifier.contains(version), f"{line}: {version}"
    assert missing <= LEFT_OUT


def test_the_books_modules_can_be_shown_in_a_traceback(manifest: dict[str, Any]) -> None:
    """Each has its source and its compiled form, which are never compared."""
    book = zipfile.ZipFile(LIVE / manifest["files"]["book.zip"]["path"])
    names = set(book.namelist())
    assert {name for name in recipe.book_files() if not name.endswith(".py")} <= names
    for name in [name for name in names if name.endswith(".py")]:
        folder, _, file = name.rpartition("/")
        compiled = book.read(f"{folder}/__pycache__/{file[:-3]}.cpython-312.pyc")
        assert compiled[4:8] == b"\x01\0\0\0"


@pytest.mark.slow
def test_it_runs() -> None:
    """Pyodide under Node: every module of the book imports, without SciPy; cells work."""
    try:
        (node, _) = bundle.node(Path(sys.executable), recipe.read())
    except fetch.Unavailable as reason:
        pytest.skip(str(reason))
    done = subprocess.run(
        [str(node), str(HERE / "use.mjs"), str(LIVE), str(HERE / "in_the_page.py")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert not done.returncode, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    found = told["found"]
    assert not found["modules"]
    assert not found["scipy"]
    assert set(found["cells"].values()) == {"works"}, found["cells"]
    assert "catalog.py" in found["traceback"]
    assert "raise" in found["traceback"], "the book's own lines are shown"
    assert any("DataFrame" in name for name in found["completion"])
