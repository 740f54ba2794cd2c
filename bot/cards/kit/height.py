"""How high a card stands on a phone, estimated from its characters.

A conversation scrolls to its end, so what is higher than the window begins above it. Nothing is
drawn to find out: a line is taken to hold so many characters, wide ones counting for more.
A browser test compares the estimate with what Chromium draws, and fails where it is too low.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from unicodedata import category, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Drawn = dict[str, Any]

# A window of 390 by 844, of which a conversation has this much for a card.
PHONE_ROOM = 620

_TEXT, _QUOTE, _LIST, _SMALL, _HEADER, _ASIDE = 46, 43, 41, 52, 31, 30  # characters a line
_TEXT_LINE, _SMALL_LINE, _HEADER_LINE = 22, 18, 27  # pixels a line
_BETWEEN_BLOCKS = 8
_AROUND_QUOTE = 8
_CODE_LINE, _AROUND_CODE = 18, 26
_ROW, _ROW_WIDTH, _BETWEEN_BUTTONS = 32, 300, 8
_BUTTON, _CHARACTER, _SELECT = 26, 7.6, 220
_CAPITAL = 0.3  # of a character more
_CONTROL_SEQUENCE = re.compile(r"<[^<>|]*\|([^<>]*)>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")


def height_of(blocks: Iterable[Drawn]) -> int:
    """Return the pixels that blocks take, with the space between them."""
    heights = [_block(block) for block in blocks]
    return sum(heights) + _BETWEEN_BLOCKS * max(0, len(heights) - 1)


def height_of_element(element: Drawn) -> int:
    """Return the pixels that a part of rich text takes."""
    match element["type"]:
        case "rich_text_quote":
            return _lines(_words(element), _QUOTE) * _TEXT_LINE + _AROUND_QUOTE
        case "rich_text_list":
            return sum(_lines(_words(item), _LIST) for item in element["elements"]) * _TEXT_LINE
        case "rich_text_preformatted":
            return _lines(_words(element), _LIST) * _CODE_LINE + _AROUND_CODE
        case _:
            return _lines(_words(element).removesuffix("\n"), _TEXT) * _TEXT_LINE


def width_of(text: str) -> float:
    """Return how wide a text is, in characters of ordinary width."""
    capitals = sum(map(str.isupper, text))
    if text.isascii():
        return len(text) + _CAPITAL * capitals
    return sum(map(_cells, text)) + _CAPITAL * capitals


def _cells(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def _lines(text: str, width: float) -> int:
    return sum(max(1, -int(-width_of(line) // width)) for line in text.split("\n"))


def _words(element: Drawn) -> str:
    return "".join(run.get("text", "") for run in element["elements"])


def _block(block: Drawn) -> int:
    match block["type"]:
        case "header":
            return _lines(block["text"]["text"], _HEADER) * _HEADER_LINE
        case "context":
            text = " ".join(_read(element["text"]) for element in block["elements"])
            return _lines(text, _SMALL) * _SMALL_LINE
        case "section":
            return _section(block)
        case "rich_text":
            return sum(map(height_of_element, block["elements"]))
        case "actions":
            return _rows(block["elements"])
        case _:
            return _ROW


def _section(block: Drawn) -> int:
    text = _read(block["text"]["text"])
    if "accessory" not in block:
        return _lines(text, _TEXT) * _TEXT_LINE
    return _lines(text, _TEXT) * _TEXT_LINE + _BETWEEN_BLOCKS + _ROW


def _rows(elements: Sequence[Drawn]) -> int:
    rows, used = 1, 0.0
    for element in elements:
        width = _width_of_control(element)
        if used and used + width > _ROW_WIDTH:
            rows, used = rows + 1, 0.0
        used += width + _BETWEEN_BUTTONS
    return rows * _ROW + (rows - 1) * _BETWEEN_BUTTONS


def _width_of_control(element: Drawn) -> float:
    if element["type"] != "button":
        return _SELECT
    return min(_BUTTON + _CHARACTER * width_of(element["text"]["text"]), _ROW_WIDTH)


def _read(mrkdwn: str) -> str:
    """Return mrkdwn as it is read: links and dates by their words."""
    return _ENTITY.sub("&", _CONTROL_SEQUENCE.sub(r"\1", mrkdwn))
