"""The library's tables, as an ordered list of migrations; each runs once, in one transaction with its record.

Times are Unix seconds. Members and Discord's things are their numeric ids. Documents are `show.codec` JSON.
"""

from __future__ import annotations

import sqlite_utils
from sqlite_utils import Migrations

from storage.dub_tables import DUB_TABLES
from storage.first_tables import FIRST_TABLES
from storage.held_tables import GUARDED, TOLD
from storage.motion_tables import MOTION_TABLES
from storage.redraw_tables import REDRAWS
from storage.reel_tables import REEL_TABLES

LIBRARY = Migrations("cliffhanger.library")

@LIBRARY()
def m001_first_tables(db: sqlite_utils.Database) -> None:
    """Guilds, series, episodes, pitches, ballots, drafts, films, bookings, posts and the ledger."""
    db.executescript(FIRST_TABLES)


@LIBRARY()
def m002_progress_shown(db: sqlite_utils.Database) -> None:
    """Whether an order's progress message has said how it ended."""
    db.execute("ALTER TABLE bookings ADD COLUMN progress_ended INTEGER NOT NULL DEFAULT 0")


@LIBRARY()
def m003_bans(db: sqlite_utils.Database) -> None:
    """Who is shut out of a guild's room."""
    db.execute(
        "CREATE TABLE bans (guild_id INTEGER NOT NULL, member_id INTEGER NOT NULL, name TEXT NOT NULL,"
        " reason TEXT NOT NULL, by_id INTEGER NOT NULL, by_name TEXT NOT NULL, at REAL NOT NULL, until REAL,"
        " PRIMARY KEY (guild_id, member_id)) STRICT"
    )


VOTING_RULES = """
CREATE TABLE house_rules (guild_id INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT;
ALTER TABLE ballots ADD COLUMN rules TEXT NOT NULL DEFAULT '';
ALTER TABLE votes ADD COLUMN choice TEXT NOT NULL DEFAULT '';
ALTER TABLE votes ADD COLUMN weight INTEGER NOT NULL DEFAULT 1;
CREATE TABLE vote_log (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    ballot_id TEXT NOT NULL REFERENCES ballots (id),
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    choice TEXT NOT NULL,
    at REAL NOT NULL,
    account_at REAL,
    joined_at REAL,
    refused TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX vote_log_by_member ON vote_log (ballot_id, member_id, at);
"""


@LIBRARY()
def m004_voting_rules(db: sqlite_utils.Database) -> None:
    """A guild's rules, those of each ballot, votes for several options, and every vote's trace for the audit."""
    db.executescript(VOTING_RULES)


PITCHING = """
ALTER TABLE pitches ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE pitches ADD COLUMN channel_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pitches ADD COLUMN message_id INTEGER NOT NULL DEFAULT 0;
CREATE TABLE pitch_authors (
    pitch_number INTEGER NOT NULL REFERENCES pitches (number) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (pitch_number, member_id)
) STRICT;
CREATE TABLE pitch_support (
    pitch_number INTEGER NOT NULL REFERENCES pitches (number) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (pitch_number, member_id)
) STRICT;
"""


@LIBRARY()
def m005_pitching(db: sqlite_utils.Database) -> None:
    """Where a pitch stands and came from, those who share it, and those who support it."""
    db.executescript(PITCHING)


APPROVAL = """
ALTER TABLE drafts ADD COLUMN tabled_at REAL;
CREATE TABLE opinions (
    episode_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    in_favour INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (episode_id, version, member_id),
    FOREIGN KEY (episode_id, version) REFERENCES drafts (episode_id, version)
) STRICT;
CREATE TABLE suggestions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    episode_id TEXT NOT NULL REFERENCES episodes (id),
    line_id TEXT NOT NULL,
    seen TEXT NOT NULL,
    text TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    channel_id INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER NOT NULL DEFAULT 0,
    at REAL NOT NULL
) STRICT;
CREATE TABLE suggestion_backers (
    suggestion_number INTEGER NOT NULL REFERENCES suggestions (number) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (suggestion_number, member_id)
) STRICT;
"""


@LIBRARY()
def m006_approval(db: sqlite_utils.Database) -> None:
    """What members think of a version of a script, and the changes they suggest to its lines."""
    db.executescript(APPROVAL)


SERIES_RULES = """
ALTER TABLE series ADD COLUMN rules TEXT NOT NULL DEFAULT '';
ALTER TABLE series ADD COLUMN opens_at REAL;
ALTER TABLE guilds ADD COLUMN drafts_channel_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE guilds ADD COLUMN language TEXT NOT NULL DEFAULT '';
"""


@LIBRARY()
def m007_series_rules(db: sqlite_utils.Database) -> None:
    """What a series does otherwise than its server, when its next episode opens; where drafts go, and the language."""
    db.executescript(SERIES_RULES)


@LIBRARY()
def m008_kinds_of_suggestions(db: sqlite_utils.Database) -> None:
    """Suggestions that recast a part or move a shot, beside those that rewrite a line."""
    db.executescript(
        "ALTER TABLE suggestions ADD COLUMN kind TEXT NOT NULL DEFAULT 'line';"
        "ALTER TABLE suggestions ADD COLUMN target TEXT NOT NULL DEFAULT '';"
    )


