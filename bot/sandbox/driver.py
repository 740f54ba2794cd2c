"""People who act as a test says, through the same acts as the page.

    maya = server.person("maya")
    answer = await maya.command("/define diffusion model", channel="general")
    answer = await maya.press(answer.message, "More")
    assert "Full" in answer.view.title

Every act returns once the app has finished with it: when no task is left that
was born since, in this process's event loop. An app in another process is
waited for with ``sees``.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.acts.finding import find, option_of, present, value_for
from bot.sandbox.acts.forms import state_of
from bot.sandbox.acts.table import act
from bot.sandbox.delivery.events import send_again
from bot.sandbox.delivery.quiet import PATIENCE, until_quiet
from bot.sandbox.workspace.records import View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.sandbox.core import Sandbox
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.links import LinkDraft
    from bot.sandbox.workspace.people import Member
    from bot.sandbox.workspace.records import Message

LOOK_AGAIN = 0.05  # seconds


@dataclass(slots=True)
class Seen:
    """The visible result of one act.

    ``message`` is the last message that is new or changed, ``view`` the open modal, ``errors`` the
    messages at a form's fields (block_id → text), ``notices`` Slack's own messages.
    """

    message: Message | None = None
    messages: list[Message] = field(default_factory=list)
    view: View | None = None
    errors: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The text in front of the person: the open modal if there is one, else the message."""
        shown = self.view or self.message
        return shown.words if shown else ""


