"""Write the pages of the reference part: `python tools/build_reference.py`, or `make reference`.

One page for each table and each model. A page is a title and a directive; what it says comes from
data/datapackage.json, the rows and the docstrings when the book is built.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from missile_question import catalog, models

ROOT = Path(__file__).resolve().parents[1]


def pages() -> Iterator[tuple[Path, str]]:
    """Yield every page of the reference part that is made from a table or a model."""
    for name in catalog.tables(epilogue=True):
        text = f"# {catalog.describe(name)['title']}\n\n```{{data-table}} {name}\n```\n"
        yield ROOT / "reference" / "data" / f"{name}.md", text
    for name, title in models.TITLES.items():
        text = (
            f"# {title}\n\n```{{eval-rst}}\n.. automodule:: missile_question.models.{name}\n"
            "   :members:\n   :ignore-module-all:\n```\n\n## Figures that use it\n\n"
            f"```{{model-uses}} {name}\n```\n"
        )
        yield ROOT / "reference" / "models" / f"{name}.md", text


def stale() -> Iterator[tuple[Path, str | None]]:
    """Yield the pages that differ from what is wanted; None stands for "should not be there"."""
    wanted = dict(pages())
    for folder in ("data", "models"):
        for path in sorted((ROOT / "reference" / folder).glob("*.md")):
            if path not in wanted:
                yield path, None
    for path, text in wanted.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield path, text


def main(arguments: list[str]) -> int:
    """Write what has changed; with --check only name it, and return 1."""
    found = list(stale())
    for path, text in found:
        name = path.relative_to(ROOT).as_posix()
        if "--check" in arguments:
            print(f"{name} is out of date: run make reference", file=sys.stderr)
        elif text is None:
            path.unlink()
            print(f"removed {name}")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
