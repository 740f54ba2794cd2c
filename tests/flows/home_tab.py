"""The Home tab as a person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.driver import SandboxUser
    from bot.sandbox.workspace.records import View


async def opened(person: SandboxUser) -> View:
    """Return the tab as the person sees it on opening it."""
    await person.open_app()
    return shown(person)


def shown(person: SandboxUser) -> View:
    """Return the tab as the person sees it now."""
    view = person.home()
    assert view
    return view
