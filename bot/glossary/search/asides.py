"""The parts of a message that aren't its question: people, channels and emoji."""

from __future__ import annotations

import re
import unicodedata

from bot.glossary.normalize import EMOJI

# ":pray:", and one with a skin tone, ":+1::skin-tone-2:"; not the time 10:30:45, nor std::vector.
_CODE = r":[\w+'-]+:"
_CODES = re.compile(rf"(?<![\w:])(?:{_CODE})+(?!:)|(?<!:)(?::(?=[^:]*[^\W\d])[\w+'-]+:)+(?![\w:])")
_ONE_CODE = re.compile(_CODE)

_PERSON = r"(?:<[@!#][^<>]*>|[@#]\w[\w.-]*)"
_COPY = r"/?(?:cc|fyi)\b[:,]?"
_COPIED_FIRST = re.compile(rf"^\s*{_COPY}\s*(?:{_PERSON}[\s,;:]*)+", re.IGNORECASE)
_COPIED_LAST = re.compile(rf"(?<=[\s,;.?!(])\(?{_COPY}\s*{_PERSON}.*$", re.IGNORECASE | re.DOTALL)
_CALLED = re.compile(rf"^\s*((?:hey|hi|hello)\b[,!]?\s+)?{_PERSON}[,:]?\s+(?=\S)", re.IGNORECASE)
_IN_CHANNEL = re.compile(r"(?:(?<!\S)(?:in|from|at)\s+)?<#[^<>]*>")
# Of one or two letters it may be part of the name: "precision @k".
_LAST_PERSON = re.compile(r"(?:(?<=[?!.,;])\s*|\s+)@[^\W\d][\w.-]{2,}\s*$")


def without_people(text: str) -> str:
    """Return the text without whom it is addressed to, unless it is nothing else.

    >>> without_people("Hey @bot what is RAG? cc <@U061F7AUR>").strip()
    'Hey what is RAG?'
    """
    if "@" not in text and "#" not in text and "<!" not in text:
        return text
    left = _COPIED_LAST.sub("", _COPIED_FIRST.sub("", text))
    left = _IN_CHANNEL.sub(" ", _CALLED.sub(r"\1", left))
    left = _LAST_PERSON.sub("", left)
    return left if any(map(str.isalnum, left)) else text


def without_emoji(text: str) -> str:
    """Return the text without emoji and their names, unless it is nothing else.

    >>> without_emoji(":wave: what is RAG :thinking_face:?").split()
    ['what', 'is', 'RAG', '?']
    """
    left = text
    if ":" in text:
        left = _CODES.sub(" ", left)
    if not text.isascii():
        left = EMOJI.sub(" ", left)
    return left if any(map(str.isalnum, left)) else text


def is_emoji(text: str) -> bool:
    """Tell whether the text is one or more emoji and nothing else.

    >>> is_emoji(":pray: 🙏"), is_emoji("🙏 RAG"), is_emoji("")
    (True, False, False)
    """
    left = EMOJI.sub("", _CODES.sub("", text))
    return left != text and not left.strip()


def with_emoji(text: str) -> str:
    """Return the text with emoji in place of Slack's names for them, as far as Unicode has them.

    >>> with_emoji("what is :rocket:")
    'what is 🚀'
    """
    return _CODES.sub(lambda codes: _ONE_CODE.sub(_emoji_of, codes[0]), text)


def _emoji_of(code: re.Match[str]) -> str:
    try:
        return unicodedata.lookup(code[0].strip(":").replace("_", " "))
    except KeyError:
        return " "
