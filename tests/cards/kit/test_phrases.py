from __future__ import annotations

import pytest

from bot.cards.kit.phrases import source_words


@pytest.mark.parametrize(
    ("title", "brief"),
    [
        ("Lewis et al., Retrieval-Augmented Generation", "Lewis et al."),
        ("NIST AI 100-1: AI Risk Management Framework", "NIST AI 100-1"),
        ("OWASP Top 10 for LLM Applications (2025)", "OWASP Top 10 for LLM Applications"),
        ("Regulation (EU) 2024/1689 (EU AI Act), consolidated text", "Regulation (EU) 2024/1689"),
        ("Directive (EU) 2019/790", "Directive (EU) 2019/790"),
        ("A, by itself", "A, by itself"),
    ],
)
def test_a_source_is_named_in_brief(title: str, brief: str) -> None:
    """By its author; two regulations differ by their numbers."""
    assert brief == source_words(title)