@LIBRARY()
def m009_motions(db: sqlite_utils.Database) -> None:
    """Yes-or-no questions to the room, and where the pages of a bible stand."""
    db.executescript(MOTION_TABLES)


FILMS = """
ALTER TABLE films ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE films ADD COLUMN order_id TEXT NOT NULL DEFAULT '';
ALTER TABLE films ADD COLUMN roll TEXT NOT NULL DEFAULT '';
ALTER TABLE films ADD COLUMN channel_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE films ADD COLUMN message_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE films ADD COLUMN thread_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE films ADD COLUMN panels_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE films ADD COLUMN is_stale INTEGER NOT NULL DEFAULT 0;
CREATE TABLE earlier_films (
    episode_id TEXT NOT NULL REFERENCES episodes (id),
    version INTEGER NOT NULL,
    result TEXT NOT NULL,
    finished_at REAL NOT NULL,
    PRIMARY KEY (episode_id, version)
) STRICT;
CREATE TABLE retake_wishes (
    episode_id TEXT NOT NULL REFERENCES episodes (id),
    shot_id TEXT NOT NULL,
    take INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (episode_id, shot_id, take, member_id)
) STRICT;
CREATE TABLE screenings (
    episode_id TEXT PRIMARY KEY REFERENCES episodes (id),
    at REAL NOT NULL,
    event_id INTEGER NOT NULL DEFAULT 0,
    channel_id INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE forgettings (guild_id INTEGER PRIMARY KEY, at REAL NOT NULL) STRICT;
"""


@LIBRARY()
def m010_films(db: sqlite_utils.Database) -> None:
    """Versions of a film, where it was shown, wishes to see a shot made again, and premieres that have a time."""
    db.executescript(FILMS)


AUDITIONS = """
CREATE TABLE auditions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id TEXT NOT NULL REFERENCES series (id),
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    character TEXT NOT NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL,
    result TEXT NOT NULL DEFAULT '',
    consented_at REAL,
    channel_id INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER NOT NULL DEFAULT 0,
    created_at REAL NOT NULL
) STRICT;
CREATE INDEX auditions_by_series ON auditions (series_id, number);
"""


@LIBRARY()
def m011_auditions(db: sqlite_utils.Database) -> None:
    """Characters that members made up."""
    db.executescript(AUDITIONS)


SAFETY = """
CREATE TABLE freezes (
    subject TEXT PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    by_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    at REAL NOT NULL
) STRICT;
CREATE TABLE reports (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    channel_id INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER NOT NULL DEFAULT 0,
    at REAL NOT NULL,
    UNIQUE (kind, subject, member_id)
) STRICT;
"""


@LIBRARY()
def m012_safety(db: sqlite_utils.Database) -> None:
    """What is frozen, and what members report."""
    db.executescript(SAFETY)


@LIBRARY()
def m013_pitch_pictures(db: sqlite_utils.Database) -> None:
    """The picture that came with a pitch."""
    db.execute("ALTER TABLE pitches ADD COLUMN picture TEXT NOT NULL DEFAULT ''")


@LIBRARY()
def m014_moved_orders(db: sqlite_utils.Database) -> None:
    """Why an order stands elsewhere in the line than it would."""
    db.execute("ALTER TABLE bookings ADD COLUMN moved TEXT NOT NULL DEFAULT ''")


@LIBRARY()
def m015_polls(db: sqlite_utils.Database) -> None:
    """The poll of Discord's that stands for a ballot."""
    db.execute("ALTER TABLE ballots ADD COLUMN poll_message_id INTEGER NOT NULL DEFAULT 0")


@LIBRARY()
def m017_branches(db: sqlite_utils.Database) -> None:
    """Which series a branch belongs to, and which road of its it takes."""
    db.executescript(
        "ALTER TABLE series ADD COLUMN branch_of TEXT NOT NULL DEFAULT '';"
        "ALTER TABLE series ADD COLUMN branch_road TEXT NOT NULL DEFAULT '';"
    )


@LIBRARY()
def m018_dubs(db: sqlite_utils.Database) -> None:
    """Films in other languages and their translated lines."""
    db.executescript(DUB_TABLES)


@LIBRARY()
def m020_guarded(db: sqlite_utils.Database) -> None:
    """Posts that wait for an age-restricted channel, and pictures that wait for an approver."""
    db.executescript(GUARDED)


@LIBRARY()
def m021_reels(db: sqlite_utils.Database) -> None:
    """Films cut from finished ones, what members love about these, and whether dubs' credits are still right."""
    db.executescript(REEL_TABLES)


@LIBRARY()
def m022_redraws(db: sqlite_utils.Database) -> None:
    """Cards that no longer show how things stand."""
    db.executescript(REDRAWS)


@LIBRARY()
def m023_sayings(db: sqlite_utils.Database) -> None:
    """Spoken tests that have come and were not posted yet."""
    db.execute(
        "CREATE TABLE sayings (order_id TEXT PRIMARY KEY, series_id TEXT NOT NULL REFERENCES series (id),"
        " document TEXT NOT NULL) STRICT"
    )


@LIBRARY()
def m024_held_told(db: sqlite_utils.Database) -> None:
    """What was told of a post that waits: that the channel is open to everybody, which words it is, or nothing yet."""
    db.executescript(TOLD)
