"""Submissions that cheat, attack or stumble, and what each must earn.

Each is made from the exercise on reach as we gave it out, or from its solution, by a few lines of
code. What it earns is written down task by task: nothing that it has not earned, and all that it
has. :data:`CORPUS` lists them all.
"""

from __future__ import annotations

from grading.corpus import clumsy, files, gain, outside, stop
from grading.corpus.entry import FULL, Entry, Scene, expected

__all__ = ["CORPUS", "FULL", "Entry", "Scene", "expected"]

CORPUS: tuple[Entry, ...] = (
    *gain.ENTRIES,
    *outside.ENTRIES,
    *stop.ENTRIES,
    *clumsy.ENTRIES,
    *files.ENTRIES,
)
