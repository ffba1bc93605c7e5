"""Runs in the page's Python (test_real.py): what works there, as JSON."""

import importlib
import json
import pkgutil
import sys
import warnings

import missile_question

found = {"modules": {}, "cells": {}}
for module in pkgutil.walk_packages(missile_question.__path__, "missile_question."):
    try:
        importlib.import_module(module.name)
    except Exception as error:
        found["modules"][module.name] = repr(error)
found["scipy"] = "scipy" in sys.modules

from pyodide_kernel import ipython_shell as shell  # noqa: E402

sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
shell.send_comm = shell.kernel.comm_manager.send_comm = lambda *args, **kwargs: None
shell.display_pub.update_display_data_callback = lambda *args: None
shell.display_pub.display_data_callback = lambda *args: None
shell.displayhook.publish_execution_result = lambda *args: None

CELLS = {
    "data frame": """
import pandas as pd
d = pd.DataFrame({'a': [1, 2], 'b': [3., 4.]})
d.groupby('a').sum()
d.to_html(), d.to_string(), d.describe()""",
    "times": """
d['t'] = pd.Timestamp('2026-02-11', tz='Asia/Tehran')
d['k'] = pd.Categorical(['u', 'v'])""",
    "csv": "import io; pd.read_csv(io.StringIO('a,b\\n1,2')).to_csv()",
    "chart": """
import altair as alt
c = alt.Chart(d).mark_bar().encode(x='a:Q', y='mean(b)', color='k')
l = alt.Chart(d).mark_line().transform_filter(alt.datum.a > 1).encode(x=alt.X('t', bin=False))
(c | l).to_dict(), (c + l).to_json()""",
    "wrong chart": """
try:
    alt.Chart(d).mark_bar(colour=1).to_dict()
except Exception as e:
    assert 'colour' in str(e), e""",
    "numbers": """
import numpy as np
np.random.default_rng(1).normal(size=3), np.linalg.inv(np.eye(2)), np.fft.fft([1, 2])""",
    "widgets": """
import ipywidgets as w
s = w.IntSlider(value=3)
s.value = 4
w.interactive(lambda x: x, x=(1, 3))""",
    "display": """
from IPython.display import HTML, Markdown, display
display(HTML('<p>'), Markdown('a'))""",
    "help": "assert 'data' in pd.DataFrame.__doc__ and alt.Chart.__doc__ and np.sum.__doc__",
    "magic": "%time 1 + 1",
    "cell magic": "%%timeit -n1 -r1\n1",
    "other magic": "%lsmagic",
    "question": "d.head?",
    "data": "from missile_question import catalog; catalog.load('missile_ranges')",
    "standard library": "import statistics, json, csv, decimal, unittest, asyncio, pdb, doctest",
}
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for name, code in CELLS.items():
        result = shell.run_cell(code)
        error = result.error_before_exec or result.error_in_exec
        found["cells"][name] = repr(error) if error else "works"

shell.Completer.use_jedi = False
shell.run_cell("from missile_question import catalog\ncatalog.load('nothing')")
found["traceback"] = "\n".join(shell._last_traceback["traceback"])
found["completion"] = shell.complete("pd.DataFr")[1]
json.dumps(found)
