"""Submissions by honest people with bad luck: each keeps every point that it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grading.corpus.entry import FULL, Cells, Entry, added, expected, solved, stubbed
from support.grading import edited, solution

_SEVENTH = "range_for_share(bases['centre'], 0.9)"


def _changed(
    name: str,
    tries: str,
    change: Callable[[Cells], Any],
    *lost: str,
    says: tuple[str, ...] = (),
    **parts: float,
) -> Entry:
    """Return a full solution whose cells were changed."""
    return solved(name, tries, {}, *lost, says=says, change=change, **parts)


def _taken_out(*names: str) -> Callable[[Cells], None]:
    def change(cells: Cells) -> None:
        cells[:] = [cell for cell in cells if cell["id"] not in names]

    return change


def _without_ids(cells: Cells) -> None:
    for number, cell in enumerate(cells):
        cell["id"] = f"x{number}"
        cell["metadata"] = {}


def _one_cell(cells: Cells) -> None:
    code = [c for c in cells if c["cell_type"] == "code"]
    first = {**code[0], "id": "all", "metadata": {}, "outputs": []}
    first["source"] = "\n\n".join("".join(c["source"]) for c in code)
    cells[:] = [first]


def _as_text(cells: Cells) -> None:
    for cell in cells:
        if cell["id"] == "reach-7-answer":
            cell["cell_type"] = "markdown"
            del cell["outputs"], cell["execution_count"]


def _repeated(cells: Cells) -> None:
    (place,) = (i for i, cell in enumerate(cells) if cell["id"] == "reach-7-answer")
    cells.insert(place, {**cells[place], "source": "# my first try\nanswer = 12"})


def _colab(cells: Cells) -> None:
    for cell in cells:
        cell["metadata"] = {**cell["metadata"], "id": "aB3_x", "colab": {"base_uri": "x"}}
        cell["source"] = "".join(cell["source"]).replace("    ", "\t") + "\n"


def _windows() -> dict[str, Any]:
    made = solution()
    for cell in made["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    return {"windows-lines.ipynb": made}


def _own_cells(cells: Cells) -> None:
    added(cells, "%pip install missile-question", "cell-02")
    added(cells, "!ls\n%matplotlib inline\n%timeit -n1 -r1 1 + 1\n%%time\n", "reach-1-answer")
    added(cells, "half = 0.5", "reach-5-answer")
    added(cells, "help(distance_km)\n?distance_km\ndistance_km??", "reach-7-answer")


ENTRIES: tuple[Entry, ...] = (
    solved("all-right", "the solution as it is", {}),
    stubbed("untouched", "the exercise as it was given out", {}),
    solved("syntax-error", "one cell with a bracket too few",
           {"reach-1": "answer = distance_km((35.7, 51.4"}, "reach-1", says=("SyntaxError",)),
    solved("name-error", "a misspelt name: what the cell before answered is not its own",
           {"reach-7": "answer = range_for_shares(bases['centre'], 0.9)"}, "reach-7",
           says=("NameError",)),
    solved("no-answer", "an answer cell emptied, and one with a remark in place of code",
           {"reach-1": "", "reach-7": "# I did not understand this one"}, "reach-1", "reach-7"),
    solved("other-name", "the result in a variable of another name",
           {"reach-7": "result = range_for_share(bases['centre'], 0.9)"}, "reach-7"),
    solved("homoglyph", "the name answer with a Cyrillic letter that looks like Latin a",
           {"reach-7": "\N{CYRILLIC SMALL LETTER A}nswer = " + _SEVENTH},
           "reach-7"),
    solved("compatible-letters", "the name answer in mathematical italics, Python's own",
           {"reach-7": "\N{MATHEMATICAL ITALIC SMALL A}nswer = " + _SEVENTH}),
    solved("other-numbers", "numbers as NumPy, as Decimal, as Fraction and in an array of none",
           {"reach-1": """
                import numpy as np
                cities = load("cities").set_index("city_id")
                a, b = cities.loc["tehran"], cities.loc["tel-aviv"]
                answer = np.array(distance_km(a["lat"], a["lon"], b["lat"], b["lon"]))
            """, "reach-7": """
                from fractions import Fraction
                answer = Fraction(float(range_for_share(bases['centre'], 0.9)))
            """}),
    solved("own-function", "a function with other names of arguments, and a lambda",
           {"reach-3": "answer = lambda ds, r: sum(d <= r for d in ds) / len(ds)"}),
    solved("async-answer", "await at the top of a cell",
           {"reach-7": """
                import asyncio
                await asyncio.sleep(0.01)
                answer = range_for_share(bases['centre'], 0.9)
            """}),
    solved("changes-the-tables", "a table changed in place while working",
           {"reach-1": """
                cities = load("cities").set_index("city_id")
                a, b = cities.loc["tehran"], cities.loc["tel-aviv"]
                cities["lat"] = 0
                answer = distance_km(a["lat"], a["lon"], b["lat"], b["lon"])
            """}),
    _changed("magics", "magics, shell escapes, help and pip in cells of their own", _own_cells),
    _changed("deleted-check", "a check cell taken out", _taken_out("reach-7")),
    _changed("deleted-answer", "an answer cell taken out", _taken_out("reach-7-answer"), "reach-7"),
    _changed("deleted-prepared", "the prepared cells and the texts taken out",
             lambda cells: cells.__setitem__(slice(None), [
                 c for c in cells if not c["id"].startswith("cell-")])),
    _changed("shuffled", "the cells in reverse", lambda cells: cells.reverse()),
    _changed("no-ids", "ids and metadata lost on the way through another program", _without_ids),
    _changed("one-cell", "everything in one cell", _one_cell),
    _changed("as-text", "an answer in a text cell", _as_text),
    _changed("repeated-id", "a first try above with the same id", _repeated),
    _changed("through-colab", "metadata of Colab, tabs for spaces", _colab),
    Entry("windows-lines", "lines that end as on Windows", _windows, expected()),
    _changed("attachments", "attachments, tags and slides in the metadata", lambda cells: [
        cell["metadata"].update(tags=["a"], slideshow={"slide_type": "slide"}) for cell in cells]),
    _changed("broken-outputs", "stored outputs of no known kind", lambda cells: [
        cell.update(outputs=[{"output_type": "nonsense", "x": "\ud800"}])
        for cell in cells if cell["cell_type"] == "code"]),
    _changed("own-text", "an argument of a hundred thousand words, and of markup", lambda cells: [
        cell.update(source="answer = '<script>alert(1)</script> | `x` ' * 20_000")
        for cell in cells if cell["id"] == "reach-10-answer"]),
    Entry("half-done", "the first five tasks done, the others untouched",
          lambda: {"half-done.ipynb": edited({
              f"reach-{n}-answer": next(
                  c["source"] for c in solution()["cells"] if c["id"] == f"reach-{n}-answer")
              for n in range(1, 6)})},
          expected(*(task for task in FULL if int(task[6:]) > 5))),
)  # fmt: skip
