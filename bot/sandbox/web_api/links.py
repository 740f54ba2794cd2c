"""The Web API's ``chat.unfurl``: previews of links, in a message or while it is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.delivery.link_events import preview_in_draft
from bot.sandbox.errors import ApiError
from bot.sandbox.rules.messages import faults_in_preview
from bot.sandbox.web_api.method import Call, Method
from bot.sandbox.workspace.links import COMPOSER, LinkSource, SharedLinks, urls_in

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.records import Message


def unfurl(call: Call) -> Json:
    """Show previews of links: by ``unfurl_id`` and ``source``, or by ``channel`` and ``ts``."""
    if not call.args.get("unfurls"):
        raise ApiError("missing_unfurls")
    unfurls = call.args["unfurls"]
    if not isinstance(unfurls, dict):
        raise ApiError("invalid_unfurls_format")
    by_id = call.args.get("unfurl_id") or call.args.get("source")
    links = _links_by_id(call) if by_id else _links_by_place(call)
    message = None if links.source is LinkSource.COMPOSER else _message(call, links)
    for url, preview in unfurls.items():
        _check_address(call, links, message, url)
        if faults := faults_in_preview(preview, url):
            raise ApiError.about_arguments("cannot_parse_attachment", faults)
    if message:
        blocks = {url: preview.get("blocks", []) for url, preview in unfurls.items()}
        call.sandbox.workspace.preview(message, blocks)
    else:
        preview_in_draft(call.sandbox, links, unfurls)
    return {}


def _links_by_id(call: Call) -> SharedLinks:
    if not call.args.get("unfurl_id"):
        raise ApiError("missing_unfurl_id")
    if not call.args.get("source"):
        raise ApiError("missing_source")
    if call.text("source") not in list(LinkSource):
        raise ApiError("invalid_source")
    links = call.sandbox.links.find(call.text("unfurl_id"))
    if links is None or links.source != call.text("source"):
        raise ApiError("invalid_unfurl_id")
    return links


def _links_by_place(call: Call) -> SharedLinks:
    """Return what the app heard about this place; nothing, if it heard nothing."""
    channel, ts = call.text("channel"), call.text("ts")
    if not channel:
        raise ApiError("missing_channel")
    if not ts:
        raise ApiError("missing_ts")
    known = call.sandbox.workspace.channel(channel)
    if known is None and channel != COMPOSER:
        raise ApiError("cannot_find_channel")
    links = call.sandbox.links.at(known.id if known else COMPOSER, ts)
    if links is None and known is None:
        raise ApiError("cannot_find_message")
    return links or SharedLinks("", LinkSource.MESSAGE, channel, ts, "", frozenset())


def _message(call: Call, links: SharedLinks) -> Message:
    message = call.sandbox.workspace.message(links.channel, links.ts)
    if message is None:
        raise ApiError("cannot_find_message")
    return message


def _check_address(call: Call, links: SharedLinks, message: Message | None, url: str) -> None:
    """Let only links through that are in the text and that the app has heard of."""
    if call.sandbox.manifest.unfurl_domain(url) is None:
        raise ApiError("cannot_unfurl_url")
    in_text = urls_in(message.text) if message else links.urls
    if url not in in_text:
        raise ApiError("cannot_unfurl_message")
    if url not in links.urls:
        raise ApiError("cannot_unfurl_url")


LINK_METHODS = {
    "chat.unfurl": Method(
        unfurl, (), ("links:write",), ("channel", "ts", "unfurl_id", "source", "unfurls")
    )
}
