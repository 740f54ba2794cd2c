from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clarifications.model import State
from bot.clarifications.outcomes import Done, Suggested
from bot.clarifications.proposal import Kind, Proposal
from bot.clarifications.records import Urgency
from bot.decisions.delivery import NotYet
from bot.decisions.outbox import Notice, OutboxItem, Task, pause_after
from bot.decisions.publication import Conflict, Proposed, Publication
from bot.glossary.files.loader import Loader
from bot.glossary.files.term_writer import ChangeRefusedError, fingerprint
from bot.reviews.queue import ReviewRequest, review_of
from bot.services.requests import Wanted
from bot.services.review_decisions import ReviewAct, SettledError
from tests.builders import a_term
from tests.services.conftest import ANN, SLUG, STEWARD, Bench, build_bench

if TYPE_CHECKING:
    from pathlib import Path

    from bot.decisions.people import Person
    from bot.decisions.publication import TermChange
    from bot.storage.database import Database

REWORDED = Proposal(Kind.REWORD_SHORT_DEF, "A model that turns noise into images.")


class Elsewhere:
    """Stands for where changes go, and answers what a test tells it to."""

    def __init__(self, *answers: Publication) -> None:
        self.answers = list(answers)
        self.fate: bool | None = None
        self.asked: list[TermChange] = []

    async def publish(self, change: TermChange) -> Publication:
        """Take a change."""
        self.asked.append(change)
        return self.answers.pop(0)

    async def start_draft(self, name: str, context: str | None, steward: Person) -> str:
        """Take a draft."""
        return f"{name} {context} {steward.id}"

    async def refresh(self) -> None:
        """Have nothing new."""

    async def fate_of(self, pull_request: int) -> bool | None:
        """Say what the test says."""
        del pull_request
        return self.fate


async def accepted(bench: Bench) -> str:
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))
    assert isinstance(outcome, Suggested)
    await bench.worker.run()
    done = await bench.clarifications.accept(outcome.clarification.id, STEWARD)
    assert isinstance(done, Done)
    await bench.worker.run()
    return outcome.clarification.id


async def state_of(bench: Bench, clarification_id: str) -> State:
    found = await bench.clarifications.store.get("T1", clarification_id)
    assert found is not None
    return found.state


@pytest.mark.parametrize("is_merged", [True, False])
async def test_a_pull_request_is_awaited(
    directory: Path, database: Database, *, is_merged: bool
) -> None:
    """Merged it is live; closed it is open again, and the stewards read why in the thread."""
    elsewhere = Elsewhere(Proposed(7, "https://example.org/7"))
    bench = build_bench(directory, database, elsewhere)
    one = await accepted(bench)
    waiting = await state_of(bench, one)
    await bench.worker.follow_merges()
    still = await state_of(bench, one)

    elsewhere.fate = is_merged
    await bench.worker.follow_merges()
    await bench.worker.run()

    assert (State.AWAITING_MERGE, State.AWAITING_MERGE) == (waiting, still)
    assert (State.LIVE if is_merged else State.OPEN) == await state_of(bench, one)
    notices = [notice for _, notice, _, _ in bench.messages.sent]
    assert (Notice.LIVE in notices) == is_merged
    assert (Notice.OPEN_AGAIN in notices) != is_merged
    assert Notice.AWAITING_MERGE in bench.messages.told(ANN)


async def test_a_conflict_gives_the_decision_back_to_the_stewards(
    directory: Path, database: Database
) -> None:
    """It is open again, the thread says why, and the suggester hears nothing yet."""
    bench = build_bench(directory, database, Elsewhere(Conflict("Somebody was faster.")))

    one = await accepted(bench)

    assert State.OPEN == await state_of(bench, one)
    assert (Task.THREAD, Notice.OPEN_AGAIN, "", "Somebody was faster.") in bench.messages.sent
    assert [] == bench.messages.told(ANN)


