"""The instructors' pages: plans that add up, things that exist, numbers that models still give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import yaml
from support.checks import wrong_answers

from missile_question import catalog
from missile_question.checks import tasks
from missile_question.explorers import registry
from missile_question.explorers.controls import Slider
from missile_question.teaching import instructors

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "instructors").glob("*.md"))
#: A page of its own for every chapter, by the chapter's name.
CHAPTERS = {path.stem: path for path in PAGES if re.match(r"\d\d_", path.stem)}
BLOCK = re.compile(r"^```\{([\w-]+)\}([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TASK = re.compile(r"\b(reading|reach|deter|defence|verify|jcpoa|bargain|prospect|deal)-(\d+)\b")
TASKS = {task.task_id: task for task in tasks()}

EACH = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
#: The figures of a role-play's papers are its own: offers, not results.
EACH_OF_RESULTS = pytest.mark.parametrize(
    "path",
    [path for path in PAGES if not path.stem.startswith("role_play")],
    ids=lambda path: path.stem,
)
EACH_CHAPTER = pytest.mark.parametrize("name", CHAPTERS)


@cache
def text(path: Path) -> str:
    """Return a page's source."""
    return path.read_text("utf-8")


def blocks(path: Path, kind: str) -> Iterator[tuple[str, list[str]]]:
    """Yield argument and lines of each directive of a kind on a page."""
    for name, argument, body in BLOCK.findall(text(path)):
        if name == kind:
            yield argument.strip(), body.splitlines()


def shown(name: str, *lines: str) -> list[str]:
    """Return what an explorer says after each line."""
    return [step.answer for step in instructors.show(name, lines)]


# ---------------------------------------------------------------- what the package makes of a page


def test_a_plan_is_read_part_by_part() -> None:
    """Minutes of both classes, title and text; a bar in the text stays."""
    first, _ = instructors.minute_plan(["70 | 50 | Play | a | b", "", "5 | 0 | End | c"])
    assert first == instructors.Part(70, 50, "Play", "a | b")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["70 | 50 | Play | all"], "minutes of a plan must add up to 75, got 70"),
        (["75 | 49 | Play | all"], "short of a plan must add up to 50, got 49"),
        (["75 | Play | all"], "'minutes | short | title | text', got '75 | Play | all'"),
    ],
)
def test_a_plan_that_does_not_add_up_is_refused(lines: list[str], words: str) -> None:
    """The message says what is wrong, and with which number or line."""
    with pytest.raises(ValueError, match=re.escape(words)):
        instructors.minute_plan(lines)


def test_steps_go_on_from_one_another() -> None:
    """A line moves what it names; start brings back how the page opens; presets move along."""
    steps = instructors.show("reach-map", ["origin=nearest | Look.", "range_km=900", "start"])
    assert [step.moves for step in steps] == [
        "Measured from: The nearest point of Iran's territory",
        "Range: 900 km",
        "As the page opens",
    ]
    assert steps[0].point == "Look."
    assert "within 900 km of the nearest point" in steps[1].answer
    assert "within 1,000 km of Tehran" in steps[2].answer
    (flights,) = shown("hide-or-show", "limit=flights")
    assert "flight tests" in flights.casefold()


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("no-such-map", "start", "explorer must be one of"),
        ("reach-map", "colour=red", "control must be one of"),
        ("reach-map", "origin=moon", "origin must be one of"),
        ("reach-map", "range_km=9000", "range_km must lie in"),
    ],
)
def test_a_step_that_cannot_be_taken_is_refused(name: str, line: str, words: str) -> None:
    """Explorer, control and value must exist; the message lists what does."""
    with pytest.raises(ValueError, match=words):
        instructors.show(name, [line])


@pytest.mark.parametrize("path", ["reach.numbers.nothing", "reach.numbers", "nowhere.numbers.n"])
def test_a_number_that_no_chapter_has_is_refused(path: str) -> None:
    """The message shows what was asked for."""
    with pytest.raises(ValueError, match=re.escape(repr(path))):
        instructors.quoted(path)


