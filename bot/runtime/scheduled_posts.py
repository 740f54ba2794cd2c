"""Puts the parts together that make the posts of the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.posts.posting import Posting
from bot.services.posts.reports import Reports
from bot.services.posts.scheduled_posts import ScheduledPosts
from bot.slack.lost_posts import LostPosts
from bot.slack.sending import Sender

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.files.schedule import JobName
    from bot.glossary.glossary import Glossary
    from bot.services.posts.channel_troubles import ChannelTroubles
    from bot.services.posts.job import PostJob
    from bot.services.posts.scheduled_posts import Schedule
    from bot.slack.channels import Channels
    from bot.slack.clock import SlackClock
    from bot.slack.steward_directory import StewardDirectory
    from bot.slack.workspace import Installation
    from bot.storage.ledger import PostLedger
    from bot.storage.message_terms import MessageTerms


def build_scheduled_posts(  # noqa: PLR0913 -- what it is put together from
    *,
    client: AsyncWebClient,
    workspace: Installation,
    glossary: Glossary,
    schedule: Schedule,
    jobs: Mapping[JobName, PostJob],
    ledger: PostLedger,
    message_terms: MessageTerms,
    stewards: StewardDirectory,
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
        posting=Posting(sender, ledger, message_terms, troubles, clock),
        message_terms=message_terms,
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
