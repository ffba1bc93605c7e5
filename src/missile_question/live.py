"""Python in the page: runs cells in a web worker and tells the page, in plain JSON, what they show.

``book_assets/live_worker.js`` starts it; ``book_assets/live.js`` shows what it says. A message is
a JSON text and a list of binary buffers; every message about a cell carries the cell's ``run``.

In the notebook application (``/lite/``) Python runs in a browser too, under a kernel of its own:
:func:`start_in_notebook` has it show charts as specifications, which that application draws.
"""

from __future__ import annotations

import asyncio
import base64
import builtins
import html
import importlib.util
import io
import json
import os
import re
import sys
import time
import traceback
import types
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Send = Callable[[str, list[Any]], None]

#: Printed text is sent when a line ends, at most this often, and when the cell has ended.
FLUSH_SECONDS = 0.05
#: A cell that prints for ever must not fill the page.
MOST_TEXT = 200_000

_page: Page | None = None
_notebook = False


def in_page() -> bool:
    """Whether Python runs inside a page of the book, which draws charts by itself."""
    return _page is not None


def in_notebook() -> bool:
    """Whether Python runs in a browser's notebook, which draws charts from their specifications."""
    return _notebook


class Text(io.TextIOBase):
    """What a cell prints, sent in pieces."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.kept: list[str] = []
        self.sent = 0.0
        self.length = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Keep the text; send it if a line ended and the last piece is a while ago."""
        self.length += len(text)
        if self.length > MOST_TEXT:
            text = "" if self.length - len(text) > MOST_TEXT else text + "\n(The rest is left out.)"
        if text:
            self.kept.append(text)
            if "\n" in text and time.monotonic() - self.sent > FLUSH_SECONDS:
                self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what is kept."""
        if self.kept:
            text, self.kept = "".join(self.kept), []
            self.sent = time.monotonic()
            self.page.say("stream", name=self.name, text=text)


class Page:
    """Speaks with the page: runs cells one after another, passes widget messages both ways.

    Parameters
    ----------
    send : callable
        ``send(json, buffers)`` posts a message to the page.
    """

    def __init__(self, send: Send) -> None:
        self.post = send
        self.run_id = ""
        self.out, self.err = Text(self, "stdout"), Text(self, "stderr")
        self.names: dict[str, str] = {}
        self.cell = ""
        self.good = True

    def say(self, what: str, buffers: Sequence[Any] = (), **content: Any) -> None:
        """Send a message about what runs now."""
        if what != "stream":
            self.flush()
        text = json.dumps({"say": what, "run": self.run_id, **content}, default=_plain)
        self.post(text, list(buffers))

    def flush(self) -> None:
        """Send all printed text."""
        self.out.flush()
        self.err.flush()

    def output(
        self, data: dict[str, Any], metadata: dict[str, Any] | None = None, **more: Any
    ) -> None:
        """Send what a cell shows, as a notebook would store it."""
        coded = {k: _text(v) for k, v in data.items()}
        self.say("output", data=coded, metadata=metadata or {}, **more)

    # ---- cells

    async def run(self, run_id: str, cell: str, code: str) -> bool:
        """Run one cell and tell the page what it shows; return whether it went well.

        Parameters
        ----------
        run_id, cell : str
            The page's names for this run and for the cell.
        code : str
            May use ``await`` and IPython's magics.
        """
        shell = self.shell
        self.run_id, self.cell = run_id, cell
        self.out.length = self.err.length = 0
        started = time.perf_counter()
        self.good = True
        try:
            ready: dict[str, Any] = {"transformed_cell": code, "preprocessing_exc_tuple": None}
            try:
                ready["transformed_cell"] = shell.transform_cell(code)
            except SyntaxError:
                ready["preprocessing_exc_tuple"] = sys.exc_info()
            if shell.should_run_async(code, **ready):
                done = await shell.run_cell_async(code, store_history=True, **ready)
            else:
                done = shell.run_cell(code, store_history=True)
            self.good = self.good and bool(done.success)
        except asyncio.CancelledError:
            self.good = False
        took = time.perf_counter() - started
        self.say("done", good=self.good, seconds=took, count=shell.execution_count - 1)
        return self.good

    def failed(self, kind: type[BaseException], error: BaseException, trace: Any) -> None:
        """Tell the page which line failed, and why, in few lines."""
        self.good = False
        line, steps = self.steps(error, trace)
        words = traceback.format_exception_only(kind, error)
        self.say(
            "error",
            name=kind.__name__,
            message=(words[-1] if words else kind.__name__).strip(),
            line=line,
            steps=steps,
            memory=isinstance(error, MemoryError),
        )

    def steps(self, error: BaseException, trace: Any) -> tuple[int, list[dict[str, Any]]]:
        """Return the failing line of this cell, and the way from there to the error.

        The way leaves out what other libraries do among themselves.
        """
        here = self.shell.file_of(self.cell)
        line = 0
        steps: list[dict[str, Any]] = []
        frames = traceback.extract_tb(trace)
        for position, frame in enumerate(frames):
            cell = self.names.get(frame.filename, "")
            own = "missile_question" in Path(frame.filename).parts
            if cell and frame.filename == here:
                line = frame.lineno or line
            if cell or own or (position == len(frames) - 1 and steps):
                steps.append(
                    {
                        "cell": cell,
                        "file": "" if cell else _short(frame.filename),
                        "line": frame.lineno or 0,
                        "function": "" if frame.name.startswith("<") else frame.name,
                        "code": frame.line or "",
                    }
                )
        if isinstance(error, SyntaxError) and error.filename == here:
            line = error.lineno or line
            code = (error.text or "").strip()
            steps = [{"cell": self.cell, "file": "", "line": line, "function": "", "code": code}]
        return line, steps if len(steps) < 4 else [*steps[:2], steps[-1]]

    # ---- widgets

    def received(self, text: str, buffers: Sequence[Any] = ()) -> None:
        """Pass a widget's message from the page to its widget in Python."""
        message = json.loads(text)
        self.run_id = message["run"]
        content = message["content"]
        manager = self.comms
        full = {"content": content, "buffers": list(buffers), "metadata": {}, "header": {}}
        try:
            if message["kind"] == "comm_msg":
                if content["comm_id"] in manager.comms:
                    manager.comm_msg(None, None, full)
            elif message["kind"] == "comm_close":
                if content["comm_id"] in manager.comms:
                    manager.comm_close(None, None, full)
            else:
                manager.comm_open(None, None, full)
        except Exception as error:
            self.failed(type(error), error, error.__traceback__)
        self.say("idle")

    # ---- start

    def start(self) -> None:
        """Make the shell and take over printing and widgets; the slow part."""
        import comm
        from comm.base_comm import BaseComm, CommManager

        os.environ.setdefault("JUPYTER_WIDGETS_ECHO", "0")  # the page need not hear itself
        _spare_the_terminal()
        _remember_references()
        self.shell: Any = make_shell(self)
        self.comms: Any = CommManager()
        page = self

        class PageComm(BaseComm):
            def publish_msg(
                self,
                msg_type: str,
                data: Any = None,
                metadata: Any = None,
                buffers: Any = None,
                **keys: Any,
            ) -> None:
                content = {"comm_id": self.comm_id, "data": data or {}, **keys}
                page.say(msg_type, buffers or (), content=content, metadata=metadata or {})

        comm.create_comm = PageComm  # the package says: replace it
        comm.get_comm_manager = lambda: self.comms
        sys.stdout, sys.stderr = self.out, self.err
        builtins.input = _no_input


