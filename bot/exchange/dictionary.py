"""Finds what a dictionary puts before a definition: "/keir'weir/, n. [common] 1.".

A pronunciation, a part of speech, a label of usage or origin, the number of a sense: none of it
says what a term means. Only what is surely such a mark counts, since a definition may begin with
a path ("/etc/hosts names …"), an abbreviation, a link or a bracket of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.exchange.source_words import part_of_speech_of

# Parts of speech as dictionaries shorten them. The short ones stand in small letters and have a
# full stop ("n."), so that "N. America" and "v2" are none of them.
_SHORT = r"n|v|s|vt|vi|vb|adj|adv|prep|conj|interj|excl|imp|pref|suff|phr|sb|subst|nm|nf|sm|sf|loc"
_GENDER = r"(?:\s?(?:pl|sing|m|f|t|i|tr|intr|phr|prop|fig)\.)?"
_WORD = (
    r"noun(?: phrase)?|proper noun|verb(?: phrase)?|adjective|adverb|interjection|preposition"
    r"|conjunction|prefix|suffix|substantiv|adjektiv|nom|verbe|adjectif|sustantivo|adjetivo"
    r"|sostantivo|aggettivo|verbo|substantivo|adjectivo"
)
_ABBREVIATED = rf"(?:(?:{_SHORT})\.{_GENDER}|(?:Adj|Adv|Subst)\.)"
_SPEECH = re.compile(
    rf"(?P<stress>[*_]{{0,2}})(?P<speech>{_ABBREVIATED}(?:\s?[,/&]\s?{_ABBREVIATED})*)(?P=stress)"
    r"(?![\w/])[,:;]?\s*"
)
_NAMED = re.compile(
    rf"(?:[*_]{{1,2}}\(?(?P<stressed>{_WORD})\)?[*_]{{1,2}}[.:,]?"
    rf"|[(\[](?P<bracketed>{_WORD}|(?:{_SHORT})\.?)[)\]][.:,]?|(?P<plain>{_WORD})[.:])\s+",
    re.IGNORECASE,
)
# "n 1: the state of …", as WordNet writes it.
_WORDNET = re.compile(r"(?P<speech>n|v|adj|adv)\s+(?:\d{1,2}:\s+|:\s+)")
_SOUND = re.compile(r"/[^/\n]{0,60}/,?\s+|\\[^\\\n]{1,60}\\,?\s+")
_LABEL = re.compile(r"\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\]){2,400})\](?![(\[:])\.?,?\s+")
_ASIDE = re.compile(r"\((?P<aside>[^()]{2,120})\),?\s+")
_SENSE = re.compile(r"(?:\d{1,2}[a-z]?[.)]|\(\d{1,2}\))\s+(?=\D)")
_VARIANT = re.compile(rf"[^\s,;.:()\[\]]{{1,30}},\s+(?={_ABBREVIATED}\s)")
_GROUPS = ("speech", "stressed", "bracketed", "plain")
_USAGE = frozenset(
    "informal formal slang colloquial colloq. dated archaic rare figurative jargon".split()
)
# A label that people should see, however short the definition is.
_WARNING = re.compile(
    r"deprecat|obsolete|supersed|retired|withdrawn|do not use|draft|legacy", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:of|for|from|in|to the)\b")  # "n. of participants", "prep. for a test"
_FIRST_SIGN = re.compile(r"[\"'“«‘(*_`]*(\S)")  # noqa: RUF001 -- marks that may stand before it


@dataclass(frozen=True, slots=True)
class Prefix:
    """What stands before a definition.

    ``length`` is in characters; 0 where there is nothing. ``part_of_speech`` is ours for it.
    ``says_more`` tells whether it also has what our format has no field for. ``known`` is how much
    at its beginning is a part of speech of ours, which needs no place in a text.
    """

    length: int = 0
    known: int = 0
    part_of_speech: str | None = None
    says_more: bool = False


def prefix_of(text: str) -> Prefix:
    """Return what a dictionary put before the definition in this text."""
    place = known = 0
    speech, says_more, is_sure = None, False, False
    labels: list[str] = []
    while True:
        if found := _speech_at(text, place):
            is_sure = True
            part = part_of_speech_of(_said(found))
            speech = speech or part
            known = found.end() if part and place == 0 else known
            says_more |= part is None
        elif found := _SOUND.match(text, place):
            says_more = True
        elif found := _LABEL.match(text, place):
            labels.append(found["label"])
            says_more = True
        elif (found := _ASIDE.match(text, place)) and (is_sure or found["aside"] in _USAGE):
            says_more = True
        elif (found := _SENSE.match(text, place)) and (place or _has_next_sense(text)):
            is_sure = True
        elif found := _VARIANT.match(text, place):
            says_more = True
        else:
            break
        place = found.end()
    if not any(map(str.isalpha, text[place:])):
        return Prefix()
    if not is_sure and (_begins_small(text, place) or any(map(_WARNING.search, labels))):
        return Prefix()
    return Prefix(place, known, speech, says_more)


def _speech_at(text: str, place: int) -> re.Match[str] | None:
    """Return a part of speech that stands here, unless the sentence goes on with it."""
    found = _SPEECH.match(text, place) or _NAMED.match(text, place) or _WORDNET.match(text, place)
    if not found or _GOES_ON.match(text, found.end()):
        return None
    # "v. small" may be "very small", "s. below" "see below".
    is_doubtful = _said(found) in ("v.", "s.", "loc.", "imp.", "phr.")
    is_small = text[found.end() : found.end() + 1].islower()
    is_verb = text.startswith("to ", found.end())
    return None if is_doubtful and is_small and not is_verb else found


def _said(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return next(said for name in _GROUPS if (said := groups.get(name)))


def _has_next_sense(text: str) -> bool:
    return bool(re.search(r"(?:^|\s)(?:2[.)]|\(2\)|1b[.)])\s", text))


def _begins_small(text: str, place: int) -> bool:
    first = _FIRST_SIGN.match(text, place)
    return bool(first and first[1].islower())
