"""The ledger: who contributed what, whose name may be shown, and what a member can see or have forgotten."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlite_utils

from show.credits import FORMER, NAMELESS, Contribution, Deed, Roll, make_roll
from show.ids import EpisodeId, GuildId, MemberId, SeriesId
from show.moderation import screen
from show.order import MediaRef
from storage.erasing import erase_names, names_of
from storage.films import Films
from storage.library import Library
from storage.media_uses import pictures_of, sheets_of, unused
from storage.pitches import HIDDEN, Pitches
from storage.records import BookingState, Member, PitchState


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditWish:
    """How a member wants to be named: not at all (`hidden`), or by a `pseudonym` ("" for the display name)."""

    hidden: bool = False
    pseudonym: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """One member's contributions of one kind, counted."""

    deed: Deed
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was removed at a member's wish."""

    pitches: int
    votes: int
    contributions: int
    media: tuple[MediaRef, ...] = ()
    """Pictures they gave and what was drawn for them, as far as nothing else uses the bytes."""


class Ledger:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def record(
        self,
        guild: GuildId,
        series: SeriesId,
        episode: EpisodeId | None,
        contribution: Contribution,
        now: float,
    ) -> None:
        """Write a deed down once; the same deed with the same detail again changes nothing.

        `episode` None means the whole series: every film of it carries the name.
        """
        self._db.execute(
            "INSERT OR IGNORE INTO contributions"
            " (guild_id, series_id, episode_id, member_id, name, deed, detail, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                guild,
                series,
                episode or "",
                contribution.member_id,
                contribution.name,
                contribution.deed.value,
                contribution.detail,
                now,
            ],
        )

    def strike(self, episode: EpisodeId, member: MemberId, deed: Deed, detail: str) -> None:
        """Take a deed out that was undone."""
        self._db.execute(
            "DELETE FROM contributions WHERE episode_id = ? AND member_id = ? AND deed = ? AND detail = ?",
            [episode, member, deed.value, detail],
        )

    def of_episode(self, series: SeriesId, episode: EpisodeId) -> list[Contribution]:
        """What may be shown of an episode's contributions, by the names their members want, in order."""
        rows = self._db.query(
            "SELECT c.*, w.hidden, w.pseudonym FROM contributions c"
            " LEFT JOIN credit_wishes w ON w.guild_id = c.guild_id AND w.member_id = c.member_id"
            " WHERE c.series_id = ? AND c.episode_id IN ('', ?) AND coalesce(w.hidden, 0) = 0"
            " ORDER BY c.number",
            [series, episode],
        )
        rating = Library(self._db).settings_of(series).rating
        return [
            Contribution(
                member_id=MemberId(row["member_id"]),
                name=_shown(row["pseudonym"] or row["name"], rating),
                deed=Deed(row["deed"]),
                detail=row["detail"],
            )
            for row in rows
        ]

    def roll(self, series: SeriesId, episode: EpisodeId) -> Roll:
        """An episode's credits roll."""
        return make_roll(self.of_episode(series, episode))

    def deeds_of(self, guild: GuildId, member: MemberId) -> list[Deeds]:
        """What a member has contributed in a guild, counted by kind."""
        rows = self._db.query(
            "SELECT deed, count(*) AS n FROM contributions WHERE guild_id = ? AND member_id = ?"
            " GROUP BY deed ORDER BY n DESC, deed",
            [guild, member],
        )
        return [Deeds(deed=Deed(row["deed"]), count=row["n"]) for row in rows]

    def wish(self, guild: GuildId, member: MemberId) -> CreditWish:
        """How a member wants to be named."""
        rows = self._db.query(
            "SELECT hidden, pseudonym FROM credit_wishes WHERE guild_id = ? AND member_id = ?",
            [guild, member],
        )
        for row in rows:
            return CreditWish(hidden=bool(row["hidden"]), pseudonym=row["pseudonym"])
        return CreditWish()

    def set_wish(self, guild: GuildId, member: MemberId, wish: CreditWish) -> None:
        """Keep how a member wants to be named; films that call the member otherwise are to be made again."""
        row = {
            "guild_id": guild,
            "member_id": member,
            "hidden": int(wish.hidden),
            "pseudonym": wish.pseudonym,
        }
        self._db.table("credit_wishes").upsert(row, pk=("guild_id", "member_id"))
        Films(self._db).doubt(guild, member)

    def export(self, guild: GuildId, member: MemberId) -> dict[str, Any]:
        """Everything kept about a member in a guild, as JSON's types."""
        wish = self.wish(guild, member)
        who = {"guild": guild, "member": member}
        return {
            "guild_id": str(guild),
            "member_id": str(member),
            "credit": {"hidden": wish.hidden, "pseudonym": wish.pseudonym},
            "pitches": [
                {
                    "episode_id": p.episode_id,
                    "names": p.names,
                    "text": p.text,
                    "state": p.state,
                    "source": p.source,
                    "picture": p.picture.sha256 if p.picture is not None else "",
                }
                for p in Pitches(self._db).of_author(guild, member)
            ],
            **{name: self._rows(f"SELECT {sql}", who) for name, sql in _EXPORTED.items()},
        }

    def _rows(self, sql: str, parameters: list[Any] | dict[str, Any]) -> list[dict[str, Any]]:
        return [dict(row) for row in self._db.query(sql, parameters)]

    def forget(self, guild: GuildId, member: MemberId, now: float = 0.0) -> Forgotten:
        """Remove a member from what is kept about a guild.

        Votes in running ballots are withdrawn; in closed ones they stay counted, without anyone's id. Pitches
        that wait are removed; those that were voted on keep their words, without anyone's name.
        """
        Films(self._db).doubt(guild, member)
        names = names_of(self._db, guild, member)
        given = [*pictures_of(self._db, guild, member), *sheets_of(self._db, guild, member)]
        self._db.table("forgettings").upsert({"guild_id": guild, "at": now}, pk="guild_id")
        pitches = self._forget_pitches(guild, member)
        votes = self._forget_votes(guild, member)
        own = [guild, member]
        contributions = self._db.execute("DELETE FROM contributions WHERE guild_id = ? AND member_id = ?", own).rowcount
        self._db.execute(
            "DELETE FROM suggestion_backers WHERE member_id = ? AND suggestion_number IN"
            f" (SELECT number FROM suggestions WHERE {_EPISODE_OF_GUILD})",
            [member, guild],
        )
        for table in ("opinions", "suggestions", "retake_wishes", "loved_shots", "reactions"):
            self._db.execute(f"DELETE FROM {table} WHERE member_id = ? AND {_EPISODE_OF_GUILD}", [member, guild])
        self._forget_auditions(guild, member)
        self._forget_answers(guild, member)
        self._db.execute("DELETE FROM reports WHERE guild_id = ? AND member_id = ?", own)
        self._db.execute("DELETE FROM credit_wishes WHERE guild_id = ? AND member_id = ?", own)
        self._db.execute("UPDATE series SET created_by = 0 WHERE guild_id = ? AND created_by = ?", own)
        # Words given to be heard that could not be posted yet; the order knows whose they are.
        ordered = "SELECT id FROM bookings WHERE guild_id = ? AND member_id = ?"
        self._db.execute(f"DELETE FROM sayings WHERE order_id IN ({ordered})", own)
        self._db.execute("UPDATE bookings SET member_id = 0 WHERE guild_id = ? AND member_id = ?", own)
        # A failed film's order still carries the roll with the name; trying again writes a fresh one.
        failed = [guild, BookingState.FAILED.value]
        self._db.execute("UPDATE bookings SET document = '' WHERE guild_id = ? AND state = ?", failed)
        erase_names(self._db, guild, member, names, FORMER)
        media = unused(self._db, given)
        return Forgotten(pitches=pitches, votes=votes, contributions=contributions, media=media)

    def _forget_answers(self, guild: GuildId, member: MemberId) -> None:
        """Votes on questions go; lines of dubs stay without their translator's name."""
        # Closed motions keep their counts without the votes.
        self._db.execute(
            "DELETE FROM motion_votes WHERE member_id = ? AND motion_number IN (SELECT m.number FROM motions m"
            " JOIN series s ON s.id = m.series_id WHERE s.guild_id = ?)",
            [member, guild],
        )
        self._db.execute(
            f"UPDATE dub_lines SET member_id = 0, name = ? WHERE member_id = ? AND {_EPISODE_OF_GUILD}",
            [FORMER, member, guild],
        )

    def _forget_pitches(self, guild: GuildId, member: MemberId) -> int:
        """A name among several is taken off; an own pitch goes, or loses its name where it was voted on."""
        pitches, own = Pitches(self._db), Pitches(self._db).of_author(guild, member)
        for pitch in own:
            number = int(pitch.id)
            options = self._db.execute("SELECT count(*) FROM ballot_options WHERE pitch_number = ?", [number])
            author = FORMER
            if pitches.unshare(pitch.id, member):
                author = pitches.pitch(pitch.id).names
            elif pitch.state in (PitchState.OPEN, *HIDDEN) and not options.fetchone()[0]:
                self._db.execute("DELETE FROM pitches WHERE number = ?", [number])
            else:
                nobody = [FORMER, number]
                nameless = "UPDATE pitches SET member_id = 0, source = '', picture = '', name = ? WHERE number = ?"
                self._db.execute(nameless, nobody)
            self._db.execute("UPDATE ballot_options SET author = ? WHERE pitch_number = ?", [author, number])
            self._db.execute(
                "UPDATE motions SET matter = json_set(matter, '$.body.author', ?)"
                " WHERE kind = 'retcon' AND subject = ?",
                [author, str(number)],
            )
        self._db.execute(f"DELETE FROM pitch_support WHERE member_id = ? AND {_PITCH_OF_GUILD}", [member, guild])
        return len(own)

    def _forget_auditions(self, guild: GuildId, member: MemberId) -> None:
        """Who is in the cast stays there without its author's name; every other audition goes."""
        own = f"member_id = ? AND series_id IN ({_SERIES_OF_GUILD})"
        self._db.execute(
            "UPDATE motions SET matter = json_set(matter, '$.body.author', ?) WHERE kind = 'character'"
            f" AND CAST(subject AS INTEGER) IN (SELECT number FROM auditions WHERE {own})",
            [FORMER, member, guild],
        )
        cast = [FORMER, member, guild]
        self._db.execute(f"UPDATE auditions SET member_id = 0, name = ? WHERE {own} AND state = 'in the cast'", cast)
        self._db.execute(f"DELETE FROM auditions WHERE {own}", [member, guild])

    def _forget_votes(self, guild: GuildId, member: MemberId) -> int:
        rows = self._rows(
            "SELECT v.ballot_id, b.closed_at FROM votes v JOIN ballots b ON b.id = v.ballot_id"
            f" WHERE v.member_id = ? AND v.ballot_id IN ({_BALLOTS_OF_GUILD})",
            [member, guild],
        )
        for row in rows:
            mine = [row["ballot_id"], member]
            if row["closed_at"] is None:
                self._db.execute("DELETE FROM votes WHERE ballot_id = ? AND member_id = ?", mine)
            else:
                self._db.execute(
                    "UPDATE votes SET name = ?, member_id ="
                    " (SELECT min(0, min(member_id)) - 1 FROM votes WHERE ballot_id = ?)"
                    " WHERE ballot_id = ? AND member_id = ?",
                    [FORMER, row["ballot_id"], *mine],
                )
        self._db.execute(
            f"DELETE FROM vote_log WHERE member_id = ? AND ballot_id IN ({_BALLOTS_OF_GUILD})", [member, guild]
        )
        return len(rows)


