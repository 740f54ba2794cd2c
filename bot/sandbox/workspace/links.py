"""Links to the app's own domains: which of them the app knows, and what people are typing."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.sandbox.workspace.elements import as_read, words_in

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json

COMPOSER = "COMPOSER"  # takes the channel's place before the message is posted
_URL = re.compile(r"https?://[^\s|<>]+")
_AFTER_A_SENTENCE = ".,;:!?)\"'"


class LinkSource(StrEnum):
    """The place of a link, in Slack's terms."""

    COMPOSER = "composer"
    MESSAGE = "conversations_history"


@dataclass(frozen=True, slots=True)
class SharedLinks:
    """The links of one text that the app got in a ``link_shared`` event."""

    unfurl_id: str
    source: LinkSource
    channel: str
    ts: str
    user: str
    urls: frozenset[str]


@dataclass(slots=True)
class LinkDraft:
    """A person's draft, and the previews below it that only they see."""

    text: str
    unfurl_id: str = ""
    previews: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Everything the person sees: the draft and its previews."""
        return as_read("\n".join([self.text, *words_in(list(self.previews.values()))]))


class Links:
    """Remembers which links the app has heard of, and everybody's draft."""

    def __init__(self) -> None:
        self._shared: dict[str, SharedLinks] = {}
        self.drafts: dict[str, LinkDraft] = {}

    def add(self, links: SharedLinks) -> None:
        """Remember links that the app has heard of."""
        self._shared[links.unfurl_id] = links

    def find(self, unfurl_id: str) -> SharedLinks | None:
        """Return the links with this id, or None."""
        return self._shared.get(unfurl_id)

    def at(self, channel: str, ts: str) -> SharedLinks | None:
        """Return the links of a message, or of a draft by the place its event named."""
        return next((s for s in self._shared.values() if (s.channel, s.ts) == (channel, ts)), None)


def urls_in(text: str) -> list[str]:
    """Return a text's addresses, once each; a sentence's full stop is no part of one."""
    found = (html.unescape(url).rstrip(_AFTER_A_SENTENCE) for url in _URL.findall(text))
    return list(dict.fromkeys(found))
