"""Pages for a student and for the class: one file each, no script, nothing fetched."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from missile_question.checks.core import listed, status_words
from missile_question.grading.records import KINDS, Graded, Limits, Mark
from missile_question.grading.reports import statistics
from missile_question.grading.similarity import Pair

__all__ = ["for_class", "student"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2733; --muted: #4a5663; --paper: #fff; --sea: #f1f4f8;
  --rule: #c9d1da; --mark: #0b5a73; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --muted: #b4bec8; --paper: #10161d;
  --sea: #1b242e; --rule: #3d4956; --mark: #66c7d8; } }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
h1, h2 { font-family: Georgia, serif; font-weight: 500; line-height: 1.2; }
h2 { margin-top: 2.4rem; } p.sum { font-size: 1.2rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 0.95rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem;
  border-bottom: 1px solid var(--rule); } td.n { text-align: right; white-space: nowrap; }
caption { text-align: left; color: var(--muted); padding-bottom: 0.4rem; }
pre { background: var(--sea); padding: 0.7rem; white-space: pre-wrap; margin: 0;
  overflow-wrap: anywhere; }
summary { cursor: pointer; padding: 0.3rem 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
  gap: 1rem; } .quiet { color: var(--muted); }
svg { max-width: 34rem; width: 100%; height: auto; } svg rect { fill: var(--mark); }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg line { stroke: var(--rule); }
@media (max-width: 42rem) { thead { position: absolute; clip-path: inset(50%); }
  table, caption, tbody, tr { display: block; } tr { border-bottom: 1px solid var(--rule);
  padding: 0.6rem 0; } th, td, td.n { display: block; border: 0; padding: 0.1rem 0;
  text-align: left; } td:empty { display: none; }
  td::before { content: attr(data-name) ": "; color: var(--muted); } }
@media print { body { max-width: none; } section { break-inside: avoid; } }
"""


