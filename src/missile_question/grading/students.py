"""Whose file is it: names of students from names of files and folders.

A name is untrusted text: it may hold line breaks, ``../``, marks that turn the direction of
writing, or be 300 characters long. What leaves this module is safe as a file's name on every
system, in a table and in a page.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable

__all__ = ["bare_name", "keys", "on_paper", "says_nothing", "sent_by"]

#: What Moodle makes of a submission: name, number, kind of submission, then the student's file.
_MOODLE = re.compile(r"(.+?)_(\d+)_assignsubmission_[a-z]+_?(.*)", re.DOTALL)
#: What Canvas makes of one: name, LATE, number of the student, number of the submission, the file.
_CANVAS = re.compile(r"([^_]+)_(?:LATE_)?(\d+)_\d+_(.+)", re.DOTALL)
#: What is written around a file's name without being one: copies, versions, kinds of file.
_AROUND = re.compile(
    r"\(\d+\)|\b(?:copy|kopie|copie)\s*\d*\b|\b(?:copy of|kopie von)\b|\bv\d+\b"
    r"|\b(?:final|answers?|solutions?|submissions?|submitted|homework|assignments?|exercises?"
    r"|students?|notebooks?|class|classes|course|downloads?|export|all|old|backup|work|src"
    r"|autograded)\b",
    re.IGNORECASE,
)
_COPIES = re.compile(
    r"^(?:copy of|kopie von)\s+|[\s_-]*(?:\(\d{1,2}\)|\b(?:copy|kopie)\s?\d{0,2})$", re.IGNORECASE
)
#: Names that Windows keeps for devices.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST, _MOST_BYTES = 60, 180


def on_paper(text: str, most: int = 120) -> str:
    r"""Return a text for a report: one line, what cannot be seen written out, cut to a length.

    Parameters
    ----------
    text : str
        Anything, lone surrogates included.
    most : int
        Characters.

    Examples
    --------
    >>> on_paper("a line\nand another")
    'a line\\nand another'
    """
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[: most + 1])
    return shown if len(text) <= most else f"{shown[:most]}..."


def sent_by(name: str) -> tuple[str, str] | None:
    """Return the student and the file that a learning platform wrote into a name, or None.

    Parameters
    ----------
    name : str
        Name of a file, an archive or a folder as Canvas and Moodle make it on download.

    Returns
    -------
    tuple of str or None
        The student's name with the platform's number of it, and the rest of the name.

    Examples
    --------
    >>> sent_by("doejane_4711_98_02_reach.ipynb")
    ('doejane_4711', '02_reach.ipynb')
    >>> sent_by("Jane Doe_815_assignsubmission_file_")
    ('Jane Doe_815', '')
    """
    found = _MOODLE.fullmatch(name) or _CANVAS.fullmatch(name)
    return (f"{found[1]}_{found[2]}", found[3]) if found else None


def bare_name(stem: str, chapters: Iterable[str]) -> str:
    """Return a name without the exercise that it names, and without marks of copies.

    Parameters
    ----------
    stem : str
        Name of a file without its ending, or of a folder.
    chapters : iterable of str
        Such as ``"02_reach"``.

    Returns
    -------
    str
        Empty if nothing else is in it.

    Examples
    --------
    >>> bare_name("02-reach-anna", ["02_reach"])
    'anna'
    >>> bare_name("anna (1)", ["02_reach"]), bare_name("Copy of 02_reach", ["02_reach"])
    ('anna', '')
    """
    left = stem
    for chapter in chapters:
        number, _, topic = chapter.partition("_")
        words = r"[\s_-]*".join(map(re.escape, topic.split("_")))
        # Letters on either side make another word of it: "outreach" names no exercise.
        left = re.sub(rf"(?i)(?<![^\W_])(?:{number}[\s_-]*)?{words}(?![^\W_])", " ", left)
    # Underscores count as letters in a pattern's \b; here they separate words.
    if not re.sub(r"[\s_\-.+,]+", "", _AROUND.sub("", left.replace("_", " ").replace("-", " "))):
        return ""
    left = _COPIES.sub("", left)
    if left == stem:
        return stem
    return re.sub(r"([\s_-])[\s_-]+", r"\1", left).strip(" _-")


def says_nothing(name: str, chapters: Iterable[str]) -> bool:
    """Whether a name says what was handed in and not by whom, such as "submissions".

    Parameters
    ----------
    name : str
    chapters : iterable of str
    """
    return not bare_name(name, chapters)


def _clean(name: str) -> tuple[str, bool]:
    """Return a name as a key, and whether it lost something that may tell two names apart."""
    spaced = "_".join(name.split(" "))
    kept = "".join(c for c in spaced if c in "_-.@" or unicodedata.category(c)[0] in "LMN")
    kept = kept.lstrip("._-@").rstrip(".")
    while len(kept) > _LONGEST or len(kept.encode("utf-8", "replace")) > _MOST_BYTES:
        kept = kept[:-1]
    lost = kept != spaced or not kept or _DEVICES.fullmatch(kept) is not None
    return kept or "student", lost


def keys(names: Collection[str]) -> dict[str, str]:
    """Return a key for every student: safe as a file's name, and no two alike.

    A name that is fit as it is stays as it is. Any other is cleaned, and gets a short sum of the
    name behind it: the same name has the same key in every run.

    Parameters
    ----------
    names : collection of str
        As they were read from files and folders.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> keys(["anna", "José Pérez"])
    {'anna': 'anna', 'José Pérez': 'José_Pérez'}
    """
    cleaned = {name: _clean(name) for name in names}
    taken: dict[str, int] = {}  # some systems do not tell capitals apart in names of files
    for key, _ in cleaned.values():
        taken[key.casefold()] = taken.get(key.casefold(), 0) + 1
    return {
        name: f"{key}-{_sum(name)}" if lost or taken[key.casefold()] > 1 else key
        for name, (key, lost) in cleaned.items()
    }


def _sum(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:8]
