"""The stewards of terms, who may decide on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig, Term


@dataclass(frozen=True, slots=True)
class Stewards:
    """The people whom ``glossary.yml`` appoints, by their Slack user ids.

    ``group_members`` are the members of its user group as Slack lists them. ``departed`` are people
    with closed accounts, who can no longer decide.
    """

    config: GlossaryConfig
    group_members: frozenset[str] = field(default_factory=frozenset)
    departed: frozenset[str] = field(default_factory=frozenset)

    @property
    def named(self) -> frozenset[str]:
        """The ids that ``glossary.yml`` itself gives, departed or not."""
        fallback = self._id_of(self.config.fallback_steward)
        return frozenset(self.config.stewards.values()) | ({fallback} if fallback else set())

    @property
    def ids(self) -> frozenset[str]:
        """Everybody who may decide."""
        return (self.named | self.group_members) - self.departed

    @property
    def anyone_appointed(self) -> bool:
        """Whether there is any steward."""
        return bool(self.ids)

    @property
    def fallback(self) -> str | None:
        """The steward who decides if a term has none, or if its own doesn't answer."""
        user_id = self._id_of(self.config.fallback_steward)
        return user_id if user_id in self.ids else None

    def is_steward(self, user_id: str) -> bool:
        """Whether this person may decide."""
        return user_id in self.ids

    def steward_of(self, term: Term) -> str | None:
        """Return who answers for the term; None if there is none, or if they no longer may."""
        user_id = self._id_of(term.steward)
        return user_id if user_id and user_id in self.ids else None

    def departed_steward_of(self, term: Term) -> str | None:
        """Return what the term's file calls its steward, where that person has left Slack."""
        return term.steward if self._id_of(term.steward) in self.departed else None

    def names_of(self, user_id: str) -> frozenset[str]:
        """Return all names and ids that terms' files may use for this person."""
        names = (name for name, known in self.config.stewards.items() if known == user_id)
        return frozenset((user_id, *names))

    def written_as(self, user_id: str) -> str:
        """Return what a term's ``steward`` says of this person: the appointed name, else the id."""
        names = (name for name, known in self.config.stewards.items() if known == user_id)
        return next(names, user_id)

    def _id_of(self, steward: str | None) -> str | None:
        return self.config.stewards.get(steward, steward) if steward else None
