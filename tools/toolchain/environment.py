"""The environment `.venv`: made once, filled from a lock by hash, mended when it no longer fits.

Its state file is written last. An interrupted installation therefore leaves none, and the next
run starts afresh.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from toolchain import debian
from toolchain.console import ROOT, Stop, say, surroundings

VENV = ROOT / ".venv"
STATE = VENV / "installed.json"
LOG = VENV / "install.log"

# What a lock brings with it: test.txt holds every pin of book.txt (tests/toolchain checks that).
LOCKS = {"book": ("book",), "test": ("test", "book"), "lock": ("lock",), "bench": ("bench",)}

# How pip says that it cannot reach an index.
UNREACHABLE = (
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "getaddrinfo failed",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "Read timed out",
    "Connection refused",
    "Connection reset",
    "ProxyError",
    "Network is unreachable",
    "ProtocolError",
)


def python() -> Path:
    """Return the Python of the virtual environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def kernel_settings() -> dict[str, str]:
    """Return what lets notebooks run the same for everybody: no personal IPython settings.

    It also silences a warning of every kernel that its TCP connection, on this machine, is plain.
    """
    profile = VENV / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text("c.IPKernelApp.log_level = 40\n", "utf-8")
    return {"IPYTHONDIR": str(profile.parent), "PYTHONHASHSEED": "0"}


def digest(*paths: Path) -> str:
    """Return one SHA-256 over the bytes of some files, whatever their line ends."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def lock_digest(name: str) -> str:
    """Return the SHA-256 of a lock file."""
    return digest(ROOT / "requirements" / f"{name}.txt")


def read_state() -> dict[str, object]:
    """Return what the last finished installation left, or nothing."""
    try:
        return dict(json.loads(STATE.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def fault(
    state: dict[str, object], *, venv: str, version: str, locks: dict[str, str]
) -> str | None:
    """Return why an environment cannot be used any more, in words, or None.

    `venv`, `version` and `locks` are what holds now: the path, Python's minor version, the digests
    of the locks.
    """
    if not state:
        return "it was never finished"
    if state.get("venv") != venv:
        return "the folder has been moved"
    if state.get("python") != version:
        return f"it was made with Python {state.get('python')}, this is {version}"
    have = state.get("locks")
    for name, sha in have.items() if isinstance(have, dict) else ():
        if locks.get(name) != sha:
            return f"requirements/{name}.txt has changed"
    return None


def starts() -> bool:
    """Say whether its Python still runs (a removed base Python leaves a dead link)."""
    try:
        return (
            subprocess.run(
                [python(), "-c", "import pip"], capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def create() -> None:
    """Make an empty environment in place of whatever is there."""
    shutil.rmtree(VENV, ignore_errors=True)
    if VENV.exists():
        raise Stop(
            f"{VENV} is in use and cannot be replaced. Close what runs in it (Lab, a terminal), "
            "then try again."
        )
    say(f"Making .venv with Python {sys.version.split()[0]}")
    command = [sys.executable, "-m", "venv", str(VENV)]
    made = subprocess.run(command, capture_output=True, text=True, env=surroundings(), check=False)
    if made.returncode and "ensurepip" in made.stdout + made.stderr:  # Debian ships venv without it
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not debian.install(package):
            raise Stop(
                "This Python cannot make virtual environments: "
                f"sudo apt-get install {package} lets it, then run the same again."
            )
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run(
            command, capture_output=True, text=True, env=surroundings(), check=False
        )
    if made.returncode:
        last = (made.stderr + made.stdout).strip().splitlines()[-1:]
        raise Stop(f"Python could not make {VENV}: {''.join(last)}")


def pip(*arguments: str) -> None:
    """Run pip with its output in a log, and end in one line if it fails."""
    options = ["--no-input", "--disable-pip-version-check", "--log", str(LOG)]
    command = [str(python()), "-m", "pip", *options, *arguments]
    start = LOG.stat().st_size if LOG.exists() else 0
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), capture_output=True, check=False)
    if done.returncode:
        with LOG.open("ab+") as log:
            log.write(done.stderr)
            log.seek(start)
            raise Stop(explain(log.read().decode("utf-8", "replace")))


def explain(output: str) -> str:
    """Turn what pip logged before it failed into one line."""
    where = f"pip's own words are in {LOG}"
    if "DO NOT MATCH THE HASHES" in output:
        return f"A downloaded package is not the one that the lock names; {where}."
    if "No space left" in output:
        return f"The disk is full: the environment needs about 1 GB; {where}."
    if any(sign in output for sign in UNREACHABLE):
        return (
            "No package index could be reached. Check the network (or proxy), "
            f"then run the same again; {where}."
        )
    errors = re.findall(r"ERROR: (.*)", output)
    return (
        f"The packages could not be installed: {errors[-1] if errors else 'see the log'}; {where}."
    )


def ensure(lock: str = "book") -> None:
    """Bring the environment to a lock; do nothing if it is there already."""
    names = LOCKS[lock]
    now = {
        name: lock_digest(name)
        for name in {*LOCKS}
        if (ROOT / "requirements" / f"{name}.txt").exists()
    }
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    state = read_state()
    reason = fault(state, venv=str(VENV), version=version, locks=now) or (
        None if starts() else "its Python is gone"
    )
    if reason:
        if VENV.exists():
            say(f"Making .venv again: {reason}")
        create()
        state = {"venv": str(VENV), "python": version, "locks": {}}
    have = dict(state["locks"])  # type: ignore[call-overload]
    package = digest(ROOT / "pyproject.toml")
    if names[0] in have and (state.get("package") == package or lock == "lock"):
        return
    STATE.unlink(missing_ok=True)
    if names[0] not in have:
        file = f"requirements/{lock}.txt"
        text = (ROOT / file).read_text("utf-8")
        count = text.count("==")
        say(f"Installing {count} locked packages ({file}); the first time this takes minutes")
        # Wheels only: building a source package would run unlocked build tools.
        pip("install", "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", file)
    if lock != "lock" and (state.get("package") != package):
        pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")
        state["package"] = package
    state["locks"] = {**have, **{name: now[name] for name in names}}
    STATE.write_text(json.dumps(state, indent=1, sort_keys=True), "utf-8")
