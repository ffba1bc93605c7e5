"""The browser that the site tests drive: the system's own, installed if we may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from toolchain import debian
from toolchain.console import Stop

VARIABLE = "MISSILE_QUESTION_CHROMIUM"
#: Chromium without windows: half the size, and it loads a page in half the time.
HEADLESS = "chromium-headless-shell"
NAMES = (
    HEADLESS,
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "chrome",
    "msedge",
    "microsoft-edge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
WAYS = {
    "darwin": "brew install --cask chromium",
    "win32": "install Chrome or Edge",
    "linux": "sudo apt-get install chromium, or your system's package of Chromium or Chrome",
}


def works(path: str) -> bool:
    """Say whether a browser starts (Ubuntu's chromium package can be a stub that wants snap)."""
    if os.name == "nt":  # there --version opens a window
        return Path(path).is_file()
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def find() -> str | None:
    """Return the path of a Chromium, Chrome or Edge that starts, or None."""
    on_path = [shutil.which(name) for name in NAMES]
    places = [os.path.expandvars(place) for place in PLACES]
    for path in (*on_path, *places):
        if path and Path(path).exists() and works(path):
            return path
    return None


def ensure() -> str:
    """Return the browser's path; install Chromium where that needs no password."""
    named = os.environ.get(VARIABLE)
    if named:
        if works(named):
            return named
        raise Stop(f"{VARIABLE} names {named}, which does not start.")
    path = find()
    for package in () if path else (HEADLESS, "chromium"):  # Ubuntu has no package of the first
        path = path or (find() if debian.install(package) else None)
    if not path:
        way = WAYS.get(sys.platform, "install Chromium")
        raise Stop(
            f"The site tests need Chromium, Chrome or Edge: {way}; "
            f"or say where it is in {VARIABLE}."
        )
    return path
