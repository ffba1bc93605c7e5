"""A copy of the toolchain alone, for tests that must not touch this checkout's `.venv`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

Make = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with make.py and all that it reads before it installs anything."""
    target = tmp_path / "a checkout"  # with a space, as many have
    shutil.copytree(
        ROOT / "tools" / "toolchain",
        target / "tools" / "toolchain",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copytree(ROOT / "requirements", target / "requirements")
    for name in ("make.py", "Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, target)
    return target


@pytest.fixture
def make() -> Make:
    """Return a function that runs `python make.py ...` in a folder, as a person would."""

    def run(
        folder: Path, *words: str, python: str = sys.executable, **extra: str
    ) -> subprocess.CompletedProcess[str]:
        env = {k: v for k, v in os.environ.items() if not k.startswith("PIP_")}
        return subprocess.run(
            [python, "make.py", *words],
            cwd=folder,
            env={**env, **extra},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    return run
