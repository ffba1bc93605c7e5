"""Times and memory of competing functions, measured side by side."""

from __future__ import annotations

import gc
import os
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Call = Callable[[], Any]

#: Processor time, which does not run while other programs hold the processor. All competitors
#: work on one core. Windows counts it in steps of 16 ms, too coarse; there it is the time elapsed.
CLOCK_NAME = "perf_counter" if os.name == "nt" else "process_time"
CLOCK: Callable[[], float] = getattr(time, CLOCK_NAME)


@dataclass(frozen=True)
class Effort:
    """How long to measure.

    Parameters
    ----------
    rounds : int
        Rounds; in each, every competitor runs once.
    sample_seconds : float
        Shortest sample: a faster function is called several times in a row and the mean is taken.
    """

    rounds: int
    sample_seconds: float


@dataclass(frozen=True)
class Row:
    """One line of the table: our function against one peer on one task."""

    task: str
    peer: str
    #: Median seconds for the whole task.
    ours_s: float
    peer_s: float
    #: Peer's time over ours, round by round: median, least and greatest.
    ratio: float
    ratio_low: float
    ratio_high: float
    #: What was compared in this run, and passed.
    checked: str


@dataclass(frozen=True)
class Samples:
    """Seconds of each competitor in each round, and what each returned the first time."""

    seconds: dict[str, list[float]]
    results: dict[str, Any]

    def median(self, name: str) -> float:
        """Return the median time of one competitor in seconds."""
        return statistics.median(self.seconds[name])

    def row(self, task: str, ours: str, peer: str, checked: str, scale: float = 1.0) -> Row:
        """Compare two competitors; the peer did one part in `scale` of the task."""
        pairs = zip(self.seconds[ours], self.seconds[peer], strict=True)
        ratios = [scale * theirs / own for own, theirs in pairs]
        return Row(
            task,
            peer,
            self.median(ours),
            scale * self.median(peer),
            statistics.median(ratios),
            min(ratios),
            max(ratios),
            checked,
        )


def compare(competitors: Mapping[str, Call], effort: Effort) -> Samples:
    """Run competitors in turns: warm up, then rounds, each starting with another one.

    What slows the machine for a while then slows all of them, and cancels in the ratio.
    """
    results, calls = {}, {}
    for name, call in competitors.items():
        results[name] = call()
        calls[name] = max(1, round(effort.sample_seconds / max(_seconds(call, 1), 1e-9)))
    seconds: dict[str, list[float]] = {name: [] for name in competitors}
    names = list(competitors)
    for turn in range(effort.rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            seconds[name].append(_seconds(competitors[name], calls[name]))
    return Samples(seconds, results)


def _seconds(call: Call, times: int) -> float:
    """Mean time of some calls in a row, without pauses of the garbage collector."""
    collecting = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        start = CLOCK()
        for _ in range(times):
            call()
        return (CLOCK() - start) / times
    finally:
        if collecting:
            gc.enable()


def peak_bytes(call: Call) -> int:
    """Most memory that Python and NumPy hold for a call, in a run that is not timed."""
    gc.collect()
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
