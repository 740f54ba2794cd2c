"""The forms for stewards' decisions, and for a suggester's answer."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import CheckboxesElement, Option
from slack_sdk.models.views import View

from bot.cards.clarifications.proposal_form import proposal_blocks
from bot.cards.kit.blocks import header, plain, small
from bot.cards.kit.difference import marked
from bot.cards.kit.ids import CallbackId, FieldId
from bot.cards.kit.inputs import input_block, text_input
from bot.cards.kit.rich_text import headed_paragraph, headed_pieces, headed_quote, paragraph
from bot.decisions.outbox import MessageRef

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from bot.cards.clarifications.proposal_form import ProposalForm

TEXT_BLOCK = "text"
_TEXT_LIMIT = 3000
WORDS_LIMIT = 1500  # of a question, an answer, and a reason
_OPTION_LIMIT = 75
_REVIEWED = "I reviewed the whole term"


@dataclass(frozen=True, slots=True)
class DecisionRef:
    """The subject of a form: its clarification, and the stamp of the text it was drawn from.

    The rest is the place of the card that opened the form; empty in the Home tab.
    """

    clarification_id: str
    seen: str = ""
    channel_id: str = ""
    message_ts: str = ""

    @classmethod
    def on(cls, card: MessageRef | None, clarification_id: str, seen: str = "") -> DecisionRef:
        """Return what a form carries that is opened on this card."""
        place = (card.channel_id, card.ts) if card else ("", "")
        return cls(clarification_id, seen, *place)

    @property
    def card(self) -> MessageRef | None:
        """The card that opened the form, if there is one."""
        return MessageRef(self.channel_id, self.message_ts) if self.message_ts else None

    @classmethod
    def parse(cls, private_metadata: str) -> DecisionRef:
        """Read what the form carried."""
        return cls(**json.loads(private_metadata))

    def to_private_metadata(self) -> str:
        """Return what the form carries."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class QuestionRef:
    """The clarification that a form answers for, and the message with the question."""

    clarification_id: str
    channel_id: str
    message_ts: str

    @classmethod
    def parse(cls, private_metadata: str) -> QuestionRef:
        """Read what the form carried."""
        return cls(**json.loads(private_metadata))

    def to_private_metadata(self) -> str:
        """Return what the form carries."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Changed:
    """The term changed since the suggestion: its text then and now."""

    then: str
    now: str


def edit_modal(form: ProposalForm, deciding: DecisionRef, changed: Changed | None = None) -> View:
    """Return the steward's form to edit and accept; or decides again on a changed term."""
    reviewed = CheckboxesElement(
        action_id=FieldId.REVIEWED_WHOLE,
        options=[Option(text=plain(_REVIEWED, _OPTION_LIMIT), value="yes")],
    )
    return View(
        type="modal",
        callback_id=CallbackId.EDIT_AND_ACCEPT,
        title="Edit and accept" if changed is None else "The term has changed",
        submit="Accept",
        close="Cancel",
        private_metadata=deciding.to_private_metadata(),
        blocks=[
            header(form.term.title),
            *(_changes(changed) if changed else []),
            *proposal_blocks(form),
            input_block(
                "Review",
                reviewed,
                "reviewed",
                hint="Tick this to record today as its last review.",
                optional=True,
            ),
        ],
    )


def _changes(changed: Changed) -> list[Block]:
    then, now = marked(changed.then, changed.now, _TEXT_LIMIT)
    return [
        paragraph(
            "The term was changed since this was suggested. Please decide again.", WORDS_LIMIT
        ),
        headed_pieces("When it was suggested", then),
        headed_pieces("Now", now),
    ]


def decline_modal(title: str, head: str, callback_id: str, metadata: str) -> View:
    """Return the form that asks for the reason."""
    reason = text_input(FieldId.TEXT, lines=True, limit=WORDS_LIMIT)
    return View(
        type="modal",
        callback_id=callback_id,
        title=title,
        submit="Decline",
        close="Cancel",
        private_metadata=metadata,
        blocks=[
            paragraph(head, WORDS_LIMIT),
            input_block("Reason", reason, TEXT_BLOCK, hint="The person who asked will read this."),
        ],
    )


def question_modal(head: str, deciding: DecisionRef) -> View:
    """Return the steward's form for a question to the suggester."""
    question = text_input(FieldId.TEXT, lines=True, limit=WORDS_LIMIT)
    return View(
        type="modal",
        callback_id=CallbackId.ASK_BACK,
        title="Ask back",
        submit="Ask",
        close="Cancel",
        private_metadata=deciding.to_private_metadata(),
        blocks=[
            paragraph(head, WORDS_LIMIT),
            input_block(
                "Your question",
                question,
                TEXT_BLOCK,
                hint=(
                    "The suggester gets this as a direct message. Their answer appears in the "
                    "thread."
                ),
            ),
        ],
    )


def answer_modal(head: str, suggested: str, question: str, answering: QuestionRef) -> View:
    """Return the suggester's answer form."""
    answer = text_input(FieldId.TEXT, lines=True, limit=WORDS_LIMIT)
    return View(
        type="modal",
        callback_id=CallbackId.ANSWER,
        title="Answer",
        submit="Answer",
        close="Cancel",
        private_metadata=answering.to_private_metadata(),
        blocks=[
            small(head),
            *([headed_quote("You suggested", suggested, _TEXT_LIMIT)] if suggested else []),
            headed_paragraph("The question", question, WORDS_LIMIT),
            input_block("Your answer", answer, TEXT_BLOCK),
        ],
    )
