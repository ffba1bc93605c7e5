"""Keep a process apart: no network, no files but what Python needs, nobody else's processes.

Linux namespaces, called through libc, since each student's process is forked from one that has
already imported everything, and programs such as bubblewrap start a new one instead.

The new root is a small file system in memory. In it lie, read-only, the system's libraries, Python
and this package; :mod:`missile_question.checks`, which holds expected answers, is covered by an
empty folder.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = [
    "KIND",
    "Apart",
    "available",
    "covered",
    "die_with_parent",
    "drop",
    "enter",
    "limit",
    "needed",
    "settle",
]

KIND = "namespaces"

_NEWNS, _NEWUTS, _NEWIPC = 0x00020000, 0x04000000, 0x08000000
_NEWUSER, _NEWPID, _NEWNET = 0x10000000, 0x20000000, 0x40000000
_RDONLY, _NOSUID, _NODEV, _NOEXEC, _REMOUNT = 1, 2, 4, 8, 32
_BIND, _REC, _PRIVATE = 4096, 16384, 1 << 18
_NOATIME, _NODIRATIME, _RELATIME = 1024, 2048, 1 << 21
_DETACH = 2
_PDEATHSIG, _CAPBSET_DROP, _NO_NEW_PRIVS = 1, 24, 38
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
#: Ids that nobody has; each process gets one of its own, so that its processes can be counted.
_FIRST_ID = 2_000_000
_HOME = "/home/student"


@dataclass(frozen=True)
class Apart:
    """What a process is to see and may fill.

    Parameters
    ----------
    shown : tuple of str
        Files and folders that lie at the same place in the new root, read-only.
    covered : tuple of str
        Folders among them that are to be empty.
    mount : str
        An empty folder to build the new root on.
    disk_mb : int
        What it may write, in megabytes.
    """

    shown: tuple[str, ...]
    covered: tuple[str, ...]
    mount: str
    disk_mb: int


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _must(result: int, what: str) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


def _mount(source: str, target: str, kind: str | None, flags: int, data: str = "") -> None:
    answer = _libc().mount(
        source.encode(),
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        data.encode() if data else None,
    )
    _must(answer, f"mount on {target}")


def needed() -> tuple[str, ...]:
    """Return the files and folders that this Python and this package need, outermost only.

    Returns
    -------
    tuple of str
        Real, absolute and existing; of a clone only the package, its tables and the claims.
    """
    package = Path(__file__).resolve().parents[1]
    paths = [Path(p) for p in ("/usr", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ssl/certs")]
    paths += [Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve(), package]
    repository = package.parents[1]
    if (repository / "pyproject.toml").is_file():  # a clone, not a wheel
        paths += [repository / "data", repository / "seeds" / "claims.csv"]
    paths += [Path("/", name) for name in ("bin", "lib", "lib32", "lib64", "sbin")]
    # A folder that holds the clone is none of Python's, even where someone put it on the path.
    paths += [p for p in map(Path, sys.path) if p.is_dir() and p.name == "site-packages"]
    found: list[str] = []
    for path in sorted({p.absolute() for p in paths if p.exists()}):
        text = str(path)
        if not any(text == kept or text.startswith(f"{kept}/") for kept in found):
            found.append(text)
    return tuple(found)


def covered() -> tuple[str, ...]:
    """Return the folders of this package that hold what a student's process must not see."""
    package = Path(__file__).resolve().parents[1]
    return tuple(str(package / name) for name in ("checks", "grading"))


def _build(apart: Apart) -> None:
    """Mount the new root and step into it; the old one is gone."""
    root = apart.mount
    size = f"size={apart.disk_mb}m,nr_inodes=20000,mode=0755"
    _mount("none", "/", None, _REC | _PRIVATE)
    _mount("tmpfs", root, "tmpfs", _NOSUID | _NODEV, size)
    for path in apart.shown:
        target = root + path
        if os.path.islink(path):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.symlink(os.readlink(path), target)
        else:
            _show(path, target)
    os.makedirs(f"{root}/dev", exist_ok=True)
    for name in ("null", "zero", "random", "urandom"):
        _bind(f"/dev/{name}", f"{root}/dev/{name}")
    for path in apart.covered:
        if os.path.isdir(root + path):
            _mount("tmpfs", root + path, "tmpfs", _NOSUID | _NODEV | _RDONLY, "size=4k,mode=0755")
    for path, mode in (("/proc", 0o755), ("/etc", 0o755), ("/tmp", 0o1777), (_HOME, 0o777)):
        os.makedirs(root + path, exist_ok=True)
        os.chmod(root + path, mode)
    os.chdir(root)
    number = _PIVOT_ROOT[os.uname().machine]
    _must(_libc().syscall(number, b".", b"."), "pivot_root")
    _must(_libc().umount2(b".", _DETACH), "umount")
    os.chdir("/")


def _bind(path: str, target: str) -> None:
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        Path(target).touch()
    _mount(path, target, None, _BIND | _REC)


def _show(path: str, target: str) -> None:
    """Bind a path read-only."""
    _bind(path, target)
    # A user namespace may only add flags to a mount, so those it came with are kept.
    given = os.statvfs(target).f_flag
    kept = (given & (_NOEXEC | _NOATIME | _NODIRATIME)) | (_RELATIME if given & 4096 else 0)
    _mount("none", target, None, _BIND | _REMOUNT | _RDONLY | _NOSUID | _NODEV | kept)


