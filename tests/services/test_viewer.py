from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.services.viewer import ANONYMOUS, Viewer, Viewers
from tests.builders import a_glossary

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig


class Kept:
    """Preferences in which everybody has the same role."""

    def __init__(self, role_id: str | None) -> None:
        self._role_id = role_id

    async def get(self, _workspace_id: str, _user_id: str) -> str | None:
        """Return the role."""
        return self._role_id


async def role_id(
    kept: str | None, config: GlossaryConfig = DEFAULT_CONFIG, default_role: str | None = None
) -> str:
    """Return the role that somebody is answered in."""
    preferences: Any = Kept(kept)
    viewers = Viewers(a_glossary(config=config), preferences, default_role)
    return (await viewers.role_of(Viewer("T1", "U1"))).id


async def test_a_kept_role_comes_first() -> None:
    """What somebody chose is what they get."""
    assert await role_id("legal", default_role="policy") == "legal"


async def test_without_a_choice_the_setting_decides() -> None:
    """The operator may set a default."""
    assert await role_id(None, default_role="policy") == "policy"


async def test_without_a_setting_the_glossary_decides() -> None:
    """The glossary names its own default."""
    assert await role_id(None) == DEFAULT_CONFIG.default_role


async def test_a_role_that_the_glossary_no_longer_has_counts_as_none() -> None:
    """Old choices and wrong settings never leave anybody without an answer."""
    first = DEFAULT_CONFIG.roles[2]
    config = replace(DEFAULT_CONFIG, roles=(first,), default_role="gone")

    assert await role_id("legal", config, default_role="policy") == first.id


async def test_nobody_in_particular_reads_in_the_default_role() -> None:
    """Nothing is kept for somebody whom nobody knows, and nothing can be."""
    preferences: Any = Kept("legal")
    viewers = Viewers(a_glossary(), preferences)

    assert (await viewers.role_of(ANONYMOUS)).id == DEFAULT_CONFIG.default_role
    with pytest.raises(ValueError, match="no person to remember"):
        await viewers.keep_role(ANONYMOUS, DEFAULT_CONFIG.roles[0])
