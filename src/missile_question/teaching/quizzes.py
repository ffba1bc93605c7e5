"""The chapters' self-check questions as files that learning platforms import.

The questions are read from what the chapters show (their stored outputs, which every test run
compares with what the code makes), so an exported quiz is the quiz of the page, numbers included.
Bets and forecasts are no questions with a right answer, and are left out.

Three formats, since no platform reads one of them in full: Canvas keeps the feedback of each answer
from QTI 1.2 and drops it from QTI 2.1; Moodle reads its own XML, and QTI only by a plug-in; QTI 2.1
is for the others.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

from missile_question.teaching.parts import Question, Quiz

__all__ = ["FORMATS", "moodle_xml", "packed", "qti12", "qti21", "read_quizzes"]

#: The same date for every file in a package, so that the same questions give the same bytes.
DATE = (2026, 2, 11, 0, 0, 0)

_QTI21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_QTI21_PLACE = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_QTI12 = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_QTI12_PLACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_PACKAGE_PLACE = "http://www.imsglobal.org/xsd/imscp_v1p1.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


# ---------------------------------------------------------------- reading


class _Reader(HTMLParser):
    """Gathers the quizzes of a page from their HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.quizzes: list[Quiz] = []
        self._label = self._name = ""
        self._done: list[Question] = []
        self._right = 0
        self._says: list[str] = []
        self._texts: dict[str, list[str]] = {}
        self._into = ""  # which text is being read
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "section":
            self._inside = "mq-quiz" in given.get("class", "").split()
            self._label = given.get("aria-label", "")
            self._done = []
        elif not self._inside:
            return
        elif tag == "fieldset":
            self._name = given["id"].removeprefix("quiz-").rpartition("-")[0]
            self._right = int(given["data-right"])
            self._says, self._texts = [], {}
        elif tag == "legend":
            self._start("ask")
        elif tag == "input":
            self._says.append(given["data-says"])
        elif tag == "span":
            self._start(f"option {len(self._says) - 1}")
        elif tag == "p" and "details" in self._texts:
            self._start("reasons")
        elif tag == "details":
            self._start("details")

    def _start(self, name: str) -> None:
        self._into = name
        self._texts[name] = []

    def handle_data(self, data: str) -> None:
        if self._inside and self._into:
            self._texts[self._into].append(data)

    def handle_endtag(self, tag: str) -> None:
        if not self._inside:
            return
        if tag in {"legend", "span", "p", "summary"}:
            self._into = ""
        elif tag == "fieldset":
            self._done.append(self._question())
        elif tag == "section":
            self.quizzes.append(Quiz(self._name, tuple(self._done), self._label))
            self._inside = False

    def _question(self) -> Question:
        texts = {name: "".join(parts) for name, parts in self._texts.items()}
        options = {texts[f"option {i}"]: says for i, says in enumerate(self._says)}
        right = texts[f"option {self._right}"]
        return Question(
            ask=re.sub(r"^\d+\. ", "", texts["ask"]),
            options=options,
            right=right,
            why=texts["reasons"].removeprefix(f"{right}.").strip(),
        )


def read_quizzes(notebook: Path) -> list[Quiz]:
    """Return the quizzes that a chapter shows.

    Parameters
    ----------
    notebook : Path
        A chapter with its stored outputs.

    Returns
    -------
    list of Quiz
        In the order of the page.

    Raises
    ------
    ValueError
        If the file is no notebook, if it makes a quiz whose output is not stored, or if a question
        holds raw TeX, which no platform shows as a formula.
    """
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"notebook: {notebook.name!r} cannot be read ({error!r})") from error
    found: list[Quiz] = []
    for cell in cells:
        reader = _Reader()
        for output in cell.get("outputs", ()):
            reader.feed("".join(output.get("data", {}).get("text/html", "")))
        reader.close()
        if not reader.quizzes and re.search(r"^Quiz\(", "".join(cell["source"]), re.MULTILINE):
            raise ValueError(
                f"notebook must hold the outputs of its quizzes, {notebook.name!r} does not: run "
                f"`make notebooks`"
            )
        found += reader.quizzes
    for quiz in found:
        _refuse_tex(quiz, notebook.name)
    return found


def _refuse_tex(quiz: Quiz, where: str) -> None:
    for number, question in enumerate(quiz.questions, 1):
        texts = [question.ask, question.why, *question.options, *question.options.values()]
        for text in texts:
            if re.search(r"\$[^$]+\$|\\\(|\\[a-z]+\{", text):
                raise ValueError(
                    f"question {number} of quiz {quiz.name!r} in {where!r} must be plain text "
                    f"without TeX, got {text!r}"
                )


# ---------------------------------------------------------------- writing


def _sub(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, tag, attributes)
    made.text = text or None
    return made


