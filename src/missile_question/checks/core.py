"""Tasks, their judges, and results that a student, a notebook and a grader can all read.

A judge gets an answer and returns a :class:`Verdict`. It looks for *named misconceptions* where the
answer is wrong, so that the message says what went wrong and not only that it did.
"""

from __future__ import annotations

import contextlib
import copy
import html
import io
import math
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from missile_question.checks.plain import (
    as_mapping,
    describe,
    is_unanswered,
    number,
    plain,
)

__all__ = [
    "ARGUMENT_WANTS",
    "Case",
    "FunctionTask",
    "Misconception",
    "NumberFunction",
    "Raised",
    "Result",
    "Status",
    "Task",
    "Verdict",
    "behaves",
    "brief",
    "choices",
    "combine",
    "first_shown",
    "judge_argument",
    "judge_function",
    "judge_letter",
    "judge_number",
    "judge_numbers_of_function",
    "judge_parts",
    "judge_text",
    "letters_wanted",
    "listed",
    "number_judge",
    "run",
    "slip",
    "status_words",
]

Status = Literal["right", "partly", "wrong", "unanswered", "type"]

_WORDS: Mapping[str, tuple[str, str]] = {  # mark, words
    "right": ("✓", "right"),
    "partly": ("◐", "partly right"),
    "wrong": ("✗", "not right yet"),
    "unanswered": ("…", "not answered yet"),
    "type": ("?", "not the kind of answer asked for"),
}
_BORDERS: Mapping[str, str] = {
    "right": "solid",
    "partly": "double",
    "wrong": "dashed",
    "unanswered": "dotted",
    "type": "dashed",
}


def status_words(status: str) -> tuple[str, str]:
    """Return what stands for a status: a mark and words.

    Parameters
    ----------
    status : {"right", "partly", "wrong", "unanswered", "type"}

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> status_words("wrong")
    ('✗', 'not right yet')
    """
    return _WORDS[status]


@dataclass(frozen=True)
class Misconception:
    """A mistake with a name.

    Parameters
    ----------
    name : str
        Short and stable; graders count it.
    says : str
        What the student reads: the mistake in words, and what to look at.
    shows : callable
        Whether an answer (a number, a set, the outputs of a function, ...) shows it.
    credit : float
        Share of the points that an answer with this mistake still earns.
    """

    name: str
    says: str
    shows: Callable[[Any], bool]
    credit: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """What a judge finds: a share of the points, a status, words, and a misconception's name."""

    share: float
    status: Status
    message: str
    misconception: str = ""


@dataclass(frozen=True)
class Case:
    """One call of a student's function.

    Parameters
    ----------
    says : str
        What the case tries, for the message.
    args : tuple
        Arguments; every call gets a deep copy.
    expected : float
        What the function should return.
    """

    says: str
    args: tuple[Any, ...]
    expected: float


@dataclass(frozen=True)
class Raised:
    """The error that a student's function stopped with."""

    kind: str
    message: str


@dataclass(frozen=True)
class Task:
    """One exercise.

    Parameters
    ----------
    task_id, chapter, title, kind : str
        Name for :func:`check`, chapter it belongs to, heading, and kind of answer.
    objective : str
        What the student can do after it.
    points : int
        Points given by the check.
    minutes : int
        Time a student should plan.
    why : str
        One sentence on why it matters, shown with a right answer.
    wants : str
        The answer asked for, in words ("a number in km").
    judge : callable
        Takes the answer as it is; may assume nothing about it.
    manual_points : int
        Points given by a person.
    rubric : tuple of str
        What that person looks for, one point each.
    """

    task_id: str
    chapter: str
    title: str
    kind: str
    objective: str
    points: int
    minutes: int
    why: str
    wants: str
    judge: Callable[[Any], Verdict] = field(repr=False)
    manual_points: int = 0
    rubric: tuple[str, ...] = ()

    def check(self, answer: object) -> Result:
        """Judge an answer; never raise.

        Parameters
        ----------
        answer : object
            Anything.

        Returns
        -------
        Result
            Points, status and message.
        """
        try:
            with _quiet():
                found = self.judge(answer)
        except BaseException as error:  # includes sys.exit() in a student's function
            found = Verdict(0.0, "type", f"The answer stopped the check ({_error(error)}).")
        return self._result(found)

    def _result(self, found: Verdict) -> Result:
        message = found.message
        if found.status == "right":
            message = f"Public checks passed. {message} Why it matters: {self.why}".replace(
                "  ", " "
            )
        elif found.status == "unanswered":
            message = f"{message} Give {self.wants}, then run this cell again.".strip()
        elif found.status == "type":
            message += "" if self.wants in message else f" This task asks for {self.wants}."
        return Result(
            found.share * self.points,
            task_id=self.task_id,
            status=found.status,
            message=message,
            out_of=self.points,
            misconception=found.misconception,
        )


