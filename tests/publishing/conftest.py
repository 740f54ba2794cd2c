"""A bare repository with a glossary in it, somebody's own clone, and the bot's."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.clarifications.proposal import Kind, Proposal, edits_of, text_at_stake
from bot.decisions.people import Person
from bot.decisions.publication import TermChange
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.publishing.git import GitPublisher
from bot.publishing.repository import Repository, Signature
from tests.builders import a_term_file

if TYPE_CHECKING:
    from pathlib import Path

    from bot.glossary.model import Term

SLUG = "diffusion-model"
BOT = Signature("Parlance", "parlance@users.noreply.example.org")


def git(directory: Path, *arguments: str) -> str:
    """Run git as a person on this machine would, without that person's settings."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(directory),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "Pat"), ("EMAIL", "pat@example.org"))
        },
    }
    done = subprocess.run(  # noqa: S603 -- our own arguments
        ["git", *arguments],  # noqa: S607 -- git is the program under test
        cwd=directory,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@dataclass
class Place:
    """The bare repository, a person's clone of it, and the bot's clone with its glossary."""

    bare: Path
    person: Path
    clone: Path
    repository: Repository
    glossary: Glossary

    @property
    def publisher(self) -> GitPublisher:
        """Return what pushes decisions to the branch."""
        return GitPublisher(self.repository, "words", self.glossary, "example.org")

    @property
    def term(self) -> Term:
        """Return the term as it is served."""
        return self.glossary.terms[SLUG]

    def file(self) -> str:
        """Return the term's file as the bare repository has it."""
        return git(self.bare, "show", f"main:words/terms/{SLUG}.yml")

    def served(self) -> str:
        """Return the term's file as the bot's clone has it."""
        return (self.clone / f"words/terms/{SLUG}.yml").read_text(encoding="utf-8").strip()

    def push_by_hand(self, old: str, new: str, name: str = SLUG) -> None:
        """Let a person change a file and push it."""
        git(self.person, "pull", "-q", "--rebase", "origin", "main")
        path = self.person / f"words/terms/{name}.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        git(self.person, "commit", "-qam", f"{name} by hand")
        git(self.person, "push", "-q", "origin", "HEAD:main")

    def change(self, proposal: Proposal, number: int = 1) -> TermChange:
        """Return a decision on the term as it is served now."""
        return TermChange(
            id=f"V{number}",
            slug=SLUG,
            term_title=self.term.title,
            edits=edits_of(proposal),
            text_in=partial(text_at_stake, proposal=proposal),
            before=text_at_stake(self.term, self.glossary.config, proposal=proposal),
            kind=proposal.kind.value.replace("_", " "),
            why="It reads better.",
            suggested_by=Person("T1", "UANN", "Ann"),
            decided_by=Person("T1", "USTE", "Stella"),
        )


REWORDED = Proposal(Kind.REWORD_SHORT_DEF, "A model that turns noise into images.")


@pytest.fixture
async def place(tmp_path: Path) -> Place:
    """Give a repository whose glossary lies in ``words/``, with two terms."""
    bare, person, clone = tmp_path / "bare.git", tmp_path / "person", tmp_path / "var" / "clone"
    git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", str(bare))
    git(tmp_path, "clone", "-q", str(bare), str(person))
    terms = person / "words" / "terms"
    terms.mkdir(parents=True)
    (terms / f"{SLUG}.yml").write_text("# kept\n" + a_term_file(), encoding="utf-8")
    (terms / "token.yml").write_text(a_term_file("token"), encoding="utf-8")
    git(person, "checkout", "-q", "-B", "main")
    git(person, "add", ".")
    git(person, "commit", "-qm", "The glossary")
    git(person, "push", "-q", "origin", "main")
    repository = Repository(str(bare), "main", clone, BOT)
    await repository.open()
    loaded = Loader(clone / "words").load()
    return Place(bare, person, clone, repository, Glossary(loaded.config, loaded.terms.values()))
