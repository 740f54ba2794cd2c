"""The doctor's checks for a glossary in a git repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.doctor.finding import fail, ok
from bot.errors import OperatorError
from bot.publishing.build import build_pull_requests, build_repository
from bot.publishing.clone import check_place
from bot.publishing.repository import GitError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.doctor.finding import Finding
    from bot.settings import Settings

_LET_IN = (
    "Let the user that runs the bot push there: a credential helper or PARLANCE_GITHUB_TOKEN over"
    " https, a key over ssh."
)


async def look_at_repository(settings: Settings, scratch: Path) -> tuple[Settings, list[Finding]]:
    """Clone into a directory of the doctor's own, and ask whether the bot may push.

    The bot's clone is only looked at, for the bot may be at work in it. Return the settings that
    read the glossary from there.
    """
    there = settings.model_copy(update={"git_clone": scratch})
    repository = build_repository(there)
    if repository is None:
        return settings, []
    found = []
    try:
        check_place(settings.git_clone)
    except OperatorError as error:
        message, _, remedy = str(error).partition("\n")
        found.append(fail("repository's clone", message, remedy))
    try:
        await repository.open()
    except OperatorError as error:
        message, _, remedy = str(error).replace(str(scratch), "a clone").partition("\n")
        return settings, [*found, fail("repository", message, remedy)]
    there = there.model_copy(update={"glossary": scratch / settings.git_directory})
    try:
        await repository.try_push()
        pull_requests = build_pull_requests(settings)
        if pull_requests:
            await pull_requests.try_reading()
    except GitError as error:
        said = str(error).splitlines()[0]
        found.append(fail("repository", f"the bot could not push or propose: {said}", _LET_IN))
    else:
        found.append(ok("repository", f"{settings.git_branch} can be read and pushed to"))
    return there, found
