from __future__ import annotations

from bot.interactions.claims import Claims


def test_only_the_first_claim_holds() -> None:
    """What is being done is not begun again."""
    claims = Claims()

    assert [claims.claim("post"), claims.claim("post"), claims.claim("another")] == [
        True,
        False,
        True,
    ]


def test_what_did_not_happen_can_be_claimed_again() -> None:
    """A failed try leaves the way open for the next."""
    claims = Claims()
    claims.claim("post")
    claims.release("post")

    assert claims.claim("post")


def test_old_claims_make_room() -> None:
    """Claims do not fill the memory."""
    claims = Claims(capacity=1)
    claims.claim("old")
    claims.claim("new")

    assert claims.claim("old")
