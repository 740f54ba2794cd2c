"""What each source said when it was imported last: a file next to the terms, a line a term.

It keeps no texts but a digest of each field, so that the next import can tell what the source
has changed since from what people here have. It belongs under git with the terms. Without it an
import takes every difference for a change that was made here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MEMORY_FILE = ".imported.jsonl"
_SIZE = 6  # bytes of a digest of one field: it is compared with that of the same field alone


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one source said of one term.

    ``content`` is the digest of the file that the import left; empty where the file says something
    else than the source.
    """

    source: str
    slug: str
    key: str
    content: str
    fields: Mapping[str, str]


def digest_of(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    """Return a short text that differs as soon as a value does."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True).encode(errors="surrogatepass")
    return hashlib.blake2b(said, digest_size=_SIZE).hexdigest()


def digest_of_file(content: bytes) -> str:
    """Return the digest of a file's bytes."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def remembered(
    source: str, slug: str, key: str, content: bytes | None, fields: Mapping[str, Any]
) -> Remembered:
    """Return what to remember of a term; ``content`` is its file if that says what it says."""
    digests = {name: digest_of(value) for name, value in fields.items() if name != "imported_from"}
    return Remembered(
        source, slug, key, digest_of_file(content) if content is not None else "", digests
    )


def read_memory(directory: Path) -> dict[tuple[str, str], Remembered]:
    """Return what is remembered, by source and slug; nothing where nothing was imported yet.

    Raises OperatorError for a file that was damaged.
    """
    path = directory / MEMORY_FILE
    memory: dict[tuple[str, str], Remembered] = {}
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    one = Remembered(**json.loads(line))
                except (ValueError, TypeError) as error:
                    raise OperatorError(
                        f"{path}, line {number}, can't be read. It holds what was imported last: "
                        "restore it, or delete it; then every difference counts as made here."
                    ) from error
                memory[one.source, one.slug] = one
    except FileNotFoundError:
        return {}
    return memory


def line_of(one: Remembered) -> bytes:
    """Return the line of the file for one term; lines are sorted by source and slug."""
    line = {
        "source": one.source,
        "slug": one.slug,
        "key": one.key,
        "content": one.content,
        "fields": one.fields,
    }
    return f"{json.dumps(line, ensure_ascii=False)}\n".encode()
