"""Draws and sends what clarifications and requests leave to be said, as ``Messenger`` asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.cards.clarification import Posted, clarification_card
from bot.cards.notices import clarification_notice, request_notice
from bot.clarifications.ports import Delivered, NotYet, Undeliverable
from bot.clarifications.records import Task
from bot.interactions.slack_errors import is_passing, reason_of
from bot.jobs import sending
from bot.jobs.channels import UnresolvedChannelError

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.cards.card import Card
    from bot.clarifications.ports import Delivery
    from bot.clarifications.records import Clarification, Errand, TermRequest
    from bot.glossary.glossary import Glossary
    from bot.glossary.upkeep import Upkeep
    from bot.interactions.appointed import Appointed
    from bot.jobs.channels import Channels
    from bot.jobs.sending import Sender

# A channel that is missing is mended by somebody who sets the bot up: nothing is lost till then.
_LOOK_AGAIN_SECONDS = 60.0


class SlackMessenger:
    """Speaks as the bot: in the stewards' channel, and to people by direct message."""

    def __init__(  # noqa: PLR0913 -- one for each part it works with
        self,
        *,
        client: AsyncWebClient,
        sender: Sender,
        channels: Channels,
        glossary: Glossary,
        stewards: Appointed,
        upkeep: Upkeep,
    ) -> None:
        self._client = client
        self._sender = sender
        self._channels = channels
        self._glossary = glossary
        self._stewards = stewards
        self._upkeep = upkeep

    async def deliver_clarification(self, errand: Errand, clarification: Clarification) -> Delivery:
        """Make the one call that the errand's task and notice ask for."""
        match errand.task:
            case Task.POST_CARD:
                return await self._post_card(clarification)
            case Task.UPDATE_CARD:
                return await self._update_card(clarification)
            case _:
                term = self._glossary.get(clarification.slug)
                card = clarification_notice(errand, clarification, term, self._glossary.config)
                if errand.task is Task.TELL:
                    return await self._say(errand.recipient_id, card)
                return await self._say(
                    clarification.card_channel_id, card, thread_ts=clarification.card_ts
                )

    async def deliver_request(self, errand: Errand, request: TermRequest) -> Delivery:
        """Make the one call that the errand's notice asks for."""
        term = self._glossary.get(request.slug) if request.slug else None
        card = request_notice(errand, request, term, self._glossary.config)
        return await self._say(errand.recipient_id, card)

    async def _post_card(self, clarification: Clarification) -> Delivery:
        """Post the card in the stewards' channel; where there is none, to one of them."""
        stewards = await self._stewards.current()
        if not stewards.anyone_appointed:
            return NotYet("no steward is appointed", _LOOK_AGAIN_SECONDS)
        name = self._glossary.config.stewards_channel or stewards.fallback or min(stewards.ids)
        try:
            channel_id = await self._channels.id_of(name)
        except UnresolvedChannelError as error:
            return NotYet(f"stewards' channel {name}: {error.reason}", _LOOK_AGAIN_SECONDS)
        match await self._sender.send(channel_id, self._draw(clarification)):
            case sending.Posted(where, ts):
                return Delivered(where, ts)
            case sending.Refused(reason):
                return NotYet(f"stewards' channel {name}: {reason}", _LOOK_AGAIN_SECONDS)
            case sending.NotSent(reason, seconds):
                return NotYet(reason, max(seconds, 1))
            case sending.Unanswered(reason):
                return NotYet(reason)

    async def _update_card(self, clarification: Clarification) -> Delivery:
        message = self._draw(clarification).to_message()
        try:
            await self._client.chat_update(
                channel=clarification.card_channel_id, ts=clarification.card_ts, **message
            )
        except SlackApiError as error:
            reason = reason_of(error)
            return NotYet(reason) if is_passing(error) else Undeliverable(reason)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return NotYet(repr(error))
        return Delivered()

    async def _say(self, channel_id: str, card: Card, *, thread_ts: str | None = None) -> Delivery:
        match await self._sender.send(channel_id, card, thread_ts=thread_ts):
            case sending.Posted(where, ts):
                return Delivered(where, ts)
            case sending.NotSent(reason, seconds):
                return NotYet(reason, max(seconds, 1))
            case sending.Refused(reason):
                return Undeliverable(reason)
            case sending.Unanswered(reason):  # it may have arrived: said once, or not at all
                return Undeliverable(f"nobody knows whether it arrived: {reason}")

    def _draw(self, clarification: Clarification) -> Card:
        term = self._glossary.get(clarification.slug)
        return clarification_card(
            Posted(
                clarification,
                term.title if term else clarification.slug,
                self._glossary.config,
                is_writable=term is not None and self._upkeep.is_possible(term),
            )
        )
