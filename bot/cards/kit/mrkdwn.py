"""How words from files and people become text that Slack shows as it was typed.

Three kinds of text, by where they go: ``shown`` for plain_text and rich_text,
which Slack does not interpret; ``literal`` for mrkdwn, where ``<!channel>``
would ping a thousand people; ``link`` for a linked source in mrkdwn.
Lengths are counted in UTF-16 units, as a browser does, so that a limit holds
however Slack counts an emoji.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

ELLIPSIS = "…"
NOTHING_TO_SHOW = "-"
URL_LIMIT = 600  # several links share one line, which Slack limits to 3,000

# Control characters, lone surrogates, and the embeddings, overrides and isolates
# that turn the direction of everything after them.
UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]"
)
_WHITESPACE = re.compile(r"\s+")
_CUT_ENTITY = re.compile(r"&[a-z]{0,3}\Z")
_LAST_WORD = re.compile(r"\s+\S*\Z")
# A marker that opens formatting comes before a word; one space of no width disarms it.
_OPENING_MARKER = re.compile(r"(?<!\w)([*_~`]+)(?=\S)")
_ZERO_WIDTH_SPACE = "\u200b"
_SAFE_IN_URL = "%/:=&?~#+!$,;'@()*[]"
_USER_ID = re.compile(r"[UW][A-Z0-9]+\Z")
_NAME_LIMIT = 100


def length(text: str) -> int:
    """Return how long a text is in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """Return the text, or its beginning up to a word's end and an ellipsis, within the limit."""
    if len(text) <= limit and length(text) <= limit:
        return text
    room = limit - len(ELLIPSIS)
    units = text[:room].encode("utf-16-le", "surrogatepass")[: 2 * room]
    cut = units.decode("utf-16-le", "ignore")  # half a character at the end is left out
    whole_words = _LAST_WORD.sub("", cut)
    kept_words = whole_words if length(whole_words) > limit // 2 else cut
    return kept_words.rstrip(" ,;:.") + ELLIPSIS


def shown(text: str, limit: int) -> str:
    """Return one line that can be shown where nothing is interpreted; never empty."""
    visible = UNSHOWABLE.sub("", text)
    return shorten(_WHITESPACE.sub(" ", visible).strip(), limit) or NOTHING_TO_SHOW


def escape(text: str) -> str:
    """Return the text with the three characters that Slack reads as control replaced."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return typed text, without Slack's escapes of the control characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def literal(text: str, limit: int) -> str:
    """Return one line of mrkdwn that is shown as typed: no mention, no link, no formatting."""
    line = escape(_OPENING_MARKER.sub(rf"\1{_ZERO_WIDTH_SPACE}", shown(text, limit)))
    if line.startswith("&gt;"):
        line = _ZERO_WIDTH_SPACE + line
    if length(line) <= limit:
        return line
    cut = shorten(line, limit).removesuffix(ELLIPSIS)
    return _CUT_ENTITY.sub("", cut) + ELLIPSIS


def mention(user_id: str) -> str:
    """Return a mention; the pseudonym of a forgotten person isn't an account."""
    return f"<@{user_id}>" if _USER_ID.match(user_id) else literal(user_id, _NAME_LIMIT)


def web_address(url: str) -> str | None:
    """Return the address as a link may carry it, or None if no browser would open it."""
    address = quote(url.strip(), safe=_SAFE_IN_URL, errors="replace")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return address if usable and len(escape(address)) <= URL_LIMIT else None


def link(text: str, url: str, limit: int) -> str:
    """Return a mrkdwn link on the text, or the text alone where the address opens nothing."""
    words, address = literal(text, limit), web_address(url)
    return f"<{escape(address)}|{words}>" if address else words
