"""What a glossary is made of: terms, roles, categories and the rules between them.

Plain immutable values. Names of fields follow the YAML format (docs/format.md)
except where a plain word reads better in code: the format's ``term`` is
``Term.name``, ``examples.do`` is ``Term.do``, a date ends in ``_on``.
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
    """What kind of word the preferred name is, as the format spells it."""

    NOUN = "noun"
    NOUN_PHRASE = "noun_phrase"
    VERB = "verb"
    ADJECTIVE = "adjective"
    PROCESS = "process"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a definition can be checked."""

    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Term:
    """One meaning, with its preferred name and everything the glossary says of it.

    ``slug`` identifies it everywhere: in posts, state and buttons. Relations
    (``broader``, ``narrower``, ``related``, ``replaced_by``) are kept as they
    are written; ``Glossary.resolve`` turns a label into terms.
    """

    slug: str
    name: str
    short_def: str
    long_def: str
    status: Status
    last_reviewed_on: date
    part_of_speech: PartOfSpeech
    license: str
    path: Path
    context: str | None = None
    aliases: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    audiences: Mapping[str, str] = field(default_factory=dict)
    takeaways: Mapping[str, str] = field(default_factory=dict)
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    nist_rmf_tags: tuple[str, ...] = ()
    risk_notes: str | None = None
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    steward: str | None = None
    review_every_days: int | None = None
    replaced_by: str | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The preferred name, then the aliases, as written."""
        return (self.name, *self.aliases)

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


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the glossary, with advice on practice and its own review cadence if any."""

    name: str
    description: str = ""
    advice: str = ""
    review_every_days: int | None = None


@dataclass(frozen=True, slots=True)
class GlossaryConfig:
    """What ``data/glossary.yml`` says; ``bot.glossary.files.config`` holds the built-in defaults.

    ``stewards`` maps a steward's name to a Slack user id. ``review_every_days``
    holds the cadence by status; a category's or a term's own comes before it.
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

    def role(self, role_id: str) -> Role | None:
        """Return the role with this id, or None."""
        return next((role for role in self.roles if role.id == role_id), None)

    def category(self, name: str) -> Category | None:
        """Return the category with this name, or None."""
        return next((category for category in self.categories if category.name == name), None)
