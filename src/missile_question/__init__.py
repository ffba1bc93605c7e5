"""The Missile Question: models, data and page parts of the book."""

__version__ = "0.1.0"
