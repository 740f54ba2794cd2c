"""Who acts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts, in one workspace; ``name`` is the name they show in Slack.

    ``is_only_steward`` says that nobody else could decide.
    """

    workspace_id: str
    id: str
    name: str
    is_steward: bool = False
    is_only_steward: bool = False
