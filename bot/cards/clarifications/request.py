"""Requests for missing terms, and the backlog of requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.models.views import View

from bot.cards.kit.blocks import actions, button, header, small
from bot.cards.kit.card import Card
from bot.cards.kit.counting import counted
from bot.cards.kit.form_ref import NOWHERE, FormRef
from bot.cards.kit.ids import ActionId, CallbackId, FieldId, numbered
from bot.cards.kit.inputs import choice, input_block, text_input
from bot.cards.kit.mrkdwn import literal, shown
from bot.cards.kit.rich_text import headed_paragraph, paragraph
from bot.clarifications.records import RequestState, Urgency
from bot.command_name import define_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.clarifications.records import TermRequest

LABEL_LIMIT = 100
WHERE_LIMIT = 300
WHY_LIMIT = 1000
LABEL_BLOCK, WHERE_BLOCK, WHY_BLOCK, URGENCY_BLOCK = "label", "where", "why", "urgency"
MOST_REQUESTS = 12
_LIMIT = 1500
_SPOKEN_LIMIT = 3000
_REASON_LIMIT = 200

_URGENCIES = {
    Urgency.NOW: "Now: it holds up work",
    Urgency.SOON: "Soon: within weeks",
    Urgency.SOMETIME: "Some time",
}


def request_button(query: str) -> ButtonElement:
    """Return the button that requests a term that wasn't found."""
    return button("Request this term", ActionId.OPEN_REQUEST, shown(query, LABEL_LIMIT))


def request_modal(label: str, opened: FormRef = NOWHERE) -> View:
    """Return the form, with the term filled in; ``opened`` says from where."""
    urgencies = [(text, urgency.value) for urgency, text in _URGENCIES.items()]
    return View(
        type="modal",
        callback_id=CallbackId.REQUEST_TERM,
        title="Request a term",
        submit="Request",
        close="Cancel",
        private_metadata=opened.to_private_metadata(),
        blocks=[
            input_block(
                "The term", text_input(FieldId.LABEL, label, limit=LABEL_LIMIT), LABEL_BLOCK
            ),
            input_block(
                "Where did you meet it?",
                text_input(FieldId.WHERE, limit=WHERE_LIMIT),
                WHERE_BLOCK,
                hint="A document, a meeting, a conversation.",
                optional=True,
            ),
            input_block(
                "Why does it matter?",
                text_input(FieldId.WHY, lines=True, limit=WHY_LIMIT),
                WHY_BLOCK,
                optional=True,
            ),
            input_block(
                "How urgent is it?",
                choice(FieldId.URGENCY, urgencies, Urgency.SOMETIME),
                URGENCY_BLOCK,
            ),
            small("You'll get a message when the term is in the glossary."),
        ],
    )


@dataclass(frozen=True, slots=True)
class RequestList:
    """The requested terms, the most wanted first, and what the reader may do about them."""

    requests: Sequence[TermRequest]
    may_decide: bool
    is_writable: bool


def requested_card(requested: RequestList, *, notice: str = "", most: int = MOST_REQUESTS) -> Card:
    """Return the list, of this many at most; stewards get buttons on it."""
    count = len(requested.requests)
    head = "Requested terms"
    intro = (
        (
            "People asked for 1 term."
            if count == 1
            else f"People asked for {count:,} terms. The most wanted come first."
        )
        if count
        else f"Nobody is waiting for a term. If {define_command()} finds nothing, people can press "
        "“Request this term” there."
    )
    spoken = "; ".join(f"{one.label}: {people_asking(one)}" for one in requested.requests)
    left_out = count - most
    return Card(
        literal(" ".join(filter(None, (notice, head + ".", intro, spoken))), _SPOKEN_LIMIT),
        [
            header(head),
            *([small(notice)] if notice else []),
            paragraph(intro, _LIMIT),
            *(
                block
                for number, one in enumerate(requested.requests[:most])
                for block in _row(one, number, requested)
            ),
            *([small(counted(left_out, "more follows.", "more follow."))] if left_out > 0 else []),
        ],
    )


def _row(request: TermRequest, number: int, requested: RequestList) -> list[Block]:
    # A reason may tell who gave it.
    reasons = [one.why for one in request.asked if one.why and requested.may_decide][:2]
    said = [_URGENCIES[request.urgency], *(shown(reason, _REASON_LIMIT) for reason in reasons)]
    blocks: list[Block] = [
        headed_paragraph(request.label, " · ".join(said), _LIMIT, people_asking(request))
    ]
    if request.state is RequestState.DRAFTED:
        blocks.append(small("A draft is started; it goes live once it is written."))
    if not requested.may_decide:
        return blocks
    draft = button(
        "Start a draft",
        numbered(ActionId.DRAFT_REQUEST, number),
        request.id,
        label=f"Start a draft of {request.label}",
    )
    decline = button(
        "Decline",
        numbered(ActionId.OPEN_REQUEST_DECLINE, number),
        request.id,
        label=f"Decline {request.label}",
    )
    can_draft = requested.is_writable and request.state is RequestState.OPEN
    return blocks + actions([*([draft] if can_draft else []), decline], f"request|{request.id}")


def people_asking(request: TermRequest) -> str:
    """Return how many people asked for a term, in words."""
    people = len({one.person_id for one in request.asked})
    return counted(people, "person", "people")
