"""The sandbox's ``files.*`` methods: an upload in three steps, and what a message may show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.sandbox.calls import GENERAL, refusal

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.sandbox.server import SandboxServer

PNG = b"\x89PNG and so on"


async def uploaded(client: AsyncWebClient) -> str:
    answer = await client.files_upload_v2(content=PNG, filename="a.png", title="A picture")
    return str(answer["files"][0]["id"])


def a_message(file_id: str) -> dict[str, Any]:
    image = {"type": "image", "alt_text": "A picture", "slack_file": {"id": file_id}}
    return {"channel": GENERAL, "text": "A picture", "blocks": [image]}


async def test_a_complete_file_is_shown_once_slack_has_looked_at_it(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """The first message comes too early, as it does in Slack; the page gets the bytes."""
    file_id = await uploaded(client)
    early = await refusal(client.chat_postMessage(**a_message(file_id)))
    await client.chat_postMessage(**a_message(file_id))
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{slack.base_url}/files/{file_id}") as answer,
    ):
        shown = await answer.read()

    assert early == "invalid_blocks"
    assert shown == PNG
    assert answer.content_type == "image/png"


async def test_a_file_is_its_announced_number_of_bytes_and_comes_once(
    client: AsyncWebClient,
) -> None:
    """The address is refused for anything else, and without its bytes no file is completed."""
    begun = await client.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    statuses = []
    async with aiohttp.ClientSession() as session:
        for data in (PNG + b"!", PNG, PNG):
            async with session.post(begun["upload_url"], data=data) as answer:
                statuses.append(answer.status)
    empty = await client.files_getUploadURLExternal(filename="b.png", length=1)

    assert statuses == [400, 200, 400]
    incomplete = client.files_completeUploadExternal(files=[{"id": empty["file_id"]}])
    assert await refusal(incomplete) == "file_not_found"


async def test_a_deleted_file_is_gone(client: AsyncWebClient) -> None:
    """From messages too, and it can't be deleted twice."""
    file_id = await uploaded(client)
    await client.files_delete(file=file_id)

    assert await refusal(client.files_delete(file=file_id)) == "file_deleted"
    assert await refusal(client.files_delete(file="F0UNKNOWN0")) == "file_not_found"
    assert await refusal(client.chat_postMessage(**a_message(file_id))) == "invalid_blocks"


@pytest.mark.parametrize("length", ["0", "many"])
async def test_a_length_is_a_number_of_bytes(client: AsyncWebClient, length: str) -> None:
    """Slack wants to know it before."""
    call = client.api_call(
        "files.getUploadURLExternal", params={"filename": "a.png", "length": length}
    )
    assert await refusal(call) == "invalid_arguments"


async def test_every_step_needs_the_scope(client: AsyncWebClient, slack: SandboxServer) -> None:
    """``files:write`` is optional, so an app must live without it."""
    slack.sandbox.scopes.discard("files:write")

    for call in (
        client.files_getUploadURLExternal(filename="a.png", length=1),
        client.files_completeUploadExternal(files=[{"id": "F0UNKNOWN0"}]),
        client.files_delete(file="F0UNKNOWN0"),
    ):
        assert await refusal(call) == "missing_scope"
