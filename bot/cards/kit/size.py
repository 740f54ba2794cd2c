"""The size limits of a message, and the ways to make one fit.

Slack refuses a message as ``msg_blocks_too_long``. It does not publish where it draws the
line; 13,200 bytes of blocks were refused. So a message stays below 12,000 in its longest form: JSON
with everything but ASCII escaped.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from bot.cards.kit.mrkdwn import ELLIPSIS, length, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.cards.kit.card import Card

    Drawn = dict[str, Any]

MOST_BYTES = 12_000
_SHORTENED = "Some of this is shortened: Slack limits how long a message may be."
_REMARK_BYTES = 250
_MOST_BLOCKS = 50
_SHORTEST = 40
_LONGEST = 3000
# A control sequence or an entity that a cut has left without its end.
_CUT_SEQUENCE = re.compile(r"(<[^>]*|&[a-z]{0,3})\Z")


def size_of(blocks: Sequence[Drawn]) -> int:
    """Return the bytes that blocks take as compact JSON, with all but ASCII escaped."""
    return len(json.dumps(blocks, separators=(",", ":")))


def fitted(blocks: list[Drawn], whole: str = "") -> list[Drawn]:
    """Return the blocks as they are, or with their longest texts shortened, and a line on that.

    ``whole`` says where the whole of it is to be read. Parts that can't be shortened enough, such
    as a row of very many buttons, are left out.
    """
    if size_of(blocks) < MOST_BYTES:
        return blocks
    room = MOST_BYTES - _REMARK_BYTES
    # The longer texts may be, the larger the whole: look for the last length that fits.
    limits = range(_SHORTEST, _LONGEST)
    place = bisect_right(limits, room - 1, key=lambda limit: size_of(_cut(blocks, limit)))
    blocks = _cut(blocks, limits[max(place - 1, 0)])
    while size_of(blocks) >= room:
        blocks.remove(max(blocks, key=lambda block: size_of([block])))
    if len(blocks) >= _MOST_BLOCKS:
        return blocks
    remark = " ".join(filter(None, (_SHORTENED, whole)))
    small = {"type": "context", "elements": [{"type": "plain_text", "text": remark}]}
    return [*blocks, small]


def most_that_fit(draw: Callable[[int], Card], count: int) -> Card:
    """Return the card drawn with as many rows as fit into a message, and at least one."""
    counts = range(1, count + 1)

    def size(rows: int) -> int:
        return size_of([block.to_dict() for block in draw(rows).blocks])

    if count < 1 or size(count) < MOST_BYTES:
        return draw(count)
    place = bisect_right(counts, MOST_BYTES - 1, key=size)
    return draw(counts[max(place - 1, 0)])


def _cut(blocks: list[Drawn], limit: int) -> list[Drawn]:
    """Return a copy with every plain text cut to this length."""
    copied: list[Drawn] = json.loads(json.dumps(blocks))
    for part in _read_parts(copied):
        text = part["text"]
        if length(text) > limit:
            cut = shorten(text, limit)
            is_mrkdwn = part["type"] == "mrkdwn"
            part["text"] = _whole_sequences(cut) if is_mrkdwn else cut
    return copied


def _whole_sequences(cut: str) -> str:
    return _CUT_SEQUENCE.sub("", cut.removesuffix(ELLIPSIS)) + ELLIPSIS


def _read_parts(value: Any) -> Iterator[Drawn]:  # noqa: ANN401 -- any JSON value
    """Yield every object that holds a text to read; elements that are pressed hold none."""
    match value:
        case {"action_id": _}:
            return
        case {"type": "text" | "link" | "plain_text" | "mrkdwn", "text": str()}:
            yield value
        case dict():
            for part in value.values():
                yield from _read_parts(part)
        case list():
            for part in value:
                yield from _read_parts(part)