@dataclass(frozen=True)
class FunctionTask(Task):
    """An exercise whose answer is a function, tried on several cases.

    Parameters
    ----------
    cases : callable
        ``cases(seed) -> list of Case``: the public cases for None, others for a number. A grader
        runs the function on them elsewhere (:func:`run`) and judges the outputs here.
    judge_outputs : callable
        ``judge_outputs(cases, outputs) -> Verdict`` on plain values.
    """

    cases: Callable[[int | None], list[Case]] = field(default=lambda seed: [], repr=False)
    judge_outputs: Callable[[Sequence[Case], Sequence[Any]], Verdict] = field(
        default=lambda cases, outputs: Verdict(0.0, "wrong", ""), repr=False
    )


class Result(float):
    """Points earned, with words.

    As a number it is the *points*, not their share, because nbgrader reads a graded cell's
    ``text/plain`` as points. So in a kernel the plain text is that number alone, and the words are
    in the HTML; ``str`` and ``repr`` give the words.

    Attributes
    ----------
    task_id, message : str
    status : {"right", "partly", "wrong", "unanswered", "type"}
    out_of : int
        Points the check can give.
    share : float
        Share of those points, 0 to 1; for a task without automatic points 1 if it is right.
    misconception : str
        Name of the mistake found, or empty.
    """

    task_id: str
    status: Status
    message: str
    out_of: int
    share: float
    misconception: str

    def __new__(
        cls,
        points: float,
        *,
        task_id: str = "",
        status: Status = "wrong",
        message: str = "",
        out_of: int = 0,
        misconception: str = "",
    ) -> Result:
        """Make a float of the points, and hang the words on it."""
        self = super().__new__(cls, round(points, 6))
        self.task_id, self.status, self.message = task_id, status, message
        self.out_of, self.misconception = out_of, misconception
        self.share = self / out_of if out_of else float(status == "right")
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[float], dict[str, Any]]:
        """Copy and pickle with the words."""
        names = ("task_id", "status", "message", "out_of", "misconception")
        return (float(self),), {name: getattr(self, name) for name in names}

    @property
    def headline(self) -> str:
        """Status and points in words."""
        _, words = status_words(self.status)
        if not self.out_of:
            return f"{words} (no automatic points)"
        unit = "point" if self.out_of == 1 else "points"
        return f"{words} ({float(self):g} of {self.out_of} {unit})"

    def __repr__(self) -> str:
        return f"{self.task_id}: {self.headline}. {self.message}"

    __str__ = __repr__

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(float.__repr__(self))

    def _repr_html_(self) -> str:
        mark, _ = status_words(self.status)
        border = _BORDERS[self.status]
        # The page of the book reads the data attributes: it keeps the reader's progress.
        data = f'data-task="{html.escape(self.task_id)}" data-status="{self.status}" '
        data += f'data-points="{float(self):g}" data-of="{self.out_of}"'
        return (
            f'<div role="status" {data} style="border:2px {border} currentColor;'
            "border-left:8px solid;border-radius:4px;padding:.5em .8em;margin:.4em 0;color:inherit;"
            'background:transparent;overflow-wrap:anywhere;text-align:left">'
            f'<strong><span aria-hidden="true">{mark} </span>{html.escape(self.task_id)}: '
            f"{html.escape(self.headline)}</strong><br>{html.escape(self.message)}</div>"
        )


@contextlib.contextmanager
def _quiet() -> Any:
    """Keep warnings of a student's function off stderr, which a grader takes for a failure."""
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _error(error: BaseException) -> str:
    """Return an error's type and message, even if the error itself cannot be printed."""
    try:
        text = str(error)
        message = str.__getitem__(text, slice(200)).strip()
    except BaseException:
        message = ""
    name = type(error).__name__
    return f"{name}: {message}" if message else name