def _written(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _root(tag: str, namespace: str, place: str, **attributes: str) -> ET.Element:
    """Return a root element; names inside need no prefix, which some importers cannot read."""
    spaces = {"xmlns": namespace, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{namespace} {place}"}
    return ET.Element(tag, {**spaces, **attributes})


def _comment(question: Question, option: str) -> str:
    """Return what an answer is told, as the page says it: the reasons follow the right one."""
    says = question.options[option]
    return f"{says} {question.why}".strip() if option == question.right else says


def _paragraph(text: str) -> str:
    """Return text as a paragraph of HTML, for formats that carry HTML as a string."""
    return f"<p>{html.escape(text, quote=False)}</p>"


def _manifest(name: str, schema: str, version: str) -> tuple[ET.Element, ET.Element]:
    root = _root("manifest", _PACKAGE, _PACKAGE_PLACE, identifier=f"manifest-{name}")
    about = _sub(root, "metadata")
    _sub(about, "schema", schema)
    _sub(about, "schemaversion", version)
    _sub(root, "organizations")
    return root, _sub(root, "resources")


def qti21(title: str, quiz: Quiz) -> dict[str, bytes]:
    """Return a quiz as the files of a QTI 2.1 package: manifest, test, one item per question.

    Parameters
    ----------
    title : str
    quiz : Quiz

    Returns
    -------
    dict of str to bytes
        File name -> content.
    """
    items = {f"{quiz.name}-{i}": question for i, question in enumerate(quiz.questions, 1)}
    files = {f"items/{name}.xml": _item21(name, item) for name, item in items.items()}
    test = _root(
        "assessmentTest", _QTI21, _QTI21_PLACE, identifier=f"test-{quiz.name}", title=title
    )
    part = _sub(
        test, "testPart", identifier="part", navigationMode="nonlinear",
        submissionMode="individual",
    )  # fmt: skip
    section = _sub(part, "assessmentSection", identifier="section", title=title, visible="true")
    manifest, resources = _manifest(quiz.name, "QTIv2.1 Package", "1.0.0")
    whole = _sub(
        resources, "resource", identifier=f"test-{quiz.name}", type="imsqti_test_xmlv2p1",
        href="test.xml",
    )  # fmt: skip
    _sub(whole, "file", href="test.xml")
    for name in items:
        href = f"items/{name}.xml"
        _sub(section, "assessmentItemRef", identifier=name, href=href)
        _sub(whole, "dependency", identifierref=name)
        one = _sub(resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=href)
        _sub(one, "file", href=href)
    return {"imsmanifest.xml": _written(manifest), "test.xml": _written(test), **files}


def _item21(name: str, question: Question) -> bytes:
    options = {f"choice-{i}": option for i, option in enumerate(question.options, 1)}
    item = _root(
        "assessmentItem", _QTI21, _QTI21_PLACE, identifier=name, title=name, adaptive="false",
        timeDependent="false",
    )  # fmt: skip
    answer = _sub(
        item, "responseDeclaration", identifier="RESPONSE", cardinality="single",
        baseType="identifier",
    )  # fmt: skip
    right = _sub(answer, "correctResponse")
    for choice, option in options.items():
        if option == question.right:
            _sub(right, "value", choice)
    score = _sub(
        item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float",
        normalMaximum="1.0",
    )  # fmt: skip
    _sub(_sub(score, "defaultValue"), "value", "0")
    _sub(
        item, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single",
        baseType="identifier",
    )  # fmt: skip
    body = _sub(item, "itemBody")
    # The question stands before the choices, not as their prompt: one importer drops prompts.
    _sub(body, "p", question.ask)
    choices = _sub(
        body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices="1"
    )
    for choice, option in options.items():
        _sub(choices, "simpleChoice", option, identifier=choice)
    rules = _sub(item, "responseProcessing")
    condition = _sub(rules, "responseCondition")
    found = _sub(condition, "responseIf")
    match = _sub(found, "match")
    _sub(match, "variable", identifier="RESPONSE")
    _sub(match, "correct", identifier="RESPONSE")
    _sub(_sub(found, "setOutcomeValue", identifier="SCORE"), "baseValue", "1", baseType="float")
    missed = _sub(condition, "responseElse")
    _sub(_sub(missed, "setOutcomeValue", identifier="SCORE"), "baseValue", "0", baseType="float")
    told = _sub(rules, "setOutcomeValue", identifier="FEEDBACK")
    _sub(told, "variable", identifier="RESPONSE")
    for choice, option in options.items():
        _sub(
            item, "modalFeedback", _comment(question, option), outcomeIdentifier="FEEDBACK",
            identifier=choice, showHide="show",
        )  # fmt: skip
    return _written(item)


def qti12(title: str, quiz: Quiz) -> dict[str, bytes]:
    """Return a quiz as the files of a QTI 1.2 package, as Canvas exports and imports them.

    Parameters
    ----------
    title : str
    quiz : Quiz

    Returns
    -------
    dict of str to bytes
        File name -> content.
    """
    href = f"{quiz.name}.xml"
    manifest, resources = _manifest(quiz.name, "IMS Content", "1.1.3")
    resource = _sub(
        resources, "resource", identifier=f"quiz-{quiz.name}", type="imsqti_xmlv1p2", href=href
    )
    _sub(resource, "file", href=href)
    root = _root("questestinterop", _QTI12, _QTI12_PLACE)
    assessment = _sub(root, "assessment", ident=f"quiz-{quiz.name}", title=title)
    section = _sub(assessment, "section", ident="root_section")
    for number, question in enumerate(quiz.questions, 1):
        _item12(section, f"{quiz.name}-{number}", question)
    return {"imsmanifest.xml": _written(manifest), href: _written(root)}


def _material(parent: ET.Element, text: str) -> None:
    _sub(_sub(parent, "material"), "mattext", _paragraph(text), texttype="text/html")


def _item12(section: ET.Element, name: str, question: Question) -> None:
    # Canvas takes numbers for the names of answers.
    options = {str(1000 + i): option for i, option in enumerate(question.options, 1)}
    item = _sub(section, "item", ident=name, title=name)
    fields = _sub(_sub(item, "itemmetadata"), "qtimetadata")
    for label, entry in (
        ("question_type", "multiple_choice_question"),
        ("points_possible", "1.0"),
    ):
        field = _sub(fields, "qtimetadatafield")
        _sub(field, "fieldlabel", label)
        _sub(field, "fieldentry", entry)
    shown = _sub(item, "presentation")
    _material(shown, question.ask)
    answer = _sub(shown, "response_lid", ident="response1", rcardinality="Single")
    choices = _sub(answer, "render_choice")
    rules = _sub(item, "resprocessing")
    _sub(
        _sub(rules, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE",
        vartype="Decimal",
    )  # fmt: skip
    for choice, option in options.items():
        shown_as = _sub(choices, "response_label", ident=choice)
        _sub(_sub(shown_as, "material"), "mattext", option, texttype="text/plain")
        told = _sub(rules, "respcondition", **{"continue": "Yes"})
        _sub(_sub(told, "conditionvar"), "varequal", choice, respident="response1")
        _sub(told, "displayfeedback", feedbacktype="Response", linkrefid=f"{choice}_fb")
        if option == question.right:
            scored = choice
    won = _sub(rules, "respcondition", **{"continue": "No"})
    _sub(_sub(won, "conditionvar"), "varequal", scored, respident="response1")
    _sub(won, "setvar", "100", action="Set", varname="SCORE")
    for choice, option in options.items():
        feedback = _sub(item, "itemfeedback", ident=f"{choice}_fb")
        _material(_sub(feedback, "flow_mat"), _comment(question, option))


def moodle_xml(title: str, quizzes: Sequence[Quiz]) -> bytes:
    """Return quizzes as Moodle's XML: questions of a category, to be put into any quiz there.

    Parameters
    ----------
    title : str
        The category that the questions go to.
    quizzes : sequence of Quiz

    Returns
    -------
    bytes
    """

    def text(parent: ET.Element, tag: str, value: str, **attributes: str) -> ET.Element:
        made = _sub(parent, tag, **attributes)
        _sub(made, "text", value)
        return made

    root = ET.Element("quiz")
    category = _sub(root, "question", type="category")
    # A slash parts categories; two stand for one.
    text(category, "category", "$course$/top/" + title.replace("/", "//"))
    for quiz in quizzes:
        for number, question in enumerate(quiz.questions, 1):
            made = _sub(root, "question", type="multichoice")
            text(made, "name", f"{quiz.name}-{number}")
            text(made, "questiontext", _paragraph(question.ask), format="html")
            text(made, "generalfeedback", _paragraph(question.why), format="html")
            for tag, value in (
                ("defaultgrade", "1.0"),
                ("penalty", "0.3333333"),
                ("hidden", "0"),
                ("single", "true"),
                ("shuffleanswers", "false"),
                ("answernumbering", "none"),
                ("showstandardinstruction", "0"),
            ):
                _sub(made, tag, value)
            for option, says in question.options.items():
                fraction = "100" if option == question.right else "0"
                answer = text(made, "answer", _paragraph(option), fraction=fraction, format="html")
                text(answer, "feedback", _paragraph(says), format="html")
    return _written(root)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip; the same files give the same bytes.

    Parameters
    ----------
    files : mapping of str to bytes

    Returns
    -------
    bytes
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        # The manifest first: some importers look at the first file only.
        for name in sorted(files, key=lambda name: (name != "imsmanifest.xml", name)):
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every system
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()


def _packages(
    write: Callable[[str, Quiz], dict[str, bytes]],
) -> Callable[[str, str, Sequence[Quiz]], dict[str, bytes]]:
    def of_chapter(chapter: str, title: str, quizzes: Sequence[Quiz]) -> dict[str, bytes]:
        del chapter
        return {
            f"{quiz.name}.zip": packed(write(f"{title}: {quiz.label}", quiz)) for quiz in quizzes
        }

    return of_chapter


def _one_file(chapter: str, title: str, quizzes: Sequence[Quiz]) -> dict[str, bytes]:
    return {f"{chapter}.xml": moodle_xml(title, quizzes)}


#: Name of a format -> function of (chapter, title, quizzes) that returns files by name.
FORMATS: Mapping[str, Callable[[str, str, Sequence[Quiz]], dict[str, bytes]]] = {
    "qti21": _packages(qti21),
    "qti12": _packages(qti12),
    "moodle": _one_file,
}
