"""Sets the sandbox's clock forward to the next post, so that trying one doesn't take a week."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from bot.cards.kit.phrases import day
from bot.glossary.files.schedule import JobName
from bot.sandbox.acts.host_actions import HostAction
from bot.schedule.slots import next_slot

if TYPE_CHECKING:
    from bot.sandbox.core import Sandbox
    from bot.sandbox.workspace.clock import SandboxClock
    from bot.sandbox.workspace.people import Member
    from bot.services.services import Services

# Terms may have been reviewed only yesterday: beyond a year, the visitor reads that nothing is due.
MOST_RUNS = 53
_TITLES = {
    JobName.TERM_OF_THE_WEEK: ("Advance to next term", "term of the week"),
    JobName.REVIEW_REMINDERS: ("Advance to next reviews", "card of the reviews that are due"),
}


def advances(sandbox: Sandbox, services: Services, clock: SandboxClock) -> dict[str, HostAction]:
    """Return an action for each job: its next run that posts something comes now."""
    return {
        job.value: HostAction(
            id=job.value,
            title=title,
            description=f"Set the sandbox's clock forward to the next {what}, and post it.",
            run=partial(_advance, sandbox, services, clock, job),
        )
        for job, (title, what) in _TITLES.items()
    }


async def _advance(
    sandbox: Sandbox, services: Services, clock: SandboxClock, job: JobName, person: Member
) -> None:
    """Come to one run after the other until something is posted."""
    before = _posts(sandbox, job)
    for _ in range(MOST_RUNS):
        entries = [entry for entry in services.schedule.entries if entry.job is job]
        if not entries:
            sandbox.notice(person, f"schedule.yml has no post of the job {job}.", "info")
            return
        clock.advance_to(min(next_slot(entry, clock()).at for entry in entries))
        await services.make_due_posts(job)
        if _posts(sandbox, job) - before:
            break
    now = clock()
    told = f"It is {now:%A}, {day(now.date())}, {now:%H:%M} UTC in the sandbox now."
    if places := _posts(sandbox, job) - before:
        told += f" Posted {_listed(sandbox, places)}."
    else:
        told += " Nothing was posted: there was nothing to say, or the log says why."
    sandbox.notice(person, told, "info")


def _posts(sandbox: Sandbox, job: JobName) -> Counter[str]:
    """Count the messages that a job has posted, by channel."""
    workspace = sandbox.workspace
    return Counter(
        channel.id
        for channel in workspace.channels
        for message in workspace.messages(channel.id)
        if message.metadata and message.metadata["event_type"] == job
    )


def _listed(sandbox: Sandbox, places: Counter[str]) -> str:
    """Return where something was posted, and who can read what not everybody can."""
    workspace = sandbox.workspace
    told = []
    for channel_id in places:
        channel = workspace.channel(channel_id)
        if channel is None:
            continue
        people = [p.real_name for p in workspace.people.values() if p.id in channel.members]
        if channel.is_dm:
            told.append(f"as a message to {people[0]}")
        elif channel.is_private:
            told.append(f"in #{channel.name}, which {' and '.join(people)} can read")
        else:
            told.append(f"in #{channel.name}")
    return "; ".join(told)
