"""The composition root: every part of the bot, over one glossary and one database."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.clarifications.limits import Limits
from bot.clock import now
from bot.decisions.outbox import Task
from bot.glossary.browse.catalogue import Catalogue
from bot.glossary.files.schedule import JobName
from bot.publishing.build import build_publisher
from bot.services.clarification_cards import ClarificationCards
from bot.services.clarifications import Clarifications
from bot.services.delivering import Deliveries
from bot.services.first_seen import FirstSeen
from bot.services.learning import Learning
from bot.services.lookup import LookupService
from bot.services.messenger import Messenger
from bot.services.outbox_worker import Worker
from bot.services.posts.channel_troubles import ChannelTroubles
from bot.services.posts.posting import Posting
from bot.services.posts.reports import Reports
from bot.services.posts.scheduled_posts import ScheduledPosts
from bot.services.posts.term_of_the_week import TermOfTheWeek
from bot.services.published_clarifications import PublishedClarifications
from bot.services.published_reviews import PublishedReviews
from bot.services.requests import TermRequests
from bot.services.review_cards import ReviewCards
from bot.services.review_decisions import ReviewDecisions
from bot.services.review_reminders import ReviewReminders
from bot.services.services import Services
from bot.services.viewer import Viewers
from bot.slack.channels import Channels
from bot.slack.client import SlackClient
from bot.slack.clock import SlackClock
from bot.slack.job_titles import JobTitles
from bot.slack.lost_posts import LostPosts
from bot.slack.sending import Sender
from bot.slack.steward_directory import StewardDirectory
from bot.slack.updating import Updater
from bot.slack.workspace import Installation
from bot.storage.audit import AuditTrail
from bot.storage.clarifications import ClarificationStore
from bot.storage.idempotency import IdempotencyKeys
from bot.storage.lookup_counts import LookupCounts
from bot.storage.lookup_stats import LookupStats
from bot.storage.message_terms import MessageTerms
from bot.storage.outbox import Outbox
from bot.storage.posts.channel_troubles import StoredChannelTroubles
from bot.storage.posts.ledger import PostLedger
from bot.storage.preferences import RolePreferences
from bot.storage.requests import RequestStore
from bot.storage.review_decisions import ReviewDecisionStore
from bot.storage.review_requests import ReviewRequests
from bot.storage.term_history import TermHistory

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.decisions.publication import Publisher
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
    """Return what the running bot's listeners and jobs work with."""
    return Parts(settings, glossary, schedule, database, clock).services


