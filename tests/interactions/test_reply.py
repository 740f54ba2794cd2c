from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.cards.card import Card
from bot.interactions.reply import reply


@pytest.mark.parametrize(("in_channel", "calls"), [(True, 1), (False, 2)])
async def test_only_a_private_answer_is_sent_again_after_a_lost_connection(
    *, in_channel: bool, calls: int
):
    """Slack may have taken the first one, and would show a second to the whole channel."""
    seen = []

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readuntil(b"\r\n\r\n"))
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        respond = AsyncRespond(response_url=f"http://127.0.0.1:{port}/response/1")
        with pytest.raises(aiohttp.ClientError):
            await reply(respond, Card("words", []), in_channel=in_channel)

    assert calls == len(seen)
