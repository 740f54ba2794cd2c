"""The index of names and aliases, by every form that people may type.

A reader in another thread never sees its data change: the index grows by appending, and a removal
makes a copy. So ``Glossary.suggest`` may run beside ``Glossary.apply`` with no lock.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TYPE_CHECKING

from bot.glossary.language.en.inflection import base, family, singular
from bot.glossary.language.en.word_list import LITTLE_WORDS
from bot.glossary.normalize import clean, fold_label, signs_of, spelled, trim, words_of
from bot.glossary.search.acronyms import is_in_capitals, stem_of
from bot.glossary.search.ngrams import NgramIndex
from bot.glossary.search.written_names import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.glossary.model import AvoidedName, Term

_SHORTEST_INITIALISM = 2
_WHOLE_IN_INITIALISM = 2
_FEWEST_CAPITALS = 2
_DIGIT = re.compile(r"\d")
_BETWEEN_NUMBERS = re.compile(r"(\d) (?=\d)")


class Form(IntEnum):  # whose hash, unlike an Enum's, costs next to nothing
    """A form of indexed labels, from the most literal to the least."""

    EXACT = auto()  # as written, and no other way
    TITLE = auto()  # with its context, as cards and relations write it: "token (Security)"
    LITERAL = auto()  # as written, folded
    SPELLING = auto()  # letters and digits only
    SINGULAR = auto()  # letters and digits only, each word without its plural ending
    BAG = auto()  # the same singular words in any order, little words left out
    BASE = auto()  # each word's base, in order
    INITIALS = auto()  # first letters of its words


@dataclass(frozen=True, slots=True, eq=False)  # to compare two by identity costs next to nothing
class Label:
    """A name or an alias of one term, with what comparing needs of it.

    ``words`` and ``key`` are empty for a label of nothing but signs. ``is_acronym`` holds for
    "LoRA" as well, ``is_in_capitals`` does not. A hidden one finds its term and is never shown;
    with ``avoided`` it's what the term should not be called.
    """

    text: str
    spelled: str
    slug: str
    context: str | None
    is_name: bool
    is_acronym: bool
    is_in_capitals: bool
    signs: str
    stem: str
    words: tuple[str, ...]
    key: str
    is_hidden: bool = False
    avoided: AvoidedName | None = None

    @property
    def is_listed(self) -> bool:
        """Whether the term is called so where people read it."""
        return not (self.is_hidden or self.avoided)


class LabelIndex:
    """Every label of the glossary, found by any of its forms, its words or its letters."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._labels: list[Label | None] = []
        self._keys: list[str] = []
        self._of_term: dict[str, tuple[int, ...]] = {}
        # Most forms are of one label: its id alone takes a third of the room of a tuple.
        self._by_form: dict[Form, dict[str, int | tuple[int, ...]]] = {form: {} for form in Form}
        self.spellings = NgramIndex()
        self._by_word: dict[str, list[int]] = {}
        self._words_by_base: dict[str, list[str]] = {}
        self._words_by_family: dict[str, list[str]] = {}
        self._words_by_start: dict[tuple[int, str], list[str]] = {}
        self._sorted_ids: list[int] = []  # by key
        self._sorted_words: list[str] = []
        for term in terms:
            self._index(term)
        self._sorted_words = sorted(self._by_word)
        self._sorted_ids = sorted(range(len(self._keys)), key=self._keys.__getitem__)

    def __len__(self) -> int:
        """Return how many labels have ever been indexed: one more than the highest id."""
        return len(self._labels)

    def add(self, term: Term) -> None:
        """Index a term's labels; it must not be indexed already."""
        for word in self._index(term):
            insort(self._sorted_words, word)
        for label_id in self._of_term[term.slug]:
            insort(self._sorted_ids, label_id, key=self._keys.__getitem__)

    def remove(self, term: Term) -> None:
        """Forget a term's labels. Their words stay in the vocabulary, and lead nowhere."""
        for label_id in self._of_term.pop(term.slug):
            label = self._labels[label_id]
            if label is None:
                continue
            for form, key in _forms_of(label):
                self._unpost(form, key, label_id)
            for word in set(label.words):
                self._by_word[word] = [other for other in self._by_word[word] if other != label_id]
            self.spellings.remove(label_id)
            first = bisect_left(self._sorted_ids, label.key, key=self._keys.__getitem__)
            del self._sorted_ids[self._sorted_ids.index(label_id, first)]
            self._labels[label_id] = None

    def label(self, label_id: int) -> Label | None:
        """Return a label, or None when its term has been removed since."""
        return self._labels[label_id]

    def labels_of(self, slug: str) -> tuple[Label, ...]:
        """Return the labels of one term."""
        found = (self._labels[label_id] for label_id in self._of_term.get(slug, ()))
        return tuple(label for label in found if label is not None)

    def labels(self, form: Form, key: str) -> tuple[Label, ...]:
        """Return the labels that have this form."""
        posted = self._by_form[form].get(key, ())
        if isinstance(posted, int):
            label = self._labels[posted]
            return () if label is None else (label,)
        found = (self._labels[label_id] for label_id in posted)
        return tuple(label for label in found if label is not None)

    def with_word(self, word: str) -> Sequence[int]:
        """Return the ids of the labels that contain the word."""
        return self._by_word.get(word, ())

    def shortest(self, label_ids: Iterable[int], count: int) -> list[int]:
        """Return the ids of the shortest of these labels."""
        return sorted(label_ids, key=lambda label_id: len(self._keys[label_id]))[:count]

    def words_starting(self, start: str, limit: int) -> list[str]:
        """Return words of labels that begin so, in alphabetical order."""
        first = bisect_left(self._sorted_words, start)
        return [w for w in self._sorted_words[first : first + limit] if w.startswith(start)]

    def labels_starting(self, start: str, limit: int) -> list[Label]:
        """Return labels whose letters begin so, in alphabetical order."""
        first = bisect_left(self._sorted_ids, start, key=self._keys.__getitem__)
        found = (self._labels[i] for i in self._sorted_ids[first : first + limit])
        return [label for label in found if label and label.key.startswith(start)]

    def words_of_base(self, of_base: str) -> Sequence[str]:
        """Return the words of labels that have this base."""
        return self._words_by_base.get(of_base, ())

    def words_of_family(self, of_family: str) -> Sequence[str]:
        """Return the words of labels that are made of the same word."""
        return self._words_by_family.get(of_family, ())

    def words_like(self, length: int, first: str) -> Sequence[str]:
        """Return the words of labels that are so long and begin with this letter."""
        return self._words_by_start.get((length, first), ())

    def _index(self, term: Term) -> list[str]:
        """Index a term's labels and return the words that no label had before."""
        new_words, ids = [], []
        for label in _labels_of(term):
            label_id = len(self._labels)
            self._keys.append(label.key)
            self._labels.append(label)
            for form, key in _forms_of(label):
                self._post(form, key, label_id)
            for word in set(label.words):
                if word not in self._by_word:
                    self._by_word[word] = []
                    self._words_by_base.setdefault(base(word), []).append(word)
                    self._words_by_family.setdefault(family(word), []).append(word)
                    self._words_by_start.setdefault((len(word), word[0]), []).append(word)
                    new_words.append(word)
                self._by_word[word].append(label_id)
            self.spellings.append(label.key)
            ids.append(label_id)
        self._of_term[term.slug] = tuple(ids)
        return new_words

    def _post(self, form: Form, key: str, label_id: int) -> None:
        posted = self._by_form[form]
        before = posted.get(key)
        if before is None:
            posted[key] = label_id
        else:
            posted[key] = (*_ids(before), label_id)

    def _unpost(self, form: Form, key: str, label_id: int) -> None:
        posted = self._by_form[form]
        left = tuple(other for other in _ids(posted[key]) if other != label_id)
        if left:
            posted[key] = left
        else:
            del posted[key]


