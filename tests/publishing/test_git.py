from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.clarifications.proposal import Kind, Proposal
from bot.decisions.delivery import NotYet
from bot.decisions.people import Person
from bot.decisions.publication import Conflict, Published, TermChange
from bot.errors import OperatorError
from bot.glossary.files.editor import SetField
from bot.glossary.files.term_writer import fingerprint
from bot.publishing import repository as repositories
from bot.publishing.repository import GitError, Repository, Signature
from tests.publishing.conftest import BOT, REWORDED, SLUG, git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.publishing.conftest import Place


async def test_a_decision_is_one_commit_on_the_remote_and_served_at_once(place: Place) -> None:
    """Author, committer and message say who, what and why; nothing else of the file differs."""
    before = place.file()

    outcome = await place.publisher.publish(place.change(REWORDED))

    assert Published() == outcome
    said = git(place.bare, "log", "-1", "--format=%an <%ae>%n%cn <%ce>%n%B", "main")
    assert [
        "Ann <UANN@users.noreply.example.org>",
        "Parlance <parlance@users.noreply.example.org>",
        "diffusion model: reword short def",
        "",
        "It reads better.",
        "",
        "Suggested-by: Ann (UANN)",
        "Decided-by: Stella (USTE)",
    ] == said.splitlines()
    assert "2" == git(place.bare, "rev-list", "--count", "main")
    old = "What diffusion model means, in one plain sentence."
    assert before.replace(old, REWORDED.text) == place.file() == place.served()
    assert REWORDED.text == place.term.short_def
    assert "" == git(place.clone, "status", "--porcelain")


async def test_doing_it_twice_makes_one_commit(place: Place) -> None:
    """A process that was killed after the push finds its change made."""
    change = place.change(REWORDED)
    await place.publisher.publish(change)

    again = await place.publisher.publish(change)

    assert Published() == again
    assert "2" == git(place.bare, "rev-list", "--count", "main")


async def test_a_refused_push_is_made_anew_on_what_was_pushed_meanwhile(place: Place) -> None:
    """A person changed another file, and another part of this one: both stay."""
    change = place.change(REWORDED)
    place.push_by_hand("Do this one thing.", "Do it by hand.")
    place.push_by_hand("plain sentence", "clear sentence", "token")

    outcome = await place.publisher.publish(change)

    assert Published() == outcome
    assert "Do it by hand." in place.file()
    assert REWORDED.text in place.file()
    assert (place.person / "words/terms/token.yml").read_text(encoding="utf-8") == (
        place.clone / "words/terms/token.yml"
    ).read_text(encoding="utf-8")
    assert "4" == git(place.bare, "rev-list", "--count", "main")


async def test_a_change_of_the_same_text_is_a_conflict(place: Place) -> None:
    """Nothing is pushed, and the text that somebody else wrote is served."""
    change = place.change(REWORDED)
    place.push_by_hand("in one plain sentence", "as Pat says it")

    outcome = await place.publisher.publish(change)

    assert isinstance(outcome, Conflict)
    assert "decide again" in outcome.reason
    assert "as Pat says it" in place.file()
    assert place.file() == place.served()


async def test_a_remote_out_of_reach_is_waited_for(place: Place) -> None:
    """Nothing lies half done in the clone, and the same decision goes through later."""
    change, before = place.change(REWORDED), place.served()
    away = place.bare.with_name("away.git")
    place.bare.rename(away)

    outcome = await place.publisher.publish(change)

    assert isinstance(outcome, NotYet)
    assert before == place.served()
    away.rename(place.bare)
    assert Published() == await place.publisher.publish(change)


async def test_many_decisions_at_once_are_all_made(place: Place) -> None:
    """Each is a commit of its own."""
    changes = [
        place.change(Proposal(Kind.ADD_ALIAS, f"alias {number}"), number) for number in range(4)
    ]
    publisher = place.publisher

    outcomes = await asyncio.gather(*(publisher.publish(one) for one in changes))

    assert [Published()] * 4 == outcomes
    assert "5" == git(place.bare, "rev-list", "--count", "main")


