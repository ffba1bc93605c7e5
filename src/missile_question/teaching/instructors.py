"""What the instructors' pages take from the book itself: minutes, steps, mistakes, numbers.

A page for instructors names an explorer, a task or a number; what it then says is worked out here
when the book is built. So a page cannot disagree with the explorers, the checks or the data.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from urllib.parse import urlencode

from missile_question.checks import tasks
from missile_question.checks.core import Misconception, Task
from missile_question.explorers import registry
from missile_question.explorers.controls import Choice, Slider, Value
from missile_question.explorers.core import Explorer

__all__ = ["Part", "Step", "minute_plan", "misconceptions", "quoted", "show", "task"]

#: Minutes of a class, and of the short one.
LONG, SHORT = 75, 50


# ---------------------------------------------------------------- a plan by minutes


@dataclass(frozen=True)
class Part:
    """A part of a class.

    Parameters
    ----------
    minutes, short : int
        How long it takes in a class of 75 and of 50 minutes; 0 if the short one leaves it out.
    title, text : str
        What it is called, and what is done.
    """

    minutes: int
    short: int
    title: str
    text: str


def minute_plan(lines: Sequence[str], long: int = LONG, short: int = SHORT) -> list[Part]:
    """Read a plan: one part a line, ``minutes | minutes of the short class | title | text``.

    Parameters
    ----------
    lines : sequence of str
    long, short : int
        What the minutes must add up to.

    Returns
    -------
    list of Part

    Raises
    ------
    ValueError
        If a line has not four fields, or the minutes do not add up.

    Examples
    --------
    >>> [part.title for part in minute_plan(["70 | 50 | Play | all", "5 | 0 | End | all"])]
    ['Play', 'End']
    """
    parts = []
    for line in filter(str.strip, lines):
        fields = [field.strip() for field in line.split("|", 3)]
        if len(fields) != 4 or not all(re.fullmatch(r"\d+", field) for field in fields[:2]):
            raise ValueError(
                f"a line of a plan must be 'minutes | short | title | text', got {line!r}"
            )
        parts.append(Part(int(fields[0]), int(fields[1]), fields[2], fields[3]))
    for name, wanted in (("minutes", long), ("short", short)):
        total = sum(getattr(part, name) for part in parts)
        if total != wanted:
            raise ValueError(f"{name} of a plan must add up to {wanted}, got {total}")
    return parts


# ---------------------------------------------------------------- what to show


@dataclass(frozen=True)
class Step:
    """A step in front of the class.

    Parameters
    ----------
    moves, answer, point : str
        What is moved, what the page then says, and what to point at.
    setting : str
        The setting as the chapter's page reads it from a link, after ``#``.
    """

    moves: str
    answer: str
    point: str
    setting: str


@cache
def _explorers() -> Mapping[str, Explorer]:
    return {name: build() for name, build in registry().items()}


def _moved(explorer: Explorer, name: str, value: Value) -> str:
    control = explorer.control(name)
    if isinstance(control, Slider):
        unit = control.unit if control.unit == "%" else f" {control.unit}".rstrip()
        return f"{control.label}: {value:,g}{unit}"
    return f"{control.label}: {control.option(value).label}"


def show(name: str, lines: Sequence[str]) -> list[Step]:
    """Move an explorer as an instructor would, line by line, and return what it says each time.

    Parameters
    ----------
    name : str
        Name of the explorer.
    lines : sequence of str
        ``control=value, control=value | what to point at``. Each line goes on from the one before;
        ``start`` goes back to how the page opens.

    Returns
    -------
    list of Step

    Raises
    ------
    ValueError
        If there is no such explorer or control, or a value it cannot take.

    Examples
    --------
    >>> step, *_ = show("first-ring", ["origin=nearest | Watch the count."])
    >>> step.answer[:25], step.point
    ('12 of 12 US bases in the ', 'Watch the count.')
    """
    if name not in _explorers():
        raise ValueError(f"explorer must be one of {', '.join(_explorers())}, got {name!r}")
    explorer = _explorers()[name]
    values = explorer.resolve()
    steps = []
    for line in filter(str.strip, lines):
        moves, _, point = (part.strip() for part in line.partition("|"))
        said = []
        if moves == "start":
            values, said = explorer.resolve(), ["As the page opens"]
        else:
            for move in moves.split(","):
                control_name, _, given = (part.strip() for part in move.partition("="))
                control = explorer.control(control_name)
                value = control.checked(given if isinstance(control, Choice) else float(given))
                values = explorer.settle(values, control_name, value)
                said.append(_moved(explorer, control_name, value))
        fields = {k: f"{v:.12g}" if isinstance(v, float) else v for k, v in values.items()}
        setting = urlencode({"mq": name, **fields})
        steps.append(Step("; ".join(said), explorer.sentence(**values), point, setting))
    return steps


# ---------------------------------------------------------------- mistakes with a name


@cache
def task(task_id: str) -> Task:
    """Return a task by its id; an unknown id raises a ValueError that lists them."""
    found = {one.task_id: one for one in tasks()}
    if task_id not in found:
        raise ValueError(f"task must be one of {', '.join(found)}, got {task_id!r}")
    return found[task_id]


@cache
def misconceptions(task_id: str) -> dict[str, str]:
    """Return the mistakes that a task's check knows by name, with what it says of each.

    The check itself is asked: every stored mistake within reach of its judge, and every verdict
    that the judge's own functions can return. What a message takes from the answer is shown as
    three dots.

    Parameters
    ----------
    task_id : str

    Returns
    -------
    dict of str to str
        Words by name; where a mistake has several wordings, the first.

    Raises
    ------
    ValueError
        If there is no such task.

    Examples
    --------
    >>> misconceptions("reach-1")["miles"]
    'This is the distance in miles. Sources mix both units; the question asks km.'
    """
    one = task(task_id)
    found: dict[str, str] = {}
    for name, says in _known(one.judge, set()):
        sentence = "-" in name or says.endswith((".", "?", "!"))
        if sentence and not found.get(name):
            found[name] = says
    return found


#: Names that every set gives for the shape of an answer; they say nothing about the subject.
SHAPE = frozenset({"error", "unit", "too-short", "too-long", "repetition"})
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _known(item: Any, seen: set[int]) -> Iterator[tuple[str, str]]:
    """Yield (name, words) of every mistake within reach of a judge."""
    if id(item) in seen:
        return
    seen.add(id(item))
    if isinstance(item, Misconception):
        yield item.name, item.says
    elif isinstance(item, partial):
        for part in (item.func, *item.args, *item.keywords.values()):
            yield from _known(part, seen)
    elif isinstance(item, Mapping):
        for name, part in item.items():
            if isinstance(part, str) and "-" in str(name) and " " in part:
                yield str(name), part
            yield from _known(part, seen)
    elif isinstance(item, (tuple, list)):
        texts = [part for part in item[:2] if isinstance(part, str)] if len(item) < 4 else []
        if len(texts) == 2 and _NAME.fullmatch(texts[0]) and " " in texts[1]:
            yield texts[0], texts[1]
        for part in item:
            yield from _known(part, seen)
    elif isinstance(item, types.MethodType):  # of a NumberFunction
        yield from _known(getattr(item.__self__, "misconceptions", ()), seen)
    elif hasattr(item, "__wrapped__"):  # a cached function
        yield from _known(item.__wrapped__, seen)
    elif isinstance(item, types.FunctionType) and item.__module__.startswith(_CHECKS):
        for cell in item.__closure__ or ():
            yield from _known(cell.cell_contents, seen)
        if item.__module__ == f"{_CHECKS}core":  # a general judge: what it was made with counts
            return
        yield from _said(item)
        for name in sorted(set(_names_in(item.__code__))):
            yield from _known(item.__globals__.get(name), seen)


_CHECKS = "missile_question.checks."


def _names_in(code: types.CodeType) -> Iterator[str]:
    """Yield the names that a function's code uses, its inner functions included."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names_in(constant)