def _page(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def _text(text: object) -> str:
    """Return what a student may have written as text that is no markup."""
    return html.escape(str(text).encode("utf-8", "replace").decode("utf-8"))


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; its roles are spelt out, since on a phone its rows are shown as cards."""
    top = "".join(f'<th role="columnheader" scope="col">{_text(name)}</th>' for name in head)
    body = ""
    for first, *rest in rows:
        cells = ""
        for name, cell in zip(head[1:], rest, strict=True):
            of = f'role="cell" data-name="{_text(name)}"'
            cells += (
                f'<td {of} class="n">{cell:g}</td>'
                if isinstance(cell, int | float)
                else f"<td {of}>{_text(cell)}</td>"
            )
        lead = f'<th role="rowheader" scope="row">{_text(first)}</th>'
        body += f'<tr role="row">{lead}{cells}</tr>'
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{_text(caption)}">'
        f'<table role="table"><caption>{_text(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{top}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _status(mark: Mark) -> str:
    return " ".join(status_words(mark.status))


def _points(mark: Mark) -> str:
    if mark.out_of:
        return f"{mark.points:g} of {mark.out_of}"
    given = "not yet read" if mark.manual is None else f"{mark.manual:g}"
    return f"{given}, of {mark.manual_points} by a person"


def student(name: str, graded: Sequence[Graded]) -> str:
    """Return the page that a student may get.

    Parameters
    ----------
    name : str
    graded : sequence of Graded
        The student's submissions.
    """
    parts = [f"<h1>{_text(name)}</h1>"]
    for each in graded:
        parts.append(f"<section><h2>{_text(each.chapter or each.path)}</h2>")
        if each.trouble:
            parts.append(f"<p>{_text(each.trouble)}</p></section>")
            continue
        by_hand = sum(m.manual or 0.0 for m in each.marks)
        rest = f", and {by_hand:g} from a person" if by_hand else ""
        parts.append(f'<p class="sum">{each.points:g} of {each.out_of} points{rest}.</p>')
        rows = [
            (f"{m.task_id}: {m.title}", _status(m), _points(m), _hidden(m), m.message)
            for m in each.marks
        ]
        head = ("Task", "Result", "Points", "Hidden cases", "What the check says")
        parts.append(_table("Every task", head, rows))
        stopped = [
            f"{s.cell}{f', line {s.line}' if s.line else ''}: {s.error}" for s in each.stopped
        ]
        for title, said in (("Cells that stopped", stopped), ("Notes", each.notes)):
            if said:
                items = "".join(f"<li>{_text(s)}</li>" for s in said)
                parts.append(f"<h3>{title}</h3><ul>{items}</ul>")
        parts.append("</section>")
    return _page(f"Report for {name}", "".join(parts))


def _hidden(mark: Mark) -> str:
    return f"{mark.hidden_right} of {mark.hidden} right" if mark.hidden else ""


def _histogram(title: str, shares: Sequence[float]) -> str:
    """Return bars of how many submissions earned which tenth of the points."""
    counts = statistics.tenths(shares)
    most = max(counts)
    bars = ""
    for i, count in enumerate(counts):
        height = 120 * count / most if most else 0
        bars += f'<rect x="{40 + 50 * i}" y="{150 - height:.1f}" width="44" height="{height:.1f}"/>'
        bars += (
            f'<text x="{62 + 50 * i}" y="{144 - height:.1f}" text-anchor="middle">{count}</text>'
        )
        bars += f'<text x="{62 + 50 * i}" y="168" text-anchor="middle">{10 * i}</text>'
    words = ", ".join(f"{10 * i} to {10 * i + 10} %: {n}" for i, n in enumerate(counts) if n)
    return (
        f'<svg viewBox="0 0 560 200" role="img" aria-label="{_text(title)}: {words}">{bars}'
        '<line x1="36" y1="150" x2="544" y2="150"/>'
        '<text x="290" y="190" text-anchor="middle">'
        "points earned, in % of those that checks give (from)</text></svg>"
    )


def for_class(
    graded: Sequence[Graded], pairs: Sequence[Pair], *, isolation: str, limits: Limits
) -> str:
    """Return the page for the class's teacher.

    Parameters
    ----------
    graded : sequence of Graded
    pairs : sequence of Pair
    isolation : str
    limits : Limits
    """
    sound = [each for each in graded if each.marks]
    people = len({each.student for each in graded})
    parts = ["<h1>The class</h1>", f"<p>{len(graded)} submissions of {people} students. "]
    parts.append(
        KINDS[isolation] if isolation == "namespaces" else f"<strong>{KINDS[isolation]}</strong>"
    )
    parts.append("</p>")
    trouble = [(each.student, each.path, each.trouble) for each in graded if each.trouble]
    if trouble:
        parts.append("<section><h2>Could not be graded</h2>")
        parts.append(_table("A line each", ("Student", "File", "Why"), trouble) + "</section>")
    for chapter in sorted({each.chapter for each in sound}):
        parts.append(_chapter(chapter, [each for each in sound if each.chapter == chapter]))
    if pairs:
        parts.append("<section><h2>Answers that are alike</h2><p>A reason to look, no verdict. ")
        parts.append("All pairs with their texts are in similarity.csv.</p>")
        parts += [_alike(group) for group in _groups(pairs)]
        parts.append("</section>")
    rows = [(name.replace("_", " "), value) for name, value in asdict(limits).items()]
    parts.append("<section><h2>Limits of each submission</h2>")
    parts.append(_table("s: seconds, mb: megabytes", ("Limit", "Value"), rows) + "</section>")
    return _page("The class", "".join(parts))


def _parted(correlation: float | None, points: set[float]) -> str:
    if correlation is None:
        return "all alike" if len(points) == 1 else "too few to say"
    return f"{correlation:.2f}"


def _groups(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Return the pairs of each task in groups that share students, the largest groups first."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        told = (pair.chapter, pair.task_id)
        near = [
            group
            for group in groups
            if (group[0].chapter, group[0].task_id) == told
            and {pair.first, pair.second} & {n for p in group for n in (p.first, p.second)}
        ]
        groups = [group for group in groups if group not in near]
        groups.append([p for group in near for p in group] + [pair])
    return sorted(groups, key=lambda g: (-len(g), g[0].task_id, g[0].first, g[0].second))


def _alike(group: Sequence[Pair]) -> str:
    """Return a group of students whose answers to a task are alike, and the two most alike."""
    most = max(group, key=lambda pair: pair.score)
    least = min(pair.score for pair in group)
    names = listed(sorted({name for pair in group for name in (pair.first, pair.second)}))
    shared = f"{100 * most.score:.0f} % shared"
    if most.score > least:
        shared = f"{100 * least:.0f} to {shared}"
    return (
        f"<h3>{_text(most.task_id)}: {_text(names)}, {shared}</h3>"
        f"<details><summary>{_text(most.first)} beside {_text(most.second)}</summary>"
        f'<div class="pair"><pre>{_text(most.first_text)}</pre>'
        f"<pre>{_text(most.second_text)}</pre></div></details>"
    )


def _chapter(chapter: str, graded: Sequence[Graded]) -> str:
    totals = [each.points / each.out_of if each.out_of else 0.0 for each in graded]
    parts = [f"<section><h2>{_text(chapter)}</h2>", _histogram(chapter, totals)]
    by_task: dict[str, list[Mark]] = {}
    for each in graded:
        for mark in each.marks:
            by_task.setdefault(mark.task_id, []).append(mark)
    sums = [each.points for each in graded]
    rows = []
    for name, marks in by_task.items():
        if not marks[0].out_of:
            continue
        parted = statistics.discrimination([m.points for m in marks], sums)
        slips = Counter(s for m in marks for s in m.misconception.split(", ") if s)
        often = sorted(slips.items(), key=lambda each: (-each[1], each[0]))[:3]
        rows.append(
            (
                f"{name}: {marks[0].title}",
                round(100 * statistics.difficulty([m.points / m.out_of for m in marks])),
                round(100 * sum(m.status == "unanswered" for m in marks) / len(marks)),
                _parted(parted, {m.points for m in marks}),
                ", ".join(f"{slip} ({count})" for slip, count in often),
            )
        )
    head = ("Task", "Earned (%)", "Open (%)", "Parts", "Commonest mistakes")
    words = (
        "Earned: share of the task's points. Open: share of students without an answer. Parts: how "
        "well the task tells strong from weak, the correlation of its points with all others'"
    )
    return "".join([*parts, _table(words, head, rows), "</section>"])
