"""The data of a form that was opened from a message: its subject, and the offer it uses up."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class FormRef:
    """``about`` says which term or request it is about.

    ``response_url`` belongs to an offer in an ephemeral message, and is empty if sending the form
    doesn't change that message. It works for thirty minutes from the press. ``review`` is the block
    of the review that the form answers, in the message ``message_ts``.
    """

    about: str = ""
    response_url: str = ""
    review: str = ""
    channel_id: str = ""
    message_ts: str = ""

    @classmethod
    def parse(cls, private_metadata: str) -> FormRef:
        """Read what the form carried."""
        return cls(**json.loads(private_metadata))

    def to_private_metadata(self) -> str:
        """Return what the form carries."""
        return json.dumps(asdict(self))


NOWHERE = FormRef()
