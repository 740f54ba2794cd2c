"""The sure answers: a cascade from the literal label to the typing error, and no guess.

Each step asks less of the query than the one before, and therefore more of the
glossary: the looser the form, the more plainly a single term must own it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.glossary.language.en.inflection import is_bare
from bot.glossary.language.en.word_list import LITTLE_WORDS, is_word
from bot.glossary.normalize import clean, fold_label, signs_of, spelled, trim, words_of
from bot.glossary.search.acronyms import (
    is_in_capitals,
    is_typed_as_acronym,
    letters_of,
    stem_of,
    stem_of_known,
)
from bot.glossary.search.label_index import Form, bag, bases, singulars, spelling
from bot.glossary.search.query import phrasings
from bot.glossary.search.result import Found, MatchedBy, Several
from bot.glossary.search.typos import find_cut_short, find_mistyped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.glossary.model import Term
    from bot.glossary.search.label_index import Label, LabelIndex

_PAIR = 2
_PARTS = re.compile(r"[,;(]")
# Not "for": "token for security" asks for the words of the people in security.
_IN_CONTEXT = re.compile(
    r"(?P<name>\S.*) (?:in|of) (?:(?:the|an?|our) )?(?P<context>\S.*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One phrasing of the query, read like a label."""

    text: str
    words: tuple[str, ...]
    signs: str
    is_acronym: bool

    @classmethod
    def read(cls, text: str) -> _Asked:
        return cls(text, words_of(text), signs_of(text), is_typed_as_acronym(text))

    @property
    def key(self) -> str:
        return spelling(self.words)

    def those_meant(self, labels: Iterable[Label]) -> list[Label]:
        """Return the labels that have the same signs, and whose plural s is no acronym's last.

        "A+" is not "A", and "PAS" is not the plural "PAs".
        """
        stem = stem_of(self.text) if self.is_acronym and is_in_capitals(self.text) else None
        return [
            one for one in labels if one.signs == self.signs and (stem is None or one.stem == stem)
        ]

    def those_joined(self, labels: Iterable[Label]) -> list[Label]:
        """Return the labels that may be spelled so; blanks join words, commas and brackets don't.

        "I, pls" is not IPLS, and "HR (ML)" is not HRML.
        """
        parts = _PARTS.findall(self.text)
        return [
            one
            for one in labels
            if one.signs == self.signs
            and (not parts or one.context or all(sign in one.text for sign in parts))
        ]

    def not_acronyms(self, labels: Iterable[Label]) -> tuple[Label, ...]:
        """Return the labels that may be reached by more than their letters."""
        return tuple(one for one in labels if one.signs == self.signs and not one.is_in_capitals)


def find(text: str, names: LabelIndex, terms: Mapping[str, Term]) -> Found | Several | None:
    """Return the term that was surely meant, or the several that share its label, or None."""
    # Most questions are a name as it is written, and answered fastest so.
    if exact := names.labels(Form.EXACT, spelled(text)):
        folded = names.labels(Form.LITERAL, fold_label(text))
        same = [one for one in folded if one.signs == exact[0].signs and one not in exact]
        return _answer(text, (*exact, *same), None, terms)
    asked = [_Asked.read(phrasing) for phrasing in phrasings(text)]
    for one in asked:
        if found := (
            _find_written(one, names, terms)
            or _find_twice(one.text, names, terms)
            or _find_in_context(one.text, names, terms)
        ):
            return found
    last = asked[-1]
    if last.is_acronym:  # in small letters it may be a word with a letter left out: "kernl"
        return _find_alike(last, names, terms) if last.text.islower() else None
    return _find_inflected(last, names, terms) or _find_alike(last, names, terms)


def _find_written(
    asked: _Asked, names: LabelIndex, terms: Mapping[str, Term]
) -> Found | Several | None:
    for form, text in (
        (Form.LITERAL, asked.text),
        (Form.TITLE, asked.text),  # a title is "token (Security)", as cards write it
        (Form.LITERAL, clean(asked.text)),
    ):
        if labels := asked.those_meant(names.labels(form, fold_label(text))):
            return _answer(asked.text, labels, None, terms)
    if asked.is_acronym:
        return _find_by_letters(asked, names, terms)
    letters = letters_of(asked.text)
    spelled_so = [
        one
        for one in asked.those_joined(names.labels(Form.SPELLING, asked.key))
        if not one.is_in_capitals or one.stem == letters
    ]
    return _answer(asked.text, spelled_so, MatchedBy.SPELLING, terms)


def _find_by_letters(
    asked: _Asked, names: LabelIndex, terms: Mapping[str, Term]
) -> Found | Several | None:
    """Return whose label has an acronym's letters, in any dotting or spacing, one or many."""
    for stem in (stem_of(asked.text), stem_of_known(asked.text)):
        if stem:
            key = spelling(words_of(stem))
            labels = [
                one
                for same in (key, asked.key, f"{key}s")
                for one in asked.those_joined(names.labels(Form.SPELLING, same))
                if one.stem == stem
            ]
            is_same = any(one.key == asked.key for one in labels)
            by = MatchedBy.SPELLING if is_same else MatchedBy.INFLECTION
            if found := _answer(asked.text, list(dict.fromkeys(labels)), by, terms):
                return found
    return None


def _find_twice(query: str, names: LabelIndex, terms: Mapping[str, Term]) -> Found | None:
    """Return the term that is named twice over: "retrieval-augmented generation (RAG)"."""
    name, bracket, alias = query.removesuffix(")").partition("(")
    if not (bracket and name and alias):
        return None
    found = _find_written(_Asked.read(clean(name)), names, terms)
    again = _find_written(_Asked.read(clean(alias)), names, terms)
    if isinstance(found, Found) and isinstance(again, Found) and found.term is again.term:
        return found
    return None


