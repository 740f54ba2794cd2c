"""Why a source can't be read as a whole."""

from __future__ import annotations

from bot.errors import OperatorError


class UnreadableError(OperatorError):
    """The source is not what it should be, or not safe to read; nothing of it was used."""
