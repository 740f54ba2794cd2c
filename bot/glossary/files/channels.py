"""How a channel is named in the glossary's files: by its name or its id, and by nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.glossary.files.fields import Fields

_ID = re.compile(r"[CGD][A-Z0-9]{6,}")
# Slack's rule for names: lower case, no spaces, no punctuation but hyphens and underscores.
_NAME = re.compile(r"[\w-]{1,80}")
_LINK = re.compile(r"<#([CGD][A-Z0-9]+)(?:\|[^>]*)?>")
_ADDRESS = re.compile(r"https?://\S*/([CGD][A-Z0-9]{6,})(?:[/?#]\S*)?")
_EVERYBODY = re.compile(r"<!.*>|@(?:channel|here|everyone)")
_SOMEBODY = re.compile(r"<@.*>|@.*|[UW][A-Z0-9]{7,}")
_EXAMPLE = "write a name like general, or an id like C0123456789"


def read_channel(fields: Fields, key: str, *, needed: str = "") -> str | None:
    """Return the name or the id of a channel; None after reporting that it isn't one.

    ``needed`` says what to do where there is none.
    """
    written = fields.text(key, needed=needed)
    if written is None:
        return None
    channel = written.removeprefix("#")
    if _ID.fullmatch(channel) or (_NAME.fullmatch(channel) and not _SOMEBODY.fullmatch(channel)):
        if channel == channel.lower() or _ID.fullmatch(channel):
            return channel
        remedy = f"write {channel.lower()}: names of channels are in lower case"
    else:
        remedy = _remedy(written)
    fields.refuse(key, written, remedy)
    return None


def _remedy(written: str) -> str:
    link = _LINK.fullmatch(written) or _ADDRESS.fullmatch(written)
    if link:
        return f"write the id alone: {link[1]}"
    if _EVERYBODY.fullmatch(written):
        return f"that notifies everybody and isn't a channel; {_EXAMPLE}"
    if _SOMEBODY.fullmatch(written):
        return f"that is a person, not a channel; {_EXAMPLE}"
    if any(sign.isspace() for sign in written):
        return f"names of channels have no spaces; {_EXAMPLE}"
    return _EXAMPLE
