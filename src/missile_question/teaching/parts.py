"""Header, claim card, bet and self-check: one object each, shown by the page and by a kernel.

Each renders plain HTML that reads well without a script; the page's script adds feedback. In
Jupyter the bet and the quiz are ipywidgets.
"""

from __future__ import annotations

import csv
import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from missile_question.display import Html, with_widget


def header(
    *, minutes: int, objectives: Sequence[str], prerequisites: Sequence[str], claims: Sequence[str]
) -> Html:
    """Return a chapter's header: time to read, what you will be able to do, what you need first."""

    def listed(items: Sequence[str]) -> str:
        return "<ul>" + "".join(f"<li>{html.escape(i)}</li>" for i in items) + "</ul>"

    page = (
        '<dl class="mq-facts">'
        f"<div><dt>Reading time</dt><dd>{minutes} minutes</dd>"
        f"<dt>Claims of the article</dt><dd>{', '.join(claims)}</dd>"
        f"<dt>Before you start</dt><dd>{listed(prerequisites)}</dd></div>"
        f"<div><dt>Afterwards you can</dt><dd>{listed(objectives)}</dd></div></dl>"
    )
    text = f"{minutes} minutes. Afterwards you can: {'; '.join(objectives)}."
    return Html(page, text)


@lru_cache(maxsize=1)
def claims() -> Mapping[str, Mapping[str, str]]:
    """Return the article's claims, in our words, by id (``seeds/claims.csv``)."""
    packaged = resources.files("missile_question").joinpath("_seeds/claims.csv")
    if packaged.is_file():
        text = packaged.read_text(encoding="utf-8")
    else:  # an editable install reads the repository
        text = (Path(__file__).parents[3] / "seeds" / "claims.csv").read_text(encoding="utf-8")
    return {row["claim_id"]: row for row in csv.DictReader(text.splitlines())}


@dataclass(frozen=True)
class ClaimCard:
    """What the article claims, who says so, and what the evidence does to it.

    Parameters
    ----------
    claim : str
        Claim id, such as ``"C14"``; words, kind and paragraph come from ``seeds/claims.csv``.
    said_by : str
    supports, contradicts : sequence of str
        Evidence for and against.
    would_change_our_mind : str
    verdict : str
        Computed or argued from what is on the page.
    folded : bool
        Whether evidence and verdict unfold by hand, so that they do not give away a bet.
    """

    claim: str
    said_by: str
    supports: Sequence[str]
    contradicts: Sequence[str]
    would_change_our_mind: str
    verdict: str
    folded: bool = False

    def __post_init__(self) -> None:
        if self.claim not in claims():
            raise ValueError(f"claim must be one of {', '.join(claims())}, got {self.claim!r}")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        about = claims()[self.claim]

        def listed(items: Sequence[str]) -> str:
            return "<ul>" + "".join(f"<li>{html.escape(i)}</li>" for i in items) + "</ul>"

        evidence = (
            f"<dl><dt>What supports it</dt><dd>{listed(self.supports)}</dd>"
            f"<dt>What speaks against it</dt><dd>{listed(self.contradicts)}</dd>"
            f"<dt>What would change our mind</dt><dd>{html.escape(self.would_change_our_mind)}</dd>"
            '<div class="mq-verdict-line"><dt>Verdict</dt>'
            f"<dd>{html.escape(self.verdict)}</dd></div></dl>"
        )
        if self.folded:
            summary = "Evidence and verdict (better after your bet)"
            evidence = f"<details><summary>{summary}</summary>{evidence}</details>"
        page = (
            f'<section class="mq-card" id="claim-{self.claim.lower()}" '
            f'aria-label="Claim card {self.claim}"><header><b>Claim {self.claim}</b> '
            f"<span>paragraph {about['paragraph']} of the article</span> "
            f"<span>{about['kind']} claim</span></header>"
            f'<p class="mq-claim">{html.escape(about["claim"])}</p>'
            f"<dl><dt>Who says it</dt><dd>{html.escape(self.said_by)}</dd></dl>{evidence}</section>"
        )
        return {"text/html": page, "text/plain": f"{self.claim}: {self.verdict}"}


