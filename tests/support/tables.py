"""Tables as tests change them, to see that words and drawings follow the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from missile_question import catalog

__all__ = ["change_row", "change_table"]


def change_table(
    monkeypatch: pytest.MonkeyPatch, table: str, edit: Callable[[Any], pd.DataFrame]
) -> None:
    """Let the catalogue return a table as ``edit`` leaves it, which may work in place."""
    load = catalog.load

    def changed(name: str, **options: Any) -> pd.DataFrame:
        frame = load(name, **options)
        return edit(frame) if name == table else frame

    monkeypatch.setattr(catalog, "load", changed)


def change_row(
    monkeypatch: pytest.MonkeyPatch, table: str, key: str, identifier: str, **cells: Any
) -> None:
    """Let the catalogue return one row with other cells; the row must be there."""

    def edit(frame: Any) -> pd.DataFrame:
        row = frame[key] == identifier
        assert row.sum() == 1, f"{table} has {row.sum()} rows with {key} {identifier}"
        for column, cell in cells.items():
            frame.loc[row, column] = cell
        return frame

    change_table(monkeypatch, table, edit)
