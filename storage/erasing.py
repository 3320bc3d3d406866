"""Names that stand beside what a member decided or did for others, without an id: taken out when they are forgotten."""

from __future__ import annotations

import sqlite_utils

from show.ids import GuildId, MemberId
from show.texts import Text, kept, told_again

NAMED_BY_ID = {
    "pitches": "episode", "pitch_authors": "pitch", "votes": "ballot", "vote_log": "ballot", "opinions": "episode",
    "suggestions": "episode", "auditions": "series", "motion_votes": "motion", "contributions": "guild",
    "retake_wishes": "episode", "dub_lines": "episode", "reports": "guild", "bans": "guild",
}  # fmt: skip
"""Tables in which a member's name stands beside the id, and by what they belong to a guild."""
_SERIES = "SELECT id FROM series WHERE guild_id = :guild"
_EPISODES = f"SELECT id FROM episodes WHERE series_id IN ({_SERIES})"
_OF_GUILD = {
    "guild": "guild_id = :guild",
    "series": f"series_id IN ({_SERIES})",
    "episode": f"episode_id IN ({_EPISODES})",
    "pitch": f"pitch_number IN (SELECT number FROM pitches WHERE episode_id IN ({_EPISODES}))",
    "ballot": f"ballot_id IN (SELECT id FROM ballots WHERE episode_id IN ({_EPISODES}))",
    "motion": f"motion_number IN (SELECT number FROM motions WHERE series_id IN ({_SERIES}))",
}
_DECIDED = (
    ("reports", "decided_by", "guild"),
    ("suggestions", "decided_by", "episode"),
    ("freezes", "by_name", "guild"),
)


def names_of(db: sqlite_utils.Database, guild: GuildId, member: MemberId) -> list[str]:
    """Every name under which a guild's library knows a member."""
    who = {"guild": guild, "member": member}
    found: set[str] = set()
    for table, by in NAMED_BY_ID.items():
        sql = f"SELECT DISTINCT name FROM {table} WHERE member_id = :member AND {_OF_GUILD[by]}"
        found.update(row[0] for row in db.execute(sql, who).fetchall())
    sql = "SELECT DISTINCT by_name FROM bans WHERE by_id = :member AND guild_id = :guild"
    found.update(row[0] for row in db.execute(sql, who).fetchall())
    return sorted(found)


def erase_names(
    db: sqlite_utils.Database, guild: GuildId, member: MemberId, names: list[str], instead: str
) -> None:
    """Put another word where only a name was kept: who decided, banned, froze or moved something."""
    db.execute(
        "UPDATE bans SET by_id = 0, by_name = ? WHERE guild_id = ? AND by_id = ?", [instead, guild, member]
    )
    for name in names:
        who = {"guild": guild, "name": name, "instead": instead}
        for table, column, by in _DECIDED:
            db.execute(f"UPDATE {table} SET {column} = :instead WHERE {column} = :name AND {_OF_GUILD[by]}", who)
        db.execute("UPDATE bookings SET moved = '' WHERE guild_id = :guild AND instr(moved, :name)", who)
    sql = "SELECT id, failure FROM bookings WHERE guild_id = ? AND failure != ''"
    for id, failure in db.execute(sql, [guild]).fetchall():
        told = told_again(failure)
        erased = _without(told, names, instead)
        if erased != told:
            db.execute("UPDATE bookings SET failure = ? WHERE id = ?", [kept(erased), id])


def _without(told: Text, names: list[str], instead: str) -> Text:
    """A reason without names, among whose values they stand; of one from earlier days, its words."""

    def clean(value: object) -> object:
        if isinstance(value, Text):
            return _without(value, names, instead)
        return _replaced(value, names, instead) if isinstance(value, str) else value

    if not told.values:
        return Text(_replaced(told.template, names, instead))
    return Text(told.template, {key: clean(value) for key, value in told.values.items()})


def _replaced(words: str, names: list[str], instead: str) -> str:
    for name in names:
        words = words.replace(name, instead)
    return words