@pytest.mark.parametrize("task_id", TASKS)
def test_every_stored_mistake_is_listed(task_id: str) -> None:
    """What the checks' own tests provoke by name is on the instructors' list of that task."""
    stored = {row.name for row in wrong_answers(TASKS[task_id].chapter) if row.task_id == task_id}
    assert stored - {""} - instructors.SHAPE <= set(instructors.misconceptions(task_id))


@pytest.mark.parametrize("task_id", TASKS)
def test_no_mistake_is_invented(task_id: str) -> None:
    """Every listed name stands, in quotation marks, in the code of the checks."""
    folder = ROOT / "src" / "missile_question" / "checks"
    code = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    for name, says in instructors.misconceptions(task_id).items():
        assert f'"{name}"' in code
        assert not re.search(r"[{}]|lambda", says)


def test_an_unknown_task_is_refused() -> None:
    """The message lists the tasks."""
    with pytest.raises(ValueError, match=r"task must be one of reading-1, .*, got 'reach-99'"):
        instructors.misconceptions("reach-99")


# ---------------------------------------------------------------- the pages


def test_every_chapter_has_its_page_and_every_page_its_place() -> None:
    """Ten pages for ten chapters, and the contents name each page of the folder once."""
    chapters = [path.stem for path in sorted((ROOT / "chapters").glob("*.ipynb"))]
    assert list(CHAPTERS) == chapters
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    listed = [entry.get("file", "") for part in contents["parts"] for entry in part["chapters"]]
    named = [name for name in listed if name.startswith("instructors/")]
    assert sorted(named) == [f"instructors/{path.stem}" for path in PAGES]


@EACH_CHAPTER
def test_plans_add_up(name: str) -> None:
    """A chapter's page has one plan; its parts fill 75 and 50 minutes, none under three."""
    ((_, lines),) = blocks(CHAPTERS[name], "minute-plan")
    parts = instructors.minute_plan(lines)
    assert min(part.minutes for part in parts) >= 3
    assert 6 <= len(parts) <= 9


@EACH_CHAPTER
def test_what_is_shown_is_in_the_chapter(name: str) -> None:
    """Each explorer of a page is drawn by its chapter, and each step can be taken and says more."""
    notebook = text(ROOT / "chapters" / f"{name}.ipynb")
    found = list(blocks(CHAPTERS[name], "show"))
    assert len(found) >= 2
    for explorer, lines in found:
        assert f'\\"fig-{explorer}\\"' in notebook or f'"name\\":\\"{explorer}' in notebook
        steps = instructors.show(explorer, lines)
        assert all(step.answer and step.point for step in steps)


@EACH_CHAPTER
def test_links_hold_the_setting(name: str) -> None:
    """The fragment of a step, read as the page reads it, gives the sentence that stands there."""
    for explorer, lines in blocks(CHAPTERS[name], "show"):
        for step in instructors.show(explorer, lines):
            (mark, *fields) = parse_qsl(step.setting)
            assert mark == ("mq", explorer)
            made = registry()[explorer]()
            values = {
                key: float(value) if isinstance(made.control(key), Slider) else value
                for key, value in fields
            }
            assert made.sentence(**values) == step.answer


@EACH_CHAPTER
def test_bets_are_the_chapters_own(name: str) -> None:
    """The bet to take before stands in the chapter under the name that the page gives."""
    found = [argument.split() for argument, _ in blocks(CHAPTERS[name], "chapter-bet")]
    assert found
    for chapter, bet in found:
        assert chapter == name
        assert f'id=\\"bet-{bet}\\"' in text(ROOT / "chapters" / f"{name}.ipynb")


@EACH_CHAPTER
def test_chosen_mistakes_are_known(name: str) -> None:
    """Each mistake that a page talks about is known to a task of the same chapter."""
    for chapter, lines in blocks(CHAPTERS[name], "mistakes"):
        assert chapter == name
        assert len(lines) >= 4
        for line in lines:
            where, _, advice = line.partition("|")
            task_id, mistake = where.split()
            assert TASKS[task_id].chapter == name
            assert mistake in instructors.misconceptions(task_id)
            assert len(advice.split()) >= 5


