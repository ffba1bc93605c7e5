"""The one check that the evidence of every chapter makes: a key is one of those that exist."""

from collections.abc import Iterable


def one_of(name: str, value: str, known: Iterable[str]) -> str:
    """Return a key if it is known.

    Parameters
    ----------
    name : str
        Parameter name for the message.
    value : str
        The key.
    known : iterable of str
        Allowed keys, in the order in which the message lists them: a mapping's own order.

    Returns
    -------
    str
        The key.

    Raises
    ------
    ValueError
        If it is none of them.
    """
    allowed = list(known)
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, got {value!r}")
    return value
