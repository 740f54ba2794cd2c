"""How written labels are made comparable: for identity, for files, and for lookup."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")

# What Slack and word processors leave around pasted words.
_SLACK_LINK = re.compile(r"<(?:https?://|mailto:)[^|>]*\|([^>]*)>")
_SLACK_CHANNEL = re.compile(r"<#\w+\|([^>]*)>")
_SLACK_REFERENCE = re.compile(r"<[@#!][^>]*>")
_LEADING_MARKS = re.compile(r"^(?:>+|[•◦*\-]|\d+[.)])\s+")
_EMPHASIS = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe0f\ufeff]")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),  # noqa: RUF001 - these very signs are meant
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001 - these very signs are meant
    }
)
_EDGES = " \t\r\n\"'.,;:!?…()[]{}<>|/\\-"

_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
_ANY_DOTTED = re.compile(r"\.[^\W\d_]\.")  # soon searched for, as it begins with a plain sign
_POSSESSIVE = re.compile(r"'s?(?!\w)")
_ACCENT = re.compile("[\u0300-\u036f]")
# A plus or a sharp at the end of a word is part of its name: C++, C#.
_WORD = re.compile(r"[^\W_]+(?:(?:\+\+?|#)(?!\w))?")
_ASCII_WORDS = str.maketrans({sign: " " for sign in map(chr, range(128)) if not sign.isalnum()})

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
}
_OUR_WORDS = (
    "behaviour colour favour flavour harbour honour humour labour neighbour rigour rumour vapour"
).split()
_BRITISH_OUR = re.compile(rf"^({'|'.join(word[:-2] for word in _OUR_WORDS)})ur")
_BRITISH_ISE = re.compile(r"(?<=\w{3})(i|y)s(?=(?:e|es|ed|ing|er|ers|ation|ations|able|ability)$)")
_BRITISH_WORDS = {
    "analogue": "analog",
    "artefact": "artifact",
    "catalogue": "catalog",
    "centre": "center",
    "cheque": "check",
    "defence": "defense",
    "dialogue": "dialog",
    "fulfilment": "fulfillment",
    "grey": "gray",
    "judgement": "judgment",
    "licence": "license",
    "offence": "offense",
    "programme": "program",
}


def fold_label(label: str) -> str:
    """Return the form in which two labels are the same label: NFKC, case folded, one space."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def slugify(name: str, context: str | None = None) -> str:
    """Return the slug of a term: lower case, all but letters and digits folded to single hyphens.

    >>> slugify("token", "Security")
    'token-security'
    """
    text = unicodedata.normalize("NFKC", f"{name} {context or ''}").lower()
    return _NOT_ALPHANUMERIC.sub("-", text).strip("-")


def plain_signs(text: str) -> str:
    """Return the text with entities as what they stand for, and quotes and hyphens plain."""
    text = unicodedata.normalize("NFKC", html.unescape(text))
    return _INVISIBLE.sub("", text).translate(_PLAIN)


def clean(text: str) -> str:
    """Return what was meant by pasted text: without Slack's marks, quotes and end punctuation.

    Case is kept, since it tells an acronym from a word.

    >>> clean("*“RAG”*?")
    'RAG'
    """
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.split())  # as most are, with nothing to clean
    text = plain_signs(text)
    text = _SLACK_CHANNEL.sub(r"\1", _SLACK_LINK.sub(r"\1", text))
    text = _SLACK_REFERENCE.sub(" ", text)
    text = " ".join(_LEADING_MARKS.sub("", text.strip()).split())
    stripped = _EMPHASIS.sub("", text).strip(_EDGES)
    # "token (Security)" loses no bracket that it opened.
    return f"{stripped})" if stripped.count("(") > stripped.count(")") else stripped


def words_of(text: str) -> tuple[str, ...]:
    """Return the words by which labels are compared: folded, American, numbers as digits.

    >>> words_of("Fine-tuning the model's behaviour")
    ('fine', 'tuning', 'the', 'model', 'behavior')
    """
    return tuple(map(american, split_words(text)))


def split_words(text: str) -> list[str]:
    """Return the folded words of a text, each in its own spelling."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
        text = unicodedata.normalize("NFC", text)
    text = text.casefold()
    if "&" in text:
        text = text.replace("&", " and ")
    if _ANY_DOTTED.search(text):
        text = _DOTTED.sub(lambda dotted: dotted[0].replace(".", "") + " ", text)
    if "'" in text:
        text = _POSSESSIVE.sub("", text).replace("'", "")
    if text.isascii() and "+" not in text and "#" not in text:
        return text.translate(_ASCII_WORDS).split()  # the same words in a third of the time
    return _WORD.findall(text)


@lru_cache(maxsize=20_000)
def american(word: str) -> str:
    """Return a folded word in American spelling, and a number as digits."""
    word = _NUMBERS.get(word) or _BRITISH_WORDS.get(word, word)
    if "our" in word:
        word = _BRITISH_OUR.sub(r"\1r", word)
    return _BRITISH_ISE.sub(r"\1z", word) if "s" in word else word
