"""A server for the built pages, on this machine only."""

from __future__ import annotations

import http.server
import os
import socket
import sys
from functools import partial
from pathlib import Path

from toolchain.console import Stop, say

HOST = "127.0.0.1"
UTF8 = "; charset=utf-8"


class Server(http.server.ThreadingHTTPServer):
    """A threading server that never shares its port (Windows would let two listen on one)."""

    allow_reuse_address = os.name != "nt"
    daemon_threads = True


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files with the types a browser insists on, checked again on every load."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 (the base class has it so)
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        # Said here because the system's own table may be wrong: Windows often calls .js text/plain.
        ".html": "text/html" + UTF8,
        ".css": "text/css" + UTF8,
        ".js": "text/javascript" + UTF8,
        ".mjs": "text/javascript" + UTF8,
        ".json": "application/json",
        ".map": "application/json",
        ".ipynb": "application/json",
        ".geojson": "application/geo+json",
        ".csv": "text/csv" + UTF8,
        ".txt": "text/plain" + UTF8,
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        """Let nobody read yesterday's page."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet, except for what goes wrong."""
        if len(args) > 1 and str(args[1]) >= "400":
            super().log_message(format, *args)


def port_from(text: str) -> int:
    """Read a port number, or say what is wrong with it."""
    if text.isdigit() and 0 <= int(text) < 65536:
        return int(text)
    raise Stop(
        f"PORT={text} is not a port: take a number from 1024 to 65535, as in PORT=8001 make serve"
    )


def free_port(after: int) -> int:
    """Return a port above `after` that nobody listens on."""
    for port in range(after + 1, min(after + 50, 65536)):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)):
                return port
    return after + 1


def listen(port: int, folder: Path) -> Server:
    """Return a server for a folder that already has its port."""
    try:
        return Server((HOST, port), partial(Handler, directory=str(folder)))
    except OSError as error:
        other = free_port(port)
        raise Stop(
            f"Port {port} cannot be used ({error.strerror}). Take another: PORT={other} make serve"
        ) from None


def serve(port: int, folder: Path) -> None:
    """Serve a folder until Ctrl-C."""
    with listen(port, folder) as server:
        say(f"The book is at http://{HOST}:{server.server_address[1]}/ (Ctrl-C ends)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