def _find_in_context(
    query: str, names: LabelIndex, terms: Mapping[str, Term]
) -> Found | Several | None:
    """Return the meaning whose context is named: "token in security", "drift of models"."""
    named = _IN_CONTEXT.fullmatch(query)
    if named is None:
        return None
    asked, context = _Asked.read(named["name"]), _same_words(named["context"])
    labels = [
        label
        for label in asked.those_meant(names.labels(Form.SINGULAR, _same_words(named["name"])))
        if label.context and _same_words(label.context) == context
    ]
    return _answer(query, labels, None, terms)


def _same_words(text: str) -> str:
    return spelling(singulars(words_of(text)))


def _find_inflected(
    asked: _Asked, names: LabelIndex, terms: Mapping[str, Term]
) -> Found | Several | None:
    words = asked.words
    labels = asked.not_acronyms(names.labels(Form.SINGULAR, spelling(singulars(words))))
    if len(words) == 1 and is_word(asked.text.casefold()):  # "rags" are no RAGs
        labels = tuple(label for label in labels if not label.is_acronym)
    if labels:
        return _answer(asked.text, labels, MatchedBy.INFLECTION, terms)
    if len(words) == 1:
        labels = _with_other_endings(words, names)
    else:
        labels = _in_any_order(words, names) or _with_other_endings(words, names)
    if len({label.slug for label in labels}) == 1:
        return _answer(asked.text, asked.not_acronyms(labels), MatchedBy.INFLECTION, terms)
    return None


def _in_any_order(words: Sequence[str], names: LabelIndex) -> tuple[Label, ...]:
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


def _with_other_endings(words: Sequence[str], names: LabelIndex) -> tuple[Label, ...]:
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
    if word == own:
        return True
    # Of two without an ending, one has another letter: "cape" is no form of "cap".
    if is_bare(own):
        return False
    return is_bare(word) or not word.endswith("tion")


def _find_alike(asked: _Asked, names: LabelIndex, terms: Mapping[str, Term]) -> Found | None:
    for labels in (find_mistyped(asked.words, names), find_cut_short(asked.words, names)):
        meant = asked.not_acronyms(labels)
        if asked.is_acronym:  # it may be one that is absent: only a word can lack a letter
            meant = tuple(
                one for one in meant if not one.is_acronym and all(map(is_word, one.words))
            )
        if owners := _terms_of(meant, terms):
            return _found(asked.text, owners[0], MatchedBy.TYPO, meant[0])
    return None


def _answer(
    query: str, labels: Sequence[Label], by: MatchedBy | None, terms: Mapping[str, Term]
) -> Found | Several | None:
    """Return whose label it is; with no ``by``, whether it is the name or an alias says how."""
    labels = [one for one in labels if not one.avoided] or labels
    if not labels:
        return None
    preferred = _preferred(query, labels)
    owners = _terms_of(preferred, terms)
    if len(owners) != 1:
        exact = [one for one in labels if one.spelled == spelled(query)]
        owners = _terms_of((*preferred, *(exact or labels)), terms)
        shown = query if preferred[0].is_hidden else preferred[0].text
        is_avoided = preferred[0].avoided is not None
        return Several(query, shown, owners, is_avoided=is_avoided) if owners else None
    label = preferred[0]
    listed = [one for one in labels if not one.is_hidden]
    also = tuple(term for term in _terms_of(listed, terms) if term not in owners)
    by = by or (MatchedBy.NAME if label.is_name else MatchedBy.ALIAS)
    return _found(query, owners[0], by, label, also)


def _found(
    query: str, term: Term, by: MatchedBy, label: Label, also: tuple[Term, ...] = ()
) -> Found:
    """Return the term with how it was found; a hidden label isn't told, one to avoid is."""
    if label.is_hidden:
        return Found(query, term, MatchedBy.HIDDEN, term.name, also)
    if label.avoided:
        return Found(query, term, MatchedBy.AVOIDED, label.text, also, label.avoided.because)
    return Found(query, term, by, label.text, also)


def _preferred(query: str, labels: Sequence[Label]) -> Sequence[Label]:
    """Return the labels that count: names before aliases, exact spellings before the rest.

    An alias that is spelled so comes before a name that is not where it is an acronym: "IT".
    """
    query = spelled(query)
    exact = [one for one in labels if one.spelled == query]
    return (
        [one for one in exact if one.is_name]
        or [one for one in exact if one.is_acronym and not query.islower()]
        or [one for one in labels if one.is_name]
        or labels
    )


def _terms_of(labels: Iterable[Label], terms: Mapping[str, Term]) -> tuple[Term, ...]:
    slugs = dict.fromkeys(label.slug for label in labels)
    return tuple(term for slug in slugs if (term := terms.get(slug)))


def resolve(label: str, names: LabelIndex, terms: Mapping[str, Term]) -> tuple[Term, ...]:
    """Return the terms that a written label names, no more loosely than by case and spacing.

    A relation names a term as people read it, so neither a hidden label nor one to avoid does.
    """
    asked = _Asked.read(trim(label))
    folded = fold_label(label)
    labels = (
        _listed(names.labels(Form.TITLE, folded))
        or _listed(names.labels(Form.LITERAL, folded))
        or _listed(asked.those_meant(names.labels(Form.LITERAL, fold_label(clean(label)))))
    )
    return _terms_of(_preferred(label, labels), terms)


def _listed(labels: Iterable[Label]) -> list[Label]:
    return [one for one in labels if one.is_listed]
