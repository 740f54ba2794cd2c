"""Draws and sends the messages about clarifications and requests, as ``Messenger`` asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.clarifications.notices import answered_card, clarification_notice, request_notice
from bot.cards.clarifications.undelivered import undelivered_card
from bot.cards.posts.channel_trouble import ChannelTrouble, channel_trouble_card
from bot.cards.reviews.review import given_card, returned_card
from bot.decisions.delivery import Delivered, NotYet, Uncertain, Undeliverable
from bot.decisions.outbox import MessageRef, Notice, Task
from bot.slack import sending
from bot.slack.channels import UnresolvedChannelError
from bot.slack.errors import Failure

if TYPE_CHECKING:
    from bot.cards.kit.card import Card
    from bot.clarifications.records import Clarification, TermRequest
    from bot.decisions.delivery import Delivery
    from bot.decisions.outbox import OutboxItem
    from bot.glossary.glossary import Glossary
    from bot.services.clarification_cards import ClarificationCards
    from bot.services.posts.channel_troubles import ChannelTroubles
    from bot.services.review_cards import ReviewCards
    from bot.slack.channels import Channels
    from bot.slack.sending import Sender
    from bot.slack.steward_directory import StewardDirectory
    from bot.slack.updating import Updater
    from bot.storage.outbox import Outbox

# An admin has to fix a missing channel; until then the messages wait.
_LOOK_AGAIN_SECONDS = 60.0
# Slack refuses everything the bot sends until an admin fixes its token or scopes.
_REFUSES_THE_BOT = frozenset(
    {
        "access_denied",
        "accesslimited",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)


class Messenger:
    """Speaks as the bot: in the stewards' channel, and to people by direct message."""

    def __init__(  # noqa: PLR0913 -- one for each part it works with
        self,
        *,
        updater: Updater,
        sender: Sender,
        channels: Channels,
        glossary: Glossary,
        stewards: StewardDirectory,
        cards: ClarificationCards,
        review_cards: ReviewCards,
        outbox: Outbox,
        troubles: ChannelTroubles,
    ) -> None:
        self._updater = updater
        self._sender = sender
        self._channels = channels
        self._glossary = glossary
        self._stewards = stewards
        self._cards = cards
        self._review_cards = review_cards
        self._outbox = outbox
        self._troubles = troubles

    async def deliver_clarification(
        self, item: OutboxItem, clarification: Clarification
    ) -> Delivery:
        """Make the one call that the item's task and notice ask for."""
        term = self._glossary.get(clarification.slug)
        match item.task:
            case Task.POST_CARD:
                return await self._post_to_stewards(await self._cards.draw(clarification))
            case Task.UPDATE_CARD:
                known = MessageRef(clarification.card_channel_id, clarification.card_ts)
                place = MessageRef.parse(item.words) or known
                return await self._update(place, await self._cards.draw(clarification))
            case Task.SHOW_ANSWER if not clarification.answer:
                return Delivered()  # another question has come since
            case Task.SHOW_ANSWER:
                card = answered_card(clarification, term, self._glossary.config)
                return await self._update(MessageRef.parse(item.words), card)
            case _:
                card = clarification_notice(item, clarification, term, self._glossary.config)
                if item.task is Task.TELL:
                    return await self._say(item.recipient_id, card)
                return await self._say(
                    clarification.card_channel_id, card, thread_ts=clarification.card_ts
                )

    async def deliver_request(self, item: OutboxItem, request: TermRequest) -> Delivery:
        """Make the one call that the item's notice asks for."""
        term = self._glossary.get(request.slug) if request.slug else None
        card = request_notice(item, request, term, self._glossary.config)
        return await self._say(item.recipient_id, card)

    async def deliver(self, item: OutboxItem) -> Delivery:
        """Make the one call for an outbox item that is about neither."""
        match item.task:
            case Task.REPORT:
                return await self._report(item)
            case Task.REDRAW_REVIEWS:
                place = MessageRef.parse(item.words)
                async with self._review_cards.turns.at(place):
                    card = await self._review_cards.draw(item.workspace_id, item.subject_id)
                    return await self._update(place, card)
        if item.notice is Notice.CHANNEL_TROUBLE:
            trouble = ChannelTrouble.parse(item.words)
            return await self._say(item.recipient_id, channel_trouble_card(trouble))
        term = self._glossary.get(item.subject_id)
        if term is None:
            return Delivered()  # there is nothing left to answer for
        card_of = returned_card if item.notice is Notice.REVIEW_RETURNED else given_card
        return await self._say(item.recipient_id, card_of(term, item.words))

    async def _report(self, item: OutboxItem) -> Delivery:
        """Tell the stewards of messages about a subject that has no card."""
        undelivered = await self._outbox.undelivered(item.workspace_id, item.subject_id)
        if not undelivered:
            return Delivered()
        term = self._glossary.get(item.subject_id)
        title = item.words or (term.title if term else item.subject_id)
        card = undelivered_card(undelivered, item.subject_id, title)
        return await self._post_to_stewards(card)

    async def _post_to_stewards(self, card: Card) -> Delivery:
        """Post in the stewards' channel; where there is none, to one of the stewards."""
        stewards = await self._stewards.current()
        if not stewards.anyone_appointed:
            return NotYet("no steward is appointed", _LOOK_AGAIN_SECONDS)
        name = self._glossary.config.stewards_channel
        if not name:
            return _waiting_for_the_channel(
                await self._say(stewards.fallback or min(stewards.ids), card)
            )
        try:
            channel_id = await self._channels.id_of(name)
        except UnresolvedChannelError as error:
            if not error.is_passing:
                await self._troubles.meet(ChannelTrouble(None, name, error.reason))
            return NotYet(f"stewards' channel {name}: {error.reason}", _LOOK_AGAIN_SECONDS)
        delivery = _waiting_for_the_channel(await self._say(channel_id, card))
        match delivery:
            case Delivered():
                await self._troubles.overcome(None)
            case NotYet(reason) if reason in sending.CHANNEL_REASONS:
                await self._troubles.meet(ChannelTrouble(None, name, reason))
        return delivery

    async def _update(self, place: MessageRef | None, card: Card | None) -> Delivery:
        """Draw a message again: the same twice is the same, so whatever fails is repeated."""
        if place is None or card is None:
            return Delivered()  # nothing is left of it
        trouble = await self._updater.update(place.channel_id, place.ts, card)
        if trouble is None:
            return Delivered()
        if trouble.failure is Failure.REFUSED and trouble.reason not in _REFUSES_THE_BOT:
            return Undeliverable(trouble.reason)
        return NotYet(trouble.reason)

    async def _say(self, channel_id: str, card: Card, *, thread_ts: str | None = None) -> Delivery:
        match await self._sender.send(channel_id, card, thread_ts=thread_ts):
            case sending.Posted(where, ts):
                return Delivered(where, ts)
            case sending.NotSent(reason, seconds):
                return NotYet(reason, max(seconds, 1))
            case sending.PostRefused(reason) if reason in _REFUSES_THE_BOT:
                return NotYet(reason, _LOOK_AGAIN_SECONDS)
            case sending.PostRefused(reason):
                return Undeliverable(reason)
            case sending.PostUnanswered(reason):
                return Uncertain(reason)


def _waiting_for_the_channel(delivery: Delivery) -> Delivery:
    """Return the same, but let refused messages wait until an admin fixes the channel."""
    if isinstance(delivery, Undeliverable):
        return NotYet(delivery.reason, _LOOK_AGAIN_SECONDS)
    return delivery
