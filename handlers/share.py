"""*Share*: put an answer before everybody, once, with the name of who shared it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import structlog

from bot.cards.answers.definition import definition_card
from bot.cards.answers.shared import shared_card
from bot.cards.kit.blocks import said_mrkdwn
from bot.cards.kit.card import Card
from bot.cards.kit.mrkdwn import mention
from bot.cards.kit.shared_ref import SharedRef
from bot.command_name import define_command
from bot.slack.errors import Failure, SlackCallError
from bot.slack.press import Press, value_of
from bot.slack.reply import otherwise_say, reply
from bot.slack.retries import IN_PLACE, SHARE, following

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.cards.answers.answer import Answer
    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient
    from bot.slack.reply import Respond

log = structlog.get_logger(__name__)

_DIRECT_MESSAGE = "D"  # how the ids of direct messages begin
_SHARED = "Shared in this {where}."
_NOT_A_MEMBER = (
    "Parlance isn't a member here, so take it back on the shared message itself, if you want to."
)
_TAKEN_BACK = "Taken back. Nobody else sees it any more."
_ALREADY_GONE = "It's no longer there."
_ONLY_THE_SHARER = "Only {sharer} can take this back, because {sharer} shared it."
# A share with its retries takes less, and then the button is gone: a later press means that the
# first one broke off.
_BROKE_OFF_AFTER = timedelta(seconds=90)
_UNSURE = (
    "Slack didn't confirm whether this was shared. Look in the channel before you share it again."
)
_WHY_NOT = {
    Failure.REFUSED: (
        "This couldn't be shared: nobody can post here at the moment. Try another channel."
    ),
    Failure.NOT_TAKEN: "This was not shared: Slack has trouble now. Please try again soon.",
    Failure.UNCLEAR: _UNSURE,
}
_NOBODY_ELSE = "You're alone in this conversation. To share this, use {define} in a channel."


async def share(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Post the answer for everybody, and show the result on the private one."""
    await ack()
    press = Press.read(body)
    term = press.term_in(services.glossary)
    role = press.ref.role_in(services.glossary.config)
    answer = await services.lookup.answer(term, viewer, role, typed=press.typed)
    once = _digest(press, viewer.user_id)
    if await _nobody_else_reads(press, viewer, client):
        return
    if not await services.idempotency_keys.record(once):
        if await services.idempotency_keys.forget_older(once, _BROKE_OFF_AFTER):
            await _offer_again(press, answer, respond, _UNSURE)
        return
    try:
        ts = await _post(press, shared_card(answer, viewer.user_id), respond, client)
    except SlackCallError as error:
        await services.idempotency_keys.forget(once)
        await _offer_again(press, answer, respond, _WHY_NOT[error.trouble.failure])
        return
    if ts:
        await services.message_terms.remember(viewer.workspace_id, press.channel_id, ts, term.slug)
    shared = _SHARED.format(where="thread" if press.thread_ts else "channel")
    shared = shared if ts else f"{shared} {_NOT_A_MEMBER}"
    card = definition_card(answer, can_share=False, notice=shared, shared_ts=ts or "")
    with otherwise_say(shared):
        await reply(respond, card, replace=True)


async def take_back(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Remove what was shared from this private card, where it can be shared again."""
    await ack()
    shared = SharedRef.parse(value_of(body))
    press = replace(Press.read(body), ref=shared.ref)
    term = press.term_in(services.glossary)
    notice = _TAKEN_BACK
    try:
        await following(client, IN_PLACE).chat_delete(channel=press.channel_id, ts=shared.ts)
    except SlackCallError as error:
        if error.reason != "message_not_found":
            raise
        notice = _ALREADY_GONE
    await services.idempotency_keys.forget(_digest(press, viewer.user_id))
    role = press.ref.role_in(services.glossary.config)
    answer = await services.lookup.answer(term, viewer, role, typed=press.typed)
    card = definition_card(answer, in_thread=bool(press.thread_ts), notice=notice)
    with otherwise_say(notice):
        await reply(respond, card, replace=True)


async def take_back_here(
    ack: AsyncAck, body: dict[str, Any], respond: Respond, viewer: Viewer
) -> None:
    """Remove the shared card on which the person who shared it presses; refuse all others."""
    await ack()
    sharer = value_of(body)
    if sharer == viewer.user_id:
        await respond.send({"delete_original": True}, IN_PLACE)
        return
    sentence = _ONLY_THE_SHARER.format(sharer=mention(sharer))
    card = Card(sentence, [said_mrkdwn(sentence)])
    await reply(respond, card, thread_ts=Press.read(body).thread_ts)


async def _offer_again(press: Press, answer: Answer, respond: Respond, notice: str) -> None:
    card = definition_card(answer, in_thread=bool(press.thread_ts), notice=notice)
    with otherwise_say(notice):
        await reply(respond, card, replace=True)


def _digest(press: Press, user_id: str) -> str:
    """Return a digest that is the same for a repeated press: it is stored, and names nobody."""
    shared = (press.channel_id, press.message_ts, user_id, press.ref.to_value())
    return f"share {sha256(repr(shared).encode()).hexdigest()}"


async def _nobody_else_reads(press: Press, viewer: Viewer, client: SlackClient) -> bool:
    """Say so where this is the person's conversation with the bot itself.

    Nothing in the press tells it from a direct message between people; but Slack
    delivers our word to the one and refuses it in the other.
    """
    if not press.channel_id.startswith(_DIRECT_MESSAGE):
        return False
    try:
        await client.chat_postEphemeral(
            channel=press.channel_id,
            user=viewer.user_id,
            text=_NOBODY_ELSE.format(define=define_command()),
        )
    except SlackCallError as error:
        if not error.is_refused:
            raise
        return False
    return True


async def _post(press: Press, card: Card, respond: Respond, client: SlackClient) -> str | None:
    """Post as a member, else through the press; return the ts, which only a member gets."""
    try:
        posted = await following(client, SHARE).chat_postMessage(
            channel=press.channel_id, thread_ts=press.thread_ts or None, **card.to_message()
        )
    except SlackCallError as error:
        if error.trouble.failure is Failure.UNCLEAR:
            raise
        log.info("sharing through the response_url", reason=error.reason)
        await reply(respond, card, in_channel=True, thread_ts=press.thread_ts)
        return None
    ts: str | None = posted.get("ts")
    return ts
