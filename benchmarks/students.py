"""What a live student costs: memory and processor time of kernels and of the notebook server.

Each chapter runs in a fresh kernel, cell by cell, as a student runs it; then all of them one after
another in one kernel; then the sliders of every explorer are moved. Memory is what the system
counts as resident in the process (RSS), which counts shared libraries in full: processes that share
them take less together. Linux only, since it is read from ``/proc``.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CHAPTERS = ROOT / "chapters"
#: Seconds that one cell may take, and the server to start.
CELL_S, START_S = 300, 120

#: Moves every control of every explorer, as the widget does, and says how long one move takes.
_MOVES = """
import json, statistics, time
from missile_question.explorers import registry
from missile_question.explorers.controls import Slider
from missile_question.explorers.live import panel
found = []
for _, build in list(registry().items())[:{explorers}]:
    explorer = build()
    shown = panel(explorer)
    for control in explorer.controls:
        if not isinstance(control, Slider):
            continue
        widget = shown.controls[control.name]
        steps = round((control.high - control.low) / control.step)
        for part in (0.2, 0.8, 0.4, 0.6):
            start = time.process_time()
            widget.value = control.low + round(part * steps) * control.step
            found.append(time.process_time() - start)
print(json.dumps([len(found), statistics.median(found), max(found)]))
"""


@dataclass(frozen=True)
class Usage:
    """What one process used.

    Parameters
    ----------
    name : str
        A chapter, or what else ran.
    rss_mb, peak_mb : float
        Memory at the end, and at most, in megabytes (10^6 bytes).
    cpu_s : float
        Processor seconds, from its start.
    """

    name: str
    rss_mb: float
    peak_mb: float
    cpu_s: float


@dataclass(frozen=True)
class Moves:
    """What it costs to move a slider.

    Parameters
    ----------
    count : int
        Moves that were made.
    median_s, most_s : float
        Processor seconds of one.
    """

    count: int
    median_s: float
    most_s: float


@dataclass(frozen=True)
class Found:
    """Everything that was measured about live students."""

    server: Usage
    idle: Usage
    chapters: tuple[Usage, ...]
    in_one: Usage
    moves: Moves


def usage(pid: int, name: str, proc: Path = Path("/proc")) -> Usage:
    """Return what a process has used so far.

    Raises
    ------
    RuntimeError
        If the system does not tell.
    """
    try:
        status = (proc / str(pid) / "status").read_text("utf-8")
        fields = (proc / str(pid) / "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError as error:
        raise RuntimeError(
            f"memory of processes is read from {proc}, as on Linux: {error}"
        ) from error
    sizes = {
        key: int(value) * 1024 / 1e6
        for key, value in re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB", status, re.MULTILINE)
    }
    if len(sizes) != 2:
        raise RuntimeError(f"process {pid} ({name}) has ended")
    ticks = int(fields[11]) + int(fields[12])
    return Usage(name, sizes["VmRSS"], sizes["VmHWM"], ticks / os.sysconf("SC_CLK_TCK"))


def sources(notebook: Path) -> list[str]:
    """Return the code cells of a notebook."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@contextmanager
def kernel() -> Iterator[tuple[int, Callable[[str], str]]]:
    """Start a kernel; give its process and a function that runs code there, and returns output."""
    from jupyter_client.manager import KernelManager

    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(CHAPTERS))
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=START_S)

        def run(code: str) -> str:
            said: list[str] = []

            def hook(message: dict[str, Any]) -> None:
                if message["msg_type"] == "stream":
                    said.append(message["content"]["text"])

            reply = client.execute_interactive(
                code, timeout=CELL_S, output_hook=hook, allow_stdin=False
            )
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"a cell failed: {reply['content'].get('evalue', '')}")
            return "".join(said)

        assert manager.provisioner is not None
        pid: int = manager.provisioner.pid  # type: ignore[attr-defined]
        yield pid, run
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def server_usage() -> Usage:
    """Start JupyterLab as a hub starts it for a student, open its page, say what it uses.

    Raises
    ------
    RuntimeError
        If it does not start.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", "--port=0",
                 "--allow-root", f"--ServerApp.root_dir={CHAPTERS}",
                 "--IdentityProvider.token=bench"]  # fmt: skip
        settings = {**os.environ, "JUPYTER_RUNTIME_DIR": folder, "JUPYTER_CONFIG_DIR": folder}
        process = subprocess.Popen(
            words, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            address = _address(Path(folder), process)
            with urllib.request.urlopen(f"{address}lab?token=bench", timeout=START_S) as page:
                page.read()
            with urllib.request.urlopen(
                f"{address}api/contents?token=bench", timeout=START_S
            ) as page:
                page.read()
            return usage(process.pid, "JupyterLab server")
        finally:
            process.terminate()
            process.wait(30)


def _address(folder: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        for file in folder.glob("jpserver-*.json"):
            try:
                return str(json.loads(file.read_text("utf-8"))["url"])
            except ValueError:  # not yet written in full
                break
        time.sleep(0.2)
    raise RuntimeError("JupyterLab did not start: is it installed (`make lab`)?")


def measure(notebooks: Sequence[Path], explorers: int) -> Found:
    """Measure the server, each chapter, all in one kernel, and the sliders.

    Parameters
    ----------
    notebooks : sequence of Path
    explorers : int
        How many explorers' sliders are moved.

    Raises
    ------
    RuntimeError
        If a part is missing, or a cell fails.
    """
    server = server_usage()
    with kernel() as (pid, run):
        run("pass")
        idle = usage(pid, "a kernel that ran nothing")
    chapters = []
    for notebook in notebooks:
        with kernel() as (pid, run):
            for source in sources(notebook):
                run(source)
            chapters.append(usage(pid, notebook.stem))
    with kernel() as (pid, run):
        for notebook in notebooks:
            for source in sources(notebook):
                run(source)
        in_one = usage(pid, "all chapters in one kernel")
    with kernel() as (_, run):
        count, median, most = json.loads(run(_MOVES.replace("{explorers}", str(explorers))))
    return Found(server, idle, tuple(chapters), in_one, Moves(count, median, most))


def lines(found: Found) -> list[str]:
    """Return the table."""
    heading = f"{'':<32}{'memory':>10}{'at most':>10}{'processor':>11}"
    rows = [found.server, found.idle, *found.chapters, found.in_one]
    table = [f"{r.name:<32}{r.rss_mb:>7.0f} MB{r.peak_mb:>7.0f} MB{r.cpu_s:>9.1f} s" for r in rows]
    middle = statistics.median(chapter.peak_mb for chapter in found.chapters)
    return [
        heading,
        *table,
        "",
        f"Chapters, median at most: {middle:.0f} MB",
        f"A move of a slider ({found.moves.count} moves): median "
        f"{1000 * found.moves.median_s:.0f} ms, at most "
        f"{1000 * found.moves.most_s:.0f} ms of a processor",
    ]


def stored(found: Found, facts: dict[str, Any]) -> dict[str, Any]:
    """Return everything as plain JSON."""
    return {"machine": facts, **asdict(found)}
