"""Pitches: who had the idea and who shares it, who supports it, where its card hangs and what became of it."""

from __future__ import annotations

from typing import Any

import sqlite_utils

from show import codec
from show.errors import NotFound
from show.ids import ChannelId, EpisodeId, GuildId, MemberId, MessageId, PitchId, SeriesId
from show.order import MediaRef
from show.texts import Text, text
from storage.records import Member, PictureState, Pitch, PitchState

HIDDEN = (PitchState.HELD, PitchState.CONTESTED, PitchState.KEPT_OUT, PitchState.WITHDRAWN, PitchState.MERGED)
"""States of what is no pitch, or not any more."""
STATES_SAID: dict[PitchState, Text] = {
    PitchState.HELD: text("it is held back"),
    PitchState.CONTESTED: text("it is before the room"),
    PitchState.KEPT_OUT: text("it is kept out"),
    PitchState.OPEN: text("it is open"),
    PitchState.ON_BALLOT: text("it is on the ballot"),
    PitchState.WON: text("it has won the vote"),
    PitchState.LOST: text("it has lost the vote"),
    PitchState.MERGED: text("it was joined with another"),
    PitchState.WITHDRAWN: text("it is withdrawn"),
    PitchState.DROPPED: text("it was called off with its episode"),
}
"""How each state is put to members, behind a colon."""
_SHOWN = f"state NOT IN ({', '.join(repr(state.value) for state in HIDDEN)})"
_SUPPORT = "(SELECT count(*) FROM pitch_support s WHERE s.pitch_number = p.number) AS support"


class Pitches:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def add(
        self,
        episode: EpisodeId,
        member: Member,
        text: str,
        now: float,
        *,
        state: PitchState = PitchState.OPEN,
        source: str = "",
        picture: MediaRef | None = None,
        picture_state: PictureState = PictureState.SHOWN,
    ) -> Pitch:
        """Write a pitch down."""
        row = {
            "episode_id": episode,
            "member_id": member.id,
            "name": member.name,
            "text": text,
            "state": state.value,
            "created_at": now,
            "source": source,
            "picture": codec.dumps(picture) if picture is not None else "",
            "picture_state": picture_state.value,
        }
        return self.pitch(PitchId(str(self._db.table("pitches").insert(row).last_pk)))

    def pitch(self, id: PitchId) -> Pitch:
        """The pitch of that id; NotFound when it is gone."""
        for found in self._pitches("number = ?", [int(id)]):
            return found
        raise NotFound("That pitch is not there any more.")

    def of_episode(self, episode: EpisodeId) -> list[Pitch]:
        """An episode's pitches in the order they came; without what was held back, merged or withdrawn."""
        return self._pitches(f"episode_id = ? AND {_SHOWN} ORDER BY number", [episode])

    def of_series(self, series: SeriesId) -> list[Pitch]:
        """Every pitch that a series ever got, the oldest first."""
        episodes = "episode_id IN (SELECT id FROM episodes WHERE series_id = ?)"
        return self._pitches(f"{episodes} AND {_SHOWN} ORDER BY number", [series])

    def of_author(self, guild: GuildId, member: MemberId) -> list[Pitch]:
        """Every pitch of a guild that bears a member's name, alone or among others, whatever became of it."""
        return self._pitches(
            "episode_id IN (SELECT e.id FROM episodes e JOIN series s ON s.id = e.series_id WHERE s.guild_id = ?)"
            " AND (member_id = ? OR number IN (SELECT pitch_number FROM pitch_authors WHERE member_id = ?))"
            " ORDER BY number",
            [guild, member, member],
        )

    def mark(self, id: PitchId, state: PitchState) -> None:
        """Keep what became of a pitch."""
        self._db.table("pitches").update(int(id), {"state": state.value})

    def judge_picture(self, id: PitchId, state: PictureState) -> bool:
        """Keep what an approver decided about a picture that waited; False when that was decided before."""
        sql = "UPDATE pitches SET picture_state = ? WHERE number = ? AND picture_state = ?"
        return self._db.execute(sql, [state.value, int(id), PictureState.WAITING.value]).rowcount > 0

    def set_message(self, id: PitchId, channel: ChannelId, message: MessageId) -> None:
        """Remember where its card hangs."""
        self._db.table("pitches").update(int(id), {"channel_id": channel, "message_id": message})

    def share(self, id: PitchId, member: Member, now: float) -> None:
        """Put one more name to a pitch; a name that is there already stays as it is."""
        if any(author.id == member.id for author in self.pitch(id).authors):
            return
        row = {"pitch_number": int(id), "member_id": member.id, "name": member.name, "at": now}
        self._db.table("pitch_authors").insert(row)
        # Nobody supports what they pitched.
        self.unsupport(id, member.id)

    def unshare(self, id: PitchId, member: MemberId) -> bool:
        """Take a name off a pitch; False when it was the only one. The next in line takes the first one's place."""
        pitch = self.pitch(id)
        if not pitch.others:
            return False
        if pitch.member.id == member:
            heir = pitch.others[0]
            self._db.table("pitches").update(int(id), {"member_id": heir.id, "name": heir.name})
            member = heir.id
        self._db.execute("DELETE FROM pitch_authors WHERE pitch_number = ? AND member_id = ?", [int(id), member])
        return True

    def support(self, id: PitchId, member: MemberId, now: float) -> bool:
        """Count a member's support once; False when it was counted already."""
        added = self._db.execute("INSERT OR IGNORE INTO pitch_support VALUES (?, ?, ?)", [int(id), member, now])
        return added.rowcount > 0

    def unsupport(self, id: PitchId, member: MemberId) -> bool:
        """Take a member's support back; False when there was none."""
        gone = self._db.execute("DELETE FROM pitch_support WHERE pitch_number = ? AND member_id = ?", [int(id), member])
        return gone.rowcount > 0

    def _pitches(self, where: str, parameters: list[Any]) -> list[Pitch]:
        rows = list(self._db.query(f"SELECT p.*, {_SUPPORT} FROM pitches p WHERE {where}", parameters))
        return [
            Pitch(
                id=PitchId(str(row["number"])),
                episode_id=EpisodeId(row["episode_id"]),
                member=Member(id=MemberId(row["member_id"]), name=row["name"]),
                text=row["text"],
                state=PitchState(row["state"]),
                others=self._others(row["number"]),
                support=row["support"],
                source=row["source"],
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
                picture=codec.loads(row["picture"], MediaRef) if row["picture"] else None,
                picture_state=PictureState(row["picture_state"]),
            )
            for row in rows
        ]

    def _others(self, number: int) -> tuple[Member, ...]:
        sql = "SELECT member_id, name FROM pitch_authors WHERE pitch_number = ? ORDER BY at, member_id"
        return tuple(Member(id=MemberId(id), name=name) for id, name in self._db.execute(sql, [number]).fetchall())
