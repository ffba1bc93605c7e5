"""Every checked set, found by itself: solutions, stubs, stored mistakes, and answers from hell.

A set's own test module, test_<check module>_checks.py, gives WRONG (task -> at least three rows of
answer, misconception, words of the message) and SHAPES (task, answer of a wrong kind, words), may
give HOSTILE, and tests what is particular to its tasks.
"""

import pickle
import re
import time

import pytest
from support.checks import (
    HOSTILE,
    NOTHING,
    chapters,
    hostile,
    solutions,
    source,
    stubs,
    table,
    wrong_answers,
)

from missile_question.checks import check, progress, session, tasks
from missile_question.checks.core import FunctionTask, run

TASKS = {task.task_id: task for task in tasks()}
FUNCTIONS = {name: task for name, task in TASKS.items() if isinstance(task, FunctionTask)}
NUMBERS = [name for name, task in TASKS.items() if task.kind == "number"]
MISTAKES = [row for chapter in chapters() for row in wrong_answers(chapter)]
EVERY_MISTAKE = pytest.mark.parametrize(
    "mistake",
    MISTAKES,
    ids=[f"{m.task_id}-{m.name or 'unnamed'}-{i}" for i, m in enumerate(MISTAKES)],
)


@pytest.fixture(autouse=True)
def fresh_session():
    """Start every test with an empty session."""
    session.forget()


# ---------------------------------------------------------------- tasks


@pytest.mark.parametrize("chapter", chapters())
def test_every_set_is_complete(chapter):
    """At least eight tasks with ids in order, objective, minutes and a why, points or a rubric."""
    ids = [task.task_id for task in tasks(chapter)]
    topic = ids[0].rpartition("-")[0]
    assert ids == [f"{topic}-{i}" for i in range(1, len(ids) + 1)]
    assert len(ids) >= 8
    assert source(chapter).is_file()
    for task in tasks(chapter):
        assert task.objective.endswith(".")
        assert task.why.endswith(".")
        assert 0 < task.minutes <= 30
        assert task.points or task.manual_points
        assert len(task.rubric) == task.manual_points


def test_no_two_sets_share_a_task():
    """An id stands for one task: the tasks of all chapters add up."""
    assert sum(len(tasks(chapter)) for chapter in chapters()) == len(TASKS)
    topics = [tasks(chapter)[0].task_id.rpartition("-")[0] for chapter in chapters()]
    assert len(set(topics)) == len(topics)


@pytest.mark.parametrize("chapter", chapters())
def test_every_task_has_stored_mistakes(chapter):
    """No task goes without at least three wrong answers, each with words to look for."""
    stored = table(chapter).WRONG
    ids = [task.task_id for task in tasks(chapter)]
    assert {name: len(rows) >= 3 for name, rows in stored.items()} == dict.fromkeys(ids, True)
    assert all(row.words for row in wrong_answers(chapter))
    assert table(chapter).SHAPES


# ---------------------------------------------------------------- right, and not answered


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_the_solution_scores_full(task):
    """The book's own answer passes, earns all points, and says public checks, never all tests."""
    result = check(task.task_id, solutions(task.chapter)[task.task_id])
    assert (result.status, result.share, result) == ("right", 1.0, task.points), result
    assert result.message.startswith("Public checks passed.")
    assert f"Why it matters: {task.why}" in result.message
    assert "all tests" not in str(result).casefold()


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_the_stub_is_not_answered_yet(task):
    """The untouched starter code earns nothing and is told so, not that it is wrong."""
    result = check(task.task_id, stubs(task.chapter)[task.task_id])
    assert (result.status, result) == ("unanswered", 0.0), result
    assert "not answered yet" in str(result)


@pytest.mark.parametrize("task_id", TASKS)
@pytest.mark.parametrize("nothing", NOTHING)
def test_nothing_is_not_answered_yet(task_id, nothing):
    """Every way to hand in nothing counts as not answered, for every task."""
    assert check(task_id, nothing).status == "unanswered"


@pytest.mark.parametrize("chapter", chapters())
def test_progress_counts_the_chapter(chapter):
    """The chapter's summary counts its own points and tasks."""
    first, *_ = of_chapter = tasks(chapter)
    check(first.task_id, solutions(chapter)[first.task_id])
    total = sum(task.points for task in of_chapter)
    says = (
        f"{chapter}: {first.points} of {total} automatic points, 1 of {len(of_chapter)} tasks done"
    )
    assert says in str(progress(chapter))


