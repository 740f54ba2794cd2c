"""The answer to a lookup as a value, which every surface draws: Slack, the terminal, data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.glossary.due import days_overdue
from bot.glossary.model import Status
from bot.glossary.pages import page_of
from bot.glossary.wording import for_role, takeaway_for, wording_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Category, Citation, GlossaryConfig, Role, Term
    from bot.glossary.search.result import Found, Nearest
    from bot.glossary.wording import Takeaway, Wording


@dataclass(frozen=True, slots=True)
class Relation:
    """A label that a term points at, and what it names: one term, several meanings, or nothing."""

    label: str
    terms: tuple[Term, ...]

    @property
    def title(self) -> str:
        """The label as people tell it apart."""
        return self.terms[0].title if len(self.terms) == 1 else self.label


@dataclass(frozen=True, slots=True)
class Answer:
    """One term as one reader is to see it.

    ``found`` says how what was typed led here, or that it's only the nearest term; ``asked`` is
    what was typed, as far as a press on the card is to find that again. With ``offers_role``
    the reader chose this role for once and may want to keep it; with ``asks_role`` they have
    chosen none yet, and ``proposed_role`` is what their profile says.
    ``unknown_role`` is whom else the query named, though the glossary has no such role.
    ``do`` and ``dont`` have what is for this role first; ``sources`` are names and addresses.
    Without ``has_wordings`` nobody looks for words of their own: there are none at all.
    ``page`` is where the term can be read in a browser.
    """

    term: Term
    role: Role
    config: GlossaryConfig
    wording: Wording
    takeaway: Takeaway | None
    days_overdue: int
    broader: tuple[Relation, ...]
    narrower: tuple[Relation, ...]
    related: tuple[Relation, ...]
    replaced_by: Relation | None
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    has_wordings: bool = True
    tells_approval: bool = False
    page: str | None = None
    found: Found | Nearest | None = None
    asked: str = ""
    offers_role: bool = False
    asks_role: bool = False
    proposed_role: Role | None = None

    @property
    def is_for_roles(self) -> bool:
        """Whether who reads it makes a difference: of a line in a list of acronyms it makes none.

        Then nobody is asked for their role, and no other role's words are offered.
        """
        return self.has_wordings or self.term.addresses_readers

    unknown_role: str = ""

    @property
    def for_everybody(self) -> Answer:
        """The same as others read it, who typed nothing and have roles of their own."""
        return replace(
            self,
            found=None,
            asked="",
            offers_role=False,
            asks_role=False,
            proposed_role=None,
            unknown_role="",
        )

    @property
    def relations(self) -> tuple[Relation, ...]:
        """All that leads on from here, nearest first: related, narrower, broader."""
        return self.related + self.narrower + self.broader

    @property
    def categories(self) -> tuple[Category, ...]:
        """The term's categories that the glossary describes."""
        named = (self.config.category(name) for name in self.term.categories)
        return tuple(category for category in named if category)

    @property
    def is_deprecated(self) -> bool:
        """Whether the term is no longer to be used."""
        return self.term.status is Status.DEPRECATED


def _source(citation: Citation, config: GlossaryConfig) -> tuple[str, str]:
    """Return what a citation is called and its address, as far as one of the two places says."""
    entry = config.sources.get(citation.source_id or "")
    title = citation.source or (entry.title if entry else citation.source_id or "")
    words = ", ".join(filter(None, (title, citation.locator)))
    return words, citation.url or (entry.url if entry else None) or ""


def _relations(glossary: Glossary, labels: Iterable[str]) -> tuple[Relation, ...]:
    return tuple(Relation(label, glossary.resolve(label)) for label in labels)


def build_answer(  # noqa: PLR0913 - the first four say what is asked, the others how it came to be
    glossary: Glossary,
    term: Term,
    role: Role,
    today: date,
    *,
    found: Found | Nearest | None = None,
    offers_role: bool = False,
    unknown_role: str = "",
) -> Answer:
    """Put together what this reader is to see of this term today."""
    replaced_by = term.replaced_by
    return Answer(
        term=term,
        role=role,
        config=glossary.config,
        wording=wording_for(term, role),
        takeaway=takeaway_for(term, role),
        do=for_role(term.do, role),
        dont=for_role(term.dont, role),
        sources=tuple(_source(citation, glossary.config) for citation in term.citations),
        has_wordings=glossary.has_wordings,
        tells_approval=glossary.tells_approval,
        page=page_of(term, glossary.config),
        days_overdue=days_overdue(term, glossary.config, today, glossary.first_seen),
        broader=_relations(glossary, term.broader),
        narrower=_relations(glossary, term.narrower),
        related=_relations(glossary, term.related),
        replaced_by=Relation(replaced_by, glossary.resolve(replaced_by)) if replaced_by else None,
        found=found,
        offers_role=offers_role,
        unknown_role=unknown_role,
    )
