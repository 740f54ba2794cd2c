"""The bot as a process of its own, against a Slack on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sqlite3
import sys
import threading
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from bot.runtime.process import keep_threads_free
from bot.sandbox.delivery.delivery import HttpDelivery, SocketModeDelivery
from bot.sandbox.server import SandboxServer
from tests.builders import a_term_file
from tests.processes import clock_of, environment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[2]
SECRET = "shared"
SECONDS_TO_LOG = 120  # only a test that fails waits so long


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    directory = tmp_path / "terms"
    directory.mkdir()
    for name in ("diffusion model", "payload"):
        path = directory / f"{name.replace(' ', '-')}.yml"
        path.write_text(a_term_file(name), encoding="utf-8")
    return directory


class Process:
    """A running bot: what it wrote, and how it ended."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []

    async def line_with(self, words: str) -> str:
        """Return the next line of the log that holds the words."""
        assert self.process.stderr
        async with asyncio.timeout(SECONDS_TO_LOG):
            async for line in self.process.stderr:
                self.lines.append(line.decode())
                if words in self.lines[-1]:
                    return self.lines[-1]
        raise AssertionError("".join(self.lines))

    async def stop(self) -> int:
        """Send SIGTERM; return the exit code: 1 where the process did not stop in time."""
        self.process.send_signal(signal.SIGTERM)
        _, rest = await self.process.communicate()
        self.lines += rest.decode().splitlines(keepends=True)
        assert self.process.returncode is not None
        return self.process.returncode


@asynccontextmanager
async def started(
    slack: SandboxServer, glossary: Path, *command: str, **variables: str
) -> AsyncIterator[Process]:
    """Start the bot; end it, however the test ends."""
    given = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "PARLANCE_GLOSSARY": str(glossary),
        "PARLANCE_DATABASE_URL": f"sqlite:///{glossary.parent}/parlance.db",
        "PARLANCE_LOG_FORMAT": "json",
        **variables,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *(command or ("-m", "bot")),
        env=environment(**given),
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@pytest.fixture
async def slack() -> AsyncIterator[SandboxServer]:
    server = SandboxServer(ROOT / "manifest.yml")
    await server.start()
    yield server
    await server.stop()


async def connected(process: Process, slack: SandboxServer) -> None:
    await process.line_with("connected to Slack")
    await slack.person("maya").sees(lambda: slack.delivery.is_connected)


def counted(glossary: Path) -> int:
    database = sqlite3.connect(glossary.parent / "parlance.db")
    try:
        total: int = database.execute("SELECT sum(count) FROM lookup_counts").fetchone()[0]
        return total
    finally:
        database.close()


async def test_over_socket_mode_it_answers_and_stops_cleanly(slack: SandboxServer, glossary: Path):
    """SIGTERM ends it with 0 in time, and what was counted a moment ago is written down."""
    async with started(slack, glossary, SLACK_APP_TOKEN=slack.app_token) as bot:
        await connected(bot, slack)
        answer = await slack.person("maya").command("/define diffusion model")
        code = await bot.stop()

    assert "diffusion model" in answer.words
    assert code == 0, bot.lines
    assert counted(glossary) == 1


async def test_an_answer_that_waits_for_slack_is_tried_at_once_when_the_bot_stops(
    slack: SandboxServer, glossary: Path
):
    """Nobody sends the event again, and the process ends in time."""
    maya = slack.person("maya")
    async with started(slack, glossary, SLACK_APP_TOKEN=slack.app_token) as bot:
        await connected(bot, slack)
        slack.refuse_next("chat.postMessage", "ratelimited", retry_after=50)
        await maya.say("diffusion model", channel=maya.id)
        await maya.sees(lambda: any(one.method == "chat.postMessage" for one in slack.calls))
        code = await bot.stop()

    assert code == 0, "the process was ended by its watchdog"
    assert "What diffusion model means" in maya.dms()[-1].words


