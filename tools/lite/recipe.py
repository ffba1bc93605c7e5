"""What the notebook application is made of: what is taken, what is left out, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WEB = HERE / "web"

APPLICATION = "jupyterlite-core"
WIDGETS = "jupyterlab-widgets"
#: Locked by live.txt: its Python half is in the page's packages, the other half is needed here.
KERNEL = "jupyterlite-pyodide-kernel"
EXTENSIONS = {
    KERNEL: "@jupyterlite/pyodide-kernel-extension",
    WIDGETS: "@jupyter-widgets/jupyterlab-manager",
}
#: Where wheels keep extensions of JupyterLab.
LABEXTENSIONS = ".data/data/share/jupyter/labextensions/"

#: One notebook, and the list of files; JupyterLab and the rest would double what is served.
APPS = ("notebooks", "tree")
OTHER_APPS = ("consoles", "edit", "lab", "repl")

#: Files of the application that no reader asks for.
NOT_SERVED = [
    "*.map",
    "*.d.ts",
    "doc/*",
    *(f"{app}/*" for app in OTHER_APPS),
    *(f"build/{app}/*" for app in OTHER_APPS),
    *("index.html", "*package.json", "*/package.json.orig", "jupyterlite.schema.v0.json"),
    *("manifest.webmanifest", "icon-*.png"),  # the book is what a reader may install
    "service-worker.js",  # see DISABLED
    "static/pypi/*",  # the kernel's wheels: packages.zip has what is in them
    "*/schema/*",
    # Fonts as browsers of ten years ago wanted them.
    *(f"build/fa-*.{kind}" for kind in ("eot", "svg", "ttf", "woff")),
]

#: Plugins that would ask for what is not there.
DISABLED = [
    # It would serve files to the kernel and control /lite/ in place of the book's own, which is
    # what makes pages work offline. Notebooks of this book read no files.
    "@jupyterlite/application-extension:service-worker-manager",
    *("@jupyter-notebook/console-extension", "@jupyterlab/console-extension"),
    "@jupyterlab/tooltip-extension:consoles",
    # It shows icons that are not among the files, and the age of files that have none.
    "@jupyter-notebook/notebook-extension:tab-icon",
    "@jupyter-notebook/notebook-extension:checkpoints",
    "@jupyter-notebook/notebook-extension:kernel-logo",  # the way back to the book stands there
    "@jupyterlab/mermaid-extension",
    "@jupyterlab/pdf-extension",
]

#: The arrow keys move a slider, not the reader to another heading.
_HEADINGS = {
    "ArrowLeft": "notebook:move-cursor-heading-above-or-collapse",
    "ArrowRight": "notebook:move-cursor-heading-below-or-expand",
}
#: Readers' starting settings; each can be changed in the notebook's own menus.
SETTINGS = {
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 10},
    # JupyterLite has the command, and no entry for it.
    "@jupyterlab/mainmenu-extension:plugin": {
        "menus": [
            {
                "id": "jp-mainmenu-file",
                "items": [{"command": "docmanager:download", "rank": 25}],
            }
        ]
    },
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/shortcuts-extension:shortcuts": {
        "shortcuts": [
            {
                "command": command,
                "keys": [arrow],
                "selector": ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus",
                "disabled": True,
            }
            for arrow, command in _HEADINGS.items()
        ]
    },
}

#: What `python.js` has loaded before the kernel asks.
PRELOADED = (
    *("micropip", "piplite", "ssl", "sqlite3", "ipykernel"),
    *("comm", "pyodide_kernel", "jedi", "ipython"),
)


def config(version: str, extensions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the application's settings; addresses are relative to its folder."""
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "The Missile Question",
            "appUrl": "./tree",
            "appVersion": version,
            "baseUrl": "./",
            "defaultKernelName": "python",
            "faviconUrl": "./notebooks/favicon.ico",
            "federated_extensions": extensions,
            "fullLabextensionsUrl": "./extensions",
            "fullStaticUrl": "./build",
            "licensesUrl": "./lab/api/licenses",
            "disabledExtensions": DISABLED,
            "exposeAppInBrowser": True,  # the tests speak with it
            "settingsOverrides": SETTINGS,
            "litePluginSettings": {
                f"{EXTENSIONS[KERNEL]}:kernel": {
                    "pyodideUrl": "./python.js",
                    "disablePyPIFallback": True,
                    "pipliteUrls": [],
                    "loadPyodideOptions": {"packages": list(PRELOADED)},
                },
            },
        },
    }
