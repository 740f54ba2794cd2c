from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.cards.kit.card import Card
from bot.clarifications.model import State
from bot.clarifications.proposal import Kind, Proposal
from bot.clarifications.records import Clarification
from bot.decisions.delivery import Delivered, NotYet, Uncertain, Undeliverable
from bot.decisions.outbox import Notice, OutboxItem, Task
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.stewards import Stewards
from bot.services.messenger import Messenger
from bot.slack.channels import UnresolvedChannelError
from bot.slack.sending import NotSent, Posted, PostRefused, PostUnanswered
from bot.slack.updating import Updater
from tests.builders import a_glossary, a_term

if TYPE_CHECKING:
    from bot.cards.posts.channel_trouble import ChannelTrouble
    from bot.decisions.delivery import Delivery
    from bot.glossary.model import GlossaryConfig
    from bot.slack.sending import Result

STEWARDED = replace(
    DEFAULT_CONFIG, stewards={"Wei": "U0WEI00004"}, stewards_channel="glossary-stewards"
)
SUGGESTED = Clarification(
    id="V0",
    workspace_id="T0",
    slug="token",
    proposal=Proposal(Kind.ADD_DO, "Count them."),
    why="",
    suggester_id="U0MAYA0001",
    suggester_name="maya",
    suggested_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
    before="",
    state=State.OPEN,
    card_channel_id="C0STEWARD6",
    card_ts="1.2",
)


class Slack:
    """Sends, finds channels and knows stewards as a test says; keeps what was sent."""

    def __init__(self, config: GlossaryConfig, result: Result, *, knows_channels: bool) -> None:
        self.config = config
        self.result = result
        self.knows_channels = knows_channels
        self.sent: list[tuple[str, str | None]] = []
        self.met: list[ChannelTrouble] = []

    async def send(self, channel_id: str, card: Card, *, thread_ts: str | None = None) -> Result:
        """Come to what the test says."""
        assert card.text
        self.sent.append((channel_id, thread_ts))
        return self.result

    async def id_of(self, name: str) -> str:
        """Find a channel, or not."""
        if not self.knows_channels:
            raise UnresolvedChannelError("channel_not_found")
        return "C0STEWARD6" if name == "glossary-stewards" else name

    async def current(self) -> Stewards:
        """Return the appointed stewards."""
        return Stewards(self.config)

    async def draw(self, *_: Any) -> Card:
        """Draw a card."""
        return Card("words", [])

    async def meet(self, trouble: ChannelTrouble) -> None:
        """Remember what was met."""
        self.met.append(trouble)

    async def overcome(self, entry_id: str | None) -> None:
        """Forget it."""
        assert entry_id is None
        self.met.clear()


async def deliver(
    task: Task,
    result: Result | None = None,
    *,
    config: GlossaryConfig = STEWARDED,
    knows_channels: bool = True,
) -> tuple[Delivery, list[tuple[str, str | None]]]:
    """Return what a delivery comes to, and what was sent where."""
    slack: Any = Slack(config, result or Posted("C0STEWARD6", "1.2"), knows_channels=knows_channels)
    messenger = Messenger(
        updater=Updater(slack),
        sender=slack,
        channels=slack,
        glossary=a_glossary(a_term("token"), config=config),
        stewards=slack,
        cards=slack,
        review_cards=slack,
        outbox=slack,
        troubles=slack,
    )
    item = OutboxItem(
        workspace_id="T0",
        subject_id="V0",
        task=task,
        notice=Notice.ANSWER if task is Task.THREAD else Notice.LIVE,
        recipient_id="U0MAYA0001",
    )
    return await messenger.deliver_clarification(item, SUGGESTED), slack.sent


async def test_a_card_goes_to_the_stewards_channel() -> None:
    """And the result says where it is, so that it can be drawn again."""
    delivery, sent = await deliver(Task.POST_CARD)

    assert delivery == Delivered("C0STEWARD6", "1.2")
    assert sent == [("C0STEWARD6", None)]


async def test_without_a_channel_it_goes_to_a_steward() -> None:
    """A suggestion reaches somebody as soon as somebody is appointed."""
    _, sent = await deliver(Task.POST_CARD, config=replace(STEWARDED, stewards_channel=None))

    assert sent == [("U0WEI00004", None)]


async def test_with_nobody_appointed_it_waits() -> None:
    """It is delivered once there is somebody to decide."""
    delivery, sent = await deliver(Task.POST_CARD, config=DEFAULT_CONFIG)

    assert isinstance(delivery, NotYet)
    assert sent == []


async def test_a_channel_that_is_not_there_yet_loses_nothing() -> None:
    """The operator mends it; until then the card waits."""
    delivery, _ = await deliver(Task.POST_CARD, knows_channels=False)

    assert isinstance(delivery, NotYet)
    assert "channel_not_found" in delivery.reason


@pytest.mark.parametrize("result", [PostRefused("not_in_channel"), NotSent("ratelimited", 3)])
async def test_a_card_that_slack_does_not_take_is_tried_again(result: Result) -> None:
    """No suggestion is lost for a channel's sake."""
    delivery, _ = await deliver(Task.POST_CARD, result)

    assert isinstance(delivery, NotYet)


async def test_an_answer_goes_into_the_cards_thread() -> None:
    """There, those who decide read it."""
    _, sent = await deliver(Task.THREAD)

    assert sent == [("C0STEWARD6", "1.2")]


async def test_a_closed_account_is_told_nothing_more() -> None:
    """Nobody is there to read it."""
    delivery, _ = await deliver(Task.TELL, PostRefused("account_inactive"))

    assert delivery == Undeliverable("account_inactive")


@pytest.mark.parametrize("task", [Task.TELL, Task.THREAD, Task.POST_CARD])
async def test_of_a_message_that_may_have_arrived_that_is_said(task: Task) -> None:
    """How often it is sent again is decided elsewhere."""
    delivery, _ = await deliver(task, PostUnanswered("timeout"))

    assert delivery == Uncertain("timeout")


async def test_a_message_waits_for_a_bot_that_slack_refuses() -> None:
    """No reader is at fault: an admin has to fix the bot's token."""
    delivery, _ = await deliver(Task.TELL, PostRefused("token_revoked"))

    assert isinstance(delivery, NotYet)


async def test_what_slack_will_take_later_is_sent_later() -> None:
    """After as long as Slack says."""
    delivery, _ = await deliver(Task.TELL, NotSent("ratelimited", 7))

    assert delivery == NotYet("ratelimited", 7)
