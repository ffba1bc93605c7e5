"""The student's side: a process that has imported everything, and its children that run cells.

It is started by :mod:`missile_question.grading.pool` as ``python -m missile_question.grading.child
FD``. For every submission it forks a child, which goes behind walls
(:mod:`missile_question.grading.isolation`), runs the cells and writes what each ``answer`` is. No
child sees another, and none holds an expected answer: :mod:`missile_question.checks` is replaced by
a module that only says that the grader checks later.
"""

from __future__ import annotations

import array
import contextlib
import copy
import gc
import importlib
import importlib.util
import json
import os
import pkgutil
import signal
import socket
import struct
import sys
import types
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import missile_question
from missile_question.grading import codec, isolation

_LATE = "it took longer than {:g} s"


class Late(BaseException):
    """A cell has had its time; no Exception, so that ``except Exception`` lets it by."""


@dataclass(frozen=True)
class _Raised:
    """What :class:`missile_question.checks.core.Raised` is on the other side."""

    kind: str
    message: str


_Raised.__name__ = "Raised"  # the name that codec goes by


class _Later:
    """What a check returns here."""

    def __repr__(self) -> str:
        return "The grader checks later."


def _plain_module() -> types.ModuleType:
    """Load ``checks/plain.py`` alone, without the package that it lies in."""
    path = Path(missile_question.__file__).parent / "checks" / "plain.py"
    spec = importlib.util.spec_from_file_location("_missile_question_plain", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _stub() -> types.ModuleType:
    """Return a module in place of the checks; it knows no answer."""
    module = types.ModuleType("missile_question.checks", "The grader checks later.")
    for name in ("check", "progress", "tasks", "forget"):
        setattr(module, name, lambda *_, **__: _Later())
    return module


def _warm() -> Any:
    """Import what the exercises use, and return a shell that runs cells."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    plain = _plain_module()
    sys.modules["missile_question.checks"] = stub = _stub()
    setattr(missile_question, "checks", stub)  # noqa: B010  # mypy knows no such name
    for part in ("models", "evidence", "charts", "explorers"):
        package = importlib.import_module(f"missile_question.{part}")
        for info in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{info.name}")
    import altair  # noqa: F401
    import ipywidgets  # noqa: F401
    import pandas  # noqa: F401

    # `!command` by a pseudo-terminal would need /dev/pts, which is not behind the walls.
    setattr(InteractiveShell, "system", InteractiveShell.system_raw)  # noqa: B010
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "NoColor"
    config.InteractiveShell.xmode = "Minimal"
    shell = InteractiveShell.instance(config=config)
    if shell.display_formatter is not None:
        shell.display_formatter.active_types = ["text/plain"]  # nobody looks at pictures
    return plain, shell


class _Cells:
    """Runs the cells of one submission and reports over a pipe.

    References that are needed after the student's code has run are taken before it.
    """

    def __init__(self, plain: Any, shell: Any, order: dict[str, Any], out: int) -> None:
        self.plain, self.shell, self.order, self.out = plain.plain, shell, order, out
        self.cell_s: float = order["limits"]["cell_s"]
        self.most: int = order["limits"]["answer_kb"] * 1000
        self.write, self.dumps, self.json = os.write, codec.dumps, json.dumps
        self.timer, self.space = signal.setitimer, shell.user_ns
        self.pack, self.copy, self.odd = struct.pack, copy.deepcopy, plain.Odd
        self.streams, self.stat, self.dup2 = (sys.stdout, sys.stderr), os.fstat, os.dup2
        self.nowhere = os.open(os.devnull, os.O_RDWR)

    def say(self, **frame: Any) -> None:
        """Write a frame: its length, then JSON."""
        data = self.json(frame).encode("ascii")
        data = self.pack(">I", len(data)) + data
        while data:
            data = data[self.write(self.out, data) :]

    @contextlib.contextmanager
    def clock(self) -> Any:
        """Raise in what takes too long, and again if it carries on."""
        self.timer(signal.ITIMER_REAL, self.cell_s, 0.5)
        try:
            yield
        finally:
            self.timer(signal.ITIMER_REAL, 0)

    def run(self) -> None:
        """Run all cells, and read the answers."""
        left_out = set(self.order["left_out"])
        for number, cell in enumerate(self.order["cells"]):
            name, source, collects = cell
            if name in left_out:
                continue
            self.say(begin=number)
            self.execute(name, source)
            if collects:
                self.collect(collects)
        self.say(done=True)

    def execute(self, name: str, source: str) -> None:
        """Run one cell; an error ends only that."""
        found: Any = None
        error: BaseException | None = None
        self.reopen()
        try:
            with self.clock():
                found = self.shell.run_cell(source, store_history=False)
        except BaseException as raised:  # what IPython lets through, and a late clock
            error = raised
        if found is not None:
            error = found.error_before_exec or found.error_in_exec
        if error is not None:
            self.say(stopped=[name, *self.told(error)])

    def reopen(self) -> None:
        """Give back stdout and stderr to those whose earlier cell closed or replaced them."""
        sys.stdout, sys.stderr = self.streams
        for fd in (0, 1, 2):
            try:
                self.stat(fd)
            except OSError:
                self.dup2(self.nowhere, fd)

    def told(self, error: BaseException) -> tuple[int | None, str]:
        """Return the line and the words of an error."""
        line: int | None = None
        try:
            if isinstance(error, SyntaxError):
                line = error.lineno
            trace = error.__traceback__
            while trace is not None and not isinstance(error, SyntaxError):
                if "ipykernel" in trace.tb_frame.f_code.co_filename or (
                    trace.tb_frame.f_code.co_filename.startswith("<ipython-input")
                ):
                    line = trace.tb_lineno if line is None else line
                trace = trace.tb_next
            if isinstance(error, Late):
                return None, _LATE.format(self.cell_s)
            said = str(error).strip()[:300]
            return line, f"{type(error).__name__}: {said}" if said else type(error).__name__
        except BaseException:
            return None, "an error that cannot be printed"

    def value(self, task: str, found: Any, key: str) -> None:
        data = self.dumps(found)
        if len(data) > self.most:
            data = self.dumps(self.odd(f"an answer of more than {self.most:,} bytes"))
        self.say(task=task, key=key, value=data.decode("ascii"))

    def collect(self, task: str) -> None:
        """Read ``answer``; call it on the cases if the task wants a function."""
        answer = self.space.get("answer")
        found: Any
        try:
            with self.clock():
                found = self.plain(answer)
        except BaseException:
            found = self.odd("an object that could not be read")
        cases = self.order["cases"].get(task)
        is_function = cases is not None and callable(answer)
        self.value(task, found, "value")
        if is_function:
            self.value(task, [self.call(answer, case) for case in cases], "outputs")

    def call(self, function: Any, arguments: Sequence[Any]) -> Any:
        """Call the student's function on a copy of a case."""
        try:
            with self.clock(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self.plain(function(*self.copy(arguments)))
        except BaseException as error:
            if isinstance(error, Late):
                return _Raised("TimeoutError", _LATE.format(self.cell_s))
            _, said = self.told(error)
            kind, _, message = said.partition(": ")
            return _Raised(kind, message)


def _late(number: int, frame: Any) -> None:
    raise Late


def _inside(plain: Any, shell: Any, order: dict[str, Any], out: int, held: int) -> None:
    """Run the cells, as the first process behind the walls or without any."""
    limits = order["limits"]
    isolation.limit(
        cpu_s=limits["cpu_s"],
        memory_mb=limits["memory_mb"],
        file_mb=limits["file_mb"],
        processes=limits["processes"],
        held=held,
    )
    signal.signal(signal.SIGALRM, _late)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _seed()
    _Cells(plain, shell, order, out).run()


def _seed() -> None:
    import random

    import numpy as np

    random.seed(0)
    np.random.seed(0)  # noqa: NPY002  # the one that a student's np.random.rand() draws from


def _child(plain: Any, shell: Any, order: dict[str, Any], out: int, printed: int) -> None:
    """Go behind the walls and run; the process that calls this never returns."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.dup2(out, 3)
    os.closerange(4, 4096)
    out = 3
    os.setsid()
    isolation.die_with_parent()
    write = _Cells(plain, shell, order, out).say
    held = isolation.address_space()
    os.environ.update(HOME="/tmp", PWD="/tmp")
    apart = order["apart"]
    if apart is None:
        os.chdir(order["home"])
        os.environ.update(HOME=order["home"], PWD=order["home"])
        write(init=os.getpid())
        if isolation.without_walls() == "user":
            isolation.drop(order["home"])
        _inside(plain, shell, order, out, held)
        return
    try:
        user = isolation.enter(
            isolation.Apart(
                tuple(apart["shown"]), tuple(apart["covered"]), apart["mount"], apart["disk_mb"]
            )
        )
    except OSError as error:
        write(trouble=f"It could not be kept apart ({error}).")
        return
    go, ready = os.pipe()
    inner = os.fork()
    if inner == 0:
        os.close(ready)
        os.read(go, 1)  # until its number has been told
        os.close(go)
        isolation.settle(user)
        home = str(Path.cwd())
        os.environ.update(HOME=home, PWD=home)
        _inside(plain, shell, order, out, held)
        return
    write(init=inner)
    os.close(go)
    os.close(ready)
    os.close(out)
    os.dup2(0, 1)
    os.dup2(0, 2)
    _, status = os.waitpid(inner, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _receive(place: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """Return the next order and the files that came with it; None when there is no more."""
    fds = array.array("i")
    head, ancillary, _, _ = place.recvmsg(4, socket.CMSG_SPACE(2 * fds.itemsize))
    if len(head) < 4:
        return None
    for _, kind, data in ancillary:
        if kind == socket.SCM_RIGHTS:
            fds.frombytes(data)
    (size,) = struct.unpack(">I", head)
    body = b""
    while len(body) < size:
        more = place.recv(size - len(body))
        if not more:
            return None
        body += more
    return json.loads(body), list(fds)


def main() -> int:
    """Fork a child for every order that comes over the socket; return when it is closed."""
    place = socket.socket(fileno=int(sys.argv[1]))
    isolation.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's to handle
    plain, shell = _warm()
    gc.collect()
    gc.freeze()  # children share these pages as long as they do not touch them
    place.sendall(b"R")
    while (received := _receive(place)) is not None:
        order, (out, printed) = received
        child = os.fork()
        if child == 0:
            code = 1
            try:
                _child(plain, shell, order, out, printed)
                sys.stdout.flush()
                code = 0
            except BaseException:
                code = 1
            finally:
                os._exit(code)
        os.close(out)
        os.close(printed)
        place.sendall(struct.pack(">i", child))
        _, status = os.waitpid(child, 0)
        place.sendall(struct.pack(">i", os.waitstatus_to_exitcode(status)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
