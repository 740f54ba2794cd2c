"""Recognizes acronyms, and compares them by their letters and nothing looser.

An acronym is no word: one letter more or less, another order or another ending is another
acronym. Only dots, blanks and a small plural s make no difference.
"""

from __future__ import annotations

import re

from bot.glossary.language.en.word_list import is_known_initialism, is_word
from bot.glossary.normalize import split_words

_LONGEST_IN_CAPITALS = 8  # longer ones are shouted words
_LONGEST_UNKNOWN = 5  # a non-word this short is always an acronym
_PLURAL = re.compile(r"(?<=[A-Z0-9]{2})'?s$")
_AND = "and"
_SHORTEST_PLURAL = 4


def stem_of(text: str) -> str:
    """Return an acronym's letters and digits, folded, without a plural's small s.

    >>> stem_of("R.A.G.s"), stem_of("USGS"), stem_of("R&D"), stem_of("band")
    ('rag', 'usgs', 'r&d', 'band')
    """
    text = text.strip(" .")
    if _PLURAL.search(text) and not any(map(str.islower, _PLURAL.sub("", text))):
        text = _PLURAL.sub("", text)
    return letters_of(text)


def letters_of(text: str) -> str:
    """Return the letters and digits, folded, with "and" between two of them as the sign it is."""
    words = split_words(text)
    last = len(words) - 1
    return "".join(
        "&" if word == _AND and 0 < place < last else word for place, word in enumerate(words)
    )


def is_in_capitals(label: str) -> bool:
    """Tell whether a label is an acronym, or several: of capitals alone, and not a word shouted."""
    bare = _PLURAL.sub("", label)
    if not bare.isupper():
        return False
    tokens = split_words(bare)
    if any(len(token) > _LONGEST_IN_CAPITALS for token in tokens):
        return False
    return len(tokens) == 1 or not all(map(is_word, tokens))


def is_typed_as_acronym(query: str) -> bool:
    """Tell whether one token was typed that is no word: in capitals, or short and unknown.

    >>> [is_typed_as_acronym(query) for query in ("MAD", "RAGs", "srb", "made", "MADE UP")]
    [True, True, True, False, False]
    """
    if " " in query:
        return False
    bare = _PLURAL.sub("", query)
    letters = sum(map(str.isalnum, query))
    if bare.isupper() and sum(map(str.isalpha, bare)) > 1:
        return letters <= _LONGEST_IN_CAPITALS
    return 0 < letters <= _LONGEST_UNKNOWN and not is_word(query.casefold())


def stem_of_known(typed: str) -> str | None:
    """Return what "llms" is the plural of, where that is known by everybody; else None.

    In small letters nothing tells a plural from an acronym that ends in S, as "rdss" may.
    """
    stem = typed.removesuffix("s")
    if stem == typed or len(typed) < _SHORTEST_PLURAL or stem.endswith("s"):
        return None
    if is_known_initialism(typed):  # "umls" is no plural of UML
        return None
    return stem if is_known_initialism(stem) or is_word(stem) else None
