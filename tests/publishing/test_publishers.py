"""What every publisher holds to, whether decisions go into files, to git or to GitHub."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.clarifications.proposal import Kind, Proposal
from bot.decisions.people import Person
from bot.decisions.publication import Conflict, Proposed, Published, TermChange
from bot.glossary.files.editor import SetField
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.publishing.files import FilesPublisher
from bot.publishing.github import GitHubPublisher, PullRequests
from bot.reviews.decision import ReviewDecision, ReviewState
from bot.reviews.queue import ReviewOutcome
from tests.clock import NOW
from tests.publishing.conftest import REWORDED, SLUG, Place
from tests.publishing.github_stand import TOKEN, Stand, merge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.decisions.publication import Publication, Publisher

TODAY = date(2026, 11, 23)
FOR_COUNSEL = Proposal(Kind.REWORD_FOR_ROLE, "For counsel.", role_id="legal")


@dataclass
class Home:
    """Where a glossary lives, with what brings decisions there."""

    place: Place
    publisher: Publisher
    path: Path | None = None
    stand: Stand | None = None

    async def publish(self, change: TermChange) -> Publication:
        """Publish, and have merged what waits for that."""
        outcome = await self.publisher.publish(change)
        if self.stand and isinstance(outcome, Proposed):
            pull_request = self.stand.pull_requests[outcome.number - 1]
            if pull_request["state"] == "open":
                merge(self.place.person, pull_request["head"])
                pull_request |= {"state": "closed", "merged": True}
            assert await self.publisher.fate_of(outcome.number)
            return Published()
        return outcome

    def edit_by_hand(self, old: str, new: str) -> None:
        """Let a person change the term's file."""
        if self.path is None:
            self.place.push_by_hand(old, new)
            return
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        self.path.write_text(text.replace(old, new), encoding="utf-8")

    def file(self) -> str:
        """Return the term's file."""
        return self.path.read_text(encoding="utf-8") if self.path else self.place.file()

    def review(self, outcome: ReviewOutcome, **fields: object) -> TermChange:
        """Return the change that a decision on a review asks for."""
        values: dict[str, object] = {
            "id": f"review {outcome}",
            "workspace_id": "T1",
            "card": "reminders/2026-W48",
            "slug": SLUG,
            "last_reviewed_on": self.place.term.last_reviewed_on,
            "outcome": outcome,
            "actor_id": "USTE",
            "actor_name": "Stella",
            "decided_at": NOW,
            "state": ReviewState.DECIDED,
        }
        return ReviewDecision(**values | fields).change_of(self.place.term.title)  # type: ignore[arg-type]


@pytest.fixture(params=["files", "git", "github"])
async def home(request: pytest.FixtureRequest, place: Place, tmp_path: Path) -> AsyncIterator[Home]:
    """Give each of the places where a glossary may live."""
    if request.param == "git":
        yield Home(place, place.publisher)
    elif request.param == "github":
        stand = Stand()
        runner = await stand.serve()
        pulls = PullRequests(stand.address, "words/glossary", TOKEN)
        where = (place.repository, "words", place.glossary, "example.org")
        yield Home(place, GitHubPublisher(*where, pulls), stand=stand)
        await runner.cleanup()
    else:
        directory = tmp_path / "words"
        directory.mkdir()
        path = directory / f"{SLUG}.yml"
        path.write_text(place.served() + "\n", encoding="utf-8")
        loaded = Loader(directory).load()
        there = replace(place, glossary=Glossary(loaded.config, loaded.terms.values()))
        publisher = FilesPublisher(directory, there.glossary, lambda: TODAY)
        yield Home(there, publisher, path)


