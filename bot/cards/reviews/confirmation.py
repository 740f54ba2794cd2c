"""The modal that shows a steward the whole term and lets them confirm it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from slack_sdk.models.views import View

from bot.cards.answers.full_definition import whole_text
from bot.cards.kit.blocks import said_mrkdwn, small
from bot.cards.kit.ids import CallbackId
from bot.cards.kit.mrkdwn import link, literal
from bot.reviews.decision import ReviewState

if TYPE_CHECKING:
    from bot.cards.answers.answer import Answer
    from bot.reviews.decision import ReviewDecision

_TITLE = "Still correct?"
_LIMIT = 1500


@dataclass(frozen=True, slots=True)
class Confirming:
    """The modal's subject: term and card, the text's fingerprint, and the card's place."""

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


def being_saved_modal() -> View:
    """Return the modal for when saving takes longer than Slack waits for an answer."""
    return _said("Being saved", "Saving is taking longer than usual. The result will appear here.")


def result_modal(decision: ReviewDecision) -> View:
    """Return a confirmation's result."""
    match decision.state:
        case ReviewState.AWAITING_MERGE:
            number, url = f"Pull request {decision.pull_request}", decision.pull_request_url
            said = "is open. The term counts as reviewed when it's merged."
            return _said("Pull request opened", f"{link(number, url, _LIMIT)} {said}")
        case ReviewState.RETURNED:
            return not_confirmed_modal(decision.note)
        case ReviewState.DECIDED:
            return _said(
                "Not saved yet",
                "Your answer is stored, and the bot keeps trying to save it. The card and the "
                "Home tab show when the term counts as reviewed.",
            )
        case _:
            return _said("Confirmed", "Today is the day of the term's last review.")


def not_confirmed_modal(sentence: str) -> View:
    """Return why nothing was confirmed, in place of the text."""
    return _said("Not confirmed", literal(sentence, _LIMIT))


def _said(title: str, sentence: str) -> View:
    return View(
        type="modal",
        callback_id=CallbackId.CONFIRM_REVIEW,
        title=title,
        close="Close",
        blocks=[said_mrkdwn(sentence)],
    )
