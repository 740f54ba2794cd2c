"""The role that the title in somebody's profile points to: proposed to them, never decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.glossary.search.roles import named_role

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig, Role

_LONGEST = 120
_SEPARATORS = re.compile(
    r"\s*[,;|/&+()•·]\s*|\s+[-\u2013\u2014@]\s+|\s+(?:and|at|for|in)\s+", re.IGNORECASE
)
# "Head of Legal", "VP Product", "Senior Counsel": the rank says nothing of the role.
_RANKS = re.compile(
    r"\b(?:head|director|chief|vp|svp|evp|vice president|president|senior|sr|junior|jr|lead|"
    r"principal|staff|associate|assistant|deputy|global|team|group|of|the|officer|intern|"
    r"executive|specialist|partner|i{1,3}|iv)\b\.?",
    re.IGNORECASE,
)


def role_of_title(title: str, config: GlossaryConfig) -> Role | None:
    """Return the one role that a title's parts name; None where they name none, or several."""
    parts = _SEPARATORS.split(title[:_LONGEST])
    named = {role.id: role for part in parts if (role := _role_of(part, config))}
    return next(iter(named.values())) if len(named) == 1 else None


def _role_of(part: str, config: GlossaryConfig) -> Role | None:
    bare = " ".join(_RANKS.sub(" ", part).split())
    return next(
        (role for words in (part, bare) if words and (role := named_role(words, config))), None
    )
