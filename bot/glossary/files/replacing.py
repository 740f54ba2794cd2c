"""Replaces a file's bytes as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from bot.errors import UserFacingError


class FileChangedError(UserFacingError):
    """The file is no longer what the edit was made from; nothing was written."""


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Give the file new bytes in one step that survives a loss of power, keeping its mode.

    Readers see the old bytes or the new ones, never a part: they go to a temporary file in the same
    directory, are flushed to disk, and take the file's name. A link stays one: the file that it
    leads to is replaced. Raises FileChangedError when the file no longer holds ``before``, and
    OSError when the directory can't be written.
    """
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        _refuse_if_changed(path, before)
        shutil.copymode(path, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _flush_directory(path.parent)


def _refuse_if_changed(path: Path, before: bytes) -> None:
    try:
        now = path.read_bytes()
    except FileNotFoundError:
        now = None
    if now != before:
        raise FileChangedError(
            f"{path.name} changed after you opened it, so nothing was written. Please read the new "
            "text and decide again."
        )


def _flush_directory(directory: Path) -> None:
    """Make the rename itself durable, where the system can flush a directory."""
    with contextlib.suppress(
        OSError
    ):  # some file systems cannot; the rename is atomic all the same
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
