"""Names that stand beside what a member decided or did for others, without an id: taken out when they are forgotten."""

from __future__ import annotations

import re

import sqlite_utils

from show.credits import AS_THEY_WERE, FORMER, NAMELESS
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
_WRITTEN = frozenset({"reason"})
"""Values that a member wrote: a name may stand amid their words."""


def names_of(db: sqlite_utils.Database, guild: GuildId, member: MemberId) -> list[str]:
    """Every name under which a guild's library knows a member."""
    who = {"guild": guild, "member": member}
    found: set[str] = set()
    for table, by in NAMED_BY_ID.items():
        sql = f"SELECT DISTINCT name FROM {table} WHERE member_id = :member AND {_OF_GUILD[by]}"
        found.update(row[0] for row in db.execute(sql, who).fetchall())
    sql = "SELECT DISTINCT by_name FROM bans WHERE by_id = :member AND guild_id = :guild"
    found.update(row[0] for row in db.execute(sql, who).fetchall())
    return sorted(found - {NAMELESS, FORMER, *AS_THEY_WERE})


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
    _erase_from_bookings(db, guild, [name for name in names if name], instead)


def _erase_from_bookings(db: sqlite_utils.Database, guild: GuildId, names: list[str], instead: str) -> None:
    """Who moved an order is let go where it was the member; reasons lose the names."""
    sql = "SELECT id, moved, failure FROM bookings WHERE guild_id = ? AND (moved != '' OR failure != '')"
    for id, moved, failure in db.execute(sql, [guild]).fetchall():
        told = told_again(moved)
        was_theirs = told.values.get("member") in names if told.template != moved else _named(moved, names)
        erased = ("" if was_theirs else _without(moved, names, instead), _without(failure, names, instead))
        if erased != (moved, failure):
            db.execute("UPDATE bookings SET moved = ?, failure = ? WHERE id = ?", [*erased, id])


def _without(stored: str, names: list[str], instead: str) -> str:
    """What is kept of a reason, without names among its values; of one from earlier days, among its words."""
    told = told_again(stored)
    if told.template == stored:
        return _replaced(stored, names, instead)
    erased = _without_values(told, names, instead)
    return kept(erased) if erased != told else stored


def _without_values(told: Text, names: list[str], instead: str) -> Text:
    """A template is nobody's name and stays as the catalogues know it."""

    def clean(key: str, value: object) -> object:
        if isinstance(value, Text):
            return _without_values(value, names, instead)
        if value in names:
            return instead
        return _replaced(value, names, instead) if isinstance(value, str) and key in _WRITTEN else value

    return Text(told.template, {key: clean(key, value) for key, value in told.values.items()})


def _named(words: str, names: list[str]) -> bool:
    return _replaced(words, names, "") != words


def _replaced(words: str, names: list[str], instead: str) -> str:
    """The words with another in place of each name that stands there as a word of its own."""
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{known})(?!\w)", lambda _: instead, words) if known else words
