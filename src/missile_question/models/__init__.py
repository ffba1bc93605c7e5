"""Models of the book, one module per argument: pure functions on numbers and arrays.

Nothing here reads data, draws or shows a widget; a model needs NumPy (SciPy or GeographicLib
where the field's own tools are there) and therefore runs unchanged in a notebook, on a server and in the browser.
"""