async def test_what_a_steward_made_of_it_outlives_a_conflict(
    directory: Path, database: Database
) -> None:
    """They decide again on their own words rather than type them again."""
    bench = build_bench(directory, database, Elsewhere(Conflict("Somebody was faster.")))
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))
    assert isinstance(outcome, Suggested)
    edited = Proposal(Kind.REWORD_SHORT_DEF, "A model that removes noise.")
    one = outcome.clarification.id
    await bench.clarifications.accept(one, STEWARD, edited=edited)
    await bench.worker.run()

    found = await bench.clarifications.store.get("T1", one)

    assert found is not None
    assert (State.OPEN, REWORDED, edited) == (found.state, found.proposal, found.edited)


async def test_whose_term_came_is_told_after_the_database_was_away(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be looked up is looked up again, without another change of the glossary."""
    wanted = Wanted("R1", "eval harness", "", "", Urgency.SOON)
    await bench.requests.request_term(ANN, wanted)
    bench.glossary.apply(upserts=[a_term("eval harness")])

    async def be_away() -> None:
        raise OSError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(bench.requests, "settle", be_away)
        with pytest.raises(OSError, match="away"):
            await bench.worker.run()
    await bench.worker.run()

    assert [Notice.REQUEST_LIVE] == bench.messages.told(ANN)


async def test_a_remote_out_of_reach_is_tried_again(directory: Path, database: Database) -> None:
    """The decision stands until then."""
    bench = build_bench(
        directory, database, Elsewhere(NotYet("away", 30), Proposed(1, "https://example.org/1"))
    )
    one = await accepted(bench)
    first = await state_of(bench, one)
    await bench.worker.run()
    early = await state_of(bench, one)

    bench.clock.advance(seconds=31)
    await bench.worker.run()

    assert (State.ACCEPTED, State.ACCEPTED) == (first, early)
    assert State.AWAITING_MERGE == await state_of(bench, one)


async def test_stewards_read_that_a_decision_can_not_be_written_yet(
    directory: Path, database: Database
) -> None:
    """Once, after a few attempts; a moment's failure is not worth a word."""
    bench = build_bench(directory, database, Elsewhere(*[NotYet("no right to push", 30)] * 6))
    await accepted(bench)
    early = [notice for _, notice, _, _ in bench.messages.sent]

    for _ in range(5):
        bench.clock.advance(seconds=31)
        await bench.worker.run()

    notices = [notice for _, notice, _, _ in bench.messages.sent]
    assert (0, 1) == (early.count(Notice.DELAYED), notices.count(Notice.DELAYED))
    assert (Task.THREAD, Notice.DELAYED, "", "no right to push") in bench.messages.sent


async def test_stewards_read_of_a_fault_that_keeps_a_decision_from_being_written(
    directory: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it is: to say nothing would leave them waiting for good."""
    elsewhere = Elsewhere()

    async def fail(_: TermChange) -> Publication:
        raise ValueError("unforeseen")

    monkeypatch.setattr(elsewhere, "publish", fail)
    bench = build_bench(directory, database, elsewhere)
    one = await accepted(bench)
    for _ in range(5):
        bench.clock.advance(minutes=20)
        await bench.worker.run()

    notices = [notice for _, notice, _, _ in bench.messages.sent]
    assert 1 == notices.count(Notice.DELAYED)
    assert State.ACCEPTED == await state_of(bench, one)


def test_however_often_something_failed_it_is_tried_again() -> None:
    """A quarter of an hour later at most; a fault may stay for weeks."""
    waits = [
        pause_after(
            OutboxItem(workspace_id="T1", subject_id="V1", task=Task.WRITE, attempts=attempts)
        )
        for attempts in (0, 1, 100, 5000)
    ]

    assert [5, 10, 900, 900] == waits


async def test_waking_does_what_is_due_at_once(bench: Bench) -> None:
    """No clock has to come round."""
    await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))

    bench.worker.wake()
    bench.worker.wake()
    assert bench.worker._round is not None
    await bench.worker._round

    assert 1 == len(bench.messages.sent)


ODD_TEXTS = (
    "<!channel> <!here> <@U123> <https://example.org|a link> &amp; *bold* _x_ ~y~ `z`",
    "- a list\n- of: {yaml: [syntax]}\n# no comment\n---\n...\n&anchor *alias !!tag | > % @",
    "\u200f\u05e9\u05dc\u05d5\u05dd and \u061cmarks\u200e",
    "👩🏽‍🚀 emoji :wave: é e\u0301 ﬁ",
    "'single' \"double\" \\n \\ % $HOME {{x}} \ttab",
    "line\n\n  indented line\n\ttab line ",
    "x" * 500,
    "null",
    "2026-11-23",
    "yes",
    "a: b",
)


@pytest.mark.parametrize("text", ODD_TEXTS)
async def test_whatever_is_typed_is_read_back_from_the_file(
    directory: Path, database: Database, text: str
) -> None:
    """The text goes through the database, the trail and the file and stays the same."""
    bench = build_bench(directory, database)
    for proposal in (
        Proposal(Kind.ADD_DO, text),
        Proposal(Kind.REWORD_FOR_ROLE, text, role_id="legal"),
    ):
        outcome = await bench.clarifications.suggest(ANN, bench.suggestion(proposal, why=text))
        assert isinstance(outcome, Suggested), outcome
        done = await bench.clarifications.accept(outcome.clarification.id, STEWARD)
        assert isinstance(done, Done)
        assert done.clarification == await bench.clarifications.store.get(
            "T1", done.clarification.id
        )
        await bench.worker.run()

    term = Loader(directory).load().terms[SLUG]
    assert (text.strip(), text.strip()) == (term.do[-1].text, term.audiences["legal"])


async def test_what_an_earlier_process_had_in_hand_is_done_at_the_start(
    bench: Bench, database: Database
) -> None:
    """SQLite serves one process, so the one that held it has ended; elsewhere its time runs out."""
    await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))
    now = bench.clock()
    held = await bench.outbox.take(now, now + timedelta(minutes=3))
    assert held is not None

    await bench.worker.run()

    is_posted = Task.POST_CARD in [task for task, _, _, _ in bench.messages.sent]
    assert (database.url.get_backend_name() == "sqlite") == is_posted
    bench.clock.advance(minutes=4)
    await bench.worker.run()
    assert Task.POST_CARD in [task for task, _, _, _ in bench.messages.sent]


async def test_a_review_of_a_text_that_has_changed_is_refused_at_once(bench: Bench) -> None:
    """Nothing is stored: the steward reads the new text and presses again."""
    term = bench.glossary.terms[SLUG]
    reviewing = await bench.reviews.take_up("T1", STEWARD.id, SLUG)
    seen = fingerprint(term)
    bench.glossary.apply([replace(term, short_def="Another text.")])

    with pytest.raises(ChangeRefusedError):
        await bench.reviews.confirm(reviewing, seen=seen)

    assert await bench.outbox.take(bench.clock(), bench.clock()) is None


async def test_a_settled_review_is_not_open_any_more(bench: Bench) -> None:
    """Somebody with an older copy of the card reads who answered, instead of the whole text."""
    term = bench.glossary.terms[SLUG]
    today = bench.clock().date()
    request = ReviewRequest(slug=SLUG, last_reviewed_on=review_of(term), asked_on=today)
    await bench.asked.ask("T1", "reviews/2026-W48", [request])
    deciding = ReviewAct("T1", STEWARD.id, "reviews/2026-W48", SLUG)
    await bench.reviews.still_open(deciding)
    await bench.reviews.snooze(deciding)

    with pytest.raises(SettledError, match="This review is already done"):
        await bench.reviews.still_open(deciding)
