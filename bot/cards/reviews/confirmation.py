"""The modal in which a steward reads the whole of a term and confirms that it is still correct."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from slack_sdk.models.views import View

from bot.cards.answers.full_definition import whole_text
from bot.cards.kit.blocks import small
from bot.cards.kit.ids import CallbackId
from bot.cards.kit.rich_text import paragraph

if TYPE_CHECKING:
    from bot.cards.answers.answer import Answer

_TITLE = "Still correct?"
_LIMIT = 1500


@dataclass(frozen=True, slots=True)
class Confirming:
    """What the modal is about: term and card, the text's fingerprint, and where the card stands."""

    card: str
    slug: str
    seen: str
    channel_id: str
    message_ts: str

    @classmethod
    def parse(cls, private_metadata: str) -> Confirming:
        """Read what the modal carried."""
        return cls(**json.loads(private_metadata))

    def to_private_metadata(self) -> str:
        """Return what the modal carries."""
        return json.dumps(asdict(self))


def confirmation_modal(answer: Answer, confirming: Confirming) -> View:
    """Return the modal; sending it confirms exactly the text that it shows."""
    return View(
        type="modal",
        callback_id=CallbackId.CONFIRM_REVIEW,
        title=_TITLE,
        submit="Still correct",
        close="Cancel",
        private_metadata=confirming.to_private_metadata(),
        blocks=[
            small("Read it through. “Still correct” writes today as the day of its last review."),
            *whole_text(answer),
        ],
    )


def being_written_modal() -> View:
    """Return what stands there while the glossary's repository takes its time."""
    return _said(
        "Being written", "The glossary's repository takes its time; what came of it follows here."
    )


def confirmed_modal() -> View:
    """Return that it was confirmed, in place of the wait for it."""
    return _said("Confirmed", "Today is the day of the term's last review.")


def not_confirmed_modal(sentence: str) -> View:
    """Return why nothing was confirmed, in place of the text."""
    return _said("Not confirmed", sentence)


def _said(title: str, sentence: str) -> View:
    return View(
        type="modal",
        callback_id=CallbackId.CONFIRM_REVIEW,
        title=title,
        close="Close",
        blocks=[paragraph(sentence, _LIMIT)],
    )
