"""Reports in words: for a terminal, and in Markdown for the page of a CI run."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from missile_question.checks.core import status_words
from missile_question.grading.notebooks import Report, Row

__all__ = ["markdown", "plain"]


def _said(row: Row) -> str:
    """Return mark and words of a row's status, which is empty where no check ran."""
    return " ".join(status_words(row.status)) if row.status else "… not checked"


def _points(row: Row) -> str:
    if not row.out_of:
        return f"a person gives up to {row.manual_points}"
    return f"{row.points:g} of {row.out_of}"


def _head(report: Report) -> str:
    if report.trouble:
        return report.trouble
    done = sum(row.status == "right" for row in report.rows)
    said = f"{report.points:g} of {report.out_of} points from the public checks"
    manual = sum(row.manual_points for row in report.rows)
    rest = f"; a person gives up to {manual} more" if manual else ""
    return f"{said}, {done} of {len(report.rows)} tasks right{rest}."


def plain(reports: Sequence[Report]) -> str:
    """Return reports for a terminal: a line for each notebook, task and stopped cell.

    Parameters
    ----------
    reports : sequence of Report

    Returns
    -------
    str
        Ends without a line break.
    """
    lines = []
    for report in reports:
        lines.append(f"{report.name}: {_head(report)}")
        lines += [f"  {stopped}" for stopped in report.stopped]
        for row in report.rows:
            lines.append(f"  {row.task_id:<12} {_said(row)}, {_points(row)}")
            if row.message and row.status != "right":
                lines.append(f"      {' '.join(row.message.split())}")
    return "\n".join(lines)


def _cell(text: str) -> str:
    """Return a text that Markdown shows as it is, in one cell of a table."""
    text = html.escape(" ".join(text.split()), quote=False)
    return re.sub(r"([\\`*_{}\[\]()#+!|~@$-])", r"\\\1", text)


def markdown(reports: Sequence[Report]) -> str:
    """Return reports in Markdown, with a table of tasks for each notebook.

    What students wrote cannot break out of its cell: it is escaped.

    Parameters
    ----------
    reports : sequence of Report

    Returns
    -------
    str
        Ends with a line break.
    """
    parts = []
    for report in reports:
        parts.append(f"## {_cell(report.name)}\n\n{_cell(_head(report))}\n")
        if report.stopped:
            parts.append("\n".join(f"- {_cell(str(s))}" for s in report.stopped) + "\n")
        if report.rows:
            rows = [
                "| Task | Result | Points | What the check says |",
                "| :--- | :--- | :--- | :--- |",
            ]
            for row in report.rows:
                task = f"**{_cell(row.task_id)}** {_cell(row.title)}"
                cells = (task, _cell(_said(row)), _cell(_points(row)), _cell(row.message))
                rows.append(f"| {' | '.join(cells)} |")
            parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)
