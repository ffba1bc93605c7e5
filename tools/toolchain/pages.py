"""The built book: when to build it, how, and what to skip.

Nothing changed: nothing is built. Only pages changed: Sphinx reads those again. Anything else that
can show in a page (code, data, extension, settings, lock) changed, or the last build failed:
everything is built afresh, because Sphinx would otherwise keep pages made from the old code, and
would stay silent about warnings it has already given.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from toolchain import environment
from toolchain.console import ROOT, Failed, run, say

BUILD = ROOT / "_build"
HTML = BUILD / "html"
STATE = BUILD / "built.json"
ADDRESS = "SITE_URL"  # where the site will stand: for canonical links, sitemap and previews
LIVE = BUILD / "live"  # Python for the page, made by tools/live
LITE = BUILD / "lite"  # notebooks in the browser, made by tools/lite

# Folders that no page is made from, besides all whose name begins with a dot.
APART = {
    "_build",
    "tests",
    "benchmarks",
    "tools",
    "requirements",
    "__pycache__",
    "node_modules",
    "dist",
}
PAGES = (".ipynb", ".md")

State = dict[str, dict[str, str]]


def inputs(root: Path) -> Iterator[Path]:
    """Yield every file that the pages are made from, in a fixed order."""
    for folder, folders, files in os.walk(root):
        top = Path(folder) == root
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in ("__pycache__", "node_modules")
            and not (top and name in APART)
        )
        for name in sorted(files):
            code = top and name in ("make.py", "Makefile", "pyproject.toml")
            if not name.startswith(".") and not name.endswith((".pyc", "~")) and not code:
                yield Path(folder) / name


def now(root: Path = ROOT) -> State:
    """Return the SHA-256 of every input, pages apart from what all pages depend on."""
    state: State = {"pages": {}, "rest": {}}
    for path in inputs(root):
        name = path.relative_to(root).as_posix()
        kind = "pages" if name.endswith(PAGES) else "rest"
        state[kind][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    state["rest"]["address"] = hashlib.sha256(os.environ.get(ADDRESS, "").encode()).hexdigest()
    lock = root / "requirements" / "book.txt"
    state["rest"]["requirements/book.txt"] = hashlib.sha256(lock.read_bytes()).hexdigest()
    live = root / LIVE.relative_to(ROOT) / "manifest.json"
    if live.is_file():  # the pages get Python, or another one, or lose it
        state["rest"]["live"] = hashlib.sha256(live.read_bytes()).hexdigest()
    lite = (root / LITE.relative_to(ROOT)).with_suffix(".json")
    if lite.is_file():
        state["rest"]["lite"] = lite.read_text("utf-8")
    return state


def plan(before: State, after: State) -> str:
    """Say what a build has to do: "nothing", "pages" (those that changed) or "all"."""
    if before == after:
        return "nothing"
    if not before or before.get("rest") != after["rest"]:
        return "all"
    if (
        before.get("pages", {}).keys() != after["pages"].keys()
    ):  # a page came or went: every sidebar changes
        return "all"
    return "pages"


def read_state() -> State:
    """Return the inputs of the last build that went well, or nothing."""
    if not (HTML / "index.html").is_file():
        return {}
    try:
        return dict(json.loads(STATE.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def sweep() -> None:
    """Remove what Sphinx built; Python for the page and the notebook application stay."""
    for path in BUILD.glob("*"):
        if path.stem not in (LIVE.name, LITE.name):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()


def build() -> None:
    """Build `_build/html` if anything it is made from has changed; any warning is an error."""
    environment.ensure("book")
    from lite import bundle as notebooks  # only here: whatever fails before needs none of it
    from live import bundle

    started = time.monotonic()
    bundle.ensure(environment.python())
    notebooks.ensure(environment.python())
    after = now()
    todo = plan(read_state(), after)
    if todo == "nothing":
        say(f"The book is up to date: {place()}")
        return
    STATE.unlink(missing_ok=True)
    if todo == "all":
        sweep()
    say("Building the book" if todo == "all" else "Building the pages that changed")
    code = run(
        *(
            environment.python(),
            "tools/build_pages.py",
            "build",
            ".",
            "-W",
            "-n",
            "--keep-going",
            "-q",
        ),
        check=False,
        quiet=True,
        env=environment.kernel_settings(),
    )
    if code:
        say("The book was not built: see the warnings above; each counts as an error.")
        raise Failed(code)
    if now() == after:  # else a source changed meanwhile, and the next run must build again
        STATE.write_text(json.dumps(after, indent=1), "utf-8")
    if not (HTML / "sitemap.xml").is_file():
        say(f"No sitemap, canonical links or preview pictures: {ADDRESS}=https://... gives them.")
    say(f"The book is ready after {time.monotonic() - started:.0f} s: {place()}, or `make serve`.")


def place() -> str:
    """Say where to open the book."""
    return f"open {HTML / 'index.html'}"
