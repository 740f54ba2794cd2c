from __future__ import annotations

from dataclasses import replace

from bot.commands.sandbox.run import MANIFEST, with_pages
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.sandbox.manifest import read_manifest


def test_the_domain_of_the_pages_is_declared() -> None:
    """So that links to them show the term, as in a workspace where somebody installed the app."""
    manifest = read_manifest(MANIFEST)
    config = replace(DEFAULT_CONFIG, pages_url="http://127.0.0.1:8066/terms/")

    assert with_pages(manifest, DEFAULT_CONFIG) is manifest
    declared = with_pages(manifest, config)
    assert declared.unfurl_domain("http://127.0.0.1:8066/terms/rag") == "127.0.0.1"
