"""Invisible characters, and letters that look like others.

Three ways to treat invisible characters. Control characters, and what only takes space in a
text, are removed from what people type. Controls of direction are refused there: a reader who
pasted one may mean what it does. Characters that scripts need stay: the joiners of Persian, of
Indic scripts and of emoji, and the marks that Arabic and Hebrew are typed with.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# C0 without tab and line feed, DEL and C1, lone surrogates, and noncharacters.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
# Embeddings, overrides and isolates: they turn the direction of everything after them.
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
# Of no width, or blank where a letter should be. U+E0000 and on can spell invisible words.
_INVISIBLE = (
    "\u00ad\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
)
# Bytes of Windows-1252 that a program read as Latin-1; five stand for nothing.
_WINDOWS = {code: bytes([code]).decode("cp1252", errors="replace") for code in range(0x80, 0xA0)}
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# The flags of England, Scotland and Wales are spelled with tags after a black flag.
_REMOVED = re.compile(f"(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[{_CONTROL}{_INVISIBLE}]")
_DIRECTIONAL = re.compile(f"[{_DIRECTION}]")
_CONTROLLING = re.compile(f"[{_CONTROL}]")
_HIDDEN = re.compile(f"\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f|([{_DIRECTION}{_INVISIBLE}])")
_NOT_SEEN = re.compile(
    # … and fillers that stand for nothing: of Hangul, and Braille without a dot.
    f"[{_CONTROL}{_DIRECTION}{_INVISIBLE}\u034f\u061c\u115f\u1160\u200c-\u200f"
    "\u2800\u3164\ufe00-\ufe0f\uffa0]"
)
_IN_TERMINAL = re.compile(f"[{_CONTROL}{_DIRECTION}\u2028\u2029]")

# Letters that look like a Latin one in most typefaces, chosen from Unicode's confusables
# (UTS #39): those that make up whole words. Small letters stand for capitals too.
_SMALL = str.maketrans(
    "авеѕіјкмнорстухһԁԛԝӏ" + "αβεζικνορτυχ" + "օսհո" + "ıɑɡ",  # noqa: RUF001 -- these very letters
    "abesijkmhopctyxhdqwl" + "abezikvoptux" + "ouhn" + "iag",
)
# Greek capitals that look otherwise than their small letters; read so among Latin letters.
_CAPITALS = str.maketrans("ΗΜΝΥ", "HMNY")  # noqa: RUF001 -- these very letters
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_NAMED = 3


def clean_text(text: str) -> str:
    """Return typed text with plain line breaks, and without invisible characters."""
    if text.isascii() and text.isprintable():
        return text
    return _REMOVED.sub(r"\1", _LINE_END.sub("\n", text))


def direction_fault(text: str) -> str | None:
    """Return a sentence where the text has a character that turns the direction of others."""
    found = _DIRECTIONAL.search(text)
    if found is None:
        return None
    return (
        f"The text has an invisible {named(found[0])}, which changes the order in which it is "
        "read. Please type it again without. Arabic and Hebrew do not need it."
    )


def is_blank(text: str) -> bool:
    """Whether there is nothing to see."""
    return not _NOT_SEEN.sub("", text).strip()


def hidden_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the character of everything invisible that no script needs."""
    if not text.isascii():
        for found in _HIDDEN.finditer(text):
            if found[1]:
                yield found.start(), found[1]


def control_in(text: str) -> str | None:
    """Return the first control character, other than line breaks and tabs."""
    found = _CONTROLLING.search(text.replace("\r", ""))
    return found[0] if found else None


def from_windows(text: str) -> str:
    """Return the text with the C1 controls that are Windows-1252 read as Latin-1 put right.

    U+0096 is its en dash, U+0092 its apostrophe; five stand for nothing.
    """
    return text if text.isascii() else text.translate(_WINDOWS)


def for_terminal(text: str) -> str:
    """Return the text with what a terminal would obey spelled out, as JSON spells it."""
    return _IN_TERMINAL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def skeleton(label: str) -> str:
    """Return what two labels share that look the same, in whichever script each is written."""
    if label.isascii():
        return " ".join(label.casefold().split())
    text = unicodedata.normalize("NFKC", _NOT_SEEN.sub("", label))
    text = _WORD.sub(lambda word: _plain_capitals(word[0]), text).casefold()
    text = unicodedata.normalize("NFD", text).translate(_SMALL)
    return " ".join(unicodedata.normalize("NFC", text).split())


def _plain_capitals(word: str) -> str:
    return word.translate(_CAPITALS) if _LATIN.search(word) else word


def odd_letters(text: str) -> str:
    """Return in words which letters only look Latin, in words that mix scripts; else nothing."""
    if text.isascii():
        return ""
    mixed = [word[0] for word in _WORD.finditer(text) if _LATIN.search(word[0])]
    return _listed(sign for word in mixed for sign in word if _looks_latin(sign))


def differing_letters(text: str, other: str) -> str:
    """Return in words which letters tell two texts apart that look alike."""
    own = _listed(sign for sign in text if sign not in other)
    return own or _listed(sign for sign in other if sign not in text)


def _looks_latin(sign: str) -> bool:
    folded = sign.casefold()
    return not folded.isascii() and folded.translate(_SMALL).isascii()


def _listed(signs: Iterable[str]) -> str:
    different = list(dict.fromkeys(signs))[:_MOST_NAMED]
    return ", ".join(f"“{sign}” is {named(sign)}" for sign in different)


def named(sign: str) -> str:
    """Return a character's number and name, as Unicode gives them."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()