def forgettings(db: sqlite_utils.Database) -> list[tuple[GuildId, float]]:
    """Guilds whose orders in the queue are to be forgotten, and since when (Unix seconds)."""
    return [(GuildId(guild), at) for guild, at in db.execute("SELECT guild_id, at FROM forgettings").fetchall()]


def remembered(db: sqlite_utils.Database, guild: GuildId) -> None:
    """Nothing of a guild's is left to be forgotten."""
    db.execute("DELETE FROM forgettings WHERE guild_id = ?", [guild])


def contribution(member: Member, deed: Deed, detail: str = "") -> Contribution:
    """A member's deed under the member's own name."""
    return Contribution(member_id=member.id, name=member.name, deed=deed, detail=detail)


@lru_cache(maxsize=2048)
def _shown(name: str, rating: str) -> str:
    """A name as the credits of a series of that rating may have it."""
    return name if screen(name, rating).allowed else NAMELESS


def mark_of(text: str) -> str:
    """A short mark by which two details are told apart without keeping their words."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


_SERIES = "SELECT id FROM series WHERE guild_id = :guild"
_EPISODES = f"SELECT id FROM episodes WHERE series_id IN ({_SERIES})"
_BALLOTS = f"SELECT id FROM ballots WHERE episode_id IN ({_EPISODES})"
_EXPORTED = {
    "supported": "pitch_number, at FROM pitch_support WHERE member_id = :member AND pitch_number IN"
    f" (SELECT number FROM pitches WHERE episode_id IN ({_EPISODES}))",
    "votes": "v.ballot_id, v.name, v.option_key, v.choice, v.weight, o.text, v.cast_at FROM votes v"
    " JOIN ballot_options o ON o.ballot_id = v.ballot_id AND o.key = v.option_key"
    f" WHERE v.member_id = :member AND v.ballot_id IN ({_BALLOTS}) ORDER BY v.cast_at",
    "vote_changes": "ballot_id, name, choice, at, account_at, joined_at, refused FROM vote_log"
    f" WHERE member_id = :member AND ballot_id IN ({_BALLOTS}) ORDER BY number",
    "contributions": "series_id, episode_id, name, deed, detail, at FROM contributions"
    " WHERE guild_id = :guild AND member_id = :member ORDER BY number",
    "opinions": "episode_id, version, in_favour, reason, at FROM opinions"
    f" WHERE member_id = :member AND episode_id IN ({_EPISODES}) ORDER BY at",
    "suggestions": "episode_id, kind, line_id, text, state, at FROM suggestions"
    f" WHERE member_id = :member AND episode_id IN ({_EPISODES}) ORDER BY number",
    "accepted": "suggestion_number, name FROM suggestion_backers WHERE member_id = :member AND suggestion_number IN"
    f" (SELECT number FROM suggestions WHERE episode_id IN ({_EPISODES})) ORDER BY suggestion_number",
    "auditions": "series_id, character, words, state, consented_at FROM auditions"
    f" WHERE member_id = :member AND series_id IN ({_SERIES}) ORDER BY number",
    "motions": "motion_number, in_favour, at FROM motion_votes WHERE member_id = :member AND motion_number IN"
    f" (SELECT number FROM motions WHERE series_id IN ({_SERIES})) ORDER BY motion_number",
    "retake_wishes": "episode_id, shot_id, take, name, at FROM retake_wishes"
    f" WHERE member_id = :member AND episode_id IN ({_EPISODES}) ORDER BY at",
    "spoken_tests": "s.series_id, json_extract(s.document, '$.body.wish.words') AS words,"
    " json_extract(s.document, '$.body.wish.word') AS word, json_extract(s.document, '$.body.said') AS said"
    " FROM sayings s JOIN bookings b ON b.id = s.order_id WHERE b.guild_id = :guild AND b.member_id = :member"
    " ORDER BY s.order_id",
    "loved_shots": "episode_id, shot_id, at FROM loved_shots"
    f" WHERE member_id = :member AND episode_id IN ({_EPISODES}) ORDER BY at",
    "reactions": "episode_id, message_id, emoji, at FROM reactions"
    f" WHERE member_id = :member AND episode_id IN ({_EPISODES}) ORDER BY at",
    "dubs": "episode_id, language, line_id, text, at FROM dub_lines"
    f" WHERE member_id = :member AND episode_id IN ({_EPISODES}) ORDER BY at",
    "reports": "kind, subject, reason, state, at FROM reports WHERE guild_id = :guild AND member_id = :member",
    "bans": "reason, at, until FROM bans WHERE guild_id = :guild AND member_id = :member",
    "orders": "id, kind, subject, state, booked_at FROM bookings"
    " WHERE guild_id = :guild AND member_id = :member ORDER BY booked_at",
}
"""What an export holds besides, each after SELECT."""
_SERIES_OF_GUILD = "SELECT id FROM series WHERE guild_id = ?"
_EPISODE_OF_GUILD = (
    "episode_id IN (SELECT e.id FROM episodes e JOIN series s ON s.id = e.series_id WHERE s.guild_id = ?)"
)
_PITCH_OF_GUILD = (
    "pitch_number IN (SELECT p.number FROM pitches p JOIN episodes e ON e.id = p.episode_id"
    " JOIN series s ON s.id = e.series_id WHERE s.guild_id = ?)"
)
_BALLOTS_OF_GUILD = (
    "SELECT b2.id FROM ballots b2 JOIN episodes e2 ON e2.id = b2.episode_id"
    " JOIN series s2 ON s2.id = e2.series_id WHERE s2.guild_id = ?"
)