async def test_a_connection_that_slack_ends_comes_back(slack: SandboxServer, glossary: Path):
    """Slack refreshes every connection from time to time."""
    assert isinstance(slack.delivery, SocketModeDelivery)
    async with started(slack, glossary, SLACK_APP_TOKEN=slack.app_token) as bot:
        await connected(bot, slack)
        before = list(slack.delivery._connections)
        await slack.delivery.refresh()
        await slack.person("maya").sees(
            lambda: slack.delivery._connections and slack.delivery._connections != before  # type: ignore[attr-defined]
        )
        answer = await slack.person("maya").command("/define diffusion model")
        await bot.stop()

    assert "diffusion model" in answer.words


@asynccontextmanager
async def over_http(
    slack: SandboxServer, glossary: Path, **variables: str
) -> AsyncIterator[tuple[Process, str]]:
    """Start the bot over HTTP and let Slack know its address."""
    arguments = {"PARLANCE_HTTP": "1", "PARLANCE_PORT": "0", "SLACK_SIGNING_SECRET": SECRET}
    async with started(slack, glossary, **(arguments | variables)) as bot:
        line = await bot.line_with("listening")
        address = line.split('"address": "')[1].split('"')[0]
        yield bot, address


async def test_over_http_it_answers_signed_requests_alone(glossary: Path):
    """Slack's requests are answered, also about the word that trips Bolt; others are refused.

    A line break behind the secret is no part of it.
    """
    delivery = HttpDelivery("http://127.0.0.1:1/", SECRET)
    slack = SandboxServer(ROOT / "manifest.yml", delivery=delivery)
    await slack.start()
    secret = {"SLACK_SIGNING_SECRET": f"{SECRET}\n"}
    async with over_http(slack, glossary, **secret) as (bot, address):
        delivery.url = f"{address}/slack/events"
        delivery.clock = clock_of(bot.lines[-1])
        answer = await slack.person("maya").command("/define payload")
        delivery._secret = "guessed"
        with pytest.raises(Exception, match="failed"):
            await slack.person("maya").command("/define payload")
        async with httpx.AsyncClient() as client:
            health = [
                (await client.get(address + path)).status_code for path in ("/healthz", "/readyz")
            ]
        code = await bot.stop()
    await slack.stop()

    assert "payload" in answer.words
    assert [200, 200] == health
    assert code == 0, bot.lines
    assert any("SLACK_SIGNING_SECRET" in line for line in bot.lines)


async def test_threads_that_hang_leave_some_for_acks():
    """A name server that doesn't answer holds one for each call to Slack."""
    go_on = threading.Event()
    loop = asyncio.get_running_loop()
    keep_threads_free(loop)
    hanging = [loop.run_in_executor(None, go_on.wait) for _ in range(40)]
    try:
        async with asyncio.timeout(10):
            answer = await asyncio.to_thread(lambda: "an answer")
    finally:
        go_on.set()
        await asyncio.gather(*hanging)

    assert answer == "an answer"


async def test_a_line_break_behind_a_secret_or_an_address_changes_nothing(
    slack: SandboxServer, glossary: Path
):
    """Secrets made with ``echo`` end in one; the database's file gets the name that was meant."""
    given = {
        "SLACK_BOT_TOKEN": f"{slack.bot_token}\n",
        "SLACK_APP_TOKEN": f'"{slack.app_token}"\r\n',
        "SLACK_API_URL": f" {slack.api_url}\r",
        "PARLANCE_GLOSSARY": f"{glossary}\n",
        "PARLANCE_DATABASE_URL": f"sqlite:///{glossary.parent}/parlance.db\n",
    }
    async with started(slack, glossary, **given) as bot:
        await connected(bot, slack)
        await slack.person("maya").command("/define diffusion model")
        await bot.stop()

    assert counted(glossary) == 1
    assert {"parlance.db"} == {path.name for path in glossary.parent.glob("*.db*")}


@asynccontextmanager
async def proxy_to(slack: SandboxServer) -> AsyncIterator[tuple[str, list[str]]]:
    """Give the address of a proxy, and the heads of what it was asked; it leads to one place."""
    port = urlsplit(slack.api_url).port
    asked: list[str] = []

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(65_536):
                writer.write(chunk)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head.decode())
        method, url, rest = head.split(b" ", 2)
        if b"websocket" not in head:  # one request a connection keeps the proxy simple
            rest = rest.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        there_reader, there = await asyncio.open_connection("127.0.0.1", port)
        if method == b"CONNECT":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            path = b"/" + url.split(b"/", 3)[3]
            there.write(b" ".join((method, path, rest.replace(b"slack.corp", b"localhost"))))
        await asyncio.gather(pass_on(reader, there), pass_on(there_reader, writer))

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


