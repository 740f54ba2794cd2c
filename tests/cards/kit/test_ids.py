from __future__ import annotations

from bot.cards.kit.ids import ActionId, CallbackId, any_of, numbered


def test_ids_fit_slack() -> None:
    """Slack takes ids of up to 255 characters."""
    assert all(len(id_) < 200 for id_ in (*ActionId, *CallbackId))


def test_a_numbered_id_is_found_by_its_kind() -> None:
    """One listener answers every button of a kind."""
    assert any_of(ActionId.OPEN_TERM).match(numbered(ActionId.OPEN_TERM, 12))


def test_an_id_is_found_by_no_other_kind() -> None:
    """No press reaches two listeners."""
    for wanted in ActionId:
        matching = [id_ for id_ in ActionId if any_of(wanted).match(numbered(id_, 1))]
        assert matching == [wanted]
