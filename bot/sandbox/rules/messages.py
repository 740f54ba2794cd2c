"""Slack's rules for whole messages, views and lists of options."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.sandbox.rules.blocks import Surface, faults_in_blocks
from bot.sandbox.rules.elements import OPTION, OPTION_GROUP, OPTIONS_MOST
from bot.sandbox.rules.shapes import (
    Place,
    Shape,
    anything,
    boolean,
    by_type,
    items,
    plain_text,
    string,
    url,
)

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json

TEXT_MOST = 40_000  # a longer text is cut, as Slack cuts it
UPDATED_TEXT_MOST = 4000  # of chat.update, which refuses a longer text
VIEW_BYTES_MOST = 250_000
# Slack refuses blocks that are too long together, and does not publish how long they may be:
# 13,200 bytes of JSON were refused. Replies to commands and presses are not held to it.
BLOCKS_BYTES_MOST = 12_000
STACK_MOST = 3

_SHARED = {
    "blocks": anything,  # looked at by faults_in_blocks
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_VIEW = by_type(
    {
        "modal": Shape(
            {"title": plain_text(24), "blocks": anything},
            _SHARED
            | {
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
        ),
        "home": Shape({"blocks": anything}, _SHARED),
    }
)
# "preview" is what Slack shows in the composer; without it, as here, it makes do with the blocks.
_PREVIEW = Shape(
    {},
    {
        "blocks": anything,  # looked at by faults_in_message
        "preview": Shape({}, {"title": plain_text(2000), "icon_url": url()}),
        "color": string(20),
        "hide_color": boolean,
    },
)
_REPLY = Shape(
    {},
    {
        "options": items(OPTION, OPTIONS_MOST, least=0),
        "option_groups": items(OPTION_GROUP, 100, least=0),
    },
)


def faults_in_message(message: Json) -> list[str]:
    """Return the faults of a message's blocks."""
    blocks = message.get("blocks")
    return [] if blocks is None else faults_in_blocks(blocks, Surface.MESSAGE)


def faults_in_preview(preview: object, url: str) -> list[str]:
    """Return the faults of one link's preview, as ``chat.unfurl`` takes it."""
    faults: list[str] = []
    _PREVIEW(preview, Place(f"/unfurls/{url}", faults))
    if not faults and isinstance(preview, dict):
        faults += faults_in_message(preview)
    return faults


def is_blocks_too_long(blocks: list[Json]) -> bool:
    """Whether a posted message's blocks are more than Slack takes in one message.

    Counted in the longest way to write them: compact, with all but ASCII escaped.
    """
    return len(json.dumps(blocks, separators=(",", ":"))) > BLOCKS_BYTES_MOST


def faults_in_view(view: object) -> list[str]:
    """Return every fault of a view, in Slack's words, each with where it lies."""
    faults: list[str] = []
    place = Place("/view", faults)
    _VIEW(view, place)
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return faults
    surface = Surface.MODAL if view["type"] == "modal" else Surface.HOME
    blocks = view.get("blocks", [])
    faults += faults_in_blocks(blocks, surface, "/view/blocks")
    if surface is Surface.MODAL and not faults and "submit" not in view:
        inputs = [block for block in blocks if block["type"] == "input"]
        if inputs:
            place.fault("missing required field: submit (the view has an input block)")
    return faults


def is_view_too_large(view: Json) -> bool:
    """Whether a view is more than Slack takes."""
    return len(json.dumps(view)) > VIEW_BYTES_MOST


def faults_in_options(reply: object) -> list[str]:
    """Return the faults of an app's answer to a request for options."""
    faults: list[str] = []
    _REPLY(reply, Place("", faults))
    if isinstance(reply, dict) and not {"options", "option_groups"} & reply.keys():
        faults.append("must define either `options` or `option_groups` [json-pointer:/]")
    return faults
