"""Announcing a series whose bible has come from the renderer."""

from __future__ import annotations

from cogs.desk import Desk
from cogs.posting import send_once
from cogs.series.bible import bible_soon
from cogs.series.views import BibleView
from show.bible import Series
from storage.library import Library
from storage.story import deliver_bible


async def announce_bible(desk: Desk, order_id: str, bible: Series) -> None:
    """Keep the bible, open episode 1, tell the room. A second time nothing more happens."""
    now = desk.clock()
    episode = await desk.read(lambda db: deliver_bible(db, order_id, bible, now))
    settings = await desk.read(lambda db: Library(db).settings_of(bible.id))
    room, what = settings.room_channel_id, ("bible", order_id)
    await send_once(desk, bible.guild_id, room, what, lambda: BibleView(bible, episode, opening=True))
    bible_soon(desk, bible.id)
