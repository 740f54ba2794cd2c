"""Years by a simulated clock: every channel has every week's post, once.

PARLANCE_SIMULATED_YEARS says how many; one by default, three in ``make soak``.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from collections import Counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.cards.kit.card import Card
from bot.glossary.files.schedule import JobName, ScheduleEntry
from bot.schedule.slots import latest_slot
from bot.services.posts.channel_troubles import ChannelTroubles
from bot.services.posts.job import PostDraft
from bot.services.posts.posting import Posting
from bot.services.posts.reports import Reports
from bot.services.posts.scheduled_posts import Schedule, ScheduledPosts
from bot.slack.channels import Channels
from bot.slack.lost_posts import LostPosts
from bot.slack.sending import Posted, PostUnanswered, Result
from bot.slack.steward_directory import StewardDirectory
from bot.storage.message_terms import MessageTerms
from bot.storage.posts.channel_troubles import StoredChannelTroubles
from bot.storage.posts.ledger import PostLedger
from tests.builders import a_glossary

if TYPE_CHECKING:
    from bot.schedule.slots import Slot
    from bot.storage.database import Database

FIRST = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)  # a Monday
YEARS = int(os.environ.get("PARLANCE_SIMULATED_YEARS", "1"))
LAST = FIRST + dt.timedelta(days=YEARS * 365)
# Clocks change on other days, at other hours, in other halves of the year.
ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Pacific/Auckland")]
# Those that clocks repeat or leave out, and those at which a day or a week ends.
TIMES = [dt.time(1, 30), dt.time(2, 30), dt.time(3), dt.time(0), dt.time(23, 59), dt.time(10)]
STEP = dt.timedelta(hours=11)


def an_entry(number: int) -> ScheduleEntry:
    return ScheduleEntry(
        id=f"entry-{number}",
        job=JobName.TERM_OF_THE_WEEK,
        channel=f"C0CHANNEL{number}",
        weekday=number % 7,
        time=TIMES[number % len(TIMES)],
        zone=ZONES[number % len(ZONES)],
    )


class Wall:
    """A Slack that shows what is posted, and now and then does not answer."""

    token = ""
    base_url = ""

    def __init__(self, clock: Clock, chance: random.Random) -> None:
        self._clock = clock
        self._chance = chance
        self.shown: list[tuple[str, str, str, dt.datetime]] = []
        self.lost = 0

    async def send(
        self, channel_id: str, _card: Card, metadata: dict[str, Any] | None = None
    ) -> Result:
        """Post; one answer in fifty is lost, half of those with the message."""
        assert metadata
        payload = metadata["event_payload"]
        loses = self._chance.random() < 1 / 50
        if not (loses and self._chance.random() < 1 / 2):
            post = (payload["entry"], payload["period"], payload["term"], self._clock())
            self.shown.append(post)
        self.lost += loses
        return PostUnanswered("lost") if loses else Posted(channel_id, str(len(self.shown)))

    async def conversations_history(self, **wanted: Any) -> dict[str, Any]:
        """Return the channel's messages with what they carry."""
        number = wanted["channel"].removeprefix("C0CHANNEL")
        return {
            "messages": [
                {
                    "ts": "1.0",
                    "bot_id": "B1",
                    "metadata": {
                        "event_type": "term_of_the_week",
                        "event_payload": {"term": term, "period": period, "entry": entry},
                    },
                }
                for entry, period, term, _ in self.shown
                if entry == f"entry-{number}"
            ]
        }


class Clock:
    """A clock that jumps."""

    now = FIRST

    def __call__(self) -> dt.datetime:
        """Return the time."""
        return self.now


class OneTerm:
    """A job that has always the same to say; how terms are chosen is tested elsewhere."""

    async def channels(self, slot: Slot) -> tuple[str, ...]:
        """Return the entry's own channel."""
        return (slot.entry.channel,)

    async def draft(self, _slot: Slot, _channel_id: str, _slug: str | None) -> PostDraft:
        """Return the card."""
        return PostDraft(Card("words", []), "term")


class Here:
    """The workspace."""

    async def id(self) -> str:
        """Return its id."""
        return "T1"


class Right:
    """A clock that is right."""

    async def agrees(self) -> bool:
        """Say so."""
        return True


async def test_every_channel_has_every_weeks_post_once(database: Database):
    """Thirty channels in three time zones, with lost answers and restarts in between."""
    clock, chance = Clock(), random.Random(7)  # noqa: S311 -- to lose answers
    wall: Any = Wall(clock, chance)
    entries = [an_entry(number) for number in range(30)]
    ledger, posts = PostLedger(database, clock), MessageTerms(database)
    here: Any = Here()
    right: Any = Right()
    glossary, channels = a_glossary(), Channels(wall, clock)
    stewards = StewardDirectory(wall, glossary)
    troubles = ChannelTroubles(
        workspace=here,
        stewards=stewards,
        channels=channels,
        glossary=glossary,
        stored=StoredChannelTroubles(database),
        wake=lambda: None,
        clock=clock,
    )

    def started() -> ScheduledPosts:
        return ScheduledPosts(
            workspace=here,
            schedule=Schedule(entries),
            jobs={JobName.TERM_OF_THE_WEEK: OneTerm()},
            ledger=ledger,
            posting=Posting(wall, ledger, posts, troubles, clock),
            message_terms=posts,
            channels=channels,
            troubles=troubles,
            lost_posts=LostPosts(wall),
            slack_clock=right,
            reports=Reports(
                sender=wall,
                ledger=ledger,
                glossary=glossary,
                stewards=stewards,
                channels=channels,
                troubles=troubles,
                clock=clock,
            ),
            clock=clock,
        )

    scheduled_posts = started()
    while clock.now < LAST:
        clock.now += STEP + dt.timedelta(minutes=chance.randrange(-60, 60))
        if chance.random() < 1 / 100:  # a new process, which remembers nothing by itself
            scheduled_posts = started()
        await scheduled_posts.run()

    counts = Counter((entry, period) for entry, period, _, _ in wall.shown)
    expected = {
        (entry.id, slot.period) for entry in entries for slot in _slots(entry, LAST - STEP * 2)
    }
    assert {1} == set(counts.values())
    assert expected <= counts.keys()
    assert wall.lost > 10 * YEARS


def _slots(entry: ScheduleEntry, until: dt.datetime) -> list[Any]:
    days = (until - FIRST).days
    moments = (FIRST + dt.timedelta(days=day) for day in range(2, days))
    return [slot for moment in moments if (slot := latest_slot(entry, moment)).at > FIRST]
