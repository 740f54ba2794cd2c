"""The command line as a process: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from bot.cli import main
from bot.commands.sandbox.run import copy_glossary
from tests.builders import a_term_file
from tests.processes import environment

ROOT = Path(__file__).parent.parent
SANDBOX_SECONDS = 120


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    directory = tmp_path / "glossary" / "terms"
    directory.mkdir(parents=True)
    for name in ("diffusion model", "tokenizer"):
        path = directory / f"{name.replace(' ', '-')}.yml"
        path.write_text(a_term_file(name), encoding="utf-8")
    return directory.parent


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


Parlance = Callable[..., Ran]


@pytest.fixture
def parlance(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Give a function that runs one command to its end, in a directory with nothing in it."""
    for name in os.environ:
        if name.startswith(("PARLANCE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path, **variables: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["parlance", *map(str, arguments)])
        with monkeypatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else int(code is not None), *capsys.readouterr())

    return run


def start(
    directory: Path, *arguments: str, out: int | IO[str] = subprocess.PIPE, **variables: str
) -> subprocess.Popen[str]:
    """Start a command as a process of its own."""
    return subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(PYTHONPATH=str(ROOT), **variables),
        cwd=directory,
    )


def test_define_prints_the_answer_in_a_roles_words(glossary: Path, parlance: Parlance):
    """The same answer as in Slack, for a terminal."""
    ran = parlance("define", "diffusion model", "--role", "legal", "--glossary", glossary)

    assert ran.returncode == 0, ran.stderr
    assert "diffusion model" in ran.stdout
    assert "legal" in ran.stdout


def test_define_finds_a_glossary_whose_variable_ends_in_a_line_break(
    glossary: Path, parlance: Parlance
):
    """A file of variables from Windows, or one that docker read, quotes and all."""
    ran = parlance("define", "diffusion model", PARLANCE_GLOSSARY=f'"{glossary}"\r\n')

    assert ran.returncode == 0, ran.stderr


def test_define_takes_words_without_quotes_and_a_role_in_words(glossary: Path, parlance: Parlance):
    """As one types it in Slack."""
    ran = parlance(
        "define",
        "diffusion",
        "model",
        "as",
        "legal",
        "--json",
        "--glossary",
        glossary,
    )

    answer: dict[str, Any] = json.loads(ran.stdout)
    found = (answer["match"], answer["term"], answer["role"])

    assert found == ("found", "diffusion model", "legal")


def test_define_says_that_files_could_not_be_used(glossary: Path, parlance: Parlance):
    """A missed term may be in one of them."""
    (glossary / "terms" / "broken.yml").write_text("term: [", encoding="utf-8")
    ran = parlance("define", "broken", "--glossary", glossary)

    assert f"2 terms, 1 error, 0 warnings; `parlance check {glossary}` lists them" in ran.stderr


def test_define_says_when_there_is_no_such_term(glossary: Path, parlance: Parlance):
    """A script can tell by the exit code."""
    ran = parlance("define", "xyzzy", "--glossary", glossary)

    assert ran.returncode == 1
    assert "xyzzy" in ran.stdout
    assert ran.stderr == ""


def test_define_names_the_roles_that_there_are(glossary: Path, parlance: Parlance):
    """A mistyped role is a wrong option."""
    ran = parlance("define", "tokenizer", "--role", "grandma", "--glossary", glossary)

    assert ran.returncode == 2
    assert "legal" in ran.stderr


def test_check_exits_with_1_on_errors_only(glossary: Path, parlance: Parlance):
    """Warnings do not fail a build."""
    path = glossary / "terms" / "tokenizer.yml"
    path.write_text(a_term_file("tokenizer") + "surplus: 1\n", encoding="utf-8")
    with_warning = parlance("check", glossary)
    path.write_text("term: [", encoding="utf-8")
    with_error = parlance("check", glossary, "--format", "json")

    assert (0, 1) == (with_warning.returncode, with_error.returncode)
    assert "surplus" in with_warning.stdout
    assert json.loads(with_error.stdout)["errors"] == 1


