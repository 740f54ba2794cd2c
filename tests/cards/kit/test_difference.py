from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.kit.difference import marked
from bot.cards.kit.mrkdwn import shown

WORDS = st.lists(st.sampled_from(["a", "noise", "model", "that", "cleans", "it"])).map(" ".join)


def test_what_changed_is_marked_and_the_rest_is_not() -> None:
    """One sees at a glance which words went and which came."""
    removed, added = marked("It starts from random noise.", "It starts from pure noise.", 100)

    assert removed == [("It starts from ", ""), ("random", "strike"), (" ", ""), ("noise.", "")]
    assert added == [("It starts from ", ""), ("pure", "bold"), (" ", ""), ("noise.", "")]


def test_texts_that_share_little_are_read_one_after_the_other() -> None:
    """Single words kept among many new ones would only confuse."""
    removed, added = marked("A generator of pictures", "It makes images from noise", 100)

    assert removed == [("A generator of pictures", "")]
    assert added == [("It makes images from noise", "")]


@given(WORDS, WORDS)
def test_nothing_is_lost_between_the_pieces(before: str, after: str) -> None:
    """Marked or not, both texts are complete."""
    removed, added = marked(before, after, 3000)

    assert shown(before, 3000) == "".join(text for text, _ in removed)
    assert shown(after, 3000) == "".join(text for text, _ in added)
