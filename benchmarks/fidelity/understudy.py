"""The real bot on a sandbox guild in this process, with an understudy who hands in what a renderer would make."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import av
import numpy as np
import sqlite_utils
from dbos import DBOSClient, DBOSPortableJSONSerializer
from PIL import Image

from bot.client import BotOptions, run_bot
from renderer.crew.writer_offline import OfflineWriter
from sandbox.control import Community
from show.codec import dumps
from show.order import DraftOrder, DraftResult, FilmResult, FoundingOrder, MediaRef, ProductionOrder, ReviewReport
from show.reel import ReelOrder
from show.sketch import SketchOrder
from storage.bookings import Bookings
from storage.database import Database
from storage.media import MediaStore
from storage.queue import BOT, POST_BIBLE, POST_DRAFT, POST_FAILURE, POST_FILM, POSTS, post_id
from storage.records import BookingState, OrderKind

T = TypeVar("T")
Order = FoundingOrder | DraftOrder | ProductionOrder
WAIT_SECONDS = 60.0


def options_for(api_base: str, folder: Path) -> BotOptions:
    """Options of a bot for a sandbox, everything in one folder."""
    return BotOptions(
        token="sandbox",
        api_base=api_base,
        folder=folder,
        database=folder / "library.sqlite",
        queue_url=f"sqlite:///{folder / 'queue.sqlite'}",
        media_url=f"file://{folder / 'media'}",
        progress_seconds=0.2,
        guilds_wait_seconds=0.1,
    )


@asynccontextmanager
async def working_bot(options: BotOptions) -> AsyncIterator[None]:
    """The bot, running until the block ends; whatever stops it early is raised."""
    ready = asyncio.Event()
    running = asyncio.create_task(run_bot(options, ready=ready))
    waiting = asyncio.create_task(ready.wait())
    try:
        await asyncio.wait((running, waiting), timeout=WAIT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            await running
        yield
    finally:
        waiting.cancel()
        running.cancel()
        await asyncio.gather(running, waiting, return_exceptions=True)


class Understudy:
    """Does the renderer's part: scripts by the offline writer, a picture and a film of a few grey frames."""

    def __init__(self, guild: Community, options: BotOptions, database: Database) -> None:
        self._guild = guild
        self._options = options
        self._database = database
        self._writer = OfflineWriter()

    async def read(self, work: Callable[[sqlite_utils.Database], T]) -> T:
        """Look into the bot's library."""
        return await self._database.run(work)

    async def order(self, kind: OrderKind) -> Order:
        """The live order of that kind, once it is placed."""

        async def look() -> Order | None:
            return await self.read(lambda db: _placed(Bookings(db), kind))

        for _ in range(int(WAIT_SECONDS / 0.05)):
            found = await look()
            if found is not None:
                return found
            await asyncio.sleep(0.05)
        raise TimeoutError(f"No {kind.value} order was placed.")

    async def bible(self) -> None:
        """Found the series that was ordered."""
        order = await self.order(OrderKind.FOUNDING)
        assert isinstance(order, FoundingOrder)
        await self._post(POST_BIBLE, order, dumps(self._writer.found(order.series)))

    async def draft(self) -> None:
        """Write the draft that was ordered, or take the script that came along."""
        order = await self.order(OrderKind.DRAFT)
        assert isinstance(order, DraftOrder)
        script = order.script or replace(self._writer.write(order.brief), id=order.brief.episode_id)
        sheet = await self._media(_picture(), "image/png", "storyboard.png")
        animatic = await self._media(_film(), "video/mp4", "animatic.mp4")
        result = DraftResult(script=script, storyboard=sheet, animatic=animatic, seconds=30.0, stage_times=())
        await self._post(POST_DRAFT, order, dumps(result))

    async def film(self) -> None:
        """Hand in a film."""
        order = await self.order(OrderKind.FILM)
        assert isinstance(order, ProductionOrder)
        copy = await self._media(_film(), "video/mp4", "film.mp4")
        report = ReviewReport(
            seconds=30.0,
            planned_seconds=30.0,
            width_px=1080,
            height_px=1920,
            loudness_lufs=-14.0,
            true_peak_dbtp=-1.2,
            size_bytes=copy.size_bytes,
        )
        cover = await self._media(_picture(), "image/png", "cover.png")
        result = FilmResult(script=order.script, master=copy, copy=copy, cover=cover, subtitles=(), report=report)
        await self._post(POST_FILM, order, dumps(result))

    async def fail(self, kind: OrderKind, words: str) -> None:
        """Say that an order could not be carried out."""
        await self._post(POST_FAILURE, await self.order(kind), words)

    async def _media(self, content: bytes, media_type: str, name: str) -> MediaRef:
        return await MediaStore(self._options.media_url).put_bytes_async(content, media_type, name)

    async def _post(self, name: str, order: Order, text: str) -> None:
        await asyncio.to_thread(leave_post, self._options.queue_url, name, order, text)


def leave_post(queue_url: str, name: str, order: Order, text: str) -> None:
    """Leave a post about an order for the bot, as the renderer's workflow does."""
    client = DBOSClient(
        system_database_url=queue_url,
        serializer=DBOSPortableJSONSerializer(),
        application_name=BOT,
    )
    wish = {"workflow_name": name, "queue_name": POSTS, "workflow_id": post_id(order.id)}
    client.enqueue(wish, order.id, dumps(order.reply_to), text)  # type: ignore[arg-type]
    client.destroy()


def _placed(bookings: Bookings, kind: OrderKind) -> Order | None:
    live = [one for one in bookings.live() if one.kind is kind and one.state is BookingState.PLACED]
    order = bookings.order(live[-1].id) if live else None
    return None if isinstance(order, SketchOrder | ReelOrder) else order


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (54, 96), "#7c3aed").save(buffer, "PNG")
    return buffer.getvalue()


def _film() -> bytes:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("h264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 54, 96, "yuv420p"
        for number in range(4):
            pixels = np.full((96, 54, 3), number * 30, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode())
    return buffer.getvalue()
