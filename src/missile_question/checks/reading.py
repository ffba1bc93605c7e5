"""The tasks of chapter 1: kinds of claim, voices, sources, coders, and a map that can be recoded.

Expected values come from the tables, the coded sentences and the models, when they are first
needed. Nothing here is typed in that the tables could change.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import product
from typing import Any, NamedTuple

import pandas as pd

from missile_question import catalog
from missile_question.checks.core import (
    ARGUMENT_WANTS,
    Case,
    FunctionTask,
    Misconception,
    NumberFunction,
    Task,
    Verdict,
    behaves,
    choices,
    judge_argument,
    judge_parts,
    letters_wanted,
    listed,
    number_judge,
    slip,
)
from missile_question.checks.plain import (
    as_mapping,
    describe,
    find_key,
    finite_numbers,
    is_unanswered,
    plain,
)
from missile_question.checks.tables import (
    column_slip,
    judge_cells,
    judge_column,
    own_work,
    read_columns,
    read_rows,
    read_set,
)
from missile_question.evidence import reading as evidence
from missile_question.models import reading

__all__ = ["LEANS", "SINCE", "TASKS"]

CHAPTER = "01_reading_the_article"

#: The first day of the events in reading-3.
SINCE = "2026-01-15"

#: The leans on Washington's words in reading-7, in percent.
LEANS = tuple(range(-100, 101, 25))


# ---------------------------------------------------------------- reading-1: who is quoted

_OWN = "article"  # the voice of the article itself


def _sentences(*, voice: str = "", quoted: bool = False, person: bool = False) -> float:
    """Return how many sentences report a view: of anybody or of one, quoted, with a name."""
    return float(
        sum(
            (s.voice == voice if voice else s.voice != _OWN)
            and (s.quoted > 0 or not quoted)
            and (s.person or not person)
            for s in evidence.SENTENCES
        )
    )


def _percent(part: float, whole: float) -> float:
    return 100.0 * part / whole


def _quoted() -> float:
    """Return the per cent of sentences with a view that hold words in quotation marks."""
    return _percent(_sentences(quoted=True), _sentences())


def _words() -> float:
    """Return the per cent of words, not of sentences."""
    of_others = [s for s in evidence.SENTENCES if s.voice != _OWN]
    return _percent(sum(s.quoted for s in of_others), sum(s.words for s in of_others))


def _mean_of_voices() -> float:
    voices = sorted({s.voice for s in evidence.SENTENCES} - {_OWN})
    shares = [_percent(_sentences(voice=v, quoted=True), _sentences(voice=v)) for v in voices]
    return sum(shares) / len(shares)


_READING_1 = (
    slip("mentioned-as-quoted", "This counts every sentence that reports a view. Reported is not "
         "quoted: a paraphrase gives the writer's words. Count those with quoted above 0.",
         lambda: _percent(_sentences(), len(evidence.SENTENCES))),
    slip("mentioned-as-quoted", "Not every view that is reported is quoted: a paraphrase gives the "
         "writer's words. Count those with quoted above 0.", lambda: 100.0),
    slip("named-for-quoted", "This counts the sentences that name a speaker. A named person may "
         "still be paraphrased: count those with words in quotation marks.",
         lambda: _percent(_sentences(person=True), _sentences())),
    slip("other-base", "The quoted sentences are right, but they are divided by all sentences. The "
         "article's own sentences report nobody's view: leave them out below the line.",
         lambda: _percent(_sentences(quoted=True), len(evidence.SENTENCES))),
    slip("words-for-sentences", "This is a share of words. The question counts sentences: one "
         "quoted word is enough.", _words),
    slip("paraphrased-for-quoted", "This is the share without quotation marks. Turn it round.",
         lambda: 100.0 - _quoted()),
    slip("one-voice", "This is the share for Iran alone. Take all voices but the article's own.",
         lambda: _percent(_sentences(voice="iran", quoted=True), _sentences(voice="iran")), 0.01),
    slip("mean-of-shares", "This is the mean of the shares of the voices, as if each had the same "
         "number of sentences. Count all sentences together.", _mean_of_voices, 0.01),
    slip("share-for-percent", "This is a share between 0 and 1. The question asks for per cent.",
         lambda: _quoted() / 100.0, 0.02),
    slip("count-for-percent", "This is a number of sentences. Divide it by the number of sentences "
         "that report a view.", lambda: _sentences(quoted=True)),
)  # fmt: skip

_WANTS_1 = "a number in per cent"
_judge_1 = number_judge(
    _quoted,
    _READING_1,
    wants=_WANTS_1,
    within=0.5,
    unit="per cent",
    tolerance="to within half a point",
    nudge="Count the sentences whose voice is not the article's own; then, among those, the ones "
    "with words in quotation marks.",
)


# ---------------------------------------------------------------- reading-2: kinds of claim

_READING_2: dict[str, dict[str, tuple[str, str]]] = {
    "minister": {
        "A": ("", "It is true if she said it."),
        "B": ("saying-for-content", "The sentence gives no cause. It reports that words were "
              "spoken."),
        "C": ("saying-for-content", "Nothing is called good or bad. It reports that words were "
              "spoken."),
        "D": ("saying-for-content", "The forecast is the minister's. This sentence reports that "
              "she made it, and a record of the briefing settles that, whatever the round does."),
    },
    "round": {
        "A": ("forecast-as-descriptive", "'As planned' sounds like a fact, and the plan is one. "
              "What the round will be about cannot be looked up yet: this is a forecast."),
        "B": ("forecast-as-causal", "No reason is given. The sentence speaks of what is to come."),
        "C": ("forecast-as-evaluative", "Nothing is weighed. The sentence speaks of what is to "
              "come."),
        "D": ("", "The future cannot be looked up, not even a plan's."),
    },
    "demand": {
        "A": ("causal-as-descriptive", "That the demand was made, and that the talks were slow, "
              "can be looked up. That the one slowed the other cannot: it needs cases and rivals."),
        "B": ("", "'Slowed' claims to know what would have happened without the demand."),
        "C": ("causal-as-evaluative", "Slow may be good or bad; the sentence does not say. It says "
              "what brought it about."),
        "D": ("causal-as-forecast", "The sentence is about the past. It says what brought "
              "something about."),
    },
    "offer": {
        "A": ("evaluative-as-descriptive", "What the offer holds can be looked up. 'Not far "
              "enough' needs a standard, and the sentence does not name it."),
        "B": ("evaluative-as-causal", "No effect is claimed. 'Not far enough' weighs the offer."),
        "C": ("", "'Enough' hides a standard: ask whose."),
        "D": ("evaluative-as-forecast", "Nothing is said about what will come of it. 'Not far "
              "enough' weighs the offer."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- reading-3: two documents or one


class _Pair(NamedTuple):
    """An event with the publishers of its two documents, and what the tables say of both."""

    label: str
    first: str
    second: str
    first_note: str
    second_note: str


@cache
def _pairs() -> dict[str, _Pair]:
    """Return the events of the last weeks with their documents, by event."""
    sources = catalog.load("sources").fillna("").set_index("source_id")
    about = {
        str(key): (str(row["publisher"]), str(row["note"]))
        for key, row in sources.to_dict("index").items()
    } | {"": ("", "")}
    table = evidence.events()
    table = table[table["date"] >= SINCE].fillna({"second_source_id": ""})
    return {
        str(row["event_id"]): _Pair(
            str(row["label"] or row["event"]),
            about[str(row["source_id"])][0],
            about[str(row["second_source_id"])][0],
            about[str(row["source_id"])][1],
            about[str(row["second_source_id"])][1],
        )
        for row in table.to_dict("records")
    }


def _agencies(publisher: str) -> frozenset[str]:
    return frozenset(name.strip() for name in publisher.split(" and "))


def _fault(pair: _Pair) -> str:
    """Return the mistake of calling two documents independent, or nothing if they are."""
    if not pair.second:
        return "one-document"
    if pair.first == pair.second:
        return "links-for-sources"
    if _agencies(pair.first) & _agencies(pair.second):
        return "shared-agency"
    if "Retells" in pair.first_note + pair.second_note:
        return "copies-counted"
    return ""


@cache
def _independent() -> frozenset[str]:
    return frozenset(key for key, pair in _pairs().items() if not _fault(pair))


_FAULTS: Mapping[str, str] = {
    "one-document": "has no second document at all",
    "links-for-sources": "has two pages of one publisher: two links are not two sources",
    "shared-agency": "has the same agency behind both documents: a summary of an agency is still "
    "that agency",
    "copies-counted": "has a second document that retells the first, as its note says: a copy "
    "confirms nothing",
}

_WANTS_3 = "a list of event_ids"


def _judge_3(answer: object) -> Verdict:
    names = {key: pair.label for key, pair in _pairs().items()}
    got = read_set(
        plain(answer),
        lambda name: find_key(name, names),
        wants=_WANTS_3,
        stranger="{} is no event of the table: copy what stands in the column event_id.",
    )
    if isinstance(got, Verdict):
        return got
    right = _independent()
    if got == right:
        says = "Counted as right only if every event is right. As far as the table shows, these "
        return Verdict(1.0, "right", says + "have two documents that do not lean on each other.")
    if got == names.keys() - right:
        says = "These are the events without two independent documents. Turn it round."
        return Verdict(0.0, "wrong", says, "turned-round")
    missing, extra = right - got, got - right
    faults = {key: _fault(_pairs()[key]) for key in names if key in extra}
    words = [f"'{key}' {_FAULTS[fault]}." for key, fault in faults.items()]
    found = list(faults.values())
    if missing:
        count = f"{len(missing)} event{'s' if len(missing) > 1 else ''}"
        words.append(f"{count} with two independent documents not in your list.")
    if missing and any("state outlet" in _pairs()[key].second_note for key in missing):
        found.append("independent-is-not-reliable")
        words.append("A state outlet counts here: the question is whether a document leans on the "
                     "other one, not whom you would trust.")  # fmt: skip
    share = 0.5 if len(missing) + len(extra) == 1 else 0.0
    names_found = ", ".join(dict.fromkeys(found))
    return Verdict(share, "partly" if share else "wrong", " ".join(words), names_found)


# ---------------------------------------------------------------- reading-4: blank is not zero

_WANTS_4 = "a table with one row an issue and the columns spoken and mean"


@cache
def _codes() -> dict[str, list[tuple[float, float]]]:
    """Return the codes on each issue, with their saliences."""
    found: dict[str, list[tuple[float, float]]] = {}
    for row in evidence.codes().to_dict("records"):
        found.setdefault(str(row["issue_id"]), []).append(
            (float(row["code"]), float(row["salience"]))
        )
    return found


@cache
def _actors() -> int:
    return int(evidence.codes()["actor_id"].nunique())


def _means() -> dict[str, float]:
    return {key: sum(c for c, _ in pairs) / len(pairs) for key, pairs in _codes().items()}


def _filled(value: float) -> dict[str, float]:
    """Return the means with a code for those who have not spoken."""
    return {
        key: (sum(c for c, _ in pairs) + value * (_actors() - len(pairs))) / _actors()
        for key, pairs in _codes().items()
    }


@cache
def _wrong_columns() -> dict[str, list[tuple[str, str, dict[str, float]]]]:
    """Return columns that named mistakes give: column -> (name, words, issue -> number)."""
    codes = _codes()
    only = {key: [c for c, _ in pairs] for key, pairs in codes.items()}
    zero, middle = _filled(0.0), _filled(50.0)
    weighted = {k: reading.weighted_mean(*zip(*pairs, strict=True)) for k, pairs in codes.items()}
    median = {key: float(pd.Series(values).median()) for key, values in only.items()}
    ends = {key: (min(values) + max(values)) / 2 for key, values in only.items()}
    return {
        "spoken": [
            ("blank-counted", "This is the number of all actors. Count those who have a code.",
             dict.fromkeys(codes, float(_actors()))),
            ("blanks-for-codes", "This counts the blanks. Count those who have a code.",
             {key: float(_actors() - len(pairs)) for key, pairs in codes.items()}),
        ],
        "mean": [
            ("missing-as-zero", "Blanks are counted as 0 here, and 0 means something: that Iran "
             "has what it wants. Who has not spoken has no code. Leave the blanks out.", zero),
            ("missing-as-middle", "Blanks are counted as 50 here. Silence is not a position in the "
             "middle. Leave the blanks out.", middle),
            ("salience-weighted", "This mean is weighted by salience. The task asks for the plain "
             "mean of the codes.", weighted),
            ("median-for-mean", "This is the median. The task asks for the mean.", median),
            ("middle-of-ends", "This is the middle between the two ends. The mean counts all who "
             "have spoken.", ends),
            ("sum-for-mean", "This is a sum. Divide it by the number of those who have spoken.",
             {key: sum(values) for key, values in only.items()}),
        ],
    }  # fmt: skip


def _judge_4(answer: object) -> Verdict:
    issues = evidence.issues()
    names = dict(zip(issues["issue_id"], issues["name"], strict=True))
    rows = read_rows(
        plain(answer),
        names,
        ("spoken", "mean"),
        wants=_WANTS_4,
        each="issue",
        only=", which is not one of the issues.",
    )
    if isinstance(rows, Verdict):
        return rows
    expected = {
        "spoken": {key: float(len(pairs)) for key, pairs in _codes().items()},
        "mean": _means(),
    }
    within = {"spoken": 0.001, "mean": 0.1}
    right = {"spoken": "Counts are exact.", "mean": "Means counted as right to within 0.1."}

    def judge(column: str) -> Verdict:
        return judge_cells(
            {key: row[column] for key, row in rows.items()},
            expected[column],
            same=lambda got, wanted: abs(got - wanted) <= within[column],
            right=right[column],
            mistakes=_wrong_columns()[column],
            names=names,
        )

    return own_work({column: judge(column) for column in expected}, "mean", cost=0.25)


# ---------------------------------------------------------------- reading-5: a function


def _observed(one: Sequence[float], two: Sequence[float]) -> float:
    return reading.agreement(one, two)


def _chance(one: Sequence[float], two: Sequence[float]) -> float:
    """Return the agreement that chance gives two coders with these totals."""
    return sum(one.count(k) * two.count(k) for k in set(one)) / (len(one) * len(two))


def _beyond(observed: float, chance: float) -> float:
    """Return agreement beyond chance; of a wrong chance of 1, nothing."""
    return float(reading.kappa(observed, chance)) if 0.0 <= chance < 1.0 else 0.0


def _even(one: Sequence[float], two: Sequence[float]) -> float:
    return _beyond(_observed(one, two), 1 / len({*one, *two}))


def _pooled(one: Sequence[float], two: Sequence[float]) -> float:
    both = [*one, *two]
    return _beyond(_observed(one, two), _chance(both, both))


def _case(says: str, one: Sequence[float], two: Sequence[float]) -> Case:
    return Case(says, (list(one), list(two)), reading.cohen_kappa(one, two))


def _thirds(column: str) -> list[int]:
    return [int(evidence.third(value)) for value in evidence.codings()[column]]


def _cases_5(seed: int | None = None) -> list[Case]:
    """Return the public cases, or cases drawn from a seed with the same traps."""
    lopsided = "Nearly everything in one category"
    alone = "A category that only one coder uses"
    if seed is None:
        return [
            _case("This book's codes and the hard end of its bands", _thirds("code"),
                  _thirds("hard")),
            _case(lopsided, [2] * 9 + [0], [2] * 10),
            _case(alone, [0, 1, 1, 2], [0, 1, 1, 1]),
            _case("Less agreement than chance gives", [0, 0, 1, 1], [1, 1, 0, 1]),
            _case("Full agreement", [0, 1, 2], [0, 1, 2]),
        ]  # fmt: skip
    dice = random.Random(seed)
    cases = []
    for _ in range(5):
        one = [0, 1, 2, *(dice.randrange(3) for _ in range(dice.randrange(5, 30)))]
        two = [k if dice.random() < 0.6 else dice.randrange(3) for k in one]
        cases.append(_case("Drawn at random", one, two))
    many = dice.randrange(8, 30)
    cases.append(_case(lopsided, [2] * many + [0], [2] * (many + 1)))
    rest = [dice.randrange(2) for _ in range(dice.randrange(3, 9))]
    cases.append(_case(alone, [0, 1, 2, *rest], [0, 1, 1, *rest]))
    return cases


_READING_5 = (
    Misconception("raw-as-beyond-chance", "This is the raw agreement. Two coders who throw dice "
                  "agree as well now and then: take off what chance gives, and divide by the rest.",
                  behaves(_observed, 0.001)),
    Misconception("not-divided", "This is agreement minus chance. Divide it by what chance leaves "
                  "open, 1 minus chance, so that full agreement is 1.",
                  behaves(lambda a, b: _observed(a, b) - _chance(a, b), 0.001), credit=1 / 3),
    Misconception("even-chance", "Chance is taken as one over the number of categories. That holds "
                  "only if both use all equally often. Take each coder's own totals.",
                  behaves(_even, 0.001), credit=1 / 3),
    Misconception("pooled-totals", "Chance is taken from both coders' totals together. Cohen's "
                  "kappa multiplies the share of one coder by the share of the other.",
                  behaves(_pooled, 0.001), credit=2 / 3),
    Misconception("one-coders-totals", "Chance is taken from one coder's totals alone. Multiply "
                  "the share of one coder by the share of the other.",
                  behaves(lambda a, b: _beyond(_observed(a, b), _chance(a, a)), 0.001),
                  credit=1 / 3),
    Misconception("one-coders-totals", "Chance is taken from one coder's totals alone. Multiply "
                  "the share of one coder by the share of the other.",
                  behaves(lambda a, b: _beyond(_observed(a, b), _chance(b, b)), 0.001),
                  credit=1 / 3),
    Misconception("chance-for-kappa", "This is what chance alone gives. Compare the agreement "
                  "with it.", behaves(_chance, 0.001)),
    Misconception("percent-for-kappa", "This is kappa times 100. Kappa is at most 1.",
                  behaves(lambda a, b: 100.0 * reading.cohen_kappa(a, b), 0.1), credit=2 / 3),
)  # fmt: skip

_FUNCTION_5 = NumberFunction("beyond_chance(one, two)", _cases_5, _READING_5)


# ---------------------------------------------------------------- reading-6: sources and codes

_READING_6: dict[str, dict[str, tuple[str, str]]] = {
    "pages": {
        "A": ("copies-counted", "Five pages, but four of them share one agency's words, and with "
              "them its errors."),
        "B": ("", "The agency's reporter and the site's own: two who were there."),
        "C": ("own-report-missed", "The fifth site had a reporter of its own in the room. That one "
              "does not lean on the agency."),
        "D": ("copies-counted", "The four share one agency's words. And the fifth site's own "
              "reporter counts."),
    },
    "fear": {
        "A": ("words-to-described", "No Iranian is quoted or named. The sentence describes Iran; "
              "its words are the writer's. Who is described has not therefore spoken."),
        "B": ("unattributed-is-false", "Not attributed does not mean false. Iran may well have "
              "said so elsewhere; find where, and cite that."),
        "C": ("", "To attribute words, somebody must have said them."),
        "D": ("guessed-motive", "What would make sense for a state is your reasoning, not its "
              "words."),
    },
    "coder": {
        "A": ("anything-goes", "Coding needs judgement, but not every reason is one. A reason must "
              "come from the statement and the scale, so that another coder could give it too."),
        "B": ("coded-by-preference", "That tests a code by what the coder would like to come out. "
              "Then the map shows the coder's wish, whichever side it helps."),
        "C": ("book-is-truth", "This book's codes are judgements, too, each with a band for "
              "another fair reader. 20 may be fair; the reason given is not."),
        "D": ("", "First the code, then the map; never the other way round."),
    },
}  # fmt: skip


# ---------------------------------------------------------------- reading-7: a chart's data

_WANTS_7 = "a table with the columns lean, nuclear and missiles"


@cache
def _apart(
    pair: str = "us-iran",
    us: float = 0.0,
    iran: float = 0.0,
    israel: float = 0.0,
    weighting: str = "salience",
    rule: str = "mean",
) -> dict[str, Any]:
    """Return how far two actors stand apart on the two files, and which is wider."""
    row = evidence.map_rows(pair, us, iran, israel, weighting, rule)[0]
    return {key: row[key] for key in ("nuclear", "missiles", "wider")}


def _line(file: str, *, sides: str = "us", sign: float = 1.0, **how: str) -> list[float]:
    """Return the points of a file for every lean, of one side's words or of several."""
    return [
        float(_apart(**dict.fromkeys(sides.split(), sign * lean), **how)[file]) for lean in LEANS
    ]


