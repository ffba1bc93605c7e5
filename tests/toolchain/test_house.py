"""What the repository says of itself: one version, a valid citation, whole licences, live links."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import missile_question

ROOT = Path(__file__).resolve().parents[2]


def test_version_is_the_same_everywhere() -> None:
    """The package, its metadata and the citation agree on the version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert missile_question.__version__ == project["version"] == str(citation["version"])


def test_citation_is_valid() -> None:
    """CITATION.cff follows the published schema of the Citation File Format 1.2.0."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.citation-file-format", str(ROOT / "CITATION.cff")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_licences_are_whole() -> None:
    """Both licences stand there in full, not as a link."""
    code = (ROOT / "LICENSE").read_text("utf-8")
    assert code.startswith("BSD 3-Clause License")
    assert "EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE." in code
    text = (ROOT / "LICENSE-text").read_text("utf-8")
    assert "Creative Commons Attribution 4.0 International Public" in text
    for number in range(1, 9):
        assert f"\nSection {number} -- " in text


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_within_the_repository_lead_somewhere(name: str) -> None:
    """No relative link of a front document is dead."""
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


def test_lab_takes_its_extensions() -> None:
    """JupyterLab accepts jupyterlab-myst: otherwise `make lab` shows every directive raw."""
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", "labextension", "list"],
        capture_output=True,
        text=True,
        check=False,
    )
    listed = done.stdout + done.stderr
    assert "jupyterlab-myst" in listed
    assert "not compatible" not in listed
