"""Publishes a person's Home tab, so that the newest drawing wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.cards.home.home import Home, home_page_view, home_view
from bot.slack.errors import SlackCallError
from bot.slack.turns import KeyedLocks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.cards.browse.browse import ShelfPage
    from bot.slack.client import SlackClient

    # Reads what the tab is to show: the overview, or a page of a shelf.
    Read = Callable[[], Awaitable[Home | ShelfPage]]

log = structlog.get_logger(__name__)


class HomeTabs:
    """Everybody's tab; one person's drawings take turns."""

    def __init__(self) -> None:
        self._turns = KeyedLocks()

    async def publish(self, client: SlackClient, user_id: str, read: Read) -> None:
        """Draw what ``read`` gives; raise what the call raises if Slack doesn't take it."""
        async with self._turns.at(user_id):
            shown = await read()
            view = home_view(shown) if isinstance(shown, Home) else home_page_view(shown)
            await client.views_publish(user_id=user_id, view=view)

    async def redraw(self, client: SlackClient, user_id: str, read: Read) -> bool:
        """Draw it after something was done; return whether Slack took it."""
        try:
            await self.publish(client, user_id, read)
        except SlackCallError as error:
            log.warning("a Home tab couldn't be updated", reason=error.reason)
            return False
        return True
