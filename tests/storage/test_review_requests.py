from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from bot.reviews.queue import ReviewOutcome, ReviewRequest
from bot.storage.audit import Act, AuditEntry, AuditTrail
from bot.storage.review_requests import ReviewRequests

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
CARD = "review-reminders/2026-W48"


def a_request(slug: str = "token", **fields: object) -> ReviewRequest:
    values = {"slug": slug, "last_reviewed_on": date(2025, 11, 1), "asked_on": TODAY} | fields
    return ReviewRequest(**values)  # type: ignore[arg-type]


def an_act(act: Act, slug: str = "token") -> AuditEntry:
    return AuditEntry(at=NOON, workspace_id="T1", actor_id="U1", act=act, slug=slug)


@pytest.fixture
def requests(database: Database) -> ReviewRequests:
    return ReviewRequests(database)


async def test_a_card_asks_the_same_however_often_it_is_composed(requests: ReviewRequests) -> None:
    """What was chosen first stays, in its order, whoever chooses again."""
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
    requests: ReviewRequests, other_copy: Database
) -> None:
    """Each had read it as open; the second hears that it came too late."""
    await requests.ask("T1", CARD, [a_request()])
    entry, theirs = an_act(Act.SNOOZED), ReviewRequests(other_copy)

    first = await requests.answer(entry, a_request(), ReviewOutcome.SNOOZED)
    second = await theirs.answer(entry, a_request(), ReviewOutcome.SNOOZED)
    third = await theirs.begin(an_act(Act.CONFIRMED), a_request(), ReviewOutcome.CONFIRMED)

    assert (True, False, False) == (first, second, third)
    assert [entry] == await AuditTrail(other_copy).entries("T1", "token")


async def test_an_answer_holds_for_every_card_that_asked(
    requests: ReviewRequests, database: Database
) -> None:
    """The summary's and the channel's, this week's and the last; not another term's."""
    summary = f"{CARD}/U2"
    await requests.ask("T1", CARD, [a_request(), a_request("vector")])
    await requests.ask("T1", summary, [a_request()])
    await requests.answer(
        an_act(Act.SNOOZED), a_request(), ReviewOutcome.SNOOZED, snoozed_until_on=date(2026, 12, 7)
    )
    answered = replace(
        a_request(),
        outcome=ReviewOutcome.SNOOZED,
        actor_id="U1",
        outcome_on=TODAY,
        snoozed_until_on=date(2026, 12, 7),
    )

    assert [answered, a_request("vector"), answered] == await requests.all("T1")
    assert [an_act(Act.SNOOZED)] == await AuditTrail(database).entries("T1", "token")


async def test_what_was_given_can_still_be_confirmed_and_nothing_after_that(
    requests: ReviewRequests,
) -> None:
    """The first answer that settles a request stays."""
    await requests.ask("T1", CARD, [a_request()])
    await requests.answer(an_act(Act.GIVEN), a_request(), ReviewOutcome.GIVEN, given_to="U2")
    await requests.answer(an_act(Act.CONFIRMED), a_request(), ReviewOutcome.CONFIRMED)
    await requests.answer(an_act(Act.SNOOZED), a_request(), ReviewOutcome.SNOOZED)
    (request,) = await requests.of_card("T1", CARD)

    assert request.outcome is ReviewOutcome.CONFIRMED


async def test_an_answer_to_an_earlier_review_leaves_the_present_one_open(
    requests: ReviewRequests,
) -> None:
    """A year later the same term is asked about anew."""
    await requests.ask("T1", CARD, [a_request()])
    await requests.answer(
        an_act(Act.CONFIRMED),
        a_request(last_reviewed_on=date(2024, 11, 1)),
        ReviewOutcome.CONFIRMED,
    )

    assert [a_request()] == await requests.of_card("T1", CARD)


