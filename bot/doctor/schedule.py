"""The doctor's checks of channels: each named one exists and lets the bot in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.doctor.finding import fail, ok

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.doctor.finding import Finding
    from bot.glossary.files.schedule import ScheduleEntry

SUBJECT = "schedule"


@dataclass(frozen=True, slots=True)
class ScheduleSeen:
    """The channels that Slack lists to the bot.

    ``missing`` are the scopes without which it does not list all of them.
    """

    channels: Sequence[dict[str, Any]] = ()
    missing: Sequence[str] = ()


def look_at_schedule(entries: Iterable[ScheduleEntry], seen: ScheduleSeen) -> Iterator[Finding]:
    """Find which posts will not reach their channel."""
    for entry in entries:
        yield from look_at_channel(
            SUBJECT, f"{entry.id} in {_written(entry.channel)}", entry.channel, seen, "schedule.yml"
        )


def look_at_channel(
    subject: str, where: str, channel: str, seen: ScheduleSeen, file: str
) -> Iterator[Finding]:
    """Find whether the bot can post in a channel that this file names."""
    channel = channel.removeprefix("#")
    found = [one for one in seen.channels if channel in {one["id"], one["name"]}]
    # Slack reuses names: an archived channel may have the name of a current one.
    found.sort(key=lambda one: bool(one.get("is_archived")))
    invite = "Invite it there: /invite @Parlance"
    if found and found[0].get("is_archived"):
        yield fail(subject, f"{where}: that channel is archived", f"Name another one in {file}.")
    elif any(one.get("is_member") for one in found):
        yield ok(subject, where)
    elif found:
        yield fail(subject, f"{where}: the bot is not a member", invite)
    elif not seen.missing:
        yield fail(
            subject,
            f"{where}: no such channel is seen",
            f"Correct it in {file}; into a private channel, invite the bot (/invite @Parlance).",
        )
    elif not _is_id(channel):
        scopes = " and ".join(seen.missing)
        yield fail(
            subject,
            f"{where}: nothing can be posted there, for the bot can't look up the name without"
            f" {scopes}",
            f"Write the channel's id in {file}, or grant the optional scopes {scopes}.",
        )


def _written(channel: str) -> str:
    return channel if _is_id(channel) else f"#{channel.removeprefix('#')}"


def _is_id(channel: str) -> bool:
    return channel.isupper()  # names are in lower case
