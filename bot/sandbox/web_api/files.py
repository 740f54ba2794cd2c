"""The Web API's ``files.*`` methods, as far as an app needs them to show a picture of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.sandbox.errors import ApiError, UnknownToSandboxError
from bot.sandbox.web_api.method import Call, Method

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json

_ALT_MOST = 1000


def get_upload_url(call: Call) -> Json:
    """Return where the bytes go, and the file's id."""
    length = call.text("length")
    if not length.isdecimal() or not int(length):
        raise ApiError("invalid_arguments")
    if len(call.text("alt_txt")) > _ALT_MOST:
        raise ApiError("alt_txt_too_large")
    file, path = call.sandbox.files.begin(call.text("filename"), int(length), call.text("alt_txt"))
    return {"upload_url": f"{call.sandbox.base_url}{path}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Complete files whose bytes have come; shared with no channel, they are the app's own."""
    listed = call.args["files"]
    try:
        listed = json.loads(listed) if isinstance(listed, str) else listed
    except ValueError:
        raise ApiError("invalid_arguments") from None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise ApiError("invalid_arguments")
    if any(call.text(name) for name in _SHARING):
        raise UnknownToSandboxError("sharing a file with a channel")
    files = [call.sandbox.files.find(str(one.get("id"))) for one in listed]
    if not all(file and file.data for file in files):
        raise ApiError("file_not_found")
    for file, one in zip(files, listed, strict=True):
        if file:
            file.title = str(one.get("title") or file.name)
            file.is_complete = True
    return {"files": [file.to_slack() for file in files if file]}


def delete(call: Call) -> Json:
    """Delete a file of the app's."""
    files = call.sandbox.files
    file = files.find(call.text("file"))
    if file is None:
        raise ApiError("file_deleted" if call.text("file") in files.deleted else "file_not_found")
    files.delete(file)
    return {}


_SHARING = ("channel_id", "initial_comment", "thread_ts")
FILE_METHODS = {
    "files.getUploadURLExternal": Method(
        get_upload_url, ("filename", "length"), ("files:write",), ("alt_txt",)
    ),
    "files.completeUploadExternal": Method(complete_upload, ("files",), ("files:write",), _SHARING),
    "files.delete": Method(delete, ("file",), ("files:write",)),
}
