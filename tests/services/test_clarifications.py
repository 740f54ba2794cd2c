from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.clarifications.model import Refusal, State
from bot.clarifications.outcomes import (
    AlreadySuggested,
    Done,
    Faulty,
    Field,
    Joined,
    Refused,
    Stale,
    Suggested,
    TermGone,
    TooMany,
    Unknown,
)
from bot.clarifications.proposal import Kind, Proposal, stamp_of
from bot.clarifications.records import Suggestion
from bot.decisions.outbox import Notice, Task
from tests.services.conftest import (
    ANN,
    BEN,
    OTHER_STEWARD,
    SLUG,
    STEWARD,
    Bench,
    build_bench,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.clarifications.outcomes import FieldFault
    from bot.clarifications.records import Clarification
    from bot.decisions.people import Person
    from bot.storage.database import Database

REWORDED = Proposal(Kind.REWORD_SHORT_DEF, "A model that turns noise into images, step by step.")


async def suggested(bench: Bench, proposal: Proposal = REWORDED) -> Clarification:
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(proposal))
    assert isinstance(outcome, Suggested)
    return outcome.clarification


async def test_from_a_suggestion_to_the_file(bench: Bench) -> None:
    """The stewards see a card, one accepts, one line of the file changes, Ann gets a message."""
    before = bench.path.read_text(encoding="utf-8")
    one = await suggested(bench)
    await bench.worker.run()

    outcome = await bench.clarifications.accept(one.id, STEWARD)
    await bench.worker.run()

    assert isinstance(outcome, Done)
    after = bench.path.read_text(encoding="utf-8").splitlines()
    changed = [new for old, new in zip(before.splitlines(), after, strict=True) if old != new]
    assert [f"short_def: {REWORDED.text}"] == changed
    assert REWORDED.text == bench.glossary.terms[SLUG].short_def
    live = await bench.clarifications.store.get("T1", one.id)
    assert live is not None
    assert (State.LIVE, "1.0") == (live.state, live.card_ts)
    assert [Notice.LIVE] == bench.messages.told(ANN)
    assert Task.POST_CARD == bench.messages.sent[0][0]


async def test_a_steward_may_edit_and_review_the_whole_term(bench: Bench) -> None:
    """What is written is the steward's wording; the date of the review moves when they say so."""
    one = await suggested(bench)
    edited = Proposal(Kind.REWORD_SHORT_DEF, "A model that removes noise.")

    await bench.clarifications.accept(one.id, STEWARD, edited=edited, reviewed_whole=True)
    await bench.worker.run()

    term = bench.glossary.terms[SLUG]
    assert ("A model that removes noise.", "2026-11-23") == (
        term.short_def,
        term.last_reviewed_on.isoformat(),
    )


async def test_the_same_form_sent_twice_counts_once(bench: Bench) -> None:
    """Slack may repeat a submission, and it changes nothing."""
    suggestion = bench.suggestion(REWORDED)
    outcomes = await asyncio.gather(
        *(bench.clarifications.suggest(ANN, suggestion) for _ in range(3))
    )
    await bench.worker.run()

    assert {Suggested} == {type(one) for one in outcomes}
    assert 1 == len(bench.messages.sent)


