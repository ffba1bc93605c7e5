"""Pack Python files for the browser: the same input gives the same bytes, wherever it runs.

The build runs this file in Pyodide under Node (inside.mjs), so that the compiled modules fit that
Python, and so that one zlib packs for every system. Standard library only.
"""

from __future__ import annotations

import ast
import fnmatch
import importlib.util
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[import-not-found, attr-defined, unused-ignore]
from pathlib import Path, PurePosixPath

WHEN = (1980, 1, 1, 0, 0, 0)
SITE = "/lib/python3.12/site-packages"


def documented(node: ast.AST) -> bool:
    """Say whether a docstring stands first in this part of a tree."""
    kinds = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return isinstance(node, kinds) and ast.get_docstring(node, clean=False) is not None


def bare(source: bytes) -> ast.Module:
    """Return a module's tree without docstrings; other than with `python -OO`, assertions stay."""
    tree = ast.parse(source)
    for node in filter(documented, ast.walk(tree)):
        body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
        # Nothing may stand before `from __future__ import`: a module's docstring goes altogether.
        body[:1] = [] if node is tree else [ast.copy_location(ast.Pass(), body[0])]
    return tree


def compiled(source: bytes, name: str, undocumented: bool = False) -> bytes:
    """Return a module's .pyc that is never compared with its source: a browser has no time stamps.

    `name` is where a traceback says that the code is.
    """
    code = compile(bare(source) if undocumented else source, name, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def cached(name: str) -> str:
    """Return where Python looks for the .pyc of a module whose source is there too."""
    path = PurePosixPath(name)
    return str(path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc")


def wanted(name: str, leave_out: Sequence[str]) -> bool:
    """Say whether a file of an archive belongs into the bundle; `leave_out` are glob patterns."""
    return not name.endswith("/") and not any(fnmatch.fnmatchcase(name, p) for p in leave_out)


def files(archives: list[str], leave_out: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of some zip archives or wheels, as (name, bytes)."""
    for archive in archives:
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                if wanted(name, leave_out):
                    yield name, opened.read(name)


def written(path: Path, content: dict[str, bytes]) -> None:
    """Write a zip archive in which only names and contents show: no order, dates or owners."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in sorted(content):
            info = zipfile.ZipInfo(name, WHEN)
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content[name])


def pack(
    archives: list[str],
    target: str,
    *,
    leave_out: Sequence[str] = (),
    documented: Sequence[str] = (),
    keep_source: bool = False,
    where: str = SITE,
) -> None:
    """Pack archives into one, each module compiled; its source stays only where asked for.

    `leave_out` are glob patterns of files; only the packages that `documented` names keep their
    docstrings.
    """
    content: dict[str, bytes] = {}
    for name, data in files(archives, leave_out):
        if not name.endswith(".py"):
            content[name] = data
            continue
        module = compiled(data, f"{where}/{name}", name.split("/")[0] not in documented)
        if keep_source:
            content[name] = data
            content[cached(name)] = module
        else:
            content[f"{name}c"] = module
    written(Path(target), content)


def main(tasks: str) -> None:
    """Carry out the packing tasks of a JSON file: a list of the arguments of `pack`."""
    for task in json.loads(Path(tasks).read_text("utf-8")):
        pack(**task)
