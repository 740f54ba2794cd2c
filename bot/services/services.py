"""One typed value with everything that use cases and listeners need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.services.answer_cache import AnswerCache
from bot.services.unanswered import UnansweredCount
from bot.slack.home_tabs import HomeTabs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.decisions.publication import Publisher
    from bot.glossary.browse.catalogue import Catalogue
    from bot.glossary.files.schedule import JobName
    from bot.glossary.glossary import Glossary
    from bot.services.clarifications import Clarifications
    from bot.services.first_seen import FirstSeen
    from bot.services.lookup import LookupService
    from bot.services.outbox_worker import Worker
    from bot.services.posts.scheduled_posts import Schedule
    from bot.services.requests import TermRequests
    from bot.services.review_cards import ReviewCards
    from bot.services.review_decisions import ReviewDecisions
    from bot.services.viewer import Viewers
    from bot.settings import Settings
    from bot.slack.clock import SlackClock
    from bot.slack.steward_directory import StewardDirectory
    from bot.storage.audit import AuditTrail
    from bot.storage.idempotency import IdempotencyKeys
    from bot.storage.lookup_counts import LookupCounts
    from bot.storage.lookup_stats import LookupStats
    from bot.storage.message_terms import MessageTerms
    from bot.storage.posts.ledger import PostLedger


class MakeDuePosts(Protocol):
    """Makes the posts that are due, of one job or of all."""

    async def __call__(self, only: JobName | None = None) -> None:
        """Make them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The running bot's parts; a listener gets them as its parameter ``services``."""

    glossary: Glossary
    catalogue: Catalogue
    viewers: Viewers
    lookup: LookupService
    lookup_counts: LookupCounts
    lookup_stats: LookupStats
    audit_trail: AuditTrail
    first_seen: FirstSeen
    message_terms: MessageTerms
    ledger: PostLedger
    schedule: Schedule
    make_due_posts: MakeDuePosts
    slack_clock: SlackClock
    stewards: StewardDirectory
    publisher: Publisher
    clarifications: Clarifications
    term_requests: TermRequests
    worker: Worker
    idempotency_keys: IdempotencyKeys
    review_decisions: ReviewDecisions
    review_cards: ReviewCards
    clock: Callable[[], datetime]
    settings: Settings
    answer_cache: AnswerCache = field(default_factory=AnswerCache)
    unanswered: UnansweredCount = field(default_factory=UnansweredCount)
    home_tabs: HomeTabs = field(default_factory=HomeTabs)
