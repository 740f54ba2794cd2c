"""Actions that a sandbox offers its visitors, apart from what people can do in Slack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sandbox.workspace.people import Member


@dataclass(frozen=True, slots=True)
class HostAction:
    """A button in the page's top bar; ``run`` gets who pressed it."""

    id: str
    title: str
    description: str
    run: Callable[[Member], Awaitable[None]]
