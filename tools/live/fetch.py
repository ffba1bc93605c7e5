"""Get files from whichever source answers, and believe none: each is checked against its hash.

`Mismatch` ends the work: a file that is not what the lock names. `Unavailable` leads to the next
source, or to a book without live Python. Standard library only; pip and npm fetch from the
registries that this machine is set up for.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import re
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from pathlib import Path

from toolchain.console import Stop, surroundings
from toolchain.environment import UNREACHABLE

#: Seconds without a byte after which a source counts as not answering.
PATIENCE = 8
CHUNK = 1 << 18


class Unavailable(Exception):
    """No source gave the file; the message is a sentence."""


class Mismatch(Stop):
    """A file is not what the lock names."""

    def __init__(self, file: str, expected: str, found: str) -> None:
        super().__init__(
            f"{file} is not what the lock names: expected {expected}, found {found}. "
            "Nothing was built from it."
        )


def sha256(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def integrity(path: Path) -> str:
    """Return a file's hash as npm writes it."""
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha512").digest()
    return "sha512-" + base64.b64encode(digest).decode()


def checked(path: Path, expected: str) -> Path:
    """Return the file if it has the hash (npm's or a SHA-256); else remove it and say so."""
    found = integrity(path) if expected.startswith("sha512-") else sha256(path)
    if found != expected:
        path.unlink()
        raise Mismatch(path.name, expected, found)
    return path


def kept(path: Path, expected: str) -> bool:
    """Say whether the cache has a file; a spoilt one is removed, so that it is fetched again."""
    if not path.is_file():
        return False
    try:
        checked(path, expected)
    except Mismatch:
        return False
    return True


# ---- plain downloads -----------------------------------------------------------------------------


def receive(url: str, part: Path) -> None:
    """Append what is missing of a file; begin anew where a server cannot continue."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        length = answer.headers.get("Content-Length")
        with part.open("ab" if answer.status == 206 else "wb") as opened:
            start = opened.tell()
            while piece := answer.read(CHUNK):
                opened.write(piece)
            if length and opened.tell() - start != int(length):
                raise Unavailable(f"the connection broke after {opened.tell()} bytes")


def download(url: str, target: Path, expected: str) -> Path:
    """Fetch a file by hash. A part from an earlier try is continued once, then begun anew."""
    part = target.with_name(f"{target.name}.part")
    while True:
        resumed = part.exists()
        try:
            receive(url, part)
            checked(part, expected)
        except urllib.error.HTTPError as error:
            if not (resumed and error.code == 416):  # it has no more to give: the part is odd
                raise Unavailable(f"{url} answers {error.code}") from None
            part.unlink()
        except Mismatch as mismatch:
            if not resumed:
                raise Mismatch(
                    target.name, expected, str(mismatch).split("found ")[1][:64]
                ) from None
        except (OSError, http.client.HTTPException) as error:
            raise Unavailable(f"{url} does not answer ({error})") from None
        else:
            return part.replace(target)


# ---- pip and npm ---------------------------------------------------------------------------------


def explain(output: str) -> Exception:
    """Turn what pip printed before it failed into a mismatch, or into a source that fails."""
    wrong = re.search(
        r"DO NOT MATCH.*?\n\s+(\S+).*?Expected sha256 (\w+).*?Got\s+(\w+)", output, re.DOTALL
    )
    if wrong:
        return Mismatch(wrong[1], wrong[2], wrong[3])
    if any(sign in output for sign in UNREACHABLE):
        return Unavailable("no package index could be reached")
    errors = re.findall(r"ERROR: (.*)", output)
    return Unavailable(f"pip: {errors[-1] if errors else 'no answer'}")


def pip_download(python: Path, requirements: str, folder: Path, *options: str) -> list[Path]:
    """Fetch wheels that a hashed list names into a folder of the cache; return them."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="new-") as new:
        listed = Path(new) / "requirements.txt"
        listed.write_text(requirements, "utf-8")
        command = [python, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps"]
        command += ["--disable-pip-version-check", "--retries", "1", "--timeout", "20"]
        command += ["--require-hashes", "--only-binary", ":all:", *options]
        command += ["--dest", new, "--requirement", listed]
        done = subprocess.run(
            [str(word) for word in command],
            env=surroundings(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise explain(done.stdout + done.stderr)
        return [path.replace(folder / path.name) for path in sorted(Path(new).glob("*.whl"))]


def entries(lock: str) -> dict[str, str]:
    """Return each package's lines of a lock, by its name."""
    parts = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    return {part.split("==")[0]: part for part in parts}


def hashes(entry: str) -> set[str]:
    """Return the SHA-256 that a lock allows for a package."""
    return set(re.findall(r"sha256:([0-9a-f]{64})", entry))


def stem(entry: str) -> str:
    """Return how the names of a package's wheels begin."""
    name, version = entry.split()[0].split("==")
    return f"{name.replace('-', '_')}-{version}-"


def cached_wheel(entry: str, folder: Path) -> Path | None:
    """Return the wheel of a locked package that the cache has, if it is one of those."""
    for path in folder.glob(f"{stem(entry)}*.whl"):
        if sha256(path) in hashes(entry):
            return path
        path.unlink()
    return None


def wheels(
    python: Path, locked: Mapping[str, str], folder: Path, *options: str
) -> tuple[list[Path], int]:
    """Return the wheels of locked packages, and how many of them had to be fetched."""
    have = {name: cached_wheel(entry, folder) for name, entry in locked.items()}
    missing = "".join(entry for name, entry in locked.items() if not have[name])
    fetched = pip_download(python, missing, folder, *options) if missing else []
    return sorted([*(path for path in have.values() if path), *fetched]), len(fetched)


def npm_pack(node: Iterable[object], package: str, expected: str, target: Path) -> Path:
    """Fetch a package of npm as the archive that it is; `node` is the command that runs npm."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="new-") as new:
        # npm looks for settings beside the package it stands in: here there is none.
        done = subprocess.run(
            [
                *map(str, node),
                "pack",
                package,
                "--json",
                "--ignore-scripts",
                "--no-update-notifier",
            ],
            cwd=new,
            env={**surroundings(), "npm_config_fetch_retries": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            if "EINTEGRITY" in done.stderr:
                raise Mismatch(package, expected, "what npm calls EINTEGRITY")
            code = re.search(r"npm error (?:code )?(\S+)", done.stderr)
            raise Unavailable(f"npm: {code[1] if code else 'no answer'}")
        name = json.loads(done.stdout)[0]["filename"]
        return checked(Path(new) / Path(name).name, expected).replace(target)
