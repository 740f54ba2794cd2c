from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from bot.errors import OperatorError
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import errors_in
from bot.glossary.glossary import Glossary
from bot.glossary.governance.report import Waiting, WaitingKind
from bot.glossary.model import Category, Example, Role, SiteConfig, Status
from bot.glossary.statistics import Missing
from bot.site.build import checked_url, site_files, write_site
from bot.site.shelf_pages import MOST_ON_ONE_PAGE
from tests.builders import a_glossary, a_term, a_term_file
from tests.shared import SHARED, needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.glossary.model import Term

TODAY = date(2026, 10, 1)
ROOT = Path(__file__).parents[2]
NO_ROLES = replace(DEFAULT_CONFIG, roles=(), default_role="")


def built(glossary: Glossary, **given: object) -> dict[str, bytes]:
    """Return every file of the site."""
    files = site_files(glossary, today=TODAY, **given)  # type: ignore[arg-type]
    return {path: make() for path, make in files}


def page_of(term: Term, *others: Term) -> str:
    """Return the term's page."""
    return built(a_glossary(term, *others))[f"terms/{term.slug}.html"].decode()


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src", "action"} and value:
                self.targets.append(value)
            if name == "id" and value:
                self.ids.add(value)


def broken_links(files: Mapping[str, bytes]) -> list[str]:
    """Return each link inside the site that leads nowhere."""
    read: dict[str, _Links] = {}
    for path, content in files.items():
        if path.endswith(".html"):
            read[path] = _Links()
            read[path].feed(content.decode())
    broken = []
    for path, page in read.items():
        for target in page.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            steps = [*path.split("/")[:-1], *unquote(parts.path).split("/")]
            there: list[str] = []
            for step in steps:
                if step == "..":
                    there.pop()
                elif step:
                    there.append(step)
            found = "/".join(there) if parts.path else path
            is_there = found in files and (
                not parts.fragment or unquote(parts.fragment) in read[found].ids
            )
            if not is_there:
                broken.append(f"{path}: {target}")
    return broken


def test_every_link_of_the_shipped_glossary_leads_somewhere() -> None:
    """Of all pages, to all pages."""
    loaded = Loader(ROOT / "data").load()
    glossary = Glossary(loaded.config, loaded.terms.values())

    assert broken_links(built(glossary, url="https://example.com/")) == []


@needs(SHARED / "glossaries" / "ai-glossary")
def test_the_public_glossary_has_pages() -> None:
    """It has no file of settings."""
    loaded = Loader(SHARED / "glossaries" / "ai-glossary").load()
    files = built(Glossary(loaded.config, loaded.terms.values()))

    assert broken_links(files) == []
    assert sum(path.startswith("terms/") and path.endswith(".html") for path in files) == 112


def test_the_same_glossary_makes_the_same_bytes() -> None:
    """Nothing of a day or of chance is in them, so that a publisher sees what changed."""
    glossary = a_glossary(a_term("token"), a_term("rag"))

    assert built(glossary, url="https://a.example/") == built(glossary, url="https://a.example/")


def test_a_page_has_its_sections_in_order() -> None:
    """Who knows one page finds the same thing at the same place of another."""
    term = a_term(
        "rag",
        takeaways={"legal": "Read the licence."},
        nist_rmf_tags=("safe",),
        risk_notes="A risk.",
        related=("token",),
    )
    glossary = a_glossary(term, a_term("token"))
    page = built(glossary)[f"terms/{term.slug}.html"].decode()

    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", page)
    assert headings[headings.index("Role takeaways") :] == [
        "Role takeaways",
        "Long definition",
        "Audience perspectives",
        "Examples",
        "Governance",
        "Relationships",
        "Citations",
    ]


def test_an_example_for_certain_roles_comes_first_for_them() -> None:
    """The others read it after what is for everybody."""
    term = a_term("rag", do=("For all.", Example("For counsel.", ("legal",))))
    page = page_of(term)
    legal = page.split('data-role="legal"')[-1].split("</div>")[0]
    product = page.split('data-role="product"')[-1].split("</div>")[0]

    assert legal.index("For counsel.") < legal.index("For all.")
    assert product.index("For all.") < product.index("For counsel.")


