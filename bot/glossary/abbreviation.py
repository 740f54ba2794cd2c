"""A term's abbreviation and its full form, where one of them surely stands for the other.

Half of the aliases in capitals are something else ("SGD" is one kind of gradient descent), so
the letters have to be the initials of the words, or the file has to write both together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.model import Term

_TOKEN = re.compile(r"[^\W_]+")
# "test, evaluation, verification and validation" is TEVV, "human in the loop" HITL.
_SMALL_WORDS = frozenset("a an and as at by for from in of on or per the to with".split())
_LONGEST = 10
_MOST_WORDS = 15
_FEWEST_CAPITALS = 2
_WRITTEN_TOGETHER = re.compile(r"(?P<before>.+?)\s*\((?P<inside>[^()]+)\)")


def other_form(term: Term) -> str:
    """Return the abbreviation of a name, or the full form of a name that is one; or ""."""
    for alias in term.aliases:
        if _stand_for_each_other(term.name, alias):
            return alias
    for alias in term.aliases:
        together = _WRITTEN_TOGETHER.fullmatch(alias.strip())
        if together and together["before"].casefold() == term.name.casefold():
            return together["inside"]
        if together and together["inside"].casefold() == term.name.casefold():
            return together["before"]
    return ""


def _stand_for_each_other(one: str, other: str) -> bool:
    if _is_abbreviation(one):
        one, other = other, one
    words = _TOKEN.findall(one)
    letters = _letters(other)
    return (
        _is_abbreviation(other)
        and len(words) <= _MOST_WORDS
        and letters != _letters(one)
        and _are_initials(letters, words)
    )


def _is_abbreviation(label: str) -> bool:
    capitals = sum(map(str.isupper, label))
    return " " not in label and len(label) <= _LONGEST and capitals >= _FEWEST_CAPITALS


def _letters(label: str) -> str:
    return "".join(_TOKEN.findall(label)).casefold()


def _are_initials(letters: str, words: Sequence[str]) -> bool:
    """Tell whether each word gives its first letter, a small one may give none.

    An abbreviation within the name gives all of its letters: AI bill of materials is AIBOM.
    """
    if not words:
        return not letters
    first, *left = words
    small = first.casefold()
    given = {small[0], small} if _is_abbreviation(first) or first.isdigit() else {small[0]}
    return (small in _SMALL_WORDS and _are_initials(letters, left)) or any(
        letters.startswith(part) and _are_initials(letters[len(part) :], left) for part in given
    )
