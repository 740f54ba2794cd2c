"""The governance report: coverage, gaps, and the evidence of reviews, all from the terms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.glossary.browse.shelves import categories, categories_of
from bot.glossary.due import days_overdue, due_on
from bot.glossary.governance.framework import nist_ai_rmf
from bot.glossary.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Citation, Term

# The AI Act by its name or its number; what amends it cites articles of its own.
_AI_ACT = re.compile(r"\bAI Act\b|2024/1689|2024R1689", re.IGNORECASE)
_AMENDING = re.compile(r"\bamending\b", re.IGNORECASE)
# "Articles 3(47), 64, 75a and 101": the numbers behind the word, up to what is no number.
_ARTICLES = re.compile(
    r"\bArt(?:icles?|s?\.)\s+((?:\d+[a-z]?(?:\([\w.]+\))*(?:\s*(?:,|and|or|to|–|-)\s*)*)+)",  # noqa: RUF001 -- an en dash
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d+[a-z]?)(?:\([\w.]+\))*")


@dataclass(frozen=True, slots=True)
class Coverage:
    """A part of a framework, or a shelf, and the terms that cover it."""

    key: str
    title: str
    terms: tuple[Term, ...]

    @property
    def statuses(self) -> Counter[Status]:
        """How many of the terms have each status."""
        return Counter(term.status for term in self.terms)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a term's review rests on, and when the next is due.

    ``checked`` counts the citations that somebody checked; ``steward`` is who is asked, if
    anybody: a name or a Slack user id.
    """

    term: Term
    due_on: date
    days_overdue: int
    checked: int
    steward: str | None


class WaitingKind(StrEnum):
    """What waits for a steward."""

    SUGGESTION = "suggestion"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion for a term, or a request for a missing one; ``people`` counts who asked."""

    kind: WaitingKind
    about: str
    since: date
    people: int


@dataclass(frozen=True)
class Report:
    """Everything, in order. ``unmapped`` are tags that lead nowhere, with how many terms have each.

    ``best`` is the status to which the glossary's terms come: approved, else reviewed.
    """

    terms: int
    best: Status
    functions: Sequence[Coverage]
    characteristics: Sequence[Coverage]
    articles: Sequence[Coverage]
    categories: Sequence[Coverage]
    roles: Sequence[Coverage]
    evidence: Sequence[Evidence]
    unmapped: Mapping[str, int] = field(default_factory=dict)
    today: date = date.min
    waiting: Sequence[Waiting] = ()

    @property
    def tables(self) -> Mapping[str, tuple[str, Sequence[Coverage]]]:
        """The tables of coverage that have rows, by key, with their titles."""
        every = {
            "functions": ("NIST AI RMF functions", self.functions),
            "characteristics": ("Trustworthiness characteristics", self.characteristics),
            "articles": ("EU AI Act articles", self.articles),
            "categories": ("Categories", self.categories),
            "roles": ("Roles", self.roles),
        }
        return {key: table for key, table in every.items() if table[1]}

    @property
    def gaps(self) -> list[str]:
        """What no term covers, or none that has come as far as the glossary's best terms."""
        return [
            gap
            for rows in (self.functions, self.characteristics, self.categories, self.roles)
            for row in rows
            if (gap := self._gap(row))
        ]

    @property
    def overdue(self) -> int:
        """How many terms are overdue for review."""
        return sum(one.days_overdue > 0 for one in self.evidence)

    def _gap(self, row: Coverage) -> str:
        if not row.terms:
            return f"{row.title}: no term"
        if row.statuses[self.best]:
            return ""
        return f"{row.title}: {_counted(len(row.terms))}, none {self.best}"