@cache
def _written(module: str) -> dict[int, ast.FunctionDef]:
    """Return the functions of a module by their first line, decorators included."""
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    return {
        min([node.lineno, *(part.lineno for part in node.decorator_list)]): node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


def _said(function: types.FunctionType) -> Iterator[tuple[str, str]]:
    """Yield (name, words) written in a function: a verdict, a mistake, or a pair of both."""
    tree = _written(function.__module__).get(function.__code__.co_firstlineno)
    if tree is None:  # a lambda
        return
    constants = {k: v for k, v in function.__globals__.items() if isinstance(v, str)}
    assigned: dict[str, list[tuple[int, str]]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            words = _words(node.value, {})
            assigned.setdefault(node.targets[0].id, []).append((node.lineno, words))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call | ast.Tuple):
            continue
        pieces = node.args if isinstance(node, ast.Call) else node.elts
        line = node.lineno
        near = constants | {
            name: max([v for v in found if v[0] <= line] or [(0, "")])[1]
            for name, found in assigned.items()
        }
        called = getattr(getattr(node, "func", None), "id", "")  # of a tuple: nothing
        if called == "Verdict" and len(pieces) == 4:
            for name in _constants(pieces[3]):
                yield name, _words(pieces[2], near)
        elif len(pieces) >= 2 and called in ("", "slip", "column_slip", "Misconception"):
            for name in _constants(pieces[0]):
                words = _words(pieces[1], near)
                if " " in words:
                    yield name, words
        elif len(pieces) >= 2:  # a helper of the set's own: its name and its words, in some place
            texts = [_words(piece, near) for piece in pieces]
            named = [t for t in texts if "-" in t and _NAME.fullmatch(t)]
            words = next((t for t in texts if " " in t), "")
            for name in named if words else ():
                yield name, words
    for node in ast.walk(tree):  # a name kept first and handed over later
        kept: list[ast.expr | None] = []
        if isinstance(node, ast.Assign | ast.Return):
            kept = [node.value]
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "append":
            kept = [*node.args]
        for name in (name for part in kept if part for name in _constants(part)):
            if "-" in name:
                yield name, ""


def _constants(node: ast.expr) -> Iterator[str]:
    """Yield the names that an expression may stand for."""
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant) and _NAME.fullmatch(str(node.value)):
        yield str(node.value)


def _words(node: ast.expr, near: Mapping[str, str]) -> str:
    """Return a text as far as it is written in the code; the rest is three dots."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else "…"
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(part, near) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _words(node.left, near) + _words(node.right, near)
    if isinstance(node, ast.IfExp):
        return _words(node.body, near)
    if isinstance(node, ast.Name):
        return near.get(node.id, "…")
    return "…"


# ---------------------------------------------------------------- numbers


def quoted(path: str) -> str:
    """Return a number of the book, as a chapter prints it.

    Parameters
    ----------
    path : str
        ``module.function.name`` below :mod:`missile_question.evidence`.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is no such number.

    Examples
    --------
    >>> quoted("reach.numbers.dezful")
    '1,000'
    """
    try:
        module, function, name = path.split(".")
        place = importlib.import_module(f"missile_question.evidence.{module}")
        return str(getattr(getattr(place, function)(), name))
    except (ValueError, ImportError, AttributeError) as error:
        raise ValueError(
            f"number must be 'module.function.name' of the evidence, got {path!r}: {error}"
        ) from error
