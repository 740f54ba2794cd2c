"""Answers to reviews on their way into the file: slow repositories, pull requests, killed bots."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.decisions.audit import Act
from bot.decisions.delivery import NotYet
from bot.decisions.people import Person
from bot.decisions.publication import Conflict, Proposed, Publication, TermChange
from bot.glossary.files.term_writer import fingerprint
from bot.publishing.files import FilesPublisher
from bot.sandbox.workspace.people import AMARA, TEAM_ID, WEI
from tests import trail
from tests.flows.reviews import CHANNEL, OVERDUE, Reviews, overdue

if TYPE_CHECKING:
    from tests.flows.conftest import Stewarding

URL = "https://git.example.org/words/glossary/pull/7"
publish = FilesPublisher.publish


async def acts_on(reviews: Reviews) -> list[Act]:
    return [one.act for one in await trail.entries(reviews.bot.database, TEAM_ID, "token")]


@pytest.mark.parametrize("is_refused", [False, True])
async def test_a_repository_that_takes_its_time_is_waited_for(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch, *, is_refused: bool
) -> None:
    """Slack waits three seconds, a push may take longer: the modal shows the result."""
    monkeypatch.setattr("handlers.review.SECONDS_BEFORE_THE_ACK", 0.2)
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")

    async def push(self: FilesPublisher, change: TermChange) -> Publication:
        await wei.sees(lambda: (view := wei.open_view()) and view.title == "Being saved")
        if is_refused:
            return Conflict("The repository refuses the change.")
        return await publish(self, change)

    monkeypatch.setattr(FilesPublisher, "publish", push)
    await wei.submit((await wei.press(card, "Still correct")).view)
    told = wei.open_view()

    assert told
    assert ("Not confirmed" if is_refused else "Confirmed") == told.title
    assert ("confirmed by" in wei.messages(CHANNEL)[0].words) != is_refused


async def test_a_repository_out_of_reach_is_tried_again(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is stored; modal and card say so, and the review can't be answered twice."""
    monkeypatch.setattr("handlers.review.SECONDS_BEFORE_THE_ACK", 0.1)
    monkeypatch.setattr("handlers.review.SECONDS_TO_FOLLOW", 0.1)
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    theirs = (await amara.press(card, "Still correct")).view

    async def be_away(_: FilesPublisher, __: TermChange) -> Publication:
        return NotYet("The repository can't be reached.", 30)

    with monkeypatch.context() as away:
        away.setattr(FilesPublisher, "publish", be_away)
        await wei.submit((await wei.press(card, "Still correct")).view)
        told = await amara.submit(theirs)
    view = wei.open_view()

    assert view
    assert view.title == "Not saved yet"
    assert "It's not saved yet" in wei.messages(CHANNEL)[0].words
    assert "This review is already done. Wei confirmed “token”" in told.words

    reviews.bot.clock.now += timedelta(seconds=31)
    await reviews.bot.services.worker.run()

    assert "confirmed by <@U0WEI00004>" in wei.messages(CHANNEL)[0].words
    assert "not saved" not in wei.messages(CHANNEL)[0].words
    assert [Act.CONFIRM, Act.PUBLISH] == await acts_on(reviews)


@pytest.mark.parametrize("is_merged", [False, True])
async def test_a_pull_request_is_said_to_be_open_and_counts_once_merged(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch, *, is_merged: bool
) -> None:
    """The modal and the card link it; the next week doesn't ask again while it is open."""
    reviews = await stewarding(overdue("token"), overdue("vector"))
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")
    made: list[TermChange] = []

    async def propose(_: FilesPublisher, change: TermChange) -> Publication:
        made.append(change)
        return Proposed(7, URL)

    async def fate_of(self: FilesPublisher, number: int) -> bool:
        assert number == 7
        if is_merged:
            await publish(self, made[0])
        return is_merged

    monkeypatch.setattr(FilesPublisher, "publish", propose)
    told = await wei.submit((await wei.press(card, "Still correct: token")).view)
    view = wei.open_view()

    assert view
    assert view.title == "Pull request opened"
    assert URL in told.words
    assert OVERDUE in reviews.file("token").read_text(encoding="utf-8")
    words = wei.messages(CHANNEL)[0].words
    assert "It counts as reviewed when" in words
    assert URL in words
    assert "Still correct: token" not in words
    again = (await reviews.remind(week=4))[-1].words
    assert "token" not in again
    assert "vector" in again

    monkeypatch.setattr(FilesPublisher, "fate_of", fate_of)
    await reviews.bot.services.worker.follow()
    words = wei.messages(CHANNEL)[0].words

    assert ("*token*: still correct, confirmed by" in words) == is_merged
    assert ("2026-11-23" in reviews.file("token").read_text(encoding="utf-8")) == is_merged
    assert ("closed without merging" in "".join(one.words for one in wei.dms())) != is_merged
    last = Act.MERGE if is_merged else Act.CLOSE
    assert [Act.CONFIRM, Act.PROPOSE, last] == await acts_on(reviews)


