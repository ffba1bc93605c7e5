"""The checked exercise sets as tests see them: their tasks, notebooks, wrong and odd answers."""

from __future__ import annotations

import importlib.util
import math
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from build_exercises import SOLUTION, STUDENT, notebook

from missile_question.checks import Task, tasks

__all__ = [
    "ARGUMENT_WRONG",
    "HOSTILE",
    "NOTHING",
    "Liar",
    "Rude",
    "WrongAnswer",
    "chapters",
    "hostile",
    "solutions",
    "source",
    "stubs",
    "table",
    "wrong_answers",
]

ROOT = Path(__file__).resolve().parents[2]

#: Every way to hand in nothing.
NOTHING = (..., None, NotImplemented, "", " ... ", [], {}, (), [...], {"x": None})


#: The wrong answers to every task that asks for an argument, as rows of a set's table WRONG.
ARGUMENT_WRONG: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: "It is true.", "too-short", "write at least"),
    (lambda: "word and other things said here " * 60, "too-long", "at most"),
    (lambda: "the claim is true " * 30, "repetition", "again and again"),
]


class WrongAnswer(NamedTuple):
    """A row of a set's table WRONG.

    ``make`` returns the answer, ``name`` is the misconception that must be named (empty if the
    mistake has no name), and ``words`` stand in the message.
    """

    task_id: str
    make: Callable[[], Any]
    name: str
    words: str


def chapters() -> list[str]:
    """Return the chapters that have a checked set, in the book's order."""
    return list(dict.fromkeys(task.chapter for task in tasks()))


def source(chapter: str) -> Path:
    """Return the one source of a set's two notebooks."""
    return ROOT / "exercises" / f"{chapter}.py"


@cache
def _answers(chapter: str, kind: str) -> dict[str, Any]:
    """Run the cells of a notebook in this process; return the answer to each task."""
    space: dict[str, Any] = {"display": lambda *shown: None}
    found = {}
    for cell in notebook(source(chapter), kind).cells:
        if cell.cell_type == "code":
            exec(cell.source, space)
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if name.endswith("-answer"):
                found[name.removesuffix("-answer")] = space["answer"]
    return found


def solutions(chapter: str) -> dict[str, Any]:
    """Return the answers of the solution notebook by task."""
    return _answers(chapter, SOLUTION)


def stubs(chapter: str) -> dict[str, Any]:
    """Return what the student notebook holds before anybody has touched it, by task."""
    return _answers(chapter, STUDENT)


@cache
def table(chapter: str) -> ModuleType:
    """Return the test module that belongs to a set: test_<name of its check module>_checks.py."""
    first = tasks(chapter)[0]
    (home,) = [
        name
        for name, module in sys.modules.items()
        if name.startswith("missile_question.checks.") and first in getattr(module, "TASKS", ())
    ]
    name = f"test_{home.rpartition('.')[2]}_checks"
    path = ROOT / "tests" / "checks" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"tables_of_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wrong_answers(chapter: str) -> list[WrongAnswer]:
    """Return the stored wrong answers of a set: its test module's WRONG, row by row."""
    stored = table(chapter).WRONG
    return [WrongAnswer(task_id, *row) for task_id, rows in stored.items() for row in rows]


# ---------------------------------------------------------------- answers from hell


class Rude:
    """An object whose every method fails, each in its own way."""

    def _no(self, *args: Any, **kwargs: Any) -> Any:
        raise SystemExit("no")

    __eq__ = __float__ = __iter__ = __repr__ = __str__ = __len__ = __hash__ = __bool__ = _no
    __getitem__ = __array__ = __int__ = __index__ = __copy__ = __deepcopy__ = _no

    def __getattribute__(self, name: str) -> Any:
        raise KeyboardInterrupt(name)


class Fussy:
    """An object that a table can hold, but nobody can read."""

    def _no(self, *args: Any) -> Any:
        raise RuntimeError("no")

    __eq__ = __float__ = __iter__ = __repr__ = __str__ = __hash__ = __bool__ = _no


class RudeFloat(float):
    """A float that fails when it is compared or converted."""

    def _no(self, *args: Any) -> Any:
        raise RuntimeError("no")

    __eq__ = __lt__ = __float__ = __sub__ = __rsub__ = __abs__ = __repr__ = __round__ = _no
    __hash__ = float.__hash__