async def test_two_copies_of_the_bot_do_not_overwrite_each_other(
    place: Place, tmp_path: Path
) -> None:
    """Each has a clone of its own; the second to push takes in the first."""
    other = Repository(str(place.bare), "main", tmp_path / "other", BOT)
    await other.open()
    theirs = place.publisher
    theirs.repository = other
    first = place.change(Proposal(Kind.ADD_ALIAS, "first"), 1)
    second = place.change(REWORDED, 2)

    await place.publisher.publish(first)
    base = await other.head()
    content = (await other.read(base, f"words/terms/{SLUG}.yml") or b"").decode()
    outcome = await place.publisher.publish(second)

    assert Published() == outcome
    assert "first" not in content
    assert "first" in place.file()
    assert REWORDED.text in place.file()


async def test_what_people_push_is_fetched(place: Place) -> None:
    """The working tree, which is what is served, follows the remote, whatever was left there."""
    place.push_by_hand("in one plain sentence", "as Pat says it")
    (place.clone / "words/terms/token.yml").write_text("half written", encoding="utf-8")

    await place.publisher.refresh()

    assert "as Pat says it" in place.served()
    assert "" == git(place.clone, "status", "--porcelain")


async def test_locks_that_a_killed_git_left_are_no_obstacle(place: Place) -> None:
    """A loss of power in the middle of a checkout is made good at the next start."""
    (place.clone / ".git" / "index.lock").touch()
    (place.clone / ".git/refs/remotes/origin/main.lock").touch()
    place.push_by_hand("in one plain sentence", "as Pat says it")

    await place.repository.open()

    assert "as Pat says it" in place.served()


