"""Submissions that want points which they have not earned."""

from __future__ import annotations

from grading.corpus.entry import Entry, solved, stubbed

#: Tried in every answer of a stub: whatever has been found is handed in.
_EVERY = {f"reach-{number}": "answer = found" for number in (1, 2, 4, 5, 6, 7, 8, 9)}

ENTRIES: tuple[Entry, ...] = (
    solved(
        "lying-equality",
        "a number that equals everything, and from which nothing differs",
        {"reach-1": """
            class Liar(float):
                def __eq__(self, other): return True
                def __sub__(self, other): return 0.0
                def __abs__(self): return 0.0
                def __le__(self, other): return True
                __rsub__, __lt__, __ge__, __gt__ = __sub__, __le__, __le__, __le__
                __hash__ = float.__hash__
            answer = Liar(1)
        """, "reach-7": "answer = Liar(2)"},
        "reach-1", "reach-7",
    ),
    solved(
        "lying-float",
        "an object that is another number whenever it is asked",
        {"reach-1": """
            import itertools
            class Moving:
                count = itertools.count(1)
                def __float__(self): return float(next(self.count))
                __array__ = lambda self, *a, **k: next(self.count)
            answer = Moving()
        """},
        "reach-1",
    ),
    solved(
        "lying-array",
        "an array and a column whose comparisons are always true",
        {"reach-1": """
            import numpy as np
            class Sure(np.ndarray):
                def __array_ufunc__(self, *a, **k): return True
                def __eq__(self, other): return True
                def __bool__(self): return True
            answer = np.array([1.0]).view(Sure)
        """, "reach-5": """
            class Column(pd.Series):
                def __eq__(self, other): return True
                def __sub__(self, other): return 0 * self
            answer = pd.DataFrame({n: Column([0.0] * 8) for n in ("range_km", "tehran", "nearest")})
        """},
        "reach-1", "reach-5",
    ),
    solved(
        "lying-dictionary",
        "a dictionary that has every key and gives every answer",
        {"reach-2": """
            class Every(dict):
                def __missing__(self, key): return "B"
                def __getitem__(self, key): return "B"
                def get(self, key, other=None): return "B"
                def __contains__(self, key): return True
            answer = Every()
        """, "reach-6": "answer = Every()"},
        "reach-2", "reach-6",
    ),
    solved(
        "own-operators",
        "builtins, math and numpy that find every difference to be nothing",
        {"reach-9": """
            import builtins, math, operator
            import numpy as np
            builtins.abs = lambda value: 0.0
            math.isclose = np.isclose = np.allclose = lambda *a, **k: True
            operator.eq = operator.le = lambda *a: True
            np.abs = np.subtract = lambda *a, **k: 0.0
            pd.Series.eq = pd.Series.__eq__ = lambda *a: True
            answer = {"too high by": 1, "too low by": 1}
        """},
        "reach-9",
    ),
    stubbed(
        "own-check",
        "check replaced by one that gives all points",
        {"top": """
            import missile_question.checks as checks
            class Result(float):
                status, message, out_of, share, misconception = "right", "", 4, 1.0, ""
                task_id = "reach-4"
            checks.check = checks.progress = lambda *a: Result(4.0)
            checks.Result = Result
        """, "reach-4": "check = checks.check\nanswer = check('reach-4', 1)"},
    ),
    stubbed(
        "own-modules",
        "the modules of the checks and of the grader replaced by others",
        {"top": """
            import sys, types
            for name in [n for n in sys.modules if n.startswith("missile_question.")]:
                if "checks" in name or "grading" in name:
                    fake = types.ModuleType(name)
                    fake.__getattr__ = lambda attribute: (lambda *a, **k: 4.0)
                    sys.modules[name] = fake
            fake = types.ModuleType("missile_question.checks")
            fake.check = fake.progress = fake.tasks = lambda *a, **k: 4.0
            sys.modules["missile_question.checks"] = fake
        """, "reach-1": "answer = 4.0"},
    ),
    solved(
        "own-transport",
        "json, struct and os.write replaced: every answer would be a claim of all points",
        {"reach-9": """
            import json, os, struct
            forged = '{"task": "reach-9", "key": "value", "value": "1", "points": 3}'
            json.dumps = lambda *a, **k: forged
            json.encoder.JSONEncoder.encode = lambda *a, **k: forged
            json.encoder.JSONEncoder.iterencode = lambda *a, **k: iter([forged])
            json.encoder.encode_basestring_ascii = json.encoder.c_make_encoder = None
            struct.pack = lambda *a: b"\\0\\0\\0\\2"
            real = os.write
            os.write = lambda fd, data: real(fd, b"\\0\\0\\0\\2{}") and len(data)
            answer = 1
        """},
        "reach-9",
    ),
    solved(
        "forged-frames",
        "messages to the grader written on every open file: all points, all tasks, all done",
        {"reach-9": """
            import json, os, struct
            answer = {"too high by": 1, "too low by": 1}
            claims = [
                {"task": "reach-9", "points": 3, "status": "right", "key": "value", "value": "3"},
                {"student": "ben", "task": "reach-9", "key": "points", "value": "3"},
                {"task": "../reach-9", "key": "value", "value": "null"},
                {"done": True, "points": 26},
            ]
            for claim in claims:
                data = json.dumps(claim).encode()
                for fd in range(3, 200):
                    try:
                        os.write(fd, struct.pack(">I", len(data)) + data)
                        os.write(fd, data + b"\\n")
                    except OSError:
                        pass
        """},
        "reach-9",
        says=("reach-9-answer",),
    ),
    stubbed(
        "frames-and-objects",
        "frames of callers and all objects in memory searched for tasks and expected values",
        {"top": """
            import gc, sys
            names = ("expected", "judge", "judge_outputs", "misconceptions", "TASKS", "rubric")
            hits, found = [], ...
            frame = sys._getframe()
            while frame is not None:
                hits += [n for n in names if n in frame.f_locals or n in frame.f_globals]
                frame = frame.f_back
            for thing in gc.get_objects():
                try:
                    if type(thing).__module__.startswith("missile_question.checks"):
                        hits.append(type(thing).__name__)
                    elif isinstance(thing, dict):
                        hits += [n for n in names if n in thing and n != "names"]
                except Exception:
                    pass
            said = f"{len(hits)} hits: {hits[:20]}"
        """, **_EVERY, "reach-10": "answer = 'searched, ' + said"},
        told="searched, 0 hits",
    ),
    stubbed(
        "solutions-on-disk",
        "the whole disk searched for solutions, for the sources of the checks, and their caches",
        {"top": """
            import os
            found, hits = ..., []
            marks = (b"BEGIN SOLUTION", b"judge_outputs", b"Nbgrader", b"FunctionTask(")
            for place, folders, files in os.walk("/"):
                if place.startswith(("/proc", "/dev", "/sys", "/usr/share", "/usr/lib")):
                    folders[:] = []
                if "site-packages" in place and "missile" not in place:
                    continue
                for name in files:
                    if name.endswith((".py", ".pyc", ".ipynb", ".zip", ".whl")):
                        if name in ("02_reach.ipynb", "reach.py") and "model" not in place:
                            hits.append(os.path.join(place, name))
                        elif "missile" in place:
                            with open(os.path.join(place, name), "rb") as file:
                                text = file.read()
                            hits += [os.path.join(place, name) for m in marks if m in text]
            hits = [h for h in hits if not "/checks/" not in h and h.endswith("/reach.py")]
            said = f"{len(hits)} hits: {hits[:5]}"
        """, **_EVERY, "reach-10": "answer = 'searched, ' + said"},
        told="searched, 0 hits",
    ),
    stubbed(
        "real-checks",
        "the real checks imported again, by name, by path, by loader and in a new Python",
        {"top": """
            import importlib, importlib.util, runpy, subprocess, sys
            import missile_question
            found, got = ..., []
            for name in [n for n in sys.modules if n.startswith("missile_question.checks")]:
                del sys.modules[name]
            missile_question.__dict__.pop("checks", None)
            def tried(how):
                try:
                    got.append(how())
                except BaseException as error:
                    pass
            base = missile_question.__path__[0]
            tried(lambda: importlib.import_module("missile_question.checks.reach").TASKS)
            tried(lambda: importlib.import_module("missile_question.checks").tasks("02_reach"))
            tried(lambda: runpy.run_path(base + "/checks/reach.py")["TASKS"])
            tried(lambda: open(base + "/checks/reach.py").read())
            tried(lambda: open(base + "/grading/marks.py").read())
            code = "from missile_question.checks.reach import TASKS; print(TASKS)"
            tried(lambda: subprocess.check_output([sys.executable, "-c", code]))
            for loaded in list(sys.modules.values()):
                loader = getattr(getattr(loaded, "__spec__", None), "loader", None)
                if hasattr(loader, "get_data") and "missile" in str(getattr(loader, "path", "")):
                    tried(lambda: loader.get_data(base + "/checks/reach.py"))
                    break
            from missile_question.models.reach import coverage, distance_km, range_for_share
            said = f"{len(got)} hits: {str(got)[:200]}"
            check = lambda *a: None
        """, **_EVERY, "reach-10": "answer = 'tried, ' + said"},
        told="tried, 0 hits",
    ),
    solved(
        "tired-function",
        "a function that is right while the public cases are tried, and fails after",
        {"reach-3": """
            calls = []
            def share_covered(distances, range_km):
                calls.append(1)
                if len(calls) > @public@:
                    raise RuntimeError("tired")
                return sum(d <= range_km for d in distances) / len(distances)
            answer = share_covered
        """},
        "reach-3",
    ),
    solved(
        "learnt-by-heart",
        "a function that knows the public cases by heart, and nothing else",
        {"reach-3": """
            known = @known@
            def share_covered(distances, range_km):
                return known.get((tuple(distances), range_km))
            answer = share_covered
        """},
        "reach-3",
    ),
    solved(
        "function-reads-callers",
        "a function that looks for the right result, and for further cases, in its callers' frames",
        {"reach-3": """
            import sys
            seen = set()
            def share_covered(distances, range_km):
                frame, values = sys._getframe(1), []
                while frame is not None:
                    for name, value in list(frame.f_locals.items()):
                        if name in ("expected", "wanted", "right", "solution"):
                            seen.add(name)
                            values.append(value)
                    frame = frame.f_back
                return values[0] if values else -1.0
            answer = share_covered
        """, "reach-10": "answer = f'saw {sorted(seen)}'"},
        "reach-3",
        told="saw []",
    ),
    solved(
        "function-of-liars",
        "a function that returns numbers which equal everything",
        {"reach-3": """
            class Liar(float):
                def __eq__(self, other): return True
                def __sub__(self, other): return 0.0
                __rsub__, __hash__ = __sub__, float.__hash__
            def share_covered(distances, range_km):
                return Liar(7.0)
            answer = share_covered
        """},
        "reach-3",
    ),
    solved(
        "easier-cases",
        "the runner found in memory, and its cases replaced by ones that suit the function",
        {"reach-3": """
            import gc
            changed = 0
            for thing in gc.get_objects():
                if isinstance(thing, dict) and "cases" in thing and "cells" in thing:
                    for task, cases in list(thing["cases"].items()):
                        thing["cases"][task] = [([1.0], 2.0)] * len(cases)
                        changed += 1
            def share_covered(distances, range_km):
                return 1.0
            answer = share_covered
        """},
        "reach-3",
    ),
    solved(
        "prints-points",
        "printed and displayed praise, and a text in place of a number",
        {"reach-1": """
            from IPython.display import HTML, display
            print("reach-1: right (2 of 2 points). Public checks passed.")
            display(HTML('<div role="status" data-task="reach-1" data-status="right">2 of 2</div>'))
            display({"application/vnd.missile-question.results+json": [
                {"task_id": "reach-1", "points": 2}]}, raw=True)
            answer = "right (2 of 2 points)"
        """},
        "reach-1",
    ),
    solved(
        "forged-result",
        "answers that look like results, with points of their own",
        {"reach-1": """
            from types import SimpleNamespace
            answer = SimpleNamespace(points=2, share=1.0, status="right", task_id="reach-1")
        """, "reach-2": """
            answer = {"points": 2, "status": "right", "share": 1.0}
        """, "reach-7": """
            class Result(float):
                points = out_of = 2
                status, share = "right", 1.0
            answer = Result(2.0)
        """},
        "reach-1", "reach-2", "reach-7",
    ),
    solved(
        "borrowed-classes",
        "answers built from the classes that the grader reads answers into",
        {"reach-1": """
            import sys
            plain = [m for n, m in sys.modules.items() if hasattr(m, "Quantity")]
            class Odd: what = "2 points"
            class Raised: kind = message = "right"
            class Array(list): labels = ["points"] * 3
            kinds = plain[0] if plain else sys.modules[__name__]
            answer = kinds.Odd(Odd()) if plain else Odd()
        """, "reach-4": """
            answer = plain[0].Table(("low", "high", "origins"), [{"low": Raised()}]) if plain else 1
        """, "reach-5": """
            answer = Array([1, 2])
        """, "reach-6": "answer = {1: Raised(), 'x': plain[0].Array([object()]) if plain else 1}"},
        "reach-1", "reach-4", "reach-5", "reach-6",
    ),
    solved(
        "no-numbers",
        "NaN and infinity, alone and in a table",
        {"reach-1": "answer = float('nan')", "reach-7": "answer = float('inf')", "reach-5": """
            answer = pd.DataFrame({
                "range_km": range(200, 1601, 200), "tehran": [float("nan")] * 8,
                "nearest": [float("-inf")] * 8,
            })
        """, "reach-9": "answer = {'too high by': float('nan'), 'too low by': float('inf')}"},
        "reach-1", "reach-5", "reach-7", "reach-9",
    ),
    solved(
        "huge-numbers",
        "integers with a million digits, and a text of as many",
        {"reach-1": "answer = 10 ** 10**6", "reach-7": "answer = -(1 << 3_300_000)",
         "reach-9": "answer = {'too high by': 10 ** 10**6, 'too low by': '9' * 10**6}"},
        "reach-1", "reach-7", "reach-9",
    ),
    solved(
        "pickles",
        "objects that run a program when they are unpickled or copied, and pickles as texts",
        {"reach-1": """
            import os, pickle
            class Bomb:
                def __reduce__(self):
                    return os.system, ("touch @folder@/unpickled",)
            answer = Bomb()
        """, "reach-2": "answer = pickle.dumps(Bomb())",
         "reach-7": "answer = pickle.dumps(Bomb(), 0).decode('latin-1')"},
        "reach-1", "reach-2", "reach-7",
    ),
    solved(
        "rude-class",
        "an answer whose class cannot be shown, named, compared or counted",
        {"reach-1": """
            class Meta(type):
                def __repr__(cls): raise SystemExit("no")
                def __getattribute__(cls, name): raise KeyboardInterrupt(name)
                def __instancecheck__(cls, thing): raise SystemExit
                def __eq__(cls, other): raise SystemExit
                def __hash__(cls): raise SystemExit
            class Rude(metaclass=Meta):
                def __getattribute__(self, name): raise KeyboardInterrupt(name)
                def __repr__(self): raise SystemExit
                __len__ = __iter__ = __float__ = __eq__ = __hash__ = __bool__ = __repr__
            answer = Rude()
        """, "reach-2": "answer = {'test flight': answer, 'three outlets': answer}"},
        "reach-1", "reach-2",
    ),
    solved(
        "without-end",
        "a generator without end, one that sleeps, a list that holds itself, lists in lists",
        {"reach-1": """
            import itertools
            answer = itertools.count()
        """, "reach-2": """
            def slowly():
                import time
                while True:
                    time.sleep(0.05)
                    yield 1
            answer = slowly()
        """, "reach-6": "answer = []\nanswer.append(answer)",
         "reach-7": "answer = []\nfor _ in range(100_000): answer = [answer]"},
        "reach-1", "reach-2", "reach-6", "reach-7",
    ),
    solved(
        "calls-itself",
        "a function and an object that call themselves without an end",
        {"reach-3": """
            import sys
            sys.setrecursionlimit(10**6)
            def share_covered(distances, range_km):
                return share_covered(distances, range_km)
            answer = share_covered
        """, "reach-9": """
            class Deep:
                def __float__(self): return float(self)
            answer = {"too high by": Deep(), "too low by": Deep()}
        """},
        "reach-3", "reach-9",
    ),
    solved(
        "giant-table",
        "a table of ten million rows, and an answer of a hundred million characters",
        {"reach-4": """
            import numpy as np
            answer = pd.DataFrame({"low": np.zeros(10**7, "int8")})
        """, "reach-7": "answer = 'x' * 10**8"},
        "reach-4", "reach-7",
    ),
    solved(
        "restless-answer",
        "a thread that keeps changing the answer, and every name in sight",
        {"reach-9": """
            import itertools, threading
            def change(space=globals()):
                for number in itertools.count():
                    space["answer"] = {"too high by": number % 7, "too low by": [number]}
            threading.Thread(target=change, daemon=True).start()
            answer = 1
        """},
        "reach-9",
    ),
    solved(
        "traced",
        "tracing, profiling and audit hooks that look for what is expected as it is judged",
        {"reach-9": """
            import sys, threading
            seen = []
            def trace(frame, event, argument):
                if "expected" in frame.f_locals or "judge" in frame.f_code.co_name:
                    seen.append(frame.f_code.co_name)
                return trace
            sys.setprofile(trace)
            threading.settrace(trace)
            sys.addaudithook(lambda *a: None)
            sys.settrace(trace)
            answer = 5
        """, "reach-10": "sys.settrace(None)\nsys.setprofile(None)\nanswer = f'saw {seen[:9]}'"},
        "reach-9",
        told="saw []",
    ),
    solved(
        "shell-hooks",
        "hooks of IPython that change the answer and the code after each cell",
        {"reach-9": """
            shell = get_ipython()
            def meddle(*a):
                shell.user_ns["answer"] = "right"
            shell.events.register("post_run_cell", meddle)
            shell.events.register("pre_run_cell", meddle)
            shell.input_transformers_post.append(lambda lines: ["answer = 'right'\\n"])
            shell.run_cell = lambda *a, **k: meddle()
            answer = "right"
        """},
        "reach-9",
    ),
    solved(
        "last-words",
        "hooks at the end of Python, of threads and of errors that write claims",
        {"reach-9": """
            import atexit, os, struct, sys, threading
            def claim(*a, **k):
                data = b'{"task": "reach-9", "key": "value", "value": "3", "points": 3}'
                os.write(3, struct.pack(">I", len(data)) + data)
            atexit.register(claim)
            sys.excepthook = sys.unraisablehook = threading.excepthook = claim
            answer = {"too high by": 1, "too low by": 1}
        """},
        "reach-9",
    ),
    stubbed(
        "faked-outputs",
        "stored outputs in which every check has passed, over empty answers",
        {},
        change=lambda cells: [
            cell.update(
                execution_count=7,
                outputs=[
                    {
                        "output_type": "execute_result",
                        "execution_count": 7,
                        "metadata": {},
                        "data": {
                            "text/plain": ["4.0"],
                            "text/html": ["right (4 of 4 points). Public checks passed."],
                        },
                    }
                ],
            )
            for cell in cells
            if cell["cell_type"] == "code"
        ],
    ),
    stubbed(
        "own-points",
        "check cells edited: more points, other tasks, the grader's own metadata",
        {"reach-7": "answer = range_for_share(bases['centre'], 0.9)"},
        change=lambda cells: [
            (
                cell["metadata"]["nbgrader"].update(points=100, locked=False),
                cell.update(source="inf = float('inf')\ncheck = lambda *a: inf\ninf"),
            )
            for cell in cells
            if cell["metadata"].get("nbgrader", {}).get("grade")
        ],
        reach_7=2,
    ),
)  # fmt: skip
