"""What all checks share: results, session, registry, and numbers in any dress."""

import copy
import math
import pickle
import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from support.checks import Liar, Rude, chapters
from support.checks import solutions as answers

from missile_question.checks import check, progress, session, tasks
from missile_question.checks import reach as chapter
from missile_question.checks.core import Verdict, judge_number, listed
from missile_question.checks.tables import own_work
from missile_question.models import reach

#: Share of a column, None for an empty one -> status.
STATUS = {None: "unanswered", 0.0: "wrong", 0.5: "partly", 1.0: "right"}
IDS = [task.task_id for task in tasks("02_reach")]


def km():
    """Return the distance of the first task."""
    return reach.distance_km(*chapter._two_points())


def strict(distances, range_km):
    """Return the share strictly inside, a mistake that earns two thirds."""
    return sum(d < range_km for d in distances) / len(distances)


@pytest.fixture
def solutions():
    """Return the answers of a solution notebook."""
    found = answers("02_reach")
    session.forget()  # the notebook's own cells check them
    return found


@pytest.fixture(autouse=True)
def fresh_session():
    """Start every test with an empty session."""
    session.forget()


def test_the_package_is_light_and_finds_every_set_when_asked():
    """Importing the checks loads no set; the first question finds them all, in the book's order."""
    code = (
        "import sys, missile_question.checks as c\n"
        "found = lambda: [n for n, m in sys.modules.items()"
        " if n.startswith(c.__name__) and hasattr(m, 'TASKS')]\n"
        "before = found(); chapters = [t.chapter for t in c.tasks()]\n"
        "assert not before, before\n"
        "assert len(found()) == len(set(chapters)) >= 4\n"
        "assert chapters == sorted(chapters)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
    assert chapters() == sorted(chapters())


@pytest.mark.parametrize("name", chapters())
def test_a_question_loads_its_own_set_alone(name):
    """A fresh session waits for the set asked for, not for another nor the drawing library."""
    first = tasks(name)[0]
    code = (
        "import sys, missile_question.checks as c\n"
        "found = lambda: [m.TASKS[0].chapter for n, m in sys.modules.items()"
        " if n.startswith(c.__name__) and hasattr(m, 'TASKS')]\n"
        "task_id, chapter = sys.argv[1:]\n"
        "assert c.check(task_id, ...).status == 'unanswered'\n"
        "assert found() == [chapter], found()\n"
        "assert 'altair' not in sys.modules\n"
        "assert {t.chapter for t in c.tasks(chapter)} == {chapter}\n"
        "assert task_id in str(c.progress(chapter))\n"
        "assert found() == [chapter], found()\n"
    )
    words = [sys.executable, "-c", code, first.task_id, name]
    subprocess.run(words, check=True, timeout=120)


def test_a_task_is_found_whatever_its_set_is_called(monkeypatch):
    """Names only say where to look first: with the likeliest set last, all are found as well."""
    nearest = session._nearest
    assert sorted(nearest("reach-1")) == sorted(session._modules())
    monkeypatch.setattr(session, "_nearest", lambda text: nearest(text)[::-1])
    for name in chapters():
        of_chapter = tuple(task for task in tasks() if task.chapter == name)
        assert tasks(name) == of_chapter
        assert check(of_chapter[0].task_id, ...).task_id == of_chapter[0].task_id


def test_a_function_that_returns_nothing_is_told_about_return():
    """Printing instead of returning, the commonest first mistake, is named."""
    result = check("reach-3", lambda distances, range_km: print(end=""))
    assert result.status == "unanswered"
    assert "write return instead of print" in result.message


@pytest.mark.parametrize(
    "make",
    [
        lambda x: f"{x:.0f} km",
        lambda x: f"{x:,.1f} km",
        lambda x: f"about {x:.0f} kilometres.",
        lambda x: f"{x:.1f}".replace(".", ",") + " km",
        np.float32,
        np.float64,
        lambda x: np.int64(round(x)),
        lambda x: np.array(x),
        lambda x: np.array([x]),
        lambda x: pd.Series([x], index=["a"]),
        lambda x: Decimal(f"{x:.3f}"),
        lambda x: Fraction(round(x)),
    ],
)
def test_a_number_in_another_dress_is_understood(make):
    """Units, thousands separators, NumPy, pandas, Decimal and Fraction are read as the number."""
    assert check("reach-1", make(km())).status == "right"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([1, 2, 3], "Expected a number in km, got a list of 3."),
        (True, "got the truth value True"),
        ("far", "got the text 'far'"),
        (math.nan, "got NaN"),
        (math.inf, "got infinity"),
        (pd.NA, "got NaN"),
        (1j, "got a complex number"),
        (pd.DataFrame({"a": [1, 2]}), "got a table of 2 rows"),
        (np.arange(3), "got an array of 3"),
        (len, "got a function"),
        (object(), "got an object of type object"),
    ],
)
def test_the_wrong_kind_of_answer_is_named(answer, words):
    """A wrong type or shape is said plainly, in words and not as a traceback."""
    result = check("reach-1", answer)
    assert (result.status, result) == ("type", 0.0)
    assert words in result.message


def test_a_liar_is_not_believed():
    """A number that claims to equal everything is judged by its value."""
    assert check("reach-1", Liar(3.0)).status == "wrong"
    assert check("reach-1", Liar(km())).status == "right"


