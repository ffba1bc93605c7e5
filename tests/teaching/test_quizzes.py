"""Quizzes for learning platforms: read back as the platforms read them, nothing is lost."""

from __future__ import annotations

import html
import io
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import build_quizzes
import pytest

from missile_question.teaching import Question, Quiz
from missile_question.teaching.quizzes import (
    FORMATS,
    moodle_xml,
    packed,
    qti12,
    qti21,
    read_quizzes,
)

NOTEBOOKS = sorted(build_quizzes.CHAPTERS.glob("[0-9]*.ipynb"))
QTI21 = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1"}
QTI12 = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
PACKAGE = {"c": "http://www.imsglobal.org/xsd/imscp_v1p1"}
#: What breaks careless writers: markup, quotes, entities, letters, an answer that repeats words.
HARD = Quiz(
    "hard",
    [
        Question(
            'Is 1 < 2 & "two" > 1?',
            {"Yes": "<b>Bold</b> & right.", "No": "Not 'so'.", "n/N – 5 %": "&amp; is text."},
            "n/N – 5 %",
            "Yes. It is said twice.",
        ),
        Question("12. Again?", {"A": "a", "B": "b"}, "A", "A. B."),
    ],
    "Hard & fast",
)

#: Question, options with what each is told, right option.
Read = list[tuple[str, dict[str, str], str]]


def told(quiz: Quiz, *, reasons: bool) -> Read:
    """Return what a platform should know; the reasons follow the right answer or stand apart."""
    return [
        (
            q.ask,
            {o: f"{s} {q.why}" if reasons and o == q.right else s for o, s in q.options.items()},
            q.right,
        )
        for q in quiz.questions
    ]


def plain(text: str | None) -> str:
    """Return the text of a paragraph of HTML."""
    found = re.fullmatch(r"<p>(.*)</p>", text or "", re.DOTALL)
    assert found, text
    return html.unescape(found[1])


def texts(quiz: Quiz) -> Quiz:
    """Return a quiz with plain containers, to be compared."""
    return Quiz(quiz.name, tuple(quiz.questions), quiz.label)


def from_qti21(files: dict[str, bytes]) -> Read:
    """Follow manifest, test and items, and run each item's rules for each answer."""
    manifest = ET.fromstring(files["imsmanifest.xml"])
    listed = {r.get("identifier"): r for r in manifest.iterfind("c:resources/c:resource", PACKAGE)}
    assert {f.get("href") for f in manifest.iterfind(".//c:file", PACKAGE)} | {
        "imsmanifest.xml"
    } == set(files)
    (whole,) = [r for r in listed.values() if r.get("type") == "imsqti_test_xmlv2p1"]
    test = ET.fromstring(files[whole.get("href", "")])
    references = test.findall(".//q:assessmentItemRef", QTI21)
    assert [r.get("identifier") for r in references] == [
        d.get("identifierref") for d in whole.iterfind("c:dependency", PACKAGE)
    ]
    found = []
    for reference in references:
        resource = listed[reference.get("identifier")]
        assert resource.get("type") == "imsqti_item_xmlv2p1"
        assert resource.get("href") == reference.get("href")
        item = ET.fromstring(files[reference.get("href", "")])
        choices = {c.get("identifier"): c.text for c in item.iterfind(".//q:simpleChoice", QTI21)}
        feedback = {c.get("identifier"): c.text for c in item.iterfind("q:modalFeedback", QTI21)}
        right = item.findtext("q:responseDeclaration/q:correctResponse/q:value", None, QTI21)
        scores = {choice: run21(item, choice, right) for choice in choices}
        assert scores == {choice: ("1" if choice == right else "0", choice) for choice in choices}
        ask = item.findtext("q:itemBody/q:p", None, QTI21)
        said = {choices[c]: feedback[c] for c in choices}
        found.append((ask, said, choices[right]))
    return found  # type: ignore[return-value]


def run21(item: ET.Element, answer: str | None, right: str | None) -> tuple[Any, Any]:
    """Carry out an item's response processing; return score and which feedback shows."""
    outcomes: dict[str | None, Any] = {}

    def follow(rules: ET.Element) -> None:
        for rule in rules:
            tag = rule.tag.partition("}")[2]
            if tag == "responseCondition":
                # The condition is: RESPONSE matches the right one.
                assert rule[0][0].tag.endswith("match"), rule[0][0].tag
                follow_later(rule[0][1:] if answer == right else list(rule[1]))
            else:
                assert tag == "setOutcomeValue"
                outcomes[rule.get("identifier")] = (
                    answer if "variable" in rule[0].tag else rule[0].text
                )

    def follow_later(rules: list[ET.Element]) -> None:
        holder = ET.Element("rules")
        holder.extend(rules)
        follow(holder)

    rules = item.find("q:responseProcessing", QTI21)
    assert rules is not None
    follow(rules)
    return outcomes["SCORE"], outcomes["FEEDBACK"]


