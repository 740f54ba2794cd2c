"""Suggestions in the Home tab: the reader's own, and for stewards the open ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import DividerBlock

from bot.cards.clarifications.clarification import decision_blocks, difference_blocks, said_of
from bot.cards.clarifications.clarification_labels import headline
from bot.cards.kit.blocks import header, small
from bot.cards.kit.rich_text import headed_paragraph, labelled_list
from bot.clarifications.model import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block

    from bot.cards.clarifications.clarification import StewardsView

_LIMIT = 300
_WHY_LIMIT = 600


def my_suggestions(suggested: Sequence[StewardsView]) -> list[Block]:
    """Return the reader's suggestions with their states."""
    if not suggested:
        return []
    items = [(_head(posted), _standing(posted)) for posted in suggested]
    return [
        DividerBlock(),
        header("Your suggestions"),
        labelled_list("How they went", items, _LIMIT),
    ]


def open_suggestions(undecided: Sequence[StewardsView], count: int) -> list[Block]:
    """Return what a steward has to decide, the oldest first."""
    if not undecided:
        return []
    blocks: list[Block] = [DividerBlock(), header("Open suggestions")]
    for position, posted in enumerate(undecided):
        one = posted.clarification
        blocks += [DividerBlock()] if position else []
        blocks.append(headed_paragraph(_head(posted), one.why or "No reason given.", _WHY_LIMIT))
        blocks += difference_blocks(one.before, one.proposal)
        blocks += decision_blocks(posted)
    if count > len(undecided):
        blocks.append(small(f"{count - len(undecided):,} more in the stewards' channel."))
    return blocks


def _head(posted: StewardsView) -> str:
    return f"{posted.title}: {headline(posted.clarification.accepted_proposal, posted.config)}"


def _standing(posted: StewardsView) -> str:
    one = posted.clarification
    match one.state:
        case State.OPEN:
            return "waits for a steward"
        case State.ASKED_BACK:
            return "a steward asked you something; the question is among your messages"
        case State.DECLINED:
            return f"{said_of(one)}: {one.decision.reason}" if one.decision else said_of(one)
        case State.AWAITING_MERGE:
            return f"{said_of(one)}; it waits to be merged"
        case State.LIVE:
            return f"{said_of(one)}; it is live"
        case State.ACCEPTED:
            return f"{said_of(one)}; the change is being written"
