"""What all presses and forms about a suggestion share: which one it is, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.clarification_form import errors_in
from bot.cards.clarifications.clarification_labels import headline
from bot.cards.clarifications.suggestion import said_modal
from bot.clarifications.model import Refusal
from bot.clarifications.outcomes import Done, Faulty, Refused, Unknown
from bot.services.clarification_cards import redraw_copy
from bot.services.refusals import NO_LONGER_KNOWN, NotDoneError, refusal_words
from bot.slack.press import pressed_card, value_of

if TYPE_CHECKING:
    from bot.clarifications.outcomes import AcceptOutcome, ActOutcome
    from bot.clarifications.records import Clarification
    from bot.decisions.outbox import MessageRef
    from bot.glossary.glossary import Glossary
    from bot.services.services import Services
    from bot.services.viewer import Viewer

NOT_DONE = "Not done"


def head_of(found: Clarification, glossary: Glossary) -> str:
    """Return the term and the kind of change, as forms name them."""
    term = glossary.get(found.slug)
    title = term.title if term else found.slug
    return f"{title}: {headline(found.proposal, glossary.config)}"


async def find(services: Services, workspace_id: str, clarification_id: str) -> Clarification:
    """Return the suggestion; raise NotDoneError where the bot no longer knows of it."""
    found = await services.clarifications.store.get(workspace_id, clarification_id)
    if found is None:
        raise NotDoneError(NO_LONGER_KNOWN)
    return found


async def find_undecided(
    body: dict[str, Any], viewer: Viewer, services: Services
) -> tuple[Clarification, MessageRef | None]:
    """Return what a steward is to decide on, and the card that was pressed.

    Raise before a form is filled in for nothing; a card that still offered it is drawn again.
    """
    if not await services.stewards.may_decide(viewer.user_id):
        raise NotDoneError(refusal_words(Refusal.STEWARDS_ONLY))
    found = await find(services, viewer.workspace_id, value_of(body))
    card = pressed_card(body)
    if found.state.is_decided:
        await redraw_copy(services.worker, found, card, is_stale=True)
        raise NotDoneError(refusal_words(Refusal.DECIDED, found))
    return found, card


async def redraw_older_copy(
    services: Services, outcome: AcceptOutcome | ActOutcome, card: MessageRef | None
) -> None:
    """Draw the card that was pressed, where the act or somebody before has changed it."""
    match outcome:
        case Done(clarification):
            await redraw_copy(services.worker, clarification, card)
        case Refused(Refusal.DECIDED, clarification):
            await redraw_copy(services.worker, clarification, card, is_stale=True)


def raise_unless_done(outcome: Done | Refused | Unknown) -> None:
    """Raise NotDoneError, which says why, where nothing was done."""
    match outcome:
        case Refused(refusal, clarification):
            raise NotDoneError(refusal_words(refusal, clarification))
        case Unknown():
            raise NotDoneError(NO_LONGER_KNOWN)
        case Done():
            return


def answer_to_form(view: dict[str, Any], outcome: ActOutcome) -> dict[str, Any]:
    """Return what the ack of a form says: nothing, which closes it, or why nothing was done."""
    match outcome:
        case Faulty(faults):
            return {"response_action": "errors", "errors": errors_in(view, faults)}
        case Refused(refusal, clarification):
            words = refusal_words(refusal, clarification)
            return {"response_action": "update", "view": said_modal(NOT_DONE, words)}
        case Unknown():
            return {"response_action": "update", "view": said_modal(NOT_DONE, NO_LONGER_KNOWN)}
        case Done():
            return {}
