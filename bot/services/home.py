"""Gathers one person's present Home tab."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cards.clarifications.clarification import StewardsView
from bot.cards.home.home import MOST_DUE, Due, Home
from bot.decisions.people import Person
from bot.glossary.browse.shelves import due_shelf
from bot.glossary.examples import example_names
from bot.glossary.files.schedule import JobName
from bot.services.browsing import due_now, pressing_now, shelves_of
from bot.services.usage import FEWEST_PEOPLE, missing_now

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.clarifications.records import Clarification
    from bot.glossary.model import Term
    from bot.services.services import Services
    from bot.services.viewer import Viewer

_MOST_REVISED = 5
_MOST_MISSING = 5
_MOST_SUGGESTED = 5
_MOST_UNDECIDED = 3
# After this long a term of the week is no longer this week's, nor last week's.
_STILL_SHOWN = timedelta(days=14)


async def home_for(
    services: Services, viewer: Viewer, *, notice: str = "", searched: Term | None = None
) -> Home:
    """Return the overview; ``notice`` says what was just done, ``searched`` is the chosen term."""
    workspace_id = viewer.workspace_id
    suggested = await services.clarifications.store.of_person(workspace_id, viewer.user_id)
    return Home(
        config=services.glossary.config,
        role=await services.viewers.role_of(viewer),
        shelves=shelves_of(services.catalogue),
        revised=tuple(services.catalogue.recently_revised(_MOST_REVISED)),
        term_of_the_week=await _term_of_the_week(services, workspace_id),
        requested=(await services.term_requests.backlog(workspace_id))[:_MOST_MISSING],
        missing=await missing_now(services, viewer, _MOST_MISSING, FEWEST_PEOPLE),
        suggested=await _posted(services, viewer, suggested[:_MOST_SUGGESTED]),
        due=await _due(services, viewer),
        example=next(iter(example_names(services.glossary)), ""),
        searched=searched,
        notice=notice,
    )


async def _term_of_the_week(services: Services, workspace_id: str) -> tuple[Term, date] | None:
    since = services.clock() - _STILL_SHOWN
    row = await services.ledger.latest_post(workspace_id, JobName.TERM_OF_THE_WEEK.value, since)
    term = services.glossary.get(row.slug) if row and row.slug else None
    return (term, row.slot_at.date()) if row and term else None


async def _due(services: Services, viewer: Viewer) -> Due | None:
    """Return the due reviews, the viewer's own terms first; None if the viewer isn't a steward."""
    workspace_id = viewer.workspace_id
    if not await services.stewards.may_decide(viewer.user_id):
        return None
    due = due_now(services)
    unsnoozed = await services.review_decisions.unsnoozed(workspace_id, due)
    pressing = await pressing_now(
        services, workspace_id, unsnoozed, MOST_DUE, reader=viewer.user_id
    )
    is_possible = services.publisher.is_possible
    writable = frozenset(one.term.slug for one in pressing if is_possible(one.term))
    undecided = await services.clarifications.store.undecided(workspace_id)
    return Due(
        due_shelf(len(due)),
        tuple(pressing),
        writable,
        await _posted(services, viewer, undecided[:_MOST_UNDECIDED]),
        len(undecided),
    )


async def _posted(
    services: Services, viewer: Viewer, clarifications: Iterable[Clarification]
) -> tuple[StewardsView, ...]:
    """Return suggestions with their terms; a term may have gone."""
    glossary = services.glossary
    is_only = (await services.stewards.current()).ids == {viewer.user_id}
    person = Person(viewer.workspace_id, viewer.user_id, "", is_only_steward=is_only)
    may_accept_own = services.clarifications.may_accept_own(person)
    found = ((one, glossary.get(one.slug)) for one in clarifications)
    return tuple(
        StewardsView(
            one,
            term.title if term else one.slug,
            glossary.config,
            is_writable=term is not None and services.publisher.is_possible(term),
            is_own=one.suggester_id == viewer.user_id and not may_accept_own,
        )
        for one, term in found
    )
