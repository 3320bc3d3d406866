"""A whole studio for tests: the sandbox guild and the real bot in this process; the test plays the renderer."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import aiohttp
import av
import numpy as np
import sqlite_utils
from PIL import Image

from benchmarks.fidelity.understudy import leave_post
from bot.client import BotOptions, run_bot
from sandbox.control import Community, Member
from sandbox.told import Message, Reply
from sandbox.world import Rules
from show.bible import Series
from show.codec import dumps
from show.order import DraftOrder, DraftResult, FilmResult, FoundingOrder, MediaRef, ProductionOrder
from show.sketch import Audition, Previews, SketchOrder, SketchResult
from storage.bookings import Bookings, Order
from storage.database import connect, transact
from storage.library import Library
from storage.media import MediaStore
from storage.queue import POST_BIBLE, POST_DRAFT, POST_FAILURE, POST_FILM, POST_SKETCH
from storage.records import OrderKind
from tests.stories import a_draft, a_film, a_script, with_bible

T = TypeVar("T")
WAIT_SECONDS = 60.0
"""Generous: a busy machine is no failure."""
PATIENT = Rules(strict_rate_limits=False, answer_seconds=30.0)
"""A guild that waits longer than Discord for a first answer: how fast the bot is, a benchmark measures."""
ROOM, PREMIERES, LOG = "writers-room", "premieres", "studio-log"


def a_png() -> bytes:
    """A small real picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (54, 96), "#7c3aed").save(buffer, "PNG")
    return buffer.getvalue()


