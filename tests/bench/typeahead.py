"""Measure how long type-ahead takes: ``python -m tests.bench.typeahead [TERMS …]``.

Measured is the whole way of an options request through the app, from Slack's payload to
the body of the answer, as people type names letter by letter, with and without a slip:
one person alone, then several who press a key at the same moment and wait for one another.
"""

from __future__ import annotations

import asyncio
import gc
import random
import sys
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.kit.ids import ActionId
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.runtime.app import build_app
from bot.runtime.build import build_services
from bot.services.posts.scheduled_posts import Schedule
from bot.settings import Settings
from bot.storage.database import Database
from tests.bench.generate import SEED, generate_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt.async_app import AsyncApp

    from bot.glossary.model import Term

SIZES = (112, 10_000)
NAMES_TYPED = 60
PEOPLE = (1, 8)
RUNS = 5
LONGEST_TYPED = 12
IDENTITY = {"ok": True, "team_id": "T0", "user_id": "U0BOT", "bot_id": "B0", "team": "Bench"}


class _AuthTest(dict[str, Any]):
    """What auth.test answers, with the headers that Bolt looks into."""

    headers: dict[str, str] = {}  # noqa: RUF012 -- never changed


async def _auth_test(_client: AsyncWebClient, **_options: Any) -> _AuthTest:
    return _AuthTest(IDENTITY)


def typed_letter_by_letter(terms: list[Term], chance: random.Random) -> Iterator[str]:
    """Yield what a select asks for while names, or their last words, are typed into it."""
    for term in chance.sample(terms, NAMES_TYPED):
        text = chance.choice((term.name, term.name.rpartition(" ")[2]))
        if chance.random() < 0.25:
            slip = chance.randrange(len(text))
            text = text[:slip] + text[slip + 1 :]
        yield from (text[:length] for length in range(min(len(text), LONGEST_TYPED) + 1))


async def measure(size: int) -> None:
    """Print how long it takes for a glossary of this many terms."""
    terms = list(generate_terms(size))
    glossary = Glossary(DEFAULT_CONFIG, terms)
    database = Database("sqlite+aiosqlite:///:memory:")
    settings = Settings(_env_file=None, slack_bot_token="xoxb-1", slack_app_token="xapp-1")
    app = build_app(settings, build_services(settings, glossary, Schedule(), database))
    typed = list(typed_letter_by_letter(terms, random.Random(SEED)))  # noqa: S311 - the same each time
    await _ask(app, "a", 0)  # the first answer builds what Bolt keeps
    gc.collect()
    gc.freeze()  # as the serving process does once it has started (bot/__main__.py)
    print(f"\n{len(glossary.terms)} terms, {len(typed)} requests")
    for people in PEOPLE:
        busy = time.thread_time()
        runs = [await _run(app, typed, people) for _ in range(RUNS)]
        busy = (time.thread_time() - busy) / len(typed) / RUNS
        # Each request's median of the runs, so that what else the machine did does not count.
        waited = [median(times) * 1e3 for times in zip(*runs, strict=True)]
        print(f"  {people} at a time   p50 {median(waited):6.1f} ms   ", end="")
        print(f"p99 {quantiles(waited, n=100)[-1]:6.1f} ms   max {max(waited):6.1f} ms   ", end="")
        print(f"busy {busy * 1e3:5.2f} ms a request")
    await database.close()


async def _run(app: AsyncApp, typed: list[str], people: int) -> list[float]:
    """Return the seconds of every request, as many asked at once as there are people."""
    waited: list[float] = []
    for first in range(0, len(typed), people):
        together, now = typed[first : first + people], time.perf_counter()
        waited += await asyncio.gather(*(_ask(app, text, now) for text in together))
    return waited


async def _ask(app: AsyncApp, text: str, asked: float) -> float:
    """Return the seconds from when it was asked until what was typed is answered with options."""
    body = {
        "type": "block_suggestion",
        "team": {"id": "T0"},
        "user": {"id": "U0READER", "team_id": "T0"},
        "action_id": ActionId.SEARCH_TERM,
        "block_id": "search",
        "value": text,
    }
    response = await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    seconds = time.perf_counter() - asked
    if response.status != 200 or not response.body.startswith('{"options"'):
        raise SystemExit(f"{text!r} was answered with {response.status}: {response.body[:200]}")
    return seconds


if __name__ == "__main__":
    AsyncWebClient.auth_test = _auth_test  # type: ignore[method-assign,assignment]
    for count in map(int, sys.argv[1:] or SIZES):
        asyncio.run(measure(count))
