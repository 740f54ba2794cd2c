"""Puts the parts together that make the posts of the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.jobs.lost_posts import LostPosts
from bot.jobs.posting import Posting
from bot.jobs.reports import Reports
from bot.jobs.scheduled_posts import ScheduledPosts
from bot.jobs.sending import Sender

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.glossary import Glossary
    from bot.glossary.schedule import JobName
    from bot.interactions.appointed import Appointed
    from bot.interactions.slack_clock import SlackClock
    from bot.jobs.channel_troubles import ChannelTroubles
    from bot.jobs.channels import Channels
    from bot.jobs.job import Job
    from bot.jobs.scheduled_posts import Schedule
    from bot.jobs.workspace import Workspace
    from bot.storage.ledger import PostLedger
    from bot.storage.posts import Posts


def build_scheduled_posts(  # noqa: PLR0913 -- what it is put together from
    *,
    client: AsyncWebClient,
    workspace: Workspace,
    glossary: Glossary,
    schedule: Schedule,
    jobs: Mapping[JobName, Job],
    ledger: PostLedger,
    posts: Posts,
    stewards: Appointed,
    channels: Channels,
    troubles: ChannelTroubles,
    slack_clock: SlackClock,
    clock: Callable[[], datetime],
) -> ScheduledPosts:
    """Return what makes the posts of this schedule, as the bot that ``client`` is."""
    sender = Sender(client.token or "", client.base_url)
    return ScheduledPosts(
        workspace=workspace,
        schedule=schedule,
        jobs=jobs,
        ledger=ledger,
        posting=Posting(sender, ledger, posts, troubles, clock),
        posts=posts,
        channels=channels,
        troubles=troubles,
        lost_posts=LostPosts(client),
        slack_clock=slack_clock,
        reports=Reports(
            sender=sender,
            ledger=ledger,
            glossary=glossary,
            stewards=stewards,
            channels=channels,
            troubles=troubles,
            clock=clock,
        ),
        clock=clock,
    )