def an_mp4() -> bytes:
    """A small real film of eight frames."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("h264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 54, 96, "yuv420p"
        for n in range(8):
            pixels = np.full((96, 54, 3), n * 30, np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return buffer.getvalue()


@dataclass
class House:
    """The running studio. Its methods do what the renderer, or a tired operator, would do."""

    guild: Community
    options: BotOptions
    admin: Member = field(init=False)
    approver: Member = field(init=False)
    _task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the bot and wait until it carries out posts."""
        ready = asyncio.Event()
        self._task = asyncio.create_task(run_bot(self.options, ready=ready))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait((self._task, waiting), timeout=30, return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            await self._task
        assert ready.is_set()

    async def stop(self) -> None:
        """Stop the bot."""
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def restart(self) -> None:
        """Stop the bot and start another on the same folder."""
        await self.stop()
        await self.start()

    async def set_up(self) -> Message:
        """The administrator sets the studio up; one member becomes an approver."""
        self.admin = await self.guild.member("Hoshino", admin=True)
        message = await (await self.admin.slash("studio setup")).final()
        self.approver = await self.guild.member("Mio", roles=["Showrunner"])
        assert message is not None
        return message

    async def read(self, work: Callable[[sqlite_utils.Database], T]) -> T:
        """Look into the bot's library."""

        def look() -> T:
            db = connect(self.options.database)
            try:
                return transact(db, work)
            finally:
                db.conn.close()

        return await asyncio.to_thread(look)

    async def until(self, look: Callable[[], Awaitable[T | None]]) -> T:
        """Look again until there is something."""
        for _ in range(int(WAIT_SECONDS / 0.05)):
            found = await look()
            if found is not None:
                return found
            await asyncio.sleep(0.05)
        raise AssertionError("It did not happen in time.")

    async def delete(self, path: str) -> None:
        """Delete something with the application's own rights, past the bot; `path` as in Discord's API."""
        headers = {"Authorization": f"Bot {self.options.token}"}
        address = f"{self.options.api_base}/api/v10{path}"
        async with aiohttp.ClientSession(headers=headers) as session, session.delete(address) as response:
            assert response.status < 300, await response.text()

    async def restrict(self, *names: str, nsfw: bool = True) -> None:
        """Have Discord mark channels as age-restricted, or not, as a server's owner does."""
        headers = {"Authorization": f"Bot {self.options.token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            for name in names:
                channel = await self.guild.channel(name)
                assert channel is not None
                address = f"{self.options.api_base}/api/v10/channels/{channel['id']}"
                async with session.patch(address, json={"nsfw": nsfw}) as response:
                    assert response.status == 200, await response.text()

    # The renderer's part

    async def order(self, kind: OrderKind, subject: str) -> Order:
        """The live order of that kind for a series or an episode, once it is placed."""

        async def look() -> Order | None:
            live = [b for b in await self.read(lambda db: Bookings(db).live(subject)) if b.kind is kind]
            if not live or live[-1].state.value != "placed":
                return None
            return await self.read(lambda db: Bookings(db).order(live[-1].id))

        return await self.until(look)

    async def post(self, name: str, order: Order, text: str) -> None:
        """Leave a post for the bot, as the renderer's workflow does."""
        await asyncio.to_thread(leave_post, self.options.queue_url, name, order, text)

    async def media(self, content: bytes, media_type: str, name: str) -> MediaRef:
        """Put bytes where the bot finds them."""
        return await MediaStore(self.options.media_url).put_bytes_async(content, media_type, name)

    async def deliver_bible(self, order: FoundingOrder) -> None:
        """The first characters and places are made."""
        await self.post(POST_BIBLE, order, dumps(with_bible(order.series)))

    async def draft_result(self, order: DraftOrder) -> DraftResult:
        """What a renderer would make of a draft order."""
        script = order.script or a_script(
            order.brief.series, order.brief.episode_id, order.brief.episode_number
        )
        png = await self.media(a_png(), "image/png", "storyboard.png")
        mp4 = await self.media(an_mp4(), "video/mp4", "animatic.mp4")
        return a_draft(script, png, mp4)

    async def deliver_draft(self, order: DraftOrder) -> None:
        """The draft is made."""
        await self.post(POST_DRAFT, order, dumps(await self.draft_result(order)))

    async def film_result(self, order: ProductionOrder) -> FilmResult:
        """What a renderer would make of a production order."""
        film = await self.media(an_mp4(), "video/mp4", "moon-post-e1.mp4")
        cover = await self.media(a_png(), "image/png", "cover.png")
        return a_film(order.script, film, cover)

    @staticmethod
    def document(result: FilmResult) -> str:
        """A film as the renderer's post carries it."""
        return dumps(result)

    async def deliver_film(self, order: ProductionOrder) -> None:
        """The film is made."""
        await self.post(POST_FILM, order, dumps(await self.film_result(order)))

    async def deliver_sketch(self, order: Order, words: tuple[str, ...] = (), *, sound: bool = False) -> None:
        """The pictures of a sketch are drawn."""
        assert isinstance(order, SketchOrder)
        wish = order.wish
        count = len(wish.twists) if isinstance(wish, Previews) else 1
        pictures = [await self.media(a_png(), "image/png", f"picture-{n}.png") for n in range(count)]
        sounds = (await self.media(an_mp4(), "audio/mp4", "voice.m4a"),) if sound else ()
        character = wish.character if isinstance(wish, Audition) else None
        result = SketchResult(pictures=tuple(pictures), sounds=sounds, words=words, character=character)
        await self.post(POST_SKETCH, order, dumps(result))

    async def fail(self, order: Order, words: str) -> None:
        """Making it failed."""
        await self.post(POST_FAILURE, order, words)

    # Shortcuts through the story

    async def found(self, title: str) -> Series:
        """A series at its first episode."""
        options = {"title": title, "premise": "A courier gets letters before they are written."}
        await said(await self.admin.slash("series create", options, channel=ROOM))
        series = await self.series(title)
        await self.deliver_bible(await self.order(OrderKind.FOUNDING, series.id))
        await self.guild.wait_for(ROOM, lambda m: title in m.text and "open for pitches" in m.text)
        return await self.series(title)

    async def series(self, title: str) -> Series:
        """The series of that title as the library has it."""
        guild = int((await self.guild.state())["guild"]["id"])
        return (await self.read(lambda db: Library(db).choose_series(guild, title))).series

    async def to_draft(self, title: str) -> tuple[Series, Message]:
        """A series whose first draft is on the table."""
        series = await self.found(title)
        for n, name in enumerate(("Kai", "Ren")):
            member = await self.guild.member(name)
            await said(await member.slash("pitch", {"idea": f"{title} idea {n}"}, channel=ROOM))
        await said(await self.approver.slash("ballot open", channel=ROOM))
        await said(await self.approver.slash("ballot close", channel=ROOM))
        return series, await self.drawn(series, 1)

    async def drawn(self, series: Series, version: int) -> Message:
        """Deliver the draft that was ordered and wait for its message."""
        order = await self.order(OrderKind.DRAFT, f"{series.id}-e1")
        assert isinstance(order, DraftOrder)
        await self.deliver_draft(order)
        return await self.guild.wait_for(
            ROOM,
            lambda m: series.title in m.text and f"version {version}" in m.text and "Approve" in m.labels,
            WAIT_SECONDS,
        )


async def said(reply: Reply) -> str:
    """The bot's whole answer, which is no refusal."""
    text = await answer(reply)
    assert not text.startswith("⚠"), text
    return text


async def answer(reply: Reply) -> str:
    """The bot's whole answer, whatever it is; it is for the asker alone."""
    message = await reply.final(WAIT_SECONDS)
    assert message is not None
    assert message.ephemeral
    return message.text


def options_for(api_base: str, folder: Path) -> BotOptions:
    """Options of a bot for the sandbox, all in one folder, with edits that don't make tests wait."""
    return BotOptions(
        token="sandbox",
        api_base=api_base,
        folder=folder,
        database=folder / "library.sqlite",
        queue_url=f"sqlite:///{folder / 'queue.sqlite'}",
        media_url=f"file://{folder / 'media'}",
        progress_seconds=0.2,
        guilds_wait_seconds=0.1,
        pitches_to_open=4,
        pictures=False,
    )
