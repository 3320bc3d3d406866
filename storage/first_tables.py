"""The tables of the first release, as the first migration makes them."""

FIRST_TABLES = """
CREATE TABLE guilds (
    guild_id INTEGER PRIMARY KEY,
    room_channel_id INTEGER NOT NULL,
    premieres_channel_id INTEGER NOT NULL,
    log_channel_id INTEGER NOT NULL,
    approver_role_id INTEGER NOT NULL,
    rating TEXT NOT NULL,
    updated_at REAL NOT NULL
) STRICT;
CREATE TABLE series (
    id TEXT PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    document TEXT NOT NULL,
    created_by INTEGER NOT NULL,
    created_at REAL NOT NULL
) STRICT;
CREATE INDEX series_by_guild ON series (guild_id, created_at);
CREATE TABLE episodes (
    id TEXT PRIMARY KEY,
    series_id TEXT NOT NULL REFERENCES series (id),
    number INTEGER NOT NULL,
    phase TEXT NOT NULL,
    twist TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 0,
    created_at REAL NOT NULL,
    UNIQUE (series_id, number)
) STRICT;
CREATE TABLE pitches (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    episode_id TEXT NOT NULL REFERENCES episodes (id),
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at REAL NOT NULL
) STRICT;
CREATE INDEX pitches_by_episode ON pitches (episode_id, number);
CREATE TABLE ballots (
    id TEXT PRIMARY KEY,
    episode_id TEXT NOT NULL REFERENCES episodes (id),
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL DEFAULT 0,
    question TEXT NOT NULL,
    opens_at REAL NOT NULL,
    closes_at REAL NOT NULL,
    quorum INTEGER NOT NULL,
    closed_at REAL,
    winner_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE ballot_options (
    ballot_id TEXT NOT NULL REFERENCES ballots (id),
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    pitch_number INTEGER REFERENCES pitches (number),
    PRIMARY KEY (ballot_id, key)
) STRICT;
CREATE TABLE votes (
    ballot_id TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    option_key TEXT NOT NULL,
    cast_at REAL NOT NULL,
    PRIMARY KEY (ballot_id, member_id),
    FOREIGN KEY (ballot_id, option_key) REFERENCES ballot_options (ballot_id, key)
) STRICT;
CREATE TABLE drafts (
    episode_id TEXT NOT NULL REFERENCES episodes (id),
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    script TEXT NOT NULL,
    result TEXT NOT NULL DEFAULT '',
    channel_id INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER NOT NULL DEFAULT 0,
    created_at REAL NOT NULL,
    PRIMARY KEY (episode_id, version)
) STRICT;
CREATE TABLE films (
    episode_id TEXT PRIMARY KEY REFERENCES episodes (id),
    result TEXT NOT NULL,
    finished_at REAL NOT NULL
) STRICT;
CREATE TABLE bookings (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    document TEXT NOT NULL,
    state TEXT NOT NULL,
    booked_at REAL NOT NULL,
    settled_at REAL,
    progress_message_id INTEGER NOT NULL DEFAULT 0,
    failure TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX bookings_by_subject ON bookings (subject, kind);
CREATE INDEX bookings_by_state ON bookings (state);
CREATE TABLE posts (
    nonce TEXT PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    posted_at REAL NOT NULL
) STRICT;
CREATE TABLE contributions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    series_id TEXT NOT NULL REFERENCES series (id),
    episode_id TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    deed TEXT NOT NULL,
    detail TEXT NOT NULL,
    at REAL NOT NULL,
    UNIQUE (series_id, episode_id, member_id, deed, detail)
) STRICT;
CREATE INDEX contributions_by_member ON contributions (guild_id, member_id);
CREATE TABLE credit_wishes (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    pseudonym TEXT NOT NULL,
    PRIMARY KEY (guild_id, member_id)
) STRICT;
"""