@EACH
def test_named_things_exist(path: Path) -> None:
    """Tasks, numbers, words of the glossary and links of a page lead somewhere."""
    page = text(path)
    for topic, number in TASK.findall(page):
        assert f"{topic}-{number}" in TASKS
    for number in re.findall(r"\{number\}`([^`]+)`", page):
        assert instructors.quoted(number)
    glossary = (ROOT / "reference" / "glossary.md").read_text("utf-8").casefold()
    for term in re.findall(r"\{term\}`(?:[^`<]*<)?([^`<>]+)>?`", page):
        assert f"\n{term.casefold()}\n" in glossary
    for target in re.findall(r"\]\((?!https://)([^)#\s]+)\)", page):
        assert (path.parent / target).is_file(), target
    for table in re.findall(r"reference/data/(\w+)\.md", page):
        assert table in catalog.tables(epilogue=True)


#: Figures that a page may print by itself: not results, but terms of an example or of a rule.
GIVEN = {
    "02_reach": {"1,000 km", "2,000 km"},  # declared figures, in a question put to the class
    "04_layered_defence": {"99 per cent"},  # the headline of April 2024
    "05_verification_limits": {"90 %"},  # where the explorer's belief begins
    "06_jcpoa_precedent": {"60 %"},  # the level by which the stock is known
    "08_prospects": {"70 %", "40 per cent", "80 per cent"},  # put as questions
    "rubric": {"60 per cent"},  # the end of a slider, in a student's example
    "course_map": {"40 per cent"},  # a weight in a course's marks
}
QUANTITY = re.compile(r"\b\d[\d,.]*\s?(?:%|per cent\b|km\b|kg\b|weeks\b|months\b|days\b)")


@EACH_OF_RESULTS
def test_no_figure_is_typed_in(path: Path) -> None:
    """Whatever a model or a table gives is quoted from it; the rest is listed above with a why."""
    prose = re.sub(r"\{number\}`[^`]+`", "#", BLOCK.sub("", text(path)))
    prose = re.sub(r"^```.*?^```$|`[^`]+`", "", prose, flags=re.MULTILINE | re.DOTALL)
    assert set(QUANTITY.findall(prose)) == GIVEN.get(path.stem, set())


@EACH
def test_no_solution_is_given_away(path: Path) -> None:
    """No page links to a solution or holds a sentence of a worked argument."""
    page = text(path)
    assert "](../exercises/solutions" not in page
    for source in sorted((ROOT / "exercises").glob("[0-9][0-9]_*.py")):
        (_, argument, *_) = [*source.read_text("utf-8").rpartition('\nanswer = """\n')[1:], ""]
        for sentence in re.split(r"(?<=[.?!])\s+", argument.partition('"""')[0]):
            assert len(sentence) < 40 or sentence.replace("\n", " ") not in page


def test_the_seminar_keeps_what_depends_on_what() -> None:
    """In the weeks of the seminar 3 comes before 4, 7 before 9, and 8 before 10, which is last."""
    page = text(ROOT / "instructors" / "course_map.md")
    _, _, weeks = page.partition("## A seminar")
    weeks, _, _ = weeks.partition("## What can be left out")
    order = list(dict.fromkeys(re.findall(r"\.\./chapters/(\d\d)_", weeks)))
    assert sorted(order) == [f"{n:02}" for n in range(1, 11)]
    for first, second in (("03", "04"), ("07", "09"), ("08", "10")):
        assert order.index(first) < order.index(second)
    assert order[-1] == "10"


# ---------------------------------------------------------------- what a page says about its steps


def test_reach_page_tells_what_the_map_says() -> None:
    """A cap of 900 km frees three cities and no base; 1,020 km bring the third city back in."""
    *_, third, cities, bases = shown(
        "reach-map",
        *("origin=nearest", "sites=israel", "range_km=1020", "range_km=900", "sites=core"),
    )
    assert third.startswith("3 of 3")
    assert cities.startswith("0 of 3")
    assert bases.startswith("12 of 12")
    mild, higher, worst, strict = shown(
        "reach-verdict", "start", "figure=highest", "origin=nearest", "cities=3"
    )
    assert [re.search(r"(\d) of 5", said)[1] for said in (mild, higher, worst, strict)] == [  # type: ignore[index]
        *("2", "3", "5", "4")
    ]


