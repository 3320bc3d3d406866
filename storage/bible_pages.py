"""Where the pages of a series' bible stand: the thread, and a message for each page with what it shows."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.ids import ChannelId, MessageId, SeriesId

THREAD = "thread"
"""The page that stands for the thread itself; its channel is the thread, its message the one it hangs from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was last written; `digest` tells whether it has changed since."""

    name: str
    channel_id: ChannelId
    message_id: MessageId
    digest: str


class BiblePages:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def of(self, series: SeriesId) -> dict[str, Page]:
        """A series' pages by name."""
        return {
            row["page"]: Page(
                name=row["page"],
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
                digest=row["digest"],
            )
            for row in self._db.query("SELECT * FROM bible_pages WHERE series_id = ?", [series])
        }

    def note(self, series: SeriesId, page: Page) -> None:
        """Remember a page, in place of an earlier one of that name."""
        row = {"series_id": series, "page": page.name, "channel_id": page.channel_id, "message_id": page.message_id}
        self._db.table("bible_pages").upsert(row | {"digest": page.digest}, pk=("series_id", "page"))

    def lost(self, series: SeriesId) -> None:
        """The thread is gone, and its pages with it; the next one is another (its digest counts them)."""
        self._db.execute("DELETE FROM bible_pages WHERE series_id = ? AND page != ?", [series, THREAD])
        self._db.execute(
            "UPDATE bible_pages SET channel_id = 0, digest = CAST(CAST(digest AS INTEGER) + 1 AS TEXT)"
            " WHERE series_id = ? AND page = ? AND channel_id != 0",
            [series, THREAD],
        )

    def kept(self) -> list[SeriesId]:
        """Every series whose bible stands in a thread."""
        sql = "SELECT series_id FROM bible_pages WHERE page = ? AND channel_id != 0 ORDER BY series_id"
        return [SeriesId(row[0]) for row in self._db.execute(sql, [THREAD]).fetchall()]