# ---------------------------------------------------------------- named misconceptions


@EVERY_MISTAKE
def test_a_mistake_is_met_by_its_name(mistake):
    """A wrong answer with a known mistake gets that mistake's message, and not full points."""
    result = check(mistake.task_id, mistake.make())
    assert result.status in ("wrong", "partly", "type")
    assert mistake.name in result.misconception.split(", ")
    assert mistake.words in result.message
    assert result.share < 1.0
    assert "Why it matters" not in result.message


@EVERY_MISTAKE
def test_a_message_is_plain_and_survives_pickling(mistake):
    """No code, mark-up or double blank in the words; a grader can send them between processes."""
    result = check(mistake.task_id, mistake.make())
    assert not re.search(r"Traceback|lambda|\bobject at\b|0x|<|  |\{\}|\bnan\b", _prose(result))
    assert not re.search(r"\*\w[\w ]*\*", _prose(result))  # nothing draws it in italics
    assert result.message[-1] in ".?!)"
    twin = pickle.loads(pickle.dumps(result))
    assert (twin, str(twin), twin.share) == (result, str(result), result.share)


def _prose(result):
    """Return a message without what Python says of a student's error, and comparison signs."""
    said = re.sub(r"Python says: .*", "", result.message)
    return re.sub(r"<=|< \(less than\)", "it", said)


@pytest.mark.parametrize("task_id", NUMBERS)
def test_a_wrong_number_does_not_give_the_right_one_away(task_id):
    """No message about a wrong number holds the right one, to within 1 %."""
    right = float(solutions(TASKS[task_id].chapter)[task_id])
    for mistake in (m for m in MISTAKES if m.task_id == task_id):
        message = check(task_id, mistake.make()).message
        said = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*\.?\d*", message)]
        assert not [n for n in said if abs(n - right) <= 0.01 * right], message
        digits = re.sub(r"\D", "", message)
        assert right < 100 or not {str(int(right)), str(round(right))} & {digits}, message
        assert right < 100 or str(int(right)) not in digits, message


# ---------------------------------------------------------------- functions


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("task", FUNCTIONS.values(), ids=FUNCTIONS)
def test_drawn_cases_are_like_the_public_ones(task, seed):
    """A grader's seed draws other cases, always the same: solution right, named mistakes not."""
    cases = task.cases(seed)
    assert cases == task.cases(seed)
    assert cases != task.cases(seed + 1)
    right = solutions(task.chapter)[task.task_id]
    assert task.judge_outputs(cases, run(right, cases)).status == "right"
    mistakes = [m for m in MISTAKES if m.task_id == task.task_id and m.name not in ("", "error")]
    for mistake in mistakes:
        assert task.judge_outputs(cases, run(mistake.make(), cases)).share < 1.0, mistake.name
    first = mistakes[0]
    assert task.judge_outputs(cases, run(first.make(), cases)).misconception == first.name


# ---------------------------------------------------------------- shapes, and answers from hell


@pytest.mark.parametrize("chapter", chapters())
def test_shapes_are_explained(chapter):
    """Each task says what it expected and what it got, and gives no full points for it."""
    for task_id, answer, words in table(chapter).SHAPES:
        result = check(task_id, answer)
        assert words in result.message, (task_id, words)
        assert result.share < 1.0, (task_id, words)


def _hostile_ids():
    return [(name, kind) for name, task in TASKS.items() for kind in hostile(task)]


@pytest.mark.parametrize(("task_id", "kind"), _hostile_ids())
def test_hostile_answers_never_raise(task_id, kind):
    """Whatever is handed in, check answers in words in a second, gives nothing, can be shown."""
    answer = hostile(TASKS[task_id])[kind]()
    # Processor time: what the machine does beside the test does not count.
    start = time.process_time()
    result = check(task_id, answer)
    assert time.process_time() - start < 1.0
    assert result.status in ("wrong", "type", "unanswered")
    assert float(result) == 0.0
    assert result.message
    assert "stopped the check" not in result.message
    assert str(result)
    assert "<script" not in result._repr_html_()


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_a_check_takes_less_than_a_second(task):
    """Right or huge, an answer comes back within a second once the tables are read."""
    right = solutions(task.chapter)[task.task_id]
    check(task.task_id, right)
    for answer in (right, *(HOSTILE[kind]() for kind in ("big array", "deep", "long"))):
        start = time.process_time()
        check(task.task_id, answer)
        assert time.process_time() - start < 1.0
