"""What is owed arrives: what Slack made of a message decides whether it is sent again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clarifications.outcomes import Suggested
from bot.clarifications.proposal import Kind, Proposal
from bot.clarifications.records import Urgency
from bot.decisions.delivery import NotYet, Uncertain, Undeliverable
from bot.decisions.outbox import MOST_SENDS, Notice, OutboxItem, Standing, Task
from bot.services.requests import Wanted
from tests.services.conftest import ANN, BEN, STEWARD, Bench

if TYPE_CHECKING:
    from bot.decisions.delivery import Delivery

REWORDED = Proposal(Kind.REWORD_SHORT_DEF, "A model that turns noise into images.")
LOST = Uncertain("HTTP 500")


class Calls:
    """Answers each delivery of one kind as a test says, and counts them."""

    def __init__(self, bench: Bench, notice: Notice | None, *answers: Delivery) -> None:
        self.answers = list(answers)
        self.made = 0
        self._bench, self._notice = bench, notice
        self._deliver = bench.messages._deliver
        bench.messages._deliver = self.deliver  # type: ignore[method-assign]

    def deliver(self, item: OutboxItem, about: str) -> Delivery:
        """Make the next call."""
        if item.notice is not self._notice:
            return self._deliver(item, about)
        self.made += 1
        return self.answers.pop(0) if self.answers else self._deliver(item, about)


async def suggested(bench: Bench) -> str:
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))
    assert isinstance(outcome, Suggested)
    await bench.worker.run()
    return outcome.clarification.id


async def pass_time(bench: Bench, *, minutes: int = 60) -> None:
    for _ in range(minutes):
        await bench.worker.run()
        bench.clock.advance(minutes=1)
    await bench.worker.run()


async def undelivered(bench: Bench, subject_id: str) -> list[tuple[Standing, str]]:
    found = await bench.outbox.undelivered("T1", subject_id)
    return [(one.standing, one.reason) for one in found]


@pytest.mark.parametrize("times", range(1, MOST_SENDS))
async def test_a_message_that_slack_may_have_taken_is_sent_again(bench: Bench, times: int) -> None:
    """Within two minutes, and no card says anything of it."""
    one = await suggested(bench)
    calls = Calls(bench, Notice.QUESTION, *[LOST] * times)
    await bench.clarifications.ask_back(one, STEWARD, question="Which one?")

    await pass_time(bench, minutes=2)

    assert times + 1 == calls.made
    assert [Notice.QUESTION] == bench.messages.told(ANN)
    assert [] == await undelivered(bench, one)


async def test_three_times_at_most_and_then_the_card_says_so(bench: Bench) -> None:
    """It may have come three times; more would be a flood."""
    one = await suggested(bench)
    calls = Calls(bench, Notice.QUESTION, *[LOST] * 9)
    await bench.clarifications.ask_back(one, STEWARD, question="Which one?")
    await bench.worker.run()
    drawn = len(bench.messages.sent)

    await pass_time(bench)

    assert MOST_SENDS == calls.made
    assert [(Standing.UNDELIVERED, "HTTP 500")] == await undelivered(bench, one)
    assert [Task.UPDATE_CARD] == [task for task, _, _, _ in bench.messages.sent[drawn:]]


async def test_of_two_presses_one_sends_it_again(bench: Bench) -> None:
    """Then the card loses the note, in the moment in which the message has arrived."""
    one = await suggested(bench)
    calls = Calls(bench, Notice.QUESTION, *[LOST] * MOST_SENDS)
    await bench.clarifications.ask_back(one, STEWARD, question="Which one?")
    await pass_time(bench)
    pressed = [await bench.worker._deliveries.send_again("T1", one) for _ in range(2)]
    in_between = await undelivered(bench, one)
    await bench.worker.run()

    assert [1, 0] == pressed
    assert [(Standing.AGAIN, "HTTP 500")] == in_between
    assert MOST_SENDS + 1 == calls.made
    assert [Notice.QUESTION] == bench.messages.told(ANN)
    assert [] == await undelivered(bench, one)
    assert Task.UPDATE_CARD == bench.messages.sent[-1][0]


async def test_what_slack_refuses_to_hear_now_is_sent_however_long_that_lasts(bench: Bench) -> None:
    """It has surely not arrived, so nothing speaks against another try."""
    one = await suggested(bench)
    calls = Calls(bench, Notice.QUESTION, *[NotYet("ratelimited", 30)] * 20)
    await bench.clarifications.ask_back(one, STEWARD, question="Which one?")

    await pass_time(bench)

    assert 21 == calls.made
    assert [Notice.QUESTION] == bench.messages.told(ANN)


@pytest.mark.parametrize("task", [Task.UPDATE_CARD, Task.POST_CARD])
async def test_a_card_is_drawn_however_often_that_fails(bench: Bench, task: Task) -> None:
    """The same drawing twice is the same, and of a card somebody has to decide."""
    failing = [LOST] * 5
    deliver = bench.messages._deliver

    def fail(item: OutboxItem, about: str) -> Delivery:
        if item.task is task and failing:
            return failing.pop()
        return deliver(item, about)

    bench.messages._deliver = fail  # type: ignore[method-assign]
    one = await suggested(bench)
    await bench.clarifications.decline(one, STEWARD, reason="No.")
    await pass_time(bench, minutes=120)

    assert Task.POST_CARD in {sent for sent, _, _, _ in bench.messages.sent}
    assert not failing or task is Task.UPDATE_CARD
    assert [] == await undelivered(bench, one)


async def test_a_person_who_is_no_more_is_named_on_the_card_and_not_written_to(
    bench: Bench,
) -> None:
    """A steward can't mend that."""
    one = await suggested(bench)
    calls = Calls(bench, Notice.DECLINED, Undeliverable("account_inactive"))
    await bench.clarifications.decline(one, STEWARD, reason="No.")
    await pass_time(bench, minutes=3)

    assert [(Standing.UNDELIVERED, "account_inactive")] == await undelivered(bench, one)
    assert 0 == await bench.worker._deliveries.send_again("T1", one)
    assert 1 == calls.made


