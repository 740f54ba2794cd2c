"""How log lines are written: JSON in production, readable on a terminal."""

from __future__ import annotations

import io
import logging
import sys
from typing import TYPE_CHECKING

import structlog

from bot.characters import for_terminal
from bot.settings import LogFormat

if TYPE_CHECKING:
    from typing import TextIO

    from structlog.typing import EventDict, ExcInfo, Processor

    from bot.settings import LogLevel

# Libraries that tell each step of a connection at INFO.
CHATTY = (
    "aiosqlite",
    "apscheduler",
    "slack_bolt",
    "slack_sdk",
    "uvicorn",
    "watchfiles",
    "websockets",
)


def set_up_logs(log_level: LogLevel, log_format: LogFormat = LogFormat.AUTO) -> None:
    """Send our lines and those of every library to standard error, in one format."""
    level = logging.getLevelNamesMapping()[log_level.upper()]
    as_json = log_format is LogFormat.JSON or (
        log_format is LogFormat.AUTO and not sys.stderr.isatty()
    )
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_last(as_json),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def _spell_out(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Spell out what a terminal would obey, in what people and files supplied."""
    return {
        name: for_terminal(value) if isinstance(value, str) else value
        for name, value in event.items()
    }


def _plain_traceback(out: TextIO, error: ExcInfo) -> None:
    written = io.StringIO()
    structlog.dev.plain_traceback(written, error)
    out.write(for_terminal(written.getvalue()))


def _last(as_json: bool) -> list[Processor]:  # noqa: FBT001 -- one yes or no, named at its only call
    if not as_json:
        return [
            _spell_out,
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=_plain_traceback
            ),
        ]
    return [
        # Without the values of variables, among which are tokens and what people typed.
        structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        ),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
