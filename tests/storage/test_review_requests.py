from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from bot.decisions.audit import Act
from bot.reviews.decision import ReviewDecision, ReviewState
from bot.reviews.queue import ReviewOutcome, ReviewRequest
from bot.storage.review_decisions import ReviewDecisionStore
from bot.storage.review_requests import ReviewRequests
from tests import trail

if TYPE_CHECKING:
    from bot.storage.database import Database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
CARD = "review-reminders/2026-W48"


def a_request(slug: str = "token", **fields: object) -> ReviewRequest:
    values = {"slug": slug, "last_reviewed_on": date(2025, 11, 1), "asked_on": TODAY} | fields
    return ReviewRequest(**values)  # type: ignore[arg-type]


def a_confirmation(name: str = "D1") -> ReviewDecision:
    return ReviewDecision(
        id=name,
        workspace_id="T1",
        card=CARD,
        slug="token",
        last_reviewed_on=date(2025, 11, 1),
        outcome=ReviewOutcome.CONFIRMED,
        actor_id="U1",
        actor_name="Uma",
        decided_at=NOON,
        state=ReviewState.DECIDED,
    )


def a_snooze(name: str = "D1") -> ReviewDecision:
    return replace(
        a_confirmation(name),
        outcome=ReviewOutcome.SNOOZED,
        state=ReviewState.DONE,
        snoozed_until_on=date(2026, 12, 7),
    )


async def add(store: ReviewDecisionStore, decision: ReviewDecision) -> bool:
    act = Act.SNOOZE if decision.outcome is ReviewOutcome.SNOOZED else Act.CONFIRM
    return await store.add(decision, (), decision.event(act, at=NOON, actor_id="U1"))


async def save(store: ReviewDecisionStore, decision: ReviewDecision) -> bool:
    event = decision.event(Act.PUBLISH, at=NOON, actor_id="")
    return await store.save(replace(decision, version=decision.version + 1), (), event)


@pytest.fixture
def requests(database: Database) -> ReviewRequests:
    return ReviewRequests(database)


@pytest.fixture
def store(database: Database) -> ReviewDecisionStore:
    return ReviewDecisionStore(database)


async def test_a_card_asks_the_same_however_often_it_is_composed(requests: ReviewRequests) -> None:
    """What was chosen first stays, in its order, even after another choice."""
    chosen = [a_request("vector", steward_id="U2"), a_request("token")]

    assert chosen == await requests.ask("T1", CARD, chosen)
    assert chosen == await requests.ask("T1", CARD, [a_request("other")])
    assert chosen == await requests.of_card("T1", CARD)
    assert [] == await requests.of_card("T2", CARD)


async def test_two_copies_of_the_bot_agree_on_what_is_asked(
    requests: ReviewRequests, other_copy: Database
) -> None:
    """Both chose the same at the same moment; one set of rows comes of it."""
    await requests.ask("T1", CARD, [a_request()])

    assert [a_request()] == await ReviewRequests(other_copy).ask("T1", CARD, [a_request()])


async def test_two_copies_that_choose_otherwise_ask_one_choice(
    requests: ReviewRequests, other_copy: Database
) -> None:
    """A lookup in between changes what is pressing; the card asks about ten all the same."""
    mine, theirs = [a_request("token"), a_request("vector")], [a_request("agent")]

    asked = await asyncio.gather(
        requests.ask("T1", CARD, mine), ReviewRequests(other_copy).ask("T1", CARD, theirs)
    )

    assert asked[0] == asked[1] == await requests.of_card("T1", CARD)
    assert asked[0] in (mine, theirs)


async def test_of_two_copies_answers_the_first_is_recorded_alone(
    requests: ReviewRequests, store: ReviewDecisionStore, other_copy: Database
) -> None:
    """Each had read it as open; the second hears that it came too late."""
    await requests.ask("T1", CARD, [a_request()])
    theirs = ReviewDecisionStore(other_copy)

    stored = [
        await add(store, a_snooze("D1")),
        await add(theirs, a_snooze("D2")),
        await add(theirs, a_confirmation("D3")),
    ]

    assert [True, False, False] == stored
    entries = await trail.entries(other_copy, "T1", "token")
    assert [Act.SNOOZE] == [one.act for one in entries]


