from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from structlog.testing import capture_logs

from bot.clarifications.audit_events import event_of
from bot.clarifications.outcomes import Suggested
from bot.clarifications.proposal import Kind, Proposal
from bot.decisions.audit import Act
from bot.decisions.delivery import NotYet, Undeliverable
from bot.decisions.outbox import Notice, OutboxItem, Task
from tests.services.conftest import ANN, BEN, STEWARD, Bench

if TYPE_CHECKING:
    import pytest

    from bot.clarifications.records import Clarification
    from bot.decisions.delivery import Delivery

REWORDED = Proposal(Kind.REWORD_SHORT_DEF, "A model that turns noise into images.")


async def test_a_card_waits_until_somebody_is_appointed(bench: Bench) -> None:
    """Nothing is lost; the suggester reads that nobody can decide yet."""
    bench.messages.answers = [NotYet("nobody is appointed")]
    await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED), is_anyone_appointed=False)
    await bench.worker.run()
    early = list(bench.messages.sent)

    bench.clock.advance(minutes=2)
    await bench.worker.run()

    assert [(Task.TELL, Notice.NOBODY_APPOINTED, ANN.id, "")] == early
    assert Task.POST_CARD == bench.messages.sent[1][0]


async def test_a_card_that_was_drawn_too_late_is_drawn_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another copy of the bot moved it on, and its drawing came before ours."""
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))
    assert isinstance(outcome, Suggested)
    await bench.worker.run()
    drawn, deliver = [], bench.messages.deliver_clarification

    async def be_overtaken(item: OutboxItem, about: Clarification) -> Delivery:
        if item.task is Task.UPDATE_CARD:
            drawn.append(about.note)
        if drawn == [""]:
            newer = replace(about, note="Changed since.", version=about.version + 1)
            event = event_of(Act.RETURN, newer, at=bench.clock.now, actor_id="")
            assert await bench.stored.save(newer, (), event)
        return await deliver(item, about)

    monkeypatch.setattr(bench.messages, "deliver_clarification", be_overtaken)
    await bench.clarifications.suggest(BEN, bench.suggestion(REWORDED))
    await bench.worker.run()

    assert ["", "Changed since."] == drawn


async def test_what_waits_for_the_operator_is_said_in_the_log_once(bench: Bench) -> None:
    """A stewards' channel that lets nobody in is mended by somebody who reads the log."""
    bench.messages.answers = [NotYet("stewards' channel general: not_in_channel")] * 6
    await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))

    with capture_logs() as logged:
        for _ in range(6):
            await bench.worker.run()
            bench.clock.advance(minutes=2)

    told = [entry for entry in logged if "not_in_channel" in str(entry.get("reason"))]
    assert ["warning"] == [entry["log_level"] for entry in told]


async def test_what_fails_unforeseen_is_tried_again_and_holds_nothing_up(bench: Bench) -> None:
    """A fault in one message leaves the others to be sent."""
    bench.messages.answers = [ValueError("unforeseen"), Undeliverable("account_inactive")]
    for proposal in (REWORDED, Proposal(Kind.ADD_DO, "Look."), Proposal(Kind.ADD_DO, "Think.")):
        await bench.clarifications.suggest(ANN, bench.suggestion(proposal))

    await bench.worker.run()
    first = len(bench.messages.sent)
    bench.clock.advance(minutes=1)
    await bench.worker.run()

    assert (1, 2) == (first, len(bench.messages.sent))


async def test_what_a_killed_process_was_about_to_send_is_sent(bench: Bench) -> None:
    """A message that arrives twice is a nuisance; one that never arrives is a broken promise."""
    await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED), is_anyone_appointed=False)
    until = bench.clock.now + timedelta(minutes=3)
    for _ in range(2):  # taken by a process that ended right then
        assert await bench.outbox.take(bench.clock.now, until)

    bench.worker._has_begun = True  # or a SQLite file's outbox items are taken over at once
    await bench.worker.run()
    early = list(bench.messages.sent)
    bench.clock.advance(minutes=5)
    await bench.worker.run()

    assert [] == early
    assert [Task.POST_CARD, Task.TELL] == [task for task, _, _, _ in bench.messages.sent]


async def test_a_card_that_was_overtaken_is_drawn_again(bench: Bench) -> None:
    """What was decided while it was being posted shows on it."""
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))
    assert isinstance(outcome, Suggested)
    taken = await bench.outbox.take(bench.clock.now, bench.clock.now)
    assert taken
    await bench.clarifications.decline(outcome.clarification.id, STEWARD, reason="No.")

    await bench.stored.place_card(outcome.clarification, "C1", "2.0", finishing=taken)
    await bench.worker.run()

    assert Task.UPDATE_CARD in {task for task, _, _, _ in bench.messages.sent}


async def test_a_question_is_not_asked_once_it_is_decided(bench: Bench) -> None:
    """The stewards decided before it was sent: an answer would change nothing."""
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))
    assert isinstance(outcome, Suggested)
    await bench.worker.run()
    one = outcome.clarification.id
    await bench.clarifications.ask_back(one, STEWARD, question="Which images?")
    await bench.clarifications.decline(one, STEWARD, reason="It is right as it is.")

    await bench.worker.run()

    assert [Notice.DECLINED] == bench.messages.told(ANN)


async def test_a_line_in_the_thread_waits_for_its_card(bench: Bench) -> None:
    """Slack would take it as a message of its own, which nobody understands."""
    bench.messages.answers = [NotYet("nobody is appointed")]
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))
    assert isinstance(outcome, Suggested)
    await bench.worker.run()  # the card waits
    line = OutboxItem(
        workspace_id="T1",
        subject_id=outcome.clarification.id,
        task=Task.THREAD,
        notice=Notice.DELAYED,
        words="no right to push",
    )
    await bench.worker.leave(line)
    await bench.worker.run()
    early = [task for task, _, _, _ in bench.messages.sent]
    for _ in range(2):
        bench.clock.advance(minutes=10)
        await bench.worker.run()

    assert [] == early
    assert [Task.POST_CARD, Task.THREAD] == [task for task, _, _, _ in bench.messages.sent]
