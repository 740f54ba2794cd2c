"""The glossary's terms in a message: names, aliases and plurals, and nothing that is not meant.

One pass over the text, whatever the size of the glossary. People notice a wrong term in the list at
once, but never a missing one: so an everyday word counts only if the message shows that it means
the term.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.glossary.language.en.inflection import singular
from bot.glossary.language.en.word_list import LITTLE_WORDS
from bot.glossary.mentions.tokenizer import Joint, read_message
from bot.glossary.normalize import fold_label, words_of
from bot.glossary.search.query import phrasings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.glossary.mentions.matcher import Match, Matcher, WrittenLabel
    from bot.glossary.mentions.tokenizer import Tokens
    from bot.glossary.model import AvoidedName, Term

# After these an everyday word is a verb: "I recall", "please trace it".
_BEFORE_A_VERB = frozenset(
    "i we you they he she who to please can could will would should must may might do does did "
    "don't didn't let's cannot not never always".replace("'", "").split()
)
_LONGEST_QUESTION = 150
# A supported term may support others, but only one step: further on, anything leads to anything.
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A label as the message has it, and what it names: one term, or several meanings.

    ``avoided`` is the name to avoid that it is, if it is one.
    """

    label: str
    terms: tuple[Term, ...]
    avoided: AvoidedName | None = None


def find_mentions(text: str, index: Matcher) -> tuple[Mention, ...]:
    """Return what the message mentions, each meaning once, in the order of the text."""
    message = read_message(text)
    passages = index.matches(message)
    asked = _asked(text) if passages else set()
    meant = _meant(passages, message, asked)
    mentions, seen = [], set()
    for passage in passages:
        labels = _preferred(meant.get(passage.first, ()))
        found = tuple({one.term.slug: one.term for one in labels}.values())
        slugs = frozenset(term.slug for term in found)
        if found and slugs not in seen:
            seen.add(slugs)
            mentions.append(Mention(passage.in_text(message), found, labels[0].avoided))
    return tuple(mentions)


def _asked(text: str) -> set[str]:
    """Return the term that a short message asks for as a whole."""
    is_short = len(text) <= _LONGEST_QUESTION
    return {fold_label(phrasing) for phrasing in phrasings(text)} if is_short else set()


def _meant(
    passages: Sequence[Match], message: Tokens, asked: set[str]
) -> dict[int, Sequence[WrittenLabel]]:
    """Return the labels of each passage that the message means, by the passage's first word."""
    meant: dict[int, Sequence[WrittenLabel]] = {}
    for passage in passages:
        is_asked = bool(asked) and fold_label(passage.in_text(message)) in asked
        is_plain = is_asked or message.is_marked(passage.first, passage.last)
        sure = [label for label in passage.labels if is_plain or not label.is_everyday]
        if sure:
            meant[passage.first] = sure
    doubtful = [one for one in passages if one.first not in meant and not _is_verb(one, message)]
    return meant | _vouched_for(doubtful, message, meant) if doubtful else meant


def _vouched_for(
    doubtful: Sequence[Match], message: Tokens, sure: Mapping[int, Sequence[WrittenLabel]]
) -> dict[int, Sequence[WrittenLabel]]:
    """Return those of doubtful passages that the rest of the message shows to be meant."""
    vouched: dict[int, Sequence[WrittenLabel]] = {}
    words = set(message.keys)
    for turn in range(_ROUNDS):
        categories = {
            name
            for labels in (*sure.values(), *vouched.values())
            for label in labels
            for name in label.term.categories
        }
        for passage in doubtful:
            if passage.first in vouched:
                continue
            labels = [lb for lb in passage.labels if not categories.isdisjoint(lb.term.categories)]
            if not labels and turn == 0:  # the words stay the same, the categories grow
                labels = [lb for lb in passage.labels if not words.isdisjoint(_kin(lb))]
            if labels:
                vouched[passage.first] = labels
    return vouched


def _preferred(labels: Sequence[WrittenLabel]) -> Sequence[WrittenLabel]:
    """Return the labels that count: names before aliases, and both before names to avoid."""
    return (
        [one for one in labels if one.is_name] or [one for one in labels if not one.avoided]
    ) or labels


def _is_verb(passage: Match, message: Tokens) -> bool:
    first = passage.first
    is_joined = first > 0 and message.joints[first] is Joint.SPACE
    return is_joined and message.words[first - 1].folded in _BEFORE_A_VERB


def _kin(label: WrittenLabel) -> set[str]:
    """Return the words that go with a term: of its other labels, and of what it is related to."""
    term = label.term
    labels = (*term.labels, term.context or "", *term.broader, *term.narrower, *term.related)
    kin = set(map(singular, words_of(" | ".join(labels))))
    return kin.difference(LITTLE_WORDS, label.keys, map(singular, words_of(term.name)))
