from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.server import PAGE

if TYPE_CHECKING:
    from pathlib import Path

WEB = PAGE.parent / "web"
STAMP = "built-from.json"
MOST_BYTES = 1_300_000


def digests(directory: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below, by its path; as vite.config.ts counts them."""
    files = (path for path in directory.rglob("*") if path.is_file())
    paths = {path.relative_to(directory).as_posix(): path for path in files}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in paths.items()
        if not name.startswith("node_modules/")
    }


def test_the_committed_page_is_built_from_its_source() -> None:
    """After a change of the source, run `make page`; a bundle changed by hand fails here."""
    stamp = json.loads((PAGE / STAMP).read_text(encoding="utf-8"))
    built = digests(PAGE)
    del built[STAMP]
    assert digests(WEB) == stamp["source"], "run `make page` and commit bot/sandbox/page"
    assert built == stamp["built"], "bot/sandbox/page was changed by hand: run `make page`"


def test_the_page_names_no_other_machine() -> None:
    """Everything it loads comes from the sandbox: no address in its markup or styles."""
    loaded = [PAGE / "index.html", *(PAGE / "assets").glob("*.css")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in loaded}
    assert [name for name, text in texts.items() if "//" in text.replace("/*!", "")] == []
    assert "default-src 'self'" in texts["index.html"]


def test_the_lock_names_no_registry() -> None:
    """The packages are pinned by version and hash, wherever one gets them from."""
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    packages = [entry for path, entry in lock["packages"].items() if path and not entry.get("link")]
    assert [entry for entry in packages if "resolved" in entry] == []
    assert [entry for entry in packages if "integrity" not in entry] == []


@pytest.mark.parametrize("name", ["page.js", "index.css"])
def test_the_bundle_stays_small(name: str) -> None:
    """The page opens at once on a slow disk, and the repository does not swell at each build."""
    assert (PAGE / "assets" / name).stat().st_size < MOST_BYTES


def test_the_bundle_has_the_licences_of_what_it_holds() -> None:
    """Every package that the page depends on stands in THIRD_PARTY_LICENSES."""
    licences = (PAGE.parents[2] / "THIRD_PARTY_LICENSES").read_text(encoding="utf-8")
    wanted = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["dependencies"]
    missing = [name for name, version in wanted.items() if f"{name} {version}" not in licences]
    assert missing == []
