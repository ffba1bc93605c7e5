"""The reader's own forecasts: collected in chapter 8, scored in chapter 10, kept by the browser.

Scores are computed here, once, for every answer that a reader may give; the page only looks them
up (``book_assets/forecasts.js``). Nothing is sent anywhere.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from missile_question.display import with_widget
from missile_question.evidence import prospects
from missile_question.evidence.reach import as_rows
from missile_question.explorers.core import number

#: Words for an outcome.
OUTCOMES: Mapping[int | None, str] = {1: "Yes", 0: "No", None: "Open"}

#: What scoring says about answers that come late.
_BACK = (
    "<p>Your numbers are those that this browser has kept. You can still change one, to see what "
    "it would have scored; only what you wrote before you knew was a forecast.</p>"
)


def _day(when: str) -> str:
    """Return a date as a reader writes it."""
    day = date.fromisoformat(when)
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class ForecastBook:
    """The questions with a field for each, and what the answers are worth.

    ``ForecastBook()`` collects: it shows rules and, folded, where an outside view begins.
    ``ForecastBook(outcomes=...)`` scores the same answers beside the reference forecasters. Both
    keep the answers under one key of the browser's storage.

    Parameters
    ----------
    outcomes : mapping, optional
        Question -> 1 (yes), 0 (no) or None (open); questions left out are open.

    Raises
    ------
    ValueError
        If a question is unknown or an outcome is not 0, 1 or None.
    """

    outcomes: Mapping[str, int | None] | None = None

    def __post_init__(self) -> None:
        prospects.check_outcomes(self.outcomes or {})

    def payload(self) -> dict[str, Any]:
        """Return what the page's script looks up, as plain JSON."""
        known = list(prospects.questions()["question_id"])
        outcomes = None
        if self.outcomes is not None:
            outcomes = {q: self.outcomes.get(q) for q in known}
        return {
            "questions": known,
            "scores": prospects.score_table(),
            "references": [
                {"name": name, "said": dict(said)} for name, said in prospects.references().values()
            ],
            "outcomes": outcomes,
        }

    def page(self) -> str:
        """Return the form; without a script it is a list of questions with their rules."""
        scoring = self.outcomes is not None
        questions = "".join(self._question(row) for row in as_rows(prospects.questions()))
        data = json.dumps(self.payload(), separators=(",", ":"), sort_keys=True)
        label = "Your forecasts, scored" if scoring else "Your forecasts"
        return (
            f'<section class="mq-forecasts" aria-label="{label}">'
            f"{_BACK if scoring else ''}"
            f'<form autocomplete="off"><ol>{questions}</ol></form>'
            f"{self._board() if scoring else ''}"
            '<p class="mq-forecasts-sum" role="status"></p>'
            '<div class="mq-forecasts-tools" hidden><details><summary>Keep, move or clear your '
            "forecasts</summary>"
            "<label>Your forecasts as text: copy it to keep it, or paste one that you kept"
            '<textarea rows="3" spellcheck="false"></textarea></label>'
            '<button type="button" value="load">Use this text</button> '
            '<button type="button" value="clear">Clear all</button> '
            '<span role="status"></span></details></div>'
            "<noscript><p>The fields need JavaScript. Write your numbers down: on paper they "
            "count as well.</p></noscript>"
            f'<script type="application/json">{data}</script></section>'
        )

    def _question(self, row: Mapping[str, Any]) -> str:
        key = row["question_id"]
        outcome = ""
        if self.outcomes is not None:
            word = OUTCOMES[self.outcomes.get(key)]
            outcome = f'<span class="mq-outcome" data-outcome="{word.lower()}">{word}</span> '
        found = as_rows(prospects.classes(key))
        classes = "".join(
            f"<li>{html.escape(c['label'])}: {100 * c['forecast']:.0f} %. "
            f"{html.escape(c['how_counted'])}</li>"
            for c in found
        )
        return (
            f'<li id="forecast-{key}"><p class="mq-forecast-ask">{outcome}<label '
            f'for="forecast-{key}-field"><b>{html.escape(row["question"])}</b> '
            f"By {_day(row['closes'])}.</label></p>"
            f'<p class="mq-forecast-field" hidden><input type="range" min="1" max="99" step="1" '
            f'value="50" tabindex="-1" aria-hidden="true"> <span><input type="number" '
            f'id="forecast-{key}-field" name="{key}" min="1" max="99" step="1" '
            'inputmode="numeric"> %</span> <output></output></p>'
            f"<details><summary>Rules</summary><p>Yes if: {html.escape(row['resolves_yes'])}</p>"
            f"<p>{html.escape(row['fine_print'])}</p></details>"
            "<details><summary>Outside view (better after your number)</summary>"
            f"<ul>{classes}</ul></details></li>"
        )

    def _board(self) -> str:
        """Return the table of scores; the script adds the reader's row on top."""
        table = as_rows(prospects.scoreboard(self.outcomes or {}))
        rows = "".join(
            f'<tr><th scope="row">{html.escape(row["name"])}</th><td>{_score(row["brier"])}</td>'
            f"<td>{_score(row['log'])}</td><td>{row['questions']}</td></tr>"
            for row in table
        )
        return (
            '<div class="mq-scroll" tabindex="0" role="region" aria-label="Mean scores">'
            '<table class="table mq-table"><caption>Mean scores, smaller is better: Brier from 0 '
            "to 1, logarithmic from 0 upwards</caption><thead><tr>"
            '<th scope="col">Forecaster</th><th scope="col">Brier</th>'
            '<th scope="col">Logarithmic</th><th scope="col">Questions</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )

    def widget(self) -> Any:
        """Return the questions as ipywidgets; Python scores the answers."""
        import ipywidgets

        said = ipywidgets.HTML()
        fields = {
            row["question_id"]: ipywidgets.BoundedIntText(
                value=0, min=0, max=99, description="%", layout={"width": "9em"}
            )
            for row in as_rows(prospects.questions())
        }

        def answered(_: Any = None) -> None:
            own = {key: field.value for key, field in fields.items() if field.value}
            said.value = html.escape(self.sentence(own))

        for field in fields.values():
            field.observe(answered, "value")
        answered()
        blocks = []
        for row in as_rows(prospects.questions()):
            ask = f"<b>{html.escape(row['question'])}</b> By {_day(row['closes'])}."
            rules = f"<small>Yes if: {html.escape(row['resolves_yes'])}</small>"
            blocks.append(ipywidgets.HTML(f"{ask}<br>{rules}"))
            blocks.append(fields[row["question_id"]])
        return ipywidgets.VBox([*blocks, said])

    def sentence(self, own: Mapping[str, int]) -> str:
        """Return what a reader's answers are worth, in words.

        Parameters
        ----------
        own : mapping
            Question -> whole per cent from 1 to 99.
        """
        prospects.check_answers(own)
        total = len(prospects.questions())
        if not own:
            return f"No forecast yet, of {total}. Write whole numbers from 1 to 99."
        if self.outcomes is None:
            table = prospects.score_table()["brier"]["expected"]
            mean = 0.0
            # One by one in the questions' order, as the page adds: even a half must round alike.
            for question in prospects.questions()["question_id"]:
                if question in own:
                    mean += table[own[question] - prospects.PERCENTS[0]]
            return (
                f"{len(own)} of {total} answered. If you know what you do not know, expect a mean "
                f"Brier score of {number(mean / len(own), ',.2f')}; always 50 % scores 0.25."
            )
        board = prospects.scoreboard(self.outcomes, own).set_index("name")
        you = board.loc["You"]
        if not you["questions"]:
            return "None of your questions is resolved."
        others = "; ".join(
            f"{name}: {row['brier']:.3f}" for name, row in board.iterrows() if name != "You"
        )
        return (
            f"Your mean Brier score on {_questions(you['questions'])}: {you['brier']:.3f}. "
            f"On the same questions: {others}."
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        asked = len(prospects.questions())
        text = f"{asked} questions about the future, with a field for your forecast of each"
        return with_widget(self.page(), text, self.widget)


def _questions(count: float) -> str:
    """Return a number of questions in words."""
    return "1 question" if count == 1 else f"{count:.0f} questions"


def _score(value: float) -> str:
    """Return a mean score as the table shows it; a dash where nothing was scored."""
    return "–" if value != value else f"{value:.3f}"
