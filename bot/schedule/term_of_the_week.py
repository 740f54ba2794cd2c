"""Chooses the term of the week: the same inputs always give the same choice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.glossary.due import days_overdue
from bot.glossary.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.glossary.files.schedule import ScheduleEntry
    from bot.glossary.model import GlossaryConfig, Term

# With fewer terms than this to rotate, the next best are let in: a channel that
# reads the same three terms all year is better served by a good draft.
FEWEST_TO_ROTATE = 8
# For how long an approval counts as news.
NEWLY_APPROVED = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Choice:
    """A term and, in clauses, why it is its turn."""

    term: Term
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The inputs of the choice, apart from the terms.

    ``posted`` are the slugs this entry has posted before, oldest first;
    ``lookups`` counts by slug what people asked for recently.
    """

    today: date
    posted: Sequence[str] = ()
    lookups: Mapping[str, int] = field(default_factory=dict)


def choose(
    terms: Iterable[Term], entry: ScheduleEntry, config: GlossaryConfig, now: Circumstances
) -> Choice | None:
    """Return the term whose turn it is, or None where no term may be posted at all.

    Never a deprecated term. No overdue term and no draft while there are enough
    others. No term again before every eligible one had its turn. Another category
    than last time where there is a choice; then newly approved terms, then often looked-up ones.
    """
    eligible = _eligible(terms, entry, config, now.today)
    waiting = _waiting(eligible, now.posted)
    if not waiting:
        return None
    last = next((eligible[slug] for slug in reversed(now.posted) if slug in eligible), None)
    last_categories = set(last.categories) if last else set()

    def rank(term: Term) -> tuple[bool, bool, int, str]:
        return (
            bool(last_categories & set(term.categories)),
            not _is_newly_approved(term, now.today),
            -now.lookups.get(term.slug, 0),
            # Any fixed order but the alphabet's, which would post neighbors in a row.
            hashlib.sha256(f"{entry.id}/{term.slug}".encode()).hexdigest(),
        )

    term = min(waiting, key=rank)
    return Choice(term, tuple(_reasons(term, last, last_categories, now)))


def _eligible(
    terms: Iterable[Term], entry: ScheduleEntry, config: GlossaryConfig, today: date
) -> dict[str, Term]:
    """Return the terms to rotate, by slug; worse ones only where the sound ones are few."""
    wanted = [
        term
        for term in terms
        if term.status is not Status.DEPRECATED
        and (entry.role is None or entry.role in term.roles)
        and (not entry.categories or set(entry.categories) & set(term.categories))
    ]
    overdue = {term.slug for term in wanted if days_overdue(term, config, today)}
    tiers = (
        [t for t in wanted if t.slug not in overdue and t.status is not Status.DRAFT],
        [t for t in wanted if t.slug not in overdue and t.status is Status.DRAFT],
        [t for t in wanted if t.slug in overdue],
    )
    eligible: dict[str, Term] = {}
    for tier in tiers:
        if len(eligible) >= FEWEST_TO_ROTATE:
            break
        eligible |= {term.slug: term for term in tier}
    return eligible


def _waiting(eligible: Mapping[str, Term], posted: Sequence[str]) -> list[Term]:
    """Return the eligible terms that have not had their turn in the current round.

    A round ends when every eligible term has been posted. Terms posted within the last half round
    wait, so that no term ends one round and begins the next.
    """
    had_turn: set[str] = set()
    for slug in posted:
        had_turn.add(slug)
        if eligible.keys() <= had_turn:
            had_turn.clear()
    known = [slug for slug in posted if slug in eligible]
    recent = set(known[len(known) - min(len(known), len(eligible) // 2) :])
    waiting = [term for slug, term in eligible.items() if slug not in had_turn]
    return [term for term in waiting if term.slug not in recent] or waiting


def _is_newly_approved(term: Term, today: date) -> bool:
    approved_on = term.last_reviewed_on if term.status is Status.APPROVED else None
    return approved_on is not None and today - approved_on <= NEWLY_APPROVED


def _reasons(
    term: Term, last: Term | None, last_categories: set[str], now: Circumstances
) -> Iterable[str]:
    yield "its turn has come round again" if term.slug in now.posted else "not posted here before"
    if last and not last_categories & set(term.categories):
        yield f"another category than “{last.title}”, the last one"
    if _is_newly_approved(term, now.today):
        yield f"approved on {term.last_reviewed_on}"
    if lookups := now.lookups.get(term.slug, 0):
        yield f"looked up {lookups} {'time' if lookups == 1 else 'times'} recently"
