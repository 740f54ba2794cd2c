from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.clarifications.model import Refusal
from bot.clarifications.outcomes import (
    AlreadyRequested,
    AlreadyThere,
    Faulty,
    RequestDone,
    Requested,
    RequestRefused,
    TooMany,
)
from bot.clarifications.records import RequestState, Urgency
from bot.decisions.outbox import Notice
from bot.glossary.files.loader import Loader
from bot.services.requests import Wanted
from tests.builders import a_term_file
from tests.services.conftest import ANN, BEN, OTHER_STEWARD, STEWARD, build_bench

if TYPE_CHECKING:
    from pathlib import Path

    from bot.clarifications.records import TermRequest
    from bot.decisions.people import Person
    from bot.storage.database import Database
    from tests.services.conftest import Bench


def wanted(bench: Bench, label: str, urgency: Urgency = Urgency.SOON) -> Wanted:
    bench.numbers += 1
    return Wanted(f"R{bench.numbers}", label, "In a meeting.", "It is everywhere.", urgency)


async def requested(
    bench: Bench, person: Person, label: str, urgency: Urgency = Urgency.SOON
) -> TermRequest:
    outcome = await bench.requests.request_term(person, wanted(bench, label, urgency))
    assert isinstance(outcome, Requested)
    return outcome.request


async def test_requests_are_ranked_by_how_many_people_ask(bench: Bench) -> None:
    """One label in any case is one request; then urgency, then age."""
    for person, label, urgency in (
        (ANN, "eval harness", Urgency.SOMETIME),
        (ANN, "red team", Urgency.SOMETIME),
        (BEN, "Red  Team", Urgency.SOMETIME),
        (ANN, "guardrail", Urgency.NOW),
    ):
        await requested(bench, person, label, urgency)
        bench.clock.advance(minutes=1)

    backlog = await bench.requests.backlog("T1")

    assert ["red team", "guardrail", "eval harness"] == [one.label for one in backlog]
    assert [2, 1, 1] == [len(one.asked) for one in backlog]
    assert () == await bench.requests.backlog("T2")


async def test_one_person_counts_once(bench: Bench) -> None:
    """Asking again changes nothing, nor does the same form sent twice."""
    form = wanted(bench, "eval harness")
    await bench.requests.request_term(ANN, form)

    again = [
        await bench.requests.request_term(ANN, one) for one in (form, wanted(bench, "Eval harness"))
    ]

    assert [AlreadyRequested] * 2 == [type(one) for one in again]
    assert [1] == [len(one.asked) for one in await bench.requests.backlog("T1")]


async def test_what_cannot_be_requested_is_said_so(directory: Path, database: Database) -> None:
    """A term that is there, a name without a letter, and one more than a day takes."""
    bench = build_bench(directory, database, per_day=1)

    there = await bench.requests.request_term(ANN, wanted(bench, "Denoiser"))
    no_name = await bench.requests.request_term(ANN, wanted(bench, "…"))
    await requested(bench, ANN, "eval harness")
    too_many = await bench.requests.request_term(ANN, wanted(bench, "guardrail"))

    assert isinstance(there, AlreadyThere)
    assert isinstance(no_name, Faulty)
    assert isinstance(too_many, TooMany)


async def test_everybody_who_asked_is_told_when_the_term_goes_live(
    directory: Path, bench: Bench
) -> None:
    """From a draft that a steward starts to the term that somebody wrote."""
    request = await requested(bench, ANN, "eval harness")
    await requested(bench, BEN, "Eval Harness")

    drafted = await bench.requests.start_draft(request.id, STEWARD)
    again = await bench.requests.start_draft(request.id, OTHER_STEWARD)
    await bench.worker.run()
    before = bench.messages.told(ANN)
    path = directory / "eval-harness.yml"
    assert "status: draft" in path.read_text(encoding="utf-8")
    path.write_text(a_term_file("eval harness"), encoding="utf-8")
    bench.glossary.apply(upserts=Loader(directory).load().terms.values())
    await bench.worker.run()
    await bench.worker.run()

    assert isinstance(drafted, RequestDone)
    assert ("eval-harness.yml", RequestState.DRAFTED) == (drafted.path, drafted.request.state)
    assert isinstance(again, RequestRefused)
    assert Refusal.DECIDED == again.refusal
    assert [] == before
    assert [Notice.REQUEST_LIVE] == bench.messages.told(ANN)
    assert [Notice.REQUEST_LIVE] == bench.messages.told(BEN)
    assert () == await bench.requests.backlog("T1")