def from_qti12(files: dict[str, bytes]) -> Read:
    """Read a package by the paths that Canvas's own importer (the gem qti) looks at."""
    manifest = ET.fromstring(files["imsmanifest.xml"])
    (resource,) = manifest.findall(".//c:resource[@type='imsqti_xmlv1p2']", PACKAGE)
    root = ET.fromstring(files[resource.get("href", "")])
    found = []
    for item in root.iterfind("q:assessment/q:section/q:item", QTI12):
        labels = item.findall(".//q:response_label", QTI12)
        choices = {x.get("ident"): x.findtext("q:material/q:mattext", None, QTI12) for x in labels}
        said, right = {}, []
        for rule in item.iterfind(".//q:respcondition", QTI12):
            choice = rule.findtext("q:conditionvar/q:varequal", None, QTI12)
            shown = rule.find("q:displayfeedback", QTI12)
            if shown is not None:
                place = f"q:itemfeedback[@ident='{shown.get('linkrefid')}']/q:*/q:*/q:mattext"
                said[choices[choice]] = plain(item.findtext(place.replace("q:*", "*"), None, QTI12))
            if rule.findtext("q:setvar", None, QTI12) == "100":
                right.append(choices[choice])
        assert len(right) == 1
        ask = plain(item.findtext("q:presentation/q:material/q:mattext", None, QTI12))
        found.append((ask, said, right[0]))
    return found  # type: ignore[return-value]


def from_moodle(content: bytes) -> tuple[Read, list[str]]:
    """Return the questions of a Moodle file, and the general feedback of each."""
    found, general = [], []
    for question in ET.fromstring(content).iterfind("question[@type='multichoice']"):
        answers = question.findall("answer")
        said = {plain(a.findtext("text")): plain(a.findtext("feedback/text")) for a in answers}
        (right,) = [plain(a.findtext("text")) for a in answers if a.get("fraction") == "100"]
        assert question.findtext("single") == "true"
        found.append((plain(question.findtext("questiontext/text")), said, right))
        general.append(plain(question.findtext("generalfeedback/text")))
    return found, general


def stored(quiz: Any, folder: Path, *, source: str = "Quiz(\n") -> Path:
    """Store a part's output in a notebook, as a chapter holds it."""
    page = quiz._repr_mimebundle_()["text/html"]
    cell = {"cell_type": "code", "source": source, "outputs": [{"data": {"text/html": page}}]}
    path = folder / "01_test.ipynb"
    path.write_text(json.dumps({"cells": [cell]}), "utf-8")
    return path


def all_quizzes() -> list[Quiz]:
    """Return every quiz of the book, and the hard one."""
    return [quiz for notebook in NOTEBOOKS for quiz in read_quizzes(notebook)] + [HARD]


QUIZZES = all_quizzes()
NAMES = [quiz.name for quiz in QUIZZES]


def test_a_stored_quiz_is_the_quiz_of_the_code(tmp_path: Path) -> None:
    """Whatever its words hold, a quiz comes back from its HTML as it was made."""
    (found,) = read_quizzes(stored(HARD, tmp_path))
    assert found == texts(HARD)


def test_every_chapter_has_a_quiz_and_no_name_stands_twice() -> None:
    """Files are called by the quiz's name: two of one name would overwrite each other."""
    assert all(read_quizzes(notebook) for notebook in NOTEBOOKS) and len(NOTEBOOKS) == 10
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("quiz", QUIZZES, ids=NAMES)
def test_nothing_is_lost_in_qti_21(quiz: Quiz) -> None:
    """Question, answers, the right one, its point and each answer's feedback survive."""
    assert from_qti21(qti21("Title", quiz)) == told(quiz, reasons=True)


@pytest.mark.parametrize("quiz", QUIZZES, ids=NAMES)
def test_nothing_is_lost_in_qti_12(quiz: Quiz) -> None:
    """Question, answers, the right one and each answer's feedback survive for Canvas."""
    assert from_qti12(qti12("Title", quiz)) == told(quiz, reasons=True)


