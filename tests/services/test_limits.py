"""What one person may send in a day, and what is kept once, when much is sent at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.clarifications.proposal import Kind, Proposal
from bot.clarifications.records import Suggestion, Urgency
from bot.services.requests import Wanted
from bot.storage.tables import AUDIT, CLARIFICATIONS, OUTBOX, TERM_REQUESTS
from tests.services.conftest import ANN, BEN, OTHER_STEWARD, SLUG, STEWARD, Bench, build_bench
from tests.storage.conftest import other_copy  # noqa: F401 -- a fixture

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable
    from pathlib import Path

    from sqlalchemy import Table

    from bot.clarifications.outcomes import RequestOutcome, SuggestOutcome
    from bot.decisions.people import Person
    from bot.storage.database import Database

LIMIT = 5


@pytest.fixture
def copies(
    directory: Path,
    database: Database,
    other_copy: Database,  # noqa: F811 -- the fixture
) -> tuple[Bench, Bench]:
    """Give two copies of the bot over one database."""
    first = build_bench(directory, database, per_day=LIMIT)
    return first, build_bench(directory, other_copy, glossary=first.glossary, per_day=LIMIT)


def suggest(bench: Bench, person: Person, number: int, form: str = "") -> Awaitable[SuggestOutcome]:
    proposal = Proposal(Kind.ADD_DO, f"Do this thing number {number}.")
    suggestion = Suggestion(form or f"V{person.id}{number}", SLUG, proposal, "")
    return bench.clarifications.suggest(person, suggestion)


def request(bench: Bench, person: Person, label: str, form: str = "") -> Awaitable[RequestOutcome]:
    form = form or f"R{person.id}{label}"
    wanted = Wanted(form, label, where=f"in {form}", why="", urgency=Urgency.SOON)
    return bench.requests.request_term(person, wanted)


def kinds(outcomes: Iterable[object]) -> Counter[str]:
    return Counter(type(one).__name__ for one in outcomes)


async def rows(database: Database, table: Table) -> int:
    async with database.engine.connect() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


async def test_no_more_suggestions_than_the_limit_are_stored_however_many_come_at_once(
    copies: tuple[Bench, Bench], database: Database
) -> None:
    """From two copies of the bot; each person has their own allowance."""
    outcomes = await asyncio.gather(
        *(suggest(copies[number % 2], ANN, number) for number in range(4 * LIMIT)),
        *(suggest(copies[number % 2], BEN, 100 + number) for number in range(LIMIT)),
    )

    assert {"Suggested": LIMIT, "TooMany": 3 * LIMIT} == kinds(outcomes[: 4 * LIMIT])
    assert {"Suggested": LIMIT} == kinds(outcomes[4 * LIMIT :])
    assert 2 * LIMIT == await rows(database, CLARIFICATIONS) == await rows(database, AUDIT)
    assert 2 * LIMIT == await rows(database, OUTBOX)


async def test_suggestions_requests_and_joining_use_up_one_allowance(
    copies: tuple[Bench, Bench], database: Database
) -> None:
    """All that is sent counts, also where nothing new is stored."""
    for number in range(LIMIT):
        await suggest(copies[0], BEN, number)
    others = [replace(BEN, id=f"UBEN{number}") for number in range(LIMIT)]
    await asyncio.gather(*(request(copies[0], one, f"word {one.id}") for one in others))
    before = await rows(database, AUDIT)

    outcomes = await asyncio.gather(
        *(suggest(copies[number % 2], ANN, number) for number in range(LIMIT)),
        *(suggest(copies[number % 2], ANN, 100 + number) for number in range(LIMIT)),
        *(request(copies[0], ANN, f"word {one.id}") for one in others),
        *(request(copies[1], ANN, f"other word {number}") for number in range(LIMIT)),
    )

    assert 3 * LIMIT == kinds(outcomes)["TooMany"]
    assert before + LIMIT == await rows(database, AUDIT)


async def test_the_last_form_of_the_day_counts_once_however_often_it_comes(
    copies: tuple[Bench, Bench], database: Database
) -> None:
    """None of its copies hits the limit."""
    for number in range(LIMIT - 1):
        await suggest(copies[0], ANN, number)

    outcomes = await asyncio.gather(
        *(suggest(copies[number % 2], ANN, 100, "V-same") for number in range(8))
    )

    assert {"Suggested": 8} == kinds(outcomes)
    assert LIMIT == await rows(database, AUDIT)


async def test_like_suggestions_at_once_are_one_with_everybody_in_it(
    copies: tuple[Bench, Bench], database: Database
) -> None:
    """Each person counts once."""
    people = [replace(ANN, id=f"UANN{number}") for number in range(6)]
    outcomes = await asyncio.gather(
        *(
            suggest(copies[time], person, 1, f"V{person.id}{time}")
            for person in people
            for time in (0, 1)
        )
    )
    (found,) = await copies[0].stored.undecided("T1")

    assert 1 == kinds(outcomes)["Suggested"]
    assert 5 == kinds(outcomes)["Joined"]
    assert {one.id for one in people} == set(found.asked_for_by)
    assert 6 == len(found.asked_for_by) == await rows(database, AUDIT)


async def test_requests_for_one_term_at_once_are_one_with_everybody_in_it(
    copies: tuple[Bench, Bench], database: Database
) -> None:
    """Each person asks once, by however many forms."""
    people = [replace(ANN, id=f"UANN{number}") for number in range(4)]
    outcomes = await asyncio.gather(
        *(
            request(copies[time % 2], person, "eval harness", f"R{person.id}{time}")
            for person in people
            for time in range(3)
        )
    )
    (found,) = await copies[0].requests.backlog("T1")

    assert {"Requested": 4, "AlreadyRequested": 8} == kinds(outcomes)
    assert sorted(one.id for one in people) == sorted(one.person_id for one in found.asked)
    assert (1, 4) == (await rows(database, TERM_REQUESTS), await rows(database, AUDIT))


async def test_one_form_for_a_term_counts_once_however_often_it_comes(
    copies: tuple[Bench, Bench], database: Database
) -> None:
    """Slack may send it again."""
    outcomes = await asyncio.gather(
        *(request(copies[time % 2], ANN, "eval harness", "R-same") for time in range(6))
    )

    assert {"Requested", "AlreadyRequested"} >= set(kinds(outcomes))
    assert (1, 1) == (await rows(database, TERM_REQUESTS), await rows(database, AUDIT))


async def test_of_two_decisions_at_once_one_is_stored(copies: tuple[Bench, Bench]) -> None:
    """Two copies of the bot, two stewards."""
    await suggest(copies[0], ANN, 1, "V1")
    outcomes = await asyncio.gather(
        copies[0].clarifications.decline("V1", STEWARD, reason="No."),
        copies[1].clarifications.accept("V1", OTHER_STEWARD),
    )

    assert {"Done": 1, "Refused": 1} == kinds(outcomes)
