"""The examples in the docstrings print what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import missile_question

MODULES = [
    module.name
    for module in pkgutil.walk_packages(missile_question.__path__, "missile_question.")
    if not module.ispkg
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    """Every >>> example of the module gives the printed result."""
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_models_have_examples() -> None:
    """Each model shows at least one minimal example; the helper modules need none."""
    for name in MODULES:
        if name.startswith("missile_question.models.") and "._" not in name:
            finder = doctest.DocTestFinder()
            tests = finder.find(importlib.import_module(name))
            assert any(test.examples for test in tests), name
