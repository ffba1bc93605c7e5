"""What a notebook's Python does in the browser before its kernel starts. Standard library only.

Python is complete when this runs: `python.js` has unpacked the packages and the book. The kernel
asks for its own installer, which would fetch from other hosts; here it finds one that refuses.
"""

from __future__ import annotations

import sys
import types
from pathlib import Path

REFUSAL = "This notebook has the book's packages only: it installs none, and asks no other host."
#: IPython runs this when the kernel is there.
STARTUP = "from missile_question import live\nlive.start_in_notebook(get_ipython())\ndel live\n"


async def install(*_: object, **__: object) -> None:
    """Refuse to install a package."""
    raise ModuleNotFoundError(REFUSAL)


async def transformed(_: list[str]) -> str:
    """Return the code that `%pip` stands for."""
    return f"raise ModuleNotFoundError({REFUSAL!r})"


def main() -> None:
    """Leave what the kernel looks for."""
    installer, inner = types.ModuleType("piplite"), types.ModuleType("piplite.piplite")
    command = types.ModuleType("piplite.cli")
    vars(installer).update(install=install, piplite=inner, cli=command)
    vars(inner).update(install=install)
    vars(command).update(get_transformed_code=transformed)
    for module in (installer, inner, command):
        sys.modules[module.__name__] = module
    folder = Path.home() / ".ipython" / "profile_default" / "startup"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.py").write_text(STARTUP, "utf-8")


main()
