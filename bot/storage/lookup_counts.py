"""Counts lookups in memory and writes them in batches, off the path of every answer."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import structlog
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from bot.glossary.normalize import fold_label
from bot.storage.keys import shared_key
from bot.storage.tables import LOOKUP_COUNTS, MISSED_BY, OPENED_BY

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.glossary.search.result import LookupOutcome
    from bot.storage.database import Database

log = structlog.get_logger(__name__)

# Longer than any name people look up; what is longer is a pasted sentence.
LABEL_LENGTH = 80
# A database that stays away must not fill the memory: about 4 MB.
BUFFERED_ROWS = 10_000
PERSON_KEY = "missed_by.person_hash"
PERSON_HASH_DIGITS = 32


class _Count(NamedTuple):
    day: date
    workspace_id: str
    outcome: str
    slug: str
    label: str
    role: str


class _Miss(NamedTuple):
    day: date
    workspace_id: str
    label: str
    person_hash: str


class _Opening(NamedTuple):
    workspace_id: str
    label: str
    slug: str
    person_hash: str
    day: date


class LookupCounts:
    """The counts of lookups; nothing here names a person (docs/operator.md)."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        *,
        kept_days: int,
        is_on: bool = True,
    ) -> None:
        self._database = database
        self._clock = clock
        self._kept_days = kept_days
        self._is_on = is_on
        self._key = b""
        self._counts: Counter[_Count] = Counter()
        self._misses: set[_Miss] = set()
        self._openings: set[_Opening] = set()

    async def open(self) -> None:
        """Fetch the key that hashes people."""
        self._key = await shared_key(self._database, PERSON_KEY)

    def record(  # noqa: PLR0913 -- the counted values, each by its name
        self,
        *,
        workspace_id: str,
        user_id: str,
        outcome: LookupOutcome,
        slug: str | None,
        label: str | None,
        role: str,
        times: int = 1,
    ) -> None:
        """Count one lookup, in memory only: of a term (``slug``) or of what none answers.

        ``times`` of -1 takes one back. Without a ``user_id`` the lookup counts, but nobody
        counts as a person who missed something: ten such lookups may be ten people's or one's.
        """
        if not self._is_on:
            return
        day = self._clock().date()
        label = normalised_label(label) if label else ""
        count = _Count(day, workspace_id, outcome.value, slug or "", label, role)
        if count not in self._counts and len(self._counts) >= BUFFERED_ROWS:
            return
        self._counts[count] += times
        if outcome.is_miss and user_id:
            self._misses.add(_Miss(day, workspace_id, label, self._hash(workspace_id, user_id)))

    def record_opened(self, *, workspace_id: str, user_id: str, asked: str, slug: str) -> None:
        """Note which term a person opened of those offered for what they had asked."""
        label = normalised_label(asked)
        if not (self._is_on and user_id and label) or len(self._openings) >= BUFFERED_ROWS:
            return
        person, day = self._hash(workspace_id, user_id), self._clock().date()
        self._openings.add(_Opening(workspace_id, label, slug, person, day))

    async def flush(self) -> None:
        """Write what was counted since the last time; keep it where that fails."""
        if not (self._counts or self._openings):
            return
        counts, self._counts = self._counts, Counter()
        misses, self._misses = self._misses, set()
        openings, self._openings = self._openings, set()
        try:
            await self._write(counts, misses, openings)
        except (SQLAlchemyError, OSError) as error:
            log.warning("lookup counts not written; trying again", error=repr(error))
        else:
            counts.clear()
            misses.clear()
            openings.clear()
        finally:  # also when cancelled half way
            self._counts.update(counts)
            self._misses.update(misses)
            self._openings.update(openings)

    async def prune(self) -> None:
        """Forget every day that is older than the days to keep."""
        first_kept = self._clock().date() - timedelta(days=self._kept_days)
        async with self._database.engine.begin() as connection:
            for table in (LOOKUP_COUNTS, MISSED_BY, OPENED_BY):
                await connection.execute(delete(table).where(table.c.day < first_kept))

    async def _write(
        self, counts: Counter[_Count], misses: set[_Miss], openings: set[_Opening]
    ) -> None:
        # In the order of their keys, so that two copies of the bot never wait for each other's.
        rows = [{**count._asdict(), "count": n} for count, n in sorted(counts.items())]
        async with self._database.engine.begin() as connection:
            if rows:
                await self._database.upsert(connection, LOOKUP_COUNTS, rows, adding="count")
            if misses:
                people = [miss._asdict() for miss in sorted(misses)]
                await self._database.insert_missing(connection, MISSED_BY, people)
            if openings:
                people = [opening._asdict() for opening in sorted(openings)]
                await self._database.insert_missing(connection, OPENED_BY, people)

    def _hash(self, workspace_id: str, user_id: str) -> str:
        return person_hash(self._key, workspace_id, user_id)


def person_hash(key: bytes, workspace_id: str, user_id: str) -> str:
    """Return a person's keyed hash, which names nobody without the key."""
    person = f"{workspace_id}:{user_id}".encode()
    return hmac.new(key, person, hashlib.sha256).hexdigest()[:PERSON_HASH_DIGITS]


def normalised_label(text: str) -> str:
    """Return the counted form of a query: folded, short, and storable in any database."""
    storable = text[: LABEL_LENGTH * 4].replace("\0", "").encode("utf-8", "replace").decode()
    return fold_label(storable)[:LABEL_LENGTH].rstrip()
