#!/usr/bin/env python3
"""Opens the book from this folder in your browser. Needs Python 3.7 or newer, and no network.

It serves the folder `site` beside it to this machine alone; closing its window ends it.
"""

import contextlib
import functools
import http.server
import os
import socketserver
import sys
import webbrowser
from pathlib import Path

HOST = "127.0.0.1"  # nobody else on the network can ask
PORT = 8765  # always the same, so that your browser finds bets and edits again
UTF8 = "; charset=utf-8"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files with the types that browsers insist on, whatever this system thinks of them."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 (the base class has it so)
        **http.server.SimpleHTTPRequestHandler.extensions_map,
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

    def end_headers(self):
        """Let the browser ask again: the stick may hold another edition tomorrow."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_):
        """Keep the window quiet."""


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """One thread for each request; no port shared with another program."""

    allow_reuse_address = os.name != "nt"
    daemon_threads = True


def listen(folder):
    """Return a server on the usual port, or on any free one."""
    handler = functools.partial(Handler, directory=folder)
    for port in (PORT, 0):
        try:
            return Server((HOST, port), handler)
        except OSError:
            if not port:
                raise


def main():
    """Serve until the window is closed."""
    folder = Path(__file__).resolve().parent / "site"
    if not (folder / "index.html").is_file():
        sys.exit("The folder 'site' is missing beside start.py: unpack the whole zip again.")
    with listen(str(folder)) as server:
        address = f"http://{HOST}:{server.server_address[1]}/"
        print(f"The book is at {address}")
        print("Close this window, or press Ctrl-C, to end.", flush=True)
        if "--quiet" not in sys.argv[1:]:
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    if sys.version_info < (3, 7):  # noqa: UP036 (a reader's own Python)
        sys.exit("This needs Python 3.7 or newer. Without it, open site/index.html.")
    main()
