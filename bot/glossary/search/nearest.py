"""The nearest term: one that is far ahead of all others, where no step of the cascade is sure.

It is shown at once, and as what it is: no exact match. So a likeness is not enough. The text must
not be a thing of its own, each of its words must be explained, and no other term may be as near.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bot.glossary.language.en.field_words import (
    FIELD,
    expansions_of,
    is_known_thing,
    long_forms_of,
)
from bot.glossary.language.en.inflection import base, family, is_bare, singular
from bot.glossary.language.en.word_list import (
    LITTLE_WORDS,
    common_words_near,
    is_common,
    is_known_initialism,
    is_word,
)
from bot.glossary.normalize import trim, words_of
from bot.glossary.search.acronyms import is_in_capitals, is_typed_as_acronym, stem_of
from bot.glossary.search.cascade import find
from bot.glossary.search.label_index import (
    Form,
    initialisms,
    singulars,
    spelling,
)
from bot.glossary.search.result import Found, MatchedBy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.glossary.model import Term
    from bot.glossary.search.label_index import Label, LabelIndex
    from bot.glossary.search.near_hits import NearLabel

# So many labels are compared word by word, the likest.
_MOST_COMPARED = 40

# The cost of a word that isn't in the label, by the kind of difference.
_SAME = 0.0
_PLURAL = 0.05
_BASE = 0.1
_FAMILY = 0.2
_SHORT_FORM = 0.2
_START = 0.3
_EDIT = 0.4
_SMALL_SLIP = 0.8  # two letters swapped, or one doubled or not, where a whole edit is 1
_OTHER_SPLIT = 0.1
_ALIAS = 0.02
# A partly typed label is further off than any that was typed whole.
_PART = 1.0
_WORD_LEFT = 0.1
# Another term's label is as near unless it costs so much more.
_FAR_AHEAD = 0.15

_SHORTEST_START = 3
_SHORTEST_LONE_START = 4
_SHORTEST_MISTYPED = 4
_SHORTEST_FOR_TWO_EDITS = 8

_OF = "of"
_ARTICLES = {"a", "an", "the"}

# Words around a name that don't change the question.
_QUALIFIERS = (
    r"process(?:es)?|procedures?|methods?|methodology|methodologies|techniques?|approach(?:es)?"
    r"|algorithms?|mechanisms?|concepts?|frameworks?|tools?|tooling|systems?|workflows?|examples?"
    r"|settings?|parameters?|values?|metrics?|scores?|problems?|issues?|tasks?|steps?|exercises?"
    r"|overview|basics|tutorials?|guides?|best practices?|rules?|templates?|strategy|strategies"
    r"|pipelines?|definitions?|technology|technologies|phase|stage"
)
_QUALIFIER_LAST = re.compile(rf"(?<=\S)[\s-]+(?:{_QUALIFIERS}|\(?{FIELD}\)?)$", re.IGNORECASE)
_FIELD_FIRST = re.compile(rf"^(?:{FIELD}|models?)[\s-]+(?=\S)", re.IGNORECASE)


def find_nearest(
    query: str, near: Iterable[NearLabel], names: LabelIndex, terms: Mapping[str, Term]
) -> str | None:
    """Return the slug of the term that is far ahead, or None; ``near`` are the labels to compare.

    The query is one that the cascade answers with nothing.
    """
    if is_typed_as_acronym(query):
        nearest = _of_acronym(query, names, terms)
        if nearest or not query.islower():
            return nearest
    words = words_of(query)
    if is_known_thing(words) or _is_everyday_word(words):
        return None
    labels = [label for label, _ in sorted(near, key=lambda one: -one[1])[:_MOST_COMPARED]]
    bare = _without_qualifiers(query)
    return (
        next(filter(None, (_named_by(name, names, terms) for name in bare)), None)
        or _likest(words, labels, names, in_part=True)
        or next(
            filter(None, (_likest(words_of(name), labels, names, in_part=False) for name in bare)),
            None,
        )
    )


def _is_everyday_word(words: Sequence[str]) -> bool:
    """Tell whether one word stands alone that everybody uses: it's no other's form ("precise")."""
    return len(words) == 1 and is_common(words[0]) and not long_forms_of(words[0])


def _of_acronym(query: str, names: LabelIndex, terms: Mapping[str, Term]) -> str | None:
    """Return whose acronym it may be: a well-known one, first letters, or a name's beginning."""
    letters = stem_of(query)
    for phrase in expansions_of(letters):
        if meant := find(phrase, names, terms):
            return meant.term.slug if isinstance(meant, Found) else None
    if is_known_initialism(letters) or is_word(letters):
        return None
    plural_of = find(query[:-1], names, terms) if query.endswith("s") else None  # "LoRAs"
    if isinstance(plural_of, Found):
        return plural_of.term.slug
    return _only(
        label
        for label in names.labels(Form.INITIALS, spelling(words_of(letters)))
        if not (label.is_in_capitals or "(" in label.text or _is_abbreviated(label, names))
    ) or _only(
        label
        for label_id in (names.with_word(letters) if len(words_of(query)) == 1 else ())
        if (label := names.label(label_id)) and label.words[0] == letters
    )


