"""The fallback steward's message about a channel that the bot can't post in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.kit.blocks import said_mrkdwn
from bot.cards.kit.card import Card
from bot.cards.kit.mrkdwn import literal

_SEPARATOR = "\n"
_NAME_LIMIT = 100
_ID_LETTERS = ("C", "G", "D")
_REMEDIES = {
    "channel_not_found": (
        "I can't see that channel. If it is private, invite me there (/invite). Otherwise, "
        "correct its name in {file}."
    ),
    "not_in_channel": "I am not in that channel. Invite me there (/invite).",
    "is_archived": "That channel is archived. Name another one in {file}.",
    "missing_scope": (
        "I need the optional scopes channels:read and groups:read to find a channel by its name. "
        "Grant them, or write the channel's id in {file}."
    ),
    "restricted_action": (
        "Only some members may post there. Let me post, or name another channel in {file}."
    ),
}
_SAME_AS = {
    "restricted_action_non_threadable_channel": "restricted_action",
    "restricted_action_read_only_channel": "restricted_action",
    "restricted_action_thread_only_channel": "restricted_action",
}


@dataclass(frozen=True, slots=True)
class ChannelTrouble:
    """A channel that the bot can't post in, and Slack's reason.

    ``entry_id`` is the entry of the schedule, or None for the stewards' channel; ``channel``
    is as it is written in its file, or Slack's id.
    """

    entry_id: str | None
    channel: str
    reason: str

    @classmethod
    def parse(cls, words: str) -> ChannelTrouble:
        """Read what an outbox item carries."""
        entry_id, channel, reason = words.split(_SEPARATOR)
        return cls(entry_id or None, channel, reason)

    def to_words(self) -> str:
        """Return what an outbox item carries."""
        return _SEPARATOR.join((self.entry_id or "", self.channel, self.reason))


def remedy(reason: str, file: str) -> str:
    """Return the trouble with a channel that this file names, and how to fix it."""
    known = _REMEDIES.get(_SAME_AS.get(reason, reason))
    return known.format(file=file) if known else f"Slack says “{literal(reason, _NAME_LIMIT)}”."


def channel_trouble_card(trouble: ChannelTrouble) -> Card:
    """Return what the fallback steward reads."""
    if trouble.entry_id is None:
        said = (
            f"I can't post in the stewards' channel {_shown(trouble.channel)}, so suggestions "
            f"wait. {remedy(trouble.reason, 'glossary.yml (stewards_channel)')} They'll arrive "
            "within a minute after that."
        )
    else:
        entry = literal(trouble.entry_id, _NAME_LIMIT)
        said = (
            f"I can't post “{entry}” in {_shown(trouble.channel)}. "
            f"{remedy(trouble.reason, 'schedule.yml')}"
        )
    return Card(said, [said_mrkdwn(said)])


def _shown(channel: str) -> str:
    name = literal(channel.removeprefix("#"), _NAME_LIMIT)
    return f"<#{name}>" if name.isupper() and name.startswith(_ID_LETTERS) else f"#{name}"
