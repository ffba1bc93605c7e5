"""Build the notebook application into `_build/lite`, from the user's cache or from PyPI's wheels.

Nothing of them is installed or run: files are taken out of three wheels, and what they need to find
each other is written beside them. The book's notebooks come later (_ext/missile_question_lite.py).
"""

from __future__ import annotations

import fnmatch
import io
import json
import os
import shutil
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from live import bundle, fetch
from live.fetch import Unavailable
from live.recipe import REQUIREMENTS, digest
from toolchain.console import ROOT, Stop, say

from lite import recipe

LITE = ROOT / "_build" / "lite"
STATE = ROOT / "_build" / "lite.json"

Files = Iterator[tuple[str, bytes]]


def wheels(python: Path) -> dict[str, Path]:
    """Return the wheels of the locked packages by name; whatever is missing is fetched by hash."""
    locks = {name: (REQUIREMENTS / f"{name}.txt").read_text("utf-8") for name in ("lite", "live")}
    locked = fetch.entries(locks["lite"])
    locked[recipe.KERNEL] = fetch.entries(locks["live"])[recipe.KERNEL]
    found, fetched = fetch.wheels(python, locked, bundle.folder("files"))
    if fetched:
        many = "wheels" if fetched > 1 else "wheel"
        say(f"{fetched} {many} of JupyterLite: from PyPI, sha256 as in lite.txt")
    stems = {name: fetch.stem(entry) for name, entry in locked.items()}
    return {n: p for p in found for n, stem in stems.items() if p.name.startswith(stem)}


def application(wheel: Path) -> Files:
    """Yield the files of the application, which its wheel holds as an archive."""
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [n for n in opened.namelist() if n.endswith(".tgz")]
        archive = io.BytesIO(opened.read(name))
    with tarfile.open(fileobj=archive) as files:
        for member in files.getmembers():
            content = files.extractfile(member) if member.isfile() else None
            if content:
                yield member.name.removeprefix("package/"), content.read()


def extension(wheel: Path, name: str) -> Files:
    """Yield the files of one of JupyterLab's extensions, by their places below its own folder."""
    with zipfile.ZipFile(wheel) as opened:
        for path in opened.namelist():
            place = path.partition(f"{recipe.LABEXTENSIONS}{name}/")[2]
            if place and not place.endswith("/"):
                yield place, opened.read(path)


def wanted(name: str) -> bool:
    """Say whether a file is served."""
    return not any(fnmatch.fnmatchcase(name, pattern) for pattern in recipe.NOT_SERVED)


def write(path: Path, content: bytes | str) -> None:
    """Write a file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def add_extension(target: Path, wheel: Path, name: str) -> tuple[dict[str, Any], list[Any]]:
    """Put an extension into the application; return how it is loaded, and its settings' schemas."""
    schemas = []
    for place, content in extension(wheel, name):
        if place == "package.json":
            package = json.loads(content)
        elif place.startswith("schemas/") and place.endswith(".json"):
            plugin = f"{name}:{Path(place).stem}"
            schemas.append({"id": plugin, "raw": "{}", "schema": json.loads(content)})
        if wanted(place):
            write(target / "extensions" / name / place, content)
    loaded = {"name": name, **package["jupyterlab"]["_build"]}
    more = {"settings": {}, "version": package["version"]}
    return loaded, [{**schema, **more} for schema in schemas]


def branded(page: str) -> str:
    """Return one of the application's pages with the book's name and script."""
    mark = "</head>"
    if mark not in page or "<title>" not in page:
        raise Stop("The pages of JupyterLite have another form than tools/lite/bundle.py knows.")
    start, _, rest = page.partition("<title>")
    page = f"{start}<title>The Missile Question: notebook{rest[rest.index('</title>') :]}"
    page = page.replace("<html>", '<html lang="en">')
    page = page.replace('<link rel="manifest" href="../manifest.webmanifest" />', "")
    return page.replace(mark, '<script src="../book.js" defer></script></head>')


def make(python: Path, target: Path) -> None:
    """Make the application without notebooks."""
    found = wheels(python)
    version = ""
    for name, content in application(found[recipe.APPLICATION]):
        if name == "package.json":
            version = json.loads(content)["version"]
        if wanted(name):
            write(target / name, content)
    for app in recipe.APPS:
        page = target / app / "index.html"
        write(page, branded(page.read_text("utf-8")))
    added = [add_extension(target, found[p], name) for p, name in recipe.EXTENSIONS.items()]
    settings = recipe.config(version, [loaded for loaded, _ in added])
    write(target / "jupyter-lite.json", json.dumps(settings, indent=1, sort_keys=True))
    schemas = [schema for _, found_here in added for schema in found_here]
    write(target / "build" / "schemas" / "all_federated.json", json.dumps(schemas))
    english = {"displayName": "English", "nativeName": "English"}
    languages = {"data": {"en": english}, "message": ""}
    write(target / "api" / "translations" / "all.json", json.dumps(languages))
    write(target / "api" / "translations" / "en.json", '{"data": {}, "message": ""}')
    start = json.dumps((recipe.HERE / "start.py").read_text("utf-8"))
    for path in sorted(recipe.WEB.iterdir()):
        write(target / path.name, path.read_text("utf-8").replace("START_PY", start))


def key() -> str:
    """Return what the application depends on: the locks and this folder."""
    files = [p for p in recipe.HERE.rglob("*") if p.suffix in (".py", ".js", ".css", ".html")]
    locks = [REQUIREMENTS / "lite.txt", REQUIREMENTS / "live.txt"]
    return digest({path.relative_to(ROOT).as_posix(): path for path in [*files, *locks]})


def stock(python: Path, name: str) -> Path:
    """Return the cache's folder with the application, made if it is missing."""
    home = bundle.folder("lite") / name[:16]
    if not home.is_dir():
        with tempfile.TemporaryDirectory(dir=home.parent) as new:
            made = Path(new) / "made"
            make(python, made)
            bundle.settle(made, home)
        bundle.tidy(home)
    return home


def size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def build(python: Path) -> None:
    """Bring `_build/lite` up to date."""
    now = key()
    try:
        if STATE.read_text("utf-8") == now and (LITE / "jupyter-lite.json").is_file():
            return
    except OSError:
        pass
    started = time.monotonic()
    remove()
    shutil.copytree(stock(python, now), LITE)
    STATE.write_text(now, "utf-8")
    seconds = time.monotonic() - started
    say(f"Notebooks in the browser are ready after {seconds:.0f} s: {size(LITE) / 1e6:.0f} MB.")


def remove() -> None:
    """Leave `_build` without it."""
    shutil.rmtree(LITE, ignore_errors=True)
    STATE.unlink(missing_ok=True)


def ensure(python: Path) -> None:
    """Build it where the pages have Python; without that a notebook could not run."""
    if not (bundle.LIVE / "manifest.json").is_file():
        remove()
        say("The book has no notebooks in the browser: they need the Python of its pages.")
        return
    try:
        build(python)
    except Unavailable as reason:
        remove()
        if os.environ.get("LIVE"):
            raise Stop(f"Notebooks in the browser cannot be had now: {reason}.") from None
        say(f"The book is built without notebooks in the browser: {reason}.")
