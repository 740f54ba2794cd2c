"""The databases of the storage tests, for processes that die over them."""

from __future__ import annotations

from tests.storage.conftest import database_url, postgres, sqlite_file

__all__ = ["database_url", "postgres", "sqlite_file"]