def _is_abbreviated(label: Label, names: LabelIndex) -> bool:
    """Tell whether the term lists an acronym of this label: then no other stands for it."""
    if label.context and is_in_capitals(label.context):  # "CMP (LABS)"
        return True
    others = [one for one in names.labels_of(label.slug) if one is not label and len(one.words) > 1]
    return any(
        one.key in initialisms(label.words)
        or not any(one.key in initialisms(other.words) for other in others)
        for one in names.labels_of(label.slug)
        if one.is_in_capitals or (one.is_acronym and len(one.words) == 1)
    )


def _without_qualifiers(query: str) -> list[str]:
    """Return a name without its surrounding words: "DPIA process", "AI hallucinations"."""
    without_last = trim(_QUALIFIER_LAST.sub("", query))
    shorter = (without_last, *(trim(_FIELD_FIRST.sub("", one)) for one in (query, without_last)))
    return [one for one in dict.fromkeys(shorter) if one and one != query]


def _named_by(name: str, names: LabelIndex, terms: Mapping[str, Term]) -> str | None:
    """Return whose name or alias it is, in the singular or plural; or whose acronym."""
    found = find(name, names, terms)
    if isinstance(found, Found):
        same = spelling(singulars(words_of(name))) == spelling(singulars(words_of(found.label)))
        return found.term.slug if same or found.by is MatchedBy.HIDDEN else None
    return _of_acronym(name, names, terms) if not found and name.isupper() else None


def _likest(
    words: Sequence[str], labels: Iterable[Label], names: LabelIndex, *, in_part: bool
) -> str | None:
    """Return whose label costs least, if every other term's costs far more."""
    costs: dict[str, float] = {}
    for label in labels:
        cost = _cost(words, label, names, in_part=in_part)
        if cost is not None and cost < costs.get(label.slug, cost + 1):
            costs[label.slug] = cost
    if not costs:
        return None
    least = min(costs, key=costs.__getitem__)
    others = [cost for slug, cost in costs.items() if slug != least]
    return None if any(cost < costs[least] + _FAR_AHEAD for cost in others) else least


def _cost(words: Sequence[str], label: Label, names: LabelIndex, *, in_part: bool) -> float | None:
    """Return what it costs to read the words as this label, or None where they can't be."""
    typed = _in_order(words, label)
    own = [word for word in label.words if word not in LITTLE_WORDS]
    if not typed:
        return None
    alias = 0.0 if label.is_name else _ALIAS
    for start in range(len(own) - len(typed) + 1):
        part = own[start : start + len(typed)]
        costs = [
            _word_cost(word, other, label, is_alone=len(typed) == 1)
            for word, other in zip(typed, part, strict=True)
        ]
        known = [cost for cost in costs if cost is not None]
        if len(known) < len(typed):
            continue
        left = len(own) - len(part)
        if not left:
            return sum(known) + alias
        # A name's beginning may stand for it; an alias without its last word is another thing.
        if in_part and (start or label.is_name) and _is_telling(typed, part, known, label, names):
            return sum(known) + alias + _PART + _WORD_LEFT * left
    return _cost_joined(words, label)


