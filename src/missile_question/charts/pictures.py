"""Which figure stands for a table on its page in the Data part of the book."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from missile_question import charts
from missile_question.charts.figure import Figure


@cache
def registry() -> dict[str, Callable[[], Figure]]:
    """Return what draws each table's picture, by the table's name.

    A module of charts joins by defining ``PICTURES``, a mapping of table names to functions without
    parameters; there is no list to keep.

    Raises
    ------
    ValueError
        If two modules draw one table.
    """
    found: dict[str, Callable[[], Figure]] = {}
    for info in pkgutil.iter_modules(charts.__path__):
        module = importlib.import_module(f"{charts.__name__}.{info.name}")
        for table, draw in getattr(module, "PICTURES", {}).items():
            if table in found:
                raise ValueError(f"two pictures of the table {table!r}")
            found[table] = draw
    return found


def of(table: str) -> Figure | None:
    """Return the picture of a table, or None if it has none, as the epilogue's tables."""
    draw = registry().get(table)
    return draw() if draw else None
