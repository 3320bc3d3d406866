"""Uploaded files: limits, kinds, sizes of pictures, and signed addresses on the CDN that expire."""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from sandbox.dimensions import dimensions
from sandbox.errors import too_large
from sandbox.validation import FormErrors
from sandbox.wire import Json
from sandbox.world import StoredFile, World

MAX_FILES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file of a multipart request, under the number its part carries."""

    number: str
    filename: str
    content_type: str
    blob: bytes


def kind_of(filename: str, sent: str) -> str:
    """The MIME type by the file's name, for clients send octet-stream."""
    return mimetypes.guess_type(filename)[0] or sent or "application/octet-stream"


def safe_name(filename: str) -> str:
    """A file name without a path or anything that is not a letter, digit, dot, dash or underscore."""
    name = re.sub(r"[^\w.-]+", "_", filename.replace("\\", "/").rsplit("/", 1)[-1]).strip(".")
    return name[-200:] or "unnamed"


def signed_url(world: World, channel_id: str, attachment_id: str, filename: str) -> str:
    """The attachment's address on the CDN, good until `ex` (hexadecimal seconds since 1970)."""
    now = int(world.clock.now())
    issued, expires = f"{now:x}", f"{now + int(world.rules.url_lifetime_seconds):x}"
    path = f"/cdn/attachments/{channel_id}/{attachment_id}/{quote(filename)}"
    mark = signature(world, path, expires, issued)
    return f"{world.base_url}{path}?ex={expires}&is={issued}&hm={mark}"


def signature(world: World, path: str, expires: str, issued: str) -> str:
    """The keyed hash that makes an address valid."""
    note = f"{path}?ex={expires}&is={issued}".encode()
    return hmac.new(world.cdn_secret.encode(), note, hashlib.sha256).hexdigest()


def renewed(world: World, url: str) -> str:
    """The same file's address signed anew; other addresses come back unchanged."""
    parts = urlsplit(url).path.split("/")
    if not url.startswith(f"{world.base_url}/cdn/attachments/") or len(parts) != 6:
        return url
    stored = world.files.get(parts[4])
    return signed_url(world, parts[3], parts[4], stored.filename) if stored else url


def check_uploads(world: World, uploads: Iterable[Upload]) -> None:
    """Raise 40005 for a file over the guild's limit or a request over Discord's."""
    sizes = [len(one.blob) for one in uploads]
    if any(size > world.rules.upload_limit_bytes for size in sizes):
        raise too_large()
    if sum(sizes) > world.rules.request_limit_bytes:
        raise too_large()


def store(world: World, channel_id: str, upload: Upload, wish: Json | None = None, *, ephemeral: bool = False) -> Json:
    """Keep a file and return the attachment that names it."""
    wish = wish or {}
    name = safe_name(str(wish.get("filename") or upload.filename))
    attachment_id = world.snowflakes.next()
    kind = kind_of(name, upload.content_type)
    world.files[attachment_id] = StoredFile(filename=name, content_type=kind, blob=upload.blob)
    url = signed_url(world, channel_id, attachment_id, name)
    attachment: Json = {
        "id": attachment_id,
        "filename": name,
        "size": len(upload.blob),
        "url": url,
        "proxy_url": url,
        "content_type": kind,
    }
    size = dimensions(upload.blob, kind)
    if size is not None:
        attachment |= {"width": size[0], "height": size[1]}
    for key in ("description", "title"):
        if wish.get(key):
            attachment[key] = wish[key]
    if ephemeral:
        attachment["ephemeral"] = True
    return attachment


def settle_attachments(
    world: World,
    channel_id: str,
    uploads: list[Upload],
    wishes: list[Json] | None,
    kept: list[Json],
    errors: FormErrors,
    *,
    ephemeral: bool = False,
) -> list[Json]:
    """The attachments of a message: those kept, then the new ones; a wish must name a file that came along."""
    check_uploads(world, uploads)
    by_number: dict[Any, Json] = {str(one.get("id")): one for one in wishes or []}
    known = {one["id"] for one in kept} | {one.number for one in uploads}
    for index, wish in enumerate(wishes or []):
        errors.length(wish.get("description"), 0, 1024, "attachments", index, "description")
        if str(wish.get("id")) not in known and not wish.get("uploaded_filename"):
            message = f"No file or attachment with id {wish.get('id')}"
            errors.add("ATTACHMENT_NOT_FOUND", message, "attachments", index, "id")
    if len(kept) + len(uploads) > MAX_FILES:
        errors.add("BASE_TYPE_MAX_LENGTH", f"Must be {MAX_FILES} or fewer in length.", "attachments")
    if errors:
        return kept
    fresh = [store(world, channel_id, one, by_number.get(one.number), ephemeral=ephemeral) for one in uploads]
    return kept + fresh
