"""The glossary in service: its terms, and how one of them is found.

``find`` and ``apply`` run on the event loop. ``suggest`` and ``mentions`` may run
beside them in threads: the indexes only grow under them or are replaced (see ``names``).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import ChainMap, Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.glossary.due import NOT_SEEN
from bot.glossary.language.en.field_words import load_field_words
from bot.glossary.language.en.word_list import load_words
from bot.glossary.left_out import LeftOut
from bot.glossary.mentions.detection import find_mentions
from bot.glossary.mentions.matcher import Matcher
from bot.glossary.model import Status
from bot.glossary.normalize import fold_label, words_of
from bot.glossary.search import cascade as lookup
from bot.glossary.search.completion import complete
from bot.glossary.search.full_text import TextIndex
from bot.glossary.search.label_index import LabelIndex
from bot.glossary.search.near_hits import MOST_SUGGESTIONS, NOTHING_OPENED, near_labels, suggest
from bot.glossary.search.nearest import find_nearest
from bot.glossary.search.query import Query, parse_query, phrasings, things_compared
from bot.glossary.search.result import Found, Nearest, Nothing, Several, Suggestions
from bot.glossary.search.small_talk import is_small_talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.glossary.mentions.detection import Mention
    from bot.glossary.model import GlossaryConfig, Term
    from bot.glossary.search.result import Result


class Glossary:
    """All terms in service, with the indexes that find them."""

    def __init__(
        self,
        config: GlossaryConfig,
        terms: Iterable[Term],
        left_out: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """``left_out`` holds, by file, the labels of terms that cannot be used."""
        self.config = config
        self.revision = 0
        self.first_seen: Mapping[str, date] = NOT_SEEN
        self._terms = {term.slug: term for term in terms}
        self._in_order = sorted(map(_place_of, self._terms.values()))
        self._left_out = LeftOut(left_out or {})
        self._names = LabelIndex((*self._terms.values(), *self._left_out.terms.values()))
        self._texts = TextIndex(self._terms.values())
        self._passages = Matcher(self._terms.values())
        self._worded = sum(bool(term.audiences) for term in self._terms.values())
        self._statuses = Counter(term.status for term in self._terms.values())
        load_words()
        load_field_words()

    @property
    def terms(self) -> Mapping[str, Term]:
        """The terms in service by slug, to be read only."""
        return MappingProxyType(self._terms)

    @property
    def has_wordings(self) -> bool:
        """Whether any term is worded for an audience or a role, so that readers look for theirs."""
        return bool(self.config.roles and self._worded)

    @property
    def tells_approval(self) -> bool:
        """Whether some terms are approved and some only reviewed, so that it's worth saying."""
        return bool(self._statuses[Status.REVIEWED] and self._statuses[Status.APPROVED])

    def get(self, slug: str) -> Term | None:
        """Return the term with this slug, or None."""
        return self._terms.get(slug)

    def resolve(self, label: str) -> tuple[Term, ...]:
        """Return the terms that a relation's target names: none, one, or several where it is open.

        A target is a name or an alias in any case, or a name with its context: "token (Security)".
        """
        return lookup.resolve(label, self._names, self._terms)

    def read_query(self, text: str) -> Query:
        """Return the query and the named role, if any: "rag for engineers".

        A label that seems to end in a role ("software as a service") or in a plea is looked up
        whole.
        """
        query = parse_query(text, self.config)
        return Query(text, None) if query.text != text and self.find(text) else query

    def asks_nothing(self, text: str) -> bool:
        """Tell whether the text is small talk, and no term is called so: "thanks", "ok great".

        Texts that ask for nothing are neither looked up nor counted.
        """
        return is_small_talk(text) and not any(map(self.resolve, phrasings(text)[:1]))

    def look_up(self, query: str) -> Result:
        """Return what the query surely names, else what comes near, else nothing."""
        return self.find(query) or self.suggest(query)

    def find(self, query: str) -> Found | Several | None:
        """Return what the query surely names, or None. Fast enough for the event loop."""
        hidden = self._left_out.terms
        terms = ChainMap(self._terms, hidden) if hidden else self._terms
        return self._left_out.without(lookup.find(query, self._names, terms))

    def suggest(
        self, query: str, opened: Mapping[str, int] = NOTHING_OPENED
    ) -> Nearest | Suggestions | Nothing:
        """Return what comes near the query, for which ``find`` has no answer.

        ``opened`` says how many people opened which term after the same question: it orders
        what is as near. May take long where terms are many: use a thread.
        """
        asked = phrasings(query)[-1]
        words = words_of(asked)
        near = near_labels(words, self._names)
        compared = self._compared(asked)
        nearest = None if compared else find_nearest(asked, near, self._names, self._terms)
        slugs = (*compared, *suggest(words, near, self._texts, opened))
        if term := self._terms.get(nearest or ""):
            others = self._terms_of(slug for slug in slugs if slug != nearest)
            return Nearest(asked, term, others[: MOST_SUGGESTIONS - 1])
        terms = self._terms_of(slugs)
        return Suggestions(asked, terms[:MOST_SUGGESTIONS]) if terms else Nothing(asked)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the terms in a message. Takes some milliseconds where it is long: use a thread."""
        return find_mentions(text, self._passages)

    def complete(self, text: str, limit: int) -> tuple[Term, ...]:
        """Return the terms that the typed beginning may lead to, best first; all, when empty."""
        if not fold_label(text):
            return tuple(self._terms[slug] for _, slug in self._in_order[:limit])
        found = self.find(text)
        sure = found.terms if isinstance(found, Several) else (found.term,) if found else ()
        slugs = dict.fromkeys(term.slug for term in sure)
        slugs.update(dict.fromkeys(complete(text, self._names, limit + len(self._left_out.terms))))
        terms = (self._terms.get(slug) for slug in slugs)
        return tuple(term for term in terms if term)[:limit]

    def apply(
        self,
        upserts: Iterable[Term] = (),
        removals: Iterable[str] = (),
        config: GlossaryConfig | None = None,
    ) -> None:
        """Take in what has changed: new or changed terms, slugs of removed ones, the config."""
        for slug in removals:
            if slug in self._terms:
                self._remove(slug)
        for term in upserts:
            if term.slug in self._terms:
                self._remove(term.slug)
            self._terms[term.slug] = term
            self._worded += bool(term.audiences)
            self._statuses[term.status] += 1
            insort(self._in_order, _place_of(term))
            self._names.add(term)
            self._texts.add(term)
            self._passages.add(term)
        self.config = config or self.config
        self.revision += 1

    def note_first_seen(self, first_seen: Mapping[str, date]) -> None:
        """Take in the day the bot first saw each term, which sets its first review."""
        self.first_seen = first_seen
        self.revision += 1

    def leave_out(self, left_out: Mapping[str, Sequence[str]]) -> None:
        """Take in the terms with unusable files: each still counts as a meaning of its labels."""
        for term in self._left_out.terms.values():
            self._names.remove(term)
        self._left_out = LeftOut(left_out)
        for term in self._left_out.terms.values():
            self._names.add(term)
        self.revision += 1

    def _terms_of(self, slugs: Iterable[str]) -> tuple[Term, ...]:
        return tuple(term for slug in dict.fromkeys(slugs) if (term := self._terms.get(slug)))

    def _compared(self, query: str) -> list[str]:
        """Return the terms of "precision vs recall", where each part surely names one."""
        parts = things_compared(query)
        found = [self.find(part) for part in parts] if len(parts) > 1 else []
        named = [one.term.slug for one in found if isinstance(one, Found)]
        return named if len(named) == len(found) else []

    def _remove(self, slug: str) -> None:
        term = self._terms.pop(slug)
        self._worded -= bool(term.audiences)
        self._statuses[term.status] -= 1
        del self._in_order[bisect_left(self._in_order, _place_of(term))]
        self._names.remove(term)
        self._texts.remove(term)
        self._passages.remove(term)


def _place_of(term: Term) -> tuple[str, str]:
    """Return what puts a term in its place in the alphabet."""
    return fold_label(term.title), term.slug
