"""Draws pages with Jinja templates that escape everything they are given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import shorten, web_address
from bot.cards.kit.phrases import audience_words, day, days
from bot.site.page import (
    OTHER_LETTERS,
    address,
    category_path,
    letter_path,
    role_path,
    term_path,
)
from bot.site.shelf_pages import MOST_ON_ONE_PAGE
from bot.site.words import paragraphs, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.files.problems import Problem
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role, SiteConfig, Term
    from bot.site.page import Page

_BEGINNING = 180  # characters of a definition in a list
# Scripts and styles are the site's own files; nothing is loaded from elsewhere. The two first
# names serve a page from a web server, ``file:`` one that is opened from a folder.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; "
    "img-src 'self' file: data:; connect-src 'self'; form-action 'self' file:; base-uri 'none'"
)


@dataclass(frozen=True)
class Site:
    """What every page knows of the site: its name, its navigation, and where links lead."""

    glossary: Glossary
    settings: SiteConfig
    url: str | None = None
    problems: Sequence[Problem] = ()
    navigation: Sequence[tuple[str, str]] = ()

    @property
    def name(self) -> str:
        """The glossary's name."""
        return self.glossary.config.name

    @property
    def count(self) -> str:
        """How many terms there are."""
        return f"{len(self.glossary.terms):,}"

    @property
    def roles(self) -> Sequence[Role]:
        """The roles in whose words the pages can be read."""
        return self.glossary.config.roles if self.has_wordings else ()

    @property
    def has_wordings(self) -> bool:
        """Whether any term is worded for a role."""
        return self.glossary.has_wordings

    @property
    def usual_role(self) -> Role:
        """The role of a reader who has chosen none."""
        return self.glossary.config.usual_role

    @property
    def suggest_url(self) -> str | None:
        """Where something is suggested that concerns no single term."""
        return _filled(self.settings.suggest_url, term="", slug="")

    @cached_property
    def licenses(self) -> Sequence[str]:
        """The licences of the terms, the most frequent first."""
        counts = Counter(term.license for term in self.glossary.terms.values() if term.license)
        return [license_ for license_, _ in counts.most_common()]


class Renderer:
    """Draws the pages of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        settings, config = site.settings, site.glossary.config
        self._environment = Environment(
            loader=PackageLoader("bot.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(site=site, csp=POLICY)
        self._environment.filters.update(
            paragraphs=paragraphs,
            phrase=phrase,
            beginning=lambda text: shorten(plain_words(text), _BEGINNING),
            day=day,
            days=days,
            term_path=lambda term: address(term_path(term)),
            category_path=category_path,
            role_path=role_path,
            letter_path=letter_path,
            letter_title=_letter_title,
            letter_address=_letter_address,
            web_address=web_address,
            audience=lambda audience: audience_words(audience, config),
            audience_title=lambda audience: _audience_title(audience, site),
            suggest_url=lambda term: _filled(settings.suggest_url, term=term.title, slug=term.slug),
            source_url=lambda term: _of_file(settings.source_url, term),
            history_url=lambda term: _of_file(settings.history_url, term),
        )

    def draw(self, page: Page) -> bytes:
        """Return the page as HTML."""
        template = self._environment.get_template(page.template)
        return template.render(page.values, page=page).encode()


def _letter_title(letter: str) -> str:
    return "Other" if letter == OTHER_LETTERS else letter


def _letter_address(letter: str, count: int) -> str:
    return f"a-z/index.html#{letter}" if count <= MOST_ON_ONE_PAGE else letter_path(letter)


def _audience_title(audience: str, site: Site) -> str:
    role = site.glossary.config.role(audience)
    words = role.title if role else audience_words(audience, site.glossary.config)
    return words[:1].upper() + words[1:]


def _filled(pattern: str | None, **values: str) -> str | None:
    """Return an address with what stands in braces filled in, escaped as addresses are."""
    if not pattern:
        return None
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", quote(value, safe=""))
    return pattern


def _of_file(pattern: str | None, term: Term) -> str | None:
    return _filled(pattern, file=term.path.name, slug=term.slug)