async def test_one_confirmation_of_a_review_is_under_way(
    requests: ReviewRequests, store: ReviewDecisionStore, other_copy: Database
) -> None:
    """On whichever card it is made; nobody snoozes what is confirmed."""
    await requests.ask("T1", CARD, [a_request()])
    await requests.ask("T1", f"{CARD}/U2", [a_request()])
    confirmed = [
        add(store, a_confirmation("D1")),
        add(ReviewDecisionStore(other_copy), replace(a_confirmation("D2"), card=f"{CARD}/U2")),
    ]

    assert [False, True] == sorted(await asyncio.gather(*confirmed))
    assert not await add(store, a_snooze("D3"))
    assert all(one.is_being_confirmed for one in await requests.all("T1"))


async def test_an_answer_holds_for_every_card_that_asked(
    requests: ReviewRequests, store: ReviewDecisionStore
) -> None:
    """The summary's and the channel's, this week's and the last; not another term's."""
    await requests.ask("T1", CARD, [a_request(), a_request("vector")])
    await requests.ask("T1", f"{CARD}/U2", [a_request()])
    await add(store, a_snooze())
    answered = replace(
        a_request(),
        outcome=ReviewOutcome.SNOOZED,
        actor_id="U1",
        outcome_on=TODAY,
        snoozed_until_on=date(2026, 12, 7),
    )

    assert [answered, a_request("vector"), answered] == await requests.all("T1")


async def test_what_was_given_can_still_be_confirmed_and_nothing_after_that(
    requests: ReviewRequests, store: ReviewDecisionStore
) -> None:
    """The first answer that settles a request stays."""
    await requests.ask("T1", CARD, [a_request()])
    given = replace(
        a_confirmation("D1"),
        outcome=ReviewOutcome.GIVEN,
        given_to="U2",
        written_as="Wei",
        state=ReviewState.DONE,
    )
    assert await add(store, given)
    assert await add(store, a_confirmation("D2"))
    assert await save(store, replace(a_confirmation("D2"), state=ReviewState.DONE))
    assert not await add(store, a_snooze("D3"))
    (request,) = await requests.of_card("T1", CARD)

    assert request.outcome is ReviewOutcome.CONFIRMED


async def test_the_newest_card_that_waits_for_an_answer_is_found(
    requests: ReviewRequests, store: ReviewDecisionStore
) -> None:
    """The channel's before a summary of the same week; none once it is answered."""
    reviewed_on = a_request().last_reviewed_on
    await requests.ask("T1", "reminders/2026-W47", [a_request(asked_on=date(2026, 11, 16))])
    await requests.ask("T1", f"{CARD}/U2", [a_request()])
    await requests.ask("T1", CARD, [a_request()])

    assert CARD == await requests.card_that_asks("T1", "token", reviewed_on)

    await add(store, a_snooze())

    assert await requests.card_that_asks("T1", "token", reviewed_on) is None


@pytest.mark.parametrize("card", [CARD, "home:2026-11-23:token"])
async def test_what_comes_back_is_asked_as_before(
    requests: ReviewRequests, store: ReviewDecisionStore, card: str
) -> None:
    """A card that asked asks on; what nobody had asked for is forgotten."""
    await requests.ask("T1", CARD, [a_request()])
    decision = replace(a_confirmation(), card=card)
    await add(store, decision)
    await save(store, replace(decision, state=ReviewState.RETURNED, note="It has changed."))

    assert [a_request()] == await requests.all("T1")
    assert await add(store, replace(decision, id="D2"))


async def test_a_decision_is_read_as_it_was_stored(store: ReviewDecisionStore) -> None:
    """Until somebody stores the next version."""
    decision = replace(a_confirmation(), pull_request=7, pull_request_url="https://example.org/7")
    await add(store, decision)

    assert decision == await store.get("T1", decision.id)
    assert [] == await store.awaiting_merge()

    waiting = replace(decision, state=ReviewState.AWAITING_MERGE)
    assert await save(store, waiting)
    assert not await save(store, waiting)
    assert [replace(waiting, version=1)] == await store.awaiting_merge()
