"""Python's half of a live page, run in a process of its own: what it says about each cell."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from typing import Any

import pytest

TALK = """
import asyncio, json, sys
said = []
def send(text, buffers): said.append(json.loads(text))
real = sys.stdout
from missile_question import live
page = live.start(send)
sys.stderr = sys.__stderr__
for number, code in enumerate(json.loads(sys.argv[1])):
    if code.startswith("<"):
        page.received(code[1:], [])
    else:
        asyncio.run(page.run(f"run-{number}", f"cell-{number}", code))
json.dump(said, real)
"""


def talk(*cells: str) -> list[dict[str, Any]]:
    """Run cells one after another and return all that the page is told."""
    code = [textwrap.dedent(cell) for cell in cells]
    done = subprocess.run(
        [sys.executable, "-c", TALK, json.dumps(code)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    said: list[dict[str, Any]] = json.loads(done.stdout)
    return said


@pytest.fixture(scope="module")
def said() -> list[dict[str, Any]]:
    """Return what a page is told about cells of every kind."""
    return talk(
        "print('one'); print('two')\n6 * 7",
        "def f():\n    return missing\nf()",
        "x = 1\ny = (2",
        "from missile_question.models import reach\nreach.margin_km('far', 3)",
        "class Bad:\n    def _repr_html_(self): raise ValueError('cannot show')\nBad()",
        "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')",
        "from missile_question.explorers import reach\nbox = reach.reach_map()\nbox",
        "!ls",
        "1;",
        "input('How far? ')",
    )


def of(said: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """Return what was said about one cell."""
    return [message for message in said if message["run"] == f"run-{number}"]


def test_text_and_value_come_in_order(said: list[dict[str, Any]]) -> None:
    """Printed text first, then the last line's value, then that the cell has ended."""
    *texts, value, done = of(said, 0)
    assert {(text["say"], text["name"]) for text in texts} == {("stream", "stdout")}
    assert "".join(text["text"] for text in texts) == "one\ntwo\n"
    assert value["data"] == {"text/plain": "42"}
    assert (done["say"], done["good"], done["count"]) == ("done", True, 1)


@pytest.mark.parametrize(
    ("number", "name", "line"),
    [(1, "NameError", 2), (2, "SyntaxError", 2), (3, "ValueError", 2)],
)
def test_error_names_its_line(
    said: list[dict[str, Any]], number: int, name: str, line: int
) -> None:
    """The line of the cell, the error's own words, and the way there in three steps at most."""
    error, done = of(said, number)
    assert (error["say"], error["name"], error["line"]) == ("error", name, line)
    assert error["message"].startswith(name) and 0 < len(error["steps"]) <= 3
    assert error["steps"][0]["cell"] == f"cell-{number}"
    assert done["good"] is False


def test_what_cannot_be_shown_is_an_error(said: list[dict[str, Any]]) -> None:
    """A value whose own way of showing itself fails is told, and its plain text still shown."""
    messages = of(said, 4)
    assert [m["name"] for m in messages if m["say"] == "error"] == ["ValueError"]
    assert messages[-1]["good"] is False


def test_await_and_silence(said: list[dict[str, Any]]) -> None:
    """Top-level await works; a semicolon shows nothing; there is no other program to run."""
    assert of(said, 5)[0]["text"] == "awaited\n"
    assert "no shell" in of(said, 7)[0]["message"]
    assert "write the value into the cell" in of(said, 9)[0]["message"]
    assert [m["say"] for m in of(said, 8)] == ["done"]


def test_explorer_is_a_widget(said: list[dict[str, Any]]) -> None:
    """The page gets a figure once, with controls that are ipywidgets."""
    messages = of(said, 6)
    opened = [m["content"]["data"]["state"] for m in messages if m["say"] == "comm_open"]
    names = {state["_model_name"] for state in opened}
    assert {"DrawingModel", "FloatSliderModel", "DropdownModel", "VBoxModel"} <= names
    drawing = next(s for s in opened if s["_model_name"] == "DrawingModel")
    assert {"wide", "narrow", "data", "assets", "alt"} <= set(drawing["payload"])
    shown = next(m for m in messages if m["say"] == "output")
    assert "application/vnd.jupyter.widget-view+json" in shown["data"]


def test_slider_moves_the_drawing() -> None:
    """A message from the page moves the slider; one message back moves drawing and answer."""
    cells = (
        "from missile_question.explorers import reach\nexplorer = reach.reach_map()\n"
        "box = explorer.widget()\n"
        "print(box.controls['range_km'].model_id)",
    )
    code = (
        "import json\n"
        "ident = box.controls['range_km'].comm.comm_id\n"
        "data = {'method': 'update', 'state': {'value': 1060.0}, 'buffer_paths': []}\n"
        "from missile_question import live\n"
        "live._page.received(json.dumps({'kind': 'comm_msg', 'run': 'widget-1',\n"
        "    'content': {'comm_id': ident, 'data': data}}))"
    )
    said = [m for m in talk(*cells, code) if m["run"] == "widget-1"]
    moved = [m["content"]["data"]["state"] for m in said if m["say"] == "comm_msg"]
    drawn = [state for state in moved if "answer" in state]
    assert len(drawn) == 1
    assert drawn[0]["values"]["range_km"] == 1060
    assert "7 of 12" in drawn[0]["answer"]
    assert said[-1]["say"] == "idle" or said[-1]["say"] == "done"
