"""The states of a clarification, and who may move it from one to the next.

    open ◄──► asked_back
      │  ▲         │
      │  └───────┐ │            (what could not be written, or was closed unmerged, is open again)
      ▼          │ ▼
    declined   accepted ──► live
                 │           ▲
                 └► awaiting_merge

No clock, no storage, no Slack: ``move`` is the whole machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.decisions.audit import Act

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(StrEnum):
    """How far a clarification has come."""

    OPEN = "open"  # waits for a steward
    ASKED_BACK = "asked_back"  # waits for the suggester's answer; may be decided all the same
    ACCEPTED = "accepted"  # decided; the change is on its way into the file
    AWAITING_MERGE = "awaiting_merge"  # a pull request is open; the old text is served
    LIVE = "live"
    DECLINED = "declined"

    @property
    def is_decided(self) -> bool:
        """Whether a steward's decision is in force."""
        return self not in {State.OPEN, State.ASKED_BACK}

    @property
    def is_final(self) -> bool:
        """Whether this is its last state."""
        return self in {State.LIVE, State.DECLINED}


class Actor(StrEnum):
    """The part that a person plays in a clarification."""

    SUGGESTER = "suggester"
    STEWARD = "steward"
    SUGGESTING_STEWARD = "suggesting_steward"  # a steward, of their own suggestion
    OTHER = "other"
    BOT = "bot"


class Refusal(StrEnum):
    """Why an act is not possible."""

    STEWARDS_ONLY = "stewards_only"
    OWN = "own"  # another steward has to decide
    SUGGESTER_ONLY = "suggester_only"
    DECIDED = "decided"  # another steward was faster
    NOT_ASKED = "not_asked"  # there is no question to answer
    IMPOSSIBLE = "impossible"  # the bot's own act, at the wrong time or by a person


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow: where it leads, and who may take it."""

    to: State
    by: frozenset[Actor]


_STEWARDS = frozenset({Actor.STEWARD, Actor.SUGGESTING_STEWARD})
_ASKING = frozenset({Actor.STEWARD})  # people can't ask themselves
_SUGGESTERS = frozenset({Actor.SUGGESTER, Actor.SUGGESTING_STEWARD})
_OTHERS = frozenset({Actor.OTHER, Actor.STEWARD})
_BOT = frozenset({Actor.BOT})

MOVES: Mapping[tuple[State, Act], Move] = {
    (State.OPEN, Act.JOIN): Move(State.OPEN, _OTHERS),
    (State.ASKED_BACK, Act.JOIN): Move(State.ASKED_BACK, _OTHERS),
    (State.ACCEPTED, Act.JOIN): Move(State.ACCEPTED, _OTHERS),
    (State.AWAITING_MERGE, Act.JOIN): Move(State.AWAITING_MERGE, _OTHERS),
    (State.OPEN, Act.ASK_BACK): Move(State.ASKED_BACK, _ASKING),
    (State.ASKED_BACK, Act.ASK_BACK): Move(State.ASKED_BACK, _ASKING),
    (State.ASKED_BACK, Act.ANSWER): Move(State.OPEN, _SUGGESTERS),
    (State.OPEN, Act.ACCEPT): Move(State.ACCEPTED, _STEWARDS),
    (State.ASKED_BACK, Act.ACCEPT): Move(State.ACCEPTED, _STEWARDS),
    (State.OPEN, Act.DECLINE): Move(State.DECLINED, _STEWARDS),
    (State.ASKED_BACK, Act.DECLINE): Move(State.DECLINED, _STEWARDS),
    (State.ACCEPTED, Act.PUBLISH): Move(State.LIVE, _BOT),
    (State.ACCEPTED, Act.PROPOSE): Move(State.AWAITING_MERGE, _BOT),
    (State.ACCEPTED, Act.RETURN): Move(State.OPEN, _BOT),
    (State.AWAITING_MERGE, Act.MERGE): Move(State.LIVE, _BOT),
    (State.AWAITING_MERGE, Act.CLOSE): Move(State.OPEN, _BOT),
}


def actor_of(*, is_suggester: bool, is_steward: bool) -> Actor:
    """Return who a person is to a clarification."""
    if is_steward:
        return Actor.SUGGESTING_STEWARD if is_suggester else Actor.STEWARD
    return Actor.SUGGESTER if is_suggester else Actor.OTHER


def move(state: State, act: Act, actor: Actor, *, may_accept_own: bool = False) -> State | Refusal:
    """Return the state that the act leads to, or why this person can't do it now.

    Permission errors come before "already decided".
    """
    takers = frozenset().union(*(one.by for (_, other), one in MOVES.items() if other is act))
    if actor not in takers:
        return _forbidden(act, actor)
    if act is Act.ACCEPT and actor is Actor.SUGGESTING_STEWARD and not may_accept_own:
        return Refusal.OWN
    found = MOVES.get((state, act))
    if found is not None:
        return found.to
    if Actor.BOT in takers:
        return Refusal.IMPOSSIBLE
    return Refusal.DECIDED if state.is_decided else Refusal.NOT_ASKED


def _forbidden(act: Act, actor: Actor) -> Refusal:
    match act:
        case Act.ANSWER:
            return Refusal.SUGGESTER_ONLY
        case Act.JOIN:
            return Refusal.OWN if actor is not Actor.BOT else Refusal.IMPOSSIBLE
        case Act.ASK_BACK if actor is Actor.SUGGESTING_STEWARD:
            return Refusal.OWN
        case Act.ASK_BACK | Act.ACCEPT | Act.DECLINE:
            return Refusal.STEWARDS_ONLY
        case _:
            return Refusal.IMPOSSIBLE
