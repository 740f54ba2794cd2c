"""Puts together what takes suggestions and requests, and does what they leave to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clarifications.limits import Limits
from bot.decisions.outbox import Task
from bot.services.clarifications import Clarifications
from bot.services.delivering import Deliveries
from bot.services.messenger import Messenger
from bot.services.outbox_worker import Worker
from bot.services.published_clarifications import PublishedClarifications
from bot.services.published_reviews import PublishedReviews
from bot.services.requests import TermRequests
from bot.slack.sending import Sender
from bot.storage.clarifications import ClarificationStore
from bot.storage.requests import RequestStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.decisions.publication import Publisher
    from bot.glossary.glossary import Glossary
    from bot.services.clarification_cards import ClarificationCards
    from bot.services.posts.channel_troubles import ChannelTroubles
    from bot.services.review_cards import ReviewCards
    from bot.settings import Settings
    from bot.slack.channels import Channels
    from bot.slack.steward_directory import StewardDirectory
    from bot.storage.database import Database
    from bot.storage.outbox import Outbox
    from bot.storage.review_decisions import ReviewDecisionStore


class Wake:
    """Wakes the worker, for parts that are put together before it is."""

    def __init__(self) -> None:
        self._wake: Callable[[], None] | None = None

    def does(self, wake: Callable[[], None]) -> None:
        """Let it be this from now on."""
        self._wake = wake

    def __call__(self) -> None:
        """Have what is left to be done looked at now."""
        if self._wake:
            self._wake()


@dataclass(frozen=True, slots=True)
class Clarifying:
    """The two services, and the worker behind them."""

    clarifications: Clarifications
    term_requests: TermRequests
    worker: Worker


def build_clarifying(  # noqa: PLR0913 -- what it is put together from
    settings: Settings,
    *,
    client: AsyncWebClient,
    glossary: Glossary,
    database: Database,
    stewards: StewardDirectory,
    publisher: Publisher,
    outbox: Outbox,
    cards: ClarificationCards,
    review_cards: ReviewCards,
    review_decisions: ReviewDecisionStore,
    channels: Channels,
    troubles: ChannelTroubles,
    wake: Wake,
    clock: Callable[[], datetime],
) -> Clarifying:
    """Return the services over this glossary and this database."""
    store, request_store = ClarificationStore(database, clock), RequestStore(database, clock)
    rules = Limits(settings.suggestions_per_day, settings.accept_own)
    requests = TermRequests(
        store=request_store,
        publisher=publisher,
        glossary=glossary,
        clock=clock,
        wake=wake,
        rules=rules,
    )
    messenger = Messenger(
        client=client,
        sender=Sender(client.token or "", client.base_url),
        channels=channels,
        glossary=glossary,
        stewards=stewards,
        cards=cards,
        review_cards=review_cards,
        outbox=outbox,
        troubles=troubles,
    )
    worker = Worker(
        published={
            Task.WRITE: PublishedClarifications(
                store=store, outbox=outbox, glossary=glossary, clock=clock
            ),
            Task.WRITE_REVIEW: PublishedReviews(
                store=review_decisions,
                cards=review_cards,
                outbox=outbox,
                glossary=glossary,
                clock=clock,
            ),
        },
        deliveries=Deliveries(
            store=store, outbox=outbox, requests=requests, messenger=messenger, clock=clock
        ),
        outbox=outbox,
        requests=requests,
        publisher=publisher,
        glossary=glossary,
        clock=clock,
    )
    wake.does(worker.wake)
    return Clarifying(Clarifications(store, glossary, clock, wake, rules), requests, worker)
