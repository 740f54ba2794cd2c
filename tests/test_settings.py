from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.settings import (
    SLACK_API_URL,
    Connection,
    Settings,
    unknown_variables,
    variable_of,
)
from bot.storage import migrate as migration

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"
EXAMPLE = Path(__file__).parent.parent / ".env.example"
VARIABLES = {variable_of(field) for field in Settings.model_fields}


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (*VARIABLES, "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return put


def faults() -> list[str]:
    """Return the lines in which the settings are refused."""
    with pytest.raises(SettingsError) as raised:
        Settings()
    return [line.strip() for line in str(raised.value).splitlines()[1:-1]]


def test_with_nothing_set_the_sandbox_opens():
    """A newcomer needs to set nothing."""
    settings = Settings()

    assert (Connection.SANDBOX, None) == (settings.connection, settings.listen_port)
    assert settings.slack_api_url == SLACK_API_URL


def test_two_tokens_connect_over_socket_mode(environment: Any):
    """Socket Mode serves nothing over HTTP unless a port is asked for."""
    environment(SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")
    without_port = Settings()
    environment(PARLANCE_PORT="8080")
    with_port = Settings()

    assert without_port.connection == with_port.connection == Connection.SOCKET_MODE
    assert (None, 8080) == (without_port.listen_port, with_port.listen_port)


def test_http_listens_on_port_3000(environment: Any):
    """The switch makes the signing secret count; the app token may stay set."""
    environment(SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s", SLACK_APP_TOKEN="xapp-1")

    settings = Settings(http=True)

    assert (Connection.HTTP, 3000) == (settings.connection, settings.listen_port)


def test_every_fault_is_reported_at_once_and_no_secret_with_it(environment: Any):
    """All faults come at once, not one fault a start."""
    environment(
        SLACK_BOT_TOKEN="xapp-secret1",
        SLACK_API_URL="slack.com",
        PARLANCE_DATABASE_URL="mysql://me:secret2@host/db",
        PARLANCE_PORT="99999",
        PARLANCE_COUNTS_KEPT_DAYS="0",
        PARLANCE_LOG_LEVEL="loud",
    )

    found = faults()

    assert [fault.split(":")[0] for fault in found] == [
        "SLACK_BOT_TOKEN",
        "SLACK_API_URL",
        "PARLANCE_DATABASE_URL",
        "PARLANCE_PORT",
        "PARLANCE_COUNTS_KEPT_DAYS",
        "PARLANCE_LOG_LEVEL",
        "SLACK_APP_TOKEN",
    ]
    assert "secret" not in " ".join(found)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, "SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "PARLANCE_HTTP": "1"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_SIGNING_SECRET": "s", "PARLANCE_HTTP": "on"}, "SLACK_BOT_TOKEN"),
    ],
)
def test_half_set_tokens_name_the_other_half(given: dict[str, str], missing: str, environment: Any):
    """Somebody who set one token does not want the sandbox."""
    environment(**given)

    assert [fault.split(":")[0] for fault in faults()] == [missing]


def test_credentials_that_would_start_an_oauth_flow_are_refused(environment: Any):
    """Bolt reads these two by itself and would ignore the bot's token."""
    environment(SLACK_CLIENT_ID="1.2", SLACK_CLIENT_SECRET="s")

    assert faults()[0].startswith("SLACK_CLIENT_ID, SLACK_CLIENT_SECRET: unset them")


def test_an_empty_variable_counts_as_unset(environment: Any):
    """A compose file passes on what is not set as an empty text."""
    environment(SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="", PARLANCE_PORT="")

    assert Settings().connection is Connection.SANDBOX


