"""Suggested changes to a script: made by one member, accepted by others, and then made by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import sqlite_utils

from show.errors import InvalidInput, NotAllowed, NotFound, WrongPhase
from show.ids import ChannelId, CharacterId, EpisodeId, LineId, MemberId, MessageId, ShotId
from show.texts import text
from show.writers_room import SAYING, Phase
from storage.library import Library
from storage.records import Member, Studio
from storage.restaging import recast, reorder
from storage.revisions import Revised, edit_line
from storage.rules import rules_of


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"
    """What it would change is different by now, or can't be changed any more."""


DECIDED = {
    SuggestionState.ACCEPTED: text("That suggestion is decided: accepted."),
    SuggestionState.DECLINED: text("That suggestion is decided: declined."),
    SuggestionState.WITHDRAWN: text("That suggestion is decided: withdrawn."),
    SuggestionState.OVERTAKEN: text("That suggestion is decided: overtaken."),
}


class SuggestionKind(StrEnum):
    """What a suggestion changes."""

    LINE = "line"
    RECAST = "recast"
    REORDER = "reorder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a member wants changed. `subject` is a line, a character or a shot by its id; `seen` and `text` say how it
    is and how it shall be: a line's own words for a line, else a text as `show.texts.kept` keeps it.

    `target` is who shall play the part; of a moved shot, the shot it was seen behind and the one it shall stand behind,
    on two lines, empty for none.
    """

    kind: SuggestionKind
    subject: str
    seen: str
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A wish and how it stands. `message_id` is its card in the room, 0 before it is posted."""

    id: int
    episode_id: EpisodeId
    wish: Wish
    member: Member
    state: SuggestionState
    decided_by: str
    backers: tuple[Member, ...]
    needed: int
    channel_id: ChannelId
    message_id: MessageId


class Suggestions:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def suggest(self, episode: EpisodeId, wish: Wish, member: Member, now: float) -> Suggestion:
        """Write a suggestion down; InvalidInput when it changes nothing."""
        if wish.seen == wish.text:
            raise InvalidInput("That is how it stands; nothing was changed.")
        row = {
            "episode_id": episode,
            "line_id": wish.subject,
            "kind": wish.kind.value,
            "target": wish.target,
            "seen": wish.seen,
            "text": wish.text,
            "member_id": member.id,
            "name": member.name,
            "state": SuggestionState.OPEN.value,
            "at": now,
        }
        return self.suggestion(int(self._db.table("suggestions").insert(row).last_pk or 0))

    def suggestion(self, id: int) -> Suggestion:
        """The suggestion of that id; NotFound when it is gone."""
        for row in self._db.query("SELECT * FROM suggestions WHERE number = ?", [id]):
            episode = EpisodeId(row["episode_id"])
            library = Library(self._db)
            guild = library.series(library.episode(episode).series_id).series.guild_id
            sql = "SELECT member_id, name FROM suggestion_backers WHERE suggestion_number = ?"
            backers = self._db.execute(sql, [id])
            return Suggestion(
                id=row["number"],
                episode_id=episode,
                wish=Wish(
                    kind=SuggestionKind(row["kind"]),
                    subject=row["line_id"],
                    seen=row["seen"],
                    text=row["text"],
                    target=row["target"],
                ),
                member=Member(id=MemberId(row["member_id"]), name=row["name"]),
                state=SuggestionState(row["state"]),
                decided_by=row["decided_by"],
                backers=tuple(Member(id=MemberId(m), name=name) for m, name in backers.fetchall()),
                needed=rules_of(self._db, guild).edits_needed,
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
            )
        raise NotFound("That suggestion is not there any more.")

    def set_message(self, id: int, channel: ChannelId, message: MessageId) -> None:
        """Remember where its card hangs."""
        self._db.table("suggestions").update(id, {"channel_id": channel, "message_id": message})

    def settle(self, id: int, state: SuggestionState, by: str = "") -> Suggestion:
        """Keep what became of it; WrongPhase when that is known already."""
        found = self._db.execute(
            "UPDATE suggestions SET state = ?, decided_by = ? WHERE number = ? AND state = ?",
            [state.value, by, id, SuggestionState.OPEN.value],
        )
        if not found.rowcount:
            raise WrongPhase(DECIDED[self.suggestion(id).state].template)
        return self.suggestion(id)

    def back(self, id: int, member: Member) -> Suggestion:
        """Count a member for it, once; NotAllowed for its author, WrongPhase when it is decided."""
        found = self.suggestion(id)
        if found.state is not SuggestionState.OPEN:
            raise WrongPhase(DECIDED[found.state].template)
        if found.member.id == member.id:
            raise NotAllowed("It takes others to accept your suggestion.")
        self._db.execute("INSERT OR IGNORE INTO suggestion_backers VALUES (?, ?, ?)", [id, member.id, member.name])
        return self.suggestion(id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A suggestion after somebody accepted it; `revised` once that made it the next version."""

    suggestion: Suggestion
    revised: Revised | None


def grant(
    db: sqlite_utils.Database, id: EpisodeId, wish: Wish, member: Member, studio: Studio, now: float
) -> Revised:
    """Make the change that a member wants; InvalidInput or NotFound when what it is about has changed."""
    if wish.kind is SuggestionKind.LINE:
        return edit_line(db, id, LineId(wish.subject), wish.seen, wish.text, member, studio, now)
    if wish.kind is SuggestionKind.RECAST:
        part, player = CharacterId(wish.subject), CharacterId(wish.target)
        return recast(db, id, part, player, member, studio, now)
    seen, _, after = wish.target.partition("\n")
    moved = ShotId(wish.subject)
    return reorder(db, id, moved, ShotId(seen) or None, ShotId(after) or None, member, studio, now)


def accept(
    db: sqlite_utils.Database, id: int, member: Member, studio: Studio, now: float, *, at_once: bool
) -> Accepted:
    """Count a member for a suggestion and make the change when that is enough (`at_once`: an approver's word is).

    A suggestion whose subject has changed by now is overtaken: that is no error, its state says so.
    """
    suggestions = Suggestions(db)
    found = suggestions.back(id, member)
    if not at_once and len(found.backers) < found.needed:
        return Accepted(suggestion=found, revised=None)
    phase = Library(db).episode(found.episode_id).phase
    if phase not in (Phase.DRAFT, Phase.WRITING):
        raise WrongPhase("This script can't be changed now: {saying}.", saying=SAYING[phase])
    by = member.name if at_once else ""
    try:
        revised = grant(db, found.episode_id, found.wish, found.member, studio, now)
    except (InvalidInput, NotFound):
        return Accepted(suggestion=suggestions.settle(id, SuggestionState.OVERTAKEN), revised=None)
    return Accepted(suggestion=suggestions.settle(id, SuggestionState.ACCEPTED, by), revised=revised)
