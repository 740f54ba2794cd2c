"""Puts the services together, over one glossary and one database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import now
from bot.glossary.browse.catalogue import Catalogue
from bot.glossary.files.schedule import JobName
from bot.publishing.build import build_publisher
from bot.runtime.app import Services
from bot.runtime.clarifications import Wake, build_clarifying
from bot.runtime.scheduled_posts import build_scheduled_posts
from bot.services.clarification_cards import ClarificationCards
from bot.services.posts.channel_troubles import ChannelTroubles
from bot.services.posts.term_of_the_week import TermOfTheWeek
from bot.services.review_cards import ReviewCards
from bot.services.review_decisions import ReviewDecisions
from bot.services.review_reminders import ReviewReminders
from bot.slack.channels import Channels
from bot.slack.clock import SlackClock
from bot.slack.steward_directory import StewardDirectory
from bot.slack.workspace import Installation
from bot.storage.channel_troubles import StoredChannelTroubles
from bot.storage.idempotency import IdempotencyKeys
from bot.storage.ledger import PostLedger
from bot.storage.lookup_counts import LookupCounts
from bot.storage.lookup_stats import LookupStats
from bot.storage.message_terms import MessageTerms
from bot.storage.outbox import Outbox
from bot.storage.preferences import RolePreferences
from bot.storage.review_decisions import ReviewDecisionStore
from bot.storage.review_requests import ReviewRequests
from bot.storage.term_history import TermHistory

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.glossary.glossary import Glossary
    from bot.services.posts.scheduled_posts import Schedule
    from bot.settings import Settings
    from bot.storage.database import Database


def build_services(
    settings: Settings,
    glossary: Glossary,
    schedule: Schedule,
    database: Database,
    clock: Clock = now,
) -> Services:
    """Return the services over this glossary and this database."""
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
    client = AsyncWebClient(token, base_url=settings.slack_api_url)
    stewards = StewardDirectory(client, glossary)
    publisher = build_publisher(settings, glossary, clock)
    requests, decisions = ReviewRequests(database), ReviewDecisionStore(database)
    outbox = Outbox(database)
    channels, wake, slack_clock = Channels(client, clock), Wake(), SlackClock(client)
    workspace, ledger, lookup_stats = (
        Installation(client),
        PostLedger(database, clock),
        LookupStats(database),
    )
    message_terms = MessageTerms(database)
    term_of_the_week = TermOfTheWeek(
        glossary=glossary,
        posted=ledger,
        lookup_stats=lookup_stats,
        history=TermHistory(database),
        clock=clock,
        workspace_id=workspace.id,
    )
    review_cards = ReviewCards(
        glossary=glossary,
        stewards=stewards,
        requests=requests,
        lookup_stats=lookup_stats,
        posted=ledger,
        publisher=publisher,
        clock=clock,
    )
    review_reminders = ReviewReminders(
        glossary=glossary,
        stewards=stewards,
        requests=requests,
        cards=review_cards,
        lookup_stats=lookup_stats,
        clock=clock,
        workspace_id=workspace.id,
    )
    troubles = ChannelTroubles(
        workspace=workspace,
        stewards=stewards,
        channels=channels,
        glossary=glossary,
        stored=StoredChannelTroubles(database),
        wake=wake,
        clock=clock,
    )
    cards = ClarificationCards(glossary, publisher, outbox)
    scheduled_posts = build_scheduled_posts(
        client=client,
        workspace=workspace,
        glossary=glossary,
        schedule=schedule,
        jobs={
            JobName.TERM_OF_THE_WEEK: term_of_the_week,
            JobName.REVIEW_REMINDERS: review_reminders,
        },
        ledger=ledger,
        message_terms=message_terms,
        stewards=stewards,
        channels=channels,
        troubles=troubles,
        slack_clock=slack_clock,
        clock=clock,
    )
    clarifying = build_clarifying(
        settings,
        client=client,
        glossary=glossary,
        database=database,
        stewards=stewards,
        publisher=publisher,
        outbox=outbox,
        cards=cards,
        review_cards=review_cards,
        review_decisions=decisions,
        channels=channels,
        troubles=troubles,
        wake=wake,
        clock=clock,
    )
    return Services(
        glossary=glossary,
        catalogue=Catalogue(glossary),
        preferences=RolePreferences(database),
        lookup_counts=LookupCounts(
            database, clock, kept_days=settings.counts_kept_days, is_on=settings.count_lookups
        ),
        message_terms=message_terms,
        ledger=ledger,
        schedule=schedule,
        make_due_posts=scheduled_posts.run,
        slack_clock=slack_clock,
        stewards=stewards,
        term_writer=publisher,
        lookup_stats=lookup_stats,
        clarifications=clarifying.clarifications,
        term_requests=clarifying.term_requests,
        worker=clarifying.worker,
        idempotency_keys=IdempotencyKeys(database, clock),
        review_decisions=ReviewDecisions(
            glossary=glossary,
            requests=requests,
            store=decisions,
            cards=review_cards,
            outbox=outbox,
            wake=wake,
            clock=clock,
        ),
        review_cards=review_cards,
        clock=clock,
        settings=settings,
    )