class SandboxUser:
    """One of the sandbox's people, at work."""

    def __init__(self, sandbox: Sandbox, person: Member) -> None:
        self._sandbox = sandbox
        self._person = person
        self._loaded_at = ""

    @property
    def id(self) -> str:
        """The person's user id."""
        return self._person.id

    # Looking

    def messages(self, channel: str = "general") -> list[Message]:
        """Return what everybody can read in the channel, oldest first."""
        return self._sandbox.workspace.messages(self._channel(channel))

    def ephemerals(self, channel: str = "general") -> list[Message]:
        """Return what only this person sees in the channel, oldest first."""
        shown = self._sandbox.workspace.ephemerals(self._channel(channel), self.id)
        return [message for message in shown if message.ts > self._loaded_at]

    def dms(self) -> list[Message]:
        """Return the conversation with the app, oldest first."""
        return self.messages(self._person.dm_id)

    def draft(self) -> LinkDraft | None:
        """Return what this person is typing, with the previews of its links, or None."""
        return self._sandbox.links.drafts.get(self.id)

    def open_view(self) -> View | None:
        """Return the modal on top, or None."""
        stack = self._sandbox.modals.stack(self.id)
        return stack[-1] if stack else None

    def home(self) -> View | None:
        """Return what the app shows on its Home tab."""
        return self._sandbox.modals.home(self.id)

    def reload(self) -> None:
        """Load the page again: ephemeral messages and modals are gone."""
        self._loaded_at = self._sandbox.workspace.next_ts()
        self._sandbox.modals.close_all(self.id)

    async def sees(self, condition: Callable[[], Any], within: float = PATIENCE) -> None:
        """Wait until something is so that the app brings about by itself or from elsewhere."""
        changed = asyncio.Event()
        stop_listening = self._sandbox.workspace.listen(self.id, lambda _: changed.set())
        try:
            async with asyncio.timeout(within):
                while not condition():
                    # A refused call, for one, changes nothing that this person sees.
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(changed.wait(), LOOK_AGAIN)
                    changed.clear()
        finally:
            stop_listening()

    # Acting

    async def command(
        self, text: str, channel: str = "general", thread_ts: str | None = None
    ) -> Seen:
        """Type a slash command."""
        return await self._act("command", channel=channel, text=text, thread_ts=thread_ts)

    async def say(self, text: str, channel: str = "general", thread_ts: str | None = None) -> Seen:
        """Write a message."""
        return await self._act("message", channel=channel, text=text, thread_ts=thread_ts)

    async def type(self, text: str) -> None:
        """Type a message without sending it: Slack shows previews of its links already."""
        await self._act("draft", text=text)

    async def press(
        self, where: Message | View | None, what: str, *, value: str | None = None
    ) -> Seen:
        """Press the button with this label or ``action_id``, and this value if several have it."""
        where = present(where, what)
        block, element = find(where, what, kinds={"button"}, value=value)
        shown: Json = {key: element[key] for key in ("text", "value", "style") if key in element}
        return await self._block_action(where, block, element, shown)

    async def choose(
        self,
        where: Message | View | None,
        what: str,
        chosen: str | list[str],
        *,
        typed: str | None = None,
    ) -> Seen:
        """Choose in a menu, by the option's text or value; ``typed`` narrows an external menu."""
        where = present(where, what)
        block, element = find(where, what, besides={"button"})
        if "external_select" in element["type"]:
            wanted = [chosen] if isinstance(chosen, str) else chosen
            offered = await self._options(where, block, element, typed or wanted[0])
            options = [option_of(offered, option) for option in wanted]
            is_single = element["type"] == "external_select"
            field_of_choice = (
                {"selected_option": options[0]} if is_single else {"selected_options": options}
            )
        else:
            field_of_choice = value_for(element, chosen)
        return await self._block_action(where, block, element, field_of_choice)

    async def suggest_options(
        self, where: Message | View | None, what: str, typed: str
    ) -> list[str]:
        """Type into an external menu; returns the texts of what it offers."""
        where = present(where, what)
        block, element = find(where, what, besides={"button"})
        options = await self._options(where, block, element, typed)
        return [str(option["text"]["text"]) for option in options]

    async def submit(self, view: View | None, values: Mapping[str, Any] | None = None) -> Seen:
        """Fill in a modal, by the fields' labels or ids, and send it."""
        if view is None:
            raise AssertionError("there is no open view to submit")
        state = state_of(view.blocks, view.state)
        for what, value in (values or {}).items():
            block, element = find(view, what, besides={"button"})
            if "external_select" in element["type"]:
                offered = await self._options(view, block, element, str(value))
                given: Json = {"selected_option": option_of(offered, str(value))}
            else:
                given = value_for(element, value)
            state[block["block_id"]][element["action_id"]] |= given
        return await self._act("view_submission", view_id=view.id, state={"values": state})

    async def close(self, view: View, *, is_cleared: bool = False) -> Seen:
        """Close a modal without sending it; ``is_cleared`` closes all that are open."""
        return await self._act("view_closed", view_id=view.id, is_cleared=is_cleared)

    async def react(self, message: Message, name: str) -> Seen:
        """Add a reaction."""
        return await self._act("reaction_added", channel=message.channel, ts=message.ts, name=name)

    async def unreact(self, message: Message, name: str) -> Seen:
        """Take a reaction back."""
        return await self._act(
            "reaction_removed", channel=message.channel, ts=message.ts, name=name
        )

    async def shortcut(self, callback_id: str) -> Seen:
        """Call up a global shortcut."""
        return await self._act("shortcut", callback_id=callback_id)

    async def message_shortcut(self, callback_id: str, message: Message) -> Seen:
        """Call up a shortcut from a message's menu."""
        return await self._act(
            "message_action", callback_id=callback_id, channel=message.channel, ts=message.ts
        )

    async def open_app(self, tab: str = "home") -> Seen:
        """Look at the app's Home or Messages tab."""
        return await self._act("app_home_opened", tab=tab)

    async def receive_again(self) -> None:
        """Let Slack deliver its last event to the app once more, as after a lost ack."""
        before = asyncio.all_tasks()
        await send_again(self._sandbox, self._sandbox.sent_events[-1])
        await until_quiet(before)

    async def _act(self, kind: str, **request: object) -> Seen:
        seen: list[Json] = []
        before = asyncio.all_tasks()
        stop_listening = self._sandbox.workspace.listen(self.id, seen.append)
        try:
            result = await act(self._sandbox, {"user": self.id, "type": kind, **request})
            await until_quiet(before)
        finally:
            stop_listening()
        return self._answer(seen, result)

    async def _block_action(
        self, where: Message | View, block: Json, element: Json, choice: Json
    ) -> Seen:
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        action = {"type": element["type"], **ids, **choice}
        state = {"values": where.state if isinstance(where, View) else {}}
        container = self._container(where)
        return await self._act("block_actions", container=container, action=action, state=state)

    async def _options(
        self, where: Message | View, block: Json, element: Json, typed: str
    ) -> list[Json]:
        request = {
            "user": self.id,
            "type": "block_suggestion",
            "container": self._container(where),
            "block_id": block["block_id"],
            "action_id": element["action_id"],
            "value": typed,
        }
        reply = await act(self._sandbox, request)
        groups = reply["option_groups"] or []
        return [
            *(reply["options"] or []),
            *(option for group in groups for option in group["options"]),
        ]

    def _container(self, where: Message | View) -> Json:
        if where is self.home():
            return {"type": "home"}
        if isinstance(where, View):
            return {"type": "view", "view_id": where.id}
        return {"type": "message", "channel": where.channel, "ts": where.ts}

    def _answer(self, seen: list[Json], result: Json) -> Seen:
        answer = Seen(view=self.open_view(), errors=result.get("errors") or {})
        workspace = self._sandbox.workspace
        for event in seen:
            if event["type"] == "notice":
                answer.notices.append(event["text"])
            told = event.get("message")
            if not told or told["user"] == self.id:
                continue
            place = (told["channel"], told["ts"])
            message = workspace.ephemeral(*place) or workspace.message(*place)
            if message and message not in answer.messages:
                answer.messages.append(message)
            answer.message = message or answer.message
        return answer

    def _channel(self, name: str) -> str:
        return self._sandbox.channel_for(self._person, name).id
