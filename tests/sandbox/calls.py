"""Calling the sandbox's Web API: where to, and with which refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable

GENERAL, RANDOM, STEWARDS = "C0GENERAL1", "C0RANDOM05", "C0STEWARD6"
MAYA = "U0MAYA0001"


async def refusal(call: Awaitable[Any]) -> str:
    """Return the error code with which a call is refused."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])
