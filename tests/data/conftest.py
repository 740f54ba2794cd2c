"""The shipped glossary, loaded once as the bot loads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary

if TYPE_CHECKING:
    from bot.glossary.files.loader import Loaded

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    # By the machine's own clock, before any test sets it: a review that lies in the future is a
    # fault today, and on no later day.
    return Loader(DATA).load()


@pytest.fixture(scope="session")
def glossary(loaded: Loaded) -> Glossary:
    return Glossary(loaded.config, loaded.terms.values())