class Killed(BaseException):
    """No code of the bot's can catch this, as nothing runs after a SIGKILL."""


@pytest.mark.parametrize("is_written", [False, True], ids=["before the file", "after the file"])
@pytest.mark.parametrize("is_asked", [False, True], ids=["from the Home tab", "from a card"])
@pytest.mark.parametrize("what", ["confirm", "give"])
async def test_what_a_killed_bot_had_decided_is_done_after_the_next_start(
    stewarding: Stewarding,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_written: bool,
    is_asked: bool,
    what: str,
) -> None:
    """The file has it once, and so has the audit trail."""
    reviews = await stewarding(overdue("token"))
    if is_asked:
        await reviews.remind()
    services = reviews.bot.services
    term = reviews.bot.glossary.terms["token"]
    deciding = await services.review_decisions.take_up(TEAM_ID, WEI, "token")

    async def be_killed(self: FilesPublisher, change: TermChange) -> Publication:
        if is_written:
            await publish(self, change)
        raise Killed

    monkeypatch.setattr(FilesPublisher, "publish", be_killed)
    monkeypatch.setattr(services.worker, "wake", lambda: None)
    decisions = services.review_decisions
    if what == "confirm":
        await decisions.confirm(deciding, seen=fingerprint(term))
    else:
        await decisions.give(deciding, user_id=AMARA, written_as="Amara")
    with pytest.raises(Killed):
        await services.worker.run()
    monkeypatch.undo()
    reviews.bot.clock.now += timedelta(minutes=5)
    await services.worker.run()
    await services.worker.run()

    line = "last_reviewed: 2026-11-23" if what == "confirm" else "steward: Amara"
    text = reviews.file("token").read_text(encoding="utf-8").replace("'", "")
    assert 1 == text.count(line)
    assert [Act.CONFIRM if what == "confirm" else Act.GIVE, Act.PUBLISH] == await acts_on(reviews)
    if what == "give":
        assert "gave you “token”" in reviews.bot.person("amara").dms()[-1].words


async def test_a_term_that_was_given_stays_given_when_its_review_can_not_be_written(
    stewarding: Stewarding,
) -> None:
    """What comes back leaves the card as it was."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")
    await wei.choose(card, "give_term", "Amara")
    (card,) = wei.messages(CHANNEL)
    modal = await wei.press(card, "Still correct")
    changed = reviews.file("token").read_text(encoding="utf-8").replace("plain", "different")
    reviews.file("token").write_text(changed, encoding="utf-8")
    told = await wei.submit(modal.view)
    (card,) = wei.messages(CHANNEL)

    assert "nothing was written" in told.words
    assert "Given to <@U0AMARA003> by <@U0WEI00004>" in card.words
    assert "Still correct" in card.words


async def test_the_steward_who_confirms_is_named_as_the_author(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where changes are commits, theirs is the name on this one."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei, authors = reviews.bot.person("wei"), list[Person]()

    async def noting(self: FilesPublisher, change: TermChange) -> Publication:
        authors.append(change.author)
        return await publish(self, change)

    monkeypatch.setattr(FilesPublisher, "publish", noting)
    await wei.submit((await wei.press(card, "Still correct")).view)

    assert [Person(TEAM_ID, WEI, "wei")] == authors
