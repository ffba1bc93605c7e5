"""Read what a class handed in: notebooks, folders and archives, mixed, and none of it trusted.

Archives are read in memory and never unpacked to disk. Whatever cannot be read becomes a
:class:`Submission` with its trouble in one sentence: nothing is passed over in silence, and nothing
stops the run.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from missile_question.checks import tasks
from missile_question.checks.core import listed
from missile_question.grading.records import Submission
from missile_question.grading.splice import Handed, Skeleton, named_tasks, splice
from missile_question.grading.students import bare_name, keys, on_paper, says_nothing, sent_by

__all__ = ["find", "skeletons"]

#: Bytes of one notebook; of all that is unpacked from one archive; of an archive's directory.
_MOST_BYTES, _MOST_UNPACKED, _MOST_DIRECTORY = 50_000_000, 500_000_000, 4_000_000
#: Entries of one archive, cells of code of one notebook, characters of their code.
_MOST_ENTRIES, _MOST_CELLS, _MOST_CODE = 20_000, 1000, 2_000_000
#: Folders in folders.
_DEEPEST = 30

_NOTEBOOK = re.compile(r"(?is)(.+?)\.ipynb(?:\.txt|\.json)?")
_ZIP = re.compile(r"(?is)(.+?)\.zip")
#: Endings that say that somebody handed something in, though not a notebook.
_OTHER_WORK = re.compile(
    r"(?is)(?!readme\b).+\.(?:py|html?|pdf|docx?|odt|rtf|txt|md|qmd|rmd|rar|7z|tar|t?gz|bz2|xz|png"
    r"|jpe?g|heic|pages)"
)
#: Folders and files that systems and programs leave behind.
_IGNORED = re.compile(r"\.[^.].*(?<!\.ipynb)|\._.*|__MACOSX|Thumbs\.db|desktop\.ini", re.DOTALL)


# ---------------------------------------------------------------- the exercises


def skeletons(folder: Path) -> dict[str, Any]:
    """Read the exercises as they were given out.

    Parameters
    ----------
    folder : Path
        With student notebooks named by chapter, such as ``02_reach.ipynb``.

    Returns
    -------
    dict of str to nbformat.NotebookNode
        By chapter, in the order of the book.

    Raises
    ------
    ValueError
        If the folder holds none, or one cannot be read.
    """
    import nbformat

    known = dict.fromkeys(task.chapter for task in tasks())
    found: dict[str, Any] = {}
    for chapter in known:
        path = folder / f"{chapter}.ipynb"
        if not path.is_file():
            continue
        try:
            found[chapter] = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        except Exception as error:  # whatever a damaged file makes nbformat raise
            raise ValueError(f"exercises: {path.name} cannot be read ({error})") from error
    if not found:
        raise ValueError(
            f"exercises must be a folder with student notebooks such as {next(iter(known))}.ipynb, "
            f"got {str(folder)!r}"
        )
    return found


# ---------------------------------------------------------------- files and folders


@dataclass
class _File:
    """A file that was handed in: its place, name, sum, and its cells or its trouble."""

    path: str
    name: str
    digest: str = ""
    cells: tuple[Handed, ...] = ()
    trouble: str = ""
    chapters: tuple[str, ...] = ()


@dataclass
class _Folder:
    """A folder or an archive."""

    path: str
    name: str
    files: list[_File] = field(default_factory=list)
    folders: dict[str, _Folder] = field(default_factory=dict)
    #: Files of other kinds that somebody may have handed in.
    others: list[str] = field(default_factory=list)

    def every_file(self) -> Iterator[_File]:
        """Yield the files of this folder and of those in it."""
        yield from self.files
        for folder in self.folders.values():
            yield from folder.every_file()

    def inner(self, name: str) -> _Folder:
        """Return the folder of that name, made if need be."""
        return self.folders.setdefault(name, _Folder(f"{self.path}{on_paper(name)}/", name))

    def add(self, name: str, trouble: str) -> None:
        """Note a file that cannot be read."""
        self.files.append(_File(self.path + on_paper(name), name, trouble=trouble))


def _normal(name: str) -> str:
    """Return a name in one normal form: macOS writes an accent as a character of its own."""
    return unicodedata.normalize("NFC", name)


def _read_folder(path: Path, into: _Folder, root: Path, deep: int = 0) -> None:
    """Read a folder on disk, in the order of the names."""
    try:
        entries = sorted(path.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        into.add("", f"The folder cannot be read: {error.strerror or error}.")
        return
    for entry in entries:
        name = _normal(entry.name)
        if _IGNORED.fullmatch(name):
            continue
        try:
            _read_entry(entry, name, into, root, deep)
        except (OSError, RuntimeError) as error:
            said = getattr(error, "strerror", None) or error
            into.add(name, f"The file cannot be read: {said}.")


def _read_entry(entry: Path, name: str, into: _Folder, root: Path, deep: int) -> None:
    if entry.is_symlink():
        target = entry.resolve()
        if not target.is_relative_to(root) or not target.is_file():
            into.add(name, "This is a link to something outside the folder or to another folder.")
            return
    if entry.is_dir():
        if deep >= _DEEPEST:
            into.add(name, f"More than {_DEEPEST} folders in folders are not read.")
        else:
            _read_folder(entry, into.inner(name), root, deep + 1)
    elif not entry.is_file():
        into.add(name, "This is neither a file nor a folder.")
    elif _NOTEBOOK.fullmatch(name):
        size = entry.stat().st_size
        content = b"" if size > _MOST_BYTES else entry.read_bytes()
        into.files.append(_notebook(into, name, content, size))
    elif match := _ZIP.fullmatch(name):
        with entry.open("rb") as file:
            _read_zip(file, into, name, match[1])
    elif _OTHER_WORK.fullmatch(name):
        into.others.append(name)


# ---------------------------------------------------------------- archives


def _read_zip(file: IO[bytes], into: _Folder, name: str, stem: str, inside: bool = False) -> None:
    """Read an archive as if it were a folder; what is wrong with it is one line."""
    try:
        if fault := _too_large(file):
            into.add(name, fault)
            return
        with zipfile.ZipFile(file) as archive:
            entries = [info for info in archive.infolist() if not info.is_dir()]
            folder = into.inner(stem)
            folder.path = f"{into.path}{on_paper(name)}/"
            left = _MOST_UNPACKED
            for info in entries:
                left = _read_zipped(archive, info, folder, inside, left)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        into.add(name, f"The archive cannot be read: {on_paper(str(error))}.")


def _too_large(file: IO[bytes]) -> str:
    """Say whether an archive lists more than is read, before all of its list is in memory."""
    file.seek(0, io.SEEK_END)
    file.seek(max(0, file.tell() - 65_557))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    record = tail[at : at + 22] if at >= 0 else b""
    entries = int.from_bytes(record[10:12], "little")
    if int.from_bytes(record[12:16], "little") > _MOST_DIRECTORY or entries > _MOST_ENTRIES:
        return f"The archive lists too much; at most {_MOST_ENTRIES} files are read."
    return ""


def _read_zipped(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: _Folder, inside: bool, left: int
) -> int:
    """Read one entry of an archive; return how many bytes may still be unpacked."""
    parts = [part for part in re.split(r"[/\\]", _entry_name(info)) if part != "."]
    last = parts[-1]
    if any(map(_IGNORED.fullmatch, (part for part in parts if part != ".."))):
        return left
    unpacked = _NOTEBOOK.fullmatch(last) or _ZIP.fullmatch(last)
    fault = _entry_fault(info, parts, left) if unpacked else ""
    if fault:
        folder.add(last, fault)
        return left
    if not unpacked:
        if _OTHER_WORK.fullmatch(last):
            folder.others.append(last)
        return left
    for part in parts[:-1]:
        folder = folder.inner(part)
    try:
        with archive.open(info) as file:  # read() without a number would trust the archive
            content = file.read(info.file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
            ValueError, OSError) as error:  # fmt: skip
        folder.add(last, f"The file cannot be unpacked: {on_paper(str(error))}.")
        return left
    if _NOTEBOOK.fullmatch(last):
        folder.files.append(_notebook(folder, last, content, len(content)))
    elif inside:
        folder.add(last, "This is an archive in an archive in an archive, which is not read.")
    else:
        _read_zip(io.BytesIO(content), folder, last, last[:-4], inside=True)
    return left - len(content)


def _entry_name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name; many programs write UTF-8 without saying so."""
    name = info.orig_filename or info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return _normal(name.replace("\0", ""))


