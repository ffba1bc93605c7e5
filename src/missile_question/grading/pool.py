"""Run submissions in processes of their own, and end those that will not end.

Each job has one process that has imported everything (:mod:`missile_question.grading.child`); it
forks a child for every submission. This side sends cells and cases, reads answers, watches the
limits, and starts again without the cell that ended a process, so that the other answers count.
"""

from __future__ import annotations

import array
import contextlib
import dataclasses
import json
import os
import queue
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from missile_question.grading import codec, isolation
from missile_question.grading.records import Collected, Limits, Run, Stopped, Submission

__all__ = ["Pool"]

#: How often a submission is begun again without the cell that ended its process.
_AGAIN = 3
#: Seconds between two looks at the memory, and beyond a cell's time until its process is killed.
_LOOK, _GRACE = 0.1, 2.0
#: Seconds for a process that has closed its pipe to end by itself.
_LAST = 0.5
_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",  # a class is graded by jobs, not by threads
    "OPENBLAS_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


class _Start:
    """A process that has imported everything; one child of it runs at a time."""

    def __init__(self, folder: Path) -> None:
        self.socket, theirs = socket.socketpair()
        environment = _ENVIRONMENT | {
            name: str(folder) for name in ("HOME", "IPYTHONDIR", "MPLCONFIGDIR")
        }
        words = [sys.executable, "-I", "-X", "utf8", "-m", "missile_question.grading.child"]
        self.process = subprocess.Popen(
            [*words, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=folder,
            start_new_session=True,
        )
        theirs.close()

    def wait(self) -> None:
        """Wait until it is ready."""
        if self.socket.recv(1) != b"R":
            said = self.process.stderr.read() if self.process.stderr else b""
            raise RuntimeError(
                f"the grader's Python did not start: {said.decode('utf-8', 'replace')[-1000:]}"
            )

    def alive(self) -> bool:
        """Whether it can take orders."""
        return self.process.poll() is None

    def order(self, body: bytes, fds: Sequence[int]) -> int:
        """Send an order and the files for its child; return the child's number."""
        ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))]
        self.socket.sendmsg([struct.pack(">I", len(body))], ancillary)
        self.socket.sendall(body)
        return self._number()

    def ended(self) -> int:
        """Wait for the child's end; return its exit code, below 0 for a signal."""
        return self._number()

    def _number(self) -> int:
        data = b""
        while len(data) < 4:
            more = self.socket.recv(4 - len(data))
            if not more:
                raise EOFError
            data += more
        (number,) = struct.unpack(">i", data)
        return int(number)

    def close(self) -> None:
        """End it."""
        self.socket.close()
        if self.process.stderr:
            self.process.stderr.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


@dataclasses.dataclass
class _Heard:
    """What one process said, and how it ended."""

    values: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    stopped: list[tuple[str, int | None, str]] = dataclasses.field(default_factory=list)
    first: int = 0
    at: int = -1
    began: float = 0.0
    done: bool = False
    trouble: str = ""
    broken: str = ""


