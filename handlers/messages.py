"""Messages to the bot: a mention in a channel, or a direct message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.cards.answers.answer import Answer
from bot.cards.answers.choices import not_found_card
from bot.cards.answers.definition import definition_card
from bot.cards.answers.shared import shared_card
from bot.cards.browse.glossary_command import role_card, unknown_role_card
from bot.cards.browse.help import help_card
from bot.cards.browse.roles import role_kept
from bot.cards.kit.mrkdwn import unescape
from bot.glossary.search.result import Found, Nearest
from bot.glossary.search.roles import named_role
from bot.slack.messages import answer_where_written, is_to_the_bot, is_unanswered

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.cards.kit.card import Card
    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient

_ROLE = re.compile(r"role(?:[: ]+(?P<name>.*))?", re.IGNORECASE)


async def answer_mention(
    event: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Answer where the bot was mentioned: to the asker alone, or, by a setting, in the thread."""
    if not is_to_the_bot(event) or not await is_unanswered(event, services.idempotency_keys):
        return
    mention = f"<@{context.bot_user_id}>"
    text = (event.get("text") or "").replace(mention, " ")
    answer = await _answer(text, services, viewer, is_direct=False)
    channel = event["channel"]
    if services.settings.answer_mentions_publicly and isinstance(answer, Answer):
        card = shared_card(answer, event["user"], was_asked=True)
        thread = event.get("thread_ts") or event["ts"]
        posted = await client.chat_postMessage(
            channel=channel, thread_ts=thread, **card.to_message()
        )
        await services.message_terms.remember(
            viewer.workspace_id, channel, posted["ts"], answer.term.slug
        )
    else:
        in_thread = bool(event.get("thread_ts"))
        card = _private_card(answer, can_share=True, in_thread=in_thread)
        await answer_where_written(event, card, client)


async def answer_direct_message(
    event: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Answer a message to the bot, in the same conversation."""
    if not is_to_the_bot(event) or not await is_unanswered(event, services.idempotency_keys):
        return
    answer = await _answer(event.get("text") or "", services, viewer, is_direct=True)
    posted = await answer_where_written(event, _private_card(answer, can_share=False), client)
    if isinstance(answer, Answer):
        slug = answer.term.slug
        await services.message_terms.remember_answer(
            viewer.workspace_id, viewer.user_id, posted["ts"], slug
        )


async def _answer(
    text: str, services: Services, viewer: Viewer, *, is_direct: bool
) -> Answer | Card:
    """Return what the words ask for: help, another role, or a term; a term's name comes first."""
    glossary = services.glossary
    text = unescape(text).strip()
    if text and glossary.resolve(text):
        return await _look_up(text, services, viewer)
    if glossary.asks_nothing(text):
        own = await services.viewers.role_of(viewer)
        return help_card(glossary, own, is_direct=is_direct)
    role = _ROLE.fullmatch(text)
    if role:
        return await _keep_role(text, role["name"], services, viewer)
    return await _look_up(text, services, viewer)


async def _look_up(text: str, services: Services, viewer: Viewer) -> Answer | Card:
    """Return the answer, drawn as its place wants it, or the card that says what to try instead."""
    looked_up = await services.lookup.look_up(text, viewer)
    result = looked_up.result
    if isinstance(result, Found):
        return services.lookup.answer_found(result, looked_up)
    if isinstance(result, Nearest):
        return definition_card(services.lookup.answer_found(result, looked_up))
    return not_found_card(result, looked_up.role, looked_up.query)


async def _keep_role(
    text: str, name: str | None, services: Services, viewer: Viewer
) -> Answer | Card:
    config, shelves = services.glossary.config, services.catalogue.roles
    own = await services.viewers.role_of(viewer)
    if not name:
        return role_card(own, config, shelves)
    role = named_role(name, config)
    if role is None and services.glossary.find(text):  # "role based acces control"
        return await _look_up(text, services, viewer)
    if role is None:
        return unknown_role_card(name, own, config)
    await services.viewers.keep_role(viewer, role)
    return role_card(role, config, shelves, notice=role_kept(role))


def _private_card(answer: Answer | Card, *, can_share: bool, in_thread: bool = False) -> Card:
    """Return what the asker alone is shown."""
    if isinstance(answer, Answer):
        return definition_card(answer, can_share=can_share, in_thread=in_thread)
    return answer
