"""Grade on many machines: each submission is one task on a Dask cluster.

A worker gets a student's cells and the arguments of cases, never the seed nor what is right; it
returns answers. Marks are made here, by the same code as on one machine, so that the results are
the same. If a worker dies, the scheduler gives what it was running to another.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

from missile_question.grading.grade import fingerprint_of_package
from missile_question.grading.records import Limits, Run, Submission

__all__ = ["Cluster"]

#: Submissions that wait on the scheduler at a time, at least, so that new workers find work.
_WAITING = 32
#: How often a submission is tried again when it fails for a reason of the worker's.
_RETRIES = 2
#: How long the scheduler may take to answer.
_PATIENCE = "15s"

_lock = threading.Lock()
_pools: dict[tuple[Limits, bool], Any] = {}


def _pool(limits: Limits, isolate: bool) -> Any:
    """Return this worker process's pool, opened when it is first needed and kept."""
    from distributed import get_worker

    from missile_question.grading.pool import Pool

    with _lock:
        if (limits, isolate) not in _pools:
            jobs = get_worker().state.nthreads
            pool = Pool(jobs, limits, isolate).__enter__()
            atexit.register(pool.__exit__, None, None, None)
            _pools[limits, isolate] = pool
        return _pools[limits, isolate]


def _run_there(
    submission: Submission,
    cases: Mapping[str, Sequence[tuple[Any, ...]]],
    limits: Limits,
    isolate: bool,
) -> Run:
    """Run a submission on a worker."""
    found: Run = _pool(limits, isolate).run(submission, cases)
    return found


def _fit(isolate: bool) -> tuple[str, str]:
    """Return a worker's sum over the package, and why it cannot isolate, or nothing."""
    if not isolate:
        return fingerprint_of_package(), ""
    from missile_question.grading import isolation

    return fingerprint_of_package(), isolation.available()


class Cluster:
    """A Dask cluster that runs submissions as the pool of one machine does.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``"tcp://10.0.0.5:8786"``.
    limits : Limits
        What one submission may use.
    isolate : bool
        Keep students' processes from the workers' machines.

    Raises
    ------
    ValueError
        If the scheduler does not answer, has no workers, or a worker has another version of this
        package or cannot isolate.
    """

    def __init__(self, address: str, *, limits: Limits, isolate: bool) -> None:
        from distributed import Client

        self.limits, self.isolate = limits, isolate
        try:
            self.client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ValueError(
                f"cluster must be the address of a Dask scheduler, got {address!r} ({error})"
            ) from error
        try:
            self._look_at_workers(address)
        except BaseException:
            self.client.close()
            raise

    def _look_at_workers(self, address: str) -> None:
        # A worker may die while it is asked: then it says nothing, and counts for nothing.
        found = self.client.run(_fit, self.isolate, on_error="return")
        fit = {name: said for name, said in found.items() if isinstance(said, tuple)}
        if not fit:
            why = next((f": {said}" for said in found.values()), "")
            raise ValueError(f"cluster {address} has no workers that can grade{why}")
        for name, (package, fault) in sorted(fit.items()):
            if package != fingerprint_of_package():
                raise ValueError(
                    f"cluster: the worker {name} has another version of missile_question, of "
                    "Python or of its libraries; install the same everywhere"
                )
            if fault:
                raise ValueError(f"cluster: the worker {name} cannot isolate: {fault}")

    @property
    def width(self) -> int:
        """Submissions that are handed to the scheduler at a time."""
        threads: dict[str, int] = self.client.nthreads()
        return max(_WAITING, 2 * sum(threads.values()))

    def run(self, submission: Submission, cases: Mapping[str, Sequence[tuple[Any, ...]]]) -> Run:
        """Run a submission on some worker, and again on another if that one dies.

        Parameters
        ----------
        submission : Submission
        cases : mapping of str to sequence of tuple
            As :func:`missile_question.grading.marks.cases` returns it.

        Returns
        -------
        Run
        """
        # Whose it is matters to nobody there.
        sent = Submission("", submission.chapter, "", submission.digest, cells=submission.cells)
        future = self.client.submit(
            _run_there, sent, cases, self.limits, self.isolate, pure=False, retries=_RETRIES
        )
        found: Run = future.result()
        return found

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(Exception):  # a scheduler that is gone has nothing to close
            self.client.close()