def _spare_the_terminal() -> None:
    """Let IPython start without its terminal, which takes a third of its time and is never used."""
    if "IPython" in sys.modules:
        return
    terminal: Any = types.ModuleType("IPython.terminal.embed")
    terminal.embed = None
    sys.modules["IPython.terminal.embed"] = terminal
    modules: dict[str, Any] = sys.modules
    modules.setdefault("jedi", None)  # nothing is completed here
    if importlib.util.find_spec("sqlite3") is None:  # names that IPython's history wants
        history = types.ModuleType("sqlite3")
        for name in ("Connection", "DatabaseError", "OperationalError", "IntegrityError"):
            setattr(history, name, type(name, (Exception,), {}))
        sys.modules["sqlite3"] = history


def _remember_references() -> None:
    """Let jsonschema 4.17 walk through Altair's schema once, not once a part of a chart.

    That walk is three quarters of the time a chart takes in a browser.
    """
    validators = importlib.import_module("jsonschema.validators")
    if "_RefResolver" in vars(validators):  # from 4.18 on, which does without
        return
    resolver: Any = validators.RefResolver
    walk = resolver._get_subschemas_cache.__wrapped__
    known: dict[int, tuple[Any, Any]] = {}

    def subschemas(self: Any) -> Any:
        schema, found = known.get(id(self.referrer), (None, None))
        if schema is not self.referrer:
            found = walk(self)
            known[id(self.referrer)] = (self.referrer, found)
        return found

    resolver._get_subschemas_cache = subschemas


