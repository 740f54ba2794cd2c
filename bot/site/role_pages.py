"""The starter pack of each role: what to read first and why, what to do, and a self-test."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards.kit.markdown import plain_words
from bot.glossary.model import Status
from bot.glossary.wording import WordingSource, takeaway_for, wording_for
from bot.site.page import Page, role_path
from bot.site.shelf_pages import sorted_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role, Term

READ_FIRST = 12
QUESTIONS = 5
_BLANK = "_____"


@dataclass(frozen=True, slots=True)
class Reading:
    """A term of the pack, why it stands there, and its first task for the role, if any."""

    term: Term
    why: str
    task: str


@dataclass(frozen=True, slots=True)
class Question:
    """A definition without the name, to be guessed."""

    text: str
    term: Term


def role_pages(glossary: Glossary) -> Iterator[Page]:
    """Yield the list of roles and their packs; nothing where no term says anything of roles."""
    roles = glossary.config.roles
    counts = Counter(role for term in glossary.terms.values() for role in set(term.roles))
    if not roles or not (counts or glossary.has_wordings):
        return
    yield Page("roles/index.html", "roles.html", "Roles", {"roles": roles, "counts": counts})
    named = _named_by(glossary)
    for role in roles:
        terms = sorted_terms(term for term in glossary.terms.values() if role.id in term.roles)
        pack = _pack(terms, role, named)
        values = {
            "role": role,
            "terms": terms,
            "pack": pack,
            "questions": _questions([reading.term for reading in pack]),
        }
        yield Page(role_path(role), "role.html", role.title, values, role.summary)


def _pack(terms: Sequence[Term], role: Role, named: Counter[str]) -> list[Reading]:
    """Return what to read first: what most other terms build on, what is broader before the rest.

    Deprecated terms are left out. A term in the role's own words comes before one without.
    """
    usable = [term for term in terms if term.status is not Status.DEPRECATED]

    def weight(term: Term) -> tuple[bool, int]:
        return wording_for(term, role).source is WordingSource.OWN, named[term.slug]

    chosen = sorted(usable, key=weight, reverse=True)[:READ_FIRST]
    return [
        Reading(term, _why(term, role, named[term.slug]), _task(term, role))
        for term in sorted(chosen, key=lambda term: (len(term.broader) > 0, -named[term.slug]))
    ]


def _why(term: Term, role: Role, named: int) -> str:
    takeaway = takeaway_for(term, role)
    if takeaway and takeaway.is_own:
        return takeaway.text
    if named:
        return f"{named} other term{'s' if named > 1 else ''} build on it."
    return plain_words(term.definition)


def _task(term: Term, role: Role) -> str:
    """Return what the term asks this role to do: an example for it, else the first for all."""
    own = [example.text for example in term.do if role.id in example.roles]
    return next(iter([*own, *(example.text for example in term.do if not example.roles)]), "")


def _questions(terms: Sequence[Term]) -> list[Question]:
    """Return definitions without their names; of terms spread over the pack."""
    questions = [
        Question(_without_labels(plain_words(term.definition), term), term) for term in terms
    ]
    step = max(1, len(questions) // QUESTIONS)
    return questions[::step][:QUESTIONS]


def _without_labels(text: str, term: Term) -> str:
    """Return the text with a blank where the term itself is named, in the plural too."""
    longest_first = sorted(term.labels, key=len, reverse=True)
    names = "|".join(map(re.escape, longest_first))
    return re.sub(rf"(?<!\w)(?:{names})s?(?!\w)", _BLANK, text, flags=re.IGNORECASE)


def _named_by(glossary: Glossary) -> Counter[str]:
    """Count by slug how many terms name it in their relations."""
    counts: Counter[str] = Counter()
    for term in glossary.terms.values():
        labels = (*term.broader, *term.narrower, *term.related)
        counts.update({one.slug for label in labels for one in glossary.resolve(label)})
    return counts
