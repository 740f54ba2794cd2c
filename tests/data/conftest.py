"""The shipped glossary, loaded once as the bot loads it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.glossary.glossary import Glossary
from bot.glossary.loader import Loader

if TYPE_CHECKING:
    from bot.glossary.loader import Loaded

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    return Loader(DATA, today=lambda: datetime.now(UTC).date()).load()


@pytest.fixture(scope="session")
def glossary(loaded: Loaded) -> Glossary:
    return Glossary(loaded.config, loaded.terms.values())
