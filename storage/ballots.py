"""Ballots and votes: one vote a member by a unique key, written in the transaction that checks the deadline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlite_utils

from show import codec
from show.ballot import MAX_OPTIONS, Ballot, Option, Rules, Tally, Vote, tally
from show.errors import InvalidInput, NotAllowed, NotFound, WrongPhase
from show.ids import BallotId, ChannelId, EpisodeId, MemberId, MessageId, PitchId
from storage.records import BallotRecord, Member

OPTION_KEYS = "abcde"
"""Keys of a ballot's options in order."""

# A thousand members vote within seconds: one statement each, where an upsert of sqlite-utils takes six.
_VOTED = "SELECT option_key, choice, weight FROM votes WHERE ballot_id = ? AND member_id = ?"
_CAST = """
INSERT INTO votes (ballot_id, member_id, name, option_key, choice, weight, cast_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (ballot_id, member_id)
DO UPDATE SET name = excluded.name, option_key = excluded.option_key, choice = excluded.choice,
    weight = excluded.weight, cast_at = excluded.cast_at
"""
_TRACE = """
INSERT INTO vote_log (ballot_id, member_id, name, choice, at, account_at, joined_at, refused)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_LATELY = "SELECT count(*) FROM vote_log WHERE ballot_id = ? AND member_id = ? AND at > ?"

MOST_CHANGES_A_MINUTE = 20
"""More than anybody needs who makes up their mind, and few enough that a script gets nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What is known of a voter at the moment of voting; the two times in Unix seconds, None when unknown."""

    weight: int = 1
    account_at: float | None = None
    joined_at: float | None = None


NO_PAPERS = Papers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A member's choice before and after; option keys, the favourite first."""

    earlier: tuple[str, ...]
    choice: tuple[str, ...]


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
                "rules": codec.dumps(ballot.rules),
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
            raise InvalidInput("This ballot is full: it has {max_options} options.", max_options=MAX_OPTIONS)
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

    def of_poll(self, message: MessageId) -> BallotRecord | None:
        """The ballot that a poll of Discord's stands for; None for any other message."""
        return next(self._ballots("poll_message_id = ? AND poll_message_id != 0", [message]), None)

    def set_poll(self, id: BallotId, message: MessageId) -> None:
        """Remember the poll that stands for a ballot."""
        self._db.table("ballots").update(id, {"poll_message_id": message})

    def take_over(self, id: BallotId, held: Mapping[Member, tuple[str, ...]], now: float) -> None:
        """Have the votes be those that a poll held when it ended; WrongPhase once the ballot is closed."""
        record = self._open(id)
        known = {option.key for option in record.ballot.options}
        standing = {member.id: (member, vote.choice) for member, vote in self.votes(id)}
        for member, keys in held.items():
            choice = tuple(key for key in keys if key in known)
            before = standing.pop(member.id, None)
            if choice and (before is None or before[1] != choice or before[0].name != member.name):
                self._write(id, member, choice, now, NO_PAPERS)
        for member, _ in standing.values():
            self._write(id, member, (), now, NO_PAPERS)

    def cast(self, id: BallotId, member: Member, option_key: str, now: float, papers: Papers = NO_PAPERS) -> Cast:
        """Count a member's press on an option: it replaces the choice or is added to it, as the ballot's method has it.

        WrongPhase at the deadline or after, InvalidInput when there is no such option, NotAllowed for an account or
        a membership that is too young, and for changes that come too fast.
        """
        record = self._open(id)
        record.ballot.check(option_key, now)
        record.ballot.rules.check_age(papers.account_at, papers.joined_at, now)
        earlier = self.choice_of(id, member.id)
        choice = record.ballot.pressed(earlier, option_key)
        if choice != earlier:
            self._check_pace(id, member.id, earlier, now)
            self._write(id, member, choice, now, papers)
        return Cast(earlier=earlier, choice=choice)

    def take_back(self, id: BallotId, member: Member, option_key: str, now: float) -> Cast:
        """Take one option off a member's choice; the vote is gone with its last. Errors as `cast`."""
        record = self._open(id)
        record.ballot.check(option_key, now)
        earlier = self.choice_of(id, member.id)
        choice = tuple(key for key in earlier if key != option_key)
        if choice != earlier:
            self._check_pace(id, member.id, earlier, now)
            weight = self._db.execute(_VOTED, [id, member.id]).fetchone()[2]
            self._write(id, member, choice, now, Papers(weight=weight))
        return Cast(earlier=earlier, choice=choice)

    def _open(self, id: BallotId) -> BallotRecord:
        record = self.ballot(id)
        if record.closed_at is not None:
            raise WrongPhase("This ballot is closed; the votes are counted.")
        return record

    def _check_pace(self, id: BallotId, member: MemberId, earlier: tuple[str, ...], now: float) -> None:
        if not earlier:
            return
        if self._db.execute(_LATELY, [id, member, now - 60]).fetchone()[0] >= MOST_CHANGES_A_MINUTE:
            raise NotAllowed("That is a lot of changes in a minute. Your vote stands; change it again a little later.")

    def _write(self, id: BallotId, member: Member, choice: tuple[str, ...], now: float, papers: Papers) -> None:
        kept = "".join(choice)
        if choice:
            self._db.execute(_CAST, [id, member.id, member.name, choice[0], kept, papers.weight, now])
        else:
            self._db.execute("DELETE FROM votes WHERE ballot_id = ? AND member_id = ?", [id, member.id])
        self._db.execute(_TRACE, [id, member.id, member.name, kept, now, papers.account_at, papers.joined_at, ""])

    def note_refusal(self, id: BallotId, member: Member, reason: str, now: float, papers: Papers) -> None:
        """Keep for the audit that a member was not let vote."""
        self._db.execute(_TRACE, [id, member.id, member.name, "", now, papers.account_at, papers.joined_at, reason])

    def choice_of(self, id: BallotId, member: MemberId) -> tuple[str, ...]:
        """The keys a member's vote stands at, the favourite first; empty when there is none."""
        row = self._db.execute(_VOTED, [id, member]).fetchone()
        return _choice(row[0], row[1]) if row else ()

    def votes(self, id: BallotId) -> list[tuple[Member, Vote]]:
        """Every vote as it stands, in the order they were last changed."""
        rows = self._db.query("SELECT * FROM votes WHERE ballot_id = ? ORDER BY cast_at, member_id", [id])
        return [
            (
                Member(id=MemberId(row["member_id"]), name=row["name"]),
                Vote(
                    member_id=MemberId(row["member_id"]),
                    choice=_choice(row["option_key"], row["choice"]),
                    cast_at=row["cast_at"],
                    weight=row["weight"],
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

    def abandon(self, id: BallotId, now: float) -> None:
        """End a ballot without a winner; its votes stay as they are."""
        self._db.execute("UPDATE ballots SET closed_at = ? WHERE id = ? AND closed_at IS NULL", [now, id])

    def _ballots(self, where: str, parameters: list[Any]) -> Iterator[BallotRecord]:
        for row in self._db.query(f"SELECT * FROM ballots WHERE {where}", parameters):
            ballot = Ballot(
                id=BallotId(row["id"]),
                question=row["question"],
                options=self._options(BallotId(row["id"])),
                opens_at=row["opens_at"],
                closes_at=row["closes_at"],
                quorum=row["quorum"],
                rules=codec.loads(row["rules"], Rules) if row["rules"] else Rules(),
            )
            yield BallotRecord(
                ballot=ballot,
                episode_id=EpisodeId(row["episode_id"]),
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
                closed_at=row["closed_at"],
                winner_key=row["winner_key"],
                poll_message_id=MessageId(row["poll_message_id"]),
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


def _choice(first: str, kept: str) -> tuple[str, ...]:
    """Votes from before there were several options in one have only the first."""
    return tuple(kept or first)


def number_options(options: list[Option]) -> tuple[Option, ...]:
    """The options with the keys a, b, c … in order; those beyond what a ballot holds are left out."""
    return tuple(
        replace(option, key=key) for option, key in zip(options, OPTION_KEYS[:MAX_OPTIONS], strict=False)
    )
