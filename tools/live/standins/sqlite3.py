"""Stands in for the standard library's sqlite3, which Pyodide keeps apart.

IPython imports it for its history across sessions. The page's Python keeps none.
"""

PARSE_DECLTYPES = PARSE_COLNAMES = 0


class Error(Exception):
    """What sqlite3's exceptions have in common."""


class DatabaseError(Error):
    """Never raised here: there are no databases."""


class IntegrityError(DatabaseError):
    """Never raised here: there are no databases."""


class OperationalError(DatabaseError):
    """There are no databases here."""


class Connection:
    """What `connect` would return."""


def connect(*args: object, **kwargs: object) -> Connection:
    """Say that there is no SQLite in the page."""
    raise OperationalError("the page's Python has no SQLite; download the notebook to use it")