# ---------------------------------------------------------------- judges


def judge_number(
    answer: object,
    *,
    expected: float,
    within: float,
    tolerance: str,
    wants: str,
    unit: str = "",
    misconceptions: Sequence[Misconception] = (),
    nudge: str,
) -> Verdict:
    """Judge a number.

    Parameters
    ----------
    answer : object
        Anything.
    expected, within : float
        Right is ``abs(answer - expected) <= within``.
    tolerance : str
        The same in words, shown in the message ("to within 1 %").
    wants : str
        "a number in km".
    unit : str
        Unit of the answer; a text may carry it.
    misconceptions : sequence of Misconception
        Tried in order on the number, when it is wrong.
    nudge : str
        Said if none applies; must not give the number away.
    """
    value = plain(answer)
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    quantity = number(value)
    if quantity is None:
        return Verdict(0.0, "type", f"Expected {wants}, got {describe(value)}.")
    if not math.isfinite(quantity.value):
        return Verdict(0.0, "type", f"Expected {wants}, got {_no_number(quantity.value)}.")
    if quantity.unit not in ("", unit):
        says = f"You wrote {quantity.unit}, but the question asks for {wants}."
        return Verdict(0.0, "wrong", says, "unit")
    if abs(quantity.value - expected) <= within * (1 + 1e-9):
        return Verdict(1.0, "right", f"Counted as right {tolerance}.")
    shown = first_shown(misconceptions, quantity.value)
    return shown or Verdict(0.0, "wrong", f"{nudge} (Counted as right {tolerance}.)")


def first_shown(
    misconceptions: Iterable[Misconception], answer: Any, more: str = ""
) -> Verdict | None:
    """Return the verdict on the first misconception that a wrong answer shows, or None.

    Parameters
    ----------
    misconceptions : iterable of Misconception
        Tried in order.
    answer : object
        What their ``shows`` takes.
    more : str
        Said after the misconception's own words.
    """
    for mistake in misconceptions:
        if mistake.shows(answer):
            says = f"{mistake.says} {more}".rstrip()
            return Verdict(mistake.credit, _status(mistake.credit), says, mistake.name)
    return None


def number_judge(
    expected: Callable[[], float],
    misconceptions: Sequence[Misconception] = (),
    *,
    wants: str,
    nudge: str,
    within: float = 0.0,
    relative: float = 0.0,
    unit: str = "",
    tolerance: str = "",
) -> Callable[[object], Verdict]:
    """Return a judge of one number, for a task or for a part of an answer.

    Parameters
    ----------
    expected : callable
        Returns the right number; called when an answer is judged, not before.
    misconceptions : sequence of Misconception
        As in :func:`judge_number`.
    wants, nudge, unit : str
        As in :func:`judge_number`.
    within : float
        Tolerance in the unit of the number.
    relative : float
        Tolerance as a share of the right number; added to ``within``, so give one of the two.
    tolerance : str
        The tolerance in words; made from the numbers if it is empty.
    """
    in_words = f"{within:g} {unit}".rstrip() if within else f"{100 * relative:g} %"

    def judge(answer: object) -> Verdict:
        right = expected()
        return judge_number(
            answer,
            expected=right,
            within=within + relative * abs(right),
            tolerance=tolerance or f"to within {in_words}",
            wants=wants,
            unit=unit,
            misconceptions=misconceptions,
            nudge=nudge,
        )

    return judge


def _no_number(value: float) -> str:
    if math.isnan(value):
        return "NaN, which means 'not a number': something before it is missing"
    return "infinity, or a number too large to be stored"


def _status(share: float) -> Status:
    return "right" if share >= 1.0 else "partly" if share > 0.0 else "wrong"


def judge_letter(answer: object, options: Mapping[str, tuple[str, str]]) -> Verdict:
    """Judge one choice out of several.

    Parameters
    ----------
    answer : object
        Plain value; should be a text that begins with one of the letters.
    options : mapping of str to (name, words)
        By letter in capitals: the mistake's name, empty for the right one, and what is said.
    """
    if is_unanswered(answer):
        return Verdict(0.0, "unanswered", "")
    text = answer.strip() if isinstance(answer, str) else ""
    letter = text[:1].upper()
    if letter not in options or text[1:2].isalpha():
        letters = sorted(options)
        asked = f"{letters[0]} to {letters[-1]}"
        return Verdict(0.0, "type", f"Expected one letter, {asked}, got {describe(answer)}.")
    name, says = options[letter]
    return Verdict(0.0, "wrong", says, name) if name else Verdict(1.0, "right", says)


