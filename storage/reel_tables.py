"""Tables of what is made from finished films: reels, the moments members love, and the rolls of dubs."""

from __future__ import annotations

REEL_TABLES = """
ALTER TABLE films ADD COLUMN made_from TEXT NOT NULL DEFAULT '';
ALTER TABLE dubs ADD COLUMN roll TEXT NOT NULL DEFAULT '';
ALTER TABLE dubs ADD COLUMN is_stale INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dubs ADD COLUMN film_channel_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dubs ADD COLUMN film_message_id INTEGER NOT NULL DEFAULT 0;
CREATE TABLE reels (
    id TEXT PRIMARY KEY,
    series_id TEXT NOT NULL REFERENCES series (id),
    kind TEXT NOT NULL,
    sources TEXT NOT NULL,
    result TEXT NOT NULL DEFAULT '',
    roll TEXT NOT NULL DEFAULT '',
    is_stale INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 0,
    channel_id INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER NOT NULL DEFAULT 0,
    at REAL NOT NULL
) STRICT;
CREATE INDEX reels_by_series ON reels (series_id, kind);
CREATE TABLE loved_shots (
    episode_id TEXT NOT NULL REFERENCES episodes (id),
    shot_id TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (episode_id, shot_id, member_id)
) STRICT;
CREATE TABLE reactions (
    message_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    emoji TEXT NOT NULL,
    episode_id TEXT NOT NULL REFERENCES episodes (id),
    at REAL NOT NULL,
    PRIMARY KEY (message_id, member_id, emoji)
) STRICT;
CREATE INDEX reactions_by_episode ON reactions (episode_id, member_id);
"""
