"""The person who asks, as a value, and the role they read in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role
    from bot.storage.preferences import RolePreferences


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who asks; both ids are empty if unknown, as on the command line."""

    workspace_id: str = ""
    user_id: str = ""


ANONYMOUS = Viewer()


class Viewers:
    """The roles that people read in.

    ``default_role_id`` comes before the glossary's own default. Without ``preferences`` everyone
    reads in the default role.
    """

    def __init__(
        self,
        glossary: Glossary,
        preferences: RolePreferences | None = None,
        default_role_id: str | None = None,
    ) -> None:
        self._glossary = glossary
        self._preferences = preferences
        self._default_role_id = default_role_id

    @property
    def default_role(self) -> Role:
        """The role of people who haven't chosen one."""
        config = self._glossary.config
        for role_id in (self._default_role_id, config.default_role):
            role = config.role(role_id) if role_id else None
            if role:
                return role
        return config.usual_role

    async def role_of(self, viewer: Viewer) -> Role:
        """Return the role that this person chose; one that the glossary no longer has is none."""
        if self._preferences is None or not viewer.user_id:
            return self.default_role
        kept = await self._preferences.get(viewer.workspace_id, viewer.user_id)
        role = self._glossary.config.role(kept) if kept else None
        return role or self.default_role

    async def keep_role(self, viewer: Viewer, role: Role) -> None:
        """Remember the role that this person chose, for good."""
        if self._preferences is None or not viewer.user_id:
            raise ValueError(
                "There is no database to remember a role in, or no person to remember it for."
            )
        await self._preferences.set(viewer.workspace_id, viewer.user_id, role.id)
