"""Messages that could not be delivered, as the stewards read of them, with *Send again*."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.cards.kit.blocks import actions, button, said_mrkdwn, small_mrkdwn
from bot.cards.kit.card import Card
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import literal, mention
from bot.decisions.outbox import MOST_SENDS, Notice, Standing, can_be_sent_again

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from slack_sdk.models.blocks import Block

    from bot.decisions.outbox import OutboxItem

_PEOPLE, _LINES = 10, 4
_REASON_LIMIT = 100
_TITLE_LIMIT = 150
_WHAT: Mapping[Notice | None, str] = {
    Notice.NOBODY_APPOINTED: "the message that there are no stewards yet",
    Notice.QUESTION: "the question",
    Notice.ANSWER: "the answer",
    Notice.LIVE: "the news that the change is live",
    Notice.DECLINED: "the news that it was declined",
    Notice.AWAITING_MERGE: "the news that it was accepted",
    Notice.OPEN_AGAIN: "the news that it is open again",
    Notice.DELAYED: "the news that it isn't written yet",
    Notice.REQUEST_LIVE: "the news that the term is in the glossary",
    Notice.REQUEST_DECLINED: "the news that it was declined",
    Notice.GIVEN: "the news that they are its steward now",
    Notice.REVIEW_RETURNED: "the news that their answer to its review wasn't saved",
}
_REASONS = {
    "account_inactive": "Slack says that the account is closed.",
    "user_disabled": "Slack says that the account is closed.",
    "user_not_found": "Slack has no such account.",
    "cannot_dm_bot": "That account is a bot, and bots get no messages.",
    "is_bot": "That account is a bot, and bots get no messages.",
    "channel_not_found": "Slack can't find this conversation.",
    "is_archived": "That channel is archived.",
    "not_in_channel": "The bot isn't in that channel.",
    "messages_tab_disabled": "The app's Messages tab is switched off.",
}


def undelivered_blocks(undelivered: Sequence[OutboxItem], subject_id: str) -> list[Block]:
    """Return which messages didn't reach whom, why, and what a steward can do about it."""
    lines = list(_lines(undelivered))
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], "More messages about this could not be delivered."]
    return [*(small_mrkdwn(line) for line in lines), *_send_again(undelivered, subject_id)]


def undelivered_card(undelivered: Sequence[OutboxItem], subject_id: str, title: str) -> Card:
    """Return a report of the same, where the subject has no card of its own."""
    said = f"I couldn't tell everybody about “{literal(title, _TITLE_LIMIT)}”."
    return Card(
        f"{said} {' '.join(_lines(undelivered))}",
        [said_mrkdwn(said), *undelivered_blocks(undelivered, subject_id)],
    )


def sent_again_card(original_text: str, user_id: str) -> Card:
    """Return a report with who had the messages sent again, in place of its button.

    ``original_text`` is the text of the report itself, as Slack gives it back.
    """
    said = f"{original_text}\n{mention(user_id)} had it sent again."
    return Card(said, [said_mrkdwn(said)])


def _lines(undelivered: Sequence[OutboxItem]) -> Iterator[str]:
    ordered = sorted(undelivered, key=_alike)
    for _, alike in groupby(ordered, key=_alike):
        items = list(alike)
        first = items[0]
        what = _what(first, items)
        if first.standing is Standing.AGAIN:
            yield f"*Being sent again*: {what}."
        else:
            yield f"*Not delivered*: {what}. {_why(first)}"


def _alike(item: OutboxItem) -> tuple[str, str, str, bool]:
    return (item.standing, item.notice or "", item.reason, _is_in_doubt(item))


def _what(first: OutboxItem, items: Sequence[OutboxItem]) -> str:
    what = _WHAT.get(first.notice, "a message")
    people = [mention(one.recipient_id) for one in items if one.recipient_id]
    if not people:
        return f"{what}, as a reply to this card"
    more = f" and {len(people) - _PEOPLE} more" if len(people) > _PEOPLE else ""
    return f"{what}, to {', '.join(people[:_PEOPLE])}{more}"


def _why(item: OutboxItem) -> str:
    if _is_in_doubt(item):
        return f"Slack didn't confirm any of {MOST_SENDS} tries, so it may have arrived or not."
    return _REASONS.get(item.reason, f"Slack says “{literal(item.reason, _REASON_LIMIT)}”.")


def _is_in_doubt(item: OutboxItem) -> bool:
    return item.may_have_arrived >= MOST_SENDS


def _send_again(undelivered: Sequence[OutboxItem], subject_id: str) -> list[Block]:
    if not any(map(can_be_sent_again, undelivered)):
        return []
    again = button("Send again", ActionId.SEND_AGAIN, subject_id)
    return actions([again], f"undelivered|{subject_id}"[:255])
