"""Who is shut out of a guild's room: until when, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.ids import GuildId, MemberId
from storage.records import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """A member who may only look. `until` in Unix seconds, None for good."""

    member: Member
    reason: str
    by: Member
    at: float
    until: float | None


class Bans:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def ban(self, guild: GuildId, ban: Ban) -> None:
        """Shut a member out, replacing an earlier ban."""
        row = {
            "guild_id": guild,
            "member_id": ban.member.id,
            "name": ban.member.name,
            "reason": ban.reason,
            "by_id": ban.by.id,
            "by_name": ban.by.name,
            "at": ban.at,
            "until": ban.until,
        }
        self._db.table("bans").upsert(row, pk=("guild_id", "member_id"))

    def lift(self, guild: GuildId, member: MemberId) -> bool:
        """Let a member in again; False when there was no ban."""
        own = [guild, member]
        return self._db.execute("DELETE FROM bans WHERE guild_id = ? AND member_id = ?", own).rowcount > 0

    def of(self, guild: GuildId, member: MemberId, now: float) -> Ban | None:
        """A member's ban as long as it lasts."""
        found = self._bans("guild_id = ? AND member_id = ? AND (until IS NULL OR until > ?)", [guild, member, now])
        return next(iter(found), None)

    def all(self, guild: GuildId, now: float) -> list[Ban]:
        """Everybody who is shut out now, the newest first."""
        return self._bans("guild_id = ? AND (until IS NULL OR until > ?) ORDER BY at DESC", [guild, now])

    def _bans(self, where: str, parameters: list[float]) -> list[Ban]:
        return [
            Ban(
                member=Member(id=MemberId(row["member_id"]), name=row["name"]),
                reason=row["reason"],
                by=Member(id=MemberId(row["by_id"]), name=row["by_name"]),
                at=row["at"],
                until=row["until"],
            )
            for row in self._db.query(f"SELECT * FROM bans WHERE {where}", parameters)
        ]
