"""The result of an attempt to carry out an outbox item."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivered:
    """Slack took it; of a card, where it is."""

    channel_id: str = ""
    ts: str = ""


@dataclass(frozen=True, slots=True)
class NotYet:
    """It can't be done now, and is tried again: there is no steward, or Slack is out of reach."""

    reason: str
    seconds: float = 60


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Slack may have carried it out or not: it failed, or the connection broke off."""

    reason: str


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """It can't be done and won't be tried again: an account is closed, a channel archived."""

    reason: str


Delivery = Delivered | NotYet | Uncertain | Undeliverable
