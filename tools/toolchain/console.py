"""How the toolchain speaks and runs other programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]
NOTHING: Mapping[str, str] = MappingProxyType({})


class Stop(Exception):
    """The work cannot go on; the message is the one line that the reader gets."""


class Failed(Exception):
    """A program that has already explained itself ended with this exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def say(line: str) -> None:
    """Print one line at once, so that it stands before what the next program prints."""
    print(line, flush=True)


def surroundings(extra: Mapping[str, str] = NOTHING) -> dict[str, str]:
    """Return the environment for child processes: UTF-8, and nobody else's Python paths."""
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **extra}
    for name in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"):
        env.pop(name, None)
    return env


def run(
    *command: object, check: bool = True, quiet: bool = False, env: Mapping[str, str] = NOTHING
) -> int:
    """Run a program in the repository (quiet: only stderr is shown); return its exit code."""
    sys.stdout.flush()
    words = [str(word) for word in command]
    out = subprocess.DEVNULL if quiet else None
    done = subprocess.run(words, cwd=ROOT, env=surroundings(env), stdout=out, check=False)
    code = done.returncode
    if check and code:
        raise Failed(code)
    return code
