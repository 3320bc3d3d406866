"""Announcing a series whose bible has come from the renderer."""

from __future__ import annotations

import sqlite_utils

from cogs.desk import Desk
from cogs.posting import send_once
from cogs.series.bible import bible_soon
from cogs.series.views import BibleView
from show.bible import Series
from show.ids import SeriesId
from show.writers_room import Phase
from storage.library import Library
from storage.records import EpisodeRecord, GuildSettings
from storage.story import deliver_bible


async def announce_bible(desk: Desk, order_id: str, bible: Series) -> None:
    """Keep the bible, open episode 1, tell the room. A second time nothing more happens."""
    now = desk.clock()
    await desk.read(lambda db: deliver_bible(db, order_id, bible, now))
    await post_bible(desk, bible.id, order_id)


async def post_bible(desk: Desk, id: SeriesId, order_id: str) -> None:
    """Tell the room of a series' first characters while its first episode is open; a second time nothing happens."""

    def look(db: sqlite_utils.Database) -> tuple[Series, EpisodeRecord, GuildSettings]:
        library = Library(db)
        return library.series(id).series, library.episodes(id)[0], library.settings_of(id)

    bible, episode, settings = await desk.read(look)
    if episode.phase is Phase.PITCHING:
        room, what = settings.room_channel_id, ("bible", order_id)
        await send_once(desk, bible.guild_id, room, what, lambda: BibleView(bible, episode, opening=True))
    bible_soon(desk, id)
