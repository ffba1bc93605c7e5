"""Pack an autograder for each exercise set, to be uploaded to Gradescope: `make gradescope`.

One zip per set, since an assignment on Gradescope is one set with its own points and due date. Each
holds the package as a wheel, the locked versions of what it needs, the exercises as they were given
out, and the seed that the hidden cases are drawn from.
"""

from __future__ import annotations

import argparse
import json
import secrets
import tempfile
import zipfile
from pathlib import Path

from build_classroom import build_wheel

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "exercises" / "gradescope"
EXERCISES = ROOT / "exercises" / "student"
LOCK = ROOT / "requirements" / "grading.txt"
#: The same date for every file, so that the same sources give the same bytes.
DATE = (2026, 2, 11, 0, 0, 0)
#: A task's message may quote a hidden case, and a student may hand in again until the due date.
VISIBILITY = "after_due_date"


def files(wheel: Path, chapter: str, seed: str) -> dict[str, bytes]:
    """Return the content of one zip by name."""
    config = {"chapter": chapter, "seed": seed, "visibility": VISIBILITY}
    found = {path.name: path.read_bytes() for path in TEMPLATE.iterdir()}
    found["requirements.txt"] = LOCK.read_bytes()
    found[wheel.name] = wheel.read_bytes()
    found["config.json"] = (json.dumps(config, indent=1) + "\n").encode("utf-8")
    for notebook in sorted(EXERCISES.glob("*.ipynb")):
        found[f"exercises/{notebook.name}"] = notebook.read_bytes()
    return found


def pack(target: Path, content: dict[str, bytes]) -> None:
    """Write a zip; scripts may be run."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(content):
            info = zipfile.ZipInfo(name, DATE)
            script = content[name].startswith(b"#!")
            info.external_attr = (0o755 if script else 0o644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content[name])


def kept_seed(target: Path) -> str:
    """Return the seed of an earlier call, or a new one that nobody can guess."""
    path = target / "seed.txt"
    if not path.is_file():
        path.write_text(secrets.token_hex(16) + "\n", "utf-8")
    return path.read_text("utf-8").strip()


def build(target: Path, seed: str = "") -> list[Path]:
    """Write a zip for each set; return them."""
    target.mkdir(parents=True, exist_ok=True)
    seed = seed.strip() or kept_seed(target)
    made = []
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        for notebook in sorted(EXERCISES.glob("*.ipynb")):
            made.append(target / f"{notebook.stem}.zip")
            pack(made[-1], files(wheel, notebook.stem, seed))
    return made


def main() -> None:
    """Build the zips in the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", type=Path, nargs="?", default=ROOT / "_build" / "gradescope")
    parser.add_argument("--seed", default="", help="for the hidden cases; by default a random one, "
                        "kept in seed.txt")  # fmt: skip
    given = parser.parse_args()
    made = build(given.target, given.seed)
    kind = "your seed" if given.seed.strip() else f"the seed in {given.target / 'seed.txt'}"
    print(f"{len(made)} autograders in {given.target}, with {kind}; keep them from the students.")


if __name__ == "__main__":
    main()
