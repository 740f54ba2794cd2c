"""Lays out the file of an imported term."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from bot.glossary.files.editor import KEY_ORDER

if TYPE_CHECKING:
    from bot.exchange.term_data import TermData

_WIDTH = 88
_PLACES = {key: place for place, key in enumerate(KEY_ORDER[()])}


class _Dumper(yaml.CSafeDumper):
    """Writes lists that stand in from their key, and no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Write out what occurs twice; the format has no aliases."""
        del data
        return True


def laid_out(fields: TermData) -> bytes:
    """Return the text of a term's file with these fields, in the format's order."""
    ordered = dict(sorted(fields.items(), key=lambda one: _PLACES.get(one[0], len(_PLACES))))
    text = yaml.dump(ordered, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return str(text).encode()
