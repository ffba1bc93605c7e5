"""The zip for a USB stick, unpacked and started as a reader does, in a real browser."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.built import Visit
from toolchain import stick

CHAPTER = "chapters/02_reach.html"


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that unpacking the zip makes."""
    place = tmp_path_factory.mktemp("a stick")  # with a space, as sticks are named
    stick.write(site, place / "book.zip")
    with zipfile.ZipFile(place / "book.zip") as archive:
        archive.extractall(place)
    return place / stick.NAME


@pytest.fixture(scope="module")
def started(unpacked: Path) -> Iterator[str]:
    """Start the book from another folder; return the address that the script says."""
    shell = shutil.which("sh") if os.name != "nt" else None
    command = [shell, "start.sh"] if shell else [sys.executable, "start.py"]
    command[-1] = str(unpacked / str(command[-1]))
    lean = {**os.environ, "PYTHONPATH": "", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        [*command, "--quiet"], stdout=subprocess.PIPE, text=True, cwd=unpacked.parent, env=lean
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found
        yield found[0].rstrip("/")
        process.terminate()


def test_book_runs_from_the_stick(new_visit: Callable[..., Visit], started: str) -> None:
    """Text, charts, search and live Python, from the unpacked folder, with no other request."""
    visit = new_visit(started).open(CHAPTER)
    visit.wake()
    if visit.page.locator(".mq-live button").count():
        visit.page.get_by_role("button", name="Run and edit this page").click()
        visit.page.wait_for_function(
            """() => { const page = missileQuestion.live?.page;
                 return page?.opened && page.ready && !page.current && !page.queue.length; }""",
            timeout=90_000,
        )
        assert visit.page.locator(".mq-live-error").count() == 0
    visit.open("search.html?q=deterrence")
    visit.page.locator("#search-results li a").first.wait_for()
    assert visit.outside == [] and visit.failed == [] and visit.errors == []
    assert visit.console == []


@pytest.mark.parametrize("kind", [".wasm", ".mjs", ".js", ".css", ".json", ".csv"])
def test_types_as_they_arrive(unpacked: Path, started: str, kind: str) -> None:
    """The server says what browsers insist on, whatever the system's own table says."""
    wanted = {
        ".wasm": "application/wasm",
        ".mjs": "text/javascript; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".json": "application/json",
        ".csv": "text/csv; charset=utf-8",
    }
    site = unpacked / "site"
    found = next(site.rglob(f"*{kind}"), None)
    if found is None:
        assert kind in (".wasm", ".mjs"), kind
        pytest.skip("the book was built without live Python")
    client = http.client.HTTPConnection(started.removeprefix("http://"), timeout=10)
    client.request("GET", "/" + found.relative_to(site).as_posix())
    answer = client.getresponse()
    assert (answer.status, answer.getheader("Content-Type")) == (200, wanted[kind])
    client.close()


def test_second_start_takes_another_port(unpacked: Path, started: str) -> None:
    """Started twice, or beside another program on its port, the book opens all the same."""
    with subprocess.Popen(
        [sys.executable, str(unpacked / "start.py"), "--quiet"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.terminate()
    assert re.search(r"http://127\.0\.0\.1:\d+/", line) and started not in line


def test_missing_folder_is_told(tmp_path: Path) -> None:
    """start.py alone says what is missing, in one line."""
    shutil.copyfile(stick.SCRIPTS / "start.py", tmp_path / "start.py")
    done = subprocess.run(
        [sys.executable, "start.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        "The folder 'site' is missing beside start.py: unpack the whole zip again."
    ]


def test_opened_without_a_server(new_visit: Callable[..., Visit], unpacked: Path) -> None:
    """Without Python the same pages open from the disk, and charts move."""
    visit = new_visit((unpacked / "site").as_uri()).open(CHAPTER)
    visit.wake("fig-reach-map")
    assert visit.page.locator("#fig-reach-map").get_attribute("data-shown") == "wide"
    assert visit.page.locator(".mq-offline").is_hidden()
    assert visit.errors == [] and visit.console == []
