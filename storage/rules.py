"""A guild's own rules, and the terms on which its next ballot opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sqlite_utils

from show import codec
from show.ballot import Rules
from show.house_rules import HouseRules
from show.ids import GuildId
from storage.records import Studio


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long a ballot runs, how many must vote, and its rules."""

    minutes: float
    quorum: int
    rules: Rules


def rules_of(db: sqlite_utils.Database, guild: GuildId) -> HouseRules:
    """A guild's rules; the defaults where none were kept."""
    for row in db.query("SELECT document FROM house_rules WHERE guild_id = ?", [guild]):
        return codec.loads(row["document"], HouseRules)
    return HouseRules()


def keep_rules(db: sqlite_utils.Database, guild: GuildId, rules: HouseRules) -> None:
    """Replace a guild's rules."""
    db.table("house_rules").upsert({"guild_id": guild, "document": codec.dumps(rules)}, pk="guild_id")


def change_rules(db: sqlite_utils.Database, guild: GuildId, **wished: Any) -> HouseRules:
    """A guild's rules with those that are wished for, by their names; None leaves one as it is."""
    rules = rules_of(db, guild)
    changed = replace(rules, **{name: value for name, value in wished.items() if value is not None})
    if changed != rules:
        keep_rules(db, guild, changed)
    return changed


def pictures_of(db: sqlite_utils.Database, guild: GuildId, studio: Studio) -> bool:
    """Whether a guild's ballots are shown with pictures."""
    wished = rules_of(db, guild).pictures
    return studio.pictures if wished is None else wished


def terms_of(rules: HouseRules, studio: Studio) -> Terms:
    """The terms of a ballot that opens by itself: the guild's rules, else the studio's."""
    minutes = studio.ballot_minutes if rules.ballot_minutes is None else rules.ballot_minutes
    quorum = studio.quorum if rules.quorum is None else rules.quorum
    return Terms(minutes=minutes, quorum=quorum, rules=rules.of_ballot(minutes))
