"""Reads glossaries of our own form: a directory of terms, or the file of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.exchange.entry import Item, Look, Options, Refusal, Unreadable
from bot.exchange.readers.own_entries import entry_of_file
from bot.glossary.files.directory import SUFFIXES, files_of_terms, find_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TERM = re.compile(rb"^term:\s*\S", re.MULTILINE)
_DEFINITION = re.compile(rb"^(?:short_def|long_def):", re.MULTILINE)
_HEAD = 65536
_ASKED = 5


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is the file of a term, or a directory in which the first ones are."""
    if not path.is_dir():
        return path.suffix in SUFFIXES and _is_term(head)
    terms = find_places(path).terms
    first = sorted(files_of_terms(terms) or ())[:_ASKED]
    return any(_is_term(_head_of(terms / name)) for name in first)


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield each term as its file has it."""
    del options
    yield Look(notes=("It has Parlance's own form; every field comes in as it is.",))
    terms = find_places(path).terms if path.is_dir() else path.parent
    names = sorted(files_of_terms(terms) or ()) if path.is_dir() else [path.name]
    if not names:
        raise Unreadable(
            f"There is no term in {path}. Name the glossary's directory, or the one with its terms."
        )
    for name in names:
        try:
            yield entry_of_file(name, terms / name, (terms / name).read_bytes())
        except OSError as error:
            yield Refusal(name, "", f"the file can't be read ({error.strerror})")


def _head_of(path: Path) -> bytes:
    """Return how a file begins; nothing where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _is_term(head: bytes) -> bool:
    return bool(_TERM.search(head) and _DEFINITION.search(head))
