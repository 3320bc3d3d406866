"""Reading request bodies: JSON, or multipart with `payload_json` and numbered files; and writing answers."""

from __future__ import annotations

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.attachments import Upload
from sandbox.errors import ApiError, too_large
from sandbox.wire import Json

BODY: web.RequestKey[Any] = web.RequestKey("body", object)
UPLOADS: web.RequestKey[list[Upload]] = web.RequestKey("uploads", list)
_PART = re.compile(r"files\[(\d+)\]")


async def read_body(request: web.Request) -> tuple[Any, list[Upload]]:
    """The JSON body and the uploaded files of a request; both empty when there are none."""
    if BODY in request:
        return request[BODY], request[UPLOADS]
    uploads: list[Upload] = []
    body: Any = {}
    try:
        if request.content_type.startswith("multipart/"):
            body, uploads = await _multipart(request)
        elif request.can_read_body:
            body = json.loads(await request.text() or "{}")
    except web.HTTPRequestEntityTooLarge as problem:
        raise too_large() from problem
    except (ValueError, UnicodeDecodeError) as problem:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from problem
    request[BODY] = body
    request[UPLOADS] = uploads
    return body, uploads


async def _multipart(request: web.Request) -> tuple[Any, list[Upload]]:
    uploads: list[Upload] = []
    body: Json = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        found = _PART.fullmatch(part.name or "")
        if part.name == "payload_json":
            body = json.loads(await part.text())
        elif found or part.filename:
            number = found.group(1) if found else str(len(uploads))
            kind = part.headers.get("Content-Type", "application/octet-stream")
            blob = bytes(await part.read(decode=False))
            name = part.filename or "file"
            uploads.append(Upload(number=number, filename=name, content_type=kind, blob=blob))
        else:
            body[part.name or ""] = await part.text()
    return body, uploads


async def read_json(request: web.Request) -> Json:
    """The body as an object; 50035 when it is something else."""
    body, _ = await read_body(request)
    if not isinstance(body, dict):
        raise ApiError(400, 50035, "Invalid Form Body")
    return body


def answer(data: Any, status: int = 200) -> web.Response:
    """A JSON answer. discord.py compares the header with `application/json` exactly: no charset."""
    payload = json.dumps(data).encode()
    return web.Response(body=payload, status=status, headers={"Content-Type": "application/json"})


def nothing() -> web.Response:
    """204: done, and there is nothing to say."""
    return web.Response(status=204)
