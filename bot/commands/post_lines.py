"""Posts of the schedule as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.cards.kit.phrases import day
from bot.storage.posts.ledger_row import PostState

if TYPE_CHECKING:
    from bot.glossary.files.schedule import ScheduleEntry
    from bot.schedule.slots import Slot
    from bot.schedule.term_of_the_week import Choice
    from bot.storage.posts.ledger_row import LedgerRow


def place(entry: ScheduleEntry) -> str:
    """Return a channel as people write it."""
    return entry.channel if entry.channel.isupper() else f"#{entry.channel}"


def when(slot: Slot) -> str:
    """Return when a post is due, in its own time zone."""
    at = slot.at.astimezone(slot.entry.zone)
    return f"{at:%A} {day(at.date())}, {at:%H:%M} {slot.entry.zone.key}"


def plan_lines(slot: Slot, choice: Choice | None) -> list[str]:
    """Return what an entry posts next: where, when, which term and why that one."""
    head = f"{slot.entry.id}: {place(slot.entry)}, {when(slot)}"
    if choice is None:
        return [head, "  nothing: no term may be posted there"]
    return [head, f"  {choice.term.title}", *(f"    {reason}" for reason in choice.reasons)]


def post_line(entry: ScheduleEntry, row: LedgerRow | None) -> str:
    """Return a post's outcome."""
    where = (
        f"{entry.id}: {place(entry)}, {row.key.period}" if row else f"{entry.id}: {place(entry)}"
    )
    if row is None:
        return f"{where}: not posted: no such channel is found, or no term may be posted there"
    match row.state:
        case PostState.POSTED:
            sent = f"{row.sent_at:%Y-%m-%d %H:%M} UTC" if row.sent_at else "before"
            return f"{where}: posted {sent}: {row.slug}"
        case PostState.FAILED:
            return f"{where}: not posted: Slack says {row.reason}; tried again by the running bot"
        case PostState.UNKNOWN:
            return (
                f"{where}: it may or may not have arrived ({row.reason}); the running bot finds "
                "out, or asks the stewards"
            )
        case PostState.CLAIMED | PostState.SENDING:
            return f"{where}: another process has it in hand until {row.lease_until:%H:%M} UTC"
    assert_never(row.state)
