"""The parts of a glossary: terms, roles, categories and the rules between them.

Plain immutable values. Field names follow the YAML format (docs/format.md), except that some
plainer words read better in code: the format's ``term`` is ``Term.name``, ``examples.do`` is
``Term.do``, a date ends in ``_on``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path


class Status(StrEnum):
    """How far the words of a term have come, as the format spells it."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    DEPRECATED = "deprecated"


class PartOfSpeech(StrEnum):
    """The part of speech of the preferred name, as the format spells it."""

    NOUN = "noun"
    NOUN_PHRASE = "noun_phrase"
    VERB = "verb"
    ADJECTIVE = "adjective"
    PROCESS = "process"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a definition can be checked.

    ``locator`` is the place in the source ("section 3.2"), ``quote`` its text.
    ``source_id`` names an entry of the bibliography, which fills in missing fields.
    """

    source: str
    url: str
    locator: str | None = None
    quote: str | None = None
    checked_on: date | None = None
    checked_by: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the bibliography. ``superseded_by`` is the id of what came in its place."""

    id: str
    title: str
    publisher: str | None = None
    url: str | None = None
    edition: str | None = None
    date: str | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """What to do with a term, or what not; ``roles`` are those that see it first."""

    text: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AvoidedName:
    """A name that should not be used for a term; looked up, it leads to the term and says so."""

    name: str
    because: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewDate:
    """A day when a term is due for review, whatever its cadence."""

    on: date
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of an imported term, so that the next import finds it again."""

    source: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One meaning, with its preferred name and everything the glossary says of it.

    ``slug`` identifies it everywhere: in posts, state and buttons. Relations
    (``broader``, ``narrower``, ``related``, ``replaced_by``) stay as they are written;
    ``Glossary.resolve`` turns a label into terms. A name and one of the two definitions make a
    term. Definitions may be written in Markdown.
    """

    slug: str
    name: str
    path: Path
    short_def: str = ""
    long_def: str = ""
    status: Status = Status.DRAFT
    last_reviewed_on: date | None = None
    reviewed_by: str | None = None
    part_of_speech: PartOfSpeech | None = None
    license: str | None = None
    context: str | None = None
    notation: str | None = None
    aliases: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    avoid: tuple[AvoidedName, ...] = ()
    categories: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    audiences: Mapping[str, str] = field(default_factory=dict)
    takeaways: Mapping[str, str] = field(default_factory=dict)
    do: tuple[Example, ...] = ()
    dont: tuple[Example, ...] = ()
    nist_rmf_tags: tuple[str, ...] = ()
    risk_notes: str | None = None
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    steward: str | None = None
    review_every_days: int | None = None
    review_on: tuple[ReviewDate, ...] = ()
    replaced_by: str | None = None
    imported_from: Origin | None = None

    @property
    def definition(self) -> str:
        """The term's meaning in brief: the short definition, else the long one."""
        return self.short_def or self.long_def

    @property
    def addresses_readers(self) -> bool:
        """Whether it says anything of who reads it or what they do with it.

        Of another, such as a line of a list of acronyms, no general advice says anything either.
        """
        return bool(self.roles or self.audiences or self.takeaways or self.do or self.dont)

    @property
    def labels(self) -> tuple[str, ...]:
        """The preferred name, then the aliases, as written."""
        return (self.name, *self.aliases)

    @property
    def every_label(self) -> tuple[str, ...]:
        """All that finds the term: its labels, hidden ones, names to avoid, and its notation."""
        avoided = (one.name for one in self.avoid)
        notation = (self.notation,) if self.notation else ()
        return (*self.labels, *self.hidden_labels, *avoided, *notation)

    @property
    def title(self) -> str:
        """The name as people tell it apart: ``token (Security)`` where it has a context."""
        return f"{self.name} ({self.context})" if self.context else self.name


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of reader. ``audience`` is the key of ``audiences`` that serves it by default.

    ``also`` is what people call those who have it: "lawyer", "counsel".
    """

    id: str
    title: str
    summary: str
    audience: str
    takeaway: str
    also: tuple[str, ...] = ()

    @property
    def is_everybody(self) -> bool:
        """Whether it stands for all readers, in a glossary that tells no roles apart."""
        return not self.id


EVERYBODY = Role(id="", title="Everybody", summary="", audience="", takeaway="")


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the glossary, with advice on practice and its own review cadence if any."""

    name: str
    description: str = ""
    advice: tuple[str, ...] = ()
    review_every_days: int | None = None


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """Where links of the glossary's pages lead. What stands in braces is filled in.

    ``suggest_url`` may hold ``{term}`` and ``{slug}``; the two others ``{file}`` and ``{slug}``.
    ``show_missing`` lets the pages show what people looked up in vain.
    """

    suggest_url: str | None = None
    source_url: str | None = None
    history_url: str | None = None
    show_missing: bool = False


@dataclass(frozen=True, slots=True)
class GlossaryConfig:
    """What ``data/glossary.yml`` says; ``bot.glossary.files.config`` holds the built-in defaults.

    ``stewards`` maps a steward's name to a Slack user id. ``review_every_days``
    holds the cadence by status; a category's or a term's own comes before it. Without
    ``roles``, every reader reads the same words. ``sources`` is the bibliography by id.
    """

    name: str
    roles: tuple[Role, ...]
    default_role: str
    categories: tuple[Category, ...]
    review_every_days: Mapping[Status, int]
    pages_url: str | None = None
    stewards: Mapping[str, str] = field(default_factory=dict)
    steward_group: str | None = None
    stewards_channel: str | None = None
    fallback_steward: str | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    site: SiteConfig = SiteConfig()

    @property
    def usual_role(self) -> Role:
        """The role of readers who chose none: the default, or everybody without roles."""
        first = self.roles[0] if self.roles else EVERYBODY
        return self.role(self.default_role) or first

    def role(self, role_id: str) -> Role | None:
        """Return the role with this id, or None."""
        return next((role for role in self.roles if role.id == role_id), None)

    def category(self, name: str) -> Category | None:
        """Return the category with this name, or None."""
        return next((category for category in self.categories if category.name == name), None)
