"""The CDN: attachments by their signed addresses, whole or in ranges, so that films can be sought in."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from sandbox.attachments import signature
from sandbox.guildhall import world_of

GONE = "This content is no longer available."


async def attachment(request: web.Request) -> web.Response:
    """Serve one file; 404 when the address is forged, expired or the file unknown."""
    world, where = world_of(request), request.match_info
    path = f"/cdn/attachments/{where['channel_id']}/{where['attachment_id']}/{quote(where['filename'])}"
    expires, issued = request.query.get("ex", ""), request.query.get("is", "")
    stored = world.files.get(where["attachment_id"])
    good = request.query.get("hm") == signature(world, path, expires, issued)
    if stored is None or not good or int(expires, 16) < world.clock.now():
        return web.Response(status=404, text=GONE)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Type": stored.content_type,
        "X-Content-Type-Options": "nosniff",
    }
    if not stored.content_type.startswith(("image/", "video/", "audio/")) or "svg" in stored.content_type:
        headers["Content-Disposition"] = "attachment"
    try:
        wanted = request.http_range
    except ValueError:
        wanted = None
    size = len(stored.blob)
    if wanted is None or (wanted.start or 0) >= size:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    if wanted.start is None and wanted.stop is None:
        return web.Response(body=stored.blob, headers=headers)
    part = stored.blob[wanted]
    start = wanted.start if wanted.start >= 0 else max(0, size + wanted.start)
    headers["Content-Range"] = f"bytes {start}-{start + len(part) - 1}/{size}"
    return web.Response(status=206, body=part, headers=headers)


ROUTES = [("GET", "/cdn/attachments/{channel_id}/{attachment_id}/{filename}", attachment)]
