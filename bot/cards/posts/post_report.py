"""The stewards' message about a scheduled post that failed, or that may or may not have arrived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock

from bot.cards.kit.blocks import actions, button
from bot.cards.kit.card import Card
from bot.cards.kit.dates import reader_moment
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import escape, literal, mention
from bot.cards.posts.channel_trouble import remedy
from bot.glossary.files.schedule import JobName

if TYPE_CHECKING:
    from datetime import datetime

    from slack_sdk.models.blocks import ButtonElement

_SEPARATOR = "|"
_TITLE_LIMIT = 150
_JOBS = {
    JobName.TERM_OF_THE_WEEK: "The term of the week",
    JobName.REVIEW_REMINDERS: "The card of the reviews that are due",
}


@dataclass(frozen=True, slots=True)
class PostFacts:
    """The post's key. ``term_title`` is None where it shows no term.

    ``by_hand`` says that a steward wants it, however late it is.
    """

    job: JobName
    channel_id: str
    entry_id: str
    period: str
    slot_at: datetime
    term_title: str | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class PostRef:
    """The post that a button is about, within its workspace."""

    channel_id: str
    entry_id: str
    period: str

    @classmethod
    def parse(cls, value: str) -> PostRef | None:
        """Read a button's value; None if it isn't ours."""
        parts = value.split(_SEPARATOR)
        return cls(*parts) if len(parts) == 3 else None  # noqa: PLR2004 -- the three fields

    def to_value(self) -> str:
        """Return what a button carries."""
        return _SEPARATOR.join((self.channel_id, self.entry_id, self.period))


def unknown_post_card(facts: PostFacts) -> Card:
    """Return the question whether a post is there."""
    words = (
        f"{_name(facts)} was on its way to {_place(facts.channel_id)} ({_when(facts)}) when the "
        "connection or this app broke off. I can't tell whether it arrived, and I never post "
        "twice. Please look in the channel."
    )
    is_there = button("It is there", ActionId.POST_IS_THERE, _value(facts))
    return Card(words, [_section(words), *actions([is_there, _post_now(facts)])])


def failed_post_card(facts: PostFacts, reason: str) -> Card:
    """Return why a post was refused and what to do about it."""
    said = remedy(reason, "schedule.yml")
    again = "I'll keep trying until it is too late for this week's."
    if facts.by_hand:
        again = "Once that is mended, press “Post it now”."
    words = (
        f"{_name(facts)} could not be posted in {_place(facts.channel_id)} ({_when(facts)}). "
        f"{said} {again}"
    )
    return Card(words, [_section(words), *actions([_post_now(facts)] if facts.by_hand else [])])


def answered_post_card(original_text: str, answer: str) -> Card:
    """Return the question with its answer in place of the buttons.

    ``original_text`` is the text of the card itself, as Slack gives it back.
    """
    words = f"{original_text}\n{answer}"
    return Card(words, [_section(words)])


def is_there_words(user_id: str) -> str:
    """Return that a steward saw the post."""
    return f"{mention(user_id)} says that it is there."


def post_now_words(user_id: str) -> str:
    """Return that a steward wants the post made."""
    return f"{mention(user_id)} had it posted now."


def _value(facts: PostFacts) -> str:
    return PostRef(facts.channel_id, facts.entry_id, facts.period).to_value()


def _post_now(facts: PostFacts) -> ButtonElement:
    return button("Post it now", ActionId.POST_NOW, _value(facts))


def _name(facts: PostFacts) -> str:
    name = _JOBS[facts.job]
    return f"{name}, “{literal(facts.term_title, _TITLE_LIMIT)}”," if facts.term_title else name


def _place(channel_id: str) -> str:
    """Return a mention of a channel or a person; the name where there is no id."""
    place = escape(channel_id)
    if place.startswith("#"):
        return place
    return f"<@{place}>" if place.startswith(("U", "W")) else f"<#{place}>"


def _when(facts: PostFacts) -> str:
    return f"due on {reader_moment(facts.slot_at)}"


def _section(words: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words, verbatim=True))
