"""Checks the directory of the bot's own clone before git runs."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import OperatorError

# Entries that an empty volume may already have.
_OF_THE_VOLUME = {"lost+found"}


def check_place(directory: Path) -> None:
    """Raise OperatorError where this process could not keep a clone in that directory."""
    if not os.path.lexists(directory):
        _check_parent(directory)
    elif not directory.is_dir():
        raise OperatorError(
            f"{directory} is not a directory, so the glossary can't be cloned into it.\n"
            "Move it away, or name another directory with PARLANCE_GIT_CLONE."
        )
    else:
        _check_writable(directory)
        _check_content(directory)


def _check_parent(directory: Path) -> None:
    parent = next(path for path in directory.absolute().parents if os.path.lexists(path))
    if not parent.is_dir() or not _may(parent, os.W_OK | os.X_OK):
        raise OperatorError(
            f"{directory} can't be made: {_state_of(parent)}.\n"
            f"Let this user write to {parent}, or name another directory with PARLANCE_GIT_CLONE."
        )


def _check_writable(directory: Path) -> None:
    """Look at every directory: git replaces files, and so needs to write where they lie."""
    for path, _, _ in os.walk(directory):
        if not _may(path, os.R_OK | os.W_OK | os.X_OK):
            raise OperatorError(
                f"The bot's clone in {directory} can't be used: {_state_of(Path(path))}.\n"
                f"Give it to the user that runs the bot (chown -R {os.geteuid()} {directory}),"
                " or remove it: the bot clones it again."
            )


def _check_content(directory: Path) -> None:
    entries = {entry.name for entry in directory.iterdir()} - _OF_THE_VOLUME
    if entries and not (directory / ".git").is_dir():
        raise OperatorError(
            f"{directory} holds files, but no clone of the bot's, so nothing was written there.\n"
            "Empty it, or name another directory with PARLANCE_GIT_CLONE."
        )


def _may(path: str | Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _state_of(path: Path) -> str:
    """Return whose it is, and who may not write there."""
    if not path.is_dir():
        return f"{path} is not a directory"
    return f"{path} belongs to {_owner_of(path)}, and user {os.geteuid()} may not write there"


def _owner_of(path: Path) -> str:
    try:
        return f"user {path.stat().st_uid} ({path.owner()})"
    except KeyError:  # an id without a name on this machine
        return f"user {path.stat().st_uid}"
