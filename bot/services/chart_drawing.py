"""Draws a chart as a PNG in a process of its own, so that nobody's answer waits for it."""

from __future__ import annotations

import asyncio
import json
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS_TO_DRAW = 30
_ONE_AT_A_TIME = asyncio.Semaphore(1)


class NotDrawnError(Exception):
    """The chart could not be drawn; says why."""


def can_draw() -> bool:
    """Whether the library is installed; it isn't loaded for that."""
    return find_spec("vl_convert") is not None


async def draw_png(spec: Mapping[str, Any]) -> bytes:
    """Return the chart as a PNG; raise NotDrawnError if that fails or takes too long."""
    async with _ONE_AT_A_TIME:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.services.drawing_child"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            png, said = await asyncio.wait_for(
                child.communicate(json.dumps(spec).encode()), SECONDS_TO_DRAW
            )
        except TimeoutError:
            raise NotDrawnError(f"not drawn within {SECONDS_TO_DRAW} seconds") from None
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    if child.returncode or not png:
        lines = said.decode(errors="replace").strip().splitlines()
        raise NotDrawnError(lines[-1] if lines else f"the process ended with {child.returncode}")
    return png
