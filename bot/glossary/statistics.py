"""How the glossary is used and maintained: lookups, missed terms, coverage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.glossary.browse.shelves import categories, categories_of
from bot.glossary.due import next_reviews
from bot.glossary.questions import answered, trend
from bot.glossary.search.result import Found
from bot.glossary.wording import WordingSource, wording_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.glossary.browse.shelves import Shelf
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role, Status, Term
    from bot.glossary.questions import Answered, Period, Questions
    from bot.glossary.review_health import ReviewHealth


@dataclass(frozen=True, slots=True)
class Asked:
    """A term, and how often it was looked up."""

    term: Term
    lookups: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A missed query, and how many people asked it."""

    label: str
    people: int


@dataclass(frozen=True, slots=True)
class CategoryHealth:
    """A category, and how many of its terms are due for review."""

    shelf: Shelf
    due: int


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """A role: how many terms have words, and a takeaway, of its very own.

    Of the others, those ``for_audience`` have words for the audience that the role belongs to.
    """

    role: Role
    worded: int
    takeaways: int
    for_audience: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """All of it, as of one day; ``since`` is the first day whose lookups count."""

    since: date
    today: date
    terms: int
    lookups: int
    answered: Answered
    trend: tuple[Period, ...]
    health: tuple[ReviewHealth, ...]
    top_terms: tuple[Asked, ...]
    missing: tuple[Missing, ...]
    categories: tuple[CategoryHealth, ...]
    roles: tuple[RoleCoverage, ...]
    statuses: Mapping[Status, int]
    due: int


def build_statistics(  # noqa: PLR0913 - the counts and their period, each by its name
    glossary: Glossary,
    *,
    since: date,
    today: date,
    lookups: Mapping[str, int],
    missed: Mapping[str, int],
    most: int,
    questions: Sequence[Questions] = (),
    health: tuple[ReviewHealth, ...] = (),
) -> Statistics:
    """Put together the statistics; ``missed`` is the number of people by what they missed.

    ``health`` is how the reviews stood on earlier days (bot/glossary/review_health.py).
    """
    terms = glossary.terms.values()
    reviews = next_reviews(terms, glossary.config, glossary.first_seen)
    due = [review.term for review in reviews if review.due_on <= today]
    due_by_category = Counter(name for term in due for name in categories_of(term))
    by_category = Counter(name for term in terms for name in categories_of(term))
    worded = Counter(role_id for term in terms for role_id in term.audiences)
    takeaways = Counter(role_id for term in terms for role_id in term.takeaways)
    return Statistics(
        since=since,
        today=today,
        terms=len(terms),
        lookups=sum(lookups.values()),
        answered=answered(questions),
        trend=trend(questions, since, today),
        health=health,
        top_terms=_top_terms(glossary, lookups, most),
        missing=still_missing(glossary, missed, most),
        categories=tuple(
            CategoryHealth(shelf, due_by_category[shelf.key])
            for shelf in categories(by_category, glossary.config)
        ),
        roles=tuple(
            RoleCoverage(role, worded[role.id], takeaways[role.id], _for_audience(role, terms))
            for role in glossary.config.roles
        ),
        statuses=Counter(term.status for term in terms),
        due=len(due),
    )


def _for_audience(role: Role, terms: Iterable[Term]) -> int:
    return sum(wording_for(term, role).source is WordingSource.AUDIENCE for term in terms)


def _top_terms(glossary: Glossary, lookups: Mapping[str, int], most: int) -> tuple[Asked, ...]:
    ranked = sorted(lookups.items(), key=lambda item: (-item[1], item[0]))
    known = (Asked(term, count) for slug, count in ranked if (term := glossary.get(slug)))
    return tuple(asked for _, asked in zip(range(most), known, strict=False))


def still_missing(
    glossary: Glossary, missed: Mapping[str, int], most: int, fewest_people: int = 1
) -> tuple[Missing, ...]:
    """Return what the most people asked for and still find nowhere in the glossary."""
    ranked = sorted(missed.items(), key=lambda item: (-item[1], item[0]))
    wanted = (
        Missing(label, people)
        for label, people in ranked
        if label and people >= fewest_people and not isinstance(glossary.find(label), Found)
    )
    return tuple(missing for _, missing in zip(range(most), wanted, strict=False))
