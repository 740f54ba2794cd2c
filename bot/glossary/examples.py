"""Examples that people may type, from the glossary in service; each of them works."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING

from bot.glossary.model import Status
from bot.glossary.normalize import words_of
from bot.glossary.search.result import Found

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role, Term

_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_SHORTEST = 3  # letters: "d" is an example of nothing
_LONGEST = 30  # of a name that people would type as an example
_TRIED = 50  # of the best terms, for labels that lead to one term alone


def example_names(glossary: Glossary) -> tuple[str, ...]:
    """Return two names that surely lead to two terms, an abbreviation first; fewer of a few terms.

    They are of the terms that most others are related to.
    """
    return tuple(name for name, _ in _sure_names(glossary, glossary.revision)[:2])


def example_for_role(glossary: Glossary, reader: Role) -> tuple[str, Role] | None:
    """Return a name, and another role than the reader's that has words of its own for it."""
    if not glossary.has_wordings:
        return None
    roles = [role for role in glossary.config.roles if role.id != reader.id]
    worded = [
        (name, term, role, role.id in term.audiences)
        for name, term in _sure_names(glossary, glossary.revision)
        for role in roles
        if {role.id, role.audience} & term.audiences.keys()
    ]
    worded.sort(key=lambda one: not one[3])  # words of the role's own before its audience's
    return next(
        (
            (name, role)
            for name, term, role, _ in worded
            if _leads_to(glossary, f"{name} for {role.title.lower()}", term, role)
        ),
        None,
    )


@lru_cache(maxsize=2)
def _sure_names(glossary: Glossary, revision: int) -> tuple[tuple[str, Term], ...]:
    """Return the names of some of the best terms, the first one short if there is such a one."""
    del revision  # it tells a changed glossary from what it was
    terms = [one for one in glossary.terms.values() if one.status is not Status.DEPRECATED]
    links = Counter(
        label for term in terms for label in (*term.related, *term.broader, *term.narrower)
    )

    def rank(term: Term) -> tuple[bool, int, bool, int, str]:
        linked = sum(links[label] for label in term.labels)
        length = len(term.name)
        return not term.audiences, -linked, length < _SHORTEST, length, term.slug

    named = ((_name_of(term, glossary), term) for term in nsmallest(_TRIED, terms, key=rank))
    sure = [(name, term) for name, term in named if name]
    short = next((one for one in sure if _ABBREVIATION.fullmatch(one[0])), None)
    return tuple(([short] if short else []) + [one for one in sure if one is not short])


def _name_of(term: Term, glossary: Glossary) -> str:
    """Return the initials or else the name of the term, if it surely leads to this term."""
    initials = "".join(word[0] for word in words_of(term.name)).upper()
    labels = [*(alias for alias in term.aliases if alias == initials), term.name]
    return next(
        (one for one in labels if len(one) <= _LONGEST and _leads_to(glossary, one, term)), ""
    )


def _leads_to(glossary: Glossary, text: str, term: Term, role: Role | None = None) -> bool:
    query = glossary.read_query(text)
    found = glossary.find(query.text)
    return query.role == role and isinstance(found, Found) and found.term.slug == term.slug
