"""What the command that looks terms up is called in Slack.

A workspace may have a /define of its own, so an installation can give ours another name. It is
set once, when the bot starts, and read by everything that names the command to people.
"""

from __future__ import annotations

DEFINE = "/define"

_name = DEFINE


def define_command() -> str:
    """Return the command as people type it, with its slash."""
    return _name


def set_define_command(name: str) -> None:
    """Give the command another name, before anything is drawn."""
    global _name  # noqa: PLW0603 -- one name in the whole process
    _name = name
