"""What is done again, and what is skipped: the environment's state and the pages' state."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from toolchain import environment, pages

ROOT = Path(__file__).resolve().parents[2]
HERE = {"venv": "/here/.venv", "version": "3.12", "locks": {"book": "b", "test": "t", "lock": "l"}}
STATE = {"venv": "/here/.venv", "python": "3.12", "locks": {"book": "b"}, "package": "p"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        (None, "it was never finished"),
        ({"venv": "/there/.venv"}, "the folder has been moved"),
        ({"python": "3.11"}, "it was made with Python 3.11, this is 3.12"),
        ({"locks": {"book": "other"}}, "requirements/book.txt has changed"),
        ({"locks": {"book": "b", "test": "other"}}, "requirements/test.txt has changed"),
    ],
)
def test_environment_is_made_again(change: dict[str, object] | None, reason: str | None) -> None:
    """An interrupted, moved, outdated or foreign environment is replaced, and it says why."""
    state = {} if change is None else {**STATE, **change}
    assert environment.fault(state, **HERE) == reason


def test_broken_state_file_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A state file cut off in the middle (a full disk, a power cut) is no state."""
    monkeypatch.setattr(environment, "STATE", tmp_path / "installed.json")
    assert environment.read_state() == {}
    (tmp_path / "installed.json").write_text('{"venv": "/he')
    assert environment.read_state() == {}


def test_lock_digest_does_not_depend_on_line_ends(tmp_path: Path) -> None:
    """A checkout on Windows with CRLF has the same lock."""
    unix, windows = tmp_path / "unix", tmp_path / "windows"
    unix.write_bytes(b"a==1\nb==2\n")
    windows.write_bytes(b"a==1\r\nb==2\r\n")
    assert environment.digest(unix) == environment.digest(windows)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a small book's folder."""
    files = {
        "index.md": "# Book",
        "_config.yml": "title: Book",
        "_toc.yml": "root: index",
        "chapters/01_one.ipynb": "{}",
        "data/table.csv": "a,b",
        "src/package/model.py": "x = 1",
        "_ext/glue.py": "",
        "book_assets/page.js": "",
        "exercises/01_one.py": "",
        "references.bib": "",
        "requirements/book.txt": "a==1",
        "tests/test_one.py": "",
        ".git/HEAD": "ref",
        ".venv/pyvenv.cfg": "",
        "_build/html/index.html": "",
        "chapters/.ipynb_checkpoints/01_one.ipynb": "{}",
        "src/package/__pycache__/model.pyc": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "todo"),
    [
        ("chapters/01_one.ipynb", "pages"),
        ("index.md", "pages"),
        ("data/table.csv", "all"),
        ("src/package/model.py", "all"),
        ("_ext/glue.py", "all"),
        ("book_assets/page.js", "all"),
        ("exercises/01_one.py", "all"),
        ("_config.yml", "all"),
        ("_toc.yml", "all"),
        ("references.bib", "all"),
        ("requirements/book.txt", "all"),
        ("chapters/02_new.ipynb", "all"),
        ("tests/test_one.py", "nothing"),
        (".git/HEAD", "nothing"),
        (".venv/pyvenv.cfg", "nothing"),
        ("_build/html/index.html", "nothing"),
        ("chapters/.ipynb_checkpoints/01_one.ipynb", "nothing"),
        ("src/package/__pycache__/model.pyc", "nothing"),
    ],
)
def test_what_a_change_rebuilds(book: Path, changed: str, todo: str) -> None:
    """A page renews itself; code, data and settings renew all pages; the rest renews nothing."""
    before = json.loads(json.dumps(pages.now(book)))  # as it comes back from the state file
    assert pages.plan(before, pages.now(book)) == "nothing"
    (book / changed).write_text("changed")
    assert pages.plan(before, pages.now(book)) == todo


def test_another_address_renews_all(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SITE_URL stands in every page: another one, or none, makes all pages anew."""
    before = pages.now(book)
    monkeypatch.setenv(pages.ADDRESS, "https://example.org/")
    assert pages.plan(before, pages.now(book)) == "all"


def test_a_page_that_went_renews_all(book: Path) -> None:
    """A removed chapter leaves every sidebar, and its own old page must go."""
    before = pages.now(book)
    (book / "chapters/01_one.ipynb").unlink()
    assert pages.plan(before, pages.now(book)) == "all"


def test_a_build_that_failed_is_no_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a state everything is built: Sphinx does not repeat a failed build's warnings."""
    monkeypatch.setattr(pages, "HTML", tmp_path)
    monkeypatch.setattr(pages, "STATE", tmp_path / "built.json")
    assert pages.read_state() == {}
    (tmp_path / "index.html").write_text("")
    assert pages.read_state() == {}
    assert pages.plan({}, {"pages": {}, "rest": {}}) == "all"


@pytest.mark.site
def test_second_run_takes_seconds(make) -> None:
    """With nothing changed, `make book` installs nothing, builds nothing, and still says where."""
    for _ in range(2):  # a colleague or a formatter may have touched a source since the build
        started = time.monotonic()
        done = make(ROOT, "book")
        seconds = time.monotonic() - started
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("The book is up to date: open ")
    assert len(done.stdout.splitlines()) == 1
    assert seconds < 5