def test_a_file_env_is_read_and_the_environment_comes_first(environment: Any):
    """Tokens live in .env; a variable overrides it for once."""
    Path(".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\nPARLANCE_PORT=1\n")
    environment(PARLANCE_PORT="2")

    settings = Settings()

    assert (Connection.SOCKET_MODE, 2) == (settings.connection, settings.port)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///var/x.db", "sqlite+aiosqlite:///var/x.db"),
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@[::1]:5432/d", "postgresql+psycopg://u:p@[::1]:5432/d"),
        ("postgresql://u:a/b:c?d@h/d", "postgresql+psycopg://u:a/b:c?d@h/d"),
        ("postgresql:///d?host=/run/sock", "postgresql+psycopg:///d?host=/run/sock"),
    ],
)
def test_database_addresses_are_taken_as_people_write_them(given: str, used: str):
    """The driver is our business."""
    assert Settings(database_url=given).database_url.get_secret_value() == used


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://u:hidden@h:abc/d",
        "postgresql://u:hidden@h:/d:e@f:x",
        "postgresql://u:hidden@[::1/d",
        "postgresql://u:hidden@::1]/d",
        "postgresql://u:hidden@h:0/d",
        "postgresql://u:hidden@h:99999/d",
        "postgres://u:hid@den@[h/d",
        "sqlite://var/hidden.db",
        "sqlite:///:memory:",
        "sqlite+aiosqlite:///:memory:",
        "sqlite:///file:hidden?mode=memory&uri=true",
        "sqlite:///file::memory:?uri=true",
    ],
)
def test_a_database_that_no_driver_could_open_is_refused_by_name(given: str, environment: Any):
    """Whatever a person typed there, it isn't shown again: it holds a password."""
    environment(PARLANCE_DATABASE_URL=given)

    (fault,) = faults()

    assert fault.startswith("PARLANCE_DATABASE_URL: ")
    assert "hid" not in fault
    assert ":///var/parlance.db" in fault or "://user:password@host:5432/name" in fault


@pytest.mark.parametrize("given", ["", "postgresql://u:hidden@h:abc/d", "sqlite:///:memory:"])
def test_a_migration_refuses_it_as_well(
    given: str, environment: Any, capsys: pytest.CaptureFixture[str]
):
    """That process reads the variable by itself."""
    environment(PARLANCE_DATABASE_URL=given)

    assert migration.main() == 1
    told = capsys.readouterr().err
    assert told.startswith("PARLANCE_DATABASE_URL: ")
    assert "hidden" not in told


def test_reactions_are_named_as_people_write_them(environment: Any):
    """With colons or without, and none at all where nobody is to suggest by reacting."""
    environment(PARLANCE_SUGGEST_REACTIONS=" :memo:, bulb ,")
    named = Settings().reactions
    environment(PARLANCE_SUGGEST_REACTIONS=",")

    assert named == {"memo", "bulb"}
    assert Settings().reactions == frozenset()


@pytest.mark.parametrize("given", ["MEMO", "\N{MEMO}", "memo;x", "memo, a b", "+1::skin-tone-2"])
def test_a_reaction_that_nobody_can_give_is_refused_by_name(given: str, environment: Any):
    """The bot would wait for it for ever."""
    environment(PARLANCE_SUGGEST_REACTIONS=given)

    assert [fault.split(":")[0] for fault in faults()] == ["PARLANCE_SUGGEST_REACTIONS"]


def test_names_that_slack_gives_are_reactions(environment: Any):
    """Signs stand in some, and a workspace's own may be in any script."""
    environment(PARLANCE_SUGGEST_REACTIONS="+1,-1,e-mail,memo,büro,\u308f\u304b\u308b")

    assert len(Settings().reactions) == 6


def test_secrets_do_not_show_in_what_is_printed():
    """Neither tokens nor the database's password appear in a log or a traceback."""
    settings = Settings(
        slack_bot_token="xoxb-hidden",
        slack_app_token="xapp-hidden",
        database_url="postgresql://u:hidden@h/d",
    )

    assert "hidden" not in repr(settings)


