"""Finds out which encoding a text has."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from bot.exchange.entry import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 2**20
_SAMPLE = 2**16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS = "cp125"  # Windows-1252 and the like
# What Windows-1252 is chosen by: its signs of Western European texts.
_WESTERN = frozenset(
    "€‚„…‘’“”•–—™§©«»°®·±²³µ£"  # noqa: RUF001 -- these very signs
    "äöüßÄÖÜàáâãåæçèéêëìíîïñòóôõøùúûýÿœŒÀÁÂÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕØÙÚÛÝ\xa0"
)
_LEAST_WESTERN = 0.9
_MOST_ACCENTED = 0.3  # of the letters of a Western text; of a Cyrillic one nearly all would be
_OTHERS = (
    "cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r shift_jis euc_jp euc_kr gb18030 big5 "
    "iso8859_2 cp437 cp850 mac_roman"
).split()


def encoding_of(path: Path) -> tuple[str, str]:
    """Return a text's encoding, and what people call it.

    A byte order mark decides, then UTF-8 where all of it is, then what the other letters make
    likely. Raises Unreadable for what is no text.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, encoding.upper().removesuffix("-SIG")
    if b"\0" in head:
        return _without_mark(head, path)
    odd = _not_utf8(path)
    if odd is None:
        return "utf-8", "UTF-8"
    guessed = _guessed(odd)
    if guessed is None:
        raise Unreadable(f"The encoding of {path.name} can't be recognized. Save it as UTF-8.")
    return guessed, _called(guessed)


def in_utf8(path: Path) -> bytes:
    """Return a text's bytes as UTF-8 without a mark, in whatever encoding it was saved.

    Raises Unreadable for what is no text.
    """
    encoding, name = encoding_of(path)
    try:
        return path.read_bytes().decode(encoding).removeprefix("\ufeff").encode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name} is not {name} all through. Save it as UTF-8.") from error


def _called(encoding: str) -> str:
    """Return what people call an encoding."""
    if encoding.startswith(_WINDOWS):
        return f"Windows-{encoding.removeprefix('cp')}"
    return "Mac Roman" if encoding == "mac_roman" else encoding.replace("_", "-")


def _without_mark(head: bytes, path: Path) -> tuple[str, str]:
    """Return which UTF-16 a text with zero bytes is: every second byte of Latin letters is one."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[first::2]
        others = head[1 - first :: 2]
        if zeros.count(0) > len(zeros) / 2 and not others.count(0):
            return encoding, "UTF-16"
    raise Unreadable(f"{path.name} isn't a text file. Save the glossary as CSV or XLSX.")


def _not_utf8(path: Path) -> bytes | None:
    """Return lines with other than ASCII letters, where the file is not UTF-8; else None."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sound = True
    with path.open("rb") as file:
        while sound and (chunk := file.read(_CHUNK)):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                sound = False
        if sound:
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                sound = False
    if sound:
        return None
    lines: list[bytes] = []
    with path.open("rb") as file:
        for line in iter(lambda: file.readline(_SAMPLE), b""):
            if not line.isascii():
                lines.append(line)
            if sum(map(len, lines)) > _SAMPLE:
                break
    return b"".join(lines)


def _guessed(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- where it is needed alone

    western = sample.decode("cp1252", errors="replace")
    signs = [sign for sign in western if not sign.isascii()]
    is_western = sum(sign in _WESTERN for sign in signs) >= _LEAST_WESTERN * len(signs)
    letters = sum(map(str.isalpha, western))
    if is_western and sum(map(str.isalpha, signs)) <= _MOST_ACCENTED * letters:
        return "cp1252"
    best = from_bytes(sample, cp_isolation=[*_OTHERS, "cp1252"]).best()
    return best.encoding if best else None
