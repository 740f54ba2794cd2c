"""Reads the labels of a file that is not sound YAML, as far as a person could read them."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from bot.glossary.files.document import LARGEST_FILE, read_mapping
from bot.glossary.files.fields import Fields
from bot.glossary.files.problems import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

# A field with the lines below it, up to the next field or the next document.
_FIELD = re.compile(
    r"""^(?P<indent>[ \t]*)(?:[{?-][ \t]*)?(["']?)"""
    r"""(?P<key>term|aliases|hidden_labels|avoid|notation)\2[ \t]*:(?P<value>.*"""
    r"""(?:\n(?!["']?\w+["']?[ \t]*:|---|\.\.\.).*){0,200})""",
    re.MULTILINE | re.IGNORECASE,
)
_QUOTED = re.compile(r"""(["'])(.+?)\1""")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_REASON = re.compile(r"""^[ \t{-]*because[ \t]*:.*""", re.MULTILINE)
_NAMED = re.compile(r"""(?:^|(?<=[\s{,-]))["']?name["']?[ \t]*:[ \t]*""")
_NEXT_FIELD = re.compile(r""",[ \t]*["']?\w+["']?[ \t]*:.*""")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_AROUND = " \t-|>*&!@`\"'[]{},"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOWHERE = Path()
_SINGLE = {"term", "notation"}  # fields of one text; the others have lists


def slug_of_file(path: Path) -> str:
    """Return the slug of the term in a file; some systems write accents as signs of their own."""
    return unicodedata.normalize("NFC", path.stem)


def labels_in(path: Path, data: bytes) -> tuple[str, ...]:
    """Return the name and all other labels of a file that can't be read as a whole.

    Without a name, the file's own name has to do. An empty file is no term yet.
    """
    text = _text_of(data[:LARGEST_FILE])
    if not _COMMENT.sub("", text).strip():
        return ()
    fields = list(_FIELD.finditer(text))
    outermost = min((len(field["indent"]) for field in fields), default=0)
    names, others = [], []
    for field in fields:
        if len(field["indent"]) == outermost:
            key, value = field["key"].casefold(), field["value"]
            if key == "term":
                names += _values_of(key, value)[:1]
            elif key == "avoid":  # a name, or a name with its reason
                others += _values_of(key, _NAMED.sub("", _REASON.sub("", value)))
            else:
                others += _values_of(key, value)
    return tuple(dict.fromkeys([*(names or [slug_of_file(path)]), *others]))


def _text_of(data: bytes) -> str:
    """Return the text in whatever encoding it was saved, without control characters."""
    if data.startswith(_UTF_16):
        text = data.decode("utf-16", errors="replace")
    else:
        # UTF-16 without a mark has a zero beside each ASCII letter; they go with the controls.
        text = "\n".join(map(_line_of, data.splitlines()))
    return "\n".join(_CONTROL.sub("", line) for line in text.splitlines())


def _line_of(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _values_of(key: str, value: str) -> list[str]:
    """Return one field's texts: read as YAML where it is sound by itself, else piece by piece."""
    unused = Report(_NOWHERE)
    node = read_mapping(f"{key}:{value}\n".encode(errors="replace"), unused)
    if node is not None:
        fields = Fields(node, unused)
        texts = [fields.text(key)] if key in _SINGLE else fields.texts(key)[0]
        if found := [" ".join(text.split()) for text in texts if text]:
            return found
    return list(_pieces(value, between="\n" if key in _SINGLE else ","))


def _pieces(value: str, between: str) -> Iterator[str]:
    for line in value.split("\n"):
        quoted = [found[2] for found in _QUOTED.finditer(line)]
        bare = _NEXT_FIELD.sub("", _COMMENT.sub("", line))
        for piece in quoted or bare.split(between):
            if text := " ".join(piece.strip(_AROUND).split()):
                yield text
