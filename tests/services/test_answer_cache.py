from __future__ import annotations

from bot.services.answer_cache import AnswerCache


def test_an_answer_is_drawn_once() -> None:
    """The second time it is taken from those that were drawn before."""
    answers, drawn = AnswerCache(), []

    def draw() -> str:
        drawn.append("x")
        return "answer"

    assert answers.get("key", draw) == answers.get("key", draw) == "answer"
    assert drawn == ["x"]


def test_the_least_used_answer_leaves_first() -> None:
    """Memory is bounded, and frequent queries stay."""
    answers = AnswerCache(capacity=2)
    for key in ("often", "once", "often", "new"):
        answers.get(key, lambda: "first")

    assert [answers.get(key, lambda: "again") for key in ("often", "new", "once")] == [
        "first",
        "first",
        "again",
    ]