def _in_order(words: Sequence[str], label: Label) -> list[str]:
    """Return the words that tell, in the label's order: "drift of the model" is model drift.

    None are returned where a little word that the label lacks changes the meaning.
    """
    little = LITTLE_WORDS.intersection(words) - _ARTICLES
    if little.issubset(label.words):
        return [word for word in words if word not in LITTLE_WORDS]
    if little != {_OF} or words.count(_OF) > 1:
        return []
    of = words.index(_OF)
    return [word for word in (*words[of + 1 :], *words[:of]) if word not in LITTLE_WORDS]


def _is_telling(
    typed: Sequence[str],
    part: Sequence[str],
    costs: Sequence[float],
    label: Label,
    names: LabelIndex,
) -> bool:
    """Tell whether a part of a label says which term is meant: no other term has these words.

    One word alone must be one of the label's own.
    """
    if len(typed) == 1 and costs[0] > _BASE:
        return False
    ids = set(names.with_word(part[0])).intersection(*map(names.with_word, part[1:]))
    slugs = {one.slug for label_id in ids if (one := names.label(label_id))}
    return slugs == {label.slug}


def _word_cost(word: str, own: str, label: Label, *, is_alone: bool) -> float | None:
    if word == own:
        return _SAME
    if is_alone and label.is_acronym and is_common(word):  # "rags" are no RAGs
        return None
    if singular(word) == singular(own) or word == f"{own}s":
        return _PLURAL
    if label.is_in_capitals:
        return None
    return _kin_cost(word, own, is_alone=is_alone) or (
        None if is_word(word) else _misspelled_cost(word, own, is_alone=is_alone)
    )


def _kin_cost(word: str, own: str, *, is_alone: bool) -> float | None:
    """Return the cost of a short form or of a word of the same family, unless it is another thing.

    Alone an everyday word is one ("precise"), and with an ending more it always is ("settings").
    """
    if own in long_forms_of(word):
        return _SHORT_FORM
    if is_common(word) and (is_alone or is_bare(own)):
        return None
    if base(word) == base(own):
        return _BASE
    return _FAMILY if family(word) == family(own) else None


def _misspelled_cost(word: str, own: str, *, is_alone: bool) -> float | None:
    shortest = _SHORTEST_LONE_START if is_alone else _SHORTEST_START
    if len(word) >= shortest and own.startswith(word):
        return _START
    return _mistyped_cost(word, own, is_alone=is_alone)


def _mistyped_cost(word: str, own: str, *, is_alone: bool) -> float | None:
    """Return the cost of typing errors, unless the word lies nearer to a common one."""
    allowed = 1 + (len(word) >= _SHORTEST_FOR_TWO_EDITS)
    if abs(len(word) - len(own)) > allowed or min(len(word), len(own)) < _SHORTEST_MISTYPED:
        return None
    if word[0] != own[0] and allowed == 1:
        return None
    if _digits(word) != _digits(own) or OSA.distance(word, own, score_cutoff=allowed) > allowed:
        return None
    edits = _edits(word, own)
    if is_alone and any(_edits(word, other) < edits for other in common_words_near(word) - {own}):
        return None
    return _EDIT * edits


def _edits(word: str, own: str) -> float:
    """Return the number of typing errors; common finger slips count less."""
    edits = OSA.distance(word, own)
    is_slip = sorted(word) == sorted(own) or _undoubled(word) == _undoubled(own)
    return _SMALL_SLIP * edits if is_slip else edits


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def _cost_joined(words: Sequence[str], label: Label) -> float | None:
    """Return what it costs to read words as a label that is joined or split another way."""
    key = spelling(words)
    if label.is_in_capitals or len(words) == len(label.words) or all(map(is_word, words)):
        return None
    if min(map(len, (*words, *label.words))) < _SHORTEST_START:
        return None
    cost = _mistyped_cost(key, label.key, is_alone=False)
    return None if cost is None else cost + _OTHER_SPLIT


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _only(labels: Iterable[Label]) -> str | None:
    slugs = {label.slug for label in labels}
    return slugs.pop() if len(slugs) == 1 else None