def test_lookup_answers_every_line_with_one(glossary: Path):
    """Also an empty line, one that a person pasted, and one with other signs of a line's end."""
    text = "diffusion models\n\nxyzzy\n“tokeniser”?\nx\u2028y\rz"
    with start(glossary, "lookup", "--glossary", ".", "--json") as process:
        out, _ = process.communicate(text)
    answers = [json.loads(line) for line in out.splitlines()]

    assert [answer["query"] for answer in answers] == text.split("\n")
    assert [answer["match"] for answer in answers] == [
        "confident",
        "none",
        "none",
        "confident",
        "none",
    ]
    assert answers[0]["terms"] == ["diffusion model"]


def test_lookup_answers_while_it_reads_and_stands_a_reader_that_leaves(glossary: Path):
    """Another program may ask one thing after the other, and go when it has enough."""
    with start(glossary, "lookup", PARLANCE_GLOSSARY=".") as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write("tokenizer\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        process.stdout.close()
        process.stdin.write("tokenizer\n" * 1000)
        process.stdin.close()
        errors = process.stderr.read()

    assert (["tokenizer"], "") == (answer["terms"], errors)


def test_without_an_input_there_is_nothing_to_look_up(
    glossary: Path, parlance: Parlance, monkeypatch: pytest.MonkeyPatch
):
    """A service manager may start a command with standard input closed."""
    monkeypatch.setattr(sys, "stdin", None)
    ran = parlance("lookup", "--glossary", glossary)

    assert (0, "", "") == (ran.returncode, ran.stdout, ran.stderr)


def test_a_terminal_that_lacks_a_character_is_shown_the_others(glossary: Path):
    """Definitions hold quotes and dashes that an old encoding has no place for."""
    arguments = ("define", "tokenizer", "--glossary", ".")
    with start(glossary, *arguments, PYTHONIOENCODING="ascii") as process:
        out, errors = process.communicate()

    assert (0, "") == (process.returncode, errors)
    assert "Approved ? reviewed" in out


def test_a_terminal_obeys_nothing_of_a_file(glossary: Path, parlance: Parlance):
    """Not in any form of the problems, of the answers and of the lists; data stay data."""
    odd = "\\e]0;title\\a\\x9b2J\\u202e"
    terms = glossary / "terms"
    (terms / "odd.yml").write_text(a_term_file("odd") + f'"{odd}": 1\n', encoding="utf-8")
    (terms / "turned.yml").write_text(
        a_term_file("turned", short_def="a\u202eb", steward="x\u202ey", last_reviewed="2001-01-01"),
        encoding="utf-8",
    )
    (glossary / "glossary.yml").write_text(
        f'name: "{odd}"\nroles:\n- id: "legal{odd}"\n', encoding="utf-8"
    )
    ran = [
        parlance("check", glossary),
        parlance("check", glossary, "--format", "json"),
        parlance("check", glossary, "--format", "github"),
        parlance("define", "turned", "--glossary", glossary),
        parlance("define", "turned", "--json", "--glossary", glossary),
        parlance("define", "turned", "--role", "x", "--glossary", glossary),
        parlance("overdue", "--glossary", glossary),
        parlance("overdue", "--format", "json", "--glossary", glossary),
        parlance("stats", "--glossary", glossary),
        parlance("stats", "--format", "json", "--glossary", glossary),
        parlance("check", f"{glossary}\x1b[2J"),
    ]

    for one in ran:
        assert [] == [sign for sign in one.stdout + one.stderr if sign in "\x1b\x07\x9b\u202e"]
    for number in (1, 4, 7):
        assert json.loads(ran[number].stdout), ran[number]
    assert "U+001B" in ran[0].stdout
    assert "\\u001b[2J" in ran[-1].stderr


@pytest.mark.parametrize("option", ["name", "context"])
def test_new_takes_no_control_characters(glossary: Path, parlance: Parlance, option: str):
    """Invisible characters are dropped; those that turn a text's direction are refused."""

    def new(text: str) -> Ran:
        given = (text,) if option == "name" else ("token", "--context", text)
        return parlance("new", *given, "--glossary", glossary)

    written, refused = new("sec\u200bret\x1b word"), new("a\u202eb")

    assert (0, 2) == (written.returncode, refused.returncode)
    (path,) = (glossary / "terms").glob("*secret-word.yml")
    assert "secret word" in path.read_text(encoding="utf-8").splitlines()[option == "context"]
    assert "U+202E" in refused.stderr


def test_new_writes_a_file_once(glossary: Path, parlance: Parlance):
    """It never touches a file that is there."""
    arguments = ("new", "token", "--context", "Security", "--glossary", glossary)
    first, second = parlance(*arguments), parlance(*arguments)

    assert (0, 1) == (first.returncode, second.returncode)
    assert (glossary / "terms" / "token-security.yml").is_file()
    assert "is there already" in second.stderr


@pytest.mark.parametrize(
    ("arguments", "told", "code"),
    [
        (("check", "nowhere"), "There is no glossary at nowhere", 1),
        (("define", "x", "--glossary", "nowhere"), "There is no glossary", 1),
        (("define", " "), "write what to look up", 2),
        (("lookup", "--glossary", "nowhere"), "There is no glossary", 1),
        (("new", "!?"), "There is no glossary", 1),
        (("check", "--format", "xml"), "xml", 2),
        (("run", "--port", "70000"), "--port", 2),
        (("stats", "--days", "99999999999"), "--days", 2),
        (("run", "--http"), "SLACK_SIGNING_SECRET: missing", 1),
        (("dance",), "dance", 2),
    ],
)
def test_what_a_user_can_cause_is_told_without_a_traceback(
    arguments: tuple[str, ...], told: str, code: int, parlance: Parlance
):
    """Each says what is wrong; a wrong option ends with 2, all else with 1."""
    ran = parlance(*arguments)

    assert told in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full to write to")
def test_a_full_disk_is_told_without_a_traceback(glossary: Path):
    """What cannot be written is no fault of the program."""
    with (
        Path("/dev/full").open("w", encoding="utf-8") as full,
        start(glossary, "lookup", out=full, PARLANCE_GLOSSARY=".") as process,
    ):
        _, told = process.communicate("tokenizer\n")

    assert process.returncode == 1
    assert "No space left" in told
    assert "Traceback" not in told


def test_half_set_tokens_do_not_open_the_sandbox(parlance: Parlance):
    """Somebody who set a token wants their own Slack."""
    ran = parlance("run", SLACK_BOT_TOKEN="xoxb-1")

    assert ran.returncode == 1
    assert "SLACK_APP_TOKEN: missing" in ran.stderr


def test_migrate_makes_the_database(tmp_path: Path, parlance: Parlance):
    """It may be run before the bot, and again."""
    runs = [parlance("migrate") for _ in range(2)]

    assert [0, 0] == [ran.returncode for ran in runs]
    assert (tmp_path / "var" / "parlance.db").is_file()


def test_doctor_exits_with_1_where_something_must_be_mended(glossary: Path, parlance: Parlance):
    """And with 0 where the bot can run."""
    well = parlance("doctor", PARLANCE_GLOSSARY=str(glossary))
    ill = parlance("doctor", PARLANCE_GLOSSARY="nowhere")

    assert (0, 1) == (well.returncode, ill.returncode)
    assert "warn  tokens" in well.stdout
    assert "fail  glossary" in ill.stdout


def test_version_and_help_are_there(parlance: Parlance):
    """Every command explains itself."""
    version = parlance("--version")
    helps = [
        parlance(command, "--help")
        for command in ("run", "sandbox", "define", "check", "lookup", "new", "doctor", "migrate")
    ]

    assert version.stdout.startswith("parlance 0.")
    assert [0] * 8 == [ran.returncode for ran in helps]


def test_without_tokens_run_opens_the_sandbox_on_a_copy(glossary: Path, tmp_path: Path):
    """It prints where, serves a copy, says when its port is taken, and Ctrl-C closes it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    process = start(tmp_path, "run", "--port", port, PARLANCE_GLOSSARY=str(glossary))
    try:
        assert process.stdout
        told = ""
        give_up = time.monotonic() + SANDBOX_SECONDS
        while "Ctrl-C" not in told and time.monotonic() < give_up:
            told += process.stdout.readline()
            assert process.poll() is None, process.communicate()
        (copied,) = (tmp_path / "var" / "sandbox").glob("glossary-*/terms/tokenizer.yml")
        served = copied.stat()
        with start(tmp_path, "sandbox", "--port", port, "--glossary", str(glossary)) as second:
            _, refusal = second.communicate(timeout=SANDBOX_SECONDS)
        assert served == copied.stat()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=SANDBOX_SECONDS)
    finally:
        process.kill()

    assert f"http://127.0.0.1:{port}" in told
    assert "the original stays as it is" in told
    assert [] == list(tmp_path.rglob("*.db"))
    assert (0, "") == (process.returncode, errors)
    assert (1, True) == (second.returncode, "--port" in refusal)
    assert "Traceback" not in refusal


def test_the_sandbox_says_when_there_is_no_glossary(tmp_path: Path):
    """Before it opens anything."""
    with start(tmp_path, "sandbox", "--glossary", "nowhere") as process:
        _, errors = process.communicate()

    assert (1, True) == (process.returncode, "There is no glossary at nowhere" in errors)


class TestCopy:
    """The sandbox's copy of a glossary."""

    def test_it_follows_the_original_until_it_is_edited(self, glossary: Path, tmp_path: Path):
        """An untouched copy is replaced at each start."""
        served = copy_glossary(glossary, tmp_path / "sandbox")
        (glossary / "terms" / "new.yml").write_text(a_term_file("new"), encoding="utf-8")
        (glossary / "terms" / "tokenizer.yml").unlink()
        again = copy_glossary(glossary, tmp_path / "sandbox")

        assert served.directory == again.directory
        names = {path.name for path in (again.directory / "terms").glob("*.yml")}
        assert names == {"diffusion-model.yml", "new.yml"}

    def test_it_keeps_what_was_edited_and_says_so(self, glossary: Path, tmp_path: Path):
        """Nobody's work in the sandbox is thrown away by a restart."""
        edited = copy_glossary(glossary, tmp_path / "sandbox").directory / "terms" / "mine.yml"
        edited.write_text(a_term_file("mine"), encoding="utf-8")

        again = copy_glossary(glossary, tmp_path / "sandbox")

        assert edited.is_file()
        assert "you have edited" in again.sentence
        assert "Delete it" in again.sentence

    def test_it_holds_the_glossarys_files_and_no_others(self, glossary: Path, tmp_path: Path):
        """What else lies in the directory may be large or secret."""
        (glossary / "glossary.yml").write_text("name: Words\n", encoding="utf-8")
        (glossary / ".git").mkdir()
        (glossary / "notes.txt").write_text("secret", encoding="utf-8")

        copy = copy_glossary(glossary, tmp_path / "sandbox").directory

        names = {str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file()}
        assert names == {
            ".copied",
            "glossary.yml",
            "terms/diffusion-model.yml",
            "terms/tokenizer.yml",
        }

    def test_two_glossaries_have_a_copy_each(self, glossary: Path, tmp_path: Path):
        """Directories of one name lie side by side; a directory of terms alone is copied too."""
        first = copy_glossary(glossary, tmp_path / "sandbox").directory
        second = copy_glossary(glossary / "terms", tmp_path / "sandbox").directory

        assert first != second
        assert (second / "tokenizer.yml").is_file()


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("--port=1", 2)])
def test_the_bots_own_process_says_that_it_takes_no_arguments(argument: str, code: int):
    """It doesn't start the bot instead."""
    ran = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-m", "bot", argument],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=SANDBOX_SECONDS,
    )

    assert (code, True) == (ran.returncode, "`parlance --help`" in ran.stderr)
