"""The person who asks: whose words their answer is in, and the count that is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.answers.answer import build_answer
from bot.cards.browse.glossary_command import role_card
from bot.errors import UserFacingError
from bot.glossary.search.result import Found, Nothing, Several, Suggestions
from bot.storage.lookup_counts import LookupOutcome

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.cards.answers.answer import Answer
    from bot.cards.kit.card import Card
    from bot.cards.kit.term_ref import TermRef
    from bot.glossary.model import GlossaryConfig, Role, Term
    from bot.glossary.search.result import Result
    from bot.settings import Settings


def default_role(config: GlossaryConfig, settings: Settings) -> Role:
    """Return the role of someone who has chosen none: the setting's, else the glossary's."""
    for role_id in (settings.default_role, config.default_role):
        role = config.role(role_id) if role_id else None
        if role:
            return role
    return config.usual_role


async def readers_role(context: AsyncBoltContext) -> Role:
    """Return the role of whoever asks; one that the glossary no longer has counts as none."""
    config: GlossaryConfig = context["glossary"].config
    kept = await context["preferences"].get(context.team_id or "", context.user_id or "")
    role = config.role(kept) if kept else None
    return role or default_role(config, context["settings"])


async def keep_chosen_role(context: AsyncBoltContext, ref: TermRef) -> Role:
    """Keep the role that was chosen on a card, which may be older than the glossary."""
    role = ref.role_in(context["glossary"].config)
    if role is None:
        raise UserFacingError(
            "This glossary no longer has that role. Choose one with /glossary role."
        )
    await context["preferences"].set(context.team_id or "", context.user_id or "", role.id)
    return role


def draw_role(context: AsyncBoltContext, role: Role, *, notice: str = "") -> Card:
    """Return the card that says whose words the reader's answers are in."""
    shelves = context["catalogue"].roles
    shelf = next((shelf for shelf in shelves if shelf.key == role.id), None)
    return role_card(role, context["glossary"].config, shelf, notice=notice)


async def answer_for(context: AsyncBoltContext, term: Term, role: Role | None = None) -> Answer:
    """Return the answer to whoever asks, in this role's words, else in those of their own."""
    own = await readers_role(context)
    shown_role = role or own
    return build_answer(
        context["glossary"],
        term,
        shown_role,
        context["clock"]().date(),
        offers_role=shown_role != own,
    )


def count_lookup(context: AsyncBoltContext, lookup: Result, role: Role) -> None:
    """Count what a lookup came to; in memory, so that no answer waits for it."""
    slug = label = None
    match lookup:
        case Found(term=term):
            outcome, slug = LookupOutcome.FOUND, term.slug
        case Several():
            outcome, label = LookupOutcome.SEVERAL, lookup.label
        case Suggestions():
            outcome, label = LookupOutcome.SUGGESTIONS, lookup.query
        case Nothing():
            outcome, label = LookupOutcome.NOTHING, lookup.query
    _record(context, outcome, slug, label, role)


def count_opened(context: AsyncBoltContext, term: Term, role: Role) -> None:
    """Count a term that was opened by a press or in the search: somebody looked it up."""
    _record(context, LookupOutcome.FOUND, term.slug, None, role)


def _record(
    context: AsyncBoltContext,
    outcome: LookupOutcome,
    slug: str | None,
    label: str | None,
    role: Role,
) -> None:
    context["lookup_counts"].record(
        workspace_id=context.team_id or "",
        user_id=context.user_id or "",
        outcome=outcome,
        slug=slug,
        label=label,
        role=role.id,
    )
