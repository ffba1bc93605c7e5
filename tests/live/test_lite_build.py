"""Notebooks in the browser: what the converter writes, and what the build takes and leaves out."""

from __future__ import annotations

import html
import io
import json
import re
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import altair
import ipywidgets
import pytest
from IPython.core import interactiveshell
from lite import bundle, convert, recipe
from lite.convert import Credit, Page, Unconverted
from live import bundle as live_bundle
from live.fetch import Unavailable
from toolchain.console import Stop

from missile_question import live
from missile_question.explorers import reach

CREDITS = {
    "karney2013": Credit("Karney", "2013", "id2"),
    "saab2016": Credit("Saab and Elleman", "2016"),
}


def page(*values: str) -> Page:
    """Return what a book's page says."""
    return Page(values, CREDITS, "../")


# ---- text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("myst", "plain"),
    [
        ("It is {eval}`n.x` km.", "It is 7 km."),
        (
            "see {cite:t}`karney2013`",
            "see [Karney (2013)](../reference/bibliography.html#id2)",
        ),
        (
            "so it is {cite:p}`karney2013, saab2016`.",
            "so it is ([Karney, 2013](../reference/bibliography.html#id2); "
            "[Saab and Elleman, 2016](../reference/bibliography.html)).",
        ),
        ("{math}`a_1`", "$a_1$"),
        ("{abbr}`IAEA`", "IAEA"),
        ("{ref}`the claims <claims>`", "the claims"),
        ("{doc}`claims <../reference/claims>`", "[claims](../reference/claims.html)"),
        ("[claims](../reference/claims.md#c01)", "[claims](../reference/claims.html#c01)"),
        ("[next](../exercises/a.ipynb)", "[next](../exercises/a.ipynb)"),
        ("[far](https://example.org/a.md)", "[far](https://example.org/a.md)"),
        ("`{eval}` and ``{cite:t}`key` ``", "`{eval}` and ``{cite:t}`key` ``"),
        ("$x^2$ and\n\n$$\ny\n$$", "$x^2$ and\n\n$$\ny\n$$"),
        ("(label)=\n# Title\n% hidden\nText", "# Title\nText"),
        ("```python\n{eval}`n.x`\n```", "```python\n{eval}`n.x`\n```"),
        ("```{math}\n:label: eq\nx = 1\n```", "$$\nx = 1\n$$"),
        ("```{code-block} python\n1 + 1\n```", "```python\n1 + 1\n```"),
        ("```{figure} a.png\n:width: 1\nA map\n```", "![A map](a.png)"),
        ("```{note}\nMind {eval}`n.x`.\n```", "> **Note**\n>\n> Mind 7."),
        (
            "::::{tip} Try it\n:class: dropdown\n\nFirst.\n\n:::{note}\nThen.\n:::\n::::\nOn.",
            "> **Try it**\n>\n> First.\n>\n> > **Note**\n> >\n> > Then.\nOn.",
        ),
    ],
)
def test_text_becomes_plain_markdown(myst: str, plain: str) -> None:
    """Roles give what the page says; blocks become quotations; code and formulas stay."""
    assert convert.text(myst, page("7")) == plain


def test_values_follow_the_text() -> None:
    """Each expression takes the next value of the page, also in headings and blocks."""
    found = convert.text("# {eval}`a`\n\n:::{note}\n{eval}`b`\n:::\n{eval}`c`", page("1", "2", "3"))
    assert re.findall(r"\d", found) == ["1", "2", "3"]


def test_what_is_unknown_is_told() -> None:
    """A value or source that the page has not ends the build with its name."""
    with pytest.raises(Unconverted, match=r"no value is known for \{eval\}`n.x`"):
        convert.text("{eval}`n.x`", page())
    with pytest.raises(Unconverted, match="the bibliography has no nobody1900"):
        convert.text("{cite:t}`nobody1900`", page())
    with pytest.raises(Unconverted, match="1 values of the page have no place"):
        convert.notebook({"cells": [], "metadata": {}}, page("1"))


