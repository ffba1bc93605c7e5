"""Notebooks in the browser: JupyterLite, cut to what the book needs, with its pages' Python."""
