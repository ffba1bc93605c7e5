"""Write the chapters' quizzes as files that learning platforms import: `make quizzes`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from missile_question.teaching.quizzes import FORMATS, read_quizzes

ROOT = Path(__file__).resolve().parents[1]
CHAPTERS = ROOT / "chapters"


def title_of(notebook: Path) -> str:
    """Return a chapter's number and title, as its first line has it."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    lines = "".join(cells[0]["source"]).splitlines()
    heading = next(line for line in lines if line.startswith("# "))
    return f"{notebook.name[:2]} {heading.removeprefix('# ').strip()}"


def build(target: Path, formats: list[str], chapters: Path = CHAPTERS) -> list[Path]:
    """Write the files of each format into a folder of its name; return them.

    Raises
    ------
    ValueError
        If there is no chapter, or one of them cannot be read.
    """
    notebooks = sorted(chapters.glob("[0-9]*.ipynb"))
    if not notebooks:
        raise ValueError(f"chapters must hold notebooks, found none in {str(chapters)!r}")
    made = []
    for notebook in notebooks:
        quizzes = read_quizzes(notebook)
        for name in formats if quizzes else ():
            folder = target / name
            folder.mkdir(parents=True, exist_ok=True)
            files = FORMATS[name](notebook.stem, title_of(notebook), quizzes)
            for file, content in files.items():
                made.append(folder / file)
                made[-1].write_bytes(content)
    return made


def main() -> int:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path, nargs="?", default=ROOT / "_build" / "quizzes")
    parser.add_argument(
        "--format", choices=sorted(FORMATS), action="append", help="by default all of them"
    )
    given = parser.parse_args()
    try:
        made = build(given.target, given.format or sorted(FORMATS))
    except (ValueError, OSError) as error:
        print(f"No quizzes: {error}", file=sys.stderr)
        return 1
    print(f"{len(made)} files in {given.target}: qti12 is for Canvas, moodle for Moodle, "
          "qti21 for other platforms.")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
