"""Tells a steward about each channel that the bot can't post in: once, until that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.cards.posts.channel_trouble import ChannelTrouble, remedy
from bot.decisions.outbox import Notice, OutboxItem, Task
from bot.slack.channels import UnresolvedChannelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from bot.glossary.files.schedule import ScheduleEntry
    from bot.glossary.glossary import Glossary
    from bot.slack.channels import Channels
    from bot.slack.steward_directory import StewardDirectory
    from bot.slack.workspace import Installation
    from bot.storage.posts.channel_troubles import StoredChannelTroubles

log = structlog.get_logger(__name__)


class ChannelTroubles:
    """Logs a trouble as soon as it is met, and has the fallback steward told by direct message."""

    def __init__(  # noqa: PLR0913 -- one for each part it works with
        self,
        *,
        workspace: Installation,
        stewards: StewardDirectory,
        channels: Channels,
        glossary: Glossary,
        stored: StoredChannelTroubles,
        wake: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._workspace = workspace
        self._stewards = stewards
        self._channels = channels
        self._glossary = glossary
        self._stored = stored
        self._wake = wake
        self._clock = clock
        self._logged: dict[str | None, ChannelTrouble] = {}

    async def look(self, entries: Iterable[ScheduleEntry]) -> None:
        """Look for every channel that is named, before anything is to be posted there."""
        named: list[tuple[str | None, str]] = [(one.id, one.channel) for one in entries]
        if self._glossary.config.stewards_channel:
            named.append((None, self._glossary.config.stewards_channel))
        for entry_id, channel in named:
            try:
                await self._channels.id_of(channel)
            except UnresolvedChannelError as error:
                if not error.is_passing:
                    await self.meet(ChannelTrouble(entry_id, channel, error.reason))

    async def meet(self, trouble: ChannelTrouble) -> None:
        """Take note that the bot can't post there."""
        if self._logged.get(trouble.entry_id) != trouble:
            self._logged[trouble.entry_id] = trouble
            file = "schedule.yml" if trouble.entry_id else "glossary.yml"
            log.warning(
                "the bot can't post in a channel",
                channel=trouble.channel,
                entry=trouble.entry_id or "stewards_channel",
                reason=trouble.reason,
                remedy=remedy(trouble.reason, file),
            )
        stewards = await self._stewards.current()
        if not stewards.anyone_appointed:
            return
        told = OutboxItem(
            workspace_id=await self._workspace.id(),
            subject_id=_place(trouble.entry_id),
            task=Task.TELL,
            notice=Notice.CHANNEL_TROUBLE,
            recipient_id=stewards.fallback or min(stewards.ids),
            words=trouble.to_words(),
        )
        if await self._stored.meet(told, self._clock()):
            self._wake()

    async def overcome(self, entry_id: str | None) -> None:
        """Take note that the bot has posted there."""
        self._logged.pop(entry_id, None)
        await self._stored.overcome(await self._workspace.id(), _place(entry_id))


def _place(entry_id: str | None) -> str:
    return f"channel of {entry_id}" if entry_id else "stewards' channel"
