"""Reads JSON Lines: an object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.exchange.entry import Item, Options, Refusal, Unreadable
from bot.exchange.limits import LARGEST_CELL
from bot.exchange.readers.encoding import encoding_of
from bot.exchange.readers.objects import Found, items_of_objects

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIXES = (".jsonl", ".ndjson")


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is called so."""
    return path.suffix.lower() in _SUFFIXES and bool(head.strip())


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what was seen, then each entry; a line that is no JSON is refused alone."""
    encoding, _ = encoding_of(path)
    refusals: list[Refusal] = []
    objects: list[Found] = []
    with path.open(encoding=encoding) as file:
        for number, line in enumerate(iter(lambda: file.readline(LARGEST_CELL + 1), ""), 1):
            if len(line) > LARGEST_CELL:
                raise Unreadable(f"Line {number} has more than a million characters. Shorten it.")
            if not line.strip():
                continue
            try:
                objects.append((f"line {number}", json.loads(line)))
            except (ValueError, RecursionError) as error:
                refusals.append(Refusal(f"line {number}", "", f"it isn't valid JSON ({error})"))
    if not objects:
        raise Unreadable(
            f"{path.name} has no line of valid JSON. If it is another form, name it with --format."
        )
    yield from items_of_objects(objects, options)
    yield from refusals
