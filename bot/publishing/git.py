"""Decisions go as commits to a git repository, one each, and are served once it has them."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import structlog

from bot.clock import latest_today, now
from bot.decisions.delivery import NotYet
from bot.decisions.publication import Conflict, Published, TermChange
from bot.glossary.files.directory import find_places
from bot.glossary.files.scaffold import is_of_another_term, scaffold
from bot.glossary.files.term_writer import ChangeRefusedError
from bot.glossary.slugs import slugify, slugs_for
from bot.publishing.planner import Planned, plan
from bot.publishing.repository import GitError, PushRefusedError, Signature

if TYPE_CHECKING:
    from datetime import date

    from bot.clock import Clock
    from bot.decisions.people import Person
    from bot.decisions.publication import Publication
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term
    from bot.publishing.repository import Repository

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 5
AGAIN_AFTER = 30.0  # seconds


class RepositoryPublisher(ABC):
    """Shared by git and GitHub: one change at a time, on the repository's present state."""

    def __init__(
        self,
        repository: Repository,
        directory: str,
        glossary: Glossary,
        domain: str,
        *,
        clock: Clock = now,
    ) -> None:
        """``directory`` is where the glossary lies in it; ``domain`` that of authors' addresses."""
        self.repository = repository
        self.glossary = glossary
        self._domain = domain
        self._clock = clock
        self._directory = directory
        self._one_at_a_time = asyncio.Lock()

    def today(self) -> date:
        """Return the day past which a date in a term lies in the future."""
        return latest_today(self._clock)

    @property
    def served(self) -> Path:
        """The glossary's directory in the clone."""
        return self.repository.directory / self._directory

    def is_possible(self, term: Term) -> bool:
        """Whether the term lies in the repository."""
        return term.path.resolve().is_relative_to(self.repository.directory.resolve())

    async def refresh(self) -> None:
        """Fetch what people pushed or merged; the glossary follows its files."""
        async with self._one_at_a_time:
            try:
                await self.repository.fetch()
            except GitError as error:
                log.warning("the glossary's repository can't be fetched", error=str(error))

    async def publish(self, change: TermChange) -> Publication:
        """Make the change on what the remote has, or find it made there."""
        term = self.glossary.get(change.slug)
        if term is None:
            return Conflict("This term is no longer in the glossary.")
        author = self.signature_of(change.author)
        async with self._one_at_a_time:
            return await self._until_taken(term, change, author)

    async def _until_taken(self, term: Term, change: TermChange, author: Signature) -> Publication:
        path = self._path_of(term.path)
        refusal = ""
        for _ in range(MOST_ATTEMPTS):
            try:
                base = await self.repository.fetch()
                source = await self.repository.read(base, path)
                if source is None:
                    return Conflict(f"{path} is no longer in the repository.")
                planned = plan(term.path, source, change, self.glossary.config, self.today())
                if not isinstance(planned, Planned):
                    return planned
                commit = await self.repository.commit(
                    base, path, planned.content, author, message_of(change)
                )
                return await self.deliver(commit, change, planned)
            except PushRefusedError as error:
                refusal = str(error)
            except GitError as error:
                return NotYet(f"The repository can't be reached: {error}", AGAIN_AFTER)
        return NotYet(f"The repository refuses the change: {refusal}", AGAIN_AFTER)

    @abstractmethod
    async def deliver(self, commit: str, change: TermChange, planned: Planned) -> Publication:
        """Give the remote the commit; raise PushRefusedError where it has moved on."""

    async def start_draft(self, name: str, context: str | None, steward: Person) -> str:
        """Commit the file of a new term, or find it there; return the file's name."""
        if not slugify(name, context):
            raise ChangeRefusedError(f"“{name}” has no letter or digit to name a file with.")
        content = scaffold(name, context, self.glossary.config).encode()
        author = self.signature_of(steward)
        message = f"{name}: a draft to be written\n\nDecided-by: {steward.name} ({steward.id})\n"
        async with self._one_at_a_time:
            for _ in range(MOST_ATTEMPTS):
                try:
                    base = await self.repository.fetch()
                    path, is_there = await self._draft_in(base, name, context)
                    if not is_there:
                        commit = await self.repository.commit(base, path, content, author, message)
                        await self.deliver_draft(commit, PurePosixPath(path).stem, name)
                except PushRefusedError:
                    continue
                except GitError as error:
                    raise ChangeRefusedError(
                        f"The repository can't be reached, so no draft was started: {error}"
                    ) from error
                else:
                    return PurePosixPath(path).name
        raise ChangeRefusedError("The repository refuses the draft. Please try again later.")

    async def _draft_in(self, base: str, name: str, context: str | None) -> tuple[str, bool]:
        """Return the path of a term's draft, past the files of other terms, and if it is there."""
        terms = find_places(self.served).terms
        for slug in slugs_for(name, context):
            path = self._path_of(terms / f"{slug}.yml")
            there = await self.repository.read(base, path)
            if there is None or not is_of_another_term(there, name):
                break
        return path, there is not None

    @abstractmethod
    async def deliver_draft(self, commit: str, slug: str, name: str) -> None:
        """Give the remote the commit of a draft."""

    @abstractmethod
    async def fate_of(self, pull_request: int) -> bool | None:
        """Return whether it was merged (True) or closed unmerged (False); None while open."""

    def signature_of(self, person: Person) -> Signature:
        """Return the author for a commit; the address isn't a real mailbox."""
        return Signature(person.name, f"{person.id}@users.noreply.{self._domain}")

    def _path_of(self, path: Path) -> str:
        root = self.repository.directory.resolve()
        return path.resolve().relative_to(root).as_posix()


class GitPublisher(RepositoryPublisher):
    """Pushes each decision to the branch that is served."""

    async def deliver(self, commit: str, change: TermChange, planned: Planned) -> Publication:
        """Push to the branch, and serve the new text at once."""
        del change
        await self.repository.push(commit, self.repository.branch)
        await self.repository.check_out(commit)
        self.glossary.apply(upserts=(planned.term,))
        return Published()

    async def deliver_draft(self, commit: str, slug: str, name: str) -> None:
        """Push to the branch; a draft without words is not served."""
        del slug, name
        await self.repository.push(commit, self.repository.branch)
        await self.repository.check_out(commit)

    async def fate_of(self, pull_request: int) -> bool | None:
        """Return None: a push needs no merge."""
        del pull_request
        return None


def message_of(change: TermChange) -> str:
    """Return a commit's message: term, kind, reason, and both names."""
    lines = [f"{change.term_title}: {change.kind}"]
    if change.why.strip():
        lines += ["", change.why.strip()]
    names = [
        f"{role}: {' '.join(person.name.split())} ({person.id})"
        for role, person in (
            ("Suggested-by", change.suggested_by),
            ("Decided-by", change.decided_by),
        )
        if person
    ]
    return "\n".join([*lines, "", *names, ""])
