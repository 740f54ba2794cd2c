"""Publishing the Home tab for whoever looks at it, as it is now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.cards.clarifications.clarification import StewardsView
from bot.cards.home.home import MOST_DUE, Due, Home, home_page_view, home_view
from bot.glossary.browse.shelves import due_shelf
from bot.glossary.files.schedule import JobName
from bot.services.browsing import due_now, open_target, pressing_now, shelves_of
from bot.services.usage import FEWEST_PEOPLE, missing_now
from bot.services.viewer import readers_role
from bot.slack.errors import CALL_FAILED, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.cards.browse.page_ref import PageRef
    from bot.clarifications.records import Clarification
    from bot.glossary.browse.catalogue import Catalogue
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term

log = structlog.get_logger(__name__)

_PAGE = 25
_MOST_REVISED = 5
_MOST_MISSING = 5
_MOST_SUGGESTED = 5
_MOST_UNDECIDED = 3
# After this long a term of the week is no longer this week's, nor last week's.
_STILL_SHOWN = timedelta(days=14)


async def publish_home(
    context: AsyncBoltContext,
    client: AsyncWebClient,
    *,
    notice: str = "",
    searched: Term | None = None,
) -> None:
    """Draw the overview; raise what the call raises if Slack doesn't take it."""
    async with context["locks"].at(("home", context.user_id)):
        home = await _build_home(context, notice, searched)
        await client.views_publish(user_id=context.user_id or "", view=home_view(home))


async def redraw_home(
    context: AsyncBoltContext, client: AsyncWebClient, *, searched: Term | None = None
) -> bool:
    """Draw the overview after something was done; return whether Slack took it."""
    try:
        await publish_home(context, client, searched=searched)
    except CALL_FAILED as error:
        log.warning("a Home tab stays as it was", reason=reason_of(error))
        return False
    return True


async def _build_home(context: AsyncBoltContext, notice: str, searched: Term | None) -> Home:
    glossary: Glossary = context["glossary"]
    catalogue: Catalogue = context["catalogue"]
    workspace_id, reader = context.team_id or "", context.user_id or ""
    suggested = await context["clarifications"].of_person(workspace_id, reader)
    return Home(
        config=glossary.config,
        role=await readers_role(context),
        shelves=shelves_of(catalogue),
        revised=tuple(catalogue.recently_revised(_MOST_REVISED)),
        term_of_the_week=await _term_of_the_week(context),
        requested=(await context["term_requests"].backlog(workspace_id))[:_MOST_MISSING],
        missing=await missing_now(context, _MOST_MISSING, FEWEST_PEOPLE),
        suggested=_posted(context, suggested[:_MOST_SUGGESTED]),
        due=await _due(context),
        searched=searched,
        notice=notice,
    )


async def publish_page(context: AsyncBoltContext, client: AsyncWebClient, ref: PageRef) -> None:
    """Draw a page of a shelf in the overview's place."""
    async with context["locks"].at(("home", context.user_id)):
        page = await open_target(context, ref, _PAGE)
        await client.views_publish(user_id=context.user_id or "", view=home_page_view(page))


async def _term_of_the_week(context: AsyncBoltContext) -> tuple[Term, date] | None:
    since = context["clock"]() - _STILL_SHOWN
    row = await context["ledger"].latest_post(
        context.team_id or "", JobName.TERM_OF_THE_WEEK.value, since
    )
    term = context["glossary"].get(row.slug) if row and row.slug else None
    return (term, row.slot_at.date()) if term else None


async def _due(context: AsyncBoltContext) -> Due | None:
    """Return what is due, the reader's own terms first; None for whoever is no steward."""
    reader = context.user_id or ""
    if not await context["stewards"].may_decide(reader):
        return None
    due = due_now(context)
    unsnoozed = await context["review_decisions"].unsnoozed(context.team_id or "", due)
    pressing = await pressing_now(context, unsnoozed, MOST_DUE, reader=reader)
    term_writer = context["term_writer"]
    writable = frozenset(one.term.slug for one in pressing if term_writer.is_possible(one.term))
    undecided = await context["clarifications"].undecided(context.team_id or "")
    return Due(
        due_shelf(len(due)),
        tuple(pressing),
        writable,
        _posted(context, undecided[:_MOST_UNDECIDED]),
        len(undecided),
    )


def _posted(
    context: AsyncBoltContext, clarifications: Iterable[Clarification]
) -> tuple[StewardsView, ...]:
    """Return suggestions with what is to be known of their terms; a term may have gone."""
    glossary: Glossary = context["glossary"]
    found = ((one, glossary.get(one.slug)) for one in clarifications)
    return tuple(
        StewardsView(
            one,
            term.title if term else one.slug,
            glossary.config,
            is_writable=term is not None and context["term_writer"].is_possible(term),
        )
        for one, term in found
    )
