"""The table of posts that wait, and what came to it later."""

from __future__ import annotations

GUARDED = """
CREATE TABLE held_back (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    series_id TEXT NOT NULL,
    what TEXT NOT NULL,
    at REAL NOT NULL,
    UNIQUE (channel_id, what)
) STRICT;
ALTER TABLE pitches ADD COLUMN picture_state TEXT NOT NULL DEFAULT '';
"""
TOLD = """
ALTER TABLE held_back ADD COLUMN told TEXT NOT NULL DEFAULT '';
UPDATE held_back SET told = 'age';
"""