def test_a_misspelled_variable_is_found_with_what_was_meant():
    """A variable that sets nothing gets a warning with the nearest real name."""
    environ = {"PARLANCE_GLOSARY": "x", "PARLANCE_XYZZY": "y", "PARLANCE_HOST": "z", "HOME": "/"}

    assert unknown_variables(environ) == {
        "PARLANCE_GLOSARY": "PARLANCE_GLOSSARY",
        "PARLANCE_XYZZY": None,
    }


def test_every_setting_is_explained_with_its_default():
    """docs/settings.md has one row a variable and no other, and states the true default."""
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", DOCS.read_text(), re.MULTILINE))

    assert set(rows) == VARIABLES
    for field, info in Settings.model_fields.items():
        told = rows[variable_of(field)].strip("`")
        default = info.default
        if default is None:
            assert told == "\N{EN DASH}"
        elif field == "database_url":
            assert told == default.get_secret_value().replace("+aiosqlite", "")
        else:
            assert told in {str(default), str(default).lower()}


def test_every_bound_is_told():
    """docs/settings.md gives the lowest and highest number; .env.example too, where it names it."""
    rows = {
        row[1]: row[0] for row in re.finditer(r"^\| `(\w+)` \| .*$", DOCS.read_text(), re.MULTILINE)
    }
    example = EXAMPLE.read_text()
    bounded = 0
    for field, info in Settings.model_fields.items():
        # The bounds of an optional number stand in its type.
        said = re.findall(r"\b(Ge\(ge|Le\(le)=(\d+)\)", repr([info.annotation, info.metadata]))
        if said:
            bounded += 1
            low, high = (bound for _, bound in said)
            assert f"from {low} to {high}" in rows[variable_of(field)]
            if variable_of(field) in example:
                before = example.partition(variable_of(field))[0].rpartition("\n\n")[2]
                assert f"({low} to {high})" in before
    assert bounded >= 4


def test_the_example_file_names_real_settings_only():
    """.env.example can be copied without leaving variables that set nothing."""
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))

    assert named <= VARIABLES
    assert {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"} <= named


def test_a_file_that_begins_with_a_mark_is_read_whole(tmp_path: Path):
    """Some editors write one; the first variable would be lost, and the sandbox would open."""
    (tmp_path / ".env").write_text("\ufeffPARLANCE_HOST=0.0.0.0\n", encoding="utf-8")

    assert "0.0.0.0" == Settings().host  # noqa: S104 -- read, not listened on


def test_a_file_that_is_no_text_is_refused_in_words(tmp_path: Path):
    """A file saved in another encoding gets an error that says what to do."""
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-ü", encoding="utf-16")

    with pytest.raises(SettingsError, match="save it as UTF-8"):
        Settings()


BLANKS = ["{}\n", "{}\r", "{}\r\n", " {}\t", "\ufeff{}", "\xa0{}\u200b"]
AROUND = [*BLANKS, '"{}"', "'{}'", '"{}\n"\r\n']
AS_MEANT = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "SLACK_SIGNING_SECRET": "8f74",
    "SLACK_API_URL": "https://slack.example.org/api/",
    "PARLANCE_GLOSSARY": "words",
    "PARLANCE_DATABASE_URL": "sqlite:///var/x.db",
    "PARLANCE_HTTP": "true",
    "PARLANCE_HOST": "127.0.0.2",
    "PARLANCE_PORT": "3001",
    "PARLANCE_DEFAULT_ROLE": "legal",
    "PARLANCE_DEFINE_COMMAND": "/term",
    "PARLANCE_COUNT_LOOKUPS": "false",
    "PARLANCE_COUNTS_KEPT_DAYS": "30",
    "PARLANCE_SUGGEST_REACTIONS": "bulb",
    "PARLANCE_SUGGESTIONS_PER_DAY": "7",
    "PARLANCE_ACCEPT_OWN": "true",
    "PARLANCE_ANSWER_MENTIONS_PUBLICLY": "true",
    "PARLANCE_SERVE_OTHER_ORGANIZATIONS": "true",
    "PARLANCE_CHANGES": "github",
    "PARLANCE_GIT_REMOTE": "git@example.org:words.git",
    "PARLANCE_GIT_BRANCH": "words",
    "PARLANCE_GIT_DIRECTORY": "data",
    "PARLANCE_GIT_CLONE": "var/clone",
    "PARLANCE_GIT_COMMITTER": "Bot",
    "PARLANCE_GIT_DOMAIN": "example.org",
    "PARLANCE_GIT_FETCH_SECONDS": "90",
    "PARLANCE_GITHUB_REPOSITORY": "owner/name",
    "PARLANCE_GITHUB_TOKEN": "ghp_1",
    "PARLANCE_GITHUB_API_URL": "https://github.example.org/api/v3/",
    "PARLANCE_LOG_FORMAT": "json",
    "PARLANCE_LOG_LEVEL": "error",
}


