"""The book for a USB stick: one zip with the site and what starts it; same site, same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from toolchain.console import ROOT

SCRIPTS = ROOT / "book_assets" / "stick"
LICENCES = ("LICENSE", "LICENSE-text")
#: The folder that unpacking makes.
NAME = "the-missile-question"
WHEN = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip knows: no build's time gets in
#: Windows' own programs want their line ends.
WINDOWS = (".bat", "FIRST.txt")
#: Already packed: packing again takes time and gains nothing.
PACKED = (".gz", ".jpg", ".png", ".whl", ".woff2", ".zip")


def contents(html: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file of the zip as its name in it and its place here, in a fixed order."""
    for path in sorted(SCRIPTS.iterdir(), key=lambda p: p.name):
        yield path.name, path
    for name in LICENCES:
        yield name, ROOT / name
    found = sorted(p.relative_to(html).as_posix() for p in html.rglob("*") if p.is_file())
    for name in found:
        if not name.startswith("."):  # Sphinx's notes to itself
            yield f"site/{name}", html / name


def write(html: Path, target: Path) -> int:
    """Write the zip of a built site; return how many files it holds."""
    count = 0
    part = target.with_name(target.name + ".part")
    with zipfile.ZipFile(part, "w") as archive:
        for name, path in contents(html):
            entry = zipfile.ZipInfo(f"{NAME}/{name}", WHEN)
            entry.create_system = 3  # as if from Unix, so that start.sh may be run
            entry.external_attr = (0o755 if name == "start.sh" else 0o644) << 16
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
            )
            data = path.read_bytes()
            if name.endswith(WINDOWS) and "/" not in name:
                data = b"\r\n".join(data.splitlines()) + b"\r\n"
            archive.writestr(entry, data, compresslevel=9)
            count += 1
    part.replace(target)
    return count
