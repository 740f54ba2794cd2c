from __future__ import annotations

from itertools import product

import pytest

from bot.clarifications.model import MOVES, Actor, Refusal, State, actor_of, move
from bot.decisions.audit import Act

# Every state, every act: where it leads, and for which kinds of person. Everything else is refused
# for everybody. Written out once more, so that a slip in the table shows.
OTHERS = {Actor.OTHER, Actor.STEWARD}
STEWARDS = {Actor.STEWARD, Actor.SUGGESTING_STEWARD}
POSSIBLE = {
    (State.OPEN, Act.JOIN): (State.OPEN, OTHERS),
    (State.OPEN, Act.ASK_BACK): (State.ASKED_BACK, {Actor.STEWARD}),
    (State.OPEN, Act.ACCEPT): (State.ACCEPTED, STEWARDS),
    (State.OPEN, Act.DECLINE): (State.DECLINED, STEWARDS),
    (State.ASKED_BACK, Act.JOIN): (State.ASKED_BACK, OTHERS),
    (State.ASKED_BACK, Act.ASK_BACK): (State.ASKED_BACK, {Actor.STEWARD}),
    (State.ASKED_BACK, Act.ANSWER): (State.OPEN, {Actor.SUGGESTER, Actor.SUGGESTING_STEWARD}),
    (State.ASKED_BACK, Act.ACCEPT): (State.ACCEPTED, STEWARDS),
    (State.ASKED_BACK, Act.DECLINE): (State.DECLINED, STEWARDS),
    (State.ACCEPTED, Act.JOIN): (State.ACCEPTED, OTHERS),
    (State.ACCEPTED, Act.PUBLISH): (State.LIVE, {Actor.BOT}),
    (State.ACCEPTED, Act.PROPOSE): (State.AWAITING_MERGE, {Actor.BOT}),
    (State.ACCEPTED, Act.RETURN): (State.OPEN, {Actor.BOT}),
    (State.AWAITING_MERGE, Act.JOIN): (State.AWAITING_MERGE, OTHERS),
    (State.AWAITING_MERGE, Act.MERGE): (State.LIVE, {Actor.BOT}),
    (State.AWAITING_MERGE, Act.CLOSE): (State.OPEN, {Actor.BOT}),
}


@pytest.mark.parametrize(("state", "act", "actor"), list(product(State, Act, Actor)))
def test_every_act_by_everybody_in_every_state(state: State, act: Act, actor: Actor) -> None:
    """An act leads where the table says, for whom it says, and is refused in all other cases."""
    to, by = POSSIBLE.get((state, act), (None, set()))

    result = move(state, act, actor, may_accept_own=True)

    assert isinstance(result, State) == (actor in by)
    if actor in by:
        assert to == result


@pytest.mark.parametrize(("state", "actor"), list(product(State, Actor)))
def test_accepting_what_one_suggested_oneself_needs_the_settings(
    state: State, actor: Actor
) -> None:
    """Without the setting the suggesting steward has to leave it to another; all else stays."""
    result = move(state, Act.ACCEPT, actor)

    if actor is Actor.SUGGESTING_STEWARD:
        assert Refusal.OWN == result
    else:
        assert move(state, Act.ACCEPT, actor, may_accept_own=True) == result


@pytest.mark.parametrize(("act", "actor", "refusal"), [
    (Act.ACCEPT, Actor.OTHER, Refusal.STEWARDS_ONLY),
    (Act.DECLINE, Actor.SUGGESTER, Refusal.STEWARDS_ONLY),
    (Act.ASK_BACK, Actor.OTHER, Refusal.STEWARDS_ONLY),
    (Act.ASK_BACK, Actor.SUGGESTING_STEWARD, Refusal.OWN),
    (Act.ANSWER, Actor.STEWARD, Refusal.SUGGESTER_ONLY),
    (Act.JOIN, Actor.SUGGESTER, Refusal.OWN),
    (Act.PUBLISH, Actor.STEWARD, Refusal.IMPOSSIBLE),
])  # fmt: skip
def test_who_may_not_act_is_told_why_in_every_state(
    act: Act, actor: Actor, refusal: Refusal
) -> None:
    """The reason is the person, before it is the time."""
    assert {refusal} == {move(state, act, actor) for state in State}


def test_who_comes_too_late_is_told_that_it_is_decided() -> None:
    """The second of two stewards hears that another steward was faster."""
    late = [state for state in State if state.is_decided]

    assert {Refusal.DECIDED} == {move(state, Act.DECLINE, Actor.STEWARD) for state in late}
    assert Refusal.NOT_ASKED == move(State.OPEN, Act.ANSWER, Actor.SUGGESTER)
    assert Refusal.IMPOSSIBLE == move(State.OPEN, Act.PUBLISH, Actor.BOT)


def test_every_state_can_be_reached_and_only_two_are_final() -> None:
    """From being open each state can be reached, and from each a final one."""
    arrows = {(state, one.to) for (state, _), one in MOVES.items() if state is not one.to}
    reached = {State.OPEN}
    for _ in State:
        reached |= {to for state, to in arrows if state in reached}

    assert set(State) == reached
    assert {state for state in State if state.is_final} == set(State) - {a for a, _ in arrows}


def test_a_steward_is_told_from_the_suggester() -> None:
    """The four kinds of person come from two questions."""
    kinds = [actor_of(is_suggester=s, is_steward=w) for s, w in product((True, False), repeat=2)]

    assert [Actor.SUGGESTING_STEWARD, Actor.SUGGESTER, Actor.STEWARD, Actor.OTHER] == kinds
