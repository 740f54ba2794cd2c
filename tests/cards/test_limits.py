"""Every card keeps Slack's limits for the longest conceivable term, and lets nothing through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.cards.answers.answer import build_answer
from bot.cards.answers.choices import nothing_card, several_card, several_modal, suggestions_card
from bot.cards.answers.definition import definition_card
from bot.cards.answers.full_definition import full_definition_modal
from bot.cards.answers.refusal import refusal_card
from bot.cards.answers.search import search_modal
from bot.cards.answers.shared import shared_card
from bot.cards.browse.help import help_card
from bot.cards.kit.ids import CallbackId
from bot.cards.kit.term_options import term_options
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Category, Citation, PartOfSpeech, Role, Status
from bot.glossary.search.result import Found, MatchedBy, Nearest, Several, Suggestions
from bot.sandbox.rules.messages import (
    faults_in_message,
    faults_in_options,
    faults_in_view,
    is_blocks_too_long,
    is_view_too_large,
)
from tests.builders import a_glossary, a_term
from tests.reading import parts

if TYPE_CHECKING:
    from bot.glossary.model import Term

TODAY = date(2026, 11, 23)

_PIECES = ("<!channel> ", "<@U0123456789> ", "&", "\u202e", "\u200f", "\n\n", "👩🏽‍💻", "*b* ", "|")
WORDS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join),
    st.builds(
        lambda piece, times: piece * times,
        st.sampled_from((*_PIECES, "x", "word ")),
        st.integers(1, 5000),
    ),
)
LABELS = st.lists(WORDS, max_size=40).map(tuple)
URLS = st.one_of(WORDS, WORDS.map("https://example.org/{}".format))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """Give a term as no steward would write it, though a file could hold it."""
    return a_term(
        draw(WORDS),
        context=draw(st.none() | WORDS),
        slug=draw(st.text("abcdefghij-é", min_size=1, max_size=400)),
        short_def=draw(WORDS),
        long_def=draw(WORDS),
        status=draw(st.sampled_from(Status)),
        last_reviewed_on=draw(st.dates()),
        part_of_speech=draw(st.sampled_from(PartOfSpeech)),
        license=draw(WORDS),
        aliases=draw(LABELS),
        categories=draw(LABELS),
        audiences=draw(st.dictionaries(st.sampled_from(("exec", "legal", "x|y")) | WORDS, WORDS)),
        takeaways=draw(st.dictionaries(st.sampled_from(("legal", "policy")), WORDS)),
        do=draw(LABELS),
        dont=draw(LABELS),
        nist_rmf_tags=draw(LABELS),
        risk_notes=draw(st.none() | WORDS),
        broader=draw(LABELS),
        narrower=draw(LABELS),
        related=draw(LABELS),
        citations=draw(st.lists(st.builds(Citation, WORDS, URLS), max_size=30).map(tuple)),
        replaced_by=draw(st.none() | WORDS),
    )


@st.composite
def glossaries(draw: st.DrawFn) -> tuple[Term, list[Term], Role, Any]:
    """Give terms that point at each other, a role, and the glossary of them."""
    others = draw(st.lists(terms(), max_size=3))
    labels = tuple(other.name for other in others) * 30
    term = replace(draw(terms()), related=labels or draw(LABELS))
    roles = draw(
        st.lists(
            st.builds(Role, WORDS, WORDS, WORDS, WORDS, WORDS),
            min_size=1,
            max_size=4,
            unique_by=lambda role: role.id,
        )
    )
    role = draw(st.sampled_from(roles))
    categories = tuple(Category(name, name, name) for name in term.categories)
    config = replace(
        DEFAULT_CONFIG,
        name=draw(WORDS),
        roles=(*roles, *DEFAULT_CONFIG.roles),
        categories=categories,
    )
    return term, others, role, a_glossary(term, *others, config=config)


def assert_slack_takes(message: dict[str, Any]) -> None:
    """Slack takes the message, and finds no mention in it but ours."""
    assert faults_in_message(message) == []
    assert not is_blocks_too_long(message["blocks"])
    assert 0 < len(message["text"]) <= 4000
    assert_no_mention(message)


def assert_slack_opens(view: dict[str, Any]) -> None:
    """Slack opens the view, and finds no mention in it."""
    assert faults_in_view(view) == []
    assert not is_view_too_large(view)
    assert_no_mention({"text": "", **view})


def assert_no_mention(drawn: dict[str, Any]) -> None:
    """In what Slack reads as mrkdwn there is no control sequence but links."""
    interpreted = [part["text"] for part in parts(drawn["blocks"]) if part.get("type") == "mrkdwn"]
    for text in (drawn["text"], *interpreted):
        assert "<!" not in text.replace("<!date^", "")
        assert "<@" not in text.removeprefix("<@U0SHARER>")


# A term is big, and drawing it in eleven ways takes a while: no search for the smallest one.
@settings(
    max_examples=60,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(glossaries(), WORDS, st.sampled_from(MatchedBy))
def test_every_card_of_any_term_keeps_slacks_limits(
    world: tuple[Term, list[Term], Role, Any], query: str, by: MatchedBy
) -> None:
    """One fault would fail the whole message, so there is none."""
    term, others, role, glossary = world
    found = Found(query, term, by, query, also=tuple(others))
    answer = build_answer(glossary, term, role, TODAY, found=found, offers_role=True)

    assert_slack_takes(definition_card(answer, notice=query).to_message())
    asking = replace(answer, offers_role=False, asks_role=True, asked=query, proposed_role=role)
    assert_slack_takes(definition_card(asking, notice=query, shared_ts="1.1").to_message())
    assert_slack_takes(shared_card(answer, "U0SHARER").to_message())
    assert_slack_takes(help_card(glossary, role, notice=query).to_message())
    assert_slack_takes(nothing_card(query).to_message())
    assert_slack_takes(refusal_card(query).to_message())
    assert_slack_opens(full_definition_modal(answer).to_dict())
    assert_slack_opens(search_modal(answer).to_dict())
    assert faults_in_options({"options": term_options([term, *others])}) == []

    several = Several(query, query, (term,) * 30)
    assert_slack_takes(several_card(several, role).to_message())
    assert_slack_opens(several_modal(several, role, CallbackId.SEARCH).to_dict())
    assert_slack_takes(suggestions_card(Suggestions(query, (term, *others)), role).to_message())
    nearest = Nearest(query, term, tuple(others))
    assert_slack_takes(definition_card(replace(answer, found=nearest)).to_message())
