"""The page: a guild to look at and play in, served as plain files that stand beside this module."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

FILES = Path(__file__).parent
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


async def page_file(request: web.Request) -> web.Response:
    """Serve one of the page's files; only names that stand in the folder."""
    name = request.match_info.get("name") or "index.html"
    known = {path.name: path for path in FILES.iterdir() if path.suffix in _KINDS}
    if name not in known:
        raise web.HTTPNotFound()
    return web.Response(
        body=known[name].read_bytes(),
        headers={
            "Content-Type": f"{_KINDS[known[name].suffix]}; charset=utf-8",
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
        },
    )


ROUTES = [("GET", "/", page_file), ("GET", "/page/{name}", page_file)]
