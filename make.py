#!/usr/bin/env python3
"""Build, serve, teach and test the book: `python make.py book`, or `make book`.

Every target of the Makefile is one call of this file, so that Windows needs no make. The file
itself must start under any old Python, if only to say which one is needed; the work is in
tools/toolchain/, which may use today's.
"""

import os
import sys

OLDEST = (3, 11)
NEWEST_KNOWN = 14


def python_fault(version, executable, found=None, target="book"):
    """Return the line that explains why this Python cannot build the book, or None if it can.

    `found` is the name of a newer Python on this machine, if there is one.
    """
    if tuple(version[:2]) >= OLDEST:
        return None
    way_out = "It is here as %s, so say: PYTHON=%s make %s" % (found, found, target)
    if not found:
        way_out = "Install it, then say for example: PYTHON=python3.12 make %s" % target
    return "This book needs Python %d.%d or newer; %s is %s (%s). %s" % (
        OLDEST
        + (os.path.basename(executable), ".".join(map(str, version[:3])), executable, way_out)
    )


def newer_python():
    """Return the name of the newest fitting Python that runs on this machine, or None."""
    import subprocess

    for minor in range(NEWEST_KNOWN, OLDEST[1] - 1, -1):
        name = "python3.%d" % minor
        try:
            with open(os.devnull, "w") as nowhere:
                if subprocess.call([name, "-c", ""], stdout=nowhere, stderr=nowhere) == 0:
                    return name
        except (OSError, ValueError):
            pass
    return None


if __name__ == "__main__":
    fault = python_fault(sys.version_info, sys.executable)
    if fault:
        wanted = sys.argv[1] if len(sys.argv) > 1 else "book"
        sys.exit(python_fault(sys.version_info, sys.executable, newer_python(), wanted))
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "tools"))
    sys.dont_write_bytecode = True
    from toolchain.targets import main

    sys.exit(main(sys.argv[1:]))
