"""Students' programs run apart: what they try reaches nothing and costs nobody else."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from missile_question.checks import check
from missile_question.checks.core import Raised
from missile_question.checks.plain import Array, Odd, Table, plain
from missile_question.grading import codec, isolation, marks, submissions
from missile_question.grading import pool as pool_module
from missile_question.grading.pool import Pool
from missile_question.grading.records import KINDS, Cell, Collected, Limits, Run, Submission

ROOT = Path(__file__).resolve().parents[2]
CHECKS = str(ROOT / "src" / "missile_question" / "checks")
LIMITS = Limits(cell_s=4.0, wall_s=40.0, memory_mb=600, disk_mb=20, file_mb=5, processes=40)
AFTER = ("answer = 2", "t-2")


@pytest.fixture(scope="module")
def pool():
    """Return one pool for all: no test leaves anything behind that another meets."""
    with Pool(1, LIMITS, True) as opened:
        opened.run(submission(AFTER), {})  # the first loads what all others share
        yield opened


def submission(*cells: tuple[str, str]) -> Submission:
    made = tuple(Cell(f"c{i}", source, task) for i, (source, task) in enumerate(cells))
    return Submission("anna", "02_reach", "anna.ipynb", "0" * 64, made)


def answers(run: Run) -> dict[str, object]:
    return {task: found.value for task, found in run.collected.items()}


def test_processes_can_be_kept_apart_here():
    """Else the tests below would prove nothing."""
    assert isolation.available() == ""


def test_answers_come_out_as_plain_values(pool):
    """Numbers, tables and functions; a function's outputs for every case, errors among them."""
    code = "import pandas as pd\nanswer = pd.DataFrame({'a': [1, 2.5]})"
    run = pool.run(
        submission((code, "t-1"), ("def f(x):\n    return 1 / x\nanswer = f", "t-2")),
        {"t-2": [(2,), (0,)]},
    )
    assert run.collected["t-1"] == Collected(Table(("a",), [{"a": 1.0}, {"a": 2.5}]))
    found = run.collected["t-2"].outputs
    assert found == (0.5, Raised("ZeroDivisionError", "division by zero"))
    assert run.stopped == () and run.isolation == isolation.KIND


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)\nimport ctypes; "
         "ctypes.string_at(0)", "killed Python"),
        ("while True:\n    pass", "longer than 4 s"),
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass",
         "longer than 4 s"),
        ("import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
         "would not be interrupted"),
        ("x = []\nwhile True: x.append(bytes(10**7) + b'1')", ""),
        ("raise SystemExit", "SystemExit"),
        ("import os\nos.write(3, b'\\xff' * 9)", "grader's pipe"),
        ("print('x' * 20_000_000)", None),
        ("import os\nfor _ in range(200):\n    try: os.fork() or os.pause()\n"
         "    except Exception: break", ""),
        ("def x(:", "SyntaxError"),
        ("import builtins, json\njson.dumps = builtins.abs = None", None),
        ("input()", "EOFError"),
        ("%reset -f", None),
    ],
)  # fmt: skip
def test_a_bad_cell_costs_only_itself(pool, attack, said):
    """The answers before and after it are read, and it has its line in the report."""
    run = pool.run(submission(("answer = 1", "t-1"), (attack, ""), AFTER), {})
    assert answers(run) == {"t-1": 1, "t-2": 2}
    assert run.trouble == ""
    if said is None:
        assert run.stopped == ()
    elif said:
        (stopped,) = run.stopped
        assert stopped.cell == "c1" and said in stopped.error


@pytest.mark.parametrize(
    "secret",
    [
        ROOT / "exercises" / "solutions" / "02_reach.ipynb",
        ROOT / "src" / "missile_question" / "checks" / "reach.py",
        ROOT / "src" / "missile_question" / "grading" / "marks.py",
        ROOT / "tests" / "support" / "checks.py",
        ROOT / ".git" / "HEAD",
        Path("/etc/passwd"),
    ],
    ids=lambda path: path.name,
)
def test_files_of_the_machine_are_not_there(pool, secret):
    """Solutions, checks and the system's own files exist outside and not inside."""
    assert secret.exists()
    run = pool.run(submission((f"import os\nanswer = os.path.exists({str(secret)!r})", "t-1")), {})
    assert answers(run) == {"t-1": False}


@pytest.mark.parametrize(
    "code",
    [
        "open('/usr/mark', 'w')",
        f"open({str(ROOT / 'data' / 'mark.csv')!r}, 'w')",
        f"import subprocess\nsubprocess.run(['umount', {CHECKS!r}], check=True)",
        "import ctypes\nassert ctypes.CDLL(None).unshare(0x40000000) == 0",
        "import ctypes\nassert ctypes.CDLL(None).mount(b'none', b'/', None, 32 | 4096, None) == 0",
        "import os\nos.setuid(0)",
        "open('/tmp/big', 'wb').write(b'1' * 50_000_000)",
    ],
)
def test_walls_cannot_be_taken_down(pool, code):
    """Writing, mounting and gaining rights are refused."""
    run = pool.run(submission((code, ""), AFTER), {})
    assert len(run.stopped) == 1 and answers(run) == {"t-2": 2}


