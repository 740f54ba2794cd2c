"""A button's term and role, small enough for any element.

A select's option carries 150 characters, while nothing bounds a slug. So a long slug or role id
becomes its beginning and a digest; the bot finds it again by computing the same for all that are in
service.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import GlossaryConfig, Role, Term

_SLUG_LIMIT = 90
_ROLE_LIMIT = 40
_DIGEST_LENGTH = 16
_DIGEST_MARK = "~"
_SEPARATOR = "|"
_MARKS = frozenset(
    (_DIGEST_MARK, _SEPARATOR)
)  # a name that has one itself is carried by its digest


def reference(name: str, limit: int = _SLUG_LIMIT) -> str:
    """Return the name itself, or what stands for it within the limit."""
    if len(name) <= limit and not _MARKS.intersection(name):
        return name
    digest = sha256(name.encode(errors="replace")).hexdigest()[:_DIGEST_LENGTH]
    beginning = name[: limit - _DIGEST_LENGTH - 1].replace(_SEPARATOR, "-")
    return f"{beginning}{_DIGEST_MARK}{digest}"


@dataclass(frozen=True, slots=True)
class TermRef:
    """A term and a role by their references; either may be empty."""

    term: str = ""
    role: str = ""

    @classmethod
    def of(cls, term: Term | None, role: Role | None = None) -> TermRef:
        """Return the target that names this term in this role's words."""
        return cls(
            reference(term.slug) if term else "",
            reference(role.id, _ROLE_LIMIT) if role else "",
        )

    @classmethod
    def parse(cls, value: str) -> TermRef:
        """Read a button's value; any text gives a valid target."""
        role, _, term = value.partition(_SEPARATOR)
        return cls(term, role)

    def to_value(self) -> str:
        """Return what a button or an option carries."""
        return f"{self.role}{_SEPARATOR}{self.term}"

    def term_in(self, glossary: Glossary) -> Term | None:
        """Return the term that is meant, or None when the glossary has it no longer."""
        if _DIGEST_MARK not in self.term:
            return glossary.get(self.term)
        return next((t for s, t in glossary.terms.items() if reference(s) == self.term), None)

    def role_in(self, config: GlossaryConfig) -> Role | None:
        """Return the role that is meant, or None where none is, or it has gone."""
        roles = config.roles
        return next((role for role in roles if reference(role.id, _ROLE_LIMIT) == self.role), None)
