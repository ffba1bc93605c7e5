"""The targets: what each word after `make` does."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable

from toolchain import chromium, environment, pages, serve, stick
from toolchain.console import ROOT, Failed, Stop, run, say

LIVE_TESTS = ("tests/site/test_live.py", "tests/site/test_lite.py")
CACHES = (
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
    "dist",
    ".coverage",
    "htmlcov",
)


def book() -> None:
    """Build the book into _build/html (LIVE=0: without Python in the pages)."""
    pages.build()


def serve_book() -> None:
    """Serve the built book on this machine (PORT=8000)."""
    port = serve.port_from(os.environ.get("PORT", "8000"))
    serve.listen(port, ROOT).server_close()  # a busy port is told before a build is waited for
    if not (pages.HTML / "index.html").is_file():
        pages.build()
    elif pages.plan(pages.read_state(), pages.now()) != "nothing":
        say("The sources have changed since these pages were built: `make book` renews them.")
    serve.serve(port, pages.HTML)


def site_zip() -> None:
    """Pack the book into a zip that runs from a USB stick."""
    pages.build()
    target = pages.BUILD / f"{stick.NAME}.zip"
    count = stick.write(pages.HTML, target)
    size = target.stat().st_size / 1e6
    say(f"{count} files, {size:.0f} MB: {target}. Unpack it, and read READ ME FIRST.txt.")


def lab() -> None:
    """Open the chapters in JupyterLab."""
    environment.ensure("book")
    quiet = environment.VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    quiet.parent.mkdir(parents=True, exist_ok=True)
    # No question about news on the projector, and no request to another host.
    news = {"fetchNews": "false", "checkForUpdates": False}
    quiet.write_text(json.dumps({"@jupyterlab/apputils-extension:notification": news}))
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    where = (f"--ServerApp.root_dir={ROOT}", "--LabApp.default_url=/lab/tree/chapters")
    run(environment.python(), "-m", "jupyterlab", *where, *root)


def lint() -> None:
    """Check style, types and workflows."""
    environment.ensure("test")
    if lint_codes():
        raise Failed(1)


def lint_codes() -> list[str]:
    """Run every linter, whatever others found; return the names of those that found something."""
    python = environment.python()
    linters: dict[str, list[object]] = {
        "ruff check": [python, "-m", "ruff", "check", "--quiet", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "--quiet", "."],
        "mypy": [python, "-m", "mypy", "--no-error-summary"],
        "codespell": [python, "-m", "codespell_lib"],
        "jactionlint": [python, "-m", "jactionlint", "--shellcheck="],
    }
    return [name for name, command in linters.items() if run(*command, check=False)]


def format_code() -> None:
    """Bring the code into the house style."""
    environment.ensure("test")
    run(environment.python(), "-m", "ruff", "check", "--fix", "--quiet", ".", check=False)
    run(environment.python(), "-m", "ruff", "format", ".")


def test() -> None:
    """Lint, build and test everything; the last line is pytest's."""
    environment.ensure("test")
    browser = chromium.ensure()
    found = lint_codes()
    pages.build()
    folders = [
        name for name in ("tests", "chapters", "exercises/solutions") if (ROOT / name).is_dir()
    ]
    code = run(
        *(
            environment.python(),
            "-m",
            "pytest",
            "--nbval",
            "--nbval-current-env",
            "-n",
            "2",
            "--dist",
            "loadfile",  # and see tests/conftest.py
        ),
        *folders,
        check=False,
        env={**environment.kernel_settings(), chromium.VARIABLE: browser},
    )
    if found:
        print(f"Besides pytest: {', '.join(found)} found something, see above.", file=sys.stderr)
    if code or found:
        raise Failed(code or 1)


def test_live() -> None:
    """Start Python on every page that offers it, in a real browser."""
    environment.ensure("test")
    browser = chromium.ensure()
    pages.build()
    run(
        *(environment.python(), "-m", "pytest", "-n", "2", "--dist", "loadfile", *LIVE_TESTS),
        env={chromium.VARIABLE: browser, "MQ_LIVE": "all"},
    )


def unit() -> None:
    """Run the tests that need no pages, no browser and no processes kept apart."""
    environment.ensure("test")
    pytest = (environment.python(), "-m", "pytest", "-n", "2", "--dist", "loadfile")
    run(*pytest, "tests", "--ignore=tests/site", "-m", "not site and not grading")


