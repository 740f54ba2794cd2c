"""A card: one message as people see it, its blocks together with the text that stands for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.cards.kit.size import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block


@dataclass(frozen=True, slots=True)
class Card:
    """``text`` is what screen readers and notifications read; it is never empty.

    ``whole`` says where the whole of it is to be read, should the message be shortened.
    """

    text: str
    blocks: Sequence[Block]
    whole: str = ""

    def to_message(self) -> dict[str, Any]:
        """Return the arguments of a message: for an ack, ``chat.postMessage`` or a response_url."""
        blocks = [block.to_dict() for block in self.blocks]
        return {"text": self.text, "blocks": fitted(blocks, self.whole)}