async def test_a_git_that_took_too_long_leaves_no_lock(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was in the middle of a checkout is ended, and the next fetch goes through."""
    git(place.person, "config", "filter.slow.clean", "cat")
    (place.person / ".gitattributes").write_text("*.yml filter=slow\n", encoding="utf-8")
    git(place.person, "add", ".gitattributes")
    git(place.person, "commit", "-qm", "A filter")
    git(place.clone, "config", "filter.slow.smudge", "sleep 20; cat")
    place.push_by_hand("in one plain sentence", "as Pat says it")
    monkeypatch.setattr(repositories, "SECONDS_FOR_A_CALL", 1)

    with pytest.raises(GitError, match="took over"):
        await place.repository.fetch()
    git(place.clone, "config", "filter.slow.smudge", "cat")
    monkeypatch.undo()
    await place.publisher.refresh()

    assert "as Pat says it" in place.served()


async def test_of_two_edits_only_what_is_missing_is_made(place: Place) -> None:
    """An alias that somebody added by hand is not added twice beside the day of the review."""
    change = place.change(Proposal(Kind.ADD_ALIAS, "denoiser"))
    both = replace(change, edits=(*change.edits, SetField(("last_reviewed",), date(2026, 11, 23))))
    place.push_by_hand("aliases: []", "aliases: [denoiser]")

    outcome = await place.publisher.publish(both)

    assert Published() == outcome
    assert "aliases: [denoiser]" in place.file()
    assert "2026-11-23" in place.file()


async def test_a_branch_of_our_naming_begins_where_the_default_one_is(
    place: Place, tmp_path: Path
) -> None:
    """It need not exist before; the first decision makes it."""
    repository = Repository(str(place.bare), "glossary/edits", tmp_path / "own", BOT)
    await repository.open()
    head = await repository.head()
    commit = await repository.commit(head, "words/note.txt", b"a note\n", BOT, "A note\n")

    await repository.push(commit, "glossary/edits")

    assert "a note" == git(place.bare, "show", "glossary/edits:words/note.txt")
    assert git(place.bare, "rev-parse", "main") == head


async def test_a_wrong_remote_is_told_at_the_start(tmp_path: Path) -> None:
    """The operator reads what to look at."""
    repository = Repository(str(tmp_path / "nowhere"), "main", tmp_path / "clone", BOT)

    with pytest.raises(OperatorError, match="PARLANCE_GIT_REMOTE"):
        await repository.open()


async def test_a_password_in_the_remotes_address_is_not_repeated(tmp_path: Path) -> None:
    """What git says of a remote reaches the log, and the stewards' channel."""
    remote = "http://pat:secret@127.0.0.1:9/words.git"
    repository = Repository(remote, "main", tmp_path / "clone", BOT)

    with pytest.raises(OperatorError) as raised:
        await repository.open()

    assert "127.0.0.1:9" in str(raised.value)
    assert "secret" not in str(raised.value)


async def test_a_remote_that_is_away_at_the_start_leaves_what_was_fetched(place: Place) -> None:
    """Lookups need no network."""
    place.bare.rename(place.bare.with_name("away.git"))

    await place.repository.open()

    assert "diffusion model" in place.served()


async def test_a_draft_is_a_commit_too(place: Place) -> None:
    """The file is laid out once, however often it is asked for."""
    steward, publisher = Person("T1", "USTE", "Stella", is_steward=True), place.publisher

    names = [await publisher.start_draft("eval harness", None, steward) for _ in range(2)]

    assert ["eval-harness.yml"] * 2 == names
    assert "term: eval harness" in git(place.bare, "show", "main:words/terms/eval-harness.yml")
    assert "2" == git(place.bare, "rev-list", "--count", "main")


async def test_a_confirmed_review_is_a_commit_of_the_stewards(place: Place) -> None:
    """Nobody suggested it, and nobody is named for that."""
    confirmed = TermChange(
        id="R1",
        slug=SLUG,
        term_title=place.term.title,
        edits=(SetField(("last_reviewed",), date(2026, 11, 23)),),
        text_in=lambda term, _: fingerprint(term),
        before=fingerprint(place.term),
        kind="last_reviewed",
        decided_by=Person("T1", "USTE", "Stella"),
    )

    assert Published() == await place.publisher.publish(confirmed)
    assert place.publisher.is_possible(place.term)
    assert date(2026, 11, 23) == place.term.last_reviewed_on
    said = git(place.bare, "log", "-1", "--format=%an <%ae> %cn%n%B", "main").strip()
    assert said == (
        "Stella <USTE@users.noreply.example.org> Parlance\n"
        "diffusion model: last_reviewed\n\nDecided-by: Stella (USTE)"
    )
    assert "2026-11-23" in place.file()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Zoë <x>\nO'Hara", "Zoë x O'Hara"),
        ("\u202ertl", "\u202ertl"),
        ("", "U1@x.org"),
        ("<>", "U1@x.org"),
    ],
)
def test_any_name_makes_a_signature(name: str, written: str) -> None:
    """Git refuses names that are empty, and line breaks and angle brackets in them."""
    assert written == Signature(name, "U1@x.org").variables("AUTHOR")["GIT_AUTHOR_NAME"]


PASSWORDS = (
    ("https://pat:s3cret@git.example.com/words.git", "https://git.example.com/words.git"),
    ("https://s3cret@git.example.com/words.git", "https://git.example.com/words.git"),
    ("https://pat:at@s3cret@git.example.com/words.git", "https://git.example.com/words.git"),
    ("ssh://git:s3cret@git.example.com:22/words.git", "ssh://git.example.com:22/words.git"),
)


@pytest.mark.parametrize(("remote", "shown"), PASSWORDS)
async def test_a_password_that_git_repeats_is_taken_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remote: str, shown: str
) -> None:
    """Older versions of git say the whole address when they can't reach it."""
    programs = tmp_path / "bin"
    programs.mkdir()
    git_of_old = programs / "git"
    git_of_old.write_text(
        f"#!/bin/sh\necho \"fatal: unable to access '{remote}/': it is away\" >&2\nexit 128\n",
        encoding="utf-8",
    )
    git_of_old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    with pytest.raises(OperatorError) as raised:
        await Repository(remote, "main", tmp_path / "clone", BOT).open()

    assert f"unable to access '{shown}/'" in str(raised.value)
    assert "s3cret" not in str(raised.value)
