"""Packages of Debian and Ubuntu, where we may install them without asking for a password."""

from __future__ import annotations

import os
import shutil
import subprocess

from toolchain.console import say


def privilege() -> list[str] | None:
    """Return what goes before apt-get: nothing for root, sudo if it asks nothing; else None."""
    if os.name == "nt" or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [sudo, "-n"]
    return None


def install(package: str) -> bool:
    """Install one package of the system; return whether that went well."""
    before = privilege()
    if before is None:
        return False
    say(f"Installing {package} with apt-get")
    quiet = ["-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "APT::Update::Error-Mode=any"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
        command = [*before, "apt-get", *quiet, *words]
        done = subprocess.run(
            command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode and words != ["update"]:  # an old list is often good enough
            say((done.stderr or done.stdout).strip()[-600:])
            return False
    return True
