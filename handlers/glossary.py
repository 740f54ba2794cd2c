"""``/glossary``: browse, set your role, see due, requested and missing terms."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from rapidfuzz import fuzz, process

from bot.cards.answers.definition import definition_card
from bot.cards.answers.refusal import refusal_card
from bot.cards.browse.browse import Row, page_card, shelves_card
from bot.cards.browse.glossary_command import (
    glossary_help_card,
    role_card,
    unknown_card,
    unknown_role_card,
)
from bot.cards.browse.roles import role_kept
from bot.cards.clarifications.backlog import backlog_card
from bot.cards.kit.mrkdwn import shown, unescape
from bot.cards.kit.phrases import in_sentence
from bot.cards.stats.governance import governance_card
from bot.cards.stats.picture import stats_picture_in_slack
from bot.cards.stats.stats import stats_card, stats_picture_card
from bot.glossary.browse.shelves import find_shelf
from bot.glossary.examples import example_names
from bot.glossary.governance.report import build_report
from bot.glossary.model import Status
from bot.glossary.search.result import Found
from bot.glossary.search.roles import named_role
from bot.services.backlog import backlog_for
from bot.services.browsing import PAGE_IN_A_MESSAGE, due_page, open_page, shelves_of
from bot.services.chart_drawing import NotDrawnError, can_draw, draw_png
from bot.services.usage import statistics_for
from bot.services.waiting import waiting_items
from bot.slack.errors import SlackCallError
from bot.slack.pictures import show_picture

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.cards.kit.card import Card
    from bot.glossary.glossary import Glossary
    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient

log = structlog.get_logger(__name__)

_PICTURE = "glossary-statistics.png"
# How alike a word and a subcommand must be, of 100: "brows" is browse, "model" is none.
_CUTOFF = 65
_NAME_LIMIT = 60
_NOTHING_DUE = "Nothing is due for review."
_NO_TERMS = "This glossary has no terms yet."


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A subcommand's description, and the function that answers its argument."""

    meaning: str
    answer: Callable[[str, Services, Viewer], Awaitable[Card]]


async def answer_glossary(
    command: dict[str, Any], services: Services, viewer: Viewer
) -> dict[str, Any]:
    """Return the body of the ack: what the subcommand answers."""
    text = unescape(command.get("text", "")).strip()
    word, _, argument = text.partition(" ")
    subcommand = SUBCOMMANDS.get(word.lower() or "help")
    if subcommand:
        card = await subcommand.answer(argument.strip(), services, viewer)
    else:
        card = _unknown(word, argument.strip(), services.glossary)
    return {"response_type": "ephemeral", **card.to_message()}


async def draw_statistics(
    command: dict[str, Any], services: Services, viewer: Viewer, client: SlackClient
) -> None:
    """Show the statistics as a picture under the answer of ``/glossary stats``.

    Without the library or the scope, or where anything fails, the answer stands alone.
    """
    word, _, _ = unescape(command.get("text", "")).strip().partition(" ")
    if word.lower() != "stats" or not can_draw():
        return
    statistics, _ = await statistics_for(services, viewer, with_health=True)
    if not statistics.answered.questions:
        return
    try:
        await show_picture(
            lambda: draw_png(stats_picture_in_slack(statistics)),
            _PICTURE,
            command["response_url"],
            client,
            lambda file_id: stats_picture_card(statistics, file_id),
        )
    except (NotDrawnError, OSError, SlackCallError) as error:
        reason = error.reason if isinstance(error, SlackCallError) else str(error)
        log.info("the statistics are shown without a picture", reason=reason)


def _unknown(word: str, argument: str, glossary: Glossary) -> Card:
    text = f"{word} {argument}".strip()
    near = process.extractOne(
        word.lower(), list(SUBCOMMANDS), scorer=fuzz.ratio, score_cutoff=_CUTOFF
    )
    if near:
        return unknown_card(text, f"{near[0]} {argument}".strip(), None)
    found = glossary.find(text)
    return unknown_card(text, "", Row(found.term) if isinstance(found, Found) else None)


