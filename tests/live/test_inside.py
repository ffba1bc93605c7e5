"""Packing: same input, same bytes; and Python imports what was packed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from live import inside

FILES = {
    "pack/__init__.py": '"""Doc."""\n\nfrom __future__ import annotations\n',
    "pack/one.py": 'class A:\n    """Doc."""\n    def f(self):\n        """Doc."""\n',
    "pack/two.py": "SET = {'a', 'b', 'c'}\n\n\ndef g():\n    assert 'd' in {'d', 'e'}, 'x'\n",
    "pack/data.json": "{}",
    "pack/tests/test_one.py": "",
    "pack-1.dist-info/METADATA": "Name: pack",
}


def archive(path: Path, names: list[str]) -> str:
    """Write the files in this order, at whatever time it is; return the archive's name."""
    with zipfile.ZipFile(path, "w") as opened:
        for name in names:
            when = time.gmtime(1e9 + path.stat().st_size * 1e5)[:6]
            opened.writestr(zipfile.ZipInfo(name, when), FILES[name])  # type: ignore[arg-type]
    return str(path)


def packed(tmp_path: Path, names: list[str], **options: object) -> Path:
    """Pack the files; return the archive."""
    target = tmp_path / f"out{len(list(tmp_path.iterdir()))}.zip"
    source = archive(tmp_path / f"{target.stem}.whl", names)
    inside.pack([source], str(target), leave_out=["*/tests/*"], **options)  # type: ignore[arg-type]
    return target


def test_same_bytes_whatever_the_order_and_the_time(tmp_path: Path) -> None:
    """Two builds cannot be told apart."""
    one = packed(tmp_path, list(FILES))
    two = packed(tmp_path, list(reversed(FILES)))
    assert one.read_bytes() == two.read_bytes()


def test_only_what_is_needed_is_packed(tmp_path: Path) -> None:
    """Modules are compiled, their sources and tests stay behind, data and metadata come along."""
    names = zipfile.ZipFile(packed(tmp_path, list(FILES))).namelist()
    modules = ["pack/__init__.pyc", "pack/data.json", "pack/one.pyc", "pack/two.pyc"]
    assert names == ["pack-1.dist-info/METADATA", *modules]


def test_sources_stay_where_asked_for(tmp_path: Path) -> None:
    """The book's own package has both: a traceback shows its lines."""
    names = zipfile.ZipFile(packed(tmp_path, ["pack/one.py"], keep_source=True)).namelist()
    assert names == [f"pack/__pycache__/one.{sys.implementation.cache_tag}.pyc", "pack/one.py"]


@pytest.mark.parametrize(("kept", "said"), [([], "None"), (["pack"], "Doc.")])
def test_python_imports_it(tmp_path: Path, kept: list[str], said: str) -> None:
    """Without sources, and without docstrings where nobody asks for them."""
    target = packed(tmp_path, list(FILES), documented=kept)
    zipfile.ZipFile(target).extractall(tmp_path / "site")
    code = (
        "import pack.one as o, pack.two; print(o.A.__doc__, o.A.f.__doc__, pack.__doc__);"
        "pack.two.g()"
    )
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[0].split() == [said] * 3


def test_pyc_is_never_compared_with_a_time(tmp_path: Path) -> None:
    """Its flags say: by hash, unchecked."""
    target = packed(tmp_path, ["pack/one.py"])
    assert zipfile.ZipFile(target).read("pack/one.pyc")[4:8] == b"\x01\0\0\0"


def test_the_later_archive_wins(tmp_path: Path) -> None:
    """Stand-ins come last and replace what they stand for."""
    first = archive(tmp_path / "a.whl", ["pack/data.json"])
    second = tmp_path / "b.zip"
    with zipfile.ZipFile(second, "w") as opened:
        opened.writestr("pack/data.json", "ours")
    inside.pack([first, str(second)], str(tmp_path / "out.zip"))
    assert zipfile.ZipFile(tmp_path / "out.zip").read("pack/data.json") == b"ours"