def _entry_fault(info: zipfile.ZipInfo, parts: list[str], left: int) -> str:
    """Say why an entry of an archive is not read, or nothing."""
    if ".." in parts or not parts[0] or parts[0].endswith(":") or len(parts) > _DEEPEST:
        return "In the archive its name points out of the archive, so it was not read."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "In the archive this is a link, which is not followed."
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "It is packed in a way that is not read; a usual .zip is."
    if info.flag_bits & 0x1:
        return "The archive is locked with a password."
    most = _MOST_BYTES if _NOTEBOOK.fullmatch(parts[-1]) else _MOST_UNPACKED
    if info.file_size > min(most, left):
        return f"Unpacked it has {info.file_size / 1e6:.0f} MB, which is too much to read."
    return ""


# ---------------------------------------------------------------- one notebook


def _notebook(folder: _Folder, name: str, content: bytes, size: int) -> _File:
    """Read a notebook's cells from its bytes."""
    found = _File(folder.path + on_paper(name), name, hashlib.sha256(content).hexdigest())
    if size > _MOST_BYTES:
        return replace(found, digest="", trouble=f"The file has {size / 1e6:.0f} MB; at most "
                       f"{_MOST_BYTES / 1e6:.0f} MB are read. Clear its outputs.")  # fmt: skip
    if not content.strip():
        return replace(found, trouble="The file is empty.")
    try:
        cells = _cells(json.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return replace(found, trouble="The file is not text in UTF-8.")
    except (ValueError, RecursionError):
        return replace(found, trouble="The file is not a Jupyter notebook: it is no valid JSON.")
    except _NoNotebookError as error:
        return replace(found, trouble=str(error))
    code = [cell for cell in cells if cell.code]
    if len(code) > _MOST_CELLS or sum(len(cell.source) for cell in code) > _MOST_CODE:
        said = f"more than {_MOST_CELLS} cells or {_MOST_CODE / 1e6:.0f} million characters"
        return replace(found, trouble=f"The notebook has {said} of code.")
    return replace(found, cells=cells)


class _NoNotebookError(Exception):
    """Raised where JSON is no notebook; the message is the trouble."""


def _cells(data: Any) -> tuple[Handed, ...]:
    """Return the cells of a notebook of format 3 or 4, read with less rigour than nbformat.

    nbformat refuses a notebook for one bad field, and gives a repeated id a new name.
    """
    cells = data.get("cells") if isinstance(data, dict) else None
    sheets = data.get("worksheets") if isinstance(data, dict) else None
    if cells is None and isinstance(sheets, list):  # format 3
        cells = [c for s in sheets if isinstance(s, dict) for c in s.get("cells") or ()]
    if not isinstance(cells, list):
        raise _NoNotebookError("The file is not a Jupyter notebook: it holds no cells.")
    found = []
    for cell in cells:
        if not isinstance(cell, dict):
            continue
        code = cell.get("cell_type") == "code"
        text = cell.get("source", cell.get("input", ""))
        if isinstance(text, list):
            text = "".join(part for part in text if isinstance(part, str))
        if isinstance(text, str):
            found.append(Handed(code, _ids(cell), _text(text)))
    return tuple(found)


def _ids(cell: dict[str, Any]) -> tuple[str, ...]:
    meta = cell.get("metadata")
    meta = meta if isinstance(meta, dict) else {}
    nbgrader = meta.get("nbgrader")
    given = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    # Colab keeps a cell's id among its metadata.
    return tuple(n for n in (given, cell.get("id"), meta.get("id")) if isinstance(n, str) and n)


def _text(text: str) -> str:
    """Return code with plain line breaks and without what no file can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")


# ---------------------------------------------------------------- whose is it


@dataclass
class _Owned:
    """A file with the student whose it is."""

    student: str
    file: _File
    #: The file's name without what a learning platform wrote in front.
    name: str
    note: str = ""


class _Owners:
    """Tells from names and places whose files are whose."""

    def __init__(self, chapters: tuple[str, ...]) -> None:
        self.chapters = chapters
        self.owned: list[_Owned] = []

    def of_class(self, folder: _Folder, top: str = "", note: str = "") -> None:
        """Take a folder for a class: each file or folder in it is a student's.

        ``top`` is the name of the folder of all submissions, at the top; ``note`` says why this
        one was taken for a class, where that is a guess.
        """
        for file in folder.files:
            self._flat(file, folder, top, note)
        for name in folder.others:
            said = "This is no notebook (.ipynb) and no archive (.zip)."
            self._flat(_File(folder.path + on_paper(name), name, trouble=said), folder, top)
        for inner in folder.folders.values():
            if says_nothing(inner.name, self.chapters):
                self.of_class(inner)
            elif self._is_class(inner):
                where = on_paper(inner.path.rstrip("/"), 60)
                said = f"{where} holds one exercise more than once and was taken for a class."
                self.of_class(inner, note=said)
            else:
                self._of_student(inner)

    def _flat(self, file: _File, folder: _Folder, top: str, note: str = "") -> None:
        stem = re.sub(r"(?i)(\.ipynb(\.txt|\.json)?|\.[a-z0-9]{1,5})\Z", "", file.name)
        if sent := sent_by(file.name):
            self.owned.append(_Owned(sent[0], file, sent[1]))
        elif bare := bare_name(stem, self.chapters):
            self.owned.append(_Owned(bare, file, file.name, note))
        else:  # "02_reach.ipynb", next to nothing that names a student
            above = folder.name or top
            name = stem if says_nothing(above, self.chapters) else above
            note = f"Neither {on_paper(file.name, 60)} nor its folder names a student."
            self.owned.append(_Owned(name, file, file.name, note))

    def _of_student(self, folder: _Folder) -> None:
        sent = sent_by(folder.name)
        name = sent[0] if sent else bare_name(folder.name, self.chapters)
        files = list(folder.every_file())
        for file in files:
            self.owned.append(_Owned(name, file, (sent_by(file.name) or ("", file.name))[1]))
        if not files:
            others = [on_paper(o, 40) for o in _every_other(folder)]
            said = f" There is {listed(others[:3])}." if others else ""
            none = _File(folder.path.rstrip("/"), "", trouble=f"There is no notebook in it.{said}")
            self.owned.append(_Owned(name, none, ""))

    def _is_class(self, folder: _Folder) -> bool:
        """Whether a folder or archive holds the work of several students."""
        if sent_by(folder.name):
            return False
        inner = [f for f in folder.folders.values() if not says_nothing(f.name, self.chapters)]
        names = [f.name for f in folder.files] + [f.name for f in inner]
        if any(map(sent_by, names)):
            return True
        # The same exercise twice, in folders or files by names of their own: two students.
        below = [Counter({c for f in i.every_file() for c in f.chapters}) for i in inner]
        below += [
            Counter(file.chapters)
            for file in folder.files
            if (stem := _NOTEBOOK.fullmatch(file.name)) and bare_name(stem[1], self.chapters)
        ]
        return any(number > 1 for number in sum(below, Counter()).values())


def _every_other(folder: _Folder) -> list[str]:
    inner = [name for f in folder.folders.values() for name in _every_other(f)]
    return [*folder.others, *inner]


# ---------------------------------------------------------------- all together


def find(folder: Path, skeletons: Mapping[str, Any]) -> Iterator[Submission]:
    """Read the submissions in a folder, each spliced into its exercise.

    An exercise is known by the tasks that its cells name, whatever the file is called. If a
    student has an exercise twice, the file that is named as we named it counts, else the last by
    the alphabet; the other becomes a submission with trouble, so that it has its line in the
    report.

    Parameters
    ----------
    folder : Path
        Notebooks, archives, and folders of them, as they come from Canvas, Moodle, nbgrader,
        GitHub Classroom, or by mail.
    skeletons : mapping of str to nbformat.NotebookNode
        As :func:`skeletons` returns it.

    Yields
    ------
    Submission
        In the order of student, chapter and path.

    Raises
    ------
    ValueError
        If ``folder`` is no folder.
    """
    if not folder.is_dir():
        raise ValueError(f"submissions must be a folder, got {str(folder)!r}")
    exercises = {
        chapter: Skeleton.of(
            chapter, notebook, [t.task_id for t in tasks(chapter) if t.kind == "argument"]
        )
        for chapter, notebook in skeletons.items()
    }
    top = _Folder("", "")
    root = folder.resolve()
    _read_folder(root, top, root)
    for file in top.every_file():
        if not file.trouble:
            file.chapters = _chapters(file.cells, exercises)
            if not file.chapters:
                file.trouble = "No cell belongs to an exercise of this course."
    owners = _Owners(tuple(exercises))
    owners.of_class(top, root.name)
    yield from sorted(
        _submissions(owners.owned, exercises), key=lambda s: (s.student, s.chapter, s.path)
    )


def _chapters(cells: tuple[Handed, ...], exercises: Mapping[str, Skeleton]) -> tuple[str, ...]:
    """Return the exercises whose tasks a notebook names: the most named, and any named thrice."""
    named = named_tasks(cells)
    hits = {chapter: len(named.intersection(e.task_ids)) for chapter, e in exercises.items()}
    most = max(hits.values(), default=0)
    if not most:
        return ()
    first = next(chapter for chapter, count in hits.items() if count == most)
    return tuple(chapter for chapter, count in hits.items() if chapter == first or count >= 3)


def _submissions(owned: list[_Owned], exercises: Mapping[str, Skeleton]) -> Iterator[Submission]:
    key = keys({each.student for each in owned})
    by_student: dict[tuple[str, str], list[_Owned]] = {}
    for each in owned:
        for chapter in each.file.chapters or ("",):
            by_student.setdefault((each.student, chapter), []).append(each)
    for (name, chapter), group in by_student.items():
        student = key[name]
        notes = []
        if student != "_".join(name.split(" ")):
            notes.append(f"The name, as it was handed in, is {on_paper(ascii(name))}.")
        counts = max(group, key=lambda each: _rank(each, chapter))
        for each in group:
            submission = Submission(student, chapter, each.file.path, each.file.digest)
            told = (*notes, each.note) if each.note else tuple(notes)
            if not chapter:
                yield replace(submission, notes=told, trouble=each.file.trouble)
            elif each is not counts:
                same = each.file.digest == counts.file.digest
                what = "It is the same file as" if same else "Not graded: what counts is"
                said = f"{what} {counts.file.path}. {_why(counts, chapter)}"
                yield replace(submission, notes=told, trouble=said)
            else:
                yield _spliced(submission, each.file.cells, exercises, told)


def _rank(each: _Owned, chapter: str) -> tuple[bool, str]:
    stem = _NOTEBOOK.fullmatch(each.name)
    return stem is not None and stem[1].casefold() == chapter.casefold(), each.file.path


def _why(counts: _Owned, chapter: str) -> str:
    if _rank(counts, chapter)[0]:
        return "Its name is the one that the exercise was given out with."
    return "None has the exercise's own name, so the last by the alphabet counts."


def _spliced(
    submission: Submission,
    cells: tuple[Handed, ...],
    exercises: Mapping[str, Skeleton],
    notes: tuple[str, ...],
) -> Submission:
    others = [each for chapter, each in exercises.items() if chapter != submission.chapter]
    found = splice(exercises[submission.chapter], cells, others)
    return replace(
        submission,
        cells=tuple(found.cells),
        answers=found.answers,
        notes=(*notes, *found.notes),
    )
