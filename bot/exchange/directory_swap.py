"""Writes files into a directory as a whole or not at all, over any end of the process.

A new directory is written next to its place, flushed once and renamed. Changes of an existing
one go through a journal, a directory within it:

1. ``new/`` gets every file as it is to be; all are flushed once.
2. ``old/`` gets a hard link to each file that is to be replaced.
3. ``changes.json`` is written: from here on the change is decided.
4. Each new file takes its name, in one step each.
5. The journal is deleted.

Where the process ends before 3, the next run deletes the journal: nothing had changed. Where it
ends behind, the next run does the rest. Where the change itself meets an error or Ctrl-C, what
was done is taken back, under ``undo.json``, so that the next run does the rest of that too.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import shutil
import tempfile
from typing import TYPE_CHECKING

from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

JOURNAL = ".importing"
_CHANGES, _UNDO, _NEW, _OLD = "changes.json", "undo.json", "new", "old"
_BESIDE = ".importing-"

# A file's path within the directory, and its bytes.
File = tuple[str, bytes]


def create_directory(directory: Path, files: Iterable[File]) -> None:
    """Make a directory of these files. It may exist if it is empty.

    Raises OSError where it can't be written; nothing is left of it then.
    """
    directory = directory.resolve()
    directory.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(directory)
    beside = _beside(directory)
    try:
        made: set[Path] = set()
        for name, content in files:
            path = beside / name
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_bytes(content)
        os.sync()  # all of them at once: a flush for each would take minutes
        beside.rename(directory)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    with contextlib.suppress(KeyboardInterrupt):  # too late: it is there
        _flush(directory.parent)


def _beside(directory: Path) -> Path:
    beside = _prefix_path(directory)
    made = tempfile.mkdtemp(prefix=beside.name, dir=beside.parent)
    path = directory.parent / os.path.basename(made)  # noqa: PTH119 -- the name alone
    path.chmod(0o777 & ~_umask())
    return path


def _prefix_path(directory: Path) -> Path:
    return directory.parent / f"{_BESIDE}{directory.name}-"


def _remove_leftovers(directory: Path) -> None:
    """Delete what a run that was killed left next to the directory's place."""
    prefix = _prefix_path(directory).name
    for path in directory.parent.iterdir():
        if path.name.startswith(prefix) and path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def held(directory: Path) -> Iterator[None]:
    """Keep other imports out of a directory while this one works on it.

    Raises OperatorError where one is at work. The lock ends with the process, however it ends.
    """
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            raise OperatorError(
                f"Another import is writing to {directory}. Wait until it ends."
            ) from error
        yield
    finally:
        os.close(descriptor)


def is_interrupted(directory: Path) -> bool:
    """Tell whether an import was killed while it changed the directory."""
    return (directory / JOURNAL).is_dir()


def recover(directory: Path) -> str | None:
    """Finish or undo what an import left half done; return what was done in a sentence."""
    journal = directory / JOURNAL
    if not journal.is_dir():
        return None
    if (journal / _UNDO).is_file():
        _roll_back(directory, journal)
        return "The last import had been stopped while it was taken back; that is done now."
    if (journal / _CHANGES).is_file():
        for name in json.loads((journal / _CHANGES).read_text(encoding="utf-8")):
            _move_in(directory, journal, name)
        _flush(directory)
        _forget(journal)
        return "The last import had been interrupted while it wrote; the rest is written now."
    _forget(journal)
    return "The last import had been interrupted before it changed anything; its traces are gone."


def change_files(directory: Path, files: Iterable[File]) -> None:
    """Give these files of an existing directory their new bytes, all of them or none.

    Raises OSError where one can't be written; then all are as they were.
    """
    journal = directory / JOURNAL
    changes: dict[str, bool] = {}  # by file: whether it was there before
    try:
        (journal / _OLD).mkdir(parents=True)
        for name, content in files:
            changes[name] = _stage(directory, journal, name, content)
        undecided = journal / f"{_CHANGES}.part"
        undecided.write_text(json.dumps(changes), encoding="utf-8")
        os.sync()
        undecided.rename(journal / _CHANGES)
        _flush(journal)
        for name in changes:
            _move_in(directory, journal, name)
        _flush(directory)
    except BaseException:
        if (journal / _CHANGES).exists():
            (journal / _CHANGES).rename(journal / _UNDO)
            _roll_back(directory, journal)
        else:
            _forget(journal)
        raise
    try:
        _forget(journal)
    except KeyboardInterrupt:  # too late to take anything back; only traces are left
        _forget(journal)


def _stage(directory: Path, journal: Path, name: str, content: bytes) -> bool:
    """Lay a file's new bytes in the journal, and keep the old; tell whether there were any."""
    new, old, there = journal / _NEW / name, journal / _OLD / name, directory / name
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(content)
    if not there.exists():
        return False
    shutil.copymode(there, new)
    old.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(there.resolve(), old)  # the old bytes under another name
    except OSError:  # a file system without links
        shutil.copy2(there, old)
    return True


def _move_in(directory: Path, journal: Path, name: str) -> None:
    """Put a staged file in its place; one that is there already has left the journal."""
    place = (directory / name).resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        (journal / _NEW / name).replace(place)


def _roll_back(directory: Path, journal: Path) -> None:
    """Restore what was replaced, and delete what was added; it may be done twice."""
    for name, was_there in json.loads((journal / _UNDO).read_text(encoding="utf-8")).items():
        if (journal / _NEW / name).exists():
            continue  # it had not been put in its place
        if not was_there:
            (directory / name).unlink(missing_ok=True)
            continue
        with contextlib.suppress(FileNotFoundError):  # restored before
            (journal / _OLD / name).replace((directory / name).resolve())
    _flush(directory)
    _forget(journal)


def _forget(journal: Path) -> None:
    """Delete the journal; the file that decides its fate goes last."""
    for part in (_NEW, _OLD):
        shutil.rmtree(journal / part, ignore_errors=True)
    for name in (f"{_CHANGES}.part", _CHANGES, _UNDO):
        (journal / name).unlink(missing_ok=True)
    with contextlib.suppress(FileNotFoundError):
        journal.rmdir()


def _flush(directory: Path) -> None:
    """Make renames durable, where the system can flush a directory."""
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
