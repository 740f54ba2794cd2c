"""The places of a glossary's files, and the fingerprints of their versions."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONFIG_FILE = "glossary.yml"
SCHEDULE_FILE = "schedule.yml"
SOURCES_FILE = "sources.yml"
TERMS_DIRECTORY = "terms"
SUFFIXES = (".yml", ".yaml")

# Device, inode, size and times; empty for a file that is not there.
Signature = tuple[int, ...]
MISSING: Signature = ()
# A link to nowhere, or a file in a place that may not be looked at: reading it says why.
UNREADABLE: Signature = (0,)


@dataclass(frozen=True, slots=True)
class Signatures:
    """The fingerprint of a whole glossary's state."""

    identities: tuple[Signature, Signature]
    files: dict[str, Signature] | None
    config: Signature
    schedule: Signature
    sources: Signature


@dataclass(frozen=True, slots=True)
class Places:
    """The two forms of a glossary: ``terms/`` beside its settings files, or terms alone.

    In a directory of terms alone a file named ``glossary.yml`` holds a term.
    """

    directory: Path
    terms: Path
    config: Path | None
    schedule: Path | None
    sources: Path | None

    def identities(self) -> tuple[Signature, Signature]:
        """Return what tells that another directory was put in the place of one."""
        return _identity(self.directory), _identity(self.terms)

    def signatures(self) -> Signatures:
        """Look at every file, without reading any."""
        return Signatures(
            self.identities(),
            files_of_terms(self.terms),
            signature_of(self.config) if self.config else MISSING,
            signature_of(self.schedule) if self.schedule else MISSING,
            signature_of(self.sources) if self.sources else MISSING,
        )


def find_places(directory: Path) -> Places:
    """Return which of the two forms a glossary has."""
    terms = directory / TERMS_DIRECTORY
    if terms.is_dir():
        beside = (directory / name for name in (CONFIG_FILE, SCHEDULE_FILE, SOURCES_FILE))
        return Places(directory, terms, *beside)
    return Places(directory, directory, None, None, None)


def files_of_terms(directory: Path) -> dict[str, Signature] | None:
    """Return the files by name; None where the directory cannot be read."""
    try:
        with os.scandir(directory) as entries:
            # Editors keep copies of their own beside a file: .x.yml.swp, x.yml~, #x.yml#
            files = {
                entry.name: signature_of(entry)
                for entry in entries
                if entry.name.endswith(SUFFIXES) and not entry.name.startswith((".", "#"))
            }
    except OSError:
        return None
    return {name: signature for name, signature in files.items() if signature != MISSING}


def signature_of(file: os.DirEntry[str] | Path) -> Signature:
    """Return the signature of one file; a directory or a pipe counts as none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return UNREADABLE if file.is_symlink() else MISSING
    except OSError:
        return UNREADABLE
    if not stat.S_ISREG(status.st_mode):
        return MISSING  # a directory holds no term, and a pipe would never end
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _identity(directory: Path) -> Signature:
    try:
        status = directory.stat()
    except OSError:
        return MISSING
    return (status.st_dev, status.st_ino)