class TestPublishers:
    """The contract of all three."""

    async def test_the_change_is_made(self, home: Home) -> None:
        """That one line of the file differs."""
        before = home.file()

        assert Published() == await home.publish(home.place.change(REWORDED))

        lines = zip(before.splitlines(), home.file().splitlines(), strict=True)
        assert [f"short_def: {REWORDED.text}"] == [new for old, new in lines if old != new]

    async def test_another_field_edited_in_between_stays_and_the_change_is_made(
        self, home: Home
    ) -> None:
        """A decision is about its own text alone."""
        change = home.place.change(REWORDED)
        home.edit_by_hand("Do this one thing.", "Do it by hand.")

        assert Published() == await home.publish(change)
        assert "Do it by hand." in home.file()
        assert REWORDED.text in home.file()

    async def test_the_same_text_edited_in_between_is_a_conflict(self, home: Home) -> None:
        """Nothing is written over what somebody else wrote."""
        change = home.place.change(REWORDED)
        home.edit_by_hand("in one plain sentence", "as Pat says it")
        before = home.file()

        outcome = await home.publish(change)

        assert isinstance(outcome, Conflict)
        assert "Somebody else has changed “diffusion model”" in outcome.reason
        assert before == home.file()

    async def test_two_decisions_on_one_term_are_both_made(self, home: Home) -> None:
        """Both were made before the first was written."""
        first, second = home.place.change(REWORDED, 1), home.place.change(FOR_COUNSEL, 2)

        outcomes = [await home.publish(first), await home.publish(second)]

        assert [Published(), Published()] == outcomes
        assert REWORDED.text in home.file()
        assert "For counsel." in home.file()

    async def test_two_decisions_on_one_text_are_a_conflict(self, home: Home) -> None:
        """The first stands."""
        other = replace(REWORDED, text="Something else entirely.")
        first, second = home.place.change(REWORDED, 1), home.place.change(other, 2)
        await home.publish(first)

        assert isinstance(await home.publish(second), Conflict)
        assert REWORDED.text in home.file()

    async def test_the_same_decision_carried_out_twice_is_one_change(self, home: Home) -> None:
        """A process that was killed right after finds it made."""
        change = home.place.change(Proposal(Kind.ADD_ALIAS, "noise remover"))
        await home.publish(change)
        once = home.file()

        assert Published() == await home.publish(change)
        assert once == home.file()

    async def test_two_additions_to_one_list_are_both_made(self, home: Home) -> None:
        """What is added stands beside what somebody else added."""
        change = home.place.change(Proposal(Kind.ADD_ALIAS, "denoiser"))
        home.edit_by_hand("aliases: []", "aliases: [noise model]")

        assert Published() == await home.publish(change)
        assert "aliases: [noise model, denoiser]" in home.file()

    @pytest.mark.parametrize(
        ("kind", "field"),
        [(Kind.ADD_ALIAS, "aliases"), (Kind.ADD_HIDDEN_LABEL, "hidden_labels")],
    )
    async def test_a_learned_label_is_added_to_its_field(
        self, home: Home, kind: Kind, field: str
    ) -> None:
        """As another name, or as a phrase that finds the term and isn't shown."""
        change = home.place.change(Proposal(kind, "noise to picture"))

        assert Published() == await home.publish(change)
        assert "noise to picture" in home.file().partition(f"{field}:")[2].partition(":")[0]

    async def test_a_review_is_about_the_whole_text(self, home: Home) -> None:
        """A press confirms the text that was read, or nothing."""
        change = home.review(ReviewOutcome.CONFIRMED, before=_stamp(home))
        home.edit_by_hand("Do this one thing.", "Do it by hand.")

        assert isinstance(await home.publish(change), Conflict)
        assert TODAY.isoformat() not in home.file()

    async def test_a_review_is_not_about_who_answers_for_the_term(self, home: Home) -> None:
        """A term that was given away between press and file is confirmed all the same."""
        confirmed = home.review(ReviewOutcome.CONFIRMED, before=_stamp(home))
        given = home.review(ReviewOutcome.GIVEN, written_as="Wei", given_to="UWEI")

        assert [Published(), Published()] == [
            await home.publish(given),
            await home.publish(confirmed),
        ]
        assert TODAY.isoformat() in home.file()
        assert "steward: Wei" in home.file()

    async def test_of_two_gifts_the_second_is_a_conflict(self, home: Home) -> None:
        """Each was about the steward until then."""
        gifts = [
            home.review(ReviewOutcome.GIVEN, id=name, written_as=name) for name in ("Wei", "Amara")
        ]

        outcomes = [await home.publish(one) for one in gifts]

        assert isinstance(outcomes[1], Conflict)
        assert "steward: Wei" in home.file()

    async def test_a_term_that_has_gone_is_a_conflict(self, home: Home) -> None:
        """The steward reads so."""
        change = replace(home.place.change(REWORDED), slug="gone")

        outcome = await home.publish(change)

        assert isinstance(outcome, Conflict)
        assert "no longer in the glossary" in outcome.reason

    @pytest.mark.parametrize(
        "edit", [SetField(("status",), "splendid"), SetField(("last_reviewed",), "soon")]
    )
    async def test_a_change_that_would_break_the_term_is_a_conflict(
        self, home: Home, edit: SetField
    ) -> None:
        """The last good version stays in the file and in service."""
        before = home.place.term, home.file()
        change = replace(home.place.change(REWORDED), edits=(edit,))

        assert isinstance(await home.publish(change), Conflict)
        assert before == (home.place.term, home.file())


async def test_of_two_decisions_at_once_on_one_text_the_first_wins(place: Place) -> None:
    """In files, too, one is written after the other."""
    publisher = FilesPublisher(place.clone / "words", place.glossary, lambda: TODAY)
    changes = [
        place.change(replace(REWORDED, text=text), number)
        for number, text in enumerate(("First.", "Second."))
    ]

    outcomes = await asyncio.gather(*(publisher.publish(one) for one in changes))

    assert 1 == sum(isinstance(one, Conflict) for one in outcomes)
    assert "First." == place.term.short_def


async def test_of_a_link_it_counts_where_it_leads(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is offered that would have to write where nobody may."""
    publisher = FilesPublisher(place.clone / "words", place.glossary, lambda: TODAY)
    path, elsewhere = place.term.path, place.clone.parent / "elsewhere"
    elsewhere.mkdir()
    path.rename(elsewhere / path.name)
    path.symlink_to(elsewhere / path.name)
    before = publisher.is_possible(place.term)
    monkeypatch.setattr("os.access", lambda there, _: there != elsewhere)

    assert before
    assert not publisher.is_possible(place.term)


def _stamp(home: Home) -> str:
    change = home.review(ReviewOutcome.CONFIRMED)
    return change.text_in(home.place.term, home.place.glossary.config)


def test_a_change_names_its_author() -> None:
    """Who suggested it; a steward's own decision is the steward's."""
    steward = Person("T1", "USTE", "Stella")
    change = TermChange(
        id="V1",
        slug=SLUG,
        term_title=SLUG,
        edits=(),
        text_in=lambda *_: "",
        before="",
        kind="steward",
        decided_by=steward,
    )

    assert steward == change.author
