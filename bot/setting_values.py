"""What the value of one setting may look like; each fault is a sentence behind the variable."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

LARGEST_PORT = 65_535


def starts_with(prefix: str, name: str) -> AfterValidator:
    """Return what refuses a secret that doesn't begin like this kind of token."""

    def check(secret: SecretStr) -> SecretStr:
        if not secret.get_secret_value().startswith(prefix):
            raise ValueError(f"is no {name}, which starts with {prefix}")
        return secret

    return AfterValidator(check)


def is_in_one_piece(secret: SecretStr) -> SecretStr:
    """Refuse a token that a blank or a quote got into."""
    if not re.fullmatch(r"[!#-&(-~]+", secret.get_secret_value()):
        raise ValueError("has a blank, a quote or a foreign letter in it; copy it again")
    return secret


def host(host: str) -> str:
    """Refuse what can't be one address to listen on."""
    if " " in host:
        raise ValueError("has a blank in it; name one address, such as 127.0.0.1")
    return host


def command(name: str) -> str:
    """Return the name of a slash command, with its slash."""
    name = f"/{name.removeprefix('/')}"
    if not re.fullmatch(r"/[a-z0-9_-]{1,31}", name):
        raise ValueError(
            "is no name of a command: write up to 31 small letters, digits, hyphens and "
            "underscores, such as /term"
        )
    if name == "/glossary":
        raise ValueError("is the bot's other command; choose another name")
    return name


def api_url(url: str) -> str:
    """Return the address of an API, with a slash at its end."""
    if not url.startswith(("http://", "https://")):
        raise ValueError("must start with https:// (or http:// on this machine)")
    if " " in url or not _has_host(url):
        raise ValueError("isn't an address; write it like https://slack.com/api/")
    return url.rstrip("/") + "/"


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


# As SQLAlchemy parts an address: a password ends at the first @ and may hold a slash.
_SERVER = re.compile(
    r"(?:[^:/]*(?::[^@]*)?@)?"
    r"(?:\[[0-9A-Fa-f:.%]+\]|[^]/:?@[]+)?(?::(?P<port>[0-9]{1,5}))?"
    r"(?:/[^?]*)?(?:[?].*)?"
)


def database_url(secret: SecretStr) -> SecretStr:
    """Return the address with the driver that the bot uses."""
    scheme, separator, rest = secret.get_secret_value().partition("://")
    if not separator or scheme not in _DRIVERS:
        raise ValueError("must start with sqlite:/// or postgresql://")
    if not scheme.startswith("sqlite") and " " in rest:
        raise ValueError("has a blank in it; in a password, write it as %20")
    if scheme.startswith("sqlite"):
        if not rest.startswith("/") or not rest.strip("/"):
            raise ValueError("names no file: write sqlite:///var/parlance.db")
        if ":memory:" in rest or "mode=memory" in rest:
            raise ValueError(
                "loses everything when the bot stops; name a file, like sqlite:///var/parlance.db"
            )
    elif not _names_server(rest):
        raise ValueError(
            "isn't a database address; write it like postgresql://user:password@host:5432/name,"
            " with other signs in percent form (%40 for @)"
        )
    return SecretStr(f"{_DRIVERS[scheme]}://{rest}")


def _names_server(rest: str) -> bool:
    server = _SERVER.fullmatch(rest)
    return server is not None and 0 < int(server["port"] or 1) <= LARGEST_PORT


def remote(secret: SecretStr) -> SecretStr:
    """Refuse an address that git could not ask."""
    address = secret.get_secret_value()
    if "://" in address and " " in address:
        raise ValueError("has a blank in it; in a path or a password, write it as %20")
    return secret


def branch(name: str) -> str:
    """Refuse what git takes for no branch."""
    is_plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]*", name) and not name.endswith((".", "/"))
    if not is_plain or ".." in name or "//" in name or name.endswith(".lock"):
        raise ValueError("isn't the name of a branch")
    return name


def inside(directory: str) -> str:
    """Refuse a directory that would lead out of the repository."""
    path = PurePosixPath(directory)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError("must be a directory inside the repository, such as data")
    return str(path)


def repository(name: str) -> str:
    """Refuse what GitHub takes for no repository."""
    if not re.fullmatch(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+", name):
        raise ValueError("must be written owner/name")
    return name


def reactions(names: str) -> str:
    """Refuse what no reaction is ever called in Slack."""
    for name in filter(None, (one.strip().strip(":") for one in names.split(","))):
        if name != name.lower() or not re.fullmatch(r"[\w'+-]+", name):
            raise ValueError(
                f"no reaction is called {name!r}; write names as Slack does, like"
                " memo,speech_balloon"
            )
    return names


def lower(value: object) -> object:
    """Take choices in any case."""
    return value.lower() if isinstance(value, str) else value