async def test_a_proxy_without_a_scheme_leads_to_slack(slack: SandboxServer, glossary: Path):
    """The Web API and the Socket Mode connection both go through it, by the name and password."""
    async with proxy_to(slack) as (address, asked):
        given = {
            "HTTPS_PROXY": f"me:hunter2@{address}",
            "SLACK_API_URL": "http://slack.corp/api/",
            "SLACK_APP_TOKEN": slack.app_token,
        }
        async with started(slack, glossary, **given) as bot:
            await connected(bot, slack)
            answer = await slack.person("maya").command("/define diffusion model")
            await bot.stop()

    assert "diffusion model" in answer.words
    assert any("auth.test" in head for head in asked)
    assert any("pgrade: websocket" in head or head.startswith("CONNECT") for head in asked)
    assert all("Proxy-Authorization: Basic" in head for head in asked)
    assert "hunter2" not in "".join(bot.lines)


async def test_a_changed_file_is_in_service_without_a_restart(slack: SandboxServer, glossary: Path):
    """No restart is needed, neither for a new term nor for a changed one."""
    async with started(slack, glossary, SLACK_APP_TOKEN=slack.app_token) as bot:
        await connected(bot, slack)
        path = glossary / "tokenizer.yml"
        path.write_text(a_term_file("tokenizer"), encoding="utf-8")
        await bot.line_with("glossary changed")
        answer = await slack.person("maya").command("/define tokenizer")
        await bot.stop()

    assert "tokenizer" in answer.words


async def test_a_slack_that_never_answers_holds_up_neither_the_start_nor_the_stop(
    slack: SandboxServer, glossary: Path
):
    """A firewall that swallows packets is no reason to serve nothing, nor to be killed."""

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(swallow, "127.0.0.1", 0) as hole:
        port = hole.sockets[0].getsockname()[1]
        given = {
            "SLACK_API_URL": f"http://127.0.0.1:{port}/api/",
            "SLACK_APP_TOKEN": slack.app_token,
        }
        async with started(slack, glossary, **given) as bot:
            await bot.line_with("Slack cannot be reached yet")
            code = await bot.stop()

    assert code == 0, bot.lines


async def test_the_serving_process_does_without_what_only_a_terminal_needs(
    slack: SandboxServer, glossary: Path
):
    """Alembic, Typer and Rich cost memory and time at every start."""
    code = (
        "import sys; sys.argv = ['bot']; import bot.__main__; "
        "print([m for m in ('alembic', 'typer', 'rich') if sys.modules.get(m)], file=sys.stderr)"
    )
    async with started(slack, glossary, "-c", code) as bot:
        _, output = await bot.process.communicate()

    assert output.decode().strip() == "[]"


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack refuses SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "Slack refuses SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "wrong"}, "SLACK_BOT_TOKEN: is no bot token"),
        (
            {"HTTPS_PROXY": "socks5://127.0.0.1:1", "SLACK_API_URL": "https://slack.com/api/"},
            "HTTPS_PROXY: a socks5 proxy can't be used",
        ),
        ({"PARLANCE_GLOSSARY": "/nowhere"}, "There is no glossary at /nowhere"),
        ({"PARLANCE_DATABASE_URL": "postgresql://x:pw@127.0.0.1:1/x"}, "cannot be used"),
        ({"PARLANCE_PORT": "1", "PARLANCE_HOST": "203.0.113.1"}, "Cannot listen on 203.0.113.1:1"),
    ],
)
async def test_what_an_operator_can_mend_is_told_without_a_traceback(
    variables: dict[str, str], told: str, slack: SandboxServer, glossary: Path
):
    """The process ends with 1 and says what to do."""
    given = {"SLACK_APP_TOKEN": slack.app_token} | variables
    async with started(slack, glossary, **given) as bot:
        _, output = await bot.process.communicate()

    assert told in output.decode()
    assert "Traceback" not in output.decode()
    assert bot.process.returncode == 1
