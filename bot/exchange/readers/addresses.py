"""What an address says of the thing that it names."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit


def name_in_address(address: str) -> str:
    """Return what an address calls its thing: its last part, else its host, else all of it.

    >>> name_in_address("http://uri.gbv.de/terminology/aadgenres/")
    'aadgenres'
    """
    parts = urlsplit(address)
    path = parts.fragment or parts.path.rstrip("/").rpartition("/")[2]
    return unquote(path) or parts.netloc or address
