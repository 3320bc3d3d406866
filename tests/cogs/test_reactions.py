"""Reactions count what members like: neither the bot's own nor other bots' are theirs."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import discord
import sqlite_utils

from cogs.reels.counting import reacted, seen_reactions
from cogs.reels.views import Liked
from show.ids import EpisodeId
from storage.applause import Applause
from storage.database import connect
from storage.library import Library
from tests.stories import ANNA, BEN, SETTINGS, a_series

EPISODE, PREMIERE = EpisodeId("moon-post-1-e1"), 77
OWN, OTHER_BOT = 9, 10


def a_library(folder) -> sqlite_utils.Database:
    db = connect(folder / "library.sqlite")
    library = Library(db)
    library.save_guild(SETTINGS, 0.0)
    library.add_series(a_series(), ANNA.id, 0.0)
    library.add_episode(a_series().id, 1, 0.0)
    sql = "INSERT INTO films (episode_id, result, finished_at, channel_id, message_id) VALUES (?, '', 1.0, ?, ?)"
    db.execute(sql, [EPISODE, SETTINGS.premieres_channel_id, PREMIERE])
    return db


def a_desk(db: sqlite_utils.Database, message: object = None) -> Any:
    async def read(work):
        return work(db)

    async def fetch_message(_id: int) -> object:
        return message

    channel = SimpleNamespace(fetch_message=fetch_message)
    bot = SimpleNamespace(user=SimpleNamespace(id=OWN), get_partial_messageable=lambda *_, **__: channel)
    return SimpleNamespace(read=read, clock=lambda: 5.0, bot=bot)


def an_event(user: int, *, bot: bool) -> Any:
    data: Any = {
        "user_id": str(user),
        "channel_id": str(SETTINGS.premieres_channel_id),
        "message_id": str(PREMIERE),
        "guild_id": str(SETTINGS.guild_id),
        "burst": False,
        "type": 0,
    }
    event = discord.RawReactionActionEvent(data, discord.PartialEmoji(name="🔥"), "REACTION_ADD")
    event.member = SimpleNamespace(id=user, bot=bot)  # type: ignore[assignment]
    return event


async def test_another_bots_reaction_is_no_members(tmp_path):
    db = a_library(tmp_path)
    desk = a_desk(db)
    await reacted(desk, an_event(OTHER_BOT, bot=True), back=False)
    assert Applause(db).members(EPISODE) == 0
    await reacted(desk, an_event(BEN.id, bot=False), back=False)
    assert Applause(db).members(EPISODE) == 1


@dataclass
class Reacted:
    """A reaction as Discord counts it."""

    users_of: tuple[tuple[int, bool], ...]

    @property
    def count(self) -> int:
        return len(self.users_of)

    @property
    def me(self) -> bool:
        return (OWN, True) in self.users_of

    async def users(self, *, limit: int):
        for id, bot in self.users_of[:limit]:
            yield SimpleNamespace(id=id, bot=bot)


async def test_reactions_of_bots_are_left_out_where_discord_is_asked(tmp_path):
    film = SimpleNamespace(message_id=PREMIERE, channel_id=SETTINGS.premieres_channel_id)
    held = SimpleNamespace(film=film, series=a_series())
    liked = Liked(held=held, members=0, moments=())  # type: ignore[arg-type]
    bots = Reacted(((OWN, True), (OTHER_BOT, True), (11, True)))
    members = Reacted(((OTHER_BOT, True), (ANNA.id, False)))
    desk = a_desk(a_library(tmp_path), SimpleNamespace(reactions=[members, bots]))
    assert (await seen_reactions(desk, liked)).members == 1
