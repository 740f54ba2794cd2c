from __future__ import annotations

import subprocess
import sys

import pytest

LIBRARIES = {
    "charset_normalizer",
    "lxml",
    "mdit_py_plugins",
    "openpyxl",
    "python_calamine",
    "rdflib",
}


@pytest.mark.parametrize("module", ["bot.__main__", "bot.cli"])
def test_what_serves_or_starts_loads_no_library_of_the_exchange(module: str) -> None:
    """Neither the bot nor a command pays for what only imports and exports need."""
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own

    assert set() == LIBRARIES & set(ran.stdout.split())
    assert "bot" in ran.stdout.split()
