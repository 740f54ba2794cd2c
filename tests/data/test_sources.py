"""The sources of the shipped terms' claims: documents, in the current edition, cited in full."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data"

# The longest quotation that a citation may hold.
LONGEST_QUOTE = 300


@pytest.fixture(scope="module")
def sources() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((DATA / "sources.yml").read_text(encoding="utf-8"))
    return {source["id"]: source for source in listed}


@pytest.fixture(scope="module")
def citations() -> list[tuple[str, dict[str, Any]]]:
    return list(_citations())


def _citations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every citation as it is written, with its term's file; the bot reads only a part."""
    for path in sorted((DATA / "terms").glob("*.yml")):
        term = yaml.safe_load(path.read_text(encoding="utf-8"))
        for citation in term["citations"]:
            yield path.stem, citation


def test_no_home_page_is_a_citation(citations: list[tuple[str, dict[str, Any]]]) -> None:
    """A citation leads to a paper, an article or a page, never to the front door of a site."""
    assert [] == [
        (slug, citation["url"])
        for slug, citation in citations
        if not urlsplit(citation["url"]).path.strip("/")
    ]


def test_no_superseded_edition_is_cited(
    citations: list[tuple[str, dict[str, Any]]], sources: dict[str, dict[str, Any]]
) -> None:
    """No term cites a source that sources.yml marks as superseded, by id or by address."""
    old = {name for name, source in sources.items() if "superseded_by" in source}
    addresses = {sources[name]["url"].rstrip("/") for name in old}

    assert [] == [
        (slug, citation["url"])
        for slug, citation in citations
        if citation.get("source_id") in old or citation["url"].rstrip("/") in addresses
    ]


def test_the_bibliography_is_sound(sources: dict[str, dict[str, Any]]) -> None:
    """Every source has a title, a publisher and a document; editions lead to a current one."""
    for name, source in sources.items():
        assert {"title", "publisher", "url"} <= set(source), name
        assert urlsplit(source["url"]).path.strip("/"), name
        seen = {name}
        while "superseded_by" in source:
            newer = source["superseded_by"]
            assert newer in sources, name
            assert newer not in seen, name
            seen.add(newer)
            source = sources[newer]  # noqa: PLW2901 - following the chain is the point


def test_evidence_is_well_formed(
    citations: list[tuple[str, dict[str, Any]]], sources: dict[str, dict[str, Any]]
) -> None:
    """Ids are of the bibliography, quotations short, and a quotation has its day of reading."""
    for slug, citation in citations:
        assert citation.get("source_id") in {None, *sources}, slug
        assert len(citation.get("quote", "")) <= LONGEST_QUOTE, slug
        assert "quote" not in citation or "checked_on" in citation, slug
