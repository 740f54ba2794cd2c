"""The whole examination, in the best order for fixing faults."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import now
from bot.doctor import machine, slack
from bot.doctor.finding import Level
from bot.doctor.repository import look_at_repository
from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.clock import Clock
    from bot.doctor.finding import Finding
    from bot.settings import Settings

MANIFEST = Path(__file__).parent.parent.parent / "manifest.yml"


async def examine(settings: Settings, clock: Clock = now) -> AsyncIterator[Finding]:
    """Yield each finding as soon as there is one."""
    for finding in machine.look_at_variables(os.environ):
        yield finding
    proxy = machine.look_at_proxy(settings) if settings.slack_bot_token else None
    if proxy:
        yield proxy
    with tempfile.TemporaryDirectory() as scratch:
        there, found = await look_at_repository(settings, Path(scratch))
        for finding in found:
            yield finding
        loaded = machine.load(there)
    config = None if isinstance(loaded, OperatorError) else loaded.config
    schedule = () if isinstance(loaded, OperatorError) else loaded.schedule
    if proxy is None or proxy.level is not Level.FAIL:
        async for finding in slack.look_at_slack(settings, config, schedule, MANIFEST, clock):
            yield finding
    for finding in machine.look_at_stewards(loaded):
        yield finding
    for finding in machine.look_at_glossary(loaded, settings):
        yield finding
    yield await machine.look_at_database(settings)
