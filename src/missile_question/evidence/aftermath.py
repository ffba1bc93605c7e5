"""What became known after the article: for the epilogue only."""

from __future__ import annotations

import pandas as pd

from missile_question import catalog
from missile_question.evidence.reading import CATEGORIES


def _with_source(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with publisher and address of each row's later document."""
    sources = catalog.load("sources_after_article", epilogue=True)
    columns = ["source_id", "publisher", "url"]
    return table.merge(sources[columns], on="source_id", how="left", validate="many_to_one")


def later_events() -> pd.DataFrame:
    """Return the events after the article, ready to be shown.

    Returns
    -------
    pandas.DataFrame
        Date, Kind, Event, Read in, What to know; url is the document's address.
    """
    table = _with_source(catalog.load("timeline_after_article", epilogue=True))
    table = table.assign(
        kind=table["category"].map(dict(CATEGORIES)),
        note=table["note"].where(table["verified"], "Unverified. " + table["note"]),
    )
    columns = {
        "date": "Date", "kind": "Kind", "event": "Event", "publisher": "Read in",
        "note": "What to know", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)


def later_positions() -> pd.DataFrame:
    """Return the positions stated after the article, ready to be shown.

    Returns
    -------
    pandas.DataFrame
        Actor, Issue, Position, Who, Date, Read in, What to know; url is the document's address.
    """
    table = _with_source(catalog.load("positions_after_article", epilogue=True))
    actors = catalog.load("actors").set_index("actor_id")["name"]
    issues = catalog.load("issues").set_index("issue_id")["name"]
    table = table.assign(
        actor=table["actor_id"].map(actors),
        issue=table["issue_id"].map(issues),
        note=table["note"].where(table["verified"], "Unverified. " + table["note"]),
    )
    columns = {
        "actor": "Actor", "issue": "Issue", "position": "Position", "speaker": "Who",
        "date": "Date", "publisher": "Read in", "note": "What to know", "url": "url",
    }  # fmt: skip
    return table[list(columns)].rename(columns=columns)


def missile_clause_events() -> pd.DataFrame:
    """Return the later events of the kind 'missile', in the order of their dates."""
    table = later_events()
    return table[table["Kind"] == CATEGORIES["missile"]].reset_index(drop=True)
