"""Put together a folder that an instructor turns into a class's repository: `make classroom`.

It holds the student notebooks, the package as a wheel, the versions this book is tested with, and a
workflow that checks every push. Nothing in it points to where this book is hosted.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "exercises" / "classroom"
NOTEBOOKS = ROOT / "exercises" / "student"
LOCK = ROOT / "requirements" / "test.txt"
PIN = re.compile(r"^([\w.\[\]-]+==[^\s\\]+(?: ; [^\\]+)?)", re.MULTILINE)


def pins(lock: str) -> list[str]:
    """Return the versions of a hashed lock, a line each, without the hashes.

    pip takes no hashes in a constraints file together with a local wheel, which has none.
    """
    return [re.sub(r"\[.*?\]", "", line.strip()) for line in PIN.findall(lock)]


def build_wheel(target: Path) -> Path:
    """Build the package's wheel into a folder; return its path."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (path,) = target.glob("*.whl")
    return path


def build(target: Path) -> list[Path]:
    """Write the folder anew; return its files."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(TEMPLATE, target)
    wheel = build_wheel(target / "wheels")
    wanted = target / "requirements.txt"
    wanted.write_text(wanted.read_text("utf-8").format(wheel=wheel.name), "utf-8")
    constraints = "\n".join(pins(LOCK.read_text("utf-8"))) + "\n"
    (target / "constraints.txt").write_text(constraints, "utf-8")
    (target / "notebooks").mkdir()
    for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
        shutil.copy(notebook, target / "notebooks")
    return sorted(path for path in target.rglob("*") if path.is_file())


def main() -> None:
    """Build the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", type=Path, nargs="?", default=ROOT / "_build" / "classroom")
    target = parser.parse_args().target
    files = build(target)
    print(f"{len(files)} files in {target}: make them a repository, and mark it as a template.")


if __name__ == "__main__":
    main()
