"""The locks: complete, by hash, free of addresses, and one of them within the other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>\S+?)(?: ; (?P<marker>.+?))? \\$", re.M)


def pins(lock: str) -> set[tuple[str, str, str | None]]:
    """Return the (name, version, marker) that a lock pins."""
    text = (REQUIREMENTS / f"{lock}.txt").read_text("utf-8")
    return {(m["name"], m["version"], m["marker"]) for m in PIN.finditer(text)}


LOCKED = ("book", "test", "lock", "bench", "grading", "peers", "live", "lite")


@pytest.mark.parametrize("lock", [*LOCKED, "actionlint"])
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    """A download that is not the very file is refused; no index is named, so any mirror will do."""
    text = (REQUIREMENTS / f"{lock}.txt").read_text("utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
    assert entries
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_test_lock_holds_the_book_lock() -> None:
    """Tests run with exactly the packages that build the book, and more."""
    missing = {pin for pin in pins("book") if pin[:2] not in {other[:2] for other in pins("test")}}
    assert not missing


def test_every_input_is_locked() -> None:
    """No line of an input file was forgotten: `make lock` has been run."""
    for lock in LOCKED:
        locked = {name for name, *_ in pins(lock)}
        for line in (REQUIREMENTS / f"{lock}.in").read_text("utf-8").splitlines():
            name = re.match(r"[A-Za-z0-9._-]+", line)
            if name and not line.startswith("-"):
                assert re.sub(r"[-_.]+", "-", name[0]).lower() in locked, line


def test_the_package_itself_is_covered() -> None:
    """What pyproject.toml asks for at run time and for building is in the book lock."""
    project = tomllib.loads((REQUIREMENTS.parent / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["build-system"]["requires"]
    names = {re.match(r"[A-Za-z0-9_-]+", line)[0].lower() for line in wanted}  # type: ignore[index]
    assert names <= {name for name, *_ in pins("book")}


def test_the_grader_is_covered() -> None:
    """Where only the grader is installed, it has what pyproject.toml asks for, as it is tested."""
    project = tomllib.loads((REQUIREMENTS.parent / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["grading"]
    lines = (REQUIREMENTS / "grading.in").read_text("utf-8").splitlines()
    assert sorted(wanted) == sorted(line for line in lines if not line.startswith("#"))
    tested = {pin[:2] for pin in pins("test")}
    assert {pin[:2] for pin in pins("grading")} <= tested
    assert {pin[:2] for pin in pins("grading")} <= {pin[:2] for pin in pins("peers")}


def test_every_bound_says_why() -> None:
    """An upper bound or a pin in an input file has a comment: else nobody dares to lift it."""
    for path in REQUIREMENTS.glob("*.in"):
        for line in path.read_text("utf-8").splitlines():
            if re.match(r"[a-z]", line) and re.search(r"<|==", line.split("#")[0]):
                assert "#" in line, f"{path.name}: {line}"
