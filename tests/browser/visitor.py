"""Somebody at the sandbox's page: what they look for and what they do, in few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page
    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.server import SandboxServer


@dataclass(frozen=True, slots=True)
class Visitor:
    """One person at an open page."""

    page: Page
    slack: SandboxServer

    async def open(self, person: str = "maya", channel: str = "general") -> None:
        """Open the page as a person in a channel, and wait until it follows what happens there."""
        await self.page.goto(f"{self.slack.base_url}/#person={person}&channel={channel}")
        await expect(self.composer).to_be_visible()
        await expect(self.log).to_have_attribute("aria-busy", "false")

    @property
    def composer(self) -> Locator:
        """Where one types in the open conversation."""
        return self.page.locator("main .composer textarea")

    @property
    def log(self) -> Locator:
        """The messages of the open conversation."""
        return self.page.locator("main").get_by_role("log")

    @property
    def last(self) -> Locator:
        """The last message of the open conversation."""
        return self.log.get_by_role("article").last

    @property
    def modal(self) -> Locator:
        """The open modal."""
        return self.page.get_by_role("dialog")

    async def send(self, text: str) -> None:
        """Type into the composer and send it."""
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def open_app(self, person: str, tab: str) -> None:
        """Open the page as a person on one of the bot's own tabs."""
        await self.page.goto(f"{self.slack.base_url}/#person={person}&app={tab.lower()}")
        await expect(self.page.get_by_role("tab", name=tab, selected=True)).to_be_visible()

    async def call(self, shortcut: str) -> None:
        """Choose a global shortcut from the menu next to the composer."""
        await self.page.get_by_role("button", name="Shortcuts").click()
        await self.page.get_by_role("menuitem", name=shortcut).click()

    async def call_on(self, message: Locator, shortcut: str) -> None:
        """Choose a message shortcut from a message's menu."""
        await message.hover()
        await message.get_by_role("button", name="More actions").click()
        await self.page.get_by_role("menuitem", name=shortcut).click()

    async def close_modal(self) -> None:
        """Close the modal, and all that are below it."""
        await self.modal.get_by_role("button", name="Close").first.click()
        await expect(self.modal).to_have_count(0)

    def field(self, label: str) -> Locator:
        """Return the modal's input block with this label."""
        return self.modal.locator(".input-block", has_text=label)


def plain(text: str) -> dict[str, str]:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def option(text: str, value: str | None = None) -> dict[str, Any]:
    """Return an option whose value is its text in lower case."""
    return {"text": plain(text), "value": value or text.lower()}


def section(text: str, **fields: Any) -> dict[str, Any]:
    """Return a section with a mrkdwn text."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **fields}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    """Return an actions block."""
    return {"type": "actions", "block_id": "actions", "elements": list(elements)}


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a modal with these blocks."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **fields,
    }


def field(block_id: str, label: str, element: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return an input block whose element has the action id ``it``."""
    element = {"action_id": "it", **element}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        **fields,
    }


def answers_with(app: AsyncApp, *blocks: dict[str, Any]) -> None:
    """Let ``/try`` answer with these blocks, for the asker's eyes only."""

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack(text="An answer", blocks=list(blocks))


def opens(app: AsyncApp, view: dict[str, Any]) -> None:
    """Let the global shortcut open this modal."""

    @app.shortcut("try_it")
    async def show(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)


def records(app: AsyncApp, action_id: str) -> list[dict[str, Any]]:
    """Return the list to which every action of this id is added as it comes, with its body."""
    heard: list[dict[str, Any]] = []

    @app.action(action_id)
    async def hear(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        heard.append({"action": action, "body": body})

    return heard
