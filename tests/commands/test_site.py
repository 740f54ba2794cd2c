from __future__ import annotations

from typing import TYPE_CHECKING

from typer.testing import CliRunner

from bot.cli import app
from tests.builders import a_term_file

if TYPE_CHECKING:
    from pathlib import Path


def test_the_site_is_built_into_a_directory(tmp_path: Path) -> None:
    """The command says where to look."""
    terms = tmp_path / "glossary"
    terms.mkdir()
    (terms / "rag.yml").write_text(a_term_file("rag"))
    out = tmp_path / "out"
    done = CliRunner().invoke(
        app, ["site", "build", "--glossary", str(terms), "--out", str(out), "--url", "https://a.b"]
    )

    assert done.exit_code == 0
    assert f"Open {out}/index.html" in done.output.replace("\n", "")
    assert "rag" in (out / "terms" / "rag.html").read_text(encoding="utf-8")
    assert (out / "feed.xml").exists()


def test_a_term_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    """The rest is built."""
    (tmp_path / "rag.yml").write_text(a_term_file("rag"))
    (tmp_path / "bad.yml").write_text("term: [\n")
    out = tmp_path / "out"
    done = CliRunner().invoke(
        app, ["site", "build", "--glossary", str(tmp_path), "--out", str(out)]
    )

    assert done.exit_code == 0
    assert "problems.html" in done.output.replace("\n", "")
