"""The forms that can be imported, and the module that reads each."""

from __future__ import annotations

import codecs
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, cast

from bot.errors import OperatorError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.exchange.entry import Reader


class Form(StrEnum):
    """What ``parlance import --format`` takes."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"
    YAML = "yaml"
    PARLANCE = "parlance"
    MARKDOWN = "markdown"
    SKOS = "skos"
    TBX = "tbx"
    DATAHUB = "datahub"
    OPENMETADATA = "openmetadata"
    JSKOS = "jskos"
    DITA = "dita"
    NIST = "nist"


# In this order each is asked whether it recognises a source: special forms before general ones.
_MODULES = {
    Form.PARLANCE: "parlance",
    Form.NIST: "nist",
    Form.OPENMETADATA: "openmetadata",
    Form.DATAHUB: "datahub",
    Form.JSKOS: "jskos",
    Form.DITA: "dita",
    Form.TBX: "tbx",
    Form.SKOS: "skos",
    Form.MARKDOWN: "markdown",
    Form.XLSX: "xlsx",
    Form.JSONL: "jsonl",
    Form.JSON: "json_list",
    Form.YAML: "yaml_list",
    Form.CSV: "delimited",
}


_HEAD = 65536
# What people take for a table by mistake, by how it begins.
_OTHERS = (
    (b"%PDF", "a PDF. Copy its table into a spreadsheet, or ask for the file that it was made of."),
    (b"\x89PNG", "a picture."),
    (b"\xff\xd8\xff", "a picture."),
    (b"GIF8", "a picture."),
    (b"\x1f\x8b", "packed. Unpack it first."),
    (b"BZh", "packed. Unpack it first."),
    (b"\xfd7zXZ", "packed. Unpack it first."),
    (b"7z\xbc\xaf", "packed. Unpack it first."),
    (b"Rar!", "packed. Unpack it first."),
    (b"\x7fELF", "a program."),
    (b"MZ", "a program."),
    (b"SQLite format 3", "a database. Export the table with the terms as CSV."),
    (b"{\\rtf", "a word processor's text. Save it as plain text or copy its table."),
)


def recognised(path: Path) -> Form:
    """Return the form of a source.

    Raises OperatorError if it is missing, unreadable, or of an unknown form.
    """
    head = b""
    if not path.is_dir():
        with path.open("rb") as file:
            head = file.read(_HEAD)
        check(path, head)
    for form in _MODULES:
        if reader_of(form).recognises(path, head):
            return form
    known = ", ".join(Form)
    raise OperatorError(
        f"The form of {path} isn't recognized. If you know it, name it with --format: {known}."
    )


def check(path: Path, head: bytes) -> None:
    """Refuse a file that surely isn't a glossary, and say what to do."""
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise OperatorError(
            f"{path} is empty. Check that it is the right file, and that its download ended."
        )
    for begin, what in _OTHERS:
        if head.startswith(begin):
            raise OperatorError(f"{path} is {what}")
    is_packed = head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    if b"\0" in head and not is_packed and not _is_utf16(head):
        raise OperatorError(f"{path} isn't a text file. Save the glossary as CSV or XLSX.")


def _is_utf16(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    return max(head[0::2].count(0), head[1::2].count(0)) > len(head) / 4


def reader_of(form: Form) -> Reader:
    """Return the reader of a form; its libraries are imported when it reads."""
    return cast("Reader", import_module(f"bot.exchange.readers.{_MODULES[form]}"))
