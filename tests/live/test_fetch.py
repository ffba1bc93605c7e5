"""Fetching: by hash, resumed where it broke, and never believed."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

import pytest
from live import fetch
from toolchain.console import Stop

PYTHON = Path(sys.executable)


def test_download(site, tmp_path: Path) -> None:
    """What arrives has the hash, and nothing else lies beside it."""
    got = fetch.download(site.address, tmp_path / "file", site.sha256)
    assert got.read_bytes() == site.data
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_broken_download_is_continued(site, tmp_path: Path) -> None:
    """The connection breaks: the source fails, its part is kept, the next try asks for the rest."""
    site.cut = 1000
    with pytest.raises(fetch.Unavailable, match=r"does not answer|broke after"):
        fetch.download(site.address, tmp_path / "file", site.sha256)
    assert (tmp_path / "file.part").stat().st_size == 1000
    got = fetch.download(site.address, tmp_path / "file", site.sha256)
    assert got.read_bytes() == site.data
    assert site.asked == [None, "bytes=1000-"]


def test_server_that_cannot_continue(site, tmp_path: Path) -> None:
    """It sends the whole file: the part is thrown away, not added to."""
    (tmp_path / "file.part").write_bytes(site.data[:1000])
    site.resumes = False
    got = fetch.download(site.address, tmp_path / "file", site.sha256)
    assert got.read_bytes() == site.data


def test_spoilt_part_is_fetched_anew(site, tmp_path: Path) -> None:
    """A part from elsewhere gives a wrong hash: once more from the start, then all is well."""
    (tmp_path / "file.part").write_bytes(b"x" * 1000)
    got = fetch.download(site.address, tmp_path / "file", site.sha256)
    assert got.read_bytes() == site.data
    assert site.asked == ["bytes=1000-", None]


def test_wrong_hash_stops_in_a_sentence(site, tmp_path: Path) -> None:
    """The sentence names the file and both hashes, and the file is gone."""
    wanted = "0" * 64
    with pytest.raises(Stop) as stop:
        fetch.download(site.address, tmp_path / "numpy.whl", wanted)
    assert str(stop.value).startswith(
        f"numpy.whl is not what the lock names: expected {wanted}, found {site.sha256}."
    )
    assert not list(tmp_path.iterdir())


def test_site_that_is_not_there(tmp_path: Path) -> None:
    """No server at all is a source that fails, soon."""
    with pytest.raises(fetch.Unavailable, match="does not answer"):
        fetch.download("http://127.0.0.1:9/file", tmp_path / "file", "0" * 64)


def test_npm_integrity_and_spoilt_cache(tmp_path: Path) -> None:
    """Both kinds of hash are known; a spoilt file of the cache is removed and fetched again."""
    path = tmp_path / "a.tgz"
    path.write_bytes(b"abc")
    good = fetch.integrity(path)
    assert good.startswith("sha512-3a81oZNherrMQXNJriBBMRLm")
    assert fetch.kept(path, good)
    path.write_bytes(b"abd")
    assert not fetch.kept(path, good)
    assert not path.exists()


@pytest.fixture
def index(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let pip know the folder with the small wheel and nothing else."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tiny))
    return tiny


def lock(sha256: str) -> dict[str, str]:
    """Return a lock of one package."""
    return {"tiny": f"tiny==1.0 \\\n    --hash=sha256:{sha256}\n"}


def test_wheels_come_from_the_users_index_once(index: Path, tmp_path: Path) -> None:
    """Pip fetches by hash; what the cache has is not asked for again, even offline."""
    (wheel,) = index.glob("*.whl")
    locked = lock(fetch.sha256(wheel))
    found, count = fetch.wheels(PYTHON, locked, tmp_path / "cache")
    assert ([path.name for path in found], count) == ([wheel.name], 1)
    wheel.unlink()
    assert fetch.wheels(PYTHON, locked, tmp_path / "cache") == (found, 0)


def test_wheel_with_a_wrong_hash(index: Path, tmp_path: Path) -> None:
    """Pip's refusal becomes one sentence with both hashes; the cache stays clean."""
    (wheel,) = index.glob("*.whl")
    with pytest.raises(fetch.Mismatch, match=f"expected {'0' * 64}, found {fetch.sha256(wheel)}"):
        fetch.wheels(PYTHON, lock("0" * 64), tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_wheel_that_no_index_has(index: Path, tmp_path: Path) -> None:
    """A package that cannot be found is a source that fails."""
    (wheel,) = index.glob("*.whl")
    sha256 = fetch.sha256(wheel)
    wheel.unlink()
    with pytest.raises(fetch.Unavailable, match=r"pip: .*tiny"):
        fetch.wheels(PYTHON, lock(sha256), tmp_path / "cache")


def test_spoilt_wheel_in_the_cache(index: Path, tmp_path: Path) -> None:
    """It is replaced."""
    (wheel,) = index.glob("*.whl")
    locked = lock(fetch.sha256(wheel))
    (kept,), _ = fetch.wheels(PYTHON, locked, tmp_path / "cache")
    kept.write_bytes(b"spoilt")
    (again,), count = fetch.wheels(PYTHON, locked, tmp_path / "cache")
    assert (again.read_bytes(), count) == (wheel.read_bytes(), 1)


def test_npm_that_fails(tmp_path: Path) -> None:
    """Without a registry npm is a source that fails."""
    script = "import sys; sys.stderr.write('npm error code ENOTFOUND\\n'); sys.exit(1)"
    with pytest.raises(fetch.Unavailable, match="npm: ENOTFOUND"):
        fetch.npm_pack([PYTHON, "-c", script], "a@1", "sha512-x", tmp_path / "a.tgz")


def test_npm_package_with_a_wrong_hash(tmp_path: Path) -> None:
    """Whatever npm says it has checked, we check too."""
    script = (
        "import json, pathlib; pathlib.Path('a-1.tgz').write_bytes(b'x');"
        "print(json.dumps([{'filename': 'a-1.tgz'}]))"
    )
    with pytest.raises(Stop, match=r"a-1\.tgz is not what .*: expected sha512-x, found"):
        fetch.npm_pack([PYTHON, "-c", script], "a@1", "sha512-x", tmp_path / "a.tgz")
    assert not list(tmp_path.iterdir())
    digest = fetch.base64.b64encode(hashlib.sha512(b"x").digest()).decode()
    fetch.npm_pack([PYTHON, "-c", script], "a@1", f"sha512-{digest}", tmp_path / "a.tgz")
    assert (tmp_path / "a.tgz").read_bytes() == b"x"


def test_entries_of_the_lock() -> None:
    """Each package's lines are found, and where a wheel of it would be named so."""
    text = "# by make lock\npure-eval==0.2 \\\n    --hash=sha256:" + "a" * 64 + "\n    # via us\n"
    locked = fetch.entries(text + "six==1 \\\n    --hash=sha256:" + "b" * 64 + "\n")
    assert list(locked) == ["pure-eval", "six"]
    assert fetch.hashes(locked["pure-eval"]) == {"a" * 64}
    assert re.match(fetch.stem(locked["pure-eval"]), "pure_eval-0.2-py3-none-any.whl")


def test_no_index_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offline, the reason is a sentence and not one of pip's."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(fetch.Unavailable, match="no package index could be reached"):
        fetch.wheels(PYTHON, lock("0" * 64), tmp_path / "cache")
