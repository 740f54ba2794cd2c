"""Requested and missed terms, with what this viewer may do about them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bot.cards.clarifications.backlog import Backlog
from bot.cards.clarifications.request import RequestList
from bot.services.usage import DAYS_COUNTED, missed_terms
from bot.storage.lookup_counts import normalised_label

if TYPE_CHECKING:
    from bot.services.services import Services
    from bot.services.viewer import Viewer


async def backlog_for(services: Services, viewer: Viewer) -> Backlog:
    """Return the requested terms, for which stewards may start drafts, and the missed ones."""
    missed = await missed_terms(services, viewer)
    requests = await services.term_requests.backlog(viewer.workspace_id)
    labels = {normalised_label(one.label) for one in requests}
    terms = services.glossary.terms.values()
    requested = RequestList(
        requests,
        may_decide=await services.stewards.may_decide(viewer.user_id),
        is_writable=all(services.publisher.is_possible(term) for term in islice(terms, 1)),
    )
    return Backlog(
        requested,
        missing=tuple(one for one in missed.missing if one.label not in labels),
        hidden=missed.hidden,
        days=DAYS_COUNTED,
        is_any_requested=any(one.label in labels for one in missed.missing),
    )
