"""Settings from the environment (and ``.env``), typed, refused all at once."""

from __future__ import annotations

import os
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AliasGenerator,
    BeforeValidator,
    Field,
    ModelWrapValidatorHandler,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import setting_values as valid
from bot.command_name import DEFINE
from bot.environment import has_invisible, trimmed
from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

SLACK_API_URL = "https://slack.com/api/"
HTTP_PORT = 3000
PREFIX = "PARLANCE_"


class Connection(StrEnum):
    """How Slack reaches the bot."""

    SOCKET_MODE = "socket_mode"
    HTTP = "http"
    SANDBOX = "sandbox"  # no tokens: a workspace on this machine


class ChangesTo(StrEnum):
    """Where the stewards' decisions are written."""

    FILES = "files"  # into the glossary's directory itself
    GIT = "git"  # as commits, pushed to a branch
    GITHUB = "github"  # as pull requests


class LogFormat(StrEnum):
    """How a log line looks; ``auto`` is console on a terminal, JSON elsewhere."""

    AUTO = "auto"
    JSON = "json"
    CONSOLE = "console"


class LogLevel(StrEnum):
    """The least severe lines that are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_Token = Annotated[SecretStr, AfterValidator(valid.is_in_one_piece)]


def variable_of(field: str) -> str:
    """Return the environment variable that sets a field: Slack's own names, else our prefix."""
    return field.upper() if field.startswith("slack_") else PREFIX + field.upper()


