"""A number typed into a sentence is one that a table, an explorer, the code or a cited work has.

Numbers that follow from data are evaluated where they stand, so they cannot drift. What is left to
the keyboard (round figures of a thought experiment, settings to try, figures of a cited document)
must be found where this test looks for it.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from missile_question.explorers import registry

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
NUMBER = re.compile(r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: What is no number of the argument: evaluated values, citations, formulas, code, addresses.
ELSEWHERE = (
    r"```.*?```", r"\$\$.*?\$\$", r"\$[^$]*\$", r"\{[a-z:]+\}`[^`]*`", r"`[^`]*`",
    r"\]\([^)]*\)", rf"\b\d{{1,2}}(?= (?:to \d{{1,2}} )?(?:{MONTHS}))",
    r"[Rr]esolutions? \d+(?: and \d+)?",
    r"\bU-235\b", r"\buranium-235\b", r"[Cc]hapters? \d+", r"^\s*\d+\. ",
)  # fmt: skip


def cells(path: Path, kind: str) -> list[str]:
    """Return the sources of a notebook's cells of one kind."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == kind]


def values(text: str) -> Iterator[float]:
    """Yield the numbers that are written in a text."""
    for whole, part in NUMBER.findall(text):
        yield float(whole.replace(",", "") + part)


@lru_cache(maxsize=1)
def published() -> frozenset[float]:
    """Return every number in a column of numbers, shares also in per cent."""
    found: set[float] = set()
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for table in package["resources"]:
        types = {f["name"]: f["type"] for f in table.get("schema", {}).get("fields", [])}
        columns = [name for name, kind in types.items() if kind in ("number", "integer")]
        if not columns:
            continue
        with (ROOT / "data" / table["path"]).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.update(float(row[name]) for name in columns if row[name])
    return frozenset(found | {round(100 * value, 6) for value in found if value <= 1})


@lru_cache(maxsize=1)
def offered() -> frozenset[float]:
    """Return what sliders and menus of the explorers can be set to, also in per cent."""
    found: set[float] = set()
    for build in registry().values():
        for control in build().controls:
            if hasattr(control, "step"):
                steps = round((control.high - control.low) / control.step)
                found.update(round(control.low + i * control.step, 6) for i in range(steps + 1))
            else:
                for option in control.options:
                    found.update(values(option.label))
    return frozenset(found | {round(100 * value, 6) for value in found if value <= 2})


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_typed_numbers_have_a_home(path: Path) -> None:
    """Apart from small counts and years, each stands in data, explorers, code or beside a cite."""
    known = published() | offered() | set(values("\n".join(cells(path, "code"))))
    homeless = []
    for paragraph in re.split(r"\n\s*\n", "\n\n".join(cells(path, "markdown"))):
        if "{cite:" in paragraph:
            continue
        text = paragraph
        for other in ELSEWHERE:
            text = re.sub(other, " ", text, flags=re.DOTALL | re.MULTILINE)
        for value in values(text):
            small = value.is_integer() and (value <= 20 or 1900 <= value <= 2030)
            if not small and value not in known:
                homeless.append((value, " ".join(text.split())[:90]))
    assert not homeless


def test_an_invented_number_is_found_out() -> None:
    """The test above can fail: a figure that nobody published has no home."""
    assert not {8_417.0, 0.137, 6_513.0} & (published() | offered())
