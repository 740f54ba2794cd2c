"""Words for a form's faults, all together or each at its input."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.clarifications.outcomes import Field, FieldFault


def fault_words(faults: tuple[FieldFault, ...]) -> str:
    """Return all that is wrong, in one paragraph."""
    return " ".join(fault.message for fault in faults)


def errors_at_fields(
    faults: tuple[FieldFault, ...], blocks: dict[Field, str], otherwise: str
) -> dict[str, str]:
    """Return the faults by the block of the input that shows each."""
    errors: dict[str, list[str]] = {}
    for fault in faults:
        errors.setdefault(blocks.get(fault.field, otherwise), []).append(fault.message)
    return {block_id: " ".join(messages) for block_id, messages in errors.items()}