def test_a_function_cannot_change_the_cases():
    """Emptying the list that a function was given spoils nothing for the next call."""

    def thief(distances, range_km):
        share = sum(d <= range_km for d in distances) / len(distances)
        distances.clear()
        return share

    assert check("reach-3", thief).status == "right"
    assert check("reach-3", thief).status == "right"


def test_warnings_of_a_function_stay_off_stderr(capsys):
    """A warning in a right function must not reach stderr, where nbgrader would score it zero."""

    def noisy(distances, range_km):
        np.array([1.0]) / np.array([0.0])
        return np.mean(np.asarray(distances) <= range_km)

    assert check("reach-3", noisy).status == "right"
    assert capsys.readouterr().err == ""


def test_a_result_is_points_for_nbgrader_and_words_for_people():
    """As a float and as a kernel's plain text a result is points; str and HTML are words."""
    from IPython.lib.pretty import pretty

    result = check("reach-3", strict)
    assert isinstance(result, float)
    assert float(pretty(result)) == 2.0
    assert 0.0 <= float(pretty(result)) <= result.out_of
    assert str(result).startswith("reach-3: partly right (2 of 3 points).")
    shown = result._repr_html_()
    assert 'role="status"' in shown
    assert "partly right" in shown
    assert 'data-task="reach-3" data-status="partly" data-points="2" data-of="3"' in shown
    assert not re.search(r"(?<!current)color:(?!inherit)|background:(?!transparent)", shown)


def test_a_result_survives_copying_and_pickling():
    """A grader can send results between processes without losing the words."""
    result = check("reach-1", 1.0)
    for twin in (copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
        assert (twin, twin.message, twin.status, twin.out_of, twin.share) == (
            (result, result.message, result.status, result.out_of, result.share)
        )


@pytest.mark.parametrize("name", ["reach-99", "Reach-1 ", 1, None, Rude])
def test_an_unknown_task_lists_the_tasks(name):
    """A misspelt task is the caller's mistake: a ValueError that lists the ids."""
    with pytest.raises(ValueError, match=r"reach-1, reach-2, .*reach-10.*; got"):
        check(name, 1)


def test_progress_tells_the_last_result_of_every_task(solutions):
    """The session's summary counts points and tasks, in text and in an accessible table."""
    check("reach-1", 5)
    check("reach-1", solutions["reach-1"])
    check("reach-2", {"test flight": "B"})
    seen = progress("02_reach")
    total = sum(task.points for task in tasks("02_reach"))
    assert f"02_reach: 3 of {total} automatic points, 1 of {len(IDS)} tasks done" in str(seen)
    assert "not checked yet" in str(seen)
    shown = seen._repr_html_()
    assert shown.count('scope="row"') == len(IDS)
    assert "<caption" in shown
    with pytest.raises(ValueError, match="02_reach"):
        progress("99_nothing")


@pytest.mark.parametrize(
    ("shares", "share", "status", "words"),
    [
        ((None, None, 1.0), 0.0, "unanswered", "The columns log and distance are still open."),
        ((None, None, 0.0), 0.0, "unanswered", "The columns log and distance are still open."),
        ((1.0, None, 1.0), 0.5, "partly", "not answered yet"),
        ((1.0, 1.0, 1.0), 1.0, "right", ""),
        ((1.0, 1.0, 0.0), 0.6, "partly", "“brier”"),
        ((1.0, 0.0, 0.0), 0.1, "partly", "“brier”"),
        ((0.0, 0.5, 0.0), 0.0, "wrong", "“brier”"),
        ((0.0, 0.0, 1.0), 0.0, "wrong", "Right: “brier”."),
    ],
)
def test_only_own_columns_earn_and_prepared_ones_cost(shares, share, status, words):
    """The mean of the student's columns, less 0.4 for a spoilt prepared one, and never below 0."""
    found = {
        name: Verdict(got or 0.0, STATUS[got], name if got is not None else "")
        for name, got in zip(("log", "distance", "brier"), shares, strict=True)
    }
    joined = own_work(found, "log", "distance", cost=0.4)
    assert (joined.share, joined.status) == (pytest.approx(share), status)
    assert words in joined.message


def test_names_are_listed_as_a_sentence_lists_them():
    """One name, two with 'and', more with commas before it; a task of letters asks with them."""
    assert [listed("ABC"[:n]) for n in (1, 2, 3)] == ["A", "A and B", "A, B and C"]
    asked = [task.wants for task in tasks() if "one letter each" in task.wants]
    assert len(asked) >= len(chapters())
    assert 'one letter each for "test flight" and "three outlets"' in "".join(asked)
    assert all(re.fullmatch(r'[^"]*"[^"]+"(, "[^"]+")* and "[^"]+"', wants) for wants in asked)


def test_the_tolerance_is_inclusive_to_the_last_bit():
    """judge_number takes |answer - expected| <= within, without rounding tricks."""

    def status(answer):
        return judge_number(
            answer, expected=10.0, within=0.5, tolerance="", wants="a number", nudge="no"
        ).status

    assert [status(x) for x in (9.5, 10.5, 9.499999, 10.500001)] == (
        ["right", "right", "wrong", "wrong"]
    )
