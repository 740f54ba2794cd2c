"""The workspace's state and the rules of who may see it; nothing here speaks to a network."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox.workspace.elements import with_ids
from bot.sandbox.workspace.people import BOT_USER_ID, Channel, Member, make_channels
from bot.sandbox.workspace.records import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.sandbox.workspace.elements import Json

    Listener = Callable[[Json], None]


_EPHEMERALS_KEPT = 1000  # the page never needs more, since it isn't loaded again


class Workspace:
    """People, channels and messages. Listeners hear of every visible change."""

    def __init__(self, people: Sequence[Member], clock: Callable[[], datetime]) -> None:
        self.people = {person.id: person for person in people}
        self.departed: set[str] = set()  # whose accounts are closed
        self.user_groups: dict[str, list[str]] = {}  # members by the group's id
        self.clock = clock
        self._channels = {channel.id: channel for channel in make_channels()}
        for channel in self._channels.values():
            channel.members = [m for m in channel.members if m in self.people or m == BOT_USER_ID]
        for person in people:
            self._channels[person.dm_id] = Channel(
                person.dm_id, "directmessage", members=[person.id, BOT_USER_ID], dm_with=person.id
            )
        self._messages: dict[str, dict[str, Message]] = defaultdict(dict)
        self._ephemerals: dict[tuple[str, str], Message] = {}
        self._listeners: dict[str, list[Listener]] = defaultdict(list)
        self._last_moment = datetime.fromtimestamp(0, UTC)

    # Who and where

    @property
    def channels(self) -> list[Channel]:
        """Every channel and every conversation with the app."""
        return list(self._channels.values())

    def channel(self, wanted: str) -> Channel | None:
        """Return a channel by id, by name with or without ``#``, or the DM of a person's id."""
        if wanted in self.people:
            return self._channels[self.people[wanted].dm_id]
        if wanted in self._channels:
            return self._channels[wanted]
        name = wanted.removeprefix("#")
        return next((c for c in self._channels.values() if c.name == name and not c.is_dm), None)

    def person(self, wanted: str) -> Member | None:
        """Return a person by id or handle."""
        people = self.people.values()
        return next((person for person in people if wanted in (person.id, person.name)), None)

    def can_see(self, user: str, channel: Channel) -> bool:
        """Whether this user may read the channel: members may, and staff may read public ones."""
        if user in channel.members:
            return True
        person = self.people.get(user)
        is_open = not channel.is_private and not channel.is_dm
        is_staff = person is not None and not person.is_guest and not person.is_external_user
        return is_open and is_staff

    def add_member(self, channel: Channel, user: str) -> None:
        """Add a person to a channel."""
        if user not in channel.members:
            channel.members.append(user)
            self.tell_everybody({"type": "workspace"})

    def remove_member(self, channel: Channel, user: str) -> None:
        """Remove a person from a channel."""
        if user in channel.members:
            channel.members.remove(user)
            self.tell_everybody({"type": "workspace"})

    # Messages

    def next_ts(self) -> str:
        """Return a timestamp that no message had before: Slack's id of a message."""
        moment = max(self.clock(), self._last_moment + timedelta(microseconds=1))
        self._last_moment = moment
        return f"{int(moment.timestamp())}.{moment.microsecond:06}"

    def post(  # noqa: PLR0913 - what a message is made of
        self,
        channel: Channel,
        user: str,
        text: str,
        blocks: Iterable[Json] = (),
        *,
        thread_ts: str | None = None,
        metadata: Json | None = None,
    ) -> Message:
        """Store a message and show it to everybody in the channel."""
        message = Message(
            ts=self.next_ts(),
            channel=channel.id,
            user=user,
            text=text,
            blocks=with_ids(list(blocks)),
            thread_ts=thread_ts,
            metadata=metadata,
        )
        self._messages[channel.id][message.ts] = message
        self._tell_channel(channel, {"type": "message", "message": self.to_page(message)})
        if thread_ts and (parent := self.message(channel.id, thread_ts)):
            self._tell_changed(parent)
        return message

    def show_ephemeral(
        self,
        channel: Channel,
        to: str,
        text: str,
        blocks: Iterable[Json] = (),
        *,
        thread_ts: str | None = None,
    ) -> Message:
        """Show a message of the app to one person; nobody can load it again."""
        message = Message(
            ts=self.next_ts(),
            channel=channel.id,
            user=BOT_USER_ID,
            text=text,
            blocks=with_ids(list(blocks)),
            thread_ts=thread_ts,
            ephemeral_to=to,
        )
        self._ephemerals[(channel.id, message.ts)] = message
        if len(self._ephemerals) > _EPHEMERALS_KEPT:
            del self._ephemerals[next(iter(self._ephemerals))]
        self.tell(to, {"type": "ephemeral", "message": message.to_page()})
        return message

    def message(self, channel_id: str, ts: str) -> Message | None:
        """Return a stored message, or None."""
        return self._messages[channel_id].get(ts)

    def ephemeral(self, channel_id: str, ts: str) -> Message | None:
        """Return an ephemeral message that is still on a person's screen, or None."""
        return self._ephemerals.get((channel_id, ts))

    def messages(self, channel_id: str) -> list[Message]:
        """Return the stored messages of a channel, oldest first."""
        return list(self._messages[channel_id].values())

    def ephemerals(self, channel_id: str, user: str) -> list[Message]:
        """Return what only this person has seen in the channel since they opened it."""
        shown = self._ephemerals.values()
        return [m for m in shown if m.channel == channel_id and m.ephemeral_to == user]

    def change(
        self, message: Message, text: str, blocks: Iterable[Json], metadata: Json | None = None
    ) -> None:
        """Give a message other words, in place."""
        message.text = text
        message.blocks = with_ids(list(blocks))
        message.metadata = metadata or message.metadata
        if message.ephemeral_to:
            self.tell(
                message.ephemeral_to,
                {
                    "type": "ephemeral_replaced",
                    "channel": message.channel,
                    "ts": message.ts,
                    "message": message.to_page(),
                },
            )
        else:
            message.edited = True
            self._tell_changed(message)

    def delete(self, message: Message) -> None:
        """Take a message away."""
        gone = {"channel": message.channel, "ts": message.ts}
        if message.ephemeral_to:
            self._ephemerals.pop((message.channel, message.ts), None)
            self.tell(message.ephemeral_to, {"type": "ephemeral_deleted", **gone})
        else:
            self._messages[message.channel].pop(message.ts, None)
            channel = self._channels[message.channel]
            self._tell_channel(channel, {"type": "message_deleted", **gone})

    def react(self, message: Message, user: str, name: str, *, added: bool) -> bool:
        """Add or take back a reaction; False when that changes nothing."""
        users = message.reactions.get(name, [])
        if added == (user in users):
            return False
        users = [*users, user] if added else [other for other in users if other != user]
        if users:
            message.reactions[name] = users
        else:
            del message.reactions[name]
        self._tell_changed(message)
        return True

    def preview(self, message: Message, previews: Mapping[str, list[Json]]) -> None:
        """Show previews of the message's links under it."""
        message.previews |= {url: with_ids(blocks) for url, blocks in previews.items()}
        self._tell_changed(message)

    def to_page(self, message: Message) -> Json:
        """Return a message for the page, with the number of its replies."""
        replies = [m for m in self.messages(message.channel) if m.thread_ts == message.ts]
        return message.to_page(len([m for m in replies if m is not message]))

    # Listeners

    def listen(self, user: str, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with everything this person sees; returns how to stop it."""
        self._listeners[user].append(listener)
        return lambda: self._listeners[user].remove(listener)

    def tell(self, user: str, event: Json) -> None:
        """Show something to one person."""
        for listener in list(self._listeners[user]):
            listener(event)

    def tell_everybody(self, event: Json) -> None:
        """Show something to every person."""
        for user in self.people:
            self.tell(user, event)

    def _tell_channel(self, channel: Channel, event: Json) -> None:
        for user in self.people:
            if self.can_see(user, channel):
                self.tell(user, event)

    def _tell_changed(self, message: Message) -> None:
        event = {"type": "message_changed", "message": self.to_page(message)}
        self._tell_channel(self._channels[message.channel], event)