def test_a_relation_is_a_link_and_links_back() -> None:
    """A label that names nothing is shown, and is no link."""
    rag = a_term("rag", related=("token", "nowhere"))
    token = a_term("token")
    files = built(a_glossary(rag, token))

    assert '<a href="../terms/token.html">token</a>' in files["terms/rag.html"].decode()
    assert ">nowhere</span>" in files["terms/rag.html"].decode()
    assert "Named by" in files["terms/token.html"].decode()


def test_what_is_wrong_with_a_term_is_said_at_its_top() -> None:
    """Out of use, overdue, never reviewed."""
    retired = a_term("old", status=Status.DEPRECATED, replaced_by="token")
    assert "No longer in use." in page_of(retired, a_term("token"))
    assert "review overdue by" in page_of(a_term("rag", last_reviewed_on=date(2020, 1, 1)))
    assert "Never reviewed" in page_of(a_term("rag", last_reviewed_on=None))


def test_a_thin_term_has_a_thin_page() -> None:
    """A name and a sentence make no empty section."""
    thin = a_term(
        "BVA",
        short_def="Board of Veterans' Appeals",
        aliases=("Board of Veterans' appeals",),
        long_def="",
        audiences={},
        roles=(),
        categories=(),
        do=(),
        dont=(),
        citations=(),
        license=None,
        part_of_speech=None,
        status=Status.DRAFT,
        last_reviewed_on=None,
    )
    page = page_of(thin)

    assert re.findall(r"<h2[^>]*>([^<]*)</h2>", page) == ["Short definition"]
    assert page.count("Board of Veterans") == page_of(replace(thin, aliases=())).count(
        "Board of Veterans"
    )
    assert "Licence" not in page
    assert "roles/index.html" not in built(a_glossary(thin, config=NO_ROLES))


def test_a_plain_list_has_no_pages_of_categories_and_roles() -> None:
    """Nothing would be on them, although the built-in roles are there."""
    plain = a_term("BVA", short_def="x.", audiences={}, roles=(), categories=(), takeaways={})
    files = built(a_glossary(plain))

    assert not any(path.startswith(("roles/", "categories/")) for path in files)
    assert b'name="role"' not in files["search.html"]
    assert b"of your role" not in files["index.html"]


HOSTILE = "</script><img src=x onerror=alert(1)>\"'{{ 7*7 }}"


