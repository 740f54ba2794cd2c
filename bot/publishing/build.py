"""Chooses where decisions go, by the settings."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.publishing.files import FilesPublisher
from bot.publishing.git import GitPublisher, RepositoryPublisher
from bot.publishing.github import GitHubPublisher, PullRequests
from bot.publishing.repository import Repository, Signature
from bot.settings import ChangesTo

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.glossary.glossary import Glossary
    from bot.settings import Settings


def build_repository(settings: Settings) -> Repository | None:
    """Return the clone that is served, not yet opened; None where decisions go into files."""
    if settings.changes is ChangesTo.FILES:
        return None
    remote, variables = settings.git_remote, {}
    address = remote.get_secret_value() if remote else ""
    if settings.changes is ChangesTo.GITHUB and not address:
        site = _site_of(settings.github_api_url)
        address = f"{site}{settings.github_repository}.git"
        variables = _let_in(site, _secret(settings))
    committer = Signature(settings.git_committer, f"parlance@users.noreply.{settings.git_domain}")
    # Absolute, for the glossary's files are found in it from anywhere.
    clone = settings.git_clone.absolute()
    return Repository(address, settings.git_branch, clone, committer, variables)


async def open_repository(settings: Settings) -> Settings:
    """Clone or fetch the repository, and return the settings that serve its glossary."""
    repository = build_repository(settings)
    if repository is None:
        return settings
    await repository.open()
    served = repository.directory / settings.git_directory
    return settings.model_copy(update={"glossary": served})


def build_publisher(
    settings: Settings, glossary: Glossary, clock: Clock
) -> FilesPublisher | RepositoryPublisher:
    """Return what brings decisions to where the glossary lives."""
    repository = build_repository(settings)
    if repository is None:
        return FilesPublisher(settings.glossary, glossary, lambda: clock().date())
    where = (repository, settings.git_directory, glossary, settings.git_domain)
    pulls = build_pull_requests(settings)
    if pulls:
        return GitHubPublisher(*where, pulls, clock=clock)
    return GitPublisher(*where, clock=clock)


def build_pull_requests(settings: Settings) -> PullRequests | None:
    """Return the pull requests of the repository, where decisions go there."""
    if settings.changes is not ChangesTo.GITHUB:
        return None
    name = settings.github_repository or ""
    return PullRequests(settings.github_api_url, name, _secret(settings))


def _secret(settings: Settings) -> str:
    return settings.github_token.get_secret_value() if settings.github_token else ""


def _site_of(api_url: str) -> str:
    """Return where GitHub's repositories lie: beside its API, or at ``/`` of an Enterprise host."""
    parts = urlsplit(api_url)
    host = "github.com" if parts.netloc == "api.github.com" else parts.netloc
    return f"{parts.scheme}://{host}/"


def _let_in(site: str, token: str) -> dict[str, str]:
    """Return an environment in which git shows the token to this site alone."""
    shown = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{site}.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {shown}",
    }
