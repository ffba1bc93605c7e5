"""Stands in for IPython's terminal, which a page has not: neither it nor prompt_toolkit is sent."""


def embed(**kwargs: object) -> None:
    """Say that there is no terminal."""
    raise NotImplementedError("there is no terminal in the page")