def test_notebook_keeps_code_and_marks() -> None:
    """Only text, the kernel's name and stored drawings change; nbgrader's marks stay."""
    source: dict[str, Any] = {
        "cells": [
            {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["{eval}`x`\n", "b"]},
            {
                "cell_type": "code",
                "id": "b",
                "metadata": {"nbgrader": {"grade_id": "reach-1"}},
                "source": "x = '{eval}`x`'",
                "execution_count": 1,
                "outputs": [
                    {"output_type": "execute_result", "data": {"text/html": ["<p>", "1</p>"]}},
                    {"output_type": "stream", "name": "stdout", "text": "1"},
                ],
            },
        ],
        "metadata": {"kernelspec": {"name": "python3"}, "other": 1},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    before = json.dumps(source)
    made = convert.notebook(source, page("7"), str.upper)
    assert json.dumps(source) == before
    text, code = made["cells"]
    assert text["source"] == "7\nb"
    assert code["source"] == "x = '{eval}`x`'"
    assert code["metadata"] == {"nbgrader": {"grade_id": "reach-1"}, "trusted": True}
    assert code["outputs"][0]["data"]["text/html"] == "<P>1</P>"
    assert made["metadata"]["kernelspec"]["name"] == "python"


# ---- the build --------------------------------------------------------------------------------


PAGE = "<html><head><title>Jupyter</title></head><body></body></html>"


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Stand in for the three wheels: small ones of the same form."""
    files = {
        "package.json": '{"version": "0.6.4"}',
        "service-worker.js": "",
        "index.html": PAGE,
        "build/a.js": "1",
        "build/a.js.map": "2",
        "build/fa-solid-900.woff": "",
        "build/fa-solid-900.woff2": "",
        "lab/index.html": PAGE,
        **{f"{app}/index.html": PAGE for app in recipe.APPS},
    }
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as opened:
        for name, content in files.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(content)
            opened.addfile(info, io.BytesIO(content.encode()))
    wheels = {recipe.APPLICATION: tmp_path / "application.whl"}
    with zipfile.ZipFile(wheels[recipe.APPLICATION], "w") as wheel:
        wheel.writestr("jupyterlite_core/jupyterlite-app-0.6.4.tgz", archive.getvalue())
    for package, name in recipe.EXTENSIONS.items():
        wheels[package] = tmp_path / f"{package}.whl"
        base = f"some-1.0{recipe.LABEXTENSIONS}{name}"
        built = {"version": "1.0", "jupyterlab": {"_build": {"load": "static/entry.js"}}}
        with zipfile.ZipFile(wheels[package], "w") as wheel:
            wheel.writestr(f"{base}/package.json", json.dumps(built))
            wheel.writestr(f"{base}/static/entry.js", "")
            wheel.writestr(f"{base}/static/entry.js.map", "")
            wheel.writestr(f"{base}/static/pypi/kernel.whl", "")
            wheel.writestr(f"{base}/schemas/{name}/plugin.json", '{"title": "Settings"}')
    monkeypatch.setattr(bundle, "wheels", lambda python: wheels)
    monkeypatch.setattr(bundle, "LITE", tmp_path / "_build" / "lite")
    monkeypatch.setattr(bundle, "STATE", tmp_path / "_build" / "lite.json")
    monkeypatch.setattr(live_bundle, "LIVE", tmp_path / "_build" / "live")
    monkeypatch.delenv("LIVE", raising=False)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    monkeypatch.setattr(live_bundle.sys, "platform", "linux")
    (tmp_path / "_build" / "live").mkdir(parents=True)
    (tmp_path / "_build" / "live" / "manifest.json").write_text("{}")
    return wheels


def test_build_takes_what_is_served(parts: dict[str, Path], tmp_path: Path) -> None:
    """No maps, old fonts, wheels, other applications or service worker; pages have our script."""
    bundle.ensure(Path("python"))
    found = {p.relative_to(bundle.LITE).as_posix() for p in bundle.LITE.rglob("*") if p.is_file()}
    assert {"build/a.js", "build/fa-solid-900.woff2", "python.js", "book.js"} <= found
    assert not {name for name in found if name.endswith((".map", ".woff", ".whl"))}
    assert not {"service-worker.js", "lab/index.html", "package.json"} & found
    opened = (bundle.LITE / "notebooks/index.html").read_text("utf-8")
    assert "<title>The Missile Question: notebook</title>" in opened and "../book.js" in opened
    script = (bundle.LITE / "python.js").read_text("utf-8")
    assert "START_PY" not in script and "asks no other host" in script


def test_settings_name_both_extensions(parts: dict[str, Path]) -> None:
    """The kernel and the widgets are loaded from beside the application, with their settings."""
    bundle.ensure(Path("python"))
    told = json.loads((bundle.LITE / "jupyter-lite.json").read_text("utf-8"))
    config = told["jupyter-config-data"]
    assert [e["name"] for e in config["federated_extensions"]] == list(recipe.EXTENSIONS.values())
    for extension in config["federated_extensions"]:
        place = bundle.LITE / "extensions" / extension["name"] / extension["load"]
        assert place.is_file()
    schemas = json.loads((bundle.LITE / "build/schemas/all_federated.json").read_text("utf-8"))
    assert {s["id"] for s in schemas} == {f"{n}:plugin" for n in recipe.EXTENSIONS.values()}
    assert "://" not in json.dumps(told)


def test_unchanged_build_does_nothing(
    parts: dict[str, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build is silent; after `make clean` the cache has it; wheels are asked once."""
    bundle.ensure(Path("python"))
    assert "Notebooks in the browser are ready" in capsys.readouterr().out
    bundle.ensure(Path("python"))
    assert capsys.readouterr().out == ""
    bundle.remove()
    monkeypatch.setattr(bundle, "wheels", pytest.fail)
    bundle.ensure(Path("python"))
    assert (bundle.LITE / "jupyter-lite.json").is_file()


def test_build_without_python_says_so(
    parts: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """LIVE=0 leaves no application behind, and the build says it in a sentence."""
    bundle.ensure(Path("python"))
    (live_bundle.LIVE / "manifest.json").unlink()
    bundle.ensure(Path("python"))
    assert not bundle.LITE.exists() and not bundle.STATE.exists()
    assert "The book has no notebooks in the browser" in capsys.readouterr().out


def test_unreachable_source_is_no_error(
    parts: dict[str, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a network the book is built without; LIVE=1 insists."""

    def away(python: Path) -> dict[str, Path]:
        raise Unavailable("no package index could be reached")

    monkeypatch.setattr(bundle, "wheels", away)
    bundle.ensure(Path("python"))
    assert "without notebooks in the browser: no package index" in capsys.readouterr().out
    monkeypatch.setenv("LIVE", "1")
    with pytest.raises(Stop, match="cannot be had now"):
        bundle.ensure(Path("python"))


def test_pages_of_another_form_end_the_build(parts: dict[str, Path]) -> None:
    """A new JupyterLite whose pages cannot be branded is not served as it is."""
    with pytest.raises(Stop, match="another form"):
        bundle.branded("<html></html>")


# ---- what Python shows in it ------------------------------------------------------------------


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Let Python believe that it runs in the application; return what it displays."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(live, "_notebook", True)
    monkeypatch.setattr(live, "_display", found.append)
    return found


def started() -> Any:
    """Return a kernel's shell in the application."""
    make: Any = interactiveshell.InteractiveShell
    shell = make()
    live.start_in_notebook(shell)
    return shell


def test_figure_is_a_specification(shown: list[dict[str, Any]]) -> None:
    """A cell's figure is three outputs: title, chart with all its data and words, source."""
    shell = started()
    figure = reach.reach_map().figure()
    assert shell.display_formatter.format(figure) == ({}, {})
    above, chart, below = shown
    assert html.escape(figure.title) in above["text/html"] and "Source: " in below["text/html"]
    spec = chart[live.VEGA_LITE]
    assert spec["description"] == figure.alt == chart["text/plain"]
    assert spec["usermeta"]["embedOptions"]["actions"] is False
    assert "values" in json.dumps(spec)


def test_explorer_is_drawn_anew(shown: list[dict[str, Any]]) -> None:
    """A control moved gives another specification and another sentence; no result is stored."""
    shell = started()
    explorer = reach.reach_map()
    shell.display_formatter.format(explorer)
    assert shown[0]["text/plain"] == explorer.sentence()
    box = explorer.widget()
    _, chart, words, _ = box.children[-1].children
    slider = next(w for w in box.controls.values() if isinstance(w, ipywidgets.FloatSlider))
    before = json.dumps(chart.outputs[0]["data"][live.VEGA_LITE]["params"])
    slider.value = slider.max
    assert json.dumps(chart.outputs[0]["data"][live.VEGA_LITE]["params"]) != before
    assert "4,000 km" in words.value


def test_own_chart_needs_no_other_host(shown: list[dict[str, Any]]) -> None:
    """A reader's own Altair chart is handed over as it is."""
    values: Any = altair.Data
    live._show_altair(altair.Chart(values(values=[])).mark_point())
    assert shown[0][live.VEGA_LITE]["mark"]["type"] == "point"


def test_lock_fits_the_page() -> None:
    """Files are taken by hash; the kernel's two halves are of one version."""
    lock = (recipe.HERE.parents[1] / "requirements" / "lite.txt").read_text("utf-8")
    assert "://" not in lock and "--index-url" not in lock
    pins = re.split(r"^(?=[a-z0-9])", lock, flags=re.M)[1:]
    assert {pin.split("==")[0] for pin in pins} == {recipe.APPLICATION, recipe.WIDGETS}
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", pin) for pin in pins)