class Pool:
    """Processes that run submissions; a context manager.

    Parameters
    ----------
    jobs : int
        How many submissions run at a time, at least 1.
    limits : Limits
        What each may use.
    isolate : bool
        Whether to keep them apart. If not, they run as you, with your rights, your files and your
        network; only the limits hold. Where you are root on Linux they run as users whom nothing
        belongs to.

    Raises
    ------
    ValueError
        If ``jobs`` is below 1.
    OSError
        If they cannot be kept apart here, or this is not a Unix.
    """

    def __init__(self, jobs: int, limits: Limits, isolate: bool) -> None:
        if jobs < 1:
            raise ValueError(f"jobs must be at least 1, got {jobs!r}")
        if os.name != "posix":
            raise OSError("Students' programs can be run on Linux and macOS only.")
        if isolate and (why := isolation.available()):
            raise OSError(why)
        self.jobs, self.limits, self.isolate = jobs, limits, isolate
        self._free: queue.Queue[_Start | None] = queue.Queue()
        self._all: list[_Start] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Pool:
        """Start the processes; their imports run side by side."""
        self._folder = tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)
        Path(self._folder.name).chmod(0o711)  # each finds its own folder in there, and no other
        started = [self._begin() for _ in range(self.jobs)]
        for start in started:
            start.wait()
            self._free.put(start)
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes and all that they started."""
        for start in self._all:
            start.close()
        self._folder.cleanup()

    def _begin(self) -> _Start:
        start = _Start(Path(self._folder.name))
        with self._lock:
            self._all.append(start)
        return start

    def run(self, submission: Submission, cases: Mapping[str, Sequence[tuple[Any, ...]]]) -> Run:
        """Run a submission and read its answers; any thread may call this.

        Parameters
        ----------
        submission : Submission
        cases : mapping of str to sequence of tuple
            For each task that wants a function, the arguments of its cases.

        Returns
        -------
        Run
            Whatever the students' code does.
        """
        kind = isolation.KIND if self.isolate else isolation.without_walls()
        if submission.trouble:
            return Run(isolation=kind, trouble=submission.trouble)
        start = self._free.get()
        try:
            if start is None or not start.alive():
                start = self._begin()
                start.wait()
            collected, stopped, trouble = self._run(start, submission, cases)
        except (EOFError, OSError) as error:
            collected, stopped = {}, ()
            trouble = f"The grader's Python died ({type(error).__name__})."
            if start is not None:
                start.close()
                start = None
        finally:
            self._free.put(start)
        return Run(collected, stopped, kind, trouble)

    def _run(
        self,
        start: _Start,
        submission: Submission,
        cases: Mapping[str, Sequence[tuple[Any, ...]]],
    ) -> tuple[dict[str, Collected], tuple[Stopped, ...], str]:
        names = {cell.name for cell in submission.cells}
        tasks = {cell.collects for cell in submission.cells if cell.collects}
        left_out: dict[str, str] = {}
        values: dict[str, dict[str, Any]] = {}
        stopped: list[tuple[str, int | None, str]] = []
        until = time.monotonic() + self.limits.wall_s
        for _ in range(_AGAIN + 1):
            heard = self._once(start, submission, cases, list(left_out), until)
            if not heard.done and heard.at < 0:
                heard.trouble = heard.trouble or "Its process ended before the first cell."
            if heard.trouble:
                return {}, (), heard.trouble
            for task, found in heard.values.items():
                if task in tasks:
                    values.setdefault(task, {}).update(
                        {k: v for k, v in found.items() if k not in values.get(task, {})}
                    )
            # The last start has run every cell that any start has, but for those left out.
            stopped = [each for each in heard.stopped if each[0] in names]
            if heard.done or not 0 <= heard.at < len(submission.cells):
                break
            name = submission.cells[heard.at].name
            stopped = [each for each in stopped if each[0] != name]
            left_out[name] = heard.broken
            if time.monotonic() > until:
                break
        ends = [Stopped(name, line, error) for name, line, error in stopped]
        ends += [Stopped(name, None, why) for name, why in left_out.items()]
        place = {cell.name: i for i, cell in enumerate(submission.cells)}
        ends.sort(key=lambda each: place[each.cell])
        return self._collected(values), tuple(ends), ""

    def _collected(self, values: Mapping[str, Mapping[str, Any]]) -> dict[str, Collected]:
        found = {}
        for task, parts in values.items():
            outputs = codec.decode(parts["outputs"]) if "outputs" in parts else None
            found[task] = Collected(
                codec.decode(parts.get("value")),
                tuple(outputs) if type(outputs) is list else None,
            )
        return found

    def _once(
        self,
        start: _Start,
        submission: Submission,
        cases: Mapping[str, Sequence[tuple[Any, ...]]],
        left_out: list[str],
        until: float,
    ) -> _Heard:
        """Run the cells in one process, and listen until it has ended."""
        with tempfile.TemporaryDirectory(
            dir=self._folder.name, ignore_cleanup_errors=True
        ) as folder:
            order: dict[str, Any] = {
                "cells": [(c.name, c.source, c.collects) for c in submission.cells],
                "cases": cases,
                "left_out": left_out,
                "limits": dataclasses.asdict(self.limits),
                "home": folder,
                "apart": None,
            }
            if self.isolate:
                order["apart"] = {
                    "shown": isolation.needed(),
                    "covered": isolation.covered(),
                    "mount": folder,
                    "disk_mb": self.limits.disk_mb,
                }
            said, out = os.pipe()
            told, printed = os.pipe()
            try:
                child = start.order(json.dumps(order).encode("ascii"), [out, printed])
                os.close(out)
                os.close(printed)
                out = printed = -1
                heard = _Listener(said, told, start.socket, child, self.limits, until).listen()
                code = start.ended()
            finally:
                for fd in (said, told, out, printed):
                    if fd >= 0:
                        os.close(fd)
            if not heard.broken:
                heard.broken = _words(code)
            return heard


def _words(code: int) -> str:
    """Say how a process ended that had not finished."""
    if code in (-signal.SIGXCPU, 256 - signal.SIGXCPU, (-signal.SIGXCPU) & 0xFF):
        return "it used more processor time than allowed"
    return f"it ended Python (exit code {code})" if 0 <= code < 128 else "it killed Python"


class _Listener:
    """Reads what one process says, and kills it when a limit is broken."""

    def __init__(
        self, said: int, told: int, start: socket.socket, child: int, limits: Limits, until: float
    ) -> None:
        self.said, self.told, self.start, self.child = said, told, start, child
        self.limits, self.until = limits, until
        self.heard = _Heard(began=time.monotonic())
        self.buffer = bytearray()
        self.first = 0
        self.base = 0

    def listen(self) -> _Heard:
        """Return what was heard when the process and all its children are gone."""
        open_ = {self.said, self.told}
        look = time.monotonic() + _LOOK
        killed = False
        while self.said in open_ or (self.told in open_ and not killed):
            ready, _, _ = select.select(list(open_), [], [], _LOOK)
            for fd in ready:
                data = os.read(fd, 1 << 16)
                if not data:
                    open_.discard(fd)
                elif fd == self.said and not killed and not self._take(data):
                    self.heard.broken = "it wrote into the grader's pipe"
                    killed = self._kill()
            if self.heard.done and not killed:
                killed = self._kill()  # whatever it left running
            now = time.monotonic()
            if now >= look and not killed:
                look = now + _LOOK
                why = self._broken(now)
                if why:
                    self.heard.broken = why
                    killed = self._kill()
            if self.said not in open_ and not killed:
                # One that ended by itself has an exit code to tell.
                select.select([self.start], [], [], _LAST)
                killed = self._kill()
        if not killed:
            self._kill()
        return self.heard

    def _take(self, data: bytes) -> bool:
        """Take what was read; return whether it can be understood."""
        self.buffer += data
        while len(self.buffer) >= 4:
            (size,) = struct.unpack(">I", self.buffer[:4])
            if size > 1000 * self.limits.answer_kb * 30:
                return False
            if len(self.buffer) < 4 + size:
                return True
            body = bytes(self.buffer[4 : 4 + size])
            del self.buffer[: 4 + size]
            try:
                self._frame(json.loads(body))
            except (ValueError, TypeError, KeyError, IndexError, RecursionError):
                return False
        return True

    def _frame(self, frame: dict[str, Any]) -> None:
        """Take a frame; one that nobody expects is an error."""
        heard = self.heard
        if "init" in frame:
            if not self.first:
                self.first = int(frame["init"])
                self.base = _anonymous(self.first)
        elif "begin" in frame:
            heard.at, heard.began = int(frame["begin"]), time.monotonic()
        elif "stopped" in frame:
            name, line, error = frame["stopped"]
            line = line if type(line) is int else None
            heard.stopped.append((str(name), line, str(error)[:400]))
        elif "task" in frame:
            parts = heard.values.setdefault(str(frame["task"]), {})
            if frame["key"] in ("value", "outputs"):
                heard.began = time.monotonic()
                parts[frame["key"]] = json.loads(frame["value"])
        elif "done" in frame:
            heard.done = True
        else:
            heard.trouble = heard.trouble or str(frame["trouble"])[:300]

    def _broken(self, now: float) -> str:
        limits = self.limits
        if now > self.until:
            return f"all cells together took longer than {limits.wall_s:g} s"
        if now - self.heard.began > limits.cell_s + _GRACE and self.heard.at >= 0:
            return f"it took longer than {limits.cell_s:g} s and would not be interrupted"
        if self.first and self._memory() > limits.memory_mb * 10**6:
            return f"it used more than {limits.memory_mb:,} MB of memory"
        return ""

    def _memory(self) -> int:
        """Return the bytes that the process and its children hold beyond what it began with."""
        if sys.platform != "linux":
            return 0
        total, ahead = 0, [self.first]
        for _ in range(2000):
            if not ahead:
                break
            number = ahead.pop()
            total += max(0, _anonymous(number) - self.base)
            with contextlib.suppress(OSError):
                for thread in os.scandir(f"/proc/{number}/task"):
                    ahead += map(int, Path(thread.path, "children").read_text("ascii").split())
        return total

    def _kill(self) -> bool:
        """Kill the process and all that it started."""
        for number in {self.first, self.child} - {0}:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if number == self.child:
                    os.killpg(number, signal.SIGKILL)
                else:
                    os.kill(number, signal.SIGKILL)
        return True


def _anonymous(number: int) -> int:
    """Return the bytes of memory that are a process's own or shared; 0 if it is gone."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{number}/status").read_text("ascii").splitlines():
            if line.startswith("RssAnon"):
                return int(line.split()[1]) * 1024
    return 0
