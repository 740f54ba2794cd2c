"""The sure answers: a cascade from the literal label to the typing error, and no guess.

Each step asks less of the query than the one before, and therefore more of the
glossary: the looser the form, the more plainly a single term must own it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.glossary.english import is_known_initialism, is_word
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
_PAIR = 2
# Not "for": "token for security" asks for the words of the people in security.
_IN_CONTEXT = re.compile(
    r"(?P<name>\S.*) (?:in|of) (?:(?:the|an?|our) )?(?P<context>\S.*)", re.IGNORECASE
)


def find(text: str, names: NameIndex, terms: Mapping[str, Term]) -> Found | Several | None:
    """Return the term that was surely meant, or the several that share its label, or None."""
    literal = clean(text)  # most questions are a name as it is written, and answered fastest so
    if labels := names.labels(Form.LITERAL, fold_label(literal)):
        return _answer(literal, labels, None, terms)
    asked = phrasings(text)
    for phrasing in asked:
        if found := (
            _find_written(phrasing, names, terms)
            or _find_twice(phrasing, names, terms)
            or _find_in_context(phrasing, names, terms)
        ):
            return found
    return _find_inflected(asked[-1], names, terms) or _find_alike(asked[-1], names, terms)


def _find_written(
    query: str, names: NameIndex, terms: Mapping[str, Term]
) -> Found | Several | None:
    for form in (Form.LITERAL, Form.TITLE):  # a title is "token (Security)", as cards write it
        if labels := names.labels(form, fold_label(query)):
            return _answer(query, labels, None, terms)
    labels = names.labels(Form.SPELLING, spelling(words_of(query)))
    return _answer(query, labels, MatchedBy.SPELLING, terms)


def _find_twice(query: str, names: NameIndex, terms: Mapping[str, Term]) -> Found | None:
    """Return the term that is named twice over: "retrieval-augmented generation (RAG)"."""
    name, bracket, alias = query.removesuffix(")").partition("(")
    if not (bracket and name and alias):
        return None
    found = _find_written(clean(name), names, terms)
    again = _find_written(clean(alias), names, terms)
    if isinstance(found, Found) and isinstance(again, Found) and found.term is again.term:
        return found
    return None


def _find_in_context(
    query: str, names: NameIndex, terms: Mapping[str, Term]
) -> Found | Several | None:
    """Return the meaning whose context is named: "token in security", "drift of models"."""
    named = _IN_CONTEXT.fullmatch(query)
    if named is None:
        return None
    context = _same_words(named["context"])
    labels = [
        label
        for label in names.labels(Form.SINGULAR, _same_words(named["name"]))
        if label.context and _same_words(label.context) == context
    ]
    return _answer(query, labels, None, terms)


def _same_words(text: str) -> str:
    return spelling(singulars(words_of(text)))


def _find_inflected(
    query: str, names: NameIndex, terms: Mapping[str, Term]
) -> Found | Several | None:
    words = words_of(query)
    labels = names.labels(Form.SINGULAR, spelling(singulars(words)))
    if len(words) == 1 and _is_another_word(query):
        labels = tuple(label for label in labels if not label.is_acronym)
    if labels:
        return _answer(query, labels, MatchedBy.INFLECTION, terms)
    if len(words) == 1:
        labels = _with_other_endings(words, names)
    else:
        labels = _in_any_order(words, names) or _with_other_endings(words, names)
    if len({label.slug for label in labels}) == 1:
        return _answer(query, labels, MatchedBy.INFLECTION, terms)
    return None


def _is_another_word(plural: str) -> bool:
    """Tell whether the plural of an acronym is rather a word of its own: "rags", not "RAGs"."""
    stem = plural.removesuffix("s").removesuffix("'")
    return is_word(plural.casefold()) and not (stem.isupper() and len(stem) > 1)


def _in_any_order(words: Sequence[str], names: NameIndex) -> tuple[Label, ...]:
    """Return labels of the same words; a little word that the label lacks changes the meaning.

    "loss of function" is no loss function, though "experts mixture" is a mixture of experts. Two
    words turned round may be another thing as well ("design feature"): only a name is that sure.
    """
    little = LITTLE_WORDS.intersection(words)
    if len(little) == len(words):
        return ()
    return tuple(
        label
        for label in names.labels(Form.BAG, bag(words))
        if little.issubset(label.words) and (label.is_name or len(label.words) > _PAIR)
    )


def _with_other_endings(words: Sequence[str], names: NameIndex) -> tuple[Label, ...]:
    """Return labels whose words differ in the endings of verbs alone.

    An ending may be exchanged or left out, never added: "chunked" is of chunking, but a test
    setting is no test set. Nor may it become a noun: generation data are not the generated. A
    one-word alias must be written as it is: "segments" are not always of the segmentation that
    is a name for chunking.
    """
    joined = (spelling(words),) if min(map(len, words), default=0) > 1 else ()
    found = [
        *((label, words, label.words) for label in names.labels(Form.BASE, bases(words))),
        *(
            (label, joined, (label.key,))
            for label in names.labels(Form.BASE, bases(joined))
            if joined
        ),
    ]
    return tuple(
        label
        for label, typed, own in found
        if (len(label.words) > 1 or (label.is_name and not label.is_acronym))
        and len(typed) == len(own)
        and all(map(_is_form_of, singulars(typed), singulars(own)))
    )


def _is_form_of(word: str, own: str) -> bool:
    return word == own or is_bare(word) or not (is_bare(own) or word.endswith("tion"))


def _find_alike(query: str, names: NameIndex, terms: Mapping[str, Term]) -> Found | None:
    words = words_of(query)
    for labels, by in (
        (_as_initialism(words, names), MatchedBy.INITIALISM),
        (find_mistyped(words, names), MatchedBy.TYPO),
        (find_cut_short(words, names), MatchedBy.TYPO),
    ):
        if owners := _terms_of(labels, terms):
            return Found(query, owners[0], by, labels[0].text)
    return None


def _as_initialism(words: Sequence[str], names: NameIndex) -> tuple[Label, ...]:
    letters = spelling(words)
    if len(words) > 1 or len(letters) < _SHORTEST_INITIALISM:
        return ()
    if is_word(letters) or is_known_initialism(letters):
        return ()
    labels = names.labels(Form.INITIALS, letters)
    if len({label.slug for label in labels}) != 1:
        return ()
    is_enough = len(letters) >= _SHORTEST_ALIAS_INITIALISM
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
    if len(owners) != 1:
        return Several(query, preferred[0].text, owners) if owners else None
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
    return [lb for lb in labels if lb.is_acronym and lb.cleaned == query] or labels


def _terms_of(labels: Sequence[Label], terms: Mapping[str, Term]) -> tuple[Term, ...]:
    slugs = dict.fromkeys(label.slug for label in labels)
    return tuple(term for slug in slugs if (term := terms.get(slug)))


def resolve(label: str, names: NameIndex, terms: Mapping[str, Term]) -> tuple[Term, ...]:
    """Return the terms that a written label names, no more loosely than by case and spacing."""
    labels = names.labels(Form.TITLE, fold_label(label)) or names.labels(
        Form.LITERAL, fold_label(clean(label))
    )
    return _terms_of([one for one in labels if one.is_name] or labels, terms)
