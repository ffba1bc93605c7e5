"""What all tests share."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import settings

#: Files whose tests share nothing dear: each test goes to whichever worker is free.
SPREAD = (
    *("test_axe.py", "test_budget.py", "test_explorers.py", "test_policy.py", "test_share.py"),
    *("test_site.py", "test_text.py"),
)

# No test is timed: a busy machine must not fail one. CI draws the same examples every time.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep a file's tests on one worker (a notebook's cells are one session), but not SPREAD's."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return nodeid if file.rpartition("/")[2] in SPREAD else file

    return ByFile(config, log)
