"""The sure answers: a cascade from the literal label to the typing error, and no guess.

Each step asks less of the query than the one before, and therefore more of the
glossary: the looser the form, the more plainly a single term must own it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.glossary.english import is_word
from bot.glossary.inflection import is_bare
from bot.glossary.matches import Found, MatchedBy, Several
from bot.glossary.names import LITTLE_WORDS, Form, bag, bases, singulars, spelling
from bot.glossary.normalize import clean, fold_label, words_of
from bot.glossary.question import phrasings
from bot.glossary.typing_errors import find_cut_short, find_mistyped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.glossary.model import Term
    from bot.glossary.names import Label, NameIndex

# Two letters begin too many names to be sure; three may be the first letters of a preferred name,
# fewer than four those of an alias by accident ("AAA" is not an algorithm accountability audit).
_SHORTEST_INITIALISM = 3
_SHORTEST_ALIAS_INITIALISM = 4


def find(text: str, names: NameIndex, terms: Mapping[str, Term]) -> Found | Several | None:
    """Return the term that was surely meant, or the several that share its label, or None."""
    asked = phrasings(text)
    for phrasing in asked:
        if found := _find_written(phrasing, names, terms):
            return found
    return _find_inflected(asked[-1], names, terms) or _find_alike(asked[-1], names, terms)


def _find_written(
    query: str, names: NameIndex, terms: Mapping[str, Term]
) -> Found | Several | None:
    if labels := names.labels(Form.LITERAL, fold_label(query)):
        return _answer(query, labels, None, terms)
    labels = names.labels(Form.SPELLING, spelling(words_of(query)))
    return _answer(query, labels, MatchedBy.SPELLING, terms)


def _find_inflected(
    query: str, names: NameIndex, terms: Mapping[str, Term]
) -> Found | Several | None:
    words = words_of(query)
    labels = tuple(
        label
        for label in names.labels(Form.SINGULAR, spelling(singulars(words)))
        if not label.is_acronym or not _is_another_word(query)
    )
    if labels:
        return _answer(query, labels, MatchedBy.INFLECTION, terms)
    for reading in (_in_any_order(words, names), _with_other_endings(words, names)):
        if reading and len({label.slug for label in reading}) == 1:
            return _answer(query, reading, MatchedBy.INFLECTION, terms)
    return None


def _is_another_word(plural: str) -> bool:
    """Tell whether the plural of an acronym is rather a word of its own: "rags", not "RAGs"."""
    stem = plural.removesuffix("s").removesuffix("'")
    return is_word(plural.casefold()) and not (stem.isupper() and len(stem) > 1)


def _in_any_order(words: Sequence[str], names: NameIndex) -> tuple[Label, ...]:
    """Return labels of the same words; a little word that the label lacks changes the meaning.

    "loss of function" is no loss function, though "experts mixture" is a mixture of experts.
    """
    little = LITTLE_WORDS.intersection(words)
    return tuple(
        label for label in names.labels(Form.BAG, bag(words)) if little.issubset(label.words)
    )


def _with_other_endings(words: Sequence[str], names: NameIndex) -> tuple[Label, ...]:
    """Return labels whose words differ in the endings of verbs alone.

    An ending may be exchanged or left out, never added: "chunked" is of chunking, but a test
    setting is no test set. A one-word alias must be written as it is: "segments" are not
    always of the segmentation that is a name for chunking.
    """
    return tuple(
        label
        for label in names.labels(Form.BASE, bases(words))
        if (len(label.words) > 1 or label.is_name)
        and all(
            word == own or is_bare(word) or not is_bare(own)
            for word, own in zip(singulars(words), singulars(label.words), strict=True)
        )
    )


def _find_alike(query: str, names: NameIndex, terms: Mapping[str, Term]) -> Found | None:
    words = words_of(query)
    for labels, by in (
        (_as_initialism(words, names), MatchedBy.INITIALISM),
        (find_mistyped(words, names), MatchedBy.TYPO),
        (find_cut_short(words, names), MatchedBy.TYPO),
    ):
        if labels:
            return Found(query, terms[labels[0].slug], by, labels[0].text)
    return None


def _as_initialism(words: Sequence[str], names: NameIndex) -> tuple[Label, ...]:
    if len(words) != 1 or len(words[0]) < _SHORTEST_INITIALISM or is_word(words[0]):
        return ()
    labels = names.labels(Form.INITIALS, words[0])
    if len({label.slug for label in labels}) != 1:
        return ()
    is_enough = len(words[0]) >= _SHORTEST_ALIAS_INITIALISM
    return tuple(label for label in labels if is_enough or label.is_name)


def _answer(
    query: str, labels: Sequence[Label], by: MatchedBy | None, terms: Mapping[str, Term]
) -> Found | Several | None:
    """Return whose label it is; with no ``by``, whether it is the name or an alias says how."""
    if not labels:
        return None
    preferred = _of_same_case(query, labels)
    if names := [label for label in preferred if label.is_name]:
        preferred = names
    owners = _terms_of(preferred, terms)
    if len(owners) > 1:
        return Several(query, preferred[0].text, owners)
    label = preferred[0]
    also = tuple(term for term in _terms_of(labels, terms) if term not in owners)
    return Found(
        query,
        owners[0],
        by or (MatchedBy.NAME if label.is_name else MatchedBy.ALIAS),
        label.text,
        also,
    )


def _of_same_case(query: str, labels: Sequence[Label]) -> Sequence[Label]:
    """Return the labels written exactly so, where that is an acronym; else all."""
    if not any(letter.isupper() for letter in query):
        return labels
    return [lb for lb in labels if lb.is_acronym and clean(lb.text) == query] or labels


def _terms_of(labels: Sequence[Label], terms: Mapping[str, Term]) -> tuple[Term, ...]:
    return tuple(terms[slug] for slug in dict.fromkeys(label.slug for label in labels))


def resolve(label: str, names: NameIndex, terms: Mapping[str, Term]) -> tuple[Term, ...]:
    """Return the terms that a written label names, no more loosely than by case and spacing."""
    labels = names.labels(Form.TITLE, fold_label(label)) or names.labels(
        Form.LITERAL, fold_label(clean(label))
    )
    return _terms_of([one for one in labels if one.is_name] or labels, terms)
