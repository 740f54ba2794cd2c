"""One thing the doctor looked at, and the result."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How well a thing is."""

    OK = "ok"
    WARN = "warn"  # the bot runs, with less than it could
    FAIL = "fail"  # the bot does not run, or not for long


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of the doctor: what it looked at, the result, and the remedy if there is one."""

    level: Level
    subject: str
    message: str
    remedy: str = ""


def ok(subject: str, message: str) -> Finding:
    """Return that a thing is well."""
    return Finding(Level.OK, subject, message)


def warn(subject: str, message: str, remedy: str) -> Finding:
    """Return that a thing could be better."""
    return Finding(Level.WARN, subject, message, remedy)


def fail(subject: str, message: str, remedy: str) -> Finding:
    """Return that a thing must be mended."""
    return Finding(Level.FAIL, subject, message, remedy)
