"""Ballots and votes: one vote a member by a unique key, counted in the transaction that checks the deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlite_utils

from show.ballot import MAX_OPTIONS, Ballot, Option, Tally, Vote, tally
from show.errors import InvalidInput, NotFound, WrongPhase
from show.ids import BallotId, ChannelId, EpisodeId, MemberId, MessageId, PitchId
from storage.records import BallotRecord, Member

OPTION_KEYS = "abcde"
"""Keys of a ballot's options in order."""

# A thousand members vote within seconds: one statement each, where an upsert of sqlite-utils takes six.
_VOTED = "SELECT option_key FROM votes WHERE ballot_id = ? AND member_id = ?"
_CAST = """
INSERT INTO votes (ballot_id, member_id, name, option_key, cast_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (ballot_id, member_id)
DO UPDATE SET name = excluded.name, option_key = excluded.option_key, cast_at = excluded.cast_at
"""


class Ballots:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def add(self, ballot: Ballot, episode: EpisodeId, channel: ChannelId) -> BallotRecord:
        """Open a ballot."""
        self._db.table("ballots").insert(
            {
                "id": ballot.id,
                "episode_id": episode,
                "channel_id": channel,
                "question": ballot.question,
                "opens_at": ballot.opens_at,
                "closes_at": ballot.closes_at,
                "quorum": ballot.quorum,
            }
        )
        for position, option in enumerate(ballot.options):
            self._add_option(ballot.id, position, option)
        return self.ballot(ballot.id)

    def add_option(self, id: BallotId, option: Option, now: float) -> BallotRecord:
        """Put one more option on a running ballot; InvalidInput when it is full, WrongPhase when it is over."""
        record = self.ballot(id)
        if record.closed_at is not None or not record.ballot.is_open(now):
            raise WrongPhase("This ballot is closed; the votes are counted.")
        if len(record.ballot.options) >= MAX_OPTIONS:
            raise InvalidInput(f"This ballot is full: it has {MAX_OPTIONS} options.")
        self._add_option(id, len(record.ballot.options), option)
        return self.ballot(id)

    def _add_option(self, id: BallotId, position: int, option: Option) -> None:
        self._db.table("ballot_options").insert(
            {
                "ballot_id": id,
                "position": position,
                "key": option.key,
                "text": option.text,
                "author": option.author,
                "pitch_number": int(option.pitch_id) if option.pitch_id else None,
            }
        )

    def ballot(self, id: BallotId) -> BallotRecord:
        """The ballot of that id; NotFound when there is none."""
        for record in self._ballots("id = ?", [id]):
            return record
        raise NotFound("That ballot does not exist any more.")

    def of_episode(self, episode: EpisodeId) -> BallotRecord | None:
        """An episode's newest ballot, None before there is one."""
        return next(self._ballots("episode_id = ? ORDER BY opens_at DESC LIMIT 1", [episode]), None)

    def running(self) -> list[BallotRecord]:
        """Every ballot that is not closed, deadline passed or not."""
        return list(self._ballots("closed_at IS NULL ORDER BY closes_at, id", []))

    def set_message(self, id: BallotId, channel: ChannelId, message: MessageId) -> None:
        """Remember where a ballot stands."""
        self._db.table("ballots").update(id, {"channel_id": channel, "message_id": message})

    def cast(self, id: BallotId, member: Member, option_key: str, now: float) -> Option | None:
        """Count a member's vote, replacing an earlier one, and hand back what it was before.

        WrongPhase at the deadline or after, InvalidInput when there is no such option.
        """
        record = self.ballot(id)
        if record.closed_at is not None:
            raise WrongPhase("This ballot is closed; the votes are counted.")
        record.ballot.check(option_key, now)
        earlier = self._voted(record, member.id)
        self._db.execute(_CAST, [id, member.id, member.name, option_key, now])
        return earlier

    def vote_of(self, id: BallotId, member: MemberId) -> Option | None:
        """What a member's vote stands at, None when there is none."""
        return self._voted(self.ballot(id), member)

    def _voted(self, record: BallotRecord, member: MemberId) -> Option | None:
        rows = self._db.execute(_VOTED, [record.id, member]).fetchall()
        return next((o for o in record.ballot.options for (key,) in rows if o.key == key), None)

    def votes(self, id: BallotId) -> list[tuple[Member, Vote]]:
        """Every vote as it stands, in the order they were last changed."""
        rows = self._db.query("SELECT * FROM votes WHERE ballot_id = ? ORDER BY cast_at, member_id", [id])
        return [
            (
                Member(id=MemberId(row["member_id"]), name=row["name"]),
                Vote(
                    member_id=MemberId(row["member_id"]), option_key=row["option_key"], cast_at=row["cast_at"]
                ),
            )
            for row in rows
        ]

    def count(self, id: BallotId) -> Tally:
        """The votes as they stand now."""
        return tally(self.ballot(id).ballot, [vote for _, vote in self.votes(id)])

    def close(self, id: BallotId, now: float) -> tuple[BallotRecord, Tally]:
        """Close a ballot and count it; closing it again changes nothing and gives the same."""
        result = self.count(id)
        if self.ballot(id).closed_at is None:
            self._db.table("ballots").update(id, {"closed_at": now, "winner_key": result.winner.key})
        return self.ballot(id), result

    def _ballots(self, where: str, parameters: list[Any]) -> Iterator[BallotRecord]:
        for row in self._db.query(f"SELECT * FROM ballots WHERE {where}", parameters):
            ballot = Ballot(
                id=BallotId(row["id"]),
                question=row["question"],
                options=self._options(BallotId(row["id"])),
                opens_at=row["opens_at"],
                closes_at=row["closes_at"],
                quorum=row["quorum"],
            )
            yield BallotRecord(
                ballot=ballot,
                episode_id=EpisodeId(row["episode_id"]),
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
                closed_at=row["closed_at"],
                winner_key=row["winner_key"],
            )

    def _options(self, id: BallotId) -> tuple[Option, ...]:
        rows = self._db.query("SELECT * FROM ballot_options WHERE ballot_id = ? ORDER BY position", [id])
        return tuple(
            Option(
                key=row["key"],
                text=row["text"],
                author=row["author"],
                pitch_id=PitchId(str(row["pitch_number"])) if row["pitch_number"] is not None else None,
            )
            for row in rows
        )


def number_options(options: list[Option]) -> tuple[Option, ...]:
    """The options with the keys a, b, c … in order; those beyond what a ballot holds are left out."""
    return tuple(
        replace(option, key=key) for option, key in zip(options, OPTION_KEYS[:MAX_OPTIONS], strict=False)
    )
