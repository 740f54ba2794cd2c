"""The doctor's checks on this machine: variables, files, the glossary, the database."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.doctor.finding import fail, ok, warn
from bot.errors import OperatorError, SettingsError
from bot.glossary.due import next_reviews
from bot.glossary.files.directory import find_places
from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import errors_in, summary
from bot.proxies import settle_proxies
from bot.reviews.pace import overload
from bot.settings import ChangesTo, unknown_variables
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.doctor.finding import Finding
    from bot.glossary.files.loader import Loaded
    from bot.settings import Settings

APPOINT = (
    "Name stewards in glossary.yml, next to terms/, each with their Slack user id"
    " (profile > ⋮ > Copy member ID):\nstewards:\n  Alex: U0123456789\nfallback_steward: Alex"
)


def look_at_variables(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Find variables that set nothing, as a misspelled one does."""
    for name, meant in unknown_variables(environ).items():
        remedy = f"Did you mean {meant}?" if meant else "docs/settings.md lists all there are."
        yield warn("settings", f"{name} sets nothing", remedy)


def look_at_proxy(settings: Settings) -> Finding | None:
    """Find whether the proxy of the environment can be used; None where Slack needs none."""
    try:
        proxy = settle_proxies(settings.slack_api_url)
    except SettingsError as error:
        message, _, remedy = str(error).partition("\n")
        return fail("proxy", message, remedy)
    return ok("proxy", f"Slack is reached through {proxy.shown}") if proxy else None


def look_at_glossary(loaded: Loaded | OperatorError, settings: Settings) -> Iterator[Finding]:
    """Find what keeps terms out of service, and whether they can be edited from Slack."""
    if isinstance(loaded, OperatorError):
        yield fail("glossary", str(loaded), "")
        return
    told = summary(loaded.problems, len(loaded.terms))
    is_here = settings.changes is ChangesTo.FILES
    where = settings.glossary if is_here else settings.git_directory
    command = f"`parlance check {where}` lists them, each with its remedy."
    if not is_here:
        command = f"In a checkout of the repository, {command}"
    if errors_in(loaded.problems):
        yield fail("glossary", told, command)
    elif loaded.problems:
        yield warn("glossary", told, command)
    else:
        yield ok("glossary", told)
    terms = find_places(settings.glossary).terms
    if not is_here:
        pass  # the repository is looked at by itself
    elif os.access(terms, os.W_OK):
        yield ok("glossary's files", f"{terms} may be written")
    else:
        yield warn(
            "glossary's files",
            f"{terms} may not be written: stewards cannot edit terms from Slack",
            "Let the user that runs the bot write there, if you want that.",
        )
    wanted = settings.default_role
    if wanted and not loaded.config.role(wanted):
        known = ", ".join(role.id for role in loaded.config.roles)
        yield fail(
            "default role", f"the glossary has no role {wanted}", f"PARLANCE_DEFAULT_ROLE: {known}"
        )


def look_at_stewards(loaded: Loaded | OperatorError) -> Iterator[Finding]:
    """Find whether the glossary has stewards."""
    if isinstance(loaded, OperatorError):
        return
    config = loaded.config
    appointed = [*config.stewards]
    if config.steward_group:
        appointed.append(f"user group {config.steward_group}")
    if not appointed and config.fallback_steward:
        appointed.append(config.fallback_steward)
    if appointed:
        yield ok("stewards", ", ".join(appointed))
    else:
        yield warn("stewards", "there are no stewards; suggestions wait until there are", APPOINT)
    if too_much := overload(list(next_reviews(loaded.terms.values(), config))):
        yield warn("reviews", too_much, "Raise review_every_days there, or in some categories.")


async def look_at_database(settings: Settings) -> Finding:
    """Find whether the database answers and its schema fits."""
    database = Database(settings.database_url.get_secret_value())
    try:
        revision = await database.check()
    except OperatorError as error:
        message, _, remedy = str(error).partition("\n")
        return fail("database", message, remedy)
    finally:
        await database.close()
    if revision is None:
        return ok("database", f"{database.name} is empty; the bot sets it up when it starts")
    return ok("database", f"{database.name}, revision {revision}")


def load(settings: Settings) -> Loaded | OperatorError:
    """Return the glossary as it loads, or why it does not."""
    try:
        return Loader(Path(settings.glossary)).load()
    except OperatorError as error:
        return error
