"""The sandbox and the bot in one process, on a copy of the glossary unless told otherwise."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import shutil
import signal
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.cards.kit.phrases import in_sentence
from bot.command_name import define_command
from bot.commands.sandbox.advance import advances
from bot.doctor.slack import command_fault
from bot.errors import OperatorError
from bot.glossary.examples import example_for_role, example_names
from bot.glossary.files.directory import (
    CONFIG_FILE,
    SCHEDULE_FILE,
    TERMS_DIRECTORY,
    files_of_terms,
    find_places,
)
from bot.glossary.files.loader import Loader
from bot.runtime.process import running
from bot.sandbox.server import SandboxServer
from bot.sandbox.workspace.clock import SandboxClock
from bot.sandbox.workspace.people import PEOPLE, TEAM_ID, WEI
from bot.services.viewer import Viewer
from bot.settings import ChangesTo, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import GlossaryConfig
    from bot.sandbox.manifest import Manifest
    from bot.services.services import Services

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
DIRECTORY = Path("var/sandbox")
STEWARDS_CHANNEL = "glossary-stewards"
# Next to a copy: what it looked like when it was made.
FINGERPRINT_FILE = ".copied"


@dataclass(frozen=True, slots=True)
class Served:
    """The directory that the sandbox serves, and a sentence that says what it is."""

    directory: Path
    is_copy: bool
    sentence: str


async def run_sandbox(
    glossary: Path,
    *,
    in_place: bool,
    host: str,
    port: int,
    announce: Callable[[str, Served], None],
) -> None:
    """Open the sandbox with the bot in it, until SIGTERM or Ctrl-C."""
    Loader(glossary).load()  # says what is wrong with the directory before anything is made
    if not MANIFEST.is_file():
        raise OperatorError(f"{MANIFEST} is missing: the sandbox installs the bot from it.")
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    clock = SandboxClock()
    server = SandboxServer(MANIFEST, host=host, port=port, clock=clock)
    server.page.is_app_starting = True
    await server.start()
    try:
        served = (  # after the port is ours: on a taken one, another sandbox serves the copy
            Served(glossary, is_copy=False, sentence=f"Serving {glossary} itself.")
            if in_place
            else copy_glossary(glossary, DIRECTORY)
        )
        # The bot begins each run with an empty memory, and shares it with no other sandbox.
        with tempfile.TemporaryDirectory(prefix="parlance-") as memory:
            settings = sandbox_settings(server, served.directory, Path(memory))
            if fault := command_fault(settings.define_command, MANIFEST):
                raise OperatorError(fault)
            async with running(settings, with_stewards, clock, posts_by_itself=False) as services:
                server.page.glossary = {
                    "directory": str(glossary),
                    "copy": served.is_copy,
                    "terms": len(services.glossary.terms),
                    "examples": examples_of(services.glossary),
                }
                server.sandbox.manifest = with_pages(
                    server.sandbox.manifest, services.glossary.config
                )
                server.sandbox.actions |= advances(server.sandbox, services, clock)
                server.sandbox.workspace.tell_everybody({"type": "workspace"})
                await give_people_their_roles(services)
                announce(server.base_url, served)
                await stop.wait()
    finally:
        await server.stop()


def sandbox_settings(server: SandboxServer, glossary: Path, memory: Path) -> Settings:
    """Return the settings of a bot in the sandbox, whose database is to lie in ``memory``."""
    return Settings(
        slack_bot_token=SecretStr(server.bot_token),
        slack_app_token=SecretStr(server.app_token),
        slack_signing_secret=None,
        slack_api_url=server.api_url,
        glossary=glossary,
        database_url=SecretStr(f"sqlite:///{memory}/parlance.db"),
        changes=ChangesTo.FILES,
        http=False,
        port=None,
    )


async def give_people_their_roles(services: Services) -> None:
    """Keep the roles of those who aren't new here, as if they had chosen them."""
    for person in PEOPLE:
        role = services.glossary.config.role(person.role)
        if role and not person.is_new and not person.is_external_user:
            await services.viewers.keep_role(Viewer(TEAM_ID, person.id), role)


def examples_of(glossary: Glossary) -> list[str]:
    """Return commands that a newcomer can type as they are, with this glossary's own terms."""
    command = define_command()
    forms = (f"{command} {{}}", f"{command} what is {{}}?")
    examples = [
        form.format(name) for form, name in zip(forms, example_names(glossary), strict=False)
    ]
    if for_role := example_for_role(glossary, glossary.config.usual_role):
        name, role = for_role
        examples.append(f"{command} {name} for {in_sentence(role.title)}")
    return [*examples, "/glossary browse"]


def with_pages(manifest: Manifest, config: GlossaryConfig) -> Manifest:
    """Return the manifest with the domain of the glossary's pages, as an installer enters it."""
    domain = urlsplit(config.pages_url or "").hostname
    if not domain:
        return manifest
    return replace(manifest, unfurl_domains=manifest.unfurl_domains | {domain})


def with_stewards(config: GlossaryConfig) -> GlossaryConfig:
    """Return the glossary's settings with the sandbox's own stewards in charge."""
    return replace(
        config,
        stewards={person.real_name: person.id for person in PEOPLE if person.is_steward},
        fallback_steward=WEI,
        stewards_channel=STEWARDS_CHANNEL,
    )


def copy_glossary(origin: Path, under: Path) -> Served:
    """Return a copy to play with: fresh, unless the one from before was edited.

    Each origin has a copy of its own.
    """
    digest = hashlib.sha256(str(origin.resolve()).encode()).hexdigest()[:6]
    copy = under / f"{origin.resolve().name}-{digest}"
    record = copy / FINGERPRINT_FILE
    if record.is_file() and record.read_text(encoding="utf-8") != fingerprint(copy):
        return Served(
            copy,
            is_copy=True,
            sentence=f"Serving {copy}, the copy of {origin} that you have edited. "
            "Delete it to start from a fresh one.",
        )
    try:
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(copy)
        for path in _files(origin):
            target = copy / path.relative_to(origin)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        record.write_text(fingerprint(copy), encoding="utf-8")
    except OSError as error:
        raise OperatorError(
            f"{origin} cannot be copied to {copy}: {error.strerror}.\n"
            "Make the directory writable, or serve the original with --in-place."
        ) from error
    sentence = f"Serving {copy}, a copy of {origin}; the original stays as it is."
    return Served(copy, is_copy=True, sentence=sentence)


def fingerprint(directory: Path) -> str:
    """Return what changes when any file of a glossary does."""
    digest = hashlib.sha256()
    for path in _files(directory):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(directory)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(directory: Path) -> list[Path]:
    """Return the files of a glossary, in order; anything else in the directory is not ours."""
    terms = find_places(directory).terms
    files = [terms / name for name in files_of_terms(terms) or ()]
    if terms.name == TERMS_DIRECTORY and terms != directory:
        companions = (directory / CONFIG_FILE, directory / SCHEDULE_FILE)
        files += [path for path in companions if path.is_file()]
    return sorted(files)
