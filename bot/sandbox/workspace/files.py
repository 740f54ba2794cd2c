"""Files that the app uploads, each in three steps: an address, the bytes, and the completion."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.sandbox.workspace.elements import Json

_ID_LETTERS = string.ascii_uppercase + string.digits
_ID_LENGTH = 10


@dataclass(slots=True)
class File:
    """An uploaded file; Slack goes on working on it for a moment after it is complete."""

    id: str
    name: str
    length: int
    alt_text: str
    data: bytes = b""
    title: str = ""
    is_complete: bool = False
    is_ready: bool = False

    def to_slack(self) -> Json:
        """Return the file as Slack tells an app of it; its type comes later."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "size": self.length,
            "mimetype": "",
            "filetype": "",
            "is_public": False,
        }


class Files:
    """The files of the app. It shares none with a channel, so nobody else sees their list."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._uploads: dict[str, File] = {}
        self.deleted: set[str] = set()

    def begin(self, name: str, length: int, alt_text: str) -> tuple[File, str]:
        """Return a file that is to come, and the path that takes its bytes, once."""
        file = File("F" + _token(), name, length, alt_text)
        key = secrets.token_urlsafe(18)
        self._files[file.id] = self._uploads[key] = file
        return file, f"/upload/v1/{key}"

    def receive(self, key: str, data: bytes) -> bool:
        """Take the bytes of a file; False for a wrong address, or another number of bytes."""
        file = self._uploads.get(key)
        if file is None or len(data) != file.length:
            return False
        del self._uploads[key]
        file.data = data
        return True

    def find(self, file_id: str) -> File | None:
        """Return a file that isn't deleted, or None."""
        return self._files.get(file_id)

    def delete(self, file: File) -> None:
        """Take a file away for good."""
        del self._files[file.id]
        self.deleted.add(file.id)

    def faults_in(self, blocks: Iterable[Json]) -> list[str]:
        """Return a fault for each picture in these blocks whose file can't be shown.

        A complete file is still refused the first time: Slack takes a moment to look at it.
        """
        faults = []
        for place, picture in _pictures(blocks):
            file = self.find(str(picture.get("id")))
            if file is None or not file.is_complete or not file.is_ready:
                faults.append(f"invalid slack file [json-pointer:{place}/slack_file]")
            if file and file.is_complete:
                file.is_ready = True
        return faults


def _pictures(blocks: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    """Yield where each uploaded picture stands: a block of its own, or in a section or context."""
    for number, block in enumerate(blocks):
        inside = [(f"/elements/{n}", one) for n, one in enumerate(block.get("elements", []))]
        for place, one in (("", block), ("/accessory", block.get("accessory")), *inside):
            if isinstance(one, dict) and "slack_file" in one:
                yield f"/blocks/{number}{place}", one["slack_file"]


def _token() -> str:
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))
