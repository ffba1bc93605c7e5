"""Submissions that reach for what lies outside: files, network, processes, memory, names.

Each tells in the tenth task, the text that a person reads, what it got hold of.
"""

from __future__ import annotations

from grading.corpus.entry import GUARD, Entry, solved

#: Runs attempts one by one; ``got`` are those that brought something home.
_TRY = """
import os, sys
got, tries = [], 0
def tried(what, attempt):
    global tries
    tries += 1
    try:
        found = attempt()
        if found not in (None, False, "", b"", 0, -1, []):
            got.append((what, str(found)[:80]))
    except BaseException:
        pass
"""
_TELL = """
answer = f"tried {tries} ways, got {len(got)}: {got[:9]}"
"""


def _attempts(name: str, tries: str, code: str, number: int, *, guard: bool = False) -> Entry:
    """Return a full solution whose tenth answer is an attack of some attempts, all in vain."""
    text = (GUARD if guard else "") + _TRY + "\n".join(
        line.removeprefix("        ") for line in code.splitlines()
    ) + _TELL  # fmt: skip
    return solved(name, tries, {"reach-10": text}, told=f"tried {number} ways, got 0: []")


ENTRIES: tuple[Entry, ...] = (
    _attempts(
        "reads-secrets",
        "the grader's file read by path, by links, and through /proc",
        """
        def read(path):
            with open(path, "rb") as file:
                return file.read()
        tried("path", lambda: read("@secret@"))
        tried("up", lambda: read("../" * 20 + "@secret@".lstrip("/")))
        for place in ("root", "cwd"):
            for number in ("self", "1", "2", "@pid@"):
                tried(f"{place} of {number}", lambda: read(f"/proc/{number}/{place}@secret@"))
        os.symlink("@secret@", "link")
        tried("link", lambda: read("link"))
        tried("hard link", lambda: (os.link("@secret@", "hard"), read("hard")))
        tried("folder", lambda: os.listdir(os.path.dirname("@secret@")))
        tried("users", lambda: [l for l in open("/etc/passwd") if "/root" in l])
        tried("shadow", lambda: read("/etc/shadow"))
        tried("hosts", lambda: read("/etc/hostname"))
        """,
        16,
    ),
    _attempts(
        "writes-outside",
        "files written outside, and our own files, Python and its libraries changed",
        """
        import missile_question, numpy, shutil
        def write(path):
            with open(path, "a") as file:
                file.write("changed")
            return path
        tried("folder", lambda: write("@folder@/mine"))
        tried("secret", lambda: write("@secret@"))
        tried("package", lambda: write(missile_question.__file__))
        tried("library", lambda: write(numpy.__file__))
        tried("python", lambda: write(sys.executable))
        tried("site", lambda: write(os.path.join(os.path.dirname(os.__file__), "sitecustomize.py")))
        tried("remove", lambda: shutil.rmtree(os.path.dirname(numpy.__file__)) or "removed")
        """,
        7,
        guard=True,
    ),
    _attempts(
        "calls-out",
        "network: the grader's own port, a Unix socket of its, an address outside, a name",
        """
        import socket, urllib.request
        def connect(family, address):
            with socket.socket(family) as found:
                found.settimeout(1)
                found.connect(address)
                return "connected"
        tried("port", lambda: connect(socket.AF_INET, ("127.0.0.1", int("@port@"))))
        tried("abstract", lambda: connect(socket.AF_UNIX, "\\0@name@"))
        tried("outside", lambda: connect(socket.AF_INET, ("192.0.2.1", 80)))
        tried("six", lambda: connect(socket.AF_INET6, ("::1", int("@port@"))))
        tried("name", lambda: socket.getaddrinfo("example.org", 80))
        tried("page", lambda: urllib.request.urlopen("http://127.0.0.1:@port@/", timeout=1))
        def datagram():
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
                return found.sendto(b"hello", ("127.0.0.1", int("@port@")))
        tried("datagram", datagram)
        tried("cards", lambda: [n for _, n in socket.if_nameindex() if n != "lo"])
        """,
        8,
    ),
    _attempts(
        "environment",
        "the grader's environment: our own, other processes', what was left in memory",
        """
        import glob
        tried("ours", lambda: [k for k, v in os.environ.items() if "@token@"[:8] in v])
        def others():
            found = []
            for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
                with open(path, "rb") as file:
                    if b"@token@"[:8] in file.read():
                        found.append(path)
            return found
        tried("others", others)
        tried("processes", lambda: [p for p in glob.glob("/proc/[0-9]*") if int(p[6:]) > 60])
        tried("keys", lambda: [k for k in os.environ if "KEY" in k or "TOKEN" in k or "AWS" in k])
        """,
        4,
    ),
    _attempts(
        "parents-memory",
        "the grader's process: its memory, its files, tracing it, sending it signals",
        """
        import ctypes, glob, signal
        libc = ctypes.CDLL(None, use_errno=True)
        for number in ("@pid@", "1", str(os.getppid())):
            if number == str(os.getpid()):
                continue
            tried(f"memory {number}", lambda: open(f"/proc/{number}/mem", "rb").read(1))
            tried(f"files {number}", lambda: os.listdir(f"/proc/{number}/fd"))
            tried(f"trace {number}", lambda: libc.ptrace(16, int(number), 0, 0) == 0)
        tried("stop", lambda: os.kill(int("@pid@"), signal.SIGSTOP) or "stopped")
        tried("group", lambda: os.killpg(int("@pid@"), signal.SIGTERM) or "ended")
        """,
        8,
        guard=True,
    ),
    _attempts(
        "climbs-the-walls",
        "the covers and the read-only mounts undone, namespaces joined, rights taken",
        """
        import ctypes, missile_question
        libc = ctypes.CDLL(None, use_errno=True)
        base = os.path.dirname(missile_question.__file__)
        checks = (base + "/checks").encode()
        tried("umount", lambda: libc.umount2(checks, 2) == 0)
        tried("remount", lambda: libc.mount(b"none", base.encode(), None, 32 | 4096, None) == 0)
        tried("mount", lambda: libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None) == 0)
        tried("bind", lambda: libc.mount(b"/", b"/tmp", None, 4096, None) == 0)
        for number in ("1", "self"):
            for name in ("mnt", "net", "user"):
                tried(f"join {name}", lambda: libc.setns(
                    os.open(f"/proc/{number}/ns/{name}", os.O_RDONLY), 0) == 0)
        tried("root", lambda: os.setuid(0) or "root")
        tried("chroot", lambda: os.chroot("/tmp") or "chroot")
        def nested():
            if libc.unshare(0x10000000 | 0x00020000) != 0:
                return None
            return libc.umount2(checks, 2) == 0 and os.listdir(checks)
        tried("node", lambda: os.mknod("disk", 0o060666, os.makedev(254, 0)) or "node")
        tried("covered", lambda: os.listdir(checks))
        tried("nested", nested)
        tried("covered still", lambda: os.listdir(checks))
        """,
        16,
        guard=True,
    ),
    _attempts(
        "shared-memory",
        "shared memory, message queues and terminals that others use as well",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        tried("segments", lambda: [l for l in open("/proc/sysvipc/shm")][1:])
        tried("shm", lambda: os.listdir("/dev/shm"))
        tried("terminal", lambda: os.ttyname(0))
        tried("tty", lambda: open("/dev/tty"))
        tried("push", lambda: __import__("fcntl").ioctl(0, 0x5412, b"x") == 0)
        tried("kernel", lambda: open("/dev/kmsg").read(1))
        tried("disks", lambda: [n for n in os.listdir("/dev") if n.startswith(("vd", "sd"))])
        """,
        7,
    ),
    _attempts(
        "open-files",
        "files that the grader left open: folders to start from, sockets, pipes to read",
        """
        for number in range(3, 256):
            def look(fd=number):
                os.fstat(fd)
                try:
                    return os.listdir(fd)
                except OSError:
                    pass
                path = os.readlink(f"/proc/self/fd/{fd}")
                if path == "/dev/null":
                    return None
                if path.startswith("socket"):
                    return "socket"
                import fcntl
                if fcntl.fcntl(fd, fcntl.F_GETFL) & 3 != os.O_WRONLY:
                    return path
            tried(number, look)
        """,
        253,
    ),
    solved(
        "stays-behind",
        "a process that leaves its session and its parents, and waits until all is over",
        {"reach-10": GUARD + """
import time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(3, 256):
            try: os.close(number)
            except OSError: pass
        os.execvp("sleep", ["sleep", "1000.@pid@"])
    os._exit(0)
time.sleep(0.3)
answer = "left one behind"
"""},
        told="left one behind",
    ),
    solved(
        "left-for-the-next",
        "files, modules and settings left behind for whoever is graded next",
        {"reach-10": """
            import builtins, pathlib, sys, tempfile
            left = []
            places = pathlib.Path.home(), pathlib.Path("/tmp"), pathlib.Path.cwd()
            for place in places:
                left += [p.name for p in place.iterdir() if p.name.startswith("left-")]
            for place in places:
                (place / "left-behind.py").write_text("answer = 1")
            left += [n for n in dir(builtins) if n.startswith("left_")]
            builtins.left_behind = 1
            answer = f"found of others: {left}"
        """},
        told="found of others: []",
    ),
    solved(
        "next-in-line",
        "the same once more: what was left behind must not be found",
        {"reach-10": """
            import builtins, pathlib
            left = [n for n in dir(builtins) if n.startswith("left_")]
            for place in (pathlib.Path.home(), pathlib.Path("/tmp"), pathlib.Path.cwd()):
                left += [p.name for p in place.iterdir() if p.name.startswith("left-")]
            answer = f"found of others: {left}"
        """},
        told="found of others: []",
    ),
)  # fmt: skip
