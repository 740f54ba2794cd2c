"""Reads a query: the label without its question wording, and the role it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.glossary.language.en.field_words import FIELD
from bot.glossary.language.en.word_list import is_common
from bot.glossary.normalize import split_words, trim
from bot.glossary.search.asides import with_emoji, without_emoji, without_people
from bot.glossary.search.roles import are_people, named_role

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig, Role

_ASIDE = r"(?:exactly|actually|really|even|just|basically)"
_VERB = r"(?:define|explain|describe|clarify|look ?up|(?:tell|give|show|remind)(?= (?:me|us)))"
_OPENINGS = (
    r"(?:please|pls|plz|hey|hi|hello|ok(?:ay)?|so|um+|quick question|sorry|remind me)",
    r"(?:can|could|would|will) (?:you|u|someone|somebody|anyone|anybody)",
    r"(?:(?:do|does) )?(?:you|u|anyone|anybody|someone) (?:happen to )?know",
    r"i (?:still )?(?:do not|don'?t) (?:understand|get|know)",
    r"i (?:still )?have no (?:idea|clue)(?: about)?",
    r"i(?:'m| am) (?:not sure|unsure|confused) (?:about|by)",
    r"i(?:'d like| would like| want| need) to (?:know|understand|look up)(?: about)?",
    r"(?:i )?never heard of",
    r"help me (?:to )?understand",
    rf"{_VERB}(?: (?:to|for))?(?: (?:me|us))?(?: (?:about|again))?",
    r"(?:wtf|what (?:the|in the|on) (?:hell|heck|fuck|world|earth))(?: (?:is|are|does))?",
    rf"(?:what|wat|whats|what'?s) (?:is |are )?(?:{_ASIDE} )*meant (?:by|with)",
    r"what (?:do|did|does) (?:you|we|they|people|it|one) mean (?:by|when (?:you|they|people) say)",
    r"what (?:does|do|did)(?: (?:the )?(?:term|word|acronym))?",
    rf"what(?:'?s|'?re)?(?: (?:is|are|was|were|{_ASIDE}))*",
    r"(?:wat|wut|wuts|whut) (?:is|are)",
    r"how (?:does|do|did|is|are|would (?:you|one) (?:define|explain|describe))",
    r"(?:is there )?an? (?:short |simple |quick )?(?:definition|explanation|meaning) (?:of|for)",
    r"(?:the )?(?:definitions?|meaning|explanation|purpose) (?:of|for)",
    r"(?:the )?(?:concept|idea|notion|difference) (?:of|behind|between)",
    r"(?:meaning|definition|explanation)(?=\s*:)",
    r"(?:difference between|compare|all about|about|regarding|re(?=:))",
    r"(?:the )?(?:term|word|acronym|abbreviation|phrase|concept)",
    r"(?:a|an|the)",
)
_CLOSINGS = (
    r"(?:meaning|definition|definitions|defined|explained|explanation|acronym|abbreviation)",
    r"(?:means|stands for|refers to)",
    r"for (?:dummies|beginners|me)",
    r"what(?:'?s| is| does)? (?:it|that|this)(?: is| means?)?",
    r"in (?:(?:simple|plain|layman'?s?|other) (?:terms|words|english|language)|a nutshell|short)",
    r"in (?:this|our|the|an?|that) (?:ai |ml )?(?:context|glossary)",
    rf"in {FIELD}",
    rf"\((?:in )?{FIELD}\)",
)
# These end a sentence, and only that: "attention please" does not ask what attention is.
_SENTENCE_CLOSINGS = (
    r"(?:please|pls|plz|thanks|thank you|thx|ty|again|lol|anyway|here|then|though|to me|to you)",
    r"(?:is|are|mean|stand for|refer to|works?|about|all about|do|does)",
    r"(?:and (?:why|how)|why|all)",
    _ASIDE,
)
# "wtf (ML)" asks for WTF, not for ML.
_NO_FIELD = rf"(?!\((?:in )?{FIELD}\)$)"
_GAP = r"(?:\s*[:,;=?!.]+\s+|\s+[-=]+\s+|:|\s+)"
OPENING = re.compile(rf"^(?:{'|'.join(_OPENINGS)}){_GAP}(?=\S){_NO_FIELD}", re.IGNORECASE)
CLOSING = re.compile(rf"(?<=\S){_GAP}(?:{'|'.join(_CLOSINGS)})$", re.IGNORECASE)
SENTENCE_CLOSING = re.compile(
    rf"(?<=\S){_GAP}(?:{'|'.join((*_CLOSINGS, *_SENTENCE_CLOSINGS))})$", re.IGNORECASE
)
BETWEEN = re.compile(
    r"\s+(?:vs\.?|versus|and|or|compared (?:to|with)|than)\s+|\s*[,/]\s*", re.IGNORECASE
)

_ANYTHING = "x"

# A whole pasted page is no question; people don't wrap one in more wording than this.
_LONGEST_READ = 400
_MOST_STEPS = 12

_FOR = r"(?:(?:a|an|the|our|my|your|(?:some(?:one|body)|people|folks|those) in)\s+)?"
_ROLE_CLAUSES = tuple(
    re.compile(clause, re.IGNORECASE)
    for clause in (
        rf"^(?P<query>.*\S)\s+\(?(?:as|for)\s+{_FOR}(?P<role>[\w &/-]+)\)?$",
        rf"^(?P<query>.*\b(?:explain|describe|define)\b.*\S)\s+to\s+{_FOR}(?P<role>[\w &/-]+)$",
        rf"^(?:as|for)\s+{_FOR}(?P<role>[\w &/-]+)\s*[,:]\s*(?P<query>\S.*)$",
    )
)
_THANKS = (
    r"(?:please|pls|plz|(?:many )?thanks|thank you|thx|ty|cheers)"
    r"(?: (?:a lot|a bunch|so much|very much|again|in advance|all|everyone|team))?"
)
PLEA = re.compile(rf"(?:[\s,;.?!-]+(?:and )?{_THANKS})+[\s.!]*$", re.IGNORECASE)
# A plea that can be nothing else: behind a comma, cut short, or of several words.
_PLAIN_PLEA = re.compile(r"^\s*[,;.?!-]|\b(?:pls|plz|thx|ty)\b|\w\s+\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """The query, and its role if it names one.

    ``unknown_role`` is the name of a role that the glossary doesn't have.
    """

    text: str
    role: Role | None
    unknown_role: str = ""


def phrasings(text: str) -> tuple[str, ...]:
    """Return what may have been meant, from the words as typed to those without question wording.

    Each is tried in turn, since a label may itself begin like a question.

    >>> phrasings("what does “kv cache” mean?")
    ('what does "kv cache" mean', '"kv cache" mean', 'kv cache')
    """
    asked = without_people(text[:_LONGEST_READ])
    plain, drawn = without_emoji(asked), with_emoji(asked)
    if plain != asked and _asks_nothing(plain):
        plain = asked
    steps = _steps(trim(plain))
    # An emoji is part of the query if a term's name has it; that is tried first.
    return tuple(steps) if plain == drawn else (*filter(None, _steps(trim(drawn))), *steps)


def _asks_nothing(text: str) -> bool:
    """Tell whether the text is only question wording, as "what is" before an emoji."""
    return _steps(f"{trim(text)} {_ANYTHING}")[-1] == _ANYTHING


def _without_plea(text: str) -> str:
    """Return the text without a plea at its end, unless it may be a word of the question.

    "attention please" is a phrase; "gdpr, pls" and "context window please" are queries.
    """
    plea = PLEA.search(text)
    if plea is None:
        return text
    asked = text[: plea.start()]
    if _asks_nothing(asked):  # "what is PLS?"
        return text
    is_shouted = asked.isupper() and not plea[0].isupper()  # "RAG please"
    words = split_words(asked)
    if len(words) > 1 or is_shouted or _PLAIN_PLEA.search(plea[0]):
        return asked
    return text if all(map(is_common, words)) else asked


def _steps(text: str) -> list[str]:
    found = list(dict.fromkeys((text, trim(_without_plea(text)))))
    as_typed = tuple(found)
    for _ in range(_MOST_STEPS):
        shorter = trim(OPENING.sub("", found[-1], count=1))
        if shorter == found[-1]:
            closing = SENTENCE_CLOSING if found[-1] not in as_typed else CLOSING
            shorter = trim(closing.sub("", found[-1], count=1))
        if not shorter or shorter == found[-1]:
            break
        found.append(shorter)
    return found


def things_compared(query: str) -> tuple[str, ...]:
    """Return the parts of "precision vs recall"; the whole, where it names one thing."""
    return tuple(part for part in BETWEEN.split(query) if part)


def parse_query(text: str, config: GlossaryConfig) -> Query:
    """Split "rag for engineers, please" into the query and the role; with no role, ask it all.

    A label may itself end like this ("learning for security"): try the whole text first.
    """
    typed = without_people(text[:_LONGEST_READ])
    plain = trim(without_emoji(typed))
    asked = _without_plea(plain)
    for clause in _ROLE_CLAUSES:
        if read := clause.match(asked):
            role = named_role(read["role"], config)
            if role or are_people(read["role"]):
                return Query(trim(read["query"]), role, "" if role else read["role"])
    if asked == plain:
        return Query(text, None)
    # With no more words than "what is", the emoji is the query.
    return Query(_without_plea(typed) if _asks_nothing(asked) else asked, None)
