"""What a guild's studio remembers: its settings, its series with their bibles, episodes and drafts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlite_utils

from show import codec
from show.bible import Series
from show.errors import NotFound
from show.ids import ChannelId, EpisodeId, GuildId, MemberId, MessageId, SeriesId
from show.moderation import RATINGS
from show.order import DraftResult
from show.script import Episode
from show.series_rules import SeriesRules
from show.writers_room import Phase, Step, advance
from storage.links import link_of
from storage.records import (
    Draft,
    DraftState,
    EpisodeRecord,
    GuildSettings,
    SeriesRecord,
    SeriesState,
)

SLUG_CHARACTERS = 24
"""A custom_id of 100 characters (Discord, August 2026) has to hold an episode's id and a shot's."""


def series_id(guild_id: GuildId, title: str, now: float) -> SeriesId:
    """An id fit for file names and component ids, the same for the same guild, title and moment."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:SLUG_CHARACTERS].strip("-")
    mark = hashlib.sha256(f"{guild_id}\n{title}\n{now!r}".encode()).hexdigest()[:6]
    return SeriesId(f"{slug or 'series'}-{mark}")


def seed_of(text: str) -> int:
    """A seed of 31 bits that anyone who knows the text arrives at."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 1


def milder(one: str, other: str) -> str:
    """The milder of two ratings; "" is none at all."""
    return min((rating for rating in (one, other) if rating), key=RATINGS.index, default=RATINGS[0])


class Library:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    # Guilds

    def guild(self, guild_id: GuildId) -> GuildSettings:
        """A guild's settings; NotFound, with what to do, before it was set up."""
        for row in self._db.query("SELECT * FROM guilds WHERE guild_id = ?", [guild_id]):
            return GuildSettings(**{key: value for key, value in row.items() if key != "updated_at"})
        raise NotFound("The studio is not set up here yet. An administrator can do that with /studio setup.")

    def all_guilds(self) -> list[GuildSettings]:
        """The settings of every guild that was set up."""
        ids = [row["guild_id"] for row in self._db.query("SELECT guild_id FROM guilds ORDER BY guild_id")]
        return [self.guild(id) for id in ids]

    def language_of(self, guild_id: GuildId) -> str:
        """The language a guild has chosen in its set-up; "" when none, or before there is one."""
        found = self._db.execute("SELECT language FROM guilds WHERE guild_id = ?", [guild_id]).fetchone()
        return found[0] if found else ""

    def settings_of(self, id: SeriesId) -> GuildSettings:
        """The settings that hold for a series: its own channels and rating in the place of its guild's."""
        record = self.series(id)
        return self.settings_under(self.guild(record.series.guild_id), record.rules)

    def settings_under(self, house: GuildSettings, own: SeriesRules) -> GuildSettings:
        """The settings of a series with rules of its own under a guild's settings."""
        return replace(
            house,
            room_channel_id=own.room_channel_id or house.room_channel_id,
            # Where a series has a room of its own, its drafts stay in it.
            drafts_channel_id=own.drafts_channel_id or own.room_channel_id or house.drafts_channel_id,
            premieres_channel_id=own.premieres_channel_id or house.premieres_channel_id,
            rating=milder(own.rating, house.rating),
        )

    def save_guild(self, settings: GuildSettings, now: float) -> None:
        """Keep a guild's settings, replacing earlier ones."""
        row = {name: getattr(settings, name) for name in GuildSettings.__dataclass_fields__}
        self._db.table("guilds").upsert({**row, "updated_at": now}, pk="guild_id")

    # Series

    def add_series(
        self, series: Series, created_by: MemberId, now: float, *, branch_of: str = "", branch_road: str = ""
    ) -> None:
        """Write down a new series whose bible is still being made, or a branch of another."""
        self._db.table("series").insert(
            {
                "id": series.id,
                "guild_id": series.guild_id,
                "title": series.title,
                "state": SeriesState.FOUNDING.value,
                "document": codec.dumps(series),
                "created_by": created_by,
                "created_at": now,
                **({"branch_of": branch_of, "branch_road": branch_road} if branch_of else {}),
            }
        )

    def series(self, id: SeriesId) -> SeriesRecord:
        """The series of that id; NotFound when there is none."""
        for record in self._series("id = ?", [id]):
            return record
        raise NotFound("There is no such series here. /series list shows those there are.")

    def guild_of(self, id: SeriesId) -> GuildId | None:
        """The guild a series belongs to, without reading its bible; None when there is no such series."""
        found = self._db.execute("SELECT guild_id FROM series WHERE id = ?", [id]).fetchone()
        return GuildId(found[0]) if found else None

    def all_series(self, guild_id: GuildId) -> list[SeriesRecord]:
        """A guild's series, the newest first."""
        return list(self._series("guild_id = ? ORDER BY created_at DESC, id", [guild_id]))

    def choose_series(self, guild_id: GuildId, wanted: str = "") -> SeriesRecord:
        """The series a member means: by id or title, or the guild's newest when nothing is said; never a branch."""
        records = self.all_series(guild_id)
        if not records:
            raise NotFound("There is no series here yet. An administrator can begin one with /series create.")
        if not wanted:
            return next((r for r in records if r.state is not SeriesState.ARCHIVED and not r.branch_of), records[0])
        for record in records:
            if wanted == record.series.id or wanted.casefold() == record.series.title.casefold():
                return record
        raise NotFound("There is no such series here. Choose one from the list that opens as you type.")

    def save_series(self, series: Series, state: SeriesState) -> None:
        """Replace a series' bible and state."""
        changes = {"title": series.title, "document": codec.dumps(series), "state": state.value}
        self._db.table("series").update(series.id, changes)

    def save_rules(self, id: SeriesId, rules: SeriesRules, opens_at: float | None) -> None:
        """Replace what a series does otherwise than its guild, and when its next episode opens by itself."""
        self._db.table("series").update(id, {"rules": codec.dumps(rules), "opens_at": opens_at})

    def scheduled(self) -> list[SeriesRecord]:
        """Every series whose episodes open by themselves, the next to open first."""
        return list(self._series("opens_at IS NOT NULL ORDER BY opens_at, id", []))

    def _series(self, where: str, parameters: list[Any]) -> Iterator[SeriesRecord]:
        for row in self._db.query(f"SELECT * FROM series WHERE {where}", parameters):
            yield SeriesRecord(
                series=codec.loads(row["document"], Series),
                state=SeriesState(row["state"]),
                created_by=MemberId(row["created_by"]),
                rules=codec.loads(row["rules"], SeriesRules) if row["rules"] else SeriesRules(),
                opens_at=row["opens_at"],
                branch_of=SeriesId(row["branch_of"]),
                branch_road=row["branch_road"],
            )

    # Episodes

    def add_episode(self, series: SeriesId, number: int, now: float) -> EpisodeRecord:
        """Open the next episode for pitches."""
        record = EpisodeRecord(
            id=EpisodeId(f"{series}-e{number}"),
            series_id=series,
            number=number,
            phase=Phase.PITCHING,
            twist="",
            version=0,
        )
        row = {name: getattr(record, name) for name in EpisodeRecord.__dataclass_fields__}
        self._db.table("episodes").insert({**row, "phase": record.phase.value, "created_at": now})
        return record

    def episode(self, id: EpisodeId) -> EpisodeRecord:
        """The episode of that id; NotFound when there is none."""
        for record in self._episodes("id = ?", [id]):
            return record
        raise NotFound("That episode does not exist any more.")

    def episodes(self, series: SeriesId) -> list[EpisodeRecord]:
        """A series' episodes in order."""
        return list(self._episodes("series_id = ? ORDER BY number", [series]))

    def current_episode(self, series: SeriesId) -> EpisodeRecord:
        """The episode a series is at; NotFound while its bible is being made."""
        for record in self._episodes("series_id = ? ORDER BY number DESC LIMIT 1", [series]):
            return record
        raise NotFound("This series has no episode yet: its first characters and places are being made.")

    def move(self, id: EpisodeId, step: Step) -> Phase:
        """Take an episode one step on; WrongPhase, in words, when that is not possible now."""
        phase = advance(self.episode(id).phase, step)
        self._db.table("episodes").update(id, {"phase": phase.value})
        return phase

    def set_twist(self, id: EpisodeId, twist: str) -> None:
        """Keep what the ballot decided."""
        self._db.table("episodes").update(id, {"twist": twist})

    def _episodes(self, where: str, parameters: list[Any]) -> Iterator[EpisodeRecord]:
        for row in self._db.query(f"SELECT * FROM episodes WHERE {where}", parameters):
            yield EpisodeRecord(
                id=EpisodeId(row["id"]),
                series_id=SeriesId(row["series_id"]),
                number=row["number"],
                phase=Phase(row["phase"]),
                twist=row["twist"],
                version=row["version"],
            )

    # Drafts and films

    def save_draft(
        self, script: Episode, state: DraftState, now: float, result: DraftResult | None = None
    ) -> None:
        """Keep a version of a script (and its storyboard and animatic); every version stays."""
        row = {
            "episode_id": script.id,
            "version": script.version,
            "state": state.value,
            "script": codec.dumps(script),
            "result": codec.dumps(result) if result else "",
            "created_at": now,
        }
        self._db.table("drafts").upsert(row, pk=("episode_id", "version"))
        self._db.execute(
            "UPDATE episodes SET version = max(version, ?) WHERE id = ?", [script.version, script.id]
        )

    def draft(self, episode: EpisodeId, version: int) -> Draft:
        """One version of an episode's script; NotFound when there is none."""
        for record in self._drafts("episode_id = ? AND version = ?", [episode, version]):
            return record
        raise NotFound("There is no version {version} of this script.", version=version)

    def latest_draft(self, episode: EpisodeId) -> Draft | None:
        """The newest version of an episode's script, None before there is one."""
        return next(self._drafts("episode_id = ? ORDER BY version DESC LIMIT 1", [episode]), None)

    def drafts(self, episode: EpisodeId) -> list[Draft]:
        """All versions of an episode's script, the oldest first."""
        return list(self._drafts("episode_id = ? ORDER BY version", [episode]))

    def mark_draft(self, episode: EpisodeId, version: int, state: DraftState) -> None:
        """Keep what became of a version."""
        self._db.table("drafts").update((episode, version), {"state": state.value})

    def set_draft_message(
        self, episode: EpisodeId, version: int, channel: ChannelId, message: MessageId
    ) -> None:
        """Remember where a version was shown."""
        self._db.table("drafts").update((episode, version), {"channel_id": channel, "message_id": message})

    def _drafts(self, where: str, parameters: list[Any]) -> Iterator[Draft]:
        for row in self._db.query(f"SELECT * FROM drafts WHERE {where}", parameters):
            yield Draft(
                episode_id=EpisodeId(row["episode_id"]),
                version=row["version"],
                state=DraftState(row["state"]),
                script=codec.loads(row["script"], Episode),
                result=codec.loads(row["result"], DraftResult) if row["result"] else None,
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
            )

    def receipts(self, series: SeriesId) -> dict[int, str]:
        """Links to the messages with a series' films, by the episode's number, as far as they are known."""
        sql = (
            "SELECT e.number, s.guild_id, f.channel_id, f.message_id FROM films f"
            " JOIN episodes e ON e.id = f.episode_id JOIN series s ON s.id = e.series_id"
            " WHERE e.series_id = ? AND f.message_id != 0"
        )
        links = {}
        for number, guild, channel, message in self._db.execute(sql, [series]).fetchall():
            links[number] = link_of(guild, channel, message)
        return links

    # What was posted

    def posted(self, nonce: str) -> MessageId | None:
        """The message a nonce became, None when it was not posted (as far as is known)."""
        for row in self._db.query("SELECT message_id FROM posts WHERE nonce = ?", [nonce]):
            return MessageId(row["message_id"])
        return None

    def note_post(
        self, nonce: str, guild: GuildId, channel: ChannelId, message: MessageId, now: float
    ) -> None:
        """Remember the message a nonce became."""
        row = {
            "nonce": nonce,
            "guild_id": guild,
            "channel_id": channel,
            "message_id": message,
            "posted_at": now,
        }
        self._db.table("posts").upsert(row, pk="nonce")