def build_report(glossary: Glossary, today: date, waiting: Sequence[Waiting] = ()) -> Report:
    """Return the report on the terms in service; deprecated ones cover nothing."""
    terms = sorted(glossary.terms.values(), key=lambda term: (term.title.casefold(), term.slug))
    covering = [term for term in terms if term.status is not Status.DEPRECATED]
    framework = nist_ai_rmf()
    by_part, unmapped = _by_part(covering)
    is_tagged = bool(by_part or unmapped)
    has_approved = any(term.status is Status.APPROVED for term in covering)
    return Report(
        terms=len(terms),
        best=Status.APPROVED if has_approved else Status.REVIEWED,
        functions=_rows(framework.functions, by_part) if is_tagged else [],
        characteristics=_rows(framework.characteristics, by_part) if is_tagged else [],
        articles=_articles(covering),
        categories=_by_category(covering, glossary),
        roles=_by_role(covering, glossary),
        evidence=[_evidence(term, glossary, today) for term in terms],
        unmapped=unmapped,
        today=today,
        waiting=waiting,
    )


def articles_of(citation: Citation) -> list[str]:
    """Return the articles of the EU AI Act that a citation names, such as "5" and "75a".

    >>> from bot.glossary.model import Citation
    >>> articles_of(Citation("EU AI Act", "", "Articles 3(47), 64, 75a and 101, Annex III"))
    ['3', '64', '75a', '101']
    """
    said = f"{citation.source} {citation.url} {(citation.source_id or '').replace('-', ' ')}"
    if not _AI_ACT.search(said) or _AMENDING.search(citation.source):
        return []
    where = citation.locator or citation.source
    named = (found[1] for found in _ARTICLES.finditer(where))
    return list(dict.fromkeys(one[1] for text in named for one in _NUMBER.finditer(text)))


def _rows(titles: Mapping[str, str], by_part: Mapping[str, list[Term]]) -> list[Coverage]:
    return [Coverage(key, title, tuple(by_part.get(key, ()))) for key, title in titles.items()]


def _by_part(terms: Iterable[Term]) -> tuple[dict[str, list[Term]], dict[str, int]]:
    by_part: dict[str, list[Term]] = defaultdict(list)
    unmapped: Counter[str] = Counter()
    framework = nist_ai_rmf()
    for term in terms:
        parts: dict[str, None] = {}
        for tag in dict.fromkeys(term.nist_rmf_tags):
            found = framework.parts_of(tag)
            parts.update(dict.fromkeys(found))
            if not found:
                unmapped[tag] += 1
        for part in parts:
            by_part[part].append(term)
    return dict(by_part), dict(sorted(unmapped.items()))


def _articles(terms: Iterable[Term]) -> list[Coverage]:
    cited: dict[str, dict[str, Term]] = defaultdict(dict)
    for term in terms:
        for citation in term.citations:
            for article in articles_of(citation):
                cited[article][term.slug] = term
    return [
        Coverage(article, f"Article {article}", tuple(cited[article].values()))
        for article in sorted(cited, key=_place_of_article)
    ]


def _place_of_article(article: str) -> tuple[int, str]:
    number = re.match(r"\d+", article)
    return int(number[0]) if number else 0, article


def _by_category(terms: Sequence[Term], glossary: Glossary) -> list[Coverage]:
    held: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        for name in categories_of(term):
            held[name].append(term)
    counts = {name: len(of_category) for name, of_category in held.items()}
    return [
        Coverage(shelf.key, shelf.title, tuple(held[shelf.key]))
        for shelf in categories(counts, glossary.config)
    ]


def _by_role(terms: Sequence[Term], glossary: Glossary) -> list[Coverage]:
    return [
        Coverage(role.id, role.title, tuple(term for term in terms if role.id in term.roles))
        for role in glossary.config.roles
    ]


def _evidence(term: Term, glossary: Glossary, today: date) -> Evidence:
    return Evidence(
        term,
        due_on(term, glossary.config, glossary.first_seen),
        days_overdue(term, glossary.config, today, glossary.first_seen),
        sum(citation.checked_on is not None for citation in term.citations),
        term.steward or glossary.config.fallback_steward,
    )


def _counted(terms: int) -> str:
    return f"{terms:,} term{'' if terms == 1 else 's'}"
