"""Submissions whose files are broken, packed, renamed, doubled, or lead elsewhere."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grading.corpus.entry import Entry, Scene, expected
from support.grading import solution, student, written


def _packed(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def _link(path: str) -> bytes:
    """Return an archive with a symbolic link in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("linked.ipynb")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, path)
    return made.getvalue()


def _broken(name: str, tries: str, content: bytes, says: str) -> Entry:
    return Entry(name, tries, lambda: {f"{name}.ipynb": content}, {}, (says,))


def _old_format() -> dict[str, Any]:
    """Return the solution as notebooks were before ids: nbformat 3."""
    made = solution()
    cells = []
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            cells.append(
                {
                    "cell_type": "code",
                    "language": "python",
                    "collapsed": False,
                    "metadata": cell["metadata"],
                    "outputs": [],
                    "input": cell["source"],
                }
            )
        else:
            cells.append({k: cell[k] for k in ("cell_type", "metadata", "source")})
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": "x"},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    return {"format-three.ipynb": old}  # fmt: skip


def _symlinks(folder: Path, scene: Scene) -> None:
    (folder / "links").mkdir()
    (folder / "links" / "secret.ipynb").symlink_to(scene.secret)
    (folder / "links" / "loop").symlink_to(folder)


def _twice() -> dict[str, Any]:
    return {
        "handed-in-twice/draft.ipynb": student(),
        "handed-in-twice/final.ipynb": solution(),
    }


ENTRIES: tuple[Entry, ...] = (
    _broken("empty-file", "a file of no bytes", b"", "empty"),
    _broken("no-json", "a Word document with the name of a notebook", b"PK\3\4 not", "notebook"),
    _broken("half-a-file", "a download that broke off", written(solution())[:5000], "notebook"),
    _broken("latin-1", "a file in another encoding", '{"cells": "é"}'.encode("latin-1"), ""),
    _broken("other-json", "JSON that is no notebook", b'[1, 2, {"cells": 3}]', "notebook"),
    _broken("deep-json", "JSON a hundred thousand levels deep", b"[" * 100_000, "notebook"),
    _broken("other-exercise", "another course's notebook",
            json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode(),
            ""),
    Entry("byte-order-mark", "a file that begins with a byte order mark",
          lambda: {"byte-order-mark.ipynb": b"\xef\xbb\xbf" + written(solution())}, expected()),
    Entry("utf-16", "a file in UTF-16", lambda: {
        "utf-16.ipynb": written(solution()).decode().encode("utf-16")}, {}, ("UTF-8",)),
    Entry("format-three", "a notebook of 2013", _old_format, expected()),
    Entry("renamed", "another name and another ending", lambda: {
        "renamed/Final FINAL (2).ipynb.json": written(solution())}, expected()),
    Entry("another-name", "a file that goes by the wrong chapter's name", lambda: {
        "another-name/05_verification_limits.ipynb": solution()}, expected()),
    Entry("zipped", "a folder in an archive, with the rubbish that computers add", lambda: {
        "zipped.zip": _packed({"work/02_reach.ipynb": written(solution()),
                               "__MACOSX/work/._02_reach.ipynb": b"\0\5\x16\7",
                               "work/.ipynb_checkpoints/02_reach-checkpoint.ipynb":
                                   written(student())})}, expected()),
    Entry("zip-slip", "an archive with names that lead out of it", lambda: {
        "zip-slip.zip": _packed({"../../../escaped.ipynb": written(student()),
                                 "/etc/escaped.ipynb": written(student()),
                                 "02_reach.ipynb": written(solution())})}, expected()),
    Entry("zip-bomb", "an archive of 100 kB that unpacks to 100 MB", lambda: {
        "zip-bomb.zip": _packed({"02_reach.ipynb": b"[" + b" " * 100_000_000})}, {}, ("",)),
    Entry("zip-link", "an archive with a link to the grader's file",
          lambda: {"zip-link.zip": _link("/etc/passwd")}, {}, ("",)),
    Entry("broken-zip", "an archive that broke off",
          lambda: {"broken-zip.zip": _packed({"02_reach.ipynb": written(solution())})[:300]},
          {}, ("",)),
    Entry("links", "symbolic links to the grader's file and to the folder above",
          lambda: {}, {}, ("",), prepare=_symlinks),
    Entry("handed-in-twice", "the same exercise twice, the second time done", _twice, expected(),
          ("what counts is handed-in-twice/final.ipynb",)),
    Entry("large-outputs", "30 MB of stored output in a notebook that is right", lambda: {
        "large-outputs.ipynb": {**solution(), "metadata": {"x": "y" * 30_000_000}}}, expected()),
)  # fmt: skip
