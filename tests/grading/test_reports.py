"""Reports: same bytes for same input, students' words are never markup or formulas."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from missile_question.grading import reports
from missile_question.grading.records import Graded, Limits, Mark, Stopped
from missile_question.grading.reports import pages, statistics
from missile_question.grading.similarity import Pair

EVIL = "<script>alert(1)</script>"


def mark(task_id: str, points: float, **more) -> Mark:
    given = {"status": "right" if points else "wrong", "out_of": 2, "manual_points": 0}
    given |= {"message": EVIL, "public_points": points} | more
    return Mark(task_id, "Title", "number", points=points, **given)


ARGUMENT = mark("reach-10", 0, out_of=0, manual_points=4, answer="=HYPERLINK(1)", status="right")
CLASS = [
    Graded(
        f"student-{i:02}",
        "02_reach",
        f"{i}.ipynb",
        "0" * 64,
        marks=(mark("reach-1", 2.0 * (i > 3)), mark("reach-2", 2.0 * (i > 6), misconception="unit"),
               ARGUMENT),
        stopped=(Stopped("reach-1-answer", 2, EVIL),),
        isolation="namespaces",
    )
    for i in range(12)
]  # fmt: skip
BROKEN = Graded("zoe", "", "zoe.ipynb", "1" * 64, trouble="The file is not text in UTF-8.")
PAIR = Pair("02_reach", "reach-1", "student-01", "student-02", 0.8, 40, EVIL, "x = 1")


@pytest.fixture
def out(tmp_path):
    """Return a folder with the reports of a class of twelve and a broken file."""
    reports.write([*CLASS, BROKEN], [PAIR], tmp_path, seed="s3cret", isolation="namespaces",
                  limits=Limits())  # fmt: skip
    return tmp_path


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_have_a_row_for_everyone(out):
    """Trouble has its row; what a person gives is open; a formula is no formula."""
    grades = rows(out / "grades.csv")
    assert len(grades) == 13 and grades[-1]["trouble"] == BROKEN.trouble
    assert grades[11]["points"] == "4" and grades[11]["percent"] == "50"
    assert {row["manual_open"] for row in grades[:12]} == {"yes"}
    assert len(rows(out / "tasks.csv")) == 36
    sheet = rows(out / "manual.csv")
    assert len(sheet) == 12 and {row["text"] for row in sheet} == {"'=HYPERLINK(1)"}
    assert sheet[0]["rubric"]
    assert rows(out / "lms.csv")[0] == {"student": "student-00", "02_reach": "0"}


def test_gradescope_has_scores_and_limits(out):
    """The tests add up, none has more than it can, and arguments are left to people."""
    told = json.loads((out / "gradescope" / "student-11.json").read_text("utf-8"))
    assert told["score"] == 4 == sum(test["score"] for test in told["tests"])
    assert [test["max_score"] for test in told["tests"]] == [2, 2]
    assert json.loads((out / "gradescope" / "zoe.json").read_text("utf-8"))["score"] == 0


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self):
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag, attributes):
        """Keep the tag's name."""
        self.tags.add(tag)


def test_pages_show_students_words_as_words(out):
    """No script from a message, an error or a snippet; the class's page names all that matters."""
    for path in [out / "class.html", *sorted((out / "students").iterdir())]:
        text = path.read_text("utf-8")
        parser = Tags()
        parser.feed(text)
        assert not parser.tags & {"script", "img", "iframe", "link", "a"}
        assert "default-src 'none'" in text
    text = (out / "class.html").read_text("utf-8")
    assert BROKEN.trouble in text and "unit (12)" in text and "80 % shared" in text
    assert "Every submission ran in namespaces" in text
    assert text.count("<details>") == 1
    third = replace(PAIR, second="zoe", score=1.0)
    both = pages.for_class(CLASS, [PAIR, third], isolation="none", limits=Limits())
    assert both.count("<details>") == 1 and "80 to 100 % shared" in both, "one group of three"
    bare = pages.for_class(CLASS, [], isolation="none", limits=Limits())
    assert "not kept apart" in bare


def test_the_same_class_gives_the_same_bytes_and_no_seed(out, tmp_path_factory):
    """Two runs are alike byte for byte; the seed stands in no file."""
    other = tmp_path_factory.mktemp("again")
    reports.write([*CLASS, BROKEN], [PAIR], other, seed="s3cret", isolation="namespaces",
                  limits=Limits())  # fmt: skip
    files = sorted(p.relative_to(out) for p in out.rglob("*") if p.is_file())
    assert len(files) == 7 + 26
    for name in files:
        content = (out / name).read_bytes()
        assert content == (other / name).read_bytes()
        assert b"s3cret" not in content


def test_item_statistics_agree_with_numpy():
    """Corrected item-total correlation is NumPy's of the task with the rest."""
    rng = np.random.default_rng(5)
    points = rng.integers(0, 3, (30, 6)).astype(float)
    for item in range(6):
        rest = np.delete(points, item, axis=1).sum(axis=1)
        wanted = np.corrcoef(points[:, item], rest)[0, 1]
        found = statistics.discrimination(points[:, item].tolist(), points.sum(axis=1).tolist())
        assert found == pytest.approx(wanted)
    assert statistics.discrimination([1.0] * 9, [2.0] * 9) is None
    assert statistics.discrimination([1.0] * 12, list(range(12))) is None
    assert statistics.tenths([0, 0.1, 0.3, 0.999, 1]) == [1, 1, 0, 1, 0, 0, 0, 0, 0, 2]
