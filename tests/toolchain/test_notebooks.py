"""Stored notebooks are as `make notebooks` leaves them, so that nbval compares every cell."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
import refresh_notebooks

STORED = [
    path
    for folder in refresh_notebooks.FOLDERS
    for path in sorted((refresh_notebooks.ROOT / folder).glob("*.ipynb"))
]


@pytest.mark.parametrize("path", STORED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_stored_notebook_is_tidy(path: Path) -> None:
    """Every cell was run (nbval skips one that was not), and nothing tells when or where."""
    notebook = nbformat.reads(path.read_text("utf-8"), as_version=4)
    refresh_notebooks.tidy(notebook)
    assert refresh_notebooks.written(notebook) == path.read_bytes(), "run `make notebooks`"


def test_tidying_takes_out_what_changes_from_run_to_run() -> None:
    """Times, widget state, kernel details and odd counters go; what a reader sees stays."""
    cell = nbformat.v4.new_code_cell(
        "1",
        execution_count=7,
        metadata={"execution": {"iopub.status.busy": "2026"}, "tags": ["hide-input"]},
        outputs=[
            nbformat.v4.new_output("execute_result", {"text/plain": "1"}, execution_count=7),
            nbformat.v4.new_output("display_data", {refresh_notebooks.WIDGET: {"model_id": "x"}}),
        ],
    )
    notebook = nbformat.v4.new_notebook(
        cells=[cell],
        metadata={
            "kernelspec": {"name": "mine", "display_name": "mine", "language": "python"},
            "language_info": {"name": "python", "version": "3.11.7"},
            "widgets": {"state": {}},
        },
    )
    refresh_notebooks.tidy(notebook)
    assert notebook.cells[0].execution_count == 1
    assert notebook.cells[0].metadata == {"tags": ["hide-input"]}
    assert [output.data for output in notebook.cells[0].outputs] == [{"text/plain": "1"}]
    assert notebook.metadata.kernelspec == refresh_notebooks.KERNEL
    assert "version" not in notebook.metadata.language_info
    assert "widgets" not in notebook.metadata
