"""Models the reader can move: sliders in the page, ipywidgets in a kernel."""
