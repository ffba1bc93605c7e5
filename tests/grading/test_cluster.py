"""`--cluster`: the same results on workers elsewhere, also when one of them is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster
from support.grading import SKELETONS, edited, put, solution, student

from missile_question.grading import cluster, grade, isolation
from missile_question.grading.cluster import Cluster
from missile_question.grading.grade import grade_all
from missile_question.grading.records import Graded, Limits

pytestmark = pytest.mark.grading
LIMITS = Limits(cell_s=20)
ISOLATE = not isolation.available()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[LocalCluster]:
    """Two worker processes on this machine; a nanny starts one anew that dies."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    ) as made:
        yield made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Keep what would be reported."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(grade, "_write_reports", lambda *words, **more: calls.append(words))
    return calls


def graded(folder: Path, out: Path, **more: Any) -> list[Graded]:
    """Grade a folder here or there."""
    words: dict[str, Any] = {"seed": "s", "jobs": 2, "exercises": SKELETONS, "limits": LIMITS}
    return grade_all(folder, **{"out": out, "isolate": ISOLATE, **words, **more})


def small(cells: list[dict[str, Any]]) -> None:
    """Leave the first cell of a notebook and those of two tasks: 60 runs are enough work."""
    kept = ("cell-02", "reach-1", "reach-3")
    cells[:] = [cell for cell in cells if cell["id"].removesuffix("-answer") in kept]


def work(out: Path) -> dict[str, bytes]:
    """Return the files of finished work by name."""
    return {path.name: path.read_bytes() for path in (out / "work").iterdir()}


def pids(scheduler: LocalCluster) -> dict[str, int]:
    """Return the process of each worker."""
    with Client(scheduler.scheduler_address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        found: dict[str, int] = client.run(os.getpid)
    return found


def test_a_killed_worker_loses_nothing(
    tmp_path: Path, scheduler: LocalCluster, told: list[tuple[Any, ...]]
) -> None:
    """30 submissions, one of two workers killed midway: the files of a run on one machine."""
    wrong = "def f(d, r):\n    return {} * sum(x <= r for x in d) / len(d)\nanswer = f"
    class_ = {
        f"s{i:02}.ipynb": edited(
            {"reach-1-answer": f"answer = {1500 + 10 * i}", "reach-3-answer": wrong.format(i % 3)},
            change=small,
        )
        for i in range(29)
    }
    folder = put(tmp_path / "class", {**class_, "z.ipynb": solution()})
    exercises = put(tmp_path / "exercises", {"02_reach.ipynb": edited(change=small)})
    killed: list[int] = []
    before = pids(scheduler)
    steps: list[int] = []

    def kill(done: int, of: int) -> None:
        steps.append(done)
        if done == 5:
            killed.append(sorted(before.values())[0])
            os.kill(killed[0], signal.SIGKILL)

    address = scheduler.scheduler_address
    there = graded(folder, tmp_path / "there", exercises=exercises, cluster=address, progress=kill)
    here = graded(folder, tmp_path / "here", exercises=exercises)
    assert killed and killed[0] not in pids(scheduler).values()
    assert steps == list(range(31)), "each is done once"
    assert len(there) == 30 and not [each.trouble for each in there if each.trouble]
    assert there == here and work(tmp_path / "there") == work(tmp_path / "here")
    assert there[-1].points == 5.0 and told[0][:2] == told[1][:2]


def test_what_is_sent_holds_neither_name_nor_seed(
    scheduler: LocalCluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    told: list[tuple[Any, ...]],
) -> None:  # fmt: skip
    """Workers get cells, cases and limits; whose they are, and the seed, stay here."""
    sent: list[str] = []
    submit = Client.submit

    def seen(self: Any, *words: Any, **more: Any) -> Any:
        sent.append(repr((words, more)))
        return submit(self, *words, **more)

    monkeypatch.setattr(Client, "submit", seen)
    folder = put(tmp_path / "class", {"rosalind.ipynb": student()})
    (found,) = graded(folder, tmp_path / "out", cluster=scheduler.scheduler_address)
    assert found.student == "rosalind" and not found.trouble
    assert len(sent) == 1 and "rosalind" not in sent[0] and "expected" not in sent[0]


def test_workers_that_differ_or_cannot_isolate_are_refused(
    scheduler: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version would give other marks; without isolation only --unsafe helps."""
    address = scheduler.scheduler_address
    monkeypatch.setattr(cluster, "fingerprint_of_package", lambda: "mine")
    with pytest.raises(ValueError, match=r"the worker tcp://.* has another version"):
        Cluster(address, limits=LIMITS, isolate=False)
    monkeypatch.undo()
    mine = cluster.fingerprint_of_package()
    monkeypatch.setattr(Client, "run", lambda *_, **__: {"tcp://w": (mine, "no namespaces.")})
    with pytest.raises(ValueError, match=r"the worker tcp://w cannot isolate: no namespaces\."):
        Cluster(address, limits=LIMITS, isolate=True)
    monkeypatch.setattr(Client, "run", lambda *_, **__: {"tcp://w": ImportError("no package")})
    with pytest.raises(ValueError, match="no workers that can grade: no package"):
        Cluster(address, limits=LIMITS, isolate=True)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x"])
def test_no_scheduler_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong address is one line with its value, after seconds and not minutes."""
    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    with pytest.raises(ValueError, match="cluster must be the address of a Dask scheduler, got"):
        Cluster(address, limits=LIMITS, isolate=False)
