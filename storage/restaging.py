"""Changes to a script that touch no word of it: a part goes to another character, a shot to another place."""

from __future__ import annotations

import sqlite_utils

from show.credits import Deed
from show.errors import InvalidInput, NotFound
from show.ids import CharacterId, EpisodeId, ShotId
from show.script import Episode
from storage.library import Library
from storage.records import Member, Studio
from storage.revisions import Revised, revise


def recast(
    db: sqlite_utils.Database,
    id: EpisodeId,
    part: CharacterId,
    player: CharacterId,
    member: Member,
    studio: Studio,
    now: float,
) -> Revised:
    """Have `player` play the part of `part`, and the other way round where both are in the script.

    InvalidInput when that changes nothing, NotFound when the part or the player is gone.
    """
    if part == player:
        raise InvalidInput("That is who plays the part already; choose somebody else.")
    library = Library(db)
    library.series(library.episode(id).series_id).series.character(player)

    def change(script: Episode) -> Episode:
        return script.with_parts_exchanged(part, player)

    return revise(db, id, change, member, Deed.RESTAGED, f"part {part} to {player}", studio, now)


def reorder(
    db: sqlite_utils.Database,
    id: EpisodeId,
    shot: ShotId,
    seen_after: ShotId | None,
    after: ShotId | None,
    member: Member,
    studio: Studio,
    now: float,
) -> Revised:
    """Move a shot behind another, None for the beginning. `seen_after` is where the member saw it.

    InvalidInput when somebody moved it in between or it stays where it is, NotFound when one of them is gone.
    """

    def change(script: Episode) -> Episode:
        try:
            stands_after = script.before(shot)
            if after is not None:
                script.shot(after)
        except NotFound:
            raise NotFound("That shot is not in the script any more.") from None
        if stands_after != seen_after:
            raise InvalidInput("Somebody has moved that shot meanwhile. Look at the newest version.")
        if after in (shot, stands_after):
            raise InvalidInput("That is where the shot stands; nothing was changed.")
        return script.with_shot_after(shot, after)

    return revise(db, id, change, member, Deed.RESTAGED, f"shot {shot} moved", studio, now)