def _slips_7(file: str) -> list[Misconception]:
    """Return the mistakes that a column of distances may show, in the order of trying."""
    other = "nuclear" if file == "missiles" else "missiles"
    line = partial(_line, file)
    return [
        column_slip("other-file", "This column holds the other file.", partial(_line, other), 0.05),
        column_slip("other-side-leans", "This leans on Iran's words. The chart leans on "
                    "Washington's, and leaves Iran's at 0.", partial(line, sides="iran"), 0.05),
        column_slip("both-lean", "Both sides lean here. Change one thing at a time: Washington's "
                    "words alone.", partial(line, sides="us iran"), 0.05),
        column_slip("sign-of-lean", "The line runs the wrong way: -100 is the softest word, 100 "
                    "the hardest.", partial(line, sign=-1.0), 0.05),
        column_slip("no-lean", "The lean has no effect here: every row is the book's own code.",
                    lambda: [float(_apart()[file])] * len(LEANS), 0.05),
        column_slip("hardest-for-average", "This judges the file by its hardest issue. The chart "
                    "takes the average issue (rule mean).", partial(line, rule="hardest"), 0.05),
        column_slip("salience-left-out", "This is distance alone. The chart weighs by salience.",
                    partial(line, weighting="plain"), 0.05),
        column_slip("share-for-points", "These are shares. The scale runs from 0 to 100 points.",
                    lambda: [v / 100.0 for v in line()], 0.0005, credit=0.5),
    ]  # fmt: skip


