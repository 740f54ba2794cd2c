"""The kinds of suggestion in words: as a choice, as a headline, and how the form asks for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards.kit.phrases import in_sentence
from bot.clarifications.proposal import Kind

if TYPE_CHECKING:
    from bot.clarifications.proposal import Proposal
    from bot.glossary.model import GlossaryConfig


@dataclass(frozen=True, slots=True)
class KindWords:
    """``asks`` is the label above the input, ``hint`` the text below it."""

    choice: str
    asks: str = ""
    hint: str = ""


KIND_WORDS = {
    Kind.REWORD_SHORT_DEF: KindWords(
        "Reword the short definition", "The new short definition", "At most 40 words."
    ),
    Kind.REWORD_FOR_ROLE: KindWords(
        "Reword it for one role", "The new wording", "In the words of that role."
    ),
    Kind.ADD_DO: KindWords("Add a “Do”", "What one should do", "One line."),
    Kind.ADD_DONT: KindWords("Add a “Don't”", "What one should not do", "One line."),
    Kind.ADD_ALIAS: KindWords(
        "Add another name", "The other name", "A synonym, an abbreviation, another spelling."
    ),
    Kind.ADD_HIDDEN_LABEL: KindWords(
        "Add a search phrase", "The phrase", "It finds the term and is never shown."
    ),
    Kind.ADD_RELATED: KindWords("Add a related term", "The related term"),
    Kind.ADD_SOURCE: KindWords("Add a source", "The source", "Author and title."),
    Kind.OUT_OF_DATE: KindWords("Mark it as out of date", "What has changed?"),
    Kind.SOMETHING_ELSE: KindWords("Something else", "What should change?"),
}


def headline(proposal: Proposal, config: GlossaryConfig) -> str:
    """Return the suggestion's headline, for a card or a sentence."""
    if proposal.kind is Kind.REWORD_FOR_ROLE:
        role = config.role(proposal.role_id or "")
        reader = in_sentence(role.title) if role else (proposal.role_id or "a role")
        return f"Reword it for {reader}"
    return KIND_WORDS[proposal.kind].choice
