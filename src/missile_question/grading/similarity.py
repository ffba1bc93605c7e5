"""Find answers that are more alike than the task explains: a reason to look, never a verdict.

The fingerprints are those of S. Schleimer, D. S. Wilkerson and A. Aiken, "Winnowing: local
algorithms for document fingerprinting", SIGMOD 2003, https://doi.org/10.1145/872757.872770: sums
of every run of ``k`` tokens, of which the least in every window of ``w`` is kept. Any passage of
``w + k - 1`` tokens that two answers share is found; a passage shorter than ``k`` never is.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from missile_question.checks import tasks
from missile_question.grading.lexer import tokens
from missile_question.grading.records import Submission

__all__ = ["Pair", "fingerprints", "pairs"]

#: Tokens in a run, and runs in a window: of code, and of words.
_CODE, _WORDS = (10, 5), (5, 4)
#: What a pair must share to be told of: a part of the shorter answer's prints, prints, tokens.
_LEAST_SCORE, _LEAST_PRINTS, _LEAST_TOKENS = 0.6, 3, {True: 12, False: 25}
#: An odd number whose powers mix the bits of a sum.
_BASE = 0x9E3779B97F4A7C15
#: A print that this many students share may still be no commonplace, however small the class.
_FEW = 3


@dataclass(frozen=True)
class Pair:
    """Two students' answers to one task that share more than the task explains.

    Parameters
    ----------
    chapter, task_id : str
    first, second : str
        Students, in the order of the alphabet.
    score : float
        Part of the shorter answer's fingerprints that the other shares, 0 to 1; prints that the
        exercise, its solution or most of the class has do not count.
    tokens : int
        Tokens of the first answer in shared passages; of a text, words.
    first_text, second_text : str
        The lines of each answer from the first shared token to the last.
    """

    chapter: str
    task_id: str
    first: str
    second: str
    score: float
    tokens: int
    first_text: str
    second_text: str


@dataclass(frozen=True)
class _Prints:
    """Fingerprints of one answer: print -> places of the runs; and the line of every token."""

    source: str
    places: Mapping[int, tuple[int, ...]]
    lines: tuple[int, ...]
    run: int


def _words(source: str) -> list[tuple[str, int]]:
    """Return the words of a text in small letters, with their lines."""
    return [
        (word.casefold(), number)
        for number, line in enumerate(source.split("\n"), 1)
        for word in re.findall(r"[^\W\d_]+", line)
    ]


def _shapes(source: str) -> list[tuple[str, int]]:
    """Return the tokens of some code with names, numbers and texts made alike, and their lines."""
    alike = {"name": "n", "number": "0", "string": "s"}
    return [
        (alike.get(token.kind, token.text), token.line)
        for token in tokens(source)
        if token.kind != "end"
    ]


@cache
def _number(token: str) -> int:
    """Return a number for a token, the same in every process."""
    return int.from_bytes(
        hashlib.blake2b(token.encode("utf-8", "replace"), digest_size=8).digest(), "big"
    )


def _sums(found: Sequence[tuple[str, int]], run: int) -> NDArray[np.uint64]:
    """Return a sum of every run of tokens; whole numbers wrap around at 2^64."""
    if len(found) < run:
        return np.empty(0, dtype=np.uint64)
    numbers = np.array([_number(token) for token, _ in found], dtype=np.uint64)
    weights = np.array([pow(_BASE, i, 2**64) for i in range(run)], dtype=np.uint64)
    sums = (sliding_window_view(numbers, run) * weights).sum(axis=1, dtype=np.uint64)
    mixed: NDArray[np.uint64] = (sums ^ (sums >> np.uint64(29))) * np.uint64(_BASE)
    return mixed  # so that no one token makes a sum the least


def _winnowed(source: str, text: bool) -> _Prints:
    found = (_words if text else _shapes)(source)
    run, window = _WORDS if text else _CODE
    sums = _sums(found, run)
    places: dict[int, list[int]] = {}
    if len(sums):
        width = min(window, len(sums))
        # Of equal sums the last: the paper's rule keeps the same one in window after window.
        turned = sliding_window_view(sums, width)[:, ::-1]
        least = np.arange(len(turned)) + width - 1 - turned.argmin(axis=1)
        for at in np.unique(least).tolist():
            places.setdefault(int(sums[at]), []).append(at)
    return _Prints(
        source,
        {each: tuple(found_at) for each, found_at in places.items()},
        tuple(line for _, line in found),
        run,
    )


def fingerprints(source: str, *, text: bool = False) -> frozenset[int]:
    r"""Return the fingerprints of an answer.

    Parameters
    ----------
    source : str
        Code, or with ``text`` words.
    text : bool

    Examples
    --------
    >>> one = "def share(a, b):\n    return sum(x <= b for x in a) / len(a)"
    >>> other = one.replace("share", "mine").replace("x", "item") + "  # my own"
    >>> fingerprints(one) == fingerprints(other)
    True
    """
    return frozenset(_winnowed(source, text).places)


def pairs(
    submissions: Iterable[Submission], known: Mapping[str, Sequence[str]] | None = None
) -> list[Pair]:
    """Return the pairs of answers that are more alike than their task explains.

    Parameters
    ----------
    submissions : iterable of Submission
    known : mapping of str to sequence of str, optional
        Task -> code that anybody may have: of the exercise as given out, and of its solution.

    Returns
    -------
    list of Pair
        The most alike first; the order does not depend on that of the submissions.
    """
    texts = {task.task_id for task in tasks() if task.kind == "argument"}
    answers: dict[tuple[str, str], dict[str, _Prints]] = defaultdict(dict)
    for each in submissions:
        for task_id, source in each.answers.items():
            answers[each.chapter, task_id][each.student] = _winnowed(source, task_id in texts)
    found: list[Pair] = []
    for (chapter, task_id), prints in sorted(answers.items()):
        shared: set[int] = set()
        for source in (known or {}).get(task_id, ()):
            shared |= fingerprints(source, text=task_id in texts)
        found += _of_task(chapter, task_id, prints, shared, task_id in texts)
    return sorted(found, key=lambda p: (-p.score, -p.tokens, p.chapter, p.task_id, p.first,
                                        p.second))  # fmt: skip


def _of_task(
    chapter: str, task_id: str, prints: Mapping[str, _Prints], known: set[int], text: bool
) -> list[Pair]:
    """Return the pairs of one task."""
    students = sorted(prints)
    holders = Counter(each for student in students for each in prints[student].places)
    common = max(_FEW, len(prints) / 2)
    rare = {
        each: column
        for column, each in enumerate(
            sorted(p for p, number in holders.items() if p not in known and number <= common)
        )
    }
    has = np.zeros((len(students), len(rare)), dtype=np.float32)
    for row, student in enumerate(students):
        has[row, [rare[p] for p in prints[student].places if p in rare]] = 1.0
    shared, sizes = has @ has.T, has.sum(axis=1)
    score = shared / np.maximum(np.minimum.outer(sizes, sizes), 1.0)
    likely = np.triu((score >= _LEAST_SCORE) & (shared >= _LEAST_PRINTS), k=1)
    found = []
    for row, column in zip(*(places.tolist() for places in likely.nonzero()), strict=True):
        first, second = students[row], students[column]
        one, other = prints[first], prints[second]
        same = [p for p in one.places if p in rare and p in other.places]
        number = len(_covered(one, same))
        if number >= _LEAST_TOKENS[text]:
            found.append(
                Pair(chapter, task_id, first, second, round(float(score[row, column]), 4), number,
                     _passage(one, same), _passage(other, same))
            )  # fmt: skip
    return found


def _covered(prints: _Prints, same: Iterable[int]) -> set[int]:
    """Return the places of the tokens in shared runs."""
    starts = {place for each in same for place in prints.places[each]}
    return {place + step for place in starts for step in range(prints.run)}


def _passage(prints: _Prints, same: Iterable[int]) -> str:
    """Return the lines from the first shared token to the last."""
    lines = [prints.lines[place] for place in _covered(prints, same)]
    return "\n".join(prints.source.split("\n")[min(lines) - 1 : max(lines)])