def judge_text(answer: object, *, least: int, most: int, wants: str) -> Verdict:
    """Judge whether a text of the right length is there, for a person to grade.

    Parameters
    ----------
    answer : object
        Anything; should be a text.
    least, most : int
        Words.
    wants : str
        "a text of 80 to 220 words".
    """
    value = plain(answer)
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    if not isinstance(value, str):
        return Verdict(0.0, "type", f"Expected {wants}, got {describe(value)}.")
    words = [word for word in value.split() if any(map(str.isalnum, word))]
    if len(words) < least:
        says = f"So far {len(words)} words; write at least {least}, in full sentences."
        return Verdict(0.0, "wrong", says, "too-short")
    if len(words) > most:
        says = f"{len(words)} words; at most {most}, please. Short is harder and better."
        return Verdict(0.0, "wrong", says, "too-long")
    if len({word.casefold() for word in words}) < len(words) / 4:
        says = "The same few words again and again are not an argument."
        return Verdict(0.0, "wrong", says, "repetition")
    says = f"There are {len(words)} words. A person reads and grades them with the rubric."
    return Verdict(1.0, "right", says)


#: What an argument should be, in words and as numbers of words.
ARGUMENT_WANTS = "a text of 80 to 220 words"
_ARGUMENT_WORDS = (80, 220)


