"""Reading offline: the list of the site's files, their edition, and the worker that keeps them.

Written when all else of the site is: ``offline.json`` names every file that a reader can come to,
with hash and size; ``offline-worker.js`` stands at the site's root, because a worker answers only
for addresses below its own. Each page carries the edition, so that it can tell whether a newer one
has come.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import missile_question_policy as policy
from sphinx.application import Sphinx

BOOK_ASSETS = Path(__file__).parent.parent / "book_assets"
LIST, WORKER = "offline.json", "offline-worker.js"
#: Loaded by every page at rest; loaded when the panel is opened.
ASSETS = ("offline.js", "offline_files.js")
#: Top folders that a reader keeps only on wish; all else is the book. As in offline_files.js.
PARTS = {"_live": "live", "lite": "lite"}
#: What no reader's browser asks for by itself, or what must always come from the network.
NEVER = (LIST, WORKER, "objects.inv", "robots.txt", "sitemap.xml")
#: Already packed: gzip would only take time.
PACKED = (".gz", ".jpg", ".png", ".whl", ".woff2", ".zip")
STAMP = re.compile(r'\n\s*<meta name="edition"[^>]*>')
REFERENCE = re.compile(r"(?:\b(?:href|src)=[\"']|url\([\"']?)([^\"'()#?]+)")


def part_of(path: str) -> str:
    """Return the part of the site that a file belongs to: book, live or lite."""
    return PARTS.get(path.split("/", 1)[0], "book")


def files(folder: Path) -> list[str]:
    """Return what of a built site is worth keeping, as sorted paths.

    The theme brings files that no page asks for: of ``_static``, only what pages and style sheets
    name is kept. Pictures for other sites' previews are not, either.
    """
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    found -= {name for name in found if name in NEVER or name.startswith((".", "_cards/"))}
    static = {name for name in found if name.startswith("_static/")}
    wanted: set[str] = set()
    todo = [p.relative_to(folder).as_posix() for p in policy.pages(folder)]
    while todo:
        name = todo.pop()
        text = (folder / name).read_text("utf-8", errors="replace")
        for address in REFERENCE.findall(text):
            if ":" in address:
                continue
            target = normal(name, address)
            if target in static and target not in wanted:
                wanted.add(target)
                if target.endswith(".css"):
                    todo.append(target)
    return sorted((found - static) | wanted)


def normal(page: str, address: str) -> str:
    """Return the path below the root that an address in a file leads to."""
    parts = page.split("/")[:-1]
    for step in address.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)


def sha256(data: bytes) -> str:
    """Return 32 hexadecimal digits: enough to tell files apart, and half the list's size."""
    return hashlib.sha256(data).hexdigest()[:32]


def unstamped(page: str) -> str:
    """Return a page without its edition."""
    return STAMP.sub("", page, count=1)


def stamped(page: str, edition: str) -> str:
    """Return a page with this edition, after its policy; one that it had is replaced."""
    page = unstamped(page)
    place = policy.META.search(page)
    if place is None:
        raise ValueError("the page has no policy, after which its edition would stand")
    meta = f'\n    <meta name="edition" content="{edition}">'
    return page[: place.end()] + meta + page[place.end() :]


def edition_of(folder: Path, names: list[str]) -> str:
    """Return the name of this state of the site: the same files give the same name."""
    total = hashlib.sha256()
    for name in names:
        data = (folder / name).read_bytes()
        if name.endswith(".html"):
            data = unstamped(data.decode("utf-8", errors="replace")).encode()
        total.update(f"{name}\0{sha256(data)}\n".encode())
    for name in ("offline_worker.js", "offline_files.js"):
        total.update((BOOK_ASSETS / name).read_bytes())
    return total.hexdigest()[:10]


def packed_sizes(folder: Path) -> dict[str, int]:
    """Return the sizes that the build of live Python has measured already."""
    manifest = folder / "_live" / "manifest.json"
    if not manifest.is_file():
        return {}
    entries = json.loads(manifest.read_text("utf-8"))["files"].values()
    return {f"_live/{entry['path']}": entry["gzip"] for entry in entries}


def travels(name: str, data: bytes, known: dict[str, int]) -> int:
    """Return how many bytes of a file a server sends that compresses."""
    if name in known:
        return known[name]
    return len(data) if name.endswith(PACKED) else len(gzip.compress(data, 6, mtime=0))


def listing(folder: Path, names: list[str], edition: str) -> dict[str, Any]:
    """Return the list: every file with hash and size, every part with its sums."""
    known = packed_sizes(folder)
    parts: dict[str, dict[str, int]] = {}
    entries = {}
    for name in names:
        data = (folder / name).read_bytes()
        entries[name] = [sha256(data), len(data)]
        part = parts.setdefault(part_of(name), {"files": 0, "bytes": 0, "gzip": 0})
        part["files"] += 1
        part["bytes"] += len(data)
        part["gzip"] += travels(name, data, known)
    return {"edition": edition, "parts": dict(sorted(parts.items())), "files": entries}


def worker(edition: str) -> str:
    """Return the worker's script; it differs for each edition, which browsers notice."""
    parts = [
        (BOOK_ASSETS / f"{name}.js").read_text("utf-8")
        for name in ("offline_files", "offline_worker")
    ]
    return "\n".join([f'const EDITION = "{edition}";', *parts])


def finish(folder: Path) -> dict[str, Any]:
    """Stamp the pages of a finished site, write list and worker, and return the list."""
    names = files(folder)
    edition = edition_of(folder, names)
    for path in policy.pages(folder):
        policy.rewrite(path, lambda page: stamped(page, edition))
    found = listing(folder, names, edition)
    text = json.dumps(found, separators=(",", ":"), sort_keys=True)
    (folder / LIST).write_text(text, "utf-8", newline="\n")
    (folder / WORKER).write_text(worker(edition), "utf-8", newline="\n")
    return found


def always_written(app: Sphinx) -> None:
    """Let the scripts be written also where no page was."""
    app.mq_assets.used.update(ASSETS)  # type: ignore[attr-defined]


def keep(app: Sphinx, error: Exception | None) -> None:
    """Make the built site fit for reading offline."""
    if error is None and app.builder.format == "html":
        finish(Path(app.outdir))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension; it acts when every other file of the site is there."""
    app.connect("builder-inited", always_written)
    app.connect("build-finished", keep, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
