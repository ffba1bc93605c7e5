"""Models the reader can move: sliders in the page, ipywidgets in a kernel."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from missile_question.explorers.core import Explorer


def registry() -> dict[str, Callable[[], Explorer]]:
    """Return what builds each explorer of the book, by the explorer's name.

    A chapter's module joins by defining a public function without parameters whose return
    annotation is ``Explorer``; there is no list to keep.

    Raises
    ------
    ValueError
        If two explorers share a name.
    """
    found: dict[str, Callable[[], Explorer]] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for name, builder in vars(module).items():
            if name.startswith("_") or getattr(builder, "__module__", "") != module.__name__:
                continue
            if inspect.isclass(builder) or not callable(builder):
                continue
            signature = inspect.signature(builder)
            if signature.return_annotation != "Explorer" or signature.parameters:
                continue
            explorer = builder()
            if explorer.name in found:
                raise ValueError(f"two explorers are named {explorer.name!r}")
            found[explorer.name] = builder
    return found
