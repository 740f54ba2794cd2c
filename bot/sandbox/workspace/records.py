"""The workspace's records: messages and views, and their form for the app and the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.workspace.elements import as_read, words_in
from bot.sandbox.workspace.people import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json


@dataclass(slots=True)
class Message:
    """One message; an ephemeral one (``ephemeral_to``) is shown to one person and never stored."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    edited: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    metadata: Json | None = None
    previews: dict[str, list[Json]] = field(default_factory=dict)  # of links, by address

    @property
    def is_from_bot(self) -> bool:
        """Whether the app wrote it."""
        return self.user == BOT_USER_ID

    @property
    def words(self) -> str:
        """All that a reader sees: blocks, or the text where there are none, and links' previews."""
        own = words_in(self.blocks) if self.blocks else [self.text]
        return as_read("\n".join([*own, *words_in(list(self.previews.values()))]))

    def to_slack(self) -> Json:
        """Return the message as Slack tells an app of it."""
        message: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.is_from_bot:
            message |= {"bot_id": BOT_ID, "app_id": APP_ID, "team": TEAM_ID}
        if self.blocks:
            message["blocks"] = self.blocks
        if self.previews:
            message["attachments"] = [
                {"from_url": url, "blocks": blocks} for url, blocks in self.previews.items()
            ]
        if self.thread_ts:
            message["thread_ts"] = self.thread_ts
        if self.edited:
            message["edited"] = {"user": self.user, "ts": self.ts}
        if self.reactions:
            message["reactions"] = self.reaction_list()
        if self.metadata:
            message["metadata"] = self.metadata
        return message

    def to_page(self, reply_count: int = 0) -> Json:
        """Return the message as the sandbox's page draws it."""
        message: Json = {
            "ts": self.ts,
            "channel": self.channel,
            "user": self.user,
            "text": self.text,
            "blocks": self.blocks,
            "previews": list(self.previews.values()),
            "reactions": self.reaction_list(),
            "reply_count": reply_count,
            "edited": self.edited,
            "ephemeral": self.ephemeral_to is not None,
        }
        if self.thread_ts:
            message["thread_ts"] = self.thread_ts
        if self.ephemeral_to:
            message["ephemeral_to"] = self.ephemeral_to
        if self.metadata:
            message["metadata"] = self.metadata
        return message

    def reaction_list(self) -> list[Json]:
        """Return the reactions as Slack lists them."""
        return [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in self.reactions.items()
        ]


@dataclass(slots=True)
class View:
    """A modal in a person's stack, or their Home tab; ``state`` is what they have filled in."""

    id: str
    user: str
    hash: str
    body: Json
    root_id: str
    previous_id: str | None = None
    state: Json = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks on it, each with its id."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The words in its title bar."""
        return str(self.body.get("title", {}).get("text", ""))

    @property
    def words(self) -> str:
        """All that a reader sees in it."""
        return as_read("\n".join(words_in([self.body.get("title"), self.blocks])))

    def to_slack(self) -> Json:
        """Return the view as Slack tells an app and the page of it."""
        defaults: dict[str, Any] = {
            "callback_id": "",
            "private_metadata": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
        }
        return {
            **defaults,
            **self.body,
            "id": self.id,
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "state": {"values": self.state},
        }
