"""Slack's rules for blocks: the types, their places, and their contents."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from bot.sandbox.rules.elements import (
    ID_MOST,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
    RICH_TEXT_PART,
    elements,
    one_picture,
)
from bot.sandbox.rules.shapes import (
    Check,
    Place,
    Rule,
    Shape,
    anything,
    boolean,
    by_type,
    integer,
    items,
    one_of,
    plain_text,
    string,
    text,
    url,
)
from bot.sandbox.workspace.elements import elements_of


class Surface(StrEnum):
    """Where blocks are shown; the value says it in a sentence."""

    MESSAGE = "messages"
    MODAL = "modals"
    HOME = "home tabs"


BLOCKS_MOST = {Surface.MESSAGE: 50, Surface.MODAL: 100, Surface.HOME: 100}


def _text_or_fields(value: dict[str, Any], place: Place) -> None:
    if "text" not in value and "fields" not in value:
        place.fault("must define either `text` or `fields`")


def _block(
    required: dict[str, Check] | None = None,
    optional: dict[str, Check] | None = None,
    *also: Rule,
) -> Shape:
    return Shape(required or {}, {"block_id": string(ID_MOST)} | (optional or {}), also)


_PARTS = {"elements": items(RICH_TEXT_PART, 3000, least=0)}
_RICH_TEXT_SECTION = Shape(_PARTS)
_RICH_TEXT = by_type(
    {
        "rich_text_section": _RICH_TEXT_SECTION,
        "rich_text_preformatted": Shape(_PARTS, {"border": integer(0, 1), "language": string(100)}),
        "rich_text_quote": Shape(_PARTS, {"border": integer(0, 1)}),
        "rich_text_list": Shape(
            {
                "elements": items(by_type({"rich_text_section": _RICH_TEXT_SECTION}), 3000),
                "style": one_of("bullet", "ordered"),
            },
            {"indent": integer(0, 8), "offset": integer(0, 10_000), "border": integer(0, 1)},
        ),
    }
)
_CELL = by_type(
    {
        "raw_text": Shape({"text": string(3000)}),
        "rich_text": Shape({"elements": items(_RICH_TEXT, 100)}),
    }
)

_EVERYWHERE: dict[str, Check] = {
    "section": _block(
        {},
        {
            "text": text(3000),
            "fields": items(text(2000), 10),
            "accessory": elements(IN_SECTION),
            "expand": boolean,
        },
        _text_or_fields,
    ),
    "divider": _block(),
    "header": _block({"text": plain_text(150)}, {"level": integer(1, 4)}),
    "image": _block(
        dict(IMAGE.required), dict(IMAGE.optional) | {"title": plain_text(2000)}, one_picture
    ),
    "actions": _block({"elements": items(elements(IN_ACTIONS), 25)}),
    "context": _block({"elements": items(elements(IN_CONTEXT), 10)}),
    "input": _block(
        {"label": plain_text(2000), "element": elements(IN_INPUT)},
        {"hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": _block({"elements": items(_RICH_TEXT, 100)}),
    "video": _block(
        {
            "alt_text": string(2000),
            "title": plain_text(200),
            "thumbnail_url": url(),
            "video_url": url(),
        },
        {
            "author_name": string(50),
            "description": plain_text(200),
            "provider_icon_url": url(),
            "provider_name": string(50),
            "title_url": url(),
        },
    ),
}
BLOCKS: dict[Surface, dict[str, Check]] = {
    Surface.MESSAGE: _EVERYWHERE
    | {
        "markdown": _block({"text": string(12_000)}),
        "table": _block(
            {"rows": items(items(_CELL, 20), 100)},
            {"column_settings": items(anything, 20)},
        ),
    },
    Surface.MODAL: _EVERYWHERE,
    Surface.HOME: _EVERYWHERE,
}
_ANY_BLOCK = {surface: by_type(shapes) for surface, shapes in BLOCKS.items()}


def faults_in_blocks(blocks: object, surface: Surface, pointer: str = "/blocks") -> list[str]:
    """Return every fault of these blocks, in Slack's words, each with where it lies."""
    faults: list[str] = []
    place = Place(pointer, faults)
    items(_ANY_BLOCK[surface], BLOCKS_MOST[surface], least=0)(blocks, place)
    if not faults and isinstance(
        blocks, list
    ):  # ids are compared only in blocks that are sound by themselves
        _ids_are_unique(blocks, place)
        _one_focus(blocks, place)
    return faults


def _ids_are_unique(blocks: list[dict[str, Any]], place: Place) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            place.at(index).at("block_id").fault(f"`block_id` already exists: {block_id}")
        if block_id:
            seen.add(block_id)
        action_ids = [element.get("action_id") for _, element in elements_of([block])]
        for action_id in {a for a in action_ids if a and action_ids.count(a) > 1}:
            place.at(index).fault(f"`action_id` already exists in this block: {action_id}")


def _one_focus(blocks: list[dict[str, Any]], place: Place) -> None:
    focused = [element for _, element in elements_of(blocks) if element.get("focus_on_load")]
    if len(focused) > 1:
        place.fault("only one element may have `focus_on_load`")
