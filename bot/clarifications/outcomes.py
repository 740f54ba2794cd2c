"""The outcomes of a person's act on a clarification or a request, as values for the cards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clarifications.model import Refusal
    from bot.clarifications.records import Clarification, TermRequest
    from bot.glossary.model import Term


class Field(StrEnum):
    """An input of a form that can show an error."""

    TEXT = "text"
    ROLE = "role"
    URL = "url"
    REASON = "reason"
    WHY = "why"
    WHERE = "where"


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One input's fault and its remedy: a sentence for the person."""

    field: Field
    message: str


@dataclass(frozen=True, slots=True)
class Faulty:
    """Nothing was stored; the form shows these."""

    faults: tuple[FieldFault, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """Stored; the stewards will see it."""

    clarification: Clarification


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody suggested the same before, and it counts for both; ``clarification`` is theirs."""

    clarification: Clarification


@dataclass(frozen=True, slots=True)
class AlreadySuggested:
    """This person suggested the same before, and it is still under way."""

    clarification: Clarification


@dataclass(frozen=True, slots=True)
class TooMany:
    """This person has suggested as much as one may in a day."""

    limit: int
    again_at: datetime


@dataclass(frozen=True, slots=True)
class TermGone:
    """The term is no longer in the glossary under that name; ``slug`` was its name."""

    slug: str


@dataclass(frozen=True, slots=True)
class Done:
    """The act was done; the clarification shows its new state."""

    clarification: Clarification


@dataclass(frozen=True, slots=True)
class Refused:
    """The act was not done. If it is decided, the clarification shows who did it and how."""

    refusal: Refusal
    clarification: Clarification


@dataclass(frozen=True, slots=True)
class Stale:
    """The text that would give way is no longer what the steward saw. Nothing was decided."""

    term: Term


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no such clarification or request."""


@dataclass(frozen=True, slots=True)
class Requested:
    """Stored and counted; ``request`` shows by how many."""

    request: TermRequest


@dataclass(frozen=True, slots=True)
class AlreadyRequested:
    """This person asked for the same term before."""

    request: TermRequest


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """The glossary already has the requested term."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class RequestDone:
    """A steward drafted or declined it; ``path`` is the draft's file name."""

    request: TermRequest
    path: str = ""


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """The act was not done, for this reason."""

    refusal: Refusal
    request: TermRequest


SuggestOutcome = Suggested | Joined | AlreadySuggested | TooMany | TermGone | Faulty
AcceptOutcome = Done | Refused | Stale | TermGone | Faulty | Unknown
ActOutcome = Done | Refused | Faulty | Unknown
RequestOutcome = Requested | AlreadyRequested | AlreadyThere | TooMany | Faulty
RequestActOutcome = RequestDone | RequestRefused | Faulty | Unknown
