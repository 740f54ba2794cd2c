"""What files the site has, and how they are put into a directory as a whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import OperatorError
from bot.glossary.governance.report import build_report
from bot.glossary.model import Status
from bot.site.data_files import data_files
from bot.site.governance_page import governance_files, governance_page
from bot.site.news import atom_feed, json_feed, news, news_page
from bot.site.page import Page
from bot.site.render import Renderer, Site
from bot.site.role_pages import role_pages
from bot.site.search_data import as_json, as_script, search_data
from bot.site.shelf_pages import shelf_pages
from bot.site.term_pages import term_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from bot.glossary.files.problems import Problem
    from bot.glossary.glossary import Glossary
    from bot.glossary.governance.report import Waiting
    from bot.glossary.statistics import Missing

# Written into each site, and looked for before one is replaced.
_MARK = ".parlance-site"
_MEANINGS = {
    Status.DRAFT: "Nobody has checked it yet.",
    Status.REVIEWED: "Somebody has read it against its sources.",
    Status.APPROVED: "The organization stands behind it.",
    Status.DEPRECATED: "It should no longer be used.",
}


File = Callable[[], bytes]


def site_files(  # noqa: PLR0913 -- what the pages are made of
    glossary: Glossary,
    *,
    today: date,
    url: str | None = None,
    problems: Sequence[Problem] = (),
    changed_on: Mapping[str, date] | None = None,
    missing: Sequence[Missing] | None = None,
    waiting: Sequence[Waiting] = (),
) -> Iterator[tuple[str, File]]:
    """Yield the path of each file and what makes its bytes, the same on one day for one glossary.

    ``url`` is where the site will be found, with a slash at its end; without one it has no feeds.
    """
    pages = list(_overview(glossary, problems, missing))
    entries = news(glossary, changed_on or {})
    pages.append(news_page(entries))
    report = build_report(glossary, today, waiting)
    pages.append(governance_page(report))
    paths = {page.path for page in pages}
    navigation = [
        (path, title)
        for path, title in (
            ("index.html", "Start"),
            ("a-z/index.html", "A–Z"),  # noqa: RUF001 -- a range
            ("categories/index.html", "Categories"),
            ("roles/index.html", "Roles"),
            ("news.html", "What’s new"),  # noqa: RUF001
            ("governance/index.html", "Governance"),
            ("missing.html", "Missing"),
            ("about.html", "About"),
        )
        if path in paths
    ]
    site = Site(glossary, glossary.config.site, url, problems, navigation)
    renderer = Renderer(site)
    for page in (*pages, *term_pages(glossary, today)):
        yield page.path, partial(renderer.draw, page)
    yield from data_files(glossary, url)
    yield from governance_files(report)
    index = cache(partial(search_data, glossary))
    yield "search-index.json", lambda: as_json(index())
    yield "search-index.js", lambda: as_script(index())
    if url:
        yield "feed.xml", partial(atom_feed, entries, glossary.config.name, url)
        yield "feed.json", partial(json_feed, entries, glossary.config.name, url)
    for asset in sorted((files("bot.site") / "assets").iterdir(), key=lambda one: one.name):
        yield f"assets/{asset.name}", asset.read_bytes
    yield ".nojekyll", bytes


def write_site(built: Iterable[tuple[str, File]], out: Path) -> int:
    """Write the files beside ``out`` and put them in its place; return how many there are.

    Raises OperatorError where something that is no site lies there already.
    """
    if out.is_symlink() or (out.exists() and not _is_ours(out)):
        raise OperatorError(
            f"{out} is not empty and no site was built there. Name another directory with --out, "
            "or empty this one."
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        beside.chmod(0o755)
        count = 0
        (beside / _MARK).write_text("`parlance site build` replaces everything here.\n")
        for path, make in built:
            target = beside / path
            if target.parent != beside:
                target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(make())
            count += 1
        old = beside.with_name(f"{beside.name}-old")
        if out.exists():
            out.rename(old)
        beside.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return count


def checked_url(url: str | None) -> str | None:
    """Return a site's address with a slash at its end; raise OperatorError for anything else."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise OperatorError(f"{url} is no address of a site: write one like https://example.com/.")
    return f"{url.rstrip('/')}/"


def _overview(
    glossary: Glossary, problems: Sequence[Problem], missing: Sequence[Missing] | None
) -> Iterator[Page]:
    """Yield every page that is not a term's own."""
    config, terms = glossary.config, glossary.terms.values()
    yield from shelf_pages(glossary)
    yield from role_pages(glossary)
    if missing is not None:
        yield Page(
            "missing.html", "missing.html", "Missing terms", {"missing": missing, "days": 30}
        )
    counted = Counter(term.status for term in terms)
    yield Page(
        "about.html",
        "about.html",
        "About",
        {
            "count": len(glossary.terms),
            "statuses": {status: counted[status] for status in Status if counted[status]},
            "meanings": _MEANINGS,
            "stewards": sorted(config.stewards),
            "licenses": dict(Counter(term.license for term in terms if term.license).most_common()),
        },
    )
    if problems:
        yield Page("problems.html", "problems.html", "Problems", {"problems": problems})
    yield Page("404.html", "404.html", "No such page")


def _is_ours(out: Path) -> bool:
    return out.is_dir() and ((out / _MARK).exists() or not any(out.iterdir()))
