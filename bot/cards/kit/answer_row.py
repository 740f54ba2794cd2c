"""The block ids of an answer's controls, which carry what was typed.

Slack gives a block's id back with every press in it, and nothing else of a private message. So a
card that is drawn again after a press still says how its term was found.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.cards.kit.mrkdwn import length, shown

if TYPE_CHECKING:
    from bot.cards.kit.term_ref import TermRef

_ID_LIMIT = 255
_DIGEST_LENGTH = 12
_SEPARATOR = "|"


class Row(StrEnum):
    """Where on the card the controls stand."""

    CONTROLS = "card_controls"
    READER = "card_reader"
    REPLACEMENT = "card_replacement"
    NOTICE = "card_notice"


def row_id(row: Row, ref: TermRef, typed: str) -> str:
    """Return the id. It changes with the term and the role, or Slack keeps an old choice selected.

    What is too long to carry is left out.
    """
    digest = sha256(ref.to_value().encode(errors="replace")).hexdigest()[:_DIGEST_LENGTH]
    start = f"{row}{_SEPARATOR}{digest}{_SEPARATOR}"
    carried = shown(typed, _ID_LIMIT) if typed else ""
    return start + carried if length(start + carried) <= _ID_LIMIT else start


def typed_in(block_id: str) -> str:
    """Return what was typed, from such an id; nothing from any other."""
    row, _, rest = block_id.partition(_SEPARATOR)
    return rest.partition(_SEPARATOR)[2] if row in set(Row) else ""
