"""Run chapters and solutions again and store what they show: `make notebooks`.

The same code gives the same bytes: no times, no widget state, one kernel name. So a
diff of a notebook shows a change of what a reader sees, and nothing else. Give file names to
refresh only those.
"""

from __future__ import annotations

import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("chapters", "exercises/solutions")
WIDGET = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def execute(notebook: Any, folder: Path) -> None:
    """Run a notebook in a fresh kernel, in the folder that it lives in."""
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        coalesce_streams=True,
        store_widget_state=False,
    )
    client.execute()


def tidy(notebook: Any) -> None:
    """Take out of a notebook what changes from run to run, or says where it ran."""
    extra = {
        key: value
        for key, value in notebook.metadata.items()
        if key in ("mystnb", "jupytext", "title")
    }
    notebook.metadata = nbformat.from_dict(
        {
            **extra,
            "kernelspec": KERNEL,
            "language_info": {"name": "python", "file_extension": ".py"},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    run = 0
    for number, cell in enumerate(notebook.cells):
        if not cell.get("id"):
            cell["id"] = hashlib.sha256(f"{number}{cell.source}".encode()).hexdigest()[:8]
        for key in ("execution", "ExecuteTime", "collapsed", "scrolled", "trusted"):
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            run += bool(cell.source.strip())
            # nbval takes a cell without a number for one that was never run.
            cell.execution_count = run if cell.source.strip() else None
            cell.outputs = [output for output in cell.outputs if keep(output, run)]


def keep(output: Any, run: int) -> bool:
    """Clean one output of the cell that ran as number `run`; return whether anything is left."""
    if "execution_count" in output:
        output["execution_count"] = run
    if "data" in output:
        output["data"].pop(WIDGET, None)
        return bool(output["data"])
    return True


def written(notebook: Any) -> bytes:
    """Return a notebook's bytes, as they are stored."""
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode("utf-8")


def refresh(path: Path) -> str:
    """Bring one notebook up to date; return a line that says what happened."""
    before = path.read_bytes()
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    notebook = nbformat.reads(before.decode("utf-8"), as_version=4)
    try:
        execute(notebook, path.parent)
    except CellExecutionError as error:
        return f"FAILED     {name}: {error}"
    tidy(notebook)
    nbformat.validate(notebook)
    after = written(notebook)
    if after == before:
        return f"unchanged  {name}"
    path.write_bytes(after)
    return f"refreshed  {name}"


def main(names: list[str]) -> int:
    """Refresh the notebooks named, or all; return 1 if any failed."""
    paths = [Path(name).resolve() for name in names]
    if not paths:
        paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.ipynb"))]
    failed = False
    with ThreadPoolExecutor(2) as pool:  # each waits for a kernel of its own
        for line in pool.map(refresh, paths):
            print(line, flush=True)
            failed = failed or line.startswith("FAILED")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