class Settings(BaseSettings):
    """Everything that differs from one installation to the next; docs/settings.md explains each.

    Making one raises ``SettingsError`` with every fault of every variable at once.
    """

    model_config = SettingsConfigDict(
        alias_generator=AliasGenerator(validation_alias=variable_of),
        env_file=".env",
        env_file_encoding="utf-8-sig",  # some editors begin a file with a mark
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    slack_bot_token: Annotated[_Token, valid.starts_with("xoxb-", "bot token")] | None = None
    slack_app_token: Annotated[_Token, valid.starts_with("xapp-", "app-level token")] | None = None
    slack_signing_secret: _Token | None = None
    slack_api_url: Annotated[str, AfterValidator(valid.api_url)] = SLACK_API_URL
    glossary: Path = Path("data")
    database_url: Annotated[SecretStr, AfterValidator(valid.database_url)] = SecretStr(
        "sqlite+aiosqlite:///var/parlance.db"
    )
    http: bool = False
    host: Annotated[str, AfterValidator(valid.host)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] | None = None
    default_role: str | None = None
    define_command: Annotated[str, AfterValidator(valid.command)] = DEFINE
    count_lookups: bool = True
    counts_kept_days: Annotated[int, Field(ge=1, le=3650)] = 90
    suggest_reactions: Annotated[str, AfterValidator(valid.reactions)] = "memo,speech_balloon"
    suggestions_per_day: Annotated[int, Field(ge=1, le=1000)] = 20
    accept_own: bool = False
    answer_mentions_publicly: bool = False
    serve_other_organizations: bool = False
    changes: Annotated[ChangesTo, BeforeValidator(valid.lower)] = ChangesTo.FILES
    git_remote: Annotated[SecretStr, AfterValidator(valid.remote)] | None = None
    git_branch: Annotated[str, AfterValidator(valid.branch)] = "main"
    git_directory: Annotated[str, AfterValidator(valid.inside)] = "."
    git_clone: Path = Path("var/glossary")
    git_committer: str = "Parlance"
    git_domain: str = "parlance.invalid"
    git_fetch_seconds: Annotated[int, Field(ge=5, le=86_400)] = 60
    github_repository: Annotated[str, AfterValidator(valid.repository)] | None = None
    github_token: _Token | None = None
    github_api_url: Annotated[str, AfterValidator(valid.api_url)] = "https://api.github.com/"
    log_format: Annotated[LogFormat, BeforeValidator(valid.lower)] = LogFormat.AUTO
    log_level: Annotated[LogLevel, BeforeValidator(valid.lower)] = LogLevel.INFO

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 -- any field, or what pydantic takes
        try:
            super().__init__(**given)
        except UnicodeDecodeError as error:
            raise SettingsError(".env cannot be read: save it as UTF-8 text.") from error

    @model_validator(mode="wrap")
    @classmethod
    def _report_all_faults(cls, values: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401 -- pydantic hands over whatever it read
        if isinstance(values, dict):
            values = {name: _trimmed(value) for name, value in values.items()}
            values = {name: value for name, value in values.items() if value != ""}
        faults = list(_missing_partners(values)) if isinstance(values, dict) else []
        try:
            settings = handler(values)
        except ValidationError as error:
            faults = [_sentence(fault) for fault in error.errors()] + faults
        if faults:
            lines = "\n".join(f"  {fault}" for fault in faults)
            raise SettingsError(
                f"The settings cannot be used:\n{lines}\n"
                "Set them in the environment or in .env; docs/settings.md explains each."
            )
        return settings

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_invisible(cls, value: object) -> object:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if isinstance(text, str) and has_invisible(text):
            raise ValueError("has a line break or an invisible character in it; write it again")
        return value

    @property
    def connection(self) -> Connection:
        """How Slack reaches the bot, from the settings."""
        if self.http:
            return Connection.HTTP
        return Connection.SOCKET_MODE if self.slack_bot_token else Connection.SANDBOX

    @property
    def reactions(self) -> frozenset[str]:
        """The names of the reactions that suggest a clarification."""
        names = (name.strip().strip(":") for name in self.suggest_reactions.split(","))
        return frozenset(filter(None, names))

    @property
    def listen_port(self) -> int | None:
        """The port to listen on; None where nothing is to be served."""
        if self.port is None and self.connection is Connection.HTTP:
            return HTTP_PORT
        return self.port


def _trimmed(value: object) -> object:
    """Return a value as it was meant; an empty one counts as unset."""
    if isinstance(value, SecretStr):
        return SecretStr(trimmed(value.get_secret_value()))
    return trimmed(value) if isinstance(value, str) else value


def _missing_partners(values: Mapping[str, Any]) -> Iterable[str]:
    """Yield the missing ones: tokens come in pairs."""

    def given(field: str) -> Any:  # noqa: ANN401 -- only its truth value is used
        return values.get(variable_of(field)) or values.get(field)

    over_http = str(given("http") or "").lower() in {"1", "true", "yes", "on", "t", "y"}
    if over_http:
        if not given("slack_signing_secret"):
            yield (
                "SLACK_SIGNING_SECRET: missing; HTTP needs it"
                " (Basic Information > App Credentials, on your app's page at api.slack.com/apps)"
            )
    elif given("slack_bot_token") and not given("slack_app_token"):
        yield (
            "SLACK_APP_TOKEN: missing; Socket Mode needs it as well as SLACK_BOT_TOKEN"
            " (Basic Information > App-Level Tokens, scope connections:write)."
            " To be reached over HTTP instead, start with --http"
        )
    changes_to = str(given("changes") or "").lower()
    if changes_to == ChangesTo.GIT and not given("git_remote"):
        yield "PARLANCE_GIT_REMOTE: missing; PARLANCE_CHANGES=git needs the repository's address"
    for field in ("github_repository", "github_token"):
        if changes_to == ChangesTo.GITHUB and not given(field):
            yield f"{variable_of(field)}: missing; PARLANCE_CHANGES=github needs it"
    if os.environ.get("SLACK_CLIENT_ID") and os.environ.get("SLACK_CLIENT_SECRET"):
        yield (
            "SLACK_CLIENT_ID, SLACK_CLIENT_SECRET: unset them; the bot serves the one workspace"
            " of its token, and Bolt would start an OAuth flow"
        )
    wants_bot = over_http or given("slack_app_token") or given("slack_signing_secret")
    if wants_bot and not given("slack_bot_token"):
        yield (
            "SLACK_BOT_TOKEN: missing (OAuth & Permissions > Bot User OAuth Token)."
            " To open the sandbox instead, unset the other SLACK_ variables"
        )


def _sentence(fault: ErrorDetails) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else "settings"
    name = variable_of(name) if name.islower() else name
    return f"{name}: {fault['msg'].removeprefix('Value error, ')}"


def unknown_variables(environ: Mapping[str, str]) -> dict[str, str | None]:
    """Return the PARLANCE_ variables that set nothing, each with the name probably meant."""
    known = [variable_of(field) for field in Settings.model_fields]
    ours = [name.removeprefix(PREFIX) for name in known if name.startswith(PREFIX)]
    unknown: dict[str, str | None] = {}
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known and name not in _NOT_SETTINGS:
            meant = get_close_matches(name.removeprefix(PREFIX), ours, n=1)
            unknown[name] = PREFIX + meant[0] if meant else None
    return unknown


# Read by the tests alone.
_NOT_SETTINGS = {"PARLANCE_SHARED_GLOSSARY"}
