"""Fixtures: an empty cache, a folder for the bundle, a small server that misbehaves to order."""

from __future__ import annotations

import hashlib
import http.server
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from live import bundle


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the user's cache and the clone's `_build` at empty folders; return the cache."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    monkeypatch.setattr(bundle.sys, "platform", "linux")
    monkeypatch.setattr(bundle, "LIVE", tmp_path / "_build" / "live")
    monkeypatch.setattr(bundle, "STATE", tmp_path / "_build" / "live.json")
    monkeypatch.delenv("LIVE", raising=False)
    return bundle.cache()


class Site(http.server.ThreadingHTTPServer):
    """Serves one file under any name; `cut` ends the connection after so many bytes, once."""

    data = bytes(range(256)) * 4000
    resumes = True
    cut = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: list[str | None] = []

    @property
    def address(self) -> str:
        """The address below which it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    @property
    def sha256(self) -> str:
        """The hash of its file."""
        return hashlib.sha256(self.data).hexdigest()


class Answers(http.server.BaseHTTPRequestHandler):
    """What a server says."""

    server: Site

    def do_GET(self) -> None:
        """Send the file, or the part asked for, or less than promised."""
        asked = self.headers.get("Range")
        self.server.asked.append(asked)
        start = int(asked[6:-1]) if asked and self.server.resumes else 0
        data = self.server.data[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        cut, self.server.cut = self.server.cut, 0
        self.wfile.write(data[: cut or None])

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


@pytest.fixture
def site() -> Iterator[Site]:
    """Yield a running server."""
    with Site() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Return a folder with a wheel of one module."""
    folder = tmp_path / "index"
    folder.mkdir()
    info = "tiny-1.0.dist-info"
    files = {
        "tiny.py": '"""Tiny."""\n\nANSWER = 42\n',
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    with zipfile.ZipFile(folder / "tiny-1.0-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return folder
