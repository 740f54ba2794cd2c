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

# What a conversation in a window of 390 by 844 has for a card's blocks, with 20 pixels to spare.
PHONE_ROOM = 590

_TEXT, _QUOTE, _LIST, _SMALL, _HEADER = 46, 44, 42, 52, 31  # characters a line
_TEXT_LINE, _SMALL_LINE, _HEADER_LINE = 22, 18, 27  # pixels a line
_BETWEEN_BLOCKS = 8
_AROUND_QUOTE = 8
_CODE_LINE, _AROUND_CODE = 18, 26
_ROW, _ROW_WIDTH, _BETWEEN_BUTTONS = 32, 316, 8
_BUTTON, _CHARACTER, _SELECT = 36, 5.4, 220  # pixels; of a button, around its text
_CAPITAL = 0.3  # of a character more
_BOLD = 0.08
# Hebrew, Arabic, the scripts of India and beyond, whose letters are wider than Latin ones.
_FOREIGN, _FIRST_FOREIGN, _LAST_FOREIGN = 1.35, "\u0590", "\u2000"
_MOST_BESIDE = 0.4  # of a row's width that a control takes without going below the text
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
            return _lines_of(element, _QUOTE) * _TEXT_LINE + _AROUND_QUOTE
        case "rich_text_list":
            return sum(_lines_of(item, _LIST) for item in element["elements"]) * _TEXT_LINE
        case "rich_text_preformatted":
            return _lines_of(element, _LIST) * _CODE_LINE + _AROUND_CODE
        case _:
            return _lines_of(element, _TEXT) * _TEXT_LINE


def width_of(text: str) -> float:
    """Return how wide a text is, in characters of ordinary width."""
    capitals = sum(map(str.isupper, text))
    if text.isascii():
        return len(text) + _CAPITAL * capitals
    return sum(map(_cells, text)) + _CAPITAL * capitals


def _cells(character: str) -> float:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if east_asian_width(character) in {"W", "F"}:
        return 2
    return _FOREIGN if _FIRST_FOREIGN <= character < _LAST_FOREIGN else 1


def _lines(text: str, width: float) -> int:
    return sum(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: float) -> int:
    """Return how many lines the words of one take; a word longer than a line is broken."""
    lines, used = 1, 0.0
    for word in line.split(" "):
        wide = width_of(word)
        if used + wide > width and used:
            lines, used = lines + 1, 0.0
        if wide > width:
            further = int(wide // width)
            lines, wide = lines + further, wide - further * width
        used += wide + 1
    return lines


def _lines_of(element: Drawn, width: float) -> int:
    """Return how many lines the runs of an element take; bold ones are wider."""
    runs = [(run.get("text", ""), run.get("style") or {}) for run in element["elements"]]
    text = "".join(words for words, _ in runs).removesuffix("\n")
    bold = sum(len(words) for words, style in runs if style.get("bold"))
    return _lines(text, width * (1 - _BOLD * bold / max(1, len(text))))


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
    accessory = block.get("accessory")
    taken = _width_of_control(accessory) + _BETWEEN_BUTTONS if accessory else 0
    if taken > _ROW_WIDTH * _MOST_BESIDE:
        return _lines(text, _TEXT) * _TEXT_LINE + _BETWEEN_BLOCKS + _ROW
    lines = _lines(text, _TEXT * (_ROW_WIDTH - taken) / _ROW_WIDTH) * _TEXT_LINE
    return max(lines, _ROW) if accessory else lines


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
