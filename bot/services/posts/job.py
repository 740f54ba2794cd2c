"""A job's instructions for posting: the channel and the card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cards.kit.card import Card
    from bot.schedule.slots import Slot


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A message that is ready to be posted, and the slug of the term it shows, if it shows one."""

    card: Card
    slug: str | None = None


class PostJob(Protocol):
    """One job of the schedule. It composes; ``posting.py`` claims, sends and records."""

    async def channels(self, slot: Slot) -> Sequence[str]:
        """Return where to post: names or ids of channels, or a person's id for a direct message."""
        ...

    async def draft(self, slot: Slot, channel_id: str, slug: str | None) -> PostDraft | None:
        """Return what to post there; None where there is nothing to say now.

        May be called many times before anything is posted. ``slug`` is the term that
        was chosen for this post before, where something kept it from being sent.
        """
        ...
