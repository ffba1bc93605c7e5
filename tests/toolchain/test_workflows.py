"""The workflows: what actionlint finds (through a fork whose wheel holds its program), and pins."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLASSROOM = ROOT / "exercises" / "classroom"  # what a class's repository gets
WORKFLOWS = [
    path
    for folder in (ROOT, CLASSROOM)
    for path in sorted((folder / ".github" / "workflows").glob("*.yml"))
]


def test_workflows_pass_actionlint_and_its_security_rules() -> None:
    """No misspelt key, wrong expression, script injection, unpinned action or missing time-out."""
    done = subprocess.run(
        [sys.executable, "-m", "jactionlint", "--shellcheck=", *map(str, WORKFLOWS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_follow_the_published_schema(path: Path) -> None:
    """An opinion independent of actionlint's: the JSON schema of workflow files."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.github-workflows", str(path)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    """A moved tag cannot change what runs; the comment says which release the commit is."""
    uses = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}  # v\d+(\.\d+)*", action), action


def test_ci_runs_the_same_command_as_everybody() -> None:
    """CI is `make test`: no step of its own that a contributor would not have."""
    text = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "set -euo pipefail" in text
    assert "make test" in text
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111 or sys.platform == "win32"
