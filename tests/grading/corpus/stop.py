"""Submissions that end Python, or never end: each costs its own task and nobody else's."""

from __future__ import annotations

from grading.corpus.entry import GUARD, Entry, solved

#: In the task that is lost; the seventh, so that answers lie before and behind it.
_LOST = "reach-7"


def _ending(name: str, tries: str, code: str, *says: str) -> Entry:
    """Return a full solution but for one cell, which ends Python or has to be ended."""
    return solved(name, tries, {_LOST: code}, _LOST, says=says)


def _harmless(name: str, tries: str, code: str, *says: str) -> Entry:
    """Return a full solution with a further cell that must cost nothing."""
    return solved(name, tries, {"top": code}, says=says)


ENTRIES: tuple[Entry, ...] = (
    _ending("endless-loop", "a loop without end", "while True:\n    pass", "longer than"),
    _ending(
        "deaf-loop",
        "a loop without end that catches whatever interrupts it",
        """
        while True:
            try:
                while True: pass
            except BaseException: pass
        """,
        "longer than",
    ),
    _ending(
        "deaf-to-clocks",
        "the alarm switched off, every signal ignored, then asleep",
        """
        import signal, time
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
        time.sleep(1000)
        """,
        "longer than",
    ),
    _ending(
        "inside-c",
        "a long computation in C, which no signal of Python's interrupts",
        "answer = len(str((1 << 10**8) // 3**10**6)) or 10 ** (10 ** 10)",
        _LOST,
    ),
    _ending(
        "slow-regex",
        "a pattern that backtracks for longer than the world is old",
        "import re\nanswer = re.match('(a+)+$', 'a' * 60 + 'b')",
        "longer than",
    ),
    _ending("sys-exit", "sys.exit", "import sys\nsys.exit(0)", "SystemExit"),
    _harmless("quits", "exit, quit and raise SystemExit in cells of their own",
              "try:\n    exit\nfinally:\n    raise SystemExit('bye')", "SystemExit"),
    _ending("os-exit", "os._exit with the code of success", "import os\nos._exit(0)",
            "it ended Python (exit code 0)"),
    _ending("os-abort", "os.abort", "import os\nos.abort()", _LOST),
    _ending(
        "kills-itself", "SIGKILL to the Python that runs it: the first in there cannot die of it",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    ),
    _ending(
        "kills-the-shell", "kill -9 -1 from a shell, and the kernel asked to end",
        GUARD + "answer = 0\nget_ipython().system('kill -9 -1')\n"
        "get_ipython().ask_exit()\nos.kill(1, 9); os.kill(os.getppid(), 9)\n"
        "os.kill(os.getpid(), 9)", _LOST,
    ),
    _ending("segfault", "memory read that nobody has", "import ctypes\nctypes.string_at(1)",
            _LOST),
    _ending("becomes-another", "os.exec: another program takes its place",
            "import os\nos.execv('/bin/sh', ['sh', '-c', 'exit 0'])", _LOST),
    _ending(
        "returns-twice", "os.fork: two processes go on and answer, one of them wrongly",
        "import os\nanswer = 1.0\nif os.fork() == 0:\n    answer = 2.0",
    ),
    _ending(
        "fork-bomb", "processes that double until the machine stands still",
        GUARD + "while True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
        _LOST,
    ),
    _ending(
        "thread-bomb", "threads without number, each of which begins more",
        GUARD + """
import threading, time
def more():
    while True:
        try: threading.Thread(target=more).start()
        except RuntimeError: time.sleep(0.1)
more()
""", _LOST,
    ),
    _ending("memory-bomb", "lists that double", GUARD + "x = [bytes(10**6)]\nwhile True: x += x",
            _LOST),
    _ending(
        "memory-of-others", "memory taken by children, each with less than is allowed",
        GUARD + """
import time
for _ in range(30):
    if os.fork() == 0:
        x = bytearray(150_000_000)
        for place in range(0, len(x), 4096): x[place] = 1
        time.sleep(60)
        os._exit(0)
time.sleep(60)
""", _LOST,
    ),
    _ending(
        "disk-bomb", "files until the disk is full, in every folder that can be written",
        GUARD + """
import pathlib
for place in ("/tmp", "/dev/shm", pathlib.Path.cwd()):
    for number in range(1000):
        with open(f"{place}/f{number}", "wb") as file:
            file.write(bytes(10**7))
""", _LOST,
    ),
    _ending("many-files", "a million empty files and folders in folders",
            GUARD + "for n in range(10**7):\n    open(f'/tmp/{n}', 'w').close()", _LOST),
    _harmless("much-output", "200 MB printed and as much to stderr, in pieces and at once", """
        import os, sys
        print("x" * 100_000_000)
        for _ in range(1000):
            sys.stderr.write("y" * 100_000)
            os.write(1, b"z" * 1000)
    """),
    _ending("endless-output", "output without end", "while True:\n    print('x' * 1000)",
            "longer than"),
    _ending("endless-shell", "output without end from a shell", "!yes\n", "longer than"),
    _harmless("threads-left", "threads and processes left running and printing", """
        import subprocess, threading, time
        def noise():
            while True:
                print("noise", end="")
                time.sleep(0.001)
        for _ in range(4):
            threading.Thread(target=noise).start()
        left = [subprocess.Popen(["sleep", "1000.@pid@"]) for _ in range(5)]
    """),
    _harmless("asks-for-input", "input, getpass and a read from the terminal",
              "import getpass\ntry:\n    getpass.getpass()\nexcept Exception:\n    pass\n"
              "input('your points? ')", "EOFError"),
    _ending(
        "waits-for-a-widget", "a slider that is waited for, but nobody moves it",
        """
        import asyncio, ipywidgets
        slider, moved = ipywidgets.IntSlider(), asyncio.Event()
        slider.observe(lambda change: moved.set())
        display(slider)
        await moved.wait()
        answer = slider.value
        """, _LOST,
    ),
    _ending("opens-the-debugger", "a breakpoint, and the debugger of IPython behind an error",
            "%pdb on\nbreakpoint()\n1 / 0", _LOST),
    _harmless("closes-files", "every open file closed, and stdout replaced by nothing", """
        import sys
        sys.stdout = sys.stderr = sys.stdin = None
        import os
        os.close(1); os.close(2); os.close(0)
    """),
    _ending("closes-the-line", "the line to the grader cut, and answers given after",
            "import os\nos.closerange(0, 256)\nanswer = 1", _LOST),
    _harmless("forgets-all", "%reset -f, del of builtins' names, and garbage collection off", """
        import gc
        gc.disable()
        %reset -f
        for name in list(globals()):
            if not name.startswith("_"): del globals()[name]
    """),
)  # fmt: skip
