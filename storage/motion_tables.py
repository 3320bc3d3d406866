"""The tables of questions that are put to a room, and of what is established for good."""

from __future__ import annotations

MOTION_TABLES = """
CREATE TABLE motions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id TEXT NOT NULL REFERENCES series (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    matter TEXT NOT NULL,
    rules TEXT NOT NULL,
    opens_at REAL NOT NULL,
    closes_at REAL NOT NULL,
    quorum INTEGER NOT NULL,
    closed_at REAL,
    ayes INTEGER NOT NULL DEFAULT 0,
    noes INTEGER NOT NULL DEFAULT 0,
    carried INTEGER NOT NULL DEFAULT 0,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX motions_by_series ON motions (series_id, kind);
CREATE TABLE motion_votes (
    motion_number INTEGER NOT NULL REFERENCES motions (number) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    in_favour INTEGER NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (motion_number, member_id)
) STRICT;
CREATE TABLE bible_pages (
    series_id TEXT NOT NULL REFERENCES series (id),
    page TEXT NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (series_id, page)
) STRICT;
"""
