"""The tables of films in other languages and of their translated lines."""

from __future__ import annotations

DUB_TABLES = """
CREATE TABLE dubs (
    episode_id TEXT NOT NULL REFERENCES episodes (id),
    language TEXT NOT NULL,
    result TEXT NOT NULL DEFAULT '',
    channel_id INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER NOT NULL DEFAULT 0,
    at REAL NOT NULL,
    PRIMARY KEY (episode_id, language)
) STRICT;
CREATE TABLE dub_lines (
    episode_id TEXT NOT NULL,
    language TEXT NOT NULL,
    line_id TEXT NOT NULL,
    text TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (episode_id, language, line_id),
    FOREIGN KEY (episode_id, language) REFERENCES dubs (episode_id, language)
) STRICT;
"""
