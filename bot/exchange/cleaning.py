"""Cleans foreign texts of what doesn't belong to them: mangled letters, tags, marks."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from bot.cards.kit.markdown import plain_words
from bot.characters import clean_text, from_windows
from bot.exchange.entry import Markup

_CONTROL = re.compile("[\x80-\x9f]")
_LATIN = re.compile("[\x80-\xff]+")
# One letter in UTF-8 that somebody read as two or three of Latin-1 or Windows-1252: "Ã©", "â€™".
# A capital Â in place of the â comes of a program that wrote each word with a capital.
_SURELY_TWICE = re.compile(
    "[ÂÃ][\xa1-\xbf]|[âÂ](?:\x80[\x80-\xbf]|€[\x81-\x9d\xa0-\xbf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u2122])"
)
_TWICE = re.compile(f"[ÂÃ]\xa0|{_SURELY_TWICE.pattern}")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tr ul".split()
)
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i img ins kbd label mark q s samp small span "
    "strike strong sub sup tbody td th thead tt u var br".split()
)
_DROPPED = frozenset("script style head title iframe object noscript template".split())
_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(_BLOCKS | _INLINE | _DROPPED, key=len, reverse=True))})\b[^<>]*>"
    "|<!--",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_STYLES = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "kbd": "`", "tt": "`"}
_MAY_NEED_CLEANING = re.compile("[<&]")
_SPACES = re.compile(r"[^\S\n]+")
_MANY_BREAKS = re.compile(r"\n{3,}")
# Of Markdown: what leads to a place within the source, and what a site's generator understands.
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_LOCAL_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?://|mailto:)[^)]*\)")
_REFERENCE_LINK = re.compile(r"\[([^\]]+)\]\[[^\]]*\]")
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}|\{:[^}]*\}")


def repaired(text: str) -> str:
    """Return the text with mangled letters put right, and without what nobody sees.

    C1 controls are bytes of Windows-1252 that somebody read as Latin-1; several with other
    letters of Latin-1 may be the bytes of one letter in UTF-8. So may two letters that never
    stand together, as in "Ã©".
    """
    if text.isascii() and text.isprintable():
        return text
    if _SURELY_TWICE.search(text):
        text = _TWICE.sub(_once, text)
    if _CONTROL.search(text):
        text = from_windows(_LATIN.sub(_as_utf8, text))
    return _DIRECTION.sub("", clean_text(text))


def label(text: str, markup: Markup) -> str:
    """Return a name as people say it: on one line, without tags and marks.

    One that consists of a tag alone, or of marks, is what it names.
    """
    text = _one_line(repaired(text))
    if markup is Markup.PLAIN and not _MAY_NEED_CLEANING.search(text):
        return text
    plain = _one_line(_without_tags(text, markup))
    if markup is Markup.MARKDOWN or _TAG.search(text):
        plain = _one_line(plain_words(plain))
    return plain or text


def prose(text: str, markup: Markup) -> str:
    """Return a definition as it is kept: in Markdown, without HTML and links that lead nowhere."""
    text = _without_tags(repaired(text), markup)
    if markup is Markup.MARKDOWN:
        text = _SHORTCODE.sub("", text)
        text = _LOCAL_LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
        text = _REFERENCE_LINK.sub(r"\1", text)
    lines = (_SPACES.sub(" ", line).rstrip() for line in text.split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def _as_utf8(found: re.Match[str]) -> str:
    try:
        return found[0].encode("latin-1").decode()
    except UnicodeDecodeError:
        return found[0]


def _once(found: re.Match[str]) -> str:
    """Return the one letter that was read as several, or the letters as they are."""
    signs = re.sub("Â(?=[\x80€])", "â", found[0])
    try:
        encoded = b"".join(one.encode("latin-1" if one <= "\xff" else "cp1252") for one in signs)
        letter = encoded.decode()
    except UnicodeError:
        return found[0]
    return found[0] if _CONTROL.match(letter) else letter


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_tags(text: str, markup: Markup) -> str:
    """Return the text with tags as Markdown, and entities as what they stand for."""
    if "<" in text and (markup is Markup.HTML or _TAG.search(text)):
        reader = _Tags(is_html=markup is Markup.HTML)
        reader.feed(text)
        reader.close()
        return _MANY_BREAKS.sub("\n\n", "".join(reader.said))
    return html.unescape(text) if _ENTITY.search(text) else text


class _Tags(HTMLParser):
    """Writes what HTML says as Markdown; outside of HTML an unknown tag is a text: List<String>."""

    def __init__(self, *, is_html: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._is_html = is_html
        self._dropped = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped += 1
        elif tag == "br":
            self._say("\n")
        elif tag == "li":
            self._say("\n- ")
        elif tag in _BLOCKS:
            self._say("\n\n")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self._links.append(address if address.startswith(("http://", "https://")) else "")
            self._say("[" if self._links[-1] else "")
        elif tag in _STYLES:
            self._say(_STYLES[tag])
        elif tag in ("td", "th"):
            self._say(" ")
        elif tag not in _INLINE and not self._is_html:
            self._say(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag in _BLOCKS and tag != "li":
            self._say("\n\n")
        elif tag == "a" and self._links:
            address = self._links.pop()
            self._say(f"]({address})" if address else "")
        elif tag in _STYLES:
            self._say(_STYLES[tag])
        elif tag not in _INLINE and tag not in _BLOCKS and not self._is_html:
            self._say(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, text: str) -> None:
        if not self._dropped:
            self.said.append(text)
