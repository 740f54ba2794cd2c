"""Answering a press where it was made: in its message, or in its modal."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.cards.answers.choices import several_card, several_modal
from bot.cards.answers.definition import definition_card
from bot.cards.answers.full_definition import full_definition_modal
from bot.cards.answers.search import search_modal
from bot.cards.kit.ids import CallbackId
from bot.errors import UserFacingError
from bot.slack.errors import NotShownError, SlackCallError, calling_slack, trouble_in_reply
from bot.slack.retries import CALL_SECONDS, IN_PLACE, SHARE, Retries, Tries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.models.views import View

    from bot.cards.answers.answer import Answer
    from bot.cards.kit.card import Card
    from bot.cards.kit.form_ref import FormRef
    from bot.glossary.model import Role
    from bot.glossary.search.result import Several
    from bot.slack.client import SlackClient
    from bot.slack.errors import Trouble
    from bot.slack.press import Press
    from bot.slack.retries import Rule

log = structlog.get_logger(__name__)

MOST_MODALS = 3  # one above the other
NOT_DRAWN = "Slack could not update what you see here."


class Respond(AsyncRespond):
    """A press's response_url, with its retries."""

    def __init__(self, given: AsyncRespond, retries: Retries) -> None:
        super().__init__(response_url=given.response_url, proxy=given.proxy, ssl=given.ssl)
        self._retries = retries

    async def send(self, message: dict[str, Any], rule: Rule) -> None:
        """Send the message, again where the rule says so; raise NotShownError in the end."""
        tries = Tries(rule, self._retries.now)
        while (trouble := await self._send_once(message)) is not None:
            seconds = tries.wait_before_next(trouble)
            if seconds is None:
                raise NotShownError(trouble)
            await self._retries.wait(seconds)

    async def _send_once(self, message: dict[str, Any]) -> Trouble | None:
        # slack_sdk's own repetition looks at no answer of 200, such as a proxy's page.
        client = AsyncWebhookClient(
            self.response_url or "",
            timeout=CALL_SECONDS,
            proxy=self.proxy,
            ssl=self.ssl,
            retry_handlers=[],
        )
        try:
            with calling_slack():
                answered = await client.send_dict(message)
        except SlackCallError as error:
            return error.trouble
        return trouble_in_reply(answered.status_code, answered.headers, answered.body)


async def reply(
    respond: Respond,
    card: Card,
    *,
    replace: bool = False,
    in_channel: bool = False,
    thread_ts: str = "",
) -> None:
    """Send a card through the press's own response_url; raise NotShownError if Slack takes none.

    Slack shows a new message outside the press's thread, unless ``thread_ts`` names it.
    """
    message: dict[str, Any] = {
        **card.to_message(),
        "replace_original": replace,
        "response_type": "in_channel" if in_channel else "ephemeral",
    }
    if thread_ts and not replace:
        message["thread_ts"] = thread_ts
    await respond.send(message, SHARE if in_channel else IN_PLACE)


async def use_up(opened: FormRef, card: Card, client: SlackClient) -> None:
    """Replace the offer that opened a form by the result of sending it.

    The form has said so too: where Slack doesn't take it any more, the offer stays.
    """
    if not opened.response_url:
        return
    retries = next(one for one in client.retry_handlers if isinstance(one, Retries))
    given = AsyncRespond(response_url=opened.response_url, proxy=client.proxy, ssl=client.ssl)
    try:
        await reply(Respond(given, retries), card, replace=True)
    except SlackCallError as error:
        log.warning("a used-up offer couldn't be removed", reason=error.reason)


@contextlib.contextmanager
def otherwise_say(sentence: str) -> Iterator[None]:
    """Let the person read this, which is so already, if Slack doesn't take what would show it."""
    try:
        yield
    except SlackCallError as error:
        log.warning("sent as plain text instead", reason=error.reason)
        raise UserFacingError(f"{sentence} {NOT_DRAWN}") from error


async def show(  # noqa: PLR0913 - the card, its place, and the way
    press: Press,
    answer: Answer,
    respond: Respond,
    client: SlackClient,
    *,
    notice: str = "",
    leads_on: bool = False,
) -> None:
    """Draw an answer in place of the press; a message that others see stays as it is.

    What ``leads_on`` from the search form opens above it, so that there is a way back.
    """
    match press.callback_id:
        case CallbackId.SEARCH:
            view = search_modal(answer, notice=notice)
            await _draw_in_modal(press, view, client, leads_on=leads_on)
        case CallbackId.FULL_DEFINITION:
            await client.views_update(view_id=press.view_id, view=full_definition_modal(answer))
        case _:
            card = definition_card(answer, in_thread=bool(press.thread_ts), notice=notice)
            await reply(respond, card, replace=press.is_ephemeral, thread_ts=press.thread_ts)


async def offer_meanings(
    press: Press,
    several: Several,
    role: Role,
    respond: Respond,
    client: SlackClient,
) -> None:
    """Draw the choice between several meanings in place of the press."""
    if press.view_id:
        view = several_modal(several, role, press.callback_id)
        leads_on = press.callback_id == CallbackId.SEARCH
        await _draw_in_modal(press, view, client, leads_on=leads_on)
    else:
        card = several_card(several, role)
        await reply(respond, card, replace=press.is_ephemeral, thread_ts=press.thread_ts)


async def open_above(press: Press, view: View, client: SlackClient) -> None:
    """Open a modal on top of the pressed one; in place of the last that Slack takes."""
    if press.depth == 0:
        await client.views_open(trigger_id=press.trigger_id, view=view)
    elif press.depth < MOST_MODALS:
        await client.views_push(trigger_id=press.trigger_id, view=view)
    else:
        await client.views_update(view_id=press.view_id, view=view)


async def _draw_in_modal(press: Press, view: View, client: SlackClient, *, leads_on: bool) -> None:
    """Draw above the first form, and in place above that: the last is for what opens from there."""
    if leads_on and press.depth == 1:
        await client.views_push(trigger_id=press.trigger_id, view=view)
    else:
        await client.views_update(view_id=press.view_id, view=view)