def test_deterrence_page_tells_what_the_games_say() -> None:
    """Twice the pain changes nothing, two steps of resolve do; the bearable answer is the worst."""
    start, harm, equal, firm, weak = shown(
        "deterrence-threat", "start", "harm=20", "loss=6", "loss=7", "harm=3"
    )
    assert all("the defender yields" in said for said in (start, harm, equal))
    assert "the attacker holds back" in firm
    assert "the defender answers" in weak
    war = {
        case: float(
            re.search(r"Chance of war: (\d+)%", shown("deterrence-crisis", f"case={case}")[0])[1]
        )  # type: ignore[index]
        for case in ("doubt", "tehran", "israel", "2025")
    }
    assert max(war, key=war.__getitem__) == "2025"


def test_verification_page_tells_what_the_models_say() -> None:
    """Three times the looks do not lift the ceiling; three times the penalty moves visits only."""
    start, looks, share = shown("hide-or-show", "start", "visits=60", "share=50")
    assert [re.search(r"hide all year, (\d+)%", said)[1] for said in (start, looks, share)] == [  # type: ignore[index]
        *("10", "10", "50")
    ]
    mild, harsh, dear = shown("who-gives-way", "start", "penalty=6", "penalty=2, cost=0.5")
    violate = [re.search(r"violates (\d+)%", said)[1] for said in (mild, harsh, dear)]  # type: ignore[index]
    assert violate == ["18", "18", "36"]


def test_defence_page_tells_what_the_models_say() -> None:
    """The hits stay whatever is counted; one more cause costs more than better shots give back."""
    counts = shown("defence-denominator", "start", "counted=shot", "of=fired", "of=engaged")
    assert len({re.search(r"however it is told: (\d+)", said)[1] for said in counts}) == 1  # type: ignore[index]
    assert len({said.split("%")[0] for said in counts}) == 4
    three, one = shown("defence-salvo", "start", "case=one")
    assert three.startswith("Of 100 missiles 0.8 arrive")
    assert one.startswith("Of 100 missiles 0.8 arrive")
    assert "124 interceptors" in three
    assert "300 interceptors" in one
    cover, calm = shown("defence-shield", "stops=90", "reading=calm")
    assert "more tempting" in cover
    assert "less tempting" in calm


def test_bargaining_page_tells_what_the_model_says() -> None:
    """Tied issues sink a close deal and lift a far one; a threat of having none widens the zone."""
    start, grand, dear = shown("bargaining-add-issue", "start", "reading=grand", "cost_iran=4")
    assert start.startswith("The zone vanishes")
    assert grand.startswith("Missiles open a zone")
    assert dear.startswith("No zone")
    whole = [
        int(re.search(r"a zone in (\d+)%", said)[1])  # type: ignore[index]
        for said in shown("bargaining-many-issues", "issues=1", "issues=6", "start=1", "issues=1")
    ]
    assert whole[0] > whole[1]
    assert whole[2] > whole[3]
    opposed, feared = shown("bargaining-room", "start", "anyway=50")
    room = [int(re.search(r"outside: (-?\d+)", said)[1]) for said in (opposed, feared)]  # type: ignore[index]
    assert room[0] < 0 < 10 < room[1]


def test_deal_page_tells_what_the_designer_says() -> None:
    """Iran leaves at the wide deal and at its own ceiling; with a free strike Israel leaves too."""
    narrow, wide, own, free = shown(
        "deal-designer", "plan=narrow", "plan=wide", "cap=2000", "cap=none"
    )
    assert [("Lose: Iran." in said) for said in (narrow, wide, own, free)] == [
        *(False, True, True, False)
    ]
    (strike,) = shown("deal-no-deal", "plan=jcpoa, school=strike, k_israel=0")
    assert "Lose: Israel." in strike
