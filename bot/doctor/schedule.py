"""What the doctor finds of the schedule: whether each channel is there and lets the bot in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.doctor.finding import fail, ok, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.doctor.finding import Finding
    from bot.glossary.schedule import ScheduleEntry

SUBJECT = "schedule"


def look_at_schedule(
    entries: Iterable[ScheduleEntry], channels: Sequence[dict[str, Any]] | None
) -> Iterator[Finding]:
    """Find which posts will not reach their channel; ``channels`` is None where none are seen."""
    for entry in entries:
        where = f"{entry.id} in {_written(entry.channel)}"
        if channels is None:
            if not _is_id(entry.channel):
                yield warn(
                    SUBJECT,
                    f"{where}: a channel is found by its name with channels:read or groups:read",
                    "Grant those optional scopes, or write the channel's id in schedule.yml.",
                )
            continue
        found = [one for one in channels if entry.channel in {one["id"], one["name"]}]
        if any(one.get("is_member") for one in found):
            yield ok(SUBJECT, where)
        elif found:
            yield fail(
                SUBJECT, f"{where}: the bot is no member", "Invite it there: /invite @Parlance"
            )
        else:
            yield fail(
                SUBJECT,
                f"{where}: no such channel is seen, or it is archived",
                "Correct it in schedule.yml; into a private channel, invite the bot"
                " (/invite @Parlance).",
            )


def _written(channel: str) -> str:
    return channel if _is_id(channel) else f"#{channel}"


def _is_id(channel: str) -> bool:
    return channel.isupper()  # names are in lower case
