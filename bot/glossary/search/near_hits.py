"""Near hits for a query without a sure answer: by words of names, by spelling, by text."""

from __future__ import annotations

import math
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.glossary.language.en.field_words import long_forms_of
from bot.glossary.language.en.inflection import base, family
from bot.glossary.language.en.word_list import LITTLE_WORDS, is_common, is_word
from bot.glossary.search.label_index import Form, spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.glossary.search.full_text import TextIndex
    from bot.glossary.search.label_index import Label, LabelIndex

    NearLabel = tuple[Label, float]

MOST_SUGGESTIONS = 5
NOTHING_OPENED: Mapping[str, int] = MappingProxyType({})

# How alike two words are, from what they share.
_NOT_ALIKE = (0.0, "")
_SAME = 1.0
_SAME_BASE = 0.95
_SAME_FAMILY = 0.9
_ONE_EDIT = 0.85
_TWO_EDITS = 0.7
_START = 0.6
_START_GAIN = 0.35
_START_OF_LABEL = 0.8
_SHORTEST_START = 3
_SHORTEST_FOR_ONE_EDIT = 4
_SHORTEST_FOR_TWO_EDITS = 7
_MOST_COMPLETIONS = 200
_MANY_LABELS = 300
_ENOUGH_LABELS = 100  # as many as type-ahead may offer
# A name is near when the words shared weigh this much, or its letters are this much the same.
_NAME_CUTOFF = 0.45
_NEAR_ENOUGH = 0.9
_SPELLING_CUTOFF = 0.72
# The share of the label in the query counts more than the label's other words.
_QUERY_SHARE = 0.6
_ALIAS_PENALTY = 0.02
_TEXT_WEIGHT = 0.3
# Two terms that are no further apart are as near: what people opened before decides.
_NEAR_TIE = 0.1
# A longer query describes: there, names count only when the query holds nearly all of one.
_LONGEST_NAME = 3
# Up to so many words may be a name all the same, written out or with a word more.
_LONGEST_NEAR = 6
# If there are few words, the text must have most of them; of a description, some.
_TEXT_CUTOFF = 0.3
_DESCRIPTION_CUTOFF = 0.12


def suggest(
    words: Sequence[str],
    near: Iterable[NearLabel],
    texts: TextIndex,
    opened: Mapping[str, int] = NOTHING_OPENED,
) -> tuple[str, ...]:
    """Return the slugs of the nearest terms, best first, at most five; none where none is near.

    ``near`` are the labels near the words. How many people ``opened`` a term after the same
    question decides between terms that are as near, or nearly so.
    """
    weighty = _weighty(words)
    if not weighty:
        return ()
    is_description = weighty > _LONGEST_NAME
    scores: dict[str, float] = {}
    if not is_description:
        of_terms = by_term(near)
        scores = {slug: 1 + score for slug, score in of_terms.items() if score >= _NAME_CUTOFF}
    for slug, share in texts.search(words, limit=2 * MOST_SUGGESTIONS):
        if share >= (_DESCRIPTION_CUTOFF if is_description else _TEXT_CUTOFF):
            scores[slug] = scores.get(slug, 0.0) + (_TEXT_WEIGHT if slug in scores else 1) * share
    most_opened = max((opened.get(slug, 0) for slug in scores), default=0)
    if most_opened:
        for slug in scores:
            scores[slug] += _NEAR_TIE * opened.get(slug, 0) / most_opened
    return tuple(best(scores, MOST_SUGGESTIONS))


def best(scores: dict[str, float], count: int) -> list[str]:
    """Return the highest scored, best first; of equals the first in the alphabet."""
    return sorted(sorted(scores), key=scores.__getitem__, reverse=True)[:count]


def near_labels(words: Sequence[str], names: LabelIndex) -> list[NearLabel]:
    """Return the labels near the words, each with how near it is, from 0 to 1.

    None are near where the words are too many for a name.
    """
    if not 0 < _weighty(words) <= _LONGEST_NEAR:
        return []
    near = _by_words(words, names)
    near += _by_start(words, names)
    near += ((label, _SAME) for label in names.labels(Form.INITIALS, spelling(words)))
    if max((score for _, score in near), default=0.0) < _NEAR_ENOUGH:
        near += _by_spelling(spelling(words), names)
    if all(map(is_common, words)):  # "hire" is a word, and not nearly HIRS
        return [one for one in near if not one[0].is_in_capitals or _has_any(one[0], words)]
    return near


def _has_any(label: Label, words: Sequence[str]) -> bool:
    """Tell whether a label has one of the words, or their letters, perhaps in the plural."""
    key = spelling(words)
    return label.key in {key, f"{key}s"} or not set(words).isdisjoint(label.words)


def by_term(near: Iterable[NearLabel]) -> dict[str, float]:
    """Return how near each term's nearest label is."""
    scores: dict[str, float] = {}
    for label, likeness in near:
        score = likeness if label.is_name else likeness - _ALIAS_PENALTY
        if score > scores.get(label.slug, 0.0):
            scores[label.slug] = score
    return scores