def test_there_is_no_network_and_nobody_else(pool):
    """A port of this machine is not to be reached; the process list and the files are its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 1)"
        run = pool.run(submission((code, "")), {})
        assert "unreachable" in run.stopped[0].error
    code = (
        "import os\nanswer = [sorted(filter(str.isdigit, os.listdir('/proc'))), sorted(os.environ)]"
    )
    run = pool.run(submission((code, "t-1")), {})
    numbers, names = run.collected["t-1"].value
    assert numbers in (["1"], []), "its own process, or none where /proc cannot be had"
    assert not set(names) & (set(os.environ) - {"PATH", "HOME", "LANG", "PWD", "TZ"}) - {
        "PYTHONHASHSEED", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
        "PYDEVD_DISABLE_FILE_VALIDATION", "IPYTHONDIR", "MPLCONFIGDIR",
    }  # fmt: skip


def test_the_checks_know_nothing_there(pool):
    """What is called checks answers that the grader checks later, and holds no expected value."""
    code = (
        "import gc, sys\nfrom missile_question.checks import check\n"
        "answer = [repr(check('reach-1', 5)), sorted(n for n in sys.modules if '.checks.' in n),"
        " any(type(x).__name__ in ('Task', 'FunctionTask') for x in gc.get_objects())]"
    )
    run = pool.run(submission((code, "t-1")), {})
    assert run.collected["t-1"].value == ["The grader checks later.", [], False]


def test_nothing_is_shared_and_nothing_is_left(pool):
    """A name set by one student is unknown to the next; open files do not add up."""
    pool.run(submission(("import builtins\nbuiltins.leak = leak = 1", "")), {})
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        run = pool.run(submission(("leak", ""), AFTER), {})
        assert "NameError" in run.stopped[0].error
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_without_walls_the_report_says_so():
    """It runs, and says what kept it apart: nothing, or for root a user without rights."""
    with Pool(1, LIMITS, False) as opened:
        run = opened.run(submission(("open('x', 'w').write('y')\nanswer = 2", "t-2")), {})
    assert answers(run) == {"t-2": 2}
    assert run.isolation == isolation.without_walls() in KINDS


def test_a_dropped_process_has_no_rights(tmp_path, monkeypatch):
    """What root owns cannot be read, nor root's processes reached, nor root become again."""
    secret, home = tmp_path / "seed", tmp_path / "home"
    secret.write_text("7", "utf-8")
    secret.chmod(0o600)
    home.mkdir()
    if os.geteuid() != 0:
        with pytest.raises(PermissionError):
            isolation.drop("/")
        return
    monkeypatch.chdir(home)
    child = os.fork()
    if child == 0:
        refused = 0
        isolation.drop(str(home))
        for attempt in (
            lambda: secret.read_text("utf-8"),
            lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
            lambda: os.kill(os.getppid(), 0),
            lambda: os.setuid(0),
            lambda: os.chown("/", 1, 1),
        ):
            try:
                attempt()
            except PermissionError:
                refused += 1
        Path("mine").write_text("a place of its own", "utf-8")
        os._exit(refused)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 5
    assert (home / "mine").exists()


def test_one_that_cannot_begin_is_told(monkeypatch):
    """No zero points for what never ran."""
    with Pool(1, LIMITS, False) as opened:
        monkeypatch.setattr(pool_module.tempfile, "TemporaryDirectory", Nowhere)
        run = opened.run(submission(AFTER), {})
        monkeypatch.undo()
    assert run.trouble == "Its process ended before the first cell." and not run.collected


class Nowhere:
    """A temporary folder that is gone."""

    def __init__(self, **_):
        pass

    def __enter__(self):
        return "/nowhere/at/all"

    def __exit__(self, *_):
        pass


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -(10**30), 1.5, float("inf"), "a\ud800", [1, [2.0]], {"a": {"b": None}},
     Odd("a function"), Raised("ValueError", "no"), Table(("a", "b"), [{"a": 1, "b": "x"}])],
    ids=repr,
)  # fmt: skip
def test_plain_values_survive_json(value):
    """What was read in one process is the same in the other, type by type."""
    import json

    twin = codec.decode(json.loads(codec.dumps(value)))
    assert twin == value and type(twin) is type(value)
    column = Array([1, 2])
    column.labels = ["a", "b"]
    twin = codec.decode(json.loads(codec.dumps(column)))
    assert (twin, type(twin), twin.labels) == (column, Array, column.labels)


@pytest.mark.parametrize(
    "forged",
    [5, ["int", "zz"], ["int", 5], ["list"], ["array", [], 3], ["table", ["a"], [[["b", None]]]],
     ["nothing"], {"a": 1}, ["dict", [[1, None]]], [], ["odd", 1]],
    ids=repr,
)  # fmt: skip
def test_forged_json_is_an_odd_answer(forged):
    """Nothing that a student's process writes makes the grader stumble."""
    assert isinstance(codec.decode(forged), Odd)


@pytest.mark.parametrize(
    "stem", ["02_reach", "05_verification_limits", "07_bargaining_and_linkage"]
)
def test_solutions_earn_all_and_stubs_nothing(tmp_path, stem):
    """A solution is full also on hidden cases; the exercise as given out earns nothing."""
    skeletons = submissions.skeletons(ROOT / "exercises" / "student")
    for folder, name in (("solutions", "anna"), ("student", "ben")):
        target = tmp_path / name / f"{stem}.ipynb"
        target.parent.mkdir()
        target.write_bytes((ROOT / "exercises" / folder / f"{stem}.ipynb").read_bytes())
    with Pool(1, Limits(), True) as opened:
        found = [
            marks.mark(s, opened.run(s, marks.cases(s.chapter, "seed")), "seed")
            for s in submissions.find(tmp_path, skeletons)
        ]
    anna, ben = found
    assert anna.points == anna.out_of > 20 and ben.points == 0
    assert any(mark.hidden_right == mark.hidden > 10 for mark in anna.marks)
    assert plain(check) == Odd("a function")
