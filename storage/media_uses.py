"""What media a member gave, and whether the library still uses some bytes anywhere."""

from __future__ import annotations

import sqlite_utils

from show import codec
from show.ids import GuildId, MemberId, Sha256
from show.order import MediaRef
from show.sketch import SketchResult
from storage.pitches import Pitches


def pictures_of(db: sqlite_utils.Database, guild: GuildId, member: MemberId) -> list[MediaRef]:
    """The pictures that came with a member's pitches in a guild, each once."""
    given = [pitch.picture for pitch in Pitches(db).of_author(guild, member) if pitch.member.id == member]
    return list({ref.sha256: ref for ref in given if ref is not None}.values())


def sheets_of(db: sqlite_utils.Database, guild: GuildId, member: MemberId) -> list[MediaRef]:
    """What was drawn and spoken for a member's auditions in a guild."""
    sql = (
        "SELECT result FROM auditions WHERE member_id = ? AND result != ''"
        " AND series_id IN (SELECT id FROM series WHERE guild_id = ?)"
    )
    found: dict[Sha256, MediaRef] = {}
    for (result,) in db.execute(sql, [member, guild]).fetchall():
        drawn = codec.loads(result, SketchResult)
        found |= {ref.sha256: ref for ref in (*drawn.pictures, *drawn.sounds)}
    return list(found.values())


def unused(db: sqlite_utils.Database, refs: list[MediaRef]) -> tuple[MediaRef, ...]:
    """Those of them that nothing in the library names any more: whatever table, whatever column."""
    columns = [
        (table.name, column.name)
        for table in db.tables
        for column in table.columns
        if column.type.upper() == "TEXT" and not table.name.startswith(("sqlite_", "_sqlite"))
    ]
    return tuple(ref for ref in refs if not any(_names(db, *place, ref.sha256) for place in columns))


def _names(db: sqlite_utils.Database, table: str, column: str, sha256: str) -> bool:
    sql = f'SELECT 1 FROM "{table}" WHERE instr("{column}", ?) LIMIT 1'
    return db.execute(sql, [sha256]).fetchone() is not None
