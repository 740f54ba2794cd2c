"""Answers to reviews on their way into the file: slow repositories, other copies, killed bots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.glossary.files.term_writer import Author, ChangeRefusedError, fingerprint
from bot.sandbox.workspace.people import AMARA, TEAM_ID, WEI
from bot.storage.audit import Act
from tests.flows.reviews import CHANNEL, OVERDUE, overdue

if TYPE_CHECKING:
    from bot.glossary.model import Term
    from tests.flows.conftest import Stewarding


@pytest.mark.parametrize("is_refused", [False, True])
async def test_a_repository_that_takes_its_time_is_waited_for(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch, *, is_refused: bool
) -> None:
    """Slack waits three seconds, a push may take longer: the modal says what came of it."""
    monkeypatch.setattr("handlers.review.SECONDS_BEFORE_THE_ACK", 0.2)
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    term_writer, wei = reviews.bot.services.term_writer, reviews.bot.person("wei")
    write = term_writer.change

    async def push(*given: Any, **named: Any) -> Term:
        await wei.sees(lambda: (view := wei.open_view()) and view.title == "Being written")
        if is_refused:
            raise ChangeRefusedError("The repository refuses the change.")
        return await write(*given, **named)

    monkeypatch.setattr(term_writer, "change", push)
    await wei.submit((await wei.press(card, "Still correct")).view)
    told = wei.open_view()

    assert told
    assert ("Not confirmed" if is_refused else "Confirmed") == told.title
    assert ("confirmed by" in wei.messages(CHANNEL)[0].words) != is_refused


class Killed(BaseException):
    """What no code of the bot's catches, as nothing runs after a SIGKILL."""


@pytest.mark.parametrize("is_written", [False, True], ids=["before the file", "after the file"])
@pytest.mark.parametrize("is_asked", [False, True], ids=["from the Home tab", "from a card"])
async def test_a_bot_killed_while_it_confirms_leaves_file_and_trail_agreeing(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch, *, is_written: bool, is_asked: bool
) -> None:
    """What is in the file is in the audit trail after the next start; what is not is due still."""
    reviews = await stewarding(overdue("token"))
    if is_asked:
        await reviews.remind()
    services = reviews.bot.services
    term, write = reviews.bot.glossary.terms["token"], services.term_writer.change
    deciding = await services.review_decisions.take_up(TEAM_ID, WEI, "token")

    async def be_killed(*given: Any, **named: Any) -> None:
        if is_written:
            await write(*given, **named)
        raise Killed

    monkeypatch.setattr(services.term_writer, "change", be_killed)
    with pytest.raises(Killed):
        await services.review_decisions.confirm(deciding, seen=fingerprint(term))
    monkeypatch.undo()

    assert [] == await services.audit.entries(TEAM_ID, "token")

    await services.review_decisions.settle()
    await services.review_decisions.settle()
    entries = await services.audit.entries(TEAM_ID, "token")
    told = [(one.act, one.actor_id, one.before, one.after) for one in entries]

    assert told == ([(Act.CONFIRMED, WEI, OVERDUE, "2026-11-23")] if is_written else [])
    if not is_written:
        await services.review_decisions.confirm(deciding, seen=fingerprint(term))

    assert len(await services.audit.entries(TEAM_ID, "token")) == 1
    assert "last_reviewed: 2026-11-23" in reviews.file("token").read_text(encoding="utf-8").replace(
        "'", ""
    )


async def test_a_copy_that_starts_meanwhile_takes_no_answer_back_for_good(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It finds the answer without the file's day, and can't know that the file is being written."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    term_writer, wei = reviews.bot.services.term_writer, reviews.bot.person("wei")
    write = term_writer.change

    async def slowly(*given: Any, **named: Any) -> Term:
        await reviews.bot.services.review_decisions.settle()
        return await write(*given, **named)

    monkeypatch.setattr(term_writer, "change", slowly)
    await wei.submit((await wei.press(card, "Still correct")).view)

    assert "confirmed by <@U0WEI00004>" in wei.messages(CHANNEL)[0].words
    assert len(await reviews.bot.services.audit.entries(TEAM_ID, "token")) == 1


@pytest.mark.parametrize("is_written", [False, True], ids=["before the file", "after the file"])
async def test_a_bot_killed_while_it_gives_a_term_leaves_file_and_trail_agreeing(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch, *, is_written: bool
) -> None:
    """The trail says who has the term once the file does, and the review is open either way."""
    reviews = await stewarding(overdue("token"))
    await reviews.remind()
    services = reviews.bot.services
    write = services.term_writer.change
    deciding = await services.review_decisions.take_up(TEAM_ID, WEI, "token")

    async def be_killed(*given: Any, **named: Any) -> None:
        if is_written:
            await write(*given, **named)
        raise Killed

    monkeypatch.setattr(services.term_writer, "change", be_killed)
    with pytest.raises(Killed):
        await services.review_decisions.give(deciding, user_id=AMARA, written_as="Amara")
    monkeypatch.undo()
    await services.review_decisions.settle()
    await services.review_decisions.settle()

    entries = await services.audit.entries(TEAM_ID, "token")
    told = [(one.act, one.actor_id, one.after) for one in entries]
    assert told == ([(Act.GIVEN, WEI, "Amara")] if is_written else [])
    _, request = await services.review_decisions.still_open(deciding)
    assert (AMARA if is_written else None) == request.given_to


async def test_a_term_that_was_given_stays_given_when_its_review_can_not_be_written(
    stewarding: Stewarding,
) -> None:
    """What is taken back leaves the card as it was."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")
    await wei.choose(card, "give_term", AMARA)
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
    term_writer, wei = reviews.bot.services.term_writer, reviews.bot.person("wei")
    write, authors = term_writer.change, []

    async def noting(*given: Any, author: Author, **named: Any) -> Term:
        authors.append(author)
        return await write(*given, author=author, **named)

    monkeypatch.setattr(term_writer, "change", noting)
    await wei.submit((await wei.press(card, "Still correct")).view)

    assert [Author(WEI, "wei")] == authors
