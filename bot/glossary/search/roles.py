"""Finds the role that words name, and tells whether words mean people at all.

A role is never guessed: "police" is no policy and "engine" no engineering.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bot.glossary.language import en
from bot.glossary.language.en.inflection import singular
from bot.glossary.language.en.word_list import common_words_near, is_word
from bot.glossary.normalize import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.glossary.model import GlossaryConfig, Role

_Words = tuple[str, ...]

_PEOPLE = frozenset(
    "team teams people person folk folks colleague colleagues manager managers department side "
    "role lead leads staff guy guys member members".split()
)
_BEFORE_PEOPLE = frozenset("a an as for in my our the your".split())
_SHORTEST_PLURAL = 3
# A shorter word lies one letter off too many others by chance.
_SHORTEST_MISTYPED = 6
_OF_WHICH_PEOPLE = re.compile(
    r"\s+(?:in|with|without|of|on|from|at|who|that|like)\s+", re.IGNORECASE
)
_YEARS_OLD = re.compile(r"\byears?[ -]olds?$", re.IGNORECASE)
# "non-lawyers" and "lawyers and engineers" are not the people of their last word.
_OTHERS = re.compile(r"\b(?:non|not|no|but|except|and|or)\b|[&/,+]", re.IGNORECASE)


def named_role(text: str, config: GlossaryConfig) -> Role | None:
    """Return the role that the words surely name: "legal", "comms", "patent lawyers"; or None.

    Words for its people's work may come first, and one word may have a typing error.
    """
    typed = _telling(text)
    words = _singular(typed)
    if not words:
        return None
    return (
        _only_role(config, lambda role: typed in _titles(role) or words in _people_of(role))
        or _role_of_last_word(text, config)
        or _only_role(
            config,
            lambda role: any(
                _is_mistyped(words, label) for label in (*_titles(role), *_people_of(role))
            ),
        )
    )


def are_people(text: str) -> bool:
    """Tell whether people are meant: "my boss", "customers in Europe", not "human feedback"."""
    return bool(_YEARS_OLD.search(text)) or _end_as_people(_OF_WHICH_PEOPLE.split(text)[0])


def _only_role(config: GlossaryConfig, is_meant: Callable[[Role], bool]) -> Role | None:
    named = [role for role in config.roles if is_meant(role)]
    return named[0] if len(named) == 1 else None


def _titles(role: Role) -> list[_Words]:
    """Return the id and the title, as they are spelled: "products" are not the role "product"."""
    return [_telling(role.id.replace("_", " ")), _telling(role.title)]


def _people_of(role: Role) -> list[_Words]:
    """Return what the role's people are called, each in the singular."""
    titles = _titles(role)
    people = [words for words in map(_singular, titles) if words[-1:] in _people()]
    # "product manager" says no more than the title does.
    also = [words for words in map(_telling, role.also) if words not in titles]
    return [*people, *map(_singular, also)]


def _role_of_last_word(text: str, config: GlossaryConfig) -> Role | None:
    """Return the role of "data engineers" and "lawyers in Europe"; not of "computer security"."""
    people = _OF_WHICH_PEOPLE.split(text)[0]
    last = _singular(_telling(people)[-1:])
    if not last or last not in _people() or _OTHERS.search(people):
        return None
    return _only_role(config, lambda role: last in _people_of(role))


@lru_cache(maxsize=1_000)
def _telling(text: str) -> _Words:
    """Return the words without those that only mean "people"."""
    words = words_of(text)
    return tuple(word for word in words if word not in _PEOPLE | _BEFORE_PEOPLE) or words


def _singular(words: _Words) -> _Words:
    return tuple(map(_one, words))


def _is_mistyped(typed: _Words, label: _Words) -> bool:
    """Tell whether one letter is wrong in one word, which is then no other word, nor near one."""
    if len(typed) != len(label):
        return False
    wrong = [(one, other) for one, other in zip(typed, label, strict=True) if one != other]
    return len(wrong) == 1 and all(
        min(len(one), len(other)) >= _SHORTEST_MISTYPED
        and OSA.distance(one, other, score_cutoff=1) == 1
        and not is_word(one)
        and set(map(_one, common_words_near(one))) <= {other}
        for one, other in wrong
    )


def _end_as_people(text: str) -> bool:
    words = words_of(text)
    if not words:
        return False
    if words[-1] in _PEOPLE or text.rsplit(maxsplit=1)[-1] in _people_in_capitals():
        return True
    last = tuple(map(_one, words))
    return any(last[-length:] in _people() for length in (1, 2))


@lru_cache(maxsize=1)
def _listed() -> list[str]:
    lines = files(en).joinpath("people.txt").read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines if line[:1] != "#").split()


@lru_cache(maxsize=1)
def _people() -> frozenset[_Words]:
    return frozenset(tuple(map(_one, words_of(one))) for one in _listed() if not one.isupper())


@lru_cache(maxsize=1)
def _people_in_capitals() -> frozenset[str]:
    return frozenset(one for one in _listed() if one.isupper())


def _one(word: str) -> str:
    """Return the singular, even of texts too short for a word: "POs"."""
    is_short = len(word) == _SHORTEST_PLURAL and word.endswith("s")
    return word[:-1] if is_short else singular(word)
