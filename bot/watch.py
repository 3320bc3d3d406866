"""The watch page: films in full quality with captions, chapters and credits, under links that nobody can guess."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.watch_page import STYLE, page_of
from cogs.desk import Desk
from cogs.languages import _, has_catalogue, language_of, said, speak, speaking
from cogs.premieres.chapters import chapters_vtt
from cogs.premieres.watching import read_text, scenes
from show.errors import CliffhangerError, NotFound, SettingsError, WrongPhase
from show.ids import EpisodeId
from show.order import MediaRef
from storage.programme import Showing, showing

KEY_FILE = "watch.key"
MOST_WISHES = 20
"""Of the languages that a browser asks for, so many are read."""
MARK_BYTES = 16
"""128 bits: a link is as hard to guess as a key."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
"""No script runs on these pages, nothing is fetched from elsewhere, and they stand in nobody's frame."""
FILES: dict[str, tuple[Callable[[Showing], MediaRef | None], str]] = {
    "film.mp4": (lambda held: held.film.result.master, "video/mp4"),
    "cover.png": (lambda held: held.film.result.cover, "image/png"),
    "captions.vtt": (lambda held: held.media("text/vtt"), "text/vtt"),
    "captions.srt": (lambda held: held.media("application/x-subrip"), "application/x-subrip"),
    "transcript.txt": (lambda held: held.media("text/plain"), "text/plain"),
}
"""What is served beside a page, by the end of its address."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """`url` is the page's public address, "" for its own on this machine; port 0 takes a free one."""

    url: str = ""
    host: str = "127.0.0.1"
    port: int = 0


def key_in(folder: Path) -> bytes:
    """The key links are signed with, made at the first use; whoever deletes it makes all links void."""
    path = folder / KEY_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()


class WatchPage:
    """The server. `start`, then `link`; `stop` at the end."""

    def __init__(self, desk: Desk, key: bytes, options: WatchOptions) -> None:
        self._desk = desk
        self._key = key
        self._options = options
        self._base = options.url.rstrip("/")
        app = web.Application(middlewares=[_guarded])
        app.router.add_get("/health", _health)
        app.router.add_get("/style.css", _style)
        app.router.add_get("/watch/{episode}/{mark}/", self._page)
        app.router.add_get("/watch/{episode}/{mark}/chapters.vtt", self._chapters)
        app.router.add_get("/watch/{episode}/{mark}/{file}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)

    async def start(self) -> None:
        """Listen. SettingsError when the port is taken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._options.host, self._options.port).start()
        except OSError as exc:
            raise SettingsError(
                "The watch page can't listen at port {port}: {strerror}. "
                "Choose another in CLIFFHANGER_WATCH_PORT.",
                port=self._options.port, strerror=exc.strerror
            ) from exc
        self._base = self._base or f"http://{self._options.host}:{self._runner.addresses[0][1]}"
        _log.info("The watch page is served at %s.", self._base)

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    def link(self, id: EpisodeId) -> str:
        """Where a film can be seen by whoever has the link."""
        return f"{self._base}/watch/{id}/{self._mark(id)}/"

    def _mark(self, id: str) -> str:
        digest = hmac.new(self._key, f"watch\n{id}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:MARK_BYTES]).decode().rstrip("=")

    async def _showing(self, request: web.Request) -> Showing:
        """The film of a link; a link that is not ours looks like one whose film is gone."""
        id = request.match_info["episode"]
        if not hmac.compare_digest(self._mark(id).encode(), request.match_info["mark"].encode()):
            raise web.HTTPNotFound(text=_("There is no such film."))
        dub = request.query.get("dub", "")
        return await self._desk.read(lambda db: showing(db, EpisodeId(id), dub))

    async def _page(self, request: web.Request) -> web.StreamResponse:
        held = await self._showing(request)
        try:
            at = max(0.0, float(request.query.get("at", "0")))
        except ValueError:
            at = 0.0
        chapters = await scenes(self._desk, held)
        language = accepted(request) or await self._desk.language(held.series.guild_id)
        with speaking(language):
            text = page_of(held, chapters, self._desk.studio.film.label, at)
        return web.Response(text=text, content_type="text/html", headers={"Vary": "Accept-Language"})

    async def _chapters(self, request: web.Request) -> web.StreamResponse:
        held = await self._showing(request)
        text = chapters_vtt(await scenes(self._desk, held), held.film.result.report.seconds)
        return web.Response(text=text, content_type="text/vtt")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        held = await self._showing(request)
        choose, kind = FILES.get(request.match_info["file"], (None, ""))
        ref = choose(held) if choose is not None else None
        if ref is None:
            raise web.HTTPNotFound(text=_("There is no such file."))
        if kind.startswith("text/") or kind.endswith("subrip"):
            return web.Response(text=await read_text(self._desk, ref), content_type=kind)
        path = await self._desk.media.local_path_async(ref)
        # Answers 206 to a Range, 304 to what the browser has already.
        return web.FileResponse(path, headers={"Content-Type": kind, "Cache-Control": "private, max-age=3600"})


def accepted(request: web.Request) -> str | None:
    """The first language that a visitor's browser asks for and that we speak; None when there is none."""
    wishes: list[tuple[float, str]] = []
    for part in request.headers.get("Accept-Language", "").split(",")[:MOST_WISHES]:
        tag, _semicolon, weight = part.partition(";")
        try:
            wishes.append((float(weight.strip().removeprefix("q=") or 1.0), tag.strip()))
        except ValueError:
            continue
    wishes.sort(key=lambda wish: -wish[0])
    return next((language_of(tag) for weight, tag in wishes if weight > 0 and tag and has_catalogue(tag)), None)


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every answer carries the headers; what is gone is told in a sentence of the visitor's language."""
    speak(accepted(request))
    try:
        response = await handler(request)
    except (NotFound, WrongPhase) as error:
        response = web.Response(status=404, text=said(error))
    except web.HTTPException as error:
        response = web.Response(status=error.status, text=error.text)
    except CliffhangerError:
        _log.exception("The watch page could not show %s.", request.path)
        response = web.Response(status=503, text=_("This can't be shown now. Try again later."))
    response.headers.update(HEADERS)
    return response


async def _health(request: web.Request) -> web.StreamResponse:
    return web.Response(text="ok")


async def _style(request: web.Request) -> web.StreamResponse:
    return web.Response(text=STYLE, content_type="text/css")
