"""Days and moments as each reader's own Slack writes them, in their language and time zone.

Slack puts its own words in place of ``<!date^…>``; the text after the bar is the fallback where it
can't, and for people who read the message elsewhere.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from bot.cards.kit.blocks import CONTEXT_TEXT_LIMIT, small_mrkdwn
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import day

if TYPE_CHECKING:
    from slack_sdk.models.blocks import ContextBlock

# At this hour (UTC) it is the same day nearly everywhere, from Hawaii to New Zealand.
_SAME_DAY_EVERYWHERE = time(10, tzinfo=UTC)
# Slack counts in seconds since 1970; a date beyond these is a typing error in a file.
_FIRST_YEAR, _LAST_YEAR = 1971, 2099


def reader_day(day_: date) -> str:
    """Return a day in mrkdwn: it is the same day for every reader."""
    words = day(day_)
    if not _FIRST_YEAR <= day_.year <= _LAST_YEAR:
        return words
    seconds = int(datetime.combine(day_, _SAME_DAY_EVERYWHERE).timestamp())
    return f"<!date^{seconds}^{{date_short}}|{words}>"


def reader_moment(at: datetime) -> str:
    """Return a moment in mrkdwn, by the reader's own clock."""
    words = f"{day(at.date())} at {at:%H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date}} at {{time}}|{words}>"


def dated(escaped: str, day_: date | None) -> str:
    """Return escaped mrkdwn that shows this day, if there is one, in each reader's own format."""
    if day_ is None:
        return escaped
    return escaped.replace(day(day_), reader_day(day_))


def small_dated(text: str, day_: date | None) -> ContextBlock:
    """Return a small grey line of plain text that names a day."""
    return small_mrkdwn(dated(literal(text, CONTEXT_TEXT_LIMIT), day_))
