"""The term of the week: a card that is worth a channel's while."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards.answers.controls import more_button
from bot.cards.clarifications.suggestion import suggest_button
from bot.cards.kit.blocks import actions, button, header, small
from bot.cards.kit.card import Card
from bot.cards.kit.counting import counted
from bot.cards.kit.dates import small_dated
from bot.cards.kit.ids import ActionId
from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import audience_words, facts, heading, in_sentence
from bot.cards.kit.rich_text import definition, definition_list, labelled_definitions
from bot.cards.kit.term_buttons import relation_button, that_lead_on
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.models.blocks import Block

    from bot.cards.answers.answer import Answer
    from bot.glossary.model import Role
    from bot.schedule.whats_new import Changes

_PARAGRAPH_LIMIT = 600
_SENTENCE_LIMIT = 300
_SPOKEN_LIMIT = 3000
_ROLES = 3
_RELATED = 4
# A full stop, then a capital: "e.g. a model" and "3.5 times" do not end a sentence.
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")


@dataclass(frozen=True, slots=True)
class News:
    """What happened since the last post; ``changes`` is None before the first."""

    changes: Changes | None = None
    people_who_missed: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """A term as a channel reads it; ``for_role`` is whom the posts of this channel are for."""

    answer: Answer
    for_role: Role | None
    news: News


def digest_card(digest: Digest) -> Card:
    """Return the post."""
    answer = digest.answer
    term = answer.term
    kicker = "Term of the week"
    if digest.for_role:
        kicker += f" for {in_sentence(digest.for_role.title)}"
    meanings = list(_meanings(digest))[:_ROLES]
    news = _news_words(digest.news)
    related = that_lead_on(term, answer.relations)[:_RELATED]
    buttons = [relation_button(relation, None, n) for n, relation in enumerate(related)]
    ref = TermRef.of(term).to_value()
    blocks: list[Block] = [
        small(kicker),
        header(heading(term)),
        small_dated(facts(answer), term.last_reviewed_on),
        definition(term.definition, _PARAGRAPH_LIMIT),
        *(
            [labelled_definitions("What it means for", meanings, _SENTENCE_LIMIT)]
            if meanings
            else []
        ),
        *([definition_list("Do", answer.do[:1], _SENTENCE_LIMIT)] if answer.do else []),
        *([definition_list("Don't", answer.dont[:1], _SENTENCE_LIMIT)] if answer.dont else []),
        *([small("Related"), *actions(buttons)] if buttons else []),
        *actions(
            [
                *(
                    [button("In my role's words", ActionId.SHOW_IN_MY_WORDS, ref)]
                    if answer.has_wordings
                    else []
                ),
                more_button(answer, for_role=False),
                suggest_button(term),
            ]
        ),
        *([small(news)] if news else []),
    ]
    sentences = [
        f"{kicker}: {heading(term)}. {plain_words(term.definition)}",
        *(f"For {in_sentence(title)}: {plain_words(text)}" for title, text in meanings),
        *(f"Do: {plain_words(item)}" for item in answer.do[:1]),
        *(f"Don't: {plain_words(item)}" for item in answer.dont[:1]),
        news,
    ]
    return Card(literal(" ".join(sentences), _SPOKEN_LIMIT), blocks)


def _meanings(digest: Digest) -> Iterator[tuple[str, str]]:
    """Yield readers with a sentence each; no reader and no sentence comes twice.

    First the channel's own role, then the roles that the term matters to: their takeaway, else
    their wording. Then the wordings for wider audiences.
    """
    term, config = digest.answer.term, digest.answer.config
    ids = [digest.for_role.id] if digest.for_role else []
    ids += [role_id for role_id in term.roles if role_id not in ids]
    said: set[str] = set()
    audiences: list[str] = []
    for role in filter(None, map(config.role, ids)):
        text = term.takeaways.get(role.id) or term.audiences.get(role.id)
        if text and text not in said:
            said.add(text)
            yield role.title, first_sentence(text)
        elif role.audience not in audiences:
            audiences.append(role.audience)
    for audience in audiences:
        text = term.audiences.get(audience)
        if text and text not in said:
            said.add(text)
            yield audience_words(audience, config).capitalize(), first_sentence(text)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    return _END_OF_SENTENCE.split(text.strip(), maxsplit=1)[0]


def _news_words(news: News) -> str:
    """Return what happened, or nothing where nothing did."""
    sentences = []
    if changes := news.changes:
        counts = (
            (changes.new, "new"),
            (changes.revised, "revised"),
            (changes.approved, "approved"),
        )
        told = ", ".join(f"{count} {what}" for count, what in counts if count)
        if told:
            sentences.append(f"In the glossary since the last post: {told}.")
    if people := news.people_who_missed:
        who = counted(people, "person", "people")
        sentences.append(f"{who} looked up something that is not in it yet.")
    return " ".join(sentences)