class Parts:
    """The parts, each built once; those that need many others are built on first use.

    Without ``works_outbox`` the outbox stays for the running bot.
    """

    def __init__(  # noqa: PLR0913 -- what everything is built over
        self,
        settings: Settings,
        glossary: Glossary,
        schedule: Schedule,
        database: Database,
        clock: Clock,
        *,
        works_outbox: bool = True,
    ) -> None:
        self._settings = settings
        self._glossary = glossary
        self._schedule = schedule
        self._database = database
        self._clock = clock
        self._works_outbox = works_outbox
        token = settings.slack_bot_token
        client = SlackClient(
            token.get_secret_value() if token else None, base_url=settings.slack_api_url
        )
        self._client = client
        self._sender = Sender(client.token or "", client.base_url)
        self._channels = Channels(client, clock)
        self._stewards = StewardDirectory(client, glossary)
        self.workspace = Installation(client)
        self.slack_clock = SlackClock(client)
        self.ledger = PostLedger(database, clock)
        self._lookup_stats = LookupStats(database)
        self._message_terms = MessageTerms(database)
        self._history = TermHistory(database)
        self._outbox = Outbox(database)
        self._review_requests = ReviewRequests(database)
        self._stored_reviews = ReviewDecisionStore(database)
        self._stored_clarifications = ClarificationStore(database, clock)
        self._limits = Limits(settings.suggestions_per_day, settings.accept_own)

    @cached_property
    def services(self) -> Services:
        """The services for listeners."""
        database, clock, glossary = self._database, self._clock, self._glossary
        viewers = Viewers(
            glossary,
            RolePreferences(database),
            self._settings.default_role,
            JobTitles(self._client),
        )
        counts = LookupCounts(
            database,
            clock,
            kept_days=self._settings.counts_kept_days,
            is_on=self._settings.count_lookups,
        )
        return Services(
            glossary=glossary,
            catalogue=Catalogue(glossary),
            viewers=viewers,
            lookup=LookupService(glossary, viewers, counts, clock, self._lookup_stats),
            lookup_counts=counts,
            lookup_stats=self._lookup_stats,
            audit_trail=AuditTrail(database),
            first_seen=FirstSeen(glossary, self._history, clock),
            message_terms=self._message_terms,
            ledger=self.ledger,
            schedule=self._schedule,
            make_due_posts=self.scheduled_posts.run,
            slack_clock=self.slack_clock,
            stewards=self._stewards,
            publisher=self._publisher,
            clarifications=self._clarifications,
            term_requests=self._term_requests,
            worker=self._worker,
            idempotency_keys=IdempotencyKeys(database, clock),
            review_decisions=ReviewDecisions(
                glossary=glossary,
                requests=self._review_requests,
                store=self._stored_reviews,
                cards=self._review_cards,
                outbox=self._outbox,
                wake=self._wake,
                clock=clock,
            ),
            review_cards=self._review_cards,
            clock=clock,
            settings=self._settings,
        )

    # Decisions, and what they leave to be done.

    @cached_property
    def _publisher(self) -> Publisher:
        return build_publisher(self._settings, self._glossary, self._clock)

    @cached_property
    def _clarifications(self) -> Clarifications:
        return Clarifications(
            self._stored_clarifications, self._glossary, self._clock, self._wake, self._limits
        )

    @cached_property
    def _term_requests(self) -> TermRequests:
        return TermRequests(
            store=RequestStore(self._database, self._clock),
            publisher=self._publisher,
            glossary=self._glossary,
            clock=self._clock,
            wake=self._wake,
            limits=self._limits,
        )

    @cached_property
    def _worker(self) -> Worker:
        store, outbox, glossary, clock = (
            self._stored_clarifications,
            self._outbox,
            self._glossary,
            self._clock,
        )
        return Worker(
            published={
                Task.WRITE: PublishedClarifications(
                    store=store, outbox=outbox, glossary=glossary, clock=clock
                ),
                Task.WRITE_REVIEW: PublishedReviews(
                    store=self._stored_reviews,
                    cards=self._review_cards,
                    outbox=outbox,
                    glossary=glossary,
                    clock=clock,
                ),
            },
            deliveries=Deliveries(
                store=store,
                outbox=outbox,
                requests=self._term_requests,
                messenger=self._messenger,
                clock=clock,
            ),
            outbox=self._outbox,
            requests=self._term_requests,
            publisher=self._publisher,
            glossary=self._glossary,
            clock=self._clock,
        )

    def _wake(self) -> None:
        """Wake the outbox worker now; the worker needs those who wake it."""
        if self._works_outbox:
            self._worker.wake()

    @cached_property
    def _messenger(self) -> Messenger:
        return Messenger(
            updater=Updater(self._client),
            sender=self._sender,
            channels=self._channels,
            glossary=self._glossary,
            stewards=self._stewards,
            cards=ClarificationCards(self._glossary, self._publisher, self._outbox),
            review_cards=self._review_cards,
            outbox=self._outbox,
            troubles=self._troubles,
        )

    @cached_property
    def _review_cards(self) -> ReviewCards:
        return ReviewCards(
            glossary=self._glossary,
            stewards=self._stewards,
            requests=self._review_requests,
            lookup_stats=self._lookup_stats,
            posted=self.ledger,
            publisher=self._publisher,
            clock=self._clock,
        )

    # Posts by the clock.

    @cached_property
    def scheduled_posts(self) -> ScheduledPosts:
        """The part that makes the scheduled posts."""
        return ScheduledPosts(
            workspace=self.workspace,
            schedule=self._schedule,
            jobs={
                JobName.TERM_OF_THE_WEEK: self.term_of_the_week,
                JobName.REVIEW_REMINDERS: self._review_reminders,
            },
            ledger=self.ledger,
            posting=Posting(
                self._sender, self.ledger, self._message_terms, self._troubles, self._clock
            ),
            message_terms=self._message_terms,
            channels=self._channels,
            troubles=self._troubles,
            lost_posts=LostPosts(self._client),
            slack_clock=self.slack_clock,
            reports=Reports(
                sender=self._sender,
                ledger=self.ledger,
                glossary=self._glossary,
                stewards=self._stewards,
                channels=self._channels,
                troubles=self._troubles,
                clock=self._clock,
            ),
            clock=self._clock,
        )

    @cached_property
    def term_of_the_week(self) -> TermOfTheWeek:
        """The job that chooses the term of the week."""
        return TermOfTheWeek(
            glossary=self._glossary,
            posted=self.ledger,
            lookup_stats=self._lookup_stats,
            history=self._history,
            clock=self._clock,
            workspace_id=self.workspace.id,
        )

    @cached_property
    def _review_reminders(self) -> ReviewReminders:
        return ReviewReminders(
            glossary=self._glossary,
            stewards=self._stewards,
            requests=self._review_requests,
            cards=self._review_cards,
            lookup_stats=self._lookup_stats,
            learning=Learning(
                self._glossary,
                self._lookup_stats,
                self._clarifications,
                self._clock,
                kept_days=self._settings.counts_kept_days,
            ),
            clock=self._clock,
            workspace_id=self.workspace.id,
        )

    @cached_property
    def _troubles(self) -> ChannelTroubles:
        return ChannelTroubles(
            workspace=self.workspace,
            stewards=self._stewards,
            channels=self._channels,
            glossary=self._glossary,
            stored=StoredChannelTroubles(self._database),
            wake=self._wake,
            clock=self._clock,
        )