async def test_the_same_form_is_told_the_same_while_the_first_is_being_stored(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who meets their own suggestion doesn't read that they made it before."""
    suggestion = bench.suggestion(REWORDED)
    find_faults = bench.clarifications.find_faults

    async def in_between(slug: str, proposal: Proposal) -> tuple[FieldFault, ...]:
        monkeypatch.undo()
        await bench.clarifications.suggest(ANN, suggestion)
        return await find_faults(slug, proposal)

    monkeypatch.setattr(bench.clarifications, "find_faults", in_between)

    assert isinstance(await bench.clarifications.suggest(ANN, suggestion), Suggested)


async def test_what_was_like_it_and_is_settled_in_this_moment_takes_no_suggestion_along(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stewards declined the first without knowing of the second: that one is put to them."""
    one = await suggested(bench)
    find_like = bench.clarifications._find_like

    async def in_between(person: Person, suggestion: Suggestion) -> Clarification | None:
        monkeypatch.undo()
        found = await find_like(person, suggestion)
        await bench.clarifications.decline(one.id, STEWARD, reason="It is right as it is.")
        return found

    monkeypatch.setattr(bench.clarifications, "_find_like", in_between)
    second = await bench.clarifications.suggest(BEN, bench.suggestion(REWORDED))

    assert isinstance(second, Suggested)
    assert one.id != second.clarification.id


async def test_a_like_suggestion_is_joined(bench: Bench) -> None:
    """The second person is counted in and told the result too; the first is not counted twice."""
    one = await suggested(bench)
    like = Proposal(Kind.REWORD_SHORT_DEF, REWORDED.text.upper())

    joined = await bench.clarifications.suggest(BEN, bench.suggestion(like))
    again = await bench.clarifications.suggest(BEN, bench.suggestion(like))
    own = await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))
    await bench.clarifications.decline(one.id, STEWARD, reason="It is right as it is.")
    await bench.worker.run()

    assert isinstance(joined, Joined)
    assert (ANN.id, BEN.id) == joined.clarification.asked_for_by
    assert isinstance(again, AlreadySuggested)
    assert isinstance(own, AlreadySuggested)
    assert [Notice.DECLINED] == bench.messages.told(ANN)
    assert [Notice.DECLINED] == bench.messages.told(BEN)


async def test_a_file_that_somebody_is_mending_is_said_at_the_field(bench: Bench) -> None:
    """What was read last is still served, and a suggestion for it is answered."""
    broken = bench.path.read_text(encoding="utf-8").replace("'2026-09-01'", "2026-02-30")
    bench.path.write_text(broken, encoding="utf-8")

    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(REWORDED))

    assert isinstance(outcome, Faulty)
    assert "file has an error" in outcome.faults[0].message


async def test_why_somebody_suggests_the_same_is_kept(bench: Bench) -> None:
    """Each gives reasons of their own, and the stewards read them all."""
    one = await suggested(bench)
    await bench.clarifications.suggest(BEN, bench.suggestion(REWORDED, why="I got it wrong too."))
    await bench.clarifications.suggest(STEWARD, bench.suggestion(REWORDED, why=""))

    found = await bench.clarifications.store.get("T1", one.id)

    assert found is not None
    assert (BEN.id, STEWARD.id) == found.joined_ids
    assert ("I got it wrong too.",) == found.joined_whys


async def test_a_person_may_suggest_only_so_much_in_a_day(
    directory: Path, database: Database
) -> None:
    """The next one is refused with the time from which on it is taken."""
    bench = build_bench(directory, database, per_day=2)
    for line in ("Do one.", "Do two."):
        await suggested(bench, Proposal(Kind.ADD_DO, line))
        bench.clock.advance(hours=1)

    refused = await bench.clarifications.suggest(
        ANN, bench.suggestion(Proposal(Kind.ADD_DO, "Do three."))
    )
    bench.clock.advance(hours=23)
    taken = await bench.clarifications.suggest(
        ANN, bench.suggestion(Proposal(Kind.ADD_DO, "Do three."))
    )

    assert isinstance(refused, TooMany)
    assert (2, 12) == (refused.limit, refused.again_at.hour)
    assert isinstance(taken, Suggested)


async def test_of_two_stewards_at_once_the_first_wins(bench: Bench) -> None:
    """The other hears so, and their act isn't done."""
    one = await suggested(bench)

    outcomes = await asyncio.gather(
        bench.clarifications.accept(one.id, STEWARD),
        bench.clarifications.decline(one.id, OTHER_STEWARD, reason="No."),
    )

    done = [outcome for outcome in outcomes if isinstance(outcome, Done)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert (1, 1) == (len(done), len(refused))
    assert Refusal.DECIDED == refused[0].refusal
    assert refused[0].clarification.decision is not None


async def test_a_text_that_changed_is_shown_and_asked_about_again(bench: Bench) -> None:
    """The first press decides nothing; the second, on the new text, does."""
    one = await suggested(bench)
    term = bench.glossary.terms[SLUG]
    bench.glossary.apply(upserts=(replace(term, short_def="By hand."),))
    bench.path.write_text(bench.path.read_text("utf-8").replace(term.short_def, "By hand."))

    stale = await bench.clarifications.accept(one.id, STEWARD)
    outcome = await bench.clarifications.accept(one.id, STEWARD, seen=stamp_of("By hand."))
    await bench.worker.run()

    assert isinstance(stale, Stale)
    assert isinstance(outcome, Done)
    assert REWORDED.text == bench.glossary.terms[SLUG].short_def


@pytest.mark.parametrize("changed", ["steward: Wei", "long_def"])
async def test_what_else_changed_in_the_term_keeps_nobody_from_accepting(
    bench: Bench, changed: str
) -> None:
    """A decision is about its own text alone."""
    one = await suggested(bench)
    term = bench.glossary.terms[SLUG]
    new = {"steward": "Wei"} if changed != "long_def" else {"long_def": "Other words. " * 50}
    bench.glossary.apply(upserts=(replace(term, **new),))

    outcome = await bench.clarifications.accept(one.id, STEWARD)

    assert isinstance(outcome, Done)


async def test_two_accepted_changes_of_one_term_both_go_live(bench: Bench) -> None:
    """The second was decided before the worker came to the first."""
    one = await suggested(bench)
    other = await suggested(bench, Proposal(Kind.REWORD_FOR_ROLE, "For counsel.", role_id="legal"))
    for accepted in (one, other):
        done = await bench.clarifications.accept(accepted.id, STEWARD)
        assert isinstance(done, Done)
    await bench.worker.run()

    term = bench.glossary.terms[SLUG]
    assert (REWORDED.text, "For counsel.") == (term.short_def, term.audiences["legal"])
    states = [await bench.clarifications.store.get("T1", accepted.id) for accepted in (one, other)]
    assert [State.LIVE, State.LIVE] == [found.state for found in states if found]


async def test_of_two_accepted_changes_of_one_text_the_second_comes_back(bench: Bench) -> None:
    """The first is written; the stewards read why the second isn't."""
    one = await suggested(bench)
    other = await suggested(bench, Proposal(Kind.REWORD_SHORT_DEF, "Something else entirely."))
    for accepted in (one, other):
        await bench.clarifications.accept(accepted.id, STEWARD)
    await bench.worker.run()

    found = await bench.clarifications.store.get("T1", other.id)
    assert REWORDED.text == bench.glossary.terms[SLUG].short_def
    assert found is not None
    assert State.OPEN == found.state
    assert "Somebody else has changed" in found.note


async def test_only_stewards_decide_and_not_on_their_own(bench: Bench) -> None:
    """Others hear so; a steward leaves their own suggestion to another."""
    one = await suggested(bench)
    own = await bench.clarifications.suggest(
        STEWARD, bench.suggestion(Proposal(Kind.ADD_DO, "Look twice."))
    )
    assert isinstance(own, Suggested)

    by_anyone = await bench.clarifications.accept(one.id, BEN)
    by_self = await bench.clarifications.accept(own.clarification.id, STEWARD)

    assert isinstance(by_anyone, Refused)
    assert isinstance(by_self, Refused)
    assert (Refusal.STEWARDS_ONLY, Refusal.OWN) == (by_anyone.refusal, by_self.refusal)


async def test_a_steward_may_accept_their_own_where_the_settings_say_so(
    directory: Path, database: Database
) -> None:
    """A glossary with one steward needs it."""
    bench = build_bench(directory, database, may_accept_own=True)
    own = await bench.clarifications.suggest(STEWARD, bench.suggestion(REWORDED))
    assert isinstance(own, Suggested)

    outcome = await bench.clarifications.accept(own.clarification.id, STEWARD)

    assert isinstance(outcome, Done)


async def test_asking_back_and_answering(bench: Bench) -> None:
    """Ann gets the question, her answer lands in the thread, and it waits for a decision again."""
    one = await suggested(bench)
    await bench.worker.run()

    await bench.clarifications.ask_back(one.id, STEWARD, question="Which models?")
    not_asked = await bench.clarifications.answer(one.id, BEN, text="Me too.")
    outcome = await bench.clarifications.answer(one.id, ANN, text="All of them.")
    await bench.worker.run()

    assert isinstance(not_asked, Refused)
    assert isinstance(outcome, Done)
    assert State.OPEN == outcome.clarification.state
    assert (Task.TELL, Notice.QUESTION, ANN.id, "Which models?") in bench.messages.sent
    assert (Task.THREAD, Notice.ANSWER, "", "All of them.") in bench.messages.sent


FAULTS: tuple[tuple[Proposal, Field, str], ...] = (
    (
        Proposal(Kind.REWORD_SHORT_DEF, "word " * 41),
        Field.TEXT,
        "The short definition has 41 words; keep it to 40 at most.",
    ),
    (
        Proposal(Kind.ADD_DO, "x" * 501),
        Field.TEXT,
        "This has 501 characters; keep it to 500 at most.",
    ),
    (
        Proposal(Kind.ADD_ALIAS, "x" * 151),
        Field.TEXT,
        "This has 151 characters; keep it to 150 at most.",
    ),
    (Proposal(Kind.REWORD_SHORT_DEF, "  "), Field.TEXT, "Please write something."),
    (
        Proposal(Kind.ADD_ALIAS, "Denoiser"),
        Field.TEXT,
        "This term is found by that name already.",
    ),
    (Proposal(Kind.ADD_ALIAS, "token"), Field.TEXT, "That name leads to"),
    (
        Proposal(Kind.ADD_RELATED, "no such term"),
        Field.TEXT,
        "The glossary has no term “no such term”. Please choose another.",
    ),
    (
        Proposal(Kind.ADD_RELATED, "diffusion model"),
        Field.TEXT,
        "This is the term itself. Please choose another.",
    ),
    (Proposal(Kind.ADD_RELATED, ""), Field.TEXT, "Please choose a term."),
    (
        Proposal(Kind.ADD_SOURCE, "A page", url="example"),
        Field.URL,
        "That is not a web address: write one that begins with https://.",
    ),
    (
        Proposal(Kind.ADD_SOURCE, "A page", url=f"https://example.org/{'x' * 1981}"),
        Field.URL,
        "This has 2,001 characters; keep it to 2,000 at most.",
    ),
    (
        Proposal(Kind.REWORD_FOR_ROLE, "Text.", role_id="nobody"),
        Field.ROLE,
        "Please choose the role whose words these are.",
    ),
)


@pytest.mark.parametrize(("proposal", "field", "said"), FAULTS)
async def test_faults_speak_of_the_form(
    bench: Bench, proposal: Proposal, field: Field, said: str
) -> None:
    """Each at its input, in one sentence, and none in the words of the checks of files."""
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(proposal))

    assert isinstance(outcome, Faulty)
    (fault,) = outcome.faults
    assert field == fault.field
    assert fault.message.startswith(said)
    assert not re.search(r"`|_|\.yml", fault.message)


async def test_every_kind_reaches_the_file(bench: Bench) -> None:
    """Each is accepted and stands in the term afterwards; saying something else changes nothing."""
    for proposal in (
        REWORDED,
        Proposal(Kind.REWORD_FOR_ROLE, "What counsel should know.", role_id="legal"),
        Proposal(Kind.ADD_DO, "Check the licence."),
        Proposal(Kind.ADD_DONT, "Trust it."),
        Proposal(Kind.ADD_ALIAS, "noise remover"),
        Proposal(Kind.ADD_RELATED, "token"),
        Proposal(Kind.ADD_SOURCE, "A page", url="https://example.org/page"),
        Proposal(Kind.OUT_OF_DATE),
        Proposal(Kind.SOMETHING_ELSE, "Please add a picture."),
    ):
        one = await suggested(bench, proposal)
        outcome = await bench.clarifications.accept(one.id, STEWARD)
        assert isinstance(outcome, Done), proposal
        await bench.worker.run()

    term = bench.glossary.terms[SLUG]
    assert (REWORDED.text, "What counsel should know.") == (
        term.short_def,
        term.audiences["legal"],
    )
    assert ("Check the licence.", "Trust it.") == (term.do[-1].text, term.dont[-1].text)
    assert ("noise remover", "token") == (term.aliases[-1], term.related[-1])
    assert ("A page", "draft") == (term.citations[-1].source, term.status)
    assert 9 == bench.messages.told(ANN).count(Notice.LIVE)


async def test_what_is_not_there_is_said_so(bench: Bench) -> None:
    """A term that has gone, and a clarification that never was."""
    gone = await bench.clarifications.suggest(ANN, Suggestion("V0", "gone", REWORDED, ""))
    unknown = await bench.clarifications.decline("V0", STEWARD, reason="No.")

    assert TermGone("gone") == gone
    assert isinstance(unknown, Unknown)


TURNED = "abc\u202edef"


@pytest.mark.parametrize(
    ("proposal", "why", "field"),
    [
        (Proposal(Kind.REWORD_SHORT_DEF, TURNED), "", Field.TEXT),
        (Proposal(Kind.ADD_ALIAS, TURNED), "", Field.TEXT),
        (Proposal(Kind.ADD_SOURCE, TURNED, url="https://a.org/x"), "", Field.TEXT),
        (Proposal(Kind.ADD_SOURCE, "A source", url=f"https://a.org/{TURNED}"), "", Field.URL),
        (Proposal(Kind.SOMETHING_ELSE, TURNED), "", Field.TEXT),
        (Proposal(Kind.SOMETHING_ELSE, "Other words."), TURNED, Field.WHY),
    ],
)
async def test_a_control_of_direction_is_refused_where_it_was_typed(
    bench: Bench, proposal: Proposal, why: str, field: Field
) -> None:
    """In every input of the form."""
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(proposal, why=why))

    assert isinstance(outcome, Faulty)
    assert {field} == {fault.field for fault in outcome.faults}
    assert all("U+202E" in fault.message for fault in outcome.faults)


async def test_stewards_and_suggesters_type_no_control_of_direction(bench: Bench) -> None:
    """In a reason, a question and an answer."""
    proposal = Proposal(Kind.SOMETHING_ELSE, "Other words.")
    outcome = await bench.clarifications.suggest(ANN, bench.suggestion(proposal))
    assert isinstance(outcome, Suggested)
    one, service = outcome.clarification.id, bench.clarifications

    declined = await service.decline(one, STEWARD, reason=TURNED)
    asked = await service.ask_back(one, STEWARD, question=TURNED)
    await service.ask_back(one, STEWARD, question="Which?")
    answered = await service.answer(one, ANN, text=TURNED)

    assert [Faulty] * 3 == [type(came_of_it) for came_of_it in (declined, asked, answered)]


@pytest.mark.parametrize("alias", ["s\u0441ore model", "\uff53\uff43\uff4f\uff52\uff45 model"])
async def test_another_name_that_looks_the_same_joins_the_first(bench: Bench, alias: str) -> None:
    """Two people suggested one name."""
    first = await bench.clarifications.suggest(
        ANN, bench.suggestion(Proposal(Kind.ADD_ALIAS, "score model"))
    )
    second = await bench.clarifications.suggest(
        BEN, bench.suggestion(Proposal(Kind.ADD_ALIAS, alias))
    )

    assert [Suggested, Joined] == [type(first), type(second)]


async def test_a_name_that_looks_like_the_terms_own_is_there(bench: Bench) -> None:
    """It finds the term already, as far as anybody can see."""
    outcome = await bench.clarifications.suggest(
        ANN, bench.suggestion(Proposal(Kind.ADD_ALIAS, "den\u043eiser"))
    )

    assert isinstance(outcome, Faulty)