@dataclass(frozen=True)
class Bet:
    """A guess the reader commits to before the answer shows.

    Parameters
    ----------
    name : str
        Unique in the book; the reader's browser keeps the guess under it.
    question : str
    options : sequence of str
    answer : str
        What the model or the data say, shown once a guess is placed.
    """

    name: str
    question: str
    options: Sequence[str]
    answer: str

    def page(self) -> str:
        """Return the bet as a form; without a script the answer unfolds by hand."""
        inputs = "".join(
            f'<label><input type="radio" name="{self.name}" value="{i}">'
            f"<span>{html.escape(option)}</span></label>"
            for i, option in enumerate(self.options)
        )
        return (
            f'<section class="mq-bet" id="bet-{self.name}" '
            f'aria-label="Bet: {html.escape(self.question)}">'
            f'<form data-name="{self.name}" autocomplete="off"><fieldset><legend class="mq-ask">'
            f"Place your bet. {html.escape(self.question)}</legend>{inputs}</fieldset>"
            '<button type="submit">Commit</button></form><p class="mq-kept" role="status"></p>'
            f'<div class="mq-reveal"><p>{html.escape(self.answer)}</p></div></section>'
        )

    def widget(self) -> Any:
        """Return the bet as ipywidgets."""
        import ipywidgets

        pick = ipywidgets.RadioButtons(
            options=list(self.options), value=None, layout={"width": "max-content"}
        )
        said = ipywidgets.HTML()

        def answered(change: Mapping[str, Any]) -> None:
            guess, answer = html.escape(str(change["new"])), html.escape(self.answer)
            said.value = f"<b>Your bet:</b> {guess}. {answer}"

        pick.observe(answered, names="value")
        ask = ipywidgets.HTML(f"<b>Place your bet.</b> {html.escape(self.question)}")
        return ipywidgets.VBox([ask, pick, said])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return with_widget(self.page(), self.question, self.widget)


@dataclass(frozen=True)
class Question:
    """A closed question: options with what each wrong choice overlooks, and why the answer holds.

    Parameters
    ----------
    ask : str
    options : mapping of str to str
        Option text -> what to say when it is chosen.
    right : str
        The right option's text.
    why : str
    """

    ask: str
    options: Mapping[str, str]
    right: str
    why: str

    def __post_init__(self) -> None:
        if self.right not in self.options:
            raise ValueError(f"right must be one of the options, got {self.right!r}")


@dataclass(frozen=True)
class Quiz:
    """Closed questions, usable in the page and in a kernel: self-check, or a game of sorting.

    Parameters
    ----------
    name : str
        Unique in the book.
    questions : sequence of Question
    label : str
        What a screen reader calls them; two on one page need two labels.
    """

    name: str
    questions: Sequence[Question]
    label: str = "Self-check questions"

    def page(self) -> str:
        """Return the questions as field sets with an unfolding explanation each."""
        blocks = []
        for number, question in enumerate(self.questions, 1):
            name = f"{self.name}-{number}"
            right = list(question.options).index(question.right)
            inputs = "".join(
                f'<label><input type="radio" name="{name}" value="{i}" '
                f'data-says="{html.escape(says)}"><span>{html.escape(option)}</span></label>'
                for i, (option, says) in enumerate(question.options.items())
            )
            blocks.append(
                f'<fieldset id="quiz-{name}" data-right="{right}"><legend>{number}. '
                f'{html.escape(question.ask)}</legend>{inputs}<p class="mq-verdict" role="status">'
                "</p><details><summary>Answer and reasons</summary><p>"
                f"{html.escape(question.right)}."
                f" {html.escape(question.why)}</p></details></fieldset>"
            )
        return (
            f'<section class="mq-quiz" aria-label="{html.escape(self.label)}">{"".join(blocks)}'
            '<p class="mq-progress" role="status"></p></section>'
        )

    def widget(self) -> Any:
        """Return the questions as ipywidgets."""
        import ipywidgets

        return ipywidgets.VBox([_question_widget(q, n) for n, q in enumerate(self.questions, 1)])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        text = f"{len(self.questions)} self-check questions"
        return with_widget(self.page(), text, self.widget)


def _question_widget(question: Question, number: int) -> Any:
    import ipywidgets

    pick = ipywidgets.RadioButtons(
        options=list(question.options), value=None, layout={"width": "max-content"}
    )
    said = ipywidgets.HTML()

    def marked(change: Mapping[str, Any]) -> None:
        right = change["new"] == question.right
        word = "Right." if right else "Not quite."
        why = question.why if right else ""
        says = f"{question.options[change['new']]} {why}".strip()
        said.value = f"<b>{word}</b> {html.escape(says)}"

    pick.observe(marked, names="value")
    ask = ipywidgets.HTML(f"<b>{number}. {html.escape(question.ask)}</b>")
    return ipywidgets.VBox([ask, pick, said])
