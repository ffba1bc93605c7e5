"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# No test is timed: a busy machine must not fail one. CI draws the same examples every time.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")