def _weighty(words: Sequence[str]) -> int:
    return sum(word not in LITTLE_WORDS for word in words)


def _by_words(words: Sequence[str], names: LabelIndex) -> list[NearLabel]:
    """Return the labels that share words with the query, and how much of both they share."""
    weights = _Weights(names)
    content = dict.fromkeys(w for w in words if w not in LITTLE_WORDS) or dict.fromkeys(words)
    alike = [_alike_words(word, names) for word in content]
    candidates = _worth_comparing(alike, names)
    asked = 0.0
    of_query: dict[int, float] = {}
    of_label: dict[int, float] = {}
    for others in alike:
        weight = max((weights[other] for other in others), default=weights[""])
        asked += weight
        for label_id, (likeness, other) in _matches(others, names, candidates).items():
            of_query[label_id] = of_query.get(label_id, 0.0) + likeness * weight
            of_label[label_id] = of_label.get(label_id, 0.0) + likeness * weights[other]
    scored = []
    for label_id, shared in of_query.items():
        if label := names.label(label_id):
            own = sum(weights[word] for word in label.words if word not in LITTLE_WORDS) or 1.0
            of_own = min(1.0, of_label[label_id] / own)
            scored.append((label, _QUERY_SHARE * shared / asked + (1 - _QUERY_SHARE) * of_own))
    return scored


def _worth_comparing(alike: Iterable[Iterable[str]], names: LabelIndex) -> set[int]:
    """Return the labels to compare by words: all that have a rare one, else not too many.

    A word of very many labels says little about each: so only labels with two such words count, or
    else the shortest.
    """
    with_rare: set[int] = set()
    with_common: list[set[int]] = []
    for others in alike:
        ids: set[int] = set().union(*map(names.with_word, others))
        if len(ids) > _MANY_LABELS:
            with_common.append(ids)
        else:
            with_rare |= ids
    with_two: set[int] = set().union(*(one & other for one, other in combinations(with_common, 2)))
    if with_rare or with_two or not with_common:
        return with_rare.union(names.shortest(with_two, _ENOUGH_LABELS))
    rarest = min(with_common, key=len)
    return set(names.shortest(rarest, _ENOUGH_LABELS))


def _matches(
    alike: dict[str, float], names: LabelIndex, candidates: set[int]
) -> dict[int, tuple[float, str]]:
    """Return the candidates that contain a word alike, each with the word most alike."""
    matches: dict[int, tuple[float, str]] = {}
    for other, likeness in alike.items():
        for label_id in candidates.intersection(names.with_word(other)):
            if likeness > matches.get(label_id, _NOT_ALIKE)[0]:
                matches[label_id] = likeness, other
    return matches


def _by_start(words: Sequence[str], names: LabelIndex) -> list[NearLabel]:
    """Return the labels that begin with the words, as when a person stops typing."""
    key = spelling(words)
    if len(words) == 1:
        return []
    return [
        (label, _START_OF_LABEL + (1 - _START_OF_LABEL) * len(key) / len(label.key))
        for label in names.labels_starting(key, _MOST_COMPLETIONS)
    ]


class _Weights(dict[str, float]):
    """How much each word says: the rarer in labels, the more."""

    def __init__(self, names: LabelIndex) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, word: str) -> float:
        known = len(self._names.with_word(word))
        self[word] = weight = math.log(1 + len(self._names) / (1 + known))
        return weight


def _alike_words(word: str, names: LabelIndex) -> dict[str, float]:
    """Return words of labels that may be this one, each with how alike they are.

    Few mistype the first letter; then the spelling of the whole label still comes near.
    """
    alike = {}
    if len(word) >= _SHORTEST_START:
        for other in names.words_starting(word, _MOST_COMPLETIONS):
            alike[other] = _START + _START_GAIN * len(word) / len(other)
    alike |= dict.fromkeys(names.words_of_family(family(word)), _SAME_FAMILY)
    alike |= dict.fromkeys(filter(names.with_word, long_forms_of(word)), _SAME_FAMILY)
    alike |= dict.fromkeys(names.words_of_base(base(word)), _SAME_BASE)
    if names.with_word(word):
        return alike | {word: _SAME}
    allowed = (len(word) >= _SHORTEST_FOR_ONE_EDIT) + (len(word) >= _SHORTEST_FOR_TWO_EDITS)
    if is_word(word):
        # People who mistype a word into another ("casual" for "causal") are one letter off.
        allowed = min(allowed, 1)
    for length in range(len(word) - allowed, len(word) + allowed + 1) if allowed else ():
        for other, distance, _ in process.extract(
            word,
            names.words_like(length, word[0]),
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=None,
        ):
            likeness = _ONE_EDIT if distance <= 1 else _TWO_EDITS
            alike[other] = max(likeness, alike.get(other, 0.0))
    return alike


def _by_spelling(key: str, names: LabelIndex) -> list[NearLabel]:
    alike = names.spellings.alike(key, _SPELLING_CUTOFF)
    return [(label, share) for label_id, share in alike if (label := names.label(label_id))]
