"""Fingerprints of answers, and pairs that share more than the task explains."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support.grading import edited, exercises, find

from missile_question.grading import similarity, submissions
from missile_question.grading.records import Submission
from missile_question.grading.similarity import fingerprints, pairs

OWN = """\
def share_covered(distances, range_km):
    inside = 0
    for d in distances:
        if not d > range_km:
            inside = inside + 1
        else:
            continue
    total = len(distances)
    if total == 0:
        return 0.0
    return inside / total


answer = share_covered
"""
RENAMED = """\
# all my own work
def share_covered(places, radius):
    n = 0
    for place in places:
        if not place > radius:
            n = n + 1
        else:
            continue
    many = len(places)
    if many == 0:
        return 0.5
    return n / many

answer = share_covered
"""
OTHER = """\
import numpy as np


def share_covered(distances, range_km):
    return float(np.mean(np.asarray(distances) <= range_km))


answer = share_covered
"""


def handed(name: str, **answers: str) -> Submission:
    """Return a submission with some answers, named as reach_3."""
    named = {task.replace("_", "-"): text for task, text in answers.items()}
    return Submission(name, "02_reach", f"{name}.ipynb", "", answers=named)


def test_names_numbers_and_comments_do_not_hide_a_copy() -> None:
    """A renamed copy is found with what it shares, and an answer of one's own is not."""
    found = pairs(
        [handed("ben", reach_3=RENAMED), handed("anna", reach_3=OWN), handed("carl", reach_3=OTHER)]
    )
    (pair,) = found
    assert (pair.first, pair.second, pair.task_id) == ("anna", "ben", "reach-3")
    assert pair.score == 1.0 and pair.tokens > 40
    assert "inside = inside + 1" in pair.first_text and "n = n + 1" in pair.second_text


def test_what_the_exercise_gives_is_no_likeness() -> None:
    """Prints of the exercise, of its solution, and of most of the class do not count."""
    two = [handed("anna", reach_3=OWN), handed("ben", reach_3=RENAMED)]
    assert pairs(two) and not pairs(two, {"reach-3": [OWN]})
    everybody = [handed(f"student-{i}", reach_3=OWN) for i in range(9)]
    assert not pairs(everybody)
    minority = [*everybody[:3], *(handed(f"other-{i}", reach_3=OTHER) for i in range(6))]
    assert {(p.first, p.second) for p in pairs(minority)} == {
        ("student-0", "student-1"), ("student-0", "student-2"), ("student-1", "student-2"),
    }  # fmt: skip


def test_texts_are_compared_by_words() -> None:
    """In arguments the words count, not how they are broken into lines."""
    text = (
        "The claim holds only for the highest figures, because the lowest leave most bases "
        "outside when one measures from Tehran, and nobody else has confirmed the others."
    )
    turned = text.replace(", ", ",\n").replace("The claim", "So the CLAIM")
    own = "Whoever counts voices and not sources will believe that nine newspapers saw a missile."
    found = pairs(
        [handed(n, reach_10=f'answer = """{t}"""') for n, t in zip("abc", (text, turned, own),
                                                                   strict=True)]
    )  # fmt: skip
    assert [(p.first, p.second) for p in found] == [("a", "b")]
    assert found[0].tokens >= 20


def test_any_shared_passage_long_enough_is_found() -> None:
    """The guarantee of Schleimer, Wilkerson and Aiken: w + k - 1 shared tokens share a print."""
    run, window = similarity._CODE
    names = ("+", "-", "*", "/", ":", "@", "(", ")", "[", "]", "|", "&")
    dice = random.Random(2003)
    for _ in range(200):
        shared = " ".join(dice.choices(names, k=run + window - 1))
        one, other = (" ".join(dice.choices(names, k=dice.randrange(60))) for _ in range(2))
        both = fingerprints(f"{one} {shared} {other}") & fingerprints(f"{other} {shared} {one}")
        assert both, shared


@given(st.text(max_size=200))
def test_any_answer_has_fingerprints(source: str) -> None:
    """Broken code and other texts are read, too; the same text has the same prints."""
    assert fingerprints(source) == fingerprints(source + "  # a remark")
    assert isinstance(fingerprints(source, text=True), frozenset)


def test_a_large_class_is_compared(tmp_path: Path) -> None:
    """300 students with chance variations: the two who share are first, whatever the order."""
    dice = random.Random(1)
    operators = ["+", "-", "*", "/", "%", "<", ">", "==", "and", "or"]

    def own() -> str:
        lines = [
            f"x{i} = f(x, {i}) {dice.choice(operators)} y[{i}] {dice.choice(operators)} "
            f"g(x) {dice.choice(operators)} h(y, x) {dice.choice(operators)} k"
            for i in range(8)
        ]
        return "\n".join([*lines, "answer = x7"])

    class_ = [handed(f"s{i:03}", **{f"reach_{n}": own() for n in range(1, 11)}) for i in range(300)]
    class_.append(handed("t", reach_5=class_[7].answers["reach-5"]))
    found = pairs(class_)
    assert (found[0].first, found[0].second, found[0].score) == ("s007", "t", 1.0)
    dice.shuffle(class_)
    assert pairs(class_) == found


def test_answers_of_notebooks_are_compared(tmp_path: Path) -> None:
    """What was read from files is compared, with the exercise's own code known."""
    files = {f"{n}.ipynb": edited({"reach-3-answer": t})
             for n, t in (("anna", OWN), ("ben", RENAMED), ("carl", OTHER))}  # fmt: skip
    files["dora.ipynb"] = edited()
    found = find(tmp_path, files)
    stubs = {"reach-3": [s.answers["reach-3"] for s in found if s.student == "dora"]}
    assert [(p.first, p.second) for p in pairs(found, stubs)] == [("anna", "ben")]
    assert list(submissions.find(tmp_path, exercises())) == found
