"""Models of the book, one module per argument: pure functions on numbers and arrays.

Nothing here reads data, draws or shows a widget. A model needs NumPy, and SciPy or GeographicLib
where they are the field's own tools: it runs unchanged in a notebook, on a server, in the browser.
"""