async def test_the_newest_card_that_waits_for_an_answer_is_found(requests: ReviewRequests) -> None:
    """The channel's before a summary of the same week; none once it is answered."""
    reviewed_on = a_request().last_reviewed_on
    await requests.ask("T1", "reminders/2026-W47", [a_request(asked_on=date(2026, 11, 16))])
    await requests.ask("T1", f"{CARD}/U2", [a_request()])
    await requests.ask("T1", CARD, [a_request()])

    assert CARD == await requests.card_that_asks("T1", "token", reviewed_on)

    await requests.answer(an_act(Act.CONFIRMED), a_request(), ReviewOutcome.CONFIRMED)

    assert await requests.card_that_asks("T1", "token", reviewed_on) is None


async def test_what_was_begun_is_unfinished_until_the_trail_has_it(
    requests: ReviewRequests,
) -> None:
    """A confirmation that is recorded before the file is written is found after a crash."""
    entry = replace(an_act(Act.CONFIRMED), before=a_request().last_reviewed_on.isoformat())
    begun = replace(a_request(), outcome=ReviewOutcome.CONFIRMED, actor_id="U1", outcome_on=TODAY)
    await requests.ask("T1", CARD, [a_request()])

    assert [] == await requests.unfinished()

    await requests.begin(entry, a_request(), ReviewOutcome.CONFIRMED)

    assert [("T1", CARD, begun)] == await requests.unfinished()

    await requests.complete(entry, begun, ReviewOutcome.CONFIRMED)

    assert [] == await requests.unfinished()
    assert [begun] == await requests.of_card("T1", CARD)


async def test_a_gift_is_unfinished_until_the_trail_has_it(requests: ReviewRequests) -> None:
    """Also where the same steward gave the same term to somebody else that day."""
    entry = an_act(Act.GIVEN)
    await requests.ask("T1", CARD, [a_request()])
    for user_id in ("U2", "U3"):
        details = {"given_to": user_id}
        await requests.begin(entry, a_request(), ReviewOutcome.GIVEN, given_to=user_id)
        (unfinished,) = await requests.unfinished()

        assert user_id == unfinished[2].given_to

        complete = replace(entry, details=details)
        await requests.complete(complete, a_request(), ReviewOutcome.GIVEN, given_to=user_id)

        assert [] == await requests.unfinished()


async def test_what_was_given_before_gifts_named_whom_is_finished(
    requests: ReviewRequests,
) -> None:
    """Rows of the trail that were written by an earlier version."""
    await requests.ask("T1", CARD, [a_request()])
    await requests.answer(an_act(Act.GIVEN), a_request(), ReviewOutcome.GIVEN, given_to="U2")

    assert [] == await requests.unfinished()


async def test_what_is_begun_survives_a_loss_of_power(
    requests: ReviewRequests, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that is written next does, and the trail is made from what was begun."""
    await requests.ask("T1", CARD, [a_request()])
    begin_durably, begun = database.begin_durably, []

    def begin() -> AbstractAsyncContextManager[AsyncConnection]:
        begun.append(1)
        return begin_durably()

    monkeypatch.setattr(database, "begin_durably", begin)
    await requests.begin(an_act(Act.CONFIRMED), a_request(), ReviewOutcome.CONFIRMED)
    await requests.complete(an_act(Act.CONFIRMED), a_request(), ReviewOutcome.CONFIRMED)

    assert 2 == len(begun)


async def test_what_is_taken_back_is_asked_as_before(requests: ReviewRequests) -> None:
    """On every card that asked; the one that nobody had asked for is forgotten."""
    given = replace(
        a_request(), outcome=ReviewOutcome.GIVEN, actor_id="U3", outcome_on=TODAY, given_to="U2"
    )
    await requests.ask("T1", CARD, [a_request()])
    await requests.ask("T1", "home:token", [a_request()])
    await requests.answer(
        replace(an_act(Act.GIVEN), actor_id="U3"), a_request(), ReviewOutcome.GIVEN, given_to="U2"
    )
    await requests.begin(an_act(Act.CONFIRMED), given, ReviewOutcome.CONFIRMED)
    await requests.take_back("T1", given, ReviewOutcome.CONFIRMED, drop="home:token")

    assert [given] == await requests.all("T1")