def make_shell(page: Page) -> Any:
    """Return an IPython shell that shows things in the page."""
    from IPython.core import displayhook, displaypub, history, interactiveshell

    # IPython types its traits in ways that a subclass cannot satisfy.
    hook: Any = displayhook.DisplayHook
    publisher: Any = displaypub.DisplayPublisher
    plain: Any = interactiveshell.InteractiveShell

    class Shown(hook):  # type: ignore[misc]
        """Shows the value of a cell's last line."""

        def __call__(self, result: Any = None) -> None:
            self.check_for_underscore()
            if result is None or self.quiet():
                return
            self.update_user_ns(result)
            use_page_charts()
            data, metadata = self.compute_format_data(result)
            if data:
                page.output(data, metadata)

    class Publisher(publisher):  # type: ignore[misc]
        """Shows what ``display`` is given."""

        def publish(
            self,
            data: Any,
            metadata: Any = None,
            source: Any = None,
            *,
            transient: Any = None,
            update: bool = False,
            **keys: Any,
        ) -> None:
            place = (transient or {}).get("display_id", "")
            page.output(data, metadata, display=place, update=update)

        def clear_output(self, wait: bool = False) -> None:
            page.say("clear", wait=wait)

    class Shell(plain):  # type: ignore[misc]
        """IPython without terminal, history file and long tracebacks."""

        def file_of(self, cell: str) -> str:
            """Return the file name under which a cell was compiled last."""
            names = [name for name, known in page.names.items() if known == cell]
            return names[-1] if names else ""

        def init_io(self) -> None:
            """Nothing: the page has its own streams."""

        def enable_gui(self, gui: Any = None) -> None:
            """Nothing: there is no window."""

        def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
            page.failed(etype, evalue, getattr(evalue, "__traceback__", None))

        def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
            page.failed(*self._get_exc_info(exc_tuple))

        def showsyntaxerror(self, *_: Any, **__: Any) -> None:
            page.failed(*self._get_exc_info(None))

    manager: Any = history.HistoryManager
    manager.enabled = False
    Shell.displayhook_class = Shown
    Shell.display_pub_class = Publisher
    shell = Shell.instance()
    shell.system = shell.getoutput = _no_system
    named = shell.compile.cache

    def cache(code: str, number: int = 0, raw_code: str | None = None) -> str:
        name: str = named(code, number, raw_code)
        page.names.pop(name, None)
        page.names[name] = page.cell
        return name

    shell.compile.cache = cache
    shell.kernel = types.SimpleNamespace(
        get_parent=lambda *_: {"header": {"msg_id": page.run_id}}, do_shutdown=lambda *_: None
    )
    return shell


def _no_input(*_: Any) -> str:
    raise OSError("a page of the book cannot wait for input(): write the value into the cell")


def _no_system(*_: Any, **__: Any) -> None:
    raise OSError("a page of the book has no shell to run other programs")


def use_page_charts() -> None:
    """Have Altair hand charts to the page as specifications; its own way asks another host."""
    altair = sys.modules.get("altair")
    if altair is not None and altair.renderers.active != "mimetype":
        altair.renderers.enable("mimetype")


def start(send: Send) -> Page:
    """Start Python's side of the page.

    Parameters
    ----------
    send : callable
        See :class:`Page`.
    """
    global _page
    _page = Page(send)
    _page.start()
    return _page


# ---- charts ------------------------------------------------------------------------------------


def drawing(figure: Any, values: Mapping[str, Any] | None = None) -> Any:
    """Return a widget that shows a figure of the book; its ``values`` move the drawing.

    The page compiles the chart once and then only changes its parameters: that is fast enough to
    follow a slider.
    """
    return _drawing_class()(payload=payload(figure), values=dict(values or {}))


def payload(figure: Any) -> dict[str, Any]:
    """Return what the page needs to draw a figure, as plain JSON."""
    return {
        "name": figure.name,
        "title": figure.title,
        "subtitle": figure.subtitle,
        "alt": figure.alt,
        "wide": figure.themed("wide"),
        "narrow": figure.themed("narrow"),
        "data": dict(figure.data),
        "assets": list(figure.assets),
        "sources": [source.text for source in figure.sources],
    }


# ---- charts in the notebook application --------------------------------------------------------

#: What JupyterLab's own Vega draws.
VEGA_LITE = "application/vnd.vegalite.v5+json"
#: No menu: its entries lead to another host.
_EMBED = {"embedOptions": {"actions": False, "renderer": "svg"}}


