"""Who asks, as a value, and the role in whose words they read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.glossary.search.job_titles import role_of_title
from bot.storage.preferences import UNREAD

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role
    from bot.slack.job_titles import JobTitles
    from bot.storage.preferences import RolePreferences

_FEWEST_TO_CHOOSE = 2


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who asks; both ids are empty where nobody knows them, as at a command line."""

    workspace_id: str = ""
    user_id: str = ""


ANONYMOUS = Viewer()


@dataclass(frozen=True, slots=True)
class Reader:
    """In which role somebody reads.

    With ``asks_role`` they have chosen none; ``proposed_role`` is what their profile points to.
    """

    role: Role
    asks_role: bool = False
    proposed_role: Role | None = None


class Viewers:
    """The roles that people read in.

    ``default_role_id`` comes before the glossary's own default. Without ``preferences`` nobody's
    role is known, and without ``titles`` none is proposed.
    """

    def __init__(
        self,
        glossary: Glossary,
        preferences: RolePreferences | None = None,
        default_role_id: str | None = None,
        titles: JobTitles | None = None,
    ) -> None:
        self._glossary = glossary
        self._preferences = preferences
        self._default_role_id = default_role_id
        self._titles = titles

    @property
    def default_role(self) -> Role:
        """The role of somebody who has chosen none."""
        config = self._glossary.config
        for role_id in (self._default_role_id, config.default_role):
            role = config.role(role_id) if role_id else None
            if role:
                return role
        return config.usual_role

    async def role_of(self, viewer: Viewer) -> Role:
        """Return the role that this person reads in."""
        return (await self.reader_of(viewer)).role

    async def reader_of(self, viewer: Viewer) -> Reader:
        """Return the role that this person chose; one that the glossary no longer has is none.

        Nobody is asked where there is nothing to choose, or while the database doesn't say.
        """
        if self._preferences is None or not viewer.user_id:
            return Reader(self.default_role)
        kept = await self._preferences.get(viewer.workspace_id, viewer.user_id)
        config = self._glossary.config
        role = config.role(kept) if kept else None
        if role or kept == UNREAD or len(config.roles) < _FEWEST_TO_CHOOSE:
            return Reader(role or self.default_role)
        return Reader(self.default_role, asks_role=True, proposed_role=self._proposed(viewer))

    def _proposed(self, viewer: Viewer) -> Role | None:
        title = self._titles.known(viewer.user_id) if self._titles else ""
        return role_of_title(title, self._glossary.config) if title else None

    async def keep_role(self, viewer: Viewer, role: Role) -> None:
        """Remember the role that this person chose, for good."""
        if self._preferences is None or not viewer.user_id:
            raise ValueError(
                "There is no database to remember a role in, or no person to remember it for."
            )
        await self._preferences.set(viewer.workspace_id, viewer.user_id, role.id)