def bench() -> None:
    """Measure (PART=models, grading, students or pages, else all; README=1 stores it)."""
    part = os.environ.get("PART", "")
    if part not in ("", "models", "grading", "students", "pages"):
        raise Stop(f"PART must be models, grading, students or pages, got {part!r}.")
    environment.ensure("test")
    options = ["--readme"] if os.environ.get("README") else []
    if part in ("", "models"):
        run(environment.python(), "-m", "benchmarks", *options)
    if part in ("", "grading"):
        run(environment.python(), "-m", "benchmarks", "--grading", *options,
            env=environment.kernel_settings())  # fmt: skip
    if part in ("", "students"):
        run(environment.python(), "-m", "benchmarks", "--students", *options,
            env=environment.kernel_settings())  # fmt: skip
    if part in ("", "pages"):
        browser = chromium.ensure()
        environment.ensure("bench")
        pages.build()
        run(environment.python(), "-m", "benchmarks", "--pages", browser, *options)


def notebooks() -> None:
    """Run every chapter and solution again and store what it shows."""
    environment.ensure("book")
    run(environment.python(), "tools/refresh_notebooks.py", env=environment.kernel_settings())


def exercises() -> None:
    """Write the student and solution notebooks from exercises/*.py."""
    environment.ensure("book")
    run(environment.python(), "tools/build_exercises.py")


def classroom() -> None:
    """Put together a folder for a class's repository in _build/classroom."""
    environment.ensure("book")
    run(environment.python(), "tools/build_classroom.py")


def gradescope() -> None:
    """Pack an autograder for each exercise set into _build/gradescope (SEED=... for its cases)."""
    environment.ensure("book")
    seed = os.environ.get("SEED", "")
    run(environment.python(), "tools/build_gradescope.py", *(["--seed", seed] if seed else []))


def quizzes() -> None:
    """Write the chapters' quizzes for learning platforms into _build/quizzes (FORMAT=moodle)."""
    environment.ensure("book")
    chosen = os.environ.get("FORMAT", "")
    run(environment.python(), "tools/build_quizzes.py", *(["--format", chosen] if chosen else []))


def reference() -> None:
    """Write the pages of tables and models."""
    environment.ensure("book")
    run(environment.python(), "tools/build_reference.py")


def lock() -> None:
    """Resolve requirements/*.in anew into the hashed locks."""
    environment.ensure("lock")
    common = "--universal --generate-hashes --only-binary :all: --upgrade --quiet"
    plain = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command"]
    oldest = ["--python-version", "3.11"]
    locks = {
        "book": oldest,
        "test": [*oldest, "-c", "requirements/book.txt"],
        "lock": oldest,
        "bench": oldest,
        "grading": [*oldest, "-c", "requirements/test.txt"],
        "peers": [*oldest, "-c", "requirements/grading.txt"],
        # The browser's Python; what live.in does not name is not sent to readers.
        "live": ["--python-version", "3.12", "--no-deps"],
        "lite": ["--python-version", "3.12", "--no-deps"],  # files are taken out of its wheels
    }
    for name, extra in locks.items():
        source, target = f"requirements/{name}.in", f"requirements/{name}.txt"
        command = [
            environment.python(),
            "-m",
            "uv",
            "pip",
            "compile",
            *common.split(),
            *plain,
            "make lock",
        ]
        run(*command, *extra, source, "-o", target)
        say(f"{target}: {(ROOT / target).read_text('utf-8').count('==')} packages")


def clean() -> None:
    """Remove everything that was built; `.venv` too with ALL=1."""
    names = ["_build", *CACHES, *([".venv"] if os.environ.get("ALL") else [])]
    for path in [ROOT / name for name in names]:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def usage() -> None:
    """Say what there is."""
    for name, target in TARGETS.items():
        say(f"make {name:<10} {(target.__doc__ or '').splitlines()[0]}")


TARGETS: dict[str, Callable[[], None]] = {
    "book": book,
    "serve": serve_book,
    "lab": lab,
    "site-zip": site_zip,
    "test": test,
    "test-live": test_live,
    "unit": unit,
    "bench": bench,
    "lint": lint,
    "format": format_code,
    "notebooks": notebooks,
    "exercises": exercises,
    "classroom": classroom,
    "gradescope": gradescope,
    "quizzes": quizzes,
    "reference": reference,
    "lock": lock,
    "clean": clean,
    "help": usage,
}


def main(words: list[str]) -> int:
    """Carry out the targets named on the command line; NAME=value sets what make would set."""
    settings = [word for word in words if "=" in word]
    os.environ.update(dict(word.split("=", 1) for word in settings))
    names = [word for word in words if word not in settings] or ["help"]
    unknown = [name for name in names if name not in TARGETS]
    if unknown:
        print(f"There is no target {unknown[0]}. There are: {', '.join(TARGETS)}", file=sys.stderr)
        return 2
    try:
        for name in names:
            TARGETS[name]()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except Failed as failed:
        return failed.code
    except KeyboardInterrupt:
        return 130
    return 0