@pytest.mark.parametrize("around", AROUND)
def test_what_slips_in_around_a_value_changes_nothing(around: str, environment: Any):
    """A secret made with echo, a file from Windows, quotes that docker kept."""
    assert set(AS_MEANT) == VARIABLES
    environment(**AS_MEANT)
    meant = Settings()

    environment(**{name: around.format(value) for name, value in AS_MEANT.items()})

    assert Settings() == meant


@pytest.mark.parametrize("around", AROUND)
def test_a_variable_of_blanks_alone_counts_as_unset(around: str, environment: Any):
    """A secret that was never filled in is still a file with a line break."""
    environment(**dict.fromkeys(VARIABLES, around.format("")))

    assert Settings() == Settings(_env_file=None)
    assert Connection.SANDBOX == Settings().connection


@pytest.mark.parametrize("inside", ["\n", "\r", "\t", " ", "\xa0", "\u200b", "\ufeff", '"'])
def test_a_secret_with_a_gap_in_it_is_refused_by_name_and_not_shown(inside: str, environment: Any):
    """Slack would refuse it, or every request of Slack's would be refused."""
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-hid{}den",
        "SLACK_APP_TOKEN": "xapp-hid{}den",
        "SLACK_SIGNING_SECRET": "hid{}den",
        "PARLANCE_GITHUB_TOKEN": "hid{}den",
    }
    environment(**{name: value.format(inside) for name, value in secrets.items()})

    found = faults()

    assert list(secrets) == [fault.split(":")[0] for fault in found]
    assert not any("hid" in fault or "den" in fault.split(":")[1] for fault in found)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SLACK_API_URL", "https://slack.com /api/"),
        ("SLACK_API_URL", "https://slack.com\n/api/"),
        ("SLACK_API_URL", "https://"),
        ("PARLANCE_GITHUB_API_URL", "https://api.github.com:x/"),
        ("PARLANCE_DATABASE_URL", "sqlite:///var/x\n.db"),
        ("PARLANCE_DATABASE_URL", "postgresql://me:pass word@host/db"),
        ("PARLANCE_GIT_REMOTE", "https://example.org/wo rds.git"),
        ("PARLANCE_GIT_REMOTE", "git@example.org:wo\nrds.git"),
        ("PARLANCE_HOST", "127.0.0.1 127.0.0.2"),
        ("PARLANCE_GLOSSARY", "da\nta"),
    ],
)
def test_an_address_with_a_gap_in_it_is_refused_by_name(
    variable: str, value: str, environment: Any
):
    """Faults that can't be reported later are reported at the start."""
    environment(**{variable: value})

    (found,) = faults()

    assert found.startswith(f"{variable}: ")


def test_a_path_may_have_blanks_in_it(environment: Any):
    """Directories do."""
    environment(PARLANCE_GLOSSARY="our words", PARLANCE_DATABASE_URL="sqlite:///my files/x.db")

    assert Path("our words") == Settings().glossary
    assert Settings().database_url.get_secret_value().endswith("my files/x.db")
