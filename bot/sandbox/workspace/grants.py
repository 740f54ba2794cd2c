"""Short-lived permissions: open a view by a trigger_id, answer by a response_url."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.sandbox.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    """A ``trigger_id``: serves once, for three seconds, the person who acted."""

    user: str
    made_at: datetime
    is_used: bool = False
    view_id: str | None = None  # the modal that was acted in, if any


@dataclass(slots=True)
class ResponseUrl:
    """A ``response_url``: serves five times in thirty minutes, where the person acted."""

    user: str
    channel: str
    made_at: datetime
    uses: int = 0
    message_ts: str | None = None  # the message that was acted on, if any


class Grants:
    """Hands them out and takes them back."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, ResponseUrl] = {}

    def new_trigger(self, user: str, view_id: str | None = None) -> str:
        """Return a fresh ``trigger_id``."""
        trigger_id = (
            f"{len(self._triggers) + 1}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        )
        self._triggers[trigger_id] = Trigger(user, self._clock(), view_id=view_id)
        return trigger_id

    def use_trigger(self, trigger_id: str) -> Trigger:
        """Return what a ``trigger_id`` grants; refuse one that is spent or too old."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.is_used:
            raise ApiError("exchanged_trigger_id")
        if self._clock() - trigger.made_at > TRIGGER_LIFE:
            raise ApiError("expired_trigger_id")
        trigger.is_used = True
        return trigger

    def new_response(self, user: str, channel: str, message_ts: str | None = None) -> str:
        """Return the path of a fresh ``response_url``."""
        key = secrets.token_urlsafe(18)
        self._responses[key] = ResponseUrl(user, channel, self._clock(), message_ts=message_ts)
        return f"/response/{key}"

    def use_response(self, key: str) -> ResponseUrl:
        """Return where a ``response_url`` leads; refuse one that is spent or too old."""
        grant = self._responses.get(key)
        if grant is None:
            raise ApiError("invalid_url")
        if self._clock() - grant.made_at > RESPONSE_LIFE:
            raise ApiError("expired_url")
        if grant.uses >= RESPONSE_USES:
            raise ApiError("used_url")
        grant.uses += 1
        return grant