def judge_argument(answer: object) -> Verdict:
    """Judge whether an argument of the length of :data:`ARGUMENT_WANTS` is there.

    Parameters
    ----------
    answer : object
        Anything; should be a text.
    """
    least, most = _ARGUMENT_WORDS
    return judge_text(answer, least=least, most=most, wants=ARGUMENT_WANTS)


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence lists them.

    Parameters
    ----------
    names : iterable of str
        At least one.

    Examples
    --------
    >>> listed(["log"]), listed(["log", "distance"]), listed("ABC")
    ('log', 'log and distance', 'A, B and C')
    """
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last


def letters_wanted(parts: Iterable[str]) -> str:
    """Return in words the answer to several choices.

    Parameters
    ----------
    parts : iterable of str
        The parts of the answer, at least two.

    Examples
    --------
    >>> letters_wanted(["pages", "fear", "coder"])
    'a dictionary with one letter each for "pages", "fear" and "coder"'
    """
    return "a dictionary with one letter each for " + listed(f'"{part}"' for part in parts)


def choices(
    parts: Mapping[str, Mapping[str, tuple[str, str]]],
) -> Callable[[object], Verdict]:
    """Return a judge of several choices that count the same.

    Parameters
    ----------
    parts : mapping of str to options
        Part of the answer -> its options, as in :func:`judge_letter`.
    """
    judges = {part: (1.0, partial(judge_letter, options=of)) for part, of in parts.items()}
    return partial(judge_parts, parts=judges, wants=letters_wanted(parts))


def slip(
    name: str, says: str, value: Callable[[], float], relative: float = 0.003
) -> Misconception:
    """Return a misconception shown by a number, which is computed when first needed.

    Parameters
    ----------
    name, says : str
        As :class:`Misconception`.
    value : callable
        Returns the number that the mistake gives.
    relative : float
        How near to it counts.
    """
    return Misconception(name, says, lambda got: math.isclose(got, value(), rel_tol=relative))


def judge_parts(
    answer: object,
    parts: Mapping[str, tuple[float, Callable[[Any], Verdict]]],
    wants: str,
) -> Verdict:
    """Judge an answer with several named parts, each for a share of the points.

    Parameters
    ----------
    answer : object
        Anything; should be a dictionary with the names as keys.
    parts : mapping of str to (weight, judge)
        A judge gets the plain value of its part.
    wants : str
        "a dictionary with ...".
    """
    value = plain(answer)
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    given = as_mapping(value)
    if given is None:
        return Verdict(0.0, "type", f"Expected {wants}, got {describe(value)}.")
    found = {name: judge(given.get(name.casefold())) for name, (_, judge) in parts.items()}
    return combine(found, {name: weight for name, (weight, _) in parts.items()})


def combine(found: Mapping[str, Verdict], weights: Mapping[str, float]) -> Verdict:
    """Join the verdicts on the parts of an answer.

    Parameters
    ----------
    found : mapping of str to Verdict
    weights : mapping of str to float
        Their sum is the whole.
    """
    statuses = {verdict.status for verdict in found.values()}
    share = sum(weights[name] * v.share for name, v in found.items()) / sum(weights.values())
    if statuses == {"right"}:
        return Verdict(1.0, "right", " ".join(dict.fromkeys(v.message for v in found.values())))
    if statuses == {"unanswered"}:
        return Verdict(0.0, "unanswered", "")
    wrong = {name: v for name, v in found.items() if v.status != "right"}
    said: dict[str, list[str]] = {}
    for name, verdict in wrong.items():
        said.setdefault(verdict.message or "not answered yet.", []).append(f"“{name}”")
    words = [f"{' and '.join(names)}: {message}" for message, names in said.items()]
    right = [f"“{name}”" for name in found if name not in wrong]
    if right:
        words.insert(0, f"Right: {', '.join(right)}.")
    slips = dict.fromkeys(v.misconception for v in wrong.values() if v.misconception)
    status: Status = "partly" if share > 0.0 else "type" if statuses == {"type"} else "wrong"
    return Verdict(share, status, " ".join(words), ", ".join(slips))


def run(function: Callable[..., Any], cases: Sequence[Case]) -> list[Any]:
    """Call a student's function on every case.

    Parameters
    ----------
    function : callable
    cases : sequence of Case

    Returns
    -------
    list
        A plain value for every case, or :class:`Raised` where it stopped with an error.
    """
    outputs: list[Any] = []
    for case in cases:
        try:
            with _quiet():
                outputs.append(plain(function(*copy.deepcopy(case.args))))
        except BaseException as error:  # sys.exit() and Ctrl-C included
            name, _, text = _error(error).partition(": ")
            outputs.append(Raised(name, text))
    return outputs


def judge_function(
    answer: object,
    *,
    name: str,
    wants: str,
    cases: Sequence[Case],
    judge_outputs: Callable[[Sequence[Case], Sequence[Any]], Verdict],
) -> Verdict:
    """Judge a function by its outputs.

    Parameters
    ----------
    answer : object
        Anything; should be a function.
    name, wants : str
        Its name, and how it is called in words.
    cases : sequence of Case
    judge_outputs : callable
        Judges the plain outputs.
    """
    value = None if callable(answer) else plain(answer)
    if not callable(answer):
        if is_unanswered(value):
            return Verdict(0.0, "unanswered", "")
        says = f"Expected {wants}, got {describe(value)}."
        return Verdict(0.0, "type", f"{says} Hand over the function itself: {name}, no brackets.")
    outputs = run(answer, cases)
    if all(map(is_unanswered, outputs)):
        says = f"{name} returns nothing. If you print the result, write return instead of print."
        return Verdict(0.0, "unanswered", says)
    return judge_outputs(cases, outputs)


def judge_numbers_of_function(
    cases: Sequence[Case],
    outputs: Sequence[Any],
    *,
    name: str,
    within: float,
    misconceptions: Sequence[Misconception] = (),
) -> Verdict:
    """Judge a function that returns a number: all cases, then misconceptions, then the first fault.

    Parameters
    ----------
    cases, outputs : sequence
        The calls and what came back.
    name : str
        Name of the function.
    within : float
        Tolerance.
    misconceptions : sequence of Misconception
        ``shows`` gets a list of (case, number).
    """
    numbers: list[tuple[Case, float]] = []
    for case, output in zip(cases, outputs, strict=True):
        call = f"{name}({', '.join(map(brief, case.args))})"
        if isinstance(output, Raised):
            error = f"{output.kind}: {output.message}" if output.message else output.kind
            says = f"{call} stopped with an error. Python says: {error}. ({_in_words(output)})"
            return Verdict(0.0, "wrong", says, "error")
        quantity = number(output)
        if quantity is None or quantity.unit or not math.isfinite(quantity.value):
            what = describe(output) if output is not None else "nothing (is a return missing?)"
            says = f"{call} should return a plain number, got {what}."
            return Verdict(0.0, "type", says)
        numbers.append((case, quantity.value))
    failed = [(c, got) for c, got in numbers if abs(got - c.expected) > within]
    if not failed:
        return Verdict(1.0, "right", f"All {len(cases)} cases agree to within {within:g}.")
    case, got = failed[0]
    call = f"{name}({', '.join(map(brief, case.args))})"
    says = f"{case.says}: {call} should be {case.expected:.4g}, got {got:.4g}."
    says += f" ({len(cases) - len(failed)} of {len(cases)} cases agree.)"
    return first_shown(misconceptions, numbers, says) or Verdict(0.0, "wrong", says)


def behaves(like: Callable[..., float], within: float = 0.01) -> Callable[[Any], bool]:
    """Return a test whether a function's outputs are those of a wrong one, on every case.

    Parameters
    ----------
    like : callable
        The wrong function; takes the arguments of a case.
    within : float
        How far an output may be from its own.

    Returns
    -------
    callable
        ``shows`` of a :class:`Misconception` of a :class:`NumberFunction`; takes a list of
        (case, number).
    """

    def shows(numbers: Sequence[tuple[Case, float]]) -> bool:
        return all(abs(got - like(*case.args)) <= within for case, got in numbers)

    return shows


@dataclass(frozen=True)
class NumberFunction:
    """A function asked for, which returns a number: its cases and its judges.

    A :class:`FunctionTask` takes its ``wants``, ``judge``, ``cases`` and ``judge_outputs`` from it.

    Parameters
    ----------
    signature : str
        How it is called, such as ``"share_covered(distances, range_km)"``.
    cases : callable
        ``cases(seed) -> list of Case``: the public cases for None, others for a number.
    misconceptions : sequence of Misconception
        ``shows`` gets a list of (case, number), as :func:`behaves` makes it.
    within : float
        Tolerance, in the unit of the number.
    """

    signature: str
    cases: Callable[[int | None], list[Case]]
    misconceptions: Sequence[Misconception] = ()
    within: float = 0.001

    @property
    def name(self) -> str:
        """Name of the function."""
        return self.signature.partition("(")[0]

    @property
    def wants(self) -> str:
        """The answer asked for, in words."""
        return f"a function {self.signature}"

    def judge(self, answer: object) -> Verdict:
        """Judge a function on the public cases.

        Parameters
        ----------
        answer : object
            Anything; should be a function.
        """
        return judge_function(
            answer,
            name=self.name,
            wants=self.wants,
            cases=self.cases(None),
            judge_outputs=self.judge_outputs,
        )

    def judge_outputs(self, cases: Sequence[Case], outputs: Sequence[Any]) -> Verdict:
        """Judge the plain outputs of a function that ran elsewhere.

        Parameters
        ----------
        cases, outputs : sequence
            The calls and what came back, as :func:`run` returns it.
        """
        return judge_numbers_of_function(
            cases,
            outputs,
            name=self.name,
            within=self.within,
            misconceptions=self.misconceptions,
        )


def brief(value: Any) -> str:
    """Return an argument as a message shows it: of a long list the beginning."""
    if isinstance(value, list | tuple):
        inner = ", ".join(map(brief, value[:3] if len(value) > 4 else value))
        return f"[{inner}, ... {len(value)} in all]" if len(value) > 4 else f"[{inner}]"
    return f"{value:g}" if isinstance(value, int | float) else repr(value)


def _in_words(error: Raised) -> str:
    if error.kind == "TypeError" and "positional argument" in error.message:
        return "the function must take the two arguments that the task names, in that order"
    return {
        "TypeError": "two things do not go together, such as a list and a number",
        "NameError": "a name is used that was never given a value; check the spelling",
        "ZeroDivisionError": "something was divided by zero",
        "IndexError": "the list is shorter than the code expects",
        "AttributeError": "the value has no such part or method",
        "ValueError": "a value has the right type but does not fit",
        "RecursionError": "the function calls itself without an end",
        "SystemExit": "the function ends the whole program; return a value instead",
        "KeyboardInterrupt": "it was stopped before it finished",
    }.get(error.kind, "read the last line of the error first")
