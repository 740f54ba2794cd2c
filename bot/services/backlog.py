"""What people have asked for and looked up in vain, as whoever reads it may act on it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bot.cards.clarifications.request import MOST_REQUESTS, RequestList, requested_card
from bot.cards.kit.card import Card
from bot.cards.kit.size import most_that_fit
from bot.cards.stats.stats import backlog_card
from bot.services.usage import DAYS_COUNTED, backlog_for_reader
from bot.storage.lookup_counts import normalised_label

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext


async def draw_backlog(context: AsyncBoltContext, *, notice: str = "") -> Card:
    """Return what was asked for, of which stewards may start drafts, and what was not found."""
    backlog = await backlog_for_reader(context)
    requests = await context["term_requests"].backlog(context.team_id or "")
    labels = {normalised_label(one.label) for one in requests}
    missing = [one for one in backlog.missing if one.label not in labels]
    missed = backlog_card(missing, backlog.hidden, DAYS_COUNTED)
    if not requests and not notice:
        return missed
    may_decide = await context["stewards"].may_decide(context.user_id or "")
    terms = context["glossary"].terms.values()
    is_writable = all(context["term_writer"].is_possible(term) for term in islice(terms, 1))
    requested = RequestList(requests, may_decide, is_writable)
    is_all = backlog.missing and not missing and not backlog.hidden

    def draw(most: int) -> Card:
        asked_for = requested_card(requested, notice=notice, most=most)
        if is_all:
            return asked_for
        return Card(f"{asked_for.text} {missed.text}", [*asked_for.blocks, *missed.blocks])

    return most_that_fit(draw, MOST_REQUESTS)
