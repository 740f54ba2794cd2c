"""Divides what an entry says into meanings, each with its short and its long definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.exchange import cleaning
from bot.exchange.dictionary import prefix_of
from bot.exchange.sentences import opening
from bot.glossary.files.term_format import LONGEST_SHORT_DEF, MOST_WORDS_IN_SHORT_DEF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.exchange.entry import Entry, Reference


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of an entry. ``part_of_speech`` is what its text begins with."""

    short_def: str
    long_def: str
    context: str | None = None
    citations: tuple[Reference, ...] = ()
    part_of_speech: str | None = None


def meanings_of(entry: Entry) -> Iterator[Meaning]:
    """Yield each meaning with its two definitions."""
    short = cleaning.prose(entry.short_def or "", entry.markup)
    long = cleaning.prose(entry.long_def or "", entry.markup)
    told = [
        (text, one) for one in entry.definitions if (text := cleaning.prose(one.text, entry.markup))
    ]
    if short or long:
        texts = [long] if long else []
        texts += [text for text, _ in told if text not in (short, long)]
        citations = tuple(cited for _, one in told for cited in one.citations)
        yield Meaning(short, "\n\n".join(texts), citations=citations)
        return
    for text, one in told:
        short, long, part_of_speech = divided(text)
        yield Meaning(short, long, one.context, one.citations, part_of_speech)


def divided(text: str) -> tuple[str, str, str | None]:
    """Return the first sentence, the whole text where there is more, and the part of speech.

    The sentence begins behind what a dictionary puts before it. What stands in a paragraph of its
    own is not said again, nor what is only a part of speech. A first sentence too long for a short
    definition leaves the long one alone.
    """
    prefix = prefix_of(text)
    start, end = opening(text[prefix.length :])
    start, end = start + prefix.length, end + prefix.length
    first, rest, whole = text[start:end], text[end:], text[prefix.known :]
    part_of_speech = prefix.part_of_speech
    if len(first.split()) > MOST_WORDS_IN_SHORT_DEF or len(first) > LONGEST_SHORT_DEF:
        return "", whole, part_of_speech
    says_more = prefix.says_more or start > prefix.length
    if not rest.strip():
        return first, whole if says_more else "", part_of_speech
    if not says_more and rest.lstrip(" ").startswith("\n"):
        return first, rest.strip(), part_of_speech
    return first, whole, part_of_speech
