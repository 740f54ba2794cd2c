"""What the page of a term says, in the order of its sections."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards.kit.markdown import plain_words
from bot.glossary.due import days_overdue
from bot.glossary.model import EVERYBODY
from bot.glossary.normalize import fold_label
from bot.glossary.wording import for_role, takeaway_for, wording_for
from bot.site.page import Page, term_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Category, Role, Source, Term
    from bot.glossary.wording import Takeaway, Wording

_RELATIONS = ("broader", "narrower", "related")
_DESCRIPTION_LENGTH = 200  # characters that search engines and link previews show


@dataclass(frozen=True, slots=True)
class Target:
    """A related term: the terms that its label names, none where the glossary lacks it."""

    label: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """What one role reads of a term."""

    role: Role
    wording: Wording
    takeaway: Takeaway | None
    do: tuple[str, ...]
    dont: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A citation and the entry of the bibliography that it names, with what superseded that."""

    source: Source | None
    newer: Source | None


def term_pages(glossary: Glossary, today: date) -> Iterator[Page]:
    """Yield the page of each term in service."""
    linked = _links_back(glossary)
    for term in glossary.terms.values():
        yield term_page(term, glossary, today, linked[term.slug])


def term_page(term: Term, glossary: Glossary, today: date, linked_from: Iterable[Term]) -> Page:
    """Return the page of one term."""
    config = glossary.config
    relations = {kind: _targets(getattr(term, kind), glossary) for kind in _RELATIONS}
    named = {one.slug for targets in relations.values() for to in targets for one in to.terms}
    return Page(
        term_path(term),
        "term.html",
        term.title,
        {
            "term": term,
            "aliases": _aliases_beside(term),
            "words": tuple(_words_of(term, glossary)),
            "ordered_by_role": any(example.roles for example in (*term.do, *term.dont)),
            "roles": tuple(role for id_ in term.roles if (role := config.role(id_))),
            "advice": tuple(_advice(term, config.categories)),
            "relations": relations,
            "linked_from": tuple(one for one in linked_from if one.slug not in named),
            "replacement": _targets((term.replaced_by,), glossary)[0] if term.replaced_by else None,
            "days_overdue": days_overdue(term, config, today, glossary.first_seen),
            "cited_sources": tuple(_cited(term, config.sources)),
            "same_name": tuple(one for one in glossary.resolve(term.name) if one.slug != term.slug),
        },
        plain_words(term.definition)[:_DESCRIPTION_LENGTH],
    )


def _words_of(term: Term, glossary: Glossary) -> Iterator[RoleWords]:
    for role in glossary.config.roles if glossary.has_wordings else (EVERYBODY,):
        yield RoleWords(
            role,
            wording_for(term, role),
            takeaway_for(term, role),
            for_role(term.do, role),
            for_role(term.dont, role),
        )


def _advice(term: Term, categories: Iterable[Category]) -> Iterator[tuple[Category, str]]:
    """Yield what the term's categories advise; nothing of a term that addresses no readers."""
    if term.addresses_readers:
        for category in categories:
            if category.name in term.categories:
                yield from ((category, line) for line in category.advice)


def _targets(labels: Iterable[str], glossary: Glossary) -> tuple[Target, ...]:
    return tuple(Target(label, glossary.resolve(label)) for label in labels)


def _cited(term: Term, sources: Mapping[str, Source]) -> Iterator[CitedSource]:
    for citation in term.citations:
        source = sources.get(citation.source_id or "")
        newer = sources.get(source.superseded_by or "") if source else None
        yield CitedSource(source, newer)


def _aliases_beside(term: Term) -> tuple[str, ...]:
    """Return the aliases; what an acronym stands for may be its whole definition already."""
    said = fold_label(plain_words(term.definition)).rstrip(".")
    return tuple(alias for alias in term.aliases if fold_label(alias).rstrip(".") != said)


def _links_back(glossary: Glossary) -> dict[str, list[Term]]:
    """Return by slug the terms whose relations name it, in alphabetical order."""
    back: dict[str, dict[str, Term]] = defaultdict(dict)
    for term in sorted(glossary.terms.values(), key=lambda one: one.title.casefold()):
        for kind in _RELATIONS:
            for label in getattr(term, kind):
                for target in glossary.resolve(label):
                    if target.slug != term.slug:
                        back[target.slug][term.slug] = term
    return defaultdict(list, {slug: list(terms.values()) for slug, terms in back.items()})
