"""The near hits for a query of which no answer is sure: by words of names, by spelling, by text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.glossary.inflection import base
from bot.glossary.names import LITTLE_WORDS, Form, spelling
from bot.glossary.normalize import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.names import Label, NameIndex
    from bot.glossary.text_index import TextIndex

MOST_SUGGESTIONS = 5

# How alike two words are, from what they share.
_SAME = 1.0
_SAME_BASE = 0.95
_ONE_EDIT = 0.85
_TWO_EDITS = 0.7
_START = 0.6
_SHORTEST_START = 3
_SHORTEST_FOR_ONE_EDIT = 4
_SHORTEST_FOR_TWO_EDITS = 7
_MOST_COMPLETIONS = 200
# A name is near when the words shared weigh this much, or its letters are this much the same.
_NAME_CUTOFF = 0.45
_SPELLING_CUTOFF = 0.72
# What the query says of the label counts more than what the label says beyond it.
_QUERY_SHARE = 0.6
_ALIAS_PENALTY = 0.02
# A longer query describes: there, names count only when the query holds nearly all of one.
_LONGEST_NAME = 3
_TEXT_CUTOFF = 0.25


def suggest(query: str, names: NameIndex, texts: TextIndex) -> tuple[str, ...]:
    """Return the slugs of the nearest terms, best first, at most five; none where none is near."""
    words = words_of(query)
    by_name = near_names(words, names)
    by_text = dict(texts.search(words, limit=2 * MOST_SUGGESTIONS))
    content = [word for word in words if word not in LITTLE_WORDS]
    scores: dict[str, float] = {}
    if len(content) <= _LONGEST_NAME:
        scores = {slug: 1 + score for slug, score in by_name.items() if score >= _NAME_CUTOFF}
    for slug, share in by_text.items():
        if share >= _TEXT_CUTOFF:
            scores[slug] = scores.get(slug, 0.0) + share
    best = sorted(scores, key=lambda slug: (-scores[slug], slug))
    return tuple(best[:MOST_SUGGESTIONS])


def near_names(words: Sequence[str], names: NameIndex) -> dict[str, float]:
    """Return how near each term's nearest label is, from 0 to 1."""
    scores: dict[str, float] = {}
    for label, score in (
        *_by_words(words, names),
        *_by_spelling(spelling(words), names),
        *((label, _SAME) for label in names.labels(Form.INITIALS, spelling(words))),
    ):
        score -= 0 if label.is_name else _ALIAS_PENALTY
        scores[label.slug] = max(score, scores.get(label.slug, 0.0))
    return scores


def _by_words(words: Sequence[str], names: NameIndex) -> list[tuple[Label, float]]:
    content = [word for word in words if word not in LITTLE_WORDS] or list(words)
    alike = {word: _alike_words(word, names) for word in dict.fromkeys(content)}
    shared: dict[int, dict[str, tuple[float, float]]] = {}
    weights = {}
    for word, others in alike.items():
        weights[word] = max((_weight(other, names) for other in others), default=_weight("", names))
        for other, likeness in others.items():
            weight = _weight(other, names)
            for label_id in names.with_word(other):
                matched = shared.setdefault(label_id, {})
                if likeness > matched.get(word, (0.0, 0.0))[0]:
                    matched[word] = (likeness, weight)
    asked = sum(weights.values())
    scored = []
    for label_id, matched in shared.items():
        label = names.label(label_id)
        if label is None:
            continue
        own = sum(_weight(word, names) for word in label.words if word not in LITTLE_WORDS) or 1.0
        of_query = sum(likeness * weights[word] for word, (likeness, _) in matched.items()) / asked
        of_label = min(1.0, sum(likeness * weight for likeness, weight in matched.values()) / own)
        scored.append((label, _QUERY_SHARE * of_query + (1 - _QUERY_SHARE) * of_label))
    return scored


def _alike_words(word: str, names: NameIndex) -> dict[str, float]:
    """Return words of labels that may be this one, each with how alike they are."""
    alike = {}
    if len(word) >= _SHORTEST_START:
        for other in names.words_starting(word, _MOST_COMPLETIONS):
            alike[other] = _START + (1 - _START) * len(word) / len(other) - 0.05
    allowed = (len(word) >= _SHORTEST_FOR_ONE_EDIT) + (len(word) >= _SHORTEST_FOR_TWO_EDITS)
    if allowed:
        for other, distance, _ in process.extract(
            word, names.vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=None
        ):
            likeness = _ONE_EDIT if distance <= 1 else _TWO_EDITS
            if base(other) == base(word):
                likeness = _SAME_BASE
            alike[other] = max(likeness, alike.get(other, 0.0))
    if names.with_word(word):
        alike[word] = _SAME
    return alike


def _by_spelling(key: str, names: NameIndex) -> list[tuple[Label, float]]:
    scored = []
    for shelf in names.shelves(math.ceil(len(key) * 0.6), int(len(key) / 0.6)):
        for _, score, position in process.extract(
            key, shelf.keys, scorer=fuzz.ratio, score_cutoff=100 * _SPELLING_CUTOFF, limit=20
        ):
            label = names.label(shelf.ids[position])
            if label:
                scored.append((label, score / 100))
    return scored


def _weight(word: str, names: NameIndex) -> float:
    return math.log(1 + len(names) / (1 + len(names.with_word(word))))