async def _browse(argument: str, services: Services, viewer: Viewer) -> Card:  # noqa: ARG001 -- like every answer
    shelves = shelves_of(services.catalogue)
    if not argument:
        return shelves_card(shelves)
    role = named_role(argument, services.glossary.config)
    of_role = [shelf for shelf in shelves.roles if role and shelf.key == role.id]
    shelf = find_shelf(argument, [*shelves.categories, shelves.all_terms], of_role)
    if shelf is None:
        asked = shown(argument, _NAME_LIMIT)
        return shelves_card(shelves, notice=f"There's no category or role “{asked}” here.")
    return page_card(open_page(services.catalogue, shelf, 0, PAGE_IN_A_MESSAGE))


async def _role(argument: str, services: Services, viewer: Viewer) -> Card:
    config, shelves = services.glossary.config, services.catalogue.roles
    role = named_role(argument, config) if argument else None
    if role:
        await services.viewers.keep_role(viewer, role)
        return role_card(role, config, shelves, notice=role_kept(role))
    own = await services.viewers.role_of(viewer)
    if argument:
        return unknown_role_card(argument, own, config)
    return role_card(own, config, shelves)


async def _random(_: str, services: Services, viewer: Viewer) -> Card:
    every = services.glossary.terms.values()
    terms = [term for term in every if term.status is not Status.DEPRECATED]
    if not terms:
        return refusal_card(_NO_TERMS)
    return definition_card(await services.lookup.answer(secrets.choice(terms), viewer))


async def _overdue(_: str, services: Services, viewer: Viewer) -> Card:
    page = await due_page(services, viewer, 0, PAGE_IN_A_MESSAGE)
    return page_card(page) if page.rows else refusal_card(_NOTHING_DUE)


async def _backlog(_: str, services: Services, viewer: Viewer) -> Card:
    return backlog_card(await backlog_for(services, viewer))


async def _stats(_: str, services: Services, viewer: Viewer) -> Card:
    return stats_card(*await statistics_for(services, viewer))


async def _governance(_: str, services: Services, viewer: Viewer) -> Card:
    waiting = waiting_items(
        await services.clarifications.store.undecided(viewer.workspace_id),
        (await services.term_requests.backlog(viewer.workspace_id)),
        services.glossary,
    )
    today = services.clock().date()
    report = await asyncio.to_thread(build_report, services.glossary, today, waiting)
    return governance_card(report)


async def _help(_: str, services: Services, viewer: Viewer) -> Card:
    own = await services.viewers.role_of(viewer)
    other = next((role for role in services.glossary.config.roles if role.id != own.id), None)
    shelf = next((one for one in shelves_of(services.catalogue).categories if one.count), None)
    arguments = {
        "browse": shown(shelf.title, _NAME_LIMIT) if shelf else "",
        "role": in_sentence(shown(other.title, _NAME_LIMIT)) if other else "",
    }
    return glossary_help_card(
        [
            (f"/glossary {name} {arguments.get(name, '')}".strip(), one.meaning)
            for name, one in SUBCOMMANDS.items()
            if name != "role" or other
        ],
        example_names(services.glossary)[:1],
    )


SUBCOMMANDS: Mapping[str, Subcommand] = {
    "browse": Subcommand("read the terms of a category or a role, or choose one", _browse),
    "role": Subcommand("have terms explained to you in that role's words", _role),
    "random": Subcommand("read any term", _random),
    "overdue": Subcommand("see which terms are due for review", _overdue),
    "backlog": Subcommand("see which missing terms people asked for", _backlog),
    "stats": Subcommand("see what people look up, and how well terms are kept", _stats),
    "governance": Subcommand("see what is covered of NIST's AI RMF, and the gaps", _governance),
    "help": Subcommand("this message", _help),
}
