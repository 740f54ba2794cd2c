"""Telling the app of links to its domains, posted or still being typed."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING

from bot.sandbox.delivery.events import send_event
from bot.sandbox.workspace.elements import with_ids
from bot.sandbox.workspace.links import COMPOSER, LinkDraft, LinkSource, SharedLinks, urls_in
from bot.sandbox.workspace.people import BOT_USER_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.core import Sandbox
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.people import Channel, Member
    from bot.sandbox.workspace.records import Message


def tell_links_in_message(
    sandbox: Sandbox, person: Member, channel: Channel, message: Message
) -> None:
    """Tell the app of a message's links to its domains, also where it is no member."""
    unfurl_id = f"{channel.id}.{message.ts}.{secrets.token_hex(32)}"
    event: Json = {
        "channel": channel.id,
        "is_bot_user_member": BOT_USER_ID in channel.members,
        "message_ts": message.ts,
        "source": LinkSource.MESSAGE,
        "unfurl_id": unfurl_id,
        "event_ts": message.ts,
    }
    if message.thread_ts:
        event["thread_ts"] = message.thread_ts
    _tell(sandbox, person, message.text, event)


def type_draft(sandbox: Sandbox, person: Member, text: str) -> None:
    """Let a person type a text without sending it; the app hears of its links at once."""
    before = sandbox.links.drafts.get(person.id)
    if before and urls_in(before.text) == urls_in(text):
        before.text = text
        return
    unfurl_id = f"{person.id}-{uuid.uuid4()}-{secrets.token_hex(16)}"
    sandbox.links.drafts[person.id] = LinkDraft(text, unfurl_id)
    sandbox.workspace.tell(person.id, {"type": "draft_previews", "previews": []})
    event: Json = {
        "channel": COMPOSER,
        "is_bot_user_member": True,
        "message_ts": unfurl_id,
        "source": LinkSource.COMPOSER,
        "unfurl_id": unfurl_id,
        "event_ts": sandbox.workspace.next_ts(),
    }
    _tell(sandbox, person, text, event)


def preview_in_draft(sandbox: Sandbox, links: SharedLinks, previews: Mapping[str, Json]) -> None:
    """Show previews below what a person is typing, unless the text has changed since."""
    draft = sandbox.links.drafts.get(links.user)
    if draft is None or draft.unfurl_id != links.unfurl_id:
        return
    draft.previews |= {url: with_ids(p.get("blocks", [])) for url, p in previews.items()}
    shown = list(draft.previews.values())
    sandbox.workspace.tell(links.user, {"type": "draft_previews", "previews": shown})


def _tell(sandbox: Sandbox, person: Member, text: str, event: Json) -> None:
    links = [
        {"url": url, "domain": domain}
        for url in urls_in(text)
        if (domain := sandbox.manifest.unfurl_domain(url))
    ]
    if not links:
        return
    event |= {"type": "link_shared", "user": person.id, "links": links}
    if send_event(sandbox, event, "link_shared"):
        told = SharedLinks(
            unfurl_id=event["unfurl_id"],
            source=event["source"],
            channel=event["channel"],
            ts=event["message_ts"],
            user=person.id,
            urls=frozenset(link["url"] for link in links),
        )
        sandbox.links.add(told)
