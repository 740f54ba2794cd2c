"""Options that several subcommands have."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer
from dotenv import dotenv_values

from bot.environment import trimmed
from bot.errors import OperatorError

DEFAULT_GLOSSARY = Path("data")
_VARIABLE = "PARLANCE_GLOSSARY"


def _or_as_set(context: typer.Context, option: typer.CallbackParam, given: Path) -> Path:
    """Return what was given, else the directory that ``.env`` names for the bot as well."""
    source = context.get_parameter_source(option.name or "")
    if source is None or source.name != "DEFAULT":
        return given
    try:
        named = dotenv_values(".env", encoding="utf-8-sig").get(_VARIABLE)
    except UnicodeDecodeError as error:
        raise OperatorError(".env cannot be read: save it as UTF-8 text.") from error
    return Path(trimmed(named)) if named and trimmed(named) else given


GlossaryOption = Annotated[
    Path,
    typer.Option(
        "--glossary",
        envvar=_VARIABLE,
        callback=_or_as_set,
        parser=lambda given: Path(trimmed(str(given))),
        metavar="PATH",
        help="The glossary: a directory of terms, or one that holds terms/.",
    ),
]

_DAYS_BACK = {"today": 0, "yesterday": 1}
_AGO = re.compile(r"(\d{1,4})\s*(h|d|w|hours?|days?|weeks?)(?:\s+ago)?")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def moment(text: str, now: datetime, option: str) -> datetime:
    """Return the moment that an option names, in UTC unless it says otherwise.

    A day, a day with a time, ``today``, ``yesterday``, or so long ago: 12h, 7d, 2w.
    Raises typer.BadParameter, which shows these forms.
    """
    given = trimmed(text).lower()
    if given in _DAYS_BACK:
        day = now.astimezone(UTC).date() - timedelta(days=_DAYS_BACK[given])
        return datetime.combine(day, time(), UTC)
    try:
        if ago := _AGO.fullmatch(given):
            return now - timedelta(**{_UNITS[ago[2][0]]: int(ago[1])})
        named = datetime.fromisoformat(given.upper())
        return named if named.tzinfo else named.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{text!r} is not a date. Write a day (2026-11-01), a day and a time in UTC "
            "(2026-11-01T09:30), today, yesterday, or how long ago: 12h, 7d, 2w.",
            param_hint=option,
        ) from None
