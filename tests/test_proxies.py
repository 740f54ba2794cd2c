from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.errors import SettingsError
from bot.proxies import proxy_for, settle_proxies
from bot.settings import SLACK_API_URL

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
GITHUB = "https://api.github.com/"
LOCAL = "http://127.0.0.1:8065/api/"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give a function that sets variables, in an environment without any proxy."""
    # What is settled is undone at the end: each variable is known to monkeypatch.
    for name in (*NAMES, "NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)

    def put(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return put


@pytest.mark.parametrize("variable", NAMES)
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("proxy.corp:8080", "http://proxy.corp:8080"),
        ("//proxy.corp:8080", "http://proxy.corp:8080"),
        ("me:pa%23ss@proxy.corp:8080", "http://me:pa%23ss@proxy.corp:8080"),
        ("[::1]:3128", "http://[::1]:3128"),
        ('"proxy.corp:8080"\r\n', "http://proxy.corp:8080"),
        ("HTTP://proxy.corp:8080/", "http://proxy.corp:8080/"),
        ("https://proxy.corp:8443", "https://proxy.corp:8443"),
    ],
)
def test_a_proxy_is_read_as_curl_reads_it(
    variable: str, written: str, read: str, environment: Callable[..., None]
):
    """Without a scheme it is an HTTP proxy; slack_sdk needs to see one."""
    environment(**{variable: written})

    proxy = settle_proxies(SLACK_API_URL)

    assert proxy is not None
    assert (variable, read, read) == (proxy.variable, proxy.url, os.environ["HTTPS_PROXY"])
    assert "me" not in proxy.shown
    assert read == proxy_for(GITHUB)


@pytest.mark.parametrize("variable", NAMES)
@pytest.mark.parametrize(
    "written",
    [
        "socks5://127.0.0.1:1080",
        "socks5h://me:hidden@127.0.0.1:1080",
        "http://proxy.corp:x",
        "http://me:hid#den@proxy.corp:8080",
        "http:/proxy.corp:8080",
        "http://",
        "http://[::1:3128",
        "[::1:3128",
        "http://[hid]:1",
        "http://me:[hid@proxy.corp:1",
        "http://me:hid]@proxy.corp:1",
        "http://proxy.corp:8080#x",
        "http://proxy.corp:8080/#",
        "http://proxy.corp:8080?x",
        "http://proxy.corp:99999",
        "proxy.corp :8080",
        "proxy\n.corp:8080",
    ],
)
def test_a_proxy_that_cannot_be_used_is_refused_by_the_variables_name(
    variable: str, written: str, environment: Callable[..., None]
):
    """The refusal says what to do, and shows no password."""
    environment(**{variable: written})

    with pytest.raises(
        SettingsError, match=rf"^{variable}: .*\n.*http://proxy.example.com:8080"
    ) as (refused):
        settle_proxies(SLACK_API_URL)

    assert "hid" not in str(refused.value)


def test_a_proxy_that_slack_is_not_reached_by_is_left_alone(environment: Callable[..., None]):
    """Desktops set a SOCKS proxy as well, for programs that take one."""
    environment(HTTPS_PROXY="proxy.corp:8080", ALL_PROXY="socks5://127.0.0.1:1080")

    proxy = settle_proxies(SLACK_API_URL)

    assert proxy is not None
    assert "http://proxy.corp:8080" == proxy.url
    assert "socks5://127.0.0.1:1080" == os.environ["ALL_PROXY"]


@pytest.mark.parametrize("empty", ["", " ", "\n", '""'])
def test_an_empty_variable_names_no_proxy(empty: str, environment: Callable[..., None]):
    """A compose file passes on what is not set as an empty text."""
    environment(HTTPS_PROXY=empty, HTTP_PROXY=empty)

    assert settle_proxies(SLACK_API_URL) is None
    assert not [name for name in NAMES if name in os.environ]


@pytest.mark.parametrize("exceptions", ["slack.com", ".slack.com", "x.corp, slack.com ", "*"])
def test_exceptions_hold_for_slack(exceptions: str, environment: Callable[..., None]):
    """slack_sdk has no such list, so it must not see the proxy; others still do."""
    environment(HTTPS_PROXY="proxy.corp:8080", NO_PROXY=exceptions)

    assert settle_proxies(SLACK_API_URL) is None
    assert "HTTPS_PROXY" not in os.environ
    assert (None if exceptions == "*" else "http://proxy.corp:8080") == proxy_for(GITHUB)


def test_this_machine_is_reached_directly(environment: Callable[..., None]):
    """The sandbox is; GitHub is not, and a proxy that Slack needs not is no fault."""
    environment(https_proxy="socks5://proxy.corp:1080", no_proxy="intranet.corp")

    assert settle_proxies(LOCAL) is None
    assert proxy_for(LOCAL) is proxy_for("https://intranet.corp/api/v3/") is None
    assert "intranet.corp,127.0.0.1,::1,localhost" == os.environ["no_proxy"]


def test_settling_twice_is_settling_once(environment: Callable[..., None]):
    """Tests and commands do it in one process."""
    environment(HTTPS_PROXY="proxy.corp:8080")

    assert settle_proxies(LOCAL) is None
    first = settle_proxies(SLACK_API_URL)
    second = settle_proxies(SLACK_API_URL)

    assert first is not None
    assert second is not None
    assert first.url == second.url == "http://proxy.corp:8080"