def _judge_7(answer: object) -> Verdict:
    columns = read_columns(plain(answer), ("lean", "nuclear", "missiles"), _WANTS_7)
    if isinstance(columns, Verdict):
        return columns
    if finite_numbers(columns["lean"], "per cent") != [float(lean) for lean in LEANS]:
        says = f"The column lean should hold the {len(LEANS)} numbers of leans, in their order."
        return Verdict(0.0, "wrong", says, "other-leans")
    found = {
        file: judge_column(
            columns[file],
            expected=_line(file),
            within=0.1,
            right="Distances counted as right to within 0.1 points.",
            wants="a number of points in every row",
            misconceptions=_slips_7(file),
            nudge="These are not the distances on this file by these leans.",
        )
        for file in ("nuclear", "missiles")
    }
    return own_work(found, "missiles", cost=0.5)


# ---------------------------------------------------------------- reading-8: how much is needed

#: Where the common scale, whose authors called its steps arbitrary, begins to say "substantial".
SUBSTANTIAL = 0.61


@cache
def _ends() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return what two coders at the soft and at the hard end of the bands say, in thirds."""
    return tuple(_thirds("soft")), tuple(_thirds("hard"))


def _needed(chance: float | None = None) -> float:
    """Return the share of agreement at which kappa is what the task asks for."""
    given = _chance(*_ends()) if chance is None else chance
    return given + SUBSTANTIAL * (1 - given)


def _codings() -> int:
    return len(_ends()[0])


def _least(share: float) -> float:
    """Return the smallest number of codes that is at least this share."""
    return float(math.ceil(share * _codings() - 1e-9))


def _agreed() -> float:
    one, two = _ends()
    return float(sum(a == b for a, b in zip(one, two, strict=True)))


_READING_8 = (
    slip("raw-as-beyond-chance", "This many codes give a raw agreement of 0.61. Kappa takes off "
         "what chance gives, so more must agree.", lambda: _least(SUBSTANTIAL), 0.0),
    slip("raw-as-beyond-chance", "This is the kappa asked for as a share of the codes. Kappa takes "
         "off what chance gives, so more must agree.", lambda: SUBSTANTIAL * _codings(), 0.001),
    slip("now-for-needed", "This is how many agree now. How many would have to?", _agreed, 0.0),
    slip("rounded-down", "With this many, kappa is still a little below 0.61. Codes are whole "
         "things: round up.", lambda: _least(_needed()) - 1, 0.0),
    slip("not-whole", "That many codes are no whole number. Which whole number is the first to "
         "reach 0.61?", lambda: _needed() * _codings(), 0.001),
    slip("share-for-count", "This is a share. Give the number of codes.", _needed),
    slip("percent-for-count", "This is a percentage. Give the number of codes.",
         lambda: 100.0 * _needed()),
    slip("difference-for-total", "This is how many more must agree. Give how many in all.",
         lambda: _least(_needed()) - _agreed(), 0.0),
    slip("even-chance", "This takes chance as one third, as if both coders used all thirds equally "
         "often. Use chance as the cell above computes it.", lambda: _least(_needed(1 / 3)), 0.0),
    slip("chance-added", "This adds chance to the kappa asked for. Kappa is a share of what chance "
         "leaves open: multiply by 1 minus chance.",
         lambda: _least(SUBSTANTIAL + _chance(*_ends())), 0.0),
    slip("all-for-enough", "With all of them kappa is 1. Fewer are enough.",
         lambda: float(_codings()), 0.0),
    Misconception("more-than-there-are", "There are not that many codes.",
                  lambda got: got > _codings()),
)  # fmt: skip

_WANTS_8 = "a whole number of codes"
_judge_8 = number_judge(
    lambda: _least(_needed()),
    _READING_8,
    wants=_WANTS_8,
    within=1e-6,
    tolerance="only if exact",
    nudge="Solve the formula for the share of agreement, then multiply by the number of codes and "
    "round up.",
)


# ---------------------------------------------------------------- reading-9: a puzzle

_WANTS_9 = (
    'a dictionary with "nuclear farther" (leans for us and iran) and "level" (leans for iran and '
    "israel, a weighting and a rule)"
)


class _Setting(NamedTuple):
    leans: dict[str, float]
    weighting: str
    rule: str


def _setting(value: Any, sides: Sequence[str], *, ways: bool) -> _Setting | Verdict:
    """Return the leans and the ways to count of half the puzzle, or what is wrong with them."""
    if is_unanswered(value):
        return Verdict(0.0, "unanswered", "")
    asked = [*sides, *(("weighting", "rule") if ways else ())]
    shape = f"expected {listed(asked)}"
    given = as_mapping(value)
    if given is None:
        return Verdict(0.0, "type", f"{shape}, got {describe(value)}.")
    open_ = [name for name in asked if is_unanswered(given.get(name))]
    if open_:
        return Verdict(0.0, "type", f"{shape}; {' and '.join(open_)} still open.")
    leans = {}
    for side in sides:
        numbers = finite_numbers([given[side]], "per cent")
        if numbers is None:
            says = f"expected a lean from -100 to 100 for {side}, got {describe(given[side])}."
            return Verdict(0.0, "type", says)
        leans[side] = numbers[0]
    if max(map(abs, leans.values())) > 100.0:
        says = (
            "a lean beyond 100 leaves the band. Outside it no fair reader would code so, however "
            "welcome the map that comes out."
        )
        return Verdict(0.0, "wrong", says, "outside-the-band")
    weighting, rule = "salience", "mean"
    if ways:
        for name, known in (("weighting", evidence.WEIGHTINGS), ("rule", evidence.RULES)):
            if find_key(given[name], known) is None:
                says = f"the {name} must be one of {', '.join(known)}, got {describe(given[name])}."
                return Verdict(0.0, "type", says)
        weighting = find_key(given["weighting"], evidence.WEIGHTINGS) or weighting
        rule = find_key(given["rule"], evidence.RULES) or rule
    return _Setting(leans, weighting, rule)


def _told(found: Mapping[str, Any]) -> str:
    nuclear, missiles = found["nuclear"], found["missiles"]
    return f"The nuclear file is at {nuclear:.1f} points, missiles at {missiles:.1f}."


def _judge_nuclear(value: Any) -> Verdict:
    setting = _setting(value, ("us", "iran"), ways=False)
    if isinstance(setting, Verdict):
        return setting
    found, leans = _apart("us-iran", **setting.leans), setting.leans
    if found["wider"] == "the nuclear file":
        return Verdict(1.0, "right", f"{_told(found)} Counted as farther from half a point on.")
    if found["wider"] == "neither":
        says = "less than half a point apart counts as no difference."
        return Verdict(0.0, "wrong", f"{_told(found)} That is {says}", "tie-for-farther")
    if leans["iran"] < 0.0:
        says = (
            "Softer Iranian words bring the nuclear file closer, not farther. Lean the other way."
        )
        return Verdict(0.0, "wrong", f"{_told(found)} {says}", "wrong-way")
    if leans["us"] > 0.0:
        says = (
            "Washington's hardest word on missiles is the slogan: it moves missiles more than the "
            "nuclear file. Whose hardest word moves the nuclear file alone?"
        )
        return Verdict(0.0, "wrong", f"{_told(found)} {says}", "slogan-moves-missiles")
    return Verdict(0.0, "wrong", f"{_told(found)} Missiles are still farther apart.", "not-enough")


@cache
def _can_be_level(weighting: str, rule: str) -> bool:
    """Whether some corner of the bands leaves no difference between Israel and Iran."""
    ends = (-100.0, 0.0, 100.0)
    return any(
        _apart("israel-iran", iran=iran, israel=israel, weighting=weighting, rule=rule)["wider"]
        == "neither"
        for iran, israel in product(ends, ends)
    )


def _judge_level(value: Any) -> Verdict:
    setting = _setting(value, ("iran", "israel"), ways=True)
    if isinstance(setting, Verdict):
        return setting
    leans, weighting, rule = setting
    found = _apart("israel-iran", **leans, weighting=weighting, rule=rule)
    if found["wider"] == "neither":
        return Verdict(1.0, "right", f"{_told(found)} Less than half a point is no difference.")
    told = f"{_told(found)} "
    if not _can_be_level(weighting, rule):
        if not _can_be_level("plain", rule):
            says = "On the average issue no lean makes the two level. One issue stands out: which?"
            return Verdict(0.0, "wrong", told + says, "average-hides-an-issue")
        says = "Weighted by salience no lean makes the two level: both care most about missiles."
        return Verdict(0.0, "wrong", told + says, "salience-decides")
    says = (
        "The way to count is right. Now the leans: what brings missiles closer, and what keeps the "
        "nuclear file apart?"
    )
    return Verdict(0.0, "wrong", told + says, "leans-not-opposed")


def _judge_9(answer: object) -> Verdict:
    parts: dict[str, tuple[float, Callable[[Any], Verdict]]] = {
        "nuclear farther": (1.0, _judge_nuclear),
        "level": (1.0, _judge_level),
    }
    return judge_parts(answer, parts, _WANTS_9)


# ---------------------------------------------------------------- the tasks

TASKS: tuple[Task, ...] = (
    Task(
        task_id="reading-1",
        chapter=CHAPTER,
        title="Whose own words?",
        kind="number",
        objective="Tell quoted from paraphrased, and count both over the right base.",
        points=2,
        minutes=6,
        why="in a paraphrase you read the writer; only a quotation lets you read the speaker.",
        wants=_WANTS_1,
        judge=_judge_1,
    ),
    Task(
        task_id="reading-2",
        chapter=CHAPTER,
        title="Report, cause, judgement or forecast?",
        kind="choice",
        objective="Tell descriptive, causal, evaluative and forecast claims apart.",
        points=4,
        minutes=6,
        why="each kind needs other evidence, and grammar hides which one you read.",
        wants=letters_wanted(_READING_2),
        judge=choices(_READING_2),
    ),
    Task(
        task_id="reading-3",
        chapter=CHAPTER,
        title="Two documents, two sources?",
        kind="sets",
        objective="Tell two independent documents from one report seen twice.",
        points=4,
        minutes=10,
        why="a second page adds confidence only if it could have disagreed with the first.",
        wants=_WANTS_3,
        judge=_judge_3,
    ),
    Task(
        task_id="reading-4",
        chapter=CHAPTER,
        title="Blank is not zero",
        kind="table",
        objective="Average coded positions without giving the silent a position.",
        points=3,
        minutes=10,
        why="who is silent in the table would otherwise be counted on one side.",
        wants=_WANTS_4,
        judge=_judge_4,
    ),
    FunctionTask(
        task_id="reading-5",
        chapter=CHAPTER,
        title="Agreement beyond chance",
        kind="function",
        objective="Compute Cohen's kappa from two coders' labels.",
        points=4,
        minutes=15,
        why="nine in ten can be nothing, if chance alone would give as much.",
        wants=_FUNCTION_5.wants,
        judge=_FUNCTION_5.judge,
        cases=_FUNCTION_5.cases,
        judge_outputs=_FUNCTION_5.judge_outputs,
    ),
    Task(
        task_id="reading-6",
        chapter=CHAPTER,
        title="What a page, a sentence and a code are worth",
        kind="choice",
        objective="Judge a copy, an attribution and a coder's reason.",
        points=3,
        minutes=6,
        why="a number in a table is no better than the reading that put it there.",
        wants=letters_wanted(_READING_6),
        judge=choices(_READING_6),
    ),
    Task(
        task_id="reading-7",
        chapter=CHAPTER,
        title="One side's words, from softest to hardest",
        kind="chart data",
        objective="Build the table behind a line that shows how far a coding carries.",
        points=3,
        minutes=10,
        why="a result that bends with a fair reader's choice should be shown with the bend.",
        wants=_WANTS_7,
        judge=_judge_7,
    ),
    Task(
        task_id="reading-8",
        chapter=CHAPTER,
        title="How many codes must agree?",
        kind="number",
        objective="Invert kappa: from a wished-for value to a number of agreements.",
        points=3,
        minutes=10,
        why="who asks for a kappa should know how much agreement it takes.",
        wants=_WANTS_8,
        judge=_judge_8,
    ),
    Task(
        task_id="reading-9",
        chapter=CHAPTER,
        title="Turn the map, and keep the bands",
        kind="puzzle",
        objective="Find the readings on which a map's message turns.",
        points=4,
        minutes=15,
        why="if a fair reading turns the message, the reading is the argument.",
        wants=_WANTS_9,
        judge=_judge_9,
    ),
    Task(
        task_id="reading-10",
        chapter=CHAPTER,
        title="Whose article is it?",
        kind="argument",
        objective="Argue about an article's balance with rules that others can check.",
        points=0,
        minutes=20,
        why="a complaint about balance is worth as much as the rule it counts by.",
        wants=ARGUMENT_WANTS,
        judge=judge_argument,
        manual_points=4,
        rubric=(
            "Names two counting rules with their numbers, and says that they differ.",
            "Keeps quotation, paraphrase and the writer's own sentences apart.",
            "Names one actor that is absent and what it had said, as it would put it, with a date.",
            "Puts the strongest objection fairly, and says what would change the verdict.",
        ),
    ),
)
