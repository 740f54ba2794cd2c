"""Reads JSON: a list of objects, a map of names, or a document that holds either."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.exchange.entry import Item, Options, Unreadable
from bot.exchange.readers.encoding import encoding_of
from bot.exchange.readers.objects import items_of_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is called JSON, or begins like it."""
    return path.suffix.lower() == ".json" or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what was seen, then each entry. Raises Unreadable for what is no such JSON."""
    encoding, _ = encoding_of(path)
    text = path.read_text(encoding=encoding)
    if not text.strip():
        raise Unreadable(f"{path.name} is empty. Check that it is the right file.")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"{path.name} isn't valid JSON: line {error.lineno}, column {error.colno}: {error.msg}."
            " Mend that line, or export it again."
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable(f"{path.name} can't be read: {error}.") from error
    yield from items_of_data(data, options)
