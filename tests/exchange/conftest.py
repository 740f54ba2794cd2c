"""Readers run in the process of the test, where they are quick and coverage sees them."""

from __future__ import annotations

import contextlib
import io
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from bot.exchange import child, reading

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def readers_run_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no child process for a source, except in tests marked ``in_child``."""
    if "in_child" not in request.keywords:
        monkeypatch.setattr(reading, "_child", _here)


@contextlib.contextmanager
def _here(request: bytes) -> Iterator[SimpleNamespace]:
    """Stand for a child that answered and ended well."""
    out = io.BytesIO()
    child.answer(request, out)
    out.seek(0)
    yield SimpleNamespace(stdout=out, stderr=io.BytesIO(), wait=lambda: 0)