def enter(apart: Apart) -> int:
    """Put the calling process behind walls; its next child is the first process there.

    The process must have one thread. Its parent and files that are open stay as they are.

    Parameters
    ----------
    apart : Apart

    Returns
    -------
    int
        The user id that :func:`drop` should take, 0 for the present one.

    Raises
    ------
    OSError
        If the system forbids it; the message says which step.
    """
    if sys.platform != "linux" or os.uname().machine not in _PIVOT_ROOT:
        raise OSError(f"it is made for Linux on {' and '.join(_PIVOT_ROOT)}")
    flags = _NEWNS | _NEWUTS | _NEWIPC | _NEWPID | _NEWNET
    user, group = os.getuid(), os.getgid()
    if os.geteuid() == 0:
        _must(_libc().unshare(flags), "unshare")
        _build(apart)
        return _FIRST_ID + os.getpid() % 1_000_000
    _must(_libc().unshare(flags | _NEWUSER), "unshare")
    Path("/proc/self/setgroups").write_text("deny", "ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")
    _build(apart)
    return 0


def _give_up(user: int) -> None:
    """Become a user (0 for the present one) who has no right to anything, and can gain none."""
    libc = _libc()
    for capability in range(64):
        if libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # past the last that this kernel knows
    if user:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    _must(libc.capset(header, none), "capset")
    _must(libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def drop(home: str) -> None:
    """Become a user whom nothing belongs to but a folder: for where walls cannot be had.

    The calling process must be root's. Files that everybody may read stay readable, and the
    network stays; memory, files and processes of others do not.

    Parameters
    ----------
    home : str
        The folder.

    Raises
    ------
    OSError
        If a right could not be given up.
    """
    user = _FIRST_ID + os.getpid() % 1_000_000
    os.chown(home, user, user)
    _give_up(user)
    die_with_parent()


def without_walls() -> str:
    """Return what keeps submissions apart where nobody asks for walls: ``"user"`` or ``"none"``.

    It takes root, and a Python that lies where everybody may read it.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return "none"
    for path in (Path(os.__file__), Path(np.__file__), Path(__file__)):
        if not all(folder.stat().st_mode & 0o1 for folder in path.resolve().parents):
            return "none"
    return "user"


def settle(user: int) -> None:
    """Finish in the first process behind the walls: its own /proc, and no right to anything.

    Parameters
    ----------
    user : int
        What :func:`enter` returned.

    Raises
    ------
    OSError
        If a right could not be given up.
    """
    # A container that hides parts of its own /proc lets no ordinary user mount another; an empty
    # folder shows a student's process even less.
    with suppress(PermissionError):
        _mount("proc", "/proc", "proc", _NOSUID | _NODEV | _NOEXEC)
    _give_up(user)
    die_with_parent()
    os.chdir(_HOME)


def die_with_parent() -> None:
    """Let the calling process be killed when its parent ends (Linux)."""
    if sys.platform == "linux":
        _libc().prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def address_space() -> int:
    """Return the bytes of address space of the calling process, 0 where Linux's /proc is not."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0


def limit(*, cpu_s: float, memory_mb: int, file_mb: int, processes: int, held: int) -> None:
    """Limit the calling process and those it starts.

    Parameters
    ----------
    cpu_s : float
        Seconds of processor time.
    memory_mb : int
        Megabytes of address space beyond what the process held.
    file_mb : int
        Megabytes of one file.
    processes : int
        Processes and threads of this user at a time.
    held : int
        What :func:`address_space` returned outside; 0 for no limit to it.
    """
    import resource  # Unix alone has it; the module can be imported anywhere

    cpu = max(1, round(cpu_s))
    wanted = {
        resource.RLIMIT_CPU: (cpu, cpu + 1),
        resource.RLIMIT_FSIZE: (file_mb * 10**6,) * 2,
        resource.RLIMIT_NOFILE: (256, 256),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NPROC: (processes, processes),
    }
    if held:
        space = held + memory_mb * 10**6
        wanted[resource.RLIMIT_AS] = (space, space)
    for what, (soft, hard) in wanted.items():
        _, most = resource.getrlimit(what)
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(what, (soft, hard))


def available() -> str:
    """Return why processes cannot be kept apart here, in one sentence, or an empty text."""
    if sys.platform != "linux":
        return "Keeping students' programs apart needs Linux."
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                user = enter(Apart(needed(), covered(), folder, 10))
                inner = os.fork()
                if inner == 0:
                    settle(user)
                    os._exit(0)
                if os.waitpid(inner, 0)[1] != 0:
                    os._exit(1)  # it has said why
            except BaseException as error:
                os.write(writing, str(error).encode("utf-8", "replace")[:300])
                os._exit(1)
            os._exit(0)
        os.close(writing)
        said = os.read(reading, 1000).decode("utf-8", "replace")
        os.close(reading)
        status = os.waitpid(child, 0)[1]
    if status == 0:
        return ""
    return f"This system does not let students' programs be kept apart ({said or 'no reason'})."