async def test_a_process_that_dies_in_the_call_three_times_leaves_a_note(bench: Bench) -> None:
    """A message on which the bot dies is not sent for ever."""
    one = await suggested(bench)
    calls = Calls(bench, Notice.QUESTION)
    await bench.clarifications.ask_back(one, STEWARD, question="Which one?")
    for _ in range(MOST_SENDS):
        taken = await bench.outbox.take(bench.clock.now, bench.clock.now + timedelta(minutes=3))
        assert taken is not None
        assert taken.notice is Notice.QUESTION
        bench.clock.advance(minutes=4)
    await bench.worker.run()

    assert 0 == calls.made
    assert [(Standing.UNDELIVERED, "interrupted")] == await undelivered(bench, one)


async def test_of_messages_without_a_card_the_stewards_read_in_one_report(bench: Bench) -> None:
    """A request has no card of its own; both who asked are in one report."""
    for person in (ANN, BEN):
        wanted = Wanted(f"R{person.id}", "eval harness", "", "", Urgency.SOON)
        await bench.requests.request_term(person, wanted)
    calls = Calls(bench, Notice.REQUEST_DECLINED, *[LOST] * 2 * MOST_SENDS)
    (request,) = await bench.requests.backlog("T1")
    await bench.requests.decline(request.id, STEWARD, reason="No.")
    await pass_time(bench)

    assert 2 * MOST_SENDS == calls.made
    assert [Task.REPORT] == [task for task, _, _, _ in bench.messages.sent]
    assert 2 == await bench.worker._deliveries.send_again("T1", request.id)

    await bench.worker.run()

    assert [Notice.REQUEST_DECLINED] == bench.messages.told(BEN)


async def test_a_report_is_a_message_too(bench: Bench) -> None:
    """It is sent three times at most, and nothing reports on reports."""
    report = OutboxItem(workspace_id="T1", subject_id="R1", task=Task.REPORT)
    await bench.outbox.leave(report, bench.clock.now)
    calls = Calls(bench, None, *[LOST] * 9)
    await pass_time(bench)

    assert MOST_SENDS == calls.made
    assert [] == await undelivered(bench, "R1")


async def test_a_fault_of_our_own_is_not_repeated_for_ever(bench: Bench) -> None:
    """Slack may have the message although storing that failed."""
    bench.messages.answers = [ValueError("unforeseen")] * 9
    told = OutboxItem(
        workspace_id="T1", subject_id="token", task=Task.TELL, notice=Notice.GIVEN, recipient_id="U"
    )
    await bench.outbox.leave(replace(told), bench.clock.now)
    await pass_time(bench)

    assert 9 - 2 * MOST_SENDS == len(bench.messages.answers)  # the report met the fault as well