async def test_a_steward_declines_with_a_reason(bench: Bench) -> None:
    """The person who asked reads it, and may ask again another time."""
    request = await requested(bench, ANN, "eval harness")

    by_anyone = await bench.requests.decline(request.id, BEN, reason="No.")
    without = await bench.requests.decline(request.id, STEWARD, reason=" ")
    declined = await bench.requests.decline(request.id, STEWARD, reason="That is a product.")
    await bench.worker.run()

    assert isinstance(by_anyone, RequestRefused)
    assert isinstance(without, Faulty)
    assert isinstance(declined, RequestDone)
    assert (ANN.id, "That is a product.") == bench.messages.sent[0][2:]
    assert "R" in (await requested(bench, ANN, "eval harness")).id


async def test_a_draft_that_a_killed_process_left_is_taken_over(
    directory: Path, bench: Bench
) -> None:
    """The file is there, the row was not written: starting again uses the file."""
    request = await requested(bench, ANN, "eval harness")
    (directory / "eval-harness.yml").write_text("# begun\n", encoding="utf-8")

    outcome = await bench.requests.start_draft(request.id, STEWARD)

    assert isinstance(outcome, RequestDone)
    assert "# begun\n" == (directory / "eval-harness.yml").read_text(encoding="utf-8")


async def test_no_draft_is_taken_for_another_terms_file(directory: Path, bench: Bench) -> None:
    """A file that another term has already is passed over, and that term is not what was asked."""
    (directory / "c-plus-plus.yml").write_text(a_term_file("c plus plus"), encoding="utf-8")
    bench.glossary.apply(upserts=Loader(directory).load().terms.values())
    request = await requested(bench, ANN, "C++")

    drafted = await bench.requests.start_draft(request.id, STEWARD)
    await bench.worker.run()

    assert isinstance(drafted, RequestDone)
    assert ("c-plus-plus-2.yml", "c-plus-plus-2") == (drafted.path, drafted.request.slug)
    assert [RequestState.DRAFTED] == [one.state for one in await bench.requests.backlog("T1")]
    assert [] == bench.messages.told(ANN)


@pytest.mark.parametrize(
    "label",
    ["R\u0410G", "\uff32\uff21\uff27", "rag", "R\u200dAG", "\U0001d411\U0001d400\U0001d406"],
)
async def test_a_request_that_looks_the_same_joins_the_first(bench: Bench, label: str) -> None:
    """In whichever order they come, there is one draft for both."""
    for first, second in (("RAG", label), (f"{label} b", "RAG b")):
        await requested(bench, ANN, first)
        await requested(bench, BEN, second)

    assert [2, 2] == [len(one.asked) for one in await bench.requests.backlog("T1")]


async def test_a_request_that_looks_like_a_term_is_there(bench: Bench) -> None:
    """The Latin letters' term is what was meant."""
    outcome = await bench.requests.request_term(ANN, wanted(bench, "t\u043eken"))

    assert isinstance(outcome, AlreadyThere)


@pytest.mark.parametrize("field", ["label", "where", "why"])
async def test_a_control_of_direction_is_refused_at_its_field(bench: Bench, field: str) -> None:
    """The sentence names the invisible character."""
    form = replace(wanted(bench, "eval harness"), **{field: "abc\u202edef"})

    outcome = await bench.requests.request_term(ANN, form)

    assert isinstance(outcome, Faulty)
    ((found, message),) = [(fault.field, fault.message) for fault in outcome.faults]
    assert (field if field != "label" else "text") == found
    assert "U+202E" in message
