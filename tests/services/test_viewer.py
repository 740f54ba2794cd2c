from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from slack_bolt.context.async_context import AsyncBoltContext

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.services.viewer import readers_role
from bot.settings import Settings
from tests.builders import a_glossary

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig


class Kept:
    """Preferences of which everybody keeps the same."""

    def __init__(self, role_id: str | None) -> None:
        self._role_id = role_id

    async def get(self, _workspace_id: str, _user_id: str) -> str | None:
        """Return the role."""
        return self._role_id


async def role_id(
    kept: str | None, config: GlossaryConfig = DEFAULT_CONFIG, **settings: Any
) -> str:
    """Return the role that somebody is answered in."""
    context = AsyncBoltContext(
        {
            "team_id": "T1",
            "user_id": "U1",
            "glossary": a_glossary(config=config),
            "preferences": Kept(kept),
            "settings": Settings(_env_file=None, **settings),
        }
    )
    return (await readers_role(context)).id


async def test_a_kept_role_comes_first() -> None:
    """What somebody chose is what they get."""
    assert await role_id("legal", default_role="policy") == "legal"


async def test_without_a_choice_the_setting_decides() -> None:
    """Whoever runs the bot may set a default."""
    assert await role_id(None, default_role="policy") == "policy"


async def test_without_a_setting_the_glossary_decides() -> None:
    """The glossary names its own default."""
    assert await role_id(None) == DEFAULT_CONFIG.default_role


async def test_a_role_that_the_glossary_no_longer_has_counts_as_none() -> None:
    """Old choices and wrong settings never leave anybody without an answer."""
    first = DEFAULT_CONFIG.roles[2]
    config = replace(DEFAULT_CONFIG, roles=(first,), default_role="gone")

    assert await role_id("legal", config, default_role="policy") == first.id
