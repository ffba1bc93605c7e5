"""What make.py says when something is in the way: one clear line, never a traceback."""

from __future__ import annotations

import ast
import http.client
import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from toolchain import chromium, environment, serve
from toolchain.console import Stop
from toolchain.targets import TARGETS

ROOT = Path(__file__).resolve().parents[2]


def one_line(text: str) -> str:
    """Return the only line of a text, or fail."""
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    return lines[0]


def free_port() -> int:
    """Return a loopback port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_old_python_is_told_in_one_line() -> None:
    """The line names the version needed, the one at hand, where it is, and the way out."""
    python_fault = runpy.run_path(str(ROOT / "make.py"))["python_fault"]
    line = one_line(python_fault((3, 9, 2), "/usr/bin/python3"))
    assert line.startswith("This book needs Python 3.11 or newer; python3 is 3.9.2 (/usr/bin/py")
    assert "PYTHON=python3.12 make book" in line
    line = one_line(python_fault((3, 9, 2), "/usr/bin/python3", "python3.13", "test"))
    assert "PYTHON=python3.13 make test" in line
    assert python_fault((3, 11, 0), "python3") is None
    assert python_fault((4, 0, 0), "python3") is None


def old_pythons() -> list[int]:
    """The minor versions of Python 3 too old for the book that start on this machine."""
    names = {minor: f"python3.{minor}" for minor in range(6, 11)}
    return [
        minor
        for minor, name in names.items()
        if shutil.which(name) and not subprocess.run([name, "-c", ""], check=False).returncode
    ]


def test_make_py_holds_nothing_that_old_pythons_cannot_read() -> None:
    """Whatever Pythons are here: make.py keeps to the syntax of 3.6."""
    ast.parse((ROOT / "make.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("minor", old_pythons() or [None])
def test_make_py_starts_under_old_pythons(minor: int | None, make, copy: Path) -> None:
    """The real old Pythons of this machine, if it has any, say the line and not a syntax error."""
    if minor is None:
        return
    python = f"python3.{minor}"
    done = make(copy, "book", python=python)
    assert done.returncode == 1
    assert one_line(done.stderr).startswith(
        f"This book needs Python 3.11 or newer; python3.{minor}"
    )
    assert not done.stdout


def test_make_py_has_no_syntax_newer_than_3_6() -> None:
    """The file that every Python must be able to read uses neither f-strings nor later syntax."""
    import ast

    tree = ast.parse((ROOT / "make.py").read_text("utf-8"), feature_version=(3, 6))
    new = (ast.JoinedStr, ast.NamedExpr, ast.Match, ast.AnnAssign)
    assert not [node for node in ast.walk(tree) if isinstance(node, new)]


def test_makefile_and_make_py_have_the_same_targets() -> None:
    """Each word after `make` works after `python make.py` too, and each line of it is thin."""
    text = (ROOT / "Makefile").read_text("utf-8")
    words = re.search(r"^TARGETS := (.*)$", text, re.MULTILINE)
    assert words
    assert set(words[1].split()) == set(TARGETS)
    assert [line for line in text.splitlines() if line.startswith("\t")] == [
        "\t@$(PYTHON) make.py $@"
    ]


def test_unknown_target(make, copy: Path) -> None:
    """A misspelt target is answered with the list of those there are."""
    done = make(copy, "bok")
    assert done.returncode == 2
    assert "no target bok" in one_line(done.stderr)
    assert "book" in done.stderr


def test_busy_port_says_which_one_is_free(make, copy: Path) -> None:
    """`make serve` on a port in use ends at once in one line, with a port that works."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = make(copy, "serve", PORT=str(port))
    assert done.returncode == 1
    line = one_line(done.stderr)
    assert line.startswith(f"Port {port} cannot be used")
    other = re.search(r"PORT=(\d+) make serve", line)
    assert other
    assert int(other[1]) != port
    assert not (copy / ".venv").exists(), "the port is looked at before minutes of installation"


@pytest.mark.parametrize("text", ["", "eight", "70000", "-1"])
def test_port_must_be_a_port(text: str) -> None:
    """A PORT that is none is told as such."""
    with pytest.raises(Stop, match="is not a port"):
        serve.port_from(text)


def test_no_network_is_one_line_and_leaves_nothing_half_done(make, copy: Path) -> None:
    """Without an index: one line that names pip's log; the next run starts afresh, not half-way."""
    nowhere = f"http://127.0.0.1:{free_port()}/simple"
    offline = {
        "PIP_INDEX_URL": nowhere,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
    }
    for _ in range(2):
        done = make(copy, "book", **offline)
        assert done.returncode == 1
        line = one_line(done.stderr)
        assert line.startswith("No package index could be reached.")
        assert "Traceback" not in done.stdout + done.stderr
        log = copy / ".venv" / "install.log"
        assert str(log) in line
        assert log.stat().st_size
        assert not (copy / ".venv" / "installed.json").exists()
    assert "it was never finished" in done.stdout


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Failed to establish a new connection: [Errno -3]", "No package index could be reached"),
        ("socket.gaierror: [Errno 11001] getaddrinfo failed", "No package index could be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "not the one that the lock names"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: No matching distribution found for x==1", "No matching distribution found for x"),
    ],
)
def test_pip_is_explained(said: str, told: str) -> None:
    """What pip prints in many lines is told in one, by its cause."""
    assert told in one_line(environment.explain(said))


def test_browser_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong MISSILE_QUESTION_CHROMIUM is named as the cause."""
    monkeypatch.setenv(chromium.VARIABLE, "/no/such/browser")
    if sys.platform == "win32":
        pytest.skip("there a path is believed if it is a file")
    with pytest.raises(Stop, match=chromium.VARIABLE):
        chromium.ensure()


def test_no_browser_and_no_right_to_install_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is found and nothing may be installed, one line says what to install."""
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium.debian, "privilege", lambda: None)
    with pytest.raises(Stop, match="need Chromium, Chrome or Edge") as stop:
        chromium.ensure()
    one_line(str(stop.value))


def test_server_types_and_freshness(tmp_path: Path) -> None:
    """Scripts, WebAssembly and tables have the types that a browser insists on, never cached."""
    types = {
        "index.html": "text/html; charset=utf-8",
        "a.js": "text/javascript; charset=utf-8",
        "a.mjs": "text/javascript; charset=utf-8",
        "a.wasm": "application/wasm",
        "a.json": "application/json",
        "a.svg": "image/svg+xml",
        "a.woff2": "font/woff2",
    }
    for name in types:
        (tmp_path / name).write_text("x")
    with serve.listen(0, tmp_path) as server:
        host, port = server.server_address[:2]
        assert host == "127.0.0.1", "only this machine may read it"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, expected in types.items():
            client = http.client.HTTPConnection(str(host), port, timeout=10)
            client.request("GET", f"/{name}")
            answer = client.getresponse()
            assert answer.status == 200
            assert answer.getheader("Content-Type") == expected
            assert answer.getheader("Cache-Control") == "no-cache"
            client.close()
        server.shutdown()
