"""Fewer requests: the small scripts of the theme's companions, joined as they stand in the page.

Six files of a few kilobytes each cost a slow network six answers before it can rest. They are plain
scripts, run in the order of the page; joined, they run the same, and the new file's name carries
its hash, so that browsers keep it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import missile_question_policy as policy
from sphinx.application import Sphinx

#: What is joined, in this order; a page that has none of a bundle does not get it.
BUNDLES = {
    "theme": (
        "_static/documentation_options.js",
        "_static/doctools.js",
        "_static/sphinx_highlight.js",
        "_static/scripts/sphinx-book-theme.js",
    ),
    "copy": ("_static/clipboard.min.js", "_static/copybutton.js"),
}


def tag(name: str) -> re.Pattern[str]:
    """Return what finds the element that loads a script of this name."""
    return re.compile(rf'<script src="((?:\.\./)*){re.escape(name)}(?:\?[^"]*)?"></script>')


def joined(page: str, targets: dict[str, str]) -> str:
    """Return a page that loads bundles in place of their parts.

    A bundle stands where its first part stood. A page that lacks one of the parts is left as it is:
    it then loads what it has.

    Parameters
    ----------
    page : str
    targets : dict
        The path of each bundle below the site's root.
    """
    for bundle, parts in BUNDLES.items():
        found = [tag(name).search(page) for name in parts]
        if any(match is None for match in found):
            continue
        first = found[0]
        assert first is not None
        new = f'<script src="{first[1]}{targets[bundle]}"></script>'
        page = tag(parts[0]).sub(new, page, count=1)  # no backslash in an address
        for name in parts[1:]:
            page = tag(name).sub("", page, count=1)
    return page


def write(folder: Path) -> dict[str, str]:
    """Write the bundles of a built site, and return their paths."""
    targets = {}
    for bundle, parts in BUNDLES.items():
        if not all((folder / name).is_file() for name in parts):
            continue
        # A line end and a semicolon: the next part must not continue the last line.
        data = b"\n;".join((folder / name).read_bytes() for name in parts)
        name = f"_assets/{bundle}.{hashlib.sha256(data).hexdigest()[:10]}.js"
        (folder / "_assets").mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
        targets[bundle] = name
    return targets


def finish(folder: Path) -> None:
    """Write the bundles of a built site and let its pages load them."""
    targets = write(folder)
    if len(targets) < len(BUNDLES):  # another theme: nothing is joined
        return
    for path in policy.pages(folder):
        policy.rewrite(path, lambda page: joined(page, targets))


def join(app: Sphinx, error: Exception | None) -> None:
    """Join the scripts once all files are there, before the pages' policy is computed."""
    if error is None and app.builder.format == "html":
        finish(Path(app.outdir))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.connect("build-finished", join, priority=700)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