def start_in_notebook(shell: Any) -> None:
    """Have a browser's notebook draw the book's figures and Altair's charts.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The kernel's. Types are named, not imported: that would take seconds.
    """
    global _notebook
    _notebook = True
    _remember_references()
    shows = shell.display_formatter.ipython_display_formatter
    shows.for_type_by_name("missile_question.charts.figure", "Figure", _show_figure)
    shows.for_type_by_name("missile_question.explorers.core", "Explorer", _show_explorer)
    shows.for_type_by_name("altair.vegalite.v5.api", "TopLevelMixin", _show_altair)
    hook = shell.displayhook
    finish = hook.finish_displayhook

    def finish_shown() -> None:
        if hook.data:  # what shows itself leaves no result, and an empty one would be stored
            finish()

    hook.finish_displayhook = finish_shown


def specification(figure: Any, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a figure as the notebook application draws it: MIME type and specification.

    Parameters
    ----------
    figure : missile_question.charts.figure.Figure
    values : mapping, optional
        Where the drawing's parameters stand; at their start by default.
    """
    spec = figure.spec("wide", **dict(values or {}))
    return _vega_lite({**spec, "description": figure.alt}, figure.alt)


def _vega_lite(spec: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return a chart's bundle. Pyodide makes nothing of ``None``, and Vega-Lite needs ``null``."""
    full: Any = {**spec, "usermeta": _EMBED}
    if sys.platform == "emscripten":
        full = importlib.import_module("js").JSON.parse(json.dumps(full, default=_plain))
    return {VEGA_LITE: full, "text/plain": text}


def caption(figure: Any) -> tuple[str, str]:
    """Return what stands above a figure and below it, as HTML."""
    sources = " · ".join(html.escape(source.text) for source in figure.sources)
    subtitle = f"<br><small>{html.escape(figure.subtitle)}</small>" if figure.subtitle else ""
    head = f"<p><strong>{html.escape(figure.title)}</strong>{subtitle}</p>"
    return head, f"<p><small>Source: {sources}</small></p>"


def _display(bundle: dict[str, Any]) -> None:
    shown: Any = importlib.import_module("IPython.display")
    shown.display(bundle, raw=True)


def _show_figure(figure: Any) -> None:
    """Display a figure in three parts, which a saved notebook keeps."""
    above, below = caption(figure)
    _display({"text/html": above, "text/plain": figure.title})
    _display(specification(figure))
    _display({"text/html": below, "text/plain": ""})


def _show_explorer(explorer: Any) -> None:
    """Display an explorer as its widgets."""
    bundle = explorer.widget()._repr_mimebundle_() or {}
    _display({**bundle, "text/plain": explorer.sentence()})


def _show_altair(chart: Any) -> None:
    """Display a reader's own chart; Altair's way would ask another host for Vega."""
    _display(_vega_lite(chart.to_dict(), f"<{type(chart).__name__} of Altair>"))


# ---- charts in the page ------------------------------------------------------------------------

_classes: dict[str, Any] = {}


def _drawing_class() -> Any:
    if "Drawing" not in _classes:
        import ipywidgets
        import traitlets

        class Drawing(ipywidgets.DOMWidget):  # type: ignore[misc]
            """A chart that the page draws."""

            _model_name = traitlets.Unicode("DrawingModel").tag(sync=True)
            _model_module = traitlets.Unicode("missile-question").tag(sync=True)
            _model_module_version = traitlets.Unicode("1.0.0").tag(sync=True)
            _view_name = traitlets.Unicode("DrawingView").tag(sync=True)
            _view_module = traitlets.Unicode("missile-question").tag(sync=True)
            _view_module_version = traitlets.Unicode("1.0.0").tag(sync=True)
            payload = traitlets.Dict().tag(sync=True)
            values = traitlets.Dict().tag(sync=True)
            answer = traitlets.Unicode("").tag(sync=True)
            note = traitlets.Unicode("").tag(sync=True)

        _classes["Drawing"] = Drawing
    return _classes["Drawing"]


# ---- small things ------------------------------------------------------------------------------


def _text(value: Any) -> Any:
    """Return what a notebook would store: binary pictures as base64."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def _plain(value: Any) -> Any:
    """Return NumPy's numbers and arrays as JSON knows them."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)


def _short(path: str) -> str:
    """Return a library's file as a reader may know it: from its package on."""
    return re.sub(r"^.*?site-packages/", "", path.replace("\\", "/"))