class Liar(float):
    """A float that claims to equal everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __sub__(self, other: object) -> float:
        return 0.0

    __rsub__ = __sub__
    __hash__ = float.__hash__


class RudeDict(dict):
    """A dictionary that cannot be read the usual way."""

    def _no(self, *args: Any) -> Any:
        raise RuntimeError("no")

    __getitem__ = __iter__ = items = get = _no


class RudeError(Exception):
    """An error that cannot be printed."""

    def __str__(self) -> str:
        raise RuntimeError("no")


def _boxed(value: Any) -> Any:
    """Return an array that holds an object nobody has looked at."""
    box = np.empty(1, dtype=object)
    box[0] = value
    return box


def _raises(error: BaseException) -> Callable[..., Any]:
    def fail(*args: Any) -> Any:
        raise error

    return fail


def _deep() -> list[Any]:
    """Return a list in a list, a thousand times, and one that holds itself."""
    nested: list[Any] = []
    for _ in range(1000):
        nested = [nested]
    nested.append(nested)
    return nested


def _endless() -> Iterator[int]:
    while True:
        yield 1


#: Answers that fight back, for every task: kind -> how to make it.
HOSTILE: dict[str, Callable[[], Any]] = {
    "rude": Rude,
    "rude in a list": lambda: [Rude(), Rude()],
    "rude key": lambda: {Fraction(1, 2): 1, ("a",): 2, None: 3},
    "rude float": lambda: RudeFloat(1.0),
    "rude dictionary": lambda: RudeDict({"a": "A"}),
    "rude function": lambda: _raises(RudeError()),
    "function of rude": lambda: lambda *args: Rude(),
    "exit": lambda: _raises(SystemExit("bye")),
    "recursion": lambda: lambda *a: (lambda f: f(f))(lambda f: f(f)),
    "table with levels": lambda: pd.DataFrame(
        [[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")])
    ),
    "twin columns": lambda: pd.DataFrame([[1, 2]], columns=["low", "low"]),
    "empty table": pd.DataFrame,
    "deep": _deep,
    "endless": _endless,
    "huge": lambda: 10**5000,
    "long": lambda: "9" * 10**6,
    "nul": lambda: "\x00</div><script>",
    "big array": lambda: np.zeros(10**6),
    "objects": lambda: _boxed(Rude()),
    "day": lambda: pd.Timestamp("2026-02-11"),
    "not a time": lambda: pd.NaT,
    "complex": lambda: 1j,
    "complex array": lambda: np.array([1j]),
    "class": lambda: Rude,
    "module": lambda: np,
    "bytes": lambda: b"1584",
}

#: What is put into every part of a right answer, to see that no part is read without care.
_PARTS: dict[str, Callable[[], Any]] = {
    "rude parts": Rude,
    "fussy parts": Fussy,
    "parts of nan": lambda: math.nan,
    "infinite parts": lambda: -math.inf,
    "enormous parts": lambda: 10**400,
    "complex parts": lambda: 1j,
    "listed parts": lambda: [[1], {"a": {}}],
    "scripts in parts": lambda: "\x00</div><script>",
    "liars in parts": lambda: Liar(123456.789),
}


def _spoilt(right: Any, make: Callable[[], Any]) -> Any:
    """Return an answer of the same outline as a right one, with every part replaced."""
    if isinstance(right, pd.DataFrame):
        columns = {name: np.empty(len(right), dtype=object) for name in right.columns}
        for column in columns.values():
            for i in range(len(column)):
                column[i] = Fussy() if make is Rude else make()  # pandas itself looks inside
        # As objects: pandas 2 guesses at the kind of a column, and stumbles over enormous numbers.
        return pd.DataFrame(columns, index=right.index, dtype=object)
    if isinstance(right, dict):
        return {name: _spoilt(part, make) for name, part in right.items()}
    if isinstance(right, list | tuple):
        return [_spoilt(part, make) for part in right]
    return (lambda *args: make()) if callable(right) else make()


def hostile(task: Task) -> dict[str, Callable[[], Any]]:
    """Return every hostile answer to a task: common ones, spoilt solutions, the set's HOSTILE."""
    right = solutions(task.chapter)[task.task_id]
    spoilt = {kind: lambda make=make: _spoilt(right, make) for kind, make in _PARTS.items()}
    flat = {name: Rude() for name in right} if isinstance(right, dict) else {}
    own = getattr(table(task.chapter), "HOSTILE", {})
    return HOSTILE | spoilt | {"rude halves": lambda: flat or Rude()} | own
