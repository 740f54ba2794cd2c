"""``parlance site``: the glossary as pages, built into a directory or served as they change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import DEFAULT_GLOSSARY, GlossaryOption
from bot.commands.terminal import tell
from bot.errors import OperatorError

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.governance.report import Waiting
    from bot.glossary.statistics import Missing

app = typer.Typer(no_args_is_help=True, help="The glossary as pages on the web.")

SITE_PORT = 8066
MISSING_DAYS = 30


@app.command()
def build(
    *,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
    out: Annotated[Path, typer.Option(help="The directory to build into.")] = Path("site"),
    url: Annotated[
        str | None,
        typer.Option(help="Where the site will be found; with it, the site has feeds."),
    ] = None,
) -> None:
    """Build the site into a directory, which any web server can serve, or a browser open."""
    from bot.clock import now
    from bot.glossary.files.loader import Loader
    from bot.glossary.files.problems import errors_in
    from bot.glossary.glossary import Glossary

    _needs_the_extra()
    from bot.site.build import checked_url, site_files, write_site
    from bot.site.news import days_of_change

    address = checked_url(url)
    loader = Loader(glossary)
    loaded = loader.load()
    problems = errors_in(loaded.problems)
    terms = Glossary(loaded.config, loaded.terms.values(), loaded.left_out)
    shows_missing = loaded.config.site.show_missing
    built = site_files(
        terms,
        today=now().date(),
        url=address,
        problems=problems,
        changed_on=days_of_change(loader.places.terms),
        missing=_missing() if shows_missing else None,
        waiting=_waiting(terms) if shows_missing else (),
    )
    count = write_site(built, out)
    tell(f"Built {len(loaded.terms):,} terms into {out}: {count:,} files. Open {out}/index.html.")
    if problems:
        tell(f"{len(problems)} errors: see {out}/problems.html.", err=True)


@app.command()
def serve(
    *,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port.")] = SITE_PORT,
) -> None:
    """Serve the site on this machine; a changed term shows when the page is loaded again."""
    from bot.clock import now
    from bot.glossary.files.loader import Loader

    _needs_the_extra()
    from bot.site.serve import LiveSite
    from bot.site.serve import serve as serve_site

    site = LiveSite(Loader(glossary), lambda: now().date())
    tell(f"The pages are at http://{host}:{port}/. Ctrl-C ends them.")
    serve_site(site, host, port)


def _needs_the_extra() -> None:
    from importlib.util import find_spec

    if find_spec("jinja2") is None:
        raise OperatorError(
            "The pages need the library jinja2: pip install 'parlance[site]', or `make run` once."
        )


def _missing() -> list[Missing]:
    """Return what people looked up in vain."""
    import asyncio

    from bot.commands.statistics import read_statistics
    from bot.settings import Settings

    return list(asyncio.run(read_statistics(Settings(), MISSING_DAYS)).missing)


def _waiting(glossary: Glossary) -> list[Waiting]:
    """Return the suggestions and requests that wait for a steward."""
    import asyncio

    from bot.commands.governance import read_waiting

    return asyncio.run(read_waiting(glossary))