def test_nothing_of_a_term_becomes_markup_or_template() -> None:
    """Whatever field it stands in; the search index and the feeds as well."""
    config = replace(
        DEFAULT_CONFIG,
        name=HOSTILE,
        roles=(Role("legal", HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        default_role="legal",
        categories=(Category(HOSTILE, HOSTILE, (HOSTILE,)),),
        stewards={HOSTILE: "U0123456789"},
    )
    term = a_term(
        HOSTILE,
        slug="hostile",
        aliases=(HOSTILE,),
        context=HOSTILE,
        categories=(HOSTILE,),
        roles=("legal",),
        short_def=HOSTILE,
        long_def=HOSTILE,
        audiences={"legal": HOSTILE, HOSTILE: HOSTILE},
        takeaways={"legal": HOSTILE},
        do=(HOSTILE,),
        nist_rmf_tags=(HOSTILE,),
        risk_notes=HOSTILE,
        related=(HOSTILE, "x" + HOSTILE),
        license=HOSTILE,
        notation=HOSTILE,
    )
    files = built(a_glossary(term, config=config), url="https://example.com/")
    pages = [content.decode() for path, content in files.items() if path.endswith(".html")]

    assert not [page for page in pages if "<img" in page or "49" in page.split("<body")[1]]
    assert b"</script>" not in files["search-index.js"]


def test_the_address_of_a_category_stays_in_its_folder() -> None:
    """Its name is text, and may be anything."""
    files = built(a_glossary(a_term("rag", categories=("../../x", "C++"))))
    paths = [path for path in files if path.startswith("categories/")]

    assert len(paths) == 3
    assert not [path for path in files if ".." in path]
    assert broken_links(files) == []


def test_many_terms_have_a_page_a_letter() -> None:
    """One page of ten thousand names is no list."""
    terms = [a_term(f"{letter}{number}") for letter in "ab" for number in range(MOST_ON_ONE_PAGE)]
    files = dict(site_files(a_glossary(*terms), today=TODAY))

    assert {"a-z/a.html", "a-z/b.html"} <= files.keys()
    assert len(files["a-z/index.html"]()) < 20_000


def test_what_people_missed_is_shown_only_where_the_settings_say_so() -> None:
    """It may be nobody else's business."""
    glossary = a_glossary(a_term("rag"))

    assert "missing.html" not in built(glossary)
    waiting = [Waiting(WaitingKind.REQUEST, "arr", date(2026, 9, 1), 2)]
    shown = built(glossary, missing=[Missing("kpi", 3)], waiting=waiting)
    assert "kpi" in shown["missing.html"].decode()
    assert "arr" in shown["governance/index.html"].decode()
    assert shown["governance/waiting.csv"].decode("utf-8-sig").splitlines()[1] == (
        "request,arr,2026-09-01,30,2"
    )


def test_links_lead_where_the_settings_say() -> None:
    """To the form for suggestions, to the file, and to its history."""
    site = SiteConfig(
        "https://example.org/new?title={term}",
        "https://example.org/blob/{file}",
        "https://example.org/commits/{file}",
    )
    term = a_term("R&D", slug="r-and-d")
    glossary = a_glossary(term, config=replace(DEFAULT_CONFIG, site=site))
    page = built(glossary)["terms/r-and-d.html"].decode()

    assert 'href="https://example.org/new?title=R%26D"' in page
    assert 'href="https://example.org/blob/r-and-d.yml"' in page
    assert 'href="https://example.org/commits/r-and-d.yml"' in page


def test_a_broken_term_is_listed_and_has_no_page(tmp_path: Path) -> None:
    """Nothing else breaks."""
    (tmp_path / "rag.yml").write_text(a_term_file("rag"))
    (tmp_path / "bad.yml").write_text("term: bad\nstatus: unheard\n")
    loaded = Loader(tmp_path).load()
    files = built(
        Glossary(loaded.config, loaded.terms.values()), problems=errors_in(loaded.problems)
    )

    assert "bad.yml" in files["problems.html"].decode()
    assert "terms/rag.html" in files
    assert "terms/bad.html" not in files
    assert broken_links(files) == []


def test_data_is_the_export() -> None:
    """A program reads the same of a term here and there."""
    files = built(a_glossary(a_term("rag"), a_term("token")), url="https://example.com/")

    whole = json.loads(files["glossary.json"])
    assert whole["terms"] == [
        json.loads(files["terms/rag.json"]),
        json.loads(files["terms/token.json"]),
    ]
    assert "[rag](https://example.com/terms/rag.html)" in files["llms.txt"].decode()


def test_a_site_replaces_a_site_and_nothing_else(tmp_path: Path) -> None:
    """Whatever else lies in the directory stays."""
    out = tmp_path / "site"
    write_site(iter({"index.html": lambda: b"one", "old.html": lambda: b""}.items()), out)
    write_site(iter({"index.html": lambda: b"two"}.items()), out)

    assert (out / "index.html").read_bytes() == b"two"
    assert not (out / "old.html").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "work.txt").write_text("mine")
    with pytest.raises(OperatorError, match="no site was built there"):
        write_site(iter({"index.html": lambda: b""}.items()), mine)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_build_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    """A page is not half there."""
    out = tmp_path / "site"
    write_site(iter({"index.html": lambda: b"one"}.items()), out)

    def fail() -> bytes:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 -- it has no words
        write_site(iter({"index.html": lambda: b"two", "x.html": fail}.items()), out)
    assert (out / "index.html").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("url", ["example.com", "ftp://example.com", "https://", "https://x/?a"])
def test_what_is_no_address_of_a_site_is_told(url: str) -> None:
    """Feeds would lead nowhere."""
    with pytest.raises(OperatorError, match="no address"):
        checked_url(url)


def test_an_address_gets_its_slash() -> None:
    """With or without one it is the same site."""
    assert checked_url("https://x.example/g") == checked_url("https://x.example/g/")
