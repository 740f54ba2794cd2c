"""How written labels are made comparable, from the spelling to the words and signs in it."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

# What Slack and word processors leave around pasted words.
_SLACK_LINK = re.compile(r"<(?:https?://|mailto:)[^|>]*\|([^>]*)>")
_SLACK_CHANNEL = re.compile(r"<#\w+\|([^>]*)>")
_SLACK_REFERENCE = re.compile(r"<[@#!][^>]*>")
_LEADING_MARKS = re.compile(r"^(?:>+|[•◦*\-]|\d+[.)])\s+")
_EMPHASIS = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")
_EMPHASIS_MARKS = "*_~`"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe0f\ufeff]")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),  # noqa: RUF001 - these very signs are meant
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001 - these very signs are meant
    }
)
_EDGES = " \t\r\n\"'.,;:!?…()[]{}<>|/\\-？！。、，：；（）「」"  # noqa: RUF001 - full width as well

_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
_ANY_DOTTED = re.compile(r"\.[^\W\d_]\.")  # soon searched for, as it begins with a plain sign
_POSSESSIVE = re.compile(r"'s?(?!\w)")
_ACCENT = re.compile("[\u0300-\u036f]")
# Signs that belong to the letter before them, as vowels do in Hindi; to ``re`` they are no letters.
MARKS = "".join(
    char for char in map(chr, range(0x300, 0x1E00)) if unicodedata.category(char)[0] == "M"
)
# A plus or a sharp at the end of a word is part of its name: C++, C#.
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*(?:(?:\+\+?|#)(?!\w))?")
_ASCII_WORDS = str.maketrans({sign: " " for sign in map(chr, range(128)) if not sign.isalnum()})

# Signs that join or part words, or end a sentence, and so don't tell names apart.
_JOINTS = "-/.,;:'\"()[]{}|\\_?!…·•&@©®™⁄–—"  # noqa: RUF001 - these very signs are meant
_WITHOUT_JOINTS = str.maketrans("", "", f" {_JOINTS}")
_BEGINNING_SIGNS = (".", "-")
_HASHTAG = re.compile(r"(?<!\w)#(?=\w)")
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2300-\u23ff\u2b00-\u2bff\u20e3\u200d\ufe0f\U000e0020-\U000e007f]"
)

NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
}
OUR_WORDS = (
    "behaviour colour favour flavour harbour honour humour labour neighbour rigour rumour vapour"
).split()
_BRITISH_OUR = re.compile(rf"^({'|'.join(word[:-2] for word in OUR_WORDS)})ur")
_BRITISH_ISE = re.compile(r"(?<=\w{3})(i|y)s(?=(?:e|es|ed|ing|er|ers|ation|ations|able|ability)$)")
BRITISH_WORDS = {
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
    """Return the form that equal labels share: NFKC, case folded, one space."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def spelled(text: str) -> str:
    """Return the text as it is spelled: composed (NFC), with plain quotes and single spaces.

    What has the same spelling is the same name; "mW" and "MW" are two.
    """
    if text.isascii():
        plain = " ".join(text.split())
        return text if plain == text else plain  # most are, and two would take twice the memory
    text = unicodedata.normalize("NFC", text)
    return " ".join(_INVISIBLE.sub("", text).translate(_PLAIN).split())


def plain_signs(text: str) -> str:
    """Return the text with entities as what they stand for, and quotes and hyphens plain."""
    text = unicodedata.normalize("NFKC", html.unescape(text))
    return _INVISIBLE.sub("", text).translate(_PLAIN)


def clean(text: str) -> str:
    """Return pasted text without Slack's marks, quotes and end punctuation.

    Case stays, since it tells an acronym from a word.

    >>> clean("*“RAG”*?")
    'RAG'
    """
    return _stripped(text)[1]


def trim(text: str) -> str:
    """Return the same with the sign that begins a name: ".NET", "-1".

    >>> trim("what is .NET?"), trim("“.NET”?"), trim("- net.")
    ('what is .NET', '.NET', 'net')
    """
    return "".join(_stripped(text))


def _stripped(text: str) -> tuple[str, str]:
    """Return the name's first sign, if it begins with one, and the rest without its edges."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return "", " ".join(text.split())  # as most are, with nothing to clean
    text = spelled(html.unescape(text))
    text = _SLACK_CHANNEL.sub(r"\1", _SLACK_LINK.sub(r"\1", text))
    text = _SLACK_REFERENCE.sub(" ", text)
    text = " ".join(_LEADING_MARKS.sub("", text.strip()).split())
    if any(text.count(mark) > 1 for mark in _EMPHASIS_MARKS):  # alone, it is a sign: A*
        text = _EMPHASIS.sub("", text)
    right = text.rstrip(_EDGES)
    stripped = right.lstrip(_EDGES)
    before = right[: len(right) - len(stripped)]
    # "token (Security)" loses no bracket that it opened.
    closing = ")" if stripped.count("(") > stripped.count(")") else ""
    sign = before[-1:] if stripped and _begins_name(before, stripped) else ""
    return sign, f"{stripped}{closing}"


def _begins_name(before: str, name: str) -> bool:
    """Tell whether the last sign before the name is part of it."""
    sign, further = before[-1:], before[-2:-1]
    if further and further not in " \"'([":
        return False
    return name[0].isdigit() if sign == "-" else sign == "." and name[0].isalnum()


def signs_of(text: str) -> str:
    """Return the signs of a trimmed text that tell names apart: the plus of "A+", a first dot.

    Whatever only joins or parts words is none, nor is an emoji.

    >>> signs_of("C++"), signs_of(".NET"), signs_of("fine-tuning (LLMs)"), signs_of("R&D")
    ('++', '.', '', '')
    """
    if text.isascii() and text.translate(_WITHOUT_JOINTS).isalnum():
        signs = ""
    else:
        plain = _HASHTAG.sub("", unicodedata.normalize("NFKC", text))
        signs = "".join(filter(_is_sign, plain))
    begins = text[:1] in _BEGINNING_SIGNS and text[1:2].isalnum()
    return f"{text[0]}{signs}" if begins else signs


def _is_sign(char: str) -> bool:
    return not (
        char.isalnum() or char in _JOINTS or char in MARKS or char.isspace() or EMOJI.match(char)
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the words for comparing labels: folded, American, numbers as digits.

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
    word = NUMBERS.get(word) or BRITISH_WORDS.get(word, word)
    if "our" in word:
        word = _BRITISH_OUR.sub(r"\1r", word)
    return _BRITISH_ISE.sub(r"\1z", word) if "s" in word else word
