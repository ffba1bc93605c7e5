"""Jupyter Book's build, with several chapters at a time: `python tools/build_pages.py build . -W`.

`make book` runs this in the environment. It adds two things to the `jupyter-book` command: Sphinx
reads in parallel (chapters run while they are read), and warnings that Sphinx has shown are not
followed by a traceback.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import jupyter_book.sphinx
import sphinx_jupyterbook_latex
import sphinx_multitoc_numbering
from jupyter_book.cli.main import main

# These do not say whether they allow reading in parallel; one such makes Sphinx read page by page.
# They do: the first acts on LaTeX builds only, the second after all reading.
SILENT = (sphinx_jupyterbook_latex, sphinx_multitoc_numbering)
SAFE = {"parallel_read_safe": True, "parallel_write_safe": True}


def declare_safe(module: ModuleType) -> None:
    """Let an extension say that it allows work in parallel."""
    setup: Callable[..., dict[str, Any] | None] = module.setup
    module.setup = lambda app: {**(setup(app) or {}), **SAFE}  # type: ignore[attr-defined]


if __name__ == "__main__":
    for extension in SILENT:
        declare_safe(extension)
    jobs = min(os.cpu_count() or 1, 4) if sys.platform == "linux" else 1  # Sphinx forks
    jupyter_book.sphinx.build_sphinx = functools.partial(
        jupyter_book.sphinx.build_sphinx, jobs=jobs
    )
    try:
        main()
    except RuntimeError:
        sys.exit(1)
