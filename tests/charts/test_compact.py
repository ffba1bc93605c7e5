"""A tree and its difference give the other tree back, byte for byte, and in less room."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missile_question.charts.compact import columns, difference, patched, rows_of
from missile_question.charts.figure import stored

leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)
CHAPTERS = sorted((Path(__file__).parents[2] / "chapters").glob("*.ipynb"))


def written(tree: Any) -> str:
    """Write a tree so that 1, 1.0 and true differ and the order of keys does not."""
    return json.dumps(tree, sort_keys=True)


@given(base=trees, other=trees)
def test_any_tree_comes_back(base: Any, other: Any) -> None:
    """Whatever the two trees, the difference survives JSON and leads from one to the other."""
    before = copy.deepcopy(base)
    change = json.loads(json.dumps(difference(base, other)))
    assert written(patched(base, change)) == written(other)
    assert written(base) == written(before)


@given(tree=trees)
def test_equal_trees_differ_by_nothing(tree: Any) -> None:
    """A tree and its copy have the empty difference."""
    assert difference(tree, copy.deepcopy(tree)) == {}


@pytest.mark.parametrize(
    ("base", "other", "change"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, {"~": {"b": {"=": 3}}}),
        ({"a": True}, {"a": 1}, {"~": {"a": {"=": 1}}}),
        ({"a": 1}, {"a": None}, {"~": {"a": {"=": None}}}),
        ({"h": [{"w": 5}]}, {"v": [{"w": 5}]}, {">": {"v": ["h", {}]}, "-": ["h"]}),
        ([{"m": "bar"}, {"m": "rule", "w": 9}], [{"m": "rule", "w": 9}], {"*": [[1, {}]]}),
        ([1, 2, 3], [4], {"=": [4]}),
    ],
)
def test_what_is_written(base: Any, other: Any, change: dict[str, Any]) -> None:
    """Values, truth values, nothing, a key renamed, an item dropped: each in its short form."""
    assert difference(base, other) == change


@given(
    rows=st.lists(st.fixed_dictionaries({"b": leaves, "a": leaves}))
    | st.lists(st.dictionaries(st.text(max_size=2), leaves, max_size=3))
    | trees
)
def test_rows_come_back(rows: Any) -> None:
    """Rows, equal in their fields or not, and whatever else stands for data come back."""
    if isinstance(rows, dict) and rows.keys() == {"fields", "values"}:
        return  # no table of the book is such an object
    assert written(rows_of(json.loads(json.dumps(columns(rows))))) == written(rows)


def test_names_of_fields_are_said_once() -> None:
    """Two rows of two fields: the names once, the values in their order."""
    rows = [{"b": 1, "a": None}, {"a": 2, "b": 3}]
    assert columns(rows) == {"fields": ["a", "b"], "values": [[None, 1], [2, 3]]}


def test_a_difference_for_another_tree_is_refused() -> None:
    """Applied to the wrong tree, a difference says so instead of drawing something else."""
    with pytest.raises(ValueError, match="change must be made for this base"):
        patched([1], {"~": {"a": {"~": {"b": {"=": 1}}}}})


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_narrow_specs_take_a_quarter_of_their_room(path: Path) -> None:
    """In each chapter the phone's specs, stored as differences, take at most a quarter."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [o for cell in cells for o in cell.get("outputs", [])]
    text = "\n".join("".join(o.get("data", {}).get("text/html", "")) for o in outputs)
    pairs = [(p["wide"], p["narrow"]) for p in stored(text)]
    room = sum(len(written(narrow)) for _, narrow in pairs)
    assert sum(len(written(difference(*pair))) for pair in pairs) <= room / 4
