"""The proxies that the environment names, read once and as curl reads them.

slack_sdk takes the first of four variables unchanged: it needs a scheme there, and asks the
proxy for every host. aiohttp and git read more variables, each in a way of its own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

from bot.environment import has_invisible, trimmed
from bot.errors import SettingsError

_OF_SLACK_SDK = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
_FOR_ALL = ("ALL_PROXY", "all_proxy")
_EXCEPTIONS = ("no_proxy", "NO_PROXY")
_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy, and the variable that names it."""

    variable: str
    url: str

    @property
    def shown(self) -> str:
        """The address without user and password, for messages."""
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"


def settle_proxies(slack_api_url: str) -> Proxy | None:
    """Make slack_sdk, aiohttp and git find the same proxies in the environment.

    Return the proxy for Slack; None where it is reached directly. Raises
    SettingsError where that proxy can't be used.
    """
    for name in (*_OF_SLACK_SDK, *_FOR_ALL):
        address = _with_scheme(trimmed(os.environ.pop(name, "")))
        if address:
            os.environ[name] = address
    _except_this_machine()
    proxy = _first(*_OF_SLACK_SDK, *_FOR_ALL)
    if proxy is None:
        return None
    if _is_direct(slack_api_url):
        for name in _OF_SLACK_SDK:
            os.environ.pop(name, None)
        os.environ["ALL_PROXY"] = proxy.url  # slack_sdk doesn't read it; git and we do
        return None
    _refuse_unusable(proxy)
    os.environ["HTTPS_PROXY"] = proxy.url
    return proxy


def proxy_for(url: str) -> str | None:
    """Return the address of the proxy for this URL, once they are settled; None for none."""
    if _is_direct(url):
        return None
    scheme = urlsplit(url).scheme
    proxy = _first(f"{scheme.upper()}_PROXY", f"{scheme}_proxy", *_FOR_ALL)
    return proxy.url if proxy else None


def _first(*names: str) -> Proxy | None:
    return next((Proxy(name, os.environ[name]) for name in names if name in os.environ), None)


def _with_scheme(address: str) -> str:
    scheme, separator, rest = address.removeprefix("//").partition("://")
    if separator:
        return f"{scheme.lower()}://{rest}"
    return f"http://{scheme}" if scheme else ""


def _is_direct(url: str) -> bool:
    """Return whether the host is this machine, or one of the exceptions in NO_PROXY."""
    host = urlsplit(url).hostname or ""
    return host in _THIS_MACHINE or bool(proxy_bypass_environment(host))


def _except_this_machine() -> None:
    names = [name for name in _EXCEPTIONS if name in os.environ] or ["no_proxy"]
    for name in names:
        given = [one for one in trimmed(os.environ.get(name, "")).split(",") if one.strip()]
        missing = [host for host in _THIS_MACHINE if host not in given]
        os.environ[name] = ",".join(given if given == ["*"] else [*given, *missing])


def _refuse_unusable(proxy: Proxy) -> None:
    scheme = proxy.url.partition("://")[0]
    if scheme not in {"http", "https"}:
        raise SettingsError(
            f"{proxy.variable}: a {scheme} proxy can't be used to reach Slack.\n"
            "Set HTTPS_PROXY to an HTTP proxy (http://proxy.example.com:8080), or unset"
            f" {proxy.variable}."
        )
    if has_invisible(proxy.url) or " " in proxy.url or not _is_address(proxy.url):
        raise SettingsError(
            f"{proxy.variable}: is no address of a proxy.\n"
            "Write it like http://proxy.example.com:8080. In a password, write signs such as"
            " #, / and @ in percent form (%23, %2F, %40)."
        )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_bare = parts.path in {"", "/"} and not {"?", "#"} & {*url}
    return bool(parts.hostname) and is_port and is_bare
