"""The change that a decision asks for, and where it is brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.decisions.delivery import NotYet

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.decisions.people import Person
    from bot.glossary.files.editor import Edit
    from bot.glossary.model import GlossaryConfig, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange:
    """A decision's change to a term's file, and who decided it.

    ``text_in`` reads from a term the text that the decision is about, ``before`` is that text
    as it was decided on. As long as they are the same, the change is made; other edits of the term
    don't matter. ``id`` is the decision's own: the same for the same one, tried again.
    """

    id: str
    slug: str
    term_title: str
    edits: tuple[Edit, ...]
    text_in: Callable[[Term, GlossaryConfig], str]
    before: str
    kind: str
    decided_by: Person
    suggested_by: Person | None = None
    why: str = ""

    @property
    def author(self) -> Person:
        """Whose change it is."""
        return self.suggested_by or self.decided_by


@dataclass(frozen=True, slots=True)
class Published:
    """The change is in the file that is served."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The change waits in a pull request."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """The change can't be made as it was decided; the sentence says why."""

    reason: str


Outcome = Published | Proposed | Conflict
Publication = Outcome | NotYet


def changed_by_others(title: str) -> str:
    """Return why a change isn't made whose text is another by now."""
    return (
        f"Somebody else has changed “{title}”, so nothing was written. "
        "Please look at the new text and decide again."
    )


class Publisher(Protocol):
    """Brings a change to where the glossary lives. Doing it twice changes nothing more."""

    def is_possible(self, term: Term) -> bool:
        """Whether the term's file may be changed; where not, no editing is offered."""
        ...

    async def publish(self, change: TermChange) -> Publication:
        """Make the change, or find it made."""
        ...

    async def start_draft(self, name: str, context: str | None, steward: Person) -> str:
        """Lay out the file of a new term, or find it laid out; return the file's name.

        Raises ChangeRefusedError where that can't be.
        """
        ...

    async def refresh(self) -> None:
        """Take in what people changed where the glossary lives."""
        ...

    async def fate_of(self, pull_request: int) -> bool | None:
        """Return whether it was merged (True) or closed unmerged (False); None while open."""
        ...
