"""Every chapter keeps the promises of the book: its parts, its claims, its sources, its size."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
BIB = (ROOT / "references.bib").read_text(encoding="utf-8")
CLAIMS = list(csv.DictReader((ROOT / "seeds" / "claims.csv").read_text("utf-8").splitlines()))


def notebook(path: Path) -> dict[str, Any]:
    """Read a notebook as JSON."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def prose(path: Path) -> str:
    """All Markdown of a chapter."""
    cells = notebook(path)["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def code(path: Path) -> str:
    """All code of a chapter."""
    cells = notebook(path)["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")


def shown(path: Path) -> str:
    """All HTML that a chapter's cells show."""
    outputs = [o for c in notebook(path)["cells"] for o in c.get("outputs", [])]
    return "\n".join("".join(o.get("data", {}).get("text/html", "")) for o in outputs)


pytestmark = pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)


def test_parts(path: Path) -> None:
    """A chapter has every part the design names, in order."""
    headings = re.findall(r"^## (.+)$", prose(path), re.MULTILINE)
    wanted = (
        "bet", "play", "formalise", "experts disagree", "cannot show", "check yourself",
        "exercises", "leads", "further reading",
    )  # fmt: skip
    places = [next((i for i, h in enumerate(headings) if part in h.lower()), -1) for part in wanted]
    missing = [part for part, place in zip(wanted, places, strict=True) if place < 0]
    assert not missing, f"{path.name} lacks {missing}"
    assert places == sorted(places), f"{path.name}: {headings}"


def test_header(path: Path) -> None:
    """The header states minutes, objectives and prerequisites; the minutes fit the words."""
    page = shown(path)
    assert "mq-facts" in page
    minutes = int(re.search(r"<dd>(\d+) minutes</dd>", page).group(1))  # type: ignore[union-attr]
    assert 30 <= minutes <= 45
    words = len(re.findall(r"\w+", prose(path)))
    words += len(re.findall(r"\w+", re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.S)))
    assert 100 <= words / minutes <= 260, f"{words} words in {minutes} minutes"


def test_claims_are_covered_exactly(path: Path) -> None:
    """The chapter has a card for each claim that seeds/claims.csv assigns to it, and no other."""
    assigned = {c["claim_id"] for c in CLAIMS if path.stem in c["taught_in"].split(";")}
    cards = set(re.findall(r'id="claim-(c\d\d)"', shown(path)))
    assert {c.upper() for c in cards} == assigned


def test_bet_and_quiz(path: Path) -> None:
    """At least one bet and six self-check questions whose every option explains itself."""
    page = shown(path)
    assert 'class="mq-bet"' in page
    questions = re.findall(r"<fieldset id=\"quiz-.*?</fieldset>", page, re.DOTALL)
    assert len(questions) >= 6
    for question in questions:
        assert all(len(says) > 10 for says in re.findall(r'data-says="([^"]*)"', question))


def test_citations_resolve(path: Path) -> None:
    """Every citation key is in references.bib, and at least eight works are cited."""
    keys = {
        key.strip()
        for group in re.findall(r"\{cite:[pt]\}`([^`]+)`", prose(path))
        for key in group.split(",")
    }
    missing = {key for key in keys if f"{{{key}," not in BIB}
    assert not missing
    assert len(keys) >= 8


def test_figures_say_what_they_show(path: Path) -> None:
    """Alt texts state a finding and are unique; every figure names a source."""
    scripts = re.findall(
        r'<figure class="mq-figure">.*?<script type="application/json">(.*?)</script>',
        shown(path),
        re.DOTALL,
    )
    payloads = [json.loads(text.replace("<\\/", "</")) for text in scripts]
    assert len(payloads) >= 3
    alts = [p["alt"] for p in payloads]
    assert len(set(alts)) == len(alts)
    assert all(len(alt.split()) >= 12 and re.search(r"\d", alt) for alt in alts)
    assert all(p["sources"] for p in payloads)


def test_size_and_outputs(path: Path) -> None:
    """A notebook stays below 150 kB, stores its outputs and no widget state."""
    assert path.stat().st_size <= 150_000
    text = path.read_text(encoding="utf-8")
    assert "widget-view+json" not in text and "application/vnd.jupyter.widget-state" not in text
    for cell in notebook(path)["cells"]:
        if cell["cell_type"] == "code" and not "".join(cell["source"]).rstrip().endswith(";"):
            assert cell["outputs"], f"no stored output: {''.join(cell['source'])[:60]}"


def test_code_is_calls(path: Path) -> None:
    """Chapters hold prose and calls: no function, no class, no table read past the catalogue."""
    assert not re.search(r"^\s*(def|class) ", code(path), re.MULTILINE)
    assert "read_csv" not in code(path)