def _ids(posted: int | tuple[int, ...]) -> tuple[int, ...]:
    return (posted,) if isinstance(posted, int) else posted


def has_capitals(text: str) -> bool:
    """Tell whether a label is written as an acronym: "LoRA" as much as "RAG"."""
    return sum(map(str.isupper, text)) >= _FEWEST_CAPITALS


def spelling(words: Sequence[str]) -> str:
    """Return the words' letters and digits, however they were joined or split.

    Two numbers stay apart: 1.0 is not 10.
    """
    joined = "".join(words)
    if len(words) > 1 and _DIGIT.search(joined):
        return _BETWEEN_NUMBERS.sub(r"\1.", " ".join(words)).replace(" ", "")
    return joined


def singulars(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words without their plural endings."""
    return tuple(map(singular, words))


def bag(words: Iterable[str]) -> str:
    """Return what the words are in any order, without little words."""
    return " ".join(sorted(word for word in singulars(words) if word not in LITTLE_WORDS))


def bases(words: Iterable[str]) -> str:
    """Return the base of each word, in order."""
    return " ".join(map(base, words))


def _labels_of(term: Term) -> list[Label]:
    names = names_of(term)
    words = [words_of(one.text) if any(map(str.isalnum, one.text)) else () for one in names]
    initials = {key for of_label in words for key in initialisms(of_label)}
    return [
        Label(
            text=one.text,
            spelled=spelled(one.text),
            slug=term.slug,
            context=one.context,
            is_name=one.is_name,
            is_acronym=has_capitals(one.text) or spelling(own) in initials,
            is_in_capitals=is_in_capitals(one.text),
            signs=signs_of(trim(one.text)),
            stem=stem_of(one.text),
            words=own,
            key=spelling(own),
            is_hidden=one.is_hidden,
            avoided=one.avoided,
        )
        for one, own in zip(names, words, strict=True)
    ]


def _forms_of(label: Label) -> set[tuple[Form, str]]:
    forms = {
        (Form.EXACT, label.spelled),
        *((Form.LITERAL, fold_label(text)) for text in (label.text, trim(label.text)) if text),
    }
    if label.context:
        forms.add((Form.TITLE, fold_label(f"{label.text} ({label.context})")))
    if not label.words:
        return forms
    forms |= {
        (Form.LITERAL, fold_label(clean(label.text))),
        (Form.SPELLING, label.key),
        (Form.SINGULAR, spelling(singulars(label.words))),
        (Form.BAG, bag(label.words)),
        (Form.BASE, bases(label.words)),
        *((Form.INITIALS, initials) for initials in initialisms(label.words)),
    }
    joined = base(label.key)
    # An ending is the last word's alone, and leaves some of it: "top-p" is no form of "top".
    if len(joined) > len(label.key) - len(label.words[-1]):
        forms.add((Form.BASE, joined))
    if label.context:
        forms.add((Form.SPELLING, label.key + spelling(words_of(label.context))))
    return forms


def initialisms(words: Sequence[str]) -> set[str]:
    """Return the first letters of the words: all, without little ones, with short ones whole.

    "mixture of experts" is MOE and ME, "ai incident response" is AIR and AIIR.
    """
    weighty = [word for word in words if word not in LITTLE_WORDS]
    if len(weighty) < _SHORTEST_INITIALISM:
        return set()
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in weighty),
        "".join(word if len(word) <= _WHOLE_IN_INITIALISM else word[0] for word in weighty),
    }
