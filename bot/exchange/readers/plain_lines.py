"""Lists in plain text: a line a term, as in "API - Application Programming Interface"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.exchange.readers.records import Record

_LINE = re.compile(
    r"\s*(?:[-*•]\s+)?(?P<name>[^\s:].{0,79}?)\s*(?::|\t|\s[-\u2013\u2014=]{1,2})\s+(?P<text>\S.*)"
)
_MOSTLY = 0.8
_FEWEST = 2


def is_list(lines: Iterable[str]) -> bool:
    """Tell whether most lines have a name, a sign and a text; indented ones may continue them."""
    filled = [line for line in lines if line.strip() and not line[0].isspace()]
    matching = sum(bool(_LINE.fullmatch(line.rstrip())) for line in filled)
    return matching >= max(_FEWEST, _MOSTLY * len(filled))


def rows_in(lines: Iterable[str]) -> Iterator[Record]:
    """Yield the name and the text of each line; what has no name belongs to the line above."""
    place, row = "", list[str]()
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line.rstrip())
        if found or (not row and line.strip()):
            if row:
                yield place, row
            place = f"line {number}"
            row = [found["name"], found["text"]] if found else [line.strip()]
        elif line.strip():
            row = [row[0], "\n".join([*row[1:], line.strip()])]
    if row:
        yield place, row