@pytest.mark.parametrize("quiz", QUIZZES, ids=NAMES)
def test_nothing_is_lost_in_moodle(quiz: Quiz) -> None:
    """The same; Moodle has a place of its own for the reasons, shown after any answer."""
    found, general = from_moodle(moodle_xml("Title", [quiz]))
    assert found == told(quiz, reasons=False)
    assert general == [question.why for question in quiz.questions]


def test_a_category_may_have_a_slash() -> None:
    """Moodle parts categories at a slash; a doubled one is a letter."""
    category = ET.fromstring(moodle_xml("1/2", [])).findtext("question/category/text")
    assert category == "$course$/top/1//2"


def test_identifiers_are_what_the_standard_allows() -> None:
    """A QTI identifier starts with a letter or underscore and holds no space or colon."""
    for quiz in QUIZZES:
        for name, content in qti21("Title", quiz).items():
            for element in ET.fromstring(content).iter():
                for key in ("identifier", "identifierref", "outcomeIdentifier"):
                    value = element.get(key, "a")
                    assert re.fullmatch(r"[A-Za-z_][\w.-]*", value), (name, value)


def test_the_same_questions_give_the_same_bytes(tmp_path: Path) -> None:
    """Two builds are equal, file by file, and zips hold the manifest first."""
    first = build_quizzes.build(tmp_path / "a", list(FORMATS))
    second = build_quizzes.build(tmp_path / "b", list(FORMATS))
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    zips = [p for p in first if p.suffix == ".zip"]
    assert len(zips) == 2 * (len(QUIZZES) - 1)
    for path in zips:
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist()[0] == "imsmanifest.xml"
            assert {info.date_time for info in archive.infolist()} == {(2026, 2, 11, 0, 0, 0)}


def test_a_package_is_read_back_from_its_zip() -> None:
    """What is packed is what was written."""
    files = qti21("Title", HARD)
    with zipfile.ZipFile(io.BytesIO(packed(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_bets_are_left_out(tmp_path: Path) -> None:
    """A bet has no right answer; no chapter's bet becomes a question."""
    from missile_question.teaching import Bet

    bet = Bet("b", "How many?", ["One", "Two"], "Two.")
    assert read_quizzes(stored(bet, tmp_path, source="Bet(\n")) == []


def test_what_cannot_be_exported_is_said(tmp_path: Path) -> None:
    """No notebook, a quiz without its output, and raw TeX are each named."""
    path = tmp_path / "01_test.ipynb"
    with pytest.raises(ValueError, match=r"'01_test.ipynb' cannot be read"):
        read_quizzes(path)
    path.write_text("{}", "utf-8")
    with pytest.raises(ValueError, match="cannot be read"):
        read_quizzes(path)
    cell = {"cell_type": "code", "source": ["Quiz(\n", ")"], "outputs": []}
    path.write_text(json.dumps({"cells": [cell]}), "utf-8")
    with pytest.raises(ValueError, match=r"must hold the outputs of its quizzes.*make notebooks"):
        read_quizzes(path)
    tex = Quiz("t", [Question("What is $x^2$?", {"A": "a", "B": "b"}, "A", "c")])
    with pytest.raises(ValueError, match=r"question 1 of quiz 't' .* without TeX, got 'What is"):
        read_quizzes(stored(tex, tmp_path))


def test_the_command_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One format on request; a wrong one, and a folder that cannot be made, end in one line."""
    monkeypatch.setattr(sys, "argv", ["build_quizzes", str(tmp_path), "--format", "moodle"])
    assert build_quizzes.main() == 0
    assert [p.name for p in tmp_path.iterdir()] == ["moodle"]
    file = tmp_path / "file"
    file.write_text("in the way", "utf-8")
    monkeypatch.setattr(sys, "argv", ["build_quizzes", str(file)])
    assert build_quizzes.main() == 1
    assert capsys.readouterr().err.startswith("No quizzes: ")
    monkeypatch.setattr(sys, "argv", ["build_quizzes", "--format", "word"])
    with pytest.raises(SystemExit):
        build_quizzes.main()
    assert "moodle" in capsys.readouterr().err
    with pytest.raises(ValueError, match="chapters must hold notebooks, found none"):
        build_quizzes.build(tmp_path, ["moodle"], tmp_path / "moodle")
